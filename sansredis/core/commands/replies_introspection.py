"""Readers of what the server says about its commands: COMMAND, COMMAND DOCS, COMMAND GETKEYSANDFLAGS."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias, TypedDict

from .replies import mapping, named, string, strings

SpecValue: TypeAlias = "int | str | dict[str, SpecValue]"
"""A part of a key specification: ``{"type": "index", "spec": {"index": 1}}``."""


class KeySpecification(TypedDict):
    """Where some of a command's keys are."""

    flags: set[str]
    begin_search: dict[str, SpecValue]
    find_keys: dict[str, SpecValue]


class CommandDetails(TypedDict, total=False):
    """What COMMAND says about a command; the last three since Redis 7.0, the categories since 6.0."""

    name: str
    arity: int
    flags: set[str]
    first_key_pos: int
    last_key_pos: int
    step_count: int
    acl_categories: set[str]
    tips: list[str]
    key_specifications: list[KeySpecification]
    subcommands: dict[str, CommandDetails]


class CommandArgument(TypedDict, total=False):
    """What COMMAND DOCS says about an argument."""

    name: str
    type: str
    display_text: str
    key_spec_index: int
    token: str
    summary: str
    since: str
    deprecated_since: str
    flags: set[str]
    arguments: list[CommandArgument]


class CommandDocs(TypedDict, total=False):
    """What COMMAND DOCS says about a command."""

    summary: str
    since: str
    group: str
    complexity: str
    module: str
    doc_flags: set[str]
    deprecated_since: str
    replaced_by: str
    history: list[tuple[str, str]]
    arguments: list[CommandArgument]
    subcommands: dict[str, CommandDocs]


def _spec_value(raw: Any) -> SpecValue:
    if isinstance(raw, (list, dict)):
        return {key: _spec_value(value) for key, value in named(raw).items()}
    return raw if isinstance(raw, int) else string(raw)


def _key_specification(raw: Any) -> KeySpecification:
    reply = named(raw)
    begin, find = (
        {key: _spec_value(v) for key, v in named(reply[part]).items()} for part in ("begin_search", "find_keys")
    )
    return {"flags": set(strings(reply["flags"])), "begin_search": begin, "find_keys": find}


def _details(raw: Any) -> CommandDetails:
    details: CommandDetails = {
        "name": string(raw[0]),
        "arity": raw[1],
        "flags": set(strings(raw[2])),
        "first_key_pos": raw[3],
        "last_key_pos": raw[4],
        "step_count": raw[5],
    }
    if len(raw) > 6:
        details["acl_categories"] = set(strings(raw[6]))
    if len(raw) > 9:
        details["tips"] = strings(raw[7])
        details["key_specifications"] = [_key_specification(spec) for spec in raw[8]]
        details["subcommands"] = command_details(raw[9])
    return details


def command_details(raw: Any) -> dict[str, CommandDetails]:
    """The list of COMMAND by name; commands that the server does not know, which are null, are left out."""
    return {string(entry[0]): _details(entry) for entry in raw if entry is not None}


def _parts(raw: Any, readers: Mapping[str, Callable[[Any], object]]) -> Any:
    """A map, each value read by the reader for its name, or else a word."""
    return {key: readers[key](value) if key in readers else string(value) for key, value in named(raw).items()}


def _argument(raw: Any) -> CommandArgument:
    found: CommandArgument = _parts(raw, {"flags": _names, "arguments": _arguments, "key_spec_index": int})
    return found


def _arguments(raw: Any) -> list[CommandArgument]:
    return [_argument(argument) for argument in raw]


def _names(raw: Any) -> set[str]:
    return set(strings(raw))


def _history(raw: Any) -> list[tuple[str, str]]:
    return sorted((string(version), string(text)) for version, text in raw)


def _docs(raw: Any) -> CommandDocs:
    lists = {"doc_flags": _names, "arguments": _arguments, "history": _history, "subcommands": command_docs}
    found: CommandDocs = _parts(raw, lists)
    return found


def command_docs(raw: Any) -> dict[str, CommandDocs]:
    """The map of COMMAND DOCS."""
    return {string(name): _docs(docs) for name, docs in mapping(raw).items()}


def keys_and_flags(raw: Any) -> list[tuple[Any, set[str]]]:
    """Keys, each with what is done to it."""
    return [(key, set(strings(flags))) for key, flags in raw]
