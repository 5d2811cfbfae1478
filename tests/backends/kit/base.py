"""What the kits of all runtimes share."""

from __future__ import annotations

import contextlib
import functools
import importlib
import itertools
import time
from collections.abc import Awaitable, Callable
from types import ModuleType
from typing import Any, ClassVar, Final, Protocol, Self

AsyncFn = Callable[..., Awaitable[Any]]

_serial = itertools.count()


class _Abandoned:
    def __repr__(self) -> str:
        return "ABANDONED"


ABANDONED: Final = _Abandoned()
"""What `Kit.move_on_after` and `Kit.cancel_at` give if the call was given up."""


class Event(Protocol):
    """An event of the runtime, set by a plain call."""

    def set(self) -> None: ...
    async def wait(self) -> None: ...


class Handle:
    """Something started by `Kit.spawn`: a thread, greenlet or task.

    `value`, `error` and `cancelled` say how it ended; `joined` that somebody asked.
    """

    def __init__(self) -> None:
        self.value: Any = None
        self.error: BaseException | None = None
        self.cancelled = False
        self.done = False
        self.joined = False

    async def run(self, fn: AsyncFn, args: tuple[Any, ...]) -> None:
        """Run the function and keep its outcome; only what is no `Exception` goes on."""
        try:
            self.value = await fn(*args)
        except Exception as error:
            self.error = error
        except BaseException:
            self.cancelled = True
            raise
        finally:
            self.done = True

    def cancel(self) -> None:
        """Cancel it in the runtime's own way, without waiting for its end."""
        raise NotImplementedError

    async def join(self) -> None:
        """Wait for its end, whatever that is."""
        raise NotImplementedError

    async def result(self) -> Any:
        """Wait for its end; return what it returned or raise what it raised, `ABANDONED` if it was cancelled."""
        self.joined = True
        await self.join()
        if self.error is not None:
            raise self.error
        return ABANDONED if self.cancelled else self.value


class Kit:
    """The helpers of one runtime for the length of one test.

    At the end of a test that passed, everything spawned must have ended without an error nobody looked at, and every
    pool must be at rest: nothing used, connecting or waiting. Then the clients are closed.
    """

    name: ClassVar[str]
    blocking: ClassVar[bool]
    can_cancel: ClassVar[bool] = True
    """Whether what was spawned can be cancelled. Threads cannot; what runs in the test itself can in all runtimes."""

    def __init__(self, server: Any) -> None:
        self.server = server
        self.door: ModuleType = _door(self.name)
        self.options: dict[str, Any] = {}
        self._clients: list[Any] = []
        self._pools: list[Any] = []
        self._handles: list[Handle] = []

    # -- what a runtime supplies ------------------------------------------------------------------------------------

    async def do(self, outcome: Any) -> Any:
        """Return the value of a call of the door: ``await kit.do(r.get("k"))``."""
        return outcome if self.blocking else await outcome

    async def sleep(self, seconds: float) -> None:
        """Wait, letting others run."""
        raise NotImplementedError

    def event(self) -> Event:
        """Return a new event, for use within this test."""
        raise NotImplementedError

    def start(self, fn: AsyncFn, *args: Any) -> Handle:
        """Start a function; `spawn` is what tests call."""
        raise NotImplementedError

    async def move_on_after(self, seconds: float, fn: AsyncFn, *args: Any) -> Any:
        """Run a function in the test itself, and give it up after so many seconds in the runtime's own way.

        Threads do it by a signal whose handler raises, so there it works in the main thread only.

        Returns:
            What the function returned, or `ABANDONED`.
        """
        raise NotImplementedError

    async def cancel_at(self, point: int, fn: AsyncFn, *args: Any) -> Any:
        """Run a function and cancel it at its n-th point, from 1: where it suspends, or threads see signals.

        Returns:
            What the function returned if it has fewer points, or `ABANDONED`.
        """
        raise NotImplementedError

    # -- what is the same for all -----------------------------------------------------------------------------------

    def spawn(self, fn: AsyncFn, *args: Any) -> Handle:
        """Run a function concurrently. The end of the test waits for it, and raises its error if nobody asked."""
        handle = self.start(fn, *args)
        self._handles.append(handle)
        return handle

    async def gather(self, *fns: AsyncFn) -> list[Any]:
        """Run functions concurrently, wait for the end of all, raise the first error there was."""
        handles = [self.spawn(fn) for fn in fns]
        try:
            for handle in handles:
                await handle.join()
        except BaseException:
            self._cancel(handles)
            raise
        return [await handle.result() for handle in handles]

    async def repeat(self, count: int, fn: AsyncFn) -> list[Any]:
        """Run ``fn(0)`` to ``fn(count - 1)`` concurrently, as `gather` does."""
        return await self.gather(*(functools.partial(fn, index) for index in range(count)))

    async def until(self, condition: Callable[[], Any], seconds: float = 10.0) -> None:
        """Wait until a condition outside the runtime holds; fail after so many seconds."""
        end = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < end, "the condition never came true"
            await self.sleep(0.001)

    def key(self, name: str = "key") -> str:
        """Return a key no other test uses."""
        return f"{self.name}:{name}:{next(_serial)}"

    def redis(self, **options: Any) -> Any:
        """Make a client of the door; of the real server unless told otherwise. The end of the test closes it."""
        if not options.keys() & {"host", "port", "unix_socket_path", "connection_pool"}:
            options.update(host="127.0.0.1", port=self.server.port)
        return self.adopt(self.door.Redis(**self._all(options)))

    def _all(self, options: dict[str, Any]) -> dict[str, Any]:
        """Add what every client of this run has, where that can be."""
        return options if options.keys() & {"unix_socket_path", "connection_pool"} else {**self.options, **options}

    def pool(self, **options: Any) -> Any:
        """Make a pool of the door, as `redis` does a client."""
        if not options.keys() & {"host", "port", "unix_socket_path"}:
            options.update(host="127.0.0.1", port=self.server.port)
        return self.adopt_pool(self.door.ConnectionPool(**self._all(options)))

    def adopt_pool(self, pool: Any) -> Any:
        """Take care of a pool made otherwise as if `pool` had made it."""
        self._pools.append(pool)
        return pool

    def adopt(self, client: Any) -> Any:
        """Take care of a client made otherwise as if `redis` had made it."""
        self._clients.append(client)
        if client.connection_pool not in self._pools:
            self._pools.append(client.connection_pool)
        return client

    def lease(self, pool: Any) -> contextlib.AbstractAsyncContextManager[Any]:
        """Use ``pool.connection()`` alike on all doors: ``async with kit.lease(pool) as connection``."""
        return _Entered(pool.connection(), self.blocking)

    def entered(self, manager: Any) -> contextlib.AbstractAsyncContextManager[Any]:
        """Enter a client, pool or pipeline alike on all doors."""
        return _Entered(manager, self.blocking)

    async def close(self, thing: Any) -> None:
        """Close a client or pool."""
        if self.blocking:
            thing.close()
        else:
            await thing.aclose()

    def at_rest(self, pool: Any) -> dict[str, Any]:
        """Check that a pool has nothing used, connecting or waiting, and keeps its limit; return its statistics."""
        stats = dict(pool.stats())
        busy = {name: stats[name] for name in ("used", "connecting", "waiting") if stats[name]}
        assert not busy, f"the pool is not at rest: {stats}"
        assert stats["free"] <= stats["limit"], stats
        return stats

    async def rest(self, pool: Any, seconds: float = 5.0) -> dict[str, Any]:
        """Check as `at_rest` does, but let replies come in first that are owed to callers who gave up.

        A shared connection counts as used as long as they are owed; nothing may be connecting or waiting meanwhile.
        """
        stats = pool.stats()
        assert not stats["connecting"] and not stats["waiting"], stats
        assert stats["used"] <= stats["shared"] and bool(stats["used"]) == bool(stats["owed"]), stats
        if stats["owed"]:
            await self.until(lambda: not pool.stats()["owed"], seconds)
        return self.at_rest(pool)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, *exc: object) -> None:
        try:
            if kind is None:
                await self._finish()
            else:
                self._cancel(self._handles)
        finally:
            await self._close_all()
            for handle in self._handles:
                await handle.join()

    async def _finish(self) -> None:
        for handle in self._handles:
            await handle.join()
        for handle in self._handles:
            if handle.error is not None and not handle.joined:
                raise handle.error
        for pool in self._pools:
            await self.rest(pool)

    async def _close_all(self) -> None:
        for thing in (*self._clients, *self._pools):
            await self.close(thing)

    def _cancel(self, handles: list[Handle]) -> None:
        if self.can_cancel:
            for handle in handles:
                if not handle.done:
                    handle.cancel()


