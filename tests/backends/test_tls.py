"""TLS: everything that holds of plain connections, through a server that ends TLS in front of the plain one.

Before that server there may be a proxy that slices and cuts the encrypted bytes.
"""

from __future__ import annotations

import contextlib
import gc
import random
from collections.abc import Iterator
from typing import Any

import pytest

from ..fakes.proxy import Proxy
from ..fakes.server import FakeServer
from ..fakes.tls import Authority, Terminator
from .kit import ABANDONED, Kit
from .test_cancellation import calls
from .test_faults import answers, failure


@contextlib.contextmanager
def before(terminator: Terminator) -> Iterator[Proxy]:
    """A proxy that sees nothing but encrypted bytes."""
    with Proxy("127.0.0.1", terminator.port) as proxy:
        yield proxy


def redis(kit: Kit, authority: Authority, port: int, **options: Any) -> Any:
    return kit.redis(host="localhost", port=port, ssl=True, ssl_ca_certs=authority.ca, **options)


async def test_ordinary_use(kit: Kit, secure: Terminator, authority: Authority) -> None:
    r = redis(kit, authority, secure.port, decode_responses=True)
    key = kit.key()
    assert await kit.do(r.set(key, "wert ä")) is True
    assert await kit.do(r.get(key)) == "wert ä"
    assert await kit.do(r.blpop(kit.key(), timeout=0.01)) is None
    assert secure.names == ["localhost"] * len(secure.names)
    assert set(secure.versions) == {"TLSv1.3"}


@pytest.mark.behaviour("redis-py 16")
async def test_by_url(kit: Kit, secure: Terminator, authority: Authority) -> None:
    r = kit.adopt(kit.door.Redis.from_url(f"rediss://localhost:{secure.port}/1?ssl_ca_certs={authority.ca}"))
    assert await kit.do(r.ping()) is True
    r = kit.adopt(kit.door.Redis.from_url(f"rediss://127.0.0.1:{secure.port}?ssl_ca_certs={authority.ca}"))
    assert await kit.do(r.ping()) is True
    assert secure.names[-1] is None, "an address is not asked for by name"


async def test_version_1_2(kit: Kit, secure: Terminator, authority: Authority) -> None:
    import ssl

    secure.context.maximum_version = ssl.TLSVersion.TLSv1_2
    r = redis(kit, authority, secure.port)
    await answers(kit, r)
    assert set(secure.versions) == {"TLSv1.2"}


@pytest.mark.parametrize("size", [16_383, 16_384, 16_385, 1 << 20, 5_000_000])
async def test_large_values_both_ways(kit: Kit, secure: Terminator, authority: Authority, size: int) -> None:
    r = redis(kit, authority, secure.port)
    key, value = kit.key(), random.Random(size).randbytes(size)
    await kit.do(r.set(key, value))
    assert await kit.do(r.get(key)) == value
    assert await kit.do(r.mget(key, "none", key)) == [value, None, value]
    await kit.do(r.delete(key))


async def test_pipelines(kit: Kit, secure: Terminator, authority: Authority) -> None:
    r = redis(kit, authority, secure.port)
    pipe = r.pipeline(transaction=False)
    for number in range(5000):
        pipe.echo(f"{number}")
    assert await kit.do(pipe.execute()) == [b"%d" % n for n in range(5000)]
    pipe = r.pipeline()
    pipe.set(kit.key(), "x" * 100_000)
    pipe.echo("y" * 100_000)
    assert await kit.do(pipe.execute()) == [True, b"y" * 100_000]


async def test_replies_that_come_while_the_request_is_still_written(
    kit: Kit, secure: Terminator, authority: Authority
) -> None:
    """40 MB each way: neither side's buffers hold that."""
    r = redis(kit, authority, secure.port, socket_timeout=30)
    pipe = r.pipeline(transaction=False)
    value = b"z" * 200_000
    for _ in range(200):
        pipe.echo(value)
    assert await kit.do(pipe.execute()) == [value] * 200


async def test_many_callers(kit: Kit, secure: Terminator, authority: Authority) -> None:
    r = redis(kit, authority, secure.port, max_connections=4, socket_timeout=30)

    async def caller(number: int) -> None:
        rng = random.Random(number)
        for turn in range(10):
            text = f"{number}.{turn}." + "x" * rng.choice((0, 10, 1000, 40_000))
            assert await kit.do(r.echo(text)) == text.encode()

    await kit.repeat(40, caller)


