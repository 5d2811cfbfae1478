"""What a pool's ledger tells: a dict of whole numbers, and an account in words for the errors of a pool that is full.

A number that grows with each connection that ends has its reason in its name, and every end has one reason: so
`closed` is the sum of `lost` and of all `closed_...`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sansredis.core.pool_grants import Grants
from sansredis.core.pool_slots import End, Mode

_OLDEST = 3


def stats(state: Grants[Any], now: float | None = None) -> dict[str, int]:
    """Count what there is. Needs no guard. `PoolState.stats` says what."""
    # Without a GIL a set can be copied while it changes only as a list.
    slots = list(state.slots)
    shared = [s for s in slots if s.mode is Mode.SHARED]
    uses = [Mode.FREE if s.mode is Mode.SHARED and not s.riders else s.mode for s in slots]
    free, connecting = uses.count(Mode.FREE), uses.count(Mode.CONNECTING)
    ages = lease_ages(state, now) if now is not None else []
    return {
        "limit": state.limit,
        "free": free,
        "used": len(slots) - free - connecting,
        "connecting": connecting,
        "shared": len(shared),
        "owed": sum(s.riders for s in shared),
        "waiting": len(state.waiting),
        "oldest_lease_ms": round(1000 * max(ages, default=0.0)),
        "most_used": state.most_used,
        "most_waiting": state.most_waiting,
        "hits": state.hits,
        "misses": state.misses,
        "waits": state.waits,
        "waited_ms": round(1000 * state.waited),
        "timeouts": state.timeouts,
        "refused": state.refused,
        "failed": state.failed_dials,
        "created": state.created,
        "closed": state.created - sum(s.connection is not None for s in slots),
        "lost": state.ended[End.LOST],
        **{f"closed_{end.name.lower()}": state.ended[end] for end in End if end is not End.LOST},
        "generation": state.generation,
    }


def total(limit: int, several: Iterable[dict[str, int]]) -> dict[str, int]:
    """Sum up the statistics of several ledgers, each of which has the same limit."""
    sums: dict[str, int] = {}
    for counts in several:
        for name, count in counts.items():
            sums[name] = max(sums.get(name, 0), count) if name == "oldest_lease_ms" else sums.get(name, 0) + count
    return {**sums, "limit": limit}


def lease_ages(state: Grants[Any], now: float) -> list[float]:
    """For how many seconds each lease has been held, the oldest first."""
    return sorted((max(0.0, now - s.since) for s in list(state.slots) if s.mode is Mode.LEASED), reverse=True)


def account(state: Grants[Any], now: float) -> str:
    """Say how full the pool is, and for how long it has been lent, so that the reader knows whom to look for."""
    counts, ages = stats(state), lease_ages(state, now)
    names = ("limit", "used", "free", "connecting", "shared", "owed", "waiting")
    said = " ".join(f"{name}={counts[name]}" for name in names)
    if not ages:
        return said
    oldest = ", ".join(f"{age:.3f} s" for age in ages[:_OLDEST])
    return f"{said}; leases held for {oldest}{' ...' if len(ages) > _OLDEST else ''}"
