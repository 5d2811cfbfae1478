"""A connection of a runtime without anybody to read but the callers (trio, threads).

Here is how it is opened, and how one caller uses it who has it for himself: he just sends and reads. How many callers
share it is in `baton`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sansredis.baton import BatonConnection
from sansredis.connection import reason
from sansredis.core.connection import Phase, Status
from sansredis.core.errors import ConnectionError, DataError, TimeoutError
from sansredis.runtime import Call, PumpedStream, Segments, TlsFault, Waiter

_CLOSED = Phase.CLOSED
_READY = Phase.READY
_WAITING = Status.WAITING
# So many chunks are taken in one after the other before a subscriber looks at what came.
_CHUNKS = 64


class PumpedConnection(BatonConnection):
    """A connection whose callers read."""

    __slots__ = ()

    async def open(self, deadline: float | None) -> None:
        runtime, state = self.runtime, self.state
        try:
            try:
                self.stream = stream = await self._connect(deadline)
                self.blind = stream.blind
                data = state.greet()
                while state.phase is not _READY:
                    await self._send_alone(data, deadline)
                    received = await stream.receive_some(None, deadline)
                    if received is None:
                        raise self._connect_failed(TimeoutError(), True)
                    if not received:
                        raise self._connect_failed(ConnectionError("closed by the server"), False)
                    state.receive_data(received)
                    if state.phase is _CLOSED:
                        raise state.why or ConnectionError("closed")
                    if state.phase is not _READY and self._is_past(deadline):
                        raise self._connect_failed(TimeoutError(), True)
                    data = state.take_outgoing()
            except OSError as error:
                self._hear_out()
                late = deadline is not None and runtime.now() >= deadline
                raise self._connect_failed(error, late) from error.__cause__
            self.used = runtime.now()
        except BaseException:
            self.abort(ConnectionError(f"connecting to {self.options.location} was given up"))
            raise

    async def _connect(self, deadline: float | None) -> PumpedStream:
        if self.options.ssl:
            from sansredis.tls.pumped import PumpedTls  # most programs need none of it

            return await PumpedTls.connect(self.runtime, self.options, deadline)
        stream: PumpedStream = await self.runtime.connect(self.options, deadline, None)
        return stream

    def _hear_out(self) -> None:
        """Raise what a server said before it closed the connection on us, if it did."""
        try:
            received = self.stream.receive_now(None) if self.stream is not None else None
        except TlsFault as fault:
            raise self._connect_failed(fault, False) from None
        except OSError:
            return
        if received:
            self.state.receive_data(received)
            if self.state.why is not None:
                raise self.state.why

    async def _send_alone(self, data: bytes, deadline: float | None) -> None:
        assert self.stream is not None
        while data:
            data = data[self.stream.send_now(data) :]
            if data and not await self.stream.wait_for_room(deadline, False):
                raise self._connect_failed(TimeoutError(), True)

    # A leased connection: one caller, who sends and then reads

    async def request_alone(
        self, call: Call, data: Segments, size: int, commands: Sequence[tuple[Any, ...]] = ()
    ) -> None:
        state, stream = self.state, self.stream
        assert stream is not None
        try:
            waits = state.send(call, size, commands)
            self._flushed = state.sent
            if not waits:
                await self._write([data], call.deadline)
                return
            if type(data) is bytes:
                sent = self._send(data, size)
                if sent != size:
                    await self._write([memoryview(data)[sent:]], call.deadline)
            else:
                await self._write([data], call.deadline)
            while call.status is _WAITING and state.phase is not _CLOSED:
                if self.tracked:
                    await self._take_in_step(call)
                    continue
                received = await stream.receive_some(state.get_buffer(), call.deadline)
                if received:
                    # Another thread may close the pool, and this with it.
                    with self._guard:
                        state.receive_data(received)
                    if call.status is _WAITING:
                        self._look_at_the_clock(call.deadline)
                elif received is None:
                    self._expire(self.runtime.now())
                else:
                    self.abort(ConnectionError("closed by the server"))
                if state.phase is _CLOSED:
                    break
        except OSError as error:
            self.abort(ConnectionError(reason(error)))
        except DataError:
            # Refused before anything was sent.
            raise
        except BaseException:
            state.abandon(call)
            self.abort(ConnectionError("the caller gave up in the middle of a command"))
            raise
        # What was left behind came before this reply.
        self._left = 0
        if state.phase is _CLOSED:
            self.abort()
        self._outcome(call)

    async def _take_in_step(self, call: Call) -> None:
        """Wait for bytes; then read and take them in as one step, so that nobody in between holds news in his hand."""
        assert self.stream is not None
        if not await self.stream.wait_for_bytes(call.deadline):
            self._expire(self.runtime.now())
            return
        with self._guard:
            received = self.stream.receive_now(self.state.get_buffer())
            if received:
                self.state.receive_data(received)
        if received == b"":
            self.abort(ConnectionError("closed by the server"))
        elif call.status is _WAITING:
            self._look_at_the_clock(call.deadline)

    async def listen(self, deadline: float | None) -> bool:
        stream = self.stream
        assert stream is not None
        try:
            if not await stream.wait_for_bytes(deadline):
                return False
        except OSError as error:
            self.abort(ConnectionError(reason(error)))
        else:
            await self.freshen()
        return True

    # A subscriber's connection: one who attends, and perhaps another who tells

    async def tell(
        self, call: Call, data: Segments, size: int, commands: Sequence[tuple[Any, ...]], deadline: float | None
    ) -> None:
        stream, rest = self.stream, data if isinstance(data, list) else [data]
        assert stream is not None
        with self._guard:
            self.state.send(call, size, commands)
            self._flushed = self.state.sent
        try:
            for segment in rest:
                left = memoryview(segment).cast("B")
                while left:
                    left = left[self._send(left, len(left)) :]
                    if left and not await stream.wait_for_room(deadline, False):
                        self.abort(TimeoutError(f"{self.options.location} did not take the request in time"))
                        return
        except OSError as error:
            self.abort(ConnectionError(reason(error)))
        except BaseException:
            self.abort(ConnectionError("the caller gave up in the middle of a command"))
            raise

    async def attend(self, waiter: Waiter, until: float | None) -> None:
        assert self.stream is not None
        try:
            if await self.stream.wait_for_bytes(until):
                self._hear()
        except OSError as error:
            self.abort(ConnectionError(reason(error)))
        except BaseException:
            if self._reading_in:
                # Bytes may have left the socket, and be lost.
                self.abort(ConnectionError("the reading of messages was interrupted"))
            raise

    async def catch_up(self) -> None:
        try:
            for _ in range(_CHUNKS):
                if self.closed or not self._hear():
                    return
        except OSError as error:
            self.abort(ConnectionError(reason(error)))

    def _hear(self) -> bool:
        """Take in for the ear what has arrived, without waiting. Returns whether there was anything."""
        assert self.stream is not None
        with self._guard:
            torn, self._reading_in = self._reading_in, True
            received = None if torn else self.stream.receive_now(self.state.get_buffer())
            if received:
                self.state.receive_data(received)
            self._reading_in = False
        if torn or (received is not None and not received):
            self.abort(ConnectionError("the reading of messages was interrupted" if torn else "closed by the server"))
        elif self.state.phase is _CLOSED:
            self.abort()
        elif received and self.ear is not None:
            self.ear.heard(self)
        return bool(received)
