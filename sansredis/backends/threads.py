"""Threads: blocking sockets, locks to wait with. Cooperative by itself where gevent has patched the standard library.

Nothing of `socket`, `select` or `threading` is bound when this module is imported, so that it does not matter whether
the patch came before.
"""

from __future__ import annotations

import _socket
import _thread
import os
import select
import socket
import struct
import sys
import threading
import time
import weakref
from collections.abc import Awaitable, Callable, Collection, Coroutine, Hashable, Iterable, Sequence
from contextlib import AbstractContextManager
from functools import partial
from typing import Any, Final

from sansredis.backends.dialing import dial
from sansredis.backends.sockets import RECEIVE_SIZE, inherited, receive, remaining
from sansredis.core.options import Options
from sansredis.runtime import Feed, Parked, Received, T, drive

_LONGEST = threading.TIMEOUT_MAX
_HELD_BY_NOBODY_ELSE = 2
"""References to a socket: its stream's, and the count's own."""


class KernelStream:
    """A blocking socket whose time limits the kernel keeps.

    A Python socket with a timeout asks the kernel twice, once to wait and once to read. With SO_RCVTIMEO it is one
    system call, and the limit needs to be set anew only when it is no longer about right.
    """

    __slots__ = ("_sock", "_ours", "_limit", "_poll", "_look", "_ending")

    blind = False

    def __init__(self, sock: Any, ours: bool) -> None:
        sock.settimeout(None)
        self._sock = sock
        # Whether nobody else has it, except while he uses it.
        self._ours = ours
        self._ending = threading.RLock()
        self._limit = 0.0
        self._poll: Any = None
        # Of its own: a poll object can be used by one thread at a time.
        self._look: Any = None

    def send_now(self, data: Any) -> int:
        try:
            sent: int = self._sock.send(data, socket.MSG_DONTWAIT)
        except BlockingIOError:
            return 0
        return sent

    async def receive_some(self, room: memoryview | None, deadline: float | None) -> Received | None:
        while True:
            left = 0.0
            if deadline is not None:
                left = deadline - time.monotonic()
                if left <= 0:
                    return self.receive_now(room)
            if not left / 2 <= self._limit <= left * 1.02 + 0.005:
                self._set_limit(left)
            try:
                # Not by a function: see `abort`.
                if room is None:
                    data: bytes = self._sock.recv(RECEIVE_SIZE)
                    return data
                return room[: self._sock.recv_into(room)]
            except BlockingIOError:
                continue

    def receive_now(self, room: memoryview | None) -> Received | None:
        try:
            if room is None:
                data: bytes = self._sock.recv(RECEIVE_SIZE, socket.MSG_DONTWAIT)
                return data
            return room[: self._sock.recv_into(room, 0, socket.MSG_DONTWAIT)]
        except BlockingIOError:
            return None

    async def wait_for_bytes(self, deadline: float | None) -> bool:
        if self._sock.fileno() < 0:
            return True  # what is done next on the socket will say that it was closed
        if self._poll is None:
            self._poll = select.poll()
            self._poll.register(self._sock, select.POLLIN)
        left = remaining(deadline, time.monotonic())
        return bool(self._poll.poll(None if left is None else left * 1000))

    def _set_limit(self, seconds: float) -> None:
        # 0 would be for ever; the kernel counts in milliseconds anyway.
        micro = max(1000, int(seconds * 1e6)) if seconds else 0
        self._sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("@ll", *divmod(micro, 1_000_000)))
        self._limit = seconds

    async def wait_for_room(self, deadline: float | None, readable: bool) -> bool:
        poll = select.poll()
        poll.register(self._sock, select.POLLOUT | (select.POLLIN if readable else 0))
        left = remaining(deadline, time.monotonic())
        return bool(poll.poll(None if left is None else left * 1000))

    def stale(self) -> bool:
        try:
            self._sock.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT)
        except BlockingIOError:
            return False
        except OSError:
            return True
        return True

    def readable(self) -> bool:
        if self._look is None:
            self._look = select.poll()
            self._look.register(self._sock, select.POLLIN)
        return bool(self._look.poll(0))

    def abort(self) -> None:
        # One at a time: where there is no GIL, two could close the same descriptor, the second of them somebody else's.
        with self._ending:
            try:
                # Closing alone wakes nobody who is inside a call in another thread.
                self._sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
            # A thread that is just about to enter the kernel would find the next connection under the same number, and
            # read what is another's. Who is inside a call holds the socket: he is awake now, and will come here, too.
            # (So no frame of this class has it in a variable: an error that somebody keeps would keep that, too.)
            if not self._ours or sys.getrefcount(self._sock) <= _HELD_BY_NOBODY_ELSE:
                self._sock.close()

    def forget(self) -> None:
        self._sock.close()


