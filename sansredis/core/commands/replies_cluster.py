"""Readers of what a node says about its cluster: CLUSTER NODES, SLOTS, SHARDS, LINKS ..."""

from __future__ import annotations

from typing import Any, TypeAlias, TypedDict

from .replies import named, string


class SlotMove(TypedDict):
    """A slot on its way from one node to another."""

    slot: str
    node_id: str
    """The other node's."""

    state: str
    """``migrating`` or ``importing``"""


class ClusterNode(TypedDict):
    """A node, as `ClusterNodeCommands.cluster_nodes` has it: words as the server wrote them."""

    node_id: str
    hostname: str
    flags: str
    master_id: str
    last_ping_sent: str
    last_pong_rcvd: str
    epoch: str
    slots: list[list[str]]
    """Ranges: the first and the last slot; one slot alone stands alone."""

    migrations: list[SlotMove]
    connected: bool


class SlotNodes(TypedDict):
    """Who serves a range of slots: hosts and ports. A host is empty where it is the one that was asked."""

    primary: tuple[str, int]
    replicas: list[tuple[str, int]]


class ClusterShard(TypedDict, total=False):
    """A master with its replicas."""

    slots: list[tuple[int, int]]
    nodes: list[dict[str, str | int]]
    id: str
    """Valkey 9.0"""


ClusterLink: TypeAlias = dict[str, str | int]
"""A connection to another node: ``direction``, ``node``, ``create-time``, ``events``, and sizes of buffers."""


def cluster_info(raw: Any) -> dict[str, str]:
    """The lines of CLUSTER INFO."""
    found = (line.partition(":") for line in string(raw).splitlines() if line)
    return {name: value for name, _, value in found}


def _slots(words: list[str]) -> tuple[list[list[str]], list[SlotMove]]:
    ranges: list[list[str]] = []
    moves: list[SlotMove] = []
    for word in words:
        for arrow, state in (("->-", "migrating"), ("-<-", "importing")):
            if arrow in word:
                slot, _, other = word.strip("[]").partition(arrow)
                moves.append({"slot": slot, "node_id": other, "state": state})
                break
        else:
            ranges.append(word.split("-"))
    return ranges, moves


def _node(line: str) -> tuple[str, ClusterNode]:
    node_id, where, flags, master, ping, pong, epoch, link, *slots = line.split(" ")
    address, _, rest = where.partition("@")
    ranges, moves = _slots(slots)
    return address, {
        "node_id": node_id,
        "hostname": rest.split(",")[1] if "," in rest else "",
        "flags": flags,
        "master_id": master,
        "last_ping_sent": ping,
        "last_pong_rcvd": pong,
        "epoch": epoch,
        "slots": ranges,
        "migrations": moves,
        "connected": link == "connected",
    }


def cluster_nodes(raw: Any) -> dict[str, ClusterNode]:
    """The lines of CLUSTER NODES, or the list of CLUSTER REPLICAS, by ``host:port``."""
    lines = [string(line) for line in raw] if isinstance(raw, list) else string(raw).splitlines()
    return dict(_node(line) for line in lines if line)


def _place(raw: Any) -> tuple[str, int]:
    return string(raw[0] or b""), raw[1]


def cluster_slots(raw: Any) -> dict[tuple[int, int], SlotNodes]:
    """The list of CLUSTER SLOTS."""
    return {
        (first, last): {"primary": _place(primary), "replicas": [_place(each) for each in replicas]}
        for first, last, primary, *replicas in raw
    }


def _words(raw: Any) -> dict[str, str | int]:
    return {name: value if isinstance(value, int) else string(value) for name, value in named(raw).items()}


def _shard(raw: Any) -> ClusterShard:
    reply = named(raw)
    slots = reply["slots"]
    shard: ClusterShard = {
        "slots": list(zip(slots[::2], slots[1::2], strict=True)),
        "nodes": [_words(node) for node in reply["nodes"]],
    }
    if "id" in reply:
        shard["id"] = string(reply["id"])
    return shard


def cluster_shards(raw: Any) -> list[ClusterShard]:
    """The list of CLUSTER SHARDS."""
    return [_shard(each) for each in raw]


def cluster_links(raw: Any) -> list[ClusterLink]:
    """The list of CLUSTER LINKS."""
    return [_words(link) for link in raw]


def slot_stats(raw: Any) -> dict[int, dict[str, int]]:
    """The list of CLUSTER SLOT-STATS, by slot, in its order."""
    return {slot: named(stats) for slot, stats in raw}


def cluster_scan(raw: Any) -> tuple[str, list[Any]]:
    """A cursor, which is no number, and keys."""
    return string(raw[0]), list(raw[1])
