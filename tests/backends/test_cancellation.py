"""Cancellation at every point, one after the other.

A point is where the call suspends; under threads, where it cannot be cancelled from outside, each moment at which a
signal handler may raise. Whatever the point, the pool is afterwards as it was, and the next caller gets his own reply.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

from ..fakes.server import FakeServer
from .kit import ABANDONED, Kit

pytestmark = pytest.mark.interrupts
_MOST = 5000


async def sweep(kit: Kit, pool: Any, call: Callable[[int], Any], honest: Callable[[int], Any]) -> int:
    """Cancel `call` at its first, second, third ... point until it comes through; check the pool after each."""
    for point in range(1, _MOST):
        outcome = await kit.cancel_at(point, call, point)
        await kit.rest(pool)
        await honest(point)
        stats = await kit.rest(pool)
        assert stats["created"] >= 1
        if outcome is not ABANDONED:
            return point - 1
    raise AssertionError("the call never came through")


def calls(kit: Kit, r: Any) -> tuple[Callable[[int], Any], Callable[[int], Any]]:
    async def call(point: int) -> Any:
        text = f"cancelled at {point}"
        assert await kit.do(r.echo(text)) == text.encode()

    async def honest(point: int) -> None:
        text = f"honest after {point}"
        assert await kit.do(r.echo(text)) == text.encode()

    return call, honest


async def test_a_command_on_a_connection_that_is_there(kit: Kit) -> None:
    r = kit.redis(max_connections=1)
    await kit.do(r.ping())
    assert await sweep(kit, r.connection_pool, *calls(kit, r)) >= 1


async def test_a_command_that_finds_something_waiting_at_its_connection(kit: Kit, fake: FakeServer) -> None:
    """It has to come in first, which takes the event loop some turns."""
    r = kit.redis(**fake.address, max_connections=1)
    await kit.do(r.ping())
    call, honest = calls(kit, r)

    async def late(point: int) -> None:
        fake.send(b">2\r\n$10\r\ninvalidate\r\n*0\r\n")
        time.sleep(0.01)  # so long a connection has to rest before it is looked at; nothing else may run meanwhile
        await call(point)

    assert await sweep(kit, r.connection_pool, late, honest) >= 1


async def test_a_command_that_has_to_connect(kit: Kit) -> None:
    r = kit.redis(max_connections=1, db=1, client_name="cancelled")
    pool = r.connection_pool
    call, honest = calls(kit, r)

    async def fresh(point: int) -> Any:
        pool.resize(1)
        return await call(point)

    async def after(point: int) -> None:
        await honest(point)
        # Whatever is idle goes, so that the next one has to connect again.
        pool.disconnect()

    assert await sweep(kit, pool, fresh, after) >= 1


async def test_a_lease(kit: Kit) -> None:
    r = kit.redis(max_connections=1)
    pool = r.connection_pool

    async def call(point: int) -> Any:
        async with kit.lease(pool) as connection:
            text = f"cancelled at {point}"
            assert await kit.do(connection.execute_command("ECHO", text)) == text.encode()

    _, honest = calls(kit, r)
    assert await sweep(kit, pool, call, honest) >= 1


async def test_a_pipeline(kit: Kit) -> None:
    r = kit.redis(max_connections=1)

    async def call(point: int) -> Any:
        pipe = r.pipeline(transaction=False)
        for number in range(3):
            pipe.echo(f"{point}.{number}")
        assert await kit.do(pipe.execute()) == [f"{point}.{n}".encode() for n in range(3)]

    _, honest = calls(kit, r)
    assert await sweep(kit, r.connection_pool, call, honest) >= 1


async def test_a_blocking_command(kit: Kit) -> None:
    r = kit.redis(max_connections=1)

    async def call(point: int) -> Any:
        return await kit.do(r.blpop(kit.key(), timeout=0.005))

    _, honest = calls(kit, r)
    assert await sweep(kit, r.connection_pool, call, honest) >= 1


@pytest.mark.parametrize("ride", [False, True])
async def test_waiting_for_a_connection(kit: Kit, ride: bool) -> None:
    """The last point is after the hand-over: the connection was meant for a caller who is cancelled at that moment."""
    r = kit.redis(max_connections=1, socket_timeout=20)
    pool = r.connection_pool
    _, honest = calls(kit, r)

    if kit.name == "threads":
        # The helper thread's wait cannot end before the caller's: cancel by time instead of by line.
        for tenth in range(40):
            held = await kit.do(pool.acquire())

            async def late(held: Any = held) -> None:
                await kit.sleep(0.002)
                pool.release(held)

            handle = kit.spawn(late)
            await kit.move_on_after(0.0001 * tenth, _use, kit, r, ride)
            await handle.result()
            await kit.until(lambda: not pool.stats()["used"], 2)
            await honest(tenth)
        return
    for point in range(1, 100):
        held = await kit.do(pool.acquire())

        gone: list[bool] = []

        async def handed(held: Any = held, gone: list[bool] = gone) -> None:
            await kit.until(lambda: pool.stats()["waiting"] == 1 or gone)
            pool.release(held)

        handle = kit.spawn(handed)
        outcome = await kit.cancel_at(point, _use, kit, r, ride)
        gone.append(True)
        await handle.result()
        await kit.rest(pool)
        await honest(point)
        if outcome is not ABANDONED:
            return
    raise AssertionError("the call never came through")


async def _use(kit: Kit, r: Any, ride: bool) -> Any:
    if ride:
        return await kit.do(r.echo("x"))
    async with kit.lease(r.connection_pool):
        return True


async def test_cancelled_and_handed_over_in_the_same_instant(kit: Kit) -> None:
    if not kit.can_cancel:
        return
    pool = kit.pool(max_connections=1, socket_timeout=20)

    async def waiter() -> None:
        async with kit.lease(pool):
            pass

    for order in ("release first", "cancel first"):
        held = await kit.do(pool.acquire())
        first, second = kit.spawn(waiter), kit.spawn(waiter)
        await kit.until(lambda: pool.stats()["waiting"] == 2)
        if order == "release first":
            pool.release(held)
            first.cancel()
        else:
            first.cancel()
            pool.release(held)
        await first.result()
        assert await second.result() is None
        kit.at_rest(pool)


async def test_a_second_cancellation_during_the_first(kit: Kit, fake: FakeServer) -> None:
    if not kit.can_cancel:
        return
    r = kit.redis(**fake.address, max_connections=2, socket_timeout=20)
    fake.on("ECHO", delay=0.002)
    fake.on("HELLO", delay=0.002)

    async def call() -> Any:
        return await kit.do(r.echo("x"))

    for step in range(60):
        handle = kit.spawn(call)
        await kit.sleep(0.0001 * step)
        handle.cancel()
        if step % 2:
            await kit.sleep(0)
        handle.cancel()
        await handle.result()
        await kit.rest(r.connection_pool)
    fake.calm()
    assert await kit.do(r.echo("mine")) == b"mine"


async def test_the_writer_for_all_is_cancelled(kit: Kit) -> None:
    """Who happens to write or read for everybody on a shared connection may be cancelled without harm to them."""
    if not kit.can_cancel:
        return
    r = kit.redis(max_connections=1, socket_timeout=20)
    await kit.do(r.ping())

    async def call(text: str) -> Any:
        assert await kit.do(r.echo(text)) == text.encode()
        return text

    for turn in range(40):
        for victim in (0, 3, 7):
            handles = [kit.spawn(call, f"{turn}.{number}") for number in range(8)]
            for _ in range(turn % 8):
                await kit.sleep(0)
            handles[victim].cancel()
            for number, handle in enumerate(handles):
                outcome = await handle.result()
                assert outcome in (f"{turn}.{number}",) or (number == victim and outcome is ABANDONED)
    await kit.rest(r.connection_pool)
