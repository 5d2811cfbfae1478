"""The floor of asyncio and uvloop: a Protocol, or a BufferedProtocol that keeps its buffer."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from typing import cast

from benchmarks.data import Exchange, caller_exchanges
from benchmarks.floors import Many, One
from benchmarks.floors.bare import closed, joined, prepare, surplus
from benchmarks.loops import Body, Over, all_of, async_repeat, run_asyncio
from benchmarks.window import Figures, Window


class Counting(asyncio.Protocol):
    """Counts the bytes that come, for one caller."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._missing = 0
        self._waiter: asyncio.Future[None] | None = None
        self._write: Callable[[bytes], None]
        self._transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport."""
        self._transport = cast(asyncio.Transport, transport)
        self._write = self._transport.write

    def data_received(self, data: bytes) -> None:
        """Wake the caller when all has come."""
        self.counted(len(data))

    def counted(self, count: int) -> None:
        """Take note of so many bytes."""
        self._missing -= count
        if self._missing <= 0 and self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    def swap(self, request: bytes, size: int) -> asyncio.Future[None]:
        """Send the request; the future is done when as many bytes have come."""
        if self._missing:
            raise surplus(-self._missing)
        self._missing = size
        self._waiter = waiter = self._loop.create_future()
        self._write(request)
        return waiter

    def connection_lost(self, error: Exception | None) -> None:
        """Fail whoever waits."""
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_exception(closed())

    def close(self) -> None:
        """Close the connection at once."""
        self._transport.abort()


class CountingInto(Counting, asyncio.BufferedProtocol):
    """The same, reading into one buffer that is kept."""

    def __init__(self) -> None:
        super().__init__()
        self._buffer = bytearray(1 << 20)

    def get_buffer(self, sizehint: int) -> bytearray:
        """Return the one buffer."""
        return self._buffer

    def buffer_updated(self, nbytes: int) -> None:
        """Count."""
        self.counted(nbytes)


async def connect(port: int, kind: type[Counting]) -> Counting:
    """Return a connected protocol."""
    _, protocol = await asyncio.get_running_loop().create_connection(kind, "127.0.0.1", port)
    return protocol


async def _one(window: Window, port: int, exchange: Exchange, kind: type[Counting], calls: int = 1) -> Figures:
    protocol = await connect(port, kind)
    try:
        return await async_repeat(window, protocol.swap, *exchange, calls=calls)
    finally:
        protocol.close()


def one_protocol(window: Window, port: int, exchange: Exchange) -> Figures:
    """One caller, a Protocol."""
    return run_asyncio(lambda: _one(window, port, exchange, Counting))


def one_buffered(window: Window, port: int, exchange: Exchange) -> Figures:
    """One caller, a BufferedProtocol."""
    return run_asyncio(lambda: _one(window, port, exchange, CountingInto))


def many_shared(window: Window, port: int, callers: int) -> Figures:
    """All callers in one write."""
    prepare(port, callers)
    return run_asyncio(lambda: _one(window, port, joined(callers), Counting, callers))


def many_conns(window: Window, port: int, callers: int) -> Figures:
    """A task and a connection for every caller."""

    async def main() -> Figures:
        counts = [0] * callers
        protocols = [await connect(port, Counting) for _ in range(callers)]

        def body_of(caller: int) -> Body:
            async def body(over: Over) -> None:
                swap = protocols[caller].swap
                exchanges = caller_exchanges(caller)
                while not over():
                    for exchange in exchanges:
                        await swap(*exchange)
                        counts[caller] += 1

            return body

        try:
            return await all_of(window, counts, [body_of(caller) for caller in range(callers)])
        finally:
            for protocol in protocols:
                protocol.close()

    return run_asyncio(main)


class Shared(asyncio.Protocol):
    """One connection of many tasks: what they send in one turn of the loop is collected, and replies set futures."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._out: list[bytes] = []
        self._owed: deque[tuple[asyncio.Future[None], int]] = deque()
        self._have = 0
        self.transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport."""
        self.transport = cast(asyncio.Transport, transport)

    def swap(self, exchange: Exchange) -> asyncio.Future[None]:
        """Send a request; the future is done when its reply has come."""
        if not self._out:
            self._loop.call_soon(self._flush)
        self._out.append(exchange.request)
        waiter = self._loop.create_future()
        self._owed.append((waiter, exchange.size))
        return waiter

    def _flush(self) -> None:
        data = b"".join(self._out)
        self._out.clear()
        self.transport.write(data)

    def data_received(self, data: bytes) -> None:
        """Wake everybody whose reply is there."""
        self._have += len(data)
        owed = self._owed
        while owed and self._have >= owed[0][1]:
            waiter, size = owed.popleft()
            self._have -= size
            if not waiter.done():
                waiter.set_result(None)


def many_callers(window: Window, port: int, callers: int) -> Figures:
    """One connection, a task for every caller."""

    async def main() -> Figures:
        counts = [0] * callers
        _, shared = await asyncio.get_running_loop().create_connection(Shared, "127.0.0.1", port)

        def body_of(caller: int) -> Body:
            async def body(over: Over) -> None:
                swap = shared.swap
                exchanges = caller_exchanges(caller)
                while not over():
                    for exchange in exchanges:
                        await swap(exchange)
                        counts[caller] += 1

            return body

        try:
            return await all_of(window, counts, [body_of(caller) for caller in range(callers)])
        finally:
            shared.transport.abort()

    return run_asyncio(main)


ONE: dict[str, One] = {"protocol": one_protocol, "buffered": one_buffered}
MANY: dict[str, Many] = {"shared": many_shared, "conns": many_conns, "callers": many_callers}
