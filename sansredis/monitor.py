"""MONITOR: every command that the server runs, as it runs it.

It has a connection of its own, and nothing of that connection is ever used again: however the monitor is left, it is
closed.
"""

from __future__ import annotations

from typing import Any

from sansredis.core.commands.command import Command
from sansredis.core.errors import ConnectionError, DataError, SlowConsumerError, TimeoutError
from sansredis.core.monitor import MonitoredCommand, parse_line
from sansredis.leased import LeasedConnection
from sansredis.pool import Pool

MOST_LINES = 100_000
"""So many commands wait to be fetched; beyond that the oldest are dropped, and an error says so."""


class MonitorFlow:
    """What the server runs for anybody, command by command. Enter it to begin, leave it to end.

    The server writes a line for each command, which costs it much: look at a busy server briefly.
    """

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._lease: LeasedConnection[Any] | None = None
        self._left = False

    async def _begin(self) -> None:
        if self._lease is not None or self._left:
            raise DataError("a monitor can be entered once; make another one")
        self._lease = lease = LeasedConnection[Any](self._pool)
        try:
            await lease._open()
            assert lease._connection is not None
            lease._connection.state.most_pushes = MOST_LINES
            await lease._execute(Command(b"MONITOR"))
        except BaseException:
            self._leave()
            raise

    def _leave(self) -> None:
        self._left = True
        lease, self._lease = self._lease, None
        if lease is not None:
            lease.disconnect()
            lease._give_back()

    async def _next(self, timeout: float | None) -> MonitoredCommand:
        if self._lease is None:
            remedy = "make another one" if self._left else "enter it first: with r.monitor() as monitor"
            raise DataError(f"the monitor is not running: {remedy}")
        connection = self._lease._connection
        assert connection is not None
        now = connection.runtime.now
        deadline = None if timeout is None else now() + timeout
        pushes = connection.state.pushes
        dropped = connection.state.pushes_dropped
        if dropped:
            connection.state.pushes_dropped = 0
            raise SlowConsumerError(f"{dropped} commands were dropped: {MOST_LINES} were waiting to be fetched already")
        while not pushes:
            if connection.closed:
                raise ConnectionError(f"the monitor of {connection.options.location} has ended: {connection.state.why}")
            if not await connection.listen(deadline) and not pushes:
                raise TimeoutError(f"{connection.options.location} ran no command within {timeout} s")
        push = pushes.popleft()
        return parse_line(push[1]) if push[0] == b"monitor" else await self._next(timeout)

    def __repr__(self) -> str:
        state = "running" if self._lease is not None else "left" if self._left else "not entered yet"
        return f"<{type(self).__module__}.{type(self).__name__} {self._pool.options.location} {state}>"
