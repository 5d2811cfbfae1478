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
from ..replies import named, pairs, string, strings
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


class Fields:
    """Reads the fields of documents or rows: names and values, as a map, a flat list or None.

    What becomes of a field is found out once for each name, not for each document.

    Args:
        text: the client's decoder, or None if it does not decode.
        encodings: fields that are decoded in a way of their own.
    """

    __slots__ = ("_encodings", "_known", "_text")

    def __init__(self, text: Decoder | None, encodings: EncodingsT) -> None:
        self._text = text
        self._encodings = encodings
        self._known: dict[Any, tuple[str, Decoder | None, bool]] = {}

    def string(self, raw: Any) -> Any:
        """A string of the client's: a key or a payload, which may be None."""
        return raw if self._text is None else decoded(raw, self._text)

    def take(self, content: Any, fields: dict[str, Any], raw: dict[str, Any]) -> None:
        """Put each field into *fields*, or into *raw* if it stays bytes.

        Raises:
            UnicodeDecodeError: a field is no text, and was not named as such.
        """
        known = self._known
        name = ""
        try:
            for key, value in pairs(content):
                name, decode, keep = known.get(key) or self._learn(key)
                if keep:
                    raw[name] = value
                elif decode is None:
                    fields[name] = value
                else:
                    fields[name] = decode(value) if type(value) is bytes else decoded(value, decode)
        except UnicodeDecodeError as error:
            remedy = f"field {name!r} is no text in this encoding: name it in raw_fields(), and find it in raw"
            reason = f"{error.reason}; {remedy}"
            raise UnicodeDecodeError(error.encoding, error.object, error.start, error.end, reason) from None

    def _learn(self, key: Any) -> tuple[str, Decoder | None, bool]:
        name = string(key)
        decode, encodings = self._text, self._encodings
        keep = name in encodings and encodings[name] is None
        if decode is not None and (own := encodings.get(name)) is not None:
            encoding = own
            decode = lambda value: value.decode(encoding)  # noqa: E731
        self._known[key] = found = (name, decode, keep)
        return found


def document(fields: Fields, key: Any, content: Any, score: float | None = None, payload: Any = None) -> Document[Any]:
    """Make a document of its key, its fields, and what else is known of it."""
    found: dict[str, Any] = {}
    raw: dict[str, bytes] = {}
    if content:
        fields.take(content, found, raw)
        if "$" in found:
            found["json"] = found.pop("$")
    return Document(fields.string(key), found, raw, score, None if payload is None else fields.string(payload))


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
        fields = Fields(text, self.encodings)
        if not isinstance(raw, dict):
            return SearchResult(raw[0], [document(fields, *parts) for parts in self._parts(raw)], [])
        reply = named(raw)
        found = [document(fields, *self._of_map(named(each))) for each in reply["results"]]
        return SearchResult(reply["total_results"], found, strings(reply.get("warning", ())))

    def _parts(self, raw: Any) -> Iterator[tuple[Any, ...]]:
        """Key, fields, score and payload of each document of RESP2, where they follow each other in one list."""
        rest = iter(raw[1:])
        for key in rest:
            score = float(next(rest)) if self.scores else None
            payload = next(rest) if self.payloads else None
            yield key, (next(rest) if self.content else None), score, payload

    def _of_map(self, found: dict[str, Any]) -> tuple[Any, ...]:
        score = float(found["score"]) if self.scores else None
        return found["id"], found.get("extra_attributes"), score, found.get("payload")


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
        fields = Fields(text, self.encodings)
        if not isinstance(raw, dict):
            return AggregateResult(raw[0], [_row(fields, row) for row in raw[1:]], cursor, [])
        reply = named(raw)
        rows = [_row(fields, named(row)["extra_attributes"]) for row in reply["results"]]
        return AggregateResult(reply["total_results"], rows, cursor, strings(reply.get("warning", ())))


def _row(fields: Fields, content: Any) -> dict[str, Any]:
    row: dict[str, Any] = {}
    fields.take(content, row, row)
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
