"""The types of the doors, `sansredis.threads` and its like: one text for all of them, filled in for each.

A constructor can say which kind of client it makes, ``Redis[bytes]`` or ``Redis[str]``, only in the class itself:
overloads that stand in a base class lose that in its subclasses. So each door needs them anew, and this writes them.
"""

from __future__ import annotations

from collections.abc import Iterator

FACES = {"threads": "blocking", "gevent": "blocking", "asyncio": "awaiting", "trio": "awaiting"}
"""The doors, and the module in which the face of each is."""

WIDTH = 120
# What a call may say of decode_responses: its type, its default, and the strings that follow from it.
DECODES = (("Literal[False]", " = ...", "bytes"), ("Literal[True]", "", "str"), ("bool", " = ...", "Any"))
SERVER = ("host: str = ...", "port: int = ...", "db: int = ...")

TEXT = '''"""The types of sansredis.{door}, written by tools/make_faces.py."""

from typing import Any, Literal, Unpack, overload

from sansredis import {face}
from sansredis.core.commands.command import S
from sansredis.core.errors import *  # noqa: F403
from sansredis.keywords import CallKeywords, ClientKeywords, UrlKeywords

class Connection({face}.Connection[S]): ...

class ConnectionPool({face}.ConnectionPool[S]):
{pool}    {wait}def acquire(self, timeout: float | None = None) -> Connection[S]: ...
    def connection(self, timeout: float | None = None) -> {face}.Leased[Connection[S]]: ...

class Redis({face}.Redis[S]):
{client}    @property
    def connection_pool(self) -> ConnectionPool[S]: ...
'''


def overload(name: str, parameters: list[str], returns: str, decorator: str = "") -> str:
    """One signature of several, broken into lines as the formatter would."""
    head, tail = f"    def {name}(", f") -> {returns}: ..."
    line = ", ".join(parameters)
    if len(head + line + tail) > WIDTH:
        whole = f"        {line}\n"
        split = "".join(f"        {parameter},\n" for parameter in parameters)
        head, line, tail = head + "\n", whole if len(whole) <= WIDTH else split, f"    {tail}"
    return f"    @overload\n{decorator}{head}{line}{tail}\n"


def pool_overloads() -> Iterator[str]:
    """How a pool is made."""
    for decode, default, string in DECODES:
        options = [f"decode_responses: {decode}{default}", "**options: Unpack[UrlKeywords]"]
        yield overload("__init__", [f"self: ConnectionPool[{string}]", "*", *options], "None")
    yield from url_overloads("ConnectionPool")
    yield from url_overloads("ConnectionPool", "named", "name: str", "url: str | None = ...")


def client_overloads() -> Iterator[str]:
    """How a client is made: with a pool of its own, on one that is given, or from a URL."""
    for decode, default, string in DECODES:
        options = [f"decode_responses: {decode}{default}", "**options: Unpack[ClientKeywords]"]
        parameters = [f"self: Redis[{string}]", *SERVER, "*", "connection_pool: None = ...", *options]
        yield overload("__init__", parameters, "None")
    given = ["self", "*", "connection_pool: ConnectionPool[S]", "**options: Unpack[CallKeywords]"]
    yield overload("__init__", given, "None")
    for decode, _, string in DECODES:
        options = [f"decode_responses: {decode}", "**options: Unpack[CallKeywords]"]
        parameters = [f"self: Redis[{string}]", "*", "connection_pool: ConnectionPool[Any]", *options]
        yield overload("__init__", parameters, "None")
    yield from url_overloads("Redis")


def url_overloads(kind: str, method: str = "from_url", *first: str) -> Iterator[str]:
    """How something is made from a URL."""
    for decode, default, string in DECODES:
        options = [f"decode_responses: {decode}{default}", "**options: Unpack[UrlKeywords]"]
        parameters = ["cls", *(first or ("url: str",)), "*", *options]
        yield overload(method, parameters, f"{kind}[{string}]", "    @classmethod\n")


def door_stub(door: str) -> str:
    """The whole text of the stub of *door*."""
    face = FACES[door]
    wait = "async " if face == "awaiting" else ""
    return TEXT.format(
        door=door, face=face, wait=wait, pool="".join(pool_overloads()), client="".join(client_overloads())
    )
