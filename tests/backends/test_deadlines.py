"""One deadline for each call: over waiting, connecting, trying again and the reply, and on every kind of call.

Clients here have 30 s by default, which no test waits for: that a call ends at all shows that its own limit held.
"""

from __future__ import annotations

import gc
import threading
import time
from typing import Any

import pytest

from sansredis.core.backoff import ConstantBackoff
from sansredis.core.cache_options import CacheOptions
from sansredis.core.retry import Retry

from ..fakes.server import FakeServer
from .kit import Kit

SHORT = 0.1


def patient(kit: Kit, fake: FakeServer, **options: Any) -> Any:
    return kit.redis(**fake.address, **{"socket_timeout": 30, **options})


async def times_out(kit: Kit, outcome: Any, least: float = SHORT) -> Any:
    """Return the timeout that a call ends with, after its limit and long before the client's own."""
    began = time.monotonic()
    with pytest.raises(kit.door.TimeoutError) as raised:
        await kit.do(outcome())
    assert least * 0.9 <= time.monotonic() - began < 10
    return raised.value


async def test_the_reply(kit: Kit, fake: FakeServer) -> None:
    r = patient(kit, fake)
    await kit.do(r.ping())
    fake.on("INCR", silence=True, times=1)
    error = await times_out(kit, lambda: r.with_timeout(SHORT).incr("n"))
    assert isinstance(error, kit.door.ReplyTimeoutError)
    assert error.maybe_executed
    assert await kit.do(r.get("n")) == b"1"


async def test_the_connecting(kit: Kit, fake: FakeServer) -> None:
    r = patient(kit, fake)
    fake.on("HELLO", silence=True, times=1)
    error = await times_out(kit, lambda: r.with_timeout(SHORT).incr("n"))
    assert not error.maybe_executed
    assert await kit.do(r.incr("n")) == 1


async def test_the_wait_for_a_connection(kit: Kit, fake: FakeServer) -> None:
    r = patient(kit, fake, max_connections=1)
    async with kit.lease(r.connection_pool):
        for call in (lambda v: v.get("k"), lambda v: v.blpop("k", timeout=5)):
            error = await times_out(kit, lambda call=call: call(r.with_timeout(SHORT)))
            assert isinstance(error, kit.door.PoolTimeoutError)
        error = await times_out(kit, lambda: r.connection_pool.acquire(timeout=SHORT))
        assert isinstance(error, kit.door.PoolTimeoutError)
        with pytest.raises(kit.door.PoolTimeoutError):
            async with kit.entered(r.connection_pool.connection(timeout=SHORT)):
                pass
    assert await kit.do(r.get("k")) is None


async def test_the_attempts_together(kit: Kit, fake: FakeServer) -> None:
    retry = Retry(ConstantBackoff(0.02), 1000)
    r = patient(kit, fake, retry=retry)
    ended = fake.on("GET", close=True, swallow=True)
    began = time.monotonic()
    with pytest.raises(kit.door.RedisError):
        await kit.do(r.with_timeout(0.3).get("k"))
    assert time.monotonic() - began < 10
    assert 1 < ended.hits < 30


async def test_a_drip_does_not_stretch_it(kit: Kit, fake: FakeServer) -> None:
    r = patient(kit, fake)
    await kit.do(r.ping())
    drip = fake.on("ECHO", reply=b"$5000\r\n" + b"x" * 5000, slice=1, pause=0.01, times=1)
    await times_out(kit, lambda: r.with_timeout(SHORT).echo("x"))
    assert drip.hits == 1
    fake.drop()


async def test_every_kind_of_call_has_it(kit: Kit, fake: FakeServer) -> None:
    r = patient(kit, fake, retries=0)
    view = r.with_timeout(SHORT)
    fake.on("INCR", swallow=True)
    fake.on("EXEC", swallow=True)
    fake.on("WATCH", swallow=True)
    fake.on("EVALSHA", swallow=True)
    fake.on("HGET", swallow=True)
    await times_out(kit, lambda: view.execute_command("INCR", "n"))
    await times_out(kit, lambda: view.pipeline(transaction=False).incr("n").incr("n").execute())
    await times_out(kit, lambda: view.pipeline().get("n").execute())
    await times_out(kit, lambda: view.pipeline().watch("n"))
    await times_out(kit, lambda: view.register_script("return 1")())
    await times_out(kit, lambda: view.hget("h", "f"))


async def test_what_a_watching_pipeline_does_at_once_has_it(kit: Kit, fake: FakeServer) -> None:
    r = patient(kit, fake)
    fake.on("GET", swallow=True)
    async with kit.entered(r.with_timeout(SHORT).pipeline()) as pipe:
        watched = await kit.do(pipe.watch("k"))
        await times_out(kit, lambda: watched.get("k"))


