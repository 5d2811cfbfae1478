"""A connection against callers who do anything in any order, and a server that answers at any pace.

The laws, looked at after every step: nobody gets a reply that is not his own; every request ends exactly once, and in
order; a connection is only reusable if the server could not tell it from a new one; whatever the server has run may
have run; and how the bytes were cut up has no influence on anything.

Short by default. HYPOTHESIS_PROFILE=long plays thousands of games.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from sansredis.core.commands.metadata import needs_lease
from sansredis.core.connection import ConnectionState, Owed, Status
from sansredis.core.errors import ConnectionError, DataError, RedisError
from sansredis.core.resp import Encoder, Push
from tests.core.connecting import outcome, plain, ready
from tests.core.games import played
from tests.core.model_server import LINE, ModelServer

PLAIN = [("GET", "k"), ("LRANGE", "l", 0, 9), ("BAD",), ("PING",)]
TRANSACTIONS = [("MULTI",), ("EXEC",), ("DISCARD",), ("WATCH", "k"), ("UNWATCH",)]
DATABASES = [("SELECT", 0), ("select", b"3"), ("SELECT", 99), ("MULTI",), ("EXEC",), ("DISCARD",)]
SUBSCRIPTIONS = [
    ("SUBSCRIBE", "a"), ("SUBSCRIBE", "a", b"b", "a"), ("PSUBSCRIBE", "p", "q"), ("SSUBSCRIBE", "s", "t"),
    ("UNSUBSCRIBE",), ("UNSUBSCRIBE", "a", "z"), ("PUNSUBSCRIBE",), ("SUNSUBSCRIBE",), ("SUNSUBSCRIBE", b"s"),
]  # fmt: skip
SILENCE = [("CLIENT", "REPLY", "OFF"), ("client", "reply", "skip"), ("CLIENT", "REPLY", "ON")]
HELLOS = [("HELLO", 2), ("HELLO", "3"), ("RESET",)]
THEMES = [
    PLAIN,
    PLAIN + TRANSACTIONS,
    PLAIN + DATABASES,
    [*PLAIN[:2], *SUBSCRIPTIONS],
    [*PLAIN[:2], *SUBSCRIPTIONS, *HELLOS],
    PLAIN + SILENCE,
    [*PLAIN[:2], *SILENCE, ("MULTI",), ("SUBSCRIBE", "a"), ("RESET",)],
    [*PLAIN[:2], ("MONITOR",), ("RESET",)],
    PLAIN + TRANSACTIONS + DATABASES + SUBSCRIPTIONS + SILENCE + HELLOS + [("MONITOR",), ("CLIENT", "SETNAME", "me")],
]
"""Each game is about some commands: those of one kind have most to do with each other."""
ONE_REPLY = [*PLAIN, *TRANSACTIONS, *DATABASES, *HELLOS, ("CLIENT", "SETNAME", "me")]
WAIT = st.sampled_from([None, None, 3, 5])
PACE = st.sampled_from([0, 0, 1, 2, 3, 11])
GARBAGE = [b"?\r\n", b"*-7\r\n", b":1x\r\n", b"$3\r\nabcde", b"\r\n", b"HTTP/1.1 400 Bad Request\r\n"]


@dataclass(eq=False)
class Request:
    """A request as the model knows it.

    Attributes:
        owed: what stands for it on each of the twins.
        first: the number of its first command.
        commands: them.
        start: where its bytes begin in all that was sent.
        end: where they end.
        waits: whether a reply was to be waited for.
        gave_up: how its caller ended it, if he did.
    """

    owed: list[Owed]
    first: int
    commands: list[tuple[Any, ...]]
    start: int
    end: int
    waits: bool
    gave_up: Status | None = None
    seen: list[Status] = field(default_factory=list)


class Game(RuleBasedStateMachine):
    """One connection, three times: fed as it comes, byte by byte, and in other pieces."""

    @initialize(protocol=st.sampled_from([2, 3]), theme=st.sampled_from(THEMES))
    def start(self, protocol: int, theme: list[tuple[Any, ...]]) -> None:
        self.theme = theme
        self.twins = [ready(protocol) for _ in range(3)]
        for state in self.twins:
            # What the handshake has sent does not count as requests.
            assert state.sent == 0
        self.server = ModelServer(protocol)
        self.requests: list[Request] = []
        self.done: list[Request] = []
        self.outgoing = b""
        self.written = self.delivered = self.commands = 0
        self.now = 0.0
        self.steps = 0
        self.sent_names: set[str] = set()
        # Why the connection may have ended.
        self.ends: list[str] = []

    # The callers

    def _send(self, commands: list[tuple[Any, ...]], many: bool, wait: int | None) -> None:
        self.steps += 1
        data = b"".join(Encoder().encode_many(commands))
        deadline = None if wait is None else self.now + wait
        owed = [Owed(deadline, len(commands), many) if many else Owed(deadline) for _ in self.twins]
        special = commands if any(map(needs_lease, commands)) else []
        before = [(state.sent, len(state.owed)) for state in self.twins]
        results = [self._tried(state, each, len(data), special) for state, each in zip(self.twins, owed, strict=True)]
        assert len(set(results)) == 1
        if results[0] in ("closed", "refused"):
            assert [(state.sent, len(state.owed)) for state in self.twins] == before
            assert (results[0] == "closed") is self.twins[0].closed
            assert results[0] == "closed" or self._may_refuse(commands, many)
            return
        start = self.written + len(self.outgoing)
        self.requests.append(Request(owed, self.commands, commands, start, start + len(data), results[0] == "waits"))
        self.commands += len(commands)
        self.outgoing += data
        self.sent_names |= {" ".join(map(str, args)).upper() for args in commands}

    @staticmethod
    def _tried(state: ConnectionState, owed: Owed, size: int, commands: list[tuple[Any, ...]]) -> str:
        try:
            return "waits" if state.send(owed, size, commands) else "done"
        except DataError:
            return "refused"
        except ConnectionError:
            return "closed"

    def _may_refuse(self, commands: list[tuple[Any, ...]], many: bool) -> bool:
        """Whether there is any reason not to send this."""
        modes = {"MULTI", "MONITOR", "CLIENT REPLY OFF", "CLIENT REPLY SKIP", "CLIENT REPLY ON"}
        several = any(args not in ONE_REPLY for args in commands)
        return bool(modes & self.sent_names) or (many and several) or ("MULTI",) in commands

    @rule(picks=st.lists(st.integers(0, 99), min_size=1, max_size=4), wait=WAIT, pace=PACE)
    def send(self, picks: list[int], wait: int | None, pace: int) -> None:
        for pick in picks:
            args = self.theme[pick % len(self.theme)]
            # A channel that the server has moved away, and the client has not heard of it, is left twice.
            if args[0] != "SUNSUBSCRIBE" or not self._moved_away() & set(args[1:] or [b"s", b"t"]):
                self._send([args], False, wait)
        self._go(pace)

    def _moved_away(self) -> set[bytes]:
        unheard = [frame.value for frame in self.server.frames if frame.command is None and frame.end > self.delivered]
        return {value[1] for value in unheard if value[0] == b"sunsubscribe"}

    @rule(picks=st.lists(st.integers(0, 99), min_size=1, max_size=5), wait=WAIT, pace=PACE)
    def send_batch(self, picks: list[int], wait: int | None, pace: int) -> None:
        commands = [args for args in self.theme if args in ONE_REPLY]
        self._send([commands[pick % len(commands)] for pick in picks], True, wait)
        self._go(pace)

    @rule(picks=st.lists(st.integers(0, 99), min_size=1, max_size=3))
    def send_a_strange_batch(self, picks: list[int]) -> None:
        self._send([self.theme[pick % len(self.theme)] for pick in picks], True, None)

    def _go(self, pace: int) -> None:
        if pace > 0:
            self.write_all()
        if pace > 1:
            self._deliver(self.server.sent, pace)

    @rule(pick=st.integers(0, 20))
    def abandon(self, pick: int) -> None:
        waiting = [each for each in self.requests if each.owed[0].status is Status.WAITING]
        if waiting:
            request = waiting[pick % len(waiting)]
            request.gave_up = Status.ABANDONED
            for state, owed in zip(self.twins, request.owed, strict=True):
                state.abandon(owed)

    @rule(seconds=st.integers(1, 4))
    def expire(self, seconds: int) -> None:
        self.now += seconds
        due = [
            each for each in self.requests
            if each.waits and each not in self.done and each.owed[0] in self.twins[0].owed
            and each.owed[0].deadline is not None and each.owed[0].deadline <= self.now
        ]  # fmt: skip
        told = [request for request in due if request.gave_up is None]
        for turn, state in enumerate(self.twins):
            assert state.expire(self.now) == [request.owed[turn] for request in told]
        for request in due:
            request.gave_up = Status.EXPIRED

    # The wire

    @rule(size=st.integers(1, 80))
    def write_some(self, size: int) -> None:
        data, self.outgoing = self.outgoing[:size], self.outgoing[size:]
        self.written += len(data)
        for state in self.twins:
            state.written = self.written
        self.server.feed(data)

    @rule()
    def write_all(self) -> None:
        self.write_some(len(self.outgoing))

    def _deliver(self, size: int, cut: int) -> None:
        everything = b"".join(frame.data for frame in self.server.frames)
        data = everything[self.delivered : self.delivered + size]
        self.delivered += len(data)
        finished: list[list[Owed]] = []
        for state, step in zip(self.twins, (len(data) or 1, 1, cut), strict=True):
            pieces = [data[at : at + step] for at in range(0, len(data), step)]
            finished.append([owed for piece in pieces for owed in state.receive_data(piece)])
        was_done = len(self.done)
        self.done += [
            each for each in self.requests
            if each not in self.done and each.waits and each.gave_up is None and self._whole(each)
            and each.owed[0].status is Status.DONE
        ]  # fmt: skip
        # Exactly the requests that are answered now, in their order.
        for turn, owed in enumerate(finished):
            assert owed == [request.owed[turn] for request in self.done[was_done:]]

    def _whole(self, request: Request) -> bool:
        """Whether all replies to a request have been delivered."""
        last = request.first + len(request.commands)
        ends = [f.end for f in self.server.frames if f.command is not None and request.first <= f.command < last]
        # None, although there was to be one: the server has refused to speak again.
        return self.server.ran >= last and bool(ends or not request.waits) and max(ends, default=0) <= self.delivered

    @rule(size=st.integers(1, 60), cut=st.integers(2, 30))
    def deliver_some(self, size: int, cut: int) -> None:
        self._deliver(size, cut)

    @rule(cut=st.integers(2, 30))
    def deliver_all(self, cut: int) -> None:
        self._deliver(self.server.sent, cut)

    @rule(cut=st.integers(2, 30))
    def catch_up(self, cut: int) -> None:
        self.write_all()
        self._deliver(self.server.sent, cut)

    # The server

    @rule(pick=st.integers(0, 99), refuses=st.booleans())
    def refuse(self, pick: int, refuses: bool) -> None:
        name = str(self.theme[pick % len(self.theme)][0]).upper().encode()
        self.server.refused = name if refuses else b""

    @rule(which=st.integers(0, 3))
    def push(self, which: int) -> None:
        server = self.server
        if server.monitoring:
            server.send(LINE)
        elif server.subscribed and which < 2:
            server.send(Push([b"message", b"a", b"%d" % self.steps]))
        elif server.joined["s"] and which == 2 and not any("SSUB" in n or "SUNSUB" in n for n in self._unanswered()):
            server.move_a_shard_channel_away()
        elif server.protocol == 3:
            server.send(Push([b"invalidate", [b"%d" % self.steps]]))

    def _unanswered(self) -> set[str]:
        return {
            str(args[0]) for each in self.requests if each.waits and not self._whole(each) for args in each.commands
        }

    @precondition(lambda self: self.steps > 25)
    @rule(end=st.sampled_from([RedisError("enough"), *GARBAGE, "OK", None, 7, [b"message", b"a"]]), pace=PACE)
    def end(self, end: Any, pace: int) -> None:
        if isinstance(end, RedisError):
            self.ends.append("closed by its user")
            for state in self.twins:
                state.close(end)
            return
        if isinstance(end, bytes):
            self.ends.append("garbage")
            self.server.raw(end)
        else:
            self._go(2)
            if self.twins[0].owed or self.server.subscribed or self.server.monitoring:
                return
            self.ends.append("a stray")
            self.server.send(end, self.server.ran + 1000)
        self._deliver(self.server.sent, pace + 1)
        assert self.twins[0].closed

    # The laws

    @invariant()
    def the_cuts_do_not_matter(self) -> None:
        outcomes = [
            outcome(state, [request.owed[turn] for request in self.requests]) for turn, state in enumerate(self.twins)
        ]
        assert outcomes[0] == outcomes[1] == outcomes[2]

    @invariant()
    def everybody_gets_what_is_his(self) -> None:
        for request in self.requests:
            owed = request.owed[0]
            if not request.waits:
                assert owed.status is Status.DONE
                assert owed.value == ([None] * len(request.commands) if owed.many else None)
            elif owed.status is Status.DONE:
                assert self._whole(request)
                assert plain(owed.value) == plain(self._expected(request))
            elif self._whole(request) and not self.twins[0].closed:
                assert owed.status is request.gave_up

    def _expected(self, request: Request) -> Any:
        answers: list[Any] = []
        for number in range(request.first, request.first + len(request.commands)):
            values = [frame.value for frame in self.server.frames if frame.command == number]
            answers.append(values[0] if len(values) == 1 else values or None)
        return answers if request.owed[0].many else answers[0]

    @invariant()
    def everything_ends_once(self) -> None:
        state = self.twins[0]
        for request in self.requests:
            status = request.owed[0].status
            if not request.seen or request.seen[-1] is not status:
                request.seen.append(status)
            ended = request.seen[:-1]
            # Who gave up may be overdue as well; any other end is the last.
            assert all(each is Status.WAITING or (each, status) == (Status.ABANDONED, Status.EXPIRED) for each in ended)
            assert (request.owed[0] in state.lost) is (status is Status.LOST)
            assert status is not Status.WAITING or request.owed[0] in state.owed
            assert request.gave_up is None or status is request.gave_up
        assert state.closed or state.late == [owed.status for owed in state.owed].count(Status.EXPIRED)

    @invariant()
    def it_is_only_reusable_as_good_as_new(self) -> None:
        state, server = self.twins[0], self.server
        boundaries = {0, *(frame.end for frame in server.frames)}
        resting = not state.closed and self.delivered in boundaries and all(map(self._whole, self.requests))
        clean = resting and not self.outgoing and server.clean
        if state.reusable:
            assert clean
        elif clean and self.delivered == server.sent and not server.doubtful:
            # After it was told to be silent, and after that only, it is not taken back although it could be.
            assert "CLIENT REPLY" in state.modes

    @invariant()
    def it_ends_for_a_reason_only(self) -> None:
        if self.twins[0].closed and not self.ends:
            assert "seems to have refused CLIENT REPLY" in str(self.twins[0].why) or self.server.betrayed

    @invariant()
    def what_has_run_may_have_run(self) -> None:
        state = self.twins[0]
        for request in self.requests:
            may = state.may_have_run(request.owed[0])
            if self.server.ran > request.first:
                assert may
            elif not request.owed[0].many:
                assert not may
            else:
                assert may is (self.written > request.start)

    @invariant()
    def pushes_are_all_there(self) -> None:
        if not self.server.betrayed and not self.twins[0].closed:
            pushed = [
                frame.value for frame in self.server.frames if frame.command is None and frame.end <= self.delivered
            ]
            assert list(self.twins[0].pushes) == pushed


TestGame = played(Game, few=300, many=20_000)
