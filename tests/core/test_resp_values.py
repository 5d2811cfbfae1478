"""Every RESP type becomes the Python value that the table promises, and nothing that is not RESP becomes any."""

from __future__ import annotations

import math
import pickle
from typing import Any

import pytest

from sansredis.core import errors
from sansredis.core.resp import Limits, Members, Pairs, Parser, Push, VerbatimString, WithAttributes
from tests.core.resp_reading import bulk, one, refusal


@pytest.mark.parametrize(
    ("data", "value"),
    [
        (b"+OK\r\n", b"OK"),
        (b"+\r\n", b""),
        (b"+some status\r\n", b"some status"),
        (b"$0\r\n\r\n", b""),
        (b"$3\r\nfoo\r\n", b"foo"),
        (b"$32\r\n" + b"x" * 32 + b"\r\n", b"x" * 32),
        (b"$2000\r\n" + b"x" * 2000 + b"\r\n", b"x" * 2000),
        (b"$10\r\na\r\nb\r\n\r\nc\r\r\n", b"a\r\nb\r\n\r\nc\r"),
        (b"$3\r\n$1\r\r\n", b"$1\r"),
        (b"$-1\r\n", None),
        (b"*-1\r\n", None),
        (b"_\r\n", None),
        (b":0\r\n", 0),
        (b":-0\r\n", 0),
        (b":+5\r\n", 5),
        (b":1023\r\n", 1023),
        (b":123456\r\n", 123456),
        (b":-123456\r\n", -123456),
        (b":9223372036854775807\r\n", 2**63 - 1),
        (b":-9223372036854775808\r\n", -(2**63)),
        (b"(9223372036854775808\r\n", 2**63),
        (b"(-12345678901234567890123\r\n", -12345678901234567890123),
        (b"(+0\r\n", 0),
        (b"#t\r\n", True),
        (b"#f\r\n", False),
        (b",1.5\r\n", 1.5),
        (b",-10\r\n", -10.0),
        (b",+1e3\r\n", 1000.0),
        (b",1.25E-7\r\n", 1.25e-7),
        (b",0.30000000000000004\r\n", 0.30000000000000004),
        (b",inf\r\n", math.inf),
        (b",-inf\r\n", -math.inf),
        (b"*0\r\n", []),
        (b"*3\r\n:1\r\n*2\r\n$1\r\na\r\n*0\r\n_\r\n", [1, [b"a", []], None]),
        (b"*?\r\n.\r\n", []),
        (b"*?\r\n:1\r\n*?\r\n.\r\n.\r\n", [1, []]),
        (b"%0\r\n", {}),
        (b"%2\r\n+a\r\n:1\r\n:2\r\n*1\r\n#t\r\n", {b"a": 1, 2: [True]}),
        (b"%?\r\n+a\r\n:1\r\n.\r\n", {b"a": 1}),
        (b"~0\r\n", set()),
        (b"~3\r\n+a\r\n:5\r\n_\r\n", {b"a", 5, None}),
        (b"~?\r\n+a\r\n.\r\n", {b"a"}),
        (b">2\r\n+message\r\n%1\r\n:1\r\n:2\r\n", Push([b"message", {1: 2}])),
        (b">0\r\n", Push()),
        (b"$?\r\n;0\r\n", b""),
        (b"$?\r\n;4\r\nHell\r\n;5\r\no\r\nwo\r\n;1500\r\n" + b"x" * 1500 + b"\r\n;0\r\n", b"Hello\r\nwo" + b"x" * 1500),
        (b"|1\r\n+ttl\r\n:3\r\n$1\r\nx\r\n", b"x"),
        (b"*2\r\n|1\r\n+ttl\r\n:3\r\n*0\r\n|0\r\n|0\r\n:2\r\n", [[], 2]),
        (b"%1\r\n|1\r\n+a\r\n+b\r\n+k\r\n|1\r\n+c\r\n+d\r\n+v\r\n", {b"k": b"v"}),
    ],
)
def test_values(data: bytes, value: Any) -> None:
    got = one(data)
    assert got == value
    assert type(got) is type(value)


