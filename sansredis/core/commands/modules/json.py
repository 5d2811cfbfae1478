"""JSON documents: values that are read and changed at any place in them, by a path."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Literal, overload

from ...errors import DataError
from ..arguments import KeysT, listed_keys, one_of
from ..command import Command, EncodableT, KeyT, S
from ..replies import ok, optional_ok, strings
from .json_arrays import JSONArrayCommands
from .json_values import (
    JSONValue,
    RESPValue,
    as_jsonpath,
    in_str,
    numbers_at,
    resp_value,
    toggled,
    type_at,
    with_str_keys,
)

FPHA_TYPES = ("BF16", "FP16", "FP32", "FP64")


def _precision(fpha: str) -> list[EncodableT]:
    if fpha.upper() not in FPHA_TYPES:
        raise DataError(f"JSON.SET: fpha is one of {', '.join(FPHA_TYPES)}; got {fpha!r}")
    return [b"FPHA", fpha.upper()]


class JSONCommands(JSONArrayCommands[S]):
    """The commands on JSON documents (module ReJSON; RedisJSON 1.0).

    With a JSONPath (``$...``) they return a list with a result for each match, None where that is of another type. With
    a legacy path (``.``, ``.a.b``) they return one result.
    """

    __slots__ = ()

    def get(self, name: KeyT, *args: KeyT, no_escape: bool | None = False) -> Command[JSONValue]:
        """Return the value at a path, or at several.

        Args:
            name: the key.
            args: the paths; the whole document without any.
            no_escape: ask the server to send other characters than ASCII as they are; makes no difference from
                RedisJSON 2.0 on.

        Returns:
            What the decoder makes of it: for a legacy path the value, for a JSONPath the list of all matches, for
            several paths a dict with one of these for each path. None if there is no such key.

        Raises:
            ResponseError: a legacy path matches nothing.

        See https://redis.io/commands/json.get/
        """
        paths = args or (".",)
        if no_escape:
            paths = (b"NOESCAPE", *paths)
        return self._run(Command(b"JSON.GET", name, *paths, reply=self._value, decode=False))

    def mget(self, keys: KeysT, path: KeyT) -> Command[list[JSONValue]]:
        """Return the value at one path of each of the documents, as `get` does, None where there is none.

        Raises:
            DataError: there is no key.

        See https://redis.io/commands/json.mget/
        """
        every = listed_keys("JSON.MGET", keys)
        return self._run(Command(b"JSON.MGET", *every, path, reply=self._values, decode=False))

    def set(
        self,
        name: KeyT,
        path: KeyT,
        obj: object,
        nx: bool | None = False,
        xx: bool | None = False,
        decode_keys: bool | None = False,
        fpha: str | None = None,
    ) -> Command[bool | None]:
        """Set the value at a path.

        Args:
            name: the key.
            path: where; ``$`` or ``.`` for the whole document, which a new key needs.
            obj: the value, of which the encoder makes JSON.
            nx: only where there is no value yet.
            xx: only where there is a value.
            decode_keys: make str of keys in *obj* that are bytes.
            fpha: store arrays of floats as BF16, FP16, FP32 or FP64 (Redis 8.8).

        Returns:
            True; None if the condition did not hold, or the path cannot be made.

        Raises:
            DataError: no JSON can be made of *obj*, both *nx* and *xx* are given, or *fpha* is none of these.

        See https://redis.io/commands/json.set/
        """
        if nx and xx:
            one_of("JSON.SET", {"nx": nx, "xx": xx})
        options: list[EncodableT] = [b"NX" if nx else b"XX"] if nx or xx else []
        if fpha is not None:
            options += _precision(fpha)
        value = self._encoded("JSON.SET", with_str_keys(obj) if decode_keys else obj)
        return self._run(Command(b"JSON.SET", name, path, value, *options, reply=optional_ok))

    def mset(self, triplets: Sequence[tuple[KeyT, KeyT, object]]) -> Command[bool]:
        """Set values in several documents at once (RedisJSON 2.6). Always True.

        Args:
            triplets: key, path and value of each, as in `set`.

        Raises:
            DataError: there is none, or no JSON can be made of a value.

        See https://redis.io/commands/json.mset/
        """
        if not triplets:
            raise DataError("JSON.MSET: give at least one key with its path and value")
        args: list[EncodableT] = []
        for key, path, value in triplets:
            args += key, path, self._encoded("JSON.MSET", value)
        return self._run(Command(b"JSON.MSET", *args, reply=ok))

    def merge(self, name: KeyT, path: KeyT, obj: object, decode_keys: bool | None = False) -> Command[bool | None]:
        """Merge a value into that at a path, by RFC 7396: nulls delete, objects are merged, all else is replaced.

        Args:
            name: the key.
            path: where; ``$`` for a new key (RedisJSON 2.6).
            obj: the value, of which the encoder makes JSON.
            decode_keys: make str of keys in *obj* that are bytes.

        Returns:
            True; None if the path cannot be made.

        Raises:
            DataError: no JSON can be made of *obj*.

        See https://redis.io/commands/json.merge/
        """
        value = self._encoded("JSON.MERGE", with_str_keys(obj) if decode_keys else obj)
        return self._run(Command(b"JSON.MERGE", name, path, value, reply=optional_ok))

    def delete(self, key: KeyT, path: KeyT = ".") -> Command[int]:
        """Delete the values at a path, or the whole document; return how many there were.

        See https://redis.io/commands/json.del/
        """
        return self._run(Command(b"JSON.DEL", key, path))

    def forget(self, key: KeyT, path: KeyT = ".") -> Command[int]:
        """Delete the values at a path: another name for `delete`.

        See https://redis.io/commands/json.forget/
        """
        return self._run(Command(b"JSON.FORGET", key, path))

    def clear(self, name: KeyT, path: KeyT = ".") -> Command[int]:
        """Empty arrays and objects, and set numbers to 0; return how many values were changed.

        See https://redis.io/commands/json.clear/
        """
        return self._run(Command(b"JSON.CLEAR", name, path))

    def type(self, name: KeyT, path: KeyT = ".") -> Command[list[str] | list[list[str]] | None]:
        """Return the types of values: object, array, string, integer, number, boolean or null.

        Returns:
            For a legacy path a list of one type; for a JSONPath a list with the list of the types of all matches in
            it, as RESP3 has them. None if there is no such key, or no value at a legacy path.

        See https://redis.io/commands/json.type/
        """
        reply: Callable[[Any], list[str] | list[list[str]] | None] = type_at(path)
        return self._run(Command(b"JSON.TYPE", name, path, reply=reply, decode=False))

    def resp(self, name: KeyT, path: KeyT = ".") -> Command[RESPValue]:
        """Return the value in RESP's types; `get` is easier to use.

        Returns:
            An object is a list of ``{``, key, value, key, value ...; an array a list of ``[`` and its values.
            Booleans and floats are str. For a JSONPath a list of all matches. None if there is
            no such key.

        See https://redis.io/commands/json.resp/
        """
        return self._run(Command(b"JSON.RESP", name, path, reply=resp_value, decode=False))

    def objkeys(self, name: KeyT, path: KeyT = ".") -> Command[list[str] | list[list[str] | None] | None]:
        """Return the keys of an object; None for a legacy path if there is no such key or value.

        See https://redis.io/commands/json.objkeys/
        """
        return self._run(Command(b"JSON.OBJKEYS", name, path, reply=in_str, decode=False))

    def objlen(self, name: KeyT, path: KeyT = ".") -> Command[int | list[int | None] | None]:
        """Return how many keys an object has; None for a legacy path if there is no such key or value.

        See https://redis.io/commands/json.objlen/
        """
        return self._run(Command(b"JSON.OBJLEN", name, path))

    def numincrby(self, name: KeyT, path: KeyT, number: float) -> Command[list[int | float | None]]:
        """Add *number* to the numbers at a path; return a list of the sums, None for what is no number.

        A legacy path gives a list, too, with all that it matches. It is sent as the JSONPath that it stands for: what
        the server replies to the legacy one depends on the protocol.

        Raises:
            DataError: *number* is infinite or not a number.

        See https://redis.io/commands/json.numincrby/
        """
        return self._arithmetic("JSON.NUMINCRBY", name, path, number)

    def nummultby(self, name: KeyT, path: KeyT, number: float) -> Command[list[int | float | None]]:
        """Multiply the numbers at a path by *number*; return a list of the products, as `numincrby` does.

        Raises:
            DataError: *number* is infinite or not a number.

        See https://redis.io/commands/json.nummultby/
        """
        return self._arithmetic("JSON.NUMMULTBY", name, path, number)

    def numpowby(self, name: KeyT, path: KeyT, number: float) -> Command[list[int | float | None]]:
        """Raise the numbers at a path to the power of *number*; return a list of the results, as `numincrby` does.

        Raises:
            DataError: *number* is infinite or not a number.

        The server has this without documenting it: JSON.NUMPOWBY.
        """
        return self._arithmetic("JSON.NUMPOWBY", name, path, number)

    def _arithmetic(self, command: str, name: KeyT, path: KeyT, number: float) -> Command[list[int | float | None]]:
        value = self._encoded(command, number)
        return self._run(Command(command.encode(), name, as_jsonpath(path), value, reply=numbers_at, decode=False))

    def strlen(self, name: KeyT, path: KeyT | None = None) -> Command[int | list[int | None] | None]:
        """Return the length of a string in bytes of UTF-8; None for a legacy path if there is no such key.

        See https://redis.io/commands/json.strlen/
        """
        return self._run(Command(b"JSON.STRLEN", name, *(() if path is None else (path,))))

    def strappend(self, name: KeyT, value: str, path: KeyT = ".") -> Command[int | list[int | None]]:
        """Add *value* at the end of the strings at a path; return the new length in bytes of UTF-8.

        See https://redis.io/commands/json.strappend/
        """
        return self._run(Command(b"JSON.STRAPPEND", name, path, self._encoded("JSON.STRAPPEND", value)))

    def toggle(self, name: KeyT, path: KeyT = ".") -> Command[bool | list[int | None]]:
        """Turn true into false and false into true; return what it is now: 1 or 0 for each match of a JSONPath.

        See https://redis.io/commands/json.toggle/
        """
        return self._run(Command(b"JSON.TOGGLE", name, path, reply=toggled, decode=False))

    @overload
    def debug(self, subcommand: Literal["HELP", "help"], key: None = None) -> Command[list[str]]: ...
    @overload
    def debug(
        self, subcommand: Literal["MEMORY", "memory"], key: KeyT, path: KeyT = "."
    ) -> Command[int | list[int]]: ...
    def debug(self, subcommand: str, key: KeyT | None = None, path: KeyT = ".") -> Command[Any]:
        """Return how many bytes of memory the values at a path take, or what else can be asked.

        Args:
            subcommand: MEMORY or HELP.
            key: the key, for MEMORY.
            path: the values, for MEMORY.

        Raises:
            DataError: *subcommand* is neither of these, or there is no *key* for MEMORY.

        See https://redis.io/commands/json.debug-memory/
        """
        name = subcommand.upper()
        if name == "HELP":
            return self._run(Command(b"JSON.DEBUG", name, reply=strings))
        if name != "MEMORY" or key is None:
            raise DataError(f"JSON.DEBUG: give HELP, or MEMORY and a key; got {subcommand!r} and key={key!r}")
        return self._run(Command(b"JSON.DEBUG", name, key, path))
