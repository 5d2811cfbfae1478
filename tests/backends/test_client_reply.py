"""CLIENT REPLY on a leased connection: silence, and afterwards every reply to whom it belongs."""

from __future__ import annotations

from typing import Any

import pytest

from sansredis.core.errors import ConnectionError, DataError
from tests.fakes.server import FakeServer

from .kit import Kit


@pytest.mark.parametrize("protocol", [2, 3])
async def test_off_and_on(kit: Kit, protocol: int) -> None:
    pool, key = kit.pool(protocol=protocol), kit.key()
    async with kit.lease(pool) as c:
        assert await kit.do(c.execute_command("CLIENT", "REPLY", "OFF")) is None
        for number in range(100):
            assert await kit.do(c.set(f"{key}:{number}", number)) is None
            # Whatever a method would make of a reply: without one, it is None.
            assert await kit.do(c.smembers(f"{key}:set")) is None
            assert await kit.do(c.execute_command("GET", key)) is None
        assert await kit.do(c.execute_command("CLIENT", "REPLY", "ON")) == b"OK"
        for number in range(100):
            assert await kit.do(c.get(f"{key}:{number}")) == b"%d" % number
    # What was silenced once is not given to the next one.
    assert kit.at_rest(pool)["closed"] == 1


@pytest.mark.parametrize("protocol", [2, 3])
async def test_skip_silences_one_command(kit: Kit, protocol: int) -> None:
    pool, key = kit.pool(protocol=protocol), kit.key()
    async with kit.lease(pool) as c:
        for number in range(100):
            assert await kit.do(c.execute_command("CLIENT", "REPLY", "SKIP")) is None
            assert await kit.do(c.set(key, number)) is None
            assert await kit.do(c.get(key)) == b"%d" % number
            assert await kit.do(c.echo(f"e{number}")) == b"e%d" % number
    kit.at_rest(pool)


async def test_skip_of_a_skip(kit: Kit) -> None:
    async with kit.lease(kit.pool()) as c:
        for _ in range(2):
            await kit.do(c.execute_command("CLIENT", "REPLY", "SKIP"))
        # Servers differ in what a second SKIP does; whose reply is whose is known in any case, or the connection ends.
        assert await kit.do(c.execute_command("SET", kit.key(), 1)) is None
        assert await kit.do(c.echo("mine")) == b"mine"


@pytest.mark.parametrize("how", ["OFF", "SKIP"])
async def test_the_next_lessee_is_heard(kit: Kit, how: str) -> None:
    pool, key = kit.pool(max_connections=1), kit.key()
    for number in range(5):
        async with kit.lease(pool) as c:
            await kit.do(c.set(key, number))
            await kit.do(c.execute_command("CLIENT", "REPLY", how))
        async with kit.lease(pool) as c:
            assert await kit.do(c.get(key)) == b"%d" % number
    assert kit.at_rest(pool)["closed"] == 5


async def test_silence_beside_callers_who_share(kit: Kit) -> None:
    r, key = kit.redis(), kit.key()

    async def share(index: int) -> None:
        for number in range(50):
            assert await kit.do(r.echo(f"{index}:{number}")) == f"{index}:{number}".encode()

    async def silence() -> None:
        async with kit.lease(r.connection_pool) as c:
            await kit.do(c.execute_command("CLIENT", "REPLY", "OFF"))
            for _ in range(50):
                assert await kit.do(c.incr(key)) is None
            await kit.do(c.execute_command("CLIENT", "REPLY", "ON"))
            assert await kit.do(c.get(key)) == b"50"

    await kit.gather(silence, *(lambda i=i: share(i) for i in range(5)))


async def test_a_client_refuses_nothing_and_keeps_nothing(kit: Kit) -> None:
    r, key = kit.redis(), kit.key()
    # On a client each command that changes its connection has one to itself, which is closed afterwards.
    await kit.do(r.execute_command("CLIENT", "REPLY", "OFF"))
    assert await kit.do(r.set(key, 1)) is True
    assert await kit.do(r.get(key)) == b"1"


async def test_what_cannot_be_told_apart_is_refused_and_harms_nothing(kit: Kit) -> None:
    async with kit.lease(kit.pool()) as c:
        await kit.do(c.execute_command("CLIENT", "REPLY", "OFF"))
        for command in (("MULTI",), ("SUBSCRIBE", "c"), ("MONITOR",), ("HELLO", "3"), ("RESET",)):
            with pytest.raises(DataError, match="send CLIENT REPLY ON"):
                await kit.do(c.execute_command(*command))
        assert await kit.do(c.execute_command("CLIENT", "REPLY", "ON")) == b"OK"
        assert await kit.do(c.echo("mine")) == b"mine"


async def test_a_silence_that_the_server_refused(kit: Kit, fake: FakeServer) -> None:
    """It answers then what nobody expects an answer to: no such answer may reach anybody."""
    fake.on("CLIENT", reply=b"-NOPERM no rights\r\n")
    pool = kit.pool(**fake.address, lib_name=None, lib_version=None)
    async with kit.lease(pool) as c:
        await kit.do(c.execute_command("CLIENT", "REPLY", "SKIP"))
        await kit.do(c.execute_command("SET", "k", "v"))
        with pytest.raises(ConnectionError, match="seems to have refused CLIENT REPLY"):
            await kit.do(c.echo("mine"))
    kit.at_rest(pool)


async def test_giving_up_in_silence(kit: Kit) -> None:
    pool, key = kit.pool(max_connections=1), kit.key()

    async def silent() -> Any:
        async with kit.lease(pool) as c:
            await kit.do(c.execute_command("CLIENT", "REPLY", "OFF"))
            await kit.do(c.set(key, 1))
            return await kit.do(c.execute_command("CLIENT", "REPLY", "ON"))

    for point in range(1, 6):
        await kit.cancel_at(point, silent)
        async with kit.lease(pool) as c:
            assert await kit.do(c.echo(str(point))) == str(point).encode()
