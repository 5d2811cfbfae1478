"""What commands leave behind: when it begins, when it ends, and what cannot be sent meanwhile."""

from __future__ import annotations

import math
from typing import Any

import pytest

from sansredis.core.cache_options import CacheOptions
from sansredis.core.commands.facts import CONTAINERS
from sansredis.core.commands.metadata import needs_lease
from sansredis.core.connection import ConnectionState, Owed, Status
from sansredis.core.errors import DataError, ProtocolError, ResponseError
from sansredis.core.modes import (
    BEGINS,
    BESIDE_MONITOR,
    CONFIRMATIONS,
    ENDS,
    NOT_IN_MULTI,
    NOT_IN_SILENCE,
    SEVERAL_REPLIES,
    check_batch,
    notes_of,
)
from sansredis.core.resp import Push
from tests.core.connecting import SERVER, ask, ask_all, error, exchange, plain, ready, replies

BOTH = pytest.mark.parametrize("protocol", [2, 3])
NO = error("NOPERM no")


def push(state: ConnectionState, *items: Any) -> Any:
    """A message or confirmation in the form that the connection's protocol gives it."""
    return Push(items) if state.protocol == 3 else list(items)


def get(state: ConnectionState, value: bytes = b"v") -> None:
    """Prove that a plain command gets its reply."""
    owed = Owed()
    assert state.send(owed, 10)
    assert state.receive_data(replies(value, protocol=state.protocol)) == [owed]
    assert owed.value == value


# The tables


def test_all_that_is_known_here_needs_a_lease() -> None:
    names = {*BEGINS, *ENDS, *CONFIRMATIONS, *SEVERAL_REPLIES, *NOT_IN_MULTI, *NOT_IN_SILENCE, *BESIDE_MONITOR}
    assert [name for name in names if not needs_lease(tuple(name.split()))] == []


def test_spelling() -> None:
    spelt = [("multi",), (bytearray(b"Client"), "reply", "on"), (memoryview(b"SELECT"), 3), ("script", "debug", "yes")]
    assert [(note.place, note.name) for note in notes_of(spelt)] == [
        (0, b"MULTI"), (1, b"CLIENT REPLY"), (2, b"SELECT"), (3, b"SCRIPT DEBUG"),
    ]  # fmt: skip
    assert [note.args for note in notes_of(spelt)] == [(), ("on",), (3,), ("yes",)]


@pytest.mark.parametrize(
    "args", [(" MULTI",), ("CLIENT REPLY", "OFF"), ("",), (5,), ("CLIENT", "ID"), ("BLPOP", "k", 1), ("GET", "k")]
)
def test_what_concerns_nobody_else(args: tuple[Any, ...]) -> None:
    assert notes_of([args]) == []


def test_client_and_its_unknown_sub_commands() -> None:
    assert b"CLIENT" in CONTAINERS
    [note] = notes_of([("CLIENT", "FUTURE", "1")])
    assert (note.name, note.args) == (b"CLIENT FUTURE", ("1",))
    assert [note.name for note in notes_of([("CLIENT",)])] == []


# One command


@BOTH
@pytest.mark.parametrize(
    "command, reply, mode",
    [
        ("MULTI", "OK", "MULTI"),
        ("WATCH k", "OK", "WATCH"),
        ("SELECT 3", "OK", "another database"),
        ("AUTH sesame", "OK", "another user"),
        ("QUIT", "OK", "QUIT"),
        ("READONLY", "OK", "READONLY"),
        ("ASKING", "OK", "ASKING"),
        ("MONITOR", "OK", "MONITOR"),
        ("RESET", "RESET", "no handshake"),
        ("REPLCONF capa eof", "OK", "replication"),
        ("SCRIPT DEBUG SYNC", "OK", "SCRIPT DEBUG"),
        ("CLIENT SETNAME me", "OK", "CLIENT SETNAME"),
        ("CLIENT TRACKING ON", "OK", "CLIENT TRACKING"),
        ("CLIENT NO-EVICT ON", "OK", "CLIENT NO-EVICT"),
        ("CLIENT FUTURE 1", "OK", "CLIENT FUTURE"),
    ],
)
def test_a_mode_begins_with_the_reply(protocol: int, command: str, reply: str, mode: str) -> None:
    state = ready(protocol)
    owed = ask(state, *command.split())
    assert not state.reusable
    assert state.receive_data(replies(reply)) == [owed]
    assert owed.value == reply.encode()
    assert state.modes == {mode}
    assert not state.reusable
    # And an error begins nothing.
    state = ready(protocol)
    assert plain(exchange(state, command, NO))[1] == "NOPERM no"
    assert state.modes == set()
    assert state.reusable
    get(state)


