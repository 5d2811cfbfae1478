"""Sorted sets."""

from __future__ import annotations

from math import inf

from sansredis.core.errors import ResponseError, WrongTypeError
from tests.server.case import AnyOf, Case, InAnyOrder, Raises, case, r

ABC = "ZADD z 1 a 2 b 3 c"
TWO = (ABC, "ZADD y 10 b 20 c 30 d")
SAME = "ZADD z 0 a 0 b 0 c 0 d"
FLOATS = [(b"a", 1.0), (b"b", 2.0), (b"c", 3.0)]
DOWN = FLOATS[::-1]

SETS: list[Case] = [
    case(r.zadd("z", {"a": 1, "b": 2.5}), 2, then={"ZRANGE z 0 -1 WITHSCORES": [b"a", b"1", b"b", b"2.5"]}),
    case(r.zadd("z", {"a": inf, "b": -inf}), 2, then={"ZSCORE z a": b"inf", "ZSCORE z b": b"-inf"}),
    case(r.zadd("z", {"a": 5, "x": 5}), 1, ABC),
    case(r.zadd("z", {"a": 5, "x": 5}, ch=True), 2, ABC),
    case(r.zadd("z", {"a": 5, "x": 5}, nx=True), 1, ABC, then={"ZSCORE z a": b"1"}),
    case(r.zadd("z", {"a": 5, "x": 5}, xx=True), 0, ABC, then={"ZSCORE z a": b"5", "ZCARD z": 3}),
    case(r.zadd("z", {"a": 5, "c": 1}, gt=True, ch=True), 1, ABC, redis="6.2", then={"ZSCORE z c": b"3"}),
    case(r.zadd("z", {"a": 5, "c": 1}, lt=True, ch=True), 1, ABC, redis="6.2", then={"ZSCORE z a": b"1"}),
    case(r.zadd("z", {"a": 1.5}, incr=True), 2.5, ABC),
    case(r.zadd("z", {"a": 1.5}, incr=True, nx=True), None, ABC),
    case(r.zadd("z", {"a": "x"}), Raises(ResponseError, "float")),
    case(r.zadd("z", {"a": 1}), Raises(WrongTypeError), "SET z v"),
    case(r.zcard("z"), 3, ABC),
    case(r.zincrby("z", 0.5, "a"), 1.5, ABC),
    case(r.zincrby("z", 2, "x"), 2.0, ABC),
    case(r.zmscore("z", ["a", "x"]), [1.0, None], ABC, redis="6.2"),
    case(r.zrandmember("z"), AnyOf(b"a", b"b", b"c"), ABC, redis="6.2"),
    case(r.zrandmember("z"), None, redis="6.2"),
    case(r.zrandmember("z", 5), InAnyOrder(b"a", b"b", b"c"), ABC, redis="6.2"),
    case(r.zrandmember("z", 5, withscores=True), InAnyOrder(*FLOATS), ABC, redis="6.2"),
    case(r.zrandmember("z", -2, withscores=True), [(b"a", 1.0)] * 2, "ZADD z 1 a", redis="6.2"),
    case(r.zrandmember("z", 5, withscores=True), [], redis="6.2"),
    case(r.zrank("z", "b"), 1, ABC),
    case(r.zrank("z", "x"), None, ABC),
    case(r.zrank("z", "c", withscore=True), (2, 3.0), ABC, redis="7.2"),
    case(r.zrank("z", "x", withscore=True), None, ABC, redis="7.2"),
    case(r.zrevrank("z", "c"), 0, ABC),
    case(r.zrevrank("z", "a", withscore=True, score_cast_func=int), (2, 1), ABC, redis="7.2"),
    case(r.zrem("z", "a", "x"), 1, ABC, then={"ZCARD z": 2}),
    case(r.zscan("z"), (0, InAnyOrder(*FLOATS)), ABC),
    case(r.zscan("z", match="a*", count=100, score_cast_func=int), (0, [(b"a", 1)]), ABC),
    case(r.zscore("z", "b"), 2.0, ABC),
    case(r.zscore("z", "b"), inf, "ZADD z inf b"),
    case(r.zscore("z", "x"), None, ABC),
]

ALGEBRA: list[Case] = [
    case(r.zdiff(["z", "y"]), [b"a"], *TWO, redis="6.2"),
    case(r.zdiff(["z", "y"], withscores=True), [(b"a", 1.0)], *TWO, redis="6.2"),
    case(r.zdiffstore("d", ["z", "y"]), 1, *TWO, redis="6.2", then={"ZRANGE d 0 -1": [b"a"]}),
    case(r.zinter(["z", "y"]), [b"b", b"c"], *TWO, redis="6.2"),
    case(r.zinter(["z", "y"], withscores=True), [(b"b", 12.0), (b"c", 23.0)], *TWO, redis="6.2"),
    case(r.zinter({"z": 2, "y": 0.5}, withscores=True), [(b"b", 9.0), (b"c", 16.0)], *TWO, redis="6.2"),
    case(r.zinter(["z", "y"], aggregate="MIN", withscores=True), [(b"b", 2.0), (b"c", 3.0)], *TWO, redis="6.2"),
    case(r.zintercard(2, ["z", "y"]), 2, *TWO, redis="7.0"),
    case(r.zintercard(2, ["z", "y"], limit=1), 1, *TWO, redis="7.0"),
    case(r.zinterstore("d", ["z", "y"], aggregate="MAX"), 2, *TWO, then={"ZSCORE d c": b"20"}),
    case(r.zinterstore("d", {"z": 1, "y": 0}), 2, *TWO, then={"ZSCORE d c": b"3"}),
    case(r.zinter(["z", "y"], aggregate="COUNT", withscores=True), [(b"b", 2.0), (b"c", 2.0)], *TWO, redis="8.8"),
    case(r.zunion(["z", "y"]), [b"a", b"b", b"c", b"d"], *TWO, redis="6.2"),
    case(r.zunion(["z"], withscores=True), FLOATS, *TWO, redis="6.2"),
    case(r.zunion({"z": 2}, withscores=True, score_cast_func=int), [(b"a", 2), (b"b", 4), (b"c", 6)], ABC, redis="6.2"),
    case(r.zunionstore("d", ["z", "y"]), 4, *TWO, then={"ZSCORE d b": b"12"}),
]

