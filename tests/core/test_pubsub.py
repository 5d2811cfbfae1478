"""Subscriptions as desired state: what is asked for, what is confirmed, what is told."""

from __future__ import annotations

from typing import Any

import pytest

from sansredis.core.errors import NoPermissionError
from sansredis.core.pubsub import FIRST_DELAY, LONGEST_DELAY, Kind, PubSubState, Request
from sansredis.core.pubsub_messages import Arrived, Gap
from sansredis.core.pubsub_queue import MessageQueue

CHANNEL, PATTERN, SHARD = Kind
WORDS = {
    CHANNEL: (b"subscribe", b"unsubscribe", b"message"),
    PATTERN: (b"psubscribe", b"punsubscribe", b"pmessage"),
    SHARD: (b"ssubscribe", b"sunsubscribe", b"smessage"),
}
kinds = pytest.mark.parametrize("kind", Kind)


def make(interval: float | None = 10.0, patience: float | None = 5.0) -> PubSubState:
    return PubSubState(MessageQueue(100, "block"), interval=interval, patience=patience)


def names(*names: bytes, handler: Any = None) -> dict[bytes, Any]:
    return dict.fromkeys(names, handler)


def sent(state: PubSubState, now: float = 0.0) -> list[Request]:
    requests = []
    while (request := state.next_request(now)) is not None:
        requests.append(request)
    return requests


def confirm(state: PubSubState, now: float = 0.0, error: Any = None) -> list[bytes]:
    """Answer everything that is to be sent, as a server does. Returns it, in one line each."""
    lines = []
    for request in sent(state, now):
        name, *args = request.args
        lines.append(b" ".join(request.args))
        if error is None and name != b"PING":
            for arg in args:
                state.receive([name.lower(), arg, 1], now)
        state.answered(request, error or [name.lower()])
    return lines


def told(state: PubSubState) -> list[Any]:
    """Take out all there is: messages in one word each, and gaps and errors as they are."""
    found = []
    while (item := state.queue.take()) is not None:
        item = item.raw if isinstance(item, Arrived) else item
        found.append(b" ".join(map(_text, item)).decode() if type(item) is list else item)
    return found


def _text(value: Any) -> bytes:
    return value if isinstance(value, bytes) else b"%d" % value


@kinds
def test_the_life_of_a_subscription(kind: Kind) -> None:
    join, leave, publish = WORDS[kind]
    state = make()

    def handler(_: Any) -> None: ...

    state.subscribe(kind, {b"a": handler, b"b": None})
    assert state.subscribed
    assert sent(state) == []
    assert not state.has_requests
    state.opened(0.0)
    assert state.has_requests
    assert confirm(state) == [join.upper() + b" a b"]
    assert not state.has_requests
    assert told(state) == [f"{join.decode()} a 1", f"{join.decode()} b 1"]
    assert state.wanted(kind) == {b"a": handler, b"b": None}
    channel = [b"pc"] if kind is PATTERN else []
    state.receive([publish, b"a", *channel, b"data"], 1.0)
    state.receive([publish, b"b", *channel, b"data"], 1.0)
    assert state.queue.take().handler is handler
    assert state.queue.take()[:2] == [publish, b"b"]
    state.unsubscribe(kind, [b"a"])
    assert state.wanted(kind) == {b"b": None}
    state.receive([publish, b"a", *channel, b"on its way"], 1.0)
    assert state.queue.take().handler is handler
    state.unsubscribe(kind)
    assert state.subscribed
    assert confirm(state) == [leave.upper() + b" a", leave.upper() + b" b"]
    assert told(state) == [f"{leave.decode()} a 1", f"{leave.decode()} b 1"]
    assert not state.subscribed
    assert not state.wanted(kind)


def test_to_leave_what_was_never_joined_is_confirmed_too() -> None:
    state = make()
    state.unsubscribe(CHANNEL)
    state.unsubscribe(CHANNEL, [b"a"])
    assert sent(state) == []
    state.opened(0.0)
    state.unsubscribe(CHANNEL)
    assert sent(state) == []
    state.unsubscribe(CHANNEL, [b"a"])
    assert confirm(state) == [b"UNSUBSCRIBE a"]
    assert told(state) == ["unsubscribe a 1"]


def test_who_comes_back_before_he_has_left_stays() -> None:
    state = make()
    state.opened(0.0)
    state.subscribe(CHANNEL, names(b"a"))
    confirm(state)
    state.unsubscribe(CHANNEL, [b"a"])
    state.subscribe(CHANNEL, names(b"a", handler=print))
    assert confirm(state) == [b"UNSUBSCRIBE a", b"SUBSCRIBE a"]
    assert told(state) == ["subscribe a 1", "unsubscribe a 1", "subscribe a 1"]
    assert state.wanted(CHANNEL) == {b"a": print}
    state.unsubscribe(CHANNEL, [b"a"])
    state.unsubscribe(CHANNEL, [b"a"])
    assert len(confirm(state)) == 2
    assert told(state) == ["unsubscribe a 1", "unsubscribe a 1"]
    assert not state.subscribed


