"""Nodes of a cluster, sentinels, replicas and servers that end: what needs servers of its own."""

from __future__ import annotations

import os
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from sansredis.core.errors import ConnectionError, ModuleError, ResponseError
from tests.server.case import Is, matches, r
from tests.server.cases.scenarios import World, scenario
from tests.server.doors import DOORS
from tests.server.waiting import until


def node(world: World) -> Any:
    """A client of a new node of a cluster, which knows no other."""
    server = world.start_server("--cluster-enabled", "yes")
    return world.connect(unix_socket_path=server.unix_socket_path)


def plain(name: bytes | str) -> str:
    """A name that the server chose, as str."""
    return name if isinstance(name, str) else name.decode()


# One node


@scenario(
    *("cluster_addslots", "cluster_delslots", "cluster_flushslots", "cluster_info", "cluster_myid", "cluster_nodes"),
    *("cluster_slots", "cluster_countkeysinslot", "cluster_get_keys_in_slot", "cluster_keyslot"),
)
def slots_given_to_a_node(world: World) -> None:
    r = node(world)
    slot = r.cluster_keyslot("k")
    assert slot == 7629
    assert r.cluster_addslots(0, 1, 2, slot) is True
    (name, mine), *others = r.cluster_nodes().items()
    assert others == []
    assert name.startswith(":") or "." in name
    assert mine["slots"] == [["0", "2"], [str(slot)]]
    assert mine["node_id"] == plain(r.cluster_myid())
    assert (mine["master_id"], mine["connected"], mine["migrations"]) == ("-", True, [])
    assert "master" in mine["flags"].split(",")
    slots = r.cluster_slots()
    assert list(slots) == [(0, 2), (slot, slot)]
    assert matches({"primary": (Is(str), Is(int)), "replicas": []}, slots[0, 2])
    assert r.cluster_info()["cluster_slots_assigned"] == "4"
    assert r.cluster_delslots(0, 1) is True
    r.config_set("cluster-require-full-coverage", "no")
    until(lambda: r.cluster_info()["cluster_state"] == "ok")
    r.set("k", "v")
    assert r.cluster_countkeysinslot(slot) == 1
    assert r.cluster_get_keys_in_slot(slot, 10) == world.text([b"k"])
    r.delete("k")
    assert r.cluster_flushslots() == world.text(b"OK")
    assert r.cluster_slots() == {}


@scenario("cluster_addslotsrange", "cluster_delslotsrange", "cluster_shards", "cluster_links", redis="7.0")
def ranges_given_to_a_node(world: World) -> None:
    r = node(world)
    assert r.cluster_addslotsrange(0, 99, 200, 299) is True
    assert r.cluster_delslotsrange(0, 49) is True
    (shard,) = r.cluster_shards()
    assert shard["slots"] == [(50, 99), (200, 299)]
    (member,) = shard["nodes"]
    assert member["role"] == "master"
    assert member["id"] == plain(r.cluster_myid())
    assert r.cluster_links() == []


@scenario("cluster_myshardid", redis="7.2")
def the_shard_of_a_node(world: World) -> None:
    assert len(node(world).cluster_myshardid()) == 40


@scenario(
    *("cluster_setslot", "cluster_setslot_stable", "cluster_count_failure_report", "cluster_replicas"),
    *("cluster_bumpepoch", "cluster_set_config_epoch", "cluster_save_config", "cluster_reset", "cluster_forget"),
    *("cluster_replicate", "cluster_failover"),
)
def a_node_by_itself(world: World) -> None:
    r = node(world)
    mine = plain(r.cluster_myid())
    assert r.cluster_set_config_epoch(5) is True
    with pytest.raises(ResponseError):
        r.cluster_set_config_epoch(6)
    assert r.cluster_bumpepoch() in world.text([b"BUMPED 6", b"STILL 5"])
    r.cluster_addslots(7)
    assert r.cluster_setslot(mine, 8, "NODE") is True
    assert r.cluster_setslot_stable(8) is True
    assert r.cluster_count_failure_report(mine) == 0
    assert r.cluster_replicas(mine) == {}
    assert r.cluster_save_config() is True
    with pytest.raises(ResponseError, match="Unknown node"):
        r.cluster_forget("0" * 40)
    with pytest.raises(ResponseError, match="Unknown node"):
        r.cluster_replicate("0" * 40)
    with pytest.raises(ResponseError, match="replica"):
        r.cluster_failover("FORCE")
    assert r.cluster_reset() is True
    assert plain(r.cluster_myid()) == mine
    assert r.cluster_reset(soft=False) is True
    assert plain(r.cluster_myid()) != mine


