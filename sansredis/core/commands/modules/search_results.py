"""What searches return. The same under RESP2 and RESP3, for clients that decode responses and for those that do not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeAlias, TypedDict

from ..command import S
from ..replies_server import InfoValue
from .search_aggregation import Cursor

Cell: TypeAlias = S | bytes | list[S | None] | None
"""A value in a row of an aggregation: a string, a list of them (`tolist`, `random_sample`), None where there is none;
bytes where the client decodes, but the request keeps the field bytes."""


@dataclass(frozen=True, slots=True)
class Document(Generic[S]):
    """A document that was found. ``doc["title"]`` and ``doc.title`` are short for ``doc.fields["title"]``.

    Attributes:
        id: its key.
        fields: the fields that were returned; None for what is null in a JSON document. A whole JSON document, which
            the server calls ``$``, is called ``json``.
        raw: the fields that the query keeps bytes, such as vectors.
        score: its score, if the query asks for scores.
        payload: its payload, if the query asks for payloads and it has one.
    """

    id: S
    fields: dict[str, S | None]
    raw: dict[str, bytes]
    score: float | None = None
    payload: S | None = None

    def __getitem__(self, name: str) -> S | None:
        """The value of a field.

        Raises:
            KeyError: it was not returned, or is in ``raw``.
        """
        try:
            return self.fields[name]
        except KeyError:
            raise KeyError(self._missing(name)) from None

    def __getattr__(self, name: str) -> S | None:
        # Copying and pickling look for methods on an object that has no fields yet.
        if name.startswith("__") or name in Document.__slots__:
            raise AttributeError(name)
        if name in self.fields:
            return self.fields[name]
        raise AttributeError(self._missing(name))

    def _missing(self, name: str) -> str:
        if name in self.raw:
            return f"{name!r} stays bytes: it is in .raw"
        return f"the document has no field {name!r} among those that were returned"


@dataclass(frozen=True, slots=True)
class SearchResult(Generic[S]):
    """What FT.SEARCH returns.

    Attributes:
        total: how many documents match, which may be more than were returned.
        docs: those that were returned, in order.
        warnings: what the server remarks, such as that its time limit was reached. It does so under RESP3 only.
    """

    total: int
    docs: list[Document[S]]
    warnings: list[str]


@dataclass(frozen=True, slots=True)
class AggregateResult(Generic[S]):
    """What FT.AGGREGATE returns.

    Attributes:
        total: a number of rows that the server sends first; how many there are in all only where the plan sorts.
        rows: the rows, each a dict of fields without ``@``.
        cursor: where to read on, if the request asks for a cursor; it is false at the end. None if it does not.
        warnings: as in `SearchResult`.
    """

    total: int
    rows: list[dict[str, Cell[S]]]
    cursor: Cursor | None
    warnings: list[str]


@dataclass(frozen=True, slots=True)
class ProfileInformation:
    """How a query was executed, and how long that took.

    Attributes:
        info: the server's figures by its own names. Times are milliseconds.
    """

    info: dict[str, InfoValue]


@dataclass(frozen=True, slots=True)
class Suggestion(Generic[S]):
    """A suggestion, to be added or as it was found.

    Attributes:
        string: the text.
        score: its weight where it is added; where it is found, how good it is, or 1.0 if no scores were asked for.
        payload: what is kept with it.
    """

    string: S
    score: float = 1.0
    payload: S | None = None


class Correction(TypedDict, Generic[S]):
    """A word that may have been meant, and how likely that is."""

    score: float
    suggestion: S
