"""Time series."""

from __future__ import annotations

from functools import partial

from sansredis.core.commands.modules.timeseries import TimeSeriesInfo
from sansredis.core.errors import ResponseError
from tests.server import case as cases
from tests.server.case import Is, Raises, between, r

case = partial(cases.case, module="timeseries")

T = "TS.CREATE t LABELS a 1 b 2"
TWO = (T, "TS.CREATE u LABELS a 1", "TS.MADD t 1000 1.5 t 2000 2 t 2500 4 u 1000 7 u 2000 1")
SAMPLES = [(1000, 1.5), (2000, 2.0), (2500, 4.0)]
COMPUTED = ("TS.CREATE d", "TS.CREATERULE t d AGGREGATION sum 1000")
GROUPED = {b"a=1": ({b"a": b"1"}, [(1000, 7.0), (2000, 2.0), (2500, 4.0)])}
BY_LABEL = [
    {b"t": ({b"b": b"2"}, SAMPLES), b"u": ({b"b": None}, [(1000, 7.0), (2000, 1.0)])},
    {b"t": ({}, [(2500, 4.0)]), b"u": ({}, [(2000, 1.0)])},
]
ALL = {
    "retention_msecs": 60_000,
    "labels": {"a": 1},
    "chunk_size": 128,
    "duplicate_policy": "last",
    "ignore_max_time_diff": 5,
    "ignore_max_val_diff": 0.5,
}
LABELS = {"TS.QUERYINDEX a=1": [b"t"]}


def info(**changed: object) -> TimeSeriesInfo[bytes]:
    """What is known of the series t."""
    facts = {
        "total_samples": 0,
        "memory_usage": between(100, 100_000),
        "first_timestamp": 0,
        "last_timestamp": 0,
        "retention_msecs": 60_000,
        "chunk_count": 1,
        "chunk_size": 128,
        "chunk_type": "compressed",
        "duplicate_policy": "last",
        "labels": {b"a": b"1"},
        "source_key": None,
        "rules": {},
        "ignore_max_time_diff": 5,
        "ignore_max_val_diff": 0.5,
    }
    return TimeSeriesInfo(**(facts | changed))  # type: ignore[arg-type]


SERIES = [
    case(r.ts().create("t"), True, then={"TS.QUERYINDEX a=1": []}),
    case(r.ts().create("t", uncompressed=True, **ALL), True, then=LABELS),
    case(r.ts().create("t"), Raises(ResponseError, "already exists"), T),
    case(r.ts().alter("t", **ALL), True, "TS.CREATE t", then=LABELS),
    case(r.ts().alter("t", labels={}), True, T, then={"TS.QUERYINDEX a=1": []}),
    case(r.ts().alter("t", 5), Raises(ResponseError, "does not exist")),
    case(r.ts().add("t", 1000, 1.5), 1000, then={"TS.GET t": [1000, b"1.5"]}),
    case(r.ts().add("t", "*", "2"), between(1_000_000_000_000, 10_000_000_000_000)),
    case(r.ts().add("t", 1000, 2, on_duplicate="sum", uncompressed=True, **ALL), 1000, then=LABELS),
    case(r.ts().add("t", 1000, 2, on_duplicate="sum"), 1000, *TWO, then={"TS.RANGE t 0 1000": [[1000, b"3.5"]]}),
    case(r.ts().add("t", 1002, 2), 1000, "TS.ADD t 1000 2 DUPLICATE_POLICY last IGNORE 5 1"),
    case(r.ts().add("t", 1000, 2), Raises(ResponseError, "DUPLICATE_POLICY"), *TWO),
    case(r.ts().madd([("t", 1000, 1), ("t", 2000, 2.5)]), [1000, 2000], T, then={"TS.GET t": [2000, b"2.5"]}),
    case(
        r.ts().madd([("t", 1000, 1), ("x", 1000, 1)]),
        [1000, Raises(ResponseError, "not a TSDB key")],
        T,
    ),
    case(r.ts().incrby("t", 2, 3000), 3000, *TWO, then={"TS.GET t": [3000, b"6"]}),
    case(r.ts().incrby("t", 2, 3000, uncompressed=True, **ALL), 3000, then=LABELS),
    case(r.ts().decrby("t", 1.5, 2500), 2500, *TWO, then={"TS.GET t": [2500, b"2.5"]}),
    case(r.ts().decrby("t", 2, uncompressed=True, **ALL), Is(int), then=LABELS),
    case(r.ts().delete("t", 1000, 2000), 2, *TWO, then={"TS.RANGE t - +": [[2500, b"4"]]}),
    case(r.ts().createrule("t", "d", "sum", 1000, 500), True, T, "TS.CREATE d"),
    case(r.ts().createrule("t", "d", "sum", 1000), Raises(ResponseError, "does not exist"), T),
    case(r.ts().deleterule("t", "d"), True, T, *COMPUTED),
    case(r.ts().deleterule("t", "d"), Raises(ResponseError, "does not exist"), T, "TS.CREATE d"),
    case(
        r.ts().info("t"),
        info(),
        "TS.CREATE t RETENTION 60000 CHUNK_SIZE 128 DUPLICATE_POLICY last IGNORE 5 0.5 LABELS a 1",
    ),
    case(
        r.ts().info("d"),
        Is(TimeSeriesInfo, lambda found: found.source_key in (b"t", "t")),
        T,
        *COMPUTED,
    ),
    case(
        r.ts().info("t"),
        Is(TimeSeriesInfo, lambda found: [*found.rules.values()] == [(1000, "SUM", 0)]),
        T,
        *COMPUTED,
    ),
    case(r.ts().queryindex(["a=1", "b="]), {b"u"}, *TWO),
]

