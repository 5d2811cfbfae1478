"""What two strings have in common."""

from __future__ import annotations

from typing import Any, Literal, TypeAlias, TypedDict, overload

from .arguments import one_of
from .command import Command, CommandGroup, EncodableT, KeyT, S
from .replies import named

LCSRange: TypeAlias = tuple[int, int]
"""The first and the last byte of a part of a string."""

LCSMatch: TypeAlias = tuple[LCSRange, LCSRange] | tuple[LCSRange, LCSRange, int]
"""Where a part that both strings have stands in each; and its length, if that was asked for."""


class LCSMatches(TypedDict):
    """What `LCSCommands.lcs` returns with *idx*."""

    matches: list[LCSMatch]
    """The parts, from the last to the first."""

    len: int
    """The length of all parts together."""


def _matches(raw: Any) -> LCSMatches:
    reply = named(raw)
    found = [tuple(part if isinstance(part, int) else tuple(part) for part in match) for match in reply["matches"]]
    return {"matches": found, "len": reply["len"]}  # type: ignore[typeddict-item]


class LCSCommands(CommandGroup[S]):
    """The command that compares two strings."""

    __slots__ = ()

    @overload
    def lcs(
        self,
        key1: KeyT,
        key2: KeyT,
        len: Literal[False] = False,
        idx: Literal[False] = False,
        minmatchlen: int = 0,
        withmatchlen: bool = False,
    ) -> Command[S]: ...
    @overload
    def lcs(
        self,
        key1: KeyT,
        key2: KeyT,
        len: Literal[True],
        idx: Literal[False] = False,
        minmatchlen: int = 0,
        withmatchlen: bool = False,
    ) -> Command[int]: ...
    @overload
    def lcs(
        self,
        key1: KeyT,
        key2: KeyT,
        len: Literal[False] = False,
        *,
        idx: Literal[True],
        minmatchlen: int = 0,
        withmatchlen: bool = False,
    ) -> Command[LCSMatches]: ...
    def lcs(
        self,
        key1: KeyT,
        key2: KeyT,
        len: bool = False,
        idx: bool = False,
        minmatchlen: int = 0,
        withmatchlen: bool = False,
    ) -> Command[S] | Command[int] | Command[LCSMatches]:
        """Find the longest common subsequence of two strings (Redis 7.0).

        Args:
            key1: the key of one string.
            key2: the key of the other.
            len: return only its length.
            idx: return where the parts that make it up stand in the strings.
            minmatchlen: with *idx*, leave out parts that are shorter, in bytes.
            withmatchlen: with *idx*, tell the length of each part.

        Returns:
            The subsequence; its length in bytes; or the parts.

        Raises:
            DataError: both *len* and *idx* are given.

        See https://redis.io/commands/lcs/
        """
        one_of("LCS", {"len": len, "idx": idx})
        args: list[EncodableT] = [b"LCS", key1, key2]
        if minmatchlen:
            args += b"MINMATCHLEN", minmatchlen
        if withmatchlen:
            args.append(b"WITHMATCHLEN")
        if len:
            return self._run(Command(*args, b"LEN"))
        if idx:
            return self._run(Command(*args, b"IDX", reply=_matches))
        return self._run(Command(*args))
