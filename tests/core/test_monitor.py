"""The lines of MONITOR, to the byte."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sansredis.core.errors import ProtocolError
from sansredis.core.monitor import parse_line

ESCAPES = {b"\\": b"\\\\", b'"': b'\\"', b"\n": b"\\n", b"\r": b"\\r", b"\t": b"\\t", b"\a": b"\\a", b"\b": b"\\b"}


def escaped(argument: bytes) -> bytes:
    """An argument as a server writes it."""
    singles = (argument[i : i + 1] for i in range(len(argument)))
    return b"".join(ESCAPES.get(c) or (c if 32 <= c[0] < 127 else b"\\x%02x" % c[0]) for c in singles)


def line(client: bytes, *args: bytes) -> bytes:
    return b"1339518083.107412 [3 " + client + b"] " + b" ".join(b'"' + escaped(arg) + b'"' for arg in args)


@pytest.mark.parametrize(
    ("client", "address", "port", "kind"),
    [
        (b"127.0.0.1:60866", "127.0.0.1", "60866", "tcp"),
        (b"[::1]:60866", "[::1]", "60866", "tcp"),
        (b"unix:/run/redis.sock", "unix", "/run/redis.sock", "unix"),
        (b"unix:", "unix", "", "unix"),
        (b"lua", "lua", "", "lua"),
    ],
)
def test_who_sent_it(client: bytes, address: str, port: str, kind: str) -> None:
    assert parse_line(line(client, b"set", b"a key", b'"] [0 lua] "')) == {
        "time": 1339518083.107412,
        "db": 3,
        "client_address": address,
        "client_port": port,
        "client_type": kind,
        "command": 'set a key "] [0 lua] "',
        "args": [b"set", b"a key", b'"] [0 lua] "'],
    }


def test_the_text_keeps_the_escapes_of_the_server() -> None:
    command = parse_line(line(b"lua", b"set", b'\x00\xff\n\\"'))
    assert command["command"] == 'set \\x00\\xff\\n\\\\"'
    assert command["args"][1] == b'\x00\xff\n\\"'


def test_escapes_that_no_server_writes_stand_for_themselves() -> None:
    assert parse_line(b'1.000000 [0 lua] "\\q\\xZZ"')["args"] == [b"qxZZ"]


@given(st.lists(st.binary(), min_size=1))
def test_every_byte_of_every_argument(args: list[bytes]) -> None:
    assert parse_line(line(b"127.0.0.1:1", *args))["args"] == args


@pytest.mark.parametrize("text", [b"", b"OK", b'1.0 [0 lua]"x"', b'1.0 [0 lua] "x', b'1.0 [x lua] "x"', b"1.0 [0 lua]"])
def test_what_is_no_line_is_not_repeated(text: bytes) -> None:
    with pytest.raises(
        ProtocolError, match=f"^the server sent a line of {len(text)} bytes that is not one of MONITOR$"
    ):
        parse_line(text)
