"""Calls that are given up in the middle of something. Scenarios 4, 5, 7 and 8, at full size."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from ..backends.kit import ABANDONED, Kit
from ..fakes.server import FakeServer
from .checks import serves

pytestmark = pytest.mark.fast
Sized = Callable[[Any, Any], Any]


async def test_a_second_cancellation_up_to_two_milliseconds_after_the_first(
    kit: Kit, fake: FakeServer, sized: Sized, seed: int
) -> None:
    if not kit.can_cancel:
        return
    rng = random.Random(seed)
    r = kit.redis(**fake.address, max_connections=2, socket_timeout=20)
    fake.on("ECHO", delay=lambda: rng.random() * 0.004)
    fake.on("HELLO", delay=0.002)

    async def call() -> Any:
        return await kit.do(r.echo("x"))

    for step in range(sized(100, 2000)):
        if step % 5 == 0:
            r.connection_pool.disconnect()
        handle = kit.spawn(call)
        await kit.sleep(rng.random() * 0.006)
        handle.cancel()
        await kit.sleep(rng.random() * 0.002)
        handle.cancel()
        began = time.monotonic()
        await handle.result()
        assert time.monotonic() - began < 1, "the clean-up takes long"
        await kit.rest(r.connection_pool)
    fake.calm()
    await serves(kit, r)


@pytest.mark.parametrize(("sharing", "callers"), [("never", 10), ("auto", 2)])
async def test_a_timeout_within_two_milliseconds_of_the_reply(
    kit: Kit, fake: FakeServer, sized: Sized, seed: int, sharing: str, callers: int
) -> None:
    rng = random.Random(seed)
    patient = kit.redis(**fake.address, max_connections=10, sharing=sharing)
    await kit.do(patient.ping())
    r = kit.redis(connection_pool=patient.connection_pool, socket_timeout=0.02, retries=0)
    fake.on("ECHO", delay=lambda: 0.02 + rng.uniform(-0.002, 0.002))
    outcomes = {"reply": 0, "timeout": 0}

    async def caller(number: int) -> None:
        for turn in range(sized(30, 500)):
            text = f"{number}:{turn}"
            try:
                assert await kit.do(r.echo(text)) == text.encode()
                outcomes["reply"] += 1
            except kit.door.TimeoutError:
                outcomes["timeout"] += 1

    await kit.repeat(callers, caller)
    assert outcomes["timeout"]
    fake.calm()
    await serves(kit, patient, 40)


@pytest.mark.parametrize("sharing", ["auto", "never"])
async def test_a_pipeline_that_is_given_up_after_any_number_of_replies(
    kit: Kit, fake: FakeServer, sized: Sized, seed: int, sharing: str
) -> None:
    """1,000 commands, of which so many are answered. Nobody gets the rest, though all of it comes."""
    rng = random.Random(seed)
    r = kit.redis(**fake.address, max_connections=2, socket_timeout=30, sharing=sharing, retries=0)
    await kit.do(r.ping())

    async def run(count: int) -> Any:
        pipe = r.pipeline(transaction=False)
        for turn in range(1000):
            pipe.echo(f"pipe {count} {turn}")
        return await kit.do(pipe.execute())

    for count in sized([1, 999, *rng.sample(range(2, 999), 6)], range(1, 1000)):
        go = threading.Event()
        held = fake.on("ECHO", skip=count, times=1, hold=go)
        opened = fake.opened
        if kit.can_cancel:
            handle = kit.spawn(run, count)
            await kit.until(held.fired.is_set)
            await kit.sleep(0.001)
            handle.cancel()
            assert await handle.result() is ABANDONED
        else:
            patience = 0.05
            while not held.fired.is_set():
                assert await kit.move_on_after(patience, run, count) is ABANDONED
                patience *= 2
        if sharing == "never" or kit.name == "threads":
            # A lease: the connection went with its caller, and who comes next has another.
            assert await kit.do(r.echo(f"own {count}")) == f"own {count}".encode()
            go.set()
        else:
            go.set()
            assert await kit.do(r.echo(f"own {count}")) == f"own {count}".encode()
            assert fake.opened == opened, "what was owed was not read and dropped"
        assert await kit.do(r.echo(f"and {count}")) == f"and {count}".encode()
        await kit.rest(r.connection_pool)
        fake.calm()
    await serves(kit, r)


@pytest.mark.parametrize("sharing", ["auto", "never"])
async def test_a_pipeline_that_is_given_up_and_never_answered(kit: Kit, fake: FakeServer, sharing: str) -> None:
    """Whoever rides on that connection pays one timeout, whoever comes after them none."""
    patient = kit.redis(**fake.address, max_connections=4, sharing=sharing, retries=0, socket_timeout=30)
    await kit.do(patient.ping())
    r = kit.redis(connection_pool=patient.connection_pool, socket_timeout=0.5, retries=0)
    held = fake.on("ECHO", skip=10, times=1, silence=True)

    async def run() -> Any:
        pipe = patient.pipeline(transaction=False)
        for turn in range(1000):
            pipe.echo(f"pipe {turn}")
        return await kit.do(pipe.execute())

    if kit.can_cancel:
        handle = kit.spawn(run)
        await kit.until(held.fired.is_set)
        handle.cancel()
        assert await handle.result() is ABANDONED
    else:
        patience = 0.05
        while not held.fired.is_set():
            assert await kit.move_on_after(patience, run) is ABANDONED
            patience *= 2
    late = 0
    if sharing == "never" or kit.name == "threads":
        # That connection went with its caller, so there is nothing to wait for in vain.
        r = patient
    for number in range(10):
        began = time.monotonic()
        try:
            assert await kit.do(r.incr("n")) == number + 1 - late
        except kit.door.TimeoutError as error:
            assert error.maybe_executed is True
            late += 1
        assert time.monotonic() - began < 2
    assert late <= (1 if sharing == "auto" and kit.name != "threads" else 0)
    await serves(kit, patient, 16)


LEFT = {
    "within MULTI": [("MULTI",), ("SET", "{key}", "lost")],
    "after WATCH": [("WATCH", "{key}")],
    "after SELECT": [("SELECT", "5")],
    "after CLIENT REPLY OFF": [("CLIENT", "REPLY", "OFF")],
    "after SUBSCRIBE": [("SUBSCRIBE", "c")],
    "after MONITOR": [("MONITOR",)],
    "after CLIENT TRACKING ON": [("CLIENT", "TRACKING", "ON")],
    "after CLIENT SETNAME": [("CLIENT", "SETNAME", "somebody")],
    "in BLPOP": [("BLPOP", "{key}:never", "10")],
}


@pytest.mark.parametrize("state", LEFT)
async def test_nobody_meets_the_state_in_which_another_was_given_up(kit: Kit, state: str) -> None:
    pool = kit.pool(max_connections=1, socket_timeout=20)
    r = kit.redis(connection_pool=pool)
    key = kit.key()
    await kit.do(r.set(key, "in 0"))

    for turn in range(3):

        async def hold(turn: int = turn) -> None:
            async with kit.lease(pool) as connection:
                for command in LEFT[state]:
                    await kit.do(connection.execute_command(*(word.format(key=key) for word in command)))
                if turn == 2:
                    raise ZeroDivisionError
                await kit.sleep(20)

        try:
            assert await kit.move_on_after(0.05, hold) is ABANDONED
        except ZeroDivisionError:
            pass
        assert await kit.do(r.get(key)) == b"in 0"
        assert await kit.do(r.execute_command("CLIENT", "GETNAME")) in (None, b"")
        assert b" db=0 " in await kit.do(r.execute_command("CLIENT", "INFO"))
        kit.at_rest(pool)
    await serves(kit, r, 4)
