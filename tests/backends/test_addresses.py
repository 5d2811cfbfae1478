"""A name with several addresses, some of which refuse or are silent; and look-ups that hang or fail.

Scenario 23: connected within the limit, by the first address that answers, and the error names every one.
"""

from __future__ import annotations

import gc
import itertools
import os
import socket
import time
from collections.abc import Iterator
from typing import Any

import pytest

from sansredis.core.options import Options

from ..fakes.network import BlackHole, Names, closed_address
from ..fakes.server import FakeServer
from ..fakes.tls import Authority, Terminator
from .kit import ABANDONED, Kit

LONG = 30.0
"""What no test waits for: that a call ends before shows that something else ended it."""
SHORT = 0.1


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch, runtime: str) -> Names:
    return Names(monkeypatch, runtime)


@pytest.fixture
def refused() -> Iterator[tuple[str, int]]:
    with closed_address() as address:
        yield address


@pytest.fixture(scope="module")
def hole() -> Iterator[BlackHole]:
    with BlackHole() as hole:
        yield hole


def good(fake: FakeServer) -> tuple[str, int]:
    return fake.host, fake.port


def shown(address: tuple[str, int]) -> str:
    return f"{address[0]}:{address[1]}"


def client(kit: Kit, name: str, **options: Any) -> Any:
    return kit.redis(host=name, port=1, **{"socket_timeout": LONG, "retries": 0, "connect_backoff": None, **options})


class Deaf:
    """The side of a connection that a fed stream calls, where nobody listens."""

    def get_buffer(self) -> None:
        return None

    def connection_lost(self, error: BaseException | None) -> None:
        """Nobody minds."""


def sockets() -> int:
    """How many sockets this process has open."""
    count = 0
    for number in os.listdir("/proc/self/fd"):
        try:
            count += os.readlink(f"/proc/self/fd/{number}").startswith("socket:")
        except FileNotFoundError:
            pass  # the one by which the folder was read
    return count


@pytest.mark.parametrize("order", [*itertools.permutations(("refused", "silent", "good"))], ids="-".join)
async def test_every_order(
    kit: Kit, names: Names, fake: FakeServer, refused: Any, hole: BlackHole, order: tuple[str, ...]
) -> None:
    kinds = {"refused": refused, "silent": hole.address, "good": good(fake)}
    names.give("mixed", *(kinds[kind] for kind in order))
    r = client(kit, "mixed", happy_eyeballs_delay=0.05)
    before = sockets()
    began = time.monotonic()
    assert await kit.do(r.ping()) is True
    took = time.monotonic() - began
    assert took < LONG / 2
    if order.index("silent") < order.index("good"):
        assert took >= 0.05
    assert fake.opened == 1
    assert hole.knocking() == 0
    # Ours, and the server's side of it, which is in this process, too.
    assert sockets() <= before + 2


async def test_a_refusal_is_not_waited_for(kit: Kit, names: Names, fake: FakeServer, refused: Any) -> None:
    others = [(f"127.0.0.{number}", refused[1]) for number in range(10, 20)]
    names.give("refused at first", *others, good(fake))
    r = client(kit, "refused at first", happy_eyeballs_delay=LONG, socket_timeout=20 * LONG)
    began = time.monotonic()
    assert await kit.do(r.ping()) is True
    assert time.monotonic() - began < LONG / 2


async def test_a_failure_at_once_keeps_nothing_of_the_race(kit: Kit, names: Names, fake: FakeServer) -> None:
    """Its error has frames, and they have sockets: none of it is left for the collector."""
    names.give("no way at first", ("255.255.255.255", 1), good(fake))
    r = client(kit, "no way at first")
    before = sockets()
    gc.collect()
    gc.disable()
    try:
        assert await kit.do(r.ping()) is True
        r.connection_pool.disconnect()
        await kit.until(lambda: sockets() <= before)
    finally:
        gc.enable()


async def test_who_answers_first_is_asked_alone(kit: Kit, names: Names, fake: FakeServer, hole: BlackHole) -> None:
    with FakeServer() as other:
        names.give("two", good(fake), good(other), hole.address)
        assert await kit.do(client(kit, "two").ping()) is True
        assert (fake.opened, other.opened) == (1, 0)


async def test_where_time_is_short_every_address_has_its_turn(
    kit: Kit, names: Names, fake: FakeServer, hole: BlackHole
) -> None:
    names.give("silent, good", hole.address, good(fake))
    assert await kit.do(client(kit, "silent, good", happy_eyeballs_delay=LONG, socket_timeout=2.0).ping()) is True
    assert hole.knocking() == 0


async def test_all_refuse(kit: Kit, names: Names, refused: Any) -> None:
    other = ("127.0.0.4", refused[1])
    names.give("refused", refused, other)
    began = time.monotonic()
    with pytest.raises(kit.door.ConnectionError) as raised:
        await kit.do(client(kit, "refused").incr("n"))
    error = raised.value
    assert time.monotonic() - began < LONG / 2
    assert not isinstance(error, kit.door.TimeoutError)
    assert str(error).startswith(
        f"cannot connect to refused:1: {shown(refused)}: [Errno 111] Connection refused; "
        f"{shown(other)}: [Errno 111] Connection refused"
    )
    assert isinstance(error.__cause__, ConnectionRefusedError)
    assert not error.maybe_executed


