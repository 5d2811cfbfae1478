"""valkey-glide: the asynchronous package on asyncio and trio, and the blocking one under threads.

Not under gevent: its blocking client stops the whole hub for every call, whether the process is patched or not.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from operator import attrgetter
from typing import Any

from benchmarks.clients import Api, Pairs, Setting
from benchmarks.data import CHANNEL, HASH_KEY, LIST_KEY

TIMEOUT = 60_000
"""Milliseconds; its default of 250 fires now and then when hundreds of callers wait."""


def _configuration(glide: Any, setting: Setting, **more: Any) -> Any:
    addresses = [glide.NodeAddress("127.0.0.1", setting.port)]
    if setting.cached:
        # Without the server's help it would not notice that a value changes.
        more["client_side_cache"] = glide.ClientSideCache.create(10_000, 60_000, server_assisted=True)
    return glide.GlideClientConfiguration(addresses, request_timeout=TIMEOUT, database_id=setting.db, **more)


def _subscriber(glide: Any, setting: Setting) -> Any:
    """Return the configuration of a client that subscribes: glide wants a client for each subscriber."""
    kinds = glide.GlideClientConfiguration
    channels = {kinds.PubSubChannelModes.Exact: {CHANNEL.decode()}}
    return _configuration(glide, setting, pubsub_subscriptions=kinds.PubSubSubscriptions(channels, None, None))


def _batch(glide: Any, pairs: Pairs, transaction: bool) -> Any:
    batch = glide.Batch(is_atomic=transaction)
    for key, value in pairs:
        batch.set(key, value)
    for key, _ in pairs:
        batch.get(key)
    return batch


def _api(glide: Any, client: Any, scan: Any, messages: Any) -> Api:
    def mixed(pairs: Pairs, transaction: bool = False) -> Any:
        return client.exec(_batch(glide, pairs, transaction), raise_on_error=True)

    return Api(
        get=client.get,
        set=client.set,
        lrange=lambda: client.lrange(LIST_KEY, 0, -1),
        hgetall=lambda: client.hgetall(HASH_KEY),
        mixed=mixed,
        close=client.close,
        scan=scan,
        publish=lambda channel, message: client.publish(message, channel),
        messages=messages,
        data_of=attrgetter("message"),
        ok="OK",
        client=client,
    )


def blocking(setting: Setting) -> Api:
    """Open the package ``valkey-glide-sync``."""
    import glide_sync as glide

    client: Any = glide.GlideClient.create(_configuration(glide, setting))

    def scan() -> list[Any]:
        cursor, found = b"0", []
        while True:
            cursor, keys = client.scan(cursor, count=setting.page)
            for key in keys:
                found.append(key)
            if cursor == b"0":
                return found

    def messages() -> Iterator[Any]:
        return iter(glide.GlideClient.create(_subscriber(glide, setting)).get_pubsub_message, None)

    return _api(glide, client, scan, messages)


@asynccontextmanager
async def asynchronous(setting: Setting) -> AsyncIterator[Api]:
    """Open the package ``valkey-glide``."""
    import glide

    client: Any = await glide.GlideClient.create(_configuration(glide, setting))

    async def scan() -> list[Any]:
        cursor, found = b"0", []
        while True:
            cursor, keys = await client.scan(cursor, count=setting.page)
            for key in keys:
                found.append(key)
            if cursor == b"0":
                return found

    @asynccontextmanager
    async def messages() -> AsyncIterator[Any]:
        subscriber: Any = await glide.GlideClient.create(_subscriber(glide, setting))
        yield _Messages(subscriber.get_pubsub_message)
        await subscriber.close()

    yield _api(glide, client, scan, messages)
    await client.close()


class _Messages:
    """Calls again and again, in an ``async for``."""

    def __init__(self, call: Callable[[], Awaitable[Any]]) -> None:
        self._call = call

    def __aiter__(self) -> _Messages:
        return self

    async def __anext__(self) -> Any:
        return await self._call()
