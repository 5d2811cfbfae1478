"""A small in-memory Redis server that misbehaves as it is told.

It runs in native threads of the test's own process: one that accepts, one per connection. A process patched by gevent
cannot have native threads as easily, so tests of patched programs run those in a subprocess and keep the server here;
making one in a patched process is refused.

It counts what it saw (connections, commands executed), which is how a test knows that nothing ran twice. Faults are
rules: which command of which connection, how often, and what goes wrong::

    with FakeServer() as server:
        server.on("INCR", swallow=True, times=1)   # executed, but its reply never comes
"""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Self

from sansredis.core.errors import ResponseError
from sansredis.core.resp import CommandParser, encode_reply

_POLL = 0.01
"""Seconds between two looks at whether a held command's client is still there."""


@dataclass(eq=False)
class Rule:
    """One scripted fault: whom it concerns, and what happens then.

    Args:
        command: name of the command in upper case, ``"*"`` for any, ``"<connect>"`` for a new connection.
        connection: number of the connection (the first is 0), or None for any.
        skip: so many matching commands pass unharmed first.
        times: after so many the rule is spent; None for ever.
        delay: seconds to wait after executing, before replying; or a function that gives them.
        hold: an event to wait for after executing, before replying.
        swallow: execute, but send no reply.
        refuse: do not execute; any of the other faults still applies.
        reply: raw bytes in place of the true reply.
        before: raw bytes just before the reply, in one piece with it.
        after: raw bytes just after the reply, in one piece with it.
        slice: send the reply in pieces of so many bytes.
        pause: seconds between two pieces.
        cut: send only so many bytes of the reply, then do what `close`, `reset` or `half_close` says.
        close: close the connection at the end (after the reply if one is sent).
        reset: the same with a TCP reset, so that what the client has not read yet is lost too.
        half_close: end our direction only, go on reading.
        silence: execute, but answer neither this nor anything later on this connection.
        stream: pieces to send in place of the true reply, as many as it gives: it may be endless.
        pace: from then on, read so many bytes of this connection a second.
    """

    command: str
    connection: int | None = None
    skip: int = 0
    times: int | None = None
    delay: float | Callable[[], float] = 0.0
    hold: threading.Event | None = None
    swallow: bool = False
    refuse: bool = False
    reply: bytes | None = None
    before: bytes = b""
    after: bytes = b""
    slice: int = 0
    pause: float = 0.0
    cut: int | None = None
    close: bool = False
    reset: bool = False
    half_close: bool = False
    silence: bool = False
    stream: Callable[[], Iterable[bytes]] | None = None
    pace: int = 0
    hits: int = field(default=0, init=False)
    fired: threading.Event = field(default_factory=threading.Event, init=False)
    _seen: int = field(default=0, init=False)

    def matches(self, command: str, connection: int) -> bool:
        """Whether the rule concerns this command now; counts it if so. Called with the server's lock held."""
        if self.command not in (command, "*") or (self.command == "*" and command == "<connect>"):
            return False
        if self.connection is not None and self.connection != connection:
            return False
        self._seen += 1
        if self._seen <= self.skip or (self.times is not None and self.hits >= self.times):
            return False
        self.hits += 1
        return True


class _Gone(Exception):
    """The connection has ended."""