@pytest.mark.parametrize(
    "command, reply",
    [("BLPOP k 1", None), ("UNWATCH", "OK"), ("SELECT 0", "OK"), ("READWRITE", "OK"), ("WAIT 0 0", 0), ("EXEC", NO)],
)
def test_no_mode(command: str, reply: Any) -> None:
    state = ready()
    exchange(state, command, reply)
    assert state.reusable


def test_there_and_back() -> None:
    state = ready(db=7)
    for index in (b"3", "5", 0):
        owed = ask(state, "SELECT", index)
        state.receive_data(replies("OK"))
        assert owed.value == b"OK"
        assert not state.reusable
    ask(state, "SELECT", 7)
    state.receive_data(replies(NO))
    assert not state.reusable
    exchange(state, "SELECT 7", "OK")
    assert state.reusable
    exchange(state, "SELECT", error("ERR wrong number of arguments"))
    assert state.reusable
    exchange(state, "READONLY", "OK")
    assert not state.reusable
    exchange(state, "READWRITE", "OK")
    assert state.reusable


def test_the_home_of_a_replicas_connection_is_readonly() -> None:
    state = ready(readonly=True)
    exchange(state, "READONLY", "OK")
    assert state.reusable
    exchange(state, "READWRITE", "OK")
    assert state.modes == {"READWRITE"}
    exchange(state, "READONLY", "OK")
    assert state.reusable


@BOTH
@pytest.mark.parametrize("reply, spoken", [(SERVER, 3), ([b"server", b"redis"], 2)])
def test_hello_changes_the_protocol(protocol: int, reply: Any, spoken: int) -> None:
    state = ready(protocol)
    exchange(state, f"HELLO {spoken}", NO)
    assert state.protocol == protocol
    # It may have failed after it had changed the user.
    assert state.modes == {"another handshake"}
    owed = ask(state, "HELLO", spoken)
    state.receive_data(replies(reply))
    assert owed.value == reply
    assert state.protocol == spoken


# Transactions


@BOTH
@pytest.mark.parametrize("result", [[1, error("ERR no")], None, [], error("EXECABORT Transaction discarded")])
def test_exec_ends_multi_and_watch(protocol: int, result: Any) -> None:
    state = ready(protocol)
    exchange(state, "WATCH k", "OK")
    exchange(state, "MULTI", "OK")
    assert state.modes == {"WATCH", "MULTI"}
    exchange(state, "INCR k", "QUEUED")
    exchange(state, "UNWATCH", "QUEUED")
    assert state.modes == {"WATCH", "MULTI"}
    exchange(state, "MULTI", error("ERR MULTI calls can not be nested"))
    exchange(state, "WATCH k", error("ERR WATCH inside MULTI is not allowed"))
    assert state.modes == {"WATCH", "MULTI"}
    exchange(state, "EXEC", result)
    assert state.reusable


def test_discard_and_unwatch() -> None:
    state = ready()
    exchange(state, "WATCH k", "OK")
    exchange(state, "UNWATCH", "OK")
    assert state.reusable
    exchange(state, "WATCH k", "OK")
    exchange(state, "MULTI", "OK")
    exchange(state, "EXEC", error("LOADING wait"))
    assert state.modes == {"WATCH", "MULTI"}
    exchange(state, "DISCARD", "OK")
    assert state.reusable


def test_what_is_queued_may_come_to_pass() -> None:
    state = ready()
    exchange(state, "SELECT 3", "OK")
    exchange(state, "MULTI", "OK")
    exchange(state, "SELECT 0", "QUEUED")
    exchange(state, "CLIENT NO-TOUCH ON", "QUEUED")
    exchange(state, "READWRITE", "QUEUED")
    exchange(state, "EXEC", ["OK", "OK", "OK"])
    assert state.modes == {"another database", "CLIENT NO-TOUCH"}


