"""Trying again: never what may have run, unless it may; and the server's refusals as what they are.

A backoff of the tests' own counts the pauses, and changes the world in them: so nothing here depends on time.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

from sansredis.core.backoff import AbstractBackoff, ConstantBackoff, NoBackoff
from sansredis.core.errors import ResponseError
from sansredis.core.retry import Retry

from ..fakes.proxy import Proxy
from ..fakes.server import FakeServer
from .kit import ABANDONED, Kit

LOADING = b"-LOADING Redis is loading the dataset in memory\r\n"
READONLY = b"-READONLY You can't write against a read only replica.\r\n"


class Pauses(AbstractBackoff):
    """Does not pause; keeps after how many failures it was asked, and does something then."""

    def __init__(self, act: Callable[[int], object] = lambda failures: None) -> None:
        self.asked: list[int] = []
        self.act = act

    def compute(self, failures: int, chance: float = 1.0) -> float:
        assert 0 <= chance <= 1
        self.asked.append(failures)
        self.act(failures)
        return 0.0


async def failure(kit: Kit, outcome: Callable[[], Any]) -> Any:
    """Return the error that a call ends with."""
    with pytest.raises(kit.door.RedisError) as raised:
        await kit.do(outcome())
    return raised.value


# No command runs twice unless it may


def writes(kit: Kit, r: Any, key: str) -> dict[str, Callable[[], Any]]:
    """Every way to increment a counter once."""
    script = r.register_script("return redis.call('INCR', KEYS[1])")
    return {
        "command": lambda: r.incr(key),
        "any command": lambda: r.execute_command("incr", key),
        "pipeline": lambda: r.pipeline(transaction=False).get(key).incr(key).execute(),
        "transaction": lambda: r.pipeline().get(key).incr(key).execute(),
        "script": lambda: script(keys=[key]),
        "source": lambda: r.eval("return redis.call('INCR', KEYS[1])", 1, key),
        "patient": lambda: r.with_timeout(0.2).incr(key),
        "view": lambda: r.with_retry(50).incr(key),
    }


WAYS = ("command", "any command", "pipeline", "transaction", "script", "source", "patient", "view")


@pytest.mark.parametrize("sharing", ["auto", "never"])
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("eaten", ["and silence", "and the end", "and a reset"])
async def test_a_counter_whose_reply_is_eaten_counts_once(
    kit: Kit, proxy: Proxy, way: str, eaten: str, sharing: str
) -> None:
    silent = eaten == "and silence"
    retry = Retry(NoBackoff(), 10)
    r = kit.redis(**proxy.address, retry=retry, socket_timeout=0.2 if silent else 30, sharing=sharing)
    key = kit.key("counter")
    call = writes(kit, r, key)[way]
    # The script is known, and a connection is there.
    assert kit.server.command("SCRIPT", "LOAD", "return redis.call('INCR', KEYS[1])")
    await kit.do(r.ping())
    proxy.down.swallow, proxy.down.reset = silent, eaten == "and a reset"
    if not silent:
        proxy.down.cut_after = 0
    error = await failure(kit, call)
    assert error.maybe_executed is True
    proxy.down.swallow = False
    assert kit.server.command("GET", key) == b"1"
    assert await kit.do(r.get(key)) == b"1"


async def test_counters_of_many_callers_through_a_proxy_that_eats_replies(kit: Kit, proxy: Proxy) -> None:
    """Each counts for himself: what he was told, and what he was not told, is all there is."""
    r = kit.redis(**proxy.address, retry=Retry(NoBackoff(), 10), socket_timeout=30, max_connections=4)
    keys = [kit.key("counter") for _ in range(8)]
    told = dict.fromkeys(keys, 0)
    doubtful = dict.fromkeys(keys, 0)

    async def caller(number: int) -> None:
        key = keys[number]
        for turn in range(30):
            if (number + turn) % 5 == 0:
                # The end comes within the reply to somebody's command: after its first byte, or before.
                proxy.down.cut_after = turn % 2
            try:
                assert await kit.do(r.incr(key)) > told[key]
                told[key] += 1
            except kit.door.ConnectionError as error:
                assert isinstance(error, (kit.door.MaybeExecutedError, kit.door.ConnectionError))
                doubtful[key] += error.maybe_executed

    await kit.repeat(len(keys), caller)
    proxy.down.cut_after = None
    for key in keys:
        assert told[key] <= int(kit.server.command("GET", key) or 0) <= told[key] + doubtful[key]
    assert sum(doubtful.values())


async def test_reads_whose_reply_is_eaten_are_asked_again(kit: Kit, proxy: Proxy) -> None:
    pauses = Pauses()
    r = kit.redis(**proxy.address, retry=Retry(pauses, 10), socket_timeout=30)
    key = kit.key()
    await kit.do(r.set(key, "v"))
    for call, value in (
        (lambda: r.get(key), b"v"),
        (lambda: r.pipeline(transaction=False).get(key).strlen(key).execute(), [b"v", 1]),
        (lambda: r.pipeline().get(key).strlen(key).execute(), [b"v", 1]),
    ):
        pauses.asked.clear()
        proxy.down.cut_after = 0
        assert await kit.do(call()) == value
        assert pauses.asked == [1]


async def test_the_caller_may_say_that_writes_may_run_twice(kit: Kit, fake: FakeServer) -> None:
    r = kit.redis(**fake.address, retry=Retry(NoBackoff(), 2))
    fake.on("INCR", swallow=True, close=True, times=1)
    assert await kit.do(r.with_retry(Retry(NoBackoff(), repeat_writes=True)).incr("n")) == 2
    fake.on("INCR", swallow=True, close=True, times=1)
    assert (await failure(kit, lambda: r.incr("n"))).maybe_executed
    assert fake.executed["INCR"] == 3


async def test_one_attempt_that_may_have_run_is_enough_for_doubt(kit: Kit, fake: FakeServer) -> None:
    """The last one certainly did not: that says nothing of those before."""
    retry = Retry(Pauses(lambda failures: fake.refuse_connections()), 3, repeat_writes=True)
    r = kit.redis(**fake.address, retry=retry)
    fake.on("INCR", swallow=True, close=True)
    error = await failure(kit, lambda: r.incr("n"))
    assert fake.executed["INCR"] == 1
    assert not isinstance(error, kit.door.MaybeExecutedError)
    assert error.maybe_executed is True


# Policies


async def test_as_often_as_the_policy_says(kit: Kit, fake: FakeServer) -> None:
    pauses = Pauses()
    r = kit.redis(**fake.address, retry=Retry(pauses, 4))
    ended = fake.on("GET", close=True, swallow=True)
    await failure(kit, lambda: r.get("k"))
    assert (ended.hits, pauses.asked) == (5, [1, 2, 3, 4])
    await failure(kit, lambda: r.with_retry(2).get("k"))
    assert (ended.hits, pauses.asked) == (8, [1, 2, 3, 4, 1, 2])
    await failure(kit, lambda: r.with_retry(Retry(NoBackoff(), 1)).get("k"))
    await failure(kit, lambda: r.with_retry(0).get("k"))
    assert (ended.hits, pauses.asked) == (11, [1, 2, 3, 4, 1, 2])


async def test_no_attempt_for_which_there_is_no_time(kit: Kit, fake: FakeServer) -> None:
    r = kit.redis(**fake.address, retry=Retry(ConstantBackoff(60)), socket_timeout=30)
    ended = fake.on("GET", close=True, swallow=True)
    assert isinstance(await failure(kit, lambda: r.get("k")), kit.door.MaybeExecutedError)
    assert ended.hits == 1


async def test_the_same_defaults_however_a_client_was_made(kit: Kit, fake: FakeServer) -> None:
    door, address = kit.door, fake.address
    url = f"redis://{address['host']}:{address['port']}"
    clients = [
        kit.redis(**address),
        kit.adopt(door.Redis.from_url(url)),
        kit.redis(connection_pool=kit.pool(**address)),
        kit.redis(connection_pool=kit.adopt_pool(door.ConnectionPool.from_url(url))),
    ]
    assert len({client._retry for client in clients}) == 1
    ended = fake.on("GET", close=True, swallow=True)
    for number, client in enumerate(clients, 1):
        await failure(kit, lambda client=client: client.get("k"))
        assert ended.hits == 4 * number
    times = [
        kit.redis(**address, retries=1),
        kit.adopt(door.Redis.from_url(f"{url}?retries=1")),
        kit.redis(connection_pool=kit.pool(**address), retries=1),
        kit.redis(connection_pool=kit.pool(**address, retry=Retry(NoBackoff(), 9)), retries=1),
        kit.redis(connection_pool=kit.pool(**address, retries=9), retry=Retry(retries=1)),
        kit.redis(connection_pool=kit.pool(**address, retry=Retry(retries=1))),
    ]
    assert [client._retry.retries for client in times] == [1] * 6


@pytest.mark.parametrize("wrong", [-1, 1.5, "3", None, NoBackoff()])
async def test_no_policy(kit: Kit, wrong: Any) -> None:
    with pytest.raises(kit.door.DataError, match="retries must be a whole number"):
        kit.redis().with_retry(wrong)


# Connecting


CALLS: dict[str, Callable[[Kit, Any], Any]] = {
    "command": lambda kit, r: r.incr("n"),
    "blocking command": lambda kit, r: r.blpop("list", timeout=5),
    "pipeline": lambda kit, r: r.pipeline(transaction=False).incr("n").execute(),
    "transaction": lambda kit, r: r.pipeline().incr("n").execute(),
    "watch": lambda kit, r: r.pipeline().watch("n"),
    "lease": lambda kit, r: r.connection_pool.acquire(),
}


async def finish(kit: Kit, fake: FakeServer, r: Any, what: str) -> None:
    """Make one of the calls, look at what it gives, and give back what it leases."""
    fake.data[b"list"] = [b"element"]
    if what == "watch":
        pipe = r.pipeline()
        await kit.do(pipe.watch("n"))
        pipe.reset()
        return
    value = await kit.do(CALLS[what](kit, r))
    if what == "lease":
        assert await kit.do(value.ping())
        r.connection_pool.release(value)
    else:
        assert value in (1, [1], (b"list", b"element"))


@pytest.mark.parametrize("what", CALLS)
async def test_a_refused_connection_is_dialled_again(kit: Kit, fake: FakeServer, what: str) -> None:
    pauses = Pauses(lambda failures: fake.listen() if failures == 2 else None)
    r = kit.redis(**fake.address, retry=Retry(pauses, 2), socket_timeout=30)
    fake.refuse_connections()
    await finish(kit, fake, r, what)
    assert pauses.asked == [1, 2]
    assert fake.executed["HELLO"] == 1
    assert all(fake.executed[name] <= 1 for name in ("INCR", "BLPOP", "WATCH"))


@pytest.mark.parametrize("what", CALLS)
async def test_a_connection_that_ends_in_the_handshake_is_dialled_again(kit: Kit, fake: FakeServer, what: str) -> None:
    pauses = Pauses()
    r = kit.redis(**fake.address, retry=Retry(pauses, 2), socket_timeout=30)
    fake.on("HELLO", close=True, swallow=True, times=2)
    await finish(kit, fake, r, what)
    assert pauses.asked == [1, 2]


async def test_an_attempt_to_connect_that_takes_too_long_is_not_the_last(kit: Kit, fake: FakeServer) -> None:
    pauses = Pauses()
    r = kit.redis(**fake.address, retry=Retry(pauses, 2), socket_timeout=30, socket_connect_timeout=0.2)
    fake.on("HELLO", silence=True, times=1)
    assert await kit.do(r.incr("n")) == 1
    assert pauses.asked == [1]


# Pauses are long from 0.02 s on.
AWAY = {"socket_timeout": 30, "connect_backoff": 0.02}


async def down_for_long(kit: Kit, fake: FakeServer, r: Any) -> None:
    """Refuse connections until the pool does not even try."""
    fake.refuse_connections()
    while not r.connection_pool.lane().state.dials.long:
        await failure(kit, r.with_retry(0).ping)


@pytest.mark.parametrize("what", CALLS)
async def test_a_server_that_is_away_may_be_waited_for(kit: Kit, fake: FakeServer, what: str) -> None:
    """However often the pool has to try: that is not counted."""
    r = kit.redis(**fake.address, retry=Retry(NoBackoff(), 1, wait_for_server=True), **AWAY)
    fake.refuse_connections()
    call = kit.spawn(finish, kit, fake, r, what)
    pool = r.connection_pool
    await kit.until(lambda: pool.stats()["failed"] > 8)
    fake.listen()
    await call.result()
    assert all(fake.executed[name] <= 1 for name in ("INCR", "BLPOP", "WATCH"))


async def test_many_callers_wait_for_a_server_that_is_away(kit: Kit, fake: FakeServer) -> None:
    """One tries for all, and all are served when it is back."""
    r = kit.redis(**fake.address, retry=Retry(wait_for_server=True), **AWAY, max_connections=4)
    await down_for_long(kit, fake, r)
    failed = r.connection_pool.stats()["failed"]
    began = time.monotonic()
    calls = [kit.spawn(lambda: kit.do(r.incr("n"))) for _ in range(32)]
    await kit.until(lambda: r.connection_pool.stats()["failed"] > failed + 3)
    # The shortest pause of this length is half of it.
    assert r.connection_pool.stats()["failed"] - failed <= (time.monotonic() - began) / 0.01 + 2
    fake.listen()
    assert sorted([await call.result() for call in calls]) == list(range(1, 33))


async def test_a_server_that_is_away_is_waited_for_until_the_deadline_only(kit: Kit, fake: FakeServer) -> None:
    r = kit.redis(**fake.address, retry=Retry(wait_for_server=True), **AWAY)
    await down_for_long(kit, fake, r)
    began = time.monotonic()
    error = await failure(kit, lambda: r.with_timeout(0.2).incr("n"))
    assert error.maybe_executed is False
    assert time.monotonic() - began < 3
    # No time is left for the next attempt: it is not waited for in vain.
    r.connection_pool.lane().state.dials.until = kit.door.RUNTIME.now() + 60
    error = await failure(kit, lambda: r.incr("n"))
    assert isinstance(error, kit.door.UnreachableError)
    assert error.retry_after > 30
    assert time.monotonic() - began < 20


async def test_who_waits_for_a_server_can_give_up(kit: Kit, fake: FakeServer) -> None:
    r = kit.redis(**fake.address, retry=Retry(wait_for_server=True), **AWAY, max_connections=1)
    await down_for_long(kit, fake, r)
    assert await kit.move_on_after(0.05, lambda: kit.do(r.incr("n"))) is ABANDONED
    kit.at_rest(r.connection_pool)
    fake.listen()
    assert await kit.do(r.incr("n")) == 1


async def test_errors_say_when_the_pool_connects_again(kit: Kit, fake: FakeServer) -> None:
    r = kit.redis(**fake.address, retries=0)
    assert await kit.do(r.ping())
    fake.on("PING", close=True, swallow=True, times=1)
    assert (await failure(kit, r.ping)).retry_after is None
    fake.refuse_connections()
    assert 0 <= (await failure(kit, r.ping)).retry_after <= 0.002


async def test_nobody_dials_again_who_is_told_not_to(kit: Kit, fake: FakeServer) -> None:
    r = kit.redis(**fake.address, retries=0)
    fake.on("HELLO", close=True, swallow=True)
    for what in CALLS:
        before = fake.opened
        error = await failure(kit, lambda what=what: CALLS[what](kit, r))
        assert not error.maybe_executed
        assert fake.opened == before + 1


async def test_a_server_with_too_many_clients_is_asked_again(kit: Kit, fake: FakeServer) -> None:
    pauses = Pauses()
    r = kit.redis(**fake.address, retry=Retry(pauses, 2))
    full = fake.on("HELLO", refuse=True, reply=b"-ERR max number of clients reached\r\n", close=True, times=2)
    assert await kit.do(r.incr("n")) == 1
    full.times = None
    r.connection_pool.disconnect()
    assert isinstance(await failure(kit, lambda: r.incr("n")), kit.door.MaxClientsError)
    assert pauses.asked == [1, 2, 1, 2]


# What the server refuses for now


@pytest.mark.parametrize("what", ["command", "blocking command", "pipeline"])
async def test_loading_is_waited_for(kit: Kit, fake: FakeServer, what: str) -> None:
    """However often that is: it does not count."""
    pauses = Pauses()
    r = kit.redis(**fake.address, retry=Retry(pauses, 1), socket_timeout=30)
    name = "BLPOP" if what == "blocking command" else "INCR"
    fake.on(name, refuse=True, reply=LOADING, times=5)
    await finish(kit, fake, r, what)
    assert fake.executed[name] == 1
    assert pauses.asked == [1, 2, 3, 4, 5]
    assert fake.opened == 1 or name == "BLPOP"


async def test_loading_while_connecting_is_waited_for(kit: Kit, fake: FakeServer) -> None:
    r = kit.redis(**fake.address, retry=Retry(NoBackoff(), 1), socket_timeout=30)
    fake.on("HELLO", refuse=True, reply=LOADING, times=3)
    assert await kit.do(r.incr("n")) == 1


async def test_a_transaction_that_loading_aborts_is_sent_again(kit: Kit, fake: FakeServer) -> None:
    r = kit.redis(**fake.address, retry=Retry(NoBackoff(), 1), socket_timeout=30)
    fake.on("INCR", refuse=True, reply=LOADING, times=3)
    # What was refused in place of being queued is not executed by EXEC, which only says so.
    fake.on("EXEC", reply=b"-EXECABORT Transaction discarded because of previous errors.\r\n", times=3)
    assert await kit.do(r.pipeline().incr("n").execute()) == [1]
    assert fake.executed["INCR"] == 1


async def test_loading_is_waited_for_until_the_deadline_only(kit: Kit, fake: FakeServer) -> None:
    r = kit.redis(**fake.address, socket_timeout=30)
    loading = fake.on("INCR", refuse=True, reply=LOADING)
    assert isinstance(await failure(kit, lambda: r.with_timeout(0.2).incr("n")), kit.door.BusyLoadingError)
    hits = loading.hits
    assert hits > 1
    assert isinstance(await failure(kit, lambda: r.with_retry(0).incr("n")), kit.door.BusyLoadingError)
    assert loading.hits == hits + 1


@pytest.mark.parametrize("code", ["MASTERDOWN", "TRYAGAIN", "CLUSTERDOWN"])
async def test_other_refusals_are_counted(kit: Kit, fake: FakeServer, code: str) -> None:
    pauses = Pauses()
    r = kit.redis(**fake.address, retry=Retry(pauses, 2), decode_responses=True)
    refused = fake.on("INCR", refuse=True, reply=f"-{code} not now\r\n".encode(), times=2)
    assert await kit.do(r.incr("n")) == 1
    refused.times = None
    error = await failure(kit, lambda: r.incr("n"))
    assert (type(error).__name__, error.code, error.maybe_executed) != ("ResponseError", code, False)
    assert pauses.asked == [1, 2, 1, 2]
    assert fake.executed["INCR"] == 1


@pytest.mark.parametrize("reply", [b"-BUSY a script\r\n", b"-OOM\r\n", b"-ERR no\r\n", b"-NOPERM\r\n"])
async def test_what_is_refused_for_good_is_an_error_at_once(kit: Kit, fake: FakeServer, reply: bytes) -> None:
    r = kit.redis(**fake.address)
    refused = fake.on("GET", refuse=True, reply=reply)
    assert isinstance(await failure(kit, lambda: r.get("k")), ResponseError)
    assert refused.hits == 1


async def test_some_of_a_pipeline_refused_is_its_result(kit: Kit, fake: FakeServer) -> None:
    r = kit.redis(**fake.address)
    refused = fake.on("GET", refuse=True, reply=LOADING)
    values = await kit.do(r.pipeline(transaction=False).incr("n").get("n").execute(raise_on_error=False))
    assert values[0] == 1
    assert isinstance(values[1], kit.door.BusyLoadingError)
    assert refused.hits == 1


# READONLY: what was the master is none any more


async def idle(kit: Kit, fake: FakeServer, r: Any, count: int) -> None:
    """Have so many connections at rest."""
    pool = r.connection_pool
    leases = [await kit.do(pool.acquire()) for _ in range(count)]
    for lease in leases:
        pool.release(lease)
    assert fake.opened == count


@pytest.mark.parametrize("what", ["command", "pipeline", "blocking command", "watch"])
async def test_readonly_is_tried_on_a_connection_that_is_dialled_anew(kit: Kit, fake: FakeServer, what: str) -> None:
    r = kit.redis(**fake.address, retry=Retry(NoBackoff(), 1))
    await idle(kit, fake, r, 3)
    name = {"blocking command": "BLPOP", "watch": "WATCH"}.get(what, "INCR")
    for old in range(3):
        fake.on(name, connection=old, refuse=True, reply=READONLY)
    await finish(kit, fake, r, what)
    assert [connection for connection, args in fake.log if args[0] == name.encode()] == [3]
    # The others that were as old are gone as well: the next ones need not find out by themselves.
    await kit.until(lambda: len(fake._alive) <= 1)
    assert r.connection_pool.stats()["generation"] == 1


async def test_readonly_for_good_is_an_error(kit: Kit, fake: FakeServer) -> None:
    r = kit.redis(**fake.address, retry=Retry(NoBackoff(), 2))
    fake.on("INCR", refuse=True, reply=READONLY)
    error = await failure(kit, lambda: r.incr("n"))
    assert isinstance(error, kit.door.ReadOnlyError)
    assert not error.maybe_executed
    assert fake.opened == 3
    assert await kit.do(r.get("n")) is None


async def test_callers_who_meet_readonly_together_dial_once(kit: Kit, fake: FakeServer) -> None:
    r = kit.redis(**fake.address, retry=Retry(NoBackoff(), 1), max_connections=8)
    await idle(kit, fake, r, 4)
    for old in range(4):
        fake.on("INCR", connection=old, refuse=True, reply=READONLY)

    async def caller(number: int) -> None:
        assert await kit.do(r.incr(f"n{number}")) == 1

    await kit.repeat(4, caller)
    assert r.connection_pool.stats()["generation"] == 1


@pytest.mark.parametrize("kind", ["script", "leased", "part of a pipeline"])
async def test_readonly_that_is_not_tried_again_still_ends_the_connection(
    kit: Kit, fake: FakeServer, kind: str
) -> None:
    r = kit.redis(**fake.address, retry=Retry(NoBackoff(), 5))
    await idle(kit, fake, r, 1)
    fake.on("EVAL", refuse=True, reply=READONLY)
    fake.on("INCR", refuse=True, reply=READONLY)
    if kind == "script":
        error = await failure(kit, lambda: r.eval("return 1", 0))
    elif kind == "leased":
        async with kit.lease(r.connection_pool) as connection:
            error = await failure(kit, lambda: connection.incr("n"))
            # It is its holder's until he gives it back.
            assert await kit.do(connection.get("n")) is None
    else:
        pipe = r.pipeline(transaction=False).get("n").incr("n")
        none, error = await kit.do(pipe.execute(raise_on_error=False))
        assert none is None
    assert isinstance(error, kit.door.ReadOnlyError)
    assert await kit.do(r.echo("x")) == b"x"
    assert fake.opened == 2


async def test_a_lock_survives_readonly(kit: Kit, fake: FakeServer) -> None:
    r = kit.redis(**fake.address, retry=Retry(NoBackoff(), 2))
    script = fake.on("EVALSHA", refuse=True, reply=READONLY, times=2)
    fake.on("EVALSHA", skip=2, refuse=True, reply=b":1\r\n")
    script.times = 2
    lock = r.lock("x", timeout=20)
    assert await kit.do(lock.acquire())
    assert fake.opened == 3
    await kit.do(lock.release())
