"""pyredis, which the registry calls ``python-redis``; its pool runs commands itself, its bulk mode is a pipeline."""

from __future__ import annotations

from collections.abc import Iterator
from operator import itemgetter
from typing import Any

from pyredis import Pool, PubSubClient

from benchmarks.clients import Api, Pairs, Setting
from benchmarks.data import CHANNEL, HASH_KEY, LIST_KEY
from benchmarks.window import wrong


def blocking(setting: Setting) -> Api:
    """Open it under threads, or under gevent in a process that is patched."""
    pool: Any = Pool(host="127.0.0.1", port=setting.port, database=setting.db, pool_size=setting.connections)

    def queue(client: Any, pairs: Pairs) -> None:
        for key, value in pairs:
            client.set(key, value)
        for key, _ in pairs:
            client.get(key)

    def mixed(pairs: Pairs, transaction: bool = False) -> Any:
        client = pool.acquire()
        try:
            client.bulk_start()
            if transaction:
                client.multi()
            queue(client, pairs)
            if transaction:
                client.exec()
            replies = client.bulk_stop()
            return replies[-1] if transaction else replies
        finally:
            pool.release(client)

    def scan() -> list[Any]:
        cursor, found = b"0", []
        options = () if setting.page is None else (b"COUNT", setting.page)
        while True:
            cursor, keys = pool.scan(cursor, *options)
            for key in keys:
                found.append(key)
            if cursor == b"0":
                return found

    def messages() -> Iterator[Any]:
        subscriber: Any = PubSubClient(host="127.0.0.1", port=setting.port)
        subscriber.subscribe(CHANNEL)
        confirmed = subscriber.get()
        if confirmed[0] != b"subscribe":
            raise wrong(confirmed, b"subscribe")
        return iter(subscriber.get, None)

    return Api(
        get=pool.get,
        set=pool.set,
        lrange=lambda: pool.lrange(LIST_KEY, 0, -1),
        hgetall=lambda: pool.hgetall(HASH_KEY),
        mixed=mixed,
        close=lambda: None,
        scan=scan,
        publish=pool.publish,
        messages=messages,
        data_of=itemgetter(2),
        ok=b"OK",
        as_dict=lambda flat: dict(zip(flat[::2], flat[1::2], strict=True)),
        client=pool,
    )
