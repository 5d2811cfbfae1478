"""What the features of an asynchronous client give, beside commands."""

from __future__ import annotations

from typing import assert_type

from sansredis import asyncio, trio
from sansredis.awaiting.scanning import ScanIterator


async def scans(r: trio.Redis[str], c: asyncio.Connection[bytes]) -> None:
    assert_type(r.scan_iter(), ScanIterator[str])
    assert_type(r.hscan_iter("h"), ScanIterator[tuple[str, str]])
    assert_type(r.hscan_iter("h", no_values=True), ScanIterator[str])
    assert_type(r.zscan_iter("z"), ScanIterator[tuple[str, float]])
    assert_type(r.zscan_iter("z", score_cast_func=int), ScanIterator[tuple[str, int]])
    async for member in c.sscan_iter("s"):
        assert_type(member, bytes)
    assert_type(await anext(c.scan_iter(match="a*", count=10, _type="set")), bytes)
