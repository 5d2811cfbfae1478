"""Readers of the replies of the commands on streams.

As in `replies`, each takes the shapes of RESP2 and of RESP3, with strings as bytes or as str, and gives the same value
for all of them.

An entry is its id and a dict of its fields. Entries never are without fields, so an empty dict says that the entry was
deleted: a consumer's history tells the ids of those too. Of several values for one field the last one stays.
"""

from __future__ import annotations

from typing import Any, Generic, TypeAlias, TypedDict

from .command import S
from .replies import mapping, named, pairs

# Quoted: making these for type checkers only would take a millisecond of every program's start.
Entry: TypeAlias = "tuple[S, dict[S, S]]"
"""An entry's id and its fields."""

ClaimedEntry: TypeAlias = "tuple[S, dict[S, S], int, int]"
"""An entry's id and its fields; for how many milliseconds nothing happened to it, and how often it was delivered."""

StreamInfo: TypeAlias = "dict[str, int | S | Entry[S] | None]"
"""What XINFO STREAM says, such as ``length`` (int), ``last-generated-id`` and ``first-entry`` (an entry or None)."""

ConsumerDetails: TypeAlias = "dict[str, S | int | list[tuple[S, int, int]]]"
"""``pending`` lists the entries: id, time of delivery (Unix time in milliseconds), number of deliveries."""

GroupDetails: TypeAlias = "dict[str, S | int | list[tuple[S, S, int, int]] | list[ConsumerDetails[S]] | None]"
"""``pending`` lists the entries: id, consumer, time of delivery, number of deliveries."""

StreamDetails: TypeAlias = "dict[str, int | S | dict[S, dict[S, S]] | list[GroupDetails[S]]]"
"""What XINFO STREAM FULL says: as `StreamInfo`, but with ``entries``, which maps ids to fields, and ``groups``."""


class PendingConsumer(TypedDict, Generic[S]):
    """A consumer, and how many entries it has not acknowledged."""

    name: S
    pending: int


class PendingSummary(TypedDict, Generic[S]):
    """What `PendingCommands.xpending` returns: how many entries, the least and the greatest id, and whose."""

    pending: int
    min: S | None
    max: S | None
    consumers: list[PendingConsumer[S]]


class PendingEntry(TypedDict, Generic[S]):
    """An entry that was not acknowledged; the time is in milliseconds."""

    message_id: S
    consumer: S
    time_since_delivered: int
    times_delivered: int


def _fields(raw: Any) -> dict[Any, Any]:
    """The fields of an entry. Streams are long: what all servers send is read in a third of the time."""
    if type(raw) is list:
        parts = iter(raw)
        return dict(zip(parts, parts, strict=True))
    return mapping(raw)


def entry(raw: Any) -> tuple[Any, dict[Any, Any]]:
    """An entry."""
    return raw[0], _fields(raw[1])


def optional_entry(raw: Any) -> tuple[Any, dict[Any, Any]] | None:
    """An entry, or None."""
    return None if raw is None else entry(raw)


def entries(raw: Any) -> list[tuple[Any, dict[Any, Any]]]:
    """A list of entries. Null, which is sent where none was wanted, is an empty one.

    Redis before 7.0 sends null for each entry that was deleted and cannot be claimed; these are left out.
    """
    return [(item[0], _fields(item[1])) for item in raw or () if item is not None]


def entries_by_stream(raw: Any) -> dict[Any, list[tuple[Any, dict[Any, Any]]]]:
    """The entries of each stream; an empty dict if there is nothing new."""
    return {name: entries(items) for name, items in pairs(raw or ())}


def claimed_by_stream(raw: Any) -> dict[Any, list[tuple[Any, dict[Any, Any], int, int]]]:
    """The entries of each stream, with what happened to them before."""
    return {
        name: [(id_, _fields(fields), idle, times) for id_, fields, idle, times in items]
        for name, items in pairs(raw or ())
    }


def ids_claimed(raw: Any) -> list[Any]:
    """The ids among the parts of the reply of XAUTOCLAIM JUSTID."""
    return list(raw[1])


def entries_claimed(raw: Any) -> tuple[Any, list[tuple[Any, dict[Any, Any]]], list[Any]]:
    """The parts of the reply of XAUTOCLAIM; the last one is missing before Redis 7.0."""
    return raw[0], entries(raw[1]), list(raw[2]) if len(raw) > 2 else []


def pending_summary(raw: Any) -> PendingSummary[Any]:
    """The summary of XPENDING, in which the numbers of consumers are strings."""
    consumers: list[PendingConsumer[Any]] = [{"name": name, "pending": int(number)} for name, number in raw[3] or ()]
    return {"pending": raw[0], "min": raw[1], "max": raw[2], "consumers": consumers}


def pending_entries(raw: Any) -> list[PendingEntry[Any]]:
    """The list of XPENDING."""
    return [
        {"message_id": id_, "consumer": consumer, "time_since_delivered": since, "times_delivered": times}
        for id_, consumer, since, times in raw
    ]


def facts(raw: Any) -> list[dict[str, Any]]:
    """A list of maps, as XINFO GROUPS and XINFO CONSUMERS have them."""
    return [named(item) for item in raw]


def stream_info(raw: Any) -> dict[str, Any]:
    """The map of XINFO STREAM."""
    found = named(raw)
    return {
        **found,
        "first-entry": optional_entry(found["first-entry"]),
        "last-entry": optional_entry(found["last-entry"]),
    }


def _with_pending(raw: Any) -> dict[str, Any]:
    found = named(raw)
    return {**found, "pending": [tuple(item) for item in found["pending"]]}


def _group(raw: Any) -> dict[str, Any]:
    found = _with_pending(raw)
    return {**found, "consumers": [_with_pending(consumer) for consumer in found["consumers"]]}


def stream_details(raw: Any) -> dict[str, Any]:
    """The map of XINFO STREAM FULL."""
    found = named(raw)
    groups = [_group(group) for group in found["groups"]]
    return {**found, "entries": dict(entries(found["entries"])), "groups": groups}
