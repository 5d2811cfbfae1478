"""The chart: for every workload and runtime, each client's share of what the bare sockets do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benchmarks.cells import CLIENTS, OURS, WORKLOADS
from benchmarks.report import Report, number

COLOURS = {
    OURS: "#c6302b",
    "redis-py+hiredis": "#274c77",
    "redis-py pure": "#6096ba",
    "redis-py single": "#a3cef1",
    "coredis": "#588157",
    "glide": "#b08968",
    "pyredis": "#8d99ae",
}


def draw(report: Report, path: Path) -> None:
    """Write the chart as PNG.

    Args:
        report: The run.
        path: Where the picture goes.

    Raises:
        ImportError: matplotlib is not installed.
    """
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    names = [name for name in report.workloads() if WORKLOADS[name].more_is_better and _has_floor(report, name)]
    if not names:
        return
    figure, axes = pyplot.subplots(len(names), 1, figsize=(11, 2.9 * len(names)), squeeze=False, layout="constrained")
    for name, axis in zip(names, axes[:, 0], strict=True):
        _panel(report, name, axis)
    drawn = [axis.get_legend_handles_labels() for axis in axes[:, 0]]
    handles = {label: handle for pair in drawn for handle, label in zip(*pair, strict=True)}
    order = [client for client in COLOURS if client in handles]
    figure.legend([handles[client] for client in order], order, loc="outside upper center", ncols=4, fontsize=8)
    figure.savefig(path, dpi=110)
    pyplot.close(figure)


def _has_floor(report: Report, workload: str) -> bool:
    return any(report.floor(runtime, workload) for runtime in report.runtimes(workload))


def _panel(report: Report, workload: str, axis: Any) -> None:
    """Draw one workload: a group of bars per runtime."""
    runtimes = report.runtimes(workload)
    labels = []
    for position, runtime in enumerate(runtimes):
        floor = report.floor(runtime, workload)
        labels.append(f"{runtime}\nfloor {number(floor.value)}" if floor and floor.value else runtime)
        if floor is None or not floor.value:
            continue
        shown = [client for client in CLIENTS if report.value(runtime, workload, client) is not None]
        width = 0.8 / max(len(shown), 1)
        for index, client in enumerate(shown):
            value = report.value(runtime, workload, client) or 0.0
            place = position - 0.4 + width * (index + 0.5)
            bar = axis.bar(place, value / floor.value, width * 0.92, color=COLOURS[client], label=client)
            axis.bar_label(bar, [number(value)], fontsize=6, padding=1)
    axis.set_xticks(range(len(runtimes)), labels, fontsize=8)
    axis.set_title(f"{workload}: {WORKLOADS[workload].title} ({WORKLOADS[workload].unit})", fontsize=9, loc="left")
    axis.set_ylabel("share of the floor", fontsize=8)
    axis.margins(y=0.12)
    axis.spines[["top", "right"]].set_visible(False)
