"""Streams that the program makes itself: `stream_factory`.

Of each kind that a runtime takes, what holds of ordinary connections holds here. All other tests of this folder run on
such streams as well with ``--stream wrapped``.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ..fakes.proxy import Proxy
from ..fakes.server import FakeServer
from ..fakes.tls import Authority, Terminator
from .kit import ABANDONED, Kit
from .streams import KINDS, Account, factory
from .test_cancellation import calls, sweep
from .test_faults import answers, failure
from .test_processes import run_program


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "kind" in metafunc.fixturenames:
        runtime = metafunc.config.getoption("--runtime")
        metafunc.parametrize("kind", KINDS["asyncio" if runtime == "uvloop" else runtime])


@pytest.fixture
def account() -> Account:
    return Account()


def guest(kit: Kit, plain: Callable[..., Any]) -> Callable[..., Any]:
    """Make a function of the kind that the runtime calls."""
    if kit.blocking:
        return plain

    async def called(*args: Any) -> Any:
        return plain(*args)

    return called


def cut(kit: Kit, kind: str, account: Account, size: int) -> Any:
    """Streams that take and give no more than so many bytes at once."""
    account.most = size
    return factory(kit.name, kind, account)


async def test_ordinary_use(kit: Kit, kind: str, account: Account) -> None:
    r = kit.redis(stream_factory=factory(kit.name, kind, account), decode_responses=True, db=1, client_name="made")
    key = kit.key()
    assert await kit.do(r.set(key, "wert ä")) is True
    assert await kit.do(r.get(key)) == "wert ä"
    assert await kit.do(r.blpop(kit.key(), timeout=0.01)) is None
    assert await kit.do(r.client_getname()) == "made"
    pipe = r.pipeline()
    for number in range(500):
        pipe.echo(f"{number}")
    assert await kit.do(pipe.execute()) == [f"{number}" for number in range(500)]
    await answers(kit, kit.redis(connection_pool=r.connection_pool, decode_responses=False))
    assert account.opened == len(account.asked) == r.connection_pool.stats()["created"]
    host, port, left = account.asked[0]
    assert (host, port) == ("127.0.0.1", kit.server.port)
    assert 0 < left <= 5, "the time left of the call"
    await kit.close(r)
    if kind == "wrapped":
        await kit.until(lambda: not account.alive)


async def test_large_values_both_ways(kit: Kit, kind: str, account: Account) -> None:
    """Neither side's buffers hold them, and what comes back comes while the request is still written."""
    r = kit.redis(stream_factory=factory(kit.name, kind, account), socket_timeout=30)
    value = os.urandom(200_000)
    pipe = r.pipeline(transaction=False)
    for _ in range(60):
        pipe.echo(value)
    assert await kit.do(pipe.execute()) == [value] * 60


async def test_streams_that_take_and_give_little_at_once(kit: Kit, account: Account) -> None:
    r = kit.redis(stream_factory=cut(kit, "wrapped", account, 3), max_connections=4)
    await answers(kit, r)
    key = kit.key()
    await kit.do(r.set(key, "x" * 1000))
    assert await kit.do(r.get(key)) == b"x" * 1000


async def test_publish_and_subscribe(kit: Kit, kind: str) -> None:
    r = kit.redis(stream_factory=factory(kit.name, kind), decode_responses=True)
    channel = kit.key()
    pubsub = r.pubsub(ignore_subscribe_messages=True)
    await kit.do(pubsub.subscribe(channel))
    while not (await kit.do(r.pubsub_numsub(channel)))[0][1]:
        await kit.sleep(0.001)
    for number in range(20):
        await kit.do(r.publish(channel, f"{number} " + "m" * 2000))
    for number in range(20):
        message = None
        while message is None:
            message = await kit.do(pubsub.get_message(timeout=10))
        assert message["data"] == f"{number} " + "m" * 2000
    assert await kit.do(pubsub.get_message(timeout=0.001)) is None
    await kit.close(pubsub)


