"""A lane: one ledger with its connections, for one event loop, hub or trio run, or for all threads together.

It asks the pure ledger, and waits, opens and closes as the ledger says. Its own law: whatever comes out of a call, its
ticket is settled. Where even the clean-up may be broken off, the ticket is entered among the orphans first, by a single
call that cannot be, and the next caller finishes what was begun.
"""

from __future__ import annotations

import os
import weakref
from collections import deque
from collections.abc import Awaitable, Callable, Hashable, Sequence
from math import inf
from typing import TYPE_CHECKING, Any

from sansredis.connection import FRESH_FOR, BaseConnection
from sansredis.core.commands.command import Args
from sansredis.core.errors import (
    ConnectionError,
    MaxConnectionsError,
    PoolClosedError,
    PoolTimeoutError,
    RedisError,
    ResponseError,
    TimeoutError,
    TLSError,
    UnreachableError,
)
from sansredis.core.options import Options
from sansredis.core.pool import Closed, Down, Full, Mode, PoolState, Progress, Ticket
from sansredis.fed import FedConnection
from sansredis.pumped import PumpedConnection
from sansredis.runtime import Call, Runtime, Segments, Waiter

if TYPE_CHECKING:
    from sansredis.caching import LaneCache
    from sansredis.core.credentials import Login
    from sansredis.leaks import LeaseWatch

_WAITING = Progress.WAITING
_OPENING = Progress.OPENING
_GRANTED = Progress.GRANTED
_SETTLED = Progress.SETTLED
_NEW = Progress.NEW
_FREE, _LEASED, _SHARED, _GONE = Mode.FREE, Mode.LEASED, Mode.SHARED, Mode.GONE

_PING = b"*1\r\n$4\r\nPING\r\n"
# No answer to a PING for so many seconds is none.
_PROOF = 5.0
# If a connection is not there after half of so many seconds, or of a shorter limit, the server is to blame.
_PATIENCE = 1.0

Lease = Ticket[BaseConnection]
Carry = Callable[..., Awaitable[BaseConnection]]


def earlier(one: float | None, other: float | None) -> float | None:
    """The earlier of two deadlines; None is never."""
    if one is None or other is None:
        return one if other is None else other
    return min(one, other)


