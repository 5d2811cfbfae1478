"""Ordinary use: what a program does with a client when nothing goes wrong."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import pytest

from .kit import Kit


async def test_a_value_comes_back_as_it_went(kit: Kit) -> None:
    r = kit.redis()
    for value in (b"", b"plain", b"\r\n", b"$3\r\nfoo\r\n", b"\x00\xff", bytes(range(256)) * 300):
        assert await kit.do(r.set(kit.key(), value))
        key = kit.key()
        assert await kit.do(r.set(key, value)) is True
        assert await kit.do(r.get(key)) == value


async def test_a_missing_key_is_none(kit: Kit) -> None:
    assert await kit.do(kit.redis().get(kit.key())) is None


async def test_text_is_sent_in_the_encoding_and_comes_back_as_bytes(kit: Kit) -> None:
    r = kit.redis()
    key = kit.key("grüße")
    await kit.do(r.set(key, "Ünïcode ☃ 𝄞"))
    assert await kit.do(r.get(key)) == "Ünïcode ☃ 𝄞".encode()
    assert await kit.do(r.get(key.encode())) == "Ünïcode ☃ 𝄞".encode()


async def test_decoded_responses_are_text(kit: Kit) -> None:
    r = kit.redis(decode_responses=True)
    key = kit.key()
    await kit.do(r.hset(key, mapping={"a": "ä", "b": "2"}))
    assert await kit.do(r.hgetall(key)) == {"a": "ä", "b": "2"}
    assert await kit.do(r.echo("☃")) == "☃"


async def test_what_is_no_text_is_an_error_of_that_call_alone(kit: Kit) -> None:
    r, key = kit.redis(decode_responses=True), kit.key()
    await kit.do(r.rpush(key, "a", b"\xff", "b"))
    for call in (lambda: r.lrange(key, 0, -1), lambda: r.execute_command("LINDEX", key, 1)):
        with pytest.raises(UnicodeDecodeError) as caught:
            await kit.do(call())
        assert caught.value.object == b"\xff"
    for transaction in (False, True):
        pipe = r.pipeline(transaction).lindex(key, 0).lindex(key, 1).lindex(key, 2)
        first, second, third = await kit.do(pipe.execute(raise_on_error=False))
        assert (first, type(second), third) == ("a", UnicodeDecodeError, "b")
    async with kit.lease(r.connection_pool) as c:
        with pytest.raises(UnicodeDecodeError):
            await kit.do(c.lindex(key, 1))
        assert await kit.do(c.lindex(key, 2)) == "b"
    assert kit.at_rest(r.connection_pool)["closed"] == 0


async def test_another_encoding(kit: Kit) -> None:
    r = kit.redis(encoding="latin-1", decode_responses=True)
    key = kit.key()
    await kit.do(r.set(key, "é"))
    assert await kit.do(r.get(key)) == "é"
    assert await kit.do(kit.redis().get(key)) == b"\xe9"


@pytest.mark.parametrize("protocol", [2, 3])
async def test_both_protocols_give_the_same(kit: Kit, protocol: int) -> None:
    r = kit.redis(protocol=protocol)
    key = kit.key()
    await kit.do(r.hset(key, mapping={"f": "1"}))
    assert await kit.do(r.hgetall(key)) == {b"f": b"1"}
    key = kit.key()
    await kit.do(r.zadd(key, {"m": 1.5}))
    assert await kit.do(r.zscore(key, "m")) == 1.5


async def test_over_a_unix_socket(kit: Kit) -> None:
    r = kit.redis(unix_socket_path=kit.server.unix_socket_path)
    key = kit.key()
    await kit.do(r.set(key, "x"))
    assert await kit.do(r.get(key)) == b"x"


@pytest.mark.behaviour("redis-py 16", "redis-py 17", "redis-py 25", "pyredis 15", "pyredis 16", "coredis 6")
async def test_from_url(kit: Kit) -> None:
    key = kit.key()
    r = kit.adopt(kit.door.Redis.from_url(f"redis://127.0.0.1:{kit.server.port}/2?client_name=from_url"))
    await kit.do(r.set(key, "in 2"))
    assert await kit.do(r.execute_command("CLIENT", "GETNAME")) == b"from_url"
    assert await kit.do(kit.redis(db=2).get(key)) == b"in 2"
    assert await kit.do(kit.redis().get(key)) is None
    unix = kit.adopt(kit.door.Redis.from_url(f"unix://{kit.server.unix_socket_path}?db=2"))
    assert await kit.do(unix.get(key)) == b"in 2"
    with pytest.raises(ValueError):
        kit.door.Redis.from_url("localhost")


@pytest.mark.behaviour("redis-py 15", "redis-py 19", "coredis 5")
async def test_a_pool_from_a_url_has_the_options_of_the_url(kit: Kit) -> None:
    url = f"redis://127.0.0.1:{kit.server.port}?max_connections=3&pool_timeout=1.5"
    pool = kit.door.ConnectionPool.from_url(url)
    r = kit.redis(connection_pool=pool)
    assert await kit.do(r.ping())
    assert pool.max_connections == 3
    await kit.close(pool)


async def test_making_a_client_connects_nothing(kit: Kit) -> None:
    r = kit.redis(host="192.0.2.1", port=1)
    assert r.connection_pool.stats()["created"] == 0
    assert r.connection_pool.stats()["connecting"] == 0


async def test_a_client_is_a_context_manager(kit: Kit) -> None:
    async with kit.entered(kit.redis()) as r:
        assert await kit.do(r.ping())
    with pytest.raises(kit.door.ConnectionError, match="closed"):
        await kit.do(r.ping())


async def test_an_error_of_the_server_is_raised_and_the_connection_kept(kit: Kit) -> None:
    r = kit.redis(max_connections=1)
    key = kit.key()
    await kit.do(r.set(key, "text"))
    for _ in range(3):
        with pytest.raises(kit.door.ResponseError):
            await kit.do(r.incr(key))
        with pytest.raises(kit.door.ResponseError, match="unknown command"):
            await kit.do(r.execute_command("NO-SUCH-COMMAND"))
    assert await kit.do(r.get(key)) == b"text"
    assert r.connection_pool.stats()["created"] == 1


@pytest.mark.parametrize("argument", [None, True, ["a"], {"a": 1}, object()])
async def test_what_cannot_be_sent_is_an_error_before_anything_is_sent(kit: Kit, argument: Any) -> None:
    r = kit.redis(max_connections=1)
    with pytest.raises(kit.door.DataError):
        await kit.do(r.execute_command("SET", kit.key(), argument))
    assert await kit.do(r.echo("still fine")) == b"still fine"
    assert r.connection_pool.stats()["created"] == 1


async def test_a_pipeline_gives_its_results_in_order(kit: Kit) -> None:
    r = kit.redis()
    key = kit.key()
    async with kit.entered(r.pipeline(transaction=False)) as pipe:
        for number in range(500):
            pipe.rpush(key, number)
        pipe.lrange(key, 0, -1)
        results = await kit.do(pipe.execute())
    assert results[:-1] == list(range(1, 501))
    assert results[-1] == [b"%d" % n for n in range(500)]


async def test_errors_of_a_pipeline_are_kept_in_place_or_raised(kit: Kit) -> None:
    r = kit.redis()
    key = kit.key()
    pipe = r.pipeline(transaction=False)
    pipe.set(key, "text").incr(key).get(key)
    ok, error, value = await kit.do(pipe.execute(raise_on_error=False))
    assert ok is True
    assert isinstance(error, kit.door.ResponseError)
    assert value == b"text"
    pipe.set(key, "text").incr(key).get(key)
    with pytest.raises(kit.door.ResponseError):
        await kit.do(pipe.execute())
    assert await kit.do(r.get(key)) == b"text"


async def test_a_big_pipeline_does_not_deadlock(kit: Kit) -> None:
    """Neither side reads while both write, unless the client reads what comes while it still writes."""
    r = kit.redis(socket_timeout=30)
    value = b"x" * 10_000
    pipe = r.pipeline(transaction=False)
    for _ in range(3000):
        pipe.echo(value)
    assert await kit.do(pipe.execute()) == [value] * 3000


@pytest.mark.parametrize("size", [1 << 14, 1 << 16, 1 << 20, 32 << 20])
async def test_big_values(kit: Kit, size: int) -> None:
    r = kit.redis(socket_timeout=30)
    key = kit.key()
    value = b"0123456789abcdef" * (size // 16)
    assert await kit.do(r.set(key, value))
    assert await kit.do(r.get(key)) == value
    assert await kit.do(r.delete(key)) == 1


async def test_memoryviews_and_bytearrays_are_sent_as_they_are(kit: Kit) -> None:
    r = kit.redis()
    key = kit.key()
    for value in (bytearray(b"ab" * 50_000), memoryview(b"ab" * 50_000), memoryview(b"cd")):
        await kit.do(r.set(key, value))
        assert await kit.do(r.get(key)) == bytes(value)


async def test_many_callers_get_their_own_replies(kit: Kit) -> None:
    r = kit.redis(max_connections=4)

    async def caller(number: int) -> None:
        for turn in range(20):
            text = f"{number}:{turn}"
            assert await kit.do(r.echo(text)) == text.encode()

    await kit.repeat(32, caller)
    assert kit.at_rest(r.connection_pool)["created"] <= 4


async def test_a_blocking_command_waits_longer_than_the_timeout_of_the_call(kit: Kit) -> None:
    r = kit.redis(socket_timeout=0.1)
    assert await kit.do(r.blpop(kit.key(), timeout=0.3)) is None


async def test_every_command_that_blocks_waits_its_own_time(kit: Kit) -> None:
    r, none, stream = kit.redis(socket_timeout=0.1), kit.key(), kit.key()
    await kit.do(r.xgroup_create(stream, "group", mkstream=True))
    calls: list[tuple[Callable[[], Any], Any]] = [
        (lambda: r.blpop(none, timeout=0.4), None),
        (lambda: r.brpop([none], timeout=0.4), None),
        (lambda: r.blmove(none, none, 0.4), None),
        (lambda: r.blmpop(0.4, 1, none, direction="LEFT"), None),
        (lambda: r.brpoplpush(none, none, 0.4), None),
        (lambda: r.bzpopmin(none, 0.4), None),
        (lambda: r.bzpopmax(none, 0.4), None),
        (lambda: r.bzmpop(0.4, 1, [none], min=True), None),
        (lambda: r.xread({none: "$"}, block=400), {}),
        (lambda: r.xreadgroup("group", "me", {stream: ">"}, block=400), {}),
        (lambda: r.wait(1, 400), 0),
        (lambda: r.waitaof(0, 1, 400), (0, 0)),
        (lambda: r.execute_command("bLpOp", none, b"0.4"), None),
    ]

    async def check(call: Callable[[], Any], expected: Any) -> None:
        assert await kit.do(call()) == expected

    await kit.gather(*(functools.partial(check, *each) for each in calls))
    assert kit.at_rest(r.connection_pool)["closed"] == 0


async def test_a_blocking_command_disturbs_nobody(kit: Kit) -> None:
    r = kit.redis(max_connections=3)
    key = kit.key("list")
    started = kit.event()

    async def popper() -> Any:
        started.set()
        return await kit.do(r.blpop(key, timeout=10))

    popping = kit.spawn(popper)
    await started.wait()
    for number in range(20):
        assert await kit.do(r.echo(str(number))) == str(number).encode()
    await kit.do(r.rpush(key, "element"))
    assert tuple(await popping.result()) == (key.encode(), b"element")


async def test_typed_commands_of_several_groups(kit: Kit) -> None:
    r = kit.redis()
    key = functools.partial(kit.key)
    name = key()
    assert await kit.do(r.set(name, "v", ex=100, nx=True)) is True
    assert await kit.do(r.set(name, "w", nx=True)) is None
    assert 0 < await kit.do(r.ttl(name)) <= 100
    members = key()
    assert await kit.do(r.sadd(members, "a", "b")) == 2
    assert await kit.do(r.smembers(members)) == {b"a", b"b"}
    ranked = key()
    assert await kit.do(r.zadd(ranked, {"a": 1, "b": 2})) == 2
    assert await kit.do(r.zrange(ranked, 0, -1, withscores=True)) in (
        [(b"a", 1.0), (b"b", 2.0)],
        [[b"a", 1.0], [b"b", 2.0]],
    )
    assert await kit.do(r.exists(name, members, key())) == 2
    info = await kit.do(r.info("server"))
    assert "redis_version" in info


async def test_no_password_is_shown_anywhere(kit: Kit) -> None:
    r = kit.redis(password="hush-hush", username="nobody-known")
    assert "hush-hush" not in repr(r) + repr(r.connection_pool) + str(r) + str(r.connection_pool.stats())
    with pytest.raises(kit.door.AuthenticationError) as raised:
        await kit.do(r.ping())
    assert "hush-hush" not in str(raised.value) + repr(raised.value)
    assert raised.value.maybe_executed is False


async def test_a_wrong_database_is_an_error_and_costs_no_slot(kit: Kit) -> None:
    r = kit.redis(db=9999, max_connections=2)
    for _ in range(5):
        with pytest.raises(kit.door.ResponseError, match=r"(?i)db index|out of range"):
            await kit.do(r.ping())
    kit.at_rest(r.connection_pool)
