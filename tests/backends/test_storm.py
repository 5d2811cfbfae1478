"""The storm: 64 callers, each with values only it knows, abandoned at random moments 10,000 times and more.

No reply may reach the wrong caller, nothing may be used or waiting at the end, and the next command works. Everything
is seeded; what differs from run to run is only the runtime's and the machine's timing.
"""

from __future__ import annotations

import functools
import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from sansredis.demo.server import Server

from ..fakes.proxy import Proxy
from ..fakes.server import FakeServer
from .kit import ABANDONED, Kit

CALLERS = 64
CONNECTIONS = 16
ENOUGH = 10_000
_LIMIT = 120.0
"""Seconds until a storm is given up; it takes 10 to 30."""


class Caller:
    """One of the callers: its own keys, and what it knows of them."""

    def __init__(self, kit: Kit, r: Any, number: int, tally: Counter[str], seed: int = 0) -> None:
        self.kit = kit
        self.r = r
        self.number = number
        self.tally = tally
        self.random = random.Random(number + 1000 * seed)
        self.turn = 0
        self.counter = kit.key(f"storm:{number}:counter")
        self.value = kit.key(f"storm:{number}:value")
        self.list = kit.key(f"storm:{number}:list")
        self.counted = 0
        self.tried = 0
        self.stored: set[bytes] = set()
        self.pushed: set[bytes] = set()

    def next(self) -> Callable[[], Any]:
        """Choose what to do next."""
        self.turn += 1
        plain = (self.echo, self.echo, self.count, self.store, self.pop, self.pipe, self.lease)
        return self.random.choice((*plain, self.transact, self.watch))

    @property
    def text(self) -> bytes:
        return f"{self.number}/{self.turn}".encode()

    async def echo(self) -> None:
        text = self.text
        assert await self.kit.do(self.r.echo(text)) == text

    async def count(self) -> None:
        self.tried += 1
        value = await self.kit.do(self.r.incr(self.counter))
        assert self.counted < value <= self.tried
        self.counted = value

    async def store(self) -> None:
        text = self.text
        self.stored.add(text)
        await self.kit.do(self.r.set(self.value, text))
        assert await self.kit.do(self.r.get(self.value)) in self.stored

    async def pop(self) -> None:
        if self.random.random() < 0.3:
            text = self.text
            self.pushed.add(text)
            await self.kit.do(self.r.rpush(self.list, text))
        popped = await self.kit.do(self.r.blpop(self.list, timeout=0.02))
        assert popped is None or (popped[0] == self.list.encode() and popped[1] in self.pushed)

    async def pipe(self) -> None:
        text = self.text
        pipe = self.r.pipeline(transaction=False)
        for number in range(4):
            pipe.echo(b"%s.%d" % (text, number))
        assert await self.kit.do(pipe.execute()) == [b"%s.%d" % (text, number) for number in range(4)]

    async def transact(self) -> None:
        """Were the connection still watching for another caller, it would be a WatchError."""
        text = self.text
        pipe = self.r.pipeline()
        for number in range(3):
            pipe.echo(b"%s:%d" % (text, number))
        assert await self.kit.do(pipe.execute()) == [b"%s:%d" % (text, number) for number in range(3)]

    async def watch(self) -> None:
        text = self.text
        self.stored.add(text)
        async with self.kit.entered(self.r.pipeline()) as pipe:
            await self.kit.do(pipe.watch(self.value))
            before = await self.kit.do(pipe.get(self.value))
            assert before is None or before in self.stored
            pipe.multi()
            try:
                assert await self.kit.do(pipe.set(self.value, text).echo(text).execute()) == [True, text]
            except self.kit.door.WatchError:
                # What this caller stored and gave up was executed just now.
                pass

    async def lease(self) -> None:
        text = self.text
        async with self.kit.lease(self.r.connection_pool) as connection:
            for number in range(2):
                reply = await self.kit.do(connection.execute_command("ECHO", b"%s-%d" % (text, number)))
                assert reply == b"%s-%d" % (text, number)

    async def abandon(self) -> bool:
        """Do something, and give it up at a random moment in one of the runtime's ways. Returns whether it was."""
        action = self.next()
        if self.random.random() < 0.15:
            await self._calm(action)()
            return False
        patience = self.random.choice((0.0, 0.0003, 0.001, 0.003, 0.01, 0.03)) * self.random.random()
        if not self.kit.can_cancel:
            return await self._hurry(action, patience)
        if self.random.random() < 0.7:
            outcome = await self.kit.move_on_after(patience, self._calm(action))
        else:
            handle = self.kit.start(self._calm(action))
            await self.kit.sleep(patience)
            handle.cancel()
            outcome = await handle.result()
        return outcome is ABANDONED

    async def _hurry(self, action: Callable[[], Any], patience: float) -> bool:
        """Threads cannot be cancelled, so theirs is a call whose time is too short."""
        patient, self.r = self.r, self.r.with_timeout(patience + 0.001)
        try:
            await action()
            self.tally["replies"] += 1
        except self.kit.door.TimeoutError:
            return True
        except self.kit.door.ConnectionError:
            self.tally["cut"] += 1
        finally:
            self.r = patient
        return False

    async def settle(self, honest: Any) -> None:
        """Compare what was acknowledged with what the server has."""
        count = int(await self.kit.do(honest.get(self.counter)) or 0)
        assert self.counted <= count <= self.tried, f"acknowledged up to {self.counted}, tried {self.tried}: {count}"
        value = await self.kit.do(honest.get(self.value))
        assert value is None or value in self.stored
        assert set(await self.kit.do(honest.lrange(self.list, 0, -1))) <= self.pushed

    def _calm(self, action: Callable[[], Any]) -> Callable[[], Any]:
        async def run() -> None:
            try:
                await action()
                self.tally["replies"] += 1
            except self.kit.door.ConnectionError:
                # Somebody cut the connections; whether that may happen is for the test to say.
                self.tally["cut"] += 1

        return run


