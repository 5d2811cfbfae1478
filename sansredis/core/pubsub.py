"""What a subscriber wants, what the server has confirmed, and what has to be sent to make them the same.

Its law: **subscriptions are desired state**. They hold from the call that makes them to the one that ends them,
whatever becomes of connections in between. When one is lost everything wanted is asked for on the next, and when all of
it is confirmed, and so nothing published from then on can be missed, the gap between the two is told, in its place.

Time comes in as ``now``, chance as a number from 0 to 1. Waiting and sending are done by `sansredis.pubsub`.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Any, Final, NamedTuple

from sansredis.core.errors import ResponseError
from sansredis.core.pubsub_messages import Arrived, Gap, Handler
from sansredis.core.pubsub_queue import MessageQueue

FIRST_DELAY: Final = 0.05
LONGEST_DELAY: Final = 10.0
_DOUBLINGS: Final = 10
_CHUNK: Final = 1000
"""So many names are asked for in one command when a connection is made anew."""


class Kind(Enum):
    """The kinds of subscriptions: the commands that begin and end one."""

    CHANNEL = (b"SUBSCRIBE", b"UNSUBSCRIBE")
    PATTERN = (b"PSUBSCRIBE", b"PUNSUBSCRIBE")
    SHARD = (b"SSUBSCRIBE", b"SUNSUBSCRIBE")


_JOIN: Final = {kind.value[0]: kind for kind in Kind}
_LEAVE: Final = {kind.value[1]: kind for kind in Kind}
_JOINED: Final = {name.lower(): kind for name, kind in _JOIN.items()}
_LEFT: Final = {name.lower(): kind for name, kind in _LEAVE.items()}

_PUBLISHED: Final = {b"message": Kind.CHANNEL, b"pmessage": Kind.PATTERN, b"smessage": Kind.SHARD}


class Request(NamedTuple):
    """A command that is to be sent.

    Attributes:
        args: the command.
        unasked: whether it is not the subscriber who wants to know of its answer.
    """

    args: tuple[Any, ...]
    unasked: bool = False

    def __repr__(self) -> str:
        # It may hold a password.
        return f"Request({self.args[0]!r}, and {len(self.args) - 1} more)"


class PubSubState:
    """The subscriptions of one subscriber.

    Args:
        queue: takes what arrives for him.
        interval: after so many seconds without a byte from the server a PING is due; None: never.
        patience: seconds without a byte while an answer is owed, after which the connection is to be given up; None:
            any number.

    Attributes:
        connected: whether there is a connection.
        attempt_at: when the next attempt to make one is due, once one was lost.
        trouble: why there is none, in words; None as long as all is well.
        logging_in: what `log_in` was called for.
        auth_reply: what the server answered to that, until somebody takes it away.
    """

    def __init__(self, queue: MessageQueue, *, interval: float | None, patience: float | None) -> None:
        self.queue = queue
        self.connected = False
        self.attempt_at: float | None = None
        self.trouble: str | None = None
        self.logging_in: object = None
        self.auth_reply: Any = None
        self._interval = interval
        self._patience = patience
        self._wanted: dict[Kind, dict[bytes, Handler | None]] = {kind: {} for kind in Kind}
        # To look them up by what messages begin with costs less.
        self._handlers = {word: self._wanted[kind] for word, kind in _PUBLISHED.items()}
        # How many callers wanted it, of whom one may give up.
        self._callers: Counter[tuple[Kind, bytes]] = Counter()
        # What of it is to be left, as soon as the server has confirmed that.
        self._leaving: dict[Kind, set[bytes]] = {kind: set() for kind in Kind}
        # Confirmations that the subscriber waits to be given, and those of leaving that are on their way.
        self._untold: Counter[tuple[Kind, bytes]] = Counter()
        self._expected: Counter[tuple[Kind, bytes]] = Counter()
        self._confirmed: set[tuple[Kind, bytes]] = set()
        # What was asked for without the subscriber's doing, after a loss, and is not confirmed yet.
        self._restoring: set[tuple[Kind, bytes]] = set()
        self._gap: tuple[float, str] | None = None
        self._outbox: deque[Request] = deque()
        self._owed = 0
        self._attempts = 0
        self._heard = self._sent = 0.0

    # What the subscriber wants

    @property
    def subscribed(self) -> bool:
        """Whether there is any subscription, including those that are to end and are not confirmed to have."""
        return any(self._wanted.values())

    def wanted(self, kind: Kind) -> dict[bytes, Handler | None]:
        """The names of one kind that are subscribed to, with their handlers."""
        leaving = self._leaving[kind]
        return {name: handler for name, handler in self._wanted[kind].items() if name not in leaving}

    def subscribe(self, kind: Kind, names: Mapping[bytes, Handler | None]) -> None:
        """Want messages of these, and call these handlers with them, or none."""
        self._wanted[kind].update(names)
        self._leaving[kind].difference_update(names)
        self._untold.update((kind, name) for name in names)
        self._callers.update((kind, name) for name in names)
        if self.connected:
            self._outbox.append(Request((kind.value[0], *names)))

    def withdraw(self, kind: Kind, names: Iterable[bytes]) -> None:
        """Want them no more, without a word to anybody."""
        for name in names:
            self._wanted[kind].pop(name, None)
            self._untold.pop((kind, name), None)
            self._callers.pop((kind, name), None)
            self._leaving[kind].discard(name)

    def give_up(self, kind: Kind, names: Iterable[bytes]) -> None:
        """Want them no more, as the first connection could not be made, unless somebody else wants them as well."""
        names = tuple(names)
        self._callers.subtract((kind, name) for name in names)
        self.withdraw(kind, [name for name in names if self._callers[kind, name] <= 0])
        if not self.subscribed:
            self.attempt_at = self.trouble = None
            self._attempts = 0

    def unsubscribe(self, kind: Kind, names: Iterable[bytes] = ()) -> None:
        """Want no more messages of these; without names, of any of this kind."""
        names = tuple(dict.fromkeys(names)) or tuple(self.wanted(kind))
        if not self.connected:
            self.withdraw(kind, names)
        elif names:
            self._leaving[kind].update(self._wanted[kind].keys() & names)
            self._expected.update((kind, name) for name in names)
            self._outbox.append(Request((kind.value[1], *names)))

    def ping(self, message: bytes | None) -> None:
        """Ask the server for a sign of life, of which the subscriber will be told."""
        self._outbox.append(Request((b"PING",) if message is None else (b"PING", message)))

    def log_in(self, auth: tuple[Any, ...], token: object) -> None:
        """Have AUTH sent among the other requests. Its answer will be in `auth_reply`, and not among the messages."""
        self.logging_in, self.auth_reply = token, None
        self._outbox.append(Request(auth, unasked=True))

    # What is to be sent

    def next_request(self, now: float) -> Request | None:
        """Give the next command to be sent; None if there is nothing to be sent."""
        if not self._outbox:
            return None
        self._owed += 1
        self._sent = now
        return self._outbox.popleft()

    @property
    def has_requests(self) -> bool:
        """Whether there is anything to be sent."""
        return bool(self._outbox)

    def tick(self, now: float) -> None:
        """Ask for a sign of life, if there was none for too long."""
        if self.connected and not self._owed and not self._outbox and self._interval is not None:
            if now >= self._heard + self._interval:
                self._outbox.append(Request((b"PING",), unasked=True))

    @property
    def next_time(self) -> float | None:
        """When, if nothing arrives until then, something has to be done about the connection."""
        if self._owed:
            return None if self._patience is None else max(self._heard, self._sent) + self._patience
        return None if self._interval is None else self._heard + self._interval

    def overdue(self, now: float) -> bool:
        """Whether the server owes an answer and has been silent for too long."""
        until = self.next_time
        return self._owed > 0 and until is not None and now >= until

    # The connection

    def opened(self, now: float) -> None:
        """There is a connection. Everything wanted is to be asked for on it."""
        self.connected = True
        self.attempt_at = None
        self._heard = self._sent = now
        for kind, wanted in self._wanted.items():
            names = tuple(wanted)
            self._restoring.update((kind, name) for name in names)
            for start in range(0, len(names), _CHUNK):
                self._outbox.append(Request((kind.value[0], *names[start : start + _CHUNK]), unasked=True))
        if not self._restoring:
            # What was missed concerns nobody any more.
            self._gap = None
        self._restored(now)

    def lost(self, now: float, why: str, chance: float) -> None:
        """The connection has ended."""
        if not self.connected:
            return
        self.connected = False
        for kind, leaving in self._leaving.items():
            self.withdraw(kind, tuple(leaving))
        if self._confirmed and self._gap is None:
            self._gap = self._heard, why
        self._untold = Counter(self._untold.keys())
        self._confirmed.clear()
        self._expected.clear()
        self._restoring.clear()
        self._outbox.clear()
        self._owed = 0
        self.logging_in = self.auth_reply = None
        if self.subscribed:
            self.failed(now, why, chance)

    def failed(self, now: float, why: str, chance: float) -> None:
        """A connection could not be made, or was lost. The next attempt is due at a time of chance, later each time."""
        delay = min(LONGEST_DELAY, FIRST_DELAY * 2.0 ** min(self._attempts, _DOUBLINGS))
        self._attempts += 1
        self.attempt_at = now + delay * chance
        self.trouble = why

    def _restored(self, now: float) -> None:
        """If all that was wanted is confirmed, it is as if nothing had happened, except for the gap."""
        if self._restoring:
            return
        self._attempts = 0
        self.trouble = None
        if self._gap is not None:
            (since, why), self._gap = self._gap, None
            self.queue.put(Gap(since, now - since, None, why))

    # What arrives

    def heard(self, now: float) -> None:
        """Bytes have arrived."""
        self._heard = now

    def receive(self, raw: list[Any], now: float) -> None:
        """Take in what the server sent: a message, a confirmation, or a push that is none of ours."""
        word = raw[0]
        handlers = self._handlers.get(word)
        if handlers is not None:
            self.queue.publish(raw, handlers.get(raw[1]), now)
        elif word in _JOINED:
            self._joined(_JOINED[word], raw, now)
        elif word in _LEFT and raw[1] is not None:
            self._left(_LEFT[word], raw, now)

    def _joined(self, kind: Kind, raw: list[Any], now: float) -> None:
        key = kind, raw[1]
        self._confirmed.add(key)
        if _one_less(self._untold, key):
            self.queue.put(Arrived(raw))
        if key in self._restoring:
            self._restoring.discard(key)
            self._restored(now)

    def _left(self, kind: Kind, raw: list[Any], now: float) -> None:
        name: bytes = raw[1]
        key = kind, name
        self._confirmed.discard(key)
        if _one_less(self._expected, key):
            if name in self._leaving[kind] and not self._expected[key]:
                self.withdraw(kind, (name,))
            self.queue.put(Arrived(raw))
        elif name in self._wanted[kind]:
            # The server's own doing, as when a slot moves.
            self._gap = self._gap or (now, "the server ended a subscription")
            self._restoring.add(key)
            self._outbox.append(Request((kind.value[0], name), unasked=True))

    def answered(self, request: Request, reply: Any) -> None:
        """A command has all its replies. The confirmations among them were given to `receive`."""
        self._owed -= 1
        name = request.args[0]
        refused = isinstance(reply, ResponseError)
        if name == b"PING":
            # A refusal is a sign of life, too.
            if not request.unasked:
                self.queue.put(reply if refused else Arrived([b"pong", b"".join(request.args[1:])]))
        elif name == b"AUTH":
            self.auth_reply = reply
        elif refused:
            self._refused(request, reply)

    def _refused(self, request: Request, error: ResponseError) -> None:
        name, *channels = request.args
        if request.unasked and len(channels) > 1:
            # One error stands for all of them: ask for each alone.
            self._outbox.extend(Request((name, channel), unasked=True) for channel in channels)
            return
        self.queue.put(error)
        if name in _LEAVE:
            kind = _LEAVE[name]
            self._leaving[kind].difference_update(channels)
            self._expected.subtract((kind, channel) for channel in channels)
            return
        kind = _JOIN[name]
        keys = {(kind, channel) for channel in channels}
        self.withdraw(kind, [channel for _, channel in keys - self._confirmed])
        if self._restoring & keys:
            self._restoring -= keys
            self._restored(self._heard)


def _one_less(counts: Counter[tuple[Kind, bytes]], key: tuple[Kind, bytes]) -> bool:
    """Count down to 0. Returns whether it was above."""
    if counts[key] <= 0:
        return False
    counts[key] -= 1
    if not counts[key]:
        del counts[key]
    return True
