"""Every kind of fault at every moment, on a scripted runtime in memory.

Nothing here depends on a runtime's timing, so what is asked is exact: a cancelled caller disturbs nobody else; a fault
is an error of those it concerns; nothing runs twice; nothing is used, connecting or waiting afterwards; and nobody
waits for ever, or until a deadline saves him, for a wake-up that was lost.
"""

from __future__ import annotations

from ssl import SSLContext
from typing import Any

import pytest

from sansredis.awaiting import ConnectionPool, Redis
from sansredis.core.errors import ConnectionError, RedisError, TimeoutError

from ..fakes.runtime import FAULTS, ScriptedRuntime
from ..fakes.tls import Authority
from ..fakes.world import Script

KINDS: dict[str, dict[str, bool]] = {
    "asyncio": {"fed": True, "share_first": True, "switching": False, "signals": False},
    "gevent": {"fed": True, "share_first": True, "switching": True, "signals": False},
    "trio": {"fed": False, "share_first": True, "switching": False, "signals": False},
    "threads": {"fed": False, "share_first": False, "switching": False, "signals": True},
}
"""What of each runtime makes a difference to the flows."""
TIMEOUT = 5.0
CANCELLING = ("cancel before", "cancel during", "cancel after")


class Scene:
    """Six callers on a pool of two, one fault, and the account of what happened."""

    def __init__(
        self, kind: str, script: Script, limit: int = 2, secure: SSLContext | None = None, **options: Any
    ) -> None:
        self.script = script
        self.runtime = ScriptedRuntime(script, **KINDS[kind], secure=secure)
        self.world = self.runtime.world
        self.server = self.runtime.server
        pool = type("Pool", (ConnectionPool,), {"runtime": self.runtime})
        client: Any = type("Redis", (Redis,), {"pool_class": pool})
        self.redis = client(max_connections=limit, socket_timeout=TIMEOUT, **options)
        self.pool = self.redis.connection_pool
        self.errors: list[tuple[str, RedisError]] = []
        self.acknowledged: set[bytes] = set()

    async def attempt(self, text: str, call: Any, expected: Any) -> None:
        """Make a call whose text is its own, and enter what became of it."""
        try:
            value = await call
        except RedisError as error:
            self.errors.append((text, error))
            if not error.maybe_executed:
                assert not self.server.executed[text.encode()], f"{text}: executed, though the error says not: {error}"
        else:
            assert value == expected, f"{text}: got {value!r}"
            self.acknowledged.add(text.encode())

    async def caller(self, number: int) -> None:
        for turn in range(2):
            await self.attempt(
                f"echo {number}.{turn}", self.redis.echo(f"echo {number}.{turn}"), self.raw(number, turn)
            )
            await self.attempt(f"incr {number}.{turn}", self.redis.incr(f"incr {number}.{turn}"), 1)

    def raw(self, number: int, turn: int) -> bytes:
        return f"echo {number}.{turn}".encode()

    async def leaser(self, number: int) -> None:
        try:
            async with self.pool.connection() as connection:
                for turn in range(2):
                    text = f"incr lease {number}.{turn}"
                    await self.attempt(text, connection.execute_command("INCR", text), 1)
        except (ConnectionError, TimeoutError) as error:
            self.errors.append(("lease", error))
            assert not error.maybe_executed

    async def popper(self, number: int) -> None:
        await self.attempt(f"pop {number}", self.redis.blpop(f"pop {number}", timeout=1), None)

    async def piper(self, number: int) -> None:
        pipe = self.redis.pipeline(transaction=False)
        texts = [f"incr pipe {number}.{turn}" for turn in range(3)]
        for text in texts:
            pipe.incr(text)
        try:
            assert await pipe.execute() == [1, 1, 1]
        except RedisError as error:
            self.errors.append((texts[0], error))
            if not error.maybe_executed:
                assert not any(self.server.executed[text.encode()] for text in texts)

    def start_callers(self) -> None:
        for number in range(2):
            self.world.start(f"caller {number}", self.caller(number))
            self.world.start(f"leaser {number}", self.leaser(number))
            self.world.start(f"popper {number}", self.popper(number))
            self.world.start(f"piper {number}", self.piper(number))

    def play(self) -> None:
        """Run the callers, then check the account and the ledger, then make an honest call."""
        self.start_callers()
        began = self.world.clock
        self.world.run()
        for task in self.world.tasks:
            assert task.error is None, (task, task.error)
            assert not task.cancelled or task is self.script.victim
        self.check_account(self.world.clock - began)
        self.check_rest()
        self.script.over()
        honest = self.world.start("honest", self.honest())
        self.world.run()
        assert honest.error is None, honest.error
        assert not honest.cancelled
        self.check_rest()
        self.world.start("end", self.pool.aclose())
        self.world.run()
        assert self.server.alive == 0

    def play_and_close(self, moment: int) -> None:
        """Run the callers, and close the pool after so many turns."""

        async def close() -> None:
            for _ in range(moment):
                await self.runtime.yield_turn()
            await self.pool.aclose()
            self.closed_at = self.world.clock

        self.start_callers()
        self.world.start("closer", close())
        self.world.run()
        for task in self.world.tasks:
            assert task.error is None, (task, task.error)
        assert self.world.clock == self.closed_at, "somebody did not hear of it"
        self.check_rest()
        assert self.server.alive == 0

    def check_account(self, elapsed: float) -> None:
        for text, count in self.server.executed.items():
            if not text.startswith(b"echo"):
                assert count == 1, f"{text!r} ran {count} times"
        for text in self.acknowledged:
            assert self.server.executed[text] >= 1, f"{text!r} never ran"
        if not self.script.happened:
            assert not self.errors
        if self.script.kind in CANCELLING or not self.script.happened:
            assert elapsed < TIMEOUT, "somebody was saved by a deadline only: a wake-up was lost"
        if self.script.kind == "silence":
            # Who was on the silent connection pays one timeout (and a blocking command's own second), nobody two.
            assert elapsed < 1.5 * TIMEOUT, "a call was sent on a connection whose reply was late"

    def check_rest(self) -> None:
        stats = self.pool.stats()
        busy = {name: stats[name] for name in ("used", "connecting", "waiting", "owed") if stats[name]}
        assert not busy, stats
        assert stats["free"] <= stats["limit"]
        assert self.server.alive == stats["free"], f"{self.server.alive} streams are open: {stats}"
        assert stats["created"] == stats["free"] + stats["closed"], stats

    async def honest(self) -> None:
        assert await self.redis.echo("honest") == b"honest"
        async with self.pool.connection() as one:
            assert await one.echo("one") == b"one"
        async with self.pool.connection() as two:
            assert await two.echo("two") == b"two"


