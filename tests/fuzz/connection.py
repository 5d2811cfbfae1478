"""Fuzz the state of a connection, from both of its sides: what callers do, and what the server sends.

    python -m tests.fuzz.connection --seconds 20 [--seed 1] [--runs 10000] [--pure]

An input is a game: commands of many kinds are sent, given up or overdue; an honest server answers some of it; and then
the bytes of a hostile one arrive. As long as the server is honest every reply is the right one. Whatever it sends, the
state raises nothing but its own errors, ends every request once, is the same however the bytes are cut, and is reusable
only if nothing is owed or unfinished. What was sent, the server's parser reads back.
"""

from __future__ import annotations

import random
from typing import Any

from sansredis.core.commands.metadata import needs_lease
from sansredis.core.connection import ConnectionState, Owed, Phase, Status
from sansredis.core.errors import ConnectionError, ConnectionInUseError, DataError, ProtocolError
from sansredis.core.options import Options
from sansredis.core.resp import CommandParser, Encoder
from tests.core.connecting import ready
from tests.core.model_server import ModelServer
from tests.fuzz.parser import described, reply
from tests.fuzz.running import Fuzzer

COMMANDS: tuple[tuple[Any, ...], ...] = (
    ("GET", "k"), ("GET", "k"), ("GET", "k"), ("LRANGE", "l", 0, 9), ("BAD",), ("PING",), ("MULTI",), ("EXEC",),
    ("DISCARD",), ("WATCH", "k"), ("SELECT", 0), ("SELECT", 3), ("SUBSCRIBE", "a", "b"), ("UNSUBSCRIBE",),
    ("PSUBSCRIBE", "p"), ("PUNSUBSCRIBE", "p"), ("CLIENT", "REPLY", "OFF"), ("CLIENT", "REPLY", "SKIP"),
    ("CLIENT", "REPLY", "ON"), ("MONITOR",), ("RESET",), ("HELLO", 2), ("HELLO", 3), ("CLIENT", "SETNAME", "me"),
)  # fmt: skip


class Game:
    """One connection, held twice: one gets the bytes as they come, the other one by one."""

    def __init__(self, kind: int) -> None:
        self.protocol = 2 if kind & 1 else 3
        self.honest = not kind & 2
        if self.honest:
            self.twins = [ready(self.protocol), ready(self.protocol)]
        else:
            # From the first byte on: the handshake, too, is with a hostile server.
            self.twins = [ConnectionState(Options(protocol=self.protocol, password="p", db=1)) for _ in range(2)]
            for state in self.twins:
                state.greet()
        self.server = ModelServer(self.protocol)
        self.requests: list[list[Owed]] = []
        self.numbers: list[int | None] = []
        self.done: list[list[Owed]] = [[], []]
        self.outgoing = b""
        self.delivered = self.sent = 0
        self.now = 0.0

    def send(self, commands: list[tuple[Any, ...]], many: bool, wait: int) -> None:
        data = b"".join(Encoder().encode_many(commands))
        deadline = self.now + wait if wait else None
        owed = [Owed(deadline, len(commands), many) if many else Owed(deadline) for _ in self.twins]
        special = commands if any(map(needs_lease, commands)) else []
        outcomes = []
        for state, each in zip(self.twins, owed, strict=True):
            try:
                outcomes.append(str(state.send(each, len(data), special)))
            except (ConnectionError, ConnectionInUseError, DataError) as error:
                outcomes.append(type(error).__name__)
        assert outcomes[0] == outcomes[1], outcomes
        if outcomes[0] in ("True", "False"):
            self.requests.append(owed)
            self.numbers.append(self.sent if commands == [("GET", "k")] and not many else None)
            self.sent += len(commands)
            self.outgoing += data

    def abandon(self, which: int) -> None:
        if self.requests:
            for state, owed in zip(self.twins, self.requests[which % len(self.requests)], strict=True):
                state.abandon(owed)

    def expire(self, seconds: int) -> None:
        self.now += seconds
        told = [state.expire(self.now) for state in self.twins]
        places = [[self.place(owed) for owed in each] for each in told]
        assert places[0] == places[1]

    def place(self, owed: Owed) -> int:
        """Return which of the requests it is."""
        return next(place for place, pair in enumerate(self.requests) if any(each is owed for each in pair))

    def write(self, size: int) -> None:
        """The client's bytes reach the honest server, which runs what is whole."""
        data, self.outgoing = self.outgoing[:size], self.outgoing[size:]
        for state in self.twins:
            state.written += len(data)
        self.server.feed(data)

    def deliver(self, size: int) -> None:
        """Bytes of the honest server arrive."""
        data = b"".join(frame.data for frame in self.server.frames)[self.delivered :][:size]
        self.delivered += len(data)
        self.receive(data)

    def receive(self, data: bytes) -> None:
        for turn, state in enumerate(self.twins):
            pieces = [data] if turn == 0 else [data[at : at + 1] for at in range(len(data))]
            for piece in pieces:
                finished = state.receive_data(piece)
                assert all(owed.status is Status.DONE for owed in finished)
                self.done[turn] += finished
            state.take_outgoing()
        self.check()

    def hostile(self, data: bytes) -> None:
        self.honest = False
        self.receive(data)

    def close(self) -> None:
        for state in self.twins:
            state.close(ConnectionError("enough"))

    def check(self) -> None:
        """What holds after every step."""
        one, other = self.twins
        assert (one.phase, one.reusable, one.modes) == (other.phase, other.reusable, other.modes)
        assert str(one.why) == str(other.why)
        assert list(map(self.plain, one.pushes)) == list(map(self.plain, other.pushes))
        for turn, state in enumerate(self.twins):
            ended = [self.place(owed) for owed in self.done[turn]]
            assert ended == sorted(set(ended)), f"not in order, or twice: {ended}"
            assert not (state.closed and state.owed)
            assert not state.reusable or (state.phase is Phase.READY and not state.owed and not state.unfinished)
        for (first, second), number in zip(self.requests, self.numbers, strict=True):
            assert first.status is second.status
            if first.status is Status.DONE:
                assert self.plain(first.value) == self.plain(second.value)
                if self.honest and number is not None and not first.unanswered and type(first.value) is bytes:
                    # In MULTI it is QUEUED; else it has its own number in it.
                    assert first.value in (b"QUEUED", b"value of %d" % number), (first.value, number)
            waits = first.status is Status.WAITING
            assert not (waits and one.closed), "a request that nobody will ever end"

    def plain(self, value: Any) -> Any:
        if type(value) is list and not all(type(item) is bytes for item in value):
            return [self.plain(item) for item in value]
        return None if value is None else described(value)


