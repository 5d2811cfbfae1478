"""Namespaces: what they run their commands by, that they are imported late, and that nothing is forgotten for them."""

from __future__ import annotations

from typing import Any

import pytest

from sansredis.core.commands import Command, Commands
from sansredis.core.commands.command import T
from sansredis.core.commands.modules import ModuleCommands
from tests.core.commands.reading import methods
from tests.core.test_purity import loaded_by

FOLDER = "sansredis.core.commands.modules"
NAMESPACES = sorted(methods(ModuleCommands))


class Queue(Commands[bytes]):
    """A client that remembers what it was to run, and returns itself as a pipeline does."""

    def __init__(self) -> None:
        self.queued: list[Command[Any]] = []

    def _run(self, command: Command[T]) -> Any:
        self.queued.append(command)
        return self


def test_a_namespace_runs_its_commands_by_what_it_came_from():
    queue = Queue()
    assert queue.cms().query("k", "a") is queue
    assert [command.args for command in queue.queued] == [(b"CMS.QUERY", "k", "a")]


def test_of_the_bare_builder_it_returns_the_commands():
    assert Commands[bytes]().cms().query("k", "a").args == (b"CMS.QUERY", "k", "a")


@pytest.mark.parametrize("door", ["threads", "asyncio"])
def test_importing_a_door_imports_no_namespace(door):
    loaded = {name for name in loaded_by(f"sansredis.{door}") if name.startswith(FOLDER)}
    assert loaded == {FOLDER, f"{FOLDER}.classes"}


@pytest.mark.parametrize("name", NAMESPACES)
def test_every_namespace_has_a_docstring(name):
    assert getattr(Commands, name).__doc__
