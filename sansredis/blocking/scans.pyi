"""The types of sansredis.blocking.scans, written by tools/make_faces.py."""

from collections.abc import Callable
from typing import Generic, Literal, overload
from ..blocking.scanning import ScanIterator
from ..core.commands.command import KeyT, S, T

class Scans(Generic[S]):
    def scan_iter(
        self,
        match: KeyT | None = None,
        count: int | None = None,
        _type: KeyT | None = None,
    ) -> ScanIterator[S]: ...
    @overload
    def hscan_iter(
        self,
        name: KeyT,
        match: KeyT | None = None,
        count: int | None = None,
        no_values: Literal[False] | None = None,
    ) -> ScanIterator[tuple[S, S]]: ...
    @overload
    def hscan_iter(
        self,
        name: KeyT,
        match: KeyT | None = None,
        count: int | None = None,
        *,
        no_values: Literal[True],
    ) -> ScanIterator[S]: ...
    def sscan_iter(self, name: KeyT, match: KeyT | None = None, count: int | None = None) -> ScanIterator[S]: ...
    @overload
    def zscan_iter(
        self,
        name: KeyT,
        match: KeyT | None = None,
        count: int | None = None,
    ) -> ScanIterator[tuple[S, float]]: ...
    @overload
    def zscan_iter(
        self,
        name: KeyT,
        match: KeyT | None = None,
        count: int | None = None,
        *,
        score_cast_func: Callable[[float], T],
    ) -> ScanIterator[tuple[S, T]]: ...
