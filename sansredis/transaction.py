"""Transactions: MULTI, what is queued and EXEC in one request, and the connection that watches keys until then.

Two laws. **Whoever watches has one connection, and no other**: what WATCH has begun, EXEC ends there or nobody does; a
connection that was lost meanwhile is not replaced behind its user's back, since the watch was lost with it. And
**leaving never waits**: a connection that still watches is closed when it is given back.

What is not watched needs no connection of its own. All of it is one request, so nothing of another caller can come
between; and the core closes a connection that EXEC leaves in MULTI before it reads what followed.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Self

from sansredis.client import Client
from sansredis.connection import BaseConnection, size_of
from sansredis.core.commands.command import Args, Command, S
from sansredis.core.commands.replies import ok
from sansredis.core.errors import DataError, WatchError
from sansredis.core.transaction import EXEC, MULTI, check, results
from sansredis.leased import LeasedConnection
from sansredis.pipeline import MAX_BATCH, MAX_BATCH_BYTES, PipelineFlow, raise_first
from sansredis.runtime import Call, Waiter


class TransactionFlow(PipelineFlow[S]):
    """Commands that are queued and sent together. Each method queues and returns the pipeline; `execute` sends.

    Between `watch` and `multi` commands are executed at once, on the connection that watches.

    Attributes:
        command_stack: what is queued.
        transaction: whether it is sent as a transaction.
        explicit_transaction: whether `multi` was called.
    """

    def __init__(self, client: Client[S], transaction: bool) -> None:
        super().__init__(client)
        self.transaction = transaction
        self.explicit_transaction = False
        # The connection that watches, and whether it takes commands now.
        self._watched: LeasedConnection[S] | None = None
        self._immediate: Any = None

    def _lease(self) -> LeasedConnection[S]:
        """Make a connection to be leased, with this face's commands."""
        pool: Any = self._client._pool
        connection: LeasedConnection[S] = pool.connection_class(pool, self._client.options)
        connection._call_like(self._client)
        return connection

    def _run(self, command: Command[Any]) -> Any:
        if self._immediate is not None:
            return self._immediate._run(command)
        self.command_stack.append(command)
        return self

    @property
    def watching(self) -> bool:
        """Whether keys are watched."""
        return self._watched is not None

    def multi(self) -> None:
        """Begin to queue: commands after it are executed by `execute`, all or none.

        Raises:
            DataError: it was called already, or commands are queued already.
        """
        if self.explicit_transaction:
            raise DataError("multi() was called already; execute(), discard() or reset() ends the transaction")
        if self.command_stack:
            raise DataError("commands are queued already; call multi() before the first of them")
        self.explicit_transaction = True
        self._immediate = None

    def reset(self) -> Self:
        """Forget what is queued, and stop watching. Never waits.

        A connection that still watches is closed for that; `unwatch` and `discard` keep it, at the price of a wait.

        Returns:
            The pipeline.
        """
        self.command_stack = []
        self.explicit_transaction = False
        self._stop_watching()
        return self

    def _stop_watching(self) -> None:
        self._immediate = None
        if self._watched is not None:
            self._watched._give_back()
            self._watched = None

    # Watching

    async def _watch(self, names: Sequence[Any]) -> Any:
        if self.explicit_transaction:
            raise DataError("watch() after multi(): watch first, read what you need, then queue")
        if not names:
            raise DataError("watch() needs the name of at least one key")
        command = Command(b"WATCH", *names, reply=ok)
        if self._watched is not None:
            await self._watched._execute(command)
            return self._watched
        try:
            await self._begin_watching(command)
        except BaseException:
            self._stop_watching()
            raise
        self._immediate = self._watched
        return self._watched

    async def _begin_watching(self, command: Command[bool]) -> None:
        client = self._client
        data = client._encode(command.args)
        size = size_of(data)

        async def begin(call: Call) -> BaseConnection:
            self._stop_watching()
            self._watched = leased = self._lease()
            connection = await leased._open_by(call.deadline)
            await leased._request(call, data, size, [command.args])
            return connection

        # A watch that was lost with its connection did nothing, and nothing depends on it yet.
        call = await client._attempt(Call(client._deadline()), (), begin)
        command.read(call.value, None)

    async def _unwatch(self) -> bool:
        try:
            if self._watched is not None:
                await self._watched._execute(Command(b"UNWATCH"))
        finally:
            self._stop_watching()
        return True

    async def _discard(self) -> bool:
        self.command_stack = []
        self.explicit_transaction = False
        return await self._unwatch()

    # Executing

    async def _execute(self, raise_on_error: bool) -> list[Any]:
        if not (self.transaction or self.explicit_transaction or self._watched is not None):
            return await super()._execute(raise_on_error)
        commands, self.command_stack = self.command_stack, []
        try:
            # Even with nothing to do it is worth asking whether a watched key was changed.
            raw = await self._exchange([command.args for command in commands]) if commands or self.watching else []
        finally:
            self._client._wrote([command.args for command in commands])
            self.explicit_transaction = False
            self._stop_watching()
        values = self._read(commands, raw)
        if raise_on_error:
            raise_first(commands, values)
        return values

    async def _exchange(self, commands: list[Args]) -> list[Any]:
        """Send the transaction; return the reply to each command."""
        leased = check(commands)
        framed = [MULTI, *commands, EXEC]
        data = self._encode(framed, -1)
        size = size_of(data)
        call = Call(self._client._deadline(leased), len(framed), many=True)
        call.atomic = True
        if self._watched is not None:
            await self._watched._request(call, data, size, framed)
        else:
            alone = bool(leased) or len(commands) > MAX_BATCH or size > MAX_BATCH_BYTES
            call = await self._send_unwatched(call, data, size, framed, alone)
        return results(commands, call.value)

    async def _send_unwatched(self, call: Call, data: list[Any], size: int, framed: list[Args], alone: bool) -> Call:
        client = self._client

        def ride(call: Call) -> Awaitable[BaseConnection]:
            return client._pool.lane().carry(call, data, size, framed)

        return await client._attempt(call, framed[1:-1], client._leasing(data, size, framed) if alone else ride)

    # Again and again, until nobody comes between

    async def _transact(
        self,
        function: Callable[[], Awaitable[Any]],
        watches: Sequence[Any],
        value_from_callable: bool,
        watch_delay: float | None,
        timeout: float | None,
    ) -> Any:
        """Watch, have *function* read and queue, execute; from the start again as long as a watched key is changed."""
        now = self._client._runtime.now
        if timeout is None:
            timeout = self._client._timeout
        end = float("inf") if timeout is None else now() + timeout
        end = min(end, self._client._until or end)
        delay = watch_delay or 0.0
        attempts = 0
        try:
            while True:
                attempts += 1
                try:
                    if watches:
                        await self._watch(watches)
                    value = await function()
                    values = await self._execute(True)
                    return value if value_from_callable else values
                except WatchError as error:
                    self.reset()
                    if now() + delay >= end:
                        raise WatchError(f"{error}; given up after {attempts} attempts within {timeout} s") from None
                if delay > 0:
                    await self._rest(delay)
        finally:
            self.reset()

    async def _rest(self, seconds: float) -> None:
        runtime, waiter = self._client._runtime, Waiter()
        runtime.ready(waiter)
        await runtime.park_until(waiter, runtime.now() + seconds)
