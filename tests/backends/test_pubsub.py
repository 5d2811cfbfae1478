"""Publish/subscribe, on every runtime alike."""

from __future__ import annotations

import gc
from typing import Any

import pytest

from sansredis.pubsub import KeyEvent, Subscription

from ..fakes.server import FakeServer
from .kit import ABANDONED, Kit
from .scripts import run_script

LONG = 20.0
"""Seconds that something may take that is expected to come."""


async def fetch(kit: Kit, p: Any, count: int = 1, **options: Any) -> list[Any]:
    """Fetch so many messages."""
    messages = []
    while len(messages) < count:
        message = await kit.do(p.get_message(timeout=LONG, **options))
        assert message is not None, f"only {len(messages)} of {count} messages came: {messages[-3:]}"
        messages.append(message)
    return messages


async def data(kit: Kit, p: Any, count: int = 1) -> list[Any]:
    return [message["data"] for message in await fetch(kit, p, count, ignore_subscribe_messages=True)]


async def publish(kit: Kit, r: Any, channel: Any, *messages: Any) -> None:
    for message in messages:
        await kit.do(r.execute_command("PUBLISH", channel, message))


def message(kind: str, channel: Any, data: Any, pattern: Any = None) -> dict[str, Any]:
    return {"type": kind, "pattern": pattern, "channel": channel, "data": data}


@pytest.mark.parametrize("decode", [False, True], ids=["bytes", "str"])
@pytest.mark.parametrize("protocol", [2, 3])
async def test_channels_patterns_and_shard_channels(kit: Kit, protocol: int, decode: bool) -> None:
    r = kit.redis(protocol=protocol, decode_responses=decode)
    name = kit.key()

    def string(text: str) -> Any:
        return text if decode else text.encode()

    async with kit.entered(r.pubsub()) as p:
        await kit.do(p.subscribe(name, name.encode() + b"2"))
        await kit.do(p.psubscribe(name + "*"))
        await kit.do(p.ssubscribe([name]))
        assert await fetch(kit, p, 4) == [
            message("subscribe", string(name), 1),
            message("subscribe", string(name + "2"), 2),
            message("psubscribe", string(name + "*"), 3),
            message("ssubscribe", string(name), 1),
        ]
        assert p.channels == {string(name): None, string(name + "2"): None}
        assert p.patterns == {string(name + "*"): None}
        assert p.shard_channels == {string(name): None}
        await publish(kit, r, name, "x")
        assert await fetch(kit, p, 2) == [
            message("message", string(name), string("x")),
            message("pmessage", string(name), string("x"), string(name + "*")),
        ]
        await kit.do(r.execute_command("SPUBLISH", name, "y"))
        assert await fetch(kit, p) == [message("smessage", string(name), string("y"))]
        assert await kit.do(p.ping()) is True
        assert await kit.do(p.ping("hello")) is True
        assert await fetch(kit, p, 2) == [message("pong", None, string("")), message("pong", None, string("hello"))]
        await kit.do(p.unsubscribe(name))
        await kit.do(p.unsubscribe())
        await kit.do(p.punsubscribe())
        await kit.do(p.sunsubscribe())
        assert [m["type"] for m in await fetch(kit, p, 4)] == ["unsubscribe"] * 2 + ["punsubscribe", "sunsubscribe"]
        assert not p.subscribed
        await kit.do(p.ping())
        assert await fetch(kit, p) == [message("pong", None, string(""))]


async def test_handlers_are_called_by_who_fetches(kit: Kit) -> None:
    r, name = kit.redis(decode_responses=True), kit.key()
    got: list[Any] = []
    async with kit.entered(r.pubsub(ignore_subscribe_messages=True)) as p:
        await kit.do(p.subscribe(Subscription(name, got.append), **{name + "2": got.append}))
        await publish(kit, r, name, "x")
        await publish(kit, r, name + "2", "y")
        await kit.until(lambda: not got, 1)
        assert await kit.do(p.get_message(timeout=LONG)) is None
        assert await kit.do(p.get_message(timeout=LONG)) is None
        assert got == [message("message", name, "x"), message("message", name + "2", "y")]
        await kit.do(p.subscribe(name))
        await publish(kit, r, name, "z")
        assert await data(kit, p) == ["z"]


