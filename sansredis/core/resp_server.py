"""The server's view of RESP: commands in, replies out. For fake servers in tests, and for whoever embeds the protocol.

`CommandParser` is as strict as `Parser`: a command is an array of bulk strings, nothing else, or an inline command as a
person types it. What it refuses is refused for good. `encode_reply` writes what `Parser` reads back as the same value.
"""

from __future__ import annotations

import re
from typing import Any

from sansredis.core.errors import ProtocolError, ResponseError
from sansredis.core.resp_types import Limits, Members, Pairs, Push, Reply, VerbatimString, WithAttributes

_WORD = re.compile(rb"""[ \t]*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([^ \t"']+))(?=[ \t]|\Z)""", re.DOTALL)
_ESCAPE = re.compile(rb"\\(x[0-9a-fA-F]{2}|.)", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"a": b"\a"}


class CommandParser:
    """Takes the bytes that a client sends, in any pieces, and gives the commands in them.

    Args:
        limits: what to refuse as too large; its nesting depth does not matter here.

    Attributes:
        completed: after a `ProtocolError`, the commands that the same call to `feed` had completed before it.
    """

    __slots__ = ("_buffer", "_error", "_limits", "_missing", "_position", "_searched", "_size", "_tokens", "completed")

    def __init__(self, limits: Limits | None = None) -> None:
        self.completed: list[list[bytes]] = []
        self._limits = limits or Limits()
        self._buffer = bytearray()
        self._searched = 0
        self._position = 0
        self._tokens: list[bytes] = []
        self._missing = 0
        self._size: int | None = None
        self._error: str | None = None

    @property
    def at_boundary(self) -> bool:
        """Whether no part of an unfinished command is held."""
        return not (self._buffer or self._missing)

    def feed(self, data: bytes | bytearray | memoryview) -> list[list[bytes]]:
        """Take what arrived.

        Args:
            data: the next bytes from the client.

        Returns:
            The commands completed by it, in order, each as the list of its tokens; often an empty list.

        Raises:
            ProtocolError: what was sent is no command, or exceeds a limit. Every later call raises the same.
        """
        if self._error is not None:
            self.completed = []
            raise ProtocolError(self._error)
        self._buffer += data
        commands: list[list[bytes]] = []
        try:
            while self._bulk(commands) if self._size is not None else self._line(commands):
                pass
        except ProtocolError as error:
            self.completed = commands
            self._error = str(error)
            self._buffer.clear()
            raise
        return commands

    def _line(self, commands: list[list[bytes]]) -> bool:
        """Take a line, if there is a whole one, and act on it."""
        end = self._buffer.find(b"\n", self._searched)
        self._searched = len(self._buffer)
        if (end if end >= 0 else self._searched) > self._limits.max_line_length + 1:
            raise self._refuse("a line that is longer", f"at most max_line_length={self._limits.max_line_length} bytes")
        if end < 0:
            return False
        line = bytes(self._buffer[: end + 1])
        if self._missing:
            self._size = self._length(line, b"$", self._limits.max_bulk_length)
        elif line.startswith(b"*"):
            self._missing = self._length(line, b"*", self._limits.max_aggregate_length)
            if not self._missing:
                raise self._refuse("an empty array", "a command of at least one token")
            self._tokens = []
        else:
            tokens = self._words(line[:-1].removesuffix(b"\r"))
            if tokens:
                commands.append(tokens)
        self._drop(end + 1)
        return True

    def _bulk(self, commands: list[list[bytes]]) -> bool:
        """Take the body of a bulk string, if all of it is there; it may complete its command."""
        size = self._size or 0
        if len(self._buffer) < size + 2:
            return False
        if self._buffer[size : size + 2] != b"\r\n":
            read = bytes(self._buffer[size : size + 2])
            raise self._refuse(repr(read), f"the line end after a bulk string of {size} bytes", size)
        self._tokens.append(bytes(memoryview(self._buffer)[:size]))
        self._size = None
        self._drop(size + 2)
        self._missing -= 1
        if not self._missing:
            commands.append(self._tokens)
        return True

    def _drop(self, count: int) -> None:
        # A bytearray gives up its front without moving the rest: this is what keeps the cost linear.
        del self._buffer[:count]
        self._position += count
        self._searched = 0

    def _length(self, line: bytes, kind: bytes, limit: int) -> int:
        digits = line[1:-2]
        canonical = digits.isdigit() and (digits[0] != 48 or len(digits) == 1)
        if line[:1] != kind or line[-2:] != b"\r\n" or not canonical:
            raise self._refuse(repr(line[:32]), f"{kind!r}, a length in plain digits, and a line end")
        if len(digits) > 19 or int(digits) > limit:
            raise self._refuse(repr(line[:32]), f"a length of at most {limit}")
        return int(digits)

    def _words(self, line: bytes) -> list[bytes]:
        """Split an inline command as a shell would: quotes group, and in double quotes backslashes escape."""
        words: list[bytes] = []
        position = 0
        line = line.rstrip(b" \t")
        while position < len(line):
            match = _WORD.match(line, position)
            if match is None:
                raise self._refuse("unbalanced quotes", "an inline command", position)
            double, single, plain = match.groups()
            if double is not None:
                words.append(_ESCAPE.sub(_unescape, double))
            else:
                words.append(plain if single is None else single.replace(b"\\'", b"'"))
            position = match.end()
        return words

    def _refuse(self, read: str, expected: str, offset: int = 0) -> ProtocolError:
        return ProtocolError(f"byte {self._position + offset}: read {read}, expected {expected}")


