"""TLS as real servers speak it, where the server was built with it."""

from __future__ import annotations

import random
import socket
from collections.abc import Iterator
from typing import Any

import pytest

from sansredis.core.errors import TimeoutError, TLSError
from sansredis.demo.server import Server, ServerError
from tests.fakes.tls import Authority
from tests.server.case import r
from tests.server.conftest import NOT_APPLICABLE
from tests.server.doors import DOORS, through_threads

WITHOUT_TLS = ("Failed finding TLS support", "Bad directive")
ALL = {"threads": through_threads, **DOORS}


@pytest.fixture(scope="module")
def listening(authority: Authority) -> Iterator[tuple[Server, int]]:
    """A server with TLS, and its port for that."""
    cert, key = authority.server_files()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    arguments = ("--tls-port", str(port), "--tls-cert-file", cert, "--tls-key-file", key)
    server = Server(None, *arguments, "--tls-ca-cert-file", authority.ca)
    try:
        server.start()
    except ServerError as error:
        if any(words in str(error) for words in WITHOUT_TLS):
            pytest.skip(f"{NOT_APPLICABLE}the server was built without TLS")
        raise
    yield server, port
    server.stop()


@pytest.fixture
def server(listening: tuple[Server, int]) -> Server:
    return listening[0]


@pytest.fixture
def secure(listening: tuple[Server, int], authority: Authority) -> dict[str, Any]:
    """The options for that server, which wants a certificate of its clients, as servers do by default."""
    return {"host": "localhost", "port": listening[1], "ssl": True, "ssl_ca_certs": authority.ca, **authority.client()}


@pytest.mark.parametrize("protocol", [None, 2])
@pytest.mark.parametrize("door", ALL)
def test_every_door(secure: dict[str, Any], door: str, protocol: int | None) -> None:
    """Some megabytes there and back."""
    value = random.Random(door).randbytes(3_000_000)
    assert ALL[door](r.echo(value), **secure, protocol=protocol) == value


@pytest.mark.parametrize("door", ALL)
def test_without_a_certificate_of_ours(secure: dict[str, Any], door: str) -> None:
    """With TLS 1.3 the server refuses us only when we believe that all is done."""
    anonymous = secure | {"ssl_certfile": None, "ssl_keyfile": None}
    with pytest.raises(TLSError, match="ssl_certfile"):
        ALL[door](r.ping(), **anonymous)


def test_versions_that_the_server_does_not_speak(secure: dict[str, Any], server: Server) -> None:
    server.command("CONFIG", "SET", "tls-protocols", "TLSv1.2")
    assert through_threads(r.ping(), **secure) is True
    with pytest.raises(TLSError, match="no version of TLS in common"):
        through_threads(r.ping(), **secure, ssl_min_version="TLSv1.3")


def test_the_plain_port_of_the_same_server(secure: dict[str, Any], server: Server) -> None:
    """It waits for the rest of what it takes for a command."""
    with pytest.raises(TimeoutError, match="TLS handshake was not finished"):
        through_threads(r.ping(), **secure | {"port": server.port}, socket_timeout=0.3)
