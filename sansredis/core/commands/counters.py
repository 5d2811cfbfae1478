"""Counters: strings that are numbers, and are changed by an amount."""

from __future__ import annotations

from typing import overload

from ..errors import DataError
from .arguments import expiry, one_of
from .command import AbsExpiryT, Command, CommandGroup, EncodableT, ExpiryT, KeyT, S
from .replies import number, sum_and_step


class CounterCommands(CommandGroup[S]):
    """The commands on numbers. A key that does not exist counts as 0.

    They raise `ResponseError` if the value is no number, or the result would overflow.
    """

    __slots__ = ()

    def decr(self, name: KeyT, amount: int = 1) -> Command[int]:
        """Subtract *amount* from the integer at *name*, and return the result.

        See https://redis.io/commands/decr/
        """
        return self.decrby(name, amount) if amount != 1 else self._run(Command(b"DECR", name))

    def decrby(self, name: KeyT, amount: int = 1) -> Command[int]:
        """Subtract *amount* from the integer at *name*, and return the result.

        See https://redis.io/commands/decrby/
        """
        return self._run(Command(b"DECRBY", name, amount))

    def incr(self, name: KeyT, amount: int = 1) -> Command[int]:
        """Add *amount* to the integer at *name*, and return the result.

        See https://redis.io/commands/incr/
        """
        return self.incrby(name, amount) if amount != 1 else self._run(Command(b"INCR", name))

    def incrby(self, name: KeyT, amount: int = 1) -> Command[int]:
        """Add *amount* to the integer at *name*, and return the result.

        See https://redis.io/commands/incrby/
        """
        return self._run(Command(b"INCRBY", name, amount))

    def incrbyfloat(self, name: KeyT, amount: float = 1.0) -> Command[float]:
        """Add *amount* to the number at *name*, and return the result.

        See https://redis.io/commands/incrbyfloat/
        """
        return self._run(Command(b"INCRBYFLOAT", name, amount, reply=number))

    @overload
    def increx(
        self,
        name: KeyT,
        *,
        byfloat: None = None,
        byint: EncodableT | None = None,
        lbound: EncodableT | None = None,
        ubound: EncodableT | None = None,
        saturate: bool = False,
        ex: ExpiryT | None = None,
        px: ExpiryT | None = None,
        exat: AbsExpiryT | None = None,
        pxat: AbsExpiryT | None = None,
        persist: bool = False,
        enx: bool = False,
    ) -> Command[tuple[int, int]]: ...
    @overload
    def increx(
        self,
        name: KeyT,
        *,
        byfloat: EncodableT,
        byint: None = None,
        lbound: EncodableT | None = None,
        ubound: EncodableT | None = None,
        saturate: bool = False,
        ex: ExpiryT | None = None,
        px: ExpiryT | None = None,
        exat: AbsExpiryT | None = None,
        pxat: AbsExpiryT | None = None,
        persist: bool = False,
        enx: bool = False,
    ) -> Command[tuple[float, float]]: ...
    def increx(
        self,
        name: KeyT,
        *,
        byfloat: EncodableT | None = None,
        byint: EncodableT | None = None,
        lbound: EncodableT | None = None,
        ubound: EncodableT | None = None,
        saturate: bool = False,
        ex: ExpiryT | None = None,
        px: ExpiryT | None = None,
        exat: AbsExpiryT | None = None,
        pxat: AbsExpiryT | None = None,
        persist: bool = False,
        enx: bool = False,
    ) -> Command[tuple[int, int]] | Command[tuple[float, float]]:
        """Add to the number at *name* within bounds, and set its time to live, all at once (Redis 8.8).

        Args:
            name: the key.
            byfloat: add this; the number may be a fraction.
            byint: add this; 1 if neither is given.
            lbound: the least that the result may be.
            ubound: the most that the result may be.
            saturate: take the bound for a result beyond it; else such a result leaves everything as it is.
            ex: seconds to live.
            px: milliseconds to live.
            exat: Unix time, in seconds, at which the key expires.
            pxat: Unix time, in milliseconds, at which the key expires.
            persist: take its time to live away.
            enx: set the time to live only if the key has none.

        Returns:
            The number then, and what was really added.

        Raises:
            DataError: both amounts or more than one time to live are given, or *enx* without a time to live.

        See https://redis.io/commands/increx/
        """
        one_of("INCREX", {"byfloat": byfloat, "byint": byint})
        lifetime = expiry("INCREX", ex, px, exat, pxat, "persist", persist)
        if enx and (persist or not lifetime):
            raise DataError("INCREX: enx needs one of ex, px, exat, pxat")
        args: list[EncodableT] = [b"INCREX", name]
        for word, value in ((b"BYFLOAT", byfloat), (b"BYINT", byint), (b"LBOUND", lbound), (b"UBOUND", ubound)):
            if value is not None:
                args += word, value
        if saturate:
            args.append(b"SATURATE")
        args += lifetime
        if enx:
            args.append(b"ENX")
        if byfloat is not None:
            return self._run(Command(*args, reply=sum_and_step(float)))
        return self._run(Command(*args, reply=sum_and_step(int)))
