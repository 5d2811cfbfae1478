"""Namespaces on an asynchronous client: what their methods return; and that a pipeline's return the pipeline."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import Any, assert_type

from sansredis import trio
from sansredis.awaiting import Pipeline
from sansredis.core.commands.modules.bf import BFInfo
from sansredis.core.commands.modules.cf import CFInfo
from sansredis.core.commands.modules.cms import CMSInfo
from sansredis.core.commands.modules.json_values import JSONValue, RESPValue
from sansredis.core.commands.modules.tdigest import TDigestInfo
from sansredis.core.commands.modules.topk import TopKInfo
from sansredis.faces import AsyncCommands
from sansredis.modules.cms import AsyncCMSCommands, PipelineCMSCommands


def namespaces(r: AsyncCommands[bytes], client: trio.Redis[str], leased: trio.Connection[bytes]) -> None:
    assert_type(r.cms(), AsyncCMSCommands[bytes])
    assert_type(client.cms(), AsyncCMSCommands[str])
    assert_type(leased.cms(), AsyncCMSCommands[bytes])
    _ = assert_type(r.cms().query("k", "a"), Coroutine[Any, Any, list[int]])


def pipelines(pipe: Pipeline[bytes]) -> None:
    assert_type(pipe.cms(), PipelineCMSCommands[Pipeline[bytes]])
    assert_type(pipe.cms().query("k", "a").get("k"), Pipeline[bytes])


async def cms(r: AsyncCommands[bytes]) -> None:
    assert_type(await r.cms().incrby("k", ["a"], [1]), list[int])
    assert_type(await r.cms().info("k"), CMSInfo)


async def filters(r: AsyncCommands[bytes]) -> None:
    assert_type(await r.bf().create("k", 0.01, 100), bool)
    assert_type(await r.bf().madd("k", "a"), list[bool])
    assert_type(await r.bf().scandump("k", 0), tuple[int, bytes])
    assert_type(await r.bf().info("k"), BFInfo)
    assert_type(await r.cf().insertnx("k", ["a"]), list[int])
    assert_type(await r.cf().info("k"), CFInfo)


async def lists_and_digests(r: AsyncCommands[bytes]) -> None:
    assert_type(await r.topk().add("k", "a"), list[bytes | None])
    assert_type(await r.topk().list("k"), list[bytes])
    assert_type(await r.topk().list("k", withcount=True), list[bytes | int])
    assert_type(await r.topk().info("k"), TopKInfo)
    assert_type(await r.tdigest().quantile("k", 0.5), list[float])
    assert_type(await r.tdigest().rank("k", 3), list[int])
    assert_type(await r.tdigest().info("k"), TDigestInfo)


async def documents(r: AsyncCommands[bytes]) -> None:
    j = r.json()
    assert_type(await j.get("k", "$.a"), JSONValue)
    assert_type(await j.mget(["k"], "$"), list[JSONValue])
    assert_type(await j.set("k", "$", {"a": object()}), bool | None)
    assert_type(await j.type("k"), list[str] | list[list[str]] | None)
    assert_type(await j.resp("k"), RESPValue)
    assert_type(await j.objkeys("k"), list[str] | list[list[str] | None] | None)
    assert_type(await j.numincrby("k", "$.a", 1), list[int | float | None])
    assert_type(await j.toggle("k"), bool | list[int | None])
    assert_type(await j.debug("HELP"), list[str])
    assert_type(await j.debug("MEMORY", "k"), int | list[int])
    assert_type(await j.arrpop("k"), JSONValue)
    assert_type(await j.arrlen("k"), int | list[int | None] | None)
