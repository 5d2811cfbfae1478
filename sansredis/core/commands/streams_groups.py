"""Groups of consumers of a stream: each entry is delivered to one of them, and pending until it is acknowledged.

A consumer is a name within its group, and comes into being when it is first named. *groupname* and *consumername* are
the same in all methods. Entries are returned as in `streams`; what is pending is in `streams_pending`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, overload

from ..errors import DataError
from .arguments_streams import RefPolicyT, StreamIdT, after, ids_after_policy, ids_given, reading
from .command import Command, CommandGroup, EncodableT, K, KeyT, S
from .replies import flag, ok
from .replies_streams import ClaimedEntry, Entry, claimed_by_stream, entries_by_stream, facts


def _only_new(streams: Mapping[K, StreamIdT]) -> None:
    """Check that the ids are such with which entries can be claimed."""
    for name, start in streams.items():
        if start not in (">", b">"):
            raise DataError(
                f'XREADGROUP: claim_min_idle_time needs the id ">" for every stream; got {start!r} for {name!r}'
            )


class StreamGroupCommands(CommandGroup[S]):
    """The commands on groups of consumers."""

    __slots__ = ()

    def xack(self, name: KeyT, groupname: KeyT, *ids: StreamIdT) -> Command[int]:
        """Acknowledge entries; return how many were pending.

        Raises:
            DataError: there is no id.

        See https://redis.io/commands/xack/
        """
        return self._run(Command(b"XACK", name, groupname, *ids_given("XACK", ids)))

    def xackdel(
        self, name: KeyT, groupname: KeyT, *ids: StreamIdT, ref_policy: RefPolicyT = "KEEPREF"
    ) -> Command[list[int]]:
        """Acknowledge entries and delete them (Redis 8.2).

        Args:
            name: the key.
            groupname: the group.
            ids: the entries.
            ref_policy: what becomes of them in other groups, as in `xdelex`.

        Returns:
            For each id 1 if it was acknowledged and deleted, 2 if not deleted since another group refers to it, -1 if
            it was not pending.

        Raises:
            DataError: there is no id.

        See https://redis.io/commands/xackdel/
        """
        return self._run(Command(b"XACKDEL", name, groupname, *ids_after_policy("XACKDEL", ref_policy, ids)))

    def xgroup_create(
        self,
        name: KeyT,
        groupname: KeyT,
        id: StreamIdT = "$",
        mkstream: bool = False,
        entries_read: int | None = None,
    ) -> Command[bool]:
        """Make a group. Always True.

        Args:
            name: the key.
            groupname: the group.
            id: the last entry that counts as delivered; ``$`` for the last one, 0 for none.
            mkstream: make the stream if there is none.
            entries_read: how many entries count as delivered, to tell how many are left (Redis 7.0).

        Raises:
            ResponseError: there is such a group (its message begins with BUSYGROUP), or no such stream.

        See https://redis.io/commands/xgroup-create/
        """
        args: list[EncodableT] = [b"XGROUP", b"CREATE", name, groupname, id]
        if mkstream:
            args.append(b"MKSTREAM")
        if entries_read is not None:
            args += b"ENTRIESREAD", entries_read
        return self._run(Command(*args, reply=ok))

    def xgroup_createconsumer(self, name: KeyT, groupname: KeyT, consumername: KeyT) -> Command[int]:
        """Make a consumer; return 1, or 0 if there is such a one (Redis 6.2).

        See https://redis.io/commands/xgroup-createconsumer/
        """
        return self._run(Command(b"XGROUP", b"CREATECONSUMER", name, groupname, consumername))

    def xgroup_delconsumer(self, name: KeyT, groupname: KeyT, consumername: KeyT) -> Command[int]:
        """Remove a consumer; return how many entries were pending with it, which can no longer be claimed.

        See https://redis.io/commands/xgroup-delconsumer/
        """
        return self._run(Command(b"XGROUP", b"DELCONSUMER", name, groupname, consumername))

    def xgroup_destroy(self, name: KeyT, groupname: KeyT) -> Command[bool]:
        """Remove a group with all its consumers; return whether there was one.

        See https://redis.io/commands/xgroup-destroy/
        """
        return self._run(Command(b"XGROUP", b"DESTROY", name, groupname, reply=flag))

    def xgroup_setid(
        self, name: KeyT, groupname: KeyT, id: StreamIdT, entries_read: int | None = None
    ) -> Command[bool]:
        """Change what counts as delivered, as in `xgroup_create`. Always True.

        Args:
            name: the key.
            groupname: the group.
            id: the last entry that counts as delivered; ``$`` for the last one, 0 for none.
            entries_read: how many entries count as delivered (Redis 7.0).

        See https://redis.io/commands/xgroup-setid/
        """
        options = () if entries_read is None else (b"ENTRIESREAD", entries_read)
        return self._run(Command(b"XGROUP", b"SETID", name, groupname, id, *options, reply=ok))

    def xinfo_consumers(self, name: KeyT, groupname: KeyT) -> Command[list[dict[str, S | int]]]:
        """Return what the server knows about the consumers of a group: ``name``, ``pending``, ``idle`` ...

        See https://redis.io/commands/xinfo-consumers/
        """
        return self._run(Command(b"XINFO", b"CONSUMERS", name, groupname, reply=facts))

    def xinfo_groups(self, name: KeyT) -> Command[list[dict[str, S | int | None]]]:
        """Return what the server knows about the groups of a stream: ``name``, ``consumers``, ``pending``, ``lag`` ...

        See https://redis.io/commands/xinfo-groups/
        """
        return self._run(Command(b"XINFO", b"GROUPS", name, reply=facts))

    @overload
    def xreadgroup(
        self,
        groupname: KeyT,
        consumername: KeyT,
        streams: Mapping[K, StreamIdT],
        count: int | None = None,
        block: int | None = None,
        noack: bool = False,
        claim_min_idle_time: None = None,
        max_count: int | None = None,
        max_size: int | None = None,
    ) -> Command[dict[S, list[Entry[S]]]]: ...
    @overload
    def xreadgroup(
        self,
        groupname: KeyT,
        consumername: KeyT,
        streams: Mapping[K, StreamIdT],
        count: int | None = None,
        block: int | None = None,
        noack: bool = False,
        *,
        claim_min_idle_time: int,
        max_count: int | None = None,
        max_size: int | None = None,
    ) -> Command[dict[S, list[ClaimedEntry[S]]]]: ...
    def xreadgroup(
        self,
        groupname: KeyT,
        consumername: KeyT,
        streams: Mapping[K, StreamIdT],
        count: int | None = None,
        block: int | None = None,
        noack: bool = False,
        claim_min_idle_time: int | None = None,
        max_count: int | None = None,
        max_size: int | None = None,
    ) -> Command[Any]:
        """Deliver entries to a consumer, which are pending with it until it acknowledges them (see `xack`).

        Args:
            groupname: the group.
            consumername: who reads.
            streams: the streams, each with ``">"`` for entries that were delivered to nobody, or with an id for this
                consumer's own pending ones after that.
            count: how many of each stream at most.
            block: if there is none, wait so many milliseconds; 0 for ever. A call that waits has a connection for
                itself, and this time on top of its timeout.
            noack: count them as acknowledged at once.
            claim_min_idle_time: first those that are pending with any consumer and to which nothing happened for so
                many milliseconds; needs ``">"`` (Redis 8.4).
            max_count: how many of all streams together at most (Redis 8.10).
            max_size: about how many bytes the reply may have at most (Redis 8.10).

        Returns:
            The entries of each stream; an empty dict if there is nothing new, or was not in that time. The fields of a
            pending entry that was deleted from the stream are an empty dict. With *claim_min_idle_time* each entry has
            two more parts: for how many milliseconds nothing happened to it, and how often it was delivered before;
            both are 0 for new ones.

        A call that is cancelled, times out or loses its reply may have delivered entries all the same. They are
        pending with this consumer then: begin by reading from id 0.

        Raises:
            DataError: there is no stream, or *claim_min_idle_time* is given with another id.

        See https://redis.io/commands/xreadgroup/
        """
        args: list[EncodableT] = [b"XREADGROUP", b"GROUP", groupname, consumername]
        args += reading(count, block, max_count, max_size)
        if noack:
            args.append(b"NOACK")
        if claim_min_idle_time is not None:
            _only_new(streams)
            args += b"CLAIM", claim_min_idle_time
        args += after("XREADGROUP", streams)
        reply = entries_by_stream if claim_min_idle_time is None else claimed_by_stream
        command: Command[Any] = Command(*args, reply=reply)
        return self._run(command)
