"""The hostile server goes through its catalogue: each answer is a right value or a clear error, and then all is well.

Scenario 36. Nothing here waits for a timeout: where an answer is not whole the server ends the connection, so whatever
takes as long as the timeout hangs. The few tests at the end are of those servers that keep it open.
"""

from __future__ import annotations

import gc
import itertools
import time
import tracemalloc
from collections.abc import Iterator
from typing import Any

import pytest

from ..backends.kit import Kit
from ..fakes.server import FakeServer
from ..fuzz.parser import described
from ..fuzz.reference import Bounds, Reading, read
from .catalogue import ANNOUNCEMENTS, ENTRIES, LONGEST_LINE, PUSH
from .checks import failure, serves

BOUNDS = Bounds(max_line_length=LONGEST_LINE)
LONG = 10.0
"""The timeout of calls that must not need it."""


def plain(value: Any) -> Any:
    """Return what the reference read as a caller is to see it: without attributes, sets in no order."""
    kind, *rest = value
    if kind == "error":
        return (kind, rest[0].decode("utf-8", "replace"))
    if kind == "attributed":
        return plain(rest[1])
    if kind in ("list", "map"):
        return (kind, [plain(item) for item in rest[0]])
    if kind == "set":
        return (kind, sorted((plain(item) for item in rest[0]), key=repr))
    return value


def replies(reading: Reading) -> list[Any]:
    """Return those of the values that answer something."""
    return [plain(value) for value in reading.values if not value[0] == "push"]


async def outcome(kit: Kit, r: Any) -> Any:
    """Return what the command HOSTILE gives, as the reference describes it, or the error."""
    began = time.monotonic()
    try:
        return described(await kit.do(r.execute_command("HOSTILE")))
    except kit.door.RedisError as error:
        return error
    finally:
        assert time.monotonic() - began < LONG / 2


def check(door: Any, reading: Reading, got: Any) -> None:
    """Check what a caller got against what there was to be had."""
    expected = replies(reading)
    if not expected:
        # One that is half there when the connection ends is no reply, and neither is what is no RESP.
        kind = door.ConnectionError if reading.bad is None else door.ProtocolError
        assert isinstance(got, kind), got
        assert got.maybe_executed is True
    elif expected[0][0] == "error":
        assert isinstance(got, door.ResponseError) and str(got) == expected[0][1], got
    else:
        assert got == expected[0]


@pytest.mark.parametrize("group", ENTRIES)
@pytest.mark.fast
async def test_in_reply_to_a_command(kit: Kit, fake: FakeServer, group: str) -> None:
    r = kit.redis(**fake.address, retries=0, socket_timeout=LONG, max_connections=2, max_line_length=LONGEST_LINE)
    for name, answer in ENTRIES[group].items():
        reading = read(answer, BOUNDS)
        rule = fake.on("HOSTILE", reply=answer, times=1, close=reading.end < len(answer) and reading.bad is None)
        try:
            check(kit.door, reading, await outcome(kit, r))
            assert rule.hits == 1
            await kit.rest(r.connection_pool)
            for number in range(2):
                assert await kit.do(r.echo(f"{name} {number}")) == f"{name} {number}".encode()
        except BaseException as error:
            error.add_note(f"the answer was {name}: {answer[:100]!r}")
            raise
    assert fake.executed["HOSTILE"] == len(ENTRIES[group])


@pytest.mark.parametrize("group", [name for name in ENTRIES if name not in ("first_bytes", "numbers")])
@pytest.mark.fast
async def test_in_reply_to_hello(kit: Kit, fake: FakeServer, group: str) -> None:
    """Whatever is said in the handshake, no command is sent twice or answered by it."""
    r = kit.redis(**fake.address, retries=0, socket_timeout=LONG, max_connections=1, max_line_length=LONGEST_LINE)
    for name, answer in ENTRIES[group].items():
        reading = read(answer, BOUNDS)
        r.connection_pool.disconnect()
        fake.on("HELLO", reply=answer, times=1, close=reading.end < len(answer) and reading.bad is None)
        began = time.monotonic()
        try:
            try:
                assert await kit.do(r.echo(name)) == name.encode()
            except kit.door.RedisError as error:
                assert error.maybe_executed is False, error
                assert isinstance(error, (kit.door.ConnectionError, kit.door.ResponseError)), error
            assert time.monotonic() - began < LONG / 2
            await kit.rest(r.connection_pool)
            assert await kit.do(r.echo(f"after {name}")) == f"after {name}".encode()
        except BaseException as error:
            error.add_note(f"the answer was {name}: {answer[:100]!r}")
            raise


GREETING = b"%2\r\n+server\r\n+fake\r\n+proto\r\n:3\r\n"


@pytest.mark.parametrize(
    "stray", [b"+STRAY\r\n", b":1\r\n", b"_\r\n", b"*0\r\n", b"$5\r\nSTRAY\r\n", b"+PONG\r\n"], ids=repr
)
@pytest.mark.parametrize("command", ["HELLO", "CLIENT"])
async def test_one_reply_too_many_in_the_handshake_is_nobodys(
    kit: Kit, fake: FakeServer, stray: bytes, command: str
) -> None:
    """Were it taken for the next one, every caller from then on would get his predecessor's reply."""
    fake.on(command, reply=(GREETING if command == "HELLO" else b"+OK\r\n") + stray, times=1)
    r = kit.redis(**fake.address, retries=0, socket_timeout=LONG, max_connections=1)
    for number in range(3):
        try:
            assert await kit.do(r.echo(f"{number}")) == f"{number}".encode()
        except kit.door.RedisError as error:
            assert number == 0 and error.maybe_executed is False, error
    await serves(kit, r)


