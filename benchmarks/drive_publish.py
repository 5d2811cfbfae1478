"""Publishing to subscribers, each with a connection and a thread, greenlet or task of its own, who check every message.

A message is published when all have had the one before. So what is measured is how soon a message is with everybody,
and not how many of them a client can read at once; and a message that is lost, repeated or out of order is noticed.
"""

from __future__ import annotations

import asyncio
import threading
import time
from contextlib import AsyncExitStack
from itertools import count as counter
from typing import Any

from benchmarks import loops
from benchmarks.blocking import Body, Over, run_greenlets, run_threads
from benchmarks.clients import Api
from benchmarks.data import CHANNEL
from benchmarks.window import Figures, Window, wrong

READY = b"ready?"
END = b"the end"
PAUSE = 0.01
PATIENCE = 20.0


def _text(number: int) -> bytes:
    """Return the message of that number: 32 bytes."""
    return b"%032d" % number


def blocking(runtime: str, subscribers: int, api: Api, window: Window) -> Figures:
    """Measure how many messages a second are delivered under threads or gevent."""
    green = runtime == "gevent"
    counts, arrivals = [0] * subscribers, counter(1)
    pause, turn = _green() if green else (time.sleep, threading.Semaphore(0))
    opened = [api.messages() for _ in range(subscribers)]
    _await_all(api, subscribers, pause)

    def publisher(over: Over) -> None:
        number = 0
        while not over():
            number += 1
            if (reached := api.publish(CHANNEL, _text(number))) != subscribers:
                raise wrong(reached, subscribers)
            if not turn.acquire(timeout=PATIENCE):
                raise wrong(f"message {number} with not everybody", "with all")
        api.publish(CHANNEL, END)

    def subscriber(index: int, messages: Any) -> Body:
        def body(over: Over) -> None:
            number, data_of = 0, api.data_of
            for message in messages:
                data = data_of(message)
                if data != _text(number + 1):
                    if data == READY and not number:
                        continue
                    if data == END:
                        return
                    raise wrong(data, _text(number + 1))
                number += 1
                counts[index] = number
                if not next(arrivals) % subscribers:
                    turn.release()

        return body

    run = run_greenlets if green else run_threads
    return run(window, counts, [*(subscriber(index, messages) for index, messages in enumerate(opened)), publisher])


def _green() -> tuple[Any, Any]:
    import gevent
    from gevent.lock import Semaphore

    return gevent.sleep, Semaphore(0)


def _await_all(api: Api, subscribers: int, pause: Any) -> None:
    """Return when the server has all subscribers."""
    late = time.monotonic() + PATIENCE
    while (reached := api.publish(CHANNEL, READY)) != subscribers:
        if time.monotonic() > late:
            raise wrong(reached, subscribers)
        pause(PAUSE)


async def asynchronous(subscribers: int, api: Api, window: Window) -> Figures:
    """Measure the same on asyncio, uvloop or trio."""
    counts, arrivals = [0] * subscribers, counter(1)
    turn = _semaphore()

    async def publisher(over: loops.Over) -> None:
        number = 0
        while not over():
            number += 1
            if (reached := await api.publish(CHANNEL, _text(number))) != subscribers:
                raise wrong(reached, subscribers)
            await turn.acquire()
        await api.publish(CHANNEL, END)

    def subscriber(index: int, messages: Any) -> loops.Body:
        async def body(over: loops.Over) -> None:
            number, data_of = 0, api.data_of
            async for message in messages:
                data = data_of(message)
                if data != _text(number + 1):
                    if data == READY and not number:
                        continue
                    if data == END:
                        return
                    raise wrong(data, _text(number + 1))
                number += 1
                counts[index] = number
                if not next(arrivals) % subscribers:
                    turn.release()

        return body

    async with AsyncExitStack() as stack:
        opened = [await stack.enter_async_context(api.messages()) for _ in range(subscribers)]
        await _await_all_async(api, subscribers)
        bodies = [subscriber(index, messages) for index, messages in enumerate(opened)]
        return await loops.all_of(window, counts, [*bodies, publisher])


def _semaphore() -> Any:
    if loops.on_trio():
        import trio

        return trio.Semaphore(0)
    return asyncio.Semaphore(0)


async def _await_all_async(api: Api, subscribers: int) -> None:
    late = time.monotonic() + PATIENCE
    while (reached := await api.publish(CHANNEL, READY)) != subscribers:
        if time.monotonic() > late:
            raise wrong(reached, subscribers)
        await loops.sleep(PAUSE)
