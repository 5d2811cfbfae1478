"""Transactions that are tried again while others change what they read."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal, TypeVar, overload

from sansredis.core.commands.command import KeyT, S
from sansredis.runtime import drive

from .features import Features

if TYPE_CHECKING:
    from .pipeline import Pipeline

T = TypeVar("T")


class Transacting(Features[S]):
    """A client that tries transactions again."""

    @overload
    def transaction(
        self,
        func: Callable[[Pipeline[S]], object],
        *watches: KeyT,
        shard_hint: None = ...,
        value_from_callable: Literal[False] = ...,
        watch_delay: float | None = ...,
        timeout: float | None = ...,
    ) -> list[Any]: ...

    @overload
    def transaction(
        self,
        func: Callable[[Pipeline[S]], T],
        *watches: KeyT,
        shard_hint: None = ...,
        value_from_callable: Literal[True],
        watch_delay: float | None = ...,
        timeout: float | None = ...,
    ) -> T: ...

    def transaction(
        self,
        func: Callable[[Pipeline[S]], Any],
        *watches: KeyT,
        shard_hint: None = None,
        value_from_callable: bool = False,
        watch_delay: float | None = None,
        timeout: float | None = None,
    ) -> Any:
        """Watch keys, read and queue by a function, and execute; again from the start while others change the keys.

        Args:
            func: is called with a pipeline that watches: commands are executed at once until it calls ``multi()``,
                and queued then. It may be called many times.
            *watches: the keys to watch.
            shard_hint: has no meaning; redis-py has it.
            value_from_callable: return what *func* returned instead of the results of what it queued.
            watch_delay: seconds to wait before trying again; not at all by default.
            timeout: seconds after which it is not tried again; the client's ``socket_timeout`` by default. It is
                tried at least once, and each call in it has a deadline of its own.

        Returns:
            The list of results, as `Pipeline.execute` does, or the value of *func*.

        Raises:
            WatchError: a key was changed in every attempt.
            RedisError: as `Pipeline.execute` does. When a connection is lost it is not tried again.
        """
        pipe = self.pipeline()

        async def call() -> Any:
            return func(pipe)

        return drive(pipe._transact(call, watches, value_from_callable, watch_delay, timeout))
