"""MONITOR, as the face shows it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Self

from sansredis.core.monitor import MonitoredCommand
from sansredis.monitor import MonitorFlow
from sansredis.runtime import drive

from .entered import Closed


class Monitor(MonitorFlow, Closed, Iterator[MonitoredCommand]):
    """Every command that the server runs: ``with r.monitor() as monitor``. `MonitorFlow` says more."""

    def __enter__(self) -> Self:
        drive(self._begin())
        return self

    def next_command(self, timeout: float | None = None) -> MonitoredCommand:
        """Wait for the next command that the server runs.

        Args:
            timeout: for how many seconds at most; None is for ever.

        Returns:
            A dict with its ``time``, ``db``, ``client_address``, ``client_port``, ``client_type``, and the ``command``
            as text and as ``args``, exact to the byte.

        Raises:
            TimeoutError: there was none in time. Nothing is lost; it may be called again, as after a cancellation.
            SlowConsumerError: some were dropped, because too many waited to be fetched; it may be called again.
            ConnectionError: the connection has ended.
            DataError: the monitor was not entered, or was left.
        """
        return drive(self._next(timeout))

    def listen(self) -> Iterator[MonitoredCommand]:
        """Iterate over the commands, for ever: ``for command in monitor.listen()``, or over the monitor itself.

        Returns:
            An iterator that waits as `next_command` does. It ends when the monitor is left.
        """
        return self

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> MonitoredCommand:
        if self._left:
            raise StopIteration
        return drive(self._next(None))
