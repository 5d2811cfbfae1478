"""A server on one of two addresses of its name only, of either family."""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import Any

import pytest

from sansredis.core.errors import ConnectionError
from sansredis.demo.server import Server
from tests.fakes.network import Names
from tests.server.case import r
from tests.server.doors import DOORS, through_threads

ALL = {"threads": through_threads, **DOORS}


def has(address: str) -> bool:
    """Whether this machine can listen at an address."""
    with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as sock:
        try:
            sock.bind((address, 0))
        except OSError:
            return False
    return True


ADDRESSES = [address for address in ("127.0.0.1", "::1") if has(address)]


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_door(start_server: Callable[..., Server], monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    server = start_server("--bind", address)
    names = Names(monkeypatch, "any")
    names.give("fourth", ("127.0.0.1", server.port), ("::1", server.port))
    names.give("sixth", ("::1", server.port), ("127.0.0.1", server.port))
    for door in ALL.values():
        for host in ("fourth", "sixth", address):
            assert door(r.echo("found"), host=host, port=server.port) == b"found"


@pytest.mark.parametrize("door", ALL)
def test_localhost(server: Server, door: str) -> None:
    """By this machine's own table of names, which may have ::1 first; the server listens at 127.0.0.1 only."""
    assert ALL[door](r.echo("found"), host="localhost", port=server.port) == b"found"


@pytest.mark.parametrize("door", ALL)
def test_nobody_at_localhost(door: str) -> None:
    """The error names each of its addresses."""
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        port = holder.getsockname()[1]
        options: dict[str, Any] = {"host": "localhost", "port": port, "retries": 0}
        with pytest.raises(ConnectionError) as raised:
            ALL[door](r.ping(), **options)
    found = {str(where[0]) for *_, where in socket.getaddrinfo("localhost", 0, type=socket.SOCK_STREAM)}
    assert found
    for address in found:
        shown = f"[{address}]" if ":" in address else address
        assert f"{shown}:{port}" in str(raised.value)
