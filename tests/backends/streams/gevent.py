"""Streams for gevent."""

from __future__ import annotations

from typing import Any

import gevent.socket
from gevent.monkey import get_original

from .base import Account
from .threads import Wrapped


def connect(account: Account, kind: str) -> Any:
    def make(host: str, port: int, timeout: float | None) -> Any:
        account.ask(host, port, timeout)
        if kind == "native":
            account.opened += 1
            return get_original("socket", "create_connection")((host, port), timeout)
        sock = gevent.socket.create_connection((host, port), timeout)
        sock.setsockopt(gevent.socket.IPPROTO_TCP, gevent.socket.TCP_NODELAY, 1)
        if kind == "wrapped":
            return Wrapped(sock, account)
        account.opened += 1
        return sock

    return make


FACTORIES = {
    "socket": lambda account: connect(account, "socket"),
    "native": lambda account: connect(account, "native"),
    "wrapped": lambda account: connect(account, "wrapped"),
}
