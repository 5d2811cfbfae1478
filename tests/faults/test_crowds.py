"""Many callers at one pool, at full size. Scenarios 3, 15, 24, 25, 26 and 27."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from ..backends.kit import ABANDONED, Kit
from ..fakes.server import FakeServer
from .checks import serves

pytestmark = pytest.mark.fast
CALLERS = 64
Sized = Callable[[Any, Any], Any]


@pytest.mark.parametrize("sharing", ["auto", "never"])
async def test_cancelled_while_all_of_them_connect(kit: Kit, fake: FakeServer, sharing: str) -> None:
    """As many calls as there are connections, each given up 50 ms into a handshake of 200. No permit is lost."""
    if not kit.can_cancel:
        return
    r = kit.redis(**fake.address, max_connections=8, max_connecting=8, socket_timeout=20, sharing=sharing)
    pool = r.connection_pool
    for _ in range(3):
        slow = fake.on("HELLO", delay=0.2)
        handles = [kit.spawn(lambda: kit.do(r.ping())) for _ in range(8)]
        await kit.until(lambda: pool.stats()["connecting"] + pool.stats()["waiting"] == 8)
        await kit.sleep(0.05)
        for handle in handles:
            handle.cancel()
        assert [await handle.result() for handle in handles] == [ABANDONED] * 8
        kit.at_rest(pool)
        slow.times = 0
        began = time.monotonic()
        assert await kit.do(r.ping()) is True
        assert time.monotonic() - began < 1
        await serves(kit, r, 32)
        pool.disconnect()


@pytest.mark.parametrize("sharing", ["auto", "never"])
async def test_each_connection_of_the_pool_is_dead_after_a_restart(kit: Kit, mortal: Any, sharing: str) -> None:
    """Each is met, by callers who come at the same time, and none of them hears of it. Nothing is tried again."""
    options = {"host": "127.0.0.1", "port": mortal.port, "retries": 0, "socket_timeout": 20}
    r = kit.redis(**options, max_connections=8, sharing=sharing)
    pool = r.connection_pool
    for turn in range(3):
        for lease in [await kit.do(pool.acquire()) for _ in range(8)]:
            pool.release(lease)
        assert pool.stats()["free"] == 8
        mortal.restart()
        if turn:
            leases = [await kit.do(pool.acquire()) for _ in range(8)]
            assert [await kit.do(lease.incr("n")) for lease in leases] == list(range(1, 9))
            for lease in leases:
                pool.release(lease)
        else:
            counted = await kit.repeat(CALLERS, lambda _: kit.do(r.incr("n")))
            assert sorted(counted) == list(range(1, CALLERS + 1))
    await serves(kit, r)


async def test_64_callers_at_4_connections(kit: Kit, fake: FakeServer, sized: Sized) -> None:
    """The server never sees more, and each is served. Who would be one too many in the queue is turned away at once."""
    r = kit.redis(
        **fake.address, max_connections=4, max_waiting=CALLERS - 4, socket_timeout=30, sharing="never", retries=0
    )
    pool = r.connection_pool
    go = threading.Event()
    held = fake.on("ECHO", hold=go)

    async def caller(number: int) -> None:
        assert await kit.do(r.echo(f"{number}")) == f"{number}".encode()

    handles = [kit.spawn(caller, number) for number in range(CALLERS)]
    await kit.until(lambda: (pool.stats()["used"], pool.stats()["waiting"]) == (4, CALLERS - 4))
    began = time.monotonic()
    with pytest.raises(kit.door.MaxConnectionsError, match=f"limit=4 used=4 .*waiting={CALLERS - 4}"):
        await kit.do(r.ping())
    assert time.monotonic() - began < 1
    held.delay = sized(0.005, 0.1)
    go.set()
    for handle in handles:
        await handle.result()
    assert fake.most == 4 and fake.opened == 4
    await serves(kit, r)


async def test_64_callers_take_turns(kit: Kit, sized: Sized) -> None:
    """In the order in which they come: nobody has ever had twice as many turns as another, or waits thrice the mean."""
    pool = kit.pool(max_connections=4, socket_timeout=60)
    finished, waits, spread = [0] * CALLERS, [0.0], [0]
    ready = kit.event()

    async def caller(number: int) -> None:
        await ready.wait()
        for _ in range(sized(20, 100)):
            began = time.monotonic()
            async with kit.lease(pool) as connection:
                if min(finished) >= 2:
                    waits.append(time.monotonic() - began)
                assert await kit.do(connection.execute_command("ECHO", str(number))) == str(number).encode()
            finished[number] += 1
            if min(finished) >= 2:
                spread.append(max(finished) - 2 * min(finished))

    for connection in [await kit.do(pool.acquire()) for _ in range(4)]:
        pool.release(connection)
    handles = [kit.spawn(caller, number) for number in range(CALLERS)]
    ready.set()
    for handle in handles:
        await handle.result()
    if kit.name != "threads":
        # When a thread runs that was handed a connection is the system's choice; elsewhere it is the pool's order.
        assert max(spread) <= 2
    kit.at_rest(pool)


async def test_closed_with_16_under_way_and_48_waiting(kit: Kit, fake: FakeServer) -> None:
    pool = kit.pool(**fake.address, max_connections=16, socket_timeout=30)
    r = kit.redis(connection_pool=pool)

    async def caller(_: int) -> Any:
        with pytest.raises(kit.door.ConnectionError) as raised:
            await kit.do(r.blpop("never", timeout=20))
        return raised.value

    handles = [kit.spawn(caller, number) for number in range(CALLERS)]
    await kit.until(lambda: fake.executed["BLPOP"] == 16 and pool.stats()["waiting"] == 48)
    began = time.monotonic()
    await kit.close(pool)
    errors = [await handle.result() for handle in handles]
    assert time.monotonic() - began < 1
    assert sum(error.maybe_executed for error in errors) == 16
    assert all("closed" in str(error) for error in errors)
    await kit.close(pool)
    await kit.until(lambda: not fake.connections)
    assert fake.opened == 16
    with pytest.raises(kit.door.PoolClosedError):
        await kit.do(r.ping())
    kit.at_rest(pool)


async def test_connections_grow_old_under_load(kit: Kit, fake: FakeServer, sized: Sized) -> None:
    """The pool grows, shrinks to its minimum and grows again; no caller ever hears of it."""
    pool = kit.pool(
        **fake.address, max_connections=8, min_connections=2, max_idle_time=0.1, max_lifetime=0.3, socket_timeout=30
    )
    r = kit.redis(connection_pool=pool, retries=0)

    async def caller(number: int) -> None:
        for turn in range(10):
            async with kit.lease(pool) as connection:
                assert await kit.do(connection.echo(f"{number}.{turn}")) == f"{number}.{turn}".encode()
            assert await kit.do(r.echo(f"{number}/{turn}")) == f"{number}/{turn}".encode()

    async def holder() -> None:
        async with kit.lease(pool) as connection:
            for turn in range(8):
                await kit.sleep(0.05)
                assert await kit.do(connection.echo(f"held {turn}")) == f"held {turn}".encode()

    for _ in range(sized(2, 20)):
        fake.on("ECHO", delay=0.001)
        holding = kit.spawn(holder)
        await kit.repeat(16, caller)
        await holding.result()
        await kit.until(lambda: pool.stats()["free"] <= 2)
        await kit.until(lambda: fake.connections == pool.stats()["free"])
    stats = kit.at_rest(pool)
    assert stats["closed_idle"] + stats["closed_lifetime"] >= 4
    assert stats["lost"] == 0 and fake.most <= 8 + 2
    await serves(kit, r, 32)
