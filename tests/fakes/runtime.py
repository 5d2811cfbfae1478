"""A scripted runtime: the contract of `sansredis.runtime` in memory, which fails or cancels at its n-th primitive call.

The primitives name the faults that can happen in them (`Script.hit`); the test tries every kind of fault at every
moment. A cancellation comes at three moments of a wait: before it begins, while it lasts, and after what was waited for
has already happened, which is the moment that loses connections and wake-ups.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from ssl import SSLContext
from typing import Any

from sansredis.core.errors import ResponseError
from sansredis.core.resp import CommandParser, encode_reply
from sansredis.foreign import expect_awaitable

from .tls import ServerSide
from .world import Cancelled, Script, Task, World

FAULTS = (
    "cancel before",
    "cancel during",
    "cancel after",
    "connect refused",
    "connect too late",
    "write cut short",
    "write nothing",
    "write in part",
    "read error",
    "read end",
    "read one byte",
    "no room in time",
    "stray reply",
    "silence",
    "signal after read",
    "signal after write",
)


class Guard:
    """A lock that notices if it is entered twice, or held over a wait."""

    def __init__(self, runtime: ScriptedRuntime) -> None:
        self.runtime = runtime
        self.held = False

    def __enter__(self) -> None:
        assert not self.held, "the guard was entered twice"
        self.held = True
        self.runtime.held += 1

    def __exit__(self, *exc: object) -> None:
        self.held = False
        self.runtime.held -= 1


class MemoryServer:
    """The server's memory; each connection has a `Peer`."""

    def __init__(self) -> None:
        self.executed: Counter[bytes] = Counter()
        self.counters: Counter[bytes] = Counter()
        self.alive = 0
        self.sessions: set[Session] = set()
        # Looks at each command of a session that has logged in, if there is one.
        self.watchman: Callable[[Session, list[bytes]], Any] | None = None

    def execute(self, args: list[bytes]) -> Any:
        name = args[0].upper()
        if name in (b"ECHO", b"INCR", b"BLPOP"):
            self.executed[args[1]] += 1
        match name:
            case b"ECHO":
                return args[1]
            case b"INCR":
                self.counters[args[1]] += 1
                return self.counters[args[1]]
            case b"BLPOP":
                return None
            case b"HELLO":
                return {b"server": b"memory", b"proto": 3}
            case b"CLIENT" | b"SELECT" | b"AUTH":
                return "OK"
            case b"PING":
                return "PONG"
        return ResponseError("ERR unknown command")


class Session:
    """What the server keeps of one connection: what is watched, and what is queued since MULTI."""

    def __init__(self, server: MemoryServer) -> None:
        self.server = server
        self.queue: list[list[bytes]] | None = None
        self.watched: dict[bytes, int] = {}
        self.password = b""

    @property
    def plain(self) -> bool:
        """Whether it is as good as new."""
        return self.queue is None and not self.watched

    def execute(self, args: list[bytes]) -> Any:
        name = args[0].upper()
        if self.server.watchman is not None:
            refusal = self.server.watchman(self, args)
            if refusal is not None:
                return refusal
        if self.queue is not None and name not in (b"EXEC", b"DISCARD"):
            self.queue.append(args)
            return "QUEUED"
        match name:
            case b"MULTI":
                self.queue = []
            case b"WATCH":
                self.watched.update((key, self.server.counters[key]) for key in args[1:])
            case b"UNWATCH":
                self.watched = {}
            case b"EXEC":
                return self._exec()
            case _:
                return self.server.execute(args)
        return "OK"

    def _exec(self) -> Any:
        queue, watched = self.queue or [], self.watched
        self.queue, self.watched = None, {}
        if any(self.server.counters[key] != value for key, value in watched.items()):
            return None
        return [self.server.execute(args) for args in queue]


class _Flight(bytes):
    """What TLS itself sends."""


