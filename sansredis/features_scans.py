"""Whole collections, element by element: what clients and leased connections offer, as each face makes it.

Written once for both faces. What a method returns is a class of the face that it is called on: `_scanning` has it.
The types of that stand in ``scans.pyi`` of each face, which ``tools/make_faces.py`` writes from here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar, overload

from sansredis.core.commands.command import Command, KeyT, S

T = TypeVar("T")

if TYPE_CHECKING:

    class ScanIterator(Generic[T]):
        """The face's own."""


class Scans(Generic[S]):
    """Whole collections, element by element."""

    if TYPE_CHECKING:

        async def _execute(self, command: Command[T]) -> T: ...

    def _scanning(self) -> Any:
        """The face's module `scanning`."""
        raise NotImplementedError

    def scan_iter(
        self, match: KeyT | None = None, count: int | None = None, _type: KeyT | None = None
    ) -> ScanIterator[S]:
        """Iterate over the keys of the database, page by page: ``for key in r.scan_iter()``, or ``async for``.

        Keys that exist all the while are given at least once. Others may be given or not, and any may be given more
        than once. The iterator holds nothing between two pages: leave it when you like.

        Args:
            match: only keys that match this pattern, as in `keys`.
            count: about how many keys the server looks at for a page; it takes 10. With 1000 a large database takes a
                tenth of the time.
            _type: only keys of this type, as `type` returns it (Redis 6.0).

        Returns:
            An iterator of keys, asynchronous where commands are. Its steps raise what `scan` does. After an error, or a
            cancellation, the same iterator may be used on: it asks for that page again.

        See https://redis.io/commands/scan/
        """
        from sansredis.core.scanning import keys

        return self._scanning().ScanIterator(self, keys(match, count, _type))  # type: ignore[no-any-return]

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
        self, name: KeyT, match: KeyT | None = None, count: int | None = None, *, no_values: Literal[True]
    ) -> ScanIterator[S]: ...
    def hscan_iter(
        self,
        name: KeyT,
        match: KeyT | None = None,
        count: int | None = None,
        no_values: bool | None = None,
    ) -> ScanIterator[Any]:
        """Iterate over the fields of a hash and their values, as `scan_iter` does over keys.

        Args:
            name: the key.
            match: only fields that match this pattern, as in `keys`.
            count: about how many fields the server looks at for a page; it takes 10, or all of a small hash.
            no_values: the fields only (Redis 7.4).

        Returns:
            An iterator of pairs of field and value; with *no_values* of fields.

        See https://redis.io/commands/hscan/
        """
        from sansredis.core.scanning import fields

        return self._scanning().ScanIterator(self, fields(name, match, count, no_values))  # type: ignore[no-any-return]

    def sscan_iter(self, name: KeyT, match: KeyT | None = None, count: int | None = None) -> ScanIterator[S]:
        """Iterate over the members of a set, as `scan_iter` does over keys.

        Args:
            name: the key.
            match: only members that match this pattern, as in `keys`.
            count: about how many members the server looks at for a page; it takes 10, or all of a small set.

        Returns:
            An iterator of members.

        See https://redis.io/commands/sscan/
        """
        from sansredis.core.scanning import members

        return self._scanning().ScanIterator(self, members(name, match, count))  # type: ignore[no-any-return]

    @overload
    def zscan_iter(
        self, name: KeyT, match: KeyT | None = None, count: int | None = None
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
    def zscan_iter(
        self,
        name: KeyT,
        match: KeyT | None = None,
        count: int | None = None,
        score_cast_func: Callable[[float], Any] = float,
    ) -> ScanIterator[Any]:
        """Iterate over the members of a sorted set and their scores, in no order, as `scan_iter` does over keys.

        Args:
            name: the key.
            match: only members that match this pattern, as in `keys`.
            count: about how many members the server looks at for a page; it takes 10, or all of a small sorted set.
            score_cast_func: makes of a score, a float, what is given for it.

        Returns:
            An iterator of pairs of member and score.

        See https://redis.io/commands/zscan/
        """
        from sansredis.core.scanning import scores

        return self._scanning().ScanIterator(self, scores(name, match, count, score_cast_func))  # type: ignore[no-any-return]
