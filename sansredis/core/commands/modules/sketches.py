"""What the probabilistic namespaces share: arguments with items, and readers of replies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ...errors import DataError, ResponseError
from ..command import EncodableT


def some(command: str, items: Sequence[EncodableT], kind: str = "item") -> Sequence[EncodableT]:
    """Give *items* back.

    Raises:
        DataError: there is none.
    """
    if not items:
        raise DataError(f"{command}: give at least one {kind}")
    return items


def with_increments(command: str, items: Sequence[EncodableT], increments: Sequence[int]) -> list[EncodableT]:
    """Item, increment, item, increment ...

    Raises:
        DataError: there is no item, or not one increment for each.
    """
    if isinstance(items, (str, bytes, bytearray, memoryview)):
        raise DataError(f"{command}: items must be a list of items, not a single {type(items).__name__}")
    if not items or len(items) != len(increments):
        raise DataError(
            f"{command}: give at least one item, and an increment for each; "
            f"got {len(items)} items and {len(increments)} increments"
        )
    return [part for pair in zip(items, increments, strict=True) for part in pair]


def options(**given: EncodableT | None) -> list[EncodableT]:
    """The name and the value of each option that is not None."""
    return [part for name, value in given.items() if value is not None for part in (name.upper().encode(), value)]


def added(raw: Any) -> list[bool]:
    """Whether each item was added: 1 or RESP3's true. 0, false, and -1 for a filter that is full, are False.

    Raises:
        ResponseError: the filter was full at some item. The server leaves out those after it.
    """
    for index, item in enumerate(raw):
        if isinstance(item, ResponseError):
            raise type(item)(f"{item} (at item {index}, counted from 0; those before it are in the filter)")
    return [item == 1 for item in raw]


def flags(raw: Any) -> list[bool]:
    """A list of 1 or 0, or of RESP3's true or false."""
    return [bool(item) for item in raw]


def numbers(raw: Any) -> list[float]:
    """A list of floats: doubles of RESP3, strings in RESP2."""
    return [float(item) for item in raw]


def chunk(raw: Any) -> tuple[int, bytes]:
    """An iterator, and the piece of the dump that it stands for; no piece (empty, or null) at the end."""
    return raw[0], raw[1] or b""
