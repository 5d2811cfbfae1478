"""The groups of commands in sansredis/core/commands, read from their source for make_faces.py, without importing it."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMMANDS = "sansredis.core.commands"
NAMESPACES = f"{COMMANDS}.modules."
FEATURES = {
    "Scans": "sansredis.features_scans",
    "Locks": "sansredis.features_locks",
    "Features": "sansredis.features",
}
"""The classes of what clients offer beside commands, each with its module."""
BASES = {"CommandGroup", "Namespace"}
"""What groups are derived from that has no commands itself."""


@dataclass(frozen=True)
class Group:
    """A class of commands: its methods in order, overloads together, and where its module has its names from."""

    name: str
    module: str
    methods: dict[str, list[ast.FunctionDef]]
    origins: dict[str, str]


def import_origins(body: Iterable[ast.stmt], module: str) -> dict[str, str]:
    """Map each name that *module* imports or defines to the absolute module which has it."""
    origins: dict[str, str] = {}
    for node in body:
        if isinstance(node, ast.ImportFrom):
            parts = module.split(".")[: -node.level] if node.level else []
            source = ".".join([*parts, *([node.module] if node.module else [])])
            origins.update({alias.asname or alias.name: source for alias in node.names})
        elif isinstance(node, ast.If):  # if TYPE_CHECKING
            origins |= import_origins(node.body, module)
        elif isinstance(node, ast.ClassDef):
            origins[node.name] = module
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            origins[node.target.id] = module
        elif isinstance(node, ast.Assign):
            origins.update({target.id: module for target in node.targets if isinstance(target, ast.Name)})
    return {name: origin.removesuffix(".__init__") for name, origin in origins.items()}


def inherited(module: str, class_name: str) -> Iterator[Group]:
    """Read a class and what it inherits, in the order of inheritance: the public methods, and ``__init__``."""
    group, bases = read_group(module, class_name)
    for name in bases:
        if name not in BASES:
            yield from inherited(group.origins[name], name)
    yield group


def read_group(module: str, class_name: str) -> tuple[Group, list[str]]:
    """Read a class by itself, and the names of its bases."""
    path = ROOT.joinpath(*module.split("."))
    if path.is_dir():
        path, module = path / "__init__", f"{module}.__init__"
    tree = ast.parse(path.with_suffix(".py").read_text(encoding="utf-8"))
    origins = import_origins(tree.body, module)
    group = next(node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == class_name)
    methods: dict[str, list[ast.FunctionDef]] = {}
    for node in group.body:
        if isinstance(node, ast.FunctionDef) and (node.name == "__init__" or not node.name.startswith("_")):
            methods.setdefault(node.name, []).append(node)
    bases = [ast.unparse(base).split("[")[0] for base in group.bases]
    return Group(class_name, module.removesuffix(".__init__"), methods, origins), bases


def modules_of_faces(module: str) -> dict[str, str]:
    """Map each class ``self._locks().Lock`` of a face that *module* makes objects of to the face's module of it."""
    tree = ast.parse(ROOT.joinpath(*module.split(".")).with_suffix(".py").read_text(encoding="utf-8"))
    return {
        node.attr: node.value.func.attr.removeprefix("_")
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Call)
        and isinstance(node.value.func, ast.Attribute)
        and ast.unparse(node.value.func.value) == "self"
    }


def namespaces_of(group: Group) -> dict[str, str]:
    """The classes of namespaces that methods of *group* return, each with its module."""
    returned = {
        ast.unparse(node.returns).split("[")[0] for nodes in group.methods.values() for node in nodes if node.returns
    }
    origins = {name: group.origins.get(name, "") for name in sorted(returned)}
    return {name: origin for name, origin in origins.items() if origin.startswith(NAMESPACES)}
