"""The handshake: what is said, what is understood, and what is refused with which words."""

from __future__ import annotations

from typing import Any

import pytest

from sansredis.core.connection import ConnectionState, Owed, Phase
from sansredis.core.errors import (
    AuthenticationError,
    BusyLoadingError,
    ConnectionInUseError,
    DataError,
    MaxClientsError,
    NoPermissionError,
    NoProtoError,
    ProtectedModeError,
    ProtocolError,
    RedisError,
    ResponseError,
)
from sansredis.core.handshake import STAGES, Handshake, Stage, describe
from sansredis.core.options import Options
from sansredis.core.resp import Push
from tests.core.connecting import QUIET, SERVER, error, replies, said

UNKNOWN = error("ERR unknown command `HELLO`, with args beginning with: `3`, `AUTH`, `me`, `sesame`, ")
PLACE = "localhost:6379"


def greeted(readonly: bool = False, **options: Any) -> tuple[ConnectionState, list[list[bytes]]]:
    """A connection that has said its first words, and these."""
    state = ConnectionState(Options(**{**QUIET, **options}), readonly=readonly)
    return state, said(state.greet())


def answered(state: ConnectionState, *values: Any) -> list[list[bytes]]:
    """Feed replies; give what is said next."""
    assert state.receive_data(replies(*values)) == []
    return said(state.take_outgoing())


def refused(state: ConnectionState, *values: Any) -> RedisError:
    """Feed replies that end the handshake; give the reason."""
    assert answered(state, *values) == []
    assert state.phase is Phase.CLOSED
    assert state.why is not None
    assert not state.reusable
    with pytest.raises(type(state.why)) as raised:
        state.greet()
    assert raised.value is state.why
    return state.why


@pytest.mark.parametrize("protocol", [None, 3])
def test_all_in_one_flight(protocol: int | None) -> None:
    state, words = greeted(
        protocol=protocol, username="me", password="sesame", client_name="c", db=7, lib_name="lib", lib_version="1"
    )
    assert words == [
        [b"HELLO", b"3", b"AUTH", b"me", b"sesame", b"SETNAME", b"c"],
        [b"CLIENT", b"SETINFO", b"LIB-NAME", b"lib"],
        [b"CLIENT", b"SETINFO", b"LIB-VER", b"1"],
        [b"SELECT", b"7"],
    ]
    assert state.phase is Phase.GREETING
    assert answered(state, SERVER, "OK", "OK") == []
    assert state.phase is Phase.GREETING
    assert answered(state, "OK") == []
    assert (state.phase, state.protocol, state.server) == (Phase.READY, 3, SERVER)
    assert state.reusable


def test_the_same_in_resp2() -> None:
    state, words = greeted(protocol=2, username="me", password="sesame", client_name="c", db=7, readonly=True)
    assert words == [
        [b"AUTH", b"me", b"sesame"],
        [b"CLIENT", b"SETNAME", b"c"],
        [b"SELECT", b"7"],
        [b"READONLY"],
    ]
    assert answered(state, "OK", "OK", "OK", "OK") == []
    assert (state.phase, state.protocol, state.server) == (Phase.READY, 2, {})


def test_nothing_to_say_is_a_ping() -> None:
    state, words = greeted(protocol=2)
    assert words == [[b"PING"]]
    answered(state, "PONG")
    assert state.reusable


def test_a_courtesy_proves_nothing() -> None:
    state, words = greeted(protocol=2, lib_name="lib")
    assert words[1:] == [[b"PING"]]
    why = refused(state, error("NOAUTH Authentication required."), error("NOAUTH Authentication required."))
    assert type(why) is AuthenticationError
    assert str(why) == f"NOAUTH Authentication required. (in reply to PING while connecting to {PLACE})"


def test_a_ping_may_be_forbidden() -> None:
    state, _ = greeted(protocol=2)
    answered(state, error("NOPERM this user has no permissions to run the 'ping' command"))
    assert state.reusable


def test_a_server_that_runs_a_script_lets_in_who_may_end_that() -> None:
    state, _ = greeted(protocol=2)
    answered(state, error("BUSY Redis is busy running a script. You can only call SCRIPT KILL."))
    assert state.reusable


