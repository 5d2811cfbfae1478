"""Read what servers say about their commands, and write sansredis/core/commands/_table.py.

    SANSREDIS_SERVERS=folder python tools/read_metadata.py

The folder holds one folder per server, each with an executable ``server``. Every one is started twice, as it is and as
a sentinel, on a unix socket in a temporary folder; asked for COMMAND and COMMAND DOCS; and ended. Where servers differ,
the newest Redis that has a command is believed, then the newest Valkey; the flags ``blocking``, ``movablekeys`` and
``write`` count if any of them has them.
"""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import tempfile
import textwrap
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from sansredis.core.commands.facts import FLAGS, REPEATABLE, SPEC_FLAGS  # noqa: E402
from tools.metadata_corrections import NOT_COMMANDS, may_repeat  # noqa: E402

TARGET = ROOT / "sansredis" / "core" / "commands" / "_table.py"
HEAD = '''"""Facts about every command, as the servers state them. Written by tools/read_metadata.py, read by facts.py.

{read_from}
"""

# One line each: name; arity; flags; first key, last key, step; group; since (Redis; Valkey); key specifications.
# fmt: off
TABLE = """\\
'''
UNITED = ("blocking", "movablekeys", "write")


@dataclass
class Server:
    """One running server's answers."""

    name: str
    version: tuple[int, ...]
    commands: list[list[Any]]
    docs: dict[str, dict[str, Any]]

    @property
    def rank(self) -> tuple[bool, tuple[int, ...]]:
        """Who is believed: the highest."""
        return self.name == "Redis", self.version


@dataclass
class Facts:
    """What is known about one command."""

    arity: int = 0
    flags: set[str] = field(default_factory=set)
    keys: tuple[int, int, int] = (0, 0, 0)
    group: str = ""
    since: dict[str, str] = field(default_factory=dict)
    specs: list[str] = field(default_factory=list)
    container: bool = False


def read(stream: BinaryIO) -> Any:
    """Read one RESP2 reply; an error is a ValueError."""
    line = stream.readline()
    kind, rest = line[:1], line[1:-2]
    if kind == b"+":
        return rest.decode()
    if kind == b":":
        return int(rest)
    if kind == b"$":
        return stream.read(int(rest) + 2)[:-2].decode("utf-8", "replace") if int(rest) >= 0 else None
    if kind == b"*":
        return [read(stream) for _ in range(int(rest))]
    raise ValueError(rest.decode("utf-8", "replace"))


def ask(path: Path, *commands: tuple[str, ...]) -> Iterator[Any]:
    """Send commands one after the other, and yield each reply; None for an error."""
    with socket.socket(socket.AF_UNIX) as sock:
        sock.settimeout(20)
        sock.connect(str(path))
        with sock.makefile("rb") as stream:
            for command in commands:
                parts = "".join(f"${len(part)}\r\n{part}\r\n" for part in command)
                sock.sendall(f"*{len(command)}\r\n{parts}".encode())
                try:
                    yield read(stream)
                except ValueError:
                    yield None


def paired(flat: list[Any]) -> dict[str, Any]:
    """A map that RESP2 sends as a flat list."""
    return dict(zip(flat[::2], flat[1::2], strict=True))


def listens(path: Path) -> bool:
    """Whether a server takes connections there: its socket is a file a moment before."""
    with socket.socket(socket.AF_UNIX) as sock:
        try:
            sock.connect(str(path))
        except (FileNotFoundError, ConnectionRefusedError):
            return False
        return True


