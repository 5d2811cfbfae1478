"""What a command is before it is sent: its arguments, and how its reply is read.

A method of a command group only builds a `Command`; it never waits. Who calls ``_run`` decides what becomes of the
command: the bare builder returns it, a blocking client runs it, an asynchronous one returns a coroutine, and a pipeline
queues it. So every encoder can be tested without a client, and every client has every command.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Generic, TypeAlias, TypeVar

from ..errors import ResponseError

KeyT: TypeAlias = bytes | bytearray | memoryview | str
"""What can name a key, a field, a channel or a pattern."""

EncodableT: TypeAlias = bytes | bytearray | memoryview | str | int | float
"""What can be sent as an argument."""

ExpiryT: TypeAlias = int | timedelta
"""A time from now, in the unit that the argument's description names, or a `timedelta`."""

AbsExpiryT: TypeAlias = int | datetime
"""A Unix time, in the unit that the argument's description names, or a `datetime` (naive ones are local time)."""

S = TypeVar("S", bound=bytes | str)
"""The type of a string in a reply: bytes, or str where the client decodes responses."""

T = TypeVar("T")

K = TypeVar("K", bound=KeyT)
"""The type of a mapping's keys, which is invariant: ``Mapping[K, EncodableT]`` takes a ``dict[str, int]``."""

Args: TypeAlias = tuple[Any, ...]
"""A command's arguments, its name first."""

Decoder: TypeAlias = Callable[[bytes], str]


def decoded(raw: Any, text: Decoder) -> Any:
    """Return *raw* with every bytes in it, however deep, made a str.

    Args:
        raw: a reply as the parser gave it. Its lists and maps are not changed.
        text: makes a str of bytes.

    Returns:
        The same shape, of the same types.
    """
    if isinstance(raw, bytes):
        return text(raw)
    if isinstance(raw, list):
        # Strings are most of what lists hold: a call for each of them would double the cost.
        items = [text(item) if type(item) is bytes else decoded(item, text) for item in raw]
        return items if type(raw) is list else type(raw)(items)
    if isinstance(raw, dict):
        return {decoded(key, text): decoded(value, text) for key, value in raw.items()}
    if isinstance(raw, set):
        return {decoded(item, text) for item in raw}
    if type(raw) is tuple:
        return tuple(decoded(item, text) for item in raw)
    return raw


class Command(Generic[T]):
    """A command ready to be sent, and the way to read its reply, which is a *T*.

    Attributes:
        args: every argument, the name first, as upper-case bytes; a sub-command's name is an argument of its own.
        reply: makes the value for the caller of the server's reply; None if the reply is that value already. It is
            given replies in the shapes of RESP2 and RESP3, with strings as bytes or str, and gives the same for all.
        decode: whether a client that decodes responses does so for this one. False where a reply is never text.
    """

    __slots__ = ("args", "decode", "reply")

    ends_connection = False
    """Whether the server answers it by closing the connection."""

    def __init__(self, *args: EncodableT, reply: Callable[[Any], T] | None = None, decode: bool = True) -> None:
        self.args = args
        self.reply = reply
        self.decode = decode

    def read(self, raw: Any, text: Decoder | None) -> T:
        """Make the caller's value of the server's reply.

        Args:
            raw: what the parser returned for this command.
            text: makes a str of bytes, or None if the client does not decode responses.

        Returns:
            The value that the method which built this command promises.

        Raises:
            ResponseError: the reply is an error; it is that error. If the server does not know the command, the
                message also says which versions do. It does not repeat secrets of the command.
            UnicodeDecodeError: the reply is not valid text in the client's encoding.
        """
        if isinstance(raw, ResponseError):
            from .lacking import explain

            raise explain(raw, self.args)
        if text is not None and self.decode:
            raw = decoded(raw, text)
        reply = self.reply
        return raw if reply is None else reply(raw)

    def __repr__(self) -> str:
        """Name the command only: arguments may be secrets or large."""
        name = self.args[0] if self.args else b""
        shown = (
            bytes(name).decode("ascii", "replace") if isinstance(name, (bytes, bytearray, memoryview)) else str(name)
        )
        # Of what was given as one word, as "AUTH password", only the first.
        return f"<Command {shown.partition(' ')[0]} with {max(len(self.args) - 1, 0)} arguments>"


class LastCommand(Command[T]):
    """A command that the server answers by closing the connection. What it then makes of None is its value."""

    __slots__ = ()

    ends_connection = True


class CommandGroup(Generic[S]):
    """The base of every group of commands."""

    __slots__ = ()

    def _run(self, command: Command[T]) -> Command[T]:
        """Do with *command* what this face does; the bare builder returns it. Clients and pipelines override this."""
        return command
