"""Strings: values that are one piece of bytes.

SET and its kin are in `strings_set`, numbers written as strings in `counters`, bits in `bitmaps`, comparison in `lcs`.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from .arguments import KeysT, conditions_on_value, expiry, flattened, listed_keys
from .command import AbsExpiryT, Command, CommandGroup, EncodableT, ExpiryT, K, KeyT, S
from .replies import flag, ok


class DataPersistOptions(Enum):
    """The condition of `StringCommands.msetex`."""

    NX = "NX"
    """None of the keys exists."""

    XX = "XX"
    """All of the keys exist."""


class StringCommands(CommandGroup[S]):
    """The commands on whole strings and parts of them.

    Those on a string raise `WrongTypeError` if the key holds another type of value.
    """

    __slots__ = ()

    def append(self, key: KeyT, value: EncodableT) -> Command[int]:
        """Append *value* to the string at *key*, which is made if it does not exist; return its length in bytes then.

        See https://redis.io/commands/append/
        """
        return self._run(Command(b"APPEND", key, value))

    def delex(
        self,
        name: KeyT,
        ifeq: KeyT | None = None,
        ifne: KeyT | None = None,
        ifdeq: KeyT | None = None,
        ifdne: KeyT | None = None,
    ) -> Command[int]:
        """Delete *name* if its value meets the condition (Redis 8.4); return how many keys were deleted: 1 or 0.

        Args:
            name: the key.
            ifeq: only if its value equals this.
            ifne: only if its value differs from this.
            ifdeq: only if its value has this digest (see `digest`).
            ifdne: only if its value has another digest.

        Raises:
            DataError: more than one condition is given.

        See https://redis.io/commands/delex/
        """
        return self._run(Command(b"DELEX", name, *conditions_on_value("DELEX", ifeq, ifne, ifdeq, ifdne)))

    def delifeq(self, name: KeyT, value: EncodableT) -> Command[int]:
        """Delete *name* if its value equals *value* (Valkey 9.0); return how many keys were deleted: 1 or 0.

        See https://valkey.io/commands/delifeq/
        """
        return self._run(Command(b"DELIFEQ", name, value))

    def digest(self, name: KeyT) -> Command[S | None]:
        """Return the digest of the value of *name* as hexadecimal digits (XXH3, Redis 8.4); None if there is none.

        See https://redis.io/commands/digest/
        """
        return self._run(Command(b"DIGEST", name))

    def get(self, name: KeyT) -> Command[S | None]:
        """Return the value of *name*, or None if it does not exist.

        See https://redis.io/commands/get/
        """
        return self._run(Command(b"GET", name))

    def getdel(self, name: KeyT) -> Command[S | None]:
        """Return the value of *name*, or None, and delete it (Redis 6.2).

        See https://redis.io/commands/getdel/
        """
        return self._run(Command(b"GETDEL", name))

    def getex(
        self,
        name: KeyT,
        ex: ExpiryT | None = None,
        px: ExpiryT | None = None,
        exat: AbsExpiryT | None = None,
        pxat: AbsExpiryT | None = None,
        persist: bool = False,
    ) -> Command[S | None]:
        """Return the value of *name*, or None, and change its time to live (Redis 6.2).

        Args:
            name: the key.
            ex: seconds to live.
            px: milliseconds to live.
            exat: Unix time, in seconds, at which the key expires.
            pxat: Unix time, in milliseconds, at which the key expires.
            persist: take its time to live away.

        Raises:
            DataError: more than one time to live is given.

        See https://redis.io/commands/getex/
        """
        return self._run(Command(b"GETEX", name, *expiry("GETEX", ex, px, exat, pxat, "persist", persist)))

    def getrange(self, key: KeyT, start: int, end: int) -> Command[S]:
        """Return the bytes of the string from *start* to *end*, both included; negative ones count from its end.

        See https://redis.io/commands/getrange/
        """
        return self._run(Command(b"GETRANGE", key, start, end))

    def mget(self, keys: KeysT, *args: KeyT) -> Command[list[S | None]]:
        """Return the values of all the keys in order; None for one that does not exist or is not a string.

        Args:
            keys: one key, or several.
            args: more keys.

        Raises:
            DataError: there is no key.

        See https://redis.io/commands/mget/
        """
        return self._run(Command(b"MGET", *listed_keys("MGET", keys, args)))

    def mset(self, mapping: Mapping[K, EncodableT]) -> Command[bool]:
        """Set each key of *mapping* to its value, all at once. Always True.

        Raises:
            DataError: the mapping is empty.

        See https://redis.io/commands/mset/
        """
        return self._run(Command(b"MSET", *flattened("MSET", mapping), reply=ok))

    def msetex(
        self,
        mapping: Mapping[K, EncodableT],
        data_persist_option: DataPersistOptions | None = None,
        ex: ExpiryT | None = None,
        px: ExpiryT | None = None,
        exat: AbsExpiryT | None = None,
        pxat: AbsExpiryT | None = None,
        keepttl: bool = False,
    ) -> Command[int]:
        """Set each key of *mapping* to its value, all at once, with a time to live (Redis 8.4, Valkey 9.1).

        Args:
            mapping: keys and values.
            data_persist_option: do so only if none (NX) or all (XX) of the keys exist.
            ex: seconds to live.
            px: milliseconds to live.
            exat: Unix time, in seconds, at which the keys expire.
            pxat: Unix time, in milliseconds, at which the keys expire.
            keepttl: keep the times to live that the keys have.

        Returns:
            1 if the keys were set, 0 if the condition did not hold.

        Raises:
            DataError: the mapping is empty, or more than one time to live is given.

        See https://redis.io/commands/msetex/
        """
        options: list[EncodableT] = [data_persist_option.value] if data_persist_option else []
        options += expiry("MSETEX", ex, px, exat, pxat, "keepttl", keepttl)
        return self._run(Command(b"MSETEX", len(mapping), *flattened("MSETEX", mapping), *options))

    def msetnx(self, mapping: Mapping[K, EncodableT]) -> Command[bool]:
        """Set each key of *mapping* to its value if none of the keys exists; return whether that was so.

        Raises:
            DataError: the mapping is empty.

        See https://redis.io/commands/msetnx/
        """
        return self._run(Command(b"MSETNX", *flattened("MSETNX", mapping), reply=flag))

    def setrange(self, name: KeyT, offset: int, value: EncodableT) -> Command[int]:
        """Overwrite the string from byte *offset* on, filling up with zero bytes; return its length in bytes then.

        See https://redis.io/commands/setrange/
        """
        return self._run(Command(b"SETRANGE", name, offset, value))

    def strlen(self, name: KeyT) -> Command[int]:
        """Return the length of the string in bytes; 0 if it does not exist.

        See https://redis.io/commands/strlen/
        """
        return self._run(Command(b"STRLEN", name))

    def substr(self, name: KeyT, start: int, end: int = -1) -> Command[S]:
        """Return what `getrange` does. Deprecated: use that.

        See https://redis.io/commands/substr/
        """
        return self._run(Command(b"SUBSTR", name, start, end))
