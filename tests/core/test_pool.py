"""The pool's ledger, one behaviour at a time."""

from __future__ import annotations

import pytest

from sansredis.core.pool import Closed, End, Full, Mode, PoolState, Progress
from tests.core.pool_checks import Place, Request, State, check


def ask(state: State, *, ride: bool = False, size: int = 0) -> Request:
    ticket = Request(ride=ride, size=size)
    state.ask(ticket)
    return ticket


def lease(state: State) -> Request:
    """A lease with its connection open, on a pool that is not full."""
    ticket = Request()
    if not state.take(ticket):
        state.ask(ticket)
    if ticket.progress is Progress.OPENING:
        state.opened(ticket, f"connection {state.created + 1}")
    assert ticket.progress is Progress.GRANTED
    return ticket


def ride(state: State, size: int = 1) -> Place:
    """A rider's place, with its connection open."""
    slot = state.ride(size)
    if slot is None:
        ticket = ask(state, ride=True, size=size)
        if ticket.progress is Progress.OPENING:
            state.opened(ticket, f"connection {state.created + 1}")
        assert ticket.progress is Progress.GRANTED
        slot = place(ticket)
    return slot


def place(ticket: Request) -> Place:
    assert ticket.slot is not None
    return ticket.slot


def at(*tickets: Request) -> list[Progress]:
    return [ticket.progress for ticket in tickets]


def counts(state: State, *names: str) -> tuple[int, ...]:
    check(state)
    stats = state.stats()
    return tuple(stats[name] for name in names)


# Leases


@pytest.mark.behaviour("pyredis 3", "pyredis 7", "redis-py 3", "coredis 14")
def test_the_connection_given_back_last_is_taken_first() -> None:
    state: State = PoolState(3)
    first, second = lease(state), lease(state)
    one, two = place(first), place(second)
    state.release(second, True)
    state.release(first, True)
    assert counts(state, "free", "used") == (2, 0)
    assert place(lease(state)) is one
    assert place(lease(state)) is two
    assert counts(state, "free", "used", "created") == (0, 2, 2)


@pytest.mark.behaviour("pyredis 4", "redis-py 2")
def test_with_none_free_the_right_to_open_one_is_given() -> None:
    state: State = PoolState(2)
    first, second = ask(state), ask(state)
    assert at(first, second) == [Progress.OPENING, Progress.OPENING]
    assert first.slot is not second.slot
    assert counts(state, "connecting", "used", "created") == (2, 0, 0)
    state.opened(first, "one")
    assert at(first, second) == [Progress.GRANTED, Progress.OPENING]
    assert counts(state, "connecting", "used", "created") == (1, 1, 1)


@pytest.mark.behaviour("pyredis 5", "redis-py 4")
def test_a_full_pool_that_lets_nobody_wait_refuses_at_once() -> None:
    state: State = PoolState(1, max_waiting=0)
    lease(state)
    ticket = Request()
    with pytest.raises(Full):
        state.ask(ticket)
    assert ticket.progress is Progress.SETTLED
    assert counts(state, "used", "waiting", "most_waiting") == (1, 0, 0)


def test_only_so_many_may_wait() -> None:
    state: State = PoolState(1, max_waiting=1)
    lease(state)
    assert ask(state).progress is Progress.WAITING
    with pytest.raises(Full):
        ask(state)


@pytest.mark.behaviour("redis-py 14", "coredis 12")
def test_waiters_get_what_comes_back_in_the_order_they_came() -> None:
    state: State = PoolState(1)
    holder = lease(state)
    waiters = [ask(state) for _ in range(3)]
    assert not state.take(Request())
    for waiter in waiters:
        state.release(holder, True)
        assert state.woken == [waiter]
        state.woken.clear()
        holder = waiter
    assert counts(state, "waiting", "most_waiting", "created") == (0, 3, 1)


@pytest.mark.behaviour("coredis 14")
def test_a_waiter_gets_the_right_to_open_in_place_of_a_connection_that_is_spent() -> None:
    state: State = PoolState(1)
    holder, waiter = lease(state), ask(state)
    state.release(holder, False)
    assert waiter.progress is Progress.OPENING
    assert state.doomed == ["connection 1"]
    assert counts(state, "connecting", "used", "lost", "closed") == (1, 0, 0, 1)


