"""The four doors, each as a function that makes one call on a new client and returns its value; and the pipeline."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from importlib import import_module
from typing import Any

from tests.server.case import Call, call_on


def _blocking(door: str, call: Call, options: dict[str, Any]) -> Any:
    with import_module(f"sansredis.{door}").Redis(**options) as client:
        return call_on(call, client)


async def _awaited(door: str, call: Call, options: dict[str, Any]) -> Any:
    async with import_module(f"sansredis.{door}").Redis(**options) as client:
        return await call_on(call, client)


def through_threads(call: Call, **options: Any) -> Any:
    """Make a call by `sansredis.threads`."""
    return _blocking("threads", call, options)


def through_gevent(call: Call, **options: Any) -> Any:
    """Make a call by `sansredis.gevent`, without any patching."""
    return _blocking("gevent", call, options)


def through_asyncio(call: Call, **options: Any) -> Any:
    """Make a call by `sansredis.asyncio`."""
    return asyncio.run(_awaited("asyncio", call, options))


def through_trio(call: Call, **options: Any) -> Any:
    """Make a call by `sansredis.trio`."""
    import trio

    return trio.run(_awaited, "trio", call, options)


def through_pipeline(call: Call, **options: Any) -> Any:
    """Make a call in a pipeline, between two others."""
    with import_module("sansredis.threads").Redis(**options) as client, client.pipeline(transaction=False) as pipe:
        call_on(call, pipe.echo("before")).echo("after")
        before, value, after = pipe.execute(raise_on_error=False)
    echoes = ("before", "after") if options.get("decode_responses") else (b"before", b"after")
    assert (before, after) == echoes
    if isinstance(value, Exception):
        raise value
    return value


DOORS: dict[str, Callable[..., Any]] = {
    "gevent": through_gevent,
    "asyncio": through_asyncio,
    "trio": through_trio,
    "pipeline": through_pipeline,
}
"""All but threads, through which everything goes."""
