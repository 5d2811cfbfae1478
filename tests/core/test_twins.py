"""The blocking and the awaiting face are twins: the same classes, methods, parameters and defaults.

What is one class for both stands below them, as `sansredis.features` does. The rest is written twice, because one waits
and the other is awaited. What may differ is named here.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

FACES = Path(__file__).resolve().parents[2] / "sansredis"
MODULES = sorted(path.stem for path in (FACES / "blocking").glob("*.py") if path.stem != "__init__")
ONLY_BLOCKING = {"close", "run_in_thread"}
ONLY_AWAITING = {"aclose", "run"}
WITHOUT_TWIN = {"Worker", "Listening"}
"""A worker's thread is a class, and its task is the caller's; an asynchronous iterator is a class, and the other a
generator."""


def classes(face: str, module: str) -> dict[str, type]:
    found = import_module(f"sansredis.{face}.{module}")
    return {
        name: kind
        for name, kind in vars(found).items()
        if isinstance(kind, type) and kind.__module__ == found.__name__ and name not in WITHOUT_TWIN
    }


def parameters(method: Any) -> list[tuple[Any, ...]] | None:
    if not callable(method) or isinstance(method, type):
        return None
    return [(each.name, each.kind, each.default) for each in inspect.signature(method).parameters.values()]


def public(kind: type, own: set[str]) -> Iterator[str]:
    return (name for name in dir(kind) if not name.startswith("_") and name not in own)


def test_the_same_modules() -> None:
    assert MODULES == sorted(path.stem for path in (FACES / "awaiting").glob("*.py") if path.stem != "__init__")


@pytest.mark.parametrize("module", MODULES)
def test_the_same_methods(module: str) -> None:
    blocking, awaiting = classes("blocking", module), classes("awaiting", module)
    assert blocking.keys() == awaiting.keys()
    for name, kind in blocking.items():
        twin = awaiting[name]
        names = sorted(public(kind, ONLY_BLOCKING))
        assert names == sorted(public(twin, ONLY_AWAITING))
        differing = [each for each in names if parameters(getattr(kind, each)) != parameters(getattr(twin, each))]
        assert differing == [], f"of {module}.{name}"
