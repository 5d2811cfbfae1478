"""What JSON commands take and give: values as JSON text, and replies that depend on the kind of path.

A path that begins with ``$`` is a JSONPath: it may match any number of values, and there is a result for each of them.
Any other path (``.``, ``.a.b``) is a legacy path: it means one value, and one result.

JSON is UTF-8, whatever the client's encoding is; so what is read out of it is str also where the client gives bytes.
"""

from __future__ import annotations

from collections.abc import Callable
from json import JSONDecoder, JSONEncoder
from typing import Any, Protocol, TypeAlias

from ...errors import DataError
from ..command import CommandGroup, KeyT, S, decoded
from ..replies import string
from .namespace import Namespace

JSONValue: TypeAlias = "bool | int | float | str | list[JSONValue] | dict[str, JSONValue] | None"
"""A value as the standard library's decoder gives it."""

RESPValue: TypeAlias = "int | str | list[RESPValue] | None"
"""A value as JSON.RESP gives it."""


class Encodes(Protocol):
    """What makes JSON text of a value: a `json.JSONEncoder`, or anything else with this method."""

    def encode(self, o: Any, /) -> str: ...


class Decodes(Protocol):
    """What makes a value of JSON text: a `json.JSONDecoder`, or anything else with this method."""

    def decode(self, s: str, /) -> Any: ...


_ENCODER = JSONEncoder(allow_nan=False, separators=(",", ":"))
_DECODER = JSONDecoder()


class JSONNamespace(Namespace[S]):
    """What all JSON commands share: the encoder and the decoder.

    Args:
        client: what runs the commands.
        encoder: makes JSON of values; None for the standard library's.
        decoder: makes values of JSON; None for the standard library's.
    """

    __slots__ = ("_decoder", "_encoder")

    def __init__(
        self, client: CommandGroup[Any], encoder: Encodes | None = None, decoder: Decodes | None = None
    ) -> None:
        self._client = client  # without a call, since client.json() makes a new one each time
        self._encoder: Encodes = encoder or _ENCODER
        self._decoder: Decodes = decoder or _DECODER

    def _encoded(self, command: str, value: object) -> bytes:
        """Make JSON of a value.

        Raises:
            DataError: it cannot be.
        """
        try:
            return self._encoder.encode(value).encode()
        except (TypeError, ValueError, RecursionError) as error:
            raise DataError(
                f"{command}: no JSON can be made of this {type(value).__name__}: {error}; change it, or give "
                "json(encoder=...) one that can"
            ) from error

    def _value(self, raw: bytes | None) -> Any:
        """Read JSON, or null."""
        return None if raw is None else self._decoder.decode(raw.decode())

    def _values(self, raw: Any) -> Any:
        """Read JSON, null, or a list of these."""
        return [self._value(item) for item in raw] if isinstance(raw, list) else self._value(raw)


def is_jsonpath(path: KeyT) -> bool:
    """Whether a path is a JSONPath, not a legacy one."""
    return path.startswith("$") if isinstance(path, str) else bytes(path[:1]) == b"$"


def as_jsonpath(path: KeyT) -> KeyT:
    """The JSONPath that the server itself makes of a legacy path."""
    if is_jsonpath(path):
        return path
    text = path if isinstance(path, str) else bytes(path).decode()
    return "$" if text == "." else f"${text}" if text.startswith(".") else f"$.{text}"


def with_str_keys(value: object) -> object:
    """Return *value* with each key of a dict in it that is bytes made a str."""
    if isinstance(value, dict):
        return {key.decode() if isinstance(key, bytes) else key: with_str_keys(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [with_str_keys(item) for item in value]
    return value


def in_str(raw: Any) -> Any:
    """A reply with every string in it a str."""
    return decoded(raw, bytes.decode)


def type_at(path: KeyT) -> Callable[[Any], Any]:
    """Make a reader of JSON.TYPE: RESP3's shape, which has one more list around it; None if there is no value."""

    def jsonpath(raw: Any) -> list[list[str]] | None:
        if raw is None or raw == [None]:
            return None
        types: list[list[str]] = in_str(raw if raw and isinstance(raw[0], list) else [raw])
        return types

    def legacy(raw: Any) -> list[str] | None:
        if raw is None or raw == [None]:
            return None
        return [string(raw[0] if isinstance(raw, list) else raw)]

    return jsonpath if is_jsonpath(path) else legacy


def numbers_at(raw: Any) -> list[int | float | None]:
    """The results of arithmetic at a JSONPath: a list in RESP3, and JSON of that list in RESP2."""
    numbers: list[int | float | None] = raw if isinstance(raw, list) else _DECODER.decode(raw.decode())
    return numbers


def toggled(raw: Any) -> bool | list[int | None]:
    """What booleans are now: 1, 0 or None for each match of a JSONPath; the JSON of one boolean for a legacy path."""
    return raw if isinstance(raw, list) else raw == b"true"


def resp_value(raw: Any) -> RESPValue:
    """A reply of JSON.RESP, with numbers that are not whole as strings.

    RESP2 has them as strings, which cannot be told from a document's strings. So the doubles of RESP3 are made strings,
    the same ones but for numbers below 1e-4, beyond the integers of the server, and for the last of 17 digits.
    """
    if isinstance(raw, list):
        return [resp_value(item) for item in raw]
    if isinstance(raw, float):
        return str(int(raw)) if raw.is_integer() and abs(raw) < 2**63 else repr(raw)
    return string(raw) if isinstance(raw, bytes) else raw
