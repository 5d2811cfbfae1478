"""Scans: a whole collection, asked for page by page. Pure: which command comes next, and what its reply holds.

What a scan promises is the server's promise: what is there from the beginning of the scan to its end is given at least
once. What comes or goes meanwhile may be given or not, and anything may be given more than once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Generic, TypeVar

from .commands import Commands
from .commands.command import Command, KeyT
from .commands.replies import pairs
from .commands.replies_collections import scored_as

T = TypeVar("T")
COMMANDS: Commands[Any] = Commands()
"""Builds the first command of a scan, so that its arguments are checked and put in order in one place only."""


class ScanState(Generic[T]):
    """How far a scan is.

    Args:
        first: the command that asks for the first page.
        at: where the cursor stands among its arguments.
        read: makes the elements, for the caller, of what a reply holds beside the cursor; None: they are that already.
    """

    __slots__ = ("_after", "_before", "_read", "cursor", "over")

    def __init__(self, first: Command[Any], at: int, read: Callable[[Any], Iterable[T]] | None = None) -> None:
        self._before, self._after = first.args[:at], first.args[at + 1 :]
        self._read = read
        self.cursor = 0
        self.over = False

    def ask(self) -> Command[tuple[Any, Any]]:
        """The command for the next page; the same again until `take` was given its reply."""
        return Command(*self._before, self.cursor, *self._after)

    def take(self, reply: tuple[Any, Any]) -> list[T]:
        """Go on to the page after this one.

        Args:
            reply: the cursor and the elements, with strings decoded if they are to be.

        Returns:
            The elements of the page, of which there may be none although the scan is not over.
        """
        cursor, found = reply
        elements = found if self._read is None else self._read(found)
        self.cursor = int(cursor)
        self.over = not self.cursor
        return elements if type(elements) is list else list(elements)


def keys(match: KeyT | None, count: int | None, _type: KeyT | None) -> ScanState[Any]:
    """A scan of the database's keys."""
    return ScanState(COMMANDS.scan(0, match, count, _type), 1)


def fields(name: KeyT, match: KeyT | None, count: int | None, no_values: bool | None) -> ScanState[Any]:
    """A scan of a hash: its fields, in pairs with their values unless *no_values*."""
    if no_values:
        return ScanState(COMMANDS.hscan(name, 0, match, count, no_values=True), 2)
    return ScanState(COMMANDS.hscan(name, 0, match, count), 2, pairs)


def members(name: KeyT, match: KeyT | None, count: int | None) -> ScanState[Any]:
    """A scan of a set."""
    return ScanState(COMMANDS.sscan(name, 0, match, count), 2)


def scores(name: KeyT, match: KeyT | None, count: int | None, cast: Callable[[float], Any]) -> ScanState[Any]:
    """A scan of a sorted set: pairs of member and score, which *cast* makes of a float."""
    return ScanState(COMMANDS.zscan(name, 0, match, count), 2, scored_as(cast))
