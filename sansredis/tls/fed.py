"""TLS over a stream whose loop reads (asyncio, gevent)."""

from __future__ import annotations

from typing import Self

from sansredis.core.options import Options
from sansredis.runtime import FedStream, Feed, Received, Runtime, Segments, Waiter
from sansredis.tls.engine import BATCH, Engine
from sansredis.tls.faults import unfinished


class FedTls:
    """Between a connection, to which it is the stream, and the runtime's stream, to which it is the connection."""

    __slots__ = ("alarm", "_runtime", "_feed", "_engine", "_raw", "_waiting", "_fault", "_over", "_paused")

    def __init__(self, runtime: Runtime, feed: Feed, engine: Engine) -> None:
        self.alarm = feed.alarm
        self._runtime = runtime
        self._feed = feed
        self._engine = engine
        self._raw: FedStream | None = None
        # Who waits for the handshake; None once it is done.
        self._waiting: Waiter | None = Waiter()
        self._fault: BaseException | None = None
        self._over = False
        self._paused = False

    @classmethod
    async def connect(cls, runtime: Runtime, options: Options, deadline: float | None, feed: Feed) -> Self:
        """Open a stream and shake hands.

        Raises:
            OSError: the server cannot be reached; or, as `TlsFault`, TLS with it cannot be.
            OptionError: the options or files for TLS are wrong.
        """
        stream = cls(runtime, feed, Engine(options))
        stream._raw = await runtime.connect(options, deadline, stream)
        try:
            await stream._wait(deadline)
        except BaseException:
            stream.abort()
            raise
        return stream

    async def _wait(self, deadline: float | None) -> None:
        """Wait until the hands are shaken."""
        runtime, waiter = self._runtime, self._waiting
        assert waiter is not None
        runtime.ready(waiter)
        self._shake()
        while self._waiting is not None:
            if self._fault is not None:
                raise self._fault
            if not await runtime.park_until(waiter, deadline):
                raise unfinished()
            runtime.ready(waiter)

    def _shake(self) -> None:
        """Go as far in the handshake as what has arrived allows."""
        raw, engine = self._raw, self._engine
        if raw is None or self._fault is not None or self._waiting is None:
            return
        try:
            done = engine.shake()
        except OSError as fault:
            self._fault = fault
            done = False
        waiter = self._waiting
        if done:
            self._waiting = None
        words = engine.outgoing()
        if words:
            raw.write(words)
        if done or self._fault is not None:
            self._runtime.unpark(waiter)

    # What the runtime's stream calls

    def get_buffer(self) -> None:
        """Nobody can say where encrypted bytes belong."""
        return

    def data_received(self, data: Received) -> None:
        self._engine.feed(data)
        if self._waiting is not None:
            self._shake()
        if self._waiting is None:
            self._deliver()

    def connection_lost(self, error: BaseException | None) -> None:
        if self._waiting is not None:
            if error is None:
                self._engine.feed(b"")
                self._shake()
            elif self._fault is None:
                self._fault = error
                self._runtime.unpark(self._waiting)
        elif not self._over:
            self._over = True
            self._feed.connection_lost(error)

    def flush(self) -> None:
        if self._engine.leftover:
            self._deliver()
        self._feed.flush()

    def _deliver(self) -> None:
        """Hand on what can be read."""
        engine, feed = self._engine, self._feed
        while engine.leftover and not (self._paused or self._over):
            try:
                received = engine.take(feed.get_buffer())
            except OSError as fault:
                self.connection_lost(fault)
                return
            if received is None:
                break
            if not received:
                self.connection_lost(None)
                return
            feed.data_received(received)
        words = engine.outgoing()
        if words and not self._over and self._raw is not None:
            self._raw.write(words)

    # What the connection calls

    def write(self, data: Segments) -> None:
        raw, seal = self._stream, self._engine.seal
        if type(data) is bytes and len(data) <= BATCH:
            raw.write(seal(data))
            return
        for segment in data if isinstance(data, list) else [data]:
            view = memoryview(segment).cast("B")
            for start in range(0, len(view), BATCH):
                if not self._over:
                    raw.write(seal(view[start : start + BATCH]))

    @property
    def blind(self) -> bool:
        return self._stream.blind

    @property
    def unsent(self) -> int:
        return self._engine.unsent(self._stream.unsent)

    def pause_reading(self) -> None:
        self._paused = True
        self._stream.pause_reading()

    def resume_reading(self) -> None:
        self._paused = False
        self._stream.resume_reading()
        if self._engine.leftover:
            # Not now: who calls this does not expect to be called back before he is done.
            self._stream.flush_soon()

    def flush_soon(self) -> None:
        self._stream.flush_soon()

    def set_alarm(self, when: float) -> None:
        self._stream.set_alarm(when)

    def stale(self) -> bool:
        return self._engine.leftover or self._stream.stale()

    def abort(self) -> None:
        self._over = True
        if self._raw is not None:
            self._raw.abort()

    def forget(self) -> None:
        self._stream.forget()

    @property
    def _stream(self) -> FedStream:
        assert self._raw is not None
        return self._raw
