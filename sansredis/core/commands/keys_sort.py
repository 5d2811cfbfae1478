"""Sorting: of lists, sets and sorted sets, by their elements or by what other keys hold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, overload

from ..errors import DataError
from .arguments import listed
from .arguments_collections import limit
from .command import Command, CommandGroup, EncodableT, KeyT, S
from .replies_collections import grouped


def _sort_arguments(
    command: str,
    start: int | None,
    num: int | None,
    by: KeyT | None,
    get: Sequence[KeyT],
    desc: bool,
    alpha: bool,
) -> list[EncodableT]:
    """The options that SORT and SORT_RO share."""
    args: list[EncodableT] = []
    if by is not None:
        args += b"BY", by
    args += limit(command, "start", start, num)
    for pattern in get:
        args += b"GET", pattern
    if desc:
        args.append(b"DESC")
    if alpha:
        args.append(b"ALPHA")
    return args


class SortCommands(CommandGroup[S]):
    """The commands that sort."""

    __slots__ = ()

    @overload
    def sort(
        self,
        name: KeyT,
        start: int | None = None,
        num: int | None = None,
        by: KeyT | None = None,
        get: None = None,
        desc: bool = False,
        alpha: bool = False,
        store: None = None,
        groups: Literal[False] = False,
    ) -> Command[list[S]]: ...
    @overload
    def sort(
        self,
        name: KeyT,
        start: int | None = None,
        num: int | None = None,
        by: KeyT | None = None,
        *,
        get: KeyT | Sequence[KeyT],
        desc: bool = False,
        alpha: bool = False,
        store: None = None,
        groups: Literal[False] = False,
    ) -> Command[list[S | None]]: ...
    @overload
    def sort(
        self,
        name: KeyT,
        start: int | None = None,
        num: int | None = None,
        by: KeyT | None = None,
        *,
        get: Sequence[KeyT],
        desc: bool = False,
        alpha: bool = False,
        store: None = None,
        groups: Literal[True],
    ) -> Command[list[tuple[S | None, ...]]]: ...
    @overload
    def sort(
        self,
        name: KeyT,
        start: int | None = None,
        num: int | None = None,
        by: KeyT | None = None,
        get: KeyT | Sequence[KeyT] | None = None,
        desc: bool = False,
        alpha: bool = False,
        *,
        store: KeyT,
        groups: Literal[False] = False,
    ) -> Command[int]: ...
    def sort(
        self,
        name: KeyT,
        start: int | None = None,
        num: int | None = None,
        by: KeyT | None = None,
        get: KeyT | Sequence[KeyT] | None = None,
        desc: bool = False,
        alpha: bool = False,
        store: KeyT | None = None,
        groups: bool = False,
    ) -> Command[Any]:
        """Return the elements of a list, set or sorted set in order, by default that of their numbers.

        Args:
            name: the key of the list, set or sorted set.
            start: how many elements to leave out; together with *num*.
            num: how many elements to return at most; together with *start*.
            by: sort by what the keys of this pattern hold, in which an element stands for ``*``; a pattern without
                ``*`` leaves the elements unsorted.
            get: return what the key of this pattern, or of each of these, holds instead; ``#`` is the element itself.
            desc: from the greatest to the least.
            alpha: compare as text, not as numbers.
            store: write the result as a list to this key.
            groups: return a tuple for each element; needs two or more patterns in *get*.

        Returns:
            A list of elements. With *get*: a list of what was got for each element, one after the other, None for a
            key that does not exist; with *groups* a list of tuples of it. With *store*: the length of the list.

        Raises:
            DataError: only one of *start* and *num* is given; *groups* with *store*, or with fewer than two patterns.
            ResponseError: an element is not a number, and *alpha* is not given.

        See https://redis.io/commands/sort/
        """
        patterns = [] if get is None else listed(get)
        args = [b"SORT", name, *_sort_arguments("SORT", start, num, by, patterns, desc, alpha)]
        if store is not None:
            args += b"STORE", store
        if not groups:
            return self._run(Command(*args))
        if store is not None:
            raise DataError("SORT: with store only a length is returned; groups cannot apply")
        if len(patterns) < 2:
            raise DataError(f"SORT: groups needs two or more patterns in get; got {get!r}")
        return self._run(Command(*args, reply=grouped(len(patterns))))

    @overload
    def sort_ro(
        self,
        key: KeyT,
        start: int | None = None,
        num: int | None = None,
        by: KeyT | None = None,
        get: None = None,
        desc: bool = False,
        alpha: bool = False,
    ) -> Command[list[S]]: ...
    @overload
    def sort_ro(
        self,
        key: KeyT,
        start: int | None = None,
        num: int | None = None,
        by: KeyT | None = None,
        *,
        get: KeyT | Sequence[KeyT],
        desc: bool = False,
        alpha: bool = False,
    ) -> Command[list[S | None]]: ...
    def sort_ro(
        self,
        key: KeyT,
        start: int | None = None,
        num: int | None = None,
        by: KeyT | None = None,
        get: KeyT | Sequence[KeyT] | None = None,
        desc: bool = False,
        alpha: bool = False,
    ) -> Command[Any]:
        """Do what `sort` does without *store*, also on a read-only replica (Redis 7.0).

        See https://redis.io/commands/sort_ro/
        """
        patterns = [] if get is None else listed(get)
        return self._run(Command(b"SORT_RO", key, *_sort_arguments("SORT_RO", start, num, by, patterns, desc, alpha)))