class _Stream:
    """What both kinds of streams have in common: a peer, bytes on their way, and an end."""

    blind = False

    def __init__(self, runtime: ScriptedRuntime) -> None:
        self.runtime = runtime
        self.world = runtime.world
        self.script = runtime.script
        self.parser = CommandParser()
        self.inbox = bytearray()
        self.ended = False
        self.failed = False
        self.closed = False
        self.mute = False
        self.under_way = 0
        self.broken = False
        self.backlog = b""
        self.session = Session(runtime.server)
        self.secure = None if runtime.secure is None else ServerSide(runtime.secure)
        runtime.server.alive += 1
        runtime.server.sessions.add(self.session)

    def _serve(self, data: bytes) -> None:
        """The server gets bytes: it executes at once, and its replies are on their way."""
        if self.secure is not None:
            data = self.secure.receive(data)
            self._later(_Flight(self.secure.outgoing()))
        for args in self.parser.feed(data):
            reply = encode_reply(self.session.execute(args), 3)
            if self.script.hit("silence"):
                self.mute = True
            if self.mute:
                continue
            self._send_back(reply, args[0] not in (b"HELLO", b"CLIENT"))

    def _send_back(self, reply: bytes, ordinary: bool) -> None:
        if self.script.hit("read one byte"):
            for index in range(len(reply)):
                self._later(reply[index : index + 1])
        elif self.script.hit("read end"):
            self._later(b"")
        elif self.script.hit("read error"):
            self._later(None)
        else:
            self._later(reply, ordinary)

    def _later(self, data: bytes | None, ordinary: bool = False) -> None:
        self.under_way += 1
        self.world.network.append(lambda: self._deliver(data, ordinary))

    def _deliver(self, data: bytes | None, ordinary: bool) -> None:
        self.under_way -= 1
        # A stray reply can be told from a true one only if no other true one is on its way.
        if data and ordinary and not self.under_way and self.script.hit("stray reply"):
            data += b"+STRAY\r\n"
        if self.secure is not None and data and type(data) is not _Flight:
            data = self.secure.send(data)
        if not self.closed and not (type(data) is _Flight and not data):
            self._arrive(data)

    def _arrive(self, data: bytes | None) -> None:
        raise NotImplementedError

    def stale(self) -> bool:
        return bool(self.inbox) or self.ended or self.failed

    def abort(self) -> None:
        if not self.closed:
            self.closed = True
            self.runtime.server.alive -= 1
            self.runtime.server.sessions.discard(self.session)


def _flat(data: Any) -> bytes:
    return bytes(data) if isinstance(data, bytes | bytearray | memoryview) else b"".join(bytes(piece) for piece in data)


