"""Scans, page by page. Between two pages nothing is held: a scan may be left at any moment, and simply dropped."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Generic, Protocol, TypeVar

from sansredis.core.commands.command import Command
from sansredis.core.scanning import ScanState

T = TypeVar("T")


class Executes(Protocol):
    """Who runs commands: a client or a leased connection."""

    async def _execute(self, command: Command[T], /) -> T: ...


class ScanFlow(Generic[T]):
    """A scan: the elements of the page that came last, and how to get the next one.

    An error or a cancellation while a page is asked for loses nothing: whoever goes on afterwards asks for that page
    again. For one caller at a time; if several share one, they may get elements twice.
    """

    def __init__(self, client: Executes, state: ScanState[T]) -> None:
        self._client = client
        self._state = state
        self._page: Iterator[T] = iter(())

    async def _turn(self) -> bool:
        """Ask for the next page. Returns False if there is none."""
        state = self._state
        if state.over:
            return False
        reply: tuple[Any, Any] = await self._client._execute(state.ask())
        self._page = iter(state.take(reply))
        return True

    def __repr__(self) -> str:
        state = self._state
        return f"<{type(self).__name__} {'at its last page' if state.over else f'at cursor {state.cursor}'}>"
