"""Top-k lists: which things were seen most often, in little memory."""

from __future__ import annotations

import builtins
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, overload

from ...errors import DataError
from ..command import Command, EncodableT, KeyT, S
from ..replies import named, ok
from .namespace import Namespace
from .sketches import flags, some, with_increments


@dataclass(frozen=True, slots=True)
class TopKInfo:
    """What TOPK.INFO says of a list.

    Attributes:
        k: how many items it keeps.
        width: counters in each row.
        depth: rows.
        decay: the probability with which a counter is lowered by another item.
    """

    k: int
    width: int
    depth: int
    decay: float


def topk_info(raw: Any) -> TopKInfo:
    """Read the reply of TOPK.INFO."""
    facts = named(raw)
    return TopKInfo(facts["k"], facts["width"], facts["depth"], float(facts["decay"]))


class TopKCommands(Namespace[S]):
    """The commands on top-k lists (module bf; RedisBloom 2.0)."""

    __slots__ = ()

    def reserve(
        self, key: KeyT, k: int, width: int | None = None, depth: int | None = None, decay: float | None = None
    ) -> Command[bool]:
        """Create a list of the *k* items that are seen most often. Always True; an error if the key exists.

        Args:
            key: the key.
            k: how many items to keep.
            width: counters in each row; 8 without.
            depth: rows; 7 without.
            decay: the probability with which a counter is lowered by another item; 0.9 without.

        Raises:
            DataError: only some of *width*, *depth* and *decay* are given.

        See https://redis.io/commands/topk.reserve/
        """
        sizes = [part for part in (width, depth, decay) if part is not None]
        if len(sizes) not in (0, 3):
            raise DataError(
                f"TOPK.RESERVE: give width, depth and decay together; got width={width!r}, depth={depth!r}, "
                f"decay={decay!r}"
            )
        return self._run(Command(b"TOPK.RESERVE", key, k, *sizes, reply=ok))

    def add(self, key: KeyT, *items: EncodableT) -> Command[builtins.list[S | None]]:
        """Count each item once; return for each the item that left the list for it, or None.

        Raises:
            DataError: there is no item.

        See https://redis.io/commands/topk.add/
        """
        return self._run(Command(b"TOPK.ADD", key, *some("TOPK.ADD", items)))

    def incrby(
        self, key: KeyT, items: Sequence[EncodableT], increments: Sequence[int]
    ) -> Command[builtins.list[S | None]]:
        """Count each item as often as *increments* says; return for each the item that left the list, or None.

        Raises:
            DataError: there is no item, or not one increment for each.

        See https://redis.io/commands/topk.incrby/
        """
        return self._run(Command(b"TOPK.INCRBY", key, *with_increments("TOPK.INCRBY", items, increments)))

    def query(self, key: KeyT, *items: EncodableT) -> Command[builtins.list[bool]]:
        """Return for each item whether it is in the list.

        Raises:
            DataError: there is no item.

        See https://redis.io/commands/topk.query/
        """
        return self._run(Command(b"TOPK.QUERY", key, *some("TOPK.QUERY", items), reply=flags))

    def count(self, key: KeyT, *items: EncodableT) -> Command[builtins.list[int]]:
        """Return about how often each item was counted. Deprecated by the server: use `list` with counts.

        Raises:
            DataError: there is no item.

        See https://redis.io/commands/topk.count/
        """
        return self._run(Command(b"TOPK.COUNT", key, *some("TOPK.COUNT", items)))

    @overload
    def list(self, key: KeyT, withcount: Literal[False] = False) -> Command[builtins.list[S]]: ...
    @overload
    def list(self, key: KeyT, withcount: Literal[True]) -> Command[builtins.list[S | int]]: ...
    def list(self, key: KeyT, withcount: bool = False) -> Command[Any]:
        """Return the items of the list, those seen most often first.

        Args:
            key: the key.
            withcount: follow each item with about how often it was seen.

        Returns:
            The items; with *withcount* item, count, item, count ...

        See https://redis.io/commands/topk.list/
        """
        return self._run(Command(b"TOPK.LIST", key, *([b"WITHCOUNT"] if withcount else [])))

    def info(self, key: KeyT) -> Command[TopKInfo]:
        """Return the list's size; an error if there is none.

        See https://redis.io/commands/topk.info/
        """
        return self._run(Command(b"TOPK.INFO", key, reply=topk_info))
