"""The slots of a cluster, as commands to one node: CLUSTER SLOTS, ADDSLOTS, SETSLOT ...

Each is executed by the node that gets it. A client for a whole cluster has to be told which.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from ..errors import DataError
from .arguments import one_of
from .command import Command, CommandGroup, EncodableT, KeyT, S
from .replies import ok
from .replies_cluster import SlotNodes, cluster_scan, cluster_slots, slot_stats
from .replies_server import InfoValue, tables

_STATES = ("IMPORTING", "MIGRATING", "NODE")


def _ranges(command: str, ranges: Iterable[tuple[int, int]]) -> list[EncodableT]:
    """First, last, first, last ... of ranges of slots.

    Raises:
        DataError: there is none.
    """
    slots: list[EncodableT] = [slot for first_and_last in ranges for slot in first_and_last]
    if not slots:
        raise DataError(f"{command}: give at least one range of slots, as (first, last)")
    return slots


class ClusterSlotCommands(CommandGroup[S]):
    """The commands of CLUSTER on slots."""

    __slots__ = ()

    def cluster_addslots(self, *slots: int) -> Command[bool]:
        """Give this node slots that nobody has; always True.

        See https://redis.io/commands/cluster-addslots/
        """
        return self._run(Command(b"CLUSTER", b"ADDSLOTS", *slots, reply=ok))

    def cluster_addslotsrange(self, *slots: int) -> Command[bool]:
        """Give this node ranges of slots that nobody has (Redis 7.0); always True.

        Args:
            slots: the first and the last slot of each range, in turn.

        See https://redis.io/commands/cluster-addslotsrange/
        """
        return self._run(Command(b"CLUSTER", b"ADDSLOTSRANGE", *slots, reply=ok))

    def cluster_cancelslotmigrations(self) -> Command[bool]:
        """End all moving of slots to and from this node; always True (Valkey 9.0).

        See https://valkey.io/commands/cluster-cancelslotmigrations/
        """
        return self._run(Command(b"CLUSTER", b"CANCELSLOTMIGRATIONS", reply=ok))

    def cluster_countkeysinslot(self, slot_id: int) -> Command[int]:
        """Return how many keys this node has in a slot.

        See https://redis.io/commands/cluster-countkeysinslot/
        """
        return self._run(Command(b"CLUSTER", b"COUNTKEYSINSLOT", slot_id))

    def cluster_delslots(self, *slots: int) -> Command[bool]:
        """Let this node forget who has these slots; always True.

        See https://redis.io/commands/cluster-delslots/
        """
        return self._run(Command(b"CLUSTER", b"DELSLOTS", *slots, reply=ok))

    def cluster_delslotsrange(self, *slots: int) -> Command[bool]:
        """Let this node forget who has these ranges of slots (Redis 7.0); always True.

        Args:
            slots: the first and the last slot of each range, in turn.

        See https://redis.io/commands/cluster-delslotsrange/
        """
        return self._run(Command(b"CLUSTER", b"DELSLOTSRANGE", *slots, reply=ok))

    def cluster_flushslot(self, slot_id: int, asynchronous: bool | None = None) -> Command[bool]:
        """Delete all keys of a slot; always True (Valkey 9.0).

        Args:
            slot_id: the slot.
            asynchronous: whether to free their memory in the background; None for what the server is configured to.

        See https://valkey.io/commands/cluster-flushslot/
        """
        how = () if asynchronous is None else (b"ASYNC" if asynchronous else b"SYNC",)
        return self._run(Command(b"CLUSTER", b"FLUSHSLOT", slot_id, *how, reply=ok))

    def cluster_flushslots(self) -> Command[S]:
        """Let this node forget who has which slot; it must be empty. Returns ``OK``.

        See https://redis.io/commands/cluster-flushslots/
        """
        return self._run(Command(b"CLUSTER", b"FLUSHSLOTS"))

    def cluster_get_keys_in_slot(self, slot: int, num_keys: int) -> Command[list[S]]:
        """Return keys that this node has in a slot.

        Args:
            slot: the slot.
            num_keys: at most so many.

        See https://redis.io/commands/cluster-getkeysinslot/
        """
        return self._run(Command(b"CLUSTER", b"GETKEYSINSLOT", slot, num_keys))

    def cluster_getslotmigrations(self) -> Command[list[dict[str, InfoValue]]]:
        """Return the slots that are or were moved to or from this node (Valkey 9.0).

        See https://valkey.io/commands/cluster-getslotmigrations/
        """
        return self._run(Command(b"CLUSTER", b"GETSLOTMIGRATIONS", reply=tables))

    def cluster_keyslot(self, key: KeyT) -> Command[int]:
        """Return the slot of a key.

        See https://redis.io/commands/cluster-keyslot/
        """
        return self._run(Command(b"CLUSTER", b"KEYSLOT", key))

    def cluster_migrateslots(self, ranges: Iterable[tuple[int, int]], node_id: str) -> Command[bool]:
        """Begin to move slots from this node to another; always True (Valkey 9.0).

        Args:
            ranges: the first and the last slot of each range.
            node_id: the other node's.

        Raises:
            DataError: no range is given.

        See https://valkey.io/commands/cluster-migrateslots/
        """
        slots = _ranges("CLUSTER MIGRATESLOTS", ranges)
        return self._run(Command(b"CLUSTER", b"MIGRATESLOTS", b"SLOTSRANGE", *slots, b"NODE", node_id, reply=ok))

    def cluster_migration_cancel(self, task_id: str | None = None) -> Command[int]:
        """End the moving of slots to or from this node; return how many tasks ended (Redis 8.4).

        Args:
            task_id: only this task.

        See https://redis.io/commands/cluster-migration/
        """
        which = (b"ALL",) if task_id is None else (b"ID", task_id)
        return self._run(Command(b"CLUSTER", b"MIGRATION", b"CANCEL", *which))

    def cluster_migration_import(self, ranges: Iterable[tuple[int, int]]) -> Command[S]:
        """Begin to move slots to this node; return the task's id (Redis 8.4).

        Args:
            ranges: the first and the last slot of each range.

        Raises:
            DataError: no range is given.

        See https://redis.io/commands/cluster-migration/
        """
        slots = _ranges("CLUSTER MIGRATION IMPORT", ranges)
        return self._run(Command(b"CLUSTER", b"MIGRATION", b"IMPORT", *slots))

    def cluster_migration_status(self, task_id: str | None = None) -> Command[list[dict[str, InfoValue]]]:
        """Return the slots that are or were moved to or from this node (Redis 8.4).

        Args:
            task_id: only of this task.

        See https://redis.io/commands/cluster-migration/
        """
        which = (b"ALL",) if task_id is None else (b"ID", task_id)
        return self._run(Command(b"CLUSTER", b"MIGRATION", b"STATUS", *which, reply=tables))

    def cluster_setslot(self, node_id: str, slot_id: int, state: str) -> Command[bool]:
        """Say who has a slot, or that it is being moved; always True. For STABLE there is `cluster_setslot_stable`.

        Args:
            node_id: the node that has it, or that it comes from or goes to.
            slot_id: the slot.
            state: NODE, IMPORTING or MIGRATING.

        Raises:
            DataError: another state.

        See https://redis.io/commands/cluster-setslot/
        """
        if state.upper() not in _STATES:
            raise DataError(f"CLUSTER SETSLOT: state must be one of {', '.join(_STATES)}; got {state!r}")
        return self._run(Command(b"CLUSTER", b"SETSLOT", slot_id, state, node_id, reply=ok))

    def cluster_setslot_stable(self, slot_id: int) -> Command[bool]:
        """Say that a slot is not being moved; always True.

        See https://redis.io/commands/cluster-setslot/
        """
        return self._run(Command(b"CLUSTER", b"SETSLOT", slot_id, b"STABLE", reply=ok))

    def cluster_slot_stats(
        self,
        start_slot: int | None = None,
        end_slot: int | None = None,
        orderby: str | None = None,
        limit: int | None = None,
        order: Literal["ASC", "DESC"] | None = None,
    ) -> Command[dict[int, dict[str, int]]]:
        """Return what this node counted for its slots, in order (Redis 8.2, Valkey 8.0).

        Args:
            start_slot: of the slots from this one ...
            end_slot: ... to this one.
            orderby: or of those with most of this, such as ``key-count`` or ``cpu-usec``.
            limit: at most so many of these.
            order: DESC, the default, or ASC for those with least.

        Raises:
            DataError: neither a range nor *orderby* is given, or both.

        See https://redis.io/commands/cluster-slot-stats/
        """
        one_of("CLUSTER SLOT-STATS", {"start_slot": start_slot, "orderby": orderby}, required=True)
        args: list[EncodableT] = []
        if orderby is None:
            if start_slot is None or end_slot is None:
                raise DataError("CLUSTER SLOT-STATS: give start_slot and end_slot together")
            args += b"SLOTSRANGE", start_slot, end_slot
        else:
            args += b"ORDERBY", orderby
            if limit is not None:
                args += b"LIMIT", limit
            if order is not None:
                args.append(order)
        return self._run(Command(b"CLUSTER", b"SLOT-STATS", *args, reply=slot_stats))

    def cluster_slots(self) -> Command[dict[tuple[int, int], SlotNodes]]:
        """Return who serves which slots: the first and the last of each range, with hosts and ports.

        Deprecated by Redis since 7.0: `cluster_shards` tells more. Valkey took that back.

        See https://redis.io/commands/cluster-slots/
        """
        return self._run(Command(b"CLUSTER", b"SLOTS", reply=cluster_slots))

    def clusterscan(
        self,
        cursor: str = "0",
        match: KeyT | None = None,
        count: int | None = None,
        type: str | None = None,
        slot: int | None = None,
    ) -> Command[tuple[str, list[S]]]:
        """Return a cursor and some keys of the cluster (Valkey 9.1).

        Args:
            cursor: ``"0"`` to begin, then the one returned before, until that is ``"0"``.
            match: only keys that match this glob pattern.
            count: look at about so many.
            type: only keys with values of this type.
            slot: only keys of this slot.

        See https://valkey.io/commands/clusterscan/
        """
        args: list[EncodableT] = [cursor]
        for word, value in ((b"MATCH", match), (b"COUNT", count), (b"TYPE", type), (b"SLOT", slot)):
            if value is not None:
                args += word, value
        return self._run(Command(b"CLUSTERSCAN", *args, reply=cluster_scan))