async def test_publish_and_subscribe(kit: Kit, secure: Terminator, authority: Authority) -> None:
    r = redis(kit, authority, secure.port, decode_responses=True)
    channel = kit.key()
    pubsub = r.pubsub(ignore_subscribe_messages=True)
    await kit.do(pubsub.subscribe(channel))
    while not (await kit.do(r.pubsub_numsub(channel)))[0][1]:
        await kit.sleep(0.001)
    for number in range(50):
        await kit.do(r.publish(channel, f"{number} " + "m" * 2000))
    for number in range(50):
        message = None
        while message is None:
            message = await kit.do(pubsub.get_message(timeout=10))
        assert message["data"] == f"{number} " + "m" * 2000
    await kit.close(pubsub)


@pytest.mark.parametrize("protocol", [2, 3])
async def test_slices_of_one_byte(kit: Kit, secure: Terminator, authority: Authority, protocol: int) -> None:
    """The handshake comes byte by byte, and so do the records, each of which has one byte of a reply."""
    secure.piece = 1
    with before(secure) as proxy:
        proxy.up.slice = proxy.down.slice = 1
        r = redis(kit, authority, proxy.port, protocol=protocol, socket_timeout=30)
        for text in ("", "a", "word", "x" * 300):
            assert await kit.do(r.echo(text)) == text.encode()
        await kit.close(r)


@pytest.mark.interrupts
@pytest.mark.parametrize("connects", [False, True])
async def test_cancelled_at_every_point(kit: Kit, secure: Terminator, authority: Authority, connects: bool) -> None:
    r = redis(kit, authority, secure.port, max_connections=1)
    await kit.do(r.ping())
    call, honest = calls(kit, r)
    # Of the moments at which a signal may come there are many hundreds: a part of them will do.
    step = 1 if kit.name != "threads" else 11 if connects else 4
    for point in range(1, 5000, step):
        if connects:
            r.connection_pool.disconnect()
        outcome = await kit.cancel_at(point, call, point)
        await kit.rest(r.connection_pool)
        await honest(point)
        if outcome is not ABANDONED:
            break
    assert point > (3 * step if connects else 1), "hands are shaken in several steps"


async def test_a_call_that_is_given_up_leaves_its_reply_to_nobody(
    kit: Kit, fake: FakeServer, fake_secure: Terminator, authority: Authority
) -> None:
    r = redis(kit, authority, fake_secure.port, max_connections=1, socket_timeout=10)
    fake.on("ECHO", delay=0.05, times=1)
    await kit.move_on_after(0.02, lambda: kit.do(r.echo("given up")))
    assert await kit.do(r.echo("next")) == b"next"


@pytest.mark.parametrize("silent", [False, True], ids=["announced", "unannounced"])
async def test_an_idle_connection_that_has_ended_is_noticed(
    kit: Kit, fake: FakeServer, fake_secure: Terminator, authority: Authority, silent: bool
) -> None:
    """Whether the end is announced by TLS or is just that of the stream."""
    fake_secure.silent = silent
    r = redis(kit, authority, fake_secure.port, max_connections=1, retries=0)
    assert await kit.do(r.incr("n")) == 1
    fake.drop()
    fake.wait(lambda fake: not fake.connections)
    await kit.sleep(0.02)  # so long a connection has to rest before it is looked at
    connection = next(iter(r.connection_pool.lane().state.slots), None)
    if connection is not None:
        await kit.until(lambda: connection.connection.closed or connection.connection.stale())
    assert await kit.do(r.incr("n")) == 2
    assert r.connection_pool.stats()["created"] == 2


async def test_a_lost_reply_is_not_asked_for_again(
    kit: Kit, fake: FakeServer, fake_secure: Terminator, authority: Authority
) -> None:
    r = redis(kit, authority, fake_secure.port)
    fake.on("INCR", swallow=True, close=True, times=1)
    error = await failure(kit, lambda: r.incr("n"))
    assert isinstance(error, kit.door.MaybeExecutedError)
    assert fake.executed["INCR"] == 1
    assert await kit.do(r.incr("n")) == 2


@pytest.mark.parametrize("cut", [0, 1, 21, 22, 40])
async def test_a_reply_cut_short(
    kit: Kit, fake: FakeServer, fake_secure: Terminator, authority: Authority, cut: int
) -> None:
    """At the record's beginning, within it, and never after a byte of it could be read."""
    with before(fake_secure) as proxy:
        r = redis(kit, authority, proxy.port)
        fake.data[b"k"] = b"v" * 30
        await kit.do(r.get("k"))
        proxy.down.cut_after = cut
        assert await kit.do(r.get("k")) == b"v" * 30, "a read is tried again"
        proxy.down.cut_after = min(cut, 20)
        error = await failure(kit, lambda: r.incr("n"))
        assert isinstance(error, kit.door.MaybeExecutedError)
        assert fake.executed["INCR"] == 1
        await kit.close(r)


