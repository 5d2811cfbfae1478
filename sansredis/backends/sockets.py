"""What several backends do alike with the operating system's sockets."""

from __future__ import annotations

import socket
from typing import Any

from sansredis.core.options import Options
from sansredis.runtime import Received

RECEIVE_SIZE = 64 * 1024
RECEIVE_MOST = 256 * 1024


def receive(sock: Any, room: memoryview | None, flags: int = 0) -> Received:
    """Receive what has arrived, into *room* if there is one; then give the part of it that was filled."""
    if room is None:
        data: bytes = sock.recv(RECEIVE_SIZE, flags)
        return data
    return room[: sock.recv_into(room, 0, flags)]


def tune(sock: Any, options: Options) -> None:
    """Set the options of a connected socket: no delay of small writes, keep-alive."""
    if sock.family == getattr(socket, "AF_UNIX", None):
        return
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    if options.socket_keepalive:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        for name, value in (options.socket_keepalive_options or {}).items():
            sock.setsockopt(socket.IPPROTO_TCP, name, value)


def inherited() -> OSError:
    """What is raised in the child of a fork, where a greenlet goes on that was connecting for its parent."""
    return OSError("the connection belongs to the parent process")


def remaining(deadline: float | None, now: float) -> float | None:
    """Seconds until a deadline, 0 if it has passed, None if there is none."""
    return None if deadline is None else max(0.0, deadline - now)


def send_now(sock: Any, data: Any) -> int:
    """Send as much as a non-blocking socket takes at once."""
    try:
        sent: int = sock.send(data)
    except (BlockingIOError, InterruptedError):
        return 0
    return sent