def test_a_big_number_of_any_length() -> None:
    [value] = Parser().feed(b"(-" + b"7" * 10_000 + b"\r\n")
    assert (value == -((10**10_000 - 1) // 9 * 7)) is True


def test_not_a_number() -> None:
    for data in (b",nan\r\n", b",-nan\r\n"):
        assert math.isnan(one(data))


def test_verbatim_strings_know_their_format() -> None:
    value = one(b"=8\r\nmkd:a\r\nb\r\n"[:2] + b"\r\nmkd:a\r\nb\r\n")
    assert value == b"a\r\nb"
    assert type(value) is VerbatimString
    assert value.format == "mkd"
    assert repr(value) == "VerbatimString(b'a\\r\\nb', 'mkd')"
    again = pickle.loads(pickle.dumps(value))
    assert (again, again.format) == (value, "mkd")
    assert one(b"=4\r\ntxt:\r\n") == VerbatimString(b"")


@pytest.mark.parametrize(
    ("data", "kind", "text"),
    [
        (b"-ERR no such thing\r\n", errors.ResponseError, "ERR no such thing"),
        (b"-WRONGTYPE Operation\r\n", errors.WrongTypeError, "WRONGTYPE Operation"),
        (b"!13\r\nNOAUTH a\r\nbcd\r\n", errors.AuthenticationError, "NOAUTH a\r\nbcd"),
    ],
)
def test_errors_are_objects_of_their_class(data: bytes, kind: type[Exception], text: str) -> None:
    value = one(data)
    assert type(value) is kind
    assert str(value) == text
    [value] = one(b"*1\r\n" + data)
    assert type(value) is kind


def test_maps_and_sets_lose_nothing() -> None:
    value = one(b"%2\r\n*1\r\n:1\r\n+list\r\n%0\r\n+map\r\n")
    assert type(value) is Pairs
    assert value == [([1], b"list"), ({}, b"map")]
    for twice in (b":1\r\n", b"#t\r\n", b",1.0\r\n"):
        value = one(b"%2\r\n:1\r\n+a\r\n" + twice + b"+b\r\n")
        assert type(value) is Pairs
        assert [item for pair in value for item in pair][1::2] == [b"a", b"b"]
        value = one(b"~2\r\n:1\r\n" + twice)
        assert type(value) is Members
        assert len(value) == 2
    assert type(value[1]) is float
    value = one(b"~2\r\n~1\r\n:1\r\n*0\r\n")
    assert type(value) is Members
    assert value == [{1}, []]
    assert len(one(b"%2\r\n,nan\r\n+a\r\n,nan\r\n+b\r\n")) == 2


def test_attributes_are_kept_where_they_are_asked_for() -> None:
    value = one(b"|1\r\n+ttl\r\n:3\r\n*2\r\n:1\r\n|2\r\n*0\r\n:1\r\n+a\r\n:2\r\n:2\r\n", keep_attributes=True)
    assert value == WithAttributes([1, WithAttributes(2, Pairs([([], 1), (b"a", 2)]))], {b"ttl": 3})
    # A value with attributes cannot be hashed, so it cannot make two keys one.
    assert type(one(b"~1\r\n|0\r\n:1\r\n", keep_attributes=True)) is Members


def test_attributes_alone_are_no_boundary() -> None:
    parser = Parser()
    assert parser.feed(b"|1\r\n+a\r\n+b\r\n") == []
    assert parser.buffered == 12
    assert parser.feed(b"_\r\n") == [None]
    assert parser.buffered == 0


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            b"HTTP/1.1 400 Bad Request\r\n",
            "byte 0: read b'H', expected the type byte of a reply (is this an HTTP server?)",
        ),
        (b"\x15\x03\x01", "byte 0: read b'\\x15', expected the type byte of a reply (does this port speak TLS?)"),
        (b"\r\n", "byte 0: read b'\\r', expected the type byte of a reply"),
        (b"\n", "byte 0: read b'\\n', expected the type byte of a reply"),
        (b"*1\r\nx", "byte 4: read b'x', expected the type byte of a reply"),
        (b"+a\n", "byte 2: read a line feed without carriage return, expected a line to end in both"),
        (b"+a\nb\r\n", "byte 2: read a line feed without carriage return, expected a line to end in both"),
        (b"+a\rb\r\n", "byte 2: read a carriage return without line feed, expected a line to end in both"),
        (b":1\r\r\n", "byte 2: read a carriage return without line feed, expected a line to end in both"),
        (b"$3\r\nabcd\r\n", "byte 7: read b'd\\r', expected the line end after a string of 3 bytes"),
        (b"$3\r\nab\r\n\r\n", "byte 7: read b'\\n\\r', expected the line end after a string of 3 bytes"),
        (b"$1\r\na\n\n", "byte 5: read b'\\n\\n', expected the line end after a string of 1 bytes"),
        (b"*2\r\n$0\r\nx\r\n", "byte 8: read b'x\\r', expected the line end after a string of 0 bytes"),
        (b"=3\r\ntxt\r\n", "byte 4: read b'txt', expected the three letters of a verbatim string's format, and ':'"),
        (b"=5\r\n12345\r\n", "byte 4: read b'1234', expected the three letters of a verbatim string's format, and ':'"),
        (b"*1\r\n>0\r\n", "byte 4: read b'>0', expected a push only between replies, not inside one"),
        (b"|0\r\n>0\r\n", "byte 4: read b'>0', expected a push only between replies, not inside one"),
        (b"$?\r\n$1\r\na\r\n", "byte 4: read b'$', expected a chunk of the streamed string (';')"),
        (b"$?\r\n+OK\r\n", "byte 4: read b'+', expected a chunk of the streamed string (';')"),
        (b"$?\r\n:1234\r\n", "byte 4: read b':', expected a chunk of the streamed string (';')"),
        (b"$?\r\n,1.5\r\n", "byte 4: read b',', expected a chunk of the streamed string (';')"),
        (b"$?\r\n*1\r\n", "byte 4: read b'*', expected a chunk of the streamed string (';')"),
        (b";1\r\n", "byte 0: read b';', expected a reply"),
        (b".\r\n", "byte 0: read b'.', expected '.' alone, and only to end a streamed aggregate"),
        (b"*1\r\n.\r\n", "byte 4: read b'.', expected '.' alone, and only to end a streamed aggregate"),
        (b"*?\r\n.x\r\n", "byte 4: read b'.x', expected '.' alone, and only to end a streamed aggregate"),
        (b"%?\r\n:1\r\n.\r\n", "byte 8: read '.', expected the value of the last key of a streamed map"),
    ],
)
def test_refused(data: bytes, message: str) -> None:
    assert refusal(data) == message


