"""Searching for places as before Redis 6.2: within a circle only."""

from __future__ import annotations

from typing import Any, Literal, overload

from ..errors import DataError
from .arguments import one_of
from .command import Command, CommandGroup, EncodableT, KeyT, S
from .geo_search import at_most
from .replies_geo import Place, places


def _options(
    command: str,
    withdist: bool,
    withcoord: bool,
    withhash: bool,
    count: int | None,
    sort: str | None,
    store: KeyT | None,
    store_dist: KeyT | None,
    any: bool,
) -> list[EncodableT]:
    """The options that both commands have."""
    one_of(command, {"store": store, "store_dist": store_dist})
    named = ((b"WITHDIST", withdist), (b"WITHCOORD", withcoord), (b"WITHHASH", withhash))
    args: list[EncodableT] = [token for token, given in named if given]
    if args and (store is not None or store_dist is not None):
        raise DataError(
            f"{command}: with store or store_dist only a number is returned; leave out withdist and its kin"
        )
    args += at_most(command, count, any)
    if sort is not None:
        args.append(sort)
    for token, key in ((b"STORE", store), (b"STOREDIST", store_dist)):
        if key is not None:
            args += token, key
    return args


class GeoRadiusCommands(CommandGroup[S]):
    """The older commands that search for places."""

    __slots__ = ()

    @overload
    def georadius(
        self,
        name: KeyT,
        longitude: float,
        latitude: float,
        radius: float,
        unit: str | None = None,
        withdist: Literal[False] = False,
        withcoord: Literal[False] = False,
        withhash: Literal[False] = False,
        count: int | None = None,
        sort: str | None = None,
        store: None = None,
        store_dist: None = None,
        any: bool = False,
    ) -> Command[list[S]]: ...
    @overload
    def georadius(
        self,
        name: KeyT,
        longitude: float,
        latitude: float,
        radius: float,
        unit: str | None = None,
        withdist: Literal[False] = False,
        withcoord: Literal[False] = False,
        withhash: Literal[False] = False,
        count: int | None = None,
        sort: str | None = None,
        *,
        store: KeyT,
        store_dist: None = None,
        any: bool = False,
    ) -> Command[int]: ...
    @overload
    def georadius(
        self,
        name: KeyT,
        longitude: float,
        latitude: float,
        radius: float,
        unit: str | None = None,
        withdist: Literal[False] = False,
        withcoord: Literal[False] = False,
        withhash: Literal[False] = False,
        count: int | None = None,
        sort: str | None = None,
        store: None = None,
        *,
        store_dist: KeyT,
        any: bool = False,
    ) -> Command[int]: ...
    @overload
    def georadius(
        self,
        name: KeyT,
        longitude: float,
        latitude: float,
        radius: float,
        unit: str | None = None,
        *,
        withdist: Literal[True],
        withcoord: bool = False,
        withhash: bool = False,
        count: int | None = None,
        sort: str | None = None,
        store: None = None,
        store_dist: None = None,
        any: bool = False,
    ) -> Command[list[Place[S]]]: ...
    @overload
    def georadius(
        self,
        name: KeyT,
        longitude: float,
        latitude: float,
        radius: float,
        unit: str | None = None,
        withdist: Literal[False] = False,
        *,
        withcoord: Literal[True],
        withhash: bool = False,
        count: int | None = None,
        sort: str | None = None,
        store: None = None,
        store_dist: None = None,
        any: bool = False,
    ) -> Command[list[Place[S]]]: ...
    @overload
    def georadius(
        self,
        name: KeyT,
        longitude: float,
        latitude: float,
        radius: float,
        unit: str | None = None,
        withdist: Literal[False] = False,
        withcoord: Literal[False] = False,
        *,
        withhash: Literal[True],
        count: int | None = None,
        sort: str | None = None,
        store: None = None,
        store_dist: None = None,
        any: bool = False,
    ) -> Command[list[Place[S]]]: ...
    def georadius(
        self,
        name: KeyT,
        longitude: float,
        latitude: float,
        radius: float,
        unit: str | None = None,
        withdist: bool = False,
        withcoord: bool = False,
        withhash: bool = False,
        count: int | None = None,
        sort: str | None = None,
        store: KeyT | None = None,
        store_dist: KeyT | None = None,
        any: bool = False,
    ) -> Command[Any]:
        """Return the members within a circle around a point. Deprecated: use `geosearch` or `geosearchstore`.

        Args:
            name: the key.
            longitude: of the centre.
            latitude: of the centre.
            radius: of the circle.
            unit: of all lengths; metres if None.
            withdist: return the distance from the centre, too.
            withcoord: return longitude and latitude, too.
            withhash: return the score in the sorted set, too.
            count: how many at most; the nearest ones.
            sort: ``ASC`` for the nearest first, ``DESC`` for the farthest first; in no order if None.
            store: write the places to this key instead.
            store_dist: write a sorted set of distances to this key instead.
            any: with *count*: the first ones that are found, which is quicker (Redis 6.2).

        Returns:
            A list of members, or of tuples as `geosearch` returns. With *store* or *store_dist* how many were found.

        Raises:
            DataError: both *store* and *store_dist*, one of them with something to return, or *any* without *count*.

        See https://redis.io/commands/georadius/
        """
        args: list[EncodableT] = [b"GEORADIUS", name, longitude, latitude, radius, unit or b"m"]
        args += _options("GEORADIUS", withdist, withcoord, withhash, count, sort, store, store_dist, any)
        return self._run(Command(*args, reply=places(withdist, withhash, withcoord)))

    @overload
    def georadiusbymember(
        self,
        name: KeyT,
        member: EncodableT,
        radius: float,
        unit: str | None = None,
        withdist: Literal[False] = False,
        withcoord: Literal[False] = False,
        withhash: Literal[False] = False,
        count: int | None = None,
        sort: str | None = None,
        store: None = None,
        store_dist: None = None,
        any: bool = False,
    ) -> Command[list[S]]: ...
    @overload
    def georadiusbymember(
        self,
        name: KeyT,
        member: EncodableT,
        radius: float,
        unit: str | None = None,
        withdist: Literal[False] = False,
        withcoord: Literal[False] = False,
        withhash: Literal[False] = False,
        count: int | None = None,
        sort: str | None = None,
        *,
        store: KeyT,
        store_dist: None = None,
        any: bool = False,
    ) -> Command[int]: ...
    @overload
    def georadiusbymember(
        self,
        name: KeyT,
        member: EncodableT,
        radius: float,
        unit: str | None = None,
        withdist: Literal[False] = False,
        withcoord: Literal[False] = False,
        withhash: Literal[False] = False,
        count: int | None = None,
        sort: str | None = None,
        store: None = None,
        *,
        store_dist: KeyT,
        any: bool = False,
    ) -> Command[int]: ...
    @overload
    def georadiusbymember(
        self,
        name: KeyT,
        member: EncodableT,
        radius: float,
        unit: str | None = None,
        *,
        withdist: Literal[True],
        withcoord: bool = False,
        withhash: bool = False,
        count: int | None = None,
        sort: str | None = None,
        store: None = None,
        store_dist: None = None,
        any: bool = False,
    ) -> Command[list[Place[S]]]: ...
    @overload
    def georadiusbymember(
        self,
        name: KeyT,
        member: EncodableT,
        radius: float,
        unit: str | None = None,
        withdist: Literal[False] = False,
        *,
        withcoord: Literal[True],
        withhash: bool = False,
        count: int | None = None,
        sort: str | None = None,
        store: None = None,
        store_dist: None = None,
        any: bool = False,
    ) -> Command[list[Place[S]]]: ...
    @overload
    def georadiusbymember(
        self,
        name: KeyT,
        member: EncodableT,
        radius: float,
        unit: str | None = None,
        withdist: Literal[False] = False,
        withcoord: Literal[False] = False,
        *,
        withhash: Literal[True],
        count: int | None = None,
        sort: str | None = None,
        store: None = None,
        store_dist: None = None,
        any: bool = False,
    ) -> Command[list[Place[S]]]: ...
    def georadiusbymember(
        self,
        name: KeyT,
        member: EncodableT,
        radius: float,
        unit: str | None = None,
        withdist: bool = False,
        withcoord: bool = False,
        withhash: bool = False,
        count: int | None = None,
        sort: str | None = None,
        store: KeyT | None = None,
        store_dist: KeyT | None = None,
        any: bool = False,
    ) -> Command[Any]:
        """Do what `georadius` does around a member. Deprecated: use `geosearch` or `geosearchstore`.

        Raises:
            DataError: as in `georadius`.
            ResponseError: there is no such member.

        See https://redis.io/commands/georadiusbymember/
        """
        args: list[EncodableT] = [b"GEORADIUSBYMEMBER", name, member, radius, unit or b"m"]
        args += _options("GEORADIUSBYMEMBER", withdist, withcoord, withhash, count, sort, store, store_dist, any)
        return self._run(Command(*args, reply=places(withdist, withhash, withcoord)))