async def test_one_address_in_figures_is_not_named_twice(kit: Kit, refused: Any) -> None:
    r = kit.redis(host=refused[0], port=refused[1], retries=0)
    with pytest.raises(kit.door.ConnectionError, match=f"^cannot connect to {shown(refused)}: .Errno 111. Conn"):
        await kit.do(r.ping())


@pytest.mark.parametrize("option", ["socket_timeout", "socket_connect_timeout"])
async def test_none_answers_in_time(kit: Kit, names: Names, refused: Any, hole: BlackHole, option: str) -> None:
    other = ("127.0.0.4", refused[1])
    names.give("bad", refused, hole.address, other)
    began = time.monotonic()
    with pytest.raises(kit.door.TimeoutError) as raised:
        await kit.do(client(kit, "bad", **{option: 1.0}).incr("n"))
    assert 0.9 <= time.monotonic() - began < LONG / 2
    error = raised.value
    assert str(error).startswith("connecting to bad:1 took longer than the time left for it: ")
    assert f": {shown(refused)}: [Errno 111] Connection refused; {shown(hole.address)}: no answer in " in str(error)
    assert f" s; {shown(other)}: [Errno 111] Connection refused" in str(error)
    assert not error.maybe_executed
    assert hole.knocking() == 0


async def test_without_the_delay_one_after_the_other(
    kit: Kit, names: Names, fake: FakeServer, refused: Any, hole: BlackHole
) -> None:
    names.give("refused, good", refused, good(fake))
    assert await kit.do(client(kit, "refused, good", happy_eyeballs_delay=None).ping()) is True
    names.give("silent, good", hole.address, good(fake))
    with pytest.raises(kit.door.TimeoutError, match=f"{shown(good(fake))}: not tried before the time was over"):
        await kit.do(client(kit, "silent, good", happy_eyeballs_delay=None, socket_timeout=1.0).ping())


async def test_a_silent_address_in_figures(kit: Kit, hole: BlackHole) -> None:
    r = kit.redis(host=hole.address[0], port=hole.address[1], socket_timeout=SHORT, retries=0)
    began = time.monotonic()
    with pytest.raises(kit.door.TimeoutError, match=r"left for it: no answer in 0\.\d\d s"):
        await kit.do(r.ping())
    assert SHORT * 0.9 <= time.monotonic() - began < LONG / 2
    assert hole.knocking() == 0


async def test_no_limit_at_all(kit: Kit, names: Names, fake: FakeServer, refused: Any, hole: BlackHole) -> None:
    names.give("mixed", refused, hole.address, good(fake))
    assert await kit.do(client(kit, "mixed", socket_timeout=None, happy_eyeballs_delay=0.02).ping()) is True


# Look-ups


async def test_a_look_up_that_hangs(kit: Kit, names: Names, fake: FakeServer) -> None:
    names.give("slow", good(fake))
    r = client(kit, "slow", socket_timeout=LONG)
    with names.hang("slow"):
        began = time.monotonic()
        with pytest.raises(kit.door.TimeoutError) as raised:
            await kit.do(r.with_timeout(SHORT).incr("n"))
        assert SHORT * 0.9 <= time.monotonic() - began < LONG / 2
    assert "slow:1 took longer than the time left for it: the look-up of the name had no answer in 0." in str(
        raised.value
    )
    assert not raised.value.maybe_executed
    # Where the resolver is still at it, the next look-up does not wait for that.
    assert await kit.do(r.incr("n")) == 1


async def test_others_go_on_while_a_look_up_hangs(kit: Kit, names: Names, fake: FakeServer) -> None:
    names.give("slow", good(fake))
    r = client(kit, "slow")
    other = kit.redis(**fake.address)

    async def stuck() -> Any:
        return await kit.do(r.ping())

    with names.hang("slow"):
        handle = kit.spawn(stuck)
        await kit.until(lambda: names.asked)
        for _ in range(20):
            assert await kit.do(other.ping()) is True
        assert not handle.done
    assert await handle.result() is True


async def test_a_look_up_that_is_given_up(kit: Kit, names: Names, fake: FakeServer) -> None:
    names.give("slow", good(fake))
    r = client(kit, "slow", max_connections=1)
    with names.hang("slow"):
        assert await kit.move_on_after(SHORT, lambda: kit.do(r.ping())) is ABANDONED
        kit.at_rest(r.connection_pool)
    assert await kit.do(r.ping()) is True


async def test_a_name_that_is_unknown(kit: Kit, names: Names) -> None:
    names.fail("nowhere", socket.gaierror(socket.EAI_NONAME, "Name or service not known"))
    with pytest.raises(kit.door.ConnectionError) as raised:
        await kit.do(client(kit, "nowhere").incr("n"))
    assert str(raised.value).startswith(
        "cannot connect to nowhere:1: the name cannot be looked up: [Errno -2] Name or service not known"
    )
    assert isinstance(raised.value.__cause__, socket.gaierror)
    assert not raised.value.maybe_executed


