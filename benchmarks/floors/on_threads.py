"""The floor of threads: blocking sockets."""

from __future__ import annotations

import socket
import threading
from collections import deque
from itertools import cycle

from benchmarks.blocking import Body, Over, repeat, run_threads
from benchmarks.data import Exchange, caller_exchanges
from benchmarks.floors import Many, One
from benchmarks.floors.bare import CHUNK, Swap, closed, connect, joined, prepare, surplus, swap_over
from benchmarks.window import Figures, Window


def swap_into(sock: socket.socket) -> Swap:
    """Return the function that makes an exchange, and reads into one buffer that is kept."""
    buffer = memoryview(bytearray(1 << 20))

    def swap(request: bytes, size: int) -> None:
        sock.sendall(request)
        missing = size
        while missing > 0:
            count = sock.recv_into(buffer)
            if not count:
                raise closed()
            missing -= count
        if missing:
            raise surplus(-missing)

    return swap


def one_recv(window: Window, port: int, exchange: Exchange) -> Figures:
    """One caller, ``recv``."""
    with connect(port) as sock:
        return repeat(window, swap_over(sock), *exchange)


def one_recv_into(window: Window, port: int, exchange: Exchange) -> Figures:
    """One caller, ``recv_into`` one buffer."""
    with connect(port) as sock:
        return repeat(window, swap_into(sock), *exchange)


def many_shared(window: Window, port: int, callers: int) -> Figures:
    """All callers in one write."""
    prepare(port, callers)
    with connect(port) as sock:
        return repeat(window, swap_over(sock), *joined(callers), callers)


def many_conns(window: Window, port: int, callers: int) -> Figures:
    """A thread and a connection for every caller."""
    counts = [0] * callers

    def body_of(caller: int) -> Body:
        def body(over: Over) -> None:
            exchanges = caller_exchanges(caller)
            with connect(port) as sock:
                swap = swap_over(sock)
                while not over():
                    for exchange in exchanges:
                        swap(*exchange)
                        counts[caller] += 1

        return body

    return run_threads(window, counts, [body_of(caller) for caller in range(callers)])


class Baton:
    """One connection of many threads: whoever waits for a reply and finds nobody reading reads for all."""

    def __init__(self, port: int) -> None:
        self.sock = connect(port)
        self._lock = threading.Lock()
        self._owed: deque[tuple[threading.Lock, int]] = deque()
        self._have = 0
        self._reading = False

    def swap(self, mine: threading.Lock, exchange: Exchange) -> None:
        """Send a request and return when its reply has come.

        Args:
            mine: A lock of the calling thread, held; it is released to wake the thread.
            exchange: What to send, and how much comes back.
        """
        with self._lock:
            self._owed.append((mine, exchange.size))
            self.sock.sendall(exchange.request)
            reader, self._reading = not self._reading, True
        if not reader:
            mine.acquire()
            with self._lock:
                reader = bool(self._owed) and self._owed[0][0] is mine
        if reader:
            self._read_until(mine)

    def _read_until(self, mine: threading.Lock) -> None:
        owed = self._owed
        done = False
        while not done:
            chunk = self.sock.recv(CHUNK)
            if not chunk:
                raise closed()
            with self._lock:
                self._have += len(chunk)
                while owed and self._have >= owed[0][1]:
                    lock, size = owed.popleft()
                    self._have -= size
                    if lock is mine:
                        done = True
                    else:
                        lock.release()
                if done and owed:
                    owed[0][0].release()
                elif done:
                    self._reading = False


def many_callers(window: Window, port: int, callers: int) -> Figures:
    """One connection, a thread for every caller."""
    counts = [0] * callers
    baton = Baton(port)

    def body_of(caller: int) -> Body:
        def body(over: Over) -> None:
            mine = threading.Lock()
            mine.acquire()
            for exchange in cycle(caller_exchanges(caller)):
                if over():
                    return
                baton.swap(mine, exchange)
                counts[caller] += 1

        return body

    with baton.sock:
        return run_threads(window, counts, [body_of(caller) for caller in range(callers)])


ONE: dict[str, One] = {"recv": one_recv, "recv_into": one_recv_into}
MANY: dict[str, Many] = {"shared": many_shared, "conns": many_conns, "callers": many_callers}
