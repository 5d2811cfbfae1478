"""What is asked of sansredis, and whether a run shows it. A ratio counts only within one run on one machine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from benchmarks.cells import OURS, PUBLISH, RUNTIMES, SCAN, TYPED
from benchmarks.report import Report, Rows, number

HEADINGS = ["workload", "runtime", "client", "asked", "found", "met"]
GREEN = RUNTIMES[1:]


class Demand(NamedTuple):
    """A bound for one figure.

    ``against`` says what the figure is divided by: ``floor``, ``best peer``, ``client NAME`` (in the same runtime and
    workload), ``workload NAME`` (our own figure there); ``cpu NAME`` compares CPU time per call with that workload's.
    ``beyond floor`` is the difference to the floor, and ``absolute`` the figure itself.
    """

    workload: str
    runtime: str
    client: str
    against: str
    bound: float
    at_most: bool = False


def demands() -> Iterator[Demand]:
    """Return all demands."""
    for runtime, share in zip(RUNTIMES, (0.85, 0.85, 0.90, 0.85, 0.85), strict=True):
        yield Demand("get1", runtime, OURS, "floor", share)
        yield Demand("get1", runtime, OURS, "best peer", 1.0)
    for runtime, times in zip(RUNTIMES, (1.1, 4, 4, 5, 3.5), strict=True):
        yield Demand("conc64", runtime, OURS, "best peer", times)
    for runtime in GREEN:
        yield Demand("conc512", runtime, OURS, "workload conc64", 0.9)
    for runtime in RUNTIMES:
        yield Demand("pipe100", runtime, OURS, "best peer", 1.0)
    for runtime in RUNTIMES:
        yield Demand("get1m", runtime, OURS, "floor", 0.85)
    yield from _large()
    for workload in ("tx10", *PUBLISH, *SCAN, "cached"):
        for runtime in RUNTIMES:
            yield Demand(workload, runtime, OURS, "best peer", 1.0)
    for workload in TYPED:
        for runtime in RUNTIMES:
            yield Demand(workload, runtime, OURS, "absolute", 1.0, at_most=True)
    for runtime in RUNTIMES:
        yield Demand("import", runtime, OURS, "beyond floor", 30, at_most=True)
    for runtime in RUNTIMES:
        yield Demand("memory", runtime, OURS, "absolute", 300, at_most=True)
    for many, few in (("owed4096", "owed64"), ("idle1000", "idle0"), ("waiters1000", "waiters10")):
        for runtime in RUNTIMES:
            yield Demand(many, runtime, OURS, f"cpu {few}", 1.2, at_most=True)


def _large() -> Iterator[Demand]:
    for workload in ("lrange1000", "hgetall1000"):
        for runtime, times in zip(RUNTIMES[:4], (2.5, 2.5, 4, 4), strict=True):
            yield Demand(workload, runtime, OURS, "client redis-py pure", times)
            yield Demand(workload, runtime, OURS, "client redis-py+hiredis", 1.0)
        yield Demand(workload, "trio", OURS, "client coredis", 1.5)


def found(demand: Demand, report: Report) -> float | None:
    """Return the figure that a demand is about; None if the run has not what it takes."""
    kind, _, name = demand.against.partition(" ")
    runtime, workload = demand.runtime, demand.workload
    own = report.result(runtime, workload, demand.client)
    if own is None or own.value is None:
        return None
    match kind:
        case "absolute":
            return own.value
        case "floor" | "beyond":
            floor = report.floor(runtime, workload)
            other = floor.value if floor else None
            if kind == "beyond":
                return None if other is None else own.value - other
        case "best":
            peer = report.best_peer(runtime, workload)
            other = peer.value if peer else None
        case "client":
            other = report.value(runtime, workload, name)
        case "workload":
            other = report.value(runtime, name, demand.client)
        case _:
            few = report.result(runtime, name, demand.client)
            return own.cpu / few.cpu if few and few.cpu and own.cpu is not None else None
    return own.value / other if other else None


def verdicts(report: Report) -> Rows:
    """Return a row for every demand that the run can judge."""
    rows = []
    for demand in demands():
        figure = found(demand, report)
        if figure is None:
            continue
        met = figure <= demand.bound if demand.at_most else figure >= demand.bound
        asked = f"{'<=' if demand.at_most else '>='} {demand.bound:g} ({demand.against})"
        shown = f"{figure:.2f}" if figure < 100 else number(figure)
        rows.append([demand.workload, demand.runtime, demand.client, asked, shown, "yes" if met else "NO"])
    return rows
