"""Locks and semaphores: one at a time, whoever is interrupted, and nobody who believes to have what he has not."""

from __future__ import annotations

import gc
import importlib
import random
import time
from typing import Any

import pytest

from sansredis.core.backoff import AbstractBackoff
from sansredis.core.retry import Retry

from ..fakes.proxy import Proxy
from ..fakes.server import FakeServer
from .kit import ABANDONED, Kit

KINDS = ("lock", "semaphore")


def made(kit: Kit, r: Any, kind: str, name: str | None = None, **options: Any) -> Any:
    """A lock, or a semaphore for one, which is to be had by one at a time as well."""
    name = name or kit.key(kind)
    options.setdefault("timeout", 30)
    return r.lock(name, **options) if kind == "lock" else r.semaphore(name, 1, **options)


class Background:
    """Counts what goes on in the background."""

    def __init__(self, runtime: Any) -> None:
        self.running = 0
        self.spawn = runtime.spawn

    def __call__(self, flow: Any) -> None:
        self.running += 1
        self.spawn(self.run(flow))

    async def run(self, flow: Any) -> None:
        try:
            await flow
        finally:
            self.running -= 1


@pytest.fixture
def background(runtime: str, monkeypatch: pytest.MonkeyPatch) -> Background:
    """What counts what goes on in the background of the test."""
    backend = importlib.import_module("sansredis.backends." + ("asyncio" if runtime == "uvloop" else runtime))
    counting = Background(backend.RUNTIME)
    monkeypatch.setattr(backend.RUNTIME, "spawn", counting)
    return counting


async def free(kit: Kit, r: Any, lock: Any, background: Background) -> None:
    """Wait for the end of what goes on in the background; nobody holds the lock then, nor waits for it."""
    await kit.until(lambda: not background.running)
    assert await kit.do(r.keys(f"*{lock.name}*")) == []


async def lose(kit: Kit, r: Any, lock: Any) -> None:
    """Let somebody's time be over, without waiting for that."""
    await kit.do(r.delete(lock.name))


@pytest.mark.parametrize("kind", KINDS)
async def test_one_at_a_time(kit: Kit, kind: str) -> None:
    r = kit.redis()
    lock = made(kit, r, kind)
    other = made(kit, r, kind, lock.name, blocking=False)
    assert not await kit.do(lock.locked())
    assert await kit.do(lock.acquire()) is True
    assert await kit.do(other.acquire()) is False
    assert await kit.do(other.locked()) and await kit.do(lock.owned()) and not await kit.do(other.owned())
    assert lock.token and other.token is None
    await kit.do(lock.release())
    assert not await kit.do(lock.locked()) and not await kit.do(lock.owned())
    assert lock.token is None
    async with kit.entered(other):
        assert await kit.do(lock.acquire(blocking=False)) is False
    assert await kit.do(lock.acquire(blocking=False)) is True
    assert await kit.do(r.keys(f"*{lock.name}*")) == [lock.name.encode()]
    await kit.do(lock.release())


async def test_a_lock_is_kept_as_redis_py_keeps_it(kit: Kit) -> None:
    r = kit.redis(decode_responses=True)
    lock = r.lock(kit.key(), timeout=20)
    assert await kit.do(lock.acquire(token="me"))
    assert await kit.do(r.get(lock.name)) == "me"
    assert 11_000 < await kit.do(r.pttl(lock.name)) <= 20_000
    forever = r.lock(kit.key())
    assert await kit.do(forever.do_acquire("you"))
    assert not await kit.do(forever.do_acquire("me"))
    assert await kit.do(r.ttl(forever.name)) == -1
    with pytest.raises(kit.door.LockNotOwnedError):
        await kit.do(forever.do_release("me"))
    await kit.do(forever.do_release("you"))
    assert await kit.do(r.exists(forever.name)) == 0


