"""A pool: one set of options, and a lane of connections for each event loop, hub or trio run that uses it.

Connections belong to the event loop, hub or run in which they were opened; all threads together are one lane. The limit
holds for each lane. A pool is owned by no task: any task, greenlet, thread or nursery may use, enter and leave it.
"""

from __future__ import annotations

import os
import sys
import weakref
from collections import deque
from collections.abc import Callable, Hashable
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn, Self, Unpack
from warnings import warn
from weakref import WeakKeyDictionary

from sansredis.connection import BaseConnection
from sansredis.core.errors import ConnectionError, DataError, PoolClosedError
from sansredis.core.options import Options
from sansredis.core.pool import PoolState
from sansredis.core.pool_stats import total
from sansredis.forks import finish_imports
from sansredis.lane import Lane
from sansredis.runtime import Runtime

if TYPE_CHECKING:
    from sansredis.keywords import PoolKeywords, UrlKeywords

# Without a call-back, which a signal handler could raise in, to be lost there.
_pools: list[weakref.ref[Pool]] = []
# What the child of a fork got from its parent is kept, because to collect it would mean to close it properly.
_inherited: list[list[Lane]] = []
# Those that have a name are kept until they are closed.
_named: dict[tuple[type[Pool], str], Pool] = {}
# The lanes of pools that were collected with connections open, where a loop keeps these: to be closed when there is an
# opportunity, since the collector may run in the middle of anything.
_left: deque[Lane] = deque()


def _after_fork() -> None:
    for reference in _pools:
        pool = reference()
        if pool is not None:
            pool._forget()
    _inherit(list(_left))
    _left.clear()


def _inherit(lanes: list[Lane]) -> None:
    _inherited.append(lanes)
    for lane in lanes:
        lane.forget()


def _tidy_up() -> None:
    """Do what the collector of pools could not."""
    for reference in [reference for reference in _pools if reference() is None]:
        # One by one: another thread may enter its pool meanwhile, or have been here first.
        try:
            _pools.remove(reference)
        except ValueError:
            pass
    while _left:
        try:
            lane = _left.popleft()
        except IndexError:
            return
        scope = lane.scope()
        if scope is not None:
            lane.runtime.run_in(scope, lane.close)


if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=finish_imports, after_in_child=_after_fork)


