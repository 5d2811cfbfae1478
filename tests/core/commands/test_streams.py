"""The commands on streams, their groups, and what is pending in these."""

from __future__ import annotations

from typing import Any

import pytest

from sansredis.core.commands.command import Command
from sansredis.core.commands.metadata import block_time, is_read_only, needs_lease
from sansredis.core.commands.streams import StreamCommands
from sansredis.core.commands.streams_groups import StreamGroupCommands
from sansredis.core.commands.streams_pending import PendingCommands
from sansredis.core.errors import DataError
from tests.core.commands.reading import check_reading, methods, names_of_two


class Streams(StreamCommands[bytes], StreamGroupCommands[bytes], PendingCommands[bytes]):
    pass


r = Streams()

ENCODINGS: list[tuple[Command[Any], tuple[Any, ...]]] = [
    (r.xadd("s", {"a": 1, b"b": "x"}), (b"XADD", "s", "*", "a", 1, b"b", "x")),
    (r.xadd("s", {1: 2.5}, id="5-*"), (b"XADD", "s", "5-*", 1, 2.5)),
    (r.xadd("s", {"a": 1}, maxlen=0), (b"XADD", "s", b"MAXLEN", b"~", 0, "*", "a", 1)),
    (r.xadd("s", {"a": 1}, maxlen=9, approximate=False), (b"XADD", "s", b"MAXLEN", 9, "*", "a", 1)),
    (
        r.xadd("s", {"a": 1}, nomkstream=True, minid="3-0", limit=5, ref_policy="DELREF"),
        (b"XADD", "s", b"NOMKSTREAM", "DELREF", b"MINID", b"~", "3-0", b"LIMIT", 5, "*", "a", 1),
    ),
    (r.xadd("s", {"a": 1}, idmpauto="p"), (b"XADD", "s", b"IDMPAUTO", "p", "*", "a", 1)),
    (
        r.xadd("s", {"a": 1}, b"*", maxlen=5, idmp=("p", b"i")),
        (b"XADD", "s", b"IDMP", "p", b"i", b"MAXLEN", b"~", 5, b"*", "a", 1),
    ),
    (r.xcfgset("s", 10), (b"XCFGSET", "s", b"IDMP-DURATION", 10)),
    (r.xcfgset("s", idmp_maxsize=7), (b"XCFGSET", "s", b"IDMP-MAXSIZE", 7)),
    (r.xdel("s", "1-0", 2), (b"XDEL", "s", "1-0", 2)),
    (r.xdelex("s", "1-0", "2-0"), (b"XDELEX", "s", "KEEPREF", b"IDS", 2, "1-0", "2-0")),
    (r.xdelex("s", "1-0", ref_policy="ACKED"), (b"XDELEX", "s", "ACKED", b"IDS", 1, "1-0")),
    (r.xinfo_stream("s"), (b"XINFO", b"STREAM", "s")),
    (r.xinfo_stream("s", full=True), (b"XINFO", b"STREAM", "s", b"FULL")),
    (r.xlen("s"), (b"XLEN", "s")),
    (r.xrange("s"), (b"XRANGE", "s", "-", "+")),
    (r.xrange("s", 1, "(5", 3), (b"XRANGE", "s", 1, "(5", b"COUNT", 3)),
    (r.xread({"s": "$", b"t": 0}), (b"XREAD", b"STREAMS", "s", b"t", "$", 0)),
    (r.xread({"s": 0}, 5, 1000), (b"XREAD", b"COUNT", 5, b"BLOCK", 1000, b"STREAMS", "s", 0)),
    (
        r.xread({"s": 0}, max_count=7, max_size=999),
        (b"XREAD", b"MAXCOUNT", 7, b"MAXSIZE", 999, b"STREAMS", "s", 0),
    ),
    (r.xrevrange("s"), (b"XREVRANGE", "s", "+", "-")),
    (r.xrevrange("s", "5", "1", count=3), (b"XREVRANGE", "s", "5", "1", b"COUNT", 3)),
    (r.xsetid("s", "9-0"), (b"XSETID", "s", "9-0")),
    (r.xsetid("s", "9-0", 7, "3-0"), (b"XSETID", "s", "9-0", b"ENTRIESADDED", 7, b"MAXDELETEDID", "3-0")),
    (r.xtrim("s", 10), (b"XTRIM", "s", b"MAXLEN", b"~", 10)),
    (r.xtrim("s", 0, approximate=False), (b"XTRIM", "s", b"MAXLEN", 0)),
    (
        r.xtrim("s", minid=5, limit=9, ref_policy="ACKED"),
        (b"XTRIM", "s", b"MINID", b"~", 5, b"LIMIT", 9, "ACKED"),
    ),
    (r.xack("s", "g", "1-0", "2-0"), (b"XACK", "s", "g", "1-0", "2-0")),
    (r.xackdel("s", "g", "1-0", "2-0"), (b"XACKDEL", "s", "g", "KEEPREF", b"IDS", 2, "1-0", "2-0")),
    (r.xackdel("s", "g", "1-0", ref_policy="DELREF"), (b"XACKDEL", "s", "g", "DELREF", b"IDS", 1, "1-0")),
    (r.xautoclaim("s", "g", "c", 10), (b"XAUTOCLAIM", "s", "g", "c", 10, "0-0")),
    (
        r.xautoclaim("s", "g", "c", 10, "5-0", 3, justid=True),
        (b"XAUTOCLAIM", "s", "g", "c", 10, "5-0", b"COUNT", 3, b"JUSTID"),
    ),
    (r.xclaim("s", "g", "c", 10, ["1-0", 2]), (b"XCLAIM", "s", "g", "c", 10, "1-0", 2)),
    (
        r.xclaim("s", "g", "c", 10, ("1-0",), idle=0, retrycount=2, force=True, justid=True),
        (b"XCLAIM", "s", "g", "c", 10, "1-0", b"IDLE", 0, b"RETRYCOUNT", 2, b"FORCE", b"JUSTID"),
    ),
    (r.xclaim("s", "g", "c", 0, ["1-0"], time=99), (b"XCLAIM", "s", "g", "c", 0, "1-0", b"TIME", 99)),
    (r.xgroup_create("s", "g"), (b"XGROUP", b"CREATE", "s", "g", "$")),
    (
        r.xgroup_create("s", "g", 0, mkstream=True, entries_read=3),
        (b"XGROUP", b"CREATE", "s", "g", 0, b"MKSTREAM", b"ENTRIESREAD", 3),
    ),
    (r.xgroup_createconsumer("s", "g", "c"), (b"XGROUP", b"CREATECONSUMER", "s", "g", "c")),
    (r.xgroup_delconsumer("s", "g", "c"), (b"XGROUP", b"DELCONSUMER", "s", "g", "c")),
    (r.xgroup_destroy("s", "g"), (b"XGROUP", b"DESTROY", "s", "g")),
    (r.xgroup_setid("s", "g", "5-0"), (b"XGROUP", b"SETID", "s", "g", "5-0")),
    (r.xgroup_setid("s", "g", "5-0", 0), (b"XGROUP", b"SETID", "s", "g", "5-0", b"ENTRIESREAD", 0)),
    (r.xinfo_consumers("s", "g"), (b"XINFO", b"CONSUMERS", "s", "g")),
    (r.xinfo_groups("s"), (b"XINFO", b"GROUPS", "s")),
    (r.xnack("s", "g", "FAIL", "1-0", "2-0"), (b"XNACK", "s", "g", "FAIL", b"IDS", 2, "1-0", "2-0")),
    (
        r.xnack("s", "g", "SILENT", 1, retrycount=0, force=True),
        (b"XNACK", "s", "g", "SILENT", b"IDS", 1, 1, b"RETRYCOUNT", 0, b"FORCE"),
    ),
    (r.xpending("s", "g"), (b"XPENDING", "s", "g")),
    (r.xpending_range("s", "g", "-", "+", 5), (b"XPENDING", "s", "g", "-", "+", 5)),
    (
        r.xpending_range("s", "g", 1, 9, 5, "c", idle=0),
        (b"XPENDING", "s", "g", b"IDLE", 0, 1, 9, 5, "c"),
    ),
    (r.xreadgroup("g", "c", {"s": ">"}), (b"XREADGROUP", b"GROUP", "g", "c", b"STREAMS", "s", ">")),
    (
        r.xreadgroup("g", "c", {"s": ">", "t": 0}, 5, 1000, noack=True),
        (b"XREADGROUP", b"GROUP", "g", "c", b"COUNT", 5, b"BLOCK", 1000, b"NOACK", b"STREAMS", "s", "t", ">", 0),
    ),
    (
        r.xreadgroup("g", "c", {"s": b">"}, claim_min_idle_time=0, max_count=7, max_size=999),
        (
            *(b"XREADGROUP", b"GROUP", "g", "c", b"MAXCOUNT", 7, b"MAXSIZE", 999),
            *(b"CLAIM", 0, b"STREAMS", "s", b">"),
        ),
    ),
]

