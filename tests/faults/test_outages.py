"""The server goes away, or says that it cannot serve now. Scenarios 14, 16, 20 and 29."""

from __future__ import annotations

import contextlib
import gc
import os
import resource
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from sansredis.core.backoff import NoBackoff
from sansredis.core.retry import Retry

from ..backends.kit import Kit
from ..fakes.server import FakeServer
from .checks import failure, serves

pytestmark = pytest.mark.fast
CALLERS = 64


async def test_killed_in_the_middle_of_pipelines(kit: Kit, mortal: Any) -> None:
    """All 64 callers hear of it at once, and all are served again as soon as the server is there again."""
    options = {"host": "127.0.0.1", "port": mortal.port, "connect_backoff": 0}
    r = kit.redis(**options, max_connections=16, socket_timeout=30, retries=0)
    ended: list[float] = []
    began = [0] * CALLERS
    dead = threading.Event()

    async def caller(number: int) -> None:
        while True:
            began[number] += 1
            pipe = r.pipeline(transaction=False)
            texts = [f"{number}.{began[number]}.{turn}" for turn in range(50)]
            for text in texts:
                pipe.echo(text)
            try:
                assert await kit.do(pipe.execute()) == [text.encode() for text in texts]
            except kit.door.ConnectionError:
                ended.append(time.monotonic())
                return

    handles = [kit.spawn(caller, number) for number in range(CALLERS)]
    await kit.until(lambda: min(began) >= 2, 30)
    killer = threading.Thread(target=lambda: (mortal.kill(), dead.set()))
    killed = time.monotonic()
    killer.start()
    for handle in handles:
        await handle.result()
    await kit.until(dead.is_set)
    killer.join()
    assert len(ended) == CALLERS
    assert max(ended) - killed < 5, "somebody waited for his timeout"
    mortal.restart()
    await serves(kit, r, CALLERS)


async def test_down_for_a_while(kit: Kit, fake: FakeServer) -> None:
    """Calls fail at once, nothing piles up, and when it is back it is used."""
    r = kit.redis(**fake.address, max_connections=4, retries=0, socket_timeout=5)
    await serves(kit, r)
    fake.refuse_connections()
    fake.drop()
    files = len(os.listdir("/proc/self/fd"))
    longest = 0.0

    async def caller(number: int) -> None:
        nonlocal longest
        for _ in range(20):
            began = time.monotonic()
            error = await failure(kit, r.ping)
            assert isinstance(error, kit.door.ConnectionError), error
            longest = max(longest, time.monotonic() - began)

    await kit.repeat(16, caller)
    assert longest < 2, "a refused connection was waited for"
    assert len(os.listdir("/proc/self/fd")) <= files + 4
    kit.at_rest(r.connection_pool)
    fake.listen()
    end = time.monotonic() + 5
    while True:
        try:
            assert await kit.do(r.ping()) is True
            break
        except kit.door.ConnectionError:
            assert time.monotonic() < end, "it was not tried again"
            await kit.sleep(0.01)
    await serves(kit, r)


