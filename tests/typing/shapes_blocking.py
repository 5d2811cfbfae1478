"""What the other files here leave out: each reply shape and each overload, from a blocking client."""

from __future__ import annotations

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
from sansredis.faces import BlockingCommands
from sansredis.modules.bf import BlockingBFCommands
from sansredis.modules.cf import BlockingCFCommands
from sansredis.modules.cms import BlockingCMSCommands
from sansredis.modules.json import BlockingJSONCommands
from sansredis.modules.search import BlockingSearchCommands
from sansredis.modules.tdigest import BlockingTDigestCommands
from sansredis.modules.timeseries import BlockingTimeSeriesCommands
from sansredis.modules.topk import BlockingTopKCommands
from sansredis.modules.vset import BlockingVSetCommands


def streams(r: BlockingCommands[str]) -> None:
    assert_type(r.xrange("s"), list[Entry[str]])
    assert_type(r.xread({"s": "$"}), dict[str, list[Entry[str]]])
    assert_type(r.xreadgroup("g", "c", {"s": ">"}), dict[str, list[Entry[str]]])
    assert_type(r.xreadgroup("g", "c", {"s": ">"}, claim_min_idle_time=5), dict[str, list[ClaimedEntry[str]]])
    assert_type(r.xautoclaim("s", "g", "c", 0), tuple[str, list[Entry[str]], list[str]])
    assert_type(r.xclaim("s", "g", "c", 0, ["1-0"]), list[Entry[str]])
    assert_type(r.xinfo_consumers("s", "g"), list[dict[str, str | int]])


def places(r: BlockingCommands[str]) -> None:
    assert_type(r.geopos("g", "a"), list[Point | None])
    assert_type(r.geosearch("g", "a", radius=1, withcoord=True), list[tuple[str, Point]])
    assert_type(r.geosearch("g", "a", radius=1, withhash=True), list[tuple[str, int]])
    assert_type(r.geosearch("g", "a", radius=1, withdist=True, withcoord=True), list[tuple[str, float, Point]])
    assert_type(r.geosearch("g", "a", radius=1, withcoord=True, withhash=True), list[tuple[str, int, Point]])
    assert_type(
        r.geosearch("g", "a", radius=1, withdist=True, withcoord=True, withhash=True),
        list[tuple[str, float, int, Point]],
    )
    assert_type(r.georadius("g", 1, 2, 3), list[str])
    assert_type(r.georadius("g", 1, 2, 3, store="x"), int)
    assert_type(r.georadius("g", 1, 2, 3, store_dist="x"), int)
    assert_type(r.georadius("g", 1, 2, 3, withdist=True), list[Place[str]])
    assert_type(r.georadius("g", 1, 2, 3, withcoord=True), list[Place[str]])
    assert_type(r.georadius("g", 1, 2, 3, withhash=True), list[Place[str]])
    assert_type(r.georadiusbymember("g", "a", 3), list[str])
    assert_type(r.georadiusbymember("g", "a", 3, store="x"), int)
    assert_type(r.georadiusbymember("g", "a", 3, store_dist="x"), int)
    assert_type(r.georadiusbymember("g", "a", 3, withdist=True), list[Place[str]])
    assert_type(r.georadiusbymember("g", "a", 3, withcoord=True), list[Place[str]])
    assert_type(r.georadiusbymember("g", "a", 3, withhash=True), list[Place[str]])


def arrays(r: BlockingCommands[str]) -> None:
    found = [(ArrayPredicateType.EXACT, "x")]
    assert_type(r.argrep("a", 0, 5, found), list[int])
    assert_type(r.argrep("a", 0, 5, found, withvalues=True), list[tuple[int, str]])
    assert_type(r.arop("a", 0, 5, ArrayAggregateOperations.MAX), str | None)
    assert_type(r.arop("a", 0, 5, ArrayAggregateOperations.USED), int | None)
    assert_type(r.arop("a", 0, 5, ArrayAggregateOperations.MATCH, "x"), int | None)


