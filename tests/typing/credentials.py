"""What may be given as a credential provider, and what it may give."""

from __future__ import annotations

from typing import assert_type

from sansredis import asyncio, threads, trio
from sansredis.core.credentials import Credentials, Provider, UsernamePasswordCredentialProvider


class Old:
    """As redis-py's are written."""

    def get_credentials(self) -> tuple[str] | tuple[str, str]:
        return "me", "pass"

    async def get_credentials_async(self) -> tuple[str] | tuple[str, str]:
        return ("pass",)


class Awaited:
    async def get_credentials_async(self) -> Credentials:
        return Credentials("me", "pass", expires_in=60)


class Wrong:
    def get_credentials(self) -> int:
        return 1


async def awaited() -> tuple[str, str]:
    return "me", "pass"


def right(any_of_them: Provider) -> None:
    threads.Redis(credential_provider=lambda: ("me", "pass"))
    threads.Redis.from_url("redis://h", credential_provider=lambda: Credentials(None, "pass"))
    threads.ConnectionPool(credential_provider=UsernamePasswordCredentialProvider("me"))
    asyncio.Redis(credential_provider=awaited)
    asyncio.ConnectionPool(credential_provider=Awaited())
    pool = trio.ConnectionPool(credential_provider=Old(), decode_responses=True)
    assert_type(trio.Redis(connection_pool=pool), trio.Redis[str])
    assert_type(pool.reauthenticate(), None)
    threads.Redis(credential_provider=any_of_them)
    threads.Redis(credential_provider=None)


def wrong() -> None:
    threads.ConnectionPool(credential_provider=1)  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue, reportArgumentType]
    threads.ConnectionPool(credential_provider=Wrong())  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue, reportArgumentType]
    threads.ConnectionPool(credential_provider=lambda: 1)  # type: ignore[arg-type]  # pyright: ignore[reportCallIssue, reportArgumentType]
