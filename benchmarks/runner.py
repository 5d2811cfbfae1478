"""Runs cells, each in a process of its own, over several rounds, and keeps what they found."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from benchmarks import data
from benchmarks.cells import WORKLOADS, Cell
from benchmarks.machine import bound_to, cores, kept_awake
from sansredis.demo.server import Server

PATIENCE = 40.0
"""Seconds that a cell may take in addition to the measured ones."""
DISTURBED = 0.1
"""A cell is repeated if other processes took more than this share of a core meanwhile."""
ATTEMPTS = 3


@dataclass
class Result:
    """What the rounds found for a cell."""

    cell: Cell
    values: list[float] = field(default_factory=list)
    cpu_us: list[float] = field(default_factory=list)
    disturbed: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @property
    def value(self) -> float | None:
        """The median in the workload's unit; None if the cell failed in any round."""
        return median(self.values) if self.values and not self.errors else None

    @property
    def cpu(self) -> float | None:
        """The median of the client's CPU time in microseconds per call."""
        return median(self.cpu_us) if self.cpu_us else None

    def add(self, found: dict[str, Any]) -> None:
        """Take note of one round."""
        if "error" in found:
            self.errors.append(found["error"])
            return
        self.values.append(found["value"])
        self.disturbed.append(found["disturbed"])
        if found["cpu_us"] is not None:
            self.cpu_us.append(found["cpu_us"])


def run_all(
    cells: Sequence[Cell],
    *,
    rounds: int,
    seconds: float,
    server: str | None,
    awake: bool,
    progress: Callable[[str], None],
) -> tuple[list[Result], str]:
    """Run all cells once in every round.

    Args:
        cells: In the order of a round; every other round goes backwards.
        rounds: How many rounds.
        seconds: How long a cell is measured.
        server: The server's executable; None: the one that the demo finds.
        awake: Whether to keep the cores awake in the workloads that ask for it.
        progress: Called with a line for every cell.

    Returns:
        The results in the order of the cells, and the server's version.
    """
    _allow_many_connections()
    pair = cores()
    results = {cell: Result(cell) for cell in cells}
    with bound_to(pair[0] if pair else None):
        running = Server(server)
        running.start()
    try:
        data.seed(running.port)
        for turn in range(rounds):
            for cell in cells if turn % 2 == 0 else reversed(cells):
                keep = pair if awake and WORKLOADS[cell.workload].awake else None
                with kept_awake(keep):
                    found = run_undisturbed(cell, running, seconds, pair)
                results[cell].add(found)
                progress(f"round {turn + 1}: {' · '.join(cell)}: {_brief(found)}")
        return list(results.values()), version_of(running)
    finally:
        running.stop()


def run_undisturbed(cell: Cell, server: Server, seconds: float, pair: tuple[int, int] | None) -> dict[str, Any]:
    """Run a cell until a run was not disturbed, or return the least disturbed of a few."""
    runs = []
    for _ in range(ATTEMPTS):
        found = run_once(cell, server, seconds, pair)
        if "error" in found or found["disturbed"] <= DISTURBED:
            return found
        runs.append(found)
    return min(runs, key=lambda run: float(run["disturbed"]))


def run_once(cell: Cell, server: Server, seconds: float, pair: tuple[int, int] | None) -> dict[str, Any]:
    """Run a cell in a process of its own and return its figures, or the reason why there are none."""
    task = json.dumps([*cell, server.port, server.pid, seconds, pair[1] if pair else None])
    command = [sys.executable, "-m", "benchmarks.child", task]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=seconds + PATIENCE)
    except subprocess.TimeoutExpired:
        return {"error": f"still busy after {seconds + PATIENCE:.0f} s"}
    try:
        found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    except (IndexError, ValueError):
        last = done.stderr.strip().splitlines()[-1:] or ["no output"]
        return {"error": f"exit status {done.returncode}: {last[0]}"}
    return found


def version_of(server: Server) -> str:
    """Return the name and version of a running server."""
    info = bytes(server.command("INFO", "server")).decode()
    facts = dict(line.split(":", 1) for line in info.splitlines() if ":" in line)
    name = "valkey" if "valkey_version" in facts else "redis"
    return f"{name} {facts[f'{name}_version']}"


def _brief(found: dict[str, Any]) -> str:
    if "error" in found:
        return f"failed: {found['error']:.150}"
    note = f" (disturbed by {found['disturbed']:.0%})" if found["disturbed"] > DISTURBED else ""
    return f"{found['value']:,.6g}{note}"


def _allow_many_connections() -> None:
    """Raise the limit of open files, which the server and the cells inherit."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 10_000 if hard == resource.RLIM_INFINITY else min(10_000, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
