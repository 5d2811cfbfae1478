"""Arrays: values at indices from 0 up to 2**64 - 2, of which most may be empty (Redis 8.8).

`arinsert` and `arring` write where a cursor stands that belongs to the array; all other commands leave it where it is.
Both ends belong to a range; where the first is the greater one it is gone through backwards, unless it says otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Any, Literal, TypeAlias, overload

from ..errors import DataError
from .arguments_collections import interleaved
from .command import Command, CommandGroup, EncodableT, KeyT, S
from .replies import pairs
from .replies_server import InfoValue, figures


class ArrayAggregateOperations(Enum):
    """What `ArrayCommands.arop` makes of the values of a range."""

    SUM = "SUM"
    MIN = "MIN"
    MAX = "MAX"
    AND = "AND"
    OR = "OR"
    XOR = "XOR"
    MATCH = "MATCH"
    """How many equal a value."""

    USED = "USED"
    """How many there are."""


TextOperationT: TypeAlias = (
    "Literal[ArrayAggregateOperations.SUM, ArrayAggregateOperations.MIN, ArrayAggregateOperations.MAX]"
)
NumberOperationT: TypeAlias = """Literal[
    ArrayAggregateOperations.AND,
    ArrayAggregateOperations.OR,
    ArrayAggregateOperations.XOR,
    ArrayAggregateOperations.USED,
]"""


class ArrayPredicateType(Enum):
    """How `ArrayCommands.argrep` compares values."""

    EXACT = "EXACT"
    """The value is this."""

    MATCH = "MATCH"
    """This is in it."""

    GLOB = "GLOB"
    """It matches this glob pattern."""

    RE = "RE"
    """It matches this regular expression."""


class ArrayPredicateCombinator(Enum):
    """Whether all predicates of `ArrayCommands.argrep` have to hold, or one."""

    AND = "AND"
    OR = "OR"


class ArrayCommands(CommandGroup[S]):
    """The commands on arrays."""

    __slots__ = ()

    def arcount(self, name: KeyT) -> Command[int]:
        """Return how many values there are; 0 if there is no such array.

        See https://redis.io/commands/arcount/
        """
        return self._run(Command(b"ARCOUNT", name))

    def ardel(self, name: KeyT, *indices: int) -> Command[int]:
        """Delete the values at these indices; return how many there were.

        See https://redis.io/commands/ardel/
        """
        return self._run(Command(b"ARDEL", name, *indices))

    def ardelrange(self, name: KeyT, *ranges: tuple[int, int]) -> Command[int]:
        """Delete the values in these ranges, each a tuple of two indices; return how many there were.

        Raises:
            DataError: there is no range.

        See https://redis.io/commands/ardelrange/
        """
        if not ranges:
            raise DataError("ARDELRANGE: give at least one range, as a tuple of two indices")
        ends = [end for start_and_end in ranges for end in start_and_end]
        return self._run(Command(b"ARDELRANGE", name, *ends))

    def arget(self, name: KeyT, index: int) -> Command[S | None]:
        """Return the value at *index*, or None if there is none.

        See https://redis.io/commands/arget/
        """
        return self._run(Command(b"ARGET", name, index))

    def argetrange(self, name: KeyT, start: int, end: int) -> Command[list[S | None]]:
        """Return what is at the indices from *start* to *end*, None where there is nothing.

        See https://redis.io/commands/argetrange/
        """
        return self._run(Command(b"ARGETRANGE", name, start, end))

    @overload
    def argrep(
        self,
        name: KeyT,
        start: int | str,
        end: int | str,
        predicates: Sequence[tuple[ArrayPredicateType, EncodableT]],
        combinator: ArrayPredicateCombinator | None = None,
        limit: int | None = None,
        withvalues: Literal[False] = False,
        nocase: bool = False,
    ) -> Command[list[int]]: ...
    @overload
    def argrep(
        self,
        name: KeyT,
        start: int | str,
        end: int | str,
        predicates: Sequence[tuple[ArrayPredicateType, EncodableT]],
        combinator: ArrayPredicateCombinator | None = None,
        limit: int | None = None,
        *,
        withvalues: Literal[True],
        nocase: bool = False,
    ) -> Command[list[tuple[int, S]]]: ...
    def argrep(
        self,
        name: KeyT,
        start: int | str,
        end: int | str,
        predicates: Sequence[tuple[ArrayPredicateType, EncodableT]],
        combinator: ArrayPredicateCombinator | None = None,
        limit: int | None = None,
        withvalues: bool = False,
        nocase: bool = False,
    ) -> Command[Any]:
        """Return the indices of values that are like this.

        Args:
            name: the key.
            start: where to begin; ``"-"`` for the first index.
            end: where to end; ``"+"`` for the last index.
            predicates: what the values are compared with, and how.
            combinator: whether all have to hold, or one, which None means too.
            limit: how many at most.
            withvalues: return the values, too.
            nocase: take capital and small letters as equal.

        Returns:
            A list of indices; with *withvalues* of tuples of index and value.

        Raises:
            DataError: there is no predicate.

        See https://redis.io/commands/argrep/
        """
        if not predicates:
            raise DataError("ARGREP: give at least one predicate, as a tuple of ArrayPredicateType and value")
        args: list[EncodableT] = [b"ARGREP", name, start, end]
        for kind, value in predicates:
            args += kind.value, value
        if combinator is not None:
            args.append(combinator.value)
        if limit is not None:
            args += b"LIMIT", limit
        if withvalues:
            args.append(b"WITHVALUES")
        if nocase:
            args.append(b"NOCASE")
        return self._run(Command(*args, reply=pairs if withvalues else None))

    def arinfo(self, name: KeyT, full: bool = False) -> Command[dict[str, InfoValue]]:
        """Return what the server knows about the array.

        Args:
            name: the key.
            full: tell about its parts in memory, too, which takes longer for a large one.

        Raises:
            ResponseError: there is no such array.

        See https://redis.io/commands/arinfo/
        """
        options = (b"FULL",) if full else ()
        return self._run(Command(b"ARINFO", name, *options, reply=figures))

    def arinsert(self, name: KeyT, *values: EncodableT) -> Command[int]:
        """Write values from the cursor on, and move it behind them; return the index of the last one.

        See https://redis.io/commands/arinsert/
        """
        return self._run(Command(b"ARINSERT", name, *values))

    def arlastitems(self, name: KeyT, count: int, rev: bool = False) -> Command[list[S | None]]:
        """Return the values that were inserted last.

        Args:
            name: the key.
            count: how many at most.
            rev: the newest first; else the oldest.

        See https://redis.io/commands/arlastitems/
        """
        options = (b"REV",) if rev else ()
        return self._run(Command(b"ARLASTITEMS", name, count, *options))

    def arlen(self, name: KeyT) -> Command[int]:
        """Return the last index that has a value, plus one; 0 if there is no such array.

        See https://redis.io/commands/arlen/
        """
        return self._run(Command(b"ARLEN", name))

    def armget(self, name: KeyT, *indices: int) -> Command[list[S | None]]:
        """Return what is at these indices, None where there is nothing.

        See https://redis.io/commands/armget/
        """
        return self._run(Command(b"ARMGET", name, *indices))

    def armset(self, name: KeyT, mapping: Mapping[int, EncodableT]) -> Command[int]:
        """Write values at their indices; return at how many there was nothing before.

        Raises:
            DataError: the mapping is empty.

        See https://redis.io/commands/armset/
        """
        if not mapping:
            raise DataError("ARMSET: give at least one index with its value; the mapping is empty")
        return self._run(Command(b"ARMSET", name, *interleaved(mapping)))

    def arnext(self, name: KeyT) -> Command[int | None]:
        """Return where the cursor is, None if it is behind the last possible index.

        See https://redis.io/commands/arnext/
        """
        return self._run(Command(b"ARNEXT", name))

    @overload
    def arop(
        self,
        name: KeyT,
        start: int,
        end: int,
        operation: TextOperationT,
        value: None = None,
    ) -> Command[S | None]: ...
    @overload
    def arop(
        self,
        name: KeyT,
        start: int,
        end: int,
        operation: NumberOperationT,
        value: None = None,
    ) -> Command[int | None]: ...
    @overload
    def arop(
        self,
        name: KeyT,
        start: int,
        end: int,
        operation: Literal[ArrayAggregateOperations.MATCH],
        value: EncodableT,
    ) -> Command[int | None]: ...
    def arop(
        self,
        name: KeyT,
        start: int,
        end: int,
        operation: ArrayAggregateOperations,
        value: EncodableT | None = None,
    ) -> Command[Any]:
        """Put the values of a range together.

        Args:
            name: the key.
            start: where the range begins.
            end: where it ends.
            operation: how.
            value: what to compare with, for ``MATCH`` only.

        Returns:
            A string for ``SUM``, ``MIN`` and ``MAX``, a number for the others; None if there is nothing.

        Raises:
            DataError: ``MATCH`` without *value*, or another one with it.

        See https://redis.io/commands/arop/
        """
        if (operation is ArrayAggregateOperations.MATCH) != (value is not None):
            raise DataError(
                f"AROP: MATCH needs a value, and nothing else takes one; got {operation.value} and {value!r}"
            )
        options = () if value is None else (value,)
        return self._run(Command(b"AROP", name, start, end, operation.value, *options))

    def arring(self, name: KeyT, size: int, *values: EncodableT) -> Command[int]:
        """Write values from the cursor on, as `arinsert`, but begin at index 0 again after *size* of them.

        Returns:
            The index of the last one.

        See https://redis.io/commands/arring/
        """
        return self._run(Command(b"ARRING", name, size, *values))

    def arscan(self, name: KeyT, start: int, end: int, limit: int | None = None) -> Command[list[tuple[int, S]]]:
        """Return the indices of a range that have values, each with its value.

        Args:
            name: the key.
            start: where the range begins.
            end: where it ends.
            limit: how many at most.

        See https://redis.io/commands/arscan/
        """
        options = () if limit is None else (b"LIMIT", limit)
        return self._run(Command(b"ARSCAN", name, start, end, *options, reply=pairs))

    def arseek(self, name: KeyT, index: int) -> Command[int]:
        """Move the cursor to *index*; return 1, or 0 if there is no such array.

        See https://redis.io/commands/arseek/
        """
        return self._run(Command(b"ARSEEK", name, index))

    def arset(self, name: KeyT, index: int, *values: EncodableT) -> Command[int]:
        """Write values from *index* on; return at how many indices there was nothing before.

        See https://redis.io/commands/arset/
        """
        return self._run(Command(b"ARSET", name, index, *values))
