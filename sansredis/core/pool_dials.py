"""When a pool may connect: so many connections at once, and after a failure one, and not before a pause is over.

A server that is down, or just coming up, is not stormed: however many callers there are, one of them tries, and the
pauses between the attempts double. Short pauses are waited for, as a connection would be; in a long one callers are
told at once. Failures of connections that were begun together count as one.
"""

from __future__ import annotations

from math import inf

_FIRST = 0.002
# A pause that has grown to this, or to the longest there is, is not waited for.
LONG = 0.1


class Dials:
    """What is known of the attempts to connect.

    Args:
        most: attempts at a time.
        longest: the longest pause; 0 is none ever.

    Attributes:
        failures: attempts in a row that failed.
        why: what the last one ended with.
        until: when the pause ends; None if there is none.
    """

    def __init__(self, most: int, longest: float) -> None:
        self.most = most
        self.longest = longest
        self.failures = 0
        self.why: object = None
        self.until: float | None = None
        self._long = False
        self._failed_at = -inf

    def may_begin(self, under_way: int) -> bool:
        """Whether another attempt may be made beside so many."""
        return self.until is None and under_way < (1 if self.failures else self.most)

    @property
    def long(self) -> bool:
        """Whether the pause is so long that nobody should wait for its end."""
        return self.until is not None and self._long

    def failed(self, began: float, now: float, chance: float, why: object) -> None:
        """The server could not be reached.

        Args:
            began: when the attempt began.
            now: the time.
            chance: a number from 0 to 1, at random: it shortens the pause by up to a half.
            why: what it ended with.
        """
        self.why = why
        if not self.longest or began <= self._failed_at:
            return
        self.failures += 1
        self._failed_at = now
        length = min(self.longest, _FIRST * 2.0 ** min(self.failures - 1, 60))
        self._long = length >= min(LONG, self.longest)
        self.until = now + length * (1.0 - chance / 2)

    def succeeded(self) -> None:
        """The server was reached."""
        self.failures, self.until = 0, None

    def over(self, now: float) -> bool:
        """End the pause if its time is over. Returns whether that is so."""
        if self.until is None or now < self.until:
            return False
        self.until = None
        return True
