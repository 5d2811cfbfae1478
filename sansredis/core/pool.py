"""The pool's ledger: which connections there are, who has them, who waits.

Its law: no slot is ever lost. A *slot* is the right to have one connection. At every moment

    free + used + connecting == number of slots <= limit

(only a pool that was made smaller may be above its limit, until what is in use comes back), and every slot that is
not free belongs to somebody who will give it back: a ticket, or the replies that are still owed on a shared connection.
Whatever happens to the caller, one call settles it: `abandon` takes a ticket in any state.

A connection is used in one of two ways. *Leased*, one caller has it for itself. *Shared*, ordinary commands of many
callers ride it, and the slot counts their riders. Where `share_first` is set (event loops), a ride is taken on the
connection that is already shared, and another is shared only when that one is crowded; where it is not (threads),
ordinary commands lease as long as there is a connection to have, and ride together only once the pool is full.

Waiters are served strictly first come, first served, and what they are handed is either a connection or the right to
open one. So that riders cannot keep a connection from somebody who waits for one of his own, one of the shared ones is
then *drained*: it takes no more riders, and is his when the last reply on it has come.

The ledger knows nothing of sockets, clocks or locks. A step must not be entered twice at once: the caller guards it.

A step may be broken off between any two statements (in a thread, by a signal handler that raises), others may take
steps before anybody knows, and `repair` makes the ledger whole. Therefore every step goes in this order: a slot is
taken off the lists; what is true of slot and ticket changes, in *one* statement of plain assignments, which nothing
interrupts; then the lists follow. In between, less is to be had than there is, but never the same thing twice.
"""

from __future__ import annotations

from collections.abc import Callable

from sansredis.core.pool_grants import Grants
from sansredis.core.pool_life import UNFIT, give_limits, mark_over
from sansredis.core.pool_slots import C, Closed, Down, End, Full, Mode, Progress, Slot, Ticket
from sansredis.core.pool_stats import account, stats

__all__ = ["Closed", "Down", "End", "Full", "Mode", "PoolState", "Progress", "Slot", "Ticket"]

# Module constants, because a look-up on the class costs as much as the rest of a fast path.
_CONNECTING, _FREE, _LEASED, _SHARED, _GONE = Mode
_NEW, _WAITING, _OPENING, _GRANTED, _SETTLED = Progress
_LOST, _SPENT, _POOL = End.LOST, End.SPENT, End.POOL


