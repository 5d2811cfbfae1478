"""What the asynchronous clients' scripts and libraries return."""

from __future__ import annotations

from typing import Any, assert_type

from sansredis.asyncio import Redis
from sansredis.awaiting import Pipeline
from sansredis.awaiting.scripts import Library, Script

r = Redis(decode_responses=True)


async def scripts() -> None:
    assert_type(r.register_script("return 1"), Script[Any])
    count = r.register_script(b"return 1", read_only=True, reply=int)
    assert_type(count, Script[int])
    assert_type(await count(keys=["k"], args=[1, "x"]), int)
    assert_type(await count(["k"], client=r), int)
    assert_type(count(["k"], client=r.pipeline()), Pipeline[str])
    assert_type(count(["k"], [1], r.pipeline()), Pipeline[str])


async def libraries() -> None:
    library = r.register_library("#!lua name=mine")
    assert_type(library, Library)
    assert_type(await library.load(), str)
    assert_type(await library.call("f", ["k"], reply=float), float)
    assert_type(await library.call_ro("f"), Any)
    assert_type(library.call("f", client=r.pipeline()), Pipeline[str])
    assert_type(await library.delete(), bool)
