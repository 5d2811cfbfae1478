"""The commands on places, and on HyperLogLogs."""

from __future__ import annotations

from typing import Any

import pytest

from sansredis.core.commands.command import Command
from sansredis.core.commands.geo import GeoCommands
from sansredis.core.commands.geo_radius import GeoRadiusCommands
from sansredis.core.commands.geo_search import GeoSearchCommands
from sansredis.core.commands.hyperloglog import HyperLogLogCommands
from sansredis.core.errors import DataError
from tests.core.commands.reading import check_reading, methods, names

GROUPS = (GeoCommands, GeoSearchCommands, GeoRadiusCommands, HyperLogLogCommands)


class Geo(GeoCommands[bytes], GeoSearchCommands[bytes], GeoRadiusCommands[bytes], HyperLogLogCommands[bytes]):
    pass


r = Geo()

ENCODINGS: list[tuple[Command[Any], tuple[Any, ...]]] = [
    (r.geoadd("g", (13.5, 38, "a")), (b"GEOADD", "g", 13.5, 38, "a")),
    (r.geoadd("g", [1, 2, "a", 3, 4, b"b"], nx=True, ch=True), (b"GEOADD", "g", b"NX", b"CH", 1, 2, "a", 3, 4, b"b")),
    (r.geoadd("g", [1, 2, "a"], xx=True), (b"GEOADD", "g", b"XX", 1, 2, "a")),
    (r.geodist("g", "a", 2), (b"GEODIST", "g", "a", 2)),
    (r.geodist("g", "a", "b", "km"), (b"GEODIST", "g", "a", "b", "km")),
    (r.geohash("g", "a", b"b"), (b"GEOHASH", "g", "a", b"b")),
    (r.geopos("g", "a", 1), (b"GEOPOS", "g", "a", 1)),
    (r.geosearch("g", member="a", radius=5), (b"GEOSEARCH", "g", b"FROMMEMBER", "a", b"BYRADIUS", 5, "m")),
    (
        r.geosearch("g", longitude=0, latitude=0, width=0, height=2.5, unit="km", sort="ASC", count=3, any=True),
        (b"GEOSEARCH", "g", b"FROMLONLAT", 0, 0, b"BYBOX", 0, 2.5, "km", "ASC", b"COUNT", 3, b"ANY"),
    ),
    (
        r.geosearch("g", "a", radius=5, count=1, withcoord=True, withdist=True, withhash=True),
        (
            *(b"GEOSEARCH", "g", b"FROMMEMBER", "a", b"BYRADIUS", 5, "m", b"COUNT", 1),
            *(b"WITHCOORD", b"WITHDIST", b"WITHHASH"),
        ),
    ),
    (
        r.geosearch("g", polygon=[(1, 2), (3, 4.5), (5, 6)], withdist=True),
        (b"GEOSEARCH", "g", b"BYPOLYGON", 3, 1, 2, 3, 4.5, 5, 6, b"WITHDIST"),
    ),
    (
        r.geosearchstore("d", "g", "a", radius=5),
        (b"GEOSEARCHSTORE", "d", "g", b"FROMMEMBER", "a", b"BYRADIUS", 5, "m"),
    ),
    (
        r.geosearchstore("d", "g", longitude=1, latitude=2, radius=5, sort="DESC", count=1, storedist=True),
        (
            *(b"GEOSEARCHSTORE", "d", "g", b"FROMLONLAT", 1, 2, b"BYRADIUS", 5, "m"),
            *("DESC", b"COUNT", 1, b"STOREDIST"),
        ),
    ),
    (r.georadius("g", 1, 2, 3), (b"GEORADIUS", "g", 1, 2, 3, b"m")),
    (
        r.georadius("g", 1, 2, 3, "km", withdist=True, withcoord=True, withhash=True, count=5, sort="ASC", any=True),
        (
            *(b"GEORADIUS", "g", 1, 2, 3, "km", b"WITHDIST", b"WITHCOORD", b"WITHHASH"),
            *(b"COUNT", 5, b"ANY", "ASC"),
        ),
    ),
    (r.georadiusbymember("g", "a", 3, store="d"), (b"GEORADIUSBYMEMBER", "g", "a", 3, b"m", b"STORE", "d")),
    (r.georadiusbymember("g", "a", 3, store_dist="d"), (b"GEORADIUSBYMEMBER", "g", "a", 3, b"m", b"STOREDIST", "d")),
    (r.pfadd("h", "a", 1), (b"PFADD", "h", "a", 1)),
    (r.pfcount("h", "i"), (b"PFCOUNT", "h", "i")),
    (r.pfmerge("h", "i", "j"), (b"PFMERGE", "h", "i", "j")),
]

