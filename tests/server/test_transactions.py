"""Transactions, scripts and functions as real servers execute and refuse them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sansredis.core.errors import DataError, ExecAbortError, NoPermissionError, ResponseError, WatchError

BOTH = pytest.mark.parametrize("protocol", [2, pytest.param(3, marks=pytest.mark.since(redis="6.0"))])


@BOTH
def test_each_reply_is_read_as_its_command_says(protocol: int, connect: Callable[..., Any]) -> None:
    r = connect(protocol=protocol, decode_responses=True)
    pipe = r.pipeline().hset("h", mapping={"a": 1}).hgetall("h").zadd("z", {"m": 1.5}).zscore("z", "m")
    pipe.zrange("z", 0, -1, withscores=True).get("none").sadd("s", "x").smembers("s").expire("s", 9).config_get("port")
    assert pipe.execute()[:-1] == [1, {"a": "1"}, 1, 1.5, [("m", 1.5)], None, 1, {"x"}, True]


@BOTH
def test_watched(protocol: int, connect: Callable[..., Any]) -> None:
    r = connect(protocol=protocol)
    with r.pipeline() as pipe:
        pipe.watch("k")
        r.set("k", 1)
        pipe.multi()
        with pytest.raises(WatchError):
            pipe.incr("k").execute()
        pipe.watch("k")
        assert pipe.get("k") == b"1"
        pipe.multi()
        assert pipe.incr("k").execute() == [2]
        assert pipe.execute() == []
    assert r.connection_pool.stats()["created"] == 2


@BOTH
def test_refused(protocol: int, connect: Callable[..., Any]) -> None:
    r = connect(protocol=protocol)
    with pytest.raises(ExecAbortError, match="command 1 of the transaction, NONE: ERR unknown command") as raised:
        r.pipeline().set("k", 1).execute_command("NONE").execute_command("GET").execute()
    assert list(raised.value.reasons) == [1, 2]
    assert r.exists("k") == 0
    assert r.pipeline().lpush("l", 1).incr("l").llen("l").execute(raise_on_error=False)[::2] == [1, 1]
    assert r.connection_pool.stats()["created"] == 1


@pytest.mark.since(redis="6.0")
@pytest.mark.parametrize("forbidden", ["multi", "exec", "set"])
def test_without_permission(forbidden: str, connect: Callable[..., Any]) -> None:
    name = f"without-{forbidden}"
    connect().execute_command("ACL", "SETUSER", name, "on", "nopass", "~*", "+@all", f"-{forbidden}")
    r = connect(username=name, password="x")
    with pytest.raises(NoPermissionError if forbidden == "multi" else ExecAbortError, match="no permissions") as raised:
        r.pipeline().incr("k").set("k", 5).execute()
    assert r.exists("k") == int(raised.value.maybe_executed) == int(forbidden == "multi")
    assert r.ping() is True


def test_large(connect: Callable[..., Any]) -> None:
    r = connect(socket_timeout=30)
    pipe = r.pipeline()
    for n in range(50_000):
        pipe.set(f"k{n}", n)
    assert pipe.execute() == [True] * 50_000
    assert r.dbsize() == 50_000


def test_what_blocks_is_refused_before_it_is_sent(connect: Callable[..., Any]) -> None:
    with pytest.raises(DataError, match="does not wait there"):
        connect().pipeline().blpop("l", timeout=1).execute()


@BOTH
def test_scripts(protocol: int, connect: Callable[..., Any]) -> None:
    r = connect(protocol=protocol, decode_responses=True)
    script = r.register_script("return {KEYS[1], tonumber(ARGV[1]), false, {'é'}}")
    for _ in range(2):
        r.script_flush()
        for _ in range(2):
            assert script(["k"], [7]) == ["k", 7, None, ["é"]]
    assert script(["k"], [7], client=r.pipeline()).execute() == [["k", 7, None, ["é"]]]
    with pytest.raises(ResponseError):
        r.register_script("not Lua")()


@BOTH
@pytest.mark.since(redis="7.0")
def test_functions(protocol: int, connect: Callable[..., Any]) -> None:
    r = connect(protocol=protocol, decode_responses=True)
    code = "#!lua name=tested\nredis.register_function{function_name='tested_get', flags={'no-writes'},"
    library = r.register_library(code + "callback=function(keys) return redis.call('GET', keys[1]) end}")
    r.set("k", "v")
    for _ in range(2):
        r.function_flush()
        assert library.call("tested_get", ["k"]) == "v"
        assert library.call_ro("tested_get", ["k"]) == "v"
    assert library.delete() is True


@pytest.mark.since(redis="7.0")
def test_scripts_that_only_read(connect: Callable[..., Any]) -> None:
    r = connect()
    r.script_flush()
    for _ in range(2):
        assert r.register_script("return redis.call('GET', KEYS[1])", read_only=True)(["k"]) is None
    with pytest.raises(ResponseError, match=r"(?i)write"):
        r.register_script("return redis.call('INCR', KEYS[1])", read_only=True)(["k"])
