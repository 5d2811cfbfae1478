"""What a cache gives out, and what it must not give out any more."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, rule

from sansredis.core.cache_options import CacheOptions, check_ttl
from sansredis.core.connection import Owed, Phase, Status
from sansredis.core.errors import ConnectionError, DataError, NoProtoError, ResponseError
from sansredis.core.options import OptionError, Options
from sansredis.core.resp import Encoder, Members, Pairs, Push
from sansredis.core.tracking import OVERHEAD, CacheState, Entry, Place, Source, TrackedState, own_copy, weight
from tests.core.connecting import QUIET, SERVER, error, replies, said
from tests.core.games import played

OK = "OK"


def news(*keys: bytes) -> bytes:
    return replies(Push([b"invalidate", list(keys)]))


def tracked(cache: CacheState) -> TrackedState:
    """A connection whose handshake is done."""
    state = TrackedState(Options(cache=cache.options, **QUIET), cache, Source())
    for command in said(state.greet()):
        state.receive_data(replies(SERVER if command[0] == b"HELLO" else OK))
    assert state.phase is Phase.READY
    return state


def read(state: TrackedState, *keys: bytes, now: float = 0.0) -> Owed:
    """Ask for keys, to be kept."""
    owed = Owed(now + 10)
    request = Encoder().encode((b"MGET", *keys))
    assert isinstance(request, bytes)
    owed.entry = Entry(request, keys, now)
    state.send(owed, len(request))
    return owed


def found(cache: CacheState, *keys: bytes, now: float = 0.0, ttl: float | None = None) -> Any:
    """What the cache has for a request; the word if it has nothing."""
    request = Encoder().encode((b"MGET", *keys))
    assert isinstance(request, bytes)
    entry = cache.find(request, now, ttl)
    if entry is None:
        return "nothing"
    cache.hit(entry)
    return entry.value


@pytest.fixture
def cache() -> CacheState:
    return CacheState(CacheOptions())


def test_a_reply_is_kept_until_there_is_news_of_a_key(cache: CacheState) -> None:
    state = tracked(cache)
    read(state, b"a", b"b")
    assert found(cache, b"a", b"b") == "nothing"
    state.receive_data(replies([b"1", b"2"]))
    assert found(cache, b"a", b"b") == [b"1", b"2"]
    assert found(cache, b"b", b"a") == "nothing"
    state.receive_data(news(b"c"))
    assert found(cache, b"a", b"b") == [b"1", b"2"]
    state.receive_data(news(b"b"))
    assert found(cache, b"a", b"b") == "nothing"
    assert cache.stats() == {
        "hits": 2, "misses": 0, "evictions": 0, "invalidations": 1, "lost": 0, "entries": 0, "bytes": 0,
    }  # fmt: skip
    assert not cache._of_key
    assert not state.source.entries
    assert not state.pushes


@pytest.mark.parametrize("chunks", ["one", "two", "bytes"])
def test_news_while_the_reply_is_owed(cache: CacheState, chunks: str) -> None:
    for before in (True, False):
        state = tracked(cache)
        owed = read(state, b"a")
        pieces = [news(b"a"), replies([b"1"])] if before else [replies([b"1"]), news(b"a")]
        if chunks != "two":
            pieces = [b"".join(pieces)]
        if chunks == "bytes":
            pieces = [pieces[0][i : i + 1] for i in range(len(pieces[0]))]
        for piece in pieces:
            state.receive_data(piece)
        assert (owed.status, owed.value) == (Status.DONE, [b"1"])
        assert found(cache, b"a") == "nothing"
        assert not cache._of_key


@pytest.mark.parametrize("push", [[b"invalidate", None], [b"invalidate"], [b"invalidate", b"a"]])
def test_news_of_everything(cache: CacheState, push: Any) -> None:
    one, other = tracked(cache), tracked(cache)
    for state, key in ((one, b"a"), (other, b"b")):
        read(state, key)
        state.receive_data(replies([b"1"]))
    read(other, b"c")
    one.receive_data(replies(Push(push)))
    other.receive_data(replies([b"1"]))
    assert [found(cache, key) for key in (b"a", b"b", b"c")] == ["nothing"] * 3
    assert cache.invalidations == 3


def test_other_pushes_are_somebody_elses(cache: CacheState) -> None:
    state = tracked(cache)
    state.receive_data(replies(Push([b"message", b"c", b"m"]), Push([])))
    assert list(state.pushes) == [[b"message", b"c", b"m"], []]


def test_replies_go_with_their_connection(cache: CacheState) -> None:
    one, other = tracked(cache), tracked(cache)
    for state, key in ((one, b"a"), (other, b"b")):
        read(state, key)
        state.receive_data(replies([key]))
    read(one, b"c")
    one.close(ConnectionError("gone"))
    assert [found(cache, key) for key in (b"a", b"b", b"c")] == ["nothing", [b"b"], "nothing"]
    assert cache.lost == 2


def test_a_chunk_that_ends_in_disorder_leaves_nothing(cache: CacheState) -> None:
    state = tracked(cache)
    read(state, b"a")
    assert len(state.receive_data(replies([b"1"], b"stray"))) == 1
    assert state.closed
    assert found(cache, b"a") == "nothing"


@pytest.mark.parametrize(
    ("command", "stays"),
    [
        ("MULTI", True), ("WATCH a", True), ("SELECT 1", True), ("SUBSCRIBE c", False), ("RESET", False),
        ("HELLO 2", False),
        ("CLIENT TRACKING OFF", False), ("CLIENT CACHING YES", False), ("CLIENT REPLY OFF", False), ("MONITOR", False),
        ("AUTH a b", False),
    ],
)  # fmt: skip
def test_what_makes_the_server_forget(cache: CacheState, command: str, stays: bool) -> None:
    state = tracked(cache)
    read(state, b"a")
    state.receive_data(replies([b"1"]))
    args = tuple(command.split())
    state.send(Owed(), 10, [args])
    assert (found(cache, b"a") == [b"1"]) is stays


def test_an_error_is_not_kept(cache: CacheState) -> None:
    state = tracked(cache)
    owed = read(state, b"a")
    state.receive_data(replies(error("WRONGTYPE no")))
    assert isinstance(owed.value, ResponseError)
    assert found(cache, b"a") == "nothing"
    assert not cache._of_key


def test_who_gives_up_leaves_nothing_behind(cache: CacheState) -> None:
    state = tracked(cache)
    owed = read(state, b"a")
    state.abandon(owed)
    late = read(state, b"b")
    plain = Owed(5.0)
    state.send(plain, 10)
    assert state.expire(20.0) == [late, plain]
    state.abandon(plain)
    assert not cache._of_key
    state.receive_data(replies([b"1"], [b"2"]))
    assert found(cache, b"a") == found(cache, b"b") == "nothing"
    done = read(state, b"c", now=30.0)
    state.receive_data(replies("plain", [b"3"]))
    state.abandon(done)
    assert found(cache, b"c", now=30.0) == [b"3"]


def test_the_same_request_twice_at_once(cache: CacheState) -> None:
    state = tracked(cache)
    read(state, b"a")
    read(state, b"a")
    state.receive_data(replies([b"1"], [b"1"]))
    assert (found(cache, b"a"), len(cache.entries)) == ([b"1"], 1)
    assert cache.size == next(iter(cache.entries.values())).size
    state.receive_data(news(b"a"))
    assert (cache.size, cache.stats()["entries"]) == (0, 0)


def test_two_connections_that_disagree(cache: CacheState) -> None:
    """One of them has not heard yet what the other's server knew: neither is believed."""
    one, other = tracked(cache), tracked(cache)
    read(one, b"a")
    read(other, b"a")
    other.receive_data(replies([b"new"]))
    assert found(cache, b"a") == [b"new"]
    one.receive_data(replies([b"old"]))
    assert found(cache, b"a") == "nothing"
    assert not cache._of_key