@pytest.mark.behaviour("coredis 14", "redis-py 10")
def test_the_right_to_open_passes_on_when_connecting_fails() -> None:
    state: State = PoolState(1)
    first, second = ask(state), ask(state)
    state.failed(first)
    assert (first.progress, second.progress) == (Progress.SETTLED, Progress.OPENING)
    state.failed(second)
    assert counts(state, "free", "used", "connecting", "waiting") == (0, 0, 0, 0)


def test_who_gives_up_waiting_is_passed_over() -> None:
    state: State = PoolState(1)
    holder, first, second = lease(state), ask(state), ask(state)
    state.abandon(first)
    assert state.waiters == 1
    state.release(holder, True)
    assert state.woken == [second]


def test_what_was_granted_to_one_who_has_gone_is_passed_on() -> None:
    state: State = PoolState(1)
    holder, first, second = lease(state), ask(state), ask(state)
    state.release(holder, True)
    state.abandon(first, True)  # before he woke
    assert state.woken == [first, second]
    assert second.progress is Progress.GRANTED


def test_releasing_twice_is_harmless() -> None:
    state: State = PoolState(2)
    ticket = lease(state)
    state.release(ticket, True)
    state.release(ticket, True)
    state.abandon(ticket)
    assert counts(state, "free", "used") == (1, 0)


def test_a_ride_is_not_ended_by_release() -> None:
    state: State = PoolState(1)
    ticket = ask(state, ride=True)
    state.opened(ticket, "shared")
    state.release(ticket, True)
    assert ticket.progress is Progress.GRANTED
    assert counts(state, "shared", "owed") == (1, 1)


# Loss


@pytest.mark.behaviour("pyredis 9")
def test_a_lost_connection_is_forgotten_and_leaves_the_others_alone() -> None:
    state: State = PoolState(3)
    idle, other, holder = lease(state), lease(state), lease(state)
    state.release(idle, True)
    state.lost(place(holder))
    state.lost(place(holder))
    state.release(holder, False)
    assert holder.progress is Progress.SETTLED
    assert counts(state, "free", "used", "lost", "closed", "generation") == (1, 1, 1, 1, 0)
    assert state.doomed == ["connection 3"]
    state.release(other, True)
    assert counts(state, "free") == (2,)


@pytest.mark.behaviour("pyredis 10")
def test_with_close_on_error_a_loss_ends_the_whole_generation() -> None:
    state: State = PoolState(4, close_on_error=True)
    idle, other, holder = lease(state), lease(state), lease(state)
    state.release(idle, True)
    state.lost(place(holder))
    assert counts(state, "free", "used", "generation", "lost") == (0, 1, 1, 1)
    assert sorted(state.doomed) == ["connection 1", "connection 3"]
    state.release(other, True)
    assert counts(state, "free", "used", "closed") == (0, 0, 3)


@pytest.mark.behaviour("pyredis 11")
def test_what_was_handed_out_before_a_loss_takes_nothing_else_with_it() -> None:
    state: State = PoolState(4, close_on_error=True)
    healthy, broken, holder = lease(state), lease(state), lease(state)
    state.lost(place(holder))
    fresh = lease(state)
    state.release(fresh, True)
    state.lost(place(broken))
    state.release(healthy, True)
    assert counts(state, "free", "used", "generation", "lost") == (1, 0, 1, 2)
    assert place(lease(state)).connection == "connection 4"


def test_a_connection_that_is_only_spent_ends_no_generation() -> None:
    state: State = PoolState(2, close_on_error=True)
    idle, spent = lease(state), lease(state)
    state.release(idle, True)
    state.release(spent, False)
    assert counts(state, "free", "generation", "lost", "closed") == (1, 0, 0, 1)


def test_a_free_connection_that_is_lost_is_not_given() -> None:
    state: State = PoolState(2)
    ticket = lease(state)
    slot = place(ticket)
    state.release(ticket, True)
    state.lost(slot)
    assert not state.take(Request())
    assert counts(state, "free", "lost") == (0, 1)


def test_riders_of_a_lost_connection_are_nobody_s_any_more() -> None:
    state: State = PoolState(1)
    slot = ride(state)
    ride(state)
    late = ask(state)
    state.lost(slot)
    state.arrived(slot, 2, 2)
    state.suspend(slot)
    state.resume(slot)
    assert late.progress is Progress.OPENING
    assert counts(state, "owed", "shared", "connecting") == (0, 0, 1)


