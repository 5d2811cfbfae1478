"""Namespaces on a blocking client: what their methods return; and that a pipeline's return the pipeline."""

from __future__ import annotations

from json import JSONDecoder, JSONEncoder
from typing import assert_type

from sansredis import threads
from sansredis.blocking import Pipeline
from sansredis.core.commands import Command, Commands
from sansredis.core.commands.modules.bf import BFInfo
from sansredis.core.commands.modules.cf import CFInfo
from sansredis.core.commands.modules.cms import CMSInfo
from sansredis.core.commands.modules.json_values import JSONValue, RESPValue
from sansredis.core.commands.modules.tdigest import TDigestInfo
from sansredis.core.commands.modules.topk import TopKInfo
from sansredis.faces import BlockingCommands
from sansredis.modules.cms import BlockingCMSCommands, PipelineCMSCommands


def namespaces(r: BlockingCommands[str], client: threads.Redis[str], leased: threads.Connection[bytes]) -> None:
    assert_type(r.cms(), BlockingCMSCommands[str])
    assert_type(client.cms(), BlockingCMSCommands[str])
    assert_type(leased.cms(), BlockingCMSCommands[bytes])


def pipelines(pipe: Pipeline[str]) -> None:
    assert_type(pipe.cms(), PipelineCMSCommands[Pipeline[str]])
    assert_type(pipe.cms().query("k", "a").get("k").cms().info("k"), Pipeline[str])


def builder(r: Commands[bytes]) -> None:
    assert_type(r.cms().query("k", "a"), Command[list[int]])


def cms(r: BlockingCommands[str]) -> None:
    assert_type(r.cms().incrby("k", ["a"], [1]), list[int])
    assert_type(r.cms().merge("d", 1, ["k"]), bool)
    assert_type(r.cms().info("k"), CMSInfo)


def filters(r: BlockingCommands[str]) -> None:
    assert_type(r.bf().create("k", 0.01, 100), bool)
    assert_type(r.bf().madd("k", "a"), list[bool])
    assert_type(r.bf().scandump("k", 0), tuple[int, bytes])
    assert_type(r.bf().info("k"), BFInfo)
    assert_type(r.cf().insertnx("k", ["a"]), list[int])
    assert_type(r.cf().info("k"), CFInfo)


def lists_and_digests(r: BlockingCommands[str]) -> None:
    assert_type(r.topk().add("k", "a"), list[str | None])
    assert_type(r.topk().list("k"), list[str])
    assert_type(r.topk().list("k", withcount=True), list[str | int])
    assert_type(r.topk().info("k"), TopKInfo)
    assert_type(r.tdigest().quantile("k", 0.5), list[float])
    assert_type(r.tdigest().rank("k", 3), list[int])
    assert_type(r.tdigest().info("k"), TDigestInfo)


def documents(r: BlockingCommands[str]) -> None:
    j = r.json(encoder=JSONEncoder(), decoder=JSONDecoder())
    assert_type(j.get("k", "$.a"), JSONValue)
    assert_type(j.mget(["k"], "$"), list[JSONValue])
    assert_type(j.set("k", "$", {"a": object()}), bool | None)
    assert_type(j.type("k"), list[str] | list[list[str]] | None)
    assert_type(j.resp("k"), RESPValue)
    assert_type(j.objkeys("k"), list[str] | list[list[str] | None] | None)
    assert_type(j.numincrby("k", "$.a", 1), list[int | float | None])
    assert_type(j.toggle("k"), bool | list[int | None])
    assert_type(j.debug("HELP"), list[str])
    assert_type(j.debug("MEMORY", "k"), int | list[int])
    assert_type(j.arrpop("k"), JSONValue)
    assert_type(j.arrlen("k"), int | list[int | None] | None)
