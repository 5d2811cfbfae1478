"""The handshake: what is said on a new connection before anybody may use it.

The law: **a connection is given to nobody before everything that the options promise of it was confirmed**: the user,
the database, the client's name, tracking, READONLY. Only what is no more than a courtesy may be refused: the library's
name.

All of it goes out in one flight. It begins with HELLO, unless RESP2 was asked for. A server that does not know HELLO
answers it with an error; whatever it says to the rest of that flight does not count then, and a second flight says the
same in the words of RESP2. The stages are a table. A reply that comes before its question was sent ends the handshake,
as does the first refusal; its error says what was refused and where, and never repeats what was sent.
"""

from __future__ import annotations

from collections import deque
from enum import Enum
from typing import Any, NamedTuple

from sansredis.core.errors import (
    AuthenticationError,
    BusyScriptError,
    MaxClientsError,
    NoPermissionError,
    NoProtoError,
    ProtectedModeError,
    ProtocolError,
    RedisError,
    ResponseError,
)
from sansredis.core.options import Options
from sansredis.core.resp import Encoder


class Stage(Enum):
    """How far the handshake has come."""

    SILENT = "nothing sent yet"
    HELLO = "greeting with HELLO"
    RETREAT = "reading what does not count"
    PLAIN = "greeting without HELLO"
    DONE = "done"


# What may happen at each stage, and where it leads.
STAGES: dict[tuple[Stage, str], Stage] = {
    (Stage.SILENT, "asked for RESP3"): Stage.HELLO,
    (Stage.SILENT, "asked for RESP2"): Stage.PLAIN,
    (Stage.HELLO, "HELLO unknown"): Stage.RETREAT,
    (Stage.HELLO, "all answered"): Stage.DONE,
    (Stage.RETREAT, "all answered"): Stage.PLAIN,
    (Stage.PLAIN, "all answered"): Stage.DONE,
}

# Servers that take nobody in say so unasked, before they close.
_AT_THE_DOOR = (MaxClientsError, ProtectedModeError)


class _Step(NamedTuple):
    """One command of a flight.

    Attributes:
        name: what errors call it.
        args: its arguments.
        excused: errors in reply to it that do not matter.
        consent: what else it is to be answered with.
    """

    name: str
    args: tuple[Any, ...]
    excused: type[ResponseError] | tuple[type[ResponseError], ...] = ()
    consent: bytes = b"OK"


