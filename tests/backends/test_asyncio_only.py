"""What only asyncio has: several event loops, task.cancel() and its count, eager tasks, three kinds of timeouts."""

from __future__ import annotations

import asyncio
import gc
import random
import sys
import threading
from collections.abc import Callable
from typing import Any

import pytest

from ..fakes.server import FakeServer
from .kit import Kit


async def test_the_count_of_cancellations_is_kept(kit: Kit, fake: FakeServer) -> None:
    r = kit.redis(**fake.address, max_connections=2, socket_timeout=5)
    fake.on("ECHO", delay=0.005)
    task = asyncio.current_task()
    assert task is not None
    for step in range(30):
        patience = 0.0003 * step
        try:
            async with asyncio.timeout(patience):
                await r.echo("x")
        except TimeoutError:
            pass
        assert task.cancelling() == 0
        try:
            await asyncio.wait_for(r.echo("y"), patience)
        except TimeoutError:
            pass
        assert task.cancelling() == 0
    assert await r.echo("z") == b"z"


async def by_timeout(call: Any) -> Any:
    async with asyncio.timeout(0.02):
        return await call


async def by_wait_for(call: Any) -> Any:
    return await asyncio.wait_for(call, 0.02)


async def by_group(call: Any) -> Any:
    async with asyncio.timeout(0.02), asyncio.TaskGroup() as group:
        task = group.create_task(call)
    return task.result()


@pytest.mark.fast
@pytest.mark.parametrize("sharing", ["auto", "never"])
@pytest.mark.parametrize("way", [by_timeout, by_wait_for, by_group])
async def test_a_scope_that_ends_within_two_milliseconds_of_the_reply(
    kit: Kit, fake: FakeServer, sized: Callable[[int, int], int], seed: int, way: Any, sharing: str
) -> None:
    """Each call gives its own value or the timeout, and every count of cancellations is 0 afterwards."""
    rng = random.Random(seed)
    callers = 10 if sharing == "never" else 2
    r = kit.redis(**fake.address, max_connections=10, socket_timeout=20, sharing=sharing)
    fake.on("ECHO", delay=lambda: 0.02 + rng.uniform(-0.002, 0.002))
    await kit.do(r.ping())
    outcomes = [0, 0]

    async def caller(number: int) -> None:
        task = asyncio.current_task()
        assert task is not None
        for turn in range(sized(15, 500)):
            text = f"{number}.{turn}".encode()
            try:
                assert await way(r.echo(text)) == text
                outcomes[0] += 1
            except TimeoutError:
                outcomes[1] += 1
            assert task.cancelling() == 0

    await kit.repeat(callers, caller)
    assert outcomes[1]
    fake.calm()
    await kit.rest(r.connection_pool)
    await kit.repeat(40, lambda n: r.echo(str(n)))


async def test_a_task_group_that_fails_cancels_the_others(kit: Kit, fake: FakeServer) -> None:
    r = kit.redis(**fake.address, max_connections=4, socket_timeout=5)

    async def failing() -> None:
        await asyncio.sleep(0.02)
        raise ZeroDivisionError

    for _ in range(3):
        with pytest.raises(ExceptionGroup) as raised:
            async with asyncio.TaskGroup() as group:
                for number in range(6):
                    group.create_task(r.blpop(f"never {number}", timeout=10))
                group.create_task(failing())
        assert raised.group_contains(ZeroDivisionError)
        assert task_count() == 1
        await kit.rest(r.connection_pool)


def task_count() -> int:
    return len(asyncio.all_tasks())


async def test_calls_are_coroutines(kit: Kit) -> None:
    r = kit.redis()
    task = asyncio.create_task(r.set(kit.key(), "v"))
    assert await task
    assert await asyncio.gather(r.echo("a"), r.echo("b")) == [b"a", b"b"]


async def test_no_task_is_left_behind(kit: Kit) -> None:
    r = kit.redis(max_connections=3)
    await asyncio.gather(*(r.echo(str(n)) for n in range(20)))
    async with kit.lease(r.connection_pool) as connection:
        await connection.execute_command("PING")
    assert task_count() == 1


async def test_cancelled_in_a_blocking_command(kit: Kit) -> None:
    """As many times as there are connections, and then some: coredis 6.9 is dead after the third."""
    r = kit.redis(max_connections=3, socket_timeout=5)
    for _ in range(10):
        task = asyncio.create_task(r.blpop(kit.key(), timeout=10))
        await kit.until(lambda: r.connection_pool.stats()["used"] == 1)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await kit.rest(r.connection_pool)
    assert await r.echo("alive") == b"alive"


async def test_a_cancelled_close_still_closes(kit: Kit, fake: FakeServer) -> None:
    r = kit.redis(**fake.address)
    await r.ping()

    async def close() -> None:
        asyncio.current_task().cancel()  # type: ignore[union-attr]
        await r.aclose()
        await asyncio.sleep(0)

    task = asyncio.create_task(close())
    await asyncio.wait([task])
    assert task.cancelled()
    await kit.until(lambda: fake.connections == 0)


def unclosed(test: Any) -> Any:
    """A loop that ends while the pool lives on takes its transports with it unclosed."""
    for ignored in ("ignore:unclosed:ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"):
        test = pytest.mark.filterwarnings(ignored)(test)
    return test