def test_a_transaction_as_a_pipeline() -> None:
    state = ready()
    commands = [("WATCH", "k"), ("GET", "k"), ("MULTI",), ("SET", "k", 1), ("SELECT", 0), ("EXEC",), ("SELECT", 4)]
    owed = ask_all(state, *commands)
    values = ["OK", b"v", "OK", "QUEUED", "QUEUED", ["OK", "OK"], "OK"]
    for value in values[:-1]:
        assert state.receive_data(replies(value)) == []
    assert state.receive_data(replies(values[-1])) == [owed]
    assert len(owed.value) == len(commands)
    assert state.modes == {"another database"}
    ask_all(state, ("SELECT", 0), ("WATCH", "k"), ("EXEC",))
    state.receive_data(replies("OK", "OK", error("EXECABORT no")))
    assert state.reusable


def test_the_reply_of_one_who_gave_up_still_counts() -> None:
    state = ready()
    state.abandon(ask(state, "MULTI"))
    assert state.receive_data(replies("OK")) == []
    assert state.modes == {"MULTI"}


@pytest.mark.parametrize(
    "command", ["SUBSCRIBE a", "SUNSUBSCRIBE", "MONITOR", "CLIENT REPLY ON", "HELLO 3", "PSYNC a 1"]
)
def test_what_cannot_be_queued(command: str) -> None:
    state = ready()
    words = tuple(command.split())
    owed = ask(state, "MULTI")
    name = " ".join(words[:2] if words[0] == "CLIENT" else words[:1])
    for _ in range(2):
        with pytest.raises(DataError, match=f"^{name} cannot be sent between MULTI and EXEC$"):
            ask(state, *words)
        assert list(state.owed) in ([owed], [])
        state.receive_data(replies("OK") if state.owed else b"")
    with pytest.raises(DataError):
        ask_all(ready(), ("MULTI",), words, ("EXEC",))


# RESET


@BOTH
def test_reset(protocol: int) -> None:
    state = ready(protocol)
    exchange(state, "WATCH k", "OK")
    exchange(state, "MULTI", "OK")
    exchange(state, "RESET", "RESET")
    assert state.modes == {"no handshake"}
    assert state.protocol == 2
    assert not state.reusable
    get(state)
    exchange(state, "SUBSCRIBE a", [b"subscribe", b"a", 1])
    state.receive_data(replies([b"message", b"a", b"1"]))
    assert len(state.pushes) == 1
    exchange(state, "RESET", "RESET")
    assert state.modes == {"no handshake"}
    # The channels are forgotten, and what has the form of a message is none.
    exchange(state, "PSUBSCRIBE p", [b"psubscribe", b"p", 1])
    exchange(state, "PUNSUBSCRIBE", [b"punsubscribe", b"p", 0])
    assert state.modes == {"no handshake"}
    owed = Owed()
    state.send(owed, 10)
    assert state.receive_data(replies([b"message", b"a", b"1"])) == [owed]


# Subscriptions


@BOTH
def test_each_channel_is_confirmed(protocol: int) -> None:
    state = ready(protocol)
    one = ask(state, "SUBSCRIBE", "a")
    state.receive_data(replies(push(state, b"subscribe", b"a", 1), protocol=protocol))
    assert one.value == [b"subscribe", b"a", 1]
    assert state.modes == {"a subscription"}
    two = ask(state, "psubscribe", "b*", b"c*", "b*")
    counts = [push(state, b"psubscribe", name, count) for name, count in ((b"b*", 2), (b"c*", 3), (b"b*", 3))]
    message = push(state, b"message", b"a", b"hi")
    for value in (message, counts[0], message, counts[1]):
        assert state.receive_data(replies(value, protocol=protocol)) == []
    assert state.receive_data(replies(counts[2], message, protocol=protocol)) == [two]
    assert two.value == counts
    assert list(state.pushes) == [message] * 3
    assert all(type(each) is Push for each in state.pushes)


class Aside(Owed):
    aside = True


@BOTH
def test_what_nobody_waits_for_goes_among_the_pushes_in_its_place(protocol: int) -> None:
    state = ready(protocol)

    def send(*args: Any) -> Aside:
        owed = Aside()
        state.send(owed, 10, [args] if args[0] != "PING" else ())
        return owed

    both, refused, ping = send("SUBSCRIBE", "a", "b"), send("SUBSCRIBE", "c"), send("PING")
    confirmations = [push(state, b"subscribe", name, 1) for name in (b"a", b"b")]
    message = push(state, b"message", b"a", b"hi")
    pong = b"PONG" if protocol == 3 else [b"pong", b""]
    arrived = replies(confirmations[0], message, confirmations[1], message, NO, pong, protocol=protocol)
    assert state.receive_data(arrived) == []
    assert list(state.pushes) == [confirmations[0], message, confirmations[1], both, message, refused, ping]
    assert type(state.pushes[0]) is Push
    assert str(refused.value) == str(NO)
    assert ping.value == pong
    assert state.modes == {"a subscription"}