async def finish(kit: Kit, r: Any, tally: Counter[str]) -> None:
    stats = await kit.rest(r.connection_pool)
    await kit.repeat(4 * CONNECTIONS, functools.partial(_after, kit, r))
    stats = await kit.rest(r.connection_pool)
    assert stats["free"] <= CONNECTIONS
    assert tally["replies"] > 100, tally


async def _after(kit: Kit, r: Any, number: int) -> None:
    assert await kit.do(r.echo(f"after {number}")) == f"after {number}".encode()


async def reachable(kit: Kit, r: Any) -> None:
    """Wait until a pool whose connections were cut while they were made tries again."""
    end = time.monotonic() + 10
    while True:
        try:
            await kit.do(r.ping())
        except kit.door.UnreachableError as error:
            assert time.monotonic() < end
            await kit.sleep(error.retry_after)
        else:
            return


async def rage(
    kit: Kit,
    r: Any,
    tally: Counter[str],
    enough: int,
    seed: int = 0,
    limit: float = _LIMIT,
    goes_on: Callable[[], bool] = lambda: False,
) -> list[Caller]:
    end = time.monotonic() + limit
    callers = [Caller(kit, r, number, tally, seed) for number in range(CALLERS)]

    async def caller(number: int) -> None:
        while tally["abandoned"] < enough or goes_on():
            assert time.monotonic() < end, tally
            abandoned = await callers[number].abandon()
            tally["abandoned"] += abandoned

    await kit.repeat(CALLERS, caller)
    return callers


@pytest.mark.fast
@pytest.mark.timeout(150)
async def test_the_storm(kit: Kit, capfd: Any, seed: int) -> None:
    if not kit.can_cancel:
        return await the_storm_of_timeouts(kit, seed)
    r = kit.redis(max_connections=CONNECTIONS, socket_timeout=20)
    tally: Counter[str] = Counter()
    await kit.repeat(CALLERS, functools.partial(_after, kit, r))
    callers = await rage(kit, r, tally, ENOUGH, seed)
    assert tally["cut"] == 0, tally
    await finish(kit, r, tally)
    for one in callers:
        await one.settle(r)
    assert capfd.readouterr().err == ""
    return None


async def the_storm_of_timeouts(kit: Kit, seed: int) -> None:
    """Threads cannot be cancelled: their calls end by the timeout of the call, next to the moment of the reply."""
    rng = random.Random(seed)
    tally: Counter[str] = Counter()
    end = time.monotonic() + _LIMIT
    with FakeServer() as fake:
        r = kit.redis(**fake.address, max_connections=CONNECTIONS, socket_timeout=0.05)
        fake.on("*", delay=lambda: rng.uniform(0.03, 0.07) if rng.random() < 0.25 else 0.0)
        fake.on("HELLO")
        fake.on("CLIENT")

        async def caller(number: int) -> None:
            one = Caller(kit, r, number, tally, seed)
            while tally["abandoned"] < ENOUGH:
                assert time.monotonic() < end, tally
                action = one.next()
                if action == one.pop:
                    action = one.echo
                try:
                    await action()
                    tally["replies"] += 1
                except kit.door.TimeoutError:
                    tally["abandoned"] += 1

        await kit.repeat(CALLERS, caller)
        await kit.rest(r.connection_pool)
        fake.calm()
        patient = kit.redis(**fake.address, max_connections=CONNECTIONS)
        await finish(kit, patient, tally)
        await kit.close(r)
        await kit.close(patient)


