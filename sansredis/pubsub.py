"""Publish/subscribe: what a subscriber asks for and fetches. `sansredis.keeper` keeps it up.

What arrives and was not fetched yet waits in a queue of limited size. Fetching takes one thing out of it in one step,
and waits for nothing then: a caller who is cancelled leaves everything where it was.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from typing import Any

from sansredis.client import Client
from sansredis.core.commands.command import KeyT, S
from sansredis.core.errors import ConnectionError, DataError, PubSubError
from sansredis.core.keyspace import KeyEvent
from sansredis.core.pubsub import Kind
from sansredis.core.pubsub_messages import (
    Arrived,
    Confirmed,
    Gap,
    GapMessage,
    Handler,
    Matched,
    Message,
    Pong,
    Published,
    Subscription,
    gap_message,
    read_message,
)
from sansredis.core.pubsub_queue import MessageQueue, Policy
from sansredis.keeper import Keeper
from sansredis.runtime import Waiter

_CHANNEL, _PATTERN, _SHARD = Kind
__all__ = ["Confirmed", "Gap", "GapMessage", "KeyEvent", "Matched", "Message", "Pong", "Published", "Subscription"]

Names = KeyT | Subscription | Iterable[KeyT | Subscription]
"""What can be given to subscribe: a name, a name with its handler, or a list of such."""
Fetched = tuple[Any, Handler | None]
"""A message, and the handler that is to be called with it."""


class PubSubFlow(Keeper[S]):
    """The subscriptions of one subscriber. `Redis.pubsub` makes it, and says what it takes.

    Several threads, greenlets or tasks may use one at once: each message goes to one of those who wait.
    """

    def __init__(
        self,
        client: Client[S],
        *,
        ignore_subscribe_messages: bool = False,
        gaps: bool = True,
        gap_handler: Handler | None = None,
        queue_size: int = 1000,
        when_full: Policy = "block",
        health_check_interval: float | None = 15.0,
    ) -> None:
        self.ignore_subscribe_messages = ignore_subscribe_messages
        self._text = client._text
        self._gaps = gaps or gap_handler is not None
        self._gap_handler = gap_handler
        queue = MessageQueue(queue_size, when_full)
        super().__init__(client, queue, _interval(health_check_interval))
        # Of what is dropped, what is in the socket may be dropped, too: so it is looked at before anything is fetched.
        self._looks_first = not (queue.blocks or self._runtime.fed)

    # Subscribing

    async def _subscribe(self, kind: Kind, names: tuple[Names, ...], handlers: Mapping[str, Handler]) -> None:
        wanted = self._named(names)
        wanted.update(self._named([Subscription(name, handler) for name, handler in handlers.items()]))
        if not wanted:
            raise DataError(f"{_command(kind)} needs a name")
        self._check()
        ear = self._ear
        with ear.guard:
            first = ear.connection is None and ear.connecting is None and ear.state.attempt_at is None
            ear.state.subscribe(kind, wanted)
        if not first:
            await self._flush()
            ear.wake_all()
            return
        try:
            await self._connect()
        except BaseException:
            self._runtime.heal(ear.guard)
            with ear.guard:
                ear.state.give_up(kind, wanted)
            raise

    async def _unsubscribe(self, kind: Kind, names: tuple[KeyT | Iterable[KeyT], ...]) -> None:
        left = self._named(names)
        self._check()
        with self._ear.guard:
            self._ear.state.unsubscribe(kind, left)
        await self._flush()
        if not self.subscribed:
            self._ear.wake_all()

    async def _ping(self, message: KeyT | None) -> bool:
        self._check()
        encoded = None if message is None else self._encoded(message)
        ear = self._ear
        with ear.guard:
            if ear.connection is None:
                raise ConnectionError(f"not connected: {ear.state.trouble or 'nothing is subscribed to'}")
            ear.state.ping(encoded)
        await self._flush()
        return True

    def _named(self, names: Iterable[Any]) -> dict[bytes, Handler | None]:
        found: dict[bytes, Handler | None] = {}
        for name in names:
            if isinstance(name, Subscription):
                if name.handler is not None and not callable(name.handler):
                    raise DataError(f"the handler of {name.name!r} is not callable: {name.handler!r}")
                found[self._encoded(name.name)] = name.handler
            elif isinstance(name, (bytes, bytearray, memoryview, str)):
                found[self._encoded(name)] = None
            elif isinstance(name, Iterable):
                found.update(self._named(name))
            else:
                raise DataError(f"a channel or pattern is a str or bytes, not {name!r}")
        return found

    def _encoded(self, name: KeyT) -> bytes:
        if isinstance(name, str):
            options = self._client.options
            try:
                return name.encode(options.encoding, options.encoding_errors)
            except UnicodeEncodeError as error:
                raise DataError(f"{name!r} cannot be encoded: {error}") from None
        return bytes(name)

    @property
    def subscribed(self) -> bool:
        """Whether there is any subscription, whether or not there is a connection just now."""
        return self._ear.state.subscribed

    @property
    def connected(self) -> bool:
        """Whether there is a connection, as far as is known. If not, attempts go on while messages are awaited."""
        return self._ear.connection is not None

    @property
    def trouble(self) -> str | None:
        """Why there is no connection, or not all of the subscriptions yet, in words; None if all is well."""
        return self._ear.state.trouble

    @property
    def channels(self) -> dict[S, Handler | None]:
        """The channels subscribed to, with their handlers."""
        return self._names_of(_CHANNEL)

    @property
    def patterns(self) -> dict[S, Handler | None]:
        """The patterns subscribed to, with their handlers."""
        return self._names_of(_PATTERN)

    @property
    def shard_channels(self) -> dict[S, Handler | None]:
        """The shard channels subscribed to, with their handlers."""
        return self._names_of(_SHARD)

    def _names_of(self, kind: Kind) -> dict[Any, Handler | None]:
        with self._ear.guard:
            wanted = self._ear.state.wanted(kind)
        return wanted if self._text is None else {self._text(name): handler for name, handler in wanted.items()}

    # Fetching

    async def _next(self, ignore: bool, timeout: float | None, listening: bool = False) -> Fetched | None:
        """Fetch the next message.

        Args:
            ignore: leave confirmations out.
            timeout: seconds to wait; None: any number.
            listening: give up, too, when nothing is subscribed to.

        Returns:
            The message and the handler that is to be called with it, if there is one; None if there was none in time.
        """
        self._check()
        ear = self._ear
        ignore = ignore or self.ignore_subscribe_messages
        if self._looks_first and (connection := ear.connection) is not None:
            await connection.catch_up()
        found = self._take(ignore)
        if found is not None:
            return found
        runtime, waiter = self._runtime, Waiter()
        deadline = None if timeout is None else runtime.now() + timeout
        waited = False
        try:
            while True:
                runtime.ready(waiter)
                ear.line_up(waiter)
                found = self._take(ignore)
                if found is not None or (listening and not ear.state.subscribed):
                    return found
                if waited and deadline is not None and runtime.now() >= deadline:
                    return None
                waited = True
                if ear.keeper is waiter:
                    await self._keep(waiter, deadline)
                else:
                    await runtime.park_until(waiter, deadline)
                self._check()
                found = self._take(ignore)
                if found is not None:
                    return found
        except BaseException:
            runtime.heal(ear.guard)
            raise
        finally:
            # One step, which nothing can break off, before the others.
            if ear.keeper is waiter:
                ear.keeper = None
            try:
                ear.leave(waiter)
            except BaseException:
                ear.leave(waiter)
                raise

    async def _listen(self) -> Fetched | None:
        """Fetch the next message for an iteration. None: it is over."""
        if self._is_closed():
            return None
        try:
            return await self._next(False, None, listening=True)
        except PubSubError:
            if self._is_closed():
                return None
            raise

    def _at_hand(self) -> Any:
        """Fetch what was published and has arrived already, if that is all there is to do; else None."""
        ear = self._ear
        if self._looks_first or ear.closed or self._pool._last[1] is not self._lane or not ear.state.queue.published:
            return None
        with ear.guard:
            raw = ear.state.queue.take_plain()
        if ear.paused:
            ear.relieve()
        return None if raw is None else read_message(raw, self._text)

    def _take(self, ignore: bool) -> Fetched | None:
        ear = self._ear
        queue = ear.state.queue
        while True:
            with ear.guard:
                item = queue.take()
            if ear.paused:
                ear.relieve()
            if item is None:
                return None
            if isinstance(item, list):
                return read_message(item, self._text), None
            if isinstance(item, Arrived):
                if not ignore or not item.raw[0].endswith(b"subscribe"):
                    return read_message(item.raw, self._text), item.handler
            elif isinstance(item, Gap):
                if self._gaps:
                    since = item.since + time.time() - self._runtime.now()
                    return gap_message(item._replace(since=since)), self._gap_handler
            else:
                raise item

    def __repr__(self) -> str:
        counts = ((len(self._names_of(kind)), kind.name.lower()) for kind in Kind)
        what = ", ".join(f"{count} {name}{'s' if count > 1 else ''}" for count, name in counts if count)
        state = "closed" if self._ear.closed else self.trouble or ("connected" if self.connected else "not connected")
        return f"<{type(self).__module__}.{type(self).__name__} of {what or 'nothing'}, {state}>"


def _interval(seconds: float | None) -> float | None:
    if seconds is None or seconds == 0:
        return None
    if isinstance(seconds, bool) or not isinstance(seconds, (int, float)) or not seconds > 0:
        raise DataError(f"health_check_interval must be a number of seconds above 0, or None, not {seconds!r}")
    return float(seconds)


def _command(kind: Kind) -> str:
    return kind.value[0].decode().lower()
