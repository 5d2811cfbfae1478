"""What a subscriber has on his connection: an ear, which takes in what the connection hears and wakes who waits for it.

Whoever reads calls it, be that an event loop, a hub or another caller; so nothing of the user's runs here. It knows
nothing of the lease, and the connection knows nothing of the subscriber but the ear: a subscriber who was forgotten can
be collected, and his lease with him.
"""

from __future__ import annotations

from collections import deque
from random import random

from sansredis.connection import BaseConnection
from sansredis.core.errors import ConnectionError, PubSubError
from sansredis.core.pubsub import PubSubState, Request
from sansredis.core.resp import Push
from sansredis.runtime import Call, Runtime, Waiter


class Asked(Call):
    """A command of a subscriber, on its way. Nobody waits for it: what it is answered comes in among the messages."""

    aside = True

    def __init__(self, request: Request) -> None:
        super().__init__()
        self.request = request


class Ear:
    """The listener of a subscriber's connections, one after the other.

    Attributes:
        state: what is wanted and what has arrived. Only looked at or changed under the guard.
        connection: the one there is now, or None.
        keeper: who of those who wait does what keeps the subscriptions up; he alone reads, connects again and pings.
        connecting, writing: who makes a connection now, and who writes on it.
        paused: whether the connection was asked not to read.
        closed: whether the subscriber has closed for good.
    """

    def __init__(self, state: PubSubState, runtime: Runtime) -> None:
        self.state = state
        self.runtime = runtime
        self.guard = runtime.guard()
        self.connection: BaseConnection | None = None
        self.keeper: Waiter | None = None
        self.connecting: object = None
        self.writing: object = None
        self.paused = False
        self.closed = False
        self._waiting: deque[Waiter] = deque()
        # Set while what arrived is taken in: who finds it set knows that somebody was torn away in the middle of it.
        self._hearing = False

    # The connection's side

    def begin(self, connection: BaseConnection) -> None:
        """Listen to a new connection.

        Raises:
            PubSubError: the subscriber was closed meanwhile.
        """
        with self.guard:
            if self.closed:
                raise PubSubError("this subscriber was closed")
            self.connection = connection
            self.paused = self._hearing = False
            connection.attach(self)
            self.state.opened(self.runtime.now())

    def end(self) -> None:
        """Listen no longer. The connection serves nobody any more."""
        with self.guard:
            connection, self.connection = self.connection, None
            if connection is not None:
                connection.attach(None)
                self.state.lost(self.runtime.now(), "the subscriber gave it up", random())

    def heard(self, connection: BaseConnection) -> None:
        if connection is not self.connection:
            return
        with self.guard:
            torn = self._hearing
            if not torn:
                self._take_in(connection)
                queue = self.state.queue
                if queue.full and queue.blocks and not self.paused:
                    self.paused = True
                    connection.pause()
        if torn:
            connection.abort(ConnectionError("the reading of messages was interrupted"))
        elif not self.state.subscribed:
            self.wake_all()
        elif len(self.state.queue):
            self.wake()

    def _take_in(self, connection: BaseConnection) -> None:
        state, now, pushes = self.state, self.runtime.now(), connection.state.pushes
        self._hearing = True
        state.heard(now)
        while pushes:
            item = pushes.popleft()
            if isinstance(item, Push):
                state.receive(item, now)
            elif isinstance(item, Asked):
                state.answered(item.request, item.value)
        self._hearing = False

    def ended(self, connection: BaseConnection) -> None:
        if connection is not self.connection:
            return
        with self.guard:
            if not self._hearing:
                self._take_in(connection)
            self.connection = None
            self.state.lost(self.runtime.now(), str(connection.state.why), random())
        self.wake_all()

    # The subscriber's side

    def line_up(self, waiter: Waiter) -> None:
        """Wait in line. The first who does, and finds nobody keeping, becomes the keeper."""
        with self.guard:
            if waiter not in self._waiting:
                self._waiting.append(waiter)
            if self.keeper is None:
                self.keeper = waiter

    def leave(self, waiter: Waiter) -> None:
        """Leave the line. If there is something left to be done, or to be had, the next one is woken for it."""
        try:
            self._waiting.remove(waiter)
        except ValueError:
            pass
        if self._waiting and (self.keeper is None or len(self.state.queue)):
            self.wake()

    def wake(self) -> None:
        """Wake the first in line."""
        for waiter in tuple(self._waiting)[:1]:
            self.runtime.unpark(waiter)

    def wake_all(self) -> None:
        """Wake all who wait: there is news for each of them."""
        for waiter in tuple(self._waiting):
            self.runtime.unpark(waiter)

    def relieve(self) -> None:
        """Have the connection read again, once enough has been fetched."""
        queue = self.state.queue
        if self.paused and queue.published <= queue.limit // 2:
            self.paused = False
            if self.connection is not None:
                self.connection.resume()

    def begin_anew(self) -> None:
        """Forget who waited in an event loop that has ended."""
        self._waiting.clear()
        self.keeper = None
        self.connecting = self.writing = None