async def test_tls_goes_on_top(kit: Kit, kind: str, secure: Terminator, authority: Authority) -> None:
    """The name in the certificate is that of the host, wherever the stream leads."""
    made = factory(kit.name, kind)
    r = kit.redis(host="localhost", port=secure.port, ssl=True, ssl_ca_certs=authority.ca, stream_factory=made)
    await answers(kit, r)
    key = kit.key()
    await kit.do(r.set(key, "y" * 300_000))
    assert await kit.do(r.get(key)) == b"y" * 300_000
    assert secure.names[-1] == "localhost"
    r = kit.redis(
        host="127.0.0.1", port=secure.port, ssl=True, ssl_ca_certs=authority.ca, stream_factory=made,
        ssl_server_hostname="redis.example",
    )  # fmt: skip
    assert isinstance(await failure(kit, r.ping), kit.door.TLSError)


async def test_many_callers_with_large_requests(kit: Kit, secure: Terminator, authority: Authority) -> None:
    """Of those who share a connection, one writes for all, and has to read where the peer takes no more until then."""
    made = factory(kit.name, "wrapped")
    options = {"ssl": True, "ssl_ca_certs": authority.ca, "stream_factory": made, "max_connections": 4}
    r = kit.redis(host="localhost", port=secure.port, **options)

    async def caller(number: int) -> None:
        for turn in range(8):
            text = f"{number}.{turn}." + "x" * ((0, 10, 1000, 40_000)[(number * 7 + turn * 3) % 4])
            assert await kit.do(r.echo(text)) == text.encode()

    await kit.repeat(40, caller)


async def test_the_pool_shrinks(kit: Kit, account: Account) -> None:
    r = kit.redis(stream_factory=factory(kit.name, "wrapped", account), max_connections=5)
    await kit.do(r.connection_pool.warm_up(5))
    assert account.alive == 5
    r.connection_pool.resize(2)
    await kit.until(lambda: account.alive == 2)
    r.connection_pool.disconnect()
    await kit.until(lambda: not account.alive)
    await answers(kit, r)


@pytest.mark.interrupts
async def test_cancelled_at_every_point(kit: Kit, kind: str, account: Account) -> None:
    """No slot is lost, no reply goes astray, and no stream is left open."""
    r = kit.redis(stream_factory=factory(kit.name, kind, account), max_connections=1, client_name="cancelled")
    call, honest = calls(kit, r)

    async def fresh(point: int) -> Any:
        r.connection_pool.disconnect()
        return await call(point)

    for point in range(1, 5000):
        outcome = await kit.cancel_at(point, fresh, point)
        await kit.rest(r.connection_pool)
        await honest(point)
        if outcome is not ABANDONED:
            break
    assert point > 2
    if kind == "wrapped":
        await kit.close(r)
        await kit.until(lambda: not account.alive)


@pytest.mark.interrupts
async def test_a_call_on_a_connection_that_is_there_cancelled_at_every_point(kit: Kit) -> None:
    r = kit.redis(stream_factory=factory(kit.name, "wrapped"), max_connections=1)
    await kit.do(r.ping())
    assert await sweep(kit, r.connection_pool, *calls(kit, r)) >= 1


async def test_what_it_raises_is_an_error_of_connecting(kit: Kit) -> None:
    def fail(host: str, port: int, timeout: float | None) -> Any:
        raised.append(reasons[len(raised) % 2])
        raise raised[-1]

    raised: list[Exception] = []
    reasons = [ConnectionRefusedError("the proxy is away"), KeyError("proxy")]
    r = kit.redis(stream_factory=guest(kit, fail), retries=0, connect_backoff=None, port=1234, host="redis.example")
    for reason in reasons:
        error = await failure(kit, lambda: r.incr("n"))
        assert type(error) is kit.door.ConnectionError
        assert error.__cause__ is reason
        assert str(reason) in str(error) and "stream_factory" in str(error) and "redis.example:1234" in str(error)
        assert error.maybe_executed is False
    assert r.connection_pool.stats()["failed"] == 2


async def test_failures_are_counted_as_those_of_any_dial(kit: Kit) -> None:
    def fail(host: str, port: int, timeout: float | None) -> Any:
        raise OSError("away")

    r = kit.redis(stream_factory=guest(kit, fail), retries=0)
    errors = [type(await failure(kit, r.ping)) for _ in range(20)]
    assert errors[0] is kit.door.ConnectionError
    assert errors[-1] is kit.door.UnreachableError


