"""Every command that servers list has a method, or a reason why it has none."""

from __future__ import annotations

import pytest

from sansredis.core.commands import Commands
from sansredis.core.commands.facts import NAMES, metadata
from tools.command_methods import methods
from tools.commands_doc import facts, missing, senders
from tools.left_out import OTHERWISE, PREFIXES, REDIS_PY_PARAMETERS, REDIS_PY_WITHOUT, WITHOUT_METHOD
from tools.redis_py import differing, method_of, without


def test_no_command_is_forgotten():
    assert not (names := missing()), f"write a method, or a reason in tools/left_out.py: {', '.join(names)}"


def test_reasons_are_about_commands_without_a_method():
    assert [name for name in WITHOUT_METHOD if name.encode() not in NAMES] == []
    assert [name for name in WITHOUT_METHOD if name in senders()] == []


def test_what_is_sent_otherwise_is_sent_by_no_builder():
    built = {command for commands in methods().values() for command in commands}
    assert built & OTHERWISE.keys() == set()


def test_methods_of_redis_py_that_are_there_are_not_excused():
    assert REDIS_PY_WITHOUT.keys() <= dict(without(facts()["methods of redis-py"])).keys()


def test_every_method_and_parameter_of_redis_py_that_is_missing_has_a_reason():
    theirs = facts()["methods of redis-py"]
    assert len(theirs) > 600
    missing = [name for name, why in (*without(theirs), *differing(theirs)) if "to come" in why]
    assert missing == []


def test_parameters_of_redis_py_that_are_there_are_not_excused():
    found = {
        f"{name}({part.split('`')[1]})"
        for name, how in differing(facts()["methods of redis-py"])
        for part in how.split("; ")
        if part.startswith("no ")
    }
    assert REDIS_PY_PARAMETERS.keys() == found


def test_what_differs_in_parameters_is_seen():
    theirs = {"get": "key, default=None", "set": "value, name", "getdel": "name=None, **kwargs", "xlen": "name, *more"}
    assert dict(differing(theirs)) == {
        "get": "`name`; no `default`: to come; no `key`: to come",
        "set": dict(differing(theirs))["set"],
        "getdel": "`name` must be given (`None`)",
    }
    assert "the order: `name`, `value`" in dict(differing(theirs))["set"]


@pytest.mark.parametrize("prefix", PREFIXES)
def test_prefixes_are_of_modules_and_containers(prefix):
    assert prefix.endswith((".", "_", " "))


def test_the_command_of_every_method_is_found():
    found = methods()
    assert [method for method, commands in found.items() if not commands] == []
    assert found["acl_getuser"] == ["ACL GETUSER"]
    assert found["zrange"] == ["ZRANGE"]
    assert found["set"] == ["SET"]
    assert found["bitfield"] == ["BITFIELD"]
    assert found["cms().query"] == ["CMS.QUERY"]
    own = {name for kind in Commands.__mro__ for name in vars(kind) if not name.startswith("_") and kind is not object}
    assert own - {method.split("().")[0] for method in found} == set()


def test_methods_say_where_the_server_describes_them():
    silent = [method for method in methods() if "See https://" not in (method_of(method).__doc__ or "")]
    assert silent == ["json().numpowby"]  # nobody does


def test_methods_of_newer_commands_say_since_when():
    silent = []
    for method, commands in methods().items():
        described = getattr(Commands, method, None)
        for info in (metadata(command.encode().split()) for command in commands if described is not None):
            server, since = ("Redis", info.since) if info and info.since else ("Valkey", info and info.since_valkey)
            version = since and tuple(map(int, since.split(".")[:2]))
            if version and version > (5, 0) and f"{server} {version[0]}.{version[1]}" not in described.__doc__:
                silent.append((method, f"{server} {since}"))
    assert silent == []


def test_methods_of_deprecated_commands_say_so():
    silent = []
    for command, found in facts()["commands"].items():
        for method in senders().get(command, []) if "deprecated" in found else ():
            described = getattr(Commands, method, None)
            if described is not None and "eprecated" not in (described.__doc__ or ""):
                silent.append(method)
    assert silent == []
