"""valkey-glide: the asynchronous package on asyncio and trio, and the blocking one under threads.

Not under gevent: its blocking client stops the whole hub for every call, whether the process is patched or not.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from benchmarks.clients import Api, Pairs, Setting
from benchmarks.data import HASH_KEY, LIST_KEY

TIMEOUT = 60_000
"""Milliseconds; its default of 250 fires now and then when hundreds of callers wait."""


def _configuration(glide: Any, setting: Setting) -> Any:
    addresses = [glide.NodeAddress("127.0.0.1", setting.port)]
    return glide.GlideClientConfiguration(addresses, request_timeout=TIMEOUT)


def _batch(glide: Any, pairs: Pairs, transaction: bool) -> Any:
    batch = glide.Batch(is_atomic=transaction)
    for key, value in pairs:
        batch.set(key, value)
    for key, _ in pairs:
        batch.get(key)
    return batch


def _api(client: Any, mixed: Any) -> Api:
    return Api(
        get=client.get,
        set=client.set,
        lrange=lambda: client.lrange(LIST_KEY, 0, -1),
        hgetall=lambda: client.hgetall(HASH_KEY),
        mixed=mixed,
        close=client.close,
        ok="OK",
        client=client,
    )


def blocking(setting: Setting) -> Api:
    """Open the package ``valkey-glide-sync``."""
    import glide_sync as glide

    client: Any = glide.GlideClient.create(_configuration(glide, setting))
    return _api(client, lambda pairs, atomic=False: client.exec(_batch(glide, pairs, atomic), raise_on_error=True))


@asynccontextmanager
async def asynchronous(setting: Setting) -> AsyncIterator[Api]:
    """Open the package ``valkey-glide``."""
    import glide

    client: Any = await glide.GlideClient.create(_configuration(glide, setting))
    yield _api(client, lambda pairs, atomic=False: client.exec(_batch(glide, pairs, atomic), raise_on_error=True))
    await client.close()
