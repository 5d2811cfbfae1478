"""TLS: who is trusted, by what name and with which certificates, and what the errors say of it."""

from __future__ import annotations

import os
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from typing import Any

import pytest

from ..fakes.server import FakeServer
from ..fakes.tls import Authority, Terminator
from .kit import Kit
from .scripts import run_script
from .test_faults import failure

Serve = Callable[[ssl.SSLContext], Terminator]


@pytest.fixture
def serve(fake: FakeServer) -> Iterator[Serve]:
    """Makes TLS servers with given contexts, in front of the fake server."""
    with ExitStack() as stack:
        yield lambda context: stack.enter_context(Terminator(fake.port, context))


@pytest.fixture
def stranger(tmp_path: Any) -> Authority:
    """An authority that nobody knows."""
    return Authority(tmp_path)


@pytest.fixture
def peer() -> Iterator[Callable[..., int]]:
    """Starts a server that does one thing when something has come, and then only listens; so often. Gives its port."""
    threads = []

    def serve(listener: socket.socket, connections: int, answer: Callable[[socket.socket], object]) -> None:
        with listener:
            for _ in range(connections):
                sock, _ = listener.accept()
                with sock, suppress(OSError):
                    sock.recv(1)
                    answer(sock)
                    while sock.recv(65536):
                        pass

    def start(connections: int, answer: Callable[[socket.socket], object]) -> int:
        listener = socket.create_server(("127.0.0.1", 0))
        threads.append(threading.Thread(target=serve, args=(listener, connections, answer), daemon=True))
        threads[-1].start()
        return int(listener.getsockname()[1])

    yield start
    for thread in threads:
        thread.join(10)
        assert not thread.is_alive(), "the client was not done with it"


async def refusal(kit: Kit, fake: FakeServer, **options: Any) -> str:
    """Return the message of a call that TLS refuses before a command was sent."""
    error = await failure(kit, lambda: kit.redis(**{"ssl": True, **options}).incr("n"))
    assert type(error) is kit.door.TLSError, error
    assert isinstance(error, kit.door.ConnectionError)
    assert not error.maybe_executed
    assert fake.executed["INCR"] == 0
    return str(error)


async def test_an_unknown_authority(kit: Kit, fake: FakeServer, serve: Serve, stranger: Authority) -> None:
    secure = serve(stranger.context())
    message = await refusal(kit, fake, **secure.address)
    assert message.startswith(f"cannot connect to localhost:{secure.port}: the server's certificate is not trusted: ")
    assert "ssl_ca_certs" in message
    assert secure.accepted == 1, "a refusal is not tried again"


async def test_only_the_given_authorities_are_trusted(
    kit: Kit, fake: FakeServer, serve: Serve, authority: Authority, stranger: Authority
) -> None:
    secure = serve(stranger.context())
    assert "is not trusted" in await refusal(kit, fake, **secure.address, ssl_ca_certs=authority.ca)
    assert "is not trusted" in await refusal(kit, fake, **secure.address, ssl_ca_data=authority.pem)
    r = kit.redis(**secure.address, ssl_ca_data=authority.pem + stranger.pem)
    assert await kit.do(r.ping()) is True


async def test_a_directory_of_authorities(kit: Kit, serve: Serve, authority: Authority, tmp_path: Any) -> None:
    from cryptography import x509

    # OpenSSL looks for the file by a hash of the subject; its own tool for that may be missing, so all are there.
    digest = _hash_of(x509.load_pem_x509_certificate(authority.pem.encode()).subject)
    (tmp_path / f"{digest}.0").write_text(authority.pem)
    r = kit.redis(**serve(authority.context()).address, ssl_ca_path=str(tmp_path))
    assert await kit.do(r.ping()) is True


@pytest.mark.parametrize("names", [("other.example",), ("127.0.0.2",), ("*.example", "::1")], ids=str)
@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
async def test_a_certificate_for_somebody_else(
    kit: Kit, fake: FakeServer, serve: Serve, authority: Authority, names: tuple[str, ...], host: str
) -> None:
    secure = serve(authority.context(*names))
    trusting = {"port": secure.port, "host": host, "ssl_ca_certs": authority.ca}
    message = await refusal(kit, fake, **trusting)
    assert f"the server's certificate is not for '{host}': " in message
    assert "ssl_server_hostname" in message
    # Said explicitly, names do not matter.
    assert await kit.do(kit.redis(**trusting, ssl=True, ssl_check_hostname=False).ping()) is True