async def test_one_that_takes_too_long(kit: Kit, account: Account) -> None:
    """It is given up at the deadline; in a thread that nobody can, what it makes too late is closed."""
    made, released = factory(kit.name, "wrapped", account), kit.event()
    if kit.blocking:

        def slow(host: str, port: int, timeout: float) -> Any:
            try:
                _sleep(kit, 30 if kit.name == "gevent" else timeout + 0.01)
            except BaseException:
                released.set()
                raise
            released.set()
            return made(host, port, 1)

    else:

        async def slow(host: str, port: int, timeout: float) -> Any:  # type: ignore[misc]
            try:
                await kit.sleep(30)
            finally:
                released.set()

    r = kit.redis(stream_factory=slow, socket_timeout=0.1)
    error = await failure(kit, r.ping)
    assert isinstance(error, kit.door.TimeoutError) and error.maybe_executed is False
    await released.wait()
    assert not account.alive
    kit.at_rest(r.connection_pool)


def _sleep(kit: Kit, seconds: float) -> None:
    import importlib

    importlib.import_module("gevent" if kit.name == "gevent" else "time").sleep(seconds)


async def test_one_that_comes_too_late_all_the_same(kit: Kit, account: Account) -> None:
    """Whatever it does about being given up: nobody has the stream, and it is closed."""
    made = factory(kit.name, "wrapped", account)
    if kit.blocking:

        def stubborn(host: str, port: int, timeout: float) -> Any:
            try:
                _sleep(kit, timeout + 0.05)
            except BaseException:
                pass
            return made(host, port, 1)

    else:

        async def stubborn(host: str, port: int, timeout: float) -> Any:  # type: ignore[misc]
            stream = await made(host, port, 1)
            try:
                await kit.sleep(timeout + 1)
            except BaseException:
                return stream

    r = kit.redis(stream_factory=stubborn, socket_timeout=0.1)
    assert isinstance(await failure(kit, r.ping), kit.door.TimeoutError)
    assert account.opened >= 1
    await kit.until(lambda: not account.alive)


async def test_functions_of_the_wrong_kind(kit: Kit) -> None:
    async def asynchronous(*_: Any) -> Any:
        raise AssertionError("nobody awaits it")

    class Later:
        async def __call__(self, *_: Any) -> Any:
            raise AssertionError("nobody awaits it")

    if kit.blocking:
        with pytest.raises(kit.door.DataError, match=r"stream_factory is an async function.*give a plain one"):
            kit.redis(stream_factory=asynchronous)
        r = kit.redis(stream_factory=Later())
        with pytest.raises(kit.door.DataError, match="stream_factory has to be a plain function here"):
            await kit.do(r.ping())
    else:
        left, right = socket.socketpair()
        r = kit.redis(stream_factory=lambda *_: left)
        with pytest.raises(kit.door.DataError, match="stream_factory has to be an async function here"):
            await kit.do(r.ping())
        assert left.fileno() < 0, "what it returned is closed"
        right.close()
    kit.at_rest(r.connection_pool)


@pytest.mark.parametrize("what", [None, "socket", 7, ("a", "b")], ids=str)
async def test_what_is_no_stream(kit: Kit, what: Any) -> None:
    r = kit.redis(stream_factory=guest(kit, lambda *_: what))
    with pytest.raises(kit.door.DataError, match=rf"returned a builtins\.{type(what).__name__}; give .*socket"):
        await kit.do(r.ping())
    kit.at_rest(r.connection_pool)


async def test_an_idle_stream_that_has_ended_is_noticed(kit: Kit, kind: str, fake: FakeServer) -> None:
    r = kit.redis(**fake.address, stream_factory=factory(kit.name, kind), max_connections=1, retries=0)
    assert await kit.do(r.incr("n")) == 1
    fake.drop()
    fake.wait(lambda fake: not fake.connections)
    await kit.sleep(0.02)  # so long a connection has to rest before it is looked at
    assert await kit.do(r.incr("n")) == 2
    assert r.connection_pool.stats()["created"] == 2


@pytest.mark.parametrize("fault", [{"close": True}, {"reset": True}, {"half_close": True}], ids=str)
async def test_a_stream_that_ends_instead_of_a_reply(kit: Kit, kind: str, fake: FakeServer, fault: Any) -> None:
    r = kit.redis(**fake.address, stream_factory=factory(kit.name, kind))
    fake.on("INCR", swallow=True, times=1, **fault)
    error = await failure(kit, lambda: r.incr("n"))
    assert isinstance(error, kit.door.MaybeExecutedError)
    assert fake.executed["INCR"] == 1
    await answers(kit, r)


