"""What the features of a blocking client give, beside commands."""

from __future__ import annotations

from typing import Literal, assert_type

from sansredis import threads
from sansredis.blocking.locks import Lock, Semaphore
from sansredis.blocking.scanning import ScanIterator
from sansredis.blocking.streams import GroupEntry, StreamEntry, StreamReader


def scans(r: threads.Redis[str], c: threads.Connection[bytes]) -> None:
    assert_type(r.scan_iter(), ScanIterator[str])
    assert_type(r.hscan_iter("h"), ScanIterator[tuple[str, str]])
    assert_type(r.hscan_iter("h", no_values=True), ScanIterator[str])
    assert_type(r.zscan_iter("z"), ScanIterator[tuple[str, float]])
    assert_type(r.zscan_iter("z", score_cast_func=int), ScanIterator[tuple[str, int]])
    for member in c.sscan_iter("s"):
        assert_type(member, bytes)
    assert_type(next(c.scan_iter(match="a*", count=10, _type="set")), bytes)


class OwnLock(Lock):
    pass


def locks(r: threads.Redis[str]) -> None:
    assert_type(r.lock("l", 10), Lock)
    assert_type(r.lock("l", timeout=1.5, lock_class=OwnLock), OwnLock)
    assert_type(r.semaphore("s", 3), Semaphore)
    with r.lock("l", fencing=True, auto_renew=True, timeout=1, on_lost=print) as lock:
        assert_type(lock, Lock)
        assert_type(lock.fencing_token, int | None)
        assert_type(lock.lost, bool)
        assert_type(lock.token, str | bytes | None)
        assert_type(lock.extend(3), Literal[True])
        assert_type(lock.owned(), bool)
    assert_type(lock.acquire(), bool)
    lock.release()


def streams(r: threads.Redis[str], raw: threads.Redis[bytes]) -> None:
    assert_type(r.stream_reader("s"), StreamReader[str])
    for entry in r.stream_reader({"s": "$", "t": "0"}, timeout=1):
        assert_type(entry, StreamEntry[str])
        assert_type(entry.fields, dict[str, str])
    for message in raw.stream_consumer(["s", b"t"], "group", "me", claim_idle=60):
        assert_type(message, GroupEntry[bytes])
        assert_type(message.id, bytes)
        assert_type(message.ack(), bool)
        message.keep()
