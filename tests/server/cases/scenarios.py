"""What takes more than one call: a value that goes back, a second client, a second server."""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from sansredis.core.errors import ConnectionError, ResponseError
from sansredis.demo.server import Server
from tests.server.case import expected_as_text, marks_for
from tests.server.hand import Hand
from tests.server.waiting import until


@dataclass
class World:
    """What a scenario may use.

    Attributes:
        connect: makes a client of the server, with the protocol and the decoding that are being tested.
        server: the server, empty at the beginning.
        hand: commands without any client.
        start_server: starts a further server, with options for its command line.
        text: makes the strings in an expected value what such a client returns.
        folder: an empty one.
    """

    connect: Callable[..., Any]
    server: Server
    hand: Hand
    start_server: Callable[..., Server]
    decode_responses: bool
    folder: Path

    def text(self, expected: Any) -> Any:
        return expected_as_text(expected) if self.decode_responses else expected


Scenario = Callable[[World], None]

SCENARIOS: list[Any] = []
"""The parameters for pytest: each with its marks, and named as the function is."""

METHODS: set[str] = set()
"""The methods that are called in them."""


def scenario(*methods: str, module: str | None = None, **since: str) -> Callable[[Scenario], Scenario]:
    """Take a function into the scenarios: the methods it shows, and which servers it applies to."""

    def take(function: Scenario) -> Scenario:
        marks = marks_for(since, module)
        SCENARIOS.append(pytest.param(function, id=function.__name__, marks=marks))
        METHODS.update(methods)
        return function

    return take


# Values that go from one call to the next


@scenario("dump", "restore")
def dumped_and_restored(world: World) -> None:
    r = world.connect()
    r.rpush("k", "a", "b")
    dumped = r.dump("k")
    assert type(dumped) is bytes
    assert r.restore("new", 0, dumped) == world.text(b"OK")
    assert r.lrange("new", 0, -1) == world.text([b"a", b"b"])
    assert r.ttl("new") == -1
    with pytest.raises(ResponseError, match="BUSYKEY"):
        r.restore("new", 0, dumped)
    assert r.restore("new", 90_000, dumped, replace=True) == world.text(b"OK")
    assert 80_000 < r.pttl("new") <= 90_000
    r.restore("new", 4_102_444_800_000, dumped, replace=True, absttl=True)
    assert r.ttl("new") > 1_000_000
    # What becomes of these two depends on the server's policy, and on modules that look at every key.
    assert r.restore("new", 0, dumped, replace=True, idletime=1000) == world.text(b"OK")
    assert r.restore("new", 0, dumped, replace=True, frequency=5) == world.text(b"OK")


@scenario("scan", "sscan", "hscan", "zscan")
def scanned_in_several_steps(world: World) -> None:
    r = world.connect()
    names = world.text({b"%d" % n for n in range(1000)})
    for name in sorted(names):
        r.set(name, 1)
    r.sadd("s", *names)
    r.hset("h", mapping=dict.fromkeys(names, 1))
    r.zadd("z", dict.fromkeys(names, 1))

    def all_of(scan: Callable[[int], tuple[int, Any]]) -> Iterator[Any]:
        cursor, found = scan(0)
        yield from found
        assert cursor != 0
        while cursor:
            assert type(cursor) is int
            cursor, found = scan(cursor)
            yield from found

    assert set(all_of(lambda cursor: r.scan(cursor, match="[0-9]*", count=50))) == names
    assert set(all_of(lambda cursor: r.sscan("s", cursor, count=50))) == names
    assert set(all_of(lambda cursor: r.hscan("h", cursor, count=50))) == names
    assert {member for member, _ in all_of(lambda cursor: r.zscan("z", cursor, count=50))} == names


# State that is the connection's own, on a leased one