@pytest.mark.parametrize("length", ["1_000", " 12", "12 ", "+5", "-2", "05", "00", "-0", "-", "", "1.0", "0x1", "٣"])
@pytest.mark.parametrize("kind", "$*%~>|=!")
def test_lengths_are_plain_digits(kind: str, length: str) -> None:
    message = refusal(f"{kind}{length}\r\n".encode())
    assert message.endswith("expected a length in plain decimal digits")


@pytest.mark.parametrize("kind", "%~>|=!")
def test_only_bulk_strings_and_arrays_have_a_null_of_their_own(kind: str) -> None:
    assert refusal(f"{kind}-1\r\n".encode()) == f"byte 0: read b'{kind}-1', expected a length in plain decimal digits"


@pytest.mark.parametrize("kind", "=!>|")
def test_only_bulk_strings_arrays_maps_and_sets_are_streamed(kind: str) -> None:
    assert "expected a length" in refusal(f"{kind}?\r\n".encode())


@pytest.mark.parametrize(
    "line",
    [
        ":", ":-", ":+", ":+-1", ":1_0", ": 1", ":1 ", ":01", ":-01", ":1.0", ":9223372036854775808",
        ":-9223372036854775809", ":" + "1" * 40, ":٣", ",", ",1.", ",.5", ",1e", ",Inf", ",infinity", ",1_0.0", ", 1",
        ",0x1", ",NaN", "(", "(1.0", "(1_0", "(-", "(00", "(٣", "_x", "#", "#T", "#true", "$-01",
    ],
)  # fmt: skip
def test_lines_say_what_their_type_allows(line: str) -> None:
    message = refusal(f"{line}\r\n".encode())
    assert message.startswith(f"byte 0: read {line.encode()[:32]!r}, expected ")


def test_errors_end_it_for_good() -> None:
    parser = Parser()
    with pytest.raises(errors.ProtocolError) as first:
        parser.feed(b":1\r\n+two\r\nx")
    assert str(first.value) == "byte 10: read b'x', expected the type byte of a reply"
    assert parser.completed == [1, b"two"]
    for data in (b"+OK\r\n", b"", b"$1\r\na\r\n"):
        with pytest.raises(errors.ProtocolError) as again:
            parser.feed(data)
        assert str(again.value) == str(first.value)
        assert parser.completed == []


def test_bytes_are_counted_from_the_first() -> None:
    parser = Parser()
    assert parser.feed(b"$1\r\na\r\n") == [b"a"]
    assert parser.feed(b"+OK\r\n") == [b"OK"]
    assert parser.feed(b":2000\r\n") == [2000]
    assert parser.feed(b"*2\r\n+a\r\n+b") == []
    with pytest.raises(errors.ProtocolError, match=r"^byte 31: "):
        parser.feed(b"\r\nx")


def test_all_replies_of_a_piece_at_once() -> None:
    parser = Parser()
    assert parser.feed(b"+OK\r\n$1\r\na\r\n:1\r\n$5\r\nab") == [b"OK", b"a", 1]
    assert (parser.buffered, parser.wanted) == (6, 5)
    assert parser.feed(b"cde\r") == []
    assert (parser.buffered, parser.wanted) == (10, 1)
    assert parser.feed(b"\n>1\r\n+x\r\n+OK\r\n") == [b"abcde", Push([b"x"]), b"OK"]
    assert (parser.buffered, parser.wanted) == (0, 0)
    assert parser.feed(b"") == []


