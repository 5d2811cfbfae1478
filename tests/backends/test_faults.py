"""Faults: lost replies, dead servers, silent peers, replies nobody asked for.

The two questions are always the same: does everybody get his own reply or an error in time, and did anything run twice?
"""

from __future__ import annotations

import socket
import threading
import time
from typing import Any

import pytest

from ..fakes.proxy import Proxy
from ..fakes.server import FakeServer
from .kit import ABANDONED, Kit


async def failure(kit: Kit, outcome: Any) -> Any:
    """Return the error that a call ends with."""
    with pytest.raises(kit.door.RedisError) as raised:
        await kit.do(outcome() if callable(outcome) else outcome)
    return raised.value


async def answers(kit: Kit, r: Any) -> None:
    """Check that the client serves several callers at once, each with his own reply."""

    async def caller(number: int) -> None:
        assert await kit.do(r.echo(f"after {number}")) == f"after {number}".encode()

    await kit.repeat(8, caller)


async def hasty(kit: Kit, patient: Any, timeout: float) -> Any:
    """Make a client that waits no longer than that, on the pool of a patient one, which connects and checks for it."""
    await kit.do(patient.ping())
    return kit.redis(connection_pool=patient.connection_pool, socket_timeout=timeout, retries=0)


async def test_a_lost_reply_is_not_asked_for_again(kit: Kit, fake: FakeServer) -> None:
    r = kit.redis(**fake.address, socket_timeout=0.2)
    fake.on("INCR", swallow=True, times=1)
    began = time.monotonic()
    error = await failure(kit, lambda: r.incr("n"))
    assert 0.2 <= time.monotonic() - began < 0.4
    assert isinstance(error, kit.door.ReplyTimeoutError)
    assert error.maybe_executed is True
    assert fake.executed["INCR"] == 1
    assert await kit.do(r.get("n")) == b"1"


@pytest.mark.parametrize("fault", [{"reset": True}, {"close": True}], ids=str)
async def test_a_connection_that_ends_between_command_and_reply(
    kit: Kit, fake: FakeServer, fault: dict[str, Any]
) -> None:
    r = kit.redis(**fake.address)
    fake.on("INCR", swallow=True, times=1, **fault)
    began = time.monotonic()
    error = await failure(kit, lambda: r.incr("n"))
    assert time.monotonic() - began < 1
    assert isinstance(error, kit.door.ConnectionError)
    assert error.maybe_executed is True
    assert fake.executed["INCR"] == 1
    assert await kit.do(r.get("n")) == b"1"


@pytest.mark.parametrize("cut", [1, 2, 3])
async def test_a_reply_cut_short(kit: Kit, fake: FakeServer, cut: int) -> None:
    r = kit.redis(**fake.address)
    fake.on("INCR", cut=cut, close=True, times=1)
    error = await failure(kit, lambda: r.incr("n"))
    assert error.maybe_executed is True
    assert await kit.do(r.get("n")) == b"1"


async def test_a_read_is_tried_again(kit: Kit, fake: FakeServer) -> None:
    r = kit.redis(**fake.address)
    await kit.do(r.set("k", "v"))
    fake.on("GET", close=True, swallow=True, times=1)
    assert await kit.do(r.get("k")) == b"v"
    assert fake.executed["GET"] == 2


async def test_nothing_is_tried_again_if_told_so(kit: Kit, fake: FakeServer) -> None:
    r = kit.redis(**fake.address, retries=0)
    fake.on("GET", close=True, swallow=True, times=1)
    await failure(kit, lambda: r.get("k"))
    assert fake.executed["GET"] == 1


async def test_retries_end(kit: Kit, fake: FakeServer) -> None:
    r = kit.redis(**fake.address, retries=2)
    fake.on("GET", close=True, swallow=True)
    await failure(kit, lambda: r.get("k"))
    assert fake.executed["GET"] == 3


