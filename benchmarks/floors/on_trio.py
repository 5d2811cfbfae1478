"""The floor of trio: a plain socket with ``trio.lowlevel.wait_readable``, or a ``trio.SocketStream``."""

from __future__ import annotations

from collections import deque

import trio

from benchmarks.data import Exchange, caller_exchanges
from benchmarks.floors import Many, One
from benchmarks.floors.bare import CHUNK, closed, connect, joined, prepare, send_all, surplus
from benchmarks.loops import Body, Over, all_of, async_repeat, run_trio
from benchmarks.window import Figures, Window

Task = trio.lowlevel.Task


class Plain:
    """A connection of one caller over a plain non-blocking socket."""

    def __init__(self, port: int) -> None:
        self.sock = connect(port)
        self.sock.setblocking(False)

    async def swap(self, request: bytes, size: int) -> None:
        """Send the request and return when as many bytes have come."""
        sock = self.sock
        send_all(sock, request)
        missing = size
        while missing > 0:
            await trio.lowlevel.wait_readable(sock)
            try:
                chunk = sock.recv(CHUNK)
            except BlockingIOError:
                continue
            if not chunk:
                raise closed()
            missing -= len(chunk)
        if missing:
            raise surplus(-missing)


def one_plain(window: Window, port: int, exchange: Exchange) -> Figures:
    """One caller, a plain socket."""
    plain = Plain(port)
    with plain.sock:
        return run_trio(lambda: async_repeat(window, plain.swap, *exchange))


def one_stream(window: Window, port: int, exchange: Exchange) -> Figures:
    """One caller, a SocketStream."""

    async def main() -> Figures:
        stream = await trio.open_tcp_stream("127.0.0.1", port)

        async def swap(request: bytes, size: int) -> None:
            await stream.send_all(request)
            missing = size
            while missing > 0:
                chunk = await stream.receive_some(CHUNK)
                if not chunk:
                    raise closed()
                missing -= len(chunk)
            if missing:
                raise surplus(-missing)

        async with stream:
            return await async_repeat(window, swap, *exchange)

    return run_trio(main)


def many_shared(window: Window, port: int, callers: int) -> Figures:
    """All callers in one write."""
    prepare(port, callers)
    plain = Plain(port)
    with plain.sock:
        return run_trio(lambda: async_repeat(window, plain.swap, *joined(callers), calls=callers))


def many_conns(window: Window, port: int, callers: int) -> Figures:
    """A task and a connection for every caller."""
    counts = [0] * callers
    connections = [Plain(port) for _ in range(callers)]

    def body_of(caller: int) -> Body:
        async def body(over: Over) -> None:
            swap = connections[caller].swap
            exchanges = caller_exchanges(caller)
            while not over():
                for exchange in exchanges:
                    await swap(*exchange)
                    counts[caller] += 1

        return body

    try:
        return run_trio(lambda: all_of(window, counts, [body_of(caller) for caller in range(callers)]))
    finally:
        for connection in connections:
            connection.sock.close()


class Shared:
    """One connection of many tasks: one task reads and wakes the others, the last one awake sends for all."""

    def __init__(self, port: int, callers: int) -> None:
        self.sock = connect(port)
        self.sock.setblocking(False)
        self._awake = callers
        self._out: list[bytes] = []
        self._owed: deque[tuple[Task, int]] = deque()

    async def swap(self, exchange: Exchange) -> None:
        """Send a request and return when its reply has come."""
        self._out.append(exchange.request)
        self._owed.append((trio.lowlevel.current_task(), exchange.size))
        self._awake -= 1
        if not self._awake:
            send_all(self.sock, b"".join(self._out))
            self._out.clear()
        await trio.lowlevel.wait_task_rescheduled(lambda _: trio.lowlevel.Abort.SUCCEEDED)

    async def read(self, _: Over) -> None:
        """Read for all, until cancelled."""
        have = 0
        owed = self._owed
        while True:
            await trio.lowlevel.wait_readable(self.sock)
            # If all are being cancelled, those who wait are scheduled already and must not be again.
            await trio.lowlevel.checkpoint_if_cancelled()
            chunk = self.sock.recv(CHUNK)
            if not chunk:
                raise closed()
            have += len(chunk)
            while owed and have >= owed[0][1]:
                task, size = owed.popleft()
                have -= size
                self._awake += 1
                trio.lowlevel.reschedule(task)


def many_callers(window: Window, port: int, callers: int) -> Figures:
    """One connection, a task for every caller."""
    counts = [0] * callers
    shared = Shared(port, callers)

    def body_of(caller: int) -> Body:
        async def body(over: Over) -> None:
            exchanges = caller_exchanges(caller)
            while not over():
                for exchange in exchanges:
                    await shared.swap(exchange)
                    counts[caller] += 1

        return body

    with shared.sock:
        bodies = [shared.read, *(body_of(caller) for caller in range(callers))]
        return run_trio(lambda: all_of(window, counts, bodies))


ONE: dict[str, One] = {"plain": one_plain, "stream": one_stream}
MANY: dict[str, Many] = {"shared": many_shared, "conns": many_conns, "callers": many_callers}
