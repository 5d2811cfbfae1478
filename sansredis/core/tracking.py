"""Client-side caching: replies that are kept until the server says that one of their keys has changed.

The law: **a reply is given out only as long as no news of a change of its keys has come in**. Redis tells a connection
once of a change of each key that was read on it, so

* a reply belongs to the connection that read it, and goes when that connection goes;
* its place is taken before the request is sent: news that comes in while the reply is owed finds the place and ends it,
  and the reply is not kept. There is no moment at which a reply could slip in behind its news;
* whatever makes the server forget (RESET, another handshake, CLIENT TRACKING ...), or the connection a subscriber's,
  takes all replies of the connection.

News of a key ends every reply that was made of it, whichever connection read it: more than has to be, never less. Our
own writes are news as well. What is kept is the reply as the parser gave it, under the bytes of the request: so a
reply serves callers who decode differently, and nobody's value is another's.
"""

from __future__ import annotations

import sys
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from enum import Enum
from typing import Any

from sansredis.core.cache_options import CacheOptions
from sansredis.core.connection import ConnectionState, Owed, Status
from sansredis.core.errors import RedisError, ResponseError
from sansredis.core.options import Options
from sansredis.core.resp import Push

OVERHEAD = 800
"""Bytes that an entry takes beside its reply, about."""


class Place(Enum):
    """What has become of an entry."""

    EMPTY = "the reply is owed"
    FULL = "the reply may be given out"
    ENDED = "the reply must not be given out any more"


_EMPTY, _FULL, _ENDED = Place


class Source:
    """A connection, as what it has read sees it.

    Attributes:
        owner: the connection itself; nothing to this module.
        heard: a time at which the server was there, on the caller's clock: when the last request was made that it has
            answered.
        entries: what was read on it.
    """

    __slots__ = ("owner", "heard", "entries")

    def __init__(self, owner: Any = None) -> None:
        self.owner = owner
        self.heard = float("-inf")
        self.entries: set[Entry] = set()


class Entry:
    """A request and the place for its reply.

    Attributes:
        request: its bytes.
        keys: the keys that the reply is made of.
        since: when it was asked for: no news older than this concern it.
        place: what has become of it.
        value: the reply, once it is FULL.
        size: about how much memory it takes.
        source: what it was, or is being, read on.
    """

    __slots__ = ("request", "keys", "since", "place", "value", "size", "source")

    def __init__(self, request: bytes, keys: Iterable[bytes], since: float) -> None:
        self.request = request
        self.keys = tuple(keys)
        self.since = since
        self.place = _EMPTY
        self.value: Any = None
        self.size = 0
        self.source: Source | None = None


class CacheState:
    """The replies that are kept, and their limits. Where a step is broken off half way, no reply outlives its news.

    Args:
        options: the limits.

    Attributes:
        entries: the replies that may be given out, by their requests; first the one that was not asked for the longest.
        size: about how much memory they take.
        hits, misses: how often a reply was there, and how often not.
        evictions: how many replies had to go because of the limits.
        invalidations: how many went because of news, counting those that were still owed.
        lost: how many went with their connection.
    """

    def __init__(self, options: CacheOptions) -> None:
        self.options = options
        self.entries: OrderedDict[bytes, Entry] = OrderedDict()
        self._of_key: dict[bytes, set[Entry]] = {}
        self.size = 0
        self.hits = self.misses = self.evictions = self.invalidations = self.lost = 0

    def find(self, request: bytes, now: float, ttl: float | None) -> Entry | None:
        """Find a reply that may be given out, as far as is known here: whether news waits to be read is another matter.

        Args:
            request: the bytes of the request.
            now: the time.
            ttl: how old the reply may be.
        """
        entry = self.entries.get(request)
        if entry is None or entry.place is not _FULL:
            return None
        if ttl is not None and now - entry.since > ttl:
            return None
        source, silence = entry.source, self.options.max_silence
        if silence is not None and source is not None and now - source.heard > silence:
            return None
        return entry

    def hit(self, entry: Entry) -> None:
        """Note that a reply was given out."""
        self.hits += 1
        try:
            self.entries.move_to_end(entry.request)
        except KeyError:
            pass  # it has gone meanwhile

    def miss(self) -> None:
        """Note that a reply was not there."""
        self.misses += 1

    def begin(self, entry: Entry, source: Source) -> None:
        """Take the place for a reply. To be called before the first byte of the request is written."""
        entry.source = source
        for key in entry.keys:
            self._of_key.setdefault(key, set()).add(entry)
        source.entries.add(entry)

    def fill(self, entry: Entry, reply: Any) -> None:
        """The reply is there: keep it, unless news came first, or it is an error, or too large."""
        source = entry.source
        assert source is not None
        source.heard = max(source.heard, entry.since)
        if entry.place is not _EMPTY:
            return
        entry.size = len(entry.request) + weight(reply) + OVERHEAD
        if isinstance(reply, ResponseError) or entry.size > self.options.max_bytes:
            self._end(entry)
            return
        former = self.entries.get(entry.request)
        if former is not None:
            disagree = former.source is not source and former.value != reply
            self._end(former)
            if disagree:
                # News for one of the two connections is on its way, and nobody knows for which.
                self._end(entry)
                return
        entry.value = reply
        self.size += entry.size
        self.entries[entry.request] = entry
        entry.place = _FULL
        while self.size > self.options.max_bytes or len(self.entries) > self.options.max_entries:
            self._end(next(iter(self.entries.values())))
            self.evictions += 1

    def end(self, entry: Entry) -> None:
        """Give the reply out no more, or do not keep it when it comes."""
        self._end(entry)

    def _end(self, entry: Entry) -> None:
        # Before all else: whatever is broken off after this is only untidy.
        entry.place = _ENDED
        if self.entries.get(entry.request) is entry:
            del self.entries[entry.request]
            self.size -= entry.size
        entry.value = None
        for key in entry.keys:
            others = self._of_key.get(key)
            if others is not None:
                others.discard(entry)
                if not others:
                    del self._of_key[key]
        if entry.source is not None:
            entry.source.entries.discard(entry)

    def news(self, keys: Iterable[Any] | None) -> None:
        """These keys have changed, or, if None, any may have."""
        if keys is None:
            found = [entry for entries in self._of_key.values() for entry in entries]
        else:
            found = [entry for key in keys for entry in self._of_key.get(key, ())]
        self.invalidations += self._end_all(found)

    def drop(self, source: Source) -> None:
        """A connection has ended, or the server will not tell it of changes any more."""
        self.lost += self._end_all(source.entries)

    def _end_all(self, entries: Iterable[Entry]) -> int:
        unique = set(entries)
        for entry in unique:
            self._end(entry)
        return len(unique)

    def stats(self) -> dict[str, int]:
        """The figures, by name."""
        names = ("hits", "misses", "evictions", "invalidations", "lost")
        return {name: getattr(self, name) for name in names} | {"entries": len(self.entries), "bytes": self.size}


