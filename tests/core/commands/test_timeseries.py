"""The commands on time series."""

from __future__ import annotations

from math import isnan
from typing import Any

import pytest

from sansredis.core.commands import Commands
from sansredis.core.commands.command import Command
from sansredis.core.commands.modules.timeseries import TimeSeriesCommands, TimeSeriesInfo
from sansredis.core.commands.modules.timeseries_range import TimeSeriesRangeCommands
from sansredis.core.errors import DataError, ResponseError
from tests.core.commands.reading import check_reading, methods

ts: TimeSeriesCommands[bytes] = Commands[bytes]().ts()

EVERY = {
    "retention_msecs": 60_000,
    "labels": {"area": 32, "id": "x"},
    "chunk_size": 128,
    "duplicate_policy": "last",
    "ignore_max_time_diff": 5,
    "ignore_max_val_diff": 0.5,
}
TO_CREATE = (
    *(b"RETENTION", 60_000, b"ENCODING", b"UNCOMPRESSED", b"CHUNK_SIZE", 128, b"DUPLICATE_POLICY", "last"),
    *(b"IGNORE", 5, 0.5, b"LABELS", "area", 32, "id", "x"),
)
TO_ALTER = (*TO_CREATE[:2], *TO_CREATE[4:])
TO_ADD = (*TO_CREATE[:8], b"ON_DUPLICATE", "sum", *TO_CREATE[8:])
FILTERED = (b"LATEST", b"FILTER_BY_TS", 7, 9, b"FILTER_BY_VALUE", 0.5, 3)
IN_BUCKETS = (b"COUNT", 10, b"ALIGN", "-", b"AGGREGATION", "avg", 60, b"BUCKETTIMESTAMP", "~", b"EMPTY")
RANGE = {
    "count": 10,
    "aggregation_type": "avg",
    "bucket_size_msec": 60,
    "filter_by_ts": [7, 9],
    "filter_by_min_value": 0.5,
    "filter_by_max_value": 3,
    "align": "-",
    "latest": True,
    "bucket_timestamp": "~",
    "empty": True,
}

ENCODINGS: list[tuple[Command[Any], tuple[Any, ...]]] = [
    (ts.create("t"), (b"TS.CREATE", "t")),
    (ts.create("t", uncompressed=True, **EVERY), (b"TS.CREATE", "t", *TO_CREATE)),
    (ts.alter("t"), (b"TS.ALTER", "t")),
    (ts.alter("t", **EVERY), (b"TS.ALTER", "t", *TO_ALTER)),
    (ts.alter("t", labels={}), (b"TS.ALTER", "t", b"LABELS")),
    (ts.add("t", "*", 1.5), (b"TS.ADD", "t", "*", 1.5)),
    (ts.add("t", 7, 1, uncompressed=True, on_duplicate="sum", **EVERY), (b"TS.ADD", "t", 7, 1, *TO_ADD)),
    (ts.madd([("t", 7, 1), ("u", "*", "2.5")]), (b"TS.MADD", "t", 7, 1, "u", "*", "2.5")),
    (ts.incrby("t", 2), (b"TS.INCRBY", "t", 2)),
    (
        ts.incrby("t", 2, timestamp=7, uncompressed=True, **EVERY),
        (b"TS.INCRBY", "t", 2, b"TIMESTAMP", 7, *TO_CREATE),
    ),
    (ts.decrby("t", 2), (b"TS.DECRBY", "t", 2)),
    (
        ts.decrby("t", 2, timestamp="*", uncompressed=True, **EVERY),
        (b"TS.DECRBY", "t", 2, b"TIMESTAMP", "*", *TO_CREATE),
    ),
    (ts.delete("t", 5, 9), (b"TS.DEL", "t", 5, 9)),
    (ts.createrule("t", "u", "avg", 60), (b"TS.CREATERULE", "t", "u", b"AGGREGATION", "avg", 60)),
    (ts.createrule("t", "u", "avg", 60, 7), (b"TS.CREATERULE", "t", "u", b"AGGREGATION", "avg", 60, 7)),
    (ts.deleterule("t", "u"), (b"TS.DELETERULE", "t", "u")),
    (ts.range("t", "-", "+"), (b"TS.RANGE", "t", "-", "+")),
    (ts.range("t", 5, 9, **RANGE), (b"TS.RANGE", "t", 5, 9, *FILTERED, *IN_BUCKETS)),
    (
        ts.range("t", 5, 9, aggregation_type="sum", bucket_size_msec=60),
        (b"TS.RANGE", "t", 5, 9, b"AGGREGATION", "sum", 60),
    ),
    (ts.revrange("t", "-", "+", 3), (b"TS.REVRANGE", "t", "-", "+", b"COUNT", 3)),
    (ts.revrange("t", 5, 9, **RANGE), (b"TS.REVRANGE", "t", 5, 9, *FILTERED, *IN_BUCKETS)),
    (ts.mrange("-", "+", ["a=1"]), (b"TS.MRANGE", "-", "+", b"FILTER", "a=1")),
    (
        ts.mrange(5, 9, ["a=1", "b!="], with_labels=True, groupby="a", reduce="max", **RANGE),
        (
            *(b"TS.MRANGE", 5, 9, *FILTERED, b"WITHLABELS", *IN_BUCKETS),
            *(b"FILTER", "a=1", "b!=", b"GROUPBY", "a", b"REDUCE", "max"),
        ),
    ),
    (
        ts.mrange(5, 9, ["a=1"], select_labels=["a", "b"]),
        (b"TS.MRANGE", 5, 9, b"SELECTED_LABELS", "a", "b", b"FILTER", "a=1"),
    ),
    (ts.mrevrange("-", "+", ["a=1"], with_labels=True), (b"TS.MREVRANGE", "-", "+", b"WITHLABELS", b"FILTER", "a=1")),
    (ts.get("t"), (b"TS.GET", "t")),
    (ts.get("t", latest=True), (b"TS.GET", "t", b"LATEST")),
    (ts.mget(["a=1"]), (b"TS.MGET", b"FILTER", "a=1")),
    (ts.mget(["a=1"], with_labels=True, latest=True), (b"TS.MGET", b"LATEST", b"WITHLABELS", b"FILTER", "a=1")),
    (ts.mget(["a=1"], select_labels=["a"]), (b"TS.MGET", b"SELECTED_LABELS", "a", b"FILTER", "a=1")),
    (ts.info("t"), (b"TS.INFO", "t")),
    (ts.queryindex(["a=1", "b="]), (b"TS.QUERYINDEX", "a=1", "b=")),
]

