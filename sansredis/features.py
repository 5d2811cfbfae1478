"""What a client offers beside commands, as each face makes it.

Written once for both faces. What a method returns is a class of the face that it is called on, of the module that one
of the private methods imports when it is asked for, since importing a door stays cheap. The types of these stand in
``features.pyi`` of each face, which ``tools/make_faces.py`` writes from here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

from sansredis.core.commands.command import KeyT, S
from sansredis.features_locks import Locks

T = TypeVar("T")

if TYPE_CHECKING:
    from sansredis.core.commands.arguments_streams import StreamIdT
    from sansredis.core.pubsub_messages import GapMessage
    from sansredis.core.pubsub_queue import Policy

    class Library:
        """The face's own."""

    class Monitor:
        """The face's own."""

    class Pipeline(Generic[S]):
        """The face's own."""

    class PubSub(Generic[S]):
        """The face's own."""

    class Script(Generic[T]):
        """The face's own."""

    class StreamConsumer(Generic[S]):
        """The face's own."""

    class StreamReader(Generic[S]):
        """The face's own."""


class Features(Locks[S]):
    """What a client has and a single connection has not."""

    # The face's modules of these names.

    def _monitor(self) -> Any:
        raise NotImplementedError

    def _pipeline(self) -> Any:
        raise NotImplementedError

    def _pubsub(self) -> Any:
        raise NotImplementedError

    def _scripts(self) -> Any:
        raise NotImplementedError

    def _streams(self) -> Any:
        raise NotImplementedError

    def stream_reader(
        self,
        streams: KeyT | Iterable[KeyT] | Mapping[KeyT, StreamIdT],
        start: StreamIdT = "0",
        *,
        prefetch: int = 100,
        timeout: float | None = None,
    ) -> StreamReader[S]:
        """Iterate over the entries of streams, those that are there and then new ones, by ``for`` or ``async for``.

        The iterator may be left at any moment, and be used on afterwards; after an error, too: it goes on where it was.

        Args:
            streams: one stream, several, or each with the id after which to begin.
            start: that id for all of them. ``"0"``: at the beginning. ``"$"``: with what comes from now on, which means
                from the first step of the iterator.
            prefetch: entries to ask for at once, at most.
            timeout: end when there was nothing new for so many seconds; 0: at the end of what is there. None: never.

        Returns:
            An iterator, asynchronous where commands are, of entries with ``stream``, ``id`` and ``fields``. While it
            waits it has a connection for itself, for 5 seconds at a time.

        Raises:
            DataError: an argument is wrong.

        See https://redis.io/commands/xread/
        """
        made: StreamReader[S] = self._streams().StreamReader(self, streams, start, prefetch, timeout)
        return made

    def stream_consumer(
        self,
        streams: KeyT | Iterable[KeyT],
        group: KeyT,
        consumer: KeyT,
        *,
        start: StreamIdT = "0",
        auto_ack: bool = True,
        ack_batch: int = 1,
        claim_idle: float | None = None,
        prefetch: int = 10,
        timeout: float | None = None,
    ) -> StreamConsumer[S]:
        """Iterate over what a consumer of a group is given: first what it had not acknowledged, then what is new.

        An entry is acknowledged when the loop asks for the next one. It stays pending if the loop is left in its body,
        by ``break``, an exception or a cancellation; if ``entry.keep()`` was called; or if the program ends. So each
        entry is given at least once, and now and then more than once.

        Args:
            streams: one stream, or several.
            group: the group. It is made, and the streams too, if there is none.
            consumer: the name of this one; keep it over restarts, and give each that runs at the same time its own.
            start: where a group begins that is made: ``"0"`` with what is there, ``"$"`` with what comes from then on.
            auto_ack: False: only ``entry.ack()`` acknowledges.
            ack_batch: acknowledge so many at once, or as many as there are before waiting for new ones. That is faster;
                leaving the loop, or a crash, then leaves up to so many pending that were dealt with.
            claim_idle: take over what other consumers have had for so many seconds without acknowledging it (Redis
                6.2). It has to be longer than dealing with *prefetch* entries may take. None: never.
            prefetch: entries to ask for at once, at most. Others cannot get these meanwhile.
            timeout: end when there was nothing new for so many seconds; 0: at the end of what is there. None: never.

        Returns:
            An iterator, asynchronous where commands are, of entries with ``stream``, ``id``, ``fields``, ``ack()`` and
            ``keep()``. After an error it may be used on: what the server may have handed over unheard is asked for
            again.

        Raises:
            DataError: an argument is wrong.

        See https://redis.io/commands/xreadgroup/
        """
        ways = (start, auto_ack, ack_batch, claim_idle, prefetch, timeout)
        made: StreamConsumer[S] = self._streams().StreamConsumer(self, streams, group, consumer, *ways)
        return made

    def pubsub(
        self,
        *,
        ignore_subscribe_messages: bool = False,
        gaps: bool = True,
        gap_handler: Callable[[GapMessage], object] | None = None,
        queue_size: int = 1000,
        when_full: Policy = "block",
        health_check_interval: float | None = 15.0,
    ) -> PubSub[S]:
        """Make a subscriber. He connects with the first subscription, on a connection that is his until he is closed.

        Args:
            ignore_subscribe_messages: whether the server's confirmations are left out of the messages.
            gaps: whether he is told, by a message of the type gap, where messages may be missing: the connection was
                lost, or the queue full.
            gap_handler: is called with these messages, like a handler.
            queue_size: how many messages wait in the queue at most.
            when_full: what becomes of further ones. "block" leaves them to the server, which ends the connection when
                it has too many; "drop_oldest" and "drop_newest" drop, and tell the gap; "error" drops the newest and
                raises `SlowConsumerError`.
            health_check_interval: after so many seconds of silence the server is asked for a sign of life; if there is
                none within `socket_timeout`, he connects anew. None or 0: never.

        Returns:
            The subscriber.

        Raises:
            DataError: an option is wrong.
        """
        made: PubSub[S] = self._pubsub().PubSub(
            self,
            ignore_subscribe_messages=ignore_subscribe_messages,
            gaps=gaps,
            gap_handler=gap_handler,
            queue_size=queue_size,
            when_full=when_full,
            health_check_interval=health_check_interval,
        )
        return made

    def monitor(self) -> Monitor:
        """Watch every command that the server runs, for any client: ``with r.monitor() as monitor``, or ``async with``.

        It has a connection of its own, which is closed when the block is left.

        Returns:
            A monitor. Entering it leases the connection, and raises what that raises; `ResponseError` if MONITOR was
            refused.

        See https://redis.io/commands/monitor/
        """
        made: Monitor = self._monitor().Monitor(self.connection_pool)
        return made

    @overload
    def register_script(self, script: KeyT, *, read_only: bool = ..., reply: None = ...) -> Script[Any]: ...
    @overload
    def register_script(self, script: KeyT, *, read_only: bool = ..., reply: Callable[[Any], T]) -> Script[T]: ...
    def register_script(
        self, script: KeyT, *, read_only: bool = False, reply: Callable[[Any], Any] | None = None
    ) -> Script[Any]:
        """Make a script that is called like a function: ``add(keys=["k"], args=[3])``. Nothing is sent yet.

        Args:
            script: its source, in Lua.
            read_only: have the server refuse its writes, and run it on replicas, too (Redis 7.0). Only such a script
                is run again when its reply was lost.
            reply: makes the value to return of what comes back, say ``int``. It has to take None if that may come.

        Returns:
            The script. It may be called from anywhere the client may.

        See https://redis.io/docs/latest/develop/programmability/eval-intro/
        """
        made: Script[Any] = self._scripts().Script(self, script, read_only, reply)
        return made

    def register_library(self, code: KeyT) -> Library:
        """Make a library of functions (Redis 7.0): ``library.call("add", keys=["k"], args=[3])``. Nothing is sent yet.

        Args:
            code: its source, which begins with a line like ``#!lua name=mylib``.

        Returns:
            The library. The server gets it when it is first missing, or by `Library.load`.

        Raises:
            DataError: its first line gives no name.

        See https://redis.io/docs/latest/develop/programmability/functions-intro/
        """
        made: Library = self._scripts().Library(self, code)
        return made

    def pipeline(self, transaction: bool = True, shard_hint: None = None) -> Pipeline[S]:
        """Begin a pipeline: commands are queued and sent together.

        Args:
            transaction: whether they are executed in one go, without any other client's command between them
                (MULTI and EXEC). Otherwise they only go out together.
            shard_hint: has no meaning; redis-py has it.

        Returns:
            An empty pipeline.
        """
        made: Pipeline[S] = self._pipeline().Pipeline(self, transaction)
        return made
