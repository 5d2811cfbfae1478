"""The life of a pool: what it counts and tells, and when connections come and go without anybody's error."""

from __future__ import annotations

import gc
import logging
import threading
import time
import weakref
from collections.abc import Callable
from typing import Any

import pytest

from ..fakes.server import FakeServer
from .kit import ABANDONED, Kit


def ends(pool: Any) -> dict[str, int]:
    """How many connections have ended for which reason, without those for which none has."""
    stats = pool.stats()
    found = {name: count for name, count in stats.items() if (name.startswith("closed_") or name == "lost") and count}
    assert sum(found.values()) == stats["closed"]
    return found


# Telling


async def test_commands_are_hits_but_for_those_that_open_a_connection(kit: Kit) -> None:
    r = kit.redis()
    for _ in range(10):
        await kit.do(r.ping())
    stats = r.connection_pool.stats()
    assert (stats["hits"], stats["misses"], stats["waits"], stats["timeouts"]) == (9, 1, 0, 0)


async def test_waits_and_their_time_are_counted(kit: Kit) -> None:
    pool = kit.pool(max_connections=1, socket_timeout=20)
    held = await kit.do(pool.acquire())

    async def waiter() -> None:
        pool.release(await kit.do(pool.acquire()))

    handle = kit.spawn(waiter)
    await kit.until(lambda: pool.stats()["waiting"] == 1)
    await kit.sleep(0.02)
    pool.release(held)
    await handle.result()
    stats = pool.stats()
    assert (stats["hits"], stats["misses"], stats["waits"]) == (0, 2, 1)
    assert stats["waited_ms"] >= 20
    assert stats["timeouts"] == stats["refused"] == 0


async def test_an_exhausted_pool_says_how_full_it_is_and_how_old_its_leases_are(kit: Kit) -> None:
    pool = kit.pool(max_connections=2, pool_timeout=0.02, max_waiting=3, socket_timeout=20)
    held = [await kit.do(pool.acquire()) for _ in range(2)]
    await kit.sleep(0.03)
    with pytest.raises(kit.door.PoolTimeoutError) as raised:
        await kit.do(pool.acquire())
    assert "limit=2 used=2 " in str(raised.value)
    assert "waiting=1; leases held for 0." in str(raised.value)
    stats = pool.stats()
    assert (stats["timeouts"], stats["waits"]) == (1, 1)
    assert stats["oldest_lease_ms"] >= 50
    for connection in held:
        pool.release(connection)
    assert pool.stats()["oldest_lease_ms"] == 0


async def test_who_is_turned_away_is_counted_and_told(kit: Kit) -> None:
    pool = kit.pool(max_connections=1, pool_timeout=0)
    async with kit.lease(pool):
        with pytest.raises(kit.door.MaxConnectionsError, match=r"limit=1 used=1 .* raise max_connections"):
            await kit.do(pool.acquire())
    pool = kit.pool(max_connections=1, max_waiting=0)
    async with kit.lease(pool):
        with pytest.raises(kit.door.MaxConnectionsError, match=r"limit=1 used=1 .* max_waiting=0"):
            await kit.do(pool.acquire())
    assert (pool.stats()["refused"], pool.stats()["waits"]) == (1, 0)


async def test_who_may_not_wait_for_a_full_pool_may_wait_for_a_shared_connection_on_its_way(
    kit: Kit, fake: FakeServer
) -> None:
    r = kit.redis(**fake.address, pool_timeout=0, socket_timeout=20)
    fake.on("HELLO", delay=0.02)
    assert await kit.repeat(5, lambda n: kit.do(r.echo(str(n)))) == [b"0", b"1", b"2", b"3", b"4"]


