"""Count-min sketches: about how often each of many things was seen, in little memory, never less than truly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ...errors import DataError
from ..arguments import KeysT, listed_keys
from ..command import Command, EncodableT, KeyT, S
from ..replies import named, ok
from .namespace import Namespace
from .sketches import some, with_increments


@dataclass(frozen=True, slots=True)
class CMSInfo:
    """What CMS.INFO says of a sketch.

    Attributes:
        width: counters in each row.
        depth: rows.
        count: the sum of all increments.
    """

    width: int
    depth: int
    count: int


def cms_info(raw: Any) -> CMSInfo:
    """Read the reply of CMS.INFO."""
    facts = named(raw)
    return CMSInfo(facts["width"], facts["depth"], facts["count"])


class CMSCommands(Namespace[S]):
    """The commands on count-min sketches (module bf; RedisBloom 2.0)."""

    __slots__ = ()

    def initbydim(self, key: KeyT, width: int, depth: int) -> Command[bool]:
        """Create a sketch of *depth* rows of *width* counters. Always True; an error if the key exists.

        See https://redis.io/commands/cms.initbydim/
        """
        return self._run(Command(b"CMS.INITBYDIM", key, width, depth, reply=ok))

    def initbyprob(self, key: KeyT, error: float, probability: float) -> Command[bool]:
        """Create a sketch that errs so much at most. Always True; an error if the key exists.

        Args:
            key: the key.
            error: by how much a count may be too high, as a share of all increments, between 0 and 1.
            probability: how often it may be more, between 0 and 1.

        See https://redis.io/commands/cms.initbyprob/
        """
        return self._run(Command(b"CMS.INITBYPROB", key, error, probability, reply=ok))

    def incrby(self, key: KeyT, items: Sequence[EncodableT], increments: Sequence[int]) -> Command[list[int]]:
        """Count each of *items* as often as *increments* says; return the new estimate for each.

        Raises:
            DataError: there is no item, or not one increment for each.

        See https://redis.io/commands/cms.incrby/
        """
        return self._run(Command(b"CMS.INCRBY", key, *with_increments("CMS.INCRBY", items, increments)))

    def query(self, key: KeyT, *items: EncodableT) -> Command[list[int]]:
        """Return about how often each item was counted: never less than truly, seldom more.

        Raises:
            DataError: there is no item.

        See https://redis.io/commands/cms.query/
        """
        return self._run(Command(b"CMS.QUERY", key, *some("CMS.QUERY", items)))

    def merge(self, destKey: KeyT, numKeys: int, srcKeys: KeysT, weights: Sequence[int] | None = None) -> Command[bool]:
        """Make *destKey*, a sketch of the same width and depth, the sum of others. Always True.

        Args:
            destKey: the sketch that is overwritten; it must exist.
            numKeys: how many *srcKeys* there are.
            srcKeys: the sketches to add; *destKey* may be one of them.
            weights: by what to multiply the counts of each; 1 without.

        Raises:
            DataError: *numKeys* is not the number of *srcKeys*, or there is not one weight for each.

        See https://redis.io/commands/cms.merge/
        """
        keys = listed_keys("CMS.MERGE", srcKeys)
        if numKeys != len(keys):
            raise DataError(f"CMS.MERGE: numKeys is {numKeys!r}, but there are {len(keys)} srcKeys")
        if weights and len(weights) != len(keys):
            raise DataError(f"CMS.MERGE: give a weight for each key; got {len(weights)} weights for {len(keys)} keys")
        tail: list[EncodableT] = [b"WEIGHTS", *weights] if weights else []
        return self._run(Command(b"CMS.MERGE", destKey, numKeys, *keys, *tail, reply=ok))

    def info(self, key: KeyT) -> Command[CMSInfo]:
        """Return the sketch's size, and how much was counted.

        See https://redis.io/commands/cms.info/
        """
        return self._run(Command(b"CMS.INFO", key, reply=cms_info))
