"""Arguments and replies that the commands on time series share.

A sample is a pair of a timestamp, in milliseconds, and a value. RESP2 sends values as strings and maps as lists of
pairs, RESP3 as what they are; the readers here give the same for both.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from ...errors import DataError
from ..arguments import one_of
from ..arguments_collections import F, interleaved
from ..command import EncodableT, KeyT, S
from ..replies import mapping

Sample: TypeAlias = tuple[int, float]
"""A timestamp in milliseconds, and a value."""

LabelsT: TypeAlias = dict[S, S | None]
"""Labels with their values; None where a label was asked for that the series does not have."""

_FROM_GROUPING = ("__reducer__", "__source__")


def series_options(
    command: str,
    retention_msecs: int | None,
    uncompressed: bool,
    chunk_size: int | None,
    duplicate_policy: str | None,
    ignore_max_time_diff: int | None,
    ignore_max_val_diff: float | None,
    labels: Mapping[F, EncodableT] | None,
    on_duplicate: str | None = None,
) -> list[EncodableT]:
    """The options of a series. LABELS is the last, because the server takes all that follows it for labels.

    Raises:
        DataError: only one of the two differences is given.
    """
    options: list[EncodableT] = []
    if retention_msecs is not None:
        options += b"RETENTION", retention_msecs
    if uncompressed:
        options += b"ENCODING", b"UNCOMPRESSED"
    if chunk_size is not None:
        options += b"CHUNK_SIZE", chunk_size
    if duplicate_policy is not None:
        options += b"DUPLICATE_POLICY", duplicate_policy
    if on_duplicate is not None:
        options += b"ON_DUPLICATE", on_duplicate
    options += _ignored(command, ignore_max_time_diff, ignore_max_val_diff)
    if labels is not None:
        options += b"LABELS", *interleaved(labels)
    return options


def _ignored(command: str, time_diff: int | None, val_diff: float | None) -> list[EncodableT]:
    if time_diff is None and val_diff is None:
        return []
    if time_diff is None or val_diff is None:
        raise DataError(
            f"{command}: give both ignore_max_time_diff and ignore_max_val_diff, or neither; "
            f"got {time_diff!r} and {val_diff!r}"
        )
    return [b"IGNORE", time_diff, val_diff]


def sample_filters(
    command: str,
    latest: bool,
    filter_by_ts: Sequence[int] | None,
    filter_by_min_value: float | None,
    filter_by_max_value: float | None,
) -> list[EncodableT]:
    """Which samples of a range are looked at.

    Raises:
        DataError: only one end of the range of values is given, or an empty list of timestamps.
    """
    options: list[EncodableT] = [b"LATEST"] if latest else []
    if filter_by_ts is not None:
        if not filter_by_ts:
            raise DataError(f"{command}: filter_by_ts is empty; give at least one timestamp, or None")
        options += b"FILTER_BY_TS", *filter_by_ts
    if filter_by_min_value is not None and filter_by_max_value is not None:
        options += b"FILTER_BY_VALUE", filter_by_min_value, filter_by_max_value
    elif filter_by_min_value is not None or filter_by_max_value is not None:
        raise DataError(
            f"{command}: give both filter_by_min_value and filter_by_max_value, or neither; "
            f"got {filter_by_min_value!r} and {filter_by_max_value!r}"
        )
    return options


def aggregation(
    command: str,
    count: int | None,
    aggregation_type: str | None,
    bucket_size_msec: int | None,
    align: int | str | None,
    bucket_timestamp: str | None,
    empty: bool,
) -> list[EncodableT]:
    """How many samples of a range are returned, and how they are put together in buckets.

    Raises:
        DataError: an aggregation without the size of its buckets, or an option of one without one.
    """
    options: list[EncodableT] = [] if count is None else [b"COUNT", count]
    if aggregation_type is None:
        of_buckets = {
            "bucket_size_msec": bucket_size_msec or None,
            "align": align,
            "bucket_timestamp": bucket_timestamp,
        }
        for name, value in (of_buckets | {"empty": empty or None}).items():
            if value is not None:
                raise DataError(f"{command}: {name} needs an aggregation_type")
        return options
    if not bucket_size_msec:
        raise DataError(f"{command}: aggregation_type needs bucket_size_msec; got {bucket_size_msec!r}")
    if align is not None:
        options += b"ALIGN", align
    options += b"AGGREGATION", aggregation_type, bucket_size_msec
    if bucket_timestamp is not None:
        options += b"BUCKETTIMESTAMP", bucket_timestamp
    if empty:
        options.append(b"EMPTY")
    return options


def label_options(command: str, with_labels: bool, select_labels: Sequence[KeyT] | None) -> list[EncodableT]:
    """Which labels are returned with each series.

    Raises:
        DataError: both all and some.
    """
    one_of(command, {"with_labels": with_labels, "select_labels": select_labels or None})
    if with_labels:
        return [b"WITHLABELS"]
    return [b"SELECTED_LABELS", *select_labels] if select_labels else []


def filters_of(command: str, filters: Sequence[KeyT]) -> list[KeyT]:
    """The expressions that choose series by their labels.

    Raises:
        DataError: there is none, or a string in place of a list of them.
    """
    if isinstance(filters, (str, bytes, bytearray, memoryview)):
        raise DataError(f"{command}: filters must be a list of expressions, not a single {type(filters).__name__}")
    if not filters:
        raise DataError(f"{command}: give at least one filter, such as 'label=value'")
    return list(filters)


def sample(raw: Any) -> Sample | None:
    """A sample, or None where there is none."""
    return (raw[0], float(raw[1])) if raw else None


def samples(raw: Any) -> list[Sample]:
    """A list of samples."""
    return [(timestamp, float(value)) for timestamp, value in raw]


def _series(raw: Any) -> list[tuple[Any, list[Any]]]:
    """Each key with what follows it: a map in RESP3, a list of lists in RESP2."""
    if isinstance(raw, dict):
        return list(raw.items())
    return [(key, rest) for key, *rest in raw]


def latest_samples(raw: Any) -> dict[Any, tuple[dict[Any, Any], Sample | None]]:
    """Each key with its labels and its last sample."""
    return {key: (mapping(labels), sample(last)) for key, (labels, last) in _series(raw)}


def ranges(raw: Any) -> dict[Any, tuple[dict[Any, Any], list[Sample]]]:
    """Each key, or group, with its labels and samples.

    RESP3 has the aggregation, or the reducer and the keys of a group, between them. RESP2 sends the latter two as
    labels, and only to those who ask for labels; they are left out so that both give the same.
    """
    found = {}
    for key, (labels, *_, of_range) in _series(raw):
        own = {name: value for name, value in mapping(labels).items() if _name(name) not in _FROM_GROUPING}
        found[key] = (own, samples(of_range))
    return found


def _name(raw: Any) -> str:
    return raw.decode("utf-8", "replace") if isinstance(raw, bytes) else raw