class FakeServer:
    """A server on a port of its own (or a unix socket) for the length of a ``with`` block.

    Args:
        path: listen on this unix socket instead of a TCP port.
        hello: whether HELLO is known; without it the server is one of the time before RESP3.
    """

    def __init__(self, path: str | None = None, *, hello: bool = True) -> None:
        if type(threading.Lock()).__module__.startswith("gevent"):
            raise RuntimeError("FakeServer needs native threads: run it outside the patched process")
        self.host = "127.0.0.1"
        self.port = 0
        self.path = path
        self.hello = hello
        self.data: dict[bytes, Any] = {}
        # The passwords of each user; None: whoever comes may do anything, with any password.
        self.users: dict[bytes, set[bytes]] | None = None
        self.log: list[tuple[int, tuple[bytes, ...]]] = []
        self.executed: Counter[str] = Counter()
        self.opened = 0
        self.most = 0
        self._changed = threading.Condition()
        self._rules: list[Rule] = []
        self._alive: dict[int, socket.socket] = {}
        self._closing = False
        self._listener: socket.socket | None = None
        self._threads: list[threading.Thread] = []

    def __enter__(self) -> Self:
        self.listen()
        return self

    def __exit__(self, *exc: object) -> None:
        self._closing = True
        self.refuse_connections()
        self.drop()
        with self._changed:
            self._changed.notify_all()
        for thread in self._threads:
            thread.join(5)
            assert not thread.is_alive(), "a thread of the fake server hangs"

    @property
    def address(self) -> dict[str, Any]:
        """The options of a client of this server."""
        return {"unix_socket_path": self.path} if self.path else {"host": self.host, "port": self.port}

    @property
    def connections(self) -> int:
        """How many connections are open now, as far as the server knows."""
        with self._changed:
            return len(self._alive)

    def on(self, command: str, **fault: Any) -> Rule:
        """Add a rule; of several that match, the one added last is taken."""
        rule = Rule(command, **fault)
        with self._changed:
            self._rules.insert(0, rule)
        return rule

    def calm(self) -> None:
        """Forget every rule. What is already delayed or silent stays so."""
        with self._changed:
            self._rules.clear()

    def listen(self) -> None:
        """Accept connections (again), on the same port as before."""
        listener = socket.socket(socket.AF_UNIX if self.path else socket.AF_INET)
        if self.path:
            listener.bind(self.path)
        else:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind((self.host, self.port))
            self.port = listener.getsockname()[1]
        listener.listen(512)
        self._listener = listener
        self._start(self._accept, listener)

    def refuse_connections(self) -> None:
        """Stop listening: new connections are refused until `listen`."""
        if self._listener is not None:
            listener, self._listener = self._listener, None
            with contextlib.suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            listener.close()

    def drop(self, *, reset: bool = False) -> None:
        """End every connection there is, as a server that dies does."""
        with self._changed:
            alive = list(self._alive.values())
        for sock in alive:
            _end(sock, reset)

    def send(self, raw: bytes) -> None:
        """Send bytes nobody asked for on every connection there is."""
        with self._changed:
            alive = list(self._alive.values())
        for sock in alive:
            try:
                sock.sendall(raw)
            except OSError:
                pass  # its client has closed it just now

    def wait(self, predicate: Callable[[Self], bool], seconds: float = 10.0) -> None:
        """Block the calling native thread until the server's state is as wanted; fail after `seconds`."""
        with self._changed:
            assert self._changed.wait_for(lambda: predicate(self), seconds), "the fake server never got there"

    def _start(self, function: Callable[..., None], *args: object) -> None:
        thread = threading.Thread(target=function, args=args, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                sock, _ = listener.accept()
            except OSError:
                return
            with self._changed:
                number = self.opened
                self.opened += 1
                self._alive[number] = sock
                self.most = max(self.most, len(self._alive))
                self._changed.notify_all()
            self._start(_Peer(self, sock, number).run)

    def _match(self, command: str, connection: int) -> Rule | None:
        with self._changed:
            rule = next((rule for rule in self._rules if rule.matches(command, connection)), None)
        if rule is not None:
            rule.fired.set()
        return rule


class _Peer:
    """One connection of the fake server, served by one thread."""

    def __init__(self, server: FakeServer, sock: socket.socket, number: int) -> None:
        self.server = server
        self.sock = sock
        self.number = number
        self.protocol = 2
        self.name: bytes | None = None
        self.queue: list[list[bytes]] | None = None
        self.parser = CommandParser()
        self.pace = 0
        self.user: bytes | None = None

    def run(self) -> None:
        try:
            if self.sock.family == socket.AF_INET:
                self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            rule = self.server._match("<connect>", self.number)
            if rule is not None:
                self._answer(b"", rule)
            while data := self._read():
                for args in self.parser.feed(data):
                    self._serve([bytes(arg) for arg in args])
        except (_Gone, OSError):
            pass
        finally:
            with self.server._changed:
                self.server._alive.pop(self.number, None)
                self.server._changed.notify_all()
            self.sock.close()

    def _read(self) -> bytes:
        if not self.pace:
            return self.sock.recv(65536)
        data = self.sock.recv(max(1, int(self.pace * _POLL)))
        time.sleep(_POLL)
        if self.server._closing:
            raise _Gone
        return data

    def _serve(self, args: list[bytes]) -> None:
        name = args[0].decode().upper()
        rule = self.server._match(name, self.number)
        if rule is None:
            self.sock.sendall(encode_reply(self._execute(name, args), self.protocol))
            return
        reply = b"" if rule.refuse else encode_reply(self._execute(name, args), self.protocol)
        self._answer(reply, rule)

    def _answer(self, reply: bytes, rule: Rule) -> None:
        delay = rule.delay() if callable(rule.delay) else rule.delay
        if delay:
            time.sleep(delay)
        if rule.hold is not None:
            self._until(rule.hold.is_set)
        if rule.reply is not None:
            reply = rule.reply
        self.pace = rule.pace or self.pace
        if rule.stream is not None:
            for piece in rule.stream():
                self.sock.sendall(piece)
        elif not (rule.swallow or rule.silence):
            self._send(rule.before + reply + rule.after, rule)
        if rule.half_close:
            self.sock.shutdown(socket.SHUT_WR)
        if rule.silence:
            self._until(lambda: False)
        if rule.close or rule.reset:
            _end(self.sock, rule.reset)
            raise _Gone

    def _send(self, raw: bytes, rule: Rule) -> None:
        if rule.cut is not None:
            raw = raw[: rule.cut]
        for piece in _slices(raw, rule.slice):
            self.sock.sendall(piece)
            if rule.pause:
                time.sleep(rule.pause)

    def _until(self, condition: Callable[[], bool]) -> None:
        while not condition():
            if self.server._closing or self._left():
                raise _Gone
            time.sleep(_POLL)

    def _left(self) -> bool:
        try:
            return self.sock.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) == b""
        except BlockingIOError:
            return False

    def _execute(self, name: str, args: list[bytes]) -> Any:
        if self.queue is not None and name not in ("EXEC", "DISCARD"):
            self.queue.append(args)
            return "QUEUED"
        with self.server._changed:
            self.server.log.append((self.number, tuple(args)))
            self.server.executed[name] += 1
            self.server._changed.notify_all()
            if self.server.users is not None and self.user is None and name not in ("AUTH", "HELLO"):
                return ResponseError("NOAUTH Authentication required.")
            if name != "BLPOP":
                handler = getattr(self, "_" + name.lower(), None)
                if handler is None:
                    return ResponseError(f"ERR unknown command '{name}'")
                return handler(*args[1:])
        return self._blpop(args[1], float(args[-1]))

    def _ping(self, *message: bytes) -> Any:
        return message[0] if message else b"PONG"

    def _echo(self, message: bytes) -> Any:
        return message

    def _get(self, key: bytes) -> Any:
        return self.server.data.get(key)

    def _set(self, key: bytes, value: bytes, *_options: bytes) -> Any:
        self.server.data[key] = value
        return b"OK"

    def _incr(self, key: bytes) -> Any:
        value = int(self.server.data.get(key, b"0")) + 1
        self.server.data[key] = b"%d" % value
        return value

    def _del(self, *keys: bytes) -> Any:
        return sum(self.server.data.pop(key, None) is not None for key in keys)

    def _rpush(self, key: bytes, *values: bytes) -> Any:
        self.server.data.setdefault(key, []).extend(values)
        return len(self.server.data[key])

    def _select(self, _number: bytes) -> Any:
        return b"OK"

    def _multi(self) -> Any:
        self.queue = []
        return b"OK"

    def _exec(self) -> Any:
        queue, self.queue = self.queue or [], None
        return [self._execute(args[0].decode().upper(), args) for args in queue]

    def _watch(self, *_keys: bytes) -> Any:
        return b"OK"

    def _auth(self, *args: bytes) -> Any:
        user, password = args if len(args) == 2 else (b"default", args[0])
        if self.server.users is not None and password not in self.server.users.get(user, ()):
            return ResponseError("WRONGPASS invalid username-password pair or user is disabled.")
        self.user = user
        return b"OK"

    def _client(self, sub: bytes, *args: bytes) -> Any:
        if sub.upper() == b"ID":
            return self.number
        if sub.upper() == b"SETNAME":
            self.name = args[0]
        return self.name if sub.upper() == b"GETNAME" else b"OK"

    def _hello(self, *args: bytes) -> Any:
        if not self.server.hello:
            return ResponseError("ERR unknown command 'HELLO'")
        if b"AUTH" in args:
            place = args.index(b"AUTH")
            refusal = self._auth(*args[place + 1 : place + 3])
            if refusal != b"OK":
                return refusal
        elif self.server.users is not None and self.user is None:
            return ResponseError("NOAUTH HELLO must be called with the client already authenticated.")
        if args:
            self.protocol = int(args[0])
        return {
            b"server": b"fake",
            b"version": b"7.0.0",
            b"proto": self.protocol,
            b"id": self.number,
            b"mode": b"standalone",
            b"role": b"master",
            b"modules": [],
        }

    def _blpop(self, key: bytes, timeout: float) -> Any:
        end = time.monotonic() + timeout if timeout else float("inf")
        while not self.server.data.get(key):
            if time.monotonic() >= end:
                return None
            if self.server._closing or self._left():
                raise _Gone
            with self.server._changed:
                self.server._changed.wait(_POLL)
        with self.server._changed:
            return [key, self.server.data[key].pop(0)] if self.server.data.get(key) else None


def _slices(raw: bytes, size: int) -> Iterator[bytes]:
    for start in range(0, len(raw), size or len(raw) or 1):
        yield raw[start : start + (size or len(raw))]


def _end(sock: socket.socket, reset: bool) -> None:
    with contextlib.suppress(OSError):
        if reset:
            # Lingering for zero seconds turns the close into a reset. The socket must be closed for it, not shut down;
            # the peer's thread wakes because shutting down our reading side does not send anything.
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            sock.shutdown(socket.SHUT_RD)
            sock.close()
        else:
            sock.shutdown(socket.SHUT_RDWR)
