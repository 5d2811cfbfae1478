"""Credential providers against real users: passwords that are replaced and taken away while connections live."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from sansredis.core.credentials import Credentials, UsernamePasswordCredentialProvider
from sansredis.core.errors import AuthenticationError

from .conftest import Server

BOTH = pytest.mark.parametrize("protocol", [2, 3])
with_users = pytest.mark.since(redis="6.0")
RIGHTS = ("~*", "&*", "+@all")


class Vault:
    """Gives what it has, and counts."""

    def __init__(self, user: str, password: str, lifetime: float | None = 3600) -> None:
        self.has = user, password
        self.lifetime = lifetime
        self.asked = 0

    def get_credentials(self) -> Credentials:
        self.asked += 1
        return Credentials(*self.has, expires_in=self.lifetime)


@pytest.fixture
def set_user(connect: Callable[..., Any], server_version: Any) -> Any:
    """Sets users, without rights to channels where servers know no such."""
    admin = connect()
    made = set()

    def make(name: str, *rules: str) -> None:
        made.add(name)
        rights = [right for right in RIGHTS if right != "&*" or server_version.number >= (6, 2)]
        admin.execute_command("ACL", "SETUSER", name, "on", *rights, *rules)

    yield make
    admin.execute_command("ACL", "DELUSER", *made)


def refusals(r: Any, user: str) -> int:
    """How often the server has refused a password of this user."""
    found = [entry for entry in r.acl_log() if entry["reason"] == "auth" and entry["username"] == user]
    return sum(entry["count"] for entry in found)


@with_users
@BOTH
def test_a_password_that_is_replaced_under_live_connections(
    protocol: int, connect: Callable[..., Any], set_user: Any
) -> None:
    """First the new one is added, then all log in with it, then the old one goes. Nobody is refused or cut off."""
    connect().acl_log_reset()
    set_user("rotated", "resetpass", ">one")
    vault = Vault("rotated", "one")
    r = connect(credential_provider=vault, protocol=protocol, decode_responses=True)
    pool = r.connection_pool
    held = [pool.acquire() for _ in range(3)]
    ids = {connection.client_id() for connection in held}
    for connection in held[:2]:
        pool.release(connection)
    set_user("rotated", ">two")
    vault.has = "rotated", "two"
    pool.reauthenticate()
    assert r.acl_whoami() == "rotated"
    set_user("rotated", "<one")
    assert held[2].acl_whoami() == "rotated"
    pool.release(held[2])
    held = [pool.acquire() for _ in range(4)]
    assert {connection.client_id() for connection in held[:4]} > ids
    for connection in held:
        assert connection.acl_whoami() == "rotated"
        pool.release(connection)
    assert vault.asked == 2
    assert pool.stats()["lost"] == 0
    assert refusals(connect(decode_responses=True), "rotated") == 0


@with_users
@BOTH
def test_a_password_that_is_gone(protocol: int, connect: Callable[..., Any], set_user: Any) -> None:
    """Who is in stays in. The next who connects is refused once, and asks anew."""
    connect().acl_log_reset()
    set_user("forgotten", "resetpass", ">one")
    vault = Vault("forgotten", "one")
    r = connect(credential_provider=vault, protocol=protocol, decode_responses=True)
    with r.connection_pool.connection() as first:
        set_user("forgotten", "resetpass", ">two")
        vault.has = "forgotten", "two"
        assert first.acl_whoami() == "forgotten"
        with r.connection_pool.connection() as second:
            assert second.acl_whoami() == "forgotten"
        assert first.acl_whoami() == "forgotten"
    assert vault.asked == 2
    admin = connect(decode_responses=True)
    assert refusals(admin, "forgotten") == 1
    set_user("forgotten", "resetpass", ">three")
    with r.connection_pool.connection(), pytest.raises(AuthenticationError, match="WRONGPASS") as raised:
        with r.connection_pool.connection(), r.connection_pool.connection():
            pass
    assert "two" not in str(raised.value)


@with_users
def test_another_user(connect: Callable[..., Any], set_user: Any) -> None:
    set_user("first-user", "resetpass", ">one")
    set_user("second-user", "resetpass", ">two")
    vault = Vault("first-user", "one")
    r = connect(credential_provider=vault, decode_responses=True)
    identity = r.client_id()
    assert r.acl_whoami() == "first-user"
    vault.has = "second-user", "two"
    r.connection_pool.reauthenticate()
    assert r.acl_whoami() == "second-user"
    assert r.client_id() == identity


@with_users
def test_a_user_who_is_deleted(connect: Callable[..., Any], set_user: Any) -> None:
    """The server cuts his connections. What is asked for then is somebody else's."""
    set_user("deleted", "resetpass", ">one")
    set_user("heir", "resetpass", ">two")
    vault = Vault("deleted", "one")
    r = connect(credential_provider=vault, decode_responses=True)
    assert r.acl_whoami() == "deleted"
    vault.has = "heir", "two"
    connect().execute_command("ACL", "DELUSER", "deleted")
    assert r.acl_whoami() == "heir"
    assert vault.asked == 2


@with_users
def test_without_a_change_nothing_is_said_to_the_server(connect: Callable[..., Any], set_user: Any) -> None:
    set_user("steady", "resetpass", ">one")
    provider = UsernamePasswordCredentialProvider("steady", "one")
    r = connect(credential_provider=provider, decode_responses=True)
    admin = connect(decode_responses=True)
    admin.config_resetstat()
    for _ in range(5):
        with r.connection_pool.connection() as one, r.connection_pool.connection() as two:
            assert one.acl_whoami() == two.acl_whoami() == "steady"
    assert "cmdstat_auth" not in admin.info("commandstats")


def test_the_password_of_a_server_without_users(
    start_server: Callable[..., Server], connect: Callable[..., Any]
) -> None:
    server = start_server("--requirepass", "one")
    has = ["one"]
    where = server.unix_socket_path
    r = connect(unix_socket_path=where, credential_provider=lambda: (has[0],))
    identity = r.client_id()
    assert r.config_set("requirepass", "two")
    has[0] = "two"
    r.connection_pool.reauthenticate()
    assert r.client_id() == identity
    with r.connection_pool.connection(), r.connection_pool.connection() as other:
        assert other.ping()
    has[0] = "three"
    with pytest.raises(AuthenticationError):
        connect(unix_socket_path=where, credential_provider=lambda: (has[0],)).ping()
    assert connect(unix_socket_path=where, credential_provider=lambda: ("two",)).config_set("requirepass", "")


@with_users
def test_an_asynchronous_provider(server: Server, set_user: Any) -> None:
    from sansredis.asyncio import Redis

    set_user("awaited", "resetpass", ">one", ">two")
    asked = []

    async def give() -> tuple[str, str]:
        await asyncio.sleep(0)
        asked.append(1)
        return "awaited", "one" if len(asked) == 1 else "two"

    async def main() -> None:
        async with Redis(unix_socket_path=server.unix_socket_path, credential_provider=give) as r:
            for _ in range(3):
                r.connection_pool.reauthenticate()
                found = await asyncio.gather(*(r.acl_whoami() for _ in range(20)))
                assert set(found) == {"awaited"}
            assert len(asked) == 3
            assert r.connection_pool.stats()["created"] == 1

    asyncio.run(main())
