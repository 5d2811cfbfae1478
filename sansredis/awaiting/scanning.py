"""Scans, as the face shows them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import TypeVar

from sansredis.scanning import ScanFlow

T = TypeVar("T")


class ScanIterator(ScanFlow[T], AsyncIterator[T]):
    """An asynchronous iterator over what a scan finds. `ScanFlow` says more."""

    async def __anext__(self) -> T:
        # Nearly every step ends here.
        for element in self._page:
            return element
        while await self._turn():
            for element in self._page:
                return element
        raise StopAsyncIteration
