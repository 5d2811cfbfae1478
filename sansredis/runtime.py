"""What a runtime has to supply: sockets, waiting and a clock. Everything else is decided above, once for all of them.

The flows of sansredis are `async def`, and await nothing but these primitives. asyncio and trio suspend in them; under
threads and gevent they return without ever suspending the coroutine, so that `drive` can run a flow to its end.

There are two kinds of runtime. *Fed* ones (asyncio, gevent) have a loop that calls the connection when bytes arrive.
*Pumped* ones (trio, threads) have nobody but the callers: whoever waits and finds nobody reading reads for all.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine, Hashable, Iterable
from contextlib import AbstractContextManager
from typing import Any, Protocol, TypeVar

from sansredis.core.connection import Owed
from sansredis.core.errors import RedisError
from sansredis.core.options import Options

T = TypeVar("T")
Segments = bytes | list[Any]
"""Encoded commands: one piece, or several where large values are passed on without copying."""
Received = bytes | memoryview
"""What has arrived: bytes, or the part of the memory given for it that was filled."""


class TlsFault(OSError):
    """TLS with the server cannot be, or was broken. The message says why, and what to do."""


class Unreached(OSError):
    """No address of the server could be reached. The message says what became of each, the cause is the last error."""


class UnreachedInTime(Unreached, TimeoutError):
    """The deadline came before any address of the server was reached. The message says what became of each."""


class Waiter:
    """Somebody who can be parked and unparked. The runtime keeps what it needs in `parker`."""

    __slots__ = ("parker",)

    def __init__(self) -> None:
        self.parker: Any = None


class Call(Owed):
    """A request, and the caller who waits for its reply."""

    parker: Any = None
    error: RedisError | None = None

    def again(self) -> Call:
        """Return the same request as one that was not sent yet."""
        call = Call(self.deadline, self.expected, self.many)
        call.atomic = self.atomic
        return call


Parked = Waiter | Call


class Feed(Protocol):
    """The side of a connection that a fed stream calls."""

    @property
    def get_buffer(self) -> Callable[[], memoryview | None]:
        """Called before anything is received: gives the memory to receive into, or None."""
        ...

    def data_received(self, data: Received) -> None:
        """Bytes have arrived: they, or the part of the memory given by `get_buffer` that has them."""

    def connection_lost(self, error: BaseException | None) -> None:
        """The stream has ended by itself; None: the peer closed it in good order."""

    def alarm(self) -> None:
        """The time set with `FedStream.set_alarm` has come."""

    def flush(self) -> None:
        """The turn of the loop in which `FedStream.flush_soon` was called is over."""


class FedStream(Protocol):
    """A byte stream of a runtime whose loop reads."""

    @property
    def blind(self) -> bool:
        """Whether the operating system cannot be asked what waits: it is known only after some turns of the loop."""
        ...

    def write(self, data: Segments) -> None:
        """Send, now as far as the operating system takes it, and the rest as soon as it does. Never waits."""

    @property
    def unsent(self) -> int:
        """Bytes that the operating system has not taken yet."""
        ...

    def pause_reading(self) -> None:
        """Leave what arrives to the operating system for now. Whether the peer is there is not known meanwhile."""

    def resume_reading(self) -> None:
        """Read again after `pause_reading`."""

    def flush_soon(self) -> None:
        """Have `Feed.flush` called when this turn of the loop is over."""

    def set_alarm(self, when: float) -> None:
        """Have `Feed.alarm` called at *when*, in place of any earlier wish."""

    def stale(self) -> bool:
        """Whether bytes or the peer's end wait to be read. Asks the operating system, and does not wait."""
        ...

    def abort(self) -> None:
        """Close at once. Never waits, never fails, may be called again."""

    def forget(self) -> None:
        """In the child of a fork: close the descriptor, and nothing that the parent would notice."""


class PumpedStream(Protocol):
    """A byte stream of a runtime whose callers read."""

    @property
    def blind(self) -> bool:
        """Whether what waits to be read is known only after the runtime's other tasks have had some turns."""
        ...

    def send_now(self, data: Any) -> int:
        """Send as much as the operating system takes at once. Returns how many bytes that were. Raises OSError."""
        ...

    async def receive_some(self, room: memoryview | None, deadline: float | None) -> Received | None:
        """Wait for bytes, and receive into *room* if there is one.

        Returns:
            The bytes, or the part of *room* that has them; of length 0 at the end of the stream; None if the deadline
            came first.
        """
        ...

    def receive_now(self, room: memoryview | None) -> Received | None:
        """Give what has arrived, as `receive_some` does, without waiting: None if there is nothing."""
        ...

    async def wait_for_bytes(self, deadline: float | None) -> bool:
        """Wait until something can be received, and receive nothing. Returns False if the deadline came first.

        It can be interrupted without anything being lost.
        """
        ...

    async def wait_for_room(self, deadline: float | None, readable: bool) -> bool:
        """Wait until something can be sent, or, if asked, received. Returns False if the deadline came first."""
        ...

    def stale(self) -> bool:
        """Whether bytes or the peer's end wait to be read. Asks the operating system, and does not wait."""
        ...

    def readable(self) -> bool:
        """As `stale`, for whoever does not hold the connection while others may read. Not by two callers at once."""
        ...

    def abort(self) -> None:
        """Close at once. Never waits, never fails, may be called again."""

    def forget(self) -> None:
        """In the child of a fork: close the descriptor, and nothing that the parent would notice."""


