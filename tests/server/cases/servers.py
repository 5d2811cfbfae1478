"""The server, and what it tells about its commands."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sansredis.core.errors import ResponseError
from tests.server.case import AnyOf, Case, Is, Raises, Text, between, case, r


def facts_of_info(facts: dict[str, Any]) -> bool:
    """Whether INFO tells what every server does, each in its type."""
    return (
        type(facts["redis_version"]) is str
        and type(facts["used_memory"]) is int
        and type(facts["mem_fragmentation_ratio"]) in (int, float)
        and facts["role"] == "master"
        and facts["db0"]["keys"] == 1
    )


def details_of_get(found: dict[str, Any]) -> bool:
    """Whether COMMAND INFO says of GET what is known of it, and nothing of anything else."""
    get = found["get"]
    return (
        found.keys() == {"get"}
        and (get["name"], get["arity"]) == ("get", 2)
        and {"readonly", "fast"} <= get["flags"]
        and (get["first_key_pos"], get["last_key_pos"], get["step_count"]) == (1, 1, 1)
    )


def specifications_of_get(found: dict[str, Any]) -> bool:
    """Whether the parts that COMMAND has since Redis 7.0 are read."""
    get = found["get"]
    (key,) = get["key_specifications"]
    return (
        get["tips"] == []
        and get["subcommands"] == {}
        and "@read" in get["acl_categories"]
        and {"RO", "access"} <= key["flags"]
        and key["begin_search"] == {"type": "index", "spec": {"index": 1}}
        and key["find_keys"]["spec"] == {"lastkey": 0, "keystep": 1, "limit": 0}
    )


def docs_of_set(found: dict[str, Any]) -> bool:
    """Whether COMMAND DOCS is read to its depths."""
    docs = found["set"]
    condition = next(argument for argument in docs["arguments"] if argument["type"] == "oneof")
    return (
        docs["since"] == "1.0.0"
        and docs["group"] == "string"
        and docs["arguments"][0]["key_spec_index"] == 0
        and condition["flags"] == {"optional"}
        and {"NX", "XX"} <= {argument["token"] for argument in condition["arguments"]}
        and docs["history"] == sorted(docs["history"])
        and type(docs["history"][0]) is tuple
    )


def docs_of_config(found: dict[str, Any]) -> bool:
    """Whether sub-commands have their docs too."""
    return bool(found["config"]["subcommands"]["config|get"]["group"] == "server")


SERVER: list[Case] = [
    case(r.bgrewriteaof(), Text("Background append only file rewriting"), private=True),
    case(r.bgsave(), AnyOf(Text("Background saving started"), Text("Background saving scheduled")), private=True),
    case(r.bgsave(schedule=False), Text("Background saving started"), private=True),
    case(r.save(), True, private=True),
    case(r.config_get("maxmemory-policy"), {"maxmemory-policy": "noeviction"}),
    case(r.config_get("no-such-name"), {}),
    case(r.config_get(), Is(dict, lambda facts: facts["appendonly"] == "no" and len(facts) > 50)),
    case(
        r.config_get("maxmemory-policy", "appendonly"),
        {"maxmemory-policy": "noeviction", "appendonly": "no"},
        redis="7.0",
    ),
    case(r.config_resetstat(), True),
    case(r.config_rewrite(), Raises(ResponseError, "without a config file")),
    case(
        r.config_set("maxmemory-samples", 7),
        True,
        then={"CONFIG GET maxmemory-samples": [b"maxmemory-samples", b"7"]},
        undo=("CONFIG SET maxmemory-samples 5",),
    ),
    case(
        r.config_set("maxmemory-samples", 7, "hz", 11),
        True,
        redis="7.0",
        then={"CONFIG GET hz": [b"hz", b"11"]},
        undo=("CONFIG SET maxmemory-samples 5 hz 10",),
    ),
    case(r.config_set("no-such-name", 1), Raises(ResponseError)),
    case(r.dbsize(), 2, "MSET a 1 b 2"),
    case(r.flushall(), True, "SET k v", then={"DBSIZE": 0}),
    case(r.flushall(asynchronous=True), True, "SET k v", then={"DBSIZE": 0}),
    case(r.flushdb(), True, "SET k v", then={"DBSIZE": 0}),
    case(r.flushdb(asynchronous=True), True, "SET k v", then={"DBSIZE": 0}),
    case(r.info(), Is(dict, facts_of_info), "SET k v"),
    case(r.info("memory"), Is(dict, lambda facts: "used_memory" in facts and "role" not in facts)),
    case(r.info("commandstats"), Is(dict, lambda facts: facts["cmdstat_ping"]["calls"] >= 1), "PING"),
    case(r.info("memory", "replication"), Is(dict, lambda facts: {"used_memory", "role"} <= facts.keys()), redis="7.0"),
    case(r.lastsave(), Is(datetime)),
    case(r.lolwut(), Text("\n")),
    case(r.lolwut(5, 20, 1, 1), Text("ver."), redis="6.0"),
    case(r.role(), ("master", Is(int), [])),
    case(r.swapdb(0, 1), True, "SET k v", then={"EXISTS k": 0}),
    case(r.time(), (between(1_600_000_000, 10_000_000_000), between(0, 999_999))),
    case(r.wait(0, 100), 0),
    case(r.wait(1, 1), 0),
    case(r.waitaof(0, 0, 1), (0, 0), redis="7.2"),
    case(r.waitaof(1, 0, 1), Raises(ResponseError, "appendonly"), redis="7.2"),
]

INTROSPECTION: list[Case] = [
    case(r.command(), Is(dict, lambda found: len(found) > 150 and details_of_get({"get": found["get"]}))),
    case(r.command_count(), between(150, 2000)),
    case(r.command_docs("set", "no-such-command"), Is(dict, docs_of_set), redis="7.0"),
    case(r.command_docs("config"), Is(dict, docs_of_config), redis="7.0"),
    case(r.command_docs(), Is(dict, lambda found: len(found) > 150), redis="7.0"),
    case(r.command_getkeys("MSET", "a", 1, "b", 2), [b"a", b"b"]),
    case(r.command_getkeys("PING"), Raises(ResponseError)),
    case(r.command_getkeysandflags("SET", "a", 1), [(b"a", Is(set, {"OW", "update"}.issubset))], redis="7.0"),
    case(r.command_getkeysandflags("GET", "a"), [(b"a", {"RO", "access"})], redis="7.0"),
    case(r.command_info("get", "no-such-command"), Is(dict, details_of_get)),
    case(r.command_info("get"), Is(dict, specifications_of_get), redis="7.0"),
    case(r.command_info("config"), Is(dict, lambda found: "config|get" in found["config"]["subcommands"]), redis="7.0"),
    case(r.command_list(), Is(list, lambda found: len(found) > 150), redis="7.0"),
    case(r.command_list(category="transaction"), Is(list, lambda found: len(found) >= 5), redis="7.0"),
    case(r.command_list(pattern="lpushx"), [b"lpushx"], redis="7.0"),
    case(r.command_list(module="no-such-module"), [], redis="7.0"),
]

CASES = SERVER + INTROSPECTION
