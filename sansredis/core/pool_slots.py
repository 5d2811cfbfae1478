"""What the pool's ledger is made of: slots, which are rights to a connection, and tickets, which are callers' requests.

`mode` of a slot and `progress` of a ticket are the truth about them; every list in the ledger only follows from these.
"""

from __future__ import annotations

from enum import Enum, IntEnum
from math import inf
from typing import Any, Generic, TypeVar

C = TypeVar("C")


class Mode(Enum):
    """What a slot is used for."""

    CONNECTING = "connecting"
    FREE = "free"
    LEASED = "leased"
    SHARED = "shared"
    GONE = "gone"


class Progress(Enum):
    """How far a ticket has come."""

    NEW = "new"
    WAITING = "waiting"
    OPENING = "opening"
    GRANTED = "granted"
    SETTLED = "settled"


class End(IntEnum):
    """Why a connection is no more."""

    LOST = 0
    """It was lost: the pool did not decide it."""
    IDLE = 1
    """Nobody used it for `max_idle_time`."""
    LIFETIME = 2
    """It came to the end of its `max_lifetime`."""
    SPENT = 3
    """It came back from a lease, and was not as good as new."""
    SURPLUS = 4
    """There were more than the limit, which had been lowered."""
    RETIRED = 5
    """Its generation had ended."""
    POOL = 6
    """The pool was closed."""


class Slot(Generic[C]):
    """The right to have one connection, and what is known of that connection.

    Attributes:
        connection: the connection, once it is open.
        generation: the ledger's generation when it was granted; connections of another one are not given again.
        mode: what it is used for.
        riders: requests whose replies are owed on it, while it is shared. One that is being opened to be shared has
            one already: the caller who opens it.
        size: bytes of these requests.
        suspended: whether it owes a reply whose deadline has passed, and therefore takes no more riders.
        draining: whether it takes no more riders so that it comes to rest, because it is needed or has to go.
        since: when its connecting, or its lease, began, on the callers' clock, as far as the ledger was told the time.
        dies: when the connection is too old to be lent again.
        patience: for how long it may be idle.
    """

    __slots__ = (
        "connection",
        "generation",
        "mode",
        "riders",
        "size",
        "suspended",
        "draining",
        "since",
        "dies",
        "patience",
    )

    def __init__(self, generation: int) -> None:
        self.connection: C | None = None
        self.generation = generation
        self.mode = Mode.CONNECTING
        self.riders = 0
        self.size = 0
        self.suspended = False
        self.draining = False
        self.since = 0.0
        self.dies = inf
        self.patience = inf

    def __repr__(self) -> str:
        riders = f" riders={self.riders}" if self.mode is Mode.SHARED else ""
        return f"<Slot {self.mode.value}{riders} generation={self.generation}>"


class Ticket(Generic[C]):
    """One caller's request for a connection, from asking to giving back.

    A ride ends with its replies: `PoolState.arrived`. A caller who has put his request on a shared connection sets
    `progress` to SETTLED (or forgets the ticket), because from then on it is the reply that will come back.

    Attributes:
        ride: whether the caller would share the connection with others.
        size: bytes of the request, counted against the shared connection's limit.
        token: whatever the caller needs to be woken by; the ledger only carries it.
        since: when the caller asked, on the caller's clock.
        progress: how far it has come.
        slot: what it holds, once it is OPENING or GRANTED.
    """

    __slots__ = ("ride", "size", "token", "since", "progress", "slot")

    def __init__(self, *, ride: bool = False, size: int = 0, token: Any = None, since: float = 0.0) -> None:
        self.ride = ride
        self.size = size
        self.token = token
        self.since = since
        self.progress = Progress.NEW
        self.slot: Slot[C] | None = None

    def __repr__(self) -> str:
        return f"<Ticket {'ride' if self.ride else 'lease'} {self.progress.value}>"


class Full(Exception):
    """More callers wait than the ledger was told to let wait."""


class Closed(Exception):
    """The pool is closed."""


class Down(Exception):
    """The server could not be reached, and the next attempt is not due."""
