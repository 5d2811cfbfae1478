"""A lane whose connections log in with what a provider gives, and again before that is out of date.

`core.credentials` says when. What is decided here is who does it, and where: the caller who finds that it is due asks
the provider, and before a command goes out on a connection that is behind, AUTH does. On a shared connection that is
one more request in the line: the others' go before it and after it, and nothing is held up. On a leased one it is
done when it is leased, or by its holder's next command, unless the connection is in a mode where AUTH would mean
something else (MULTI ...). A subscriber's goes among his requests, or, under RESP2, which does not allow for it, the
connection ends with its credentials, and he gets another one. Where AUTH is refused the connection goes on as it was,
as long as the time of its own credentials is not over; then it is closed.

It is a kind of lane of its own so that all others have nothing to look at.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Hashable, Sequence
from contextlib import AbstractContextManager
from functools import partial
from math import inf
from typing import Any

from sansredis.connection import BaseConnection, size_of
from sansredis.core.commands.command import Args
from sansredis.core.credentials import Login
from sansredis.core.errors import (
    AuthenticationError,
    ConnectionError,
    CredentialsError,
    RedisError,
    ResponseError,
    TimeoutError,
)
from sansredis.core.modes import AUTH_FITS
from sansredis.core.options import Options
from sansredis.core.pool import Mode, Progress
from sansredis.core.pubsub import PubSubState
from sansredis.core.resp import Encoder
from sansredis.credentials import LaneCredentials
from sansredis.lane import Lane
from sansredis.lane_upkeep import Lease
from sansredis.runtime import Call, Runtime, Segments, earlier

# So long, or for half of its own time, a call waits for what could also be done later.
_PATIENCE = 5.0
_LOOK_AGAIN = 0.5
_OVER = "the time of its credentials is over, and it took no others"
Request = Callable[..., Awaitable[None]]


class LoginLane(Lane):
    """A lane with a `credential_provider`.

    Attributes:
        credentials: those of the lane.
    """

    logs_in = True

    def __init__(self, options: Options, runtime: Runtime, scope: Hashable) -> None:
        super().__init__(options, runtime, scope)
        self.credentials = LaneCredentials(options, runtime, self._mark)
        encoder = Encoder(options.encoding, options.encoding_errors)
        self._encode = encoder.encode
        # Shared connections on which AUTH is under way.
        self._logging_in: set[BaseConnection] = set()

    # New connections

    async def _open(self, ticket: Lease, deadline: float | None, login: Login | None = None) -> None:
        since = self.runtime.now()
        limit = self.options.socket_connect_timeout
        if limit is not None:
            deadline = earlier(deadline, since + limit)
        login = await self.credentials.for_new(since, deadline)
        try:
            await super()._open(ticket, deadline, login)
        except AuthenticationError:
            other = await self.credentials.another(login, since, deadline)
            if other is None:
                raise
            login = other
            await super()._open(ticket, deadline, login)
        self.credentials.state.accepted(login)

    # Before anything is sent

    def start(self, call: Call, data: Segments, size: int) -> BaseConnection | None:
        state, slot = self.credentials.state, self.state.current
        if slot is not None:
            now, connection = self.runtime.now(), slot.connection
            if state.next_time <= now or not state.stands(connection.login, now):  # type: ignore[union-attr]
                return None
        return super().start(call, data, size)

    async def _ride_first(self, call: Call, data: Segments, size: int, commands: Sequence[Args] = ()) -> BaseConnection:
        await self._keep(call.deadline)
        await self._log_in_shared(call.deadline)
        return await super()._ride_first(call, data, size, commands)

    async def _lease_first(
        self, call: Call, data: Segments, size: int, commands: Sequence[Args] = ()
    ) -> BaseConnection:
        return await self.request_leased(call, data, size, (), call.deadline)

    async def lease(self, ticket: Lease, deadline: float | None) -> BaseConnection:
        while True:
            if ticket.progress is not Progress.GRANTED:
                await self._keep(deadline)
            connection = await super().lease(ticket, deadline)
            if await self._fits(connection, deadline):
                return connection
            connection.abort(ConnectionError(_OVER))
            self.ask_again(ticket)

    async def _fits(self, connection: BaseConnection, deadline: float | None) -> bool:
        """Whether a leased connection may be used now, if need be after it has logged in again."""
        state = self.credentials.state
        if state.spent(self.runtime.now()):
            # It was good when the wait for the connection began.
            await self._keep(deadline)
        if self._behind(connection):
            return await self._prove(connection, connection.request_alone, deadline)
        return state.stands(connection.login, self.runtime.now())

    async def obtain(self, ticket: Lease, deadline: float | None) -> None:
        await super().obtain(ticket, deadline)
        if ticket.ride:
            # What was good when the wait began may not be any more. A lease is looked at when it is lent.
            try:
                await self._keep(deadline)
                await self._log_in_shared(deadline)
            except BaseException:
                self.orphans.append(ticket)
                self.sweep()
                raise

    async def _keep(self, deadline: float | None) -> None:
        """Have the credentials renewed, if it is time.

        Raises:
            CredentialsError: their time is over, and there are no others. The connections are closed.
        """
        state, now = self.credentials.state, self.runtime.now()
        seen = state.answers
        if state.spent(now):
            try:
                await self.credentials.replace(deadline, seen)
            except CredentialsError:
                with self.guard:
                    self.state.invalidate()
                self.act()
                raise
        elif state.due(now) and state.asking is None:
            await self.credentials.renew(self._limit(deadline), seen)
        if state.login is not None and state.login.refused:
            self._retire_spent()

    def _retire_spent(self) -> None:
        """Have done with the connections whose credentials' time is over, where the newest ones were refused."""
        over = [s for s in tuple(self.state.slots) if s.connection is not None and self._over(s.connection)]
        for slot in over:
            with self.guard:
                self.state.retire(slot)
        if over:
            self.act()

    def _limit(self, deadline: float | None) -> float:
        now = self.runtime.now()
        return now + (_PATIENCE if deadline is None else min(_PATIENCE, (deadline - now) / 2))

    def _mark(self) -> None:
        """Others have come: have each connection looked at by the next who gets it."""
        for slot in tuple(self.state.slots):
            if slot.connection is not None:
                slot.connection.proven_for = -1.0

    def _behind(self, connection: BaseConnection) -> bool:
        return self.credentials.state.behind(connection.login)

    def _over(self, connection: BaseConnection) -> bool:
        """Whether the time of its credentials is over."""
        return connection.login is None or self.runtime.now() >= connection.login.expires

    async def _prove(self, connection: BaseConnection, request: Request, deadline: float | None) -> bool:
        connection.proven_for = self.options.health_check_interval or inf
        if not self._behind(connection):
            return await super()._prove(connection, request, deadline)
        try:
            good = await self._log_in(connection, request, deadline)
        except RedisError as error:
            connection.abort(ConnectionError(f"it could not log in again: {error}"))
            return False
        if not good:
            connection.abort(ConnectionError(_OVER))
        connection.used = self.runtime.now()
        return good

    async def _log_in_shared(self, deadline: float | None) -> None:
        """Have AUTH go out on each shared connection that is behind, between the commands of others."""
        for slot in tuple(self.state.shared):
            connection = slot.connection
            if slot.mode is not Mode.SHARED or slot.suspended or connection is None or connection in self._logging_in:
                continue
            if not self._behind(connection):
                continue
            self._logging_in.add(connection)
            try:
                good = await self._log_in(connection, partial(self._ride_along, connection), deadline)
            except RedisError:
                # Late or lost: either is seen to. As long as it is behind, the next caller tries again.
                continue
            finally:
                self._logging_in.discard(connection)
            if not good:
                with self.guard:
                    self.state.retire(slot)
                self.act()

    async def _ride_along(self, connection: BaseConnection, call: Call, data: Segments, size: int) -> None:
        slot = connection.slot
        assert slot is not None
        with self.guard:
            slot.riders += 1
            slot.size += size
        await connection.request(call, data, size)

    async def _log_in(self, connection: BaseConnection, request: Request, deadline: float | None) -> bool:
        """Send AUTH. Returns whether the connection may be used, be it with the credentials that it had.

        Raises:
            RedisError: there was no answer.
        """
        login = self.credentials.state.login
        assert login is not None
        auth = login.credentials.auth
        if auth is None:
            return False
        data = self._encode(auth)
        call = Call(self._limit(deadline))
        await request(call, data, size_of(data))
        self._answered(connection, login, call.value)
        return connection.login is login or not self._over(connection)

    def _answered(self, connection: BaseConnection, login: Login, reply: object) -> None:
        """Note what the server has answered to AUTH."""
        credentials = self.credentials
        if isinstance(reply, ResponseError):
            with credentials.guard:
                credentials.state.refused(login, self.runtime.now(), credentials.chance(), live=True)
        else:
            connection.login = login
            connection.proven_for = self.options.health_check_interval or inf

    async def request_held(
        self, connection: BaseConnection, call: Call, data: Segments, size: int, commands: Sequence[Args]
    ) -> None:
        state = connection.state
        if not state.owed and state.modes <= AUTH_FITS and not connection.closed:
            await self._keep(call.deadline)
            if not await self._fits(connection, call.deadline):
                connection.abort(ConnectionError(_OVER))
                raise ConnectionError(f"the connection to {self.options.location} was lost: {connection.state.why}")
        await connection.request_alone(call, data, size, commands)

    # Subscribers

    async def see_to_login(
        self, connection: BaseConnection, wants: PubSubState, guard: AbstractContextManager[Any], deadline: float | None
    ) -> float | None:
        """Have a subscriber's connection log in again among his requests, if it is time. It may be closed instead.

        Under RESP2 a subscriber cannot log in: then it is closed when the time of its credentials is over.

        Args:
            connection: the connection.
            wants: what the subscriber wants, under its guard.
            guard: the guard.
            deadline: when to give up asking the provider.

        Returns:
            When to come again; None: only if something happens.
        """
        login: Any = wants.logging_in
        if wants.auth_reply is not None:
            self._answered(connection, login, wants.auth_reply)
            wants.logging_in = wants.auth_reply = None
        try:
            await self._keep(deadline)
        except (CredentialsError, TimeoutError) as error:
            connection.abort(error)
            return None
        state, now = self.credentials.state, self.runtime.now()
        login = state.login
        auth = None if login is None else login.credentials.auth
        if wants.logging_in is None:
            if self._behind(connection) and auth is not None and connection.state.protocol > 2:
                with guard:
                    wants.log_in(auth, login)
            elif self._over(connection) or (self._behind(connection) and auth is None):
                connection.abort(ConnectionError(_OVER))
        due = min(state.next_time, inf if connection.login is None else connection.login.expires)
        if due == inf:
            return None
        # If it is overdue somebody else is at it.
        return due if due > now else now + _LOOK_AGAIN

    # By hand

    def reauthenticate(self) -> None:
        """Have others asked for, and each connection log in with them before it is used again."""
        with self.credentials.guard:
            self.credentials.state.want()
