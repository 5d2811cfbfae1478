"""t-digests: quantiles of many numbers in little memory, most exact at the extremes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ...errors import DataError
from ..command import Command, KeyT, S
from ..replies import named, number, ok
from .namespace import Namespace
from .sketches import numbers, options, some


@dataclass(frozen=True, slots=True)
class TDigestInfo:
    """What TDIGEST.INFO says of a digest.

    Attributes:
        compression: how exact it is.
        capacity: how many nodes it has room for.
        merged_nodes: nodes that are merged.
        unmerged_nodes: nodes that are not merged yet.
        merged_weight: how many numbers the merged nodes stand for.
        unmerged_weight: how many numbers the others stand for.
        observations: how many numbers were added.
        total_compressions: how often nodes were merged.
        memory_usage: bytes of memory.
    """

    compression: int
    capacity: int
    merged_nodes: int
    unmerged_nodes: int
    merged_weight: int
    unmerged_weight: int
    observations: int
    total_compressions: int
    memory_usage: int


def tdigest_info(raw: Any) -> TDigestInfo:
    """Read the reply of TDIGEST.INFO."""
    facts = named(raw)
    return TDigestInfo(
        facts["Compression"],
        facts["Capacity"],
        facts["Merged nodes"],
        facts["Unmerged nodes"],
        facts["Merged weight"],
        facts["Unmerged weight"],
        facts["Observations"],
        facts["Total compressions"],
        facts["Memory usage"],
    )


class TDigestCommands(Namespace[S]):
    """The commands on t-digests (module bf; RedisBloom 2.4). Where there is no digest, all but `create` are errors.

    Of a digest without numbers, quantiles, ranks' numbers and means are not a number (``math.isnan``).
    """

    __slots__ = ()

    def create(self, key: KeyT, compression: int = 100) -> Command[bool]:
        """Create a digest; a larger *compression* is more exact, and takes more memory. Always True.

        See https://redis.io/commands/tdigest.create/
        """
        return self._run(Command(b"TDIGEST.CREATE", key, b"COMPRESSION", compression, reply=ok))

    def reset(self, key: KeyT) -> Command[bool]:
        """Empty the digest. Always True.

        See https://redis.io/commands/tdigest.reset/
        """
        return self._run(Command(b"TDIGEST.RESET", key, reply=ok))

    def add(self, key: KeyT, values: Sequence[float]) -> Command[bool]:
        """Add numbers. Always True.

        Raises:
            DataError: there is none.

        See https://redis.io/commands/tdigest.add/
        """
        return self._run(Command(b"TDIGEST.ADD", key, *some("TDIGEST.ADD", values, "number"), reply=ok))

    def merge(
        self,
        destination_key: KeyT,
        num_keys: int,
        *keys: KeyT,
        compression: int | None = None,
        override: bool = False,
    ) -> Command[bool]:
        """Add the numbers of other digests to a digest, which is created if there is none. Always True.

        Args:
            destination_key: the digest that they are added to.
            num_keys: how many *keys* there are.
            keys: the digests to add.
            compression: that of a new digest; the largest of those of *keys* without.
            override: overwrite the digest instead of adding to it.

        Raises:
            DataError: *num_keys* is not the number of *keys*, or there is none.

        See https://redis.io/commands/tdigest.merge/
        """
        some("TDIGEST.MERGE", keys, "key")
        if num_keys != len(keys):
            raise DataError(f"TDIGEST.MERGE: num_keys is {num_keys!r}, but there are {len(keys)} keys")
        args = [*options(compression=compression), *([b"OVERRIDE"] if override else [])]
        return self._run(Command(b"TDIGEST.MERGE", destination_key, num_keys, *keys, *args, reply=ok))

    def min(self, key: KeyT) -> Command[float]:
        """Return the least number.

        See https://redis.io/commands/tdigest.min/
        """
        return self._run(Command(b"TDIGEST.MIN", key, reply=number))

    def max(self, key: KeyT) -> Command[float]:
        """Return the greatest number.

        See https://redis.io/commands/tdigest.max/
        """
        return self._run(Command(b"TDIGEST.MAX", key, reply=number))

    def quantile(self, key: KeyT, quantile: float, *quantiles: float) -> Command[list[float]]:
        """Return for each share, from 0 to 1, the number below which about that share of the numbers is.

        See https://redis.io/commands/tdigest.quantile/
        """
        return self._run(Command(b"TDIGEST.QUANTILE", key, quantile, *quantiles, reply=numbers))

    def cdf(self, key: KeyT, value: float, *values: float) -> Command[list[float]]:
        """Return for each number about what share of the numbers is below it, with half of those equal to it.

        See https://redis.io/commands/tdigest.cdf/
        """
        return self._run(Command(b"TDIGEST.CDF", key, value, *values, reply=numbers))

    def info(self, key: KeyT) -> Command[TDigestInfo]:
        """Return the digest's size, and how much was added.

        See https://redis.io/commands/tdigest.info/
        """
        return self._run(Command(b"TDIGEST.INFO", key, reply=tdigest_info))

    def trimmed_mean(self, key: KeyT, low_cut_quantile: float, high_cut_quantile: float) -> Command[float]:
        """Return about the mean of the numbers between two quantiles, which are shares from 0 to 1.

        See https://redis.io/commands/tdigest.trimmed_mean/
        """
        return self._run(Command(b"TDIGEST.TRIMMED_MEAN", key, low_cut_quantile, high_cut_quantile, reply=number))

    def rank(self, key: KeyT, value: float, *values: float) -> Command[list[int]]:
        """Return for each number about how many are less than it, with half of those equal to it.

        Returns:
            -1 for a number that is less than all, the number of all for one that is greater than all, -2 if the
            digest is empty.

        See https://redis.io/commands/tdigest.rank/
        """
        return self._run(Command(b"TDIGEST.RANK", key, value, *values))

    def revrank(self, key: KeyT, value: float, *values: float) -> Command[list[int]]:
        """Return for each number about how many are greater than it, with half of those equal to it.

        Returns:
            -1 for a number that is greater than all, the number of all for one that is less than all, -2 if the
            digest is empty.

        See https://redis.io/commands/tdigest.revrank/
        """
        return self._run(Command(b"TDIGEST.REVRANK", key, value, *values))

    def byrank(self, key: KeyT, rank: int, *ranks: int) -> Command[list[float]]:
        """Return about the number at each rank, where 0 is the least; infinity beyond the end.

        See https://redis.io/commands/tdigest.byrank/
        """
        return self._run(Command(b"TDIGEST.BYRANK", key, rank, *ranks, reply=numbers))

    def byrevrank(self, key: KeyT, rank: int, *ranks: int) -> Command[list[float]]:
        """Return about the number at each rank, where 0 is the greatest; minus infinity beyond the end.

        See https://redis.io/commands/tdigest.byrevrank/
        """
        return self._run(Command(b"TDIGEST.BYREVRANK", key, rank, *ranks, reply=numbers))
