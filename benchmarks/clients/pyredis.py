"""pyredis, which the registry calls ``python-redis``; its pool runs commands itself, its bulk mode is a pipeline."""

from __future__ import annotations

from typing import Any

from pyredis import Pool

from benchmarks.clients import Api, Pairs, Setting
from benchmarks.data import HASH_KEY, LIST_KEY


def blocking(setting: Setting) -> Api:
    """Open it under threads, or under gevent in a process that is patched."""
    pool: Any = Pool(host="127.0.0.1", port=setting.port, pool_size=setting.callers)

    def mixed(pairs: Pairs) -> Any:
        client = pool.acquire()
        try:
            client.bulk_start()
            for key, value in pairs:
                client.set(key, value)
            for key, _ in pairs:
                client.get(key)
            return client.bulk_stop()
        finally:
            pool.release(client)

    return Api(
        get=pool.get,
        set=pool.set,
        lrange=lambda: pool.lrange(LIST_KEY, 0, -1),
        hgetall=lambda: pool.hgetall(HASH_KEY),
        mixed=mixed,
        close=lambda: None,
        ok=b"OK",
        as_dict=lambda flat: dict(zip(flat[::2], flat[1::2], strict=True)),
        client=pool,
    )
