"""What only gevent has: monkey-patching before or after the import, hubs in several threads, Timeout and kill()."""

from __future__ import annotations

import json
import random
import threading
import time
from collections.abc import Callable
from typing import Any

import gevent
import gevent.pool
import pytest

from ..fakes.network import BlackHole, closed_address
from ..fakes.server import FakeServer
from ..fakes.tls import Authority, Terminator
from .kit import Kit
from .scripts import run_script

_USE = """
import sys, time
def use(Redis, spawn, joinall, sleep):
    ticks = []
    def ticking():
        while True:
            ticks.append(time.monotonic())
            sleep(0.005)
    ticker = spawn(ticking)
    r = Redis(host="127.0.0.1", port=int(sys.argv[1]), max_connections=4, socket_timeout=20)
    wrong = []
    def caller(n):
        for turn in range(30):
            text = f"{n}.{turn}"
            if r.echo(text) != text.encode():
                wrong.append(text)
    jobs = [spawn(caller, n) for n in range(32)]
    jobs.append(spawn(r.blpop, "nothing there", timeout=0.3))
    joinall(jobs, raise_error=True)
    assert not wrong, wrong
    began = time.monotonic()
    assert r.blpop("nothing there either", timeout=0.3) is None
    assert time.monotonic() - began >= 0.3
    gaps = [b - a for a, b in zip(ticks, ticks[1:])]
    assert len(gaps) > 40 and max(gaps) < 0.1, (len(gaps), max(gaps))
    stats = r.connection_pool.stats()
    assert stats["used"] == stats["waiting"] == stats["connecting"] == 0, stats
    ticker.kill()
    r.close()
"""


@pytest.mark.parametrize("door", ["gevent", "threads"])
def test_patched_before_the_import(server: Any, door: str) -> None:
    run_script(
        "import gevent.monkey; gevent.monkey.patch_all()\n"
        + _USE
        + f"import gevent\nfrom sansredis.{door} import Redis\n"
        + "use(Redis, gevent.spawn, gevent.joinall, gevent.sleep)\n",
        server.port,
    )


@pytest.mark.parametrize("door", ["gevent", "threads"])
def test_patched_after_the_import(server: Any, door: str) -> None:
    run_script(
        f"from sansredis.{door} import Redis\nimport gevent.monkey; gevent.monkey.patch_all()\n"
        + _USE
        + "import gevent\nuse(Redis, gevent.spawn, gevent.joinall, gevent.sleep)\n",
        server.port,
    )


_OVER_TLS = """
import sys, gevent
r = Redis(host="localhost", port=int(sys.argv[1]), ssl=True, ssl_ca_certs=sys.argv[2], socket_timeout=30)
def caller(n):
    for turn in range(10):
        text = f"{n}.{turn}" + "x" * 30_000 * (n == turn)
        assert r.echo(text) == text.encode()
gevent.joinall([gevent.spawn(caller, n) for n in range(16)], raise_error=True)
assert r.blpop("nothing there", timeout=0.1) is None
r.close()
"""


@pytest.mark.parametrize(
    ("door", "patch"),
    [("gevent", "before"), ("gevent", "after"), ("gevent", "never"), ("threads", "before"), ("threads", "after")],
)
def test_over_tls(secure: Terminator, authority: Authority, door: str, patch: str) -> None:
    """OpenSSL works in memory only, so a patched `ssl` is as good as the original."""
    steps = [f"from sansredis.{door} import Redis", "import gevent.monkey; gevent.monkey.patch_all()"]
    steps = {"before": steps[::-1], "after": steps, "never": steps[:1]}[patch]
    run_script("\n".join(steps) + _OVER_TLS, secure.port, authority.ca)


