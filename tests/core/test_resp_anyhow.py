"""Whatever is sent, and however it is cut up: the parser reads what was written, or what a second reader reads."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sansredis.core.errors import ResponseError, error_from_reply
from sansredis.core.resp import (
    Limits,
    Members,
    Pairs,
    Parser,
    Push,
    VerbatimString,
    WithAttributes,
    encode_reply,
)
from tests.fuzz.parser import FUZZER, check, comparable, described, generated, one_input, parse
from tests.fuzz.reference import read

# Lines that mean something to the parser, in strings too.
chunks = st.sampled_from([b"\r\n", b"\r", b"\n", b"$1\r\na\r\n", b"*", b"abc", b"x" * 1500])
binary = st.binary(max_size=40) | st.lists(chunks, max_size=5).map(b"".join)
short = st.binary(max_size=3)
lines = st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"]), max_size=40)
errors = st.text(st.characters(exclude_categories=["Cs"]), max_size=40).map(
    lambda text: error_from_reply(text.encode())
)
verbatim = st.builds(VerbatimString, binary, st.sampled_from(["txt", "mkd", "\xff:\r"]))
numbers = st.integers(-(2**70), 2**70) | st.floats()
scalars = st.none() | st.booleans() | numbers | binary | lines | errors | verbatim


def aggregates(items: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    pairs = st.lists(st.tuples(items, items), max_size=5)
    return (
        st.lists(items, max_size=5)
        | st.lists(short, min_size=30, max_size=70)
        | st.builds(lambda item, count: [item] * count, short, st.integers(30, 140))
        | pairs.map(Pairs)
        | st.lists(items, max_size=5).map(Members)
        | st.builds(WithAttributes, items, pairs.map(Pairs))
    )


values = st.recursive(scalars, aggregates, max_leaves=20)
replies = values | st.lists(values, max_size=5).map(Push)
streams = st.lists(replies, max_size=5)
limits = st.just(Limits()) | st.builds(
    Limits, st.integers(1, 4), st.integers(1, 60), st.integers(1, 60), st.integers(64, 80)
)


places = st.lists(st.integers(0, 5000), max_size=8)
steady = settings(deadline=None, derandomize=True)


def cuts(wire: bytes, places: list[int]) -> list[int]:
    """Return places in *wire* in their order."""
    return sorted(place % (len(wire) + 1) for place in places)


def as_read(value: Any) -> Any:
    """Return what a parser gives for *value*, which may say it in ways that only `encode_reply` knows."""
    if isinstance(value, WithAttributes):
        attributes = as_read(value.attributes)
        return WithAttributes(as_read(value.value), attributes)
    if isinstance(value, Pairs):
        return Pairs((as_read(key), as_read(item)) for key, item in value)
    if isinstance(value, list):
        return type(value)(as_read(item) for item in value)
    return value.encode() if isinstance(value, str) else value


@steady
@given(streams, places)
def test_what_is_written_is_read(stream: list[Any], places: list[int]) -> None:
    wire = b"".join(map(encode_reply, stream))
    reading, text = parse(wire, cuts(wire, places), Limits())
    assert text == ""
    assert reading.end == len(wire)
    assert [described(value) for value in reading.values] == [described(as_read(value)) for value in stream]


@steady
@given(streams, limits, places)
def test_cuts_make_no_difference(stream: list[Any], limits: Limits, places: list[int]) -> None:
    wire = b"".join(map(encode_reply, stream))
    check(wire, cuts(wire, places), limits)


@steady
@given(streams, st.integers(0, 5000), st.integers(0, 2), chunks | st.binary(max_size=2), places)
def test_mistakes_are_found_where_they_are(
    stream: list[Any], at: int, removed: int, added: bytes, places: list[int]
) -> None:
    wire = b"".join(map(encode_reply, stream))
    at %= len(wire) + 1
    wire = wire[:at] + added + wire[at + removed :]
    check(wire, cuts(wire, places), Limits())


@steady
@given(st.binary(max_size=100), limits)
def test_any_bytes(wire: bytes, limits: Limits) -> None:
    check(wire, [len(wire) // 2], limits)


@pytest.mark.parametrize("kind", [Push, list])
@pytest.mark.parametrize("size", [17, 1024, 65_536, 100_000, 1_000_000])
def test_aggregates_larger_than_a_window(size: int, kind: type[list[Any]]) -> None:
    chance = random.Random(size)
    few = [chance.randbytes(chance.randrange(100)) * chance.randrange(1, 4) for _ in range(2000)]
    many = [chance.choice((b"same", b"\r\n")) for _ in range(chance.randrange(3))] + [b"x" * 100] * 3000
    wire = encode_reply(kind(few)) + encode_reply(many) + encode_reply(few[:3]) + b"+OK\r\n"
    parser = Parser()
    got = [reply for at in range(0, len(wire), size) for reply in parser.feed(wire[at : at + size])]
    assert got == [kind(few), many, few[:3], b"OK"]
    assert type(got[0]) is kind


@pytest.mark.parametrize("odd", [0, 1, 31, 32, 33, 62, 63, 64, 998, 999])
@pytest.mark.parametrize("item", [b"abc", b"abcd", None, 5, b"\r\nx", b"$3\r", [b"abc"]])
@pytest.mark.parametrize("count", [64, 1000])
def test_one_odd_item_among_many(odd: int, item: Any, count: int) -> None:
    items: list[Any] = [b"abc"] * count
    items[min(odd, count - 1)] = item
    wire = encode_reply(items) + encode_reply(items)
    for size in (len(wire), 1024, 50):
        parser = Parser()
        assert [r for at in range(0, len(wire), size) for r in parser.feed(wire[at : at + size])] == [items, items]


@pytest.mark.parametrize("at", [0, 1, 20, 62])
@pytest.mark.parametrize("count", [64, 200])
@pytest.mark.parametrize(
    "bad", [b"$3\r\nabcXX", b"$3\r\nabc\r\r", b"$2\r\nabc\r\n", b"$4\r\nabc\r\n", b"$03\r\nabc\r\n", b"3\r\nabc\r\n"]
)
def test_one_bad_item_among_many(at: int, count: int, bad: bytes) -> None:
    items = [b"$3\r\nabc\r\n"] * count
    items[at] = bad
    wire = b"*%d\r\n" % count + b"".join(items)
    assert read(wire).bad is not None
    check(wire, [len(wire) // 2], Limits())


def test_the_fuzzer() -> None:
    assert FUZZER.run(seed=7, runs=300, seconds=None) == 300
    assert generated(random.Random("7:1")) == generated(random.Random("7:1"))
    one_input(b"")


def test_the_fuzzer_shows_its_input(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FUZZER, "one_input", lambda data: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        FUZZER.run(seed=7, runs=None, seconds=60)
    assert capsys.readouterr().err.startswith("failed on line 1 of the corpus: b'")
    monkeypatch.setattr("tests.fuzz.running.kept", lambda name: [])
    with pytest.raises(ZeroDivisionError):
        FUZZER.run(seed=7, runs=None, seconds=60)
    assert capsys.readouterr().err.startswith("failed on input 0 of seed 7: b'")


def test_the_reference_and_the_parser_describe_alike() -> None:
    wire = b"|1\r\n+a\r\n~1\r\n:1\r\n-ERR \xff\r\n"
    [value] = Parser(keep_attributes=True).feed(wire)
    assert described(value) == comparable(read(wire).values[0])
    assert type(value.value) is ResponseError
