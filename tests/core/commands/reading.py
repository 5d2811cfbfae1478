"""What the tests of commands on keys and collections share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sansredis.core.commands.command import Command, decoded


def exact(value: Any) -> Any:
    """*value* with its types, because 1, 1.0 and True are equal."""
    if isinstance(value, (list, tuple)):
        return type(value), [exact(item) for item in value]
    if isinstance(value, dict):
        return dict, [(exact(key), exact(item)) for key, item in value.items()]
    if isinstance(value, set):
        return set, {exact(item) for item in value}
    return type(value), value


def check_reading(command: Command[Any], value: Any, *raws: Any) -> None:
    """Check that *command* makes *value* of each of the replies, and the same of str where the client decodes."""
    text = decoded(value, bytes.decode) if command.decode else value
    for raw in raws:
        assert exact(command.read(raw, None)) == exact(value)
        assert exact(command.read(raw, bytes.decode)) == exact(text)


def methods(group: type) -> set[str]:
    """The names of all commands of a group, as methods."""
    return {name for name in vars(group) if not name.startswith("_")}


def names(commands: Iterable[Command[Any]]) -> set[str]:
    """The names of the commands, as methods."""
    found = {command.args[0].decode().lower() for command in commands if isinstance(command.args[0], bytes)}
    return {"delete" if name == "del" else name for name in found}


def names_of_two(commands: Iterable[Command[Any]]) -> set[str]:
    """The names of the commands, as methods: of one word, and with the sub-command if that is the second."""
    words = [[arg for arg in command.args[:2] if isinstance(arg, bytes)] for command in commands]
    return {b"_".join(part).decode().lower().replace("-", "_") for each in words for part in (each[:1], each)}
