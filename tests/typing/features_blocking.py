"""What the features of a blocking client give, beside commands."""

from __future__ import annotations

from typing import assert_type

from sansredis import threads
from sansredis.blocking.scanning import ScanIterator


def scans(r: threads.Redis[str], c: threads.Connection[bytes]) -> None:
    assert_type(r.scan_iter(), ScanIterator[str])
    assert_type(r.hscan_iter("h"), ScanIterator[tuple[str, str]])
    assert_type(r.hscan_iter("h", no_values=True), ScanIterator[str])
    assert_type(r.zscan_iter("z"), ScanIterator[tuple[str, float]])
    assert_type(r.zscan_iter("z", score_cast_func=int), ScanIterator[tuple[str, int]])
    for member in c.sscan_iter("s"):
        assert_type(member, bytes)
    assert_type(next(c.scan_iter(match="a*", count=10, _type="set")), bytes)
