"""What the blocking clients' scripts and libraries return."""

from __future__ import annotations

from typing import Any, assert_type

from sansredis.blocking import Pipeline
from sansredis.blocking.scripts import Library, Script
from sansredis.gevent import Redis

r = Redis(decode_responses=True)


def scripts() -> None:
    assert_type(r.register_script("return 1"), Script[Any])
    count = r.register_script(b"return 1", read_only=True, reply=int)
    assert_type(count, Script[int])
    assert_type(count(keys=["k"], args=[1, "x"]), int)
    assert_type(count(["k"], client=r), int)
    assert_type(count(["k"], client=r.pipeline()), Pipeline[str])
    assert_type(count(["k"], [1], r.pipeline()), Pipeline[str])


def libraries() -> None:
    library = r.register_library("#!lua name=mine")
    assert_type(library, Library)
    assert_type(library.load(), str)
    assert_type(library.call("f", ["k"], reply=float), float)
    assert_type(library.call_ro("f"), Any)
    assert_type(library.call("f", client=r.pipeline()), Pipeline[str])
    assert_type(library.delete(), bool)