@pytest.mark.parametrize("kind", KINDS)
async def test_twenty_callers_and_a_counter(kit: Kit, kind: str) -> None:
    r = kit.redis()
    lock, counter = made(kit, r, kind, sleep=0.001), kit.key()

    async def add(_: int) -> None:
        async with kit.entered(lock):
            value = int(await kit.do(r.get(counter)) or 0)
            await kit.sleep(0)
            await kit.do(r.set(counter, value + 1))

    await kit.repeat(20, add)
    assert await kit.do(r.get(counter)) == b"20"
    assert await kit.do(r.keys(f"*{lock.name}*")) == []


async def test_a_semaphore_lets_in_as_many_as_it_says(kit: Kit) -> None:
    r = kit.redis()
    semaphore = r.semaphore(kit.key(), 3, timeout=30, sleep=0.001)
    inside, most = 0, 0

    async def enter(_: int) -> None:
        nonlocal inside, most
        async with kit.entered(semaphore):
            inside += 1
            most = max(most, inside)
            await kit.do(r.ping())
            inside -= 1

    await kit.repeat(20, enter)
    assert 1 <= most <= 3


async def test_a_semaphore_serves_in_the_order_in_which_its_callers_came(kit: Kit) -> None:
    r = kit.redis()
    name = kit.key()
    first = r.semaphore(name, 1, timeout=30, sleep=0.01)
    assert await kit.do(first.acquire())
    queue, served = f"{{{name}}}:queue", []
    waiting = []

    async def wait(number: int) -> None:
        mine = r.semaphore(name, 1, timeout=30, sleep=0.01)
        assert await kit.do(mine.acquire())
        served.append(number)
        await kit.do(mine.release())

    for number in range(4):
        waiting.append(kit.spawn(wait, number))
        while await kit.do(r.zcard(queue)) <= number:
            await kit.sleep(0.001)
    # Nobody overtakes them, even if he asks in the right moment.
    await kit.do(first.release())
    for handle in waiting:
        await handle.result()
    assert served == [0, 1, 2, 3]
    assert await kit.do(r.exists(queue, f"{{{name}}}:alive")) == 0


async def test_a_newcomer_does_not_overtake_and_one_who_is_gone_is_forgotten(kit: Kit) -> None:
    r = kit.redis()
    name = kit.key()
    first = r.semaphore(name, 1, timeout=30)
    assert await kit.do(first.acquire())
    # What one leaves behind who was cancelled while waiting.
    now, micro = await kit.do(r.execute_command("TIME"))
    await kit.do(r.zadd(f"{{{name}}}:queue", {"gone": int(now) * 10**6 + int(micro)}))
    await kit.do(r.zadd(f"{{{name}}}:alive", {"gone": (int(now) + 60) * 1000}))
    await kit.do(first.release())
    newcomer = r.semaphore(name, 1, timeout=30, blocking=False)
    assert not await kit.do(newcomer.locked())
    assert not await kit.do(newcomer.acquire())
    await kit.do(r.zadd(f"{{{name}}}:alive", {"gone": int(now) * 1000 - 1}))
    assert await kit.do(newcomer.acquire())


async def test_places_of_a_semaphore_end_one_by_one(kit: Kit) -> None:
    r = kit.redis()
    name = kit.key()
    two = [r.semaphore(name, 2, timeout=60) for _ in range(2)]
    for semaphore in two:
        assert await kit.do(semaphore.acquire())
    assert await kit.do(two[0].locked())
    assert 50_000 < await kit.do(r.pttl(name)) <= 60_001
    await kit.do(two[0].extend(600))
    assert 650_000 < await kit.do(r.pttl(name)) <= 660_001
    assert await kit.do(two[0].reacquire()) is True
    await kit.do(two[0].extend(30, replace_ttl=True))
    assert await kit.do(r.zcard(name)) == 2
    # The time of the first is over.
    await kit.do(r.zadd(name, {two[0].token: 1}))
    assert not await kit.do(two[1].locked())
    assert not await kit.do(two[0].owned()) and await kit.do(two[1].owned())
    with pytest.raises(kit.door.LockNotOwnedError):
        await kit.do(two[0].reacquire())
    with pytest.raises(kit.door.LockNotOwnedError):
        await kit.do(two[0].release())
    forever = r.semaphore(name, 2)
    assert await kit.do(forever.acquire())
    assert await kit.do(r.ttl(name)) == -1
    await kit.do(two[1].release())
    await kit.do(forever.release())