async def test_a_handler_may_be_a_coroutine_function(kit: Kit) -> None:
    if kit.blocking:
        return
    r, name = kit.redis(), kit.key()
    got: list[Any] = []

    async def handler(message: Any) -> None:
        await kit.sleep(0)
        got.append(message["data"])

    async with kit.entered(r.pubsub(ignore_subscribe_messages=True)) as p:
        await p.subscribe(**{name: handler})
        await publish(kit, r, name, "x")
        assert await p.get_message(timeout=LONG) is None
    assert got == [b"x"]


async def test_iterating_ends_when_nothing_is_subscribed_to(kit: Kit) -> None:
    r, name = kit.redis(), kit.key()
    async with kit.entered(r.pubsub()) as p:
        assert await listened(kit, p) == []
        await kit.do(p.subscribe(name))
        await publish(kit, r, name, "a", "b")
        await kit.do(p.unsubscribe())
        assert [m["type"] for m in await listened(kit, p)] == ["subscribe", "message", "message", "unsubscribe"]
        assert await listened(kit, p) == []


async def listened(kit: Kit, p: Any) -> list[Any]:
    return list(p) if kit.blocking else [message async for message in p]


async def test_no_message_in_time_is_none_and_loses_nothing(kit: Kit) -> None:
    r, name = kit.redis(), kit.key()
    async with kit.entered(r.pubsub()) as p:
        assert await kit.do(p.get_message()) is None
        assert await kit.do(p.get_message(timeout=0.01)) is None
        await kit.do(p.subscribe(name))
        await fetch(kit, p)
        for number in range(50):
            assert await kit.do(p.get_message(timeout=0.001 * (number % 3))) is None
            await publish(kit, r, name, number)
            assert await data(kit, p) == [b"%d" % number]


async def test_what_has_arrived_is_there_without_waiting(kit: Kit) -> None:
    """PUBLISH has been answered, so on the same machine the message is in the socket already."""
    r, name = kit.redis(), kit.key()
    async with kit.entered(r.pubsub()) as p:
        await kit.do(p.subscribe(name))
        await fetch(kit, p)
        got = []
        for number in range(100):
            await publish(kit, r, name, number)
            for _ in range(1000):
                message = await kit.do(p.get_message())
                if message is not None:
                    got.append(int(message["data"]))
                    break
        assert got == list(range(100))


async def test_thousands_of_messages_and_none_is_lost(kit: Kit) -> None:
    r, name = kit.redis(), kit.key()
    publishers, each = 4, 1500
    async with kit.entered(r.pubsub(ignore_subscribe_messages=True, queue_size=100)) as p:
        await kit.do(p.subscribe(name))
        got: list[bytes] = []

        async def consume() -> None:
            while len(got) < publishers * each:
                message = await kit.do(p.get_message(timeout=0.5))
                if message is not None:
                    assert message["type"] == "message", message
                    got.append(message["data"])

        async def produce(number: int) -> None:
            for start in range(0, each, 100):
                pipe = r.pipeline()
                for serial in range(start, start + 100):
                    pipe.execute_command("PUBLISH", name, f"{number}.{serial}")
                await kit.do(pipe.execute())

        consumers = [kit.spawn(consume) for _ in range(3)]
        await kit.repeat(publishers, produce)
        for consumer in consumers:
            await consumer.result()
        assert len(got) == publishers * each
        assert sorted(got) == sorted(f"{n}.{s}".encode() for n in range(publishers) for s in range(each))


async def test_one_consumer_gets_them_in_order(kit: Kit) -> None:
    r, name = kit.redis(), kit.key()
    async with kit.entered(r.pubsub(ignore_subscribe_messages=True, queue_size=7)) as p:
        await kit.do(p.subscribe(name))
        pipe = r.pipeline()
        for number in range(3000):
            pipe.execute_command("PUBLISH", name, number)
        await kit.do(pipe.execute())
        assert [int(text) for text in await data(kit, p, 3000)] == list(range(3000))


