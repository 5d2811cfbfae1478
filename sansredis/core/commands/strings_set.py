"""Setting one string: SET, and the commands that did parts of its work before it could."""

from __future__ import annotations

from typing import Literal, overload

from .arguments import conditions_on_value, expiry, milliseconds, one_of, seconds
from .command import AbsExpiryT, Command, CommandGroup, EncodableT, ExpiryT, KeyT, S
from .replies import flag, ok, optional_ok


class SettingCommands(CommandGroup[S]):
    """The commands that set a string, whatever the key held before."""

    __slots__ = ()

    def getset(self, name: KeyT, value: EncodableT) -> Command[S | None]:
        """Set *name* to *value* and return its former value, or None. Deprecated: use `set` with *get*.

        See https://redis.io/commands/getset/
        """
        return self._run(Command(b"GETSET", name, value))

    def psetex(self, name: KeyT, time_ms: ExpiryT, value: EncodableT) -> Command[bool]:
        """Set *name* to *value* for *time_ms* milliseconds. Always True. Deprecated: use `set` with *px*.

        See https://redis.io/commands/psetex/
        """
        return self._run(Command(b"PSETEX", name, milliseconds(time_ms), value, reply=ok))

    @overload
    def set(
        self,
        name: KeyT,
        value: EncodableT,
        ex: ExpiryT | None = None,
        px: ExpiryT | None = None,
        nx: bool = False,
        xx: bool = False,
        keepttl: bool = False,
        get: Literal[False] = False,
        exat: AbsExpiryT | None = None,
        pxat: AbsExpiryT | None = None,
        ifeq: KeyT | None = None,
        ifne: KeyT | None = None,
        ifdeq: KeyT | None = None,
        ifdne: KeyT | None = None,
    ) -> Command[bool | None]: ...
    @overload
    def set(
        self,
        name: KeyT,
        value: EncodableT,
        ex: ExpiryT | None = None,
        px: ExpiryT | None = None,
        nx: bool = False,
        xx: bool = False,
        keepttl: bool = False,
        *,
        get: Literal[True],
        exat: AbsExpiryT | None = None,
        pxat: AbsExpiryT | None = None,
        ifeq: KeyT | None = None,
        ifne: KeyT | None = None,
        ifdeq: KeyT | None = None,
        ifdne: KeyT | None = None,
    ) -> Command[S | None]: ...
    def set(
        self,
        name: KeyT,
        value: EncodableT,
        ex: ExpiryT | None = None,
        px: ExpiryT | None = None,
        nx: bool = False,
        xx: bool = False,
        keepttl: bool = False,
        get: bool = False,
        exat: AbsExpiryT | None = None,
        pxat: AbsExpiryT | None = None,
        ifeq: KeyT | None = None,
        ifne: KeyT | None = None,
        ifdeq: KeyT | None = None,
        ifdne: KeyT | None = None,
    ) -> Command[bool | None] | Command[S | None]:
        """Set *name* to *value*; any former value and time to live are gone.

        Args:
            name: the key.
            value: its new value.
            ex: seconds to live.
            px: milliseconds to live.
            nx: only if the key does not exist.
            xx: only if the key exists.
            keepttl: keep the time to live that the key has (Redis 6.0).
            get: return the former value instead (Redis 6.2; together with *nx* 7.0).
            exat: Unix time, in seconds, at which the key expires (Redis 6.2).
            pxat: Unix time, in milliseconds, at which the key expires (Redis 6.2).
            ifeq: only if the present value equals this (Redis 8.4, Valkey 8.1).
            ifne: only if the present value differs from this, or there is none (Redis 8.4).
            ifdeq: only if the present value has this digest (Redis 8.4; see `digest`).
            ifdne: only if the present value has another digest, or there is none (Redis 8.4).

        Returns:
            True if the value was set, None if its condition did not hold. With *get*: the former value, None if there
            was none, whether or not the condition held.

        Raises:
            DataError: more than one time to live, or more than one condition is given.

        See https://redis.io/commands/set/
        """
        args: list[EncodableT] = [b"SET", name, value]
        # What is seldom given is looked at closely only where it is.
        if ifeq is not None or ifne is not None or ifdeq is not None or ifdne is not None or (nx and xx):
            if nx or xx:
                one_of("SET", {"nx": nx, "xx": xx, "ifeq": ifeq, "ifne": ifne, "ifdeq": ifdeq, "ifdne": ifdne})
            args += conditions_on_value("SET", ifeq, ifne, ifdeq, ifdne)
        elif nx or xx:
            args.append(b"NX" if nx else b"XX")
        if get:
            args.append(b"GET")
        if px is not None or exat is not None or pxat is not None or keepttl:
            args += expiry("SET", ex, px, exat, pxat, "keepttl", keepttl)
        elif ex is not None:
            args += b"EX", seconds(ex)
        if get:
            return self._run(Command(*args))
        return self._run(Command(*args, reply=optional_ok))

    def setex(self, name: KeyT, time: ExpiryT, value: EncodableT) -> Command[bool]:
        """Set *name* to *value* for *time* seconds. Always True. Deprecated: use `set` with *ex*.

        See https://redis.io/commands/setex/
        """
        return self._run(Command(b"SETEX", name, seconds(time), value, reply=ok))

    def setnx(self, name: KeyT, value: EncodableT) -> Command[bool]:
        """Set *name* to *value* if it does not exist; return whether that was so. Deprecated: use `set` with *nx*.

        See https://redis.io/commands/setnx/
        """
        return self._run(Command(b"SETNX", name, value, reply=flag))
