"""Time series: samples in the order of their timestamps, with labels by which series are found. ``TS.*``.

Timestamps are Unix times in milliseconds; ``"*"`` is the server's present time where a sample is added. Ranges include
both ends; ``"-"`` and ``"+"`` are the first and the last timestamp that there is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic

from ...errors import DataError, ResponseError
from ..arguments_collections import F
from ..command import Command, EncodableT, KeyT, S
from ..replies import mapping as read_mapping
from ..replies import members, named, ok, string
from .timeseries_options import filters_of, series_options
from .timeseries_range import TimeSeriesRangeCommands


@dataclass(frozen=True, slots=True)
class TimeSeriesInfo(Generic[S]):
    """What TS.INFO says of a series.

    Attributes:
        total_samples: how many samples it has.
        memory_usage: bytes that it takes.
        first_timestamp: the timestamp of its first sample, 0 if there is none.
        last_timestamp: the timestamp of its last sample, 0 if there is none.
        retention_msecs: how much older than the last one a sample may be; 0 for any age.
        chunk_count: pieces of memory that hold samples.
        chunk_size: bytes of each of these.
        chunk_type: ``compressed`` or ``uncompressed``.
        duplicate_policy: what becomes of a second sample with the same timestamp; None for the server's default.
        labels: its labels.
        source_key: the series from which it is computed, or None.
        rules: the series that are computed from it, each with the size of its buckets in milliseconds, how they are
            put together (``AVG``), and the timestamp to which they are aligned (0 before Redis Stack 7.0).
        ignore_max_time_diff, ignore_max_val_diff: a sample is ignored whose distance to the last one is no more than
            both, in time and in value (RedisTimeSeries 1.12).
    """

    total_samples: int
    memory_usage: int
    first_timestamp: int
    last_timestamp: int
    retention_msecs: int
    chunk_count: int
    chunk_size: int
    chunk_type: str
    duplicate_policy: str | None
    labels: dict[S, S]
    source_key: S | None
    rules: dict[S, tuple[int, str, int]]
    ignore_max_time_diff: int
    ignore_max_val_diff: float


def _rules(raw: Any) -> dict[Any, tuple[int, str, int]]:
    rules = raw.items() if isinstance(raw, dict) else ((key, rest) for key, *rest in raw)
    return {key: (bucket, string(kind), at[0] if at else 0) for key, (bucket, kind, *at) in rules}


def time_series_info(raw: Any) -> TimeSeriesInfo[Any]:
    """Read the reply of TS.INFO."""
    facts = named(raw)
    policy = facts.get("duplicatePolicy")
    return TimeSeriesInfo(
        total_samples=facts["totalSamples"],
        memory_usage=facts["memoryUsage"],
        first_timestamp=facts["firstTimestamp"],
        last_timestamp=facts["lastTimestamp"],
        retention_msecs=facts["retentionTime"],
        chunk_count=facts["chunkCount"],
        chunk_size=facts["chunkSize"],
        chunk_type=string(facts["chunkType"]),
        duplicate_policy=None if policy is None else string(policy),
        labels=read_mapping(facts["labels"]),
        source_key=facts["sourceKey"],
        rules=_rules(facts["rules"]),
        ignore_max_time_diff=facts.get("ignoreMaxTimeDiff", 0),
        ignore_max_val_diff=float(facts.get("ignoreMaxValDiff", 0)),
    )


class TimeSeriesCommands(TimeSeriesRangeCommands[S]):
    """The commands on time series (module timeseries)."""

    __slots__ = ()

    def create(
        self,
        key: KeyT,
        retention_msecs: int | None = None,
        uncompressed: bool = False,
        labels: Mapping[F, EncodableT] | None = None,
        chunk_size: int | None = None,
        duplicate_policy: str | None = None,
        ignore_max_time_diff: int | None = None,
        ignore_max_val_diff: float | None = None,
    ) -> Command[bool]:
        """Create a series without samples. Always True; an error if the key exists.

        Args:
            key: the key.
            retention_msecs: drop samples that are so many milliseconds older than the last one; 0 for none.
            uncompressed: keep samples as they are, which takes more memory.
            labels: labels with their values, by which the series is found.
            chunk_size: bytes of each piece of memory, a multiple of 8 from 48 to 1048576; 4096 by default.
            duplicate_policy: what becomes of a second sample with the same timestamp: ``block`` (an error; this is the
                default), ``first`` (it is ignored), ``last`` (it overrides), ``min``, ``max`` or ``sum``.
            ignore_max_time_diff, ignore_max_val_diff: ignore a sample that comes in order, and whose distance to the
                last one is no more than both, in milliseconds and in value (RedisTimeSeries 1.12).

        Raises:
            DataError: only one of the two differences is given.

        See https://redis.io/commands/ts.create/
        """
        options = series_options(
            "TS.CREATE",
            retention_msecs,
            uncompressed,
            chunk_size,
            duplicate_policy,
            ignore_max_time_diff,
            ignore_max_val_diff,
            labels,
        )
        return self._run(Command(b"TS.CREATE", key, *options, reply=ok))

    def alter(
        self,
        key: KeyT,
        retention_msecs: int | None = None,
        labels: Mapping[F, EncodableT] | None = None,
        chunk_size: int | None = None,
        duplicate_policy: str | None = None,
        ignore_max_time_diff: int | None = None,
        ignore_max_val_diff: float | None = None,
    ) -> Command[bool]:
        """Change what `create` set; what is not given stays. Always True; an error if there is no such series.

        Args:
            key: the key.
            retention_msecs: as in `create`.
            labels: all labels from now on; an empty mapping removes those that there are.
            chunk_size: as in `create`, for new pieces of memory.
            duplicate_policy: as in `create`.
            ignore_max_time_diff, ignore_max_val_diff: as in `create`.

        Raises:
            DataError: only one of the two differences is given.

        See https://redis.io/commands/ts.alter/
        """
        options = series_options(
            "TS.ALTER",
            retention_msecs,
            False,
            chunk_size,
            duplicate_policy,
            ignore_max_time_diff,
            ignore_max_val_diff,
            labels,
        )
        return self._run(Command(b"TS.ALTER", key, *options, reply=ok))

    def add(
        self,
        key: KeyT,
        timestamp: int | str,
        value: float | str,
        retention_msecs: int | None = None,
        uncompressed: bool = False,
        labels: Mapping[F, EncodableT] | None = None,
        chunk_size: int | None = None,
        duplicate_policy: str | None = None,
        ignore_max_time_diff: int | None = None,
        ignore_max_val_diff: float | None = None,
        on_duplicate: str | None = None,
    ) -> Command[int]:
        """Add a sample, and return its timestamp. Creates the series if there is none.

        Args:
            key: the key.
            timestamp: Unix time in milliseconds, or ``"*"`` for the server's present time.
            value: the value.
            retention_msecs, uncompressed, labels, chunk_size, duplicate_policy, ignore_max_time_diff,
                ignore_max_val_diff: as in `create`, and for a new series only.
            on_duplicate: for this sample in place of the series' duplicate policy.

        Returns:
            The timestamp; that of the last sample if this one was ignored.

        Raises:
            DataError: only one of the two differences is given.

        See https://redis.io/commands/ts.add/
        """
        options = series_options(
            "TS.ADD",
            retention_msecs,
            uncompressed,
            chunk_size,
            duplicate_policy,
            ignore_max_time_diff,
            ignore_max_val_diff,
            labels,
            on_duplicate,
        )
        return self._run(Command(b"TS.ADD", key, timestamp, value, *options))

    def madd(self, ktv_tuples: Iterable[tuple[KeyT, int | str, float | str]]) -> Command[list[int | ResponseError]]:
        """Add samples to series that exist.

        Args:
            ktv_tuples: for each sample the key, the timestamp and the value, as in `add`.

        Returns:
            For each sample its timestamp, or the error because of which it was not added; the others were.

        Raises:
            DataError: there is no sample.

        See https://redis.io/commands/ts.madd/
        """
        args = [part for sample in ktv_tuples for part in sample]
        if not args:
            raise DataError("TS.MADD: give at least one sample, as (key, timestamp, value)")
        return self._run(Command(b"TS.MADD", *args))

    def incrby(
        self,
        key: KeyT,
        value: float,
        timestamp: int | str | None = None,
        retention_msecs: int | None = None,
        uncompressed: bool = False,
        labels: Mapping[F, EncodableT] | None = None,
        chunk_size: int | None = None,
        duplicate_policy: str | None = None,
        ignore_max_time_diff: int | None = None,
        ignore_max_val_diff: float | None = None,
    ) -> Command[int]:
        """Add a sample that is the last one (or 0) plus *value*, and return its timestamp.

        Args:
            key: the key. The series is created if there is none.
            value: what is added to the last value.
            timestamp: not before the last one; at that of the last sample, this one takes its place. The server's
                present time by default.
            retention_msecs, uncompressed, labels, chunk_size, duplicate_policy, ignore_max_time_diff,
                ignore_max_val_diff: as in `create`, and for a new series only.

        Raises:
            DataError: only one of the two differences is given.

        See https://redis.io/commands/ts.incrby/
        """
        options = series_options(
            "TS.INCRBY",
            retention_msecs,
            uncompressed,
            chunk_size,
            duplicate_policy,
            ignore_max_time_diff,
            ignore_max_val_diff,
            labels,
        )
        at: tuple[EncodableT, ...] = () if timestamp is None else (b"TIMESTAMP", timestamp)
        return self._run(Command(b"TS.INCRBY", key, value, *at, *options))

    def decrby(
        self,
        key: KeyT,
        value: float,
        timestamp: int | str | None = None,
        retention_msecs: int | None = None,
        uncompressed: bool = False,
        labels: Mapping[F, EncodableT] | None = None,
        chunk_size: int | None = None,
        duplicate_policy: str | None = None,
        ignore_max_time_diff: int | None = None,
        ignore_max_val_diff: float | None = None,
    ) -> Command[int]:
        """Add a sample that is the last one (or 0) minus *value*; else as `incrby`.

        See https://redis.io/commands/ts.decrby/
        """
        options = series_options(
            "TS.DECRBY",
            retention_msecs,
            uncompressed,
            chunk_size,
            duplicate_policy,
            ignore_max_time_diff,
            ignore_max_val_diff,
            labels,
        )
        at: tuple[EncodableT, ...] = () if timestamp is None else (b"TIMESTAMP", timestamp)
        return self._run(Command(b"TS.DECRBY", key, value, *at, *options))

    def delete(self, key: KeyT, from_time: int | str, to_time: int | str) -> Command[int]:
        """Delete the samples from one timestamp to another, both included; return how many there were.

        See https://redis.io/commands/ts.del/
        """
        return self._run(Command(b"TS.DEL", key, from_time, to_time))

    def createrule(
        self,
        source_key: KeyT,
        dest_key: KeyT,
        aggregation_type: str,
        bucket_size_msec: int,
        align_timestamp: int | None = None,
    ) -> Command[bool]:
        """Compute a series from another one, from now on. Always True; both must exist.

        Args:
            source_key: the series whose samples are put together.
            dest_key: the series that has a sample for each bucket.
            aggregation_type: as in `range`.
            bucket_size_msec: milliseconds of each bucket.
            align_timestamp: a timestamp at which a bucket begins; 0 by default.

        See https://redis.io/commands/ts.createrule/
        """
        at: tuple[EncodableT, ...] = () if align_timestamp is None else (align_timestamp,)
        rule = (b"AGGREGATION", aggregation_type, bucket_size_msec, *at)
        return self._run(Command(b"TS.CREATERULE", source_key, dest_key, *rule, reply=ok))

    def deleterule(self, source_key: KeyT, dest_key: KeyT) -> Command[bool]:
        """Compute the series at *dest_key* no longer. Always True; an error if it was not.

        See https://redis.io/commands/ts.deleterule/
        """
        return self._run(Command(b"TS.DELETERULE", source_key, dest_key, reply=ok))

    def info(self, key: KeyT) -> Command[TimeSeriesInfo[S]]:
        """Return what there is to know about a series; an error if there is none.

        See https://redis.io/commands/ts.info/
        """
        return self._run(Command(b"TS.INFO", key, reply=time_series_info))

    def queryindex(self, filters: Sequence[KeyT]) -> Command[set[S]]:
        """Return the keys of the series whose labels match all of *filters*.

        Args:
            filters: as in `mrange`.

        Raises:
            DataError: there is none.

        See https://redis.io/commands/ts.queryindex/
        """
        return self._run(Command(b"TS.QUERYINDEX", *filters_of("TS.QUERYINDEX", filters), reply=members))
