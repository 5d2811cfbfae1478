"""What is done on each new connection before anybody has it: `on_connect`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ..fakes.server import FakeServer
from .kit import ABANDONED, Kit
from .test_cancellation import calls
from .test_faults import answers, failure
from .test_own_streams import guest


def hook(kit: Kit, *steps: Callable[[Any], Any]) -> Any:
    """Make a function for the option that takes these steps on the connection, one after the other."""
    if kit.blocking:

        def plain(connection: Any) -> None:
            for step in steps:
                step(connection)

        return plain

    async def asynchronous(connection: Any) -> None:
        for step in steps:
            await step(connection)

    return asynchronous


async def test_it_is_done_once_on_each_connection(kit: Kit, fake: FakeServer) -> None:
    r = kit.redis(**fake.address, on_connect=hook(kit, lambda c: c.set("seen", "1"), lambda c: c.incr("n")))
    pool = r.connection_pool
    await kit.do(pool.warm_up(3))
    await answers(kit, r)
    async with kit.lease(pool) as connection:
        assert await kit.do(connection.get("seen")) == b"1"
    assert int(fake.data[b"n"]) == fake.opened == pool.stats()["created"]
    first: dict[int, list[bytes]] = {}
    for number, args in fake.log:
        first.setdefault(number, []).append(args[0])
    for names in first.values():
        assert names[names.index(b"SET") :][:2] == [b"SET", b"INCR"], "before anybody else's command"
        assert not {b"ECHO", b"GET"} & set(names[: names.index(b"INCR")])


async def test_what_it_sets_holds_for_every_caller(kit: Kit) -> None:
    number = iter(range(100))
    name = hook(kit, lambda c: c.client_setname(f"worker-{next(number)}"))
    r = kit.redis(on_connect=name, max_connections=2, decode_responses=True)
    pool = r.connection_pool
    for _ in range(3):
        async with kit.lease(pool) as connection:
            assert await kit.do(connection.client_getname()) == "worker-0"
    assert pool.stats()["created"] == 1, "the connection is as good as new"
    async with kit.lease(pool) as connection:
        await kit.do(connection.client_setname("mine"))
    async with kit.lease(pool) as connection:
        assert await kit.do(connection.client_getname()) == "worker-1", "what one caller sets is still his alone"
    assert pool.stats()["closed_spent"] == 1


async def test_it_has_every_command_and_views(kit: Kit) -> None:
    key, seen = kit.key(), []

    def look(connection: Any) -> Any:
        seen.append(repr(connection))
        assert connection.is_connected and connection.protocol == 3
        return connection.with_timeout(1).set(key, "x")

    r = kit.redis(on_connect=hook(kit, look, lambda c: c.rpush(key + "l", "1"), lambda c: c.blpop(key + "l")))
    assert await kit.do(r.get(key)) == b"x"
    assert "ready" in seen[0]


async def test_a_refused_command_fails_the_dial(kit: Kit, fake: FakeServer) -> None:
    r = kit.redis(**fake.address, on_connect=hook(kit, lambda c: c.execute_command("NOSUCH")), retries=0)
    error = await failure(kit, lambda: r.incr("n"))
    assert type(error) is kit.door.ConnectionError
    assert isinstance(error.__cause__, kit.door.ResponseError)
    assert "on_connect failed on a new connection to 127.0.0.1" in str(error) and "NOSUCH" in str(error)
    assert error.maybe_executed is False
    assert not fake.executed["INCR"]
    errors = [type(await failure(kit, r.ping)) for _ in range(20)]
    assert errors[-1] is kit.door.UnreachableError, "it is counted as any failed dial"
    await kit.until(lambda: not fake.connections)


async def test_a_lost_reply_within_it_says_nothing_of_the_callers_command(kit: Kit, fake: FakeServer) -> None:
    r = kit.redis(**fake.address, on_connect=hook(kit, lambda c: c.incr("dialled")), retries=0)
    fake.on("INCR", swallow=True, close=True, times=1)
    error = await failure(kit, lambda: r.set("k", "v"))
    assert type(error) is kit.door.ConnectionError
    assert isinstance(error.__cause__, kit.door.MaybeExecutedError)
    assert error.maybe_executed is False
    await answers(kit, r)


async def test_it_is_tried_again_as_any_dial(kit: Kit, fake: FakeServer) -> None:
    r = kit.redis(**fake.address, on_connect=hook(kit, lambda c: c.echo("dialled")))
    fake.on("ECHO", swallow=True, close=True, times=1)
    assert await kit.do(r.incr("n")) == 1
    assert fake.executed["INCR"] == 1


async def test_the_deadline_of_the_call_holds_for_it(kit: Kit, fake: FakeServer) -> None:
    r = kit.redis(**fake.address, on_connect=hook(kit, lambda c: c.echo("dialled")), socket_timeout=0.2)
    fake.on("ECHO", silence=True, times=1)
    error = await failure(kit, lambda: r.incr("n"))
    assert isinstance(error, kit.door.TimeoutError) and error.maybe_executed is False
    await answers(kit, r)


async def test_one_that_waits_for_something_else(kit: Kit) -> None:
    """Where a function can be given up, it is."""
    if kit.name == "threads":
        return
    waiting = kit.event()
    if kit.blocking:
        import gevent

        def wait(_: Any) -> None:
            waiting.set()
            gevent.sleep(30)

        r = kit.redis(on_connect=wait, socket_timeout=0.1)
    else:

        async def wait_for_ever(_: Any) -> None:
            waiting.set()
            await kit.sleep(30)

        r = kit.redis(on_connect=wait_for_ever, socket_timeout=0.1)
    error = await failure(kit, r.ping)
    assert isinstance(error, kit.door.TimeoutError)
    assert "on_connect took longer" in str(error)
    await waiting.wait()
    kit.at_rest(r.connection_pool)


LEFT_BEHIND = [
    ("MULTI", [("MULTI",)]),
    ("WATCH", [("WATCH", "k")]),
    ("another database on a connection; give db= instead", [("SELECT", "3")]),
    ("CLIENT REPLY", [("CLIENT", "REPLY", "OFF")]),
    ("another handshake", [("HELLO", "3")]),
    ("a subscription", [("SUBSCRIBE", "c")]),
]


@pytest.mark.parametrize(("what", "commands"), LEFT_BEHIND, ids=[what for what, _ in LEFT_BEHIND])
async def test_what_it_must_not_leave_behind(kit: Kit, what: str, commands: list[tuple[str, ...]]) -> None:
    steps = [lambda c, args=args: c.execute_command(*args) for args in commands]
    r = kit.redis(on_connect=hook(kit, *steps))
    with pytest.raises(kit.door.DataError, match="on_connect must not leave .*" + what):
        await kit.do(r.ping())
    kit.at_rest(r.connection_pool)


async def test_what_ends_within_it_is_not_left_behind(kit: Kit) -> None:
    key = kit.key()
    steps = [("WATCH", key), ("MULTI",), ("SET", key, "x"), ("EXEC",), ("SELECT", "1"), ("SELECT", "0")]
    r = kit.redis(on_connect=hook(kit, *(lambda c, args=args: c.execute_command(*args) for args in steps)))
    assert await kit.do(r.get(key)) == b"x"


async def test_tracking_belongs_to_the_cache(kit: Kit) -> None:
    from sansredis.core.cache_options import CacheOptions

    off = hook(kit, lambda c: c.execute_command("CLIENT", "TRACKING", "OFF"))
    r = kit.redis(on_connect=off, cache=CacheOptions())
    with pytest.raises(kit.door.DataError, match="must not leave CLIENT TRACKING"):
        await kit.do(r.get("k"))
    r = kit.redis(on_connect=off)
    assert await kit.do(r.ping()) is True


async def test_it_is_of_no_use_afterwards(kit: Kit) -> None:
    kept: list[Any] = []
    r = kit.redis(on_connect=hook(kit, lambda c: kept.append(c) or c.ping()))
    await kit.do(r.ping())
    with pytest.raises(kit.door.ConnectionError, match="given back"):
        await kit.do(kept[0].ping())
    await answers(kit, r)


async def test_functions_of_the_wrong_kind(kit: Kit) -> None:
    async def asynchronous(_: Any) -> None:
        """Nobody awaits it."""

    if kit.blocking:
        with pytest.raises(kit.door.DataError, match=r"on_connect is an async function.*give a plain one"):
            kit.redis(on_connect=asynchronous)
    else:
        r = kit.redis(on_connect=lambda _: None)
        with pytest.raises(kit.door.DataError, match="on_connect has to be an async function here"):
            await kit.do(r.ping())


async def test_exceptions_of_its_own(kit: Kit) -> None:
    def fail(_: Any) -> None:
        raise LookupError("no such tenant")

    r = kit.redis(on_connect=guest(kit, fail), retries=0)
    error = await failure(kit, r.ping)
    assert type(error) is kit.door.ConnectionError and isinstance(error.__cause__, LookupError)
    assert "LookupError: no such tenant" in str(error)


async def test_a_subscribers_connection_has_it_too(kit: Kit, fake: FakeServer) -> None:
    count = iter(range(100))
    r = kit.redis(on_connect=hook(kit, lambda c: c.client_setname(f"subscriber-{next(count)}")))
    pubsub, channel = r.pubsub(), kit.key()
    await kit.do(pubsub.subscribe(channel))
    assert (await kit.do(pubsub.get_message(timeout=5)))["type"] == "subscribe"
    names = {client["name"] for client in await kit.do(r.client_list(_type="pubsub"))}
    assert any(name.startswith("subscriber-") for name in names)
    await kit.close(pubsub)


@pytest.mark.interrupts
async def test_cancelled_at_every_point(kit: Kit, fake: FakeServer) -> None:
    r = kit.redis(**fake.address, on_connect=hook(kit, lambda c: c.incr("n")), max_connections=1)
    call, honest = calls(kit, r)

    async def fresh(point: int) -> Any:
        r.connection_pool.disconnect()
        return await call(point)

    step = 7 if kit.name == "threads" else 1
    for point in range(1, 5000, step):
        outcome = await kit.cancel_at(point, fresh, point)
        await kit.rest(r.connection_pool)
        await honest(point)
        if outcome is not ABANDONED:
            break
    assert point > 2
    await kit.close(r)
    await kit.until(lambda: not fake.connections)
