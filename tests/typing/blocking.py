"""What a blocking client that decodes responses returns, for each kind of reply and each overload."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import assert_type

from sansredis.core.commands.clients import TrackingInfo
from sansredis.core.commands.lcs import LCSMatches
from sansredis.core.commands.replies_introspection import CommandDetails, CommandDocs
from sansredis.core.commands.replies_server import InfoValue, MasterRole, ReplicaRole, SentinelRole
from sansredis.faces import BlockingCommands


def strings(r: BlockingCommands[str]) -> None:
    assert_type(r.get("k"), str | None)
    assert_type(r.getrange("k", 0, 1), str)
    assert_type(r.mget("a", b"b"), list[str | None])
    assert_type(r.mget(["a", "b"], "c"), list[str | None])
    assert_type(r.mset({"a": 1, "b": b"x"}), bool)
    assert_type(r.mset({b"a": 1.5}), bool)
    assert_type(r.set("k", "v"), bool | None)
    assert_type(r.set("k", "v", 10, nx=True), bool | None)
    assert_type(r.set("k", "v", ex=timedelta(hours=1), get=False), bool | None)
    assert_type(r.set("k", "v", get=True, exat=datetime(2030, 1, 1)), str | None)
    assert_type(r.incr("k"), int)
    assert_type(r.incrbyfloat("k", 0.5), float)
    assert_type(r.increx("k", byint=2), tuple[int, int])
    assert_type(r.increx("k", byfloat=0.5), tuple[float, float])
    assert_type(r.lcs("a", "b"), str)
    assert_type(r.lcs("a", "b", len=True), int)
    assert_type(r.lcs("a", "b", idx=True), LCSMatches)
    assert_type(r.bitfield("k").get("u8", 0).execute(), list[int | None])
    assert_type(r.bitfield_ro("k", "u8", 0), list[int])


def keys(r: BlockingCommands[str]) -> None:
    assert_type(r.dump("k"), bytes | None)
    assert_type(r.scan(), tuple[int, list[str]])
    assert_type(r.type("k"), str)
    assert_type(r.expire("k", 10), bool)
    assert_type(r.sort("k"), list[str])
    assert_type(r.sort("k", get=["a*", "#"]), list[str | None])
    assert_type(r.sort("k", get=["a*", "#"], groups=True), list[tuple[str | None, ...]])
    assert_type(r.sort("k", store="d"), int)
    assert_type(r.sort_ro("k"), list[str])
    assert_type(r.sort_ro("k", get="a*"), list[str | None])


def hashes(r: BlockingCommands[str]) -> None:
    assert_type(r.hgetall("h"), dict[str, str])
    assert_type(r.hset("h", mapping={"a": 1}), int)
    assert_type(r.hmget("h", "a", "b"), list[str | None])
    assert_type(r.hrandfield("h"), str | None)
    assert_type(r.hrandfield("h", 2), list[str])
    assert_type(r.hrandfield("h", 2, withvalues=True), list[tuple[str, str]])
    assert_type(r.hscan("h"), tuple[int, dict[str, str]])
    assert_type(r.hscan("h", no_values=True), tuple[int, list[str]])
    assert_type(r.hexpire("h", 10, "a"), list[int])


def lists(r: BlockingCommands[str]) -> None:
    assert_type(r.lpop("l"), str | None)
    assert_type(r.lpop("l", 2), list[str] | None)
    assert_type(r.rpop("l"), str | None)
    assert_type(r.rpop("l", 2), list[str] | None)
    assert_type(r.lpos("l", "a"), int | None)
    assert_type(r.lpos("l", "a", count=0), list[int])
    assert_type(r.blpop("l", timeout=1), tuple[str, str] | None)
    assert_type(r.lmpop(1, "l", direction="LEFT"), tuple[str, list[str]] | None)


def sets(r: BlockingCommands[str]) -> None:
    assert_type(r.smembers("s"), set[str])
    assert_type(r.spop("s"), str | None)
    assert_type(r.spop("s", 2), set[str])
    assert_type(r.srandmember("s"), str | None)
    assert_type(r.srandmember("s", -2), list[str])


def sorted_sets(r: BlockingCommands[str]) -> None:
    assert_type(r.zadd("z", {"a": 1}), int)
    assert_type(r.zadd("z", {"a": 1}, incr=True), float | None)
    assert_type(r.zscore("z", "a"), float | None)
    assert_type(r.zmscore("z", ["a"]), list[float | None])
    assert_type(r.zrange("z", 0, -1), list[str])
    assert_type(r.zrange("z", 0, -1, withscores=True), list[tuple[str, float]])
    assert_type(r.zrange("z", 0, -1, withscores=True, score_cast_func=int), list[tuple[str, int]])
    assert_type(r.zrangebyscore("z", 0, 1), list[str])
    assert_type(r.zrangebyscore("z", 0, 1, withscores=True), list[tuple[str, float]])
    assert_type(r.zrangebyscore("z", 0, 1, withscores=True, score_cast_func=str), list[tuple[str, str]])
    assert_type(r.zrevrange("z", 0, -1), list[str])
    assert_type(r.zrevrange("z", 0, -1, withscores=True), list[tuple[str, float]])
    assert_type(r.zrevrange("z", 0, -1, withscores=True, score_cast_func=int), list[tuple[str, int]])
    assert_type(r.zrevrangebyscore("z", 1, 0), list[str])
    assert_type(r.zrevrangebyscore("z", 1, 0, withscores=True), list[tuple[str, float]])
    assert_type(r.zrevrangebyscore("z", 1, 0, withscores=True, score_cast_func=int), list[tuple[str, int]])
    assert_type(r.zrank("z", "a"), int | None)
    assert_type(r.zrank("z", "a", withscore=True), tuple[int, float] | None)
    assert_type(r.zrank("z", "a", withscore=True, score_cast_func=int), tuple[int, int] | None)
    assert_type(r.zrevrank("z", "a"), int | None)
    assert_type(r.zrevrank("z", "a", withscore=True), tuple[int, float] | None)
    assert_type(r.zrevrank("z", "a", withscore=True, score_cast_func=int), tuple[int, int] | None)
    assert_type(r.zrandmember("z"), str | None)
    assert_type(r.zrandmember("z", 2), list[str])
    assert_type(r.zrandmember("z", 2, withscores=True), list[tuple[str, float]])
    assert_type(r.zdiff(["y", "z"]), list[str])
    assert_type(r.zdiff(["y", "z"], withscores=True), list[tuple[str, float]])
    assert_type(r.zinter(["y", "z"]), list[str])
    assert_type(r.zinter(["y", "z"], withscores=True), list[tuple[str, float]])
    assert_type(r.zunion({"y": 1, "z": 2}), list[str])
    assert_type(r.zunion(["y", "z"], withscores=True), list[tuple[str, float]])
    assert_type(r.zunion(["y", "z"], withscores=True, score_cast_func=int), list[tuple[str, int]])
    assert_type(r.zpopmin("z"), list[tuple[str, float]])
    assert_type(r.bzpopmin("z", 1), tuple[str, str, float] | None)
    assert_type(r.zmpop(1, ["z"], min=True), tuple[str, list[tuple[str, float]]] | None)
    assert_type(r.zscan("z"), tuple[int, list[tuple[str, float]]])
    assert_type(r.zscan("z", score_cast_func=str), tuple[int, list[tuple[str, str]]])


def connection_and_clients(r: BlockingCommands[str]) -> None:
    assert_type(r.ping(), bool)
    assert_type(r.echo("hi"), str)
    assert_type(r.reset(), str)
    assert_type(r.client_getname(), str | None)
    assert_type(r.client_info(), dict[str, str | int])
    assert_type(r.client_list(), list[dict[str, str]])
    assert_type(r.client_trackinginfo(), TrackingInfo)


def server(r: BlockingCommands[str]) -> None:
    assert_type(r.info("memory"), dict[str, InfoValue])
    assert_type(r.config_get("max*"), dict[str, str])
    assert_type(r.lastsave(), datetime)
    assert_type(r.role(), MasterRole | ReplicaRole | SentinelRole)
    assert_type(r.time(), tuple[int, int])
    assert_type(r.memory_usage("k"), int | None)
    assert_type(r.object("ENCODING", "k"), str | None)
    assert_type(r.object("idletime", "k"), int | None)
    assert_type(r.command_info("get"), dict[str, CommandDetails])
    assert_type(r.command_docs("get"), dict[str, CommandDocs])
    assert_type(r.command_list(), list[str])
    assert_type(r.command_getkeysandflags("SET", "k", 1), list[tuple[str, set[str]]])
