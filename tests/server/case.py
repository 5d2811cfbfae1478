"""What a case is: a call of one method, what must be there before it, and what it must return.

The table of cases is in the folder `cases`. It is one table for all doors, protocols and clients: a case gives the
value for clients that return bytes, and `expected_as_text` makes of it the value for those that decode. Calls are
written down with `r`, which remembers them, and are made on a client later::

    case(r.getex("k", ex=10), b"v", "SET k v", redis="6.2", then={"TTL k": 10})
    case(r.json().get("k"), 1, "JSON.SET k $ 1", module="ReJSON")
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

import pytest

from sansredis.core.commands import Commands
from sansredis.core.commands.modules import ModuleCommands
from tests.core.commands.reading import exact, methods

Words = str | tuple[bytes | str | int | float, ...]
"""A command without any client: words with blanks between them, or a tuple where a word has a blank or is empty."""


def split(words: Words) -> tuple[bytes | str | int | float, ...]:
    """The arguments of a command."""
    return tuple(words.split()) if isinstance(words, str) else words


NAMESPACES = {name: type(getattr(Commands(), name)()) for name in sorted(methods(ModuleCommands))}
"""The classes of the namespaces, by the method that gives them."""


class Call:
    """A call of a command's method that was written down, or a chain of calls, where the first gives a namespace."""

    def __init__(self, steps: tuple[tuple[str, tuple[Any, ...], dict[str, Any]], ...] = ()) -> None:
        self._steps = steps

    def __getattr__(self, name: str) -> Callable[..., Call]:
        known = Commands if not self._steps else NAMESPACES.get(self._steps[0][0]) if len(self._steps) == 1 else None
        if name.startswith("_") or (known is not None and not hasattr(known, name)):
            raise AttributeError(f"there is no command {name}")
        return lambda *args, **kwargs: Call((*self._steps, (name, args, kwargs)))

    def _on(self, target: Any) -> Any:
        for name, args, kwargs in self._steps:
            target = getattr(target, name)(*args, **kwargs)
        return target

    def __repr__(self) -> str:
        return ".".join(_shown(*step) for step in self._steps)


