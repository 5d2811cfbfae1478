"""Web servers as processes of their own, on a socket that the test has opened, so that nobody has to guess a port."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATIENCE = 30.0


class WebServer:
    """A web server that runs.

    Attributes:
        port: where it listens.
        log: the file with everything that it said.
    """

    def __init__(self, port: int, log: Path) -> None:
        self.port = port
        self.log = log

    def said(self) -> str:
        """Everything that it said until now."""
        return self.log.read_text(encoding="utf-8", errors="replace")


@contextmanager
def serving(*command: str, **environment: str) -> Iterator[WebServer]:
    """Run a web server for the length of the block. It is ended by its process id, and has to end by itself then.

    Args:
        *command: module and arguments for Python, with ``{fd}`` where the number of the listening socket belongs.
        **environment: further variables.
    """
    with socket.create_server(("127.0.0.1", 0), backlog=1024) as listening, tempfile.TemporaryDirectory() as folder:
        log = Path(folder, "log")
        fd = listening.fileno()
        with log.open("wb") as output:
            process = subprocess.Popen(
                [sys.executable, "-m", *(word.format(fd=fd) for word in command)],
                cwd=ROOT,
                env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
                pass_fds=[fd],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        server = WebServer(listening.getsockname()[1], log)
        try:
            yield server
            process.terminate()
            process.wait(PATIENCE)
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()
