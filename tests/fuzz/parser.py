"""Fuzz the parser: whatever arrives, however it is cut up, it reads what the reference reads, or refuses it there.

python -m tests.fuzz.parser --seconds 20 [--seed 1] [--runs 10000] [--pure]
"""

from __future__ import annotations

import random
import re
from itertools import pairwise
from typing import Any

from sansredis.core.errors import ProtocolError, ResponseError
from sansredis.core.resp import (
    Limits,
    Members,
    Pairs,
    Parser,
    Push,
    VerbatimString,
    WithAttributes,
)
from tests.fuzz.reference import Bounds, Reading, read
from tests.fuzz.running import Fuzzer

LIMITS = (
    Limits(),
    Limits(max_depth=3, max_bulk_length=40, max_aggregate_length=40, max_line_length=64),
)


def described(value: Any) -> Any:
    """Return a reply as the reference describes one; a set or map in no certain order."""
    match value:
        case None:
            return ("none",)
        case bool():
            return ("bool", value)
        case int():
            return ("int", value)
        case float():
            return ("float", repr(value))
        case VerbatimString():
            return ("verbatim", bytes(value), value.format.encode("latin-1"))
        case bytes():
            return ("bytes", value)
        case ResponseError():
            return ("error", str(value))
        case WithAttributes():
            return ("attributed", described(value.attributes)[1], described(value.value))
        case dict() | Pairs():
            pairs = value.items() if isinstance(value, dict) else value
            return ("map", [described(item) for pair in pairs for item in pair])
        case Push():
            return ("push", [described(item) for item in value])
        case set() | Members():
            return ("set", sorted((described(item) for item in value), key=repr))
        case _:
            assert type(value) is list, type(value)
            return ("list", [described(item) for item in value])


def comparable(value: Any) -> Any:
    """Return what the reference read, with what the parser need not keep taken out."""
    kind, *rest = value
    if kind == "error":
        return (kind, rest[0].decode("utf-8", "replace"))
    if kind == "attributed":
        return (kind, [comparable(item) for item in rest[0]], comparable(rest[1]))
    if kind in ("list", "map", "push"):
        return (kind, [comparable(item) for item in rest[0]])
    if kind == "set":
        return (kind, sorted((comparable(item) for item in rest[0]), key=repr))
    return value


def parse(data: bytes, cuts: list[int], limits: Limits) -> tuple[Reading, str]:
    """Feed *data*, cut up at *cuts*, to a parser; return what it read, and its error's text."""
    parser = Parser(limits, keep_attributes=True)
    reading = Reading()
    try:
        for start, stop in pairwise((0, *cuts, len(data))):
            reading.values += parser.feed(data[start:stop])
            reading.end = stop - parser.buffered
    except ProtocolError as error:
        reading.values += parser.completed
        position = re.match(r"byte (\d+): read .+, expected .+", str(error), re.DOTALL)
        assert position, error
        reading.bad = int(position[1])
        return reading, str(error)
    return reading, ""


def check(data: bytes, cuts: list[int], limits: Limits) -> None:
    """Compare the parser, fed with all at once, with pieces and with single bytes, with the reference."""
    bounds = Bounds(*(getattr(limits, name) for name in Bounds.__dataclass_fields__))
    expected = read(data, bounds)
    values = [comparable(value) for value in expected.values]
    texts = set()
    for ways in ([], cuts, list(range(1, len(data)))):
        got, text = parse(data, ways, limits)
        texts.add(text)
        assert [described(value) for value in got.values] == values, (data, ways)
        assert got.bad == expected.bad, (data, ways, got.bad, expected.bad, text)
        assert got.bad is not None or got.end == expected.end, (data, ways, got.end, expected.end)
    assert len(texts) == 1, (data, texts)


def one_input(data: bytes) -> None:
    """Check one input of a fuzzer: bytes that choose limits, how many cuts and which, then the replies."""
    if len(data) < 2:
        return
    count = data[1] % 8
    body = data[2 + count :]
    cuts = sorted(cut % (len(body) + 1) for cut in data[2 : 2 + count])
    check(body, cuts, LIMITS[data[0] % len(LIMITS)])


_ATOMS = (
    b"+OK\r\n", b"+a b\r\n", b"-ERR x\r\n", b":1\r\n", b":-12345\r\n", b"$-1\r\n", b"*-1\r\n", b"_\r\n", b"#t\r\n",
    b",1.5\r\n", b",-inf\r\n", b",nan\r\n", b"(12345678901234567890\r\n", b"=7\r\ntxt:abc\r\n", b"!5\r\nERR x\r\n",
    b"$0\r\n\r\n", b"$3\r\nabc\r\n", b"$2\r\n\r\n\r\n", b"$5\r\na\r\nb\r\r\n", b"$?\r\n;2\r\nab\r\n;0\r\n", b"*0\r\n",
)  # fmt: skip
_NOISE = (b"\r", b"\n", b"\r\n", b".\r\n", *(bytes((byte,)) for byte in b"?.-09:;$*%>|_x"))


def reply(chance: random.Random, depth: int) -> bytes:
    if depth > 3 or chance.random() < 0.5:
        return chance.choice(_ATOMS)
    if chance.random() < 0.3:
        body = chance.randbytes(chance.randrange(3))
        return b"*%d\r\n" % (count := chance.choice((33, 40, 70))) + b"$%d\r\n%b\r\n" % (len(body), body) * count
    kind = chance.choice(b"*%~>|")
    count = chance.randrange(4)
    items = b"".join(reply(chance, depth + 1) for _ in range(count * (2 if kind in b"%|" else 1)))
    if kind in b"*%~" and chance.random() < 0.3:
        return b"%c?\r\n%b.\r\n" % (kind, items)
    return b"%c%d\r\n%b%b" % (kind, count, items, reply(chance, depth + 1) if kind == 124 else b"")


def generated(chance: random.Random) -> bytes:
    """Return an input of plausible replies with, often, some mistakes."""
    body = bytearray(b"".join(reply(chance, 0) for _ in range(chance.randrange(1, 5))))
    for _ in range(chance.choice((0, 0, 0, 1, 1, 2))):
        at = chance.randrange(len(body) + 1)
        body[at : at + chance.randrange(3)] = chance.choice(_NOISE)
    cuts = chance.randrange(8)
    return bytes((chance.randrange(256), cuts)) + chance.randbytes(cuts) + bytes(body)


FUZZER = Fuzzer("parser", one_input, generated)

if __name__ == "__main__":
    FUZZER.main()
