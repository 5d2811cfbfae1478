"""The servers' own facts about each command: the table that they filled, and how to read it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple, TypeAlias

from ._table import TABLE

Args: TypeAlias = Sequence[object]
"""A command's arguments, the name first."""

FLAGS = {
    "write": "w",
    "readonly": "r",
    "blocking": "b",
    "movablekeys": "m",
    "admin": "a",
    "pubsub": "p",
    "noscript": "s",
    "loading": "l",
    "stale": "t",
    "fast": "f",
    "denyoom": "d",
    "no_auth": "n",
    "no_multi": "x",
    "may_replicate": "y",
    "no_mandatory_keys": "k",
    "asking": "g",
    "allow_busy": "u",
    "no_async_loading": "i",
    "skip_monitor": "o",
    "skip_slowlog": "q",
    "module": "e",
}
"""The letter that stands in the table for each flag of COMMAND."""

SPEC_FLAGS = {"RO": "r", "RW": "w", "OW": "o", "RM": "d", "not_key": "n", "incomplete": "i", "variable_flags": "v"}
"""The letter that stands in the table for each flag of a key specification."""

REPEATABLE = "!"
"""Stands among the flags of a command that is safe to be executed again."""

_LINES: dict[bytes, str] = {line[: line.index(";")].encode(): line for line in TABLE.splitlines()}

CONTAINERS: frozenset[bytes] = frozenset(name.split(b" ", 1)[0] for name in _LINES if b" " in name)
"""The names that stand before a sub-command's name."""

NAMES: frozenset[bytes] = frozenset(_LINES)
"""Every command, sub-commands as in ``b"CONFIG GET"``."""

_MARKS = {name: line.split(";", 3)[2] for name, line in _LINES.items()}

BLOCKING: frozenset[bytes] = frozenset(name for name, marks in _MARKS.items() if FLAGS["blocking"] in marks)
"""Commands that may let their connection wait."""

READ_ONLY: frozenset[bytes] = frozenset(name for name, marks in _MARKS.items() if REPEATABLE in marks)
"""Commands that are safe to be executed again; a few only with certain arguments, which `is_read_only` looks at."""


class KeySpec(NamedTuple):
    """Where some of a command's keys stand among its arguments, in the servers' own terms.

    Attributes:
        flags: what is done with these keys: ``RO``, ``RW``, ``OW`` (overwritten) or ``RM`` (removed); and ``not_key``
            (it only looks like a key), ``incomplete`` (there may be more), ``variable_flags`` (depends on arguments).
        begin: ``index`` with a position (the name's is 0); ``keyword`` with a word and the position where the search
            for it begins, backwards if that is negative; or ``unknown``.
        find: ``range`` with the last key (relative to the first, or to the end if negative), the step, and a limit;
            ``keynum`` with the position of the number of keys, of the first key (both relative), and the step; or
            ``unknown``.
    """

    flags: frozenset[str]
    begin: tuple[str | int, ...]
    find: tuple[str | int, ...]


class CommandInfo(NamedTuple):
    """What the servers say about a command.

    Attributes:
        name: in upper case, a sub-command with its container, as ``b"CONFIG GET"``.
        arity: the number of arguments with the name and the sub-command; if negative, at least so many.
        flags: as in the reply of COMMAND, such as ``write``, ``readonly``, ``blocking``, ``movablekeys``, ``pubsub``.
        first_key: the position of the first key, 0 if there is none or it is not fixed.
        last_key: the position of the last key, from the end if negative.
        step: the distance from one key to the next.
        group: as in COMMAND DOCS, such as ``string``; for a module's command the module's name.
        since: the first version of Redis that has it; empty if none has, or for a module's command.
        since_valkey: the first version of Valkey that has it (for what it inherited, of Redis).
        key_specs: where its keys are.
    """

    name: bytes
    arity: int
    flags: frozenset[str]
    first_key: int
    last_key: int
    step: int
    group: str
    since: str
    since_valkey: str
    key_specs: tuple[KeySpec, ...]


_FLAG_NAMES = {letter: name for name, letter in FLAGS.items()}
_SPEC_FLAG_NAMES = {letter: name for name, letter in SPEC_FLAGS.items()}
_SPEC_KINDS = {"i": "index", "k": "keyword", "r": "range", "n": "keynum", "u": "unknown"}


def _spec_part(text: str) -> tuple[str | int, ...]:
    values = (int(value) if value.lstrip("-").isdigit() else value for value in text[1:].split())
    return _SPEC_KINDS[text[0]], *values


def _key_spec(text: str) -> KeySpec:
    flags, begin, find = text.split(":")
    return KeySpec(frozenset(_SPEC_FLAG_NAMES[letter] for letter in flags), _spec_part(begin), _spec_part(find))


def token(part: object) -> bytes:
    """One word of a command in upper case; empty if it is no string."""
    if isinstance(part, str):
        return part.encode("utf-8", "surrogateescape").upper()
    if isinstance(part, (bytes, bytearray, memoryview)):
        return bytes(part).upper()
    return b""


def command_name(args: Args) -> bytes:
    """Return a command's name as the tables have it.

    Args:
        args: the command, in any spelling: ``("config", "get", "*")`` and ``("CONFIG GET", "*")`` alike.

    Returns:
        The name in upper case, with the sub-command's if there is one; empty if there is none.
    """
    words = token(args[0]).split() if args else []
    if len(words) == 1 and words[0] in CONTAINERS and len(args) > 1:
        words.append(token(args[1]))
    return b" ".join(words)


@cache
def _info(name: bytes) -> CommandInfo | None:
    line = _LINES.get(name)
    if line is None:
        return None
    _, arity, marks, keys, group, since, since_valkey, *specs = line.split(";")
    first, last, step = (int(part) for part in keys.split())
    return CommandInfo(
        name=name,
        arity=int(arity),
        flags=frozenset(_FLAG_NAMES[mark] for mark in marks if mark != REPEATABLE),
        first_key=first,
        last_key=last,
        step=step,
        group=group,
        since=since,
        since_valkey=since_valkey,
        key_specs=tuple(_key_spec(spec) for spec in specs),
    )


def metadata(args: Args) -> CommandInfo | None:
    """Return what is known about a command.

    Args:
        args: the command's name, and the sub-command's; whatever follows is ignored. In any spelling.

    Returns:
        Its facts; those of the container if there is no such sub-command; None if no server known here has it.
    """
    name = command_name(args)
    return _info(name) or _info(name.split(b" ", 1)[0])
