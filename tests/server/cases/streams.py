"""Streams, groups of consumers, and what is pending in them."""

from __future__ import annotations

from typing import Any

from sansredis.core.errors import ResponseError, WrongTypeError
from tests.server.case import AnyOf, Case, Is, Raises, Text, between, case, r

ABC = ("XADD s 1-0 a 1", "XADD s 2-0 b 2 c 3", "XADD s 3-0 a 4")
A, B, C = (b"1-0", {b"a": b"1"}), (b"2-0", {b"b": b"2", b"c": b"3"}), (b"3-0", {b"a": b"4"})
GROUP = (*ABC, "XGROUP CREATE s g 0")
PENDING = (*GROUP, "XREADGROUP GROUP g c COUNT 2 STREAMS s >")
DELETED = (*PENDING, "XDEL s 1-0")

STREAMS: list[Case] = [
    case(
        r.xadd("s", {"a": 1, b"b": "x"}, id="5-1"), b"5-1", then={"XRANGE s - +": [[b"5-1", [b"a", b"1", b"b", b"x"]]]}
    ),
    case(r.xadd("s", {"a": 1}), Text("-0"), then={"XLEN s": 1}),
    case(r.xadd("s", {"a": 1}, id="3-*"), b"3-1", *ABC, redis="7.0"),
    case(r.xadd("s", {"a": 1}, id="1-0"), Raises(ResponseError, "equal or smaller"), *ABC),
    case(r.xadd("s", {"a": 1}), Raises(WrongTypeError), "SET s v"),
    case(r.xadd("s", {"a": 1}, nomkstream=True), None, redis="6.2", then={"EXISTS s": 0}),
    case(r.xadd("s", {"a": 1}, id="9-0", nomkstream=True), b"9-0", *ABC, redis="6.2"),
    case(r.xadd("s", {"a": 1}, id="9-0", maxlen=2, approximate=False), b"9-0", *ABC, then={"XLEN s": 2}),
    case(r.xadd("s", {"a": 1}, id="9-0", maxlen=1), b"9-0", *ABC, then={"XLEN s": 4}),
    case(
        r.xadd("s", {"a": 1}, id="9-0", minid="3-0", approximate=False), b"9-0", *ABC, redis="6.2", then={"XLEN s": 2}
    ),
    case(r.xadd("s", {"a": 1}, id="9-0", minid="3-0", limit=5), b"9-0", *ABC, redis="6.2", then={"XLEN s": 4}),
    case(
        r.xadd("s", {"a": 1}, id="9-0", maxlen=0, approximate=False, ref_policy="DELREF"),
        b"9-0",
        *PENDING,
        redis="8.2",
        then={"XPENDING s g": [0, None, None, None]},
    ),
    case(r.xcfgset("s", idmp_duration=5), b"OK", *ABC, redis="8.6"),
    case(r.xcfgset("s", 5, 10), b"OK", *ABC, redis="8.6"),
    case(r.xdel("s", "1-0", "2-0", "9-0"), 2, *ABC, then={"XLEN s": 1}),
    case(r.xdel("s", 1), 1, *ABC),
    case(r.xdelex("s", "1-0", "9-0"), [1, -1], *PENDING, redis="8.2"),
    case(r.xdelex("s", "1-0", "3-0", ref_policy="ACKED"), [2, 2], *PENDING, redis="8.2"),
    case(r.xdelex("s", "1-0", ref_policy="DELREF"), [1], *PENDING, redis="8.2"),
    case(r.xlen("s"), 3, *ABC),
    case(r.xlen("s"), 0),
    case(r.xrange("s"), [A, B, C], *ABC),
    case(r.xrange("s"), []),
    case(r.xrange("s", "2", "+", 1), [B], *ABC),
    case(r.xrange("s", "(1-0", 2), [B], *ABC, redis="6.2"),
    case(r.xrange("s", count=0), [], *ABC),
    case(r.xrange("s"), [(b"1-0", {b"a": b"2"})], "XADD s 1-0 a 1 a 2"),
    case(r.xread({"s": "1-0", b"t": 0, "u": 0}), {b"s": [B, C], b"t": [A]}, *ABC, "XADD t 1-0 a 1"),
    case(r.xread({"s": 0}, count=1), {b"s": [A]}, *ABC),
    case(r.xread({"s": "3-0"}), {}, *ABC),
    case(r.xread({"s": "$"}, block=10), {}, *ABC),
    case(r.xread({"s": 0}, block=60_000), {b"s": [A, B, C]}, *ABC),
    case(r.xread({"s": "+"}), {b"s": [C]}, *ABC, redis="7.4"),
    case(r.xread({"s": 0}, max_count=2), {b"s": [A, B]}, *ABC, redis="8.10"),
    case(r.xrevrange("s"), [C, B, A], *ABC),
    case(r.xrevrange("s", 2, "-", count=1), [B], *ABC),
    case(r.xsetid("s", "9-0"), True, *ABC, then={"XADD s 9-* a 1": b"9-1"}, redis="7.0"),
    case(r.xsetid("s", "9-0"), True, *ABC),
    case(r.xsetid("s", "9-0", 7, "8-0"), True, *ABC, redis="7.0"),
    case(r.xsetid("s", "1-0"), Raises(ResponseError, "smaller"), *ABC),
    case(r.xtrim("s", 1, approximate=False), 2, *ABC, then={"XLEN s": 1}),
    case(r.xtrim("s", 1), 0, *ABC, then={"XLEN s": 3}),
    case(r.xtrim("s", minid="3-0", approximate=False), 2, *ABC, redis="6.2"),
    case(r.xtrim("s", minid="3-0", limit=10), 0, *ABC, redis="6.2"),
    case(r.xtrim("s", 0, approximate=False, ref_policy="ACKED"), 0, *PENDING, redis="8.2", then={"XLEN s": 3}),
]


