"""RESP, the protocol of Redis and Valkey, versions 2 and 3: bytes to replies, arguments to bytes.

This is the place to import from. It can be used by itself, with any stream of bytes::

    parser = Parser()
    stream.write(Encoder().encode(("SET", "key", "value")))
    replies = parser.feed(stream.read())      # [] until a reply is complete, all complete ones at once

`Parser` reads what a server sends, `Encoder` writes what a client does; `CommandParser` and `encode_reply` are the
other end of the same line. The table of what RESP's values are in Python is in `sansredis.core.resp_types`.

There is no accelerator in C. hiredis, the one to be had, takes any two bytes for the line end after a bulk string and
gives big numbers as strings, so each of its results would have to be checked against the bytes. With that check it took
two thirds of the time of `Parser` for 1000 strings of various lengths, and more than it for strings of one length.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sansredis.core.resp_encode import Encodable, Encoder, Segment
from sansredis.core.resp_parser import Parser
from sansredis.core.resp_types import Limits, Members, Pairs, Push, Reply, VerbatimString, WithAttributes

if TYPE_CHECKING:
    from sansredis.core.resp_server import CommandParser, encode_reply

__all__ = [
    "CommandParser",
    "Encodable",
    "Encoder",
    "Limits",
    "Members",
    "Pairs",
    "Parser",
    "Push",
    "Reply",
    "Segment",
    "VerbatimString",
    "WithAttributes",
    "encode_reply",
]


def __getattr__(name: str) -> Any:
    # A client has no use for the server's end, so it need not wait for its import.
    if name in ("CommandParser", "encode_reply"):
        from sansredis.core import resp_server

        return getattr(resp_server, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
