"""The replies owed: whose they are, who waits for them, and what is known when the connection ends."""

from __future__ import annotations

from typing import Any

import pytest

from sansredis.core.connection import ConnectionState, Owed, Phase, Status
from sansredis.core.errors import ConnectionError, ConnectionInUseError, ProtocolError, RedisError, ResponseError
from sansredis.core.options import Options
from sansredis.core.phases import MOVES, after
from sansredis.core.resp import Push
from tests.core.connecting import error, outcome, plain, ready, replies

WHY = RedisError("enough")


def sent(state: ConnectionState, count: int = 1, **options: Any) -> list[Owed]:
    """Send so many plain commands of 10 bytes each."""
    requests = [Owed(**options) for _ in range(count)]
    for request in requests:
        assert state.send(request, 10)
    return requests


def test_replies_reach_those_who_asked_in_order() -> None:
    state = ready()
    first, second, third = sent(state, 3)
    assert state.receive_data(replies(b"1")) == [first]
    assert state.receive_data(replies({b"k": 2}, error("ERR no"))) == [second, third]
    assert [plain(request.value) for request in (first, second, third)] == [
        b"1",
        {b"k": 2},
        (ResponseError, "ERR no"),
    ]
    assert {request.status for request in (first, second, third)} == {Status.DONE}
    assert state.reusable
    assert (state.sent, state.answered) == (30, 30)


def test_a_reply_in_pieces() -> None:
    state = ready()
    [request] = sent(state)
    data = replies(b"x" * 100)
    assert state.receive_data(data[:50]) == []
    assert state.unfinished
    assert not state.reusable
    assert state.receive_data(data[50:]) == [request]
    assert not state.unfinished


def test_a_large_reply_is_received_where_it_stays() -> None:
    state = ready()
    [request] = sent(state)
    data = replies(b"x" * 100_000)
    assert state.get_buffer() is None
    assert state.receive_data(data[:50_000]) == []
    room = state.get_buffer()
    assert room is not None
    room[:] = data[50_000:]
    assert state.receive_data(room[:]) == [request]
    assert request.value == b"x" * 100_000
    assert state.get_buffer() is None


def test_the_beginning_of_anything_is_enough_not_to_be_reusable() -> None:
    state = ready()
    assert state.reusable
    state.receive_data(b">")
    assert not state.reusable
    state.receive_data(b"1\r\n+hi\r\n")
    assert state.reusable
    assert list(state.pushes) == [Push([b"hi"])]


def test_many_replies_of_one_request() -> None:
    state = ready()
    pipeline = Owed(None, 3, many=True)
    short = Owed(None, 1, many=True)
    state.send(pipeline, 30)
    state.send(short, 10)
    assert state.receive_data(replies(1, error("ERR no"))) == []
    assert state.receive_data(replies(None, 4)) == [pipeline, short]
    assert plain(pipeline.value) == ["list", 1, (ResponseError, "ERR no"), None]
    assert short.value == [4]
    assert (pipeline.start, pipeline.end, short.start, short.end) == (0, 30, 30, 40)


def test_pushes_are_nobodys_replies() -> None:
    state = ready()
    first, second = sent(state, 2)
    push = Push([b"invalidate", [b"k"]])
    assert state.receive_data(replies(push, 1, push, 2, push)) == [first, second]
    assert (first.value, second.value) == (1, 2)
    assert list(state.pushes) == [push] * 3
    assert state.reusable


@pytest.mark.parametrize("push", [Push(), Push([[]]), Push([None]), Push([3]), Push([{b"k": []}])])
def test_strange_pushes(push: Push) -> None:
    state = ready()
    [request] = sent(state)
    assert state.receive_data(replies(push, 1)) == [request]
    assert request.value == 1


# Replies that nobody asked for, and what is no reply


@pytest.mark.parametrize("value", ["OK", None, [1], error("ERR secret")])
def test_a_reply_that_nobody_asked_for(value: Any) -> None:
    state = ready()
    [request] = sent(state)
    push = Push([b"a"])
    assert state.receive_data(replies(push, 1, value, push, 2)) == [request]
    assert request.value == 1
    assert state.closed
    assert type(state.why) is ProtocolError
    assert "nobody asked for" in str(state.why)
    assert "secret" not in str(state.why)
    assert "OK" not in str(state.why)
    # What comes after it is nothing any more.
    assert list(state.pushes) == [push]
    assert state.receive_data(replies(push)) == []
    assert list(state.pushes) == [push]


@pytest.mark.parametrize("size", [1, 3, 1000])
def test_whole_replies_before_garbage_reach_their_callers(size: int) -> None:
    state = ready()
    requests = sent(state, 3)
    data = replies(1, Push([b"a"]), b"two") + b"garbage\r\n" + replies(3)
    done = [owed for at in range(0, len(data), size) for owed in state.receive_data(data[at : at + size])]
    assert done == requests[:2]
    assert [owed.value for owed in done] == [1, b"two"]
    assert state.closed
    assert type(state.why) is ProtocolError
    assert state.lost == requests[2:]
    assert requests[2].status is Status.LOST
    assert list(state.pushes) == [Push([b"a"])]


# Giving up, and time


def test_the_reply_of_one_who_gave_up_is_dropped() -> None:
    state = ready()
    first, second = sent(state, 2)
    state.abandon(first)
    assert first.status is Status.ABANDONED
    assert not state.reusable
    assert state.receive_data(replies(1)) == []
    assert state.answered == 10
    assert state.receive_data(replies(2)) == [second]
    assert second.value == 2
    assert state.reusable


