"""What has to be true of the pool's ledger at any moment, and how to break one of its steps off in the middle."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from types import FrameType
from typing import Any

from sansredis.core import pool, pool_dials, pool_grants, pool_life
from sansredis.core.pool import Mode, PoolState, Progress, Slot, Ticket

State = PoolState[str]
Request = Ticket[str]
Place = Slot[str]


def check(state: State) -> None:
    """The lists say what the slots say, the sums are right and the caps hold."""
    slots = state.slots
    assert not any(s.mode is Mode.GONE for s in slots)
    assert len(state.free) == len(set(state.free))
    assert set(state.free) == {s for s in slots if s.mode is Mode.FREE}
    assert len(state.shared) == len(set(state.shared))
    assert set(state.shared) == {s for s in slots if s.mode is Mode.SHARED or (s.mode is Mode.CONNECTING and s.riders)}
    assert {s for s in slots if s.connection is None} == {s for s in slots if s.mode is Mode.CONNECTING}
    counts = state.stats()
    assert counts["free"] + counts["used"] + counts["connecting"] == len(slots)
    if len(slots) > state.limit:
        assert not counts["free"], "above the limit, nothing is kept for later"
    for slot in slots:
        assert slot.riders >= 0 and slot.size >= 0
        assert slot.riders <= state.max_owed
        assert slot.size <= state.max_owed_bytes or slot.riders == 1
        if slot.mode is not Mode.SHARED:
            assert not slot.suspended and not slot.draining
    assert all(s.generation == state.generation for s in state.free)
    check_shared(state)
    for ticket in state.waiting:
        assert ticket.progress is Progress.WAITING
    assert not (state.waiting and state.dials.long and not slots), "nothing will come"
    if state.waiting:
        first = next(iter(state.waiting))
        assert not could_have(state, first), f"{first} waits for nothing"


def check_shared(state: State) -> None:
    """Those that take riders are no more than allowed, and drain only as far as they have to."""
    busy = [s for s in state.shared if s.mode is Mode.SHARED]
    if not state.share_first:
        assert all(s.riders for s in busy)
    fresh = [s for s in busy if s.generation == state.generation and not s.suspended]
    assert len([s for s in fresh if not s.draining]) + state.opening <= state.max_shared
    draining = sum(s.draining for s in fresh)
    first = next(iter(state.waiting), None)
    lease_waits = first is not None and not (first.ride and state.sharing)
    over = len(state.slots) - state.limit
    if lease_waits and fresh and over >= 0:
        assert draining, "riders keep a connection from one who waits for his own"
    if over > 0:
        assert draining >= min(len(fresh), over - (len(busy) - len(fresh)))
    current = state.current
    if current is not None:
        assert state.share_first and not state.waiting and current in fresh and not current.draining
        assert state.brim <= state.max_owed and state.brim_bytes <= state.max_owed_bytes
    elif state.share_first and not state.waiting:
        crowded = [s for s in fresh if s.riders >= state.crowd or s.size >= state.crowd_bytes]
        assert all(s in crowded or s.draining for s in fresh), "the fast path is off without need"


def could_have(state: State, ticket: Request) -> bool:
    """Whether there is something to give to a ticket, said in another way than the ledger says it."""
    free = [s for s in state.slots if s.mode is Mode.FREE]
    connecting = sum(s.mode is Mode.CONNECTING for s in state.slots)
    at_a_time = 1 if state.dials.failures else state.dials.most
    may_open = len(state.slots) < state.limit and state.dials.until is None and connecting < at_a_time
    shared = [s for s in state.slots if s.mode is Mode.SHARED]
    takes = [s for s in shared if not s.suspended and not s.draining and s.generation == state.generation]
    if not ticket.ride or not state.sharing:
        return bool(free) or may_open or any(not s.riders for s in shared)
    fits = [s for s in takes if not s.riders or s.size + ticket.size <= state.max_owed_bytes]
    if any(s.riders < state.max_owed for s in fits):
        return True
    if not state.share_first:
        return bool(free) or may_open
    coming = [s for s in state.slots if s.mode is Mode.CONNECTING and s.riders and s.generation == state.generation]
    return len(takes) + len(coming) < state.max_shared and (bool(free) or (may_open and not coming))


def check_due(state: State, now: float, used: Callable[[str], float]) -> None:
    """Whoever looks at the clock when something is `due` misses nothing."""
    alive = [s for s in state.slots if s.connection is not None and s.generation >= 0]
    for slot in alive:
        assert state.due <= slot.dies
        if len(alive) > state.min_connections and (slot.mode is Mode.FREE or not slot.riders):
            assert state.due <= max(now, used(slot.connection or "")) + slot.patience


def held(tickets: Iterable[Request]) -> dict[Place, list[Request]]:
    """Which tickets hold which slot."""
    holders: dict[Place, list[Request]] = {}
    for ticket in tickets:
        if ticket.progress in (Progress.OPENING, Progress.GRANTED) and ticket.slot is not None:
            holders.setdefault(ticket.slot, []).append(ticket)
    return holders


def check_holders(state: State, tickets: Iterable[Request], owed: dict[Place, list[int]]) -> None:
    """Every slot that is not free belongs to one ticket, or to just the riders that are known."""
    holders = held(tickets)
    for slot in state.slots:
        here = holders.get(slot, [])
        if slot.mode is Mode.FREE:
            assert not here and not owed.get(slot)
        elif slot.mode is Mode.SHARED:
            sizes = [t.size for t in here] + owed.get(slot, [])
            assert (slot.riders, slot.size) == (len(sizes), sum(sizes))
        else:
            wanted = Progress.OPENING if slot.mode is Mode.CONNECTING else Progress.GRANTED
            assert [t.progress for t in here] == [wanted]
    for slot, tickets_of in holders.items():
        if any(t.progress is Progress.OPENING for t in tickets_of):
            assert slot in state.slots


class Interrupted(BaseException):
    """What a signal handler raised."""


SOURCES = {module.__file__ for module in (pool, pool_dials, pool_grants, pool_life)}


def broken_off(step: Callable[[], object], line: int) -> bool:
    """Run a step of the ledger, and raise before its *line*-th line. Returns whether it came so far."""
    left = line

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal left
        if frame.f_code.co_filename not in SOURCES:
            return None
        if event == "line":
            left -= 1
            if left < 0:
                raise Interrupted
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        step()
    except Interrupted:
        return True
    finally:
        sys.settrace(before)
    return False
