"""What the fuzzers have in common: the kept corpus first, then generated inputs, or those that atheris thinks of.

With atheris installed (and without ``--pure``) it guides the fuzzing by coverage. Otherwise a generator of plausible
inputs with mistakes in them does; the same seed makes the same inputs, and a failure prints its input.

A corpus is a file of one bytes literal a line: inputs that once failed, or that reach what random ones seldom do. They
are tried before anything else, each time.
"""

from __future__ import annotations

import argparse
import ast
import importlib
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

CORPUS = Path(__file__).parent / "corpus"


def kept(name: str) -> list[bytes]:
    """Return the inputs that are kept for a fuzzer."""
    return [ast.literal_eval(line) for line in (CORPUS / f"{name}.txt").read_text().splitlines() if line]


class Fuzzer:
    """One thing that is fuzzed.

    Args:
        name: of its corpus.
        one_input: checks one input, and raises if something is wrong.
        generated: makes an input of the numbers that chance gives.
    """

    def __init__(
        self, name: str, one_input: Callable[[bytes], None], generated: Callable[[random.Random], bytes]
    ) -> None:
        self.name = name
        self.one_input = one_input
        self.generated = generated

    def check(self, data: bytes, what: str) -> None:
        try:
            self.one_input(data)
        except BaseException:
            print(f"failed on {what}: {data!r}", file=sys.stderr)
            raise

    def run(self, seed: int, runs: int | None, seconds: float | None) -> int:
        """Check what is kept, then generated inputs until there were enough of them, or time is up; return how many."""
        for number, data in enumerate(kept(self.name)):
            self.check(data, f"line {number + 1} of the corpus")
        end = None if seconds is None else time.monotonic() + seconds
        done = 0
        while (runs is None or done < runs) and (end is None or time.monotonic() < end):
            self.check(self.generated(random.Random(f"{seed}:{done}")), f"input {done} of seed {seed}")
            done += 1
        return done

    def main(self) -> None:
        """Run from the command line."""
        options = argparse.ArgumentParser(description=f"Fuzz: {self.name}.")
        options.add_argument("--seconds", type=float, default=20)
        options.add_argument("--runs", type=int, help="end after so many inputs, if time is not up before")
        options.add_argument("--seed", type=int, default=1)
        options.add_argument("--pure", action="store_true", help="do not use atheris, even if it is installed")
        chosen = options.parse_args()
        try:
            atheris: Any = None if chosen.pure else importlib.import_module("atheris")
        except ImportError:
            atheris = None
        if atheris is None:
            print(f"{self.name}: {self.run(chosen.seed, chosen.runs, chosen.seconds)} inputs, no failure")
            return
        atheris.instrument_all()
        arguments = [sys.argv[0], f"-max_total_time={int(chosen.seconds)}", f"-seed={chosen.seed}", "-max_len=512"]
        if chosen.runs is not None:
            arguments.append(f"-runs={chosen.runs}")
        folder = tempfile.mkdtemp()
        for number, data in enumerate(kept(self.name)):
            Path(folder, str(number)).write_bytes(data)
        atheris.Setup([*arguments, folder], self.one_input)
        atheris.Fuzz()
