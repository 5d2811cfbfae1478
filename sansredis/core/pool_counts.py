"""What a pool's ledger counts as it goes on."""

from __future__ import annotations

from sansredis.core.pool_slots import End


class Counts:
    """What has happened so far.

    Attributes:
        created: connections that were opened.
        ended: how many have ended for each reason.
        most_used: the most that were in use at once; those that were opened to be there count as well.
        most_waiting: the most callers who waited at once.
        hits: requests for a connection that were served at once, by one that was there.
        misses: those that had to open one, or to wait.
        waits: those that waited.
        waited: for how many seconds, together.
        timeouts: waits that ended because their time was over.
        refused: requests that were turned away at once.
        failed_dials: connections that could not be made.
    """

    __slots__ = (
        "created",
        "ended",
        "most_used",
        "most_waiting",
        "hits",
        "misses",
        "waits",
        "waited",
        "timeouts",
        "refused",
        "failed_dials",
    )

    def __init__(self) -> None:
        self.created = 0
        # Indexed by `End`: an item of a list is set without running any code that a signal could interrupt.
        self.ended = [0] * len(End)
        self.most_used = 0
        self.most_waiting = 0
        self.hits = 0
        self.misses = 0
        self.waits = 0
        self.waited = 0.0
        self.timeouts = 0
        self.refused = 0
        self.failed_dials = 0

    def wait_ended(self, seconds: float, timed_out: bool) -> None:
        """Somebody has waited for so long."""
        self.waited, self.timeouts = self.waited + seconds, self.timeouts + timed_out