@pytest.mark.parametrize("name", ["localhost", "127.0.0.1", "::1", "redis.example"])
async def test_a_certificate_for_this_name_or_address(kit: Kit, serve: Serve, authority: Authority, name: str) -> None:
    secure = serve(authority.context(name))
    own = {"host": name} if name in ("localhost", "127.0.0.1") else {"ssl_server_hostname": name, "host": "127.0.0.1"}
    assert await kit.do(kit.redis(**own, port=secure.port, ssl=True, ssl_ca_certs=authority.ca).ping()) is True


@pytest.mark.parametrize(("name", "written"), [("redis.example", "redis.example."), ("fe80::1", "fe80::1%eth0")])
async def test_what_is_no_part_of_a_name(kit: Kit, serve: Serve, authority: Authority, name: str, written: str) -> None:
    """That it is absolute, or on which interface an address is."""
    address = serve(authority.context(name)).address | {"ssl_ca_certs": authority.ca, "ssl_server_hostname": written}
    assert await kit.do(kit.redis(**address).ping()) is True


async def test_another_name_is_asked_for_and_verified(
    kit: Kit, fake: FakeServer, serve: Serve, authority: Authority
) -> None:
    """As behind a tunnel."""
    secure = serve(authority.context("redis.example"))
    r = kit.redis(**secure.address, ssl_ca_certs=authority.ca, ssl_server_hostname="redis.example")
    assert await kit.do(r.ping()) is True
    assert secure.names == ["redis.example"]
    assert "is not for 'other.example'" in await refusal(
        kit, fake, **secure.address, ssl_ca_certs=authority.ca, ssl_server_hostname="other.example"
    )


async def test_an_expired_certificate(kit: Kit, fake: FakeServer, serve: Serve, authority: Authority) -> None:
    secure = serve(authority.expired())
    message = await refusal(kit, fake, **secure.address, ssl_ca_certs=authority.ca)
    assert "has expired" in message


@pytest.mark.behaviour("redis-py 23")
async def test_no_verification_at_all(kit: Kit, serve: Serve, stranger: Authority) -> None:
    """Only if it is said."""
    secure = serve(stranger.context("other.example"))
    for said in ("none", ssl.CERT_NONE):
        assert await kit.do(kit.redis(**secure.address, ssl_cert_reqs=said).ping()) is True


async def test_a_plain_server_that_answers(kit: Kit, fake: FakeServer, peer: Callable[..., int]) -> None:
    port = peer(1, lambda sock: sock.sendall(b"-ERR unknown command\r\n"))
    message = await refusal(kit, fake, host="127.0.0.1", port=port)
    assert "the server does not speak TLS on this port" in message


async def test_a_plain_server_that_waits_for_more(kit: Kit, server: Any) -> None:
    r = kit.redis(host="127.0.0.1", port=server.port, ssl=True, socket_timeout=0.3)
    error = await failure(kit, lambda: r.ping())
    assert isinstance(error, kit.door.TimeoutError)
    assert "the TLS handshake was not finished" in str(error)
    assert not error.maybe_executed


async def test_a_plain_client_of_a_tls_server(kit: Kit, serve: Serve, authority: Authority) -> None:
    """There is no way from one to the other: what speaks TLS is never asked in plain text by itself, nor reverse."""
    secure = serve(authority.context())
    r = kit.redis(host="127.0.0.1", port=secure.port, retries=0)
    error = await failure(kit, lambda: r.ping())
    assert "does this port speak TLS?" in str(error) or "closed" in str(error), error


async def test_a_handshake_that_stalls(kit: Kit, serve: Serve, authority: Authority) -> None:
    secure = serve(authority.context())
    secure.mute = True
    r = kit.redis(**secure.address, ssl_ca_certs=authority.ca, socket_connect_timeout=0.2, max_connections=1)
    error = await failure(kit, lambda: r.incr("n"))
    assert isinstance(error, kit.door.TimeoutError)
    assert "the TLS handshake was not finished" in str(error)
    secure.mute = False
    assert await kit.do(r.incr("n")) == 1


