"""Who is given what: the half of the pool's ledger that chooses. `pool.py` has the law and the steps.

Strictly the first of those who wait is served. A lease wants a free connection, else a shared one at rest, else the
right to open one. A ride, where sharing comes first, wants a place on a shared connection that is not crowded, else a
free connection to be shared, else the right to open one, unless one is being opened already, else a place in the crowd.
"""

from __future__ import annotations

from collections import OrderedDict
from math import inf
from typing import Any, Final, Generic

from sansredis.core.pool_counts import Counts
from sansredis.core.pool_dials import Dials
from sansredis.core.pool_life import IDLE, OLD
from sansredis.core.pool_slots import C, End, Mode, Progress, Slot, Ticket

# Module constants, because a look-up on the class costs as much as the rest of a fast path.
_CONNECTING, _FREE, _LEASED, _SHARED, _GONE = Mode
_NEW, _WAITING, _OPENING, _GRANTED, _SETTLED = Progress
# A shared connection counts as crowded at this part of what it may hold.
_CROWDED = 8
_OVER = {IDLE: End.IDLE, OLD: End.LIFETIME}


class Grants(Counts, Generic[C]):
    """What there is, who waits, and who is given what.

    Args:
        limit: slots at most, at least 1.
        sharing: whether ordinary commands may share a connection at all.
        share_first: whether they do so before another connection is opened.
        max_shared: connections that may be shared at a time, not counting those that take no riders any more.
        max_owed: riders at most on one shared connection.
        max_owed_bytes: bytes of requests without their reply at most on one shared connection. A request larger than
            that rides alone.
        max_waiting: waiters at most, or None for any number. Those for whom a shared connection is being opened do not
            count, as far as it will have room for them: what they wait for is no connection of somebody else's.
        close_on_error: whether a lost connection retires all the others of its generation.
        min_connections: so many connections are not closed for being idle.
        max_idle_time: how long a connection may be idle before it is closed.
        max_lifetime: how old a connection may become before it is not lent again.
        max_connecting: connections that may be opened at a time.
        connect_backoff: the longest pause between two attempts to connect to a server that cannot be reached.
    """

    __slots__ = (
        "limit",
        "sharing",
        "share_first",
        "max_shared",
        "max_owed",
        "max_owed_bytes",
        "max_waiting",
        "close_on_error",
        "min_connections",
        "max_idle_time",
        "max_lifetime",
        "crowd",
        "crowd_bytes",
        "generation",
        "closed",
        "slots",
        "free",
        "shared",
        "waiting",
        "current",
        "brim",
        "brim_bytes",
        "woken",
        "doomed",
        "dials",
        "now",
        "due",
    )

    def __init__(
        self,
        limit: int,
        *,
        sharing: bool = True,
        share_first: bool = True,
        max_shared: int = 4,
        max_owed: int = 1024,
        max_owed_bytes: int = 16 * 1024 * 1024,
        max_waiting: int | None = None,
        close_on_error: bool = False,
        min_connections: int = 0,
        max_idle_time: float | None = None,
        max_lifetime: float | None = None,
        max_connecting: int = 16,
        connect_backoff: float | None = 1.0,
    ) -> None:
        super().__init__()
        self.limit = limit
        self.sharing: Final = sharing
        self.share_first: Final = sharing and share_first
        self.max_shared: Final = max_shared
        self.max_owed: Final = max_owed
        self.max_owed_bytes: Final = max_owed_bytes
        self.max_waiting: Final = max_waiting
        self.close_on_error: Final = close_on_error
        self.min_connections: Final = min_connections
        self.max_idle_time: Final = inf if max_idle_time is None else max_idle_time
        self.max_lifetime: Final = inf if max_lifetime is None else max_lifetime
        # Above so many riders, or bytes, a second connection is worth its own system calls.
        self.crowd: Final = max(1, max_owed // _CROWDED)
        self.crowd_bytes: Final = max(1, max_owed_bytes // _CROWDED)
        self.generation = 0
        self.closed = False
        self.slots: set[Slot[C]] = set()
        self.free: list[Slot[C]] = []
        # Also those that are being opened to be shared.
        self.shared: list[Slot[C]] = []
        self.waiting: OrderedDict[Ticket[C], None] = OrderedDict()
        # What `ride` fills, and up to how many riders and bytes.
        self.current: Slot[C] | None = None
        self.brim = 0
        self.brim_bytes = 0
        self.woken: list[Ticket[C]] = []
        self.doomed: list[C] = []
        self.dials: Final = Dials(max_connecting, connect_backoff or 0.0)
        # The latest time that the ledger was told, and when `tend` has something to do next.
        self.now = 0.0
        self.due = inf

    # Giving a connection, or the right to open one

    def _grant(self, ticket: Ticket[C]) -> bool:
        if not self._shares(ticket):
            return self._grant_lease(ticket)
        if self.share_first:
            return self._grant_ride(ticket)
        if ticket.progress is _WAITING and self.free:
            # Where callers had to wait, there are more of them than connections: they ride together.
            return self._board(ticket) or (self._may_share() and self._share(ticket)) or self._grant_lease(ticket)
        return self._grant_lease(ticket) or self._board(ticket)

    def _grant_ride(self, ticket: Ticket[C]) -> bool:
        slot = self._roomiest(ticket.size)
        if slot is not None and not self._crowded(slot):
            return self._seat(ticket, slot)
        if self._may_share():
            if self.free:
                return self._share(ticket)
            if self._may_open_shared():
                return self._open(ticket, shared=True)
        # Crowded is slower, yet better than to wait.
        return slot is not None and self._seat(ticket, slot)

    def _grant_lease(self, ticket: Ticket[C]) -> bool:
        if self.free:
            slot = self.free.pop()
        else:
            idle = next((s for s in self.shared if s.mode is _SHARED and not s.riders), None)
            if idle is None:
                return self._may_open() and self._open(ticket, shared=False)
            slot = idle
            self._unlist(slot)
        slot.mode, slot.draining, slot.since, ticket.slot, ticket.progress = _LEASED, False, self.now, slot, _GRANTED
        return True

    def _board(self, ticket: Ticket[C]) -> bool:
        slot = self._roomiest(ticket.size)
        return slot is not None and self._seat(ticket, slot)

    def _share(self, ticket: Ticket[C]) -> bool:
        slot = self.free.pop()
        slot.mode, slot.riders, slot.size = _SHARED, 0, 0
        self.shared.append(slot)
        return self._seat(ticket, slot)

    def _seat(self, ticket: Ticket[C], slot: Slot[C]) -> bool:
        riders, size = slot.riders + 1, slot.size + ticket.size
        slot.riders, slot.size, ticket.slot, ticket.progress = riders, size, slot, _GRANTED
        return True

    def _open(self, ticket: Ticket[C], *, shared: bool) -> bool:
        slot: Slot[C] = Slot(self.generation)
        slot.since = self.now
        if shared:
            slot.riders, slot.size = 1, ticket.size
        ticket.slot, ticket.progress = slot, _OPENING
        self._enter(slot)
        return True

    def _enter(self, slot: Slot[C]) -> None:
        if slot not in self.slots:
            if slot.riders:
                self.shared.append(slot)
            self.slots.add(slot)
            # One is opened only if none is free, except by `grow`: all there are are in use.
            self.most_used = max(self.most_used, len(self.slots))

    def _may_share(self) -> bool:
        return sum(map(self._active, self.shared)) < self.max_shared

    def _may_open_shared(self) -> bool:
        return not self.opening and self._may_open()

    def _may_open(self) -> bool:
        return len(self.slots) < self.limit and self.dials.may_begin(sum(s.mode is _CONNECTING for s in self.slots))

    def _in_vain(self) -> bool:
        """Whether there is nothing to wait for: no connection, and none will be opened soon."""
        return not self.slots and self.dials.long

    def _active(self, slot: Slot[C]) -> bool:
        """Whether a shared connection takes riders, or will when it is open."""
        return (
            slot.generation == self.generation and slot.mode is not _GONE and not slot.suspended and not slot.draining
        )

    def _has_room(self, slot: Slot[C], size: int) -> bool:
        return (
            self._active(slot)
            and slot.mode is _SHARED
            and slot.riders < self.max_owed
            # A request larger than the limit rides alone rather than never.
            and (slot.size + size <= self.max_owed_bytes or not slot.riders)
        )

    def _crowded(self, slot: Slot[C]) -> bool:
        return slot.riders >= self.crowd or slot.size >= self.crowd_bytes

    def _roomiest(self, size: int) -> Slot[C] | None:
        usable = (s for s in self.shared if self._has_room(s, size))
        return min(usable, key=lambda s: (self._crowded(s), s.riders), default=None)

    def _choose_current(self) -> None:
        """Point the fast path at a shared connection, or switch it off."""
        self.current = None
        if not self.share_first or self.waiting:
            return
        usable = [s for s in self.shared if self._has_room(s, 0)]
        # The fullest that is not crowded: few, full batches beat many small ones.
        slot = max((s for s in usable if not self._crowded(s)), key=_riders, default=None)
        self.brim, self.brim_bytes = self.crowd, self.crowd_bytes
        if slot is None and usable and not (self._may_share() and (self.free or self._may_open_shared())):
            # All are crowded, and there will be no more of them: another helping for the least crowded.
            slot = min(usable, key=_riders)
            self.brim, self.brim_bytes = min(self.max_owed, slot.riders + self.crowd), self.max_owed_bytes
        self.current = slot

    def _serve(self) -> None:
        """Serve the waiters from the front, as far as there is something to give."""
        self._serve_queue()
        self._plan_draining()
        self._choose_current()

    def _serve_queue(self) -> None:
        waiting = self.waiting
        while waiting:
            ticket = next(iter(waiting))
            if ticket.progress is _WAITING:
                if self.closed:
                    ticket.progress = _SETTLED
                elif self._in_vain():
                    ticket.progress, self.refused = _SETTLED, self.refused + 1
                elif not self._grant(ticket):
                    break
            elif ticket.progress is _OPENING and ticket.slot is not None:
                # Whoever granted this was interrupted.
                self._enter(ticket.slot)
            self.woken.append(ticket)
            waiting.pop(ticket, None)

    def _plan_draining(self) -> None:
        """Choose which shared connections take no more riders, so that they come to rest.

        As many as the pool is above its limit; those beyond `max_shared`, as when one that was late has caught up; and
        one if a waiter wants a connection of his own. What has begun goes on to its end, though that waiter may have
        gone: perhaps he gave up because this connection is stuck, and then it is no place for those behind him.
        """
        open_ones = [s for s in self.shared if s.mode is _SHARED]
        fresh = [s for s in open_ones if s.generation == self.generation and not s.suspended]
        # The others come to rest anyway.
        over = len(self.slots) - self.limit - (len(open_ones) - len(fresh))
        full = len(self.slots) >= self.limit
        lease_waits = full and bool(self.waiting) and not self._shares(next(iter(self.waiting)))
        needed = max(over, len(fresh) + self.opening - self.max_shared, lease_waits)
        # Those that drain already count first; then those that will soon be done.
        fresh.sort(key=lambda s: (not s.draining, s.riders))
        for slot in fresh[: max(0, needed)]:
            slot.draining = True
            self._rest(slot)

    # Taking out

    def _end(self, slot: Slot[C]) -> End:
        """Why a slot has to go, that was not lost."""
        if self.closed:
            return End.POOL
        if slot.generation != self.generation:
            return _OVER.get(slot.generation, End.RETIRED)
        return End.SURPLUS

    def _unlist(self, slot: Slot[C]) -> None:
        """Take a slot off the lists of what is to be had."""
        if slot is self.current:
            self.current = None
        for listed in (self.free, self.shared):
            if slot in listed:
                listed.remove(slot)

    def _bury(self, slot: Slot[C]) -> None:
        """Strike off a slot that is GONE, and have its connection closed."""
        if slot.connection is not None:
            self.doomed.append(slot.connection)
        self.slots.discard(slot)

    def _rest(self, slot: Slot[C]) -> None:
        """Take a shared connection that nobody rides (any more) off the shared ones, unless it is to stay there."""
        if slot.riders or slot.mode is not _SHARED:
            return
        leaves = slot.generation != self.generation or len(self.slots) > self.limit
        if leaves:
            self._unlist(slot)
            end, ended = self._end(slot), self.ended
            slot.mode, ended[end] = _GONE, ended[end] + 1
            self._bury(slot)
        elif slot.draining or slot.suspended or not self.share_first:
            self._unlist(slot)
            slot.mode, slot.size, slot.draining, slot.suspended = _FREE, 0, False, False
            self.free.append(slot)

    # Counting

    @property
    def opening(self) -> int:
        """Connections that are being opened to be shared."""
        return sum(s.mode is _CONNECTING and s.generation == self.generation for s in self.shared)

    def _shares(self, ticket: Ticket[C]) -> bool:
        return ticket.ride and self.sharing


def _riders(slot: Slot[Any]) -> int:
    return slot.riders