READINGS: list[tuple[Command[Any], Any, list[Any]]] = [
    (r.geodist("g", "a", "b"), 166.25, [b"166.25", 166.25]),
    (r.geodist("g", "a", "x"), None, [None]),
    (r.geopos("g", "a", "x"), [(1.5, 2.5), None], [[[b"1.5", b"2.5"], None], [[1.5, 2.5], None]]),
    (r.geosearch("g", "a", radius=5), [b"a", b"b"], [[b"a", b"b"]]),
    (r.geosearch("g", "a", radius=5, withdist=True), [(b"a", 0.5)], [[[b"a", b"0.5000"]]]),
    (
        r.geosearch("g", "a", radius=5, withdist=True, withhash=True, withcoord=True),
        [(b"a", 0.5, 7, (1.5, 2.5))],
        [[[b"a", b"0.5", 7, [b"1.5", b"2.5"]]], [[b"a", b"0.5", 7, [1.5, 2.5]]]],
    ),
    (r.georadius("g", 1, 2, 3, withcoord=True), [(b"a", (1.5, 2.5))], [[[b"a", [1.5, 2.5]]]]),
    (r.georadius("g", 1, 2, 3, store="d"), 2, [2]),
    (r.pfmerge("h", "i"), True, [b"OK"]),
]


@pytest.mark.parametrize(("command", "args"), ENCODINGS)
def test_encoding(command: Command[Any], args: tuple[Any, ...]) -> None:
    assert command.args == args


@pytest.mark.parametrize(("command", "value", "raws"), READINGS)
def test_reading(command: Command[Any], value: Any, raws: list[Any]) -> None:
    check_reading(command, value, *raws)


def test_a_geohash_is_str_for_everybody() -> None:
    command = r.geohash("g", "a", "x")
    assert command.read([b"sqc8b49rny0", None], None) == ["sqc8b49rny0", None]
    assert command.read([b"sqc8b49rny0", None], bytes.decode) == ["sqc8b49rny0", None]


def test_every_method_is_here() -> None:
    assert names(command for command, _ in ENCODINGS) == set().union(*map(methods, GROUPS))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: r.geoadd("g", ()), "GEOADD: values must be longitude, latitude and member of each place; got 0"),
        (lambda: r.geoadd("g", (1, 2)), "got 2 values"),
        (lambda: r.geoadd("g", (1, 2, "a"), nx=True, xx=True), "GEOADD: give only one of nx, xx"),
        (lambda: r.geosearch("g", radius=1), "GEOSEARCH: give one of member, longitude and latitude"),
        (
            lambda: r.geosearch("g", "a", longitude=0, latitude=0, radius=1),
            "give only one of member, longitude and lat",
        ),
        (lambda: r.geosearch("g", longitude=0, radius=1), "both longitude and latitude.*longitude=0, latitude=None"),
        (lambda: r.geosearch("g", "a"), "GEOSEARCH: give one of radius, width and height"),
        (lambda: r.geosearchstore("d", "g", "a", radius=1, width=1, height=1), "GEOSEARCHSTORE: give only one of rad"),
        (
            lambda: r.geosearchstore("d", "g", "a", height=1),
            "both width and height, or neither; got width=None, height=1",
        ),
        (lambda: r.geosearch("g", "a", radius=1, any=True), "GEOSEARCH: any needs a count"),
        (
            lambda: r.geosearch("g", "a", polygon=[(1, 2)] * 3),
            "GEOSEARCH: give only one of polygon, member, .* and member",
        ),
        (lambda: r.geosearchstore("d", "g", polygon=[(1, 2)] * 3, width=1), "got polygon and width"),
        (lambda: r.georadius("g", 1, 2, 3, store="d", store_dist="e"), "GEORADIUS: give only one of store, store_dist"),
        (lambda: r.georadiusbymember("g", "a", 3, store="d", withdist=True), "only a number is returned"),
        (lambda: r.georadiusbymember("g", "a", 3, store_dist="d", withhash=True), "only a number is returned"),
    ],
)
def test_refused(call: Any, message: str) -> None:
    with pytest.raises(DataError, match=message):
        call()