@pytest.mark.parametrize("text", ["ERR unknown subcommand 'SETINFO'", "NOPERM no", "LOADING wait"])
def test_courtesies_may_be_refused(text: str) -> None:
    state, _ = greeted(lib_name="lib", lib_version="1")
    answered(state, SERVER, error(text), error(text))
    assert state.reusable


@pytest.mark.parametrize(
    "options, hello, auth",
    [
        ({"password": "p"}, [b"AUTH", b"default", b"p"], [b"AUTH", b"p"]),
        ({"username": "default", "password": "p"}, [b"AUTH", b"default", b"p"], [b"AUTH", b"p"]),
        ({"username": "me", "password": "p"}, [b"AUTH", b"me", b"p"], [b"AUTH", b"me", b"p"]),
        ({"username": "me"}, [b"AUTH", b"me", b""], [b"AUTH", b"me", b""]),
        ({"username": "default"}, [b"AUTH", b"default", b""], [b"AUTH", b"default", b""]),
    ],
)
def test_users_and_passwords(options: dict[str, Any], hello: list[bytes], auth: list[bytes]) -> None:
    assert greeted(**options)[1] == [[b"HELLO", b"3", *hello]]
    assert greeted(**options, protocol=2)[1] == [auth]


def test_names_are_ascii_whatever_the_encoding() -> None:
    _, words = greeted(client_name="c", lib_name="lib", encoding="utf-16-le", password="p")
    assert words == [
        [b"HELLO", b"3", b"AUTH", b"default", b"p\0", b"SETNAME", b"c"],
        [b"CLIENT", b"SETINFO", b"LIB-NAME", b"lib"],
    ]


def test_a_password_that_the_encoding_does_not_have() -> None:
    state = ConnectionState(Options(password="pässword", encoding="ascii"))
    with pytest.raises(DataError) as raised:
        state.greet()
    assert "ssword" not in str(raised.value)


# A server without HELLO


@pytest.mark.parametrize("unknown", [UNKNOWN, error("NOPROTO unsupported protocol version"), error("ERR what?")])
def test_falling_back(unknown: ResponseError) -> None:
    state, words = greeted(username="me", password="sesame", client_name="c", lib_name="lib", db=7)
    assert len(words) == 3
    # What the rest of the flight is answered with does not count.
    assert answered(state, unknown, error("NOAUTH Authentication required.")) == []
    assert answered(state, error("NOAUTH Authentication required.")) == [
        [b"AUTH", b"me", b"sesame"],
        [b"CLIENT", b"SETNAME", b"c"],
        [b"CLIENT", b"SETINFO", b"LIB-NAME", b"lib"],
        [b"SELECT", b"7"],
    ]
    assert state.take_outgoing() == b""
    assert state.phase is Phase.GREETING
    assert answered(state, "OK", "OK", "OK", "OK") == []
    assert (state.phase, state.protocol, state.server) == (Phase.READY, 2, {})


def test_falling_back_with_nothing_to_say() -> None:
    state, _ = greeted()
    assert answered(state, UNKNOWN) == [[b"PING"]]
    answered(state, "PONG")
    assert state.reusable


def test_no_falling_back_from_a_protocol_that_was_asked_for() -> None:
    state, _ = greeted(protocol=3, username="me", password="sesame")
    why = refused(state, UNKNOWN)
    assert type(why) is ResponseError
    assert str(why) == f"ERR unknown command `HELLO` (in reply to HELLO while connecting to {PLACE})"
    state, _ = greeted(protocol=3)
    assert type(refused(state, error("NOPROTO sorry"))) is NoProtoError


def test_a_reply_before_the_second_flight_was_sent() -> None:
    stray = f"{PLACE} sent bytes of 2 before it was asked anything"
    state, _ = greeted(password="sesame")
    assert str(refused(state, UNKNOWN, "OK")) == stray
    state, _ = greeted(password="sesame")
    state.receive_data(replies(UNKNOWN))
    assert str(refused(state, "OK")) == stray


