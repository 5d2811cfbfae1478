"""Threads: what a program may give in place of a socket of its own, and how it is used.

A plain socket is used as any other. Of everything else only `send`, `recv`, `settimeout` and `close` are used: no
descriptor is needed, and none would tell what a TLS socket or an SSH channel holds in its buffers. So a look at whether
something waits receives it, and keeps it for whoever reads next.
"""

from __future__ import annotations

import _socket
import socket
import threading
import time
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any

from sansredis.backends.sockets import RECEIVE_SIZE, remaining, tune
from sansredis.core.options import Options
from sansredis.foreign import drop, fault_of, make, misfit, past
from sansredis.runtime import Received, Runtime

_METHODS = ("send", "recv", "settimeout", "close")
WANTED = f"a connected socket, or something with {', '.join(_METHODS)} as sockets have them"
# Nobody says when there is room again: so often it is tried.
_PAUSE = 0.005
# How non-blocking TLS sockets say it. They are known by name, since to import ssl is not free.
_TLS_WAITS = ("SSLWantReadError", "SSLWantWriteError")


async def open_made(
    runtime: Runtime, options: Options, deadline: float | None, stream_of: Callable[[Any], Awaitable[Any]]
) -> Any:
    """Have the program make a stream, and adapt it.

    Args:
        runtime: the runtime.
        options: whose `stream_factory` makes it.
        deadline: when to give up.
        stream_of: makes a stream of a plain socket.
    """
    made = await make(runtime, options, deadline)
    try:
        if past(runtime, deadline):
            raise TimeoutError
        if type(made) is socket.socket:
            if made.family in (socket.AF_INET, socket.AF_INET6):
                tune(made, options)
            return await stream_of(made)
        if not all(callable(getattr(made, name, None)) for name in _METHODS):
            raise misfit(made, WANTED)
        stream = SocketLikeStream(made)
        return stream
    except BaseException:
        drop(made)
        raise


class SocketLikeStream:
    """Something that sends and receives as a socket does."""

    __slots__ = ("_sock", "_inbox", "_guard", "_torn", "_closed")

    blind = False

    def __init__(self, sock: Any) -> None:
        self._sock = sock
        self._inbox: deque[bytes] = deque()
        # Held over steps that do not wait.
        self._guard = threading.Lock()
        # Set while somebody receives. If the next one who wants to finds it set, the one before him was torn away, and
        # what he had received is lost.
        self._torn = False
        self._closed = False

    def send_now(self, data: Any) -> int:
        if self._closed:
            raise OSError("the connection was closed")
        sent = 0
        try:
            self._sock.settimeout(0.0)
            while sent < len(data):
                # There are those that cannot send a view of memory.
                size = self._sock.send(bytes(data[sent : sent + RECEIVE_SIZE]))
                if not size:
                    raise OSError("the stream is closed")  # so say SSH channels
                sent += size
        except Exception as error:
            # A failure after something was sent will come again.
            if not sent and not _is_wait(error):
                raise fault_of(error) from error.__cause__
        return sent

    async def receive_some(self, room: memoryview | None, deadline: float | None) -> Received | None:
        return self.receive_now(room) if await self.wait_for_bytes(deadline) else None

    def receive_now(self, room: memoryview | None) -> Received | None:
        if not self._inbox and not self._fill(0.0):
            return None
        # The end stays, for whoever asks again.
        return self._inbox.popleft() if self._inbox[0] else b""

    async def wait_for_bytes(self, deadline: float | None) -> bool:
        while not self._inbox:
            left = remaining(deadline, time.monotonic())
            # What waits less than it was told to is asked again.
            if not self._fill(left) and left == 0.0:
                return False
        return True

    async def wait_for_room(self, deadline: float | None, readable: bool) -> bool:
        left = remaining(deadline, time.monotonic())
        if left == 0.0:
            return False
        pause = _PAUSE if left is None else min(left, _PAUSE)
        if not readable:
            time.sleep(pause)
        elif not self._inbox:
            self._fill(pause)
        return True

    def _fill(self, timeout: float | None) -> bool:
        """Receive into the inbox. Returns whether there is something."""
        with self._guard:
            if self._inbox:
                return True  # somebody looked meanwhile
            if self._closed:
                raise OSError("the connection was closed")
            if self._torn:
                raise OSError("the reading of a reply was interrupted")
            self._torn = True
        return self._receive(timeout)

    def _receive(self, timeout: float | None) -> bool:
        try:
            self._sock.settimeout(timeout)
            data = self._sock.recv(RECEIVE_SIZE)
        except Exception as error:
            self._torn = False
            if _is_wait(error):
                return False
            raise fault_of(error) from error.__cause__
        self._inbox.append(bytes(data))
        self._torn = False
        return True

    def readable(self) -> bool:
        with self._guard:
            # Of what somebody is receiving nobody knows.
            found = bool(self._inbox) or self._torn or self._closed
            if not found:
                self._torn = True
                try:
                    found = self._receive(0.0)
                except OSError:
                    found = True
        return found

    stale = readable

    def abort(self) -> None:
        # All of it each time: whoever came before may have been interrupted.
        self._closed = True
        try:
            # To wake whoever is inside a call on it in another thread.
            self._sock.shutdown(socket.SHUT_RDWR)
        except Exception:
            pass
        drop(self._sock)

    def forget(self) -> None:
        self._closed = True
        # To close anything but a socket might send something, by way of the parent's connection.
        if isinstance(self._sock, _socket.socket):
            self._sock.close()


def _is_wait(error: Exception) -> bool:
    """Whether an error says no more than that there is nothing to receive, or no room, for now."""
    return isinstance(error, BlockingIOError | TimeoutError) or type(error).__name__ in _TLS_WAITS
