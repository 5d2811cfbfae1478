"""What a client offers beside commands. Each feature is imported when it is asked for: importing a door stays cheap."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar, overload

from sansredis.core.commands.command import Command, KeyT, S

if TYPE_CHECKING:
    from sansredis.core.commands.arguments_streams import StreamIdT

    from .locks import Lock, Semaphore
    from .scanning import ScanIterator
    from .streams import StreamConsumer, StreamReader

T = TypeVar("T")
L = TypeVar("L", bound="Lock")


class Scans(Generic[S]):
    """Whole collections, element by element."""

    if TYPE_CHECKING:

        async def _execute(self, command: Command[T]) -> T: ...

    def scan_iter(
        self, match: KeyT | None = None, count: int | None = None, _type: KeyT | None = None
    ) -> ScanIterator[S]:
        """Iterate over the keys of the database, page by page: ``for key in r.scan_iter()``.

        Keys that exist all the while are given at least once. Others may be given or not, and any may be given more
        than once. The iterator holds nothing between two pages: leave it when you like.

        Args:
            match: only keys that match this pattern, as in `keys`.
            count: about how many keys the server looks at for a page; it takes 10. With 1000 a large database takes a
                tenth of the time.
            _type: only keys of this type, as `type` returns it (Redis 6.0).

        Returns:
            An iterator of keys. Its steps raise what `scan` does. After an error, or a cancellation, the
            same iterator may be used on: it asks for that page again.

        See https://redis.io/commands/scan/
        """
        from sansredis.core.scanning import keys

        from .scanning import ScanIterator

        return ScanIterator(self, keys(match, count, _type))

    @overload
    def hscan_iter(
        self,
        name: KeyT,
        match: KeyT | None = None,
        count: int | None = None,
        no_values: Literal[False] | None = None,
    ) -> ScanIterator[tuple[S, S]]: ...
    @overload
    def hscan_iter(
        self, name: KeyT, match: KeyT | None = None, count: int | None = None, *, no_values: Literal[True]
    ) -> ScanIterator[S]: ...
    def hscan_iter(
        self,
        name: KeyT,
        match: KeyT | None = None,
        count: int | None = None,
        no_values: bool | None = None,
    ) -> ScanIterator[Any]:
        """Iterate over the fields of a hash and their values, as `scan_iter` does over keys.

        Args:
            name: the key.
            match: only fields that match this pattern, as in `keys`.
            count: about how many fields the server looks at for a page; it takes 10, or all of a small hash.
            no_values: the fields only (Redis 7.4).

        Returns:
            An iterator of pairs of field and value; with *no_values* of fields.

        See https://redis.io/commands/hscan/
        """
        from sansredis.core.scanning import fields

        from .scanning import ScanIterator

        return ScanIterator(self, fields(name, match, count, no_values))

    def sscan_iter(self, name: KeyT, match: KeyT | None = None, count: int | None = None) -> ScanIterator[S]:
        """Iterate over the members of a set, as `scan_iter` does over keys.

        Args:
            name: the key.
            match: only members that match this pattern, as in `keys`.
            count: about how many members the server looks at for a page; it takes 10, or all of a small set.

        Returns:
            An iterator of members.

        See https://redis.io/commands/sscan/
        """
        from sansredis.core.scanning import members

        from .scanning import ScanIterator

        return ScanIterator(self, members(name, match, count))

    @overload
    def zscan_iter(
        self, name: KeyT, match: KeyT | None = None, count: int | None = None
    ) -> ScanIterator[tuple[S, float]]: ...
    @overload
    def zscan_iter(
        self,
        name: KeyT,
        match: KeyT | None = None,
        count: int | None = None,
        *,
        score_cast_func: Callable[[float], T],
    ) -> ScanIterator[tuple[S, T]]: ...
    def zscan_iter(
        self,
        name: KeyT,
        match: KeyT | None = None,
        count: int | None = None,
        score_cast_func: Callable[[float], Any] = float,
    ) -> ScanIterator[Any]:
        """Iterate over the members of a sorted set and their scores, in no order, as `scan_iter` does over keys.

        Args:
            name: the key.
            match: only members that match this pattern, as in `keys`.
            count: about how many members the server looks at for a page; it takes 10, or all of a small sorted set.
            score_cast_func: makes of a score, a float, what is given for it.

        Returns:
            An iterator of pairs of member and score.

        See https://redis.io/commands/zscan/
        """
        from sansredis.core.scanning import scores

        from .scanning import ScanIterator

        return ScanIterator(self, scores(name, match, count, score_cast_func))


class Features(Scans[S]):
    """What a client has and a single connection has not."""

    @overload
    def lock(
        self,
        name: KeyT,
        timeout: float | None = None,
        sleep: float = 0.1,
        blocking: bool = True,
        blocking_timeout: float | None = None,
        lock_class: None = None,
        thread_local: bool = True,
        raise_on_release_error: bool = True,
        *,
        auto_renew: bool = False,
        on_lost: Callable[[], object] | None = None,
        fencing: bool = False,
    ) -> Lock: ...
    @overload
    def lock(
        self,
        name: KeyT,
        timeout: float | None = None,
        sleep: float = 0.1,
        blocking: bool = True,
        blocking_timeout: float | None = None,
        *,
        lock_class: type[L],
        thread_local: bool = True,
        raise_on_release_error: bool = True,
        auto_renew: bool = False,
        on_lost: Callable[[], object] | None = None,
        fencing: bool = False,
    ) -> L: ...
    def lock(
        self,
        name: KeyT,
        timeout: float | None = None,
        sleep: float = 0.1,
        blocking: bool = True,
        blocking_timeout: float | None = None,
        lock_class: type[Lock] | None = None,
        thread_local: bool = True,
        raise_on_release_error: bool = True,
        *,
        auto_renew: bool = False,
        on_lost: Callable[[], object] | None = None,
        fencing: bool = False,
    ) -> Lock:
        """Make a lock that all programs on this server know by *name*: ``with r.lock("report", timeout=10): ...``.

        Nothing is sent yet. One at a time can hold the lock. It is no protection against what somebody still does after
        his lock has ended; *fencing* gives what is needed for that.

        Args:
            name: its key. redis-py's locks of the same name are the same lock.
            timeout: seconds after which it ends by itself. None: never; then it stays if its holder's machine dies.
            sleep: seconds between two questions to the server while waiting, and up to a quarter more, at random.
            blocking: whether `acquire` waits.
            blocking_timeout: seconds for which it waits at most; None: without limit.
            lock_class: a subclass of `Lock` to make.
            thread_local: the thread, greenlet or task that called `acquire` has the lock, and only it can release it.
                False: whoever uses this object can.
            raise_on_release_error: let leaving a ``with`` block raise a `LockError` if the lock had ended. An error of
                the block itself is raised in any case.
            auto_renew: renew it after each third of *timeout* for as long as it is held, by a thread or greenlet of its
                own. That ends when the lock is released, or its holder has ended.
            on_lost: called, in that thread or greenlet, when the lock was lost while it was renewed. See also
                `Lock.lost`.
            fencing: number the acquisitions: see `Lock.fencing_token`. The number is kept for ever, in a key beside.

        Returns:
            The lock.

        Raises:
            DataError: an argument is wrong.
        """
        from .locks import Lock

        return (lock_class or Lock)(
            self,  # type: ignore[arg-type]
            name,
            timeout,
            sleep,
            blocking,
            blocking_timeout,
            thread_local,
            raise_on_release_error,
            auto_renew,
            on_lost,
            fencing,
        )

    def semaphore(
        self,
        name: KeyT,
        limit: int,
        timeout: float | None = None,
        sleep: float = 0.1,
        blocking: bool = True,
        blocking_timeout: float | None = None,
        thread_local: bool = True,
        raise_on_release_error: bool = True,
        *,
        auto_renew: bool = False,
        on_lost: Callable[[], object] | None = None,
    ) -> Semaphore:
        """Make a semaphore: a lock that *limit* may hold at once.

        Who waits is served in the order in which he came, by the server's clock. One who has died while waiting keeps
        his turn until he has failed to ask for three times *sleep*, and a second.

        Args:
            name: its key. Two more keys with the same hash tag are used while somebody waits.
            limit: how many may hold it at once. The same number everywhere.
            timeout: seconds after which a place ends by itself; None: never.
            sleep: as of `lock`, as are all others.
            blocking: whether `acquire` waits.
            blocking_timeout: seconds for which it waits at most.
            thread_local: whose the place is.
            raise_on_release_error: what leaving a ``with`` block does if the place had ended.
            auto_renew: renew it for as long as it is held.
            on_lost: called when it was lost while it was renewed.

        Returns:
            The semaphore, with the methods of a `Lock`. ``locked()`` says whether all places are taken.

        Raises:
            DataError: an argument is wrong.
        """
        from .locks import Semaphore

        ways = (sleep, blocking, blocking_timeout, thread_local, raise_on_release_error, auto_renew, on_lost)
        return Semaphore(self, name, limit, timeout, *ways)  # type: ignore[arg-type]

    def stream_reader(
        self,
        streams: KeyT | Iterable[KeyT] | Mapping[KeyT, StreamIdT],
        start: StreamIdT = "0",
        *,
        prefetch: int = 100,
        timeout: float | None = None,
    ) -> StreamReader[S]:
        """Iterate over the entries of streams, those that are there and then new ones: ``for entry in ...``.

        The iterator may be left at any moment, and be used on afterwards; after an error, too: it goes on where it was.

        Args:
            streams: one stream, several, or each with the id after which to begin.
            start: that id for all of them. ``"0"``: at the beginning. ``"$"``: with what comes from now on, which means
                from the first step of the iterator.
            prefetch: entries to ask for at once, at most.
            timeout: end when there was nothing new for so many seconds; 0: at the end of what is there. None: never.

        Returns:
            An iterator of entries with ``stream``, ``id`` and ``fields``. While it waits it has a
            connection for itself, for 5 seconds at a time.

        Raises:
            DataError: an argument is wrong.

        See https://redis.io/commands/xread/
        """
        from .streams import StreamReader

        return StreamReader(self, streams, start, prefetch, timeout)  # type: ignore[arg-type]

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
            An iterator of entries with ``stream``, ``id``, ``fields``, ``ack()`` and ``keep()``. After an
            error it may be used on: what the server may have handed over unheard is asked for again.

        Raises:
            DataError: an argument is wrong.

        See https://redis.io/commands/xreadgroup/
        """
        from .streams import StreamConsumer

        ways = (start, auto_ack, ack_batch, claim_idle, prefetch, timeout)
        return StreamConsumer(self, streams, group, consumer, *ways)  # type: ignore[arg-type]