@pytest.mark.parametrize("begun", [b"+STR", b"$9\r\n", b"*2\r\n", b":", b"-E"], ids=repr)
@pytest.mark.parametrize("sharing", ["auto", "never"])
async def test_what_has_begun_unasked_is_not_put_together_with_the_next_reply(
    kit: Kit, fake: FakeServer, begun: bytes, sharing: str
) -> None:
    r = kit.redis(**fake.address, retries=0, socket_timeout=LONG, max_connections=1, sharing=sharing)
    fake.on("ECHO", after=begun, times=1)
    for number in range(3):
        # At once, lest it be found because the connection rested.
        assert await kit.do(r.echo(f"{number}")) == f"{number}".encode()
    assert fake.opened == 2
    await serves(kit, r)


@pytest.mark.parametrize("what", ANNOUNCEMENTS)
@pytest.mark.fast
async def test_what_is_announced_is_not_set_aside(kit: Kit, fake: FakeServer, what: str) -> None:
    """Memory is for what has come, not for what was said to come; and the call ends in time."""
    r = kit.redis(**fake.address, retries=0, socket_timeout=LONG, max_connections=1)
    await kit.do(r.ping())
    fake.on("HOSTILE", reply=ANNOUNCEMENTS[what] + b"$3\r\nabc\r\n" * 1000, times=1)
    gc.collect()
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        tracemalloc.reset_peak()
        error = await failure(kit, lambda: r.with_timeout(0.3).execute_command("HOSTILE"))
        peak = tracemalloc.get_traced_memory()[1] - before
    finally:
        tracemalloc.stop()
    assert isinstance(error, (kit.door.TimeoutError, kit.door.ProtocolError)), error
    assert error.maybe_executed is True
    assert peak < 2 << 20, f"{peak} bytes for {len(ANNOUNCEMENTS[what]) + 9000} that came"
    await serves(kit, r)


def forever(*pieces: bytes) -> Any:
    """Return a stream that begins with some pieces and repeats the last for ever."""

    def stream() -> Iterator[bytes]:
        yield from pieces
        yield from itertools.repeat(pieces[-1])

    return stream


ENDLESS = {
    "a line": forever(b"+", b"x" * 65536),
    "pushes": forever(PUSH * 1000),
    "empty pushes": forever(b">0\r\n" * 10_000),
    "attributes": forever(b"|1\r\n+a\r\n:1\r\n" * 1000),
    "an array that ever deepens": forever(b"*1\r\n" * 10_000),
    "garbage": forever(b"x" * 65536),
    "replies": forever(b"+OK\r\n" * 10_000),
}


@pytest.mark.parametrize("what", ENDLESS)
@pytest.mark.fast
async def test_an_answer_without_end(kit: Kit, fake: FakeServer, what: str) -> None:
    """Bytes that never stop coming are no reason to stay longer than the timeout, or to keep them all."""
    r = kit.redis(**fake.address, retries=0, socket_timeout=0.5, max_connections=1)
    await kit.do(r.ping())
    fake.on("HOSTILE", stream=ENDLESS[what], times=1)
    began = time.monotonic()
    try:
        assert await kit.do(r.execute_command("HOSTILE")) == b"OK"
        assert what == "replies"
    except kit.door.RedisError as error:
        assert isinstance(error, (kit.door.TimeoutError, kit.door.ProtocolError)), error
        assert error.maybe_executed is True
    assert time.monotonic() - began < 5
    await serves(kit, r)


@pytest.mark.parametrize("way", ["half a reply", "a push now and then", "a byte now and then"])
async def test_an_answer_that_never_comes_whole(kit: Kit, fake: FakeServer, way: str) -> None:
    r = kit.redis(**fake.address, retries=0, socket_timeout=0.3, max_connections=1)
    await kit.do(r.ping())
    answer = {
        "half a reply": b"$10\r\nabc",
        "a push now and then": PUSH * 60,
        "a byte now and then": b"$99\r\n" + b"x" * 60,
    }
    size = {"half a reply": 0, "a push now and then": len(PUSH), "a byte now and then": 1}
    fake.on("HOSTILE", reply=answer[way], slice=size[way], pause=0.02, times=1)
    began = time.monotonic()
    error = await failure(kit, lambda: r.execute_command("HOSTILE"))
    assert isinstance(error, kit.door.ReplyTimeoutError), error
    assert 0.29 <= time.monotonic() - began < 1.5
    await serves(kit, r)


async def test_redirects_in_a_circle_are_not_followed(kit: Kit, fake: FakeServer) -> None:
    """One server is spoken to as one server: a redirect is an error that says where to, and costs no connection."""
    r = kit.redis(**fake.address, max_connections=1)
    moved = f"-MOVED 1 {fake.host}:{fake.port}\r\n".encode()
    for reply, kind in ((moved, kit.door.MovedError), (moved.replace(b"MOVED", b"ASK"), kit.door.AskError)):
        rule = fake.on("GET", reply=reply)
        error = await failure(kit, lambda: r.get("k"))
        assert type(error) is kind
        assert rule.hits == 1
        fake.calm()
        await serves(kit, r)
    assert fake.opened == 1
