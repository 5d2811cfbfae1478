"""The types of the options as keyword arguments. The table itself is `sansredis.core.options`; a test compares."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, Any, Literal, TypedDict

from sansredis.core.cache_options import CacheOptions
from sansredis.core.retry import Retry

if TYPE_CHECKING:
    from ssl import SSLContext, TLSVersion, VerifyFlags, VerifyMode

    from sansredis.core.credentials import Provider


class CallKeywords(TypedDict, total=False):
    """The options of calls, which a client may set for itself whatever pool it is given."""

    encoding: str
    encoding_errors: str
    socket_timeout: float | None
    retries: int
    retry: Retry | None


class ClientKeywords(CallKeywords, total=False):
    """The options that a client takes by keyword only, without ``decode_responses``, which selects its type."""

    unix_socket_path: str | None
    username: str | None
    password: str | None
    credential_provider: Provider | None
    client_name: str | None
    client_no_evict: bool
    client_no_touch: bool
    protocol: Literal[2, 3] | None
    lib_name: str | None
    lib_version: str | None
    socket_connect_timeout: float | None
    happy_eyeballs_delay: float | None
    socket_keepalive: bool
    socket_keepalive_options: Mapping[int, int] | None
    stream_factory: Callable[[str, int, float | None], object] | None
    on_connect: Callable[[Any], object] | None
    connection_class: type[Any] | None
    ssl: bool
    ssl_context: SSLContext | None
    ssl_ca_certs: str | None
    ssl_ca_path: str | None
    ssl_ca_data: str | None
    ssl_certfile: str | None
    ssl_keyfile: str | None
    ssl_password: str | None
    ssl_cert_reqs: Literal["none", "optional", "required"] | VerifyMode
    ssl_check_hostname: bool
    ssl_server_hostname: str | None
    ssl_min_version: Literal["TLSv1.2", "TLSv1.3"] | TLSVersion | None
    ssl_ciphers: str | None
    ssl_include_verify_flags: Collection[str | VerifyFlags] | None
    ssl_exclude_verify_flags: Collection[str | VerifyFlags] | None
    max_connections: int
    max_connecting: int
    connect_backoff: float | None
    min_connections: int
    max_idle_time: float | None
    max_lifetime: float | None
    health_check_interval: float | None
    leak_threshold: float | None
    pool_timeout: float | None
    max_waiting: int | None
    close_on_error: bool
    sharing: Literal["auto", "never"]
    max_shared: int
    max_owed: int
    max_owed_bytes: int
    cache: CacheOptions | None
    max_depth: int
    max_bulk_length: int
    max_aggregate_length: int
    max_line_length: int


class UrlKeywords(ClientKeywords, total=False):
    """The options that may accompany a URL, which then has the last word."""

    host: str
    port: int
    db: int


class PoolKeywords(UrlKeywords, total=False):
    """Every option."""

    decode_responses: bool
