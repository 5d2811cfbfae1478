"""The server goes away, or says that it cannot serve now. Scenarios 14, 16, 20 and 29."""

from __future__ import annotations

import contextlib
import os
import threading
import time
from typing import Any

import pytest

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


async def test_many_clients_made_and_closed(kit: Kit, fake: FakeServer) -> None:
    """Files and threads stay as they are, however many came and went."""

    async def one(number: int) -> None:
        r = kit.door.Redis(**fake.address, max_connections=2)
        try:
            assert await kit.do(r.echo(f"{number}")) == f"{number}".encode()
            if number % 3 == 0:
                fake.drop()
                with contextlib.suppress(kit.door.ConnectionError):
                    await kit.do(r.ping())
        finally:
            await kit.close(r)

    for number in range(10):
        await one(number)
    await kit.until(lambda: not fake.connections)
    files = len(os.listdir("/proc/self/fd"))
    for number in range(200):
        await one(number)
    await kit.until(lambda: not fake.connections)
    assert len(os.listdir("/proc/self/fd")) <= files