def connections(r: BlockingCommands[str]) -> None:
    assert_type(r.eval("return 1", 0), Any)
    assert_type(r.hello(), ServerHello)
    assert_type(r.bitfield("k"), BitFieldOperation[list[int | None]])


def servers(r: BlockingCommands[str]) -> None:
    assert_type(r.acl_log(), list[AclLogEntry])
    assert_type(r.slowlog_get(), list[SlowlogEntry])
    assert_type(r.latency_histogram("GET"), dict[str, LatencyHistogram])
    assert_type(r.latency_history("fork"), list[tuple[int, int]])
    assert_type(r.latency_latest(), list[LatencyEvent])
    assert_type(r.module_list(), list[ModuleInfo])


def nodes(r: BlockingCommands[str]) -> None:
    assert_type(r.cluster_nodes(), dict[str, ClusterNode])
    assert_type(r.cluster_shards(), list[ClusterShard])
    assert_type(r.cluster_links(), list[ClusterLink])
    assert_type(r.cluster_slot_stats(0, 5), dict[int, dict[str, int]])
    assert_type(r.cluster_getslotmigrations(), list[dict[str, InfoValue]])
    assert_type(r.clusterscan("0"), tuple[str, list[str]])
    assert_type(r.sentinel_get_master_addr_by_name("m"), tuple[str, int] | None)
    assert_type(r.sentinel_master("m"), SentinelState)
    assert_type(r.sentinel_masters(), dict[str, SentinelState])
    assert_type(r.sentinel_replicas("m"), list[SentinelState])
    assert_type(r.sentinel_info_cache("m"), dict[str, list[tuple[int, dict[str, InfoValue] | None]]])
    assert_type(r.sentinel_pending_scripts(), list[dict[str, int | str | list[str]]])


def modules(r: BlockingCommands[str]) -> None:
    assert_type(r.bf(), BlockingBFCommands[str])
    assert_type(r.cf(), BlockingCFCommands[str])
    assert_type(r.cms(), BlockingCMSCommands[str])
    assert_type(r.ft("i"), BlockingSearchCommands[str])
    assert_type(r.json(), BlockingJSONCommands[str])
    assert_type(r.tdigest(), BlockingTDigestCommands[str])
    assert_type(r.topk(), BlockingTopKCommands[str])
    assert_type(r.ts(), BlockingTimeSeriesCommands[str])
    assert_type(r.vset(), BlockingVSetCommands[str])
    assert_type(r.json().arrindex("k", "$.a", 1), int | list[int | None])
    assert_type(r.vset().vinfo("k"), dict[str, str | int] | None)


def search(r: BlockingSearchCommands[str]) -> None:
    assert_type(r.syndump(), dict[str, list[str]])
    assert_type(r.config_get("*"), dict[str, str | None])
    assert_type(r.load_document("d"), Document[str])
    assert_type(r.get("d"), list[Document[str] | None])
    assert_type(r.aggregate(AggregateRequest()), AggregateResult[str])
    assert_type(r.spellcheck("word"), dict[str, list[Correction[str]]])
    assert_type(r.sugget("k", "pre"), list[Suggestion[str]])
    assert_type(r.profile(Query("x")), tuple[SearchResult[str], ProfileInformation])
    assert_type(r.profile(AggregateRequest()), tuple[AggregateResult[str], ProfileInformation])


def series(r: BlockingTimeSeriesCommands[str]) -> None:
    assert_type(r.get("k"), Sample | None)
    assert_type(r.mget(["a=b"]), dict[str, tuple[LabelsT[str], Sample | None]])
    assert_type(r.range("k", "-", "+"), list[Sample])
    assert_type(r.mrange("-", "+", ["a=b"]), dict[str, tuple[LabelsT[str], list[Sample]]])
    assert_type(r.madd([("k", 1, 2)]), list[int | ResponseError])
    assert_type(r.info("k"), TimeSeriesInfo[str])
