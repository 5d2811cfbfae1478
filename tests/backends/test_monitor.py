"""MONITOR: what the server runs, seen from a connection of one's own."""

from __future__ import annotations

from typing import Any

import pytest

from sansredis.core.errors import ConnectionError, DataError, ResponseError, TimeoutError
from sansredis.core.monitor import MonitoredCommand
from tests.fakes.server import FakeServer

from .kit import ABANDONED, Kit


async def seen(kit: Kit, monitor: Any, key: str) -> MonitoredCommand:
    """The next command about a key; other tests' clients may still be closing down."""
    while True:
        command: MonitoredCommand = await kit.do(monitor.next_command(timeout=10))
        if key.encode() in command["args"]:
            return command


async def test_every_command_to_the_byte(kit: Kit) -> None:
    r, key = kit.redis(db=3), kit.key()
    value = bytes(range(256)) + b'" "\\'
    async with kit.entered(r.monitor()) as monitor:
        await kit.do(r.set(key, value))
        command = await seen(kit, monitor, key)
        assert command["args"] == [b"SET", key.encode(), value]
        assert command["command"].startswith(f"SET {key} \\x00\\x01")
        assert (command["db"], command["client_type"], command["client_address"]) == (3, "tcp", "127.0.0.1")
        assert int(command["client_port"]) > 0
        assert abs(command["time"] - float((await kit.do(r.time()))[0])) < 60


async def test_what_a_script_calls(kit: Kit) -> None:
    r, key = kit.redis(), kit.key()
    async with kit.entered(r.monitor()) as monitor:
        await kit.do(r.execute_command("EVAL", "return redis.call('SET', KEYS[1], 'x')", 1, key))
        assert (await seen(kit, monitor, key))["client_type"] == "tcp"
        command = await seen(kit, monitor, key)
        assert (command["client_type"], command["client_address"], command["client_port"]) == ("lua", "lua", "")


@pytest.mark.parametrize("protocol", [2, 3])
async def test_iterating(kit: Kit, protocol: int) -> None:
    r, key = kit.redis(protocol=protocol), kit.key()
    names: list[bytes] = []
    async with kit.entered(r.monitor()) as monitor:
        for _ in range(3):
            await kit.do(r.incr(key))
        iterator = monitor.listen()
        while len(names) < 3:
            command = next(iterator) if kit.blocking else await anext(iterator)
            if key.encode() in command["args"]:
                names.append(command["args"][0])
    assert names == [b"INCR"] * 3
    with pytest.raises(StopIteration if kit.blocking else StopAsyncIteration):
        await kit.do(next(iterator) if kit.blocking else anext(iterator))


async def test_its_connection_is_closed_whichever_way_it_is_left(kit: Kit) -> None:
    r = kit.redis()

    async def fail() -> None:
        async with kit.entered(r.monitor()):
            raise KeyError

    async with kit.entered(r.monitor()):
        assert r.connection_pool.stats()["used"] == 1
    assert r.connection_pool.stats()["closed"] == 1
    with pytest.raises(KeyError):
        await fail()
    monitor = r.monitor()
    async with kit.entered(monitor):
        await kit.close(monitor)
    stats = kit.at_rest(r.connection_pool)
    assert (stats["free"], stats["created"], stats["closed"]) == (0, 3, 3)


async def test_a_wait_may_be_given_up_and_begun_again(kit: Kit, fake: FakeServer) -> None:
    fake.on("MONITOR", reply=b"+OK\r\n")
    r = kit.redis(**fake.address)
    async with kit.entered(r.monitor()) as monitor:
        with pytest.raises(TimeoutError, match=r"ran no command within 0\.01 s"):
            await kit.do(monitor.next_command(timeout=0.01))
        assert await kit.move_on_after(0.05, lambda: _async(kit, monitor.next_command)) is ABANDONED
        rule = fake.on("GET", reply=b"$1\r\nx\r\n")
        await kit.do(r.get("k"))
        assert rule.hits == 1
    kit.at_rest(r.connection_pool)


async def _async(kit: Kit, call: Any) -> Any:
    return await kit.do(call())


async def test_commands_after_a_wait_that_was_given_up(kit: Kit) -> None:
    r, key = kit.redis(), kit.key()
    async with kit.entered(r.monitor()) as monitor:
        await kit.move_on_after(0.02, lambda: _async(kit, monitor.next_command))
        await kit.do(r.set(key, 1))
        assert (await seen(kit, monitor, key))["args"][0] == b"SET"


async def test_a_loss_ends_the_wait(kit: Kit, fake: FakeServer) -> None:
    fake.on("MONITOR", reply=b'+OK\r\n+1.000000 [0 lua] "x"\r\n', close=True)
    r = kit.redis(**fake.address)
    async with kit.entered(r.monitor()) as monitor:
        assert (await kit.do(monitor.next_command()))["args"] == [b"x"]
        for _ in range(2):
            with pytest.raises(ConnectionError, match="has ended: closed by the server"):
                await kit.do(monitor.next_command())
    assert kit.at_rest(r.connection_pool)["closed"] == 1


async def test_a_refusal_costs_the_connection_only(kit: Kit, fake: FakeServer) -> None:
    fake.on("MONITOR", reply=b"-NOPERM no\r\n")
    r = kit.redis(**fake.address)
    monitor = r.monitor()
    with pytest.raises(ResponseError, match="no"):
        async with kit.entered(monitor):
            pass
    kit.at_rest(r.connection_pool)
    with pytest.raises(DataError, match="make another one"):
        await kit.do(monitor.next_command())


async def test_it_has_to_be_entered_and_once(kit: Kit) -> None:
    monitor = kit.redis().monitor()
    assert "not entered yet" in repr(monitor)
    with pytest.raises(DataError, match="enter it first"):
        await kit.do(monitor.next_command())
    async with kit.entered(monitor):
        assert "running" in repr(monitor)
        with pytest.raises(DataError, match="entered once"):
            async with kit.entered(monitor):
                pass
    assert "left" in repr(monitor)
