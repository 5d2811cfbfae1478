"""What the other files here leave out: each reply shape and each overload, from an asynchronous client."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import Any, assert_type

from sansredis.core.commands.arrays import ArrayAggregateOperations, ArrayPredicateType
from sansredis.core.commands.bitmaps import BitFieldOperation
from sansredis.core.commands.connection import ServerHello
from sansredis.core.commands.modules.search_aggregation import AggregateRequest
from sansredis.core.commands.modules.search_query import Query
from sansredis.core.commands.modules.search_results import (
    AggregateResult,
    Correction,
    Document,
    ProfileInformation,
    SearchResult,
    Suggestion,
)
from sansredis.core.commands.modules.timeseries import TimeSeriesInfo
from sansredis.core.commands.modules.timeseries_options import LabelsT, Sample
from sansredis.core.commands.replies_acl import AclLogEntry
from sansredis.core.commands.replies_cluster import ClusterLink, ClusterNode, ClusterShard
from sansredis.core.commands.replies_geo import Place, Point
from sansredis.core.commands.replies_logs import LatencyEvent, LatencyHistogram, SlowlogEntry
from sansredis.core.commands.replies_sentinels import SentinelState
from sansredis.core.commands.replies_server import InfoValue
from sansredis.core.commands.replies_streams import ClaimedEntry, Entry
from sansredis.core.commands.server_modules import ModuleInfo
from sansredis.core.errors import ResponseError
from sansredis.faces import AsyncCommands
from sansredis.modules.bf import AsyncBFCommands
from sansredis.modules.cf import AsyncCFCommands
from sansredis.modules.cms import AsyncCMSCommands
from sansredis.modules.json import AsyncJSONCommands
from sansredis.modules.search import AsyncSearchCommands
from sansredis.modules.tdigest import AsyncTDigestCommands
from sansredis.modules.timeseries import AsyncTimeSeriesCommands
from sansredis.modules.topk import AsyncTopKCommands
from sansredis.modules.vset import AsyncVSetCommands


async def streams(r: AsyncCommands[str]) -> None:
    assert_type(await r.xrange("s"), list[Entry[str]])
    assert_type(await r.xread({"s": "$"}), dict[str, list[Entry[str]]])
    assert_type(await r.xreadgroup("g", "c", {"s": ">"}), dict[str, list[Entry[str]]])
    assert_type(await r.xreadgroup("g", "c", {"s": ">"}, claim_min_idle_time=5), dict[str, list[ClaimedEntry[str]]])
    assert_type(await r.xautoclaim("s", "g", "c", 0), tuple[str, list[Entry[str]], list[str]])
    assert_type(await r.xclaim("s", "g", "c", 0, ["1-0"]), list[Entry[str]])
    assert_type(await r.xinfo_consumers("s", "g"), list[dict[str, str | int]])


async def places(r: AsyncCommands[str]) -> None:
    assert_type(await r.geopos("g", "a"), list[Point | None])
    assert_type(await r.geosearch("g", "a", radius=1, withcoord=True), list[tuple[str, Point]])
    assert_type(await r.geosearch("g", "a", radius=1, withhash=True), list[tuple[str, int]])
    assert_type(await r.geosearch("g", "a", radius=1, withdist=True, withcoord=True), list[tuple[str, float, Point]])
    assert_type(await r.geosearch("g", "a", radius=1, withcoord=True, withhash=True), list[tuple[str, int, Point]])
    assert_type(
        await r.geosearch("g", "a", radius=1, withdist=True, withcoord=True, withhash=True),
        list[tuple[str, float, int, Point]],
    )
    assert_type(await r.georadius("g", 1, 2, 3), list[str])
    assert_type(await r.georadius("g", 1, 2, 3, store="x"), int)
    assert_type(await r.georadius("g", 1, 2, 3, store_dist="x"), int)
    assert_type(await r.georadius("g", 1, 2, 3, withdist=True), list[Place[str]])
    assert_type(await r.georadius("g", 1, 2, 3, withcoord=True), list[Place[str]])
    assert_type(await r.georadius("g", 1, 2, 3, withhash=True), list[Place[str]])
    assert_type(await r.georadiusbymember("g", "a", 3), list[str])
    assert_type(await r.georadiusbymember("g", "a", 3, store="x"), int)
    assert_type(await r.georadiusbymember("g", "a", 3, store_dist="x"), int)
    assert_type(await r.georadiusbymember("g", "a", 3, withdist=True), list[Place[str]])
    assert_type(await r.georadiusbymember("g", "a", 3, withcoord=True), list[Place[str]])
    assert_type(await r.georadiusbymember("g", "a", 3, withhash=True), list[Place[str]])


async def arrays(r: AsyncCommands[str]) -> None:
    found = [(ArrayPredicateType.EXACT, "x")]
    assert_type(await r.argrep("a", 0, 5, found), list[int])
    assert_type(await r.argrep("a", 0, 5, found, withvalues=True), list[tuple[int, str]])
    assert_type(await r.arop("a", 0, 5, ArrayAggregateOperations.MAX), str | None)
    assert_type(await r.arop("a", 0, 5, ArrayAggregateOperations.USED), int | None)
    assert_type(await r.arop("a", 0, 5, ArrayAggregateOperations.MATCH, "x"), int | None)


async def connections(r: AsyncCommands[str]) -> None:
    assert_type(await r.eval("return 1", 0), Any)
    assert_type(await r.hello(), ServerHello)
    assert_type(r.bitfield("k"), BitFieldOperation[Coroutine[Any, Any, list[int | None]]])


async def servers(r: AsyncCommands[str]) -> None:
    assert_type(await r.acl_log(), list[AclLogEntry])
    assert_type(await r.slowlog_get(), list[SlowlogEntry])
    assert_type(await r.latency_histogram("GET"), dict[str, LatencyHistogram])
    assert_type(await r.latency_history("fork"), list[tuple[int, int]])
    assert_type(await r.latency_latest(), list[LatencyEvent])
    assert_type(await r.module_list(), list[ModuleInfo])


async def nodes(r: AsyncCommands[str]) -> None:
    assert_type(await r.cluster_nodes(), dict[str, ClusterNode])
    assert_type(await r.cluster_shards(), list[ClusterShard])
    assert_type(await r.cluster_links(), list[ClusterLink])
    assert_type(await r.cluster_slot_stats(0, 5), dict[int, dict[str, int]])
    assert_type(await r.cluster_getslotmigrations(), list[dict[str, InfoValue]])
    assert_type(await r.clusterscan("0"), tuple[str, list[str]])
    assert_type(await r.sentinel_get_master_addr_by_name("m"), tuple[str, int] | None)
    assert_type(await r.sentinel_master("m"), SentinelState)
    assert_type(await r.sentinel_masters(), dict[str, SentinelState])
    assert_type(await r.sentinel_replicas("m"), list[SentinelState])
    assert_type(await r.sentinel_info_cache("m"), dict[str, list[tuple[int, dict[str, InfoValue] | None]]])
    assert_type(await r.sentinel_pending_scripts(), list[dict[str, int | str | list[str]]])


async def modules(r: AsyncCommands[str]) -> None:
    assert_type(r.bf(), AsyncBFCommands[str])
    assert_type(r.cf(), AsyncCFCommands[str])
    assert_type(r.cms(), AsyncCMSCommands[str])
    assert_type(r.ft("i"), AsyncSearchCommands[str])
    assert_type(r.json(), AsyncJSONCommands[str])
    assert_type(r.tdigest(), AsyncTDigestCommands[str])
    assert_type(r.topk(), AsyncTopKCommands[str])
    assert_type(r.ts(), AsyncTimeSeriesCommands[str])
    assert_type(r.vset(), AsyncVSetCommands[str])
    assert_type(await r.json().arrindex("k", "$.a", 1), int | list[int | None])
    assert_type(await r.vset().vinfo("k"), dict[str, str | int] | None)


async def search(r: AsyncSearchCommands[str]) -> None:
    assert_type(await r.syndump(), dict[str, list[str]])
    assert_type(await r.config_get("*"), dict[str, str | None])
    assert_type(await r.load_document("d"), Document[str])
    assert_type(await r.get("d"), list[Document[str] | None])
    assert_type(await r.aggregate(AggregateRequest()), AggregateResult[str])
    assert_type(await r.spellcheck("word"), dict[str, list[Correction[str]]])
    assert_type(await r.sugget("k", "pre"), list[Suggestion[str]])
    assert_type(await r.profile(Query("x")), tuple[SearchResult[str], ProfileInformation])
    assert_type(await r.profile(AggregateRequest()), tuple[AggregateResult[str], ProfileInformation])


async def series(r: AsyncTimeSeriesCommands[str]) -> None:
    assert_type(await r.get("k"), Sample | None)
    assert_type(await r.mget(["a=b"]), dict[str, tuple[LabelsT[str], Sample | None]])
    assert_type(await r.range("k", "-", "+"), list[Sample])
    assert_type(await r.mrange("-", "+", ["a=b"]), dict[str, tuple[LabelsT[str], list[Sample]]])
    assert_type(await r.madd([("k", 1, 2)]), list[int | ResponseError])
    assert_type(await r.info("k"), TimeSeriesInfo[str])
