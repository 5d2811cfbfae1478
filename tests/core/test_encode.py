"""What can be sent is sent exactly; what cannot is refused before anything is."""

from __future__ import annotations

import array
import enum
import math
import re
import sys
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sansredis.core.errors import DataError
from sansredis.core.resp import CommandParser, Encoder


def tokens(wire: bytes) -> list[list[bytes]]:
    """Read commands in the plainest way there is, as a check on both the encoder and the project's own reader."""
    found = []
    while wire:
        head = re.match(rb"\*([0-9]+)\r\n", wire)
        assert head
        wire = wire[head.end() :]
        command = []
        for _ in range(int(head[1])):
            head = re.match(rb"\$([0-9]+)\r\n", wire)
            assert head
            end = head.end() + int(head[1])
            command.append(wire[head.end() : end])
            assert wire[end : end + 2] == b"\r\n"
            wire = wire[end + 2 :]
        found.append(command)
    assert CommandParser().feed(b"".join(map(again, found))) == found
    return found


def again(command: list[bytes]) -> bytes:
    return b"*%d\r\n" % len(command) + b"".join(b"$%d\r\n%b\r\n" % (len(token), token) for token in command)


class Colour(enum.IntEnum):
    RED = 7


class Level(enum.StrEnum):
    HIGH = "high"


class Mixed(str, enum.Enum):  # noqa: UP042 - there are many of them
    LOW = "low"


class Text(str):
    def __str__(self) -> str:
        return "something else"


class Blob(bytes):
    def __len__(self) -> int:
        return 99


class Number(float):
    def __repr__(self) -> str:
        return "Number()"


@pytest.mark.parametrize(
    ("value", "sent"),
    [
        (b"", b""),
        (b"a\r\nb", b"a\r\nb"),
        (b"x" * 1023, b"x" * 1023),
        (b"x" * 1024, b"x" * 1024),
        (bytearray(b"abc"), b"abc"),
        (memoryview(b"abc"), b"abc"),
        (memoryview(b"abcdef")[::2], b"ace"),
        (memoryview(b"abcdef")[::-1], b"fedcba"),
        (memoryview(array.array("I", [1, 2])), array.array("I", [1, 2]).tobytes()),
        (memoryview(b"abcdef").cast("B", (2, 3)), b"abcdef"),
        (memoryview(b""), b""),
        (memoryview(array.array("d")), b""),
        ("", b""),
        ("grün €", "grün €".encode()),
        (0, b"0"),
        (-12, b"-12"),
        (2**70, b"1180591620717411303424"),
        (1.5, b"1.5"),
        (0.1, b"0.1"),
        (1e300, b"1e+300"),
        (-0.0, b"-0.0"),
        (math.inf, b"inf"),
        (-math.inf, b"-inf"),
        (math.nan, b"nan"),
        (Colour.RED, b"7"),
        (Level.HIGH, b"high"),
        (Mixed.LOW, b"low"),
        (Text("text"), b"text"),
        (Blob(b"blob"), b"blob"),
        (Number(2.5), b"2.5"),
    ],
)
def test_values(value: Any, sent: bytes) -> None:
    wire = Encoder().encode(("SET", b"key", value))
    assert type(wire) is bytes
    assert tokens(wire) == [[b"SET", b"key", sent]]
    alone = Encoder().argument(value)
    assert type(alone) is bytes and alone == sent


class Slots:
    pass


@pytest.mark.parametrize(
    ("value", "kind", "remedy"),
    [
        (None, "NoneType", "leave it out"),
        (True, "bool", "send int"),
        ([1], "list", "send its items"),
        ((1,), "tuple", "send its items"),
        ({"a": 1}, "dict", "send its keys and values"),
        ({1}, "set", "send its members"),
        (1j, "complex", "send bytes, str, int or float"),
        (Slots(), "Slots", "send bytes, str, int or float"),
        (array.array("b", [1]), "array", "send bytes, str, int or float"),
        (bytes, "type", "send bytes, str, int or float"),
    ],
)
def test_refused(value: Any, kind: str, remedy: str) -> None:
    message = rf"^argument 2 of SET is of type {kind}, which cannot be sent: {re.escape(remedy)}"
    for name in ("SET", b"SET"):
        with pytest.raises(DataError, match=message):
            Encoder().encode((name, "key", value, "more"))
    with pytest.raises(DataError, match=rf"^argument 1 of a command is of type {kind}, which cannot be sent"):
        Encoder().argument(value)


def test_no_value_is_quoted() -> None:
    with pytest.raises(DataError, match=r"^argument 1 of a command is of type") as error:
        Encoder().encode(("secret one", ["secret"]))
    assert "secret" not in str(error.value)
    for nameless in ((None, "x"), (bytearray(b"SET"), None)):
        with pytest.raises(DataError, match=r"^argument [01] of a command is of type NoneType"):
            Encoder().encode(nameless)
    with pytest.raises(DataError, match=r"^argument 1 of SET is a str with characters") as error:
        Encoder().encode(("SET", "hidden\ud800"))
    assert "hidden" not in str(error.value)
    assert "ud800" not in str(error.value)


def test_characters_without_bytes() -> None:
    message = r"^argument 1 of GET is a str with characters that encoding='ascii' with errors='strict' does not take"
    for value in ("ä", Text("ä")):
        with pytest.raises(DataError, match=message):
            Encoder("ascii").encode(("GET", value))
    assert tokens(Encoder("latin-1").encode(("GET", "ä", 5))) == [[b"GET", b"\xe4", b"5"]]  # type: ignore[arg-type]
    wire = Encoder(errors="surrogateescape").encode(("GET", "\udcff", Text("\udcfe")))
    assert tokens(wire) == [[b"GET", b"\xff", b"\xfe"]]  # type: ignore[arg-type]


