"""Namespaces: groups of commands behind a method of the client, as in ``r.json().get("k")``.

A namespace is a group of builder methods like any other; what they build is run by whatever the namespace came from: a
client, a leased connection, a pipeline (which is what its methods then return), or the bare builder. Its module is
imported when its method is first called, so that a program which does not use it does not pay for it.

To add a namespace:

1. Write its class, derived from `Namespace`, in a module of this folder: ``xyz.py`` with ``XyzCommands``. Its methods
   return ``Command[...]``. If it is large, divide it into several classes, each derived from `Namespace`, from which
   it inherits. Every class has ``__slots__ = ()``, or slots with private names and an ``__init__`` for options (with
   the parameter ``client: CommandGroup[Any]``).
2. Add the method ``xyz()`` to `ModuleCommands` in ``__init__.py``, and its class to ``classes.py``, as those there.
3. Run ``python tools/make_faces.py``: it writes ``sansredis/modules/xyz.py`` and its types.
4. Cases (tests/server/cases) are written ``case(r.xyz().get("k"), ..., module="xyz")``, where *module* is the name that
   the server gives in MODULE LIST. Every method needs one. Types are asserted in tests/typing/modules_*.py.
"""

from __future__ import annotations

from typing import Any, TypeVar

from ..command import Command, CommandGroup, S, T

P = TypeVar("P")
"""The type of the pipeline from which a namespace came."""


class Namespace(CommandGroup[S]):
    """The base of every namespace.

    Args:
        client: what runs the commands.
    """

    __slots__ = ("_client",)

    def __init__(self, client: CommandGroup[Any]) -> None:
        self._client = client

    def _run(self, command: Command[T]) -> Command[T]:
        return self._client._run(command)
