"""The life of a pool: what it counts and tells, and when connections come and go without anybody's error."""

from __future__ import annotations

from typing import Any

import pytest

from ..fakes.server import FakeServer
from .kit import Kit


def ends(pool: Any) -> dict[str, int]:
    """How many connections have ended for which reason, without those for which none has."""
    stats = pool.stats()
    found = {name: count for name, count in stats.items() if (name.startswith("closed_") or name == "lost") and count}
    assert sum(found.values()) == stats["closed"]
    return found


# Telling


async def test_commands_are_hits_but_for_those_that_open_a_connection(kit: Kit) -> None:
    r = kit.redis()
    for _ in range(10):
        await kit.do(r.ping())
    stats = r.connection_pool.stats()
    assert (stats["hits"], stats["misses"], stats["waits"], stats["timeouts"]) == (9, 1, 0, 0)


async def test_waits_and_their_time_are_counted(kit: Kit) -> None:
    pool = kit.pool(max_connections=1, socket_timeout=20)
    held = await kit.do(pool.acquire())

    async def waiter() -> None:
        pool.release(await kit.do(pool.acquire()))

    handle = kit.spawn(waiter)
    await kit.until(lambda: pool.stats()["waiting"] == 1)
    await kit.sleep(0.02)
    pool.release(held)
    await handle.result()
    stats = pool.stats()
    assert (stats["hits"], stats["misses"], stats["waits"]) == (0, 2, 1)
    assert stats["waited_ms"] >= 20
    assert stats["timeouts"] == stats["refused"] == 0


async def test_an_exhausted_pool_says_how_full_it_is_and_how_old_its_leases_are(kit: Kit) -> None:
    pool = kit.pool(max_connections=2, pool_timeout=0.02, max_waiting=3, socket_timeout=20)
    held = [await kit.do(pool.acquire()) for _ in range(2)]
    await kit.sleep(0.03)
    with pytest.raises(kit.door.PoolTimeoutError) as raised:
        await kit.do(pool.acquire())
    assert "limit=2 used=2 " in str(raised.value)
    assert "waiting=1; leases held for 0." in str(raised.value)
    stats = pool.stats()
    assert (stats["timeouts"], stats["waits"]) == (1, 1)
    assert stats["oldest_lease_ms"] >= 50
    for connection in held:
        pool.release(connection)
    assert pool.stats()["oldest_lease_ms"] == 0


async def test_who_is_turned_away_is_counted_and_told(kit: Kit) -> None:
    pool = kit.pool(max_connections=1, pool_timeout=0)
    async with kit.lease(pool):
        with pytest.raises(kit.door.MaxConnectionsError, match=r"limit=1 used=1 .* raise max_connections"):
            await kit.do(pool.acquire())
    pool = kit.pool(max_connections=1, max_waiting=0)
    async with kit.lease(pool):
        with pytest.raises(kit.door.MaxConnectionsError, match=r"limit=1 used=1 .* max_waiting=0"):
            await kit.do(pool.acquire())
    assert (pool.stats()["refused"], pool.stats()["waits"]) == (1, 0)


async def test_who_may_not_wait_for_a_full_pool_may_wait_for_a_shared_connection_on_its_way(
    kit: Kit, fake: FakeServer
) -> None:
    r = kit.redis(**fake.address, pool_timeout=0, socket_timeout=20)
    fake.on("HELLO", delay=0.02)
    assert await kit.repeat(5, lambda n: kit.do(r.echo(str(n)))) == [b"0", b"1", b"2", b"3", b"4"]


async def test_connections_end_for_a_reason(kit: Kit, fake: FakeServer) -> None:
    pool = kit.pool(**fake.address, max_connections=4)
    held = [await kit.do(pool.acquire()) for _ in range(4)]
    await kit.do(held[0].execute_command("MULTI"))
    pool.release(held[0])
    assert ends(pool) == {"closed_spent": 1}
    fake.on("PING", close=True, swallow=True, times=1)
    with pytest.raises(kit.door.ConnectionError):
        await kit.do(held[1].execute_command("PING"))
    pool.release(held[1])
    assert ends(pool) == {"closed_spent": 1, "lost": 1}
    pool.release(held[2])
    pool.disconnect(inuse_connections=False)
    assert ends(pool) == {"closed_spent": 1, "lost": 1, "closed_retired": 1}
    pool.release(held[3])
    assert ends(pool) == {"closed_spent": 1, "lost": 1, "closed_retired": 2}
    again = [await kit.do(pool.acquire()) for _ in range(3)]
    for connection in again:
        pool.release(connection)
    pool.resize(2)
    await kit.close(pool)
    assert ends(pool) == {"closed_spent": 1, "lost": 1, "closed_retired": 2, "closed_surplus": 1, "closed_pool": 2}