class Lane:
    """One ledger and its connections.

    Attributes:
        state: the ledger.
        runtime: whose primitives it waits with.
        scope: gives the event loop, hub or run that it is for, as long as there is one.
    """

    def __init__(self, options: Options, runtime: Runtime, scope: Hashable) -> None:
        self.options = options
        self.runtime = runtime
        self.scope = weakref.ref(scope)
        self.guard = runtime.guard()
        # Tickets whose callers were interrupted. They are entered here by one call that cannot be broken off, and
        # struck off when they are settled: whatever comes between, the next caller finishes it.
        self.orphans: deque[Lease] = deque()
        # What was dropped without being given back: the collector enters it, and runs none of our code.
        self.dropped: deque[weakref.ref[Any]] = deque()
        self._held: dict[weakref.ref[Any], Lease] = {}
        self.state: PoolState[BaseConnection] = PoolState(
            options.max_connections,
            sharing=options.sharing == "auto" and runtime.shares,
            max_shared=options.max_shared,
            max_owed=options.max_owed,
            max_owed_bytes=options.max_owed_bytes,
            max_waiting=0 if options.pool_timeout == 0 else options.max_waiting,
            close_on_error=options.close_on_error,
            min_connections=options.min_connections,
            max_idle_time=options.max_idle_time,
            max_lifetime=options.max_lifetime,
            max_connecting=options.max_connecting,
            connect_backoff=options.connect_backoff,
        )
        # Whether this is the child of a fork, and all of it the parent's.
        self.inherited = False
        # When `tend` has something to do next.
        self.due = inf
        limits = (options.max_idle_time, options.max_lifetime, options.health_check_interval)
        self._limited = any(limits)
        self._watch: LeaseWatch | None = None
        if options.leak_threshold is not None:
            from sansredis.leaks import LeaseWatch

            self._watch = LeaseWatch(options.leak_threshold, options.location)
        self._remedy = (
            "raise max_connections, or wait with pool_timeout above 0"
            if options.pool_timeout == 0
            else f"no more than max_waiting={options.max_waiting} callers may wait"
        )
        self.cache: LaneCache | None = None
        if options.cache is not None:
            from sansredis.caching import LaneCache

            self.cache = LaneCache(options, runtime)
        self._alone: Callable[..., Awaitable[None]] = request_alone if runtime.fed else PumpedConnection.request_alone
        # The same for who holds a connection for longer than one call.
        self.alone: Callable[..., Awaitable[None]] = self._alone
        self._kind: type[FedConnection] | type[PumpedConnection] = FedConnection if runtime.fed else PumpedConnection
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
            await self._alone(connection, call, data, size, commands)
            self.give_back(ticket)
        except BaseException:
            self.orphans.append(ticket)
            self.sweep()
            raise
        used: BaseConnection = connection
        return used

    # Leases

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
            if await connection.usable(now) and (not unproven or await self._prove(connection, self._alone, deadline)):
                return connection
            # It died while idle. No harm was done: the next one.
            connection.abort()
            self.recover(ticket)
            ticket.progress, ticket.slot = _NEW, None

    async def _prove(
        self, connection: BaseConnection, request: Callable[..., Awaitable[None]], deadline: float | None
    ) -> bool:
        """Ask whether a connection that was idle for long still works. Returns whether it does; else it is closed."""
        now = self.runtime.now()
        # Half of the time is left for another connection.
        limit = _PROOF if deadline is None else min(_PROOF, (deadline - now) / 2)
        try:
            await request(connection, Call(now + limit), _PING, len(_PING))
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
        await self._prove(connection, type(connection).request, deadline)

    def recover(self, ticket: Lease) -> None:
        """Settle a ticket after an exception, which may have come in the middle of anything."""
        self.orphans.append(ticket)
        self.sweep()

    def _settle(self, ticket: Lease) -> None:
        self.runtime.heal(self.guard)
        slot = ticket.slot
        connection = slot.connection if slot is not None else None
        with self.guard:
            self.state.repair()
            self.state.abandon(ticket, connection is not None and connection.state.reusable)
        self.act()

    def give_back(self, ticket: Lease, spent: bool = False) -> None:
        """End a lease, however it went. The core alone decides whether the connection serves another caller.

        Args:
            ticket: the lease's.
            spent: whether it serves nobody any more in any case.
        """
        slot = ticket.slot
        if ticket.progress is not _GRANTED or slot is None:
            return
        connection = slot.connection
        assert connection is not None
        connection.used = now = self.runtime.now()
        if self.due <= now:
            self.tend(now)
        with self.guard:
            self.state.release(ticket, connection.state.reusable and not spent, now)
        if self.state.woken or self.state.doomed:
            self.act()

    async def obtain(self, ticket: Lease, deadline: float | None) -> None:
        """Ask the ledger; wait and open as it says. Afterwards the ticket is granted."""
        if self.orphans or self.dropped:
            self.sweep()
        runtime, state, waiter = self.runtime, self.state, Waiter()
        runtime.ready(waiter)
        ticket.token = waiter
        ticket.since = now = runtime.now()
        try:
            with self.guard:
                state.ask(ticket)
            if state.woken or state.doomed:
                self.act()
            if ticket.progress is _WAITING:
                await self._wait(ticket, waiter, now, deadline)
            if ticket.progress is _OPENING:
                await self._open(ticket, deadline)
            if ticket.progress is not _GRANTED:
                raise Closed if state.closed else Down
        except Closed:
            raise self._closed() from None
        except Down:
            raise self._unreachable() from None
        except Full:
            raise MaxConnectionsError(f"{self._summary()}; {self._remedy}") from None
        except BaseException:
            self.orphans.append(ticket)
            self.sweep()
            raise

    def _closed(self) -> PoolClosedError:
        if self.inherited:
            return PoolClosedError(
                f"the process was forked while a call waited for a connection to {self.options.location}, and the call "
                "goes on in the parent"
            )
        return PoolClosedError(f"the pool of {self.options.location} is closed; make a new one")

    async def _wait(self, ticket: Lease, waiter: Waiter, now: float, deadline: float | None) -> None:
        # A shared connection on its way is not a pool that is full: who may not wait for the one may for the other.
        pool_timeout = self.options.pool_timeout or None
        until = deadline if pool_timeout is None else earlier(deadline, now + pool_timeout)
        timed_out = False
        try:
            while ticket.progress is _WAITING:
                pause = self.state.dials.until
                if not await self.runtime.park_until(waiter, earlier(until, pause)) and ticket.progress is _WAITING:
                    time = self.runtime.now()
                    if until is not None and time >= until:
                        timed_out = True
                        raise PoolTimeoutError(
                            f"no connection became free within {time - now:.3f} s: {self._summary()}"
                        )
                    with self.guard:
                        self.state.wake(time)
                    self.act()
                if ticket.progress is _WAITING:
                    self.runtime.ready(waiter)
        finally:
            with self.guard:
                self.state.wait_ended(self.runtime.now() - now, timed_out)

    def _unreachable(self) -> UnreachableError:
        left = self._pause_left()
        return UnreachableError(
            f"{self.options.location} could not be reached ({self.state.dials.why}); the next attempt is due in "
            f"{left:.3f} s",
            left,
        )

    def _pause_left(self) -> float:
        """Seconds until the next attempt to connect."""
        until = self.state.dials.until
        return 0.0 if until is None else max(0.0, until - self.runtime.now())

    def _summary(self) -> str:
        return f"the pool of {self.options.location} has {self.state.account(self.runtime.now())}"

    async def _open(self, ticket: Lease, deadline: float | None, login: Login | None = None) -> None:
        limit, began = self.options.socket_connect_timeout, self.runtime.now()
        if limit is not None:
            deadline = earlier(deadline, began + limit)
        connection = self._kind(self.options, self.runtime, self)
        if self.cache is not None:
            self.cache.track(connection)
        if login is not None:
            connection.log_in_as(login)
        try:
            await connection.open(deadline)
            with self.guard:
                connection.slot = ticket.slot
                self.state.opened(ticket, connection, connection.used, self._chance() if self._limited else 0.0)
                self._set_due()
        except BaseException as error:
            connection.abort()
            if isinstance(error, RedisError) and self._blames_server(error, began):
                with self.guard:
                    self.state.unreachable(ticket, self.runtime.now(), self._chance(), str(error))
                self.act()
                error.retry_after = self._pause_left()
            raise
        if self.state.woken or self.state.doomed:
            self.act()

    def _blames_server(self, error: RedisError, began: float) -> bool:
        """Whether a connection could not be made because the server cannot be reached, and not for lack of patience."""
        if isinstance(error, TimeoutError):
            limits = (self.options.socket_connect_timeout, self.options.socket_timeout)
            patience = min([_PATIENCE, *(limit for limit in limits if limit is not None)])
            return self.runtime.now() - began >= patience / 2
        return isinstance(error, ConnectionError) and not isinstance(error, ResponseError | TLSError)

    def _chance(self) -> float:
        # Not of `random`: importing that is not free.
        return int.from_bytes(os.urandom(2)) / 65536

    async def warm_up(self, count: int, deadline: float | None) -> None:
        """Open connections, one after the other, until there are so many."""
        while True:
            ticket: Lease = Ticket(since=self.runtime.now())
            try:
                with self.guard:
                    grows = self.state.grow(ticket, count)
                if not grows:
                    return
                await self._open(ticket, deadline)
                self.give_back(ticket)
            except Closed:
                raise self._closed() from None
            except Down:
                raise self._unreachable() from None
            except BaseException:
                self.orphans.append(ticket)
                self.sweep()
                raise

    # What connections report

    def arrived(self, connection: BaseConnection, riders: int, size: int) -> None:
        """Replies came in; on a shared connection the ledger counts them."""
        slot = connection.slot
        if slot is not None and slot.mode is _SHARED:
            with self.guard:
                self.state.arrived(slot, riders, size)
            if self._limited:
                self._mind_time(connection)
            if self.state.woken or self.state.doomed:
                self.act()

    def _mind_time(self, connection: BaseConnection) -> None:
        """A shared connection may be in use without end, or come to rest now."""
        now = self.runtime.now()
        if not self.runtime.fed:
            # Not fresh, though: it is looked at before it is used again.
            connection.used = max(connection.used, now - FRESH_FOR)
        if self.due <= now:
            self.tend(now)

    def late(self, connection: BaseConnection, late: bool) -> None:
        """A shared connection owes a reply that is late, or no longer."""
        slot = connection.slot
        if slot is not None and slot.mode is _SHARED:
            with self.guard:
                (self.state.suspend if late else self.state.resume)(slot)
            self.act()

    def lost(self, connection: BaseConnection) -> None:
        """A connection has ended."""
        slot = connection.slot
        if slot is not None and slot.mode is not _GONE:
            with self.guard:
                self.state.lost(slot)
            self.act()

    def distrust(self, connection: BaseConnection) -> None:
        """A connection leads to a server that is no master: retire those that are as old as it, or older."""
        slot = connection.slot
        if slot is not None and slot.generation == self.state.generation:
            with self.guard:
                self.state.invalidate()
            self.act()

    def act(self) -> None:
        """Do what the ledger has decided: wake and close."""
        # Done first and struck off then: whoever is interrupted between the two leaves it to the next. Two threads may
        # do the same thing at once, which does no harm.
        state = self.state
        while (connection := _at(state.doomed, -1)) is not None:
            connection.abort()
            _strike(state.doomed, connection)
        while (ticket := _at(state.woken, 0)) is not None:
            self.runtime.unpark(ticket.token)
            _strike(state.woken, ticket)

    def hold(self, holder: Any, ticket: Lease) -> None:
        """Settle the ticket, too, when its holder is collected."""
        self._held[weakref.ref(holder, self.dropped.append)] = ticket

    def sweep(self) -> None:
        """Settle the tickets of those who were interrupted, or who dropped what they held."""
        while (reference := _at(self.dropped, 0)) is not None:
            ticket = self._held.pop(reference, None)
            if ticket is not None:
                if self._watch is not None:
                    self._watch.end(ticket, self.runtime.now(), dropped=True)
                self.orphans.append(ticket)
            _strike(self.dropped, reference)
        while (orphan := _at(self.orphans, 0)) is not None:
            self._settle(orphan)
            _strike(self.orphans, orphan)

    async def settle(self, connection: BaseConnection) -> None:
        """Take in what waits to be read on a connection. Where somebody else has it, or reads it, that is left to him.

        Where an event loop reads, there is nothing to do but to let it.
        """
        slot = connection.slot
        if self.runtime.fed or slot is None:
            return
        if self.runtime.shares:
            if slot.mode is not _LEASED:
                await connection.freshen()
            return
        with self.guard:
            # Meanwhile no other thread can be given it.
            if slot.mode is _FREE:
                await connection.freshen()

    # The whole lane

    def tend(self, now: float) -> None:
        """Close the connections whose time is over, now or when they come back, and say who holds one for too long."""
        with self.guard:
            self.state.tend(now, _used)
        self.act()
        if self._watch is not None:
            self._watch.look(now)
        with self.guard:
            self._set_due()

    def _set_due(self) -> None:
        self.due = self.state.due if self._watch is None else min(self.state.due, self._watch.due())

    def watch(self, ticket: Lease) -> None:
        """A lease of the program's own has begun."""
        if self._watch is not None and ticket.progress is _GRANTED:
            self._watch.begin(ticket, self.runtime.now(), self.runtime.caller())
            with self.guard:
                self._set_due()

    def unwatch(self, ticket: Lease) -> None:
        """It has ended."""
        if self._watch is not None:
            self._watch.end(ticket, self.runtime.now())

    def resize(self, limit: int) -> None:
        """Change the limit of connections."""
        with self.guard:
            self.state.resize(limit)
        self.act()

    def reauthenticate(self) -> None:
        """Have every connection log in again, where that needs no new connection."""

    def disconnect(self, used_too: bool) -> None:
        """Close the idle connections, and those in use now or when they come back."""
        with self.guard:
            used = [s.connection for s in self.state.slots if s.connection is not None] if used_too else []
            self.state.invalidate()
        self.act()
        for connection in used:
            connection.abort(ConnectionError("the pool was disconnected"))

    def close(self) -> None:
        """Close every connection, and turn everybody who waits away."""
        with self.guard:
            self.state.close()
        why = PoolClosedError(f"the pool of {self.options.location} was closed")
        for connection in list(self.state.doomed):
            connection.abort(why)
        self.act()

    def open_count(self) -> int:
        """Count the connections that are open. Only reads: the collector may ask, in the middle of anything."""
        found = [slot.connection for slot in tuple(self.state.slots)]
        return sum(connection is not None and not connection.closed for connection in found)

    def forget(self) -> None:
        """Leave every connection to the parent process."""
        # Another thread may have been in the middle of a step when the process was forked: the ledger is only read.
        self.guard = self.runtime.guard()
        if self.cache is not None:
            self.cache.guard = self.runtime.guard()
        self.inherited = self.state.closed = True
        for slot in tuple(self.state.slots):
            if slot.connection is not None:
                slot.connection.forget()


def _used(connection: BaseConnection) -> float:
    return connection.used


def _at(things: list[Any] | deque[Any], place: int) -> Any:
    """What is there, or None: another thread may take the last of it at any moment."""
    try:
        return things[place]
    except IndexError:
        return None


def _strike(things: list[Any] | deque[Any], thing: Any) -> None:
    try:
        things.remove(thing)
    except (ValueError, IndexError):
        pass  # another thread has done it, or is at it


async def request_alone(
    connection: BaseConnection, call: Call, data: Segments, size: int, commands: Sequence[Args] = ()
) -> None:
    """Send a request on a connection that nobody else uses, and wait for its replies.

    A caller who gives up here takes the connection with him: the reply would be the next caller's.
    """
    if isinstance(connection, PumpedConnection):
        await connection.request_alone(call, data, size, commands)
        return
    try:
        await connection.request(call, data, size, commands)
    except RedisError:
        raise
    except BaseException:
        connection.abort(ConnectionError("the caller gave up in the middle of a command"))
        raise
