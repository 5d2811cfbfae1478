"""Locks and semaphores, as the face shows them."""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType
from typing import Any, Literal, Self

from sansredis.client import Client
from sansredis.core.commands.command import KeyT
from sansredis.core.locks import LockRules, SemaphoreRules
from sansredis.locks import LockFlow
from sansredis.runtime import drive


class Acquired(LockFlow):
    """What can be acquired and released."""

    def acquire(
        self,
        sleep: float | None = None,
        blocking: bool | None = None,
        blocking_timeout: float | None = None,
        token: str | bytes | None = None,
    ) -> bool:
        """Acquire it. What is not given is as the object was made.

        Args:
            sleep: seconds between two questions to the server, and up to a quarter more, at random.
            blocking: wait until it is to be had; if False, ask once.
            blocking_timeout: seconds to wait at most. At their end the server is asked for the last time.
            token: what to call oneself, instead of a random string. Nobody else may use the same.

        Returns:
            Whether it was acquired.

        Raises:
            ConnectionError, TimeoutError: it was not acquired; or the server has granted it unheard, and then it is let
                go of in the background. After a cancellation, too. If that fails because the server cannot be reached,
                it ends by its timeout. Each question has a deadline of its own: ``socket_timeout``.
        """
        return drive(self._acquire(self._key(), sleep, blocking, blocking_timeout, token))

    def do_acquire(self, token: str | bytes) -> bool:
        """Ask once for it, for *token*; return whether that has it now. Nothing is noted: see `do_release`."""
        return drive(self._do_acquire(token))

    def release(self) -> None:
        """Release what the caller has acquired.

        Raises:
            LockNotOwnedError: it had ended, and perhaps somebody else has it.
            LockError: the caller has not acquired it.
            ConnectionError, TimeoutError: it is not known whether it was released; `release` may be called again. It is
                no longer renewed.
        """
        drive(self._release(self._key()))

    def do_release(self, expected_token: str | bytes) -> None:
        """Release what *expected_token* has, whoever acquired it.

        Raises:
            LockNotOwnedError: that does not have it.
        """
        drive(self._do_release(expected_token))

    def extend(self, additional_time: float, replace_ttl: bool = False) -> Literal[True]:
        """Change when it ends.

        Args:
            additional_time: seconds to add.
            replace_ttl: let it end so many seconds from now instead.

        Returns:
            True.

        Raises:
            LockNotOwnedError: it had ended.
            LockError: the caller has not acquired it, or it has no timeout.
        """
        seconds = None if self.timeout is None else additional_time
        return drive(self._extend(self._key(), seconds, "set" if replace_ttl else "add", "extend"))

    def reacquire(self) -> Literal[True]:
        """Let it end a whole timeout from now.

        Returns:
            True.

        Raises:
            LockNotOwnedError: it had ended.
            LockError: the caller has not acquired it, or it has no timeout.
        """
        return drive(self._extend(self._key(), self.timeout, "set", "reacquire"))

    def locked(self) -> bool:
        """Ask the server whether it is not to be had: somebody has it; of a semaphore, all places are taken."""
        return bool(drive(self._state(None)))

    def owned(self) -> bool:
        """Ask the server whether the caller has it."""
        token = self.token
        return token is not None and drive(self._state(token)) == 2

    def __enter__(self) -> Self:
        drive(self._enter(self._key()))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        drive(self._exit(self._key(), error))


class Lock(Acquired):
    """A lock; `Redis.lock` says what the arguments are."""

    def __init__(
        self,
        redis: Client[Any],
        name: KeyT,
        timeout: float | None = None,
        sleep: float = 0.1,
        blocking: bool = True,
        blocking_timeout: float | None = None,
        thread_local: bool = True,
        raise_on_release_error: bool = True,
        auto_renew: bool = False,
        on_lost: Callable[[], object] | None = None,
        fencing: bool = False,
    ) -> None:
        rules = LockRules(name, timeout, fencing)
        ways = (timeout, sleep, blocking, blocking_timeout, thread_local, raise_on_release_error, auto_renew, on_lost)
        super().__init__(redis, name, rules, *ways)
        self._fencing = fencing

    @property
    def fencing_token(self) -> int | None:
        """The number of the caller's acquisition, greater than all before; None without one, or without *fencing*."""
        holding = self._held.get(self._key())
        return holding.number if holding is not None and self._fencing else None


class Semaphore(Acquired):
    """A semaphore; `Redis.semaphore` says what the arguments are."""

    def __init__(
        self,
        redis: Client[Any],
        name: KeyT,
        limit: int,
        timeout: float | None = None,
        sleep: float = 0.1,
        blocking: bool = True,
        blocking_timeout: float | None = None,
        thread_local: bool = True,
        raise_on_release_error: bool = True,
        auto_renew: bool = False,
        on_lost: Callable[[], object] | None = None,
    ) -> None:
        rules = SemaphoreRules(name, limit, timeout)
        ways = (timeout, sleep, blocking, blocking_timeout, thread_local, raise_on_release_error, auto_renew, on_lost)
        super().__init__(redis, name, rules, *ways)
        self.limit = limit
