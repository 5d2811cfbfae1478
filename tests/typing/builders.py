"""What the bare builder returns; what may be passed; and that a program's own Protocol fits the faces."""

from __future__ import annotations

from collections.abc import Coroutine
from datetime import timedelta
from typing import Any, Protocol, assert_type

from sansredis.core.commands import Command, Commands
from sansredis.faces import AsyncCommands, BlockingCommands


class Gets(Protocol):
    """What a program of its own may ask of a client."""

    def get(self, name: str) -> str | None: ...


class GetsLater(Protocol):
    """The same of an asynchronous client."""

    def get(self, name: str) -> Coroutine[Any, Any, bytes | None]: ...


def builder(r: Commands[bytes]) -> None:
    assert_type(r.get("k"), Command[bytes | None])
    assert_type(r.set("k", "v"), Command[bool | None])
    assert_type(r.set("k", "v", get=True), Command[bytes | None])
    assert_type(r.get("k").read(b"v", None), bytes | None)


def protocols(blocking: BlockingCommands[str], later: AsyncCommands[bytes]) -> tuple[Gets, GetsLater]:
    return blocking, later


def arguments(r: BlockingCommands[str], key: str | bytes, mapping: dict[str, int]) -> None:
    r.get(key)
    r.get(bytearray(b"k"))
    r.get(memoryview(b"k"))
    r.mset(mapping)
    r.set("k", 1.5, px=timedelta(seconds=1))


def refused(r: BlockingCommands[str]) -> None:
    r.get(None)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    r.set("k", None)  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue, reportArgumentType]
    r.set("k", ["v"])  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue, reportArgumentType]
    r.lcs("a", "b", len=True, idx=True)  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue, reportArgumentType]
    r.object("COLOUR", "k")  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue, reportArgumentType]
    r.hrandfield("h", withvalues=True)  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue, reportArgumentType]
