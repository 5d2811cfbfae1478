"""Searching for places: those within a circle or a rectangle around a member or a point, or within a polygon."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, overload

from ..errors import DataError
from .arguments import one_of
from .command import Command, CommandGroup, EncodableT, KeyT, S
from .replies_geo import Point, places


def _pair(command: str, names: tuple[str, str], first: float | None, second: float | None) -> list[float] | None:
    """Two numbers that belong together, or None if neither is given.

    Raises:
        DataError: only one of them is.
    """
    if first is not None and second is not None:
        return [first, second]
    if first is None and second is None:
        return None
    shown = f"{names[0]}={first!r}, {names[1]}={second!r}"
    raise DataError(f"{command}: give both {' and '.join(names)}, or neither; got {shown}")


def at_most(command: str, count: int | None, any: bool) -> list[EncodableT]:
    """``COUNT`` and ``ANY``.

    Raises:
        DataError: *any* without *count*.
    """
    if count is None:
        if any:
            raise DataError(f"{command}: any needs a count")
        return []
    return [b"COUNT", count, b"ANY"] if any else [b"COUNT", count]


def _area(
    command: str,
    member: EncodableT | None,
    longitude: float | None,
    latitude: float | None,
    unit: str,
    radius: float | None,
    width: float | None,
    height: float | None,
    polygon: Sequence[Point] | None,
) -> list[EncodableT]:
    """Where to search."""
    if polygon is not None:
        centre = {"member": member, "longitude": longitude, "latitude": latitude}
        one_of(command, {"polygon": polygon, **centre, "radius": radius, "width": width, "height": height})
        return [b"BYPOLYGON", len(polygon), *(degrees for corner in polygon for degrees in corner)]
    point = _pair(command, ("longitude", "latitude"), longitude, latitude)
    box = _pair(command, ("width", "height"), width, height)
    if (member is None) == (point is None):
        one_of(command, {"member": member, "longitude and latitude": point}, required=True)
    if (radius is None) == (box is None):
        one_of(command, {"radius": radius, "width and height": box}, required=True)
    args: list[EncodableT] = []
    if member is not None:
        args += b"FROMMEMBER", member
    if point is not None:
        args += b"FROMLONLAT", *point
    if radius is not None:
        args += b"BYRADIUS", radius, unit
    if box is not None:
        args += b"BYBOX", *box, unit
    return args


class GeoSearchCommands(CommandGroup[S]):
    """The commands that search for places (Redis 6.2)."""

    __slots__ = ()

    @overload
    def geosearch(
        self,
        name: KeyT,
        member: EncodableT | None = None,
        longitude: float | None = None,
        latitude: float | None = None,
        unit: str = "m",
        radius: float | None = None,
        width: float | None = None,
        height: float | None = None,
        sort: str | None = None,
        count: int | None = None,
        any: bool = False,
        withcoord: Literal[False] = False,
        withdist: Literal[False] = False,
        withhash: Literal[False] = False,
        polygon: Sequence[Point] | None = None,
    ) -> Command[list[S]]: ...
    @overload
    def geosearch(
        self,
        name: KeyT,
        member: EncodableT | None = None,
        longitude: float | None = None,
        latitude: float | None = None,
        unit: str = "m",
        radius: float | None = None,
        width: float | None = None,
        height: float | None = None,
        sort: str | None = None,
        count: int | None = None,
        any: bool = False,
        withcoord: Literal[False] = False,
        *,
        withdist: Literal[True],
        withhash: Literal[False] = False,
        polygon: Sequence[Point] | None = None,
    ) -> Command[list[tuple[S, float]]]: ...
    @overload
    def geosearch(
        self,
        name: KeyT,
        member: EncodableT | None = None,
        longitude: float | None = None,
        latitude: float | None = None,
        unit: str = "m",
        radius: float | None = None,
        width: float | None = None,
        height: float | None = None,
        sort: str | None = None,
        count: int | None = None,
        any: bool = False,
        *,
        withcoord: Literal[True],
        withdist: Literal[False] = False,
        withhash: Literal[False] = False,
        polygon: Sequence[Point] | None = None,
    ) -> Command[list[tuple[S, Point]]]: ...
    @overload
    def geosearch(
        self,
        name: KeyT,
        member: EncodableT | None = None,
        longitude: float | None = None,
        latitude: float | None = None,
        unit: str = "m",
        radius: float | None = None,
        width: float | None = None,
        height: float | None = None,
        sort: str | None = None,
        count: int | None = None,
        any: bool = False,
        withcoord: Literal[False] = False,
        withdist: Literal[False] = False,
        *,
        withhash: Literal[True],
        polygon: Sequence[Point] | None = None,
    ) -> Command[list[tuple[S, int]]]: ...
    @overload
    def geosearch(
        self,
        name: KeyT,
        member: EncodableT | None = None,
        longitude: float | None = None,
        latitude: float | None = None,
        unit: str = "m",
        radius: float | None = None,
        width: float | None = None,
        height: float | None = None,
        sort: str | None = None,
        count: int | None = None,
        any: bool = False,
        *,
        withcoord: Literal[True],
        withdist: Literal[True],
        withhash: Literal[False] = False,
        polygon: Sequence[Point] | None = None,
    ) -> Command[list[tuple[S, float, Point]]]: ...
    @overload
    def geosearch(
        self,
        name: KeyT,
        member: EncodableT | None = None,
        longitude: float | None = None,
        latitude: float | None = None,
        unit: str = "m",
        radius: float | None = None,
        width: float | None = None,
        height: float | None = None,
        sort: str | None = None,
        count: int | None = None,
        any: bool = False,
        withcoord: Literal[False] = False,
        *,
        withdist: Literal[True],
        withhash: Literal[True],
        polygon: Sequence[Point] | None = None,
    ) -> Command[list[tuple[S, float, int]]]: ...
    @overload
    def geosearch(
        self,
        name: KeyT,
        member: EncodableT | None = None,
        longitude: float | None = None,
        latitude: float | None = None,
        unit: str = "m",
        radius: float | None = None,
        width: float | None = None,
        height: float | None = None,
        sort: str | None = None,
        count: int | None = None,
        any: bool = False,
        *,
        withcoord: Literal[True],
        withdist: Literal[False] = False,
        withhash: Literal[True],
        polygon: Sequence[Point] | None = None,
    ) -> Command[list[tuple[S, int, Point]]]: ...
    @overload
    def geosearch(
        self,
        name: KeyT,
        member: EncodableT | None = None,
        longitude: float | None = None,
        latitude: float | None = None,
        unit: str = "m",
        radius: float | None = None,
        width: float | None = None,
        height: float | None = None,
        sort: str | None = None,
        count: int | None = None,
        any: bool = False,
        *,
        withcoord: Literal[True],
        withdist: Literal[True],
        withhash: Literal[True],
        polygon: Sequence[Point] | None = None,
    ) -> Command[list[tuple[S, float, int, Point]]]: ...
    def geosearch(
        self,
        name: KeyT,
        member: EncodableT | None = None,
        longitude: float | None = None,
        latitude: float | None = None,
        unit: str = "m",
        radius: float | None = None,
        width: float | None = None,
        height: float | None = None,
        sort: str | None = None,
        count: int | None = None,
        any: bool = False,
        withcoord: bool = False,
        withdist: bool = False,
        withhash: bool = False,
        polygon: Sequence[Point] | None = None,
    ) -> Command[Any]:
        """Return the members within a circle, a rectangle or a polygon (Redis 6.2).

        Args:
            name: the key.
            member: the centre is this member.
            longitude: the centre is this point; together with *latitude*.
            latitude: the centre is this point; together with *longitude*.
            unit: of all lengths: ``m``, ``km``, ``mi`` or ``ft``.
            radius: search within a circle.
            width: search within a rectangle along the axes; together with *height*.
            height: search within a rectangle; together with *width*.
            sort: ``ASC`` for the nearest first, ``DESC`` for the farthest first; in no order if None.
            count: how many at most; the nearest ones.
            any: the first ones that are found instead, which is quicker.
            withcoord: return longitude and latitude, too.
            withdist: return the distance from the centre, too.
            withhash: return the score in the sorted set, too.
            polygon: search within the polygon with these corners, tuples of longitude and latitude; it has no other
                centre than its own, and *unit* is metres (Valkey 9.0).

        Returns:
            A list of members; or of tuples of the member, its distance, its score, and its point as a tuple of
            longitude and latitude, as far as they were asked for, in this order.

        Raises:
            DataError: not exactly one of *member* and a point, or of *radius* and a rectangle, is given; one of them
                with *polygon*; half of a pair; or *any* without *count*.

        See https://redis.io/commands/geosearch/
        """
        args: list[EncodableT] = [b"GEOSEARCH", name]
        args += _area("GEOSEARCH", member, longitude, latitude, unit, radius, width, height, polygon)
        if sort is not None:
            args.append(sort)
        args += at_most("GEOSEARCH", count, any)
        named = ((b"WITHCOORD", withcoord), (b"WITHDIST", withdist), (b"WITHHASH", withhash))
        args += [token for token, given in named if given]
        return self._run(Command(*args, reply=places(withdist, withhash, withcoord)))

    def geosearchstore(
        self,
        dest: KeyT,
        name: KeyT,
        member: EncodableT | None = None,
        longitude: float | None = None,
        latitude: float | None = None,
        unit: str = "m",
        radius: float | None = None,
        width: float | None = None,
        height: float | None = None,
        sort: str | None = None,
        count: int | None = None,
        any: bool = False,
        storedist: bool = False,
        polygon: Sequence[Point] | None = None,
    ) -> Command[int]:
        """Write what `geosearch` finds to *dest* (Redis 6.2).

        Args:
            dest: the key for the places.
            name: the key.
            member: as in `geosearch`, like all that follows.
            longitude: the centre is this point.
            latitude: the centre is this point.
            unit: of all lengths.
            radius: search within a circle.
            width: search within a rectangle.
            height: search within a rectangle.
            sort: ``ASC`` or ``DESC``.
            count: how many at most.
            any: the first ones that are found.
            storedist: write a sorted set of distances instead of places.
            polygon: search within a polygon (Valkey 9.0).

        Returns:
            How many were found.

        Raises:
            DataError: as in `geosearch`.

        See https://redis.io/commands/geosearchstore/
        """
        args: list[EncodableT] = [b"GEOSEARCHSTORE", dest, name]
        args += _area("GEOSEARCHSTORE", member, longitude, latitude, unit, radius, width, height, polygon)
        if sort is not None:
            args.append(sort)
        args += at_most("GEOSEARCHSTORE", count, any)
        if storedist:
            args.append(b"STOREDIST")
        return self._run(Command(*args))
