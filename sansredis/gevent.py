"""sansredis for gevent: ``from sansredis.gevent import Redis``."""

from __future__ import annotations

from sansredis import blocking
from sansredis.backends.gevent import RUNTIME
from sansredis.core.commands.command import S
from sansredis.core.errors import *  # noqa: F403


class Connection(blocking.Connection[S]):
    """One connection for gevent, leased from a pool. `sansredis.leased.LeasedConnection` says more."""


class ConnectionPool(blocking.ConnectionPool[S]):
    """A pool of connections for gevent. `sansredis.pool.Pool` says what it takes."""

    runtime = RUNTIME
    connection_class = Connection


class Redis(blocking.Redis[S]):
    """A client for gevent. `sansredis.client.Client` says what it takes."""

    pool_class = ConnectionPool
