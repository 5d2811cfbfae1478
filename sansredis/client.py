"""The client: a command in, its value out, by way of the pool.

An ordinary command goes on whatever connection the lane has for it, shared or leased; one that blocks or changes the
connection gets one of its own. `caller` has what may be set for single calls, `retrying` what is tried again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar, Unpack

from sansredis.caller import Caller
from sansredis.connection import BaseConnection, size_of
from sansredis.core.cache_options import MISS, check_ttl
from sansredis.core.commands.command import Args, Command, S
from sansredis.core.commands.metadata import needs_lease
from sansredis.core.connection import Status
from sansredis.core.errors import (
    ConnectionError,
    DataError,
    MaybeExecutedError,
    PoolClosedError,
    ResponseError,
    TimeoutError,
)
from sansredis.core.options import Options
from sansredis.core.retry import REFUSALS
from sansredis.pool import Pool
from sansredis.retrying import Send
from sansredis.runtime import Call, Segments, earlier

if TYPE_CHECKING:
    from sansredis.keywords import UrlKeywords

T = TypeVar("T")

# What a client may set for itself where its pool is given: it concerns calls, not connections.
CALL_OPTIONS = frozenset(("decode_responses", "encoding", "encoding_errors", "socket_timeout", "retries", "retry"))
_DONE = Status.DONE


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
        # The wait for a connection does not have the time for which the server may block.
        until = earlier(call.deadline, self._deadline())
        return await self._pool.lane().request_leased(call, data, size, commands, until)

    def __repr__(self) -> str:
        return f"<{type(self).__module__}.{type(self).__name__} of {self._pool!r}>"

    def __reduce__(self) -> Any:
        raise TypeError(f"a {type(self).__name__} cannot be pickled or copied: make a new one from its options")


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
