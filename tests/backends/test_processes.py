"""Processes: forks at any moment, runs one after another and at once, subinterpreters. Each in a program of its own."""

from __future__ import annotations

import textwrap
from typing import Any

import pytest

from .scripts import run_script

_BEGIN = """
import os, sys, threading
from sansredis.{door} import Redis

PORT = int(sys.argv[1])
r = Redis(host="127.0.0.1", port=PORT, max_connections=2, socket_timeout=10)

def exit_status(pid):
    return os.waitstatus_to_exitcode(waitpid(pid, 0)[1])

def in_child(work, *args):
    # The child of a fork ends here, whatever happens in it.
    pid = fork()
    if pid:
        return pid
    status = 1
    try:
        work(*args)
        status = 0
    except BaseException:
        import traceback
        traceback.print_exc()
    finally:
        os._exit(status)

"""
_BLOCKING = """
def caller(name, turns=20):
    for turn in range(turns):
        text = f"{name}.{turn}".encode()
        assert r.echo(text) == text
"""
_AWAITING = """
async def caller(name, turns=20):
    for turn in range(turns):
        text = f"{name}.{turn}".encode()
        assert await r.echo(text) == text
"""
_ASYNCIO = """
async def callers(name):
    await asyncio.gather(*(caller(f"{name}.{n}") for n in range(8)))

def use(name):
    run(callers(name))

async def leave_much_undone():
    # What is begun here is cut off: calls that wait for their reply, one that waits for a connection, a lease.
    tasks = [asyncio.create_task(r.blpop("never", timeout=60)) for _ in range(3)]
    tasks.append(asyncio.create_task(r.connection_pool.acquire()))
    while r.connection_pool.stats()["used"] < 2 or not r.connection_pool.stats()["waiting"]:
        await asyncio.sleep(0)

def cut_off():
    run(leave_much_undone())

def close():
    run(r.aclose())

fork, waitpid = os.fork, os.waitpid
"""
# `use` runs eight callers at a time and returns when they are done.
_PROGRAMS = {
    "threads": _BLOCKING
    + """
def use(name):
    failed = []
    def guarded(n):
        try:
            caller(f"{name}.{n}")
        except BaseException as error:
            failed.append(error)
    threads = [threading.Thread(target=guarded, args=(n,)) for n in range(8)]
    [t.start() for t in threads]
    [t.join() for t in threads]
    assert not failed, failed

close = r.close
fork, waitpid = os.fork, os.waitpid
""",
    "gevent": "import gevent, gevent.os"
    + _BLOCKING
    + """
def use(name):
    gevent.joinall([gevent.spawn(caller, f"{name}.{n}") for n in range(8)], raise_error=True)

close = r.close
fork, waitpid = gevent.os.fork, gevent.os.waitpid
""",
    "asyncio": "import asyncio\nfrom asyncio import run\n" + _AWAITING + _ASYNCIO,
    "uvloop": "import asyncio\nfrom uvloop import run\n" + _AWAITING + _ASYNCIO,
    "trio": "import trio\n"
    + _AWAITING
    + """
async def callers(name):
    async with trio.open_nursery() as nursery:
        for n in range(8):
            nursery.start_soon(caller, f"{name}.{n}")

def use(name):
    trio.run(callers, name)

async def leave_much_undone():
    async with trio.open_nursery() as nursery:
        for _ in range(3):
            nursery.start_soon(r.blpop, "never", 60)
        nursery.start_soon(r.connection_pool.acquire)
        while r.connection_pool.stats()["used"] < 2 or not r.connection_pool.stats()["waiting"]:
            await trio.sleep(0)
        nursery.cancel_scope.cancel()

def cut_off():
    trio.run(leave_much_undone)

def close():
    trio.run(r.aclose)

fork, waitpid = os.fork, os.waitpid
""",
}
# An event loop that ends takes what is open with it, and Python says so; newer ones warn of forks beside threads.
_WARNINGS = ("error", "ignore::ResourceWarning", "ignore::DeprecationWarning")


def run_program(runtime: str, code: str, server: Any) -> None:
    door = "asyncio" if runtime == "uvloop" else runtime
    program = _BEGIN.replace("{door}", door) + _PROGRAMS[runtime] + textwrap.dedent(code)
    run_script(program, server.port, warnings=_WARNINGS)


def test_workers_that_are_forked_before_and_after_the_first_call(server: Any, runtime: str) -> None:
    """As gunicorn's and Celery's are, from a master that has connections or not."""
    run_program(
        runtime,
        """
        def work(name):
            use(name)
            stats = r.connection_pool.stats()
            assert 1 <= stats["created"] <= 2 and not stats["used"], stats
            close()
        first = [in_child(work, f"early {n}") for n in range(2)]
        use("master")
        created = r.connection_pool.stats()["created"]
        second = [in_child(work, f"late {n}") for n in range(3)]
        use("master again")
        assert [exit_status(pid) for pid in first + second] == [0] * 5
        use("master in the end")
        close()
        """,
        server,
    )