class FedStream(_Stream):
    """A stream whose loop reads."""

    def __init__(self, runtime: ScriptedRuntime, feed: Any) -> None:
        super().__init__(runtime)
        self.feed = feed
        self.alarm: float | None = None

    def write(self, data: Any) -> None:
        assert not self.closed, "written to a closed stream"
        raw = _flat(data)
        if self.backlog:
            self.backlog += raw
        elif self.script.hit("write cut short"):
            self._take(raw)
            self._later(None)
        elif self.script.hit("write in part"):
            self._take(raw)
            self.world.network.append(lambda: None if self.closed else self._flush())
        else:
            self._serve(raw)

    @property
    def unsent(self) -> int:
        return len(self.backlog)

    def _take(self, raw: bytes) -> None:
        self.backlog = raw[len(raw) // 2 :]
        self._serve(raw[: len(raw) // 2])

    def _flush(self) -> None:
        raw, self.backlog = self.backlog, b""
        self._serve(raw)

    def pause_reading(self) -> None:
        """Nothing here depends on it."""

    resume_reading = pause_reading

    def flush_soon(self) -> None:
        self.world.end_of_turn.append(self.feed.flush)

    def set_alarm(self, when: float) -> None:
        self.alarm = when
        self.world.at(when, self._ring)

    def _ring(self) -> None:
        if not self.closed and self.alarm is not None and self.alarm <= self.world.clock:
            self.alarm = None
            self.feed.alarm()

    def _arrive(self, data: bytes | None) -> None:
        if data:
            self.feed.data_received(data)
        else:
            self.ended = True
            self.feed.connection_lost(None if data == b"" else ConnectionResetError("reset by the script"))


class PumpedStream(_Stream):
    """A stream whose callers read."""

    def _arrive(self, data: bytes | None) -> None:
        if data is None:
            self.failed = True
        elif data:
            self.inbox += data
        else:
            self.ended = True

    def send_now(self, data: Any) -> int:
        if self.closed:
            raise OSError("the stream is closed")
        raw = _flat(data)
        if self.broken:
            raise ConnectionResetError("reset by the script")
        if self.script.hit("write nothing"):
            return 0
        self.broken = self.script.hit("write cut short")
        if self.broken or self.script.hit("write in part"):
            raw = raw[: len(raw) // 2]
        self._serve(raw)
        self._signal("signal after write")
        return len(raw)

    def _signal(self, kind: str) -> None:
        """Under threads a signal's handler may raise when the bytes have left the socket, or have gone into it."""
        if self.runtime.signals and self.script.hit(kind):
            self.runtime.cancel()

    async def receive_some(self, room: memoryview | None, deadline: float | None) -> bytes | memoryview | None:
        await self.runtime.suspend(lambda: self.stale() or self.closed, deadline)
        if self.closed:
            raise OSError("the stream is closed")
        if self.failed:
            raise ConnectionResetError("reset by the script")
        if self.inbox:
            data = bytes(self.inbox)
            self.inbox.clear()
            self._signal("signal after read")
            return data
        return b"" if self.ended else None

    def receive_now(self, room: memoryview | None) -> bytes | memoryview | None:
        if self.failed:
            raise ConnectionResetError("reset by the script")
        if self.inbox:
            data = bytes(self.inbox)
            self.inbox.clear()
            self._signal("signal after read")
            return data
        return b"" if self.ended else None

    async def wait_for_bytes(self, deadline: float | None) -> bool:
        await self.runtime.suspend(lambda: self.stale() or self.closed, deadline)
        if self.closed:
            raise OSError("the stream is closed")
        return self.stale()

    async def wait_for_room(self, deadline: float | None, readable: bool) -> bool:
        if self.script.hit("no room in time"):
            if deadline is None:
                return True
            await self.runtime.suspend(lambda: False, deadline)
            return False
        await self.runtime.suspend(lambda: True, deadline)
        return True


class ScriptedRuntime:
    """The runtime.

    Args:
        script: the one fault that happens.
        fed: whether its streams are fed or pumped.
        share_first: as the real runtimes have it: fed ones and trio do, threads do not.
        switching: whether waking somebody from the loop runs him at once, before the waker goes on, as gevent does.
        signals: whether an exception may come where nothing waits, as with threads.
        secure: the context of a server that speaks TLS, or None.
    """

    name = "scripted"
    awaits = True

    def __init__(
        self,
        script: Script,
        *,
        fed: bool,
        share_first: bool,
        switching: bool,
        signals: bool,
        secure: SSLContext | None = None,
    ) -> None:
        self.script = script
        self.secure = secure
        self.fed = fed
        self.shares = share_first
        self.switching = switching
        self.signals = signals
        self.parked: dict[int, Task] = {}
        self.world = World()
        self.server = MemoryServer()
        self.held = 0
        self.deadline_within: float | None = None

    def now(self) -> float:
        return self.world.clock

    def scope(self) -> World:
        return self.world

    def guard(self) -> Guard:
        return Guard(self)

    def is_over(self, scope: Any) -> bool:
        return False

    def run_in(self, scope: Any, act: Callable[[], object]) -> None:
        act()

    def heal(self, guard: Any) -> None:
        """Nothing interrupts a step here."""

    def ready(self, waiter: Any) -> None:
        waiter.parker = False

    def unpark(self, waiter: Any) -> None:
        waiter.parker = True
        task = self.parked.get(id(waiter))
        if self.switching and task is not None and self.world.current is None:
            assert not self.held, "the guard is held while others are run"
            self.world.switch(task)

    def unpark_all(self, waiters: Iterable[Any]) -> None:
        for waiter in waiters:
            self.unpark(waiter)

    async def park(self, waiter: Any) -> None:
        await self.park_until(waiter, None)

    async def park_until(self, waiter: Any, deadline: float | None) -> bool:
        assert self.world.current is not None
        self.parked[id(waiter)] = self.world.current
        try:
            return await self.suspend(lambda: waiter.parker is True, deadline)
        finally:
            del self.parked[id(waiter)]

    async def yield_turn(self) -> None:
        await self.world.wait(lambda: True)

    async def within(self, deadline: float | None, awaitable: Any) -> Any:
        """Await something that looks to the deadline itself."""
        self.deadline_within = deadline
        return await awaitable

    async def call_out(self, what: str, act: Callable[[], Any], deadline: float | None) -> Any:
        """Functions of the program's own await nothing but these primitives here, which keep the deadline."""
        return await expect_awaitable(what, act())

    async def connect(self, options: Any, deadline: float | None, feed: Any) -> Any:
        await self.suspend(lambda: True, deadline)
        if self.script.hit("connect refused"):
            raise ConnectionRefusedError("refused by the script")
        if self.script.hit("connect too late") and deadline is not None:
            await self.suspend(lambda: False, deadline)
            raise TimeoutError
        return FedStream(self, feed) if self.fed else PumpedStream(self)

    async def suspend(self, condition: Callable[[], bool], deadline: float | None) -> bool:
        """Wait as the world does, unless the script cancels the wait."""
        assert not self.held, "a wait while the guard is held"
        if self.script.hit("cancel before"):
            self.cancel()
        if self.script.hit("cancel during"):
            # Others go on meanwhile, and what is waited for may come just then.
            await self.world.wait(lambda: True)
            self.cancel()
        came = await self.world.wait(condition, deadline)
        if self.script.hit("cancel after"):
            self.cancel()
        return came

    def cancel(self) -> None:
        """End the running task as its canceller would."""
        self.script.victim = self.world.current
        raise Cancelled
