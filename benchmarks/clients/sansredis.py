"""sansredis itself, by the door of each runtime."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from typing import Any

from benchmarks.clients import Api, Setting, redis_style, redis_style_async


def open_client(setting: Setting) -> Any:
    """Return a client with its defaults, and a pool as large as the callers, as the other clients have."""
    door = import_module(f"sansredis.{setting.runtime.replace('uvloop', 'asyncio')}")
    options: dict[str, Any] = {"max_connections": max(setting.connections, 1)}
    if setting.cached:
        options["cache"] = import_module("sansredis.core.cache_options").CacheOptions()
    return door.Redis(host="127.0.0.1", port=setting.port, db=setting.db, **options)


def blocking(setting: Setting) -> Api:
    """Open it under threads or gevent."""
    return redis_style(open_client(setting), setting)


@asynccontextmanager
async def asynchronous(setting: Setting) -> AsyncIterator[Api]:
    """Open it under asyncio or trio."""
    api = redis_style_async(open_client(setting), setting)
    yield api
    await api.close()
