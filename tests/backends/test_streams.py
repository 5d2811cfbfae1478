"""Reading streams: nothing is skipped, and a group's entries are acknowledged only when they were dealt with."""

from __future__ import annotations

from typing import Any

import pytest

from ..fakes.proxy import Proxy
from .kit import ABANDONED, Kit


async def step(kit: Kit, iterator: Any) -> Any:
    """The next entry, or None at the end."""
    return next(iterator, None) if kit.blocking else await anext(iterator, None)


async def numbers(kit: Kit, iterator: Any, most: int | None = None) -> list[int]:
    """The numbers that a loop over the entries gives, which is left in its body after so many."""
    found: list[int] = []
    iterator = iter(iterator) if kit.blocking else aiter(iterator)
    while (entry := await step(kit, iterator)) is not None:
        found.append(int(entry.fields[b"n"]))
        if len(found) == most:
            break
    return found


async def add(kit: Kit, r: Any, key: str, *values: int) -> None:
    for value in values:
        await kit.do(r.xadd(key, {"n": value}))


async def pending(kit: Kit, r: Any, key: str, group: str = "g") -> int:
    """How many entries of the group nobody has acknowledged."""
    summary = await kit.do(r.xpending(key, group))
    count: int = summary["pending"]
    return count


def member(r: Any, key: Any, name: str = "c", **options: Any) -> Any:
    options.setdefault("timeout", 0)
    return r.stream_consumer(key, "g", name, **options)


async def test_a_reader_gives_what_is_there_and_then_what_comes(kit: Kit) -> None:
    r = kit.redis()
    key = kit.key()
    await add(kit, r, key, 0, 1, 2)
    reader = r.stream_reader(key, prefetch=2, timeout=0)
    assert await numbers(kit, reader) == [0, 1, 2]
    assert await numbers(kit, reader) == []
    await add(kit, r, key, 3)
    assert await numbers(kit, reader) == [3]
    assert await numbers(kit, r.stream_reader(key, timeout=0), 2) == [0, 1]


async def test_entries_are_text_where_the_client_decodes(kit: Kit) -> None:
    r = kit.redis(decode_responses=True)
    key = kit.key("ä")
    name = await kit.do(r.xadd(key, {"ß": "€"}))
    for iterator in (r.stream_reader(key, timeout=0), member(r, key)):
        entry = await step(kit, iterator)
        assert (entry.stream, entry.id, entry.fields) == (key, name, {"ß": "€"})
        assert name in repr(entry) and "€" not in repr(entry)
        assert await step(kit, iterator) is None


@pytest.mark.parametrize("protocol", [2, 3])
async def test_several_streams_each_from_where_it_was_said(kit: Kit, protocol: int) -> None:
    r = kit.redis(protocol=protocol)
    one, other = kit.key(), kit.key()
    ids = [await kit.do(r.xadd(one, {"n": value})) for value in (1, 2, 3)]
    await add(kit, r, other, 10)
    reader = r.stream_reader({one: ids[1], other: "0"}, timeout=0)
    assert sorted(await numbers(kit, reader)) == [3, 10]
    assert sorted(await numbers(kit, member(r, [one, other]))) == [1, 2, 3, 10]


async def test_what_comes_from_now_on(kit: Kit) -> None:
    r = kit.redis()
    key, empty = kit.key(), kit.key()
    await add(kit, r, key, 1)
    reader = r.stream_reader([key, empty], "$", timeout=0)
    assert await numbers(kit, reader) == []
    await add(kit, r, key, 2)
    await add(kit, r, empty, 3)
    assert sorted(await numbers(kit, reader)) == [2, 3]


@pytest.mark.parametrize("kind", ["reader", "consumer"])
async def test_one_who_waits_is_woken_by_a_new_entry(kit: Kit, kind: str) -> None:
    r = kit.redis()
    key = kit.key()
    iterator = r.stream_reader(key) if kind == "reader" else member(r, key, timeout=None)

    async def wait() -> Any:
        return await numbers(kit, iterator, 1)

    waiting = kit.spawn(wait)
    while not (await kit.do(r.info("clients")))["blocked_clients"]:
        await kit.sleep(0.001)
    await add(kit, r, key, 7)
    assert await waiting.result() == [7]
    assert r.connection_pool.stats()["used"] == 0


