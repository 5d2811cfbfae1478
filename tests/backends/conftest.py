"""Runs the suite of this folder on the runtime of ``--runtime``; nothing of another runtime is imported."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ..fakes.proxy import Proxy
from ..fakes.server import FakeServer
from ..fakes.tls import Authority, Terminator
from .kit import Kit, load
from .streams import factory

_HERE = Path(__file__).parent
_DOORS = {"threads": "threads", "gevent": "gevent", "asyncio": "asyncio", "uvloop": "asyncio", "trio": "trio"}


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave out the files that are about another runtime: ``test_trio_only.py`` is collected for trio only."""
    name = collection_path.stem
    if name.startswith("test_") and name.endswith("_only"):
        return name != f"test_{_DOORS[config.getoption('--runtime')]}_only" or None
    return None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    dress(config, items, _HERE)


def dress(config: pytest.Config, items: list[pytest.Item], folder: Path) -> None:
    """Make the tests in a folder run on the runtime. (tests/faults does so, too.)"""
    runtime = config.getoption("--runtime")
    for item in items:
        if not isinstance(item, pytest.Function) or folder not in item.path.parents:
            continue
        if config.option.full:
            item.add_marker(pytest.mark.timeout(7200), append=False)
        if runtime == "threads":
            # Tests use the alarm signal themselves.
            seconds = 7200 if config.option.full else 60
            item.add_marker(pytest.mark.timeout(seconds, method="thread"), append=False)
            if item.get_closest_marker("interrupts"):
                # An exception between the making of a coroutine and its first step leaves the coroutine.
                item.add_marker(pytest.mark.filterwarnings("ignore:coroutine .* was never awaited:RuntimeWarning"))
        if inspect.iscoroutinefunction(item.obj):
            debug = item.get_closest_marker("fast") is None
            item.obj = load(runtime).wrap(item.obj, eager=config.getoption("--eager"), debug=debug)
            if runtime == "trio":
                item.add_marker(pytest.mark.trio)


@pytest.fixture
def runtime(request: pytest.FixtureRequest) -> str:
    """The name of the runtime the suite runs on."""
    name: str = request.config.getoption("--runtime")
    return name


@pytest.fixture
def kit(request: pytest.FixtureRequest, runtime: str, server: Any) -> Kit:
    """The helpers of the runtime; entered and left around the test."""
    made = load(runtime)(server)
    kind = request.config.getoption("--stream")
    if kind:
        made.options = {"stream_factory": factory(runtime, kind)}
    return made


@pytest.fixture
def fake() -> Iterator[FakeServer]:
    """A server in this process that misbehaves as it is told."""
    with FakeServer() as server:
        yield server


@pytest.fixture
def proxy(server: Any) -> Iterator[Proxy]:
    """A proxy in front of the real server, which misbehaves as it is told."""
    with Proxy("127.0.0.1", server.port) as proxy:
        yield proxy


@pytest.fixture
def mortal() -> Iterator[Any]:
    """A real server of the test's own, to be killed and restarted."""
    from sansredis.demo.server import Server

    with Server() as server:
        yield server


@pytest.fixture
def secure(server: Any, authority: Authority) -> Iterator[Terminator]:
    """TLS in front of the real server."""
    with Terminator(server.port, authority.context()) as terminator:
        yield terminator


@pytest.fixture
def fake_secure(fake: FakeServer, authority: Authority) -> Iterator[Terminator]:
    """TLS in front of the fake server."""
    with Terminator(fake.port, authority.context()) as terminator:
        yield terminator
