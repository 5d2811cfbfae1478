"""What a command costs more through its typed method than through ``execute_command``, in microseconds of CPU time.

The network's noise is far larger than the difference. So the server is asked only once, and from then on the pool is
one that gives its reply again at once: everything is done for every call except sending, waiting and parsing, which is
the same for both. The two take turns, some hundred calls each, and the median of the differences counts. Both send the
same bytes: `execute_command` is given the very arguments that the method makes (a name in bytes is looked up faster
than one in str, so with names in str the methods would look better than they are).
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Coroutine
from statistics import median
from typing import Any

from benchmarks.clients import Api
from benchmarks.data import KEY, VALUE
from benchmarks.window import WARM_UP, Figures, Window, wrong
from sansredis.core.connection import Status
from sansredis.runtime import Call

CALLS = 200
"""So many calls of the one kind are made before it is the other's turn."""
FIELDS = {"name": "Ada", "city": "London", "year": "1815"}
FLAT = [part for pair in FIELDS.items() for part in pair]
NO_SERVER = ("typed-json",)
"""Here the server is not asked: it may be one without the module. The reply is that there is no such key."""
Pair = tuple[Callable[[], Any], Callable[[], Any], object]
"""A call by the method, the same by ``execute_command``, and what the method has to return."""


def calls(workload: str, client: Any) -> Pair:
    """Return the two calls of a workload."""
    run = client.execute_command
    key = f"bench:typed:{time.time_ns()}"  # one that does not exist yet
    match workload.partition("-")[2]:
        case "get":
            key = KEY.decode()
            return lambda: client.get(key), lambda: run(b"GET", key), VALUE
        case "set":
            return lambda: client.set(key, "v", ex=10, nx=True), lambda: run(b"SET", key, "v", b"NX", b"EX", 10), True
        case "hset":
            return lambda: client.hset(key, mapping=FIELDS), lambda: run(b"HSET", key, *FLAT), len(FIELDS)
        case "zadd":
            scores = {"a": 1.5, "b": 2.5}
            return lambda: client.zadd(key, scores), lambda: run(b"ZADD", key, 1.5, "a", 2.5, "b"), len(scores)
        case "xadd":
            entry = "1-1"
            return lambda: client.xadd(key, FIELDS, id=entry), lambda: run(b"XADD", key, entry, *FLAT), entry.encode()
        case "json":
            return lambda: client.json().get(key), lambda: run(b"JSON.GET", key, "."), None
    raise ValueError(f"{workload!r} is no workload of this kind")


class Nowhere:
    """A pool, lane and connection in one, which answers every call with the same reply."""

    def __init__(self, reply: object) -> None:
        self._reply = reply

    def lane(self) -> Nowhere:
        """Return the lane."""
        return self

    def start(self, call: Call, data: object, size: int) -> Nowhere:
        """Answer."""
        call.value = self._reply
        call.status = Status.DONE
        return self


async def _parked(call: Call) -> None:
    """Wait for nothing."""


def _disconnect(client: Any, reply: object) -> None:
    client._pool = Nowhere(reply)
    client._park = _parked


def blocking(workload: str, api: Api, window: Window) -> Figures:
    """Measure under threads or gevent."""
    client = api.client
    typed, general, expected = calls(workload, client)
    pool, park = client._pool, client._park
    _disconnect(client, None if workload in NO_SERVER else general())

    def timed(call: Callable[[], Any]) -> float:
        began = time.process_time()
        for _ in range(CALLS):
            call()
        return time.process_time() - began

    try:
        _check(typed(), expected)
        meter = Meter(window)
        while meter.goes_on():
            meter.add(timed(general), timed(typed))
        return meter.figures()
    finally:
        client._pool, client._park = pool, park


async def asynchronous(workload: str, api: Api, window: Window) -> Figures:
    """Measure on asyncio, uvloop or trio."""
    client = api.client
    typed, general, expected = calls(workload, client)
    pool, park = client._pool, client._park
    _disconnect(client, None if workload in NO_SERVER else await general())

    async def timed(call: Callable[[], Coroutine[Any, Any, Any]]) -> float:
        began = time.process_time()
        for _ in range(CALLS):
            await call()
        return time.process_time() - began

    try:
        _check(await typed(), expected)
        meter = Meter(window)
        while meter.goes_on():
            meter.add(await timed(general), await timed(typed))
        return meter.figures()
    finally:
        client._pool, client._park = pool, park


class Meter:
    """Takes the times of both kinds in turn, until the window is over."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._warm = time.perf_counter() + WARM_UP
        self._started = False
        self._general: list[float] = []
        self._beyond: list[float] = []

    def goes_on(self) -> bool:
        """Whether to measure once more. Garbage is collected between turns, and not during them."""
        if not self._started and time.perf_counter() >= self._warm:
            self._started = True
            gc.collect()
            gc.disable()
            self._general, self._beyond = [], []
            self._window.start()
        return not (self._started and self._beyond and self._window.over)

    def add(self, general: float, typed: float) -> None:
        """Take note of one turn of each."""
        self._general.append(general)
        self._beyond.append(typed - general)

    def figures(self) -> Figures:
        """Return the median difference, and as CPU time what a call takes by its method."""
        gc.enable()
        found = self._window.stop(len(self._beyond))
        found["value"] = median(self._beyond) / CALLS * 1e6
        found["cpu_us"] = (median(self._general) + median(self._beyond)) / CALLS * 1e6
        return found


def _check(found: object, expected: object) -> None:
    if found != expected:
        raise wrong(found, expected)
