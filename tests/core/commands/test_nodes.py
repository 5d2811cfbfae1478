"""The commands to a node of a cluster, and to a sentinel."""

from __future__ import annotations

from typing import Any

import pytest

from sansredis.core.commands.cluster_nodes import ClusterNodeCommands
from sansredis.core.commands.cluster_slots import ClusterSlotCommands
from sansredis.core.commands.command import Command
from sansredis.core.commands.sentinels import SentinelCommands
from sansredis.core.errors import DataError
from tests.core.commands.reading import check_reading, methods, names_of_two


class Nodes(ClusterNodeCommands[bytes], ClusterSlotCommands[bytes], SentinelCommands[bytes]):
    pass


r = Nodes()

ENCODINGS: list[tuple[Command[Any], tuple[Any, ...]]] = [
    (r.cluster_bumpepoch(), (b"CLUSTER", b"BUMPEPOCH")),
    (r.cluster_count_failure_report("n"), (b"CLUSTER", b"COUNT-FAILURE-REPORTS", "n")),
    (r.cluster_failover(), (b"CLUSTER", b"FAILOVER")),
    (r.cluster_failover("FORCE"), (b"CLUSTER", b"FAILOVER", "FORCE")),
    (r.cluster_forget("n"), (b"CLUSTER", b"FORGET", "n")),
    (r.cluster_info(), (b"CLUSTER", b"INFO")),
    (r.cluster_links(), (b"CLUSTER", b"LINKS")),
    (r.cluster_meet("h", 1), (b"CLUSTER", b"MEET", "h", 1)),
    (r.cluster_myid(), (b"CLUSTER", b"MYID")),
    (r.cluster_myshardid(), (b"CLUSTER", b"MYSHARDID")),
    (r.cluster_nodes(), (b"CLUSTER", b"NODES")),
    (r.cluster_replicas("n"), (b"CLUSTER", b"REPLICAS", "n")),
    (r.cluster_replicate("n"), (b"CLUSTER", b"REPLICATE", "n")),
    (r.cluster_reset(), (b"CLUSTER", b"RESET", b"SOFT")),
    (r.cluster_reset(soft=False), (b"CLUSTER", b"RESET", b"HARD")),
    (r.cluster_save_config(), (b"CLUSTER", b"SAVECONFIG")),
    (r.cluster_set_config_epoch(3), (b"CLUSTER", b"SET-CONFIG-EPOCH", 3)),
    (r.cluster_shards(), (b"CLUSTER", b"SHARDS")),
    (r.cluster_addslots(1, 2), (b"CLUSTER", b"ADDSLOTS", 1, 2)),
    (r.cluster_addslotsrange(1, 5), (b"CLUSTER", b"ADDSLOTSRANGE", 1, 5)),
    (r.cluster_cancelslotmigrations(), (b"CLUSTER", b"CANCELSLOTMIGRATIONS")),
    (r.cluster_countkeysinslot(1), (b"CLUSTER", b"COUNTKEYSINSLOT", 1)),
    (r.cluster_delslots(1), (b"CLUSTER", b"DELSLOTS", 1)),
    (r.cluster_delslotsrange(1, 5), (b"CLUSTER", b"DELSLOTSRANGE", 1, 5)),
    (r.cluster_flushslot(1), (b"CLUSTER", b"FLUSHSLOT", 1)),
    (r.cluster_flushslot(1, asynchronous=True), (b"CLUSTER", b"FLUSHSLOT", 1, b"ASYNC")),
    (r.cluster_flushslot(1, asynchronous=False), (b"CLUSTER", b"FLUSHSLOT", 1, b"SYNC")),
    (r.cluster_flushslots(), (b"CLUSTER", b"FLUSHSLOTS")),
    (r.cluster_get_keys_in_slot(1, 10), (b"CLUSTER", b"GETKEYSINSLOT", 1, 10)),
    (r.cluster_getslotmigrations(), (b"CLUSTER", b"GETSLOTMIGRATIONS")),
    (r.cluster_keyslot("k"), (b"CLUSTER", b"KEYSLOT", "k")),
    (
        r.cluster_migrateslots([(1, 2), (5, 5)], "n"),
        (b"CLUSTER", b"MIGRATESLOTS", b"SLOTSRANGE", 1, 2, 5, 5, b"NODE", "n"),
    ),
    (r.cluster_migration_cancel(), (b"CLUSTER", b"MIGRATION", b"CANCEL", b"ALL")),
    (r.cluster_migration_cancel("t"), (b"CLUSTER", b"MIGRATION", b"CANCEL", b"ID", "t")),
    (r.cluster_migration_import([(1, 2)]), (b"CLUSTER", b"MIGRATION", b"IMPORT", 1, 2)),
    (r.cluster_migration_status(), (b"CLUSTER", b"MIGRATION", b"STATUS", b"ALL")),
    (r.cluster_migration_status("t"), (b"CLUSTER", b"MIGRATION", b"STATUS", b"ID", "t")),
    (r.cluster_setslot("n", 1, "NODE"), (b"CLUSTER", b"SETSLOT", 1, "NODE", "n")),
    (r.cluster_setslot_stable(1), (b"CLUSTER", b"SETSLOT", 1, b"STABLE")),
    (r.cluster_slot_stats(0, 5), (b"CLUSTER", b"SLOT-STATS", b"SLOTSRANGE", 0, 5)),
    (r.cluster_slot_stats(orderby="key-count"), (b"CLUSTER", b"SLOT-STATS", b"ORDERBY", "key-count")),
    (
        r.cluster_slot_stats(orderby="key-count", limit=3, order="ASC"),
        (b"CLUSTER", b"SLOT-STATS", b"ORDERBY", "key-count", b"LIMIT", 3, "ASC"),
    ),
    (r.cluster_slots(), (b"CLUSTER", b"SLOTS")),
    (r.clusterscan(), (b"CLUSTERSCAN", "0")),
    (
        r.clusterscan("0-{06S}-0", "a*", 10, "string", 7),
        (b"CLUSTERSCAN", "0-{06S}-0", b"MATCH", "a*", b"COUNT", 10, b"TYPE", "string", b"SLOT", 7),
    ),
    (r.sentinel_ckquorum("m"), (b"SENTINEL", b"CKQUORUM", "m")),
    (r.sentinel_config_get(), (b"SENTINEL", b"CONFIG", b"GET", "*")),
    (r.sentinel_config_set("a", 1), (b"SENTINEL", b"CONFIG", b"SET", "a", 1)),
    (r.sentinel_debug(), (b"SENTINEL", b"DEBUG")),
    (r.sentinel_failover("m"), (b"SENTINEL", b"FAILOVER", "m")),
    (r.sentinel_flushconfig(), (b"SENTINEL", b"FLUSHCONFIG")),
    (r.sentinel_get_master_addr_by_name("m"), (b"SENTINEL", b"GET-MASTER-ADDR-BY-NAME", "m")),
    (r.sentinel_info_cache("m"), (b"SENTINEL", b"INFO-CACHE", "m")),
    (r.sentinel_master("m"), (b"SENTINEL", b"MASTER", "m")),
    (r.sentinel_masters(), (b"SENTINEL", b"MASTERS")),
    (r.sentinel_monitor("m", "h", 1, 2), (b"SENTINEL", b"MONITOR", "m", "h", 1, 2)),
    (r.sentinel_myid(), (b"SENTINEL", b"MYID")),
    (r.sentinel_pending_scripts(), (b"SENTINEL", b"PENDING-SCRIPTS")),
    (r.sentinel_remove("m"), (b"SENTINEL", b"REMOVE", "m")),
    (r.sentinel_replicas("m"), (b"SENTINEL", b"REPLICAS", "m")),
    (r.sentinel_reset("*"), (b"SENTINEL", b"RESET", "*")),
    (r.sentinel_sentinels("m"), (b"SENTINEL", b"SENTINELS", "m")),
    (r.sentinel_set("m", "quorum", 2), (b"SENTINEL", b"SET", "m", "quorum", 2)),
    (
        r.sentinel_simulate_failure("crash-after-election"),
        (b"SENTINEL", b"SIMULATE-FAILURE", "crash-after-election"),
    ),
    (r.sentinel_slaves("m"), (b"SENTINEL", b"SLAVES", "m")),
]

