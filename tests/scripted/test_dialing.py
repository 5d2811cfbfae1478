"""The race of a name's addresses, with every fault at every moment: in the end one socket is open, or none.

The sockets are in memory. The time is the world's, so that who is tried when, and who wins, is exact.
"""

from __future__ import annotations

import errno
import itertools
import socket
from collections.abc import Callable, Collection, Sequence
from typing import Any

import pytest

from sansredis.backends.dialing import dial
from sansredis.core.options import Options
from sansredis.runtime import Unreached, UnreachedInTime

from ..fakes.runtime import ScriptedRuntime
from ..fakes.world import Script, Task

HOST = "name"
BEHAVIOURS = ("good", "slow", "refused", "refused later", "silent")
FAULTS = ("cancel before", "cancel during", "cancel after", "signal", "no socket", "no look-up", "no stream")
SLOW = 0.6
"""When a slow address answers, in seconds after it was asked."""


class FakeSocket:
    """A socket to an address whose name says how it behaves."""

    family = socket.AF_INET

    def __init__(self, net: Network) -> None:
        if net.script.hit("no socket"):
            raise OSError(errno.EMFILE, "Too many open files")
        self.net = net
        self.closed = False
        self.fault = 0
        self.ready_at = float("inf")
        net.sockets.append(self)

    def _signal(self) -> None:
        if self.net.script.hit("signal"):
            self.net.runtime.cancel()

    def setblocking(self, flag: bool) -> None:
        assert flag is False
        self._signal()

    def setsockopt(self, *option: object) -> None:
        self._signal()

    def connect(self, where: tuple[str, int]) -> None:
        self.behaviour = where[0]
        self.net.tried.append((self.behaviour, self.net.now()))
        self._signal()
        if self.behaviour == "good":
            return
        if self.behaviour == "refused":
            raise ConnectionRefusedError(errno.ECONNREFUSED, "Connection refused")
        if self.behaviour != "silent":
            self.ready_at = self.net.now() + (SLOW if self.behaviour == "slow" else 0.1)
            self.fault = errno.ECONNREFUSED if self.behaviour == "refused later" else 0
            self.net.runtime.world.at(self.ready_at, lambda: None)
        raise BlockingIOError

    def getpeername(self) -> None:
        raise OSError(errno.ENOTCONN, "Transport endpoint is not connected")

    def getsockopt(self, *option: object) -> int:
        self._signal()
        return self.fault

    @property
    def ready(self) -> bool:
        return self.net.now() >= self.ready_at

    def close(self) -> None:
        self.closed = True


class Network:
    """What a backend supplies, and the account of what happened."""

    def __init__(self, script: Script, found: Sequence[str]) -> None:
        self.script = script
        self.runtime = ScriptedRuntime(script, fed=False, share_first=False, switching=False, signals=True)
        self.found = found
        self.sockets: list[FakeSocket] = []
        self.tried: list[tuple[str, float]] = []

    def now(self) -> float:
        return self.runtime.now()

    async def look_up(self, host: str, port: int, deadline: float | None) -> Sequence[Any]:
        assert host == HOST
        await self.runtime.suspend(lambda: True, deadline)
        if self.script.hit("no look-up"):
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (name, number)) for number, name in enumerate(self.found)]

    def socket_class(self) -> Callable[[int, int, int], Any]:
        return lambda family, kind, protocol: FakeSocket(self)

    async def first_writable(self, sockets: Sequence[Any], until: float | None) -> Collection[Any]:
        assert not any(sock.closed for sock in sockets)
        await self.runtime.suspend(lambda: any(sock.ready for sock in sockets), until)
        return [sock for sock in sockets if sock.ready]

    async def finish(self, sock: Any) -> Any:
        await self.runtime.suspend(lambda: True, None)
        if self.script.hit("no stream"):
            raise OSError("no stream")
        return sock


def play(found: Sequence[str], script: Script, limit: float | None = 5.0, **options: Any) -> tuple[Network, Task, Any]:
    """Dial once. Returns what happened, how it ended, and the socket that won."""
    net = Network(script, found)
    won: list[Any] = []

    async def call() -> None:
        deadline = None if limit is None else net.now() + limit
        won.append(await dial(net, Options(host=HOST, **options), deadline, net.finish))

    task = net.runtime.world.start("call", call())
    net.runtime.world.run()
    return net, task, won[0] if won else None


def still_open(net: Network) -> list[FakeSocket]:
    return [sock for sock in net.sockets if not sock.closed]


PLANS = [plan for count in (1, 2, 3) for plan in itertools.product(BEHAVIOURS, repeat=count)]


@pytest.mark.parametrize("plan", PLANS, ids="-".join)
def test_every_fault_at_every_moment(plan: tuple[str, ...]) -> None:
    for fault in FAULTS:
        for point in itertools.count(1):
            script = Script(fault, point)
            net, task, won = play(plan, script, limit=1.0)
            assert still_open(net) == ([] if won is None else [won]), (fault, point)
            assert (won is None) == (task.cancelled or task.error is not None)
            assert task.error is None or isinstance(task.error, OSError), (fault, point, task.error)
            if not script.happened:
                break


@pytest.mark.parametrize("plan", PLANS, ids="-".join)
def test_how_it_ends(plan: tuple[str, ...]) -> None:
    net, task, won = play(plan, Script(), limit=4.0)
    if {"good", "slow"} & set(plan):
        assert won.behaviour in ("good", "slow")
        # At worst two that are silent come before one that is slow.
        assert net.now() - 1000.0 <= 0.25 + 0.25 + SLOW + 1e-9
        assert still_open(net) == [won]
    else:
        assert type(task.error) is (UnreachedInTime if "silent" in plan else Unreached)
        said = str(task.error).split("; ")
        assert len(said) == len(plan)
        for number, (name, part) in enumerate(zip(plan, said, strict=True)):
            what = "no answer in " if name == "silent" else "[Errno 111] Connection refused"
            assert part.startswith(f"{name}:{number}: {what}")
        assert isinstance(task.error.__cause__, ConnectionRefusedError) == (set(plan) != {"silent"})


def test_when_each_is_tried() -> None:
    net, _, won = play(["silent", "refused later", "refused", "slow", "silent"], Script())
    times = [(name, round(when - 1000.0, 3)) for name, when in net.tried]
    assert times == [
        ("silent", 0.0), ("refused later", 0.25), ("refused", 0.35), ("slow", 0.35), ("silent", 0.6),
    ]  # fmt: skip
    assert won.behaviour == "slow"
    assert net.now() - 1000.0 == pytest.approx(0.95)


def test_without_a_limit_a_silent_address_is_waited_for_only_if_there_is_no_other() -> None:
    net, _, won = play(["silent", "silent", "slow"], Script(), limit=None)
    assert won.behaviour == "slow"
    assert net.now() - 1000.0 == pytest.approx(0.5 + SLOW)


def test_no_time_is_left() -> None:
    net, task, _ = play(["good"], Script(), limit=0.0)
    assert type(task.error) is TimeoutError
    assert not net.sockets
