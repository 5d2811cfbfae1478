"""gevent: the hub reads. A watcher on each connection takes in what arrives and switches straight to who waited for it.

The sockets are the standard library's C sockets, never gevent's nor patched ones, so it makes no difference whether the
process is monkey-patched or when. Connections belong to the hub in which they were opened.
"""

from __future__ import annotations

import _socket
import os
import sys
import time
import weakref
from collections.abc import Awaitable, Callable, Collection, Coroutine, Iterable, Sequence
from contextlib import AbstractContextManager
from functools import partial
from typing import Any, Final

import gevent
import gevent.socket
from gevent import get_hub, getcurrent
from gevent.monkey import get_original

from sansredis.backends.dialing import dial, watched
from sansredis.backends.sockets import RECEIVE_MOST, RECEIVE_SIZE, inherited, receive, remaining, send_now
from sansredis.core.options import Options
from sansredis.runtime import Feed, Parked, Segments, T, drive

_READ, _WRITE = 1, 2
_READY: Final = object()
_new_lock = get_original("_thread", "allocate_lock")
_new_poll = get_original("select", "poll")
# Those that are open, for the child of a fork, in which every greenlet goes on.
_streams: weakref.WeakSet[HubStream] = weakref.WeakSet()


class HubStream:
    """A non-blocking socket, read by a watcher of the hub."""

    __slots__ = (
        "_sock", "_feed", "_loop", "_reader", "_writer", "_timer", "_backlog", "_poll", "_size", "unsent",
        "__weakref__",
    )  # fmt: skip

    blind = False

    def __init__(self, sock: Any, feed: Feed) -> None:
        self._sock = sock
        self._feed = feed
        self._loop = get_hub().loop
        self._reader: Any = self._loop.io(sock.fileno(), _READ)
        self._writer: Any = None
        self._timer: Any = None
        self._backlog: list[memoryview] = []
        self._poll: Any = None
        self._size = RECEIVE_SIZE
        self.unsent = 0
        self._reader.start(self._readable)
        _streams.add(self)

    def _readable(self) -> None:
        try:
            room = self._feed.get_buffer()
            data = self._sock.recv(self._size) if room is None else receive(self._sock, room)
        except (BlockingIOError, InterruptedError):
            return
        except OSError as error:
            self._feed.connection_lost(error)
            return
        if data:
            # Room for much is asked for only where there is much: to get it costs more than a short reply.
            self._size = RECEIVE_MOST if len(data) >= RECEIVE_SIZE else RECEIVE_SIZE
            self._feed.data_received(data)
        else:
            self._feed.connection_lost(None)

    def write(self, data: Segments) -> None:
        if self.unsent == 0 and type(data) is bytes:
            try:
                sent = send_now(self._sock, data)
            except OSError as error:
                self._feed.connection_lost(error)
                return
            if sent == len(data):
                return
            data = [memoryview(data)[sent:]]
        pieces = [memoryview(s).cast("B") for s in (data if isinstance(data, list) else [data]) if len(s)]
        self._backlog += pieces
        self.unsent += sum(map(len, pieces))
        self._writable()

    def _writable(self) -> None:
        backlog = self._backlog
        while backlog:
            try:
                sent = send_now(self._sock, backlog[0])
            except OSError as error:
                self._feed.connection_lost(error)
                return
            self.unsent -= sent
            if sent < len(backlog[0]):
                backlog[0] = backlog[0][sent:]
                break
            del backlog[0]
        self._watch_room(bool(backlog))

    def _watch_room(self, wanted: bool) -> None:
        if wanted and self._writer is None:
            self._writer = self._loop.io(self._sock.fileno(), _WRITE)
            self._writer.start(self._writable)
        elif not wanted and self._writer is not None:
            self._writer.stop()
            self._writer.close()
            self._writer = None

    def pause_reading(self) -> None:
        if self._reader is not None:
            self._reader.stop()

    def resume_reading(self) -> None:
        if self._reader is not None:
            self._reader.start(self._readable)

    def flush_soon(self) -> None:
        self._loop.run_callback(self._feed.flush)

    def set_alarm(self, when: float) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer.close()
        self._timer = self._loop.timer(max(0.0, when - time.monotonic()), ref=False)
        # The loop's own idea of now is that of the beginning of its turn, which would make the alarm early.
        self._timer.start(self._feed.alarm, update=True)

    def stale(self) -> bool:
        if self._poll is None:
            self._poll = _new_poll()
            self._poll.register(self._sock.fileno(), 1)
        return bool(self._poll.poll(0))

    def abort(self) -> None:
        if self._reader is None:
            return
        for watcher in (self._reader, self._writer, self._timer):
            if watcher is not None:
                _stop(watcher)
        self._reader = self._writer = self._timer = None
        self._backlog.clear()
        self._sock.close()

    # No other process notices that a descriptor is closed here.
    forget = abort

    def leave(self) -> None:
        """In the child of a fork: leave the connection to the parent, and tell those who wait for what comes on it."""
        self.forget()
        # `get_hub` would make one where there is none.
        hub = gevent.hub._get_hub()  # type: ignore[attr-defined]
        if hub is not None and hub.loop is self._loop:
            # Not here, where the process may have been in the middle of anything.
            self._loop.run_callback(self._feed.connection_lost, inherited())


def _after_fork() -> None:
    # Greenlets go on in the child as in the parent. What they do with one connection, the other would do as well.
    for stream in list(_streams):
        stream.leave()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)


def _stop(watcher: Any) -> None:
    try:
        watcher.stop()
        watcher.close()
    except ValueError:
        pass  # the hub is gone, and its loop destroyed


class _Worker(gevent.Greenlet):  # type: ignore[type-arg]
    def is_alive(self) -> bool:
        return not self.ready()


