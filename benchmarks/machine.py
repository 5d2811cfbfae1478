"""The two cores: one for the server, one for the client, and what keeps them awake."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

IDLER = """
import os, sys
os.sched_setaffinity(0, {int(sys.argv[1])})
os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
os.nice(19)
while os.getppid() == int(sys.argv[2]):
    for _ in range(1_000_000):
        pass
"""
"""Burns what nobody else wants of a core, and ends with the process that started it."""


def cores() -> tuple[int, int] | None:
    """Return the cores of the server and of the client, or None if there are not two that a process can be bound to."""
    if not hasattr(os, "sched_getaffinity"):
        return None
    found = sorted(os.sched_getaffinity(0))
    return (found[0], found[-1]) if len(found) > 1 else None


@contextmanager
def bound_to(core: int | None) -> Iterator[None]:
    """Run the block, and every process that it starts, on one core."""
    if core is None:
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {core})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


@contextmanager
def kept_awake(which: tuple[int, int] | None) -> Iterator[None]:
    """Keep cores from sleeping while the block runs. What they do for that gives way to everything else."""
    idlers = [
        subprocess.Popen([sys.executable, "-I", "-S", "-c", IDLER, str(core), str(os.getpid())]) for core in which or ()
    ]
    try:
        yield
    finally:
        for idler in idlers:
            idler.kill()
            idler.wait()


def describe() -> str:
    """Return what the machine calls its processor."""
    try:
        with open("/proc/cpuinfo") as file:
            names = [line.partition(":")[2].strip() for line in file if line.startswith("model name")]
    except OSError:
        names = []
    return names[0] if names else os.uname().machine
