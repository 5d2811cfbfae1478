"""URLs, taken apart: what is where, how it is decoded, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from sansredis.core.options import OptionError
from sansredis.core.url import parse_url

SCHEMES = "Redis URL must specify one of the following schemes (redis://, rediss://, unix://)"


def refusal(url: Any) -> str:
    with pytest.raises(OptionError) as caught:
        parse_url(url)
    return str(caught.value)


class TestSchemes:
    """redis-py 16."""

    @pytest.mark.parametrize(
        "url", ["localhost", "redis:host:1", "redis:/h", "unix:/s", "http://h", "", "://h", " redis://h", "redis"]
    )
    def test_unknown(self, url: str) -> None:
        assert refusal(url) == SCHEMES

    def test_upper_case(self) -> None:
        assert parse_url("REDIS://h") == {"host": "h"}

    def test_tls(self) -> None:
        assert parse_url("rediss://h:1/2?ssl_ca_certs=/ca.pem") == {
            "host": "h", "port": "1", "db": "2", "ssl": "true", "ssl_ca_certs": "/ca.pem"
        }  # fmt: skip
        assert parse_url("RedisS://") == {"ssl": "true"}
        assert parse_url("redis://?ssl=1") == {"ssl": "1"}

    @pytest.mark.parametrize("value", ["0", "1", ""])
    def test_nothing_turns_tls_off_where_the_scheme_says_it(self, value: str) -> None:
        assert refusal(f"rediss://h?ssl={value}") == (
            "a rediss:// URL means TLS, whatever ssl in its query says: leave that out"
        )

    @pytest.mark.parametrize("url", [b"redis://h", None, 1])
    def test_not_text(self, url: object) -> None:
        assert refusal(url) == f"a URL must be a str, not of type {type(url).__name__}"


class TestRedis:
    """redis-py 17."""

    @pytest.mark.parametrize(
        ("url", "parts"),
        [
            ("redis://", {}),
            ("redis:///", {}),
            ("redis://?", {}),
            ("redis://h", {"host": "h"}),
            ("redis://h/", {"host": "h"}),
            ("redis://h:", {"host": "h"}),
            ("redis://h:1", {"host": "h", "port": "1"}),
            ("redis://:1", {"port": "1"}),
            ("redis://h:1/2", {"host": "h", "port": "1", "db": "2"}),
            ("redis:///2", {"db": "2"}),
            ("redis://h//2", {"host": "h", "db": "/2"}),
            ("redis://[::1]", {"host": "::1"}),
            ("redis://[::1]:1/2", {"host": "::1", "port": "1", "db": "2"}),
            ("redis://[fe80::1%25eth0]:1", {"host": "fe80::1%eth0", "port": "1"}),
            ("redis://u@h", {"host": "h", "username": "u"}),
            ("redis://u:@h", {"host": "h", "username": "u"}),
            ("redis://:p@h", {"host": "h", "password": "p"}),
            ("redis://u:p@h", {"host": "h", "username": "u", "password": "p"}),
            ("redis://:@h", {"host": "h"}),
            ("redis://@h", {"host": "h"}),
            ("redis://u:p:q@h", {"host": "h", "username": "u", "password": "p:q"}),
            ("redis://u:p@q@h", {"host": "h", "username": "u", "password": "p@q"}),
            ("redis://my %2F host %2B%3D+", {"host": "my / host +=+"}),
            ("redis://%2Fmyuser%2F%2B name%3D%24+:@h", {"host": "h", "username": "/myuser/+ name=$+"}),
            ("redis://:%2Fmypass%2F%2B word%3D%24+@h", {"host": "h", "password": "/mypass/+ word=$+"}),
            ("redis://:%C3%A4%E2%82%ac@h", {"host": "h", "password": "ä€"}),
            ("redis://:ä@h", {"host": "h", "password": "ä"}),
            ("redis://:p%2520@h", {"host": "h", "password": "p%20"}),
            ("redis://:a%40b%2Fc%3Fd%23e%25%3A@h", {"host": "h", "password": "a@b/c?d#e%:"}),
            ("redis://:a%0Ab@h", {"host": "h", "password": "a\nb"}),
        ],
    )
    def test_parts(self, url: str, parts: dict[str, str]) -> None:
        assert parse_url(url) == parts

    @pytest.mark.parametrize("url", ["redis://[::1", "redis://[]", "redis://[::1]1", "redis://[]:1"])
    def test_brackets(self, url: str) -> None:
        assert refusal(url) == "the host of the URL is not of the form [address] or [address]:port"

    @pytest.mark.parametrize("url", ["redis://::1", "redis://h:1:2"])
    def test_colons(self, url: str) -> None:
        assert "more than one ':'" in refusal(url)

    @pytest.mark.parametrize("url", ["redis://h#x", "redis://h/1#", "redis://h?a=b#c", "redis://:p#@h"])
    def test_fragment(self, url: str) -> None:
        assert refusal(url) == "the URL has a '#': write it as %23"

    @pytest.mark.parametrize("url", ["redis://:a/b@h", "redis://:a?b@h", "redis://h?a=b@c", "unix://:a/b@/s"])
    def test_a_late_at_sign(self, url: str) -> None:
        assert refusal(url).startswith("the URL has an '@' after the first '/' or '?': write it as %40 there")


class TestUnix:
    @pytest.mark.parametrize(
        ("url", "parts"),
        [
            ("unix:///s", {"unix_socket_path": "/s"}),
            ("unix:///my/sock%2Bet%20x", {"unix_socket_path": "/my/sock+et x"}),
            ("unix://u:p@/s", {"unix_socket_path": "/s", "username": "u", "password": "p"}),
            ("unix:///s?db=2", {"unix_socket_path": "/s", "db": "2"}),
            ("unix:////s", {"unix_socket_path": "//s"}),
            ("unix:///a:1%40b", {"unix_socket_path": "/a:1@b"}),
        ],
    )
    def test_parts(self, url: str, parts: dict[str, str]) -> None:
        """redis-py 17."""
        assert parse_url(url) == parts

    @pytest.mark.parametrize(
        "url", ["unix://", "unix:///", "unix://run/redis.sock", "unix://?db=1", "unix://localhost/s"]
    )
    def test_no_path(self, url: str) -> None:
        assert refusal(url) == ("a unix:// URL needs the whole path after three slashes, as in unix:///run/redis.sock")


class TestQuery:
    @pytest.mark.parametrize(
        ("query", "parts"),
        [
            ("a=1", {"a": "1"}),
            ("a=1&b=2", {"a": "1", "b": "2"}),
            ("&a=1&&b=2&", {"a": "1", "b": "2"}),
            ("a=", {"a": ""}),
            ("a==", {"a": "="}),
            ("a=b?c/d:e", {"a": "b?c/d:e"}),
            ("a=b;c=d", {"a": "b;c=d"}),
            ("client_name=worker%2520name", {"client_name": "worker%20name"}),
            ("a=b+c%2B%20d", {"a": "b c+ d"}),
            ("%61=%31", {"a": "1"}),
            ("a=1&A=2", {"a": "1", "A": "2"}),
        ],
    )
    def test_options(self, query: str, parts: dict[str, str]) -> None:
        """redis-py 20."""
        assert parse_url(f"redis://?{query}") == parts

    def test_the_query_beats_the_path(self) -> None:
        """redis-py 18."""
        assert parse_url("redis://h/1?db=2&host=i") == {"host": "i", "db": "2"}

    @pytest.mark.parametrize("query", ["db=1&db=1", "db=1&db=2", "db=1&%64b=1", "db=1&x=1&db="])
    def test_twice(self, query: str) -> None:
        assert refusal(f"redis://?{query}") == "the query of the URL gives 'db' twice: leave one out"

    @pytest.mark.parametrize("query", ["a", "a=1&b", "?"])
    def test_no_value(self, query: str) -> None:
        assert refusal(f"redis://?{query}") == "the query of the URL is not of the form option=value&option=value"


class TestDecoding:
    @pytest.mark.parametrize("bad", ["%", "%1", "%zz", "%%20", "a%2", "%+1", "%ä1", "%\n11", "%1\n"])
    @pytest.mark.parametrize(
        ("form", "part"),
        [
            ("redis://{}:p@h", "user name"),
            ("redis://u:{}@h", "password"),
            ("redis://{}", "host"),
            ("redis://h:{}", "port"),
            ("redis://h/{}", "database"),
            ("redis://h?{}=1", "query"),
            ("redis://h?a={}", "query"),
            ("unix:///{}", "path"),
        ],
    )
    def test_lone_percent_sign(self, form: str, part: str, bad: str) -> None:
        assert refusal(form.format(bad)) == (
            f"the {part} of the URL has a '%' without two hexadecimal digits: write '%' itself as %25"
        )

    @pytest.mark.parametrize("bad", ["%FF", "%C3", "a%C3%28", "%ED%A0%80", "\udc80"])
    def test_not_utf8(self, bad: str) -> None:
        assert refusal(f"redis://:{bad}@h") == "the password of the URL is not UTF-8 once it is percent-decoded"
