"""What is pending in a group of consumers of a stream: telling it, and taking it over from others.

Entries are returned as in `streams`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, overload

from ..errors import DataError
from .arguments_streams import StreamIdT, ids_given
from .command import Command, CommandGroup, EncodableT, KeyT, S
from .replies_streams import (
    Entry,
    PendingEntry,
    PendingSummary,
    entries,
    entries_claimed,
    ids_claimed,
    pending_entries,
    pending_summary,
)


class PendingCommands(CommandGroup[S]):
    """The commands on entries that are pending."""

    __slots__ = ()

    @overload
    def xautoclaim(
        self,
        name: KeyT,
        groupname: KeyT,
        consumername: KeyT,
        min_idle_time: int,
        start_id: StreamIdT = "0-0",
        count: int | None = None,
        justid: Literal[False] = False,
    ) -> Command[tuple[S, list[Entry[S]], list[S]]]: ...
    @overload
    def xautoclaim(
        self,
        name: KeyT,
        groupname: KeyT,
        consumername: KeyT,
        min_idle_time: int,
        start_id: StreamIdT = "0-0",
        count: int | None = None,
        *,
        justid: Literal[True],
    ) -> Command[list[S]]: ...
    def xautoclaim(
        self,
        name: KeyT,
        groupname: KeyT,
        consumername: KeyT,
        min_idle_time: int,
        start_id: StreamIdT = "0-0",
        count: int | None = None,
        justid: bool = False,
    ) -> Command[Any]:
        """Take over entries that are pending with other consumers for long (Redis 6.2).

        Args:
            name: the key.
            groupname: the group.
            consumername: who takes them over.
            min_idle_time: only those to which nothing happened for so many milliseconds.
            start_id: where to begin; go on with the first part of what is returned.
            count: how many to take over at most; 100 by default.
            justid: return ids only, and do not count this as a delivery.

        Returns:
            The id to go on with, ``0-0`` at the end; the entries; and the ids of those that are no longer pending since
            they were deleted from the stream (none before Redis 7.0). With *justid* the list of ids only, as in
            redis-py: without the id to go on with.

        See https://redis.io/commands/xautoclaim/
        """
        args: list[EncodableT] = [b"XAUTOCLAIM", name, groupname, consumername, min_idle_time, start_id]
        if count is not None:
            args += b"COUNT", count
        if justid:
            return self._run(Command(*args, b"JUSTID", reply=ids_claimed))
        return self._run(Command(*args, reply=entries_claimed))

    @overload
    def xclaim(
        self,
        name: KeyT,
        groupname: KeyT,
        consumername: KeyT,
        min_idle_time: int,
        message_ids: Sequence[StreamIdT],
        idle: int | None = None,
        time: int | None = None,
        retrycount: int | None = None,
        force: bool = False,
        justid: Literal[False] = False,
    ) -> Command[list[Entry[S]]]: ...
    @overload
    def xclaim(
        self,
        name: KeyT,
        groupname: KeyT,
        consumername: KeyT,
        min_idle_time: int,
        message_ids: Sequence[StreamIdT],
        idle: int | None = None,
        time: int | None = None,
        retrycount: int | None = None,
        force: bool = False,
        *,
        justid: Literal[True],
    ) -> Command[list[S]]: ...
    def xclaim(
        self,
        name: KeyT,
        groupname: KeyT,
        consumername: KeyT,
        min_idle_time: int,
        message_ids: Sequence[StreamIdT],
        idle: int | None = None,
        time: int | None = None,
        retrycount: int | None = None,
        force: bool = False,
        justid: bool = False,
    ) -> Command[Any]:
        """Take over certain entries that are pending with other consumers.

        Args:
            name: the key.
            groupname: the group.
            consumername: who takes them over.
            min_idle_time: only those to which nothing happened for so many milliseconds.
            message_ids: the entries.
            idle: say that nothing happened to them for so many milliseconds; 0 by default.
            time: the same as a Unix time in milliseconds.
            retrycount: say that they were delivered so often; by default this counts as one more.
            force: take over those that are pending with nobody, too.
            justid: return ids only, and do not count this as a delivery.

        Returns:
            The entries that were taken over, without those deleted from the stream; with *justid* their ids.

        Raises:
            DataError: there is no id.

        See https://redis.io/commands/xclaim/
        """
        if isinstance(message_ids, (str, bytes, bytearray, memoryview)):
            raise DataError(f"XCLAIM: message_ids must be a list of ids; got {message_ids!r}")
        args = [b"XCLAIM", name, groupname, consumername, min_idle_time, *ids_given("XCLAIM", tuple(message_ids))]
        for token, value in ((b"IDLE", idle), (b"TIME", time), (b"RETRYCOUNT", retrycount)):
            if value is not None:
                args += token, value
        if force:
            args.append(b"FORCE")
        if justid:
            return self._run(Command(*args, b"JUSTID"))
        return self._run(Command(*args, reply=entries))

    def xnack(
        self,
        name: KeyT,
        groupname: KeyT,
        mode: Literal["SILENT", "FAIL", "FATAL"],
        *ids: StreamIdT,
        retrycount: int | None = None,
        force: bool = False,
    ) -> Command[int]:
        """Give entries back without having dealt with them, so that others can claim them at once (Redis 8.8).

        Args:
            name: the key.
            groupname: the group.
            mode: ``SILENT`` does not count as a delivery, ``FAIL`` does; ``FATAL`` is for entries that nobody can use.
            ids: the entries.
            retrycount: say that they were delivered so often, instead of what *mode* would.
            force: make those pending that are not.

        Returns:
            How many were given back.

        Raises:
            DataError: there is no id.

        See https://redis.io/commands/xnack/
        """
        args: list[EncodableT] = [b"XNACK", name, groupname, mode, b"IDS", len(ids), *ids_given("XNACK", ids)]
        if retrycount is not None:
            args += b"RETRYCOUNT", retrycount
        if force:
            args.append(b"FORCE")
        return self._run(Command(*args))

    def xpending(self, name: KeyT, groupname: KeyT) -> Command[PendingSummary[S]]:
        """Return how many entries of a group are pending, and with whom; `xpending_range` lists them.

        Returns:
            A dict: ``pending``, how many; ``min`` and ``max``, the least and the greatest id or None; ``consumers``, a
            list of dicts with ``name`` and ``pending``.

        See https://redis.io/commands/xpending/
        """
        return self._run(Command(b"XPENDING", name, groupname, reply=pending_summary))

    def xpending_range(
        self,
        name: KeyT,
        groupname: KeyT,
        min: StreamIdT,
        max: StreamIdT,
        count: int,
        consumername: KeyT | None = None,
        idle: int | None = None,
    ) -> Command[list[PendingEntry[S]]]:
        """Return the pending entries from *min* to *max*.

        Args:
            name: the key.
            groupname: the group.
            min: the least id; ``-`` for the first of all.
            max: the greatest id; ``+`` for the last of all.
            count: how many at most.
            consumername: only those of this consumer.
            idle: only those to which nothing happened for so many milliseconds (Redis 6.2).

        Returns:
            A list of dicts: ``message_id``, ``consumer``, ``time_since_delivered`` in milliseconds,
            ``times_delivered``.

        See https://redis.io/commands/xpending/
        """
        args: list[EncodableT] = [b"XPENDING", name, groupname]
        if idle is not None:
            args += b"IDLE", idle
        args += min, max, count
        if consumername is not None:
            args.append(consumername)
        return self._run(Command(*args, reply=pending_entries))