@pytest.mark.parametrize(("door", "patch"), [("gevent", "before"), ("threads", "before"), ("threads", "after")])
def test_addresses_and_look_ups_in_patched_programs(server: Any, door: str, patch: str) -> None:
    steps = [f"from sansredis.{door} import Redis, TimeoutError", "import gevent.monkey; gevent.monkey.patch_all()"]
    steps = steps if patch == "after" else steps[::-1]
    with BlackHole() as hole, closed_address() as refused:
        run_script(
            "\n".join(steps)
            + """
import json, sys, time
import _socket, gevent
real, places = _socket.getaddrinfo, json.loads(sys.argv[1])
stuck = gevent.monkey.get_original("_thread", "allocate_lock")()
stuck.acquire()
def getaddrinfo(host, *rest):
    name = host.decode() if isinstance(host, bytes) else host
    if name == "mixed":
        return [(_socket.AF_INET, _socket.SOCK_STREAM, 6, "", tuple(place)) for place in places]
    if name == "stuck":
        stuck.acquire(True, 20)
        raise _socket.gaierror(_socket.EAI_AGAIN, "too late")
    return real(host, *rest)
_socket.getaddrinfo = getaddrinfo
last = [time.monotonic()]
gaps = []
def ticking():
    while True:
        gevent.sleep(0.005)
        gaps.append(time.monotonic() - last[0])
        last[0] += gaps[-1]
ticker = gevent.spawn(ticking)
r = Redis(host="mixed", port=1, socket_timeout=10)
assert r.ping()
r.close()
r = Redis(host="stuck", port=1, socket_timeout=10)
try:
    r.with_timeout(0.3).ping()
except TimeoutError as error:
    assert "the look-up of the name had no answer" in str(error), error
else:
    raise AssertionError
job = gevent.spawn(r.ping)
gevent.sleep(0.05)
job.kill()
stats = r.connection_pool.stats()
assert stats["used"] == stats["waiting"] == stats["connecting"] == 0, stats
stuck.release()
ticker.kill()
assert len(gaps) > 20 and max(gaps) < 5, max(gaps)
r.close()
""",
            json.dumps([hole.address, refused, ("127.0.0.1", server.port)]),
        )


def test_not_patched_at_all(server: Any) -> None:
    run_script(
        _USE
        + "import gevent\nfrom sansredis.gevent import Redis\nimport socket, threading\n"
        + "assert 'gevent' not in socket.socket.__module__ and 'gevent.monkey' not in sys.modules or "
        + "not __import__('gevent.monkey').monkey.is_module_patched('socket')\n"
        + "use(Redis, gevent.spawn, gevent.joinall, gevent.sleep)\n",
        server.port,
    )


def test_hubs_in_several_threads_share_one_client(server: Any) -> None:
    run_script(
        """
        import sys, threading
        import gevent
        from sansredis.gevent import Redis
        r = Redis(host="127.0.0.1", port=int(sys.argv[1]), max_connections=3, socket_timeout=20)
        wrong, errors = [], []
        def caller(name):
            for turn in range(30):
                text = f"{name}.{turn}"
                if r.echo(text) != text.encode():
                    wrong.append(text)
        def thread(name):
            try:
                gevent.joinall([gevent.spawn(caller, f"{name}/{n}") for n in range(8)], raise_error=True)
            except BaseException as error:
                errors.append(error)
            finally:
                gevent.get_hub().destroy()
        threads = [threading.Thread(target=thread, args=(n,)) for n in range(4)]
        [t.start() for t in threads]
        caller("main")
        [t.join(30) for t in threads]
        assert not any(t.is_alive() for t in threads)
        assert not wrong and not errors, (wrong, errors)
        stats = r.connection_pool.stats()
        assert stats["used"] == stats["waiting"] == stats["connecting"] == 0, stats
        assert r.echo("still") == b"still"
        r.close()
        """,
        server.port,
    )


