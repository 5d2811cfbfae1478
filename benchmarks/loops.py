"""Starting the asynchronous runtimes, and measuring in them: one caller repeating, or many callers counting."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from typing import Any, TypeVar

from benchmarks.window import WARM_UP, Figures, Window

T = TypeVar("T")
Over = Callable[[], bool]
Body = Callable[[Over], Coroutine[Any, Any, None]]
"""What one of many callers does until it is told that the time is over, or is cancelled."""
GRACE = 2.0
UVLOOP = "SANSREDIS_BENCH_UVLOOP"
"""The environment variable by which a cell's process knows that asyncio has to run on uvloop."""


def run_asyncio(main: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """Run an asynchronous function on asyncio's own loop, or on uvloop if this process was told so."""
    factory: Callable[[], asyncio.AbstractEventLoop] | None = None
    if os.environ.get(UVLOOP):
        import uvloop

        factory = uvloop.new_event_loop
    with asyncio.Runner(loop_factory=factory) as runner:
        return runner.run(main())


def run_trio(main: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """Run an asynchronous function on trio."""
    import trio

    return trio.run(main)


def on_trio() -> bool:
    """Whether the caller runs under trio."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return True
    return False


async def sleep(seconds: float) -> None:
    """Wait, on whatever runs."""
    if on_trio():
        import trio

        await trio.sleep(seconds)
    else:
        await asyncio.sleep(seconds)


async def async_repeat(
    window: Window, swap: Callable[[bytes, int], Awaitable[None]], request: bytes, size: int, calls: int = 1
) -> Figures:
    """Make one exchange after the other until the window is over; ``calls`` is for how many calls one counts."""
    rounds = 1 if size > 1000 else 16
    warm = time.perf_counter() + WARM_UP
    while time.perf_counter() < warm:
        await swap(request, size)
    window.start()
    count = 0
    while not window.over:
        for _ in range(rounds):
            await swap(request, size)
        count += rounds
    return window.stop(count * calls)


async def all_of(window: Window, counts: list[int], bodies: Sequence[Body]) -> Figures:
    """Run every body in a task and measure how fast ``counts`` grow.

    Args:
        window: Measures.
        counts: One counter per body, which only that body changes.
        bodies: They are told to stop, and cancelled if they do not. The error of one ends all.
    """
    return await (_all_of_trio if on_trio() else _all_of_asyncio)(window, counts, bodies)


async def _all_of_asyncio(window: Window, counts: list[int], bodies: Sequence[Body]) -> Figures:
    async with asyncio.TaskGroup() as group:
        over = asyncio.Event()
        tasks = [group.create_task(body(over.is_set)) for body in bodies]
        await asyncio.sleep(WARM_UP)
        window.start()
        before = sum(counts)
        await asyncio.sleep(window.seconds)
        figures = window.stop(sum(counts) - before)
        over.set()
        # Some clients take a cancellation for an error of the connection and go on: first let them end by themselves.
        await asyncio.wait(tasks, timeout=GRACE)
        for task in tasks:
            task.cancel()
    return figures


async def _all_of_trio(window: Window, counts: list[int], bodies: Sequence[Body]) -> Figures:
    import trio

    async with trio.open_nursery() as nursery:
        for body in bodies:
            nursery.start_soon(body, lambda: False)
        await trio.sleep(WARM_UP)
        window.start()
        before = sum(counts)
        await trio.sleep(window.seconds)
        figures = window.stop(sum(counts) - before)
        nursery.cancel_scope.cancel()
    return figures