def test_what_was_not_sent_is_forgotten_at_the_end() -> None:
    state, _ = greeted(password="sesame")
    state.receive_data(replies(UNKNOWN))
    state.close(RedisError("enough"))
    assert state.take_outgoing() == b""


# Refusals


@pytest.mark.parametrize("protocol, step", [(None, "HELLO"), (3, "HELLO"), (2, "AUTH")])
def test_a_wrong_password(protocol: int | None, step: str) -> None:
    state, _ = greeted(protocol=protocol, password="sesame", db=3)
    text = "WRONGPASS invalid username-password pair or user is disabled."
    why = refused(state, error(text), error("NOAUTH Authentication required."))
    assert type(why) is AuthenticationError
    assert str(why) == f"{text} (in reply to {step} while connecting to {PLACE})"


@pytest.mark.parametrize(
    "text, kind",
    [
        ("ERR invalid password", AuthenticationError),
        ("ERR Client sent AUTH, but no password is set", AuthenticationError),
        ("ERR wrong number of arguments for 'auth' command", AuthenticationError),
        ("LOADING Redis is loading the dataset in memory", BusyLoadingError),
    ],
)
def test_an_old_servers_words_for_it(text: str, kind: type[RedisError]) -> None:
    state, _ = greeted(username="me", password="sesame")
    answered(state, UNKNOWN)
    why = refused(state, error(text))
    assert type(why) is kind
    assert str(why) == f"{text} (in reply to AUTH while connecting to {PLACE})"


@pytest.mark.parametrize(
    "text, kind",
    [
        ("ERR DB index is out of range", ResponseError),
        ("LOADING Redis is loading the dataset in memory", BusyLoadingError),
        ("NOPERM this user has no permissions to run the 'select' command", NoPermissionError),
    ],
)
@pytest.mark.parametrize("protocol", [2, 3])
def test_no_such_database(text: str, kind: type[RedisError], protocol: int) -> None:
    state, _ = greeted(db=99, protocol=protocol, lib_name="lib")
    why = refused(state, *([SERVER] if protocol == 3 else []), "OK", error(text))
    assert type(why) is kind
    assert str(why) == f"{text} (in reply to SELECT while connecting to {PLACE})"


def test_a_name_that_is_not_allowed() -> None:
    state, _ = greeted(client_name="c", protocol=2)
    assert "in reply to CLIENT SETNAME while" in str(refused(state, error("NOPERM no")))


@pytest.mark.parametrize("protocol", [2, 3])
@pytest.mark.parametrize(
    "text, kind",
    [
        ("ERR max number of clients reached", MaxClientsError),
        ("DENIED Redis is running in protected mode", ProtectedModeError),
    ],
)
def test_turned_away_at_the_door(text: str, kind: type[RedisError], protocol: int) -> None:
    for greets in (True, False):
        # The server says so when it accepts the connection, whether or not anything was asked.
        state = ConnectionState(Options(protocol=protocol, password="sesame"))
        if greets:
            state.greet()
        why = refused(state, error(text))
        assert type(why) is kind
        assert str(why) == f"{text} (while connecting to {PLACE})"


@pytest.mark.parametrize("protocol, args", [(3, "AUTH default sesame"), (2, "sesame")])
def test_no_secrets_in_what_is_said(protocol: int, args: str) -> None:
    state, _ = greeted(protocol=protocol, password="sesame")
    why = refused(state, error(f"ERR I do not like {args}"))
    assert "sesame" not in repr(why)
    assert str(why).startswith("ERR (the rest of the server's message is withheld")
    assert PLACE in str(why)
    assert "sesame" not in repr(state)


# What is not an answer


@pytest.mark.parametrize("value", ["OK", [b"server", b"redis"], None, 3, True, 1.5])
def test_hello_answered_with_something_else(value: Any) -> None:
    state, _ = greeted()
    why = refused(state, value)
    assert type(why) is ProtocolError
    assert str(why).startswith(
        f"{PLACE} answered HELLO with {describe(value if value != 'OK' else b'OK')} instead of a map"
    )
    assert "redis'" not in str(why)


