"""What the blocking clients' transactions return."""

from __future__ import annotations

from typing import Any, assert_type

from sansredis.blocking import Connection, Pipeline
from sansredis.threads import Redis

r = Redis(decode_responses=True)


def count(pipe: Pipeline[str]) -> int:
    watched = pipe.watch("k")
    value = watched.get("k")
    pipe.multi()
    pipe.incr("k")
    return len(value or "")


def watching() -> None:
    with r.pipeline() as pipe:
        watched = pipe.watch("a", b"b")
        assert_type(watched, Connection[str])
        assert_type(watched.get("a"), str | None)
        assert_type(pipe.watching, bool)
        pipe.multi()
        assert_type(pipe.set("a", 1).incr("b"), Pipeline[str])
        assert_type(pipe.execute(), list[Any])
        assert_type(pipe.unwatch(), bool)
        assert_type(pipe.discard(), bool)
        assert_type(pipe.reset(), Pipeline[str])


def whole() -> None:
    assert_type(r.transaction(count, "k"), list[Any])
    assert_type(r.transaction(count, "k", value_from_callable=True, watch_delay=0.1, timeout=3), int)
