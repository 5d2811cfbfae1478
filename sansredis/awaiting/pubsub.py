"""Publish/subscribe, as the face shows it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from inspect import isawaitable
from typing import Any, Generic, Self

from sansredis.core.commands.command import KeyT, S
from sansredis.core.errors import PoolClosedError, PubSubError
from sansredis.core.keyspace import KeyEvent
from sansredis.core.pubsub import Kind
from sansredis.core.pubsub_messages import Handler, Message
from sansredis.keyspace import KeyspaceFlow
from sansredis.pubsub import Names

from .entered import Entered

ExceptionHandler = Callable[[Exception, "PubSub[Any]"], object]


class PubSub(KeyspaceFlow[S], Entered):
    """The subscriptions of one subscriber. `Redis.pubsub` makes it, and says what it takes.

    Several tasks may use one at once: each message goes to one of those who wait.
    """

    async def subscribe(self, *names: Names, **handlers: Handler) -> None:
        """Subscribe to channels, until `unsubscribe` or `close`, whatever becomes of connections in between.

        The first time it connects; it does not wait for the server's confirmation, which comes as a message.

        Args:
            *names: channels, each a name or a `Subscription` with its handler, or lists of these.
            **handlers: functions, coroutine functions too, that are called with the messages of the channel of that
                name, by whoever fetches them; `get_message` then returns None.

        Raises:
            DataError: there is no name, or one that cannot be sent.
            ConnectionError, TimeoutError: the first connection could not be made; this call has subscribed to nothing.
            PubSubError: it was closed.
        """
        await self._subscribe(Kind.CHANNEL, names, handlers)

    async def psubscribe(self, *names: Names, **handlers: Handler) -> None:
        """Subscribe to the channels whose names match patterns, as ``news.*``; see `subscribe`."""
        await self._subscribe(Kind.PATTERN, names, handlers)

    async def ssubscribe(self, *names: Names, **handlers: Handler) -> None:
        """Subscribe to shard channels (Redis 7.0), to which SPUBLISH publishes; see `subscribe`."""
        await self._subscribe(Kind.SHARD, names, handlers)

    async def unsubscribe(self, *names: KeyT | list[KeyT]) -> None:
        """Unsubscribe from channels, or from all without names. The server's confirmations come as messages."""
        await self._unsubscribe(Kind.CHANNEL, names)

    async def punsubscribe(self, *names: KeyT | list[KeyT]) -> None:
        """Unsubscribe from patterns, or from all without names."""
        await self._unsubscribe(Kind.PATTERN, names)

    async def sunsubscribe(self, *names: KeyT | list[KeyT]) -> None:
        """Unsubscribe from shard channels, or from all without names."""
        await self._unsubscribe(Kind.SHARD, names)

    async def subscribe_keys(
        self,
        *keys: KeyT,
        db: int | str | None = None,
        handler: Callable[[KeyEvent[S]], object] | None = None,
        check: bool = False,
    ) -> None:
        """Subscribe to what happens to keys (keyspace notifications). `KeyEvent.of` reads the messages.

        The server tells it only if its ``notify-keyspace-events`` has K and the kinds of events, as in ``KA``.

        Args:
            *keys: keys, or patterns of keys, as ``user:*``.
            db: the database; None is the client's, "*" any.
            handler: is called with each `KeyEvent`.
            check: ask the server first whether it tells anything, by CONFIG GET.

        Raises:
            PubSubError: *check* was asked for, and the server's setting is off.
            DataError, ConnectionError, TimeoutError: as `subscribe` does.
        """
        await self._subscribe_keys(keys, db, handler, check)

    async def subscribe_events(
        self,
        *events: KeyT,
        db: int | str | None = None,
        handler: Callable[[KeyEvent[S]], object] | None = None,
        check: bool = False,
    ) -> None:
        """Subscribe to events by their names, as ``expired`` or ``del``, whatever the key; see `subscribe_keys`.

        The server's ``notify-keyspace-events`` needs E for it, and the kinds of events, as in ``EA``.
        """
        await self._subscribe_events(events, db, handler, check)

    async def ping(self, message: KeyT | None = None) -> bool:
        """Ask the server for a sign of life; the answer comes as a message of the type pong.

        Returns:
            True.

        Raises:
            ConnectionError: there is no connection now.
        """
        return await self._ping(message)

    async def get_message(
        self, ignore_subscribe_messages: bool = False, timeout: float | None = 0.0
    ) -> Message[S] | None:
        """Fetch the next message.

        Here is where subscriptions are kept up: an idle server is asked for a sign of life, and a lost connection is
        made anew. One attempt to connect may take longer than *timeout*; `socket_connect_timeout` limits it.

        Args:
            ignore_subscribe_messages: leave out the confirmations of subscribe and unsubscribe.
            timeout: seconds to wait; 0 takes what has arrived already, None waits as long as it takes.

        Returns:
            The message; None if there is none in time, or if there was one and its handler was called.

        Raises:
            PubSubError: it was closed.
            ResponseError: the server refused a subscription, which counts for nothing then.
            SlowConsumerError: messages were dropped, with ``when_full="error"``.
            PoolClosedError: the pool was closed.
        """
        message: Message[S] | None = self._at_hand()
        if message is not None:
            return message
        found = await self._next(ignore_subscribe_messages, timeout)
        if found is None:
            return None
        message, handler = found
        if handler is None:
            return message
        await _called(handler, message)
        return None

    def listen(self) -> Listening[S]:
        """Iterate over the messages, as ``async for message in pubsub`` does.

        It ends when nothing is subscribed to, or it is closed. Messages with a handler are given to that, and left
        out. Raises as `get_message` does.
        """
        return Listening(self)

    def __aiter__(self) -> Listening[S]:
        return self.listen()

    async def run(self, *, exception_handler: ExceptionHandler | None = None, poll_timeout: float = 1.0) -> None:
        """Fetch the messages and call the handlers, until it is closed: ``nursery.start_soon(pubsub.run)``.

        Args:
            exception_handler: is called (and awaited, if that is what it wants) with each exception and this; it goes
                on. Without one the first exception is raised, where the task was started.
            poll_timeout: not needed, as messages are handled when they come; for those who come from redis-py.

        Raises:
            PubSubError: there is a subscription without a handler.
            PoolClosedError: the pool was closed.
        """
        self._check_handlers()
        while not self._is_closed():
            try:
                await self.get_message(ignore_subscribe_messages=True, timeout=None)
            except Exception as error:
                if isinstance(error, PubSubError) and self._is_closed():
                    return
                if exception_handler is None or isinstance(error, PoolClosedError):
                    raise
                outcome = exception_handler(error, self)
                if isawaitable(outcome):
                    await outcome

    async def aclose(self) -> None:
        """End all subscriptions and give the connection back. Never waits; may be repeated. Who waits gets an error."""
        self._leave()

    async def __aenter__(self) -> Self:
        return self


class Listening(Generic[S]):
    """The messages of a subscriber, for ``async for``. It may be left and gone on with at any moment."""

    def __init__(self, pubsub: PubSub[S]) -> None:
        self._pubsub = pubsub

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Message[S]:
        at_hand: Message[S] | None = self._pubsub._at_hand()
        if at_hand is not None:
            return at_hand
        while True:
            found = await self._pubsub._listen()
            if found is None:
                raise StopAsyncIteration
            message: Message[S]
            message, handler = found
            if handler is None:
                return message
            await _called(handler, message)


async def _called(handler: Handler, message: Any) -> None:
    outcome: Awaitable[Any] | Any = handler(message)
    if isawaitable(outcome):
        await outcome
