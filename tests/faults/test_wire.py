"""What the network does: it ends, resets, half-closes or goes dead after any byte in either direction.

Scenarios 10, 11, 13, 17 and 18. A counter tells what was executed: once at most, never if the error says so, and as
often as it was acknowledged otherwise.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import Any

import pytest

from ..backends.kit import Kit
from ..fakes.proxy import Flow, Proxy
from .checks import failure, serves

ENDS: dict[str, dict[str, bool]] = {"close": {}, "reset": {"reset": True}, "half-close": {"half": True}}
pytestmark = pytest.mark.fast
DEAD = 0.3
"""The timeout of calls on lines that went dead."""


class Account:
    """A counter, asked for on a way around the proxy before and after each call."""

    def __init__(self, kit: Kit, r: Any) -> None:
        self.kit = kit
        self.r = r
        self.honest = kit.redis()
        self.key = kit.key("counter")
        self.count = 0
        self.outcomes: dict[str, int] = {"counted": 0, "certainly not": 0, "maybe": 0}

    async def call(self, within: float) -> None:
        """Count once, through whatever is in between, and compare what is said of it with what is so."""
        began = time.monotonic()
        error: Any = None
        value = None
        try:
            value = await self.kit.do(self.r.incr(self.key))
        except (self.kit.door.ConnectionError, self.kit.door.TimeoutError) as raised:
            error = raised
        assert time.monotonic() - began < within
        # Whether it was executed is known once the server has seen all that reached it.
        after = int(await self.kit.do(self.honest.get(self.key)) or 0)
        if error is None:
            assert value == after == self.count + 1
        elif error.maybe_executed:
            await self.kit.sleep(0.002)
            after = int(await self.kit.do(self.honest.get(self.key)) or 0)
            assert after - self.count in (0, 1)
        else:
            assert after == self.count, error
        outcome = "counted" if error is None else "maybe" if error.maybe_executed else "certainly not"
        self.outcomes[outcome] += 1
        self.count = after

    async def size(self, flow: Flow) -> int:
        """Count once, and return how many bytes that was in one direction."""
        before = flow.passed
        await self.call(5)
        return flow.passed - before


def direction(proxy: Proxy, name: str) -> Flow:
    return proxy.up if name == "up" else proxy.down


@pytest.mark.parametrize("retries", [0, 3])
@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("way", ["up", "down"])
async def test_it_ends_after_any_byte_of_a_command_or_its_reply(
    kit: Kit, proxy: Proxy, way: str, end: str, retries: int
) -> None:
    r = kit.redis(**proxy.address, max_connections=1, retries=retries, socket_timeout=10)
    account, flow = Account(kit, r), direction(proxy, way)
    await account.call(5)
    size = await account.size(flow)
    for cut in range(size + 1):
        flow.reset, flow.half = end == "reset", end == "half-close"
        flow.cut_after = cut or 1
        await account.call(5)
        # What was not cut off yet, as a reply was shorter than the last, is not to be so from now on.
        flow.cut_after, flow.half = None, False
        await account.call(5)
    assert account.outcomes["certainly not"] == 0 or way == "up"
    assert account.outcomes["maybe"] >= size - 2
    await serves(kit, r)


async def test_it_ends_within_a_command_of_a_mebibyte(
    kit: Kit, proxy: Proxy, sized: Callable[[Any, Any], Any], seed: int
) -> None:
    """Near its ends after each byte, and after many others in between: it is never executed."""
    rng = random.Random(seed)
    r = kit.redis(**proxy.address, max_connections=1, retries=0, socket_timeout=30)
    honest = kit.redis()
    key, value = kit.key("large"), rng.randbytes(1 << 20)
    await kit.do(r.set(key, value))
    before = proxy.up.passed
    assert await kit.do(r.set(key, value)) is True
    size = proxy.up.passed - before
    assert size > len(value)
    edge, between = sized((3, 12), (100, 2000))
    cuts = [*range(1, edge), *rng.sample(range(edge, size - edge), between), *range(size - edge, size)]
    for number, cut in enumerate(cuts):
        await kit.do(honest.set(key, "untouched"))
        await kit.do(r.ping())
        proxy.up.cut_after, proxy.up.reset = cut, number % 2 == 0
        error = await failure(kit, lambda: r.set(key, value))
        assert isinstance(error, kit.door.ConnectionError)
        assert proxy.up.cut_after is None, "it was not cut"
        assert await kit.do(honest.get(key)) == b"untouched"
    await serves(kit, r)


async def test_it_ends_long_before_all_of_a_command_can_have_left(kit: Kit, proxy: Proxy) -> None:
    """All buffers in between have less room: so the error has to say that it certainly was not executed."""
    r = kit.redis(**proxy.address, max_connections=1, retries=0, socket_timeout=30)
    value = bytes(64 << 20)
    for cut in (1, 1000, 1 << 20):
        await kit.do(r.ping())
        proxy.up.cut_after = cut
        error = await failure(kit, lambda: r.set("never", value))
        assert isinstance(error, kit.door.ConnectionError)
        assert error.maybe_executed is False
    assert await kit.do(kit.redis().exists("never")) == 0
    await serves(kit, r)


@pytest.mark.parametrize("way", ["up", "down"])
async def test_it_ends_after_any_byte_of_the_handshake(kit: Kit, proxy: Proxy, way: str) -> None:
    options = {"client_name": "cut", "db": 0, "connect_backoff": 0}
    r = kit.redis(**proxy.address, **options, max_connections=1, retries=0, socket_timeout=10)
    account, flow = Account(kit, r), direction(proxy, way)
    size = await account.size(flow)
    for cut in range(1, size + 1, 1 if way == "up" else 7):
        r.connection_pool.disconnect()
        flow.reset = cut % 2 == 0
        flow.cut_after = cut
        await account.call(5)
        flow.cut_after = None
    assert account.outcomes["certainly not"] > size // 14
    # The last one got its reply, and was cut just then.
    r.connection_pool.disconnect()
    await serves(kit, r)


@pytest.mark.parametrize("fresh", [False, True], ids=["command", "handshake"])
@pytest.mark.parametrize("way", ["up", "down"])
async def test_it_goes_dead_after_some_byte(kit: Kit, proxy: Proxy, way: str, fresh: bool) -> None:
    """Nothing is closed, nothing comes. Each call pays its one timeout, and not twice."""
    r = kit.redis(**proxy.address, max_connections=1, retries=3, socket_timeout=DEAD)
    account, flow = Account(kit, r), direction(proxy, way)
    await account.call(5)
    if fresh:
        r.connection_pool.disconnect()
    size = await account.size(flow)
    flow.stall = True
    for cut in range(1, size, max(1, size // 3)):
        if fresh:
            r.connection_pool.disconnect()
        flow.cut_after = cut
        await account.call(DEAD * 3 + 0.3)
        flow.cut_after = None
        await account.call(5)
    flow.stall = False
    assert account.outcomes["maybe"] + account.outcomes["certainly not"] >= 3
    await serves(kit, r)


@pytest.mark.parametrize("sharing", ["auto", "never"])
async def test_all_idle_lines_went_dead(kit: Kit, proxy: Proxy, sharing: str) -> None:
    """Each of them costs the one call that meets it one timeout; then they are gone, and nobody meets them again."""
    r = kit.redis(**proxy.address, max_connections=4, retries=0, socket_timeout=DEAD, sharing=sharing)

    async def hold(_: int) -> None:
        async with kit.lease(r.connection_pool) as connection:
            await kit.do(connection.execute_command("PING"))
            await kit.until(lambda: r.connection_pool.stats()["created"] >= 4 or proxy.opened >= 4)

    await kit.repeat(4, hold)
    proxy.silence()
    errors = 0
    for number in range(20):
        began = time.monotonic()
        try:
            assert await kit.do(r.echo(f"{number}")) == f"{number}".encode()
        except kit.door.TimeoutError as error:
            assert error.maybe_executed is True
            errors += 1
        assert time.monotonic() - began < DEAD * 3 + 0.3
    assert errors <= 4
    await serves(kit, r)


async def test_a_shared_line_went_dead_under_many(kit: Kit, proxy: Proxy) -> None:
    """Those who are on it pay one timeout, and whoever comes after them nothing."""
    r = kit.redis(**proxy.address, max_connections=16, retries=0, socket_timeout=0.3)
    await serves(kit, r)
    proxy.silence()

    async def caller(number: int) -> None:
        began = time.monotonic()
        try:
            assert await kit.do(r.echo(f"{number}")) == f"{number}".encode()
        except kit.door.TimeoutError:
            pass
        assert time.monotonic() - began < 1.5

    await kit.repeat(32, caller)
    errors = 0
    for _ in range(20):
        try:
            await kit.do(r.ping())
        except kit.door.TimeoutError:
            errors += 1
    # Of leased ones some may not have been met yet; a shared one is met by all at once.
    assert errors <= (16 if kit.name == "threads" else 0)
    await serves(kit, r)


async def test_it_swallows_a_reply_for_good(kit: Kit, proxy: Proxy) -> None:
    """Scenario 10, with default retries: one timeout, executed once, and the error says maybe."""
    r = kit.redis(**proxy.address, socket_timeout=0.2)
    account = Account(kit, r)
    await account.call(5)
    proxy.down.swallow = True
    await account.call(1)
    assert account.count == 2
    assert account.outcomes["maybe"] == 1
    proxy.down.swallow = False
    # That line has lost bytes: nobody may use it again.
    await account.call(5)
    await serves(kit, r)


async def test_the_whole_transaction_is_executed_or_nothing_of_it(kit: Kit, proxy: Proxy) -> None:
    r = kit.redis(**proxy.address, max_connections=1, retries=0, socket_timeout=10, connect_backoff=0)
    honest = kit.redis()
    one, two = kit.key("one"), kit.key("two")
    await kit.do(r.pipeline().incr(one).incr(two).execute())
    before = proxy.up.passed
    await kit.do(r.pipeline().incr(one).incr(two).execute())
    size = proxy.up.passed - before
    for cut in range(1, size, 3):
        proxy.up.cut_after = cut
        await failure(kit, lambda: r.pipeline().incr(one).incr(two).execute())
        proxy.up.cut_after = None
        assert await kit.do(honest.mget(one, two)) == [b"2", b"2"]
    await serves(kit, r)