async def test_one_subscribes_while_another_waits(kit: Kit) -> None:
    r, name = kit.redis(), kit.key()
    async with kit.entered(r.pubsub(ignore_subscribe_messages=True)) as p:
        waiter = kit.spawn(fetch, kit, p, 3)
        await kit.sleep(0.01)
        await kit.do(p.subscribe(name))
        await kit.until(lambda: p.connected)
        await publish(kit, r, name, "a")
        await kit.do(p.subscribe(name + "2"))
        await kit.do(p.psubscribe(name + "3*"))
        await until_subscribed(kit, r, name + "2")
        await publish(kit, r, name + "2", "b")
        while not await kit.do(r.execute_command("PUBLISH", name + "34", "c")):
            await kit.sleep(0.001)
        assert [m["data"] for m in await waiter.result()] == [b"a", b"b", b"c"]


async def until_subscribed(kit: Kit, r: Any, name: str, count: int = 1) -> None:
    while (await kit.do(r.execute_command("PUBSUB", "NUMSUB", name)))[1] != count:
        await kit.sleep(0.001)


# The lease


async def test_it_is_a_lease_of_the_pool(kit: Kit) -> None:
    r = kit.redis(max_connections=2)
    pool = r.connection_pool
    p = r.pubsub()
    assert pool.stats()["used"] == 0
    await kit.do(p.subscribe(kit.key()))
    assert pool.stats()["used"] == 1
    assert await kit.do(r.ping())
    await kit.close(p)
    await kit.close(p)
    kit.at_rest(pool)
    with pytest.raises(kit.door.PubSubError, match="was closed"):
        await kit.do(p.get_message())
    with pytest.raises(kit.door.PubSubError, match="was closed"):
        await kit.do(p.subscribe("x"))
    assert await listened(kit, p) == []


async def test_one_that_is_forgotten_comes_back(kit: Kit) -> None:
    r = kit.redis(max_connections=1)
    for _ in range(3):
        p = r.pubsub()
        await kit.do(p.subscribe(kit.key()))
        del p
        gc.collect()
        assert await kit.do(r.ping())


async def test_closing_wakes_who_waits(kit: Kit) -> None:
    r = kit.redis()
    p = r.pubsub(ignore_subscribe_messages=True)
    await kit.do(p.subscribe(kit.key()))

    async def wait() -> Any:
        with pytest.raises(kit.door.PubSubError, match="was closed"):
            await kit.do(p.get_message(timeout=None))

    waiters = [kit.spawn(wait), kit.spawn(wait), kit.spawn(listened, kit, p)]
    await kit.sleep(0.05)
    await kit.close(p)
    for waiter in waiters:
        await waiter.result()
    assert waiters[2].value == []


async def test_the_pool_is_closed(kit: Kit) -> None:
    r = kit.redis()
    p = r.pubsub(ignore_subscribe_messages=True)
    await kit.do(p.subscribe(kit.key()))

    async def wait() -> Any:
        with pytest.raises(kit.door.PoolClosedError):
            await kit.do(p.get_message(timeout=None))

    waiters = [kit.spawn(wait), kit.spawn(wait)]
    await kit.sleep(0.05)
    await kit.close(r)
    for waiter in waiters:
        await waiter.result()
    await kit.close(p)


async def test_the_first_connection_cannot_be_made(kit: Kit, fake: FakeServer) -> None:
    fake.refuse_connections()
    r = kit.redis(host="127.0.0.1", port=fake.port)
    p = r.pubsub()
    with pytest.raises(kit.door.ConnectionError):
        await kit.do(p.subscribe("a"))
    assert not p.subscribed
    assert p.trouble is None
    assert await kit.do(p.get_message(timeout=0.01)) is None
    await kit.close(p)


@pytest.mark.parametrize("names", [(), ("a", 1), (None,), (["a", 2.5],)])
async def test_wrong_names(kit: Kit, names: tuple[Any, ...]) -> None:
    p = kit.redis().pubsub()
    with pytest.raises(kit.door.DataError, match=r"name|channel"):
        await kit.do(p.subscribe(*names))
    with pytest.raises(kit.door.DataError, match="not callable"):
        await kit.do(p.subscribe(a=1))
    assert not p.subscribed


@pytest.mark.parametrize("options", [{"queue_size": 0}, {"when_full": "wait"}, {"health_check_interval": -1}])
async def test_wrong_options(kit: Kit, options: dict[str, Any]) -> None:
    with pytest.raises(kit.door.DataError, match=next(iter(options))):
        kit.redis().pubsub(**options)