class TrackedState(ConnectionState):
    """A connection whose server tells it of changes of what was read on it.

    Args:
        options: as of any connection, with `cache`.
        cache: what keeps the replies.
        source: stands for this connection there.
    """

    __slots__ = ("source", "_cache")

    def __init__(self, options: Options, cache: CacheState, source: Source) -> None:
        super().__init__(options)
        self.source = source
        self._cache = cache

    def send(self, owed: Owed, size: int, commands: Sequence[tuple[Any, ...]] = ()) -> bool:
        waits = super().send(owed, size, commands)
        if owed.notes and not all(note.name in _LEAVES_TRACKING for note in owed.notes):
            self._cache.drop(self.source)
        if owed.entry is not None and waits:
            self._cache.begin(owed.entry, self.source)
        return waits

    def receive_data(self, data: bytes | memoryview) -> list[Owed]:
        done = super().receive_data(data)
        for owed in done:
            if owed.entry is not None:
                self._cache.fill(owed.entry, owed.value)
        return done

    def _put_aside(self, value: Any) -> bool:
        if type(value) is Push and value and value[0] == b"invalidate":
            # Without a list of keys it is everything; and what is not understood may be.
            keys = value[1] if len(value) == 2 else None
            self._cache.news(keys if type(keys) is list else None)
            return True
        return super()._put_aside(value)

    def abandon(self, owed: Owed) -> None:
        if owed.status is Status.WAITING and owed.entry is not None:
            self._cache.end(owed.entry)
        super().abandon(owed)

    def expire(self, now: float) -> list[Owed]:
        expired = super().expire(now)
        for owed in expired:
            if owed.entry is not None:
                self._cache.end(owed.entry)
        return expired

    def close(self, why: RedisError) -> None:
        super().close(why)
        self._cache.drop(self.source)


_LEAVES_TRACKING = frozenset(b"MULTI|EXEC|DISCARD|WATCH|UNWATCH|SELECT|READONLY|READWRITE|ASKING".split(b"|"))


def weight(value: Any) -> int:
    """About how much memory a reply takes, in bytes."""
    size = sys.getsizeof(value)
    if isinstance(value, dict):
        return size + sum(weight(key) + weight(item) for key, item in value.items())
    if isinstance(value, (list, set, tuple)):
        return size + sum(map(weight, value))
    return size


def own_copy(value: Any) -> Any:
    """Return a reply that the caller may change: a copy, as deep as there is anything that could be changed."""
    if isinstance(value, list):
        items = [own_copy(item) for item in value]
        return items if type(value) is list else type(value)(items)
    if isinstance(value, dict):
        return {key: own_copy(item) for key, item in value.items()}
    if isinstance(value, set):
        return set(value)
    if type(value) is tuple:
        return tuple(own_copy(item) for item in value)
    return value
