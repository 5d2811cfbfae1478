"""Which of the addresses of a name is tried when: happy eyeballs, as RFC 8305 describes them.

The law: an address that is silent holds nobody up. The next one is tried when the last one begun has been silent for a
while, or as soon as any of them fails; whichever connects first wins. Each address there is gets its turn before the
time is over, and the account of a failure names every one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from math import inf
from typing import Any

AddressInfo = tuple[int, int, int, str, tuple[Any, ...]]
"""An address as `getaddrinfo` gives it: family, type, protocol, canonical name, and what `connect` takes."""

# RFC 8305 wants no attempts that are closer together than this.
SHORTEST_DELAY = 0.01


def in_turns(found: Iterable[AddressInfo]) -> list[AddressInfo]:
    """Return addresses in the order in which they came, each once, but so that their families take turns."""
    families: dict[int, list[AddressInfo]] = {}
    for address in dict.fromkeys(found):
        families.setdefault(address[0], []).append(address)
    return [address for turn in zip_longest(*families.values()) for address in turn if address is not None]


def shown_address(address: AddressInfo) -> str:
    """Return an address as messages have it: ``10.0.0.1:6379`` or ``[::1]:6379``."""
    host, port = address[4][:2]
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


class Race:
    """The attempts to reach one server.

    Args:
        names: of the addresses, in their order, for the account.
        delay: after so many seconds of silence the next address is tried; None: when one fails, and not before. Where
            time is short the delay is, too, so that every address has its turn.
        now: the time.
        deadline: when all is over, or None.

    Attributes:
        due: when the next address is to be tried: `inf` if there is none, or none before one fails.
    """

    def __init__(self, names: Sequence[str], delay: float | None, now: float, deadline: float | None) -> None:
        self.due = now
        self._names = names
        self._delay = inf if delay is None else delay
        if delay is not None and deadline is not None:
            self._delay = min(delay, max(SHORTEST_DELAY, (deadline - now) / len(names)))
        self._began: list[float] = []
        self._why: dict[int, str] = {}

    def begin(self, now: float) -> int | None:
        """Return the number of the address that is to be tried now, or None if it is not time for one."""
        if now < self.due:
            return None
        self._began.append(now)
        self.due = now + self._delay if len(self._began) < len(self._names) else inf
        return len(self._began) - 1

    def failed(self, number: int, why: str) -> None:
        """An address cannot be reached. The next one need not wait."""
        self._why[number] = why
        if len(self._began) < len(self._names):
            self.due = -inf

    @property
    def lost(self) -> bool:
        """Whether every address has failed."""
        return len(self._why) == len(self._names)

    def account(self, now: float, location: str) -> str:
        """Say what became of each address, in words. One that is the location itself need not be named again."""
        if self._names == [location]:
            return self._said(0, now)
        return "; ".join(f"{name}: {self._said(number, now)}" for number, name in enumerate(self._names))

    def _said(self, number: int, now: float) -> str:
        if number in self._why:
            return self._why[number]
        if number < len(self._began):
            return f"no answer in {now - self._began[number]:.2f} s"
        return "not tried before the time was over"