POPPING: list[Case] = [
    case(r.bzmpop(1, 2, ["x", "z"], min=True, count=2), (b"z", FLOATS[:2]), ABC, redis="7.0"),
    case(r.bzmpop(0.01, 1, ["x"], max=True), None, redis="7.0"),
    case(r.bzpopmax(["x", "z"], 1), (b"z", b"c", 3.0), ABC),
    case(r.bzpopmax("x", 0.01), None, redis="6.0"),
    case(r.bzpopmin("z"), (b"z", b"a", 1.0), ABC),
    case(r.bzpopmin("x", 0.01), None, redis="6.0"),
    case(r.zmpop(2, ["x", "z"], max=True), (b"z", [(b"c", 3.0)]), ABC, redis="7.0"),
    case(r.zmpop(1, ["z"], min=True, count=2), (b"z", FLOATS[:2]), ABC, redis="7.0"),
    case(r.zmpop(1, ["x"], min=True), None, redis="7.0"),
    case(r.zpopmax("z"), [(b"c", 3.0)], ABC, then={"ZCARD z": 2}),
    case(r.zpopmax("z", 2), DOWN[:2], ABC),
    case(r.zpopmax("z"), []),
    case(r.zpopmin("z"), [(b"a", 1.0)], ABC),
    case(r.zpopmin("z", 5), FLOATS, ABC),
]

RANGES: list[Case] = [
    case(r.zcount("z", 1, "(3"), 2, ABC),
    case(r.zcount("z", "-inf", inf), 3, ABC),
    case(r.zlexcount("z", "-", "[b"), 2, SAME),
    case(r.zrange("z", 0, -1), [b"a", b"b", b"c"], ABC),
    case(r.zrange("z", 0, -1), []),
    case(r.zrange("z", 0, -1, withscores=True), FLOATS, ABC),
    case(r.zrange("z", 0, 0, withscores=True, score_cast_func=int), [(b"a", 1)], ABC),
    case(r.zrange("z", 0, 1, desc=True, withscores=True), DOWN[:2], ABC, redis="6.2"),
    case(r.zrange("z", 2, "+inf", byscore=True), [b"b", b"c"], ABC, redis="6.2"),
    case(r.zrange("z", 3, 1, byscore=True, desc=True, offset=1, num=1, withscores=True), DOWN[1:2], ABC, redis="6.2"),
    case(r.zrange("z", "(a", "[c", bylex=True), [b"b", b"c"], SAME, redis="6.2"),
    case(r.zrangebylex("z", "-", "(c"), [b"a", b"b"], SAME),
    case(r.zrangebylex("z", "-", "+", start=1, num=2), [b"b", b"c"], SAME),
    case(r.zrangebyscore("z", 2, 3), [b"b", b"c"], ABC),
    case(r.zrangebyscore("z", "-inf", "+inf", start=1, num=1, withscores=True), FLOATS[1:2], ABC),
    case(r.zrangestore("d", "z", 0, 1), 2, ABC, redis="6.2", then={"ZRANGE d 0 -1": [b"a", b"b"]}),
    case(r.zrangestore("d", "z", 3, 2, byscore=True, desc=True, offset=0, num=1), 1, ABC, redis="6.2"),
    case(r.zrangestore("d", "z", "[b", "[c", bylex=True), 2, SAME, redis="6.2"),
    case(r.zremrangebylex("z", "[a", "(c"), 2, SAME, then={"ZCARD z": 2}),
    case(r.zremrangebyrank("z", 0, 1), 2, ABC, then={"ZRANGE z 0 -1": [b"c"]}),
    case(r.zremrangebyscore("z", "(1", 3), 2, ABC, then={"ZRANGE z 0 -1": [b"a"]}),
    case(r.zrevrange("z", 0, 1), [b"c", b"b"], ABC),
    case(r.zrevrange("z", 0, -1, withscores=True), DOWN, ABC),
    case(r.zrevrangebylex("z", "[c", "-", start=0, num=2), [b"c", b"b"], SAME),
    case(r.zrevrangebyscore("z", 3, 2), [b"c", b"b"], ABC),
    case(r.zrevrangebyscore("z", "+inf", "-inf", start=1, num=2, withscores=True), DOWN[1:], ABC),
]

CASES = SETS + ALGEBRA + POPPING + RANGES
