"""How many connections are opened at once, and what happens when the server cannot be reached."""

from __future__ import annotations

import pytest

from sansredis.core.errors import UnreachableError
from sansredis.core.pool import Closed, Down, Full, PoolState, Progress
from sansredis.core.pool_dials import LONG, Dials
from tests.core.pool_checks import Request, State, check


def ask(state: State, now: float = 0.0, *, ride: bool = False) -> Request:
    ticket = Request(ride=ride, size=1, since=now)
    state.ask(ticket)
    return ticket


def at(*tickets: Request) -> list[str]:
    return [ticket.progress.value for ticket in tickets]


def down(now: float = 0.0, **options: int) -> State:
    """A ledger whose server was so long unreachable that nobody waits any more."""
    state: State = PoolState(3, **options)
    while not state.dials.long:
        now = max(now, state.dials.until or now)
        state.unreachable(ask(state, now), now + 0.001, 0.0, "refused")
        now += 0.001
    return state


# The pauses alone


def test_pauses_double_up_to_the_longest_and_end_with_a_success() -> None:
    dials, now, pauses = Dials(16, 0.5), 10.0, []
    for _ in range(11):
        dials.failed(now, now, 0.0, "refused")
        assert dials.until is not None
        pauses.append(round(dials.until - now, 6))
        assert not dials.over(dials.until - 1e-6)
        now = dials.until
        assert dials.over(now) and not dials.over(now)
    assert pauses == [0.002, 0.004, 0.008, 0.016, 0.032, 0.064, 0.128, 0.256, 0.5, 0.5, 0.5]
    dials.failed(now, now, 0.0, "refused")
    dials.succeeded()
    assert (dials.until, dials.failures) == (None, 0)


def test_a_pause_is_long_when_it_has_grown_to_a_tenth_of_a_second_or_as_far_as_it_may() -> None:
    for longest, failures in ((1.0, 7), (0.05, 6), (0.001, 1)):
        dials, now = Dials(16, longest), 1.0
        while not dials.long:
            now = max(now, dials.until or now)
            dials.over(now)
            assert not dials.long
            dials.failed(now, now, 1.0, "refused")
        assert dials.failures == failures
        dials.succeeded()
        assert not dials.long


def test_chance_shortens_a_pause_by_up_to_a_half() -> None:
    dials = Dials(16, 1.0)
    dials.failed(1.0, 2.0, 1.0, "refused")
    assert dials.until == pytest.approx(2.001)


def test_failures_of_what_was_begun_together_are_one() -> None:
    dials = Dials(16, 1.0)
    dials.failed(1.0, 2.0, 0.0, "one")
    dials.failed(1.5, 2.5, 0.0, "another")
    assert (dials.failures, dials.why) == (1, "another")
    dials.failed(2.1, 3.0, 0.0, "later")
    assert dials.failures == 2


def test_there_need_be_no_pauses() -> None:
    dials = Dials(2, 0.0)
    dials.failed(1.0, 2.0, 0.0, "refused")
    assert dials.until is None and not dials.long
    assert dials.may_begin(1) and not dials.may_begin(2)


def test_after_a_failure_one_tries() -> None:
    dials = Dials(16, 1.0)
    dials.failed(1.0, 2.0, 0.0, "refused")
    assert not dials.may_begin(0)
    assert dials.over(3.0)
    assert dials.may_begin(0) and not dials.may_begin(1)


# In the ledger


def test_only_so_many_are_opened_at_once() -> None:
    state: State = PoolState(5, max_connecting=2)
    tickets = [ask(state) for _ in range(4)]
    assert at(*tickets) == ["opening", "opening", "waiting", "waiting"]
    state.opened(tickets[0], "one")
    assert at(*tickets) == ["granted", "opening", "opening", "waiting"]
    state.release(tickets[0], True)
    assert at(*tickets) == ["settled", "opening", "opening", "granted"]
    check(state)


