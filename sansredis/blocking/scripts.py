"""Scripts and libraries, as the face shows them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, overload

from sansredis.core.commands.command import KeyT, S
from sansredis.core.scripts import Args, Keys, command_of
from sansredis.runtime import drive
from sansredis.script import AnyClient, LibraryFlow, ScriptFlow, T

from .pipeline import Pipeline

U = TypeVar("U")


class Script(ScriptFlow[T]):
    """A script that is called like a function. `ScriptFlow` says more; `Redis.register_script` makes one."""

    @overload
    def __call__(self, keys: Keys = None, args: Args = None, client: AnyClient | None = None) -> T: ...
    @overload
    def __call__(self, keys: Keys = None, args: Args = None, *, client: Pipeline[S]) -> Pipeline[S]: ...
    @overload
    def __call__(self, keys: Keys, args: Args, client: Pipeline[S]) -> Pipeline[S]: ...
    def __call__(self, keys: Keys = None, args: Args = None, client: Any = None) -> Any:
        """Run the script. A server that does not have it gets it, within the same deadline.

        Args:
            keys: the keys, ``KEYS`` in the script.
            args: its other arguments, ``ARGV``.
            client: who runs it, in place of the client that it was made by: a client, a leased connection, or a
                pipeline, which queues it.

        Returns:
            What the script returns, as its ``reply`` reads it; the pipeline if it was queued.

        Raises:
            DataError: *keys* or *args* is a string instead of a list.
            ResponseError: the script is not valid, failed, or wrote although it must not.
            ConnectionError, TimeoutError: as of any command. A script that only reads may be run twice.
        """
        if isinstance(client, Pipeline):
            return self._queue(client, keys, args)
        return drive(self._call(client, keys, args))


class Library(LibraryFlow):
    """A library of functions. `LibraryFlow` says more; `Redis.register_library` makes one."""

    def load(self, replace: bool = True) -> str:
        """Give the library to the server now, instead of with the first call that finds it missing.

        Do so after the code has changed: a server that has an older version of a function goes on with that.

        Args:
            replace: take the place of a library of the same name.

        Returns:
            The library's name.

        Raises:
            ResponseError: it is not valid, one of that name is there and *replace* is False, or another library has
                a function of the same name.

        See https://redis.io/commands/function-load/
        """
        client = self.registered_client
        return drive(self._load(client, replace, client._deadline()))

    def delete(self) -> bool:
        """Remove the library from the server. Always True.

        Raises:
            ResponseError: the server does not have it.

        See https://redis.io/commands/function-delete/
        """
        return drive(self._delete())

    @overload
    def call(
        self,
        function: KeyT,
        keys: Keys = None,
        args: Args = None,
        *,
        client: AnyClient | None = None,
        reply: Callable[[Any], U],
    ) -> U: ...
    @overload
    def call(
        self,
        function: KeyT,
        keys: Keys = None,
        args: Args = None,
        *,
        client: AnyClient | None = None,
        reply: None = None,
    ) -> Any: ...
    @overload
    def call(
        self,
        function: KeyT,
        keys: Keys = None,
        args: Args = None,
        *,
        client: Pipeline[S],
        reply: Callable[[Any], Any] | None = None,
    ) -> Pipeline[S]: ...
    def call(
        self,
        function: KeyT,
        keys: Keys = None,
        args: Args = None,
        *,
        client: Any = None,
        reply: Callable[[Any], Any] | None = None,
    ) -> Any:
        """Run a function. A server that does not have it gets the library, within the same deadline.

        Args:
            function: its name.
            keys: its keys.
            args: its other arguments.
            client: who runs it, in place of the client that the library was made by: a client, a leased connection,
                or a pipeline, which queues it. In a pipeline nothing is loaded: `load` it before.
            reply: makes the value to return of what comes back.

        Returns:
            What the function returns; the pipeline if it was queued.

        Raises:
            DataError: *keys* or *args* is a string instead of a list.
            ResponseError: the library is not valid or has no such function, or the function failed.
            ConnectionError, TimeoutError: as of any command.

        See https://redis.io/commands/fcall/
        """
        command = command_of(b"FCALL", function, keys, args, False, reply)
        if isinstance(client, Pipeline):
            return client._run(command)
        return drive(self._call(client or self.registered_client, command))

    @overload
    def call_ro(
        self,
        function: KeyT,
        keys: Keys = None,
        args: Args = None,
        *,
        client: AnyClient | None = None,
        reply: Callable[[Any], U],
    ) -> U: ...
    @overload
    def call_ro(
        self,
        function: KeyT,
        keys: Keys = None,
        args: Args = None,
        *,
        client: AnyClient | None = None,
        reply: None = None,
    ) -> Any: ...
    @overload
    def call_ro(
        self,
        function: KeyT,
        keys: Keys = None,
        args: Args = None,
        *,
        client: Pipeline[S],
        reply: Callable[[Any], Any] | None = None,
    ) -> Pipeline[S]: ...
    def call_ro(
        self,
        function: KeyT,
        keys: Keys = None,
        args: Args = None,
        *,
        client: Any = None,
        reply: Callable[[Any], Any] | None = None,
    ) -> Any:
        """Run a function that has the flag ``no-writes``, also on a replica; else as `call`.

        Args:
            function: its name.
            keys: its keys.
            args: its other arguments.
            client: who runs it, in place of the client that the library was made by: a client, a leased connection,
                or a pipeline, which queues it. In a pipeline nothing is loaded: `load` it before.
            reply: makes the value to return of what comes back.

        Returns:
            What the function returns; the pipeline if it was queued.

        Raises:
            DataError: *keys* or *args* is a string instead of a list.
            ResponseError: the library is not valid or has no such function, or the function failed.
            ConnectionError, TimeoutError: as of any command.

        See https://redis.io/commands/fcall_ro/
        """
        command = command_of(b"FCALL", function, keys, args, True, reply)
        if isinstance(client, Pipeline):
            return client._run(command)
        return drive(self._call(client or self.registered_client, command))
