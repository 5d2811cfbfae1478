"""The commands of `further` while the program runs: each group is imported when one of its methods is first asked for.

These are two thirds of all groups, and importing them would take longer than importing all the rest. So there are
stand-ins at first. Whichever is asked for, of a client or of its class, imports its group and puts that group's methods
in the places of their stand-ins, where they are found from then on as if they had always been there.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ._further import GROUPS
from .command import CommandGroup, S


class FurtherCommands(CommandGroup[S]):
    """The commands of the groups that `further` names."""

    __slots__ = ()


class StandIn:
    """Stands for a method whose group is not imported yet.

    Args:
        name: the method's name.
        group: imports its class.
    """

    __slots__ = ("group", "name")

    def __init__(self, name: str, group: Callable[[], type]) -> None:
        self.name = name
        self.group = group

    def __get__(self, instance: object, owner: type | None = None) -> Any:
        move_in(self.group)
        return vars(FurtherCommands)[self.name].__get__(instance, owner)


def move_in(group: Callable[[], type]) -> None:
    """Import a group and put its methods in their places. Doing it again, or at once in two threads, does no harm."""
    for name, method in vars(group()).items():
        if not name.startswith("__"):
            setattr(FurtherCommands, name, method)


for _group, _names in GROUPS.items():
    for _name in _names.split():
        setattr(FurtherCommands, _name, StandIn(_name, _group))
