"""The grammar of single lines and strings: what a line of each type may say, and what it means.

Strict: a length is plain decimal digits without sign, leading zero or anything else; ``-1`` is a null only where RESP2
has one (and then the parser never asks here). An integer has at most one sign, no leading zeros, and 64 bits.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any, Final, TypeAlias

from sansredis.core.errors import ProtocolError, error_from_reply
from sansredis.core.resp_types import Members, Pairs, Push, VerbatimString, WithAttributes

Finish: TypeAlias = Callable[[list[Any]], Any] | None
"""What makes the value of an aggregate from the list of its items; None where the list is the value."""

TYPES: Final = frozenset(b"+-:$*_#,(!=%~|>;.")
STRINGS: Final = {36: "bulk string", 61: "verbatim string", 33: "blob error", 59: "chunk of a streamed string"}

_INTEGER: Final = re.compile(rb"[+-]?(?:0|[1-9][0-9]*)")
_DOUBLE: Final = re.compile(rb"[+-]?(?:[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|inf|nan)")
_SHOWN: Final = 32


class Malformed(Exception):
    """What was read, what was expected instead, and how many bytes before the end of what was used it stands."""

    def __init__(self, read: str, expected: str, back: int) -> None:
        super().__init__(read, expected, back)
        self.read = read
        self.expected = expected
        self.back = back


def bytes_of(lines: Iterable[bytes]) -> int:
    """Return how many bytes *lines* were, line ends included."""
    sizes = list(map(len, lines))
    return sum(sizes) + 2 * len(sizes)


def refusal(bad: Malformed, end: int) -> ProtocolError:
    """Make the error for what was found before *end* in the stream."""
    return ProtocolError(f"byte {end - bad.back}: read {bad.read}, expected {bad.expected}")


def check_line(line: bytes, limit: int, *, complete: bool = True) -> None:
    """Check what holds for lines of every type: a known type byte, a bounded length, no line end but its own.

    Args:
        line: the line without its line end; or, if not *complete*, as much of it as is there.
        limit: `Limits.max_line_length`.
        complete: whether a line end followed.

    Raises:
        Malformed: it does not hold.
    """
    total = len(line) + 2 * complete
    first = line[0] if line else 13
    if first not in TYPES:
        hint = {72: " (is this an HTTP server?)", 21: " (does this port speak TLS?)"}.get(first, "")
        raise Malformed(repr(bytes((first,))), f"the type byte of a reply{hint}", total)
    feed = line.find(b"\n")
    length = len(line) if feed < 0 else feed
    if (feed >= 0 or not complete) and line[:length].endswith(b"\r"):
        length -= 1
    if length > limit:
        shown = line[: min(limit, _SHOWN)]
        raise Malformed(f"a line beginning {shown!r}", f"no more than max_line_length={limit} bytes", total)
    if feed >= 0:
        raise Malformed("a line feed without carriage return", "a line to end in both", total - feed)
    carriage = line.find(b"\r")
    if complete and carriage >= 0:
        raise Malformed("a carriage return without line feed", "a line to end in both", total - carriage)


def read_length(line: bytes, limit: int, name: str) -> int:
    """Return the length that *line* announces.

    Raises:
        Malformed: it is no plain number, or more than *limit*, whose name is *name*.
    """
    digits = line[1:]
    if not digits.isdigit() or (digits[0] == 48 and len(digits) > 1):
        raise Malformed(repr(line[:_SHOWN]), "a length in plain decimal digits", len(line) + 2)
    if len(digits) > 19 or int(digits) > limit:
        raise Malformed(repr(line[:_SHOWN]), f"a length of no more than {name}={limit}", len(line) + 2)
    return int(digits)


def read_line(line: bytes) -> Any:
    """Return the value of a line that is a whole reply by itself.

    Args:
        line: a line that `check_line` found good, of a type that needs no more lines.

    Raises:
        Malformed: it says something that its type does not allow.
    """
    kind = line[:1]
    text = line[1:]
    if kind == b"+":
        return text
    if kind == b"-":
        return error_from_reply(text)
    if kind == b":" and _INTEGER.fullmatch(text) and len(text) <= 20 and -(2**63) <= int(text) < 2**63:
        return int(text)
    if kind == b"," and _DOUBLE.fullmatch(text):
        return float(text)
    if kind == b"(" and _INTEGER.fullmatch(text):
        digits = text.lstrip(b"+-")
        return -_big(digits) if text[0] == 45 else _big(digits)
    raise Malformed(repr(line[:_SHOWN]), _EXPECTED[line[0]], len(line) + 2)


_EXPECTED: Final = {
    ord(":"): "a signed 64-bit integer in plain decimal digits",
    ord(","): "a number such as 1.5, 10, 1e-7, inf, -inf or nan",
    ord("("): "an integer in plain decimal digits",
    ord("_"): "nothing after the type byte of a null",
    ord("#"): "'#t' or '#f'",
}


def _big(digits: bytes) -> int:
    """Convert any number of digits: int() refuses more than some thousands, and how many is for others to set."""
    if len(digits) <= 600:
        return int(digits)
    half = len(digits) // 2
    value: int = _big(digits[:-half]) * 10**half + _big(digits[-half:])
    return value


def read_string(kind: int, body: bytes) -> Any:
    """Return the value of a string of type *kind* (one of `STRINGS`).

    Raises:
        Malformed: a verbatim string does not begin with its format.
    """
    if kind == 61:
        if body[3:4] != b":":
            raise Malformed(repr(body[:4]), "the three letters of a verbatim string's format, and ':'", len(body) + 2)
        return VerbatimString(body[4:], body[:3].decode("latin-1"))
    return error_from_reply(body) if kind == 33 else body


def as_map(items: list[Any]) -> dict[Any, Any] | Pairs:
    """Make a map of keys and values in turn."""
    keys = items[::2]
    values = items[1::2]
    try:
        result = dict(zip(keys, values, strict=True))
    except TypeError:
        return Pairs(zip(keys, values, strict=True))
    return result if len(result) == len(keys) else Pairs(zip(keys, values, strict=True))


def as_attributes(items: list[Any]) -> dict[Any, Any] | Pairs:
    """Make attributes, which are a map; another name, because they are no value of what surrounds them."""
    return as_map(items)


def as_set(items: list[Any]) -> set[Any] | Members:
    """Make a set."""
    try:
        result = set(items)
    except TypeError:
        return Members(items)
    return result if len(result) == len(items) else Members(items)


def first_item(items: list[Any]) -> Any:
    """Return the only item: the value after attributes that nobody wants."""
    return items[0]


def attach(attributes: Any, items: list[Any]) -> WithAttributes:
    """Return the only item, with the attributes before it."""
    return WithAttributes(items[0], attributes)


class Streamed:
    """What stands in a frame for the finish *of* a streamed aggregate, until it is known to end."""

    __slots__ = ("of",)

    def __init__(self, of: Finish) -> None:
        self.of = of

    def __call__(self, items: list[Any]) -> Any:
        """Refuse an aggregate that filled its frame, which has room for one item more than the limit."""
        raise Malformed("one item more", "the end of a streamed aggregate of max_aggregate_length items", 0)


AGGREGATES: Final[dict[int, tuple[Finish, int]]] = {
    ord("*"): (None, 1),
    ord("%"): (as_map, 2),
    ord("~"): (as_set, 1),
    ord(">"): (Push, 1),
    ord("|"): (as_attributes, 2),
}
"""For each type of aggregate what makes its value, and how many values each of what it counts is."""
