"""What is noted of streams."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Account:
    """What is known of the streams of one function.

    Attributes:
        opened: how many were made.
        alive: how many are open; of wrapped ones, which say so.
        sent: bytes sent by wrapped ones.
        received: bytes received by wrapped ones.
        asked: the arguments of each call.
        most: the most bytes that a wrapped one sends or receives at once.
    """

    opened: int = 0
    alive: int = 0
    sent: int = 0
    received: int = 0
    asked: list[tuple[Any, ...]] = field(default_factory=list)
    most: int = 1 << 20
    lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def ask(self, *arguments: Any) -> None:
        """A stream was asked for."""
        with self.lock:
            self.asked.append(arguments)

    def open(self) -> None:
        """One was made."""
        with self.lock:
            self.opened += 1
            self.alive += 1

    def close(self) -> None:
        """One was closed."""
        with self.lock:
            self.alive -= 1
