"""The floor of gevent: an io watcher on the hub, or gevent's own sockets."""

from __future__ import annotations

import socket
from collections import deque
from itertools import cycle
from typing import Any

import gevent
import gevent.socket

from benchmarks.blocking import Body, Over, repeat, run_greenlets
from benchmarks.data import Exchange, caller_exchanges
from benchmarks.floors import Many, One
from benchmarks.floors.bare import CHUNK, closed, connect, joined, prepare, send_all, surplus, swap_over
from benchmarks.window import Figures, Window

READ = 1


class Watched:
    """A connection whose one watcher stays on and switches to the greenlet that waits."""

    def __init__(self, port: int) -> None:
        self.sock = connect(port)
        self.sock.setblocking(False)
        self._hub: Any = gevent.get_hub()
        self._watcher: Any = self._hub.loop.io(self.sock.fileno(), READ)
        self._waiting: Any = None
        self._watcher.start(self._ready)

    def _ready(self) -> None:
        if self._waiting is not None:
            self._waiting.switch()

    def swap(self, request: bytes, size: int) -> None:
        """Send the request and return when as many bytes have come."""
        send_all(self.sock, request)
        self._waiting = gevent.getcurrent()
        missing = size
        while missing > 0:
            self._hub.switch()
            try:
                chunk = self.sock.recv(CHUNK)
            except BlockingIOError:
                continue
            if not chunk:
                raise closed()
            missing -= len(chunk)
        self._waiting = None
        if missing:
            raise surplus(-missing)

    def close(self) -> None:
        """End the watcher and the socket."""
        self._watcher.stop()
        self._watcher.close()
        self.sock.close()


def one_watcher(window: Window, port: int, exchange: Exchange) -> Figures:
    """One caller, a watcher that stays on."""
    watched = Watched(port)
    try:
        return repeat(window, watched.swap, *exchange)
    finally:
        watched.close()


def one_socket(window: Window, port: int, exchange: Exchange) -> Figures:
    """One caller, a socket of gevent."""
    with gevent.socket.create_connection(("127.0.0.1", port)) as sock:
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return repeat(window, swap_over(sock), *exchange)


def many_shared(window: Window, port: int, callers: int) -> Figures:
    """All callers in one write."""
    prepare(port, callers)
    watched = Watched(port)
    try:
        return repeat(window, watched.swap, *joined(callers), callers)
    finally:
        watched.close()


def many_conns(window: Window, port: int, callers: int) -> Figures:
    """A greenlet and a connection for every caller."""
    counts = [0] * callers
    connections = [Watched(port) for _ in range(callers)]

    def body_of(caller: int) -> Body:
        swap = connections[caller].swap

        def body(_: Over) -> None:
            for exchange in cycle(caller_exchanges(caller)):
                swap(*exchange)
                counts[caller] += 1

        return body

    try:
        return run_greenlets(window, counts, [body_of(caller) for caller in range(callers)])
    finally:
        for connection in connections:
            connection.close()


class Shared:
    """One connection of many greenlets: the hub reads and switches to them, a hub callback collects their requests."""

    def __init__(self, port: int) -> None:
        self.sock = connect(port)
        self.sock.setblocking(False)
        self._hub: Any = gevent.get_hub()
        self._out: list[bytes] = []
        self._owed: deque[tuple[Any, int]] = deque()
        self._have = 0
        self._watcher: Any = self._hub.loop.io(self.sock.fileno(), READ)
        self._watcher.start(self._ready)

    def swap(self, exchange: Exchange) -> None:
        """Send a request and return when its reply has come."""
        if not self._out:
            self._hub.loop.run_callback(self._flush)
        self._out.append(exchange.request)
        self._owed.append((gevent.getcurrent(), exchange.size))
        self._hub.switch()

    def _flush(self) -> None:
        data = b"".join(self._out)
        self._out.clear()
        send_all(self.sock, data)

    def _ready(self) -> None:
        try:
            self._have += len(self.sock.recv(CHUNK))
        except BlockingIOError:
            return
        owed = self._owed
        while owed and self._have >= owed[0][1]:
            greenlet, size = owed.popleft()
            self._have -= size
            greenlet.switch()

    def close(self) -> None:
        """End the watcher and the socket."""
        self._watcher.stop()
        self._watcher.close()
        self.sock.close()


def many_callers(window: Window, port: int, callers: int) -> Figures:
    """One connection, a greenlet for every caller."""
    counts = [0] * callers
    shared = Shared(port)

    def body_of(caller: int) -> Body:
        def body(_: Over) -> None:
            for exchange in cycle(caller_exchanges(caller)):
                shared.swap(exchange)
                counts[caller] += 1

        return body

    try:
        return run_greenlets(window, counts, [body_of(caller) for caller in range(callers)])
    finally:
        shared.close()


ONE: dict[str, One] = {"watcher": one_watcher, "socket": one_socket}
MANY: dict[str, Many] = {"shared": many_shared, "conns": many_conns, "callers": many_callers}
