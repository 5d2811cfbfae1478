"""What all floors need: a connected socket, a blocking exchange, and errors for bytes that nobody expected."""

from __future__ import annotations

import socket
from collections.abc import Callable

from benchmarks.data import Exchange, caller_exchanges
from benchmarks.window import WrongReply

CHUNK = 1 << 16
Swap = Callable[[bytes, int], None]


def connect(port: int) -> socket.socket:
    """Return a connected socket that sends at once."""
    sock = socket.create_connection(("127.0.0.1", port))
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return sock


def send_all(sock: socket.socket, data: bytes) -> None:
    """Send to a non-blocking socket that takes all at once; no request here is larger than its buffer."""
    if sock.send(data) != len(data):
        raise WrongReply("the socket's buffer is smaller than the request")


def closed() -> WrongReply:
    """Return the error for a connection that the server has closed."""
    return WrongReply("the server closed the connection")


def surplus(count: int) -> WrongReply:
    """Return the error for so many bytes more than the request can have caused."""
    return WrongReply(f"{count} bytes too many")


def swap_over(sock: socket.socket) -> Swap:
    """Return the function that makes an exchange over a blocking socket."""

    def swap(request: bytes, size: int) -> None:
        sock.sendall(request)
        missing = size
        while missing > 0:
            chunk = sock.recv(CHUNK)
            if not chunk:
                raise closed()
            missing -= len(chunk)
        if missing:
            raise surplus(-missing)

    return swap


def joined(callers: int) -> Exchange:
    """Return the exchanges of all callers as one; every other caller begins with its GET."""
    chosen = [caller_exchanges(caller)[caller % 2] for caller in range(callers)]
    return Exchange(b"".join(request for request, _ in chosen), sum(size for _, size in chosen))


def prepare(port: int, callers: int) -> None:
    """Write each caller's key, so that GET has the same length from the first time on."""
    with connect(port) as sock:
        swap = swap_over(sock)
        for caller in range(callers):
            swap(*caller_exchanges(caller)[0])
