"""No method of a command is without a case."""

from __future__ import annotations

import pytest

from sansredis.core.commands import Commands
from tests.core.commands.reading import methods
from tests.server.cases import CASES
from tests.server.cases.scenarios import METHODS

GROUPS = [group for group in Commands.__mro__ if methods(group) and group.__module__ != "builtins"]
SHOWN = {case.method for cases in CASES.values() for case in cases}


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.__name__)
def test_every_method_has_a_case(group: type) -> None:
    missing = sorted(methods(group) - SHOWN - METHODS)
    assert not missing, f"write cases in tests/server/cases for {', '.join(missing)}"


def test_scenarios_name_methods_that_exist() -> None:
    assert sorted(name for name in METHODS if not hasattr(Commands, name)) == []
