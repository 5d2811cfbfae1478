"""What views of caching clients are: clients of the same type."""

from __future__ import annotations

from typing import assert_type

from sansredis import asyncio, threads
from sansredis.core.cache_options import CacheOptions


def views(flag: bool) -> None:
    r = threads.Redis(decode_responses=True, cache=CacheOptions(ttl=5))
    assert_type(r.cached(), threads.Redis[str])
    assert_type(r.cached(ttl=0.5).get("k"), str | None)
    assert_type(r.uncached().hgetall("k"), dict[str, str])
    assert_type(r.connection_pool.cache_stats(), dict[str, int])
    threads.ConnectionPool(cache=CacheOptions(max_entries=1, max_bytes=1, max_silence=None, automatic=flag))
    threads.Redis(client_no_evict=True, client_no_touch=flag, cache=None)


async def views_later() -> None:
    r = asyncio.Redis(cache=CacheOptions())
    assert_type(r.cached(5), asyncio.Redis[bytes])
    assert_type(await r.cached(5).mget("k"), list[bytes | None])
