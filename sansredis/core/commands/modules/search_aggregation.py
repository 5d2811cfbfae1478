"""What FT.AGGREGATE computes of the documents found: a plan of steps, each of which works on the rows so far."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Final, Literal, Self

from ...errors import DataError
from ..arguments import KeysT, listed
from ..command import EncodableT
from .search_query import DEFAULT_DIALECT, counted


class _Alias(Enum):
    FIELDNAME = "FIELDNAME"


FIELDNAME: Final = _Alias.FIELDNAME
"""For `Reducer.alias`: call the result as its field is called."""


@dataclass(frozen=True, slots=True)
class SortDirection:
    """A field by which rows are sorted, with its ``@``, and the direction. Use `Asc` and `Desc`."""

    field: str

    def args(self) -> tuple[EncodableT, EncodableT]:
        """The arguments for the server."""
        return self.field, (b"DESC" if isinstance(self, Desc) else b"ASC")


class Asc(SortDirection):
    """Upwards by a field: ``Asc("@price")``."""

    __slots__ = ()


class Desc(SortDirection):
    """Downwards by a field: ``Desc("@price")``."""

    __slots__ = ()


class Reducer:
    """What is computed of the rows of a group; the module `search_reducers` has them all.

    Args:
        name: the server's name for it.
        args: what it takes.
        field: the field that it is about.
    """

    def __init__(self, name: str, args: Sequence[EncodableT] = (), field: str | None = None) -> None:
        self.name = name
        self.args = tuple(args)
        self._field = field
        self._alias: str | None = None

    def __repr__(self) -> str:
        return f"<Reducer {self.name} of {self._field!r}>"

    def alias(self, alias: str | Literal[_Alias.FIELDNAME]) -> Self:
        """Call the result so, and return the reducer. Without this the server makes up a name.

        Raises:
            DataError: it is to be called as its field is, but has none.
        """
        if isinstance(alias, _Alias):
            if self._field is None:
                raise DataError(f"{self.name} is about no field: give its result a name, not FIELDNAME")
            alias = self._field.removeprefix("@")
        self._alias = alias
        return self

    def build_args(self) -> list[EncodableT]:
        """The arguments for the server."""
        named: tuple[EncodableT, ...] = () if self._alias is None else (b"AS", self._alias)
        return [b"REDUCE", self.name, len(self.args), *self.args, *named]


@dataclass(slots=True)
class Cursor:
    """Where the rest of an aggregation's rows is to be read. False when there are no more.

    Attributes:
        cid: the server's number for it; 0 at the end.
        count: how many rows to read at once; as many as before if it is 0.
    """

    cid: int
    count: int = 0
    field_encodings: Mapping[str, str | None] = field(default_factory=dict, repr=False, compare=False)

    def __bool__(self) -> bool:
        return self.cid != 0

    def build_args(self) -> list[EncodableT]:
        """The arguments of FT.CURSOR READ after the index."""
        return [self.cid, b"COUNT", self.count] if self.count else [self.cid]


class AggregateRequest:
    """What FT.AGGREGATE computes. Each method changes the request and returns it.

    An example::

        AggregateRequest("*").group_by("@country", reducers.count().alias("users")).sort_by(Desc("@users"))

    Fields are written with ``@``. The steps `group_by`, `apply`, `sort_by`, `limit` and `filter` are done in the order
    in which they are added, any number of times.

    Args:
        query: the text that documents must match; all by default.
    """

    def __init__(self, query: str = "*") -> None:
        self._query = query
        self._verbatim = False
        self._add_scores = False
        self._scorer: str | None = None
        self._cursor: list[EncodableT] = []
        self._load: list[EncodableT] = []
        self._load_all = False
        self._dialect = DEFAULT_DIALECT
        self._steps: list[EncodableT] = []
        self.field_encodings: dict[str, str | None] = {}
        """Fields that stay bytes."""

    def __repr__(self) -> str:
        return f"<AggregateRequest {self._query!r}>"

    @property
    def has_cursor(self) -> bool:
        """Whether the rows are to be read in parts."""
        return bool(self._cursor)

    def load(self, *fields: str) -> Self:
        """Take these fields from the documents, all of them if none is named. Sortable fields need not be loaded."""
        if fields:
            self._load += fields
        else:
            self._load_all = True
        return self

    def raw_fields(self, *fields: str) -> Self:
        """Keep these fields (here without ``@``) bytes, such as vectors, also if the client decodes responses."""
        self.field_encodings.update(dict.fromkeys(fields))
        return self

    def group_by(self, fields: KeysT, *reducers: Reducer) -> Self:
        """Make one row of all rows in which *fields* have the same values, with what *reducers* compute of them.

        Args:
            fields: one field, or several; none (an empty list) to make one row of all.
            reducers: what to compute.
        """
        names = listed(fields)
        self._steps += b"GROUPBY", len(names), *names
        for reducer in reducers:
            self._steps += reducer.build_args()
        return self

    def apply(self, **kwexpr: str) -> Self:
        """Add a field computed by an expression: ``apply(total="@price * @quantity")``."""
        for alias, expression in kwexpr.items():
            self._steps += b"APPLY", expression, b"AS", alias
        return self

    def limit(self, offset: int, num: int) -> Self:
        """Leave out *offset* rows, and keep at most *num*."""
        self._steps += b"LIMIT", offset, num
        return self

    def sort_by(self, *fields: str | SortDirection, max: int = 0) -> Self:
        """Sort the rows.

        Args:
            fields: fields, or ``Asc("@field")`` and ``Desc("@field")``; the later ones where the earlier are equal.
            max: keep only so many of the first; 0 for all.
        """
        args: list[EncodableT] = []
        for by in fields:
            args += by.args() if isinstance(by, SortDirection) else (by,)
        self._steps += b"SORTBY", len(args), *args
        if max:
            self._steps += b"MAX", max
        return self

    def filter(self, expressions: str | Iterable[str]) -> Self:
        """Keep the rows for which the expression holds, or all of several: ``filter("@users > 1")``."""
        for expression in listed(expressions):
            self._steps += b"FILTER", expression
        return self

    def add_scores(self) -> Self:
        """Add each document's score, as ``@__score``."""
        self._add_scores = True
        return self

    def scorer(self, scorer: str) -> Self:
        """How scores are computed; as the server does by default."""
        self._scorer = scorer
        return self

    def verbatim(self) -> Self:
        """Search for words as they are, not for their other forms."""
        self._verbatim = True
        return self

    def cursor(self, count: int = 0, max_idle: float = 0.0) -> Self:
        """Read the rows in parts: pass the result's cursor to `aggregate` as long as it is true.

        Args:
            count: how many rows at once; 1000 if it is 0.
            max_idle: the server forgets the cursor when it has not been used for so many seconds; its own limit
                (300 s) if it is 0.
        """
        self._cursor = [b"WITHCURSOR"]
        if count:
            self._cursor += b"COUNT", count
        if max_idle:
            self._cursor += b"MAXIDLE", round(max_idle * 1000)
        return self

    def dialect(self, dialect: int) -> Self:
        """Which version of the language the query is in; 2 by default."""
        self._dialect = dialect
        return self

    def build_args(self) -> list[EncodableT]:
        """The arguments of FT.AGGREGATE after the index."""
        args: list[EncodableT] = [self._query]
        if self._verbatim:
            args.append(b"VERBATIM")
        if self._scorer is not None:
            args += b"SCORER", self._scorer
        if self._add_scores:
            args.append(b"ADDSCORES")
        args += self._cursor
        args += (b"LOAD", b"*") if self._load_all else counted(b"LOAD", self._load)
        return [*args, b"DIALECT", self._dialect, *self._steps]
