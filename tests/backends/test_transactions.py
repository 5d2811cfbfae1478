"""Transactions: all or nothing, watched keys, and what is left of one however it ends."""

from __future__ import annotations

from typing import Any

import pytest

from ..fakes.server import FakeServer
from .kit import ABANDONED, Kit
from .test_cancellation import sweep


async def reuse(kit: Kit, r: Any) -> dict[str, Any]:
    """Check that whoever comes next is neither in MULTI nor watching, and return the pool's statistics."""
    stats = kit.at_rest(r.connection_pool)
    key, other = kit.key(), kit.redis()
    async with kit.lease(r.connection_pool) as connection:
        assert await kit.do(connection.set(key, 1)) is True
        await kit.do(connection.execute_command("MULTI"))
        await kit.do(connection.execute_command("INCR", key))
        await kit.do(other.set(key, 5))
        assert await kit.do(connection.execute_command("EXEC")) == [6]
    return stats


# All or nothing


async def test_a_pipeline_is_a_transaction_unless_told_otherwise(kit: Kit) -> None:
    r = kit.redis()
    key = kit.key()
    assert r.pipeline().transaction is True
    assert await kit.do(r.pipeline().set(key, 1).incr(key).get(key).execute()) == [True, 2, b"2"]
    text = kit.redis(decode_responses=True)
    key = kit.key()
    pipe = text.pipeline().hset(key, mapping={"a": "ä"}).hgetall(key).execute_command("GET", kit.key())
    assert await kit.do(pipe.execute()) == [1, {"a": "ä"}, None]
    assert (len(pipe), bool(pipe)) == (0, True)
    assert await kit.do(pipe.execute()) == []


async def test_nobody_comes_between(kit: Kit) -> None:
    r = kit.redis()
    key = kit.key()

    async def caller(_: int) -> None:
        for _ in range(10):
            pipe = r.pipeline()
            for _ in range(5):
                pipe.incr(key)
            first, *rest = await kit.do(pipe.execute())
            assert rest == [first + 1, first + 2, first + 3, first + 4]
            await kit.do(r.incr(key))

    await kit.repeat(8, caller)
    assert int(await kit.do(r.get(key))) == 8 * 10 * 6
    await kit.rest(r.connection_pool)


async def test_callers_of_ordinary_commands_share_the_connection(kit: Kit) -> None:
    r = kit.redis(max_connections=1)

    async def caller(number: int) -> None:
        for turn in range(10):
            text = f"{number}.{turn}".encode()
            if number % 2:
                assert await kit.do(r.echo(text)) == text
            else:
                assert await kit.do(r.pipeline().echo(text).echo(b"x").execute()) == [text, b"x"]

    await kit.repeat(8, caller)
    assert (await kit.rest(r.connection_pool))["created"] == 1


async def test_more_commands_than_a_batch_has(kit: Kit) -> None:
    r = kit.redis(socket_timeout=30)
    key = kit.key()
    pipe = r.pipeline()
    for _ in range(25_000):
        pipe.incr(key)
    assert await kit.do(pipe.execute()) == list(range(1, 25_001))
    big = b"x" * 1_000_000
    pipe = r.pipeline()
    for number in range(8):
        pipe.set(f"{key}:{number}", big).strlen(f"{key}:{number}")
    assert await kit.do(pipe.execute()) == [True, len(big)] * 8


async def test_an_error_of_one_command_leaves_the_others(kit: Kit) -> None:
    r = kit.redis()
    key = kit.key()
    ok, error, value = await kit.do(r.pipeline().set(key, "text").incr(key).get(key).execute(raise_on_error=False))
    assert (ok, value) == (True, b"text")
    assert isinstance(error, kit.door.ResponseError)
    with pytest.raises(kit.door.ResponseError, match=r"command 1 of the pipeline, INCR"):
        await kit.do(r.pipeline().set(key, "text").incr(key).get(key).execute())
    await reuse(kit, r)


