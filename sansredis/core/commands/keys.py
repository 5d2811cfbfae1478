"""Keys: what can be done with a key whatever its value is. Times to live are in `keys_expiry`, SORT in `keys_sort`."""

from __future__ import annotations

from ..errors import DataError
from .arguments import KeysT, listed, milliseconds, one_of
from .arguments_collections import scan_options
from .command import Command, CommandGroup, EncodableT, ExpiryT, KeyT, S
from .replies import flag, ok
from .replies_collections import scan


class KeyCommands(CommandGroup[S]):
    """The commands on keys."""

    __slots__ = ()

    def copy(
        self,
        source: KeyT,
        destination: KeyT,
        destination_db: int | None = None,
        replace: bool = False,
    ) -> Command[bool]:
        """Copy the value of *source*, and its time to live, to *destination* (Redis 6.2).

        Args:
            source: the key to copy.
            destination: the key to make.
            destination_db: the database of *destination*; None for the connection's own.
            replace: overwrite *destination* if it exists.

        Returns:
            True; False if *source* does not exist, or *destination* exists and is not to be replaced.

        See https://redis.io/commands/copy/
        """
        args: list[EncodableT] = [b"COPY", source, destination]
        if destination_db is not None:
            args += b"DB", destination_db
        if replace:
            args.append(b"REPLACE")
        return self._run(Command(*args, reply=flag))

    def delete(self, *names: KeyT) -> Command[int]:
        """Delete the keys; return how many of them existed. `unlink` frees large values in the background.

        See https://redis.io/commands/del/
        """
        return self._run(Command(b"DEL", *names))

    def dump(self, name: KeyT) -> Command[bytes | None]:
        """Return the value of *name* in the server's own format, for `restore`; None if the key does not exist.

        It is bytes even where the client decodes responses.

        See https://redis.io/commands/dump/
        """
        return self._run(Command(b"DUMP", name, decode=False))

    def exists(self, *names: KeyT) -> Command[int]:
        """Return how many of the keys exist; a key named twice counts twice.

        See https://redis.io/commands/exists/
        """
        return self._run(Command(b"EXISTS", *names))

    def keys(self, pattern: KeyT = "*") -> Command[list[S]]:
        """Return all keys that match *pattern*, in no order. The server does nothing else meanwhile: prefer `scan`.

        Args:
            pattern: may contain ``?`` (one byte), ``*`` (any bytes), ``[ab]``, ``[^a]`` and ``[a-c]`` (one of these
                bytes), and a backslash before one of these signs that means itself.

        See https://redis.io/commands/keys/
        """
        return self._run(Command(b"KEYS", pattern))

    def migrate(
        self,
        host: KeyT,
        port: int,
        keys: KeysT,
        destination_db: int,
        timeout: int,
        copy: bool = False,
        replace: bool = False,
        auth: KeyT | None = None,
    ) -> Command[S]:
        """Move keys to another server.

        Args:
            host: the other server, as this server can reach it.
            port: its port.
            keys: one key, or several.
            destination_db: the database there.
            timeout: the longest silence between the two servers, in milliseconds.
            copy: keep the keys here.
            replace: overwrite keys that exist there.
            auth: the password of the other server.

        Returns:
            ``OK``, or ``NOKEY`` if none of the keys exists.

        Raises:
            DataError: there is no key.
            ResponseError: the other server could not be reached in time (code ``IOERR``), or refused.

        See https://redis.io/commands/migrate/
        """
        every = listed(keys)
        if not every:
            raise DataError("MIGRATE: give at least one key")
        args: list[EncodableT] = [b"MIGRATE", host, port, b"", destination_db, timeout]
        if copy:
            args.append(b"COPY")
        if replace:
            args.append(b"REPLACE")
        if auth is not None:
            args += b"AUTH", auth
        return self._run(Command(*args, b"KEYS", *every))

    def move(self, name: KeyT, db: int) -> Command[bool]:
        """Move *name* to database *db*.

        Returns:
            True; False if the key does not exist here, or exists there already.

        See https://redis.io/commands/move/
        """
        return self._run(Command(b"MOVE", name, db, reply=flag))

    def randomkey(self) -> Command[S | None]:
        """Return any key of the database, or None if there is none.

        See https://redis.io/commands/randomkey/
        """
        return self._run(Command(b"RANDOMKEY"))

    def rename(self, src: KeyT, dst: KeyT) -> Command[bool]:
        """Rename *src* to *dst*, in whose place it comes if that exists. Always True.

        Raises:
            ResponseError: *src* does not exist.

        See https://redis.io/commands/rename/
        """
        return self._run(Command(b"RENAME", src, dst, reply=ok))

    def renamenx(self, src: KeyT, dst: KeyT) -> Command[bool]:
        """Rename *src* to *dst* if that does not exist; return whether that was so.

        Raises:
            ResponseError: *src* does not exist.

        See https://redis.io/commands/renamenx/
        """
        return self._run(Command(b"RENAMENX", src, dst, reply=flag))

    def restore(
        self,
        name: KeyT,
        ttl: ExpiryT,
        value: EncodableT,
        replace: bool = False,
        absttl: bool = False,
        idletime: int | None = None,
        frequency: int | None = None,
    ) -> Command[S]:
        """Make *name* with a value that `dump` returned.

        Args:
            name: the key.
            ttl: milliseconds to live; 0 for ever.
            value: what `dump` returned.
            replace: overwrite *name* if it exists.
            absttl: *ttl* is a Unix time in milliseconds (Redis 5.0).
            idletime: for how many seconds the key counts as unused; matters where the least recently used keys are
                evicted (Redis 5.0).
            frequency: how often, 0-255, the key counts as used; matters where the least frequently used keys are
                evicted (Redis 5.0).

        Returns:
            ``OK``.

        Raises:
            DataError: both *idletime* and *frequency* are given.
            ResponseError: *name* exists (code ``BUSYKEY``), or *value* is damaged or of a newer server.

        See https://redis.io/commands/restore/
        """
        one_of("RESTORE", {"idletime": idletime, "frequency": frequency})
        args: list[EncodableT] = [b"RESTORE", name, milliseconds(ttl), value]
        if replace:
            args.append(b"REPLACE")
        if absttl:
            args.append(b"ABSTTL")
        if idletime is not None:
            args += b"IDLETIME", idletime
        if frequency is not None:
            args += b"FREQ", frequency
        return self._run(Command(*args))

    def scan(
        self,
        cursor: int = 0,
        match: KeyT | None = None,
        count: int | None = None,
        _type: KeyT | None = None,
    ) -> Command[tuple[int, list[S]]]:
        """Return some of the keys, and the cursor with which to ask for the next ones.

        Keys that exist all the while are returned at least once, and may be returned again.

        Args:
            cursor: 0 to begin, then what the call before returned.
            match: only keys that match this pattern, as in `keys`.
            count: about how many keys to look at; the server takes 10.
            _type: only keys of this type, as `type` returns it (Redis 6.0).

        Returns:
            The next cursor, 0 at the end, and the keys, which may be none before the end too.

        See https://redis.io/commands/scan/
        """
        args = [b"SCAN", cursor, *scan_options(match, count)]
        if _type is not None:
            args += b"TYPE", _type
        return self._run(Command(*args, reply=scan))

    def touch(self, *args: KeyT) -> Command[int]:
        """Mark the keys as just used, for the server's eviction; return how many of them exist.

        See https://redis.io/commands/touch/
        """
        return self._run(Command(b"TOUCH", *args))

    def type(self, name: KeyT) -> Command[S]:
        """Return the type of the value: ``string``, ``list``, ``set``, ``zset``, ``hash``, ``stream`` or a module's.

        It is ``none`` if the key does not exist.

        See https://redis.io/commands/type/
        """
        return self._run(Command(b"TYPE", name))

    def unlink(self, *names: KeyT) -> Command[int]:
        """Delete the keys, and free their memory in the background; return how many of them existed.

        See https://redis.io/commands/unlink/
        """
        return self._run(Command(b"UNLINK", *names))
