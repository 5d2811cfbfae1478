"""The client, as the face shows it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from sansredis.core.commands.command import Command, EncodableT, S
from sansredis.faces import BlockingCommands
from sansredis.runtime import drive

from .entered import Closed
from .features import Features
from .pool import ConnectionPool
from .scripting import Scripting
from .transacting import Transacting

if TYPE_CHECKING:
    from sansredis.core.pubsub_messages import GapMessage
    from sansredis.core.pubsub_queue import Policy

    from .monitor import Monitor
    from .pubsub import PubSub

T = TypeVar("T")


class Redis(BlockingCommands[S], Transacting[S], Scripting[S], Features[S], Closed):
    """A client of one Redis or Valkey server. `Client` says what it takes."""

    pool_class = ConnectionPool

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

    def pubsub(
        self,
        *,
        ignore_subscribe_messages: bool = False,
        gaps: bool = True,
        gap_handler: Callable[[GapMessage], object] | None = None,
        queue_size: int = 1000,
        when_full: Policy = "block",
        health_check_interval: float | None = 15.0,
    ) -> PubSub[S]:
        """Make a subscriber. He connects with the first subscription, on a connection that is his until he is closed.

        Args:
            ignore_subscribe_messages: whether the server's confirmations are left out of the messages.
            gaps: whether he is told, by a message of the type gap, where messages may be missing: the connection was
                lost, or the queue full.
            gap_handler: is called with these messages, like a handler.
            queue_size: how many messages wait in the queue at most.
            when_full: what becomes of further ones. "block" leaves them to the server, which ends the connection when
                it has too many; "drop_oldest" and "drop_newest" drop, and tell the gap; "error" drops the newest and
                raises `SlowConsumerError`.
            health_check_interval: after so many seconds of silence the server is asked for a sign of life; if there is
                none within `socket_timeout`, he connects anew. None or 0: never.

        Returns:
            The subscriber.

        Raises:
            DataError: an option is wrong.
        """
        from .pubsub import PubSub  # not every program subscribes

        return PubSub(
            self,
            ignore_subscribe_messages=ignore_subscribe_messages,
            gaps=gaps,
            gap_handler=gap_handler,
            queue_size=queue_size,
            when_full=when_full,
            health_check_interval=health_check_interval,
        )

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
