"""Readers of what the server says about an index, and about how a query was executed.

RESP3 sends maps and numbers. RESP2 sends flat lists, and fractions as strings: which list is a map, and which string a
number, is known by the name before it. All words are str, whatever the client decodes.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..replies import named, string, strings
from ..replies_server import InfoValue
from .search_results import ProfileInformation

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
            facts += key, next(rest)
    return _info([*facts, "flags", flags])


def _info_value(key: str, raw: Any) -> InfoValue:
    if key in _WORDS:
        return list(strings(raw))
    if key == "attributes":
        return [_attribute(each) for each in raw]
    if key == "field statistics":
        return [_info(each) for each in raw]
    if isinstance(raw, (list, dict)):
        return _info(raw)
    return string(raw) if key in _TEXTS else _number(raw)


def _info(raw: Any) -> dict[str, InfoValue]:
    return {key: _info_value(key, value) for key, value in named(raw).items()}


def index_info(raw: Any) -> dict[str, InfoValue]:
    """The reply of FT.INFO."""
    return _info(raw)


def _steps(raw: Iterable[Any]) -> list[InfoValue]:
    return [_step(each) for each in raw]


def _step(raw: Any) -> dict[str, InfoValue]:
    """An iterator or processor. In RESP2, the iterators within it follow their name one by one."""
    if isinstance(raw, dict):
        return {key: _step_value(key, value) for key, value in named(raw).items()}
    step: dict[str, InfoValue] = {}
    rest = iter(raw)
    for word in rest:
        key = string(word)
        step[key] = _steps(rest) if key == "Child iterators" else _step_value(key, next(rest))
    return step


def _step_value(key: str, raw: Any) -> InfoValue:
    if key == "Child iterators":
        return _steps(raw)
    if isinstance(raw, (list, dict)):
        return _step(raw)
    if isinstance(raw, (int, float)):
        return raw
    return float(raw) if key.endswith(("Time", "time")) else string(raw)


def profile_information(raw: Any) -> ProfileInformation:
    """The second half of the reply of FT.PROFILE: a map, or a list of names, each with what belongs to it."""
    if isinstance(raw, dict):
        facts = {key: value if isinstance(value, list) else [value] for key, value in named(raw).items()}
    else:
        facts = {string(name): values for name, *values in raw}
    return ProfileInformation({key: _part(key, values) for key, values in facts.items()})


def _part(key: str, values: list[Any]) -> InfoValue:
    if key.endswith("profile"):
        return _steps(values)
    # RESP3 says that there is no warning where RESP2 says nothing.
    return _step_value(key, values[0]) if values else "None"