def test_forks_of_forks(server: Any, runtime: str) -> None:
    run_program(
        runtime,
        """
        def work(depth):
            use(f"generation {depth}")
            if depth:
                pid = in_child(work, depth - 1)
                use(f"generation {depth} meanwhile")
                assert exit_status(pid) == 0
        work(3)
        close()
        """,
        server,
    )


def test_a_child_that_ends_in_the_ordinary_way(server: Any, runtime: str) -> None:
    """All that it inherited is collected in it, which must not end, nor disturb, what the parent has."""
    run_program(
        runtime,
        """
        use("parent")
        ids = r.connection_pool.stats()["created"]
        pid = fork()
        use("child" if not pid else "parent meanwhile")
        if not pid:
            close()
            sys.exit(0)
        assert exit_status(pid) == 0
        use("parent after")
        close()
        """,
        server,
    )


def test_multiprocessing(server: Any, runtime: str) -> None:
    if runtime == "gevent":
        return  # it is not made for multiprocessing, whose forks it does not see
    run_program(
        runtime,
        """
        import multiprocessing
        use("parent")
        processes = [multiprocessing.get_context("fork").Process(target=use, args=(f"child {n}",)) for n in range(3)]
        [p.start() for p in processes]
        use("parent meanwhile")
        [p.join() for p in processes]
        assert [p.exitcode for p in processes] == [0, 0, 0]
        use("parent after")
        close()
        """,
        server,
    )


def test_a_fork_while_others_call(server: Any, runtime: str) -> None:
    """Threads, each with a loop, hub or run of its own but under threads, are in the middle of calls."""
    if runtime == "gevent":
        return  # its forks are for programs whose other hubs are at rest
    run_program(
        runtime,
        """
        stop, failed = [], []
        def busy(name):
            try:
                while not stop:
                    use(name)
            except BaseException as error:
                failed.append(error)
        threads = [threading.Thread(target=busy, args=(f"thread {n}",), daemon=True) for n in range(3)]
        [t.start() for t in threads]
        children = [in_child(use, f"child {n}") for n in range(8)]
        assert [exit_status(pid) for pid in children] == [0] * 8
        stop.append(True)
        [t.join() for t in threads]
        assert not failed, failed
        use("after")
        close()
        """,
        server,
    )


def test_a_fork_within_a_running_loop(server: Any, runtime: str) -> None:
    """The child begins a loop of its own; the parent's goes on with its connections."""
    if runtime not in ("asyncio", "uvloop"):
        return  # trio refuses, threads have none, and gevent's goes on in the child
    run_program(
        runtime,
        """
        async def main():
            await callers("before")
            created = r.connection_pool.stats()["created"]
            pid = in_child(use, "child")
            await callers("meanwhile")
            assert await asyncio.to_thread(exit_status, pid) == 0
            await callers("after")
            assert r.connection_pool.stats()["created"] == created
            await r.aclose()
        run(main())
        """,
        server,
    )


def test_runs_one_after_another(server: Any, runtime: str) -> None:
    """A client of the module, used in one run after the other, of which some are cut off in the middle of calls."""
    if runtime in ("threads", "gevent"):
        return
    run_program(
        runtime,
        """
        import time
        began = time.monotonic()
        for turn in range(6):
            use(f"run {turn}")
            cut_off()
        use("the last one")
        assert time.monotonic() - began < 20, "a run waited for what an earlier one had left"
        stats = r.connection_pool.stats()
        assert stats["used"] == stats["waiting"] == stats["connecting"] == 0, stats
        assert stats["free"] <= 2, stats
        close()
        """,
        server,
    )


def test_runs_in_many_threads_at_once(server: Any, runtime: str) -> None:
    """Each has connections of its own; when it has ended, they end as soon as another begins."""
    run_program(
        runtime,
        """
        failed = []
        def work(name):
            try:
                for turn in range(3):
                    use(f"{name} {turn}")
            except BaseException as error:
                failed.append(error)
            finally:
                if "gevent" in sys.modules:
                    gevent.get_hub().destroy()
        threads = [threading.Thread(target=work, args=(f"thread {n}",)) for n in range(4)]
        [t.start() for t in threads]
        use("main")
        [t.join() for t in threads]
        assert not failed, failed
        use("main after")
        # A hub that has ended is noticed when the next one begins.
        assert r.connection_pool.stats()["free"] <= (10 if "gevent" in sys.modules else 4), r.connection_pool.stats()
        close()
        """,
        server,
    )


def test_threads_that_use_one_client_in_every_way_at_once(server: Any, runtime: str) -> None:
    """A short run of what was made for interpreters without a lock; `parallel.py` says what it is."""
    run_script(
        "import runpy, sys; sys.argv[0] = 'parallel'; runpy.run_module('tests.backends.parallel', run_name='__main__')",
        *("--runtime", runtime, "--turns", 600, "--port", server.port),
        warnings=("error",),
    )


