"""Every Redis command as a method that builds a `Command`; one module per group of commands.

The groups that nearly every program uses are imported here; `further` names the others, and `stand_ins` imports each of
those when it is first asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .command import Command, CommandGroup, S
from .counters import CounterCommands
from .hashes import HashCommands
from .keys import KeyCommands
from .keys_expiry import KeyExpiryCommands
from .lists import ListCommands
from .modules import ModuleCommands
from .publishing import PublishingCommands
from .scripting import ScriptingCommands
from .sets import SetCommands
from .sorted_sets import SortedSetCommands
from .sorted_sets_range import SortedSetRangeCommands
from .strings import StringCommands
from .strings_set import SettingCommands

if TYPE_CHECKING:
    from .further import FurtherCommands
else:
    from .stand_ins import FurtherCommands


class Commands(
    StringCommands[S],
    SettingCommands[S],
    CounterCommands[S],
    KeyCommands[S],
    KeyExpiryCommands[S],
    HashCommands[S],
    ListCommands[S],
    SetCommands[S],
    SortedSetCommands[S],
    SortedSetRangeCommands[S],
    ScriptingCommands[S],
    PublishingCommands[S],
    ModuleCommands[S],
    FurtherCommands[S],
):
    """All commands, on one object."""

    __slots__ = ()


__all__ = ["Command", "CommandGroup", "Commands"]
