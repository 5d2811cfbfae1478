"""Functions for `stream_factory`, as programs would write them: for each runtime, one of each kind of stream it takes.

Of what they make they note whether it is still open, and how many bytes went each way where they see them.
"""

from __future__ import annotations

import importlib
from typing import Any

from .base import Account

__all__ = ["KINDS", "Account", "factory"]

KINDS: dict[str, tuple[str, ...]] = {
    "threads": ("socket", "wrapped"),
    "gevent": ("socket", "native", "wrapped"),
    "asyncio": ("socket", "pair", "wrapped"),
    "trio": ("socket", "stream", "wrapped"),
}
"""The kinds. A "wrapped" one has no descriptor, and no methods but those that it has to have."""


def factory(runtime: str, kind: str, account: Account | None = None) -> Any:
    """Make a function for the option; nothing of another runtime is imported."""
    name = "asyncio" if runtime == "uvloop" else runtime
    made: Any = importlib.import_module(f"{__name__}.{name}").FACTORIES[kind](account or Account())
    return made
