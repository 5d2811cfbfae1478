"""The parser: bytes in, in any pieces; replies out.

The law: **what is read depends on the bytes alone, never on how they were cut up**, and costs time in proportion to
their number. So every byte is looked at a bounded number of times, whatever arrives with it:

- What is whole in a window of the data is split at line ends at once, and the lines are read one after the other. A
  line that announces a string tells how long the next line must be. If that one is shorter, the string itself holds
  line ends, and lines are joined again.
- Aggregates that are not complete wait on a stack of frames, with the items read so far. Nothing is read twice.
- An unfinished line or string waits as a list of pieces, joined once, when the last one is there; a large string gets a
  `Room` instead, which may be filled from the socket. An announced length is only a number: memory is taken for what
  has arrived.

Whatever is malformed or exceeds a limit is a `ProtocolError`, and the end: nobody knows where the next reply begins.
"""

from __future__ import annotations

from functools import lru_cache
from struct import Struct
from typing import Final

from sansredis.core.errors import ProtocolError
from sansredis.core.resp_lines import Malformed, bytes_of, check_line, read_string, refusal
from sansredis.core.resp_reader import CRLF, LARGE, READY, SIZES, LineReader
from sansredis.core.resp_room import EARNED, LARGE_STRING, Room
from sansredis.core.resp_types import Limits, Push, Reply

_WINDOW: Final = 64 * 1024
_BLOCK: Final = 32
_AGGREGATES: Final = (b"*", b"%", b"~")
_MESSAGES: Final = (b">3\r\n$", b">4\r\n$", b"*3\r\n$", b"*4\r\n$")
_SMALL: Final = 1024
# How a page of a scan begins: a cursor comes before its list.
_PAGE: Final = b"*2\r\n$"
_LARGE_PAGE: Final = 1024
_NOTHING: Final = (-1, None)
_FIRST_DIGITS: Final = b"123456789"


def _wholes(sizes: dict[bytes, int]) -> dict[int, tuple[bytes, int]]:
    """Tell from the length of a whole bulk string, which no two announced sizes share, how it must begin."""
    return {len(head) + 4 + size: (head + CRLF, len(head) + 2) for head, size in sizes.items()}


_WHOLES: Final = _wholes(SIZES)
_READY_WHOLE: Final = {line + CRLF: value for line, value in READY.items()}


