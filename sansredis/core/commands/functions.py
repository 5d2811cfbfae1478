"""Functions: scripts that the server keeps with its data, in libraries, and runs by name (Redis 7.0).

What is said in `scripting` about keys, about what comes back, and about its decoding holds here, too.
"""

from __future__ import annotations

from typing import Any, Generic, Literal, NotRequired, TypedDict

from .command import Command, CommandGroup, EncodableT, KeyT, S
from .replies import named, ok, string, strings
from .scripting import keys_and_rest


class FunctionDescription(TypedDict, Generic[S]):
    """A function, what its library says about it, and its flags, such as ``no-writes``."""

    name: S
    description: S | None
    flags: set[str]


class FunctionLibrary(TypedDict, Generic[S]):
    """A library with its functions; the source only if it was asked for."""

    library_name: S
    engine: str
    functions: list[FunctionDescription[S]]
    library_code: NotRequired[S]


class RunningFunction(TypedDict, Generic[S]):
    """The function that is running, the command that began it, and for how long it has run."""

    name: S
    command: list[S]
    duration_ms: int


class FunctionEngine(TypedDict):
    """How many libraries and functions there are."""

    libraries_count: int
    functions_count: int


class FunctionStats(TypedDict, Generic[S]):
    """The function that is running, if there is one, and numbers for each engine, of which ``LUA`` is one."""

    running_script: RunningFunction[S] | None
    engines: dict[str, FunctionEngine]


def _description(raw: Any) -> FunctionDescription[Any]:
    found = named(raw)
    return {"name": found["name"], "description": found["description"], "flags": set(strings(found["flags"]))}


def _library(raw: Any) -> FunctionLibrary[Any]:
    found = named(raw)
    library: FunctionLibrary[Any] = {
        "library_name": found["library_name"],
        "engine": string(found["engine"]),
        "functions": [_description(function) for function in found["functions"]],
    }
    if "library_code" in found:
        library["library_code"] = found["library_code"]
    return library


def _libraries(raw: Any) -> list[FunctionLibrary[Any]]:
    return [_library(item) for item in raw]


def _running(raw: Any) -> RunningFunction[Any] | None:
    if raw is None:
        return None
    found = named(raw)
    return {"name": found["name"], "command": list(found["command"]), "duration_ms": found["duration_ms"]}


def _engine(raw: Any) -> FunctionEngine:
    found = named(raw)
    return {"libraries_count": found["libraries_count"], "functions_count": found["functions_count"]}


def _stats(raw: Any) -> FunctionStats[Any]:
    found = named(raw)
    engines = {name: _engine(engine) for name, engine in named(found["engines"]).items()}
    return {"running_script": _running(found["running_script"]), "engines": engines}


