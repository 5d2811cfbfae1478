"""The kit for threads: the test runs in the main thread, and what it spawns in threads of their own."""

from __future__ import annotations

import dis
import gc
import signal
import sys
import threading
import time
from collections.abc import Awaitable, Callable
from typing import Any

from .base import ABANDONED, AsyncFn, Event, Handle, Kit, drive, in_kit


class Abandon(BaseException):
    """What the signal handler raises: like a KeyboardInterrupt it is no `Exception`."""


class _Event:
    def __init__(self) -> None:
        self._event = threading.Event()
        self.set = self._event.set

    async def wait(self) -> None:
        assert self._event.wait(30), "nobody set the event"


class _Thread(Handle):
    def __init__(self, fn: AsyncFn, args: tuple[Any, ...]) -> None:
        super().__init__()
        self.thread = threading.Thread(target=lambda: drive(self.run(fn, args)), daemon=True)
        self.thread.start()

    async def join(self) -> None:
        self.thread.join(30)
        assert not self.thread.is_alive(), "a thread of the test hangs"


class _Interrupter:
    """Raises where a signal handler may run: CPython looks for signals after calls, after jumps back and on entry.

    Not at every line: it does not look between the end of a ``with`` block and the call that leaves it, for example,
    and code may rely on that.
    """

    LOOKS = frozenset(("CALL", "CALL_KW", "CALL_FUNCTION_EX", "JUMP_BACKWARD", "RESUME"))

    def __init__(self, point: int) -> None:
        self.left = point

    def trace(self, frame: Any, what: str, _: Any) -> Any:
        """Begin to trace one function of sansredis."""
        if "/sansredis/" not in frame.f_code.co_filename:
            return None
        frame.f_trace_opcodes = True
        code = frame.f_code.co_code
        last = ""

        def trace_frame(frame: Any, what: str, _: Any) -> Any:
            nonlocal last
            if what == "opcode":
                looked, last = last in self.LOOKS, dis.opname[code[frame.f_lasti]]
                if looked:
                    self.left -= 1
                    if self.left == 0:
                        raise Abandon
            return trace_frame

        return trace_frame


class RuntimeKit(Kit):
    name = "threads"
    blocking = True
    can_cancel = False

    async def sleep(self, seconds: float) -> None:
        time.sleep(seconds)

    def event(self) -> Event:
        return _Event()

    def start(self, fn: AsyncFn, *args: Any) -> Handle:
        return _Thread(fn, args)

    async def move_on_after(self, seconds: float, fn: AsyncFn, *args: Any) -> Any:
        armed = True

        def handler(*_: object) -> None:
            if armed:
                raise Abandon

        previous = signal.signal(signal.SIGALRM, handler)
        try:
            signal.setitimer(signal.ITIMER_REAL, max(seconds, 1e-6))
            value = await fn(*args)
            armed = False
            return value
        except Abandon:
            return ABANDONED
        finally:
            armed = False
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, previous)

    async def cancel_at(self, point: int, fn: AsyncFn, *args: Any) -> Any:
        if point == 1:
            # What is there already is not looked through again and again, which takes most of the time.
            gc.collect()
            gc.freeze()
        previous = sys.gettrace()
        sys.settrace(_Interrupter(point).trace)
        try:
            value = await fn(*args)
        except Abandon:
            pass
        else:
            gc.unfreeze()
            return value
        finally:
            sys.settrace(previous)
        # What was in hands that nobody has any more is found when it is collected.
        gc.collect()
        return ABANDONED

    @classmethod
    def wrap(cls, test: Callable[..., Awaitable[None]], **_: Any) -> Callable[..., None]:
        """Return the test as a plain function."""

        def run(**fixtures: Any) -> None:
            # `cancel_at` collects after each point: what was there before the test need not be looked through.
            gc.freeze()
            try:
                drive(in_kit(test, fixtures))
            finally:
                gc.unfreeze()

        return run
