"""Who has leased a connection for too long: a warning in the log, with the place where it was leased.

Only what a program leases by itself is watched (`pool.connection()`, `pool.acquire()`, a pipeline that watches keys).
Subscribers and commands hold theirs for as long as they are meant to. It is said once of each lease; nothing runs in
the background, so it is said when the pool is next used, or when the lease ends.
"""

from __future__ import annotations

import logging
import os
import sys
from math import inf
from traceback import FrameSummary, format_list
from types import CodeType, FrameType
from typing import Any

Stack = list[tuple[CodeType, int]]

LOGGER = logging.getLogger("sansredis.pool")

_HERE = os.path.join(os.path.dirname(__file__), "")
_FRAMES = 16


class Watched:
    """A lease that is watched.

    Attributes:
        since: when it began.
        holder: who leased it: the name of a thread, greenlet or task.
        stack: where, without the frames of sansredis.
        told: whether the log has it already.
    """

    __slots__ = ("since", "holder", "stack", "told")

    def __init__(self, since: float, holder: str, stack: Stack) -> None:
        self.since = since
        self.holder = holder
        self.stack = stack
        self.told = False


class LeaseWatch:
    """The leases of one lane.

    Args:
        threshold: after how many seconds a lease is worth a warning.
        location: where the server is.
    """

    def __init__(self, threshold: float, location: str) -> None:
        self._threshold = threshold
        self._location = location
        self._leases: dict[Any, Watched] = {}

    def begin(self, ticket: Any, now: float, holder: Any) -> None:
        """A lease has begun."""
        self._leases[ticket] = Watched(now, _name(holder), _stack())

    def due(self) -> float:
        """When there will be something to say."""
        return min((w.since + self._threshold for w in list(self._leases.values()) if not w.told), default=inf)

    def look(self, now: float) -> None:
        """Say which leases have been held for too long."""
        for watched in list(self._leases.values()):
            if now - watched.since >= self._threshold and not watched.told:
                self._tell(watched, now, "has been leased for %.3f s")

    def end(self, ticket: Any, now: float, dropped: bool = False) -> None:
        """A lease has ended; *dropped*: its holder forgot it. Harmless if it is not watched."""
        watched = self._leases.pop(ticket, None)
        if watched is None:
            return
        if dropped:
            self._tell(watched, now, "was dropped, and not given back, after %.3f s or less")
        elif now - watched.since >= self._threshold and not watched.told:
            self._tell(watched, now, "was given back after %.3f s")

    def _tell(self, watched: Watched, now: float, what: str) -> None:
        watched.told = True
        LOGGER.warning(
            f"a connection to %s {what}; %s leased it here:\n%s",
            self._location,
            now - watched.since,
            watched.holder,
            _formatted(watched.stack),
        )


def _stack() -> Stack:
    # No `traceback` here: it looks at the source files, which is slow, and is needed hardly ever.
    stack: Stack = []
    frame: FrameType | None = sys._getframe()
    while frame is not None and len(stack) < _FRAMES:
        if not frame.f_code.co_filename.startswith(_HERE):
            stack.append((frame.f_code, frame.f_lineno))
        frame = frame.f_back
    return stack


def _formatted(stack: Stack) -> str:
    lines = [FrameSummary(code.co_filename, line, code.co_name) for code, line in reversed(stack)]
    return "".join(format_list(lines)).rstrip()


def _name(holder: Any) -> str:
    """What a thread, greenlet or task is called."""
    name = holder.get_name() if hasattr(holder, "get_name") else getattr(holder, "name", None)
    return f"{type(holder).__name__} {name}" if name else repr(holder)
