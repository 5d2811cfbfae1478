"""Write sansredis/faces.pyi, the types of every command for each kind of client, and the types of the doors.

    python tools/make_faces.py           writes the files
    python tools/make_faces.py --check   says which are out of date, and fails if any is

The methods of ``sansredis/core/commands`` are read, not imported. Wherever ``Command[X]`` stands in what a method
returns, the faces have ``X``, ``Coroutine[Any, Any, X]`` and ``Self``. All the rest is carried over as it is written.
"""

from __future__ import annotations

import argparse
import ast
import builtins
import copy
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tools import door_types  # noqa: E402

PACKAGE = ROOT / "sansredis"
COMMANDS = PACKAGE / "core" / "commands"
WIDTH = 120
HEAD = '''"""The types of sansredis.faces, written by tools/make_faces.py from sansredis/core/commands."""

'''


@dataclass(frozen=True)
class Face:
    """One view of the commands: its class, and what it makes of ``Command[X]``."""

    name: str
    wrap: Callable[[str], str]


FACES = (
    Face("BlockingCommands", lambda value: value),
    Face("AsyncCommands", lambda value: f"Coroutine[Any, Any, {value}]"),
    Face("PipelineCommands", lambda value: "Self"),
)


@dataclass(frozen=True)
class Group:
    """A class of commands: its methods in order, overloads together, and where its module has its names from."""

    methods: dict[str, list[ast.FunctionDef]]
    origins: dict[str, str]


def import_origins(tree: ast.Module, module: str) -> dict[str, str]:
    """Map each name that *module* imports or defines to the absolute module which has it."""
    origins: dict[str, str] = {}
    for node in tree.body:
        if isinstance(node, ast.ImportFrom):
            parts = module.split(".")[: -node.level] if node.level else []
            source = ".".join([*parts, *([node.module] if node.module else [])])
            origins.update({alias.asname or alias.name: source for alias in node.names})
        elif isinstance(node, ast.ClassDef):
            origins[node.name] = module
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            origins[node.target.id] = module
        elif isinstance(node, ast.Assign):
            origins.update({target.id: module for target in node.targets if isinstance(target, ast.Name)})
    return origins


def read_group(module: str, class_name: str) -> Group:
    """Read the public methods of one group."""
    path = ROOT.joinpath(*module.split(".")).with_suffix(".py")
    tree = ast.parse(path.read_text(encoding="utf-8"))
    group = next(node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == class_name)
    methods: dict[str, list[ast.FunctionDef]] = {}
    for node in group.body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            methods.setdefault(node.name, []).append(node)
    return Group(methods, import_origins(tree, module))


def read_groups() -> Iterator[Group]:
    """Read every group in the order in which ``Commands`` inherits them."""
    tree = ast.parse((COMMANDS / "__init__.py").read_text(encoding="utf-8"))
    origins = import_origins(tree, "sansredis.core.commands.__init__")
    commands = next(node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == "Commands")
    for base in commands.bases:
        name = ast.unparse(base).split("[")[0]
        yield read_group(origins[name], name)


class _Unwrap(ast.NodeTransformer):
    """Replaces every ``Command[X]``."""

    def __init__(self, face: Face) -> None:
        self.face = face

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        if isinstance(node.value, ast.Name) and node.value.id == "Command":
            return ast.parse(self.face.wrap(ast.unparse(node.slice)), mode="eval").body
        self.generic_visit(node)
        return node

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        self.generic_visit(node)
        return node.left if ast.dump(node.left) == ast.dump(node.right) else node


class _Qualify(ast.NodeTransformer):
    """Spells out ``builtins.set`` in a class that has a method named ``set``."""

    def __init__(self, methods: set[str]) -> None:
        self.shadowed = methods & set(dir(builtins))

    def visit_Name(self, node: ast.Name) -> ast.expr:
        if node.id in self.shadowed:
            return ast.Attribute(ast.Name("builtins"), node.id)
        return node


def code(node: ast.AST) -> str:
    """The source of *node*, with the quotes that the formatter wants."""
    text = ast.unparse(node)
    return text if '"' in text else text.replace("'", '"')


def arguments_of(node: ast.FunctionDef) -> list[str]:
    """The parameters as they are written in a stub, one string each."""
    spec = node.args
    plain = [*spec.posonlyargs, *spec.args]
    defaults: list[ast.expr | None] = [None] * (len(plain) - len(spec.defaults))
    defaults += spec.defaults

    def one(arg: ast.arg, default: ast.expr | None) -> str:
        annotation = f": {code(arg.annotation)}" if arg.annotation else ""
        if default is None:
            return arg.arg + annotation
        return f"{arg.arg}{annotation}{' = ' if annotation else '='}{code(default)}"

    parts = [one(arg, default) for arg, default in zip(plain, defaults, strict=True)]
    if spec.posonlyargs:
        parts.insert(len(spec.posonlyargs), "/")
    if spec.vararg:
        parts.append("*" + one(spec.vararg, None))
    elif spec.kwonlyargs:
        parts.append("*")
    parts += [one(arg, default) for arg, default in zip(spec.kwonlyargs, spec.kw_defaults, strict=True)]
    if spec.kwarg:
        parts.append("**" + one(spec.kwarg, None))
    return parts


