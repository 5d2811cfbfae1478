"""The connection: is the server there, who speaks, and to which database.

What they change belongs to one connection of a pool, which is why most programs state user, password and database when
they make their client, and never call these. HELLO is the handshake's own and has no method.
"""

from __future__ import annotations

from typing import Any

from .command import Command, CommandGroup, EncodableT, S
from .replies import ok, string


def _pong(raw: Any) -> bool:
    # A RESP2 connection that is subscribed to something answers with a list.
    return string(raw[0] if isinstance(raw, list) else raw).upper() == "PONG"


class ConnectionCommands(CommandGroup[S]):
    """The commands on the connection itself, without those of CLIENT."""

    __slots__ = ()

    def auth(self, password: str, username: str | None = None) -> Command[bool]:
        """Authenticate this connection; always True.

        Args:
            password: the password.
            username: the user (Redis 6.0); None for the default user.

        Raises:
            AuthenticationError: the server refuses them.

        See https://redis.io/commands/auth/
        """
        user = () if username is None else (username,)
        return self._run(Command(b"AUTH", *user, password, reply=ok))

    def echo(self, value: EncodableT) -> Command[S]:
        """Return *value* as the server has it.

        See https://redis.io/commands/echo/
        """
        return self._run(Command(b"ECHO", value))

    def ping(self) -> Command[bool]:
        """Return True if the server answers.

        See https://redis.io/commands/ping/
        """
        return self._run(Command(b"PING", reply=_pong))

    def quit(self) -> Command[bool]:
        """Ask the server to close this connection. Deprecated: close the client or the connection instead.

        See https://redis.io/commands/quit/
        """
        return self._run(Command(b"QUIT", reply=ok))

    def reset(self) -> Command[str]:
        """Put this connection into the state of a new one, without authentication (Redis 6.2); returns ``RESET``.

        See https://redis.io/commands/reset/
        """
        return self._run(Command(b"RESET", reply=string))

    def select(self, index: int) -> Command[bool]:
        """Change this connection's database; always True.

        See https://redis.io/commands/select/
        """
        return self._run(Command(b"SELECT", index, reply=ok))