@pytest.mark.behaviour("redis-py 6", "coredis 16")
def test_invalidating_closes_idle_connections_now_and_used_ones_on_return() -> None:
    state: State = PoolState(4)
    idle, used = lease(state), lease(state)
    slot = ride(state)
    state.release(idle, True)
    state.invalidate()
    assert state.doomed == ["connection 1"]
    assert ride(state) is not slot
    state.arrived(slot, 1, 1)
    state.release(used, True)
    assert state.doomed == ["connection 1", "connection 3", "connection 2"]
    assert counts(state, "free", "used", "shared") == (0, 1, 1)


def test_one_connection_that_serves_nobody_else() -> None:
    state: State = PoolState(4)
    idle, used, rider = lease(state), lease(state), ask(state, ride=True, size=1)
    state.opened(rider, "shared")
    resting, shared = place(idle), place(rider)
    state.release(idle, True)
    for slot in (resting, place(used), shared):
        state.retire(slot)
    assert state.doomed == ["connection 1"]
    assert state.current is None
    state.release(used, True)
    state.arrived(shared, 1, 1)
    assert state.doomed == ["connection 1", "connection 2", "shared"]
    assert (state.generation, state.ended[End.RETIRED]) == (0, 3)


def test_a_connection_that_was_being_opened_when_its_generation_ended_serves_its_opener_alone() -> None:
    state: State = PoolState(4)
    rider, leaser = ask(state, ride=True, size=1), ask(state)
    state.invalidate()
    assert state.opening == 0
    other = ask(state, ride=True, size=1)
    assert other.progress is Progress.OPENING  # that one is no use to him
    state.opened(rider, "old")
    state.opened(leaser, "old too")
    state.opened(other, "new")
    assert rider.progress is leaser.progress is Progress.GRANTED
    assert ride(state) is other.slot
    state.arrived(place(rider), 1, 1)
    state.release(leaser, True)
    assert state.doomed == ["old", "old too"]


# Size


@pytest.mark.behaviour("pyredis 8")
def test_above_the_limit_what_comes_back_goes() -> None:
    state: State = PoolState(3)
    tickets = [lease(state) for _ in range(3)]
    state.resize(1)
    state.release(tickets[0], True)
    state.release(tickets[1], True)
    assert counts(state, "limit", "free", "used", "closed") == (1, 0, 1, 2)
    state.release(tickets[2], True)
    assert counts(state, "free", "used", "closed") == (1, 0, 2)


@pytest.mark.behaviour("pyredis 12")
def test_shrinking_closes_idle_connections_the_longest_idle_first() -> None:
    state: State = PoolState(5)
    tickets = [lease(state) for _ in range(5)]
    for ticket in tickets:
        state.release(ticket, True)
    state.resize(3)
    assert sorted(state.doomed) == ["connection 1", "connection 2"]
    assert counts(state, "free", "used", "closed") == (3, 0, 2)


@pytest.mark.behaviour("pyredis 13")
def test_shrinking_below_what_is_in_use_leaves_that_alone() -> None:
    state: State = PoolState(10)
    tickets = [lease(state) for _ in range(10)]
    for ticket in tickets[:5]:
        state.release(ticket, True)
    state.resize(3)
    assert counts(state, "free", "used") == (0, 5)
    for ticket in tickets[5:]:
        state.release(ticket, True)
    assert counts(state, "free", "used") == (3, 0)


def test_growing_lets_waiters_open() -> None:
    state: State = PoolState(1)
    lease(state)
    waiters = [ask(state) for _ in range(3)]
    state.resize(3)
    assert state.woken == waiters[:2]
    assert [w.progress for w in waiters] == [Progress.OPENING, Progress.OPENING, Progress.WAITING]


def test_shrinking_below_the_shared_connections_in_constant_use_drains_some() -> None:
    state: State = PoolState(3, max_shared=3, max_owed=8)
    slots = [ride(state) for _ in range(3)]
    assert len(set(slots)) == 3  # a crowd is one here
    ride(state)
    state.resize(1)
    kept = [s for s in slots if not s.draining]
    assert len(kept) == 1
    for _ in range(5):
        assert ride(state) is kept[0]
        state.arrived(kept[0], 1, 1)
    for slot in slots:
        if slot.draining:
            state.arrived(slot, slot.riders, slot.size)
    assert counts(state, "shared", "used", "closed") == (1, 1, 2)


