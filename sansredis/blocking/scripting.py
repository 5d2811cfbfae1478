"""How a client makes scripts and libraries."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar, overload

from sansredis.client import Client
from sansredis.core.commands.command import KeyT, S

if TYPE_CHECKING:
    from .scripts import Library, Script

T = TypeVar("T")


class Scripting(Client[S]):
    """A client with scripts and functions."""

    @overload
    def register_script(self, script: KeyT, *, read_only: bool = ..., reply: None = ...) -> Script[Any]: ...
    @overload
    def register_script(self, script: KeyT, *, read_only: bool = ..., reply: Callable[[Any], T]) -> Script[T]: ...
    def register_script(
        self, script: KeyT, *, read_only: bool = False, reply: Callable[[Any], Any] | None = None
    ) -> Script[Any]:
        """Make a script that is called like a function: ``add(keys=["k"], args=[3])``. Nothing is sent yet.

        Args:
            script: its source, in Lua.
            read_only: have the server refuse its writes, and run it on replicas, too (Redis 7.0). Only such a script
                is run again when its reply was lost.
            reply: makes the value to return of what comes back, say ``int``. It has to take None if that may come.

        Returns:
            The script. It may be called from anywhere the client may.

        See https://redis.io/docs/latest/develop/programmability/eval-intro/
        """
        from .scripts import Script

        return Script(self, script, read_only, reply)

    def register_library(self, code: KeyT) -> Library:
        """Make a library of functions (Redis 7.0): ``library.call("add", keys=["k"], args=[3])``. Nothing is sent yet.

        Args:
            code: its source, which begins with a line like ``#!lua name=mylib``.

        Returns:
            The library. The server gets it when it is first missing, or by `Library.load`.

        Raises:
            DataError: its first line gives no name.

        See https://redis.io/docs/latest/develop/programmability/functions-intro/
        """
        from .scripts import Library

        return Library(self, code)