def test_numbers_are_ascii_in_any_encoding() -> None:
    wire = Encoder("utf-16-be").encode((b"GET", "a", 5, 1.5))
    assert tokens(wire) == [[b"GET", b"\x00a", b"5", b"1.5"]]  # type: ignore[arg-type]


@pytest.mark.parametrize(("encoding", "errors"), [("no-such", "strict"), ("rot13", "strict"), ("utf-8", "no-such")])
def test_unknown_codecs(encoding: str, errors: str) -> None:
    with pytest.raises(DataError, match="choose a text encoding and an error handler that Python knows"):
        Encoder(encoding, errors)


def test_empty_commands() -> None:
    with pytest.raises(DataError, match=r"^an empty command cannot be sent: give at least its name$"):
        Encoder().encode(())


def test_ints_of_too_many_digits() -> None:
    with pytest.raises(DataError, match=r"^argument 1 of SET has too many digits: send it as str or bytes$"):
        Encoder().encode(("SET", 10 ** (sys.get_int_max_str_digits() + 1)))


def test_many_arguments() -> None:
    for count in (63, 64, 1000):
        wire = Encoder().encode(("DEL",) * count)
        assert isinstance(wire, bytes)
        assert tokens(wire) == [[b"DEL"] * count]


@pytest.mark.parametrize("value", [b"x" * 5000, bytearray(b"x" * 5000), memoryview(b"x" * 5000)])
def test_large_values_are_not_copied(value: Any) -> None:
    wire = Encoder(copy_threshold=4999).encode(("SET", "key", value, "PX", 10))
    assert isinstance(wire, list)
    assert [type(segment) for segment in wire][0::2] == [bytes, bytes]
    middle = wire[1]
    assert middle is value or (isinstance(middle, memoryview) and middle.obj is (getattr(value, "obj", value)))
    assert tokens(b"".join(wire)) == [[b"SET", b"key", b"x" * 5000, b"PX", b"10"]]
    assert isinstance(Encoder(copy_threshold=5000).encode(("SET", "key", value)), bytes)


def test_large_views_in_other_formats_are_not_copied() -> None:
    numbers = array.array("I", range(20_000))
    wire = Encoder().encode(("SET", "key", memoryview(numbers)))
    assert isinstance(wire, list)
    view = wire[1]
    assert isinstance(view, memoryview)
    assert view.obj is numbers
    assert (view.nbytes, len(view)) == (4 * 20_000,) * 2


def test_a_large_str_is_encoded_once() -> None:
    wire = Encoder().encode(("SET", "key", "ä" * 40_000))
    assert isinstance(wire, list)
    assert [len(segment) for segment in wire] == [30, 80_000, 2]


def test_many_commands() -> None:
    large = b"x" * 100_000
    commands: list[tuple[Any, ...]] = [("SET", f"key:{n}", b"v" * 1000) for n in range(200)]
    commands[100] = ("SET", "large", large)
    segments = Encoder().encode_many(commands)
    assert sum(segment is large for segment in segments) == 1
    assert len(segments) == 5
    assert all(len(segment) < 68 * 1024 for segment in segments if segment is not large)
    assert [command[2] for command in tokens(b"".join(segments))] == [command[2] for command in commands]
    assert Encoder().encode_many([]) == []
    assert Encoder().encode_many(iter([("PING",)])) == [b"*1\r\n$4\r\nPING\r\n"]
    [segment] = Encoder().encode_many([("DEL", *["x"] * 10_000)])
    assert tokens(bytes(segment)) == [[b"DEL"] + [b"x"] * 10_000]


def test_several_long_values() -> None:
    command = ("MSET", b"a" * 3000, b"b" * 2000, b"c" * 40_000, b"d" * 1500)
    wire = Encoder().encode(command)
    assert isinstance(wire, list)
    assert wire[1] is command[3]
    assert tokens(b"".join(wire)) == [[b"MSET", *command[1:]]]


def test_a_bad_command_among_many() -> None:
    with pytest.raises(DataError, match=r"^command 3: argument 1 of GET is of type NoneType"):
        Encoder().encode_many([("PING",), ("PING",), ("GET", None)])
    with pytest.raises(DataError, match=r"^command 2: an empty command"):
        Encoder().encode_many([("SET", "a", b"x" * 100_000), ()])


values: st.SearchStrategy[Any] = (
    st.binary(max_size=50)
    | st.binary(max_size=50).map(bytearray)
    | st.binary(max_size=50).map(lambda value: memoryview(value))
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=50)
    | st.integers()
    | st.floats()
)


def sent(value: Any) -> bytes:
    if isinstance(value, str):
        return value.encode()
    return repr(value).encode() if isinstance(value, int | float) else bytes(value)


@settings(deadline=None, derandomize=True)
@given(st.lists(st.lists(values, min_size=1, max_size=6).map(tuple), max_size=6), st.integers(0, 60))
def test_read_back(commands: list[tuple[Any, ...]], threshold: int) -> None:
    encoder = Encoder(copy_threshold=threshold)
    expected = [[sent(value) for value in command] for command in commands]
    assert tokens(b"".join(encoder.encode_many(commands))) == expected
    singly = [encoder.encode(command) for command in commands]
    assert tokens(b"".join(wire if isinstance(wire, bytes) else b"".join(wire) for wire in singly)) == expected


@settings(deadline=None, derandomize=True)
@given(st.floats(allow_nan=False))
def test_floats_are_read_back_exactly(value: float) -> None:
    [[_, text]] = tokens(Encoder().encode(("SET", value)))  # type: ignore[arg-type]
    assert float(text) == value
    assert len(text) <= len(f"{value:.17e}")
