"""Lists: values that are strings in order, quick at both ends. What waits for elements is in `lists_blocking`."""

from __future__ import annotations

from typing import Any, Literal, overload

from ..errors import DataError
from .arguments_collections import counted
from .command import Command, CommandGroup, EncodableT, KeyT, S
from .replies import ok
from .replies_collections import optional_tuple


def move_options(command: str, count: int | None, mode: str | None, ordering: str | None) -> list[EncodableT]:
    """The options for moving several elements.

    Raises:
        DataError: *count* without *ordering*, or one of the others without *count*.
    """
    if count is None:
        if mode is not None or ordering is not None:
            raise DataError(f"{command}: mode and ordering need a count")
        return []
    if ordering is None:
        raise DataError(f"{command}: count needs an ordering, OBO or BULK")
    return [mode or b"COUNT", count, ordering]


class ListCommands(CommandGroup[S]):
    """The commands on lists."""

    __slots__ = ()

    def lindex(self, name: KeyT, index: int) -> Command[S | None]:
        """Return the element at *index*, or None if there is none.

        Args:
            name: the key.
            index: 0 is the first element, -1 the last.

        See https://redis.io/commands/lindex/
        """
        return self._run(Command(b"LINDEX", name, index))

    def linsert(self, name: KeyT, where: str, refvalue: EncodableT, value: EncodableT) -> Command[int]:
        """Insert *value* next to the first element that equals *refvalue*.

        Args:
            name: the key.
            where: ``BEFORE`` or ``AFTER``.
            refvalue: the element to look for.
            value: the new element.

        Returns:
            The length of the list afterwards; -1 if *refvalue* was not found, 0 if there is no such list.

        See https://redis.io/commands/linsert/
        """
        return self._run(Command(b"LINSERT", name, where, refvalue, value))

    def llen(self, name: KeyT) -> Command[int]:
        """Return how many elements the list has; 0 if there is no such list.

        See https://redis.io/commands/llen/
        """
        return self._run(Command(b"LLEN", name))

    def lmove(
        self,
        first_list: KeyT,
        second_list: KeyT,
        src: str = "LEFT",
        dest: str = "RIGHT",
    ) -> Command[S | None]:
        """Move an element from one end of a list to one end of another, or of the same (Redis 6.2).

        Args:
            first_list: the list to take from.
            second_list: the list to add to.
            src: the end to take from, ``LEFT`` or ``RIGHT``.
            dest: the end to add to, ``LEFT`` or ``RIGHT``.

        Returns:
            The element, or None if *first_list* does not exist.

        See https://redis.io/commands/lmove/
        """
        return self._run(Command(b"LMOVE", first_list, second_list, src, dest))

    def lmovem(
        self,
        first_list: KeyT,
        second_list: KeyT,
        src: str = "LEFT",
        dest: str = "RIGHT",
        count: int | None = None,
        mode: Literal["COUNT", "EXACTLY"] | None = None,
        ordering: Literal["OBO", "BULK"] | None = None,
    ) -> Command[list[S] | None]:
        """Move several elements from one end of a list to one end of another (Redis 8.10).

        Args:
            first_list: the list to take from.
            second_list: the list to add to.
            src: the end to take from, ``LEFT`` or ``RIGHT``.
            dest: the end to add to, ``LEFT`` or ``RIGHT``.
            count: how many; None for one.
            mode: ``COUNT``, which None means too, for at most so many; ``EXACTLY`` for all of them or none.
            ordering: ``OBO`` adds one by one, ``BULK`` keeps their order; must be given with *count*.

        Returns:
            The elements in their new order, or None if nothing was moved.

        Raises:
            DataError: *count* without *ordering*, or one of the others without *count*.

        See https://redis.io/commands/lmovem/
        """
        args = move_options("LMOVEM", count, mode, ordering)
        return self._run(Command(b"LMOVEM", first_list, second_list, src, dest, *args))

    def lmpop(
        self,
        num_keys: int,
        *args: KeyT,
        direction: str,
        count: int | None = 1,
    ) -> Command[tuple[S, list[S]] | None]:
        """Remove elements from an end of the first list that exists (Redis 7.0).

        Args:
            num_keys: how many lists are named.
            args: their keys.
            direction: the end to take from, ``LEFT`` or ``RIGHT``.
            count: how many elements at most.

        Returns:
            The list's key and the elements, or None if none of the lists exists.

        Raises:
            DataError: *num_keys* is not the number of keys.

        See https://redis.io/commands/lmpop/
        """
        command: list[EncodableT] = [b"LMPOP", *counted("LMPOP", num_keys, args), direction]
        if count is not None and count != 1:
            command += b"COUNT", count
        return self._run(Command(*command, reply=optional_tuple))

    @overload
    def lpop(self, name: KeyT, count: None = None) -> Command[S | None]: ...
    @overload
    def lpop(self, name: KeyT, count: int) -> Command[list[S] | None]: ...
    def lpop(self, name: KeyT, count: int | None = None) -> Command[Any]:
        """Remove and return the first element.

        Args:
            name: the key.
            count: return a list of at most so many elements instead (Redis 6.2).

        Returns:
            The element, or with *count* a list; None if there is no such list.

        See https://redis.io/commands/lpop/
        """
        if count is None:
            return self._run(Command(b"LPOP", name))
        return self._run(Command(b"LPOP", name, count))

    @overload
    def lpos(
        self,
        name: KeyT,
        value: EncodableT,
        rank: int | None = None,
        count: None = None,
        maxlen: int | None = None,
    ) -> Command[int | None]: ...
    @overload
    def lpos(
        self,
        name: KeyT,
        value: EncodableT,
        rank: int | None = None,
        *,
        count: int,
        maxlen: int | None = None,
    ) -> Command[list[int]]: ...
    def lpos(
        self,
        name: KeyT,
        value: EncodableT,
        rank: int | None = None,
        count: int | None = None,
        maxlen: int | None = None,
    ) -> Command[Any]:
        """Return where *value* is in the list (Redis 6.0.6).

        Args:
            name: the key.
            value: the element to look for.
            rank: 1 to begin with the first match, 2 with the second ...; negative to look from the end.
            count: return a list of at most so many matches; 0 for all.
            maxlen: compare at most so many elements; 0 for all.

        Returns:
            The index from the beginning, None if there is no match; with *count* a list of them.

        See https://redis.io/commands/lpos/
        """
        args: list[EncodableT] = [b"LPOS", name, value]
        for token, option in ((b"RANK", rank), (b"COUNT", count), (b"MAXLEN", maxlen)):
            if option is not None:
                args += token, option
        return self._run(Command(*args))

    def lpush(self, name: KeyT, *values: EncodableT) -> Command[int]:
        """Add the values one after the other at the beginning; return the length of the list afterwards.

        See https://redis.io/commands/lpush/
        """
        return self._run(Command(b"LPUSH", name, *values))

    def lpushx(self, name: KeyT, *values: EncodableT) -> Command[int]:
        """Do what `lpush` does if the list exists, else return 0.

        See https://redis.io/commands/lpushx/
        """
        return self._run(Command(b"LPUSHX", name, *values))

    def lrange(self, name: KeyT, start: int, end: int) -> Command[list[S]]:
        """Return the elements from *start* to *end*, that one too; negative numbers count from the end.

        See https://redis.io/commands/lrange/
        """
        return self._run(Command(b"LRANGE", name, start, end))

    def lrem(self, name: KeyT, count: int, value: EncodableT) -> Command[int]:
        """Remove elements that equal *value*.

        Args:
            name: the key.
            count: at most how many, from the beginning; if negative from the end; 0 for all.
            value: what to remove.

        Returns:
            How many were removed.

        See https://redis.io/commands/lrem/
        """
        return self._run(Command(b"LREM", name, count, value))

    def lset(self, name: KeyT, index: int, value: EncodableT) -> Command[bool]:
        """Replace the element at *index*. Always True.

        Raises:
            ResponseError: there is no such element, or no such list.

        See https://redis.io/commands/lset/
        """
        return self._run(Command(b"LSET", name, index, value, reply=ok))

    def ltrim(self, name: KeyT, start: int, end: int) -> Command[bool]:
        """Remove all elements but those from *start* to *end*, that one included. Always True.

        See https://redis.io/commands/ltrim/
        """
        return self._run(Command(b"LTRIM", name, start, end, reply=ok))

    @overload
    def rpop(self, name: KeyT, count: None = None) -> Command[S | None]: ...
    @overload
    def rpop(self, name: KeyT, count: int) -> Command[list[S] | None]: ...
    def rpop(self, name: KeyT, count: int | None = None) -> Command[Any]:
        """Remove and return the last element; else as `lpop`.

        See https://redis.io/commands/rpop/
        """
        if count is None:
            return self._run(Command(b"RPOP", name))
        return self._run(Command(b"RPOP", name, count))

    def rpoplpush(self, src: KeyT, dst: KeyT) -> Command[S | None]:
        """Move the last element of *src* to the beginning of *dst*. Deprecated since Redis 6.2: use `lmove`.

        Returns:
            The element, or None if *src* does not exist.

        See https://redis.io/commands/rpoplpush/
        """
        return self._run(Command(b"RPOPLPUSH", src, dst))

    def rpush(self, name: KeyT, *values: EncodableT) -> Command[int]:
        """Add the values one after the other at the end; return the length of the list afterwards.

        See https://redis.io/commands/rpush/
        """
        return self._run(Command(b"RPUSH", name, *values))

    def rpushx(self, name: KeyT, *values: EncodableT) -> Command[int]:
        """Do what `rpush` does if the list exists, else return 0.

        See https://redis.io/commands/rpushx/
        """
        return self._run(Command(b"RPUSHX", name, *values))