def test_two_connections_that_agree(cache: CacheState) -> None:
    one, other = tracked(cache), tracked(cache)
    read(one, b"a")
    read(other, b"a")
    one.receive_data(replies([b"1"]))
    other.receive_data(replies([b"1"]))
    assert found(cache, b"a") == [b"1"]
    one.close(ConnectionError("gone"))
    assert found(cache, b"a") == [b"1"]


def test_the_longest_unused_go_first() -> None:
    cache = CacheState(CacheOptions(max_entries=2))
    state = tracked(cache)
    for key in (b"a", b"b"):
        read(state, key)
        state.receive_data(replies([key]))
    assert found(cache, b"a") == [b"a"]
    read(state, b"c")
    state.receive_data(replies([b"c"]))
    assert [found(cache, key) for key in (b"a", b"b", b"c")] == [[b"a"], "nothing", [b"c"]]
    assert (cache.evictions, cache.stats()["entries"]) == (1, 2)


def test_bytes_are_limited() -> None:
    cache = CacheState(CacheOptions(max_bytes=3 * OVERHEAD))
    state = tracked(cache)
    for number in range(10):
        read(state, b"%d" % number)
        state.receive_data(replies([b"x" * 100]))
        assert 0 < cache.size <= 3 * OVERHEAD
    assert cache.evictions == 8
    read(state, b"large")
    state.receive_data(replies([b"x" * 3 * OVERHEAD]))
    assert found(cache, b"large") == "nothing"
    assert (cache.evictions, cache.stats()["entries"]) == (8, 2)


