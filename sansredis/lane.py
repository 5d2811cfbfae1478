"""A lane: one ledger with its connections, for one event loop, hub or trio run, or for all threads together.

Here is how callers use it: an ordinary command rides on a shared connection or takes a lease, and a lease is looked at
before it is used. How a connection is come by is in `lane_grants`, how a lease ends in `lane_orphans`, and how the
ledger's decisions are carried out in `lane_upkeep`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Hashable, Sequence
from typing import Any

from sansredis.connection import BaseConnection
from sansredis.core.commands.command import Args
from sansredis.core.errors import ConnectionError, RedisError
from sansredis.core.options import Options
from sansredis.core.pool import Progress, Ticket
from sansredis.lane_grants import LaneGrants
from sansredis.lane_upkeep import Lease
from sansredis.runtime import Call, Runtime, Segments

_GRANTED, _SETTLED = Progress.GRANTED, Progress.SETTLED

_PING = b"*1\r\n$4\r\nPING\r\n"
# No answer to a PING for so many seconds is none.
_PROOF = 5.0

Carry = Callable[..., Awaitable[BaseConnection]]


class Lane(LaneGrants):
    """One ledger and its connections, as callers use them.

    Attributes:
        carry: sends an ordinary request and waits for its replies; returns the connection.
        logs_in: whether its connections log in anew: it is a `LoginLane`.
    """

    logs_in = False

    def __init__(self, options: Options, runtime: Runtime, scope: Hashable) -> None:
        super().__init__(options, runtime, scope)
        self.carry: Carry = self._ride_first if self.state.sharing else self._lease_first

    # Ordinary commands

    def start(self, call: Call, data: Segments, size: int) -> BaseConnection | None:
        """Send a request on the shared connection that is being filled, if its caller then only has to park.

        Returns:
            The connection: if the caller gives up, its `leave` has to be called, and if he has no reply when he is
            unparked, its `follow`. None: nothing has happened, `carry` does it.
        """
        slot = self.state.ride(size)
        if slot is None:
            return None
        connection: Any = slot.connection
        if slot.riders == 1:
            now = self.runtime.now()
            if self.due <= now or connection.rested(now):
                self.state.leave(slot, size)
                return None
        if connection.start(call, data, size):
            started: BaseConnection = connection
            return started
        self.state.leave(slot, size)
        return None

    async def _ride_first(self, call: Call, data: Segments, size: int, commands: Sequence[Args] = ()) -> BaseConnection:
        """Send a request on a shared connection, and wait for its replies. Returns the connection."""
        while True:
            if self.due <= self.runtime.now():
                self.tend(self.runtime.now())
            slot = self.state.ride(size)
            if slot is None:
                ticket: Lease = Ticket(ride=True, size=size)
                await self.obtain(ticket, call.deadline)
                slot = ticket.slot
                assert slot is not None
                # From here on the replies owed are what holds the place.
                ticket.progress = _SETTLED
            connection = slot.connection
            assert connection is not None
            now = self.runtime.now()
            if slot.riders == 1 and connection.unproven(now):
                await self._prove_shared(connection, size, call.deadline)
            elif not connection.closed and (slot.riders > 1 or await self._look(connection, size, now)):
                # It may have ended since it was granted.
                break
        await connection.request(call, data, size, commands)
        return connection

    async def _look(self, connection: BaseConnection, size: int, now: float) -> bool:
        """Look at a shared connection in the place of its only rider. Returns whether it may be used; else he is off.

        Meanwhile it takes no others: what waits there to be read would be taken for the reply to one of them.
        """
        slot = connection.slot
        assert slot is not None
        looks, fine = connection.rested(now), False
        if looks:
            with self.guard:
                self.state.suspend(slot)
            self.act()
        try:
            fine = await connection.usable(now)
        finally:
            if not fine:
                self.arrived(connection, 1, size)
            elif looks:
                self.late(connection, False)
        return fine

    async def _lease_first(
        self, call: Call, data: Segments, size: int, commands: Sequence[Args] = ()
    ) -> BaseConnection:
        """Send a request on a connection of its own, and wait for its replies. Returns the connection."""
        ticket: Lease = Ticket()
        now = self.runtime.now()
        try:
            if self.due <= now:
                self.tend(now)
            with self.guard:
                taken = self.state.take(ticket, now)
            connection: Any = ticket.slot.connection if taken else None  # type: ignore[union-attr]
            if connection is None or connection.rested(now):
                connection = await self.lease(ticket, call.deadline)
            await connection.request_alone(call, data, size, commands)
            self.give_back(ticket)
        except BaseException:
            self.orphans.append(ticket)
            self.sweep()
            raise
        used: BaseConnection = connection
        return used

    # Leases

    async def request_leased(
        self, call: Call, data: Segments, size: int, commands: Sequence[Args], until: float | None
    ) -> BaseConnection:
        """Lease a connection, with so much time for that, send a request and wait for its replies. Returns it."""
        ticket: Lease = Ticket()
        try:
            connection = await self.lease(ticket, until)
            await connection.request_alone(call, data, size, commands)
            self.give_back(ticket)
        except BaseException:
            self.orphans.append(ticket)
            self.sweep()
            raise
        return connection

    def request_held(
        self, connection: BaseConnection, call: Call, data: Segments, size: int, commands: Sequence[Args]
    ) -> Awaitable[None]:
        """Send a request on a connection that somebody has leased for longer than one call."""
        return connection.request_alone(call, data, size, commands)

    async def lease(self, ticket: Lease, deadline: float | None) -> BaseConnection:
        """Wait for a connection that may be used.

        Args:
            ticket: to be given to `give_back` afterwards, whatever happens.
            deadline: when to give up.

        Raises:
            PoolTimeoutError, MaxConnectionsError, PoolClosedError: none was to be had.
            ConnectionError, TimeoutError: it could not be opened.
        """
        while True:
            if ticket.progress is not _GRANTED:
                now = self.runtime.now()
                if self.due <= now:
                    self.tend(now)
                with self.guard:
                    taken = self.state.take(ticket, now)
                if not taken:
                    await self.obtain(ticket, deadline)
            connection = ticket.slot.connection  # type: ignore[union-attr]
            assert connection is not None
            now = self.runtime.now()
            if not connection.rested(now):
                return connection
            unproven = connection.unproven(now)
            if await connection.usable(now) and (
                not unproven or await self._prove(connection, connection.request_alone, deadline)
            ):
                return connection
            # It died while idle. No harm was done: the next one.
            connection.abort()
            self.ask_again(ticket)

    async def _prove(
        self, connection: BaseConnection, request: Callable[..., Awaitable[None]], deadline: float | None
    ) -> bool:
        """Ask whether a connection that was idle for long still works. Returns whether it does; else it is closed."""
        now = self.runtime.now()
        # Half of the time is left for another connection.
        limit = _PROOF if deadline is None else min(_PROOF, (deadline - now) / 2)
        try:
            await request(Call(now + limit), _PING, len(_PING))
        except RedisError:
            connection.abort(ConnectionError("there was no answer to a PING after it had been idle"))
            return False
        connection.used = self.runtime.now()
        return True

    async def _prove_shared(self, connection: BaseConnection, size: int, deadline: float | None) -> None:
        """The same on a shared connection, in the place of a rider, who then looks for another.

        Meanwhile it takes no riders. When the answer has come, it is among the free ones.
        """
        slot = connection.slot
        assert slot is not None
        with self.guard:
            slot.size += len(_PING) - size
            self.state.suspend(slot)
        self.act()
        await self._prove(connection, connection.request, deadline)
