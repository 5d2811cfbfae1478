"""Places: sorted sets whose members have a longitude and a latitude.

Units of length are ``m``, ``km``, ``mi`` and ``ft``. Points are stored a little off, by less than a metre.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..errors import DataError
from .arguments import one_of
from .command import Command, CommandGroup, EncodableT, KeyT, S
from .replies import optional_number
from .replies_geo import Point, hashes, points


class GeoCommands(CommandGroup[S]):
    """The commands on places. Searching is in `geo_search`."""

    __slots__ = ()

    def geoadd(
        self, name: KeyT, values: Sequence[EncodableT], nx: bool = False, xx: bool = False, ch: bool = False
    ) -> Command[int]:
        """Add or move places.

        Args:
            name: the key.
            values: longitude, latitude and member of one place after the other.
            nx: only add new ones (Redis 6.2).
            xx: only move those that exist (Redis 6.2).
            ch: return how many were added or moved (Redis 6.2).

        Returns:
            How many were added.

        Raises:
            DataError: both *nx* and *xx*, or *values* are not so many groups of three.

        See https://redis.io/commands/geoadd/
        """
        one_of("GEOADD", {"nx": nx, "xx": xx})
        if not values or len(values) % 3:
            raise DataError(
                f"GEOADD: values must be longitude, latitude and member of each place; got {len(values)} values"
            )
        flags = [token for token, given in ((b"NX", nx), (b"XX", xx), (b"CH", ch)) if given]
        return self._run(Command(b"GEOADD", name, *flags, *values))

    def geodist(
        self, name: KeyT, place1: EncodableT, place2: EncodableT, unit: str | None = None
    ) -> Command[float | None]:
        """Return how far two places are apart, or None if one does not exist.

        Args:
            name: the key.
            place1: a member.
            place2: another one.
            unit: of the distance; metres if None.

        See https://redis.io/commands/geodist/
        """
        units = () if unit is None else (unit,)
        return self._run(Command(b"GEODIST", name, place1, place2, *units, reply=optional_number))

    def geohash(self, name: KeyT, *values: EncodableT) -> Command[list[str | None]]:
        """Return the geohash of each member, a word of 11 letters; None for those that do not exist.

        See https://redis.io/commands/geohash/
        """
        return self._run(Command(b"GEOHASH", name, *values, reply=hashes))

    def geopos(self, name: KeyT, *values: EncodableT) -> Command[list[Point | None]]:
        """Return longitude and latitude of each member, None for those that do not exist.

        See https://redis.io/commands/geopos/
        """
        return self._run(Command(b"GEOPOS", name, *values, reply=points))
