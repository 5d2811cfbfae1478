"""Vector sets: elements with vectors, found by how similar these are (Redis 8.0)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Any, Literal, overload

from ...errors import DataError
from ..command import Command, EncodableT, KeyT, S
from ..replies import flag
from .json_values import JSONValue
from .namespace import Namespace
from .vset_replies import (
    RawEmbedding,
    ScoredAttributes,
    attributes,
    attributes_as_text,
    embedding,
    facts,
    raw_embedding,
    scored_links,
    scores,
    with_attributes,
    with_both,
)

_READERS = {(True, False): scores, (False, True): with_attributes, (True, True): with_both}


class QuantizationOptions(Enum):
    """How exactly the server keeps vectors."""

    NOQUANT = "NOQUANT"
    """As they are."""

    BIN = "BIN"
    """One bit for each number."""

    Q8 = "Q8"
    """Eight bits for each number, which is the default."""


def _vector(command: str, vector: Sequence[float] | bytes) -> list[EncodableT]:
    """A vector: its numbers, or the bytes of its 32-bit floats.

    Raises:
        DataError: it is empty.
    """
    if not len(vector):
        raise DataError(f"{command}: the vector is empty; give at least one number")
    if isinstance(vector, (bytes, bytearray, memoryview)):
        return [b"FP32", bytes(vector)]
    return [b"VALUES", len(vector), *vector]


def _flags(*named: tuple[bytes, bool]) -> list[EncodableT]:
    return [token for token, given in named if given]


class VSetCommands(Namespace[S]):
    """The commands on vector sets.

    A vector is a sequence of numbers, or bytes: 32-bit floats, the lowest byte first. An element's attributes are JSON,
    and a dict as a rule.
    """

    __slots__ = ()

    def vadd(
        self,
        key: KeyT,
        vector: Sequence[float] | bytes,
        element: EncodableT,
        reduce_dim: int | None = None,
        cas: bool = False,
        quantization: QuantizationOptions | None = None,
        ef: int | None = None,
        attributes: Mapping[str, object] | str | None = None,
        numlinks: int | None = None,
    ) -> Command[bool]:
        """Add an element, or change its vector.

        Args:
            key: the key.
            vector: its vector, with as many numbers as all others in the set have.
            element: its name.
            reduce_dim: keep so many dimensions only, by a random projection.
            cas: look for its neighbours in a thread of its own, and do not hold up others meanwhile.
            quantization: how exactly to keep it; the same for the whole set.
            ef: how thoroughly to look for its neighbours; 200 by default.
            attributes: what filters of `vsim` look at.
            numlinks: how many neighbours each element has; 16 by default, and the same for the whole set.

        Returns:
            Whether it is new.

        Raises:
            DataError: the vector is empty, or the attributes cannot be written in JSON.
            ResponseError: the vector does not fit the set.

        See https://redis.io/commands/vadd/
        """
        args: list[EncodableT] = [b"VADD", key]
        if reduce_dim is not None:
            args += b"REDUCE", reduce_dim
        args += *_vector("VADD", vector), element
        if cas:
            args.append(b"CAS")
        if quantization is not None:
            args.append(quantization.value)
        if ef is not None:
            args += b"EF", ef
        if attributes is not None:
            args += b"SETATTR", attributes_as_text("VADD", attributes)
        if numlinks is not None:
            args += b"M", numlinks
        return self._run(Command(*args, reply=flag))

    def vcard(self, key: KeyT) -> Command[int]:
        """Return how many elements there are; 0 if there is no such set.

        See https://redis.io/commands/vcard/
        """
        return self._run(Command(b"VCARD", key))

    def vdim(self, key: KeyT) -> Command[int]:
        """Return how many numbers each vector has.

        Raises:
            ResponseError: there is no such set.

        See https://redis.io/commands/vdim/
        """
        return self._run(Command(b"VDIM", key))

    @overload
    def vemb(self, key: KeyT, element: EncodableT, raw: Literal[False] = False) -> Command[list[float] | None]: ...
    @overload
    def vemb(self, key: KeyT, element: EncodableT, raw: Literal[True]) -> Command[RawEmbedding | None]: ...
    def vemb(self, key: KeyT, element: EncodableT, raw: bool = False) -> Command[Any]:
        """Return an element's vector, as exactly as it was kept, or None if there is none.

        Args:
            key: the key.
            element: the element.
            raw: return a dict of how the server keeps it instead: ``quantization`` (``f32``, ``bin`` or ``int8``),
                ``raw`` (always bytes), ``l2`` (the length it had), and for ``int8`` ``range`` (its scale).

        See https://redis.io/commands/vemb/
        """
        if raw:
            return self._run(Command(b"VEMB", key, element, b"RAW", reply=raw_embedding, decode=False))
        return self._run(Command(b"VEMB", key, element, reply=embedding))

    def vgetattr(self, key: KeyT, element: EncodableT) -> Command[JSONValue]:
        """Return an element's attributes, or None if it has none or does not exist.

        What is not JSON is returned as str.

        See https://redis.io/commands/vgetattr/
        """
        return self._run(Command(b"VGETATTR", key, element, reply=attributes))

    def vinfo(self, key: KeyT) -> Command[dict[str, str | int] | None]:
        """Return what the server knows about the set, such as ``quant-type`` and ``vector-dim``; None if there is none.

        See https://redis.io/commands/vinfo/
        """
        return self._run(Command(b"VINFO", key, reply=facts))

    def vismember(self, key: KeyT, element: EncodableT) -> Command[bool]:
        """Return whether there is such an element.

        See https://redis.io/commands/vismember/
        """
        return self._run(Command(b"VISMEMBER", key, element, reply=flag))

    @overload
    def vlinks(
        self, key: KeyT, element: EncodableT, with_scores: Literal[False] = False
    ) -> Command[list[list[S]] | None]: ...
    @overload
    def vlinks(
        self, key: KeyT, element: EncodableT, with_scores: Literal[True]
    ) -> Command[list[dict[S, float]] | None]: ...
    def vlinks(self, key: KeyT, element: EncodableT, with_scores: bool = False) -> Command[Any]:
        """Return an element's neighbours in each layer of the graph, the topmost first; None if there is no element.

        Args:
            key: the key.
            element: the element.
            with_scores: return how similar they are, too.

        Returns:
            A list for each layer; with *with_scores* a dict.

        See https://redis.io/commands/vlinks/
        """
        if with_scores:
            return self._run(Command(b"VLINKS", key, element, b"WITHSCORES", reply=scored_links))
        return self._run(Command(b"VLINKS", key, element))

    @overload
    def vrandmember(self, key: KeyT, count: None = None) -> Command[S | None]: ...
    @overload
    def vrandmember(self, key: KeyT, count: int) -> Command[list[S]]: ...
    def vrandmember(self, key: KeyT, count: int | None = None) -> Command[Any]:
        """Return a random element, or None if there is none.

        Args:
            key: the key.
            count: return a list of so many; if negative, the same one may be there several times.

        See https://redis.io/commands/vrandmember/
        """
        options = () if count is None else (count,)
        return self._run(Command(b"VRANDMEMBER", key, *options))

    def vrange(self, key: KeyT, start: KeyT, end: KeyT, count: int | None = None) -> Command[list[S]]:
        """Return the elements from *start* to *end*, in the order of their names (Redis 8.4).

        Args:
            key: the key.
            start: ``"[name"``, ``"(name"`` to leave out that one, or ``"-"`` for the very first.
            end: the same, or ``"+"`` for the very last.
            count: how many at most; all if negative.

        See https://redis.io/commands/vrange/
        """
        options = () if count is None else (count,)
        return self._run(Command(b"VRANGE", key, start, end, *options))

    def vrem(self, key: KeyT, element: EncodableT) -> Command[bool]:
        """Remove an element; return whether there was one.

        See https://redis.io/commands/vrem/
        """
        return self._run(Command(b"VREM", key, element, reply=flag))

    def vsetattr(
        self, key: KeyT, element: EncodableT, attributes: Mapping[str, object] | str | None = None
    ) -> Command[bool]:
        """Replace an element's attributes, or remove them.

        Args:
            key: the key.
            element: the element.
            attributes: the new ones, or JSON text; None to remove them.

        Returns:
            Whether there is such an element.

        Raises:
            DataError: they cannot be written in JSON.

        See https://redis.io/commands/vsetattr/
        """
        text = attributes_as_text("VSETATTR", attributes)
        return self._run(Command(b"VSETATTR", key, element, text, reply=flag))

    @overload
    def vsim(
        self,
        key: KeyT,
        input: Sequence[float] | bytes | str,
        with_scores: Literal[False] = False,
        with_attribs: Literal[False] = False,
        count: int | None = None,
        ef: int | None = None,
        filter: str | None = None,
        filter_ef: int | str | None = None,
        truth: bool = False,
        no_thread: bool = False,
        epsilon: float | None = None,
    ) -> Command[list[S]]: ...
    @overload
    def vsim(
        self,
        key: KeyT,
        input: Sequence[float] | bytes | str,
        with_scores: Literal[True],
        with_attribs: Literal[False] = False,
        count: int | None = None,
        ef: int | None = None,
        filter: str | None = None,
        filter_ef: int | str | None = None,
        truth: bool = False,
        no_thread: bool = False,
        epsilon: float | None = None,
    ) -> Command[dict[S, float]]: ...
    @overload
    def vsim(
        self,
        key: KeyT,
        input: Sequence[float] | bytes | str,
        with_scores: Literal[False] = False,
        *,
        with_attribs: Literal[True],
        count: int | None = None,
        ef: int | None = None,
        filter: str | None = None,
        filter_ef: int | str | None = None,
        truth: bool = False,
        no_thread: bool = False,
        epsilon: float | None = None,
    ) -> Command[dict[S, JSONValue]]: ...
    @overload
    def vsim(
        self,
        key: KeyT,
        input: Sequence[float] | bytes | str,
        with_scores: Literal[True],
        with_attribs: Literal[True],
        count: int | None = None,
        ef: int | None = None,
        filter: str | None = None,
        filter_ef: int | str | None = None,
        truth: bool = False,
        no_thread: bool = False,
        epsilon: float | None = None,
    ) -> Command[dict[S, ScoredAttributes]]: ...
    def vsim(
        self,
        key: KeyT,
        input: Sequence[float] | bytes | str,
        with_scores: bool = False,
        with_attribs: bool = False,
        count: int | None = None,
        ef: int | None = None,
        filter: str | None = None,
        filter_ef: int | str | None = None,
        truth: bool = False,
        no_thread: bool = False,
        epsilon: float | None = None,
    ) -> Command[Any]:
        """Return the elements that are most similar to a vector or an element, the most similar first.

        Args:
            key: the key.
            input: a vector, or as str the name of an element.
            with_scores: return how similar they are, too, from 0 to 1.
            with_attribs: return their attributes, too (Redis 8.2).
            count: how many; 10 by default.
            ef: how thoroughly to look.
            filter: only those whose attributes fulfil this expression, as in ``".year > 1980"``.
            filter_ef: how many elements to look at, at most, for such that pass the filter.
            truth: compare all elements, which is exact and slow.
            no_thread: search in the server's main thread.
            epsilon: only those that differ by so much at most, from 0 to 1.

        Returns:
            A list of elements; with scores or attributes a dict of them by element; with both a dict of dicts with
            ``score`` and ``attributes``. No elements if there is no such set.

        Raises:
            DataError: the vector is empty.
            ResponseError: there is no such element, or the vector does not fit the set.

        See https://redis.io/commands/vsim/
        """
        args: list[EncodableT] = [b"VSIM", key]
        args += [b"ELE", input] if isinstance(input, str) else _vector("VSIM", input)
        args += _flags((b"WITHSCORES", with_scores), (b"WITHATTRIBS", with_attribs))
        options = (
            (b"COUNT", count),
            (b"EPSILON", epsilon),
            (b"EF", ef),
            (b"FILTER", filter),
            (b"FILTER-EF", filter_ef),
        )
        for token, value in options:
            if value is not None:
                args += token, value
        args += _flags((b"TRUTH", truth), (b"NOTHREAD", no_thread))
        return self._run(Command(*args, reply=_READERS.get((with_scores, with_attribs))))
