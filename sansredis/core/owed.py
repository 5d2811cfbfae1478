"""The requests that a connection owes replies to, in the order in which they were sent.

The law: **every request ends exactly once**. It is DONE by its own reply, or its caller ABANDONED it, or it EXPIRED, or
it was LOST with the connection. The replies to those who gave up are still owed: they are read and dropped. And however
a request ends, it is known what may have become of it at the server: nothing, as long as its last byte was not written.
"""

from __future__ import annotations

import sys
from collections import deque
from enum import Enum
from typing import Any, Final

from sansredis.core.modes import Note


class Status(Enum):
    """What became of a request."""

    WAITING = "waiting"
    DONE = "done"
    ABANDONED = "abandoned"
    EXPIRED = "expired"
    LOST = "lost"


_WAITING, _DONE, _ABANDONED, _EXPIRED, _LOST = Status
UNTOLD: Final = sys.maxsize
"""Replies expected of a command that has as many as there are channels."""


class Owed:
    """One request whose replies are owed: the token that a caller waits with.

    Args:
        deadline: when it is due, on the caller's clock; None: never.
        expected: how many commands it has; at least 1.
        many: whether `value` is a list of replies, one for each command, instead of one reply.

    Attributes:
        status: what became of it.
        value: the reply, or replies, once it is DONE. None stands for one that CLIENT REPLY suppressed.
        replies: those that have come so far; None for one plain command.
        notes: those of its commands that concern the connection itself and are not answered yet.
        aside: whether nobody waits for it: its confirmations go among the pushes, and then itself, in their order.
        atomic: whether it is a transaction: between MULTI and EXEC, which are among its commands.
        doubted: whether its first reply tells if the server has understood a CLIENT REPLY before it.
        unanswered: whether CLIENT REPLY suppresses all its replies; it is DONE as soon as it is sent then.
        entry: the place that a cache keeps for its reply, or None.
        start, end: where its bytes lie in everything that was sent on the connection; `start` only if `many`.
    """

    # Defaults are the class's: what a plain command does not need costs it nothing.
    expected = 1
    many = False
    atomic = False
    aside = False
    notes: deque[Note] | None = None
    doubted = False
    unanswered = False
    entry: Any = None
    status = _WAITING
    value: Any = None
    replies: list[Any] | None = None
    start = 0
    end = 0

    def __init__(self, deadline: float | None = None, expected: int = 1, many: bool = False) -> None:
        self.deadline = deadline
        if many or expected != 1:
            self.expected = expected
            self.many = many
            self.replies = []


class OwedReplies:
    """The requests of one connection without their replies.

    Attributes:
        owed: they, oldest first.
        lost: those that were waited for when the connection ended, oldest first.
        sent, written, answered: bytes of requests entered, handed to the operating system, and answered so far.
        late: how many of *owed* have expired.
    """

    __slots__ = ("owed", "lost", "sent", "written", "answered", "late")

    def __init__(self) -> None:
        self.owed: deque[Owed] = deque()
        self.lost: list[Owed] = []
        self.sent = 0
        self.written = 0
        self.answered = 0
        self.late = 0

    def abandon(self, owed: Owed) -> None:
        """The caller does not wait any more: the reply will be read and dropped."""
        if owed.status is _WAITING:
            owed.status = _ABANDONED

    def expire(self, now: float) -> list[Owed]:
        """Find the requests whose deadline has passed.

        From then on, as long as the reply of such a request is owed, `late` is above 0, and no new request should be
        sent on the connection.

        Returns:
            Those among them whose callers still wait.
        """
        expired = []
        for owed in self.owed:
            if owed.status in (_WAITING, _ABANDONED) and owed.deadline is not None and owed.deadline <= now:
                if owed.status is _WAITING:
                    expired.append(owed)
                owed.status = _EXPIRED
                self.late += 1
        return expired

    @property
    def next_deadline(self) -> float | None:
        """The earliest deadline among the requests that are owed and not expired, or None."""
        return min((o.deadline for o in self.owed if o.deadline is not None and o.status is not _EXPIRED), default=None)

    @property
    def hopeless(self) -> bool:
        """Whether a reply is late and nobody waits for any other: the connection should be given up."""
        return self.late > 0 and not any(o.status is _WAITING for o in self.owed)

    def may_have_run(self, owed: Owed) -> bool:
        """Whether the server may have executed a request, or, of several commands, some of them.

        A transaction is executed by the end of its last command, if the server has taken its first one.
        """
        if not owed.many or (owed.atomic and owed.replies and owed.replies[0] == b"OK"):
            return self.written >= owed.end
        return self.written > owed.start

    def pending(self) -> set[bytes]:
        """The names of the commands that concern the connection and are not answered yet."""
        return {note.name for owed in self.owed for note in owed.notes or ()}

    def lose(self) -> None:
        """Give up all that is owed, as the connection has ended. What was waited for goes to `lost`."""
        for owed in self.owed:
            if owed.status is _WAITING:
                owed.status = _LOST
                self.lost.append(owed)
        self.owed.clear()
