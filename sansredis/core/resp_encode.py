"""Commands to bytes.

A command is an array of bulk strings, so every argument is data: no byte in it can end it or begin another command.
Only arguments whose bytes are beyond doubt are taken: bytes-like ones as they are, str in the encoder's encoding,
int and float as Redis reads them back. Anything else is a `DataError`, before a single byte is produced.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterable
from typing import Any, TypeAlias

from sansredis.core.errors import DataError

Encodable: TypeAlias = bytes | bytearray | memoryview | str | int | float
"""What can be an argument of a command. (bool, though an int for Python, cannot: Redis has no booleans in commands.)"""

Segment: TypeAlias = bytes | bytearray | memoryview
"""A piece of what is to be written. The pieces in order, without anything between them, are what goes out."""

# Looking a short length up is cheaper than formatting it. The line end before each header ends what precedes it, so
# that an argument adds two pieces to the command instead of three.
_HEADERS = [b"\r\n$%d\r\n" % size for size in range(1024)]
_COUNTS = [b"*%d" % count for count in range(64)]
_CHUNK = 64 * 1024

_REMEDIES = {
    type(None): "leave it out, or send a value of your own that stands for nothing",
    bool: "send int(value), or a string of your choice",
    dict: "send its keys and values as arguments of their own, or serialise it (json.dumps)",
    list: "send its items as arguments of their own, or serialise it (json.dumps)",
    tuple: "send its items as arguments of their own, or serialise it (json.dumps)",
    set: "send its members as arguments of their own",
}


class Encoder:
    """Turns commands into what is written to the server. It has no state, and may be shared.

    Args:
        encoding: the codec for str arguments. Numbers are always sent in ASCII.
        errors: what to do with characters that the codec does not have (``"strict"``, ``"surrogateescape"`` ...).
        copy_threshold: an argument of more bytes than this (but at least 1023) is passed on as a segment of its own
            instead of being copied.

    Raises:
        DataError: Python knows no such codec or no such error handler.
    """

    __slots__ = ("_copy_threshold", "_encoding", "_errors")

    def __init__(self, encoding: str = "utf-8", errors: str = "strict", *, copy_threshold: int = 32 * 1024) -> None:
        try:
            "".encode(encoding)
            codecs.lookup_error(errors)
        except LookupError as error:
            raise DataError(f"{error}: choose a text encoding and an error handler that Python knows") from None
        self._encoding = encoding
        self._errors = errors
        self._copy_threshold = copy_threshold

    def encode(self, args: tuple[Any, ...]) -> bytes | list[Segment]:
        """Encode one command.

        Args:
            args: the command's tokens, name first, each of them `Encodable`.

        Returns:
            The command's bytes. If an argument is larger than the copy threshold, a list of segments instead, in
            which that argument is the caller's own object or a flat view of it: it must not change until written.

        Raises:
            DataError: *args* is empty, or holds something that cannot be sent.
        """
        count = len(args)
        pieces: list[Any] = [_COUNTS[count] if count < 64 else b"*%d" % count]
        longest = 0
        for arg in args:
            kind = arg.__class__
            if kind is str:
                try:
                    arg = arg.encode(self._encoding, self._errors)
                except UnicodeError:
                    raise self._unencodable(args, len(pieces) // 2) from None
            elif kind is not bytes:
                arg = self._convert(arg, args, len(pieces) // 2)
            size = len(arg)
            if size < 1024:
                pieces.append(_HEADERS[size])
            else:
                pieces.append(b"\r\n$%d\r\n" % size)
                if size > longest:
                    longest = size
            pieces.append(arg)
        if not count:
            raise DataError("an empty command cannot be sent: give at least its name")
        pieces.append(b"\r\n")
        if longest > self._copy_threshold:
            return self._segments(pieces)
        return b"".join(pieces)

    def encode_many(self, commands: Iterable[tuple[Any, ...]]) -> list[Segment]:
        """Encode several commands to be sent together.

        Args:
            commands: the tokens of each command, as for `encode`.

        Returns:
            Segments of about 64 KiB, ready to be written in order; arguments larger than the copy threshold are
            segments of their own, uncopied.

        Raises:
            DataError: a command is empty or holds something that cannot be sent; the message says which one.
        """
        pieces: list[Segment] = []
        encode = self.encode
        for number, args in enumerate(commands, 1):
            try:
                encoded = encode(args)
            except DataError as error:
                raise DataError(f"command {number}: {error}") from None
            if isinstance(encoded, bytes):
                pieces.append(encoded)
            else:
                pieces += encoded
        return self._segments(pieces)

    def argument(self, value: Any) -> bytes:
        """Return the bytes of one argument: the server knows a key by them, whatever its type was here.

        Args:
            value: an `Encodable`.

        Raises:
            DataError: it cannot be sent.
        """
        if value.__class__ is bytes:
            own: bytes = value
            return own
        return bytes(self._convert(value, (b"", value), 1))

    def _segments(self, pieces: Iterable[Segment]) -> list[Segment]:
        """Join what is small to chunks, and leave what is large as it is."""
        segments: list[Segment] = []
        small: list[Segment] = []
        gathered = 0
        for piece in pieces:
            size = len(piece)
            large = size > self._copy_threshold
            if not large:
                small.append(piece)
                gathered += size
            if small and (large or gathered >= _CHUNK):
                segments.append(b"".join(small))
                small = []
                gathered = 0
            if large:
                segments.append(piece)
        if small:
            segments.append(b"".join(small))
        return segments

    def _convert(self, arg: Any, args: tuple[Any, ...], index: int) -> Segment:
        """Return the bytes of an argument, of whatever type.

        Numbers go through their base class, so that subclasses which show themselves otherwise (the members of an
        IntEnum, NumPy's floats) are sent as the number they are.
        """
        if isinstance(arg, int) and arg.__class__ is not bool:
            try:
                return int.__repr__(arg).encode()
            except ValueError:
                raise DataError(f"{_place(args, index)} has too many digits: send it as str or bytes") from None
        if isinstance(arg, float):
            return float.__repr__(arg).encode()
        if isinstance(arg, str):
            try:
                return str.encode(arg, self._encoding, self._errors)
            except UnicodeError:
                raise self._unencodable(args, index) from None
        if isinstance(arg, bytes | bytearray | memoryview):
            return _flat(memoryview(arg))
        remedy = _REMEDIES.get(arg.__class__, "send bytes, str, int or float")
        raise DataError(f"{_place(args, index)} is of type {type(arg).__name__}, which cannot be sent: {remedy}")

    def _unencodable(self, args: tuple[Any, ...], index: int) -> DataError:
        return DataError(
            f"{_place(args, index)} is a str with characters that encoding={self._encoding!r} with "
            f"errors={self._errors!r} does not take: send bytes, or choose others (errors='surrogateescape')"
        )


def _flat(view: memoryview) -> bytes | memoryview:
    """Return *view* as one whose length is its number of bytes; a copy only where its bytes do not lie in order."""
    if not view.c_contiguous or 0 in (view.shape or ()):
        return view.tobytes()
    return view.cast("B")


def _place(args: tuple[Any, ...], index: int) -> str:
    """Say where an argument stands, without quoting any value: it might be a password."""
    name = args[0]
    if index == 0 or not isinstance(name, bytes | str) or not name.isalpha():
        return f"argument {index} of a command"
    return f"argument {index} of {name.decode() if isinstance(name, bytes) else name}"
