"""Functions of the program's own that are called for it: how a stream is made, what is done on a new connection.

Their law: **whatever comes out of one, or comes too late, is settled**. They run within the deadline of the call that
needs the connection. What they raise is an error of connecting, with its cause; a stream that nobody can use any more
is closed. Only a function of the wrong kind is a `DataError`: trying again would not help.
"""

from __future__ import annotations

import builtins
import os
from typing import Any

from sansredis.core.errors import ConnectionError, DataError, TimeoutError
from sansredis.core.options import Options
from sansredis.runtime import Runtime

_IS_COROUTINE_FUNCTION = 0x80
# What the child of a fork has of its parent's is kept: to collect it might mean to close it properly.
_parents: list[Any] = []


class StreamFault(OSError):
    """A stream of the program's own could not be made, or has failed. Its cause says why."""


async def make(runtime: Runtime, options: Options, deadline: float | None) -> Any:
    """Have `stream_factory` make a stream.

    Returns:
        Whatever it returned, which may be late.

    Raises:
        StreamFault: it raised something.
        TimeoutError: (the built-in one) the deadline came first.
        DataError: it is no function for this runtime.
    """
    factory, now = options.stream_factory, runtime.now()
    assert factory is not None
    process = os.getpid()
    left = None if deadline is None else deadline - now
    if left is not None and left <= 0:
        raise builtins.TimeoutError
    made: list[Any] = []

    def act() -> Any:
        # In one step of the interpreter: where signals interrupt, somebody has to know of it at any time.
        made.extend(map(factory, (options.host,), (options.port,), (left,)))
        return made[0]

    try:
        stream = await runtime.call_out("stream_factory", act, deadline)
        if os.getpid() != process:
            _parents.append(stream)
            made.clear()
            raise StreamFault("the connection belongs to the parent process")
        return stream
    except BaseException as error:
        for thing in made:
            drop(thing)
        if isinstance(error, DataError | StreamFault) or not isinstance(error, Exception):
            raise
        raise StreamFault(f"stream_factory raised {type(error).__name__}: {error}") from error


async def introduce(runtime: Runtime, options: Options, connection: Any, deadline: float | None) -> None:
    """Have `on_connect` do what it does with a new connection.

    Raises:
        ConnectionError: it raised something. Whatever that may have executed, the caller's command was not.
        TimeoutError: (ours) the deadline came first.
        DataError: it is no function for this runtime, or used the connection wrongly.
    """
    hook = options.on_connect
    assert hook is not None
    try:
        await runtime.call_out("on_connect", lambda: hook(connection), deadline)
    except DataError:
        raise
    except Exception as error:
        if past(runtime, deadline):
            raise TimeoutError(f"on_connect took longer than the time left for {options.location}") from error
        why = f"{type(error).__name__}: {error}"
        raise ConnectionError(f"on_connect failed on a new connection to {options.location}: {why}") from error


def past(runtime: Runtime, deadline: float | None) -> bool:
    """Whether a deadline has passed."""
    return deadline is not None and runtime.now() >= deadline


def fault_of(error: Exception) -> OSError:
    """What an exception out of a stream of the program's own is to us."""
    if isinstance(error, OSError):
        return error
    fault = StreamFault(f"{type(error).__name__}: {error}")
    fault.__cause__ = error
    return fault


def drop(thing: Any) -> None:
    """Close what cannot be used. Never fails."""
    try:
        thing.close()
    except Exception:
        pass


def expect_plain(what: str, outcome: Any) -> Any:
    """Check what a function has returned to a caller who cannot await it.

    Raises:
        DataError: it has to be awaited.
    """
    if hasattr(outcome, "__await__"):
        drop(outcome)
        raise DataError(f"{what} has to be a plain function here: async ones are for asyncio and trio")
    return outcome


def expect_awaitable(what: str, outcome: Any) -> Any:
    """Check that what a function has returned can be awaited.

    Raises:
        DataError: it cannot.
    """
    if not hasattr(outcome, "__await__"):
        drop(outcome)
        raise DataError(f"{what} has to be an async function here: plain ones are for threads and gevent")
    return outcome


def refuse_async(options: Options) -> None:
    """Refuse functions that a blocking runtime could not call, as far as that can be seen.

    Raises:
        DataError: there is one.
    """
    for what in ("stream_factory", "on_connect"):
        code = getattr(getattr(options, what), "__code__", None)
        if code is not None and code.co_flags & _IS_COROUTINE_FUNCTION:
            raise DataError(f"{what} is an async function, which only asyncio and trio can call: give a plain one")


def with_class(options: Options, base: type[Any]) -> Options:
    """Take from `connection_class` what options do not say.

    Args:
        options: of a pool.
        base: what the class has to be derived from.

    Raises:
        DataError: it is not.
    """
    kind = options.connection_class
    assert kind is not None
    if not issubclass(kind, base):
        found, wanted = (f"{each.__module__}.{each.__qualname__}" for each in (kind, base))
        raise DataError(f"connection_class is {found}, which is not derived from {wanted}")
    names = [name for name in ("stream_factory", "on_connect") if getattr(options, name) is None]
    return options.replace(**{name: getattr(kind, name, None) for name in names})


def misfit(made: Any, wanted: str) -> DataError:
    """The error of a stream of the wrong kind, which is closed."""
    drop(made)
    return DataError(f"stream_factory returned a {type(made).__module__}.{type(made).__qualname__}; give {wanted}")