@pytest.mark.fast
@pytest.mark.timeout(150)
async def test_a_storm_in_slices_with_connections_cut(
    kit: Kit, proxy: Proxy, capfd: Any, sized: Callable[[int, int], int], seed: int
) -> None:
    proxy.down.slice, proxy.down.jitter = 5, 0.001
    r = kit.redis(**proxy.address, max_connections=CONNECTIONS, socket_timeout=5)
    tally: Counter[str] = Counter()
    raging = True

    async def cutter() -> None:
        while raging:
            await kit.sleep(0.05)
            proxy.cut(reset=tally["cuts"] % 2 == 0)
            tally["cuts"] += 1

    cutting = kit.spawn(cutter)
    try:
        if kit.can_cancel:
            await rage(kit, r, tally, 1500, seed)
        else:
            await honest_work(kit, r, tally, sized(12, 25))
    finally:
        raging = False
        await cutting.result()
    assert tally["cuts"] > 3
    proxy.down.slice = 0
    proxy.down.jitter = 0
    await kit.sleep(0.05)
    await reachable(kit, r)
    await kit.repeat(4 * CONNECTIONS, functools.partial(_after, kit, r))
    await kit.rest(r.connection_pool)
    assert capfd.readouterr().err == ""


async def honest_work(kit: Kit, r: Any, tally: Counter[str], turns: int) -> None:
    async def caller(number: int) -> None:
        one = Caller(kit, r, number, tally)
        for _ in range(turns):
            await one._calm(one.next())()

    await kit.repeat(CALLERS, caller)


@pytest.fixture
def lasting() -> Iterator[Server]:
    """A server that has what it acknowledged when it comes back after it was killed."""
    with Server(None, "--appendonly", "yes", "--appendfsync", "no") as server:
        yield server


class Killer:
    """A native thread that kills the server and starts it again, and again, or cuts the connections."""

    def __init__(self, server: Server, proxy: Proxy, way: str, seed: int) -> None:
        self.server, self.proxy, self.way = server, proxy, way
        self.random = random.Random(seed)
        self.deeds = 0
        self._over = threading.Event()
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.thread.start()

    def _run(self) -> None:
        while not self._over.wait(0.2 + 0.3 * self.random.random()):
            if self.way == "killed":
                self.server.restart()
            elif self.way == "cut":
                self.proxy.cut(reset=self.deeds % 2 == 0)
            self.deeds += 1

    async def end(self, kit: Kit) -> None:
        self._over.set()
        await kit.until(lambda: not self.thread.is_alive(), 30)


@pytest.mark.fast
@pytest.mark.timeout(150)
@pytest.mark.parametrize("way", ["in peace", "cut", "killed"])
async def test_the_storm_in_slices(
    kit: Kit, lasting: Server, capfd: Any, sized: Callable[[Any, Any], Any], seed: int, way: str
) -> None:
    """Scenario 1 in all: replies in slices of 5 bytes, each up to 12 ms late; in the end every account is settled."""
    if way == "in peace" and not kit.can_cancel:
        return  # that is the storm of timeouts
    tally: Counter[str] = Counter()
    with Proxy("127.0.0.1", lasting.port, seed) as proxy:
        proxy.down.slice, proxy.down.jitter = 5, sized(0.002, 0.012)
        r = kit.redis(**proxy.address, max_connections=CONNECTIONS, socket_timeout=5, connect_backoff=0.01)
        killer = Killer(lasting, proxy, way, seed)
        try:
            enough, limit = sized(300, ENOUGH), sized(60, 3600)
            callers = await rage(kit, r, tally, enough, seed, limit, lambda: killer.deeds < 3)
        finally:
            await killer.end(kit)
        assert way == "in peace" or tally["cut"]
        proxy.down.slice = proxy.down.jitter = 0
        await reachable(kit, r)
        await kit.repeat(4 * CONNECTIONS, functools.partial(_after, kit, r))
        await kit.rest(r.connection_pool, 30)
        honest = kit.redis(host="127.0.0.1", port=lasting.port)
        for one in callers:
            await one.settle(honest)
        await kit.close(r)
        await kit.close(honest)
    assert capfd.readouterr().err == ""
