"""Keyspace notifications: the names of their channels, and what their messages say.

The server tells what happens to keys by publish/subscribe, if its ``notify-keyspace-events`` says so: to the channel
``__keyspace@DB__:KEY`` the name of the event, and to ``__keyevent@DB__:EVENT`` the name of the key.
https://redis.io/docs/latest/develop/pubsub/keyspace-notifications/
"""

from __future__ import annotations

import re
from typing import Any, Generic, NamedTuple, TypeVar

from sansredis.core.commands.command import S
from sansredis.core.errors import DataError
from sansredis.core.pubsub_messages import Message

M = TypeVar("M", bound=bytes | str)
"""The type of the strings in a message, of which that of the event follows."""

_match_text = re.compile(r"__key(space|event)@(\d+)__:", re.ASCII).match
_match_bytes = re.compile(rb"__key(space|event)@(\d+)__:").match


class KeyEvent(NamedTuple, Generic[S]):
    """What happened to a key.

    Attributes:
        event: what, as ``set``, ``del`` or ``expired``; with str also from clients that leave bytes.
        key: to which key.
        db: in which database.
    """

    event: str
    key: S
    db: int

    @classmethod
    def of(cls, message: Message[M]) -> KeyEvent[M] | None:
        """Read a message.

        Args:
            message: any message of a subscriber.

        Returns:
            The event; None if the message is of another kind.
        """
        channel: Any = message["channel"]
        data: Any = message["data"]
        if channel is None or not isinstance(data, (bytes, str)):
            return None
        match = _match_text(channel) if isinstance(channel, str) else _match_bytes(channel)
        if match is None:
            return None
        rest = channel[match.end() :]
        key: Any
        event, key = (data, rest) if match[1] in ("space", b"space") else (rest, data)
        return KeyEvent(event if isinstance(event, str) else event.decode("utf-8", "replace"), key, int(match[2]))


def key_pattern(prefix: bytes, db: int | str, name: bytes) -> bytes:
    """The pattern of the channels for keys or events.

    Args:
        prefix: ``b"keyspace"`` or ``b"keyevent"``.
        db: the database's number, or "*" for all.
        name: a pattern of keys, or of events.

    Raises:
        DataError: there is no such database.
    """
    if db != "*" and (isinstance(db, bool) or not isinstance(db, int) or db < 0):
        raise DataError(f'db must be a database\'s number or "*", not {db!r}')
    return b"__%b@%b__:%b" % (prefix, str(db).encode(), name)


def tells(setting: str, prefix: bytes) -> bool:
    """Whether a server whose ``notify-keyspace-events`` is *setting* tells anything on such channels."""
    needed = "K" if prefix == b"keyspace" else "E"
    return needed in setting and bool(set(setting) - {"K", "E"})
