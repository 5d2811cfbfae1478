"""redis-py: with hiredis, without it, and in its single-connection mode; blocking and on asyncio."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import redis
import redis.asyncio
from redis.cache import CacheConfig
from redis.utils import HIREDIS_AVAILABLE

from benchmarks.clients import Api, Setting, redis_style, redis_style_async


def _arguments(setting: Setting) -> dict[str, Any]:
    if HIREDIS_AVAILABLE == (setting.variant == "pure"):
        raise RuntimeError(f"hiredis is {'there' if HIREDIS_AVAILABLE else 'missing'} in variant {setting.variant!r}")
    single = setting.variant == "single"
    cache = {"protocol": 3, "cache_config": CacheConfig()} if setting.cached else {}
    return {
        "host": "127.0.0.1",
        "port": setting.port,
        "db": setting.db,
        "max_connections": setting.connections,
        "single_connection_client": single,
        **cache,
    }


def blocking(setting: Setting) -> Api:
    """Open it under threads, or under gevent in a process that is patched."""
    return redis_style(redis.Redis(**_arguments(setting)), setting)


@asynccontextmanager
async def asynchronous(setting: Setting) -> AsyncIterator[Api]:
    """Open it under asyncio."""
    api = redis_style_async(redis.asyncio.Redis(**_arguments(setting)), setting)
    yield api
    await api.close()
