"""Whether a command of sansredis costs more where others wait, hold connections, or have replies owed to them."""

from __future__ import annotations

from contextlib import AsyncExitStack, ExitStack
from importlib import import_module
from typing import Any

from benchmarks import drive_async, drive_blocking, loops
from benchmarks.blocking import Body, Over, run_greenlets, run_threads
from benchmarks.cells import WORKLOADS
from benchmarks.clients import Setting, redis_style, redis_style_async
from benchmarks.data import KEY, VALUE
from benchmarks.window import Figures, Window, wrong

GET = (b"GET", KEY)


def _pool(setting: Setting, workload: str) -> tuple[Any, Any]:
    """Return a pool for the workload, and the class of its clients."""
    door: Any = import_module(f"sansredis.{setting.runtime.replace('uvloop', 'asyncio')}")
    limit = 1 + setting.callers if workload.startswith("idle") else 1
    pool = door.ConnectionPool(host="127.0.0.1", port=setting.port, max_connections=limit, max_owed=1 << 16)
    return pool, door.Redis


def blocking(workload: str, setting: Setting, window: Window) -> Figures:
    """Run one of the workloads under threads or gevent."""
    pool, client_class = _pool(setting, workload)
    with ExitStack() as stack:
        stack.callback(pool.close)
        if workload.startswith("waiters"):
            counts = [0] * setting.callers
            run = run_greenlets if setting.runtime == "gevent" else run_threads
            return run(window, counts, [_lease(pool, caller, counts) for caller in range(setting.callers)])
        api = redis_style(client_class(connection_pool=pool), setting)
        if workload.startswith("owed"):
            return drive_blocking.many(setting.runtime, setting.callers, api, window)
        for _ in range(_idle(workload)):
            stack.enter_context(pool.connection()).execute_command(*GET)
        return drive_blocking.one("get1", api, window)


def _lease(pool: Any, caller: int, counts: list[int]) -> Body:
    def body(over: Over) -> None:
        while not over():
            with pool.connection() as connection:
                found = connection.execute_command(*GET)
            if found != VALUE:
                raise wrong(found, VALUE)
            counts[caller] += 1

    return body


async def asynchronous(workload: str, setting: Setting, window: Window) -> Figures:
    """Run one of the workloads on asyncio, uvloop or trio."""
    pool, client_class = _pool(setting, workload)
    async with AsyncExitStack() as stack:
        stack.push_async_callback(pool.aclose)
        if workload.startswith("waiters"):
            counts = [0] * setting.callers
            return await loops.all_of(
                window, counts, [_lease_async(pool, caller, counts) for caller in range(setting.callers)]
            )
        api = redis_style_async(client_class(connection_pool=pool), setting)
        if workload.startswith("owed"):
            return await drive_async.many(setting.callers, api, window)
        for _ in range(_idle(workload)):
            connection = await stack.enter_async_context(pool.connection())
            await connection.execute_command(*GET)
        return await drive_async.one("get1", api, window)


def _lease_async(pool: Any, caller: int, counts: list[int]) -> loops.Body:
    async def body(over: loops.Over) -> None:
        while not over():
            async with pool.connection() as connection:
                found = await connection.execute_command(*GET)
            if found != VALUE:
                raise wrong(found, VALUE)
            counts[caller] += 1

    return body


def _idle(workload: str) -> int:
    """How many connections are held by others: ``idle1000`` has one caller beside them."""
    return 0 if workload == "idle0" else WORKLOADS[workload].callers
