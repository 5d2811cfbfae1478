"""A leased connection: one connection of a pool, for one caller, with every command.

The law: **what one caller does to a connection concerns no other**. Its lease ends by a plain call, or
when the last who could use it is collected; the core says whether anybody else may have the connection then.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self, TypeVar

from sansredis.caller import Caller
from sansredis.connection import BaseConnection, size_of
from sansredis.core.commands.command import Args, Command, S
from sansredis.core.commands.metadata import needs_lease
from sansredis.core.errors import ConnectionError, DataError, MaybeExecutedError, ReadOnlyError
from sansredis.core.options import Options
from sansredis.core.pool import Ticket
from sansredis.lane import Lane
from sansredis.lane_upkeep import Lease
from sansredis.pool import Pool
from sansredis.runtime import Call, Segments

T = TypeVar("T")


class _Held:
    """What somebody has leased. All views of a leased connection share it; the lease ends when the last is collected.

    Attributes:
        ticket: the lease's.
        connection: what was leased; None before and after.
        busy: whether a command is under way.
        written: what was written, and may not be executed before EXEC.
    """

    __slots__ = ("__weakref__", "busy", "connection", "ticket", "written")

    def __init__(self) -> None:
        self.ticket: Lease = Ticket()
        self.connection: BaseConnection | None = None
        self.busy = False
        self.written: list[Args] = []


class LeasedConnection(Caller[S]):
    """One connection, leased from a pool, with every command.

    Whatever is done on it (WATCH, MULTI, SELECT ...) concerns nobody else: when it is given back, it is closed unless
    it is as good as new. One caller at a time. Nothing is tried again on it: who leases one wants that one.
    """

    def __init__(self, pool: Pool, options: Options | None = None) -> None:
        super().__init__(options or pool.options, pool)
        self._lane: Lane = pool.lane()
        self._held = _Held()
        self._lane.hold(self._held, self._held.ticket)

    @classmethod
    def _over(cls, pool: Pool, connection: BaseConnection, deadline: float | None) -> Self:
        """Make one of a new connection, which nobody has leased yet, for use until the deadline."""
        made = cls(pool)
        made._held.connection = connection
        made._until = deadline
        return made

    @property
    def _connection(self) -> BaseConnection | None:
        return self._held.connection

    async def _open(self) -> None:
        """Lease it, within one timeout, and again as often as it may be if it could not be opened."""

        async def open_it(call: Call) -> BaseConnection:
            self._held.ticket = Ticket()
            self._lane.hold(self._held, self._held.ticket)
            return await self._open_by(call.deadline)

        await self._attempt(Call(self._deadline()), (), open_it)

    async def _open_by(self, deadline: float | None) -> BaseConnection:
        held = self._held
        try:
            held.connection = connection = await self._lane.lease(held.ticket, deadline)
            self._lane.watch(held.ticket)
        except BaseException:
            self._give_back()
            raise
        return connection

    def _give_back(self) -> None:
        held = self._held
        if held.busy and held.connection is not None:
            held.connection.abort(ConnectionError("it was released in the middle of a command"))
        try:
            self._lane.give_back(held.ticket)
        except BaseException:
            self._lane.orphans.append(held.ticket)
            self._lane.sweep()
            raise
        held.connection = None
        self._lane.unwatch(held.ticket)

    def disconnect(self) -> None:
        """Close it now. Never waits; it still has to be given back."""
        if self._held.connection is not None:
            self._held.connection.abort(ConnectionError("closed by the client"))

    async def _execute(self, command: Command[T]) -> T:
        data = self._encode(command.args)
        commands = [command.args] if needs_lease(command.args) else []
        call = Call(self._deadline(commands))
        try:
            await self._request(call, data, size_of(data), commands)
        except MaybeExecutedError:
            if not command.ends_connection:
                raise
        finally:
            self._note(command.args)
        if call.unanswered:
            nothing: Any = None
            return nothing  # type: ignore[no-any-return]
        return self._read(command, call)

    async def _execute_by(self, command: Command[T], deadline: float | None) -> T:
        """Run an ordinary command as part of a call that is due at *deadline*."""
        data = self._encode(command.args)
        call = Call(deadline)
        try:
            await self._request(call, data, size_of(data), ())
        finally:
            self._note(command.args)
        return self._read(command, call)

    def _read(self, command: Command[T], call: Call) -> T:
        try:
            return command.read(call.value, self._text)
        except ReadOnlyError:
            if self._held.connection is not None:
                self._distrust(self._held.connection)
            raise

    def _note(self, args: Args) -> None:
        """Tell the cache what was written. What is in MULTI is executed later, so it is told once more then."""
        caching, cache, held = self._caching, self._lane.cache, self._held
        if caching is not None and cache is not None:
            held.written.append(args)
            caching.wrote(cache, held.written)
            if held.connection is None or "MULTI" not in held.connection.state.modes:
                held.written = []

    async def _request(self, call: Call, data: Segments, size: int, commands: Sequence[Args]) -> None:
        held = self._held
        connection = held.connection
        if connection is None:
            raise ConnectionError("this connection was given back to its pool; lease another one")
        if held.busy:
            raise DataError("this connection is in the middle of another call; lease one for each caller")
        held.busy = True
        try:
            await self._lane.request_held(connection, call, data, size, commands)
        finally:
            held.busy = False

    @property
    def is_connected(self) -> bool:
        """Whether the connection is up, as far as is known."""
        connection = self._held.connection
        return connection is not None and not connection.closed

    @property
    def protocol(self) -> int:
        """The version of RESP that is spoken, 2 or 3.

        Raises:
            ConnectionError: the connection was given back.
        """
        connection = self._held.connection
        if connection is None:
            raise ConnectionError("this connection was given back to its pool")
        return connection.state.protocol

    def __repr__(self) -> str:
        connection = self._held.connection
        state = "given back" if connection is None else connection.state.phase.value
        return f"<{type(self).__module__}.{type(self).__name__} {self.options.location} {state}>"
