"""The commands on keys, on their times to live, and SORT."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from sansredis.core.commands.command import Command
from sansredis.core.commands.keys import KeyCommands
from sansredis.core.commands.keys_expiry import KeyExpiryCommands
from sansredis.core.commands.keys_sort import SortCommands
from sansredis.core.errors import DataError
from tests.core.commands.reading import check_reading, methods, names

r: KeyCommands[bytes] = KeyCommands()
times: KeyExpiryCommands[bytes] = KeyExpiryCommands()
sorting: SortCommands[bytes] = SortCommands()
noon = datetime(2030, 1, 1, 12, 0, 0, 500_000, tzinfo=UTC)
NOON = 1_893_499_200

ENCODINGS: list[tuple[Command[Any], tuple[Any, ...]]] = [
    (r.copy("a", "b"), (b"COPY", "a", "b")),
    (r.copy("a", "b", 0), (b"COPY", "a", "b", b"DB", 0)),
    (r.copy("a", "b", replace=True), (b"COPY", "a", "b", b"REPLACE")),
    (r.copy("a", "b", 3, True), (b"COPY", "a", "b", b"DB", 3, b"REPLACE")),
    (r.delete("a", b"b"), (b"DEL", "a", b"b")),
    (r.dump("a"), (b"DUMP", "a")),
    (r.exists("a", "a"), (b"EXISTS", "a", "a")),
    (r.keys(), (b"KEYS", "*")),
    (r.keys(b"a*"), (b"KEYS", b"a*")),
    (r.migrate("h", 1, "a", 2, 300), (b"MIGRATE", "h", 1, b"", 2, 300, b"KEYS", "a")),
    (
        r.migrate("h", 1, ["a", "b"], 2, 300, copy=True, replace=True, auth="p"),
        (b"MIGRATE", "h", 1, b"", 2, 300, b"COPY", b"REPLACE", b"AUTH", "p", b"KEYS", "a", "b"),
    ),
    (r.move("a", 2), (b"MOVE", "a", 2)),
    (r.randomkey(), (b"RANDOMKEY",)),
    (r.rename("a", "b"), (b"RENAME", "a", "b")),
    (r.renamenx("a", "b"), (b"RENAMENX", "a", "b")),
    (r.restore("a", 0, b"v"), (b"RESTORE", "a", 0, b"v")),
    (r.restore("a", timedelta(seconds=2), b"v"), (b"RESTORE", "a", 2000, b"v")),
    (
        r.restore("a", 5, b"v", replace=True, absttl=True, idletime=0),
        (b"RESTORE", "a", 5, b"v", b"REPLACE", b"ABSTTL", b"IDLETIME", 0),
    ),
    (r.restore("a", 5, b"v", frequency=7), (b"RESTORE", "a", 5, b"v", b"FREQ", 7)),
    (r.scan(), (b"SCAN", 0)),
    (r.scan(7, "a*", 50, "zset"), (b"SCAN", 7, b"MATCH", "a*", b"COUNT", 50, b"TYPE", "zset")),
    (r.touch("a", "b"), (b"TOUCH", "a", "b")),
    (r.type("a"), (b"TYPE", "a")),
    (r.unlink("a", "b"), (b"UNLINK", "a", "b")),
    (times.expire("a", 5), (b"EXPIRE", "a", 5)),
    (times.expire("a", timedelta(minutes=1), nx=True), (b"EXPIRE", "a", 60, b"NX")),
    (times.expire("a", 5, xx=True, gt=True), (b"EXPIRE", "a", 5, b"XX", b"GT")),
    (times.expire("a", 5, lt=True), (b"EXPIRE", "a", 5, b"LT")),
    (times.expireat("a", 99), (b"EXPIREAT", "a", 99)),
    (times.expireat("a", noon, gt=True), (b"EXPIREAT", "a", NOON, b"GT")),
    (times.expiretime("a"), (b"EXPIRETIME", "a")),
    (times.persist("a"), (b"PERSIST", "a")),
    (times.pexpire("a", 5), (b"PEXPIRE", "a", 5)),
    (times.pexpire("a", timedelta(seconds=1), xx=True), (b"PEXPIRE", "a", 1000, b"XX")),
    (times.pexpireat("a", 99), (b"PEXPIREAT", "a", 99)),
    (times.pexpireat("a", noon, lt=True), (b"PEXPIREAT", "a", NOON * 1000 + 500, b"LT")),
    (times.pexpiretime("a"), (b"PEXPIRETIME", "a")),
    (times.pttl("a"), (b"PTTL", "a")),
    (times.ttl("a"), (b"TTL", "a")),
    (sorting.sort("a"), (b"SORT", "a")),
    (sorting.sort("a", 0, 10, desc=True), (b"SORT", "a", b"LIMIT", 0, 10, b"DESC")),
    (sorting.sort("a", get="x*"), (b"SORT", "a", b"GET", "x*")),
    (
        sorting.sort("a", by="w*", get=["#", "x*"], alpha=True, groups=True),
        (b"SORT", "a", b"BY", "w*", b"GET", "#", b"GET", "x*", b"ALPHA"),
    ),
    (sorting.sort("a", store="b"), (b"SORT", "a", b"STORE", "b")),
    (sorting.sort_ro("a"), (b"SORT_RO", "a")),
    (
        sorting.sort_ro("a", 1, 2, "w*", get=["#"], desc=True, alpha=True),
        (b"SORT_RO", "a", b"BY", "w*", b"LIMIT", 1, 2, b"GET", "#", b"DESC", b"ALPHA"),
    ),
]

READINGS: list[tuple[Command[Any], Any, list[Any]]] = [
    (r.copy("a", "b"), True, [1]),
    (r.copy("a", "b"), False, [0]),
    (r.delete("a"), 1, [1]),
    (r.dump("a"), b"\x00\xff", [b"\x00\xff"]),
    (r.dump("a"), None, [None]),
    (r.exists("a"), 1, [1]),
    (r.keys(), [b"a", b"b"], [[b"a", b"b"]]),
    (r.migrate("h", 1, "a", 2, 300), b"NOKEY", [b"NOKEY"]),
    (r.move("a", 2), False, [0]),
    (r.randomkey(), None, [None]),
    (r.randomkey(), b"a", [b"a"]),
    (r.rename("a", "b"), True, [b"OK"]),
    (r.renamenx("a", "b"), True, [1]),
    (r.restore("a", 0, b"v"), b"OK", [b"OK"]),
    (r.scan(), (17, [b"a", b"b"]), [[b"17", [b"a", b"b"]]]),
    (r.scan(), (0, []), [[b"0", []]]),
    (r.type("a"), b"zset", [b"zset"]),
    (times.expire("a", 5), True, [1]),
    (times.expireat("a", 5), False, [0]),
    (times.pexpire("a", 5), True, [1]),
    (times.pexpireat("a", 5), False, [0]),
    (times.persist("a"), True, [1]),
    (times.ttl("a"), -2, [-2]),
    (sorting.sort("a"), [b"1", b"2"], [[b"1", b"2"]]),
    (sorting.sort("a", get=["x*"]), [b"1", None], [[b"1", None]]),
    (sorting.sort("a", get=["#", "x*"], groups=True), [(b"1", None), (b"2", b"b")], [[b"1", None, b"2", b"b"]]),
    (sorting.sort("a", get=("#", "x*"), groups=True), [], [[]]),
    (sorting.sort("a", store="b"), 2, [2]),
    (sorting.sort_ro("a"), [b"1"], [[b"1"]]),
]


@pytest.mark.parametrize(("command", "args"), ENCODINGS)
def test_encoding(command: Command[Any], args: tuple[Any, ...]) -> None:
    assert command.args == args


@pytest.mark.parametrize(("command", "value", "raws"), READINGS)
def test_reading(command: Command[Any], value: Any, raws: list[Any]) -> None:
    check_reading(command, value, *raws)


def test_every_method_is_here() -> None:
    assert names(command for command, _ in ENCODINGS) == methods(KeyCommands) | methods(KeyExpiryCommands) | methods(
        SortCommands
    )


@pytest.mark.parametrize("method", [times.expire, times.expireat, times.pexpire, times.pexpireat])
@pytest.mark.parametrize("given", [("nx", "xx"), ("nx", "gt"), ("nx", "lt"), ("gt", "lt")])
def test_conditions_that_contradict_each_other(method: Any, given: tuple[str, str]) -> None:
    with pytest.raises(DataError, match=" and ".join(given)):
        method("a", 5, **dict.fromkeys(given, True))


def test_migrate_needs_a_key() -> None:
    with pytest.raises(DataError, match="MIGRATE: give at least one key"):
        r.migrate("h", 1, [], 2, 300)


def test_restore_takes_one_measure_of_use() -> None:
    with pytest.raises(DataError, match="idletime and frequency"):
        r.restore("a", 0, b"v", idletime=1, frequency=1)


@pytest.mark.parametrize("method", [sorting.sort, sorting.sort_ro])
@pytest.mark.parametrize("given", [{"start": 0}, {"num": 1}])
def test_half_a_limit(method: Any, given: dict[str, int]) -> None:
    with pytest.raises(DataError, match="give both start and num"):
        method("a", **given)


@pytest.mark.parametrize("get", [None, "x*", ["x*"]])
def test_groups_need_two_patterns(get: Any) -> None:
    with pytest.raises(DataError, match="two or more patterns"):
        sorting.sort("a", get=get, groups=True)


def test_groups_are_not_stored() -> None:
    with pytest.raises(DataError, match="only a length"):
        sorting.sort("a", get=["#", "x*"], groups=True, store="b")  # type: ignore[call-overload]
