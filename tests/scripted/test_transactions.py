"""Transactions under every kind of fault at every moment, on the scripted runtime.

Beside what `test_scripted` asks for: of a transaction everything was executed or nothing, what was not watched over is
not executed, and no connection that rests is in MULTI or watches.
"""

from __future__ import annotations

from typing import Any

import pytest

from sansredis.core.errors import ConnectionError, RedisError, TimeoutError, WatchError

from ..fakes.runtime import FAULTS
from ..fakes.world import Script
from .test_commands import CANCELLING, KINDS, Scene, _cannot_happen


class Transactions(Scene):
    """Callers of transactions, with and without watches, beside callers of ordinary commands."""

    def enter(self, texts: list[str], error: RedisError) -> None:
        self.errors.append((texts[0], error))
        ran = {self.server.executed[text.encode()] for text in texts}
        assert len(ran) == 1, f"half of the transaction was executed: {texts}"
        if not error.maybe_executed:
            assert ran == {0}, f"{texts}: executed, though the error says not: {error}"

    async def transactor(self, number: int) -> None:
        for turn in range(2):
            texts = [f"incr transaction {number}.{turn}.{n}" for n in range(3)]
            pipe = self.redis.pipeline()
            for text in texts:
                pipe.incr(text)
            try:
                assert await pipe.execute() == [1, 1, 1]
            except (ConnectionError, TimeoutError) as error:
                self.enter(texts, error)

    async def watcher(self, number: int) -> None:
        """Reads, and writes what it made of that, unless somebody wrote meanwhile: so no number comes twice."""
        texts = [f"incr watched {number}.{n}" for n in range(2)]
        async with self.redis.pipeline() as pipe:
            try:
                await pipe.watch("shared")
                seen = self.server.counters[b"shared"]
                assert await pipe.echo(f"watching {number}") == f"watching {number}".encode()
                pipe.multi()
                for text in texts:
                    pipe.incr(text)
                ones = await pipe.incr("shared").execute()
                assert ones == [1, 1, seen + 1], f"{ones}: somebody came between"
            except WatchError:
                assert not any(self.server.executed[text.encode()] for text in texts)
            except (ConnectionError, TimeoutError) as error:
                self.enter(texts, error)

    async def leaver(self, number: int) -> None:
        """Watches, and leaves the block without another word."""
        try:
            async with self.redis.pipeline() as pipe:
                await pipe.watch("shared")
        except (ConnectionError, TimeoutError) as error:
            self.errors.append(("leaver", error))

    def start_callers(self) -> None:
        self.server.executed[b"shared"] = 0
        for number in range(2):
            self.world.start(f"transactor {number}", self.transactor(number))
            self.world.start(f"watcher {number}", self.watcher(number))
            self.world.start(f"caller {number}", self.caller(number))
            self.world.start(f"leaver {number}", self.leaver(number))

    def check_account(self, elapsed: float) -> None:
        # Of all keys this one is counted more than once.
        self.server.executed.pop(b"shared")
        super().check_account(elapsed)

    def check_rest(self) -> None:
        super().check_rest()
        assert all(session.plain for session in self.server.sessions), "a connection was left in MULTI or watching"

    async def honest(self) -> None:
        await super().honest()
        # Somebody else writes what may still be watched; were it so, this would be a WatchError.
        self.server.counters[b"shared"] += 1
        for text in ("one", "two"):
            assert await self.redis.pipeline().echo(text).execute() == [text.encode()]


@pytest.mark.parametrize("options", [{}, {"limit": 1}], ids=str)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("fault", FAULTS)
def test_every_fault_at_every_moment(kind: str, fault: str, options: dict[str, Any]) -> None:
    for point in range(1, 10_000):
        script = Script(fault, point)
        scene = Transactions(kind, script, **options)
        try:
            scene.play()
        except BaseException as error:
            error.add_note(f"{fault!r} at its moment {point}, {kind}, {options}")
            raise
        if not script.happened:
            break
    assert point > 1 or _cannot_happen(kind, fault)


@pytest.mark.parametrize("kind", KINDS)
def test_a_cancelled_caller_disturbs_nobody(kind: str) -> None:
    for moment in CANCELLING:
        for point in range(1, 10_000):
            scene = Transactions(kind, Script(moment, point))
            scene.play()
            assert not scene.errors, (moment, point, scene.script.victim, scene.errors)
            if not scene.script.happened:
                break


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("moment", range(0, 12, 3))
def test_closed_in_the_middle(kind: str, moment: int) -> None:
    for fault in ("", *CANCELLING):
        for point in range(1, 10_000):
            scene = Transactions(kind, Script(fault, point))
            scene.play_and_close(moment)
            if not scene.script.happened:
                break
