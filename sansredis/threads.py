"""sansredis for threads: ``from sansredis.threads import Redis``."""

from __future__ import annotations

from sansredis import blocking
from sansredis.backends.threads import RUNTIME
from sansredis.core.commands.command import S
from sansredis.core.errors import *  # noqa: F403


class Connection(blocking.Connection[S]):
    """One connection for threads, leased from a pool. `sansredis.leased.LeasedConnection` says more."""


class ConnectionPool(blocking.ConnectionPool[S]):
    """A pool of connections for threads. `sansredis.pool.Pool` says what it takes."""

    runtime = RUNTIME
    connection_class = Connection


class Redis(blocking.Redis[S]):
    """A client for threads. `sansredis.client.Client` says what it takes."""

    pool_class = ConnectionPool
