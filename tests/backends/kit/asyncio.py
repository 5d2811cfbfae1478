"""The kit for asyncio, in debug mode: what a test spawns are tasks."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from .base import ABANDONED, AsyncFn, Event, Handle, Kit, in_kit, stepping


class _Task(Handle):
    def __init__(self, fn: AsyncFn, args: tuple[Any, ...]) -> None:
        super().__init__()
        self.task = asyncio.get_running_loop().create_task(self.run(fn, args))
        # A task cancelled before its first step runs nothing, not even what notes its end.
        self.task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self.done = True
        self.cancelled = self.cancelled or task.cancelled()

    def cancel(self) -> None:
        self.task.cancel()

    async def join(self) -> None:
        await asyncio.wait([self.task])


class RuntimeKit(Kit):
    name = "asyncio"
    blocking = False

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)

    def event(self) -> Event:
        return asyncio.Event()  # type: ignore[return-value]

    def start(self, fn: AsyncFn, *args: Any) -> Handle:
        return _Task(fn, args)

    async def move_on_after(self, seconds: float, fn: AsyncFn, *args: Any) -> Any:
        scope = asyncio.timeout(seconds)
        try:
            async with scope:
                return await fn(*args)
        except TimeoutError:
            if not scope.expired():
                raise
            return ABANDONED
        finally:
            assert asyncio.current_task().cancelling() == 0  # type: ignore[union-attr]

    async def cancel_at(self, point: int, fn: AsyncFn, *args: Any) -> Any:
        async def run() -> Any:
            task = asyncio.current_task()
            assert task is not None
            return await stepping(fn(*args), point, task.cancel)

        return await self.start(run).result()

    @classmethod
    def wrap(cls, test: Callable[..., Awaitable[None]], *, eager: bool, debug: bool) -> Callable[..., None]:
        """Return the test as a plain function, which fails if the loop had to report an error or a task is left."""

        def run(**fixtures: Any) -> None:
            reports: list[dict[str, Any]] = []

            async def main() -> None:
                loop = asyncio.get_running_loop()
                loop.set_exception_handler(lambda _, context: reports.append(context))
                if eager:
                    loop.set_task_factory(asyncio.eager_task_factory)  # type: ignore[attr-defined]
                await in_kit(test, fixtures)
                left = asyncio.all_tasks() - {asyncio.current_task()}
                for _ in range(10):
                    # Those that were told to end need a turn for it.
                    if any(task.cancelling() for task in left):
                        await asyncio.sleep(0)
                left = {task for task in left if not task.done()}
                assert not left, left

            with asyncio.Runner(debug=debug, loop_factory=cls.new_loop) as runner:
                runner.run(main())
            assert not reports, reports

        return run

    @classmethod
    def new_loop(cls) -> asyncio.AbstractEventLoop:
        return asyncio.new_event_loop()
