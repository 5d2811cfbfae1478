"""The client, as the face shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from sansredis.core.commands.command import Command, S
from sansredis.faces import BlockingCommands
from sansredis.runtime import drive

from .entered import Closed
from .features import Features
from .pool import ConnectionPool
from .scripting import Scripting
from .transacting import Transacting

if TYPE_CHECKING:
    from .monitor import Monitor

T = TypeVar("T")


class Redis(BlockingCommands[S], Transacting[S], Scripting[S], Features[S], Closed):
    """A client of one Redis or Valkey server. `Client` says what it takes."""

    pool_class = ConnectionPool

    def _run(self, command: Command[T]) -> Any:
        return drive(self._execute(command))

    def execute_command(self, *args: Any) -> Any:
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

    def monitor(self) -> Monitor:
        """Watch every command that the server runs, for any client: ``with r.monitor() as monitor``.

        It has a connection of its own, which is closed when the block is left.

        Returns:
            A monitor. Entering it leases the connection, and raises what that raises; `ResponseError` if MONITOR was
            refused.

        See https://redis.io/commands/monitor/
        """
        from .monitor import Monitor

        return Monitor(self.connection_pool)
