"""Sets."""

from __future__ import annotations

from sansredis.core.errors import WrongTypeError
from tests.server.case import AnyOf, Case, InAnyOrder, Is, Raises, case, r

ABC = "SADD s a b c"
TWO = (ABC, "SADD t b c d")

CASES: list[Case] = [
    case(r.sadd("s", "a", 1, 1.5), 3, then={"SCARD s": 3}),
    case(r.sadd("s", "a", "x"), 1, ABC),
    case(r.sadd("s", "a"), Raises(WrongTypeError), "SET s v"),
    case(r.scard("s"), 3, ABC),
    case(r.scard("s"), 0),
    case(r.sdiff("s", "t"), {b"a"}, *TWO),
    case(r.sdiff(["s", "x"]), {b"a", b"b", b"c"}, *TWO),
    case(r.sdiff("x"), set()),
    case(r.sdiffcard(2, ["s", "t"]), 1, *TWO, redis="8.10"),
    case(r.sdiffstore("d", "s", "t"), 1, *TWO, then={"SMEMBERS d": [b"a"]}),
    case(r.sinter("s", "t"), {b"b", b"c"}, *TWO),
    case(r.sinter("s", "x"), set(), *TWO),
    case(r.sintercard(2, ["s", "t"]), 2, *TWO, redis="7.0"),
    case(r.sintercard(2, ["s", "t"], limit=1), 1, *TWO, redis="7.0"),
    case(r.sinterstore("d", ["s", "t"]), 2, *TWO, then={"SCARD d": 2}),
    case(r.sismember("s", "a"), 1, ABC),
    case(r.sismember("s", "x"), 0, ABC),
    case(r.smismember("s", ["a", "x"]), [1, 0], ABC, redis="6.2"),
    case(r.smismember("s", "a", "b"), [1, 1], ABC, redis="6.2"),
    case(r.smembers("s"), {b"a", b"b", b"c"}, ABC),
    case(r.smembers("s"), set()),
    case(r.smove("s", "t", "a"), True, ABC, then={"SMEMBERS t": [b"a"]}),
    case(r.smove("s", "t", "x"), False, ABC),
    case(r.spop("s"), b"a", "SADD s a", then={"EXISTS s": 0}),
    case(r.spop("s"), None),
    case(r.spop("s", 2), Is(set, lambda taken: len(taken) == 2), ABC, then={"SCARD s": 1}),
    case(r.spop("s", 5), {b"a", b"b", b"c"}, ABC),
    case(r.spop("s", 5), set()),
    case(r.srandmember("s"), AnyOf(b"a", b"b", b"c"), ABC),
    case(r.srandmember("s"), None),
    case(r.srandmember("s", 5), InAnyOrder(b"a", b"b", b"c"), ABC),
    case(r.srandmember("s", -3), [b"a", b"a", b"a"], "SADD s a"),
    case(r.srandmember("s", 5), []),
    case(r.srem("s", "a", "x"), 1, ABC, then={"SCARD s": 2}),
    case(r.sscan("s"), (0, InAnyOrder(b"a", b"b", b"c")), ABC),
    case(r.sscan("s", 0, match="a*", count=100), (0, [b"a"]), ABC),
    case(r.sunion("s", "t"), {b"a", b"b", b"c", b"d"}, *TWO),
    case(r.sunion("x"), set()),
    case(r.sunioncard(2, ["s", "t"]), 4, *TWO, redis="8.10"),
    case(r.sunionstore("d", "s", "t"), 4, *TWO, then={"SCARD d": 4}),
]
