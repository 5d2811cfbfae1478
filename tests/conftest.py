"""What every test may use: the runtime that is asked for, sizes and seeds, a real server, the mark of a behaviour."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, TypeVar

import pytest

if TYPE_CHECKING:
    from sansredis.demo.server import Server

    from .fakes.tls import Authority

T = TypeVar("T")
RUNTIMES = ("threads", "gevent", "asyncio", "uvloop", "trio")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--runtime", choices=RUNTIMES, default="threads", help="for tests/backends and tests/faults")
    parser.addoption("--stream", help="tests/backends: every client has such streams of its own: socket, wrapped ...")
    parser.addoption("--eager", action="store_true", help="asyncio and uvloop: start tasks eagerly (Python 3.12)")
    parser.addoption("--full", action="store_true", help="sizes and numbers as large as they are promised; takes long")
    parser.addoption("--seed", default="0", help="a number, or 'random': what tests that draw lots begin with")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "behaviour(*names): the numbered behaviours of other clients' pools that the test proves"
    )
    if config.option.seed == "random":
        config.option.seed = str(random.SystemRandom().randrange(1 << 32))
    config.addinivalue_line("markers", "fast: not in asyncio's debug mode, which is too slow for it")
    config.addinivalue_line("markers", "interrupts: under threads exceptions may come anywhere, in the library too")


def pytest_report_header(config: pytest.Config) -> str:
    return f"sizes: {'full' if config.option.full else 'short'}, --seed {config.option.seed}"


@pytest.fixture
def sized(request: pytest.FixtureRequest) -> Callable[[T, T], T]:
    """Choose between the size of a quick test and the one that is promised: ``sized(200, 100_000)``."""
    full: bool = request.config.option.full
    return lambda short, whole: whole if full else short


@pytest.fixture
def seed(request: pytest.FixtureRequest) -> int:
    """The number from which a test that draws lots begins."""
    return int(request.config.option.seed)


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
