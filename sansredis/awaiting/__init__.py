"""The asynchronous face: what a user of asyncio or trio calls. Everything is decided below; here it is only awaited."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .client import Redis
from .entered import Entered
from .pool import Connection, ConnectionPool, Leased

if TYPE_CHECKING:
    from .pipeline import Pipeline

__all__ = ["Connection", "ConnectionPool", "Entered", "Leased", "Pipeline", "Redis"]


def __getattr__(name: str) -> Any:
    """Import what is needed only now and then when it is asked for."""
    if name == "Pipeline":
        from .pipeline import Pipeline

        return Pipeline
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
