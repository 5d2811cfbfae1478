"""Addresses that fail in every way there is, and names that lead to them.

A black hole is a listening socket whose queue is full: Linux leaves further attempts to connect without any answer, as
a firewall does.
"""

from __future__ import annotations

import _socket
import contextlib
import functools
import re
import select
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self

import pytest

Address = tuple[str, int]
_SYN_SENT = "02"


class BlackHole:
    """An address that never answers, for the length of a ``with`` block."""

    def __init__(self, host: str = "127.0.0.3") -> None:
        self._listener = socket.socket()
        self._listener.bind((host, 0))
        self.address: Address = self._listener.getsockname()
        self._fill: list[socket.socket] = []

    def __enter__(self) -> Self:
        self._listener.listen(0)
        # Which of them is the first without an answer, only the system knows. That one must not stay: it would be
        # counted by `knocking`.
        while True:
            last = socket.socket()
            self._fill.append(last)
            last.setblocking(False)
            last.connect_ex(self.address)
            if not select.select([], [last], [], 0.2)[1]:
                last.close()
                return self

    def __exit__(self, *exc: object) -> None:
        for sock in (*self._fill, self._listener):
            sock.close()

    def knocking(self) -> int:
        """How many attempts to connect to it there are at this moment on this machine, as the kernel has it."""
        there = f":{self.address[1]:04X}"
        rows = [line.split() for line in Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:]]
        return sum(row[2].endswith(there) and row[3] == _SYN_SENT for row in rows)


@contextlib.contextmanager
def closed_address(host: str = "127.0.0.2") -> Iterator[Address]:
    """An address at which nobody listens, nor can begin to meanwhile."""
    with socket.socket() as holder:
        holder.bind((host, 0))
        yield holder.getsockname()


class Names:
    """What names mean. Each runtime's own look-up goes through this, and finds the true meaning of any other name.

    Args:
        monkeypatch: puts it in the place of what asks the operating system.
        runtime: the name of the runtime.

    Attributes:
        asked: the names that were looked up.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch, runtime: str) -> None:
        self._known: dict[str, list[Address] | Exception] = {}
        self._held: dict[str, threading.Event] = {}
        self._ask = _socket.getaddrinfo
        self.asked: list[str] = []
        # All of them end up here, in threads of their own or not, but for uvloop, which has a resolver in C.
        monkeypatch.setattr(_socket, "getaddrinfo", self._getaddrinfo)
        if runtime == "uvloop":
            import uvloop

            async def getaddrinfo(loop: Any, host: Any, port: Any, **options: Any) -> Any:
                return await loop.run_in_executor(None, functools.partial(socket.getaddrinfo, host, port, **options))

            monkeypatch.setattr(uvloop.Loop, "getaddrinfo", getaddrinfo)

    def give(self, name: str, *addresses: Address) -> None:
        """Let a name have addresses, in this order."""
        self._known[name] = list(addresses)

    def fail(self, name: str, error: Exception) -> None:
        """Let the look-up of a name fail."""
        self._known[name] = error

    @contextlib.contextmanager
    def hang(self, name: str) -> Iterator[None]:
        """Let the look-up of a name not end before the block does."""
        held = self._held[name] = threading.Event()
        try:
            yield
        finally:
            del self._held[name]
            held.set()

    def _getaddrinfo(
        self, host: Any, port: Any, family: int = 0, type: int = 0, proto: int = 0, flags: int = 0
    ) -> list[Any]:
        name = host.decode() if isinstance(host, bytes) else host
        numeric = re.fullmatch(r"[0-9.]+|.*:.*", name) or flags & socket.AI_NUMERICHOST
        if not numeric:
            self.asked.append(name)
        held = None if numeric else self._held.get(name)
        assert held is None or held.wait(30), "the test does not let the look-up end"
        known = None if numeric else self._known.get(name)
        if isinstance(known, Exception):
            raise known
        if known is None:
            return self._ask(host, port, family, type, proto, flags)
        return [
            (socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM, 6, "", (host, port))
            for host, port in known
        ]
