"""What is known about each command without asking a server: keys, flags, and how it may be sent.

Three questions stand between a command and a connection, and each is asked for every command:

* `is_read_only`: may it be executed a second time when its reply was lost? Only if it is certain that it leaves
  everything as it is and that a second answer is as good as the first. Unknown commands may not.
* `needs_lease`: must it have a connection for itself? It must if it blocks the connection, or changes the
  connection's state, or asks about what this connection did before.
* `block_time`: how long may the server itself let it wait?

The usual case costs one look-up: the name as upper-case bytes, of a command whose arguments do not matter here.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import cast

from .facts import BLOCKING, CONTAINERS, NAMES, READ_ONLY, Args, CommandInfo, KeySpec, command_name, metadata, token

__all__ = [
    "READ_ONLY",
    "CommandInfo",
    "KeySpec",
    "BLOCK_MARGIN",
    "block_time",
    "command_name",
    "is_read_only",
    "metadata",
    "needs_lease",
]

_STREAM_READS = frozenset({b"XREAD", b"XREADGROUP"})

# They change what the connection does or receives from now on, or speak of what it did before.
_CONNECTION_STATE = frozenset(
    b"AUTH|HELLO|SELECT|RESET|QUIT|READONLY|READWRITE|ASKING|MULTI|EXEC|DISCARD|WATCH|UNWATCH|MONITOR|SYNC|PSYNC|REPLCONF|"
    b"SUBSCRIBE|PSUBSCRIBE|SSUBSCRIBE|UNSUBSCRIBE|PUNSUBSCRIBE|SUNSUBSCRIBE|SCRIPT DEBUG|CLUSTER SYNCSLOTS|"
    b"WAIT|WAITAOF|DEBUG|SHUTDOWN|MIGRATE".split(b"|")
)

# The sub-commands of CLIENT that leave the connection as it is. Those that a future server has may not.
HARMLESS_CLIENT = frozenset(
    b"CLIENT GETNAME|CLIENT GETREDIR|CLIENT HELP|CLIENT ID|CLIENT INFO|CLIENT KILL|CLIENT LIST|CLIENT PAUSE|"
    b"CLIENT TRACKINGINFO|CLIENT UNBLOCK|CLIENT UNPAUSE".split(b"|")
)


def _block_option(args: Args) -> object:
    """The argument after BLOCK of XREAD or XREADGROUP; None if there is none."""
    at = 1
    while at < len(args) - 1:
        word = token(args[at])
        if word == b"BLOCK":
            return args[at + 1]
        if word == b"STREAMS":
            break
        at += {b"GROUP": 3, b"COUNT": 2, b"CLAIM": 2}.get(word, 1)
    return None


# Where each blocking command has its timeout, and how many of its units make a second.
_TIMEOUTS: dict[bytes, tuple[Callable[[Args], object], int]] = {
    **dict.fromkeys(
        (b"BLPOP", b"BRPOP", b"BZPOPMIN", b"BZPOPMAX", b"BRPOPLPUSH", b"BLMOVE"), (lambda args: args[-1], 1)
    ),
    **dict.fromkeys((b"BLMPOP", b"BZMPOP"), (lambda args: args[1], 1)),
    **dict.fromkeys((b"XREAD", b"XREADGROUP"), (_block_option, 1000)),
    b"BLMOVEM": (lambda args: args[5], 1),  # Redis 8.10: newer than the table
    b"WAIT": (lambda args: args[2], 1000),
    b"WAITAOF": (lambda args: args[3], 1000),
    b"MIGRATE": (lambda args: float(cast("str", args[5])) or 1000, 1000),  # the server takes 0 for a second
}


def _always(name: bytes) -> bool:
    if name.startswith(b"CLIENT "):
        return name not in HARMLESS_CLIENT
    return name in _TIMEOUTS or name in BLOCKING or name in _CONNECTION_STATE


# Commands about which the name alone, of one word, says all.
_PLAIN = [name for name in NAMES - CONTAINERS - {b"XREAD", b"XREADGROUP", b"FT.AGGREGATE"} if b" " not in name]
_READ: dict[object, bool] = {name: name in READ_ONLY for name in _PLAIN}
_LEASE: dict[object, bool] = {name: _always(name) for name in _PLAIN}

# What a look-up raises for other spellings, and for a name that is unhashable, missing, or a str under python -bb.
_ELSEWHERE = (KeyError, TypeError, IndexError, BytesWarning)


def is_read_only(args: Args) -> bool:
    """Whether a command may be executed a second time because its reply was lost.

    Args:
        args: the whole command, in any spelling.

    Returns:
        True if it certainly leaves everything as it is, and a second answer is as good as the first.
    """
    try:
        return _READ[args[0]]
    except _ELSEWHERE:
        return _is_read_only(args)


def _is_read_only(args: Args) -> bool:
    name = command_name(args)
    if name == b"XREAD":
        # After "$" comes what is new since the command arrived: a second one would miss what the first one saw.
        return _block_option(args) is None and not any(token(arg) == b"$" for arg in args[1:])
    if name == b"FT.AGGREGATE":
        return not any(token(arg) == b"WITHCURSOR" for arg in args[1:])
    return name in READ_ONLY


def needs_lease(args: Args) -> bool:
    """Whether a command must have a connection for itself.

    Args:
        args: the whole command, in any spelling.

    Returns:
        True if it may block the connection, changes the connection's state, or speaks of what the connection did
        before. False for commands that no server known here has.
    """
    try:
        return _LEASE[args[0]]
    except _ELSEWHERE:
        return _needs_lease(args)


def _needs_lease(args: Args) -> bool:
    name = command_name(args)
    if name in _STREAM_READS:
        return _block_option(args) is not None
    return _always(name)


BLOCK_MARGIN = 0.5
"""Seconds by which a server may be late to end a wait: it looks at the clock `hz` times a second, and 10 is usual."""


def block_time(args: Args) -> float | None:
    """How long the server itself may let a command wait before it replies.

    Args:
        args: the whole command, in any spelling.

    Returns:
        Seconds; infinity if it may wait for ever; None if it does not block, or its timeout is missing or no number
        that the server takes (it replies with an error at once).
    """
    found = _TIMEOUTS.get(command_name(args))
    if found is None:
        return None
    argument, per_second = found
    try:
        seconds = float(cast("str", argument(args))) / per_second
    except (IndexError, TypeError, ValueError):
        return None
    if seconds == 0:
        return math.inf
    return seconds if seconds > 0 else None
