"""TLS that does what it may, and TLS that never ends. Scenarios 19 and 39: no call outlives its timeout.

`tests/backends/test_tls.py` and `test_tls_trust.py` have the rest: cuts, slices, certificates.
"""

from __future__ import annotations

import itertools
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import Any

import pytest

from sansredis.core.resp import CommandParser

from ..backends.kit import Kit
from ..fakes.server import FakeServer
from ..fakes.tls import Authority, ServerSide, Terminator
from .checks import failure, serves

pytestmark = pytest.mark.fast
TIMEOUT = 0.3
HANDSHAKE, APPLICATION, UNENCRYPTED_CHANGE = 22, 23, 20


def record(kind: int, body: bytes, size: int | None = None) -> bytes:
    """A record of TLS, which may promise more than it has."""
    return bytes((kind, 3, 3)) + (len(body) if size is None else size).to_bytes(2) + body


# The handshake begins as it should, with as much of the server's first message as would be 16 MB long.
SERVER_HELLO = bytes((2, 0xFF, 0xFF, 0xFF))
HELLO_REQUEST = bytes((0, 0, 0, 0))
ENDLESS: dict[str, tuple[bytes, bytes]] = {
    # What comes first, and then again and again.
    "a record that does not end": (record(HANDSHAKE, b"", 16384), b"\x02"),
    "a message that does not end": (record(HANDSHAKE, SERVER_HELLO), record(HANDSHAKE, b"\x03")),
    "requests to begin": (b"", record(HANDSHAKE, HELLO_REQUEST)),
    "empty records": (b"", record(HANDSHAKE, b"")),
    "warnings": (b"", record(21, b"\x01\x70")),
}


