"""The commands on hashes, and on the times to live of their fields."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from sansredis.core.commands.command import Command
from sansredis.core.commands.hashes import HashCommands
from sansredis.core.commands.hashes_expiry import HashDataPersistOptions, HashExpiryCommands
from sansredis.core.errors import DataError
from tests.core.commands.reading import check_reading, methods, names

r: HashCommands[bytes] = HashCommands()
times: HashExpiryCommands[bytes] = HashExpiryCommands()
noon = datetime(2030, 1, 1, 12, 0, 0, 500_000, tzinfo=UTC)
NOON = 1_893_499_200

ENCODINGS: list[tuple[Command[Any], tuple[Any, ...]]] = [
    (r.hdel("h", "f", 2), (b"HDEL", "h", "f", 2)),
    (r.hexists("h", "f"), (b"HEXISTS", "h", "f")),
    (r.hget("h", b"f"), (b"HGET", "h", b"f")),
    (r.hgetall("h"), (b"HGETALL", "h")),
    (r.hgetdel("h", "f", "g"), (b"HGETDEL", "h", b"FIELDS", 2, "f", "g")),
    (r.hincrby("h", "f"), (b"HINCRBY", "h", "f", 1)),
    (r.hincrby("h", "f", -3), (b"HINCRBY", "h", "f", -3)),
    (r.hincrbyfloat("h", "f"), (b"HINCRBYFLOAT", "h", "f", 1.0)),
    (r.hincrbyfloat("h", "f", 0.5), (b"HINCRBYFLOAT", "h", "f", 0.5)),
    (r.hkeys("h"), (b"HKEYS", "h")),
    (r.hlen("h"), (b"HLEN", "h")),
    (r.hmget("h", "f"), (b"HMGET", "h", "f")),
    (r.hmget("h", 1), (b"HMGET", "h", 1)),
    (r.hmget("h", ["f", "g"], 3), (b"HMGET", "h", "f", "g", 3)),
    (r.hmset("h", {"f": 1, "g": 2}), (b"HMSET", "h", "f", 1, "g", 2)),
    (r.hrandfield("h"), (b"HRANDFIELD", "h")),
    (r.hrandfield("h", -2), (b"HRANDFIELD", "h", -2)),
    (r.hrandfield("h", 2, True), (b"HRANDFIELD", "h", 2, b"WITHVALUES")),
    (r.hscan("h"), (b"HSCAN", "h", 0)),
    (
        r.hscan("h", 7, "f*", 50, no_values=True),
        (b"HSCAN", "h", 7, b"MATCH", "f*", b"COUNT", 50, b"NOVALUES"),
    ),
    (r.hset("h", "f", 1), (b"HSET", "h", "f", 1)),
    (r.hset("h", 0, ""), (b"HSET", "h", 0, "")),
    (r.hset("h", mapping={"f": 1, "g": 2.5}), (b"HSET", "h", "f", 1, "g", 2.5)),
    (r.hset("h", mapping={1: 2}), (b"HSET", "h", 1, 2)),
    (r.hset("h", "a", 1, {"b": 2}, ["c", 3]), (b"HSET", "h", "c", 3, "a", 1, "b", 2)),
    (r.hsetnx("h", "f", 1), (b"HSETNX", "h", "f", 1)),
    (r.hstrlen("h", "f"), (b"HSTRLEN", "h", "f")),
    (r.hvals("h"), (b"HVALS", "h")),
    (times.hexpire("h", 5, "f"), (b"HEXPIRE", "h", 5, b"FIELDS", 1, "f")),
    (
        times.hexpire("h", timedelta(minutes=1), "f", "g", nx=True),
        (b"HEXPIRE", "h", 60, b"NX", b"FIELDS", 2, "f", "g"),
    ),
    (times.hpexpire("h", 5, "f", xx=True), (b"HPEXPIRE", "h", 5, b"XX", b"FIELDS", 1, "f")),
    (times.hpexpire("h", timedelta(seconds=2), "f"), (b"HPEXPIRE", "h", 2000, b"FIELDS", 1, "f")),
    (times.hexpireat("h", 99, "f", gt=True), (b"HEXPIREAT", "h", 99, b"GT", b"FIELDS", 1, "f")),
    (times.hexpireat("h", noon, "f"), (b"HEXPIREAT", "h", NOON, b"FIELDS", 1, "f")),
    (times.hpexpireat("h", 99, "f", lt=True), (b"HPEXPIREAT", "h", 99, b"LT", b"FIELDS", 1, "f")),
    (times.hpexpireat("h", noon, "f"), (b"HPEXPIREAT", "h", NOON * 1000 + 500, b"FIELDS", 1, "f")),
    (times.hpersist("h", "f"), (b"HPERSIST", "h", b"FIELDS", 1, "f")),
    (times.hexpiretime("h", "f"), (b"HEXPIRETIME", "h", b"FIELDS", 1, "f")),
    (times.hpexpiretime("h", "f"), (b"HPEXPIRETIME", "h", b"FIELDS", 1, "f")),
    (times.httl("h", "f", "g"), (b"HTTL", "h", b"FIELDS", 2, "f", "g")),
    (times.hpttl("h", "f"), (b"HPTTL", "h", b"FIELDS", 1, "f")),
    (times.hgetex("h", "f"), (b"HGETEX", "h", b"FIELDS", 1, "f")),
    (times.hgetex("h", "f", "g", ex=5), (b"HGETEX", "h", b"EX", 5, b"FIELDS", 2, "f", "g")),
    (times.hgetex("h", "f", px=timedelta(seconds=1)), (b"HGETEX", "h", b"PX", 1000, b"FIELDS", 1, "f")),
    (times.hgetex("h", "f", exat=noon), (b"HGETEX", "h", b"EXAT", NOON, b"FIELDS", 1, "f")),
    (times.hgetex("h", "f", pxat=9), (b"HGETEX", "h", b"PXAT", 9, b"FIELDS", 1, "f")),
    (times.hgetex("h", "f", persist=True), (b"HGETEX", "h", b"PERSIST", b"FIELDS", 1, "f")),
    (times.hsetex("h", "f", 1), (b"HSETEX", "h", b"FIELDS", 1, "f", 1)),
    (
        times.hsetex("h", "f", 1, {"g": 2}, ["i", 3], ex=5, data_persist_option=HashDataPersistOptions.FNX),
        (b"HSETEX", "h", "FNX", b"EX", 5, b"FIELDS", 3, "i", 3, "f", 1, "g", 2),
    ),
    (
        times.hsetex("h", mapping={"g": 2}, keepttl=True, data_persist_option=HashDataPersistOptions.FXX),
        (b"HSETEX", "h", "FXX", b"KEEPTTL", b"FIELDS", 1, "g", 2),
    ),
    (times.hsetex("h", "f", 1, px=5), (b"HSETEX", "h", b"PX", 5, b"FIELDS", 1, "f", 1)),
    (times.hsetex("h", "f", 1, exat=5), (b"HSETEX", "h", b"EXAT", 5, b"FIELDS", 1, "f", 1)),
    (times.hsetex("h", "f", 1, pxat=noon), (b"HSETEX", "h", b"PXAT", NOON * 1000 + 500, b"FIELDS", 1, "f", 1)),
]

READINGS: list[tuple[Command[Any], Any, list[Any]]] = [
    (r.hdel("h", "f"), 1, [1]),
    (r.hexists("h", "f"), True, [1]),
    (r.hget("h", "f"), None, [None]),
    (r.hget("h", "f"), b"1", [b"1"]),
    (r.hgetall("h"), {b"f": b"1", b"g": b"2"}, [[b"f", b"1", b"g", b"2"], {b"f": b"1", b"g": b"2"}]),
    (r.hgetall("h"), {}, [[], {}]),
    (r.hgetdel("h", "f", "g"), [b"1", None], [[b"1", None]]),
    (r.hincrby("h", "f"), 3, [3]),
    (r.hincrbyfloat("h", "f"), 2.5, [b"2.5"]),
    (r.hkeys("h"), [b"f"], [[b"f"]]),
    (r.hmget("h", ["f", "g"]), [b"1", None], [[b"1", None]]),
    (r.hmset("h", {"f": 1}), True, [b"OK"]),
    (r.hrandfield("h"), b"f", [b"f"]),
    (r.hrandfield("h"), None, [None]),
    (r.hrandfield("h", 2), [b"f", b"g"], [[b"f", b"g"]]),
    (
        r.hrandfield("h", 2, True),
        [(b"f", b"1"), (b"g", b"2")],
        [[b"f", b"1", b"g", b"2"], [[b"f", b"1"], [b"g", b"2"]]],
    ),
    (r.hrandfield("h", 2, True), [], [[]]),
    (r.hscan("h"), (7, {b"f": b"1"}), [[b"7", [b"f", b"1"]]]),
    (r.hscan("h"), (0, {}), [[b"0", []]]),
    (r.hscan("h", no_values=True), (0, [b"f", b"g"]), [[b"0", [b"f", b"g"]]]),
    (r.hset("h", "f", 1), 1, [1]),
    (r.hsetnx("h", "f", 1), 0, [0]),
    (times.hexpire("h", 5, "f", "g"), [1, -2], [[1, -2]]),
    (times.hgetex("h", "f", "g"), [b"1", None], [[b"1", None]]),
    (times.hsetex("h", "f", 1), 1, [1]),
]


@pytest.mark.parametrize(("command", "args"), ENCODINGS)
def test_encoding(command: Command[Any], args: tuple[Any, ...]) -> None:
    assert command.args == args


@pytest.mark.parametrize(("command", "value", "raws"), READINGS)
def test_reading(command: Command[Any], value: Any, raws: list[Any]) -> None:
    check_reading(command, value, *raws)


def test_every_method_is_here() -> None:
    assert names(command for command, _ in ENCODINGS) == methods(HashCommands) | methods(HashExpiryCommands)


@pytest.mark.parametrize("method", [r.hset, times.hsetex])
@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({}, "at least one field"),
        ({"mapping": {}}, "at least one field"),
        ({"key": "f"}, "key and value together"),
        ({"value": 1}, "key and value together"),
        ({"items": ["f", 1, "g"]}, "field, value, field, value .*got 3"),
    ],
)
def test_fields_without_values(method: Any, given: dict[str, Any], message: str) -> None:
    with pytest.raises(DataError, match=message):
        method("h", **given)


def test_hmset_needs_a_field() -> None:
    with pytest.raises(DataError, match="HMSET: give at least one field"):
        r.hmset("h", {})


def test_values_need_a_count() -> None:
    with pytest.raises(DataError, match="withvalues needs a count"):
        r.hrandfield("h", withvalues=True)  # type: ignore[call-overload]


@pytest.mark.parametrize("method", [times.hexpire, times.hpexpire, times.hexpireat, times.hpexpireat])
@pytest.mark.parametrize("given", [("nx", "xx"), ("xx", "gt"), ("gt", "lt")])
def test_one_condition_only(method: Any, given: tuple[str, str]) -> None:
    with pytest.raises(DataError, match=" and ".join(given)):
        method("h", 5, "f", **dict.fromkeys(given, True))


@pytest.mark.parametrize("method", [times.hexpire, times.hpexpire, times.hexpireat, times.hpexpireat])
def test_a_time_is_for_a_field(method: Any) -> None:
    with pytest.raises(DataError, match="at least one field"):
        method("h", 5)


@pytest.mark.parametrize(
    "method",
    [r.hgetdel, times.hgetex, times.hpersist, times.httl, times.hpttl, times.hexpiretime, times.hpexpiretime],
)
def test_nothing_without_a_field(method: Any) -> None:
    with pytest.raises(DataError, match="at least one field"):
        method("h")


def test_one_time_to_live_only() -> None:
    with pytest.raises(DataError, match="ex and persist"):
        times.hgetex("h", "f", ex=1, persist=True)
    with pytest.raises(DataError, match="px and keepttl"):
        times.hsetex("h", "f", 1, px=1, keepttl=True)
