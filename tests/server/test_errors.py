"""Errors of real servers become the classes that programs catch; WRONGTYPE is in the table of cases."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

import pytest

from sansredis.core import errors
from sansredis.demo.server import Server, ServerError
from tests.server.case import Is, matches
from tests.server.conftest import running
from tests.server.hand import Hand
from tests.server.waiting import until

Connect = Callable[..., Any]


class Replicated(NamedTuple):
    """A server and its replica."""

    primary: Server
    replica: Server


@pytest.fixture(scope="module")
def replicated() -> Iterator[Replicated]:
    with (
        running("--repl-diskless-sync-delay", "0") as primary,
        running("--replicaof", primary.host, str(primary.port)) as replica,
    ):
        until(lambda: b"master_link_status:up" in replica.command("INFO", "replication"))
        yield Replicated(primary, replica)


@pytest.fixture(params=[2, pytest.param(3, marks=pytest.mark.since(redis="6.0"))], ids=["resp2", "resp3"])
def protocol(request: pytest.FixtureRequest) -> int:
    return int(request.param)


def test_of_memory(connect: Connect, start_server: Callable[..., Server], protocol: int) -> None:
    full = start_server("--maxmemory", "1")
    client = connect(unix_socket_path=full.unix_socket_path, protocol=protocol)
    with pytest.raises(errors.OutOfMemoryError, match="OOM"):
        client.set("k", "v")
    assert client.get("k") is None


def test_of_a_replica(connect: Connect, replicated: Replicated, protocol: int) -> None:
    primary = connect(unix_socket_path=replicated.primary.unix_socket_path, protocol=protocol)
    replica = connect(unix_socket_path=replicated.replica.unix_socket_path, protocol=protocol)
    with primary.connection_pool.connection() as c:
        c.set("k", protocol)
        assert c.wait(1, 10_000) == 1
    assert replica.get("k") == b"%d" % protocol
    with pytest.raises(errors.ReadOnlyError, match="READONLY"):
        replica.set("k", "v")


def test_roles(connect: Connect, replicated: Replicated, protocol: int) -> None:
    primary = connect(unix_socket_path=replicated.primary.unix_socket_path, protocol=protocol)
    replica = connect(unix_socket_path=replicated.replica.unix_socket_path, protocol=protocol)
    host, port = replicated.primary.host, replicated.primary.port
    role = until(lambda: primary.role() if primary.role()[2] else None)
    assert matches(("master", Is(int), [(host, replicated.replica.port, Is(int))]), role)
    assert matches(("slave", host, port, "connected", Is(int)), replica.role())
    assert primary.info("replication")["slave0"]["port"] == replicated.replica.port


def test_of_a_replica_that_lost_its_master(
    connect: Connect, start_server: Callable[..., Server], protocol: int
) -> None:
    # Nobody listens on port 1.
    replica = start_server("--replicaof", "127.0.0.1", "1")
    replica.command("CONFIG", "SET", "replica-serve-stale-data", "no")
    client = connect(unix_socket_path=replica.unix_socket_path, protocol=protocol)
    with pytest.raises(errors.MasterDownError, match="MASTERDOWN"):
        client.get("k")


def test_of_scripts(connect: Connect, protocol: int) -> None:
    client = connect(protocol=protocol)
    with pytest.raises(errors.NoScriptError, match="NOSCRIPT"):
        client.execute_command("EVALSHA", "0" * 40, 0)
    with pytest.raises(errors.ResponseError, match="MINE is what it says") as raised:
        client.execute_command("EVAL", "return redis.error_reply('MINE is what it says')", 0)
    assert type(raised.value) is errors.ResponseError
    assert raised.value.code == "MINE"


def test_of_a_script_that_does_not_end(connect: Connect, start_server: Callable[..., Server], protocol: int) -> None:
    server = start_server("--lua-time-limit", "1")
    options = {"unix_socket_path": server.unix_socket_path, "protocol": protocol, "socket_timeout": 30}
    client, other = connect(**options), connect(**options)
    assert other.ping() is True

    def is_busy() -> bool:
        try:
            other.get("k")
        except errors.BusyScriptError as error:
            return error.code == "BUSY"
        return False

    with ThreadPoolExecutor(1) as threads:
        outcome = threads.submit(client.execute_command, "EVAL", "while true do end", 0)
        try:
            until(is_busy)
        finally:
            until(lambda: killed(server))
        with pytest.raises(errors.ResponseError, match=r"(?i)killed"):
            outcome.result(10)
    assert other.get("k") is None


def killed(server: Server) -> bool:
    """Whether the script that runs could be ended."""
    try:
        return bool(server.command("SCRIPT", "KILL") == b"OK")
    except ServerError:
        return False


@pytest.mark.since(redis="7.0")
def test_while_loading(connect: Connect, start_server: Callable[..., Server], protocol: int) -> None:
    server = start_server("--key-load-delay", "500", "--loading-process-events-interval-bytes", "1024")
    server.command("DEBUG", "POPULATE", 20_000, "k", 100)
    # Tried again, a call whose time runs out while its last answer is on its way has a timeout to tell of.
    options = {"unix_socket_path": server.unix_socket_path, "protocol": protocol, "retries": 0}
    known, stranger = connect(**options), connect(**options)
    assert known.ping() is True

    def is_loading(client: Any) -> bool:
        try:
            client.get("k")
        except errors.BusyLoadingError as error:
            return error.code == "LOADING"
        return False

    with ThreadPoolExecutor(1) as threads, Hand(server) as hand:
        outcome = threads.submit(hand.run, "DEBUG RELOAD")
        until(lambda: is_loading(known))
        assert is_loading(stranger)
        known.config_set("key-load-delay", 0)
        assert outcome.result(30) == [b"OK"]
    assert known.get("k") is None
    assert known.dbsize() == 20_000


def test_of_too_many_clients(connect: Connect, start_server: Callable[..., Server], protocol: int) -> None:
    server = start_server("--maxclients", "1")
    options = {"host": server.host, "port": server.port, "protocol": protocol, "retries": 0, "lib_name": None}
    first, second = connect(**options, lib_version=None), connect(**options, lib_version=None)
    until(lambda: server_has_room(first))
    with pytest.raises(errors.MaxClientsError, match="max number of clients"):
        second.ping()
    assert first.ping() is True


def server_has_room(client: Any) -> bool:
    """Whether the server has noticed that whoever was there before is gone."""
    try:
        return client.ping() is True
    except errors.MaxClientsError:
        return False


def test_of_transactions(connect: Connect, protocol: int) -> None:
    client = connect(protocol=protocol)
    with client.connection_pool.connection() as c:
        assert c.execute_command("MULTI") == b"OK"
        with pytest.raises(errors.ResponseError, match="unknown command"):
            c.execute_command("NO-SUCH-COMMAND")
        with pytest.raises(errors.ExecAbortError, match="EXECABORT"):
            c.execute_command("EXEC")
        assert c.ping() is True


def test_of_the_plain_kind(connect: Connect, protocol: int) -> None:
    client = connect(protocol=protocol)
    with pytest.raises(errors.ResponseError, match="unknown command") as raised:
        client.execute_command("NO-SUCH-COMMAND")
    assert type(raised.value) is errors.ResponseError
    assert raised.value.code == "ERR"
    assert raised.value.maybe_executed is False
    with pytest.raises(errors.ResponseError, match="wrong number of arguments"):
        client.execute_command("GET")
    assert client.ping() is True


@pytest.mark.parametrize(
    ("command", "where"),
    [
        (("HOTKEYS", "GET"), "(HOTKEYS GET: since Redis 8.6.0)"),
        (("COMMANDLOG", "LEN", "slow"), "(COMMANDLOG LEN: since Valkey 8.1.0)"),
        (("CLUSTER", "FLUSHSLOT", "1"), "(CLUSTER FLUSHSLOT: since Valkey 9.0.0)"),
        (("CLUSTER", "MIGRATION", "STATUS", "ALL"), "(CLUSTER MIGRATION: since Redis 8.4.0)"),
    ],
)
def test_of_a_command_that_the_server_lacks(
    connect: Connect, start_server: Callable[..., Server], protocol: int, command: tuple[str, ...], where: str
) -> None:
    server = start_server("--cluster-enabled", "yes")
    r = connect(unix_socket_path=server.unix_socket_path, protocol=protocol)
    known = r.execute_command("COMMAND", "INFO", "|".join(command[:2]).lower(), command[0])
    if any(known[:1]):
        assert isinstance(r.execute_command(*command), (int, list, bytes, type(None)))
        return
    with pytest.raises(errors.ResponseError) as caught:
        r.execute_command(*command)
    assert str(caught.value).startswith("ERR ")
    assert str(caught.value).endswith(where)
