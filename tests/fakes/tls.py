"""Certificates, and a server that ends TLS in front of another server.

Put a `Proxy` before it, and what that slices and cuts are encrypted bytes; put a `FakeServer` behind it, and what that
does wrong arrives within TLS. It runs in native threads, one for each connection.
"""

from __future__ import annotations

import contextlib
import ctypes
import datetime
import functools
import select
import socket
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self

import trustme
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_pem_private_key,
)

from .server import _end

YESTERDAY = datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=1)


class Authority:
    """An authority of the tests' own, which signs certificates.

    Args:
        folder: where it keeps its files.

    Attributes:
        ca: the file of its own certificate.
        pem: the same as text.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._ca = trustme.CA()
        self.ca = str(folder / "ca.pem")
        self._ca.cert_pem.write_to_path(self.ca)
        self.pem = self._ca.cert_pem.bytes().decode()

    def context(self, *names: str, clients: bool = False, **more: Any) -> ssl.SSLContext:
        """Make a server's context, with a certificate for these names (localhost and 127.0.0.1 if there are none).

        Args:
            *names: names and addresses in the certificate.
            clients: whether clients have to show a certificate of this authority.
            **more: for `trustme.CA.issue_cert`.
        """
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._ca.issue_cert(*(names or ("localhost", "127.0.0.1", "::1")), **more).configure_cert(context)
        if clients:
            context.verify_mode = ssl.CERT_REQUIRED
            self._ca.configure_trust(context)
        return context

    def server_files(self) -> tuple[str, str]:
        """Write a server's certificate for localhost and its key to files."""
        issued = self._ca.issue_cert("localhost", "127.0.0.1")
        files = str(self._folder / "server.pem"), str(self._folder / "server.key")
        issued.cert_chain_pems[0].write_to_path(files[0])
        issued.private_key_pem.write_to_path(files[1])
        return files

    def expired(self) -> ssl.SSLContext:
        """Make a server's context whose certificate is of yesterday."""
        return self.context(not_after=YESTERDAY)

    def client(self, name: str = "client", password: str | None = None) -> dict[str, str]:
        """Write a client's certificate and key to files, and return them as options."""
        issued = self._ca.issue_cert("client.example", common_name=name)
        certfile, keyfile = self._folder / f"{name}.pem", self._folder / f"{name}.key"
        certfile.write_bytes(b"".join(blob.bytes() for blob in issued.cert_chain_pems))
        key = issued.private_key_pem.bytes()
        if password is not None:
            locked = BestAvailableEncryption(password.encode())
            key = load_pem_private_key(key, None).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, locked)
        keyfile.write_bytes(key)
        return {"ssl_certfile": str(certfile), "ssl_keyfile": str(keyfile)}


