"""The methods of clients that give a namespace of commands; `namespace` says how to add one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..command import CommandGroup, S

if TYPE_CHECKING:
    from .cms import CMSCommands


class ModuleCommands(CommandGroup[S]):
    """Namespaces of commands. Each is imported when it is first asked for."""

    __slots__ = ()

    def cms(self) -> CMSCommands[S]:
        """Return the commands on count-min sketches, ``CMS.*``: about how often something was seen.

        The server needs the module for probabilistic data (bf; part of Redis Stack and of Redis 8).

        See https://redis.io/docs/latest/develop/data-types/probabilistic/count-min-sketch/
        """
        from .cms import CMSCommands

        return CMSCommands(self)
