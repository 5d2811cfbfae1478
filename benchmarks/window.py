"""The stretch of time that is measured, in wall time, CPU time, and in what others did to the machine meanwhile."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypedDict

WARM_UP = 0.3
"""Seconds that every cell runs before it is measured: caches fill, and the cores of a virtual machine wake up."""


class WrongReply(Exception):
    """A client returned something else than what the server was asked for: the cell has failed."""


class Figures(TypedDict):
    """What a cell found: ``value`` in the unit of its workload, and more where there is more to know."""

    value: float
    cpu_us: float | None
    disturbed: float


class Window:
    """Measures how often something happened between ``start`` and ``stop``.

    Args:
        seconds: How long to measure.
        pid: The process id of the server, so that its CPU time is not taken for a disturbance.
        each: For how many calls one that is counted stands.
    """

    def __init__(self, seconds: float, pid: int, each: int = 1) -> None:
        self.seconds = seconds
        self._each = each
        self.excluded = self.excluded_cpu = 0.0
        """Seconds, and seconds of CPU time, that the caller spent on comparing large replies; they do not count."""
        self._pid = pid
        self._began = self._cpu = self._busy = self._own = 0.0

    def start(self) -> None:
        """Begin to measure."""
        self.excluded = self.excluded_cpu = 0.0
        self._busy, self._own = _busy(), self._mine()
        self._cpu = time.process_time()
        self._began = time.perf_counter()

    @property
    def over(self) -> bool:
        """Whether the time is up."""
        return time.perf_counter() - self._began >= self.seconds

    def stop(self, count: int) -> Figures:
        """Stop measuring and return the figures.

        Args:
            count: How many calls have been answered since ``start``.
        """
        wall = time.perf_counter() - self._began
        cpu = time.process_time() - self._cpu
        disturbed = max(0.0, (_busy() - self._busy) - (self._mine() - self._own)) / wall
        if not count:
            raise WrongReply(f"not one reply within {wall:.1f} s")
        count *= self._each
        return {
            "value": count / (wall - self.excluded),
            "cpu_us": (cpu - self.excluded_cpu) / count * 1e6,
            "disturbed": disturbed,
        }

    def check(self, found: Any, expected: object, convert: Callable[[Any], Any] | None = None) -> None:
        """Compare a large reply with what it has to be, outside of the measured time.

        Args:
            found: The reply.
            expected: What it has to be.
            convert: Applied to the reply before.

        Raises:
            WrongReply: They differ.
        """
        began, cpu = time.perf_counter(), time.process_time()
        if convert is not None:
            found = convert(found)
        if found != expected:
            raise wrong(found, expected)
        self.excluded += time.perf_counter() - began
        self.excluded_cpu += time.process_time() - cpu

    def _mine(self) -> float:
        """CPU seconds of the client and of the server."""
        times = os.times()
        return times.user + times.system + _process_seconds(self._pid)


def wrong(found: object, expected: object) -> WrongReply:
    """Return the error for a reply that is not the expected one."""
    return WrongReply(f"got {found!r:.100}, expected {expected!r:.100}")


def _process_seconds(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _busy() -> float:
    """CPU seconds that ordinary processes have used on the whole machine; low-priority ones count as idle."""
    try:
        with open("/proc/stat") as file:
            fields = file.readline().split()
    except OSError:
        return 0.0
    return (int(fields[1]) + int(fields[3]) + int(fields[8])) / os.sysconf("SC_CLK_TCK")
