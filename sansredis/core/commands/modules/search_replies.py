"""Readers of what searches return, and the command that tells them how to decode.

Everything else in the commands is decoded before it is read, or not at all. A document has fields of both kinds: text,
and bytes such as vectors. So the reader itself decodes here, field by field, as the query says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from ...errors import ResponseError
from ..command import Command, Decoder, EncodableT, T, decoded
from ..replies import mapping, named, string, strings
from .search_aggregation import Cursor
from .search_profile import profile_information
from .search_results import AggregateResult, Document, ProfileInformation, SearchResult

EncodingsT: TypeAlias = Mapping[str, str | None]
"""Fields that are decoded by an encoding of their own, or not at all if it is None."""


class SelfDecoding(Command[T]):
    """A command whose reader is given the client's decoder, and makes text of what it finds to be text.

    Args:
        args: as in `Command`.
        reader: makes the value of the server's reply, and of the decoder, which is None for a client without one.
    """

    __slots__ = ("_reader",)

    def __init__(self, *args: EncodableT, reader: Callable[[Any, Decoder | None], T]) -> None:
        super().__init__(*args, reply=lambda raw: reader(raw, None), decode=False)
        self._reader = reader

    def read(self, raw: Any, text: Decoder | None) -> T:
        if isinstance(raw, ResponseError):
            raise raw
        return self._reader(raw, text)


def _text(raw: Any, text: Decoder | None, name: str, encodings: EncodingsT) -> Any:
    """A value of the field *name*, decoded as it is to be."""
    if text is None or raw is None:
        return raw
    own = encodings.get(name)
    try:
        return decoded(raw, text if own is None else lambda value: value.decode(own))
    except UnicodeDecodeError as error:
        reason = (
            f"{error.reason}; field {name!r} is no text in this encoding: name it in raw_fields(), and find it in raw"
        )
        raise UnicodeDecodeError(error.encoding, error.object, error.start, error.end, reason) from None


def _keeps_bytes(name: str, encodings: EncodingsT) -> bool:
    return name in encodings and encodings[name] is None


def document(
    id: Any,
    content: Any,
    text: Decoder | None,
    encodings: EncodingsT,
    score: float | None = None,
    payload: Any = None,
) -> Document[Any]:
    """Make a document of its key, its fields (a map, a flat list or None), and what else is known of it."""
    fields: dict[str, Any] = {}
    raw: dict[str, bytes] = {}
    for field, value in mapping(content).items():
        name = string(field)
        name = "json" if name == "$" else name
        if _keeps_bytes(name, encodings):
            raw[name] = value
        else:
            fields[name] = _text(value, text, name, encodings)
    return Document(decoded(id, text) if text else id, fields, raw, score, decoded(payload, text) if text else payload)


@dataclass(frozen=True, slots=True)
class SearchReader:
    """Reads the reply of FT.SEARCH.

    Attributes:
        content, scores, payloads: what the query asks for beside keys.
        encodings: fields that are decoded in a way of their own.
    """

    content: bool
    scores: bool
    payloads: bool
    encodings: EncodingsT

    def __call__(self, raw: Any, text: Decoder | None) -> SearchResult[Any]:
        if not isinstance(raw, dict):
            docs = [document(key, fields, text, self.encodings, *rest) for key, fields, *rest in self._parts(raw)]
            return SearchResult(raw[0], docs, [])
        reply = named(raw)
        found = [self._of_map(named(each), text) for each in reply["results"]]
        return SearchResult(reply["total_results"], found, strings(reply.get("warning", ())))

    def _parts(self, raw: Any) -> Iterator[tuple[Any, ...]]:
        """Key, fields, score and payload of each document of RESP2, where they follow each other in one list."""
        rest = iter(raw[1:])
        for key in rest:
            score = float(next(rest)) if self.scores else None
            payload = next(rest) if self.payloads else None
            yield key, (next(rest) if self.content else None), score, payload

    def _of_map(self, found: dict[str, Any], text: Decoder | None) -> Document[Any]:
        score = float(found["score"]) if self.scores else None
        fields = found.get("extra_attributes") if self.content else None
        return document(found["id"], fields, text, self.encodings, score, found.get("payload"))


@dataclass(frozen=True, slots=True)
class AggregateReader:
    """Reads the reply of FT.AGGREGATE and FT.CURSOR READ.

    Attributes:
        cursor: whether there is one.
        encodings: fields that are decoded in a way of their own.
        count: how many rows are read at once with the cursor.
    """

    cursor: bool
    encodings: EncodingsT
    count: int = 0

    def __call__(self, raw: Any, text: Decoder | None) -> AggregateResult[Any]:
        cursor = None
        if self.cursor:
            raw, cid = raw
            cursor = Cursor(cid, self.count, self.encodings)
        if not isinstance(raw, dict):
            return AggregateResult(raw[0], [self._row(row, text) for row in raw[1:]], cursor, [])
        reply = named(raw)
        rows = [self._row(named(row)["extra_attributes"], text) for row in reply["results"]]
        return AggregateResult(reply["total_results"], rows, cursor, strings(reply.get("warning", ())))

    def _row(self, raw: Any, text: Decoder | None) -> dict[str, Any]:
        row = {}
        for field, value in mapping(raw).items():
            name = string(field)
            row[name] = value if _keeps_bytes(name, self.encodings) else _text(value, text, name, self.encodings)
        return row


def profiled(read: Callable[[Any, Decoder | None], T]) -> Callable[[Any, Decoder | None], tuple[T, ProfileInformation]]:
    """Make a reader of FT.PROFILE of that of the query."""

    def read_both(raw: Any, text: Decoder | None) -> tuple[T, ProfileInformation]:
        if not isinstance(raw, dict):
            result, profile = raw
        else:
            # Both are parts of one map; before Redis 8 the profile was a part of the result.
            parts = named(raw)
            result, profile = (parts["Results"], parts["Profile"]) if "Results" in parts else (raw, parts["profile"])
        return read(result, text), profile_information(profile)

    return read_both


def corrections(raw: Any) -> dict[Any, list[Any]]:
    """The words of FT.SPELLCHECK that are unknown, each with words that may have been meant."""
    if isinstance(raw, dict):
        found = named(raw)["results"]
        return {
            word: [{"score": float(score), "suggestion": other} for each in meant for other, score in each.items()]
            for word, meant in found.items()
        }
    return {word: [{"score": float(score), "suggestion": other} for score, other in meant] for _, word, meant in raw}
