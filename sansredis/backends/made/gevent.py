"""gevent: what a program may give in place of a socket of its own, and how it is used.

A plain socket, gevent's or not, is used as any other. Everything else has to be cooperative, and is used by two
greenlets: one that receives, and one that sends while there is something to send.
"""

from __future__ import annotations

import _socket
import os
import time
import weakref
from collections import deque
from collections.abc import Callable
from typing import Any, Final

import gevent
import gevent.event
import gevent.socket
from gevent import get_hub, getcurrent
from gevent.monkey import get_original

from sansredis.backends.sockets import RECEIVE_SIZE, tune
from sansredis.core.options import Options
from sansredis.foreign import drop, fault_of, make, misfit, past
from sansredis.runtime import Feed, Runtime, Segments

_METHODS = ("send", "recv", "close")
WANTED = f"a connected socket, or something cooperative with {', '.join(_METHODS)} as sockets have them"
# Those that are open, for the child of a fork, in which every greenlet goes on.
_streams: weakref.WeakSet[GreenletStream] = weakref.WeakSet()
_PLAIN: Final = (gevent.socket.socket, get_original("socket", "socket"), _socket.socket)


async def open_made(
    runtime: Runtime, options: Options, deadline: float | None, feed: Feed, stream_of: Callable[[Any, Feed], Any]
) -> Any:
    """Have the program make a stream, and adapt it.

    Args:
        runtime: the runtime.
        options: whose `stream_factory` makes it.
        deadline: when to give up.
        feed: what the stream calls.
        stream_of: makes a stream of a plain socket.
    """
    made = await make(runtime, options, deadline)
    try:
        if past(runtime, deadline):
            raise TimeoutError
        if type(made) in _PLAIN:
            if made.family in (_socket.AF_INET, _socket.AF_INET6):
                tune(made, options)
            raw = _socket.socket(made.family, made.type, made.proto, made.detach())
            raw.setblocking(False)
            return stream_of(raw, feed)
        if not all(callable(getattr(made, name, None)) for name in _METHODS):
            raise misfit(made, WANTED)
        return GreenletStream(made, feed)
    except BaseException:
        drop(made)
        raise


class GreenletStream:
    """Something that sends and receives as a socket does, and lets others run while it waits."""

    __slots__ = (
        "_sock", "_feed", "_loop", "_timer", "_backlog", "_reader", "_writer", "_reads", "_over", "unsent",
        "__weakref__",
    )  # fmt: skip

    blind = True

    def __init__(self, sock: Any, feed: Feed) -> None:
        if callable(getattr(sock, "settimeout", None)):
            sock.settimeout(None)
        self._sock = sock
        self._feed = feed
        self._loop = get_hub().loop
        self._timer: Any = None
        self._backlog: deque[memoryview] = deque()
        self._reads = gevent.event.Event()
        self._reads.set()
        self._over = False
        self.unsent = 0
        self._writer: Any = None
        self._reader: Any = gevent.spawn(self._read)
        _streams.add(self)

    def _read(self) -> None:
        try:
            while True:
                self._reads.wait()
                data = self._sock.recv(RECEIVE_SIZE)
                if self._over:
                    return
                if not data:
                    self._feed.connection_lost(None)
                    return
                self._feed.data_received(bytes(data))
        except Exception as error:
            self._lost(error)

    def _send(self) -> None:
        backlog = self._backlog
        try:
            while backlog:
                piece = backlog[0][:RECEIVE_SIZE]
                # Nobody knows of what is being sent whether the peer has it.
                self.unsent -= len(piece)
                sent = self._sock.send(bytes(piece))
                if not sent:
                    raise OSError("the stream is closed")
                self.unsent += len(piece) - sent
                if sent < len(backlog[0]):
                    backlog[0] = backlog[0][sent:]
                else:
                    del backlog[0]
        except Exception as error:
            self._lost(error)
        finally:
            self._writer = None

    def _lost(self, error: Exception) -> None:
        if not self._over:
            self._feed.connection_lost(fault_of(error))

    def write(self, data: Segments) -> None:
        for segment in data if isinstance(data, list) else (data,):
            if len(segment):
                view = memoryview(segment).cast("B")
                self._backlog.append(view)
                self.unsent += len(view)
        if self._writer is None and not self._over:
            self._writer = gevent.spawn(self._send)

    def pause_reading(self) -> None:
        self._reads.clear()

    def resume_reading(self) -> None:
        self._reads.set()

    def flush_soon(self) -> None:
        self._loop.run_callback(self._feed.flush)

    def set_alarm(self, when: float) -> None:
        self._stop_timer()
        self._timer = self._loop.timer(max(0.0, when - time.monotonic()), ref=False)
        self._timer.start(self._feed.alarm, update=True)

    def _stop_timer(self) -> None:
        timer, self._timer = self._timer, None
        if timer is not None:
            try:
                timer.stop()
                timer.close()
            except ValueError:
                pass  # the hub is gone, and its loop destroyed

    def stale(self) -> bool:
        return self._over  # what there is the greenlet that receives hands on in its next turn

    def abort(self) -> None:
        if self._over:
            return
        self._end()
        drop(self._sock)

    def _end(self) -> None:
        self._over = True
        self._stop_timer()
        for greenlet in (self._reader, self._writer):
            if greenlet is not None and greenlet is not getcurrent():
                greenlet.kill(block=False)

    def forget(self) -> None:
        if self._over:
            return
        self._end()
        # To close anything but a socket might send something, by way of the parent's connection.
        if isinstance(self._sock, _socket.socket | gevent.socket.socket):
            self._sock.close()

    def leave(self) -> None:
        """In the child of a fork: leave the connection to the parent, and tell those who wait for what comes on it."""
        hub = gevent.hub._get_hub()  # type: ignore[attr-defined]
        if hub is not None and hub.loop is self._loop and not self._over:
            self.forget()
            self._loop.run_callback(self._feed.connection_lost, OSError("the connection belongs to the parent process"))


def _after_fork() -> None:
    for stream in list(_streams):
        stream.leave()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)
