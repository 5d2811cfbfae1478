"""The clients: a command in, its value out, by way of the pool or of one leased connection.

Two laws live here. **A call has one deadline**, for waiting, connecting, writing, the reply, and trying again. **No
command runs twice unless it may**: `core.retry` says when; what is sent again is sent within the same deadline.

What a call may be told of its own, a timeout or a policy of retries, is told to a *view* of the client: an object of
the same type, on the same pool, that differs in this alone. So every command, pipeline, lock or script can have it, and
no parameter of theirs stands in its way.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Self, TypeVar, Unpack

from sansredis.connection import BaseConnection, size_of
from sansredis.core.cache_options import MISS, check_ttl
from sansredis.core.commands.command import Command, S
from sansredis.core.commands.metadata import BLOCK_MARGIN, block_time, needs_lease
from sansredis.core.connection import Status
from sansredis.core.errors import (
    ConnectionError,
    DataError,
    MaybeExecutedError,
    PoolClosedError,
    ReadOnlyError,
    RedisError,
    ResponseError,
    TimeoutError,
)
from sansredis.core.option_kinds import Seconds
from sansredis.core.options import Options
from sansredis.core.pool import Ticket
from sansredis.core.resp import Encoder
from sansredis.core.retry import REFUSALS, Attempts, Retry, refusal
from sansredis.lane import Lane, Lease, earlier, request_alone
from sansredis.pool import Pool
from sansredis.runtime import Call, Segments, Waiter

if TYPE_CHECKING:
    from sansredis.caching import Caching
    from sansredis.keywords import UrlKeywords

T = TypeVar("T")
Args = tuple[Any, ...]
Send = Callable[[Call], Awaitable[BaseConnection]]
"""Sends a call and waits for its reply, on some connection. It can be called again, with the call made anew."""

# What a client may set for itself where its pool is given: it concerns calls, not connections.
CALL_OPTIONS = frozenset(("decode_responses", "encoding", "encoding_errors", "socket_timeout", "retries", "retry"))
_DONE = Status.DONE
_TIMEOUT = Seconds()
_LIMIT = Seconds(or_zero=True)


def decoder(options: Options) -> Callable[[bytes], str] | None:
    """What makes text of replies, or None where they stay bytes."""
    if not options.decode_responses:
        return None
    encoding, errors = options.encoding, options.encoding_errors
    if encoding == "utf-8" and errors == "strict":
        return bytes.decode
    return lambda raw: raw.decode(encoding, errors)


class Caller(Generic[S]):
    """What clients and leased connections share: options of calls, encoding, deadlines."""

    def __init__(self, options: Options, pool: Pool) -> None:
        self.options = options
        self._pool = pool
        self._runtime = pool.runtime
        self._now = pool.runtime.now
        self._park = pool.runtime.park
        encoder = Encoder(options.encoding, options.encoding_errors)
        self._encode = encoder.encode
        self._text = decoder(options)
        self._timeout = options.socket_timeout
        self._retry = options.policy
        # When every call has to be over, whatever its own timeout says; None is never.
        self._until: float | None = None
        self._caching: Caching | None = None
        if pool.options.cache is not None:
            from sansredis.caching import Caching

            cache = pool.options.cache
            self._caching = Caching(pool, encoder, self._text, cache.ttl, cache.automatic)

    @property
    def connection_pool(self) -> Pool:
        """The pool that it has its connections from. Those decode responses if the pool was told to."""
        return self._pool

    # Views

    def with_timeout(self, timeout: float | None) -> Self:
        """Return a view on which each call has this timeout: ``r.with_timeout(0.2).get("k")``.

        It stands in place of `socket_timeout`, and holds for the same: for a whole call, with waiting for a connection,
        connecting, trying again and the reply. The time for which a blocking command asks the server to wait comes on
        top, as always. What is made by the view, a pipeline, lock or script, has it for each of its calls.

        Args:
            timeout: seconds; None is no limit.

        Returns:
            An object of the same type on the same connections. It has nothing to be closed.

        Raises:
            DataError: *timeout* is no number of seconds above 0.
        """
        _TIMEOUT.check("timeout", timeout)
        view = self._copy()
        view._timeout = timeout
        return view

    def deadline(self, seconds: float) -> Self:
        """Return a view on which everything has to be over in so many seconds from now, however many calls it is.

        Each call has what is left of it, and its own timeout if that is shorter. Blocking commands, and waiting for a
        lock, have no time on top. A call that begins when nothing is left sends nothing.

        Args:
            seconds: from now on.

        Returns:
            An object of the same type on the same connections. It has nothing to be closed. Its calls raise
            `TimeoutError` when the time is over.

        Raises:
            DataError: *seconds* is no number of seconds from 0 on.
        """
        if seconds is None:
            raise DataError("deadline() needs a number of seconds; with_timeout(None) is no limit")
        _LIMIT.check("seconds", seconds)
        view = self._copy()
        view._until = earlier(self._until, self._now() + seconds)
        return view

    def with_retry(self, retry: Retry | int) -> Self:
        """Return a view on which calls are tried again as *retry* says: ``r.with_retry(0).get("k")``.

        Args:
            retry: the policy, or how often at most, with the pauses there are.

        Returns:
            An object of the same type on the same connections. It has nothing to be closed.

        Raises:
            DataError: *retry* is neither.
        """
        if not isinstance(retry, Retry):
            retry = self._retry.replace(retries=retry)
        view = self._copy()
        view._retry = retry
        return view

    def _copy(self) -> Self:
        view = object.__new__(type(self))
        view.__dict__.update(self.__dict__)
        if self._caching is not None:
            view._caching = self._caching.copy()
        return view

    def _call_like(self, other: Caller[Any]) -> None:
        """Take over what calls are told."""
        self._timeout, self._until, self._retry = other._timeout, other._until, other._retry

    # Calls

    def _deadline(self, commands: Sequence[Args] = ()) -> float | None:
        """The deadline of a call that begins now: its timeout, and as long as its commands may block by themselves.

        Raises:
            TimeoutError: the view's own deadline has passed.
        """
        now, until = self._now(), self._until
        if until is not None and now >= until:
            raise TimeoutError("the deadline passed before this call began; nothing was sent")
        if self._timeout is None:
            return until
        blocks = sum(BLOCK_MARGIN + time for args in commands if (time := block_time(args)) is not None)
        return until if blocks == float("inf") else earlier(until, now + self._timeout + blocks)

    async def _attempt(self, call: Call, commands: Sequence[Args], send: Send) -> Call:
        """Send a call, and again if that fails and it may be. Returns the call that has the reply."""
        try:
            connection = await send(call)
        except (ConnectionError, TimeoutError) as error:
            return await self._again(error, commands, call, send)
        refused = self._refused(call, connection)
        return call if refused is None else await self._again(refused, commands, call, send, connection)

    async def _again(
        self,
        error: RedisError,
        commands: Sequence[Args],
        call: Call,
        send: Send,
        connection: BaseConnection | None = None,
    ) -> Call:
        """Try a call again that ended with *error*, if it may be; raise the last error if not.

        Args:
            error: how it ended.
            commands: all that it consists of.
            call: the call.
            send: sends it.
            connection: where *error* is an answer: the one that it came by.

        Returns:
            The call that has the reply.
        """
        from random import random  # only where something went wrong: importing it is not free

        attempts = Attempts(self._retry, commands)
        in_doubt = False
        while True:
            if isinstance(error, ReadOnlyError) and connection is not None:
                self._distrust(connection)
            pause = attempts.pause(error, random())
            in_doubt = in_doubt or error.maybe_executed
            if pause is None or not await self._rest(pause, call.deadline):
                # It is enough if one of the attempts may have been executed.
                error.maybe_executed = in_doubt
                raise error
            call = call.again()
            try:
                connection = await send(call)
            except (ConnectionError, TimeoutError) as failure:
                error = failure
                continue
            refused = self._refused(call, connection)
            if refused is None:
                return call
            error = refused

    def _refused(self, call: Call, connection: BaseConnection) -> ResponseError | None:
        """Find the answer of a server that executed nothing of the call, and may another time."""
        if call.many and ReadOnlyError in map(type, call.value):
            self._distrust(connection)
        return refusal(call.value, call.many, call.atomic)

    def _distrust(self, connection: BaseConnection) -> None:
        """Have done with the connections to a server that is no master: who comes next has to look where that is."""
        if connection.owner is not None:
            connection.owner.distrust(connection)

    async def _rest(self, seconds: float, deadline: float | None) -> bool:
        """Wait before another attempt. Returns whether there is time left for it."""
        until = self._now() + seconds
        if deadline is not None and until >= deadline:
            return False
        if seconds:
            waiter = Waiter()
            self._runtime.ready(waiter)
            await self._runtime.park_until(waiter, until)
        return True


class Client(Caller[S]):
    """A client of one Redis or Valkey server.

    Making it connects nothing; connections are opened as they are needed, by its pool. Any number of threads,
    greenlets or tasks may use it at once. It needs no `with` block: leaving one, or closing the client, closes the
    pool if the client made it.

    Args:
        host: the server's name or address.
        port: its TCP port.
        db: the database.
        connection_pool: a pool to share instead of making one. Options of connections are then the pool's.
        decode_responses: whether replies are str instead of bytes.
        **options: any others; `docs/configuration.md` lists them.

    Raises:
        DataError: an option is unknown or wrong.
    """

    pool_class: ClassVar[type[Pool]]

    def __init__(
        self,
        host: str | None = None,
        port: int | None = None,
        db: int | None = None,
        *,
        connection_pool: Pool | None = None,
        decode_responses: bool | None = None,
        **options: Any,
    ) -> None:
        named = {"host": host, "port": port, "db": db, "decode_responses": decode_responses}
        options.update({name: value for name, value in named.items() if value is not None})
        pool = connection_pool
        if pool is None:
            made = Options(**options)
            super().__init__(made, self.pool_class._of(made))
        else:
            super().__init__(_options_on(pool, self.pool_class, options), pool)
        self._owns_pool = pool is None

    @classmethod
    def from_url(cls, url: str, *, decode_responses: bool = False, **options: Unpack[UrlKeywords]) -> Any:
        """Make a client from a URL.

        Args:
            url: ``redis://[[user]:[password]@]host[:port][/db][?option=value&...]`` or ``unix://...``.
            decode_responses: whether replies are str instead of bytes.
            **options: options that the URL does not give.

        Returns:
            The client, configured as if the same options had been given to the constructor.

        Raises:
            DataError: the URL or an option is wrong.
        """
        client = cls.__new__(cls)
        made = Options.from_url(url, decode_responses=decode_responses, **options)
        Caller.__init__(client, made, cls.pool_class._of(made))
        client._owns_pool = True
        return client

    def _leave(self) -> None:
        if self._owns_pool:
            self._pool._leave()

    def cached(self, ttl: float | None = None) -> Self:
        """Return a view of the client that reads from the cache whatever can be, on the same pool.

        Args:
            ttl: how old a reply may be, in seconds; None is what the pool's `CacheOptions` say. It counts from the
                moment at which the server was asked, whoever asked.

        Returns:
            A client of the same type. It has nothing to be closed.

        Raises:
            DataError: the pool has no cache, or *ttl* is no number of seconds above 0.
        """
        check_ttl(ttl)
        cache = self._pool.options.cache
        if cache is None:
            raise DataError("this client has no cache: make it, or its pool, with cache=CacheOptions()")
        return self._view(cache.ttl if ttl is None else ttl, True)

    def uncached(self) -> Self:
        """Return a view of the client that asks the server each time, on the same pool.

        Returns:
            A client of the same type. It has nothing to be closed.
        """
        return self._view(None, False)

    def _view(self, ttl: float | None, reads: bool) -> Self:
        view = self._copy()
        if self._caching is not None:
            view._caching = self._caching.using(ttl, reads)
        return view

    def _copy(self) -> Self:
        view = super()._copy()
        view._owns_pool = False
        return view

    def _lasting(self) -> Self:
        """Return a view for what goes on after a call: without the deadline of a view."""
        if self._until is None:
            return self
        view = self._copy()
        view._until = None
        return view

    def _wrote(self, commands: Sequence[Args]) -> None:
        """Tell the cache of commands that went another way than through `_execute`."""
        if self._caching is not None:
            try:
                cache = self._pool.lane().cache
            except (PoolClosedError, RuntimeError):
                return  # or the event loop is no more
            if cache is not None:
                self._caching.wrote(cache, commands)

    def _without_cache(self) -> Self:
        """Return a view of the client that knows nothing of the cache."""
        view = self._view(None, False)
        view._caching = None
        return view

    async def _execute(self, command: Command[T]) -> T:
        caching = self._caching
        if caching is not None:
            kept = caching.look(command)
            if kept is not MISS:
                found: T = kept
                return found
            return await caching.execute(self, command)
        args = command.args
        data = self._encode(args)
        size = len(data) if type(data) is bytes else size_of(data)
        if needs_lease(args):
            return await self._execute_leased(command, data, size)
        timeout = self._timeout
        if self._until is None:
            call = Call(None if timeout is None else self._now() + timeout)
        else:
            call = Call(self._deadline())
        lane = self._pool.lane()
        connection: BaseConnection | None = None
        try:
            connection = lane.start(call, data, size)
            if connection is None:
                connection = await lane.carry(call, data, size)
            else:
                try:
                    await self._park(call)
                except BaseException:
                    connection.leave(call)
                    raise
                if call.status is not _DONE:
                    await connection.follow(call)
        except (ConnectionError, TimeoutError) as error:
            call = await self._again(error, (args,), call, self._carrying(data, size))
        value: Any = call.value
        if self._text is None and command.reply is None and not isinstance(value, ResponseError):
            plain: T = value
            return plain
        try:
            return command.read(value, self._text)
        except REFUSALS as answer:
            refused = answer
        call = await self._again(refused, (args,), call, self._carrying(data, size), connection)
        return command.read(call.value, self._text)

    def _carrying(self, data: Segments, size: int) -> Send:
        return lambda call: self._pool.lane().carry(call, data, size)

    def _leasing(self, data: Segments, size: int, commands: Sequence[Args]) -> Send:
        return lambda call: self._lease_and_request(call, data, size, commands)

    async def _execute_by(self, command: Command[T], deadline: float | None) -> T:
        """Run an ordinary command as part of a call that is due at *deadline*."""
        data = self._encode(command.args)
        try:
            call = await self._attempt(Call(deadline), (command.args,), self._carrying(data, size_of(data)))
        finally:
            self._wrote((command.args,))
        return command.read(call.value, self._text)

    async def _execute_leased(self, command: Command[T], data: Segments, size: int) -> T:
        """Run a command that wants a connection of its own: it blocks, or it changes the connection."""
        commands = [command.args]
        call = Call(self._deadline(commands))
        if command.ends_connection:
            try:
                await self._lease_and_request(call, data, size, commands)
            except MaybeExecutedError:
                pass
        else:
            call = await self._attempt(call, commands, self._leasing(data, size, commands))
        return command.read(call.value, self._text)

    async def _lease_and_request(
        self, call: Call, data: Segments, size: int, commands: Sequence[Args]
    ) -> BaseConnection:
        lane = self._pool.lane()
        ticket: Lease = Ticket()
        try:
            # The wait for a connection does not have the time for which the server may block.
            connection = await lane.lease(ticket, earlier(call.deadline, self._deadline()))
            await request_alone(connection, call, data, size, commands)
            lane.give_back(ticket)
        except BaseException:
            lane.orphans.append(ticket)
            lane.sweep()
            raise
        return connection

    def __repr__(self) -> str:
        return f"<{type(self).__module__}.{type(self).__name__} of {self._pool!r}>"

    def __reduce__(self) -> Any:
        raise TypeError(f"a {type(self).__name__} cannot be pickled or copied: make a new one from its options")


class _Held:
    """What somebody has leased. All views of a leased connection share it; the lease ends when the last is collected.

    Attributes:
        ticket: the lease's.
        connection: what was leased; None before and after.
        busy: whether a command is under way.
        written: what was written, and may not be executed before EXEC.
    """

    __slots__ = ("__weakref__", "busy", "connection", "ticket", "written")

    def __init__(self) -> None:
        self.ticket: Lease = Ticket()
        self.connection: BaseConnection | None = None
        self.busy = False
        self.written: list[Args] = []


class LeasedConnection(Caller[S]):
    """One connection, leased from a pool, with every command.

    Whatever is done on it (WATCH, MULTI, SELECT ...) concerns nobody else: when it is given back, it is closed unless
    it is as good as new. One caller at a time. Nothing is tried again on it: who leases one wants that one.
    """

    def __init__(self, pool: Pool, options: Options | None = None) -> None:
        super().__init__(options or pool.options, pool)
        self._lane: Lane = pool.lane()
        self._held = _Held()
        self._lane.hold(self._held, self._held.ticket)

    @property
    def _connection(self) -> BaseConnection | None:
        return self._held.connection

    async def _open(self) -> None:
        """Lease it, within one timeout, and again as often as it may be if it could not be opened."""

        async def open_it(call: Call) -> BaseConnection:
            self._held.ticket = Ticket()
            self._lane.hold(self._held, self._held.ticket)
            return await self._open_by(call.deadline)

        await self._attempt(Call(self._deadline()), (), open_it)

    async def _open_by(self, deadline: float | None) -> BaseConnection:
        held = self._held
        try:
            held.connection = connection = await self._lane.lease(held.ticket, deadline)
            self._lane.watch(held.ticket)
        except BaseException:
            self._give_back()
            raise
        return connection

    def _give_back(self) -> None:
        held = self._held
        if held.busy and held.connection is not None:
            held.connection.abort(ConnectionError("it was released in the middle of a command"))
        try:
            self._lane.give_back(held.ticket)
        except BaseException:
            self._lane.orphans.append(held.ticket)
            self._lane.sweep()
            raise
        held.connection = None
        self._lane.unwatch(held.ticket)

    def disconnect(self) -> None:
        """Close it now. Never waits; it still has to be given back."""
        if self._held.connection is not None:
            self._held.connection.abort(ConnectionError("closed by the client"))

    async def _execute(self, command: Command[T]) -> T:
        data = self._encode(command.args)
        commands = [command.args] if needs_lease(command.args) else []
        call = Call(self._deadline(commands))
        try:
            await self._request(call, data, size_of(data), commands)
        except MaybeExecutedError:
            if not command.ends_connection:
                raise
        finally:
            self._note(command.args)
        if call.unanswered:
            nothing: Any = None
            return nothing  # type: ignore[no-any-return]
        return self._read(command, call)

    async def _execute_by(self, command: Command[T], deadline: float | None) -> T:
        """Run an ordinary command as part of a call that is due at *deadline*."""
        data = self._encode(command.args)
        call = Call(deadline)
        try:
            await self._request(call, data, size_of(data), ())
        finally:
            self._note(command.args)
        return self._read(command, call)

    def _read(self, command: Command[T], call: Call) -> T:
        try:
            return command.read(call.value, self._text)
        except ReadOnlyError:
            if self._held.connection is not None:
                self._distrust(self._held.connection)
            raise

    def _note(self, args: Args) -> None:
        """Tell the cache what was written. What is in MULTI is executed later, so it is told once more then."""
        caching, cache, held = self._caching, self._lane.cache, self._held
        if caching is not None and cache is not None:
            held.written.append(args)
            caching.wrote(cache, held.written)
            if held.connection is None or "MULTI" not in held.connection.state.modes:
                held.written = []

    async def _request(self, call: Call, data: Segments, size: int, commands: Sequence[Args]) -> None:
        held = self._held
        connection = held.connection
        if connection is None:
            raise ConnectionError("this connection was given back to its pool; lease another one")
        if held.busy:
            raise DataError("this connection is in the middle of another call; lease one for each caller")
        held.busy = True
        try:
            await request_alone(connection, call, data, size, commands)
        finally:
            held.busy = False

    @property
    def is_connected(self) -> bool:
        """Whether the connection is up, as far as is known."""
        connection = self._held.connection
        return connection is not None and not connection.closed

    @property
    def protocol(self) -> int:
        """The version of RESP that is spoken, 2 or 3.

        Raises:
            ConnectionError: the connection was given back.
        """
        connection = self._held.connection
        if connection is None:
            raise ConnectionError("this connection was given back to its pool")
        return connection.state.protocol

    def __repr__(self) -> str:
        connection = self._held.connection
        state = "given back" if connection is None else connection.state.phase.value
        return f"<{type(self).__module__}.{type(self).__name__} {self.options.location} {state}>"


def _options_on(pool: Pool, kind: type[Pool], options: dict[str, Any]) -> Options:
    """The options of a client of a pool that was made by somebody else."""
    if not isinstance(pool, kind):
        raise DataError(f"connection_pool is a {_path(type(pool))}; this client needs a {_path(kind)}")
    wrong = sorted(options.keys() - CALL_OPTIONS)
    if wrong:
        raise DataError(f"{', '.join(wrong)}: options of connections belong to the pool; give them to {_path(kind)}")
    if "retries" in options:
        # It stands in place of the pool's policy.
        options.setdefault("retry", None)
    elif options.get("retry") is not None:
        options["retries"] = Options.ROWS["retries"].default
    return pool.options.replace(**options)


def _path(kind: type) -> str:
    return f"{kind.__module__}.{kind.__name__}"
