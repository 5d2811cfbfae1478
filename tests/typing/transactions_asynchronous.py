"""What the asynchronous clients' transactions return."""

from __future__ import annotations

from typing import Any, assert_type

from sansredis.awaiting import Connection, Pipeline
from sansredis.trio import Redis

r = Redis(decode_responses=True)


async def count(pipe: Pipeline[str]) -> int:
    watched = await pipe.watch("k")
    value = await watched.get("k")
    pipe.multi()
    pipe.incr("k")
    return len(value or "")


def plain(pipe: Pipeline[str]) -> float:
    pipe.incr("k")
    return 0.5


async def watching() -> None:
    async with r.pipeline() as pipe:
        watched = await pipe.watch("a", b"b")
        assert_type(watched, Connection[str])
        assert_type(await watched.get("a"), str | None)
        assert_type(pipe.watching, bool)
        pipe.multi()
        assert_type(pipe.set("a", 1).incr("b"), Pipeline[str])
        assert_type(await pipe.execute(), list[Any])
        assert_type(await pipe.unwatch(), bool)
        assert_type(await pipe.discard(), bool)
        assert_type(pipe.reset(), Pipeline[str])


async def whole() -> None:
    assert_type(await r.transaction(count, "k"), list[Any])
    assert_type(await r.transaction(count, "k", value_from_callable=True, watch_delay=0.1, timeout=3), int)
    assert_type(await r.transaction(plain, "k", value_from_callable=True), float)