class _Entered:
    """A context manager of a door, blocking or not, used with ``async with``."""

    def __init__(self, manager: Any, blocking: bool) -> None:
        self.manager = manager
        self.blocking = blocking

    async def __aenter__(self) -> Any:
        return self.manager.__enter__() if self.blocking else await self.manager.__aenter__()

    async def __aexit__(self, *exc: Any) -> Any:
        return self.manager.__exit__(*exc) if self.blocking else await self.manager.__aexit__(*exc)


def _door(name: str) -> ModuleType:
    """Import the door of a runtime; uvloop's is asyncio's."""
    return importlib.import_module("sansredis." + ("asyncio" if name == "uvloop" else name))


async def in_kit(test: AsyncFn, fixtures: dict[str, Any]) -> None:
    """Run a test within its kit, if it has one."""
    kit = fixtures.get("kit")
    if kit is None:
        await test(**fixtures)
    else:
        async with kit:
            await test(**fixtures)


def drive(coroutine: Any) -> Any:
    """Run a coroutine that never suspends, and return its value."""
    try:
        coroutine.send(None)
    except StopIteration as stop:
        return stop.value
    coroutine.close()
    raise AssertionError("the test suspended, under a runtime where everything blocks")


def stepping(coroutine: Any, point: int, cancel: Callable[[], None]) -> Any:
    """Return an awaitable that runs a coroutine, and calls `cancel` just before it suspends for the n-th time."""
    return _Stepping(coroutine, point, cancel)


class _Stepping:
    def __init__(self, coroutine: Any, point: int, cancel: Callable[[], None]) -> None:
        self.coroutine = coroutine
        self.point = point
        self.cancel = cancel

    def __await__(self) -> Any:
        step: Callable[[], Any] = functools.partial(self.coroutine.send, None)
        for number in itertools.count(1):
            try:
                trap = step()
            except StopIteration as stop:
                return stop.value
            if number == self.point:
                self.cancel()
            try:
                answer = yield trap
            except BaseException as error:
                step = functools.partial(self.coroutine.throw, error)
            else:
                step = functools.partial(self.coroutine.send, answer)
        return None