OPTIONS: list[dict[str, Any]] = [{}, {"limit": 1}, {"sharing": "never"}, {"close_on_error": True}, {"retries": 0}]


@pytest.mark.parametrize("options", OPTIONS, ids=str)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("fault", FAULTS)
def test_every_fault_at_every_moment(kind: str, fault: str, options: dict[str, Any]) -> None:
    for point in range(1, 10_000):
        script = Script(fault, point)
        scene = Scene(kind, script, **options)
        try:
            scene.play()
        except BaseException as error:
            error.add_note(f"{fault!r} at its moment {point}, {kind}, {options}")
            raise
        if not script.happened:
            break
    assert point > 1 or _cannot_happen(kind, fault)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("fault", FAULTS)
def test_every_fault_at_every_moment_within_tls(kind: str, fault: str, authority: Authority) -> None:
    """Handshakes included. What is known of what was written is known of plain bytes, not of those that were sent."""
    secure = authority.context()
    for point in range(1, 10_000):
        script = Script(fault, point)
        scene = Scene(kind, script, secure=secure, ssl=True, ssl_ca_certs=authority.ca)
        try:
            scene.play()
        except BaseException as error:
            error.add_note(f"{fault!r} at its moment {point}, {kind}")
            raise
        if not script.happened:
            break
    assert point > 1 or _cannot_happen(kind, fault)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("fault", [*CANCELLING, "stray reply", "read end", "write in part"])
def test_faults_at_every_moment_with_something_to_do_on_new_connections(kind: str, fault: str) -> None:
    """Nobody has a connection on which it was not done."""

    async def on_connect(connection: Any) -> None:
        await connection.echo("echo introduced")

    for point in range(1, 10_000):
        script = Script(fault, point)
        scene = Scene(kind, script, on_connect=on_connect)
        try:
            scene.play()
        except BaseException as error:
            error.add_note(f"{fault!r} at its moment {point}, {kind}")
            raise
        assert scene.server.executed[b"echo introduced"] >= scene.pool.stats()["created"]
        if not script.happened:
            break
    assert point > 1 or _cannot_happen(kind, fault)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("moment", range(12))
def test_closed_in_the_middle(kind: str, moment: int) -> None:
    """Whoever waits, connects or has sent something hears of it at once, and nothing is left open."""
    for fault in ("", *CANCELLING):
        for point in range(1, 10_000):
            scene = Scene(kind, Script(fault, point))
            scene.play_and_close(moment)
            if not scene.script.happened:
                break


def _cannot_happen(kind: str, fault: str) -> bool:
    if fault.startswith("signal"):
        return not KINDS[kind]["signals"]
    return fault == "no room in time" or (KINDS[kind]["fed"] and fault == "write nothing")


@pytest.mark.parametrize("kind", KINDS)
def test_a_cancelled_caller_disturbs_nobody(kind: str) -> None:
    """Of all others every call succeeds, wherever the one was cancelled."""
    for moment in CANCELLING:
        for point in range(1, 10_000):
            scene = Scene(kind, Script(moment, point))
            scene.play()
            assert not scene.errors, (moment, point, scene.script.victim, scene.errors)
            if not scene.script.happened:
                break


@pytest.mark.parametrize("kind", KINDS)
def test_without_a_fault_everything_succeeds(kind: str) -> None:
    scene = Scene(kind, Script())
    scene.play()
    assert not scene.errors
    assert len(scene.acknowledged) == 8 + 4 + 2
