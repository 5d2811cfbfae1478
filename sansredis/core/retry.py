"""Trying again: whether a call may be, how often, and after which pauses.

The law: **no command runs twice unless it may**. A call is tried again if nothing of it was executed, if all its
commands only read, or if the caller said that they may run twice. No policy changes that: it only says how often, and
when. What the server's refusals mean is said here, too:

* LOADING: nothing was executed, and it will pass. That is waited for, and is no failure to be counted.
  So is a server that cannot be reached, if the policy says so; the pool decides when it tries to connect again.
* READONLY: nothing was executed, by a server that was the master once. The connections to it are of no more use.
* MASTERDOWN, TRYAGAIN, CLUSTERDOWN, too many clients: nothing was executed, and it may pass.
* BUSY: nothing was executed. It is the caller's to decide whether that script is to be killed, so he is told at once.

A script is another matter, since it is refused in its middle: what it did until then stays done.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .backoff import AbstractBackoff, FullJitterBackoff
from .commands.command import Args
from .commands.facts import command_name
from .commands.metadata import is_read_only
from .errors import (
    BusyLoadingError,
    ClusterDownError,
    CredentialsError,
    ExecAbortError,
    MasterDownError,
    MaxClientsError,
    MaxConnectionsError,
    PoolClosedError,
    PoolTimeoutError,
    ReadOnlyError,
    RedisError,
    ResponseError,
    TimeoutError,
    TLSError,
    TryAgainError,
)
from .option_kinds import Flag, Made, Whole
from .option_table import OptionTable, option

MOST_RETRIES = 1000
DEFAULT_BACKOFF = FullJitterBackoff(cap=1.0)
REFUSALS = (BusyLoadingError, ReadOnlyError, MasterDownError, TryAgainError, ClusterDownError, MaxClientsError)
"""The answers by which a server says that it executed nothing, and that it may be otherwise another time."""

# Trying again would only repeat them, or ask for what the caller did not want.
_FINAL = (PoolTimeoutError, MaxConnectionsError, PoolClosedError, TLSError, CredentialsError)
_SCRIPTS = frozenset((b"EVAL", b"EVALSHA", b"FCALL"))
# A server that has asked for time is not asked more often than this, whatever the policy.
_LEAST_WAIT = 0.01


class Retry(OptionTable):
    """How often a call is tried again, if it may be, and with which pauses.

    One policy serves any number of clients and callers.

    Args:
        backoff: the pauses; None is ``FullJitterBackoff(cap=1.0)``.
        retries: how often it is tried again; 0 is never.
        repeat_writes: whether it may be if it may have been executed, although it is not known only to read.
        wait_for_server: whether it waits, within its deadline, for a server that cannot be reached.

    Raises:
        OptionError: one of them is wrong.
    """

    backoff: AbstractBackoff | None = option(
        None,
        Made(AbstractBackoff),
        "The pauses before each attempt but the first: an object of `sansredis.core.backoff`. "
        "None is `FullJitterBackoff(cap=1.0)`.",
    )
    retries: int = option(3, Whole(0, MOST_RETRIES), "How often a call is tried again; 0 is never.", unit="times")
    repeat_writes: bool = option(
        False,
        Flag(),
        "Whether commands may run twice: what writes is tried again, too, when the connection is lost before its reply "
        "has come. For those that do the same the second time, as SET does and INCR does not.",
    )
    wait_for_server: bool = option(
        False,
        Flag(),
        "Whether a call waits for a server that cannot be reached until its deadline, instead of ending with an error "
        "after `retries` attempts. It is tried again as soon as the pool connects again, however often.",
    )

    def __init__(
        self,
        backoff: AbstractBackoff | None = None,
        retries: int = 3,
        *,
        repeat_writes: bool = False,
        wait_for_server: bool = False,
    ) -> None:
        super().__init__(backoff=backoff, retries=retries, repeat_writes=repeat_writes, wait_for_server=wait_for_server)

    def pause(self, failures: int, chance: float) -> float:
        """Say how long to pause after so many failures, from 1 on, where *chance* is a random number from 0 to 1."""
        return max(0.0, (self.backoff or DEFAULT_BACKOFF).compute(failures, chance))


class Attempts:
    """The attempts of one call, which has failed.

    Args:
        retry: the policy.
        commands: all that the call consists of.
    """

    __slots__ = ("_commands", "_failures", "_retry", "_waits")

    def __init__(self, retry: Retry, commands: Sequence[Args]) -> None:
        self._retry = retry
        self._commands = commands
        self._failures = 0
        self._waits = 0

    def pause(self, error: RedisError, chance: float) -> float | None:
        """Say how long to pause before the next attempt.

        Args:
            error: how the last one ended.
            chance: a random number from 0 to 1.

        Returns:
            Seconds; None if there is to be none.
        """
        retry = self._retry
        if not retry.retries or not self._may_repeat(error):
            return None
        unreachable = error.retry_after if retry.wait_for_server else None
        if isinstance(error, BusyLoadingError) or unreachable is not None:
            self._waits += 1
            return unreachable or max(_LEAST_WAIT, retry.pause(self._waits, chance))
        self._failures += 1
        return retry.pause(self._failures, chance) if self._failures <= retry.retries else None

    def _may_repeat(self, error: RedisError) -> bool:
        if isinstance(error, _FINAL):
            return False
        if isinstance(error, ResponseError):
            return isinstance(error, REFUSALS) and (isinstance(error, BusyLoadingError) or not self._has_script())
        if not error.maybe_executed:
            return True
        if isinstance(error, TimeoutError):
            return False  # its time is over
        return self._retry.repeat_writes or all(map(is_read_only, self._commands))

    def _has_script(self) -> bool:
        return any(command_name(args) in _SCRIPTS for args in self._commands)


def refusal(value: Any, many: bool, atomic: bool) -> ResponseError | None:
    """Find the refusal in the reply to a call of which nothing was executed.

    Args:
        value: the reply; if *many*, the list of them.
        many: whether the call has several commands.
        atomic: whether they are a transaction, with MULTI and EXEC.

    Returns:
        One of `REFUSALS`; None if something was executed, or refused for another reason.
    """
    if not many:
        return value if isinstance(value, REFUSALS) else None
    if atomic:
        if isinstance(value[0], ResponseError) or not isinstance(value[-1], ExecAbortError):
            return None
        value = [reply for reply in value[1:-1] if isinstance(reply, ResponseError)]
    refused: ResponseError | None = value[0] if value and isinstance(value[0], REFUSALS) else None
    return refused if all(isinstance(reply, REFUSALS) for reply in value) else None