class Parser(LineReader):
    """Turns what arrives from the server into replies.

    Args:
        limits: what to refuse as too large.
        keep_attributes: give a value that attributes precede as a `WithAttributes`, instead of dropping them.

    Attributes:
        idle: whether nothing is unfinished.
        completed: after a `ProtocolError`, the replies that the same call to `feed` had completed before it.
    """

    __slots__ = ("_error", "_fed", "_pieces", "_room", "_start", "_waiting", "_wholes", "completed", "idle")

    def __init__(self, limits: Limits | None = None, *, keep_attributes: bool = False) -> None:
        super().__init__(limits or Limits(), keep_attributes)
        self.completed: list[Reply] = []
        sizes = self._tables[0]
        self._wholes = _WHOLES if sizes is SIZES else _wholes(sizes)
        self._error: str | None = None
        # How many bytes came before; and where the unfinished reply began, unless there is none (idle).
        self._fed = 0
        self._start = 0
        self.idle = True
        # The pieces of the unfinished string (if _missing) or of the unfinished line, of _waiting bytes.
        self._pieces: list[bytes | memoryview] = []
        self._waiting = 0
        # Where the unfinished string is put together instead, if it is large.
        self._room: Room | None = None

    @property
    def buffered(self) -> int:
        """Bytes that arrived of the unfinished reply; 0 at a boundary, when nothing is unfinished."""
        return 0 if self.idle else self._fed - self._start

    @property
    def wanted(self) -> int:
        """Bytes still to come of the string that is being read, line end included; 0 if there is none."""
        return self._missing

    def get_buffer(self) -> memoryview | None:
        """Give the memory where the next bytes belong, if they are of a large string.

        Who fills it spares them being copied: ``parser.feed(buffer[:sock.recv_into(buffer)])``. It is good for one
        call to `feed` only, and nobody has to use it.

        Returns:
            Room for the rest of the string and its line end, to be filled from the beginning; or None.
        """
        missing = self._missing
        if missing < LARGE_STRING:
            return None
        if self._room is None:
            total = self._size + 2
            if (total - missing) * EARNED < total:
                return None
            self._room = Room(total, self._pieces)
            self._pieces = []
        return self._room.lend(missing)

    def feed(self, data: bytes | bytearray | memoryview) -> list[Reply]:
        """Take what arrived.

        Args:
            data: the next bytes from the server. Only bytes objects, and parts of what `get_buffer` gave, are kept
                without being copied; the latter are released.

        Returns:
            The replies and pushes completed by it, in order; often an empty list. Errors are in it as objects.

        Raises:
            ProtocolError: what arrived is not RESP, or exceeds a limit. Every later call raises the same. Replies that
                were complete before are in `completed`.
        """
        if self.idle and type(data) is bytes:
            total = len(data)
            if total in self._wholes:
                head, body = self._wholes[total]
                if data[:body] == head and data[-2:] == CRLF:
                    self._fed += total
                    return [data[body:-2]]
            if total < 22:
                if data in _READY_WHOLE:
                    self._fed += total
                    return [_READY_WHOLE[data]]
                if data[:1] == b":" and data[-2:] == CRLF and data[1] in _FIRST_DIGITS and data[1:-2].isdigit():
                    self._fed += total
                    return [int(data[1:-2])]
            elif total < _SMALL and data[:5] in _MESSAGES:
                reply = self._message(data)
                if reply is not None:
                    self._fed += total
                    return [reply]
        if self._room is not None and self._room.lent(data):
            assert type(data) is memoryview
            filled = len(data)
            data.release()
            return self._take(b"", filled)
        return self._take(bytes(data))

    def _message(self, data: bytes) -> list[Reply] | None:
        """Read one array or push of short bulk strings, as published messages are; return None for anything else.

        If every other line announces just the length of the line after it, no string holds a line end, and there are
        as many as the first line says.
        """
        lines = data.split(CRLF)
        sizes, _, openings = self._tables
        count, finish = openings.get(lines[0], _NOTHING)
        if len(lines) != 2 * count + 2 or lines[-1]:
            return None
        values = lines[2:-1:2]
        if list(map(sizes.get, lines[1:-1:2])) != list(map(len, values)):
            return None
        return values if finish is None else Push(values)

    def _take(self, data: bytes, filled: int = 0) -> list[Reply]:
        """Do what `feed` promises, for data of any kind and in any state, or for bytes that are in the room already."""
        if self._error is not None:
            self.completed = []
            raise ProtocolError(self._error)
        position = 0
        end = len(data)
        try:
            if filled and self._room is not None:
                self._filled(self._room, filled, self._fed + filled)
            while position < end:
                if self._missing:
                    position = self._string(data, position)
                elif self._waiting:
                    position = self._line(data, position)
                else:
                    position = self._window(data, position, self._fed)
        except ProtocolError as error:
            self._error = str(error)
            self._pieces = []
            self._room = None
            self._stack = []
            self.idle = False
            self.completed = self._top
            raise
        self._fed += end + filled
        self.idle = not (self._stack or self._missing or self._waiting)
        replies = self._top[:]
        self._top.clear()
        return replies

    def _window(self, data: bytes, position: int, base: int) -> int:
        """Read what is whole in the next window of the data, and set aside what is not.

        Args:
            data: what arrived, or one line put together of several pieces.
            position: where in *data* to go on: the beginning of a line.
            base: the position in the stream of the beginning of *data*.

        Returns:
            Where in *data* to go on after this.
        """
        if self._left >= LARGE:
            position = self._uniform(data, position)
        window = data[position : position + _WINDOW]
        kind = window[:1]
        if (kind in _AGGREGATES and window[3:4].isdigit()) or (kind == b"$" and window[1:6].isdigit()):
            # The items of a large aggregate get their own window, and with it the chance to be uniform; and nobody
            # wants to know of the line ends in a large string.
            window = window[: window.find(b"\n") + 1 or None]
        elif window[:5] == _PAGE and len(window) > _LARGE_PAGE:
            window = window[: _end_of_page_head(window) or None]
        lines = window.split(CRLF)
        if len(lines) == 1 and position + _WINDOW < len(data):
            # A line longer than a window.
            window = data[position : data.find(b"\n", position) + 1 or None]
            lines = window.split(CRLF)
        rest = lines.pop()
        end = position + len(window) - len(rest)
        self._read(lines, base + end)
        if self._opened:
            # Where a reply began matters only until it is complete.
            if self._stack or self._missing:
                self._start = base + end - bytes_of(lines[-self._opened :])
            self._opened = 0
        if self._missing:
            return end - self._behind
        if rest and (not lines or end + len(rest) == len(data)):
            self._hold(rest, base + end + len(rest))
            return end + len(rest)
        return end

    def _uniform(self, data: bytes, position: int) -> int:
        """Take items of a large aggregate at once if they are short bulk strings of one length, as ids often are.

        That the items were rightly cut out is proven by putting them together again: if the result is what was read,
        then the first header announces just the first item, the line end and the header after it are where they
        belong, and so on to the last. (The very last item of the aggregate is left to the loop, which completes it.)

        Returns:
            Where in *data* to go on after this.
        """
        start = data.find(CRLF, position, position + 7) + 2
        head = data[position:start]
        size = self._tables[0].get(head[:-2])
        if size is None:
            return position
        total = len(head) + size + 2
        count = min((self._left - 1) * total, len(data) - position, _WINDOW) // total // _BLOCK * _BLOCK
        end = position + count * total
        if not count or not data.startswith(head, end - total):
            return position
        values: list[bytes] = []
        unpack = _block(len(head), size).unpack_from
        for at in range(position, end, total * _BLOCK):
            values += unpack(data, at)
        if b"%b%b\r\n" % (head, (CRLF + head).join(values)) != data[position:end]:
            return position
        self._items += values
        self._left -= count
        return end

    def _hold(self, piece: bytes, end: int) -> None:
        """Set an unfinished line, or more of it, aside. It ends at *end* in the stream."""
        first = not self._waiting
        if first and not self._stack:
            self._start = end - len(piece)
        self._pieces.append(piece)
        self._waiting += len(piece)
        if first or self._waiting > self._limits.max_line_length:
            try:
                check_line(b"".join(self._pieces), self._limits.max_line_length, complete=False)
            except Malformed as bad:
                raise refusal(bad, end) from None

    def _line(self, data: bytes, position: int) -> int:
        """Go on with an unfinished line; return where in *data* to go on after this."""
        cut = data.find(b"\n", position) + 1
        if not cut:
            self._hold(data[position:], self._fed + len(data))
            return len(data)
        line = b"".join((*self._pieces, data[position:cut]))
        self._pieces = []
        self._waiting = 0
        self._window(line, 0, self._fed + cut - len(line))
        return cut

    def _string(self, data: bytes, position: int) -> int:
        """Go on with an unfinished string; return where in *data* to go on after this."""
        have = len(data) - position
        if self._room is not None:
            cut = position + min(have, self._missing)
            self._room.put(memoryview(data)[position:cut], self._missing)
            self._filled(self._room, cut - position, self._fed + cut)
            return cut
        if have < self._missing:
            self._pieces.append(memoryview(data)[position:] if position else data)
            self._missing -= have
            return len(data)
        cut = position + self._missing
        if self._pieces:
            self._pieces.append(memoryview(data)[position:cut])
            end = _take_end(self._pieces)
            body = b"".join(self._pieces)
            self._pieces = []
        else:
            end = data[cut - 2 : cut]
            body = data[position : cut - 2]
        self._missing = 0
        self._complete(body, end, self._fed + cut)
        return cut

    def _filled(self, room: Room, count: int, position: int) -> None:
        """Note that so many more bytes of a large string are in its room. They end at *position* in the stream."""
        self._missing -= count
        if not self._missing:
            self._room = None
            end = room.end()
            self._complete(room.take(), end, position)

    def _complete(self, body: bytes, end: bytes, position: int) -> None:
        """Add a string that is complete, if what follows it is its line end."""
        try:
            if end != CRLF:
                raise Malformed(repr(end), f"the line end after a string of {self._size} bytes", 2)
            self._add(read_string(self._kind, body))
        except Malformed as bad:
            raise refusal(bad, position) from None


def _end_of_page_head(window: bytes) -> int:
    """Return where the items of a page begin, if they are many and only the cursor comes before them; else 0."""
    size = window.find(b"\n", 5) + 1
    cursor = window.find(b"\n", size) + 1
    if window[cursor : cursor + 1] != b"*" or not window[cursor + 3 : cursor + 4].isdigit():
        return 0
    return window.find(b"\n", cursor) + 1


@lru_cache(maxsize=64)
def _block(head: int, size: int) -> Struct:
    """Return what cuts a block of strings of one size, without their headers and line ends, out of the data."""
    return Struct(f"{head}x{size}s2x" * _BLOCK)


def _take_end(pieces: list[bytes | memoryview]) -> bytes:
    """Cut the last two bytes, which may lie in two pieces, off without copying anything else."""
    last = memoryview(pieces.pop())
    if len(last) > 1:
        pieces.append(last[:-2])
        return bytes(last[-2:])
    previous = memoryview(pieces.pop())
    pieces.append(previous[:-1])
    return bytes(previous[-1:]) + bytes(last)