INFO = b"cluster_state:ok\r\ncluster_size:3\r\n"
NODE = b"id1 127.0.0.1:7000@17000,host,shard-id=x myself,master - 0 5 2 connected 0-5 7 [8->-id2] [9-<-id3]"
OLD = b"id2 :7001@17001 slave id1 0 0 2 disconnected"
OLDEST = b"id3 h:7002 master - 0 0 2 connected"
FACTS = {"last_ping_sent": "0", "last_pong_rcvd": "0", "epoch": "2", "hostname": "", "slots": [], "migrations": []}
NODES = {
    "127.0.0.1:7000": {
        "node_id": "id1",
        "hostname": "host",
        "flags": "myself,master",
        "master_id": "-",
        "last_ping_sent": "0",
        "last_pong_rcvd": "5",
        "epoch": "2",
        "slots": [["0", "5"], ["7"]],
        "migrations": [
            {"slot": "8", "node_id": "id2", "state": "migrating"},
            {"slot": "9", "node_id": "id3", "state": "importing"},
        ],
        "connected": True,
    },
    ":7001": {"node_id": "id2", "flags": "slave", "master_id": "id1", "connected": False} | FACTS,
    "h:7002": {"node_id": "id3", "flags": "master", "master_id": "-", "connected": True} | FACTS,
}
MEMBER = {"id": "id1", "port": 7000, "role": "master"}
RAW_MEMBER = [b"id", b"id1", b"port", 7000, b"role", b"master"]
STATE = [b"name", b"mm", b"port", b"7", b"flags", b"master,disconnected", b"master-link-status", b"ok", b"x", b"-1"]
MASTER = {
    "name": "mm",
    "port": 7,
    "flags": {"master", "disconnected"},
    "master-link-status": "ok",
    "x": -1,
    "is_master": True,
    "is_slave": False,
    "is_sdown": False,
    "is_odown": False,
    "is_sentinel": False,
    "is_disconnected": True,
    "is_master_down": False,
}
AS_MAP = dict(zip(STATE[::2], STATE[1::2], strict=True))