async def test_connections_end_for_a_reason(kit: Kit, fake: FakeServer) -> None:
    pool = kit.pool(**fake.address, max_connections=4)
    held = [await kit.do(pool.acquire()) for _ in range(4)]
    await kit.do(held[0].execute_command("MULTI"))
    pool.release(held[0])
    assert ends(pool) == {"closed_spent": 1}
    fake.on("PING", close=True, swallow=True, times=1)
    with pytest.raises(kit.door.ConnectionError):
        await kit.do(held[1].execute_command("PING"))
    pool.release(held[1])
    assert ends(pool) == {"closed_spent": 1, "lost": 1}
    pool.release(held[2])
    pool.disconnect(inuse_connections=False)
    assert ends(pool) == {"closed_spent": 1, "lost": 1, "closed_retired": 1}
    pool.release(held[3])
    assert ends(pool) == {"closed_spent": 1, "lost": 1, "closed_retired": 2}
    again = [await kit.do(pool.acquire()) for _ in range(3)]
    for connection in again:
        pool.release(connection)
    pool.resize(2)
    await kit.close(pool)
    assert ends(pool) == {"closed_spent": 1, "lost": 1, "closed_retired": 2, "closed_surplus": 1, "closed_pool": 2}


# Idle and old connections


async def rested(kit: Kit, count: int, **options: Any) -> Any:
    """A pool with so many idle connections."""
    pool = kit.pool(max_connections=5, **options)
    held = [await kit.do(pool.acquire()) for _ in range(count)]
    for connection in held:
        pool.release(connection)
    return pool


async def test_what_was_idle_for_too_long_is_closed_when_the_pool_is_used_next(kit: Kit, fake: FakeServer) -> None:
    pool = await rested(kit, 3, **fake.address, max_idle_time=0.1)
    await kit.sleep(0.11)
    async with kit.lease(pool) as connection:
        assert await kit.do(connection.execute_command("ECHO", "new")) == b"new"
    assert ends(pool) == {"closed_idle": 3}
    assert pool.stats()["created"] == 4
    await kit.until(lambda: fake.connections == 1)


async def test_a_command_closes_what_was_idle_for_too_long_too(kit: Kit, fake: FakeServer) -> None:
    pool = await rested(kit, 2, **fake.address, max_idle_time=0.1)
    r = kit.redis(connection_pool=pool)
    assert await kit.do(r.ping())
    await kit.sleep(0.11)
    assert await kit.do(r.ping())
    assert ends(pool) == {"closed_idle": 2}


async def test_whoever_looks_at_the_pool_has_it_tended(kit: Kit) -> None:
    pool = await rested(kit, 2, max_idle_time=0.05)
    await kit.sleep(0.06)
    assert pool.stats()["free"] == 0
    assert ends(pool) == {"closed_idle": 2}


async def test_so_many_are_left_however_long_they_are_idle(kit: Kit) -> None:
    pool = await rested(kit, 3, max_idle_time=0.05, min_connections=2)
    await kit.sleep(0.06)
    assert pool.stats()["free"] == 2
    assert ends(pool) == {"closed_idle": 1}


async def test_a_connection_that_is_too_old_goes_when_it_comes_back(kit: Kit) -> None:
    pool = await rested(kit, 1, max_lifetime=0.05)
    connection = await kit.do(pool.acquire())
    await kit.sleep(0.06)
    assert pool.stats()["used"] == 1
    assert await kit.do(connection.execute_command("ECHO", "old")) == b"old"
    pool.release(connection)
    assert ends(pool) == {"closed_lifetime": 1}


async def test_an_old_connection_is_not_lent_again(kit: Kit) -> None:
    pool = await rested(kit, 2, max_lifetime=0.05, min_connections=2)
    await kit.sleep(0.06)
    async with kit.lease(pool):
        assert ends(pool) == {"closed_lifetime": 2}
        assert pool.stats()["created"] == 3


async def test_shared_connections_in_constant_use_grow_old_too(kit: Kit) -> None:
    r = kit.redis(max_lifetime=0.02, socket_timeout=20)
    pool = r.connection_pool

    async def caller(number: int) -> None:
        turn = 0
        while pool.stats()["closed_lifetime"] < 5:
            assert await kit.do(r.echo(f"{number}.{turn}")) == f"{number}.{turn}".encode()
            turn += 1

    await kit.repeat(8, caller)
    assert "lost" not in ends(pool)


# Opening ahead