class Handshake:
    """The handshake of one connection.

    Args:
        options: who we are and what we want.
        readonly: whether to say READONLY, as replicas in a cluster want it.

    Attributes:
        stage: how far it has come.
        protocol: the version of RESP that is spoken; final once DONE.
        server: what HELLO said of the server; empty if there is no HELLO.
        login: the user and the password, where they do not come from the options.
    """

    __slots__ = ("stage", "protocol", "server", "login", "_options", "_readonly", "_steps", "_outgoing")

    def __init__(self, options: Options, readonly: bool) -> None:
        self.stage = Stage.SILENT
        self.protocol = 2
        self.server: dict[Any, Any] = {}
        self.login = options.username, options.password
        self._options = options
        self._readonly = readonly
        self._steps: deque[_Step] = deque()
        self._outgoing = b""

    def begin(self) -> None:
        """Prepare the first flight."""
        if self._options.protocol == 2:
            self._move("asked for RESP2")
            self._prepare(self._introduction())
        else:
            self._move("asked for RESP3")
            self._prepare([self._hello()])

    def take_outgoing(self) -> bytes:
        """Give what is to be sent next, once; b"" if nothing."""
        data, self._outgoing = self._outgoing, b""
        return data

    def receive(self, value: Any) -> None:
        """Take the next reply.

        Args:
            value: the reply; no push.

        Raises:
            AuthenticationError: the user or password was refused, or one is needed.
            ResponseError: something else was refused.
            ProtocolError: it cannot be the answer to what was sent.
        """
        if not self._steps or self._outgoing:
            raise self._unasked(value)
        step = self._steps.popleft()
        if step.name == "HELLO":
            self._receive_hello(step, value)
        elif self.stage is not Stage.RETREAT and isinstance(value, ResponseError):
            if not self._excuses(step, value):
                raise self._refusal(step, value)
        elif self.stage is not Stage.RETREAT and value != step.consent:
            # Were it a reply too many, everything after it would be answered by what comes before.
            raise ProtocolError(f"{self._options.location} answered {step.name} with {describe(value)}")
        if not self._steps:
            self._move("all answered")
            if self.stage is Stage.PLAIN:
                self._prepare(self._introduction())

    def _move(self, event: str) -> None:
        self.stage = STAGES[self.stage, event]

    # What is said

    def _hello(self) -> _Step:
        options, (username, password) = self._options, self.login
        args: tuple[Any, ...] = (b"HELLO", b"3")
        if password is not None or username is not None:
            # A user without a password has an empty one: that is how servers take any.
            args += (b"AUTH", username or b"default", password or b"")
        if options.client_name is not None:
            args += (b"SETNAME", options.client_name.encode("ascii"))
        return _Step("HELLO", args)

    def _introduction(self) -> list[_Step]:
        """What HELLO would have said."""
        options, (username, password), steps = self._options, self.login, []
        if password is not None and username in (None, "default"):
            # Servers without users know no other form.
            steps.append(_Step("AUTH", (b"AUTH", password)))
        elif username is not None:
            steps.append(_Step("AUTH", (b"AUTH", username, password or b"")))
        if options.client_name is not None:
            steps.append(_Step("CLIENT SETNAME", (b"CLIENT", b"SETNAME", options.client_name.encode("ascii"))))
        return steps

    def _settings(self) -> list[_Step]:
        options, steps = self._options, []
        # Servers before 7.2 do not know SETINFO, and the user may lack the right to it: neither matters.
        for attribute, value in ((b"LIB-NAME", options.lib_name), (b"LIB-VER", options.lib_version)):
            if value is not None:
                args = (b"CLIENT", b"SETINFO", attribute, value.encode("ascii"))
                steps.append(_Step("CLIENT SETINFO", args, ResponseError))
        if options.db:
            steps.append(_Step("SELECT", (b"SELECT", options.db)))
        for word, wanted in ((b"NO-EVICT", options.client_no_evict), (b"NO-TOUCH", options.client_no_touch)):
            if wanted:
                steps.append(_Step(f"CLIENT {word.decode()}", (b"CLIENT", word, b"ON")))
        if options.cache is not None:
            steps.append(_Step("CLIENT TRACKING", (b"CLIENT", b"TRACKING", b"ON")))
        if self._readonly:
            steps.append(_Step("READONLY", (b"READONLY",)))
        return steps

    def _prepare(self, steps: list[_Step]) -> None:
        """Make a flight of these steps and the settings."""
        steps += self._settings()
        if all(step.excused for step in steps):
            # Something has to prove that this is a Redis server that lets us in; PING does, even where it is forbidden,
            # and while a script runs: else nobody who comes now could end that.
            steps.append(_Step("PING", (b"PING",), (NoPermissionError, BusyScriptError), b"PONG"))
        encoder = Encoder(self._options.encoding, self._options.encoding_errors)
        self._outgoing = b"".join(encoder.encode_many(step.args for step in steps))
        self._steps.extend(steps)

    # What is answered

    def _receive_hello(self, step: _Step, value: Any) -> None:
        if isinstance(value, dict):
            self.protocol = 3
            self.server = value
            if self._options.cache is not None and value.get(b"server") == b"redis":
                self._check_tracking(value.get(b"version"))
        elif not isinstance(value, ResponseError):
            place = self._options.location
            raise ProtocolError(
                f"{place} answered HELLO with {describe(value)} instead of a map: is it a Redis server?"
            )
        elif self._options.protocol == 3 or not _is_unknown(value):
            raise self._refusal(step, value)
        elif self._options.cache is not None:
            raise NoProtoError(f"{self._options.location} does not speak RESP3, which cache= needs (Redis 6.2)")
        else:
            self._move("HELLO unknown")

    def _check_tracking(self, version: Any) -> None:
        if version is not None and version.startswith(b"6.0."):
            # Not even RESP allows for it, and no client could read it.
            shown = version.decode("ascii", "replace")
            raise ResponseError(
                f"{self._options.location} is Redis {shown}, which can send an invalidation in the middle of a reply: "
                "cache= needs 6.2 or newer"
            )

    def _excuses(self, step: _Step, value: Any) -> bool:
        return isinstance(value, step.excused) and not isinstance(value, _AT_THE_DOOR)

    def _refusal(self, step: _Step, error: ResponseError) -> ResponseError:
        where = f"while connecting to {self._options.location}"
        if not isinstance(error, _AT_THE_DOOR):
            where = f"in reply to {step.name} {where}"
        kind = type(error)
        if step.name == "AUTH" and kind is ResponseError:
            # Servers before 6.0 have no codes, and a user name is one argument too many for them.
            kind = AuthenticationError
        return kind(f"{self._said(error)} ({where})")

    def _said(self, error: ResponseError) -> str:
        """What the server said, without what it may have repeated of our words."""
        text = str(error).partition(", with args beginning with")[0]
        password = self.login[1]
        if password is not None and password in text:
            return f"{error.code} (the rest of the server's message is withheld: it may have the password in it)"
        return text

    def _unasked(self, value: Any) -> RedisError:
        if isinstance(value, _AT_THE_DOOR):
            return type(value)(f"{value} (while connecting to {self._options.location})")
        return ProtocolError(f"{self._options.location} sent {describe(value)} before it was asked anything")


def _is_unknown(error: ResponseError) -> bool:
    # Proxies have words of their own for a command that they do not know, and some know only a part of HELLO. Whatever
    # else is wrong will come up again in the second flight, with a name.
    return isinstance(error, NoProtoError) or (type(error) is ResponseError and error.code == "ERR")


def describe(value: Any) -> str:
    """Say what kind of value a reply is, and how large; not more, as it may hold somebody's data."""
    size = f" of {len(value)}" if isinstance(value, (bytes, list, dict, set)) else ""
    return f"{type(value).__name__}{size}"
