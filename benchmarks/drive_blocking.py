"""The workloads for clients that block: under threads and gevent."""

from __future__ import annotations

import time
from collections.abc import Callable
from importlib import import_module

from benchmarks.blocking import Body, Over, run_greenlets, run_threads
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
from benchmarks.window import WARM_UP, Figures, Window, wrong

STEP = 32
"""So many short calls are made between two looks at the clock."""
OTHER = b"w" * 32
PATIENCE = 5.0
"""Seconds after which a cache that still has an old value is wrong."""


def one(workload: str, api: Api, window: Window) -> Figures:
    """Measure a single caller."""
    step, calls = steps(workload, api, window)
    warm = time.perf_counter() + WARM_UP
    while time.perf_counter() < warm:
        step()
    window.start()
    count = 0
    while not window.over:
        step()
        count += calls
    return window.stop(count)


def steps(workload: str, api: Api, window: Window) -> tuple[Callable[[], None], int]:
    """Return what a single caller repeats, and how many calls that counts for."""

    def get1() -> None:
        get = api.get
        for _ in range(STEP):
            found = get(KEY)
            if found != VALUE:
                raise wrong(found, VALUE)

    def pipe100() -> None:
        for pairs in pipeline_pairs():
            window.check(api.mixed(pairs), [api.ok] * PIPELINE_PAIRS + [value for _, value in pairs])

    def tx10() -> None:
        for generation in pipeline_pairs():
            pairs = generation[:TRANSACTION_PAIRS]
            window.check(api.mixed(pairs, True), [api.ok] * TRANSACTION_PAIRS + [value for _, value in pairs])

    match workload:
        case "get1" | "cached":
            return get1, STEP
        case "pipe100":
            return pipe100, 2 * PIPELINE_PAIRS * len(pipeline_pairs())
        case "tx10":
            return tx10, 2 * TRANSACTION_PAIRS * len(pipeline_pairs())
        case "get1m":
            big = big_value()
            return lambda: window.check(api.get(BIG_KEY), big), 1
        case "lrange1000":
            items = list_values()
            return lambda: window.check(api.lrange(), items), 1
        case "hgetall1000":
            fields = hash_values()
            return lambda: window.check(api.hgetall(), fields, api.as_dict), 1
        case "scan" | "scan1000":
            keys = (SCAN_KEYS, scan_keys())
            return lambda: window.check(api.scan(), keys, sized), SCAN_KEYS
    raise ValueError(f"no single caller in workload {workload!r}")


def sized(found: list[bytes]) -> tuple[int, set[bytes]]:
    """Return how many keys there are, with repetitions, and which."""
    return len(found), set(found)


def follows_changes(runtime: str, api: Api, write: Callable[[bytes], None]) -> None:
    """Raise unless a cache gives the new value soon after somebody else wrote it."""
    pause = import_module("gevent").sleep if runtime == "gevent" else time.sleep
    late = time.monotonic() + PATIENCE
    write(OTHER)
    while (found := api.get(KEY)) != OTHER:
        if time.monotonic() > late:
            raise wrong(found, OTHER)
        pause(0.001)
    write(VALUE)


def many(runtime: str, callers: int, api: Api, window: Window) -> Figures:
    """Measure many callers of one client, who alternate between SET and GET of their own keys."""
    counts = [0] * callers
    run = run_greenlets if runtime == "gevent" else run_threads
    return run(window, counts, [body_of(api, caller, counts) for caller in range(callers)])


def body_of(api: Api, caller: int, counts: list[int]) -> Body:
    """Return what one of many callers does."""
    key, values, ok = caller_key(caller), caller_values(caller), api.ok

    def body(over: Over) -> None:
        get, set_ = api.get, api.set
        while not over():
            for value in values:
                found = set_(key, value)
                if found != ok:
                    raise wrong(found, ok)
                found = get(key)
                if found != value:
                    raise wrong(found, value)
                counts[caller] += 2

    return body
