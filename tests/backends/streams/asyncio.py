"""Streams for asyncio."""

from __future__ import annotations

import asyncio
import socket
from typing import Any

from .base import Account


class WrappedReader:
    """A reader that shows nothing but `read`."""

    def __init__(self, reader: asyncio.StreamReader, account: Account) -> None:
        self._reader = reader
        self._account = account

    async def read(self, size: int) -> bytes:
        data = await self._reader.read(min(size, self._account.most))
        self._account.received += len(data)
        return data


class WrappedWriter:
    """A writer that shows nothing but `write`, `drain` and `close`."""

    def __init__(self, writer: asyncio.StreamWriter, account: Account) -> None:
        self._writer = writer
        self._account = account
        self._open = True
        account.open()

    def write(self, data: bytes) -> None:
        self._account.sent += len(data)
        self._writer.write(data)

    async def drain(self) -> None:
        await self._writer.drain()

    def close(self) -> None:
        if self._open:
            self._open = False
            self._account.close()
            self._writer.transport.abort()


async def dial(host: str, port: int) -> socket.socket:
    """Connect a socket; it is closed whatever interrupts that."""
    sock = socket.socket()
    try:
        sock.setblocking(False)
        await asyncio.get_running_loop().sock_connect(sock, (host, port))
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    except BaseException:
        sock.close()
        raise
    return sock


def connect(account: Account, kind: str) -> Any:
    async def make(host: str, port: int, timeout: float | None) -> Any:
        account.ask(host, port, timeout)
        sock = await dial("127.0.0.1" if host == "localhost" else host, port)
        if kind == "socket":
            account.opened += 1
            return sock
        try:
            reader, writer = await asyncio.open_connection(sock=sock)
        except BaseException:
            sock.close()
            raise
        if kind == "wrapped":
            return WrappedReader(reader, account), WrappedWriter(writer, account)
        account.opened += 1
        return reader, writer

    return make


FACTORIES = {
    "socket": lambda account: connect(account, "socket"),
    "pair": lambda account: connect(account, "pair"),
    "wrapped": lambda account: connect(account, "wrapped"),
}
