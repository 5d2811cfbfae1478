"""The types of sansredis.modules.timeseries, written by tools/make_faces.py."""

from collections.abc import Coroutine, Iterable, Mapping, Sequence
from typing import Any, Generic
from ..core.commands.arguments_collections import F
from ..core.commands.command import EncodableT, KeyT, S
from ..core.commands.modules.namespace import P
from ..core.commands.modules.timeseries import TimeSeriesInfo
from ..core.commands.modules.timeseries_options import LabelsT, Sample
from ..core.errors import ResponseError

class BlockingTimeSeriesCommands(Generic[S]):
    def get(self, key: KeyT, latest: bool = False) -> Sample | None: ...
    def mget(
        self,
        filters: Sequence[KeyT],
        with_labels: bool = False,
        select_labels: Sequence[KeyT] | None = None,
        latest: bool = False,
    ) -> dict[S, tuple[LabelsT[S], Sample | None]]: ...
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
    ) -> list[Sample]: ...
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
    ) -> list[Sample]: ...
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
    ) -> dict[S, tuple[LabelsT[S], list[Sample]]]: ...
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
    ) -> dict[S, tuple[LabelsT[S], list[Sample]]]: ...
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
    ) -> bool: ...
    def alter(
        self,
        key: KeyT,
        retention_msecs: int | None = None,
        labels: Mapping[F, EncodableT] | None = None,
        chunk_size: int | None = None,
        duplicate_policy: str | None = None,
        ignore_max_time_diff: int | None = None,
        ignore_max_val_diff: float | None = None,
    ) -> bool: ...
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
    ) -> int: ...
    def madd(self, ktv_tuples: Iterable[tuple[KeyT, int | str, float | str]]) -> list[int | ResponseError]: ...
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
    ) -> int: ...
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
    ) -> int: ...
    def delete(self, key: KeyT, from_time: int | str, to_time: int | str) -> int: ...
    def createrule(
        self,
        source_key: KeyT,
        dest_key: KeyT,
        aggregation_type: str,
        bucket_size_msec: int,
        align_timestamp: int | None = None,
    ) -> bool: ...
    def deleterule(self, source_key: KeyT, dest_key: KeyT) -> bool: ...
    def info(self, key: KeyT) -> TimeSeriesInfo[S]: ...
    def queryindex(self, filters: Sequence[KeyT]) -> set[S]: ...

class AsyncTimeSeriesCommands(Generic[S]):
    def get(self, key: KeyT, latest: bool = False) -> Coroutine[Any, Any, Sample | None]: ...
    def mget(
        self,
        filters: Sequence[KeyT],
        with_labels: bool = False,
        select_labels: Sequence[KeyT] | None = None,
        latest: bool = False,
    ) -> Coroutine[Any, Any, dict[S, tuple[LabelsT[S], Sample | None]]]: ...
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
    ) -> Coroutine[Any, Any, list[Sample]]: ...
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
    ) -> Coroutine[Any, Any, list[Sample]]: ...
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
    ) -> Coroutine[Any, Any, dict[S, tuple[LabelsT[S], list[Sample]]]]: ...
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
    ) -> Coroutine[Any, Any, dict[S, tuple[LabelsT[S], list[Sample]]]]: ...
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
    ) -> Coroutine[Any, Any, bool]: ...
    def alter(
        self,
        key: KeyT,
        retention_msecs: int | None = None,
        labels: Mapping[F, EncodableT] | None = None,
        chunk_size: int | None = None,
        duplicate_policy: str | None = None,
        ignore_max_time_diff: int | None = None,
        ignore_max_val_diff: float | None = None,
    ) -> Coroutine[Any, Any, bool]: ...
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
    ) -> Coroutine[Any, Any, int]: ...
    def madd(
        self,
        ktv_tuples: Iterable[tuple[KeyT, int | str, float | str]],
    ) -> Coroutine[Any, Any, list[int | ResponseError]]: ...
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
    ) -> Coroutine[Any, Any, int]: ...
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
    ) -> Coroutine[Any, Any, int]: ...
    def delete(self, key: KeyT, from_time: int | str, to_time: int | str) -> Coroutine[Any, Any, int]: ...
    def createrule(
        self,
        source_key: KeyT,
        dest_key: KeyT,
        aggregation_type: str,
        bucket_size_msec: int,
        align_timestamp: int | None = None,
    ) -> Coroutine[Any, Any, bool]: ...
    def deleterule(self, source_key: KeyT, dest_key: KeyT) -> Coroutine[Any, Any, bool]: ...
    def info(self, key: KeyT) -> Coroutine[Any, Any, TimeSeriesInfo[S]]: ...
    def queryindex(self, filters: Sequence[KeyT]) -> Coroutine[Any, Any, set[S]]: ...

class PipelineTimeSeriesCommands(Generic[P]):
    def get(self, key: KeyT, latest: bool = False) -> P: ...
    def mget(
        self,
        filters: Sequence[KeyT],
        with_labels: bool = False,
        select_labels: Sequence[KeyT] | None = None,
        latest: bool = False,
    ) -> P: ...
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
    ) -> P: ...
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
    ) -> P: ...
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
    ) -> P: ...
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
    ) -> P: ...
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
    ) -> P: ...
    def alter(
        self,
        key: KeyT,
        retention_msecs: int | None = None,
        labels: Mapping[F, EncodableT] | None = None,
        chunk_size: int | None = None,
        duplicate_policy: str | None = None,
        ignore_max_time_diff: int | None = None,
        ignore_max_val_diff: float | None = None,
    ) -> P: ...
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
    ) -> P: ...
    def madd(self, ktv_tuples: Iterable[tuple[KeyT, int | str, float | str]]) -> P: ...
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
    ) -> P: ...
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
    ) -> P: ...
    def delete(self, key: KeyT, from_time: int | str, to_time: int | str) -> P: ...
    def createrule(
        self,
        source_key: KeyT,
        dest_key: KeyT,
        aggregation_type: str,
        bucket_size_msec: int,
        align_timestamp: int | None = None,
    ) -> P: ...
    def deleterule(self, source_key: KeyT, dest_key: KeyT) -> P: ...
    def info(self, key: KeyT) -> P: ...
    def queryindex(self, filters: Sequence[KeyT]) -> P: ...
