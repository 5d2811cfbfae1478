"""Runs the tests of this folder on the runtime of ``--runtime``, with the kit and the servers of tests/backends."""

from __future__ import annotations

from pathlib import Path

import pytest

from ..backends.conftest import dress, fake, fake_secure, kit, mortal, proxy, runtime, secure

__all__ = ["fake", "fake_secure", "kit", "mortal", "proxy", "runtime", "secure"]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    dress(config, items, Path(__file__).parent)