def _unescape(match: re.Match[bytes]) -> bytes:
    escaped: bytes = match[1]
    return bytes.fromhex(escaped[1:].decode()) if len(escaped) == 3 else _ESCAPED.get(escaped, escaped)


def encode_reply(value: Reply, protocol: int = 3) -> bytes:
    """Write *value* as a server would.

    Args:
        value: what `Parser` gives for a reply; besides, a str is written as a simple string, so that ``"OK"`` is
            what servers mean by it, and tuples and frozensets as lists and sets.
        protocol: 3, or 2 to write what has no type of its own there as Redis does: maps as flat arrays, sets and
            pushes as arrays, booleans as 1 and 0, doubles, big numbers and verbatim strings as bulk strings.

    Returns:
        The bytes of the reply.

    Raises:
        TypeError: *value* or something in it is none of these types, or a push is not the outermost.
        ValueError: *protocol* is neither 2 nor 3, or a str holds a line end.
    """
    if protocol not in (2, 3):
        raise ValueError(f"protocol must be 2 or 3, not {protocol!r}")
    pieces: list[bytes] = []
    if isinstance(value, Push):
        _aggregate(b">" if protocol == 3 else b"*", len(value), value, protocol, pieces)
    else:
        _write(value, protocol, pieces)
    return b"".join(pieces)


def _write(value: Any, protocol: int, pieces: list[bytes]) -> None:
    if isinstance(value, WithAttributes):
        if protocol == 3:
            _pairs(b"|", value.attributes, protocol, pieces)
        _write(value.value, protocol, pieces)
    elif isinstance(value, dict | Pairs):
        _pairs(b"%", value, protocol, pieces)
    elif isinstance(value, set | frozenset | Members):
        _aggregate(b"~" if protocol == 3 else b"*", len(value), value, protocol, pieces)
    elif isinstance(value, list | tuple) and not isinstance(value, Push):
        _aggregate(b"*", len(value), value, protocol, pieces)
    else:
        pieces.append(_scalar(value, protocol))


def _aggregate(kind: bytes, count: int, items: Any, protocol: int, pieces: list[bytes]) -> None:
    pieces.append(b"%b%d\r\n" % (kind, count))
    for item in items:
        _write(item, protocol, pieces)


def _pairs(kind: bytes, value: Any, protocol: int, pieces: list[bytes]) -> None:
    pairs = value.items() if isinstance(value, dict) else value
    flat = [item for pair in pairs for item in pair]
    if protocol == 3:
        _aggregate(kind, len(flat) // 2, flat, protocol, pieces)
    else:
        _aggregate(b"*", len(flat), flat, protocol, pieces)


def _scalar(value: Any, protocol: int) -> bytes:
    if value is None:
        return b"_\r\n" if protocol == 3 else b"$-1\r\n"
    if isinstance(value, bool):
        return (b"#t\r\n" if value else b"#f\r\n") if protocol == 3 else b":%d\r\n" % value
    if isinstance(value, int) and -(2**63) <= value < 2**63:
        return b":%d\r\n" % value
    if isinstance(value, int | float) and protocol == 3:
        return b"%b%b\r\n" % (b"(" if isinstance(value, int) else b",", repr(value).encode())
    if isinstance(value, int | float):
        return _string(b"$", repr(value).encode())
    if isinstance(value, VerbatimString) and protocol == 3:
        return _string(b"=", value.format.encode("latin-1") + b":" + value)
    if isinstance(value, bytes):
        return _string(b"$", value)
    if isinstance(value, str):
        return _line(b"+", value)
    if isinstance(value, ResponseError):
        return _error(str(value), protocol)
    raise TypeError(f"{type(value).__name__} has no form in RESP here")


def _string(kind: bytes, body: bytes) -> bytes:
    return b"%b%d\r\n%b\r\n" % (kind, len(body), body)


def _line(kind: bytes, text: str) -> bytes:
    if "\r" in text or "\n" in text:
        raise ValueError("a simple string cannot hold a line end: give bytes to write a bulk string")
    return kind + text.encode() + b"\r\n"


def _error(text: str, protocol: int) -> bytes:
    if "\r" not in text and "\n" not in text:
        return _line(b"-", text)
    if protocol == 3:
        return _string(b"!", text.encode())
    return _line(b"-", text.replace("\r", " ").replace("\n", " "))
