"""Keys, their times to live, and sorting. RESTORE and MIGRATE need more than one call: see `scenarios`."""

from __future__ import annotations

from datetime import timedelta

from sansredis.core.errors import ResponseError
from tests.server.case import AnyOf, Case, InAnyOrder, Is, Raises, Text, between, case, r
from tests.server.cases.strings import FAR

FRACTIONS = ("fragmentation", "allocator-fragmentation.ratio", "rss-overhead.ratio", "peak.percentage")

KEYS: list[Case] = [
    case(r.copy("a", "b"), True, "SET a v", redis="6.2", then={"GET b": b"v", "GET a": b"v"}),
    case(r.copy("a", "b"), False, "MSET a v b w", redis="6.2", then={"GET b": b"w"}),
    case(r.copy("a", "b", replace=True), True, "MSET a v b w", redis="6.2", then={"GET b": b"v"}),
    case(r.copy("a", "b", destination_db=1), True, "SET a v", redis="6.2", then={"EXISTS b": 0}),
    case(r.delete("a", "b", "x"), 2, "MSET a 1 b 2", then={"DBSIZE": 0}),
    case(r.unlink("a", "b", "x"), 2, "MSET a 1 b 2", then={"DBSIZE": 0}),
    case(r.dump("k"), None),
    case(r.dump("k"), Is(bytes, lambda dumped: len(dumped) > 10), "SET k v"),
    case(r.exists("a", "a", "x"), 2, "SET a 1"),
    case(r.keys(), InAnyOrder(b"a", b"b"), "MSET a 1 b 2"),
    case(r.keys("a*"), [b"aa"], "MSET aa 1 b 2"),
    case(r.keys("x*"), []),
    case(r.move("k", 1), True, "SET k v", then={"EXISTS k": 0}),
    case(r.move("k", 1), False),
    case(r.randomkey(), None),
    case(r.randomkey(), AnyOf(b"a", b"b"), "MSET a 1 b 2"),
    case(r.rename("a", "b"), True, "SET a v", then={"GET b": b"v", "EXISTS a": 0}),
    case(r.rename("a", "b"), Raises(ResponseError, "no such key")),
    case(r.renamenx("a", "b"), True, "SET a v", then={"GET b": b"v"}),
    case(r.renamenx("a", "b"), False, "MSET a v b w", then={"GET b": b"w"}),
    case(r.restore("k", 0, b"nonsense"), Raises(ResponseError, "DUMP payload")),
    case(r.scan(), (0, []), "FLUSHDB"),
    case(r.scan(count=1000), (0, InAnyOrder(b"a", b"b")), "MSET a 1 b 2"),
    case(r.scan(0, match="a*", count=1000), (0, [b"aa"]), "MSET aa 1 b 2"),
    case(r.scan(count=1000, _type="list"), (0, [b"l"]), "SET a 1", "RPUSH l v", redis="6.0"),
    case(r.touch("a", "x"), 1, "SET a 1"),
    case(r.type("k"), b"none"),
    case(r.type("k"), b"zset", "ZADD k 1 a"),
    case(r.type("k"), b"stream", "XADD k * a b"),
]

EXPIRY: list[Case] = [
    case(r.expire("k", 100), True, "SET k v", then={"TTL k": between(99, 100)}),
    case(r.expire("k", timedelta(seconds=100)), True, "SET k v", then={"TTL k": between(99, 100)}),
    case(r.expire("k", 100), False),
    case(r.expire("k", 100, nx=True), False, "SET k v EX 10", redis="7.0", then={"TTL k": between(9, 10)}),
    case(r.expire("k", 100, xx=True), True, "SET k v EX 10", redis="7.0", then={"TTL k": between(99, 100)}),
    case(r.expire("k", 100, gt=True), True, "SET k v EX 10", redis="7.0"),
    case(r.expire("k", 100, lt=True), False, "SET k v EX 10", redis="7.0"),
    case(r.expireat("k", FAR), True, "SET k v"),
    case(r.expireat("k", FAR, gt=True), False, "SET k v", redis="7.0"),
    case(r.expireat("k", 1), True, "SET k v", then={"EXISTS k": 0}),
    case(r.pexpire("k", 90_000), True, "SET k v", then={"TTL k": between(89, 90)}),
    case(r.pexpire("k", timedelta(seconds=90), nx=True), True, "SET k v", redis="7.0"),
    case(r.pexpireat("k", FAR * 1000), True, "SET k v"),
    case(r.pexpireat("k", FAR * 1000, xx=True), False, "SET k v", redis="7.0"),
    case(r.expiretime("k"), FAR, "SET k v", f"EXPIREAT k {FAR}", redis="7.0"),
    case(r.expiretime("k"), -1, "SET k v", redis="7.0"),
    case(r.expiretime("k"), -2, redis="7.0"),
    case(r.pexpiretime("k"), FAR * 1000 + 7, "SET k v", f"PEXPIREAT k {FAR}007", redis="7.0"),
    case(r.persist("k"), True, "SET k v EX 100", then={"TTL k": -1}),
    case(r.persist("k"), False, "SET k v"),
    case(r.ttl("k"), between(99, 100), "SET k v EX 100"),
    case(r.ttl("k"), -1, "SET k v"),
    case(r.ttl("k"), -2),
    case(r.pttl("k"), between(90_000, 100_000), "SET k v EX 100"),
    case(r.pttl("k"), -2),
]

