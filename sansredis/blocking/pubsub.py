"""Publish/subscribe, as the face shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Self

from sansredis.core.commands.command import KeyT, S
from sansredis.core.errors import PoolClosedError, PubSubError
from sansredis.core.keyspace import KeyEvent
from sansredis.core.pubsub import Kind
from sansredis.core.pubsub_messages import Handler, Message
from sansredis.keyspace import KeyspaceFlow
from sansredis.pubsub import Names
from sansredis.runtime import drive

from .entered import Entered

ExceptionHandler = Callable[[Exception, "PubSub[Any]", "Worker"], object]


class PubSub(KeyspaceFlow[S], Entered):
    """The subscriptions of one subscriber. `Redis.pubsub` makes it, and says what it takes.

    Several threads or greenlets may use one at once: each message goes to one of those who wait.
    """

    def subscribe(self, *names: Names, **handlers: Handler) -> None:
        """Subscribe to channels, until `unsubscribe` or `close`, whatever becomes of connections in between.

        The first time it connects; it does not wait for the server's confirmation, which comes as a message.

        Args:
            *names: channels, each a name or a `Subscription` with its handler, or lists of these.
            **handlers: functions that are called with the messages of the channel of that
                name, by whoever fetches them; `get_message` then returns None.

        Raises:
            DataError: there is no name, or one that cannot be sent.
            ConnectionError, TimeoutError: the first connection could not be made; this call has subscribed to nothing.
            PubSubError: it was closed.
        """
        drive(self._subscribe(Kind.CHANNEL, names, handlers))

    def psubscribe(self, *names: Names, **handlers: Handler) -> None:
        """Subscribe to the channels whose names match patterns, as ``news.*``; see `subscribe`."""
        drive(self._subscribe(Kind.PATTERN, names, handlers))

    def ssubscribe(self, *names: Names, **handlers: Handler) -> None:
        """Subscribe to shard channels (Redis 7.0), to which SPUBLISH publishes; see `subscribe`."""
        drive(self._subscribe(Kind.SHARD, names, handlers))

    def unsubscribe(self, *names: KeyT | list[KeyT]) -> None:
        """Unsubscribe from channels, or from all without names. The server's confirmations come as messages."""
        drive(self._unsubscribe(Kind.CHANNEL, names))

    def punsubscribe(self, *names: KeyT | list[KeyT]) -> None:
        """Unsubscribe from patterns, or from all without names."""
        drive(self._unsubscribe(Kind.PATTERN, names))

    def sunsubscribe(self, *names: KeyT | list[KeyT]) -> None:
        """Unsubscribe from shard channels, or from all without names."""
        drive(self._unsubscribe(Kind.SHARD, names))

    def subscribe_keys(
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
        drive(self._subscribe_keys(keys, db, handler, check))

    def subscribe_events(
        self,
        *events: KeyT,
        db: int | str | None = None,
        handler: Callable[[KeyEvent[S]], object] | None = None,
        check: bool = False,
    ) -> None:
        """Subscribe to events by their names, as ``expired`` or ``del``, whatever the key; see `subscribe_keys`.

        The server's ``notify-keyspace-events`` needs E for it, and the kinds of events, as in ``EA``.
        """
        drive(self._subscribe_events(events, db, handler, check))

    def ping(self, message: KeyT | None = None) -> bool:
        """Ask the server for a sign of life; the answer comes as a message of the type pong.

        Returns:
            True.

        Raises:
            ConnectionError: there is no connection now.
        """
        return drive(self._ping(message))

    def get_message(self, ignore_subscribe_messages: bool = False, timeout: float | None = 0.0) -> Message[S] | None:
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
        found = drive(self._next(ignore_subscribe_messages, timeout))
        if found is None:
            return None
        message, handler = found
        if handler is None:
            return message
        handler(message)
        return None

    def listen(self) -> Iterator[Message[S]]:
        """Iterate over the messages, as ``for message in pubsub`` does, until nothing is subscribed to or it is closed.

        Messages with a handler are given to that, and left out. Raises as `get_message` does.
        """
        while True:
            at_hand: Message[S] | None = self._at_hand()
            if at_hand is not None:
                yield at_hand
                continue
            found = drive(self._listen())
            if found is None:
                return
            message, handler = found
            if handler is None:
                yield message
            else:
                handler(message)

    def __iter__(self) -> Iterator[Message[S]]:
        return self.listen()

    def run_in_thread(
        self,
        sleep_time: float = 0.0,
        daemon: bool = False,
        exception_handler: ExceptionHandler | None = None,
    ) -> Worker:
        """Have a thread (under gevent: a greenlet) of its own fetch the messages and call the handlers.

        Args:
            sleep_time: not needed, as messages are handled when they come; for those who come from redis-py.
            daemon: whether the program may end although the thread runs.
            exception_handler: is called with each exception, this, and the worker; the worker goes on. Without one, the
                first exception ends it: it is shown as the runtime shows such, and `Worker.join` raises it.

        Returns:
            The worker, which has begun.

        Raises:
            PubSubError: there is a subscription without a handler.
        """
        self._check_handlers()
        return Worker(self, daemon, exception_handler)

    def close(self) -> None:
        """End all subscriptions and give the connection back. Never waits; may be repeated. Who waits gets an error."""
        self._leave()

    def __enter__(self) -> Self:
        return self


class Worker:
    """What `PubSub.run_in_thread` returns: a thread or greenlet that fetches the messages until `stop`, or an error.

    Attributes:
        exception: what ended it, or None.
    """

    def __init__(self, pubsub: PubSub[Any], daemon: bool, exception_handler: ExceptionHandler | None) -> None:
        self.exception: BaseException | None = None
        self._pubsub = pubsub
        self._handle = exception_handler
        runtime: Any = pubsub._runtime
        self._thread = runtime.start_worker(self._run, daemon)

    def _run(self) -> None:
        pubsub, handle = self._pubsub, self._handle
        try:
            while not pubsub._is_closed():
                try:
                    pubsub.get_message(ignore_subscribe_messages=True, timeout=None)
                except Exception as error:
                    if isinstance(error, PubSubError) and pubsub._is_closed():
                        return
                    if handle is None or isinstance(error, PoolClosedError):
                        raise
                    handle(error, pubsub, self)
        except BaseException as error:
            self.exception = error
            raise
        finally:
            pubsub.close()

    def stop(self) -> None:
        """Have it end, by closing the subscriber. A handler that runs just now comes to its end. Does not wait."""
        self._pubsub.close()

    def join(self, timeout: float | None = None) -> None:
        """Wait for its end.

        Args:
            timeout: seconds to wait at most; None: as long as it takes.

        Raises:
            Exception: what ended it.
        """
        self._thread.join(timeout)
        if self.exception is not None:
            raise self.exception

    def is_alive(self) -> bool:
        """Whether it still runs."""
        alive: bool = self._thread.is_alive()
        return alive

    def __repr__(self) -> str:
        ended = f"ended by {self.exception!r}" if self.exception is not None else "ended"
        return f"<Worker of {self._pubsub!r}, {'alive' if self.is_alive() else ended}>"
