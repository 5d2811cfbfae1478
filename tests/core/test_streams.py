"""Readers of streams, as pure logic: which command comes next, and what becomes of its reply."""

from __future__ import annotations

from math import inf
from typing import Any

import pytest

from sansredis.core.errors import (
    ConnectionError,
    DataError,
    MaybeExecutedError,
    ResponseError,
)
from sansredis.core.streams import (
    ConsumerState,
    Found,
    ReaderState,
    StreamEntry,
    blocking,
    check_number,
    check_seconds,
    keys_of,
)

A: dict[bytes, bytes] = {b"f": b"v"}


def ids(state: ReaderState | ConsumerState) -> list[bytes]:
    """All entries that are here, dealt with one after the other."""
    found = []
    while (entry := state.give()) is not None:
        found.append(entry.id)
        state.leave()
    return found


def consumer(**options: Any) -> ConsumerState:
    """A consumer of one stream whose group exists, and with which nothing is pending."""
    settings: dict[str, Any] = {"start": "0", "prefetch": 10, "claim_idle": None, "auto_ack": True, "ack_batch": 1}
    state = ConsumerState([b"s"], "g", "c", **settings | options)
    state.ask(0, inf)
    state.answered(True, 0)
    state.ask(0, inf)
    state.answered({b"s": []}, 0)
    return state


def test_a_reader_goes_on_after_the_entry_it_had_last() -> None:
    state = ReaderState({b"s": "5", b"t": "0"}, 9)
    command = state.ask(0, 0)
    assert command.args == (b"XREAD", b"COUNT", 4, b"STREAMS", b"s", b"t", "5", "0")
    assert command.decode is False
    state.failed(ConnectionError())
    state.answered({b"s": [(b"6-0", A), (b"7-0", A)]}, 0)
    assert not state.idle
    assert ids(state) == [b"6-0", b"7-0"]
    state.go_on()
    assert state.ask(0, inf).args == (b"XREAD", b"COUNT", 4, b"BLOCK", 5000, b"STREAMS", b"s", b"t", b"7-0", "0")
    state.answered({}, 0)
    assert state.idle
    assert not state.refused(ResponseError("WRONGTYPE"))


def test_what_comes_from_now_on_begins_after_the_last_entry() -> None:
    state = ReaderState({b"s": "$", b"t": b"$"}, 1)
    assert state.ask(0, inf).args == (b"XREVRANGE", b"t", "+", "-", b"COUNT", 1)
    state.answered([(b"3-1", A)], 0)
    state.ask(0, inf)
    state.answered([], 0)
    assert state.ask(0, 0.25).args == (b"XREAD", b"COUNT", 1, b"BLOCK", 250, b"STREAMS", b"s", b"t", b"0-0", b"3-1")


def test_a_consumer_makes_the_group_then_reads_what_is_pending_and_then_what_is_new() -> None:
    state = ConsumerState([b"s", b"t"], "g", "c", start="$", prefetch=4, claim_idle=None, auto_ack=True, ack_batch=1)
    assert state.ask(0, inf).args == (b"XGROUP", b"CREATE", b"t", "g", "$", b"MKSTREAM")
    state.answered(True, 0)
    assert state.ask(0, inf).args[2] == b"s"
    assert state.refused(ResponseError("BUSYGROUP Consumer Group name already exists"))
    read = (b"XREADGROUP", b"GROUP", "g", "c", b"COUNT", 2)
    assert state.ask(0, inf).args == (*read, b"STREAMS", b"s", b"t", b"0-0", b"0-0")
    state.answered({b"s": [(b"1-0", A), (b"2-0", A)], b"t": []}, 0)
    assert ids(state) == [b"1-0", b"2-0"]
    assert state.ask(0, inf).args == (*read, b"STREAMS", b"s", b"2-0")
    state.answered({b"s": []}, 0)
    assert state.ask(0, 1.5).args == (*read, b"BLOCK", 1500, b"STREAMS", b"s", b"t", b">", b">")
    state.answered({b"t": [(b"9-0", A)]}, 0)
    assert not state.idle
    assert ids(state) == [b"9-0"]
    assert state.ask(0, 0).args == (*read, b"STREAMS", b"s", b"t", b">", b">")
    state.answered({}, 0)
    assert state.idle


def test_an_entry_is_acknowledged_before_the_next_one_is_given() -> None:
    state = consumer()
    state.ask(0, inf)
    state.answered({b"s": [(b"1-0", A), (b"2-0", A)]}, 0)
    entry = state.give()
    assert entry is not None and (entry.key, entry.id, entry.fields) == (b"s", b"1-0", A)
    state.go_on()
    assert state.give() is None
    assert state.ask(0, inf).args == (b"XACK", b"s", "g", b"1-0")
    # As often as it takes.
    state.failed(MaybeExecutedError())
    assert state.ask(0, inf).args == (b"XACK", b"s", "g", b"1-0")
    state.answered(1, 0)
    assert ids(state) == [b"2-0"]


def test_several_entries_are_acknowledged_at_once_but_before_it_waits() -> None:
    state = consumer(ack_batch=2)
    state.ask(0, inf)
    state.answered({b"s": [(b"1-0", A), (b"2-0", A), (b"3-0", A)]}, 0)
    assert state.give() is not None
    state.go_on()
    assert state.give() is not None
    state.go_on()
    assert state.give() is None
    assert state.ask(0, inf).args == (b"XACK", b"s", "g", b"1-0", b"2-0")
    state.answered(2, 0)
    assert state.give() is not None
    state.go_on()
    assert state.ask(0, inf).args == (b"XACK", b"s", "g", b"3-0")


