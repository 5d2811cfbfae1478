"""A real server of one's own, for the demo, the tests and the benchmarks.

What is started here is ended here, by its process id: when the ``with`` block is left, or else at the exit of the
interpreter. On Linux the kernel ends it even if this process is killed. It keeps nothing on disk.
"""

from __future__ import annotations

import atexit
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sansredis.core.resp import Encoder, Parser
from sansredis.demo.find import find_server, resolve

_PORTS = range(12000, 22000)
"""Below the ports that systems hand out to outgoing connections: a client that tries to reach a server that is down
would else now and then be given the server's own port, and be connected to itself."""

_ATTEMPTS = 10
"""How many ports are tried before giving up."""

_PATIENCE = 20.0
"""Seconds that a server has to answer, and that one that was killed has to be gone."""

# The server is to die with this process. Popen's preexec_fn, the usual place for prctl, runs between fork and exec,
# where another thread's locks may be held for ever; so an interpreter of its own asks for the signal and becomes the
# server (15 ms). The signal is sent when the *thread* that started the server ends, hence the main thread only.
_DIE_WITH_PARENT = """
import os, sys
try:
    import ctypes
    ctypes.CDLL(None).prctl(1, 9, 0, 0, 0)
except (ImportError, OSError, AttributeError):
    pass
if os.getppid() == int(sys.argv[1]):
    os.execv(sys.argv[2], sys.argv[2:])
"""


class ServerError(RuntimeError):
    """The server could not be started, or did not do as it was told."""


