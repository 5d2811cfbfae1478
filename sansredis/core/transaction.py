"""What a transaction is on the wire: MULTI, its commands and EXEC in one request; and what the replies to them mean.

The law: **what is reported is what happened**. As long as the server has not had the whole of EXEC nothing was
executed, provided that it took MULTI. It answers EXEC with all the values, with null (a watched key was changed), or
with EXECABORT (it had refused a command while queueing); in the last two cases nothing was executed either. Where it
refuses MULTI itself, the commands behind it were ordinary ones, and the error says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sansredis.core.commands.command import Args
from sansredis.core.commands.facts import command_name
from sansredis.core.commands.metadata import block_time, needs_lease
from sansredis.core.errors import DataError, ExecAbortError, ProtocolError, ResponseError, WatchError
from sansredis.core.handshake import describe
from sansredis.core.modes import NOT_IN_MULTI

MULTI: Args = (b"MULTI",)
EXEC: Args = (b"EXEC",)

_REMEDIES = {
    **dict.fromkeys((b"MULTI", b"EXEC"), "the transaction has them already"),
    **dict.fromkeys((b"WATCH", b"DISCARD"), "call the pipeline's own method"),
    **dict.fromkeys((b"AUTH", b"RESET", b"QUIT", *NOT_IN_MULTI), "send it alone, on a leased connection"),
}
"""The commands that a transaction cannot contain, and what to do instead."""


def check(commands: Sequence[Args]) -> list[Args]:
    """Look for what servers cannot or will not do in a transaction.

    Args:
        commands: the argument tuple of each command that is to stand between MULTI and EXEC.

    Returns:
        Those that need a connection of their own.

    Raises:
        DataError: one of them cannot be in a transaction; the message says which, and what to do instead.
    """
    leased = [args for args in commands if needs_lease(args)]
    for args in leased:
        name = command_name(args)
        remedy = _REMEDIES.get(name)
        if remedy is None and block_time(args) is not None and name != b"MIGRATE":
            remedy = "it does not wait there; send it before, or use the command that does not block"
        if remedy is not None:
            raise DataError(f"{_shown(commands.index(args), args)} cannot be in a transaction: {remedy}")
    return leased


def results(commands: Sequence[Args], replies: Sequence[Any]) -> list[Any]:
    """Find out what became of a transaction.

    Args:
        commands: those between MULTI and EXEC.
        replies: to MULTI, to each command, and to EXEC.

    Returns:
        The reply to each command; an error that one of them gave stands in its place.

    Raises:
        WatchError: a watched key was changed.
        ExecAbortError: the server refused commands while queueing; ``reasons`` has the error of each.
        ResponseError: it refused MULTI or EXEC. If MULTI, ``maybe_executed`` tells whether commands were executed.
        ProtocolError: it answered EXEC with something else.
    """
    begun, queued, end = replies[0], replies[1:-1], replies[-1]
    if isinstance(begun, ResponseError):
        raise _not_begun(begun, queued)
    if isinstance(end, ExecAbortError):
        raise _aborted(end, commands, queued)
    if isinstance(end, ResponseError):
        raise end
    if end is None:
        raise WatchError("a watched key was changed; nothing of the transaction was executed")
    if type(end) is not list or len(end) != len(commands):
        error = ProtocolError(f"EXEC of {len(commands)} commands was answered with {describe(end)}")
        error.maybe_executed = True
        raise error
    return end


def _not_begun(refusal: ResponseError, queued: Sequence[Any]) -> ResponseError:
    executed = sum(not isinstance(reply, ResponseError) for reply in queued)
    what = f"{executed} of the commands were executed all the same, one by one" if executed else "nothing was executed"
    error = type(refusal)(f"{refusal} (the server refused MULTI; {what})")
    error.maybe_executed = executed > 0
    return error


def _aborted(end: ExecAbortError, commands: Sequence[Args], queued: Sequence[Any]) -> ExecAbortError:
    reasons = {place: reply for place, reply in enumerate(queued) if isinstance(reply, ResponseError)}
    from sansredis.core.commands.discreet import hush  # only where something is wrong: importing it is not free

    for place, reason in reasons.items():
        hush(reason, commands[place])
    told = "".join(f"; {_shown(place, commands[place])}: {reason}" for place, reason in reasons.items())
    error = ExecAbortError(str(end).rstrip(".") + told if told else str(end))
    error.reasons = reasons
    return error


def _shown(place: int, args: Args) -> str:
    """Name a command, without its arguments: they may be secrets."""
    from sansredis.core.commands.discreet import shown_name

    return f"command {place} of the transaction, {shown_name(args)}"