async def test_a_pool_can_be_warmed_up(kit: Kit, fake: FakeServer) -> None:
    pool = kit.pool(**fake.address, min_connections=2, max_connections=3)
    await kit.do(pool.warm_up())
    assert (pool.stats()["free"], pool.stats()["created"]) == (2, 2)
    await kit.do(pool.warm_up())
    assert fake.opened == 2
    await kit.do(pool.warm_up(10))
    assert (pool.stats()["free"], fake.opened) == (3, 3)
    async with kit.lease(pool):
        assert pool.stats()["hits"] == 1
    assert pool.stats()["misses"] == 0


async def test_warming_up_counts_what_is_in_use(kit: Kit) -> None:
    pool = kit.pool(max_connections=3)
    async with kit.lease(pool):
        await kit.do(pool.warm_up(2))
        assert (pool.stats()["free"], pool.stats()["used"]) == (1, 1)


async def test_warming_up_fails_as_connecting_does(kit: Kit, fake: FakeServer) -> None:
    pool = kit.pool(**fake.address, max_connections=5)
    fake.on("HELLO", skip=2, reset=True, swallow=True)
    with pytest.raises(kit.door.ConnectionError):
        await kit.do(pool.warm_up(4))
    assert kit.at_rest(pool)["free"] == 2
    for wrong in (-1, 1.5, True, "2"):
        with pytest.raises(kit.door.DataError, match="count"):
            await kit.do(pool.warm_up(wrong))
    await kit.close(pool)
    with pytest.raises(kit.door.PoolClosedError):
        await kit.do(pool.warm_up(4))


async def test_warming_up_may_be_given_up(kit: Kit, fake: FakeServer) -> None:
    pool = kit.pool(**fake.address, max_connections=5, socket_timeout=20)
    fake.on("HELLO", skip=1, silence=True, times=1)

    async def warm_up() -> None:
        await kit.do(pool.warm_up(3))

    assert await kit.move_on_after(0.1, warm_up) is ABANDONED
    assert kit.at_rest(pool)["free"] <= 1
    await warm_up()
    assert kit.at_rest(pool)["free"] == 3


# Whether an idle connection still works


async def echo_by_command(kit: Kit, pool: Any) -> Any:
    return await kit.do(kit.redis(connection_pool=pool).echo("x"))


async def echo_by_lease(kit: Kit, pool: Any) -> Any:
    async with kit.lease(pool) as connection:
        return await kit.do(connection.execute_command("ECHO", "x"))


@pytest.mark.parametrize("echo", [echo_by_command, echo_by_lease])
async def test_a_connection_that_was_idle_for_long_is_asked_whether_it_works(
    kit: Kit, fake: FakeServer, echo: Any
) -> None:
    pool = kit.pool(**fake.address, health_check_interval=0.1, socket_timeout=20)
    await echo(kit, pool)
    pinged = fake.executed["PING"]
    await kit.sleep(0.11)
    assert await echo(kit, pool) == b"x"
    assert (fake.executed["PING"] - pinged, fake.opened) == (1, 1)


@pytest.mark.parametrize("echo", [echo_by_command, echo_by_lease])
async def test_a_connection_that_is_in_use_is_not_asked(kit: Kit, fake: FakeServer, echo: Any) -> None:
    pool = kit.pool(**fake.address, health_check_interval=30)
    for _ in range(5):
        assert await echo(kit, pool) == b"x"
        await kit.sleep(0.006)  # not quite fresh any more
    assert fake.executed["PING"] == 0


@pytest.mark.parametrize("echo", [echo_by_command, echo_by_lease])
async def test_one_that_does_not_answer_is_replaced_within_the_deadline(kit: Kit, fake: FakeServer, echo: Any) -> None:
    pool = kit.pool(**fake.address, health_check_interval=0.05, socket_timeout=1.0)
    await echo(kit, pool)
    await kit.sleep(0.06)
    fake.on("PING", silence=True, times=1)
    assert await echo(kit, pool) == b"x"
    assert fake.executed["ECHO"] == 2
    assert ends(pool) == {"lost": 1} or ends(pool) == {"closed_spent": 1}
    kit.at_rest(pool)