def test_age() -> None:
    cache = CacheState(CacheOptions(max_silence=None))
    state = tracked(cache)
    read(state, b"a", now=100.0)
    state.receive_data(replies([b"1"]))
    assert found(cache, b"a", now=105.0, ttl=5.0) == [b"1"]
    assert found(cache, b"a", now=105.1, ttl=5.0) == "nothing"
    # Too old for one caller is not too old for another.
    assert found(cache, b"a", now=1e6) == [b"1"]


def test_silence() -> None:
    cache = CacheState(CacheOptions(max_silence=30.0))
    state = tracked(cache)
    for key in (b"a", b"b"):
        read(state, key, now=100.0)
        state.receive_data(replies([key]))
    assert found(cache, b"a", now=130.0) == [b"a"]
    assert found(cache, b"a", now=130.1) == found(cache, b"b", now=130.1) == "nothing"
    read(state, b"a", now=131.0)
    state.receive_data(replies([b"a"]))
    # One answer is a sign of life for all.
    assert found(cache, b"b", now=160.0) == [b"b"]


def test_a_hit_that_is_gone_meanwhile(cache: CacheState) -> None:
    state = tracked(cache)
    owed = read(state, b"a")
    state.receive_data(replies([b"1"]))
    cache.end(owed.entry)
    cache.hit(owed.entry)
    cache.miss()
    assert (cache.hits, cache.misses, owed.entry.place) == (1, 1, Place.ENDED)


def test_a_place_that_was_never_taken(cache: CacheState) -> None:
    cache.end(Entry(b"r", [b"k"], 0.0))
    assert not cache.entries


def test_what_is_not_to_be_kept(cache: CacheState) -> None:
    state = tracked(cache)
    plain = Owed()
    state.send(plain, 10)
    assert state.receive_data(replies([b"1"])) == [plain]
    assert not cache.entries


def test_a_silenced_read_is_not_kept(cache: CacheState) -> None:
    state = tracked(cache)
    state.send(Owed(), 10, [("CLIENT", "REPLY", "OFF")])
    read(state, b"a")
    assert not cache._of_key


@pytest.mark.parametrize(
    "value", [[1, [b"x"]], {b"k": [1]}, {b"a", b"b"}, Pairs([([1], [2])]), Members([[1]]), Push([b"x"]), (1, [2])]
)
def test_a_copy_shares_nothing_that_can_be_changed(value: Any) -> None:
    copy = own_copy(value)
    assert copy == value
    assert type(copy) is type(value)
    assert type(value) is tuple or copy is not value
    inner = [item for item in (copy.values() if isinstance(copy, dict) else copy) if isinstance(item, list)]
    for item in inner:
        item.append("changed")
    assert copy == value or inner


def test_what_cannot_be_changed_is_not_copied() -> None:
    value = b"x" * 1000
    assert own_copy(value) is value


def test_weight_counts_all_that_is_inside() -> None:
    big = b"x" * 10_000
    for value in (big, [big], {b"k": big}, {big}, [[big]], (big,), {big: 1}):
        assert 10_000 < weight(value) < 11_000


# Options and the handshake


def test_options() -> None:
    assert Options().cache is None
    assert Options(cache=CacheOptions(ttl=5)).cache == CacheOptions(ttl=5.0)
    for wrong in (True, 100, {"ttl": 5}):
        with pytest.raises(OptionError, match=r"^cache must be a CacheOptions, or None, not "):
            Options(cache=wrong)  # type: ignore[arg-type]
    with pytest.raises(OptionError, match="cache and protocol=2 exclude each other"):
        Options(cache=CacheOptions(), protocol=2)
    with pytest.raises(OptionError, match="cache cannot be given in a URL"):
        Options.from_url("redis://?cache=1")
    for name in ("max_entries", "max_bytes", "ttl", "max_silence"):
        with pytest.raises(DataError, match=f"^{name} must be "):
            CacheOptions(**{name: 0})
    check_ttl(None)
    check_ttl(0.5)
    with pytest.raises(DataError, match=r"^ttl must be a number of seconds"):
        check_ttl(0)


