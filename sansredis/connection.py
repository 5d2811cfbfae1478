"""One connection at work: bytes between a runtime's stream and the pure `ConnectionState`.

What is decided here is only when to write, who reads and who is woken. Whether a connection may be used again, whose
reply is whose and what may have been executed is the state's to say; how many connections there may be is the pool's.

Clean-up never waits: to end a connection is a plain call, `abort`, which `except BaseException` may use whatever came.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol

from sansredis.core.connection import MOST_PUSHES, ConnectionState, Owed, Phase, Status
from sansredis.core.errors import (
    ConnectionError,
    MaybeExecutedError,
    ProtocolError,
    RedisError,
    ReplyTimeoutError,
    TimeoutError,
    TLSError,
)
from sansredis.core.options import Options
from sansredis.core.pool import Slot
from sansredis.runtime import Call, Received, Runtime, Segments, TlsFault, Unreached, Waiter

if TYPE_CHECKING:
    from sansredis.core.credentials import Login

_CLOSED = Phase.CLOSED
_READY = Phase.READY
_WAITING, _DONE = Status.WAITING, Status.DONE
# A connection that was used within so many seconds is not looked at before it is used again.
FRESH_FOR = 0.005
# So many chunks of pushes are taken in before it is used. Half a push at their end would be no reason to trust it.
_CHUNKS = 64
# In so many turns what waits at a stream of the program's own comes in: to be polled, to be read, to be handed on.
_GLANCES = 4


class Owner(Protocol):
    """Who counts what rides a shared connection: the pool."""

    def arrived(self, connection: BaseConnection, riders: int, size: int) -> None:
        """Replies for so many riders came in."""

    def late(self, connection: BaseConnection, late: bool) -> None:
        """A reply is late, or no longer."""

    def lost(self, connection: BaseConnection) -> None:
        """The connection has ended."""

    def distrust(self, connection: BaseConnection) -> None:
        """The server does not take writes: it, and those connected before, are not to be used any more."""


class Hearing(Protocol):
    """Who wants the pushes of a connection: a subscriber. It is called by whoever reads, so it must not wait."""

    def heard(self, connection: BaseConnection) -> None:
        """Bytes have arrived. What there is of pushes is to be taken out of ``connection.state.pushes``."""

    def ended(self, connection: BaseConnection) -> None:
        """The connection has ended. May be called again."""


class BaseConnection:
    """What the two kinds of connections have in common.

    Attributes:
        options: what it was made with.
        state: the pure half.
        owner: the pool it belongs to, or None.
        slot: its place in the pool's ledger, or None.
        used: when it was last used, on the runtime's clock.
        proven_for: after how many seconds without use it is not taken for granted that it works.
        ear: who takes its pushes as they come, or None.
        blind: whether what waits to be read is known only after some turns of the loop.
        glanced: whether it has had them, in this turn.
        tracked: whether what is read on it is kept in a cache, which news of changes must reach at once.
        login: what a `credential_provider` gave, and the server took on it; None if there is none.
    """

    __slots__ = (
        "options",
        "state",
        "stream",
        "runtime",
        "owner",
        "slot",
        "used",
        "proven_for",
        "ear",
        "blind",
        "glanced",
        "tracked",
        "login",
        "_guard",
        "_flushed",
        "_reading_in",
        "__weakref__",
    )

    def __init__(self, options: Options, runtime: Runtime, owner: Owner | None = None) -> None:
        self.options = options
        self.state = ConnectionState(options)
        self.runtime = runtime
        self.owner = owner
        self.slot: Slot[Any] | None = None
        self.used = 0.0
        self.proven_for = options.health_check_interval or math.inf
        self.ear: Hearing | None = None
        self.blind = False
        self.glanced = False
        self.tracked = False
        self.login: Login | None = None
        # How many of the bytes entered in the state have gone to the stream. Were they ever not the next ones, requests
        # and replies would be out of step: so it is looked at before each write, whatever came between.
        self._flushed = 0
        # Set while a chunk is taken in. Who finds it set knows that somebody was torn away in the middle of it.
        self._reading_in = False
        # Held over steps of the state, never over a wait, a wake-up or anything of the pool's.
        self._guard = runtime.guard()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.options.location} {self.state.phase.value}>"

    # What the kinds do differently

    async def open(self, deadline: float | None) -> None:
        """Connect and greet. Raises ConnectionError, TimeoutError or the server's refusal; it is aborted then."""
        raise NotImplementedError

    async def request(self, call: Call, data: Segments, size: int, commands: Sequence[tuple[Any, ...]] = ()) -> None:
        """Send a request and wait for its replies, beside those of other callers.

        Args:
            call: the request; its `value` is set afterwards.
            data: the encoded commands.
            size: bytes of *data*.
            commands: its argument tuples, if they may change the connection's mode.

        Raises:
            ReplyTimeoutError: the deadline passed.
            ConnectionError: the connection was lost; `maybe_executed` tells what is known of the request.
        """
        raise NotImplementedError

    async def request_alone(
        self, call: Call, data: Segments, size: int, commands: Sequence[tuple[Any, ...]] = ()
    ) -> None:
        """As `request`, for a caller who holds the connection alone.

        One who gives up takes the connection with him: the reply would be the next caller's.
        """
        try:
            await self.request(call, data, size, commands)
        except RedisError:
            raise
        except BaseException:
            self.abort(ConnectionError("the caller gave up in the middle of a command"))
            raise

    def start(self, call: Call, data: Segments, size: int) -> bool:
        """Send an ordinary request beside those of other callers, if its caller has nothing to do then but to park.

        Returns:
            Whether it is on its way; if not, nothing has happened, and `request` does it. Once the caller is unparked
            `follow` does what is left, if he has no reply yet; if he gives up, `leave` has to be called.
        """
        raise NotImplementedError

    async def follow(self, call: Call) -> None:
        """Bring a request to its end that was begun by `start`. Raises as `request` does."""
        raise NotImplementedError

    def leave(self, call: Call) -> None:
        """A caller gives up. His reply is still owed: it will be read and dropped."""
        raise NotImplementedError

    async def listen(self, deadline: float | None) -> bool:
        """Wait, on a connection of the caller's own, until something has arrived, or the connection has ended.

        What has arrived is in `state.pushes`. To give up does no harm: nothing is lost, and it may be called again.

        Returns:
            False if the deadline came first.
        """
        raise NotImplementedError

    def stale(self) -> bool:
        """Whether something waits to be read: the peer's end, a push, a reply of an abandoned call, or a stray."""
        raise NotImplementedError

    def quiet(self) -> bool:
        """Whether everything that has arrived was taken in. May be asked by whoever does not hold the connection."""
        raise NotImplementedError

    async def freshen(self) -> None:
        """Take in what waits to be read on a connection at rest. Afterwards it may be closed."""
        raise NotImplementedError

    async def tell(
        self, call: Call, data: Segments, size: int, commands: Sequence[tuple[Any, ...]], deadline: float | None
    ) -> None:
        """Send a request that is `aside`: nobody waits for it, and the ear is given its replies.

        One caller at a time, who has leased the connection; somebody else may be in `attend` meanwhile.

        Raises:
            ConnectionError: the connection has ended. (If it ends because of this, nothing is raised.)
        """
        raise NotImplementedError

    async def attend(self, waiter: Waiter, until: float | None) -> None:
        """Wait until bytes for the ear have arrived, the waiter is unparked, or until the time.

        A pumped connection reads here, and only here, and looks for bytes alone. One caller at a time. Whatever
        interrupts it loses nothing that the ear is not told of by its `ended`.
        """
        raise NotImplementedError

    async def catch_up(self) -> None:
        """Take in for the ear what has arrived already."""
        raise NotImplementedError

    def pause(self) -> None:
        """Read no more for now, if it is not the subscriber himself who reads."""

    def resume(self) -> None:
        """Read again after `pause`."""

    def abort(self, why: RedisError | None = None) -> None:
        """End the connection now. Whoever waits on it gets an error. Never waits, never fails, may be repeated."""
        raise NotImplementedError

    # Shared parts

    stream: Any

    def attach(self, ear: Hearing | None) -> None:
        """Let somebody have the pushes, all of them, as they come; or nobody any more."""
        self.state.most_pushes = MOST_PUSHES if ear is None else math.inf
        self.ear = ear

    def log_in_as(self, login: Login) -> None:
        """Let the handshake log in so. To be called before it is opened."""
        self.login = login
        self.state.log_in_as(login.credentials.username, login.credentials.password)

    def forget(self) -> None:
        """Leave the connection to the parent process: close the descriptor, say nothing to the server."""
        self._guard = self.runtime.guard()
        if self.stream is not None:
            self.stream.forget()
        self.state.close(ConnectionError("the connection belongs to the parent process"))

    @property
    def closed(self) -> bool:
        """Whether the connection has ended."""
        return self.state.phase is _CLOSED

    def rested(self, now: float) -> bool:
        """Whether the connection rested for so long that it should be looked at before it is used."""
        idle, state = now - self.used, self.state
        if idle <= FRESH_FOR:
            # What has begun to arrive unasked would make one reply with the next caller's.
            return state.unfinished and not state.owed
        return idle > self.proven_for or bool(state.owed) or state.unfinished or self.blind or self.stale()

    async def glance(self) -> None:
        """Let what waits come in, where it is not known what does."""
        for _ in range(_GLANCES):
            await self.runtime.yield_turn()

    def unproven(self, now: float) -> bool:
        """Whether the connection rested for so long that it should be asked whether it still works."""
        return now - self.used > self.proven_for

    async def usable(self, now: float) -> bool:
        """Look at a connection that rested. Returns whether it may be used."""
        if self.rested(now):
            if self.blind:
                await self.glance()
            for _ in range(_CHUNKS):
                if self.closed or not self.stale():
                    break
                await self.freshen()
            if self.state.owed:
                # A call that was given up left its reply behind. Once that is overdue, it is no use to hope.
                self._expire(now)
            elif self.state.unfinished:
                self.abort(ProtocolError("something nobody asked for has begun to arrive"))
        return self.state.phase is _READY and not self.state.late

    def _connect_failed(self, error: BaseException, deadline_passed: bool) -> RedisError:
        location = self.options.location
        of_tls = isinstance(error, TlsFault)
        if deadline_passed:
            where = f": {reason(error)}" if isinstance(error, TlsFault | Unreached) else ""
            return TimeoutError(f"connecting to {location} took longer than the time left for it{where}")
        kind = TLSError if of_tls else ConnectionError
        return kind(f"cannot connect to {location}: {reason(error)}")

    def _expired(self, call: Owed, ended: bool) -> RedisError:
        """The error of a call that is overdue. What was not sent yet may be, unless the connection ends for it."""
        about = f"{self.options.location} (replies owed on this connection: {len(self.state.owed)})"
        if not ended or self.state.may_have_run(call):
            return ReplyTimeoutError(f"no reply in time from {about}; the command may have been executed")
        return TimeoutError(f"the command could not be sent in time to {about}; it was not executed")

    def _lost(self, call: Owed) -> RedisError:
        why = self.state.why
        about = f"the connection to {self.options.location} was lost: {why}"
        ran = self.state.may_have_run(call)
        if isinstance(why, TimeoutError):
            return ReplyTimeoutError(f"{about}; the command may have been executed") if ran else TimeoutError(about)
        if not ran:
            return ConnectionError(f"{about}; the command was not executed")
        if isinstance(why, ProtocolError):
            error = ProtocolError(f"{about}; the command may have been executed")
            error.maybe_executed = True
            return error
        return MaybeExecutedError(f"{about}; the command may have been executed")

    def _deliver(self, done: list[Owed], riders: int, size: int, was_late: int) -> None:
        """Tell the pool what arrived, then wake those who waited for it."""
        owner = self.owner
        if owner is not None:
            if riders:
                owner.arrived(self, riders, size)
            if was_late and not self.state.late:
                owner.late(self, False)
        self.runtime.unpark_all(done)

    def _take_in(self, data: Received) -> list[Owed]:
        """Feed the state. Whatever interrupts that ends the connection: whose reply is whose is lost with it."""
        if self._reading_in:
            self.state.close(ProtocolError("the reading of a reply was interrupted"))
            return []
        self._reading_in = True
        done = self.state.receive_data(data)
        self._reading_in = False
        return done

    def _in_step(self, size: int) -> bool:
        """Note that so many bytes are about to go out. False: they are not the next ones, and must not."""
        self._flushed += size
        return self._flushed == self.state.sent

    def _outcome(self, call: Call) -> None:
        """Raise what became of a call, unless it has its reply."""
        if call.error is None and call.status is not _DONE:
            # Another thread has decided it, and has not come to telling everybody yet.
            call.error = self._lost(call) if call.status is Status.LOST else self._expired(call, self.closed)
        if call.error is not None:
            raise call.error

    def _close_state(self, why: RedisError | None) -> None:
        """Let nobody else on the connection, then end its state."""
        state = self.state
        if state.why is None:
            state.why = why or ConnectionError("closed by the client")
        if self.owner is not None:
            self.owner.lost(self)
        with self._guard:
            if state.phase is not _CLOSED:
                state.close(state.why)

    def _fail_lost(self) -> None:
        """Give those who waited on a closed connection their error."""
        with self._guard:
            lost, self.state.lost = self.state.lost, []
        for call in lost:
            assert isinstance(call, Call)
            call.error = self._lost(call)
            self.runtime.unpark(call)
        if self.ear is not None:
            self.ear.ended(self)

    def _measure(self) -> None:
        """Find out how much of what was sent the operating system has taken, where that is not known already."""

    def _expire(self, now: float) -> None:
        """Give those whose deadline has passed their error, and the connection up if nobody is left to wait.

        Nothing more may be sent on it before anybody is woken: under gevent, to wake is to run.
        """
        state = self.state
        self._measure()
        with self._guard:
            before = state.late
            expired = state.expire(now)
            hopeless = state.hopeless
            errors = [self._expired(call, hopeless) for call in expired]
        if hopeless:
            self.abort(TimeoutError(f"no reply in time from {self.options.location}"))
        elif state.late > before and self.owner is not None:
            self.owner.late(self, True)
        for call, error in zip(expired, errors, strict=True):
            assert isinstance(call, Call)
            call.error = error
            self.runtime.unpark(call)


def joined(pieces: list[Any]) -> Segments:
    """Make one piece of what was submitted, unless some of it is too large to be copied."""
    if len(pieces) == 1:
        piece: Segments = pieces[0]
        return piece
    try:
        return b"".join(pieces)
    except TypeError:
        return [segment for piece in pieces for segment in (piece if isinstance(piece, list) else [piece])]


def size_of(data: Segments) -> int:
    """Bytes of encoded commands."""
    return len(data) if isinstance(data, bytes) else sum(memoryview(s).nbytes for s in data)


def reason(error: BaseException) -> str:
    """What an exception says, or at least what it is."""
    text = str(error)
    return text or type(error).__name__
