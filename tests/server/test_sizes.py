"""Large values, long replies and long pipelines."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sansredis.core.errors import ResponseError, WrongTypeError
from sansredis.demo.server import Server
from tests.server.case import r
from tests.server.doors import DOORS, through_threads
from tests.server.hand import Hand

MANY = 100_000
BIG = bytes(range(256)) * (64 * 1024 * 4)
"""64 MiB, with every byte in it."""

NAMES = [b"%06d" % n for n in range(MANY)]


@pytest.fixture(params=[2, pytest.param(3, marks=pytest.mark.since(redis="6.0"))], ids=["resp2", "resp3"])
def client(request: pytest.FixtureRequest, connect: Callable[..., Any]) -> Any:
    return connect(protocol=request.param, socket_timeout=30)


@pytest.mark.parametrize("door", [through_threads, *(DOORS[name] for name in ("gevent", "asyncio", "trio"))])
def test_64_mib_go_and_come_back(door: Callable[..., Any], server: Server, hand: Hand) -> None:
    options = {"unix_socket_path": server.unix_socket_path, "socket_timeout": 30}
    assert len(BIG) == 64 << 20
    assert door(r.set("k", BIG), **options) is True
    assert door(r.get("k"), **options) == BIG
    assert hand.run("STRLEN k", "DEL k") == [len(BIG), 1]


def test_64_mib_in_a_list_of_other_values(client: Any) -> None:
    client.mset({"a": 1, "b": memoryview(BIG), "c": 3})
    assert client.mget("a", "b", "c") == [b"1", BIG, b"3"]
    client.flushall()


def test_long_list(client: Any) -> None:
    assert client.rpush("l", *NAMES) == MANY
    assert client.lrange("l", 0, -1) == NAMES


@pytest.mark.since(redis="6.2")
def test_long_list_taken_at_once(client: Any) -> None:
    client.rpush("l", *NAMES)
    assert client.lpop("l", MANY) == NAMES


def test_long_set(client: Any) -> None:
    assert client.sadd("s", *NAMES) == MANY
    assert client.smembers("s") == set(NAMES)


def test_long_hash(client: Any) -> None:
    assert client.hset("h", mapping=dict.fromkeys(NAMES, b"v")) == MANY
    assert client.hgetall("h") == dict.fromkeys(NAMES, b"v")


def test_long_sorted_set(client: Any) -> None:
    assert client.zadd("z", {name: n for n, name in enumerate(NAMES)}) == MANY
    assert client.zrange("z", 0, -1, withscores=True) == [(name, float(n)) for n, name in enumerate(NAMES)]


def test_many_keys(connect: Callable[..., Any]) -> None:
    client = connect(socket_timeout=30, decode_responses=True)
    client.mset(dict.fromkeys(NAMES, 1))
    assert client.dbsize() == MANY
    assert client.mget(NAMES) == ["1"] * MANY
    assert sorted(client.keys()) == [name.decode() for name in NAMES]


def test_pipeline_of_50_000(client: Any) -> None:
    with client.pipeline(transaction=False) as pipe:
        for n in range(25_000):
            pipe.set(f"k{n}", n).get(f"k{n}")
        results = pipe.execute()
    assert results == [value for n in range(25_000) for value in (True, b"%d" % n)]


def test_pipeline_of_50_000_with_errors_kept_in_place(client: Any) -> None:
    client.set("k", "v")
    with client.pipeline(transaction=False) as pipe:
        for n in range(50_000):
            if n % 1000:
                pipe.echo(n)
            else:
                pipe.lpush("k", n)
        results = pipe.execute(raise_on_error=False)
    assert len(results) == 50_000
    for n, result in enumerate(results):
        assert type(result) is WrongTypeError if n % 1000 == 0 else result == b"%d" % n


def test_pipeline_names_the_command_that_failed(client: Any) -> None:
    client.set("k", "v")
    with (
        client.pipeline(transaction=False) as pipe,
        pytest.raises(ResponseError, match=r"command 2 of the pipeline, LPUSH"),
    ):
        pipe.ping().get("k").lpush("k", 1).get("k").execute()


def test_pipeline_with_big_values(client: Any) -> None:
    values = [BIG[: (n + 1) << 20] for n in range(8)]
    with client.pipeline(transaction=False) as pipe:
        for n, value in enumerate(values):
            pipe.set(f"k{n}", value).strlen(f"k{n}").get(f"k{n}")
        results = pipe.execute()
    assert results == [each for value in values for each in (True, len(value), value)]