@pytest.mark.parametrize("raise_on_error", [True, False])
async def test_refused_while_queueing(kit: Kit, raise_on_error: bool) -> None:
    r = kit.redis()
    key = kit.key()
    pipe = r.pipeline().set(key, 1).execute_command("NO-SUCH-COMMAND", "secret").execute_command("GET")
    with pytest.raises(
        kit.door.ExecAbortError, match="command 1 of the transaction, NO-SUCH-COMMAND: ERR unknown"
    ) as raised:
        await kit.do(pipe.execute(raise_on_error))
    assert list(raised.value.reasons) == [1, 2]
    assert await kit.do(r.get(key)) is None
    await reuse(kit, r)


async def test_what_cannot_be_in_it_is_an_error_before_anything_is_sent(kit: Kit) -> None:
    r = kit.redis()
    key = kit.key()
    for command in (["SUBSCRIBE", "c"], ["WATCH", key], ["BLPOP", key, 1], ["MULTI"], ["SET", key, None]):
        with pytest.raises(kit.door.DataError, match=r"^command 1 of the (transaction|pipeline)"):
            await kit.do(r.pipeline().set(key, 1).execute_command(*command).execute())
    assert r.connection_pool.stats()["created"] == 0


async def test_a_command_that_changes_the_connection_has_it_for_itself(kit: Kit) -> None:
    r = kit.redis()
    key = kit.key()
    assert await kit.do(r.pipeline().execute_command("SELECT", 3).set(key, 1).execute()) == [b"OK", True]
    assert await kit.do(r.get(key)) is None
    assert await kit.do(kit.redis(db=3).get(key)) == b"1"
    await reuse(kit, r)


# Watching


async def test_read_then_write(kit: Kit) -> None:
    """As redis-py's users write it."""
    r = kit.redis()
    key = kit.key()
    await kit.do(r.set(key, 41))
    async with kit.entered(r.pipeline()) as pipe:
        await kit.do(pipe.watch(key))
        assert pipe.watching
        value = int(await kit.do(pipe.get(key)))
        pipe.multi()
        assert pipe.set(key, value + 1) is pipe
        assert await kit.do(pipe.execute()) == [True]
        assert not pipe.watching
    assert await kit.do(r.get(key)) == b"42"
    assert (await reuse(kit, r))["created"] == 1


async def test_somebody_else_was_faster(kit: Kit) -> None:
    r = kit.redis()
    key = kit.key()
    pipe = r.pipeline()
    await kit.do(pipe.watch(key))
    await kit.do(r.set(key, "theirs"))
    pipe.multi()
    pipe.set(key, "ours")
    with pytest.raises(kit.door.WatchError, match="a watched key was changed"):
        await kit.do(pipe.execute())
    assert (len(pipe), pipe.watching, pipe.explicit_transaction) == (0, False, False)
    assert await kit.do(r.get(key)) == b"theirs"
    await reuse(kit, r)


async def test_the_connection_that_watches(kit: Kit) -> None:
    """`watch` returns it: the same as the pipeline at run time, and exact for type checkers."""
    r = kit.redis(decode_responses=True)
    key, other = kit.key(), kit.key()
    async with kit.entered(r.pipeline()) as pipe:
        watched = await kit.do(pipe.watch(key))
        assert await kit.do(watched.set(other, "x")) is True
        assert await kit.do(watched.get(other)) == "x"
        assert await kit.do(pipe.execute_command("GET", other)) == "x"
        assert await kit.do(pipe.immediate_execute_command("GET", other)) == "x"
        assert await kit.do(pipe.watch(other)) is watched
        await kit.do(r.set(other, "y"))
        with pytest.raises(kit.door.WatchError):
            await kit.do(pipe.execute())
        with pytest.raises(kit.door.ConnectionError, match="given back"):
            await kit.do(watched.get(key))
    assert await kit.do(r.pipeline().immediate_execute_command("GET", other)) == "y"