async def test_a_subscription_that_is_refused(kit: Kit) -> None:
    admin, name = kit.redis(), kit.key("user").replace(":", "_")
    await kit.do(admin.execute_command("ACL", "SETUSER", name, "on", ">pw", "+@all", "~*", "resetchannels", "&good*"))
    for protocol in (2, 3):
        r = kit.redis(username=name, password="pw", protocol=protocol)
        async with kit.entered(r.pubsub()) as p:
            await kit.do(p.subscribe("good"))
            await kit.do(p.subscribe("bad"))
            assert await fetch(kit, p) == [message("subscribe", b"good", 1)]
            with pytest.raises(kit.door.NoPermissionError):
                await fetch(kit, p)
            assert p.channels == {b"good": None}
            await publish(kit, admin, "good", "x")
            assert await data(kit, p) == [b"x"]
        await kit.close(r)
    await kit.do(admin.execute_command("ACL", "DELUSER", name))


# Gaps


@pytest.mark.parametrize("protocol", [2, 3])
async def test_a_server_that_is_restarted(kit: Kit, mortal: Any, protocol: int) -> None:
    r = kit.redis(host="127.0.0.1", port=mortal.port, protocol=protocol)
    async with kit.entered(r.pubsub()) as p:
        await kit.do(p.subscribe("a"))
        await kit.do(p.psubscribe("p*"))
        await fetch(kit, p, 2)
        mortal.kill()
        assert await kit.do(p.get_message(timeout=0.2)) is None
        assert not p.connected
        assert p.trouble is not None
        mortal.restart()
        (gap,) = await fetch(kit, p)
        assert gap["type"] == "gap"
        assert gap["data"].seconds >= 0.2
        assert gap["data"].dropped is None
        assert p.connected
        assert p.trouble is None
        mortal.command("PUBLISH", "a", "x")
        mortal.command("PUBLISH", "pc", "y")
        assert await data(kit, p, 2) == [b"x", b"y"]
        assert await kit.do(p.get_message()) is None


async def test_a_connection_that_is_killed_while_somebody_waits(kit: Kit, mortal: Any) -> None:
    r = kit.redis(host="127.0.0.1", port=mortal.port)
    gaps: list[Any] = []
    async with kit.entered(r.pubsub(ignore_subscribe_messages=True, gap_handler=gaps.append)) as p:
        await kit.do(p.subscribe("a"))
        for number in range(20):
            waiter = kit.spawn(fetch_one, kit, p)
            await until_subscribed_on(kit, mortal)
            mortal.command("CLIENT", "KILL", "TYPE", "pubsub")
            await kit.until(lambda: len(gaps) == number + 1)  # noqa: B023
            mortal.command("PUBLISH", "a", str(number))
            assert (await waiter.result())["data"] == b"%d" % number
    assert all(gap["type"] == "gap" for gap in gaps)


async def fetch_one(kit: Kit, p: Any) -> Any:
    while True:
        message = await kit.do(p.get_message(timeout=LONG))
        if message is not None:
            return message


async def until_subscribed_on(kit: Kit, server: Any) -> None:
    await kit.until(lambda: server.command("PUBSUB", "NUMSUB", "a")[1] == 1)


async def test_who_does_not_want_to_know_of_gaps(kit: Kit, mortal: Any) -> None:
    r = kit.redis(host="127.0.0.1", port=mortal.port)
    async with kit.entered(r.pubsub(gaps=False, ignore_subscribe_messages=True)) as p:
        await kit.do(p.subscribe("a"))
        assert await kit.do(p.get_message(timeout=0.01)) is None
        mortal.command("CLIENT", "KILL", "TYPE", "pubsub")
        waiter = kit.spawn(fetch, kit, p)
        await until_subscribed_on(kit, mortal)
        mortal.command("PUBLISH", "a", "x")
        assert [m["data"] for m in await waiter.result()] == [b"x"]