LABELS = ([[b"a", b"1"], [b"b", None]], {b"a": b"1", b"b": None})
LATEST = {b"t": ({b"a": b"1", b"b": None}, (7, 1.5)), b"u": ({}, None)}
SERIES = {b"t": ({b"a": b"1", b"b": None}, [(7, 1.5), (9, 2.0)]), b"u": ({}, [])}
GROUPED = {b"a=1": ({b"a": b"1"}, [(7, 1.5)])}
ALL_LABELS = [[b"a", b"1"], [b"__reducer__", b"max"], [b"__source__", b"t,u"]]
BOTH = {b"reducers": [b"max"]}, {b"sources": [b"t", b"u"]}

READINGS: list[tuple[Command[Any], Any, list[Any]]] = [
    (ts.create("t"), True, [b"OK"]),
    (ts.alter("t"), True, [b"OK"]),
    (ts.add("t", 7, 1), 7, [7]),
    (ts.delete("t", 5, 9), 2, [2]),
    (ts.createrule("t", "u", "avg", 60), True, [b"OK"]),
    (ts.deleterule("t", "u"), True, [b"OK"]),
    (ts.get("t"), (7, 1.5), [[7, b"1.5"], [7, 1.5]]),
    (ts.get("t"), None, [[]]),
    (ts.range("t", "-", "+"), [(7, 1.5), (9, 2.0)], [[[7, b"1.5"], [9, b"2"]], [[7, 1.5], [9, 2.0]]]),
    (ts.revrange("t", "-", "+"), [], [[]]),
    (
        ts.mget(["a=1"]),
        LATEST,
        [
            [[b"t", LABELS[0], [7, b"1.5"]], [b"u", [], []]],
            {b"t": [LABELS[1], [7, 1.5]], b"u": [{}, []]},
        ],
    ),
    (
        ts.mrange("-", "+", ["a=1"]),
        SERIES,
        [
            [[b"t", LABELS[0], [[7, b"1.5"], [9, b"2"]]], [b"u", [], []]],
            {
                b"t": [LABELS[1], {b"aggregators": []}, [[7, 1.5], [9, 2.0]]],
                b"u": [{}, {b"aggregators": []}, []],
            },
        ],
    ),
    (
        ts.mrevrange("-", "+", ["a=1"], groupby="a", reduce="max", with_labels=True),
        GROUPED,
        [[[b"a=1", ALL_LABELS, [[7, b"1.5"]]]], {b"a=1": [{b"a": b"1"}, *BOTH, [[7, 1.5]]]}],
    ),
    (ts.mrange("-", "+", ["a=1"]), {}, [[], {}]),
    (ts.queryindex(["a=1"]), {b"t", b"u"}, [[b"t", b"u"], {b"t", b"u"}]),
]

FACTS = {
    "totalSamples": 2,
    "memoryUsage": 4224,
    "firstTimestamp": 7,
    "lastTimestamp": 9,
    "retentionTime": 0,
    "chunkCount": 1,
    "chunkSize": 4096,
    "chunkType": b"compressed",
}


def flat(facts: dict[str, Any]) -> list[Any]:
    return [part for key, value in facts.items() for part in (key.encode(), value)]


def as_map(facts: dict[str, Any]) -> dict[bytes, Any]:
    return {key.encode(): value for key, value in facts.items()}


@pytest.mark.parametrize(("command", "args"), ENCODINGS)
def test_encoding(command: Command[Any], args: tuple[Any, ...]) -> None:
    assert command.args == args


