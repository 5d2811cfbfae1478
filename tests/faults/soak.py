"""Load and faults, mixed for as long as one likes; every reply is looked at, and every count is compared in the end.

    python -m tests.faults.soak --seconds 600 [--runtime trio] [--seed 1] [--callers 32]

Callers use a client through the faulty proxy: the server is killed and restarted, frozen, cut off, slowed down and
swallowed up, and callers give up at random moments. What each of them sends is his own, so a reply that is not his
shows at once. In the end the counters say whether anything was executed twice, or lost after it was acknowledged; the
pool has to be at rest and to serve. Without ``--runtime`` all of them take their turn. The last line of each is for
docs/reliability.md; any broken promise ends it with a traceback.
"""

from __future__ import annotations

import argparse
import gc
import inspect
import os
import random
import resource
import subprocess
import sys
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack, contextmanager
from typing import Any

from sansredis.demo.server import Server

from ..backends.kit import ABANDONED, Kit, load
from ..conftest import RUNTIMES
from ..fakes.proxy import Proxy

CONNECTIONS = 16
TIMEOUT = 1.0
GRACE = 1.0
"""Seconds that a call may take longer than its timeout on a machine that is busy."""
COLUMNS = (
    "runtime",
    "seconds",
    "calls",
    "replies",
    "given up",
    "certainly not",
    "maybe",
    "faults",
    "longest over",
    "KiB",
)


class Weather:
    """A native thread that makes one fault after the other, and good weather in between."""

    def __init__(self, server: Server, proxy: Proxy, seed: int) -> None:
        self.server = server
        self.proxy = proxy
        self.random = random.Random(seed)
        self.faults: Counter[str] = Counter()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> None:
        self._thread.start()

    @property
    def settled(self) -> bool:
        return not self._thread.is_alive()

    def end(self) -> None:
        """Make no more faults. `settled` tells when the last one is over."""
        self._over.set()

    def _run(self) -> None:
        kinds = (self._slices, self._pauses, self._cut, self._cut_later, self._dead, self._swallows, self._freezes)
        while not self._over.is_set():
            act = self._dies if self.random.random() < 0.02 else self.random.choice(kinds)
            self.faults[act.__name__.strip("_")] += 1
            act()
            self._wait(0.1)

    def _wait(self, seconds: float) -> None:
        self._over.wait(self.random.random() * seconds)

    def _flow(self) -> Any:
        return self.random.choice((self.proxy.up, self.proxy.down))

    def _slices(self) -> None:
        flow = self._flow()
        flow.slice, flow.jitter = self.random.randrange(20, 400), 0.0005
        self._wait(0.3)
        flow.slice = flow.jitter = 0

    def _pauses(self) -> None:
        flow = self._flow()
        flow.pause = self.random.choice((0.001, 0.01, 0.1))
        self._wait(0.3)
        flow.pause = 0

    def _cut(self) -> None:
        self.proxy.cut(reset=self.random.random() < 0.5)

    def _cut_later(self) -> None:
        flow = self._flow()
        flow.reset, flow.half, flow.stall = (self.random.random() < 0.3 for _ in range(3))
        flow.cut_after = self.random.randrange(1, 5000)
        self._wait(0.1)
        flow.cut_after = None
        flow.reset = flow.half = flow.stall = False

    def _dead(self) -> None:
        self.proxy.silence()

    def _swallows(self) -> None:
        flow = self._flow()
        flow.swallow = True
        self._wait(0.2)
        flow.swallow = False
        # What it swallowed is missing from then on: such a line is of no use, and dead is the worst that it can be.
        self.proxy.silence()

    def _freezes(self) -> None:
        self.server.pause()
        self._wait(0.3)
        self.server.resume()

    def _dies(self) -> None:
        self.server.kill()
        self._wait(0.5)
        self.server.restart()


