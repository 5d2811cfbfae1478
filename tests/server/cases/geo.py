"""Places and HyperLogLogs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sansredis.core.errors import ResponseError, WrongTypeError
from tests.server.case import Case, Expected, InAnyOrder, Raises, case, r

SICILY = "GEOADD g 13.361389 38.115556 P 15.087269 37.502669 C"
P, C = 3479099956230698, 3479447370796909


@dataclass(frozen=True)
class Near(Expected):
    """A float, within a millionth: the last digits depend on the version and the protocol."""

    number: float

    def accepts(self, value: object) -> bool:
        return type(value) is float and abs(value - self.number) < 1e-6


@dataclass(frozen=True)
class Words(Expected):
    """A list of str and None for all clients."""

    words: tuple[str | None, ...]

    def accepts(self, value: object) -> bool:
        return value == list(self.words)


def near(longitude: float, latitude: float) -> tuple[Any, ...]:
    """A point."""
    return Near(longitude), Near(latitude)


PALERMO, CATANIA = near(13.36138933897018, 38.1155563954963), near(15.08726745843887, 37.50266842333162)

PLACES: list[Case] = [
    case(r.geoadd("g", (13.361389, 38.115556, "P", 15.087269, 37.502669, b"C")), 2, then={"ZCARD g": 2}),
    case(r.geoadd("g", (13.4, 38.1, "P", 1, 2, "x"), ch=True), 2, SICILY, redis="6.2"),
    case(r.geoadd("g", (13.4, 38.1, "P", 1, 2, "x"), nx=True), 1, SICILY, redis="6.2"),
    case(r.geoadd("g", (13.4, 38.1, "P", 1, 2, "x"), xx=True), 0, SICILY, redis="6.2", then={"ZCARD g": 2}),
    case(r.geoadd("g", (181, 0, "x")), Raises(ResponseError, "invalid longitude")),
    case(r.geoadd("g", (1, 2, "x")), Raises(WrongTypeError), "SET g v"),
    case(r.geodist("g", "P", "C"), 166274.1516, SICILY),
    case(r.geodist("g", "P", "C", "km"), 166.2742, SICILY),
    case(r.geodist("g", "P", "x"), None, SICILY),
    case(r.geohash("g", "P", "x", "C"), Words(("sqc8b49rny0", None, "sqdtr74hyu0")), SICILY),
    case(r.geopos("g", "P", "x"), [PALERMO, None], SICILY),
    case(r.geopos("g", "P"), [None]),
]

SEARCHES: list[Case] = [
    case(r.geosearch("g", member="P", radius=200, unit="km"), InAnyOrder(b"P", b"C"), SICILY, redis="6.2"),
    case(r.geosearch("g", member="P", radius=100, unit="km"), [b"P"], SICILY, redis="6.2"),
    case(
        r.geosearch("g", longitude=15, latitude=37, width=400, height=400, unit="km", sort="ASC"),
        [b"C", b"P"],
        SICILY,
        redis="6.2",
    ),
    case(
        r.geosearch("g", longitude=15, latitude=37, radius=200, unit="km", sort="DESC", count=1),
        [b"P"],
        SICILY,
        redis="6.2",
    ),
    case(r.geosearch("g", member="P", radius=1, count=1, any=True), [b"P"], SICILY, redis="6.2"),
    case(
        r.geosearch("g", member="P", radius=200, unit="km", sort="ASC", withdist=True),
        [(b"P", 0.0), (b"C", 166.2742)],
        SICILY,
        redis="6.2",
    ),
    case(
        r.geosearch("g", member="P", radius=200, unit="km", sort="ASC", withcoord=True, withdist=True, withhash=True),
        [(b"P", 0.0, P, PALERMO), (b"C", 166.2742, C, CATANIA)],
        SICILY,
        redis="6.2",
    ),
    case(
        r.geosearch("g", member="P", radius=1, withhash=True, withcoord=True), [(b"P", P, PALERMO)], SICILY, redis="6.2"
    ),
    case(r.geosearch("g", member="x", radius=1), Raises(ResponseError), SICILY, redis="6.2"),
    case(r.geosearch("g", longitude=0, latitude=0, radius=1), [], redis="6.2"),
    case(r.geosearchstore("d", "g", member="P", radius=200, unit="km"), 2, SICILY, redis="6.2", then={"ZCARD d": 2}),
    case(
        r.geosearchstore("d", "g", member="P", radius=200, unit="km", sort="DESC", count=1, storedist=True),
        1,
        SICILY,
        redis="6.2",
        then={"ZRANGE d 0 -1": [b"C"]},
    ),
    case(
        r.geosearch("g", polygon=[(14, 37), (16, 37), (16, 38)], sort="ASC", withcoord=True),
        [(b"C", CATANIA)],
        SICILY,
        valkey="9.0",
    ),
    case(r.geosearchstore("d", "g", polygon=[(12, 36), (16, 36), (14, 40)]), 2, SICILY, valkey="9.0"),
    case(r.georadius("g", 15, 37, 200, "km", sort="ASC"), [b"C", b"P"], SICILY),
    case(r.georadius("g", 15, 37, 200, "km", sort="ASC", withdist=True), [(b"C", 56.4413), (b"P", 190.4424)], SICILY),
    case(r.georadius("g", 15, 37, 200_000, count=1, sort="ASC", withcoord=True), [(b"C", CATANIA)], SICILY),
    case(r.georadius("g", 15, 37, 200, "km", count=2, any=True), InAnyOrder(b"P", b"C"), SICILY, redis="6.2"),
    case(r.georadius("g", 15, 37, 200, "km", store="d"), 2, SICILY, then={"ZCARD d": 2}),
    case(r.georadiusbymember("g", "P", 100, "km"), [b"P"], SICILY),
    case(
        r.georadiusbymember("g", "P", 100, "km", withdist=True, withhash=True, withcoord=True),
        [(b"P", 0.0, P, PALERMO)],
        SICILY,
    ),
    case(r.georadiusbymember("g", "P", 200, "km", store_dist="d"), 2, SICILY, then={"ZSCORE d P": b"0"}),
]

COUNTS: list[Case] = [
    case(r.pfadd("h", "a", 1), 1),
    case(r.pfadd("h", "a"), 0, "PFADD h a"),
    case(r.pfadd("h"), 1),
    case(r.pfcount("h"), 2, "PFADD h a b"),
    case(r.pfcount("h", "i"), 3, "PFADD h a b", "PFADD i b c"),
    case(r.pfcount("h"), 0),
    case(r.pfcount("h"), Raises(WrongTypeError), "SET h v"),
    case(r.pfmerge("d", "h", "i"), True, "PFADD h a b", "PFADD i b c", then={"PFCOUNT d": 3}),
]

CASES = PLACES + SEARCHES + COUNTS