def test_a_drained_connection_stays_if_a_lease_makes_room_first() -> None:
    state: State = PoolState(2)
    holder, slot = lease(state), ride(state)
    state.resize(1)
    assert state.ride(1) is None
    state.release(holder, True)
    state.arrived(slot, 1, 1)
    assert ride(state) is slot
    assert counts(state, "used", "closed") == (1, 1)


def test_shrinking_closes_a_shared_connection_at_rest() -> None:
    state: State = PoolState(2)
    slot = ride(state)
    lease(state)
    state.arrived(slot, 1, 1)
    state.resize(1)
    assert counts(state, "shared", "used", "free") == (0, 1, 0)
    assert state.doomed == ["connection 1"]


# Sharing


def test_rides_share_one_connection_until_it_is_crowded() -> None:
    state: State = PoolState(9, max_shared=2, max_owed=32)
    first = ride(state)
    assert {ride(state) for _ in range(3)} == {first}
    second = ride(state)
    assert second is not first
    assert counts(state, "shared", "owed", "used") == (2, 5, 2)


def test_a_free_connection_is_shared_before_another_is_opened() -> None:
    state: State = PoolState(9)
    ticket = lease(state)
    slot = place(ticket)
    state.release(ticket, True)
    assert ride(state) is slot
    assert counts(state, "created", "shared", "free") == (1, 1, 0)


def test_beyond_the_crowd_riders_fill_what_there_is_up_to_the_limit() -> None:
    state: State = PoolState(2, max_owed=16)
    slots = [ride(state) for _ in range(32)]
    assert {slots.count(slot) for slot in set(slots)} == {16}
    waiter = ask(state, ride=True)
    assert waiter.progress is Progress.WAITING
    state.arrived(slots[0], 1, 1)
    assert waiter.slot is slots[0]
    assert counts(state, "created", "most_used", "owed") == (2, 2, 32)


def test_the_fast_path_serves_beyond_the_crowd() -> None:
    state: State = PoolState(1, max_owed=80)
    slot = ride(state)
    slow = sum(state.ride(1) is None and ride(state) is slot for _ in range(79))
    assert slot.riders == 80
    assert slow == 7  # once for each helping
    state.arrived(slot, 79, 79)
    state.arrived(slot, 1, 1)
    assert state.ride(1) is slot


def test_after_the_rush_the_fast_path_fills_one_connection_only() -> None:
    state: State = PoolState(2, max_owed=16)
    for _ in range(8):
        ride(state)
    one, two = state.shared
    assert state.brim > state.crowd
    state.arrived(two, two.riders, two.size)
    assert (state.current, state.brim) == (two, state.crowd)
    state.arrived(one, one.riders, one.size)
    assert ride(state) is ride(state)


def test_a_connection_crowded_by_bytes_is_not_filled_further() -> None:
    state: State = PoolState(2, max_owed_bytes=800)
    first = ride(state, 99)
    assert ride(state, 1) is first
    second = ride(state, 1)
    assert second is not first
    assert state.current is second
    assert ride(state, 700) is second  # fewer bytes there


def test_too_many_bytes_wait() -> None:
    state: State = PoolState(1, max_owed_bytes=100)
    slot = ride(state, 60)
    assert ride(state, 40) is slot
    waiter = ask(state, ride=True, size=1)
    assert at(waiter) == [Progress.WAITING]
    state.arrived(slot, 1, 60)
    assert at(waiter) == [Progress.GRANTED]


def test_a_request_larger_than_all_that_may_be_owed_rides_alone() -> None:
    state: State = PoolState(1, max_owed_bytes=100)
    slot = ride(state, 1)
    giant, small = ask(state, ride=True, size=1000), ask(state, ride=True, size=1)
    assert at(giant, small) == [Progress.WAITING, Progress.WAITING]
    state.arrived(slot, 1, 1)
    assert at(giant, small) == [Progress.GRANTED, Progress.WAITING]
    state.arrived(slot, 1, 1000)
    assert at(small) == [Progress.GRANTED]


def test_riders_board_the_connection_that_one_of_them_opens() -> None:
    state: State = PoolState(5)
    opener = ask(state, ride=True)
    others = [ask(state, ride=True) for _ in range(3)]
    assert [t.progress for t in others] == [Progress.WAITING] * 3
    assert counts(state, "connecting", "waiting", "owed") == (1, 3, 0)
    state.opened(opener, "shared")
    assert state.woken == others
    assert {t.slot for t in others} == {opener.slot}
    assert counts(state, "shared", "owed", "created") == (1, 4, 1)


