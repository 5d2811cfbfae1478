"""The commands on the connection and on the server's clients."""

from __future__ import annotations

from typing import Any

import pytest

from sansredis.core.commands.clients import ClientCommands
from sansredis.core.commands.command import Command
from sansredis.core.commands.connection import ConnectionCommands
from sansredis.core.errors import DataError
from tests.core.commands.reading import check_reading, methods


class Connections(ConnectionCommands[bytes], ClientCommands[bytes]):
    pass


r = Connections()

ENCODINGS: list[tuple[Command[Any], tuple[Any, ...]]] = [
    (r.asking(), (b"ASKING",)),
    (r.auth("secret"), (b"AUTH", "secret")),
    (r.auth("secret", "user"), (b"AUTH", "user", "secret")),
    (r.echo(1), (b"ECHO", 1)),
    (r.hello(), (b"HELLO",)),
    (r.hello(3), (b"HELLO", 3)),
    (r.hello(2, password="secret"), (b"HELLO", 2, b"AUTH", "default", "secret")),
    (r.hello(3, "user", "secret", "me"), (b"HELLO", 3, b"AUTH", "user", "secret", b"SETNAME", "me")),
    (r.ping(), (b"PING",)),
    (r.readonly(), (b"READONLY",)),
    (r.readwrite(), (b"READWRITE",)),
    (r.quit(), (b"QUIT",)),
    (r.reset(), (b"RESET",)),
    (r.select(3), (b"SELECT", 3)),
    (r.client_caching("YES"), (b"CLIENT", b"CACHING", "YES")),
    (r.client_capa("redirect"), (b"CLIENT", b"CAPA", "redirect")),
    (r.client_getname(), (b"CLIENT", b"GETNAME")),
    (r.client_getredir(), (b"CLIENT", b"GETREDIR")),
    (r.client_id(), (b"CLIENT", b"ID")),
    (r.client_import_source("ON"), (b"CLIENT", b"IMPORT-SOURCE", "ON")),
    (r.client_info(), (b"CLIENT", b"INFO")),
    (r.client_kill("127.0.0.1:1"), (b"CLIENT", b"KILL", "127.0.0.1:1")),
    (r.client_kill_filter(_id=7), (b"CLIENT", b"KILL", b"ID", 7)),
    (
        r.client_kill_filter(7, "Normal", "a:1", True, "b:2", "user", 60),
        (
            *(b"CLIENT", b"KILL", b"TYPE", "Normal", b"SKIPME", b"YES"),
            *(b"ID", 7, b"ADDR", "a:1", b"LADDR", "b:2", b"USER", "user", b"MAXAGE", 60),
        ),
    ),
    (r.client_kill_filter(skipme=False), (b"CLIENT", b"KILL", b"SKIPME", b"NO")),
    (r.client_list(), (b"CLIENT", b"LIST")),
    (r.client_list("pubsub", [1, 2]), (b"CLIENT", b"LIST", b"TYPE", "pubsub", b"ID", 1, 2)),
    (r.client_no_evict("ON"), (b"CLIENT", b"NO-EVICT", "ON")),
    (r.client_no_touch("OFF"), (b"CLIENT", b"NO-TOUCH", "OFF")),
    (r.client_pause(100), (b"CLIENT", b"PAUSE", 100)),
    (r.client_pause(100, all=False), (b"CLIENT", b"PAUSE", 100, b"WRITE")),
    (r.client_reply("SKIP"), (b"CLIENT", b"REPLY", "SKIP")),
    (r.client_setinfo("LIB-NAME", "x"), (b"CLIENT", b"SETINFO", "LIB-NAME", "x")),
    (r.client_setname("me"), (b"CLIENT", b"SETNAME", "me")),
    (r.client_tracking(), (b"CLIENT", b"TRACKING", b"ON")),
    (
        r.client_tracking(True, 9, ["a", "b"], bcast=True, noloop=True),
        (b"CLIENT", b"TRACKING", b"ON", b"REDIRECT", 9, b"PREFIX", "a", b"PREFIX", "b", b"BCAST", b"NOLOOP"),
    ),
    (r.client_tracking_on(optin=True), (b"CLIENT", b"TRACKING", b"ON", b"OPTIN")),
    (r.client_tracking_off(optout=True), (b"CLIENT", b"TRACKING", b"OFF", b"OPTOUT")),
    (r.client_trackinginfo(), (b"CLIENT", b"TRACKINGINFO")),
    (r.client_unblock(7), (b"CLIENT", b"UNBLOCK", 7)),
    (r.client_unblock(7, error=True), (b"CLIENT", b"UNBLOCK", 7, b"ERROR")),
    (r.client_unpause(), (b"CLIENT", b"UNPAUSE")),
]

