"""Client-side caching at work: a call that needs no server, if nothing has changed, and one that does otherwise.

What may be given out is `core.tracking`'s to say. What is decided here is when to look for news: before each reply that
is given out, the operating system is asked whether its connection has something to read. If so, that is taken in first;
if somebody else is about to read it, or there is no end of it, the call goes to the server. And callers that find all
they want in the cache still let others have their turn now and then.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from typing import Any, Protocol, TypeVar

from sansredis.connection import BaseConnection
from sansredis.core.cache_options import MISS
from sansredis.core.commands.cacheable import CACHEABLE, changed_keys, is_cacheable
from sansredis.core.commands.command import Args, Command, Decoder
from sansredis.core.commands.key_places import find_keys
from sansredis.core.errors import DataError
from sansredis.core.options import Options
from sansredis.core.resp import Encoder
from sansredis.core.tracking import CacheState, Entry, Place, Source, TrackedState, own_copy
from sansredis.runtime import Call, Runtime

T = TypeVar("T")

_FULL = Place.FULL
# So many calls are served in a row before the others get a turn.
_STREAK = 128
# So many requests' bytes are remembered, to be looked up instead of being made again.
_REMEMBERED = 10_000
# In so many turns what waits to be read should be read; if not, the connection is busy.
_TURNS = 3


class LaneCache(CacheState):
    """The cache of a lane. Its steps are guarded, since threads share one."""

    def __init__(self, options: Options, runtime: Runtime) -> None:
        assert options.cache is not None
        super().__init__(options.cache)
        self.guard = runtime.guard()
        self.streak = 0
        self._connecting = options
        # Where nobody else runs between two statements, nothing has to be guarded.
        self.given: Callable[[Entry], None] = super().hit if runtime.shares else self.hit

    def track(self, connection: BaseConnection) -> None:
        """Have a new connection keep what is read on it here."""
        source = Source(connection)
        connection.state = TrackedState(self._connecting, self, source)
        connection.tracked = True

    def hit(self, entry: Entry) -> None:
        with self.guard:
            super().hit(entry)

    def miss(self) -> None:
        with self.guard:
            super().miss()

    def begin(self, entry: Entry, source: Source) -> None:
        with self.guard:
            super().begin(entry, source)

    def fill(self, entry: Entry, reply: Any) -> None:
        with self.guard:
            super().fill(entry, reply)

    def end(self, entry: Entry) -> None:
        with self.guard:
            super().end(entry)

    def news(self, keys: Iterable[Any] | None) -> None:
        with self.guard:
            super().news(keys)

    def drop(self, source: Source) -> None:
        with self.guard:
            super().drop(source)


class CachingLane(Protocol):
    """What is needed of a lane."""

    cache: LaneCache | None
    carry: Any

    async def freshen(self, connection: BaseConnection) -> None:
        """Take in what waits to be read, if nobody else is about to."""


class Caching:
    """How one client uses the cache of its pool.

    Args:
        pool: the pool.
        encoder: the client's.
        text: how the client decodes, if it does.
        ttl: how old a reply may be.
        reads: whether it reads from the cache. It tells it of what it writes in any case.
    """

    __slots__ = ("_pool", "_encoder", "_encode", "_text", "_ttl", "_reads", "_now", "_plain", "_requests")

    def __init__(self, pool: Any, encoder: Encoder, text: Decoder | None, ttl: float | None, reads: bool) -> None:
        self._pool = pool
        self._encoder = encoder
        self._encode: Any = encoder.encode
        self._text = text
        self._ttl = ttl
        self._reads = reads
        self._now = pool.runtime.now
        self._plain: Any = None
        self._requests: dict[Args, bytes] = {}

    def using(self, ttl: float | None, reads: bool) -> Caching:
        """Return the same for a view of the client."""
        view = Caching(self._pool, self._encoder, self._text, ttl, reads)
        view._requests = self._requests
        return view

    def copy(self) -> Caching:
        """Return the same for another view of the client."""
        return self.using(self._ttl, self._reads)

    def look(self, command: Command[Any]) -> Any:
        """Find the value of a command at once, or MISS: there is none, or it takes a closer look."""
        args = command.args
        name = args[0] if args else None
        if name.__class__ is not bytes or name not in CACHEABLE or not self._reads:
            return MISS
        try:
            data = self._requests[args]
        except (KeyError, TypeError, BytesWarning):
            data = self._encode(args)
        cache = self._pool.lane().cache
        if data.__class__ is not bytes or cache.streak >= _STREAK:
            return MISS
        entry = cache.find(data, self._now(), self._ttl)
        if entry is None:
            return MISS
        cache.streak += 1
        return self._take(cache, entry, command)

    def _take(self, cache: LaneCache, entry: Entry, command: Command[Any]) -> Any:
        """Give a reply out, if there is no news on its connection."""
        source = entry.source
        assert source is not None
        # It may have ended with its connection, which could not even be asked then.
        if entry.place is not _FULL or not source.owner.quiet():
            return MISS
        raw = entry.value
        # In this order: another thread may have ended it since it was found.
        if entry.place is not _FULL:
            return MISS
        cache.given(entry)
        if raw.__class__ is bytes and self._text is None and command.reply is None:
            return raw
        return self._read(command, raw)

    def _read(self, command: Command[T], raw: Any) -> T:
        """Make a value that is the caller's own."""
        if self._text is None or not command.decode:
            raw = own_copy(raw)
        return command.read(raw, self._text)

    async def execute(self, client: Any, command: Command[T]) -> T:
        """Run a command of which `look` does not know the value."""
        lane = self._pool.lane()
        args = command.args
        if self._plain is None:
            self._plain = client._without_cache()
        if not self._reads or not is_cacheable(args):
            try:
                beyond: T = await self._plain._execute(command)
                return beyond
            finally:
                self.wrote(lane.cache, (args,))
        data, keys = self._encode(args), find_keys(args)
        if type(data) is not bytes or not keys:
            beyond = await self._plain._execute(command)
            return beyond
        entry = lane.cache.find(data, self._now(), self._ttl)
        if entry is not None:
            value: Any = await self._settle(lane, entry, command)
            if value is not MISS:
                kept: T = value
                return kept
        lane.cache.miss()
        self._remember(args, data)
        call = Call(client._deadline())
        call.entry = Entry(data, map(self._encoder.argument, keys), self._now())

        def send(call: Call) -> Awaitable[BaseConnection]:
            sending: Awaitable[BaseConnection] = self._pool.lane().carry(call, data, len(data))
            return sending

        # What is tried again is not kept: it has no place.
        call = await client._attempt(call, (args,), send)
        return self._read(command, call.value)

    def _remember(self, args: Args, data: bytes) -> None:
        # Only where equal arguments are the same bytes: 1 and 1.0 are not, and what can be changed is not for long.
        if all(arg.__class__ is str or arg.__class__ is bytes for arg in args):
            if len(self._requests) >= _REMEMBERED:
                self._requests.clear()
            self._requests[args] = data

    async def _settle(self, lane: CachingLane, entry: Entry, command: Command[Any]) -> Any:
        """Give the others their turn, and news the time to come in; then give the reply out if it is still good."""
        cache, connection = lane.cache, entry.source.owner  # type: ignore[union-attr]
        assert cache is not None
        cache.streak = 0
        for _ in range(_TURNS):
            await self._pool.runtime.checkpoint()
            if connection.blind:
                await connection.glance()
            await lane.freshen(connection)
            connection.glanced = connection.blind
            value = self._take(cache, entry, command)
            connection.glanced = False
            if value is not MISS or entry.place is not _FULL:
                return value
        return MISS

    def wrote(self, cache: LaneCache, commands: Iterable[Args]) -> None:
        """Tell the cache what was written, or may have been: who reads after writing must not find what was before."""
        changed: set[bytes] = set()
        for args in commands:
            keys = changed_keys(args)
            if keys is None:
                cache.news(None)
                return
            try:
                changed.update(map(self._encoder.argument, keys))
            except DataError:
                pass  # refused before it was sent
        if changed:
            cache.news(changed)