def test_pushes_that_nobody_takes_out_do_not_fill_the_memory() -> None:
    state = ready()
    state.most_pushes = 2
    for number in range(5):
        state.receive_data(replies(Push([b"message", b"a", b"%d" % number]), Push([b"invalidate", [b"k"]])))
    assert list(state.pushes) == [[b"message", b"a", b"4"], [b"invalidate", [b"k"]]]
    assert state.pushes_dropped == 8
    state.most_pushes = math.inf
    state.receive_data(replies(*[Push([[b"odd"]])] * 5))
    assert len(state.pushes) == 7


@BOTH
def test_leaving_all_channels(protocol: int) -> None:
    state = ready(protocol)

    def leave(command: str, *confirmations: Any) -> Any:
        owed = ask(state, *command.split())
        values = [push(state, *each) for each in confirmations]
        for value in values[:-1]:
            assert state.receive_data(replies(value, protocol=protocol)) == []
        assert state.receive_data(replies(values[-1], protocol=protocol)) == [owed]
        return owed.value

    assert leave("UNSUBSCRIBE", (b"unsubscribe", None, 0)) == [b"unsubscribe", None, 0]
    assert state.reusable
    leave("SUBSCRIBE a b c a", *((b"subscribe", name, 1) for name in (b"a", b"b", b"c", b"a")))
    leave("PSUBSCRIBE p", (b"psubscribe", b"p", 4))
    leave("SSUBSCRIBE s", (b"ssubscribe", b"s", 1))
    leave("UNSUBSCRIBE b q", (b"unsubscribe", b"b", 3), (b"unsubscribe", b"q", 3))
    assert len(leave("UNSUBSCRIBE", (b"unsubscribe", b"c", 2), (b"unsubscribe", b"a", 1))) == 2
    leave("UNSUBSCRIBE", (b"unsubscribe", None, 1))
    leave("PUNSUBSCRIBE", (b"punsubscribe", b"p", 0))
    assert state.modes == {"a subscription"}
    leave("SUNSUBSCRIBE s", (b"sunsubscribe", b"s", 0))
    assert state.reusable
    assert not state.pushes


@BOTH
def test_a_refused_subscription_counts_for_nothing(protocol: int) -> None:
    state = ready(protocol)
    assert plain(exchange(state, "SUBSCRIBE a b", NO))[1] == "NOPERM no"
    assert plain(exchange(state, "SUBSCRIBE", error("ERR wrong number of arguments")))[0] is ResponseError
    assert state.reusable
    # So leaving all channels is leaving none.
    assert exchange(state, "UNSUBSCRIBE", push(state, b"unsubscribe", None, 0)) == [b"unsubscribe", None, 0]
    get(state)


@BOTH
def test_a_shard_channel_that_moved_away(protocol: int) -> None:
    state = ready(protocol)
    exchange(state, "SSUBSCRIBE s", push(state, b"ssubscribe", b"s", 1))
    gone = push(state, b"sunsubscribe", b"s", 0)
    state.receive_data(replies(gone, protocol=protocol))
    assert list(state.pushes) == [gone]
    assert state.reusable


@BOTH
@pytest.mark.parametrize("args", [(b"s",), (b"u", b"s")])
def test_a_shard_channel_that_moves_away_while_others_are_left(protocol: int, args: tuple[bytes, ...]) -> None:
    state = ready(protocol)
    exchange(state, "SSUBSCRIBE s t", *(push(state, b"ssubscribe", name, 1) for name in (b"s", b"t")))
    owed = Owed()
    state.send(owed, 10, [("SUNSUBSCRIBE", *args)])
    gone = push(state, b"sunsubscribe", b"t", 1)
    left = [push(state, b"sunsubscribe", name, 0) for name in args]
    assert state.receive_data(replies(gone, *left, protocol=protocol)) == [owed]
    assert list(state.pushes) == [gone]
    assert owed.value == (left[0] if len(args) == 1 else left)
    assert state.reusable


