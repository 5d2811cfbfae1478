"""Sorted sets: values that are different strings, each with a score, in the order of the scores.

Here are the commands on single members; `sorted_sets_pop` has those that take members from the ends,
`sorted_sets_range` those on ranges, `sorted_sets_algebra` those on several sorted sets. Scores are floats in both
protocols, and a member with its score is a tuple. Where a method has *score_cast_func*, that is called with each score
as a float, and what it returns stands in its place.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any, Literal, overload

from ..errors import DataError
from .arguments_collections import F, conditions, scan_options
from .command import Command, CommandGroup, EncodableT, KeyT, S, T
from .replies import number, optional_number, optional_numbers, scored
from .replies_collections import rank_as, scan_scored_as


class SortedSetCommands(CommandGroup[S]):
    """The commands on single members of sorted sets."""

    __slots__ = ()

    @overload
    def zadd(
        self,
        name: KeyT,
        mapping: Mapping[F, EncodableT],
        nx: bool = False,
        xx: bool = False,
        ch: bool = False,
        incr: Literal[False] = False,
        gt: bool = False,
        lt: bool = False,
    ) -> Command[int]: ...
    @overload
    def zadd(
        self,
        name: KeyT,
        mapping: Mapping[F, EncodableT],
        nx: bool = False,
        xx: bool = False,
        ch: bool = False,
        *,
        incr: Literal[True],
        gt: bool = False,
        lt: bool = False,
    ) -> Command[float | None]: ...
    def zadd(
        self,
        name: KeyT,
        mapping: Mapping[F, EncodableT],
        nx: bool = False,
        xx: bool = False,
        ch: bool = False,
        incr: bool = False,
        gt: bool = False,
        lt: bool = False,
    ) -> Command[Any]:
        """Add members with their scores, or change the scores of members.

        Args:
            name: the key.
            mapping: the score of each member.
            nx: only add members.
            xx: only change members.
            ch: count the members that were changed too.
            incr: add the score to that of the one member in *mapping*, and return the sum.
            gt: change a member only if its score becomes higher (Redis 6.2).
            lt: change a member only if its score becomes lower (Redis 6.2).

        Returns:
            How many members were added, and with *ch* or changed. With *incr* the new score, None if a condition did
            not hold.

        Raises:
            DataError: *mapping* is empty, or with *incr* has several members; *nx* together with *xx*, *gt* or *lt*,
                or *gt* together with *lt*.

        See https://redis.io/commands/zadd/
        """
        if not mapping:
            raise DataError("ZADD: give at least one member and its score")
        args: list[EncodableT] = [b"ZADD", name, *conditions("ZADD", nx, xx, gt, lt)]
        if ch:
            args.append(b"CH")
        if incr:
            args.append(b"INCR")
        for member, score in mapping.items():
            args += score, member
        if not incr:
            return self._run(Command(*args))
        if len(mapping) != 1:
            raise DataError(f"ZADD: incr takes one member and its score; got {len(mapping)} of them")
        return self._run(Command(*args, reply=optional_number))

    def zcard(self, name: KeyT) -> Command[int]:
        """Return how many members the sorted set has; 0 if there is no such sorted set.

        See https://redis.io/commands/zcard/
        """
        return self._run(Command(b"ZCARD", name))

    def zincrby(self, name: KeyT, amount: float, value: EncodableT) -> Command[float]:
        """Add *amount* to the score of the member *value* (0 if there is none), and return the sum.

        See https://redis.io/commands/zincrby/
        """
        return self._run(Command(b"ZINCRBY", name, amount, value, reply=number))

    def zmscore(self, key: KeyT, members: Collection[EncodableT]) -> Command[list[float | None]]:
        """Return the scores of the members in order, None for each that there is not (Redis 6.2).

        Raises:
            DataError: there is no member.

        See https://redis.io/commands/zmscore/
        """
        if not members:
            raise DataError("ZMSCORE: give at least one member")
        return self._run(Command(b"ZMSCORE", key, *members, reply=optional_numbers))

    @overload
    def zrandmember(self, key: KeyT, count: None = None, withscores: Literal[False] = False) -> Command[S | None]: ...
    @overload
    def zrandmember(self, key: KeyT, count: int, withscores: Literal[False] = False) -> Command[list[S]]: ...
    @overload
    def zrandmember(self, key: KeyT, count: int, withscores: Literal[True]) -> Command[list[tuple[S, float]]]: ...
    def zrandmember(self, key: KeyT, count: int | None = None, withscores: bool = False) -> Command[Any]:
        """Return random members (Redis 6.2).

        Args:
            key: the key.
            count: at most how many different members; if negative, exactly how many, which may repeat.
            withscores: return each member with its score; needs *count*.

        Returns:
            A member, or None if there is no such sorted set. With *count*: a list of members, or of members with
            their scores.

        Raises:
            DataError: *withscores* without *count*.

        See https://redis.io/commands/zrandmember/
        """
        if count is None:
            if withscores:
                raise DataError("ZRANDMEMBER: withscores needs a count")
            return self._run(Command(b"ZRANDMEMBER", key))
        if withscores:
            return self._run(Command(b"ZRANDMEMBER", key, count, b"WITHSCORES", reply=scored))
        return self._run(Command(b"ZRANDMEMBER", key, count))

    @overload
    def zrank(
        self,
        name: KeyT,
        value: EncodableT,
        withscore: Literal[False] = False,
        score_cast_func: Callable[[float], Any] = float,
    ) -> Command[int | None]: ...
    @overload
    def zrank(self, name: KeyT, value: EncodableT, withscore: Literal[True]) -> Command[tuple[int, float] | None]: ...
    @overload
    def zrank(
        self,
        name: KeyT,
        value: EncodableT,
        withscore: Literal[True],
        score_cast_func: Callable[[float], T],
    ) -> Command[tuple[int, T] | None]: ...
    def zrank(
        self,
        name: KeyT,
        value: EncodableT,
        withscore: bool = False,
        score_cast_func: Callable[[float], Any] = float,
    ) -> Command[Any]:
        """Return how many members stand before the member *value*.

        Args:
            name: the key.
            value: the member.
            withscore: return its score too (Redis 7.2).
            score_cast_func: makes of the score, a float, what is returned for it.

        Returns:
            Its rank, 0 for the lowest score; with *withscore* a tuple of rank and score; None if there is no such
            member.

        See https://redis.io/commands/zrank/
        """
        if withscore:
            return self._run(Command(b"ZRANK", name, value, b"WITHSCORE", reply=rank_as(score_cast_func)))
        return self._run(Command(b"ZRANK", name, value))

    def zrem(self, name: KeyT, *values: EncodableT) -> Command[int]:
        """Remove the members; return how many of them there were.

        See https://redis.io/commands/zrem/
        """
        return self._run(Command(b"ZREM", name, *values))

    @overload
    def zrevrank(
        self,
        name: KeyT,
        value: EncodableT,
        withscore: Literal[False] = False,
        score_cast_func: Callable[[float], Any] = float,
    ) -> Command[int | None]: ...
    @overload
    def zrevrank(
        self, name: KeyT, value: EncodableT, withscore: Literal[True]
    ) -> Command[tuple[int, float] | None]: ...
    @overload
    def zrevrank(
        self,
        name: KeyT,
        value: EncodableT,
        withscore: Literal[True],
        score_cast_func: Callable[[float], T],
    ) -> Command[tuple[int, T] | None]: ...
    def zrevrank(
        self,
        name: KeyT,
        value: EncodableT,
        withscore: bool = False,
        score_cast_func: Callable[[float], Any] = float,
    ) -> Command[Any]:
        """Return how many members stand after the member *value*, so 0 for the highest score; else as `zrank`.

        See https://redis.io/commands/zrevrank/
        """
        if withscore:
            return self._run(Command(b"ZREVRANK", name, value, b"WITHSCORE", reply=rank_as(score_cast_func)))
        return self._run(Command(b"ZREVRANK", name, value))

    @overload
    def zscan(
        self,
        name: KeyT,
        cursor: int = 0,
        match: KeyT | None = None,
        count: int | None = None,
        score_cast_func: type[float] = float,
    ) -> Command[tuple[int, list[tuple[S, float]]]]: ...
    @overload
    def zscan(
        self,
        name: KeyT,
        cursor: int = 0,
        match: KeyT | None = None,
        count: int | None = None,
        *,
        score_cast_func: Callable[[float], T],
    ) -> Command[tuple[int, list[tuple[S, T]]]]: ...
    def zscan(
        self,
        name: KeyT,
        cursor: int = 0,
        match: KeyT | None = None,
        count: int | None = None,
        score_cast_func: Callable[[float], Any] = float,
    ) -> Command[Any]:
        """Return some of the members, and the cursor with which to ask for the next ones; see `scan`.

        Args:
            name: the key.
            cursor: 0 to begin, then what the call before returned.
            match: only members that match this pattern, as in `keys`.
            count: about how many members to look at; the server takes 10, or all of a small sorted set.
            score_cast_func: makes of a score, a float, what is returned for it.

        Returns:
            The next cursor, 0 at the end, and a list of members with their scores, in which some may repeat.

        See https://redis.io/commands/zscan/
        """
        args = [b"ZSCAN", name, cursor, *scan_options(match, count)]
        return self._run(Command(*args, reply=scan_scored_as(score_cast_func)))

    def zscore(self, name: KeyT, value: EncodableT) -> Command[float | None]:
        """Return the score of the member *value*, or None if there is no such member.

        See https://redis.io/commands/zscore/
        """
        return self._run(Command(b"ZSCORE", name, value, reply=optional_number))
