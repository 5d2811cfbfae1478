"""What views with limits of their own are: clients, or leased connections, of the same type."""

from __future__ import annotations

from typing import assert_type

from sansredis import asyncio, threads
from sansredis.blocking import Pipeline
from sansredis.core.backoff import AbstractBackoff, ConstantBackoff, ExponentialBackoff, NoBackoff
from sansredis.core.retry import Retry


def views(r: threads.Redis[str]) -> None:
    assert_type(r.with_timeout(1), threads.Redis[str])
    assert_type(r.with_timeout(None).get("k"), str | None)
    assert_type(r.deadline(1.5).pipeline(), Pipeline[str])
    assert_type(r.with_retry(0).with_retry(Retry(NoBackoff())).deadline(1), threads.Redis[str])
    with r.connection_pool.connection(timeout=0.5) as connection:
        assert_type(connection, threads.Connection[str])
        assert_type(connection.with_timeout(1), threads.Connection[str])
    r.deadline(None)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    r.with_retry(NoBackoff())  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


async def views_later(r: asyncio.Redis[bytes]) -> None:
    assert_type(r.deadline(1), asyncio.Redis[bytes])
    assert_type(await r.with_timeout(1).get("k"), bytes | None)
    assert_type(await r.connection_pool.acquire(timeout=1), asyncio.Connection[bytes])


def policies(backoff: AbstractBackoff) -> None:
    threads.Redis(retry=Retry(backoff, 5), retries=3)
    threads.Redis.from_url("redis://h", retry=Retry(ExponentialBackoff(cap=1), retries=2, repeat_writes=True))
    asyncio.ConnectionPool(retry=None)
    asyncio.Redis(connection_pool=asyncio.ConnectionPool(), retry=Retry(ConstantBackoff(1)))
    threads.Redis(retry=3)  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue, reportArgumentType]
