"""The types of sansredis.modules.vset, written by tools/make_faces.py."""

from collections.abc import Coroutine, Mapping, Sequence
from typing import Any, Generic, Literal, overload
from ..core.commands.command import EncodableT, KeyT, S
from ..core.commands.modules.json_values import JSONValue
from ..core.commands.modules.namespace import P
from ..core.commands.modules.vset import QuantizationOptions
from ..core.commands.modules.vset_replies import RawEmbedding, ScoredAttributes

class BlockingVSetCommands(Generic[S]):
    def vadd(
        self,
        key: KeyT,
        vector: Sequence[float] | bytes,
        element: EncodableT,
        reduce_dim: int | None = None,
        cas: bool = False,
        quantization: QuantizationOptions | None = None,
        ef: int | None = None,
        attributes: Mapping[str, object] | str | None = None,
        numlinks: int | None = None,
    ) -> bool: ...
    def vcard(self, key: KeyT) -> int: ...
    def vdim(self, key: KeyT) -> int: ...
    @overload
    def vemb(self, key: KeyT, element: EncodableT, raw: Literal[False] = False) -> list[float] | None: ...
    @overload
    def vemb(self, key: KeyT, element: EncodableT, raw: Literal[True]) -> RawEmbedding | None: ...
    def vgetattr(self, key: KeyT, element: EncodableT) -> JSONValue: ...
    def vinfo(self, key: KeyT) -> dict[str, str | int] | None: ...
    def vismember(self, key: KeyT, element: EncodableT) -> bool: ...
    @overload
    def vlinks(self, key: KeyT, element: EncodableT, with_scores: Literal[False] = False) -> list[list[S]] | None: ...
    @overload
    def vlinks(self, key: KeyT, element: EncodableT, with_scores: Literal[True]) -> list[dict[S, float]] | None: ...
    @overload
    def vrandmember(self, key: KeyT, count: None = None) -> S | None: ...
    @overload
    def vrandmember(self, key: KeyT, count: int) -> list[S]: ...
    def vrange(self, key: KeyT, start: KeyT, end: KeyT, count: int | None = None) -> list[S]: ...
    def vrem(self, key: KeyT, element: EncodableT) -> bool: ...
    def vsetattr(
        self,
        key: KeyT,
        element: EncodableT,
        attributes: Mapping[str, object] | str | None = None,
    ) -> bool: ...
    @overload
    def vsim(
        self,
        key: KeyT,
        input: Sequence[float] | bytes | str,
        with_scores: Literal[False] = False,
        with_attribs: Literal[False] = False,
        count: int | None = None,
        ef: int | None = None,
        filter: str | None = None,
        filter_ef: int | str | None = None,
        truth: bool = False,
        no_thread: bool = False,
        epsilon: float | None = None,
    ) -> list[S]: ...
    @overload
    def vsim(
        self,
        key: KeyT,
        input: Sequence[float] | bytes | str,
        with_scores: Literal[True],
        with_attribs: Literal[False] = False,
        count: int | None = None,
        ef: int | None = None,
        filter: str | None = None,
        filter_ef: int | str | None = None,
        truth: bool = False,
        no_thread: bool = False,
        epsilon: float | None = None,
    ) -> dict[S, float]: ...
    @overload
    def vsim(
        self,
        key: KeyT,
        input: Sequence[float] | bytes | str,
        with_scores: Literal[False] = False,
        *,
        with_attribs: Literal[True],
        count: int | None = None,
        ef: int | None = None,
        filter: str | None = None,
        filter_ef: int | str | None = None,
        truth: bool = False,
        no_thread: bool = False,
        epsilon: float | None = None,
    ) -> dict[S, JSONValue]: ...
    @overload
    def vsim(
        self,
        key: KeyT,
        input: Sequence[float] | bytes | str,
        with_scores: Literal[True],
        with_attribs: Literal[True],
        count: int | None = None,
        ef: int | None = None,
        filter: str | None = None,
        filter_ef: int | str | None = None,
        truth: bool = False,
        no_thread: bool = False,
        epsilon: float | None = None,
    ) -> dict[S, ScoredAttributes]: ...

