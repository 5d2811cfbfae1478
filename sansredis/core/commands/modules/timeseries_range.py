"""Reading samples: of one series, or of all whose labels match."""

from __future__ import annotations

from collections.abc import Sequence

from ...errors import DataError
from ..command import Command, EncodableT, KeyT, S
from .namespace import Namespace
from .timeseries_options import (
    LabelsT,
    Sample,
    aggregation,
    filters_of,
    label_options,
    latest_samples,
    ranges,
    sample,
    sample_filters,
    samples,
)


def _grouping(command: str, groupby: KeyT | None, reduce: str | None) -> list[EncodableT]:
    if groupby is None and reduce is None:
        return []
    if groupby is None or reduce is None:
        raise DataError(f"{command}: give both groupby and reduce, or neither; got {groupby!r} and {reduce!r}")
    return [b"GROUPBY", groupby, b"REDUCE", reduce]


class TimeSeriesRangeCommands(Namespace[S]):
    """The commands that read samples."""

    __slots__ = ()

    def get(self, key: KeyT, latest: bool = False) -> Command[Sample | None]:
        """Return the last sample of a series, or None if it has none; an error if there is no such series.

        Args:
            key: the key.
            latest: of a series that is computed from another one, also the bucket that is not full yet.

        See https://redis.io/commands/ts.get/
        """
        option = (b"LATEST",) if latest else ()
        return self._run(Command(b"TS.GET", key, *option, reply=sample))

    def mget(
        self,
        filters: Sequence[KeyT],
        with_labels: bool = False,
        select_labels: Sequence[KeyT] | None = None,
        latest: bool = False,
    ) -> Command[dict[S, tuple[LabelsT[S], Sample | None]]]:
        """Return the last sample of each series whose labels match.

        Args:
            filters: as in `mrange`.
            with_labels: return all labels with each.
            select_labels: return these labels with each.
            latest: as in `get`.

        Returns:
            For each key its labels, as far as they were asked for, and its last sample, or None if it has none.

        Raises:
            DataError: there is no filter, or both all labels and some are asked for.

        See https://redis.io/commands/ts.mget/
        """
        options: list[EncodableT] = [b"LATEST"] if latest else []
        options += label_options("TS.MGET", with_labels, select_labels)
        return self._run(
            Command(b"TS.MGET", *options, b"FILTER", *filters_of("TS.MGET", filters), reply=latest_samples)
        )

    def range(
        self,
        key: KeyT,
        from_time: int | str,
        to_time: int | str,
        count: int | None = None,
        aggregation_type: str | None = None,
        bucket_size_msec: int | None = 0,
        filter_by_ts: Sequence[int] | None = None,
        filter_by_min_value: float | None = None,
        filter_by_max_value: float | None = None,
        align: int | str | None = None,
        latest: bool = False,
        bucket_timestamp: str | None = None,
        empty: bool = False,
    ) -> Command[list[Sample]]:
        """Return the samples from one timestamp to another, or one for each bucket of time, oldest first.

        Args:
            key: the key.
            from_time: the first timestamp in milliseconds, or ``"-"``.
            to_time: the last timestamp, or ``"+"``.
            count: at most so many.
            aggregation_type: put the samples of each bucket together: ``avg``, ``sum``, ``min``, ``max``, ``range``,
                ``count``, ``first``, ``last``, ``std.p``, ``std.s``, ``var.p``, ``var.s``, or ``twa``, the average
                weighted by time. Needs *bucket_size_msec*.
            bucket_size_msec: milliseconds of each bucket.
            filter_by_ts: only the samples with these timestamps.
            filter_by_min_value, filter_by_max_value: only samples with values from the one to the other.
            align: a timestamp at which a bucket begins, or ``"-"`` or ``"+"`` for an end of the range; 0 by default.
            latest: of a series that is computed from another one, also the bucket that is not full yet.
            bucket_timestamp: what is returned as each bucket's timestamp: ``"-"`` its start (the default), ``"+"`` its
                end, ``"~"`` its middle.
            empty: also return buckets without samples: 0 for a sum or count, the last value for ``last`` and ``twa``,
                else NaN.

        Returns:
            Pairs of timestamp and value.

        Raises:
            DataError: one of two options without the other, or an option for buckets without *aggregation_type*.

        See https://redis.io/commands/ts.range/
        """
        filters = sample_filters("TS.RANGE", latest, filter_by_ts, filter_by_min_value, filter_by_max_value)
        buckets = aggregation("TS.RANGE", count, aggregation_type, bucket_size_msec, align, bucket_timestamp, empty)
        return self._run(Command(b"TS.RANGE", key, from_time, to_time, *filters, *buckets, reply=samples))

    def revrange(
        self,
        key: KeyT,
        from_time: int | str,
        to_time: int | str,
        count: int | None = None,
        aggregation_type: str | None = None,
        bucket_size_msec: int | None = 0,
        filter_by_ts: Sequence[int] | None = None,
        filter_by_min_value: float | None = None,
        filter_by_max_value: float | None = None,
        align: int | str | None = None,
        latest: bool = False,
        bucket_timestamp: str | None = None,
        empty: bool = False,
    ) -> Command[list[Sample]]:
        """Return samples as `range` does, newest first.

        See https://redis.io/commands/ts.revrange/
        """
        filters = sample_filters("TS.REVRANGE", latest, filter_by_ts, filter_by_min_value, filter_by_max_value)
        buckets = aggregation("TS.REVRANGE", count, aggregation_type, bucket_size_msec, align, bucket_timestamp, empty)
        return self._run(Command(b"TS.REVRANGE", key, from_time, to_time, *filters, *buckets, reply=samples))

    def mrange(
        self,
        from_time: int | str,
        to_time: int | str,
        filters: Sequence[KeyT],
        count: int | None = None,
        aggregation_type: str | None = None,
        bucket_size_msec: int | None = 0,
        with_labels: bool = False,
        filter_by_ts: Sequence[int] | None = None,
        filter_by_min_value: float | None = None,
        filter_by_max_value: float | None = None,
        groupby: KeyT | None = None,
        reduce: str | None = None,
        select_labels: Sequence[KeyT] | None = None,
        align: int | str | None = None,
        latest: bool = False,
        bucket_timestamp: str | None = None,
        empty: bool = False,
    ) -> Command[dict[S, tuple[LabelsT[S], list[Sample]]]]:
        """Return the samples of each series whose labels match, oldest first.

        Args:
            from_time, to_time, count, aggregation_type, bucket_size_msec, filter_by_ts, filter_by_min_value,
                filter_by_max_value, align, latest, bucket_timestamp, empty: as in `range`, for each series.
            filters: expressions that must all hold: ``"label=value"``, ``"label!=value"``, ``"label=(a,b)"``,
                ``"label!=(a,b)"``, ``"label="`` (it is not there), ``"label!="`` (it is). One at least must be of
                the first or the third kind.
            with_labels: return all labels with each.
            select_labels: return these labels with each.
            groupby: a label; series with the same value of it become one. Needs *reduce*.
            reduce: how their samples with the same timestamp are put together: ``avg``, ``sum``, ``min``, ``max``,
                ``range``, ``count``, ``std.p``, ``std.s``, ``var.p`` or ``var.s``.

        Returns:
            For each key its labels, as far as they were asked for, and its samples. With *groupby* the keys are
            ``label=value``.

        Raises:
            DataError: there is no filter, both all labels and some are asked for, one of two options without the
                other, or an option for buckets without *aggregation_type*.

        See https://redis.io/commands/ts.mrange/
        """
        args = [
            *sample_filters("TS.MRANGE", latest, filter_by_ts, filter_by_min_value, filter_by_max_value),
            *label_options("TS.MRANGE", with_labels, select_labels),
            *aggregation("TS.MRANGE", count, aggregation_type, bucket_size_msec, align, bucket_timestamp, empty),
            b"FILTER",
            *filters_of("TS.MRANGE", filters),
            *_grouping("TS.MRANGE", groupby, reduce),
        ]
        return self._run(Command(b"TS.MRANGE", from_time, to_time, *args, reply=ranges))

    def mrevrange(
        self,
        from_time: int | str,
        to_time: int | str,
        filters: Sequence[KeyT],
        count: int | None = None,
        aggregation_type: str | None = None,
        bucket_size_msec: int | None = 0,
        with_labels: bool = False,
        filter_by_ts: Sequence[int] | None = None,
        filter_by_min_value: float | None = None,
        filter_by_max_value: float | None = None,
        groupby: KeyT | None = None,
        reduce: str | None = None,
        select_labels: Sequence[KeyT] | None = None,
        align: int | str | None = None,
        latest: bool = False,
        bucket_timestamp: str | None = None,
        empty: bool = False,
    ) -> Command[dict[S, tuple[LabelsT[S], list[Sample]]]]:
        """Return samples as `mrange` does, newest first.

        See https://redis.io/commands/ts.mrevrange/
        """
        args = [
            *sample_filters("TS.MREVRANGE", latest, filter_by_ts, filter_by_min_value, filter_by_max_value),
            *label_options("TS.MREVRANGE", with_labels, select_labels),
            *aggregation("TS.MREVRANGE", count, aggregation_type, bucket_size_msec, align, bucket_timestamp, empty),
            b"FILTER",
            *filters_of("TS.MREVRANGE", filters),
            *_grouping("TS.MREVRANGE", groupby, reduce),
        ]
        return self._run(Command(b"TS.MREVRANGE", from_time, to_time, *args, reply=ranges))
