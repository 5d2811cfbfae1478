"""Bloom filters: whether something was added before, in little memory; sometimes yes although it was not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ...errors import DataError
from ..arguments_collections import ValuesT, listed_values
from ..command import Command, EncodableT, KeyT, S
from ..replies import flag, named, ok
from .namespace import Namespace
from .sketches import added, chunk, flags, options, some


@dataclass(frozen=True, slots=True)
class BFInfo:
    """What BF.INFO says of a filter.

    Attributes:
        capacity: for how many items there is room before it grows.
        size: bytes of memory.
        filterNum: how many filters it consists of by now.
        insertedNum: how many items were added.
        expansionRate: how many times larger each further filter is; None if the filter does not grow.
    """

    capacity: int
    size: int
    filterNum: int
    insertedNum: int
    expansionRate: int | None


def bf_info(raw: Any) -> BFInfo:
    """Read the reply of BF.INFO."""
    facts = named(raw)
    return BFInfo(
        facts["Capacity"],
        facts["Size"],
        facts["Number of filters"],
        facts["Number of items inserted"],
        facts["Expansion rate"],
    )


def _growth(command: str, expansion: int | None, no_scale: bool | None) -> list[EncodableT]:
    if expansion is not None and no_scale:
        raise DataError(f"{command}: a filter that does not scale has no expansion; give only one of the two")
    return [b"NONSCALING"] if no_scale else options(expansion=expansion)


class BFCommands(Namespace[S]):
    """The commands on Bloom filters (module bf; RedisBloom 1.0)."""

    __slots__ = ()

    def create(
        self, key: KeyT, errorRate: float, capacity: int, expansion: int | None = None, noScale: bool | None = None
    ) -> Command[bool]:
        """Create a filter. Always True; an error if the key exists.

        Args:
            key: the key.
            errorRate: how often `exists` may be wrong about an item that was never added, between 0 and 1.
            capacity: how many items will be added.
            expansion: how many times larger each further filter is when one is full; 2 without.
            noScale: refuse items when it is full, instead of growing.

        Raises:
            DataError: both *expansion* and *noScale* are given.

        See https://redis.io/commands/bf.reserve/
        """
        growth = _growth("BF.RESERVE", expansion, noScale)
        return self._run(Command(b"BF.RESERVE", key, errorRate, capacity, *growth, reply=ok))

    def reserve(
        self, key: KeyT, errorRate: float, capacity: int, expansion: int | None = None, noScale: bool | None = None
    ) -> Command[bool]:
        """Create a filter: another name for `create`.

        See https://redis.io/commands/bf.reserve/
        """
        return self.create(key, errorRate, capacity, expansion, noScale)

    def add(self, key: KeyT, item: EncodableT) -> Command[bool]:
        """Add an item, to a new filter if there is none; return False if it seems to have been there.

        Raises:
            ResponseError: the filter is full and does not scale.

        See https://redis.io/commands/bf.add/
        """
        return self._run(Command(b"BF.ADD", key, item, reply=flag))

    def madd(self, key: KeyT, *items: EncodableT) -> Command[list[bool]]:
        """Add items, to a new filter if there is none; return for each False if it seems to have been there.

        Raises:
            DataError: there is no item.
            ResponseError: the filter is full and does not scale; the message says how many items it took.

        See https://redis.io/commands/bf.madd/
        """
        return self._run(Command(b"BF.MADD", key, *some("BF.MADD", items), reply=added))

    def insert(
        self,
        key: KeyT,
        items: ValuesT,
        capacity: int | None = None,
        error: float | None = None,
        noCreate: bool | None = None,
        expansion: int | None = None,
        noScale: bool | None = None,
    ) -> Command[list[bool]]:
        """Add items, and create the filter as is said here if there is none.

        Args:
            key: the key.
            items: one item, or several.
            capacity: as in `create`; 100 without.
            error: as errorRate in `create`; 0.01 without.
            noCreate: refuse if there is no filter; *capacity* and *error* must not be given.
            expansion: as in `create`.
            noScale: as in `create`.

        Returns:
            For each item False if it seems to have been there.

        Raises:
            DataError: there is no item, or options contradict each other.
            ResponseError: the filter is full and does not scale (the message says how many items it took), or there
                is none and *noCreate* is set.

        See https://redis.io/commands/bf.insert/
        """
        every = some("BF.INSERT", listed_values(items))
        if noCreate and not (capacity is None and error is None):
            raise DataError("BF.INSERT: noCreate is for a filter that exists; capacity and error are for a new one")
        args = [*options(capacity=capacity, error=error), *_growth("BF.INSERT", expansion, noScale)]
        if noCreate:
            args.append(b"NOCREATE")
        return self._run(Command(b"BF.INSERT", key, *args, b"ITEMS", *every, reply=added))

    def exists(self, key: KeyT, item: EncodableT) -> Command[bool]:
        """Return False if the item was certainly not added, True if it probably was.

        See https://redis.io/commands/bf.exists/
        """
        return self._run(Command(b"BF.EXISTS", key, item, reply=flag))

    def mexists(self, key: KeyT, *items: EncodableT) -> Command[list[bool]]:
        """Return for each item False if it was certainly not added, True if it probably was.

        Raises:
            DataError: there is no item.

        See https://redis.io/commands/bf.mexists/
        """
        return self._run(Command(b"BF.MEXISTS", key, *some("BF.MEXISTS", items), reply=flags))

    def scandump(self, key: KeyT, iter: int) -> Command[tuple[int, bytes]]:
        """Return a piece of the filter, to be restored by `loadchunk`.

        Args:
            key: the key.
            iter: 0 to begin, then the number that came with the piece before.

        Returns:
            A number, 0 at the end, and the piece, which is empty then.

        See https://redis.io/commands/bf.scandump/
        """
        return self._run(Command(b"BF.SCANDUMP", key, iter, reply=chunk, decode=False))

    def loadchunk(self, key: KeyT, iter: int, data: bytes) -> Command[bool]:
        """Restore a piece of a filter: what `scandump` returned, in the same order. Always True.

        Args:
            key: the key; the first piece overwrites what is there.
            iter: the number that came with the piece.
            data: the piece.

        See https://redis.io/commands/bf.loadchunk/
        """
        return self._run(Command(b"BF.LOADCHUNK", key, iter, data, reply=ok))

    def info(self, key: KeyT) -> Command[BFInfo]:
        """Return the filter's size, and how much is in it; an error if there is none.

        See https://redis.io/commands/bf.info/
        """
        return self._run(Command(b"BF.INFO", key, reply=bf_info))

    def card(self, key: KeyT) -> Command[int]:
        """Return how many items were added and had not seemed to be there (RedisBloom 2.4.4); 0 without a filter.

        See https://redis.io/commands/bf.card/
        """
        return self._run(Command(b"BF.CARD", key))
