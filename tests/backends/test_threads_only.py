"""What only threads have: signals whose handlers raise, exceptions injected from outside, and forks."""

from __future__ import annotations

import _thread
import ctypes
import gc
import random
import signal
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from ..fakes.network import Names
from ..fakes.server import FakeServer
from ..fakes.tls import Authority, Terminator
from .kit import ABANDONED, Kit
from .scripts import run_script


@pytest.mark.interrupts
@pytest.mark.parametrize("others", [0, 4])
@pytest.mark.timeout(120, method="thread")
async def test_signals_that_raise_at_random_moments(kit: Kit, others: int, seed: int) -> None:
    """2,000 times in the main thread, with and without other threads on the same pool."""
    rng = random.Random(30 + seed)
    r = kit.redis(max_connections=2, socket_timeout=20)
    counts: Counter[str] = Counter()
    stop = False

    async def neighbour(number: int) -> None:
        turn = 0
        while not stop:
            turn += 1
            assert r.echo(f"{number}.{turn}") == f"{number}.{turn}".encode()

    async def work() -> None:
        for _ in range(50):
            counts["turn"] += 1
            text = f"main {counts['turn']}".encode()
            assert r.echo(text) == text
            if counts["turn"] % 5 == 0:
                with r.connection_pool.connection() as connection:
                    assert connection.execute_command("ECHO", text) == text
            if counts["turn"] % 7 == 0:
                pipe = r.pipeline(transaction=False)
                pipe.echo(text).echo(b"second")
                assert pipe.execute() == [text, b"second"]

    await work()  # What is imported at its first use is, and no file of Python's is left open by an interrupted import.
    handles = [kit.spawn(neighbour, number) for number in range(others)]
    try:
        while counts["interrupted"] < 2000:
            if await kit.move_on_after(rng.uniform(2e-5, 2e-3), work) is ABANDONED:
                counts["interrupted"] += 1
    finally:
        stop = True
    for handle in handles:
        await handle.result()
    gc.collect()
    await kit.rest(r.connection_pool)
    await kit.repeat(8, lambda n: kit.do(r.echo(str(n))))
    assert (await kit.rest(r.connection_pool))["free"] <= 2


@pytest.mark.parametrize("what", ["connect", "wait", "reply", "blpop"])
async def test_control_c_while_waiting_for(kit: Kit, fake: FakeServer, what: str) -> None:
    pool = kit.pool(**fake.address, max_connections=1, socket_timeout=20)
    r = kit.redis(connection_pool=pool)
    slow = fake.on({"connect": "HELLO", "reply": "ECHO"}.get(what, "none"), silence=True)
    held = pool.acquire() if what == "wait" else None
    main = threading.main_thread().ident
    assert main is not None
    previous = signal.signal(signal.SIGINT, signal.default_int_handler)
    timer = threading.Timer(0.1, signal.pthread_kill, (main, signal.SIGINT))
    timer.start()
    began = time.monotonic()
    try:
        with pytest.raises(KeyboardInterrupt):
            r.blpop("never", timeout=10) if what == "blpop" else r.echo("x")
    finally:
        timer.join()
        signal.signal(signal.SIGINT, previous)
    assert time.monotonic() - began < 1
    slow.times = 0
    if held is not None:
        pool.release(held)
    kit.at_rest(pool)
    assert r.echo("own") == b"own"


async def test_control_c_while_a_name_is_looked_up(kit: Kit, fake: FakeServer, monkeypatch: pytest.MonkeyPatch) -> None:
    names = Names(monkeypatch, kit.name)
    names.give("slow", (fake.host, fake.port))
    r = kit.redis(host="slow", port=1, max_connections=1, socket_timeout=20)
    main = threading.main_thread().ident
    assert main is not None

    async def interrupt() -> None:
        await kit.until(lambda: names.asked)
        signal.pthread_kill(main, signal.SIGINT)

    previous = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with names.hang("slow"):
            handle = kit.spawn(interrupt)
            with pytest.raises(KeyboardInterrupt):
                r.ping()
                await kit.sleep(20)
    finally:
        signal.signal(signal.SIGINT, previous)
    await handle.result()
    kit.at_rest(r.connection_pool)
    assert r.ping()


