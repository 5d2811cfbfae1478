"""Hashes: values that map fields to strings. Times to live of fields are in `hashes_expiry`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, overload

from ..errors import DataError
from .arguments_collections import F, ValuesT, counted_fields, interleaved, listed_values, scan_options
from .command import Command, CommandGroup, EncodableT, KeyT, S
from .replies import flag, number, ok, pairs
from .replies import mapping as read_mapping
from .replies_collections import scan, scan_mapping


def hash_items(
    command: str,
    key: EncodableT | None,
    value: EncodableT | None,
    mapping: Mapping[F, EncodableT] | None,
    items: Sequence[EncodableT] | None,
) -> list[EncodableT]:
    """Put together the three ways of giving fields and values that HSET and HSETEX have.

    Raises:
        DataError: there is no field, a field without a value, or a value without a field.
    """
    args: list[EncodableT] = list(items or ())
    if len(args) % 2:
        raise DataError(f"{command}: items must be field, value, field, value ...; got {len(args)} of them")
    if (key is None) != (value is None):
        raise DataError(f"{command}: give key and value together; one of them is None")
    if key is not None and value is not None:
        args += key, value
    if mapping:
        args += interleaved(mapping)
    if not args:
        raise DataError(f"{command}: give at least one field and its value")
    return args


class HashCommands(CommandGroup[S]):
    """The commands on hashes."""

    __slots__ = ()

    def hdel(self, name: KeyT, *keys: EncodableT) -> Command[int]:
        """Remove the fields *keys*; return how many of them existed. A hash without fields does not exist.

        See https://redis.io/commands/hdel/
        """
        return self._run(Command(b"HDEL", name, *keys))

    def hexists(self, name: KeyT, key: EncodableT) -> Command[bool]:
        """Return whether the hash has the field *key*.

        See https://redis.io/commands/hexists/
        """
        return self._run(Command(b"HEXISTS", name, key, reply=flag))

    def hget(self, name: KeyT, key: EncodableT) -> Command[S | None]:
        """Return the value of the field *key*, or None if there is no such field or hash.

        See https://redis.io/commands/hget/
        """
        return self._run(Command(b"HGET", name, key))

    def hgetall(self, name: KeyT) -> Command[dict[S, S]]:
        """Return all fields with their values; an empty dict if there is no such hash.

        See https://redis.io/commands/hgetall/
        """
        return self._run(Command(b"HGETALL", name, reply=read_mapping))

    def hgetdel(self, name: KeyT, *keys: EncodableT) -> Command[list[S | None]]:
        """Remove the fields *keys*, and return their values in order (Redis 8.0, Valkey 9.1).

        Returns:
            The value each field had, None if there was no such field.

        Raises:
            DataError: there is no field.

        See https://redis.io/commands/hgetdel/
        """
        return self._run(Command(b"HGETDEL", name, *counted_fields("HGETDEL", keys)))

    def hincrby(self, name: KeyT, key: EncodableT, amount: int = 1) -> Command[int]:
        """Add *amount* to the integer in the field *key* (0 if there is none), and return the sum.

        See https://redis.io/commands/hincrby/
        """
        return self._run(Command(b"HINCRBY", name, key, amount))

    def hincrbyfloat(self, name: KeyT, key: EncodableT, amount: float = 1.0) -> Command[float]:
        """Add *amount* to the number in the field *key* (0 if there is none), and return the sum.

        See https://redis.io/commands/hincrbyfloat/
        """
        return self._run(Command(b"HINCRBYFLOAT", name, key, amount, reply=number))

    def hkeys(self, name: KeyT) -> Command[list[S]]:
        """Return all fields of the hash.

        See https://redis.io/commands/hkeys/
        """
        return self._run(Command(b"HKEYS", name))

    def hlen(self, name: KeyT) -> Command[int]:
        """Return how many fields the hash has.

        See https://redis.io/commands/hlen/
        """
        return self._run(Command(b"HLEN", name))

    def hmget(self, name: KeyT, keys: ValuesT, *args: EncodableT) -> Command[list[S | None]]:
        """Return the values of the fields in order, None for each that there is not.

        Args:
            name: the key.
            keys: one field, or several.
            args: more fields.

        See https://redis.io/commands/hmget/
        """
        return self._run(Command(b"HMGET", name, *listed_values(keys, args)))

    def hmset(self, name: KeyT, mapping: Mapping[F, EncodableT]) -> Command[bool]:
        """Set each field of *mapping* to its value. Always True. Deprecated by the server: use `hset`.

        Raises:
            DataError: *mapping* is empty.

        See https://redis.io/commands/hmset/
        """
        return self._run(Command(b"HMSET", name, *hash_items("HMSET", None, None, mapping, None), reply=ok))

    @overload
    def hrandfield(self, key: KeyT, count: None = None, withvalues: Literal[False] = False) -> Command[S | None]: ...
    @overload
    def hrandfield(self, key: KeyT, count: int, withvalues: Literal[False] = False) -> Command[list[S]]: ...
    @overload
    def hrandfield(self, key: KeyT, count: int, withvalues: Literal[True]) -> Command[list[tuple[S, S]]]: ...
    def hrandfield(self, key: KeyT, count: int | None = None, withvalues: bool = False) -> Command[Any]:
        """Return random fields (Redis 6.2).

        Args:
            key: the key.
            count: at most how many different fields; if negative, exactly how many, which may repeat.
            withvalues: return each field with its value; needs *count*.

        Returns:
            A field, or None if there is no such hash. With *count*: a list of fields, or of pairs of field and value.

        Raises:
            DataError: *withvalues* without *count*.

        See https://redis.io/commands/hrandfield/
        """
        if count is None:
            if withvalues:
                raise DataError("HRANDFIELD: withvalues needs a count")
            return self._run(Command(b"HRANDFIELD", key))
        if withvalues:
            return self._run(Command(b"HRANDFIELD", key, count, b"WITHVALUES", reply=pairs))
        return self._run(Command(b"HRANDFIELD", key, count))

    @overload
    def hscan(
        self,
        name: KeyT,
        cursor: int = 0,
        match: KeyT | None = None,
        count: int | None = None,
        no_values: Literal[False] | None = None,
    ) -> Command[tuple[int, dict[S, S]]]: ...
    @overload
    def hscan(
        self,
        name: KeyT,
        cursor: int = 0,
        match: KeyT | None = None,
        count: int | None = None,
        *,
        no_values: Literal[True],
    ) -> Command[tuple[int, list[S]]]: ...
    def hscan(
        self,
        name: KeyT,
        cursor: int = 0,
        match: KeyT | None = None,
        count: int | None = None,
        no_values: bool | None = None,
    ) -> Command[Any]:
        """Return some of the fields, and the cursor with which to ask for the next ones; see `scan`.

        Args:
            name: the key.
            cursor: 0 to begin, then what the call before returned.
            match: only fields that match this pattern, as in `keys`.
            count: about how many fields to look at; the server takes 10, or all of a small hash.
            no_values: return the fields only (Redis 7.4).

        Returns:
            The next cursor, 0 at the end, and a dict of fields and values; with *no_values* a list of fields.

        See https://redis.io/commands/hscan/
        """
        args = [b"HSCAN", name, cursor, *scan_options(match, count)]
        if no_values:
            return self._run(Command(*args, b"NOVALUES", reply=scan))
        return self._run(Command(*args, reply=scan_mapping))

    def hset(
        self,
        name: KeyT,
        key: EncodableT | None = None,
        value: EncodableT | None = None,
        mapping: Mapping[F, EncodableT] | None = None,
        items: Sequence[EncodableT] | None = None,
    ) -> Command[int]:
        """Set fields to values.

        Args:
            name: the key.
            key: a field.
            value: the value of that field.
            mapping: more fields with their values (several at once: Redis 4.0).
            items: more of them, as field, value, field, value ...

        Returns:
            How many of the fields were new.

        Raises:
            DataError: there is no field, a field without a value, or a value without a field.

        See https://redis.io/commands/hset/
        """
        # The two common ways go without looking for what is wrong in the others.
        if key is None and value is None and items is None and mapping:
            return self._run(Command(b"HSET", name, *interleaved(mapping)))
        if key is not None and value is not None and mapping is None and items is None:
            return self._run(Command(b"HSET", name, key, value))
        return self._run(Command(b"HSET", name, *hash_items("HSET", key, value, mapping, items)))

    def hsetnx(self, name: KeyT, key: EncodableT, value: EncodableT) -> Command[int]:
        """Set the field *key* to *value* if there is no such field; return 1 if that was so, else 0.

        See https://redis.io/commands/hsetnx/
        """
        return self._run(Command(b"HSETNX", name, key, value))

    def hstrlen(self, name: KeyT, key: EncodableT) -> Command[int]:
        """Return the length in bytes of the value of the field *key*; 0 if there is none.

        See https://redis.io/commands/hstrlen/
        """
        return self._run(Command(b"HSTRLEN", name, key))

    def hvals(self, name: KeyT) -> Command[list[S]]:
        """Return the values of all fields.

        See https://redis.io/commands/hvals/
        """
        return self._run(Command(b"HVALS", name))
