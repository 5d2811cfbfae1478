"""Readers of the replies of the commands on places.

As in `replies`, each takes the shapes of RESP2, in which fractions are strings, and of RESP3.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from .command import S
from .replies import number, string

Point: TypeAlias = "tuple[float, float]"
"""Longitude and latitude, in degrees."""

Place: TypeAlias = "tuple[S | float | int | Point, ...]"
"""A member, and then those of its distance, its hash and its point that were asked for."""


def _point(raw: Any) -> Point:
    return float(raw[0]), float(raw[1])


def points(raw: Any) -> list[Point | None]:
    """The points of members, None for those that do not exist."""
    return [None if item is None else _point(item) for item in raw]


def hashes(raw: Any) -> list[str | None]:
    """Words of 11 letters, whatever the client decodes; None for members that do not exist."""
    return [None if item is None else string(item) for item in raw]


def places(withdist: bool, withhash: bool, withcoord: bool) -> Callable[[Any], list[tuple[Any, ...]]] | None:
    """Make a reader of members with that which was asked for; None if nothing was, and they are plain members."""
    wanted = ((withdist, number), (withhash, int), (withcoord, _point))
    readers: list[Callable[[Any], Any]] = [reader for given, reader in wanted if given]
    if not readers:
        return None

    def read(raw: Any) -> list[tuple[Any, ...]]:
        return [(item[0], *(reader(part) for reader, part in zip(readers, item[1:], strict=True))) for item in raw]

    return read
