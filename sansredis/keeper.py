"""Keeping a subscriber's connection up: leasing it, asking for what is wanted, a sign of life, and another one.

Its law: **nothing is done in the background**. Of those who wait for messages one is the keeper: he reads (where no
event loop does), asks an idle server for a sign of life, and connects anew when the connection is lost, for ever. So
what there is to be known comes out of a call of the subscriber.
"""

from __future__ import annotations

from os import getpid
from random import random
from typing import Any, Generic

from sansredis.client import Client
from sansredis.connection import size_of
from sansredis.core.commands.command import S
from sansredis.core.errors import ConnectionError, PoolClosedError, PubSubError, RedisError, TimeoutError
from sansredis.core.pool import Progress, Ticket
from sansredis.core.pubsub import PubSubState
from sansredis.core.pubsub_queue import MessageQueue
from sansredis.ear import Asked, Ear
from sansredis.lane import Lane
from sansredis.lane_upkeep import Lease
from sansredis.runtime import Waiter, earlier


class Keeper(Generic[S]):
    """What a subscriber has to do with connections."""

    def __init__(self, client: Client[S], queue: MessageQueue, interval: float | None) -> None:
        self._client = client = client._lasting()
        self._pool = client.connection_pool
        self._runtime = client._runtime
        patience = interval if client._timeout is None else client._timeout
        self._ear = Ear(PubSubState(queue, interval=interval, patience=patience), self._runtime)
        self._lane: Lane | None = None
        self._ticket: Lease | None = None
        self._scope: Any = None
        self._pid = 0

    async def _keep(self, waiter: Waiter, deadline: float | None) -> None:
        """Do the next thing that is needed, then wait: until something arrives, or is due, or the deadline."""
        ear, now = self._ear, self._runtime.now()
        state, connection = ear.state, ear.connection
        if connection is None:
            await self._keep_trying(waiter, deadline)
            return
        until = deadline
        if self._lane is not None and self._lane.logs_in:
            lane: Any = self._lane
            until = earlier(deadline, await lane.see_to_login(connection, state, ear.guard, self._client._deadline()))
            if connection.closed:
                return
        with ear.guard:
            state.tick(now)
            overdue = state.overdue(now)
        if overdue:
            # It may all be there, and only this process was not.
            await connection.catch_up()
            if state.overdue(self._runtime.now()):
                silence = f"{self._pool.options.location} has not been heard in time"
                connection.abort(TimeoutError(silence))
            return
        if state.has_requests:
            await self._flush()
        await connection.attend(waiter, earlier(until, state.next_time))

    async def _keep_trying(self, waiter: Waiter, deadline: float | None) -> None:
        ear, runtime = self._ear, self._runtime
        attempt_at = ear.state.attempt_at
        if not ear.state.subscribed or ear.connecting is not None:
            await runtime.park_until(waiter, deadline)
        elif attempt_at is not None and runtime.now() < attempt_at:
            await runtime.park_until(waiter, earlier(deadline, attempt_at))
        else:
            try:
                await self._connect()
            except PoolClosedError:
                raise
            except RedisError:
                pass  # noted in the state; the next attempt will come

    async def _connect(self) -> None:
        """Lease a connection, and ask on it for everything that is wanted."""
        ear, runtime, me, began = self._ear, self._runtime, object(), False
        try:
            with ear.guard:
                if ear.connecting is not None or ear.connection is not None:
                    return
                ear.connecting = me
            self._give_back()
            self._scope, self._pid = runtime.scope(), getpid()
            self._lane = lane = self._pool.lane()
            ticket: Lease = Ticket()
            self._ticket = ticket
            lane.hold(self, ticket)
            connection = await lane.lease(ticket, self._client._deadline())
            ear.begin(connection)
            began = True
            await self._flush()
            if ear.connection is not connection and not ear.closed:
                raise ConnectionError(f"the connection was lost at once: {connection.state.why}")
        except RedisError as error:
            self._give_back()
            if not began:
                with ear.guard:
                    ear.state.failed(runtime.now(), str(error), random())
            raise
        except BaseException:
            self._recover()
            raise
        finally:
            if ear.connecting is me:
                ear.connecting = None
            ear.wake_all()

    async def _flush(self) -> None:
        """Send what is to be sent, unless somebody else does so already."""
        ear, runtime, me = self._ear, self._runtime, object()
        try:
            while True:
                with ear.guard:
                    connection = ear.connection
                    if connection is None or ear.writing not in (None, me):
                        return
                    request = ear.state.next_request(runtime.now())
                    ear.writing = None if request is None else me
                if request is None:
                    return
                data = self._client._encode(request.args)
                commands = [] if request.args[0] in (b"PING", b"AUTH") else [request.args]
                await connection.tell(Asked(request), data, size_of(data), commands, self._client._deadline())
        except ConnectionError:
            return  # whoever keeps the subscriptions up connects anew
        except BaseException:
            runtime.heal(ear.guard)
            connection = ear.connection
            if connection is not None:
                connection.abort(ConnectionError("a subscriber gave up in the middle of a command"))
            raise
        finally:
            if ear.writing is me:
                ear.writing = None

    # The lease, and the end

    def _is_closed(self) -> bool:
        return self._ear.closed

    def _check(self) -> None:
        if self._ear.closed:
            raise PubSubError("this subscriber was closed; make a new one with pubsub()")
        if self._lane is not None and self._pool.lane() is not self._lane:
            self._move()

    def _move(self) -> None:
        """The caller is somewhere else than where the connection is: say so, unless it ended there."""
        if self._pid != getpid():
            raise PubSubError("this subscriber belongs to the parent process; make a new one with pubsub()")
        if not self._runtime.is_over(self._scope):
            raise PubSubError("this subscriber is in use in another event loop or thread's hub; make one for each")
        self._ear.begin_anew()
        self._give_back()
        self._lane = None

    def _give_back(self) -> None:
        lane, ticket = self._lane, self._ticket
        self._ear.end()
        if lane is None or ticket is None or ticket.progress is not Progress.GRANTED:
            # Whoever is about to get it will see that nobody wants it any more.
            return
        try:
            lane.give_back(ticket, spent=True)
        except BaseException:
            lane.recover(ticket)
            raise
        self._ticket = None

    def _recover(self) -> None:
        self._runtime.heal(self._ear.guard)
        self._ear.end()
        if self._lane is not None and self._ticket is not None:
            self._lane.recover(self._ticket)

    def _leave(self) -> None:
        ear = self._ear
        if self._pid not in (0, getpid()):
            # In the child of a fork. A thread that is only in the parent may have the guard.
            ear.closed = True
            return
        with ear.guard:
            ear.closed = True
        if self._lane is not None:
            self._runtime.run_in(self._scope, self._give_back)
        ear.wake_all()