async def test_the_end_comes_when_nothing_was_new_for_so_long(kit: Kit) -> None:
    r = kit.redis()
    began = r._runtime.now()
    assert await numbers(kit, r.stream_reader(kit.key(), timeout=0.05)) == []
    assert await numbers(kit, member(r, kit.key(), timeout=0.05)) == []
    assert 0.09 < r._runtime.now() - began < 10


async def test_an_entry_is_acknowledged_when_the_next_one_is_asked_for(kit: Kit) -> None:
    r = kit.redis()
    key = kit.key()
    await add(kit, r, key, 0, 1, 2)
    consumer = member(r, key)
    for left in (3, 2, 1):
        assert await step(kit, consumer) is not None
        assert await pending(kit, r, key) == left
    assert await step(kit, consumer) is None
    assert await pending(kit, r, key) == 0


async def test_entries_can_be_acknowledged_several_at_once(kit: Kit) -> None:
    r = kit.redis()
    key = kit.key()
    await add(kit, r, key, *range(5))
    consumer = member(r, key, ack_batch=3)
    left = []
    for _ in range(5):
        assert await step(kit, consumer) is not None
        left.append(await pending(kit, r, key))
    assert left == [5, 5, 5, 2, 2]
    assert await step(kit, consumer) is None
    assert await pending(kit, r, key) == 0


async def test_whoever_leaves_in_the_middle_finds_it_pending_when_he_comes_back(kit: Kit) -> None:
    r = kit.redis()
    key = kit.key()
    await add(kit, r, key, *range(6))
    assert await numbers(kit, member(r, key, prefetch=4), 2) == [0, 1]
    assert await pending(kit, r, key) == 3
    # Others get what is new, not what he has.
    assert await numbers(kit, member(r, key, "other")) == [4, 5]
    await add(kit, r, key, 6)
    assert await numbers(kit, member(r, key, prefetch=2)) == [1, 2, 3, 6]
    assert await pending(kit, r, key) == 0


async def test_a_body_that_raises_leaves_its_entry_pending(kit: Kit) -> None:
    r = kit.redis()
    key = kit.key()
    await add(kit, r, key, *range(3))
    consumer = member(r, key)
    for expected in ([0], [1, 2]):
        assert await numbers(kit, consumer, len(expected)) == expected
    # Twice a loop was left in its body: by the same iterator these are not given again.
    assert await numbers(kit, consumer) == []
    assert await pending(kit, r, key) == 2
    assert await numbers(kit, member(r, key)) == [0, 2]


async def test_acknowledging_by_oneself(kit: Kit) -> None:
    r = kit.redis()
    key = kit.key()
    await add(kit, r, key, *range(4))
    consumer = member(r, key, auto_ack=False)
    entries = [await step(kit, consumer) for _ in range(4)]
    assert await step(kit, consumer) is None
    assert await pending(kit, r, key) == 4
    assert await kit.do(entries[2].ack()) is True
    assert await kit.do(entries[2].ack()) is False
    assert await pending(kit, r, key) == 3
    consumer = member(r, key)
    entry = await step(kit, consumer)
    entry.keep()
    entry = await step(kit, consumer)
    assert await kit.do(entry.ack()) is True
    assert await numbers(kit, consumer) == [3]
    assert await numbers(kit, member(r, key)) == [0]


async def test_a_group_may_exist_and_may_begin_with_what_comes(kit: Kit) -> None:
    r = kit.redis()
    key = kit.key()
    await add(kit, r, key, 1)
    consumer = member(r, key, start="$")
    assert await numbers(kit, consumer) == []
    await add(kit, r, key, 2)
    assert await numbers(kit, member(r, key, "other")) == [2]
    await kit.do(r.xgroup_destroy(key, "g"))
    with pytest.raises(kit.door.ResponseError, match="NOGROUP"):
        await numbers(kit, consumer)
    await add(kit, r, key, 3)
    assert await numbers(kit, consumer) == []