def of_groups(found: list[dict[str, Any]]) -> bool:
    """Whether XINFO GROUPS is read, with the parts that there are since Redis 5.0."""
    (group,) = found
    return {"consumers": 1, "pending": 2}.items() <= group.items() and type(next(iter(group))) is str


def of_consumers(found: list[dict[str, Any]]) -> bool:
    """Whether XINFO CONSUMERS is read."""
    (consumer,) = found
    return consumer["pending"] == 2 and type(consumer["idle"]) is int


def of_stream(first: Any, last: Any, length: int) -> Is:
    """Whether XINFO STREAM is read."""
    return Is(
        dict,
        lambda found: (
            found["length"] == length
            and (found["first-entry"], found["last-entry"]) in ((first, last), (as_text(first), as_text(last)))
            and type(found["radix-tree-keys"]) is int
        ),
    )


def as_text(entry: Any) -> Any:
    """An entry as a client that decodes returns it."""
    return entry and (entry[0].decode(), {key.decode(): value.decode() for key, value in entry[1].items()})


def of_full_stream(found: dict[str, Any]) -> bool:
    """Whether XINFO STREAM FULL is read to its depths."""
    (group,) = found["groups"]
    (consumer,) = group["consumers"]
    text = type(group["name"])
    ids, c = (["1-0", "2-0", "3-0"], "c") if text is str else ([b"1-0", b"2-0", b"3-0"], b"c")
    return (
        list(found["entries"]) == ids
        and found["entries"][ids[0]] in ({"a": "1"}, {b"a": b"1"})
        and [(id_, owner, times) for id_, owner, _, times in group["pending"]] == [(ids[0], c, 1), (ids[1], c, 1)]
        and [(id_, times) for id_, _, times in consumer["pending"]] == [(ids[0], 1), (ids[1], 1)]
        and (group["pel-count"], consumer["pel-count"], consumer["name"]) == (2, 2, c)
        and type(group["pending"][0]) is type(consumer["pending"][0]) is tuple
    )