@pytest.mark.parametrize("size", [0, 1, 16_000, 300_000])
async def test_a_write_cut_within_the_command(kit: Kit, secure: Terminator, authority: Authority, size: int) -> None:
    with before(secure) as proxy:
        r = redis(kit, authority, proxy.port, max_connections=1, retries=0)
        await kit.do(r.ping())
        key = kit.key()
        proxy.up.cut_after, proxy.up.reset = size, True
        error = await failure(kit, lambda: r.append(key, b"x" * 8_000_000))
        assert isinstance(error, kit.door.ConnectionError)
        assert await kit.do(r.strlen(key)) == 0
        await answers(kit, r)
        await kit.close(r)


@pytest.mark.parametrize("direction", ["up", "down"])
@pytest.mark.parametrize("reset", [False, True])
async def test_a_handshake_cut_anywhere(
    kit: Kit, fake: FakeServer, fake_secure: Terminator, authority: Authority, direction: str, reset: bool
) -> None:
    """A connection error each time, no slot lost, and the next call works."""
    with before(fake_secure) as proxy:
        r = redis(kit, authority, proxy.port)
        await kit.do(r.ping())
        await kit.close(r)
        # How many records the replies to the greeting take is a matter of chance.
        whole = getattr(proxy, direction).passed - 150
        for size in range(0, whole, max(1, whole // 12)):
            # Each time another one: after a failure nobody dials at once.
            r = redis(kit, authority, proxy.port, retries=0)
            await kit.until(lambda: not proxy._pairs)
            flow, executed = getattr(proxy, direction), fake.executed["INCR"]
            flow.cut_after, flow.reset = size, reset
            error = await failure(kit, lambda r=r: r.incr("n"))
            assert isinstance(error, kit.door.ConnectionError), (size, error)
            assert flow.cut_after is None
            assert fake.executed["INCR"] <= executed + error.maybe_executed
            kit.at_rest(r.connection_pool)
            await kit.close(r)
        r = redis(kit, authority, proxy.port)
        await answers(kit, r)
        await kit.close(r)


async def test_bytes_changed_on_their_way(
    kit: Kit, fake: FakeServer, fake_secure: Terminator, authority: Authority
) -> None:
    """What was changed is never taken for a reply."""
    with before(fake_secure) as proxy:
        r = redis(kit, authority, proxy.port)
        fake.on("INCR", silence=True, times=1)
        call = kit.spawn(lambda: kit.do(r.incr("n")))
        await kit.until(lambda: fake.executed["INCR"])
        for client, _ in tuple(proxy._pairs):
            client.sendall(b"\x17\x03\x03\x00\x20" + b"?" * 32)
        with pytest.raises(kit.door.MaybeExecutedError, match=r"TLS has failed .*BAD_RECORD_MAC"):
            await call.result()
        await answers(kit, r)
        await kit.close(r)


async def test_a_peer_that_closes_its_half(
    kit: Kit, fake: FakeServer, fake_secure: Terminator, authority: Authority
) -> None:
    r = redis(kit, authority, fake_secure.port)
    fake.on("INCR", half_close=True, swallow=True, times=1)
    error = await failure(kit, lambda: r.incr("n"))
    assert isinstance(error, kit.door.MaybeExecutedError)
    await answers(kit, r)


async def test_a_reader_that_is_slow(kit: Kit, fake: FakeServer, fake_secure: Terminator, authority: Authority) -> None:
    """The peer takes nothing: the write ends with the timeout, and nothing of it was executed."""
    with before(fake_secure) as proxy:
        r = redis(kit, authority, proxy.port, socket_timeout=0.5, retries=0, max_connections=2)
        await kit.do(r.ping())
        proxy.up.pause = 0.05
        error = await failure(kit, lambda: r.set("k", b"x" * 30_000_000))
        assert isinstance(error, kit.door.TimeoutError)
        assert not error.maybe_executed
        assert not fake.executed["SET"]
        proxy.up.pause = 0
        await answers(kit, r)
        await kit.close(r)


async def test_a_forgotten_client_is_collected(kit: Kit, secure: Terminator, authority: Authority) -> None:
    r = kit.door.Redis(host="localhost", port=secure.port, ssl=True, ssl_ca_certs=authority.ca)
    await kit.do(r.ping())
    await kit.close(r)
    del r
    gc.collect()  # a warning would be an error