ENTRIES = [[b"1-0", [b"a", b"1"]], [b"2-0", [b"a", b"2", b"b", b"3"]]]
READ = [(b"1-0", {b"a": b"1"}), (b"2-0", {b"a": b"2", b"b": b"3"})]

READINGS: list[tuple[Command[Any], Any, list[Any]]] = [
    (r.xadd("s", {"a": 1}), b"1-0", [b"1-0"]),
    (r.xadd("s", {"a": 1}, nomkstream=True), None, [None]),
    (r.xcfgset("s", 1), b"OK", [b"OK"]),
    (r.xdelex("s", "1-0", "2-0"), [1, -1], [[1, -1]]),
    (r.xrange("s"), READ, [ENTRIES]),
    (r.xrange("s", count=0), [], [None, []]),
    (r.xrevrange("s"), READ[::-1], [ENTRIES[::-1]]),
    (r.xrange("s"), [(b"1-0", {b"a": b"2"})], [[[b"1-0", [b"a", b"1", b"a", b"2"]]]]),
    (r.xread({"s": 0}), {b"s": READ, b"t": []}, [[[b"s", ENTRIES], [b"t", []]], {b"s": ENTRIES, b"t": []}]),
    (r.xread({"s": 0}), {}, [None]),
    (r.xsetid("s", "9-0"), True, [b"OK"]),
    (r.xautoclaim("s", "g", "c", 0), (b"0-0", READ, [b"3-0"]), [[b"0-0", ENTRIES, [b"3-0"]]]),
    (r.xautoclaim("s", "g", "c", 0), (b"0-0", READ[1:], []), [[b"0-0", [None, ENTRIES[1]]]]),
    (r.xautoclaim("s", "g", "c", 0, justid=True), [b"1-0"], [[b"0-0", [b"1-0"], []], [b"0-0", [b"1-0"]]]),
    (r.xclaim("s", "g", "c", 0, ["1-0"]), READ[1:], [[None, ENTRIES[1]]]),
    (r.xclaim("s", "g", "c", 0, ["1-0"], justid=True), [b"1-0"], [[b"1-0"]]),
    (r.xgroup_create("s", "g"), True, [b"OK"]),
    (r.xgroup_destroy("s", "g"), False, [0]),
    (r.xgroup_setid("s", "g", 0), True, [b"OK"]),
    (
        r.xinfo_groups("s"),
        [{"name": b"g", "lag": None}],
        [[[b"name", b"g", b"lag", None]], [{b"name": b"g", b"lag": None}]],
    ),
    (r.xinfo_consumers("s", "g"), [{"name": b"c", "idle": 3}], [[[b"name", b"c", b"idle", 3]]]),
    (
        r.xinfo_stream("s"),
        {"length": 1, "first-entry": READ[0], "last-entry": None},
        [
            [b"length", 1, b"first-entry", ENTRIES[0], b"last-entry", None],
            {b"length": 1, b"first-entry": ENTRIES[0], b"last-entry": None},
        ],
    ),
    (
        r.xinfo_stream("s", full=True),
        {
            "length": 2,
            "entries": dict(READ),
            "groups": [
                {
                    "name": b"g",
                    "pending": [(b"1-0", b"c", 99, 1)],
                    "consumers": [{"name": b"c", "pending": [(b"1-0", 99, 1)]}],
                }
            ],
        },
        [
            [
                *(b"length", 2, b"entries", ENTRIES, b"groups"),
                [
                    [
                        *(b"name", b"g", b"pending", [[b"1-0", b"c", 99, 1]]),
                        *(b"consumers", [[b"name", b"c", b"pending", [[b"1-0", 99, 1]]]]),
                    ]
                ],
            ],
            {
                b"length": 2,
                b"entries": ENTRIES,
                b"groups": [
                    {
                        b"name": b"g",
                        b"pending": [[b"1-0", b"c", 99, 1]],
                        b"consumers": [{b"name": b"c", b"pending": [[b"1-0", 99, 1]]}],
                    }
                ],
            },
        ],
    ),
    (
        r.xpending("s", "g"),
        {"pending": 2, "min": b"1-0", "max": b"2-0", "consumers": [{"name": b"c", "pending": 2}]},
        [[2, b"1-0", b"2-0", [[b"c", b"2"]]]],
    ),
    (
        r.xpending("s", "g"),
        {"pending": 0, "min": None, "max": None, "consumers": []},
        [[0, None, None, None]],
    ),
    (
        r.xpending_range("s", "g", "-", "+", 1),
        [{"message_id": b"1-0", "consumer": b"c", "time_since_delivered": 5, "times_delivered": 2}],
        [[[b"1-0", b"c", 5, 2]]],
    ),
    (
        r.xreadgroup("g", "c", {"s": 0}),
        {b"s": [(b"1-0", {}), READ[1]]},
        [[[b"s", [[b"1-0", None], ENTRIES[1]]]], {b"s": [[b"1-0", None], ENTRIES[1]]}],
    ),
    (
        r.xreadgroup("g", "c", {"s": ">"}, claim_min_idle_time=1),
        {b"s": [(b"1-0", {b"a": b"1"}, 50, 2)]},
        [[[b"s", [[b"1-0", [b"a", b"1"], 50, 2]]]], {b"s": [[b"1-0", [b"a", b"1"], 50, 2]]}],
    ),
    (r.xreadgroup("g", "c", {"s": ">"}, claim_min_idle_time=1), {}, [None]),
]


