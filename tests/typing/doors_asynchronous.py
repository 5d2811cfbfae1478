"""What the asynchronous doors give: clients, pools and connections of their own, of bytes or of str."""

from __future__ import annotations

from typing import Any, assert_type

from sansredis import asyncio, trio
from sansredis.awaiting import Pipeline

URL = "redis://localhost"


def asyncio_clients(flag: bool) -> None:
    assert_type(asyncio.Redis(), asyncio.Redis[bytes])
    assert_type(asyncio.Redis("localhost", 6379, 0), asyncio.Redis[bytes])
    assert_type(asyncio.Redis(decode_responses=False, max_connections=2), asyncio.Redis[bytes])
    assert_type(asyncio.Redis(decode_responses=True), asyncio.Redis[str])
    assert_type(asyncio.Redis(decode_responses=flag), asyncio.Redis[Any])
    assert_type(asyncio.Redis.from_url(URL), asyncio.Redis[bytes])
    assert_type(asyncio.Redis.from_url(URL, decode_responses=True, db=1), asyncio.Redis[str])
    asyncio.Redis(prot=3)  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue]


def asyncio_pools(texts: asyncio.ConnectionPool[str], foreign: trio.ConnectionPool[str]) -> None:
    assert_type(asyncio.ConnectionPool(), asyncio.ConnectionPool[bytes])
    assert_type(asyncio.ConnectionPool(host="localhost", decode_responses=True), asyncio.ConnectionPool[str])
    assert_type(asyncio.ConnectionPool.from_url(URL), asyncio.ConnectionPool[bytes])
    assert_type(asyncio.ConnectionPool.from_url(URL, decode_responses=True), asyncio.ConnectionPool[str])
    assert_type(asyncio.ConnectionPool.named("n"), asyncio.ConnectionPool[bytes])
    assert_type(asyncio.ConnectionPool.named("n", URL, decode_responses=True), asyncio.ConnectionPool[str])
    assert_type(asyncio.Redis(connection_pool=texts), asyncio.Redis[str])
    assert_type(asyncio.Redis(connection_pool=texts, decode_responses=False), asyncio.Redis[bytes])
    asyncio.Redis(connection_pool=texts, max_connections=2)  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue]
    asyncio.Redis(connection_pool=foreign)  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue, reportArgumentType]


async def asyncio_use(r: asyncio.Redis[str]) -> None:
    assert_type(await r.get("k"), str | None)
    assert_type(r.connection_pool, asyncio.ConnectionPool[str])
    assert_type(r.pipeline().get("k").incr("n"), Pipeline[str])
    assert_type(await r.pipeline().get("k").execute(), list[Any])
    assert_type(await r.connection_pool.acquire(), asyncio.Connection[str])
    async with r.connection_pool.connection() as connection:
        assert_type(connection, asyncio.Connection[str])
        assert_type(await connection.get("k"), str | None)
    async with asyncio.Redis() as client:
        assert_type(client, asyncio.Redis[bytes])
        assert_type(await client.mget("a", "b"), list[bytes | None])


def trio_clients(flag: bool) -> None:
    assert_type(trio.Redis(), trio.Redis[bytes])
    assert_type(trio.Redis("localhost", 6379, 0), trio.Redis[bytes])
    assert_type(trio.Redis(decode_responses=False, max_connections=2), trio.Redis[bytes])
    assert_type(trio.Redis(decode_responses=True), trio.Redis[str])
    assert_type(trio.Redis(decode_responses=flag), trio.Redis[Any])
    assert_type(trio.Redis.from_url(URL), trio.Redis[bytes])
    assert_type(trio.Redis.from_url(URL, decode_responses=True, db=1), trio.Redis[str])
    trio.Redis(prot=3)  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue]


def trio_pools(texts: trio.ConnectionPool[str], foreign: asyncio.ConnectionPool[str]) -> None:
    assert_type(trio.ConnectionPool(), trio.ConnectionPool[bytes])
    assert_type(trio.ConnectionPool(host="localhost", decode_responses=True), trio.ConnectionPool[str])
    assert_type(trio.ConnectionPool.from_url(URL), trio.ConnectionPool[bytes])
    assert_type(trio.ConnectionPool.from_url(URL, decode_responses=True), trio.ConnectionPool[str])
    assert_type(trio.ConnectionPool.named("n"), trio.ConnectionPool[bytes])
    assert_type(trio.ConnectionPool.named("n", URL, decode_responses=True), trio.ConnectionPool[str])
    assert_type(trio.Redis(connection_pool=texts), trio.Redis[str])
    assert_type(trio.Redis(connection_pool=texts, decode_responses=False), trio.Redis[bytes])
    trio.Redis(connection_pool=texts, max_connections=2)  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue]
    trio.Redis(connection_pool=foreign)  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue, reportArgumentType]


async def trio_use(r: trio.Redis[str]) -> None:
    assert_type(await r.get("k"), str | None)
    assert_type(r.connection_pool, trio.ConnectionPool[str])
    assert_type(r.pipeline().get("k").incr("n"), Pipeline[str])
    assert_type(await r.pipeline().get("k").execute(), list[Any])
    assert_type(await r.connection_pool.acquire(), trio.Connection[str])
    async with r.connection_pool.connection() as connection:
        assert_type(connection, trio.Connection[str])
        assert_type(await connection.get("k"), str | None)
    async with trio.Redis() as client:
        assert_type(client, trio.Redis[bytes])
        assert_type(await client.mget("a", "b"), list[bytes | None])


async def any_command(r: trio.Redis[str]) -> None:
    assert_type(await r.execute_command("SET", b"k", 1.5, bytearray(b"x")), Any)
    assert_type(r.pipeline().execute_command("GET", "k"), Pipeline[str])
    await r.execute_command("SET", "k", None)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    r.pipeline().execute_command("SET", "k", [1])  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
