"""The clients that are compared, a module for each; all have the same few methods here.

A module has ``blocking(setting)``, which returns an `Api` of blocking functions, and/or ``asynchronous(setting)``, an
asynchronous context manager that gives an `Api` of functions to be awaited.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, NamedTuple

from benchmarks.data import CHANNEL, HASH_KEY, LIST_KEY, SCAN_DB

Pairs = list[tuple[bytes, bytes]]


class Setting(NamedTuple):
    """What a client is opened for."""

    runtime: str
    variant: str
    port: int
    callers: int
    workload: str

    @property
    def connections(self) -> int:
        """How large a pool it needs: a subscriber has a connection for himself, and so has a cache in some clients."""
        return self.callers + (2 if self.workload.startswith(("publish", "cached")) else 0)

    @property
    def db(self) -> int:
        """The database."""
        return SCAN_DB if self.workload.startswith("scan") else 0

    @property
    def page(self) -> int | None:
        """How many keys a page of a scan is asked for; None: the default, 10."""
        return 1000 if self.workload == "scan1000" else None

    @property
    def cached(self) -> bool:
        """Whether the client is to have a cache."""
        return self.workload == "cached"


@dataclass(frozen=True, slots=True, kw_only=True)
class Api:
    """What the workloads call. Methods of the client itself wherever possible, so that nothing is measured but them."""

    get: Callable[..., Any]
    set: Callable[..., Any]
    lrange: Callable[[], Any]
    hgetall: Callable[[], Any]
    mixed: Callable[..., Any]
    """Takes keys and values; one pipeline SETs all and then GETs all. The replies come as one list.

    With True for its second argument it is a transaction."""
    close: Callable[[], Any]
    scan: Callable[[], Any]
    """Returns a list of all keys, found by the client's own iterator if it has one."""
    publish: Callable[[bytes, bytes], Any]
    """Takes channel and message, and returns the number of receivers."""
    messages: Callable[[], Any]
    """Subscribes; returns an iterator, or an asynchronous context manager that gives an asynchronous one."""
    data_of: Callable[[Any], Any] = itemgetter("data")
    """Takes what ``messages`` gives and returns what was published."""
    ok: object = True
    """What ``set`` returns."""
    as_dict: Callable[[Any], Any] | None = None
    """Makes a dictionary of what ``hgetall`` returns, if that is none; only the check of the reply needs it."""
    client: Any = None
    """The client itself, for workloads that only sansredis is asked for."""


def redis_style(client: Any, setting: Setting) -> Api:
    """Return the Api of a blocking client whose methods are those of redis-py."""

    def mixed(pairs: Pairs, transaction: bool = False) -> Any:
        pipe = client.pipeline(transaction=transaction)
        for key, value in pairs:
            pipe.set(key, value)
        for key, _ in pairs:
            pipe.get(key)
        return pipe.execute()

    def messages() -> Any:
        subscriber = client.pubsub(ignore_subscribe_messages=True)
        subscriber.subscribe(CHANNEL)
        return _listened(subscriber)

    def scan() -> list[Any]:
        found = []
        for key in client.scan_iter(count=setting.page):
            found.append(key)
        return found

    return _redis_style(client, mixed, client.close, scan, messages)


def redis_style_async(client: Any, setting: Setting) -> Api:
    """Return the Api of an asynchronous client whose methods are those of redis-py."""

    async def mixed(pairs: Pairs, transaction: bool = False) -> Any:
        pipe = client.pipeline(transaction=transaction)
        for key, value in pairs:
            pipe.set(key, value)
        for key, _ in pairs:
            pipe.get(key)
        return await pipe.execute()

    @asynccontextmanager
    async def messages() -> AsyncIterator[Any]:
        async with client.pubsub(ignore_subscribe_messages=True) as subscriber:
            await subscriber.subscribe(CHANNEL)
            yield _listened(subscriber)

    async def scan() -> list[Any]:
        found = []
        async for key in client.scan_iter(count=setting.page):
            found.append(key)
        return found

    return _redis_style(client, mixed, client.aclose, scan, messages)


def _listened(subscriber: Any) -> Any:
    """Return the iterator over messages: the subscriber itself, or what its ``listen`` gives."""
    listen = getattr(subscriber, "listen", None)
    return subscriber if listen is None else listen()


def _redis_style(
    client: Any,
    mixed: Callable[..., Any],
    close: Callable[[], Any],
    scan: Callable[[], Any],
    messages: Callable[[], Any],
) -> Api:
    return Api(
        get=client.get,
        set=client.set,
        lrange=lambda: client.lrange(LIST_KEY, 0, -1),
        hgetall=lambda: client.hgetall(HASH_KEY),
        mixed=mixed,
        close=close,
        scan=scan,
        publish=client.publish,
        messages=messages,
        client=client,
    )