class Caller:
    """One who calls, has values of his own, and keeps account of them."""

    def __init__(self, kit: Kit, r: Any, number: int, tally: Counter[str], seed: int) -> None:
        self.kit = kit
        self.r = r
        self.number = number
        self.tally = tally
        self.random = random.Random(seed * 1000 + number)
        self.turn = 0
        self.key = kit.key(f"soak:{number}")
        self.acknowledged = 0
        self.tried = 0
        self.highest = 0
        # Of what was sent lately, for what is older cannot come any more: this is no place for a growing account.
        self.stored: deque[bytes] = deque(maxlen=500)
        self.longest = 0.0

    async def act(self) -> None:
        """Make one call, perhaps give it up, and enter what became of it."""
        self.turn += 1
        self.text = f"{self.number}/{self.turn}".encode()
        action = self.random.choice(
            (self.echo, self.count, self.count, self.store, self.pipe, self.transact, self.lease)
        )
        self.tally["calls"] += 1
        if self.kit.can_cancel and self.random.random() < 0.25:
            patience = self.random.choice((0.0, 0.001, 0.01, 0.1)) * self.random.random()
            outcome = await self.kit.move_on_after(patience, self._entered, action)
            self.tally["given up"] += outcome is ABANDONED
        else:
            await self._entered(action)

    @contextmanager
    def _timed(self) -> Iterator[None]:
        began = time.monotonic()
        try:
            yield
        finally:
            self.longest = max(self.longest, time.monotonic() - began)

    async def _do(self, method: Callable[..., Any], *args: Any) -> Any:
        with self._timed():
            return await self.kit.do(method(*args))

    async def _entered(self, action: Callable[[], Any]) -> None:
        door = self.kit.door
        try:
            await action()
        except (door.ConnectionError, door.TimeoutError, door.BusyLoadingError) as error:
            self.tally["maybe" if error.maybe_executed else "certainly not"] += 1
            if action == self.count and not error.maybe_executed:
                self.tried -= 1
        else:
            self.tally["replies"] += 1

    async def echo(self) -> None:
        assert await self._do(self.r.echo, self.text) == self.text

    async def count(self) -> None:
        self.tried += 1
        value = await self._do(self.r.incr, self.key + ":count")
        assert self.highest < value <= self.tried, f"{value}: not in ({self.highest}, {self.tried}]"
        self.highest = value
        self.acknowledged += 1

    async def store(self) -> None:
        self.stored.append(self.text)
        await self._do(self.r.set, self.key + ":value", self.text)
        assert await self._do(self.r.get, self.key + ":value") in self.stored

    async def pipe(self) -> None:
        pipe = self.r.pipeline(transaction=False)
        texts = [b"%b.%d" % (self.text, turn) for turn in range(10)]
        for text in texts:
            pipe.echo(text)
        assert await self._do(pipe.execute) == texts

    async def transact(self) -> None:
        pipe = self.r.pipeline()
        pipe.incr(self.key + ":one").incr(self.key + ":two").echo(self.text)
        one, two, text = await self._do(pipe.execute)
        assert one == two and text == self.text

    async def lease(self) -> None:
        async with AsyncExitStack() as stack:
            with self._timed():
                connection = await stack.enter_async_context(self.kit.lease(self.r.connection_pool))
            for turn in range(3):
                text = b"%b-%d" % (self.text, turn)
                assert await self._do(connection.execute_command, "ECHO", text) == text

    async def settle(self, honest: Any) -> None:
        """Compare what was acknowledged with what the server has."""
        count = int(await self.kit.do(honest.get(self.key + ":count")) or 0)
        assert count >= self.acknowledged, (
            f"{self.acknowledged} were acknowledged, and {count} are there: some were lost"
        )
        assert count >= self.highest
        assert count <= self.tried, f"{self.tried} were sent, and {count} are there: some ran twice"
        one, two = await self.kit.do(honest.mget(self.key + ":one", self.key + ":two"))
        assert one == two, "half of a transaction was executed"
        value = await self.kit.do(honest.get(self.key + ":value"))
        assert value is None or value in self.stored


def memory() -> int:
    """KiB that this process has in use."""
    gc.collect()
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * resource.getpagesize() // 1024


