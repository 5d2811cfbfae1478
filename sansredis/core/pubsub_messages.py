"""What a subscriber is given: dicts of redis-py's shape, and the types by which they can be told apart.

Every message is a dict with ``type``, ``pattern``, ``channel`` and ``data``. A type checker that knows the type knows
the rest: after ``if message["type"] == "message":`` the data is text (or bytes), and no longer perhaps a number.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, Literal, NamedTuple, TypeAlias, TypedDict

from sansredis.core.commands.command import Decoder, KeyT, S


class Gap(NamedTuple):
    """Messages may be missing, or are: what has to be known to make up for them.

    Attributes:
        since: when that began, in seconds of Unix time: the server was heard for the last time, or the queue was full.
        seconds: how long it lasted. When it is told it is over: what is published from then on arrives.
        dropped: how many messages were dropped because the queue was full; None where the connection was lost, and
            nobody knows.
        reason: why, in words.
    """

    since: float
    seconds: float
    dropped: int | None
    reason: str


class Published(TypedDict, Generic[S]):
    """What was published to a channel, or to a shard channel."""

    type: Literal["message", "smessage"]
    pattern: None
    channel: S
    data: S


class Matched(TypedDict, Generic[S]):
    """What was published to a channel whose name matches a pattern."""

    type: Literal["pmessage"]
    pattern: S
    channel: S
    data: S


class Confirmed(TypedDict, Generic[S]):
    """The server's confirmation. The channel of psubscribe and punsubscribe is a pattern, and the data a count."""

    type: Literal["subscribe", "psubscribe", "ssubscribe", "unsubscribe", "punsubscribe", "sunsubscribe"]
    pattern: None
    channel: S
    data: int


class Pong(TypedDict, Generic[S]):
    """The answer to `ping`: its message, or an empty one."""

    type: Literal["pong"]
    pattern: None
    channel: None
    data: S


class GapMessage(TypedDict):
    """Here messages may be missing."""

    type: Literal["gap"]
    pattern: None
    channel: None
    data: Gap


Delivered: TypeAlias = Published[S] | Matched[S]
"""What a handler is given."""

Message: TypeAlias = Published[S] | Matched[S] | Confirmed[S] | Pong[S] | GapMessage
"""What `get_message` and the iterators give."""

Handler: TypeAlias = Callable[[Any], Any]
"""What is called with the messages of one channel or pattern."""


class Subscription(NamedTuple):
    """A name, and the handler for its messages: for names that cannot be keywords of `subscribe`."""

    name: KeyT
    handler: Handler | None = None


class Arrived(NamedTuple):
    """Something for the subscriber, as it came from the server: published, if there is a handler, else not.

    Most of what is published has no handler, and is left as it is.
    """

    raw: list[Any]
    handler: Handler | None = None


_WORDS: dict[bytes, str] = {
    word.encode(): word
    for word in (
        "message",
        "smessage",
        "subscribe",
        "psubscribe",
        "ssubscribe",
        "unsubscribe",
        "punsubscribe",
        "sunsubscribe",
    )
}


def read_message(raw: list[Any], text: Decoder | None) -> Any:
    """Make the subscriber's message.

    Args:
        raw: what the server sent: a message, a confirmation, or the reply to PING behind ``b"pong"``.
        text: makes a str of bytes; None leaves bytes.

    Returns:
        A `Message`.

    Raises:
        UnicodeDecodeError: it is not valid text in the client's encoding.
    """
    kind = raw[0]
    if kind == b"message":
        if text is None:
            return {"type": "message", "pattern": None, "channel": raw[1], "data": raw[2]}
        return {"type": "message", "pattern": None, "channel": text(raw[1]), "data": text(raw[2])}
    values = raw[1:] if text is None else [text(value) if isinstance(value, bytes) else value for value in raw[1:]]
    if kind == b"pmessage":
        return {"type": "pmessage", "pattern": values[0], "channel": values[1], "data": values[2]}
    if kind == b"pong":
        return {"type": "pong", "pattern": None, "channel": None, "data": values[0]}
    return {"type": _WORDS[kind], "pattern": None, "channel": values[0], "data": values[1]}


def gap_message(gap: Gap) -> GapMessage:
    """Make the message that tells a gap."""
    return {"type": "gap", "pattern": None, "channel": None, "data": gap}