def test_a_lease_in_the_making_is_no_connection_for_riders() -> None:
    state: State = PoolState(5)
    ask(state)
    assert ask(state, ride=True).progress is Progress.OPENING


def test_when_opening_for_riders_fails_the_next_one_opens() -> None:
    state: State = PoolState(5)
    opener, second, third = (ask(state, ride=True) for _ in range(3))
    state.abandon(opener)
    assert (second.progress, third.progress) == (Progress.OPENING, Progress.WAITING)
    state.opened(second, "shared")
    assert third.slot is second.slot


def test_those_who_wait_for_a_connection_on_its_way_do_not_count_as_waiting_for_a_full_pool() -> None:
    state: State = PoolState(5, max_waiting=0, max_owed=3)
    ask(state, ride=True)
    assert ask(state, ride=True).progress is ask(state, ride=True).progress is Progress.WAITING
    with pytest.raises(Full):
        ask(state, ride=True)
    state.resize(1)
    with pytest.raises(Full):
        ask(state)


def test_no_more_than_max_shared_are_shared() -> None:
    state: State = PoolState(5, max_shared=1, max_owed=2)
    slot = ride(state)
    assert ride(state) is slot
    spare = lease(state)
    waiter = ask(state, ride=True)
    state.release(spare, True)
    assert waiter.progress is Progress.WAITING
    assert counts(state, "free", "shared") == (1, 1)


def test_a_lease_takes_a_shared_connection_at_rest() -> None:
    state: State = PoolState(5)
    slot = ride(state)
    state.arrived(slot, 1, 1)
    assert counts(state, "free", "shared") == (1, 1)
    assert lease(state).slot is slot
    assert state.current is None
    assert ride(state) is not slot


def test_no_sharing_means_none() -> None:
    state: State = PoolState(2, sharing=False)
    first, second, third = (ask(state, ride=True) for _ in range(3))
    state.opened(first, "one")
    state.opened(second, "two")
    assert place(first).mode is place(second).mode is Mode.LEASED
    assert third.progress is Progress.WAITING
    state.release(second, True)
    assert third.slot is not None and third.slot.mode is Mode.LEASED


def test_with_leases_first_commands_ride_together_once_the_pool_is_full() -> None:
    state: State = PoolState(2, share_first=False)
    first, second = lease(state), lease(state)
    riders = [ask(state, ride=True, size=1) for _ in range(3)]
    state.release(first, True)
    assert state.woken == riders
    shared = place(riders[0])
    assert [r.slot for r in riders] == [shared] * 3
    assert ask(state, ride=True).slot is shared
    assert counts(state, "shared", "owed", "used") == (1, 4, 2)
    state.arrived(shared, 4, 3)
    assert counts(state, "shared", "free") == (0, 1)
    assert ask(state, ride=True).slot is shared
    assert shared.mode is Mode.LEASED
    assert second.slot is not shared


def test_with_leases_first_a_full_shared_connection_is_joined_by_others() -> None:
    state: State = PoolState(3, share_first=False, max_owed=1, max_shared=1)
    holders = [lease(state) for _ in range(3)]
    riders = [ask(state, ride=True) for _ in range(2)]
    for holder in holders[:2]:
        state.release(holder, True)
    assert [place(r).mode for r in riders] == [Mode.SHARED, Mode.LEASED]


# Riders and leases


def test_a_shared_connection_in_constant_use_is_drained_for_one_who_wants_his_own() -> None:
    state: State = PoolState(1)
    slot = ride(state)
    waiter, rider = ask(state), ask(state, ride=True, size=1)
    assert state.ride(1) is None
    assert rider.progress is Progress.WAITING
    assert slot.draining
    state.arrived(slot, 1, 1)
    assert waiter.slot is slot
    assert counts(state, "shared", "used", "waiting") == (0, 1, 1)
    state.release(waiter, True)
    assert rider.slot is slot
    assert counts(state, "shared", "used", "waiting") == (1, 1, 0)


def test_draining_goes_on_when_he_who_wanted_the_connection_has_gone() -> None:
    state: State = PoolState(1)
    slot = ride(state)
    waiter, rider = ask(state), ask(state, ride=True, size=1)
    state.abandon(waiter)
    # He may have gone because the connection is stuck: those behind him had better not board it.
    assert at(rider) == [Progress.WAITING]
    state.arrived(slot, 1, 1)
    assert state.woken == [rider]
    assert ride(state) is slot


