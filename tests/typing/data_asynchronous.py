"""What the commands on streams, places, scripts and messages return from an asynchronous client."""

from __future__ import annotations

from typing import assert_type

from sansredis.core.commands.functions import FunctionLibrary, FunctionStats
from sansredis.core.commands.modules.json_values import JSONValue
from sansredis.core.commands.modules.vset_replies import RawEmbedding, ScoredAttributes
from sansredis.core.commands.replies_streams import PendingEntry, PendingSummary, StreamDetails, StreamInfo
from sansredis.faces import AsyncCommands


async def streams(r: AsyncCommands[bytes]) -> None:
    assert_type(await r.xadd("s", {"a": 1}), bytes)
    assert_type(await r.xadd("s", {b"a": 1.5}, maxlen=5, nomkstream=True), bytes | None)
    assert_type(await r.xrange("s"), list[tuple[bytes, dict[bytes, bytes]]])
    assert_type(await r.xread({"s": "$"}, block=5), dict[bytes, list[tuple[bytes, dict[bytes, bytes]]]])
    assert_type(await r.xinfo_stream("s"), StreamInfo[bytes])
    assert_type(await r.xinfo_stream("s", full=True), StreamDetails[bytes])
    assert_type(await r.xinfo_groups("s"), list[dict[str, bytes | int | None]])
    assert_type(await r.xdelex("s", "1-0"), list[int])
    assert_type(await r.xreadgroup("g", "c", {"s": ">"}), dict[bytes, list[tuple[bytes, dict[bytes, bytes]]]])
    assert_type(
        await r.xreadgroup("g", "c", {"s": ">"}, claim_min_idle_time=5),
        dict[bytes, list[tuple[bytes, dict[bytes, bytes], int, int]]],
    )
    assert_type(await r.xclaim("s", "g", "c", 0, ["1-0"]), list[tuple[bytes, dict[bytes, bytes]]])
    assert_type(await r.xclaim("s", "g", "c", 0, ["1-0"], justid=True), list[bytes])
    assert_type(
        await r.xautoclaim("s", "g", "c", 0),
        tuple[bytes, list[tuple[bytes, dict[bytes, bytes]]], list[bytes]],
    )
    assert_type(await r.xautoclaim("s", "g", "c", 0, justid=True), list[bytes])
    assert_type(await r.xpending("s", "g"), PendingSummary[bytes])
    assert_type(await r.xpending_range("s", "g", "-", "+", 5), list[PendingEntry[bytes]])


async def places(r: AsyncCommands[bytes]) -> None:
    assert_type(await r.geopos("g", "a"), list[tuple[float, float] | None])
    assert_type(await r.geohash("g", "a"), list[str | None])
    assert_type(await r.geosearch("g", member="a", radius=1), list[bytes])
    assert_type(await r.geosearch("g", member="a", radius=1, withdist=True), list[tuple[bytes, float]])
    assert_type(
        await r.geosearch("g", member="a", radius=1, withcoord=True),
        list[tuple[bytes, tuple[float, float]]],
    )
    assert_type(
        await r.geosearch("g", member="a", radius=1, withdist=True, withhash=True),
        list[tuple[bytes, float, int]],
    )
    assert_type(
        await r.geosearch("g", member="a", radius=1, withcoord=True, withdist=True, withhash=True),
        list[tuple[bytes, float, int, tuple[float, float]]],
    )
    assert_type(await r.georadius("g", 1, 2, 3), list[bytes])
    assert_type(
        await r.georadius("g", 1, 2, 3, withdist=True),
        list[tuple[bytes | float | int | tuple[float, float], ...]],
    )
    assert_type(await r.georadius("g", 1, 2, 3, store="d"), int)
    assert_type(await r.georadiusbymember("g", "a", 3, store_dist="d"), int)


async def scripts_and_messages(r: AsyncCommands[bytes]) -> None:
    assert_type(await r.script_load("return 1"), str)
    assert_type(await r.script_exists("a"), list[bool])
    assert_type(await r.function_dump(), bytes)
    assert_type(await r.function_list(), list[FunctionLibrary[bytes]])
    assert_type(await r.function_stats(), FunctionStats[bytes])
    assert_type(await r.pubsub_numsub("a"), list[tuple[bytes, int]])
    assert_type(await r.publish("c", "x"), int)


async def vectors(r: AsyncCommands[bytes]) -> None:
    assert_type(await r.vset().vadd("v", [1, 2.5], "a"), bool)
    assert_type(await r.vset().vemb("v", "a"), list[float] | None)
    assert_type(await r.vset().vemb("v", "a", raw=True), RawEmbedding | None)
    assert_type(await r.vset().vgetattr("v", "a"), JSONValue)
    assert_type(await r.vset().vlinks("v", "a"), list[list[bytes]] | None)
    assert_type(await r.vset().vlinks("v", "a", with_scores=True), list[dict[bytes, float]] | None)
    assert_type(await r.vset().vrandmember("v"), bytes | None)
    assert_type(await r.vset().vrandmember("v", 3), list[bytes])
    assert_type(await r.vset().vsim("v", "a"), list[bytes])
    assert_type(await r.vset().vsim("v", [1, 2], with_scores=True), dict[bytes, float])
    assert_type(await r.vset().vsim("v", b"1234", with_attribs=True), dict[bytes, JSONValue])
    assert_type(await r.vset().vsim("v", "a", with_scores=True, with_attribs=True), dict[bytes, ScoredAttributes])