@pytest.mark.parametrize("kind", KINDS)
async def test_the_wait_ends_when_it_was_to_end(kit: Kit, kind: str) -> None:
    r = kit.redis()
    lock = made(kit, r, kind)
    assert await kit.do(lock.acquire())
    other = made(kit, r, kind, lock.name, sleep=60, blocking_timeout=0.05)
    # It does not give up before the time is over, and sleeps no longer than that.
    began = r._runtime.now()
    assert await kit.do(other.acquire()) is False
    assert 0.05 <= r._runtime.now() - began < 5
    assert await kit.do(other.acquire(blocking_timeout=0)) is False
    with pytest.raises(kit.door.LockError, match="could not be acquired in the time given"):
        async with kit.entered(other):
            pass
    await kit.do(r.pexpire(lock.name, 1))
    assert await kit.do(other.acquire(sleep=0.001, blocking_timeout=10)) is True


@pytest.mark.parametrize("kind", KINDS)
async def test_who_has_lost_it_is_told_and_does_no_harm(kit: Kit, kind: str) -> None:
    r = kit.redis()
    lock, other = made(kit, r, kind), None
    assert await kit.do(lock.acquire())
    await lose(kit, r, lock)
    other = made(kit, r, kind, lock.name)
    assert await kit.do(other.acquire(blocking=False))
    for act in (lambda: lock.extend(5), lock.reacquire, lock.release):
        with pytest.raises(kit.door.LockNotOwnedError) as raised:
            await kit.do(act())
        assert raised.value.lock_name == lock.name
    assert await kit.do(other.owned())
    for act in (lambda: lock.extend(5), lock.reacquire, lock.release):
        with pytest.raises(kit.door.LockError, match="was not acquired by who wants"):
            await kit.do(act())


async def test_more_time(kit: Kit) -> None:
    r = kit.redis()
    lock = r.lock(kit.key(), timeout=10)
    assert await kit.do(lock.acquire())
    assert await kit.do(lock.extend(20)) is True
    assert 21_000 < await kit.do(r.pttl(lock.name)) <= 30_000
    assert await kit.do(lock.extend(40, replace_ttl=True)) is True
    assert 31_000 < await kit.do(r.pttl(lock.name)) <= 40_000
    assert await kit.do(lock.reacquire()) is True
    assert 1_000 < await kit.do(r.pttl(lock.name)) <= 10_000
    forever = r.lock(kit.key())
    assert await kit.do(forever.acquire())
    for act in (lambda: forever.extend(5), forever.reacquire):
        with pytest.raises(kit.door.LockError, match="no timeout"):
            await kit.do(act())


@pytest.mark.parametrize("kind", KINDS)
async def test_what_was_acquired_belongs_to_who_called_acquire(kit: Kit, kind: str) -> None:
    r = kit.redis()
    lock = made(kit, r, kind)
    assert await kit.do(lock.acquire())

    async def meddle() -> None:
        assert lock.token is None and not lock.lost
        assert not await kit.do(lock.owned())
        with pytest.raises(kit.door.LockError, match="was not acquired by"):
            await kit.do(lock.release())

    await kit.spawn(meddle).result()
    shared = made(kit, r, kind, thread_local=False)
    assert await kit.do(shared.acquire())

    async def release() -> None:
        assert await kit.do(shared.owned())
        await kit.do(shared.release())

    await kit.spawn(release).result()
    assert not await kit.do(shared.locked())
    assert await kit.do(lock.owned())


async def test_it_is_who_calls_acquire_and_not_who_awaits_it(kit: Kit) -> None:
    if kit.blocking:
        return
    lock = kit.redis().lock(kit.key(), timeout=30)
    acquiring = lock.acquire()

    async def await_it() -> Any:
        return await acquiring

    assert await kit.spawn(await_it).result() is True
    await lock.release()


@pytest.mark.parametrize("kind", KINDS)
async def test_a_server_that_has_forgotten_the_scripts(kit: Kit, kind: str) -> None:
    r = kit.redis()
    lock = made(kit, r, kind)
    for act in (lock.acquire, lock.owned, lock.reacquire, lock.locked, lock.release):
        await kit.do(r.execute_command("SCRIPT", "FLUSH"))
        await kit.do(act())
    assert not await kit.do(lock.locked())


