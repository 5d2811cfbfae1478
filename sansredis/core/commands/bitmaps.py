"""Bitmaps: strings whose bits are counted, searched and combined, and read or changed as small integers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeAlias, TypeVar

from ..errors import DataError
from .command import Command, CommandGroup, EncodableT, KeyT, S

BitfieldOffsetT: TypeAlias = int | str
"""An offset in bits, or ``"#n"``: n times the width of the integer."""

R_co = TypeVar("R_co", covariant=True)


class BitFieldOperation(Generic[R_co]):
    """One BITFIELD command, put together operation by operation, and run by `execute`."""

    def __init__(self, run: Callable[[Command[list[int | None]]], R_co], key: KeyT, overflow: str | None) -> None:
        self._run = run
        self._key = key
        self._default = (overflow or "WRAP").upper()
        self.reset()

    def reset(self) -> None:
        """Forget all operations."""
        self._operations: list[EncodableT] = []
        self._overflow = "WRAP"
        self.overflow(self._default)

    def overflow(self, overflow: str) -> BitFieldOperation[R_co]:
        """Choose what the following `set` and `incrby` do when the integer overflows.

        Args:
            overflow: WRAP around, SAT to stay at the limit, or FAIL to leave it as it is and return None.
        """
        if overflow.upper() != self._overflow:
            self._overflow = overflow.upper()
            self._operations += b"OVERFLOW", self._overflow
        return self

    def get(self, fmt: str, offset: BitfieldOffsetT) -> BitFieldOperation[R_co]:
        """Read an integer.

        Args:
            fmt: ``u`` or ``i`` (signed) and its width in bits, such as ``u8``.
            offset: where it begins.
        """
        self._operations += b"GET", fmt, offset
        return self

    def set(self, fmt: str, offset: BitfieldOffsetT, value: int) -> BitFieldOperation[R_co]:
        """Change an integer to *value*; the result is what it was."""
        self._operations += b"SET", fmt, offset, value
        return self

    def incrby(
        self, fmt: str, offset: BitfieldOffsetT, increment: int, overflow: str | None = None
    ) -> BitFieldOperation[R_co]:
        """Add to an integer; the result is the sum.

        Args:
            fmt: ``u`` or ``i`` (signed) and its width in bits, such as ``u8``.
            offset: where it begins.
            increment: what to add.
            overflow: as in `overflow`, for this and the following operations.
        """
        if overflow is not None:
            self.overflow(overflow)
        self._operations += b"INCRBY", fmt, offset, increment
        return self

    @property
    def command(self) -> Command[list[int | None]]:
        """The command as it stands."""
        return Command(b"BITFIELD", self._key, *self._operations)

    def execute(self) -> R_co:
        """Run the command and forget its operations; one result for each, None where it failed by overflow."""
        command = self.command
        self.reset()
        return self._run(command)


def _range(command: str, start: int | None, end: int | None, mode: str | None) -> list[EncodableT]:
    if start is None and (end is not None or mode is not None):
        raise DataError(f"{command}: end and mode need start; got start=None, end={end!r}, mode={mode!r}")
    if end is None and mode is not None:
        raise DataError(f"{command}: mode needs end; got end=None, mode={mode!r}")
    return [part for part in (start, end, mode) if part is not None]


class BitmapCommands(CommandGroup[S]):
    """The commands on the bits of strings. Bit 0 is the highest one of the first byte."""

    __slots__ = ()

    def bitcount(
        self, key: KeyT, start: int | None = None, end: int | None = None, mode: str | None = None
    ) -> Command[int]:
        """Return how many bits are set.

        Args:
            key: the key.
            start: the first byte to look at; negative ones count from the end.
            end: the last byte to look at.
            mode: BIT if start and end are bits, BYTE if they are bytes, which is the default (Redis 7.0).

        Raises:
            DataError: only one of *start* and *end* is given, or *mode* without them.

        See https://redis.io/commands/bitcount/
        """
        if start is not None and end is None:
            raise DataError(f"BITCOUNT: give both start and end, or neither; got start={start!r}, end=None")
        return self._run(Command(b"BITCOUNT", key, *_range("BITCOUNT", start, end, mode)))

    def bitfield(self, key: KeyT, default_overflow: str | None = None) -> BitFieldOperation[Command[list[int | None]]]:
        """Begin a command that reads and changes integers within the string.

        Args:
            key: the key.
            default_overflow: WRAP, SAT or FAIL, as in `BitFieldOperation.overflow`.

        Returns:
            An object with a method for each operation, and ``execute()``, which returns the list of results.

        See https://redis.io/commands/bitfield/
        """
        return BitFieldOperation(self._run, key, default_overflow)

    def bitfield_ro(
        self,
        key: KeyT,
        encoding: str,
        offset: BitfieldOffsetT,
        items: Sequence[tuple[str, BitfieldOffsetT]] | None = None,
    ) -> Command[list[int]]:
        """Read integers within the string (Redis 6.0).

        Args:
            key: the key.
            encoding: ``u`` or ``i`` (signed) and the width in bits, such as ``u8``.
            offset: where it begins, in bits.
            items: encodings and offsets of more integers.

        See https://redis.io/commands/bitfield_ro/
        """
        reads: list[EncodableT] = []
        for item in ((encoding, offset), *(items or ())):
            reads += b"GET", *item
        return self._run(Command(b"BITFIELD_RO", key, *reads))

    def bitop(self, operation: str, dest: KeyT, *keys: KeyT) -> Command[int]:
        """Combine strings bit by bit and store the result in *dest*.

        Args:
            operation: AND, OR, XOR, NOT (of one key); DIFF, DIFF1, ANDOR, ONE (Redis 8.2).
            dest: the key for the result.
            keys: the strings to combine.

        Returns:
            The length of the result in bytes.

        See https://redis.io/commands/bitop/
        """
        return self._run(Command(b"BITOP", operation, dest, *keys))

    def bitpos(
        self, key: KeyT, bit: int, start: int | None = None, end: int | None = None, mode: str | None = None
    ) -> Command[int]:
        """Return the position of the first bit that is *bit*, or -1.

        Args:
            key: the key.
            bit: 0 or 1.
            start: the first byte to look at; negative ones count from the end.
            end: the last byte to look at.
            mode: BIT if start and end are bits, BYTE if they are bytes, which is the default (Redis 7.0).

        Raises:
            DataError: *bit* is neither 0 nor 1, *end* is given without *start*, or *mode* without both.

        See https://redis.io/commands/bitpos/
        """
        if bit not in (0, 1):
            raise DataError(f"BITPOS: bit must be 0 or 1; got {bit!r}")
        return self._run(Command(b"BITPOS", key, int(bit), *_range("BITPOS", start, end, mode)))

    def getbit(self, name: KeyT, offset: int) -> Command[int]:
        """Return the bit at *offset*; 0 beyond the end.

        See https://redis.io/commands/getbit/
        """
        return self._run(Command(b"GETBIT", name, offset))

    def setbit(self, name: KeyT, offset: int, value: int) -> Command[int]:
        """Change the bit at *offset* to *value*, which is 0 or 1; return what it was.

        Raises:
            DataError: *value* is neither 0 nor 1.

        See https://redis.io/commands/setbit/
        """
        if value not in (0, 1):
            raise DataError(f"SETBIT: value must be 0 or 1; got {value!r}")
        return self._run(Command(b"SETBIT", name, offset, int(value)))
