"""Documents as such, without searching. All but `load_document` is deprecated: documents are hashes, or JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..arguments_collections import interleaved
from ..command import Command, Decoder, EncodableT, KeyT, S
from ..replies import ok
from .search_replies import Fields, SelfDecoding, document
from .search_results import Document
from .search_words import SearchWordsCommands


def _as_replied(key: KeyT, text: Decoder | None) -> str | bytes:
    """A key as the client's replies would have it."""
    if isinstance(key, str):
        return key if text else key.encode()
    return bytes(key)


class SearchDocumentCommands(SearchWordsCommands[S]):
    """The commands on single documents."""

    __slots__ = ()

    def load_document(self, id: KeyT, field_encodings: Mapping[str, str | None] | None = None) -> Command[Document[S]]:
        """Return a hash as a document: HGETALL. It need not be in the index; it is empty if there is no such key.

        Args:
            id: the key.
            field_encodings: fields with their encoding, where it is not the client's; None for one that is to stay
                bytes, which is then in the document's ``raw``.

        See https://redis.io/commands/hgetall/
        """
        encodings = dict(field_encodings or {})

        def read(raw: Any, text: Decoder | None) -> Document[Any]:
            return document(Fields(text, encodings), _as_replied(id, text), raw)

        return self._run(SelfDecoding(b"HGETALL", id, reader=read))

    def add_document(
        self,
        doc_id: KeyT,
        nosave: bool = False,
        score: float = 1.0,
        payload: EncodableT | None = None,
        replace: bool = False,
        partial: bool = False,
        language: str | None = None,
        no_create: bool = False,
        **fields: EncodableT,
    ) -> Command[bool]:
        """Write a hash, and add it to the index. Always True. Deprecated since RediSearch 2.0: use `hset`.

        Args:
            doc_id: the key.
            nosave: without effect since RediSearch 2.0.
            score: the document's own score, from 0 to 1.
            payload: its payload.
            replace: overwrite a document that exists; else that is an error.
            partial: change these fields only; includes *replace*.
            language: the language of its words.
            no_create: only if it exists; includes *replace*.
            fields: its fields.

        See https://redis.io/docs/latest/develop/ai/search-and-query/deprecated/
        """
        args: list[EncodableT] = [b"NOSAVE"] if nosave else []
        if payload is not None:
            args += b"PAYLOAD", payload
        options = ((b"REPLACE", replace or partial or no_create), (b"PARTIAL", partial), (b"NOCREATE", no_create))
        args += [word for word, given in options if given]
        if language is not None:
            args += b"LANGUAGE", language
        args += b"FIELDS", *interleaved(fields)
        return self._run(Command(b"FT.ADD", self._index_name, doc_id, score, *args, reply=ok))

    def delete_document(self, doc_id: KeyT, delete_actual_document: bool = False) -> Command[int]:
        """Delete a document, also its hash; return 1, or 0 if there was none. Deprecated since 2.0: use `delete`.

        Args:
            doc_id: the key.
            delete_actual_document: without effect since RediSearch 2.0, which always does.

        See https://redis.io/docs/latest/develop/ai/search-and-query/deprecated/
        """
        option = (b"DD",) if delete_actual_document else ()
        return self._run(Command(b"FT.DEL", self._index_name, doc_id, *option))

    def get(self, *ids: KeyT) -> Command[list[Document[S] | None]]:
        """Return documents by their keys, None for each that is not in the index. Deprecated since RediSearch 2.0.

        See https://redis.io/docs/latest/develop/ai/search-and-query/deprecated/
        """

        def read(raw: Any, text: Decoder | None) -> list[Document[Any] | None]:
            fields = Fields(text, {})
            pairs = zip(ids, raw, strict=True)
            return [None if found is None else document(fields, _as_replied(key, text), found) for key, found in pairs]

        return self._run(SelfDecoding(b"FT.MGET", self._index_name, *ids, reader=read))
