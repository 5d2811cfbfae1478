"""The commands as each kind of client offers them.

While the program runs all three are the same methods: they build a `Command`, and the client's ``_run`` does with it
what that client does. Their types differ, and stand in ``faces.pyi``, which ``tools/make_faces.py`` writes from
``core/commands``: a value, a coroutine of that value, or the pipeline itself.
"""

from __future__ import annotations

from .core.commands import Commands
from .core.commands.command import S


class BlockingCommands(Commands[S]):
    """Commands that return their value: threads and gevent."""

    __slots__ = ()


class AsyncCommands(Commands[S]):
    """Commands that return a coroutine of their value: asyncio and trio."""

    __slots__ = ()


class PipelineCommands(Commands[S]):
    """Commands that are queued, and return the pipeline."""

    __slots__ = ()