@pytest.mark.parametrize("echo", [echo_by_command, echo_by_lease])
async def test_who_gives_up_while_a_connection_is_asked_costs_nothing(kit: Kit, fake: FakeServer, echo: Any) -> None:
    pool = kit.pool(**fake.address, max_connections=1, health_check_interval=0.05, socket_timeout=20)
    await echo(kit, pool)
    await kit.sleep(0.06)
    fake.on("PING", delay=0.2, times=1)
    assert await kit.move_on_after(0.05, echo, kit, pool) is ABANDONED
    assert await echo(kit, pool) == b"x"
    await kit.rest(pool)


async def test_others_go_elsewhere_while_a_shared_connection_is_asked(kit: Kit, fake: FakeServer) -> None:
    r = kit.redis(**fake.address, health_check_interval=0.05, socket_timeout=20, max_connections=2)
    await kit.do(r.echo("x"))
    await kit.sleep(0.06)
    asked = fake.on("PING", delay=0.2, times=1)
    first = kit.spawn(lambda: kit.do(r.echo("first")))
    await kit.until(asked.fired.is_set)
    assert await kit.do(r.echo("second")) == b"second"
    assert not first.done
    assert await first.result() == b"first"
    assert fake.opened == 2


async def test_what_a_server_pushed_to_an_idle_connection_is_no_reason_to_close_it(kit: Kit, fake: FakeServer) -> None:
    pool = await rested(kit, 1, **fake.address)
    fake.send(b">2\r\n$10\r\ninvalidate\r\n*1\r\n$1\r\nk\r\n")
    await kit.sleep(0.02)
    assert await echo_by_lease(kit, pool) == b"x"
    assert pool.stats()["created"] == 1


async def test_half_a_push_on_an_idle_connection_ends_it(kit: Kit, fake: FakeServer) -> None:
    """The rest of it would come before the next caller's reply. Nobody but the pool had this connection."""
    pool = await rested(kit, 1, **fake.address)
    fake.send(b">2\r\n$10\r\ninvali")
    await kit.sleep(0.02)
    assert await echo_by_lease(kit, pool) == b"x"
    assert pool.stats()["created"] == 2


# A server that cannot be reached


async def until_unreachable(kit: Kit, pool: Any) -> Any:
    """Try to connect until the pool says that it does not even try."""
    for _ in range(50):
        try:
            await kit.do(pool.acquire())
        except kit.door.UnreachableError as error:
            return error
        except (kit.door.ConnectionError, kit.door.TimeoutError):
            pass
    raise AssertionError("there is no end to the attempts")


async def test_only_so_many_connections_are_opened_at_once(kit: Kit, fake: FakeServer) -> None:
    pool = kit.pool(**fake.address, max_connecting=2, max_connections=6, socket_timeout=20)
    go = threading.Event()
    fake.on("HELLO", hold=go)

    async def caller(_: int) -> None:
        async with kit.lease(pool) as connection:
            assert await kit.do(connection.execute_command("ECHO", "x")) == b"x"

    handles = [kit.spawn(caller, number) for number in range(6)]
    await kit.until(lambda: (pool.stats()["connecting"], pool.stats()["waiting"]) == (2, 4))
    assert fake.opened <= 2
    go.set()
    for handle in handles:
        await handle.result()


async def test_a_server_that_is_down_is_not_stormed(kit: Kit, fake: FakeServer) -> None:
    fake.refuse_connections()
    r = kit.redis(**fake.address, socket_timeout=20)

    async def caller(_: int) -> str:
        with pytest.raises(kit.door.ConnectionError) as raised:
            await kit.do(r.ping())
        assert raised.value.maybe_executed is False
        return str(raised.value)

    await kit.repeat(64, caller)
    # Each of them might have tried four times.
    assert 1 <= r.connection_pool.stats()["failed"] <= 40


async def test_calls_fail_fast_while_it_is_known_to_be_down(kit: Kit, fake: FakeServer) -> None:
    fake.refuse_connections()
    pool = kit.pool(**fake.address, socket_timeout=20)
    error = await until_unreachable(kit, pool)
    assert str(fake.port) in str(error)
    assert "cannot connect to" in str(error)
    assert "the next attempt is due in 0." in str(error)
    assert 0 < error.retry_after <= 1
    assert error.maybe_executed is False
    pool.lane().state.dials.until += 60  # whatever this machine does meanwhile
    failed = pool.stats()["failed"]
    began = time.monotonic()
    with pytest.raises(kit.door.UnreachableError):
        await kit.do(kit.redis(connection_pool=pool).ping())
    with pytest.raises(kit.door.UnreachableError):
        await kit.do(pool.warm_up(1))
    assert time.monotonic() - began < 5
    assert pool.stats()["failed"] == failed


