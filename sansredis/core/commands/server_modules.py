"""The server's modules: MODULE and its sub-commands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NotRequired, TypedDict

from ..errors import DataError
from .command import Command, CommandGroup, EncodableT, S
from .replies import named, ok, string, strings


class ModuleInfo(TypedDict):
    """A module that the server has loaded."""

    name: str
    ver: int
    path: NotRequired[str]
    """Of its file (Redis 7.0)."""

    args: NotRequired[list[str]]
    """What it was loaded with (Redis 7.0)."""


def _module(raw: Any) -> ModuleInfo:
    reply = named(raw)
    module: ModuleInfo = {"name": string(reply["name"]), "ver": reply["ver"]}
    if "path" in reply:
        module["path"], module["args"] = string(reply["path"]), strings(reply["args"])
    return module


def modules(raw: Any) -> list[ModuleInfo]:
    """The list of MODULE LIST."""
    return [_module(each) for each in raw]


class ServerModuleCommands(CommandGroup[S]):
    """The commands of MODULE. Servers since 7.0 change their modules only if they are configured to."""

    __slots__ = ()

    def module_list(self) -> Command[list[ModuleInfo]]:
        """Return the modules that the server has loaded.

        See https://redis.io/commands/module-list/
        """
        return self._run(Command(b"MODULE", b"LIST", reply=modules))

    def module_load(self, path: str, *args: EncodableT) -> Command[bool]:
        """Load a module; always True.

        Args:
            path: of its file, on the server.
            args: what it is told.

        Raises:
            ModuleError: it cannot be loaded.

        See https://redis.io/commands/module-load/
        """
        return self._run(Command(b"MODULE", b"LOAD", path, *args, reply=ok))

    def module_loadex(
        self, path: str, options: Sequence[EncodableT] | None = None, args: Sequence[EncodableT] | None = None
    ) -> Command[S]:
        """Load a module with settings (Redis 7.0); returns ``OK``.

        Args:
            path: of its file, on the server.
            options: names and values of settings, in turn.
            args: what it is told.

        Raises:
            DataError: the last of *options* is a name without a value.
            ModuleError: it cannot be loaded.

        See https://redis.io/commands/module-loadex/
        """
        settings = list(options or ())
        if len(settings) % 2:
            raise DataError(f"MODULE LOADEX: give a value for the last name in options too; got {len(settings)} words")
        parts: list[EncodableT] = []
        for name, value in zip(settings[::2], settings[1::2], strict=True):
            parts += b"CONFIG", name, value
        if args:
            parts += b"ARGS", *args
        return self._run(Command(b"MODULE", b"LOADEX", path, *parts))

    def module_unload(self, name: str) -> Command[bool]:
        """Unload a module; always True.

        Raises:
            ResponseError: there is none of that name, or it cannot be unloaded.

        See https://redis.io/commands/module-unload/
        """
        return self._run(Command(b"MODULE", b"UNLOAD", name, reply=ok))