@pytest.mark.parametrize("kind", KINDS)
async def test_a_lost_reply_changes_nothing(kit: Kit, proxy: Proxy, kind: str) -> None:
    r = kit.redis(**proxy.address)
    lock = made(kit, r, kind, blocking=False)
    assert await kit.do(lock.acquire())
    await kit.do(lock.release())
    proxy.down.cut_after = 0
    assert await kit.do(lock.acquire()) is True
    proxy.down.cut_after = 0
    assert await kit.do(lock.reacquire()) is True
    proxy.down.cut_after = 0
    await kit.do(lock.release())
    assert not await kit.do(lock.locked())
    # To add time a second time would be wrong: there it is left to the caller.
    assert await kit.do(lock.acquire())
    proxy.down.cut_after = 0
    with pytest.raises(kit.door.MaybeExecutedError):
        await kit.do(lock.extend(5))
    await kit.do(lock.release())


@pytest.mark.parametrize("kind", KINDS)
async def test_what_was_granted_unheard_is_let_go_of(kit: Kit, proxy: Proxy, kind: str, background: Background) -> None:
    r = kit.redis(**proxy.address)
    lock = made(kit, r, kind, timeout=None, blocking=False, sleep=0.01)
    assert await kit.do(lock.acquire())
    await kit.do(lock.release())
    proxy.down.swallow, r._timeout = True, 0.2
    with pytest.raises(kit.door.TimeoutError):
        await kit.do(lock.acquire())
    proxy.down.swallow, r._timeout = False, 5.0
    assert lock.token is None
    await free(kit, kit.redis(), lock, background)


@pytest.mark.parametrize("kind", KINDS)
async def test_release_may_be_called_again(kit: Kit, proxy: Proxy, kind: str) -> None:
    r = kit.redis(**proxy.address)
    lock = made(kit, r, kind)
    assert await kit.do(lock.acquire())
    await kit.do(lock.owned())
    proxy.up.swallow, r._timeout = True, 0.2
    with pytest.raises(kit.door.TimeoutError):
        await kit.do(lock.release())
    proxy.up.swallow, r._timeout = False, 5.0
    assert lock.token is not None
    await kit.do(lock.release())
    assert not await kit.do(lock.locked())


@pytest.mark.parametrize("kind", KINDS)
async def test_a_cancelled_wait_leaves_nothing_held(kit: Kit, kind: str, background: Background) -> None:
    r = kit.redis()
    lock = made(kit, r, kind)
    assert await kit.do(lock.acquire())
    other = made(kit, r, kind, lock.name, sleep=60)
    assert await kit.move_on_after(0.05, lambda: kit.do(other.acquire())) is ABANDONED
    await kit.do(lock.release())
    await free(kit, r, lock, background)
    assert r.connection_pool.stats()["waiting"] == 0


@pytest.mark.interrupts
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("point", range(1, 5))
async def test_whoever_is_interrupted_in_acquire_holds_nothing(
    kit: Kit, kind: str, point: int, background: Background
) -> None:
    r = kit.redis()
    lock = made(kit, r, kind, timeout=None, sleep=0.01)

    async def acquire() -> Any:
        return await kit.do(lock.acquire())

    if await kit.cancel_at(point, acquire) is ABANDONED:
        await free(kit, r, lock, background)


async def test_who_is_cancelled_while_waiting_leaves_the_queue(kit: Kit, background: Background) -> None:
    r = kit.redis()
    name = kit.key()
    first = r.semaphore(name, 1, timeout=30)
    assert await kit.do(first.acquire())
    second = r.semaphore(name, 1, timeout=30, sleep=60)
    assert await kit.move_on_after(0.1, lambda: kit.do(second.acquire())) is ABANDONED
    await kit.do(first.release())
    await free(kit, r, first, background)


