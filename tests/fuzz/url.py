"""Fuzz URLs: whatever is given is options or an OptionError, and what was put in comes out again.

    python -m tests.fuzz.url --seconds 20 [--seed 1] [--runs 10000] [--pure]

No error may show the password, whatever is wrong with the URL. (One of a single sign may be in it by chance.)
"""

from __future__ import annotations

import random
from urllib.parse import quote

from sansredis.core.options import OptionError, Options
from sansredis.core.url import parse_url
from tests.fuzz.running import Fuzzer

SECRET = "Geheimnis"
SCHEMES = ("redis", "rediss", "unix", "REDIS", "redis+tls", "http", "")
TEXTS = (
    "", "a", "é", "/", "?", "#", "@", ":", "%", "%%", "%2", "%zz", "%00", "+", " ", "&", "=", "[", "]", "::1", "\n",
    "\ud800", "💡", "0", "-1", "65536", "1e3", "True",
)  # fmt: skip
NAMES = (
    "db", "port", "host", "username", "password", "socket_timeout", "max_connections", "protocol", "decode_responses",
    "encoding", "client_name", "health_check_interval", "soket_timeout", "ssl", "unix_socket_path", "retries", "x", "",
)  # fmt: skip


def is_password(text: str) -> bool:
    """Whether what is secret stands where passwords do, and nowhere else."""
    before, _, after = text.partition(SECRET)
    return SECRET not in after and (
        (before.endswith(":") and "@" in after) or before.endswith(("?password=", "&password="))
    )


def whole(user: str, password: str, host: str, port: int, db: int) -> None:
    """Put a URL together, and take it apart again."""
    url = f"redis://{quote(user, safe='')}:{quote(password, safe='')}@{quote(host, safe='')}:{port}/{db}"
    parts = {"username": user, "password": password, "host": host, "port": str(port), "db": str(db)}
    assert parse_url(url) == {name: value for name, value in parts.items() if value}, url


def one_input(data: bytes) -> None:
    """Check one input: a text; and what is in it as the parts of a URL."""
    try:
        text = data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    for call in (parse_url, Options.from_url):
        try:
            call(text)
        except OptionError as error:
            assert SECRET not in str(error) or not is_password(text), (text, error)
            assert error.__cause__ is None, (text, error)
        else:
            # The same again gives the same, and what was accepted does not show the password.
            assert call(text) == call(text)
    try:
        options = Options.from_url(text)
    except OptionError:
        pass
    else:
        assert SECRET not in repr(options) or SECRET not in (options.password or "")
    try:
        text.encode()
    except UnicodeEncodeError:
        return
    third = len(text) // 3
    whole(text[:third], SECRET + text[third : 2 * third], text[2 * third :] or "h", len(data), third)


def generated(chance: random.Random) -> bytes:
    """Return an input like a URL, with some mistakes."""
    text = "".join(chance.choice(TEXTS) for _ in range(chance.randrange(3)))
    userinfo = f"{text}:{SECRET}{chance.choice(TEXTS)}@" if chance.random() < 0.7 else ""
    address = chance.choice(("h", "localhost", "[::1]", "::1", "[", *TEXTS)) + chance.choice(
        (":1", ":", ":x", "", ":6379")
    )
    path = chance.choice(("", "/", "/1", "/x", "/run/redis.sock", *TEXTS))
    pairs = "&".join(
        f"{name}={SECRET if name == 'password' else chance.choice(TEXTS)}" if chance.random() < 0.9 else name
        for name in chance.choices(NAMES, k=chance.randrange(4))
    )
    url = f"{chance.choice(SCHEMES)}://{userinfo}{address}{path}{'?' if pairs else ''}{pairs}"
    if chance.random() < 0.3:
        at = chance.randrange(len(url) + 1)
        # Nothing is taken out: without its '@' nobody could tell a password from a host.
        url = url[:at] + chance.choice(TEXTS) + url[at:]
    return url.encode("utf-8", "surrogatepass")


FUZZER = Fuzzer("url", one_input, generated)

if __name__ == "__main__":
    FUZZER.main()
