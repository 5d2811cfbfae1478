"""The keeping of a lane: its ledger, what becomes of what that decided, and what connections report to it.

The law: **the ledger decides, and whoever comes by does it**. Nothing runs in the background. Each step of the ledger
is made under the guard; what it wants to have woken and closed is done after that, by `act`; and what is due at some
time, by the next who uses the lane then, in `tend`.
"""

from __future__ import annotations

import weakref
from collections import deque
from collections.abc import Hashable
from math import inf
from typing import TYPE_CHECKING, Any

from sansredis.connection import FRESH_FOR, BaseConnection
from sansredis.core.errors import ConnectionError, PoolClosedError
from sansredis.core.options import Options
from sansredis.core.pool import Mode, PoolState, Progress, Ticket
from sansredis.runtime import Runtime

if TYPE_CHECKING:
    from sansredis.caching import LaneCache
    from sansredis.leaks import LeaseWatch

_GRANTED = Progress.GRANTED
_FREE, _LEASED, _SHARED, _GONE = Mode.FREE, Mode.LEASED, Mode.SHARED, Mode.GONE

Lease = Ticket[BaseConnection]
"""A caller's request for a connection, and his right to it."""


class LaneUpkeep:
    """A ledger and its connections.

    Attributes:
        state: the ledger.
        runtime: whose primitives it waits with.
        scope: gives the event loop, hub or run that it is for, as long as there is one.
        inherited: whether this is the child of a fork, and all of it the parent's.
        due: when `tend` has something to do next.
        orphans: tickets whose callers were interrupted. They are entered here by one call that cannot be broken off,
            and struck off when they are settled: whatever comes between, the next caller finishes it.
        cache: what is kept of replies, or None.
    """

    def __init__(self, options: Options, runtime: Runtime, scope: Hashable) -> None:
        self.options = options
        self.runtime = runtime
        self.scope = weakref.ref(scope)
        self.guard = runtime.guard()
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
        self.orphans: deque[Lease] = deque()
        self.inherited = False
        self.due = inf
        limits = (options.max_idle_time, options.max_lifetime, options.health_check_interval)
        self._limited = any(limits)
        self._watch: LeaseWatch | None = None
        if options.leak_threshold is not None:
            from sansredis.leaks import LeaseWatch

            self._watch = LeaseWatch(options.leak_threshold, options.location)
        self.cache: LaneCache | None = None
        if options.cache is not None:
            from sansredis.caching import LaneCache

            self.cache = LaneCache(options, runtime)

    def act(self) -> None:
        """Do what the ledger has decided: wake and close."""
        # Done first and struck off then: whoever is interrupted between the two leaves it to the next. Two threads may
        # do the same thing at once, which does no harm.
        state = self.state
        while (connection := at(state.doomed, -1)) is not None:
            connection.abort()
            strike(state.doomed, connection)
        while (ticket := at(state.woken, 0)) is not None:
            self.runtime.unpark(ticket.token)
            strike(state.woken, ticket)

    def _begin(self) -> Lease:
        """Enter a step that is no caller's, as an orphan until it is done: if it is broken off, the next caller repairs
        the ledger.
        """
        step = Lease()
        self.orphans.append(step)
        return step

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
            step = self._begin()
            with self.guard:
                self.state.invalidate()
            self.act()
            strike(self.orphans, step)

    async def freshen(self, connection: BaseConnection) -> None:
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

    # What is due

    def tend(self, now: float) -> None:
        """Close the connections whose time is over, now or when they come back, and say who holds one for too long."""
        step = self._begin()
        with self.guard:
            self.state.tend(now, _used)
        self.act()
        strike(self.orphans, step)
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

    # The whole lane

    def resize(self, limit: int) -> None:
        """Change the limit of connections."""
        step = self._begin()
        with self.guard:
            self.state.resize(limit)
        self.act()
        strike(self.orphans, step)

    def reauthenticate(self) -> None:
        """Have every connection log in again, where that needs no new connection."""

    def disconnect(self, used_too: bool) -> None:
        """Close the idle connections, and those in use now or when they come back."""
        step = self._begin()
        with self.guard:
            used = [s.connection for s in self.state.slots if s.connection is not None] if used_too else []
            self.state.invalidate()
        self.act()
        for connection in used:
            connection.abort(ConnectionError("the pool was disconnected"))
        strike(self.orphans, step)

    def close(self) -> None:
        """Close every connection, and turn everybody who waits away."""
        step = self._begin()
        with self.guard:
            self.state.close()
        why = PoolClosedError(f"the pool of {self.options.location} was closed")
        for connection in list(self.state.doomed):
            connection.abort(why)
        self.act()
        strike(self.orphans, step)

    def open_count(self) -> int:
        """Count the connections that are open. Only reads: the collector may ask, in the middle of anything."""
        found = [slot.connection for slot in list(self.state.slots)]
        return sum(connection is not None and not connection.closed for connection in found)

    def forget(self) -> None:
        """Leave every connection to the parent process."""
        # Another thread may have been in the middle of a step when the process was forked: the ledger is only read.
        self.guard = self.runtime.guard()
        if self.cache is not None:
            self.cache.guard = self.runtime.guard()
        self.inherited = self.state.closed = True
        for slot in list(self.state.slots):
            if slot.connection is not None:
                slot.connection.forget()


def _used(connection: BaseConnection) -> float:
    return connection.used


def at(things: list[Any] | deque[Any], place: int) -> Any:
    """What is there, or None: another thread may take the last of it at any moment."""
    try:
        return things[place]
    except IndexError:
        return None


def strike(things: list[Any] | deque[Any], thing: Any) -> None:
    """Take it out, unless another thread has."""
    try:
        things.remove(thing)
    except (ValueError, IndexError):
        pass  # another thread has done it, or is at it