async def test_nothing_queued_but_watched(kit: Kit) -> None:
    """EXEC still tells whether somebody changed a key."""
    r = kit.redis()
    key = kit.key()
    pipe = r.pipeline(transaction=False)
    await kit.do(pipe.watch(key))
    assert await kit.do(pipe.execute()) == []
    await kit.do(pipe.watch(key))
    await kit.do(r.set(key, 1))
    with pytest.raises(kit.door.WatchError):
        await kit.do(pipe.execute())


@pytest.mark.parametrize("protocol", [2, 3])
async def test_unwatch_and_discard_keep_the_connection(kit: Kit, protocol: int) -> None:
    r = kit.redis(protocol=protocol)
    key = kit.key()
    pipe = r.pipeline()
    await kit.do(pipe.watch(key))
    pipe.multi()
    pipe.set(key, "x")
    assert await kit.do(pipe.unwatch()) is True
    assert (await reuse(kit, r))["created"] == 1
    await kit.do(r.set(key, "theirs"))
    assert await kit.do(pipe.execute()) == [True]
    await kit.do(pipe.watch(key))
    pipe.multi()
    pipe.set(key, "y")
    assert await kit.do(pipe.discard()) is True
    assert (len(pipe), pipe.watching, pipe.explicit_transaction) == (0, False, False)
    assert await kit.do(pipe.unwatch()) is True
    assert await kit.do(r.get(key)) == b"x"
    stats = await reuse(kit, r)
    assert stats["closed"] == 0


async def test_leaving_without_execute_closes_the_connection(kit: Kit) -> None:
    """Without a wait: what still watches is no use to anybody."""
    r = kit.redis()
    for leave in ("block", "reset", "error", "collected"):
        created = r.connection_pool.stats()["created"]
        pipe = r.pipeline()
        if leave == "block":
            async with kit.entered(pipe):
                await kit.do(pipe.watch(kit.key()))
        elif leave == "error":
            with pytest.raises(KeyError):
                async with kit.entered(pipe):
                    await kit.do(pipe.watch(kit.key()))
                    raise KeyError
        else:
            await kit.do(pipe.watch(kit.key()))
            if leave == "reset":
                assert pipe.reset() is pipe
        del pipe
        stats = await reuse(kit, r)
        assert stats["closed"] == created + 1 if leave == "block" else stats["closed"] > 0


async def test_misuse(kit: Kit) -> None:
    r = kit.redis()
    pipe = r.pipeline()
    with pytest.raises(kit.door.DataError, match="at least one key"):
        await kit.do(pipe.watch())
    pipe.set("k", 1)
    with pytest.raises(kit.door.DataError, match="queued already"):
        pipe.multi()
    pipe.reset()
    pipe.multi()
    with pytest.raises(kit.door.DataError, match="was called already"):
        pipe.multi()
    with pytest.raises(kit.door.DataError, match="after multi"):
        await kit.do(pipe.watch("k"))
    assert r.connection_pool.stats()["created"] == 0


# The whole of it in one call


async def increment(kit: Kit, key: str, pipe: Any) -> int:
    value = int(await kit.do(pipe.get(key)) or 0)
    pipe.multi()
    pipe.set(key, value + 1)
    return value


def function_of(kit: Kit, key: str, before: Any = None) -> Any:
    """What is passed to `transaction`: a plain function under a blocking runtime, else an asynchronous one."""

    def blocking(pipe: Any) -> int:
        if before is not None:
            before()
        value = int(pipe.get(key) or 0)
        pipe.multi()
        pipe.set(key, value + 1)
        return value

    async def awaiting(pipe: Any) -> int:
        if before is not None:
            await before()
        return await increment(kit, key, pipe)

    return blocking if kit.blocking else awaiting


async def test_transaction_tries_until_nobody_comes_between(kit: Kit) -> None:
    r = kit.redis(socket_timeout=30)
    key = kit.key()

    async def caller(_: int) -> None:
        for _ in range(10):
            assert await kit.do(r.transaction(function_of(kit, key), key)) == [True]

    await kit.repeat(8, caller)
    assert await kit.do(r.get(key)) == b"80"
    assert await kit.do(r.transaction(function_of(kit, key), key, value_from_callable=True)) == 80
    await reuse(kit, r)


