"""What the commands of administration return, in each face, for clients that decode and clients that do not."""

from __future__ import annotations

from typing import assert_type

from sansredis.core.commands.connection import ServerHello
from sansredis.core.commands.replies_acl import AclLogEntry, AclUser
from sansredis.core.commands.replies_cluster import ClusterNode, ClusterShard, SlotNodes
from sansredis.core.commands.replies_logs import HotkeysReport, LatencyEvent, LatencyHistogram, SlowlogEntry
from sansredis.core.commands.replies_sentinels import SentinelState
from sansredis.core.commands.server_modules import ModuleInfo
from sansredis.faces import AsyncCommands, BlockingCommands, PipelineCommands


def blocking(r: BlockingCommands[str], raw: BlockingCommands[bytes]) -> None:
    assert_type(r.acl_cat(), list[str])
    assert_type(r.acl_dryrun("a", "GET"), str)
    assert_type(raw.acl_dryrun("a", "GET"), bytes)
    assert_type(raw.acl_getuser("a"), AclUser | None)
    assert_type(raw.acl_log(), list[AclLogEntry])
    assert_type(r.acl_setuser("a", True, passwords="+p", keys=["k"], selectors=[("+get", b"x")]), bool)
    assert_type(r.hello(3), ServerHello)
    assert_type(r.slowlog_get(), list[SlowlogEntry])
    assert_type(r.slowlog_get()[0]["command"], bytes)
    assert_type(r.commandlog_get(-1, "large-reply"), list[SlowlogEntry])
    assert_type(r.latency_latest(), list[LatencyEvent])
    assert_type(r.latency_history("fork"), list[tuple[int, int]])
    assert_type(r.latency_histogram(), dict[str, LatencyHistogram])
    assert_type(r.hotkeys_get(), list[HotkeysReport[str]] | None)
    assert_type(raw.hotkeys_get(), list[HotkeysReport[bytes]] | None)
    assert_type(raw.module_list(), list[ModuleInfo])
    assert_type(r.replicaof("NO", "ONE"), str)
    assert_type(r.shutdown(), bool | None)


def nodes(r: BlockingCommands[str], raw: BlockingCommands[bytes]) -> None:
    assert_type(raw.cluster_info(), dict[str, str])
    assert_type(raw.cluster_nodes(), dict[str, ClusterNode])
    assert_type(raw.cluster_slots(), dict[tuple[int, int], SlotNodes])
    assert_type(raw.cluster_slots()[0, 5]["primary"], tuple[str, int])
    assert_type(raw.cluster_shards(), list[ClusterShard])
    assert_type(raw.cluster_slot_stats(0, 5), dict[int, dict[str, int]])
    assert_type(r.cluster_get_keys_in_slot(0, 5), list[str])
    assert_type(raw.cluster_get_keys_in_slot(0, 5), list[bytes])
    assert_type(r.cluster_myid(), str)
    assert_type(r.clusterscan(), tuple[str, list[str]])
    assert_type(raw.clusterscan(), tuple[str, list[bytes]])
    assert_type(raw.sentinel_master("m"), SentinelState)
    assert_type(raw.sentinel_masters(), dict[str, SentinelState])
    assert_type(raw.sentinel_get_master_addr_by_name("m"), tuple[str, int] | None)


async def asynchronous(r: AsyncCommands[bytes]) -> None:
    assert_type(await r.acl_getuser("a"), AclUser | None)
    assert_type(await r.hotkeys_get(), list[HotkeysReport[bytes]] | None)
    assert_type(await r.cluster_slots(), dict[tuple[int, int], SlotNodes])
    assert_type(await r.shutdown(), bool | None)


def pipelines(pipe: PipelineCommands[str]) -> None:
    assert_type(pipe.acl_users().slowlog_len().cluster_info().sentinel_masters(), PipelineCommands[str])