async def test_when_it_is_back_so_is_the_pool(kit: Kit, fake: FakeServer) -> None:
    fake.refuse_connections()
    pool = kit.pool(**fake.address, socket_timeout=20)
    error = await until_unreachable(kit, pool)
    fake.listen()
    await kit.sleep(error.retry_after)
    await kit.repeat(5, lambda n: echo_by_command(kit, pool))
    await kit.repeat(5, lambda n: echo_by_lease(kit, pool))


async def test_those_who_wait_are_told_with_him_who_tries(kit: Kit, fake: FakeServer) -> None:
    """They wait for the one attempt; when that fails, and the next is far, so does what they wait for."""
    fake.on("HELLO", delay=0.1, reset=True, swallow=True)
    pool = kit.pool(**fake.address, socket_timeout=20)
    await until_unreachable(kit, pool)
    pool.lane().state.dials.until = 0.0

    async def caller(_: int) -> str:
        with pytest.raises(kit.door.ConnectionError) as raised:
            await kit.do(pool.acquire())
        return type(raised.value).__name__

    failed = pool.stats()["failed"]
    outcomes = await kit.repeat(8, caller)
    assert outcomes.count("UnreachableError") >= 6
    assert pool.stats()["failed"] - failed <= 2


async def test_in_the_meantime_one_may_wait_for_what_is_in_use(kit: Kit, fake: FakeServer) -> None:
    pool = kit.pool(**fake.address, max_connections=2, socket_timeout=20)
    held = await kit.do(pool.acquire())
    fake.refuse_connections()
    dials = pool.lane().state.dials
    while not dials.long:
        with pytest.raises(kit.door.ConnectionError):
            await kit.do(pool.acquire())
    dials.until += 60
    handle = kit.spawn(echo_by_lease, kit, pool)
    await kit.until(lambda: pool.stats()["waiting"] == 1)
    pool.release(held)
    assert await handle.result() == b"x"


async def test_pauses_can_be_switched_off(kit: Kit, fake: FakeServer) -> None:
    fake.refuse_connections()
    pool = kit.pool(**fake.address, connect_backoff=0)
    for _ in range(20):
        with pytest.raises(kit.door.ConnectionError) as raised:
            await kit.do(pool.acquire())
        assert not isinstance(raised.value, kit.door.UnreachableError)
    fake.listen()
    assert await echo_by_lease(kit, pool) == b"x"


async def test_a_server_that_does_not_answer_is_down_too(kit: Kit, fake: FakeServer) -> None:
    pool = kit.pool(**fake.address, socket_connect_timeout=0.02, socket_timeout=20)
    fake.on("HELLO", silence=True)
    error = await until_unreachable(kit, pool)
    assert "longer than the time" in str(error)


async def test_a_server_that_refuses_us_is_not_down(kit: Kit, fake: FakeServer) -> None:
    pool = kit.pool(**fake.address, password="wrong")
    fake.on("HELLO", reply=b"-WRONGPASS invalid username-password pair\r\n")
    for _ in range(20):
        with pytest.raises(kit.door.AuthenticationError):
            await kit.do(pool.acquire())
    fake.calm()


async def test_who_gives_up_connecting_blames_nobody(kit: Kit, fake: FakeServer) -> None:
    pool = kit.pool(**fake.address, socket_timeout=20)
    slow = fake.on("HELLO", silence=True)
    for _ in range(12):
        assert await kit.move_on_after(0.01, echo_by_lease, kit, pool) is ABANDONED
    slow.times = 0
    assert await echo_by_lease(kit, pool) == b"x"
    assert pool.lane().state.dials.failures == 0


# Leases that are held for too long


@pytest.fixture
def logged(caplog: pytest.LogCaptureFixture) -> Callable[[], list[str]]:
    """What the pool has logged since one asked last."""
    caplog.set_level(logging.WARNING, "sansredis.pool")

    def fetch() -> list[str]:
        texts = [record.getMessage() for record in caplog.records if record.name == "sansredis.pool"]
        caplog.clear()
        return texts

    return fetch