def greeting(**options: Any) -> list[list[bytes]]:
    state = TrackedState(Options(**QUIET, **options), CacheState(CacheOptions()), Source())
    return said(state.greet())


def test_the_handshake_asks_for_it() -> None:
    assert greeting(cache=CacheOptions()) == [[b"HELLO", b"3"], [b"CLIENT", b"TRACKING", b"ON"]]
    assert greeting(client_no_evict=True, client_no_touch=True, cache=CacheOptions())[1:] == [
        [b"CLIENT", b"NO-EVICT", b"ON"],
        [b"CLIENT", b"NO-TOUCH", b"ON"],
        [b"CLIENT", b"TRACKING", b"ON"],
    ]


@pytest.mark.parametrize(
    ("answers", "kind", "message"),
    [
        ([error("ERR unknown command 'HELLO'")], NoProtoError, "does not speak RESP3, which cache= needs"),
        ([SERVER, error("ERR unknown subcommand")], ResponseError, "in reply to CLIENT TRACKING while connecting"),
        ([{b"server": b"redis", b"version": b"6.0.16"}], ResponseError, "is Redis 6.0.16.* needs 6.2 or newer"),
    ],
)
def test_a_server_that_cannot(answers: list[Any], kind: type[Exception], message: str) -> None:
    state = TrackedState(Options(**QUIET, cache=CacheOptions()), CacheState(CacheOptions()), Source())
    state.greet()
    state.receive_data(replies(*answers))
    assert state.closed
    with pytest.raises(kind, match=message):
        state.greet()


@pytest.mark.parametrize("server", [{b"server": b"redis", b"version": b"6.2.1"}, {b"server": b"valkey"}, SERVER])
def test_a_server_that_can(server: Any) -> None:
    state = TrackedState(Options(**QUIET, cache=CacheOptions()), CacheState(CacheOptions()), Source())
    state.greet()
    state.receive_data(replies(server, OK))
    assert state.phase is Phase.READY


def test_no_evict_refused() -> None:
    state = TrackedState(Options(**QUIET, client_no_evict=True), CacheState(CacheOptions()), Source())
    state.greet()
    state.receive_data(replies(SERVER, error("ERR unknown subcommand 'NO-EVICT'")))
    assert "in reply to CLIENT NO-EVICT while connecting" in str(state.why)


# Against a model of the server


class Server:
    """A server with tracking: what it has to say to each connection is on its way until that is delivered."""

    def __init__(self) -> None:
        self.data: dict[bytes, int] = {}
        self.tracks: dict[int, set[bytes]] = {}
        self.outgoing: dict[int, list[bytes]] = {}

    def join(self, number: int) -> None:
        self.tracks[number], self.outgoing[number] = set(), []

    def read(self, number: int, keys: list[bytes]) -> None:
        self.tracks[number].update(keys)
        self.outgoing[number].append(replies([self.data.get(key) for key in keys]))

    def write(self, key: bytes) -> None:
        self.data[key] = self.data.get(key, 0) + 1
        for number, keys in self.tracks.items():
            if key in keys:
                keys.discard(key)
                self.outgoing[number].append(news(key))

    def flush(self) -> None:
        self.data = {key: value + 1 for key, value in self.data.items()}
        for number, keys in self.tracks.items():
            keys.clear()
            self.outgoing[number].append(replies(Push([b"invalidate", None])))


KEYS = st.sampled_from([b"a", b"b", b"c"])