@pytest.mark.parametrize("protocol", [2, 3])
async def test_a_half_open_connection_is_found(kit: Kit, proxy: Any, protocol: int) -> None:
    r = kit.redis(**proxy.address, protocol=protocol, socket_timeout=0.5)
    direct, name = kit.redis(), kit.key()
    async with kit.entered(r.pubsub(health_check_interval=0.1)) as p:
        await kit.do(p.subscribe(name))
        await fetch(kit, p)
        assert await kit.do(p.get_message(timeout=0.5)) is None
        assert proxy.opened == 1
        proxy.down.swallow = True
        waiter = kit.spawn(fetch, kit, p)
        await publish(kit, direct, name, "lost")
        await kit.until(lambda: not p.connected)
        proxy.down.swallow = False
        (gap,) = await waiter.result()
        assert gap["type"] == "gap"
        assert "has not been heard in time" in gap["data"].reason
        await publish(kit, direct, name, "x")
        assert await data(kit, p) == [b"x"]


async def test_a_process_that_was_away_finds_what_has_arrived_before_it_judges(kit: Kit) -> None:
    """An answer that is in the socket is one in time, however late the subscriber comes to look."""
    r, name = kit.redis(socket_timeout=0.2), kit.key()
    async with kit.entered(r.pubsub(health_check_interval=0.1)) as p:
        await kit.do(p.subscribe(name))
        await kit.do(p.ping())
        await kit.sleep(0.5)
        assert [m["type"] for m in await fetch(kit, p, 2)] == ["subscribe", "pong"]
        assert p.connected


# Slow consumers


async def flood(kit: Kit, r: Any, name: str, count: int, size: int = 0) -> None:
    for start in range(0, count, 500):
        pipe = r.pipeline()
        for number in range(start, min(start + 500, count)):
            pipe.execute_command("PUBLISH", name, f"{number} {'x' * size}")
        await kit.do(pipe.execute())


def numbers(messages: list[Any]) -> list[Any]:
    return [int(m["data"].split()[0]) if m["type"] == "message" else m["data"] for m in messages]


async def test_block_leaves_what_is_too_much_to_the_operating_system(kit: Kit) -> None:
    r, name = kit.redis(), kit.key()
    async with kit.entered(r.pubsub(queue_size=10, ignore_subscribe_messages=True)) as p:
        await kit.do(p.subscribe(name))
        assert await kit.do(p.get_message(timeout=0.01)) is None
        await flood(kit, r, name, 5000, 400)
        await kit.sleep(0.05)
        # What one read brings may come on top, and no more.
        assert len(p._ear.state.queue) <= 10 + (1 << 20) // 400
        assert numbers(await fetch(kit, p, 5000)) == list(range(5000))


async def test_drop_oldest_keeps_the_newest(kit: Kit) -> None:
    r, name = kit.redis(), kit.key()
    async with kit.entered(r.pubsub(queue_size=10, when_full="drop_oldest", ignore_subscribe_messages=True)) as p:
        await kit.do(p.subscribe(name))
        assert await kit.do(p.get_message(timeout=0.01)) is None
        await flood(kit, r, name, 5000)
        await settle(kit, p)
        gap, *rest = numbers(await fetch(kit, p, 11))
        assert gap.dropped == 4990
        assert "full" in gap.reason
        assert rest == list(range(4990, 5000))
        assert await kit.do(p.get_message()) is None


async def settle(kit: Kit, p: Any) -> None:
    """Give an event loop the time to read what is in the socket; in other runtimes fetching does."""
    queue, before = p._ear.state.queue, -1.0
    while p._runtime.fed and p._ear.state._heard != before:
        before = p._ear.state._heard
        await kit.sleep(0.1)
    assert queue.published <= 10


async def test_drop_newest_keeps_the_oldest(kit: Kit) -> None:
    r, name = kit.redis(), kit.key()
    async with kit.entered(r.pubsub(queue_size=10, when_full="drop_newest", ignore_subscribe_messages=True)) as p:
        await kit.do(p.subscribe(name))
        assert await kit.do(p.get_message(timeout=0.01)) is None
        await flood(kit, r, name, 5000)
        await settle(kit, p)
        *rest, gap = numbers(await fetch(kit, p, 11))
        assert rest == list(range(10))
        assert gap.dropped == 4990
        await publish(kit, r, name, "5000")
        assert numbers(await fetch(kit, p)) == [5000]