def run(program: Path, *, sentinel: bool) -> Server:
    """Start one server, ask it, and end it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "socket")
        config = Path(folder, "server.conf")
        config.write_text(f"port 0\nunixsocket {path}\ndir {folder}\n" + ("" if sentinel else 'save ""\n'))
        options = ["--sentinel"] if sentinel else []
        process = subprocess.Popen([str(program), str(config), *options], stdout=subprocess.DEVNULL)
        try:
            deadline = time.monotonic() + 20
            while not listens(path):
                if process.poll() is not None or time.monotonic() > deadline:
                    raise SystemExit(f"{program} does not start")
                time.sleep(0.02)
            info, commands, docs = ask(path, ("INFO", "server"), ("COMMAND",), ("COMMAND", "DOCS"))
        finally:
            process.terminate()
            process.wait()
    found = re.search(r"valkey_version:(\S+)", info) or re.search(r"redis_version:(\S+)", info)
    assert found, info
    name = "Valkey" if "valkey_version" in info else "Redis"
    version = tuple(int(part) for part in found[1].split("."))
    return Server(name, version, commands or [], {key.upper(): paired(doc) for key, doc in paired(docs or []).items()})


def spec_text(spec: list[Any]) -> str:
    """One key specification: flags, where to begin, how to go on, as facts.py reads it back."""
    parts = paired(spec)
    flags = "".join(SPEC_FLAGS[flag] for flag in parts["flags"] if flag in SPEC_FLAGS)
    texts = [flags]
    for part in ("begin_search", "find_keys"):
        kind = parts[part][1]
        values = parts[part][3][1::2]
        texts.append(kind[0 if kind != "keynum" else 3] + " ".join(str(value) for value in values))
    return ":".join(texts)


def add(table: dict[str, Facts], server: Server, entry: list[Any], docs: dict[str, Any]) -> None:
    """Take over what one server says about one command and its sub-commands."""
    name = entry[0].replace("|", " ").upper()
    if name in NOT_COMMANDS:
        return
    facts = table.setdefault(name, Facts())
    united = facts.flags & set(UNITED)
    facts.arity, facts.flags, facts.keys = entry[1], set(entry[2]) | united, (entry[3], entry[4], entry[5])
    if len(entry) > 9:
        facts.specs = [spec_text(spec) for spec in entry[8]]
        facts.container = facts.container or bool(entry[9])
        subs = {key.upper(): paired(doc) for key, doc in paired(docs.get("subcommands", [])).items()}
        for sub in entry[9]:
            add(table, server, sub, subs.get(sub[0].upper(), {}))
    facts.group = docs.get("group", facts.group)
    if "module" in docs:
        facts.group = docs["module"]
    elif "since" in docs:
        facts.since[server.name] = docs["since"]


def line_of(name: str, facts: Facts, containers: set[str]) -> str:
    """The line of the table for one command."""
    marks = "".join(sorted(FLAGS[flag] for flag in facts.flags if flag in FLAGS))
    if may_repeat(name, facts.flags) and (name not in containers or name == "COMMAND"):
        marks += REPEATABLE
    first, last, step = facts.keys
    since = facts.since.get("Redis", ""), facts.since.get("Valkey", "")
    return ";".join([name, str(facts.arity), marks, f"{first} {last} {step}", facts.group, *since, *facts.specs])


def main() -> None:
    """Ask all servers and write the table."""
    folder = os.environ.get("SANSREDIS_SERVERS")
    if not folder:
        raise SystemExit("set SANSREDIS_SERVERS to the folder of servers")
    programs = sorted(Path(folder).expanduser().glob("*/server"))
    servers = [run(program, sentinel=sentinel) for program in programs for sentinel in (True, False)]
    servers.sort(key=lambda server: server.rank)
    table: dict[str, Facts] = {}
    for server in servers:
        for entry in server.commands:
            add(table, server, entry, server.docs.get(entry[0].upper(), {}))
    containers = {name for name, facts in table.items() if facts.container}
    lines = [line_of(name, facts, containers) for name, facts in sorted(table.items())]
    versions = sorted({f"{server.name} {'.'.join(map(str, server.version))}" for server in servers})
    read_from = textwrap.fill(f"Read from {', '.join(versions)}.", 118)
    text = HEAD.format(read_from=read_from) + "\n".join(lines) + '\n"""\n# fmt: on\n'
    TARGET.write_text(text, encoding="utf-8")
    print(f"{len(lines)} commands of {len(programs)} servers; longest line {max(map(len, lines))}")


if __name__ == "__main__":
    main()
