"""Scenarios of the modules' commands; importing this takes them into the scenarios."""

from __future__ import annotations

from typing import Any

from sansredis.core.errors import ResponseError
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


@scenario("json.set", "json.get", module="ReJSON")
def documents_on_a_leased_connection_and_in_a_transaction(world: World) -> None:
    r = world.connect()
    with r.connection_pool.connection() as leased:
        assert leased.json().set("k", "$", {"a": 1}) is True
        assert leased.json().get("k", "$.a") == [1]
    documents = r.json()
    with r.pipeline(transaction=True) as pipe:
        assert pipe.json().numincrby("k", "$.a", 1).json().get("k").json().arrlen("k") is pipe
        counted, document, error = pipe.execute(raise_on_error=False)
    assert (counted, document, type(error)) == ([2], {"a": 2}, ResponseError)
    assert documents.get("k") == {"a": 2}
