"""Visitors of a web server: each asks again and again, and knows what the answer has to be."""

from __future__ import annotations

import http.client
import json
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import Any, Self

ENOUGH = 60.0
"""Seconds within which whatever is waited for has to come."""
LONGEST = 20.0
"""Seconds that one answer may take, on a machine that is busy with other things. (The calls' own limit is 5.)"""


def ask(port: int, path: str) -> tuple[int, str]:
    """Ask on a new connection; return status and body."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=LONGEST)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


class Load:
    """Many visitors at a time, each in a thread.

    Attributes:
        answered: how many answers there were, by status; 200 only where the body was right.
        wrong: what was answered wrongly.
        longest: seconds that the slowest answer took.
    """

    def __init__(self, port: int, visitors: int) -> None:
        self.port = port
        self.answered: Counter[int] = Counter()
        self.wrong: list[str] = []
        self.longest = 0.0
        self.began = time.monotonic()
        self.lasted = 0.0
        self._over = False
        self._lock = threading.Lock()
        self._threads = [threading.Thread(target=self._visit, args=(n,), daemon=True) for n in range(visitors)]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over = True
        for thread in self._threads:
            thread.join(LONGEST + 5)
        self.lasted = time.monotonic() - self.began
        assert kind is not None or not any(thread.is_alive() for thread in self._threads), "an answer never came"

    def _visit(self, visitor: int) -> None:
        turn = 0
        while not self._over:
            turn += 1
            name = f"v{visitor}t{turn}"
            path, right = (
                (f"/echo/{name}", name.__eq__),
                (f"/visit/{name}", lambda body, name=name: body == f"{name} 1"),
                (f"/job/{name}", lambda body, name=name: body == f"{name} nothing"),
            )[turn % 3]
            self._count(path, right)

    def _count(self, path: str, right: Callable[[str], bool]) -> None:
        began = time.monotonic()
        try:
            status, body = ask(self.port, path)
        except (OSError, http.client.HTTPException) as error:
            status, body = 0, repr(error)
        took = time.monotonic() - began
        with self._lock:
            self.longest = max(self.longest, took)
            self.answered[status] += 1
            if not (right(body) if status == 200 else status == 503 and body.startswith("no redis: ")):
                self.wrong.append(f"{path}: {status} {body[:300]}")

    def until(self, status: int, more: int) -> None:
        """Wait for so many more answers with a status."""
        goal = self.answered[status] + more
        end = time.monotonic() + ENOUGH
        while self.answered[status] < goal:
            assert time.monotonic() < end, f"only {dict(self.answered)}; wrong: {self.wrong[:3]}"
            time.sleep(0.01)


def health(port: int, workers: int) -> dict[int, dict[str, Any]]:
    """Ask every worker how its pool is; return that by process id."""
    found: dict[int, dict[str, Any]] = {}
    end = time.monotonic() + ENOUGH
    while len(found) < workers:
        assert time.monotonic() < end, f"{len(found)} of {workers} workers answer"
        # Several at a time, since one worker alone would take them all otherwise.
        with ThreadPoolExecutor(8) as executor:
            for _, body in executor.map(ask, [port] * 8, ["/health"] * 8):
                state = json.loads(body)
                found[state.pop("pid")] = state
    return found
