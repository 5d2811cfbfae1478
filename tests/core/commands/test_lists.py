"""The commands on lists, those that wait included."""

from __future__ import annotations

from typing import Any

import pytest

from sansredis.core.commands.command import Command
from sansredis.core.commands.lists import ListCommands
from sansredis.core.commands.lists_blocking import BlockingListCommands
from sansredis.core.errors import DataError
from tests.core.commands.reading import check_reading, methods, names

r: ListCommands[bytes] = ListCommands()
waiting: BlockingListCommands[bytes] = BlockingListCommands()

ENCODINGS: list[tuple[Command[Any], tuple[Any, ...]]] = [
    (r.lindex("l", -1), (b"LINDEX", "l", -1)),
    (r.linsert("l", "BEFORE", "a", 1), (b"LINSERT", "l", "BEFORE", "a", 1)),
    (r.llen("l"), (b"LLEN", "l")),
    (r.lmove("l", "m"), (b"LMOVE", "l", "m", "LEFT", "RIGHT")),
    (r.lmove("l", "m", "RIGHT", "LEFT"), (b"LMOVE", "l", "m", "RIGHT", "LEFT")),
    (r.lmovem("l", "m"), (b"LMOVEM", "l", "m", "LEFT", "RIGHT")),
    (
        r.lmovem("l", "m", count=2, ordering="OBO"),
        (b"LMOVEM", "l", "m", "LEFT", "RIGHT", b"COUNT", 2, "OBO"),
    ),
    (
        r.lmovem("l", "m", "RIGHT", "LEFT", 2, "EXACTLY", "BULK"),
        (b"LMOVEM", "l", "m", "RIGHT", "LEFT", "EXACTLY", 2, "BULK"),
    ),
    (r.lmpop(2, "l", "m", direction="LEFT"), (b"LMPOP", 2, "l", "m", "LEFT")),
    (r.lmpop(1, "l", direction="RIGHT", count=3), (b"LMPOP", 1, "l", "RIGHT", b"COUNT", 3)),
    (r.lmpop(1, "l", direction="RIGHT", count=None), (b"LMPOP", 1, "l", "RIGHT")),
    (r.lpop("l"), (b"LPOP", "l")),
    (r.lpop("l", 0), (b"LPOP", "l", 0)),
    (r.lpos("l", "a"), (b"LPOS", "l", "a")),
    (r.lpos("l", "a", -1, count=0, maxlen=9), (b"LPOS", "l", "a", b"RANK", -1, b"COUNT", 0, b"MAXLEN", 9)),
    (r.lpush("l", "a", 1, 2.5), (b"LPUSH", "l", "a", 1, 2.5)),
    (r.lpushx("l", "a", "b"), (b"LPUSHX", "l", "a", "b")),
    (r.lrange("l", 0, -1), (b"LRANGE", "l", 0, -1)),
    (r.lrem("l", 0, "a"), (b"LREM", "l", 0, "a")),
    (r.lset("l", 0, "a"), (b"LSET", "l", 0, "a")),
    (r.ltrim("l", 1, 2), (b"LTRIM", "l", 1, 2)),
    (r.rpop("l"), (b"RPOP", "l")),
    (r.rpop("l", 2), (b"RPOP", "l", 2)),
    (r.rpoplpush("l", "m"), (b"RPOPLPUSH", "l", "m")),
    (r.rpush("l", "a", 1), (b"RPUSH", "l", "a", 1)),
    (r.rpushx("l", "a"), (b"RPUSHX", "l", "a")),
    (waiting.blmove("l", "m", 1.5), (b"BLMOVE", "l", "m", "LEFT", "RIGHT", 1.5)),
    (waiting.blmove("l", "m", None, "RIGHT", "LEFT"), (b"BLMOVE", "l", "m", "RIGHT", "LEFT", 0)),
    (waiting.blmovem("l", "m", None), (b"BLMOVEM", "l", "m", "LEFT", "RIGHT", 0)),
    (
        waiting.blmovem("l", "m", 2, count=3, mode="EXACTLY", ordering="BULK"),
        (b"BLMOVEM", "l", "m", "LEFT", "RIGHT", 2, "EXACTLY", 3, "BULK"),
    ),
    (waiting.blmpop(0, 1, "l", direction="LEFT"), (b"BLMPOP", 0, 1, "l", "LEFT")),
    (waiting.blmpop(None, 1, "l", direction="LEFT", count=None), (b"BLMPOP", 0, 1, "l", "LEFT")),
    (waiting.blmpop(1.5, 2, "l", "m", direction="RIGHT", count=3), (b"BLMPOP", 1.5, 2, "l", "m", "RIGHT", b"COUNT", 3)),
    (waiting.blpop("l"), (b"BLPOP", "l", 0)),
    (waiting.blpop(["l", "m"], 1.5), (b"BLPOP", "l", "m", 1.5)),
    (waiting.brpop(["l"], None), (b"BRPOP", "l", 0)),
    (waiting.brpoplpush("l", "m"), (b"BRPOPLPUSH", "l", "m", 0)),
    (waiting.brpoplpush("l", "m", 3), (b"BRPOPLPUSH", "l", "m", 3)),
]

