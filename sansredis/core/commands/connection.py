"""The connection: is the server there, who speaks, and to which database.

What they change belongs to one connection of a pool, which is why most programs state user, password and database when
they make their client, and never call these. On a client such a command gets a connection of its own, which is closed
after it: what it changes is gone. They are for a leased connection, ``with client.connection_pool.connection() as c:``.
"""

from __future__ import annotations

from typing import Any, Literal, TypedDict

from ..errors import DataError
from .command import Command, CommandGroup, EncodableT, S
from .replies import named, ok, string
from .server_modules import ModuleInfo, modules


class _Hello(TypedDict):
    server: str
    version: str
    proto: int
    id: int
    mode: str
    modules: list[ModuleInfo]


class ServerHello(_Hello, total=False):
    """What `ConnectionCommands.hello` returns."""

    role: str
    """Not of a sentinel."""

    availability_zone: str
    """Valkey 8.1"""


def _hello(raw: Any) -> ServerHello:
    found: Any = {name: value if isinstance(value, int) else string(value) for name, value in named(raw).items()}
    found["modules"] = modules(named(raw)["modules"])
    hello: ServerHello = found
    return hello


def _pong(raw: Any) -> bool:
    # A RESP2 connection that is subscribed to something answers with a list.
    return string(raw[0] if isinstance(raw, list) else raw).upper() == "PONG"


class ConnectionCommands(CommandGroup[S]):
    """The commands on the connection itself, without those of CLIENT."""

    __slots__ = ()

    def asking(self) -> Command[bool]:
        """Let the next command find a slot that is being moved to this node of a cluster; always True.

        Only the next command of the same connection: lease one.

        See https://redis.io/commands/asking/
        """
        return self._run(Command(b"ASKING", reply=ok))

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

    def hello(
        self,
        protover: Literal[2, 3] | None = None,
        username: str | None = None,
        password: str | None = None,
        setname: str | None = None,
    ) -> Command[ServerHello]:
        """Return what the server says of itself and this connection, after changing that (Redis 6.0).

        Every connection does so by itself when it is made; on a client nothing but the answer remains.

        Args:
            protover: the version of RESP to speak from now on; only since Redis 6.2 may it be left out.
            username: authenticate as this user; needs *password*.
            password: the password, of the default user if there is no *username*.
            setname: give this connection a name.

        Raises:
            DataError: any is given without *protover*, or *username* without *password*.
            AuthenticationError: the server refuses them.

        See https://redis.io/commands/hello/
        """
        if username is not None and password is None:
            raise DataError("HELLO: give a password for the username too")
        if protover is None and (password is not None or setname is not None):
            raise DataError("HELLO: give protover, 2 or 3, before anything else")
        args: list[EncodableT] = [] if protover is None else [protover]
        if password is not None:
            args += b"AUTH", "default" if username is None else username, password
        if setname is not None:
            args += b"SETNAME", setname
        return self._run(Command(b"HELLO", *args, reply=_hello))

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

    def readonly(self) -> Command[bool]:
        """Let this connection read from a replica of a cluster; always True.

        Only this connection: lease one, or make a client of the replica with the option *readonly*.

        See https://redis.io/commands/readonly/
        """
        return self._run(Command(b"READONLY", reply=ok))

    def readwrite(self) -> Command[bool]:
        """End what `readonly` began on this connection; always True.

        See https://redis.io/commands/readwrite/
        """
        return self._run(Command(b"READWRITE", reply=ok))

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
