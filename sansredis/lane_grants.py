"""The way to a connection: asking the ledger, waiting in line, and opening one, as it says.

The law: **what a ticket is handed is a connection, or the right to open one**, and nobody waits for either beyond his
deadline. Who is next, and whether the server may be dialled at all, is the ledger's to say.
"""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable, Hashable
from typing import TYPE_CHECKING

from sansredis.connection import BaseConnection
from sansredis.core.errors import (
    ConnectionError,
    MaxConnectionsError,
    PoolClosedError,
    PoolTimeoutError,
    RedisError,
    ResponseError,
    TimeoutError,
    TLSError,
    UnreachableError,
)
from sansredis.core.options import Options
from sansredis.core.pool import Closed, Down, Full, Progress, Ticket
from sansredis.fed import FedConnection
from sansredis.lane_orphans import LaneOrphans
from sansredis.lane_upkeep import Lease
from sansredis.pumped import PumpedConnection
from sansredis.runtime import Runtime, Waiter, earlier

if TYPE_CHECKING:
    from sansredis.core.credentials import Login

_WAITING, _OPENING, _GRANTED = Progress.WAITING, Progress.OPENING, Progress.GRANTED
# If a connection is not there after half of so many seconds, or of a shorter limit, the server is to blame.
_PATIENCE = 1.0
# Who waits for a connection looks every so many seconds whether somebody has forgotten one.
_LOOK_AFTER = 0.5


class LaneGrants(LaneOrphans):
    """How tickets are granted."""

    def __init__(self, options: Options, runtime: Runtime, scope: Hashable) -> None:
        super().__init__(options, runtime, scope)
        self._kind: type[FedConnection] | type[PumpedConnection] = FedConnection if runtime.fed else PumpedConnection
        # Gives what a new connection goes through before anybody has it: the pool's method, without holding the pool.
        self.introduce: Callable[[], Callable[[BaseConnection, float | None], Awaitable[None]] | None] | None = None
        self._remedy = (
            "raise max_connections, or wait with pool_timeout above 0"
            if options.pool_timeout == 0
            else f"no more than max_waiting={options.max_waiting} callers may wait"
        )

    async def obtain(self, ticket: Lease, deadline: float | None) -> None:
        """Ask the ledger; wait and open as it says. Afterwards the ticket is granted."""
        if self.orphans or self.dropped:
            self.sweep()
        runtime, state, waiter = self.runtime, self.state, Waiter()
        runtime.ready(waiter)
        ticket.token = waiter
        ticket.since = now = runtime.now()
        try:
            with self.guard:
                state.ask(ticket)
            if state.woken or state.doomed:
                self.act()
            if ticket.progress is _WAITING:
                await self._wait(ticket, waiter, now, deadline)
            if ticket.progress is _OPENING:
                await self._open(ticket, deadline)
            if ticket.progress is not _GRANTED:
                raise Closed if state.closed else Down
        except Closed:
            raise self._closed() from None
        except Down:
            raise self._unreachable() from None
        except Full:
            raise MaxConnectionsError(f"{self._summary()}; {self._remedy}") from None
        except BaseException:
            self.orphans.append(ticket)
            self.sweep()
            raise

    async def _wait(self, ticket: Lease, waiter: Waiter, now: float, deadline: float | None) -> None:
        # A shared connection on its way is not a pool that is full: who may not wait for the one may for the other.
        pool_timeout = self.options.pool_timeout or None
        until = deadline if pool_timeout is None else earlier(deadline, now + pool_timeout)
        timed_out = False
        try:
            while ticket.progress is _WAITING:
                soon = self.state.dials.until
                if self._held:
                    # What is dropped while everybody waits has to be found by one of them.
                    soon = earlier(soon, self.runtime.now() + _LOOK_AFTER)
                if not await self.runtime.park_until(waiter, earlier(until, soon)) and ticket.progress is _WAITING:
                    self.sweep()
                    time = self.runtime.now()
                    if until is not None and time >= until and ticket.progress is _WAITING:
                        timed_out = True
                        raise PoolTimeoutError(
                            f"no connection became free within {time - now:.3f} s: {self._summary()}"
                        )
                    with self.guard:
                        self.state.wake(time)
                    self.act()
                if ticket.progress is _WAITING:
                    self.runtime.ready(waiter)
        finally:
            with self.guard:
                self.state.wait_ended(self.runtime.now() - now, timed_out)

    async def _open(self, ticket: Lease, deadline: float | None, login: Login | None = None) -> None:
        limit, began = self.options.socket_connect_timeout, self.runtime.now()
        if limit is not None:
            deadline = earlier(deadline, began + limit)
        connection = self._kind(self.options, self.runtime, self)
        if self.cache is not None:
            self.cache.track(connection)
        if login is not None:
            connection.log_in_as(login)
        try:
            await connection.open(deadline)
            introduce = self.introduce() if self.introduce is not None else None
            if introduce is not None:
                await introduce(connection, deadline)
            with self.guard:
                connection.slot = ticket.slot
                self.state.opened(ticket, connection, connection.used, self._chance() if self._limited else 0.0)
                self._set_due()
        except BaseException as error:
            connection.abort()
            if isinstance(error, RedisError) and self._blames_server(error, began):
                with self.guard:
                    self.state.unreachable(ticket, self.runtime.now(), self._chance(), str(error))
                self.act()
                error.retry_after = self._pause_left()
            raise
        if self.state.woken or self.state.doomed:
            self.act()

    def _blames_server(self, error: RedisError, began: float) -> bool:
        """Whether a connection could not be made because the server cannot be reached, and not for lack of patience."""
        if isinstance(error, TimeoutError):
            limits = (self.options.socket_connect_timeout, self.options.socket_timeout)
            patience = min([_PATIENCE, *(limit for limit in limits if limit is not None)])
            return self.runtime.now() - began >= patience / 2
        return isinstance(error, ConnectionError) and not isinstance(error, ResponseError | TLSError)

    def _chance(self) -> float:
        # Not of `random`: importing that is not free.
        return int.from_bytes(os.urandom(2)) / 65536

    async def warm_up(self, count: int, deadline: float | None) -> None:
        """Open connections, one after the other, until there are so many."""
        while True:
            ticket: Lease = Ticket(since=self.runtime.now())
            try:
                with self.guard:
                    grows = self.state.grow(ticket, count)
                if not grows:
                    return
                await self._open(ticket, deadline)
                self.give_back(ticket)
            except Closed:
                raise self._closed() from None
            except Down:
                raise self._unreachable() from None
            except BaseException:
                self.orphans.append(ticket)
                self.sweep()
                raise

    # What is said where there is none

    def _closed(self) -> PoolClosedError:
        if self.inherited:
            return PoolClosedError(
                f"the process was forked while a call waited for a connection to {self.options.location}, and the call "
                "goes on in the parent"
            )
        return PoolClosedError(f"the pool of {self.options.location} is closed; make a new one")

    def _unreachable(self) -> UnreachableError:
        left = self._pause_left()
        return UnreachableError(
            f"{self.options.location} could not be reached ({self.state.dials.why}); the next attempt is due in "
            f"{left:.3f} s",
            left,
        )

    def _pause_left(self) -> float:
        """Seconds until the next attempt to connect."""
        until = self.state.dials.until
        return 0.0 if until is None else max(0.0, until - self.runtime.now())

    def _summary(self) -> str:
        return f"the pool of {self.options.location} has {self.state.account(self.runtime.now())}"
