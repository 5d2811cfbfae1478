"""The demo's work, written once for all four runtimes.

Callers write values that nobody else writes, read them back and count, all on one client with few connections. In the
middle the server is told to kill those connections. Each caller keeps books on what it was told, and `audit` compares
them with what the server has:

* a reply must be the caller's own;
* a read must not fail, since it may simply be repeated;
* a write that was acknowledged must be there, and must have been executed once;
* only a write that was reported as being in doubt (its reply was lost) may be there or not;
* a write that was reported as not executed must not be there.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from sansredis.core.errors import RedisError

COMMANDS_PER_TURN = 3
_TURNS_PER_REPORT = 25
_AUDITED_AT_ONCE = 500


class Write(Enum):
    """What a caller was told about a write."""

    ACKNOWLEDGED = "acknowledged"
    IN_DOUBT = "in doubt"
    NOT_EXECUTED = "not executed"


def possible(value: str, write: Write) -> tuple[str | None, ...]:
    """What a key can hold after a caller tried to write *value* to it, and was told *write*."""
    return {Write.ACKNOWLEDGED: (value,), Write.IN_DOUBT: (value, None), Write.NOT_EXECUTED: (None,)}[write]


@dataclass
class Books:
    """What callers were told, and what was wrong with it."""

    commands: int = 0
    in_doubt: int = 0
    not_executed: int = 0
    failed_reads: int = 0
    wrong_replies: int = 0
    lost_writes: int = 0
    repeated_writes: int = 0
    errors: list[RedisError] = field(default_factory=list)

    def add(self, other: Books) -> None:
        """Add another caller's books to these."""
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)


@dataclass
class Caller:
    """One of many callers of a client: a thread, a greenlet or a task.

    Args:
        client: the client that all of them share.
        call: makes what a client's method returned awaitable; see `sansredis.demo.runtimes`.
        prefix: what the names of its keys begin with; nobody else uses that.
        turns: how often it writes, reads and counts.
        report: called now and then with the number of commands that were done since; False ends the work.
        halfway: awaited after half of the turns.
    """

    client: Any
    call: Callable[[Any], Awaitable[Any]]
    prefix: str
    turns: int
    report: Callable[[int], bool]
    halfway: Callable[[], Awaitable[None]] | None = None
    books: Books = field(default_factory=Books)
    values: dict[str, tuple[str, Write]] = field(default_factory=dict)
    counted: int = 0
    """How many increments were acknowledged."""
    counted_in_doubt: int = 0

    @property
    def counter(self) -> str:
        """The key that it counts in."""
        return f"{self.prefix}:counter"

    async def run(self) -> None:
        """Do all turns, or as many as there is time for."""
        for turn in range(self.turns):
            if self.halfway is not None and turn == self.turns // 2:
                await self.halfway()
            key = value = f"{self.prefix}:{turn}"
            await self._write_and_read(key, value)
            await self._count()
            self.books.commands += COMMANDS_PER_TURN
            if (turn + 1) % _TURNS_PER_REPORT == 0 and not self.report(_TURNS_PER_REPORT * COMMANDS_PER_TURN):
                return
        self.report(self.turns % _TURNS_PER_REPORT * COMMANDS_PER_TURN)

    async def _write_and_read(self, key: str, value: str) -> None:
        try:
            await self.call(self.client.set(key, value))
            write = Write.ACKNOWLEDGED
        except RedisError as error:
            write = self._unacknowledged(error)
        self.values[key] = value, write
        try:
            reply = await self.call(self.client.get(key))
        except RedisError as error:
            self.books.failed_reads += 1
            self.books.errors.append(error)
        else:
            self.books.wrong_replies += reply not in possible(value, write)

    async def _count(self) -> None:
        try:
            reply = await self.call(self.client.incr(self.counter))
        except RedisError as error:
            self.counted_in_doubt += self._unacknowledged(error) is Write.IN_DOUBT
        else:
            self.counted += 1
            self.books.wrong_replies += reply not in range(self.counted, self.counted + self.counted_in_doubt + 1)

    def _unacknowledged(self, error: RedisError) -> Write:
        self.books.errors.append(error)
        if error.maybe_executed:
            self.books.in_doubt += 1
            return Write.IN_DOUBT
        self.books.not_executed += 1
        return Write.NOT_EXECUTED


def audit(caller: Caller, client: Any) -> Books:
    """Compare a caller's books with what the server has, and delete its keys.

    Args:
        caller: who has done all turns, or as many as there was time for.
        client: a blocking client that decodes responses, and that nothing disturbs.

    Returns:
        The caller's books, now with the writes that were lost, and those that were executed although they were
        reported not to be, or more than once.
    """
    books = caller.books
    keys = list(caller.values)
    for start in range(0, len(keys), _AUDITED_AT_ONCE):
        some = keys[start : start + _AUDITED_AT_ONCE]
        for key, found in zip(some, client.mget(some), strict=True):
            if found not in possible(*caller.values[key]):
                books.lost_writes += found is None
                books.repeated_writes += found is not None
    count = int(client.get(caller.counter) or 0)
    books.lost_writes += max(0, caller.counted - count)
    books.repeated_writes += max(0, count - caller.counted - caller.counted_in_doubt)
    clear(caller, client)
    return books


def clear(caller: Caller, client: Any) -> None:
    """Delete the keys that a caller wrote, and nothing else."""
    keys = [*caller.values, caller.counter]
    for start in range(0, len(keys), _AUDITED_AT_ONCE):
        client.delete(*keys[start : start + _AUDITED_AT_ONCE])
