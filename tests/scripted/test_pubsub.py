"""A subscriber on a scripted runtime in memory: every kind of fault at every moment.

Two consumers share one subscriber, and numbers are published one after the other. Whatever happens, they are fetched in
order, and where one is missing a gap was told in its place; nobody waits for ever; and the lease comes back.
"""

from __future__ import annotations

from typing import Any

import pytest

from sansredis.awaiting import ConnectionPool, Redis
from sansredis.core.errors import RedisError
from sansredis.core.resp import Push, encode_reply

from ..fakes.runtime import FAULTS, ScriptedRuntime, Session
from ..fakes.world import Script
from .test_commands import KINDS, _cannot_happen

MESSAGES = 12
END = MESSAGES + 1
CHANNEL = b"c"
PATIENCE = 100.0
"""Seconds of the world's clock, of which a run takes 20 or so."""


class Subscribing(Session):
    """What the server keeps of one connection that may subscribe."""

    def __init__(self, server: Any, stream: Any) -> None:
        super().__init__(server)
        self.stream = stream
        self.subscribed = False

    def execute(self, args: list[bytes]) -> Any:
        if args[0] == b"SUBSCRIBE":
            self.subscribed = True
            return Push([b"subscribe", args[1], 1])
        return super().execute(args)

    def publish(self, number: int) -> None:
        stream = self.stream
        if self.subscribed and not (stream.mute or stream.closed or stream.ended or stream.failed):
            stream._send_back(encode_reply(Push([b"message", CHANNEL, b"%d" % number]), 3), True)


class Scene:
    """Two consumers of one subscriber, a publisher, and one fault."""

    def __init__(self, kind: str, script: Script, **options: Any) -> None:
        self.script = script
        self.runtime = ScriptedRuntime(script, **KINDS[kind])
        self.world = self.runtime.world
        pool = type("Pool", (ConnectionPool,), {"runtime": self.runtime})
        client: Any = type("Redis", (Redis,), {"pool_class": pool})
        self.redis = client(max_connections=2, socket_timeout=5.0)
        self.pool = self.redis.connection_pool
        self.subscriber = self.redis.pubsub(health_check_interval=2.0, ignore_subscribe_messages=True, **options)
        self.sessions: list[Subscribing] = []
        self.got: list[Any] = []
        self.began = self.world.clock
        self.connect = self.runtime.connect
        self.runtime.connect = self.connect_to_subscribe  # type: ignore[method-assign]

    async def connect_to_subscribe(self, options: Any, deadline: float | None, feed: Any) -> Any:
        stream = await self.connect(options, deadline, feed)
        stream.session = session = Subscribing(self.runtime.server, stream)
        self.sessions.append(session)
        return stream

    async def consume(self) -> None:
        """Subscribe, as the other one does, and fetch. Whoever was told that he is subscribed stays so."""
        while True:
            try:
                await self.subscriber.subscribe(CHANNEL)
                break
            except RedisError:
                await self.world.wait(lambda: False, self.world.clock + 0.1)
        while END not in self.got:
            message = await self.subscriber.get_message(timeout=1.0)
            if message is not None:
                self.got.append("gap" if message["type"] == "gap" else int(message["data"]))
            assert self.world.clock < self.began + PATIENCE, f"the end never came: {self.got}"

    async def publish(self) -> None:
        await self.world.wait(lambda: any(session.subscribed for session in self.sessions), self.world.clock + 50)
        for number in range(MESSAGES):
            self.send(number)
            await self.world.wait(lambda: False, self.world.clock + (0.4 if number % 3 else 0.0))
        for _ in range(200):
            if END in self.got:
                return
            self.send(END)
            await self.world.wait(lambda: END in self.got, self.world.clock + 1)
        raise AssertionError(f"nobody got the end: {self.got}")

    def send(self, number: int) -> None:
        for session in list(self.sessions):
            session.publish(number)

    def play(self) -> None:
        self.world.start("one", self.consume())
        self.world.start("other", self.consume())
        self.world.start("publisher", self.publish())
        self.world.run()
        for task in self.world.tasks:
            assert task.error is None, (task, task.error)
            assert not task.cancelled or task is self.script.victim
        self.check_account()
        self.script.over()
        self.world.start("closer", self.subscriber.aclose())
        self.world.run()
        stats = self.pool.stats()
        busy = {name: stats[name] for name in ("used", "connecting", "waiting", "owed") if stats[name]}
        assert not busy, stats
        assert self.runtime.server.alive == stats["free"], stats

    def check_account(self) -> None:
        last, gap = None, False
        for item in self.got:
            if item == "gap":
                gap = True
                continue
            if item == END:
                item = MESSAGES if last != END else END + 1
            if last is not None and item != last + 1 and last < END:
                assert item > last, f"out of order: {self.got}"
                assert gap, f"something is missing between {last} and {item}, and it was not told: {self.got}"
            last, gap = item, False
        if not self.script.happened:
            assert self.got[: MESSAGES + 1] == [*range(MESSAGES), END]


@pytest.mark.parametrize("when_full", ["block", "drop_oldest"])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("fault", FAULTS)
def test_every_fault_at_every_moment(kind: str, fault: str, when_full: str) -> None:
    for point in range(1, 1000):
        script = Script(fault, point)
        scene = Scene(kind, script, when_full=when_full)
        try:
            scene.play()
        except BaseException as error:
            error.add_note(f"{fault!r} at its moment {point}, {kind}, {when_full}")
            raise
        if not script.happened:
            break
    assert point > 1 or _cannot_happen(kind, fault)
