"""Taking elements of lists, waiting until there are some.

*timeout* is for how many seconds the server waits: a float from Redis 6.0 on, and 0 or None for ever. When that time is
over the reply is None. Nothing waits inside a transaction.
"""

from __future__ import annotations

from typing import Literal

from .arguments import KeysT, listed
from .arguments_collections import counted
from .command import Command, CommandGroup, EncodableT, KeyT, S
from .lists import move_options
from .replies_collections import optional_tuple


class BlockingListCommands(CommandGroup[S]):
    """The commands on lists that wait."""

    __slots__ = ()

    def blmove(
        self,
        first_list: KeyT,
        second_list: KeyT,
        timeout: float | None,
        src: str = "LEFT",
        dest: str = "RIGHT",
    ) -> Command[S | None]:
        """Do what `lmove` does, waiting for an element (Redis 6.2).

        Args:
            first_list: the list to take from.
            second_list: the list to add to.
            timeout: for how many seconds to wait; 0 for ever.
            src: the end to take from, ``LEFT`` or ``RIGHT``.
            dest: the end to add to, ``LEFT`` or ``RIGHT``.

        Returns:
            The element, or None if there was none in that time.

        See https://redis.io/commands/blmove/
        """
        return self._run(Command(b"BLMOVE", first_list, second_list, src, dest, timeout or 0))

    def blmovem(
        self,
        first_list: KeyT,
        second_list: KeyT,
        timeout: float | None,
        src: str = "LEFT",
        dest: str = "RIGHT",
        count: int | None = None,
        mode: Literal["COUNT", "EXACTLY"] | None = None,
        ordering: Literal["OBO", "BULK"] | None = None,
    ) -> Command[list[S] | None]:
        """Do what `lmovem` does, waiting until there is an element, or with ``EXACTLY`` so many (Redis 8.10).

        Args:
            first_list: the list to take from.
            second_list: the list to add to.
            timeout: for how many seconds to wait; 0 for ever.
            src: the end to take from, ``LEFT`` or ``RIGHT``.
            dest: the end to add to, ``LEFT`` or ``RIGHT``.
            count: how many; None for one.
            mode: ``COUNT``, which None means too, for at most so many; ``EXACTLY`` for all of them or none.
            ordering: ``OBO`` adds one by one, ``BULK`` keeps their order; must be given with *count*.

        Returns:
            The elements in their new order, or None if there were none in that time.

        Raises:
            DataError: *count* without *ordering*, or one of the others without *count*.

        See https://redis.io/commands/blmovem/
        """
        args = move_options("BLMOVEM", count, mode, ordering)
        return self._run(Command(b"BLMOVEM", first_list, second_list, src, dest, timeout or 0, *args))

    def blmpop(
        self,
        timeout: float | None,
        numkeys: int,
        *args: KeyT,
        direction: str,
        count: int | None = 1,
    ) -> Command[tuple[S, list[S]] | None]:
        """Do what `lmpop` does, waiting until one of the lists exists (Redis 7.0).

        Args:
            timeout: for how many seconds to wait; 0 for ever.
            numkeys: how many lists are named.
            args: their keys.
            direction: the end to take from, ``LEFT`` or ``RIGHT``.
            count: how many elements at most.

        Returns:
            The list's key and the elements, or None if there were none in that time.

        Raises:
            DataError: *numkeys* is not the number of keys.

        See https://redis.io/commands/blmpop/
        """
        command: list[EncodableT] = [b"BLMPOP", timeout or 0, *counted("BLMPOP", numkeys, args), direction]
        if count is not None and count != 1:
            command += b"COUNT", count
        return self._run(Command(*command, reply=optional_tuple))

    def blpop(self, keys: KeysT, timeout: float | None = 0) -> Command[tuple[S, S] | None]:
        """Remove the first element of the first list that has one, waiting for it.

        Args:
            keys: one list, or several.
            timeout: for how many seconds to wait; 0 for ever.

        Returns:
            The list's key and the element, or None if there was none in that time.

        See https://redis.io/commands/blpop/
        """
        return self._run(Command(b"BLPOP", *listed(keys), timeout or 0, reply=optional_tuple))

    def brpop(self, keys: KeysT, timeout: float | None = 0) -> Command[tuple[S, S] | None]:
        """Remove the last element of the first list that has one, waiting for it; else as `blpop`.

        See https://redis.io/commands/brpop/
        """
        return self._run(Command(b"BRPOP", *listed(keys), timeout or 0, reply=optional_tuple))

    def brpoplpush(self, src: KeyT, dst: KeyT, timeout: float | None = 0) -> Command[S | None]:
        """Do what `rpoplpush` does, waiting for an element. Deprecated since Redis 6.2: use `blmove`.

        Args:
            src: the list to take from.
            dst: the list to add to.
            timeout: for how many seconds to wait; 0 for ever.

        Returns:
            The element, or None if there was none in that time.

        See https://redis.io/commands/brpoplpush/
        """
        return self._run(Command(b"BRPOPLPUSH", src, dst, timeout or 0))
