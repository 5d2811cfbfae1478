"""Sets: values that are different strings in no order."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, overload

from .arguments import KeysT, listed
from .arguments_collections import ValuesT, counted, listed_values, scan_options
from .command import Command, CommandGroup, EncodableT, KeyT, S
from .replies import flag, members
from .replies_collections import scan


class SetCommands(CommandGroup[S]):
    """The commands on sets. Members are returned as a `set` in both protocols."""

    __slots__ = ()

    def sadd(self, name: KeyT, *values: EncodableT) -> Command[int]:
        """Add the members; return how many of them were new.

        See https://redis.io/commands/sadd/
        """
        return self._run(Command(b"SADD", name, *values))

    def scard(self, name: KeyT) -> Command[int]:
        """Return how many members the set has; 0 if there is no such set.

        See https://redis.io/commands/scard/
        """
        return self._run(Command(b"SCARD", name))

    def sdiff(self, keys: KeysT, *args: KeyT) -> Command[set[S]]:
        """Return the members of the first set that are in none of the others.

        Args:
            keys: one set, or several.
            args: more sets.

        See https://redis.io/commands/sdiff/
        """
        return self._run(Command(b"SDIFF", *listed(keys, args), reply=members))

    def sdiffcard(self, numkeys: int, keys: Collection[KeyT], limit: int = 0) -> Command[int]:
        """Return how many members the difference of the sets has (Redis 8.10).

        Args:
            numkeys: how many sets are named.
            keys: the sets.
            limit: stop counting there; 0 to count all.

        Raises:
            DataError: *numkeys* is not the number of keys.

        See https://redis.io/commands/sdiffcard/
        """
        return self._run(Command(b"SDIFFCARD", *counted("SDIFFCARD", numkeys, keys), b"LIMIT", limit))

    def sdiffstore(self, dest: KeyT, keys: KeysT, *args: KeyT) -> Command[int]:
        """Store what `sdiff` returns in *dest*, in place of what it holds; return how many members that has.

        See https://redis.io/commands/sdiffstore/
        """
        return self._run(Command(b"SDIFFSTORE", dest, *listed(keys, args)))

    def sinter(self, keys: KeysT, *args: KeyT) -> Command[set[S]]:
        """Return the members that are in all of the sets.

        Args:
            keys: one set, or several.
            args: more sets.

        See https://redis.io/commands/sinter/
        """
        return self._run(Command(b"SINTER", *listed(keys, args), reply=members))

    def sintercard(self, numkeys: int, keys: Collection[KeyT], limit: int = 0) -> Command[int]:
        """Return how many members are in all of the sets (Redis 7.0).

        Args:
            numkeys: how many sets are named.
            keys: the sets.
            limit: stop counting there; 0 to count all.

        Raises:
            DataError: *numkeys* is not the number of keys.

        See https://redis.io/commands/sintercard/
        """
        return self._run(Command(b"SINTERCARD", *counted("SINTERCARD", numkeys, keys), b"LIMIT", limit))

    def sinterstore(self, dest: KeyT, keys: KeysT, *args: KeyT) -> Command[int]:
        """Store what `sinter` returns in *dest*, in place of what it holds; return how many members that has.

        See https://redis.io/commands/sinterstore/
        """
        return self._run(Command(b"SINTERSTORE", dest, *listed(keys, args)))

    def sismember(self, name: KeyT, value: EncodableT) -> Command[int]:
        """Return 1 if *value* is a member of the set, else 0.

        See https://redis.io/commands/sismember/
        """
        return self._run(Command(b"SISMEMBER", name, value))

    def smembers(self, name: KeyT) -> Command[set[S]]:
        """Return all members; an empty set if there is no such set.

        See https://redis.io/commands/smembers/
        """
        return self._run(Command(b"SMEMBERS", name, reply=members))

    def smismember(self, name: KeyT, values: ValuesT, *args: EncodableT) -> Command[list[int]]:
        """Return, for each value in order, 1 if it is a member of the set, else 0 (Redis 6.2).

        Args:
            name: the key.
            values: one value, or several.
            args: more values.

        See https://redis.io/commands/smismember/
        """
        return self._run(Command(b"SMISMEMBER", name, *listed_values(values, args)))

    def smove(self, src: KeyT, dst: KeyT, value: EncodableT) -> Command[bool]:
        """Move the member *value* from set *src* to set *dst*; return whether *src* had it.

        See https://redis.io/commands/smove/
        """
        return self._run(Command(b"SMOVE", src, dst, value, reply=flag))

    @overload
    def spop(self, name: KeyT, count: None = None) -> Command[S | None]: ...
    @overload
    def spop(self, name: KeyT, count: int) -> Command[set[S]]: ...
    def spop(self, name: KeyT, count: int | None = None) -> Command[Any]:
        """Remove and return a random member.

        Args:
            name: the key.
            count: return a set of at most so many members instead.

        Returns:
            The member, None if there is no such set; with *count* a set, which may be empty.

        See https://redis.io/commands/spop/
        """
        if count is None:
            return self._run(Command(b"SPOP", name))
        return self._run(Command(b"SPOP", name, count, reply=members))

    @overload
    def srandmember(self, name: KeyT, number: None = None) -> Command[S | None]: ...
    @overload
    def srandmember(self, name: KeyT, number: int) -> Command[list[S]]: ...
    def srandmember(self, name: KeyT, number: int | None = None) -> Command[Any]:
        """Return a random member.

        Args:
            name: the key.
            number: return a list instead, of at most so many different members; if negative, of exactly so many,
                which may repeat.

        Returns:
            The member, None if there is no such set; with *number* a list, which may be empty.

        See https://redis.io/commands/srandmember/
        """
        if number is None:
            return self._run(Command(b"SRANDMEMBER", name))
        # Redis 6.0 sends a set of RESP3 when it returns all members.
        return self._run(Command(b"SRANDMEMBER", name, number, reply=list))

    def srem(self, name: KeyT, *values: EncodableT) -> Command[int]:
        """Remove the members; return how many of them there were.

        See https://redis.io/commands/srem/
        """
        return self._run(Command(b"SREM", name, *values))

    def sscan(
        self,
        name: KeyT,
        cursor: int = 0,
        match: KeyT | None = None,
        count: int | None = None,
    ) -> Command[tuple[int, list[S]]]:
        """Return some of the members, and the cursor with which to ask for the next ones; see `scan`.

        Args:
            name: the key.
            cursor: 0 to begin, then what the call before returned.
            match: only members that match this pattern, as in `keys`.
            count: about how many members to look at; the server takes 10, or all of a small set.

        Returns:
            The next cursor, 0 at the end, and the members, as a list because some may repeat.

        See https://redis.io/commands/sscan/
        """
        return self._run(Command(b"SSCAN", name, cursor, *scan_options(match, count), reply=scan))

    def sunion(self, keys: KeysT, *args: KeyT) -> Command[set[S]]:
        """Return the members that are in any of the sets.

        Args:
            keys: one set, or several.
            args: more sets.

        See https://redis.io/commands/sunion/
        """
        return self._run(Command(b"SUNION", *listed(keys, args), reply=members))

    def sunioncard(
        self,
        numkeys: int,
        keys: Collection[KeyT],
        limit: int = 0,
        approx: bool = False,
    ) -> Command[int]:
        """Return how many members the union of the sets has (Redis 8.10).

        Args:
            numkeys: how many sets are named.
            keys: the sets.
            limit: stop counting there; 0 to count all.
            approx: estimate, in little memory.

        Raises:
            DataError: *numkeys* is not the number of keys.

        See https://redis.io/commands/sunioncard/
        """
        args = counted("SUNIONCARD", numkeys, keys)
        if approx:
            args.append(b"APPROX")
        return self._run(Command(b"SUNIONCARD", *args, b"LIMIT", limit))

    def sunionstore(self, dest: KeyT, keys: KeysT, *args: KeyT) -> Command[int]:
        """Store what `sunion` returns in *dest*, in place of what it holds; return how many members that has.

        See https://redis.io/commands/sunionstore/
        """
        return self._run(Command(b"SUNIONSTORE", dest, *listed(keys, args)))
