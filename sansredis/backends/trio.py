"""trio: no background task and no nursery. Whoever waits for a reply and finds nobody reading reads for all.

That makes a connection usable from any number of nurseries, and owned by none.
"""

from __future__ import annotations

import _thread
import select
import selectors
import socket
from collections.abc import Awaitable, Callable, Collection, Coroutine, Iterable, Sequence
from contextlib import AbstractContextManager
from math import inf
from typing import Any, Final

import trio
from trio.lowlevel import (
    Abort,
    cancel_shielded_checkpoint,
    checkpoint,
    current_task,
    current_trio_token,
    reschedule,
    spawn_system_task,
    wait_readable,
    wait_task_rescheduled,
    wait_writable,
)

from sansredis.backends.dialing import dial
from sansredis.backends.sockets import receive, send_now
from sansredis.core.options import Options
from sansredis.runtime import Feed, Parked, Received, T

_READY: Final = object()


class TrioStream:
    """A non-blocking socket, waited for by trio."""

    __slots__ = ("_sock", "_poll")

    blind = False

    def __init__(self, sock: socket.socket) -> None:
        sock.setblocking(False)
        self._sock = sock
        self._poll = select.poll()
        self._poll.register(sock, select.POLLIN)

    def send_now(self, data: Any) -> int:
        return send_now(self._sock, data)

    async def receive_some(self, room: memoryview | None, deadline: float | None) -> Received | None:
        # By the time that the others have had their turn the reply is often there, and costs neither scope nor epoll.
        await checkpoint()
        received = self.receive_now(room)
        if received is not None:
            return received
        while True:
            try:
                if deadline is None:
                    await wait_readable(self._sock)
                else:
                    with trio.CancelScope(deadline=deadline) as scope:
                        await wait_readable(self._sock)
                    if scope.cancelled_caught:
                        return None
            except trio.ClosedResourceError:
                raise OSError("the connection was closed") from None
            try:
                return receive(self._sock, room)
            except (BlockingIOError, InterruptedError):
                continue

    def receive_now(self, room: memoryview | None) -> Received | None:
        try:
            return receive(self._sock, room)
        except (BlockingIOError, InterruptedError):
            return None

    async def wait_for_bytes(self, deadline: float | None) -> bool:
        await checkpoint()
        if self.stale():
            return True
        with trio.CancelScope(deadline=inf if deadline is None else deadline) as scope:
            try:
                await wait_readable(self._sock)
            except trio.ClosedResourceError:
                pass  # what is done next on the socket will say so
        return not scope.cancelled_caught

    async def wait_for_room(self, deadline: float | None, readable: bool) -> bool:
        with trio.CancelScope(deadline=inf if deadline is None else deadline) as scope:
            async with trio.open_nursery() as nursery:
                nursery.start_soon(self._first, wait_writable, nursery.cancel_scope)
                if readable:
                    nursery.start_soon(self._first, wait_readable, nursery.cancel_scope)
        return not scope.cancelled_caught

    async def _first(self, wait: Any, scope: trio.CancelScope) -> None:
        try:
            await wait(self._sock)
        except trio.ClosedResourceError:
            pass  # what is done next on the socket will say so
        scope.cancel()

    def stale(self) -> bool:
        return bool(self._poll.poll(0))

    readable = stale

    def abort(self) -> None:
        if self._sock.fileno() >= 0:
            # Whoever still waits for it would otherwise wait for ever.
            trio.lowlevel.notify_closing(self._sock)
            self._sock.close()

    def forget(self) -> None:
        # Not a word to the event loop: its epoll instance is the parent's, too.
        self._sock.close()


async def _make_stream(sock: socket.socket) -> TrioStream:
    return TrioStream(sock)


