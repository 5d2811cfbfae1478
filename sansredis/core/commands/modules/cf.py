"""Cuckoo filters: like Bloom filters, but items can be deleted and counted."""

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
class CFInfo:
    """What CF.INFO says of a filter.

    Attributes:
        size: bytes of memory.
        bucketNum: how many buckets there are.
        filterNum: how many filters it consists of by now.
        insertedNum: how many items were added.
        deletedNum: how many items were deleted.
        bucketSize: items in each bucket.
        expansionRate: how many times larger each further filter is.
        maxIteration: how often items are moved before a further filter is made.
    """

    size: int
    bucketNum: int
    filterNum: int
    insertedNum: int
    deletedNum: int
    bucketSize: int
    expansionRate: int
    maxIteration: int


def cf_info(raw: Any) -> CFInfo:
    """Read the reply of CF.INFO."""
    facts = named(raw)
    return CFInfo(
        facts["Size"],
        facts["Number of buckets"],
        facts["Number of filters"],
        facts["Number of items inserted"],
        facts["Number of items deleted"],
        facts["Bucket size"],
        facts["Expansion rate"],
        facts["Max iterations"],
    )


def _insertion(command: str, items: ValuesT, capacity: int | None, nocreate: bool | None) -> list[EncodableT]:
    every = some(command, listed_values(items))
    if nocreate and capacity is not None:
        raise DataError(f"{command}: nocreate is for a filter that exists; capacity is for a new one")
    return [*options(capacity=capacity), *([b"NOCREATE"] if nocreate else []), b"ITEMS", *every]


class CFCommands(Namespace[S]):
    """The commands on cuckoo filters (module bf; RedisBloom 1.0)."""

    __slots__ = ()

    def create(
        self,
        key: KeyT,
        capacity: int,
        expansion: int | None = None,
        bucket_size: int | None = None,
        max_iterations: int | None = None,
    ) -> Command[bool]:
        """Create a filter. Always True; an error if the key exists.

        Args:
            key: the key.
            capacity: for how many items.
            expansion: how many times larger each further filter is when one is full; 1 without.
            bucket_size: items in each bucket: more fill the memory better, and err more often; 2 without.
            max_iterations: how often to move items before a further filter is made; 20 without.

        See https://redis.io/commands/cf.reserve/
        """
        args = options(expansion=expansion, bucketsize=bucket_size, maxiterations=max_iterations)
        return self._run(Command(b"CF.RESERVE", key, capacity, *args, reply=ok))

    def reserve(
        self,
        key: KeyT,
        capacity: int,
        expansion: int | None = None,
        bucket_size: int | None = None,
        max_iterations: int | None = None,
    ) -> Command[bool]:
        """Create a filter: another name for `create`.

        See https://redis.io/commands/cf.reserve/
        """
        return self.create(key, capacity, expansion, bucket_size, max_iterations)

    def add(self, key: KeyT, item: EncodableT) -> Command[bool]:
        """Add an item, once more if it is there already. Always True; an error if the filter is full.

        See https://redis.io/commands/cf.add/
        """
        return self._run(Command(b"CF.ADD", key, item, reply=flag))

    def addnx(self, key: KeyT, item: EncodableT) -> Command[bool]:
        """Add an item unless it seems to be there; return whether it was added. An error if the filter is full.

        See https://redis.io/commands/cf.addnx/
        """
        return self._run(Command(b"CF.ADDNX", key, item, reply=flag))

    def insert(
        self, key: KeyT, items: ValuesT, capacity: int | None = None, nocreate: bool | None = None
    ) -> Command[list[bool]]:
        """Add items, and create the filter if there is none.

        Args:
            key: the key.
            items: one item, or several.
            capacity: for how many items, if the filter has to be created; 1024 without.
            nocreate: refuse if there is no filter; *capacity* must not be given.

        Returns:
            For each item whether it was added: False if the filter is full.

        Raises:
            DataError: there is no item, or both *capacity* and *nocreate* are given.

        See https://redis.io/commands/cf.insert/
        """
        return self._run(Command(b"CF.INSERT", key, *_insertion("CF.INSERT", items, capacity, nocreate), reply=added))

    def insertnx(
        self, key: KeyT, items: ValuesT, capacity: int | None = None, nocreate: bool | None = None
    ) -> Command[list[int]]:
        """Add those items that do not seem to be there, and create the filter if there is none.

        Args:
            key: the key.
            items: one item, or several.
            capacity: for how many items, if the filter has to be created; 1024 without.
            nocreate: refuse if there is no filter; *capacity* must not be given.

        Returns:
            For each item 1 if it was added, 0 if it seems to be there, -1 if the filter is full.

        Raises:
            DataError: there is no item, or both *capacity* and *nocreate* are given.

        See https://redis.io/commands/cf.insertnx/
        """
        return self._run(Command(b"CF.INSERTNX", key, *_insertion("CF.INSERTNX", items, capacity, nocreate)))

    def exists(self, key: KeyT, item: EncodableT) -> Command[bool]:
        """Return False if the item is certainly not there, True if it probably is.

        See https://redis.io/commands/cf.exists/
        """
        return self._run(Command(b"CF.EXISTS", key, item, reply=flag))

    def mexists(self, key: KeyT, *items: EncodableT) -> Command[list[bool]]:
        """Return for each item False if it is certainly not there, True if it probably is.

        Raises:
            DataError: there is no item.

        See https://redis.io/commands/cf.mexists/
        """
        return self._run(Command(b"CF.MEXISTS", key, *some("CF.MEXISTS", items), reply=flags))

    def delete(self, key: KeyT, item: EncodableT) -> Command[bool]:
        """Delete an item once; return whether it seemed to be there. An error if there is no filter.

        To delete what was never added may delete something else.

        See https://redis.io/commands/cf.del/
        """
        return self._run(Command(b"CF.DEL", key, item, reply=flag))

    def count(self, key: KeyT, item: EncodableT) -> Command[int]:
        """Return about how often the item was added and not deleted.

        See https://redis.io/commands/cf.count/
        """
        return self._run(Command(b"CF.COUNT", key, item))

    def scandump(self, key: KeyT, iter: int) -> Command[tuple[int, bytes]]:
        """Return a piece of the filter, to be restored by `loadchunk`.

        Args:
            key: the key.
            iter: 0 to begin, then the number that came with the piece before.

        Returns:
            A number, 0 at the end, and the piece, which is empty then.

        See https://redis.io/commands/cf.scandump/
        """
        return self._run(Command(b"CF.SCANDUMP", key, iter, reply=chunk, decode=False))

    def loadchunk(self, key: KeyT, iter: int, data: bytes) -> Command[bool]:
        """Restore a piece of a filter: what `scandump` returned, in the same order. Always True.

        Args:
            key: the key, which must not exist before the first piece.
            iter: the number that came with the piece.
            data: the piece.

        See https://redis.io/commands/cf.loadchunk/
        """
        return self._run(Command(b"CF.LOADCHUNK", key, iter, data, reply=ok))

    def info(self, key: KeyT) -> Command[CFInfo]:
        """Return the filter's size, and how much is in it; an error if there is none.

        See https://redis.io/commands/cf.info/
        """
        return self._run(Command(b"CF.INFO", key, reply=cf_info))
