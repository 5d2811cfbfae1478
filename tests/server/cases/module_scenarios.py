"""Scenarios of the modules' commands; importing this takes them into the scenarios."""

from __future__ import annotations

from typing import Any

from tests.server.cases.scenarios import World, scenario


def copied(namespace: Any) -> list[int]:
    """Copy the filter k to new, piece by piece; the numbers of the pieces."""
    pieces = []
    number, piece = namespace.scandump("k", 0)
    while number:
        assert type(piece) is bytes
        pieces.append((number, piece))
        number, piece = namespace.scandump("k", number)
    assert piece == b""
    assert [namespace.loadchunk("new", *each) for each in pieces] == [True] * len(pieces)
    return [number for number, _ in pieces]


@scenario("bf.scandump", "bf.loadchunk", module="bf")
def bloom_filter_copied(world: World) -> None:
    bf = world.connect().bf()
    bf.madd("k", "a", "b")
    assert len(copied(bf)) == 2
    assert bf.info("new") == bf.info("k")
    assert bf.mexists("new", "a", "b", "x") == [True, True, False]


@scenario("cf.scandump", "cf.loadchunk", module="bf")
def cuckoo_filter_copied(world: World) -> None:
    cf = world.connect().cf()
    cf.insert("k", ["a", "a", "b"])
    assert len(copied(cf)) == 2
    assert cf.info("new") == cf.info("k")
    assert [cf.count("new", item) for item in "abx"] == [2, 1, 0]