class Endless:
    """A server that sends the same again and again: in the place of its handshake, or after it.

    Args:
        pause: seconds between two; 0 floods.
        side: makes the TLS of a connection, with which hands are shaken and one command is waited for.
    """

    def __init__(self, first: bytes, then: bytes, pause: float, side: Callable[[], ServerSide] | None = None) -> None:
        self.first, self.then, self.pause, self.side = first, then, pause, side
        self.over = threading.Event()
        self.sent = 0
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.threads = [threading.Thread(target=self._accept, daemon=True)]
        self.threads[0].start()

    def close(self) -> None:
        self.over.set()
        with suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        for thread in self.threads:
            thread.join(10)
            assert not thread.is_alive()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                sock, _ = self.listener.accept()
                self.threads.append(threading.Thread(target=self._serve, args=(sock,), daemon=True))
                self.threads[-1].start()

    def _serve(self, sock: socket.socket) -> None:
        with sock, suppress(OSError):
            sock.settimeout(10)
            if self.side is None:
                sock.recv(65536)
            elif not self._until_echo(sock, self.side()):
                return
            many = self.then * (1 if self.pause else max(1, 16384 // len(self.then)))
            sock.sendall(self.first)
            while not self.over.is_set():
                sock.sendall(many)
                self.sent += len(many)
                self.over.wait(self.pause)

    def _until_echo(self, sock: socket.socket, side: ServerSide) -> bool:
        """Shake hands, and answer whatever comes before an ECHO. Returns whether that came."""
        parser = CommandParser()
        while data := sock.recv(65536):
            commands = parser.feed(side.receive(data))
            sock.sendall(side.outgoing())
            for args in commands:
                if bytes(args[0]).upper() == b"ECHO":
                    return True
                sock.sendall(side.send(b"+PONG\r\n" if bytes(args[0]).upper() == b"PING" else b"+OK\r\n"))
        return False


@pytest.fixture
def endless() -> Iterator[Callable[..., Endless]]:
    servers: list[Endless] = []

    def start(*args: Any) -> Endless:
        servers.append(Endless(*args))
        return servers[-1]

    yield start
    for server in servers:
        server.close()


async def ends_in_time(kit: Kit, r: Any) -> Any:
    """A call that never gets its reply: return its error, which comes with the timeout, or before."""
    began = time.monotonic()
    error = await failure(kit, lambda: r.echo("x"))
    assert time.monotonic() - began < TIMEOUT * 10
    assert isinstance(error, kit.door.TimeoutError | kit.door.ConnectionError), error
    await kit.rest(r.connection_pool)
    return error


@pytest.mark.parametrize("pause", [0.01, 0], ids=["drip", "flood"])
@pytest.mark.parametrize("what", ENDLESS)
async def test_a_handshake_that_never_ends(
    kit: Kit, endless: Callable[..., Endless], authority: Authority, what: str, pause: float
) -> None:
    server = endless(*ENDLESS[what], pause)
    options = {"host": "127.0.0.1", "port": server.port, "ssl": True, "ssl_ca_certs": authority.ca}
    r = kit.redis(**options, socket_timeout=TIMEOUT, retries=0, connect_backoff=0)
    while not server.sent:
        error = await ends_in_time(kit, r)
        assert error.maybe_executed is False


@pytest.mark.parametrize("pause", [0.01, 0], ids=["drip", "flood"])
@pytest.mark.parametrize("what", ["a record that does not end", "records that nobody can read"])
async def test_no_reply_but_bytes_without_end(
    kit: Kit, endless: Callable[..., Endless], authority: Authority, what: str, pause: float
) -> None:
    """After the handshake: bytes of a record, or plain text where only what is encrypted may be."""
    first = record(APPLICATION, b"", 16384) if "end" in what else b""
    then = b"x" if "end" in what else record(UNENCRYPTED_CHANGE, b"\x01")
    context = authority.context()
    server = endless(first, then, pause, lambda: ServerSide(context))
    options = {"host": "127.0.0.1", "port": server.port, "ssl": True, "ssl_ca_certs": authority.ca}
    r = kit.redis(**options, protocol=2, socket_timeout=30, retries=0)
    await kit.do(r.ping())
    error = await ends_in_time(kit, r.with_timeout(TIMEOUT))
    assert error.maybe_executed is True


@pytest.mark.parametrize("piece", [1, 0], ids=["small records", "whole records"])
async def test_no_reply_but_pushes_without_end(
    kit: Kit, fake: FakeServer, fake_secure: Terminator, authority: Authority, piece: int
) -> None:
    """Each of them is in order, TLS and RESP, and none is the reply."""
    fake_secure.piece = piece
    r = kit.redis(**fake_secure.address, ssl_ca_certs=authority.ca, socket_timeout=30, retries=0)
    await kit.do(r.ping())
    over = threading.Event()

    def stream() -> Iterable[bytes]:
        return itertools.takewhile(lambda _: not over.is_set(), itertools.repeat(b">1\r\n$3\r\nnew\r\n" * 50))

    fake.on("ECHO", stream=stream, close=True, times=1)
    try:
        error = await ends_in_time(kit, r.with_timeout(TIMEOUT))
    finally:
        over.set()
    assert error.maybe_executed is True
    await serves(kit, r)


@pytest.mark.parametrize("piece", [1, 7, 100])
async def test_new_keys_in_the_middle_of_replies(
    kit: Kit, secure: Terminator, authority: Authority, piece: int
) -> None:
    """The server changes its keys after each record, and asks for ours: messages that are no data, within a reply."""
    r = kit.redis(**secure.address, ssl_ca_certs=authority.ca, socket_timeout=30, max_connections=2)
    await kit.do(r.ping())
    secure.piece, secure.new_keys = piece, True

    async def caller(number: int) -> None:
        for size in (0, 1, 50, 1000):
            text = f"{number} " + "x" * size
            assert await kit.do(r.echo(text)) == text.encode()

    await kit.repeat(4, caller)
    secure.piece, secure.new_keys = 0, False
    await serves(kit, r)
    assert set(secure.versions) == {"TLSv1.3"}
    assert r.connection_pool.stats()["lost"] == 0
