"""What the bare sockets of each runtime can do: request bytes ready, the right number of bytes in, nothing parsed.

A module per runtime. ``ONE`` maps the name of a way to wait to a function that repeats one exchange as a single caller;
``MANY`` maps the three shapes of many callers to functions:

- ``shared``: one connection; the requests of all callers go out in one write, then all replies are read.
- ``conns``: a connection for every caller.
- ``callers``: one connection, and every caller is a thread, greenlet or task of its own that is woken for its own
  reply. It is what an ideal automatic pipeline could reach.

The floor of a workload is the fastest of its ways.
"""

from __future__ import annotations

from collections.abc import Callable

from benchmarks.data import Exchange
from benchmarks.window import Figures, Window

One = Callable[[Window, int, Exchange], Figures]
Many = Callable[[Window, int, int], Figures]
