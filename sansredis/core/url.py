"""Redis URLs, taken apart.

    redis://[[username]:[password]@][host][:port][/database][?option=value&...]
    rediss://... the same, with TLS
    unix://[[username]:[password]@]/path/of/the/socket[?option=value&...]

Every part is percent-decoded exactly once. In the query, ``+`` is a blank as well, as HTML forms have it. The query
beats the rest of the URL. A user name or password may hold anything if ``/ ? # %`` are percent-encoded in it; one that
is not would put pieces of it where the host or the options are expected, so a later ``@`` is refused before anything of
the URL can appear in a message. For the same reason, no message shows a URL.
"""

from __future__ import annotations

import re

from sansredis.core.option_kinds import OptionError, shown

_SCHEMES = ("redis", "rediss", "unix")


def parse_url(url: str) -> dict[str, str]:
    """Take a URL apart.

    Args:
        url: a URL as described at the top of this module.

    Returns:
        What the URL says, as text by the name of the option. What it does not say is not in it; whether the options
        exist and the values are right is not looked at.

    Raises:
        OptionError: the URL is of another form. The message says what is wrong, and never shows a password.
    """
    scheme, rest = _split_scheme(url)
    if "#" in rest:
        raise OptionError("the URL has a '#': write it as %23")
    rest, _, query = rest.partition("?")
    authority, slash, path = rest.partition("/")
    if "@" in path or "@" in query:
        raise OptionError(
            "the URL has an '@' after the first '/' or '?': write it as %40 there, and in a user name or password "
            "write '/' as %2F, '?' as %3F and '#' as %23"
        )
    userinfo, _, address = authority.rpartition("@")
    return {
        **_credentials(userinfo),
        **(_socket_path(address, slash + path) if scheme == "unix" else _address(address, path)),
        **_options(scheme, query),
    }


def _split_scheme(url: object) -> tuple[str, str]:
    if not isinstance(url, str):
        raise OptionError(f"a URL must be a str, not of type {type(url).__name__}")
    scheme, separator, rest = url.partition("://")
    scheme = scheme.lower()
    if not separator or scheme not in _SCHEMES:
        raise OptionError("Redis URL must specify one of the following schemes (redis://, rediss://, unix://)")
    return scheme, rest


def _credentials(userinfo: str) -> dict[str, str]:
    username, _, password = userinfo.partition(":")
    found = {"username": _decode("user name", username), "password": _decode("password", password)}
    return {name: value for name, value in found.items() if value}


def _socket_path(address: str, path: str) -> dict[str, str]:
    if address or path in ("", "/"):
        raise OptionError("a unix:// URL needs the whole path after three slashes, as in unix:///run/redis.sock")
    return {"unix_socket_path": _decode("path", path)}


def _address(address: str, path: str) -> dict[str, str]:
    host, port = _split_port(address)
    found = {"host": _decode("host", host), "port": _decode("port", port), "db": _decode("database", path)}
    return {name: value for name, value in found.items() if value}


def _split_port(address: str) -> tuple[str, str]:
    if address.startswith("["):
        host, bracket, rest = address[1:].partition("]")
        if not host or not bracket or rest[:1] not in ("", ":"):
            raise OptionError("the host of the URL is not of the form [address] or [address]:port")
        return host, rest[1:]
    host, _, port = address.partition(":")
    if ":" in port:
        raise OptionError("the host of the URL has more than one ':': an IPv6 address goes in brackets, as in [::1]")
    return host, port


def _options(scheme: str, query: str) -> dict[str, str]:
    found = _query(query)
    if scheme == "rediss":
        if "ssl" in found:
            raise OptionError("a rediss:// URL means TLS, whatever ssl in its query says: leave that out")
        found["ssl"] = "true"
    return found


def _query(query: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for pair in filter(None, query.split("&")):
        name, equals, value = pair.replace("+", " ").partition("=")
        if not equals:
            raise OptionError("the query of the URL is not of the form option=value&option=value")
        name = _decode("query", name)
        if name in found:
            raise OptionError(f"the query of the URL gives {shown(name)} twice: leave one out")
        found[name] = _decode("query", value)
    return found


def _decode(part: str, text: str) -> str:
    if re.search("%(?![0-9A-Fa-f]{2})", text):
        raise OptionError(f"the {part} of the URL has a '%' without two hexadecimal digits: write '%' itself as %25")
    try:
        return re.sub(rb"%(..)", lambda pair: bytes.fromhex(pair[1].decode()), text.encode()).decode()
    except UnicodeError:
        pass  # Raised below, outside of this block: the error has all of the text in it, which may be a password.
    raise OptionError(f"the {part} of the URL is not UTF-8 once it is percent-decoded")
