"""Waiting for something that the server does in its own time."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

PATIENCE = 20.0
"""Seconds."""


def until(ask: Callable[[], T]) -> T:
    """Ask the server again and again until what it says is true, and return that."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        answer = ask()
        if answer:
            return answer
        time.sleep(0.001)  # not a wait for the result: it leaves the processor to the server
    raise AssertionError(f"what was waited for did not come within {PATIENCE:g} s")
