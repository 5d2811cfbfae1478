"""Runs a piece of Python in a fresh process, for what cannot be tried in the test's own: patching, forks, exits."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]


def run_script(code: str, *args: object, seconds: float = 50, warnings: Sequence[str] = ("error",)) -> str:
    """Run code with arguments; it must end with status 0 and say nothing on stderr.

    Args:
        code: what to run.
        *args: what it finds in `sys.argv`.
        seconds: how long it may take.
        warnings: filters, as for Python's option -W.

    Returns:
        What it printed.
    """
    done = subprocess.run(
        [sys.executable, *(f"-W{each}" for each in warnings), "-c", textwrap.dedent(code), *map(str, args)],
        capture_output=True,
        text=True,
        timeout=seconds,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr == "", done.stderr
    return done.stdout
