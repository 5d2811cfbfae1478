"""The core is pure: no sockets, threads, event loops, clocks or processes, and the standard library only.

What is imported is looked at twice: in a fresh interpreter, where it counts what really was loaded, and in the source,
which also finds imports that have not run yet and modules that every interpreter has loaded anyway.
"""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

import sansredis

PACKAGE = Path(sansredis.__file__).parent
CORE = PACKAGE / "core"

NEVER_LOADED = {
    "_socket", "asyncio", "concurrent", "gevent", "greenlet", "multiprocessing", "select", "selectors", "signal",
    "socket", "ssl", "subprocess", "threading", "trio", "uvloop",
}  # fmt: skip

PURE = {
    "__future__", "array", "bisect", "builtins", "codecs", "collections", "contextlib", "copy", "dataclasses",
    "datetime", "difflib", "enum", "functools", "hashlib", "heapq", "inspect", "io", "ipaddress", "itertools", "json",
    "math", "operator", "re", "string", "struct", "sys", "types", "typing", "urllib", "warnings", "weakref",
}  # fmt: skip
"""Modules of the standard library that wait for nothing: the core may import these. Of datetime it uses the types, of
io BytesIO."""

CLOCKS = {"now", "today", "utcnow"}


def modules_of(folder: Path) -> dict[str, Path]:
    """All modules below a folder of the package, by name."""
    found = {}
    for path in sorted(folder.rglob("*.py")):
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


CORE_MODULES = modules_of(CORE)


def loaded_by(*modules: str) -> set[str]:
    """Import modules in a fresh interpreter: what it has loaded then, and had not at its start."""
    program = (
        "import sys\nbefore = set(sys.modules)\n"
        + "".join(f"import {module}\n" for module in modules)
        + "loaded = sorted(set(sys.modules) - before)\nimport json\nprint(json.dumps(loaded))\n"
    )
    # -S: an editable install or a plugin of the environment may load modules by itself when site runs.
    path = f"import sys; sys.path.insert(0, {str(PACKAGE.parent)!r})\n"
    ran = subprocess.run([sys.executable, "-S", "-c", path + program], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    return set(json.loads(ran.stdout))


def imports_of(path: Path, module: str) -> set[str]:
    """The full names of everything that a source file imports, wherever in it that happens."""
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                above = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*above, base] if base else above)
            found.add(base)
    return found


def test_importing_all_of_the_core_loads_no_runtime() -> None:
    loaded = {name.partition(".")[0] for name in loaded_by(*CORE_MODULES)}
    assert "sansredis" in loaded
    assert not loaded & NEVER_LOADED


@pytest.mark.parametrize("module", CORE_MODULES)
def test_source_imports_only_the_core_and_pure_modules(module: str) -> None:
    for name in imports_of(CORE_MODULES[module], module):
        top = name.partition(".")[0]
        if top == "sansredis":
            # The root has the version, and imports nothing itself: see below.
            assert name == "sansredis" or name.startswith("sansredis.core"), f"{module} imports {name}"
        else:
            assert top in PURE, f"{module} imports {name}"


@pytest.mark.parametrize("module", CORE_MODULES)
def test_no_clock_of_datetime_is_asked(module: str) -> None:
    for node in ast.walk(ast.parse(CORE_MODULES[module].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute) and node.attr in CLOCKS:
            assert "date" not in ast.unparse(node.value), f"{module} asks {ast.unparse(node)}"


def test_importing_the_package_loads_nothing_else() -> None:
    assert loaded_by("sansredis") == {"sansredis"}
