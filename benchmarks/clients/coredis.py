"""coredis on asyncio and on trio, with its compiled parser."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import coredis
import coredis.parser
from coredis.patterns.cache import LRUCache

from benchmarks.clients import Api, Pairs, Setting
from benchmarks.data import CHANNEL, HASH_KEY, LIST_KEY


@asynccontextmanager
async def asynchronous(setting: Setting) -> AsyncIterator[Api]:
    """Open it; its pool multiplexes by default."""
    if str(coredis.parser.__file__).endswith(".py"):
        raise RuntimeError("coredis was installed without its compiled extension")
    client: Any = coredis.Redis(
        host="127.0.0.1",
        port=setting.port,
        db=setting.db,
        max_connections=setting.connections,
        cache=LRUCache() if setting.cached else None,
    )

    async def mixed(pairs: Pairs, transaction: bool = False) -> Any:
        async with client.pipeline(transaction=transaction) as pipe:
            for key, value in pairs:
                pipe.set(key, value)
            for key, _ in pairs:
                pipe.get(key)
        return list(pipe.results)

    def messages() -> Any:
        return client.pubsub(channels=[CHANNEL], ignore_subscribe_messages=True)

    async def scan() -> list[Any]:
        found = []
        async for key in client.scan_iter(count=setting.page):
            found.append(key)
        return found

    async with client:
        yield Api(
            get=client.get,
            set=client.set,
            lrange=lambda: client.lrange(LIST_KEY, 0, -1),
            hgetall=lambda: client.hgetall(HASH_KEY),
            mixed=mixed,
            close=lambda: None,
            scan=scan,
            publish=client.publish,
            messages=messages,
            client=client,
        )
