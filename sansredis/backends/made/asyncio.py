"""asyncio: what a program may give in place of a connection of its own, and how it is used.

A connected socket, and a pair of reader and writer that has a transport of asyncio's, are used as any other connection:
the transport's bytes come straight to us. Of every other pair (an SSH channel's, say) only `read`, `write`, `drain` and
`close` are used, by a task that reads, and one that writes what is too much to be written at once.
"""

from __future__ import annotations

import asyncio
import socket
import time
from collections import deque
from collections.abc import Coroutine
from typing import Any

from sansredis.backends.sockets import RECEIVE_SIZE, tune
from sansredis.core.options import Options
from sansredis.foreign import drop, fault_of, make, misfit, past
from sansredis.runtime import Feed, Runtime, Segments

WANTED = "a connected socket, or a pair (reader, writer) as asyncio.open_connection does"


async def open_made(runtime: Runtime, options: Options, deadline: float | None, feed: Feed, kind: type[Any]) -> Any:
    """Have the program make a stream, and adapt it.

    Args:
        runtime: the runtime.
        options: whose `stream_factory` makes it.
        deadline: when to give up.
        feed: what the stream calls.
        kind: of a stream over a transport.
    """
    made: Any = await make(runtime, options, deadline)
    stream: Any = None
    try:
        if past(runtime, deadline):
            raise TimeoutError
        if type(made) is socket.socket:
            stream = kind(feed)
            await _open_socket(stream, made, options)
        elif _is_pair(made):
            reader, writer = made[0], made[1]
            whole = _has_transport(writer)
            stream = await _adopt(kind(feed), reader, writer) if whole else TaskStream(feed, reader, writer)
        else:
            raise misfit(made, WANTED)
        return stream
    except BaseException:
        if stream is not None:
            stream.abort()
        _drop(made)
        raise


def _drop(made: Any) -> None:
    drop(made[1] if _is_pair(made) else made)


def _is_pair(made: Any) -> bool:
    return (
        isinstance(made, tuple)
        and len(made) == 2
        and callable(getattr(made[0], "read", None))
        and all(callable(getattr(made[1], name, None)) for name in ("write", "drain", "close"))
    )


def _has_transport(writer: Any) -> bool:
    transport = getattr(writer, "transport", None)
    return all(callable(getattr(transport, name, None)) for name in ("set_protocol", "abort", "get_write_buffer_size"))


async def _open_socket(stream: Any, sock: socket.socket, options: Options) -> None:
    sock.setblocking(False)
    loop = asyncio.get_running_loop()
    if sock.family in (socket.AF_INET, socket.AF_INET6):
        tune(sock, options)
    connect = loop.create_connection if sock.family != socket.AF_UNIX else loop.create_unix_connection
    try:
        await connect(lambda: stream, sock=sock)
    except BaseException:
        if not isinstance(loop, asyncio.BaseEventLoop):
            # uvloop closes the descriptor, but older ones leave its number here, by then perhaps another's.
            sock.detach()
        raise


async def _adopt(stream: Any, reader: Any, writer: Any) -> Any:
    """Take over the transport of a pair, and what has arrived by it already."""
    transport = writer.transport
    if transport.is_closing():
        raise ConnectionResetError("the stream that stream_factory returned is closed")
    transport.set_protocol(stream)
    stream.connection_made(transport)
    # A writer that is collected closes its transport.
    stream.pair = reader, writer
    stream.blind = transport.get_extra_info("socket") is None
    ended = reader.at_eof()
    reader.feed_eof()
    rest = await reader.read()
    if rest:
        stream.data_received(rest)
    if ended:
        raise ConnectionResetError("the stream that stream_factory returned has ended")
    if not transport.is_reading():
        transport.resume_reading()
    return stream


class TaskStream:
    """A pair of a reader and a writer, used by tasks."""

    __slots__ = ("_feed", "_loop", "_reader", "_writer", "_timer", "_tasks", "_backlog", "_reads", "_over", "unsent")

    blind = True

    def __init__(self, feed: Feed, reader: Any, writer: Any) -> None:
        self._feed = feed
        self._loop = asyncio.get_running_loop()
        self._reader = reader
        self._writer = writer
        self._timer: asyncio.TimerHandle | None = None
        self._reads = asyncio.Event()
        self._reads.set()
        self._over = False
        self._backlog: deque[memoryview] = deque()
        self.unsent = 0
        self._tasks: set[asyncio.Task[None]] = set()
        self._start(self._read())

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = self._loop.create_task(work)
        # One that the end of the loop cuts off has left nothing undone that anybody could do.
        task._log_destroy_pending = False  # type: ignore[attr-defined]
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _read(self) -> None:
        try:
            while True:
                await self._reads.wait()
                data = await self._reader.read(RECEIVE_SIZE)
                if self._over:
                    return
                if not data:
                    self._feed.connection_lost(None)
                    return
                self._feed.data_received(bytes(data))
        except Exception as error:
            self._lost(error)

    def _lost(self, error: Exception) -> None:
        if not self._over:
            self._feed.connection_lost(fault_of(error))

    def write(self, data: Segments) -> None:
        if not self._backlog and type(data) is bytes and len(data) <= RECEIVE_SIZE:
            try:
                self._writer.write(data)
            except Exception as error:
                self._lost(error)
            return
        sending = bool(self._backlog)
        for segment in data if isinstance(data, list) else (data,):
            if len(segment):
                view = memoryview(segment).cast("B")
                self._backlog.append(view)
                self.unsent += len(view)
        if self._backlog and not sending:
            self._start(self._send())

    async def _send(self) -> None:
        backlog = self._backlog
        try:
            while backlog:
                await self._writer.drain()
                piece = backlog[0][:RECEIVE_SIZE]
                backlog[0] = backlog[0][RECEIVE_SIZE:]
                if not backlog[0]:
                    del backlog[0]
                # Nobody knows of what is being sent whether the peer has it.
                self.unsent -= len(piece)
                self._writer.write(bytes(piece))
        except Exception as error:
            self._lost(error)

    def pause_reading(self) -> None:
        self._reads.clear()

    def resume_reading(self) -> None:
        self._reads.set()

    def flush_soon(self) -> None:
        self._loop.call_soon(self._feed.flush)

    def set_alarm(self, when: float) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = self._loop.call_later(when - time.monotonic() + 0.001, self._feed.alarm)

    def stale(self) -> bool:
        return self._over  # what there is the task hands on in its next turn

    def abort(self) -> None:
        if self._over:
            return
        self._over = True
        if self._timer is not None:
            self._timer.cancel()
        if not self._loop.is_closed():
            for task in self._tasks:
                if task is not asyncio.current_task():
                    task.cancel()
        drop(self._writer)

    def forget(self) -> None:
        # Whatever it is, to close it might send something, by way of the parent's connection.
        self._over = True
