"""The ledger against callers who do anything in any order: whatever it is, no slot is lost and nobody is forgotten.

Short by default. HYPOTHESIS_PROFILE=long plays thousands of games.
"""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from sansredis.core.pool import Closed, Down, Full, Mode, PoolState, Progress
from tests.core.games import played
from tests.core.pool_checks import Place, Request, State, broken_off, check, check_due, check_holders

PICK = st.integers(0, 11)
SIZE = st.sampled_from([0, 1, 10, 60, 150])
LIVE = (Progress.WAITING, Progress.OPENING, Progress.GRANTED)


class Callers(RuleBasedStateMachine):
    """Callers of one pool, and what they know of it."""

    state: State

    @initialize(
        limit=st.integers(1, 5),
        sharing=st.sampled_from([(True, True), (True, False), (False, False)]),
        max_shared=st.integers(1, 3),
        max_owed=st.sampled_from([1, 2, 5, 16]),
        max_waiting=st.sampled_from([None, None, None, 0, 2]),
        close_on_error=st.booleans(),
        max_connecting=st.sampled_from([1, 2, 16]),
        times=st.sampled_from([(0, None, None), (0, 10.0, None), (0, None, 20.0), (2, 10.0, 20.0)]),
    )
    def start(
        self,
        limit: int,
        sharing: tuple[bool, bool],
        max_shared: int,
        max_owed: int,
        max_waiting: int | None,
        close_on_error: bool,
        max_connecting: int,
        times: tuple[int, float | None, float | None],
    ) -> None:
        self.state = PoolState(
            limit,
            sharing=sharing[0],
            share_first=sharing[1],
            max_shared=max_shared,
            max_owed=max_owed,
            max_owed_bytes=100,
            max_waiting=max_waiting,
            close_on_error=close_on_error,
            max_connecting=max_connecting,
            min_connections=times[0],
            max_idle_time=times[1],
            max_lifetime=times[2],
        )
        self.now = 0.0
        self.used: dict[str, float] = {}
        self.queue: list[Request] = []
        self.tickets: list[Request] = []
        self.owed: dict[Place, list[int]] = {}
        self.doomed: list[str] = []
        self.opened = self.lost_ones = self.most_waiting = self.most_used = self.most_slots = 0
        self.generation = 0
        self.hits = self.misses = self.waits = self.refused = self.failed = 0
        self.interrupted = False

    # What the flow does after each step

    def settle(self, own: Request | None = None, stale_is_fine: bool = False) -> None:
        state = self.state
        # Those who still wait were only told of a time to wait for.
        woken, doomed = [t for t in state.woken if t.progress is not Progress.WAITING], list(state.doomed)
        state.woken.clear()
        state.doomed.clear()
        if self.interrupted:
            woken = [t for t in dict.fromkeys(woken) if t in self.queue]
        assert [t for t in woken if t is not own] == [
            t for t in self.queue[: len(woken) + 1] if t in woken and t is not own
        ]
        for ticket in woken:
            assert ticket.progress is not Progress.WAITING
            if ticket.progress is Progress.SETTLED:
                assert state.closed or state.dials.long
                self.refused += not state.closed
            elif ticket is not own:
                self.granted(ticket)
            self.queue.remove(ticket)
        if own is not None and own.progress not in (Progress.NEW, Progress.WAITING) and not stale_is_fine:
            self.granted(own)
        for connection in doomed:
            assert connection not in self.doomed or self.interrupted
            if connection not in self.doomed:
                self.doomed.append(connection)
        self.interrupted = False
        for slot in [s for s in self.owed if s.mode is Mode.GONE]:
            del self.owed[slot]
        self.tickets = [t for t in self.tickets if t.progress in LIVE]
        self.most_waiting = max(self.most_waiting, len(self.queue))
        self.most_used = max(self.most_used, len(state.slots))

    def granted(self, ticket: Request) -> None:
        slot = ticket.slot
        if ticket.progress is Progress.SETTLED:
            return
        assert not self.state.closed
        assert slot is not None
        if slot.mode is not Mode.GONE:
            assert slot.generation == self.state.generation
            assert not slot.suspended

    def pick(self, tickets: list[Request], number: int) -> Request | None:
        return tickets[number % len(tickets)] if tickets else None

    def having(self, progress: Progress) -> list[Request]:
        return [t for t in self.tickets if t.progress is progress]

    @property
    def slots(self) -> list[Place]:
        return sorted(self.state.slots, key=lambda s: (s.connection or "", id(s) if s.connection is None else 0))

    # Asking

    @rule(ride=st.booleans(), size=SIZE)
    def ask(self, ride: bool, size: int) -> None:
        state = self.state
        if ride and state.share_first:
            before = {s: (s.riders, s.suspended, s.draining) for s in state.slots}
            slot = state.ride(size)
            if slot is not None:
                assert not state.closed and not self.queue and slot.generation == state.generation
                assert before[slot][1:] == (False, False)
                self.hits += 1
                self.owed.setdefault(slot, []).append(size)
                return self.settle()
        ticket: Request = Request(ride=ride, size=size if ride else 0, since=self.now)
        free = list(state.free)
        if not (ride and state.share_first) and state.take(ticket, self.now):
            assert ticket.slot is free[-1] and not self.queue
            self.hits += 1
            self.tickets.append(ticket)
            return self.settle(ticket)
        state.wake(self.now)
        self.settle()
        was_waiting, room = len(self.queue), max(0, state.limit - len(state.slots))
        coming = max(bool(room), state.opening) * (state.max_owed - 1) if ride and state.sharing else room
        try:
            state.ask(ticket)
        except Closed:
            assert state.closed and ticket.progress is Progress.SETTLED
        except Down:
            assert state.dials.long and state.dials.until is not None and state.dials.until > self.now
            assert not state.slots and ticket.progress is Progress.SETTLED
            self.refused += 1
        except Full:
            assert state.max_waiting is not None and was_waiting >= state.max_waiting
            assert ticket.progress is Progress.SETTLED
            self.refused += 1
        else:
            self.tickets.append(ticket)
            self.hits += ticket.progress is Progress.GRANTED
            self.misses += ticket.progress is not Progress.GRANTED
            if ticket.progress is Progress.WAITING:
                self.waits += 1
                self.queue.append(ticket)
                if state.max_waiting is not None:
                    assert was_waiting < state.max_waiting + coming
            else:
                assert not was_waiting
        return self.settle(ticket if ticket.progress is not Progress.WAITING else None)

    @rule(size=SIZE)
    def think_better_of_it(self, size: int) -> None:
        """A rider looks at the connection that he was given, and does not send on it."""
        slot = self.state.ride(size)
        if slot is not None:
            self.state.leave(slot, size)
            self.settle()

    @rule(number=PICK)
    def put_on_the_wire(self, number: int) -> None:
        """A rider's request has been sent: from now on it is the reply that comes back."""
        riding = [t for t in self.having(Progress.GRANTED) if t.slot is not None and t.slot.mode is Mode.SHARED]
        ticket = self.pick(riding, number)
        if ticket is not None and ticket.slot is not None:
            self.owed.setdefault(ticket.slot, []).append(ticket.size)
            ticket.progress = Progress.SETTLED
            self.settle()

    # Opening

    @rule(number=PICK)
    def open(self, number: int) -> None:
        ticket = self.pick(self.having(Progress.OPENING), number)
        if ticket is not None:
            self.opened += 1
            self.use(f"{self.opened:04}")
            self.state.opened(ticket, f"{self.opened:04}", self.now, number / 11)
            assert ticket.progress is (Progress.SETTLED if self.state.closed else Progress.GRANTED)
            self.settle(ticket, stale_is_fine=True)

    @rule(number=PICK)
    def fail(self, number: int) -> None:
        ticket = self.pick(self.having(Progress.OPENING), number)
        if ticket is not None:
            self.state.failed(ticket)
            self.failed += 1
            self.settle()

    @rule(number=PICK, together=st.booleans())
    def fail_to_reach_the_server(self, number: int, together: bool) -> None:
        """One attempt fails, or all that are under way."""
        opening = self.having(Progress.OPENING)
        ticket = self.pick(opening, number)
        before = self.state.dials.failures
        for each in opening if together else [ticket] if ticket is not None else []:
            until = self.state.dials.until
            self.state.unreachable(each, self.now, number / 11, "refused")
            self.failed += 1
            # One that began before another failed says nothing new, and a pause may be over unseen.
            assert self.state.dials.until in (None, until) or self.state.dials.until > self.now
            self.settle()
        assert self.state.dials.failures <= before + len({t.since for t in opening})

    @rule()
    def wake(self) -> None:
        state = self.state
        state.wake(self.now)
        assert state.dials.until is None or state.dials.until > self.now
        self.settle()

    # Giving back

    @rule(number=PICK, reusable=st.booleans())
    def release(self, number: int, reusable: bool) -> None:
        ticket = self.pick(self.having(Progress.GRANTED), number)
        if ticket is not None:
            rides = ticket.slot is not None and ticket.slot.mode is Mode.SHARED
            if ticket.slot is not None:
                self.use(ticket.slot.connection)
            self.state.release(ticket, reusable, self.now)
            assert ticket.progress is (Progress.GRANTED if rides else Progress.SETTLED)
            self.settle()

    @rule(number=PICK, reusable=st.booleans())
    def abandon(self, number: int, reusable: bool) -> None:
        ticket = self.pick(self.tickets, number)
        if ticket is not None:
            if ticket in self.queue:
                self.queue.remove(ticket)
            self.failed += ticket.progress is Progress.OPENING
            self.state.abandon(ticket, reusable)
            assert ticket.progress is Progress.SETTLED
            self.state.abandon(ticket, reusable)
            self.settle()

    @rule(number=PICK, count=st.integers(1, 5))
    def arrive(self, number: int, count: int) -> None:
        slots = [s for s in self.slots if self.owed.get(s)]
        if slots:
            slot = slots[number % len(slots)]
            sizes = self.owed[slot]
            came, self.owed[slot] = sizes[:count], sizes[count:]
            self.use(slot.connection)
            self.state.arrived(slot, len(came), sum(came))
            self.settle()

    @rule(number=PICK)
    def suspend(self, number: int) -> None:
        slots = self.slots
        if slots:
            self.state.suspend(slots[number % len(slots)])
            self.settle()

    @rule(number=PICK)
    def resume(self, number: int) -> None:
        slots = self.slots
        if slots:
            self.state.resume(slots[number % len(slots)])
            self.settle()

    @rule(number=PICK)
    def lose(self, number: int) -> None:
        slots = [s for s in self.slots if s.connection is not None]
        if slots:
            slot = slots[number % len(slots)]
            ends = self.state.close_on_error and slot.generation == self.state.generation
            self.state.lost(slot)
            self.lost_ones += 1
            self.generation += ends
            self.settle()
            self.state.lost(slot)
            assert not self.state.doomed

    # Time

    def use(self, connection: str | None) -> None:
        if connection is not None:
            self.used[connection] = self.now

    def last_use(self, connection: str) -> float:
        return self.used.get(connection, 0.0)

    @rule(seconds=st.sampled_from([0.001, 0.01, 1.0, 5.0, 9.5, 21.0]))
    def time_passes(self, seconds: float) -> None:
        self.now += seconds

    @rule()
    def tend(self) -> None:
        state, now = self.state, self.now
        before = {s: s.mode is Mode.FREE or (s.mode is Mode.SHARED and not s.riders) for s in state.slots}
        alive = [s for s in state.slots if s.connection is not None and s.generation >= 0]
        state.tend(now, self.last_use)
        young = [s for s in alive if now < s.dies]
        for slot, rested in before.items():
            if slot in young and rested and slot.mode is Mode.GONE:
                assert now >= self.last_use(slot.connection or "") + slot.patience
            elif slot in young:
                assert slot.generation >= 0
            elif slot in alive:
                assert slot.generation < 0 and (slot.mode is Mode.GONE) == rested
        left = [s for s in young if s.mode is not Mode.GONE]
        assert len(left) >= min(state.min_connections, len(young))
        if len(left) > state.min_connections:
            assert not any(before[s] and now >= self.last_use(s.connection or "") + s.patience for s in left)
        assert state.due > now
        self.settle()

    @rule(count=st.integers(0, 6))
    def grow(self, count: int) -> None:
        state, ticket = self.state, Request(since=self.now)
        state.wake(self.now)
        self.settle()
        try:
            if state.grow(ticket, count):
                assert len(state.slots) <= min(count, state.limit)
                assert ticket.progress is Progress.OPENING
                self.tickets.append(ticket)
            else:
                assert len(state.slots) >= min(count, state.limit)
        except Closed:
            assert state.closed and ticket.progress is Progress.SETTLED
        except Down:
            assert state.dials.until is not None and ticket.progress is Progress.SETTLED
        self.settle()

    # The whole pool

    @rule(limit=st.integers(1, 6))
    def resize(self, limit: int) -> None:
        self.state.resize(limit)
        self.settle()

    @rule()
    def invalidate(self) -> None:
        self.state.invalidate()
        self.generation += 1
        self.settle()

    @precondition(lambda self: self.opened > 4)
    @rule(sure=st.integers(0, 9))
    def close(self, sure: int) -> None:
        if not sure:
            self.state.close()
            assert not self.state.waiting
            self.settle()

    @rule()
    def repair(self) -> None:
        before = self.state.stats()
        self.state.repair()
        assert not self.state.woken and not self.state.doomed
        assert self.state.stats() == before
        self.settle()

    @rule(number=PICK, line=st.integers(0, 60), what=st.sampled_from(["ask", "open", "fail", "release", "abandon"]))
    def break_off(self, number: int, line: int, what: str) -> None:
        """A caller is interrupted in the middle of a step, and cleans up as the flow does."""
        state, ticket = self.state, None
        if what == "ask":
            ticket = Request(ride=number % 2 == 0, size=1, since=self.now)
        else:
            progress = {"release": Progress.GRANTED, "abandon": Progress.WAITING}.get(what, Progress.OPENING)
            ticket = self.pick(self.having(progress), number)
        if ticket is None or state.closed:
            return
        asked = ticket
        steps: dict[str, Callable[[], object]] = {
            "ask": lambda: self.take_or_ask(asked),
            "open": lambda: state.opened(asked, f"{self.opened + 1:04}"),
            "fail": lambda: state.failed(asked),
            "release": lambda: state.release(asked, True),
            "abandon": lambda: state.abandon(asked),
        }
        self.interrupted = True
        try:
            broken_off(steps[what], line)
        except (Full, Down):
            pass
        self.opened = state.created
        if ticket in self.queue:
            self.queue.remove(ticket)
        state.repair()
        state.abandon(ticket, True)
        assert ticket.progress is Progress.SETTLED
        self.most_waiting = state.most_waiting
        self.most_used = state.most_used
        self.hits, self.misses, self.waits = state.hits, state.misses, state.waits
        self.refused, self.failed = state.refused, state.failed_dials
        self.settle()

    def take_or_ask(self, ticket: Request) -> None:
        if not self.state.take(ticket):
            self.state.ask(ticket)

    # What is true after every step

    @invariant()
    def the_ledger_is_whole(self) -> None:
        state = self.state
        check(state)
        check_holders(state, self.tickets, self.owed)
        check_due(state, self.now, self.last_use)
        assert list(state.waiting) == self.queue
        assert len(state.slots) <= max(state.limit, self.most_slots)
        self.most_slots = len(state.slots)
        live = {s.connection for s in state.slots if s.connection is not None}
        assert not live & set(self.doomed)
        assert len(live) + len(self.doomed) == self.opened
        if state.closed:
            assert not self.queue and all(s.mode is Mode.CONNECTING for s in state.slots)

    @invariant()
    def the_numbers_are_right(self) -> None:
        state, modes = self.state, [s.mode for s in self.state.slots]
        idle = sum(s.mode is Mode.SHARED and not s.riders for s in state.slots)
        counts = state.stats()
        ends = {name: counts.pop(name) for name in list(counts) if name.startswith("closed_")}
        assert sum(ends.values()) + counts["lost"] == counts["closed"]
        assert counts == {
            "limit": state.limit,
            "free": modes.count(Mode.FREE) + idle,
            "used": modes.count(Mode.LEASED) + modes.count(Mode.SHARED) - idle,
            "connecting": modes.count(Mode.CONNECTING),
            "shared": modes.count(Mode.SHARED),
            "owed": sum(len(sizes) for sizes in self.owed.values())
            + sum(t.slot is not None and t.slot.mode is Mode.SHARED for t in self.having(Progress.GRANTED)),
            "waiting": len(self.queue),
            "oldest_lease_ms": 0,
            "most_used": self.most_used,
            "most_waiting": self.most_waiting,
            "hits": self.hits,
            "misses": self.misses,
            "waits": self.waits,
            "waited_ms": 0,
            "timeouts": 0,
            "refused": self.refused,
            "failed": self.failed,
            "created": self.opened,
            "lost": self.lost_ones,
            "closed": len(self.doomed),
            "generation": self.generation,
        }

    def teardown(self) -> None:
        """When all have gone, everything is to be had again."""
        if not hasattr(self, "state") or self.state.closed:
            return
        state = self.state
        for ticket in self.tickets:
            state.abandon(ticket)
        for slot, sizes in self.owed.items():
            state.arrived(slot, len(sizes), sum(sizes))
        check(state)
        assert not state.waiting
        assert state.stats()["used"] == state.stats()["connecting"] == 0
        for number in range(state.limit):
            ticket = Request(since=self.now + 10)
            state.ask(ticket)
            if ticket.progress is Progress.OPENING:
                state.opened(ticket, f"last {number}")
            assert ticket.progress is Progress.GRANTED
        if state.max_waiting != 0:
            state.ask(one_more := Request())
            assert one_more.progress is Progress.WAITING


TestCallers = played(Callers, few=200, many=10_000)
