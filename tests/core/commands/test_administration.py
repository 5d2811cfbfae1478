"""The commands on users, logs, modules and replication."""

from __future__ import annotations

from typing import Any

import pytest

from sansredis.core.commands.acl import AclCommands
from sansredis.core.commands.command import Command
from sansredis.core.commands.logs import LogCommands
from sansredis.core.commands.replication import ReplicationCommands
from sansredis.core.commands.server_modules import ServerModuleCommands
from sansredis.core.errors import DataError
from tests.core.commands.reading import check_reading, methods, names_of_two


class Administration(AclCommands[bytes], LogCommands[bytes], ServerModuleCommands[bytes], ReplicationCommands[bytes]):
    pass


r = Administration()

ENCODINGS: list[tuple[Command[Any], tuple[Any, ...]]] = [
    (r.acl_cat(), (b"ACL", b"CAT")),
    (r.acl_cat("read"), (b"ACL", b"CAT", "read")),
    (r.acl_deluser("a", "b"), (b"ACL", b"DELUSER", "a", "b")),
    (r.acl_dryrun("a", "GET", b"k"), (b"ACL", b"DRYRUN", "a", "GET", b"k")),
    (r.acl_genpass(), (b"ACL", b"GENPASS")),
    (r.acl_genpass(64), (b"ACL", b"GENPASS", 64)),
    (r.acl_getuser("a"), (b"ACL", b"GETUSER", "a")),
    (r.acl_help(), (b"ACL", b"HELP")),
    (r.acl_list(), (b"ACL", b"LIST")),
    (r.acl_load(), (b"ACL", b"LOAD")),
    (r.acl_log(), (b"ACL", b"LOG")),
    (r.acl_log(5), (b"ACL", b"LOG", 5)),
    (r.acl_log_reset(), (b"ACL", b"LOG", b"RESET")),
    (r.acl_save(), (b"ACL", b"SAVE")),
    (r.acl_users(), (b"ACL", b"USERS")),
    (r.acl_whoami(), (b"ACL", b"WHOAMI")),
    (r.acl_setuser("a"), (b"ACL", b"SETUSER", "a", b"off")),
    (r.acl_setuser("a", True, nopass=True), (b"ACL", b"SETUSER", "a", b"on", b"nopass")),
    (
        r.acl_setuser(
            "a",
            enabled=True,
            passwords=["+one", b"-two"],
            hashed_passwords="+ab",
            categories=["+@read", "-write", b"+@fast"],
            commands=["+get", b"-set"],
            keys=["k:*", "~l:*", "%R~m:*", b"n:*"],
            channels=["c:*", memoryview(b"d:*")],
            selectors=[("+get", "x:*"), (b"-set", "%W~y:*")],
            reset=True,
            reset_keys=True,
            reset_channels=True,
            reset_passwords=True,
        ),
        (
            *(b"ACL", b"SETUSER", "a", b"reset", b"resetkeys", b"resetchannels", b"resetpass", b"on"),
            *(">one", b"<two", "#ab", "+@read", "-@write", b"+@fast", "+get", b"-set"),
            *("~k:*", "~l:*", "%R~m:*", b"~n:*", "&c:*", b"&d:*", "(+get ~x:*)", b"(-set %W~y:*)"),
        ),
    ),
    (r.commandlog_get(5, "slow"), (b"COMMANDLOG", b"GET", 5, "slow")),
    (r.commandlog_len("large-request"), (b"COMMANDLOG", b"LEN", "large-request")),
    (r.commandlog_reset("large-reply"), (b"COMMANDLOG", b"RESET", "large-reply")),
    (r.hotkeys_get(), (b"HOTKEYS", b"GET")),
    (r.hotkeys_reset(), (b"HOTKEYS", b"RESET")),
    (r.hotkeys_start(["CPU"]), (b"HOTKEYS", b"START", b"METRICS", 1, "CPU")),
    (
        r.hotkeys_start(["CPU", "NET"], 10, 60, 5, [1, 2]),
        (
            *(b"HOTKEYS", b"START", b"METRICS", 2, "CPU", "NET", b"COUNT", 10, b"DURATION", 60, b"SAMPLE", 5),
            *(b"SLOTS", 2, 1, 2),
        ),
    ),
    (r.hotkeys_stop(), (b"HOTKEYS", b"STOP")),
    (r.latency_doctor(), (b"LATENCY", b"DOCTOR")),
    (r.latency_graph("fork"), (b"LATENCY", b"GRAPH", "fork")),
    (r.latency_histogram("get", "set"), (b"LATENCY", b"HISTOGRAM", "get", "set")),
    (r.latency_history("fork"), (b"LATENCY", b"HISTORY", "fork")),
    (r.latency_latest(), (b"LATENCY", b"LATEST")),
    (r.latency_reset("fork"), (b"LATENCY", b"RESET", "fork")),
    (r.slowlog_get(), (b"SLOWLOG", b"GET")),
    (r.slowlog_get(5), (b"SLOWLOG", b"GET", 5)),
    (r.slowlog_len(), (b"SLOWLOG", b"LEN")),
    (r.slowlog_reset(), (b"SLOWLOG", b"RESET")),
    (r.module_list(), (b"MODULE", b"LIST")),
    (r.module_load("/m.so", "a", 1), (b"MODULE", b"LOAD", "/m.so", "a", 1)),
    (r.module_loadex("/m.so"), (b"MODULE", b"LOADEX", "/m.so")),
    (
        r.module_loadex("/m.so", ["a", 1, "b", 2], ["x"]),
        (b"MODULE", b"LOADEX", "/m.so", b"CONFIG", "a", 1, b"CONFIG", "b", 2, b"ARGS", "x"),
    ),
    (r.module_unload("m"), (b"MODULE", b"UNLOAD", "m")),
    (r.failover(), (b"FAILOVER",)),
    (r.failover("h", 1), (b"FAILOVER", b"TO", "h", 1)),
    (r.failover("h", 1, 500, force=True), (b"FAILOVER", b"TO", "h", 1, b"FORCE", b"TIMEOUT", 500)),
    (r.failover(abort=True), (b"FAILOVER", b"ABORT")),
    (r.replicaof("h", 1), (b"REPLICAOF", "h", 1)),
    (r.replicaof("NO", "ONE"), (b"REPLICAOF", "NO", "ONE")),
    (r.slaveof("h", 1), (b"SLAVEOF", "h", 1)),
    (r.slaveof(), (b"SLAVEOF", b"NO", b"ONE")),
]

