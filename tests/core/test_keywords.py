"""The keyword types of clients and pools are the table of options, told once more for type checkers."""

from __future__ import annotations

from typing import Any, get_type_hints

from sansredis.core.options import Options
from sansredis.keywords import ClientKeywords, PoolKeywords, UrlKeywords

# A client has a parameter of its own for each of these: the first may be positional, the last sets the client's type.
POSITIONAL = ("host", "port", "db")
SELECTS_THE_TYPE = ("decode_responses",)


def table_without(*names: str) -> dict[str, Any]:
    types = get_type_hints(Options)
    return {name: types[name] for name in Options.ROWS if name not in names}


def test_a_pool_takes_every_option_with_its_type() -> None:
    assert get_type_hints(PoolKeywords) == table_without()


def test_what_accompanies_a_url_is_all_but_what_selects_the_type() -> None:
    assert get_type_hints(UrlKeywords) == table_without(*SELECTS_THE_TYPE)


def test_a_client_takes_by_keyword_all_that_has_no_parameter_of_its_own() -> None:
    assert get_type_hints(ClientKeywords) == table_without(*POSITIONAL, *SELECTS_THE_TYPE)


def test_no_option_is_required() -> None:
    assert not PoolKeywords.__required_keys__
