"""What the features of an asynchronous client give, beside commands."""

from __future__ import annotations

from typing import Literal, assert_type

from sansredis import asyncio, trio
from sansredis.awaiting.locks import Lock, Semaphore
from sansredis.awaiting.scanning import ScanIterator
from sansredis.awaiting.streams import GroupEntry, StreamEntry, StreamReader


async def scans(r: trio.Redis[str], c: asyncio.Connection[bytes]) -> None:
    assert_type(r.scan_iter(), ScanIterator[str])
    assert_type(r.hscan_iter("h"), ScanIterator[tuple[str, str]])
    assert_type(r.hscan_iter("h", no_values=True), ScanIterator[str])
    assert_type(r.zscan_iter("z"), ScanIterator[tuple[str, float]])
    assert_type(r.zscan_iter("z", score_cast_func=int), ScanIterator[tuple[str, int]])
    async for member in c.sscan_iter("s"):
        assert_type(member, bytes)
    assert_type(await anext(c.scan_iter(match="a*", count=10, _type="set")), bytes)


class OwnLock(Lock):
    pass


async def locks(r: trio.Redis[str]) -> None:
    assert_type(r.lock("l", 10), Lock)
    assert_type(r.lock("l", timeout=1.5, lock_class=OwnLock), OwnLock)
    assert_type(r.semaphore("s", 3), Semaphore)
    async with r.lock("l", fencing=True, auto_renew=True, timeout=1, on_lost=print) as lock:
        assert_type(lock, Lock)
        assert_type(lock.fencing_token, int | None)
        assert_type(await lock.extend(3), Literal[True])
        assert_type(await lock.owned(), bool)
    assert_type(await lock.acquire(), bool)
    await lock.release()


async def streams(r: trio.Redis[str], raw: asyncio.Redis[bytes]) -> None:
    assert_type(r.stream_reader("s"), StreamReader[str])
    async for entry in r.stream_reader({"s": "$", "t": "0"}, timeout=1):
        assert_type(entry, StreamEntry[str])
        assert_type(entry.fields, dict[str, str])
    async for message in raw.stream_consumer(["s", b"t"], "group", "me", claim_idle=60):
        assert_type(message, GroupEntry[bytes])
        assert_type(message.id, bytes)
        assert_type(await message.ack(), bool)
        message.keep()
