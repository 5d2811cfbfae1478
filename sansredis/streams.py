"""Reading streams: ask, give, acknowledge, in the order that the pure state says.

Nothing is held between two questions: a reader may be left at any moment. What a consumer of a group had, and has not
acknowledged, is still pending with it on the server.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from math import inf
from typing import Any, Generic

from sansredis.client import Client
from sansredis.core.commands.arguments_streams import StreamIdT
from sansredis.core.commands.command import KeyT, S
from sansredis.core.errors import DataError, ResponseError
from sansredis.core.streams import (
    COMMANDS,
    ConsumerState,
    Found,
    ReaderState,
    ReadingState,
    StreamEntry,
    check_number,
    check_seconds,
    keys_of,
)


class StreamFlow(Generic[S]):
    """Entries of streams, one by one."""

    def __init__(self, client: Client[S], state: ReadingState, timeout: float | None) -> None:
        check_seconds("timeout", timeout)
        self._client = client
        self._state = state
        self._timeout = timeout

    async def _next(self) -> Found | None:
        """The next entry; None if there was none for as long as was to be waited."""
        state, now = self._state, self._client._runtime.now
        state.go_on()
        end = inf if self._timeout is None else now() + self._timeout
        while True:
            found = state.give()
            if found is not None:
                return found
            command = state.ask(now(), end - now())
            try:
                state.answered(await self._client._execute(command), now())
            except ResponseError as error:
                if not state.refused(error):
                    raise
            except BaseException as error:
                state.failed(error)
                raise
            if state.idle and now() >= end:
                return None

    def _text(self, raw: bytes) -> Any:
        text = self._client._text
        return raw if text is None else text(raw)

    def _parts(self, found: Found) -> tuple[S, S, dict[S, S]]:
        """An entry's stream, id and fields, as the caller wants them."""
        text: Callable[[bytes], Any] = self._text
        return text(found.key), text(found.id), {text(name): text(value) for name, value in found.fields.items()}


class ReaderFlow(StreamFlow[S]):
    """A reader that remembers by itself how far it came."""

    def __init__(
        self,
        client: Client[S],
        streams: KeyT | Iterable[KeyT] | Mapping[KeyT, StreamIdT],
        start: StreamIdT,
        prefetch: int,
        timeout: float | None,
    ) -> None:
        check_number("prefetch", prefetch)
        keys = keys_of(streams, encoder(client))
        starts = streams.values() if isinstance(streams, Mapping) else [start] * len(keys)
        super().__init__(client, ReaderState(dict(zip(keys, starts, strict=True)), prefetch), timeout)

    def _entry(self, found: Found) -> StreamEntry[S]:
        return StreamEntry(*self._parts(found))


class ConsumerFlow(StreamFlow[S]):
    """A member of a group."""

    def __init__(
        self,
        client: Client[S],
        streams: KeyT | Iterable[KeyT],
        group: KeyT,
        consumer: KeyT,
        start: StreamIdT,
        auto_ack: bool,
        ack_batch: int,
        claim_idle: float | None,
        prefetch: int,
        timeout: float | None,
    ) -> None:
        check_number("prefetch", prefetch)
        check_number("ack_batch", ack_batch)
        check_seconds("claim_idle", claim_idle)
        if isinstance(streams, Mapping):
            raise DataError("streams: the group knows how far it has come; give the keys only, and start")
        state = ConsumerState(
            keys_of(streams, encoder(client)),
            group,
            consumer,
            start=start,
            prefetch=prefetch,
            claim_idle=claim_idle,
            auto_ack=auto_ack,
            ack_batch=ack_batch,
        )
        super().__init__(client, state, timeout)
        self.group = group
        self.consumer = consumer

    async def _ack(self, found: Found) -> bool:
        acknowledged = await self._client._execute(COMMANDS.xack(found.key, self.group, found.id))
        found.settled = True
        return acknowledged > 0

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.consumer!r} of {self.group!r}>"


def encoder(client: Client[Any]) -> Callable[[str], bytes]:
    """What makes bytes of names, as the client does."""
    encoding, errors = client.options.encoding, client.options.encoding_errors
    return lambda text: text.encode(encoding, errors)