async def test_the_time_that_a_blocking_command_asks_for_comes_on_top(kit: Kit) -> None:
    view = kit.redis(socket_timeout=30).with_timeout(0.05)
    began = time.monotonic()
    assert await kit.do(view.blpop(kit.key(), timeout=0.4)) is None
    assert 0.4 <= time.monotonic() - began < 10


async def test_no_limit(kit: Kit, fake: FakeServer) -> None:
    r = kit.redis(**fake.address, socket_timeout=0.05, retries=0)
    await kit.do(r.ping())
    late = threading.Event()
    held = fake.on("ECHO", hold=late, times=1)

    async def slow() -> Any:
        return await kit.do(r.with_timeout(None).echo("at last"))

    handle = kit.spawn(slow)
    await kit.until(held.fired.is_set)
    await kit.sleep(0.15)
    late.set()
    assert await handle.result() == b"at last"


@pytest.mark.parametrize("wrong", [0, -1, "1", True, float("inf")])
async def test_wrong_limits(kit: Kit, wrong: Any) -> None:
    r = kit.redis()
    with pytest.raises(kit.door.DataError, match="timeout must be"):
        r.with_timeout(wrong)
    if wrong != 0:
        with pytest.raises(kit.door.DataError, match="seconds must be"):
            r.deadline(wrong)


async def test_no_deadline_is_no_number(kit: Kit) -> None:
    with pytest.raises(kit.door.DataError, match="with_timeout"):
        kit.redis().deadline(None)


# Views


async def test_a_view_is_a_client_on_the_same_pool_and_owns_nothing(kit: Kit) -> None:
    r = kit.redis(decode_responses=True)
    for view in (r.with_timeout(9), r.deadline(9), r.with_retry(1), r.with_timeout(9).deadline(9).with_retry(0)):
        assert type(view) is type(r)
        assert view.connection_pool is r.connection_pool
        async with kit.entered(view):
            assert await kit.do(view.echo("view")) == "view"
        await kit.close(view)
        assert await kit.do(r.echo("still open")) == "still open"


async def test_a_view_changes_nothing_for_others(kit: Kit, fake: FakeServer) -> None:
    r = patient(kit, fake)
    await kit.do(r.ping())
    assert r.with_timeout(SHORT).with_timeout(30)._timeout == 30 == r._timeout
    r.with_timeout(0.001)
    r.deadline(0)
    fake.on("ECHO", delay=0.05)
    assert await kit.do(r.echo("x")) == b"x"


async def test_views_of_a_client_with_a_cache(kit: Kit, fake: FakeServer) -> None:
    r = patient(kit, fake, cache=CacheOptions())
    fake.data[b"k"] = b"v"
    for view in (r, r.with_timeout(20), r.cached(ttl=9).with_timeout(20), r.with_timeout(20).cached()):
        assert await kit.do(view.get("k")) == b"v"
    assert fake.executed["GET"] == 1
    assert await kit.do(r.uncached().with_timeout(20).get("k")) == b"v"
    assert fake.executed["GET"] == 2
    fake.on("INCR", swallow=True)
    # What goes past the cache, and what fills it, has the limit of the view, too.
    assert await kit.do(r.set("n", 1))
    await times_out(kit, lambda: r.with_timeout(SHORT).incr("n"))
    fake.on("GET", swallow=True)
    await times_out(kit, lambda: r.with_timeout(SHORT).get("other"))
    await times_out(kit, lambda: r.with_timeout(SHORT).cached(ttl=5).get("other"))


async def test_a_leased_connection_has_views(kit: Kit, fake: FakeServer) -> None:
    r = patient(kit, fake, max_connections=1)
    pool = r.connection_pool
    connection = await kit.do(pool.acquire())
    view = connection.with_timeout(SHORT)
    del connection
    gc.collect()
    # The lease is the view's as well: nobody else gets the connection.
    assert await kit.do(view.echo("mine")) == b"mine"
    await times_out(kit, lambda: r.with_timeout(SHORT).echo("not mine"))
    fake.on("INCR", silence=True, times=1)
    await times_out(kit, lambda: view.incr("n"))
    pool.release(view)
    assert await kit.do(r.get("n")) == b"1"
    with pytest.raises(kit.door.ConnectionError, match="given back"):
        await kit.do(view.echo("no more"))


async def test_a_lease_ends_for_all_views_at_once(kit: Kit) -> None:
    pool = kit.pool()
    connection = await kit.do(pool.acquire())
    view = connection.deadline(30)
    assert view.is_connected
    pool.release(connection)
    assert not view.is_connected
    with pytest.raises(kit.door.ConnectionError, match="given back"):
        await kit.do(view.ping())


# Deadlines of several calls


async def test_several_calls_share_a_deadline(kit: Kit, fake: FakeServer) -> None:
    r = patient(kit, fake)
    hurry = r.deadline(0.3)
    assert await kit.do(hurry.incr("n")) == 1
    fake.on("ECHO", silence=True, times=1)
    began = time.monotonic()
    error = await times_out(kit, lambda: hurry.echo("x"), least=0)
    assert isinstance(error, kit.door.ReplyTimeoutError)
    error = await times_out(kit, lambda: hurry.incr("n"), least=0)
    assert time.monotonic() - began < 10
    assert not error.maybe_executed
    assert "nothing was sent" in str(error)
    assert await kit.do(r.get("n")) == b"1"


