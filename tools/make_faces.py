"""Write sansredis/faces.pyi and sansredis/modules, the commands' types for each kind of client, and those of the doors.

    python tools/make_faces.py           writes the files
    python tools/make_faces.py --check   says which are out of date, and fails if any is

The methods of ``sansredis/core/commands`` are read, not imported. Wherever ``Command[X]`` stands in what a method
returns, the faces have ``X``, ``Coroutine[Any, Any, X]`` and ``Self``. All the rest is carried over as it is written.

A method that returns a class of ``core/commands/modules`` gives a namespace (as ``r.json()`` does). For such a class
``XyzCommands`` in ``modules/xyz.py`` there is ``sansredis/modules/xyz.py``, with ``BlockingXyzCommands[S]``,
``AsyncXyzCommands[S]`` and ``PipelineXyzCommands[P]``, whose methods return the pipeline *P*.
"""

from __future__ import annotations

import argparse
import ast
import builtins
import copy
import sys
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from textwrap import wrap

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tools import door_types  # noqa: E402
from tools.command_groups import (  # noqa: E402
    COMMANDS,
    FEATURES,
    Group,
    inherited,
    modules_of_faces,
    namespaces_of,
    read_group,
)

PACKAGE = ROOT / "sansredis"
WIDTH = 120
HEAD = '''"""The types of sansredis.faces, written by tools/make_faces.py from sansredis/core/commands."""

'''
NAMESPACE_HEAD = '''"""The types of sansredis.modules.{module}, written by tools/make_faces.py."""

'''
FEATURES_HEAD = '''"""The types of sansredis.{face}.{part}, written by tools/make_faces.py."""

'''
NAMESPACE = '''"""The namespace `{module}`, as each kind of client offers it. Written by tools/make_faces.py.

While the program runs all three are one class; their types differ, and stand in ``{module}.pyi``.
"""

from __future__ import annotations

from {origin} import {name}

Blocking{name} = Async{name} = Pipeline{name} = {name}
'''
FURTHER = '''"""The groups in `further`, and their methods. Written by tools/make_faces.py."""

from __future__ import annotations

from collections.abc import Callable

{functions}

GROUPS: dict[Callable[[], type], str] = {{
{rows}
}}
"""The names of a group's methods, separated by white space, by what imports the group."""
'''
FURTHER_GROUP = """
def _{module}() -> type:
    from .{module} import {name}

    return {name}
"""


@dataclass(frozen=True)
class Face:
    """One view of the commands: how its classes begin, what of it they are generic in, and what it makes of a type.

    Attributes:
        prefix: what its classes' names begin with.
        own: what a namespace's class is generic in, and how a namespace names the type it is for.
        wrap: makes a type of *X* in ``Command[X]``, given how the class names its own type.
    """

    prefix: str
    own: tuple[str, str]
    wrap: Callable[[str, str], str]


FACES = (
    Face("Blocking", ("S", "S"), lambda value, me: value),
    Face("Async", ("S", "S"), lambda value, me: f"Coroutine[Any, Any, {value}]"),
    Face("Pipeline", ("P", "Self"), lambda value, me: me),
)


class _Unwrap(ast.NodeTransformer):
    """Replaces every ``Command[X]``, and a namespace by the face's own."""

    def __init__(self, face: Face, me: str, namespaces: Collection[str]) -> None:
        self.face = face
        self.me = me
        self.namespaces = namespaces

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        name = ast.unparse(node.value)
        if name == "Command":
            return ast.parse(self.face.wrap(ast.unparse(node.slice), self.me), mode="eval").body
        if name in self.namespaces:
            return ast.parse(f"{self.face.prefix}{name}[{self.face.own[1]}]", mode="eval").body
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


def method_of(unwrap: _Unwrap, nodes: list[ast.FunctionDef], methods: set[str]) -> list[ast.FunctionDef]:
    """Make the stub of a method for a face: its overloads, or one signature if they all return the same."""
    made = []
    for node in copy.deepcopy(nodes):
        assert node.returns is not None, f"{node.name}: says not what it returns"
        node.returns = unwrap.visit(node.returns)
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


def imports_for(used: set[str], origins: dict[str, str], dots: str) -> str:
    """The import statements for the *used* names, where *dots* stand for the package."""
    wanted: dict[str, set[str]] = {}
    for name in used - {"builtins"}:
        if name in origins:
            wanted.setdefault(origins[name].replace("sansredis.", dots, 1), set()).add(name)
        else:
            assert name in dir(builtins), f"{name}: no module of commands imports or defines it"
    lines = ["import builtins"] if "builtins" in used else []
    for module in sorted(wanted, key=lambda name: (name.startswith("."), name)):
        line = f"from {module} import {', '.join(sorted(wanted[module]))}"
        if len(line) > WIDTH:
            line = f"from {module} import (\n" + "".join(f"    {name},\n" for name in sorted(wanted[module])) + ")"
        lines.append(line)
    return "\n".join(lines)


def class_text(head: list[str], unwrap: _Unwrap, groups: list[Group]) -> tuple[str, set[str]]:
    """The stub of one class that begins with *head*, with all methods of *groups*; and the names that it uses."""
    methods = {name for group in groups for name in group.methods}
    assert len(methods) == sum(len(group.methods) for group in groups), "two groups define the same method"
    text, used = head, set()
    for group in groups:
        for nodes in group.methods.values():
            made = method_of(unwrap, nodes, methods)
            used.update(names_in(made))
            text += [written(node) for node in made]
    return "\n".join(text) + "\n", used


