"""What the blocking doors give: clients, pools and connections of their own, of bytes or of str."""

from __future__ import annotations

from typing import Any, assert_type

from sansredis import gevent, threads
from sansredis.blocking import Pipeline

URL = "redis://localhost"


def gevent_clients(flag: bool) -> None:
    assert_type(gevent.Redis(), gevent.Redis[bytes])
    assert_type(gevent.Redis("localhost", 6379, 0), gevent.Redis[bytes])
    assert_type(gevent.Redis(decode_responses=False, max_connections=2), gevent.Redis[bytes])
    assert_type(gevent.Redis(decode_responses=True), gevent.Redis[str])
    assert_type(gevent.Redis(decode_responses=flag), gevent.Redis[Any])
    assert_type(gevent.Redis.from_url(URL), gevent.Redis[bytes])
    assert_type(gevent.Redis.from_url(URL, decode_responses=True, db=1), gevent.Redis[str])
    gevent.Redis(prot=3)  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue]


def gevent_pools(texts: gevent.ConnectionPool[str], foreign: threads.ConnectionPool[str]) -> None:
    assert_type(gevent.ConnectionPool(), gevent.ConnectionPool[bytes])
    assert_type(gevent.ConnectionPool(host="localhost", decode_responses=True), gevent.ConnectionPool[str])
    assert_type(gevent.ConnectionPool.from_url(URL), gevent.ConnectionPool[bytes])
    assert_type(gevent.ConnectionPool.from_url(URL, decode_responses=True), gevent.ConnectionPool[str])
    assert_type(gevent.ConnectionPool.named("n"), gevent.ConnectionPool[bytes])
    assert_type(gevent.ConnectionPool.named("n", URL, decode_responses=True), gevent.ConnectionPool[str])
    assert_type(gevent.Redis(connection_pool=texts), gevent.Redis[str])
    assert_type(gevent.Redis(connection_pool=texts, decode_responses=False), gevent.Redis[bytes])
    gevent.Redis(connection_pool=texts, max_connections=2)  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue]
    gevent.Redis(connection_pool=foreign)  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue, reportArgumentType]


def gevent_use(r: gevent.Redis[str]) -> None:
    assert_type(r.get("k"), str | None)
    assert_type(r.connection_pool, gevent.ConnectionPool[str])
    assert_type(r.pipeline().get("k").incr("n"), Pipeline[str])
    assert_type(r.pipeline().get("k").execute(), list[Any])
    assert_type(r.connection_pool.acquire(), gevent.Connection[str])
    with r.connection_pool.connection() as connection:
        assert_type(connection, gevent.Connection[str])
        assert_type(connection.get("k"), str | None)
    with gevent.Redis() as client:
        assert_type(client, gevent.Redis[bytes])
        assert_type(client.mget("a", "b"), list[bytes | None])


def threads_clients(flag: bool) -> None:
    assert_type(threads.Redis(), threads.Redis[bytes])
    assert_type(threads.Redis("localhost", 6379, 0), threads.Redis[bytes])
    assert_type(threads.Redis(decode_responses=False, max_connections=2), threads.Redis[bytes])
    assert_type(threads.Redis(decode_responses=True), threads.Redis[str])
    assert_type(threads.Redis(decode_responses=flag), threads.Redis[Any])
    assert_type(threads.Redis.from_url(URL), threads.Redis[bytes])
    assert_type(threads.Redis.from_url(URL, decode_responses=True, db=1), threads.Redis[str])
    threads.Redis(prot=3)  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue]


def threads_pools(texts: threads.ConnectionPool[str], foreign: gevent.ConnectionPool[str]) -> None:
    assert_type(threads.ConnectionPool(), threads.ConnectionPool[bytes])
    assert_type(threads.ConnectionPool(host="localhost", decode_responses=True), threads.ConnectionPool[str])
    assert_type(threads.ConnectionPool.from_url(URL), threads.ConnectionPool[bytes])
    assert_type(threads.ConnectionPool.from_url(URL, decode_responses=True), threads.ConnectionPool[str])
    assert_type(threads.ConnectionPool.named("n"), threads.ConnectionPool[bytes])
    assert_type(threads.ConnectionPool.named("n", URL, decode_responses=True), threads.ConnectionPool[str])
    assert_type(threads.Redis(connection_pool=texts), threads.Redis[str])
    assert_type(threads.Redis(connection_pool=texts, decode_responses=False), threads.Redis[bytes])
    threads.Redis(connection_pool=texts, max_connections=2)  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue]
    threads.Redis(connection_pool=foreign)  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue, reportArgumentType]


def threads_use(r: threads.Redis[str]) -> None:
    assert_type(r.get("k"), str | None)
    assert_type(r.connection_pool, threads.ConnectionPool[str])
    assert_type(r.pipeline().get("k").incr("n"), Pipeline[str])
    assert_type(r.pipeline().get("k").execute(), list[Any])
    assert_type(r.connection_pool.acquire(), threads.Connection[str])
    with r.connection_pool.connection() as connection:
        assert_type(connection, threads.Connection[str])
        assert_type(connection.get("k"), str | None)
    with threads.Redis() as client:
        assert_type(client, threads.Redis[bytes])
        assert_type(client.mget("a", "b"), list[bytes | None])


def any_command(r: threads.Redis[str]) -> None:
    assert_type(r.execute_command("SET", b"k", 1.5, bytearray(b"x")), Any)
    assert_type(r.pipeline().execute_command("GET", "k"), Pipeline[str])
    r.execute_command("SET", "k", None)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    r.pipeline().execute_command("SET", "k", [1])  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