def one_input(data: bytes) -> None:
    """Check one game. Each byte, and what follows it, is a move."""
    commands(data)
    if not data:
        return
    game, at = Game(data[0]), 1
    while at + 1 < len(data):
        move, how = data[at] % 16, data[at + 1]
        at += 2
        if move < 5:
            game.send([COMMANDS[how % len(COMMANDS)]], False, how // 64)
        elif move == 5:
            game.send([COMMANDS[(how + turn) % 6] for turn in range(1 + how % 4)], True, how // 64)
        elif move == 6:
            game.abandon(how)
        elif move == 7:
            game.expire(how % 4)
        elif move == 8:
            game.write(how)
        elif move == 9:
            game.write(len(game.outgoing))
        elif move in (10, 11) and game.honest:
            game.deliver(how if move == 10 else 1 << 30)
        elif move in (12, 13, 14):
            game.hostile(data[at : at + how])
            at += how
        elif move == 15 and how > 200:
            game.close()
        game.check()
    game.close()
    game.check()


def commands(data: bytes) -> None:
    """Let the server's parser read any bytes: it gives commands or its error, however they are cut."""
    outcomes = []
    for step in (len(data) or 1, 1, 3):
        parser, found, error = CommandParser(), [], None
        try:
            for at in range(0, len(data), step):
                found += [[bytes(arg) for arg in args] for args in parser.feed(data[at : at + step])]
        except ProtocolError as wrong:
            error = str(wrong)
        outcomes.append((found if error is None else None, error is None))
    assert outcomes[0] == outcomes[1] == outcomes[2], outcomes


def generated(chance: random.Random) -> bytes:
    """Return a game that is honest for a while, most often, and then is not."""
    game = bytearray((chance.choice((0, 1, 0, 1, 2, 3)),))
    for _ in range(chance.randrange(1, 25)):
        game += bytes((chance.choice((0, 1, 2, 3, 5, 6, 7, 8, 9, 9, 10, 11, 11)), chance.randrange(256)))
    for _ in range(chance.randrange(3)):
        answer = bytearray(b"".join(reply(chance, 0) for _ in range(chance.randrange(1, 4))))
        if chance.random() < 0.3:
            answer[chance.randrange(len(answer))] = chance.randrange(256)
        answer = answer[:255]
        game += bytes((12, len(answer))) + answer
        game += bytes((chance.choice((0, 1, 5, 6, 7)), chance.randrange(256)))
    return bytes(game)


FUZZER = Fuzzer("connection", one_input, generated)

if __name__ == "__main__":
    FUZZER.main()
