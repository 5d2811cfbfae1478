"""The commands on sets."""

from __future__ import annotations

from typing import Any

import pytest

from sansredis.core.commands.command import Command
from sansredis.core.commands.sets import SetCommands
from sansredis.core.errors import DataError
from tests.core.commands.reading import check_reading, methods, names

r: SetCommands[bytes] = SetCommands()

ENCODINGS: list[tuple[Command[Any], tuple[Any, ...]]] = [
    (r.sadd("s", "a", 1), (b"SADD", "s", "a", 1)),
    (r.scard("s"), (b"SCARD", "s")),
    (r.sdiff("s"), (b"SDIFF", "s")),
    (r.sdiff(["s", "t"], "u"), (b"SDIFF", "s", "t", "u")),
    (r.sdiffcard(2, ["s", "t"]), (b"SDIFFCARD", 2, "s", "t", b"LIMIT", 0)),
    (r.sdiffstore("d", "s", "t"), (b"SDIFFSTORE", "d", "s", "t")),
    (r.sinter("s", "t"), (b"SINTER", "s", "t")),
    (r.sintercard(2, ["s", "t"]), (b"SINTERCARD", 2, "s", "t", b"LIMIT", 0)),
    (r.sintercard(1, ["s"], limit=3), (b"SINTERCARD", 1, "s", b"LIMIT", 3)),
    (r.sinterstore("d", ["s", "t"]), (b"SINTERSTORE", "d", "s", "t")),
    (r.sismember("s", 1), (b"SISMEMBER", "s", 1)),
    (r.smembers("s"), (b"SMEMBERS", "s")),
    (r.smismember("s", ["a", 1], "b"), (b"SMISMEMBER", "s", "a", 1, "b")),
    (r.smismember("s", "a"), (b"SMISMEMBER", "s", "a")),
    (r.smove("s", "t", "a"), (b"SMOVE", "s", "t", "a")),
    (r.spop("s"), (b"SPOP", "s")),
    (r.spop("s", 0), (b"SPOP", "s", 0)),
    (r.srandmember("s"), (b"SRANDMEMBER", "s")),
    (r.srandmember("s", -2), (b"SRANDMEMBER", "s", -2)),
    (r.srem("s", "a", 1), (b"SREM", "s", "a", 1)),
    (r.sscan("s"), (b"SSCAN", "s", 0)),
    (r.sscan("s", 7, "a*", 50), (b"SSCAN", "s", 7, b"MATCH", "a*", b"COUNT", 50)),
    (r.sunion(("s", "t")), (b"SUNION", "s", "t")),
    (r.sunioncard(1, ["s"]), (b"SUNIONCARD", 1, "s", b"LIMIT", 0)),
    (r.sunioncard(1, ["s"], 5, True), (b"SUNIONCARD", 1, "s", b"APPROX", b"LIMIT", 5)),
    (r.sunionstore("d", "s"), (b"SUNIONSTORE", "d", "s")),
]

READINGS: list[tuple[Command[Any], Any, list[Any]]] = [
    (r.sadd("s", "a"), 1, [1]),
    *[
        (command, {b"a", b"b"}, [[b"a", b"b"], {b"a", b"b"}])
        for command in (r.sdiff("s"), r.sinter("s"), r.smembers("s"), r.spop("s", 2), r.sunion("s"))
    ],
    (r.smembers("s"), set(), [[], set()]),
    (r.sismember("s", "a"), 0, [0]),
    (r.smismember("s", "a", "b"), [1, 0], [[1, 0]]),
    (r.smove("s", "t", "a"), True, [1]),
    (r.spop("s"), None, [None]),
    (r.srandmember("s"), b"a", [b"a"]),
    (r.srandmember("s", 1), [b"a"], [[b"a"], {b"a"}]),
    (r.srandmember("s", -2), [b"a", b"a"], [[b"a", b"a"]]),
    (r.sscan("s"), (7, [b"a"]), [[b"7", [b"a"]]]),
]


@pytest.mark.parametrize(("command", "args"), ENCODINGS)
def test_encoding(command: Command[Any], args: tuple[Any, ...]) -> None:
    assert command.args == args


@pytest.mark.parametrize(("command", "value", "raws"), READINGS)
def test_reading(command: Command[Any], value: Any, raws: list[Any]) -> None:
    check_reading(command, value, *raws)


def test_every_method_is_here() -> None:
    assert names(command for command, _ in ENCODINGS) == methods(SetCommands)


@pytest.mark.parametrize("method", [r.sdiffcard, r.sintercard, r.sunioncard])
def test_the_number_of_keys_is_checked(method: Any) -> None:
    with pytest.raises(DataError, match="the number of keys is given as 3, but there are 2"):
        method(3, ["s", "t"])
    with pytest.raises(DataError, match="must be a list of keys, not a single str"):
        method(2, "st")
