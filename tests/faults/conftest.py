"""Runs the tests of this folder on the runtime of ``--runtime``, with the kit and the servers of tests/backends."""

from __future__ import annotations

from pathlib import Path

import pytest

from ..backends.conftest import dress, fake, kit, mortal, proxy, runtime

__all__ = ["fake", "kit", "mortal", "proxy", "runtime"]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    dress(config, items, Path(__file__).parent)
