"""Client-side caching: what is given out without asking, and never after news of a change has come in."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from sansredis.core.cache_options import CacheOptions
from sansredis.core.errors import ConnectionError, DataError, NoProtoError, ResponseError, WrongTypeError
from sansredis.core.resp import Push, encode_reply
from tests.fakes.server import FakeServer

from .kit import ABANDONED, Kit


def news(*keys: str) -> bytes:
    return encode_reply(Push([b"invalidate", [key.encode() for key in keys]]), 3)


def figures(r: Any, *names: str) -> tuple[int, ...]:
    stats = r.connection_pool.cache_stats()
    return tuple(stats[name] for name in names)


def caching(kit: Kit, fake: FakeServer | None = None, **options: Any) -> Any:
    own = {name: options.pop(name) for name in CacheOptions.ROWS.keys() & options.keys()}
    return kit.redis(cache=CacheOptions(**own), **(fake.address if fake else {}), **options)


async def eventually(kit: Kit, read: Callable[[], Any], wanted: Any) -> None:
    for _ in range(10_000):
        if await kit.do(read()) == wanted:
            return
        await kit.sleep(0.001)
    raise AssertionError("the news never came")


# Ordinary use


async def test_the_server_is_asked_once(kit: Kit, fake: FakeServer) -> None:
    r = caching(kit, fake)
    fake.data[b"k"] = b"v"
    for _ in range(100):
        assert await kit.do(r.get("k")) == b"v"
    assert fake.executed["GET"] == 1
    assert figures(r, "hits", "misses", "entries") == (99, 1, 1)
    # A missing key is something to know, too.
    for _ in range(3):
        assert await kit.do(r.get("none")) is None
    assert fake.executed["GET"] == 2


async def test_spellings_of_a_request_are_one(kit: Kit, fake: FakeServer) -> None:
    r = caching(kit, fake)
    fake.data[b"k"] = b"v"
    for args in (("get", "k"), (b"GET", b"k"), ("GET", bytearray(b"k")), (bytearray(b"get"), "k"), ("Get", "k")):
        assert await kit.do(r.execute_command(*args)) == b"v"
        assert await kit.do(r.execute_command(*args)) == b"v"
    # The name is part of the request: three spellings of it.
    assert fake.executed["GET"] == 3


async def test_arguments_that_are_equal_and_not_the_same(kit: Kit) -> None:
    """To Python 1, 1.0 and True are one key of a dict; to the server they are not."""
    r, key = caching(kit), kit.key()
    await kit.do(r.set(key, "abc"))
    for _ in range(2):
        assert await kit.do(r.execute_command("GETRANGE", key, 1, 1)) == b"b"
        with pytest.raises(ResponseError, match="not an integer"):
            await kit.do(r.execute_command("GETRANGE", key, 1.0, 1))
        with pytest.raises(DataError, match="bool"):
            await kit.do(r.execute_command("GETRANGE", key, True, 1))
        with pytest.raises(DataError, match="empty command"):
            await kit.do(r.execute_command())
    assert figures(r, "entries") == (1,)


async def test_more_requests_than_are_remembered(kit: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sansredis.caching._REMEMBERED", 3)
    r, key = caching(kit), kit.key()
    for _ in range(2):
        for number in range(10):
            assert await kit.do(r.get(f"{key}:{number}")) is None
    assert figures(r, "hits", "misses") == (10, 10)


async def test_two_encodings_on_one_pool(kit: Kit) -> None:
    r, key = caching(kit), kit.key("é")
    latin = kit.redis(connection_pool=r.connection_pool, encoding="latin-1")
    await kit.do(r.set(key, "utf-8"))
    await kit.do(latin.set(key, "latin-1"))
    for _ in range(3):
        assert await kit.do(r.get(key)) == b"utf-8"
        assert await kit.do(latin.get(key)) == b"latin-1"


async def test_who_changes_a_value_changes_only_his_own(kit: Kit) -> None:
    r, key = caching(kit), kit.key()
    decoding = kit.redis(connection_pool=r.connection_pool, decode_responses=True)
    await kit.do(r.hset(key, mapping={"f": "1"}))
    await kit.do(r.rpush(f"{key}:l", "a", "b"))
    await kit.do(r.sadd(f"{key}:s", "a"))
    await kit.do(r.zadd(f"{key}:z", {"m": 1}))
    for client, text in ((r, lambda word: word.encode()), (decoding, str)):
        for _ in range(3):
            fields = await kit.do(client.hgetall(key))
            assert fields == {text("f"): text("1")}
            fields.clear()
            items = await kit.do(client.lrange(f"{key}:l", 0, -1))
            assert items == [text("a"), text("b")]
            items.append("c")
            members = await kit.do(client.smembers(f"{key}:s"))
            assert members == {text("a")}
            members.clear()
            scored = await kit.do(client.execute_command("ZRANGE", f"{key}:z", 0, -1, "WITHSCORES"))
            assert scored == [[text("m"), 1.0]]
            scored[0].clear()
    # The same replies served both, each decoded in its own way.
    assert figures(r, "misses") == (4,)


async def test_errors_are_not_kept(kit: Kit) -> None:
    r, key = caching(kit), kit.key()
    await kit.do(r.rpush(key, "a"))
    for _ in range(3):
        with pytest.raises(WrongTypeError):
            await kit.do(r.get(key))
    assert figures(r, "hits", "misses", "entries") == (0, 3, 0)


async def test_what_is_not_about_its_keys_alone_is_asked_each_time(kit: Kit) -> None:
    r, key = caching(kit), kit.key()
    await kit.do(r.set(key, 1, ex=100))
    for _ in range(2):
        assert 0 < await kit.do(r.pttl(key)) <= 100_000
        await kit.do(r.randomkey())
        await kit.do(r.time())
        await kit.do(r.ping())
    assert figures(r, "hits", "misses", "entries") == (0, 0, 0)


async def test_large_requests_are_not_kept(kit: Kit) -> None:
    r = caching(kit)
    key = kit.key("x" * 100_000)
    await kit.do(r.set(key, 1))
    for _ in range(2):
        assert await kit.do(r.get(key)) == b"1"
    assert figures(r, "entries") == (0,)


async def test_limits(kit: Kit) -> None:
    r, key = caching(kit, max_entries=10), kit.key()
    for number in range(30):
        assert await kit.do(r.get(f"{key}:{number}")) is None
    assert figures(r, "entries", "evictions") == (10, 20)
    r.connection_pool.flush_cache()
    assert figures(r, "entries", "bytes") == (0, 0)


# Views


async def test_only_what_is_read_through_a_view(kit: Kit) -> None:
    r, key = caching(kit, automatic=False), kit.key()
    view = r.cached()
    assert type(view) is type(r)
    for _ in range(2):
        await kit.do(r.get(key))
    assert figures(r, "hits", "misses", "entries") == (0, 0, 0)
    for _ in range(2):
        await kit.do(view.get(key))
    assert figures(r, "hits", "misses", "entries") == (1, 1, 1)
    await kit.do(r.set(key, 1))
    assert await kit.do(view.get(key)) == b"1"


async def test_a_view_that_asks_each_time(kit: Kit, fake: FakeServer) -> None:
    r = caching(kit, fake)
    for _ in range(3):
        await kit.do(r.uncached().get("k"))
        await kit.do(r.get("k"))
    assert fake.executed["GET"] == 4
    await kit.do(r.uncached().set("k", "v"))
    # It tells of what it writes all the same.
    assert await kit.do(r.get("k")) == b"v"


async def test_age(kit: Kit, fake: FakeServer) -> None:
    r = caching(kit, fake)
    await kit.do(r.get("k"))
    fake.data[b"k"] = b"new"
    assert await kit.do(r.cached(ttl=1000).get("k")) is None
    await kit.sleep(0.02)
    assert await kit.do(r.get("k")) is None
    assert await kit.do(r.cached(ttl=0.01).get("k")) == b"new"


async def test_silence_is_broken_by_asking(kit: Kit, fake: FakeServer) -> None:
    r = caching(kit, fake, max_silence=0.01)
    await kit.do(r.get("k"))
    await kit.sleep(0.02)
    await kit.do(r.get("k"))
    assert fake.executed["GET"] == 2


async def test_closing_a_view_closes_nothing(kit: Kit) -> None:
    r = caching(kit)
    for view in (r.cached(), r.uncached()):
        await kit.close(view)
    assert await kit.do(r.ping()) is True


async def test_without_a_cache_there_is_nothing_to_view(kit: Kit) -> None:
    r = kit.redis()
    with pytest.raises(DataError, match=r"make it, or its pool, with cache=CacheOptions\(\)"):
        r.cached()
    with pytest.raises(DataError, match="ttl must be"):
        r.cached(ttl=-1)
    assert await kit.do(r.uncached().get(kit.key())) is None
    assert set(r.connection_pool.cache_stats().values()) == {0}
    r.connection_pool.flush_cache()


# Servers that cannot


async def test_resp2_is_refused(kit: Kit) -> None:
    with pytest.raises(DataError, match="cache and protocol=2 exclude each other"):
        kit.redis(cache=CacheOptions(), protocol=2)
    with FakeServer(hello=False) as old:
        r = caching(kit, old)
        with pytest.raises(NoProtoError, match="does not speak RESP3, which cache= needs"):
            await kit.do(r.get("k"))


async def test_a_server_without_tracking(kit: Kit, fake: FakeServer) -> None:
    fake.on("CLIENT", reply=b"-ERR unknown subcommand\r\n")
    with pytest.raises(ResponseError, match="in reply to CLIENT TRACKING while connecting to"):
        await kit.do(caching(kit, fake, lib_name=None, lib_version=None).get("k"))


async def test_options_of_the_connection(kit: Kit) -> None:
    r = kit.redis(client_no_evict=True, client_no_touch=True, cache=CacheOptions())
    assert await kit.do(r.ping())
    async with kit.lease(r.connection_pool) as c:
        flags = (await kit.do(c.client_info()))["flags"]
        assert "e" in flags and "T" in flags and "t" in flags


# News


async def test_our_own_writes_are_seen_at_once(kit: Kit) -> None:
    r, key = caching(kit), kit.key()
    for number in range(100):
        await kit.do(r.set(key, number))
        assert await kit.do(r.get(key)) == b"%d" % number
        assert await kit.do(r.get(key)) == b"%d" % number
    pipe = r.pipeline(transaction=False)
    for number in range(100):
        pipe.set(key, number)
        await kit.do(pipe.execute())
        assert await kit.do(r.get(key)) == b"%d" % number
    async with kit.lease(r.connection_pool) as c:
        for number in range(100):
            await kit.do(c.set(key, number))
            assert await kit.do(r.get(key)) == b"%d" % number
    await kit.do(r.execute_command("EVAL", "return redis.call('SET', KEYS[1], 'script')", 1, key))
    assert await kit.do(r.get(key)) == b"script"
    await kit.do(r.rename(key, f"{key}:2"))
    assert await kit.do(r.mget(key, f"{key}:2")) == [None, b"script"]
    await kit.do(r.flushdb())
    assert await kit.do(r.mget(key, f"{key}:2")) == [None, None]


@pytest.mark.parametrize("key", [5, -7, 2.5, bytearray(b"caching bytes"), memoryview(b"caching view")], ids=repr)
async def test_keys_of_every_type_are_known_by_their_bytes(kit: Kit, key: Any) -> None:
    r, other = caching(kit), kit.redis()
    try:
        for number in range(20):
            await kit.do(r.set(key, number))
            assert await kit.do(r.get(key)) == b"%d" % number
        for number in range(20):
            await kit.do(other.set(key, number))
            await eventually(kit, partial(r.get, key), b"%d" % number)
    finally:
        await kit.do(other.delete(key))
    await eventually(kit, partial(r.get, key), None)


@pytest.mark.parametrize("key", [None, ["a"], "\udc00"], ids=ascii)
async def test_a_key_that_cannot_be_sent_is_refused_as_without_a_cache(kit: Kit, key: Any) -> None:
    r, good = caching(kit), kit.key()
    await kit.do(r.set(good, "before"))
    assert await kit.do(r.get(good)) == b"before"
    for call in (lambda: r.get(key), lambda: r.set(key, 1), lambda: r.delete(key, good), lambda: r.mset({good: key})):
        with pytest.raises(DataError, match=r"argument|key"):
            await kit.do(call())
    assert await kit.do(r.get(good)) == b"before"


async def test_a_transaction_is_news_when_it_is_executed(kit: Kit) -> None:
    r, key = caching(kit), kit.key()
    for number in range(20):
        async with kit.lease(r.connection_pool) as c:
            await kit.do(c.execute_command("MULTI"))
            await kit.do(c.execute_command("SET", key, number))
            before = await kit.do(r.get(key))
            assert before == (b"%d" % (number - 1) if number else None)
            await kit.do(c.execute_command("EXEC"))
        assert await kit.do(r.get(key)) == b"%d" % number


async def test_what_others_write_is_seen_when_the_news_is_here(kit: Kit) -> None:
    r, other, key = caching(kit), kit.redis(), kit.key()
    for number in range(50):
        await kit.do(other.set(key, number))
        await eventually(kit, partial(r.get, key), b"%d" % number)
        assert await kit.do(r.get(key)) == b"%d" % number
    assert figures(r, "invalidations")[0] >= 49


@pytest.mark.parametrize("everything", [False, True])
async def test_news_that_waits_unread_is_read_first(kit: Kit, fake: FakeServer, everything: bool) -> None:
    """Nobody reads a connection at rest; what has reached this machine counts all the same."""
    r = caching(kit, fake)
    for number in range(50):
        await kit.do(r.get("k"))
        assert await kit.do(r.get("k")) == fake.data.get(b"k")
        fake.data[b"k"] = b"%d" % number
        fake.send(b">2\r\n$10\r\ninvalidate\r\n_\r\n" if everything else news("other", "k"))
        assert await kit.do(r.get("k")) == b"%d" % number
    assert fake.opened == 1


async def test_news_of_other_keys_costs_no_call(kit: Kit, fake: FakeServer) -> None:
    r = caching(kit, fake)
    for _ in range(20):
        await kit.do(r.get("k"))
        fake.send(news("other"))
    assert fake.executed["GET"] == 1
    assert fake.opened == 1


@pytest.mark.parametrize("fault", [{"before": news("k")}, {"after": news("k")}, {"after": news("k"), "slice": 1}])
async def test_news_while_the_reply_is_owed(kit: Kit, fake: FakeServer, fault: dict[str, Any]) -> None:
    r = caching(kit, fake)
    fake.data[b"k"] = b"old"
    fake.on("GET", times=1, **fault)
    assert await kit.do(r.get("k")) == b"old"
    fake.data[b"k"] = b"new"
    # At once, if the news came in one piece with the reply; else as soon as it is whole.
    if "slice" in fault:
        await eventually(kit, partial(r.get, "k"), b"new")
    assert await kit.do(r.get("k")) == b"new"
    assert fake.executed["GET"] == 2


async def test_half_of_the_news_is_not_the_end(kit: Kit, fake: FakeServer) -> None:
    r = caching(kit, fake)
    await kit.do(r.get("k"))
    whole = news("k")
    fake.send(whole[:7])
    assert await kit.do(r.get("k")) is None
    fake.data[b"k"] = b"new"
    fake.send(whole[7:])
    assert await kit.do(r.get("k")) == b"new"


async def test_a_write_that_was_given_up_is_news_as_well(kit: Kit, fake: FakeServer) -> None:
    r = caching(kit, fake)
    await kit.do(r.get("k"))
    fake.on("SET", delay=0.2)
    assert await kit.move_on_after(0.05, lambda: _do(kit, partial(r.set, "k", "new"))) is ABANDONED
    fake.calm()
    fake.wait(lambda server: server.executed["SET"] == 1)
    assert await kit.do(r.uncached().get("k")) == b"new"
    assert await kit.do(r.get("k")) == b"new"


async def test_a_read_that_was_given_up_is_not_kept(kit: Kit, fake: FakeServer) -> None:
    r = caching(kit, fake)
    await kit.do(r.ping())
    rule = fake.on("GET", delay=0.5)
    assert await kit.move_on_after(0.1, lambda: _do(kit, partial(r.get, "k"))) is ABANDONED
    fake.calm()
    fake.data[b"k"] = b"new"
    assert await kit.do(r.get("k")) == b"new"
    assert rule.hits == 1
    assert figures(r, "entries") == (1,)


async def _do(kit: Kit, call: Callable[[], Any]) -> Any:
    return await kit.do(call())


# Connections that end


@pytest.mark.parametrize("reset", [False, True])
async def test_what_was_read_goes_with_its_connection(kit: Kit, fake: FakeServer, reset: bool) -> None:
    r = caching(kit, fake)
    for number in range(5):
        await kit.do(r.get("k"))
        await kit.do(r.get("other"))
        fake.drop(reset=reset)
        fake.wait(lambda server: not server.connections)
        fake.data[b"k"] = b"%d" % number
        assert await kit.do(r.get("k")) == b"%d" % number
    assert figures(r, "lost")[0] >= 5


async def test_a_server_that_is_gone_serves_nobody(kit: Kit, fake: FakeServer) -> None:
    r = caching(kit, fake, retries=0)
    await kit.do(r.get("k"))
    fake.refuse_connections()
    fake.drop()
    for _ in range(2):
        with pytest.raises(ConnectionError):
            await kit.do(r.get("k"))
    assert figures(r, "entries") == (0,)


async def test_a_read_that_is_tried_again(kit: Kit, fake: FakeServer) -> None:
    r = caching(kit, fake)
    fake.on("GET", swallow=True, close=True, times=1)
    assert await kit.do(r.get("k")) is None
    assert await kit.do(r.get("k")) is None
    assert fake.executed["GET"] >= 2


async def test_a_lease_that_ends_tracking_takes_what_it_read(kit: Kit) -> None:
    r, key = caching(kit, max_connections=1), kit.key()
    await kit.do(r.set(key, 1))
    assert await kit.do(r.get(key)) == b"1"
    other = kit.redis()
    async with kit.lease(r.connection_pool) as c:
        await kit.do(c.execute_command("CLIENT", "TRACKING", "OFF"))
        await kit.do(other.set(key, 2))
    assert await kit.do(r.get(key)) == b"2"


async def test_a_subscriber_keeps_nothing(kit: Kit) -> None:
    r, key = caching(kit, max_connections=2), kit.key()
    other = kit.redis()
    await kit.do(other.set(key, 1))
    assert await kit.do(r.get(key)) == b"1"
    async with kit.lease(r.connection_pool) as c:
        await kit.do(c.execute_command("SUBSCRIBE", key))
        await kit.do(other.set(key, 2))
        await eventually(kit, partial(r.get, key), b"2")


async def test_transactions_are_news(kit: Kit, fake: FakeServer) -> None:
    """Without a word of the server's: what was executed through the client counts as soon as it is answered."""
    r = caching(kit, fake)
    for number in range(5):
        await kit.do(r.get("k"))
        pipe = r.pipeline(transaction=bool(number % 2))
        pipe.set("k", number)
        await kit.do(pipe.execute())
        assert await kit.do(r.get("k")) == b"%d" % number