USER = {
    "flags": ["on", "sanitize-payload"],
    "enabled": True,
    "passwords": ["ab"],
    "commands": ["+get"],
    "categories": ["-@all"],
    "keys": ["~k:*", "~l"],
}
RULES = [b"flags", [b"sanitize-payload", b"on"], b"passwords", [b"ab"], b"commands", b"-@all +get"]
SELECTOR = {"commands": "-@all +set", "keys": "~x"}
REFUSAL = {
    "count": 1,
    "reason": "auth",
    "age-seconds": 0.5,
    "client-info": {"id": 5, "addr": "h:1", "name": ""},
    "entry-id": 0,
}
LOGGED = [b"count", 1, b"reason", b"auth", b"age-seconds", b"0.5", b"client-info", b"id=5 addr=h:1 name="]
SLOW = {"id": 1, "start_time": 9, "duration": 3, "command": b"GET \xff"}
ADDRESS = {"client_address": "h:1", "client_name": "me"}

WORDS: list[tuple[Command[Any], Any, list[Any]]] = [
    (r.acl_cat(), ["read"], [[b"read"]]),
    (r.acl_genpass(), "58", [b"58"]),
    (r.acl_getuser("a"), None, [None]),
    (r.acl_getuser("a"), USER, [[*RULES, b"keys", [b"~k:*", b"~l"]], [*RULES, b"keys", b"~k:* ~l"]]),
    (
        r.acl_getuser("a"),
        USER | {"keys": [], "channels": ["&c"], "selectors": [SELECTOR], "databases": ["alldbs"]},
        [
            [
                *(*RULES, b"keys", b"", b"channels", b"&c", b"databases", b"alldbs"),
                *(b"selectors", [[b"commands", b"-@all +set", b"keys", b"~x"]]),
            ],
            {
                b"flags": {b"on", b"sanitize-payload"},
                b"passwords": [b"ab"],
                b"commands": b"-@all +get",
                b"keys": b"",
                b"channels": b"&c",
                b"databases": b"alldbs",
                b"selectors": [{b"commands": b"-@all +set", b"keys": b"~x"}],
            },
        ],
    ),
    (r.acl_log(), [REFUSAL], [[[*LOGGED, b"entry-id", 0]]]),
    (r.acl_log_reset(), True, [b"OK"]),
    (r.slowlog_get(), [SLOW], [[[1, 9, 3, [b"GET", b"\xff"]]], [[1, 9, 3, b"", [b"GET", b"\xff"]]]]),
    (
        r.commandlog_get(1, "slow"),
        [SLOW | ADDRESS],
        [[[1, 9, 3, [b"GET", b"\xff"], b"h:1", b"me"]], [[1, 9, 3, b"", [b"GET", b"\xff"], b"h:1", b"me"]]],
    ),
    (
        r.latency_latest(),
        [("fork", 9, 2, 3, None, None), ("command", 9, 2, 3, 10, 4)],
        [[[b"fork", 9, 2, 3], [b"command", 9, 2, 3, 10, 4]]],
    ),
    (r.latency_history("fork"), [(9, 2)], [[[9, 2]]]),
    (
        r.latency_histogram(),
        {"ping": {"calls": 3, "histogram_usec": {1: 2, 4: 3}}},
        [
            [b"ping", [b"calls", 3, b"histogram_usec", [1, 2, 4, 3]]],
            {b"ping": {b"calls": 3, b"histogram_usec": {1: 2, 4: 3}}},
        ],
    ),
    (
        r.module_list(),
        [{"name": "bf", "ver": 1}, {"name": "lua", "ver": 2, "path": "/lua", "args": ["x"]}],
        [
            [[b"name", b"bf", b"ver", 1], [b"name", b"lua", b"ver", 2, b"path", b"/lua", b"args", [b"x"]]],
            [{b"name": b"bf", b"ver": 1}, {b"name": b"lua", b"ver": 2, b"path": b"/lua", b"args": [b"x"]}],
        ],
    ),
]

