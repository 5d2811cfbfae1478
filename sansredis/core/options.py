"""The one table of options.

Everything that can be set has one line here, with its default, its meaning, its unit, the values that are right and how
a URL spells them. Clients and pools take their options from this table, whichever way they are made, so that the same
options are the same configuration; `docs/configuration.md` is printed from it. What the table holds has been
checked: nothing behind it looks at an option's value again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal, Self

from sansredis import __version__
from sansredis.core.cache_options import CacheOptions
from sansredis.core.option_kinds import (
    Choice,
    Class,
    Encoding,
    ErrorHandler,
    Flag,
    Flags,
    Foreign,
    Function,
    Giver,
    IntMap,
    Made,
    OptionError,
    Seconds,
    Spelled,
    Text,
    Whole,
    shown,
    to_bool,
)
from sansredis.core.option_table import OptionTable, option
from sansredis.core.resp_types import Limits
from sansredis.core.retry import MOST_RETRIES, Retry
from sansredis.core.tls_options import check_tls
from sansredis.core.url import parse_url

__all__ = ["OptionError", "Options", "to_bool"]

_MANY = 1_000_000
_TIB = 1 << 40
_LIMITS = Limits()
_GIVING = ("get_credentials", "get_credentials_async")


def _name() -> Text:
    # What servers allow in names of clients and libraries.
    return Text("printable ASCII text without blanks", "[!-~]+", nullable=True)


def _path(what: str) -> Text:
    return Text(f"the path of {what}", r"[^\x00]+", nullable=True)


class Options(OptionTable):
    """A checked, unchangeable set of options; `replace` makes changed ones.

    Args:
        **options: any of the options of the table, by name.

    Raises:
        OptionError: an option is unknown or has a wrong value, or two of them contradict each other.
    """

    host: str = option(
        "localhost",
        Text("a host name or address", r"[^\x00-\x1f\x7f]+"),
        "The server's host name or IP address. It cannot be combined with `unix_socket_path`.",
    )
    port: int = option(6379, Whole(1, 65535), "The server's TCP port.")
    unix_socket_path: str | None = option(
        None,
        Text("the path of a unix socket", r"\x00?[^\x00]+", nullable=True),
        "Connect to this unix socket instead of host and port.",
    )
    db: int = option(0, Whole(0, 2**31 - 1), "The database that every connection selects.")
    username: str | None = option(
        None, Text("text", nullable=True), "The ACL user; without one, the server's default user.", secret=True
    )
    password: str | None = option(
        None, Text("text", nullable=True), "The user's password. An empty one is none.", secret=True
    )
    # Of the types that `sansredis.core.credentials` has, which only those import who use it.
    credential_provider: object | None = option(
        None,
        Giver("an object with get_credentials() or get_credentials_async(), or a function", *_GIVING),
        "Who gives user and password whenever a connection needs them, in place of `username` and `password`. "
        "See the [guide](guide/credentials.md).",
        secret=True,
        hashed=False,
    )
    client_name: str | None = option(None, _name(), "The name that every connection has in the server's CLIENT LIST.")
    client_no_evict: bool = option(
        False,
        Flag(),
        "Whether to ask the server, with CLIENT NO-EVICT, not to close these connections when its clients use too much "
        "memory. Needs Redis 7.0 or Valkey.",
    )
    client_no_touch: bool = option(
        False,
        Flag(),
        "Whether to ask the server, with CLIENT NO-TOUCH, not to count what these connections read as used (for "
        "eviction by LRU and LFU). Needs Redis 7.2 or Valkey.",
    )
    protocol: Literal[2, 3] | None = option(
        None,
        Choice(None, 2, 3),
        "The version of RESP to speak. None speaks 3, or 2 with a server that does not know 3.",
    )
    lib_name: str | None = option("sansredis", _name(), "The library's name as CLIENT LIST shows it; None sends none.")
    lib_version: str | None = option(
        __version__, _name(), "The library's version as CLIENT LIST shows it; None sends none."
    )
    encoding: str = option("utf-8", Encoding("a text encoding of Python"), "How text is encoded and decoded.")
    encoding_errors: str = option(
        "strict",
        ErrorHandler("an error handler of Python's codecs, as 'strict' or 'replace'"),
        "What happens to text that cannot be encoded or decoded.",
    )
    decode_responses: bool = option(False, Flag(), "Whether replies are str instead of bytes.")
    socket_timeout: float | None = option(
        5.0,
        Seconds(),
        "The limit for one call as a whole: waiting for a connection, connecting, writing and the reply. "
        "None is no limit.",
        unit="seconds",
    )
    socket_connect_timeout: float | None = option(
        None,
        Seconds(),
        "The limit for making one connection, with its handshake, within the call's own limit. "
        "None is the latter alone.",
        unit="seconds",
    )
    happy_eyeballs_delay: float | None = option(
        0.25,
        Seconds(),
        "If the host's name has several addresses, the next one is tried when the last has not answered for so long, "
        "or as soon as one fails; the first that connects is used. Shorter where the time left would not do for all of "
        "them. None tries the next one only when one fails.",
        unit="seconds",
    )
    socket_keepalive: bool = option(True, Flag(), "Whether TCP keep-alive is on.")
    socket_keepalive_options: Mapping[int, int] | None = option(
        None,
        IntMap("a mapping of TCP option numbers (`socket.TCP_KEEP...`) to whole numbers"),
        "Options of TCP keep-alive to set on every socket.",
        hashed=False,
    )
    # What a function is bound to may be secret, and its repr would show it.
    stream_factory: Callable[[str, int, float | None], object] | None = option(
        None,
        Function("a function of host, port and the seconds left, which returns a connected stream"),
        "What makes the byte stream of each connection in place of a TCP connection: through a proxy, in memory, "
        "counted. TLS goes on top of it. An async function with asyncio and trio. See the "
        "[guide](guide/connections.md).",
        secret=True,
    )
    on_connect: Callable[[Any], object] | None = option(
        None,
        Function("a function of a connection"),
        "Called with each new connection before anybody else has it, to run commands on it. If it raises, the "
        "connection could not be made. An async function with asyncio and trio. See the [guide](guide/connections.md).",
        secret=True,
    )
    connection_class: type[Any] | None = option(
        None,
        Class("a class derived from the runtime's Connection"),
        "What leases of the pool are, with methods of one's own. Its `stream_factory` and `on_connect`, if it has "
        "them, stand for these options. See the [guide](guide/connections.md).",
    )
    ssl: bool = option(
        False,
        Flag(),
        "Whether to use TLS, as `rediss://` does. The server's certificate and its name are verified, unless other "
        "`ssl_` options say otherwise. See the [guide](guide/tls.md).",
    )
    ssl_context: object | None = option(
        None,
        Foreign("ssl", "SSLContext"),
        "A context of one's own, for all that the other `ssl_` options cannot say. It takes their place, but for "
        "`ssl_server_hostname`.",
    )
    ssl_ca_certs: str | None = option(
        None,
        _path("a file"),
        "A file with the certificates (PEM) of the authorities to trust, and of no others. Without this, `ssl_ca_path` "
        "and `ssl_ca_data`, those of the operating system are trusted.",
    )
    ssl_ca_path: str | None = option(
        None,
        _path("a directory"),
        "A directory of such files, named by hash as OpenSSL wants it.",
    )
    ssl_ca_data: str | None = option(
        None, Text("text in PEM", r"(?s).*-----BEGIN .*", nullable=True), "Such certificates (PEM) themselves."
    )
    ssl_certfile: str | None = option(
        None,
        _path("a file"),
        "A file with our own certificate (PEM), and those between it and the authority, for servers that want one. "
        "It is read again when it has changed.",
    )
    ssl_keyfile: str | None = option(
        None, _path("a file"), "The file with its private key (PEM), if that is not in `ssl_certfile`."
    )
    ssl_password: str | None = option(
        None, Text("text", nullable=True), "The password of the private key.", secret=True
    )
    ssl_cert_reqs: Literal["none", "optional", "required"] = option(
        "required",
        Spelled(
            ("none", "optional", "required"),
            {"CERT_NONE": "none", "CERT_OPTIONAL": "optional", "CERT_REQUIRED": "required"},
        ),
        "'required' (which 'optional' is the same as, for a client) verifies the server's certificate. 'none' verifies "
        "neither that nor the name: whoever is in between can read and change everything.",
    )
    ssl_check_hostname: bool = option(
        True, Flag(), "Whether the certificate has to be for the host's name or IP address that we connect to."
    )
    ssl_server_hostname: str | None = option(
        None,
        Text("a host name or address", r"[^\x00-\x1f\x7f]+", nullable=True),
        "The name or address to ask for (SNI) and to find in the certificate, if it is not `host`: behind a tunnel.",
    )
    ssl_min_version: Literal["TLSv1.2", "TLSv1.3"] | None = option(
        None,
        Spelled(
            (None, "TLSv1.2", "TLSv1.3"),
            {"TLSv1_2": "TLSv1.2", "TLSv1_3": "TLSv1.3", "771": "TLSv1.2", "772": "TLSv1.3"},
        ),
        "The oldest version of TLS to accept. None is 1.2, or what the operating system's policy wants beyond that.",
    )
    ssl_ciphers: str | None = option(
        None,
        Text("text", nullable=True),
        "The ciphers to accept for TLS 1.2, as OpenSSL writes them. Those of 1.3 cannot be chosen.",
    )
    ssl_include_verify_flags: tuple[str, ...] | None = option(
        None,
        Flags("ssl.VerifyFlags", "VERIFY_[A-Z0-9_]+"),
        "Flags of verification to set beyond the usual ones.",
    )
    ssl_exclude_verify_flags: tuple[str, ...] | None = option(
        None,
        Flags("ssl.VerifyFlags", "VERIFY_[A-Z0-9_]+"),
        "Flags of verification not to set, as `VERIFY_X509_STRICT`, which refuses some older certificates.",
    )
    max_connections: int = option(
        50, Whole(1, _MANY), "The most connections the pool has at any time.", unit="connections"
    )
    max_connecting: int = option(
        16,
        Whole(1, _MANY),
        "The most connections that are opened at the same time; after a failure it is one.",
        unit="connections",
    )
    connect_backoff: float | None = option(
        1.0,
        Seconds(or_zero=True),
        "The longest pause between two attempts to connect to a server that cannot be reached. Pauses begin with 2 ms "
        "and double; in one that has grown to 0.1 s, attempts fail at once with UnreachableError. None and 0 are no "
        "pauses.",
        unit="seconds",
    )
    min_connections: int = option(
        0,
        Whole(0, _MANY),
        "So many connections `pool.warm_up()` opens if it is not told how many, and so many are left open however long "
        "they are idle. Nothing opens them in the background.",
        unit="connections",
    )
    max_idle_time: float | None = option(
        None,
        Seconds(),
        "A connection that was idle for so long is closed when the pool is next used. None is no limit.",
        unit="seconds",
    )
    max_lifetime: float | None = option(
        None,
        Seconds(),
        "A connection that is older than this is closed as soon as nobody uses it, when the pool is next used. "
        "None is no limit.",
        unit="seconds",
    )
    health_check_interval: float | None = option(
        None,
        Seconds(or_zero=True),
        "A connection that was idle for longer than this is asked with PING, within the call's own limit, whether it "
        "still works. None and 0 never ask.",
        unit="seconds",
    )
    leak_threshold: float | None = option(
        None,
        Seconds(),
        "A lease of the program's own (`pool.connection()`, `pool.acquire()`, a pipeline that watches) that is held "
        "for longer than this is logged as a warning of `sansredis.pool`, with the stack that leased it. "
        "None watches nothing.",
        unit="seconds",
    )
    pool_timeout: float | None = option(
        None,
        Seconds(or_zero=True),
        "The limit for waiting for a connection of a full pool. None is the call's own limit; "
        "0 does not wait and raises MaxConnectionsError at once.",
        unit="seconds",
    )
    max_waiting: int | None = option(
        None,
        Whole(0, _MANY, nullable=True),
        "The most callers that may wait for a connection; further ones get MaxConnectionsError at once. "
        "None is no limit.",
        unit="callers",
    )
    close_on_error: bool = option(
        False,
        Flag(),
        "Whether the loss of one connection closes every idle one, and those in use as soon as they come back.",
    )
    sharing: Literal["auto", "never"] = option(
        "auto",
        Choice("auto", "never"),
        "Whether ordinary commands of many callers may ride one connection. "
        "'never' gives each call a connection of its own.",
    )
    max_shared: int = option(
        4, Whole(1, _MANY), "The most connections that are shared at any time.", unit="connections"
    )
    max_owed: int = option(
        1024,
        Whole(1, _MANY),
        "The most replies a shared connection may owe before it takes no further commands.",
        unit="replies",
    )
    max_owed_bytes: int = option(
        16 << 20,
        Whole(1, _TIB),
        "The most bytes of commands not yet answered before a shared connection takes no further ones.",
        unit="bytes",
    )
    retries: int = option(
        3,
        Whole(0, MOST_RETRIES),
        "How often a call that certainly was not executed, or only reads, is tried again within its limit.",
        unit="times",
    )
    retry: Retry | None = option(
        None,
        Made(Retry),
        "In place of `retries`, the whole policy: how often, with which pauses, and whether writes may run twice. "
        "See the [guide](guide/timeouts-and-retries.md).",
    )
    cache: CacheOptions | None = option(
        None,
        Made(CacheOptions),
        "Keep what was read in this process until the server says that it has changed: `CacheOptions()`, or None. "
        "Needs RESP3. See the [guide](guide/caching.md).",
    )
    # At most 256: what decodes nested replies calls itself, and Python's stack is not ours alone.
    max_depth: int = option(
        _LIMITS.max_depth, Whole(1, 256), "The deepest nesting of a reply that is read.", unit="levels"
    )
    max_bulk_length: int = option(
        _LIMITS.max_bulk_length, Whole(1, _TIB), "The longest string of a reply that is read.", unit="bytes"
    )
    max_aggregate_length: int = option(
        _LIMITS.max_aggregate_length,
        Whole(1, 2**63 - 1),
        "The longest array, map or set of a reply that is read.",
        unit="elements",
    )
    max_line_length: int = option(
        _LIMITS.max_line_length,
        Whole(64, _TIB),
        "The longest line of a reply that is read, such as an error.",
        unit="bytes",
    )

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        if self.unix_socket_path is not None and self.host != self.ROWS["host"].default:
            raise OptionError(
                f"host {shown(self.host)} and unix_socket_path {shown(self.unix_socket_path)} exclude each other: "
                "give one of them"
            )
        if self.credential_provider is not None and (self.username is not None or self.password is not None):
            raise OptionError(
                "credential_provider and username or password exclude each other: leave those out, of the URL, too"
            )
        if self.unix_socket_path is not None and self.stream_factory is not None:
            raise OptionError(
                f"stream_factory and unix_socket_path {shown(self.unix_socket_path)} exclude each other: what makes "
                "the stream knows where to"
            )
        check_tls(self)
        if self.min_connections > self.max_connections:
            raise OptionError(
                f"min_connections={self.min_connections} is more than max_connections={self.max_connections}"
            )
        if self.retry is not None and self.retries != self.ROWS["retries"].default:
            raise OptionError(f"retries={self.retries} and retry={self.retry!r} exclude each other: give one of them")
        if self.cache is not None and self.protocol == 2:
            raise OptionError("cache and protocol=2 exclude each other: leave protocol out, or give protocol=3")

    @classmethod
    def from_url(cls, url: str, **options: Any) -> Self:
        """Make options from a URL.

        Args:
            url: ``redis://[[username]:[password]@][host][:port][/db][?option=value&...]``, the same with ``rediss://``
                for TLS, or ``unix://[[username]:[password]@]/path[?option=value&...]``, every part percent-encoded.
                Flags are 1 or 0, true or false, yes or no; the None of a number is ``none``, the None of a text is
                empty.
            **options: options that the URL does not give. The URL's query beats its other parts, which beat these.

        Raises:
            OptionError: the URL is of another form, or an option is unknown or has a wrong value.
        """
        texts = parse_url(url)
        cls.check_names(texts)
        return cls(**{**options, **{name: _read(name, text) for name, text in texts.items()}})

    @property
    def policy(self) -> Retry:
        """How calls are tried again."""
        return self.retry or Retry(retries=self.retries)

    @property
    def location(self) -> str:
        """Where the server is, for messages: ``host:port`` or ``unix:/path``."""
        if self.unix_socket_path is not None:
            return f"unix:{self.unix_socket_path}"
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


def _read(name: str, text: str) -> object:
    kind = Options.ROWS[name].kind
    if kind.in_url is None:
        raise OptionError(f"{name} cannot be given in a URL: give it as a keyword argument")
    return kind.read(text)
