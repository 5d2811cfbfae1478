"""Readers of streams, as pure logic: which command comes next, what its reply holds, and what is to be acknowledged.

The law of a group's consumer: an entry is acknowledged only after it was dealt with, and one that the server has handed
over is never forgotten. So whenever it is not known what a reply held, the consumer's pending entries are read again.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from math import inf
from typing import Any, Generic, Protocol

from .commands import Commands
from .commands.arguments_streams import StreamIdT
from .commands.command import Command, KeyT, S
from .errors import DataError, RedisError, ResponseError

COMMANDS: Commands[Any] = Commands()
BLOCK = 5.0
"""Seconds for which the server is let wait at most, so that a connection that has died without a word is noticed."""
_NOTHING = b"0-0"
_ROUND = 1.0  # seconds between two looks for entries of dead consumers, at least


class StreamEntry(Generic[S]):
    """An entry of a stream.

    Attributes:
        stream: the stream's key.
        id: the entry's id, such as ``1700000000000-0``.
        fields: its fields with their values. Of several values for one field the last one.
    """

    __slots__ = ("fields", "id", "stream")

    def __init__(self, stream: S, id: S, fields: dict[S, S]) -> None:
        self.stream = stream
        self.id = id
        self.fields = fields

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.id!r} of {self.stream!r}>"


class Found:
    """An entry as it came.

    Attributes:
        key: the stream.
        id: the entry's id.
        fields: its fields.
        settled: whether whoever got it has said what is to become of it.
    """

    __slots__ = ("fields", "id", "key", "settled")

    def __init__(self, key: bytes, id: bytes, fields: dict[bytes, bytes]) -> None:
        self.key = key
        self.id = id
        self.fields = fields
        self.settled = False


class ReadingState(Protocol):
    """What one who reads a stream has to know."""

    idle: bool
    """Whether there was nothing new when it was last asked for."""

    def go_on(self) -> None:
        """The entry that was given last has been dealt with."""

    def leave(self) -> None:
        """Whether the entry that was given last has been dealt with is not known."""

    def give(self) -> Found | None:
        """The next entry, if it is here and may be given."""
        ...

    def ask(self, now: float, left: float) -> Command[Any]:
        """What to ask the server. The time is *now*, and it may wait for *left* seconds."""
        ...

    def answered(self, value: Any, now: float) -> None:
        """Take in the reply."""

    def refused(self, error: ResponseError) -> bool:
        """The server refused. Returns whether that is all right."""
        ...

    def failed(self, error: BaseException) -> None:
        """No reply came."""


class ReaderState:
    """Reads streams from certain entries on, for one who remembers by himself how far he came.

    Args:
        positions: the streams, each with the id after which to begin; ``$``: with what comes from now on.
        prefetch: entries to ask for at once, at most.
    """

    def __init__(self, positions: Mapping[bytes, StreamIdT], prefetch: int) -> None:
        self._positions: dict[bytes, Any] = dict(positions)
        self._open = [key for key, position in positions.items() if position in ("$", b"$")]
        self._count = max(1, prefetch // len(positions))
        self._buffer: deque[Found] = deque()
        self.idle = False

    def go_on(self) -> None:
        return None

    def leave(self) -> None:
        return None

    def give(self) -> Found | None:
        return self._buffer.popleft() if self._buffer else None

    def ask(self, now: float, left: float) -> Command[Any]:
        self.idle = False
        if self._open:
            # Asked for anew with each question, "$" would miss what comes between two of them.
            return raw(COMMANDS.xrevrange(self._open[-1], count=1))
        return raw(COMMANDS.xread(self._positions, count=self._count, block=blocking(left)))

    def answered(self, value: Any, now: float) -> None:
        if self._open:
            self._positions[self._open.pop()] = value[0][0] if value else _NOTHING
            return
        self.idle = not value
        for key, entries in value.items():
            self._buffer.extend(Found(key, name, fields) for name, fields in entries)
            self._positions[key] = entries[-1][0]

    def refused(self, error: ResponseError) -> bool:
        return False

    def failed(self, error: BaseException) -> None:
        return None


class ConsumerState:
    """Reads streams as a member of a group: makes the group, then gives what is pending with this consumer, what others
    have left lying, and what is new.

    Args:
        keys: the streams.
        group: the group's name.
        consumer: the consumer's name.
        start: where a group begins that does not exist yet.
        prefetch: entries to ask for at once, at most.
        claim_idle: seconds after which other consumers' pending entries are taken over; None: never.
        auto_ack: whether an entry that was dealt with is acknowledged.
        ack_batch: how many entries to acknowledge at once.
    """

    def __init__(
        self,
        keys: Iterable[bytes],
        group: KeyT,
        consumer: KeyT,
        *,
        start: StreamIdT,
        prefetch: int,
        claim_idle: float | None,
        auto_ack: bool,
        ack_batch: int,
    ) -> None:
        self._keys = list(keys)
        self._group = group
        self._consumer = consumer
        self._start = start
        self._count = max(1, prefetch // len(self._keys))
        self._claim_idle = claim_idle
        self._auto_ack = auto_ack
        self._ack_batch = ack_batch
        self._missing = list(self._keys)
        self._acks: dict[bytes, list[bytes]] = {}
        # How far each stream's pending entries were read, and others' were looked at. What is done is struck off.
        self._pending: dict[bytes, bytes] = dict.fromkeys(self._keys, _NOTHING)
        self._claims: dict[bytes, bytes] = {}
        self._next_claim = inf if claim_idle is None else -inf
        self._buffer: deque[Found] = deque()
        self._given: Found | None = None
        self._answer: Callable[[Any, float], None] = self._new
        self.idle = False

    def go_on(self) -> None:
        given, self._given = self._given, None
        if given is not None and self._auto_ack and not given.settled:
            self._acks.setdefault(given.key, []).append(given.id)

    def leave(self) -> None:
        self._given = None

    def give(self) -> Found | None:
        if not self._buffer or sum(map(len, self._acks.values())) >= self._ack_batch:
            return None
        self._given = self._buffer.popleft()
        return self._given

    def ask(self, now: float, left: float) -> Command[Any]:
        self.idle = False
        if self._missing:
            self._answer = self._made
            return COMMANDS.xgroup_create(self._missing[-1], self._group, self._start, mkstream=True)
        if self._acks:
            self._answer = self._acknowledged
            key = next(iter(self._acks))
            return COMMANDS.xack(key, self._group, *self._acks[key])
        if self._pending:
            self._answer = self._was_pending
            return self._read(self._pending, None)
        if now >= self._next_claim and not self._claims:
            self._claims = dict.fromkeys(self._keys, _NOTHING)
        if self._claims:
            self._answer = self._claimed
            key, position = next(iter(self._claims.items()))
            idle = int((self._claim_idle or 0) * 1000)
            claim = COMMANDS.xautoclaim(key, self._group, self._consumer, idle, position, self._count)
            return raw(claim)
        self._answer = self._new
        return self._read(dict.fromkeys(self._keys, b">"), blocking(min(left, self._next_claim - now)))

    def _read(self, positions: Mapping[bytes, bytes], block: int | None) -> Command[Any]:
        read: Command[Any] = COMMANDS.xreadgroup(self._group, self._consumer, positions, count=self._count, block=block)
        return raw(read)

    def answered(self, value: Any, now: float) -> None:
        self._answer(value, now)

    def _made(self, value: Any, now: float) -> None:
        self._missing.pop()

    def _acknowledged(self, value: Any, now: float) -> None:
        del self._acks[next(iter(self._acks))]

    def _was_pending(self, value: Any, now: float) -> None:
        for key in list(self._pending):
            entries = value.get(key)
            if entries:
                self._take(key, entries)
                self._pending[key] = entries[-1][0]
            else:
                del self._pending[key]

    def _claimed(self, value: Any, now: float) -> None:
        key = next(iter(self._claims))
        position, entries, _ = value
        self._take(key, entries)
        if position != _NOTHING:
            self._claims[key] = position
            return
        del self._claims[key]
        if not self._claims:
            self._next_claim = now + max(self._claim_idle or 0, _ROUND)

    def _new(self, value: Any, now: float) -> None:
        self.idle = not value
        for key, entries in value.items():
            self._take(key, entries)

    def _take(self, key: bytes, entries: Iterable[tuple[bytes, dict[bytes, bytes]]]) -> None:
        """Keep entries to be given, unless they are here or being dealt with already."""
        here = {(found.key, found.id) for found in self._buffer}
        if self._given is not None:
            here.add((self._given.key, self._given.id))
        for name, fields in entries:
            if not fields:
                # It was deleted from the stream: nobody can do anything about it any more.
                self._acks.setdefault(key, []).append(name)
            elif (key, name) not in here:
                self._buffer.append(Found(key, name, fields))

    def refused(self, error: ResponseError) -> bool:
        if error.code == "BUSYGROUP":
            self._missing.pop()
            return True
        if error.code == "NOGROUP":
            self._missing = list(self._keys)
        return False

    def failed(self, error: BaseException) -> None:
        unheard = isinstance(error, RedisError) and not error.maybe_executed
        if self._answer in (self._new, self._claimed) and not unheard:
            self._pending = dict.fromkeys(self._keys, _NOTHING)


def raw(command: Command[Any]) -> Command[Any]:
    """Let strings be bytes, whatever the client decodes: names are compared."""
    command.decode = False
    return command


def blocking(seconds: float) -> int | None:
    """For how many milliseconds the server may wait; None: not at all."""
    return round(min(seconds, BLOCK) * 1000) or None if seconds > 0 else None


def check_number(name: str, number: int) -> None:
    """Check a number of entries.

    Raises:
        DataError: it is no whole number above 0.
    """
    if type(number) is not int or number < 1:
        raise DataError(f"{name}={number!r}: the number of entries has to be a whole number above 0")


def check_seconds(name: str, seconds: float | None) -> None:
    """Check a time that may be missing.

    Raises:
        DataError: it is less than 0.
    """
    if seconds is not None and not seconds >= 0:
        raise DataError(f"{name}={seconds!r}: seconds cannot be less than 0")


def keys_of(streams: KeyT | Iterable[KeyT], encode: Callable[[str], bytes]) -> list[bytes]:
    """One stream's key or several, as bytes.

    Raises:
        DataError: there is none.
    """
    many = [streams] if isinstance(streams, (str, bytes, bytearray, memoryview)) else list(streams)
    if not many:
        raise DataError("streams: give at least one stream")
    return [encode(key) if isinstance(key, str) else bytes(key) for key in many]
