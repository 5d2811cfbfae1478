"""What the real server is able to do that the tests in this folder run against.

Which server that is, `sansredis.demo.find.find_server` decides; that there is none is an error. A test that only some
versions can pass says so with a marker, and is then reported as not applicable to the others::

    @pytest.mark.since(redis="6.2")
    @pytest.mark.since(redis="7.4", valkey="9.0")   # None: no version of that server has it
    @pytest.mark.needs_module("ReJSON")          # as it is called in MODULE LIST

Valkey began as a copy of Redis 7.2: what that had, every Valkey has, and need not be said. Several such markers must
all hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, NamedTuple

import pytest

from sansredis.demo.server import Server, ServerError
from sansredis.threads import Redis
from tests.server.hand import Hand

NOT_APPLICABLE = "not applicable: "
"""How the reason of such a skip begins, for `tools/matrix.py`."""

FORKED = (7, 2)
"""The version of Redis that Valkey began with."""


class Version(NamedTuple):
    """What a server says that it is."""

    kind: str
    """``redis`` or ``valkey``"""
    number: tuple[int, ...]

    def __str__(self) -> str:
        return f"{self.kind} {'.'.join(map(str, self.number))}"


def numbers(version: str) -> tuple[int, ...]:
    """Read a version: ``"7.0.15"``."""
    return tuple(int(part) for part in version.split("."))


def version_of(server: Server) -> Version:
    """Ask a server for its kind and version."""
    lines = server.command("INFO", "server").decode().splitlines()
    info = dict(line.split(":", 1) for line in lines if ":" in line)
    kind = "valkey" if "valkey_version" in info else "redis"
    return Version(kind, numbers(info[f"{kind}_version"]))


def started(*options: str) -> Server:
    """Start a server that allows DEBUG, which servers from 7.0 on do only if they are told to."""
    server = Server(None, "--enable-debug-command", "yes", *options)
    try:
        server.start()
    except ServerError as error:
        if "enable-debug-command" not in str(error):
            raise
        server = Server(None, *options)
        server.start()
    return server


@contextmanager
def running(*options: str) -> Iterator[Server]:
    """A server with such options, which ends with the block."""
    server = started(*options)
    try:
        yield server
    finally:
        server.stop()


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """The server for the whole run. Tests find it empty, and leave its configuration as it was."""
    with running() as server:
        yield server


@pytest.fixture
def start_server() -> Iterator[Callable[..., Server]]:
    """Starts further servers, with options for the command line; they end with the test."""
    with ExitStack() as stack:
        yield lambda *options: stack.enter_context(running(*options))


@pytest.fixture(scope="session")
def server_version(server: Server) -> Version:
    """The kind and version of the server."""
    return version_of(server)


@pytest.fixture(scope="session")
def server_modules(server: Server) -> frozenset[str]:
    """The names of the modules that the server has."""
    return frozenset(
        dict(zip(module[::2], module[1::2], strict=True))[b"name"].decode()
        for module in server.command("MODULE", "LIST")
    )


@pytest.fixture(scope="session")
def session_hand(server: Server) -> Iterator[Hand]:
    """One connection for all tests, without any client."""
    with Hand(server) as hand:
        yield hand


@pytest.fixture
def hand(session_hand: Hand) -> Hand:
    """A connection without any client, to a server that is empty."""
    session_hand.run("FLUSHALL")
    return session_hand


@pytest.fixture
def connect(server: Server, hand: Hand) -> Iterator[Callable[..., Any]]:
    """Makes clients of the empty server, with further options; they are closed with the test."""
    with ExitStack() as stack:

        def make(**options: Any) -> Any:
            if options.keys().isdisjoint(("host", "port", "unix_socket_path")):
                options["unix_socket_path"] = server.unix_socket_path
            return stack.enter_context(Redis(**options))

        yield make


@pytest.fixture(autouse=True)
def _applicable(request: pytest.FixtureRequest) -> None:
    for since in request.node.iter_markers("since"):
        version: Version = request.getfixturevalue("server_version")
        inherited = "0" if numbers(since.kwargs.get("redis") or "99") <= FORKED else None
        first = since.kwargs.get(version.kind, inherited)
        if first is None or version.number < numbers(first):
            pytest.skip(f"{NOT_APPLICABLE}{version} is not {version.kind} {first or '(any version)'}")
    for needed in request.node.iter_markers("needs_module"):
        modules: frozenset[str] = request.getfixturevalue("server_modules")
        if missing := sorted(set(needed.args) - modules):
            pytest.skip(f"{NOT_APPLICABLE}{request.getfixturevalue('server_version')} has no module {missing[0]}")