class Terminator:
    """Ends TLS, for the length of a ``with`` block, in front of a server on this port.

    Args:
        target: the plain server's port.
        context: the context of the TLS server.

    Attributes:
        context: may be changed; counts for new connections.
        piece: if not 0, the plain bytes of each record towards the client.
        silent: if True, a connection that the server ends is cut without close_notify.
        mute: if True, hands are never shaken.
        new_keys: if True, both sides get new keys after each record towards the client (TLS 1.3).
        accepted: how many connections there were.
        names: the names that clients have asked for, one for each connection; None where there was none.
        versions: the versions of TLS that were agreed on.
        clients: the serial numbers of the certificates that clients have shown.
    """

    host = "127.0.0.1"

    def __init__(self, target: int, context: ssl.SSLContext) -> None:
        self.context = context
        self.target = target
        self.port = 0
        self.piece = 0
        self.silent = False
        self.mute = False
        self.new_keys = False
        self.accepted = 0
        self.names: list[str | None] = []
        self.versions: list[str | None] = []
        self.clients: list[str] = []
        self._listener = socket.socket()
        self._threads: list[threading.Thread] = []
        self._alive: set[socket.socket] = set()
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        self._listener.bind((self.host, 0))
        self._listener.listen(512)
        self.port = self._listener.getsockname()[1]
        self._start(self._accept)
        return self

    def __exit__(self, *exc: object) -> None:
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.cut()
        for thread in self._threads:
            thread.join(5)
            assert not thread.is_alive(), "a thread of the terminator hangs"

    @property
    def address(self) -> dict[str, Any]:
        """The options of a client that goes through it, but for those that say whom to trust."""
        return {"host": "localhost", "port": self.port, "ssl": True}

    def cut(self) -> None:
        """End every connection there is."""
        with self._lock:
            alive = list(self._alive)
        for sock in alive:
            _end(sock, False)

    def _start(self, function: Any, *args: object) -> None:
        thread = threading.Thread(target=function, args=args, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            self.accepted += 1
            self._start(self._serve, client)

    def _serve(self, client: socket.socket) -> None:
        with self._living(client), contextlib.suppress(OSError):
            if self.mute:
                while client.recv(65536):
                    pass
                return
            with self._living(socket.create_connection((self.host, self.target), 5)) as server:
                server.settimeout(None)
                _Pair(self, client, server).run()

    @contextlib.contextmanager
    def _living(self, sock: socket.socket) -> Iterator[socket.socket]:
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with self._lock:
            self._alive.add(sock)
        try:
            yield sock
        finally:
            with self._lock:
                self._alive.discard(sock)
            sock.close()


class ServerSide:
    """The server's side of one TLS connection, in memory.

    Attributes:
        shaken: whether hands are shaken.
        over: whether TLS has failed; what it says of that is in `outgoing`.
        name: the name that the client has asked for.
    """

    def __init__(self, context: ssl.SSLContext) -> None:
        self._in, self._out = ssl.MemoryBIO(), ssl.MemoryBIO()
        context.sni_callback = _note
        self.tls: Any = context.wrap_bio(self._in, self._out, server_side=True)
        self.tls.side = self
        self.shaken = self.over = False
        self.name: str | None = None

    def receive(self, data: bytes) -> bytes:
        """Take in encrypted bytes, and return the plain ones."""
        self._in.write(data)
        plain = b""
        try:
            if not self.shaken:
                self.tls.do_handshake()
                self.shaken = True
            while more := self.tls.read(65536):
                plain += more
        except ssl.SSLWantReadError:
            pass
        except ssl.SSLError:
            self.over = True
        return plain

    def send(self, data: bytes, piece: int = 0, new_keys: bool = False) -> bytes:
        """Encrypt bytes, each record so many of them, and return what is to be sent."""
        for start in range(0, len(data), piece or len(data) or 1):
            self.tls.write(data[start : start + (piece or len(data))])
            if new_keys:
                # What says so goes out before the next record, and asks the client for the same.
                assert _openssl().SSL_key_update(_pointer(self.tls), 1) == 1
        return self.outgoing()

    def end(self) -> bytes:
        """Say that there will be no more."""
        with contextlib.suppress(ssl.SSLError):
            self.tls.unwrap()
        return self.outgoing()

    def outgoing(self) -> bytes:
        """Give what is to be sent."""
        return self._out.read()


@functools.cache
def _openssl() -> Any:
    """OpenSSL itself, for what Python's `ssl` does not offer."""
    import _ssl

    library = ctypes.CDLL(_ssl.__file__)
    library.SSL_key_update.argtypes = [ctypes.c_void_p, ctypes.c_int]
    return library


def _pointer(tls: Any) -> int:
    """Where CPython keeps OpenSSL's object: the second field after what all objects begin with."""
    place = id(tls._sslobj) + object.__basicsize__ + ctypes.sizeof(ctypes.c_void_p)
    found = ctypes.c_void_p.from_address(place).value
    assert found
    return found


def _note(tls: Any, name: str | None, _context: Any) -> None:
    tls.side.name = name


class _Pair:
    """One connection: two sockets that never block, with TLS in memory between them."""

    def __init__(self, owner: Terminator, client: socket.socket, server: socket.socket) -> None:
        self.owner = owner
        self.client = client
        self.server = server
        self.side = ServerSide(owner.context)
        self.to_client, self.to_server = bytearray(), bytearray()
        self.ended = False

    def run(self) -> None:
        for sock in (self.client, self.server):
            sock.setblocking(False)
        while not (self.ended and not self.to_client):
            writers = [s for s, data in ((self.client, self.to_client), (self.server, self.to_server)) if data]
            readers = [self.client] if self.ended or not self.side.shaken else [self.client, self.server]
            readable, writable, _ = select.select(readers, writers, [])
            if self.client in writable:
                del self.to_client[: self.client.send(self.to_client)]
            if self.server in writable:
                del self.to_server[: self.server.send(self.to_server)]
            if self.client in readable and not self._from_client():
                return
            if self.server in readable:
                self._from_server()

    def _from_client(self) -> bool:
        data = self.client.recv(65536)
        side, before = self.side, self.side.shaken
        if data:
            self.to_server += side.receive(data)
            self.to_client += side.outgoing()
            self.ended = self.ended or side.over
        if side.shaken and not before:
            self.owner.names.append(side.name)
            self.owner.versions.append(side.tls.version())
            if side.tls.getpeercert():
                self.owner.clients.append(side.tls.getpeercert()["serialNumber"])
        return bool(data)

    def _from_server(self) -> None:
        data = self.server.recv(65536)
        self.to_client += self.side.send(data, self.owner.piece, self.owner.new_keys)
        if not data:
            self.ended = True
            if not self.owner.silent:
                self.to_client += self.side.end()
