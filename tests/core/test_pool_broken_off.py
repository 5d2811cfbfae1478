"""Every step of the ledger, broken off before each of its lines: afterwards the ledger can be made whole.

In a thread, a signal handler may raise between any two statements, and other threads may take steps before the one that
was interrupted has come to `repair` and `abandon`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

import pytest

from sansredis.core.pool import Closed, Mode, PoolState, Progress
from tests.core.pool_checks import Place, Request, State, broken_off, check, check_holders, held


class Scene(NamedTuple):
    """A ledger in use: the step to break off, and whose it is."""

    state: State
    ticket: Request
    others: list[Request]
    step: Callable[[], object]


def opened(state: State, *, ride: bool = False, size: int = 0) -> Request:
    """A ticket with a connection of its own opening."""
    ticket = Request(ride=ride, size=size)
    state.ask(ticket)
    if ticket.progress is Progress.OPENING:
        state.opened(ticket, f"connection {state.created}")
    return ticket


def waiting(state: State, *, ride: bool = False) -> Request:
    ticket = Request(ride=ride, size=1)
    state.ask(ticket)
    assert ticket.progress is Progress.WAITING
    return ticket


def take_a_free_one(sharing: bool) -> Scene:
    state: State = PoolState(2, share_first=sharing)
    state.release(opened(state), True)
    ticket = Request()
    return Scene(state, ticket, [], lambda: state.take(ticket))


def ask_for_a_new_one(sharing: bool) -> Scene:
    state: State = PoolState(2, share_first=sharing)
    ticket = Request(ride=True, size=1)
    return Scene(state, ticket, [], lambda: state.ask(ticket))


def ask_for_a_free_one(sharing: bool) -> Scene:
    state: State = PoolState(2, share_first=sharing)
    state.release(opened(state), True)
    ticket = Request(ride=True, size=1)
    return Scene(state, ticket, [], lambda: state.ask(ticket))


def ask_for_one_at_rest(sharing: bool) -> Scene:
    state: State = PoolState(1, share_first=sharing)
    state.abandon(opened(state, ride=True), True)
    ticket = Request()
    return Scene(state, ticket, [], lambda: state.ask(ticket))


def ask_in_vain(sharing: bool) -> Scene:
    state: State = PoolState(1, share_first=sharing)
    others = [opened(state, ride=True)]
    ticket = Request()
    return Scene(state, ticket, others, lambda: state.ask(ticket))


def open_for_a_lease(sharing: bool) -> Scene:
    state: State = PoolState(2, share_first=sharing)
    ticket = Request()
    state.ask(ticket)
    return Scene(state, ticket, [], lambda: state.opened(ticket, "new"))


def open_for_riders(sharing: bool) -> Scene:
    state: State = PoolState(1, share_first=sharing)
    ticket = Request(ride=True, size=1)
    state.ask(ticket)
    others = [waiting(state, ride=True), waiting(state), waiting(state, ride=True)]
    return Scene(state, ticket, others, lambda: state.opened(ticket, "new"))


def open_so_that_another_is_opened(sharing: bool) -> Scene:
    state: State = PoolState(2, share_first=sharing, max_connecting=1)
    ticket = Request()
    state.ask(ticket)
    others = [waiting(state)]
    return Scene(state, ticket, others, lambda: state.opened(ticket, "new"))


def open_after_closing(sharing: bool) -> Scene:
    state: State = PoolState(2, share_first=sharing)
    ticket = Request(ride=True)
    state.ask(ticket)
    state.close()
    return Scene(state, ticket, [], lambda: state.opened(ticket, "new"))


def fail_to_open(sharing: bool) -> Scene:
    state: State = PoolState(1, share_first=sharing)
    ticket = Request(ride=True, size=1)
    state.ask(ticket)
    others = [waiting(state, ride=True), waiting(state)]
    return Scene(state, ticket, others, lambda: state.failed(ticket))


def release_to_a_waiter(sharing: bool) -> Scene:
    state: State = PoolState(2, share_first=sharing)
    ticket = opened(state)
    others = [opened(state), waiting(state), waiting(state, ride=True)]
    return Scene(state, ticket, others, lambda: state.release(ticket, True))


def release_to_riders(sharing: bool) -> Scene:
    state: State = PoolState(2, share_first=sharing)
    ticket = opened(state)
    others = [opened(state), waiting(state, ride=True), waiting(state, ride=True)]
    return Scene(state, ticket, others, lambda: state.release(ticket, True))


def release_what_is_spent(sharing: bool) -> Scene:
    state: State = PoolState(2, share_first=sharing)
    ticket = opened(state)
    others = [opened(state), waiting(state), waiting(state, ride=True)]
    return Scene(state, ticket, others, lambda: state.release(ticket, False))


def abandon_a_ride(sharing: bool) -> Scene:
    state: State = PoolState(1, share_first=sharing)
    others = [opened(state)]
    ticket = waiting(state, ride=True)
    state.release(others.pop(), True)
    others = [waiting(state), waiting(state, ride=True)]
    return Scene(state, ticket, others, lambda: state.abandon(ticket))


def abandon_waiting(sharing: bool) -> Scene:
    state: State = PoolState(2, share_first=sharing, max_shared=1)
    others = [opened(state)]
    riders = [waiting_or_riding(state), waiting_or_riding(state)]
    ticket = waiting(state)
    others += [*riders, waiting(state, ride=True)]
    return Scene(state, ticket, others, lambda: state.abandon(ticket))


def waiting_or_riding(state: State) -> Request:
    return opened(state, ride=True, size=1)


def lose_one_of_a_generation(sharing: bool) -> Scene:
    state: State = PoolState(3, share_first=sharing, close_on_error=True)
    ticket, idle, other = opened(state), opened(state), opened(state)
    state.release(idle, True)
    slot = ticket.slot
    assert slot is not None
    others = [other, opened(state, ride=True), waiting(state)]
    return Scene(state, ticket, others, lambda: state.lost(slot))


def lose_one(sharing: bool) -> Scene:
    scene = release_to_a_waiter(sharing)
    slot = scene.ticket.slot
    assert slot is not None
    return scene._replace(step=lambda: scene.state.lost(slot))


def make_smaller(sharing: bool) -> Scene:
    state: State = PoolState(5, share_first=sharing)
    tickets = [opened(state) for _ in range(4)]
    for ticket in tickets[2:]:
        state.release(ticket, True)
    others = [tickets[1], opened(state, ride=True, size=1)]
    return Scene(state, tickets[0], others, lambda: state.resize(1))


def close(sharing: bool) -> Scene:
    state: State = PoolState(3, share_first=sharing)
    ticket, idle, other = opened(state), opened(state), opened(state)
    state.release(idle, True)
    others = [other, opened(state, ride=True), waiting(state)]
    return Scene(state, ticket, others, state.close)


def late_and_caught_up(sharing: bool) -> Scene:
    state: State = PoolState(1, share_first=sharing)
    first = opened(state)
    others = [waiting(state, ride=True), waiting(state, ride=True)]
    state.release(first, True)
    slot = others[0].slot
    assert slot is not None

    def step() -> None:
        state.suspend(slot)
        state.resume(slot)

    return Scene(state, others[0], others[1:], step)


def tend_what_is_over(sharing: bool) -> Scene:
    state: State = PoolState(5, share_first=sharing, max_idle_time=5, max_lifetime=10)
    ticket, old, idle = opened(state), opened(state), opened(state)
    others = [opened(state), opened(state, ride=True, size=1)]
    state.release(old, True)
    state.release(idle, True)
    for slot in state.free[1:]:
        slot.dies = 100.0
    return Scene(state, ticket, others, lambda: state.tend(20.0, lambda connection: 0.0))


SCENES = (
    take_a_free_one, ask_for_a_new_one, ask_for_a_free_one, ask_for_one_at_rest, ask_in_vain, open_for_a_lease,
    open_for_riders, open_so_that_another_is_opened, open_after_closing, fail_to_open, release_to_a_waiter,
    release_to_riders, release_what_is_spent, abandon_a_ride, abandon_waiting, lose_one_of_a_generation, lose_one,
    make_smaller, close, late_and_caught_up, tend_what_is_over,
)  # fmt: skip


def nothing(state: State) -> Iterator[Request]:
    yield from ()


def somebody_else_asks(state: State) -> Iterator[Request]:
    """Another thread comes before the one that was interrupted: one wants a lease, one a ride."""
    for ride in (False, True):
        ticket = Request(ride=ride, size=1)
        yield ticket
        try:
            if not state.take(ticket):
                state.ask(ticket)
        except Closed:
            pass


def somebody_else_comes_and_goes(state: State) -> Iterator[Request]:
    yield from somebody_else_asks(state)
    for slot in list(state.slots):
        if slot.mode is Mode.FREE:
            state.lost(slot)


@pytest.mark.parametrize("meanwhile", [nothing, somebody_else_asks, somebody_else_comes_and_goes])
@pytest.mark.parametrize("sharing", [True, False], ids=["share first", "lease first"])
@pytest.mark.parametrize("scene", SCENES)
def test_a_step_that_is_broken_off_can_be_made_whole(
    scene: Callable[[bool], Scene], sharing: bool, meanwhile: Callable[[State], Iterator[Request]]
) -> None:
    line = 0
    while True:
        state, ticket, others, step = scene(sharing)
        had_waited = list(state.waiting)
        state.woken.clear()
        broken = broken_off(step, line)
        newcomers = list(meanwhile(state))
        tickets = [*others, *newcomers]
        check_nothing_is_given_twice(state, [ticket, *tickets])
        state.repair()
        assert state.most_used >= len(state.slots)
        state.abandon(ticket, True)
        assert ticket.progress is Progress.SETTLED
        check(state)
        check_holders(state, tickets, {})
        for other in had_waited:
            assert other is ticket or other.progress is Progress.WAITING or other in state.woken
        check_everything_comes_back(state, tickets)
        if not broken:
            break
        line += 1
    assert line, "the step has lines"


def check_nothing_is_given_twice(state: State, tickets: list[Request]) -> None:
    """Also before the ledger is repaired."""
    for slot, holders in held(tickets).items():
        assert len(holders) == 1 or slot.mode in (Mode.SHARED, Mode.GONE)
        assert slot.mode is not Mode.FREE
    assert len(state.slots) <= max(state.limit, 5)


def check_everything_comes_back(state: State, tickets: list[Request]) -> None:
    for ticket in tickets:
        if ticket.progress is Progress.OPENING:
            state.opened(ticket, f"late {id(ticket)}")
    for ticket in tickets:
        state.abandon(ticket, True)
    check(state)
    counts = state.stats()
    assert counts["used"] == counts["connecting"] == counts["waiting"] == counts["owed"] == 0
    unclosed: list[Place] = [s for s in state.slots if s.connection in state.doomed]
    assert not unclosed
    if state.closed:
        assert len(set(state.doomed)) == state.created
        return
    for _ in range(state.limit):
        ticket = Request()
        state.ask(ticket)
        assert ticket.progress in (Progress.GRANTED, Progress.OPENING)
