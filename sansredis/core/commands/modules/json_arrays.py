"""The JSON commands on arrays."""

from __future__ import annotations

from collections.abc import Sequence

from ...errors import DataError
from ..command import Command, EncodableT, KeyT, S
from .json_values import JSONNamespace, JSONValue


class JSONArrayCommands(JSONNamespace[S]):
    """The JSON commands on arrays.

    With a JSONPath (``$...``) they return a list with a result for each match, None where that is no array. With a
    legacy path they return one result; that there is no array is an error.
    """

    __slots__ = ()

    def _all_encoded(self, command: str, values: Sequence[object]) -> list[EncodableT]:
        if not values:
            raise DataError(f"{command}: give at least one value")
        return [self._encoded(command, value) for value in values]

    def arrappend(self, name: KeyT, path: KeyT = ".", *args: object) -> Command[int | list[int | None]]:
        """Add values at the end; return the new length.

        Args:
            name: the key, which must exist.
            path: the arrays.
            args: the values.

        Raises:
            DataError: there is no value, or no JSON can be made of one.

        See https://redis.io/commands/json.arrappend/
        """
        return self._run(Command(b"JSON.ARRAPPEND", name, path, *self._all_encoded("JSON.ARRAPPEND", args)))

    def arrindex(
        self, name: KeyT, path: KeyT, scalar: object, start: int | None = None, stop: int | None = None
    ) -> Command[int | list[int | None]]:
        """Return the first position of a value, or -1.

        Args:
            name: the key, which must exist.
            path: the arrays.
            scalar: the value to look for.
            start: the first position to look at; negative ones count from the end.
            stop: the position before which to end; 0 for the end. Needs *start*.

        Raises:
            DataError: *stop* without *start*, or no JSON can be made of *scalar*.

        See https://redis.io/commands/json.arrindex/
        """
        if start is None and stop is not None:
            raise DataError(f"JSON.ARRINDEX: stop needs start; got start=None, stop={stop!r}")
        span = [position for position in (start, stop) if position is not None]
        return self._run(Command(b"JSON.ARRINDEX", name, path, self._encoded("JSON.ARRINDEX", scalar), *span))

    def arrinsert(self, name: KeyT, path: KeyT, index: int, *args: object) -> Command[int | list[int | None]]:
        """Insert values before the position *index*; return the new length.

        Args:
            name: the key, which must exist.
            path: the arrays.
            index: the position, which the array must have; negative ones count from the end.
            args: the values.

        Raises:
            DataError: there is no value, or no JSON can be made of one.

        See https://redis.io/commands/json.arrinsert/
        """
        values = self._all_encoded("JSON.ARRINSERT", args)
        return self._run(Command(b"JSON.ARRINSERT", name, path, index, *values))

    def arrlen(self, name: KeyT, path: KeyT = ".") -> Command[int | list[int | None] | None]:
        """Return the length; None for a legacy path if there is no such key.

        See https://redis.io/commands/json.arrlen/
        """
        return self._run(Command(b"JSON.ARRLEN", name, path))

    def arrpop(self, name: KeyT, path: KeyT = ".", index: int = -1) -> Command[JSONValue]:
        """Remove the value at the position *index* (the last one without), and return it; None from an empty array.

        See https://redis.io/commands/json.arrpop/
        """
        return self._run(Command(b"JSON.ARRPOP", name, path, index, reply=self._values, decode=False))

    def arrtrim(self, name: KeyT, path: KeyT, start: int, stop: int) -> Command[int | list[int | None]]:
        """Keep only the positions from *start* to *stop*, both included; return the new length.

        See https://redis.io/commands/json.arrtrim/
        """
        return self._run(Command(b"JSON.ARRTRIM", name, path, start, stop))
