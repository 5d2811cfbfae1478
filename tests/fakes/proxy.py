"""A TCP proxy in front of a real server, which slices, delays, swallows and cuts what passes through it.

Like the fake server it runs in native threads. Each direction has a `Flow`, whose attributes may be changed at any
moment and count from then on for every connection, old and new.
"""

from __future__ import annotations

import contextlib
import random
import socket
import threading
import time
from dataclasses import dataclass, field
from typing import Self

from .server import _end, _slices


@dataclass
class Flow:
    """What happens to the bytes of one direction.

    Args:
        slice: pass them on in pieces of so many bytes; 0 passes on what comes.
        pause: seconds to wait before each piece.
        jitter: further seconds, up to so many, drawn anew for each piece.
        swallow: read them and pass nothing on (a black hole).
        cut_after: end the connection after so many more bytes of this direction, counted over all connections.
        reset: end it with a TCP reset.
        half: end only this direction of the connection.
        stall: end nothing, and pass nothing on any more in this direction of it: a line that went dead.
        passed: how many bytes were passed on, over all connections.
    """

    slice: int = 0
    pause: float = 0.0
    jitter: float = 0.0
    swallow: bool = False
    cut_after: int | None = None
    reset: bool = False
    half: bool = False
    stall: bool = False
    passed: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def allow(self, size: int) -> tuple[int, bool]:
        """Return how many of `size` bytes may pass, and whether the connection is cut after them."""
        with self.lock:
            if self.cut_after is None or size < self.cut_after:
                self.cut_after = None if self.cut_after is None else self.cut_after - size
                self.passed += size
                return size, False
            allowed, self.cut_after = self.cut_after, None
            self.passed += allowed
            return allowed, True


class Proxy:
    """A proxy to `host` and `port` for the length of a ``with`` block; `up` is towards the server, `down` from it.

    Args:
        host: host of the real server.
        port: port of the real server.
        seed: seed of the jitter.
    """

    def __init__(self, host: str, port: int, seed: int = 0) -> None:
        self.target = (host, port)
        self.host = "127.0.0.1"
        self.port = 0
        self.up = Flow()
        self.down = Flow()
        self.opened = 0
        # Connections with a smaller number are dead lines.
        self._silent = 0
        self._random = random.Random(seed)
        self._pairs: set[tuple[socket.socket, socket.socket]] = set()
        self._lock = threading.Lock()
        self._threads: list[threading.Thread] = []
        self._listener = socket.socket()

    def __enter__(self) -> Self:
        self._listener.bind((self.host, 0))
        self._listener.listen(512)
        self.port = self._listener.getsockname()[1]
        self._start(self._accept)
        return self

    def __exit__(self, *exc: object) -> None:
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.cut()
        for thread in self._threads:
            thread.join(5)
            assert not thread.is_alive(), "a thread of the proxy hangs"

    @property
    def address(self) -> dict[str, object]:
        """The options of a client that goes through the proxy."""
        return {"host": self.host, "port": self.port}

    def cut(self, *, reset: bool = False) -> None:
        """End every connection there is, on both sides."""
        with self._lock:
            pairs = list(self._pairs)
        for client, server in pairs:
            _end(client, reset)
            _end(server, False)

    def silence(self) -> None:
        """Make dead lines of the connections there are: nothing passes, nothing is closed. New ones are in order."""
        self._silent = self.opened

    def _start(self, function: object, *args: object) -> None:
        thread = threading.Thread(target=function, args=args, daemon=True)  # type: ignore[arg-type]
        if len(self._threads) > 500:
            self._threads = [each for each in self._threads if each.is_alive()]
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            try:
                server = socket.create_connection(self.target, 5)
            except OSError:
                _end(client, True)
                continue
            server.settimeout(None)
            number = self.opened
            self.opened += 1
            for sock in (client, server):
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            with self._lock:
                self._pairs.add((client, server))
            self._start(self._serve, client, server, number)

    def _serve(self, client: socket.socket, server: socket.socket, number: int) -> None:
        upward = threading.Thread(target=self._pump, args=(client, server, self.up, number), daemon=True)
        upward.start()
        self._pump(server, client, self.down, number)
        upward.join()
        with self._lock:
            self._pairs.discard((client, server))
        client.close()
        server.close()

    def _pump(self, source: socket.socket, target: socket.socket, flow: Flow, number: int) -> None:
        dead = False
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                if dead or flow.swallow or number < self._silent:
                    continue
                for piece in _slices(data, flow.slice):
                    if flow.pause or flow.jitter:
                        time.sleep(flow.pause + flow.jitter * self._random.random())
                    allowed, cut = flow.allow(len(piece))
                    target.sendall(piece[:allowed])
                    if cut and flow.stall:
                        dead = True
                        break
                    if cut:
                        self._cut(source, target, flow)
                        return
        if not flow.half:
            _end(source, False)
        with contextlib.suppress(OSError):
            target.shutdown(socket.SHUT_WR)

    def _cut(self, source: socket.socket, target: socket.socket, flow: Flow) -> None:
        if flow.half:
            with contextlib.suppress(OSError):
                target.shutdown(socket.SHUT_WR)
            return
        _end(target, flow.reset)
        _end(source, flow.reset)
