"""The workloads for clients that are awaited: on asyncio, uvloop and trio. The twin of ``drive_blocking``."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from benchmarks.clients import Api
from benchmarks.data import (
    BIG_KEY,
    KEY,
    PIPELINE_PAIRS,
    SCAN_KEYS,
    TRANSACTION_PAIRS,
    VALUE,
    big_value,
    caller_key,
    caller_values,
    hash_values,
    list_values,
    pipeline_pairs,
    scan_keys,
)
from benchmarks.drive_blocking import OTHER, PATIENCE, STEP, sized
from benchmarks.loops import Body, Over, all_of, sleep
from benchmarks.window import WARM_UP, Figures, Window, wrong


async def one(workload: str, api: Api, window: Window) -> Figures:
    """Measure a single caller."""
    step, calls = steps(workload, api, window)
    warm = time.perf_counter() + WARM_UP
    while time.perf_counter() < warm:
        await step()
    window.start()
    count = 0
    while not window.over:
        await step()
        count += calls
    return window.stop(count)


def steps(workload: str, api: Api, window: Window) -> tuple[Callable[[], Coroutine[Any, Any, None]], int]:
    """Return what a single caller repeats, and how many calls that counts for."""

    async def get1() -> None:
        get = api.get
        for _ in range(STEP):
            found = await get(KEY)
            if found != VALUE:
                raise wrong(found, VALUE)

    async def pipe100() -> None:
        for pairs in pipeline_pairs():
            window.check(await api.mixed(pairs), [api.ok] * PIPELINE_PAIRS + [value for _, value in pairs])

    async def tx10() -> None:
        for generation in pipeline_pairs():
            pairs = generation[:TRANSACTION_PAIRS]
            window.check(await api.mixed(pairs, True), [api.ok] * TRANSACTION_PAIRS + [value for _, value in pairs])

    def checked(
        call: Callable[[], Awaitable[Any]], expected: object, convert: Any = None
    ) -> Callable[[], Coroutine[Any, Any, None]]:
        async def large() -> None:
            window.check(await call(), expected, convert)

        return large

    match workload:
        case "get1" | "cached":
            return get1, STEP
        case "pipe100":
            return pipe100, 2 * PIPELINE_PAIRS * len(pipeline_pairs())
        case "tx10":
            return tx10, 2 * TRANSACTION_PAIRS * len(pipeline_pairs())
        case "get1m":
            return checked(lambda: api.get(BIG_KEY), big_value()), 1
        case "lrange1000":
            return checked(api.lrange, list_values()), 1
        case "hgetall1000":
            return checked(api.hgetall, hash_values(), api.as_dict), 1
        case "scan" | "scan1000":
            return checked(api.scan, (SCAN_KEYS, scan_keys()), sized), SCAN_KEYS
    raise ValueError(f"no single caller in workload {workload!r}")


async def follows_changes(api: Api, write: Callable[[bytes], None]) -> None:
    """Raise unless a cache gives the new value soon after somebody else wrote it."""
    late = time.monotonic() + PATIENCE
    write(OTHER)
    while (found := await api.get(KEY)) != OTHER:
        if time.monotonic() > late:
            raise wrong(found, OTHER)
        await sleep(0.001)
    write(VALUE)


async def many(callers: int, api: Api, window: Window) -> Figures:
    """Measure many callers of one client, who alternate between SET and GET of their own keys."""
    counts = [0] * callers
    return await all_of(window, counts, [body_of(api, caller, counts) for caller in range(callers)])


def body_of(api: Api, caller: int, counts: list[int]) -> Body:
    """Return what one of many callers does."""
    key, values, ok = caller_key(caller), caller_values(caller), api.ok

    async def body(over: Over) -> None:
        get, set_ = api.get, api.set
        while not over():
            for value in values:
                found = await set_(key, value)
                if found != ok:
                    raise wrong(found, ok)
                found = await get(key)
                if found != value:
                    raise wrong(found, value)
                counts[caller] += 2

    return body
