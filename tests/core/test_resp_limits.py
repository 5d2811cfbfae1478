"""The parser's limits, and what reading costs: time in proportion to the bytes, memory for what has arrived."""

from __future__ import annotations

import sys
import tracemalloc
from collections.abc import Callable, Iterator
from operator import length_hint
from types import FrameType
from typing import Any

import pytest

from sansredis.core.errors import ProtocolError
from sansredis.core.resp import CommandParser, Limits, Parser
from tests.core.resp_reading import bulk, refusal

MIB = 1024 * 1024


@pytest.mark.parametrize("name", ["max_depth", "max_bulk_length", "max_aggregate_length", "max_line_length"])
@pytest.mark.parametrize("value", [0, -1, 1.5, None, True])
def test_limits_are_positive_integers(name: str, value: Any) -> None:
    with pytest.raises(ValueError, match=f"^{name} must be an int of at least (1|64), not "):
        Limits(**{name: value})


def test_depth() -> None:
    limits = Limits(max_depth=3)
    assert Parser(limits).feed(b"*1\r\n%1\r\n:1\r\n~1\r\n:1\r\n") == [[{1: {1}}]]
    assert Parser(limits).feed(b"*1\r\n" * 3 + b"$?\r\n;0\r\n") == [[[[b""]]]]
    assert refusal(b"*1\r\n" * 4, limits) == "byte 12: read b'*1', expected a nesting of no more than max_depth=3"
    assert "max_depth=3" in refusal(b"|0\r\n" * 4, limits)
    assert "max_depth=128" in refusal(b"*2\r\n" * 129)


def test_bulk_length() -> None:
    limits = Limits(max_bulk_length=10)
    assert Parser(limits).feed(bulk(b"0123456789")) == [b"0123456789"]
    for kind in "$=!":
        message = refusal(f"{kind}11\r\n".encode(), limits)
        assert message == f"byte 0: read b'{kind}11', expected a length of no more than max_bulk_length=10"
    assert "max_bulk_length=10" in refusal(bulk(b"0123456789a"), limits)
    assert "max_bulk_length=536870912" in refusal(b"$536870913\r\n")
    assert "max_bulk_length=536870912" in refusal(b"$" + b"9" * 5000 + b"\r\n")


def test_length_of_streamed_strings() -> None:
    limits = Limits(max_bulk_length=10)
    assert Parser(limits).feed(b"$?\r\n;5\r\n01234\r\n;5\r\n56789\r\n;0\r\n") == [b"0123456789"]
    message = refusal(b"$?\r\n;5\r\n01234\r\n;6\r\n", limits)
    assert message == "byte 15: read b';6', expected a streamed string of no more than max_bulk_length=10 bytes"
    # What one string used is not taken from the next.
    parser = Parser(limits)
    for _ in range(3):
        assert parser.feed(b"$?\r\n;9\r\n012345678\r\n;0\r\n") == [b"012345678"]


@pytest.mark.parametrize(("kind", "width"), [("*", 1), ("%", 2), ("~", 1), (">", 1), ("|", 2)])
def test_aggregate_length(kind: str, width: int) -> None:
    limits = Limits(max_aggregate_length=40)
    [value] = Parser(limits).feed(
        f"{kind}40\r\n".encode() + b"".join(b":%d\r\n" % n for n in range(40 * width)) + b"*0\r\n" * (kind == "|")
    )
    assert len(value) == (0 if kind == "|" else 40)
    message = refusal(f"{kind}41\r\n".encode(), limits)
    assert message == f"byte 0: read b'{kind}41', expected a length of no more than max_aggregate_length=40"


@pytest.mark.parametrize("item", [b":5\r\n", b":5000\r\n", b"*0\r\n", bulk(b"abc"), bulk(b"a\r\n")])
@pytest.mark.parametrize(("kind", "width"), [("*", 1), ("%", 2), ("~", 1)])
@pytest.mark.parametrize("limit", [3, 31, 40, 64])
def test_length_of_streamed_aggregates(kind: str, width: int, item: bytes, limit: int) -> None:
    limits = Limits(max_aggregate_length=limit)
    start = f"{kind}?\r\n".encode()
    [value] = Parser(limits).feed(start + item * limit * width + b".\r\n")
    assert len(value) == limit
    data = start + item * (limit * width + 1)
    expected = "expected the end of a streamed aggregate of max_aggregate_length items"
    assert refusal(data, limits) == f"byte {len(data)}: read one item more, {expected}"


def test_line_length() -> None:
    limits = Limits(max_line_length=64)
    assert Parser(limits).feed(b"+" + b"x" * 63 + b"\r\n") == [b"x" * 63]
    message = refusal(b"+" + b"x" * 64, limits)
    assert message == f"byte 0: read a line beginning b'+{'x' * 31}', expected no more than max_line_length=64 bytes"
    for end in (b"\r\n", b"\n", b"\r", b"y" * 100_000, b"y" * 100_000 + b"\r\n"):
        assert refusal(b"+" + b"x" * 64 + end, limits) == message
    assert refusal(b"*1\r\n-" + b"x" * 64, limits).startswith("byte 4: ")
    text = b"x" * (MIB - 1)
    assert Parser().feed(b"+" + text + b"\r\n+OK\r\n") == [text, b"OK"]
    assert "max_line_length=1048576" in refusal_at_once(b"+x" + text + b"\r\n")


def refusal_at_once(data: bytes) -> str:
    with pytest.raises(ProtocolError) as error:
        Parser().feed(data)
    return str(error.value)