async def test_error_raises_after_what_was_kept(kit: Kit) -> None:
    r, name = kit.redis(), kit.key()
    async with kit.entered(r.pubsub(queue_size=10, when_full="error", ignore_subscribe_messages=True)) as p:
        await kit.do(p.subscribe(name))
        assert await kit.do(p.get_message(timeout=0.01)) is None
        await flood(kit, r, name, 5000)
        await settle(kit, p)
        assert numbers(await fetch(kit, p, 10)) == list(range(10))
        with pytest.raises(kit.door.SlowConsumerError, match=r"^4990 messages dropped"):
            await fetch(kit, p)
        await publish(kit, r, name, "5000")
        assert numbers(await fetch(kit, p)) == [5000]


# Cancellation


def step(kit: Kit) -> int:
    """Under threads there are a thousand points, and each costs a connection: some of them will do."""
    return 11 if kit.name == "threads" else 1


@pytest.mark.interrupts
async def test_cancelled_at_every_point(kit: Kit) -> None:
    """A waiting consumer who is cancelled takes nothing with him; under threads a gap is told where a signal struck."""
    r, name = kit.redis(), kit.key()
    p = r.pubsub(ignore_subscribe_messages=True)
    await kit.do(p.subscribe(name))
    assert await kit.do(p.get_message(timeout=0.01)) is None

    async def call() -> Any:
        return await kit.do(p.get_message(timeout=0.02))

    for point in range(1, 2000, step(kit)):
        await publish(kit, r, name, point)
        outcome = await kit.cancel_at(point, call)
        if kit.name == "threads":
            # The one whom it struck may have had it in his hands already.
            await publish(kit, r, name, "next")
            while (got := (await fetch(kit, p))[0])["data"] != b"next":
                if got["type"] == "gap":
                    await publish(kit, r, name, "next")
        elif outcome is ABANDONED:
            assert await data(kit, p) == [b"%d" % point]
        if outcome is not ABANDONED:
            break
    else:
        raise AssertionError("the call never came through")
    await kit.close(p)


@pytest.mark.interrupts
async def test_subscribing_is_cancelled_at_every_point(kit: Kit) -> None:
    r = kit.redis(max_connections=2)

    for point in range(1, 5000, step(kit)):
        p = r.pubsub()

        async def call(p: Any = p) -> Any:
            await kit.do(p.subscribe("x"))

        outcome = await kit.cancel_at(point, call)
        await kit.close(p)
        await kit.rest(r.connection_pool)
        if outcome is not ABANDONED:
            return
    raise AssertionError("the call never came through")


async def test_the_keeper_is_cancelled_and_the_next_one_keeps(kit: Kit) -> None:
    if not kit.can_cancel:
        return
    r, name = kit.redis(), kit.key()
    async with kit.entered(r.pubsub(ignore_subscribe_messages=True)) as p:
        await kit.do(p.subscribe(name))

        async def wait() -> Any:
            return await kit.do(p.get_message(timeout=None))

        waiters = [kit.spawn(wait) for _ in range(4)]
        await kit.sleep(0.02)
        for waiter in waiters[:3]:
            waiter.cancel()
            assert await waiter.result() is ABANDONED
        await publish(kit, r, name, "x")
        assert (await waiters[3].result())["data"] == b"x"


async def test_cancelled_and_given_a_message_in_the_same_instant(kit: Kit) -> None:
    if not kit.can_cancel:
        return
    r, name = kit.redis(), kit.key()
    async with kit.entered(r.pubsub(ignore_subscribe_messages=True)) as p:
        await kit.do(p.subscribe(name))
        got = []

        async def wait() -> Any:
            got.append((await kit.do(p.get_message(timeout=None)))["data"])

        for number in range(60):
            waiter = kit.spawn(wait)
            await kit.sleep(0)
            await publish(kit, r, name, number)
            for _ in range(number % 4):
                await kit.sleep(0)
            waiter.cancel()
            await waiter.result()
        while len(got) < 60:
            got += await data(kit, p)
        assert got == [b"%d" % number for number in range(60)]


# Keyspace notifications