class Server:
    """A server on a random port of the loopback address and on a unix socket.

    It starts when the ``with`` block is entered (or by `start`), and answers from then on::

        with Server() as server:
            client = Redis.from_url(server.url)

    Everything here blocks, by means of the standard library only, so it also works in processes patched by gevent.

    Args:
        executable: the path of the server, or a command of PATH; None takes the one that `find_server` finds.
        arguments: options for the server's command line, after those given here, as ``"--maxclients", "10"``.
    """

    def __init__(self, executable: str | None = None, *arguments: str) -> None:
        self.executable = find_server() if executable is None else resolve(executable, "given to Server()")
        self.arguments = arguments
        self.port = 0
        self.folder = ""
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = os.getpid()

    def __repr__(self) -> str:
        state = "stopped" if self._process is None else f"pid {self._process.pid}, port {self.port}"
        return f"<Server {self.executable} {state}>"

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def host(self) -> str:
        """The address that it listens on."""
        return "127.0.0.1"

    @property
    def unix_socket_path(self) -> str:
        """The path of its unix socket."""
        return os.path.join(self.folder, "socket")

    @property
    def url(self) -> str:
        """The URL for clients."""
        return f"redis://{self.host}:{self.port}/0"

    @property
    def unix_url(self) -> str:
        """The URL for clients that use the unix socket."""
        return f"unix://{self.unix_socket_path}"

    @property
    def pid(self) -> int:
        """The server's process id.

        Raises:
            ServerError: if it does not run.
        """
        return self._running().pid

    def start(self) -> None:
        """Start it, and wait until it answers.

        Raises:
            ServerError: if it already runs, ends at once (the message has its last words), or does not answer in time.
        """
        if self._process is not None:
            raise ServerError(f"{self!r} already runs")
        # A unix socket's path may have about 100 bytes, and some systems' folders for temporary files nearly do.
        short = len(tempfile.gettempdir()) < 70
        self.folder = tempfile.mkdtemp(prefix="sansredis-", dir=None if short else "/tmp")
        atexit.register(self.stop)
        try:
            self._start_on_a_free_port()
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """End it, if it runs, and remove its folder. A forked child's call does nothing, nor does a second one."""
        if os.getpid() != self._owner:
            return
        if self._process is not None:
            self.kill()
        if self.folder:
            shutil.rmtree(self.folder, ignore_errors=True)
            self.folder = ""
        atexit.unregister(self.stop)

    def kill(self) -> None:
        """Kill it at once, as a crash would, and wait until it is gone; `restart` brings it back.

        Raises:
            ServerError: if it does not run.
        """
        process = self._running()
        process.kill()
        process.wait(_PATIENCE)
        self._process = None

    def restart(self) -> None:
        """Kill it if it runs, and start it again, empty, on the same port and unix socket.

        Raises:
            ServerError: if it was never started, or does not come back.
        """
        if not self.folder:
            raise ServerError(f"{self!r} was not started, so it cannot be started again")
        if self._process is not None:
            self.kill()
        self._launch()

    def pause(self) -> None:
        """Freeze it: connections stay, and are made by the kernel, but nothing is answered."""
        os.kill(self.pid, signal.SIGSTOP)

    def resume(self) -> None:
        """Let it go on after `pause`."""
        os.kill(self.pid, signal.SIGCONT)

    def command(self, *arguments: bytes | str | int | float) -> Any:
        """Run one command on a connection of its own, without any client: a test's hand on the server.

        Args:
            arguments: the command and its arguments.

        Returns:
            The reply as `sansredis.core.resp.Parser` reads RESP2.

        Raises:
            ServerError: if the server answered with an error or not at all.
        """
        encoded = Encoder().encode(arguments)
        try:
            reply = self._exchange(encoded if isinstance(encoded, bytes) else b"".join(encoded))
        except OSError as error:
            raise ServerError(f"{self!r} cannot be reached: {error}") from error
        if isinstance(reply, Exception):
            raise ServerError(f"{self!r} answered to {arguments!r}: {reply}")
        return reply

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            raise ServerError(f"{self!r} does not run")
        return self._process

    def _start_on_a_free_port(self) -> None:
        for attempt in range(_ATTEMPTS):
            # Not `random`: tests seed that one, and several test processes would all try the same port.
            self.port = secrets.choice(_PORTS)
            if not self._is_free():
                continue
            try:
                return self._launch()
            except ServerError as error:
                if "address already in use" not in str(error).lower() or attempt == _ATTEMPTS - 1:
                    raise
        raise ServerError(f"{_ATTEMPTS} ports between {_PORTS.start} and {_PORTS.stop} were tried, and none was free")

    def _is_free(self) -> bool:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((self.host, self.port))
            except OSError:
                return False
        return True

    def _launch(self) -> None:
        options = {
            "--port": str(self.port),
            "--bind": self.host,
            "--unixsocket": self.unix_socket_path,
            "--dir": self.folder,
            "--save": "",
            "--appendonly": "no",
        }
        line = [self.executable, *(word for option in options.items() for word in option), *self.arguments]
        if sys.platform == "linux" and threading.current_thread() is threading.main_thread():
            line = [sys.executable, "-I", "-S", "-c", _DIE_WITH_PARENT, str(os.getpid()), *line]
        with open(self._log, "wb") as log:
            # A session of its own: Ctrl-C in a terminal is for the program, which then ends the server in its own time.
            self._process = subprocess.Popen(
                line, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
            )
        self._wait_until_it_answers(self._process)

    @property
    def _log(self) -> Path:
        return Path(self.folder, "log")

    def _wait_until_it_answers(self, process: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + _PATIENCE
        while time.monotonic() < deadline:
            ended = process.poll()
            if ended is not None:
                self._process = None
                raise ServerError(f"{self.executable} ended with exit status {ended}; it said:\n{self._last_words()}")
            if self._answers():
                return
            time.sleep(0.005)
        self.kill()
        raise ServerError(f"{self.executable} did not answer within {_PATIENCE:g} s; it said:\n{self._last_words()}")

    def _answers(self) -> bool:
        """Whether it answers a PING; that it wants a password is an answer, that it is loading is not."""
        try:
            reply = self._exchange(b"*1\r\n$4\r\nPING\r\n")
        except (OSError, ServerError):
            return False
        return reply == b"PONG" or str(reply).startswith(("NOAUTH", "NOPERM"))

    def _exchange(self, request: bytes) -> Any:
        # The unix socket, as that is certainly this server's: between the look for a free port and the server's start
        # another one may have taken the port. It is opened after the port, so whoever answers here has both.
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(_PATIENCE)
            connection.connect(self.unix_socket_path)
            connection.sendall(request)
            parser = Parser()
            while data := connection.recv(65536):
                if replies := parser.feed(data):
                    return replies[0]
        raise ServerError(f"{self!r} closed the connection instead of answering")

    def _last_words(self) -> str:
        return self._log.read_text(encoding="utf-8", errors="replace").strip()[-2000:] or "(nothing)"
