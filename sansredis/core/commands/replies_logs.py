"""Readers of what the server noted about slow and costly commands, and about hot keys."""

from __future__ import annotations

from typing import Any, NamedTuple, NotRequired, TypeAlias, TypedDict

from .command import S
from .replies import mapping, named, string


class SlowlogEntry(TypedDict):
    """A command that SLOWLOG or COMMANDLOG noted."""

    id: int
    start_time: int
    """When, as a Unix time in seconds."""

    duration: int
    """For how many microseconds it ran; in COMMANDLOG the size in bytes, where large ones are noted."""

    command: bytes
    """Its arguments with blanks between them, cut off by the server where they are many or long. Always bytes."""

    client_address: NotRequired[str]
    client_name: NotRequired[str]


class LatencyEvent(NamedTuple):
    """A kind of event that took too long."""

    event: str
    time: int
    """When it last did, as a Unix time in seconds."""

    latest: int
    """How long it then took, in milliseconds."""

    longest: int
    """The longest that it ever took, in milliseconds."""

    total: int | None = None
    """All its times together, in milliseconds (Valkey 8.1)."""

    times: int | None = None
    """How often (Valkey 8.1)."""


class LatencyHistogram(TypedDict):
    """How long the calls of a command took."""

    calls: int
    histogram_usec: dict[int, int]
    """For each number of microseconds, how many calls took no longer."""


HotkeysReport: TypeAlias = dict[str, int | list[tuple[int, int]] | dict[S, int]]
"""Figures by name; ``selected-slots`` are pairs, and the keys under ``by-...`` have a figure each."""


def _slowlog_entry(raw: Any) -> SlowlogEntry:
    # Some services put a figure of their own before the arguments.
    at = 3 if isinstance(raw[3], list) else 4
    entry: SlowlogEntry = {
        "id": raw[0],
        "start_time": raw[1],
        "duration": raw[2],
        "command": b" ".join(raw[at]),
    }
    if len(raw) > at + 2:
        entry["client_address"], entry["client_name"] = string(raw[at + 1]), string(raw[at + 2])
    return entry


def slowlog(raw: Any) -> list[SlowlogEntry]:
    """The list of SLOWLOG GET or COMMANDLOG GET; its strings are bytes."""
    return [_slowlog_entry(entry) for entry in raw]


def latency_events(raw: Any) -> list[LatencyEvent]:
    """The list of LATENCY LATEST."""
    return [LatencyEvent(string(event), *figures) for event, *figures in raw]


def latency_histograms(raw: Any) -> dict[str, LatencyHistogram]:
    """The map of LATENCY HISTOGRAM."""
    histograms: dict[str, LatencyHistogram] = {}
    for command, found in named(raw).items():
        parts = named(found)
        histograms[command] = {"calls": parts["calls"], "histogram_usec": mapping(parts["histogram_usec"])}
    return histograms


def int_pairs(raw: Any) -> list[tuple[int, int]]:
    """Pairs of numbers, sent as lists of two."""
    return [(first, second) for first, second in raw]


def _hotkeys_value(name: str, value: Any) -> Any:
    if name == "selected-slots":
        return [(each[0], each[-1]) for each in value]
    return mapping(value) if name.startswith("by-") else value


def hotkeys(raw: Any) -> list[HotkeysReport[Any]] | None:
    """The list of HOTKEYS GET, or None."""
    if raw is None:
        return None
    return [{name: _hotkeys_value(name, value) for name, value in named(report).items()} for report in raw]
