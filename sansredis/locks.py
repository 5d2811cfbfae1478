"""Locks and semaphores: asking, waiting, keeping, letting go.

The law here: nobody believes to have what he has not, and nobody has what he does not know of. The token is chosen
before the server is asked. So a request whose reply was lost may be made again; and what somebody may have got who gave
up in the middle of asking is let go of in the background, because to give up must not wait. What nobody lets go of ends
by its timeout, on the server's clock.
"""

from __future__ import annotations

import os
import sys
import weakref
from collections.abc import Callable, Hashable, MutableMapping
from math import inf
from random import random
from typing import Any, Literal

from sansredis.caller import Caller
from sansredis.client import Client
from sansredis.core.errors import (
    ConnectionError,
    DataError,
    LockError,
    LockNotOwnedError,
    NoScriptError,
    ReadOnlyError,
    RedisError,
    TimeoutError,
)
from sansredis.core.locks import How, Request, Rules, milliseconds, pause
from sansredis.runtime import Waiter, earlier

_AGAIN = 0.1  # seconds after which it is let go for the second time


class Holding:
    """What somebody has, or may have.

    Attributes:
        token: his name for the server.
        number: what the server replied when he got it.
        until: when it ends, on the runtime's clock, unless it is renewed.
        lost: whether it is known to have ended.
        over: whether he let go of it, or is about to.
        waiter: who renews it is parked here.
    """

    __slots__ = ("__weakref__", "lost", "number", "over", "token", "until", "waiter")

    def __init__(self, token: str | bytes) -> None:
        self.token = token
        self.number = 0
        self.until = inf
        self.lost = False
        self.over = False
        self.waiter = Waiter()

    def kept(self) -> bool:
        """Whether it should be renewed."""
        return not self.over


async def ask(client: Client[Any], request: Request, *, again: bool = True, doubtful: int = 0) -> int:
    """Call a script.

    Args:
        client: whom to ask.
        request: the call.
        again: whether it may be called a second time if the connection was lost before the reply came.
        doubtful: what a 0 means that comes the second time.
    """
    deadline = client._deadline()
    retry, failures, lost = client._retry, 0, False
    if retry.repeat_writes:
        # What was tried again must be known here.
        client = client.with_retry(retry.replace(repeat_writes=False))
    while True:
        try:
            try:
                value = await client._execute_by(request.by_name(), deadline)
            except NoScriptError:
                value = await client._execute_by(request.by_body(), deadline)
            return value or (doubtful if lost else 0)
        except (ConnectionError, TimeoutError, ReadOnlyError) as error:
            # These scripts tell nobody anything before they write, so where that is refused nothing has happened.
            may = isinstance(error, ReadOnlyError) or (
                again and error.maybe_executed and isinstance(error, ConnectionError)
            )
            # Whoever gives up has to know that he may have been heard.
            error.maybe_executed = lost = lost or error.maybe_executed
            failures += 1
            if not may:
                raise
            pause = retry.pause(failures, random())
            if failures > retry.retries or not await client._rest(pause, deadline):
                raise


