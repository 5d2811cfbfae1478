"""Unions, intersections and differences of sorted sets. Plain sets may take part: their members have the score 1."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any, Literal, overload

from ..errors import DataError
from .arguments import KeysT
from .arguments_collections import counted, counted_keys
from .command import Command, CommandGroup, EncodableT, K, KeyT, S, T
from .replies import scored
from .replies_collections import scored_as

_AGGREGATES = ("SUM", "MIN", "MAX", "COUNT")


def _combination(command: str, keys: KeysT | Mapping[K, float], aggregate: str | None) -> list[EncodableT]:
    """The keys, their weights if they are a mapping, and how scores become one."""
    if isinstance(keys, Mapping):
        args = [*counted_keys(command, list(keys)), b"WEIGHTS", *keys.values()]
    else:
        args = counted_keys(command, keys)
    if aggregate is not None:
        if aggregate.upper() not in _AGGREGATES:
            raise DataError(f"{command}: aggregate must be one of {', '.join(_AGGREGATES)}; got {aggregate!r}")
        args += b"AGGREGATE", aggregate
    return args


class SortedSetAlgebraCommands(CommandGroup[S]):
    """The commands on several sorted sets."""

    __slots__ = ()

    @overload
    def zdiff(self, keys: KeysT, withscores: Literal[False] = False) -> Command[list[S]]: ...
    @overload
    def zdiff(self, keys: KeysT, withscores: Literal[True]) -> Command[list[tuple[S, float]]]: ...
    def zdiff(self, keys: KeysT, withscores: bool = False) -> Command[Any]:
        """Return the members of the first sorted set that are in none of the others (Redis 6.2).

        Args:
            keys: the sorted sets.
            withscores: return each member with its score.

        Returns:
            A list of members, or of members with their scores.

        Raises:
            DataError: there is no key.

        See https://redis.io/commands/zdiff/
        """
        args = counted_keys("ZDIFF", keys)
        if withscores:
            return self._run(Command(b"ZDIFF", *args, b"WITHSCORES", reply=scored))
        return self._run(Command(b"ZDIFF", *args))

    def zdiffstore(self, dest: KeyT, keys: KeysT) -> Command[int]:
        """Store what `zdiff` returns in *dest*, in place of what it holds; return how many members that has.

        It needs Redis 6.2.

        See https://redis.io/commands/zdiffstore/
        """
        return self._run(Command(b"ZDIFFSTORE", dest, *counted_keys("ZDIFFSTORE", keys)))

    @overload
    def zinter(
        self,
        keys: KeysT | Mapping[K, float],
        aggregate: str | None = None,
        withscores: Literal[False] = False,
    ) -> Command[list[S]]: ...
    @overload
    def zinter(
        self,
        keys: KeysT | Mapping[K, float],
        aggregate: str | None = None,
        *,
        withscores: Literal[True],
    ) -> Command[list[tuple[S, float]]]: ...
    def zinter(
        self,
        keys: KeysT | Mapping[K, float],
        aggregate: str | None = None,
        withscores: bool = False,
    ) -> Command[Any]:
        """Return the members that are in all of the sorted sets (Redis 6.2).

        Args:
            keys: the sorted sets; as a mapping, each with the factor for its scores.
            aggregate: how the scores of a member become one: ``SUM``, which is the default, ``MIN``, ``MAX``, or
                ``COUNT`` (Redis 8.8).
            withscores: return each member with its score.

        Returns:
            A list of members, or of members with their scores, in the order of these scores.

        Raises:
            DataError: there is no key, or *aggregate* is none of these.

        See https://redis.io/commands/zinter/
        """
        args = _combination("ZINTER", keys, aggregate)
        if withscores:
            return self._run(Command(b"ZINTER", *args, b"WITHSCORES", reply=scored))
        return self._run(Command(b"ZINTER", *args))

    def zintercard(self, numkeys: int, keys: Collection[KeyT], limit: int = 0) -> Command[int]:
        """Return how many members are in all of the sorted sets (Redis 7.0).

        Args:
            numkeys: how many sorted sets are named.
            keys: the sorted sets.
            limit: stop counting there; 0 to count all.

        Raises:
            DataError: *numkeys* is not the number of keys.

        See https://redis.io/commands/zintercard/
        """
        return self._run(Command(b"ZINTERCARD", *counted("ZINTERCARD", numkeys, keys), b"LIMIT", limit))

    def zinterstore(
        self,
        dest: KeyT,
        keys: KeysT | Mapping[K, float],
        aggregate: str | None = None,
    ) -> Command[int]:
        """Store what `zinter` returns in *dest*, in place of what it holds; return how many members that has.

        See https://redis.io/commands/zinterstore/
        """
        return self._run(Command(b"ZINTERSTORE", dest, *_combination("ZINTERSTORE", keys, aggregate)))

    @overload
    def zunion(
        self,
        keys: KeysT | Mapping[K, float],
        aggregate: str | None = None,
        withscores: Literal[False] = False,
        score_cast_func: Callable[[float], Any] = float,
    ) -> Command[list[S]]: ...
    @overload
    def zunion(
        self,
        keys: KeysT | Mapping[K, float],
        aggregate: str | None = None,
        *,
        withscores: Literal[True],
    ) -> Command[list[tuple[S, float]]]: ...
    @overload
    def zunion(
        self,
        keys: KeysT | Mapping[K, float],
        aggregate: str | None = None,
        *,
        withscores: Literal[True],
        score_cast_func: Callable[[float], T],
    ) -> Command[list[tuple[S, T]]]: ...
    def zunion(
        self,
        keys: KeysT | Mapping[K, float],
        aggregate: str | None = None,
        withscores: bool = False,
        score_cast_func: Callable[[float], Any] = float,
    ) -> Command[Any]:
        """Return the members that are in any of the sorted sets (Redis 6.2).

        Args:
            keys: the sorted sets; as a mapping, each with the factor for its scores.
            aggregate: how the scores of a member become one: ``SUM``, which is the default, ``MIN``, ``MAX``, or
                ``COUNT`` (Redis 8.8).
            withscores: return each member with its score.
            score_cast_func: makes of a score, a float, what is returned for it.

        Returns:
            A list of members, or of members with their scores, in the order of these scores.

        Raises:
            DataError: there is no key, or *aggregate* is none of these.

        See https://redis.io/commands/zunion/
        """
        args = _combination("ZUNION", keys, aggregate)
        if withscores:
            return self._run(Command(b"ZUNION", *args, b"WITHSCORES", reply=scored_as(score_cast_func)))
        return self._run(Command(b"ZUNION", *args))

    def zunionstore(
        self,
        dest: KeyT,
        keys: KeysT | Mapping[K, float],
        aggregate: str | None = None,
    ) -> Command[int]:
        """Store what `zunion` returns in *dest*, in place of what it holds; return how many members that has.

        See https://redis.io/commands/zunionstore/
        """
        return self._run(Command(b"ZUNIONSTORE", dest, *_combination("ZUNIONSTORE", keys, aggregate)))
