"""A second reader of RESP, to compare the real one with: recursive, slow, obvious, and sharing no code with it.

It sees all of the bytes at once, so that nothing in it depends on how they are cut up.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any


class Incomplete(Exception):
    """The bytes end before the reply does."""


class Bad(Exception):
    """The bytes are not RESP, beginning with the one at the position in ``args[0]``."""


@dataclass
class Reading:
    """What the bytes say: the values, where the last of them ends, and where the bytes stop being RESP, if they do.

    Values are tuples of a type's name and what is in it, which are equal only if they are the same.
    """

    values: list[Any] = field(default_factory=list)
    end: int = 0
    bad: int | None = None


@dataclass(frozen=True)
class Bounds:
    """The limits, with the names of `Limits`."""

    max_depth: int = 128
    max_bulk_length: int = 512 * 1024 * 1024
    max_aggregate_length: int = 2**32 - 1
    max_line_length: int = 1024 * 1024


def read(data: bytes, bounds: Bounds = Bounds()) -> Reading:
    """Read all replies in *data*."""
    reading = Reading()
    try:
        while True:
            value, reading.end = _value(data, reading.end, bounds, 0, top=True)
            reading.values.append(value)
    except Incomplete:
        pass
    except Bad as bad:
        reading.bad = bad.args[0]
    return reading


def _line(data: bytes, at: int, bounds: Bounds) -> tuple[bytes, int]:
    """Return the line at *at*, and where the next one begins."""
    if at == len(data):
        raise Incomplete
    if data[at] not in b"+-:$*_#,(!=%~|>;.":
        raise Bad(at)
    for position in range(at, len(data)):
        text = data[at:position]
        if data[position : position + 1] == b"\n":
            if len(text.removesuffix(b"\r")) > bounds.max_line_length:
                raise Bad(at)
            if not text.endswith(b"\r"):
                raise Bad(position)
            if b"\r" in text[:-1]:
                raise Bad(at + text.index(b"\r"))
            return text[:-1], position + 1
        if position - at > bounds.max_line_length + 1:
            raise Bad(at)
    text = data[at:]
    if len(text.removesuffix(b"\r")) > bounds.max_line_length:
        raise Bad(at)
    raise Incomplete


def _length(line: bytes, at: int, limit: int) -> int:
    if not re.fullmatch(rb"0|[1-9][0-9]{0,18}", line[1:]) or int(line[1:]) > limit:
        raise Bad(at)
    return int(line[1:])


def _body(data: bytes, at: int, size: int) -> tuple[bytes, int]:
    if len(data) < at + size + 2:
        raise Incomplete
    if data[at + size : at + size + 2] != b"\r\n":
        raise Bad(at + size)
    return data[at : at + size], at + size + 2


def _value(data: bytes, at: int, bounds: Bounds, depth: int, *, top: bool = False) -> tuple[Any, int]:
    """Return the value at *at* and where it ends."""
    line, after = _line(data, at, bounds)
    kind = chr(line[0])
    if kind in "*%~>|":
        return _aggregate(data, at, line, after, bounds, depth, top)
    if kind in "$=!" and line not in (b"$-1", b"$?"):
        body, after = _body(data, after, _length(line, at, bounds.max_bulk_length))
        if kind != "=":
            return ("bytes" if kind == "$" else "error", body), after
        if body[3:4] != b":":
            raise Bad(after - len(body) - 2)
        return ("verbatim", body[4:], body[:3]), after
    if line == b"$?":
        return _streamed_string(data, after, bounds)
    return _scalar(line, at), after


def _scalar(line: bytes, at: int) -> Any:
    kind = chr(line[0])
    text = line[1:]
    if line in (b"_", b"$-1"):
        return ("none",)
    if line in (b"#t", b"#f"):
        return ("bool", line == b"#t")
    if kind in "+-":
        return ("bytes" if kind == "+" else "error", text)
    if kind in ":(" and re.fullmatch(rb"[+-]?(0|[1-9][0-9]*)", text):
        if kind == "(" or (len(text) < 21 and -(2**63) <= int(text) < 2**63):
            # By way of Decimal, because int() takes no more than 4300 digits.
            return ("int", int(Decimal(text.decode())))
    if kind == "," and re.fullmatch(rb"[+-]?(inf|nan|[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?)", text):
        return ("float", repr(float(text)))
    raise Bad(at)


def _streamed_string(data: bytes, at: int, bounds: Bounds) -> tuple[Any, int]:
    whole = b""
    while True:
        line, after = _line(data, at, bounds)
        if line[:1] != b";":
            raise Bad(at)
        size = _length(line, at, bounds.max_bulk_length - len(whole))
        if not size:
            return ("bytes", whole), after
        body, at = _body(data, after, size)
        whole += body


def _aggregate(data: bytes, at: int, line: bytes, after: int, bounds: Bounds, depth: int, top: bool) -> tuple[Any, int]:
    kind = chr(line[0])
    if line == b"*-1":
        return ("none",), after
    if (kind == ">" and not top) or depth >= bounds.max_depth:
        raise Bad(at)
    items: list[Any] = []
    width = 2 if kind in "%|" else 1
    if line[1:] == b"?" and kind in "*%~":
        while True:
            mark, end = _line(data, after, bounds)
            if mark == b"." and len(items) % width == 0:
                after = end
                break
            if mark == b".":
                raise Bad(after)
            item, after = _value(data, after, bounds, depth + 1)
            items.append(item)
            if len(items) > bounds.max_aggregate_length * width:
                raise Bad(after)
    else:
        for _ in range(_length(line, at, bounds.max_aggregate_length) * width):
            item, after = _value(data, after, bounds, depth + 1)
            items.append(item)
    if kind == "|":
        value, after = _value(data, after, bounds, depth + 1)
        return ("attributed", items, value), after
    return ({"*": "list", "%": "map", "~": "set", ">": "push"}[kind], items), after
