"""The end of connections whose time is over: nobody used them for long, or they are old.

Nothing here runs by itself. Whoever uses the pool, and finds that something is `due`, has it tended: what rests and is
over its time goes at once, what is in use when it comes back. The limits of a connection are up to a tenth shorter than
those that were set, at random, so that what was opened together is not opened anew together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import inf
from typing import Any

from sansredis.core.pool_slots import C, Mode, Slot

# The generations of connections whose time is over. As those of any generation that is not the ledger's, they are
# not lent again.
IDLE, OLD, UNFIT = -1, -2, -3
_JITTER = 0.1


def give_limits(slot: Slot[Any], now: float, max_idle_time: float, max_lifetime: float, chance: float) -> float:
    """Enter how long a connection that was opened now may last.

    Args:
        slot: its slot.
        now: the time.
        max_idle_time: how long it may be idle, at most.
        max_lifetime: how old it may become, at most.
        chance: a number from 0 to 1, at random.

    Returns:
        When it may have to go first.
    """
    part = 1.0 - _JITTER * chance
    slot.patience, slot.dies = max_idle_time * part, now + max_lifetime * part
    return min(slot.dies, now + slot.patience)


def mark_over(slots: Iterable[Slot[C]], now: float, used: Callable[[C], float], keep: int) -> float:
    """Set the generation of connections whose time is over.

    Args:
        slots: all there are.
        now: the time.
        used: says when a connection was used last.
        keep: so many connections are left although they are idle for too long; those that were used last.

    Returns:
        When to look again.
    """
    kept = []
    for slot in slots:
        if slot.connection is not None and slot.mode is not Mode.GONE and slot.generation >= 0:
            if now >= slot.dies:
                slot.generation = OLD
            else:
                ends = (used(slot.connection) if _rests(slot) else now) + slot.patience
                kept.append((ends, slot))
    kept.sort(key=_first)
    over = 0
    while len(kept) - over > keep and kept[over][0] <= now:
        kept[over][1].generation = IDLE
        over += 1
    kept = kept[over:]
    due = min((slot.dies for _, slot in kept), default=inf)
    return min(due, kept[0][0]) if len(kept) > keep else due


def _rests(slot: Slot[Any]) -> bool:
    return slot.mode is Mode.FREE or (slot.mode is Mode.SHARED and not slot.riders)


def _first(pair: tuple[float, Any]) -> float:
    return pair[0]
