"""asyncio: a protocol that hands what arrives straight to the connection. Any event loop, uvloop too."""

from __future__ import annotations

import _thread
import asyncio
import os
import select
import socket
import time
from asyncio import Future, get_running_loop
from collections.abc import Awaitable, Callable, Collection, Coroutine, Hashable, Iterable, Sequence
from contextlib import AbstractContextManager
from functools import partial
from typing import Any, Final

from sansredis.backends.dialing import dial, watched
from sansredis.backends.sockets import RECEIVE_SIZE
from sansredis.core.options import Options
from sansredis.runtime import Feed, Parked, Segments, T


class LoopStream(asyncio.BufferedProtocol):
    """A transport and its protocol. The loop reads into a buffer of ours: a new one for each read costs too much."""

    blind = False

    def __init__(self, feed: Feed) -> None:
        self._feed = feed
        self._loop = get_running_loop()
        self._transport: Any = None
        self._timer: asyncio.TimerHandle | None = None
        self._poll: Any = None
        self._full = False
        self._refused = 0
        self._buffer = memoryview(bytearray(RECEIVE_SIZE))
        self._room: memoryview | None = None
        self.connection_lost = feed.connection_lost  # type: ignore[method-assign,assignment]

    def get_buffer(self, sizehint: int) -> memoryview:
        self._room = room = self._feed.get_buffer()
        return self._buffer if room is None else room

    def buffer_updated(self, nbytes: int) -> None:
        room, self._room = self._room, None
        self._feed.data_received(bytes(self._buffer[:nbytes]) if room is None else room[:nbytes])

    def data_received(self, data: Any) -> None:
        """As `buffer_updated`, of transports that know no buffers."""
        self._feed.data_received(bytes(data))

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport
        self._transport.set_write_buffer_limits(0)

    @property
    def unsent(self) -> int:
        size: int = self._transport.get_write_buffer_size()
        # A transport that is lost forgets what it had; some of that was not sent, we know no more.
        return size + self._refused or int(self._full)

    def pause_writing(self) -> None:
        self._full = True

    def resume_writing(self) -> None:
        self._full = False

    def write(self, data: Segments) -> None:
        transport = self._transport
        segments: Sequence[Any] = data if isinstance(data, list) else (data,)
        ended = False
        for segment in segments:
            if not ended:
                transport.write(segment)
                # It drops what comes after its end, or what meets that. One that ends but has a buffer still sends it.
                ended = transport.is_closing() and not transport.get_write_buffer_size()
            if ended:
                # Nor is it given any more: it would log a warning for each.
                self._refused += len(segment)

    def pause_reading(self) -> None:
        if not self._transport.is_closing():
            self._transport.pause_reading()

    def resume_reading(self) -> None:
        if not self._transport.is_closing():
            self._transport.resume_reading()

    def flush_soon(self) -> None:
        self._loop.call_soon(self._feed.flush)

    def set_alarm(self, when: float) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = self._loop.call_later(_seconds_to(when), self._feed.alarm)

    def stale(self) -> bool:
        if self._poll is None:
            sock = self._transport.get_extra_info("socket")
            if sock is None:
                # A transport of the program's own, without a descriptor: what there is it has brought in its last turn.
                return bool(self._transport.is_closing())
            self._poll = select.poll()
            self._poll.register(sock.fileno(), select.POLLIN)
        return bool(self._poll.poll(0))

    def abort(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._transport is not None:
            try:
                self._transport.abort()
            except RuntimeError:
                # Its event loop was closed, and will never call this, which closes the socket.
                if _is_pythons(self._transport):
                    self._transport._call_connection_lost(None)

    def forget(self) -> None:
        # Not a word to the event loop: its epoll instance is the parent's, too.
        transport = self._transport
        if transport is None or ((transport.is_closing() or self._loop.is_closed()) and not _is_pythons(transport)):
            # uvloop has closed it already, and what has its number now may be anybody's.
            return
        sock = transport.get_extra_info("socket")
        if sock is None:
            return
        try:
            os.close(sock.fileno())
        except OSError:
            pass  # closed already


class AsyncioRuntime:
    """The adapter for asyncio."""

    name = "asyncio"
    fed = True
    awaits = True
    shares = True

    now = staticmethod(time.monotonic)
    scope = staticmethod(get_running_loop)

    def is_over(self, scope: Any) -> bool:
        over: bool = scope.is_closed()
        return over

    def run_in(self, scope: Any, act: Callable[[], object]) -> None:
        if scope is asyncio._get_running_loop() or scope.is_closed():
            act()
            return
        try:
            scope.call_soon_threadsafe(act)
        except RuntimeError:
            act()

    def guard(self) -> AbstractContextManager[Any]:
        return _thread.allocate_lock()

    def heal(self, guard: AbstractContextManager[Any]) -> None:
        return None

    def ready(self, waiter: Parked) -> None:
        waiter.parker = get_running_loop().create_future()

    def park(self, waiter: Parked) -> Awaitable[Any]:
        future: Future[None] = waiter.parker
        return future

    async def park_until(self, waiter: Parked, deadline: float | None) -> bool:
        future: Future[bool] = waiter.parker
        if deadline is None:
            await future
            return True
        timer = get_running_loop().call_later(_seconds_to(deadline), _time_out, future)
        try:
            return await future is not False
        finally:
            timer.cancel()

    def unpark(self, waiter: Parked) -> None:
        future = waiter.parker
        if future is not None and not future.done():
            future.set_result(None)

    def unpark_all(self, waiters: Iterable[Any]) -> None:
        for waiter in waiters:
            future = waiter.parker
            if not future.done():
                future.set_result(None)

    async def yield_turn(self) -> None:
        await asyncio.sleep(0)

    def caller(self) -> Hashable:
        return asyncio.current_task() or get_running_loop()

    def spawn(self, flow: Coroutine[Any, Any, None]) -> None:
        # The loop itself refers to its tasks only weakly.
        task = get_running_loop().create_task(flow)
        # One that the end of the loop cuts off has left nothing undone that anybody could do.
        task._log_destroy_pending = False  # type: ignore[attr-defined]
        _background.add(task)
        task.add_done_callback(_background.discard)

    async def checkpoint(self) -> None:
        await asyncio.sleep(0)

    async def within(self, deadline: float | None, awaitable: Awaitable[T]) -> T:
        async with asyncio.timeout(None if deadline is None else _seconds_to(deadline)):
            return await awaitable

    async def call_out(self, what: str, act: Callable[[], Any], deadline: float | None) -> Any:
        from sansredis.foreign import expect_awaitable  # most programs need none of it

        return await self.within(deadline, expect_awaitable(what, act()))

    async def connect(self, options: Options, deadline: float | None, feed: Feed | None) -> Any:
        assert feed is not None
        if options.stream_factory is not None:
            from sansredis.backends.made.asyncio import open_made  # most programs have none

            return await open_made(self, options, deadline, feed, LoopStream)
        loop, stream = get_running_loop(), LoopStream(feed)

        async def finish(sock: Any) -> LoopStream:
            try:
                await loop.create_connection(lambda: stream, sock=sock)
            except BaseException:
                if not isinstance(loop, asyncio.BaseEventLoop):
                    # uvloop closes the descriptor, but older ones leave its number here, by then perhaps another's.
                    sock.detach()
                raise
            return stream

        try:
            if options.unix_socket_path is None:
                return await dial(self, options, deadline, finish)
            async with asyncio.timeout(None if deadline is None else _seconds_to(deadline)):
                await loop.create_unix_connection(lambda: stream, options.unix_socket_path)
        except BaseException:
            stream.abort()
            raise
        return stream

    async def look_up(self, host: str, port: int, deadline: float | None) -> Sequence[Any]:
        async with asyncio.timeout(None if deadline is None else _seconds_to(deadline)):
            return await get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)

    def socket_class(self) -> Callable[[int, int, int], Any]:
        return socket.socket

    async def first_writable(self, sockets: Sequence[Any], until: float | None) -> Collection[Any]:
        loop = get_running_loop()

        def watch(sock: Any, act: Callable[[], None]) -> Callable[[], object]:
            descriptor = sock.fileno()
            loop.add_writer(descriptor, act)
            return partial(loop.remove_writer, descriptor)

        return await watched(self, watch, sockets, until)


_background: set[asyncio.Task[None]] = set()


def _is_pythons(transport: Any) -> bool:
    """Whether it is one of the standard library's: a loop that is closed leaves its socket open."""
    return hasattr(transport, "_call_connection_lost")


def _seconds_to(deadline: float) -> float:
    # uvloop counts in whole milliseconds, rounded down: without one more it would ring before the deadline.
    return deadline - time.monotonic() + 0.001


def _time_out(future: Future[bool]) -> None:
    if not future.done():
        future.set_result(False)


RUNTIME: Final = AsyncioRuntime()
