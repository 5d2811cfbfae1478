"""Readers of replies that several commands share.

Each takes the shapes of RESP2 and of RESP3, with strings as bytes or as str, and gives the same value for all of them.
What the server sends as null is None only where a reader's name says ``optional``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .command import T


def ok(raw: Any) -> bool:
    """True for the status OK, False for anything else."""
    return bool(raw == b"OK" if isinstance(raw, bytes) else raw == "OK")


def optional_ok(raw: Any) -> bool | None:
    """True for the status OK, None for null: the command's condition did not hold."""
    return None if raw is None else ok(raw)


def flag(raw: Any) -> bool:
    """1 or 0, or RESP3's true or false."""
    return bool(raw)


def number(raw: Any) -> float:
    """A float: a double of RESP3, a string in RESP2."""
    return float(raw)


def optional_number(raw: Any) -> float | None:
    """A float, or None."""
    return None if raw is None else float(raw)


def optional_numbers(raw: Any) -> list[float | None]:
    """A list of floats and nulls."""
    return [None if item is None else float(item) for item in raw]


def string(raw: Any) -> str:
    """A str, whatever the client decodes: names and words that the server chose."""
    return raw.decode("utf-8", "replace") if isinstance(raw, bytes) else str(raw)


def strings(raw: Any) -> list[str]:
    """A list of str, whatever the client decodes."""
    return [string(item) for item in raw]


def members(raw: Any) -> set[Any]:
    """A set of RESP3, or the list of RESP2."""
    return raw if isinstance(raw, set) else set(raw)


def mapping(raw: Any) -> dict[Any, Any]:
    """A map of RESP3, the flat list of RESP2, or a list of pairs. Null is an empty dict."""
    if isinstance(raw, dict):
        return raw
    return dict(pairs(raw)) if raw else {}


def pairs(raw: Any) -> list[tuple[Any, Any]]:
    """Pairs, sent as a map, as a list of lists of two, or as one flat list."""
    if isinstance(raw, dict):
        return list(raw.items())
    if raw and isinstance(raw[0], (list, tuple)):
        return [(first, second) for first, second in raw]
    return list(zip(raw[::2], raw[1::2], strict=True))


def scored(raw: Any) -> list[tuple[Any, float]]:
    """Members with their scores: pairs whose second half is a float."""
    return [(member, float(score)) for member, score in pairs(raw)]


def named(raw: Any) -> dict[str, Any]:
    """A map whose keys are names that the server chose: str, whatever the client decodes. Values stay as they are."""
    return {string(key): value for key, value in mapping(raw).items()}


def sum_and_step(kind: Callable[[Any], T]) -> Callable[[Any], tuple[T, T]]:
    """Make a reader of two numbers, which may be strings."""

    def read(raw: Any) -> tuple[T, T]:
        return kind(raw[0]), kind(raw[1])

    return read
