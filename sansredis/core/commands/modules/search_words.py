"""What helps to search: aliases, tags, spelling, synonyms, dictionaries, suggestions and settings."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ...errors import DataError
from ..command import Command, CommandGroup, EncodableT, KeyT, S
from ..replies import mapping, members, ok, string
from .namespace import Namespace
from .search_replies import corrections
from .search_results import Correction, Suggestion


def _settings(raw: Any) -> dict[str, str | None]:
    return {string(key): None if value is None else string(value) for key, value in mapping(raw).items()}


def _suggestions(with_scores: bool, with_payloads: bool) -> Callable[[Any], list[Suggestion[Any]]]:
    """Make a reader of FT.SUGGET."""

    def read(raw: Any) -> list[Suggestion[Any]]:
        rest = iter(raw or ())
        return [
            Suggestion(text, float(next(rest)) if with_scores else 1.0, next(rest) if with_payloads else None)
            for text in rest
        ]

    return read


class SearchWordsCommands(Namespace[S]):
    """The commands beside searching itself.

    Args:
        client: what runs the commands.
        index_name: the index, or an alias of one.
    """

    __slots__ = ("_index_name",)

    def __init__(self, client: CommandGroup[Any], index_name: KeyT = "idx") -> None:
        super().__init__(client)
        self._index_name = index_name

    def aliasadd(self, alias: KeyT) -> Command[bool]:
        """Give the index one more name. Always True; an error if there is such an alias.

        See https://redis.io/commands/ft.aliasadd/
        """
        return self._run(Command(b"FT.ALIASADD", alias, self._index_name, reply=ok))

    def aliasupdate(self, alias: KeyT) -> Command[bool]:
        """Give the index one more name, and take it from another index if that has it. Always True.

        See https://redis.io/commands/ft.aliasupdate/
        """
        return self._run(Command(b"FT.ALIASUPDATE", alias, self._index_name, reply=ok))

    def aliasdel(self, alias: KeyT) -> Command[bool]:
        """Remove an alias. Always True; an error if there is none.

        See https://redis.io/commands/ft.aliasdel/
        """
        return self._run(Command(b"FT.ALIASDEL", alias, reply=ok))

    def tagvals(self, tagfield: KeyT) -> Command[set[S]]:
        """Return all tags that documents have in a tag field, in lower case unless the field minds case.

        See https://redis.io/commands/ft.tagvals/
        """
        return self._run(Command(b"FT.TAGVALS", self._index_name, tagfield, reply=members))

    def spellcheck(
        self, query: str, distance: int | None = None, include: KeyT | None = None, exclude: KeyT | None = None
    ) -> Command[dict[S, list[Correction[S]]]]:
        """Return the words of a query that are not in the index, with those that may have been meant.

        Args:
            query: the words.
            distance: how many letters may differ, from 1 to 4; 1 by default.
            include: a dictionary of further words that may have been meant.
            exclude: a dictionary of words that are right and not meant.

        Returns:
            For each unknown word a list of ``{"score": 0.5, "suggestion": "word"}``, best first.

        See https://redis.io/commands/ft.spellcheck/
        """
        options: list[EncodableT] = [] if distance is None else [b"DISTANCE", distance]
        if include is not None:
            options += b"TERMS", b"INCLUDE", include
        if exclude is not None:
            options += b"TERMS", b"EXCLUDE", exclude
        return self._run(Command(b"FT.SPELLCHECK", self._index_name, query, *options, reply=corrections))

    def dict_add(self, name: KeyT, *terms: EncodableT) -> Command[int]:
        """Add words to a dictionary; return how many are new. It is shared by all indexes.

        See https://redis.io/commands/ft.dictadd/
        """
        return self._run(Command(b"FT.DICTADD", name, *terms))

    def dict_del(self, name: KeyT, *terms: EncodableT) -> Command[int]:
        """Remove words from a dictionary; return how many it had.

        See https://redis.io/commands/ft.dictdel/
        """
        return self._run(Command(b"FT.DICTDEL", name, *terms))

    def dict_dump(self, name: KeyT) -> Command[set[S]]:
        """Return the words of a dictionary; an error if there is none.

        See https://redis.io/commands/ft.dictdump/
        """
        return self._run(Command(b"FT.DICTDUMP", name, reply=members))

    def synupdate(self, groupid: EncodableT, skipinitial: bool = False, *terms: EncodableT) -> Command[bool]:
        """Let words be synonyms, in addition to those that are in the group already. Always True.

        Args:
            groupid: the group's name.
            skipinitial: leave alone what is in the index already.
            terms: the words.

        Raises:
            DataError: there is no word.

        See https://redis.io/commands/ft.synupdate/
        """
        if not terms:
            raise DataError("FT.SYNUPDATE: give at least one term, after groupid and skipinitial")
        option = (b"SKIPINITIALSCAN",) if skipinitial else ()
        return self._run(Command(b"FT.SYNUPDATE", self._index_name, groupid, *option, *terms, reply=ok))

    def syndump(self) -> Command[dict[S, list[S]]]:
        """Return all words that have synonyms, each with its groups.

        See https://redis.io/commands/ft.syndump/
        """
        return self._run(Command(b"FT.SYNDUMP", self._index_name, reply=mapping))

    def config_get(self, option: str) -> Command[dict[str, str | None]]:
        """Return settings of the module, by name; ``"*"`` for all. Deprecated since Redis 8.0: use CONFIG GET.

        See https://redis.io/commands/ft.config-get/
        """
        return self._run(Command(b"FT.CONFIG", b"GET", option, reply=_settings))

    def config_set(self, option: str, value: EncodableT) -> Command[bool]:
        """Change a setting of the module; always True. Deprecated since Redis 8.0: use CONFIG SET.

        See https://redis.io/commands/ft.config-set/
        """
        return self._run(Command(b"FT.CONFIG", b"SET", option, value, reply=ok))

    def sugadd(
        self, key: KeyT, suggestion: Suggestion[str] | Suggestion[bytes], increment: bool = False
    ) -> Command[int]:
        """Add a suggestion to those at *key*, which has nothing to do with the index; return how many there are.

        Args:
            key: the key.
            suggestion: what to add. For several, use a pipeline.
            increment: add the score to that which the suggestion has already.

        See https://redis.io/commands/ft.sugadd/
        """
        options: list[EncodableT] = [b"INCR"] if increment else []
        if suggestion.payload is not None:
            options += b"PAYLOAD", suggestion.payload
        return self._run(Command(b"FT.SUGADD", key, suggestion.string, suggestion.score, *options))

    def suglen(self, key: KeyT) -> Command[int]:
        """Return how many suggestions there are; 0 if there is no such key.

        See https://redis.io/commands/ft.suglen/
        """
        return self._run(Command(b"FT.SUGLEN", key))

    def sugdel(self, key: KeyT, string: EncodableT) -> Command[int]:
        """Remove a suggestion; return 1, or 0 if there was none.

        See https://redis.io/commands/ft.sugdel/
        """
        return self._run(Command(b"FT.SUGDEL", key, string))

    def sugget(
        self,
        key: KeyT,
        prefix: EncodableT,
        fuzzy: bool = False,
        num: int = 10,
        with_scores: bool = False,
        with_payloads: bool = False,
    ) -> Command[list[Suggestion[S]]]:
        """Return suggestions that begin with *prefix*, best first.

        Args:
            key: the key.
            prefix: what was typed so far.
            fuzzy: also those in whose beginning one letter differs.
            num: at most so many.
            with_scores: with their scores.
            with_payloads: with their payloads.

        Returns:
            The suggestions; none if there is no such key.

        See https://redis.io/commands/ft.sugget/
        """
        options = ((b"FUZZY", fuzzy), (b"WITHSCORES", with_scores), (b"WITHPAYLOADS", with_payloads))
        words = (word for word, given in options if given)
        reader = _suggestions(with_scores, with_payloads)
        return self._run(Command(b"FT.SUGGET", key, prefix, b"MAX", num, *words, reply=reader))
