"""Clients that nobody closes: the collector warns, and does nothing else; the end of the program warns of nothing."""

from __future__ import annotations

import gc
import subprocess
import sys
import threading
import time
import warnings
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from ..fakes.server import FakeServer
from .kit import Kit
from .scripts import ROOT, run_script

ASYNCHRONOUS = ("asyncio", "uvloop", "trio")


async def forget(kit: Kit, make: Callable[[], Any], use: Callable[[Any], Awaitable[Any]]) -> list[str]:
    """Make something, use it, let it be collected; return what we warned of then."""
    thing = make()
    await use(thing)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        del thing
        gc.collect()
        # Under threads and trio each socket has a warning of its own, Python's.
        ours = [warning for warning in caught if str(warning.message).startswith("unclosed sansredis.")]
        assert all(warning.category is ResourceWarning for warning in ours)
        said = [str(warning.message) for warning in ours]
        # A warning refers to what it is about.
        del ours, caught[:]
        gc.collect()
    return said


async def tidied_up(kit: Kit, fake: FakeServer) -> None:
    """Nobody's connections are closed: by Python itself, or, where a loop keeps them, when another pool is made.

    (uvloop waits for ever for one left open, if the warning about that is an error, as in these tests.)
    """
    await kit.do(kit.redis(**fake.address).ping())
    await kit.until(lambda: fake.connections == 1)


async def test_a_forgotten_client_warns_once(kit: Kit, fake: FakeServer) -> None:
    [said] = await forget(kit, lambda: kit.door.Redis(**fake.address), lambda r: kit.do(r.ping()))
    assert said.startswith(f"unclosed {kit.door.__name__}.ConnectionPool of {fake.host}:{fake.port} with 1 open")
    await tidied_up(kit, fake)


async def test_what_was_forgotten_is_closed(kit: Kit, fake: FakeServer) -> None:
    for _ in range(5):
        assert await forget(kit, lambda: kit.door.Redis(**fake.address), lambda r: kit.do(r.ping()))
        assert fake.connections <= 2
    await tidied_up(kit, fake)


async def test_what_was_closed_or_never_connected_does_not_warn(kit: Kit, fake: FakeServer) -> None:
    async def use_and_close(r: Any) -> None:
        await kit.do(r.ping())
        await kit.close(r)

    async def use_and_disconnect(r: Any) -> None:
        await kit.do(r.ping())
        r.connection_pool.disconnect()

    async def nothing(r: Any) -> None:
        pass

    for use in (use_and_close, use_and_disconnect, nothing):
        assert await forget(kit, lambda: kit.door.Redis(**fake.address), use) == []


async def test_a_client_of_a_pool_that_lives_on_does_not_warn(kit: Kit, fake: FakeServer) -> None:
    pool = kit.pool(**fake.address)
    assert await forget(kit, lambda: kit.door.Redis(connection_pool=pool), lambda r: kit.do(r.ping())) == []
    assert await kit.do(kit.redis(connection_pool=pool).ping())


async def test_a_client_that_could_not_be_made_does_not_warn(kit: Kit) -> None:
    def make() -> Any:
        with pytest.raises(kit.door.DataError):
            kit.door.Redis(port="no")

    async def nothing(r: Any) -> None:
        pass

    assert await forget(kit, make, nothing) == []


async def test_collected_in_the_middle_of_a_step_of_its_own(kit: Kit, fake: FakeServer) -> None:
    """The collector runs anywhere, so also where the locks of the pool are held. It must not wait for them."""
    r = kit.door.Redis(**fake.address)
    await kit.do(r.ping())
    lane = r.connection_pool.lane()
    connections = [slot.connection for slot in lane.state.slots]
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        with lane.guard, connections[0]._guard:
            del r
            gc.collect()
        assert [w for w in caught if str(w.message).startswith("unclosed sansredis.")]
    lane.close()  # else Python's own warnings about the sockets would be errors here
    del lane, connections, caught
    gc.collect()
    await tidied_up(kit, fake)


async def test_collected_while_others_are_at_work(kit: Kit, fake: FakeServer) -> None:
    """Pools in circles, which only the collector frees, at moments that are its own choice."""
    r = kit.redis(max_connections=2)
    thresholds = gc.get_threshold()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.set_threshold(50, 2, 2)
        try:

            async def worker(number: int) -> None:
                for turn in range(20):
                    circle: list[Any] = [kit.door.Redis(**fake.address)]
                    circle.append(circle)
                    await kit.do(circle[0].ping())
                    del circle
                    text = f"{number}.{turn}".encode()
                    assert await kit.do(r.echo(text)) == text

            await kit.repeat(8, worker)
            gc.collect()
        finally:
            gc.set_threshold(*thresholds)
    await tidied_up(kit, fake)


