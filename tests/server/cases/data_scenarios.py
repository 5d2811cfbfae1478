"""Scenarios of scripts, functions, published messages and streams."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest

from sansredis.core.errors import BusyScriptError, ResponseError
from tests.server.cases.scenarios import World, scenario
from tests.server.hand import Hand
from tests.server.waiting import until

# Scripts and functions


@scenario("function_dump", "function_restore", redis="7.0")
def functions_dumped_and_restored(world: World) -> None:
    r = world.connect()
    world.hand.run("FUNCTION FLUSH")
    r.function_load("#!lua name=lib\nredis.register_function('f', function() return 7 end)")
    try:
        dumped = r.function_dump()
        assert type(dumped) is bytes
        with pytest.raises(ResponseError, match="already exists"):
            r.function_restore(dumped)
        assert r.function_restore(dumped, "REPLACE") is True
        assert r.function_flush() is True
        assert r.function_restore(dumped) is True
        assert r.fcall("f", 0) == 7
    finally:
        world.hand.run("FUNCTION FLUSH")


ENDLESS = "#!lua name=lib\nredis.register_function('endless', function() while true do end end)"


@contextmanager
def busy(world: World, method: str, *args: Any) -> Iterator[Any]:
    """A call that does not end by itself, on a server of its own: another client of that server, and the future."""
    server = world.start_server("--lua-time-limit", "1")
    r = world.connect(unix_socket_path=server.unix_socket_path, socket_timeout=60)
    other = world.connect(unix_socket_path=server.unix_socket_path, socket_timeout=60)
    if method == "fcall":
        other.function_load(ENDLESS)
    with ThreadPoolExecutor(1) as threads:
        outcome = threads.submit(getattr(r, method), *args)
        until(lambda: _is_busy(other))
        yield other, outcome


def _is_busy(r: Any) -> bool:
    try:
        r.ping()
    except BusyScriptError:
        return True
    return False


@scenario("script_kill")
def script_killed(world: World) -> None:
    with busy(world, "eval", "while true do end", 0) as (r, outcome):
        assert r.script_kill() is True
        with pytest.raises(ResponseError, match="killed"):
            outcome.result(60)


@scenario("function_kill", "function_stats", redis="7.0")
def function_killed(world: World) -> None:
    with busy(world, "fcall", "endless", 0) as (r, outcome):
        running = r.function_stats()["running_script"]
        assert running["name"] == world.text(b"endless")
        assert running["command"] == world.text([b"FCALL", b"endless", b"0"])
        assert type(running["duration_ms"]) is int
        assert r.function_kill() == world.text(b"OK")
        with pytest.raises(ResponseError, match="killed"):
            outcome.result(60)


@scenario("eval", redis="6.0")
def script_that_speaks_resp3(world: World) -> None:
    r = world.connect(protocol=3)
    source = "redis.setresp(3); return {map={a=1.5, b={double=2.5}}}"
    assert r.eval(source, 0) == world.text({b"a": 1, b"b": 2.5})


# Publishing


@scenario("publish", "pubsub_channels", "pubsub_numsub", "pubsub_numpat")
def published(world: World) -> None:
    r = world.connect()
    with Hand(world.server) as ears:
        ears.run("SUBSCRIBE a")
        ears.run("PSUBSCRIBE a*")
        assert r.publish("a", "x") == 2
        assert r.publish("b", "x") == 0
        assert r.pubsub_channels() == world.text([b"a"])
        assert r.pubsub_channels("b*") == []
        assert r.pubsub_numsub("a", "b") == world.text([(b"a", 1), (b"b", 0)])
        assert r.pubsub_numpat() == 1


@scenario("spublish", "pubsub_shardchannels", "pubsub_shardnumsub", redis="7.0")
def published_to_a_shard(world: World) -> None:
    r = world.connect()
    with Hand(world.server) as ears:
        ears.run("SSUBSCRIBE a")
        assert r.spublish("a", "x") == 1
        assert r.pubsub_shardchannels() == world.text([b"a"])
        assert r.pubsub_shardnumsub("a", "b") == world.text([(b"a", 1), (b"b", 0)])


# Streams


@scenario("xadd", redis="8.6")
def added_once(world: World) -> None:
    r = world.connect()
    first = r.xadd("s", {"a": 1}, idmp=("me", b"1"))
    assert r.xadd("s", {"a": 1}, idmp=("me", b"1")) == first
    assert r.xadd("s", {"a": 1}, idmp=("me", b"2")) != first
    second = r.xadd("s", {"b": 1}, idmpauto="me")
    assert r.xadd("s", {"b": 1}, idmpauto="me") == second
    assert r.xlen("s") == 3


@scenario("xread", "xreadgroup")
def waited_for_an_entry(world: World) -> None:
    r = world.connect()
    r.xgroup_create("s", "g", mkstream=True)
    with ThreadPoolExecutor(2) as threads:
        plain = threads.submit(r.xread, {"s": "$"}, block=60_000)
        grouped = threads.submit(r.xreadgroup, "g", "c", {"s": ">"}, block=60_000)
        until(lambda: r.info("clients")["blocked_clients"] == 2)
        r.xadd("s", {"a": 1}, id="1-0")
        expected = world.text({b"s": [(b"1-0", {b"a": b"1"})]})
        assert plain.result(60) == grouped.result(60) == expected