def test_after_a_loss_everything_is_asked_for_again_and_the_gap_is_told() -> None:
    state = make()
    state.subscribe(CHANNEL, names(b"a", b"b"))
    state.subscribe(PATTERN, names(b"p*"))
    state.opened(0.0)
    confirm(state)
    told(state)
    state.heard(50.0)
    state.unsubscribe(CHANNEL, [b"b"])
    state.subscribe(SHARD, names(b"s"))
    state.lost(60.0, "gone", 0.5)
    assert not state.connected
    assert state.trouble == "gone"
    assert state.attempt_at == 60.0 + FIRST_DELAY / 2
    state.subscribe(SHARD, names(b"t"))
    state.unsubscribe(SHARD, [b"t"])
    state.lost(61.0, "told twice", 0.5)
    state.opened(70.0)
    assert state.attempt_at is None
    first, second, third = sent(state, 70.0)
    assert [r.args for r in (first, second, third)] == [
        (b"SUBSCRIBE", b"a"),
        (b"PSUBSCRIBE", b"p*"),
        (b"SSUBSCRIBE", b"s"),
    ]
    state.receive([b"subscribe", b"a", 1], 71.0)
    state.receive([b"message", b"a", b"early"], 71.0)
    state.receive([b"psubscribe", b"p*", 2], 72.0)
    assert state.trouble == "gone"
    state.receive([b"ssubscribe", b"s", 1], 73.0)
    assert state.trouble is None
    assert told(state) == ["message a early", "ssubscribe s 1", Gap(50.0, 23.0, None, "gone")]


def test_a_gap_begins_with_the_first_of_several_losses() -> None:
    state = make()
    state.subscribe(CHANNEL, names(b"a"))
    state.opened(0.0)
    confirm(state)
    state.lost(1.0, "first", 0.0)
    state.opened(2.0)
    state.lost(3.0, "second", 0.0)
    state.failed(4.0, "third", 0.0)
    state.opened(5.0)
    assert confirm(state, 6.0) == [b"SUBSCRIBE a"]
    assert told(state) == ["subscribe a 1", Gap(0.0, 6.0, None, "first")]


def test_no_gap_for_what_was_never_confirmed_or_is_not_wanted_any_more() -> None:
    state = make()
    state.subscribe(CHANNEL, names(b"a", b"a"))
    state.opened(0.0)
    state.lost(1.0, "gone", 0.0)
    state.opened(2.0)
    confirm(state)
    assert told(state) == ["subscribe a 1"]
    state.lost(3.0, "gone", 0.0)
    state.unsubscribe(CHANNEL)
    state.opened(4.0)
    assert confirm(state) == []
    assert told(state) == []
    state.lost(5.0, "nobody minds", 0.0)
    assert state.attempt_at is None


def test_attempts_are_spread_and_rarer_each_time_but_never_end() -> None:
    state = make()
    state.subscribe(CHANNEL, names(b"a"))
    delays = []
    for _ in range(3000):
        state.failed(100.0, "refused", 1.0)
        assert state.attempt_at is not None
        delays.append(state.attempt_at - 100.0)
    assert delays[:3] == pytest.approx([FIRST_DELAY, 2 * FIRST_DELAY, 4 * FIRST_DELAY])
    assert max(delays) == delays[-1] == LONGEST_DELAY
    state.failed(100.0, "refused", 0.0)
    assert state.attempt_at == 100.0
    state.opened(0.0)
    confirm(state)
    state.lost(200.0, "gone", 1.0)
    assert state.attempt_at == pytest.approx(200.0 + FIRST_DELAY)


def test_a_first_connection_that_fails() -> None:
    state = make()
    state.subscribe(CHANNEL, names(b"a"))
    state.failed(0.0, "refused", 1.0)
    state.subscribe(CHANNEL, names(b"b"))
    state.give_up(CHANNEL, [b"a"])
    assert state.attempt_at is not None
    state.give_up(CHANNEL, [b"b"])
    assert state.attempt_at is None
    assert state.trouble is None
    assert not state.subscribed


def test_who_gives_up_leaves_what_somebody_else_was_told_he_has() -> None:
    state = make()
    for _ in range(2):
        state.subscribe(CHANNEL, names(b"a"))
    state.opened(0.0)
    state.lost(1.0, "given up", 1.0)
    state.give_up(CHANNEL, [b"a"])
    assert state.attempt_at is not None
    assert state.wanted(CHANNEL) == {b"a": None}
    state.give_up(CHANNEL, [b"a"])
    assert not state.subscribed


def test_many_names_are_asked_for_in_several_commands() -> None:
    state = make()
    state.subscribe(CHANNEL, names(*(b"%d" % number for number in range(2500))))
    state.opened(0.0)
    assert [len(request.args) for request in sent(state)] == [1001, 1001, 501]


# Refusals

NO = NoPermissionError("NOPERM no")


def test_a_refused_subscription_counts_for_nothing() -> None:
    state = make()
    state.opened(0.0)
    state.subscribe(CHANNEL, names(b"a", b"b"))
    assert confirm(state, error=NO) == [b"SUBSCRIBE a b"]
    assert told(state) == [NO]
    assert not state.subscribed


