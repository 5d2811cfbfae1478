"""The errors of sansredis, under one base class, with the names that redis-py made common.

What a program must be able to tell apart has a class of its own. An error of a connection also says whether the
command may have been executed: ``maybe_executed`` is False only where it is certain that the server never had it.
"""

from __future__ import annotations


class RedisError(Exception):
    """The base class of every error that sansredis raises for a call."""

    maybe_executed: bool = False
    """Whether the server may have executed the command although no reply came."""

    retry_after: float | None = None
    """If the server could not be reached: in how many seconds the pool will try again. None in all other errors."""


class ConnectionError(RedisError):  # noqa: A001
    """A connection could not be made, was lost, or was closed."""


class TimeoutError(RedisError):  # noqa: A001
    """A deadline passed: while waiting for a connection, connecting, writing or waiting for the reply."""


class TLSError(ConnectionError):
    """TLS with the server could not be established: a certificate or a version of TLS was refused, by us or by it."""


class MaybeExecutedError(ConnectionError):
    """The connection was lost after the command had been written: it may or may not have been executed."""

    maybe_executed = True


class ReplyTimeoutError(TimeoutError):
    """The deadline passed after the command had been written: it may or may not have been executed."""

    maybe_executed = True


class PoolTimeoutError(TimeoutError, ConnectionError):
    """No connection of the pool became free before the deadline: the command was certainly not executed."""


class UnreachableError(ConnectionError):
    """The server could not be reached lately, and the pool does not try again yet: no attempt was made.

    ``retry_after`` says in how many seconds it will, if it is used then.
    """

    def __init__(self, message: str = "", retry_after: float = 0.0) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class MaxConnectionsError(ConnectionError):
    """The pool is full, and the caller asked not to wait (``pool_timeout=0``), or too many wait already."""


class PoolClosedError(ConnectionError):
    """The pool or client was closed."""


class ConnectionInUseError(RedisError):
    """A connection was used by somebody who does not hold it, or in a way its present state forbids."""


class ProtocolError(ConnectionError):
    """The server sent something that is not RESP, or a reply that nobody asked for. The connection is closed."""


InvalidResponse = ProtocolError


class DataError(RedisError):
    """An argument cannot be sent, or the arguments contradict each other. No byte was sent."""


class PubSubError(RedisError):
    """Publish/subscribe was used in a way that its state forbids."""


class SlowConsumerError(PubSubError):
    """A subscriber with ``when_full="error"``, or a monitor, did not fetch in time: some messages were dropped."""


class WatchError(RedisError):
    """A watched key was changed: EXEC did nothing."""


class LockError(RedisError, ValueError):
    """A lock could not be acquired or released as it was asked for."""

    def __init__(self, message: str = "", lock_name: str | None = None) -> None:
        super().__init__(message)
        self.lock_name = lock_name


class LockNotOwnedError(LockError):
    """The lock is not, or no longer, the caller's: it has expired, or somebody else released it."""


class ResponseError(RedisError):
    """The server answered with an error. ``code`` is its first word (``ERR``, ``WRONGTYPE`` ...)."""

    @property
    def code(self) -> str:
        """The first word of the server's message."""
        return str(self.args[0]).split(" ", 1)[0] if self.args else ""


class AuthenticationError(ResponseError, ConnectionError):
    """The server refused the user name or password, or wants one (WRONGPASS, NOAUTH)."""


class CredentialsError(ConnectionError):
    """There are no credentials to connect or to go on with: the `credential_provider` failed, or gave none.

    Its cause is what the provider raised, if it did so for this very call. The server was not asked.
    """


class NoPermissionError(ResponseError):
    """The user may not run this command or touch this key or channel (NOPERM)."""


class BusyLoadingError(ResponseError, ConnectionError):
    """The server is still loading its data (LOADING)."""


class BusyScriptError(ResponseError):
    """A script or function is running for too long (BUSY)."""


class ReadOnlyError(ResponseError):
    """A write was sent to a replica (READONLY)."""


class MasterDownError(ResponseError):
    """A replica has lost its master and may not serve stale data (MASTERDOWN)."""


class OutOfMemoryError(ResponseError):
    """The server is over its memory limit (OOM)."""


class NoScriptError(ResponseError):
    """EVALSHA of a script that the server does not have (NOSCRIPT)."""


class ExecAbortError(ResponseError):
    """EXEC was refused because a queued command was (EXECABORT): nothing of the transaction was executed.

    ``reasons`` has the error of each command that was refused, by its place in the transaction, from 0.
    """

    def __init__(self, *args: object) -> None:
        super().__init__(*args)
        self.reasons: dict[int, ResponseError] = {}


class WrongTypeError(ResponseError):
    """The key holds another type of value (WRONGTYPE)."""


class NoProtoError(ResponseError):
    """The server does not speak the protocol version asked for (NOPROTO)."""


class MaxClientsError(ResponseError, ConnectionError):
    """The server has reached its own limit of clients."""


class ProtectedModeError(ResponseError, ConnectionError):
    """The server is in protected mode and takes only local clients (DENIED)."""


class ClusterDownError(ResponseError):
    """The cluster does not serve this slot now (CLUSTERDOWN)."""


class TryAgainError(ResponseError):
    """The keys of a multi-key command are being moved (TRYAGAIN)."""


class CrossSlotError(ResponseError):
    """The keys of a command lie in different slots (CROSSSLOT)."""


class MovedError(ResponseError):
    """The slot is served by another node (MOVED)."""


class AskError(ResponseError):
    """The slot is being moved; ask the other node this once (ASK)."""


class ModuleError(ResponseError):
    """A module could not be loaded or used."""


_BY_CODE: dict[str, type[ResponseError]] = {
    "WRONGPASS": AuthenticationError,
    "NOAUTH": AuthenticationError,
    "NOPERM": NoPermissionError,
    "LOADING": BusyLoadingError,
    "BUSY": BusyScriptError,
    "READONLY": ReadOnlyError,
    "MASTERDOWN": MasterDownError,
    "OOM": OutOfMemoryError,
    "NOSCRIPT": NoScriptError,
    "EXECABORT": ExecAbortError,
    "WRONGTYPE": WrongTypeError,
    "NOPROTO": NoProtoError,
    "DENIED": ProtectedModeError,
    "CLUSTERDOWN": ClusterDownError,
    "TRYAGAIN": TryAgainError,
    "CROSSSLOT": CrossSlotError,
    "MOVED": MovedError,
    "ASK": AskError,
}

# Servers before 6.0 say these with the plain code ERR; the text is all there is to go by.
_BY_TEXT: tuple[tuple[str, type[ResponseError]], ...] = (
    ("ERR Client sent AUTH, but no password is set", AuthenticationError),
    ("ERR AUTH <password> called without any password configured", AuthenticationError),
    ("ERR invalid password", AuthenticationError),
    ("ERR max number of clients reached", MaxClientsError),
    ("ERR Error loading the extension", ModuleError),
)


def error_from_reply(line: bytes) -> ResponseError:
    """Make the error object for an error reply.

    Args:
        line: the error as the server sent it, without its type byte and line end.

    Returns:
        An instance (not raised) of `ResponseError` or of the subclass for its code, with the server's whole text.
    """
    text = line.decode("utf-8", "replace")
    if text.startswith("ERR"):
        for start, kind in _BY_TEXT:
            if text.startswith(start):
                return kind(text)
        return ResponseError(text)
    return _BY_CODE.get(text.split(" ", 1)[0], ResponseError)(text)
