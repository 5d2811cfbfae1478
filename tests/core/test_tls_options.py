"""The options of TLS: how they are said, and what they must not say together."""

from __future__ import annotations

import ssl
from typing import Any

import pytest

from sansredis.core.options import OptionError, Options

CONTEXT = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
PEM = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"


class Subclass(ssl.SSLContext):
    """As gevent and truststore have them."""


def kept(name: str, value: Any, **more: Any) -> object:
    return getattr(Options(ssl=True, **{name: value}, **more), name)


def refusal(**options: Any) -> str:
    with pytest.raises(OptionError) as caught:
        Options(**options)
    return str(caught.value)


class TestValues:
    @pytest.mark.parametrize(
        ("given", "text"),
        [
            (ssl.CERT_NONE, "none"),
            (ssl.CERT_OPTIONAL, "optional"),
            (ssl.CERT_REQUIRED, "required"),
            ("none", "none"),
            ("required", "required"),
        ],
    )
    def test_cert_reqs(self, given: object, text: str) -> None:
        """redis-py 23."""
        assert kept("ssl_cert_reqs", given) == text

    @pytest.mark.parametrize(
        ("given", "text"),
        [
            (ssl.TLSVersion.TLSv1_2, "TLSv1.2"),
            (ssl.TLSVersion.TLSv1_3, "TLSv1.3"),
            ("TLSv1.3", "TLSv1.3"),
            (None, None),
        ],
    )
    def test_min_version(self, given: object, text: str | None) -> None:
        assert kept("ssl_min_version", given) == text

    @pytest.mark.parametrize(
        ("given", "names"),
        [
            (["VERIFY_X509_STRICT"], ("VERIFY_X509_STRICT",)),
            ([ssl.VerifyFlags.VERIFY_X509_STRICT, "VERIFY_DEFAULT"], ("VERIFY_DEFAULT", "VERIFY_X509_STRICT")),
            (("VERIFY_DEFAULT",), ("VERIFY_DEFAULT",)),
            ([], None),
            (None, None),
        ],
    )
    def test_flags(self, given: object, names: object) -> None:
        """redis-py 24."""
        assert kept("ssl_include_verify_flags", given) == names

    @pytest.mark.parametrize("context", [CONTEXT, Subclass(ssl.PROTOCOL_TLS_CLIENT)])
    def test_context(self, context: object) -> None:
        assert kept("ssl_context", context) is context

    def test_password(self) -> None:
        options = Options(ssl=True, ssl_certfile="c", ssl_password="hunter2")
        assert options.ssl_password == "hunter2"
        assert repr(options) == "Options(ssl=True, ssl_certfile='c', ssl_password=<REDACTED>)"
        assert "hunter2" not in refusal(ssl_password="hunter2")
        assert "hunter2" not in refusal(ssl_password=b"hunter2")

    def test_a_repr_is_not_filled_with_certificates(self) -> None:
        assert len(repr(Options(ssl=True, ssl_ca_data=PEM * 1000))) < 200

    @pytest.mark.parametrize(
        ("name", "wrong"),
        [
            ("ssl", 1),
            ("ssl", None),
            ("ssl_context", True),
            ("ssl_context", "default"),
            ("ssl_ca_certs", b"/ca.pem"),
            ("ssl_ca_path", "/\0"),
            ("ssl_ca_data", "/ca.pem"),
            ("ssl_certfile", 1),
            ("ssl_keyfile", object),
            # None would have to mean what most people would not guess.
            ("ssl_cert_reqs", None),
            ("ssl_cert_reqs", 0),
            ("ssl_cert_reqs", "CERT_NONE"),
            ("ssl_check_hostname", "no"),
            ("ssl_server_hostname", "a\n"),
            ("ssl_min_version", ssl.TLSVersion.TLSv1_1),
            ("ssl_min_version", 771),
            ("ssl_min_version", "1.2"),
            ("ssl_ciphers", ["ECDHE"]),
            ("ssl_include_verify_flags", "VERIFY_X509_STRICT"),
            ("ssl_include_verify_flags", [1]),
            ("ssl_exclude_verify_flags", ["STRICT"]),
            ("ssl_exclude_verify_flags", ["VERIFY_X509_STRICT", None]),
        ],
    )
    def test_wrong_ones(self, name: str, wrong: object) -> None:
        message = refusal(**{"ssl": True, name: wrong})
        assert message.startswith(f"{name} must be ")
        assert message.endswith(f", not {wrong!r}")


