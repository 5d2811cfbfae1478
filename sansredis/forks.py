"""What has to be imported before a process is forked.

The law: **the child of a fork imports nothing of ours, and nothing that we need**. Much is imported when it is first
used, and who imports a module holds its lock; if another thread forks at that moment, the child has the lock, but not
the thread that would let go of it, and waits for ever. So all of it is imported before a fork: whoever is in the middle
of importing it is waited for, and nobody begins anew. That costs some hundredths of a second, once, in the first fork
of a process; and what the parent has imported, its children share with it.

A lock of our own, taken around each of these imports and held over the fork, would cost every call that may import, and
would say nothing of those who import the same modules of the standard library for themselves.
"""

from __future__ import annotations

import codecs
import sys
from importlib import import_module

from sansredis.core.commands._further import GROUPS

# The modules that are imported within functions. A test compares.
LATER = (
    "difflib",
    "inspect",
    "random",
    "sansredis.caching",
    "sansredis.core.commands.discreet",
    "sansredis.core.commands.lacking",
    "sansredis.core.commands.modules.bf",
    "sansredis.core.commands.modules.cf",
    "sansredis.core.commands.modules.cms",
    "sansredis.core.commands.modules.json",
    "sansredis.core.commands.modules.search",
    "sansredis.core.commands.modules.tdigest",
    "sansredis.core.commands.modules.timeseries",
    "sansredis.core.commands.modules.topk",
    "sansredis.core.commands.modules.vset",
    "sansredis.core.credentials",
    "sansredis.core.resp_server",
    "sansredis.core.scanning",
    "sansredis.foreign",
    "sansredis.logins",
    "sansredis.tls.context",
    "sansredis.tls.fed",
    "sansredis.tls.pumped",
)
# Of each backend that is there: how it uses streams of the program's own.
OF_BACKENDS = ("threads", "gevent", "asyncio", "trio")
# It needs `logging`, which asks to be called before and after a fork. To import that in the midst of one would have it
# called after this one only, and complain.
WITH_LOGGING = "sansredis.leaks"
# Those of a face, which only the programs need that have it.
OF_FACES = ("locks", "monitor", "pipeline", "pubsub", "scanning", "scripts", "streams")
# What Python imports when a `ResourceWarning` is shown. The collector may warn at any moment.
FOR_WARNINGS = ("linecache", "tracemalloc")


def finish_imports() -> None:
    """Import all that would be imported by and by."""
    for group in GROUPS:
        group()
    faces = [face for face in ("sansredis.awaiting", "sansredis.blocking") if face in sys.modules]
    names = [*LATER, *FOR_WARNINGS, *(f"{face}.{part}" for face in faces for part in OF_FACES)]
    names += [f"sansredis.backends.made.{name}" for name in OF_BACKENDS if f"sansredis.backends.{name}" in sys.modules]
    if "logging" in sys.modules:
        names.append(WITH_LOGGING)
    for name in names:
        try:
            import_module(name)
        except ImportError:
            pass  # a Python without `ssl`, for instance: the child cannot use it either
    # Names of hosts are looked up, and asked for by TLS, through this codec, which is a module, too.
    codecs.lookup("idna")