@pytest.mark.parametrize(("door", "patched"), [("threads", True), ("gevent", True), ("gevent", False)])
def test_a_storm_of_timeouts_and_kills(server: Any, seed: int, door: str, patched: bool) -> None:
    """The threads door under patch_all() is cooperative, and its calls can be given up as greenlets are.

    Meanwhile, where nothing is patched, a native thread uses the client as well; and the hub is never held up.
    """
    run_script(
        ("import gevent.monkey; gevent.monkey.patch_all()\n" if patched else "")
        + f"from sansredis.{door} import Redis\n"
        + """
import random, sys, threading, time, gevent
r = Redis(host="127.0.0.1", port=int(sys.argv[1]), max_connections=8, socket_timeout=20)
wrong, abandoned = [], 0
def once(text):
    if r.echo(text) != text:
        wrong.append(text)
def caller(n):
    global abandoned
    rng = random.Random(n + 1000 * int(sys.argv[2]))
    turn = 0
    while abandoned < 2000:
        turn += 1
        text = f"{n}.{turn}".encode()
        if rng.random() < 0.5:
            timeout = gevent.Timeout(rng.random() * 0.002)
            try:
                with timeout:
                    once(text) if rng.random() < 0.7 else r.blpop(f"none {n}", timeout=1)
            except gevent.Timeout as expired:
                assert expired is timeout
                abandoned += 1
        else:
            g = gevent.spawn(once, text)
            gevent.sleep(rng.random() * 0.001)
            g.kill()
            abandoned += isinstance(g.value, gevent.GreenletExit)
gaps, native, stop = [], [], []
def heartbeat():
    while True:
        before = time.monotonic()
        gevent.sleep(0.01)
        gaps.append(time.monotonic() - before - 0.01)
def work():
    # With a hub of its own.
    while not stop:
        text = f"native {len(native)}".encode()
        if r.echo(text) != text:
            wrong.append(text)
        native.append(text)
        gevent.sleep(0.001)
    gevent.get_hub().destroy()
thread = threading.Thread(target=work)
if sys.argv[3] == "False":
    thread.start()
beating = gevent.spawn(heartbeat)
gevent.joinall([gevent.spawn(caller, n) for n in range(64)], raise_error=True)
beating.kill()
assert not wrong, wrong[:5]
stop.append(True)
if sys.argv[3] == "False":
    assert len(native) > 5
    thread.join()
# Not the worst of them: a machine may be busy with other things. A call that blocked the hub would be most of them.
assert sorted(gaps)[len(gaps) // 2] < 0.1, sorted(gaps)[-9:]
end = time.monotonic() + 10
while r.connection_pool.stats()["owed"]:
    # Replies to those who gave up last are on their way.
    assert time.monotonic() < end
    gevent.sleep(0.001)
stats = r.connection_pool.stats()
assert stats["used"] == stats["waiting"] == stats["connecting"] == 0, stats
def after(n):
    assert r.echo(str(n)) == str(n).encode()
gevent.joinall([gevent.spawn(after, n) for n in range(32)], raise_error=True)
r.close()
""",
        server.port,
        seed,
        patched,
    )


async def test_killed_while_a_timeout_is_on_its_way(
    kit: Kit, fake: FakeServer, sized: Callable[[int, int], int], seed: int
) -> None:
    """The second of two exceptions comes while the first one unwinds, or just before or after it."""
    rng = random.Random(seed)
    r = kit.redis(**fake.address, max_connections=2, socket_timeout=20)
    fake.on("ECHO", delay=lambda: rng.random() * 0.004)
    fake.on("HELLO", delay=0.002)

    def call() -> None:
        try:
            with gevent.Timeout(rng.random() * 0.005):
                r.echo("x")
        except gevent.Timeout:
            pass

    for step in range(sized(100, 2000)):
        if step % 5 == 0:
            r.connection_pool.disconnect()
        one = gevent.spawn(call)
        gevent.sleep(rng.random() * 0.006)
        began = time.monotonic()
        one.kill(block=step % 2 == 0)
        one.join()
        assert time.monotonic() - began < 1
        await kit.rest(r.connection_pool)
    fake.calm()
    assert r.echo("own") == b"own"


