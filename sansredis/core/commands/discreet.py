"""Which arguments of a command are secret, and what a server said without them.

The law: **no error repeats a secret that was sent.** Servers quote what they were given: ``ACL SETUSER`` the rule that
it does not understand, and any server all the arguments of a command that it does not know. What they say of such a
command is shown up to its arguments; a message in which a secret is found is not shown at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from ..errors import ResponseError
from .facts import NAMES, Args, command_name, token

WITHHELD = "the rest of the server's message is withheld: it may have a secret in it"

_PASSWORDS = re.compile(rb"PASS|AUTH\Z")
"""In the names of settings: requirepass, masterauth, tls-key-file-pass, auth-pass, sentinel-pass ..."""

_unprinted = re.compile(r"[^!-~]+").sub


def secrets(args: Args) -> Iterator[object]:
    """Find the arguments of a command that nobody else may see.

    Args:
        args: the command, in any spelling.

    Yields:
        Each such argument; of a rule of ACL SETUSER the password in it.
    """
    name = command_name(args)
    words = token(args[0]).split() if args else []
    if len(words) > 1 and name not in NAMES:
        # What was given as one word may be "AUTH password".
        yield from words[1:]
    if name == b"AUTH":
        yield from args[1:]
    elif name in (b"HELLO", b"MIGRATE"):
        yield from _after_auth(args)
    elif name == b"ACL SETUSER":
        yield from (_bytes(rule)[1:] for rule in args[3:] if token(rule)[:1] in (b">", b"<", b"#", b"!"))
    elif name in (b"CONFIG SET", b"SENTINEL SET", b"SENTINEL CONFIG"):
        yield from (value for key, value in pairwise(args[2:]) if _PASSWORDS.search(token(key)))


def _after_auth(args: Args) -> Iterator[object]:
    for place, arg in enumerate(args):
        count = {b"AUTH": 2 if token(args[0]) == b"HELLO" else 1, b"AUTH2": 2}.get(token(arg), 0)
        yield from args[place + 1 : place + 1 + count]


def discreet(text: str, args: Args) -> str:
    """Return what a server said to a command, without what it may have repeated of it.

    Args:
        text: the server's message.
        args: the command, in any spelling.

    Returns:
        The message, cut off before the arguments of a command that the server does not know; or only its code, if a
        secret is in it.
    """
    text = text.partition(", with args beginning with")[0]
    # Servers replace what is not printable in their own ways, so only the rest of it is compared. A name comes back in
    # upper or lower case.
    said = _unprinted("", text).lower()
    for secret in secrets(args):
        kept = _unprinted("", _bytes(secret).decode("utf-8", "replace")).lower()
        if kept in said if kept else not text.isascii():
            return f"{text.split(' ', 1)[0]} ({WITHHELD})"
    return text


def hush(error: ResponseError, args: Args) -> None:
    """Make an error discreet, in place."""
    text = str(error)
    less = discreet(text, args)
    if less != text:
        error.args = (less,)


def shown_name(args: Args) -> str:
    """Return a command's name for a message: as `command_name`, but only the first of several words in one argument."""
    words = token(args[0]).split() if args else []
    name = words[0] if len(words) > 1 else command_name(args)
    return name.decode("utf-8", "backslashreplace")


def _bytes(arg: object) -> bytes:
    if isinstance(arg, (bytes, bytearray, memoryview)):
        return bytes(arg)
    return str(arg).encode("utf-8", "surrogateescape")
