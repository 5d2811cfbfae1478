"""What clients and leased connections have in common: the options of calls, and how single calls get others.

The law: **a call has one deadline**, for waiting, connecting, writing, the reply, and trying again.

What a call may be told of its own, a timeout or a policy of retries, is told to a *view* of the client: an object of
the same type, on the same pool, that differs in this alone. So every command, pipeline, lock or script can have it, and
no parameter of theirs stands in its way.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Generic, Self

from sansredis.core.commands.command import Args, S
from sansredis.core.commands.metadata import BLOCK_MARGIN, block_time
from sansredis.core.errors import DataError, TimeoutError
from sansredis.core.option_kinds import Seconds
from sansredis.core.options import Options
from sansredis.core.resp import Encoder
from sansredis.core.retry import Retry
from sansredis.pool import Pool
from sansredis.retrying import Retrying
from sansredis.runtime import earlier

if TYPE_CHECKING:
    from sansredis.caching import Caching

_TIMEOUT = Seconds()
_LIMIT = Seconds(or_zero=True)


def decoder(options: Options) -> Callable[[bytes], str] | None:
    """What makes text of replies, or None where they stay bytes."""
    if not options.decode_responses:
        return None
    encoding, errors = options.encoding, options.encoding_errors
    if encoding == "utf-8" and errors == "strict":
        return bytes.decode
    return lambda raw: raw.decode(encoding, errors)


class Caller(Retrying, Generic[S]):
    """What clients and leased connections share: options of calls, encoding, deadlines, retries."""

    def __init__(self, options: Options, pool: Pool) -> None:
        self.options = options
        self._pool = pool
        self._runtime = pool.runtime
        self._now = pool.runtime.now
        self._park = pool.runtime.park
        encoder = Encoder(options.encoding, options.encoding_errors)
        self._encode = encoder.encode
        self._text = decoder(options)
        self._timeout = options.socket_timeout
        self._retry = options.policy
        # When every call has to be over, whatever its own timeout says; None is never.
        self._until: float | None = None
        self._caching: Caching | None = None
        if pool.options.cache is not None:
            from sansredis.caching import Caching

            cache = pool.options.cache
            self._caching = Caching(pool, encoder, self._text, cache.ttl, cache.automatic)

    @property
    def connection_pool(self) -> Pool:
        """The pool that it has its connections from. Those decode responses if the pool was told to."""
        return self._pool

    # Views

    def with_timeout(self, timeout: float | None) -> Self:
        """Return a view on which each call has this timeout: ``r.with_timeout(0.2).get("k")``.

        It stands in place of `socket_timeout`, and holds for the same: for a whole call, with waiting for a connection,
        connecting, trying again and the reply. The time for which a blocking command asks the server to wait comes on
        top, as always. What is made by the view, a pipeline, lock or script, has it for each of its calls.

        Args:
            timeout: seconds; None is no limit.

        Returns:
            An object of the same type on the same connections. It has nothing to be closed.

        Raises:
            DataError: *timeout* is no number of seconds above 0.
        """
        _TIMEOUT.check("timeout", timeout)
        view = self._copy()
        view._timeout = timeout
        return view

    def deadline(self, seconds: float) -> Self:
        """Return a view on which everything has to be over in so many seconds from now, however many calls it is.

        Each call has what is left of it, and its own timeout if that is shorter. Blocking commands, and waiting for a
        lock, have no time on top. A call that begins when nothing is left sends nothing.

        Args:
            seconds: from now on.

        Returns:
            An object of the same type on the same connections. It has nothing to be closed. Its calls raise
            `TimeoutError` when the time is over.

        Raises:
            DataError: *seconds* is no number of seconds from 0 on.
        """
        if seconds is None:
            raise DataError("deadline() needs a number of seconds; with_timeout(None) is no limit")
        _LIMIT.check("seconds", seconds)
        view = self._copy()
        view._until = earlier(self._until, self._now() + seconds)
        return view

    def with_retry(self, retry: Retry | int) -> Self:
        """Return a view on which calls are tried again as *retry* says: ``r.with_retry(0).get("k")``.

        Args:
            retry: the policy, or how often at most, with the pauses there are.

        Returns:
            An object of the same type on the same connections. It has nothing to be closed.

        Raises:
            DataError: *retry* is neither.
        """
        if not isinstance(retry, Retry):
            retry = self._retry.replace(retries=retry)
        view = self._copy()
        view._retry = retry
        return view

    def _copy(self) -> Self:
        view = object.__new__(type(self))
        view.__dict__.update(self.__dict__)
        if self._caching is not None:
            view._caching = self._caching.copy()
        return view

    def _call_like(self, other: Caller[Any]) -> None:
        """Take over what calls are told."""
        self._timeout, self._until, self._retry = other._timeout, other._until, other._retry

    # Calls

    def _deadline(self, commands: Sequence[Args] = ()) -> float | None:
        """The deadline of a call that begins now: its timeout, and as long as its commands may block by themselves.

        Raises:
            TimeoutError: the view's own deadline has passed.
        """
        now, until = self._now(), self._until
        if until is not None and now >= until:
            raise TimeoutError("the deadline passed before this call began; nothing was sent")
        if self._timeout is None:
            return until
        blocks = sum(BLOCK_MARGIN + time for args in commands if (time := block_time(args)) is not None)
        return until if blocks == float("inf") else earlier(until, now + self._timeout + blocks)