def test_who_may_not_wait_for_a_full_pool_may_wait_for_his_turn_to_open() -> None:
    state: State = PoolState(3, max_connecting=1, max_waiting=0)
    assert at(ask(state), ask(state), ask(state)) == ["opening", "waiting", "waiting"]
    with pytest.raises(Full):
        ask(state)


def test_riders_too_may_wait_for_their_turn_to_open() -> None:
    state: State = PoolState(3, max_connecting=1, max_waiting=0)
    assert at(ask(state), ask(state, ride=True)) == ["opening", "waiting"]


def test_a_shared_connection_is_not_drained_for_one_who_may_open_his_own_soon() -> None:
    state: State = PoolState(5, max_connecting=1)
    rider = ask(state, ride=True)
    state.opened(rider, "shared")
    assert at(ask(state), ask(state)) == ["opening", "waiting"]
    assert rider.slot is not None
    assert not rider.slot.draining


def test_after_a_failure_the_next_one_tries_when_the_pause_is_over() -> None:
    state: State = PoolState(3, max_connecting=1)
    first, second, third = ask(state, 1.0), ask(state, 1.0), ask(state, 1.0)
    state.unreachable(first, 2.0, 0.0, "refused")
    assert at(first, second, third) == ["settled", "waiting", "waiting"]
    assert state.woken == [second, third], "they have a time to wait for"
    state.wake(2.001)
    assert at(second, third) == ["waiting", "waiting"]
    state.wake(2.002)
    assert at(second, third) == ["opening", "waiting"]
    state.opened(second, "there")
    assert at(second, third) == ["granted", "opening"]


def test_a_newcomer_after_the_pause_comes_behind_those_who_waited_for_its_end() -> None:
    state: State = PoolState(3, max_connecting=1)
    first, second = ask(state, 1.0), ask(state, 1.0)
    state.unreachable(first, 2.0, 0.0, "refused")
    newcomer = ask(state, 3.0)
    assert at(second, newcomer) == ["opening", "waiting"]


def test_one_who_gives_up_connecting_is_no_failure_of_the_server() -> None:
    state: State = PoolState(3, max_connecting=1)
    first, second = ask(state, 1.0), ask(state, 1.0)
    state.failed(first)
    assert at(first, second) == ["settled", "opening"]
    assert state.dials.failures == 0


def test_in_a_long_pause_who_waits_and_who_comes_are_told_at_once() -> None:
    state = down()
    until = state.dials.until
    assert until is not None
    assert state.refused == 0
    with pytest.raises(Down):
        ask(state, until - LONG / 2)
    assert (state.refused, state.dials.why) == (1, "refused")
    probe, behind = ask(state, until), ask(state, until)
    assert at(probe, behind) == ["opening", "waiting"]
    state.unreachable(probe, until + 0.001, 0.0, "refused again")
    assert behind.progress is Progress.SETTLED
    assert state.woken == [behind]
    assert state.refused == 2


def test_in_a_long_pause_one_may_wait_for_what_is_in_use() -> None:
    state: State = PoolState(2)
    holder = ask(state)
    state.opened(holder, "there")
    now = 0.0
    while not state.dials.long:
        now = (state.dials.until or now) + 0.001
        state.unreachable(ask(state, now), now, 0.0, "refused")
    waiter = ask(state, now)
    assert waiter.progress is Progress.WAITING
    state.release(holder, False)
    assert waiter.progress is Progress.SETTLED, "now there is nothing left to wait for"


def test_nothing_is_opened_ahead_in_a_pause() -> None:
    state: State = PoolState(3)
    state.unreachable(ask(state, 1.0), 1.0, 0.0, "refused")
    ticket = Request(since=1.001)
    with pytest.raises(Down):
        state.grow(ticket, 3)
    assert ticket.progress is Progress.SETTLED
    assert state.grow(Request(since=1.002), 3)
    state.close()
    with pytest.raises(Closed):
        state.grow(Request(since=1.002), 3)


def test_the_error_says_when_to_come_again() -> None:
    assert UnreachableError("down", 0.25).retry_after == 0.25
    assert UnreachableError().retry_after == 0.0
