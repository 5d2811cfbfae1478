"""Locks and semaphores, as a client of each face makes them; `features` says how, `locks` what they do."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar, overload

from sansredis.client import Client
from sansredis.core.commands.command import KeyT, S

_L = TypeVar("_L", bound="Lock")

if TYPE_CHECKING:

    class Lock:
        """The face's own."""

    class Semaphore:
        """The face's own."""


class Locks(Client[S]):
    """A client with locks."""

    def _locks(self) -> Any:
        """The face's module `locks`."""
        raise NotImplementedError

    @overload
    def lock(
        self,
        name: KeyT,
        timeout: float | None = None,
        sleep: float = 0.1,
        blocking: bool = True,
        blocking_timeout: float | None = None,
        lock_class: None = None,
        thread_local: bool = True,
        raise_on_release_error: bool = True,
        *,
        auto_renew: bool = False,
        on_lost: Callable[[], object] | None = None,
        fencing: bool = False,
    ) -> Lock: ...
    @overload
    def lock(
        self,
        name: KeyT,
        timeout: float | None = None,
        sleep: float = 0.1,
        blocking: bool = True,
        blocking_timeout: float | None = None,
        *,
        lock_class: type[_L],
        thread_local: bool = True,
        raise_on_release_error: bool = True,
        auto_renew: bool = False,
        on_lost: Callable[[], object] | None = None,
        fencing: bool = False,
    ) -> _L: ...
    def lock(
        self,
        name: KeyT,
        timeout: float | None = None,
        sleep: float = 0.1,
        blocking: bool = True,
        blocking_timeout: float | None = None,
        lock_class: type[Lock] | None = None,
        thread_local: bool = True,
        raise_on_release_error: bool = True,
        *,
        auto_renew: bool = False,
        on_lost: Callable[[], object] | None = None,
        fencing: bool = False,
    ) -> Lock:
        """Make a lock that all programs on this server know by *name*: ``with r.lock("report", timeout=9): ...``.

        Where commands are awaited, it is entered by ``async with``. Nothing is sent yet. One at a time can hold it.
        It is no protection against what somebody still does after his lock has ended; *fencing* gives what is needed
        for that.

        Args:
            name: its key. redis-py's locks of the same name are the same lock.
            timeout: seconds after which it ends by itself. None: never; then it stays if its holder's machine dies.
            sleep: seconds between two questions to the server while waiting, and up to a quarter more, at random.
            blocking: whether `acquire` waits.
            blocking_timeout: seconds for which it waits at most; None: without limit.
            lock_class: a subclass of `Lock` to make.
            thread_local: the thread, greenlet or task that called `acquire` has the lock, and only it can release it.
                False: whoever uses this object can.
            raise_on_release_error: let leaving a ``with`` block raise a `LockError` if the lock had ended. An error of
                the block itself is raised in any case.
            auto_renew: renew it after each third of *timeout* for as long as it is held, by a thread, greenlet
                or task of its own. That ends when the lock is released, or its holder has ended.
            on_lost: called, in that thread, greenlet or task, when the lock was lost while it was renewed. See also
                `Lock.lost`.
            fencing: number the acquisitions: see `Lock.fencing_token`. The number is kept for ever, in a key beside.

        Returns:
            The lock.

        Raises:
            DataError: an argument is wrong.
        """
        kind: Any = lock_class or self._locks().Lock
        made: Lock = kind(
            self,
            name,
            timeout,
            sleep,
            blocking,
            blocking_timeout,
            thread_local,
            raise_on_release_error,
            auto_renew,
            on_lost,
            fencing,
        )
        return made

    def semaphore(
        self,
        name: KeyT,
        limit: int,
        timeout: float | None = None,
        sleep: float = 0.1,
        blocking: bool = True,
        blocking_timeout: float | None = None,
        thread_local: bool = True,
        raise_on_release_error: bool = True,
        *,
        auto_renew: bool = False,
        on_lost: Callable[[], object] | None = None,
    ) -> Semaphore:
        """Make a semaphore: a lock that *limit* may hold at once.

        Who waits is served in the order in which he came, by the server's clock. One who has died while waiting keeps
        his turn until he has failed to ask for three times *sleep*, and a second.

        Args:
            name: its key. Two more keys with the same hash tag are used while somebody waits.
            limit: how many may hold it at once. The same number everywhere.
            timeout: seconds after which a place ends by itself; None: never.
            sleep: as of `lock`, as are all others.
            blocking: whether `acquire` waits.
            blocking_timeout: seconds for which it waits at most.
            thread_local: whose the place is.
            raise_on_release_error: what leaving a ``with`` block does if the place had ended.
            auto_renew: renew it for as long as it is held.
            on_lost: called when it was lost while it was renewed.

        Returns:
            The semaphore, with the methods of a `Lock`. ``locked()`` says whether all places are taken.

        Raises:
            DataError: an argument is wrong.
        """
        ways = (sleep, blocking, blocking_timeout, thread_local, raise_on_release_error, auto_renew, on_lost)
        made: Semaphore = self._locks().Semaphore(self, name, limit, timeout, *ways)
        return made
