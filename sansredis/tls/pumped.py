"""TLS over a stream whose callers read (threads, trio)."""

from __future__ import annotations

from contextlib import suppress
from typing import Any, Self

from sansredis.core.options import Options
from sansredis.runtime import PumpedStream, Received, Runtime
from sansredis.tls.engine import BATCH, Engine
from sansredis.tls.faults import unfinished


class PumpedTls:
    """A stream over a stream. One thread may send while another receives; OpenSSL does not allow that by itself.

    What the operating system does not take stays here, encrypted: it cannot be taken back. `send_now` counts only what
    went out in whole records, and is given the rest again by its caller, who has to begin with the same bytes.
    """

    __slots__ = ("_raw", "_engine", "_guard", "_now", "_backlog")

    def __init__(self, runtime: Runtime, raw: PumpedStream, engine: Engine) -> None:
        self._raw = raw
        self._engine = engine
        # Held over steps of OpenSSL and system calls that do not wait.
        self._guard = runtime.guard()
        self._now = runtime.now
        self._backlog: bytes | memoryview = b""

    @classmethod
    async def connect(cls, runtime: Runtime, options: Options, deadline: float | None) -> Self:
        """Open a stream and shake hands.

        Raises:
            OSError: the server cannot be reached; or, as `TlsFault`, TLS with it cannot be.
            OptionError: the options or files for TLS are wrong.
        """
        engine = Engine(options)
        raw = await runtime.connect(options, deadline, None)
        try:
            # Within, for where signals interrupt nobody else knows of the raw one.
            stream = cls(runtime, raw, engine)
            await stream._shake(deadline)
        except BaseException:
            raw.abort()
            raise
        return stream

    async def _shake(self, deadline: float | None) -> None:
        engine, raw = self._engine, self._raw
        done = False
        while not done:
            try:
                done = engine.shake()
            except OSError:
                # Words for the server's log.
                with suppress(OSError):
                    raw.send_now(engine.outgoing())
                raise
            self._backlog = engine.outgoing()
            self._push()
            while self._backlog:
                if not await raw.wait_for_room(deadline, False):
                    raise unfinished()
                self._push()
            if not done:
                received = await raw.receive_some(None, deadline)
                if received is None or self._is_past(deadline):
                    raise unfinished()
                engine.feed(received)

    @property
    def blind(self) -> bool:
        return self._raw.blind

    # Sending

    def send_now(self, data: Any) -> int:
        with self._guard:
            return self._send(data, len(data))

    def _send(self, data: Any, size: int) -> int:
        engine, taken = self._engine, 0
        if size > BATCH:
            data = memoryview(data)
        while taken < size:
            if not self._backlog:
                self._backlog = engine.seal(data if size <= BATCH and not taken else data[taken : taken + BATCH])
            before = engine.unsent(len(self._backlog))
            try:
                self._push()
            except OSError:
                if taken:
                    break  # told when it is tried again
                raise
            taken += before - engine.unsent(len(self._backlog))
            if self._backlog:
                break
        return taken

    def _push(self) -> None:
        backlog = self._backlog
        if backlog:
            sent = self._raw.send_now(backlog)
            self._backlog = b"" if sent == len(backlog) else memoryview(backlog)[sent:]

    # Receiving

    async def receive_some(self, room: memoryview | None, deadline: float | None) -> Received | None:
        while True:
            if self._engine.leftover:
                with self._guard:
                    found = self._engine.take(room)
                if found is not None:
                    return found
            received = await self._raw.receive_some(None, deadline)
            if received is None:
                return None
            with self._guard:
                found = self._take_in(received, room)
            if found is not None:
                return found
            if self._is_past(deadline):
                return None

    def _is_past(self, deadline: float | None) -> bool:
        # Where bytes never stop coming, no wait for them ever ends with the deadline.
        return deadline is not None and self._now() >= deadline

    def receive_now(self, room: memoryview | None) -> Received | None:
        with self._guard:
            found = self._engine.take(room)
            if found is not None:
                return found
            received = self._raw.receive_now(None)
            return None if received is None else self._take_in(received, room)

    def _take_in(self, received: Received, room: memoryview | None) -> Received | None:
        engine = self._engine
        engine.feed(received)
        found = engine.take(room)
        answer = engine.outgoing()
        if answer:
            # The protocol's own: new keys, for example. What does not go now goes with what is sent next.
            self._backlog = bytes(self._backlog) + answer
            with suppress(OSError):
                self._push()
        return found

    async def wait_for_bytes(self, deadline: float | None) -> bool:
        return self._engine.leftover or await self._raw.wait_for_bytes(deadline)

    async def wait_for_room(self, deadline: float | None, readable: bool) -> bool:
        if readable and self._engine.leftover:
            return True
        return await self._raw.wait_for_room(deadline, readable)

    def stale(self) -> bool:
        return self._engine.leftover or self._raw.stale()

    def readable(self) -> bool:
        return self._engine.leftover or self._raw.readable()

    # The end

    def abort(self) -> None:
        self._raw.abort()

    def forget(self) -> None:
        self._raw.forget()