_PROGRAM = """
import sys
from sansredis.{door} import Redis

r = Redis(host="127.0.0.1", port=int(sys.argv[1]))
"""
_USES = {
    "threads": "assert r.echo('x') == b'x'",
    "gevent": "import gevent\ngevent.joinall([gevent.spawn(r.echo, 'x') for _ in range(4)], raise_error=True)",
    "asyncio": "import asyncio\nasync def main():\n    assert await r.echo('x') == b'x'\nasyncio.run(main())",
    "uvloop": "import uvloop\nasync def main():\n    assert await r.echo('x') == b'x'\nuvloop.run(main())",
    "trio": "import trio\nasync def main():\n    assert await r.echo('x') == b'x'\ntrio.run(main)",
}
_ENDS = {
    "the end": "",
    "an exit": "sys.exit(0)",
    "in a circle": "circle = [r]; circle.append(circle); del r",
    "a thread at work": """
import threading, time
def work():
    while True:
        r.connection_pool.stats()
threading.Thread(target=work, daemon=True).start()
""",
    "used at exit": {
        "threads": "import atexit; atexit.register(lambda: r.set('at exit', 1))",
        "gevent": "import atexit; atexit.register(lambda: r.set('at exit', 1))",
        "asyncio": "import atexit; atexit.register(lambda: asyncio.run(main()))",
        "uvloop": "import atexit; atexit.register(lambda: uvloop.run(main()))",
        "trio": "import atexit; atexit.register(lambda: trio.run(main))",
    },
    "while subscribed": {
        "threads": "p = r.pubsub(); p.subscribe(c=print); p.run_in_thread(daemon=True)",
        "gevent": "p = r.pubsub(); p.subscribe(c=print); p.run_in_thread(daemon=True)",
    },
    "with a lock held and renewed": {
        "threads": "lock = r.lock('held at exit', timeout=1, auto_renew=True); assert lock.acquire()",
        "gevent": "lock = r.lock('held at exit', timeout=1, auto_renew=True); assert lock.acquire()",
    },
}


@pytest.mark.parametrize("end", _ENDS)
def test_the_interpreter_ends(server: Any, runtime: str, end: str) -> None:
    """A client of the program's whole life needs not be closed: nothing hangs, nothing is said."""
    door = "asyncio" if runtime == "uvloop" else runtime
    how = _ENDS[end]
    code = _PROGRAM.format(door=door) + _USES[runtime] + "\n" + (how if isinstance(how, str) else how.get(runtime, ""))
    run_script(code, server.port, warnings=("ignore", "error:unclosed sansredis:ResourceWarning"), seconds=30)


_BUSY = """
import os, signal, sys, time
from sansredis.{door} import Redis

r = Redis(host="127.0.0.1", port=int(sys.argv[1]), max_connections=9, socket_timeout=60)

def busy():
    return r.connection_pool.stats()["used"] >= 4

def end():
    print(time.monotonic(), flush=True)
    {end}
"""
# Three who wait in BLPOP, and one who waits for messages.
_UNDER_WAY = {
    "threads": """
import threading
p = r.pubsub()
p.subscribe("c")
calls = [lambda: r.blpop("never", timeout=60)] * 3 + [lambda: [p.get_message(timeout=60) for _ in range(9)]]
for call in calls:
    threading.Thread(target=call, daemon=True).start()
while not busy():
    time.sleep(0.001)
end()
""",
    "gevent": """
import gevent
p = r.pubsub()
p.subscribe("c")
for call in [lambda: r.blpop("never", timeout=60)] * 3 + [lambda: [p.get_message(timeout=60) for _ in range(9)]]:
    gevent.spawn(call)
while not busy():
    gevent.sleep(0.001)
end()
""",
    "asyncio": """
import asyncio
async def listen(p):
    while True:
        await p.get_message(timeout=60)
async def main():
    p = r.pubsub()
    await p.subscribe("c")
    tasks = [asyncio.create_task(call) for call in [*(r.blpop("never", timeout=60) for _ in range(3)), listen(p)]]
    while not busy():
        await asyncio.sleep(0.001)
    end()
asyncio.run(main())
""",
    "trio": """
import trio
async def listen(p):
    while True:
        await p.get_message(timeout=60)
async def main():
    p = r.pubsub()
    await p.subscribe("c")
    async with trio.open_nursery() as nursery:
        for _ in range(3):
            nursery.start_soon(r.blpop, "never", 60)
        nursery.start_soon(listen, p)
        while not busy():
            await trio.sleep(0.001)
        if {killed}:
            end()
        nursery.cancel_scope.cancel()
trio.run(main)
end()
""",
}
_UNDER_WAY["uvloop"] = _UNDER_WAY["asyncio"].replace("asyncio.run(", "__import__('uvloop').run(")
# How the program ends, and with which status.
_STATUS = {
    "pass": 0,
    "sys.exit(7)": 7,
    "os.kill(os.getpid(), signal.SIGTERM)": -15,
    "signal.signal(signal.SIGTERM, lambda *_: sys.exit(7)); signal.raise_signal(signal.SIGTERM)": 7,
}


@pytest.mark.parametrize("end", _STATUS)
def test_a_program_ends_at_once_with_calls_under_way(server: Any, runtime: str, end: str) -> None:
    """With its own status, without waiting for anybody, and without a word."""
    door = "asyncio" if runtime == "uvloop" else runtime
    # An exception in a nursery is put in a group, by trio.
    killed = str("os.kill" in end)
    code = _BUSY.format(door=door, end=end) + _UNDER_WAY[runtime].replace("{killed}", killed)
    warned = ("-Wignore", "-Werror:unclosed sansredis:ResourceWarning")
    command = [sys.executable, *warned, "-c", code, str(server.port)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=50, cwd=ROOT)
    over = time.monotonic()
    assert (done.returncode, done.stderr) == (_STATUS[end], "")
    # One second is promised; this machine may have other things to do.
    assert over - float(done.stdout) < 5


async def test_the_last_reference_goes_in_another_thread(kit: Kit, fake: FakeServer) -> None:
    box = [kit.door.Redis(**fake.address)]
    await kit.do(box[0].ping())

    def drop() -> None:
        box.clear()
        gc.collect()

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        thread = threading.Thread(target=drop)
        thread.start()
        thread.join(30)
        assert not thread.is_alive()
        gc.collect()
        said = [str(warning.message) for warning in caught]
        caught.clear()
        gc.collect()
    assert len([text for text in said if text.startswith("unclosed sansredis.")]) == 1, said
    await tidied_up(kit, fake)
