"""Credentials that are good for a minute, callers that go on for longer, and every fault at every moment.

The server watches over the law itself: no command comes in the name of credentials whose time is over.
"""

from __future__ import annotations

from typing import Any

import pytest

from sansredis.core.credentials import Credentials
from sansredis.core.errors import ConnectionError, CredentialsError, ResponseError, TimeoutError

from ..fakes.runtime import FAULTS, Session
from ..fakes.world import Script
from .test_commands import CANCELLING, KINDS, Scene, _cannot_happen

LIFETIME = 60.0
RESTS = (50.0, 20.0, 70.0)
"""So long everybody rests between his calls: until others are due; a little longer; until their time is over."""


class LoginScene(Scene):
    """As `Scene`, with a provider that gives a new password each time, and callers that rest."""

    def __init__(self, kind: str, script: Script, *, fails: tuple[int, ...] = (), **options: Any) -> None:
        super().__init__(kind, script, credential_provider=self.give, **options)
        self.fails = fails
        self.lifetime = LIFETIME
        self.asked = 0
        self.asking = 0
        self.good_until: dict[bytes, float] = {}
        self.server.watchman = self.watch

    async def give(self) -> Credentials:
        self.asked += 1
        self.asking += 1
        assert self.asking == 1, "two questions at a time"
        began = self.world.clock
        try:
            if not await self.runtime.suspend(lambda: True, self.runtime.deadline_within):
                raise OSError("the time is over")
            if self.asked in self.fails:
                raise ValueError("none today")
        finally:
            self.asking -= 1
        password = f"password {self.asked}"
        self.good_until[password.encode()] = began + self.lifetime
        return Credentials("me", password, expires_in=self.lifetime)

    def watch(self, session: Session, args: list[bytes]) -> Any:
        name = args[0].upper()
        if name == b"AUTH" or b"AUTH" in args:
            session.password = args[args.index(b"AUTH") + 2]
        if not session.password:
            return ResponseError("NOAUTH Authentication required.")
        if session.queue is None:
            assert self.world.clock < self.good_until[session.password], f"{name!r} in the name of spent credentials"
        return None

    async def rest(self, seconds: float) -> None:
        """Let time pass, in a way that no fault of the script strikes."""
        until = self.world.clock + seconds
        await self.world.wait(lambda: self.world.clock >= until, until)

    async def caller(self, number: int) -> None:
        for turn, seconds in enumerate((0.0, *RESTS)):
            await self.rest(seconds)
            await self.attempt(
                f"echo {number}.{turn}", self.redis.echo(f"echo {number}.{turn}"), self.raw(number, turn)
            )
            await self.attempt(f"incr {number}.{turn}", self.redis.incr(f"incr {number}.{turn}"), 1)

    async def leaser(self, number: int) -> None:
        try:
            async with self.pool.connection() as connection:
                for turn, seconds in enumerate((0.0, *RESTS)):
                    await self.rest(seconds)
                    text = f"incr lease {number}.{turn}"
                    await self.attempt(text, connection.execute_command("INCR", text), 1)
        except (ConnectionError, TimeoutError) as error:
            self.errors.append(("lease", error))
            assert not error.maybe_executed

    def start_callers(self) -> None:
        for number in range(2):
            self.world.start(f"caller {number}", self.caller(number))
        self.world.start("leaser", self.leaser(0))
        self.world.start("piper", self.piper(0))

    def check_account(self, elapsed: float) -> None:
        super().check_account(max(0.0, elapsed - sum(RESTS)) / len(RESTS))


def run(scene: LoginScene, play: Any) -> None:
    """Run one caller alone, then close the pool."""

    async def play_and_close() -> None:
        try:
            await play
        finally:
            await scene.pool.aclose()

    task = scene.world.start("play", play_and_close())
    scene.world.run()
    if task.error is not None:
        raise task.error
    assert scene.server.alive == 0


@pytest.mark.parametrize("options", [{}, {"sharing": "never"}], ids=str)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("fault", FAULTS)
def test_every_fault_at_every_moment(kind: str, fault: str, options: dict[str, Any]) -> None:
    for point in range(1, 10_000):
        script = Script(fault, point)
        scene = LoginScene(kind, script, limit=4, **options)
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
    """Be it the one who asks the provider, or who logs in on a connection that others ride."""
    for moment in CANCELLING:
        for point in range(1, 10_000):
            scene = LoginScene(kind, Script(moment, point), limit=4)
            scene.play()
            assert not scene.errors, (moment, point, scene.script.victim, scene.errors)
            if not scene.script.happened:
                break


