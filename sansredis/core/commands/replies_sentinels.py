"""Readers of what a sentinel says about the servers it watches."""

from __future__ import annotations

from typing import Any, TypeAlias

from .replies import named, string, strings
from .replies_server import InfoValue, info

SentinelState: TypeAlias = dict[str, "int | str | bool | set[str]"]
"""Facts about a server: numbers as int, ``flags`` as a set, and ``is_master``, ``is_sdown`` ... made of these."""

_WORDS = frozenset(("name", "ip", "runid", "master-host", "role-reported", "master-link-status"))
_IS = {
    "is_master": "master",
    "is_slave": "slave",
    "is_sdown": "s_down",
    "is_odown": "o_down",
    "is_sentinel": "sentinel",
    "is_disconnected": "disconnected",
    "is_master_down": "master_down",
}


def sentinel_state(raw: Any) -> SentinelState:
    """The map of SENTINEL MASTER, or one of those of SENTINEL REPLICAS and SENTINEL SENTINELS."""
    state: SentinelState = {}
    for name, value in named(raw).items():
        word = string(value)
        state[name] = int(word) if name not in _WORDS and word.lstrip("-").isdecimal() else word
    flags = set(str(state["flags"]).split(","))
    state["flags"] = flags
    state.update({name: flag in flags for name, flag in _IS.items()})
    return state


def sentinel_states(raw: Any) -> list[SentinelState]:
    """A list of such maps."""
    return [sentinel_state(each) for each in raw]


def sentinel_masters(raw: Any) -> dict[str, SentinelState]:
    """The list of SENTINEL MASTERS, by name."""
    return {str(state["name"]): state for state in sentinel_states(raw)}


def optional_address(raw: Any) -> tuple[str, int] | None:
    """A host and a port, or None."""
    return (string(raw[0]), int(raw[1])) if raw else None


def usable(raw: Any) -> bool:
    """Whether words begin with OK."""
    return string(raw).startswith("OK")


def info_cache(raw: Any) -> dict[str, list[tuple[int, dict[str, InfoValue] | None]]]:
    """The list of SENTINEL INFO-CACHE: a master's name, then for it and each replica the age of INFO, and INFO."""
    found = zip(raw[::2], raw[1::2], strict=True)
    return {
        string(name): [(age, None if text is None else info(text)) for age, text in entries] for name, entries in found
    }


def _script(raw: Any) -> dict[str, int | str | list[str]]:
    return {
        name: strings(value) if isinstance(value, list) else value if isinstance(value, int) else string(value)
        for name, value in named(raw).items()
    }


def pending_scripts(raw: Any) -> list[dict[str, int | str | list[str]]]:
    """The list of SENTINEL PENDING-SCRIPTS."""
    return [_script(each) for each in raw]