READING = [
    case(r.ts().get("t"), (2500, 4.0), *TWO),
    case(r.ts().get("t"), None, T),
    case(r.ts().get("d", latest=True), (2000, 6.0), T, *COMPUTED, TWO[1], TWO[2]),
    case(r.ts().get("t"), Raises(ResponseError, "does not exist")),
    case(r.ts().mget(["a=1"]), {b"t": ({}, (2500, 4.0)), b"u": ({}, (2000, 1.0))}, *TWO),
    case(
        r.ts().mget(["a=1"], with_labels=True, latest=True),
        {b"t": ({b"a": b"1", b"b": b"2"}, None)},
        T,
    ),
    case(r.ts().mget(["b=(2,3)"], select_labels=["b", "x"]), {b"t": ({b"b": b"2", b"x": None}, (2500, 4.0))}, *TWO),
    case(r.ts().range("t", "-", "+"), SAMPLES, *TWO),
    case(r.ts().range("t", 1000, 2000, count=1), SAMPLES[:1], *TWO),
    case(r.ts().range("t", "-", "+", filter_by_ts=[2000, 3000]), SAMPLES[1:2], *TWO),
    case(r.ts().range("t", "-", "+", filter_by_min_value=1.9, filter_by_max_value=4), SAMPLES[1:], *TWO),
    case(
        r.ts().range("t", 1000, "+", aggregation_type="sum", bucket_size_msec=500, align="-", empty=True),
        [(1000, 1.5), (1500, 0.0), (2000, 2.0), (2500, 4.0)],
        *TWO,
    ),
    case(
        r.ts().range("t", "-", "+", aggregation_type="max", bucket_size_msec=1000, bucket_timestamp="+"),
        [(2000, 1.5), (3000, 4.0)],
        *TWO,
    ),
    case(r.ts().range("d", "-", "+", latest=True), [(1000, 1.5), (2000, 6.0)], T, *COMPUTED, TWO[1], TWO[2]),
    case(r.ts().range("t", "-", "+"), [], T),
    case(r.ts().revrange("t", "-", "+", count=2), SAMPLES[:0:-1], *TWO),
    case(r.ts().mrange("-", "+", ["a=1"], select_labels=["b"]), BY_LABEL[0], *TWO),
    case(
        r.ts().mrange("-", "+", ["a=1", "b!="], aggregation_type="count", bucket_size_msec=1000, with_labels=True),
        {b"t": ({b"a": b"1", b"b": b"2"}, [(1000, 1.0), (2000, 2.0)])},
        *TWO,
    ),
    case(r.ts().mrange("-", "+", ["a=1"], groupby="a", reduce="max", with_labels=True), GROUPED, *TWO),
    case(r.ts().mrange("-", "+", ["a=9"]), {}, *TWO),
    case(r.ts().mrevrange("-", "+", ["a=1"], count=1), BY_LABEL[1], *TWO),
    case(
        r.ts().mrevrange("-", "+", ["a=1"], groupby="a", reduce="max"),
        {b"a=1": ({}, GROUPED[b"a=1"][1][::-1])},
        *TWO,
    ),
]

CASES = SERIES + READING
