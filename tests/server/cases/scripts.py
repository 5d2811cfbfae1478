"""Scripts, functions and published messages."""

from __future__ import annotations

from typing import Any

from sansredis.core.errors import NoScriptError, ResponseError
from tests.server.case import Call, Case, InAnyOrder, Is, Raises, Words, case, r

ONE = "e0e1f9fabfc9d4800c877a703b823ac0578ff8db"
"""The digest of ``return 1``."""

LOADED = ("SCRIPT", "LOAD", "return 1")
FLUSH = ("SCRIPT FLUSH",)

SCRIPTS: list[Case] = [
    case(r.eval("return 1", 0), 1),
    case(r.eval("return {KEYS[1], ARGV[1], ARGV[2]}", 1, "k", 2, b"v"), [b"k", b"2", b"v"]),
    case(r.eval("return {1, {2.9, 'a'}, false, true, nil, 6}", 0), [1, [2, b"a"], None, 1]),
    case(r.eval("return redis.call('SET', KEYS[1], ARGV[1])", 1, "k", "v"), b"OK", then={"GET k": b"v"}),
    case(r.eval("return redis.error_reply('MINE is wrong')", 0), Raises(ResponseError, "MINE is wrong")),
    case(r.eval("return", 0), None),
    case(r.eval("this is no Lua", 0), Raises(ResponseError, "compiling script")),
    case(r.eval_ro("return redis.call('GET', KEYS[1])", 1, "k"), b"v", "SET k v", redis="7.0"),
    case(r.eval_ro("return redis.call('SET', KEYS[1], 1)", 1, "k"), Raises(ResponseError, "Write"), redis="7.0"),
    case(r.evalsha(ONE, 0), 1, LOADED),
    case(r.evalsha(ONE, 1, "k", "v"), Raises(NoScriptError), *FLUSH),
    case(r.evalsha_ro(ONE, 0), 1, LOADED, redis="7.0"),
    case(r.script_exists(ONE, "x"), [True, False], LOADED),
    case(r.script_flush(), True, LOADED, then={f"SCRIPT EXISTS {ONE}": [0]}),
    case(r.script_flush("ASYNC"), True, LOADED, redis="6.2", then={f"SCRIPT EXISTS {ONE}": [0]}),
    case(r.script_kill(), Raises(ResponseError, "No scripts in execution")),
    case(r.script_load("return 1"), Is(str, lambda digest: digest == ONE), then={f"EVALSHA {ONE} 0": 1}),
    case(r.script_show(ONE), b"return 1", LOADED, valkey="8.0"),
    case(r.script_debug("NO"), True),
]

SOURCE = """#!lua name=lib
redis.register_function('join', function(keys, args) return keys[1] .. args[1] end)
redis.register_function{function_name='only', callback=function() return 7 end, flags={'no-writes'}}
"""
LIBRARY = ("FUNCTION", "LOAD", "REPLACE", SOURCE)
NO_LIBRARY = ("FUNCTION FLUSH",)


def function_case(call: Call, expected: Any, *setup: Words) -> Case:
    """A case after which there is no library."""
    return case(call, expected, *setup, undo=NO_LIBRARY, redis="7.0")


FUNCTIONS: list[Case] = [
    function_case(r.fcall("join", 1, "k", "v"), b"kv", LIBRARY),
    function_case(r.fcall("none", 0), Raises(ResponseError, "Function not found")),
    function_case(r.fcall_ro("only", 0), 7, LIBRARY),
    function_case(r.fcall_ro("join", 1, "k", "v"), Raises(ResponseError, "write flag"), LIBRARY),
    function_case(r.function_delete("lib"), True, LIBRARY),
    function_case(r.function_delete("lib"), Raises(ResponseError, "not found")),
    function_case(r.function_flush(), True, LIBRARY),
    function_case(r.function_flush("ASYNC"), True, LIBRARY),
    function_case(r.function_kill(), Raises(ResponseError, "No scripts in execution")),
    function_case(r.function_list(), []),
    function_case(r.function_list("x*"), [], LIBRARY),
    function_case(
        r.function_list("l*", withcode=True),
        [
            {
                "library_name": b"lib",
                "engine": "LUA",
                "functions": InAnyOrder(
                    {"name": b"join", "description": None, "flags": set()},
                    {"name": b"only", "description": None, "flags": {"no-writes"}},
                ),
                "library_code": SOURCE.encode(),
            }
        ],
        LIBRARY,
    ),
    function_case(r.function_load(SOURCE), b"lib"),
    function_case(r.function_load(SOURCE), Raises(ResponseError, "already exists"), LIBRARY),
    function_case(r.function_load(SOURCE, replace=True), b"lib", LIBRARY),
    function_case(
        r.function_stats(),
        {
            "running_script": None,
            "engines": Is(dict, lambda found: found["LUA"] == {"libraries_count": 1, "functions_count": 2}),
        },
        LIBRARY,
    ),
]

MESSAGES: list[Case] = [
    case(r.publish("c", "x"), 0),
    case(r.publish(b"c", 1), 0),
    case(r.pubsub_channels(), []),
    case(r.pubsub_numpat(), 0),
    case(r.pubsub_numsub("a", b"b"), [(b"a", 0), (b"b", 0)]),
    case(r.pubsub_numsub(), []),
    case(r.pubsub_shardchannels(), [], redis="7.0"),
    case(r.pubsub_shardnumsub("a"), [(b"a", 0)], redis="7.0"),
    case(r.spublish("c", "x"), 0, redis="7.0"),
]

CASES = SCRIPTS + FUNCTIONS + MESSAGES
