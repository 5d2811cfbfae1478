"""What the server noted: latencies, slow and costly commands, hot keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias

from ..errors import DataError
from .command import Command, CommandGroup, EncodableT, S
from .replies import ok
from .replies_logs import (
    HotkeysReport,
    LatencyEvent,
    LatencyHistogram,
    SlowlogEntry,
    hotkeys,
    int_pairs,
    latency_events,
    latency_histograms,
    slowlog,
)

CommandlogT: TypeAlias = Literal["slow", "large-request", "large-reply"]
"""What a log of COMMANDLOG is about."""


class LogCommands(CommandGroup[S]):
    """The commands of LATENCY, SLOWLOG, COMMANDLOG and HOTKEYS."""

    __slots__ = ()

    def commandlog_get(self, count: int, type: CommandlogT) -> Command[list[SlowlogEntry]]:
        """Return the latest commands that were slow, or had a large request or reply (Valkey 8.1).

        Args:
            count: at most so many; -1 for all.
            type: ``slow``, ``large-request`` or ``large-reply``.

        See https://valkey.io/commands/commandlog-get/
        """
        return self._run(Command(b"COMMANDLOG", b"GET", count, type, reply=slowlog, decode=False))

    def commandlog_len(self, type: CommandlogT) -> Command[int]:
        """Return how many commands a log has (Valkey 8.1).

        See https://valkey.io/commands/commandlog-len/
        """
        return self._run(Command(b"COMMANDLOG", b"LEN", type))

    def commandlog_reset(self, type: CommandlogT) -> Command[bool]:
        """Empty a log; always True (Valkey 8.1).

        See https://valkey.io/commands/commandlog-reset/
        """
        return self._run(Command(b"COMMANDLOG", b"RESET", type, reply=ok))

    def hotkeys_get(self) -> Command[list[HotkeysReport[S]] | None]:
        """Return which keys cost most since `hotkeys_start`, or None before it (Redis 8.6).

        Returns:
            A list with one report: figures by name; under ``by-cpu-time-us`` and ``by-net-bytes`` the keys, each with
            its figure.

        See https://redis.io/commands/hotkeys-get/
        """
        return self._run(Command(b"HOTKEYS", b"GET", reply=hotkeys))

    def hotkeys_reset(self) -> Command[S]:
        """Forget what was found (Redis 8.6); returns ``OK``.

        Raises:
            ResponseError: it is still being looked for: `hotkeys_stop` comes first.

        See https://redis.io/commands/hotkeys-reset/
        """
        return self._run(Command(b"HOTKEYS", b"RESET"))

    def hotkeys_start(
        self,
        metrics: Sequence[Literal["CPU", "NET"]],
        count: int | None = None,
        duration: int | None = None,
        sample_ratio: int | None = None,
        slots: Sequence[int] | None = None,
    ) -> Command[S]:
        """Begin to look for the keys that cost most (Redis 8.6); returns ``OK``.

        Args:
            metrics: by CPU time, by bytes on the network, or both.
            count: find so many keys.
            duration: end after so many seconds by itself.
            sample_ratio: look at one command in so many.
            slots: only keys in these slots, on a node of a cluster.

        Raises:
            DataError: no metric is given.

        See https://redis.io/commands/hotkeys-start/
        """
        if not metrics:
            raise DataError("HOTKEYS START: give at least one of CPU and NET as metrics")
        args: list[EncodableT] = [b"METRICS", len(metrics), *metrics]
        for word, value in ((b"COUNT", count), (b"DURATION", duration), (b"SAMPLE", sample_ratio)):
            if value is not None:
                args += word, value
        if slots is not None:
            args += b"SLOTS", len(slots), *slots
        return self._run(Command(b"HOTKEYS", b"START", *args))

    def hotkeys_stop(self) -> Command[S | None]:
        """End the search; what was found stays (Redis 8.6). Returns ``OK``, or None if there was no search.

        See https://redis.io/commands/hotkeys-stop/
        """
        return self._run(Command(b"HOTKEYS", b"STOP"))

    def latency_doctor(self) -> Command[S]:
        """Return advice about the server's latencies, in words.

        See https://redis.io/commands/latency-doctor/
        """
        return self._run(Command(b"LATENCY", b"DOCTOR"))

    def latency_graph(self, event: str) -> Command[S]:
        """Return a graph of the latencies of an *event*, drawn with letters.

        Raises:
            ResponseError: there were none.

        See https://redis.io/commands/latency-graph/
        """
        return self._run(Command(b"LATENCY", b"GRAPH", event))

    def latency_histogram(self, *args: str) -> Command[dict[str, LatencyHistogram]]:
        """Return how long the calls of commands took (Redis 7.0).

        Args:
            args: the commands, all by default; those that were never called are left out.

        See https://redis.io/commands/latency-histogram/
        """
        return self._run(Command(b"LATENCY", b"HISTOGRAM", *args, reply=latency_histograms))

    def latency_history(self, event: str) -> Command[list[tuple[int, int]]]:
        """Return when an *event* took long, as a Unix time in seconds, and for how many milliseconds.

        See https://redis.io/commands/latency-history/
        """
        return self._run(Command(b"LATENCY", b"HISTORY", event, reply=int_pairs))

    def latency_latest(self) -> Command[list[LatencyEvent]]:
        """Return the latest latency of each kind of event. What counts, latency-monitor-threshold says.

        See https://redis.io/commands/latency-latest/
        """
        return self._run(Command(b"LATENCY", b"LATEST", reply=latency_events))

    def latency_reset(self, *events: str) -> Command[int]:
        """Forget the latencies of *events*, of all by default; return of how many kinds there were any.

        See https://redis.io/commands/latency-reset/
        """
        return self._run(Command(b"LATENCY", b"RESET", *events))

    def slowlog_get(self, num: int | None = None) -> Command[list[SlowlogEntry]]:
        """Return the latest slow commands. Deprecated by Valkey since 8.1: `commandlog_get`.

        Args:
            num: at most so many; 10 by default, -1 for all (Redis 7.0).

        See https://redis.io/commands/slowlog-get/
        """
        number = () if num is None else (num,)
        return self._run(Command(b"SLOWLOG", b"GET", *number, reply=slowlog, decode=False))

    def slowlog_len(self) -> Command[int]:
        """Return how many slow commands are in the log. Deprecated by Valkey since 8.1: `commandlog_len`.

        See https://redis.io/commands/slowlog-len/
        """
        return self._run(Command(b"SLOWLOG", b"LEN"))

    def slowlog_reset(self) -> Command[bool]:
        """Empty the log of slow commands; always True. Deprecated by Valkey since 8.1: `commandlog_reset`.

        See https://redis.io/commands/slowlog-reset/
        """
        return self._run(Command(b"SLOWLOG", b"RESET", reply=ok))