def _shown(name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> str:
    words = [*map(repr, args), *(f"{key}={value!r}" for key, value in kwargs.items())]
    return f"{name}({', '.join(words)})"


def call_on(call: Call, target: Any) -> Any:
    """Make a call that was written down."""
    return call._on(target)


r = Call()


class Expected:
    """What is expected of a value that is not the same every time, or an order that is not."""

    def accepts(self, value: object) -> bool:
        """Whether *value* is as expected."""
        raise NotImplementedError

    def as_text(self) -> Expected:
        """The same for a client that decodes."""
        return self


@dataclass(frozen=True)
class Is(Expected):
    """A value of a certain type, the same for all clients, for which something holds."""

    kind: type
    holds: Callable[[Any], bool] = lambda value: True

    def accepts(self, value: object) -> bool:
        return type(value) is self.kind and self.holds(value)


@dataclass(frozen=True)
class Text(Expected):
    """A string that begins with or has certain words in it: bytes, or str where the client decodes."""

    part: str = ""
    kind: type = bytes

    def accepts(self, value: object) -> bool:
        # Servers send some texts as verbatim strings, which are bytes with a name for their format.
        text = value.decode() if isinstance(value, bytes) else value
        return isinstance(value, self.kind) and isinstance(text, str) and self.part in text

    def as_text(self) -> Expected:
        return Text(self.part, str)


class AnyOf(Expected):
    """One of several values."""

    def __init__(self, *values: Any) -> None:
        self.values = values

    def accepts(self, value: object) -> bool:
        return any(matches(each, value) for each in self.values)

    def as_text(self) -> Expected:
        return AnyOf(*map(expected_as_text, self.values))

    def __repr__(self) -> str:
        return f"AnyOf{self.values!r}"


class InAnyOrder(Expected):
    """A list with these elements."""

    def __init__(self, *values: Any) -> None:
        self.values = values

    def accepts(self, value: object) -> bool:
        if type(value) is not list or len(value) != len(self.values):
            return False
        return sorted(map(repr, map(exact, value))) == sorted(map(repr, map(exact, self.values)))

    def as_text(self) -> Expected:
        return InAnyOrder(*map(expected_as_text, self.values))

    def __repr__(self) -> str:
        return f"InAnyOrder{self.values!r}"


@dataclass(frozen=True)
class Raises(Expected):
    """No value, but an error whose message has certain words in it."""

    kind: type[Exception]
    words: str = ""

    def accepts(self, value: object) -> bool:
        return type(value) is self.kind and self.words in str(value)


def between(low: int, high: int) -> Is:
    """A whole number from *low* to *high*."""
    return Is(int, lambda value: low <= value <= high)


def expected_as_text(expected: Any) -> Any:
    """What a client that decodes is expected to return, given what one that does not is."""
    if isinstance(expected, Expected):
        return expected.as_text()
    if isinstance(expected, bytes):
        return expected.decode()
    if isinstance(expected, (list, tuple, set)):
        return type(expected)(expected_as_text(item) for item in expected)
    if isinstance(expected, dict):
        return {expected_as_text(key): expected_as_text(value) for key, value in expected.items()}
    if is_dataclass(expected) and not isinstance(expected, type):
        parts = ((part.name, getattr(expected, part.name)) for part in fields(expected) if part.init)
        return replace(expected, **{name: expected_as_text(value) for name, value in parts})
    return expected


def matches(expected: Any, value: Any) -> bool:
    """Whether a value is what was expected, also in its types: True is not 1, and 1 is not 1.0."""
    if isinstance(expected, Expected):
        return expected.accepts(value)
    if type(expected) is not type(value):
        return False
    if isinstance(expected, (list, tuple)):
        return len(expected) == len(value) and all(map(matches, expected, value))
    if isinstance(expected, dict):
        return expected.keys() == value.keys() and all(matches(each, value[key]) for key, each in expected.items())
    if is_dataclass(expected):
        return all(matches(getattr(expected, part.name), getattr(value, part.name)) for part in fields(expected))
    return bool(exact(expected) == exact(value))


def marks_for(since: Mapping[str, str], module: str | None) -> list[pytest.MarkDecorator]:
    """The marks of tests that not every server can pass."""
    marks = [pytest.mark.since(**since)] if since else []
    return [*marks, pytest.mark.needs_module(module)] if module else marks


@dataclass(frozen=True)
class Case:
    """One call, and what it must return.

    Attributes:
        call: the call.
        expected: what it returns on a client that does not decode.
        setup: commands to run before it; the server is empty otherwise.
        then: commands to run after it, with their replies under RESP2.
        undo: commands to run in the end, whatever happened: for what is not a key.
        since: the versions of servers it applies to, as in the mark ``since``; empty for all.
        module: the module that the server must have, if any.
        private: whether it needs a server of its own.
    """

    call: Call
    expected: Any
    setup: tuple[Words, ...]
    then: Mapping[Words, Any]
    undo: tuple[Words, ...]
    since: Mapping[str, str]
    module: str | None
    private: bool

    @property
    def method(self) -> str:
        """The name of the method, with that of its namespace before it: ``get`` or ``json.get``."""
        names = [name for name, _, _ in self.call._steps]
        return ".".join(names[: 2 if names[0] in NAMESPACES else 1])

    @property
    def marks(self) -> list[pytest.MarkDecorator]:
        """The marks of the tests of it."""
        return marks_for(self.since, self.module)


def case(
    call: Call,
    expected: Any,
    *setup: Words,
    then: Mapping[Words, Any] | None = None,
    undo: tuple[Words, ...] = (),
    private: bool = False,
    module: str | None = None,
    **since: str,
) -> Case:
    """Write a case down. *since* is ``redis="6.2"`` or ``valkey="9.0"`` or both."""
    return Case(call, expected, setup, then or {}, undo, since, module, private)