READINGS: list[tuple[Command[Any], Any, list[Any]]] = [
    (r.acl_dryrun("a", "GET"), b"OK", [b"OK"]),
    (r.acl_setuser("a"), True, [b"OK"]),
    (r.hotkeys_get(), None, [None]),
    (r.latency_doctor(), b"advice", [b"advice"]),
    (r.module_load("/m.so"), True, [b"OK"]),
    (r.failover(), True, [b"OK"]),
    (r.replicaof("h", 1), b"OK", [b"OK"]),
    (r.slaveof("h", 1), True, [b"OK"]),
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


def test_hot_keys_are_the_users_own():
    report = [b"tracking-active", 1, b"selected-slots", [[0, 9], [12]], b"by-cpu-time-us", [b"k", 16]]
    for raw in ([report], [dict(zip(report[::2], report[1::2], strict=True))]):
        command = r.hotkeys_get()
        facts = {"tracking-active": 1, "selected-slots": [(0, 9), (12, 12)]}
        assert command.read(raw, None) == [facts | {"by-cpu-time-us": {b"k": 16}}]
        assert command.read(raw, bytes.decode) == [facts | {"by-cpu-time-us": {"k": 16}}]


def test_every_method_is_encoded_here():
    groups = (AclCommands, LogCommands, ServerModuleCommands, ReplicationCommands)
    found = names_of_two(command for command, _ in ENCODINGS)
    assert set().union(*map(methods, groups)) - found == {"acl_log_reset"}


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda: r.acl_genpass(0), "ACL GENPASS: bits must be from 1 to 4096; got 0"),
        (lambda: r.acl_setuser("a", nopass=True, passwords="+x"), "ACL SETUSER: give passwords or nopass"),
        (lambda: r.acl_setuser("a", passwords=["+x", "hush"]), r"ACL SETUSER: each of passwords must begin with \+"),
        (lambda: r.acl_setuser("a", categories=[b"read"]), "ACL SETUSER: each of categories must begin"),
        (lambda: r.hotkeys_start([]), "HOTKEYS START: give at least one of CPU and NET"),
        (lambda: r.module_loadex("/m.so", ["a"]), "MODULE LOADEX: give a value for the last name"),
        (lambda: r.failover("h"), "FAILOVER: give host and port together"),
        (lambda: r.failover(force=True), "FAILOVER: force=True needs host, port and timeout"),
        (lambda: r.failover(abort=True, timeout=1), "FAILOVER: abort=True goes with nothing else"),
        (lambda: r.slaveof("h"), "SLAVEOF: give host and port together, or neither"),
    ],
)
def test_contradictions(build, message):
    with pytest.raises(DataError, match=message) as caught:
        build()
    assert "hush" not in str(caught.value)