@pytest.mark.parametrize("leased", [False, True])
async def test_stale_connections_after_a_restart_cause_no_error(kit: Kit, mortal: Any, leased: bool) -> None:
    r = kit.redis(port=mortal.port, host="127.0.0.1", sharing="never" if leased else "auto", max_connections=4)

    async def hold(_: int) -> None:
        async with kit.lease(r.connection_pool) as connection:
            await kit.do(connection.execute_command("PING"))
            await kit.sleep(0.02)

    await kit.repeat(4, hold)
    assert await kit.do(r.incr("n")) == 1
    mortal.restart()
    # Nothing may be tried twice for this: INCR would count.
    assert await kit.do(r.incr("n")) == 1
    for expected in range(2, 8):
        assert await kit.do(r.incr("n")) == expected


async def test_a_server_killed_and_restarted_in_the_middle(kit: Kit, mortal: Any) -> None:
    r = kit.redis(host="127.0.0.1", port=mortal.port, max_connections=8, socket_timeout=10)
    resumed: dict[int, float] = {}
    down: list[float] = []
    up: list[float] = []
    killed = threading.Event()

    def assassin() -> None:
        killed.wait(20)
        mortal.kill()
        down.append(time.monotonic())
        mortal.restart()
        up.append(time.monotonic())

    async def caller(number: int) -> None:
        counted = 0
        turn = 0
        while number not in resumed:
            turn += 1
            text = f"{number}.{turn}"
            try:
                assert await kit.do(r.echo(text)) == text.encode()
                counted += 1
                if up:
                    resumed[number] = time.monotonic()
            except kit.door.ConnectionError:
                await kit.sleep(0.005)
            if counted == 20:
                killed.set()

    thread = threading.Thread(target=assassin)
    thread.start()
    try:
        await kit.repeat(32, caller)
    finally:
        killed.set()
        await kit.until(lambda: not thread.is_alive())
    assert max(resumed.values()) - up[0] < 1
    await answers(kit, r)


async def test_everybody_on_a_killed_server_hears_of_it_at_once(kit: Kit, mortal: Any) -> None:
    r = kit.redis(host="127.0.0.1", port=mortal.port, max_connections=16, socket_timeout=20, retries=0)

    async def popper(_: int) -> Any:
        return await failure(kit, lambda: r.blpop("never", timeout=10))

    handles = [kit.spawn(popper, n) for n in range(12)]
    await kit.until(lambda: r.connection_pool.stats()["used"] == 12)
    await kit.sleep(0.05)
    began = time.monotonic()
    mortal.kill()
    errors = [await handle.result() for handle in handles]
    assert time.monotonic() - began < 1
    assert all(isinstance(error, kit.door.ConnectionError) for error in errors)
    began = time.monotonic()
    await failure(kit, r.ping)
    assert time.monotonic() - began < 0.5
    mortal.restart()
    await answers(kit, r)


async def test_a_frozen_server_costs_one_timeout_and_its_late_replies_reach_nobody(kit: Kit, mortal: Any) -> None:
    r = kit.redis(host="127.0.0.1", port=mortal.port, max_connections=4, socket_timeout=0.2)
    await answers(kit, r)
    mortal.pause()

    async def caller(number: int) -> None:
        began = time.monotonic()
        error = await failure(kit, lambda: r.echo(f"frozen {number}"))
        assert isinstance(error, kit.door.TimeoutError)
        assert 0.19 <= time.monotonic() - began < 0.4

    try:
        await kit.repeat(16, caller)
    finally:
        mortal.resume()
    await answers(kit, r)


@pytest.mark.behaviour("coredis 25")
@pytest.mark.parametrize("command", ["HELLO", "ECHO"])
async def test_a_silent_peer(kit: Kit, fake: FakeServer, command: str) -> None:
    r = kit.redis(**fake.address, socket_timeout=0.2, max_connections=2)
    silence = fake.on(command, silence=True)
    for _ in range(3):
        began = time.monotonic()
        error = await failure(kit, lambda: r.echo("x"))
        assert isinstance(error, kit.door.TimeoutError)
        assert 0.19 <= time.monotonic() - began < 0.4
    silence.times = 0
    await answers(kit, r)