WORDS: list[tuple[Command[Any], Any, list[Any]]] = [
    (r.cluster_info(), {"cluster_state": "ok", "cluster_size": "3"}, [INFO]),
    (r.cluster_nodes(), NODES, [b"\n".join((NODE, OLD, OLDEST, b""))]),
    (r.cluster_replicas("id1"), {":7001": NODES[":7001"]}, [[OLD]]),
    (
        r.cluster_slots(),
        {
            (0, 5): {"primary": ("", 7000), "replicas": [("h", 7001)]},
            (7, 7): {"primary": ("", 7000), "replicas": []},
        },
        [[[0, 5, [b"", 7000, b"id1", {}], [b"h", 7001, b"id2"]], [7, 7, [None, 7000, b"id1", []]]]],
    ),
    (
        r.cluster_shards(),
        [{"slots": [(0, 5), (7, 7)], "nodes": [MEMBER], "id": "s"}, {"slots": [], "nodes": []}],
        [
            [
                [b"slots", [0, 5, 7, 7], b"nodes", [RAW_MEMBER], b"id", b"s"],
                [b"slots", [], b"nodes", []],
            ],
            [
                {
                    b"slots": [0, 5, 7, 7],
                    b"nodes": [{b"id": b"id1", b"port": 7000, b"role": b"master"}],
                    b"id": b"s",
                },
                {b"slots": [], b"nodes": []},
            ],
        ],
    ),
    (
        r.cluster_links(),
        [{"direction": "to", "create-time": 5}],
        [[[b"direction", b"to", b"create-time", 5]], [{b"direction": b"to", b"create-time": 5}]],
    ),
    (r.cluster_slot_stats(0, 1), {0: {"key-count": 3}}, [[[0, [b"key-count", 3]]], [[0, {b"key-count": 3}]]]),
    (
        r.cluster_migration_status(),
        [{"id": "t", "retries": 2}],
        [[[b"id", b"t", b"retries", 2]], [{b"id": b"t", b"retries": 2}]],
    ),
    (r.sentinel_ckquorum("m"), True, [b"OK 1 usable Sentinels."]),
    (r.sentinel_config_get(), {"announce-ip": ""}, [[b"announce-ip", b""], {b"announce-ip": b""}]),
    (r.sentinel_get_master_addr_by_name("m"), ("h", 7), [[b"h", b"7"]]),
    (r.sentinel_get_master_addr_by_name("m"), None, [None]),
    (
        r.sentinel_info_cache("m"),
        {"mm": [(0, None), (5, {"role": "master"})]},
        [[b"mm", [[0, None], [5, b"role:master\r\n"]]]],
    ),
    (r.sentinel_master("mm"), MASTER, [STATE, AS_MAP]),
    (r.sentinel_masters(), {"mm": MASTER}, [[STATE], [AS_MAP]]),
    (r.sentinel_replicas("mm"), [MASTER], [[STATE], [AS_MAP]]),
    (
        r.sentinel_pending_scripts(),
        [{"argv": ["a", "b"], "flags": "running", "pid": 5}],
        [[[b"argv", [b"a", b"b"], b"flags", b"running", b"pid", 5]]],
    ),
    (r.sentinel_myid(), "id", [b"id"]),
]