async def test_keyspace_notifications(kit: Kit, mortal: Any) -> None:
    r = kit.redis(host="127.0.0.1", port=mortal.port, decode_responses=True)
    async with kit.entered(r.pubsub(ignore_subscribe_messages=True)) as p:
        with pytest.raises(kit.door.PubSubError, match="notify-keyspace-events is ''; set it to 'KA'"):
            await kit.do(p.subscribe_keys("user:*", check=True))
        with pytest.raises(kit.door.DataError):
            await kit.do(p.subscribe_keys())
        assert not p.subscribed
        mortal.command("CONFIG", "SET", "notify-keyspace-events", "KEA")
        events: list[Any] = []
        await kit.do(p.subscribe_keys("user:*", check=True))
        await kit.do(p.subscribe_events("del", db="*", check=True, handler=events.append))
        await until_patterns(kit, mortal, 2)
        await kit.do(r.set("user:1", "x"))
        (message,) = await fetch(kit, p)
        assert KeyEvent.of(message) == KeyEvent("set", "user:1", 0)
        await kit.do(r.delete("user:1"))
        (message,) = await fetch(kit, p)
        assert KeyEvent.of(message) == KeyEvent("del", "user:1", 0)
        assert await kit.do(p.get_message(timeout=LONG)) is None
        assert events == [KeyEvent("del", "user:1", 0)]


async def until_patterns(kit: Kit, server: Any, count: int) -> None:
    await kit.until(lambda: server.command("PUBSUB", "NUMPAT") == count)


# Workers


async def test_a_worker_handles_messages_until_it_is_stopped(kit: Kit) -> None:
    r, name = kit.redis(), kit.key()
    p = r.pubsub()
    with pytest.raises(kit.door.PubSubError, match="has none"):
        await kit.do(p.subscribe(name))
        await work(kit, p)
    got: list[Any] = []
    await kit.do(p.subscribe(**{name: got.append}))
    if kit.blocking:
        worker = p.run_in_thread(sleep_time=0.01, daemon=True)
        await publish(kit, r, name, "x", "y")
        await kit.until(lambda: len(got) == 2)
        assert worker.is_alive()
        worker.stop()
        worker.join(LONG)
        assert not worker.is_alive()
    else:
        task = kit.spawn(p.run)
        await publish(kit, r, name, "x", "y")
        await kit.until(lambda: len(got) == 2)
        await p.aclose()
        assert await task.result() is None
    assert [m["data"] for m in got] == [b"x", b"y"]


async def work(kit: Kit, p: Any, **options: Any) -> Any:
    return p.run_in_thread(**options) if kit.blocking else await p.run(**options)


async def test_a_worker_goes_on_after_an_exception_that_is_handled(kit: Kit) -> None:
    r, name = kit.redis(), kit.key()
    p, got, errors = r.pubsub(), [], []

    def handler(message: Any) -> None:
        got.append(message["data"])
        raise ZeroDivisionError(message["data"])

    await kit.do(p.subscribe(**{name: handler}))
    worker = kit.spawn(work_to_the_end, kit, p, lambda error, *rest: errors.append((error, rest)))
    await publish(kit, r, name, "x", "y")
    await kit.until(lambda: len(errors) == 2)
    await kit.close(p)
    await worker.result()
    assert got == [b"x", b"y"]
    assert [type(error) for error, _ in errors] == [ZeroDivisionError] * 2
    assert errors[0][1][0] is p


async def work_to_the_end(kit: Kit, p: Any, exception_handler: Any) -> None:
    worker = await work(kit, p, exception_handler=exception_handler)
    if worker is not None:
        worker.join()


async def test_a_worker_goes_on_over_a_loss(kit: Kit, mortal: Any) -> None:
    r = kit.redis(host="127.0.0.1", port=mortal.port)
    got: list[Any] = []
    p = r.pubsub(gap_handler=got.append)
    await kit.do(p.subscribe(a=got.append))
    worker = kit.spawn(work_to_the_end, kit, p, None)
    await until_subscribed_on(kit, mortal)
    mortal.restart()
    await kit.until(lambda: len(got) == 1, LONG)
    mortal.command("PUBLISH", "a", "x")
    await kit.until(lambda: len(got) == 2)
    assert [m["type"] for m in got] == ["gap", "message"]
    await kit.close(p)
    await worker.result()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
async def test_a_worker_cannot_die_silently(kit: Kit, capfd: Any) -> None:
    r, name = kit.redis(), kit.key()
    p = r.pubsub()

    def handler(message: Any) -> None:
        raise ZeroDivisionError(message["data"])

    await kit.do(p.subscribe(**{name: handler}))
    if kit.name == "gevent":
        # Kits take what a hub reports for a fault.
        import gevent

        gevent.get_hub().handle_error = lambda *_: None
    worker = kit.spawn(work_to_the_end, kit, p, None)
    await publish(kit, r, name, "x")
    with pytest.raises(ZeroDivisionError):
        await worker.result()
    if kit.blocking:
        assert not p.connected
    await kit.close(p)
    kit.at_rest(r.connection_pool)