@pytest.mark.parametrize("kind", KINDS)
def test_without_a_fault_one_question_serves_all(kind: str) -> None:
    scene = LoginScene(kind, Script(), limit=4)
    scene.play()
    assert not scene.errors
    assert scene.asked == 3, "at first, when others are due, and when their time is over"
    stats = scene.pool.stats()
    assert stats["created"] == stats["closed_pool"], "no connection was lost or replaced"


@pytest.mark.parametrize("kind", KINDS)
def test_one_that_is_not_to_be_had_in_time_is_tried_for_again(kind: str) -> None:
    """The second answer is a failure, while the first is good; the third comes before its time is over."""
    scene = LoginScene(kind, Script(), limit=4, fails=(2,))

    async def busy() -> None:
        for turn in range(70):
            await scene.rest(1.0)
            assert await scene.redis.echo(f"busy {turn}") == f"busy {turn}".encode()

    scene.world.start("busy", busy())
    scene.play()
    assert not scene.errors
    assert scene.asked == 4


@pytest.mark.parametrize("kind", KINDS)
def test_those_whose_time_ends_while_a_caller_waits_for_a_connection(kind: str) -> None:
    scene = LoginScene(kind, Script(), limit=1)

    async def hold() -> None:
        async with scene.pool.connection() as connection:
            assert await connection.echo("first") == b"first"
            await scene.rest(LIFETIME + 2)

    async def play() -> None:
        scene.world.start("holder", hold())
        # What he is given when he begins to wait, 3 s before the connection comes back, is good for 2 s.
        await scene.rest(LIFETIME - 1)
        scene.lifetime = 2.0
        assert await scene.redis.echo("second") == b"second"

    run(scene, play())
    assert scene.asked == 3


@pytest.mark.parametrize("kind", KINDS)
def test_when_none_are_to_be_had_calls_say_so_and_connections_are_closed(kind: str) -> None:
    scene = LoginScene(kind, Script(), limit=4, fails=tuple(range(2, 1000)))

    async def play() -> None:
        assert await scene.redis.echo("first") == b"first"
        await scene.rest(LIFETIME + 1)
        for _ in range(3):
            with pytest.raises(CredentialsError):
                await scene.redis.echo("second")
            assert scene.server.alive == 0
        assert scene.asked == 2, "and not before a pause is over"
        await scene.rest(2.0)
        with pytest.raises(CredentialsError, match="failed with ValueError"):
            await scene.redis.echo("second")
        assert scene.asked == 3
        scene.fails = ()
        await scene.rest(2.0)
        assert await scene.redis.echo("third") == b"third"

    run(scene, play())


@pytest.mark.parametrize("kind", KINDS)
def test_what_the_server_does_not_take_leaves_the_old_ones_until_their_time_is_over(kind: str) -> None:
    scene = LoginScene(kind, Script(), limit=4)
    watch, refused = scene.watch, []

    def strict(session: Session, args: list[bytes]) -> Any:
        if b"AUTH" in args and args[args.index(b"AUTH") + 2] != b"password 1":
            refused.append(args)
            return ResponseError("WRONGPASS invalid username-password pair or user is disabled.")
        return watch(session, args)

    async def play() -> None:
        scene.server.watchman = strict
        for turn in range(int(LIFETIME)):
            assert await scene.redis.echo(f"{turn}") == f"{turn}".encode()
            await scene.rest(0.99)
        assert 2 <= len(refused) <= 12, "a tenth of what was left between them"
        await scene.rest(2.0)
        with pytest.raises(ConnectionError):
            await scene.redis.echo("spent")
        scene.server.watchman = scene.watch
        await scene.rest(2.0)
        assert await scene.redis.echo("again") == b"again"

    run(scene, play())


@pytest.mark.parametrize("kind", KINDS)
def test_a_provider_that_takes_too_long_is_not_waited_for_while_the_old_ones_are_good(kind: str) -> None:
    scene = LoginScene(kind, Script(), limit=4)

    async def slow() -> Credentials:
        scene.asked += 1
        await scene.runtime.suspend(lambda: False, scene.runtime.deadline_within)
        raise OSError("cut off")

    async def play() -> None:
        assert await scene.redis.echo("first") == b"first"
        lane: Any = scene.pool.lane()
        lane.credentials._provide = slow
        await scene.rest(50)
        began = scene.world.clock
        assert await scene.redis.echo("second") == b"second"
        assert scene.world.clock - began == pytest.approx(2.5), "half of the call's time"
        assert await scene.redis.echo("third") == b"third"
        assert scene.asked == 2
        await scene.rest(10)
        with pytest.raises(TimeoutError, match="did not answer in time"):
            await scene.redis.echo("fourth")

    run(scene, play())
