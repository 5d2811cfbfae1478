"""Scripts, functions and published messages."""

from __future__ import annotations

from typing import Any

import pytest

from sansredis.core.commands.command import Command
from sansredis.core.commands.functions import FunctionCommands
from sansredis.core.commands.metadata import is_read_only, needs_lease
from sansredis.core.commands.publishing import PublishingCommands
from sansredis.core.commands.scripting import ScriptingCommands
from sansredis.core.errors import DataError
from tests.core.commands.reading import check_reading, methods, names_of_two

GROUPS = (ScriptingCommands, FunctionCommands, PublishingCommands)


class Scripting(ScriptingCommands[bytes], FunctionCommands[bytes], PublishingCommands[bytes]):
    pass


r = Scripting()

ENCODINGS: list[tuple[Command[Any], tuple[Any, ...]]] = [
    (r.eval("return 1", 0), (b"EVAL", "return 1", 0)),
    (r.eval(b"return 1", 1, "k", 2, 2.5), (b"EVAL", b"return 1", 1, "k", 2, 2.5)),
    (r.eval_ro("return 1", 1, "k"), (b"EVAL_RO", "return 1", 1, "k")),
    (r.evalsha("abc", 1, "k", "v"), (b"EVALSHA", "abc", 1, "k", "v")),
    (r.evalsha_ro("abc", 0), (b"EVALSHA_RO", "abc", 0)),
    (r.script_debug("NO"), (b"SCRIPT", b"DEBUG", "NO")),
    (r.script_exists("abc", b"def"), (b"SCRIPT", b"EXISTS", "abc", b"def")),
    (r.script_flush(), (b"SCRIPT", b"FLUSH")),
    (r.script_flush("ASYNC"), (b"SCRIPT", b"FLUSH", "ASYNC")),
    (r.script_kill(), (b"SCRIPT", b"KILL")),
    (r.script_load("return 1"), (b"SCRIPT", b"LOAD", "return 1")),
    (r.script_show("abc"), (b"SCRIPT", b"SHOW", "abc")),
    (r.fcall("f", 1, "k", 2), (b"FCALL", "f", 1, "k", 2)),
    (r.fcall_ro("f", 0), (b"FCALL_RO", "f", 0)),
    (r.function_delete("lib"), (b"FUNCTION", b"DELETE", "lib")),
    (r.function_dump(), (b"FUNCTION", b"DUMP")),
    (r.function_flush(), (b"FUNCTION", b"FLUSH", "SYNC")),
    (r.function_kill(), (b"FUNCTION", b"KILL")),
    (r.function_list(), (b"FUNCTION", b"LIST", b"LIBRARYNAME", "*")),
    (r.function_list(None, withcode=True), (b"FUNCTION", b"LIST", b"WITHCODE")),
    (r.function_load("#!lua"), (b"FUNCTION", b"LOAD", "#!lua")),
    (r.function_load("#!lua", replace=True), (b"FUNCTION", b"LOAD", b"REPLACE", "#!lua")),
    (r.function_restore(b"x"), (b"FUNCTION", b"RESTORE", b"x", "APPEND")),
    (r.function_restore(b"x", None), (b"FUNCTION", b"RESTORE", b"x")),
    (r.function_stats(), (b"FUNCTION", b"STATS")),
    (r.publish("c", 1), (b"PUBLISH", "c", 1)),
    (r.pubsub_channels(), (b"PUBSUB", b"CHANNELS", "*")),
    (r.pubsub_numpat(), (b"PUBSUB", b"NUMPAT")),
    (r.pubsub_numsub("a", b"b"), (b"PUBSUB", b"NUMSUB", "a", b"b")),
    (r.pubsub_shardchannels("a*"), (b"PUBSUB", b"SHARDCHANNELS", "a*")),
    (r.pubsub_shardnumsub("a"), (b"PUBSUB", b"SHARDNUMSUB", "a")),
    (r.spublish("c", "x"), (b"SPUBLISH", "c", "x")),
]

LIST2 = [
    *(b"library_name", b"lib", b"engine", b"LUA"),
    *(b"functions", [[b"name", b"f", b"description", None, b"flags", [b"no-writes"]]]),
]
LIST3 = {
    b"library_name": b"lib",
    b"engine": b"LUA",
    b"functions": [{b"name": b"f", b"description": None, b"flags": {b"no-writes"}}],
}
LIBRARY = {
    "library_name": b"lib",
    "engine": "LUA",
    "functions": [{"name": b"f", "description": None, "flags": {"no-writes"}}],
}
ENGINES = {"LUA": {"libraries_count": 1, "functions_count": 2}}
ENGINES2 = [b"LUA", [b"libraries_count", 1, b"functions_count", 2]]
ENGINES3 = {b"LUA": {b"libraries_count": 1, b"functions_count": 2}}

