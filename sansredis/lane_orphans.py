"""The end of leases. The law: **whatever comes out of a call, its ticket is settled**.

Where even the clean-up may be broken off, the ticket is entered among the orphans first, by a single call that cannot
be, and the next caller finishes what was begun. **A ticket that was among them is never used again**: another thread
may be late in settling it, and would take from its caller what he has got since.
"""

from __future__ import annotations

import weakref
from collections import deque
from collections.abc import Hashable
from typing import Any

from sansredis.core.options import Options
from sansredis.core.pool import Progress
from sansredis.lane_upkeep import LaneUpkeep, Lease, at, strike
from sansredis.runtime import Runtime

_GRANTED, _NEW = Progress.GRANTED, Progress.NEW


class LaneOrphans(LaneUpkeep):
    """How leases end.

    Attributes:
        dropped: what was dropped without being given back: the collector enters it, and runs none of our code.
    """

    def __init__(self, options: Options, runtime: Runtime, scope: Hashable) -> None:
        super().__init__(options, runtime, scope)
        self.dropped: deque[weakref.ref[Any]] = deque()
        self._held: dict[weakref.ref[Any], Lease] = {}

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

    def ask_again(self, ticket: Lease) -> None:
        """End a lease whose connection turned out to have ended, so that its ticket can ask for another."""
        with self.guard:
            self.state.abandon(ticket)
            ticket.progress, ticket.slot = _NEW, None
        self.act()

    def recover(self, ticket: Lease) -> None:
        """Settle a ticket after an exception, which may have come in the middle of anything. It is not used again."""
        self.orphans.append(ticket)
        self.sweep()

    def hold(self, holder: Any, ticket: Lease) -> None:
        """Settle the ticket, too, when its holder is collected."""
        self._held[weakref.ref(holder, self.dropped.append)] = ticket

    def sweep(self) -> None:
        """Settle the tickets of those who were interrupted, or who dropped what they held."""
        while (reference := at(self.dropped, 0)) is not None:
            ticket = self._held.pop(reference, None)
            if ticket is not None:
                if self._watch is not None:
                    self._watch.end(ticket, self.runtime.now(), dropped=True)
                self.orphans.append(ticket)
            strike(self.dropped, reference)
        while (orphan := at(self.orphans, 0)) is not None:
            self._settle(orphan)
            strike(self.orphans, orphan)

    def _settle(self, ticket: Lease) -> None:
        self.runtime.heal(self.guard)
        slot = ticket.slot
        connection = slot.connection if slot is not None else None
        with self.guard:
            self.state.repair()
            self.state.abandon(ticket, connection is not None and connection.state.reusable)
        self.act()