def written(node: ast.FunctionDef) -> str:
    """One method of a stub, on one line if it fits."""
    parts = arguments_of(node)
    assert node.returns is not None, f"{node.name}: says not what it returns"
    decorators = "".join(f"    @{code(decorator)}\n" for decorator in node.decorator_list)
    line = f"    def {node.name}({', '.join(parts)}) -> {code(node.returns)}: ..."
    if len(line) > WIDTH:
        lines = "".join(f"        {part},\n" for part in parts)
        line = f"    def {node.name}(\n{lines}    ) -> {code(node.returns)}: ..."
    return decorators + line


def method_of(face: Face, nodes: list[ast.FunctionDef], methods: set[str]) -> list[ast.FunctionDef]:
    """Make the stub of a method for *face*: its overloads, or one signature if they all return the same."""
    made = []
    for node in copy.deepcopy(nodes):
        assert node.returns is not None, f"{node.name}: says not what it returns"
        node.returns = _Unwrap(face).visit(node.returns)
        made.append(_Qualify(methods).visit(node))
    overloads = made[:-1]
    alike = len({ast.unparse(node.returns) for node in made if node.returns}) == 1
    return made[-1:] if alike or not overloads else overloads


def names_in(nodes: list[ast.FunctionDef]) -> Iterator[str]:
    """Every bare name that the signatures use."""
    for node in nodes:
        yield from (part.id for part in ast.walk(node.args) if isinstance(part, ast.Name))
        yield from (part.id for part in ast.walk(node.returns or node.args) if isinstance(part, ast.Name))
        yield from (part.id for item in node.decorator_list for part in ast.walk(item) if isinstance(part, ast.Name))


def imports_for(used: set[str], origins: dict[str, str]) -> str:
    """The import statements for the *used* names."""
    wanted: dict[str, set[str]] = {}
    for name in used - {"builtins"}:
        if name in origins:
            wanted.setdefault(origins[name].replace("sansredis.", ".", 1), set()).add(name)
        else:
            assert name in dir(builtins), f"{name}: no module of commands imports or defines it"
    lines = ["import builtins"] if "builtins" in used else []
    for module in sorted(wanted, key=lambda name: (name.startswith("."), name)):
        line = f"from {module} import {', '.join(sorted(wanted[module]))}"
        if len(line) > WIDTH:
            line = f"from {module} import (\n" + "".join(f"    {name},\n" for name in sorted(wanted[module])) + ")"
        lines.append(line)
    return "\n".join(lines)


def stub() -> str:
    """The whole text of ``faces.pyi``."""
    groups = list(read_groups())
    methods = {name for group in groups for name in group.methods}
    assert len(methods) == sum(len(group.methods) for group in groups), "two groups define the same method"
    common = "sansredis.core.commands.command"
    origins = dict.fromkeys(("Command", "S", "T"), common)
    origins |= {"Any": "typing", "Generic": "typing", "Self": "typing", "Coroutine": "collections.abc"}
    used = {"Any", "Generic", "Command", "S", "T"}
    classes = []
    for face in FACES:
        text = [f"class {face.name}(Generic[S]):", "    def _run(self, command: Command[T]) -> Any: ..."]
        for group in groups:
            origins = group.origins | origins
            for nodes in group.methods.values():
                made = method_of(face, nodes, methods)
                used.update(names_in(made))
                text += [written(node) for node in made]
        classes.append("\n".join(text) + "\n")
    return HEAD + imports_for(used, origins) + "\n\n" + "\n".join(classes)


def main() -> int:
    """Write or check the stubs; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--check", action="store_true", help="only say which files are out of date")
    check = parser.parse_args().check
    texts = {"faces": stub()} | {door: door_types.door_stub(door) for door in door_types.FACES}
    out_of_date = False
    for module, text in texts.items():
        target = PACKAGE / f"{module}.pyi"
        if target.exists() and target.read_text(encoding="utf-8") == text:
            continue
        if check:
            out_of_date = True
            print(f"sansredis/{target.name} is out of date: run python tools/make_faces.py", file=sys.stderr)
        else:
            target.write_text(text, encoding="utf-8")
    return int(out_of_date)


if __name__ == "__main__":
    sys.exit(main())