async def test_a_timeout_comes_out_as_itself(kit: Kit, fake: FakeServer) -> None:
    r = kit.redis(**fake.address, socket_timeout=20)
    fake.on("ECHO", silence=True)
    timeout = gevent.Timeout(0.05)
    with pytest.raises(gevent.Timeout) as raised, timeout:
        r.echo("x")
    assert raised.value is timeout
    fake.drop()
    await kit.rest(r.connection_pool)

    class OwnError(Exception):
        pass

    with pytest.raises(OwnError), gevent.Timeout(0.05, OwnError):
        r.echo("x")
    fake.drop()
    await kit.rest(r.connection_pool)


async def test_killed_while_waiting_for_each_thing(kit: Kit, fake: FakeServer) -> None:
    pool = kit.pool(**fake.address, max_connections=1, socket_timeout=20)
    r = kit.redis(connection_pool=pool)
    slow = fake.on("HELLO", silence=True)
    connecting = gevent.spawn(r.ping)
    await kit.until(slow.fired.is_set)
    waiting = gevent.spawn(pool.acquire)
    await kit.until(lambda: pool.stats()["waiting"] == 1)
    waiting.kill()
    assert pool.stats()["waiting"] == 0
    connecting.kill()
    kit.at_rest(pool)
    slow.times = 0
    assert r.echo("own") == b"own"
    silent = fake.on("ECHO", silence=True)
    replying = gevent.spawn(r.echo, "x")
    await kit.until(silent.fired.is_set)
    replying.kill()
    silent.times = 0
    fake.drop()
    await kit.rest(pool)
    assert r.ping()


async def test_the_hub_is_never_stalled(kit: Kit, fake: FakeServer) -> None:
    """Neither by a connect that hangs, nor by a server that is silent, nor by a large value."""
    gaps: list[float] = []

    def ticking() -> None:
        while True:
            before = time.monotonic()
            gevent.sleep(0.005)
            gaps.append(time.monotonic() - before)

    ticker = gevent.spawn(ticking)
    fake.on("ECHO", silence=True)
    slow = kit.redis(**fake.address, socket_timeout=0.3, retries=0)
    real = kit.redis(max_connections=2, socket_timeout=20)
    key = kit.key()
    group = gevent.pool.Group()

    def fails(call: Any, *args: Any) -> None:
        with pytest.raises(kit.door.RedisError):
            call(*args)

    group.spawn(fails, slow.echo, "x")
    group.spawn(fails, kit.redis(host="192.0.2.1", socket_timeout=0.3).ping)
    group.spawn(lambda: (real.set(key, b"x" * (4 << 20)), real.get(key)))
    group.join()
    ticker.kill()
    assert len(gaps) > 20
    assert max(gaps) < 0.1


@pytest.mark.behaviour("redis-py 36", "redis-py 38", "redis-py 39")
def test_a_fork_with_a_live_pool(server: Any) -> None:
    run_script(
        """
        import os, sys
        import gevent
        from sansredis.gevent import Redis
        r = Redis(host="127.0.0.1", port=int(sys.argv[1]), max_connections=2, socket_timeout=10)
        r.ping()
        pid = gevent.os.fork() if hasattr(gevent, "os") else os.fork()
        name = "parent" if pid else "child"
        def caller(n):
            for turn in range(50):
                text = f"{name}.{n}.{turn}".encode()
                assert r.echo(text) == text
        gevent.joinall([gevent.spawn(caller, n) for n in range(8)], raise_error=True)
        if not pid:
            r.close()
            os._exit(0)
        # It is gevent that reaps its children.
        assert gevent.os.waitpid(pid, 0)[1] == 0
        caller("after")
        r.close()
        """,
        server.port,
    )


