"""Streams for trio."""

from __future__ import annotations

from typing import Any

import trio

from .base import Account


class Wrapped(trio.abc.Stream):
    """A stream that shows nothing but what it has to."""

    def __init__(self, stream: trio.SocketStream, account: Account) -> None:
        self._stream = stream
        self._account = account
        self._open = True
        account.open()

    async def send_all(self, data: bytes | bytearray | memoryview) -> None:
        self._account.sent += len(data)
        await self._stream.send_all(data)

    async def wait_send_all_might_not_block(self) -> None:
        await self._stream.wait_send_all_might_not_block()

    async def receive_some(self, max_bytes: int | None = None) -> bytes:
        data = await self._stream.receive_some(min(max_bytes or 65536, self._account.most))
        self._account.received += len(data)
        return bytes(data)

    async def aclose(self) -> None:
        if self._open:
            self._open = False
            self._account.close()
            await self._stream.aclose()


def connect(account: Account, kind: str) -> Any:
    async def make(host: str, port: int, timeout: float | None) -> Any:
        account.ask(host, port, timeout)
        stream = await trio.open_tcp_stream("127.0.0.1" if host == "localhost" else host, port)
        if kind == "wrapped":
            return Wrapped(stream, account)
        account.opened += 1
        return stream if kind == "stream" else stream.socket

    return make


FACTORIES = {
    "socket": lambda account: connect(account, "socket"),
    "stream": lambda account: connect(account, "stream"),
    "wrapped": lambda account: connect(account, "wrapped"),
}
