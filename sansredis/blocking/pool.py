"""Pools and the connections that they lease, as the face shows them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from types import TracebackType
from typing import Any, Generic, TypeVar

from sansredis.core.commands.command import Command, EncodableT, S
from sansredis.faces import BlockingCommands
from sansredis.leased import LeasedConnection
from sansredis.pool import Pool
from sansredis.runtime import drive

from .entered import Closed
from .scans import Scans

T = TypeVar("T")
C_co = TypeVar("C_co", bound="Connection[Any]", covariant=True)


class Connection(BlockingCommands[S], LeasedConnection[S], Scans[S]):
    """One connection, leased from a pool, with every command. `LeasedConnection` says more."""

    def _run(self, command: Command[T]) -> Any:
        return drive(self._execute(command))

    def execute_command(self, *args: EncodableT) -> Any:
        """Run any command.

        Args:
            *args: its name and arguments; a sub-command is an argument of its own.

        Returns:
            The server's reply in RESP's types: bytes (or str), int, float, bool, None, list, dict or set.

        Raises:
            ResponseError: the server refused it.
            DataError: an argument cannot be sent; nothing was.
            ConnectionError, TimeoutError: no reply came; ``maybe_executed`` says what is known.
        """
        return drive(self._execute(Command(*args)))


class Leased(Generic[C_co]):
    """What `ConnectionPool.connection` returns: entering it leases a connection, leaving it gives it back."""

    def __init__(self, acquire: Callable[[], C_co], release: Callable[[C_co], None]) -> None:
        self._acquire = acquire
        self._release = release
        self._connection: C_co | None = None

    def __enter__(self) -> C_co:
        try:
            self._connection = connection = self._acquire()
            return connection
        except BaseException:
            self._give_back()
            raise

    def _give_back(self) -> None:
        if self._connection is not None:
            self._release(self._connection)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._give_back()
        except BaseException:
            self._give_back()
            raise


class ConnectionPool(Pool, Closed, Generic[S]):
    """A pool of connections to one server. `Pool` says what it takes."""

    connection_class: type[Connection[Any]] = Connection

    def acquire(self, timeout: float | None = None) -> Connection[S]:
        """Lease a connection. It has to be given back with `release`, in any case.

        Args:
            timeout: seconds for this, waiting and connecting together; None is the pool's ``socket_timeout``. For what
                is then done with the connection there is `with_timeout`.

        Returns:
            The connection, greeted and as good as new.

        Raises:
            PoolTimeoutError: none became free in time. The limits are ``pool_timeout`` and ``socket_timeout``.
            MaxConnectionsError: the pool is full, and may not be waited for.
            PoolClosedError: the pool is closed.
            ConnectionError, TimeoutError: a new connection could not be made.
        """
        connection: Connection[S] = self.connection_class(self)
        try:
            drive((connection if timeout is None else connection.with_timeout(timeout))._open())
            return connection
        except BaseException:
            connection._give_back()
            raise

    def release(self, connection: Connection[Any]) -> None:
        """Give a leased connection back. Never waits, never fails, and may be repeated.

        Args:
            connection: what `acquire` returned. One of another pool goes back to that.
        """
        connection._give_back()

    def connection(self, timeout: float | None = None) -> Leased[Connection[S]]:
        """Lease a connection for the length of a block: ``with pool.connection() as c: c.get("k")``.

        Args:
            timeout: as of `acquire`.

        Returns:
            A context manager that gives a `Connection`; entering it raises what `acquire` does.
        """
        return Leased(self.acquire if timeout is None else partial(self.acquire, timeout), self.release)

    def warm_up(self, count: int | None = None) -> None:
        """Open connections before they are needed, one after the other, until the pool has so many.

        What is open already counts, and the pool's limit holds. All of it together is subject to ``socket_timeout``.

        Args:
            count: how many connections there are to be; None is the option ``min_connections``.

        Raises:
            ConnectionError, TimeoutError: one could not be opened; those before it stay.
            PoolClosedError: the pool is closed.
            DataError: *count* is no whole number from 0.
        """
        drive(self._warm_up(count))

    def execute(self, *args: EncodableT) -> Any:
        """Lease a connection, run one command on it, and give it back.

        Args:
            *args: the command's name and arguments.

        Returns:
            The server's reply, in RESP's types.
        """
        with self.connection() as connection:
            return connection.execute_command(*args)