async def test_a_call_that_begins_too_late_sends_nothing(kit: Kit, fake: FakeServer) -> None:
    r = patient(kit, fake)
    over = r.deadline(0)
    for call in (
        lambda: over.incr("n"),
        lambda: over.blpop("l", timeout=1),
        lambda: over.pipeline(transaction=False).incr("n").execute(),
        lambda: over.pipeline().incr("n").execute(),
        lambda: over.pipeline().watch("n"),
        lambda: over.lock("x").acquire(),
        lambda: over.register_script("return 1")(),
    ):
        assert not (await times_out(kit, call, least=0)).maybe_executed
    assert fake.opened == 0


async def test_the_earlier_limit_counts(kit: Kit, fake: FakeServer) -> None:
    r = patient(kit, fake)
    await kit.do(r.ping())
    fake.on("ECHO", swallow=True)
    await times_out(kit, lambda: r.deadline(30).with_timeout(SHORT).echo("x"))
    await times_out(kit, lambda: r.with_timeout(30).deadline(SHORT).echo("x"))
    await times_out(kit, lambda: r.deadline(SHORT).deadline(30).echo("x"))
    await times_out(kit, lambda: r.deadline(30).deadline(SHORT).echo("x"))
    await times_out(kit, lambda: r.with_timeout(None).deadline(SHORT).echo("x"))


async def test_blocking_commands_have_no_time_on_top_of_a_deadline(kit: Kit) -> None:
    r = kit.redis(socket_timeout=30)
    await times_out(kit, lambda: r.deadline(SHORT).blpop(kit.key(), timeout=20))
    await times_out(kit, lambda: r.deadline(SHORT).blpop(kit.key(), timeout=0))


async def test_a_transaction_that_is_tried_again_ends_with_the_deadline(kit: Kit) -> None:
    r = kit.redis(socket_timeout=30)
    key = kit.key()

    def blocking(pipe: Any) -> None:
        r.incr(key)
        pipe.multi()
        pipe.get(key)

    async def awaiting(pipe: Any) -> None:
        await r.incr(key)
        pipe.multi()
        pipe.get(key)

    with pytest.raises((kit.door.TimeoutError, kit.door.WatchError)):
        await kit.do(r.deadline(0.2).transaction(blocking if kit.blocking else awaiting, key))


async def test_a_subscriber_outlives_the_deadline_of_the_view_that_made_it(kit: Kit) -> None:
    r = kit.redis(socket_timeout=30, decode_responses=True)
    channel = kit.key("channel")
    async with kit.entered(r.deadline(0).pubsub()) as subscriber:
        await kit.do(subscriber.subscribe(channel))
        assert (await kit.do(subscriber.get_message(timeout=10)))["type"] == "subscribe"
        await kit.do(r.publish(channel, "news"))
        assert (await kit.do(subscriber.get_message(timeout=10)))["data"] == "news"


# A reply that is owed by a shared connection


async def test_no_command_goes_where_a_reply_is_overdue_until_it_has_come(kit: Kit, fake: FakeServer) -> None:
    """Three callers ride one connection; the first one's time runs out."""
    if kit.name == "threads":
        return  # they do not share
    r = patient(kit, fake, max_shared=4, decode_responses=True)
    await kit.do(r.ping())
    late = threading.Event()
    held = fake.on("ECHO", hold=late, times=1)

    async def hasty() -> None:
        await times_out(kit, lambda: r.with_timeout(0.3).echo("hasty"))

    async def stayer() -> Any:
        return await kit.do(r.echo("stayer"))

    first = kit.spawn(hasty)
    await kit.until(held.fired.is_set)
    second = kit.spawn(stayer)
    await first.result()
    # Its connection owes two replies, one of them overdue. Who comes now goes elsewhere, and has no time to lose.
    for number in range(5):
        assert await kit.do(r.with_timeout(5).incr("n")) == number + 1
    assert {connection for connection, args in fake.log if args[0] == b"INCR"} == {1}
    late.set()
    assert await second.result() == "stayer"
    # Both have come: nothing was closed, and both connections serve.
    assert r.connection_pool.stats()["lost"] == 0
    assert fake.opened == 2


async def test_a_connection_on_which_nobody_waits_any_more_is_given_up(kit: Kit, fake: FakeServer) -> None:
    r = patient(kit, fake)
    await kit.do(r.ping())
    fake.on("ECHO", silence=True, times=1)
    await times_out(kit, lambda: r.with_timeout(SHORT).echo("x"))
    assert r.connection_pool.stats()["free"] == 0
    assert await kit.do(r.incr("n")) == 1
    assert [connection for connection, args in fake.log if args[0] == b"INCR"] == [1]
