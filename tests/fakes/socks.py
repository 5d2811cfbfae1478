"""A SOCKS5 proxy without passwords, as small as can be. It runs in native threads."""

from __future__ import annotations

import contextlib
import socket
import threading
from typing import Self

from .server import _end


class SocksProxy:
    """A proxy for the length of a ``with`` block.

    Attributes:
        asked: host and port of each connection that somebody wanted.
        refuses: the code that it answers instead of connecting; 0 connects.
    """

    def __init__(self) -> None:
        self.asked: list[tuple[str, int]] = []
        self.refuses = 0
        self._socks: list[socket.socket] = []
        self._threads: list[threading.Thread] = []

    def __enter__(self) -> Self:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._start(self._accept)
        return self

    def __exit__(self, *exc: object) -> None:
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for sock in self._socks:
            _end(sock, False)
        for thread in self._threads:
            thread.join(5)
        for sock in self._socks:
            sock.close()

    def _start(self, function: object, *args: object) -> None:
        thread = threading.Thread(target=function, args=args, daemon=True)  # type: ignore[arg-type]
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while True:
            try:
                sock, _ = self._listener.accept()
            except OSError:
                return
            self._socks.append(sock)
            self._start(self._serve, sock)

    def _serve(self, client: socket.socket) -> None:
        with contextlib.suppress(OSError):
            _, count = client.recv(2, socket.MSG_WAITALL)
            client.recv(count, socket.MSG_WAITALL)
            client.sendall(b"\x05\x00")
            kind = client.recv(4, socket.MSG_WAITALL)[3]
            size = 4 if kind == 1 else client.recv(1)[0]
            name = client.recv(size, socket.MSG_WAITALL)
            host = socket.inet_ntoa(name) if kind == 1 else name.decode()
            port = int.from_bytes(client.recv(2, socket.MSG_WAITALL))
            self.asked.append((host, port))
            client.sendall(bytes([5, self.refuses, 0, 1, 0, 0, 0, 0, 0, 0]))
            if self.refuses:
                _end(client, False)
                return
            server = socket.create_connection((host, port))
            self._socks.append(server)
            self._start(self._pass_on, server, client)
            self._pass_on(client, server)

    def _pass_on(self, source: socket.socket, target: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                target.sendall(data)
        with contextlib.suppress(OSError):
            target.shutdown(socket.SHUT_WR)