READINGS: list[tuple[Command[Any], Any, list[Any]]] = [
    (r.cluster_myid(), b"id", [b"id"]),
    (r.cluster_meet("h", 1), True, [b"OK"]),
    (r.cluster_get_keys_in_slot(1, 10), [b"k"], [[b"k"]]),
    (r.sentinel_set("m", "quorum", 2), True, [b"OK"]),
    (r.sentinel_reset("*"), 1, [1]),
]


@pytest.mark.parametrize(("command", "args"), ENCODINGS)
def test_arguments(command: Command[Any], args: tuple[Any, ...]):
    assert command.args == args


@pytest.mark.parametrize(("command", "value", "raws"), READINGS)
def test_replies(command: Command[Any], value: Any, raws: list[Any]):
    check_reading(command, value, *raws)


@pytest.mark.parametrize(("command", "value", "raws"), WORDS)
def test_the_servers_own_words_are_str_for_everybody(command: Command[Any], value: Any, raws: list[Any]):
    for raw in raws:
        assert command.read(raw, None) == command.read(raw, bytes.decode) == value


def test_the_cursor_of_a_cluster_is_text_and_its_keys_are_the_users_own():
    command = r.clusterscan()
    assert command.read([b"0-{06S}-0", [b"k"]], None) == ("0-{06S}-0", [b"k"])
    assert command.read([b"0-{06S}-0", [b"k"]], bytes.decode) == ("0-{06S}-0", ["k"])


def test_every_method_is_encoded_here():
    found = names_of_two(command for command, _ in ENCODINGS)
    every = methods(ClusterNodeCommands) | methods(ClusterSlotCommands) | methods(SentinelCommands)
    assert {name for name in every - found if not name.startswith(("cluster_migration_", "sentinel_config_"))} == {
        "cluster_count_failure_report",
        "cluster_get_keys_in_slot",
        "cluster_save_config",
        "cluster_setslot_stable",
    }


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda: r.cluster_failover("NOW"), "CLUSTER FAILOVER: option must be FORCE or TAKEOVER; got 'NOW'"),
        (lambda: r.cluster_migrateslots([], "n"), "CLUSTER MIGRATESLOTS: give at least one range"),
        (lambda: r.cluster_setslot("n", 1, "STABLE"), "CLUSTER SETSLOT: state must be one of .* got 'STABLE'"),
        (lambda: r.cluster_slot_stats(), "CLUSTER SLOT-STATS: give one of start_slot, orderby"),
        (lambda: r.cluster_slot_stats(0), "CLUSTER SLOT-STATS: give start_slot and end_slot together"),
        (lambda: r.sentinel_simulate_failure(), "SENTINEL SIMULATE-FAILURE: give"),
    ],
)
def test_contradictions(build, message):
    with pytest.raises(DataError, match=message):
        build()
