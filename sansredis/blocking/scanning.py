"""Scans, as the face shows them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from operator import length_hint
from typing import TypeVar

from sansredis.runtime import drive
from sansredis.scanning import ScanFlow

T = TypeVar("T")


class ScanIterator(ScanFlow[T], Iterator[T]):
    """An iterator over what a scan finds. `ScanFlow` says more."""

    def __iter__(self) -> Iterator[T]:
        # A loop's steps within a page then run in C. What it leaves of a page the next loop, or `next`, takes up.
        return chain.from_iterable(iter(self._rest, None))

    def __next__(self) -> T:
        for element in self._page:
            return element
        page = self._rest()
        if page is None:
            raise StopIteration
        return next(page)

    def _rest(self) -> Iterator[T] | None:
        """A page with something left in it, or None at the end."""
        while not length_hint(self._page):
            if not drive(self._turn()):
                return None
        return self._page