async def test_a_server_that_hangs_up(kit: Kit, peer: Callable[..., int]) -> None:
    port = peer(2, lambda sock: sock.shutdown(socket.SHUT_WR))
    r = kit.redis(host="127.0.0.1", port=port, ssl=True, retries=1)
    error = await failure(kit, lambda: r.ping())
    assert isinstance(error, kit.door.ConnectionError)
    assert "closed the connection in the middle of the TLS handshake" in str(error)


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
async def test_client_certificates(
    kit: Kit, fake: FakeServer, serve: Serve, authority: Authority, stranger: Authority, version: ssl.TLSVersion
) -> None:
    """With TLS 1.3 the server refuses only after the client is done with the handshake."""
    context = authority.context(clients=True)
    context.maximum_version = version
    secure = serve(context)
    trusting = {**secure.address, "ssl_ca_certs": authority.ca}
    for _ in range(5):
        assert "ssl_certfile" in await refusal(kit, fake, **trusting)
    assert "does not accept our certificate" in await refusal(kit, fake, **trusting, **stranger.client())
    assert await kit.do(kit.redis(**trusting, **authority.client()).ping()) is True


async def test_a_key_with_a_password(kit: Kit, serve: Serve, authority: Authority) -> None:
    secure = serve(authority.context(clients=True))
    locked = {**secure.address, "ssl_ca_certs": authority.ca, **authority.client("locked", "hunter2")}
    r = kit.redis(**locked, ssl_password="hunter2")
    assert await kit.do(r.ping()) is True
    assert "hunter2" not in repr(r.connection_pool.options) + repr(r)
    for wrong in ({}, {"ssl_password": "hunter3"}):
        with pytest.raises(kit.door.DataError, match="is ssl_password right") as caught:
            kit.redis(**locked, **wrong)
        assert "hunter" not in str(caught.value)


async def test_a_certificate_that_is_renewed_is_used_at_once(kit: Kit, serve: Serve, authority: Authority) -> None:
    secure = serve(authority.context(clients=True))
    files = authority.client("renewed")
    r = kit.redis(**secure.address, ssl_ca_certs=authority.ca, **files)
    assert await kit.do(r.ping()) is True
    seen = secure.clients[-1]
    authority.client("renewed")
    assert await kit.do(r.ping()) is True
    assert secure.clients == [seen], "the connection that is there goes on"
    r.connection_pool.disconnect()
    assert await kit.do(r.ping()) is True
    assert secure.clients[0] == seen != secure.clients[-1]
    # Gone, and back again.
    os.rename(files["ssl_keyfile"], files["ssl_keyfile"] + ".away")
    r.connection_pool.disconnect()
    error = await failure(kit, lambda: r.ping())
    assert isinstance(error, kit.door.DataError)
    assert "ssl_keyfile" in str(error)
    os.rename(files["ssl_keyfile"] + ".away", files["ssl_keyfile"])
    assert await kit.do(r.ping()) is True


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"ssl_ca_certs": "/no/such/file"}, r"^ssl_ca_certs '/no/such/file' cannot be read: .*No such file"),
        ({"ssl_ca_path": "/no/such/path"}, r"^ssl_ca_path '/no/such/path' cannot be read"),
        ({"ssl_certfile": "/no/such/file"}, r"^ssl_certfile '/no/such/file' cannot be read"),
        ({"ssl_certfile": __file__}, r"^ssl_certfile '.*' cannot be loaded \(are they PEM"),
        ({"ssl_ca_certs": __file__}, r"^ssl_ca_certs cannot be loaded"),
        ({"ssl_ca_data": "-----BEGIN CERTIFICATE-----"}, r"^ssl_ca_data cannot be loaded"),
        ({"ssl_ciphers": "NO-SUCH"}, r"^ssl_ciphers 'NO-SUCH' is nothing that OpenSSL knows"),
        ({"ssl_include_verify_flags": ["VERIFY_NOTHING"]}, r"^ssl_include_verify_flags has VERIFY_NOTHING, which"),
    ],
    ids=str,
)
async def test_wrong_files_and_words_are_errors_at_once(kit: Kit, options: dict[str, Any], said: str) -> None:
    with pytest.raises(kit.door.DataError, match=said):
        kit.redis(ssl=True, **options)


