"""Namespaces on an asynchronous client: what their methods return; and that a pipeline's return the pipeline."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import Any, assert_type

from sansredis import trio
from sansredis.awaiting import Pipeline
from sansredis.core.commands.modules.cms import CMSInfo
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
