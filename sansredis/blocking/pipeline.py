"""Pipelines and transactions, as the face shows them."""

from __future__ import annotations

from typing import Any

from sansredis.core.commands.command import Command, EncodableT, KeyT, S
from sansredis.faces import PipelineCommands
from sansredis.runtime import drive
from sansredis.transaction import TransactionFlow

from .entered import Entered
from .pool import Connection


class Pipeline(TransactionFlow[S], PipelineCommands[S], Entered):
    """Commands that are queued and sent together. `TransactionFlow` says more."""

    def execute(self, raise_on_error: bool = True) -> list[Any]:
        """Send what is queued, and give the results in order. The pipeline is empty afterwards, and watches nothing.

        With ``transaction=True``, after `watch` and after `multi`, it is sent as a transaction: all of it is executed
        in one go, or nothing. If it watches, that is so even if nothing is queued; else nothing is sent then.

        Args:
            raise_on_error: raise the first error among the results (after all of them are in) instead of leaving each
                in its place. A transaction is not rolled back for it.

        Returns:
            A list with the value of each command, as the client's own method would return it, or its error.

        Raises:
            DataError: an argument cannot be sent, or a command cannot be in a transaction; nothing was sent.
            WatchError: a watched key was changed; nothing was executed.
            ExecAbortError: the server refused a command before EXEC, so nothing was executed; ``reasons`` says which.
            ResponseError: the server refused a command, named in the message, and *raise_on_error* is set.
            ConnectionError, TimeoutError: as of a single command; ``maybe_executed`` holds for the pipeline as a
                whole. The deadline is one for all of it. Of a transaction nothing was executed if it is False, and
                then it has been tried again already unless it watched.
        """
        return drive(self._execute(raise_on_error))

    def close(self) -> None:
        """Do what `reset` does. The pipeline may be used on."""
        self.reset()

    def watch(self, *names: KeyT) -> Connection[S]:
        """Watch keys: `execute` will do nothing if one of them is changed until then.

        From now on commands are executed at once, until `multi` is called: first read, then queue. May be called
        several times.

        Args:
            *names: the keys; at least one.

        Returns:
            The connection that watches. Its commands and the pipeline's own are the same now; but its methods have
            the types of what they return, where the pipeline's always say that they return the pipeline.

        Raises:
            DataError: there are no names, or `multi` was called.
            ConnectionError, TimeoutError: there was no connection to be had; or it was lost, and the keys are not
                watched any more: `execute` will raise, too. The deadline is that of a command.

        See https://redis.io/commands/watch/
        """
        watched: Connection[S] = drive(self._watch(names))
        return watched

    def unwatch(self) -> bool:
        """Stop watching, and give the connection back. What is queued stays so.

        Returns:
            True.

        See https://redis.io/commands/unwatch/
        """
        return drive(self._unwatch())

    def discard(self) -> bool:
        """Forget what is queued, stop watching, and give the connection back.

        Nothing has to be discarded at the server, which gets a transaction as a whole. `reset` does the same without
        waiting, and closes the connection for it if it watches.

        Returns:
            True.
        """
        return drive(self._discard())

    def immediate_execute_command(self, *args: EncodableT) -> Any:
        """Execute a command now, whatever is queued: on the connection that watches, if there is one.

        Args:
            *args: the command's name and arguments.

        Returns:
            The server's reply in RESP's types.

        Raises:
            RedisError: as `Redis.execute_command` does.
        """
        return drive((self._watched or self._client)._execute(Command(*args)))
