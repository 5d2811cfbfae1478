"""Scripts and libraries as the commands that call them, and how servers say that they do not know one.

The law: a call is made a second time only if the first one certainly was not executed. A script may give any error that
it likes; so what a server says of itself is recognised by its whole text, not by its code.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from hashlib import sha1
from typing import Any, TypeAlias, TypeVar

from sansredis.core.commands.command import Command, EncodableT, KeyT
from sansredis.core.errors import DataError, ResponseError

T = TypeVar("T")
Keys: TypeAlias = Iterable[KeyT] | None
Args: TypeAlias = Iterable[EncodableT] | None

_find_name = re.compile(rb"#!\S+(?:[ \t]+\S+)*?[ \t]+name=[\"']?(\w+)[\"']?(?:\s|$)").match


def digest(script: bytes) -> str:
    """The name that servers give a script: the SHA-1 of its source, in hexadecimal digits."""
    return sha1(script, usedforsecurity=False).hexdigest()


def library_name(code: bytes) -> str:
    """Find the name of a library in its first line.

    Raises:
        DataError: there is none.
    """
    found = _find_name(code)
    if found is None:
        raise DataError("a library's source begins with a line like '#!lua name=mylib'; this one does not")
    return found[1].decode()


def command_of(
    verb: bytes, what: KeyT, keys: Keys, args: Args, read_only: bool, reply: Callable[[Any], T] | None
) -> Command[T]:
    """Build a call.

    Args:
        verb: EVAL, EVALSHA or FCALL.
        what: the source, the digest or the name.
        keys: the keys; None: no keys.
        args: the other arguments; None: none.
        read_only: whether the server is to refuse writes.
        reply: makes the caller's value of what comes back.

    Raises:
        DataError: *keys* or *args* is one string instead of several.
    """
    named, others = _several("keys", keys), _several("args", args)
    return Command(verb + b"_RO" if read_only else verb, what, len(named), *named, *others, reply=reply)


def _several(name: str, values: Iterable[Any] | None) -> list[Any]:
    if isinstance(values, str | bytes | bytearray | memoryview):
        raise DataError(f"{name} is one {type(values).__name__}; put it in a list")
    return [] if values is None else list(values)


def is_unknown_script(error: ResponseError) -> bool:
    """Whether a server says that it does not have a script. It has not executed anything then."""
    return str(error).startswith("NOSCRIPT No matching script.")


def is_unknown_function(error: ResponseError) -> bool:
    """Whether a server says that it does not have a function. It has not executed anything then."""
    return str(error) == "ERR Function not found"