class TestUrls:
    @pytest.mark.parametrize(
        ("query", "name", "value"),
        [
            ("ssl_cert_reqs=none", "ssl_cert_reqs", "none"),
            ("ssl_cert_reqs=CERT_NONE", "ssl_cert_reqs", "none"),
            ("ssl_cert_reqs=Required", "ssl_cert_reqs", "required"),
            ("ssl_check_hostname=no", "ssl_check_hostname", False),
            ("ssl_min_version=771", "ssl_min_version", "TLSv1.2"),
            ("ssl_min_version=tlsv1.3", "ssl_min_version", "TLSv1.3"),
            ("ssl_min_version=none", "ssl_min_version", None),
            ("ssl_ca_certs=/a%20b.pem", "ssl_ca_certs", "/a b.pem"),
            ("ssl_certfile=c&ssl_keyfile=k", "ssl_keyfile", "k"),
            ("ssl_certfile=c&ssl_password=p%26", "ssl_password", "p&"),
            ("ssl_ciphers=ECDHE%2BAESGCM", "ssl_ciphers", "ECDHE+AESGCM"),
            ("ssl_server_hostname=n", "ssl_server_hostname", "n"),
            (
                "ssl_exclude_verify_flags=VERIFY_X509_STRICT,%20VERIFY_DEFAULT",
                "ssl_exclude_verify_flags",
                ("VERIFY_DEFAULT", "VERIFY_X509_STRICT"),
            ),
            ("ssl_include_verify_flags=[VERIFY_X509_STRICT]", "ssl_include_verify_flags", ("VERIFY_X509_STRICT",)),
        ],
    )
    def test_options(self, query: str, name: str, value: object) -> None:
        """redis-py 23, 24."""
        options = Options.from_url(f"rediss://h?{query}")
        assert options.ssl is True
        assert getattr(options, name) == value

    def test_the_scheme_is_the_option(self) -> None:
        assert Options.from_url("rediss://h") == Options(host="h", ssl=True) == Options.from_url("redis://h?ssl=1")
        assert Options.from_url("redis://h", ssl=True).ssl
        assert Options.from_url("rediss://h", ssl=False).ssl, "the URL has the last word"

    def test_a_context_cannot_be_given(self) -> None:
        with pytest.raises(OptionError, match="ssl_context cannot be given in a URL"):
            Options.from_url("rediss://h?ssl_context=x")

    def test_wrong_words(self) -> None:
        with pytest.raises(OptionError, match="ssl_cert_reqs must be 'none' or 'optional' or 'required', not 'always'"):
            Options.from_url("rediss://h?ssl_cert_reqs=always")


class TestTogether:
    @pytest.mark.parametrize(
        "option",
        [
            {"ssl_context": CONTEXT},
            {"ssl_ca_certs": "/ca.pem"},
            {"ssl_cert_reqs": "none"},
            {"ssl_check_hostname": False},
            {"ssl_server_hostname": "n"},
        ],
        ids=str,
    )
    def test_nothing_has_an_effect_without_tls(self, option: dict[str, Any]) -> None:
        """Whoever names an authority does not mean to speak in plain text."""
        (name,) = option
        assert refusal(**option) == f"{name} has no effect without TLS: give ssl=True as well, or a rediss:// URL"

    @pytest.mark.parametrize(
        "option",
        [{"ssl_ca_data": PEM}, {"ssl_cert_reqs": "none"}, {"ssl_min_version": "TLSv1.3"}, {"ssl_certfile": "c"}],
        ids=str,
    )
    def test_a_context_takes_the_place_of_the_others(self, option: dict[str, Any]) -> None:
        (name,) = option
        assert refusal(ssl=True, ssl_context=CONTEXT, **option) == (
            f"ssl_context and {name} exclude each other: set it in the context"
        )

    def test_a_context_says_nothing_of_the_name(self) -> None:
        assert kept("ssl_server_hostname", "n", ssl_context=CONTEXT) == "n"

    @pytest.mark.parametrize("name", ["ssl_keyfile", "ssl_password"])
    def test_a_key_without_its_certificate(self, name: str) -> None:
        assert refusal(ssl=True, **{name: "x"}) == (
            f"{name} has no effect without ssl_certfile, the certificate that belongs to the key"
        )

    def test_unix_sockets(self) -> None:
        assert "exclude each other" in refusal(ssl=True, unix_socket_path="/s")
