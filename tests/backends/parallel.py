"""Native threads that all use one client at once, in every way there is: made to find data races.

    PYTHON_GIL=0 python3.14t -m tests.backends.parallel --runtime threads --seconds 600

Under threads each is a caller; else each has an event loop, hub or run of its own, with several callers in it. Whatever
a caller sends is his own, so a reply that is not his shows; what is counted is compared in the end, and the pool has to
be at rest then. Chance decides who does what; threads that do not wait for each other decide the rest.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import logging
import random
import subprocess
import sys
import threading
import time
import traceback
from collections import Counter
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from sansredis.core.cache_options import CacheOptions

THREADS = {"threads": 8, "gevent": 4, "asyncio": 4, "uvloop": 4, "trio": 4}
CALLERS = 3
MOST = 6
"""The largest limit that the pool of the common client is given."""


class Stress:
    """One run: the clients that all threads share, and what they have counted.

    Args:
        runtime: its name.
        port: of a real server.
        seed: what chance begins with.
    """

    def __init__(self, runtime: str, port: int, seed: int) -> None:
        self.runtime, self.seed = runtime, seed
        self.blocking = runtime in ("threads", "gevent")
        self.door = importlib.import_module("sansredis." + ("asyncio" if runtime == "uvloop" else runtime))
        self.address = {"host": "127.0.0.1", "port": port}
        life = {"max_idle_time": 0.05, "max_lifetime": 0.3, "health_check_interval": 0.02, "leak_threshold": 600}
        common = {**self.address, "socket_timeout": 60, "retries": 0}
        self.r = self.door.Redis(**common, **life, max_connections=MOST, cache=CacheOptions(max_entries=50))
        # Who subscribes holds a connection while he publishes with another.
        self.roomy = self.door.Redis(**common)
        self.prefix = f"parallel:{runtime}:{random.SystemRandom().randrange(1 << 32)}"
        self.told: Counter[str] = Counter()
        self.done: Counter[str] = Counter()
        self.failed: list[str] = []
        self.over = threading.Event()
        self.rest = threading.Barrier(THREADS[runtime])

    def pool_by_name(self) -> Any:
        """The pool that everybody finds by its name, and that anybody may close."""
        return self.door.ConnectionPool.named(self.prefix, **self.address, max_connections=50)

    def run(self, enough: Callable[[Counter[str]], bool]) -> Counter[str]:
        """Let all of them work until it is enough. Returns how often each thing was done."""
        threads = [threading.Thread(target=self._thread, args=(n,)) for n in range(THREADS[self.runtime])]
        for thread in threads:
            thread.start()
        while not enough(self.done) and not self.failed:
            time.sleep(0.01)
        self.over.set()
        for thread in threads:
            thread.join(120)
            assert not thread.is_alive(), "a thread hangs"
        assert not self.failed, "\n".join(self.failed)
        self._in_loop(self._finish)
        return self.done

    def _thread(self, number: int) -> None:
        try:
            self._in_loop(partial(self._callers, number))
        except BaseException:
            self.failed.append(traceback.format_exc())
            self.over.set()
            self.rest.abort()

    async def _callers(self, number: int) -> None:
        """The callers of a thread, and then the end of the connections of its loop, before that ends."""
        names = [f"{number}.{n}" for n in range(1 if self.runtime == "threads" else CALLERS)]
        await self._together([Caller(self, name).work for name in names])
        for pool in (self.r.connection_pool, self.roomy.connection_pool, self.pool_by_name()):
            # Those of the other threads, too: they have all come to their end.
            self.rest.wait(60)
            pool.disconnect()
        self.rest.wait(60)
        await self._together([self._nothing] * 9)

    async def _nothing(self) -> None:
        # For the loop to do what it was asked to.
        if not self.blocking:
            await self.door.RUNTIME.yield_turn()

    async def _together(self, flows: list[Callable[[], Awaitable[None]]]) -> None:
        if self.runtime == "threads":
            for flow in flows:
                await flow()
        elif self.runtime == "gevent":
            import gevent

            gevent.joinall([gevent.spawn(_drive, flow()) for flow in flows], raise_error=True)
        elif self.runtime == "trio":
            import trio

            async with trio.open_nursery() as nursery:
                for flow in flows:
                    nursery.start_soon(flow)
        else:
            import asyncio

            await asyncio.gather(*(flow() for flow in flows))

    def _in_loop(self, flow: Callable[[], Awaitable[None]]) -> None:
        """Run a flow, in a loop of this thread's own if the runtime has such."""
        if self.runtime == "trio":
            import trio

            trio.run(flow)
        elif self.runtime == "asyncio":
            import asyncio

            asyncio.run(flow())  # type: ignore[arg-type]
        elif self.runtime == "uvloop":
            import uvloop

            uvloop.run(flow())
        else:
            _drive(flow())
            if self.runtime == "gevent":
                import gevent

                gevent.get_hub().destroy()

    async def _finish(self) -> None:
        for key, count in self.told.items():
            assert int(await self.do(self.r.get(key))) == count, key
        gc.collect()
        for client in (self.r, self.roomy):
            stats = client.connection_pool.stats()
            assert stats["used"] == stats["waiting"] == stats["connecting"] == 0, stats
            assert stats["created"] - stats["closed"] == stats["free"], stats
            await self.do(client.close() if self.blocking else client.aclose())
        pool = self.pool_by_name()
        await self.do(pool.close() if self.blocking else pool.aclose())

    async def do(self, outcome: Any) -> Any:
        """Return the value of a call."""
        return outcome if self.blocking else await outcome


