"""The two ways to measure where calls block: one caller repeating, and many threads or greenlets counting."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from typing import Any

from benchmarks.window import WARM_UP, Figures, Window

Over = Callable[[], bool]
Body = Callable[[Over], None]
"""What one of many callers does until it is told that the time is over, or is killed."""


def repeat(window: Window, swap: Callable[[bytes, int], None], request: bytes, size: int, calls: int = 1) -> Figures:
    """Make one exchange after the other until the window is over.

    Args:
        window: Measures.
        swap: Sends the request, and returns when as many bytes have come.
        request: What is sent.
        size: How many bytes have to come back.
        calls: For how many calls one exchange counts.
    """
    rounds = 1 if size > 1000 else 16
    warm = time.perf_counter() + WARM_UP
    while time.perf_counter() < warm:
        swap(request, size)
    window.start()
    count = 0
    while not window.over:
        for _ in range(rounds):
            swap(request, size)
        count += rounds
    return window.stop(count * calls)


def run_threads(window: Window, counts: list[int], bodies: Sequence[Body]) -> Figures:
    """Run every body in a thread and measure how fast ``counts`` grow.

    Args:
        window: Measures.
        counts: One counter per body, which only that body changes.
        bodies: They run until they are told to stop. The error of one ends all.
    """
    over = threading.Event()
    errors: list[BaseException] = []

    def guarded(body: Body) -> None:
        try:
            body(over.is_set)
        except BaseException as error:
            errors.append(error)
            over.set()

    threads = [threading.Thread(target=guarded, args=(body,), daemon=True) for body in bodies]
    for thread in threads:
        thread.start()
    over.wait(WARM_UP)
    window.start()
    before = sum(counts)
    over.wait(window.seconds)
    count = sum(counts) - before
    if errors:
        raise errors[0]
    figures = window.stop(count)
    over.set()
    for thread in threads:
        thread.join(1)
    return figures


def run_greenlets(window: Window, counts: list[int], bodies: Sequence[Body]) -> Figures:
    """Run every body in a greenlet and measure how fast ``counts`` grow; the greenlets are killed in the end.

    The arguments are those of `run_threads`.
    """
    import gevent
    import gevent.event

    failed: Any = gevent.event.AsyncResult()
    greenlets = [gevent.spawn(body, lambda: False) for body in bodies]
    for greenlet in greenlets:
        greenlet.link_exception(lambda dead: failed.set(dead.exception))
    failed.wait(WARM_UP)
    window.start()
    before = sum(counts)
    failed.wait(window.seconds)
    count = sum(counts) - before
    if failed.ready():
        raise failed.get()
    figures = window.stop(count)
    gevent.killall(greenlets, timeout=5)
    return figures
