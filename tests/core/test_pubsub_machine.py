"""Subscriptions in any order of events, against a small model of the server.

Two promises are asked for. Once all has settled the server's subscriptions are those that are wanted. And whatever
was published to a channel while its subscriber held it, from the confirmation until he left, he was given, in order,
or a gap was told that covers it. Who leaves and comes back holds it again from the second confirmation on.

Short by default. HYPOTHESIS_PROFILE=long plays thousands of games.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from sansredis.core.errors import SlowConsumerError
from sansredis.core.pubsub import Kind, PubSubState, Request
from sansredis.core.pubsub_messages import Gap
from sansredis.core.pubsub_queue import POLICIES, MessageQueue
from tests.core.games import played

CHANNEL, PATTERN, SHARD = Kind
NAMES = (b"a", b"b")
Key = tuple[Kind, bytes]
kinds = st.sampled_from(list(Kind))
some_names = st.lists(st.sampled_from(NAMES), min_size=1, unique=True)


class Publication:
    def __init__(self, serial: int, key: Key, time: float, held: bool) -> None:
        self.serial = serial
        self.key = key
        self.time = time
        self.held = held


class PubSubMachine(RuleBasedStateMachine):
    @initialize(policy=st.sampled_from(POLICIES), limit=st.integers(1, 4))
    def begin(self, policy: Any, limit: int) -> None:
        self.now = 100.0
        self.limit = limit
        self.policy = policy
        self.state = PubSubState(MessageQueue(limit, policy), interval=None, patience=None)
        self.wanted: set[Key] = set()
        # What the server has, what is on its way to it and from it.
        self.subscriptions: set[Key] = set()
        self.up: list[Request] = []
        self.down: list[Any] = []
        self.held: set[Key] = set()
        # How often he has left it, and was not told that the server knows.
        self.leaving: Counter[Key] = Counter()
        self.publications: list[Publication] = []
        self.received: list[tuple[Key, int]] = []
        self.gaps: list[Gap] = []
        self.dropped = 0

    def later(self) -> float:
        self.now += 1.0
        return self.now

    @rule(kind=kinds, names=some_names)
    def subscribe(self, kind: Kind, names: list[bytes]) -> None:
        self.state.subscribe(kind, dict.fromkeys(names))
        self.wanted.update((kind, name) for name in names)

    @rule(kind=kinds, names=st.one_of(st.just([]), some_names))
    def unsubscribe(self, kind: Kind, names: list[bytes]) -> None:
        self.state.unsubscribe(kind, names)
        gone = {key for key in self.wanted if key[0] is kind and (not names or key[1] in names)}
        self.wanted -= gone
        self.held -= gone
        if self.state.connected:
            self.leaving.update((kind, name) for name in names or [name for _, name in gone])
        # Who leaves gives up what is still on its way to him.
        for publication in self.publications:
            publication.held = publication.held and publication.key not in gone

    @precondition(lambda self: not self.state.connected)
    @rule()
    def connect(self) -> None:
        self.state.opened(self.later())

    @precondition(lambda self: self.state.connected)
    @rule()
    def lose(self) -> None:
        self.state.lost(self.later(), "lost", 0.5)
        self.subscriptions.clear()
        self.leaving.clear()
        self.up.clear()
        self.down.clear()

    @rule()
    def send(self) -> None:
        while (request := self.state.next_request(self.now)) is not None:
            self.up.append(request)

    @rule()
    def serve(self) -> None:
        for request in self.up:
            name, *channels = request.args
            kind = next(kind for kind in Kind if name in kind.value)
            for channel in channels:
                if name == kind.value[0]:
                    self.subscriptions.add((kind, channel))
                else:
                    self.subscriptions.discard((kind, channel))
                self.down.append([name.lower(), channel, len(self.subscriptions)])
            self.down.append(request)
        self.up.clear()

    @rule(kind=kinds, name=st.sampled_from(NAMES))
    def publish(self, kind: Kind, name: bytes) -> None:
        key, serial = (kind, name), len(self.publications)
        self.publications.append(Publication(serial, key, self.later(), key in self.held))
        if key in self.subscriptions:
            extra = [b"the channel"] if kind is PATTERN else []
            word = {CHANNEL: b"message", PATTERN: b"pmessage", SHARD: b"smessage"}[kind]
            self.down.append([word, name, *extra, b"%d" % serial])

    @precondition(lambda self: self.subscriptions)
    @rule(data=st.data())
    def the_server_ends_one(self, data: Any) -> None:
        """Not while commands on it are on their way: then nobody could tell whose doing it is."""
        if self.up or any(isinstance(item, Request) for item in self.down):
            return
        kind, name = data.draw(st.sampled_from(sorted(self.subscriptions, key=str)))
        if kind is SHARD:
            self.subscriptions.discard((kind, name))
            self.down.append([b"sunsubscribe", name, 0])

    @rule(count=st.integers(1, 5))
    def deliver(self, count: int) -> None:
        now = self.later()
        items, self.down = self.down[:count], self.down[count:]
        self.state.heard(now)
        for item in items:
            if isinstance(item, Request):
                self.state.answered(item, None)
            else:
                self.state.receive(item, now)
                self.confirm(item[0], item[1])

    def confirm(self, word: bytes, name: bytes) -> None:
        for kind in Kind:
            key, (join, leave) = (kind, name), kind.value
            if word == join.lower() and key in self.wanted and not self.leaving[key]:
                self.held.add(key)
            elif word == leave.lower():
                self.leaving[key] = max(0, self.leaving[key] - 1)

    @rule(count=st.integers(1, 5))
    def take(self, count: int) -> None:
        for _ in range(count):
            item = self.state.queue.take()
            if isinstance(item, Gap):
                self.gaps.append(item)
                self.dropped += item.dropped or 0
            elif isinstance(item, SlowConsumerError):
                self.dropped += int(str(item).split()[0])
            elif isinstance(item, list):
                word = item[0]
                kind = {b"message": CHANNEL, b"pmessage": PATTERN, b"smessage": SHARD}[word]
                self.received.append(((kind, item[1]), int(item[-1])))
        if self.policy != "block":
            assert self.state.queue.published <= self.limit

    @rule()
    def settle(self) -> None:
        if not self.state.connected:
            self.connect()
        for _ in range(3):
            self.send()
            self.serve()
            self.deliver(len(self.down))

    @precondition(lambda self: self.held)
    @rule(data=st.data(), count=st.integers(1, 6))
    def publish_to_one_who_listens(self, data: Any, count: int) -> None:
        key = data.draw(st.sampled_from(sorted(self.held, key=str)))
        for _ in range(count):
            self.publish(*key)

    def teardown(self) -> None:
        if not hasattr(self, "state"):
            return
        self.settle()
        while len(self.state.queue):
            self.take(1)
        assert self.subscriptions == self.wanted
        assert {(kind, name) for kind in Kind for name in self.state.wanted(kind)} == self.wanted
        assert self.state.trouble is None
        self.check_account()

    def check_account(self) -> None:
        serials = [serial for _, serial in self.received]
        assert serials == sorted(set(serials))
        missing = [p for p in self.publications if p.held and (p.key, p.serial) not in self.received]
        lost = [
            p for p in missing if not any(gap.since + gap.seconds >= p.time for gap in self.gaps if not gap.dropped)
        ]
        assert len(lost) <= self.dropped, "something was lost, and not told"
        if self.policy == "block":
            assert not lost


TestPubSub = played(PubSubMachine, few=150, many=10_000)
