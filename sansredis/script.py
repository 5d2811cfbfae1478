"""Scripts and libraries of functions: called by name, and made known to a server that does not know them.

A server forgets scripts when it restarts, and another one takes its place that never had them: so what is asked first
is the call itself. Only if the server does not know the name, which is when nothing was executed, is the source sent:
of a script with the call (EVAL), so that no second server can come between; of a library before it.

In a pipeline nobody can send the source later without breaking the order, and in a transaction it is too late then.
There a script goes as its source.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any, Generic, TypeVar

from sansredis.client import Client
from sansredis.core.commands.command import Command, KeyT
from sansredis.core.errors import ResponseError
from sansredis.core.scripts import (
    Args,
    Keys,
    command_of,
    digest,
    is_unknown_function,
    is_unknown_script,
    library_name,
)
from sansredis.leased import LeasedConnection

T = TypeVar("T")
AnyClient = Client[Any] | LeasedConnection[Any]


def _bytes(client: Client[Any], source: KeyT) -> bytes:
    options = client.options
    return source.encode(options.encoding, options.encoding_errors) if isinstance(source, str) else bytes(source)


class ScriptFlow(Generic[T]):
    """A script that is called like a function.

    Attributes:
        script: its source.
        sha: the SHA-1 digest of it, by which servers know it.
        read_only: whether servers are to refuse its writes.
        registered_client: who calls it unless the call says otherwise.
    """

    def __init__(
        self, client: Client[Any], script: KeyT, read_only: bool = False, reply: Callable[[Any], T] | None = None
    ) -> None:
        self.registered_client = client
        self.script = _bytes(client, script)
        self.sha = digest(self.script)
        self.read_only = read_only
        self._reply = reply

    def _queue(self, pipeline: Any, keys: Keys, args: Args) -> Any:
        return pipeline._run(command_of(b"EVAL", self.script, keys, args, self.read_only, self._reply))

    def _call(self, client: AnyClient | None, keys: Keys, args: Args) -> Coroutine[Any, Any, T]:
        """Begin a call; what is wrong with it is raised here."""
        by_name = command_of(b"EVALSHA", self.sha, keys, args, self.read_only, self._reply)
        return self._execute(client or self.registered_client, by_name)

    async def _execute(self, client: AnyClient, by_name: Command[T]) -> T:
        deadline = client._deadline()
        try:
            return await client._execute(by_name)
        except ResponseError as error:
            if not is_unknown_script(error):
                raise
        verb = b"EVAL_RO" if self.read_only else b"EVAL"
        return await client._execute_by(Command(verb, self.script, *by_name.args[2:], reply=self._reply), deadline)

    def __repr__(self) -> str:
        return f"<{type(self).__module__}.{type(self).__name__} {self.sha}>"


class LibraryFlow:
    """A library of functions, which the server keeps with its data.

    Attributes:
        name: what its first line says.
        code: its source.
        registered_client: who calls its functions unless the call says otherwise.
    """

    def __init__(self, client: Client[Any], code: KeyT) -> None:
        self.registered_client = client
        self.code = _bytes(client, code)
        self.name = library_name(self.code)

    async def _load(self, client: AnyClient, replace: bool, deadline: float | None) -> str:
        options = (b"REPLACE",) if replace else ()
        await client._execute_by(Command(b"FUNCTION", b"LOAD", *options, self.code), deadline)
        return self.name

    async def _call(self, client: AnyClient, command: Command[T]) -> T:
        deadline = client._deadline()
        try:
            return await client._execute(command)
        except ResponseError as error:
            if not is_unknown_function(error):
                raise
        await self._load(client, True, deadline)
        return await client._execute_by(command, deadline)

    async def _delete(self) -> bool:
        await self.registered_client._execute(Command(b"FUNCTION", b"DELETE", self.name))
        return True

    def __repr__(self) -> str:
        return f"<{type(self).__module__}.{type(self).__name__} {self.name}>"