LINE = b"id=3 addr=127.0.0.1:5 laddr=/tmp/a b/s:0 name= age=0 multi=-1 cmd=client|info lib-name=x(a=b)"
CLIENT = {
    "id": "3",
    "addr": "127.0.0.1:5",
    "laddr": "/tmp/a b/s:0",
    "name": "",
    "age": "0",
    "multi": "-1",
    "cmd": "client|info",
    "lib-name": "x(a=b)",
}
TRACKING = {"flags": ["on", "bcast"], "redirect": 0, "prefixes": ["a"]}

HELLO = {b"server": b"redis", b"version": b"8", b"proto": 3, b"id": 5, b"mode": b"standalone", b"role": b"master"}
MODULE = {b"name": b"bf", b"ver": 1}
GREETING = {
    "server": "redis",
    "version": "8",
    "proto": 3,
    "id": 5,
    "mode": "standalone",
    "role": "master",
    "modules": [{"name": "bf", "ver": 1}],
}

READINGS: list[tuple[Command[Any], Any, list[Any]]] = [
    (r.auth("secret"), True, [b"OK"]),
    (r.echo("a"), b"a", [b"a"]),
    (r.ping(), True, [b"PONG", [b"pong", b""]]),
    (r.ping(), False, [b"other"]),
    (r.client_unpause(), b"OK", [b"OK"]),
    (r.client_unblock(7), True, [1]),
    (r.client_kill("a:1"), True, [b"OK"]),
    (r.client_kill_filter(_id=7), 1, [1]),
]

WORDS: list[tuple[Command[Any], Any, list[Any]]] = [
    (r.reset(), "RESET", [b"RESET"]),
    (
        r.hello(),
        GREETING,
        [
            HELLO | {b"modules": [MODULE]},
            [*(part for pair in HELLO.items() for part in pair), b"modules", [[b"name", b"bf", b"ver", 1]]],
        ],
    ),
    (r.client_getname(), "me", [b"me"]),
    (r.client_getname(), None, [None, b""]),
    (r.client_list(), [CLIENT, {"id": "4"}], [LINE + b"\n" + b"id=4\n"]),
    (r.client_list(), [{}], [b"nothing\n"]),
    (r.client_info(), CLIENT | {"id": 3, "age": 0, "multi": -1}, [LINE + b"\n"]),
    (
        r.client_trackinginfo(),
        TRACKING,
        [
            [b"flags", [b"on", b"bcast"], b"redirect", 0, b"prefixes", [b"a"]],
            {b"flags": [b"on", b"bcast"], b"redirect": 0, b"prefixes": [b"a"]},
        ],
    ),
]


@pytest.mark.parametrize(("command", "args"), ENCODINGS)
def test_arguments(command: Command[Any], args: tuple[Any, ...]):
    assert command.args == args


@pytest.mark.parametrize(("command", "value", "raws"), READINGS)
def test_replies(command: Command[Any], value: Any, raws: list[Any]):
    check_reading(command, value, *raws)


@pytest.mark.parametrize(("command", "value", "raws"), WORDS)
def test_the_servers_own_words_are_str_for_everybody(command: Command[Any], value: Any, raws: list[Any]):
    for raw in raws:
        assert command.read(raw, None) == command.read(raw, bytes.decode) == value


def test_every_method_is_encoded_here():
    built = {b"_".join(command.args[:2]).lower().decode() for command, _ in ENCODINGS if command.args[0] == b"CLIENT"}
    built = {name.replace("-", "_") for name in built}
    assert methods(ClientCommands) - built == {"client_kill_filter", "client_tracking_on", "client_tracking_off"}
    assert methods(ConnectionCommands) <= {command.args[0].lower().decode() for command, _ in ENCODINGS}


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda: r.hello(3, "user"), "HELLO: give a password for the username too"),
        (lambda: r.hello(password="p"), "HELLO: give protover, 2 or 3, before anything else"),
        (lambda: r.hello(setname="n"), "HELLO: give protover"),
        (lambda: r.client_kill_filter(), "CLIENT KILL: give at least one condition"),
        (lambda: r.client_kill_filter(_type="odd"), "CLIENT KILL: _type must be one of .* got 'odd'"),
        (lambda: r.client_list(_type="odd"), "CLIENT LIST: _type must be one of .* got 'odd'"),
        (lambda: r.client_reply("NEVER"), "CLIENT REPLY: reply must be ON, OFF or SKIP; got 'NEVER'"),
        (lambda: r.client_tracking(prefix=["a"]), "CLIENT TRACKING: prefix needs bcast=True"),
    ],
)
def test_contradictions(build, message):
    with pytest.raises(DataError, match=message):
        build()
