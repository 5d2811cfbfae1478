"""The kit: one set of helpers that lets the same test run on every runtime.

A test is ``async def test_x(kit)``. Under asyncio and trio it is a coroutine of that runtime; under threads and gevent
it is driven without ever suspending, because there every helper blocks. `Kit.do` bridges the doors: it awaits what the
asynchronous ones return, and passes on what the blocking ones do.
"""

from __future__ import annotations

import importlib

from .base import ABANDONED, Handle, Kit

__all__ = ["ABANDONED", "Handle", "Kit", "load"]


def load(runtime: str) -> type[Kit]:
    """Return the kit of a runtime; nothing of another runtime is imported."""
    kit: type[Kit] = importlib.import_module(f"{__name__}.{runtime}").RuntimeKit
    return kit
