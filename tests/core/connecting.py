"""Connections for tests: greeted, fed in any cuts, and looked at as a whole."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sansredis.core.connection import ConnectionState, Owed
from sansredis.core.errors import ResponseError
from sansredis.core.options import Options
from sansredis.core.resp import CommandParser, Encoder, encode_reply

SERVER = {b"server": b"redis", b"proto": 3}
ANSWERS: dict[bytes, Any] = {b"HELLO": SERVER, b"PING": "PONG"}
QUIET: dict[str, Any] = {"lib_name": None, "lib_version": None}
"""Options of a handshake that says no more than it must."""


def said(data: bytes) -> list[list[bytes]]:
    """The commands in what a connection sends."""
    return CommandParser().feed(data)


def replies(*values: Any, protocol: int = 3) -> bytes:
    """What a server sends: a str is a simple string, an exception an error."""
    return b"".join(encode_reply(value, protocol) for value in values)


def error(text: str) -> ResponseError:
    """An error for `replies`."""
    return ResponseError(text)


def ready(protocol: Any = 3, *, readonly: bool = False, **options: Any) -> ConnectionState:
    """A connection whose handshake is done."""
    state = ConnectionState(Options(protocol=protocol, **QUIET, **options), readonly=readonly)
    for command in said(state.greet()):
        state.receive_data(replies(ANSWERS.get(command[0], "OK"), protocol=protocol))
    return state


def ask(state: ConnectionState, *args: Any, deadline: float | None = None) -> Owed:
    """Send one command, as the holder of a lease does."""
    owed = Owed(deadline)
    data = Encoder().encode(args)
    assert isinstance(data, bytes)
    state.send(owed, len(data), [args])
    return owed


def ask_all(state: ConnectionState, *commands: tuple[Any, ...]) -> Owed:
    """Send several commands in one request."""
    owed = Owed(None, len(commands), many=True)
    state.send(owed, sum(map(len, Encoder().encode_many(commands))), commands)
    return owed


def exchange(state: ConnectionState, command: str, *values: Any) -> Any:
    """Send a command, feed it these replies, and give its value."""
    owed = ask(state, *command.split())
    done = state.receive_data(replies(*values, protocol=state.protocol))
    assert done == [owed]
    return owed.value


def plain(value: Any) -> Any:
    """A value that can be compared: errors by their class and text."""
    if isinstance(value, Exception):
        return type(value), str(value)
    if isinstance(value, list):
        return [type(value).__name__, *map(plain, value)]
    return value


def outcome(state: ConnectionState, requests: Iterable[Owed]) -> tuple[Any, ...]:
    """All that can be known of a connection and of what was asked of it."""
    return (
        state.phase, plain(state.why), state.protocol, state.server, sorted(state.modes), plain(list(state.pushes)),
        state.reusable, state.sent, state.answered, state.late, state.next_deadline, state.hopeless,
        [(owed.status, plain(owed.value), state.may_have_run(owed)) for owed in requests],
        [list(requests).index(owed) for owed in state.lost],
    )  # fmt: skip