class LockFlow:
    """A lock or a semaphore. It may be shared by any threads, greenlets or tasks: each has what it acquired itself."""

    def __init__(
        self,
        client: Client[Any],
        name: Any,
        rules: Rules,
        timeout: float | None,
        sleep: float,
        blocking: bool,
        blocking_timeout: float | None,
        thread_local: bool,
        raise_on_release_error: bool,
        auto_renew: bool,
        on_lost: Callable[[], object] | None,
    ) -> None:
        milliseconds("sleep", sleep)
        if blocking_timeout is not None and blocking_timeout < 0:
            raise DataError(f"blocking_timeout={blocking_timeout!r}: seconds to wait cannot be less than 0")
        if timeout is None and (auto_renew or on_lost is not None):
            raise DataError("auto_renew and on_lost need a timeout: what never ends is neither renewed nor lost")
        self.name = name
        self.timeout = timeout
        self.sleep = sleep
        self.blocking = blocking
        self.blocking_timeout = blocking_timeout
        self.thread_local = thread_local
        self.raise_on_release_error = raise_on_release_error
        self.auto_renew = auto_renew
        self._client = client
        self._runtime = client._runtime
        self._rules = rules
        self._on_lost = on_lost
        # A caller who is gone has nothing any more.
        self._held: MutableMapping[Hashable, Holding] = weakref.WeakKeyDictionary() if thread_local else {}

    def _key(self) -> Hashable:
        """Whose the token is: the caller's, or everybody's."""
        return self._runtime.caller() if self.thread_local else None

    @property
    def token(self) -> str | bytes | None:
        """The caller's token, as long as he has not let go; None if he has none."""
        holding = self._held.get(self._key())
        return None if holding is None else holding.token

    @property
    def lost(self) -> bool:
        """Whether what the caller acquired has ended before he let go of it, as far as is known here.

        It has if its time was over on this program's clock, or if who renews it found somebody else's token.
        """
        holding = self._held.get(self._key())
        return holding is not None and (holding.lost or self._runtime.now() >= holding.until)

    async def _acquire(
        self,
        key: Hashable,
        sleep: float | None,
        blocking: bool | None,
        blocking_timeout: float | None,
        token: str | bytes | None,
    ) -> bool:
        sleep = self.sleep if sleep is None else sleep
        milliseconds("sleep", sleep)
        blocking = self.blocking if blocking is None else blocking
        blocking_timeout = self.blocking_timeout if blocking_timeout is None else blocking_timeout
        now = self._runtime.now
        stop = None if blocking_timeout is None else now() + blocking_timeout
        stop = earlier(stop, self._client._until)
        trial = Holding(token or _new_token())
        in_doubt = False
        try:
            while True:
                began = now()
                waits = blocking and (stop is None or began < stop)
                in_doubt = True
                trial.number = await ask(self._client, self._rules.acquire(trial.token, sleep if waits else 0))
                if trial.number:
                    self._hold(key, trial, began)
                    return True
                in_doubt = False
                if not waits:
                    return False
                waiter = Waiter()
                self._runtime.ready(waiter)
                await self._runtime.park_until(waiter, pause(sleep, now(), stop, random))
        except BaseException as error:
            unheard = in_doubt and (error.maybe_executed if isinstance(error, RedisError) else True)
            if unheard or self._rules.queues:
                self._abandon(key, trial, unheard)
            raise

    def _hold(self, key: Hashable, holding: Holding, began: float) -> None:
        if self.timeout is not None:
            holding.until = began + self.timeout
        self._held[key] = holding
        if self.auto_renew:
            self._renew(holding)

    def _abandon(self, key: Hashable, holding: Holding, unheard: bool) -> None:
        """Let go, in the background, of what somebody may have who cannot wait any more."""
        self._stop_renewing(holding)
        if self._held.get(key) is holding:
            del self._held[key]
        flow = _letting_go(self._client._lasting(), self._rules.release(holding.token), 2 if unheard else 1)
        try:
            self._runtime.spawn(flow)
        except RuntimeError:
            # The event loop, the run or the process is at its end.
            flow.close()

    def _renew(self, holding: Holding) -> None:
        """Have it renewed in the background, for as long as there is somebody to let go of it."""
        client, timeout = self._client, self.timeout
        assert timeout is not None
        # A connection that does not answer must leave time for another one.
        patience = min(client._timeout or inf, max(timeout / 3, 0.001))
        renewer: Client[Any] = type(client).__new__(type(client))
        Caller.__init__(renewer, client.options.replace(socket_timeout=patience), client._pool)
        renewer._owns_pool = False
        request = self._rules.extend(holding.token, milliseconds("timeout", timeout), "raise")
        flow = _renewing(weakref.ref(holding), holding.waiter, renewer, request, timeout, self._on_lost)
        self._runtime.spawn(flow)

    def _stop_renewing(self, holding: Holding) -> None:
        holding.over = True
        self._runtime.unpark(holding.waiter)

    async def _release(self, key: Hashable) -> None:
        holding = self._held.get(key)
        if holding is None:
            raise LockError(f"{self!r} was not acquired by who wants to release it", self._shown())
        self._stop_renewing(holding)
        owned = await ask(self._client, self._rules.release(holding.token), doubtful=1)
        self._held.pop(key, None)
        if not owned:
            raise self._not_owned("release")

    async def _do_acquire(self, token: str | bytes) -> bool:
        return bool(await ask(self._client, self._rules.acquire(token, 0)))

    async def _do_release(self, token: str | bytes) -> None:
        if not await ask(self._client, self._rules.release(token), doubtful=1):
            raise self._not_owned("release")

    async def _extend(self, key: Hashable, seconds: float | None, how: How, what: str) -> Literal[True]:
        holding = self._held.get(key)
        if holding is None:
            raise LockError(f"{self!r} was not acquired by who wants to {what} it", self._shown())
        if seconds is None:
            raise LockError(f"{self!r} has no timeout, and so nothing to {what}", self._shown())
        began = self._runtime.now()
        request = self._rules.extend(holding.token, milliseconds("time", seconds), how)
        if not await ask(self._client, request, again=how != "add"):
            raise self._not_owned(what)
        holding.until = seconds + (max(holding.until, began) if how == "add" else began)
        return True

    async def _state(self, token: str | bytes | None) -> int:
        return await ask(self._client, self._rules.state(b"" if token is None else token))

    async def _enter(self, key: Hashable) -> None:
        if not await self._acquire(key, None, None, None, None):
            raise LockError(f"{self!r} could not be acquired in the time given", self._shown())

    async def _exit(self, key: Hashable, error: BaseException | None) -> None:
        holding = self._held.get(key)
        try:
            await self._release(key)
        except RedisError as trouble:
            if error is not None:
                # What the block raised goes first: it may be a cancellation.
                error.add_note(f"and {self!r} could not be released: {trouble}")
            elif self.raise_on_release_error or not isinstance(trouble, LockError):
                raise
        except BaseException:
            if holding is not None:
                self._abandon(key, holding, False)
            raise

    def _not_owned(self, what: str) -> LockNotOwnedError:
        return LockNotOwnedError(f"cannot {what} {self!r}: it has ended, or somebody else has it now", self._shown())

    def _shown(self) -> str:
        return self.name if isinstance(self.name, str) else bytes(self.name).decode("utf-8", "backslashreplace")

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._shown()!r}>"