async def test_bytes_that_drip(kit: Kit, kind: str, proxy: Proxy) -> None:
    proxy.up.slice = proxy.down.slice = 1
    r = kit.redis(**proxy.address, stream_factory=factory(kit.name, kind), socket_timeout=30)
    await answers(kit, r)
    await kit.close(r)


async def test_a_reply_that_is_late(kit: Kit, kind: str, fake: FakeServer) -> None:
    r = kit.redis(**fake.address, stream_factory=factory(kit.name, kind), socket_timeout=0.2, max_connections=1)
    fake.on("INCR", swallow=True, times=1)
    assert isinstance(await failure(kit, lambda: r.incr("n")), kit.door.ReplyTimeoutError)
    await answers(kit, r)


async def test_a_peer_that_takes_nothing(kit: Kit, kind: str, fake: FakeServer, account: Account) -> None:
    """The write ends with the timeout, and nothing of it was executed."""
    made = factory(kit.name, kind, account)
    r = kit.redis(**fake.address, stream_factory=made, retries=0, max_connections=2)
    await kit.do(r.ping())
    fake.on("PING", pace=1000, times=1)
    await kit.do(r.ping())
    error = await failure(kit, lambda: r.with_timeout(0.5).set("k", b"x" * 16_000_000))
    assert isinstance(error, kit.door.TimeoutError)
    assert not error.maybe_executed
    assert not fake.executed["SET"]
    fake.drop(reset=True)
    await answers(kit, r)


async def test_a_stream_that_fails_in_a_way_of_its_own(kit: Kit, account: Account) -> None:
    """Its exceptions are those of a connection that was lost, whatever they are."""
    made = factory(kit.name, "wrapped", account)

    def spoil(stream: Any) -> Any:
        if account.opened == 1:
            reader = stream[0] if isinstance(stream, tuple) else stream
            name = next(name for name in ("recv", "read", "receive_some") if hasattr(reader, name))
            receive = getattr(reader, name)

            def judged(data: bytes) -> bytes:
                if account.sent > 10_000:
                    raise LookupError("the tunnel has collapsed")
                return data

            async def later(*args: Any) -> bytes:
                return judged(await receive(*args))

            setattr(reader, name, (lambda *args: judged(receive(*args))) if kit.blocking else later)
        return stream

    if kit.blocking:
        r = kit.redis(stream_factory=lambda *args: spoil(made(*args)), retries=0, max_connections=1)
    else:

        async def collapsing(*args: Any) -> Any:
            return spoil(await made(*args))

        r = kit.redis(stream_factory=collapsing, retries=0, max_connections=1)
    await kit.do(r.ping())
    error = await failure(kit, lambda: r.append(kit.key(), "x" * 20_000))
    assert isinstance(error, kit.door.MaybeExecutedError)
    assert "LookupError: the tunnel has collapsed" in str(error)
    await answers(kit, r)


async def test_it_is_not_shown(kit: Kit) -> None:
    """A function may be bound to a password."""
    import functools

    def through(password: str, *_: Any) -> Any:
        raise OSError

    r = kit.redis(stream_factory=functools.partial(through, "hunter2"))
    assert "hunter2" not in repr(r.connection_pool.options) + repr(r.connection_pool) + repr(r)


async def test_no_socket_path_beside_it(kit: Kit) -> None:
    with pytest.raises(kit.door.DataError, match="stream_factory and unix_socket_path"):
        kit.door.Redis(unix_socket_path="/tmp/redis.sock", stream_factory=guest(kit, print))


def test_processes_that_are_forked(server: Any, runtime: str) -> None:
    """What the parent has open is left alone: its replies are its own, and so are the child's."""
    run_program(
        runtime,
        f"""
        sys.path.insert(0, {str(Path(__file__).parents[2])!r})
        from tests.backends.streams import factory

        made = factory({runtime!r}, 'wrapped')
        r = Redis(host="127.0.0.1", port=PORT, max_connections=2, socket_timeout=10, stream_factory=made)
        close = r.close if hasattr(r, "close") else close

        def work(name):
            use(name)
            close()
        first = in_child(work, "early")
        use("parent")
        second = [in_child(work, f"late {{n}}") for n in range(2)]
        use("parent meanwhile")
        assert [exit_status(pid) for pid in (first, *second)] == [0] * 3
        use("parent in the end")
        close()
        """,
        server,
    )