READINGS: list[tuple[Command[Any], Any, list[Any]]] = [
    (r.lindex("l", 0), None, [None]),
    (r.linsert("l", "BEFORE", "a", 1), -1, [-1]),
    (r.lmove("l", "m"), b"a", [b"a"]),
    (r.lmovem("l", "m", count=2, ordering="OBO"), [b"a", b"b"], [[b"a", b"b"]]),
    (r.lmpop(1, "l", direction="LEFT"), (b"l", [b"a", b"b"]), [[b"l", [b"a", b"b"]]]),
    (r.lmpop(1, "l", direction="LEFT"), None, [None]),
    (r.lpop("l"), b"a", [b"a"]),
    (r.lpop("l", 2), [b"a"], [[b"a"]]),
    (r.lpop("l", 2), None, [None]),
    (r.lpos("l", "a"), None, [None]),
    (r.lpos("l", "a", count=0), [0, 2], [[0, 2]]),
    (r.lrange("l", 0, -1), [b"a", b"b"], [[b"a", b"b"]]),
    (r.lset("l", 0, "a"), True, [b"OK"]),
    (r.ltrim("l", 0, 1), True, [b"OK"]),
    (r.rpop("l"), None, [None]),
    (waiting.blmove("l", "m", 1), None, [None]),
    (waiting.blmovem("l", "m", 1), None, [None]),
    (waiting.blmpop(1, 1, "l", direction="LEFT"), (b"l", [b"a"]), [[b"l", [b"a"]]]),
    (waiting.blpop("l"), (b"l", b"a"), [[b"l", b"a"]]),
    (waiting.brpop("l", 1), None, [None]),
    (waiting.brpoplpush("l", "m"), b"a", [b"a"]),
]


@pytest.mark.parametrize(("command", "args"), ENCODINGS)
def test_encoding(command: Command[Any], args: tuple[Any, ...]) -> None:
    assert command.args == args


@pytest.mark.parametrize(("command", "value", "raws"), READINGS)
def test_reading(command: Command[Any], value: Any, raws: list[Any]) -> None:
    check_reading(command, value, *raws)


def test_every_method_is_here() -> None:
    assert names(command for command, _ in ENCODINGS) == methods(ListCommands) | methods(BlockingListCommands)


def test_the_number_of_keys_is_checked() -> None:
    with pytest.raises(DataError, match="LMPOP: the number of keys is given as 2, but there are 1"):
        r.lmpop(2, "l", direction="LEFT")
    with pytest.raises(DataError, match="BLMPOP: the number of keys is given as 0, but there are 1"):
        waiting.blmpop(1, 0, "l", direction="LEFT")


@pytest.mark.parametrize("method", [r.lmovem, lambda src, dst, **given: waiting.blmovem(src, dst, 1, **given)])
@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"mode": "EXACTLY"}, "need a count"),
        ({"ordering": "OBO"}, "need a count"),
        ({"count": 2}, "needs an ordering"),
    ],
)
def test_moving_several_needs_an_ordering(method: Any, given: dict[str, Any], message: str) -> None:
    with pytest.raises(DataError, match=message):
        method("l", "m", **given)
