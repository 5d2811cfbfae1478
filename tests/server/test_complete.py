"""No method of a command is without a case."""

from __future__ import annotations

import pytest

from sansredis.core.commands import Commands
from tests.core.commands.reading import methods
from tests.server.case import NAMESPACES
from tests.server.cases import CASES
from tests.server.cases.scenarios import METHODS

GROUPS = [group for group in Commands.__mro__ if methods(group) and group.__module__ != "builtins"]
SHOWN = {case.method for cases in CASES.values() for case in cases}


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.__name__)
def test_every_method_has_a_case(group: type) -> None:
    missing = sorted(methods(group) - SHOWN - METHODS - NAMESPACES.keys())
    assert not missing, f"write cases in tests/server/cases for {', '.join(missing)}"


@pytest.mark.parametrize("name", NAMESPACES)
def test_every_method_of_a_namespace_has_a_case(name: str) -> None:
    kinds = [kind for kind in NAMESPACES[name].__mro__ if kind is not object]
    missing = sorted({f"{name}.{method}" for kind in kinds for method in methods(kind)} - SHOWN - METHODS)
    assert not missing, f"write cases in tests/server/cases for {', '.join(missing)}"


def test_scenarios_name_methods_that_exist() -> None:
    unknown = []
    for name in sorted(METHODS):
        namespace, _, method = name.rpartition(".")
        if not hasattr(NAMESPACES[namespace] if namespace else Commands, method):
            unknown.append(name)
    assert unknown == []
