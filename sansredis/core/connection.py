"""The state of one connection: the replies that the server owes, and whether it may be used again.

Its law: no reply ever reaches the wrong caller. RESP has no request numbers; all that ties a reply to its request is
the order. So every request is entered here, as an `Owed`, *before* its first byte leaves, and is taken off only by its
own replies. A caller who gives up does not take his request back: its reply is still owed, and is read and dropped. A
connection is `reusable` only if the handshake is done, nothing is owed, no byte of an unfinished reply is held, and no
command left a mode behind (MULTI, WATCH, a subscription, another database ...). A reply that nobody asked for closes
the connection: the order proves nothing from then on. What came whole before it still reaches those who asked.

Time comes in as ``now``; bytes come in through `receive_data` and go out through whoever called `send`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from typing import Any

from sansredis.core.errors import (
    ConnectionError,
    ConnectionInUseError,
    DataError,
    ProtocolError,
    RedisError,
    ResponseError,
)
from sansredis.core.handshake import Handshake, Stage, describe
from sansredis.core.modes import CONFIRMATIONS, HARMLESS_MODES, Modes, Note, may_confirm, notes_of
from sansredis.core.options import Options
from sansredis.core.owed import UNTOLD, Owed, OwedReplies, Status
from sansredis.core.phases import Phase, after
from sansredis.core.resp import Limits, Parser, Push

__all__ = ["ConnectionState", "Owed", "Phase", "Status"]

_READY, _CLOSED = Phase.READY, Phase.CLOSED
_WAITING, _DONE, _EXPIRED = Status.WAITING, Status.DONE, Status.EXPIRED
_PUBLISHED = frozenset((b"message", b"pmessage", b"smessage"))
MOST_PUSHES = 1000
"""So many pushes are kept where nobody has said that he takes them out."""


class ConnectionState(OwedReplies):
    """The pure half of a connection.

    Args:
        options: the handshake's facts (user, password, db, names, protocol) and the parser's limits.
        readonly: whether to say READONLY, as a cluster's replica wants it.

    Attributes:
        phase: how far it has come.
        server: what HELLO said of the server; empty if there is no HELLO.
        pushes: pushes, messages and monitor lines that arrived, and requests that are `aside`; whoever wants them takes
            them out.
        most_pushes: how many of them are kept for somebody to take out; beyond that the oldest are dropped.
        pushes_dropped: how many were.
        modes: what earlier commands left behind, in words.
        why: why it was closed, once CLOSED.
        get_buffer: gives the memory where the next bytes belong, or None; see `Parser.get_buffer`.
    """

    __slots__ = (
        "phase", "server", "pushes", "most_pushes", "pushes_dropped", "modes", "why", "get_buffer",
        "_options", "_handshake", "_parser", "_feed", "_modes", "_open",
    )  # fmt: skip

    def __init__(self, options: Options, *, readonly: bool = False) -> None:
        super().__init__()
        self.phase = Phase.FRESH
        self.server: dict[Any, Any] = {}
        self.pushes: deque[Any] = deque()
        self.most_pushes: float = MOST_PUSHES
        self.pushes_dropped = 0
        self.why: RedisError | None = None
        self._options = options
        self._handshake = Handshake(options, readonly)
        self._parser = Parser(Limits(**{name: getattr(options, name) for name in Limits.__slots__}))
        self._feed = self._parser.feed
        self.get_buffer = self._parser.get_buffer
        self._modes = Modes(options.db, readonly)
        self.modes = self._modes.held
        self._open = False  # whether any ordinary command may be sent, and will be answered

    @property
    def protocol(self) -> int:
        """The version of RESP that is spoken, 2 or 3, once READY."""
        return self._modes.protocol

    # The handshake

    def log_in_as(self, username: str | None, password: str | None) -> None:
        """Let the handshake log in so, and not as the options say. To be called before it begins."""
        self._handshake.login = username, password

    def greet(self) -> bytes:
        """Begin the handshake.

        Returns:
            The bytes to send. `receive_data` takes the answers; after it, `take_outgoing` may have more to send.

        Raises:
            RedisError: the server has refused the connection already; it is why.
            ConnectionInUseError: this was called before.
            DataError: the user or password cannot be encoded.
        """
        if self.phase is _CLOSED and self.why is not None:
            raise self.why
        self.phase = after(self.phase, "greet")
        self._handshake.begin()
        return self.take_outgoing()

    def take_outgoing(self) -> bytes:
        """Give what the handshake wants to send next, once; b"" if nothing."""
        return self._handshake.take_outgoing()

    def _greeted(self, values: list[Any], error: RedisError | None) -> None:
        """Take in what arrived before the handshake was done."""
        try:
            for value in values:
                if type(value) is Push:
                    self._keep(value)
                elif self.phase is _READY:
                    raise _unasked(value)
                else:
                    self._handshake.receive(value)
                    if self._handshake.stage is Stage.DONE:
                        self.phase = after(self.phase, "be ready")
            if error is not None and self.phase is not _READY:
                raise ProtocolError(f"{error} (while connecting to {self._options.location})")
        except RedisError as refusal:
            error = refusal
        if error is not None:
            self.close(error)
        elif self.phase is _READY:
            self._modes.protocol = self._handshake.protocol
            self.server = self._handshake.server
            self._open = True

    def adopt(self) -> None:
        """Take what was done on the connection since the handshake for a part of that: it is as good as new.

        Raises:
            DataError: there is something that the next caller would not expect; the message names it.
        """
        left = self._modes.adopt(tracked=self._options.cache is not None)
        if self.owed or self.unfinished:
            left.append("a reply that is owed")
        if left:
            remedy = "; give db= instead" if left == ["another database"] else ""
            raise DataError(f"on_connect must not leave {' and '.join(left)} on a connection{remedy}")

    # Sending

    def send(self, owed: Owed, size: int, commands: Sequence[tuple[Any, ...]] = ()) -> bool:
        """Enter a request of *size* bytes. To be called before its first byte is written.

        Args:
            owed: stands for the request from now on.
            size: bytes of it.
            commands: all its commands, if any of them needs a lease (`metadata.needs_lease`).

        Returns:
            Whether a reply is to be waited for. False: the server was told not to answer; *owed* is DONE.

        Raises:
            ConnectionError: the connection is closed.
            ConnectionInUseError: the handshake is not done.
            DataError: after what was sent before, nobody could tell whose reply is whose; nothing was entered.
        """
        if (commands or not self._open) and not self._admit(owed, size, commands):
            return False
        if owed.many:
            owed.start = self.sent
        self.sent = owed.end = self.sent + size
        self.owed.append(owed)
        return True

    def _admit(self, owed: Owed, size: int, commands: Sequence[tuple[Any, ...]]) -> bool:
        """Enter a request that is not ordinary. Returns whether it will be answered at all."""
        if self.phase is _CLOSED:
            raise ConnectionError(f"the connection to {self._options.location} is closed: {self.why}")
        if self.phase is not _READY:
            raise ConnectionInUseError(f"the connection to {self._options.location} is {self.phase.value}")
        modes, count = self._modes, owed.expected
        notes = notes_of(commands)
        pending = self.pending()
        modes.check(notes, owed.many or count > 1, pending)
        owed.notes = deque(notes)
        silent = modes.hush(notes, count)
        answered = silent < count
        if answered:
            owed.doubted, modes.unheard = modes.unheard, False
            if notes or silent:
                owed.replies = [None] * silent
            if notes and notes[0].name in CONFIRMATIONS:
                owed.expected = UNTOLD
        else:
            owed.status = _DONE
            owed.unanswered = True
            owed.value = None if owed.replies is None else [None] * count
            owed.start = self.sent
            self.sent = owed.end = self.sent + size
        self._open = modes.ordinary(pending | {note.name for note in notes})
        return answered

    # Receiving

    def receive_data(self, data: bytes | memoryview) -> list[Owed]:
        """Take in what arrived.

        Args:
            data: the bytes, any number of them, cut anywhere; or the part of `get_buffer`'s memory that they were read
                into.

        Returns:
            The requests that are DONE by it, in order; abandoned and expired ones are dropped. Pushes are in `pushes`.
            Where it is not RESP, holds a reply that nobody asked for, or refuses the handshake, the state is CLOSED
            afterwards: `why` tells the reason and `lost` holds the requests that got nothing.
        """
        done: list[Owed] = []
        owed, modes = self.owed, self.modes
        error: RedisError | None = None
        try:
            values = self._feed(data)
        except ProtocolError as malformed:
            values, error = self._parser.completed, malformed
        if self.phase is not _READY:
            if self.phase is not _CLOSED:
                self._greeted(values, error)
            return done
        try:
            for value in values:
                if (type(value) is Push or (modes and modes != HARMLESS_MODES)) and self._put_aside(value):
                    continue
                if not owed:
                    raise _unasked(value)
                head = owed[0]
                replies = head.replies
                if replies is None:
                    head.value = value
                    owed.popleft()
                else:
                    replies.append(value)
                    if head.notes and (head.notes[0].place < len(replies) or head.expected == UNTOLD):
                        self._settle(head, head.notes, replies)
                    if len(replies) < head.expected:
                        continue
                    head.value = replies if head.many or head.expected > 1 else value
                    owed.popleft()
                    if head.atomic and "MULTI" in modes:
                        # Whatever was sent after it is queued there, and will be answered with that.
                        self.close(ConnectionError("the server refused EXEC, and is still in MULTI"))
                self.answered = head.end
                if head.status is _WAITING:
                    head.status = _DONE
                    if head.aside:
                        self._keep(head)
                    else:
                        done.append(head)
                elif head.status is _EXPIRED:
                    self.late -= 1
        except ProtocolError as disorder:
            error = disorder
        if error is not None:
            self.close(error)
        return done

    def _put_aside(self, value: Any) -> bool:
        """Put a value that is not the next reply among the pushes, if it is such a one."""
        if type(value) is Push and value and type(value[0]) is bytes and value[0] in _PUBLISHED:
            # What there may be thousands of in a second. It says nothing of the connection, and answers nothing.
            self.pushes.append(value)
            if len(self.pushes) > self.most_pushes:
                self._drop_push()
            return True
        head = self.owed[0] if self.owed else None
        kind = self._modes.kind_of(value)
        if kind is None:
            if head is not None and head.doubted:
                if isinstance(value, ResponseError):
                    raise ProtocolError("the server seems to have refused CLIENT REPLY: nobody knows what it answers")
                head.doubted = False
            return False
        if head is not None and head.expected == UNTOLD and head.notes and may_confirm(head.notes[0], kind, value):
            return False
        self._modes.confirm(value)
        self._keep(value if type(value) is Push else Push(value if type(value) is list else (kind, value)))
        return True

    def _keep(self, value: Push | Owed) -> None:
        """Put something among the pushes. Were nobody to take them out, they must not fill the memory."""
        self.pushes.append(value)
        if len(self.pushes) > self.most_pushes:
            self._drop_push()

    def _drop_push(self) -> None:
        self.pushes.popleft()
        self.pushes_dropped += 1

    def _settle(self, head: Owed, notes: deque[Note], replies: list[Any]) -> None:
        """Note what the last reply says of the connection, and whether it is the last of a command on subscriptions."""
        modes = self._modes
        if head.expected == UNTOLD:
            if isinstance(replies[-1], ResponseError):
                # One error stands for all the confirmations.
                head.expected = 1
            else:
                if modes.confirmed(notes[0], replies):
                    head.expected = len(replies)
                if head.aside:
                    self._keep(Push(replies[-1]))
            return
        while notes and notes[0].place < len(replies):
            note = notes.popleft()
            modes.settle(note, replies[note.place])
            if not self._open:
                self._open = modes.ordinary(self.pending())

    @property
    def unfinished(self) -> bool:
        """Whether the beginning of a reply or push has arrived, but not its end."""
        return not self._parser.idle

    # Its state, and the end

    @property
    def reusable(self) -> bool:
        """Whether the next caller will meet a connection as good as new."""
        return self.phase is _READY and not self.owed and not self.modes and not self.unfinished

    @property
    def closed(self) -> bool:
        """Whether the connection has ended."""
        return self.phase is _CLOSED

    def close(self, why: RedisError) -> None:
        """End the connection. What was waited for goes to `lost`; `may_have_run` tells what is known of each request.

        Args:
            why: the reason; the first one given is kept.
        """
        self.phase = after(self.phase, "close")
        self._open = False
        self.why = self.why or why
        # It may hold the password.
        self._handshake.take_outgoing()
        self.lose()

    def __repr__(self) -> str:
        owed = f" owed={len(self.owed)}" if self.owed else ""
        modes = f" modes={','.join(sorted(self.modes))}" if self.modes else ""
        return f"<ConnectionState {self.phase.value}{owed}{modes}>"


def _unasked(value: Any) -> ProtocolError:
    return ProtocolError(f"the server sent a reply that nobody asked for: {describe(value)}")