async def test_disconnecting(kit: Kit) -> None:
    r, other, key = caching(kit), kit.redis(), kit.key()
    await kit.do(r.get(key))
    r.connection_pool.disconnect()
    await kit.do(other.set(key, "new"))
    assert await kit.do(r.get(key)) == b"new"


# Many at once


async def test_callers_that_find_everything_let_others_run(kit: Kit) -> None:
    """One who waits in the cache for a change must not keep the one from running who makes it."""
    r, key = caching(kit), kit.key()

    async def wait() -> None:
        while await kit.do(r.get(key)) != b"go":
            pass

    async def change() -> None:
        await kit.do(r.set(key, "go"))

    await kit.do(r.get(key))
    await kit.gather(wait, change)


async def test_a_wait_in_the_cache_can_be_cancelled(kit: Kit) -> None:
    r, key = caching(kit), kit.key()

    async def wait() -> None:
        while True:
            await kit.do(r.get(key))

    assert await kit.move_on_after(0.05, wait) is ABANDONED


@pytest.mark.fast
@pytest.mark.parametrize("sharing", ["auto", "never"])
async def test_storm_of_our_own(kit: Kit, sharing: str) -> None:
    """No read gives less than what an increment, finished before it began, has made."""
    r = caching(kit, max_entries=20, sharing=sharing, max_shared=3, max_owed=8)
    keys = [kit.key() for _ in range(3)]
    least = dict.fromkeys(keys, 0)

    async def write(index: int) -> None:
        for number in range(60):
            key = keys[(index + number) % 3]
            made = await kit.do(r.incr(key))
            least[key] = max(least[key], made)

    async def read(index: int) -> None:
        for number in range(300):
            key = keys[(index + number) % 3]
            floor = least[key]
            value = await kit.do(r.get(key) if number % 3 else r.mget(key))
            value = value[0] if isinstance(value, list) else value
            assert int(value or 0) >= floor
            if not number % 16:
                await kit.sleep(0)

    await kit.gather(*(partial(write, i) for i in range(4)), *(partial(read, i) for i in range(8)))
    for key in keys:
        assert await kit.do(r.get(key)) == b"80"
    assert figures(r, "hits")[0] > 100


@pytest.mark.fast
async def test_storm_of_others(kit: Kit) -> None:
    """What others write is seen in the end, and connections may come and go meanwhile."""
    r, other = caching(kit), kit.redis()
    keys = [kit.key() for _ in range(3)]
    writing = [4]

    async def write(index: int) -> None:
        for number in range(100):
            await kit.do(other.incr(keys[(index + number) % 3]))
        writing[0] -= 1

    async def read(index: int) -> None:
        number = 0
        while writing[0]:
            number += 1
            await kit.do(r.get(keys[(index + number) % 3]))
            if not number % 16:
                await kit.sleep(0)

    async def disturb() -> None:
        while writing[0]:
            r.connection_pool.disconnect(inuse_connections=False)
            await kit.sleep(0.005)

    await kit.gather(*(partial(write, i) for i in range(4)), *(partial(read, i) for i in range(6)), disturb)
    for key in keys:
        final = await kit.do(other.get(key))
        await eventually(kit, partial(r.get, key), final)
        assert await kit.do(r.get(key)) == final