class Caller:
    """One of the callers.

    Args:
        stress: the run.
        name: his own.
    """

    def __init__(self, stress: Stress, name: str) -> None:
        self.stress, self.name = stress, name
        self.do, self.r = stress.do, stress.r
        self.pool = stress.r.connection_pool
        self.random = random.Random(f"{stress.seed} {name}")
        self.turn = 0
        self.counts: Counter[str] = Counter()

    async def work(self) -> None:
        """Do one thing after the other."""
        things = [value for name, value in vars(Caller).items() if name.startswith("do_")]
        weights = [10 if thing in (Caller.do_echo, Caller.do_count, Caller.do_cached) else 1 for thing in things]
        while not self.stress.over.is_set():
            [thing] = self.random.choices(things, weights)
            self.turn += 1
            await thing(self)
            self.counts[thing.__name__] += 1
            # By one thread at a time: to add up is no single step.
            if self.turn % 20 == 0:
                self._report()
        self._report()

    def _report(self) -> None:
        with _reporting:
            self.stress.done.update(self.counts)
        self.counts.clear()

    def text(self) -> bytes:
        """Something that nobody else says, and he only once."""
        return f"{self.name} says {self.turn}".encode()

    def key(self, name: str) -> str:
        return f"{self.stress.prefix}:{name}"

    async def do_echo(self) -> None:
        assert await self.do(self.r.echo(self.text())) == self.text()

    async def do_count(self) -> None:
        key = self.key(f"counter {self.name}")
        self.stress.told[key] = count = self.stress.told[key] + 1
        assert await self.do(self.r.incr(key)) == count

    async def do_cached(self) -> None:
        key, cached = self.key(f"kept {self.name}"), self.r.cached()
        await self.do(self.r.set(key, self.text()))
        for _ in range(3):
            assert await self.do(cached.get(key)) == self.text()

    async def do_cached_by_all(self) -> None:
        # One writes ever larger numbers: nobody ever sees them shrink.
        key = self.key("kept by all")
        if self.name == "0.0":
            await self.do(self.r.set(key, self.turn))
        before = int(await self.do(self.r.get(key)) or 0)
        assert int(await self.do(self.r.uncached().get(key)) or 0) >= before
        await self.do(self.r.cached().get(key))

    async def do_pipeline(self) -> None:
        for transaction in (True, False):
            pipe = self.r.pipeline(transaction)
            pipe.echo(self.text()).echo(b"second")
            assert await self.do(pipe.execute()) == [self.text(), b"second"]

    async def do_lease(self) -> None:
        connection = await self.do(self.pool.acquire())
        try:
            assert await self.do(connection.echo(self.text())) == self.text()
        finally:
            self.pool.release(connection)

    async def do_forget_a_lease(self) -> None:
        connection = await self.do(self.pool.acquire())
        assert await self.do(connection.echo(self.text())) == self.text()
        del connection

    async def do_block(self) -> None:
        key = self.key(f"list {self.name}")
        await self.do(self.r.rpush(key, self.text()))
        assert await self.do(self.r.blpop(key, timeout=30)) == (key.encode(), self.text())

    async def do_subscribe(self) -> None:
        channel, pubsub = self.key(f"channel {self.name}"), self.stress.roomy.pubsub(ignore_subscribe_messages=True)
        await self.do(pubsub.subscribe(channel))
        while not await self.do(self.stress.roomy.publish(channel, self.text())):
            pass
        message = None
        while message is None:
            message = await self.do(pubsub.get_message(timeout=30))
        assert message["data"] == self.text()
        await self.do(pubsub.close() if self.stress.blocking else pubsub.aclose())

    async def do_lock(self) -> None:
        key = self.key("guarded")
        lock = self.r.lock(self.key("lock"), timeout=30, sleep=0.001)
        assert await self.do(lock.acquire())
        count = int(await self.do(self.r.get(key)) or 0) + 1
        await self.do(self.r.set(key, count))
        with _reporting:
            self.stress.told[key] += 1
            assert self.stress.told[key] == count
        await self.do(lock.release())

    async def do_resize(self) -> None:
        self.pool.resize(self.random.randint(1, MOST))
        stats = self.pool.stats()
        assert stats["waiting"] >= 0 and stats["free"] >= 0, stats

    async def do_disconnect(self) -> None:
        self.pool.disconnect(inuse_connections=False)

    async def do_look(self) -> None:
        repr(self.pool), self.pool.cache_stats()
        if self.turn % 7 == 0:
            self.pool.flush_cache()
        if self.turn % 50 == 0:
            gc.collect()

    async def do_client_of_his_own(self) -> None:
        own = self.stress.door.Redis(**self.stress.address, socket_timeout=60)
        assert await self.do(own.echo(self.text())) == self.text()
        await self.do(own.close() if self.stress.blocking else own.aclose())

    async def do_pool_by_name(self) -> None:
        pool = self.stress.pool_by_name()
        try:
            assert await self.do(self.stress.door.Redis(connection_pool=pool).echo(self.text())) == self.text()
        except self.stress.door.ConnectionError:
            pass  # somebody closed it
        if self.turn % 5 == 0:
            await self.do(pool.close() if self.stress.blocking else pool.aclose())

    async def do_something_rare(self) -> None:
        # Groups of commands are imported, and put in their places, when they are first asked for.
        key = self.key(f"places {self.name}")
        await self.do(self.r.geoadd(key, (13.36, 38.11, "Palermo")))
        assert await self.do(self.r.setbit(self.key(f"bits {self.name}"), 7, 1)) in (0, 1)
        assert await self.do(self.r.pfadd(self.key(f"log {self.name}"), self.text())) in (True, False, 0, 1)


