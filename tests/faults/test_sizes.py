"""Much of everything: large replies, large commands, slow readers, floods of pushes. Scenarios 9 and 38."""

from __future__ import annotations

import gc
import time
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from ..backends.kit import Kit
from ..fakes.proxy import Proxy
from ..fakes.server import FakeServer
from .catalogue import PUSH
from .checks import serves

pytestmark = pytest.mark.fast
LARGE = 24 << 20


@contextmanager
def measured() -> Iterator[dict[str, int]]:
    """Measure how many bytes more than before were in use at most (`peak`), and at the end (`kept`)."""
    found: dict[str, int] = {}
    gc.collect()
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        tracemalloc.reset_peak()
        yield found
        found["peak"] = tracemalloc.get_traced_memory()[1] - before
        gc.collect()
        found["kept"] = tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("protocol", [2, 3])
async def test_a_large_reply_takes_little_more_than_itself(kit: Kit, protocol: int) -> None:
    r = kit.redis(max_connections=2, protocol=protocol, socket_timeout=60)
    key = kit.key("large")
    value = bytes(LARGE)
    await kit.do(r.set(key, value))
    with measured() as memory:
        got = await kit.do(r.get(key))
        assert got == value
        del got
        # gevent's hub, which gave it to us, holds it until its next turn.
        await kit.sleep(0.001)
    await kit.do(r.delete(key))
    assert memory["peak"] < 2.2 * LARGE
    assert memory["kept"] < LARGE // 8
    await serves(kit, r)


async def test_a_large_command_to_a_slow_reader(kit: Kit, proxy: Proxy) -> None:
    """It takes as long as it takes, within the timeout, and others are served meanwhile."""
    r = kit.redis(**proxy.address, max_connections=4, socket_timeout=60, sharing="never")
    key = kit.key("large")
    value = bytes(LARGE)
    await serves(kit, r)
    proxy.up.pause = 0.0005
    done: list[float] = []

    async def store() -> None:
        assert await kit.do(r.set(key, value)) is True
        done.append(time.monotonic())

    with measured() as memory:
        handle = kit.spawn(store)
        turns = 0
        while not done:
            began = time.monotonic()
            assert await kit.do(r.echo(f"{turns}")) == f"{turns}".encode()
            assert time.monotonic() - began < 10
            turns += 1
            await kit.sleep(0.001)
        await handle.result()
    assert turns > 1
    assert await kit.do(r.strlen(key)) == LARGE
    await kit.do(r.delete(key))
    # asyncio's own transport copies what the operating system does not take at once.
    assert memory["peak"] < 2.2 * LARGE
    proxy.up.pause = 0
    await serves(kit, r)


async def test_a_reader_so_slow_that_time_runs_out(kit: Kit, fake: FakeServer) -> None:
    """The deadline ends the writing as well; the command was not whole, so it was certainly not executed."""
    r = kit.redis(**fake.address, max_connections=2, socket_timeout=0.5, retries=3)
    await kit.do(r.ping())
    fake.on("PING", pace=1000)
    await kit.do(r.ping())
    began = time.monotonic()
    with pytest.raises(kit.door.TimeoutError) as raised:
        await kit.do(r.set("k", bytes(LARGE)))
    assert 0.49 <= time.monotonic() - began < 2
    assert raised.value.maybe_executed is False
    assert fake.executed["SET"] == 0
    fake.calm()
    fake.drop()
    await serves(kit, r)


async def test_a_flood_of_pushes(kit: Kit, fake: FakeServer) -> None:
    """100,000 invalidations nobody waits for: before, after and between replies, and on idle connections."""
    r = kit.redis(**fake.address, max_connections=1, socket_timeout=30)
    await kit.do(r.ping())
    rule = fake.on("ECHO", before=PUSH * 50, after=PUSH * 50)
    gc.collect()
    before = len(gc.get_objects())
    for number in range(500):
        assert await kit.do(r.echo(f"{number}")) == f"{number}".encode()
    rule.times = 0
    for turn in range(5):
        fake.send(PUSH * 10_000)
        assert await kit.do(r.echo(f"idle {turn}")) == f"idle {turn}".encode()
    gc.collect()
    assert len(gc.get_objects()) - before < 10_000, "pushes nobody took out were kept"
    assert r.connection_pool.stats()["lost"] == 0
    assert fake.opened == 1
    await serves(kit, r)


async def test_replies_that_fill_both_buffers(kit: Kit, proxy: Proxy) -> None:
    """Two that write to each other, and wait for each other to read: a client that writes has to read, too."""
    r = kit.redis(**proxy.address, max_connections=2, socket_timeout=60)
    text = b"x" * 1000
    pipe: Any = r.pipeline(transaction=False)
    for _ in range(20_000):
        pipe.echo(text)
    replies = await kit.do(pipe.execute())
    assert len(replies) == 20_000 and set(replies) == {text}
    await serves(kit, r)
