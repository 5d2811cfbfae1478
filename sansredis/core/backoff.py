"""How long to pause before a call is tried again: redis-py's names, parameters and numbers.

A backoff has no state, so one object serves any number of callers at once. It draws no random numbers either: each
pause is given one.
"""

from __future__ import annotations

from math import ldexp

from .errors import DataError

_LONGEST = 1_000_000
# Beyond it even a base of a nanosecond has outgrown every cap that is allowed.
_MOST_DOUBLINGS = 64


class AbstractBackoff:
    """The base of all backoffs. One of your own is a subclass with a `compute`."""

    __slots__ = ()

    def compute(self, failures: int, chance: float = 1.0) -> float:
        """Say how long to pause.

        Args:
            failures: how often the call has failed so far, from 1 on.
            chance: a number from 0 to 1, drawn at random for each pause.

        Returns:
            Seconds.
        """
        raise NotImplementedError

    def _values(self) -> tuple[float, ...]:
        return ()

    def __eq__(self, other: object) -> bool:
        return self._values() == other._values() if type(other) is type(self) else NotImplemented

    def __hash__(self) -> int:
        return hash((type(self), self._values()))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(map(repr, self._values()))})"


class NoBackoff(AbstractBackoff):
    """No pause."""

    __slots__ = ()

    def compute(self, failures: int, chance: float = 1.0) -> float:
        """Return 0."""
        return 0.0


class ConstantBackoff(AbstractBackoff):
    """The same pause each time.

    Args:
        backoff: the pause in seconds.

    Raises:
        DataError: it is no number of seconds from 0 on.
    """

    __slots__ = ("_backoff",)

    def __init__(self, backoff: float) -> None:
        self._backoff = _seconds("backoff", backoff)

    def compute(self, failures: int, chance: float = 1.0) -> float:
        """Return the pause."""
        return self._backoff

    def _values(self) -> tuple[float, ...]:
        return (self._backoff,)


class ExponentialBackoff(AbstractBackoff):
    """Twice as long each time, up to a cap, and the same for all who fail at the same moment.

    Args:
        cap: the longest pause in seconds.
        base: half of the first pause, in seconds.

    Raises:
        DataError: one of them is no number of seconds from 0 on.
    """

    __slots__ = ("_base", "_cap")

    def __init__(self, cap: float = 0.512, base: float = 0.008) -> None:
        self._cap = _seconds("cap", cap)
        self._base = _seconds("base", base)

    def compute(self, failures: int, chance: float = 1.0) -> float:
        """Return ``min(cap, base * 2**failures)``."""
        return min(self._cap, self._grown(failures))

    def _grown(self, failures: int) -> float:
        return ldexp(self._base, min(failures, _MOST_DOUBLINGS))

    def _values(self) -> tuple[float, ...]:
        return (self._cap, self._base)


class FullJitterBackoff(ExponentialBackoff):
    """As `ExponentialBackoff`, and of that any part at random: who failed together does not come back together."""

    __slots__ = ()

    def compute(self, failures: int, chance: float = 1.0) -> float:
        """Return ``chance * min(cap, base * 2**failures)``."""
        return chance * super().compute(failures)


class EqualJitterBackoff(ExponentialBackoff):
    """As `ExponentialBackoff`, and of that at least half."""

    __slots__ = ()

    def compute(self, failures: int, chance: float = 1.0) -> float:
        """Return ``(1 + chance) / 2 * min(cap, base * 2**failures)``."""
        return (1 + chance) / 2 * super().compute(failures)


class ExponentialWithJitterBackoff(ExponentialBackoff):
    """As `FullJitterBackoff`, but the cap is looked at last: once reached, most pauses are as long as it."""

    __slots__ = ()

    def compute(self, failures: int, chance: float = 1.0) -> float:
        """Return ``min(cap, chance * base * 2**failures)``."""
        return min(self._cap, chance * self._grown(failures))


def _seconds(name: str, value: float) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= _LONGEST:
        raise DataError(f"{name} must be a number of seconds from 0 to {_LONGEST}, not {value!r}")
    return value
