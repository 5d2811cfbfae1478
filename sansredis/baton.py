"""The baton: how many callers share a connection that nobody reads but they themselves (trio).

The law: **one reads for all**. Whoever waits and finds nobody reading holds the baton; when his own reply is there, or
he is cancelled, he names an heir among those who are parked. Nobody is woken only to find out that it is not his turn.
One writes for all of a turn, too, and reads while he waits for room: the server may wait for that.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from typing import Any

from sansredis.connection import BaseConnection, Owner, joined, reason, size_of
from sansredis.core.connection import Phase, Status
from sansredis.core.errors import ConnectionError, RedisError, TimeoutError
from sansredis.core.options import Options
from sansredis.runtime import Call, PumpedStream, Received, Runtime, Segments

_CLOSED = Phase.CLOSED
_WAITING = Status.WAITING


class BatonConnection(BaseConnection):
    """A connection whose callers read, as many of them share it.

    Attributes:
        _reading: whether somebody holds the baton.
        _heir: who is to have it next.
    """

    __slots__ = (
        "_reading",
        "_heir",
        "_until",
        "_soonest",
        "_flushing",
        "_parked",
        "_pending",
        "_crowded",
        "_left",
        "_left_until",
    )

    def __init__(self, options: Options, runtime: Runtime, owner: Owner | None = None) -> None:
        super().__init__(options, runtime, owner)
        self.stream: PumpedStream | None = None
        self._reading = False
        self._heir: Call | None = None
        self._until: float | None = None
        # No request is due before this. It may be too early: to look for the next one at each turn would cost the more
        # the more are owed.
        self._soonest = inf
        self._flushing = False
        self._parked: dict[Call, None] = {}
        self._pending: list[Any] = []
        self._crowded = False
        self._left = 0
        self._left_until = 0

    def start(self, call: Call, data: Segments, size: int) -> bool:
        # Somebody is about to write, and will read then until the earliest deadline; or somebody reads already.
        if not self._flushing or (self._reading and not self._in_time(call)):
            return False
        self.state.send(call, size)
        self._mind(call.deadline)
        self._pending.append(data)
        self.runtime.ready(call)
        self._parked[call] = None
        return True

    async def request(self, call: Call, data: Segments, size: int, commands: Sequence[tuple[Any, ...]] = ()) -> None:
        state = self.state
        waits = state.send(call, size, commands)
        self._mind(call.deadline)
        self._pending.append(data)
        quiet = not self._crowded and len(state.owed) <= 1
        try:
            if not self._flushing:
                self._flushing = True
                await self._flush(call.deadline, quiet)
        except OSError as error:
            self.abort(ConnectionError(reason(error)))
        except BaseException:
            self.leave(call)
            raise
        if waits:
            await self.follow(call)

    async def follow(self, call: Call) -> None:
        try:
            while call.status is _WAITING:
                await self._take_turn(call)
        except OSError as error:
            self.abort(ConnectionError(reason(error)))
        finally:
            self.leave(call)
        self._outcome(call)

    def leave(self, call: Call) -> None:
        self.state.abandon(call)
        self._parked.pop(call, None)
        if self._heir is call:
            self._heir = None
        if self._parked:
            self._pass_on()
        elif self.state.owed:
            self._leave_behind()

    def _leave_behind(self) -> None:
        """The last one who waited is gone: replies of those who gave up are left for the next caller to drop.

        To the pool the connection is at rest then.
        """
        state, owner = self.state, self.owner
        if any(owed.status is _WAITING for owed in state.owed):
            return
        riders, size = len(state.owed) - self._left, state.sent - max(state.answered, self._left_until)
        self._left, self._left_until = len(state.owed), state.sent
        self.used = self.runtime.now()
        if owner is not None and riders > 0:
            owner.arrived(self, riders, size)

    def _count(self, owed: int, answered: int) -> tuple[int, int]:
        """How many riders' replies, of requests of how many bytes, have arrived since there were so many owed."""
        state = self.state
        arrived = owed - len(state.owed)
        left = min(arrived, self._left)
        self._left -= left
        return arrived - left, max(0, state.answered - max(answered, self._left_until))

    def _mind(self, deadline: float | None) -> None:
        if deadline is not None and deadline < self._soonest:
            self._soonest = deadline

    def _in_time(self, call: Call) -> bool:
        """Whether the one who reads now will look at the clock when this call is due."""
        return call.deadline is None or (self._until is not None and self._until <= call.deadline)

    async def _take_turn(self, call: Call) -> None:
        """Read for all if nobody does; else wait until this caller's reply, or the baton, comes."""
        if not self._reading and self._heir in (None, call):
            self._reading, self._heir = True, None
            self._until = None if self._soonest == inf else self._soonest
            try:
                assert self.stream is not None
                self._receive(await self.stream.receive_some(self.state.get_buffer(), self._until))
                if call.status is _WAITING and self._is_past(self._until):
                    self._receive(None)
            finally:
                # Not before what was read is taken in: somebody else would read on, and overtake it.
                self._reading = False
            return
        if self._heir is call:
            # Somebody who has to write reads meanwhile. When he is done, he reads on, or names another heir.
            self._heir = None
        self.runtime.ready(call)
        self._parked[call] = None
        if self._in_time(call):
            await self.runtime.park(call)
        elif not await self.runtime.park_until(call, call.deadline):
            self._expire(self.runtime.now())
        self._parked.pop(call, None)

    def _receive(self, received: Received | None) -> None:
        state = self.state
        if received is None:
            self._expire(self.runtime.now())
            self._soonest = inf
            self._mind(self.state.next_deadline)
            return
        owed, answered, was_late = len(state.owed), state.answered, state.late
        self._received(self._take_in(received) if received else None, owed, answered, was_late)

    def _received(self, done: list[Any] | None, owed: int, answered: int, was_late: int) -> None:
        """Wake those whose replies were taken in, out of so many owed. None: it is the end of the stream."""
        state = self.state
        if done is None:
            self.abort(ConnectionError("closed by the server"))
            return
        riders, size = self._count(owed, answered)
        self._crowded = len(done) > 1
        parked = self._parked
        woken = [call for call in done if parked.pop(call, self) is None]
        if state.phase is _CLOSED:
            self.abort()
            self._deliver(woken, 0, 0, 0)
        else:
            self._deliver(woken, riders, size, was_late)

    def _pass_on(self) -> None:
        """Wake one of those who wait, if nobody reads now or is about to: he will read on."""
        if not self._reading and self._heir is None:
            self._heir = heir = next(iter(self._parked))
            del self._parked[heir]
            self.runtime.unpark(heir)

    async def _flush(self, deadline: float | None, quiet: bool) -> None:
        """Write what all callers of this turn have submitted. One caller does it for all."""
        written = False
        try:
            if not quiet:
                await self.runtime.yield_turn()
            while self._pending:
                pending, self._pending = self._pending, []
                data = joined(pending)
                if not self._in_step(size_of(data)):
                    raise OSError("the sending of a command was interrupted")
                if type(data) is bytes:
                    sent = self._send(data, len(data))
                    if sent != len(data):
                        await self._write([memoryview(data)[sent:]], deadline)
                else:
                    await self._write([data], deadline)
            written = True
        except OSError as error:
            self.abort(ConnectionError(reason(error)))
            raise
        finally:
            self._flushing = False
            if not written:
                # Half a command may have left: nobody could go on from there.
                self.abort(ConnectionError("the caller who was writing for all gave up"))

    def _send(self, data: Any, size: int) -> int:
        """Send what the operating system takes. Returns how much that was.

        It is counted as written before it is, lest somebody who closes the connection meanwhile hold it for unsent.
        """
        state = self.state
        state.written += size
        assert self.stream is not None
        try:
            sent = self.stream.send_now(data)
        except OSError:
            # Refused as a whole.
            state.written -= size
            raise
        if sent != size:
            state.written -= size - sent
        return sent

    async def _write(self, pieces: list[Any], deadline: float | None) -> None:
        """Write what the operating system does not take at once, reading meanwhile: the server may wait for that."""
        stream, state = self.stream, self.state
        assert stream is not None
        segments = [memoryview(s).cast("B") for p in pieces for s in (p if isinstance(p, list) else [p]) if len(s)]
        for segment in segments:
            while segment:
                sent = self._send(segment, len(segment))
                segment = segment[sent:]
                if segment:
                    await self._make_room(deadline)
                    if state.phase is _CLOSED:
                        return

    async def _make_room(self, deadline: float | None) -> None:
        stream = self.stream
        assert stream is not None
        reads = not self._reading
        if reads:
            self._reading = True
        try:
            if not await stream.wait_for_room(deadline, reads):
                self.abort(TimeoutError(f"{self.options.location} did not take the request in time"))
            elif reads:
                self._receive_now()
                if self._is_past(deadline):
                    self.abort(TimeoutError(f"{self.options.location} did not take the request in time"))
        finally:
            if reads:
                self._reading = False
                self._forget_heir()

    def _forget_heir(self) -> None:
        """Name no heir who has his reply by now, and will not come for the baton. Who has read sees to another."""
        if self._heir is not None and self._heir.status is not _WAITING:
            self._heir = None

    def _receive_now(self) -> None:
        """Take in what has arrived, without waiting."""
        state = self.state
        assert self.stream is not None
        owed, answered, was_late = len(state.owed), state.answered, state.late
        with self._guard:
            received = self.stream.receive_now(state.get_buffer())
            done = self._take_in(received) if received else None
        if received is not None:
            self._received(done, owed, answered, was_late)

    def stale(self) -> bool:
        return self.stream is None or self.stream.stale()

    def quiet(self) -> bool:
        if self.blind and not self.glanced:
            return False
        # Guarded: nobody has read something then and not taken it in yet, see `_take_in_step`.
        with self._guard:
            try:
                return self.stream is not None and not self.stream.readable()
            except (OSError, ValueError):
                return False  # closed meanwhile

    async def freshen(self) -> None:
        if self._reading:
            return
        self._reading = True
        try:
            self._receive_now()
        except OSError as error:
            self.abort(ConnectionError(reason(error)))
        except BaseException:
            self.abort(ConnectionError("a caller who read for all was interrupted"))
            raise
        finally:
            self._reading = False
            self._forget_heir()
            if self._parked:
                self._pass_on()

    def abort(self, why: RedisError | None = None) -> None:
        self._close_state(why)
        self._pending = []
        if self.stream is not None:
            self.stream.abort()
        self._fail_lost()
        for call in list(self._parked):
            self.runtime.unpark(call)

    def _is_past(self, deadline: float | None) -> bool:
        return deadline is not None and self.runtime.now() >= deadline

    def _look_at_the_clock(self, deadline: float | None) -> None:
        """Where bytes never stop coming, no wait for them ever ends with the deadline: so it is looked at here."""
        if self._is_past(deadline):
            self._expire(self.runtime.now())