async def test_names_that_cannot_be_asked_for(kit: Kit, fake: FakeServer) -> None:
    for name in (".leading", "x" * 70):
        r = kit.redis(host="127.0.0.1", port=fake.port, ssl=True, ssl_server_hostname=name)
        error = await failure(kit, lambda r=r: r.ping())
        assert isinstance(error, kit.door.DataError)
        assert "ssl_server_hostname" in str(error)
    assert fake.opened == 0


@pytest.mark.behaviour("coredis 23")
async def test_a_context_of_ones_own(kit: Kit, fake: FakeServer, serve: Serve, authority: Authority) -> None:
    context = ssl.create_default_context(cadata=authority.pem)
    secure = serve(authority.context("redis.example"))
    assert "is not for 'localhost'" in await refusal(kit, fake, **secure.address, ssl_context=context)
    r = kit.redis(**secure.address, ssl_context=context, ssl_server_hostname="redis.example")
    assert await kit.do(r.ping()) is True
    assert "not trusted: give the certificate of the authority that signed it as ssl_ca_certs, ssl_ca_path or " in (
        await refusal(kit, fake, **secure.address, ssl_context=ssl.create_default_context())
    )


async def test_no_version_in_common(kit: Kit, fake: FakeServer, serve: Serve, authority: Authority) -> None:
    context = authority.context()
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    secure = serve(context)
    trusting = {**secure.address, "ssl_ca_certs": authority.ca}
    assert "no version of TLS in common" in await refusal(kit, fake, **trusting, ssl_min_version="TLSv1.3")
    assert await kit.do(kit.redis(**trusting, ssl_min_version=ssl.TLSVersion.TLSv1_2).ping()) is True


async def test_no_cipher_in_common(kit: Kit, fake: FakeServer, serve: Serve, authority: Authority) -> None:
    context = authority.context()
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers("ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256")
    secure = serve(context)
    trusting = {**secure.address, "ssl_ca_certs": authority.ca}
    assert "ssl_ciphers" in await refusal(kit, fake, **trusting, ssl_ciphers="ECDHE+CHACHA20")
    assert await kit.do(kit.redis(**trusting, ssl_ciphers="ECDHE+AESGCM").ping()) is True


@pytest.mark.behaviour("redis-py 24")
async def test_flags_of_verification(kit: Kit, fake: FakeServer, serve: Serve, authority: Authority) -> None:
    secure = serve(authority.context())
    trusting = {**secure.address, "ssl_ca_certs": authority.ca}
    # There is no list of what was revoked, so if that is to be looked up nothing is good enough.
    flags = [ssl.VerifyFlags.VERIFY_CRL_CHECK_LEAF]
    assert "is not valid" in await refusal(kit, fake, **trusting, ssl_include_verify_flags=flags)
    r = kit.redis(**trusting, ssl_include_verify_flags=flags, ssl_exclude_verify_flags="VERIFY_CRL_CHECK_LEAF".split())
    assert await kit.do(r.ping()) is True


def test_nobody_pays_for_tls_who_does_not_use_it(kit: Kit) -> None:
    run_script(
        f"""
        import sys
        from sansredis.{kit.door.__name__.rpartition(".")[2]} import Redis
        Redis()
        assert not [name for name in sys.modules if name.startswith("sansredis.tls")]
        assert "ssl" not in sys.modules or {kit.name!r} not in ("threads",)
        """
    )


def _hash_of(subject: Any) -> str:
    """OpenSSL's hash of a subject: of its canonical encoding, in which text is in lower case and UTF-8."""
    import hashlib

    def der(tag: int, content: bytes) -> bytes:
        assert len(content) < 128
        return bytes((tag, len(content))) + content

    def oid(dotted: str) -> bytes:
        first, second, *rest = map(int, dotted.split("."))
        return bytes((first * 40 + second, *rest))

    whole = b""
    for attribute in subject:
        text = " ".join(attribute.value.lower().split()).encode()
        whole += der(0x31, der(0x30, der(0x06, oid(attribute.oid.dotted_string)) + der(0x0C, text)))
    return f"{int.from_bytes(hashlib.sha1(whole).digest()[:4], 'little'):08x}"
