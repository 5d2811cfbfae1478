"""Ranges of sorted sets: by rank, by score, or, where all scores are equal, by the members themselves.

Ranks count from 0, negative ones from the end. Scores are numbers, ``"(1.5"`` to leave out that score, ``"-inf"`` or
``"+inf"``. Members are ``"[member"``, ``"(member"`` to leave out that one, ``"-"`` for the very first or ``"+"`` for
the very last. Both ends belong to a range.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, overload

from ..errors import DataError
from .arguments import one_of
from .arguments_collections import limit
from .command import Command, CommandGroup, EncodableT, KeyT, S, T
from .replies_collections import scored_as


def _range_options(
    command: str, byscore: bool, bylex: bool, desc: bool, offset: int | None, num: int | None
) -> list[EncodableT]:
    """The options that ZRANGE and ZRANGESTORE share."""
    if byscore and bylex:
        one_of(command, {"byscore": byscore, "bylex": bylex})
    limits = limit(command, "offset", offset, num)
    if limits and not (byscore or bylex):
        raise DataError(f"{command}: offset and num need byscore or bylex")
    options: list[EncodableT] = []
    if byscore or bylex:
        options.append(b"BYSCORE" if byscore else b"BYLEX")
    if desc:
        options.append(b"REV")
    return options + limits


class SortedSetRangeCommands(CommandGroup[S]):
    """The commands on ranges of sorted sets."""

    __slots__ = ()

    def _run_range(self, args: list[EncodableT], withscores: bool, cast: Callable[[float], Any]) -> Command[Any]:
        """Run a command that returns members, or members with their scores."""
        if withscores:
            return self._run(Command(*args, b"WITHSCORES", reply=scored_as(cast)))
        return self._run(Command(*args))

    def zcount(self, name: KeyT, min: EncodableT, max: EncodableT) -> Command[int]:
        """Return how many members have scores from *min* to *max*.

        See https://redis.io/commands/zcount/
        """
        return self._run(Command(b"ZCOUNT", name, min, max))

    def zlexcount(self, name: KeyT, min: EncodableT, max: EncodableT) -> Command[int]:
        """Return how many members there are from *min* to *max*, where all scores are equal.

        See https://redis.io/commands/zlexcount/
        """
        return self._run(Command(b"ZLEXCOUNT", name, min, max))

    @overload
    def zrange(
        self,
        name: KeyT,
        start: EncodableT,
        end: EncodableT,
        desc: bool = False,
        withscores: Literal[False] = False,
        score_cast_func: Callable[[float], Any] = float,
        byscore: bool = False,
        bylex: bool = False,
        offset: int | None = None,
        num: int | None = None,
    ) -> Command[list[S]]: ...
    @overload
    def zrange(
        self,
        name: KeyT,
        start: EncodableT,
        end: EncodableT,
        desc: bool = False,
        *,
        withscores: Literal[True],
        byscore: bool = False,
        bylex: bool = False,
        offset: int | None = None,
        num: int | None = None,
    ) -> Command[list[tuple[S, float]]]: ...
    @overload
    def zrange(
        self,
        name: KeyT,
        start: EncodableT,
        end: EncodableT,
        desc: bool = False,
        *,
        withscores: Literal[True],
        score_cast_func: Callable[[float], T],
        byscore: bool = False,
        bylex: bool = False,
        offset: int | None = None,
        num: int | None = None,
    ) -> Command[list[tuple[S, T]]]: ...
    def zrange(
        self,
        name: KeyT,
        start: EncodableT,
        end: EncodableT,
        desc: bool = False,
        withscores: bool = False,
        score_cast_func: Callable[[float], Any] = float,
        byscore: bool = False,
        bylex: bool = False,
        offset: int | None = None,
        num: int | None = None,
    ) -> Command[Any]:
        """Return the members of a range, by default of ranks.

        Args:
            name: the key.
            start: where the range begins; with *desc* and *byscore* or *bylex* that is the highest.
            end: where the range ends.
            desc: from the highest to the lowest (Redis 6.2, as all that follows except *withscores*).
            withscores: return each member with its score.
            score_cast_func: makes of a score, a float, what is returned for it.
            byscore: *start* and *end* are scores.
            bylex: *start* and *end* are members.
            offset: how many members to leave out; together with *num*, *byscore* or *bylex*.
            num: how many members to return at most, negative for all; together with *offset*.

        Returns:
            A list of members, or of members with their scores.

        Raises:
            DataError: *bylex* together with *byscore* or *withscores*; only one of *offset* and *num*, or these
                without *byscore* or *bylex*.

        See https://redis.io/commands/zrange/
        """
        options = _range_options("ZRANGE", byscore, bylex, desc, offset, num)
        if bylex and withscores:
            one_of("ZRANGE", {"bylex": bylex, "withscores": withscores})
        return self._run_range([b"ZRANGE", name, start, end, *options], withscores, score_cast_func)

    def zrangebylex(
        self,
        name: KeyT,
        min: EncodableT,
        max: EncodableT,
        start: int | None = None,
        num: int | None = None,
    ) -> Command[list[S]]:
        """Return the members from *min* to *max*, where all scores are equal.

        Deprecated since Redis 6.2: use `zrange` with *bylex* (not before 6.2).

        Args:
            name: the key.
            min: where the range begins.
            max: where the range ends.
            start: how many members to leave out; together with *num*.
            num: how many members to return at most, negative for all; together with *start*.

        Raises:
            DataError: only one of *start* and *num* is given.

        See https://redis.io/commands/zrangebylex/
        """
        return self._run(Command(b"ZRANGEBYLEX", name, min, max, *limit("ZRANGEBYLEX", "start", start, num)))

    @overload
    def zrangebyscore(
        self,
        name: KeyT,
        min: EncodableT,
        max: EncodableT,
        start: int | None = None,
        num: int | None = None,
        withscores: Literal[False] = False,
        score_cast_func: Callable[[float], Any] = float,
    ) -> Command[list[S]]: ...
    @overload
    def zrangebyscore(
        self,
        name: KeyT,
        min: EncodableT,
        max: EncodableT,
        start: int | None = None,
        num: int | None = None,
        *,
        withscores: Literal[True],
    ) -> Command[list[tuple[S, float]]]: ...
    @overload
    def zrangebyscore(
        self,
        name: KeyT,
        min: EncodableT,
        max: EncodableT,
        start: int | None = None,
        num: int | None = None,
        *,
        withscores: Literal[True],
        score_cast_func: Callable[[float], T],
    ) -> Command[list[tuple[S, T]]]: ...
    def zrangebyscore(
        self,
        name: KeyT,
        min: EncodableT,
        max: EncodableT,
        start: int | None = None,
        num: int | None = None,
        withscores: bool = False,
        score_cast_func: Callable[[float], Any] = float,
    ) -> Command[Any]:
        """Return the members with scores from *min* to *max*.

        Deprecated since Redis 6.2: use `zrange` with *byscore* (not before 6.2).

        Args:
            name: the key.
            min: the lowest score.
            max: the highest score.
            start: how many members to leave out; together with *num*.
            num: how many members to return at most, negative for all; together with *start*.
            withscores: return each member with its score.
            score_cast_func: makes of a score, a float, what is returned for it.

        Returns:
            A list of members, or of members with their scores.

        Raises:
            DataError: only one of *start* and *num* is given.

        See https://redis.io/commands/zrangebyscore/
        """
        args = [b"ZRANGEBYSCORE", name, min, max, *limit("ZRANGEBYSCORE", "start", start, num)]
        return self._run_range(args, withscores, score_cast_func)

    def zrangestore(
        self,
        dest: KeyT,
        name: KeyT,
        start: EncodableT,
        end: EncodableT,
        byscore: bool = False,
        bylex: bool = False,
        desc: bool = False,
        offset: int | None = None,
        num: int | None = None,
    ) -> Command[int]:
        """Store what `zrange` returns in *dest*, in place of what it holds; return how many members that has.

        It needs Redis 6.2.

        See https://redis.io/commands/zrangestore/
        """
        options = _range_options("ZRANGESTORE", byscore, bylex, desc, offset, num)
        return self._run(Command(b"ZRANGESTORE", dest, name, start, end, *options))

    def zremrangebylex(self, name: KeyT, min: EncodableT, max: EncodableT) -> Command[int]:
        """Remove the members from *min* to *max*, where all scores are equal; return how many.

        See https://redis.io/commands/zremrangebylex/
        """
        return self._run(Command(b"ZREMRANGEBYLEX", name, min, max))

    def zremrangebyrank(self, name: KeyT, min: int, max: int) -> Command[int]:
        """Remove the members with ranks from *min* to *max*; return how many.

        See https://redis.io/commands/zremrangebyrank/
        """
        return self._run(Command(b"ZREMRANGEBYRANK", name, min, max))

    def zremrangebyscore(self, name: KeyT, min: EncodableT, max: EncodableT) -> Command[int]:
        """Remove the members with scores from *min* to *max*; return how many.

        See https://redis.io/commands/zremrangebyscore/
        """
        return self._run(Command(b"ZREMRANGEBYSCORE", name, min, max))

    @overload
    def zrevrange(
        self,
        name: KeyT,
        start: int,
        end: int,
        withscores: Literal[False] = False,
        score_cast_func: Callable[[float], Any] = float,
    ) -> Command[list[S]]: ...
    @overload
    def zrevrange(
        self, name: KeyT, start: int, end: int, withscores: Literal[True]
    ) -> Command[list[tuple[S, float]]]: ...
    @overload
    def zrevrange(
        self,
        name: KeyT,
        start: int,
        end: int,
        withscores: Literal[True],
        score_cast_func: Callable[[float], T],
    ) -> Command[list[tuple[S, T]]]: ...
    def zrevrange(
        self,
        name: KeyT,
        start: int,
        end: int,
        withscores: bool = False,
        score_cast_func: Callable[[float], Any] = float,
    ) -> Command[Any]:
        """Return the members of a range of ranks from the highest to the lowest, where 0 is the highest.

        Deprecated since Redis 6.2: use `zrange` with *desc* (not before 6.2).

        Args:
            name: the key.
            start: the first rank.
            end: the last rank.
            withscores: return each member with its score.
            score_cast_func: makes of a score, a float, what is returned for it.

        Returns:
            A list of members, or of members with their scores.

        See https://redis.io/commands/zrevrange/
        """
        return self._run_range([b"ZREVRANGE", name, start, end], withscores, score_cast_func)

    def zrevrangebylex(
        self,
        name: KeyT,
        max: EncodableT,
        min: EncodableT,
        start: int | None = None,
        num: int | None = None,
    ) -> Command[list[S]]:
        """Return the members from *max* down to *min*; else as `zrangebylex`.

        Deprecated since Redis 6.2: use `zrange` with *bylex* and *desc* (not before 6.2).

        See https://redis.io/commands/zrevrangebylex/
        """
        return self._run(Command(b"ZREVRANGEBYLEX", name, max, min, *limit("ZREVRANGEBYLEX", "start", start, num)))

    @overload
    def zrevrangebyscore(
        self,
        name: KeyT,
        max: EncodableT,
        min: EncodableT,
        start: int | None = None,
        num: int | None = None,
        withscores: Literal[False] = False,
        score_cast_func: Callable[[float], Any] = float,
    ) -> Command[list[S]]: ...
    @overload
    def zrevrangebyscore(
        self,
        name: KeyT,
        max: EncodableT,
        min: EncodableT,
        start: int | None = None,
        num: int | None = None,
        *,
        withscores: Literal[True],
    ) -> Command[list[tuple[S, float]]]: ...
    @overload
    def zrevrangebyscore(
        self,
        name: KeyT,
        max: EncodableT,
        min: EncodableT,
        start: int | None = None,
        num: int | None = None,
        *,
        withscores: Literal[True],
        score_cast_func: Callable[[float], T],
    ) -> Command[list[tuple[S, T]]]: ...
    def zrevrangebyscore(
        self,
        name: KeyT,
        max: EncodableT,
        min: EncodableT,
        start: int | None = None,
        num: int | None = None,
        withscores: bool = False,
        score_cast_func: Callable[[float], Any] = float,
    ) -> Command[Any]:
        """Return the members with scores from *max* down to *min*; else as `zrangebyscore`.

        Deprecated since Redis 6.2: use `zrange` with *byscore* and *desc* (not before 6.2).

        See https://redis.io/commands/zrevrangebyscore/
        """
        args = [b"ZREVRANGEBYSCORE", name, max, min, *limit("ZREVRANGEBYSCORE", "start", start, num)]
        return self._run_range(args, withscores, score_cast_func)
