"""Reader of what the server says about how a query was executed.

There are two shapes, and each looks different under RESP2 and RESP3. Up to Redis Stack 7.4 the profile is a list of
parts; Redis 8 has a profile of each shard, and of the coordinator (read as its documentation shows it). All words are
str, whatever the client decodes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ..replies import named, string, strings
from ..replies_server import InfoValue
from .search_results import ProfileInformation

_CHILDREN = "Child iterators"
_NO_WARNING = "None"
"""What RESP3 says where RESP2 says nothing."""


def _is_flat(raw: Any) -> bool:
    """Whether it is a map as RESP2 sends it: a list that begins with a name."""
    return isinstance(raw, list) and bool(raw) and isinstance(raw[0], (bytes, str))


def _steps(raw: Iterable[Any]) -> list[InfoValue]:
    return [_step(each) for each in raw]


def _children(rest: Iterator[Any]) -> list[InfoValue]:
    """The iterators within one of RESP2: they follow their name one by one, or in a list."""
    found = list(rest)
    return _steps(found[0] if len(found) == 1 and not _is_flat(found[0]) else found)


def _step(raw: Any) -> dict[str, InfoValue]:
    """An iterator or processor."""
    if isinstance(raw, dict):
        return {key: _value(key, value) for key, value in named(raw).items()}
    step: dict[str, InfoValue] = {}
    rest = iter(raw)
    for word in rest:
        key = string(word)
        step[key] = _children(rest) if key == _CHILDREN else _value(key, next(rest, None))
    return step


def _value(key: str, raw: Any) -> InfoValue:
    if isinstance(raw, dict) or _is_flat(raw):
        return _step(raw)
    if isinstance(raw, list):
        return _steps(raw)
    if isinstance(raw, (int, float)):
        return raw
    return float(raw) if key.endswith(("Time", "time")) else string(raw)


def _part(key: str, values: list[Any]) -> InfoValue:
    """A part of the profile of one shard: what belongs to the name."""
    if key == "Warning":
        return ", ".join(strings(values)) or _NO_WARNING
    if key.endswith("profile"):
        return _steps(values)
    return _value(key, values[0])


def _shard(raw: Any) -> dict[str, InfoValue]:
    """The profile of a shard of Redis 8, where a part is one value."""
    parts = {}
    for key, value in named(raw).items():
        whole = isinstance(value, list) and (key == "Warning" or not _is_flat(value))
        parts[key] = _part(key, value if whole else [value])
    return parts


def profile_information(raw: Any) -> ProfileInformation:
    """The profile in the reply of FT.PROFILE."""
    if isinstance(raw, dict) or _is_flat(raw):
        facts = named(raw)
        if "Shards" in facts:
            shards: list[InfoValue] = [_shard(each) for each in facts["Shards"]]
            return ProfileInformation({"Shards": shards, "Coordinator": _shard(facts.get("Coordinator"))})
        return ProfileInformation(_shard(facts))
    return ProfileInformation({string(name): _part(string(name), values) for name, *values in raw})
