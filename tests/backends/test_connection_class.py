"""Classes of connections of the program's own: `connection_class`."""

from __future__ import annotations

from typing import Any

import pytest

from .kit import Kit
from .streams import Account, factory
from .test_faults import answers
from .test_on_connect import hook


def derived(kit: Kit, **attributes: Any) -> Any:
    """Make a class of connections with these attributes."""
    return type("Mine", (kit.door.Connection,), attributes)


async def test_leases_are_of_the_class(kit: Kit) -> None:
    def marked(connection: Any, text: str) -> Any:
        return connection.echo(f"marked {text}")

    mine = derived(kit, marked=marked)
    r = kit.redis(connection_class=mine)
    pool = r.connection_pool
    async with kit.lease(pool) as connection:
        assert type(connection) is mine
        assert await kit.do(connection.marked("x")) == b"marked x"
    connection = await kit.do(pool.acquire())
    assert type(connection) is mine
    pool.release(connection)
    pipe = r.pipeline()
    watched = await kit.do(pipe.watch(kit.key()))
    assert type(watched) is mine
    await kit.do(pipe.unwatch())
    await answers(kit, r)
    assert type(pool).connection_class is kit.door.Connection, "other pools have theirs"


async def test_its_hooks_stand_for_the_options(kit: Kit) -> None:
    account = Account()

    async def later(connection: Any) -> None:
        await connection.client_setname(f"of-{type(connection).__name__}")

    def at_once(connection: Any) -> None:
        connection.client_setname(f"of-{type(connection).__name__}")

    mine = derived(
        kit,
        on_connect=at_once if kit.blocking else later,
        stream_factory=staticmethod(factory(kit.name, "socket", account)),
    )
    pool = kit.pool(connection_class=mine)
    async with kit.lease(pool) as connection:
        assert await kit.do(connection.client_getname()) == "of-Mine"
    assert account.opened == 1
    pool = kit.pool(connection_class=mine, on_connect=hook(kit, lambda c: c.client_setname("of-the-option")))
    async with kit.lease(pool) as connection:
        assert await kit.do(connection.client_getname()) == "of-the-option"
    assert account.opened == 2


@pytest.mark.parametrize("kind", [int, "Connection"], ids=str)
async def test_other_classes(kit: Kit, kind: Any) -> None:
    with pytest.raises(kit.door.DataError, match=r"connection_class .*derived from"):
        kit.pool(connection_class=kind)


async def test_a_pool_by_name(kit: Kit) -> None:
    mine = derived(kit, on_connect=hook(kit, lambda c: c.ping()))
    options = {"host": "127.0.0.1", "port": kit.server.port, "connection_class": mine}
    pool = kit.adopt_pool(kit.door.ConnectionPool.named("of a class", **options))
    assert kit.door.ConnectionPool.named("of a class", **options) is pool
    with pytest.raises(kit.door.DataError, match="other options"):
        kit.door.ConnectionPool.named("of a class", port=kit.server.port)
