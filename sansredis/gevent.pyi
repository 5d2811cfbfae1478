"""The types of sansredis.gevent, written by tools/make_faces.py."""

from typing import Any, Literal, Unpack, overload

from sansredis import blocking
from sansredis.core.commands.command import S
from sansredis.core.errors import *  # noqa: F403
from sansredis.keywords import CallKeywords, ClientKeywords, UrlKeywords

class Connection(blocking.Connection[S]): ...

class ConnectionPool(blocking.ConnectionPool[S]):
    @overload
    def __init__(
        self: ConnectionPool[bytes], *, decode_responses: Literal[False] = ..., **options: Unpack[UrlKeywords]
    ) -> None: ...
    @overload
    def __init__(
        self: ConnectionPool[str], *, decode_responses: Literal[True], **options: Unpack[UrlKeywords]
    ) -> None: ...
    @overload
    def __init__(
        self: ConnectionPool[Any], *, decode_responses: bool = ..., **options: Unpack[UrlKeywords]
    ) -> None: ...
    @overload
    @classmethod
    def from_url(
        cls, url: str, *, decode_responses: Literal[False] = ..., **options: Unpack[UrlKeywords]
    ) -> ConnectionPool[bytes]: ...
    @overload
    @classmethod
    def from_url(
        cls, url: str, *, decode_responses: Literal[True], **options: Unpack[UrlKeywords]
    ) -> ConnectionPool[str]: ...
    @overload
    @classmethod
    def from_url(
        cls, url: str, *, decode_responses: bool = ..., **options: Unpack[UrlKeywords]
    ) -> ConnectionPool[Any]: ...
    @overload
    @classmethod
    def named(
        cls,
        name: str,
        url: str | None = ...,
        *,
        decode_responses: Literal[False] = ...,
        **options: Unpack[UrlKeywords],
    ) -> ConnectionPool[bytes]: ...
    @overload
    @classmethod
    def named(
        cls, name: str, url: str | None = ..., *, decode_responses: Literal[True], **options: Unpack[UrlKeywords]
    ) -> ConnectionPool[str]: ...
    @overload
    @classmethod
    def named(
        cls, name: str, url: str | None = ..., *, decode_responses: bool = ..., **options: Unpack[UrlKeywords]
    ) -> ConnectionPool[Any]: ...
    def acquire(self, timeout: float | None = None) -> Connection[S]: ...
    def connection(self, timeout: float | None = None) -> blocking.Leased[Connection[S]]: ...

class Redis(blocking.Redis[S]):
    @overload
    def __init__(
        self: Redis[bytes],
        host: str = ...,
        port: int = ...,
        db: int = ...,
        *,
        connection_pool: None = ...,
        decode_responses: Literal[False] = ...,
        **options: Unpack[ClientKeywords],
    ) -> None: ...
    @overload
    def __init__(
        self: Redis[str],
        host: str = ...,
        port: int = ...,
        db: int = ...,
        *,
        connection_pool: None = ...,
        decode_responses: Literal[True],
        **options: Unpack[ClientKeywords],
    ) -> None: ...
    @overload
    def __init__(
        self: Redis[Any],
        host: str = ...,
        port: int = ...,
        db: int = ...,
        *,
        connection_pool: None = ...,
        decode_responses: bool = ...,
        **options: Unpack[ClientKeywords],
    ) -> None: ...
    @overload
    def __init__(self, *, connection_pool: ConnectionPool[S], **options: Unpack[CallKeywords]) -> None: ...
    @overload
    def __init__(
        self: Redis[bytes],
        *,
        connection_pool: ConnectionPool[Any],
        decode_responses: Literal[False],
        **options: Unpack[CallKeywords],
    ) -> None: ...
    @overload
    def __init__(
        self: Redis[str],
        *,
        connection_pool: ConnectionPool[Any],
        decode_responses: Literal[True],
        **options: Unpack[CallKeywords],
    ) -> None: ...
    @overload
    def __init__(
        self: Redis[Any],
        *,
        connection_pool: ConnectionPool[Any],
        decode_responses: bool,
        **options: Unpack[CallKeywords],
    ) -> None: ...
    @overload
    @classmethod
    def from_url(
        cls, url: str, *, decode_responses: Literal[False] = ..., **options: Unpack[UrlKeywords]
    ) -> Redis[bytes]: ...
    @overload
    @classmethod
    def from_url(cls, url: str, *, decode_responses: Literal[True], **options: Unpack[UrlKeywords]) -> Redis[str]: ...
    @overload
    @classmethod
    def from_url(cls, url: str, *, decode_responses: bool = ..., **options: Unpack[UrlKeywords]) -> Redis[Any]: ...
    @property
    def connection_pool(self) -> ConnectionPool[S]: ...
