"""Room for one large string: memory that the socket fills, and that becomes the string without being copied.

`BytesIO` is what makes that possible without C. It hands out its memory for writing, and once nobody has a hand on that
any more it gives away the bytes object that it has filled. An announced length alone takes no memory, or a hostile
server could have it all: room is made when a 64th of the string has arrived, and until it is filled, the operating
system backs no more of it than was written.
"""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import Final

LARGE_STRING: Final = 32 * 1024
"""With fewer bytes still to come, to make room costs as much as to copy."""
EARNED: Final = 64
"""A string may take at most so many times the memory of what has arrived of it."""


class Room:
    """Room for a string and its line end.

    Args:
        size: bytes of both.
        pieces: what has arrived already.
    """

    __slots__ = ("_stream", "_view", "_lent")

    def __init__(self, size: int, pieces: Iterable[bytes | memoryview]) -> None:
        # The stream fills this very object, as nobody else refers to it.
        self._stream = BytesIO(bytes(size))
        self._view = self._stream.getbuffer()
        self._lent = self._view[:0]
        missing = size
        for piece in pieces:
            self.put(piece, missing)
            missing -= len(piece)

    def lend(self, missing: int) -> memoryview:
        """Give the part where the missing bytes belong, to be filled from its beginning."""
        self._lent = self._view[-missing:]
        return self._lent

    def lent(self, data: object) -> bool:
        """Whether *data* is a part of what was lent: then it is where it belongs."""
        return type(data) is memoryview and data.obj is self._view.obj

    def put(self, data: bytes | memoryview, missing: int) -> None:
        """Copy what arrived elsewhere to where the missing bytes belong."""
        start = len(self._view) - missing
        self._view[start : start + len(data)] = data

    def end(self) -> bytes:
        """The last two bytes."""
        return bytes(self._view[-2:])

    def take(self) -> bytes:
        """Give the string without its last two bytes, once it is filled. The room is of no use any more."""
        size = len(self._view) - 2
        try:
            self._lent.release()
            self._view.release()
            self._stream.truncate(size)
        except BufferError:
            # Some event loops (uvloop) keep a hand on what they have filled: a copy, then.
            return bytes(self._stream.getbuffer()[:size])
        return self._stream.getvalue()
