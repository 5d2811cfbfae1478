"""The arrows between the parts of the package point one way.

    core <- runtime <- tls <- connection <- fed, pumped <- lane <- pool <- client, ... <- backends <- doors <- demo

Each module has a level, and imports only from its own level and those below. A new module of the package's first level
has to be given a place here, which is the moment to think about it. Types-only imports count: an arrow is an arrow.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import sansredis

PACKAGE = Path(sansredis.__file__).parent

LEVELS = (
    ("core",),
    ("runtime", "faces", "modules", "search", "keywords", "forks"),
    ("foreign", "tls"),
    ("connection",),
    ("fed", "baton", "pumped", "caching", "leaks", "retrying", "credentials"),
    ("lane", "lane_grants", "lane_orphans", "lane_upkeep"),
    ("logins",),
    ("pool",),
    ("caller",),
    ("client", "leased", "pipeline", "transaction", "script", "monitor", "scanning", "locks", "streams"),
    ("features", "features_locks", "features_scans"),
    ("ear",),
    ("keeper",),
    ("pubsub", "keyspace"),
    ("awaiting", "blocking"),
    ("backends",),
    ("threads", "gevent", "asyncio", "trio"),
    ("demo",),
    ("__main__",),
)
LEVEL = {name: level for level, names in enumerate(LEVELS) for name in names}

RUNTIMES = {"threads": {"threading"}, "gevent": {"gevent", "greenlet"}, "asyncio": {"asyncio"}, "trio": {"trio"}}
"""What only the backend and the door of that name import (and the demo, which is a user)."""

MODULES = {
    ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(PACKAGE.rglob("*.py"))
}


def imports_of(module: str, part: ast.AST | None = None) -> set[str]:
    """The modules that a module imports anywhere in its source, or in a part of that, by full name."""
    path = MODULES[module]
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    found = set()
    for node in ast.walk(part or ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.rsplit(".", node.level - 1)[0] if node.level else ""
            base = ".".join(part for part in (above, node.module) if part)
            # `from .core import pool` means the module core.pool where there is one, else a name in core.
            found.update(full if (full := f"{base}.{alias.name}") in MODULES else base for alias in node.names)
    return found


def part_of(module: str) -> str:
    """The first-level part of the package that a module belongs to."""
    return module.split(".")[1]


IMPORTS = {module: imports_of(module) for module in MODULES}
BELOW_ROOT = [module for module in MODULES if module != "sansredis"]


@pytest.mark.parametrize("module", BELOW_ROOT)
def test_imports_point_down(module: str) -> None:
    assert part_of(module) in LEVEL, f"{module} has no level yet: give it one in {Path(__file__).name}"
    for imported in IMPORTS[module]:
        if imported.startswith("sansredis."):
            assert LEVEL[part_of(imported)] <= LEVEL[part_of(module)], f"{module} imports {imported}"


@pytest.mark.parametrize("module", BELOW_ROOT)
def test_a_runtime_is_imported_by_its_own_backend_and_door_only(module: str) -> None:
    part, name = part_of(module), module.rpartition(".")[2]
    if part in ("demo", "__main__"):
        return
    own = name if part in ("backends", *RUNTIMES) else ""
    tops = {imported.partition(".")[0] for imported in IMPORTS[module]}
    for runtime, modules in RUNTIMES.items():
        if runtime != own:
            assert not tops & modules, f"{module} imports {tops & modules}"


@pytest.mark.parametrize("door", RUNTIMES)
def test_backends_and_doors_do_not_know_each_other(door: str) -> None:
    others = {
        f"sansredis.{place}{other}"
        for place in ("", "backends.", "backends.made.")
        for other in RUNTIMES
        if other != door
    }
    for module in (f"sansredis.{door}", f"sansredis.backends.{door}", f"sansredis.backends.made.{door}"):
        assert not IMPORTS[module] & others


def test_no_imports_in_a_circle() -> None:
    done: set[str] = set()

    def visit(module: str, trail: tuple[str, ...]) -> None:
        assert module not in trail, " -> ".join((*trail[trail.index(module) :], module))
        if module not in done:
            for imported in IMPORTS[module] & MODULES.keys() - {"sansredis"}:
                visit(imported, (*trail, module))
            done.add(module)

    for module in MODULES:
        visit(module, ())


def test_the_root_imports_nothing() -> None:
    assert IMPORTS["sansredis"] == set()