async def forgetful(kit: Kit, pool: Any) -> Any:
    return await kit.do(pool.acquire())


async def test_who_holds_a_lease_for_too_long_is_logged_with_the_place(
    kit: Kit, logged: Callable[[], list[str]]
) -> None:
    pool = kit.pool(leak_threshold=0.1, client_name="watched")
    connection = await forgetful(kit, pool)
    await kit.sleep(0.11)
    assert await echo_by_lease(kit, pool) == b"x"
    (text,) = logged()
    assert text.startswith(f"a connection to 127.0.0.1:{kit.server.port} has been leased for 0.")
    assert "in forgetful\n" in text
    assert "leased it here:" in text
    assert "lane.py" not in text and "client.py" not in text
    pool.stats()
    pool.release(connection)
    assert logged() == []  # it is said once


async def test_a_long_lease_is_logged_at_its_end_at_the_latest(kit: Kit, logged: Callable[[], list[str]]) -> None:
    pool = kit.pool(leak_threshold=0.05)
    async with kit.lease(pool):
        await kit.sleep(0.06)
    (text,) = logged()
    assert "for 0." in text or "after 0." in text


async def test_a_lease_that_was_dropped_is_logged(kit: Kit, logged: Callable[[], list[str]]) -> None:
    pool = kit.pool(leak_threshold=60)
    connection = await forgetful(kit, pool)
    assert await kit.do(connection.execute_command("ECHO", "x")) == b"x"
    del connection
    gc.collect()
    assert pool.stats()["used"] == 0
    (text,) = logged()
    assert "was dropped, and not given back" in text
    assert "in forgetful\n" in text


async def test_short_leases_and_commands_are_no_news(kit: Kit, logged: Callable[[], list[str]]) -> None:
    pool = kit.pool(leak_threshold=30)
    await echo_by_lease(kit, pool)
    await echo_by_command(kit, pool)
    kit.at_rest(pool)
    assert logged() == []


# Names


async def test_who_asks_for_a_pool_by_name_gets_the_same(kit: Kit) -> None:
    name, address = kit.key("pool"), {"host": "127.0.0.1", "port": kit.server.port}
    pool = kit.adopt_pool(kit.door.ConnectionPool.named(name, **address, max_connections=3))
    assert kit.door.ConnectionPool.named(name) is pool
    assert kit.door.ConnectionPool.named(name, max_connections=3, **address) is pool
    assert kit.door.ConnectionPool.named(name, f"redis://127.0.0.1:{kit.server.port}?max_connections=3") is pool
    assert kit.door.ConnectionPool.named(name + "2", **address) is not pool
    one, other = kit.redis(connection_pool=pool), kit.redis(connection_pool=kit.door.ConnectionPool.named(name))
    assert await kit.do(one.ping()) and await kit.do(other.ping())
    assert pool.stats()["created"] == 1


async def test_one_name_has_one_set_of_options(kit: Kit) -> None:
    name, address = kit.key("pool"), {"host": "127.0.0.1", "port": kit.server.port}
    pool = kit.adopt_pool(kit.door.ConnectionPool.named(name, **address, password=None))
    for other in ({"max_connections": 3}, {"decode_responses": True}):
        with pytest.raises(kit.door.DataError, match="made with other options"):
            kit.door.ConnectionPool.named(name, **address, **other)
    await kit.close(pool)
    again = kit.adopt_pool(kit.door.ConnectionPool.named(name, **address, decode_responses=True))
    assert again is not pool
    assert await kit.do(kit.redis(connection_pool=again).echo("text")) == "text"
    await kit.close(again)
    with pytest.raises(kit.door.DataError):
        kit.door.ConnectionPool.named(name, no_such_option=1)


async def test_a_pool_with_a_name_is_kept(kit: Kit) -> None:
    name = kit.key("pool")
    gone = weakref.ref(kit.door.ConnectionPool.named(name, host="127.0.0.1", port=kit.server.port))
    gc.collect()
    assert kit.door.ConnectionPool.named(name) is gone()
    await kit.close(gone())
