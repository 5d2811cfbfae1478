"""The keyword types of clients and pools are the table of options, told once more for type checkers."""

from __future__ import annotations

import ssl
from typing import Any, get_type_hints

from sansredis.core.credentials import CredentialProvider, Provider
from sansredis.core.options import Options
from sansredis.keywords import ClientKeywords, PoolKeywords, UrlKeywords

# A client has a parameter of its own for each of these: the first may be positional, the last sets the client's type.
POSITIONAL = ("host", "port", "db")
SELECTS_THE_TYPE = ("decode_responses",)
# What is given may be of a class that the core does not know; it is kept as a text, or not looked into.
FOREIGN = {
    "credential_provider": CredentialProvider,
    "ssl_context": ssl.SSLContext,
    "ssl_cert_reqs": ssl.VerifyMode,
    "ssl_min_version": ssl.TLSVersion,
    "ssl_include_verify_flags": ssl.VerifyFlags,
    "ssl_exclude_verify_flags": ssl.VerifyFlags,
}


def table_without(*names: str) -> dict[str, Any]:
    types = get_type_hints(Options)
    return {name: types[name] for name in Options.ROWS if name not in names and name not in FOREIGN}


def keywords_of(table: Any) -> dict[str, Any]:
    types = get_type_hints(table, localns={**vars(ssl), "Provider": Provider})
    for name, kind in FOREIGN.items():
        assert kind.__name__ in str(types.pop(name))
    return types


def test_a_pool_takes_every_option_with_its_type() -> None:
    assert keywords_of(PoolKeywords) == table_without()


def test_what_accompanies_a_url_is_all_but_what_selects_the_type() -> None:
    assert keywords_of(UrlKeywords) == table_without(*SELECTS_THE_TYPE)


def test_a_client_takes_by_keyword_all_that_has_no_parameter_of_its_own() -> None:
    assert keywords_of(ClientKeywords) == table_without(*POSITIONAL, *SELECTS_THE_TYPE)


def test_no_option_is_required() -> None:
    assert not PoolKeywords.__required_keys__