def test_what_was_settled_or_left_is_not_acknowledged() -> None:
    state = consumer()
    state.ask(0, inf)
    state.answered({b"s": [(b"1-0", A), (b"2-0", A)]}, 0)
    entry = state.give()
    assert entry is not None
    entry.settled = True
    state.go_on()
    assert state.give() is not None
    state.leave()
    state.go_on()
    assert state.ask(0, inf).args[0] == b"XREADGROUP"
    state = consumer(auto_ack=False)
    state.ask(0, inf)
    state.answered({b"s": [(b"1-0", A)]}, 0)
    assert state.give() is not None
    state.go_on()
    assert state.ask(0, inf).args[0] == b"XREADGROUP"


def test_what_may_have_been_handed_over_unheard_is_read_again_and_given_once() -> None:
    state = consumer()
    state.ask(0, inf)
    state.answered({b"s": [(b"1-0", A), (b"2-0", A)]}, 0)
    assert state.give() is not None
    state._buffer.append(Found(b"s", b"3-0", A))
    state.ask(0, inf)
    state.failed(KeyboardInterrupt())
    assert state.ask(0, inf).args[-1] == b"0-0"
    state.answered({b"s": [(name, A) for name in (b"1-0", b"2-0", b"3-0", b"4-0")]}, 0)
    assert ids(state) == [b"2-0", b"3-0", b"4-0"]


def test_what_was_certainly_not_executed_is_simply_asked_again() -> None:
    state = consumer()
    state.ask(0, inf)
    state.failed(ConnectionError("refused"))
    assert state.ask(0, inf).args[-1] == b">"
    state.failed(MaybeExecutedError())
    assert state.ask(0, inf).args[-1] == b"0-0"
    state.failed(MaybeExecutedError())
    assert state.ask(0, inf).args[-1] == b"0-0"


def test_entries_that_were_deleted_are_acknowledged_and_not_given() -> None:
    state = ConsumerState([b"s"], "g", "c", start="0", prefetch=10, claim_idle=None, auto_ack=False, ack_batch=1)
    state.ask(0, inf)
    state.answered(True, 0)
    state.ask(0, inf)
    state.answered({b"s": [(b"1-0", {}), (b"2-0", A)]}, 0)
    assert state.give() is None
    assert state.ask(0, inf).args == (b"XACK", b"s", "g", b"1-0")
    state.answered(1, 0)
    assert ids(state) == [b"2-0"]


def test_idle_entries_of_others_are_claimed_every_now_and_then() -> None:
    state = consumer(claim_idle=0.5)
    claim = (b"XAUTOCLAIM", b"s", "g", "c", 500)
    assert state.ask(10, inf).args == (*claim, b"0-0", b"COUNT", 10)
    state.answered((b"7-0", [(b"1-0", A)], [b"2-0"]), 10)
    assert ids(state) == [b"1-0"]
    assert state.ask(10, inf).args == (*claim, b"7-0", b"COUNT", 10)
    state.failed(MaybeExecutedError())
    assert state.ask(10, inf).args[0] == b"XREADGROUP"
    state.answered({b"s": []}, 10)
    assert state.ask(10, inf).args == (*claim, b"7-0", b"COUNT", 10)
    state.answered((b"0-0", [], []), 10)
    # Until the next look it does not wait for longer than that.
    assert state.ask(10.25, inf).args[6:8] == (b"BLOCK", 750)
    state.answered({}, 11)
    assert state.ask(11, inf).args[0] == b"XAUTOCLAIM"
    state = ConsumerState([b"s", b"t"], "g", "c", start="0", prefetch=2, claim_idle=9, auto_ack=True, ack_batch=1)
    for answer in (True, True, {}, (b"0-0", [], []), (b"0-0", [], [])):
        state.ask(0, inf)
        state.answered(answer, 0)
    assert state.ask(0, inf).args[0] == b"XREADGROUP"
    assert consumer(claim_idle=0.0).ask(0, inf).args[4] == 0


def test_a_group_that_was_destroyed_is_made_again_by_who_goes_on() -> None:
    state = consumer()
    state.ask(0, inf)
    assert not state.refused(ResponseError("NOGROUP No such key 's' or consumer group 'g'"))
    assert state.ask(0, inf).args[:2] == (b"XGROUP", b"CREATE")
    assert not state.refused(ResponseError("WRONGTYPE"))


@pytest.mark.parametrize("seconds, block", [(inf, 5000), (2, 2000), (0.0001, None), (0, None), (-1, None)])
def test_the_server_waits_as_long_as_there_is_time(seconds: float, block: int | None) -> None:
    assert blocking(seconds) == block


def test_arguments() -> None:
    assert keys_of("s", str.encode) == [b"s"]
    assert keys_of(["s", bytearray(b"t")], str.encode) == [b"s", b"t"]
    with pytest.raises(DataError, match="at least one stream"):
        keys_of([], str.encode)
    for wrong in (0, -1, 1.5, True):
        with pytest.raises(DataError, match="prefetch="):
            check_number("prefetch", wrong)  # type: ignore[arg-type]
    check_number("prefetch", 1)
    for seconds in (-1, float("nan")):
        with pytest.raises(DataError, match="timeout="):
            check_seconds("timeout", seconds)
    check_seconds("timeout", None)
    check_seconds("timeout", 0)


def test_an_entry_shows_where_it_is_and_not_what_it_says() -> None:
    assert repr(StreamEntry("s", "1-0", {"password": "secret"})) == "<StreamEntry '1-0' of 's'>"