async def test_a_peer_that_never_accepts(kit: Kit) -> None:
    """A full backlog: the connect itself hangs."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        fill = [socket.socket() for _ in range(4)]
        for sock in fill:
            sock.setblocking(False)
            sock.connect_ex(listener.getsockname())
        r = kit.redis(host="127.0.0.1", port=listener.getsockname()[1], socket_timeout=0.2)
        began = time.monotonic()
        error = await failure(kit, r.ping)
        assert 0.19 <= time.monotonic() - began < 0.4
        assert isinstance(error, kit.door.TimeoutError)
        assert error.maybe_executed is False
        for sock in fill:
            sock.close()


async def test_a_peer_that_closes_its_half(kit: Kit, fake: FakeServer) -> None:
    r = kit.redis(**fake.address)
    fake.on("INCR", half_close=True, swallow=True, times=1)
    error = await failure(kit, lambda: r.incr("n"))
    assert isinstance(error, kit.door.ConnectionError)
    assert error.maybe_executed is True
    assert fake.executed["INCR"] == 1
    await answers(kit, r)


async def test_a_peer_that_closes_its_half_after_the_reply(kit: Kit, fake: FakeServer) -> None:
    r = kit.redis(**fake.address, max_connections=1)
    fake.on("INCR", half_close=True)
    for expected in range(1, 6):
        assert await kit.do(r.incr("n")) == expected
        await kit.sleep(0.01)


@pytest.mark.parametrize("protocol", [2, 3])
async def test_slices_of_one_byte(kit: Kit, proxy: Proxy, protocol: int) -> None:
    proxy.up.slice = proxy.down.slice = 1
    r = kit.redis(**proxy.address, protocol=protocol, socket_timeout=20)
    key = kit.key()
    await kit.do(r.hset(key, mapping={"a": "1", "b": "\r\n" * 50}))
    assert await kit.do(r.hgetall(key)) == {b"a": b"1", b"b": b"\r\n" * 50}
    pipe = r.pipeline(transaction=False)
    for number in range(50):
        pipe.echo(f"<{number}>")
    assert await kit.do(pipe.execute()) == [f"<{n}>".encode() for n in range(50)]
    await answers(kit, r)


@pytest.mark.parametrize(
    "stray", [b"+STRAY\r\n", b"$5\r\nSTRAY\r\n", b":1\r\n", b"-ERR stray\r\n", b"_\r\n", b"$5\r\nST"]
)
@pytest.mark.parametrize("when", ["before", "with", "after"])
async def test_a_reply_nobody_asked_for_reaches_nobody(kit: Kit, fake: FakeServer, stray: bytes, when: str) -> None:
    r = kit.redis(**fake.address, max_connections=2, socket_timeout=1, retries=0)
    await kit.do(r.ping())
    if when == "with":
        fake.on("ECHO", after=stray, times=1)
        assert await kit.do(r.echo("own")) == b"own"
    else:
        fake.send(stray)
        # Whether the kernel has delivered it is what the pause is for; a client cannot see what is not there yet.
        await kit.sleep(0.03)
    for number in range(6):
        try:
            assert await kit.do(r.echo(f"own {number}")) == f"own {number}".encode()
        except kit.door.RedisError as error:
            # It may meet the bytes on its way, but must not take them for its reply.
            assert isinstance(error, (kit.door.ProtocolError, kit.door.ConnectionError, kit.door.TimeoutError))
            assert when == "with" and number == 0, error
    await kit.rest(r.connection_pool)


@pytest.mark.parametrize("sharing", ["auto", "never"])
@pytest.mark.parametrize("stray", [b"+STRAY\r\n", b"$5\r\nST", b"the end"])
async def test_what_waits_on_an_idle_connection_reaches_none_of_many_who_come_at_once(
    kit: Kit, fake: FakeServer, stray: bytes, sharing: str
) -> None:
    """Who comes first looks at it. While he does, nobody else may ride on it."""
    r = kit.redis(**fake.address, max_connections=2, socket_timeout=5, retries=0, sharing=sharing)
    for turn in range(5):
        for lease in [await kit.do(r.connection_pool.acquire()) for _ in range(2)]:
            r.connection_pool.release(lease)
        if stray == b"the end":
            fake.drop()
        else:
            fake.send(stray)
        # Nobody sleeps here, so no event loop has read it yet.
        time.sleep(0.03)

        async def caller(number: int, turn: int = turn) -> None:
            assert await kit.do(r.echo(f"{turn}.{number}")) == f"{turn}.{number}".encode()

        await kit.repeat(16, caller)
        await kit.rest(r.connection_pool)


@pytest.mark.interrupts
async def test_who_gives_up_while_he_looks_at_an_idle_connection_costs_nothing(kit: Kit, fake: FakeServer) -> None:
    push = b">2\r\n$10\r\ninvalidate\r\n*1\r\n$1\r\nk\r\n"
    r = kit.redis(**fake.address, max_connections=1, socket_timeout=5, retries=0)
    await kit.do(r.ping())

    async def call() -> Any:
        return await kit.do(r.echo("given up"))

    for point in range(1, 4):
        fake.send(push)
        time.sleep(0.03)
        await kit.cancel_at(point, call)
        await kit.rest(r.connection_pool)
        assert await kit.do(r.echo("mine")) == b"mine"


async def test_a_greeting_before_the_first_command_is_refused(kit: Kit, fake: FakeServer) -> None:
    fake.on("<connect>", reply=b"+WELCOME\r\n", times=1)
    r = kit.redis(**fake.address, retries=0)
    error = await failure(kit, lambda: r.echo("mine"))
    assert isinstance(error, kit.door.ConnectionError)
    assert error.maybe_executed is False
    await answers(kit, r)


@pytest.mark.parametrize(
    "garbage",
    [
        b"HTTP/1.1 400 Bad Request\r\n\r\n",
        b"$-5\r\n",
        b"$1_0\r\n",
        b"*99999999999999999999\r\n",
        b":12a\r\n",
        b"\x00\x00\x00\x00",
        b"$3\r\nabcd\r\n",
        b"%1\r\n",
        b"#x\r\n",
        b",abc\r\n",
    ],
    ids=repr,
)
async def test_garbage_is_an_error_and_ends_the_connection(kit: Kit, fake: FakeServer, garbage: bytes) -> None:
    r = kit.redis(**fake.address, retries=0, socket_timeout=0.3)
    fake.on("INCR", reply=garbage, times=1)
    error = await failure(kit, lambda: r.incr("n"))
    assert isinstance(error, (kit.door.ProtocolError, kit.door.TimeoutError))
    assert error.maybe_executed is True
    assert await kit.do(r.get("n")) == b"1"
    await answers(kit, r)


async def test_pushes_around_replies_are_not_replies(kit: Kit, fake: FakeServer) -> None:
    r = kit.redis(**fake.address, max_connections=2)
    push = b">2\r\n$10\r\ninvalidate\r\n*1\r\n$1\r\nk\r\n"
    fake.on("ECHO", before=push * 3, after=push * 2)
    for number in range(20):
        assert await kit.do(r.echo(str(number))) == str(number).encode()
    fake.send(push * 5)
    await kit.sleep(0.02)
    await answers(kit, r)
    # A push is no fault: nothing had to be opened anew.
    assert r.connection_pool.stats()["lost"] == 0


async def test_many_pushes_on_an_idle_connection_are_taken_in(kit: Kit, fake: FakeServer) -> None:
    r = kit.redis(**fake.address, max_connections=1)
    await kit.do(r.ping())
    fake.send(b">2\r\n$10\r\ninvalidate\r\n*1\r\n$1\r\nk\r\n" * 2000)
    await kit.sleep(0.02)
    for number in range(5):
        assert await kit.do(r.echo(str(number))) == str(number).encode()


@pytest.mark.parametrize("drip", [b"", b">1\r\n$1\r\nx\r\n"], ids=["bytes", "pushes"])
async def test_a_drip_is_no_sign_of_life(kit: Kit, fake: FakeServer, drip: bytes) -> None:
    """The timeout is for the call, not for each piece that arrives."""
    r = kit.redis(**fake.address, socket_timeout=0.3, retries=0)
    await kit.do(r.ping())
    fake.on("ECHO", reply=drip * 100 or b"$1000\r\n" + b"x" * 1000, slice=len(drip) or 1, pause=0.05, times=1)
    began = time.monotonic()
    error = await failure(kit, lambda: r.echo("x"))
    assert isinstance(error, kit.door.TimeoutError)
    assert 0.29 <= time.monotonic() - began < 0.5
    fake.drop()
    await answers(kit, r)


async def test_a_late_reply_reaches_nobody_else(kit: Kit, fake: FakeServer) -> None:
    patient = kit.redis(**fake.address, max_connections=1)
    r = await hasty(kit, patient, 0.1)
    slow = fake.on("ECHO", delay=0.15, times=2)
    late = 0
    while slow.hits < 2:
        try:
            assert await kit.do(r.echo(f"call {late}")) == f"call {late}".encode()
        except kit.door.TimeoutError:
            late += 1
    assert 2 <= late <= 5
    for number in range(10):
        assert await kit.do(patient.echo(f"after {number}")) == f"after {number}".encode()
    await answers(kit, patient)


async def test_no_command_rides_on_a_connection_whose_reply_is_late(kit: Kit, fake: FakeServer) -> None:
    """Who comes after a timeout pays nothing for it."""
    patient = kit.redis(**fake.address, max_connections=4)
    r = await hasty(kit, patient, 0.15)
    stuck = fake.on("INCR", silence=True, times=1)

    async def unlucky() -> None:
        assert isinstance(await failure(kit, lambda: r.incr("n")), kit.door.ReplyTimeoutError)

    await kit.gather(unlucky)
    assert stuck.hits == 1
    for number in range(10):
        began = time.monotonic()
        assert await kit.do(patient.echo(str(number))) == str(number).encode()
        assert time.monotonic() - began < 0.1
    rode = {args[0]: connection for connection, args in fake.log}
    assert rode[b"ECHO"] != rode[b"INCR"]


async def test_the_reply_of_a_call_that_was_given_up_is_dropped(kit: Kit, fake: FakeServer) -> None:
    r = kit.redis(**fake.address, max_connections=1, socket_timeout=5)
    await kit.do(r.ping())
    fake.on("ECHO", delay=0.05, times=1)
    assert await kit.move_on_after(0.01, echo, kit, r, "given up") is ABANDONED
    for number in range(10):
        assert await kit.do(r.echo(str(number))) == str(number).encode()
    if kit.name in ("asyncio", "uvloop", "gevent"):
        # The loop reads and drops it, and the connection lives on; elsewhere nobody is left to read.
        assert fake.opened == 1


async def test_the_reply_of_a_call_that_was_given_up_is_read_by_those_who_stay(kit: Kit, fake: FakeServer) -> None:
    if not kit.can_cancel:
        return
    r = kit.redis(**fake.address, max_connections=1, socket_timeout=5)
    await kit.do(r.ping())
    slow = fake.on("ECHO", delay=0.02, times=3)
    handles = [kit.spawn(echo, kit, r, f"call {number}") for number in range(3)]
    await kit.until(slow.fired.is_set)
    handles[0].cancel()
    assert await handles[0].result() is ABANDONED
    assert [await handle.result() for handle in handles[1:]] == [b"call 1", b"call 2"]
    assert fake.opened == 1


async def echo(kit: Kit, r: Any, text: str) -> Any:
    return await kit.do(r.echo(text))


@pytest.mark.behaviour("coredis 26")
async def test_a_blocking_pop_that_is_given_up_is_not_left_to_take_an_element(kit: Kit) -> None:
    r = kit.redis(max_connections=2)
    for _ in range(5):
        key = kit.key("list")

        async def pop(key: str = key) -> Any:
            return await kit.do(r.blpop(key, timeout=10))

        assert await kit.move_on_after(0.02, pop) is ABANDONED
        await kit.rest(r.connection_pool)
        # The server notices the end of the connection before it takes the next one's command: wait until it says so.
        await kit.until(lambda: b"cmd=blpop" not in kit.server.command("CLIENT", "LIST"))
        await kit.do(r.rpush(key, "kept"))
        assert await kit.do(r.lrange(key, 0, -1)) == [b"kept"]


@pytest.mark.behaviour("redis-py 40")
async def test_a_pipeline_that_is_given_up_leaves_nothing_behind(kit: Kit, proxy: Proxy) -> None:
    r = kit.redis(**proxy.address, max_connections=2, socket_timeout=5)
    await kit.do(r.ping())
    proxy.down.slice, proxy.down.jitter = 500, 0.002

    async def run(number: int) -> Any:
        pipe = r.pipeline(transaction=False)
        for turn in range(400):
            pipe.echo(f"pipe {number} {turn}")
        return await kit.do(pipe.execute())

    for number in range(6):
        assert await kit.move_on_after(0.003 * number, run, number) is ABANDONED
        assert await kit.do(r.echo(f"own {number}")) == f"own {number}".encode()
    await kit.rest(r.connection_pool)


async def test_a_pipeline_whose_replies_stop_says_maybe(kit: Kit, fake: FakeServer) -> None:
    r = kit.redis(**fake.address, socket_timeout=0.2)
    fake.on("INCR", skip=3, times=1, close=True, swallow=True)
    pipe = r.pipeline(transaction=False)
    for _ in range(8):
        pipe.incr("n")
    error = await failure(kit, pipe.execute)
    assert error.maybe_executed is True
    assert fake.executed["INCR"] == 4
    await answers(kit, r)


@pytest.mark.parametrize("retries", [0, 3])
@pytest.mark.parametrize("size", [0, 1, 100, 5000, 300_000])
async def test_a_write_cut_within_the_command(kit: Kit, proxy: Proxy, size: int, retries: int) -> None:
    r = kit.redis(**proxy.address, max_connections=1, socket_timeout=5, retries=retries)
    await kit.do(r.ping())
    key = kit.key()
    proxy.up.cut_after, proxy.up.reset = size, True
    value = b"x" * 8_000_000
    try:
        # With a retry it may succeed: if not all of it was handed to the kernel, it certainly was not executed.
        assert await kit.do(r.append(key, value)) == len(value)
        assert retries
    except kit.door.ConnectionError:
        assert await kit.do(r.strlen(key)) == 0
    await answers(kit, r)


async def test_a_reader_that_is_slow_to_take_a_big_command(kit: Kit, fake: FakeServer) -> None:
    """The peer stops reading: the write has to end with the timeout, too."""
    r = kit.redis(**fake.address, socket_timeout=0.3, retries=0)
    fake.on("PING", silence=True, times=1)
    await failure(kit, r.ping)
    await kit.do(r.echo("warm"))
    with Stuck() as stuck:
        r = kit.redis(
            host="127.0.0.1", port=stuck.port, socket_timeout=0.4, protocol=2, lib_name=None, lib_version=None
        )
        value = b"x" * (16 << 20)
        began = time.monotonic()
        error = await failure(kit, lambda: r.set("k", value))
        assert isinstance(error, kit.door.TimeoutError)
        assert 0.39 <= time.monotonic() - began < 0.8
        assert error.maybe_executed is False


class Stuck:
    """A server that answers the first command with PONG, and reads nothing after it."""

    def __enter__(self) -> Stuck:
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.peers: list[socket.socket] = []
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.thread.start()
        return self

    def _run(self) -> None:
        while True:
            try:
                peer, _ = self.listener.accept()
                self.peers.append(peer)
                peer.recv(1000)
                peer.sendall(b"+PONG\r\n")
            except OSError:
                return

    def __exit__(self, *exc: object) -> None:
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        self.thread.join()
        for peer in self.peers:
            peer.close()


async def test_a_refused_password_says_so(kit: Kit, fake: FakeServer) -> None:
    fake.on("HELLO", reply=b"-WRONGPASS invalid username-password pair or user is disabled.\r\n")
    r = kit.redis(**fake.address, password="hush")
    error = await failure(kit, r.ping)
    assert isinstance(error, kit.door.AuthenticationError)
    assert "hush" not in str(error)
    await kit.rest(r.connection_pool)


async def test_an_old_server_is_spoken_to_in_the_old_protocol(kit: Kit, tmp_path: Any) -> None:
    with FakeServer(hello=False) as old:
        r = kit.redis(**old.address, db=1, client_name="me")
        assert await kit.do(r.echo("x")) == b"x"
        assert await kit.do(r.execute_command("CLIENT", "GETNAME")) == b"me"
        await kit.close(r)


async def test_timeout_and_reply_in_the_same_instant(kit: Kit, fake: FakeServer) -> None:
    import random

    rng = random.Random(5)
    patient = kit.redis(**fake.address, max_connections=8)
    r = await hasty(kit, patient, 0.02)
    fake.on("ECHO", delay=lambda: 0.02 + rng.uniform(-0.003, 0.003))
    outcomes = {"reply": 0, "timeout": 0}

    async def caller(number: int) -> None:
        for turn in range(30):
            text = f"{number}:{turn}"
            try:
                assert await kit.do(r.echo(text)) == text.encode()
                outcomes["reply"] += 1
            except kit.door.TimeoutError:
                outcomes["timeout"] += 1

    await kit.repeat(6, caller)
    assert outcomes["timeout"]
    fake.calm()
    await answers(kit, patient)


async def test_the_message_of_a_timeout_tells_what_was_waited_for(kit: Kit, fake: FakeServer) -> None:
    r = await hasty(kit, kit.redis(**fake.address, max_connections=1), 0.1)
    fake.on("INCR", silence=True, times=1)
    assert "repl" in str(await failure(kit, lambda: r.incr("n")))
    async with kit.lease(r.connection_pool):
        text = str(await failure(kit, r.ping))
    assert "connection" in text and "1" in text


async def test_what_waits_to_be_sent_on_a_shared_connection_may_yet_run(kit: Kit, mortal: Any) -> None:
    """A call that timed out before it was sent is sent all the same if the connection lives on for somebody else."""
    pool = kit.pool(port=mortal.port, max_connections=1, max_owed_bytes=1 << 30)
    patient = kit.redis(connection_pool=pool, socket_timeout=30)
    hasty = kit.redis(connection_pool=pool, socket_timeout=0.3)
    if kit.name == "threads":
        # They lease, so nobody waits behind anybody.
        return
    await kit.do(patient.ping())
    mortal.pause()
    try:
        storing = kit.spawn(lambda: kit.do(patient.set("large", b"x" * 20_000_000)))
        await kit.until(lambda: pool.stats()["owed"] == 1)
        with pytest.raises(kit.door.TimeoutError) as raised:
            await kit.do(hasty.incr("n"))
    finally:
        mortal.resume()
    assert await storing.result() is True
    await kit.rest(pool)
    assert await kit.do(patient.get("n")) == b"1"
    assert raised.value.maybe_executed is True