@scenario("select", "client_setname", "client_getname", "client_id")
def state_of_a_leased_connection(world: World) -> None:
    r = world.connect()
    with r.connection_pool.connection() as c:
        assert c.select(3) is True
        assert c.set("k", "in 3") is True
        assert c.client_setname("mine") is True
        assert c.client_getname() == "mine"
        number = c.client_id()
    assert r.get("k") is None
    assert r.client_getname() is None
    assert r.client_id() != number


@scenario("quit")
def left_by_quit(world: World) -> None:
    r = world.connect()
    with r.connection_pool.connection() as c:
        assert c.quit() is True
        with pytest.raises(ConnectionError):
            c.ping()
    assert r.ping() is True


@scenario("reset", redis="6.2")
def reset_on_a_leased_connection(world: World) -> None:
    r = world.connect(db=2)
    with r.connection_pool.connection() as c:
        c.execute_command("MULTI")
        assert c.reset() == "RESET"
        c.set("k", "in 0")
    assert r.get("k") is None
    assert world.hand.run("GET k") == [b"in 0"]


@scenario("auth")
def authenticated_by_a_command(world: World) -> None:
    locked = world.start_server("--requirepass", "secret")
    r = world.connect(unix_socket_path=locked.unix_socket_path, password="secret")
    with r.connection_pool.connection() as c:
        with pytest.raises(ResponseError):
            c.auth("wrong")
        assert c.auth("secret") is True
        assert c.ping() is True


@scenario("client_reply")
def replies_switched_off(world: World) -> None:
    r = world.connect()
    with r.connection_pool.connection() as c:
        assert c.client_reply("SKIP") is None
        assert c.set("a", 1) is None
        assert c.get("a") == world.text(b"1")
        assert c.client_reply("OFF") is None
        assert c.set("a", 2) is None
        assert c.get("a") is None
        assert c.client_reply("ON") == world.text(b"OK")
        assert c.get("a") == world.text(b"2")


@scenario(
    "client_tracking", "client_tracking_on", "client_tracking_off", "client_caching", "client_getredir", redis="6.0"
)
def tracking(world: World) -> None:
    r = world.connect()
    ok = world.text(b"OK")
    with r.connection_pool.connection() as other, r.connection_pool.connection() as c:
        to = other.client_id()
        assert c.client_tracking_on(clientid=to, optin=True) == ok
        assert c.client_getredir() == to
        assert c.client_caching("YES") == ok
        assert c.client_tracking_off() == ok
        assert c.client_getredir() == -1
        assert c.client_tracking(clientid=to, prefix=["user:"], bcast=True, noloop=True) == ok
        assert c.client_tracking(False) == ok


@scenario("client_trackinginfo", redis="6.2")
def tracking_told(world: World) -> None:
    r = world.connect()
    with r.connection_pool.connection() as other, r.connection_pool.connection() as c:
        to = other.client_id()
        c.client_tracking_on(clientid=to, prefix=["a:", "b:"], bcast=True)
        told = c.client_trackinginfo()
    assert {"on", "bcast"} <= set(told["flags"])
    assert told["redirect"] == to
    assert sorted(told["prefixes"]) == ["a:", "b:"]


# Other clients


@contextmanager
def blocked(world: World) -> Iterator[tuple[int, Any]]:
    """A client that waits in BLPOP: its id, and the future of what it gets."""
    r = world.connect(host=world.server.host, port=world.server.port)
    with ThreadPoolExecutor(1) as threads, r.connection_pool.connection() as c:
        number = c.client_id()
        yield number, threads.submit(c.blpop, "nothing", 60)


@scenario("client_unblock")
def unblocked(world: World) -> None:
    r = world.connect()
    with blocked(world) as (number, outcome):
        until(lambda: r.client_unblock(number))
        assert outcome.result(10) is None


@scenario("client_unblock")
def unblocked_with_an_error(world: World) -> None:
    r = world.connect()
    with blocked(world) as (number, outcome):
        until(lambda: r.client_unblock(number, error=True))
        with pytest.raises(ResponseError, match="UNBLOCKED"):
            outcome.result(10)


