"""The times to live of single fields of hashes.

The methods that set or read them take any number of fields, at least one, and return a list with a number for each, in
their order: what was asked for, or a code. -2 always means that there is no such field, or no such hash.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum

from .arguments import expiry, one_of, unix_milliseconds, unix_seconds
from .arguments import milliseconds as _milliseconds
from .arguments import seconds as _seconds
from .arguments_collections import F, counted_fields
from .command import AbsExpiryT, Command, CommandGroup, EncodableT, ExpiryT, KeyT, S
from .hashes import hash_items


class HashDataPersistOptions(Enum):
    """The condition of `hsetex`: all the fields must be new, or all must exist."""

    FNX = "FNX"
    FXX = "FXX"


def _conditions(command: str, nx: bool, xx: bool, gt: bool, lt: bool) -> list[EncodableT]:
    """As for keys, but only one of the four may be given."""
    if not (nx or xx or gt or lt):
        return []
    one_of(command, {"nx": nx, "xx": xx, "gt": gt, "lt": lt})
    return [b"NX" if nx else b"XX" if xx else b"GT" if gt else b"LT"]


class HashExpiryCommands(CommandGroup[S]):
    """The commands on the times to live of fields of hashes."""

    __slots__ = ()

    def hexpire(
        self,
        name: KeyT,
        seconds: ExpiryT,
        *fields: EncodableT,
        nx: bool = False,
        xx: bool = False,
        gt: bool = False,
        lt: bool = False,
    ) -> Command[list[int]]:
        """Let fields live for some seconds from now (Redis 7.4, Valkey 9.0).

        Args:
            name: the key.
            seconds: seconds, or a `timedelta`; 0 deletes the fields.
            fields: the fields.
            nx: only those without a time to live.
            xx: only those with one.
            gt: only those whose time to live becomes later.
            lt: only those whose time to live becomes earlier, or that had none.

        Returns:
            For each field 1 if its time was set, 0 if the condition did not hold, 2 if the field was deleted because
            that time is past already, -2 if there is no such field.

        Raises:
            DataError: there is no field, or more than one condition.

        See https://redis.io/commands/hexpire/
        """
        args = [*_conditions("HEXPIRE", nx, xx, gt, lt), *counted_fields("HEXPIRE", fields)]
        return self._run(Command(b"HEXPIRE", name, _seconds(seconds), *args))

    def hexpireat(
        self,
        name: KeyT,
        unix_time_seconds: AbsExpiryT,
        *fields: EncodableT,
        nx: bool = False,
        xx: bool = False,
        gt: bool = False,
        lt: bool = False,
    ) -> Command[list[int]]:
        """Let fields live until a Unix time in seconds, or a `datetime` (Redis 7.4); else as `hexpire`.

        See https://redis.io/commands/hexpireat/
        """
        args = [*_conditions("HEXPIREAT", nx, xx, gt, lt), *counted_fields("HEXPIREAT", fields)]
        return self._run(Command(b"HEXPIREAT", name, unix_seconds(unix_time_seconds), *args))

    def hexpiretime(self, key: KeyT, *fields: EncodableT) -> Command[list[int]]:
        """Return the Unix times, in seconds, at which fields expire (Redis 7.4, Valkey 9.0).

        Returns:
            For each field its time, -1 if it lives for ever, -2 if there is no such field.

        Raises:
            DataError: there is no field.

        See https://redis.io/commands/hexpiretime/
        """
        return self._run(Command(b"HEXPIRETIME", key, *counted_fields("HEXPIRETIME", fields)))

    def hgetex(
        self,
        name: KeyT,
        *keys: EncodableT,
        ex: ExpiryT | None = None,
        px: ExpiryT | None = None,
        exat: AbsExpiryT | None = None,
        pxat: AbsExpiryT | None = None,
        persist: bool = False,
    ) -> Command[list[S | None]]:
        """Return the values of fields, and set or remove their times to live (Redis 8.0, Valkey 9.0).

        Args:
            name: the key.
            keys: the fields.
            ex: seconds to live.
            px: milliseconds to live.
            exat: Unix time, in seconds, at which the fields expire.
            pxat: Unix time, in milliseconds, at which the fields expire.
            persist: let the fields live for ever.

        Returns:
            The value of each field, None if there is no such field.

        Raises:
            DataError: there is no field, or more than one of the times and *persist*.

        See https://redis.io/commands/hgetex/
        """
        lifetime = expiry("HGETEX", ex, px, exat, pxat, "persist", persist)
        return self._run(Command(b"HGETEX", name, *lifetime, *counted_fields("HGETEX", keys)))

    def hpersist(self, name: KeyT, *fields: EncodableT) -> Command[list[int]]:
        """Let fields live for ever (Redis 7.4, Valkey 9.0).

        Returns:
            For each field 1 if it had a time to live, -1 if it had none, -2 if there is no such field.

        Raises:
            DataError: there is no field.

        See https://redis.io/commands/hpersist/
        """
        return self._run(Command(b"HPERSIST", name, *counted_fields("HPERSIST", fields)))

    def hpexpire(
        self,
        name: KeyT,
        milliseconds: ExpiryT,
        *fields: EncodableT,
        nx: bool = False,
        xx: bool = False,
        gt: bool = False,
        lt: bool = False,
    ) -> Command[list[int]]:
        """Let fields live for some milliseconds from now (Redis 7.4); else as `hexpire`.

        See https://redis.io/commands/hpexpire/
        """
        args = [*_conditions("HPEXPIRE", nx, xx, gt, lt), *counted_fields("HPEXPIRE", fields)]
        return self._run(Command(b"HPEXPIRE", name, _milliseconds(milliseconds), *args))

    def hpexpireat(
        self,
        name: KeyT,
        unix_time_milliseconds: AbsExpiryT,
        *fields: EncodableT,
        nx: bool = False,
        xx: bool = False,
        gt: bool = False,
        lt: bool = False,
    ) -> Command[list[int]]:
        """Let fields live until a Unix time in milliseconds, or a `datetime` (Redis 7.4); else as `hexpire`.

        See https://redis.io/commands/hpexpireat/
        """
        args = [*_conditions("HPEXPIREAT", nx, xx, gt, lt), *counted_fields("HPEXPIREAT", fields)]
        return self._run(Command(b"HPEXPIREAT", name, unix_milliseconds(unix_time_milliseconds), *args))

    def hpexpiretime(self, key: KeyT, *fields: EncodableT) -> Command[list[int]]:
        """Return the Unix times, in milliseconds, at which fields expire (Redis 7.4); else as `hexpiretime`.

        See https://redis.io/commands/hpexpiretime/
        """
        return self._run(Command(b"HPEXPIRETIME", key, *counted_fields("HPEXPIRETIME", fields)))

    def hpttl(self, key: KeyT, *fields: EncodableT) -> Command[list[int]]:
        """Return how many milliseconds fields have still to live (Redis 7.4); else as `httl`.

        See https://redis.io/commands/hpttl/
        """
        return self._run(Command(b"HPTTL", key, *counted_fields("HPTTL", fields)))

    def hsetex(
        self,
        name: KeyT,
        key: EncodableT | None = None,
        value: EncodableT | None = None,
        mapping: Mapping[F, EncodableT] | None = None,
        items: Sequence[EncodableT] | None = None,
        ex: ExpiryT | None = None,
        px: ExpiryT | None = None,
        exat: AbsExpiryT | None = None,
        pxat: AbsExpiryT | None = None,
        data_persist_option: HashDataPersistOptions | None = None,
        keepttl: bool = False,
    ) -> Command[int]:
        """Set fields to values, with a time to live (Redis 8.0, Valkey 9.0).

        Args:
            name: the key.
            key: a field.
            value: the value of that field.
            mapping: more fields with their values.
            items: more of them, as field, value, field, value ...
            ex: seconds to live.
            px: milliseconds to live.
            exat: Unix time, in seconds, at which the fields expire.
            pxat: Unix time, in milliseconds, at which the fields expire.
            data_persist_option: set them only if all are new (FNX), or all exist (FXX).
            keepttl: keep the times to live that the fields have.

        Returns:
            1 if all fields were set, 0 if none was because the condition did not hold.

        Raises:
            DataError: there is no field, a field without a value, a value without a field, or more than one of the
                times and *keepttl*.

        See https://redis.io/commands/hsetex/
        """
        lifetime = expiry("HSETEX", ex, px, exat, pxat, "keepttl", keepttl)
        pairs = hash_items("HSETEX", key, value, mapping, items)
        args: list[EncodableT] = [] if data_persist_option is None else [data_persist_option.value]
        args += lifetime
        return self._run(Command(b"HSETEX", name, *args, b"FIELDS", len(pairs) // 2, *pairs))

    def httl(self, key: KeyT, *fields: EncodableT) -> Command[list[int]]:
        """Return how many seconds fields have still to live (Redis 7.4, Valkey 9.0).

        Returns:
            For each field its seconds, -1 if it lives for ever, -2 if there is no such field.

        Raises:
            DataError: there is no field.

        See https://redis.io/commands/httl/
        """
        return self._run(Command(b"HTTL", key, *counted_fields("HTTL", fields)))
