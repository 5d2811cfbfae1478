"""Iterating over whole collections, and leaving in the middle of it."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from ..fakes.proxy import Proxy
from .kit import ABANDONED, Kit


async def some(kit: Kit, iterator: Any, most: int | None = None) -> list[Any]:
    """What a loop over the iterator gives, which is left after so many."""
    found: list[Any] = []
    if kit.blocking:
        found += itertools.islice(iterator, most)
        return found
    if most == 0:
        return found
    async for element in iterator:
        found.append(element)
        if len(found) == most:
            break
    return found


async def step(kit: Kit, iterator: Any) -> Any:
    """The next element, or None at the end."""
    return next(iterator, None) if kit.blocking else await anext(iterator, None)


async def filled(kit: Kit, r: Any, count: int = 500) -> list[bytes]:
    """A set that takes many pages; returns its key and its members."""
    key = kit.key("set")
    members = [f"member:{n:04}".encode() * 8 for n in range(count)]
    await kit.do(r.sadd(key, *members))
    return [key.encode(), *members]


async def test_every_key_is_found(kit: Kit) -> None:
    r = kit.redis(decode_responses=True)
    prefix = kit.key("scan")
    keys = {f"{prefix}:{n}": n for n in range(300)}
    await kit.do(r.mset(keys))
    await kit.do(r.rpush(f"{prefix}:list", "x"))
    found = await some(kit, r.scan_iter(match=f"{prefix}:*", count=50))
    assert set(found) == {*keys, f"{prefix}:list"}
    assert set(await some(kit, r.scan_iter(f"{prefix}:*", _type="list"))) == {f"{prefix}:list"}


@pytest.mark.parametrize("protocol", [2, 3])
@pytest.mark.parametrize("size", [5, 700])
async def test_collections_give_what_is_in_them(kit: Kit, protocol: int, size: int) -> None:
    r = kit.redis(protocol=protocol)
    hash_key, set_key, sorted_key = kit.key("h"), kit.key("s"), kit.key("z")
    names = [f"{n}".encode() for n in range(size)]
    await kit.do(r.hset(hash_key, mapping={name: name + b"!" for name in names}))
    await kit.do(r.sadd(set_key, *names))
    await kit.do(r.zadd(sorted_key, {name: float(name) / 2 for name in names}))
    assert dict(await some(kit, r.hscan_iter(hash_key))) == {name: name + b"!" for name in names}
    assert set(await some(kit, r.hscan_iter(hash_key, no_values=True))) == set(names)
    assert set(await some(kit, r.sscan_iter(set_key, count=7))) == set(names)
    assert set(await some(kit, r.sscan_iter(set_key, match="4*"))) == {name for name in names if name[:1] == b"4"}
    assert dict(await some(kit, r.zscan_iter(sorted_key))) == {name: float(name) / 2 for name in names}
    twice = await some(kit, r.zscan_iter(sorted_key, score_cast_func=lambda score: int(score * 2)))
    assert dict(twice) == {name: int(name) for name in names}


async def test_a_missing_key_gives_nothing(kit: Kit) -> None:
    r = kit.redis()
    assert await some(kit, r.hscan_iter(kit.key())) == []
    iterator = r.sscan_iter(kit.key())
    for _ in range(2):
        assert await step(kit, iterator) is None


async def test_nothing_is_held_between_pages_and_a_left_iterator_goes_on_where_it_was(kit: Kit) -> None:
    r = kit.redis(max_connections=1)
    key, *members = await filled(kit, r)
    iterator = r.sscan_iter(key, count=10)
    found = await some(kit, iterator, 25)
    assert r.connection_pool.stats()["used"] == 0
    assert await kit.do(r.ping())
    found.append(await step(kit, iterator))
    found += await some(kit, iterator, 3)
    found += await some(kit, iterator)
    assert len(found) == len(members)
    assert set(found) == set(members)


async def test_on_one_leased_connection(kit: Kit) -> None:
    r = kit.redis()
    key, *members = await filled(kit, r)
    async with kit.entered(r.connection_pool.connection()) as connection:
        assert set(await some(kit, connection.sscan_iter(key))) == set(members)


async def test_an_error_of_the_server_is_raised_where_the_page_is_asked_for(kit: Kit) -> None:
    r = kit.redis()
    key = kit.key()
    await kit.do(r.set(key, "text"))
    iterator = r.sscan_iter(key)
    with pytest.raises(kit.door.ResponseError, match="WRONGTYPE"):
        await some(kit, iterator)
    await kit.do(r.delete(key))
    await kit.do(r.sadd(key, "a"))
    assert await some(kit, iterator) == [b"a"]


async def test_arguments_are_looked_at_before_anything_is_sent(kit: Kit) -> None:
    r = kit.redis()
    iterator = r.scan_iter(match=3.5j)
    with pytest.raises(kit.door.DataError):
        await some(kit, iterator)
    assert r.connection_pool.stats()["owed"] == 0


async def test_a_page_is_asked_for_again_if_its_connection_is_lost(kit: Kit, proxy: Proxy) -> None:
    r = kit.redis(host="127.0.0.1", port=proxy.port)
    key, *members = await filled(kit, r)
    iterator = r.sscan_iter(key, count=20)
    found = await some(kit, iterator, 30)
    proxy.cut()
    found += await some(kit, iterator)
    assert set(found) == set(members)


@pytest.mark.interrupts
@pytest.mark.parametrize("point", range(1, 6))
async def test_a_cancelled_step_loses_nothing(kit: Kit, point: int) -> None:
    r = kit.redis()
    key, *members = await filled(kit, r)
    iterator = r.sscan_iter(key, count=5)
    found: list[Any] = []

    async def loop() -> None:
        while (element := await step(kit, iterator)) is not None:
            found.append(element)

    if kit.blocking and kit.can_cancel is False:
        # A signal may strike between the step and the append, in the test itself: only that nothing hangs is shown.
        await kit.cancel_at(point, loop)
        found += await some(kit, r.sscan_iter(key))
    else:
        assert await kit.cancel_at(point, loop) is ABANDONED
        found += await some(kit, iterator)
    assert set(found) == set(members)