class FunctionCommands(CommandGroup[S]):
    """The commands of FCALL and FUNCTION."""

    __slots__ = ()

    def fcall(self, function: KeyT, numkeys: int, *keys_and_args: EncodableT) -> Command[Any]:
        """Run a function (Redis 7.0).

        Args:
            function: its name.
            numkeys: how many keys there are.
            keys_and_args: the keys, and then the other arguments: the two tables that the function is called with.

        Returns:
            What the function returns.

        Raises:
            DataError: there are fewer than *numkeys* keys.
            ResponseError: there is no such function, or it failed; what it had written until then stays.

        See https://redis.io/commands/fcall/
        """
        return self._run(Command(b"FCALL", function, *keys_and_rest("FCALL", numkeys, keys_and_args)))

    def fcall_ro(self, function: KeyT, numkeys: int, *keys_and_args: EncodableT) -> Command[Any]:
        """Run a function that has the flag ``no-writes``, also on a replica (Redis 7.0); else as `fcall`.

        Raises:
            DataError: there are fewer than *numkeys* keys.
            ResponseError: there is no such function, it may write, or it failed.

        See https://redis.io/commands/fcall_ro/
        """
        return self._run(Command(b"FCALL_RO", function, *keys_and_rest("FCALL_RO", numkeys, keys_and_args)))

    def function_delete(self, library: KeyT) -> Command[bool]:
        """Remove a library (Redis 7.0). Always True.

        Raises:
            ResponseError: there is none of this name.

        See https://redis.io/commands/function-delete/
        """
        return self._run(Command(b"FUNCTION", b"DELETE", library, reply=ok))

    def function_dump(self) -> Command[bytes]:
        """Return all libraries in a form for `function_restore`, as bytes, whatever the client decodes (Redis 7.0).

        See https://redis.io/commands/function-dump/
        """
        return self._run(Command(b"FUNCTION", b"DUMP", decode=False))

    def function_flush(self, mode: Literal["SYNC", "ASYNC"] = "SYNC") -> Command[bool]:
        """Remove all libraries, and free their memory at once or in the background (Redis 7.0). Always True.

        See https://redis.io/commands/function-flush/
        """
        return self._run(Command(b"FUNCTION", b"FLUSH", mode, reply=ok))

    def function_kill(self) -> Command[S]:
        """End the function that is running (Redis 7.0); returns ``OK``.

        Raises:
            ResponseError: none is running (its message begins with NOTBUSY), or it has written (UNKILLABLE).

        See https://redis.io/commands/function-kill/
        """
        return self._run(Command(b"FUNCTION", b"KILL"))

    def function_list(self, library: KeyT | None = "*", withcode: bool = False) -> Command[list[FunctionLibrary[S]]]:
        """Return the libraries with their functions (Redis 7.0).

        Args:
            library: only those whose names match this glob pattern.
            withcode: return their sources, too.

        Returns:
            A list of dicts: ``library_name``; ``engine``; ``functions``, dicts of ``name``, ``description`` and
            ``flags``; and with *withcode* ``library_code``.

        See https://redis.io/commands/function-list/
        """
        args: list[EncodableT] = [b"FUNCTION", b"LIST"]
        if library is not None:
            args += b"LIBRARYNAME", library
        if withcode:
            args.append(b"WITHCODE")
        return self._run(Command(*args, reply=_libraries))

    def function_load(self, code: KeyT, replace: bool = False) -> Command[S]:
        """Give the server a library (Redis 7.0); return the library's name.

        Args:
            code: its source, which begins with ``#!lua name=...``.
            replace: take the place of a library of that name.

        Raises:
            ResponseError: it is not valid, or there is such a library or function.

        See https://redis.io/commands/function-load/
        """
        options = (b"REPLACE",) if replace else ()
        return self._run(Command(b"FUNCTION", b"LOAD", *options, code))

    def function_restore(
        self, payload: bytes, policy: Literal["APPEND", "FLUSH", "REPLACE"] | None = "APPEND"
    ) -> Command[bool]:
        """Add the libraries that `function_dump` returned (Redis 7.0). Always True.

        Args:
            payload: what it returned.
            policy: ``APPEND`` to add to what is there, ``REPLACE`` to take the place of libraries of these names,
                ``FLUSH`` to remove all others.

        Raises:
            ResponseError: there is a library or function of such a name already, or *payload* is damaged.

        See https://redis.io/commands/function-restore/
        """
        options = () if policy is None else (policy,)
        return self._run(Command(b"FUNCTION", b"RESTORE", payload, *options, reply=ok))

    def function_stats(self) -> Command[FunctionStats[S]]:
        """Return the function that is running, and how many libraries and functions there are (Redis 7.0).

        Returns:
            A dict: ``running_script``, None or a dict of ``name``, ``command`` and ``duration_ms``; and ``engines``,
            which has a dict of ``libraries_count`` and ``functions_count`` for ``LUA``.

        See https://redis.io/commands/function-stats/
        """
        return self._run(Command(b"FUNCTION", b"STATS", reply=_stats))
