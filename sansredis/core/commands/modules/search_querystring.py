"""The text of a query, put together from parts.

A field's name is a keyword, and its value a text, a number, one of the values made here, or several in a list::

    intersect("time", genre=tags("novel", "sf"), year=between(1890, 1900))  # time @genre:{novel|sf} @year:[1890 1900]

What is put together is a `Node`; ``str(node)`` is its text, and `querystring` makes that at once. Texts are taken as
they are, with what they mean in a query: `escape` makes plain text of what a user typed.

See https://redis.io/docs/latest/develop/ai/search-and-query/advanced-concepts/query_syntax/
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from ...errors import DataError

_PUNCTUATION = re.compile(r"[^\w]", re.ASCII)


@dataclass(frozen=True, slots=True)
class Value:
    """What a field is to be.

    Attributes:
        text: as it stands in the query.
        combinable: whether several values of one field may stand in one pair of brackets.
    """

    text: str
    combinable: bool = False

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Node:
    """A part of a query.

    Attributes:
        parts: the texts of its parts.
        joint: what stands between these: a blank for *and*, ``|`` for *or*.
        sign: what stands before it all: ``-`` for *not*, ``~`` for *if possible*.
    """

    parts: tuple[str, ...]
    joint: str = " "
    sign: str = ""

    def to_string(self) -> str:
        """The text, in brackets where it has several parts."""
        text = self.joint.join(self.parts)
        return f"{self.sign}({text})" if len(self.parts) > 1 else f"{self.sign}{text}"

    def __str__(self) -> str:
        return self.to_string()


PartT: TypeAlias = str | Node
ValueT: TypeAlias = str | int | float | Value
FieldT: TypeAlias = ValueT | Iterable[ValueT]


def escape(text: str) -> str:
    """Put a backslash before all that is neither letter, digit nor underscore, so that it is taken for itself."""
    return _PUNCTUATION.sub(lambda found: found[0] if ord(found[0]) > 127 else f"\\{found[0]}", text)


def tags(*t: str) -> Value:
    """A tag field that has one of these tags.

    Raises:
        DataError: there is none.
    """
    if not t:
        raise DataError("tags: give at least one tag")
    return Value("{" + "|".join(t) + "}")


def between(a: float | None, b: float | None, inclusive_min: bool = True, inclusive_max: bool = True) -> Value:
    """A number from *a* to *b*; None for no bound. Each is left out itself if it is not inclusive."""
    low = "-inf" if a is None else f"{a}" if inclusive_min else f"({a}"
    high = "+inf" if b is None else f"{b}" if inclusive_max else f"({b}"
    return Value(f"[{low} {high}]")


def equal(n: float) -> Value:
    """The number *n*."""
    return between(n, n)


def lt(n: float) -> Value:
    """A number less than *n*."""
    return between(None, n, inclusive_max=False)


def le(n: float) -> Value:
    """A number not more than *n*."""
    return between(None, n)


def gt(n: float) -> Value:
    """A number more than *n*."""
    return between(n, None, inclusive_min=False)


def ge(n: float) -> Value:
    """A number not less than *n*."""
    return between(n, None)


def geo(lat: float, lon: float, radius: float, unit: str = "km") -> Value:
    """A place within *radius* of another."""
    return Value(f"[{lon} {lat} {radius} {unit}]")


def _values(given: FieldT) -> list[Value]:
    if isinstance(given, Value):
        return [given]
    if isinstance(given, (str, int, float)):
        return [Value(str(given), combinable=True)]
    return [value for each in given for value in _values(each)]


def _field(name: str, given: FieldT, joint: str) -> list[str]:
    values = _values(given)
    if len(values) > 1 and all(value.combinable for value in values):
        return [f"@{name}:({joint.join(map(str, values))})"]
    return [f"@{name}:{value}" for value in values]


def _node(args: tuple[PartT, ...], kwargs: dict[str, FieldT], joint: str, sign: str = "") -> Node:
    parts = [str(arg) for arg in args]
    for name, given in kwargs.items():
        parts += _field(name, given, joint)
    if not parts:
        raise DataError("a query needs at least one part")
    return Node(tuple(parts), joint, sign)


def intersect(*args: PartT, **kwargs: FieldT) -> Node:
    """What matches all parts.

    Raises:
        DataError: there is no part. So do those that follow.
    """
    return _node(args, kwargs, " ")


def union(*args: PartT, **kwargs: FieldT) -> Node:
    """What matches one part at least."""
    return _node(args, kwargs, "|")


def disjunct(*args: PartT, **kwargs: FieldT) -> Node:
    """What does not match all parts."""
    return _node(args, kwargs, " ", "-")


def disjunct_union(*args: PartT, **kwargs: FieldT) -> Node:
    """What matches no part."""
    return _node(args, kwargs, "|", "-")


def optional(*args: PartT, **kwargs: FieldT) -> Node:
    """Everything; what matches all parts has a higher score."""
    return _node(args, kwargs, " ", "~")


def querystring(*args: PartT, **kwargs: FieldT) -> str:
    """The text of what matches all parts."""
    return str(intersect(*args, **kwargs))
