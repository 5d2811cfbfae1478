"""What OpenSSL's errors mean, and what to do about them."""

from __future__ import annotations

import ssl

from sansredis.core.option_kinds import shown
from sansredis.core.options import Options
from sansredis.runtime import TlsFault
from sansredis.tls.context import server_name

# OpenSSL's numbers (X509_V_ERR_...), which do not change; its words do.
_UNTRUSTED = (2, 18, 19, 20, 21, 27)
_MISNAMED = (62, 64)
_NOT_YET, _EXPIRED = 9, 10
_RECORD_TYPES = range(20, 25)

# What a part of OpenSSL's reason means. Alerts are what the server says of us.
_MEANINGS = (
    (("CERTIFICATE_REQUIRED",), "the server wants a certificate of ours: give ssl_certfile and ssl_keyfile"),
    (
        ("ALERT_UNKNOWN_CA", "ALERT_BAD_CERTIFICATE", "ALERT_CERTIFICATE", "ALERT_UNSUPPORTED_CERTIFICATE"),
        "the server does not accept our certificate: look at ssl_certfile, and at what the server trusts",
    ),
    (
        ("PROTOCOL_VERSION", "UNSUPPORTED_PROTOCOL", "NO_PROTOCOLS"),
        "the server and we have no version of TLS in common: look at ssl_min_version (1.2 by default)",
    ),
    (
        ("HANDSHAKE_FAILURE", "NO_SHARED_CIPHER", "INSUFFICIENT_SECURITY"),
        "the server refuses what we offer: it may want a certificate of ours (ssl_certfile), or other ciphers "
        "(ssl_ciphers)",
    ),
    (
        ("UNRECOGNIZED_NAME",),
        "the server does not know the name that we ask for: look at host and ssl_server_hostname",
    ),
)


def explain(error: ssl.SSLError, options: Options, first: bytes) -> TlsFault:
    """Say what has failed, and what to do.

    Args:
        error: OpenSSL's.
        options: of the connection.
        first: the first bytes that the server has sent.

    Returns:
        The error, not raised.
    """
    if isinstance(error, ssl.SSLCertVerificationError):
        said = f"the server's certificate {_of_certificate(error, options)} (OpenSSL: {error.verify_message})"
    elif first and first[0] not in _RECORD_TYPES:
        said = "the server does not speak TLS on this port: use its TLS port, or redis:// or ssl=False for this one"
    else:
        said = f"{_of_reason(error.reason or '')} (OpenSSL: {error.reason or error})"
    return TlsFault(said)


def unfinished() -> TlsFault:
    """The error of a handshake that took too long."""
    return TlsFault("the TLS handshake was not finished (is TLS what is spoken on this port?)")


def _of_certificate(error: ssl.SSLCertVerificationError, options: Options) -> str:
    code = error.verify_code
    if code in _MISNAMED:
        return (
            f"is not for {shown(server_name(options))}: connect by a name that it has, or give that as "
            "ssl_server_hostname"
        )
    if code in _UNTRUSTED:
        own = "" if options.ssl_context is None else " (or in ssl_context)"
        return (
            "is not trusted: give the certificate of the authority that signed it as ssl_ca_certs, ssl_ca_path or "
            f"ssl_ca_data{own}"
        )
    if code == _EXPIRED:
        return "has expired: the server needs a new one, if the clock of this machine is right"
    return "is not valid yet: is the clock of this machine right?" if code == _NOT_YET else "is not valid"


def _of_reason(reason: str) -> str:
    for parts, meaning in _MEANINGS:
        if any(part in reason for part in parts):
            return meaning
    return "TLS has failed"