@scenario("cluster_meet")
def a_node_that_meets_itself(world: World) -> None:
    # The port for nodes is 10,000 higher, and a port that nobody listens on is as good.
    r = node(world)
    assert r.cluster_meet("127.0.0.1", 1) is True


@scenario("cluster_slot_stats", redis="8.2", valkey="8.0")
def what_a_node_counts(world: World) -> None:
    r = node(world)
    r.cluster_addslots(0, 1)
    stats = r.cluster_slot_stats(0, 1)
    assert list(stats) == [0, 1]
    assert stats[0]["key-count"] == 0
    assert list(r.cluster_slot_stats(orderby="key-count", limit=1, order="ASC")) == [0]


@scenario("cluster_migration_status", "cluster_migration_cancel", "cluster_migration_import", redis="8.4")
def slots_moved_by_redis(world: World) -> None:
    r = node(world)
    r.cluster_addslots(0, 1)
    assert r.cluster_migration_status() == []
    assert r.cluster_migration_status("none") == []
    assert r.cluster_migration_cancel() == 0
    with pytest.raises(ResponseError):
        r.cluster_migration_import([(0, 1)])


@scenario(
    *("cluster_getslotmigrations", "cluster_cancelslotmigrations", "cluster_migrateslots", "cluster_flushslot"),
    valkey="9.0",
)
def slots_moved_by_valkey(world: World) -> None:
    r = node(world)
    r.cluster_addslots(0, 1)
    assert r.cluster_getslotmigrations() == []
    with pytest.raises(ResponseError, match="No migrations ongoing"):
        r.cluster_cancelslotmigrations()
    with pytest.raises(ResponseError, match="Invalid node name"):
        r.cluster_migrateslots([(0, 1)], "none")
    assert r.cluster_flushslot(0) is True
    assert r.cluster_flushslot(1, asynchronous=True) is True


@scenario("clusterscan", valkey="9.1")
def keys_of_a_cluster_scanned(world: World) -> None:
    r = node(world)
    r.cluster_addslotsrange(0, 16383)
    until(lambda: r.cluster_info()["cluster_state"] == "ok")
    r.set("k", "v")
    cursor, found = "0", []
    while True:
        cursor, keys = r.clusterscan(cursor, match="k*", count=10, type="string", slot=r.cluster_keyslot("k"))
        found += keys
        if cursor == "0":
            break
        assert type(cursor) is str
    assert found == world.text([b"k"])


@scenario("asking", "readonly", "readwrite")
def a_connection_to_a_node(world: World) -> None:
    with node(world).connection_pool.connection() as c:
        assert c.readonly() is True
        assert c.readwrite() is True
        assert c.asking() is True


# A sentinel


