r"""The lines of MONITOR: one for each command that the server runs for anybody.

    1339518083.107412 [0 127.0.0.1:60866] "set" "key" "any bytes: \x00\n\""

Arguments are in double quotes, with escapes for what is not printable ASCII, so that every byte can be told.
"""

from __future__ import annotations

import re
from typing import Any, Literal, TypedDict

from sansredis.core.errors import ProtocolError


class MonitoredCommand(TypedDict):
    """One command that the server has run.

    Its items:
        time: when, in seconds since 1970 on the server's clock, to the microsecond.
        db: the database it was run in.
        client_address: the address of the client that sent it; "unix" or "lua" if it came another way.
        client_port: the client's port, the path of the unix socket, or "" for a script.
        client_type: "tcp", "unix", or "lua" for what a script or function called.
        command: the command as text: its arguments with blanks between, unprintable bytes as the server escapes them.
        args: the arguments, name first, byte for byte.
    """

    time: float
    db: int
    client_address: str
    client_port: str
    client_type: Literal["tcp", "unix", "lua"]
    command: str
    args: list[bytes]


_ARGUMENT = rb'"((?:[^"\\]|\\.)*)"'
_match_line = re.compile(rb"(\d+\.\d+) \[(\d+) (lua|unix:[^\]]*|.*?:\d+)\]((?: " + _ARGUMENT + rb")+)").fullmatch
_find_arguments = re.compile(_ARGUMENT).findall
_replace_escapes = re.compile(rb"\\(x[0-9a-fA-F]{2}|.)").sub
_LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"a": b"\a", b"b": b"\b"}


def parse_line(line: bytes) -> MonitoredCommand:
    """Read a line of MONITOR.

    Args:
        line: it, without the line end.

    Raises:
        ProtocolError: it is of another form. The message does not repeat it: it may hold somebody's data.
    """
    found = _match_line(line)
    if found is None:
        raise ProtocolError(f"the server sent a line of {len(line)} bytes that is not one of MONITOR")
    time, db, client, words, _ = found.groups()
    escaped = _find_arguments(words)
    address, port, kind = _client(client.decode("utf-8", "backslashreplace"))
    return {
        "time": float(time),
        "db": int(db),
        "client_address": address,
        "client_port": port,
        "client_type": kind,
        "command": b" ".join(word.replace(b'\\"', b'"') for word in escaped).decode("ascii", "backslashreplace"),
        "args": [_replace_escapes(_byte, word) for word in escaped],
    }


def _client(text: str) -> tuple[str, str, Literal["tcp", "unix", "lua"]]:
    if text == "lua":
        return "lua", "", "lua"
    if text.startswith("unix:"):
        return "unix", text[5:], "unix"
    address, _, port = text.rpartition(":")
    return address, port, "tcp"


def _byte(escape: re.Match[bytes]) -> Any:
    what = escape[1]
    return bytes([int(what[1:], 16)]) if len(what) == 3 else _LETTERS.get(what, what)