@BOTH
def test_text_is_not_compared_with_channels(protocol: int) -> None:
    state = ready(protocol)
    exchange(state, "SSUBSCRIBE s", push(state, b"ssubscribe", "é".encode("utf-16"), 1))
    owed = Owed()
    state.send(owed, 10, [("SUNSUBSCRIBE", "é")])
    assert state.receive_data(replies(push(state, b"sunsubscribe", "é".encode("utf-16"), 0), protocol=protocol)) == [
        owed
    ]


def test_other_commands_while_subscribed_in_resp2() -> None:
    state = ready(2)
    exchange(state, "SUBSCRIBE a", [b"subscribe", b"a", 1])
    message = [b"message", b"a", b"hi"]
    for reply in ([b"pong", b""], error("ERR only SUBSCRIBE"), "OK", None, [], [[b"message"]], 3):
        owed = Owed()
        state.send(owed, 10)
        assert state.receive_data(replies(message, reply, message)) == [owed]
        assert plain(owed.value) == (plain(reply) if reply != "OK" else b"OK")
    assert len(state.pushes) == 14


@pytest.mark.parametrize("protocol, subscribed", [(2, False), (3, False), (3, True)])
def test_replies_that_look_like_messages(protocol: int, subscribed: bool) -> None:
    state = ready(protocol)
    if subscribed:
        exchange(state, "SUBSCRIBE a", Push([b"subscribe", b"a", 1]))
    for kind in (b"message", b"subscribe", b"unsubscribe"):
        owed = Owed()
        state.send(owed, 10)
        assert state.receive_data(replies([kind, b"a", 1])) == [owed]
        assert owed.value == [kind, b"a", 1]
    # Also when a subscription is on its way.
    if not subscribed:
        before = Owed()
        state.send(before, 10)
        ask(state, "SUBSCRIBE", "a")
        assert state.receive_data(replies([b"message", b"a", b"x"])) == [before]


@BOTH
@pytest.mark.parametrize("value", ["OK", [b"subscribe", b"a"], [b"unsubscribe", b"a", 1], [b"subscribe", [], 1], 3])
def test_a_subscription_answered_with_something_else(protocol: int, value: Any) -> None:
    state = ready(protocol)
    owed = ask(state, "SUBSCRIBE", "a")
    assert state.receive_data(replies(value)) == []
    assert owed.status is Status.LOST
    assert type(state.why) is ProtocolError
    assert str(state.why).startswith("the server answered SUBSCRIBE with ")


# MONITOR


LINE = '1339518083.107412 [0 127.0.0.1:60866] "keys" "*"'


@BOTH
def test_monitor(protocol: int) -> None:
    state = ready(protocol)
    before = Owed()
    state.send(before, 10)
    monitor = ask(state, "MONITOR")
    with pytest.raises(DataError, match=r"^a connection in MONITOR takes only RESET and QUIT"):
        state.send(Owed(), 10)
    assert state.receive_data(replies(LINE, "OK", LINE)) == [before, monitor]
    assert (before.value, monitor.value) == (LINE.encode(), b"OK")
    state.receive_data(replies(LINE))
    assert list(state.pushes) == [Push([b"monitor", LINE.encode()])] * 2
    assert not state.reusable
    for refused in (("PING",), ("MONITOR",), ("MULTI",)):
        with pytest.raises(DataError):
            ask(state, *refused)
    with pytest.raises(DataError):
        ask_all(state, ("RESET",), ("PING",))
    assert plain(exchange(state, "RESET", error("ERR unknown command 'RESET'")))[0] is ResponseError
    assert state.modes == {"MONITOR"}
    reset = ask(state, "RESET")
    with pytest.raises(DataError):
        state.send(Owed(), 10)
    assert state.receive_data(replies(LINE, "RESET")) == [reset]
    assert state.modes == {"no handshake"}
    get(state, LINE.encode())


def test_a_refused_monitor() -> None:
    state = ready()
    exchange(state, "MONITOR", NO)
    assert state.reusable
    get(state)


def test_quitting_monitor() -> None:
    state = ready()
    exchange(state, "MONITOR", "OK")
    exchange(state, "QUIT", LINE, "OK")
    assert state.modes == {"MONITOR", "QUIT"}
    state.receive_data(replies("and a stray"))
    assert state.closed


