"""The asynchronous face: what a user of asyncio or trio calls. Everything is decided below; here it is only awaited."""

from __future__ import annotations

from .client import Redis
from .entered import Entered
from .pipeline import Pipeline
from .pool import Connection, ConnectionPool, Leased

__all__ = ["Connection", "ConnectionPool", "Entered", "Leased", "Pipeline", "Redis"]
