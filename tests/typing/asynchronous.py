"""What an asynchronous client that does not decode responses returns, for each kind of reply and each overload."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import assert_type

from sansredis.core.commands.clients import TrackingInfo
from sansredis.core.commands.lcs import LCSMatches
from sansredis.core.commands.replies_introspection import CommandDetails, CommandDocs
from sansredis.core.commands.replies_server import InfoValue, MasterRole, ReplicaRole, SentinelRole
from sansredis.faces import AsyncCommands


async def strings(r: AsyncCommands[bytes]) -> None:
    assert_type(await r.get("k"), bytes | None)
    assert_type(await r.getrange("k", 0, 1), bytes)
    assert_type(await r.mget("a", b"b"), list[bytes | None])
    assert_type(await r.mget(["a", "b"], "c"), list[bytes | None])
    assert_type(await r.mset({"a": 1, "b": b"x"}), bool)
    assert_type(await r.mset({b"a": 1.5}), bool)
    assert_type(await r.set("k", "v"), bool | None)
    assert_type(await r.set("k", "v", 10, nx=True), bool | None)
    assert_type(await r.set("k", "v", ex=timedelta(hours=1), get=False), bool | None)
    assert_type(await r.set("k", "v", get=True, exat=datetime(2030, 1, 1)), bytes | None)
    assert_type(await r.incr("k"), int)
    assert_type(await r.incrbyfloat("k", 0.5), float)
    assert_type(await r.increx("k", byint=2), tuple[int, int])
    assert_type(await r.increx("k", byfloat=0.5), tuple[float, float])
    assert_type(await r.lcs("a", "b"), bytes)
    assert_type(await r.lcs("a", "b", len=True), int)
    assert_type(await r.lcs("a", "b", idx=True), LCSMatches)
    assert_type(await r.bitfield("k").get("u8", 0).execute(), list[int | None])
    assert_type(await r.bitfield_ro("k", "u8", 0), list[int])


async def keys(r: AsyncCommands[bytes]) -> None:
    assert_type(await r.dump("k"), bytes | None)
    assert_type(await r.scan(), tuple[int, list[bytes]])
    assert_type(await r.type("k"), bytes)
    assert_type(await r.expire("k", 10), bool)
    assert_type(await r.sort("k"), list[bytes])
    assert_type(await r.sort("k", get=["a*", "#"]), list[bytes | None])
    assert_type(await r.sort("k", get=["a*", "#"], groups=True), list[tuple[bytes | None, ...]])
    assert_type(await r.sort("k", store="d"), int)
    assert_type(await r.sort_ro("k"), list[bytes])
    assert_type(await r.sort_ro("k", get="a*"), list[bytes | None])


async def hashes(r: AsyncCommands[bytes]) -> None:
    assert_type(await r.hgetall("h"), dict[bytes, bytes])
    assert_type(await r.hset("h", mapping={"a": 1}), int)
    assert_type(await r.hmget("h", "a", "b"), list[bytes | None])
    assert_type(await r.hrandfield("h"), bytes | None)
    assert_type(await r.hrandfield("h", 2), list[bytes])
    assert_type(await r.hrandfield("h", 2, withvalues=True), list[tuple[bytes, bytes]])
    assert_type(await r.hscan("h"), tuple[int, dict[bytes, bytes]])
    assert_type(await r.hscan("h", no_values=True), tuple[int, list[bytes]])
    assert_type(await r.hexpire("h", 10, "a"), list[int])


async def lists(r: AsyncCommands[bytes]) -> None:
    assert_type(await r.lpop("l"), bytes | None)
    assert_type(await r.lpop("l", 2), list[bytes] | None)
    assert_type(await r.rpop("l"), bytes | None)
    assert_type(await r.rpop("l", 2), list[bytes] | None)
    assert_type(await r.lpos("l", "a"), int | None)
    assert_type(await r.lpos("l", "a", count=0), list[int])
    assert_type(await r.blpop("l", timeout=1), tuple[bytes, bytes] | None)
    assert_type(await r.lmpop(1, "l", direction="LEFT"), tuple[bytes, list[bytes]] | None)


async def sets(r: AsyncCommands[bytes]) -> None:
    assert_type(await r.smembers("s"), set[bytes])
    assert_type(await r.spop("s"), bytes | None)
    assert_type(await r.spop("s", 2), set[bytes])
    assert_type(await r.srandmember("s"), bytes | None)
    assert_type(await r.srandmember("s", -2), list[bytes])


async def sorted_sets(r: AsyncCommands[bytes]) -> None:
    assert_type(await r.zadd("z", {"a": 1}), int)
    assert_type(await r.zadd("z", {"a": 1}, incr=True), float | None)
    assert_type(await r.zscore("z", "a"), float | None)
    assert_type(await r.zmscore("z", ["a"]), list[float | None])
    assert_type(await r.zrange("z", 0, -1), list[bytes])
    assert_type(await r.zrange("z", 0, -1, withscores=True), list[tuple[bytes, float]])
    assert_type(await r.zrange("z", 0, -1, withscores=True, score_cast_func=int), list[tuple[bytes, int]])
    assert_type(await r.zrangebyscore("z", 0, 1), list[bytes])
    assert_type(await r.zrangebyscore("z", 0, 1, withscores=True), list[tuple[bytes, float]])
    assert_type(await r.zrangebyscore("z", 0, 1, withscores=True, score_cast_func=str), list[tuple[bytes, str]])
    assert_type(await r.zrevrange("z", 0, -1), list[bytes])
    assert_type(await r.zrevrange("z", 0, -1, withscores=True), list[tuple[bytes, float]])
    assert_type(await r.zrevrange("z", 0, -1, withscores=True, score_cast_func=int), list[tuple[bytes, int]])
    assert_type(await r.zrevrangebyscore("z", 1, 0), list[bytes])
    assert_type(await r.zrevrangebyscore("z", 1, 0, withscores=True), list[tuple[bytes, float]])
    assert_type(await r.zrevrangebyscore("z", 1, 0, withscores=True, score_cast_func=int), list[tuple[bytes, int]])
    assert_type(await r.zrank("z", "a"), int | None)
    assert_type(await r.zrank("z", "a", withscore=True), tuple[int, float] | None)
    assert_type(await r.zrank("z", "a", withscore=True, score_cast_func=int), tuple[int, int] | None)
    assert_type(await r.zrevrank("z", "a"), int | None)
    assert_type(await r.zrevrank("z", "a", withscore=True), tuple[int, float] | None)
    assert_type(await r.zrevrank("z", "a", withscore=True, score_cast_func=int), tuple[int, int] | None)
    assert_type(await r.zrandmember("z"), bytes | None)
    assert_type(await r.zrandmember("z", 2), list[bytes])
    assert_type(await r.zrandmember("z", 2, withscores=True), list[tuple[bytes, float]])
    assert_type(await r.zdiff(["y", "z"]), list[bytes])
    assert_type(await r.zdiff(["y", "z"], withscores=True), list[tuple[bytes, float]])
    assert_type(await r.zinter(["y", "z"]), list[bytes])
    assert_type(await r.zinter(["y", "z"], withscores=True), list[tuple[bytes, float]])
    assert_type(await r.zunion({"y": 1, "z": 2}), list[bytes])
    assert_type(await r.zunion(["y", "z"], withscores=True), list[tuple[bytes, float]])
    assert_type(await r.zunion(["y", "z"], withscores=True, score_cast_func=int), list[tuple[bytes, int]])
    assert_type(await r.zpopmin("z"), list[tuple[bytes, float]])
    assert_type(await r.bzpopmin("z", 1), tuple[bytes, bytes, float] | None)
    assert_type(await r.zmpop(1, ["z"], min=True), tuple[bytes, list[tuple[bytes, float]]] | None)
    assert_type(await r.zscan("z"), tuple[int, list[tuple[bytes, float]]])
    assert_type(await r.zscan("z", score_cast_func=str), tuple[int, list[tuple[bytes, str]]])


async def connection_and_clients(r: AsyncCommands[bytes]) -> None:
    assert_type(await r.ping(), bool)
    assert_type(await r.echo("hi"), bytes)
    assert_type(await r.reset(), str)
    assert_type(await r.client_getname(), str | None)
    assert_type(await r.client_info(), dict[str, str | int])
    assert_type(await r.client_list(), list[dict[str, str]])
    assert_type(await r.client_trackinginfo(), TrackingInfo)


async def server(r: AsyncCommands[bytes]) -> None:
    assert_type(await r.info("memory"), dict[str, InfoValue])
    assert_type(await r.config_get("max*"), dict[str, str])
    assert_type(await r.lastsave(), datetime)
    assert_type(await r.role(), MasterRole | ReplicaRole | SentinelRole)
    assert_type(await r.time(), tuple[int, int])
    assert_type(await r.memory_usage("k"), int | None)
    assert_type(await r.object("ENCODING", "k"), bytes | None)
    assert_type(await r.object("idletime", "k"), int | None)
    assert_type(await r.command_info("get"), dict[str, CommandDetails])
    assert_type(await r.command_docs("get"), dict[str, CommandDocs])
    assert_type(await r.command_list(), list[bytes])
    assert_type(await r.command_getkeysandflags("SET", "k", 1), list[tuple[bytes, set[str]]])