async def test_a_name_without_an_address(kit: Kit, names: Names) -> None:
    names.give("empty")
    with pytest.raises(kit.door.ConnectionError, match=r"^cannot connect to empty:1: the name has no address"):
        await kit.do(client(kit, "empty").ping())


@pytest.mark.parametrize("name", ["a..b", "x" * 70 + ".example", "ß" * 70 + ".example", "\ud800"])
async def test_names_that_cannot_be(kit: Kit, name: str) -> None:
    with pytest.raises(kit.door.ConnectionError, match="the name cannot be looked up: "):
        await kit.do(client(kit, name).ping())


async def test_a_name_beyond_ascii(kit: Kit, names: Names, fake: FakeServer) -> None:
    names.give("xn--rdis-bpa.example", good(fake))
    assert await kit.do(client(kit, "rédis.example").ping()) is True


async def test_an_address_in_figures_is_not_looked_up(kit: Kit, names: Names, fake: FakeServer) -> None:
    assert await kit.do(kit.redis(**fake.address).ping()) is True
    assert not names.asked


async def test_tls_asks_for_the_name_and_not_for_the_address(
    kit: Kit, names: Names, refused: Any, secure: Terminator, authority: Authority
) -> None:
    """The certificate is for that name, or would not do."""
    names.give("localhost", refused, ("127.0.0.1", secure.port))
    assert await kit.do(client(kit, "localhost", ssl=True, ssl_ca_certs=authority.ca).ping()) is True
    names.give("another.example", ("127.0.0.1", secure.port))
    with pytest.raises(kit.door.TLSError, match=r"another\.example"):
        await kit.do(client(kit, "another.example", ssl=True, ssl_ca_certs=authority.ca).ping())


# Giving up


@pytest.mark.interrupts
async def test_cancelled_at_every_point(
    kit: Kit, names: Names, fake: FakeServer, refused: Any, hole: BlackHole
) -> None:
    """No attempt outlives its caller, whichever moment he leaves at."""
    names.give("mixed", hole.address, refused, good(fake))
    options = Options(host="mixed", port=1, happy_eyeballs_delay=0.001)
    runtime = kit.door.ConnectionPool.runtime
    before = sockets()

    async def connect() -> Any:
        return await runtime.connect(options, runtime.now() + LONG, Deaf() if runtime.fed else None)

    for point in range(1, 5000):
        stream = await kit.cancel_at(point, connect)
        if stream is not ABANDONED:
            break
        # The server's end of those that were connected is in this process, too.
        await kit.until(lambda: sockets() <= before)
    else:
        raise AssertionError("the call never came through")
    assert point > 1
    assert hole.knocking() == 0
    stream.abort()
    await kit.until(lambda: sockets() <= before)


async def test_many_callers_at_once(kit: Kit, names: Names, fake: FakeServer, refused: Any, hole: BlackHole) -> None:
    names.give("mixed", refused, hole.address, good(fake))
    r = client(kit, "mixed", max_connections=8, happy_eyeballs_delay=0.02, sharing="never")

    async def call(number: int) -> None:
        assert await kit.do(r.echo(str(number))) == str(number).encode()

    await kit.repeat(16, call)
    assert fake.opened <= 8
    assert hole.knocking() == 0


# What the sockets are like


async def test_keepalive_on_every_attempt(
    kit: Kit, names: Names, fake: FakeServer, refused: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    names.give("mixed", refused, good(fake))
    r = client(kit, "mixed", socket_keepalive_options={socket.TCP_KEEPIDLE: 77, socket.TCP_KEEPCNT: 5})
    async with kit.lease(r.connection_pool) as lease:
        with socket.socket(fileno=os.dup(descriptor(lease))) as sock:
            assert sock.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE) == 1
            assert sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) == 1
            assert sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE) == 77
            assert sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPCNT) == 5
    plain = kit.redis(**fake.address, socket_keepalive=False, socket_keepalive_options={socket.TCP_KEEPIDLE: 77})
    async with kit.lease(plain.connection_pool) as lease:
        with socket.socket(fileno=os.dup(descriptor(lease))) as sock:
            assert sock.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE) == 0


async def test_an_option_of_sockets_that_is_none(kit: Kit, fake: FakeServer) -> None:
    r = kit.redis(**fake.address, socket_keepalive_options={9999: 1}, retries=0)
    before = sockets()
    with pytest.raises(kit.door.ConnectionError, match="Errno 92"):
        await kit.do(r.ping())
    assert sockets() == before


def descriptor(lease: Any) -> int:
    """The number of a leased connection's socket."""
    stream = lease._connection.stream
    sock = stream._sock if hasattr(stream, "_sock") else stream._transport.get_extra_info("socket")
    number: int = sock.fileno()
    return number