def origins_of(groups: list[Group]) -> dict[str, str]:
    """Where the names come from that the groups' stubs may use."""
    origins: dict[str, str] = {}
    for group in groups:
        origins = group.origins | origins
    origins |= dict.fromkeys(("Command", "S", "T"), f"{COMMANDS}.command") | {"P": f"{COMMANDS}.modules.namespace"}
    return origins | {"Any": "typing", "Generic": "typing", "Self": "typing", "Coroutine": "collections.abc"}


def faces_stub(groups: list[Group], namespaces: dict[str, str]) -> str:
    """The whole text of ``faces.pyi``."""
    origins = origins_of(groups)
    used = {"Any", "Generic", "Command", "S", "T"}
    classes = []
    for face in FACES:
        head = [f"class {face.prefix}Commands(Generic[S]):", "    def _run(self, command: Command[T]) -> Any: ..."]
        text, names = class_text(head, _Unwrap(face, "Self", namespaces), groups)
        used |= names
        classes.append(text)
        origins |= {face.prefix + name: f"sansredis.modules.{short(origin)}" for name, origin in namespaces.items()}
    return HEAD + imports_for(used, origins, ".") + "\n\n" + "\n".join(classes)


def namespace_stub(name: str, origin: str) -> str:
    """The whole text of the stub of one namespace's faces."""
    groups = list(inherited(origin, name))
    used = {"Generic"}
    classes = []
    for face in FACES:
        own, _ = face.own
        head = [f"class {face.prefix}{name}(Generic[{own}]):"]
        text, names = class_text(head, _Unwrap(face, own, ()), groups)
        used |= {own, *names}
        classes.append(text)
    head_text = NAMESPACE_HEAD.format(module=short(origin))
    return head_text + imports_for(used, origins_of(groups), "..") + "\n\n" + "\n".join(classes)


def features_stub(face: str, part: str, names: list[str], head: str) -> str:
    """The stub of a face's features: a class that begins with *head* and has the shared methods of *names*.

    In them the face's classes stand for those of the same names.
    """
    groups = [read_group(FEATURES[name], name)[0] for name in names]
    origins = origins_of(groups) | {
        "Client": "sansredis.client",
        "TypeVar": "typing",
        "Scans": f"sansredis.{face}.scans",
    }
    for group in groups:
        origins |= {name: f"sansredis.{face}.{module}" for name, module in modules_of_faces(group.module).items()}
    text, used = class_text([head], _Unwrap(FACES[0], "Self", ()), groups)
    used |= {part.id for part in ast.walk(ast.parse(f"{head} ...")) if isinstance(part, ast.Name)}
    bound = ""
    if "_L" in used:
        used, bound = used - {"_L"} | {"TypeVar"}, '_L = TypeVar("_L", bound=Lock)\n\n'
    return FEATURES_HEAD.format(face=face, part=part) + imports_for(used, origins, "..") + f"\n\n{bound}{text}"


def short(module: str) -> str:
    """A module's name within its package."""
    return module.rpartition(".")[2]


def table_of_further() -> str:
    """The groups that are imported late, and the names of their methods."""
    rows: list[str] = []
    functions: list[str] = []
    for group in inherited(f"{COMMANDS}.further", "FurtherCommands"):
        if group.methods:
            functions.append(FURTHER_GROUP.format(module=short(group.module), name=group.name))
            names = " ".join(sorted(group.methods))
            lines = wrap(names, WIDTH, initial_indent=" " * 8, subsequent_indent=" " * 8)
            rows += [f'    _{short(group.module)}: """', *lines, '    """,']
    return FURTHER.format(functions="\n".join(functions), rows="\n".join(rows))


def texts() -> Iterator[tuple[Path, str]]:
    """Every file that is written, with its text."""
    groups = list(inherited(COMMANDS, "Commands"))
    namespaces = {name: origin for group in groups for name, origin in namespaces_of(group).items()}
    yield PACKAGE / "faces.pyi", faces_stub(groups, namespaces)
    yield PACKAGE / "core" / "commands" / "_further.py", table_of_further()
    for door in door_types.FACES:
        yield PACKAGE / f"{door}.pyi", door_types.door_stub(door)
    for face in ("awaiting", "blocking"):
        head = "class Scans(Generic[S]):"
        yield PACKAGE / face / "scans.pyi", features_stub(face, "scans", ["Scans"], head)
        head = "class Features(Scans[S], Client[S]):"
        yield PACKAGE / face / "features.pyi", features_stub(face, "features", ["Locks", "Features"], head)
    for name, origin in namespaces.items():
        module = PACKAGE / "modules" / short(origin)
        yield module.with_suffix(".py"), NAMESPACE.format(module=short(origin), origin=origin, name=name)
        yield module.with_suffix(".pyi"), namespace_stub(name, origin)


def main() -> int:
    """Write or check the stubs; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--check", action="store_true", help="only say which files are out of date")
    check = parser.parse_args().check
    out_of_date = False
    for target, text in texts():
        if target.exists() and target.read_text(encoding="utf-8") == text:
            continue
        if check:
            out_of_date = True
            print(f"{target.relative_to(ROOT)} is out of date: run python tools/make_faces.py", file=sys.stderr)
        else:
            target.write_text(text, encoding="utf-8")
    return int(out_of_date)


if __name__ == "__main__":
    sys.exit(main())