# CLIENT REPLY


def test_silence() -> None:
    state = ready()
    before = Owed()
    state.send(before, 10)
    off = ask(state, "CLIENT", "REPLY", "OFF")
    assert (off.status, off.value) == (Status.DONE, None)
    assert not state.reusable
    silent = [ask(state, "SET", "k", 1), ask(state, "CLIENT", "REPLY", "SKIP"), ask(state, "CLIENT", "REPLY", "MAYBE")]
    plain_one = Owed()
    assert not state.send(plain_one, 10)
    both = Owed(None, 2, many=True)
    assert not state.send(both, 20)
    assert {owed.status for owed in (*silent, plain_one, both)} == {Status.DONE}
    assert plain_one.value is None
    assert both.value == [None, None]
    on = ask(state, "CLIENT", "REPLY", "ON")
    sent = state.sent
    assert state.receive_data(replies(error("ERR an honest one"), "OK")) == [before, on]
    assert on.value == b"OK"
    get(state)
    assert state.sent == state.answered == sent + 10
    assert not state.reusable


def test_skipping() -> None:
    state = ready()
    assert ask(state, "client", b"reply", "skip").status is Status.DONE
    assert ask(state, "CLIENT", "REPLY", "SKIP").status is Status.DONE
    assert ask(state, "SELECT", 3).status is Status.DONE
    get(state)
    ask(state, "CLIENT", "REPLY", "SKIP")
    batch = Owed(None, 3, many=True)
    assert state.send(batch, 30)
    assert state.receive_data(replies(2)) == []
    assert state.receive_data(replies(error("ERR third"))) == [batch]
    assert plain(batch.value) == ["list", None, 2, (ResponseError, "ERR third")]
    ask(state, "CLIENT", "REPLY", "SKIP")
    ask_all(state, ("WATCH", "k"), ("WATCH", "k"))
    state.receive_data(replies("OK"))
    assert state.modes == {"CLIENT REPLY", "WATCH"}
    ask(state, "CLIENT", "REPLY", "SKIP")
    exchange(state, "CLIENT REPLY ON", "OK")
    get(state)


@pytest.mark.parametrize("args", [("MAYBE",), (), ("OFF", "now")])
def test_what_is_no_mode_of_client_reply(args: tuple[str, ...]) -> None:
    state = ready()
    owed = ask(state, "CLIENT", "REPLY", *args)
    assert owed.status is Status.WAITING
    state.receive_data(replies(error("ERR syntax error")))
    assert state.reusable


def test_client_reply_on_by_itself() -> None:
    state = ready()
    exchange(state, "CLIENT REPLY ON", "OK")
    get(state)


@pytest.mark.parametrize("how", ["OFF", "SKIP"])
@pytest.mark.parametrize(
    "command", ["SUBSCRIBE a", "UNSUBSCRIBE", "MONITOR", "MULTI", "RESET", "HELLO 3", "SYNC", "PSYNC a 1"]
)
def test_what_cannot_be_sent_into_the_silence(how: str, command: str) -> None:
    state = ready()
    ask(state, "CLIENT", "REPLY", how)
    sent = state.sent
    with pytest.raises(DataError, match=f"^{command.split()[0]} cannot be sent after CLIENT REPLY OFF or SKIP; "):
        ask(state, *command.split())
    assert state.sent == sent
    exchange(state, "CLIENT REPLY ON", "OK")
    owed = ask(state, *command.split())
    assert list(state.owed) == [owed]


@pytest.mark.parametrize("how", ["OFF", "SKIP"])
@pytest.mark.parametrize("soon", [True, False])
def test_a_refused_client_reply_gives_nobody_a_wrong_reply(how: str, soon: bool) -> None:
    state = ready()
    ask(state, "CLIENT", "REPLY", how)
    if not soon:
        state.receive_data(replies(NO))
        assert state.closed
        return
    state.send(Owed(), 10)
    if how == "OFF":
        owed = ask(state, "CLIENT", "REPLY", "ON")
    else:
        state.send(owed := Owed(), 10)
    # The refusal, then the reply to the command that was to be answered with silence.
    assert state.receive_data(replies(NO, b"not yours", b"yours")) == []
    assert owed.status is Status.LOST
    assert owed.value is None
    assert "seems to have refused CLIENT REPLY" in str(state.why)