@unclosed
def test_two_event_loops_one_after_the_other(server: Any, runtime: str) -> None:
    from sansredis.asyncio import Redis

    r = Redis(host="127.0.0.1", port=server.port, max_connections=2)

    async def use() -> None:
        assert await asyncio.gather(*(r.echo(str(n)) for n in range(8))) == [str(n).encode() for n in range(8)]

    for _ in range(3):
        asyncio.run(use())

    async def end() -> None:
        await use()
        await r.aclose()

    asyncio.run(end())
    gc.collect()


@unclosed
def test_event_loops_in_several_threads_at_once(server: Any) -> None:
    from sansredis.asyncio import Redis

    r = Redis(host="127.0.0.1", port=server.port, max_connections=2)
    errors: list[BaseException] = []

    async def use(name: int) -> None:
        async def caller(number: int) -> None:
            for turn in range(20):
                text = f"{name}.{number}.{turn}"
                assert await r.echo(text) == text.encode()

        await asyncio.gather(*(caller(n) for n in range(8)))

    def run(name: int) -> None:
        try:
            asyncio.run(use(name))
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=run, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert not errors
    asyncio.run(r.aclose())
    gc.collect()


async def test_the_loop_is_never_held_up(kit: Kit) -> None:
    """A heartbeat goes on while many callers work and while a large value comes in."""
    r = kit.redis(max_connections=4, socket_timeout=20)
    key = kit.key()
    await r.set(key, b"x" * (8 << 20))
    gaps: list[float] = []

    async def heartbeat() -> None:
        loop = asyncio.get_running_loop()
        while True:
            before = loop.time()
            await asyncio.sleep(0.005)
            gaps.append(loop.time() - before)

    beating = asyncio.create_task(heartbeat())
    await asyncio.gather(*(r.echo(str(n)) for n in range(200)), r.get(key), r.blpop(kit.key(), timeout=0.2))
    beating.cancel()
    await asyncio.wait([beating])
    assert max(gaps) < 0.25


@pytest.mark.fast
async def test_the_loop_is_never_held_up_by_much(kit: Kit, sized: Callable[[Any, Any], Any]) -> None:
    """Neither by 64 MiB nor by an array of a million that come in."""
    size, length = sized((16 << 20, 100_000), (64 << 20, 1_000_000))
    r = kit.redis(max_connections=4, socket_timeout=60)
    large, many = kit.key(), kit.key()
    await r.set(large, bytes(size))
    for first in range(0, length, 10_000):
        await r.rpush(many, *range(first, first + 10_000))
    gaps: list[float] = []

    async def heartbeat() -> None:
        loop = asyncio.get_running_loop()
        while True:
            before = loop.time()
            await asyncio.sleep(0.01)
            gaps.append(loop.time() - before - 0.01)

    def worst() -> float:
        found = sorted(gaps)[-3:]
        gaps.clear()
        # Two in all: the system may give the processor to others.
        return found[0]

    beating = asyncio.create_task(heartbeat())
    await asyncio.sleep(0.2)
    ordinary = worst()
    for _ in range(3):
        assert len(await r.get(large)) == size
        assert len(await r.lrange(many, 0, -1)) == length
    extraordinary = worst()
    beating.cancel()
    await asyncio.wait([beating])
    await r.delete(large, many)
    print(f"gaps: {ordinary * 1000:.1f} ms at rest, {extraordinary * 1000:.1f} ms")
    # 50 ms are promised; in between tests of others, on a machine that is busy, it takes more to be certain.
    assert extraordinary < sized(0.25, 0.05) + ordinary


async def test_outside_a_loop_is_a_clear_error(kit: Kit) -> None:
    r = kit.redis()
    coroutine = r.ping()

    def drive_it() -> BaseException | None:
        try:
            coroutine.send(None)
        except BaseException as error:
            return error
        return None

    error = await asyncio.to_thread(drive_it)
    coroutine.close()
    assert isinstance(error, RuntimeError)


if sys.version_info >= (3, 12):

    def test_eager_tasks(server: Any) -> None:
        from sansredis.asyncio import Redis

        async def main() -> None:
            asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)  # type: ignore[attr-defined]
            async with Redis(host="127.0.0.1", port=server.port, max_connections=2) as r:
                tasks = [asyncio.create_task(r.echo(str(n))) for n in range(50)]
                assert await asyncio.gather(*tasks) == [str(n).encode() for n in range(50)]

        asyncio.run(main(), debug=True)


async def test_what_is_written_to_a_lost_connection_is_not_logged_piece_by_piece(
    kit: Kit, fake: FakeServer, caplog: pytest.LogCaptureFixture
) -> None:
    """A turn of the loop may pass before a transport says that it is lost."""
    r = kit.redis(**fake.address, max_connections=1, socket_timeout=5, retries=0)
    async with r.connection_pool.connection() as lease:
        connection = next(c for c in gc.get_objects() if type(c).__name__ == "FedConnection" and not c.closed)
        connection.stream._transport.abort()
        with pytest.raises(kit.door.ConnectionError):
            await lease.execute_command("SET", "k", b"x" * 100_000, *[b"y" * 100_000] * 10)
    assert not caplog.records