async def test_entries_that_were_deleted_are_nobodys_any_more(kit: Kit) -> None:
    r = kit.redis()
    key = kit.key()
    await add(kit, r, key, 1, 2)
    assert await numbers(kit, member(r, key), 1) == [1]
    ids = [name for name, _ in await kit.do(r.xrange(key))]
    await kit.do(r.xdel(key, ids[0]))
    assert await numbers(kit, member(r, key)) == [2]
    assert await pending(kit, r, key) == 0


async def test_what_a_dead_consumer_had_is_taken_over(kit: Kit) -> None:
    r = kit.redis()
    key = kit.key()
    await add(kit, r, key, *range(5))
    assert await numbers(kit, member(r, key, "dead", prefetch=5), 2) == [0, 1]
    ids = [name for name, _ in await kit.do(r.xrange(key))]
    # For the server they have been idle for a minute, all but the last.
    await kit.do(r.xclaim(key, "g", "dead", 0, ids[1:4], idle=60_000))
    assert await numbers(kit, member(r, key, "heir", claim_idle=30, prefetch=2)) == [1, 2, 3]
    assert await pending(kit, r, key) == 1


@pytest.mark.parametrize("lost", ["connection", "patience"])
async def test_what_was_handed_over_unheard_is_given_after_all(kit: Kit, proxy: Proxy, lost: str) -> None:
    r = kit.redis(**proxy.address)
    key = kit.key()
    consumer = member(r, key)
    assert await numbers(kit, consumer) == []
    await add(kit, kit.redis(), key, 1, 2)
    if lost == "connection":
        proxy.down.cut_after = 0
    else:
        proxy.down.swallow, r._timeout = True, 0.2
    with pytest.raises((kit.door.ConnectionError, kit.door.TimeoutError)):
        await numbers(kit, consumer)
    proxy.down.swallow, r._timeout = False, 5.0
    assert await pending(kit, kit.redis(), key) == 2
    assert await numbers(kit, consumer) == [1, 2]
    assert await pending(kit, r, key) == 0


@pytest.mark.parametrize("kind", ["reader", "consumer"])
async def test_a_cancelled_wait_loses_nothing(kit: Kit, kind: str) -> None:
    r = kit.redis()
    key = kit.key()
    await add(kit, r, key, 1)
    iterator = r.stream_reader(key) if kind == "reader" else member(r, key, timeout=None)
    assert await numbers(kit, iterator, 1) == [1]
    assert await kit.move_on_after(0.1, lambda: numbers(kit, iterator)) is ABANDONED
    assert r.connection_pool.stats()["used"] == 0
    await add(kit, r, key, 2, 3)
    found = await numbers(kit, iterator, 2 if kind == "reader" else 3)
    # What the first loop was left with is still pending: after an unheard reply all of that is read again.
    assert found == ([2, 3] if kind == "reader" else [1, 2, 3])


async def test_wrong_arguments(kit: Kit) -> None:
    r = kit.redis()
    for wrong in ({"prefetch": 0}, {"timeout": -1}):
        with pytest.raises(kit.door.DataError):
            r.stream_reader("s", **wrong)
    for wrong in ({"prefetch": 0}, {"timeout": -1}, {"claim_idle": -1}, {"ack_batch": 0}):
        with pytest.raises(kit.door.DataError):
            r.stream_consumer("s", "g", "c", **wrong)
    with pytest.raises(kit.door.DataError, match="at least one"):
        r.stream_reader([])
    with pytest.raises(kit.door.DataError, match="the group knows"):
        r.stream_consumer({"s": "0"}, "g", "c")
    assert repr(r.stream_consumer("s", "g", "c")) == "<StreamConsumer 'c' of 'g'>"


@pytest.mark.parametrize("point", range(1, 9))
async def test_wherever_a_consumer_is_cancelled_everything_is_dealt_with_and_acknowledged(kit: Kit, point: int) -> None:
    if not kit.can_cancel:
        return  # a signal may strike a thread in this test itself, between a step and the noting of it
    r = kit.redis()
    key = kit.key()
    await add(kit, r, key, *range(6))
    consumer = member(r, key, prefetch=2)
    seen: list[int] = []

    async def consume() -> None:
        while (entry := await step(kit, consumer)) is not None:
            seen.append(int(entry.fields[b"n"]))

    await kit.cancel_at(point, consume)
    await consume()
    assert sorted(set(seen)) == list(range(6))
    assert await pending(kit, r, key) == 0
