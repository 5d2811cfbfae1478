"""Every command that servers list has a method, or a reason why it has none."""

from __future__ import annotations

import pytest

from sansredis.core.commands import Commands
from sansredis.core.commands.facts import NAMES
from tools.command_methods import methods
from tools.commands_doc import facts, missing, senders, without
from tools.left_out import OTHERWISE, PREFIXES, REDIS_PY_WITHOUT, WITHOUT_METHOD


def test_no_command_is_forgotten():
    assert not (names := missing()), f"write a method, or a reason in tools/left_out.py: {', '.join(names)}"


def test_reasons_are_about_commands_without_a_method():
    assert [name for name in WITHOUT_METHOD if name.encode() not in NAMES] == []
    assert [name for name in WITHOUT_METHOD if name in senders()] == []


def test_what_is_sent_otherwise_is_sent_by_no_builder():
    built = {command for commands in methods().values() for command in commands}
    assert built & OTHERWISE.keys() == set()


def test_methods_of_redis_py_that_are_there_are_not_excused():
    assert REDIS_PY_WITHOUT.keys() <= dict(without()).keys()


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


def test_methods_of_deprecated_commands_say_so():
    silent = []
    for command, found in facts()["commands"].items():
        for method in senders().get(command, []) if "deprecated" in found else ():
            described = getattr(Commands, method, None)
            if described is not None and "eprecated" not in (described.__doc__ or ""):
                silent.append(method)
    assert silent == []