def test_line_longer_than_a_window_without_carriage_return() -> None:
    assert refusal_at_once(b":1\r\n+" + b"x" * 100_000 + b"\nabc" * 100_000).startswith("byte 100005: read a line feed")


@pytest.mark.parametrize(
    "head", [b"$536870912\r\n", b"*4294967295\r\n", b"%4294967295\r\n", b"~4294967295\r\n", b"=536870912\r\n"]
)
def test_an_announced_length_allocates_nothing(head: bytes) -> None:
    parser = Parser()
    tracemalloc.start()
    try:
        assert parser.feed(head + b"+abc") == []
        assert tracemalloc.get_traced_memory()[1] < 20_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("piece", [1024, 64 * 1024, 9 * MIB])
@pytest.mark.parametrize("head", [b"", b"*2\r\n+x\r\n"])
def test_a_large_string_is_copied_once(piece: int, head: bytes) -> None:
    body = b"x" * (8 * MIB)
    data = head + bulk(body)
    pieces = [data[at : at + piece] for at in range(0, len(data), piece)]
    parser = Parser()
    tracemalloc.start()
    try:
        replies = [reply for piece in pieces for reply in parser.feed(piece)]
        assert tracemalloc.get_traced_memory()[1] < 8 * MIB * 1.2
    finally:
        tracemalloc.stop()
    assert replies == ([[b"x", body]] if head else [body])


def steps(work: Callable[[], object]) -> int:
    """Return how many lines of Python *work* runs."""
    count = 0

    def trace(frame: FrameType, event: str, arg: object) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def array(count: int, item: bytes) -> bytes:
    return b"*%d\r\n" % count + item * count


def nested(count: int, item: bytes) -> bytes:
    return array(count // 40 + 1, array(40, item))


ITEMS = {
    "short": bulk(b"12345678901234567890123456789012"),
    "long": bulk(b"x" * 1100),
    "line ends": bulk(b"\r\n" * 20),
    "integer": b":123456\r\n",
    "double": b",1.5\r\n",
    "pair": b"*2\r\n+a\r\n,1.5\r\n",
    "large": array(33, b":1\r\n"),
    "streamed": b"$?\r\n;1\r\na\r\n;0\r\n",
    "verbatim": b"=5\r\ntxt:a\r\n",
    "attribute": b"|1\r\n+a\r\n+b\r\n+c\r\n",
    "nothing": b"*0\r\n",
    "alternating": bulk(b"a") + bulk(b"bc"),
}


@pytest.mark.parametrize("make", [array, nested])
@pytest.mark.parametrize("item", ITEMS.values(), ids=ITEMS)
@pytest.mark.parametrize("piece", [1, 7, 1024, 10 * MIB])
def test_steps_are_linear(piece: int, item: bytes, make: Callable[[int, bytes], bytes]) -> None:
    def cost(count: int) -> int:
        data = make(count, item)
        pieces = [data[at : at + piece] for at in range(0, len(data), piece)]
        parser = Parser()
        return steps(lambda: [parser.feed(piece) for piece in pieces])

    count = max(40, 8_000 // len(item) // (5 if piece == 1 else 1))
    assert cost(4 * count) < 4.6 * cost(count) + 1000


class Weighed(Parser):
    """A parser that adds up how much the steps in C have to go through, which a count of lines of Python cannot see."""

    work = 0

    def _flat(self, lines: list[bytes], tokens: Iterator[bytes]) -> Iterator[bytes]:
        self.work += min(self._left, length_hint(tokens))
        return super()._flat(lines, tokens)

    def _window(self, data: bytes, position: int, base: int) -> int:
        self.work += min(len(data) - position, 64 * 1024)
        return super()._window(data, position, base)

    def _string(self, data: bytes, position: int) -> int:
        self.work += min(len(data) - position, self._missing)
        return super()._string(data, position)


@pytest.mark.parametrize("make", [array, nested])
@pytest.mark.parametrize("item", ITEMS.values(), ids=ITEMS)
@pytest.mark.parametrize("piece", [7, 1024, 10 * MIB])
def test_work_is_linear(piece: int, item: bytes, make: Callable[[int, bytes], bytes]) -> None:
    data = make(2000, item) * 2
    parser = Weighed()
    for at in range(0, len(data), piece):
        parser.feed(data[at : at + piece])
    assert parser.buffered == 0
    assert parser.work < 4 * len(data)


@pytest.mark.parametrize("item", [bulk(b"x" * 32), b":123456\r\n", bulk(b"\r\n" * 20), array(33, b":1\r\n")])
def test_memory_for_pieces_does_not_pile_up(item: bytes) -> None:
    """What is read is not kept: an array of 1 KiB pieces takes the memory of its values and of a piece or two."""
    data = array(5000, item)
    pieces = [data[at : at + 1024] for at in range(0, len(data), 1024)]
    for piece in pieces:
        assert len(piece) <= 1024
    parser = Parser()
    for piece in pieces[:-1]:
        assert parser.feed(piece) == []
        assert sum(len(held) for held in parser._pieces) <= 1024
    [value] = parser.feed(pieces[-1])
    assert len(value) == 5000


def test_commands_are_linear() -> None:
    def cost(count: int) -> int:
        data = array(count, bulk(b"abc"))
        parser = CommandParser()
        return steps(lambda: [parser.feed(data[at : at + 1]) for at in range(len(data))])

    assert cost(800) < 4.6 * cost(200)