@scenario("client_kill", "client_list")
def killed_by_address(world: World) -> None:
    r = world.connect()
    with world.connect(host=world.server.host, port=world.server.port).connection_pool.connection() as victim:
        number = str(victim.client_id())
        (address,) = (client["addr"] for client in r.client_list() if client["id"] == number)
        assert r.client_kill(address) is True
        with pytest.raises(ConnectionError):
            victim.ping()


@scenario("client_kill_filter")
def killed_by_number(world: World) -> None:
    r = world.connect()
    with world.connect().connection_pool.connection() as victim:
        number = victim.client_id()
        assert r.client_kill_filter(_id=number, _type="normal", skipme=True) == 1
        assert r.client_kill_filter(_id=number) == 0
        with pytest.raises(ConnectionError):
            victim.ping()


@scenario("client_list", redis="6.2")
def listed_by_number(world: World) -> None:
    r = world.connect()
    with world.connect().connection_pool.connection() as other:
        number = other.client_id()
        (facts,) = r.client_list(client_id=[number])
        assert facts["id"] == str(number)
        assert other.client_info()["id"] == number


@scenario("client_pause", "client_unpause", redis="6.2")
def paused_for_writing_only(world: World) -> None:
    r = world.connect(socket_timeout=30)
    with ThreadPoolExecutor(1) as threads, world.connect().connection_pool.connection() as writer:
        number = writer.client_id()
        assert r.client_pause(60_000, all=False) is True
        try:
            outcome = threads.submit(writer.set, "k", 1)
            until(lambda: "b" in r.client_list(client_id=[number])[0]["flags"])
            assert r.get("k") is None
        finally:
            assert r.client_unpause() == world.text(b"OK")
        assert outcome.result(10) is True


# Other servers


@scenario("migrate")
def migrated(world: World) -> None:
    r, other = world.connect(), world.start_server()
    r.mset({"a": 1, "b": 2})
    ok = world.text(b"OK")
    assert r.migrate(other.host, other.port, "x", 0, 1000) == world.text(b"NOKEY")
    assert r.migrate(other.host, other.port, "a", 1, 1000, copy=True) == ok
    assert r.exists("a") == 1
    assert r.migrate(other.host, other.port, ["a", "b"], 1, 1000, replace=True) == ok
    assert r.exists("a", "b") == 0
    with world.connect(host=other.host, port=other.port, unix_socket_path=None, db=1) as there:
        assert there.mget("a", "b") == world.text([b"1", b"2"])


@scenario("migrate", redis="4.0.7")
def migrated_with_a_password(world: World) -> None:
    r, other = world.connect(), world.start_server("--requirepass", "secret")
    r.set("a", 1)
    with pytest.raises(ResponseError, match="NOAUTH"):
        r.migrate(other.host, other.port, "a", 0, 1000)
    assert r.migrate(other.host, other.port, "a", 0, 1000, auth="secret") == world.text(b"OK")


@scenario("config_rewrite")
def configuration_written(world: World) -> None:
    file, script = world.folder / "redis.conf", world.folder / "server"
    file.write_text("# mine\n")
    # The server takes a file only as its first argument, and is given options only: something has to stand between.
    line = " ".join(shlex.quote(os.fspath(path)) for path in (world.server.executable, file))
    script.write_text(f'#!/bin/sh\nexec {line} "$@"\n')
    script.chmod(0o700)
    with Server(os.fspath(script)) as server:
        r = world.connect(unix_socket_path=server.unix_socket_path)
        assert r.config_set("maxmemory-samples", 7) is True
        assert r.config_rewrite() == world.text(b"OK")
    assert "# mine" in file.read_text()
    assert "maxmemory-samples 7" in file.read_text()


@scenario("waitaof", redis="7.2")
def waited_for_the_append_only_file(world: World) -> None:
    server = world.start_server("--appendonly", "yes")
    r = world.connect(unix_socket_path=server.unix_socket_path)
    with r.connection_pool.connection() as c:
        c.set("k", "v")
        assert c.waitaof(1, 0, 5000) == (1, 0)
