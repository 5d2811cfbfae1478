"""The phases of a connection's life, as a table: greeted once, ready only after that, and closed for good."""

from __future__ import annotations

from enum import Enum

from sansredis.core.errors import ConnectionInUseError


class Phase(Enum):
    """How far the connection has come."""

    FRESH = "not greeted yet"
    GREETING = "greeting"
    READY = "ready"
    CLOSED = "closed"


MOVES: dict[tuple[Phase, str], Phase] = {
    (Phase.FRESH, "greet"): Phase.GREETING,
    (Phase.FRESH, "close"): Phase.CLOSED,
    (Phase.GREETING, "be ready"): Phase.READY,
    (Phase.GREETING, "close"): Phase.CLOSED,
    (Phase.READY, "close"): Phase.CLOSED,
    (Phase.CLOSED, "close"): Phase.CLOSED,
}
"""What may happen in each phase, and where it leads. Anything else is a fault of the caller."""


def after(phase: Phase, event: str) -> Phase:
    """Look the next phase up.

    Args:
        phase: the present one.
        event: what happens.

    Raises:
        ConnectionInUseError: it must not happen in this phase.
    """
    try:
        return MOVES[phase, event]
    except KeyError:
        raise ConnectionInUseError(f"a connection that is {phase.value} cannot {event}") from None
