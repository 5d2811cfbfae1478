"""Client-side caching and every command that may write: who reads after it has returned is given nothing older.

Each case of the table that is no mere read is run on a client that has read all keys in question before, in every way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from sansredis.core.cache_options import CacheOptions
from sansredis.core.commands import Commands
from sansredis.core.commands.command import Command
from sansredis.core.commands.facts import metadata
from sansredis.core.errors import RedisError
from tests.server.case import Call, Case, call_on
from tests.server.cases import CASES
from tests.server.hand import Hand

READS = ("GET", "HGETALL", "LRANGE 0 -1", "SMEMBERS", "ZRANGE 0 -1", "XRANGE - +", "JSON.GET", "TYPE")
MOST_KEYS = 8
ELSEWHERE = {
    "quit",
    "shutdown",
    "replicaof",
    "slaveof",
    "client_kill",
    "client_kill_filter",
    "client_pause",
    "debug_sleep",
}
"""They end or stop the connection, or the server's own writing."""


def may_write(call: Call) -> bool:
    try:
        command = call_on(call, Commands())
    except RedisError:
        return False
    info = metadata(command.args) if isinstance(command, Command) else None
    return info is None or "write" in info.flags


def words(value: Any) -> Iterator[bytes]:
    """Whatever may be a key in the arguments of a call."""
    if isinstance(value, (str, bytes)):
        yield value.encode() if isinstance(value, str) else value
    elif isinstance(value, (dict, list, tuple, set)):
        for item in value.items() if isinstance(value, dict) else value:
            yield from words(item)


def read(client: Any, keys: list[bytes]) -> dict[tuple[bytes, str], Any]:
    found: dict[tuple[bytes, str], Any] = {}
    for key in keys:
        for text in READS:
            name, *rest = text.split()
            try:
                found[key, text] = client.execute_command(name, key, *rest)
            except RedisError as error:
                found[key, text] = type(error)
    return found


WRITING = [
    pytest.param(case, id=f"{group}-{case.call!r}", marks=case.marks)
    for group in CASES
    for case in CASES[group]
    if not case.private and case.method not in ELSEWHERE and may_write(case.call)
]


@pytest.mark.since(redis="6.2")
@pytest.mark.parametrize("case", WRITING)
def test_what_was_written_is_read(case: Case, connect: Callable[..., Any], hand: Hand) -> None:
    hand.run(*case.setup)
    (present,) = hand.run("KEYS *")
    arguments = (word for _, *given in case.call._steps for word in words(given) if len(word) < 20)
    keys = list(dict.fromkeys([*present, *arguments]))[:MOST_KEYS]
    client = connect(cache=CacheOptions())
    read(client, keys)
    try:
        call_on(case.call, client)
    except RedisError:
        pass
    try:
        assert read(client, keys) == read(client.uncached(), keys)
    finally:
        hand.run(*case.undo)