WEIGHTED = ("RPUSH l 1 2 3", "MSET w:1 30 w:2 20 w:3 10 d:1 one d:3 three")

SORTING: list[Case] = [
    case(r.sort("l"), [b"1", b"2", b"10"], "RPUSH l 10 1 2"),
    case(r.sort("l", desc=True), [b"10", b"2", b"1"], "RPUSH l 10 1 2"),
    case(r.sort("l", alpha=True), [b"1", b"10", b"2"], "RPUSH l 10 1 2"),
    case(r.sort("l", start=1, num=1), [b"2"], "RPUSH l 10 1 2"),
    case(r.sort("l", by="w:*"), [b"3", b"2", b"1"], *WEIGHTED),
    case(r.sort("l", by="nosort", get="d:*"), [b"one", None, b"three"], *WEIGHTED),
    case(r.sort("l", get=["#", "d:*"]), [b"1", b"one", b"2", None, b"3", b"three"], *WEIGHTED),
    case(r.sort("l", get=["#", "d:*"], groups=True), [(b"1", b"one"), (b"2", None), (b"3", b"three")], *WEIGHTED),
    case(r.sort("l", store="d"), 3, "RPUSH l 10 1 2", then={"LRANGE d 0 -1": [b"1", b"2", b"10"]}),
    case(r.sort("l"), Raises(ResponseError, "double"), "RPUSH l a b"),
    case(r.sort_ro("l", by="w:*", get=["#"]), [b"3", b"2", b"1"], *WEIGHTED, redis="7.0"),
    case(r.sort_ro("l", start=0, num=2, desc=True, alpha=True), [b"b", b"a"], "RPUSH l a b", redis="7.0"),
]

OBJECTS: list[Case] = [
    case(r.object("encoding", "k"), b"int", "SET k 5"),
    case(r.object("encoding", "k"), b"embstr", "SET k v"),
    case(r.object("refcount", "k"), 1, "SET k v"),
    case(r.object("idletime", "k"), 0, "SET k v"),
    case(r.object("encoding", "k"), None),
    case(
        r.object("freq", "k"),
        between(0, 255),
        "CONFIG SET maxmemory-policy allkeys-lfu",
        "SET k v",
        undo=("CONFIG SET maxmemory-policy noeviction",),
    ),
    case(r.memory_usage("k"), between(20, 200), "SET k v"),
    case(r.memory_usage("k", samples=0), between(20, 400), "RPUSH k a b c"),
    case(r.memory_usage("k"), None),
    case(
        r.debug_object("k"),
        Is(dict, lambda facts: facts["encoding"] == "embstr" and facts["refcount"] == 1),
        "SET k v",
    ),
    case(r.debug_object("k"), Raises(ResponseError, "no such key")),
    case(r.memory_doctor(), Text()),
    case(r.memory_malloc_stats(), Text()),
    case(r.memory_purge(), True),
    case(r.memory_stats(), Is(dict, lambda facts: facts["keys.count"] == 1 and facts["peak.allocated"] > 0), "SET k v"),
    case(r.memory_stats(), Is(dict, lambda facts: {type(facts[name]) for name in FRACTIONS} == {float})),
]

CASES = KEYS + EXPIRY + SORTING + OBJECTS
