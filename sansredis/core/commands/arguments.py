"""Arguments that several commands share: keys, times, and options of which only one may be given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from itertools import chain
from typing import TypeAlias, cast

from ..errors import DataError
from .command import AbsExpiryT, EncodableT, ExpiryT, K, KeyT

KeysT: TypeAlias = KeyT | Iterable[KeyT]
"""One key, or several."""

_SECOND = timedelta(seconds=1)
_MILLISECOND = timedelta(milliseconds=1)


def listed(keys: KeysT, more: Iterable[KeyT] = ()) -> list[KeyT]:
    """Put together ``f(key)``, ``f([key, key])`` and ``f(key, key)``.

    What is no collection is one key: a number is sent, and whatever cannot be is refused by name.
    """
    if isinstance(keys, (bytes, bytearray, memoryview, str)) or not isinstance(keys, Iterable):
        return [cast("KeyT", keys), *more]
    return [*keys, *more]


def listed_keys(command: str, keys: KeysT, more: Iterable[KeyT] = ()) -> list[KeyT]:
    """Put the keys together as `listed` does.

    Raises:
        DataError: there is none.
    """
    every = listed(keys, more)
    if not every:
        raise DataError(f"{command}: give at least one key")
    return every


def flattened(command: str, mapping: Mapping[K, EncodableT]) -> list[EncodableT]:
    """Key, value, key, value ... of a mapping.

    Raises:
        DataError: the mapping is empty.
    """
    if not mapping:
        raise DataError(f"{command}: give at least one key with its value; the mapping is empty")
    return [*chain.from_iterable(mapping.items())]


def seconds(value: ExpiryT) -> int:
    """Whole seconds; the rest of a `timedelta` is cut off."""
    return value // _SECOND if isinstance(value, timedelta) else value


def milliseconds(value: ExpiryT) -> int:
    """Whole milliseconds; the rest of a `timedelta` is cut off."""
    return value // _MILLISECOND if isinstance(value, timedelta) else value


def unix_seconds(value: AbsExpiryT) -> int:
    """A Unix time in whole seconds."""
    return int(value.replace(microsecond=0).timestamp()) if isinstance(value, datetime) else value


def unix_milliseconds(value: AbsExpiryT) -> int:
    """A Unix time in whole milliseconds, without the rounding of a float."""
    if isinstance(value, datetime):
        return unix_seconds(value) * 1000 + value.microsecond // 1000
    return value


def one_of(command: str, options: Mapping[str, object], *, required: bool = False) -> None:
    """Check that at most one of *options* is given, which means: is neither None nor False.

    Args:
        command: the name for the message.
        options: every option, with its value, by its name in Python.
        required: whether one must be given.

    Raises:
        DataError: more than one is given, or none although one is required.
    """
    count = 0
    for value in options.values():
        if value is not None and value is not False:
            count += 1
    if count == 1 or not (count or required):
        return  # the names are gathered only for the message: every call comes here
    given = [name for name, value in options.items() if value is not None and value is not False]
    if given:
        raise DataError(f"{command}: give only one of {', '.join(options)}; got {' and '.join(given)}")
    raise DataError(f"{command}: give one of {', '.join(options)}")


def expiry(
    command: str,
    ex: ExpiryT | None = None,
    px: ExpiryT | None = None,
    exat: AbsExpiryT | None = None,
    pxat: AbsExpiryT | None = None,
    other: str = "",
    given: bool = False,
) -> tuple[EncodableT, ...]:
    """The arguments for the one that is given of these times and one other option; none if none is.

    Args:
        command: the name for the message.
        ex: seconds from now.
        px: milliseconds from now.
        exat: a Unix time in seconds.
        pxat: a Unix time in milliseconds.
        other: the name in Python of the option that may stand in place of a time: keepttl or persist.
        given: whether that is given.

    Raises:
        DataError: more than one is given.
    """
    times = 4 - (ex, px, exat, pxat).count(None)
    if times + bool(given) > 1:
        one_of(command, {"ex": ex, "px": px, "exat": exat, "pxat": pxat, other: given})
    if given:
        return (other.upper().encode(),)
    if not times:
        return ()
    if ex is not None:
        return b"EX", seconds(ex)
    if px is not None:
        return b"PX", milliseconds(px)
    if exat is not None:
        return b"EXAT", unix_seconds(exat)
    return b"PXAT", unix_milliseconds(cast("AbsExpiryT", pxat))


def conditions_on_value(
    command: str, ifeq: KeyT | None, ifne: KeyT | None, ifdeq: KeyT | None, ifdne: KeyT | None
) -> tuple[EncodableT, ...]:
    """The arguments for the one condition on the present value that is given; none if none is.

    Raises:
        DataError: more than one is given.
    """
    if (ifeq, ifne, ifdeq, ifdne).count(None) < 3:
        one_of(command, {"ifeq": ifeq, "ifne": ifne, "ifdeq": ifdeq, "ifdne": ifdne})
    if ifeq is not None:
        return b"IFEQ", ifeq
    if ifne is not None:
        return b"IFNE", ifne
    if ifdeq is not None:
        return b"IFDEQ", ifdeq
    if ifdne is not None:
        return b"IFDNE", ifdne
    return ()
