"""What is searched for: the text of a query, and what is to be returned."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar, Self, TypeAlias

from ...errors import DataError
from ..arguments import KeysT, listed
from ..arguments_collections import interleaved
from ..command import EncodableT, KeyT

ParamsT: TypeAlias = Mapping[str, str | bytes | int | float]
"""Values for what stands as ``$name`` in a query. A vector is bytes."""

DEFAULT_DIALECT = 2


def params(query_params: ParamsT | None) -> list[EncodableT]:
    """``PARAMS``, the number of arguments that follow, and those; nothing if there are none."""
    return [b"PARAMS", 2 * len(query_params), *interleaved(query_params)] if query_params else []


def counted(word: bytes, values: Iterable[EncodableT]) -> list[EncodableT]:
    """The word, how many values there are, and the values; nothing if there are none."""
    every = list(values)
    return [word, len(every), *every] if every else []


class Filter:
    """A condition beside a query's text.

    Args:
        keyword: ``FILTER`` or ``GEOFILTER``.
        field: the field.
        args: what follows.
    """

    def __init__(self, keyword: str, field: str, *args: EncodableT) -> None:
        self.args: list[EncodableT] = [keyword, field, *args]

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self.args[1]!r}>"


class NumericFilter(Filter):
    """Numbers within a range.

    Args:
        field: the field.
        minval: the lowest, or ``NEG_INF``.
        maxval: the highest, or ``INF``.
        minExclusive: leave out *minval* itself.
        maxExclusive: leave out *maxval* itself.
    """

    INF: ClassVar = "+inf"
    NEG_INF: ClassVar = "-inf"

    def __init__(
        self,
        field: str,
        minval: float | str,
        maxval: float | str,
        minExclusive: bool = False,
        maxExclusive: bool = False,
    ) -> None:
        low, high = (f"({minval}" if minExclusive else minval), (f"({maxval}" if maxExclusive else maxval)
        super().__init__("FILTER", field, low, high)


class GeoFilter(Filter):
    """Places within a distance of another.

    Args:
        field: the field.
        lon: the longitude of the centre.
        lat: the latitude of the centre.
        radius: the distance.
        unit: its unit: ``METERS``, ``KILOMETERS``, ``FEET`` or ``MILES``.
    """

    METERS: ClassVar = "m"
    KILOMETERS: ClassVar = "km"
    FEET: ClassVar = "ft"
    MILES: ClassVar = "mi"

    def __init__(self, field: str, lon: float, lat: float, radius: float, unit: str = "km") -> None:
        super().__init__("GEOFILTER", field, lon, lat, radius, unit)


class Query:
    """What FT.SEARCH searches for. Each method changes the query and returns it.

    An example::

        Query("@title:hello").return_fields("title", "price").sort_by("price").paging(0, 5)

    Args:
        query_string: the text, see https://redis.io/docs/latest/develop/ai/search-and-query/query/
    """

    def __init__(self, query_string: str) -> None:
        self._query_string = query_string
        self._flags: dict[bytes, bool] = {}
        self._options: dict[bytes, list[EncodableT]] = {}
        self._filters: list[EncodableT] = []
        self._return: list[EncodableT] = []
        self._shown: dict[bytes, list[EncodableT]] = {}
        self._page: tuple[int, int] = (0, 10)
        self.field_encodings: dict[str, str | None] = {}
        """How single fields are decoded: by this encoding, or not at all if it is None."""

    def __repr__(self) -> str:
        return f"<Query {self._query_string!r}>"

    def query_string(self) -> str:
        """The text."""
        return self._query_string

    @property
    def content(self) -> bool:
        """Whether fields are returned."""
        return b"NOCONTENT" not in self._flags

    @property
    def scores(self) -> bool:
        """Whether scores are returned."""
        return b"WITHSCORES" in self._flags

    @property
    def payloads(self) -> bool:
        """Whether payloads are returned."""
        return b"WITHPAYLOADS" in self._flags

    def _flag(self, word: bytes) -> Self:
        self._flags[word] = True
        return self

    def _option(self, word: bytes, *args: EncodableT) -> Self:
        self._options[word] = [word, *args]
        return self

    def limit_ids(self, *ids: KeyT) -> Self:
        """Search these keys only.

        Raises:
            DataError: there is none.
        """
        if not ids:
            raise DataError("limit_ids: give at least one key")
        return self._option(b"INKEYS", len(ids), *ids)

    def limit_fields(self, *fields: str) -> Self:
        """Search these text fields only.

        Raises:
            DataError: there is none.
        """
        if not fields:
            raise DataError("limit_fields: give at least one field")
        return self._option(b"INFIELDS", len(fields), *fields)

    def return_fields(self, *fields: str) -> Self:
        """Return these fields, and not all that a document has."""
        for field in fields:
            self.return_field(field)
        return self

    def return_field(
        self, field: str, as_field: str | None = None, decode_field: bool = True, encoding: str | None = None
    ) -> Self:
        """Return this field, and not all that a document has.

        Args:
            field: the field, or a path in a JSON document.
            as_field: what to call it in the result.
            decode_field: False for what is no text, such as a vector: it is then bytes in the document's ``raw``,
                whether the client decodes responses or not.
            encoding: the encoding of this field, if it is not the client's. Nothing is decoded by a client that does
                not decode responses.
        """
        self._return.append(field)
        if as_field is not None:
            self._return += b"AS", as_field
        name = field if as_field is None else as_field
        if not decode_field:
            self.field_encodings[name] = None
        elif encoding is not None:
            self.field_encodings[name] = encoding
        return self

    def raw_fields(self, *fields: str) -> Self:
        """Keep these fields bytes, in the documents' ``raw``, wherever they are returned. Does not say which are."""
        self.field_encodings.update(dict.fromkeys(fields))
        return self

    def summarize(
        self,
        fields: KeysT | None = None,
        context_len: int | None = None,
        num_frags: int | None = None,
        sep: str | None = None,
    ) -> Self:
        """Return of text only the pieces around what was found.

        Args:
            fields: in these fields; all that are returned by default.
            context_len: words of each piece; 20 by default.
            num_frags: how many pieces; 3 by default.
            sep: what to put after each; ``"... "`` by default.
        """
        args = [b"SUMMARIZE", *counted(b"FIELDS", listed(fields or ()))]
        for word, value in ((b"FRAGS", num_frags), (b"LEN", context_len), (b"SEPARATOR", sep)):
            if value is not None:
                args += word, value
        self._shown[b"SUMMARIZE"] = args
        return self

    def highlight(self, fields: KeysT | None = None, tags: tuple[str, str] | None = None) -> Self:
        """Mark what was found.

        Args:
            fields: in these fields; all that are returned by default.
            tags: what to put before and after; ``<b>`` and ``</b>`` by default.
        """
        marks: tuple[EncodableT, ...] = () if tags is None else (b"TAGS", *tags)
        self._shown[b"HIGHLIGHT"] = [b"HIGHLIGHT", *counted(b"FIELDS", listed(fields or ())), *marks]
        return self

    def language(self, language: str) -> Self:
        """The language of the query's words, for their forms."""
        return self._option(b"LANGUAGE", language)

    def slop(self, slop: int) -> Self:
        """Let at most so many other words stand between those of the query."""
        return self._option(b"SLOP", slop)

    def timeout(self, timeout: int) -> Self:
        """Let the server search for so many milliseconds at most."""
        return self._option(b"TIMEOUT", timeout)

    def in_order(self) -> Self:
        """Ask for the words in the query's order."""
        return self._flag(b"INORDER")

    def scorer(self, scorer: str) -> Self:
        """How scores are computed: ``BM25STD``, ``TFIDF``, ``DISMAX`` ..."""
        return self._option(b"SCORER", scorer)

    def paging(self, offset: int, num: int) -> Self:
        """Leave out *offset* documents, and return at most *num*; 0 and 10 by default."""
        self._page = (offset, num)
        return self

    def verbatim(self) -> Self:
        """Search for words as they are, not for their other forms."""
        return self._flag(b"VERBATIM")

    def no_content(self) -> Self:
        """Return keys only, without fields."""
        return self._flag(b"NOCONTENT")

    def no_stopwords(self) -> Self:
        """Search also for words that are otherwise ignored."""
        return self._flag(b"NOSTOPWORDS")

    def with_payloads(self) -> Self:
        """Return the documents' payloads."""
        return self._flag(b"WITHPAYLOADS")

    def with_scores(self) -> Self:
        """Return the documents' scores."""
        return self._flag(b"WITHSCORES")

    def add_filter(self, flt: Filter) -> Self:
        """Add a condition; all that are added must hold.

        Raises:
            DataError: it is not a `Filter`.
        """
        if not isinstance(flt, Filter):
            raise DataError(f"add_filter takes a NumericFilter or GeoFilter, not {type(flt).__name__}")
        self._filters += flt.args
        return self

    def sort_by(self, field: str, asc: bool = True) -> Self:
        """Sort by a field, upwards or downwards, and not by score."""
        return self._option(b"SORTBY", field, b"ASC" if asc else b"DESC")

    def expander(self, expander: str) -> Self:
        """What adds further forms to the words of the query."""
        return self._option(b"EXPANDER", expander)

    def dialect(self, dialect: int) -> Self:
        """Which version of the language queries are in; 2 by default."""
        return self._option(b"DIALECT", dialect)

    def get_args(self) -> list[EncodableT]:
        """The arguments of FT.SEARCH after the index."""
        args: list[EncodableT] = [self._query_string, *self._flags, *self._filters]
        for option in self._options.values():
            args += option
        if b"DIALECT" not in self._options:
            args += b"DIALECT", DEFAULT_DIALECT
        args += counted(b"RETURN", self._return)
        for shown in self._shown.values():
            args += shown
        return [*args, b"LIMIT", *self._page]
