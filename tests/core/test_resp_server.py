"""The server's view: commands are read as strictly as replies, and replies are written for both protocols."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sansredis.core import resp
from sansredis.core.errors import ProtocolError, ResponseError
from sansredis.core.resp import (
    CommandParser,
    Encoder,
    Limits,
    Members,
    Pairs,
    Parser,
    Push,
    VerbatimString,
    WithAttributes,
    encode_reply,
)


def commands(data: bytes, limits: Limits | None = None) -> list[list[bytes]]:
    """Return the commands in *data*, which end with it, whether they arrive at once or byte by byte."""
    parser = CommandParser(limits)
    whole = parser.feed(data)
    assert parser.at_boundary
    parser = CommandParser(limits)
    assert [command for at in range(len(data)) for command in parser.feed(data[at : at + 1])] == whole
    assert parser.at_boundary
    return whole


def refusal(data: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(ProtocolError) as whole:
        CommandParser(limits).feed(data)
    parser = CommandParser(limits)
    with pytest.raises(ProtocolError) as cut:
        for at in range(len(data)):
            parser.feed(data[at : at + 1])
    assert str(whole.value) == str(cut.value)
    return str(whole.value)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"*1\r\n$4\r\nPING\r\n", [[b"PING"]]),
        (b"*2\r\n$3\r\nGET\r\n$4\r\n\r\n\r\n\r\n*1\r\n$0\r\n\r\n", [[b"GET", b"\r\n\r\n"], [b""]]),
        (b"PING\r\n", [[b"PING"]]),
        (b"PING\n", [[b"PING"]]),
        (b"\r\n\n  \t\r\n", []),
        (b"  SET  key\tvalue  \r\n", [[b"SET", b"key", b"value"]]),
        (b"SET \"a b\" 'c d'\r\n", [[b"SET", b"a b", b"c d"]]),
        (b"SET \"\" ''\r\n", [[b"SET", b"", b""]]),
        (rb'ECHO "\x00\xfF\n\r\t\b\a\"\\\q"' + b"\r\n", [[b"ECHO", b'\x00\xff\n\r\t\b\a"\\q']]),
        (rb"ECHO 'it\'s \n'" + b"\r\n", [[b"ECHO", rb"it's \n"]]),
    ],
)
def test_commands(data: bytes, expected: list[list[bytes]]) -> None:
    assert commands(data) == expected


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"*0\r\n", "byte 0: read an empty array, expected a command of at least one token"),
        (b"*-1\r\n", "byte 0: read b'*-1\\r\\n', expected b'*', a length in plain digits, and a line end"),
        (b"*01\r\n", "byte 0: read b'*01\\r\\n', expected b'*', a length in plain digits, and a line end"),
        (b"*1\n", "byte 0: read b'*1\\n', expected b'*', a length in plain digits, and a line end"),
        (b"*1\r\n:1\r\n", "byte 4: read b':1\\r\\n', expected b'$', a length in plain digits, and a line end"),
        (b"*1\r\n$-1\r\n", "byte 4: read b'$-1\\r\\n', expected b'$', a length in plain digits, and a line end"),
        (b"*1\r\n$1\r\naXX", "byte 9: read b'XX', expected the line end after a bulk string of 1 bytes"),
        (b'PING\r\nA "b\r\n', "byte 7: read unbalanced quotes, expected an inline command"),
        (b"A 'b'c\r\n", "byte 1: read unbalanced quotes, expected an inline command"),
        (b"*4294967296\r\n", "byte 0: read b'*4294967296\\r\\n', expected a length of at most 4294967295"),
    ],
)
def test_refused(data: bytes, message: str) -> None:
    assert refusal(data) == message


def test_limits() -> None:
    limits = Limits(max_bulk_length=3, max_aggregate_length=2, max_line_length=64)
    assert commands(b"*2\r\n$3\r\nGET\r\n$1\r\na\r\n" + b"x" * 64 + b"\r\n", limits) == [[b"GET", b"a"], [b"x" * 64]]
    assert "at most 3" in refusal(b"*1\r\n$4\r\n", limits)
    assert "at most 2" in refusal(b"*3\r\n", limits)
    assert "max_line_length=64" in refusal(b"x" * 66, limits)
    assert "max_line_length=64" in refusal(b"x" * 66 + b"\r\n", limits)
    assert "at most" in refusal(b"*" + b"9" * 30 + b"\r\n", limits)


def test_refused_for_good() -> None:
    parser = CommandParser()
    with pytest.raises(ProtocolError) as first:
        parser.feed(b"PING\r\n*0\r\nPING\r\n")
    assert parser.completed == [[b"PING"]]
    with pytest.raises(ProtocolError) as again:
        parser.feed(b"PING\r\n")
    assert str(first.value) == str(again.value)
    assert parser.completed == []


def test_boundary() -> None:
    parser = CommandParser()
    for piece in (b"*2\r\n", b"$1\r\na\r\n"):
        assert parser.feed(piece) == []
        assert not parser.at_boundary
    assert parser.feed(bytearray(b"$1\r\nb\r\n")) == [[b"a", b"b"]]
    assert parser.at_boundary
    assert parser.feed(memoryview(b"P")) == []
    assert not parser.at_boundary


@settings(deadline=None, derandomize=True)
@given(st.lists(st.lists(st.binary(max_size=20), min_size=1, max_size=5).map(tuple), max_size=5), st.integers(1, 30))
def test_what_the_encoder_writes_is_read(sent: list[tuple[bytes, ...]], size: int) -> None:
    wire = b"".join(Encoder().encode_many(sent))
    parser = CommandParser()
    got = [command for at in range(0, len(wire), size) for command in parser.feed(wire[at : at + size])]
    assert got == [list(command) for command in sent]


@pytest.mark.parametrize(
    ("value", "three", "two"),
    [
        (None, b"_\r\n", b"$-1\r\n"),
        (True, b"#t\r\n", b":1\r\n"),
        (False, b"#f\r\n", b":0\r\n"),
        (-5, b":-5\r\n", b":-5\r\n"),
        (2**63, b"(9223372036854775808\r\n", b"$19\r\n9223372036854775808\r\n"),
        (1.5, b",1.5\r\n", b"$3\r\n1.5\r\n"),
        (float("-inf"), b",-inf\r\n", b"$4\r\n-inf\r\n"),
        (b"a\r\n", b"$3\r\na\r\n\r\n", b"$3\r\na\r\n\r\n"),
        ("OK", b"+OK\r\n", b"+OK\r\n"),
        (VerbatimString(b"a", "mkd"), b"=5\r\nmkd:a\r\n", b"$1\r\na\r\n"),
        (ResponseError("ERR x"), b"-ERR x\r\n", b"-ERR x\r\n"),
        (ResponseError("ERR x\r\ny"), b"!8\r\nERR x\r\ny\r\n", b"-ERR x  y\r\n"),
        ([1, (b"a",)], b"*2\r\n:1\r\n*1\r\n$1\r\na\r\n", b"*2\r\n:1\r\n*1\r\n$1\r\na\r\n"),
        ({"a": 1}, b"%1\r\n+a\r\n:1\r\n", b"*2\r\n+a\r\n:1\r\n"),
        (Pairs([([], 1)]), b"%1\r\n*0\r\n:1\r\n", b"*2\r\n*0\r\n:1\r\n"),
        ({1}, b"~1\r\n:1\r\n", b"*1\r\n:1\r\n"),
        (frozenset({1}), b"~1\r\n:1\r\n", b"*1\r\n:1\r\n"),
        (Members([[]]), b"~1\r\n*0\r\n", b"*1\r\n*0\r\n"),
        (Push(["message", b"a"]), b">2\r\n+message\r\n$1\r\na\r\n", b"*2\r\n+message\r\n$1\r\na\r\n"),
        (WithAttributes(1, {"a": 2}), b"|1\r\n+a\r\n:2\r\n:1\r\n", b":1\r\n"),
    ],
)
def test_replies(value: Any, three: bytes, two: bytes) -> None:
    assert encode_reply(value) == three
    assert encode_reply(value, protocol=2) == two
    for wire in (three, two):
        assert len(Parser().feed(wire)) == 1


def test_what_is_no_reply() -> None:
    with pytest.raises(ValueError, match="protocol must be 2 or 3, not 4"):
        encode_reply(b"", protocol=4)
    with pytest.raises(ValueError, match="a simple string cannot hold a line end: give bytes"):
        encode_reply("a\r\n")
    with pytest.raises(TypeError, match=r"^object has no form in RESP here$"):
        encode_reply(object())
    with pytest.raises(TypeError, match=r"^Push has no form in RESP here$"):
        encode_reply([Push()])


def test_what_the_module_does_not_have() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Decoder'"):
        resp.Decoder  # noqa: B018