async def test_which_look_ups_start_a_thread(kit: Kit, fake: FakeServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only those of a name, under a limit. Where there can be no thread it works, too, but without the limit."""
    Names(monkeypatch, kit.name).give("name", (fake.host, fake.port))
    start, started = _thread.start_new_thread, 0

    def count(*args: Any) -> int:
        nonlocal started
        started += 1
        return start(*args)

    def refuse(*_: Any) -> int:
        raise RuntimeError("can't start new thread")

    async def ping(**options: Any) -> None:
        assert kit.redis(port=fake.port, **options).ping()

    monkeypatch.setattr(_thread, "start_new_thread", count)
    await ping(host="127.0.0.1")
    await ping(host="name", socket_timeout=None)
    assert started == 0
    await ping(host="name")
    assert started == 1
    monkeypatch.setattr(_thread, "start_new_thread", refuse)
    await ping(host="name")


def test_a_fork_while_another_thread_looks_a_name_up(server: Any) -> None:
    run_script(
        """
        import os, socket, sys, threading, warnings
        warnings.simplefilter("ignore", DeprecationWarning)  # forking with threads is what is tried here
        from sansredis.threads import Redis, TimeoutError
        real, begun, end = socket.getaddrinfo, threading.Event(), threading.Event()
        def getaddrinfo(host, *rest, **more):
            if host == b"stuck":
                begun.set()
                end.wait(30)
            return real("127.0.0.1", *rest, **more)
        socket.getaddrinfo = getaddrinfo
        port = int(sys.argv[1])
        stuck = Redis(host="stuck", port=port, socket_timeout=30)
        thread = threading.Thread(target=stuck.ping)
        thread.start()
        begun.wait(30)
        pid = os.fork()
        if not pid:
            with Redis(host="name", port=port, socket_timeout=10) as other:
                assert other.ping()
            try:
                stuck.with_timeout(0.1).ping()
            except TimeoutError:
                os._exit(0)
            os._exit(1)
        assert os.waitpid(pid, 0)[1] == 0
        end.set()
        thread.join()
        stuck.close()
        """,
        server.port,
    )


@pytest.mark.interrupts
@pytest.mark.timeout(120, method="thread")
async def test_exceptions_injected_from_another_thread(kit: Kit, seed: int, sized: Callable[[int, int], int]) -> None:
    """As watchdogs do it with PyThreadState_SetAsyncExc."""

    class Injected(BaseException):
        pass

    r = kit.redis(max_connections=2, socket_timeout=20)
    counts: Counter[str] = Counter()
    wrong: list[bytes] = []
    idents: dict[int, int] = {}
    stop = threading.Event()

    def victim(number: int) -> None:
        idents[number] = threading.get_ident()
        while not stop.is_set():
            try:
                while not stop.is_set():
                    counts[str(number)] += 1
                    text = f"{number}.{counts[str(number)]}".encode()
                    reply = r.echo(text)
                    if reply != text:
                        wrong.append(reply)
            except Injected:
                counts["injected"] += 1

    def shielded(number: int) -> None:
        while not stop.is_set():
            try:
                victim(number)
            except Injected:
                counts["injected"] += 1

    threads = [threading.Thread(target=shielded, args=(n,), daemon=True) for n in range(4)]
    for thread in threads:
        thread.start()
    rng = random.Random(3 + seed)
    end = time.monotonic() + sized(60, 240)
    while counts["injected"] < sized(500, 2000):
        assert time.monotonic() < end, counts
        time.sleep(rng.uniform(0, 0.002))
        for ident in list(idents.values())[rng.randrange(4) :][:1]:
            ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(ident), ctypes.py_object(Injected))
    time.sleep(0.05)
    stop.set()
    for thread in threads:
        thread.join(10)
        assert not thread.is_alive()
    assert not wrong
    gc.collect()
    await kit.rest(r.connection_pool)
    await kit.repeat(8, lambda n: kit.do(r.echo(str(n))))


async def test_a_descriptor_is_not_given_away_while_somebody_is_about_to_use_it(kit: Kit, fake: FakeServer) -> None:
    """Who is inside a call on a socket holds it. Should another close it then, its number stays taken."""
    r = kit.redis(**fake.address)
    assert r.ping() is True
    with r.connection_pool.connection() as lease:
        stream = lease._connection.stream
        inside = stream._sock
        number = inside.fileno()
        r.connection_pool.disconnect(inuse_connections=True)
        assert inside.recv(1) == b""
        assert inside.fileno() == number
        del inside
        with pytest.raises(kit.door.ConnectionError):
            lease.ping()
    assert stream._sock.fileno() == -1
    assert r.ping() is True


async def test_no_thread_is_started(kit: Kit) -> None:
    before = threading.active_count()
    r = kit.redis()
    assert r.ping()
    r.blpop(kit.key(), timeout=0.01)
    assert threading.active_count() == before


async def test_made_in_one_thread_used_and_closed_in_others(kit: Kit) -> None:
    made: list[Any] = []

    async def make(_: int) -> None:
        made.append(kit.door.Redis(host="127.0.0.1", port=kit.server.port, max_connections=3))

    await kit.repeat(1, make)
    await kit.repeat(12, lambda n: kit.do(made[0].echo(str(n))))

    async def close(_: int) -> None:
        made[0].close()

    await kit.repeat(2, close)
    with pytest.raises(kit.door.ConnectionError):
        made[0].ping()


@pytest.mark.behaviour("redis-py 36", "redis-py 37", "redis-py 38", "redis-py 39")
@pytest.mark.parametrize("connections", [1, 2, 50])
def test_a_fork_with_a_live_pool(server: Any, connections: int, sized: Callable[[int, int], int]) -> None:
    run_script(
        """
        import os, sys
        from sansredis.threads import Redis
        r = Redis(host="127.0.0.1", port=int(sys.argv[1]), max_connections=int(sys.argv[2]), socket_timeout=10)
        ids = {r.execute_command("CLIENT", "ID")}
        with r.connection_pool.connection() as held:
            held.execute_command("PING")
            pid = os.fork()
            if not pid:
                # The parent's connection comes back here too, when the block is left; it is not ours.
                held = None
        name = "parent" if pid else "child"
        for turn in range(int(sys.argv[3])):
            text = f"{name}.{turn}".encode()
            assert r.echo(text) == text
        if not pid:
            assert r.execute_command("CLIENT", "ID") not in ids
            stats = r.connection_pool.stats()
            assert stats["created"] == stats["free"] == 1, stats
            r.close()
            os._exit(0)
        assert os.waitpid(pid, 0)[1] == 0
        assert r.execute_command("CLIENT", "ID") in ids
        assert r.connection_pool.stats()["created"] == 1
        r.close()
        """,
        server.port,
        connections,
        sized(300, 1000),
    )


@pytest.mark.behaviour("redis-py 39")
def test_a_fork_while_other_threads_call(server: Any) -> None:
    run_script(
        """
        import os, sys, threading, warnings
        warnings.simplefilter("ignore", DeprecationWarning)  # forking with threads is what is tried here
        from sansredis.threads import Redis
        r = Redis(host="127.0.0.1", port=int(sys.argv[1]), max_connections=2, socket_timeout=10)
        stop, errors = False, []
        def caller(name):
            turn = 0
            while not stop:
                turn += 1
                text = f"{name}.{turn}".encode()
                if r.echo(text) != text:
                    errors.append(text)
        threads = [threading.Thread(target=caller, args=(n,)) for n in range(4)]
        [t.start() for t in threads]
        for child in range(10):
            pid = os.fork()
            if not pid:
                for turn in range(100):
                    text = f"child {child}.{turn}".encode()
                    if r.echo(text) != text:
                        os._exit(1)
                os._exit(0)
            assert os.waitpid(pid, 0)[1] == 0
        stop = True
        [t.join() for t in threads]
        assert not errors, errors
        r.close()
        """,
        server.port,
    )


def test_a_fork_while_another_thread_holds_every_lock(server: Any) -> None:
    """Whatever was locked at that moment stays locked in the child, and nobody there waits for it."""
    run_script(
        """
        import os, sys, threading, warnings
        warnings.simplefilter("ignore", DeprecationWarning)  # forking with threads is what is tried here
        from sansredis.core.cache_options import CacheOptions
        from sansredis.threads import Redis
        r = Redis(host="127.0.0.1", port=int(sys.argv[1]), socket_timeout=10, cache=CacheOptions())
        r.set("locked", "v")
        assert r.get("locked") == b"v"
        p = r.pubsub()
        p.subscribe("locked")
        lane = r.connection_pool.lane()
        guards = [lane.guard, lane.cache.guard, p._ear.guard]
        guards += [slot.connection._guard for slot in lane.state.slots]
        assert len(guards) >= 4
        locked, over = threading.Event(), threading.Event()
        def lock_all():
            [guard.acquire() for guard in guards]
            locked.set()
            over.wait()
            [guard.release() for guard in guards]
        thread = threading.Thread(target=lock_all)
        thread.start()
        locked.wait()
        pid = os.fork()
        if not pid:
            # A child that hangs is ended by the kernel, which is seen outside.
            import signal
            signal.alarm(30)
            assert r.get("locked") == b"v"
            assert r.connection_pool.stats()["used"] == 0
            repr(r), r.connection_pool.cache_stats()
            p.close()
            r.close()
            os._exit(0)
        assert os.waitpid(pid, 0)[1] == 0
        over.set()
        thread.join()
        assert r.get("locked") == b"v"
        p.close()
        r.close()
        """,
        server.port,
    )


async def test_threads_that_take_turns_at_every_step(kit: Kit) -> None:
    """As near to threads that really run at once as one interpreter with a lock comes: it is handed on all the time."""
    pool = kit.pool(max_connections=3)
    shared = kit.redis(connection_pool=pool)
    interval = sys.getswitchinterval()

    async def worker(number: int) -> None:
        for turn in range(100):
            text = f"{number}.{turn}".encode()
            assert shared.echo(text) == text
            with shared.pipeline() as pipe:
                assert pipe.echo(text).echo(b"x").execute() == [text, b"x"]
            with pool.connection() as leased:
                assert leased.echo(text) == text
            with kit.door.Redis(host="127.0.0.1", port=kit.server.port) as own:
                assert own.echo(text) == text
            if number == 0:
                pool.resize(2 + turn % 3)
            if number == 1 and not turn % 10:
                pool.disconnect(inuse_connections=False)
            stats = pool.stats()
            assert stats["used"] + stats["connecting"] <= 4, stats

    sys.setswitchinterval(1e-6)
    try:
        await kit.repeat(8, worker)
    finally:
        sys.setswitchinterval(interval)
    await kit.rest(pool)


def test_a_fork_with_a_live_connection_over_tls(secure: Terminator, authority: Authority) -> None:
    """Were the child to write on its parent's connection, the parent's records would be out of order."""
    run_script(
        """
        import os, sys
        from sansredis.threads import Redis
        r = Redis(host="localhost", port=int(sys.argv[1]), ssl=True, ssl_ca_certs=sys.argv[2], socket_timeout=10)
        ids = {r.client_id()}
        pid = os.fork()
        for turn in range(100):
            assert r.echo(f"{pid}.{turn}") == f"{pid}.{turn}".encode()
        assert (r.client_id() in ids) == bool(pid)
        r.close()
        if not pid:
            os._exit(0)
        assert os.waitpid(pid, 0)[1] == 0
        """,
        secure.port,
        authority.ca,
    )
