"""Readers of what the server says about itself: INFO, CLIENT LIST, ROLE, MEMORY STATS ..."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any, Literal, TypeAlias

from .replies import mapping, named, string

InfoValue: TypeAlias = "int | float | str | bool | list[InfoValue] | dict[str, InfoValue]"
"""A figure, a word, or several of them, as INFO has them."""

MasterRole: TypeAlias = tuple[Literal["master"], int, list[tuple[str, int, int]]]
"""``master``, the replication offset, and each replica's host, port and offset."""

ReplicaRole: TypeAlias = tuple[Literal["slave"], str, int, str, int]
"""``slave``, the master's host and port, the state of the replication, and how much was received."""

SentinelRole: TypeAlias = tuple[Literal["sentinel"], list[str]]
"""``sentinel``, and the names of the masters that it watches."""

_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)

# Their keys may hold colons, which end a key everywhere else.
_COLONS_IN_KEY = ("cmdstat_", "errorstat_", "latency_percentiles_usec_")

_CLIENT_NUMBERS = frozenset(
    """
    age argv-mem db fd id idle multi multi-mem obl oll omem psub qbuf qbuf-free rbp rbs redir resp ssub sub tot-cmds
    tot-mem tot-net-in tot-net-out watch
    """.split()
)


def _scalar(text: str) -> int | float | str:
    found = _NUMBER.fullmatch(text)
    if found is None:
        return text
    return float(text) if found[1] else int(text)


def _info_value(text: str) -> InfoValue:
    if "=" in text:
        parts: dict[str, InfoValue] = {}
        for item in filter(None, text.split(",")):
            key, separator, value = item.rpartition("=")
            parts[key if separator else value] = _scalar(value) if separator else True
        return parts
    if "," in text:
        return [_scalar(item) for item in text.split(",") if item]
    return _scalar(text)


def info(raw: Any) -> dict[str, InfoValue]:
    """The lines of INFO: numbers as numbers, ``a=1,b=2`` as a dict, ``a,b`` as a list, all modules in one list."""
    facts: dict[str, InfoValue] = {}
    modules: list[InfoValue] = []
    for line in string(raw).splitlines():
        key, separator, value = (line.rpartition if line.startswith(_COLONS_IN_KEY) else line.partition)(":")
        if not separator or key.startswith("#"):
            continue
        if key == "module":
            modules.append(_info_value(value))
        else:
            facts[key] = _info_value(value)
    if modules:
        facts["modules"] = modules
    return facts


def _client(line: str) -> dict[str, str]:
    facts: dict[str, str] = {}
    last = ""
    for word in line.split(" "):
        key, separator, value = word.partition("=")
        if separator:
            facts[key] = value
            last = key
        elif last:
            # The path of a unix socket may hold spaces.
            facts[last] += " " + word
    return facts


def client_list(raw: Any) -> list[dict[str, str]]:
    """The lines of CLIENT LIST, each a dict of words."""
    return [_client(line) for line in string(raw).splitlines() if line]


def client_info(raw: Any) -> dict[str, str | int]:
    """The line of CLIENT INFO, with its numbers as numbers."""
    facts = _client(string(raw).strip())
    return {key: int(value) if key in _CLIENT_NUMBERS else value for key, value in facts.items()}


def debug_object(raw: Any) -> dict[str, str | int]:
    """The line of DEBUG OBJECT; what it begins with is its ``type``."""
    parts = (word.partition(":") for word in f"type:{string(raw)}".split())
    return {key: int(value) if value.isdecimal() else value for key, _, value in parts}


def words(raw: Any) -> dict[str, str]:
    """A map of names and settings, all chosen by the server: str, whatever the client decodes."""
    return {string(key): string(value) for key, value in mapping(raw).items()}


def moment(raw: Any) -> datetime:
    """A Unix time as a naive `datetime` in local time."""
    return datetime.fromtimestamp(int(raw))


def two_integers(raw: Any) -> tuple[int, int]:
    """Two numbers, which RESP2 may send as strings."""
    return int(raw[0]), int(raw[1])


def role(raw: Any) -> MasterRole | ReplicaRole | SentinelRole:
    """The list of ROLE, with its words as str and its numbers as int."""
    kind = string(raw[0])
    if kind == "master":
        replicas = [(string(host), int(port), int(offset)) for host, port, offset in raw[2]]
        return "master", int(raw[1]), replicas
    if kind == "sentinel":
        return "sentinel", [string(name) for name in raw[1]]
    return "slave", string(raw[1]), int(raw[2]), string(raw[3]), int(raw[4])


def _figure(raw: Any) -> InfoValue:
    if isinstance(raw, (list, dict)):
        return {key: _figure(value) for key, value in named(raw).items()}
    return raw if isinstance(raw, (int, float)) else _scalar(string(raw))


def figures(raw: Any) -> dict[str, InfoValue]:
    """A map of names and numbers, and of maps of them. RESP2 sends fractions as strings, and maps as flat lists."""
    return {key: _figure(value) for key, value in named(raw).items()}


def memory_figures(raw: Any) -> dict[str, InfoValue]:
    """The map of MEMORY STATS. What is a fraction stays one where it happens to be whole, which RESP2 does not show."""
    return {
        key: float(value) if isinstance(value, int) and key.endswith(_FRACTIONS) else value
        for key, value in figures(raw).items()
    }


_FRACTIONS = ("ratio", "percentage", "fragmentation")


def tables(raw: Any) -> list[dict[str, InfoValue]]:
    """A list of such maps."""
    return [figures(each) for each in raw]
