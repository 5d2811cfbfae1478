"""What an error says: no secret, and where a server does not know a command also which versions do."""

from __future__ import annotations

from ..errors import ResponseError
from .discreet import hush
from .facts import NAMES, Args, command_name, metadata, token

_MODULES = {"ReJSON", "search", "bf", "timeseries"}


def explain(error: ResponseError, args: Args) -> ResponseError:
    """Take secrets of the command out of an error; add what is known about one that the server does not know.

    Args:
        error: the server's error; its message is changed in place.
        args: the command.

    Returns:
        The same error.
    """
    unknown = str(error)[:12].lower() == "err unknown "
    hush(error, args)
    name = command_name(args)
    if unknown and name in NAMES:
        error.args = (f"{str(error).rstrip()} ({name.decode()}: {_where(name, args)})",)
    return error


def _where(name: bytes, args: Args) -> str:
    info = metadata([name])
    assert info is not None
    if b" " in token(args[0]):
        return "each word is an argument of its own"
    if info.group in _MODULES:
        return f"needs the module {info.group}"
    found = [f"{kind} {since}" for kind, since in (("Redis", info.since), ("Valkey", info.since_valkey)) if since]
    return f"since {', '.join(found)}" if found else "no present version has it"
