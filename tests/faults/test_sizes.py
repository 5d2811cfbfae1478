"""Much of everything: large replies, large commands, slow readers, floods of pushes. Scenarios 9 and 38."""

from __future__ import annotations

import gc
import time
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from ..backends.kit import Kit
from ..fakes.proxy import Proxy
from ..fakes.server import FakeServer
from .catalogue import PUSH
from .checks import serves

pytestmark = pytest.mark.fast
Sized = Callable[[Any, Any], Any]
LARGE = 24 << 20
HUGE = 512 << 20
"""The largest that a server takes."""


def status(name: str) -> int:
    """One of the sizes of this process, in bytes."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(name))


@contextmanager
def measured() -> Iterator[dict[str, int]]:
    """Measure how many bytes more than before were in use at most (`peak`), and at the end (`kept`).

    `resident` is the peak as the operating system sees it, which knows of what libraries in C take as well.
    """
    found: dict[str, int] = {}
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5")
    resident = status("VmRSS")
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        tracemalloc.reset_peak()
        yield found
        found["peak"] = tracemalloc.get_traced_memory()[1] - before
        gc.collect()
        found["kept"] = tracemalloc.get_traced_memory()[0] - before
        found["resident"] = status("VmHWM") - resident
        print(", ".join(f"{name} {size / (1 << 20):.1f} MiB" for name, size in found.items()))
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("protocol", [2, 3])
async def test_a_large_reply_takes_little_more_than_itself(kit: Kit, protocol: int, sized: Sized) -> None:
    r = kit.redis(max_connections=2, protocol=protocol, socket_timeout=sized(60, 600))
    key = kit.key("large")
    size = sized(LARGE, HUGE)
    value = bytes(size)
    await kit.do(r.set(key, value))
    with measured() as memory:
        got = await kit.do(r.get(key))
        assert got == value
        del got
        # gevent's hub, which gave it to us, holds it until its next turn.
        await kit.sleep(0.001)
    await kit.do(r.delete(key))
    assert memory["peak"] < 2.2 * size
    assert memory["resident"] < 2.2 * size + (8 << 20)
    assert memory["kept"] < size // 8
    await serves(kit, r)


@pytest.mark.parametrize("sharing", ["auto", "never"])
async def test_a_large_command_to_a_slow_reader(kit: Kit, proxy: Proxy, sized: Sized, sharing: str) -> None:
    """It takes as long as it takes, within the timeout, and others are served meanwhile."""
    r = kit.redis(**proxy.address, max_connections=4, socket_timeout=sized(60, 1200), sharing=sharing)
    others = kit.redis(connection_pool=r.connection_pool, socket_timeout=10)
    key = kit.key("large")
    size = sized(LARGE, HUGE)
    value = bytes(size)
    await serves(kit, r)
    # The proxy takes 64 KiB at a time: a MiB a second.
    proxy.up.pause = sized(0.0005, 1 / 16)
    done: list[float] = []

    async def store() -> None:
        assert await kit.do(r.set(key, value)) is True
        done.append(time.monotonic())

    with measured() as memory:
        handle = kit.spawn(store)
        turns = 0
        while not done:
            began = time.monotonic()
            assert await kit.do(others.echo(f"{turns}")) == f"{turns}".encode()
            assert time.monotonic() - began < 10
            turns += 1
            await kit.sleep(sized(0.001, 0.1))
        await handle.result()
    assert turns > 1
    proxy.up.pause = 0
    assert await kit.do(r.strlen(key)) == size
    await kit.do(r.delete(key))
    # asyncio's own transport copies what the operating system does not take at once.
    assert memory["peak"] < 2.2 * size
    # (The proxy is in this process as well.)
    assert memory["resident"] < 2.2 * size + (16 << 20)
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


@pytest.mark.parametrize("sharing", ["auto", "never"])
async def test_replies_that_fill_both_buffers(kit: Kit, proxy: Proxy, sized: Sized, sharing: str) -> None:
    """Two that write to each other, and wait for each other to read: a client that writes has to read, too."""
    r = kit.redis(**proxy.address, max_connections=2, socket_timeout=sized(60, 1200), sharing=sharing)
    count, text = sized((20_000, b"x" * 1000), (1_000_000, b"x" * 500))
    pipe: Any = r.pipeline(transaction=False)
    for _ in range(count):
        pipe.echo(text)
    replies = await kit.do(pipe.execute())
    assert len(replies) == count and set(replies) == {text}
    await serves(kit, r)


@pytest.mark.parametrize("policy", ["block", "drop_oldest", "drop_newest", "error"])
async def test_a_subscriber_that_does_not_read(kit: Kit, sized: Sized, policy: str) -> None:
    """However fast messages come: what is kept is bounded, what is dropped is counted, and others are served."""
    total, batch, size = *sized((4000, 2000), (1_000_000, 10_000)), 100
    r, name = kit.redis(socket_timeout=60), kit.key("channel")
    async with kit.entered(r.pubsub(queue_size=1000, when_full=policy, ignore_subscribe_messages=True)) as p:
        await kit.do(p.subscribe(name))
        assert await kit.do(p.get_message(timeout=0.01)) is None
        with measured() as memory:
            for first in range(0, total, batch):
                pipe = r.pipeline(transaction=False)
                for number in range(first, first + batch):
                    pipe.execute_command("PUBLISH", name, f"{number} {'x' * size}")
                if set(await kit.do(pipe.execute())) != {1}:
                    break  # the server has limits of its own for those who do not read
                assert await kit.do(r.echo(f"{first}")) == f"{first}".encode()
                del pipe
        assert memory["kept"] < 8 << 20, memory
        assert len(p._ear.state.queue) <= 1000 + (1 << 20) // size
    await serves(kit, r)
