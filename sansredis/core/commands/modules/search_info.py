"""Reader of what the server says about an index.

RESP3 sends maps and numbers. RESP2 sends flat lists, and fractions as strings: which list is a map, and which string a
number, is known by the name before it. All words are str, whatever the client decodes.
"""

from __future__ import annotations

from typing import Any

from ..replies import named, string, strings
from ..replies_server import InfoValue

_WORDS = frozenset({"index_options", "prefixes", "stopwords_list", "flags"})
"""Lists of words."""

_TEXTS = frozenset(
    """
    index_name key_type filter default_language language_field score_field payload_field indexes_all identifier
    attribute type SEPARATOR PHONETIC coord_system algorithm data_type distance_metric compression
    """.split()
) | {"last indexing error", "last indexing error key"}
"""Strings that are no numbers, whatever they look like."""

_FLAGS = frozenset("SORTABLE UNF NOSTEM NOINDEX WITHSUFFIXTRIE CASESENSITIVE INDEXEMPTY INDEXMISSING".split())


def _number(raw: Any) -> InfoValue:
    """What is or looks like a number as one; else text."""
    if isinstance(raw, (int, float)):
        return raw
    text = string(raw)
    try:
        return float(text)
    except ValueError:
        return text


def _attribute(raw: Any) -> dict[str, InfoValue]:
    """A field of an index. RESP2 has its flags among the pairs."""
    if isinstance(raw, dict):
        return _info(raw)
    facts: list[Any] = []
    flags: list[str] = []
    rest = iter(raw)
    for key in rest:
        if string(key) in _FLAGS:
            flags.append(string(key))
        else:
            facts += key, next(rest, None)
    return _info([*facts, "flags", flags])


def _info_value(key: str, raw: Any) -> InfoValue:
    if key in _WORDS:
        return list(strings(raw))
    if key == "attributes":
        return [_attribute(each) for each in raw]
    if key == "field statistics":
        return [_info(each) for each in raw]
    if isinstance(raw, dict) or (isinstance(raw, list) and _is_map(raw)):
        return _info(raw)
    if isinstance(raw, list):
        return [_info_value(key, each) for each in raw]
    return string(raw) if key in _TEXTS else _number(raw)


def _is_map(raw: list[Any]) -> bool:
    """Whether a list has a name at each other place. One that a newer server sends may be a list indeed."""
    return len(raw) % 2 == 0 and all(isinstance(key, (bytes, str)) for key in raw[::2])


def _info(raw: Any) -> dict[str, InfoValue]:
    return {key: _info_value(key, value) for key, value in named(raw).items()}


def index_info(raw: Any) -> dict[str, InfoValue]:
    """The reply of FT.INFO."""
    return _info(raw)