@contextmanager
def sentinel(world: World) -> Iterator[Any]:
    """A client of a sentinel, which watches nothing."""
    path = world.folder / "socket"
    config = world.folder / "sentinel.conf"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    config.write_text(f"port {port}\nbind 127.0.0.1\nunixsocket {path}\ndir {world.folder}\n")
    command = [world.server.executable, os.fspath(config), "--sentinel"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        until(path.exists)
        yield world.connect(unix_socket_path=os.fspath(path))
    finally:
        process.kill()
        process.wait()


@scenario(
    *("sentinel_monitor", "sentinel_set", "sentinel_master", "sentinel_masters", "sentinel_replicas"),
    *("sentinel_slaves", "sentinel_sentinels", "sentinel_ckquorum", "sentinel_get_master_addr_by_name"),
    *("sentinel_info_cache", "sentinel_pending_scripts", "sentinel_flushconfig", "sentinel_simulate_failure"),
    *("sentinel_failover", "sentinel_reset", "sentinel_remove"),
)
def watched_by_a_sentinel(world: World) -> None:
    with sentinel(world) as r:
        assert r.sentinel_masters() == {}
        assert r.sentinel_monitor("mm", world.server.host, world.server.port, 1) is True
        assert r.sentinel_set("mm", "down-after-milliseconds", 5000) is True
        state = r.sentinel_master("mm")
        assert (state["name"], state["port"], state["quorum"]) == ("mm", world.server.port, 1)
        assert state["down-after-milliseconds"] == 5000
        assert state["is_master"] is True
        assert "master" in state["flags"]
        assert list(r.sentinel_masters()) == ["mm"]
        assert r.sentinel_replicas("mm") == r.sentinel_slaves("mm") == r.sentinel_sentinels("mm") == []
        until(lambda: r.sentinel_master("mm")["is_disconnected"] is False)
        assert r.sentinel_ckquorum("mm") is True
        assert r.sentinel_get_master_addr_by_name("mm") == (world.server.host, world.server.port)
        assert r.sentinel_get_master_addr_by_name("none") is None
        assert list(r.sentinel_info_cache("mm")) == ["mm"]
        assert r.sentinel_pending_scripts() == []
        assert r.sentinel_flushconfig() is True
        assert r.sentinel_simulate_failure("crash-after-election") is True
        with pytest.raises(ResponseError, match="NOGOODSLAVE"):
            r.sentinel_failover("mm")
        assert r.sentinel_reset("m*") == 1
        assert r.sentinel_remove("mm") is True
        with pytest.raises(ResponseError, match="No such master"):
            r.sentinel_master("mm")
        assert r.role() == ("sentinel", [])


@scenario("sentinel_myid", "sentinel_config_get", "sentinel_config_set", redis="6.2")
def configuration_of_sentinels(world: World) -> None:
    with sentinel(world) as r:
        assert len(r.sentinel_myid()) == 40
        assert r.sentinel_config_set("resolve-hostnames", "yes") is True
        assert r.sentinel_config_get("resolve-*")["resolve-hostnames"] == "yes"


@scenario("sentinel_debug", redis="7.0")
def times_of_a_sentinel(world: World) -> None:
    with sentinel(world) as r:
        assert {name.lower() for name in r.sentinel_debug()} >= {"ping-period", "info-period"}


# Replicas, modules, and the end


@scenario("replicaof", "slaveof", "role")
def a_replica_made_and_freed(world: World) -> None:
    other = world.start_server()
    r = world.connect(unix_socket_path=other.unix_socket_path)
    ok = world.text(b"OK")
    assert r.replicaof(world.server.host, world.server.port) == ok
    assert r.role()[:3] == ("slave", world.server.host, world.server.port)
    assert r.replicaof("NO", "ONE") == ok
    assert r.slaveof(world.server.host, world.server.port) is True
    assert r.slaveof() is True
    assert r.role()[0] == "master"


@scenario("module_load")
def a_module_that_is_none(world: World) -> None:
    r = world.connect()
    # Servers since 7.0 say that the command is not allowed, those before that the file is not there.
    with pytest.raises(ResponseError) as caught:
        r.module_load("/no/such.so")
    assert isinstance(caught.value, ModuleError) or "not allowed" in str(caught.value)


@scenario("shutdown")
def shut_down(world: World) -> None:
    other = world.start_server()
    r = world.connect(unix_socket_path=other.unix_socket_path, retries=0)
    with r.connection_pool.connection() as c:
        assert c.shutdown(save=True) is None
        with pytest.raises(ConnectionError):
            c.ping()
    with pytest.raises(ConnectionError):
        r.ping()


@scenario("hello", redis="6.0")
def another_protocol_on_a_leased_connection(world: World) -> None:
    r = world.connect()
    with r.connection_pool.connection() as c:
        for version in (2, 3, 2):
            assert c.hello(version)["proto"] == version == c.protocol
            assert c.config_get("appendonly") == {"appendonly": "no"}
    assert r.ping() is True


@scenario("shutdown")
def shut_down_through_every_door(world: World) -> None:
    for name in ("gevent", "asyncio", "trio"):
        other = world.start_server()
        assert DOORS[name](r.shutdown(nosave=True), unix_socket_path=other.unix_socket_path) is None
        with pytest.raises(ConnectionError):
            world.connect(unix_socket_path=other.unix_socket_path, retries=0).ping()
