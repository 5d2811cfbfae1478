"""The nodes of a cluster, as commands to one node: CLUSTER INFO, NODES, MEET ...

Each is executed by the node that gets it. A client for a whole cluster has to be told which.
"""

from __future__ import annotations

from typing import Literal

from ..errors import DataError
from .command import Command, CommandGroup, S
from .replies import ok
from .replies_cluster import (
    ClusterLink,
    ClusterNode,
    ClusterShard,
    cluster_info,
    cluster_links,
    cluster_nodes,
    cluster_shards,
)


class ClusterNodeCommands(CommandGroup[S]):
    """The commands of CLUSTER on nodes."""

    __slots__ = ()

    def cluster_bumpepoch(self) -> Command[S]:
        """Advance the epoch of the cluster's configuration; returns ``BUMPED`` or ``STILL``, and the epoch.

        See https://redis.io/commands/cluster-bumpepoch/
        """
        return self._run(Command(b"CLUSTER", b"BUMPEPOCH"))

    def cluster_count_failure_report(self, node_id: str) -> Command[int]:
        """Return how many nodes report that a node is failing.

        See https://redis.io/commands/cluster-count-failure-reports/
        """
        return self._run(Command(b"CLUSTER", b"COUNT-FAILURE-REPORTS", node_id))

    def cluster_failover(self, option: Literal["FORCE", "TAKEOVER"] | None = None) -> Command[bool]:
        """Let this replica take over from its master; always True.

        Args:
            option: FORCE does not wait for the master; TAKEOVER not even for the consent of the others.

        Raises:
            DataError: another option.

        See https://redis.io/commands/cluster-failover/
        """
        if option is not None and option.upper() not in ("FORCE", "TAKEOVER"):
            raise DataError(f"CLUSTER FAILOVER: option must be FORCE or TAKEOVER; got {option!r}")
        return self._run(Command(b"CLUSTER", b"FAILOVER", *(() if option is None else (option,)), reply=ok))

    def cluster_forget(self, node_id: str) -> Command[bool]:
        """Remove a node from those that this one knows; always True.

        See https://redis.io/commands/cluster-forget/
        """
        return self._run(Command(b"CLUSTER", b"FORGET", node_id, reply=ok))

    def cluster_info(self) -> Command[dict[str, str]]:
        """Return the state of the cluster, as this node sees it.

        See https://redis.io/commands/cluster-info/
        """
        return self._run(Command(b"CLUSTER", b"INFO", reply=cluster_info))

    def cluster_links(self) -> Command[list[ClusterLink]]:
        """Return this node's connections to the others (Redis 7.0).

        See https://redis.io/commands/cluster-links/
        """
        return self._run(Command(b"CLUSTER", b"LINKS", reply=cluster_links))

    def cluster_meet(self, host: str, port: int) -> Command[bool]:
        """Make this node and another know each other; always True, before they do.

        See https://redis.io/commands/cluster-meet/
        """
        return self._run(Command(b"CLUSTER", b"MEET", host, port, reply=ok))

    def cluster_myid(self) -> Command[S]:
        """Return this node's id.

        See https://redis.io/commands/cluster-myid/
        """
        return self._run(Command(b"CLUSTER", b"MYID"))

    def cluster_myshardid(self) -> Command[S]:
        """Return the id of the shard that this node belongs to (Redis 7.2).

        See https://redis.io/commands/cluster-myshardid/
        """
        return self._run(Command(b"CLUSTER", b"MYSHARDID"))

    def cluster_nodes(self) -> Command[dict[str, ClusterNode]]:
        """Return the nodes that this one knows, by ``host:port``.

        See https://redis.io/commands/cluster-nodes/
        """
        return self._run(Command(b"CLUSTER", b"NODES", reply=cluster_nodes))

    def cluster_replicas(self, node_id: str) -> Command[dict[str, ClusterNode]]:
        """Return the replicas of a node, by ``host:port`` (Redis 5.0).

        See https://redis.io/commands/cluster-replicas/
        """
        return self._run(Command(b"CLUSTER", b"REPLICAS", node_id, reply=cluster_nodes))

    def cluster_replicate(self, node_id: str) -> Command[bool]:
        """Make this node a replica of another; always True.

        See https://redis.io/commands/cluster-replicate/
        """
        return self._run(Command(b"CLUSTER", b"REPLICATE", node_id, reply=ok))

    def cluster_reset(self, soft: bool = True) -> Command[bool]:
        """Make this node forget its cluster; always True. A master must be empty.

        Args:
            soft: keep its id and the epoch.

        See https://redis.io/commands/cluster-reset/
        """
        return self._run(Command(b"CLUSTER", b"RESET", b"SOFT" if soft else b"HARD", reply=ok))

    def cluster_save_config(self) -> Command[bool]:
        """Write what this node knows of the cluster to its disk; always True.

        See https://redis.io/commands/cluster-saveconfig/
        """
        return self._run(Command(b"CLUSTER", b"SAVECONFIG", reply=ok))

    def cluster_set_config_epoch(self, epoch: int) -> Command[bool]:
        """Set the epoch of a node that is new; always True.

        See https://redis.io/commands/cluster-set-config-epoch/
        """
        return self._run(Command(b"CLUSTER", b"SET-CONFIG-EPOCH", epoch, reply=ok))

    def cluster_shards(self) -> Command[list[ClusterShard]]:
        """Return the shards: masters with their replicas and slots (Redis 7.0).

        See https://redis.io/commands/cluster-shards/
        """
        return self._run(Command(b"CLUSTER", b"SHARDS", reply=cluster_shards))
