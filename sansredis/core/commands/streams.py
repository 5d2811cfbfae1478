"""Streams: logs of entries, each an id and a few fields. What groups of consumers do is in `streams_groups`.

An id is a time in milliseconds and a number, as ``"1526919030474-55"``. An entry is returned as a tuple of its id and
a dict of its fields; of several values for one field the last one stays.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, cast, overload

from ..errors import DataError
from .arguments import one_of
from .arguments_collections import F, interleaved
from .arguments_streams import RefPolicyT, StreamIdT, after, ids_after_policy, ids_given, reading, trimming
from .command import Command, CommandGroup, EncodableT, K, KeyT, S
from .replies import ok
from .replies_streams import Entry, StreamDetails, StreamInfo, entries, entries_by_stream, stream_details, stream_info


def _once(id: StreamIdT, auto: EncodableT | None, explicit: tuple[EncodableT, EncodableT] | None) -> list[EncodableT]:
    """The options that make XADD add an entry only once."""
    one_of("XADD", {"idmpauto": auto, "idmp": explicit})
    if id not in ("*", b"*"):
        raise DataError(f'XADD: idmpauto and idmp need id="*"; got id={id!r}')
    return [b"IDMP", *explicit] if explicit is not None else [b"IDMPAUTO", cast("EncodableT", auto)]


class StreamCommands(CommandGroup[S]):
    """The commands on streams that need no group of consumers."""

    __slots__ = ()

    @overload
    def xadd(
        self,
        name: KeyT,
        fields: Mapping[F, EncodableT],
        id: StreamIdT = "*",
        maxlen: int | None = None,
        approximate: bool = True,
        nomkstream: Literal[False] = False,
        minid: StreamIdT | None = None,
        limit: int | None = None,
        ref_policy: RefPolicyT | None = None,
        idmpauto: EncodableT | None = None,
        idmp: tuple[EncodableT, EncodableT] | None = None,
    ) -> Command[S]: ...
    @overload
    def xadd(
        self,
        name: KeyT,
        fields: Mapping[F, EncodableT],
        id: StreamIdT = "*",
        maxlen: int | None = None,
        approximate: bool = True,
        *,
        nomkstream: Literal[True],
        minid: StreamIdT | None = None,
        limit: int | None = None,
        ref_policy: RefPolicyT | None = None,
        idmpauto: EncodableT | None = None,
        idmp: tuple[EncodableT, EncodableT] | None = None,
    ) -> Command[S | None]: ...
    def xadd(
        self,
        name: KeyT,
        fields: Mapping[F, EncodableT],
        id: StreamIdT = "*",
        maxlen: int | None = None,
        approximate: bool = True,
        nomkstream: bool = False,
        minid: StreamIdT | None = None,
        limit: int | None = None,
        ref_policy: RefPolicyT | None = None,
        idmpauto: EncodableT | None = None,
        idmp: tuple[EncodableT, EncodableT] | None = None,
    ) -> Command[Any]:
        """Add an entry at the end.

        Args:
            name: the key.
            fields: the fields with their values.
            id: its id, greater than all before; ``*`` lets the server choose one, ``ms-*`` its second half (Redis 7.0).
            maxlen: then remove the oldest entries until so many are left.
            approximate: leave a few more if that is quicker, which it is.
            nomkstream: do nothing if there is no such stream (Redis 6.2).
            minid: then remove all entries with lesser ids (Redis 6.2).
            limit: look at so many entries at most to remove them; with *approximate* only (Redis 6.2).
            ref_policy: what becomes of groups' references to removed entries (Redis 8.2).
            idmpauto: the producer's id: an entry with the same fields from it is added once only (Redis 8.6).
            idmp: the producer's id and one for this entry, which is added once only (Redis 8.6).

        Returns:
            The entry's id; None if *nomkstream* kept it from being added. An entry that was there already has its old
            id.

        Raises:
            DataError: there is no field, both *maxlen* and *minid*, *limit* without them, both *idmpauto* and *idmp*,
                or one of these with an *id*.
            ResponseError: the id is not greater than the last one.

        See https://redis.io/commands/xadd/
        """
        if not fields:
            raise DataError("XADD: give at least one field with its value; the mapping is empty")
        args: list[EncodableT] = [b"XADD", name]
        if nomkstream:
            args.append(b"NOMKSTREAM")
        if ref_policy is not None:
            args.append(ref_policy)
        if idmpauto is not None or idmp is not None:
            args += _once(id, idmpauto, idmp)
        if maxlen is not None or minid is not None or limit is not None:
            args += trimming("XADD", maxlen, minid, approximate, limit)
        command: Command[Any] = Command(*args, id, *interleaved(fields))
        return self._run(command)

    def xcfgset(self, name: KeyT, idmp_duration: int | None = None, idmp_maxsize: int | None = None) -> Command[S]:
        """Change for how long the stream remembers what `xadd` was given to add once (Redis 8.6); returns ``OK``.

        Args:
            name: the key.
            idmp_duration: for how many seconds, 1 to 300; 100 at first.
            idmp_maxsize: how many entries of each producer, 1 to 1,000,000; 100 at first.

        Raises:
            DataError: neither is given.

        See https://redis.io/commands/xcfgset/
        """
        if idmp_duration is None and idmp_maxsize is None:
            raise DataError("XCFGSET: give idmp_duration, idmp_maxsize or both")
        args: list[EncodableT] = [b"XCFGSET", name]
        if idmp_duration is not None:
            args += b"IDMP-DURATION", idmp_duration
        if idmp_maxsize is not None:
            args += b"IDMP-MAXSIZE", idmp_maxsize
        return self._run(Command(*args))

    def xdel(self, name: KeyT, *ids: StreamIdT) -> Command[int]:
        """Delete entries; return how many there were.

        Raises:
            DataError: there is no id.

        See https://redis.io/commands/xdel/
        """
        return self._run(Command(b"XDEL", name, *ids_given("XDEL", ids)))

    def xdelex(self, name: KeyT, *ids: StreamIdT, ref_policy: RefPolicyT = "KEEPREF") -> Command[list[int]]:
        """Delete entries, or not, depending on the groups that refer to them (Redis 8.2).

        Args:
            name: the key.
            ids: the entries.
            ref_policy: ``KEEPREF`` keeps the references, ``DELREF`` removes them, too, and ``ACKED`` deletes only
                entries that every group has acknowledged.

        Returns:
            For each id 1 if the entry was deleted, 2 if not since it is referred to, -1 if there is none.

        Raises:
            DataError: there is no id.

        See https://redis.io/commands/xdelex/
        """
        return self._run(Command(b"XDELEX", name, *ids_after_policy("XDELEX", ref_policy, ids)))

    @overload
    def xinfo_stream(self, name: KeyT, full: Literal[False] = False) -> Command[StreamInfo[S]]: ...
    @overload
    def xinfo_stream(self, name: KeyT, full: Literal[True]) -> Command[StreamDetails[S]]: ...
    def xinfo_stream(self, name: KeyT, full: bool = False) -> Command[Any]:
        """Return what the server knows about the stream.

        Args:
            name: the key.
            full: tell the groups and their consumers, too, with ten entries of each at most (Redis 6.0).

        Returns:
            A dict of facts by their names as the server has them, such as ``length`` and ``last-generated-id``;
            ``first-entry`` and ``last-entry``, or with *full* ``entries``, which maps ids to fields, and ``groups``.

        Raises:
            ResponseError: there is no such stream.

        See https://redis.io/commands/xinfo-stream/
        """
        if full:
            return self._run(Command(b"XINFO", b"STREAM", name, b"FULL", reply=stream_details))
        return self._run(Command(b"XINFO", b"STREAM", name, reply=stream_info))

    def xlen(self, name: KeyT) -> Command[int]:
        """Return how many entries there are; 0 if there is no such stream.

        See https://redis.io/commands/xlen/
        """
        return self._run(Command(b"XLEN", name))

    def xrange(
        self, name: KeyT, min: StreamIdT = "-", max: StreamIdT = "+", count: int | None = None
    ) -> Command[list[Entry[S]]]:
        """Return the entries from *min* to *max*, those two too.

        Args:
            name: the key.
            min: the least id, ``"(id"`` to leave out that one (Redis 6.2); ``"-"`` for the first of all.
            max: the greatest id, ``"(id"`` to leave out that one; ``"+"`` for the last of all.
            count: how many at most.

        See https://redis.io/commands/xrange/
        """
        options = () if count is None else (b"COUNT", count)
        return self._run(Command(b"XRANGE", name, min, max, *options, reply=entries))

    def xread(
        self,
        streams: Mapping[K, StreamIdT],
        count: int | None = None,
        block: int | None = None,
        max_count: int | None = None,
        max_size: int | None = None,
    ) -> Command[dict[S, list[Entry[S]]]]:
        """Return the entries after certain ids, from several streams; wait for them if *block* is given.

        Args:
            streams: the streams, each with the id that was seen last; ``"$"`` for what comes from now on, ``"+"`` for
                the last entry (Redis 7.4).
            count: how many of each stream at most.
            block: if there is none, wait so many milliseconds; 0 for ever. A call that waits has a connection for
                itself, and this time on top of its timeout.
            max_count: how many of all streams together at most (Redis 8.10).
            max_size: about how many bytes the reply may have at most (Redis 8.10).

        Returns:
            The entries of each stream that has any; an empty dict if none has, or none had in that time.

        Raises:
            DataError: there is no stream.

        See https://redis.io/commands/xread/
        """
        args = [b"XREAD", *reading(count, block, max_count, max_size), *after("XREAD", streams)]
        return self._run(Command(*args, reply=entries_by_stream))

    def xrevrange(
        self, name: KeyT, max: StreamIdT = "+", min: StreamIdT = "-", count: int | None = None
    ) -> Command[list[Entry[S]]]:
        """Return the entries from *max* down to *min*; else as `xrange`.

        See https://redis.io/commands/xrevrange/
        """
        options = () if count is None else (b"COUNT", count)
        return self._run(Command(b"XREVRANGE", name, max, min, *options, reply=entries))

    def xsetid(
        self,
        name: KeyT,
        last_id: StreamIdT,
        entries_added: int | None = None,
        max_deleted_id: StreamIdT | None = None,
    ) -> Command[bool]:
        """Change what the stream knows of its past, as servers do among themselves. Always True.

        Args:
            name: the key.
            last_id: the last id that was given; the next one will be greater.
            entries_added: how many entries were ever added; together with *max_deleted_id* (Redis 7.0).
            max_deleted_id: the greatest id that was deleted; together with *entries_added* (Redis 7.0).

        Raises:
            DataError: only one of *entries_added* and *max_deleted_id* is given.
            ResponseError: there is no such stream, or it has a greater id.

        See https://redis.io/commands/xsetid/
        """
        if entries_added is None and max_deleted_id is None:
            return self._run(Command(b"XSETID", name, last_id, reply=ok))
        if entries_added is None or max_deleted_id is None:
            raise DataError("XSETID: give both entries_added and max_deleted_id, or neither")
        past = (b"ENTRIESADDED", entries_added, b"MAXDELETEDID", max_deleted_id)
        return self._run(Command(b"XSETID", name, last_id, *past, reply=ok))

    def xtrim(
        self,
        name: KeyT,
        maxlen: int | None = None,
        approximate: bool = True,
        minid: StreamIdT | None = None,
        limit: int | None = None,
        ref_policy: RefPolicyT | None = None,
    ) -> Command[int]:
        """Remove the oldest entries.

        Args:
            name: the key.
            maxlen: until so many are left.
            approximate: leave a few more if that is quicker, which it is.
            minid: all with lesser ids (Redis 6.2).
            limit: look at so many entries at most; with *approximate* only (Redis 6.2).
            ref_policy: what becomes of groups' references to them (Redis 8.2).

        Returns:
            How many were removed.

        Raises:
            DataError: not exactly one of *maxlen* and *minid* is given, or *limit* without *approximate*.

        See https://redis.io/commands/xtrim/
        """
        one_of("XTRIM", {"maxlen": maxlen, "minid": minid}, required=True)
        args: list[EncodableT] = [b"XTRIM", name, *trimming("XTRIM", maxlen, minid, approximate, limit)]
        if ref_policy is not None:
            args.append(ref_policy)
        return self._run(Command(*args))
