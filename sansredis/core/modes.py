"""What commands leave behind on their connection: MULTI, another database, a subscription, silence ...

The law: **what a connection is in is known from its replies, in their order**, and whoever is to be given it meets
none of it. While the reply to such a command is owed, the connection is not reusable anyhow, so a mode begins and ends
when the reply says so. Where a reply leaves a doubt, the mode is taken for granted: it costs a connection, not a wrong
reply.

One mode has no reply to go by: CLIENT REPLY OFF and SKIP silence the server from the next command on, so they count as
soon as they are sent. Where nobody could tell any more how many replies a command will have, or which, it is refused
before a byte of it is sent: a subscription in MULTI, MULTI in silence, most things beside MONITOR.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple

from sansredis.core.commands.facts import command_name, token
from sansredis.core.commands.metadata import HARMLESS_CLIENT, needs_lease
from sansredis.core.errors import DataError, ExecAbortError, ProtocolError, ResponseError
from sansredis.core.handshake import describe
from sansredis.core.resp import Push

CONFIRMATIONS = {
    b"SUBSCRIBE": b"subscribe",
    b"PSUBSCRIBE": b"psubscribe",
    b"SSUBSCRIBE": b"ssubscribe",
    b"UNSUBSCRIBE": b"unsubscribe",
    b"PUNSUBSCRIBE": b"punsubscribe",
    b"SUNSUBSCRIBE": b"sunsubscribe",
}
"""What each command on subscriptions is answered with, once for every channel."""

_LEAVES = {b"unsubscribe": b"subscribe", b"punsubscribe": b"psubscribe", b"sunsubscribe": b"ssubscribe"}
_MESSAGES = frozenset((b"message", b"pmessage", b"smessage", *CONFIRMATIONS.values()))
_is_monitor_line = re.compile(rb"\d+\.\d{6} \[\d+ ").match

SUBSCRIPTION = "a subscription"
BEGINS = {
    b"MULTI": "MULTI",
    b"WATCH": "WATCH",
    b"MONITOR": "MONITOR",
    b"AUTH": "another user",
    b"HELLO": "another handshake",
    b"QUIT": "QUIT",
    b"ASKING": "ASKING",
    b"SYNC": "replication",
    b"PSYNC": "replication",
    b"REPLCONF": "replication",
    b"CLUSTER SYNCSLOTS": "replication",
    b"SCRIPT DEBUG": "SCRIPT DEBUG",
    b"SELECT": "another database",
    b"READONLY": "READONLY",
    b"READWRITE": "READWRITE",
    b"RESET": "no handshake",
}
"""The mode that a command leaves behind. (And every sub-command of CLIENT that is not known to be harmless.)"""
ENDS = {
    b"EXEC": ("MULTI", "WATCH"),
    b"DISCARD": ("MULTI", "WATCH"),
    b"UNWATCH": ("WATCH",),
    b"READONLY": ("READWRITE",),
    b"READWRITE": ("READONLY",),
}
"""The modes that a command ends."""

SEVERAL_REPLIES = frozenset((*CONFIRMATIONS, b"MONITOR", b"CLIENT REPLY", b"SYNC", b"PSYNC"))
"""Commands that are not answered with exactly one reply."""
NOT_IN_MULTI = SEVERAL_REPLIES | {b"HELLO"}
"""Commands that some servers would queue, and whose replies nobody could tell from others once EXEC runs them."""
NOT_IN_SILENCE = frozenset((*CONFIRMATIONS, b"MONITOR", b"SYNC", b"PSYNC", b"MULTI", b"RESET", b"HELLO"))
"""Commands that some servers answer while CLIENT REPLY is OFF, or that change what would be answered."""
BESIDE_MONITOR = frozenset((b"RESET", b"QUIT"))
"""The only commands whose replies cannot be mistaken for a line of MONITOR, nor the other way round."""


_ADOPTED = frozenset(("READONLY", "another user"))

_ONE_WORD = frozenset(name for name in (*BEGINS, *ENDS, *CONFIRMATIONS) if b" " not in name)
AUTH_FITS = frozenset(("WATCH", BEGINS[b"SELECT"], BEGINS[b"READONLY"], BEGINS[b"READWRITE"]))
"""Modes in which AUTH is executed at once, answered once, and changes nothing but the user."""
HARMLESS_MODES = frozenset(("MULTI",))
"""Modes in which the server sends nothing but replies."""


class Note(NamedTuple):
    """A command that concerns the connection: its place in its request, its name, and the arguments after that."""

    place: int
    name: bytes
    args: tuple[Any, ...]


def notes_of(commands: Iterable[tuple[Any, ...]]) -> list[Note]:
    """Find the commands that concern the connection among those of a request."""
    return [note for place, args in enumerate(commands) if needs_lease(args) and (note := _note(place, args))]


def _note(place: int, args: tuple[Any, ...]) -> Note | None:
    if type(args[0]) is bytes and args[0] in _ONE_WORD:
        return Note(place, args[0], args[1:])
    word = token(args[0])
    if word.split() != [word]:
        # The server will look for a command with blanks in its name, and find none.
        return None
    name = command_name(args)
    if name in BEGINS or name in ENDS or name in CONFIRMATIONS:
        return Note(place, name, args[1 + name.count(b" ") :])
    if name.startswith(b"CLIENT ") and name not in HARMLESS_CLIENT:
        return Note(place, name, args[2:])
    return None


def may_confirm(note: Note, kind: bytes, value: Sequence[Any]) -> bool:
    """Whether a confirmation may be one that a command is owed, and is not about something else.

    A server of a cluster unsubscribes a client from a shard channel also unasked, when it moves the channel away. So
    what is told of a channel that is not among those to be left is no answer; text is not compared, since only its
    encoder knows its bytes.
    """
    if CONFIRMATIONS[note.name] != kind:
        return False
    named = note.name == b"SUNSUBSCRIBE" and note.args and all(type(arg) is bytes for arg in note.args)
    return not named or len(value) < 2 or value[1] in note.args


def check_batch(commands: Iterable[tuple[Any, ...]]) -> None:
    """Refuse a pipeline with a command whose number of replies is not one.

    Args:
        commands: the argument tuples of the pipeline.

    Raises:
        DataError: there is one; the message names it and its place.
    """
    _check_batch(notes_of(commands))


def _check_batch(notes: Iterable[Note]) -> None:
    for place, name, _ in notes:
        if name in SEVERAL_REPLIES:
            why = f"{_shown(name)} is not answered with exactly one reply; send it alone, on a leased connection"
            raise DataError(f"command {place} of the pipeline: {why}")


class Modes:
    """What the commands before have left behind on a connection.

    Args:
        db: the database that the handshake selects.
        readonly: whether the handshake says READONLY.

    Attributes:
        held: the modes in words; empty if the connection is as the handshake left it.
        protocol: the version of RESP that the server speaks.
        muted: how many of the next commands will not be answered; infinity after CLIENT REPLY OFF.
        unheard: whether the server may have refused an unanswered CLIENT REPLY; then its next reply says so.
    """

    __slots__ = ("held", "protocol", "muted", "unheard", "_home", "_readonly", "_joined")

    def __init__(self, db: int, readonly: bool) -> None:
        self.held: set[str] = set()
        self.protocol = 2
        self.muted: float = 0
        self.unheard = False
        self._home = b"%d" % db
        self._readonly = readonly
        self._joined: dict[bytes, set[Any]] = {kind: set() for kind in _LEAVES.values()}

    def adopt(self, tracked: bool) -> list[str]:
        """Take what was left behind so far for a part of the handshake, where that can be.

        Args:
            tracked: whether the handshake has switched tracking on, and somebody relies on it.

        Returns:
            The modes that cannot be taken so.
        """
        fixed = {"CLIENT REPLY", "CLIENT TRACKING"} if tracked else {"CLIENT REPLY"}
        taken = {mode for mode in self.held - fixed if mode in _ADOPTED or mode.startswith("CLIENT ")}
        self._readonly = self._readonly or "READONLY" in taken
        self.held -= taken
        return sorted(self.held)

    # Before something is sent

    def check(self, notes: Sequence[Note], many: bool, pending: Collection[bytes]) -> None:
        """Refuse what would make the replies impossible to tell apart.

        Args:
            notes: of the request.
            many: whether the request is a pipeline.
            pending: names of the commands that concern the connection and are not answered yet.

        Raises:
            DataError: it must not be sent; the message says why.
        """
        if self._monitors(pending) and (many or not notes or notes[0].name not in BESIDE_MONITOR):
            raise DataError("a connection in MONITOR takes only RESET and QUIT; lease another one for other commands")
        if many:
            _check_batch(notes)
        multi = "MULTI" in self.held or b"MULTI" in pending
        # The server may refuse to speak again, and will not say so.
        waits = b"CLIENT REPLY" in pending
        for note in notes:
            name = note.name
            if multi and name in NOT_IN_MULTI:
                raise DataError(f"{_shown(name)} cannot be sent between MULTI and EXEC")
            if (self.muted or waits) and (name in NOT_IN_SILENCE or (waits and name == b"CLIENT REPLY")):
                remedy = "send CLIENT REPLY ON, and wait for its reply"
                raise DataError(f"{_shown(name)} cannot be sent after CLIENT REPLY OFF or SKIP; {remedy}")
            multi = multi or name == b"MULTI"

    def ordinary(self, pending: Collection[bytes]) -> bool:
        """Whether any ordinary command may be sent and will be answered, without a closer look at it."""
        return not (self.muted or self.unheard or self._monitors(pending))

    def _monitors(self, pending: Collection[bytes]) -> bool:
        return "MONITOR" in self.held or b"MONITOR" in pending

    def hush(self, notes: Sequence[Note], count: int) -> int:
        """Enter a request of so many commands. Returns how many of them, from the first on, will not be answered."""
        if notes and notes[0].name == b"CLIENT REPLY" and len(notes[0].args) == 1:
            how = token(notes[0].args[0])
            if how == b"ON":
                self.muted = 0
            elif how in (b"OFF", b"SKIP"):
                self.muted = math.inf if how == b"OFF" else self.muted or 1
                self.held.add("CLIENT REPLY")
                self.unheard = True
                return 1
        silent = min(self.muted, count)
        self.muted -= silent
        return int(silent)

    # When something arrives

    def kind_of(self, value: Any) -> bytes | None:
        """What kind of push a value is; None if it is the reply to a command."""
        if type(value) is Push:
            return _first(value)
        if type(value) is list:
            kind = _first(value)
            # Subscribed under RESP2, the server sends nothing else of this form: it runs no other command then.
            return kind if self.protocol == 2 and SUBSCRIPTION in self.held and kind in _MESSAGES else None
        if "MONITOR" in self.held and isinstance(value, bytes) and _is_monitor_line(value):
            return b"monitor"
        return None

    def confirm(self, value: Any) -> bool:
        """Note a confirmation. Returns whether it was one."""
        kind = _first(value) if isinstance(value, list) and len(value) == 3 else b""
        channel = value[1] if kind else None
        if not isinstance(channel, bytes | None):
            return False
        if kind in self._joined:
            self._joined[kind].add(channel)
        elif kind in _LEAVES:
            self._joined[_LEAVES[kind]].discard(channel)
        else:
            return False
        if any(self._joined.values()):
            self.held.add(SUBSCRIPTION)
        else:
            self.held.discard(SUBSCRIPTION)
        return True

    def confirmed(self, note: Note, replies: Sequence[Any]) -> bool:
        """Note the last reply to a command on subscriptions.

        Args:
            note: the command.
            replies: those that it has so far.

        Returns:
            Whether it has all its confirmations now.

        Raises:
            ProtocolError: the last reply is none of them.
        """
        kind = CONFIRMATIONS[note.name]
        if not self.confirm(replies[-1]) or replies[-1][0] != kind:
            raise ProtocolError(f"the server answered {_shown(note.name)} with {describe(replies[-1])}")
        if note.args:
            return len(replies) == len(note.args)
        # To leave all channels is confirmed once for each of them, or once if there are none.
        return not self._joined.get(_LEAVES.get(kind, b""), ())

    def settle(self, note: Note, reply: Any) -> None:
        """Note what a command has changed, now that its reply is there."""
        name = note.name
        if name == b"HELLO":
            # Even where it fails it may have changed the user.
            self.held.add(BEGINS[name])
            if not isinstance(reply, ResponseError):
                self.protocol = 2 if type(reply) is list else 3
        elif isinstance(reply, ResponseError):
            if type(reply) is ExecAbortError:
                self.held.difference_update(ENDS[b"EXEC"])
        elif name == b"RESET":
            self._reset()
        else:
            self._executed(note, queued=reply == b"QUEUED")

    def _executed(self, note: Note, queued: bool) -> None:
        """Note the success of a command. One that is queued may yet fail, so it can begin a mode and not end one."""
        name = note.name
        if not queued:
            self.held.difference_update(ENDS.get(name, ()))
        home = name == (b"READONLY" if self._readonly else b"READWRITE")
        if name == b"SELECT" and note.args and _written(note.args[0]) == self._home:
            home = True
            if not queued:
                self.held.discard(BEGINS[name])
        mode = BEGINS.get(name) or ("" if name in ENDS else _shown(name))
        if mode and not home:
            self.held.add(mode)

    def _reset(self) -> None:
        self.held.clear()
        self.held.add(BEGINS[b"RESET"])
        self.protocol = 2
        for channels in self._joined.values():
            channels.clear()


def _first(value: Sequence[Any]) -> bytes:
    return value[0] if value and type(value[0]) is bytes else b""


def _written(arg: Any) -> bytes:
    return b"%d" % arg if type(arg) is int else token(arg)


def _shown(name: bytes) -> str:
    return name.decode("ascii", "replace")
