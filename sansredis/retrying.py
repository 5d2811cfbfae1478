"""Trying again. The law: **no command runs twice unless it may**.

`core.retry` says what may be tried again, and after which pause. Here it is waited, and sent again, within the deadline
that the call had from the beginning. If it cannot be, the last error says whether any of the attempts may have been
executed.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from sansredis.connection import BaseConnection
from sansredis.core.commands.command import Args
from sansredis.core.errors import ConnectionError, ReadOnlyError, RedisError, ResponseError, TimeoutError
from sansredis.core.retry import Attempts, Retry, refusal
from sansredis.runtime import Call, Runtime, Waiter

Send = Callable[[Call], Awaitable[BaseConnection]]
"""Sends a call and waits for its reply, on some connection. It can be called again, with the call made anew."""


class Retrying:
    """How a caller tries again.

    Attributes:
        _retry: the policy.
    """

    _retry: Retry
    _runtime: Runtime

    async def _attempt(self, call: Call, commands: Sequence[Args], send: Send) -> Call:
        """Send a call, and again if that fails and it may be. Returns the call that has the reply."""
        try:
            connection = await send(call)
        except (ConnectionError, TimeoutError) as error:
            return await self._again(error, commands, call, send)
        refused = self._refused(call, connection)
        return call if refused is None else await self._again(refused, commands, call, send, connection)

    async def _again(
        self,
        error: RedisError,
        commands: Sequence[Args],
        call: Call,
        send: Send,
        connection: BaseConnection | None = None,
    ) -> Call:
        """Try a call again that ended with *error*, if it may be; raise the last error if not.

        Args:
            error: how it ended.
            commands: all that it consists of.
            call: the call.
            send: sends it.
            connection: where *error* is an answer: the one that it came by.

        Returns:
            The call that has the reply.
        """
        from random import random  # only where something went wrong: importing it is not free

        attempts = Attempts(self._retry, commands)
        in_doubt = False
        while True:
            if isinstance(error, ReadOnlyError) and connection is not None:
                self._distrust(connection)
            pause = attempts.pause(error, random())
            in_doubt = in_doubt or error.maybe_executed
            if pause is None or not await self._rest(pause, call.deadline):
                # It is enough if one of the attempts may have been executed.
                error.maybe_executed = in_doubt
                raise error
            call = call.again()
            try:
                connection = await send(call)
            except (ConnectionError, TimeoutError) as failure:
                error = failure
                continue
            refused = self._refused(call, connection)
            if refused is None:
                return call
            error = refused

    def _refused(self, call: Call, connection: BaseConnection) -> ResponseError | None:
        """Find the answer of a server that executed nothing of the call, and may another time."""
        if call.many and ReadOnlyError in map(type, call.value):
            self._distrust(connection)
        return refusal(call.value, call.many, call.atomic)

    def _distrust(self, connection: BaseConnection) -> None:
        """Have done with the connections to a server that is no master: who comes next has to look where that is."""
        if connection.owner is not None:
            connection.owner.distrust(connection)

    async def _rest(self, seconds: float, deadline: float | None) -> bool:
        """Wait before another attempt. Returns whether there is time left for it."""
        until = self._runtime.now() + seconds
        if deadline is not None and until >= deadline:
            return False
        if seconds:
            waiter = Waiter()
            self._runtime.ready(waiter)
            await self._runtime.park_until(waiter, until)
        return True
