"""How many games the state machines play: the same few each time, or, by HYPOTHESIS_PROFILE=long, thousands."""

from __future__ import annotations

import os
from typing import Any

import pytest
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine

_LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"


def played(machine: type[RuleBasedStateMachine], *, few: int, many: int, steps: int = 60) -> Any:
    """Make the test of a machine.

    Args:
        machine: the rules and laws of a game.
        few: games to be played by default.
        many: games to be played in a long run, each of them anew.
        steps: of each game.
    """
    case: Any = machine.TestCase
    case.settings = settings(
        max_examples=many if _LONG else few,
        stateful_step_count=steps,
        deadline=None,
        derandomize=not _LONG,
        database=None,
    )
    return pytest.mark.timeout(3600 if _LONG else 60)(case)
