"""Lists. Where something is waited for, what comes is there already: waiting itself is in `scenarios`."""

from __future__ import annotations

from sansredis.core.errors import ResponseError, WrongTypeError
from tests.server.case import Case, Raises, case, r

ABC = "RPUSH l a b c"

LISTS: list[Case] = [
    case(r.lpush("l", "b", "a"), 2, then={"LRANGE l 0 -1": [b"a", b"b"]}),
    case(r.lpush("l", 1, 2.5), Raises(WrongTypeError), "SET l v"),
    case(r.rpush("l", "a", 1, 1.5), 3, then={"LRANGE l 0 -1": [b"a", b"1", b"1.5"]}),
    case(r.lpushx("l", "x"), 0),
    case(r.lpushx("l", "y", "x"), 5, ABC),
    case(r.rpushx("l", "x"), 4, ABC),
    case(r.rpushx("l", "x"), 0),
    case(r.lindex("l", 0), b"a", ABC),
    case(r.lindex("l", -1), b"c", ABC),
    case(r.lindex("l", 9), None, ABC),
    case(r.linsert("l", "BEFORE", "b", "x"), 4, ABC, then={"LRANGE l 0 -1": [b"a", b"x", b"b", b"c"]}),
    case(r.linsert("l", "after", "b", "x"), 4, ABC, then={"LRANGE l 0 -1": [b"a", b"b", b"x", b"c"]}),
    case(r.linsert("l", "BEFORE", "x", "x"), -1, ABC),
    case(r.llen("l"), 3, ABC),
    case(r.llen("l"), 0),
    case(r.lmove("l", "m"), b"a", ABC, redis="6.2", then={"LRANGE m 0 -1": [b"a"]}),
    case(r.lmove("l", "l", "RIGHT", "LEFT"), b"c", ABC, redis="6.2", then={"LRANGE l 0 -1": [b"c", b"a", b"b"]}),
    case(r.lmove("l", "m"), None, redis="6.2"),
    case(r.lmovem("l", "m", count=2, ordering="BULK"), [b"a", b"b"], ABC, redis="8.10"),
    case(r.lmovem("l", "m"), None, redis="8.10"),
    case(r.lmpop(2, "x", "l", direction="LEFT"), (b"l", [b"a"]), ABC, redis="7.0"),
    case(r.lmpop(1, "l", direction="RIGHT", count=2), (b"l", [b"c", b"b"]), ABC, redis="7.0"),
    case(r.lmpop(1, "x", direction="LEFT"), None, redis="7.0"),
    case(r.lpop("l"), b"a", ABC),
    case(r.lpop("l"), None),
    case(r.lpop("l", 2), [b"a", b"b"], ABC, redis="6.2"),
    case(r.lpop("l", 2), None, redis="6.2"),
    case(r.rpop("l"), b"c", ABC),
    case(r.rpop("l", 2), [b"c", b"b"], ABC, redis="6.2"),
    case(r.rpop("l", 1), None, redis="6.2"),
    case(r.lpos("l", "b"), 1, ABC, redis="6.0.6"),
    case(r.lpos("l", "x"), None, ABC, redis="6.0.6"),
    case(r.lpos("l", "a", count=0), [0, 2], "RPUSH l a b a", redis="6.0.6"),
    case(r.lpos("l", "a", rank=-1), 2, "RPUSH l a b a", redis="6.0.6"),
    case(r.lpos("l", "a", rank=2, count=1, maxlen=3), [2], "RPUSH l a b a", redis="6.0.6"),
    case(r.lpos("l", "x", count=0), [], ABC, redis="6.0.6"),
    case(r.lrange("l", 0, -1), [b"a", b"b", b"c"], ABC),
    case(r.lrange("l", 1, 1), [b"b"], ABC),
    case(r.lrange("l", 0, -1), []),
    case(r.lrem("l", 1, "a"), 1, "RPUSH l a b a", then={"LRANGE l 0 -1": [b"b", b"a"]}),
    case(r.lrem("l", 0, 5), 2, "RPUSH l 5 b 5"),
    case(r.lset("l", 1, "x"), True, ABC, then={"LRANGE l 0 -1": [b"a", b"x", b"c"]}),
    case(r.lset("l", 9, "x"), Raises(ResponseError, "out of range"), ABC),
    case(r.ltrim("l", 0, 1), True, ABC, then={"LRANGE l 0 -1": [b"a", b"b"]}),
    case(r.rpoplpush("l", "m"), b"c", ABC, then={"LRANGE m 0 -1": [b"c"]}),
    case(r.rpoplpush("l", "m"), None),
]

BLOCKING: list[Case] = [
    case(r.blmove("l", "m", 1, "RIGHT", "LEFT"), b"c", ABC, redis="6.2"),
    case(r.blmove("l", "m", 0.01), None, redis="6.2"),
    case(r.blmovem("l", "m", 1, count=2, mode="EXACTLY", ordering="OBO"), [b"b", b"a"], ABC, redis="8.10"),
    case(r.blmpop(1, 2, "x", "l", direction="RIGHT", count=2), (b"l", [b"c", b"b"]), ABC, redis="7.0"),
    case(r.blmpop(0.01, 1, "x", direction="LEFT"), None, redis="7.0"),
    case(r.blpop("l"), (b"l", b"a"), ABC),
    case(r.blpop(["x", "l"], timeout=1), (b"l", b"a"), ABC),
    case(r.blpop("x", timeout=0.01), None, redis="6.0"),
    case(r.brpop("l", 1), (b"l", b"c"), ABC),
    case(r.brpop(["x", "y"], 0.01), None, redis="6.0"),
    case(r.brpoplpush("l", "m", 1), b"c", ABC, then={"LRANGE m 0 -1": [b"c"]}),
    case(r.brpoplpush("x", "m", 0.01), None, redis="6.0"),
]

CASES = LISTS + BLOCKING
