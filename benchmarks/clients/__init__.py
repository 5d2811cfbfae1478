"""The clients that are compared, a module for each; all have the same few methods here.

A module has ``blocking(setting)``, which returns an `Api` of blocking functions, and/or ``asynchronous(setting)``, an
asynchronous context manager that gives an `Api` of functions to be awaited.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from benchmarks.data import HASH_KEY, LIST_KEY

Pairs = list[tuple[bytes, bytes]]


class Setting(NamedTuple):
    """What a client is opened for."""

    runtime: str
    variant: str
    port: int
    callers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Api:
    """What the workloads call. Methods of the client itself wherever possible, so that nothing is measured but them."""

    get: Callable[..., Any]
    set: Callable[..., Any]
    lrange: Callable[[], Any]
    hgetall: Callable[[], Any]
    mixed: Callable[..., Any]
    """Takes keys and values; one pipeline SETs all and then GETs all. The replies come as one list.

    With True for its second argument it is a transaction."""
    close: Callable[[], Any]
    ok: object = True
    """What ``set`` returns."""
    as_dict: Callable[[Any], Any] | None = None
    """Makes a dictionary of what ``hgetall`` returns, if that is none; only the check of the reply needs it."""
    client: Any = None
    """The client itself, for workloads that only sansredis is asked for."""


def redis_style(client: Any) -> Api:
    """Return the Api of a blocking client whose methods are those of redis-py."""

    def mixed(pairs: Pairs, transaction: bool = False) -> Any:
        pipe = client.pipeline(transaction=transaction)
        for key, value in pairs:
            pipe.set(key, value)
        for key, _ in pairs:
            pipe.get(key)
        return pipe.execute()

    return _redis_style(client, mixed, client.close)


def redis_style_async(client: Any) -> Api:
    """Return the Api of an asynchronous client whose methods are those of redis-py."""

    async def mixed(pairs: Pairs, transaction: bool = False) -> Any:
        pipe = client.pipeline(transaction=transaction)
        for key, value in pairs:
            pipe.set(key, value)
        for key, _ in pairs:
            pipe.get(key)
        return await pipe.execute()

    return _redis_style(client, mixed, client.aclose)


def _redis_style(client: Any, mixed: Callable[..., Any], close: Callable[[], Any]) -> Api:
    return Api(
        get=client.get,
        set=client.set,
        lrange=lambda: client.lrange(LIST_KEY, 0, -1),
        hgetall=lambda: client.hgetall(HASH_KEY),
        mixed=mixed,
        close=close,
        client=client,
    )