class TimeoutStream:
    """A socket of another kind, gevent's for instance, used by nothing but its own timeouts and `select`."""

    __slots__ = ("_sock", "_ending", "__weakref__")

    blind = False

    def __init__(self, sock: Any) -> None:
        self._sock = sock
        self._ending = threading.RLock()
        _cooperative.add(self)

    def send_now(self, data: Any) -> int:
        self._sock.settimeout(0.0)
        try:
            sent: int = self._sock.send(data)
        except BlockingIOError:
            return 0
        return sent

    async def receive_some(self, room: memoryview | None, deadline: float | None) -> Received | None:
        self._sock.settimeout(remaining(deadline, time.monotonic()))
        try:
            data = receive(self._sock, room)
        except (BlockingIOError, TimeoutError):
            return None
        return data

    def receive_now(self, room: memoryview | None) -> Received | None:
        self._sock.settimeout(0.0)
        try:
            data = receive(self._sock, room)
        except BlockingIOError:
            return None
        return data

    async def wait_for_bytes(self, deadline: float | None) -> bool:
        if self._sock.fileno() < 0:
            return True
        return bool(select.select([self._sock], [], [], remaining(deadline, time.monotonic()))[0])

    async def wait_for_room(self, deadline: float | None, readable: bool) -> bool:
        left = remaining(deadline, time.monotonic())
        readers = [self._sock] if readable else []
        return any(select.select(readers, [self._sock], [], left))

    def stale(self) -> bool:
        self._sock.settimeout(0.0)
        try:
            self._sock.recv(1, socket.MSG_PEEK)
        except BlockingIOError:
            return False
        except OSError:
            return True
        return True

    def readable(self) -> bool:
        return bool(select.select([self._sock], [], [], 0)[0])

    def abort(self) -> None:
        with self._ending:
            try:
                self._sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
            self._sock.close()

    def forget(self) -> None:
        self._sock.close()


# In the child of a fork threads end but for one, while greenlets, those of patched threads too, all go on. What they do
# with one connection there, the parent's would do as well.
_cooperative: weakref.WeakSet[TimeoutStream] = weakref.WeakSet()


def _after_fork() -> None:
    for stream in list(_cooperative):
        stream.forget()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)


class _LookUp:
    """The look-up of a name, in a thread that is not waited for any longer than its result is of use.

    A bare thread: no lock that the child of a fork could inherit held is involved, and nobody waits for it to start.
    """

    def __init__(self, host: str, port: int) -> None:
        self._place = host, port
        self._found: Sequence[Any] = ()
        self._error: BaseException | None = None
        self._done = _thread.allocate_lock()
        self._done.acquire()

    def run(self) -> None:
        try:
            self._found = _addresses_of(*self._place)
        except BaseException as error:
            self._error = error
        finally:
            self._done.release()

    def result(self, deadline: float) -> Sequence[Any]:
        if not self._done.acquire(timeout=min(max(0.0, deadline - time.monotonic()), _LONGEST)):
            raise TimeoutError
        if self._error is not None:
            raise self._error
        return self._found


def _addresses_of(host: str, port: int) -> Sequence[Any]:
    # As bytes, for the reason that `dialing` gives.
    return socket.getaddrinfo(host.encode(), port, type=socket.SOCK_STREAM)


async def _make_stream(sock: Any, ours: bool = True) -> KernelStream | TimeoutStream:
    native = isinstance(sock, _socket.socket) and hasattr(select, "poll") and hasattr(socket, "MSG_DONTWAIT")
    return KernelStream(sock, ours) if native else TimeoutStream(sock)