class CacheMachine(RuleBasedStateMachine):
    """Whatever order things come in, nothing older than the news that has come in is given out."""

    def __init__(self) -> None:
        super().__init__()
        self.server = Server()
        self.cache = CacheState(CacheOptions(max_entries=3, max_bytes=5 * OVERHEAD, max_silence=None))
        self.connections: dict[int, TrackedState] = {}
        self.made = 0
        # The least version of each key that a reader may still be given: what the news that came in was about.
        self.least: dict[bytes, int] = {}
        self.told: dict[int, list[dict[bytes, int]]] = {}

    connections_open = Bundle("connections")
    owed_reads = Bundle("reads")

    @initialize(target=connections_open)
    def first(self) -> int:
        return self.join()

    @rule(target=connections_open)
    def join(self) -> int:
        self.made += 1
        self.connections[self.made] = tracked(self.cache)
        self.server.join(self.made)
        self.told[self.made] = []
        return self.made

    @rule(target=owed_reads, number=connections_open, keys=st.lists(KEYS, min_size=1, max_size=2, unique=True))
    def ask(self, number: int, keys: list[bytes]) -> Any:
        state = self.connections[number]
        if state.closed:
            return None
        owed = read(state, *keys)
        self.server.read(number, keys)
        self.told[number].append({})
        return number, owed

    @rule(key=KEYS)
    def write(self, key: bytes) -> None:
        before = {number: len(out) for number, out in self.server.outgoing.items()}
        self.server.write(key)
        for number, out in self.server.outgoing.items():
            self.told[number] += [{key: self.server.data[key]} for _ in out[before[number] :]]

    @rule(key=KEYS)
    def write_ourselves(self, key: bytes) -> None:
        """Our own writes are news as soon as they are answered."""
        self.write(key)
        self.cache.news([key])
        self.least[key] = self.server.data[key]

    @rule()
    def flush(self) -> None:
        self.server.flush()
        for number in self.server.outgoing:
            self.told[number].append(dict.fromkeys((b"a", b"b", b"c"), 0) | self.server.data)

    @rule(number=connections_open, cut=st.integers(1, 60))
    def deliver(self, number: int, cut: int) -> None:
        """Bring a connection the next of what it has to hear, in two pieces."""
        state, outgoing = self.connections[number], self.server.outgoing[number]
        if state.closed or not outgoing:
            return
        data = outgoing.pop(0)
        state.receive_data(data[:cut])
        state.receive_data(data[cut:])
        self.least.update(
            {key: max(version, self.least.get(key, 0)) for key, version in self.told[number].pop(0).items()}
        )

    @rule(number=connections_open)
    def deliver_all(self, number: int) -> None:
        """Bring a connection all that it has to hear in one piece."""
        state, outgoing = self.connections[number], self.server.outgoing[number]
        if not state.closed:
            state.receive_data(b"".join(outgoing))
            for told in self.told[number]:
                self.least.update({key: max(version, self.least.get(key, 0)) for key, version in told.items()})
        outgoing.clear()
        self.told[number].clear()

    @rule(read=consumes(owed_reads))
    def give_up(self, read: Any) -> None:
        if read is not None:
            self.connections[read[0]].abandon(read[1])

    @rule(number=connections_open)
    def lose(self, number: int) -> None:
        self.connections[number].close(ConnectionError("lost"))
        self.server.tracks[number].clear()

    @rule(number=connections_open)
    def make_it_forget(self, number: int) -> None:
        state = self.connections[number]
        if not state.closed and state.protocol == 3 and not state.modes and not state.owed:
            state.send(Owed(), 10, [("CLIENT", "TRACKING", "OFF")])
            state.close(ConnectionError("given back"))
            self.server.tracks[number].clear()

    @invariant()
    def nothing_is_older_than_its_news(self) -> None:
        for entry in self.cache.entries.values():
            for key, version in zip(entry.keys, entry.value, strict=True):
                assert (version or 0) >= self.least.get(key, 0), (entry.keys, entry.value, self.least)

    @invariant()
    def nothing_is_old_whose_connection_has_heard_all(self) -> None:
        """What is given out is what the server has now, or news of it is on its way to the connection that read it."""
        numbers = {id(state.source): number for number, state in self.connections.items()}
        for entry in self.cache.entries.values():
            number = numbers[id(entry.source)]
            on_its_way = set().union(*self.told[number])
            for key, version in zip(entry.keys, entry.value, strict=True):
                assert version == self.server.data.get(key) or key in on_its_way

    @invariant()
    def the_books_are_right(self) -> None:
        cache = self.cache
        entries = list(cache.entries.values())
        assert all(entry.place is Place.FULL for entry in entries)
        assert cache.size == sum(entry.size for entry in entries) <= 5 * OVERHEAD
        assert len(entries) <= 3
        held = {entry for state in self.connections.values() for entry in state.source.entries}
        assert held == {entry for found in cache._of_key.values() for entry in found} >= set(entries)
        assert not any(state.closed and state.source.entries for state in self.connections.values())


TestCacheMachine = played(CacheMachine, few=150, many=10_000, steps=40)
