"""What the server knows about its commands, its keys' values and its memory: COMMAND, OBJECT, MEMORY."""

from __future__ import annotations

from typing import Literal, overload

from .arguments import one_of
from .command import Command, CommandGroup, EncodableT, KeyT, S
from .replies import ok
from .replies_introspection import CommandDetails, CommandDocs, command_details, command_docs, keys_and_flags
from .replies_server import InfoValue, memory_figures


class IntrospectionCommands(CommandGroup[S]):
    """The commands of COMMAND, OBJECT and MEMORY."""

    __slots__ = ()

    def command(self) -> Command[dict[str, CommandDetails]]:
        """Return what the server knows about each of its commands, by name in lower case.

        See https://redis.io/commands/command/
        """
        return self._run(Command(b"COMMAND", reply=command_details))

    def command_count(self) -> Command[int]:
        """Return how many commands the server has.

        See https://redis.io/commands/command-count/
        """
        return self._run(Command(b"COMMAND", b"COUNT"))

    def command_docs(self, *args: str) -> Command[dict[str, CommandDocs]]:
        """Return the documentation of commands (Redis 7.0).

        Args:
            args: their names; all if there is none.

        See https://redis.io/commands/command-docs/
        """
        return self._run(Command(b"COMMAND", b"DOCS", *args, reply=command_docs))

    def command_getkeys(self, *args: EncodableT) -> Command[list[S]]:
        """Return the keys of a whole command.

        Args:
            args: the command as it would be sent.

        Raises:
            ResponseError: it has none, or is not valid.

        See https://redis.io/commands/command-getkeys/
        """
        return self._run(Command(b"COMMAND", b"GETKEYS", *args))

    def command_getkeysandflags(self, *args: EncodableT) -> Command[list[tuple[S, set[str]]]]:
        """Return the keys of a whole command, each with what is done to it (Redis 7.0).

        Args:
            args: the command as it would be sent.

        Raises:
            ResponseError: it has none, or is not valid.

        See https://redis.io/commands/command-getkeysandflags/
        """
        return self._run(Command(b"COMMAND", b"GETKEYSANDFLAGS", *args, reply=keys_and_flags))

    def command_info(self, *args: str) -> Command[dict[str, CommandDetails]]:
        """Return what the server knows about certain commands, by name in lower case.

        Args:
            args: their names; those that it does not know are left out. All if there is none (Redis 7.0).

        See https://redis.io/commands/command-info/
        """
        return self._run(Command(b"COMMAND", b"INFO", *args, reply=command_details))

    def command_list(
        self, module: str | None = None, category: str | None = None, pattern: str | None = None
    ) -> Command[list[S]]:
        """Return the names of commands (Redis 7.0).

        Args:
            module: only those of this module.
            category: only those of this ACL category.
            pattern: only those whose names match this glob pattern.

        Raises:
            DataError: more than one is given.

        See https://redis.io/commands/command-list/
        """
        one_of("COMMAND LIST", {"module": module, "category": category, "pattern": pattern})
        for word, value in ((b"MODULE", module), (b"ACLCAT", category), (b"PATTERN", pattern)):
            if value is not None:
                return self._run(Command(b"COMMAND", b"LIST", b"FILTERBY", word, value))
        return self._run(Command(b"COMMAND", b"LIST"))

    def memory_doctor(self) -> Command[S]:
        """Return advice about the server's memory, in words.

        See https://redis.io/commands/memory-doctor/
        """
        return self._run(Command(b"MEMORY", b"DOCTOR"))

    def memory_malloc_stats(self) -> Command[S]:
        """Return what the memory allocator says about itself, in words.

        See https://redis.io/commands/memory-malloc-stats/
        """
        return self._run(Command(b"MEMORY", b"MALLOC-STATS"))

    def memory_purge(self) -> Command[bool]:
        """Ask the memory allocator to give back what it can; always True.

        See https://redis.io/commands/memory-purge/
        """
        return self._run(Command(b"MEMORY", b"PURGE", reply=ok))

    def memory_stats(self) -> Command[dict[str, InfoValue]]:
        """Return what the server's memory is used for, in bytes; a dict of its own for each database.

        See https://redis.io/commands/memory-stats/
        """
        return self._run(Command(b"MEMORY", b"STATS", reply=memory_figures))

    def memory_usage(self, key: KeyT, samples: int | None = None) -> Command[int | None]:
        """Return how many bytes *key* and its value take, or None if it does not exist.

        Args:
            key: the key.
            samples: look at so many members of a collection; 0 for all, 5 by default.

        See https://redis.io/commands/memory-usage/
        """
        options = () if samples is None else (b"SAMPLES", samples)
        return self._run(Command(b"MEMORY", b"USAGE", key, *options))

    @overload
    def object(self, infotype: Literal["ENCODING", "encoding"], key: KeyT) -> Command[S | None]: ...
    @overload
    def object(
        self, infotype: Literal["FREQ", "freq", "IDLETIME", "idletime", "REFCOUNT", "refcount"], key: KeyT
    ) -> Command[int | None]: ...
    def object(self, infotype: str, key: KeyT) -> Command[S | None] | Command[int | None]:
        """Return a fact about the value of *key*, or None if it does not exist.

        Args:
            infotype: ENCODING, its internal form; FREQ, a measure of how often it is used; IDLETIME, seconds since it
                was used; REFCOUNT, how often it is referred to.
            key: the key.

        See https://redis.io/commands/object-encoding/
        """
        return self._run(Command(b"OBJECT", infotype.upper().encode(), key))