class ThreadsRuntime:
    """The adapter for threads."""

    name = "threads"
    fed = False
    awaits = False
    # Two threads on one connection take turns at it anyhow, which is slower than a connection each; and a signal that
    # interrupts the one who reads for all would take the replies of the others with it.
    shares = False

    now = staticmethod(time.monotonic)

    def scope(self) -> ThreadsRuntime:
        return self

    def is_over(self, scope: Hashable) -> bool:
        return False

    def run_in(self, scope: Hashable, act: Callable[[], object]) -> None:
        act()

    def guard(self) -> AbstractContextManager[Any]:
        return threading.RLock()

    def heal(self, guard: AbstractContextManager[Any]) -> None:
        held: Any = guard
        while held._is_owned():
            held.release()

    def ready(self, waiter: Parked) -> None:
        lock = threading.Lock()
        lock.acquire()
        waiter.parker = lock

    async def park(self, waiter: Parked) -> None:
        waiter.parker.acquire()

    async def park_until(self, waiter: Parked, deadline: float | None) -> bool:
        left = remaining(deadline, time.monotonic())
        woken: bool = waiter.parker.acquire(timeout=-1 if left is None else min(left, _LONGEST))
        return woken

    def unpark(self, waiter: Parked) -> None:
        lock = waiter.parker
        if lock is not None:
            try:
                lock.release()
            except RuntimeError:
                pass  # unparked already

    def unpark_all(self, waiters: Iterable[Any]) -> None:
        for waiter in waiters:
            self.unpark(waiter)

    async def yield_turn(self) -> None:
        return None

    def caller(self) -> Hashable:
        return threading.current_thread()

    def spawn(self, flow: Coroutine[Any, Any, None]) -> None:
        # A daemon: a program whose work is done does not wait for what goes on in the background.
        threading.Thread(target=drive, args=(flow,), name="sansredis", daemon=True).start()

    def start_worker(self, run: Callable[[], object], daemon: bool) -> Any:
        """Run something in a thread of its own. Returns what has `join` and `is_alive`."""
        thread = threading.Thread(target=run, name="sansredis", daemon=daemon)
        thread.start()
        return thread

    async def checkpoint(self) -> None:
        return None

    async def within(self, deadline: float | None, awaitable: Awaitable[T]) -> T:
        raise RuntimeError(f"{self.name} cannot await anything")

    async def call_out(self, what: str, act: Callable[[], Any], deadline: float | None) -> Any:
        from sansredis.foreign import expect_plain  # most programs need none of it

        return expect_plain(what, act())

    async def connect(self, options: Options, deadline: float | None, feed: Feed | None) -> Any:
        if options.stream_factory is not None:
            from sansredis.backends.made.threads import open_made  # most programs have none

            return await open_made(self, options, deadline, partial(_make_stream, ours=False))
        if options.unix_socket_path is None:
            return await dial(self, options, deadline, _make_stream)
        process, left = os.getpid(), remaining(deadline, time.monotonic())
        if left == 0.0:
            raise TimeoutError
        sock = socket.socket(socket.AF_UNIX)
        try:
            sock.settimeout(left)
            sock.connect(options.unix_socket_path)
            if os.getpid() != process:
                raise inherited()
            return await _make_stream(sock)
        except BaseException:
            # Not shut down, which the parent of a fork would notice.
            sock.close()
            raise

    async def look_up(self, host: str, port: int, deadline: float | None) -> Sequence[Any]:
        if deadline is None:
            return _addresses_of(host, port)
        # Nothing ends a call of the operating system's resolver, so it gets a thread of its own, which outlives us.
        look_up = _LookUp(host, port)
        try:
            _thread.start_new_thread(look_up.run, ())
        except RuntimeError:
            # No thread can be had, as at the end of the interpreter. Without a limit is better than not at all.
            look_up.run()
        return look_up.result(deadline)

    def socket_class(self) -> Callable[[int, int, int], Any]:
        # The C class, which is made in one step, unless somebody has put a class of his own in the place of Python's.
        return _socket.socket if socket.socket.__module__ == "socket" else socket.socket

    async def first_writable(self, sockets: Sequence[Any], until: float | None) -> Collection[Any]:
        left = remaining(until, time.monotonic())
        if not hasattr(select, "poll"):
            return select.select([], sockets, [], left)[1]
        poll = select.poll()
        for sock in sockets:
            poll.register(sock, select.POLLOUT)
        able = {number for number, _ in poll.poll(None if left is None else left * 1000)}
        return [sock for sock in sockets if sock.fileno() in able]


RUNTIME: Final = ThreadsRuntime()
