"""When connections have to go because of their age, and when they are opened ahead."""

from __future__ import annotations

from math import inf

import pytest

from sansredis.core.pool import Closed, End, PoolState, Progress
from tests.core.pool_checks import Request, State


def lease(state: State, now: float = 0.0, chance: float = 0.0) -> Request:
    ticket = Request(since=now)
    if not state.take(ticket, now):
        state.ask(ticket)
    if ticket.progress is Progress.OPENING:
        state.opened(ticket, f"connection {state.created + 1}", now, chance)
    return ticket


def never(connection: str) -> float:
    raise AssertionError("nothing is at rest")


def test_without_limits_nothing_is_ever_due() -> None:
    state: State = PoolState(2)
    state.release(lease(state, 1.0), True, 2.0)
    assert state.due == inf
    state.tend(1e9, lambda _: 2.0)
    assert (state.due, len(state.free)) == (inf, 1)


def test_what_was_idle_for_too_long_goes_and_the_rest_says_when_to_look_again() -> None:
    state: State = PoolState(3, max_idle_time=10)
    used = {"connection 1": 5.0, "connection 2": 8.0}
    tickets = [lease(state, 1.0) for _ in range(3)]
    assert state.due == 11.0
    for ticket in tickets[:2]:
        state.release(ticket, True)
    state.tend(15.0, used.__getitem__)
    assert state.doomed == ["connection 1"]
    assert state.due == 18.0
    state.tend(18.0, used.__getitem__)
    assert state.doomed == ["connection 1", "connection 2"]
    assert state.due == 28.0  # the third is in use
    assert state.ended[End.IDLE] == 2


def test_a_shared_connection_at_rest_is_idle() -> None:
    state: State = PoolState(3, max_idle_time=10)
    rider = Request(ride=True, size=1, since=1.0)
    state.ask(rider)
    state.opened(rider, "shared", 1.0)
    assert rider.slot is not None
    state.tend(20.0, never)
    assert not state.doomed
    state.arrived(rider.slot, 1, 1)
    state.tend(31.0, lambda _: 21.0)
    assert state.doomed == ["shared"]
    assert state.current is None


def test_the_least_used_go_first_and_so_many_stay() -> None:
    state: State = PoolState(3, max_idle_time=10, min_connections=2)
    for ticket in [lease(state, 0.0) for _ in range(3)]:
        state.release(ticket, True)
    used = {"connection 1": 3.0, "connection 2": 1.0, "connection 3": 2.0}
    state.tend(100.0, used.__getitem__)
    assert state.doomed == ["connection 2"]
    assert state.due == inf
    one, two, three = lease(state, 101.0), lease(state, 101.0), lease(state, 101.0)
    assert state.due == 101.0  # from now on there is one too many again
    for ticket in (one, two, three):
        state.release(ticket, True)


def test_one_more_than_the_fewest_lets_those_that_were_left_go_in_their_time() -> None:
    state: State = PoolState(3, max_idle_time=10, min_connections=1)
    first, second = lease(state, 0.0), Request()
    state.release(first, True)
    state.tend(5.0, lambda _: 5.0)
    assert state.due == inf
    busy = lease(state, 6.0)
    state.ask(second)
    state.opened(second, "connection 2", 6.0)
    state.release(busy, True)
    state.tend(state.due, {"connection 1": 5.0, "connection 2": 6.0}.__getitem__)
    assert state.due == 15.0


def test_an_old_connection_goes_at_once_when_it_rests_and_on_return_when_it_is_used() -> None:
    state: State = PoolState(3, max_lifetime=10, min_connections=3)
    used, rests = lease(state, 0.0), lease(state, 0.0)
    state.release(rests, True)
    state.tend(9.9, lambda _: 9.0)
    assert not state.doomed
    state.tend(10.0, lambda _: 9.0)
    assert state.doomed == ["connection 2"]
    young = lease(state, 10.0)
    state.release(used, True, 11.0)
    assert state.doomed == ["connection 2", "connection 1"]
    assert state.ended[End.LIFETIME] == 2
    state.release(young, True, 11.0)
    assert len(state.free) == 1


def test_an_old_shared_connection_takes_no_more_riders() -> None:
    state: State = PoolState(3, max_lifetime=10)
    rider = Request(ride=True, size=1)
    state.ask(rider)
    state.opened(rider, "old", 0.0)
    state.tend(10.0, never)
    assert state.ride(1) is None
    other = Request(ride=True, size=1)
    state.ask(other)
    assert other.progress is Progress.OPENING
    assert rider.slot is not None
    state.arrived(rider.slot, 1, 1)
    assert state.doomed == ["old"]


def test_the_loss_of_an_old_connection_takes_nothing_else_with_it() -> None:
    state: State = PoolState(3, max_lifetime=10, close_on_error=True)
    old = lease(state, 0.0)
    young = lease(state, 5.0)
    state.release(young, True, 6.0)
    state.tend(10.0, lambda _: 6.0)
    assert old.slot is not None
    state.lost(old.slot)
    assert len(state.free) == 1


def test_limits_are_shortened_at_random_by_a_tenth_at_most() -> None:
    state: State = PoolState(3, max_idle_time=100, max_lifetime=1000)
    longest, shortest = lease(state, 0.0, 0.0), lease(state, 0.0, 1.0)
    assert longest.slot is not None and shortest.slot is not None
    assert (longest.slot.patience, longest.slot.dies) == (100.0, 1000.0)
    assert (shortest.slot.patience, shortest.slot.dies) == (90.0, 900.0)


def test_connections_can_be_opened_ahead() -> None:
    state: State = PoolState(3)
    first = Request()
    assert state.grow(first, 2)
    assert first.progress is Progress.OPENING
    state.opened(first, "one")
    state.release(first, True)
    second = Request()
    assert state.grow(second, 2)
    assert not state.grow(Request(), 2)
    state.failed(second)
    assert state.grow(Request(), 2)
    assert state.grow(Request(), 9)
    assert not state.grow(Request(), 9)  # the limit
    assert len(state.free) == 1
    state.close()
    late = Request()
    with pytest.raises(Closed):
        state.grow(late, 1)
    assert late.progress is Progress.SETTLED