@pytest.mark.parametrize("kind", KINDS)
async def test_leaving_a_block(kit: Kit, kind: str) -> None:
    r = kit.redis()
    lock = made(kit, r, kind)
    with pytest.raises(ZeroDivisionError):
        async with kit.entered(lock):
            await kit.do(r.execute_command("SCRIPT", "FLUSH"))
            raise ZeroDivisionError
    assert not await kit.do(lock.locked())
    with pytest.raises(kit.door.LockNotOwnedError):
        async with kit.entered(lock):
            await lose(kit, r, lock)
    with pytest.raises(ZeroDivisionError) as raised:
        async with kit.entered(lock):
            await lose(kit, r, lock)
            raise ZeroDivisionError
    assert "could not be released" in raised.value.__notes__[0]
    quiet = made(kit, r, kind, raise_on_release_error=False)
    async with kit.entered(quiet):
        await lose(kit, r, quiet)


async def test_a_block_that_is_cancelled_releases(kit: Kit, background: Background) -> None:
    r = kit.redis()
    lock = r.lock(kit.key(), timeout=30)

    async def hold() -> None:
        async with kit.entered(lock):
            await kit.sleep(30)

    await kit.do(r.ping())
    assert await kit.move_on_after(0.1, hold) is ABANDONED
    await free(kit, r, lock, background)


async def test_each_acquisition_has_a_greater_number(kit: Kit) -> None:
    r = kit.redis()
    name = kit.key()
    numbers = []
    for _ in range(3):
        lock = r.lock(name, timeout=30, fencing=True)
        assert lock.fencing_token is None
        async with kit.entered(lock):
            numbers.append(lock.fencing_token)
    assert numbers == [1, 2, 3]
    assert await kit.do(r.get(f"{{{name}}}:fence")) == b"3"
    async with kit.entered(r.lock(name, timeout=30)) as plain:
        assert plain.fencing_token is None
    with pytest.raises(kit.door.DataError, match="leave out the }"):
        r.lock("a}b", fencing=True)


@pytest.mark.parametrize("kind", KINDS)
async def test_renewal(kit: Kit, kind: str) -> None:
    r = kit.redis()
    lock = made(kit, r, kind, timeout=2, auto_renew=True, thread_local=False)
    assert await kit.do(lock.acquire())
    (holding,) = lock._held.values()
    first = holding.until
    await kit.until(lambda: holding.until > first)
    assert not lock.lost
    assert await kit.do(lock.owned())
    await kit.do(lock.release())
    assert not await kit.do(lock.locked())


@pytest.mark.parametrize("kind", KINDS)
async def test_who_loses_what_is_renewed_is_told(kit: Kit, kind: str) -> None:
    r = kit.redis()
    told: list[str] = []
    lock = made(kit, r, kind, timeout=0.3, auto_renew=True, on_lost=lambda: told.append("lost"))
    assert await kit.do(lock.acquire())
    await lose(kit, r, lock)
    await kit.until(lambda: told)
    assert lock.lost
    with pytest.raises(kit.door.LockNotOwnedError):
        await kit.do(lock.release())
    assert told == ["lost"]


async def test_a_lock_that_cannot_be_renewed_is_lost_when_its_time_is_over(kit: Kit, proxy: Proxy) -> None:
    r = kit.redis(**proxy.address)
    told: list[str] = []
    lock = r.lock(kit.key(), timeout=0.3, auto_renew=True, on_lost=lambda: told.append("lost"))
    assert await kit.do(lock.acquire())
    proxy.down.swallow = True
    await kit.until(lambda: told)
    assert lock.lost
    proxy.down.swallow = False
    proxy.cut()


async def test_what_nobody_can_release_any_more_is_not_renewed(kit: Kit, background: Background) -> None:
    r = kit.redis()
    lock = r.lock(kit.key(), timeout=0.2, auto_renew=True)

    async def acquire_and_end() -> None:
        assert await kit.do(lock.acquire())

    await kit.spawn(acquire_and_end).result()
    kit._handles.clear()
    other = r.lock(lock.name, timeout=30, sleep=0.01)

    async def wait() -> Any:
        gc.collect()
        return await kit.do(other.acquire(blocking_timeout=10))

    assert await wait() is True
    await kit.until(lambda: not background.running)


