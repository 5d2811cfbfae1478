"""The kit for gevent, unpatched: the test runs in a greenlet, and what it spawns in others."""

from __future__ import annotations

import socket
from collections.abc import Awaitable, Callable
from typing import Any

import gevent
import gevent.event
import greenlet

from .base import ABANDONED, AsyncFn, Event, Handle, Kit, drive, in_kit


class _Event:
    def __init__(self) -> None:
        self._event = gevent.event.Event()
        self.set = self._event.set

    async def wait(self) -> None:
        self._event.wait()


class _Greenlet(Handle):
    def __init__(self, fn: AsyncFn, args: tuple[Any, ...]) -> None:
        super().__init__()
        self.greenlet = gevent.spawn(self._drive, fn, args)
        # A greenlet killed before it started runs nothing, not even what notes its end.
        self.greenlet.rawlink(self._ended)

    def _drive(self, fn: AsyncFn, args: tuple[Any, ...]) -> None:
        drive(self.run(fn, args))

    def _ended(self, ended: gevent.Greenlet) -> None:
        self.done = True
        self.cancelled = self.cancelled or isinstance(ended.value, gevent.GreenletExit)

    def cancel(self) -> None:
        self.greenlet.kill(block=False)

    async def join(self) -> None:
        self.greenlet.join()
        # One that was killed before it started counts as ended before its links are called.
        self._ended(self.greenlet)


class RuntimeKit(Kit):
    name = "gevent"
    blocking = True

    async def sleep(self, seconds: float) -> None:
        gevent.sleep(seconds)

    def event(self) -> Event:
        return _Event()

    def start(self, fn: AsyncFn, *args: Any) -> Handle:
        return _Greenlet(fn, args)

    async def move_on_after(self, seconds: float, fn: AsyncFn, *args: Any) -> Any:
        timeout = gevent.Timeout(seconds)
        try:
            with timeout:
                return await fn(*args)
        except gevent.Timeout as expired:
            if expired is not timeout:
                raise
            return ABANDONED

    async def cancel_at(self, point: int, fn: AsyncFn, *args: Any) -> Any:
        """Kill the greenlet the n-th time it switches to the hub; the kill comes before any input or output does."""
        switches = 0
        handle = _Greenlet(fn, args)
        hub = gevent.get_hub()

        def trace(event: str, pair: tuple[Any, Any]) -> None:
            nonlocal switches
            if event == "switch" and pair == (handle.greenlet, hub):
                switches += 1
                if switches == point:
                    handle.cancel()

        previous = greenlet.settrace(trace)
        try:
            return await handle.result()
        finally:
            greenlet.settrace(previous)

    @classmethod
    def wrap(cls, test: Callable[..., Awaitable[None]], **_: Any) -> Callable[..., None]:
        """Return the test as a plain function, which fails if the hub had to report an error."""

        def run(**fixtures: Any) -> None:
            hub = gevent.get_hub()
            errors: list[Any] = []
            # Failed look-ups in its thread pool are no errors for a hub itself, and it reports none.
            hub.handle_error = lambda context, kind, value, tb: (
                None if isinstance(value, socket.gaierror) else errors.append((context, value))
            )
            try:
                main = gevent.spawn(lambda: drive(in_kit(test, fixtures)))
                main.get()
            finally:
                del hub.handle_error
            assert not [value for context, value in errors if context is not main], errors

        return run
