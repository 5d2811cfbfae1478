"""What the ledger counts, and what it says when it is full."""

from __future__ import annotations

from sansredis.core.pool import End, PoolState, Progress
from sansredis.core.pool_stats import total
from tests.core.pool_checks import Request, State


def lease(state: State, now: float = 0.0) -> Request:
    ticket = Request(since=now)
    if not state.take(ticket, now):
        state.ask(ticket)
    if ticket.progress is Progress.OPENING:
        state.opened(ticket, f"connection {state.created + 1}", now)
    return ticket


def ends(state: State) -> dict[str, int]:
    """How many connections have ended for which reason, without those for which none has."""
    return {end.name: count for end, count in zip(End, state.ended, strict=True) if count}


def test_hits_are_requests_that_found_a_connection() -> None:
    state: State = PoolState(2)
    ticket = lease(state)
    state.release(ticket, True)
    lease(state)
    rider = Request(ride=True, size=1)
    state.ask(rider)
    state.opened(rider, "shared")
    slot = state.ride(1)
    assert slot is not None
    assert (state.hits, state.misses) == (2, 2)
    state.leave(slot, 1)
    assert (state.hits, state.misses) == (1, 2)
    state.arrived(slot, 1, 1)
    state.ask(Request())  # the shared one, at rest
    assert (state.hits, state.misses, state.waits) == (2, 2, 0)
    state.ask(Request())
    assert (state.hits, state.misses, state.waits) == (2, 3, 1)


def test_waits_are_summed_up() -> None:
    state: State = PoolState(1)
    state.wait_ended(0.25, False)
    state.wait_ended(1.5, True)
    counts = state.stats()
    assert (counts["waited_ms"], counts["timeouts"]) == (1750, 1)


def test_each_end_has_its_reason() -> None:
    state: State = PoolState(4, close_on_error=True)
    spent, lost, idle, used = (lease(state) for _ in range(4))
    state.release(spent, False)
    state.release(idle, True)
    assert lost.slot is not None
    state.lost(lost.slot)
    assert ends(state) == {"SPENT": 1, "LOST": 1, "RETIRED": 1}
    state.release(used, True)
    assert ends(state) == {"SPENT": 1, "LOST": 1, "RETIRED": 2}
    one, two = lease(state), lease(state)
    state.resize(1)
    state.release(one, True)
    assert ends(state)["SURPLUS"] == 1
    coming = Request()
    state.resize(2)
    state.ask(coming)
    state.close()
    state.release(two, True)
    state.opened(coming, "too late")
    assert ends(state)["POOL"] == 2
    counts = state.stats()
    assert counts["closed"] == counts["lost"] + sum(n for name, n in counts.items() if name.startswith("closed_")) == 7


def test_a_shared_connection_above_the_limit_is_surplus_when_it_comes_to_rest() -> None:
    state: State = PoolState(2, max_owed=8)
    for _ in range(2):
        rider = Request(ride=True, size=1)
        state.ask(rider)
        state.opened(rider, f"shared {state.created}")
    state.resize(1)
    for slot in list(state.slots):
        state.arrived(slot, 1, 1)
    assert ends(state) == {"SURPLUS": 1}


def test_ages_of_leases_count_from_when_they_were_given() -> None:
    state: State = PoolState(5)
    first = lease(state, 10.0)
    state.release(first, True, 11.0)
    lease(state, 12.0)
    for now in (13.0, 13.5, 14.0, 14.0):
        lease(state, now)
    waiter = Request(since=14.5)
    state.ask(waiter)
    assert state.stats(16.0)["oldest_lease_ms"] == 4000
    assert state.stats()["oldest_lease_ms"] == 0
    assert state.account(16.0) == (
        "limit=5 used=5 free=0 connecting=0 shared=0 owed=0 waiting=1; leases held for 4.000 s, 3.000 s, 2.500 s ..."
    )


def test_a_lease_that_was_waited_for_begins_when_it_is_given() -> None:
    state: State = PoolState(1)
    first, second = lease(state, 1.0), Request(since=2.0)
    state.ask(second)
    state.release(first, True, 5.0)
    assert second.progress is Progress.GRANTED
    assert state.account(7.0).endswith("waiting=0; leases held for 2.000 s")


def test_with_nothing_leased_there_are_no_ages() -> None:
    state: State = PoolState(1)
    assert state.account(3.0) == "limit=1 used=0 free=0 connecting=0 shared=0 owed=0 waiting=0"


def test_several_ledgers_are_summed_up() -> None:
    one: State = PoolState(3)
    other: State = PoolState(3)
    lease(one, 1.0)
    lease(other, 2.0)
    sums = total(3, [one.stats(4.0), other.stats(4.0)])
    assert (sums["limit"], sums["used"], sums["created"], sums["oldest_lease_ms"]) == (3, 2, 2, 3000)
