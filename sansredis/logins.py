"""A lane whose connections log in with what a provider gives, and again before that is out of date.

`core.credentials` says when. What is decided here is who does it, and where: the caller who finds that it is due asks
the provider, and before a command goes out on a connection that is behind, AUTH does. On a shared connection that is
one more request in the line: the others' go before it and after it, and nothing is held up. On a leased one it is
done when it is leased, or by its holder's next command, unless the connection is in a mode where AUTH would mean
something else (MULTI, a subscription under RESP2 ...). Where AUTH is refused the connection goes on as it was, as long
as the time of its own credentials is not over; then it is closed.

It is a kind of lane of its own so that all others have nothing to look at.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Hashable, Sequence
from functools import partial
from math import inf

from sansredis.connection import BaseConnection, size_of
from sansredis.core.commands.command import Args
from sansredis.core.credentials import Login
from sansredis.core.errors import AuthenticationError, ConnectionError, CredentialsError, RedisError, ResponseError
from sansredis.core.modes import AUTH_FITS
from sansredis.core.options import Options
from sansredis.core.pool import Mode, Progress, Ticket
from sansredis.core.resp import Encoder
from sansredis.credentials import LaneCredentials
from sansredis.lane import Lane
from sansredis.lane_upkeep import Lease
from sansredis.runtime import Call, Runtime, Segments, earlier

# So long, or for half of its own time, a call waits for what could also be done later.
_PATIENCE = 5.0
_OVER = "the time of its credentials is over, and it took no others"
Request = Callable[..., Awaitable[None]]


class LoginLane(Lane):
    """A lane with a `credential_provider`.

    Attributes:
        credentials: those of the lane.
    """

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
        if slot is not None and (
            state.next_time <= self.runtime.now() or state.behind(slot.connection.login)  # type: ignore[union-attr]
        ):
            return None
        return super().start(call, data, size)

    async def _ride_first(self, call: Call, data: Segments, size: int, commands: Sequence[Args] = ()) -> BaseConnection:
        await self._keep(call.deadline)
        await self._log_in_shared(call.deadline)
        return await super()._ride_first(call, data, size, commands)

    async def _lease_first(
        self, call: Call, data: Segments, size: int, commands: Sequence[Args] = ()
    ) -> BaseConnection:
        ticket: Lease = Ticket()
        try:
            connection = await self.lease(ticket, call.deadline)
            await connection.request_alone(call, data, size, commands)
            self.give_back(ticket)
        except BaseException:
            self.orphans.append(ticket)
            self.sweep()
            raise
        return connection

    async def lease(self, ticket: Lease, deadline: float | None) -> BaseConnection:
        while True:
            if ticket.progress is not Progress.GRANTED:
                await self._keep(deadline)
            connection = await super().lease(ticket, deadline)
            if not self._behind(connection) or await self._prove(connection, connection.request_alone, deadline):
                return connection
            connection.abort()
            self.recover(ticket)
            ticket.progress, ticket.slot = Progress.NEW, None

    async def _keep(self, deadline: float | None) -> None:
        """Have the credentials renewed, if it is time.

        Raises:
            CredentialsError: their time is over, and there are no others. The connections are closed.
        """
        state, now = self.credentials.state, self.runtime.now()
        if state.spent(now):
            try:
                await self.credentials.replace(deadline)
            except CredentialsError:
                with self.guard:
                    self.state.invalidate()
                self.act()
                raise
        elif state.due(now) and state.asking is None:
            await self.credentials.renew(self._limit(deadline))

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
            if connection is None or not self._behind(connection) or connection in self._logging_in:
                continue
            if slot.mode is not Mode.SHARED or slot.suspended:
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
        credentials = self.credentials
        login = credentials.state.login
        assert login is not None
        auth = login.credentials.auth
        if auth is None:
            return False
        data = self._encode(auth)
        call = Call(self._limit(deadline))
        await request(call, data, size_of(data))
        now = self.runtime.now()
        if not isinstance(call.value, ResponseError):
            connection.login = login
            return True
        with credentials.guard:
            credentials.state.refused(login, now, credentials.chance(), live=True)
        return connection.login is not None and now < connection.login.expires

    async def request_held(
        self, connection: BaseConnection, call: Call, data: Segments, size: int, commands: Sequence[Args]
    ) -> None:
        state = connection.state
        if not state.owed and state.modes <= AUTH_FITS and not connection.closed:
            await self._keep(call.deadline)
            if self._behind(connection) and not await self._prove(connection, connection.request_alone, call.deadline):
                raise ConnectionError(f"the connection to {self.options.location} was lost: {connection.state.why}")
        await connection.request_alone(call, data, size, commands)

    # By hand

    def reauthenticate(self) -> None:
        """Have others asked for, and each connection log in with them before it is used again."""
        with self.credentials.guard:
            self.credentials.state.want()
