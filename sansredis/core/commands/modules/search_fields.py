"""What an index is about: its fields, and the keys that it covers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Literal

from ...errors import DataError
from ..arguments import KeysT, listed
from ..arguments_collections import interleaved
from ..command import EncodableT, KeyT

_ALGORITHMS = ("FLAT", "HNSW", "SVS-VAMANA")
_PHONETIC = ("dm:en", "dm:fr", "dm:pt", "dm:es")


class Field:
    """A field of an index. Its subclasses say of what kind it is.

    Args:
        name: the field of the hash, or the path in the JSON document.
        args: the kind, and what belongs to it.
        sortable: keep values so that sorting by them is fast.
        no_index: do not search in it; it is for sorting only, and so has to be sortable.
        index_missing: let documents be found that lack it, by ``ismissing(@name)``.
        index_empty: let documents be found in which it is empty.
        as_name: what queries call it; *name* by default.

    Raises:
        DataError: it is neither searched in nor sorted by.
    """

    def __init__(
        self,
        name: KeyT,
        args: Iterable[EncodableT] = (),
        sortable: bool = False,
        no_index: bool = False,
        index_missing: bool = False,
        index_empty: bool = False,
        as_name: KeyT | None = None,
    ) -> None:
        if no_index and not sortable:
            raise DataError(f"field {name!r}: no_index needs sortable=True, or nothing is left to do with it")
        self.name = name
        self.as_name = as_name
        self.args: list[EncodableT] = list(args)
        # In the server's order: it takes no other.
        options = (
            (b"INDEXMISSING", index_missing),
            (b"INDEXEMPTY", index_empty),
            (b"SORTABLE", sortable),
            (b"NOINDEX", no_index),
        )
        self.args_suffix: list[EncodableT] = [word for word, given in options if given]

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name!r}>"

    def redis_args(self) -> list[EncodableT]:
        """The arguments that describe it to the server."""
        alias: tuple[EncodableT, ...] = () if self.as_name is None else (b"AS", self.as_name)
        return [self.name, *alias, *self.args, *self.args_suffix]


class TextField(Field):
    """Words, searched in their various forms.

    Args:
        name: the field of the hash, or the path in the JSON document.
        weight: how much it counts for a document's score.
        no_stem: take words as they are.
        phonetic_matcher: also find what sounds alike: ``dm:en``, ``dm:fr``, ``dm:pt`` or ``dm:es``.
        withsuffixtrie: make searching by parts of words faster, for more memory.
        sortable, no_index, index_missing, index_empty, as_name: as in `Field`.

    Raises:
        DataError: it is neither searched in nor sorted by, or the phonetic matcher does not exist.
    """

    def __init__(
        self,
        name: KeyT,
        weight: float = 1.0,
        no_stem: bool = False,
        phonetic_matcher: str | None = None,
        withsuffixtrie: bool = False,
        *,
        sortable: bool = False,
        no_index: bool = False,
        index_missing: bool = False,
        index_empty: bool = False,
        as_name: KeyT | None = None,
    ) -> None:
        args: list[EncodableT] = [b"TEXT", b"WEIGHT", weight]
        if no_stem:
            args.append(b"NOSTEM")
        if phonetic_matcher is not None:
            if phonetic_matcher not in _PHONETIC:
                raise DataError(
                    f"field {name!r}: phonetic_matcher is one of {', '.join(_PHONETIC)}; got {phonetic_matcher!r}"
                )
            args += b"PHONETIC", phonetic_matcher
        if withsuffixtrie:
            args.append(b"WITHSUFFIXTRIE")
        super().__init__(name, args, sortable, no_index, index_missing, index_empty, as_name)


class TagField(Field):
    """Tags: one string holds several, and each is matched as a whole.

    Args:
        name: the field of the hash, or the path in the JSON document.
        separator: the character between tags (of a hash).
        case_sensitive: whether ``A`` and ``a`` are different.
        withsuffixtrie: make searching by parts of tags faster, for more memory.
        sortable, no_index, index_missing, index_empty, as_name: as in `Field`.

    Raises:
        DataError: it is neither searched in nor sorted by.
    """

    def __init__(
        self,
        name: KeyT,
        separator: str = ",",
        case_sensitive: bool = False,
        withsuffixtrie: bool = False,
        *,
        sortable: bool = False,
        no_index: bool = False,
        index_missing: bool = False,
        index_empty: bool = False,
        as_name: KeyT | None = None,
    ) -> None:
        args: list[EncodableT] = [b"TAG", b"SEPARATOR", separator]
        if case_sensitive:
            args.append(b"CASESENSITIVE")
        if withsuffixtrie:
            args.append(b"WITHSUFFIXTRIE")
        super().__init__(name, args, sortable, no_index, index_missing, index_empty, as_name)


class NumericField(Field):
    """Numbers, found by ranges.

    Args:
        name: the field of the hash, or the path in the JSON document.
        sortable, no_index, index_missing, as_name: as in `Field`.

    Raises:
        DataError: it is neither searched in nor sorted by.
    """

    def __init__(
        self,
        name: KeyT,
        *,
        sortable: bool = False,
        no_index: bool = False,
        index_missing: bool = False,
        as_name: KeyT | None = None,
    ) -> None:
        super().__init__(name, (b"NUMERIC",), sortable, no_index, index_missing, False, as_name)


class GeoField(Field):
    """Places on Earth, ``"longitude,latitude"``, found by their distance from another.

    Args:
        name: the field of the hash, or the path in the JSON document.
        sortable, no_index, index_missing, as_name: as in `Field`.

    Raises:
        DataError: it is neither searched in nor sorted by.
    """

    def __init__(
        self,
        name: KeyT,
        *,
        sortable: bool = False,
        no_index: bool = False,
        index_missing: bool = False,
        as_name: KeyT | None = None,
    ) -> None:
        super().__init__(name, (b"GEO",), sortable, no_index, index_missing, False, as_name)


class GeoShapeField(Field):
    """Shapes in the WKT notation, such as ``POLYGON((1 1, 1 3, 3 3, 1 1))``, found by what they contain.

    Args:
        name: the field of the hash, or the path in the JSON document.
        coord_system: ``SPHERICAL``, longitude and latitude (the server's default), or ``FLAT``, x and y.
        index_missing, as_name: as in `Field`.
    """

    SPHERICAL: Literal["SPHERICAL"] = "SPHERICAL"
    FLAT: Literal["FLAT"] = "FLAT"

    def __init__(
        self,
        name: KeyT,
        coord_system: Literal["SPHERICAL", "FLAT"] | None = None,
        *,
        index_missing: bool = False,
        as_name: KeyT | None = None,
    ) -> None:
        system = () if coord_system is None else (coord_system,)
        super().__init__(name, (b"GEOSHAPE", *system), index_missing=index_missing, as_name=as_name)


class VectorField(Field):
    """Vectors, found by their likeness to another. In a hash they are bytes: ``struct.pack("<3f", 1, 2, 3)``.

    Args:
        name: the field of the hash, or the path in the JSON document.
        algorithm: ``FLAT`` (compare with all), ``HNSW`` (nearly as good, and fast) or ``SVS-VAMANA`` (Redis 8.2).
        attributes: ``TYPE`` (``FLOAT32`` ...), ``DIM`` (how many numbers), ``DISTANCE_METRIC`` (``L2``, ``IP`` or
            ``COSINE``), and those of the algorithm.
        index_missing, as_name: as in `Field`.

    Raises:
        DataError: there is no such algorithm.
    """

    def __init__(
        self,
        name: KeyT,
        algorithm: str,
        attributes: Mapping[str, EncodableT],
        *,
        index_missing: bool = False,
        as_name: KeyT | None = None,
    ) -> None:
        if algorithm.upper() not in _ALGORITHMS:
            raise DataError(f"field {name!r}: algorithm is one of {', '.join(_ALGORITHMS)}; got {algorithm!r}")
        args = (b"VECTOR", algorithm, 2 * len(attributes), *interleaved(attributes))
        super().__init__(name, args, index_missing=index_missing, as_name=as_name)


class IndexType(Enum):
    """What an index covers."""

    HASH = "HASH"
    JSON = "JSON"


class IndexDefinition:
    """Which keys an index covers, and what about a document is in fields of its own.

    Args:
        prefix: what their names begin with, one or several; all keys by default.
        filter: an expression that must hold for a document, such as ``@age>18``.
        language_field: the field that names a document's language.
        language: the language of documents that name none; English by default.
        score_field: the field with a document's own score, from 0 to 1.
        score: the score of documents that have none.
        payload_field: the field with a document's payload.
        index_type: hashes, which is the default, or JSON documents.
    """

    def __init__(
        self,
        prefix: KeysT = (),
        filter: str | None = None,
        language_field: str | None = None,
        language: str | None = None,
        score_field: str | None = None,
        score: float | None = 1.0,
        payload_field: str | None = None,
        index_type: IndexType | None = None,
    ) -> None:
        self.args: list[EncodableT] = [] if index_type is None else [b"ON", index_type.value]
        prefixes = listed(prefix)
        if prefixes:
            self.args += b"PREFIX", len(prefixes), *prefixes
        options: tuple[tuple[bytes, EncodableT | None], ...] = (
            (b"FILTER", filter),
            (b"LANGUAGE_FIELD", language_field),
            (b"LANGUAGE", language),
            (b"SCORE_FIELD", score_field),
            (b"SCORE", score),
            (b"PAYLOAD_FIELD", payload_field),
        )
        for word, value in options:
            if value is not None:
                self.args += word, value

    def __repr__(self) -> str:
        return f"<IndexDefinition with {len(self.args)} arguments>"


def schema(command: str, fields: Field | Iterable[Field]) -> list[EncodableT]:
    """The arguments that describe fields.

    Raises:
        DataError: there is none, or something else among them.
    """
    every = [fields] if isinstance(fields, Field) else list(fields)
    if not every:
        raise DataError(f"{command}: give at least one field")
    for each in every:
        if not isinstance(each, Field):
            raise DataError(f"{command}: a field is a TextField, TagField or the like, not {type(each).__name__}")
    return [arg for each in every for arg in each.redis_args()]
