"""Large strings that are received where they stay: the same replies and errors, and not one copy."""

from __future__ import annotations

import tracemalloc
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sansredis.core.errors import ProtocolError, ResponseError
from sansredis.core.resp import Parser
from sansredis.core.resp_room import EARNED, LARGE_STRING
from tests.core.resp_reading import bulk

MIB = 1024 * 1024
sizes = st.sampled_from([0, 1, LARGE_STRING - 3, LARGE_STRING, LARGE_STRING + 1, 100_000, 300_000])


def kinds_of(body: bytes) -> list[bytes]:
    """The same body as a string of each kind, alone and in an aggregate."""
    size = len(body)
    return [
        bulk(body),
        b"=%d\r\ntxt:%b\r\n" % (size + 4, body),
        b"!%d\r\n%b\r\n" % (size, body or b"ERR"[:size]),
        b"$?\r\n;%d\r\n%b\r\n;0\r\n" % (size, body) if size else b"$?\r\n;0\r\n",
        b"*2\r\n%b:1\r\n" % bulk(body),
    ]


class Source:
    """What a socket would have, given out in steps of such sizes; `holds`: the reader keeps a hand on what it fills."""

    def __init__(self, wire: bytes, steps: list[int], holds: bool) -> None:
        self.wire = wire
        self.steps = steps
        self.at = 0
        self.holds = holds
        self.held: list[memoryview] = []
        self.into_rooms = 0

    def receive(self, room: memoryview | None) -> bytes | memoryview:
        self.steps.append(self.steps.pop(0))
        step = self.steps[-1] if room is None else min(len(room), self.steps[-1])
        data = self.wire[self.at : self.at + step]
        self.at += len(data)
        if room is None:
            return data
        room[: len(data)] = data
        self.into_rooms += len(data)
        if self.holds:
            self.held = [memoryview(room)]
        return room[: len(data)]


def read(source: Source) -> tuple[list[Any], str]:
    """The replies, and what the parser says of what is none."""
    parser = Parser()
    replies = []
    try:
        while source.at < len(source.wire):
            replies += parser.feed(source.receive(parser.get_buffer()))
    except ProtocolError as error:
        return [*replies, *parser.completed], str(error)
    assert parser.buffered == parser.wanted == 0
    return replies, ""


@settings(deadline=None, derandomize=True, max_examples=200)
@given(
    st.lists(st.tuples(sizes, st.integers(0, 4)), min_size=1, max_size=3),
    st.lists(st.integers(1, 70_000), min_size=1, max_size=4),
    st.booleans(),
)
def test_it_makes_no_difference_where_bytes_are_received(
    strings: list[tuple[int, int]], steps: list[int], holds: bool
) -> None:
    steps.append(50_000)
    wire = b"".join(kinds_of((b"%07d|" % size) * (size // 8) + b"x" * (size % 8))[kind] for size, kind in strings)
    replies, error = read(Source(wire, steps, holds))
    assert error == ""
    expected = Parser().feed(wire)
    assert len(replies) == len(expected)
    for one, other in zip(replies, expected, strict=True):
        assert type(one) is type(other)
        assert repr(one) == repr(other) if isinstance(one, ResponseError) else one == other


def test_what_is_there_already_is_in_front() -> None:
    body = bytes(range(256)) * 1024
    source = Source(bulk(body) + b"+OK\r\n", [9, 40_000, 30_000], holds=False)
    assert read(source) == ([body, b"OK"], "")
    assert source.into_rooms > len(body) / 2


@pytest.mark.parametrize("holds", [False, True])
def test_a_string_without_its_line_end(holds: bool) -> None:
    wire = bulk(b"x" * 200_000)[:-2] + b"yy+OK\r\n"
    with pytest.raises(ProtocolError) as plain:
        Parser().feed(wire)
    assert read(Source(wire, [50_000], holds)) == ([], str(plain.value))


def test_bytes_from_elsewhere_in_between() -> None:
    wire = bulk(b"x" * 200_000)
    parser = Parser()
    assert parser.feed(wire[:50_000]) == []
    assert parser.get_buffer() is not None
    assert parser.feed(wire[50_000:60_000]) == []
    assert parser.feed(memoryview(wire)[60_000:].tobytes() + b"+OK\r\n") == [b"x" * 200_000, b"OK"]
    assert parser.get_buffer() is None


@pytest.mark.parametrize("size", [MIB, 512 * MIB])
def test_room_has_to_be_earned(size: int) -> None:
    parser = Parser()
    head = b"$%d\r\n" % size
    tracemalloc.start()
    try:
        parser.feed(head)
        assert parser.get_buffer() is None
        parser.feed(b"x" * (size // EARNED - 1))
        assert parser.get_buffer() is None
        assert tracemalloc.get_traced_memory()[1] < size / EARNED + 20_000
        parser.feed(b"xx")
        assert parser.get_buffer() is not None
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("kind", [0, 4])
def test_it_is_not_copied_at_all(kind: int) -> None:
    wire = memoryview(kinds_of(b"x" * (8 * MIB))[kind])
    parser = Parser()
    replies: list[Any] = []
    tracemalloc.start()
    try:
        parser.feed(bytes(wire[: MIB // 4]))
        at = MIB // 4
        while (room := parser.get_buffer()) is not None:
            count = min(len(room), 300_000)
            room[:count] = wire[at : at + count]
            at += count
            replies += parser.feed(room[:count])
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    replies += parser.feed(bytes(wire[at:]))
    assert peak < 8 * MIB * 1.1
    assert replies == Parser().feed(bytes(wire))


def test_what_a_reader_does_with_old_room_is_his_own_affair() -> None:
    wire = bulk(b"x" * 100_000)
    parser = Parser()
    parser.feed(wire[:50_000])
    room = parser.get_buffer()
    assert room is not None
    room[:] = wire[50_000:]
    hand = memoryview(room)
    [value] = parser.feed(room[:])
    hand[:10] = b"y" * 10
    assert value == b"x" * 100_000
