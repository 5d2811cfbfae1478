"""What can be set of client-side caching."""

from __future__ import annotations

from typing import Any, Final

from sansredis.core.option_kinds import Flag, Seconds, Whole
from sansredis.core.option_table import OptionTable, option

MISS: Final = object()
"""What stands for a reply that is not kept; None is a reply."""

_AGE = Seconds()


class CacheOptions(OptionTable):
    """How much is cached, and for how long: ``Redis(cache=CacheOptions(max_entries=50_000))``.

    The limits hold for each lane of the pool: for all threads together, and for each event loop, hub or run.

    Args:
        **options: any of the options of the table, by name.

    Raises:
        OptionError: an option is unknown or has a wrong value.
    """

    max_entries: int = option(
        10_000,
        Whole(1, 1_000_000_000),
        "The most replies that are kept. Beyond it, those that were not asked for the longest go.",
        unit="replies",
    )
    max_bytes: int = option(
        64 << 20,
        Whole(1, 1 << 40),
        "The most memory that they take, by estimate. A reply that is larger alone is not kept.",
        unit="bytes",
    )
    ttl: float | None = option(
        None,
        _AGE,
        "How old a reply may be when it is given to a caller. None is no limit: the server says when it has changed.",
        unit="seconds",
    )
    max_silence: float | None = option(
        30.0,
        Seconds(),
        "For how long replies are given out without a sign of life from the connection that has to tell of changes. "
        "Then one call asks the server again, which shows whether it is still there. None is for ever.",
        unit="seconds",
    )
    automatic: bool = option(
        True,
        Flag(),
        "Whether a client caches by itself whatever can be. If not, only what is read through `cached()` is.",
    )

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)


def check_ttl(ttl: float | None) -> None:
    """Refuse what is no age.

    Raises:
        OptionError: it is neither None nor a number of seconds above 0.
    """
    _AGE.check("ttl", ttl)
