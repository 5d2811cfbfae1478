"""What a client costs that does nothing: the time of its import, and the memory of a connected, idle one."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack, ExitStack
from statistics import median
from typing import Any

from benchmarks.clients import Api, Setting
from benchmarks.data import KEY, VALUE
from benchmarks.window import Figures, wrong

IMPORTS = 9
"""So many fresh processes import it, and the median counts."""
FIRST = 5
CLIENTS = 400
"""So many clients are opened, after the first few that fill the caches of their modules."""
TIMED = "import time; _began = time.perf_counter(); {}; print(time.perf_counter() - _began)"


def import_time(statement: str, hidden: str | None = None) -> Figures:
    """Return how many milliseconds an import takes.

    Args:
        statement: What is timed, in a process that has imported nothing else.
        hidden: A module that is made to look as if it were not installed.
    """
    code = TIMED.format(statement)
    if hidden:
        code = f"import sys; sys.modules[{hidden!r}] = None; {code}"
    # An installed package has its bytecode beside it. Nothing else is to be compared, wherever this runs from.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    times = []
    for _ in range(1 + IMPORTS):
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, env=environment)
        if done.returncode:
            raise RuntimeError(done.stderr.strip().splitlines()[-1])
        times.append(float(done.stdout))
    return _figures(median(times[1:]) * 1000)


def memory(open_client: Callable[[Setting], Api], setting: Setting) -> Figures:
    """Return the KiB of memory that each of many idle clients takes."""
    with ExitStack() as stack:
        for count in (FIRST, CLIENTS):
            before = resident()
            for _ in range(count):
                api = open_client(setting)
                stack.callback(api.close)
                _expect(api.get(KEY))
        return _figures((resident() - before) / CLIENTS / 1024)


async def memory_async(open_client: Callable[[Setting], Any], setting: Setting) -> Figures:
    """Return the same of clients that are awaited."""
    async with AsyncExitStack() as stack:
        for count in (FIRST, CLIENTS):
            before = resident()
            for _ in range(count):
                api: Api = await stack.enter_async_context(open_client(setting))
                found: Awaitable[Any] = api.get(KEY)
                _expect(await found)
        return _figures((resident() - before) / CLIENTS / 1024)


def resident() -> int:
    """Return the bytes of memory that this process really has."""
    gc.collect()
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def _expect(found: object) -> None:
    if found != VALUE:
        raise wrong(found, VALUE)


def _figures(value: float) -> Figures:
    return {"value": value, "cpu_us": None, "disturbed": 0.0}
