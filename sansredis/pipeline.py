"""Pipelines: many commands in few writes, and their replies in order.

A pipeline without a transaction promises order, not isolation. It goes out in batches of bounded size, one after the
other, so that a pipeline of a million commands needs neither the memory nor the patience of one giant write. A batch
whose connection is lost is sent again only if every command in it may be.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Generic, Self, TypeVar

from sansredis.client import Client
from sansredis.connection import size_of
from sansredis.core.commands.command import Args, Command, EncodableT, S
from sansredis.core.commands.metadata import needs_lease
from sansredis.core.errors import ConnectionError, DataError, RedisError, ResponseError, TimeoutError
from sansredis.core.modes import check_batch
from sansredis.core.resp import Encoder
from sansredis.runtime import Call

T = TypeVar("T")
MAX_BATCH = 10_000
"""Commands at most in one batch."""
MAX_BATCH_BYTES = 1024 * 1024
"""A batch is closed when it has so many bytes."""


class PipelineFlow(Generic[S]):
    """Commands that are queued and sent together."""

    def __init__(self, client: Client[S]) -> None:
        self._client = client
        self._encoder = Encoder(client.options.encoding, client.options.encoding_errors)
        self.command_stack: list[Command[Any]] = []

    def _run(self, command: Command[Any]) -> Any:
        self.command_stack.append(command)
        return self

    def execute_command(self, *args: EncodableT) -> Self:
        """Queue any command by its arguments.

        Args:
            *args: the command's name and arguments.

        Returns:
            The pipeline.
        """
        pipeline: Self = self._run(Command(*args))
        return pipeline

    def reset(self) -> Self:
        """Forget what is queued. Never waits.

        Returns:
            The pipeline.
        """
        self.command_stack = []
        return self

    def _leave(self) -> None:
        self.reset()

    def __len__(self) -> int:
        return len(self.command_stack)

    def __bool__(self) -> bool:
        return True

    def __repr__(self) -> str:
        return f"<{type(self).__module__}.{type(self).__name__} with {len(self.command_stack)} commands>"

    async def _execute(self, raise_on_error: bool) -> list[Any]:
        commands, self.command_stack = self.command_stack, []
        if not commands:
            return []
        # Everything is looked at before anything is sent: a bad argument anywhere means that nothing has happened.
        leased = [c.args for c in commands if needs_lease(c.args)]
        if leased:
            check_batch([c.args for c in commands])
        batches = list(self._batches(commands))
        client = self._client
        results: list[Any] = []
        deadline = client._deadline(leased)
        for batch, data, size in batches:
            try:
                values = await self._send(batch, data, size, deadline)
            except (ConnectionError, TimeoutError) as error:
                # Earlier batches were executed, whatever became of this one.
                error.maybe_executed = error.maybe_executed or bool(results)
                raise
            finally:
                client._wrote([command.args for command in batch])
            results += self._read(batch, values)
        if raise_on_error:
            raise_first(commands, results)
        return results

    def _batches(self, commands: list[Command[Any]]) -> Iterator[tuple[Sequence[Command[Any]], list[Any], int]]:
        """Cut the queue into batches that are small in number and in bytes."""
        start = 0
        while start < len(commands):
            batch = commands[start : start + MAX_BATCH]
            data = self._encode([command.args for command in batch], start)
            size = size_of(data)
            while size > MAX_BATCH_BYTES and len(batch) > 1:
                batch = batch[: max(1, len(batch) * MAX_BATCH_BYTES // size)]
                data = self._encode([command.args for command in batch], start)
                size = size_of(data)
            yield batch, data, size
            start += len(batch)

    def _encode(self, batch: Sequence[Args], start: int) -> list[Any]:
        """Encode commands, of which the first one is known to the user by the number *start*."""
        try:
            return self._encoder.encode_many(batch)
        except DataError:
            for index, args in enumerate(batch, start):
                try:
                    self._encoder.encode(args)
                except DataError as error:
                    raise DataError(f"command {index} of the pipeline: {error}") from None
            raise

    async def _send(
        self, batch: Sequence[Command[Any]], data: list[Any], size: int, deadline: float | None
    ) -> list[Any]:
        client = self._client
        commands: list[Args] = [command.args for command in batch]
        call = Call(deadline, len(batch), many=True)
        send = (
            client._leasing(data, size, commands) if any(map(needs_lease, commands)) else client._carrying(data, size)
        )
        call = await client._attempt(call, commands, send)
        values: list[Any] = call.value
        return values

    def _read(self, batch: Sequence[Command[Any]], values: list[Any]) -> list[Any]:
        text = self._client._text
        results: list[Any] = []
        for command, value in zip(batch, values, strict=True):
            if command.reply is None and text is None and not isinstance(value, ResponseError):
                results.append(value)
                continue
            try:
                results.append(command.read(value, text))
            except (RedisError, ValueError) as error:
                results.append(error)
        return results


def raise_first(commands: Sequence[Command[Any]], results: list[Any]) -> None:
    """Raise the first error among the results, if there is one, with the name of its command."""
    for index, result in enumerate(results):
        if isinstance(result, Exception):
            if isinstance(result, ResponseError):
                from sansredis.core.commands.discreet import shown_name  # only now: importing it is not free

                name = shown_name(commands[index].args)
                raise type(result)(f"{result} (command {index} of the pipeline, {name})") from None
            raise result