def test_what_is_confirmed_stays_when_it_is_refused_a_second_time() -> None:
    state = make()
    state.opened(0.0)
    state.subscribe(CHANNEL, names(b"a"))
    confirm(state)
    state.subscribe(CHANNEL, names(b"a"))
    confirm(state, error=NO)
    assert told(state) == ["subscribe a 1", NO]
    assert state.subscribed


def test_what_is_refused_of_what_was_is_found_out_one_by_one() -> None:
    state = make()
    state.subscribe(CHANNEL, names(b"a", b"b"))
    state.opened(0.0)
    confirm(state)
    state.lost(1.0, "gone", 0.0)
    state.opened(2.0)
    (both,) = sent(state)
    state.answered(both, NO)
    one, other = sent(state)
    assert (one.args, other.args) == ((b"SUBSCRIBE", b"a"), (b"SUBSCRIBE", b"b"))
    state.receive([b"subscribe", b"a", 1], 3.0)
    state.answered(one, None)
    state.heard(4.0)
    state.answered(other, NO)
    assert told(state) == ["subscribe a 1", "subscribe b 1", NO, Gap(0.0, 4.0, None, "gone")]
    assert state.wanted(CHANNEL) == {b"a": None}


def test_a_refused_end_ends_nothing() -> None:
    state = make()
    state.opened(0.0)
    state.subscribe(CHANNEL, names(b"a"))
    confirm(state)
    state.unsubscribe(CHANNEL)
    confirm(state, error=NO)
    assert told(state) == ["subscribe a 1", NO]
    assert state.wanted(CHANNEL) == {b"a": None}


def test_what_the_server_ends_is_asked_for_again() -> None:
    state = make()
    state.opened(0.0)
    state.subscribe(SHARD, names(b"s", b"t"))
    confirm(state)
    told(state)
    state.receive([b"sunsubscribe", b"s", 1], 5.0)
    state.receive([b"sunsubscribe", b"unknown", 1], 5.0)
    state.receive([b"sunsubscribe", b"t", 1], 5.5)
    assert confirm(state, 6.0) == [b"SSUBSCRIBE s", b"SSUBSCRIBE t"]
    assert told(state) == [Gap(5.0, 1.0, None, "the server ended a subscription")]


def test_pushes_of_others_are_left_alone() -> None:
    state = make()
    state.receive([b"invalidate", [b"k"]], 0.0)
    state.receive([b"unsubscribe", None, 0], 0.0)
    assert told(state) == []


# Signs of life


def test_a_silent_server_is_asked_and_given_up_if_it_does_not_answer() -> None:
    state = make(interval=10.0, patience=5.0)
    state.tick(100.0)
    assert sent(state) == []
    state.opened(0.0)
    assert state.next_time == 10.0
    state.tick(9.9)
    assert sent(state) == []
    state.tick(10.0)
    state.tick(10.0)
    (ping,) = sent(state, 10.0)
    assert ping.args == (b"PING",)
    state.tick(30.0)
    assert sent(state) == []
    assert state.next_time == 15.0
    assert not state.overdue(14.9)
    state.heard(13.0)
    assert not state.overdue(17.9)
    assert state.overdue(18.0)
    state.answered(ping, b"PONG")
    assert not state.overdue(18.0)
    assert told(state) == []
    assert state.next_time == 23.0


def test_without_an_interval_nobody_is_asked_and_without_patience_nobody_given_up() -> None:
    state = make(interval=None, patience=None)
    state.opened(0.0)
    state.tick(1e9)
    assert state.next_time is None
    state.ping(None)
    assert len(sent(state)) == 1
    assert state.next_time is None
    assert not state.overdue(1e9)


def test_a_ping_of_the_subscriber_is_told() -> None:
    state = make()
    state.opened(0.0)
    state.ping(None)
    state.ping(b"hello")
    assert confirm(state) == [b"PING", b"PING hello"]
    assert told(state) == ["pong ", "pong hello"]
    state.ping(None)
    confirm(state, error=NO)
    assert told(state) == [NO]
    state.tick(10.0)
    confirm(state, error=NO)
    assert told(state) == []


def test_logging_in_is_a_request_like_others_of_which_the_subscriber_hears_nothing() -> None:
    state = make()
    state.subscribe(CHANNEL, names(b"a"))
    state.opened(0.0)
    confirm(state)
    told(state)
    state.log_in((b"AUTH", "me", "pass"), "token")
    (request,) = sent(state)
    assert request.args == (b"AUTH", "me", "pass")
    assert repr(request) == "Request(b'AUTH', and 2 more)"
    assert (state.logging_in, state.auth_reply) == ("token", None)
    assert state.overdue(5.0), "it is an answer like others"
    state.answered(request, b"OK")
    assert (state.logging_in, state.auth_reply) == ("token", b"OK")
    assert not state.overdue(5.0)
    assert told(state) == []
    state.lost(6.0, "gone", 0.0)
    assert (state.logging_in, state.auth_reply) == (None, None)
