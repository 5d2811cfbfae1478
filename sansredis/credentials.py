"""Asking a provider for credentials: one question at a time, whose answer is everybody's who needs one just then.

Its law: **who gives up takes nothing from the others**. The question is asked by one of the callers, in his own thread,
greenlet or task, so it ends when he is cancelled or his time is over; the next of those who wait for the answer then
asks anew. No guard is held while the provider runs.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from sansredis.core.credentials import CredentialsState, Login, asker, read_credentials
from sansredis.core.errors import CredentialsError, TimeoutError
from sansredis.core.options import Options
from sansredis.runtime import Runtime, Waiter


class LaneCredentials:
    """The credentials of one lane.

    Args:
        options: with a `credential_provider`.
        runtime: whose primitives it waits with.
        changed: called when others have come, and connections have to log in again.

    Attributes:
        state: what is known, and what is to be done.
        guard: held over steps of it.
    """

    def __init__(self, options: Options, runtime: Runtime, changed: Callable[[], None]) -> None:
        self.state = CredentialsState()
        self.guard = runtime.guard()
        self._location = options.location
        self._runtime = runtime
        self._provide = asker(options.credential_provider, runtime.awaits)
        self._changed = changed
        self._waiting: dict[Waiter, None] = {}

    # What connections need

    async def for_new(self, since: float, deadline: float | None) -> Login:
        """Give credentials for a connection that began to be opened at *since*.

        Raises:
            CredentialsError: there are none.
            TimeoutError: the deadline came first.
        """
        state, now = self.state, self._runtime.now()
        seen = state.answers
        login = state.for_new(now, since)
        if login is None:
            self._refuse_to_wait(now)
            try:
                await self.ask(deadline, seen)
            except CredentialsError:
                # Those of old may do, if they are not known to be of no use.
                login = state.for_new(self._runtime.now(), since)
                if login is None:
                    raise
            login = state.login
        assert login is not None
        return login

    async def another(self, refused: Login, since: float, deadline: float | None) -> Login | None:
        """Give others in place of those that the server has refused to a new connection.

        Returns:
            None: there are none that would make a difference.
        """
        state = self.state
        seen = state.answers
        with self.guard:
            state.refused(refused, self._runtime.now(), self.chance(), live=False)
        if state.login is refused:
            if refused.fetched >= since:
                return None
            try:
                await self.ask(deadline, seen)
            except CredentialsError:
                return None
        other = state.login
        return other if other is not None and not other.refused else None

    async def renew(self, limit: float | None, seen: int) -> None:
        """Ask for others while those that there are still serve. They may not come."""
        try:
            await self.ask(limit, seen)
        except CredentialsError:
            pass  # noted in the state; the next attempt will come
        except TimeoutError:
            with self.guard:
                self.state.failed(self._runtime.now(), self.chance(), "the credential provider took too long")

    async def replace(self, deadline: float | None, seen: int) -> None:
        """Ask for others, as the time of those that there are is over.

        Raises:
            CredentialsError: there are none.
            TimeoutError: the deadline came first.
        """
        self._refuse_to_wait(self._runtime.now())
        await self.ask(deadline, seen)

    def _refuse_to_wait(self, now: float) -> None:
        pause = self.state.pause(now)
        if pause:
            raise CredentialsError(
                f"there are no credentials for {self._location}: {self.state.broken}; the provider is asked again in "
                f"{pause:.3f} s"
            )

    # The question

    async def ask(self, deadline: float | None, seen: int) -> None:
        """Ask the provider, or wait for the answer to who does. Afterwards `state.login` is the answer.

        Args:
            deadline: when to give up.
            seen: how many answers there were when it was found that one is needed. If there is another one now, it
                will do.

        Raises:
            CredentialsError: the provider failed.
            TimeoutError: the deadline came first.
        """
        runtime, state, me, waiter = self._runtime, self.state, object(), Waiter()
        try:
            while state.answers == seen:
                runtime.ready(waiter)
                with self.guard:
                    if state.answers != seen:
                        break
                    if state.asking is None:
                        state.asking = me
                    else:
                        self._waiting[waiter] = None
                if state.asking is me:
                    await self._call(deadline)
                elif state.asking is None:
                    continue  # whoever asked has ended just now, and may not have seen that somebody waits
                elif not await runtime.park_until(waiter, deadline) and state.answers == seen:
                    raise self._too_late()
        except BaseException:
            runtime.heal(self.guard)
            raise
        finally:
            # One step, which nothing can break off, before the others.
            if state.asking is me:
                state.asking = None
                for other in list(self._waiting):
                    runtime.unpark(other)
            self._waiting.pop(waiter, None)
        if state.broken:
            raise CredentialsError(state.broken)

    async def _call(self, deadline: float | None) -> None:
        runtime, state, began = self._runtime, self.state, self._runtime.now()
        try:
            credentials = read_credentials(await self._provided(deadline))
        except Exception as error:
            now = runtime.now()
            ours = isinstance(error, CredentialsError)
            if not ours and isinstance(error, OSError) and deadline is not None and now >= deadline:
                raise self._too_late() from None
            why = str(error) if ours else f"the credential provider failed with {type(error).__name__}"
            with self.guard:
                state.failed(now, self.chance(), why)
            raise CredentialsError(why) from (None if ours else error)
        before = state.login
        with self.guard:
            state.given(credentials, began, runtime.now(), self.chance())
        if state.login is not before:
            self._changed()

    async def _provided(self, deadline: float | None) -> object:
        runtime = self._runtime
        found: Any
        if runtime.awaits:
            found = self._provide()
            return await runtime.within(deadline, found) if hasattr(found, "__await__") else found
        (found,) = await runtime.call_out("credential_provider", lambda: (self._provide(),), deadline)
        if not hasattr(found, "__await__"):
            return found
        if hasattr(found, "close"):
            found.close()
        raise CredentialsError(
            f"the credential provider gave something to be awaited, a {type(found).__name__}, and there is nothing to "
            "await it with under threads and gevent"
        )

    def _too_late(self) -> TimeoutError:
        return TimeoutError(f"the credential provider did not answer in time; nothing was sent to {self._location}")

    def chance(self) -> float:
        """A number from 0 to 1, at random."""
        # Not of `random`: importing that is not free.
        return int.from_bytes(os.urandom(2)) / 65536
