"""The end of a program in the middle of everything: at once, with its own status, and in silence. Scenario 35.

One caller waits in BLPOP, one for messages, one calls without end, and one has a pipeline that is not executed; a
handler of `atexit` uses the client. Nothing is closed. The program ends by `sys.exit`, or by its own handler of a
signal from outside, made in the way of its runtime. (`test_forgotten.py` has what ends with less to do.)
"""

from __future__ import annotations

import signal
import subprocess
import sys
import textwrap
import time
from typing import Any

import pytest

from .scripts import ROOT

_BEGIN = """
import atexit, os, signal, sys
from sansredis.{door} import Redis

PORT, END = int(sys.argv[1]), sys.argv[2]
r = Redis(host="127.0.0.1", port=PORT, max_connections=8)

def ready():
    # All are at what they do, as far as the server knows.
    print("ready", flush=True)

"""
_BLOCKING = """
def pop():
    r.blpop("exits:never", timeout=60)

def subscribe():
    p = r.pubsub()
    p.subscribe("exits:never")
    while True:
        p.get_message(timeout=None)

def call():
    pipe = r.pipeline().echo("never executed")
    while True:
        r.echo("x")

def at_exit():
    assert r.echo("at exit") == b"at exit"

def busy():
    return len([c for c in r.client_list() if c["cmd"] in ("blpop", "subscribe")]) >= 2

"""
_AWAITING = """
async def pop():
    await r.blpop("exits:never", timeout=60)

async def subscribe():
    p = r.pubsub()
    await p.subscribe("exits:never")
    while True:
        await p.get_message(timeout=None)

async def call():
    pipe = r.pipeline().echo("never executed")
    while True:
        await r.echo("x")

async def last():
    assert await r.echo("at exit") == b"at exit"

async def busy():
    return len([c for c in await r.client_list() if c["cmd"] in ("blpop", "subscribe")]) >= 2

"""
_ASYNCIO = """
import asyncio

atexit.register(lambda: run(last()))

async def main():
    tasks = [asyncio.create_task(flow()) for flow in (pop, subscribe, call)]
    while not await busy():
        await asyncio.sleep(0.01)
    stop = asyncio.Event()
    if END == "handler":
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    ready()
    if END == "exit":
        sys.exit(3)
    await stop.wait()

run(main())
sys.exit(5)
"""
_PROGRAMS = {
    "threads": _BLOCKING
    + """
import threading, time

atexit.register(at_exit)
for work in (pop, subscribe, call):
    threading.Thread(target=work, daemon=True).start()
while not busy():
    time.sleep(0.01)
if END == "handler":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(5))
ready()
if END == "exit":
    sys.exit(3)
time.sleep(60)
""",
    "gevent": _BLOCKING
    + """
import gevent

atexit.register(at_exit)
greenlets = [gevent.spawn(work) for work in (pop, subscribe, call)]
while not busy():
    gevent.sleep(0.01)
stop = gevent.event.Event()
if END == "handler":
    gevent.signal_handler(signal.SIGTERM, stop.set)
ready()
if END == "exit":
    sys.exit(3)
stop.wait()
sys.exit(5)
""",
    "asyncio": _AWAITING + "from asyncio import run\n" + _ASYNCIO,
    "uvloop": _AWAITING + "from uvloop import run\n" + _ASYNCIO,
    "trio": _AWAITING
    + """
import trio

atexit.register(lambda: trio.run(last))

async def main():
    async with trio.open_nursery() as nursery:
        for flow in (pop, subscribe, call):
            nursery.start_soon(flow)
        while not await busy():
            await trio.sleep(0.01)
        if END == "handler":
            with trio.open_signal_receiver(signal.SIGTERM) as signals:
                ready()
                async for _ in signals:
                    break
        else:
            ready()
        nursery.cancel_scope.cancel()

trio.run(main)
sys.exit(5 if END == "handler" else 3)
""",
}
_STATUS = {"exit": 3, "handler": 5}
# In place of the one second that is promised: this machine may do other things, and who hangs takes 60.
LIMIT = 10


@pytest.mark.parametrize("end", _STATUS)
def test_a_program_ends_in_the_middle_of_everything(mortal: Any, runtime: str, end: str) -> None:
    door = "asyncio" if runtime == "uvloop" else runtime
    program = _BEGIN.replace("{door}", door) + _PROGRAMS[runtime]
    # What is open when a loop ends is told of by Python, but only to programs that ask for these warnings.
    command = [sys.executable, "-W", "error", "-W", "ignore::ResourceWarning", "-c", textwrap.dedent(program)]
    with subprocess.Popen(
        [*command, str(mortal.port), end], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        said = process.stdout.readline()
        assert said == "ready\n", said + process.stderr.read()
        began = time.monotonic()
        if end == "handler":
            process.send_signal(signal.SIGTERM)
        try:
            status = process.wait(30)
        finally:
            process.kill()
        took = time.monotonic() - began
        assert (status, process.stderr.read()) == (_STATUS[end], "")
        assert took < LIMIT
