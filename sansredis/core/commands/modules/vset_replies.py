"""Readers of the replies of the commands on vector sets, and the JSON of their attributes.

As in `replies`, each takes the shapes of RESP2, in which numbers are strings, and of RESP3.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NotRequired, TypedDict

from ...errors import DataError
from ..replies import mapping, named, string
from .json_values import JSONValue


class ScoredAttributes(TypedDict):
    """How similar an element is, from 0 to 1, and its attributes."""

    score: float
    attributes: JSONValue


class RawEmbedding(TypedDict):
    """A vector as the server keeps it: in which form, its bytes, its length, and the scale of ``int8``."""

    quantization: str
    raw: bytes
    l2: float
    range: NotRequired[float]


def attributes_as_text(command: str, attributes: Mapping[str, object] | str | None) -> str:
    """Attributes in JSON; nothing for None.

    Raises:
        DataError: they cannot be written in JSON.
    """
    if attributes is None or isinstance(attributes, str):
        return attributes or ""
    try:
        return json.dumps(attributes, allow_nan=False)
    except (TypeError, ValueError) as error:
        raise DataError(f"{command}: attributes must be such as JSON can express; {error}") from None


def attributes(raw: Any) -> JSONValue:
    """Attributes of JSON. The server takes any text: what is not JSON stays text."""
    if raw is None:
        return None
    text = string(raw)
    try:
        found: JSONValue = json.loads(text)
    except ValueError:
        return text
    return found


def scores(raw: Any) -> dict[Any, float]:
    """Elements with their scores."""
    return {element: float(score) for element, score in mapping(raw).items()}


def with_attributes(raw: Any) -> dict[Any, JSONValue]:
    """Elements with their attributes."""
    return {element: attributes(text) for element, text in mapping(raw).items()}


def with_both(raw: Any) -> dict[Any, ScoredAttributes]:
    """Elements with scores and attributes: a map of pairs in RESP3, in RESP2 one after the other."""
    if isinstance(raw, dict):
        triples = [(element, *pair) for element, pair in raw.items()]
    else:
        triples = list(zip(raw[::3], raw[1::3], raw[2::3], strict=True))
    return {element: {"score": float(score), "attributes": attributes(text)} for element, score, text in triples}


def embedding(raw: Any) -> list[float] | None:
    """The numbers of a vector, or None."""
    return None if raw is None else [float(number) for number in raw]


def raw_embedding(raw: Any) -> RawEmbedding | None:
    """The parts of VEMB RAW, or None."""
    if raw is None:
        return None
    found: RawEmbedding = {"quantization": string(raw[0]), "raw": raw[1], "l2": float(raw[2])}
    if len(raw) > 3:
        found["range"] = float(raw[3])
    return found


def scored_links(raw: Any) -> list[dict[Any, float]] | None:
    """For each layer the neighbours with their scores, or None."""
    return None if raw is None else [scores(layer) for layer in raw]


def facts(raw: Any) -> dict[str, str | int] | None:
    """The map of VINFO, or None."""
    if raw is None:
        return None
    return {name: value if isinstance(value, int) else string(value) for name, value in named(raw).items()}
