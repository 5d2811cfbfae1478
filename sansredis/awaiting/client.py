"""The client, as the face shows it."""

from __future__ import annotations

from typing import Any, TypeVar

from sansredis.client import Client
from sansredis.core.commands.command import Command, EncodableT, S
from sansredis.faces import AsyncCommands

from .entered import Closed
from .pool import ConnectionPool
from .transacting import Transacting

T = TypeVar("T")


class Redis(AsyncCommands[S], Transacting[S], Closed):
    """A client of one Redis or Valkey server. `Client` says what it takes."""

    pool_class = ConnectionPool

    _run = Client._execute  # pyright: ignore[reportAssignmentType]

    async def execute_command(self, *args: EncodableT) -> Any:
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
        return await self._execute(Command(*args))