def _new_token() -> str:
    return os.urandom(16).hex()


async def _letting_go(client: Client[Any], request: Request, times: int) -> None:
    """Let go of what may have been got. Twice, if the request for it may arrive after the first of these."""
    runtime = client._runtime
    while True:
        try:
            if await ask(client, request):
                return
        except RedisError:
            pass
        times -= 1
        if not times:
            return
        waiter = Waiter()
        runtime.ready(waiter)
        await runtime.park_until(waiter, runtime.now() + _AGAIN)


async def _renewing(
    reference: weakref.ref[Holding],
    waiter: Waiter,
    client: Client[Any],
    request: Request,
    timeout: float,
    on_lost: Callable[[], object] | None,
) -> None:
    """Renew what somebody has, until he lets go of it, is gone, or has lost it."""
    runtime = client._runtime
    rest = timeout / 3
    while True:
        runtime.ready(waiter)
        holding = reference()
        if holding is None or not holding.kept():
            return
        until = min(runtime.now() + rest, holding.until)
        del holding
        await runtime.park_until(waiter, until)
        holding = reference()
        if holding is None or not holding.kept():
            return
        began = runtime.now()
        if began >= holding.until:
            break
        try:
            owned = await ask(client, request)
        except RedisError:
            rest = timeout / 10
            continue
        if owned:
            holding.until = max(holding.until, began + timeout)
            rest = timeout / 3
        elif holding.kept():
            break
    holding.lost = True
    if on_lost is not None:
        try:
            on_lost()
        except Exception as error:
            sys.excepthook(type(error), error, error.__traceback__)