_INNER = {
    "threads": """
from sansredis.threads import Redis
r = Redis(host="127.0.0.1", port=PORT)
assert r.echo("inner") == b"inner"
r.close()
""",
    "asyncio": """
import asyncio
from sansredis.asyncio import Redis
r = Redis(host="127.0.0.1", port=PORT)
async def main():
    assert await r.echo("inner") == b"inner"
    await r.aclose()
asyncio.run(main())
""",
}


def test_subinterpreters(server: Any, runtime: str) -> None:
    """One after another, and beside the main one, with a client each. (Those of gevent and trio do not load.)"""
    if runtime not in _INNER:
        return
    run_program(
        runtime,
        f"""
        INNER = {_INNER[runtime]!r}"""
        """
        try:
            import _interpreters as interpreters
        except ImportError:
            import _xxsubinterpreters as interpreters
        inner = f"import sys; sys.path[:0] = {sys.path!r}; PORT = {PORT}\\n" + INNER
        use("outside")
        for turn in range(3):
            interpreter = interpreters.create()
            failed = interpreters.run_string(interpreter, inner)
            assert not failed, failed
            interpreters.destroy(interpreter)
            use("outside again")
        close()
        """,
        server,
    )


# Each imports something when it is called for the first time: the module's name, and what is called.
_IMPORTS = {
    "pubsub": ("{face}.pubsub", "r.pubsub()"),
    "json": ("sansredis.core.commands.modules.json", "r.json()"),
    # Nothing is done with it: what OpenSSL has locked in another thread stays locked in the child.
    "tls": ("ssl", "import sansredis.tls.context"),
    "idna": ("encodings.idna", "'localhost'.encode('idna')"),
}


@pytest.mark.parametrize("what", _IMPORTS)
def test_a_fork_while_another_thread_imports(server: Any, runtime: str, what: str) -> None:
    """That thread is held within the import until the fork waits for it, or is made: then the child cannot import."""
    module, call = _IMPORTS[what]
    module = module.format(face="sansredis.blocking" if runtime in ("threads", "gevent") else "sansredis.awaiting")
    if runtime in ("asyncio", "uvloop", "trio") and what == "tls":
        return  # asyncio and trio have imported it themselves
    run_program(
        runtime,
        f"""
        MODULE = {module!r}
        def call():
            {call}
        """
        """
        import signal, time
        inside, go, forked = threading.Event(), threading.Event(), threading.Event()
        def held(frame, event, argument):
            if frame.f_code.co_name == "<module>" and frame.f_globals["__name__"] == MODULE:
                inside.set()
                go.wait()
        def called_and_held():
            sys.settrace(held)
            call()
        assert MODULE not in sys.modules, "imported already"
        os.register_at_fork(after_in_parent=forked.set)

        def let_go(main=threading.get_ident()):
            while not forked.is_set():
                frame, names = sys._current_frames()[main], set()
                while frame is not None:
                    names.add((frame.f_code.co_filename, frame.f_code.co_name))
                    frame = frame.f_back
                if ("<frozen importlib._bootstrap>", "acquire") in names:  # of a module's lock
                    break
                time.sleep(0.001)
            go.set()

        def work():
            signal.alarm(10)
            call()
            use("child")

        threads = [threading.Thread(target=called_and_held), threading.Thread(target=let_go)]
        threads[0].start()
        inside.wait()
        threads[1].start()
        pid = in_child(work)
        call()
        use("parent")
        assert exit_status(pid) == 0
        [t.join() for t in threads]
        close()
        """,
        server,
    )


def test_credentials_of_a_provider(server: Any, runtime: str) -> None:
    """Forks, and runs one after another: each child, and each event loop or run, asks for its own."""
    server.command("ACL", "SETUSER", "in-processes", "on", ">one", ">two", "~*", "+@all")
    run_program(
        runtime,
        """
        from sansredis.core.credentials import Credentials
        asked = []
        def give():
            asked.append(os.getpid())
            return Credentials("in-processes", "one" if len(asked) % 2 else "two", expires_in=3600)
        r = Redis(host="127.0.0.1", port=PORT, max_connections=2, socket_timeout=10, credential_provider=give)
        def work(name):
            use(name)
            assert asked.count(os.getpid()) == 1, asked
            r.connection_pool.reauthenticate()
            use(name + " again")
            assert asked.count(os.getpid()) == 2, asked
            close()
        early = [in_child(work, f"early {n}") for n in range(2)]
        use("master")
        r.connection_pool.reauthenticate()
        late = [in_child(work, f"late {n}") for n in range(2)]
        use("master again")
        assert [exit_status(pid) for pid in early + late] == [0] * 4
        assert asked.count(os.getpid()) == 2, asked
        close()
        """,
        server,
    )
    server.command("ACL", "DELUSER", "in-processes")