@pytest.mark.parametrize(("command", "value", "raws"), READINGS)
def test_reading(command: Command[Any], value: Any, raws: list[Any]) -> None:
    check_reading(command, value, *raws)


def test_every_method_is_here() -> None:
    named = {command.args[0].decode().lower().removeprefix("ts.") for command, _ in ENCODINGS}
    renamed = {"delete" if name == "del" else name for name in named}
    assert renamed == methods(TimeSeriesCommands) | methods(TimeSeriesRangeCommands)


def test_a_sample_that_was_refused_is_the_error() -> None:
    refused = ResponseError("ERR TSDB: the key is not a TSDB key")
    assert ts.madd([("t", 7, 1), ("x", 7, 1)]).read([7, refused], bytes.decode) == [7, refused]


def test_an_empty_bucket_is_not_a_number() -> None:
    for raw in ([[7, b"NaN"]], [[7, float("nan")]]):
        [(timestamp, value)] = ts.range("t", "-", "+").read(raw, None)
        assert timestamp == 7
        assert isnan(value)


def test_info() -> None:
    more = {"duplicatePolicy": b"last", "sourceKey": b"s", "ignoreMaxTimeDiff": 5}
    resp2 = flat(
        FACTS | more | {"labels": [[b"a", b"1"]], "rules": [[b"d", 60, b"AVG", 7]], "ignoreMaxValDiff": b"0.5"}
    )
    resp3 = as_map(FACTS | more | {"labels": {b"a": b"1"}, "rules": {b"d": [60, b"AVG", 7]}, "ignoreMaxValDiff": 0.5})
    figures = (2, 4224, 7, 9, 0, 1, 4096, "compressed", "last")
    for raw in (resp2, resp3):
        expected = TimeSeriesInfo(*figures, {b"a": b"1"}, b"s", {b"d": (60, "AVG", 7)}, 5, 0.5)
        assert ts.info("t").read(raw, None) == expected
        as_text = TimeSeriesInfo(*figures, {"a": "1"}, "s", {"d": (60, "AVG", 7)}, 5, 0.5)
        assert ts.info("t").read(raw, bytes.decode) == as_text


def test_info_of_older_servers() -> None:
    old = flat(FACTS | {"duplicatePolicy": None, "labels": [], "sourceKey": None, "rules": [[b"d", 60, b"AVG"]]})
    expected = TimeSeriesInfo(2, 4224, 7, 9, 0, 1, 4096, "compressed", None, {}, None, {b"d": (60, "AVG", 0)}, 0, 0.0)
    assert ts.info("t").read(old, None) == expected


@pytest.mark.parametrize("build", [ts.create, ts.alter])
def test_differences_are_ignored_in_both(build: Any) -> None:
    with pytest.raises(DataError, match="got 5 and None"):
        build("t", ignore_max_time_diff=5)
    with pytest.raises(DataError, match=r"got None and 0\.5"):
        build("t", ignore_max_val_diff=0.5)


def test_madd_needs_a_sample() -> None:
    with pytest.raises(DataError, match="at least one sample"):
        ts.madd([])


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"filter_by_ts": []}, "filter_by_ts is empty"),
        ({"filter_by_min_value": 1}, "got 1 and None"),
        ({"filter_by_max_value": 1}, "got None and 1"),
        ({"aggregation_type": "avg"}, "needs bucket_size_msec; got 0"),
        ({"bucket_size_msec": 60}, "bucket_size_msec needs an aggregation_type"),
        ({"align": 0}, "align needs an aggregation_type"),
        ({"bucket_timestamp": "+"}, "bucket_timestamp needs an aggregation_type"),
        ({"empty": True}, "empty needs an aggregation_type"),
    ],
)
def test_options_of_ranges_that_contradict(options: dict[str, Any], message: str) -> None:
    for build in (ts.range, ts.revrange):
        with pytest.raises(DataError, match=message):
            build("t", "-", "+", **options)
    for build in (ts.mrange, ts.mrevrange):
        with pytest.raises(DataError, match=message):
            build("-", "+", ["a=1"], **options)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"filters": []}, "at least one filter"),
        ({"filters": "a=1"}, "a list of expressions, not a single str"),
        ({"filters": ["a=1"], "with_labels": True, "select_labels": ["a"]}, "with_labels and select_labels"),
    ],
)
def test_options_of_several_series_that_contradict(options: dict[str, Any], message: str) -> None:
    for build in (ts.mrange, ts.mrevrange):
        with pytest.raises(DataError, match=message):
            build("-", "+", **options)
    with pytest.raises(DataError, match=message):
        ts.mget(**options)


def test_a_group_needs_a_reducer() -> None:
    with pytest.raises(DataError, match="got 'a' and None"):
        ts.mrange("-", "+", ["a=1"], groupby="a")
    with pytest.raises(DataError, match="got None and 'max'"):
        ts.mrevrange("-", "+", ["a=1"], reduce="max")
