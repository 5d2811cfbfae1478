"""A server as far as a connection can tell: it runs commands one after the other, and remembers what it answered.

It is the model that the state of a connection is tested against, written from the server's side: it knows which command
each reply belongs to, and what the connection is in.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sansredis.core.errors import ResponseError, error_from_reply
from sansredis.core.resp import CommandParser, Parser, Push, encode_reply

JOINS = {b"SUBSCRIBE": "", b"PSUBSCRIBE": "p", b"SSUBSCRIBE": "s"}
LEAVES = {b"UNSUBSCRIBE": "", b"PUNSUBSCRIBE": "p", b"SUNSUBSCRIBE": "s"}
AT_ONCE = {b"EXEC", b"DISCARD", b"MULTI", b"WATCH", b"RESET"}
WHILE_SUBSCRIBED = {*JOINS, *LEAVES, b"PING", b"RESET"}
LINE = '1339518083.107412 [0 127.0.0.1:60866] "GET" "k"'


def failure(text: str) -> ResponseError:
    """The error that a client makes of this text."""
    return error_from_reply(text.encode())


@dataclass
class Frame:
    """One value on its way to the client.

    Attributes:
        data: its bytes.
        value: what the client should read.
        command: the number of the command that it answers; None: a push.
        end: where it ends in all that was ever sent to the client.
    """

    data: bytes
    value: Any
    command: int | None
    end: int


@dataclass
class ModelServer:
    """One connection, at the server's end.

    Attributes:
        protocol: 2 or 3.
        refused: the name of a command that is answered with an error for now.
        frames: all that it ever answered.
        sent: bytes of that.
        ran: how many commands it has run.
        changed: whether something has changed for good.
        doubtful: whether the client cannot know all that has not changed.
        betrayed: whether it has refused to be silent.
    """

    protocol: int
    refused: bytes = b""
    frames: list[Frame] = field(default_factory=list)
    sent: int = 0
    ran: int = 0
    changed: bool = False
    doubtful: bool = False
    betrayed: bool = False
    database: int = 0
    watching: bool = False
    queue: list[list[bytes]] | None = None
    aborted: bool = False
    monitoring: bool = False
    off: bool = False
    skip: bool = False
    joined: dict[str, list[bytes]] = field(default_factory=lambda: {"": [], "p": [], "s": []})
    parser: CommandParser = field(default_factory=CommandParser)

    @property
    def subscribed(self) -> bool:
        return any(self.joined.values())

    @property
    def clean(self) -> bool:
        """Whether nobody could tell the connection from a new one."""
        modes = self.queue is not None or self.watching or self.monitoring or self.off or self.skip
        return not (self.changed or self.database or modes or self.subscribed)

    def feed(self, data: bytes) -> None:
        """Run the commands in what the client has written."""
        for args in self.parser.feed(data):
            silent, self.skip = self.off or self.skip, False
            number = self.ran
            self.ran += 1
            values = self._run(args[0].upper(), args, number)
            if args[0].upper() == b"CLIENT" and args[1].upper() == b"REPLY":
                silent = self._hush(args[2].upper(), values, silent)
            for value in [] if silent else values:
                self.send(value, number)

    def send(self, value: Any, command: int | None = None) -> None:
        """Send a value; without a command it is a push."""
        data = encode_reply(value, self.protocol)
        [value] = Parser().feed(data)
        if command is None:
            value = Push(value if isinstance(value, list) else [b"monitor", value])
        self.raw(data, value, command)

    def raw(self, data: bytes, value: Any = None, command: int | None = None) -> None:
        """Send any bytes."""
        self.sent += len(data)
        self.frames.append(Frame(data, value, command, self.sent))

    def _hush(self, how: bytes, values: list[Any], silent: bool) -> bool:
        if isinstance(values[0], ResponseError):
            self.betrayed = True
            return silent
        self.off = how == b"OFF" or (self.off and how != b"ON")
        self.skip = how == b"SKIP" and not self.off
        return how != b"ON"

    def _run(self, name: bytes, args: list[bytes], number: int) -> list[Any]:
        queued = self.queue is not None and name not in AT_ONCE
        if name == self.refused or (self.protocol == 2 and self.subscribed and name not in WHILE_SUBSCRIBED):
            self.aborted = self.aborted or self.queue is not None
            self.doubtful = self.doubtful or name == b"HELLO"
            return [failure(f"NOPERM {number}")]
        if queued:
            assert self.queue is not None
            self.queue.append(args)
            # Whoever is told no more than QUEUED takes it for done if it changes something, and not if it mends it.
            selects = name == b"SELECT" and (args[1] != b"0" or self.database != 0)
            self.doubtful = self.doubtful or name == b"CLIENT" or selects
            return ["QUEUED"]
        if name in JOINS or name in LEAVES:
            return self._subscriptions(name, args[1:], number)
        method = getattr(self, f"_{name.decode().lower()}", None)
        return [method(args, number) if method else self._plain(name, args, number)]

    def _plain(self, name: bytes, args: list[bytes], number: int) -> Any:
        if name == b"LRANGE":
            # It looks like a message, and is none.
            return [b"message", b"a", b"value of %d" % number]
        if name == b"BAD":
            return failure(f"ERR {number}")
        if name == b"CLIENT":
            self.changed = True
        if name == b"PING" and self.protocol == 2 and self.subscribed:
            return [b"pong", b"value of %d" % number]
        return b"value of %d" % number

    def _subscriptions(self, name: bytes, channels: list[bytes], number: int) -> list[Any]:
        letter = JOINS.get(name, LEAVES.get(name, ""))
        joined = self.joined[letter]
        named: list[Any] = channels or [*joined] or [None]
        values: list[Any] = []
        for channel in named:
            if name in JOINS and channel not in joined:
                joined.append(channel)
            elif name in LEAVES and channel in joined:
                joined.remove(channel)
            count = len(joined) if letter == "s" else len(self.joined[""]) + len(self.joined["p"])
            values.append(Push([name.lower(), channel, count]))
        return values

    def move_a_shard_channel_away(self) -> None:
        """Unsubscribe the client from a shard channel, and tell it so."""
        self.send(Push([b"sunsubscribe", self.joined["s"].pop(), len(self.joined["s"])]))

    def _select(self, args: list[bytes], number: int) -> Any:
        if int(args[1]) > 15:
            return failure(f"ERR DB index is out of range {number}")
        self.database = int(args[1])
        return "OK"

    def _watch(self, args: list[bytes], number: int) -> Any:
        if self.queue is not None:
            self.aborted = True
            return failure(f"ERR WATCH inside MULTI {number}")
        self.watching = True
        return "OK"

    def _unwatch(self, args: list[bytes], number: int) -> Any:
        self.watching = False
        return "OK"

    def _multi(self, args: list[bytes], number: int) -> Any:
        if self.queue is not None:
            return failure(f"ERR MULTI calls can not be nested {number}")
        self.queue = []
        return "OK"

    def _exec(self, args: list[bytes], number: int) -> Any:
        if self.queue is None:
            return failure(f"ERR EXEC without MULTI {number}")
        queue, aborted = self.queue, self.aborted
        self._discard(args, number)
        if aborted:
            return failure(f"EXECABORT {number}")
        return [self._run(each[0].upper(), each, number)[0] for each in queue]

    def _discard(self, args: list[bytes], number: int) -> Any:
        if self.queue is None:
            return failure(f"ERR DISCARD without MULTI {number}")
        self.queue, self.aborted, self.watching = None, False, False
        return "OK"

    def _monitor(self, args: list[bytes], number: int) -> Any:
        self.monitoring = True
        return "OK"

    def _hello(self, args: list[bytes], number: int) -> Any:
        self.changed = True
        self.protocol = int(args[1])
        return {b"proto": self.protocol, b"id": number} if self.protocol == 3 else [b"proto", 2, b"id", number]

    def _reset(self, args: list[bytes], number: int) -> Any:
        self._discard(args, number)
        self.monitoring = False
        for channels in self.joined.values():
            channels.clear()
        self.protocol = 2
        self.changed = True
        return "RESET"
