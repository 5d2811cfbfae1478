"""Groups of commands that are imported when one of their methods is first asked for."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from textwrap import dedent

import pytest

from sansredis.core.commands import Commands, further
from sansredis.core.commands._further import GROUPS
from sansredis.core.commands.command import Command
from sansredis.core.commands.stand_ins import FurtherCommands, StandIn, move_in
from sansredis.core.commands.streams import StreamCommands
from tests.core.commands.reading import methods


def test_the_table_has_every_method_of_every_group() -> None:
    groups = [group for group in further.FurtherCommands.__mro__ if methods(group)]
    assert {group: methods(group) for group in groups} == {
        group(): set(names.split()) for group, names in GROUPS.items()
    }


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.__name__.strip("_"))
def test_a_group_that_was_asked_for_has_no_stand_ins_left(group: Callable[[], type]) -> None:
    names = GROUPS[group].split()
    assert getattr(Commands, names[0]) is vars(group())[names[0]]
    move_in(group)  # as another thread may do at the same time
    assert not [name for name in names if isinstance(vars(FurtherCommands)[name], StandIn)]


def test_a_stand_in_gives_the_method_of_whoever_is_asked() -> None:
    stand_in = StandIn("xlen", lambda: StreamCommands)
    assert stand_in.__get__(None, Commands) is Commands.xlen
    bound = stand_in.__get__(Commands(), Commands)("s")
    assert isinstance(bound, Command)
    assert bound.args == (b"XLEN", "s")


def in_a_fresh_process(code: str) -> None:
    done = subprocess.run([sys.executable, "-c", dedent(code)], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr


def test_a_group_is_imported_when_it_is_first_asked_for() -> None:
    in_a_fresh_process("""
        import sys
        from sansredis.core.commands import Commands

        group = "sansredis.core.commands.streams"
        Commands().get("k")
        assert {"xadd", "xlen"} <= set(dir(Commands))
        assert group not in sys.modules
        assert Commands().xlen("s").args == (b"XLEN", "s")
        assert group in sys.modules
    """)


def test_a_method_may_be_overridden_before_its_group_is_imported() -> None:
    in_a_fresh_process("""
        from sansredis.core.commands import Commands

        class Mine(Commands):
            __slots__ = ()
            def xlen(self, name):
                return super().xlen(f"mine:{name}")

        assert Mine().xlen("s").args == (b"XLEN", "mine:s")
    """)