async def soak(kit: Kit, options: argparse.Namespace, server: Server, proxy: Proxy) -> None:
    """Run it on one runtime."""
    client: dict[str, Any] = {"max_connections": CONNECTIONS, "socket_timeout": TIMEOUT}
    r = kit.redis(**proxy.address, **client)
    tally: Counter[str] = Counter()
    callers = [Caller(kit, r, number, tally, options.seed) for number in range(options.callers)]
    weather = Weather(server, proxy, options.seed)
    began = time.monotonic()
    weather.start()
    sizes: list[int] = []

    async def run(number: int) -> None:
        while (elapsed := time.monotonic() - began) < options.seconds:
            await callers[number].act()
            if number == 0 and elapsed > options.seconds * (len(sizes) + 1) / 5:
                sizes.append(memory())
            if tally["calls"] % 500 == 0:
                assert r.connection_pool.stats()["created"] - r.connection_pool.stats()["closed"] <= CONNECTIONS
            await kit.sleep(0.0005 if options.callers > 1 else 0)

    handles = [kit.spawn(run, number) for number in range(options.callers)]
    try:
        while not all(handle.done for handle in handles) and not any(handle.error for handle in handles):
            await kit.sleep(0.2)
        # An error first: the others go on, and are not to be waited for in vain.
        for handle in sorted(handles, key=lambda handle: handle.error is None):
            await handle.result()
    finally:
        weather.end()
        await kit.until(lambda: weather.settled, 30)
    await kit.rest(r.connection_pool, 10)
    honest = kit.redis(port=server.port, host="127.0.0.1")
    for caller in callers:
        await caller.settle(honest)
    # Lines that went dead while they were idle cost one timeout each, and the proxy may have one more cut in store.
    proxy.cut()
    await kit.sleep(0.1)

    async def serve(number: int) -> None:
        assert await kit.do(r.echo(f"after {number}")) == f"after {number}".encode()

    await kit.repeat(4 * CONNECTIONS, serve)
    stats = await kit.rest(r.connection_pool)
    assert stats["free"] <= CONNECTIONS
    over = max(caller.longest for caller in callers) - TIMEOUT
    report(options, tally, weather, over, sizes)


def report(options: argparse.Namespace, tally: Counter[str], weather: Weather, over: float, sizes: list[int]) -> None:
    """Print the figures."""
    figures = {
        "runtime": options.runtime,
        "seconds": f"{options.seconds:.0f}",
        "faults": weather.faults.total(),
        "longest over": f"{max(0.0, over):.2f} s",
        "KiB": f"{sizes[-1] - sizes[0]:+}" if len(sizes) > 1 else "",
    }
    print(", ".join(f"{name} {count}" for name, count in sorted(weather.faults.items())))
    print("| " + " | ".join(str(figures.get(name, tally[name])) for name in COLUMNS) + " |", flush=True)
    assert tally["replies"] > 100, tally
    assert over < GRACE, f"a call took {over:.2f} s longer than it may"


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runtime", choices=RUNTIMES)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--callers", type=int, default=32)
    options = parser.parse_args()
    if options.runtime is None:
        # Each in a process of its own: only one runtime is to be imported there.
        sys.exit(max(subprocess.run([sys.executable, "-m", __spec__.name, *sys.argv[1:], "--runtime", name]).returncode
                     for name in RUNTIMES))  # fmt: skip
    # What is acknowledged is to outlive the server, so it goes to the file before it is.
    with Server(None, "--appendonly", "yes", "--appendfsync", "no") as server, Proxy("127.0.0.1", server.port) as proxy:
        kind = load(options.runtime)

        async def test(kit: Kit) -> None:
            await soak(kit, options, server, proxy)

        run: Any = kind.wrap(test, eager=False, debug=False)
        if inspect.iscoroutinefunction(run):
            import trio

            trio.run(lambda: run(kit=kind(server)))
        else:
            run(kit=kind(server))
    assert len(os.listdir("/proc/self/fd")) < 40, "files were left open"


if __name__ == "__main__":
    main()