def test_only_who_waits_can_give_up() -> None:
    state = ready()
    [request] = sent(state)
    state.receive_data(replies(1))
    state.abandon(request)
    assert request.status is Status.DONE


def test_deadlines() -> None:
    state = ready()
    never, late, abandoned, later = (Owed(when) for when in (None, 5.0, 4.0, 9.0))
    for owed in (never, late, abandoned, later):
        state.send(owed, 10)
    state.abandon(abandoned)
    assert state.next_deadline == 4.0
    assert state.expire(3.9) == []
    assert state.expire(5.0) == [late]
    assert (late.status, abandoned.status) == (Status.EXPIRED, Status.EXPIRED)
    assert state.expire(6.0) == []
    assert (state.late, state.next_deadline, state.hopeless) == (2, 9.0, False)
    assert state.receive_data(replies(1)) == [never]
    assert state.receive_data(replies(2, 3)) == []
    assert (state.late, late.status) == (0, Status.EXPIRED)
    assert state.receive_data(replies(4)) == [later]
    assert state.next_deadline is None


def test_hopeless_once_nobody_waits() -> None:
    state = ready()
    first = Owed(1.0)
    second = Owed(9.0)
    state.send(first, 10)
    state.send(second, 10)
    assert not state.hopeless
    state.expire(1.0)
    assert not state.hopeless
    state.abandon(second)
    assert state.hopeless


# The end


def test_closing_loses_those_who_wait() -> None:
    state = ready()
    done, waits, abandoned, expired = sent(state, 4)
    state.receive_data(replies(1))
    state.abandon(abandoned)
    expired.deadline = 1.0
    state.expire(1.0)
    state.close(WHY)
    assert state.lost == [waits]
    assert [r.status for r in (done, waits, abandoned, expired)] == [
        Status.DONE,
        Status.LOST,
        Status.ABANDONED,
        Status.EXPIRED,
    ]
    assert state.closed
    assert not state.reusable
    assert not state.owed
    assert state.why is WHY
    state.abandon(waits)
    assert waits.status is Status.LOST


def test_the_first_reason_is_kept() -> None:
    state = ready()
    state.close(WHY)
    state.close(RedisError("another"))
    assert state.why is WHY


def test_nothing_is_sent_after_the_end() -> None:
    state = ready()
    state.close(WHY)
    with pytest.raises(ConnectionError, match=r"^the connection to localhost:6379 is closed: enough$") as raised:
        state.send(Owed(), 10)
    assert not raised.value.maybe_executed
    assert state.receive_data(b"garbage\r\n") == []
    assert state.why is WHY


def test_what_may_have_run() -> None:
    state = ready()
    one = Owed()
    pipeline = Owed(None, 2, many=True)
    last = Owed()
    for owed, size in ((one, 10), (pipeline, 20), (last, 10)):
        state.send(owed, size)
    known = {}
    for written in (0, 1, 9, 10, 11, 29, 30, 31, 39, 40):
        state.written = written
        known[written] = "".join("-+"[state.may_have_run(owed)] for owed in (one, pipeline, last))
    assert known == {
        0: "---", 1: "---", 9: "---", 10: "+--", 11: "++-", 29: "++-", 30: "++-", 31: "++-", 39: "++-", 40: "+++",
    }  # fmt: skip
    # It is still known after the end.
    state.written = 35
    state.close(WHY)
    assert [state.may_have_run(owed) for owed in state.lost] == [True, True, False]


# The cuts


SCRIPTS = {
    "replies": replies(1, b"x" * 70, [b"a", [None, {b"k": 1.5}]], "OK", b"", error("ERR no"), None, 8),
    "pushes": replies(Push([b"a"]), 1, Push([b"b", b"c"]), Push([b"d"]), b"two", 3, Push([b"e"])),
    "too many": replies(*range(12)),
    "garbage": replies(1, 2, 3) + b"*2\r\n:1\r\n~~~\r\n" + replies(5),
    "half": replies(1, 2, [b"abc"])[:-4],
}


@pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS)
def test_the_cuts_do_not_matter(script: bytes) -> None:
    def play(size: int) -> tuple[Any, ...]:
        state = ready()
        requests = [Owed(float(number)) for number in range(5)]
        requests.insert(2, Owed(2.5, 3, many=True))
        for owed in requests:
            state.send(owed, 10)
        state.abandon(requests[1])
        state.expire(0.0)
        done = []
        for at in range(0, len(script), size):
            done += state.receive_data(script[at : at + size])
        return *outcome(state, requests), [requests.index(owed) for owed in done]

    assert play(1) == play(2) == play(3) == play(11) == play(10_000)


# The table


def test_phases() -> None:
    assert all(after(phase, "close") is Phase.CLOSED for phase in Phase)
    assert {after for (phase, _), after in MOVES.items() if phase is Phase.CLOSED} == {Phase.CLOSED}
    with pytest.raises(ConnectionInUseError, match="a connection that is closed cannot greet"):
        after(Phase.CLOSED, "greet")


def test_repr_says_how_it_stands() -> None:
    state = ConnectionState(Options(password="sesame"))
    assert repr(state) == "<ConnectionState not greeted yet>"
    state = ready()
    assert repr(state) == "<ConnectionState ready>"
    sent(state, 2)
    state.modes.update(("WATCH", "MULTI"))
    assert repr(state) == "<ConnectionState ready owed=2 modes=MULTI,WATCH>"


def test_limits_are_the_options() -> None:
    state = ready(max_bulk_length=10)
    [request] = sent(state)
    state.receive_data(replies(b"x" * 11))
    assert state.lost == [request]
