"""Readers of streams, as the face shows them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Generic, Self

from sansredis.core.commands.command import S
from sansredis.core.streams import Found, StreamEntry
from sansredis.streams import ConsumerFlow, ReaderFlow

__all__ = ["GroupEntry", "StreamConsumer", "StreamEntry", "StreamReader"]


class StreamReader(ReaderFlow[S], AsyncIterator[StreamEntry[S]]):
    """An asynchronous iterator over the entries of streams; `Redis.stream_reader` says more."""

    async def __anext__(self) -> StreamEntry[S]:
        found = await self._next()
        if found is None:
            raise StopAsyncIteration
        return self._entry(found)


class GroupEntry(StreamEntry[S], Generic[S]):
    """An entry that was delivered to a consumer of a group."""

    __slots__ = ("_consumer", "_found")

    def __init__(self, consumer: StreamConsumer[S], found: Found) -> None:
        super().__init__(*consumer._parts(found))
        self._consumer = consumer
        self._found = found

    async def ack(self) -> bool:
        """Acknowledge it now. It is then not acknowledged again when the loop goes on.

        Returns:
            Whether it was pending; False if it was acknowledged, or the group does not have it any more.

        Raises:
            ConnectionError, TimeoutError: it is not known whether it was; that may be done again.
        """
        return await self._consumer._ack(self._found)

    def keep(self) -> None:
        """Leave it pending, although the loop goes on. It is given again after a restart, or when it is claimed."""
        self._found.settled = True


class StreamConsumer(ConsumerFlow[S], AsyncIterator[GroupEntry[S]]):
    """An asynchronous iterator over what a group's consumer is given; `Redis.stream_consumer` says more."""

    def __aiter__(self) -> Self:
        # What the last loop was at when it was left is not known to be done.
        self._state.leave()
        return self

    async def __anext__(self) -> GroupEntry[S]:
        found = await self._next()
        if found is None:
            raise StopAsyncIteration
        return GroupEntry(self, found)