async def test_transaction_gives_up_in_time(kit: Kit) -> None:
    r, other = kit.redis(), kit.redis()
    key = kit.key()
    calls = []

    def before() -> Any:
        calls.append(1)
        return other.incr(key)

    with pytest.raises(kit.door.WatchError, match=r"given up after 1 attempts within 0 s"):
        await kit.do(r.transaction(function_of(kit, key, before), key, timeout=0))
    assert len(calls) == 1
    with pytest.raises(kit.door.WatchError, match="given up"):
        await kit.do(r.transaction(function_of(kit, key, before), key, timeout=0.1, watch_delay=0.01))
    assert len(calls) > 2
    await reuse(kit, r)


async def test_transaction_without_watches(kit: Kit) -> None:
    r = kit.redis()
    key = kit.key()
    assert await kit.do(r.transaction(lambda pipe: pipe.incr(key).incr(key))) == [1, 2]


async def test_transaction_whose_function_fails(kit: Kit) -> None:
    r = kit.redis()

    def function(pipe: Any) -> None:
        raise KeyError

    with pytest.raises(KeyError):
        await kit.do(r.transaction(function, kit.key()))
    await reuse(kit, r)


# Lost connections


async def test_the_reply_to_exec_is_lost(kit: Kit, fake: FakeServer) -> None:
    r = kit.redis(**fake.address)
    fake.on("EXEC", swallow=True, close=True)
    with pytest.raises(kit.door.MaybeExecutedError):
        await kit.do(r.pipeline().incr("n").execute())
    assert fake.executed["INCR"] == 1
    with pytest.raises(kit.door.MaybeExecutedError):
        await kit.do(r.transaction(function_of(kit, "n"), "n"))
    assert fake.executed["SET"] == 1


async def test_one_that_only_reads_is_sent_again(kit: Kit, fake: FakeServer) -> None:
    r = kit.redis(**fake.address)
    fake.on("EXEC", swallow=True, close=True, times=1)
    assert await kit.do(r.pipeline().get("n").echo("x").execute()) == [None, b"x"]
    assert fake.executed["EXEC"] == 2


async def test_cut_before_all_of_it_was_sent(kit: Kit, fake: FakeServer) -> None:
    """The server took MULTI and closed in the middle of what was queued: it may be sent again, and is."""
    r = kit.redis(**fake.address, socket_timeout=30)
    # Not before the client has read that MULTI was taken, which it does while it waits for room to write.
    fake.on("SET", skip=2, times=1, refuse=True, swallow=True, close=True, delay=0.5)
    pipe = r.pipeline()
    value = b"x" * 1_000_000
    for _ in range(30):
        pipe.set("k", value)
    assert await kit.do(pipe.incr("n").execute()) == [True] * 30 + [1]
    assert fake.executed["INCR"] == 1


async def test_lost_while_watching(kit: Kit, fake: FakeServer) -> None:
    """The watch is lost with its connection: another one would execute what nobody watched over."""
    r = kit.redis(**fake.address)
    pipe = r.pipeline()
    await kit.do(pipe.watch("k"))
    fake.on("GET", close=True, swallow=True, times=1)
    with pytest.raises(kit.door.ConnectionError):
        await kit.do(pipe.get("k"))
    pipe.multi()
    pipe.incr("n")
    with pytest.raises(kit.door.ConnectionError) as raised:
        await kit.do(pipe.execute())
    assert raised.value.maybe_executed is False
    assert fake.executed["INCR"] == 0
    assert await kit.do(pipe.incr("n").execute()) == [1]


async def test_watch_itself_is_tried_again(kit: Kit, fake: FakeServer) -> None:
    r = kit.redis(**fake.address)
    fake.on("WATCH", close=True, swallow=True, times=2)
    pipe = r.pipeline()
    await kit.do(pipe.watch("k"))
    pipe.multi()
    assert await kit.do(pipe.incr("n").execute()) == [1]
    assert r.connection_pool.stats()["free"] == 1