async def test_a_worker_ends_with_its_pool(kit: Kit) -> None:
    r, name = kit.redis(), kit.key()
    p = r.pubsub()
    await kit.do(p.subscribe(**{name: print}))
    if kit.blocking:
        return  # its exception is shown, as that of any thread or greenlet
    worker = kit.spawn(
        p.run,
    )
    await kit.sleep(0.01)
    await kit.close(r)
    with pytest.raises(kit.door.PoolClosedError):
        await worker.result()


async def test_what_cannot_be_decoded_concerns_that_message_only(kit: Kit) -> None:
    r, name = kit.redis(decode_responses=True), kit.key()
    async with kit.entered(r.pubsub(ignore_subscribe_messages=True)) as p:
        await kit.do(p.subscribe(name))
        await publish(kit, r, name, b"\xff", "x")
        with pytest.raises(UnicodeDecodeError):
            await fetch(kit, p)
        assert await data(kit, p) == ["x"]


async def test_a_full_pool_makes_a_subscriber_wait_for_its_turn(kit: Kit, mortal: Any) -> None:
    r = kit.redis(host="127.0.0.1", port=mortal.port, max_connections=1, socket_timeout=0.2)
    async with kit.entered(r.pubsub()) as p:
        held = await kit.do(r.connection_pool.acquire())
        with pytest.raises(kit.door.PoolTimeoutError):
            await kit.do(p.subscribe("a"))
        r.connection_pool.release(held)
        await kit.do(p.subscribe("a"))
        await fetch(kit, p)
        mortal.command("CLIENT", "KILL", "TYPE", "pubsub")
        while p.connected:
            assert await kit.do(p.get_message()) is None
        held = await kit.do(r.connection_pool.acquire())
        assert await kit.do(p.get_message(timeout=0.5)) is None
        assert "limit=1" in p.trouble
        r.connection_pool.release(held)
        assert [m["type"] for m in await fetch(kit, p)] == ["gap"]


async def test_one_that_was_used_in_another_event_loop(kit: Kit) -> None:
    """It says so while that one runs; when it has ended, the subscriber goes on here, after a gap."""
    if kit.name not in ("asyncio", "uvloop"):
        return
    import asyncio
    import threading

    r, name = kit.redis(), kit.key()
    p = r.pubsub(ignore_subscribe_messages=True)
    begun, end = threading.Event(), threading.Event()

    async def elsewhere() -> None:
        await p.subscribe(name)
        assert await p.get_message(timeout=0.05) is None
        begun.set()
        while not end.is_set():
            await asyncio.sleep(0.001)

    thread = threading.Thread(target=asyncio.run, args=(elsewhere(),))
    thread.start()
    await kit.until(begun.is_set)
    with pytest.raises(kit.door.PubSubError, match="another event loop"):
        await p.get_message()
    end.set()
    await kit.until(lambda: not thread.is_alive())
    thread.join()
    assert [m["type"] for m in await fetch(kit, p)] == ["gap"]
    await publish(kit, r, name, "x")
    assert await data(kit, p) == [b"x"]
    await kit.close(p)


async def test_the_child_of_a_fork(kit: Kit) -> None:
    if kit.name != "threads":
        return
    run_script(
        """
        import os, sys
        from sansredis.threads import PubSubError, Redis

        r = Redis(port=int(sys.argv[1]))
        p = r.pubsub(ignore_subscribe_messages=True)
        p.subscribe("fork")
        assert p.get_message(timeout=0.05) is None
        child = os.fork()
        if not child:
            try:
                p.get_message()
            except PubSubError as error:
                own = r.pubsub(ignore_subscribe_messages=True)
                own.subscribe("fork")
                r.publish("fork", "x")
                ok = "parent" in str(error) and own.get_message(timeout=5)["data"] == b"x"
                p.close()
                os._exit(0 if ok else 3)
            os._exit(4)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        assert p.get_message(timeout=5)["data"] == b"x"
        p.close()
        assert r.connection_pool.stats()["used"] == 0
        """,
        kit.server.port,
    )
