"""sansredis for trio: ``from sansredis.trio import Redis``."""

from __future__ import annotations

from sansredis import awaiting
from sansredis.backends.trio import RUNTIME
from sansredis.core.commands.command import S
from sansredis.core.errors import *  # noqa: F403


class Connection(awaiting.Connection[S]):
    """One connection for trio, leased from a pool. `sansredis.leased.LeasedConnection` says more."""


class ConnectionPool(awaiting.ConnectionPool[S]):
    """A pool of connections for trio. `sansredis.pool.Pool` says what it takes."""

    runtime = RUNTIME
    connection_class = Connection


class Redis(awaiting.Redis[S]):
    """A client for trio. `sansredis.client.Client` says what it takes."""

    pool_class = ConnectionPool
