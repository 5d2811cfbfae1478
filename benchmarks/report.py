"""From results to tables: ratios to the floor and to the best peer, as text and as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from benchmarks.cells import WORKLOADS, Cell
from benchmarks.runner import DISTURBED, Result

Rows = list[list[str]]
HEADINGS = ["runtime", "client", "", "of the floor", "of the best peer", "CPU us/call", "lowest - highest", "note"]


@dataclass
class Report:
    """All results of a run, and where they come from."""

    results: list[Result]
    facts: dict[str, str] = field(default_factory=dict)
    """What was measured, with what: versions, processor, rounds."""

    def of(self, runtime: str, workload: str) -> list[Result]:
        """Return the results of a workload in a runtime."""
        return [result for result in self.results if result.cell[:2] == (runtime, workload)]

    def value(self, runtime: str, workload: str, client: str) -> float | None:
        """Return a median, or None if there is none."""
        result = self.result(runtime, workload, client)
        return result.value if result else None

    def result(self, runtime: str, workload: str, client: str) -> Result | None:
        """Return what was found for a cell, or None if it was not measured."""
        cell = Cell(runtime, workload, client)
        return next((result for result in self.results if result.cell == cell), None)

    def floor(self, runtime: str, workload: str) -> Result | None:
        """Return the fastest way of the floor."""
        return best([result for result in self.of(runtime, workload) if result.cell.is_floor])

    def best_peer(self, runtime: str, workload: str) -> Result | None:
        """Return the best of the other clients."""
        found = self.of(runtime, workload)
        return best([result for result in found if not result.cell.is_floor and not result.cell.is_ours])

    def workloads(self) -> list[str]:
        """Return the workloads that were measured, in the order of the table of cells."""
        measured = {result.cell.workload for result in self.results}
        return [name for name in WORKLOADS if name in measured]

    def runtimes(self, workload: str) -> list[str]:
        """Return the runtimes in which a workload was measured."""
        return list(dict.fromkeys(result.cell.runtime for result in self.results if result.cell.workload == workload))

    def failures(self) -> list[Result]:
        """Return the cells that failed in any round."""
        return [result for result in self.results if result.errors]

    def as_json(self) -> dict[str, Any]:
        """Return everything that was measured, in types that JSON knows."""
        cells = [
            {
                **result.cell._asdict(),
                "unit": WORKLOADS[result.cell.workload].unit,
                "median": result.value,
                "values": result.values,
                "cpu_us": result.cpu_us,
                "disturbed": result.disturbed,
                "errors": result.errors,
            }
            for result in self.results
        ]
        return {"facts": self.facts, "cells": cells}


def best(results: Sequence[Result]) -> Result | None:
    """Return the result with the best median, or None."""
    found = [(result.value, result) for result in results if result.value is not None]
    if not found:
        return None
    choose = max if WORKLOADS[results[0].cell.workload].more_is_better else min
    return choose(found, key=lambda pair: pair[0])[1]


def rows_of(report: Report, workload: str) -> Rows:
    """Return the rows of a workload's table; the columns are `HEADINGS`."""
    rows = []
    for runtime in report.runtimes(workload):
        floor, peer = report.floor(runtime, workload), report.best_peer(runtime, workload)
        for result in report.of(runtime, workload):
            if result.value is None:
                rows.append([runtime, result.cell.client, "failed", "", "", "", "", result.errors[0]])
                continue
            rows.append(
                [
                    runtime,
                    result.cell.client,
                    number(result.value),
                    ratio(result.value, floor),
                    ratio(result.value, None if result.cell.is_floor else peer),
                    f"{result.cpu:.2f}" if result.cpu is not None else "",
                    f"{number(min(result.values))} - {number(max(result.values))}" if len(result.values) > 1 else "",
                    f"disturbed by {max(result.disturbed):.0%}" if max(result.disturbed) > DISTURBED else "",
                ]
            )
    return rows


def overview(report: Report, workload: str) -> Rows:
    """Return a row per runtime: the floor, sansredis and its ratios, and the best peer."""
    rows = []
    for runtime in report.runtimes(workload):
        floor, peer = report.floor(runtime, workload), report.best_peer(runtime, workload)
        for result in report.of(runtime, workload):
            if not result.cell.is_ours:
                continue
            rows.append(
                [
                    runtime,
                    _named(floor),
                    f"{result.cell.client} {number(result.value) if result.value is not None else 'failed'}",
                    ratio(result.value, floor),
                    _named(peer),
                    ratio(result.value, peer),
                ]
            )
    return rows


OVERVIEW = ["runtime", "floor", "sansredis", "of the floor", "best peer", "of the best peer"]


def number(value: float) -> str:
    """Return a number with three or four figures that matter."""
    if value >= 1000:
        step: int = 10 ** max(0, len(str(int(value))) - 4)
        return f"{round(value / step) * step:,}"
    return f"{value:.3g}" if value < 100 else f"{value:.0f}"


def ratio(value: float | None, other: Result | None) -> str:
    """Return how many times the other's median a value is, or nothing."""
    if value is None or other is None or not other.value:
        return ""
    return f"{value / other.value:.2f}"


def _named(result: Result | None) -> str:
    return "" if result is None or result.value is None else f"{number(result.value)} ({result.cell.client})"


def as_text(headings: list[str], rows: Rows) -> str:
    """Return a table for the terminal."""
    widths = [max(map(len, column)) for column in zip(headings, *rows, strict=True)]
    left = {0, 1, len(headings) - 1}

    def line(row: list[str]) -> str:
        return "  ".join(
            cell.ljust(width) if index in left else cell.rjust(width)
            for index, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()

    return "\n".join([line(headings), *map(line, rows)])


def as_markdown(headings: list[str], rows: Rows) -> str:
    """Return a table for Markdown."""
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def sections(report: Report, *, markdown: bool) -> Iterator[str]:
    """Return the parts of the printed report: facts, then every workload with its tables."""
    render = as_markdown if markdown else as_text
    yield "\n".join(f"{'- ' if markdown else ''}{name}: {value}" for name, value in report.facts.items())
    for name in report.workloads():
        workload = WORKLOADS[name]
        headings = [workload.unit if not heading else heading for heading in HEADINGS]
        yield f"{'## ' if markdown else ''}{name}: {workload.title}, {workload.unit}"
        if short := overview(report, name):
            yield render(OVERVIEW, short)
        yield render(headings, rows_of(report, name))