@pytest.mark.parametrize("value", ["STRAY", 1, None, [], "PONG"])
@pytest.mark.parametrize("protocol", [2, 3])
def test_a_step_answered_with_something_else(value: Any, protocol: int) -> None:
    """It may be a reply too many, and then everybody after it would get the one before his own."""
    state = ConnectionState(Options(protocol=protocol, db=3, **QUIET))
    state.greet()
    state.receive_data(replies(*([SERVER] if protocol == 3 else []), value, protocol=protocol))
    assert state.closed
    assert isinstance(state.why, ProtocolError)
    assert "answered SELECT with" in str(state.why)


def test_garbage() -> None:
    state, _ = greeted()
    assert state.receive_data(b"HTTP/1.1 400 Bad Request\r\n\r\n") == []
    assert type(state.why) is ProtocolError
    assert str(state.why).endswith(f"(while connecting to {PLACE})")


def test_an_answer_and_garbage() -> None:
    state, _ = greeted(protocol=2, password="sesame")
    state.receive_data(replies(error("WRONGPASS no")) + b"garbage\r\n")
    assert type(state.why) is AuthenticationError
    # Once it is ready, the garbage has nothing to do with connecting.
    state, _ = greeted(protocol=2, password="sesame")
    state.receive_data(replies("OK") + b"garbage\r\n")
    assert "while connecting" not in str(state.why)


def test_too_many_answers() -> None:
    for cut in (False, True):
        state, _ = greeted()
        state.receive_data(replies(SERVER) + (b"" if cut else b"+OK\r\n"))
        if cut:
            assert state.reusable
            state.receive_data(b"+OK\r\n")
        assert str(state.why) == "the server sent a reply that nobody asked for: bytes of 2"


def test_speaking_first() -> None:
    state = ConnectionState(Options())
    assert str(refused(state, "hello", "hello")) == f"{PLACE} sent bytes of 5 before it was asked anything"


def test_pushes_and_attributes_on_the_way() -> None:
    state, _ = greeted(db=1)
    push = Push([b"invalidate", [b"k"]])
    answered(state, push)
    state.receive_data(b"|1\r\n+ttl\r\n:3\r\n" + replies(SERVER, push))
    answered(state, push, "OK", push)
    assert list(state.pushes) == [push] * 4
    assert state.reusable


# Order


def test_only_once() -> None:
    state, _ = greeted()
    with pytest.raises(ConnectionInUseError, match="a connection that is greeting cannot greet"):
        state.greet()
    answered(state, SERVER)
    with pytest.raises(ConnectionInUseError, match="a connection that is ready cannot greet"):
        state.greet()


def test_nothing_is_sent_before_it_is_done() -> None:
    state = ConnectionState(Options())
    with pytest.raises(ConnectionInUseError, match=f"the connection to {PLACE} is not greeted yet"):
        state.send(Owed(), 10)
    state.greet()
    with pytest.raises(ConnectionInUseError, match=f"the connection to {PLACE} is greeting"):
        state.send(Owed(), 10)
    assert not state.reusable
    assert state.sent == 0


@pytest.mark.parametrize("options", [{}, {"password": "p", "db": 1}, {"protocol": 2}])
@pytest.mark.parametrize("first", [SERVER, UNKNOWN, error("WRONGPASS no"), "OK"])
def test_the_cuts_do_not_matter(options: dict[str, Any], first: Any) -> None:
    def play(size: int) -> tuple[Any, ...]:
        state = ConnectionState(Options(**{**QUIET, **options}))
        words = said(state.greet())
        data = replies(first, *["OK"] * (len(words) - 1))
        for position in range(0, len(data), size):
            state.receive_data(data[position : position + size])
        return state.phase, repr(state.why), state.protocol, state.take_outgoing()

    assert play(1) == play(2) == play(7) == play(10_000)


def test_every_stage_leads_to_the_end() -> None:
    ends = {Stage.DONE}
    for _ in Stage:
        ends |= {stage for (stage, _), after in STAGES.items() if after in ends}
    assert ends == set(Stage)
    assert Handshake(Options(), False).take_outgoing() == b""
