"""The blocking face: what a user of threads or gevent calls. All is decided below, and here driven to its end."""

from __future__ import annotations

from .client import Redis
from .entered import Entered
from .pipeline import Pipeline
from .pool import Connection, ConnectionPool, Leased

__all__ = ["Connection", "ConnectionPool", "Entered", "Leased", "Pipeline", "Redis"]
