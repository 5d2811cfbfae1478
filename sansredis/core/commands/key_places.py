"""Where the keys of a command are, by the servers' own key specifications."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .facts import Args, CommandInfo, KeySpec, metadata, token


class _Unknown(Exception):
    """The servers do not say where the keys are."""


def find_keys(args: Args) -> list[Any] | None:
    """Find a command's keys among its arguments.

    Args:
        args: the whole command, in any spelling in which its name and sub-command are arguments of their own.

    Returns:
        The arguments that are keys, in their order within each specification; None if that is not known: the command
        is in no server's table, its specification says that it is incomplete, or the arguments do not fit it.
    """
    info = metadata(args)
    if info is None:
        return None
    try:
        return _by_specs(info, args)
    except (_Unknown, IndexError, TypeError, ValueError):
        return None


def _by_specs(info: CommandInfo, args: Args) -> list[Any]:
    if not info.key_specs and "movablekeys" in info.flags:
        raise _Unknown
    places: list[int] = []
    for spec in info.key_specs:
        if "not_key" not in spec.flags:
            places += _places(spec, args)
    return [args[place] for place in dict.fromkeys(places)]


def _places(spec: KeySpec, args: Args) -> Iterator[int]:
    if "incomplete" in spec.flags or "unknown" in (spec.begin[0], spec.find[0]):
        raise _Unknown
    begin = _begin(spec.begin, args)
    if begin is None:
        return iter(())
    kind, *numbers = spec.find
    first, second, third = (int(number) for number in numbers)
    if kind == "keynum":
        begin, count = begin + second, int(_text(args[begin + first]))
        places = range(begin, begin + count * third, third)
    else:
        last = begin + first if first >= 0 else len(args) + first
        if third > 1:
            # What follows are keys first, and then something else for each of them.
            last = begin + (last - begin + 1) // third - 1
        places = range(begin, last + 1, second)
    if places and places[-1] >= len(args):
        raise _Unknown
    return iter(places)


def _begin(begin: tuple[str | int, ...], args: Args) -> int | None:
    """The place of the first key; None where the keyword before it is not there."""
    if begin[0] == "index":
        return int(begin[1])
    word, start = str(begin[1]).encode(), int(begin[2])
    places = range(start, len(args)) if start >= 0 else range(len(args) + start, 0, -1)
    return next((place + 1 for place in places if token(args[place]) == word), None)


def _text(number: Any) -> Any:
    return bytes(number) if isinstance(number, (bytearray, memoryview)) else number