@pytest.mark.parametrize(
    "options",
    [
        {"timeout": 0},
        {"timeout": "1"},
        {"sleep": 0},
        {"blocking_timeout": -1},
        {"auto_renew": True, "timeout": None},
        {"on_lost": print, "timeout": None},
        {"name": ""},
    ],
)
async def test_wrong_arguments(kit: Kit, options: dict[str, Any]) -> None:
    r = kit.redis()
    with pytest.raises(kit.door.DataError):
        r.lock(**{"name": "l"} | options)
    with pytest.raises(kit.door.DataError):
        r.semaphore(**{"name": "l", "limit": 1} | options)


async def test_a_class_of_ones_own(kit: Kit) -> None:
    r = kit.redis()
    base = type(r.lock("any"))

    class Mine(base):  # type: ignore[misc,valid-type]
        pass

    lock = r.lock(kit.key(), 5, lock_class=Mine)
    assert type(lock) is Mine and lock.timeout == 5
    assert lock.name in repr(lock)
    assert r.lock(b"\xff").name == b"\xff"


@pytest.mark.fast
@pytest.mark.parametrize("kind", KINDS)
async def test_a_storm_of_callers_who_give_up_leaves_nothing_held(kit: Kit, kind: str, background: Background) -> None:
    """Without timeouts: what anybody left behind would stay for ever."""
    if not kit.can_cancel:
        return  # threads cannot be cancelled from outside
    r = kit.redis()
    lock = made(kit, r, kind, timeout=None, sleep=0.001)
    chance = random.Random(7)
    inside = entered = 0

    async def enter() -> None:
        nonlocal inside, entered
        async with kit.entered(lock):
            inside, entered = inside + 1, entered + 1
            try:
                assert inside == 1
                await kit.sleep(0.0005)
            finally:
                inside -= 1

    handles = []
    for _ in range(150):
        handles.append(kit.spawn(enter))
        for handle in chance.sample(handles, k=len(handles) // 20):
            if not handle.done:
                handle.cancel()
        await kit.sleep(0)
    for handle in handles:
        await handle.result()
    assert entered > 0
    await free(kit, r, lock, background)


@pytest.mark.parametrize("kind", ["lock", "semaphore"])
async def test_the_deadline_of_a_view_ends_the_waiting(kit: Kit, kind: str, background: Background) -> None:
    r = kit.redis(socket_timeout=30)
    key = kit.key(kind)
    held = made(kit, r, kind, name=key)
    assert await kit.do(held.acquire())
    hurried = made(kit, r.deadline(0.1), kind, name=key, sleep=5, thread_local=False)
    began = time.monotonic()
    with pytest.raises(kit.door.TimeoutError):
        await kit.do(hurried.acquire())
    assert time.monotonic() - began < 4
    await kit.do(held.release())
    await free(kit, r, held, background)


async def test_each_question_has_the_timeout_of_a_view(kit: Kit, proxy: Proxy, background: Background) -> None:
    r = kit.redis(**proxy.address, socket_timeout=30, retries=0)
    await kit.do(r.ping())
    lock = r.with_timeout(0.3).lock(kit.key("lock"), timeout=20)
    proxy.down.swallow = True
    with pytest.raises(kit.door.TimeoutError):
        await kit.do(lock.acquire())
    proxy.down.swallow = False
    # What the server may have granted unheard is let go of, with the same patience.
    await free(kit, kit.redis(), lock, background)


async def test_who_may_have_been_heard_lets_go_though_his_last_question_was_not_sent(
    kit: Kit, fake: FakeServer, background: Background
) -> None:
    class Ending(AbstractBackoff):
        def compute(self, failures: int, chance: float = 1.0) -> float:
            fake.refuse_connections()
            return 0.0

    r = kit.redis(**fake.address, retry=Retry(Ending(), 1))
    await kit.do(r.ping())
    fake.on("EVALSHA", swallow=True, close=True, times=1)
    with pytest.raises(kit.door.ConnectionError) as raised:
        await kit.do(r.lock("x", timeout=20).acquire())
    assert raised.value.maybe_executed is True
    await kit.until(lambda: not background.running)
