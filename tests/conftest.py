"""What every test may use: the runtime that is asked for, a real server, and the mark that names a behaviour."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from sansredis.demo.server import Server

    from .fakes.tls import Authority

RUNTIMES = ("threads", "gevent", "asyncio", "uvloop", "trio")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--runtime", choices=RUNTIMES, default="threads", help="for tests/backends and tests/faults")
    parser.addoption("--eager", action="store_true", help="asyncio and uvloop: start tasks eagerly (Python 3.12)")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "behaviour(*names): the numbered behaviours of other clients' pools that the test proves"
    )
    config.addinivalue_line("markers", "fast: not in asyncio's debug mode, which is too slow for it")
    config.addinivalue_line("markers", "interrupts: under threads exceptions may come anywhere, in the library too")


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A real server for the whole run, on a random port and a unix socket; tests use keys of their own on it."""
    from sansredis.demo.server import Server  # not imported where only the core is tested

    with Server() as server:
        yield server


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """An authority that signs certificates for servers and clients of the tests."""
    from tests.fakes.tls import Authority  # not imported where only the core is tested

    return Authority(tmp_path_factory.mktemp("authority"))
