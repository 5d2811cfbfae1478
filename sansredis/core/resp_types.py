"""What RESP values look like in Python, and the limits within which they are read.

No value loses anything on its way in. Most are plain Python values; the classes here are for the few that are not:

=====================  ==============================================================================================
RESP                   Python
=====================  ==============================================================================================
simple, bulk string    ``bytes``
verbatim string        `VerbatimString`, a ``bytes`` with its ``format``
integer, big number    ``int``
double                 ``float``
boolean                ``bool``
null, all three kinds  ``None``
array                  ``list``
push                   `Push`, a ``list``
map                    ``dict``; `Pairs`, a ``list`` of ``(key, value)``, where a ``dict`` would lose something
set                    ``set``; `Members`, a ``list``, where a ``set`` would lose something
error, blob error      an instance of `sansredis.core.errors.ResponseError` (not raised)
attribute              dropped, or kept in a `WithAttributes` around the value it precedes
=====================  ==============================================================================================

A ``dict`` or ``set`` would lose something if a key or member cannot be hashed (arrays, maps, sets, `WithAttributes`),
and if two of them are equal for Python: sent twice, or ``1`` beside ``True`` or ``1.0``.
"""

from __future__ import annotations

from typing import Any, NamedTuple, TypeAlias

Reply: TypeAlias = Any
"""A value of the table above. What it is depends on the command, so no narrower type would help a caller."""


class Push(list[Reply]):
    """A push: a message that the server sends unasked, between replies. Its first item says what kind it is."""

    __slots__ = ()


class Pairs(list[tuple[Reply, Reply]]):
    """A map as the list of its ``(key, value)`` pairs, in the server's order, where a dict would lose something."""

    __slots__ = ()


class Members(list[Reply]):
    """A set as the list of its members, in the server's order, where a Python set would lose something."""

    __slots__ = ()


class VerbatimString(bytes):
    """A verbatim string: bytes with the three letters that say how to show them."""

    format: str
    """``"txt"`` or ``"mkd"`` (Markdown) so far; three characters in any case."""

    def __new__(cls, value: bytes, format: str = "txt") -> VerbatimString:
        """Make a verbatim string of *value*, without the format and colon that precede it in RESP."""
        self = super().__new__(cls, value)
        self.format = format
        return self

    def __repr__(self) -> str:
        return f"VerbatimString({bytes(self)!r}, {self.format!r})"

    def __reduce__(self) -> tuple[type[VerbatimString], tuple[bytes, str]]:
        return VerbatimString, (bytes(self), self.format)


class WithAttributes(NamedTuple):
    """A value and the attributes that the server sent before it; only from a parser asked to keep them."""

    value: Reply
    attributes: dict[Reply, Reply] | Pairs


class Limits:
    """What a parser refuses as too large. The defaults are no smaller than what a server can hold.

    Attributes:
        max_depth: how deep aggregates may be nested; 1 allows an array of strings. Attributes count as one around the
            value they precede.
        max_bulk_length: bytes of one bulk, verbatim or streamed string, or blob error.
        max_aggregate_length: items of an array, set or push, pairs of a map or attribute.
        max_line_length: bytes of a simple string, simple error, number or length with its type byte, without line end;
            at least 64, so that numbers always fit.

    Raises:
        ValueError: a limit is no integer, or too small.
    """

    __slots__ = ("max_depth", "max_bulk_length", "max_aggregate_length", "max_line_length")

    def __init__(
        self,
        max_depth: int = 128,
        max_bulk_length: int = 512 * 1024 * 1024,
        max_aggregate_length: int = 2**32 - 1,
        max_line_length: int = 1024 * 1024,
    ) -> None:
        self.max_depth = max_depth
        self.max_bulk_length = max_bulk_length
        self.max_aggregate_length = max_aggregate_length
        self.max_line_length = max_line_length
        for name in self.__slots__:
            value = getattr(self, name)
            least = 64 if name == "max_line_length" else 1
            if type(value) is not int or value < least:
                raise ValueError(f"{name} must be an int of at least {least}, not {value!r}")
