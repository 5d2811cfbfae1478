"""Which commands each method may send, read from the source of sansredis/core/commands without calling anything.

A command's name stands where the command is made: ``Command(b"CONFIG", b"GET", ...)``; or at the head of a
list that is passed on, as in ``Command(*args)``; or as the first argument of a function that makes the command.
Whatever follows the name is an argument.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache

from sansredis.core.commands.facts import CONTAINERS, NAMES
from tools.command_groups import COMMANDS, ROOT, Group, inherited, namespaces_of

MAKERS = {"Command", "LastCommand", "kind"}
"""What makes a command; ``kind`` is a variable that holds one of the two."""


def _command(parts: list[ast.expr]) -> bytes | None:
    """The command whose name and sub-command are the constants at the head of *parts*."""
    words: list[bytes] = []
    for part in parts[:2]:
        if not (isinstance(part, ast.Constant) and isinstance(part.value, (bytes, str))):
            break
        words.append(part.value if isinstance(part.value, bytes) else part.value.encode())
    name = b" ".join(words if words and words[0] in CONTAINERS else words[:1])
    return name or None


def _name(func: ast.expr) -> str:
    """What is called: ``Command`` of ``Command[int](...)``, and ``self.get`` of ``self.get(...)``."""
    return ast.unparse(func.value if isinstance(func, ast.Subscript) else func)


@cache
def _class(module: str, name: str) -> ast.ClassDef | None:
    tree = ast.parse(ROOT.joinpath(*module.split(".")).with_suffix(".py").read_text(encoding="utf-8"))
    return next((node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == name), None)


def _lists(node: ast.AST, calls: list[ast.Call]) -> Iterator[bytes]:
    """The commands at the head of lists that are passed on: by their names, or where they are written."""
    passed = {ast.unparse(arg).removeprefix("*") for call in calls for arg in call.args}
    made = {ast.unparse(arg) for call in calls if _name(call.func) in MAKERS for arg in call.args[:1]}
    for part in ast.walk(node):
        if isinstance(part, (ast.Assign, ast.AnnAssign)) and isinstance(part.value, ast.List):
            target = ast.unparse(part.targets[0] if isinstance(part, ast.Assign) else part.target)
            command = _command(part.value.elts) if target in passed else None
            if command is not None and (f"*{target}" in made or command in NAMES):
                yield command
    for call in calls:
        for arg in call.args:
            command = _command(arg.elts) if isinstance(arg, ast.List) else None
            if command is not None and command in NAMES:
                yield command


def _built(node: ast.AST, group: Group, seen: frozenset[str]) -> Iterator[bytes]:
    """The commands that *node* makes, or lets another method of the group or a class of its module make."""
    calls = [part for part in ast.walk(node) if isinstance(part, ast.Call)]
    yield from _lists(node, calls)
    for call in calls:
        name = _name(call.func)
        if "." not in name or name.startswith("self."):
            command = _command(call.args)
            if command is not None and (name in MAKERS or command in NAMES):
                yield command
        other = name.removeprefix("self.")
        if other in seen:
            continue
        if name != other:
            for each in group.methods.get(other, ()):
                yield from _built(each, group, seen | {other})
        elif group.origins.get(name, "").startswith(COMMANDS) and name not in MAKERS and name[0].isupper():
            made = _class(group.origins[name], name)
            if made is not None:
                yield from _built(made, group, seen | {other})


@cache
def methods() -> dict[str, list[str]]:
    """Every method of the commands, one of a namespace as ``json().get``, with the commands that it may send."""
    found: dict[str, list[str]] = {}

    def read(group: Group, prefix: str) -> None:
        for name, nodes in group.methods.items():
            if not name.startswith("_"):
                commands = [command for node in nodes for command in _built(node, group, frozenset((name,)))]
                found[prefix + name] = [command.decode() for command in dict.fromkeys(commands)]

    for group in inherited(COMMANDS, "Commands"):
        read(group, "")
        for kind, module in namespaces_of(group).items():
            method = next(
                name for name, nodes in group.methods.items() if kind in ast.unparse(nodes[0].returns or nodes[0])
            )
            found.pop(method)
            for part in inherited(module, kind):
                read(part, f"{method}().")
    return found
