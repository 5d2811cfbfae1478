"""trio: what a program may give in place of a connection of its own, and how it is used.

A plain socket, trio's or not, and a `trio.SocketStream` are used as any other connection. Every other `trio.abc.Stream`
can only be waited for, so two tasks do that, which receive and send. They are system tasks: they belong to no nursery,
as the connection belongs to none, and end with the connection, or with the run.
"""

from __future__ import annotations

import socket
from collections import deque
from collections.abc import Awaitable, Callable
from math import inf
from typing import Any

import trio
from trio.lowlevel import ParkingLot, checkpoint, spawn_system_task

from sansredis.backends.sockets import RECEIVE_SIZE, tune
from sansredis.core.options import Options
from sansredis.foreign import fault_of, make, misfit, past
from sansredis.runtime import Received, Runtime

WANTED = "a trio.abc.Stream (trio.SocketStream, trio.SSLStream ...) or a connected socket"
# So much is taken from the stream, or for it, before somebody has to wait.
_MOST = 4 * RECEIVE_SIZE


async def open_made(
    runtime: Runtime, options: Options, deadline: float | None, stream_of: Callable[[socket.socket], Awaitable[Any]]
) -> Any:
    """Have the program make a stream, and adapt it.

    Args:
        runtime: the runtime.
        options: whose `stream_factory` makes it.
        deadline: when to give up.
        stream_of: makes a stream of a plain socket.
    """
    made = await make(runtime, options, deadline)
    if past(runtime, deadline):
        await _end(made)
        raise TimeoutError
    sock = made.socket if type(made) is trio.SocketStream else made
    if isinstance(sock, trio.socket.SocketType):
        sock = socket.socket(sock.family, sock.type, sock.proto, sock.detach())
    if type(sock) is socket.socket:
        if sock.family in (socket.AF_INET, socket.AF_INET6):
            tune(sock, options)
        return await stream_of(sock)
    if not all(callable(getattr(made, name, None)) for name in ("send_all", "receive_some", "aclose")):
        raise misfit(made, WANTED)
    return AnyStream(made)


async def _end(made: Any) -> None:
    """Close what nobody needs any more, without waiting for its peer."""
    try:
        if hasattr(made, "aclose"):
            await trio.aclose_forcefully(made)
        else:
            made.close()
    except Exception:
        pass


class AnyStream:
    """Any stream of trio's kind."""

    __slots__ = ("_stream", "_inbox", "_held", "_outbox", "_unsent", "_ended", "_fault", "_closed", "_lot", "_scope")

    blind = True

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self._inbox: deque[bytes] = deque()
        self._held = 0
        self._outbox: deque[bytes] = deque()
        self._unsent = 0
        self._ended = False
        self._fault: OSError | None = None
        self._closed = False
        # Where everybody waits for whatever comes next.
        self._lot = ParkingLot()
        self._scope = trio.CancelScope()
        spawn_system_task(self._run)

    async def _run(self) -> None:
        try:
            with self._scope:
                async with trio.open_nursery() as nursery:
                    nursery.start_soon(self._carry, self._receive)
                    nursery.start_soon(self._carry, self._send)
        finally:
            await _end(self._stream)

    async def _carry(self, work: Callable[[], Any]) -> None:
        try:
            await work()
        except Exception as error:
            # It would end the whole run, as this is a task of trio's own.
            self._fault = self._fault or fault_of(error)
            self._lot.unpark_all()

    async def _receive(self) -> None:
        while not self._ended:
            while self._held >= _MOST:
                await self._lot.park()
            data = bytes(await self._stream.receive_some())
            if data:
                self._inbox.append(data)
                self._held += len(data)
            else:
                self._ended = True
            self._lot.unpark_all()

    async def _send(self) -> None:
        while True:
            while not self._outbox:
                await self._lot.park()
            piece = self._outbox.popleft()
            await self._stream.send_all(piece)
            self._unsent -= len(piece)
            self._lot.unpark_all()

    def send_now(self, data: Any) -> int:
        self._check()
        size = min(len(data), _MOST - self._unsent)
        if size > 0:
            self._outbox.append(bytes(data[:size]))
            self._unsent += size
            self._lot.unpark_all()
        return max(0, size)

    def _check(self) -> None:
        if self._closed:
            raise OSError("the connection was closed")
        if self._fault is not None:
            raise self._fault

    async def receive_some(self, room: memoryview | None, deadline: float | None) -> Received | None:
        return self.receive_now(room) if await self.wait_for_bytes(deadline) else None

    def receive_now(self, room: memoryview | None) -> Received | None:
        if self._inbox and not self._closed:
            data = b"".join(self._inbox)
            self._inbox.clear()
            self._held = 0
            self._lot.unpark_all()
            return data
        self._check()
        return b"" if self._ended else None

    async def wait_for_bytes(self, deadline: float | None) -> bool:
        await checkpoint()
        return await self._wait(deadline, self.stale)

    async def wait_for_room(self, deadline: float | None, readable: bool) -> bool:
        return await self._wait(
            deadline, lambda: self._unsent < _MOST or self._fault is not None or (readable and self.stale())
        )

    async def _wait(self, deadline: float | None, condition: Callable[[], bool]) -> bool:
        with trio.CancelScope(deadline=inf if deadline is None else deadline):
            while not (self._closed or condition()):
                await self._lot.park()
        return self._closed or condition()

    def stale(self) -> bool:
        return bool(self._inbox) or self._ended or self._fault is not None or self._closed

    readable = stale

    def abort(self) -> None:
        if not self._closed:
            self._closed = True
            self._scope.cancel()
            self._lot.unpark_all()

    def forget(self) -> None:
        # Whatever it is, to close it might send something, by way of the parent's connection.
        self._closed = True