@pytest.mark.parametrize("kind", [bytearray, memoryview])
def test_other_kinds_of_data_are_copied(kind: Any) -> None:
    parser = Parser()
    arrived = bytearray(b"+OK\r\n$5\r\nab")
    assert parser.feed(kind(arrived)) == [b"OK"]
    arrived[:] = b"x" * len(arrived)
    assert parser.feed(kind(b"cde\r\n")) == [b"abcde"]


def test_data_that_is_nearly_a_whole_reply() -> None:
    for data in (b"$32\r\n" + b"x" * 32 + b"\r", b"$31\r\n" + b"x" * 32 + b"\r\n", b":12345\r", b":1+2\r\n", b"+OK\r"):
        parser = Parser()
        try:
            assert parser.feed(data) == []
            assert parser.buffered == len(data)
        except errors.ProtocolError:
            assert data in (b"$31\r\n" + b"x" * 32 + b"\r\n", b":1+2\r\n")
    assert Parser().feed(b"$3\r\nfoo\r\n:1\r\n") == [b"foo", 1]
    assert Parser().feed(b":12\r\n:34\r\n") == [12, 34]


MESSAGE = b"$7\r\nmessage\r\n$2\r\nch\r\n"


@pytest.mark.parametrize(
    ("data", "value"),
    [
        (b">3\r\n" + MESSAGE + b"$4\r\ntext\r\n", Push([b"message", b"ch", b"text"])),
        (b"*3\r\n" + MESSAGE + b"$4\r\ntext\r\n", [b"message", b"ch", b"text"]),
        (b">4\r\n" + MESSAGE + b"$1\r\na\r\n$0\r\n\r\n", Push([b"message", b"ch", b"a", b""])),
        (b">3\r\n" + MESSAGE + b"$6\r\nte\r\nxt\r\n", Push([b"message", b"ch", b"te\r\nxt"])),
        (b">3\r\n" + MESSAGE + b"$2\r\n\r\n\r\n", Push([b"message", b"ch", b"\r\n"])),
        (b">3\r\n" + MESSAGE + b"$1100\r\n" + b"x" * 1100 + b"\r\n", Push([b"message", b"ch", b"x" * 1100])),
        (b">3\r\n" + MESSAGE + b":17\r\n", Push([b"message", b"ch", 17])),
        (b"*3\r\n" + MESSAGE + b"$-1\r\n", [b"message", b"ch", None]),
    ],
)
def test_messages(data: bytes, value: list[Any]) -> None:
    found = one(data)
    assert found == value
    assert type(found) is type(value)
    assert Parser().feed(data + data) == [value, value]


@pytest.mark.parametrize("size", ["3", "04", "+4"])
def test_a_message_with_a_wrong_length_is_refused(size: str) -> None:
    assert "expected" in refusal(b">3\r\n" + MESSAGE + f"${size}\r\ntext\r\n".encode())


def test_limits_hold_for_messages() -> None:
    data = b">3\r\n" + MESSAGE + b"$4\r\ntext\r\n"
    assert "max_bulk_length=6" in refusal(data, Limits(max_bulk_length=6))
    assert "max_aggregate_length=2" in refusal(data, Limits(max_aggregate_length=2))


def page(cursor: bytes, keys: list[bytes]) -> bytes:
    """Return a page of a scan."""
    return b"*2\r\n" + bulk(cursor) + b"*%d\r\n" % len(keys) + b"".join(map(bulk, keys))


@pytest.mark.parametrize(
    "keys",
    [
        [b"key:%06d" % number for number in range(200)],
        [b"key:%d" % number for number in range(200)],
        [b"a\r\nkey:%06d" % number for number in range(200)],
        [b"k" * size for size in (*[6] * 10, 5, 7, *[6] * 98)],
        [b"key:%040d" % number for number in range(40)],
        [b"key:%040d" % number for number in range(99)],
    ],
    ids=["of one length", "of some lengths", "with line ends", "out of step", "not many", "of two digits"],
)
@pytest.mark.parametrize("cursor", [b"0", b"17825792", b"", b"1\r\n*200\r\n", b"\n\n*1000"])
def test_pages(keys: list[bytes], cursor: bytes) -> None:
    data = page(cursor, keys)
    assert one(data) == [cursor, keys]
    assert Parser().feed(data + data) == [[cursor, keys]] * 2
    for cut in range(1, 40):
        parser = Parser()
        assert [*parser.feed(data[:cut]), *parser.feed(data[cut:])] == [[cursor, keys]]


def test_what_only_begins_as_a_page_does() -> None:
    assert one(b"*2\r\n$1\r\n0\r\n$2000\r\n" + b"x" * 2000 + b"\r\n") == [b"0", b"x" * 2000]
    assert one(b"*2\r\n" + bulk(b"y" * 1100) + b":1\r\n") == [b"y" * 1100, 1]