class TrioRuntime:
    """The adapter for trio."""

    name = "trio"
    fed = False
    awaits = True
    shares = True

    now = staticmethod(trio.current_time)
    scope = staticmethod(current_trio_token)

    def is_over(self, scope: Any) -> bool:
        try:
            scope.run_sync_soon(int)
        except trio.RunFinishedError:
            return True
        return False

    def run_in(self, scope: Any, act: Callable[[], object]) -> None:
        if trio.lowlevel.in_trio_run() and scope is current_trio_token():
            act()
            return
        try:
            scope.run_sync_soon(act)
        except trio.RunFinishedError:
            act()

    def guard(self) -> AbstractContextManager[Any]:
        return _thread.allocate_lock()

    def heal(self, guard: AbstractContextManager[Any]) -> None:
        return None

    def ready(self, waiter: Parked) -> None:
        waiter.parker = _READY

    async def park(self, waiter: Parked) -> None:
        if waiter.parker is None:
            return

        def abort(_: Any) -> Abort:
            waiter.parker = None
            return Abort.SUCCEEDED

        waiter.parker = current_task()
        await wait_task_rescheduled(abort)

    async def park_until(self, waiter: Parked, deadline: float | None) -> bool:
        with trio.CancelScope(deadline=inf if deadline is None else deadline) as scope:
            await self.park(waiter)
        return not scope.cancelled_caught

    def unpark(self, waiter: Parked) -> None:
        task, waiter.parker = waiter.parker, None
        if task is not None and task is not _READY:
            reschedule(task)

    def unpark_all(self, waiters: Iterable[Any]) -> None:
        for waiter in waiters:
            self.unpark(waiter)

    async def yield_turn(self) -> None:
        await cancel_shielded_checkpoint()

    caller = staticmethod(current_task)

    def spawn(self, flow: Coroutine[Any, Any, None]) -> None:
        # A task of the run itself, in nobody's nursery: it outlives the scope in which it was begun.
        spawn_system_task(_run, flow)

    async def checkpoint(self) -> None:
        await checkpoint()

    async def within(self, deadline: float | None, awaitable: Awaitable[T]) -> T:
        with trio.CancelScope(deadline=inf if deadline is None else deadline):
            return await awaitable
        raise TimeoutError

    async def call_out(self, what: str, act: Callable[[], Any], deadline: float | None) -> Any:
        from sansredis.foreign import expect_awaitable  # most programs need none of it

        return await self.within(deadline, expect_awaitable(what, act()))

    async def connect(self, options: Options, deadline: float | None, feed: Feed | None) -> Any:
        if options.stream_factory is not None:
            from sansredis.backends.made.trio import open_made  # most programs have none

            return await open_made(self, options, deadline, _make_stream)
        if options.unix_socket_path is None:
            await checkpoint()
            return await dial(self, options, deadline, _make_stream)
        stream: trio.SocketStream | None = None
        with trio.CancelScope(deadline=inf if deadline is None else deadline):
            stream = await trio.open_unix_socket(options.unix_socket_path)
        if stream is None:
            raise TimeoutError
        trio_socket = stream.socket
        family, kind, proto = trio_socket.family, trio_socket.type, trio_socket.proto
        return TrioStream(socket.socket(family, kind, proto, trio_socket.detach()))

    async def look_up(self, host: str, port: int, deadline: float | None) -> Sequence[Any]:
        with trio.CancelScope(deadline=inf if deadline is None else deadline):
            # As bytes, for the reason that `dialing` gives.
            return await trio.socket.getaddrinfo(host.encode(), port, type=socket.SOCK_STREAM)
        raise TimeoutError

    def socket_class(self) -> Callable[[int, int, int], Any]:
        return socket.socket

    async def first_writable(self, sockets: Sequence[Any], until: float | None) -> Collection[Any]:
        # What watches them can itself be waited for. A nursery would make groups of the errors that come out of it.
        with selectors.DefaultSelector() as watcher:
            for sock in sockets:
                watcher.register(sock, selectors.EVENT_WRITE)
            with trio.CancelScope(deadline=inf if until is None else until):
                await wait_readable(watcher.fileno())
            return [key.fileobj for key, _ in watcher.select(0)]


async def _run(flow: Coroutine[Any, Any, None]) -> None:
    await flow


RUNTIME: Final = TrioRuntime()