_IN_THE_MIDDLE = """
r = Redis(**json.loads(sys.argv[1]), max_connections=2, socket_timeout=10, retries=0)
stage = sys.argv[2]
if stage != "connecting":
    r.ping()
began = time.monotonic()

def told(call, *args):
    try:
        return call(*args)
    except RedisError as error:
        return "maybe" if error.maybe_executed else "certainly not"

def lease(text):
    with r.connection_pool.connection() as connection:
        connection.echo(text)
        return connection.echo(text)

def ended(jobs):
    gevent.joinall(jobs, timeout=30)
    assert all(job.dead for job in jobs), "a call outlives its timeout"
    return [job.value for job in jobs]

jobs = [gevent.spawn(told, r.incr, f"n{n}") for n in range(4)]
if stage == "leased":
    jobs += [gevent.spawn(told, r.blpop, "never", 1), *(gevent.spawn(told, lease, f"{n}") for n in range(3))]
while not os.path.exists(sys.argv[3]):
    gevent.sleep(0.001)
pid = gevent.os.fork()
open(sys.argv[3] + ".forked", "w").close()
name = "parent" if pid else "child"
try:
    said = ended(jobs)
    if pid:
        assert said == [1, 1, 1, 1, *([None, b"0", b"1", b"2"] if stage == "leased" else [])], said
    else:
        # Those who wait are told at once, and not when their time is over.
        assert set(said) <= {"maybe", "certainly not", 1}, said
        assert time.monotonic() - began < 8
        assert "maybe" in said or stage == "connecting", said
    def caller(n):
        for turn in range(int(sys.argv[4]) // 8):
            text = f"{name}.{n}.{turn}".encode()
            assert r.echo(text) == text
    gevent.joinall([gevent.spawn(caller, n) for n in range(8)], raise_error=True)
except BaseException:
    traceback.print_exc()
    os._exit(1)
if not pid:
    os._exit(0)
assert gevent.os.waitpid(pid, 0)[1] == 0
stats = r.connection_pool.stats()
assert stats["used"] == stats["waiting"] == stats["connecting"] == stats["lost"] == 0, stats
r.close()
"""


@pytest.mark.parametrize(
    ("stage", "secure"), [("connecting", False), ("connecting", True), ("calling", False), ("leased", False)]
)
@pytest.mark.parametrize("door", ["gevent", "threads"])
def test_a_fork_in_the_middle_of_the_calls_of_other_greenlets(
    fake: FakeServer,
    fake_secure: Terminator,
    authority: Authority,
    tmp_path: Any,
    sized: Callable[[int, int], int],
    door: str,
    stage: str,
    secure: bool,
) -> None:
    """Greenlets, other than threads, go on in the child: they must not go on with what is the parent's."""
    address = {"host": "localhost", "port": fake_secure.port, "ssl": True, "ssl_ca_certs": str(authority.ca)}
    go, thread_runs = threading.Event(), threading.Event()
    reached, forked = tmp_path / "reached", tmp_path / "reached.forked"
    thread_runs.set()
    held = fake.on("HELLO" if stage == "connecting" else "INCR", hold=go, times=1 if stage == "connecting" else 4)

    def allow() -> None:
        held.fired.wait(20)
        reached.touch()
        while thread_runs.is_set() and not forked.exists():
            time.sleep(0.002)
        go.set()

    thread = threading.Thread(target=allow)
    thread.start()
    patch = "import gevent.monkey; gevent.monkey.patch_all()\n" if door == "threads" else ""
    imports = f"import json, os, sys, time, traceback\nimport gevent, gevent.os\nfrom sansredis.{door} import *\n"
    try:
        run_script(
            patch + imports + _IN_THE_MIDDLE,
            json.dumps(address if secure else fake.address),
            stage,
            reached,
            sized(80, 1000),
        )
    finally:
        thread_runs.clear()
        thread.join()
    assert fake.executed["INCR"] <= 8