def test_riders_open_another_connection_while_one_drains_in_vain() -> None:
    state: State = PoolState(2, max_shared=1)
    slot, holder = ride(state), lease(state)
    waiter = ask(state)
    state.release(holder, True)
    assert at(waiter) == [Progress.GRANTED]
    state.release(waiter, True)
    assert ride(state) is not slot
    assert counts(state, "shared", "used") == (2, 2)


def test_those_who_came_first_are_served_first_whatever_they_want() -> None:
    state: State = PoolState(1)
    holder = lease(state)
    rider, waiter, late = ask(state, ride=True), ask(state), ask(state, ride=True)
    state.release(holder, True)
    assert [t.progress for t in (rider, waiter, late)] == [Progress.GRANTED, Progress.WAITING, Progress.WAITING]
    state.abandon(rider)
    assert [t.progress for t in (waiter, late)] == [Progress.GRANTED, Progress.WAITING]


# Late replies


def test_a_suspended_connection_takes_no_riders_and_another_is_opened_in_its_place() -> None:
    state: State = PoolState(2, max_shared=1, max_owed=1)
    slot = ride(state)
    waiter = ask(state, ride=True, size=1)
    state.suspend(slot)
    assert waiter.progress is Progress.OPENING
    state.opened(waiter, "new")
    state.resume(slot)
    # Two are one too many now: the one that is done first goes out of sharing.
    assert sum(s.draining for s in state.shared) == 1
    for shared in list(state.shared):
        state.arrived(shared, 1, 1)
    assert counts(state, "free", "shared") == (2, 1)


def test_a_suspended_connection_is_neither_filled_nor_leased() -> None:
    state: State = PoolState(1)
    slot = ride(state)
    state.suspend(slot)
    assert state.ride(1) is None
    assert ask(state).progress is ask(state, ride=True).progress is Progress.WAITING
    state.resume(slot)
    assert slot.draining


def test_a_suspended_connection_that_nobody_rides_any_more_is_free() -> None:
    state: State = PoolState(1)
    slot = ride(state)
    state.suspend(slot)
    state.arrived(slot, 1, 1)
    assert counts(state, "free", "shared") == (1, 0)
    assert lease(state).slot is slot


# The end


@pytest.mark.behaviour("redis-py 7", "coredis 16")
def test_closing_dooms_every_connection_and_wakes_every_waiter() -> None:
    state: State = PoolState(4, max_waiting=5)
    idle, used, opener = lease(state), lease(state), ask(state)
    ride(state)
    state.release(idle, True)
    taken = lease(state)
    waiter = ask(state)
    state.close()
    assert sorted(state.doomed) == ["connection 1", "connection 2", "connection 3"]
    assert state.woken == [waiter]
    assert waiter.progress is Progress.SETTLED
    assert counts(state, "free", "used", "shared", "waiting", "connecting") == (0, 0, 0, 0, 1)
    state.opened(opener, "too late")
    assert opener.progress is Progress.SETTLED
    assert state.doomed[3:] == ["too late"]
    for ticket in (used, taken):
        state.release(ticket, True)
    assert not state.take(Request())
    assert state.ride(1) is None
    with pytest.raises(Closed):
        ask(state)
    assert counts(state, "closed", "created") == (4, 4)


def test_closing_twice_is_harmless() -> None:
    state: State = PoolState(2)
    lease(state)
    state.close()
    state.close()
    state.invalidate()
    state.resize(5)
    assert state.doomed == ["connection 1"]


def test_opening_may_fail_after_the_end() -> None:
    state: State = PoolState(2)
    opener = ask(state, ride=True)
    state.close()
    state.abandon(opener)
    assert counts(state, "connecting", "closed") == (0, 0)


# Looking


@pytest.mark.behaviour("redis-py 8")
def test_what_there_is_can_be_read() -> None:
    state: State = PoolState(3)
    ticket = ask(state, ride=True, size=7)
    assert repr(ticket) == "<Ticket ride opening>"
    assert repr(Request()) == "<Ticket lease new>"
    assert repr(ticket.slot) == "<Slot connecting generation=0>"
    state.opened(ticket, "shared")
    assert repr(ticket.slot) == "<Slot shared riders=1 generation=0>"
    assert repr(state) == "<PoolState limit=3 free=0 used=1 connecting=0 shared=1 waiting=0>"
    state.close()
    assert repr(state) == "<PoolState limit=3 free=0 used=0 connecting=0 shared=0 waiting=0 closed>"