class PoolState(Grants[C]):
    """The ledger of one pool: the steps that callers take. Its arguments are those of `Grants`.

    Whoever takes a step wakes the tickets in `woken` and closes the connections in `doomed` afterwards. Only where a
    step is broken off can a ticket be woken, or a connection doomed, twice.
    """

    # With as many attributes as these, looking one up in a dict would take longer: all have slots.
    __slots__ = ()

    # Asking

    def ride(self, size: int) -> Slot[C] | None:
        """Take a place on the shared connection that is being filled, if there is one with room.

        The fast path of every ordinary command. It gives a slot only if nobody waits: `current` is None otherwise.
        """
        slot = self.current
        if slot is None or slot.riders >= self.brim or slot.size + size > self.brim_bytes:
            return None
        slot.riders += 1
        slot.size += size
        self.hits += 1
        return slot

    def leave(self, slot: Slot[C], size: int) -> None:
        """Give back a place that `ride` gave, and that nothing was sent for."""
        self.hits -= 1
        self.arrived(slot, 1, size)

    def take(self, ticket: Ticket[C], now: float = 0.0) -> bool:
        """Lease the connection that was used last, if one is free. The fast path of a lease; False: `ask`."""
        if not self.free or self.waiting:
            return False
        slot = self.free.pop()
        slot.mode, slot.since, ticket.slot, ticket.progress, self.hits = _LEASED, now, slot, _GRANTED, self.hits + 1
        return True

    def ask(self, ticket: Ticket[C]) -> None:
        """Ask for a connection. Afterwards the ticket is GRANTED, OPENING or WAITING.

        OPENING means that the caller has to open a connection, and then to call `opened` or `failed`.

        Raises:
            Closed: the pool is closed. The ticket is settled.
            Full: `max_waiting` callers wait already. The ticket is settled.
            Down: the server could not be reached, and the next attempt is not due. The ticket is settled.
        """
        self.wake(ticket.since)
        if self.closed:
            ticket.progress = _SETTLED
            raise Closed
        if self._in_vain():
            ticket.progress, self.refused = _SETTLED, self.refused + 1
            raise Down
        if not self.waiting and self._grant(ticket):
            found = ticket.progress is _GRANTED
            self.hits, self.misses = self.hits + found, self.misses + (not found)
            self._choose_current()
            return
        if self.max_waiting is not None and len(self.waiting) >= self.max_waiting + self._coming(ticket):
            ticket.progress, self.refused = _SETTLED, self.refused + 1
            raise Full
        ticket.progress, self.misses, self.waits = _WAITING, self.misses + 1, self.waits + 1
        self.waiting[ticket] = None
        self.current = None
        self.most_waiting = max(self.most_waiting, len(self.waiting))
        if len(self.waiting) == 1:
            self._serve()

    @property
    def waiters(self) -> int:
        """Callers that wait."""
        return len(self.waiting)

    def _coming(self, ticket: Ticket[C]) -> int:
        """How many may wait for what is no connection of somebody else's: one on its way, or soon to be."""
        room = max(0, self.limit - len(self.slots))
        if not self._shares(ticket):
            return room
        return (self.max_owed - 1) * (self.opening or (room > 0 and not self._may_open()))

    def wake(self, now: float) -> None:
        """Serve those who waited for the end of a pause (`dials.until`), if it is over."""
        self.now = max(self.now, now)
        if self.dials.until is not None and self.dials.over(now):
            self._serve()

    # Opening

    def grow(self, ticket: Ticket[C], count: int) -> bool:
        """Give the right to open a connection for later, if there are fewer than *count* of them.

        Returns:
            Whether it was given. The ticket is OPENING then; its connection is to be opened and given back.

        Raises:
            Closed: the pool is closed. The ticket is settled.
            Down: the server could not be reached, and the next attempt is not due. The ticket is settled.
        """
        self.wake(ticket.since)
        if self.closed or self.dials.until is not None:
            ticket.progress = _SETTLED
            raise Closed if self.closed else Down
        return len(self.slots) < min(count, self.limit) and self._open(ticket, shared=False)

    def opened(self, ticket: Ticket[C], connection: C, now: float = 0.0, chance: float = 0.0) -> None:
        """The connection that *ticket* was to open is there.

        Args:
            ticket: whose it is.
            connection: the connection.
            now: the time.
            chance: a number from 0 to 1, at random.

        The ticket is GRANTED then; SETTLED, and the connection doomed, if the pool was closed meanwhile. If the
        generation has ended meanwhile, the connection serves this caller and nobody else.
        """
        slot = ticket.slot
        assert slot is not None and ticket.progress is _OPENING
        self._enter(slot)
        mode, ended = _SHARED if slot.riders else _LEASED, self.ended
        slot.since = now
        self.dials.succeeded()
        due = give_limits(slot, now, self.max_idle_time, self.max_lifetime, chance)
        if 0 < self.min_connections <= sum(other.connection is not None for other in self.slots):
            # Those that were left, as there were no more than the fewest, may have to go.
            due = min(due, now)
        self.due = min(self.due, due)
        if self.closed:
            self._unlist(slot)
            slot.connection, slot.mode, ticket.progress, self.created, ended[_POOL] = (
                connection, _GONE, _SETTLED, self.created + 1, ended[_POOL] + 1,
            )  # fmt: skip
            self._bury(slot)
            return
        slot.connection, slot.mode, ticket.progress, self.created = connection, mode, _GRANTED, self.created + 1
        if mode is _SHARED or self.waiting:
            self._serve()

    def unreachable(self, ticket: Ticket[C], now: float, chance: float, why: object) -> None:
        """The connection could not be made because of the server, so nobody tries again before a pause is over.

        Args:
            ticket: whose it was to be.
            now: the time.
            chance: a number from 0 to 1, at random.
            why: what the attempt ended with.
        """
        slot = ticket.slot
        assert slot is not None
        self.now = max(self.now, now)
        self.dials.failed(slot.since, now, chance, why)
        self.failed(ticket)
        # They have a time to wait for now. Who cannot have what he waits for has been turned away.
        self.woken.extend(self.waiting)

    def failed(self, ticket: Ticket[C]) -> None:
        """The connection could not be made, or its caller gave up: the right to open goes to the next one."""
        slot = ticket.slot
        assert slot is not None and ticket.progress is _OPENING
        self._unlist(slot)
        slot.mode, ticket.progress, ticket.slot, self.failed_dials = _GONE, _SETTLED, None, self.failed_dials + 1
        self._bury(slot)
        self._serve()

    # Giving back

    def release(self, ticket: Ticket[C], reusable: bool, now: float = 0.0) -> None:
        """End a lease. Harmless on a ticket that is none.

        Args:
            ticket: the lease.
            reusable: whether the core says that the connection may serve another caller.
            now: the time.
        """
        slot = ticket.slot
        if ticket.progress is not _GRANTED or slot is None:
            return
        if slot.mode is not _LEASED:
            if slot.mode is _GONE:
                ticket.progress, ticket.slot = _SETTLED, None
        elif reusable and slot.generation == self.generation and len(self.slots) <= self.limit:
            slot.mode, ticket.progress, ticket.slot = _FREE, _SETTLED, None
            self.free.append(slot)
            if self.waiting:
                self.now = max(self.now, now)
                self._serve()
        else:
            self.now = max(self.now, now)
            end, ended = self._end(slot) if reusable else _SPENT, self.ended
            slot.mode, ticket.progress, ticket.slot, ended[end] = _GONE, _SETTLED, None, ended[end] + 1
            self._bury(slot)
            self._serve()

    def arrived(self, slot: Slot[C], riders: int, size: int) -> None:
        """Replies for so many riders, whose requests had so many bytes, came in on a shared connection."""
        if slot.mode is _SHARED:
            slot.riders, slot.size = slot.riders - riders, slot.size - size
            # What is being filled stays where it is, at rest too.
            resting = not slot.riders and (slot is not self.current or len(self.slots) > self.limit)
            if resting or self.waiting or self.current is None:
                self._eased(slot)

    def _eased(self, slot: Slot[C]) -> None:
        self._rest(slot)
        if self.waiting or slot.mode is _GONE:
            self._serve()
        elif self.current is None or self.brim > self.crowd:
            self._choose_current()

    def suspend(self, slot: Slot[C]) -> None:
        """No new rider on this shared connection: it owes a reply whose deadline has passed."""
        if slot.mode is _SHARED:
            slot.suspended = True
            self._rest(slot)
            self._serve()

    def resume(self, slot: Slot[C]) -> None:
        """The late reply came: the shared connection takes riders again."""
        if slot.mode is _SHARED:
            slot.suspended = False
            self._serve()

    def lost(self, slot: Slot[C]) -> None:
        """A connection is closed, or has to be: its slot is free to be opened again.

        With `close_on_error` every free connection of its generation is doomed, and the used ones are retired when
        they come back.
        """
        if slot.mode is _GONE:
            return
        self._unlist(slot)
        ends = self.close_on_error and slot.generation == self.generation
        generation, ended = self.generation + ends, self.ended
        slot.mode, self.generation, ended[_LOST] = _GONE, generation, ended[_LOST] + 1
        self._bury(slot)
        if ends:
            self.repair()
        else:
            self._serve()

    def abandon(self, ticket: Ticket[C], reusable: bool = False) -> None:
        """Settle a ticket, whatever state it is in. Harmless on one that is settled."""
        slot = ticket.slot
        if ticket.progress is _OPENING:
            self.failed(ticket)
        elif ticket.progress is not _GRANTED or slot is None:
            waited = ticket in self.waiting
            self.waiting.pop(ticket, None)
            ticket.progress, ticket.slot = _SETTLED, None
            if waited:
                self._serve()
        elif slot.mode is _SHARED:
            riders, size = slot.riders - 1, slot.size - ticket.size
            slot.riders, slot.size, ticket.progress, ticket.slot = riders, size, _SETTLED, None
            self._eased(slot)
        else:
            self.release(ticket, reusable)

    # The whole pool

    def tend(self, now: float, used: Callable[[C], float]) -> None:
        """End the connections whose time is over: those at rest at once, used ones when they come back.

        To be called when it is `due`, before anything is taken or given back.

        Args:
            now: the time.
            used: says when a connection was used last.
        """
        self.now = max(self.now, now)
        self.due = mark_over(self.slots, now, used, self.min_connections)
        self.repair()

    def resize(self, limit: int) -> None:
        """Change the limit. Smaller: idle connections go at once, used ones when they come back."""
        self.limit = limit
        self.repair()

    def invalidate(self) -> None:
        """Begin a new generation: idle connections go at once, used ones when they come back."""
        self.generation += 1
        self.repair()

    def retire(self, slot: Slot[C]) -> None:
        """Have a connection serve nobody else: it goes at once if it is idle, else when it owes nothing any more."""
        slot.generation = UNFIT
        self.repair()

    def close(self) -> None:
        """Close the pool: every connection is doomed, every waiter woken, and nothing is given any more."""
        self.closed = True
        self.repair()

    def repair(self) -> None:
        """Make the lists anew from what is true, and give up what should not be there (any more).

        To be called after an exception that may have come in the middle of a step, before `abandon`.
        """
        self.current = None
        self.most_used = max(self.most_used, len(self.slots))
        gone = {s for s in self.slots if self._has_to_go(s)}
        kept = self.slots - gone
        free = _relisted(self.free, kept, lambda s: s.mode is _FREE)
        surplus = max(0, len(kept) - self.limit)
        gone.update(free[:surplus])
        self.free = free[surplus:]
        self.shared = _relisted(self.shared, kept, _is_shared)
        for slot in gone:
            if slot.mode is not _GONE:
                end, ended = self._end(slot), self.ended
                slot.mode, ended[end] = _GONE, ended[end] + 1
            self._bury(slot)
        for slot in list(self.shared):
            self._rest(slot)
        self._serve()

    def _has_to_go(self, slot: Slot[C]) -> bool:
        if self.closed:
            return slot.mode is not _CONNECTING
        return slot.mode is _GONE or (slot.mode is _FREE and slot.generation != self.generation)

    # Looking

    def stats(self, now: float | None = None) -> dict[str, int]:
        """Count what there is. Needs no guard.

        Args:
            now: the time; without it `oldest_lease_ms` is 0.

        Returns:
            ``limit``; ``free``, ``used`` and ``connecting`` (their sum is the number of slots); ``shared``, the
            shared connections among them; ``owed``, the riders on those; ``waiting``; ``oldest_lease_ms``. What has
            happened so far: ``most_used``, ``most_waiting``, and the attributes of `Counts`; connections ``created``
            and ``closed``, the latter by reason: ``lost`` and ``closed_...`` for each other `End`; ``generation``.
            A shared connection that owes nothing counts as free, but not for ``most_used``.
        """
        return stats(self, now)

    def account(self, now: float) -> str:
        """Say in words how full the pool is, and for how long it has been lent."""
        return account(self, now)

    def __repr__(self) -> str:
        counts = self.stats()
        names = ("limit", "free", "used", "connecting", "shared", "waiting")
        return f"<PoolState {' '.join(f'{n}={counts[n]}' for n in names)}{' closed' if self.closed else ''}>"


def _relisted(known: list[Slot[C]], slots: set[Slot[C]], belongs: Callable[[Slot[C]], bool]) -> list[Slot[C]]:
    """List the slots that belong, those that were listed already in their order."""
    listed = [s for s in known if s in slots and belongs(s)]
    missing = slots.difference(listed)
    return listed + [s for s in missing if belongs(s)]


def _is_shared(slot: Slot[C]) -> bool:
    return slot.mode is _SHARED or (slot.mode is _CONNECTING and slot.riders > 0)
