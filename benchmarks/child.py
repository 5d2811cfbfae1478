"""Runs one cell in this process, and prints what it found as one line of JSON."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple, cast

if TYPE_CHECKING:
    from benchmarks.window import Figures


FEW = 100
"""So often may the server be asked for the one value that a client's cache has."""


class Task(NamedTuple):
    """What the process is to do, as it comes on its command line."""

    runtime: str
    workload: str
    client: str
    port: int
    pid: int
    seconds: float
    core: int | None


def prepare(task: Task) -> None:
    """Do what has to be done before anything else is imported."""
    from benchmarks.cells import CLIENTS, OURS
    from benchmarks.loops import UVLOOP

    if task.core is not None:
        os.sched_setaffinity(0, {task.core})
    if task.runtime == "uvloop":
        os.environ[UVLOOP] = "1"
    client = CLIENTS.get(task.client)
    if client is None:
        return
    if client.variant == "pure":
        cast(dict[str, Any], sys.modules)["hiredis"] = None
    if task.runtime == "gevent" and client.name != OURS:
        from gevent import monkey

        monkey.patch_all()


def run(task: Task) -> Figures:
    """Run the cell."""
    from benchmarks.cells import CLIENTS, FLOOR, WORKLOADS
    from benchmarks.clients import Setting
    from benchmarks.window import Window

    callers = WORKLOADS[task.workload].callers_in(task.runtime)
    name, _, way = task.client.partition("/")
    if task.workload == "import":
        return _import_time(task)
    if name == FLOOR:
        return _floor(task, way, callers)
    # Thousands of callers are answered in bursts, and a window of few bursts would be a rough measure.
    window = Window(max(task.seconds, callers / 1000), task.pid)
    client = CLIENTS[task.client]
    setting = Setting(task.runtime, client.variant, task.port, callers, task.workload)
    return (_run_async if task.runtime in ("asyncio", "uvloop", "trio") else _run_blocking)(task, setting, window)


def _import_time(task: Task) -> Figures:
    from benchmarks import footprint
    from benchmarks.cells import BARE_IMPORTS, CLIENTS

    client = CLIENTS.get(task.client)
    return footprint.import_time(client.import_in(task.runtime) if client else BARE_IMPORTS[task.runtime])


def _floor(task: Task, way: str, callers: int) -> Figures:
    from benchmarks.data import PIPELINE_PAIRS, TRANSACTION_PAIRS, exchange
    from benchmarks.window import Window

    pairs = {"pipe100": PIPELINE_PAIRS, "tx10": TRANSACTION_PAIRS}
    window = Window(max(task.seconds, callers / 1000), task.pid, 2 * pairs.get(task.workload, 0) or 1)
    floors = import_module(f"benchmarks.floors.on_{task.runtime.replace('uvloop', 'asyncio')}")
    if way in floors.MANY:
        return cast("Figures", floors.MANY[way](window, task.port, callers))
    return cast("Figures", floors.ONE[way](window, task.port, exchange(task.workload)))


def _run_blocking(task: Task, setting: Any, window: Any) -> Figures:
    from benchmarks import drive_blocking, drive_publish, footprint, scaling
    from benchmarks.cells import CLIENTS, MANY, PUBLISH, SCALING, TYPED
    from benchmarks.data import write_one

    if task.workload in SCALING:
        return scaling.blocking(task.workload, setting, window)
    module = import_module(f"benchmarks.clients.{CLIENTS[task.client].module}")
    if task.workload == "memory":
        return footprint.memory(module.blocking, setting)
    api = module.blocking(setting)
    try:
        if task.workload in MANY:
            return drive_blocking.many(task.runtime, setting.callers, api, window)
        if task.workload in PUBLISH:
            return drive_publish.blocking(task.runtime, setting.callers, api, window)
        if task.workload in TYPED:
            return cast("Figures", _typed().blocking(task.workload, api, window))
        with _few_gets(task):
            figures = drive_blocking.one(task.workload, api, window)
        if setting.cached:
            drive_blocking.follows_changes(task.runtime, api, lambda value: write_one(task.port, value))
        return figures
    finally:
        api.close()


def _run_async(task: Task, setting: Any, window: Any) -> Figures:
    from benchmarks import drive_async, drive_publish, footprint, scaling
    from benchmarks.cells import CLIENTS, MANY, PUBLISH, SCALING, TYPED
    from benchmarks.data import write_one
    from benchmarks.loops import run_asyncio, run_trio

    async def main() -> Figures:
        if task.workload in SCALING:
            return await scaling.asynchronous(task.workload, setting, window)
        module = import_module(f"benchmarks.clients.{CLIENTS[task.client].module}")
        if task.workload == "memory":
            return await footprint.memory_async(module.asynchronous, setting)
        async with module.asynchronous(setting) as api:
            if task.workload in MANY:
                return await drive_async.many(setting.callers, api, window)
            if task.workload in PUBLISH:
                return await drive_publish.asynchronous(setting.callers, api, window)
            if task.workload in TYPED:
                return cast("Figures", await _typed().asynchronous(task.workload, api, window))
            with _few_gets(task):
                figures = await drive_async.one(task.workload, api, window)
            if setting.cached:
                await drive_async.follows_changes(api, lambda value: write_one(task.port, value))
            return figures

    return (run_trio if task.runtime == "trio" else run_asyncio)(main)


def _typed() -> Any:
    """Return the module that measures sansredis alone; no other client's process is to import it."""
    return import_module("benchmarks.typed")


@contextmanager
def _few_gets(task: Task) -> Iterator[None]:
    """Raise where a cache should answer, and the server was asked all the same."""
    from benchmarks.data import gets_so_far
    from benchmarks.window import WrongReply

    before = gets_so_far(task.port)
    yield
    asked = gets_so_far(task.port) - before
    if task.workload == "cached" and asked > FEW:
        raise WrongReply(f"the server was asked {asked} times for what should be in the cache")


def reason(error: BaseException) -> str:
    """Return the first real error in words; groups of errors are opened."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return f"{type(error).__name__}: {error}"


def main() -> None:
    """Run the cell that the command line names."""
    task = Task(*json.loads(sys.argv[1]))
    result: dict[str, Any]
    try:
        prepare(task)
        result = {**run(task)}
    except Exception as error:
        result = {"error": reason(error)}
    print(json.dumps(result), flush=True)
    # Whatever a client has left running is of no interest any more, and must not keep the process.
    os._exit(0)


if __name__ == "__main__":
    main()
