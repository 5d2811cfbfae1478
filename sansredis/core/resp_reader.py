"""The inner half of the parser: whole lines in, values out.

It keeps the stack of unfinished aggregates. The outer half, `sansredis.core.resp_parser`, deals with whatever is cut
in two: unfinished lines, and the strings that go on beyond the lines at hand.

Speed is why this is one loop and not a visitor with a method per type: most lines are one of a few, so they are looked
up as a whole; the loop keeps the current frame in local variables; and large aggregates of short strings, the replies
that take longest, are compared and taken without a step of Python per item.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from operator import length_hint
from typing import Any, Final

from sansredis.core.resp_lines import (
    AGGREGATES,
    STRINGS,
    Finish,
    Malformed,
    Streamed,
    as_attributes,
    as_map,
    as_set,
    attach,
    bytes_of,
    check_line,
    first_item,
    read_length,
    read_line,
    read_string,
    refusal,
)
from sansredis.core.resp_types import Limits, Push

CRLF: Final = b"\r\n"
LARGE: Final = 32

SIZES: Final = {b"$%d" % size: size for size in range(1024)}
"""The lines that announce short bulk strings."""

READY: Final[dict[bytes, Any]] = {
    **{b"+" + text: text for text in (b"OK", b"QUEUED", b"PONG")},
    **{b"+" + text: text for text in (b"string", b"hash", b"list", b"set", b"zset", b"stream", b"none")},
    **{b":%d" % number: number for number in range(-2, 1024)},
    **dict.fromkeys((b"_", b"$-1", b"*-1"), None),
    b"#t": True,
    b"#f": False,
}
"""The lines that are whole replies, and common."""

_OPENINGS: Final[dict[bytes, tuple[int, Finish]]] = {
    **{b"*%d" % count: (count, None) for count in range(1, 1024)},
    **{b"%%%d" % count: (2 * count, as_map) for count in range(1, 256)},
    **{b"~%d" % count: (count, as_set) for count in range(1, 256)},
    **{b">%d" % count: (count, Push) for count in range(1, 8)},
}
_EMPTY: Final[dict[bytes, Any]] = {}
_IN_STRING: Final = (_EMPTY, _EMPTY, _EMPTY)
_UNKNOWN: Final = object()
_is_integer: Final = re.compile(rb":-?[1-9][0-9]{0,17}").fullmatch
_is_double: Final = re.compile(rb",-?[0-9]{1,20}(?:\.[0-9]{1,20})?").fullmatch


class LineReader:
    """The stack of unfinished aggregates, and what adds values to it. Private to the parser."""

    __slots__ = (
        "_behind",
        "_finish",
        "_items",
        "_keep_attributes",
        "_kind",
        "_left",
        "_limits",
        "_missing",
        "_opened",
        "_size",
        "_stack",
        "_streamed_size",
        "_tables",
        "_tables_outside",
        "_top",
    )

    def __init__(self, limits: Limits, keep_attributes: bool) -> None:
        self._limits = limits
        self._keep_attributes = keep_attributes
        sizes = SIZES
        if limits.max_bulk_length < 1023:
            sizes = {head: size for head, size in SIZES.items() if size <= limits.max_bulk_length}
        self._tables_outside = (sizes, READY, _OPENINGS if limits.max_aggregate_length >= 1023 else _EMPTY)
        self._tables = self._tables_outside
        # The frame being filled, and those around it. The outermost, of the replies themselves, is never full.
        self._top: list[Any] = []
        self._items = self._top
        self._left = -1
        self._finish: Finish = None
        self._stack: list[tuple[list[Any], int, Finish]] = []
        # The string that goes on beyond the lines: its type and size, how many bytes of it are still missing, its line
        # end included, and how far before the end of the lines it begins.
        self._kind = 0
        self._size = 0
        self._missing = 0
        self._behind = 0
        # How many lines there were from the beginning of the unfinished reply to the last one; 0 if it is older.
        self._opened = 0
        # Bytes of the streamed string so far; -1 outside of one.
        self._streamed_size = -1

    def _read(self, lines: list[bytes], end: int) -> None:
        """Read whole lines, or as many as there are before a string that goes on for longer than they do.

        Args:
            lines: the lines, without their line ends.
            end: the position in the stream where the last of them ends.

        Raises:
            ProtocolError: a line is malformed.
        """
        tokens = iter(lines)
        value: Any
        stack = self._stack
        max_depth = self._limits.max_depth
        fresh = True
        try:
            while True:
                # Once per aggregate, and once per window: trying costs as much as there is to take.
                if self._left >= LARGE and (fresh or not self._items):
                    tokens = self._flat(lines, tokens)
                fresh = False
                items, left, finish = self._items, self._left, self._finish
                append = items.append
                sizes, ready, openings = self._tables
                for line in tokens:
                    size = sizes.get(line)
                    if size is not None:
                        value = next(tokens, None)
                        if value is None or len(value) != size:
                            value = self._rejoin(value, tokens, size)
                            if value is None:
                                self._left = left
                                self._items, self._finish = items, finish
                                return
                    else:
                        value = ready.get(line, _UNKNOWN)
                        if value is _UNKNOWN:
                            opening = openings.get(line)
                            if opening is not None and len(stack) < max_depth and (not stack or line[0] != 62):
                                if not stack:
                                    self._opened = length_hint(tokens) + 1
                                stack.append((items, left, finish))
                                items = []
                                append = items.append
                                left, finish = opening
                                if left < LARGE:
                                    continue
                                self._items, self._left, self._finish = items, left, finish
                                break
                            if openings and _is_integer(line):
                                value = int(line[1:])
                            elif openings and _is_double(line):
                                value = float(line[1:])
                            else:
                                self._items, self._left, self._finish = items, left, finish
                                self._other(line, tokens)
                                if self._missing:
                                    return
                                break
                    append(value)
                    left -= 1
                    if not left:
                        while not left and (finish is None or finish is Push):
                            value = items if finish is None else Push(items)
                            items, left, finish = stack.pop()
                            items.append(value)
                            left -= 1
                        if not left:
                            self._items, self._finish = items, finish
                            self._close()
                            break
                        append = items.append
                else:
                    self._items, self._left, self._finish = items, left, finish
                    return
        except Malformed as bad:
            raise refusal(bad, end - bytes_of(tokens)) from None

    def _flat(self, lines: list[bytes], tokens: Iterator[bytes]) -> Iterator[bytes]:
        """Take as many items as possible at once, if the rest of a large aggregate is short bulk strings throughout.

        If every other line announces just the length of the line after it, then reading them one after the other would
        find these strings and no others: the first is complete where its line ends, so the next line announces the
        second, and so on. All of it is compared without a step of Python for each item.
        (The very last item of the aggregate is left to the loop, which completes it.)

        Returns:
            The lines that are left to read.
        """
        at = len(lines) - length_hint(tokens)
        count = min(self._left - 1, (len(lines) - at) // 2)
        heads = lines[at : at + 2 * count : 2]
        values = lines[at + 1 : at + 2 * count : 2]
        if count < LARGE // 2 or list(map(self._tables[0].get, heads)) != list(map(len, values)):
            return tokens
        self._items += values
        self._left -= count
        return iter(lines[at + 2 * count :])

    def _rejoin(self, first: bytes | None, tokens: Iterator[bytes], size: int, kind: int = 36) -> bytes | None:
        """Put a string together that holds line ends.

        Args:
            first: its first line; None if that is unfinished.
            tokens: the lines after it.
            size: how long it is.
            kind: its type.

        Returns:
            The string; None if it goes on beyond the lines, or is longer than announced: then it is set up as
            unfinished, and to be read (or refused) by length alone.
        """
        have = -2
        since_head = length_hint(tokens) + (1 if first is None else 2)
        if first is not None:
            lines = [first]
            have = len(first)
            while have < size:
                line = next(tokens, None)
                if line is None:
                    break
                lines.append(line)
                have += 2 + len(line)
            if have == size:
                return CRLF.join(lines)
        if not self._stack:
            self._opened = since_head
        self._behind = have + 2 + bytes_of(tokens)
        self._size = size
        self._missing = size + 2
        self._kind = kind
        return None

    def _other(self, line: bytes, tokens: Iterator[bytes]) -> None:
        """Read a line that is none of the usual ones."""
        kind = line[:1]
        check_line(line, self._limits.max_line_length)
        if (kind == b";") != (self._streamed_size >= 0):
            expected = "a reply" if kind == b";" else "a chunk of the streamed string (';')"
            raise Malformed(repr(kind), expected, len(line) + 2)
        if kind[0] in STRINGS:
            self._announced(line, tokens)
        elif kind[0] in AGGREGATES:
            self._open(line, tokens)
        elif kind == b".":
            self._end_stream(line)
        else:
            self._add(read_line(line))

    def _announced(self, line: bytes, tokens: Iterator[bytes]) -> None:
        """Read a string whose length *line* announces, as far as it is there."""
        limit = self._limits.max_bulk_length
        if line == b"$?":
            self._push(tokens, -1, None)
            self._streamed_size = 0
            self._tables = _IN_STRING
            return
        size = read_length(line, limit, "max_bulk_length")
        if line[0] == 59:
            if not size:
                value = b"".join(self._items)
                self._streamed_size = -1
                self._tables = self._tables_outside
                self._items, self._left, self._finish = self._stack.pop()
                return self._add(value)
            self._streamed_size += size
            if self._streamed_size > limit:
                expected = f"a streamed string of no more than max_bulk_length={limit} bytes"
                raise Malformed(repr(line), expected, len(line) + 2)
        first = next(tokens, None)
        body = self._rejoin(first, tokens, size, line[0])
        if body is not None:
            self._add(read_string(line[0], body))

    def _open(self, line: bytes, tokens: Iterator[bytes]) -> None:
        """Begin an aggregate."""
        kind = line[0]
        finish, width = AGGREGATES[kind]
        limit = self._limits.max_aggregate_length
        if kind == 62 and self._stack:
            raise Malformed(repr(line[:32]), "a push only between replies, not inside one", len(line) + 2)
        if len(self._stack) >= self._limits.max_depth:
            expected = f"a nesting of no more than max_depth={self._limits.max_depth}"
            raise Malformed(repr(line[:32]), expected, len(line) + 2)
        streamed = line[1:] == b"?" and line[:1] in (b"*", b"%", b"~")
        if streamed:
            # One item more than allowed fills its frame, which nothing else does.
            return self._push(tokens, limit * width + 1, Streamed(finish))
        count = read_length(line, limit, "max_aggregate_length")
        self._push(tokens, count * width, finish)
        if not count:
            self._close()

    def _push(self, tokens: Iterator[bytes], left: int, finish: Finish) -> None:
        """Put a new frame on top of the current one."""
        if not self._stack:
            self._opened = length_hint(tokens) + 1
        self._stack.append((self._items, self._left, self._finish))
        self._items = []
        self._left = left
        self._finish = finish

    def _add(self, value: Any) -> None:
        self._items.append(value)
        self._left -= 1
        if not self._left:
            self._close()

    def _close(self) -> None:
        """Make the values of all frames that are full now, beginning with the current one."""
        self._left = 0
        while not self._left:
            finish = self._finish
            value = self._items if finish is None else finish(self._items)
            if finish is as_attributes:
                # They are no item of what surrounds them: a frame for the value that must follow takes their place.
                self._items = []
                self._left = 1
                self._finish = partial(attach, value) if self._keep_attributes else first_item
            else:
                self._items, self._left, self._finish = self._stack.pop()
                self._items.append(value)
                self._left -= 1

    def _end_stream(self, line: bytes) -> None:
        """End a streamed aggregate, which is full only now."""
        finish = self._finish
        if line != b"." or not isinstance(finish, Streamed):
            raise Malformed(repr(line[:32]), "'.' alone, and only to end a streamed aggregate", len(line) + 2)
        if finish.of is as_map and len(self._items) % 2:
            raise Malformed("'.'", "the value of the last key of a streamed map", 3)
        self._finish = finish.of
        self._close()
