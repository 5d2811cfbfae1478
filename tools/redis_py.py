"""Compare our methods with those of redis-py: which are missing, and whose parameters differ.

What redis-py has is in tools/command_facts.json; what we have is looked up in the classes themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from inspect import Parameter, ismethod, signature
from typing import Any

from sansredis.blocking.locks import Lock
from sansredis.blocking.monitor import Monitor
from sansredis.blocking.pipeline import Pipeline
from sansredis.blocking.pubsub import PubSub
from sansredis.blocking.scripts import Script
from sansredis.core.commands.modules import ModuleCommands
from sansredis.threads import ConnectionPool, Redis
from tools.left_out import parameter_reason, redis_py_reason

KINDS: dict[str, Any] = {
    "pipeline()": Pipeline,
    "pubsub()": PubSub,
    "lock()": Lock,
    "monitor()": Monitor,
    "register_script()": Script,
    "connection_pool": ConnectionPool,
}
"""Our classes, by what gives their objects. Those of modules' commands are asked of a client."""


@cache
def kind_of(prefix: str) -> Any:
    """The class that has the methods with *prefix* before their names."""
    if not prefix:
        return Redis
    name = prefix.removesuffix("()")
    return type(getattr(Redis(), name)()) if hasattr(ModuleCommands, name) else KINDS[prefix]


def method_of(name: str) -> Any:
    """Our method of a name as ``json().get``; None if there is none."""
    prefix, _, last = name.rpartition(".")
    return getattr(kind_of(prefix), last, None)


def without(theirs: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The methods of redis-py whose names we do not have, and why."""
    for name in theirs:
        if method_of(name) is None:
            yield name, redis_py_reason(name) or "to come"


def _ours(method: Any) -> dict[str, str]:
    """Our parameters, with their defaults, in their order."""
    own = 0 if ismethod(method) else 1  # without self
    return {
        each.name: "" if each.default is Parameter.empty else repr(each.default)
        for each in list(signature(method).parameters.values())[own:]
        if each.kind not in (Parameter.VAR_POSITIONAL, Parameter.VAR_KEYWORD)
    }


def _theirs(text: str) -> dict[str, str]:
    """redis-py's parameters, likewise."""
    pairs = (each.partition("=") for each in text.split(", ") if each and not each.startswith("*"))
    return {name: default for name, _, default in pairs}


def _same(default: str, other: str) -> bool:
    """Whether two defaults mean the same. An empty list that nobody changes is an empty tuple."""
    return default == other or {default, other} <= {"[]", "()", "None"} or "..." in (default, other)


def _differences(name: str, ours: dict[str, str], theirs: dict[str, str]) -> Iterator[str]:
    for each in theirs.keys() - ours.keys():
        yield f"no `{each}`: {parameter_reason(name, each) or 'to come'}"
    for each in [each for each in ours if each not in theirs]:
        yield f"also `{each}`" if ours[each] else f"`{each}`"
    for each, default in theirs.items():
        if each in ours and not _same(ours[each], default):
            yield (
                f"`{each}={ours[each]}`, not `{default}`"
                if ours[each] and default
                else f"`{each}` " + ("may be left out" if ours[each] else f"must be given (`{default}`)")
            )
    common = [each for each in theirs if each in ours]
    if common != [each for each in ours if each in theirs]:
        yield f"the order: {', '.join(f'`{each}`' for each in ours)}"


def differing(theirs: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The methods whose parameters differ, and how. That ``**kwargs`` are not taken goes for all."""
    for name, text in theirs.items():
        method = method_of(name)
        if method is None:
            continue
        found = "; ".join(sorted(_differences(name, _ours(method), _theirs(text))))
        if found:
            yield name, found
