"""The commands on strings, counters and bitmaps."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from sansredis.core.commands.bitmaps import BitmapCommands
from sansredis.core.commands.command import Command
from sansredis.core.commands.counters import CounterCommands
from sansredis.core.commands.lcs import LCSCommands
from sansredis.core.commands.strings import DataPersistOptions, StringCommands
from sansredis.core.commands.strings_set import SettingCommands
from sansredis.core.errors import DataError
from tests.core.commands.reading import check_reading, methods, names


class Strings(
    StringCommands[bytes], SettingCommands[bytes], CounterCommands[bytes], LCSCommands[bytes], BitmapCommands[bytes]
):
    pass


r = Strings()
MOMENT = datetime(2033, 5, 18, 3, 33, 20, 1000, tzinfo=UTC)

ENCODINGS: list[tuple[Command[Any], tuple[Any, ...]]] = [
    (r.append("k", b"v"), (b"APPEND", "k", b"v")),
    (r.delex("k"), (b"DELEX", "k")),
    (r.delex("k", ifeq="v"), (b"DELEX", "k", b"IFEQ", "v")),
    (r.delex("k", ifne="v"), (b"DELEX", "k", b"IFNE", "v")),
    (r.delex("k", ifdeq="0f"), (b"DELEX", "k", b"IFDEQ", "0f")),
    (r.delex("k", ifdne="0f"), (b"DELEX", "k", b"IFDNE", "0f")),
    (r.delifeq("k", "v"), (b"DELIFEQ", "k", "v")),
    (r.digest("k"), (b"DIGEST", "k")),
    (r.get("k"), (b"GET", "k")),
    (r.getdel("k"), (b"GETDEL", "k")),
    (r.getex("k"), (b"GETEX", "k")),
    (r.getex("k", ex=1), (b"GETEX", "k", b"EX", 1)),
    (r.getex("k", px=timedelta(seconds=1)), (b"GETEX", "k", b"PX", 1000)),
    (r.getex("k", exat=MOMENT), (b"GETEX", "k", b"EXAT", 2_000_000_000)),
    (r.getex("k", pxat=MOMENT), (b"GETEX", "k", b"PXAT", 2_000_000_000_001)),
    (r.getex("k", persist=True), (b"GETEX", "k", b"PERSIST")),
    (r.getrange("k", 0, -1), (b"GETRANGE", "k", 0, -1)),
    (r.getset("k", 1), (b"GETSET", "k", 1)),
    (r.mget("a"), (b"MGET", "a")),
    (r.mget(["a", b"b"], "c"), (b"MGET", "a", b"b", "c")),
    (r.mget(1, 2), (b"MGET", 1, 2)),
    (r.mget([1, "b"]), (b"MGET", 1, "b")),
    (r.mset({"a": 1, "b": 2.5}), (b"MSET", "a", 1, "b", 2.5)),
    (r.msetex({"a": 1, "b": 2}), (b"MSETEX", 2, "a", 1, "b", 2)),
    (r.msetex({"a": 1}, DataPersistOptions.NX, ex=5), (b"MSETEX", 1, "a", 1, "NX", b"EX", 5)),
    (r.msetex({"a": 1}, DataPersistOptions.XX, keepttl=True), (b"MSETEX", 1, "a", 1, "XX", b"KEEPTTL")),
    (r.msetnx({"a": 1}), (b"MSETNX", "a", 1)),
    (r.psetex("k", timedelta(seconds=1.5), "v"), (b"PSETEX", "k", 1500, "v")),
    (r.set("k", "v"), (b"SET", "k", "v")),
    (r.set("k", "v", 10), (b"SET", "k", "v", b"EX", 10)),
    (r.set("k", "v", ex=timedelta(minutes=1)), (b"SET", "k", "v", b"EX", 60)),
    (r.set("k", "v", px=10, nx=True), (b"SET", "k", "v", b"NX", b"PX", 10)),
    (r.set("k", "v", xx=True, keepttl=True), (b"SET", "k", "v", b"XX", b"KEEPTTL")),
    (r.set("k", "v", get=True), (b"SET", "k", "v", b"GET")),
    (r.set("k", "v", nx=True, get=True, exat=MOMENT), (b"SET", "k", "v", b"NX", b"GET", b"EXAT", 2_000_000_000)),
    (r.set("k", "v", pxat=5), (b"SET", "k", "v", b"PXAT", 5)),
    (r.set("k", "v", ifeq="w"), (b"SET", "k", "v", b"IFEQ", "w")),
    (r.set("k", "v", ifne=b"w"), (b"SET", "k", "v", b"IFNE", b"w")),
    (r.set("k", "v", ifdeq="0f"), (b"SET", "k", "v", b"IFDEQ", "0f")),
    (r.set("k", "v", ifdne="0f", ex=1), (b"SET", "k", "v", b"IFDNE", "0f", b"EX", 1)),
    (r.setex("k", timedelta(hours=1), "v"), (b"SETEX", "k", 3600, "v")),
    (r.setnx("k", "v"), (b"SETNX", "k", "v")),
    (r.setrange("k", 3, "v"), (b"SETRANGE", "k", 3, "v")),
    (r.strlen("k"), (b"STRLEN", "k")),
    (r.substr("k", 2), (b"SUBSTR", "k", 2, -1)),
    (r.decr("k"), (b"DECR", "k")),
    (r.decr("k", 5), (b"DECRBY", "k", 5)),
    (r.decrby("k"), (b"DECRBY", "k", 1)),
    (r.incr("k"), (b"INCR", "k")),
    (r.incr("k", -5), (b"INCRBY", "k", -5)),
    (r.incrby("k", 1), (b"INCRBY", "k", 1)),
    (r.incrbyfloat("k"), (b"INCRBYFLOAT", "k", 1.0)),
    (r.increx("k"), (b"INCREX", "k")),
    (
        r.increx("k", byint=2, lbound=0, ubound=9, saturate=True, ex=5, enx=True),
        (b"INCREX", "k", b"BYINT", 2, b"LBOUND", 0, b"UBOUND", 9, b"SATURATE", b"EX", 5, b"ENX"),
    ),
    (r.increx("k", byfloat=0.5, persist=True), (b"INCREX", "k", b"BYFLOAT", 0.5, b"PERSIST")),
    (r.lcs("a", "b"), (b"LCS", "a", "b")),
    (r.lcs("a", "b", len=True), (b"LCS", "a", "b", b"LEN")),
    (
        r.lcs("a", "b", idx=True, minmatchlen=4, withmatchlen=True),
        (b"LCS", "a", "b", b"MINMATCHLEN", 4, b"WITHMATCHLEN", b"IDX"),
    ),
    (r.bitcount("k"), (b"BITCOUNT", "k")),
    (r.bitcount("k", 0, -1), (b"BITCOUNT", "k", 0, -1)),
    (r.bitcount("k", 5, 30, "BIT"), (b"BITCOUNT", "k", 5, 30, "BIT")),
    (r.bitfield("k").execute(), (b"BITFIELD", "k")),
    (r.bitfield_ro("k", "u8", 0), (b"BITFIELD_RO", "k", b"GET", "u8", 0)),
    (r.bitfield_ro("k", "u8", 0, [("i4", "#2")]), (b"BITFIELD_RO", "k", b"GET", "u8", 0, b"GET", "i4", "#2")),
    (r.bitop("AND", "d", "a", "b"), (b"BITOP", "AND", "d", "a", "b")),
    (r.bitpos("k", 1), (b"BITPOS", "k", 1)),
    (r.bitpos("k", True, 2), (b"BITPOS", "k", 1, 2)),
    (r.bitpos("k", 0, 2, -1, "BYTE"), (b"BITPOS", "k", 0, 2, -1, "BYTE")),
    (r.getbit("k", 7), (b"GETBIT", "k", 7)),
    (r.setbit("k", 7, True), (b"SETBIT", "k", 7, 1)),
]

SPAN = [[[4, 7], [5, 8], 4], [[2, 3], [0, 1], 2]]
SPANS = {"matches": [((4, 7), (5, 8), 4), ((2, 3), (0, 1), 2)], "len": 6}

READINGS: list[tuple[Command[Any], Any, list[Any]]] = [
    (r.get("k"), b"v", [b"v"]),
    (r.get("k"), None, [None]),
    (r.mget("a", "b"), [b"v", None], [[b"v", None]]),
    (r.mset({"a": 1}), True, [b"OK"]),
    (r.msetnx({"a": 1}), False, [0]),
    (r.msetex({"a": 1}), 1, [1]),
    (r.set("k", "v"), True, [b"OK"]),
    (r.set("k", "v", ex=1), True, [b"OK"]),
    (r.set("k", "v", nx=True), True, [b"OK"]),
    (r.set("k", "v", nx=True), None, [None]),
    (r.set("k", "v", get=True), b"OK", [b"OK"]),
    (r.set("k", "v", get=True), None, [None]),
    (r.setex("k", 1, "v"), True, [b"OK"]),
    (r.psetex("k", 1, "v"), True, [b"OK"]),
    (r.setnx("k", "v"), True, [1]),
    (r.incr("k"), 5, [5]),
    (r.incrbyfloat("k"), 5.5, [b"5.5"]),
    (r.increx("k"), (5, 1), [[5, 1], [b"5", b"1"]]),
    (r.increx("k", byfloat=0.5), (5.0, 0.5), [[b"5", b"0.5"], [5.0, 0.5]]),
    (r.lcs("a", "b"), b"text", [b"text"]),
    (r.lcs("a", "b", len=True), 4, [4]),
    (r.lcs("a", "b", idx=True), SPANS, [[b"matches", SPAN, b"len", 6], {b"matches": SPAN, b"len": 6}]),
    (
        r.lcs("a", "b", idx=True),
        {"matches": [((4, 7), (5, 8))], "len": 4},
        [[b"matches", [[[4, 7], [5, 8]]], b"len", 4]],
    ),
    (r.bitfield("k").get("u8", 0).execute(), [1, None], [[1, None]]),
]


@pytest.mark.parametrize(("command", "args"), ENCODINGS)
def test_arguments(command: Command[Any], args: tuple[Any, ...]):
    assert command.args == args


@pytest.mark.parametrize(("command", "value", "raws"), READINGS)
def test_replies(command: Command[Any], value: Any, raws: list[Any]):
    check_reading(command, value, *raws)


def test_every_method_is_encoded_here():
    groups = (StringCommands, SettingCommands, CounterCommands, LCSCommands, BitmapCommands)
    assert names(command for command, _ in ENCODINGS) == set().union(*map(methods, groups))


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda: r.set("k", "v", ex=1, px=1), "SET: give only one of ex, px, exat, pxat, keepttl; got ex and px"),
        (lambda: r.set("k", "v", ex=0, keepttl=True), "got ex and keepttl"),
        (lambda: r.set("k", "v", nx=True, xx=True), "got nx and xx"),
        (lambda: r.set("k", "v", nx=True, ifeq="w"), "got nx and ifeq"),
        (lambda: r.delex("k", ifeq="a", ifdne="b"), "DELEX: .* got ifeq and ifdne"),
        (lambda: r.getex("k", ex=1, persist=True), "GETEX: .* got ex and persist"),
        (lambda: r.mget([]), "MGET: give at least one key"),
        (lambda: r.mset({}), "MSET: give at least one key"),
        (lambda: r.msetnx({}), "MSETNX: give at least one key"),
        (lambda: r.msetex({}), "MSETEX: give at least one key"),
        (lambda: r.msetex({"a": 1}, ex=1, keepttl=True), "MSETEX: .* got ex and keepttl"),
        (lambda: r.increx("k", byint=1, byfloat=1.0), "INCREX: .* got byfloat and byint"),
        (lambda: r.increx("k", ex=1, persist=True), "INCREX: .* got ex and persist"),
        (lambda: r.increx("k", enx=True), "INCREX: enx needs one of"),
        (lambda: r.lcs("a", "b", len=True, idx=True), "LCS: .* got len and idx"),
        (lambda: r.bitcount("k", 1), "BITCOUNT: give both start and end"),
        (lambda: r.bitcount("k", end=1), "BITCOUNT: end and mode need start"),
        (lambda: r.bitpos("k", 1, mode="BIT"), "BITPOS: end and mode need start"),
        (lambda: r.bitpos("k", 1, 2, mode="BIT"), "BITPOS: mode needs end"),
        (lambda: r.bitpos("k", 2), "BITPOS: bit must be 0 or 1; got 2"),
        (lambda: r.setbit("k", 0, 2), "SETBIT: value must be 0 or 1; got 2"),
    ],
)
def test_contradictions(build, message):
    with pytest.raises(DataError, match=message):
        build()


class TestBitField:
    def test_operations_in_order(self):
        operation = r.bitfield("k").get("u8", 0).set("i4", "#1", -3).incrby("u2", 9, 1)
        expected = (b"BITFIELD", "k", b"GET", "u8", 0, b"SET", "i4", "#1", -3, b"INCRBY", "u2", 9, 1)
        assert operation.command.args == operation.execute().args == expected

    def test_overflow_is_sent_when_it_changes(self):
        operation = r.bitfield("k").incrby("u2", 0, 1, "wrap").incrby("u2", 0, 1, "sat").incrby("u2", 0, 1, "SAT")
        increment = (b"INCRBY", "u2", 0, 1)
        assert operation.command.args == (b"BITFIELD", "k", *increment, b"OVERFLOW", "SAT", *increment, *increment)

    def test_the_default_overflow_outlives_execute(self):
        operation = r.bitfield("k", "fail").overflow("SAT")
        assert operation.execute().args == (b"BITFIELD", "k", b"OVERFLOW", "FAIL", b"OVERFLOW", "SAT")
        assert operation.execute().args == (b"BITFIELD", "k", b"OVERFLOW", "FAIL")