@BOTH
def test_a_batch_changes_the_connection_reply_by_reply(protocol: int) -> None:
    state = ready(protocol)
    exchange(state, "SUBSCRIBE a", push(state, b"subscribe", b"a", 1))
    owed = ask_all(state, ("RESET",), ("LRANGE", "l", 0, 9))
    looks_like_a_message = [b"message", b"a", b"1"]
    assert state.receive_data(replies("RESET", looks_like_a_message)) == [owed]
    assert owed.value == [b"RESET", looks_like_a_message]


def test_a_server_that_refuses_to_speak_again() -> None:
    state = ready()
    ask(state, "CLIENT", "REPLY", "OFF")
    on = ask(state, "CLIENT", "REPLY", "ON")
    # If that was refused, its refusal was not said: the next answer would be taken for its own.
    for command in ("CLIENT REPLY ON", "RESET", "SUBSCRIBE a"):
        with pytest.raises(DataError, match=r"and wait for its reply$"):
            ask(state, *command.split())
    assert list(state.owed) == [on]


def test_a_doubt_ends_with_the_first_reply() -> None:
    state = ready()
    ask(state, "CLIENT", "REPLY", "SKIP")
    state.send(Owed(), 10)
    first, second = Owed(), Owed()
    state.send(first, 10)
    state.send(second, 10)
    pushed = Push([b"invalidate", None])
    assert state.receive_data(replies(pushed, 1, error("ERR honest"))) == [first, second]
    assert (first.value, plain(second.value)) == (1, (ResponseError, "ERR honest"))


# Pipelines


@pytest.mark.parametrize("command", ["SUBSCRIBE a", "punsubscribe", "MONITOR", "CLIENT REPLY ON", "SYNC"])
def test_what_has_not_one_reply_cannot_be_in_a_pipeline(command: str) -> None:
    words = tuple(command.split())
    name = " ".join(words[:2] if words[0] == "CLIENT" else words[:1]).upper()
    batch = [("GET", "k"), ("BLPOP", "k", 1), words]
    with pytest.raises(DataError, match=f"^command 2 of the pipeline: {name} is not answered with exactly one reply"):
        check_batch(batch)
    state = ready()
    with pytest.raises(DataError, match=r"^command 2 of the pipeline"):
        ask_all(state, *batch)
    assert not state.owed
    assert state.sent == 0
    assert state.reusable
    check_batch(batch[:2])
    check_batch([("MULTI",), ("SELECT", 3), ("EXEC",), ("RESET",), ("CLIENT", "SETNAME", "x")])


# What is taken for a part of the handshake


@pytest.mark.parametrize(
    "words", ["READONLY", "AUTH u p", "CLIENT SETNAME x", "CLIENT NO-TOUCH ON", "CLIENT TRACKING ON"]
)
def test_what_lasts_is_taken_for_a_part_of_the_handshake(words: str) -> None:
    state = ready()
    exchange(state, words, "OK")
    assert not state.reusable
    state.adopt()
    assert state.reusable
    exchange(state, "SELECT 1", "OK")
    assert not state.reusable, "of what comes after it nothing is"


def test_readonly_then_is_what_the_next_caller_meets() -> None:
    state = ready()
    exchange(state, "READONLY", "OK")
    state.adopt()
    exchange(state, "READWRITE", "OK")
    assert not state.reusable
    exchange(state, "READONLY", "OK")
    assert state.reusable


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("SELECT 1", "another database on a connection; give db= instead"),
        ("MULTI", "MULTI on"),
        ("RESET", "no handshake on"),
        ("HELLO 3", "another handshake on"),
    ],
)
def test_what_the_next_caller_would_not_expect_is_refused(words: str, what: str) -> None:
    state = ready()
    exchange(state, words, SERVER if words[0] == "H" else "OK")
    with pytest.raises(DataError, match=f"^on_connect must not leave {what}"):
        state.adopt()


def test_tracking_that_a_cache_relies_on() -> None:
    state = ready(cache=CacheOptions())
    exchange(state, "CLIENT TRACKING OFF", "OK")
    with pytest.raises(DataError, match=r"^on_connect must not leave CLIENT TRACKING on"):
        state.adopt()


def test_nothing_may_be_owed() -> None:
    state = ready()
    state.send(Owed(), 10)
    with pytest.raises(DataError, match=r"^on_connect must not leave a reply that is owed on"):
        state.adopt()