class AsyncVSetCommands(Generic[S]):
    def vadd(
        self,
        key: KeyT,
        vector: Sequence[float] | bytes,
        element: EncodableT,
        reduce_dim: int | None = None,
        cas: bool = False,
        quantization: QuantizationOptions | None = None,
        ef: int | None = None,
        attributes: Mapping[str, object] | str | None = None,
        numlinks: int | None = None,
    ) -> Coroutine[Any, Any, bool]: ...
    def vcard(self, key: KeyT) -> Coroutine[Any, Any, int]: ...
    def vdim(self, key: KeyT) -> Coroutine[Any, Any, int]: ...
    @overload
    def vemb(
        self,
        key: KeyT,
        element: EncodableT,
        raw: Literal[False] = False,
    ) -> Coroutine[Any, Any, list[float] | None]: ...
    @overload
    def vemb(self, key: KeyT, element: EncodableT, raw: Literal[True]) -> Coroutine[Any, Any, RawEmbedding | None]: ...
    def vgetattr(self, key: KeyT, element: EncodableT) -> Coroutine[Any, Any, JSONValue]: ...
    def vinfo(self, key: KeyT) -> Coroutine[Any, Any, dict[str, str | int] | None]: ...
    def vismember(self, key: KeyT, element: EncodableT) -> Coroutine[Any, Any, bool]: ...
    @overload
    def vlinks(
        self,
        key: KeyT,
        element: EncodableT,
        with_scores: Literal[False] = False,
    ) -> Coroutine[Any, Any, list[list[S]] | None]: ...
    @overload
    def vlinks(
        self,
        key: KeyT,
        element: EncodableT,
        with_scores: Literal[True],
    ) -> Coroutine[Any, Any, list[dict[S, float]] | None]: ...
    @overload
    def vrandmember(self, key: KeyT, count: None = None) -> Coroutine[Any, Any, S | None]: ...
    @overload
    def vrandmember(self, key: KeyT, count: int) -> Coroutine[Any, Any, list[S]]: ...
    def vrange(self, key: KeyT, start: KeyT, end: KeyT, count: int | None = None) -> Coroutine[Any, Any, list[S]]: ...
    def vrem(self, key: KeyT, element: EncodableT) -> Coroutine[Any, Any, bool]: ...
    def vsetattr(
        self,
        key: KeyT,
        element: EncodableT,
        attributes: Mapping[str, object] | str | None = None,
    ) -> Coroutine[Any, Any, bool]: ...
    @overload
    def vsim(
        self,
        key: KeyT,
        input: Sequence[float] | bytes | str,
        with_scores: Literal[False] = False,
        with_attribs: Literal[False] = False,
        count: int | None = None,
        ef: int | None = None,
        filter: str | None = None,
        filter_ef: int | str | None = None,
        truth: bool = False,
        no_thread: bool = False,
        epsilon: float | None = None,
    ) -> Coroutine[Any, Any, list[S]]: ...
    @overload
    def vsim(
        self,
        key: KeyT,
        input: Sequence[float] | bytes | str,
        with_scores: Literal[True],
        with_attribs: Literal[False] = False,
        count: int | None = None,
        ef: int | None = None,
        filter: str | None = None,
        filter_ef: int | str | None = None,
        truth: bool = False,
        no_thread: bool = False,
        epsilon: float | None = None,
    ) -> Coroutine[Any, Any, dict[S, float]]: ...
    @overload
    def vsim(
        self,
        key: KeyT,
        input: Sequence[float] | bytes | str,
        with_scores: Literal[False] = False,
        *,
        with_attribs: Literal[True],
        count: int | None = None,
        ef: int | None = None,
        filter: str | None = None,
        filter_ef: int | str | None = None,
        truth: bool = False,
        no_thread: bool = False,
        epsilon: float | None = None,
    ) -> Coroutine[Any, Any, dict[S, JSONValue]]: ...
    @overload
    def vsim(
        self,
        key: KeyT,
        input: Sequence[float] | bytes | str,
        with_scores: Literal[True],
        with_attribs: Literal[True],
        count: int | None = None,
        ef: int | None = None,
        filter: str | None = None,
        filter_ef: int | str | None = None,
        truth: bool = False,
        no_thread: bool = False,
        epsilon: float | None = None,
    ) -> Coroutine[Any, Any, dict[S, ScoredAttributes]]: ...

class PipelineVSetCommands(Generic[P]):
    def vadd(
        self,
        key: KeyT,
        vector: Sequence[float] | bytes,
        element: EncodableT,
        reduce_dim: int | None = None,
        cas: bool = False,
        quantization: QuantizationOptions | None = None,
        ef: int | None = None,
        attributes: Mapping[str, object] | str | None = None,
        numlinks: int | None = None,
    ) -> P: ...
    def vcard(self, key: KeyT) -> P: ...
    def vdim(self, key: KeyT) -> P: ...
    def vemb(self, key: KeyT, element: EncodableT, raw: bool = False) -> P: ...
    def vgetattr(self, key: KeyT, element: EncodableT) -> P: ...
    def vinfo(self, key: KeyT) -> P: ...
    def vismember(self, key: KeyT, element: EncodableT) -> P: ...
    def vlinks(self, key: KeyT, element: EncodableT, with_scores: bool = False) -> P: ...
    def vrandmember(self, key: KeyT, count: int | None = None) -> P: ...
    def vrange(self, key: KeyT, start: KeyT, end: KeyT, count: int | None = None) -> P: ...
    def vrem(self, key: KeyT, element: EncodableT) -> P: ...
    def vsetattr(self, key: KeyT, element: EncodableT, attributes: Mapping[str, object] | str | None = None) -> P: ...
    def vsim(
        self,
        key: KeyT,
        input: Sequence[float] | bytes | str,
        with_scores: bool = False,
        with_attribs: bool = False,
        count: int | None = None,
        ef: int | None = None,
        filter: str | None = None,
        filter_ef: int | str | None = None,
        truth: bool = False,
        no_thread: bool = False,
        epsilon: float | None = None,
    ) -> P: ...
