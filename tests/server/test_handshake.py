"""How a connection begins, on real servers: who may enter, under which name, in which database, with which protocol."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

import sansredis
from sansredis.core.errors import AuthenticationError, NoPermissionError, ResponseError
from sansredis.demo.server import Server
from sansredis.threads import Redis
from tests.server.case import r
from tests.server.conftest import Version, running
from tests.server.doors import DOORS, through_threads
from tests.server.hand import Hand

EVERY_DOOR = {"threads": through_threads, **{name: door for name, door in DOORS.items() if name != "pipeline"}}
PROTOCOLS = [None, 2, pytest.param(3, marks=pytest.mark.since(redis="6.0"))]

every_door = pytest.mark.parametrize("door", EVERY_DOOR.values(), ids=EVERY_DOOR)
every_protocol = pytest.mark.parametrize("protocol", PROTOCOLS, ids=["resp?", "resp2", "resp3"])
Door = Callable[..., Any]


@pytest.fixture(scope="module")
def locked() -> Iterator[Server]:
    """A server with the password "secret"."""
    with running("--requirepass", "secret") as server:
        yield server


@pytest.fixture
def users(locked: Server) -> Server:
    """The same, with three users of its ACL."""
    with Hand(locked) as hand:
        hand.run(
            "AUTH secret",
            "ACL SETUSER reader on >geheim ~public:* +get +ping",
            "ACL SETUSER mute on >geheim",
            "ACL SETUSER off off >geheim ~* +@all",
        )
    return locked


@every_door
@every_protocol
def test_password(door: Door, locked: Server, protocol: int | None) -> None:
    assert door(r.ping(), unix_socket_path=locked.unix_socket_path, password="secret", protocol=protocol) is True


@every_door
@every_protocol
def test_wrong_password(door: Door, locked: Server, protocol: int | None) -> None:
    with pytest.raises(AuthenticationError) as raised:
        door(r.ping(), unix_socket_path=locked.unix_socket_path, password="not-it", protocol=protocol)
    assert "not-it" not in str(raised.value)


@every_door
@every_protocol
def test_no_password(door: Door, locked: Server, protocol: int | None) -> None:
    with pytest.raises(AuthenticationError, match="NOAUTH"):
        door(r.ping(), unix_socket_path=locked.unix_socket_path, protocol=protocol)


@every_protocol
def test_password_where_none_is_wanted(
    connect: Callable[..., Any], protocol: int | None, server_version: Version
) -> None:
    client = connect(password="needless", protocol=protocol)
    # Servers with users take any password for one who has none, if the user is named, as HELLO must.
    if server_version.number >= (6,) and protocol != 2:
        assert client.ping() is True
        return
    with pytest.raises(AuthenticationError, match=r"without any password|no password is set"):
        client.ping()


def test_password_in_a_url(locked: Server) -> None:
    with Redis.from_url(f"redis://:secret@{locked.host}:{locked.port}/1", client_name="me") as client:
        assert client.client_getname() == "me"


@every_door
@every_protocol
@pytest.mark.since(redis="6.0")
def test_user_with_few_rights(door: Door, users: Server, protocol: int | None) -> None:
    me = {"unix_socket_path": users.unix_socket_path, "username": "reader", "password": "geheim", "protocol": protocol}
    # CLIENT SETINFO is not allowed to this user either, and is not needed.
    assert door(r.get("public:k"), **me) is None
    with pytest.raises(NoPermissionError, match="key"):
        door(r.get("private:k"), **me)
    with pytest.raises(NoPermissionError, match=r"(?i)set"):
        door(r.set("public:k", 1), **me)
    with pytest.raises(NoPermissionError, match=r"SELECT|select"):
        door(r.get("public:k"), **me, db=1)


@every_protocol
@pytest.mark.since(redis="6.0")
@pytest.mark.parametrize("username", ["nobody", "off"])
def test_user_who_may_not_enter(users: Server, username: str, protocol: int | None) -> None:
    options = {"unix_socket_path": users.unix_socket_path, "username": username, "password": "geheim"}
    with pytest.raises(AuthenticationError, match="WRONGPASS"):
        through_threads(r.ping(), **options, protocol=protocol)


@pytest.mark.since(redis="6.0")
def test_user_without_any_right(users: Server) -> None:
    with pytest.raises(NoPermissionError):
        through_threads(r.ping(), unix_socket_path=users.unix_socket_path, username="mute", password="geheim")


@every_door
@every_protocol
def test_database(door: Door, server: Server, hand: Hand, protocol: int | None) -> None:
    assert door(r.set("k", "v"), unix_socket_path=server.unix_socket_path, db=3, protocol=protocol) is True
    assert hand.run("EXISTS k", "SELECT 3", "GET k", "SELECT 0") == [0, b"OK", b"v", b"OK"]


@every_door
@every_protocol
def test_no_such_database(door: Door, server: Server, protocol: int | None) -> None:
    with pytest.raises(ResponseError, match="out of range"):
        door(r.ping(), unix_socket_path=server.unix_socket_path, db=999_999, protocol=protocol)


@every_door
@every_protocol
def test_name_in_the_list_of_clients(door: Door, server: Server, protocol: int | None) -> None:
    options = {"unix_socket_path": server.unix_socket_path, "client_name": "the-name", "protocol": protocol}
    assert "the-name" in {client["name"] for client in door(r.client_list(), **options)}


@every_door
@every_protocol
@pytest.mark.since(redis="7.2")
def test_library_in_the_list_of_clients(door: Door, server: Server, protocol: int | None) -> None:
    options = {"unix_socket_path": server.unix_socket_path, "client_name": "the-name", "protocol": protocol}
    listed = door(r.client_list(), **options)
    me = max((client for client in listed if client["name"] == "the-name"), key=lambda client: int(client["id"]))
    assert (me["lib-name"], me["lib-ver"]) == ("sansredis", sansredis.__version__)


@pytest.mark.since(redis="7.2")
def test_library_of_ones_own_or_none(connect: Callable[..., Any]) -> None:
    mine = connect(lib_name="mine", lib_version="7").client_info()
    assert (mine["lib-name"], mine["lib-ver"]) == ("mine", "7")
    none = connect(lib_name=None, lib_version=None).client_info()
    assert (none["lib-name"], none["lib-ver"]) == ("", "")


@every_door
@every_protocol
def test_tcp(door: Door, server: Server, protocol: int | None) -> None:
    assert door(r.echo("x"), host=server.host, port=server.port, protocol=protocol) == b"x"


def test_unix_socket_in_a_url(server: Server, hand: Hand) -> None:
    hand.run("SELECT 3", "SET k v", "SELECT 0")
    with Redis.from_url(f"{server.unix_url}?db=3") as client:
        assert client.get("k") == b"v"


@every_protocol
def test_protocol(connect: Callable[..., Any], hand: Hand, protocol: int | None, server_version: Version) -> None:
    hand.run("HSET h a 1")
    newest = 3 if server_version.number >= (6,) else 2
    client = connect(protocol=protocol)
    with client.connection_pool.connection() as c:
        assert c.protocol == (protocol or newest)
    # The map of RESP3 comes as a dict; execute_command gives what came.
    kind = dict if (protocol or newest) == 3 else list
    assert type(client.execute_command("HGETALL", "h")) is kind


def test_resp3_of_a_server_without_it(connect: Callable[..., Any], server_version: Version) -> None:
    client = connect(protocol=3)
    if server_version.number >= (6,):
        assert client.ping() is True
        return
    with pytest.raises(ResponseError, match="HELLO"):
        client.ping()


@every_protocol
def test_everything_at_once(connect: Callable[..., Any], locked: Server, protocol: int | None) -> None:
    options = {"host": locked.host, "port": locked.port, "db": 5, "password": "secret", "client_name": "all"}
    client = connect(**options, protocol=protocol, decode_responses=True)
    (me,) = (each for each in client.client_list() if each["name"] == "all")
    assert me["db"] == "5"
