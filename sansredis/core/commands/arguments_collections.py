"""Arguments that the commands on keys and collections share."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import chain
from typing import Any, TypeAlias, TypeVar

from ..errors import DataError
from .arguments import KeysT, listed, one_of
from .command import EncodableT, KeyT

F = TypeVar("F", bound=EncodableT)
"""The type of a mapping's fields or members, which may be numbers; a mapping is invariant in it."""

ValuesT: TypeAlias = EncodableT | Iterable[EncodableT]
"""One field, member or value, or several."""


def listed_values(values: ValuesT, more: Iterable[EncodableT] = ()) -> list[EncodableT]:
    """Put together ``f(value)``, ``f([value, value])`` and ``f(value, value)``; unlike keys, values may be numbers."""
    every: list[Any] = [values] if isinstance(values, (bytes, bytearray, memoryview, str, int, float)) else [*values]
    return [*every, *more]


def interleaved(mapping: Mapping[F, EncodableT]) -> list[EncodableT]:
    """Field, value, field, value ... of a mapping."""
    return [*chain.from_iterable(mapping.items())]


def conditions(command: str, nx: bool, xx: bool, gt: bool, lt: bool) -> list[EncodableT]:
    """The tokens of NX, XX, GT and LT that are given.

    Raises:
        DataError: NX together with another one, or GT together with LT.
    """
    if not (nx or xx or gt or lt):
        return []
    if (nx and (xx or gt or lt)) or (gt and lt):
        one_of(command, {"nx": nx, "xx": xx})
        one_of(command, {"nx": nx, "gt": gt, "lt": lt})
    return [token for token, given in ((b"NX", nx), (b"XX", xx), (b"GT", gt), (b"LT", lt)) if given]


def limit(command: str, name: str, start: int | None, num: int | None) -> list[EncodableT]:
    """``LIMIT start num``, or nothing if neither is given.

    Args:
        command: the name for the message.
        name: what the parameter for *start* is called.
        start: how many to leave out.
        num: how many to take at most.

    Raises:
        DataError: only one of the two is given.
    """
    if start is None and num is None:
        return []
    if start is None or num is None:
        raise DataError(f"{command}: give both {name} and num, or neither; got {name}={start!r} and num={num!r}")
    return [b"LIMIT", start, num]


def counted(command: str, numkeys: int, keys: Collection[KeyT]) -> list[EncodableT]:
    """The number of keys and then the keys, for methods that are told both.

    Raises:
        DataError: the number is not how many keys there are.
    """
    if isinstance(keys, (str, bytes, bytearray, memoryview)):
        raise DataError(f"{command}: keys must be a list of keys, not a single {type(keys).__name__}")
    if numkeys != len(keys):
        raise DataError(f"{command}: the number of keys is given as {numkeys!r}, but there are {len(keys)} keys")
    return [numkeys, *keys]


def counted_keys(command: str, keys: KeysT) -> list[EncodableT]:
    """The number of keys and then the keys.

    Raises:
        DataError: there is none.
    """
    every = listed(keys)
    if not every:
        raise DataError(f"{command}: give at least one key")
    return [len(every), *every]


def counted_fields(command: str, fields: Collection[EncodableT]) -> list[EncodableT]:
    """``FIELDS``, the number of fields and then the fields.

    Raises:
        DataError: there is none.
    """
    if not fields:
        raise DataError(f"{command}: give at least one field")
    return [b"FIELDS", len(fields), *fields]


def scan_options(match: KeyT | None, count: int | None) -> list[EncodableT]:
    """The options that all commands of the SCAN family have."""
    options: list[EncodableT] = []
    if match is not None:
        options += b"MATCH", match
    if count is not None:
        options += b"COUNT", count
    return options