class Runtime(Protocol):
    """A runtime's adapter: about eight primitives."""

    @property
    def name(self) -> str:
        """What users call it."""
        ...

    @property
    def fed(self) -> bool:
        """Whether its streams are fed; else they are pumped."""
        ...

    @property
    def shares(self) -> bool:
        """Whether ordinary commands of many callers ride one connection."""
        ...

    @property
    def awaits(self) -> bool:
        """Whether what users write for its event loop can be awaited in a flow."""
        ...

    def now(self) -> float:
        """Seconds on the runtime's own monotonic clock."""
        ...

    def scope(self) -> Hashable:
        """Within what connections may be used: the event loop, hub or run that the caller is in.

        Raises:
            RuntimeError: the caller is in none.
        """
        ...

    def is_over(self, scope: Hashable) -> bool:
        """Whether a scope has ended, so that nothing will ever happen in it again."""
        ...

    def run_in(self, scope: Hashable, act: Callable[[], object]) -> None:
        """Have *act* called in a scope: now, if that is the caller's or has ended, else soon. Never waits."""

    def guard(self) -> AbstractContextManager[Any]:
        """Make a lock that is held over a few statements, never over a wait."""
        ...

    def heal(self, guard: AbstractContextManager[Any]) -> None:
        """Let go of a guard that the caller holds although an exception has taken him out of its block.

        Only where a signal handler may raise between any two statements can that be.
        """

    def ready(self, waiter: Parked) -> None:
        """Prepare to be parked. What unparks the waiter from now on counts."""

    def park(self, waiter: Parked) -> Awaitable[Any]:
        """Wait to be unparked. Cancellation, kills and signals come out of it as exceptions."""
        ...

    async def park_until(self, waiter: Parked, deadline: float | None) -> bool:
        """As `park`. Returns False if the deadline came first."""
        ...

    def unpark(self, waiter: Parked) -> None:
        """Let a waiter go on. Harmless if it does not wait (any more)."""

    def unpark_all(self, waiters: Iterable[Any]) -> None:
        """Unpark several, in their order."""

    async def yield_turn(self) -> None:
        """Let the others who can run now run first, where the runtime has turns.

        Where callers read (pumped), it cannot be cancelled.
        """

    def caller(self) -> Hashable:
        """Who calls: the thread, greenlet or task. Can be referred to weakly."""
        ...

    def spawn(self, flow: Coroutine[Any, Any, None]) -> None:
        """Run a flow in the background: in a thread, greenlet or task that nobody owns or waits for.

        It ends with the process, hub, event loop or run. It has to take care of its errors itself.
        """

    async def checkpoint(self) -> None:
        """As `yield_turn`, and cancellation, kills and signals come out of it as exceptions."""

    async def within(self, deadline: float | None, awaitable: Awaitable[T]) -> T:
        """Await something of the user's, where the runtime `awaits`, and give it up at the deadline.

        Raises:
            TimeoutError: (the built-in one) the deadline came first. What it raises itself comes as it is.
        """
        ...

    async def call_out(self, what: str, act: Callable[[], Any], deadline: float | None) -> Any:
        """Call a function of the program's own, and have done with it at the deadline, where the runtime can.

        Args:
            what: what it is called, for errors.
            act: calls it.
            deadline: when it is given up. A thread cannot be made to: there it was told how much time it has.

        Returns:
            What it returned, awaited under asyncio and trio. It may be late.

        Raises:
            TimeoutError: (the built-in one) the deadline came first.
            DataError: its kind is the other one, plain or async.
        """
        ...

    async def connect(self, options: Options, deadline: float | None, feed: Feed | None) -> Any:
        """Open a stream to the server, or have `stream_factory` make it.

        Args:
            options: where to.
            deadline: when to give up.
            feed: what a fed stream calls.

        Returns:
            A `FedStream` or `PumpedStream`.

        Raises:
            OSError: it cannot be reached.
            TimeoutError: (the built-in one) the deadline came first.
            DataError: what `stream_factory` is, or returned, is of no use here.
        """
        ...


def earlier(one: float | None, other: float | None) -> float | None:
    """The earlier of two deadlines; None is never."""
    if one is None or other is None:
        return one if other is None else other
    return min(one, other)


def drive(flow: Coroutine[Any, Any, T]) -> T:
    """Run a flow to its end, on a runtime whose primitives do not suspend."""
    try:
        flow.send(None)
    except StopIteration as end:
        result: T = end.value
        return result
    flow.close()
    raise RuntimeError("a flow of a blocking runtime was suspended: something awaited what is not of this runtime")