async def test_exec_is_refused_and_leaves_multi_behind(kit: Kit, fake: FakeServer) -> None:
    """Old servers do so. Whoever shares the connection must not be answered with QUEUED."""
    r = kit.redis(**fake.address, max_connections=1)
    fake.on("EXEC", refuse=True, reply=b"-BUSY wait\r\n", times=1)

    async def transactor() -> None:
        with pytest.raises(kit.door.ResponseError, match="BUSY"):
            await kit.do(r.pipeline().incr("n").execute())

    async def other() -> None:
        assert await kit.do(r.echo("mine")) == b"mine"

    await kit.gather(transactor, other, other, other)
    await kit.rest(r.connection_pool)


async def test_multi_is_refused(kit: Kit) -> None:
    name = kit.key("user")
    await kit.do(kit.redis().execute_command("ACL", "SETUSER", name, "on", "nopass", "~*", "+@all", "-multi"))
    r = kit.redis(username=name, password="x")
    key = kit.key()
    with pytest.raises(kit.door.NoPermissionError, match="2 of the commands were executed all the same") as raised:
        await kit.do(r.pipeline().incr(key).incr(key).execute())
    assert raised.value.maybe_executed is True
    assert await kit.do(r.get(key)) == b"2"


async def test_a_timeout_while_watching(kit: Kit, fake: FakeServer) -> None:
    r = kit.redis(**fake.address, socket_timeout=0.3)
    pipe = r.pipeline()
    await kit.do(pipe.watch("k"))
    fake.on("GET", swallow=True, times=1)
    with pytest.raises(kit.door.TimeoutError):
        await kit.do(pipe.get("k"))
    pipe.multi()
    with pytest.raises(kit.door.ConnectionError):
        await kit.do(pipe.incr("n").execute())
    assert fake.executed["INCR"] == 0
    kit.at_rest(r.connection_pool)


# Cancelled at every point


@pytest.mark.interrupts
async def test_cancelled_at_every_point(kit: Kit) -> None:
    r = kit.redis(max_connections=1)

    async def call(point: int) -> Any:
        pipe = r.pipeline()
        for number in range(3):
            pipe.echo(f"{point}.{number}")
        assert await kit.do(pipe.execute()) == [f"{point}.{n}".encode() for n in range(3)]

    async def honest(point: int) -> None:
        assert await kit.do(r.pipeline().echo(str(point)).execute()) == [str(point).encode()]

    assert await sweep(kit, r.connection_pool, call, honest) >= 1


@pytest.mark.interrupts
async def test_cancelled_at_every_point_while_watching(kit: Kit) -> None:
    r = kit.redis(max_connections=1)
    other = kit.redis()
    key = kit.key()

    async def call(point: int) -> Any:
        async with kit.entered(r.pipeline()) as pipe:
            await kit.do(pipe.watch(key))
            await kit.do(pipe.get(key))
            pipe.multi()
            pipe.set(key, point)
            assert await kit.do(pipe.execute()) == [True]

    async def honest(point: int) -> None:
        await kit.do(other.set(key, "changed"))
        # Did the connection still watch, this would be null.
        assert await kit.do(r.pipeline().echo(str(point)).execute()) == [str(point).encode()]

    assert await sweep(kit, r.connection_pool, call, honest) >= 2


async def test_given_up_while_watching(kit: Kit) -> None:
    r = kit.redis()

    async def call() -> None:
        async with kit.entered(r.pipeline()) as pipe:
            await kit.do(pipe.watch(kit.key()))
            await kit.do(pipe.blpop(kit.key(), timeout=20))

    assert await kit.move_on_after(0.05, call) is ABANDONED
    assert (await reuse(kit, r))["closed"] == 1


async def test_a_pipeline_can_be_closed_and_used_on(kit: Kit) -> None:
    r = kit.redis()
    pipe = r.pipeline()
    await kit.do(pipe.watch(kit.key()))
    await kit.close(pipe)
    assert (await reuse(kit, r))["closed"] == 1
    assert await kit.do(pipe.echo("x").execute()) == [b"x"]
