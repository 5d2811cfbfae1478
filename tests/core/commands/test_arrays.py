"""The commands on arrays."""

from __future__ import annotations

from typing import Any

import pytest

from sansredis.core.commands.arrays import (
    ArrayAggregateOperations,
    ArrayCommands,
    ArrayPredicateCombinator,
    ArrayPredicateType,
)
from sansredis.core.commands.command import Command
from sansredis.core.errors import DataError
from tests.core.commands.reading import check_reading, methods, names

r: ArrayCommands[bytes] = ArrayCommands()
GLOB, EXACT = ArrayPredicateType.GLOB, ArrayPredicateType.EXACT

ENCODINGS: list[tuple[Command[Any], tuple[Any, ...]]] = [
    (r.arcount("a"), (b"ARCOUNT", "a")),
    (r.ardel("a", 1, 5), (b"ARDEL", "a", 1, 5)),
    (r.ardelrange("a", (0, 3), (9, 7)), (b"ARDELRANGE", "a", 0, 3, 9, 7)),
    (r.arget("a", 3), (b"ARGET", "a", 3)),
    (r.argetrange("a", 0, 5), (b"ARGETRANGE", "a", 0, 5)),
    (r.argrep("a", "-", "+", [(EXACT, "x")]), (b"ARGREP", "a", "-", "+", "EXACT", "x")),
    (
        r.argrep("a", 9, 0, [(GLOB, "x*"), (EXACT, 1)], ArrayPredicateCombinator.AND, 5, withvalues=True, nocase=True),
        (b"ARGREP", "a", 9, 0, "GLOB", "x*", "EXACT", 1, "AND", b"LIMIT", 5, b"WITHVALUES", b"NOCASE"),
    ),
    (r.arinfo("a"), (b"ARINFO", "a")),
    (r.arinfo("a", full=True), (b"ARINFO", "a", b"FULL")),
    (r.arinsert("a", "x", 1), (b"ARINSERT", "a", "x", 1)),
    (r.arlastitems("a", 3), (b"ARLASTITEMS", "a", 3)),
    (r.arlastitems("a", 3, rev=True), (b"ARLASTITEMS", "a", 3, b"REV")),
    (r.arlen("a"), (b"ARLEN", "a")),
    (r.armget("a", 1, 7), (b"ARMGET", "a", 1, 7)),
    (r.armset("a", {0: "x", 9: 1.5}), (b"ARMSET", "a", 0, "x", 9, 1.5)),
    (r.arnext("a"), (b"ARNEXT", "a")),
    (r.arop("a", 0, 9, ArrayAggregateOperations.SUM), (b"AROP", "a", 0, 9, "SUM")),
    (r.arop("a", 0, 9, ArrayAggregateOperations.MATCH, "x"), (b"AROP", "a", 0, 9, "MATCH", "x")),
    (r.arring("a", 100, "x", "y"), (b"ARRING", "a", 100, "x", "y")),
    (r.arscan("a", 0, 9), (b"ARSCAN", "a", 0, 9)),
    (r.arscan("a", 0, 9, 2), (b"ARSCAN", "a", 0, 9, b"LIMIT", 2)),
    (r.arseek("a", 7), (b"ARSEEK", "a", 7)),
    (r.arset("a", 7, "x", "y"), (b"ARSET", "a", 7, "x", "y")),
]

READINGS: list[tuple[Command[Any], Any, list[Any]]] = [
    (r.argrep("a", 0, 9, [(EXACT, "x")]), [1, 3], [[1, 3]]),
    (r.argrep("a", 0, 9, [(EXACT, "x")], withvalues=True), [(1, b"x")], [[[1, b"x"]]]),
    (r.arinfo("a"), {"len": 5, "fill": 0.5}, [[b"len", 5, b"fill", b"0.5"], {b"len": 5, b"fill": 0.5}]),
    (r.arscan("a", 0, 9), [(0, b"x"), (5, b"y")], [[[0, b"x"], [5, b"y"]]]),
    (r.arscan("a", 0, 9), [], [[]]),
]


@pytest.mark.parametrize(("command", "args"), ENCODINGS)
def test_encoding(command: Command[Any], args: tuple[Any, ...]) -> None:
    assert command.args == args


@pytest.mark.parametrize(("command", "value", "raws"), READINGS)
def test_reading(command: Command[Any], value: Any, raws: list[Any]) -> None:
    check_reading(command, value, *raws)


def test_every_method_is_here() -> None:
    assert names(command for command, _ in ENCODINGS) == methods(ArrayCommands)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: r.ardelrange("a"), "ARDELRANGE: give at least one range"),
        (lambda: r.argrep("a", 0, 1, []), "ARGREP: give at least one predicate"),
        (lambda: r.armset("a", {}), "ARMSET: give at least one index"),
        (lambda: r.arop("a", 0, 1, ArrayAggregateOperations.MATCH), "AROP: MATCH needs a value"),
        (lambda: r.arop("a", 0, 1, ArrayAggregateOperations.SUM, 5), "got SUM and 5"),
    ],
)
def test_refused(call: Any, message: str) -> None:
    with pytest.raises(DataError, match=message):
        call()
