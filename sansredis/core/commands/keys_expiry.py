"""The times to live of keys.

Of the conditions of the commands that set one, *nx* excludes the other three, and *gt* excludes *lt*. A key without a
time to live counts as one that lives for ever: *gt* never holds for it, *lt* always.
"""

from __future__ import annotations

from .arguments import milliseconds, seconds, unix_milliseconds, unix_seconds
from .arguments_collections import conditions
from .command import AbsExpiryT, Command, CommandGroup, ExpiryT, KeyT, S
from .replies import flag


class KeyExpiryCommands(CommandGroup[S]):
    """The commands on the times to live of keys."""

    __slots__ = ()

    def expire(
        self,
        name: KeyT,
        time: ExpiryT,
        nx: bool = False,
        xx: bool = False,
        gt: bool = False,
        lt: bool = False,
    ) -> Command[bool]:
        """Let *name* live for *time* seconds from now.

        Args:
            name: the key.
            time: seconds, or a `timedelta`; 0 or less deletes the key.
            nx: only if it has no time to live (Redis 7.0, like the others).
            xx: only if it has one.
            gt: only if the new one is later.
            lt: only if the new one is earlier.

        Returns:
            Whether it was set; False if the key does not exist or a condition did not hold.

        Raises:
            DataError: *nx* together with another condition, or *gt* together with *lt*.

        See https://redis.io/commands/expire/
        """
        return self._run(Command(b"EXPIRE", name, seconds(time), *conditions("EXPIRE", nx, xx, gt, lt), reply=flag))

    def expireat(
        self,
        name: KeyT,
        when: AbsExpiryT,
        nx: bool = False,
        xx: bool = False,
        gt: bool = False,
        lt: bool = False,
    ) -> Command[bool]:
        """Let *name* live until *when*.

        Args:
            name: the key.
            when: a Unix time in seconds, or a `datetime`; one in the past deletes the key.
            nx: only if it has no time to live (Redis 7.0, like the others).
            xx: only if it has one.
            gt: only if the new one is later.
            lt: only if the new one is earlier.

        Returns:
            Whether it was set; False if the key does not exist or a condition did not hold.

        Raises:
            DataError: *nx* together with another condition, or *gt* together with *lt*.

        See https://redis.io/commands/expireat/
        """
        args = conditions("EXPIREAT", nx, xx, gt, lt)
        return self._run(Command(b"EXPIREAT", name, unix_seconds(when), *args, reply=flag))

    def expiretime(self, key: KeyT) -> Command[int]:
        """Return the Unix time, in seconds, at which *key* expires (Redis 7.0).

        Returns:
            The time; -1 if the key lives for ever, -2 if it does not exist.

        See https://redis.io/commands/expiretime/
        """
        return self._run(Command(b"EXPIRETIME", key))

    def persist(self, name: KeyT) -> Command[bool]:
        """Let *name* live for ever; return whether it had a time to live.

        See https://redis.io/commands/persist/
        """
        return self._run(Command(b"PERSIST", name, reply=flag))

    def pexpire(
        self,
        name: KeyT,
        time: ExpiryT,
        nx: bool = False,
        xx: bool = False,
        gt: bool = False,
        lt: bool = False,
    ) -> Command[bool]:
        """Let *name* live for *time* milliseconds from now; else as `expire`.

        See https://redis.io/commands/pexpire/
        """
        args = conditions("PEXPIRE", nx, xx, gt, lt)
        return self._run(Command(b"PEXPIRE", name, milliseconds(time), *args, reply=flag))

    def pexpireat(
        self,
        name: KeyT,
        when: AbsExpiryT,
        nx: bool = False,
        xx: bool = False,
        gt: bool = False,
        lt: bool = False,
    ) -> Command[bool]:
        """Let *name* live until *when*, a Unix time in milliseconds or a `datetime`; else as `expireat`.

        See https://redis.io/commands/pexpireat/
        """
        args = conditions("PEXPIREAT", nx, xx, gt, lt)
        return self._run(Command(b"PEXPIREAT", name, unix_milliseconds(when), *args, reply=flag))

    def pexpiretime(self, key: KeyT) -> Command[int]:
        """Return the Unix time, in milliseconds, at which *key* expires (Redis 7.0).

        Returns:
            The time; -1 if the key lives for ever, -2 if it does not exist.

        See https://redis.io/commands/pexpiretime/
        """
        return self._run(Command(b"PEXPIRETIME", key))

    def pttl(self, name: KeyT) -> Command[int]:
        """Return how many milliseconds *name* has still to live; -1 if for ever, -2 if it does not exist.

        See https://redis.io/commands/pttl/
        """
        return self._run(Command(b"PTTL", name))

    def ttl(self, name: KeyT) -> Command[int]:
        """Return how many seconds *name* has still to live; -1 if for ever, -2 if it does not exist.

        See https://redis.io/commands/ttl/
        """
        return self._run(Command(b"TTL", name))
