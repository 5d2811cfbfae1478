"""Every command that the server lists has a method or a reason; and each method sends the command that it is for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from sansredis.core.commands import Commands
from sansredis.core.commands.command import Command
from sansredis.core.commands.facts import command_name
from sansredis.core.errors import DataError
from tests.server.case import call_on
from tests.server.cases import CASES
from tools.command_methods import methods
from tools.commands_doc import senders
from tools.left_out import reason
from tools.metadata_corrections import NOT_COMMANDS


def names(entries: list[Any]) -> Iterator[str]:
    """The commands in a reply of COMMAND; a container only where it has no sub-commands."""
    for entry in entries:
        if len(entry) > 9 and entry[9]:
            yield from names(entry[9])
        else:
            yield entry[0].upper().replace("|", " ")


def test_every_command_of_the_server(connect: Callable[..., Any]) -> None:
    listed = set(names(connect(decode_responses=True).execute_command("COMMAND"))) - NOT_COMMANDS
    assert len(listed) > 150
    # Before Redis 7.0 containers are listed without their sub-commands.
    sent = senders().keys() | {command.split(" ")[0] for command in senders()}
    missing = sorted(name for name in listed - sent if not reason(name))
    assert not missing, f"write methods, or reasons in tools/left_out.py, for {', '.join(missing)}"


def test_the_page_names_the_command_that_is_sent() -> None:
    for case in (case for group in CASES.values() for case in group):
        try:
            command = call_on(case.call, Commands())
        except DataError:
            continue
        if isinstance(command, Command):
            sent = command_name(command.args).decode()
            found = methods()[case.method.replace(".", "().")]
            assert sent in found or sent.split()[0] in found, case.call