class GeventRuntime:
    """The adapter for gevent."""

    name = "gevent"
    fed = True
    awaits = False
    shares = True

    now = staticmethod(time.monotonic)
    scope = staticmethod(get_hub)

    def is_over(self, scope: Any) -> bool:
        return bool(scope.dead) or scope.loop is None

    def run_in(self, scope: Any, act: Callable[[], object]) -> None:
        if scope is get_hub() or self.is_over(scope):
            act()
        else:
            scope.loop.run_callback_threadsafe(act)

    def guard(self) -> AbstractContextManager[Any]:
        # Held over a few statements that do not switch: a native lock never blocks the hub.
        lock: AbstractContextManager[Any] = _new_lock()
        return lock

    def heal(self, guard: AbstractContextManager[Any]) -> None:
        return None

    def ready(self, waiter: Parked) -> None:
        waiter.parker = _READY

    async def park(self, waiter: Parked) -> None:
        if waiter.parker is None:
            return
        waiter.parker = getcurrent()
        try:
            get_hub().switch()
        finally:
            waiter.parker = None

    async def park_until(self, waiter: Parked, deadline: float | None) -> bool:
        if deadline is None or waiter.parker is None:
            await self.park(waiter)
            return True
        timed_out = []

        def ring() -> None:
            timed_out.append(True)
            self.unpark(waiter)

        timer = get_hub().loop.timer(max(0.0, deadline - time.monotonic()))
        try:
            timer.start(ring, update=True)
            await self.park(waiter)
        finally:
            timer.close()
        return not timed_out

    def unpark(self, waiter: Parked) -> None:
        parked = waiter.parker
        if parked is None:
            return
        if parked is _READY:
            waiter.parker = None
            return
        hub = get_hub()
        if getcurrent() is hub:
            self._switch(waiter)
        else:
            hub.loop.run_callback(self._switch, waiter)

    def unpark_all(self, waiters: Iterable[Any]) -> None:
        hub = get_hub()
        if getcurrent() is not hub:
            for waiter in waiters:
                self.unpark(waiter)
            return
        for waiter in waiters:
            greenlet = waiter.parker
            if greenlet is None or greenlet is _READY:
                self.unpark(waiter)
                continue
            waiter.parker = None
            try:
                greenlet.switch()
            except BaseException:
                hub.handle_error(greenlet, *sys.exc_info())

    def _switch(self, waiter: Parked) -> None:
        greenlet = waiter.parker
        if greenlet is None:
            return
        waiter.parker = None
        try:
            greenlet.switch()
        except BaseException:
            get_hub().handle_error(greenlet, *sys.exc_info())

    async def yield_turn(self) -> None:
        # Not 0: after that the hub would come back to the caller before it looks at any socket.
        gevent.sleep(1e-6)

    caller = staticmethod(getcurrent)

    def spawn(self, flow: Coroutine[Any, Any, None]) -> None:
        gevent.spawn(drive, flow)

    def start_worker(self, run: Callable[[], object], daemon: bool) -> Any:
        """Run something in a greenlet of its own. Returns what has `join` and `is_alive`."""
        return _Worker.spawn(run)

    checkpoint = yield_turn

    async def within(self, deadline: float | None, awaitable: Awaitable[T]) -> T:
        raise RuntimeError(f"{self.name} cannot await anything")

    async def call_out(self, what: str, act: Callable[[], Any], deadline: float | None) -> Any:
        from sansredis.foreign import expect_plain  # most programs need none of it

        limit = gevent.Timeout(None if deadline is None else max(0.0, deadline - time.monotonic()))
        try:
            with limit:
                return expect_plain(what, act())
        except gevent.Timeout as ended:
            if ended is not limit:
                raise
        raise TimeoutError

    async def connect(self, options: Options, deadline: float | None, feed: Feed | None) -> Any:
        assert feed is not None
        if options.stream_factory is not None:
            from sansredis.backends.made.gevent import open_made  # most programs have none

            return await open_made(self, options, deadline, feed, HubStream)

        async def finish(sock: Any) -> HubStream:
            return HubStream(sock, feed)

        if options.unix_socket_path is None:
            return await dial(self, options, deadline, finish)
        process, left = os.getpid(), remaining(deadline, time.monotonic())
        if left == 0.0:
            raise TimeoutError
        sock = gevent.socket.socket(gevent.socket.AF_UNIX)
        try:
            sock.settimeout(left)
            sock.connect(options.unix_socket_path)
            if os.getpid() != process:
                raise inherited()
        except BaseException:
            sock.close()
            raise
        raw = _socket.socket(sock.family, sock.type, sock.proto, sock.detach())
        raw.setblocking(False)
        return await finish(raw)

    async def look_up(self, host: str, port: int, deadline: float | None) -> Sequence[Any]:
        timeout = gevent.Timeout(None if deadline is None else deadline - time.monotonic())
        timeout.start()
        try:
            # As bytes: the hub would print it if the codec of names refused this one.
            return gevent.socket.getaddrinfo(host.encode(), port, type=gevent.socket.SOCK_STREAM)
        except gevent.Timeout as late:
            if late is not timeout:
                raise
            raise TimeoutError from None
        finally:
            timeout.close()

    def socket_class(self) -> Callable[[int, int, int], Any]:
        return _socket.socket

    async def first_writable(self, sockets: Sequence[Any], until: float | None) -> Collection[Any]:
        loop = get_hub().loop

        def watch(sock: Any, act: Callable[[], None]) -> Callable[[], object]:
            watcher = loop.io(sock.fileno(), _WRITE)
            watcher.start(act)
            return partial(_stop, watcher)

        return await watched(self, watch, sockets, until)


RUNTIME: Final = GeventRuntime()