class Pool:
    """A pool of connections to one server, to be shared by any number of clients.

    Making it connects nothing. Any thread, greenlet, task or nursery may use it and close it; it is owned by none.

    Args:
        **options: any options; `docs/configuration.md` lists them.

    Raises:
        DataError: an option is unknown or wrong.
    """

    runtime: ClassVar[Runtime]
    connection_class: Any
    _closed = True

    def __init__(self, **options: Unpack[PoolKeywords]) -> None:
        self._begin(Options(**options))

    @classmethod
    def _of(cls, options: Options) -> Self:
        pool = cls.__new__(cls)
        pool._begin(options)
        return pool

    @classmethod
    def from_url(cls, url: str, *, decode_responses: bool = False, **options: Unpack[UrlKeywords]) -> Any:
        """Make a pool from a URL.

        Args:
            url: ``redis://[[user]:[password]@]host[:port][/db][?option=value&...]`` or ``unix://...``.
            decode_responses: whether clients of the pool give str instead of bytes.
            **options: options that the URL does not give.

        Returns:
            The pool.

        Raises:
            DataError: the URL or an option is wrong.
        """
        return cls._of(Options.from_url(url, decode_responses=decode_responses, **options))

    @classmethod
    def named(
        cls, name: str, url: str | None = None, *, decode_responses: bool = False, **options: Unpack[UrlKeywords]
    ) -> Any:
        """Return the pool of a name, which any part of the program may ask for. The first who does makes it.

        It is kept until it is closed; who asks then gets a new one. Each door has names of its own.

        Args:
            name: the name.
            url: as for `from_url`, if it is to be made from one.
            decode_responses: whether clients of the pool give str instead of bytes.
            **options: options of the pool. Who gives none, and no URL, takes the pool as it is.

        Returns:
            The pool.

        Raises:
            DataError: the URL or an option is wrong, or the pool of this name has other options.
        """
        given: dict[str, Any] = {**options, "decode_responses": True} if decode_responses else {**options}
        pool: Any = _named.get((cls, name))
        if pool is not None and not pool._closed and url is None and not given:
            return pool
        wanted = Options(**given) if url is None else Options.from_url(url, **given)
        made = None
        while pool is None or pool._closed:
            # Of those who find it closed at once, all go on to the same next one: each of these is a single step.
            if made is None or made is pool:
                made = cls._of(wanted)
            if pool is None:
                pool = _named.setdefault((cls, name), made)
            else:
                pool = _named[cls, name] = vars(pool).setdefault("_next", made)
        if pool._given != wanted:
            raise DataError(f"the pool {name!r} was made with other options: {pool!r}; leave them out to share it")
        return pool

    def _begin(self, options: Options) -> None:
        self._given = options
        if options.connection_class is not None:
            from sansredis.foreign import with_class  # most programs need none of it

            options = with_class(options, self.connection_class)
            self.connection_class = options.connection_class
        if options.ssl:
            from sansredis.tls.context import context_of  # most programs need none of it

            # A certificate that is not there is an error now, and not of the first call.
            context_of(options)
        if options.stream_factory is not None or options.on_connect is not None:
            from sansredis.foreign import refuse_async  # most programs need none of it

            if not self.runtime.awaits:
                refuse_async(options)
        self._lane_kind: type[Lane] = Lane
        if options.credential_provider is not None:
            from sansredis.core.credentials import asker
            from sansredis.logins import LoginLane  # most programs need none of it

            asker(options.credential_provider, self.runtime.awaits)
            self._lane_kind = LoginLane
        _tidy_up()
        _pools.append(weakref.ref(self))
        self.options = options
        self._lanes: WeakKeyDictionary[Hashable, Lane] = WeakKeyDictionary()
        # The lane used last and its scope, as one value: callers of several scopes may be here at once.
        self._last: tuple[Hashable, Lane | None] = (None, None)
        self._limit = options.max_connections
        self._closed = False

    def lane(self) -> Lane:
        """The lane of the caller's event loop, hub or run.

        Raises:
            PoolClosedError: the pool was closed.
        """
        scope = self.runtime.scope()
        last, lane = self._last
        return lane if lane is not None and last is scope else self._enter(scope)

    def _enter(self, scope: Hashable) -> Lane:
        if self._closed:
            raise PoolClosedError(f"the pool of {self.options.location} is closed; make a new one")
        lane = self._lanes.get(scope)
        if lane is None:
            for other in [other for other, _ in self._known() if self.runtime.is_over(other)]:
                # An event loop that ended without closing its connections; unless another thread was here first.
                gone = self._lanes.pop(other, None)
                if gone is not None:
                    gone.close()
            lane = self._lane_kind(self.options, self.runtime, scope)
            lane.state.limit = self._limit
            if self.options.on_connect is not None:
                lane.introduce = weakref.WeakMethod(self._introduce)
            lane = self._lanes.setdefault(scope, lane)
        self._last = scope, lane
        return lane

    async def _introduce(self, connection: BaseConnection, deadline: float | None) -> None:
        """Have `on_connect` called with a new connection."""
        from sansredis.foreign import introduce  # most programs need none of it

        held = self.connection_class._over(self, connection, deadline)
        try:
            await introduce(self.runtime, self.options, held, deadline)
        finally:
            held._give_back()
        if connection.closed:
            raise ConnectionError(f"the connection was lost in on_connect: {connection.state.why}")
        connection.state.adopt()
        connection.used = self.runtime.now()

    def _known(self) -> list[tuple[Hashable, Lane]]:
        """The lanes with their scopes. They are copied in one step, as other threads may come in meanwhile."""
        found = list(self._lanes.data.items())  # type: ignore[attr-defined]
        return [(scope, lane) for reference, lane in found if (scope := reference()) is not None]

    @property
    def max_connections(self) -> int:
        """The limit of connections, in each event loop, hub or run. May be set while the pool is in use: `resize`."""
        return self._limit

    @max_connections.setter
    def max_connections(self, limit: int) -> None:
        self.resize(limit)

    def resize(self, max_connections: int) -> None:
        """Change the limit while the pool is in use.

        Args:
            max_connections: the new limit, at least 1. Where it is smaller, idle connections are closed at once, and
                used ones when they come back.

        Raises:
            DataError: it is not a whole number above 0.
        """
        self._limit = self.options.replace(max_connections=max_connections, min_connections=0).max_connections
        self._everywhere(lambda lane: lane.resize(max_connections))

    def stats(self) -> dict[str, int]:
        """Count what there is, and what has happened so far.

        Returns:
            A dict of whole numbers; [docs/pools.md](pools.md) says what each means. Where the pool is used in several
            event loops, hubs or runs at once, the sums over these; ``limit`` is that of each, and
            ``oldest_lease_ms`` that of the caller's.
        """
        for scope, lane in self._known():
            if lane.orphans or lane.dropped:
                self.runtime.run_in(scope, lane.sweep)
        here, now = self._here()
        lanes = self._known()
        for scope, lane in lanes:
            if scope is here and now is not None and lane.due <= now:
                lane.tend(now)
        counted = [lane.state.stats(now if scope is here else None) for scope, lane in lanes]
        return total(self._limit, counted or [PoolState[Any](self._limit).stats()])

    def _here(self) -> tuple[Hashable, float | None]:
        """The caller's event loop, hub or run, and the time there; None if he is in none."""
        try:
            return self.runtime.scope(), self.runtime.now()
        except RuntimeError:
            return None, None

    async def _warm_up(self, count: int | None) -> None:
        options = self.options
        wanted = options.min_connections if count is None else count
        if isinstance(wanted, bool) or not isinstance(wanted, int) or wanted < 0:
            raise DataError(f"count must be a whole number from 0, or None, not {wanted!r}")
        timeout, lane = options.socket_timeout, self.lane()
        await lane.warm_up(wanted, None if timeout is None else self.runtime.now() + timeout)

    def cache_stats(self) -> dict[str, int]:
        """Count what the client-side cache does.

        Returns:
            A dict of whole numbers, all 0 without a cache: ``hits`` and ``misses``; ``evictions``, replies that went
            because of the limits; ``invalidations``, those that went because a key of theirs had changed, also while
            they were still owed; ``lost``, those that went with their connection; ``entries``, how many there are, and
            the ``bytes`` of memory that they take, about. In several event loops, hubs or runs, the sums over these.
        """
        total: dict[str, int] = dict.fromkeys(
            ("hits", "misses", "evictions", "invalidations", "lost", "entries", "bytes"), 0
        )
        for _, lane in self._known():
            for name, count in lane.cache.stats().items() if lane.cache is not None else ():
                total[name] += count
        return total

    def flush_cache(self) -> None:
        """Forget every reply that is kept."""
        self._everywhere(lambda lane: lane.cache.news(None) if lane.cache is not None else None)

    def reauthenticate(self) -> None:
        """Have the `credential_provider` asked for credentials, and every connection log in again with these.

        That is done when the pool is used next; this only notes it, and never waits. Any thread may call it, as a
        provider does that was told of new credentials. Without a `credential_provider` nothing happens.
        """
        self._everywhere(lambda lane: lane.reauthenticate())

    def disconnect(self, inuse_connections: bool = True) -> None:
        """Close the connections. The pool stays open, and makes new ones when they are needed.

        Args:
            inuse_connections: also those in use, whose callers get an error. Otherwise these are closed when they
                come back.
        """
        self._everywhere(lambda lane: lane.disconnect(inuse_connections))

    def _leave(self) -> None:
        self._closed = True
        self._last = None, None
        self._everywhere(Lane.close)

    def _forget(self) -> None:
        """In the child of a fork: begin anew. What was open belongs to the parent, and so does what it left locked."""
        lanes, self._lanes = [lane for _, lane in self._known()], WeakKeyDictionary()
        self._last = None, None
        _inherit(lanes)

    def __reduce__(self) -> NoReturn:
        raise TypeError(f"a {type(self).__name__} cannot be pickled or copied: make a new one from its options")

    def __del__(self) -> None:
        # No lock, no call of the loop, no closing: the collector may have come in the middle of a step of this pool's.
        if self._closed or sys.is_finalizing():
            return
        # `data`, because of what is collected in a circle the weak references to the keys are dead already.
        lanes: list[Lane] = list(self._lanes.data.values())  # type: ignore[attr-defined]
        found = sum(lane.open_count() for lane in lanes)
        if found:
            if self.runtime.fed or self.options.stream_factory is not None:
                _left.extend(lanes)
            warn(
                f"unclosed {type(self).__module__}.{type(self).__name__} of {self.options.location} with {found} open "
                "connections: close it, or the client that made it",
                ResourceWarning,
                stacklevel=2,
                source=self,
            )

    def _everywhere(self, act: Callable[[Lane], None]) -> None:
        """Do something to every lane, each in its own scope: connections may not be touched from another."""
        for scope, lane in self._known():
            self.runtime.run_in(scope, partial(act, lane))

    def __repr__(self) -> str:
        counts = self.stats()
        shown = " ".join(f"{n}={counts[n]}" for n in ("limit", "free", "used", "connecting", "shared", "waiting"))
        closed = " closed" if self._closed else ""
        return f"<{type(self).__module__}.{type(self).__name__} {self.options.location} {shown}{closed}>"