GROUPS: list[Case] = [
    case(r.xinfo_stream("s"), of_stream(A, C, 3), *ABC),
    case(r.xinfo_stream("s"), of_stream(None, None, 0), "XGROUP CREATE s g $ MKSTREAM"),
    case(r.xinfo_stream("s"), Raises(ResponseError, "no such key")),
    case(r.xinfo_stream("s", full=True), Is(dict, of_full_stream), *PENDING, redis="6.0"),
    case(r.xinfo_groups("s"), Is(list, of_groups), *PENDING),
    case(r.xinfo_groups("s"), [], *ABC),
    case(r.xinfo_consumers("s", "g"), Is(list, of_consumers), *PENDING),
    case(r.xinfo_consumers("s", "g"), [], *GROUP),
    case(r.xgroup_create("s", "g"), True, *ABC, then={"XREADGROUP GROUP g c STREAMS s >": None}),
    case(r.xgroup_create("s", "g", 0), Raises(ResponseError, "BUSYGROUP"), *GROUP),
    case(r.xgroup_create("s", "g"), Raises(ResponseError, "MKSTREAM")),
    case(r.xgroup_create("s", "g", mkstream=True), True, then={"XLEN s": 0}),
    case(r.xgroup_create("s", "g", "2-0", entries_read=2), True, *ABC, redis="7.0"),
    case(r.xgroup_createconsumer("s", "g", "c"), 1, *GROUP, redis="6.2"),
    case(r.xgroup_createconsumer("s", "g", "c"), 0, *PENDING, redis="6.2"),
    case(r.xgroup_delconsumer("s", "g", "c"), 2, *PENDING, then={"XPENDING s g": [0, None, None, None]}),
    case(r.xgroup_destroy("s", "g"), True, *GROUP),
    case(r.xgroup_destroy("s", "x"), False, *GROUP),
    case(r.xgroup_setid("s", "g", "2-0"), True, *GROUP),
    case(r.xgroup_setid("s", "g", "2-0", entries_read=2), True, *GROUP, redis="7.0"),
    case(r.xreadgroup("g", "c", {"s": ">"}, count=2), {b"s": [A, B]}, *GROUP, then={"XACK s g 1-0 2-0": 2}),
    case(r.xreadgroup("g", "c", {"s": ">"}, noack=True), {b"s": [A, B, C]}, *GROUP, then={"XACK s g 1-0": 0}),
    case(r.xreadgroup("g", "c", {"s": "0"}), {b"s": [A, B]}, *PENDING),
    case(r.xreadgroup("g", "d", {"s": "0"}), {b"s": []}, *PENDING),
    case(r.xreadgroup("g", "c", {"s": "0"}), {b"s": [(b"1-0", {}), B]}, *DELETED),
    case(r.xreadgroup("g", "c", {"s": ">"}), {}, *GROUP, "XGROUP SETID s g $"),
    case(r.xreadgroup("g", "c", {"s": ">"}, block=10), {}, *GROUP, "XGROUP SETID s g $"),
    case(r.xreadgroup("g", "c", {"s": ">"}, block=60_000), {b"s": [A, B, C]}, *GROUP),
    case(r.xreadgroup("g", "c", {"s": ">"}), Raises(ResponseError, "NOGROUP"), *ABC),
    case(
        r.xreadgroup("g", "d", {"s": ">"}, claim_min_idle_time=0),
        {b"s": [(*A, between(0, 60_000), 1), (*B, between(0, 60_000), 1), (*C, 0, 0)]},
        *PENDING,
        redis="8.4",
    ),
    case(
        r.xreadgroup("g", "d", {"s": ">", "t": ">"}, claim_min_idle_time=1_000_000),
        {b"s": [(*C, 0, 0)], b"t": [(*A, 0, 0)]},
        *(*PENDING, "XADD t 1-0 a 1", "XGROUP CREATE t g 0"),
        redis="8.4",
    ),
    case(r.xreadgroup("g", "c", {"s": ">"}, max_count=2), {b"s": [A, B]}, *GROUP, redis="8.10"),
    case(r.xack("s", "g", "1-0", "9-0"), 1, *PENDING),
    case(r.xackdel("s", "g", "1-0", "9-0"), [1, -1], *PENDING, redis="8.2", then={"XLEN s": 2}),
    case(r.xackdel("s", "g", "1-0", ref_policy="ACKED"), [2], *PENDING, "XGROUP CREATE s h 0", redis="8.2"),
]

WAITING = {"message_id": b"1-0", "consumer": b"c", "time_since_delivered": between(0, 60_000), "times_delivered": 1}

CLAIMING: list[Case] = [
    case(r.xautoclaim("s", "g", "d", 0), (b"0-0", [A, B], []), *PENDING, redis="6.2"),
    case(r.xautoclaim("s", "g", "d", 0, count=1), (b"2-0", [A], []), *PENDING, redis="7.0"),
    case(r.xautoclaim("s", "g", "d", 0, "2-0"), (b"0-0", [B], []), *PENDING, redis="6.2"),
    case(r.xautoclaim("s", "g", "d", 1_000_000), (b"0-0", [], []), *PENDING, redis="6.2"),
    case(r.xautoclaim("s", "g", "d", 0), (b"0-0", [B], AnyOf([b"1-0"], [])), *DELETED, redis="6.2"),
    case(r.xautoclaim("s", "g", "d", 0, justid=True), [b"1-0", b"2-0"], *PENDING, redis="6.2"),
    case(r.xclaim("s", "g", "d", 0, ["1-0", "3-0"]), [A], *PENDING),
    case(r.xclaim("s", "g", "d", 0, ["1-0", "2-0"]), [B], *DELETED),
    case(r.xclaim("s", "g", "d", 1_000_000, ["1-0"]), [], *PENDING),
    case(
        r.xclaim("s", "g", "d", 0, ["1-0"], idle=500, retrycount=7, justid=True),
        [b"1-0"],
        *PENDING,
        then={"XPENDING s g - + 9 d": [[b"1-0", b"d", between(500, 60_000), 7]]},
    ),
    case(r.xclaim("s", "g", "d", 0, ["3-0"], time=1, force=True), [C], *GROUP),
    case(r.xnack("s", "g", "FAIL", "1-0"), 1, *PENDING, redis="8.8"),
    case(
        r.xpending("s", "g"),
        {"pending": 2, "min": b"1-0", "max": b"2-0", "consumers": [{"name": b"c", "pending": 2}]},
        *PENDING,
    ),
    case(r.xpending("s", "g"), {"pending": 0, "min": None, "max": None, "consumers": []}, *GROUP),
    case(r.xpending_range("s", "g", "-", "+", 1), [WAITING], *PENDING),
    case(r.xpending_range("s", "g", "-", "+", 9, "c"), [WAITING, {**WAITING, "message_id": b"2-0"}], *PENDING),
    case(r.xpending_range("s", "g", "-", "+", 9, "d"), [], *PENDING),
    case(r.xpending_range("s", "g", "-", "+", 9, idle=1_000_000), [], *PENDING, redis="6.2"),
]

CASES = STREAMS + GROUPS + CLAIMING