READINGS: list[tuple[Command[Any], Any, list[Any]]] = [
    (r.eval("", 0), [1, [b"a", None]], [[1, [b"a", None]]]),
    (r.eval("", 0), {b"a": b"1"}, [{b"a": b"1"}]),
    (r.script_debug("NO"), True, [b"OK"]),
    (r.script_exists("a", "b"), [True, False], [[1, 0]]),
    (r.script_flush(), True, [b"OK"]),
    (r.script_kill(), True, [b"OK"]),
    (r.script_show("a"), b"return 1", [b"return 1"]),
    (r.function_delete("lib"), True, [b"OK"]),
    (r.function_dump(), b"\xf5\xff", [b"\xf5\xff"]),
    (r.function_flush(), True, [b"OK"]),
    (r.function_kill(), b"OK", [b"OK"]),
    (r.function_list(), [LIBRARY], [[LIST2], [LIST3]]),
    (
        r.function_list(withcode=True),
        [{**LIBRARY, "library_code": b"#!lua"}],
        [[[*LIST2, b"library_code", b"#!lua"]], [{**LIST3, b"library_code": b"#!lua"}]],
    ),
    (r.function_load("#!lua"), b"lib", [b"lib"]),
    (r.function_restore(b"x"), True, [b"OK"]),
    (
        r.function_stats(),
        {"running_script": None, "engines": ENGINES},
        [[b"running_script", None, b"engines", ENGINES2], {b"running_script": None, b"engines": ENGINES3}],
    ),
    (r.pubsub_numsub("a", "b"), [(b"a", 1), (b"b", 0)], [[b"a", 1, b"b", 0]]),
    (r.pubsub_numsub(), [], [[]]),
    (r.pubsub_shardnumsub("a"), [(b"a", 1)], [[b"a", 1], {b"a": 1}]),
]


@pytest.mark.parametrize(("command", "args"), ENCODINGS)
def test_encoding(command: Command[Any], args: tuple[Any, ...]) -> None:
    assert command.args == args


@pytest.mark.parametrize(("command", "value", "raws"), READINGS)
def test_reading(command: Command[Any], value: Any, raws: list[Any]) -> None:
    check_reading(command, value, *raws)


@pytest.mark.parametrize(
    "running",
    [
        [b"name", b"f", b"command", [b"FCALL", b"f"], b"duration_ms", 7],
        {b"name": b"f", b"command": [b"FCALL", b"f"], b"duration_ms": 7},
    ],
)
def test_a_function_that_runs(running: Any) -> None:
    command = r.function_stats()
    value = {"running_script": {"name": b"f", "command": [b"FCALL", b"f"], "duration_ms": 7}, "engines": {}}
    check_reading(command, value, [b"running_script", running, b"engines", {}])


def test_a_digest_is_str_for_everybody() -> None:
    command = r.script_load("return 1")
    assert command.read(b"abc", None) == command.read(b"abc", bytes.decode) == "abc"


def test_every_method_is_here() -> None:
    assert set().union(*map(methods, GROUPS)) <= names_of_two(command for command, _ in ENCODINGS)


def test_what_may_be_repeated_and_what_needs_a_connection() -> None:
    assert not is_read_only(r.eval("return 1", 0).args)
    assert not is_read_only(r.fcall("f", 0).args)
    assert is_read_only(r.eval_ro("return 1", 0).args)
    assert is_read_only(r.fcall_ro("f", 0).args)
    assert needs_lease(r.script_debug("YES").args)
    assert not needs_lease(r.eval("return 1", 0).args)


@pytest.mark.parametrize("method", [r.eval, r.eval_ro, r.evalsha, r.evalsha_ro, r.fcall, r.fcall_ro])
@pytest.mark.parametrize("numkeys", [-1, 2])
def test_there_must_be_so_many_keys(method: Any, numkeys: int) -> None:
    with pytest.raises(DataError, match=f"numkeys is {numkeys}, but 1 keys and arguments are given"):
        method("x", numkeys, "k")
