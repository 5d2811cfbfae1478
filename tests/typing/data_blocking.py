"""What the commands on streams, places, scripts and messages return from a blocking client that decodes responses."""

from __future__ import annotations

from typing import assert_type

from sansredis.core.commands.arrays import ArrayAggregateOperations, ArrayPredicateType
from sansredis.core.commands.functions import FunctionLibrary, FunctionStats
from sansredis.core.commands.modules.json_values import JSONValue
from sansredis.core.commands.modules.vset_replies import RawEmbedding, ScoredAttributes
from sansredis.core.commands.replies_streams import PendingEntry, PendingSummary, StreamDetails, StreamInfo
from sansredis.faces import BlockingCommands


def streams(r: BlockingCommands[str]) -> None:
    assert_type(r.xadd("s", {"a": 1}), str)
    assert_type(r.xadd("s", {b"a": 1.5}, maxlen=5, nomkstream=True), str | None)
    assert_type(r.xrange("s"), list[tuple[str, dict[str, str]]])
    assert_type(r.xread({"s": "$"}, block=5), dict[str, list[tuple[str, dict[str, str]]]])
    assert_type(r.xinfo_stream("s"), StreamInfo[str])
    assert_type(r.xinfo_stream("s", full=True), StreamDetails[str])
    assert_type(r.xinfo_groups("s"), list[dict[str, str | int | None]])
    assert_type(r.xdelex("s", "1-0"), list[int])
    assert_type(r.xreadgroup("g", "c", {"s": ">"}), dict[str, list[tuple[str, dict[str, str]]]])
    assert_type(
        r.xreadgroup("g", "c", {"s": ">"}, claim_min_idle_time=5), dict[str, list[tuple[str, dict[str, str], int, int]]]
    )
    assert_type(r.xclaim("s", "g", "c", 0, ["1-0"]), list[tuple[str, dict[str, str]]])
    assert_type(r.xclaim("s", "g", "c", 0, ["1-0"], justid=True), list[str])
    assert_type(r.xautoclaim("s", "g", "c", 0), tuple[str, list[tuple[str, dict[str, str]]], list[str]])
    assert_type(r.xautoclaim("s", "g", "c", 0, justid=True), list[str])
    assert_type(r.xpending("s", "g"), PendingSummary[str])
    assert_type(r.xpending_range("s", "g", "-", "+", 5), list[PendingEntry[str]])


def places(r: BlockingCommands[str]) -> None:
    assert_type(r.geopos("g", "a"), list[tuple[float, float] | None])
    assert_type(r.geohash("g", "a"), list[str | None])
    assert_type(r.geosearch("g", member="a", radius=1), list[str])
    assert_type(r.geosearch("g", member="a", radius=1, withdist=True), list[tuple[str, float]])
    assert_type(r.geosearch("g", member="a", radius=1, withcoord=True), list[tuple[str, tuple[float, float]]])
    assert_type(r.geosearch("g", member="a", radius=1, withdist=True, withhash=True), list[tuple[str, float, int]])
    assert_type(
        r.geosearch("g", member="a", radius=1, withcoord=True, withdist=True, withhash=True),
        list[tuple[str, float, int, tuple[float, float]]],
    )
    assert_type(r.georadius("g", 1, 2, 3), list[str])
    assert_type(r.georadius("g", 1, 2, 3, withdist=True), list[tuple[str | float | int | tuple[float, float], ...]])
    assert_type(r.georadius("g", 1, 2, 3, store="d"), int)
    assert_type(r.georadiusbymember("g", "a", 3, store_dist="d"), int)


def scripts_and_messages(r: BlockingCommands[str]) -> None:
    assert_type(r.script_load("return 1"), str)
    assert_type(r.script_exists("a"), list[bool])
    assert_type(r.function_dump(), bytes)
    assert_type(r.function_list(), list[FunctionLibrary[str]])
    assert_type(r.function_stats(), FunctionStats[str])
    assert_type(r.pubsub_numsub("a"), list[tuple[str, int]])
    assert_type(r.publish("c", "x"), int)


def vectors(r: BlockingCommands[str]) -> None:
    assert_type(r.vset().vadd("v", [1, 2.5], "a"), bool)
    assert_type(r.vset().vemb("v", "a"), list[float] | None)
    assert_type(r.vset().vemb("v", "a", raw=True), RawEmbedding | None)
    assert_type(r.vset().vgetattr("v", "a"), JSONValue)
    assert_type(r.vset().vlinks("v", "a"), list[list[str]] | None)
    assert_type(r.vset().vlinks("v", "a", with_scores=True), list[dict[str, float]] | None)
    assert_type(r.vset().vrandmember("v"), str | None)
    assert_type(r.vset().vrandmember("v", 3), list[str])
    assert_type(r.vset().vsim("v", "a"), list[str])
    assert_type(r.vset().vsim("v", [1, 2], with_scores=True), dict[str, float])
    assert_type(r.vset().vsim("v", b"1234", with_attribs=True), dict[str, JSONValue])
    assert_type(r.vset().vsim("v", "a", with_scores=True, with_attribs=True), dict[str, ScoredAttributes])


def arrays(r: BlockingCommands[str]) -> None:
    assert_type(r.arget("a", 0), str | None)
    assert_type(r.argrep("a", 0, 9, [(ArrayPredicateType.RE, "x")]), list[int])
    assert_type(r.argrep("a", 0, 9, [(ArrayPredicateType.RE, "x")], withvalues=True), list[tuple[int, str]])
    assert_type(r.arscan("a", 0, 9), list[tuple[int, str]])
    assert_type(r.arop("a", 0, 9, ArrayAggregateOperations.MAX), str | None)
    assert_type(r.arop("a", 0, 9, ArrayAggregateOperations.MATCH, "x"), int | None)
