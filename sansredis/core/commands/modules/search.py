"""Searching hashes and JSON documents by an index. ``FT.*``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, overload

from ...errors import DataError
from ..command import Command, EncodableT, S
from ..replies import members, ok
from ..replies_server import InfoValue
from .search_aggregation import AggregateRequest, Cursor
from .search_documents import SearchDocumentCommands
from .search_fields import Field, IndexDefinition, schema
from .search_info import index_info
from .search_query import ParamsT, Query, params
from .search_replies import AggregateReader, SearchReader, SelfDecoding, profiled
from .search_results import AggregateResult, ProfileInformation, SearchResult


def _search_reader(query: Query) -> SearchReader:
    return SearchReader(query.content, query.scores, query.payloads, dict(query.field_encodings))


def _query(query: str | Query) -> Query:
    """A query of its text, or as it is.

    Raises:
        DataError: it is neither.
    """
    if isinstance(query, str):
        return Query(query)
    if not isinstance(query, Query):
        raise DataError(f"a search takes a str or a Query, not {type(query).__name__}")
    return query


class SearchCommands(SearchDocumentCommands[S]):
    """The commands on one index (module search)."""

    __slots__ = ()

    def create_index(
        self,
        fields: Field | Iterable[Field],
        no_term_offsets: bool = False,
        no_field_flags: bool = False,
        stopwords: Iterable[EncodableT] | None = None,
        definition: IndexDefinition | None = None,
        max_text_fields: bool = False,
        temporary: int | None = None,
        no_highlight: bool = False,
        no_term_frequencies: bool = False,
        skip_initial_scan: bool = False,
    ) -> Command[bool]:
        """Create the index. Always True; an error if it exists. Documents are added to it in the background.

        Args:
            fields: its fields.
            no_term_offsets: do not keep where in a text a word is; saves memory, but there is no highlighting and no
                search for phrases.
            no_field_flags: do not keep in which field a word is; saves memory, but single fields cannot be searched.
            stopwords: words to ignore, in place of the server's list; none if it is empty.
            definition: which keys it covers; all hashes by default.
            max_text_fields: leave room for more than 32 text fields.
            temporary: delete the index when it has not been used for so many seconds.
            no_highlight: do not keep what highlighting needs.
            no_term_frequencies: do not keep how often a word is in a text.
            skip_initial_scan: leave out what there is already.

        Raises:
            DataError: there is no field, or *stopwords* is one string.

        See https://redis.io/commands/ft.create/
        """
        args: list[EncodableT] = [] if definition is None else [*definition.args]
        if max_text_fields:
            args.append(b"MAXTEXTFIELDS")
        if temporary is not None:
            args += b"TEMPORARY", temporary
        options = (
            (b"NOOFFSETS", no_term_offsets),
            (b"NOHL", no_highlight),
            (b"NOFIELDS", no_field_flags),
            (b"NOFREQS", no_term_frequencies),
            (b"SKIPINITIALSCAN", skip_initial_scan),
        )
        args += [word for word, given in options if given]
        if stopwords is not None:
            if isinstance(stopwords, (str, bytes)):
                raise DataError(
                    f"FT.CREATE: stopwords must be a list of words, not a single {type(stopwords).__name__}"
                )
            words = list(stopwords)
            args += b"STOPWORDS", len(words), *words
        return self._run(
            Command(b"FT.CREATE", self._index_name, *args, b"SCHEMA", *schema("FT.CREATE", fields), reply=ok)
        )

    def alter_schema_add(self, fields: Field | Iterable[Field]) -> Command[bool]:
        """Add fields to the index; always True.

        Raises:
            DataError: there is no field.

        See https://redis.io/commands/ft.alter/
        """
        args = schema("FT.ALTER", fields)
        return self._run(Command(b"FT.ALTER", self._index_name, b"SCHEMA", b"ADD", *args, reply=ok))

    def dropindex(self, delete_documents: bool = False) -> Command[bool]:
        """Delete the index, and the documents in it too if *delete_documents*. Always True.

        See https://redis.io/commands/ft.dropindex/
        """
        option = (b"DD",) if delete_documents else ()
        return self._run(Command(b"FT.DROPINDEX", self._index_name, *option, reply=ok))

    def info(self) -> Command[dict[str, InfoValue]]:
        """Return what the server knows about the index, by its own names.

        See https://redis.io/commands/ft.info/
        """
        return self._run(Command(b"FT.INFO", self._index_name, reply=index_info))

    def list_indexes(self) -> Command[set[S]]:
        """Return the names of all indexes.

        See https://redis.io/commands/ft._list/
        """
        return self._run(Command(b"FT._LIST", reply=members))

    def search(self, query: str | Query, query_params: ParamsT | None = None) -> Command[SearchResult[S]]:
        """Search the index.

        Args:
            query: what for; a text returns the 10 best documents with all their fields.
            query_params: values for what stands as ``$name`` in the query, such as vectors.

        Returns:
            The documents, and how many match in all.

        Raises:
            UnicodeDecodeError: the client decodes responses, and a field is no text: see `Query.raw_fields`.

        See https://redis.io/commands/ft.search/
        """
        query = _query(query)
        args = (*query.get_args(), *params(query_params))
        return self._run(SelfDecoding(b"FT.SEARCH", self._index_name, *args, reader=_search_reader(query)))

    def aggregate(
        self, query: AggregateRequest | Cursor, query_params: ParamsT | None = None
    ) -> Command[AggregateResult[S]]:
        """Compute rows from the documents that match, or read more of them.

        Args:
            query: what to compute; or the cursor of the last result.
            query_params: values for what stands as ``$name`` in the query; not with a cursor.

        Raises:
            UnicodeDecodeError: the client decodes responses, and a field is no text: see
                `AggregateRequest.raw_fields`.
            DataError: *query* is neither of the two, or there are values for a cursor.

        See https://redis.io/commands/ft.aggregate/ and https://redis.io/commands/ft.cursor-read/
        """
        if isinstance(query, Cursor):
            if query_params:
                raise DataError("aggregate: a cursor takes no query_params; the request that made it has them")
            reader = AggregateReader(True, query.field_encodings, query.count)
            return self._run(SelfDecoding(b"FT.CURSOR", b"READ", self._index_name, *query.build_args(), reader=reader))
        if not isinstance(query, AggregateRequest):
            raise DataError(f"aggregate takes an AggregateRequest or a Cursor, not {type(query).__name__}")
        reader = AggregateReader(query.has_cursor, dict(query.field_encodings))
        args = (*query.build_args(), *params(query_params))
        return self._run(SelfDecoding(b"FT.AGGREGATE", self._index_name, *args, reader=reader))

    def cursor_del(self, cursor: Cursor | int) -> Command[bool]:
        """Let the server forget a cursor before its end; always True, an error if there is no such cursor.

        See https://redis.io/commands/ft.cursor-del/
        """
        cid = cursor.cid if isinstance(cursor, Cursor) else cursor
        return self._run(Command(b"FT.CURSOR", b"DEL", self._index_name, cid, reply=ok))

    def explain(self, query: str | Query, query_params: ParamsT | None = None) -> Command[S]:
        """Return how the server understands a query, as a text of many lines.

        See https://redis.io/commands/ft.explain/
        """
        args = (*_query(query).get_args(), *params(query_params))
        return self._run(Command(b"FT.EXPLAIN", self._index_name, *args))

    def explain_cli(self, query: str | Query, query_params: ParamsT | None = None) -> Command[list[S]]:
        """Return what `explain` does, as a list of lines.

        See https://redis.io/commands/ft.explaincli/
        """
        args = (*_query(query).get_args(), *params(query_params))
        return self._run(Command(b"FT.EXPLAINCLI", self._index_name, *args))

    @overload
    def profile(
        self, query: Query, limited: bool = False, query_params: ParamsT | None = None
    ) -> Command[tuple[SearchResult[S], ProfileInformation]]: ...
    @overload
    def profile(
        self, query: AggregateRequest, limited: bool = False, query_params: ParamsT | None = None
    ) -> Command[tuple[AggregateResult[S], ProfileInformation]]: ...
    def profile(
        self, query: Query | AggregateRequest, limited: bool = False, query_params: ParamsT | None = None
    ) -> Command[Any]:
        """Search or aggregate, and return the result with how it came about.

        Args:
            query: what to search for or to compute.
            limited: leave out the details of what many words share.
            query_params: values for what stands as ``$name`` in the query.

        Raises:
            DataError: *query* is neither, or asks for a cursor.

        See https://redis.io/commands/ft.profile/
        """
        reader: Any
        if isinstance(query, Query):
            kind, args, reader = b"SEARCH", query.get_args(), _search_reader(query)
        elif isinstance(query, AggregateRequest) and not query.has_cursor:
            kind, args = b"AGGREGATE", query.build_args()
            reader = AggregateReader(False, dict(query.field_encodings))
        else:
            raise DataError("profile takes a Query, or an AggregateRequest without a cursor")
        option = (b"LIMITED",) if limited else ()
        words = (kind, *option, b"QUERY", *args, *params(query_params))
        return self._run(SelfDecoding[Any](b"FT.PROFILE", self._index_name, *words, reader=profiled(reader)))
