"""The kit for trio: what a test spawns are tasks of one nursery, each in a cancel scope of its own."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, Self

import trio

from .base import ABANDONED, AsyncFn, Event, Handle, Kit, in_kit, stepping


class _Task(Handle):
    def __init__(self, nursery: trio.Nursery, fn: AsyncFn, args: tuple[Any, ...]) -> None:
        super().__init__()
        self.scope = trio.CancelScope()
        self.ended = trio.Event()
        nursery.start_soon(self._run, fn, args)

    async def _run(self, fn: AsyncFn, args: tuple[Any, ...]) -> None:
        try:
            with self.scope:
                await self.run(fn, args)
        finally:
            self.ended.set()

    def cancel(self) -> None:
        self.scope.cancel()

    async def join(self) -> None:
        await self.ended.wait()


class RuntimeKit(Kit):
    name = "trio"
    blocking = False

    async def sleep(self, seconds: float) -> None:
        await trio.sleep(seconds)

    def event(self) -> Event:
        return trio.Event()

    def start(self, fn: AsyncFn, *args: Any) -> Handle:
        return _Task(self.nursery, fn, args)

    async def move_on_after(self, seconds: float, fn: AsyncFn, *args: Any) -> Any:
        with trio.move_on_after(seconds):
            return await fn(*args)
        return ABANDONED

    async def cancel_at(self, point: int, fn: AsyncFn, *args: Any) -> Any:
        with trio.CancelScope() as scope:
            return await stepping(fn(*args), point, scope.cancel)
        return ABANDONED

    async def __aenter__(self) -> Self:
        self._manager = trio.open_nursery()
        self.nursery = await self._manager.__aenter__()
        return self

    async def __aexit__(self, kind: type[BaseException] | None, *exc: object) -> None:
        # The nursery is left without the test's error, or trio would wrap it in a group.
        try:
            await super().__aexit__(kind, *exc)
        finally:
            self.nursery.cancel_scope.cancel()
            await self._manager.__aexit__(None, None, None)

    @classmethod
    def wrap(cls, test: Callable[..., Awaitable[None]], **_: Any) -> Callable[..., Awaitable[None]]:
        """Return the test as a coroutine function for pytest-trio."""

        async def run(**fixtures: Any) -> None:
            await in_kit(test, fixtures)

        return run
