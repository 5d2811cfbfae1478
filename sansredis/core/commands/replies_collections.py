"""Readers of the replies that only commands on keys and collections give.

As in `replies`, each takes the shapes of RESP2 and of RESP3, with strings as bytes or as str, and gives the same value
for all of them. What has a fixed number of parts that mean different things is a tuple, so that each part has a type of
its own; any number of things of one kind is a list.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .command import T
from .replies import mapping, pairs, scored


def optional_tuple(raw: Any) -> tuple[Any, ...] | None:
    """The parts of one thing, or None."""
    return tuple(raw) if raw else None


def optional_score(raw: Any) -> tuple[Any, Any, float] | None:
    """Key, member and score of a member that was popped, or None."""
    return (raw[0], raw[1], float(raw[2])) if raw else None


def optional_scored(raw: Any) -> tuple[Any, list[tuple[Any, float]]] | None:
    """A key, and the members popped from it with their scores, or None."""
    return (raw[0], scored(raw[1])) if raw else None


def scored_as(cast: Callable[[float], T]) -> Callable[[Any], list[tuple[Any, T]]]:
    """Make a reader of members with their scores that passes each score, a float, through *cast*."""

    def read(raw: Any) -> list[tuple[Any, T]]:
        return [(member, cast(float(score))) for member, score in pairs(raw)]

    return read


def rank_as(cast: Callable[[float], T]) -> Callable[[Any], tuple[int, T] | None]:
    """Make a reader of a rank and a score, or None, that passes the score, a float, through *cast*."""

    def read(raw: Any) -> tuple[int, T] | None:
        return (raw[0], cast(float(raw[1]))) if raw else None

    return read


def grouped(size: int) -> Callable[[Any], list[tuple[Any, ...]]]:
    """Make a reader of one flat list that cuts it into tuples of *size*."""

    def read(raw: Any) -> list[tuple[Any, ...]]:
        return list(zip(*[iter(raw)] * size, strict=True))

    return read


def scan(raw: Any) -> tuple[int, list[Any]]:
    """A cursor, and what was found up to there."""
    return int(raw[0]), list(raw[1])


def scan_mapping(raw: Any) -> tuple[int, dict[Any, Any]]:
    """A cursor, and the fields found up to there with their values."""
    return int(raw[0]), mapping(raw[1])


def scan_scored_as(cast: Callable[[float], T]) -> Callable[[Any], tuple[int, list[tuple[Any, T]]]]:
    """Make a reader of a cursor, and the members found up to there with their scores, passed through *cast*."""
    members = scored_as(cast)

    def read(raw: Any) -> tuple[int, list[tuple[Any, T]]]:
        return int(raw[0]), members(raw[1])

    return read
