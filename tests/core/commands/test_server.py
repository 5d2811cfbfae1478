"""The commands on the server, and what it knows about its commands, values and memory."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from sansredis.core.commands.command import Command
from sansredis.core.commands.introspection import IntrospectionCommands
from sansredis.core.commands.server import ServerCommands
from sansredis.core.errors import DataError
from sansredis.core.resp_types import VerbatimString
from tests.core.commands.reading import check_reading, methods


class Server(ServerCommands[bytes], IntrospectionCommands[bytes]):
    pass


r = Server()

ENCODINGS: list[tuple[Command[Any], tuple[Any, ...]]] = [
    (r.bgrewriteaof(), (b"BGREWRITEAOF",)),
    (r.bgsave(), (b"BGSAVE", b"SCHEDULE")),
    (r.bgsave(schedule=False), (b"BGSAVE",)),
    (r.config_get(), (b"CONFIG", b"GET", "*")),
    (r.config_get("a", "b"), (b"CONFIG", b"GET", "a", "b")),
    (r.config_resetstat(), (b"CONFIG", b"RESETSTAT")),
    (r.config_rewrite(), (b"CONFIG", b"REWRITE")),
    (r.config_set("a", 1), (b"CONFIG", b"SET", "a", 1)),
    (r.config_set("a", 1, "b", 2), (b"CONFIG", b"SET", "a", 1, "b", 2)),
    (r.dbsize(), (b"DBSIZE",)),
    (r.debug_object("k"), (b"DEBUG", b"OBJECT", "k")),
    (r.debug_sleep(0.5), (b"DEBUG", b"SLEEP", 0.5)),
    (r.flushall(), (b"FLUSHALL",)),
    (r.flushall(asynchronous=True), (b"FLUSHALL", b"ASYNC")),
    (r.flushdb(), (b"FLUSHDB",)),
    (r.flushdb(asynchronous=True), (b"FLUSHDB", b"ASYNC")),
    (r.info(), (b"INFO",)),
    (r.info("memory", "cpu"), (b"INFO", "memory", "cpu")),
    (r.lastsave(), (b"LASTSAVE",)),
    (r.lolwut(), (b"LOLWUT",)),
    (r.lolwut(5, 1, 2), (b"LOLWUT", b"VERSION", 5, 1, 2)),
    (r.role(), (b"ROLE",)),
    (r.save(), (b"SAVE",)),
    (r.shutdown(), (b"SHUTDOWN",)),
    (r.shutdown(nosave=True, now=True, force=True), (b"SHUTDOWN", b"NOSAVE", b"NOW", b"FORCE")),
    (r.shutdown(save=True), (b"SHUTDOWN", b"SAVE")),
    (r.shutdown(abort=True), (b"SHUTDOWN", b"ABORT")),
    (r.swapdb(0, 1), (b"SWAPDB", 0, 1)),
    (r.time(), (b"TIME",)),
    (r.wait(1, 100), (b"WAIT", 1, 100)),
    (r.waitaof(1, 0, 100), (b"WAITAOF", 1, 0, 100)),
    (r.command(), (b"COMMAND",)),
    (r.command_count(), (b"COMMAND", b"COUNT")),
    (r.command_docs("get"), (b"COMMAND", b"DOCS", "get")),
    (r.command_getkeys("MGET", "a", "b"), (b"COMMAND", b"GETKEYS", "MGET", "a", "b")),
    (r.command_getkeysandflags("SET", "a", 1), (b"COMMAND", b"GETKEYSANDFLAGS", "SET", "a", 1)),
    (r.command_info("get"), (b"COMMAND", b"INFO", "get")),
    (r.command_list(), (b"COMMAND", b"LIST")),
    (r.command_list(module="json"), (b"COMMAND", b"LIST", b"FILTERBY", b"MODULE", "json")),
    (r.command_list(category="fast"), (b"COMMAND", b"LIST", b"FILTERBY", b"ACLCAT", "fast")),
    (r.command_list(pattern="h*"), (b"COMMAND", b"LIST", b"FILTERBY", b"PATTERN", "h*")),
    (r.memory_doctor(), (b"MEMORY", b"DOCTOR")),
    (r.memory_malloc_stats(), (b"MEMORY", b"MALLOC-STATS")),
    (r.memory_purge(), (b"MEMORY", b"PURGE")),
    (r.memory_stats(), (b"MEMORY", b"STATS")),
    (r.memory_usage("k"), (b"MEMORY", b"USAGE", "k")),
    (r.memory_usage("k", samples=0), (b"MEMORY", b"USAGE", "k", b"SAMPLES", 0)),
    (r.object("encoding", "k"), (b"OBJECT", b"ENCODING", "k")),
    (r.object("IDLETIME", "k"), (b"OBJECT", b"IDLETIME", "k")),
]

INFO = b"""# Server\r
redis_version:7.0.15\r
redis_git_sha1:00000000\r
uptime_in_seconds:12\r
load:-1.5\r
config_file:\r
used_memory_peak_perc:99.9%\r
odd_number:1_000\r
listener0:name=tcp,bind=127.0.0.1,bind=::1,port=6379\r
list:a,2,,c\r
a line without its end\r
\r
# Modules\r
module:name=bf,ver=20800,api=1,usedby=[search|gears],flag\r
module:name=search,ver=3\r
\r
# Commandstats\r
cmdstat_host::calls=1,usec_per_call=2.50,\r
\r
# Keyspace\r
db0:keys=1,expires=0,avg_ttl=0\r
"""
FACTS = {
    "redis_version": "7.0.15",
    "redis_git_sha1": 0,
    "uptime_in_seconds": 12,
    "load": -1.5,
    "config_file": "",
    "used_memory_peak_perc": "99.9%",
    "odd_number": "1_000",
    "listener0": {"name": "tcp", "bind": "::1", "port": 6379},
    "list": ["a", 2, "c"],
    "cmdstat_host:": {"calls": 1, "usec_per_call": 2.5},
    "db0": {"keys": 1, "expires": 0, "avg_ttl": 0},
    "modules": [
        {"name": "bf", "ver": 20800, "api": 1, "usedby": "[search|gears]", "flag": True},
        {"name": "search", "ver": 3},
    ],
}

OLD_ENTRY = [b"get", 2, [b"readonly", b"fast"], 1, 1, 1]
BEGIN = [b"type", b"index", b"spec", [b"index", 1]]
FIND = [b"type", b"range", b"spec", [b"lastkey", 0]]
SUB = [b"x|y", 3, [], 0, 0, 0, [], [], [], []]
ENTRY = [
    *OLD_ENTRY,
    [b"@read"],
    [b"tip"],
    [[b"flags", [b"RO"], b"begin_search", BEGIN, b"find_keys", FIND]],
    [SUB],
]
ENTRY3 = [
    *(b"get", 2, {b"readonly", b"fast"}, 1, 1, 1),
    *({b"@read"}, [b"tip"]),
    [
        {
            b"flags": {b"RO"},
            b"begin_search": {b"type": b"index", b"spec": {b"index": 1}},
            b"find_keys": {b"type": b"range", b"spec": {b"lastkey": 0}},
        }
    ],
    [SUB],
]
OLD_DETAILS = {
    "name": "get",
    "arity": 2,
    "flags": {"readonly", "fast"},
    "first_key_pos": 1,
    "last_key_pos": 1,
    "step_count": 1,
}
SUB_DETAILS = {
    "name": "x|y",
    "arity": 3,
    "flags": set(),
    "first_key_pos": 0,
    "last_key_pos": 0,
    "step_count": 0,
    "acl_categories": set(),
    "tips": [],
    "key_specifications": [],
    "subcommands": {},
}
DETAILS = OLD_DETAILS | {
    "acl_categories": {"@read"},
    "tips": ["tip"],
    "key_specifications": [
        {
            "flags": {"RO"},
            "begin_search": {"type": "index", "spec": {"index": 1}},
            "find_keys": {"type": "range", "spec": {"lastkey": 0}},
        }
    ],
    "subcommands": {"x|y": SUB_DETAILS},
}

ARGUMENT = [b"name", b"key", b"type", b"key", b"key_spec_index", 0, b"flags", [b"optional"]]
ARGUMENT3 = {b"name": b"key", b"type": b"key", b"key_spec_index": 0, b"flags": {b"optional"}}
HISTORY = [[b"6.2.0", b"More."]]
DOCS = {
    "x": {
        "summary": "Does x.",
        "doc_flags": {"deprecated"},
        "history": [("6.2.0", "More.")],
        "arguments": [
            {
                "name": "block",
                "arguments": [{"name": "key", "type": "key", "key_spec_index": 0, "flags": {"optional"}}],
            }
        ],
        "subcommands": {"x|y": {"summary": "Does y."}},
    }
}

WORDS: list[tuple[Command[Any], Any, list[Any]]] = [
    (r.config_get(), {"a": "1", "b": ""}, [[b"a", b"1", b"b", b""], {b"a": b"1", b"b": b""}]),
    (r.config_get("none"), {}, [[], {}]),
    (r.info(), FACTS, [INFO, VerbatimString(INFO)]),
    (r.info("nothing"), {}, [b""]),
    (
        r.debug_object("k"),
        {"type": "Value", "at": "0x7f", "refcount": 1, "encoding": "int"},
        [b"Value at:0x7f refcount:1 encoding:int"],
    ),
    (r.role(), ("master", 5, []), [[b"master", 5, []]]),
    (r.role(), ("master", 5, [("h", 6379, 3)]), [[b"master", 5, [[b"h", b"6379", b"3"]]]]),
    (r.role(), ("slave", "h", 6379, "connected", 3), [[b"slave", b"h", 6379, b"connected", 3]]),
    (r.role(), ("sentinel", ["m"]), [[b"sentinel", [b"m"]]]),
    (r.time(), (1, 2), [[b"1", b"2"]]),
    (r.waitaof(1, 0, 0), (1, 0), [[1, 0]]),
    (
        r.memory_stats(),
        {"peak.allocated": 9, "fragmentation": 1.5, "rss.ratio": 1.0, "db.0": {"overhead": 7}, "word": "w"},
        [
            [
                *(b"peak.allocated", 9, b"fragmentation", b"1.5", b"rss.ratio", b"1"),
                *(b"db.0", [b"overhead", 7], b"word", b"w"),
            ],
            {
                b"peak.allocated": 9,
                b"fragmentation": 1.5,
                b"rss.ratio": 1.0,
                b"db.0": {b"overhead": 7},
                b"word": b"w",
            },
        ],
    ),
    (r.command(), {"get": DETAILS}, [[ENTRY], [ENTRY3]]),
    (r.command_info("get", "none"), {"get": OLD_DETAILS}, [[OLD_ENTRY, None]]),
    (r.command_info("get"), {"get": OLD_DETAILS | {"acl_categories": {"@read"}}}, [[[*OLD_ENTRY, [b"@read"]]]]),
    (
        r.command_docs("x"),
        DOCS,
        [
            [
                b"x",
                [
                    *(b"summary", b"Does x.", b"doc_flags", [b"deprecated"], b"history", HISTORY),
                    *(b"arguments", [[b"name", b"block", b"arguments", [ARGUMENT]]]),
                    *(b"subcommands", [b"x|y", [b"summary", b"Does y."]]),
                ],
            ],
            {
                b"x": {
                    b"summary": b"Does x.",
                    b"doc_flags": {b"deprecated"},
                    b"history": HISTORY,
                    b"arguments": [{b"name": b"block", b"arguments": [ARGUMENT3]}],
                    b"subcommands": {b"x|y": {b"summary": b"Does y."}},
                }
            },
        ],
    ),
]

READINGS: list[tuple[Command[Any], Any, list[Any]]] = [
    (r.bgsave(), b"Background saving started", [b"Background saving started"]),
    (r.flushdb(), True, [b"OK"]),
    (r.memory_usage("k"), None, [None]),
    (r.memory_usage("k"), 56, [56]),
    (r.object("ENCODING", "k"), b"int", [b"int"]),
    (r.object("REFCOUNT", "k"), 1, [1]),
    (r.object("FREQ", "k"), None, [None]),
    (r.command_getkeys("GET", "a"), [b"a"], [[b"a"]]),
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


def test_keys_with_what_is_done_to_them():
    command = r.command_getkeysandflags("SET", "a", 1)
    for raw in ([[b"a", [b"OW", b"update"]]], [[b"a", {b"OW", b"update"}]]):
        assert command.read(raw, None) == [(b"a", {"OW", "update"})]
        assert command.read(raw, bytes.decode) == [("a", {"OW", "update"})]


def test_the_last_save_is_in_local_time():
    assert r.lastsave().read(1_000_000_000, None) == datetime.fromtimestamp(1_000_000_000)


def test_every_method_is_encoded_here():
    one = {command.args[0].decode().lower() for command, _ in ENCODINGS}
    two = {
        b"_".join(command.args[:2]).decode().lower()
        for command, _ in ENCODINGS
        if len(command.args) > 1 and isinstance(command.args[1], bytes)
    }
    found = one | {name.replace("-", "_") for name in two}
    assert methods(ServerCommands) | methods(IntrospectionCommands) <= found


def test_a_server_that_ends_has_answered():
    assert r.shutdown().ends_connection is True
    assert r.shutdown().read(None, None) is None
    assert r.shutdown(abort=True).ends_connection is False
    assert r.shutdown(abort=True).read(b"OK", None) is True


def test_contradictions():
    with pytest.raises(DataError, match="SHUTDOWN: give only one of save, nosave"):
        r.shutdown(save=True, nosave=True)
    with pytest.raises(DataError, match="SHUTDOWN: abort=True goes with nothing else"):
        r.shutdown(abort=True, now=True)
    with pytest.raises(DataError, match="CONFIG SET: give a value for the last name too"):
        r.config_set("a", 1, "b")
    with pytest.raises(DataError, match=r"COMMAND LIST: .* got module and pattern"):
        r.command_list(module="json", pattern="h*")
