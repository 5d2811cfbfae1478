"""Arguments that the commands on streams share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

from ..errors import DataError
from .arguments import one_of
from .command import EncodableT, K, KeyT

StreamIdT: TypeAlias = int | KeyT
"""The id of an entry, such as ``"1526919030474-55"``; a number is the first half of one."""

RefPolicyT: TypeAlias = Literal["KEEPREF", "DELREF", "ACKED"]
"""What becomes of the references that groups hold to an entry which is deleted: they stay (``KEEPREF``), go too
(``DELREF``), or the entry is deleted only if every group has acknowledged it (``ACKED``)."""


def ids_given(command: str, ids: tuple[StreamIdT, ...]) -> list[EncodableT]:
    """The ids.

    Raises:
        DataError: there is none.
    """
    if not ids:
        raise DataError(f"{command}: give at least one id")
    return [*ids]


def ids_after_policy(command: str, ref_policy: RefPolicyT, ids: tuple[StreamIdT, ...]) -> list[EncodableT]:
    """The policy, and the ids with their number.

    Raises:
        DataError: there is no id.
    """
    return [ref_policy, b"IDS", len(ids), *ids_given(command, ids)]


def trimming(
    command: str, maxlen: int | None, minid: StreamIdT | None, approximate: bool, limit: int | None
) -> list[EncodableT]:
    """How a stream is to be trimmed.

    Raises:
        DataError: both *maxlen* and *minid*, or *limit* where nothing is trimmed by approximation.
    """
    threshold: EncodableT | None = minid if maxlen is None else maxlen
    if maxlen is not None and minid is not None:
        one_of(command, {"maxlen": maxlen, "minid": minid})
    if threshold is None or (limit is not None and not approximate):
        raise DataError(f"{command}: limit needs maxlen or minid, and approximate=True; got limit={limit!r}")
    token = b"MINID" if maxlen is None else b"MAXLEN"
    options: list[EncodableT] = [token, b"~", threshold] if approximate else [token, threshold]
    if limit is not None:
        options += b"LIMIT", limit
    return options


def reading(count: int | None, block: int | None, max_count: int | None, max_size: int | None) -> list[EncodableT]:
    """The options that XREAD and XREADGROUP share."""
    options: list[EncodableT] = []
    for token, value in ((b"COUNT", count), (b"MAXCOUNT", max_count), (b"MAXSIZE", max_size), (b"BLOCK", block)):
        if value is not None:
            options += token, value
    return options


def after(command: str, streams: Mapping[K, StreamIdT]) -> list[EncodableT]:
    """``STREAMS``, the streams, and the id for each of them.

    Raises:
        DataError: there is none.
    """
    if not streams:
        raise DataError(f"{command}: give at least one stream with an id; the mapping is empty")
    return [b"STREAMS", *streams, *streams.values()]
