"""Taking the members with the lowest or highest scores out of sorted sets, also waiting until there are some.

*timeout* is for how many seconds the server waits: a float from Redis 6.0 on, and 0 or None for ever. When that time is
over the reply is None. Nothing waits inside a transaction.
"""

from __future__ import annotations

from collections.abc import Collection

from .arguments import KeysT, listed, one_of
from .arguments_collections import counted
from .command import Command, CommandGroup, EncodableT, KeyT, S
from .replies import scored
from .replies_collections import optional_score, optional_scored


def _pop_options(command: str, min: bool | None, max: bool | None, count: int | None) -> list[EncodableT]:
    """Which end ZMPOP and BZMPOP take from, and how many."""
    one_of(command, {"min": min or None, "max": max or None}, required=True)
    args: list[EncodableT] = [b"MIN" if min else b"MAX"]
    if count is not None and count != 1:
        args += b"COUNT", count
    return args


class SortedSetPopCommands(CommandGroup[S]):
    """The commands that take members out of sorted sets."""

    __slots__ = ()

    def bzmpop(
        self,
        timeout: float | None,
        numkeys: int,
        keys: Collection[KeyT],
        min: bool | None = False,
        max: bool | None = False,
        count: int | None = 1,
    ) -> Command[tuple[S, list[tuple[S, float]]] | None]:
        """Do what `zmpop` does, waiting until one of the sorted sets exists (Redis 7.0).

        Args:
            timeout: for how many seconds to wait; 0 for ever.
            numkeys: how many sorted sets are named.
            keys: the sorted sets.
            min: take the lowest scores.
            max: take the highest scores.
            count: how many members at most.

        Returns:
            The key, and the members with their scores; None if there were none in that time.

        Raises:
            DataError: not exactly one of *min* and *max* is given, or *numkeys* is not the number of keys.

        See https://redis.io/commands/bzmpop/
        """
        args = [*counted("BZMPOP", numkeys, keys), *_pop_options("BZMPOP", min, max, count)]
        return self._run(Command(b"BZMPOP", timeout or 0, *args, reply=optional_scored))

    def bzpopmax(self, keys: KeysT, timeout: float | None = 0) -> Command[tuple[S, S, float] | None]:
        """Remove the member with the highest score from the first sorted set that has one, waiting for it (Redis 5.0).

        Args:
            keys: one sorted set, or several.
            timeout: for how many seconds to wait; 0 for ever.

        Returns:
            The key, the member and its score, or None if there was none in that time.

        See https://redis.io/commands/bzpopmax/
        """
        return self._run(Command(b"BZPOPMAX", *listed(keys), timeout or 0, reply=optional_score))

    def bzpopmin(self, keys: KeysT, timeout: float | None = 0) -> Command[tuple[S, S, float] | None]:
        """Remove the member with the lowest score from the first sorted set that has one; else as `bzpopmax`.

        See https://redis.io/commands/bzpopmin/
        """
        return self._run(Command(b"BZPOPMIN", *listed(keys), timeout or 0, reply=optional_score))

    def zmpop(
        self,
        num_keys: int,
        keys: Collection[KeyT],
        min: bool | None = False,
        max: bool | None = False,
        count: int | None = 1,
    ) -> Command[tuple[S, list[tuple[S, float]]] | None]:
        """Remove the members with the lowest or highest scores from the first sorted set that exists (Redis 7.0).

        Args:
            num_keys: how many sorted sets are named.
            keys: the sorted sets.
            min: take the lowest scores.
            max: take the highest scores.
            count: how many members at most.

        Returns:
            The key, and the members with their scores; None if none of the sorted sets exists.

        Raises:
            DataError: not exactly one of *min* and *max* is given, or *num_keys* is not the number of keys.

        See https://redis.io/commands/zmpop/
        """
        args = [*counted("ZMPOP", num_keys, keys), *_pop_options("ZMPOP", min, max, count)]
        return self._run(Command(b"ZMPOP", *args, reply=optional_scored))

    def zpopmax(self, name: KeyT, count: int | None = None) -> Command[list[tuple[S, float]]]:
        """Remove and return the members with the highest scores, these first (Redis 5.0).

        Args:
            name: the key.
            count: how many at most; None for one.

        Returns:
            A list of members with their scores, also if it is one; an empty list if there is no such sorted set.

        See https://redis.io/commands/zpopmax/
        """
        args: list[EncodableT] = [] if count is None else [count]
        return self._run(Command(b"ZPOPMAX", name, *args, reply=scored))

    def zpopmin(self, name: KeyT, count: int | None = None) -> Command[list[tuple[S, float]]]:
        """Remove and return the members with the lowest scores, these first; else as `zpopmax`.

        See https://redis.io/commands/zpopmin/
        """
        args: list[EncodableT] = [] if count is None else [count]
        return self._run(Command(b"ZPOPMIN", name, *args, reply=scored))