@pytest.mark.parametrize(("command", "args"), ENCODINGS)
def test_encoding(command: Command[Any], args: tuple[Any, ...]) -> None:
    assert command.args == args


@pytest.mark.parametrize(("command", "value", "raws"), READINGS)
def test_reading(command: Command[Any], value: Any, raws: list[Any]) -> None:
    check_reading(command, value, *raws)


def test_every_method_is_here() -> None:
    assert methods(StreamCommands) | methods(StreamGroupCommands) | methods(PendingCommands) <= {
        *names_of_two(command for command, _ in ENCODINGS),
        "xpending_range",
    }


@pytest.mark.parametrize(
    "command",
    [r.xread({"s": "$"}, 3, 1500, max_count=9), r.xreadgroup("BLOCK", "BLOCK", {"BLOCK": ">"}, 3, 1500, max_size=9)],
)
def test_how_long_the_server_waits_is_known(command: Command[Any]) -> None:
    assert block_time(command.args) == 1.5
    assert needs_lease(command.args)
    assert not is_read_only(command.args)


def test_a_read_that_does_not_wait_is_shared_and_may_be_repeated() -> None:
    command = r.xread({"block": 0}, count=3)
    assert block_time(command.args) is None
    assert not needs_lease(command.args)
    assert is_read_only(command.args)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: r.xadd("s", {}), "XADD: give at least one field"),
        (lambda: r.xadd("s", {"a": 1}, maxlen=1, minid="1"), "XADD: give only one of maxlen, minid"),
        (lambda: r.xadd("s", {"a": 1}, limit=1), "XADD: limit needs maxlen or minid"),
        (lambda: r.xadd("s", {"a": 1}, idmpauto="p", idmp=("p", "i")), "give only one of idmpauto, idmp"),
        (lambda: r.xadd("s", {"a": 1}, "1-0", idmpauto="p"), r'need id="\*"; got id=\'1-0\''),
        (lambda: r.xcfgset("s"), "XCFGSET: give idmp_duration, idmp_maxsize or both"),
        (lambda: r.xdel("s"), "XDEL: give at least one id"),
        (lambda: r.xdelex("s"), "XDELEX: give at least one id"),
        (lambda: r.xread({}), "XREAD: give at least one stream"),
        (lambda: r.xsetid("s", "1-0", 5), "XSETID: give both"),
        (lambda: r.xtrim("s"), "XTRIM: give one of maxlen, minid"),
        (lambda: r.xtrim("s", 1, approximate=False, limit=1), "XTRIM: limit needs .* approximate=True; got limit=1"),
        (lambda: r.xack("s", "g"), "XACK: give at least one id"),
        (lambda: r.xackdel("s", "g"), "XACKDEL: give at least one id"),
        (lambda: r.xclaim("s", "g", "c", 0, []), "XCLAIM: give at least one id"),
        (lambda: r.xclaim("s", "g", "c", 0, "1-0"), "XCLAIM: message_ids must be a list of ids; got '1-0'"),
        (lambda: r.xnack("s", "g", "FAIL"), "XNACK: give at least one id"),
        (lambda: r.xreadgroup("g", "c", {}), "XREADGROUP: give at least one stream"),
        (
            lambda: r.xreadgroup("g", "c", {"s": ">", "t": "0"}, claim_min_idle_time=1),
            """claim_min_idle_time needs the id ">" for every stream; got '0' for 't'""",
        ),
    ],
)
def test_refused(call: Any, message: str) -> None:
    with pytest.raises(DataError, match=message):
        call()
