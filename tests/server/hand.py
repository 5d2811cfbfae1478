"""A test's own hand on a server: one connection, RESP2, commands in and replies out, nothing of a client in it."""

from __future__ import annotations

import socket
from typing import Any, Self

from sansredis.core.errors import ResponseError
from sansredis.core.resp import Encoder, Parser
from sansredis.demo.server import Server
from tests.server.case import Words, split


class Hand:
    """A connection by the unix socket of a server.

    Args:
        server: the server, which runs.
    """

    def __init__(self, server: Server) -> None:
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.settimeout(30)
        self._socket.connect(server.unix_socket_path)
        self._parser = Parser()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *details: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection."""
        self._socket.close()

    def run(self, *commands: Words) -> list[Any]:
        """Run commands, all sent at once, and return their replies.

        Raises:
            ResponseError: one of them was answered with an error: the test's own preparations are wrong.
        """
        self._socket.sendall(b"".join(Encoder().encode_many(map(split, commands))))
        replies: list[Any] = []
        while len(replies) < len(commands):
            data = self._socket.recv(1 << 16)
            if not data:
                raise ConnectionResetError("the server closed the connection of the test itself")
            replies += self._parser.feed(data)
        for command, reply in zip(commands, replies, strict=True):
            if isinstance(reply, ResponseError):
                raise type(reply)(f"{reply}, in reply to {command!r}")
        return replies