_reporting = threading.Lock()


def _drive(flow: Any) -> None:
    try:
        flow.send(None)
    except StopIteration:
        return
    raise AssertionError("it was suspended")


def main() -> None:
    """Run for as long as is said, against a server of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runtime", choices=THREADS, default="threads")
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--port", type=int, help="of a server that is there already")
    parser.add_argument("--turns", type=int, default=0, help="do so many things, however long that takes")
    options = parser.parse_args()
    # Forgotten leases are told to the log; here they are forgotten on purpose.
    logging.getLogger("sansredis.pool").addHandler(logging.NullHandler())
    logging.getLogger("sansredis.pool").propagate = False
    if options.port is None:
        from sansredis.demo.server import Server

        with Server() as server:
            raise SystemExit(
                subprocess.run([sys.executable, *sys.orig_argv[1:], "--port", str(server.port)]).returncode
            )
    end = time.monotonic() + options.seconds
    stress = Stress(options.runtime, options.port, options.seed)

    def enough(done: Counter[str]) -> bool:
        return done.total() >= options.turns if options.turns else time.monotonic() >= end

    done = stress.run(enough)
    gil = getattr(sys, "_is_gil_enabled", lambda: True)()
    print(f"{options.runtime} on {sys.version.split()[0]}, {'with' if gil else 'without'} a GIL: {done.total()} things")
    print(dict(sorted(done.items())))


if __name__ == "__main__":
    main()
