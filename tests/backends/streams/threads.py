"""Streams for threads."""

from __future__ import annotations

import socket
from typing import Any

from .base import Account


class Wrapped:
    """A socket that shows nothing but what it has to."""

    def __init__(self, sock: Any, account: Account) -> None:
        self._sock = sock
        self._account = account
        account.open()

    def send(self, data: bytes) -> int:
        sent: int = self._sock.send(data[: self._account.most])
        self._account.sent += sent
        return sent

    def recv(self, size: int) -> bytes:
        data: bytes = self._sock.recv(min(size, self._account.most))
        self._account.received += len(data)
        return data

    def settimeout(self, seconds: float | None) -> None:
        self._sock.settimeout(seconds)

    def shutdown(self, how: int) -> None:
        self._sock.shutdown(how)

    def close(self) -> None:
        sock, self._sock = self._sock, Gone()
        if not isinstance(sock, Gone):
            self._account.close()
            sock.close()


class Gone:
    """What is in the place of a socket that was closed."""

    def __getattr__(self, name: str) -> Any:
        raise OSError("it was closed")


def connect(account: Account, wrapped: bool) -> Any:
    def make(host: str, port: int, timeout: float | None) -> Any:
        account.ask(host, port, timeout)
        sock = socket.create_connection((host, port), timeout)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if wrapped:
            return Wrapped(sock, account)
        account.opened += 1
        return sock

    return make


FACTORIES = {
    "socket": lambda account: connect(account, False),
    "wrapped": lambda account: connect(account, True),
}
