"""A world without sockets, threads or real time: coroutines, what happens between their turns, and a clock.

Everything is deterministic. A turn runs every task that can go on; then what was put off to the end of the turn
happens; then one thing of the network; and only if nothing at all can go on does the clock move, to the next timer.
A world in which nothing can go on and no timer runs is a deadlock, and says so: this is how a lost wake-up is found.
"""

from __future__ import annotations

import heapq
import itertools
import types
from collections import deque
from collections.abc import Callable, Coroutine, Generator
from typing import Any


class Cancelled(BaseException):
    """What a cancelled task gets; no `Exception`, as in every runtime."""


class Deadlock(AssertionError):
    """Nothing can go on any more."""


class Script:
    """One fault of one kind, at the n-th moment where a fault of that kind could happen.

    Args:
        kind: the kind of fault.
        point: which of the moments, counted from 1; 0 for none.
    """

    def __init__(self, kind: str = "", point: int = 0) -> None:
        self.kind = kind
        self.point = point
        self.seen = 0
        self.victim: Task | None = None

    def hit(self, kind: str) -> bool:
        """Whether the fault happens here and now."""
        if kind != self.kind:
            return False
        self.seen += 1
        return self.seen == self.point

    def over(self) -> None:
        """Let nothing happen from now on."""
        self.kind = "nothing"

    @property
    def happened(self) -> bool:
        """Whether the moment came."""
        return self.seen >= self.point > 0


class Task:
    """A coroutine of the world, and how it ended."""

    def __init__(self, name: str, coroutine: Coroutine[Any, Any, Any]) -> None:
        self.name = name
        self.coroutine = coroutine
        self.condition: Callable[[], bool] | None = None
        self.deadline: float | None = None
        self.done = False
        self.cancelled = False
        self.error: BaseException | None = None

    def __repr__(self) -> str:
        return f"<Task {self.name}>"


class World:
    """The scheduler."""

    def __init__(self) -> None:
        self.clock = 1000.0
        self.tasks: list[Task] = []
        self.current: Task | None = None
        self.end_of_turn: deque[Callable[[], None]] = deque()
        self.network: deque[Callable[[], None]] = deque()
        self._timers: list[tuple[float, int, Callable[[], None]]] = []
        self._serial = itertools.count()

    def start(self, name: str, coroutine: Coroutine[Any, Any, Any]) -> Task:
        task = Task(name, coroutine)
        self.tasks.append(task)
        return task

    def at(self, when: float, callback: Callable[[], None]) -> None:
        """Call back when the clock says `when`."""
        heapq.heappush(self._timers, (when, next(self._serial), callback))

    @types.coroutine
    def wait(self, condition: Callable[[], bool], deadline: float | None = None) -> Generator[Any, Any, bool]:
        """Suspend the running task until the condition holds or the deadline comes. Returns whether it holds."""
        task = self.current
        assert task is not None, "a primitive was awaited outside of any task"
        task.condition = condition
        task.deadline = deadline
        if deadline is not None:
            self.at(deadline, lambda: None)
        yield
        task.condition = None
        return condition()

    def run(self) -> None:
        """Run until every task has ended."""
        while any(not task.done for task in self.tasks):
            if not self._turn() and not self._happen():
                stuck = [task for task in self.tasks if not task.done]
                raise Deadlock(f"these tasks wait for something that never comes: {stuck}")
        # What is left of the network still happens: late replies must find nobody.
        while self.end_of_turn or self.network:
            self._happen()

    def _turn(self) -> bool:
        able = [task for task in self.tasks if not task.done and self._able(task)]
        for task in able:
            self._step(task)
        return bool(able)

    def _able(self, task: Task) -> bool:
        return task.condition is None or task.condition() or (task.deadline is not None and task.deadline <= self.clock)

    def switch(self, task: Task) -> None:
        """Run a task now, from inside of what happens between the turns, as a hub switches to a greenlet."""
        if not task.done and self._able(task):
            self._step(task)

    def _step(self, task: Task) -> None:
        self.current = task
        try:
            task.coroutine.send(None)
        except StopIteration:
            task.done = True
        except Cancelled:
            task.done = task.cancelled = True
        except Exception as error:
            task.done = True
            task.error = error
        finally:
            self.current = None

    def _happen(self) -> bool:
        if self.end_of_turn:
            self.end_of_turn.popleft()()
        elif self.network:
            self.network.popleft()()
        elif self._timers:
            when, _, callback = heapq.heappop(self._timers)
            self.clock = max(self.clock, when)
            callback()
        else:
            return False
        return True
