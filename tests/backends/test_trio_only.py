"""What only trio has: nurseries, cancel scopes, deadlines, and a clock of the test's own."""

from __future__ import annotations

import time
from typing import Any

import pytest
import trio
import trio.testing

from ..fakes.server import FakeServer
from .kit import Kit


def task_count() -> int:
    """Count the tasks of this run, trio's own aside."""

    def below(task: Any) -> int:
        return 1 + sum(below(child) for nursery in task.child_nurseries for child in nursery.child_tasks)

    root = trio.lowlevel.current_root_task()
    assert root is not None
    return below(root)


@pytest.mark.behaviour("coredis 7", "coredis 9", "coredis 10")
async def test_a_pool_used_from_many_nurseries_and_entered_by_none(kit: Kit) -> None:
    """coredis wants its pool to be entered, and by one task: ours is anybody's."""
    r = kit.redis(max_connections=3)
    before = task_count()

    async def caller(text: str) -> None:
        assert await r.echo(text) == text.encode()

    async def family(name: int) -> None:
        async with trio.open_nursery() as inner:
            for number in range(5):
                inner.start_soon(caller, f"{name}.{number}")

    for _ in range(3):
        async with trio.open_nursery() as nursery:
            for name in range(5):
                nursery.start_soon(family, name)
    assert task_count() == before
    assert (await kit.rest(r.connection_pool))["created"] <= 3


async def test_a_connection_outlives_the_nursery_that_made_it(kit: Kit) -> None:
    r = kit.redis(max_connections=1)

    async def first() -> None:
        await r.ping()

    async with trio.open_nursery() as nursery:
        nursery.start_soon(first)
        nursery.cancel_scope.deadline = trio.current_time() + 5
    with trio.CancelScope() as scope:
        scope.cancel()
        with pytest.raises(trio.Cancelled):
            await r.ping()
        await r.ping()
    assert await r.echo("still there") == b"still there"
    assert r.connection_pool.stats()["created"] == 1


async def test_methods_start_in_a_nursery(kit: Kit) -> None:
    r = kit.redis()
    key = kit.key()
    async with trio.open_nursery() as nursery:
        for _ in range(10):
            nursery.start_soon(r.incr, key)
    assert await r.get(key) == b"10"


async def test_a_crashing_nursery(kit: Kit, fake: FakeServer) -> None:
    r = kit.redis(**fake.address, max_connections=4, socket_timeout=10)
    before = task_count()

    async def crash() -> None:
        await trio.sleep(0.02)
        raise ZeroDivisionError

    for _ in range(3):
        with pytest.raises(BaseExceptionGroup) as raised:
            async with trio.open_nursery() as nursery:
                for number in range(6):
                    nursery.start_soon(r.blpop, f"never {number}", 10)
                nursery.start_soon(crash)
        assert raised.group_contains(ZeroDivisionError)
        assert not raised.group_contains(fakes_error(kit))
        assert task_count() == before
        await kit.rest(r.connection_pool)


def fakes_error(kit: Kit) -> Any:
    return kit.door.RedisError


async def test_every_call_is_a_checkpoint(kit: Kit) -> None:
    r = kit.redis()
    await r.ping()
    key = kit.key()
    with trio.testing.assert_checkpoints():
        await r.set(key, "v")
    with trio.testing.assert_checkpoints():
        async with r.connection_pool.connection() as connection:
            await connection.execute_command("PING")


async def test_in_a_cancelled_scope_nothing_is_sent(kit: Kit) -> None:
    r = kit.redis()
    await r.ping()
    key = kit.key()
    with trio.CancelScope() as scope:
        scope.cancel()
        await r.incr(key)
    assert scope.cancelled_caught
    assert await r.get(key) in (None, b"1")


async def test_closed_from_a_cancelled_scope(kit: Kit, fake: FakeServer) -> None:
    r = kit.redis(**fake.address)
    await r.ping()
    with trio.CancelScope() as scope:
        scope.cancel()
        await r.aclose()
    await kit.until(lambda: fake.connections == 0)


async def test_a_client_left_from_a_cancelled_scope(kit: Kit, fake: FakeServer) -> None:
    with trio.move_on_after(0.05):
        async with kit.door.Redis(**fake.address) as r:
            await r.ping()
            await trio.sleep_forever()
    await kit.until(lambda: fake.connections == 0)


async def test_an_outer_scope_expires_while_an_inner_one_unwinds(kit: Kit, fake: FakeServer) -> None:
    r = kit.redis(**fake.address, max_connections=2, socket_timeout=10)
    fake.on("ECHO", delay=0.003)
    for step in range(40):
        with trio.move_on_after(0.0001 * step), trio.move_on_after(0.0001 * step):
            await r.echo("x")
        await kit.rest(r.connection_pool)
    fake.calm()
    assert await r.echo("own") == b"own"


async def test_deadlines_follow_trios_clock(kit: Kit, fake: FakeServer, autojump_clock: trio.testing.MockClock) -> None:
    """Sixty seconds pass at once where the clock jumps."""
    autojump_clock.autojump_threshold = 0.2
    r = kit.redis(**fake.address, socket_timeout=60, retries=0)
    await r.ping()
    fake.on("INCR", silence=True)
    began, clock = time.monotonic(), trio.current_time()
    with pytest.raises(kit.door.ReplyTimeoutError):
        await r.incr("n")
    assert time.monotonic() - began < 5
    assert trio.current_time() - clock == pytest.approx(60, abs=1)


async def test_a_clock_that_always_jumps(kit: Kit, autojump_clock: trio.testing.MockClock) -> None:
    r = kit.redis(socket_timeout=None)
    async with trio.open_nursery() as nursery:
        nursery.start_soon(trio.sleep, 1000)
        for number in range(20):
            assert await r.echo(str(number)) == str(number).encode()


def test_one_pool_in_two_runs(server: Any) -> None:
    from sansredis.trio import Redis

    r = Redis(host="127.0.0.1", port=server.port, max_connections=2)

    async def use() -> None:
        async with trio.open_nursery() as nursery:
            for number in range(8):
                nursery.start_soon(r.echo, str(number))
        assert await r.echo("x") == b"x"

    for _ in range(3):
        trio.run(use)
    trio.run(r.aclose)


def test_outside_a_run_is_a_clear_error(server: Any) -> None:
    from sansredis.trio import Redis

    r = Redis(host="127.0.0.1", port=server.port)
    coroutine = r.ping()
    with pytest.raises(RuntimeError):
        coroutine.send(None)
    coroutine.close()
