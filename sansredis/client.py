"""The clients: a command in, its value out, by way of the pool or of one leased connection.

One law lives here: no command runs twice unless it may. A command is sent again only if it certainly was not executed,
or if its metadata says that it only reads; and only within the call's one deadline.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Self, TypeVar, Unpack

from sansredis.connection import BaseConnection, size_of
from sansredis.core.cache_options import MISS, check_ttl
from sansredis.core.commands.command import Command, S
from sansredis.core.commands.metadata import BLOCK_MARGIN, block_time, is_read_only, needs_lease
from sansredis.core.connection import Status
from sansredis.core.errors import (
    ConnectionError,
    DataError,
    MaxConnectionsError,
    MaybeExecutedError,
    PoolClosedError,
    PoolTimeoutError,
    ResponseError,
    TLSError,
)
from sansredis.core.options import Options
from sansredis.core.pool import Ticket
from sansredis.core.resp import Encoder
from sansredis.lane import Lane, Lease, earlier, request_alone
from sansredis.pool import Pool
from sansredis.runtime import Call, Segments, Waiter

if TYPE_CHECKING:
    from sansredis.caching import Caching
    from sansredis.keywords import UrlKeywords

T = TypeVar("T")
Args = tuple[Any, ...]

# What a client may set for itself where its pool is given: it concerns calls, not connections.
CALL_OPTIONS = frozenset(("decode_responses", "encoding", "encoding_errors", "socket_timeout", "retries"))
_DONE = Status.DONE
# Errors that trying again at once would only repeat.
_FINAL = (PoolTimeoutError, MaxConnectionsError, PoolClosedError, ResponseError, TLSError)
_FIRST_DELAY = 0.008
_LONGEST_DELAY = 1.0


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
        self._caching: Caching | None = None
        if pool.options.cache is not None:
            from sansredis.caching import Caching

            cache = pool.options.cache
            self._caching = Caching(pool, encoder, self._text, cache.ttl, cache.automatic)

    @property
    def connection_pool(self) -> Pool:
        """The pool that it has its connections from. Those decode responses if the pool was told to."""
        return self._pool

    def _deadline(self, commands: Sequence[Args] = ()) -> float | None:
        """The deadline of a call that begins now: its timeout, and as long as its commands may block by themselves."""
        if self._timeout is None:
            return None
        blocks = sum(BLOCK_MARGIN + time for args in commands if (time := block_time(args)) is not None)
        return self._runtime.now() + self._timeout + blocks if blocks != float("inf") else None


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
        view = object.__new__(type(self))
        view.__dict__.update(self.__dict__)
        view._owns_pool = False
        if self._caching is not None:
            view._caching = self._caching.using(ttl, reads)
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
        call = Call(None if timeout is None else self._now() + timeout)
        lane = self._pool.lane()
        try:
            connection = lane.start(call, data, size)
            if connection is None:
                await lane.carry(call, data, size)
            else:
                try:
                    await self._park(call)
                except BaseException:
                    connection.leave(call)
                    raise
                if call.status is not _DONE:
                    await connection.follow(call)
        except ConnectionError as error:
            call = await self._again(error, (args,), call, lambda again: self._pool.lane().carry(again, data, size))
        value: Any = call.value
        if self._text is None and command.reply is None and not isinstance(value, ResponseError):
            plain: T = value
            return plain
        return command.read(value, self._text)

    async def _execute_by(self, command: Command[T], deadline: float | None) -> T:
        """Run an ordinary command as part of a call that is due at *deadline*."""
        data = self._encode(command.args)
        size = size_of(data)
        call = Call(deadline)

        def send(call: Call) -> Awaitable[None]:
            return self._pool.lane().carry(call, data, size)

        try:
            await send(call)
        except ConnectionError as error:
            call = await self._again(error, (command.args,), call, send)
        finally:
            self._wrote((command.args,))
        return command.read(call.value, self._text)

    async def _again(
        self, error: ConnectionError, commands: Sequence[Args], call: Call, send: Callable[[Call], Awaitable[None]]
    ) -> Call:
        """Try a call again that ended with *error*, if it may be. Returns the call that succeeded."""
        attempt = 0
        while True:
            may = not error.maybe_executed or all(is_read_only(args) for args in commands)
            if not may or isinstance(error, _FINAL) or attempt >= self.options.retries:
                raise error
            if attempt and not await self._rest(attempt, call.deadline):
                raise error
            attempt += 1
            call = call.again()
            try:
                await send(call)
            except ConnectionError as next_error:
                error = next_error
            else:
                return call

    async def _rest(self, attempt: int, deadline: float | None) -> bool:
        """Wait before another attempt, longer each time, and at random so that callers do not come in step.

        Returns:
            Whether there is time left for it.
        """
        from random import random  # only where something went wrong: importing it is not free

        now = self._runtime.now()
        until = now + min(_LONGEST_DELAY, _FIRST_DELAY * 2.0**attempt) * random()
        if deadline is not None and until >= deadline:
            return False
        waiter = Waiter()
        self._runtime.ready(waiter)
        await self._runtime.park_until(waiter, until)
        return True

    async def _execute_leased(self, command: Command[T], data: Segments, size: int) -> T:
        """Run a command that wants a connection of its own: it blocks, or it changes the connection."""
        commands = [command.args]
        call = Call(self._deadline(commands))
        try:
            await self._lease_and_request(call, data, size, commands)
        except MaybeExecutedError:
            if not command.ends_connection:
                raise
        return command.read(call.value, self._text)

    async def _lease_and_request(self, call: Call, data: Segments, size: int, commands: Sequence[Args]) -> None:
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

    def __repr__(self) -> str:
        return f"<{type(self).__module__}.{type(self).__name__} of {self._pool!r}>"

    def __reduce__(self) -> Any:
        raise TypeError(f"a {type(self).__name__} cannot be pickled or copied: make a new one from its options")


class LeasedConnection(Caller[S]):
    """One connection, leased from a pool, with every command.

    Whatever is done on it (WATCH, MULTI, SELECT ...) concerns nobody else: when it is given back, it is closed unless
    it is as good as new. One caller at a time.
    """

    def __init__(self, pool: Pool, options: Options | None = None) -> None:
        super().__init__(options or pool.options, pool)
        self._lane: Lane = pool.lane()
        self._ticket: Lease = Ticket()
        self._lane.hold(self, self._ticket)
        self._connection: BaseConnection | None = None
        self._busy = False
        # What was written, and may not be executed before EXEC.
        self._written: list[Args] = []

    async def _open(self) -> None:
        await self._open_by(self._deadline())

    async def _open_by(self, deadline: float | None) -> None:
        try:
            self._connection = await self._lane.lease(self._ticket, deadline)
        except BaseException:
            self._give_back()
            raise

    def _give_back(self) -> None:
        if self._busy and self._connection is not None:
            self._connection.abort(ConnectionError("it was released in the middle of a command"))
        try:
            self._lane.give_back(self._ticket)
        except BaseException:
            self._lane.orphans.append(self._ticket)
            self._lane.sweep()
            raise
        self._connection = None

    def disconnect(self) -> None:
        """Close it now. Never waits; it still has to be given back."""
        if self._connection is not None:
            self._connection.abort(ConnectionError("closed by the client"))

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
        return command.read(call.value, self._text)

    async def _execute_by(self, command: Command[T], deadline: float | None) -> T:
        """Run an ordinary command as part of a call that is due at *deadline*."""
        data = self._encode(command.args)
        call = Call(deadline)
        try:
            await self._request(call, data, size_of(data), ())
        finally:
            self._note(command.args)
        return command.read(call.value, self._text)

    def _note(self, args: Args) -> None:
        """Tell the cache what was written. What is in MULTI is executed later, so it is told once more then."""
        caching, cache = self._caching, self._lane.cache
        if caching is not None and cache is not None:
            self._written.append(args)
            caching.wrote(cache, self._written)
            if self._connection is None or "MULTI" not in self._connection.state.modes:
                self._written = []

    async def _request(self, call: Call, data: Segments, size: int, commands: Sequence[Args]) -> None:
        connection = self._connection
        if connection is None:
            raise ConnectionError("this connection was given back to its pool; lease another one")
        if self._busy:
            raise DataError("this connection is in the middle of another call; lease one for each caller")
        self._busy = True
        try:
            await request_alone(connection, call, data, size, commands)
        finally:
            self._busy = False

    @property
    def is_connected(self) -> bool:
        """Whether the connection is up, as far as is known."""
        return self._connection is not None and not self._connection.closed

    @property
    def protocol(self) -> int:
        """The version of RESP that is spoken, 2 or 3.

        Raises:
            ConnectionError: the connection was given back.
        """
        if self._connection is None:
            raise ConnectionError("this connection was given back to its pool")
        return self._connection.state.protocol

    def __repr__(self) -> str:
        state = "given back" if self._connection is None else self._connection.state.phase.value
        return f"<{type(self).__module__}.{type(self).__name__} {self.options.location} {state}>"


def _options_on(pool: Pool, kind: type[Pool], options: dict[str, Any]) -> Options:
    """The options of a client of a pool that was made by somebody else."""
    if not isinstance(pool, kind):
        raise DataError(f"connection_pool is a {_path(type(pool))}; this client needs a {_path(kind)}")
    wrong = sorted(options.keys() - CALL_OPTIONS)
    if wrong:
        raise DataError(f"{', '.join(wrong)}: options of connections belong to the pool; give them to {_path(kind)}")
    return pool.options.replace(**options)


def _path(kind: type) -> str:
    return f"{kind.__module__}.{kind.__name__}"
