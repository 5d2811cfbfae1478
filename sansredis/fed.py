"""A connection of a runtime whose loop reads (asyncio, gevent): it is called when bytes arrive."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from typing import Any

from sansredis.connection import BaseConnection, Owner, joined, reason
from sansredis.core.connection import Phase
from sansredis.core.errors import ConnectionError, ProtocolError, RedisError, TimeoutError
from sansredis.core.options import Options
from sansredis.runtime import Call, FedStream, Received, Runtime, Segments, Waiter

_CLOSED = Phase.CLOSED
_READY = Phase.READY
# In so many turns an event loop brings what waits to be read.
_TURNS = 10


class FedConnection(BaseConnection):
    """A connection whose runtime's loop reads: bytes arrive by `data_received`."""

    __slots__ = ("get_buffer", "_greeter", "_listener", "_attending", "_pending", "_crowded", "_alarm")

    def __init__(self, options: Options, runtime: Runtime, owner: Owner | None = None) -> None:
        super().__init__(options, runtime, owner)
        self.stream: FedStream | None = None
        self.get_buffer = self.state.get_buffer
        self._greeter: Waiter | None = None
        self._listener: Waiter | None = None
        self._attending: Waiter | None = None
        self._pending: list[Any] | None = None
        self._crowded = False
        self._alarm = inf

    async def open(self, deadline: float | None) -> None:
        runtime, state = self.runtime, self.state
        try:
            try:
                self.stream = stream = await self._connect(deadline)
                self.blind = stream.blind
            except OSError as error:
                late = deadline is not None and runtime.now() >= deadline
                raise self._connect_failed(error, late) from error.__cause__
            self._greeter = Waiter()
            runtime.ready(self._greeter)
            stream.write(state.greet())
            while state.phase is not _READY and state.phase is not _CLOSED:
                if not await runtime.park_until(self._greeter, deadline):
                    raise self._connect_failed(TimeoutError(), True)
                runtime.ready(self._greeter)
            self._greeter = None
            if state.phase is _CLOSED:
                raise state.why or ConnectionError("closed")
            self.used = runtime.now()
        except BaseException:
            self.abort(ConnectionError(f"connecting to {self.options.location} was given up"))
            raise

    async def _connect(self, deadline: float | None) -> FedStream:
        if self.options.ssl:
            from sansredis.tls.fed import FedTls  # most programs need none of it

            return await FedTls.connect(self.runtime, self.options, deadline, self)
        stream: FedStream = await self.runtime.connect(self.options, deadline, self)
        return stream

    async def request(self, call: Call, data: Segments, size: int, commands: Sequence[tuple[Any, ...]] = ()) -> None:
        if not self.submit(call, data, size, commands):
            return
        try:
            await self.runtime.park(call)
        except BaseException:
            self.state.abandon(call)
            raise
        self._outcome(call)

    def submit(self, call: Call, data: Segments, size: int, commands: Sequence[tuple[Any, ...]] = ()) -> bool:
        """Send a request, at once if the connection is quiet, else with all others of this turn of the loop.

        Returns:
            Whether there is a reply to be parked for.
        """
        state = self.state
        # Refused, if it is, before anything has happened.
        waits = state.send(call, size, commands)
        try:
            if waits:
                self.runtime.ready(call)
                deadline = call.deadline
                if deadline is not None and deadline < self._alarm:
                    self._set_alarm(deadline)
            if self._pending is not None:
                self._pending.append(data)
            elif self._crowded or len(state.owed) > 1:
                assert self.stream is not None
                self._pending = [data]
                self.stream.flush_soon()
            else:
                self._write(data, size)
        except BaseException:
            self.abort(ConnectionError("the sending of a command was interrupted"))
            raise
        return waits

    start = submit

    async def follow(self, call: Call) -> None:
        self._outcome(call)

    def leave(self, call: Call) -> None:
        self.state.abandon(call)

    def flush(self) -> None:
        """Write what was submitted in this turn of the loop."""
        pending, self._pending = self._pending, None
        if pending and self.state.phase is not _CLOSED:
            self._write(joined(pending), self.state.sent - self._flushed)

    def _write(self, data: Segments, size: int) -> None:
        if not self._in_step(size):
            self.abort(ConnectionError("the sending of a command was interrupted"))
            return
        self.state.written = self._flushed
        assert self.stream is not None
        self.stream.write(data)

    def data_received(self, data: Received) -> None:
        """Bytes have arrived."""
        state = self.state
        if state.phase is not _READY:
            self._greeted(data)
            return
        owed, answered, was_late = len(state.owed), state.answered, state.late
        try:
            done = self._take_in(data)
        except BaseException as error:
            # Out of memory, say.
            self.abort(ProtocolError(f"a reply could not be read: {reason(error)}"))
            raise
        # Several replies at once: their callers will come back together, and should go out together.
        self._crowded = len(done) > 1
        # What begins although nothing is owed is a push, or a fault: the next caller looks before he leaps.
        self.used = 0.0 if state.unfinished and not state.owed else self.runtime.now()
        if state.phase is _CLOSED:
            self.abort()
            self._deliver(done, 0, 0, 0)
        else:
            self._deliver(done, owed - len(state.owed), state.answered - answered, was_late)
            if self.ear is not None:
                self.ear.heard(self)
        if self._listener is not None:
            self.runtime.unpark(self._listener)

    def _greeted(self, data: Received) -> None:
        state = self.state
        if state.phase is _CLOSED:
            return
        state.receive_data(data)
        more = state.take_outgoing()
        if more and self.stream is not None:
            self.stream.write(more)
        if state.phase in (_READY, _CLOSED) and self._greeter is not None:
            self.runtime.unpark(self._greeter)

    def connection_lost(self, error: BaseException | None) -> None:
        """The stream has ended by itself."""
        why = ConnectionError("closed by the server" if error is None else reason(error))
        self.abort(why if self._greeter is None else self._connect_failed(error or why, False))

    def alarm(self) -> None:
        """The earliest deadline has come."""
        self._alarm = inf
        if self._attending is not None:
            self.runtime.unpark(self._attending)
        self._expire(self.runtime.now())
        if self.state.phase is not _CLOSED:
            self._set_alarm(self.state.next_deadline)

    def _set_alarm(self, when: float | None) -> None:
        if when is not None and self.stream is not None:
            self._alarm = when
            self.stream.set_alarm(when)

    async def listen(self, deadline: float | None) -> bool:
        self._listener = Waiter()
        self.runtime.ready(self._listener)
        try:
            return self.closed or await self.runtime.park_until(self._listener, deadline)
        finally:
            self._listener = None

    def stale(self) -> bool:
        return self.stream is None or self.stream.stale()

    def quiet(self) -> bool:
        if self.blind:
            return self.glanced and not self.closed
        return self.stream is not None and not self.stream.stale()

    async def freshen(self) -> None:
        # The loop brings it in its next turn or the one after; until then nothing may be sent.
        for _ in range(_TURNS):
            if self.closed or not self.stale():
                return
            await self.runtime.yield_turn()
        self.abort(ConnectionError("something waits to be read, but the event loop does not bring it"))

    async def tell(
        self, call: Call, data: Segments, size: int, commands: Sequence[tuple[Any, ...]], deadline: float | None
    ) -> None:
        self.submit(call, data, size, commands)

    async def attend(self, waiter: Waiter, until: float | None) -> None:
        if until is not None:
            if until <= self.runtime.now():
                await self.catch_up()
                return
            # The alarm stays for the next one who attends: a timer for each message would cost as much as the message.
            if until < self._alarm:
                self._set_alarm(until)
        self._attending = waiter
        try:
            await self.runtime.park(waiter)
        finally:
            self._attending = None

    async def catch_up(self) -> None:
        for _ in range(_TURNS):
            await self.runtime.yield_turn()
            if self.closed or not self.stale():
                return

    def pause(self) -> None:
        if self.stream is not None:
            self.stream.pause_reading()

    def resume(self) -> None:
        if self.stream is not None and not self.closed:
            self.stream.resume_reading()

    def abort(self, why: RedisError | None = None) -> None:
        stream = self.stream
        if self.state.why is None:
            self._measure()
        self._close_state(why)
        self._pending = None
        self._alarm = inf
        if stream is not None:
            stream.abort()
        self._fail_lost()
        if self._greeter is not None:
            self.runtime.unpark(self._greeter)
        if self._listener is not None:
            self.runtime.unpark(self._listener)

    def _measure(self) -> None:
        if self.stream is not None:
            self.state.written = self._flushed - self.stream.unsent