async def test_down_for_ten_seconds(kit: Kit, fake: FakeServer, sized: Callable[[float, float], float]) -> None:
    """64 callers who come again as soon as they are told to: few attempts, answers at once, hardly any work for it."""
    seconds = sized(1.0, 10.0)
    r = kit.redis(**fake.address, max_connections=8, socket_timeout=5, retries=0)
    pool = r.connection_pool
    await serves(kit, r, CALLERS)
    fake.refuse_connections()
    fake.drop()
    while not isinstance(await failure(kit, r.ping), kit.door.UnreachableError):
        pass  # those who come first wait for the next attempt, which is near
    gc.collect()
    failed, worked = pool.stats()["failed"], time.process_time()
    began = time.monotonic()
    took: list[float] = []
    memory: list[int] = []

    async def caller(number: int) -> None:
        while time.monotonic() - began < seconds:
            if number == 0 and time.monotonic() - began > seconds / 4:
                memory.append(in_use())
            start = time.monotonic()
            error = await failure(kit, r.ping)
            took.append(time.monotonic() - start)
            assert error.maybe_executed is False
            await kit.sleep(max(0.1, getattr(error, "retry_after", 0.0)))

    await kit.repeat(CALLERS, caller)
    worked = time.process_time() - worked
    took.sort()
    # Those who come at the same time as he who tries again wait for what he finds.
    assert took[len(took) // 2] < 0.05 and took[-1] < 2, took[-10:]
    # At most one for each of 8 places in each pause, which soon is a second long.
    assert pool.stats()["failed"] - failed <= 8 * (seconds + 5)
    assert worked < 0.05 * seconds + 0.3, f"{worked:.3f} s of work in {seconds} s"
    assert max(memory) - memory[0] < 1 << 20
    fake.listen()
    await kit.sleep(1.1)
    await serves(kit, r, CALLERS)


STATES = {
    "LOADING Redis is loading the dataset in memory": "BusyLoadingError",
    "BUSY Redis is busy running a script": "BusyScriptError",
    "READONLY You can't write against a read only replica.": "ReadOnlyError",
    "MASTERDOWN Link with MASTER is down": "MasterDownError",
    "CLUSTERDOWN Hash slot not served": "ClusterDownError",
    "OOM command not allowed when used memory > 'maxmemory'.": "OutOfMemoryError",
    "NOAUTH Authentication required.": "AuthenticationError",
    "NOPERM this user has no permissions": "NoPermissionError",
    "ERR max number of clients reached": "MaxClientsError",
    "DENIED Redis is running in protected mode": "ProtectedModeError",
    "TRYAGAIN Multiple keys request during rehashing of slot": "TryAgainError",
    "MISCONF Redis is configured to save RDB snapshots": "ResponseError",
    "NOREPLICAS Not enough good replicas to write.": "ResponseError",
}


@pytest.mark.parametrize("text", STATES)
@pytest.mark.parametrize("command", ["INCR", "HELLO"])
async def test_the_server_cannot_serve_now(kit: Kit, fake: FakeServer, text: str, command: str) -> None:
    """An error of its own class with the server's words; refused commands were not executed; and then all is well."""
    r = kit.redis(**fake.address, retries=0, max_connections=2, protocol=3)
    rule = fake.on(command, reply=f"-{text}\r\n".encode(), refuse=True)
    error = await failure(kit, lambda: r.incr("n"))
    assert type(error).__name__ == STATES[text] or (command == "HELLO" and isinstance(error, kit.door.RedisError))
    assert text in str(error)
    assert fake.executed["INCR"] == 0
    rule.times = 0
    assert await kit.do(r.incr("n")) == 1
    await serves(kit, r)


def alive(kit: Kit) -> int:
    """Count the tasks, threads or greenlets."""
    if kit.name == "gevent":
        import gevent

        return sum(isinstance(thing, gevent.Greenlet) and not thing.dead for thing in gc.get_objects())
    if kit.name == "trio":
        import trio

        return trio.lowlevel.current_statistics().tasks_living
    if kit.name == "threads":
        return threading.active_count()
    import asyncio

    return len(asyncio.all_tasks())


def in_use() -> int:
    """Bytes that this process has in memory."""
    gc.collect()
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * resource.getpagesize()


DOORS = {
    "ERR max number of clients reached": ("MaxClientsError", 3),
    "DENIED Redis is running in protected mode because protected mode is enabled": ("ProtectedModeError", 1),
}


@pytest.mark.parametrize("protocol", [2, 3])
@pytest.mark.parametrize("text", DOORS)
async def test_turned_away_at_the_door(kit: Kit, fake: FakeServer, text: str, protocol: int) -> None:
    """The server says so before it was asked anything, and closes: as much of an answer as any other."""
    name, attempts = DOORS[text]
    retry = Retry(NoBackoff(), 2)
    r = kit.redis(**fake.address, retry=retry, protocol=protocol, max_connections=2, socket_timeout=30)
    rule = fake.on("<connect>", reply=f"-{text}\r\n".encode(), close=True)
    error = await failure(kit, lambda: r.incr("n"))
    assert type(error).__name__ == name, error
    assert isinstance(error, kit.door.ConnectionError)
    assert text in str(error)
    assert error.maybe_executed is False
    assert (rule.hits, fake.executed["INCR"]) == (attempts, 0)
    rule.times = 0
    assert await kit.do(r.incr("n")) == 1
    await serves(kit, r)


async def test_what_is_refused_for_now_and_what_for_good(kit: Kit, fake: FakeServer) -> None:
    """The same for each: executed in the end, or refused once; and whether the connection is kept."""
    again = {"LOADING", "READONLY", "MASTERDOWN", "CLUSTERDOWN", "TRYAGAIN", "ERR"}
    for number, text in enumerate(STATES):
        code = text.split(" ")[0]
        # LOADING is not counted.
        r = kit.redis(**fake.address, retry=Retry(NoBackoff(), 1), sharing="never", socket_timeout=30)
        rule = fake.on("INCR", reply=f"-{text}\r\n".encode(), refuse=True, times=2 if code == "LOADING" else 1)
        if code in again:
            assert await kit.do(r.incr(f"n{number}")) == 1
        else:
            error = await failure(kit, lambda r=r, number=number: r.incr(f"n{number}"))
            assert not error.maybe_executed
            assert fake.data.get(b"n%d" % number) is None
        assert rule.hits == rule.times, text
        # A former master is left; all others are not to blame.
        assert r.connection_pool.stats()["created"] == (2 if code == "READONLY" else 1), text
        await kit.close(r)


async def test_many_clients_made_and_closed(kit: Kit, sized: Callable[[int, int], int]) -> None:
    """Files, threads, tasks and memory stay as they are, however many came and went; also those that failed."""

    async def one(number: int) -> None:
        wrong = {"host": "127.0.0.1", "port": 1, "retries": 0}
        right = {"unix_socket_path": kit.server.unix_socket_path}
        r = kit.door.Redis(**(wrong if number % 10 == 9 else right), max_connections=2)
        try:
            if number % 10 == 9:
                await failure(kit, r.ping)
            elif number % 10 != 8:
                assert await kit.do(r.echo(f"{number}")) == f"{number}".encode()
        finally:
            await kit.close(r)

    total = sized(200, 100_000)
    for number in range(total // 4):
        await one(number)
    gc.collect()
    files, running, memory = len(os.listdir("/proc/self/fd")), alive(kit), in_use()
    for number in range(total // 4, total):
        await one(number)
    gc.collect()
    assert len(os.listdir("/proc/self/fd")) <= files
    assert alive(kit) <= running
    grown = in_use() - memory
    assert grown < 2 << 20, f"{grown} bytes more"


async def test_clients_whose_server_goes_while_they_are_open(kit: Kit, fake: FakeServer) -> None:
    for number in range(40):
        r = kit.door.Redis(**fake.address, max_connections=2)
        try:
            assert await kit.do(r.echo(f"{number}")) == f"{number}".encode()
            fake.drop()
            with contextlib.suppress(kit.door.ConnectionError):
                await kit.do(r.ping())
        finally:
            await kit.close(r)
        if number == 10:
            await kit.until(lambda: not fake.connections)
            files = len(os.listdir("/proc/self/fd"))
    await kit.until(lambda: not fake.connections)
    assert len(os.listdir("/proc/self/fd")) <= files
