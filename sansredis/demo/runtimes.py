"""How each runtime starts a program and runs callers side by side: all that the demo has to know of it.

The work is `async def`. asyncio and trio await it; under threads and gevent the client's methods return their value, so
the coroutines never wait for anything and run through in one go, each in a thread or greenlet of its own.
"""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import gevent
import trio

from sansredis.runtime import drive

Work = Coroutine[Any, Any, None]


@dataclass(frozen=True)
class Runtime:
    """One of the four ways to wait.

    Args:
        name: what the runtime is called, which is also the name of the module in sansredis.
        start: runs a program, given as a function that returns its coroutine.
        together: runs callers side by side, and returns when all are done.
        call: makes what a method of the client returned awaitable.
        close: the name of the client's method that closes it.
    """

    name: str
    start: Callable[[Callable[[], Work]], object]
    together: Callable[[Iterable[Work]], Awaitable[None]]
    call: Callable[[Any], Awaitable[Any]]
    close: str

    def client(self, url: str, **options: Any) -> Any:
        """Make a client of this runtime."""
        return importlib.import_module(f"sansredis.{self.name}").Redis.from_url(url, **options)


def drive_new(program: Callable[[], Work]) -> None:
    """Run a program that never waits to its end."""
    drive(program())


async def already(value: Any) -> Any:
    """Await a value that is there."""
    return value


def itself(awaitable: Any) -> Any:
    """Leave a coroutine as it is."""
    return awaitable


async def in_threads(works: Iterable[Work]) -> None:
    """Give each caller a thread."""
    callers = list(works)
    with ThreadPoolExecutor(len(callers)) as pool:
        for _ in pool.map(drive, callers):
            pass


async def in_greenlets(works: Iterable[Work]) -> None:
    """Give each caller a greenlet."""
    gevent.joinall([gevent.spawn(drive, work) for work in works], raise_error=True)


async def in_tasks(works: Iterable[Work]) -> None:
    """Give each caller an asyncio task."""
    async with asyncio.TaskGroup() as group:
        for work in works:
            group.create_task(work)


async def in_a_nursery(works: Iterable[Work]) -> None:
    """Give each caller a trio task."""
    async with trio.open_nursery() as nursery:
        for work in works:
            nursery.start_soon(itself, work)


RUNTIMES = (
    Runtime("threads", drive_new, in_threads, already, "close"),
    Runtime("gevent", drive_new, in_greenlets, already, "close"),
    Runtime("asyncio", lambda program: asyncio.run(program()), in_tasks, itself, "aclose"),
    Runtime("trio", trio.run, in_a_nursery, itself, "aclose"),
)
