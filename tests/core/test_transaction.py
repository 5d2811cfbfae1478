"""What may be in a transaction, what the replies to one mean, and what is known of one that was lost."""

from __future__ import annotations

from typing import Any

import pytest

from sansredis.core.connection import Status
from sansredis.core.errors import (
    ConnectionError,
    DataError,
    ExecAbortError,
    NoPermissionError,
    ProtocolError,
    ResponseError,
    WatchError,
)
from sansredis.core.transaction import EXEC, MULTI, check, results
from tests.core.connecting import Owed, ask, ask_all, error, ready, replies

SET, INCR = (b"SET", "k", "secret"), ("incr", "n")


# What may be in it


def test_what_needs_a_connection_of_its_own_is_told() -> None:
    select, name = ("SELECT", 3), (b"CLIENT", b"SETNAME", b"x")
    assert check([SET, select, INCR, name, (b"UNWATCH",), (b"MIGRATE", "h", 1, "k", 0, 1000)])[:2] == [select, name]
    assert check([SET, INCR, ("BLPOP",), ("BLPOP", "l", "soon"), ("XREAD", "STREAMS", "s", "$")][:2]) == []


@pytest.mark.parametrize(
    ("command", "remedy"),
    [
        ("MULTI", "the transaction has them already"),
        ("exec", "the transaction has them already"),
        ("watch k", "call the pipeline's own method"),
        ("DISCARD", "call the pipeline's own method"),
        ("SUBSCRIBE c", "send it alone, on a leased connection"),
        ("PUNSUBSCRIBE", "send it alone, on a leased connection"),
        ("MONITOR", "send it alone, on a leased connection"),
        ("client reply off", "send it alone, on a leased connection"),
        ("HELLO 3", "send it alone, on a leased connection"),
        ("AUTH secret", "send it alone, on a leased connection"),
        ("RESET", "send it alone, on a leased connection"),
        ("QUIT", "send it alone, on a leased connection"),
        ("BLPOP secret 0", "it does not wait there"),
        ("WAIT 1 100", "it does not wait there"),
        ("XREAD BLOCK 5 STREAMS secret 0", "it does not wait there"),
    ],
)
def test_what_cannot_be_in_it(command: str, remedy: str) -> None:
    with pytest.raises(
        DataError, match=rf"^command 1 of the transaction, [A-Z ]+ cannot be in a transaction: {remedy}"
    ) as raised:
        check([SET, tuple(command.split()), INCR])
    assert "secret" not in str(raised.value)


def test_what_the_server_will_refuse_is_left_to_it() -> None:
    """A blocking command without a timeout that the server would take does not wait anywhere."""
    assert check([("BLPOP", "l", "soon")]) == [("BLPOP", "l", "soon")]


# What the replies mean


def test_all_were_executed() -> None:
    assert results([SET, INCR], [b"OK", b"QUEUED", b"QUEUED", [b"OK", 1]]) == [b"OK", 1]
    assert results([], [b"OK", []]) == []


def test_an_error_of_one_command_is_its_result() -> None:
    wrong = error("WRONGTYPE no")
    assert results([SET, INCR], [b"OK", b"QUEUED", b"QUEUED", [b"OK", wrong]]) == [b"OK", wrong]


def test_a_watched_key_was_changed() -> None:
    with pytest.raises(WatchError, match="nothing of the transaction was executed"):
        results([SET], [b"OK", b"QUEUED", None])


def test_refused_while_queueing() -> None:
    one, two = error("ERR unknown command"), NoPermissionError("NOPERM no")
    with pytest.raises(ExecAbortError) as raised:
        results([SET, INCR, (b"\xff",)], [b"OK", one, b"QUEUED", two, ExecAbortError("EXECABORT Discarded.")])
    assert raised.value.reasons == {0: one, 2: two}
    assert raised.value.maybe_executed is False
    assert str(raised.value) == (
        "EXECABORT Discarded; command 0 of the transaction, SET: ERR unknown command; "
        r"command 2 of the transaction, \xff: NOPERM no"
    )


def test_refused_at_the_end() -> None:
    with pytest.raises(ExecAbortError) as raised:
        results([SET], [b"OK", b"QUEUED", ExecAbortError("EXECABORT Discarded because of: LOADING")])
    assert raised.value.reasons == {}
    busy = error("BUSY wait")
    with pytest.raises(ResponseError) as other:
        results([SET], [b"OK", b"QUEUED", busy])
    assert other.value is busy


def test_multi_was_refused() -> None:
    """Then the commands behind it were executed one by one, and nothing can be done but to say so."""
    no = NoPermissionError("NOPERM no")
    with pytest.raises(
        NoPermissionError, match=r"refused MULTI; 1 of the commands were executed all the same"
    ) as raised:
        results([SET, INCR], [no, b"OK", error("ERR not an integer"), error("ERR EXEC without MULTI")])
    assert raised.value.maybe_executed is True
    with pytest.raises(NoPermissionError, match=r"refused MULTI; nothing was executed") as raised:
        results([SET, INCR], [no, no, no, no])
    assert raised.value.maybe_executed is False


@pytest.mark.parametrize("answer", [b"OK", 7, [], [b"OK", b"OK"]])
def test_exec_was_answered_with_something_else(answer: Any) -> None:
    with pytest.raises(ProtocolError, match="EXEC of 1 commands was answered with") as raised:
        results([SET], [b"OK", b"QUEUED", answer])
    assert raised.value.maybe_executed is True


# On its connection


def atomic(state: Any) -> Owed:
    owed = ask_all(state, MULTI, SET, INCR, EXEC)
    owed.atomic = True
    return owed


def test_half_of_it_was_written() -> None:
    """As soon as MULTI is known to be taken, nothing was executed before the whole of EXEC was there."""
    state = ready()
    owed = atomic(state)
    assert not state.may_have_run(owed)
    state.written = owed.end - 1
    assert state.may_have_run(owed)
    state.receive_data(replies("OK"))
    assert not state.may_have_run(owed)
    state.written = owed.end
    assert state.may_have_run(owed)


def test_half_of_it_was_written_and_multi_refused() -> None:
    state = ready()
    owed = atomic(state)
    state.written = owed.end - 1
    state.receive_data(replies(error("NOPERM no")))
    assert state.may_have_run(owed)


def test_others_may_follow_on_the_same_connection() -> None:
    state = ready()
    first, then = atomic(state), Owed()
    state.send(then, 10)
    second, last = atomic(state), Owed()
    state.send(last, 10)
    one = replies("OK", "QUEUED", "QUEUED", ["OK", 1])
    aborted = replies("OK", error("ERR no"), "QUEUED", error("EXECABORT no"))
    done = state.receive_data(one + replies(b"mine") + aborted + replies(b"last"))
    assert done == [first, then, second, last]
    assert (then.value, last.value) == (b"mine", b"last")
    assert state.reusable


def test_a_refused_exec_ends_the_connection_before_anybody_else_reads() -> None:
    """The server is still in MULTI: what follows would be answered with QUEUED."""
    state = ready()
    owed, other = atomic(state), Owed()
    state.send(other, 10)
    done = state.receive_data(replies("OK", "QUEUED", "QUEUED", error("BUSY wait"), "QUEUED"))
    assert done == [owed]
    assert str(owed.value[-1]) == "BUSY wait"
    assert (other.status, state.lost) == (Status.LOST, [other])
    assert state.closed
    assert type(state.why) is ConnectionError


def test_a_transaction_by_hand_may_leave_its_connection_in_multi() -> None:
    state = ready()
    ask(state, "MULTI")
    state.receive_data(replies("OK"))
    assert not state.closed
