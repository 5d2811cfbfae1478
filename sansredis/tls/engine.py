"""One connection's TLS in memory: bytes in, bytes out. Who sends and receives them is not its concern.

Its law: **what was written is known**. TLS sends plain bytes in records, and the peer can read nothing of a record that
it does not have as a whole. So each record is one mark: what lies in records that went out as a whole may have been
read, and nothing else can have been.
"""

from __future__ import annotations

import ssl
from collections import deque
from typing import Any

from sansredis.core.option_kinds import OptionError, shown
from sansredis.core.options import Options
from sansredis.runtime import Received, TlsFault
from sansredis.tls.context import context_of, server_name
from sansredis.tls.faults import explain

RECORD = 16384
"""The most plain bytes of a record."""
BATCH = 16 * RECORD
"""So much is encrypted before it is sent: more would fill the memory with what the operating system does not take."""


class Engine:
    """The TLS of one connection.

    Args:
        options: what the connection was made with.

    Attributes:
        leftover: whether there may be more to `take` without anything being fed.
        outgoing: gives the bytes that the protocol itself wants to send.

    Raises:
        OptionError: the options or files for TLS are wrong, or there can be no such host.
    """

    __slots__ = (
        "leftover",
        "_options",
        "_object",
        "_in",
        "_out",
        "_marks",
        "_sealed",
        "_gone",
        "_sent",
        "_first",
        "_end",
    )

    def __init__(self, options: Options) -> None:
        context, name = context_of(options), server_name(options)
        self._options = options
        self._in, self._out = ssl.MemoryBIO(), ssl.MemoryBIO()
        reason = ""
        try:
            self._object: Any = context.wrap_bio(self._in, self._out, server_hostname=name)
        except ValueError as error:
            reason = str(error)
        if reason:
            raise OptionError(f"TLS cannot ask for a server called {shown(name)} ({reason}): give ssl_server_hostname")
        self.leftover = False
        self._marks: deque[tuple[int, int]] = deque()
        self._sealed = 0
        self._gone = 0
        self._sent = 0
        self._first = b""
        self._end: TlsFault | bytes | None = None

    # Sending

    def seal(self, data: bytes | memoryview) -> bytes:
        """Encrypt. Returns all that is to be sent now, the protocol's own words included."""
        out, write, size = self._out, self._object.write, len(data)
        if size <= RECORD:
            write(data)
            self._sealed += size
            self._marks.append((self._sent + out.pending, self._sealed))
        else:
            view = memoryview(data)
            for start in range(0, size, RECORD):
                piece = view[start : start + RECORD]
                write(piece)
                self._sealed += len(piece)
                self._marks.append((self._sent + out.pending, self._sealed))
        return self.outgoing()

    def outgoing(self) -> bytes:
        """Give what the protocol itself wants to send, once; b"" if nothing."""
        data = self._out.read()
        self._sent += len(data)
        return data

    def unsent(self, left: int) -> int:
        """Count the plain bytes that the peer cannot have, where so many of the encrypted ones were not sent yet."""
        marks, gone = self._marks, self._sent - left
        while marks and marks[0][0] <= gone:
            self._gone = marks.popleft()[1]
        return self._sealed - self._gone

    # Receiving

    def shake(self) -> bool:
        """Go on with the handshake. Returns whether it is done. In any case `outgoing` may have something.

        Raises:
            TlsFault: it has failed. What is to be said of that to the server is in `outgoing`.
            OSError: the server has closed the connection.
        """
        fault: OSError | None = None
        try:
            self._object.do_handshake()
        except ssl.SSLWantReadError:
            if self._end is None:
                return False
            fault = OSError("the server closed the connection in the middle of the TLS handshake")
        except ssl.SSLError as error:
            fault = explain(error, self._options, self._first)
        if fault is not None:
            raise fault
        self.leftover = True
        return True

    def feed(self, data: Received) -> None:
        """Take in what has arrived; nothing is the end of the stream."""
        if len(data):
            if not self._first:
                self._first = bytes(data[:8])
            self._in.write(data)
            self.leftover = True
        elif self._end is None:
            self._end = b""
            self.leftover = True

    def take(self, room: memoryview | None) -> Received | None:
        """Give the plain bytes there are, in *room* if there is one, as far as it goes.

        Returns:
            They; b"" at the end, whether the peer has announced that or not; None if more has to be fed first.

        Raises:
            TlsFault: what was fed is no TLS, or was changed on its way, or says that the peer refuses us.
        """
        if not self.leftover:
            return None
        found: Received | None = self._read_into(room) if room is not None and len(room) else self._read()
        if found is not None:
            return found
        if isinstance(self._end, TlsFault):
            raise self._end
        # The end stays where it is: whoever asks again is told again.
        self.leftover = self._end is not None
        return self._end

    def _read(self) -> bytes | None:
        read, pieces = self._object.read, []
        try:
            while True:
                piece = read(RECORD)
                if not piece:
                    self._end = b""
                    break
                pieces.append(piece)
                self._look()
                if not self.leftover:
                    break
        except ssl.SSLError as error:
            self._stop(error)
        return pieces[0] if len(pieces) == 1 else b"".join(pieces) or None

    def _read_into(self, room: memoryview) -> memoryview | None:
        read, filled, size = self._object.read, 0, len(room)
        try:
            while filled < size:
                count = read(size - filled, room[filled:])
                if not count:
                    self._end = b""
                    break
                filled += count
            else:
                self._look()
        except ssl.SSLError as error:
            self._stop(error)
        return room[:filled] if filled else None

    def _look(self) -> None:
        """Note whether there may be more."""
        self.leftover = self._in.pending > 0 or self._end is not None or self._object.pending() > 0

    def _stop(self, error: ssl.SSLError) -> None:
        """Note why nothing more can be read now."""
        if isinstance(error, ssl.SSLWantReadError):
            self.leftover = self._end is not None
        elif isinstance(error, ssl.SSLZeroReturnError | ssl.SSLEOFError):
            self._end = b""
        elif self._end is None:
            self._end = explain(error, self._options, self._first)
