"""Scripts and libraries as commands, and what servers say of those that they do not know."""

from __future__ import annotations

from typing import Any

import pytest

from sansredis.core.errors import DataError, NoScriptError, ResponseError
from sansredis.core.scripts import command_of, digest, is_unknown_function, is_unknown_script, library_name


def test_digest() -> None:
    assert digest(b"return 1") == "e0e1f9fabfc9d4800c877a703b823ac0578ff8db"


def test_commands() -> None:
    assert command_of(b"EVALSHA", "sha", ["a", b"b"], (1, 2.5), False, None).args == (
        b"EVALSHA", "sha", 2, "a", b"b", 1, 2.5,
    )  # fmt: skip
    assert command_of(b"FCALL", "f", None, None, True, None).args == (b"FCALL_RO", "f", 0)
    keys = (f"k{n}" for n in range(2))
    assert command_of(b"EVAL", b"return 1", keys, [], True, None).args == (b"EVAL_RO", b"return 1", 2, "k0", "k1")
    assert command_of(b"EVAL", b"return 1", None, None, False, int).read(b"7", None) == 7


@pytest.mark.parametrize("value", ["key", b"key", bytearray(b"key"), memoryview(b"key")])
def test_one_string_instead_of_several(value: Any) -> None:
    with pytest.raises(DataError, match=r"^keys is one (str|bytes|bytearray|memoryview); put it in a list$"):
        command_of(b"EVAL", "x", value, None, False, None)
    with pytest.raises(DataError, match=r"^args is one "):
        command_of(b"EVAL", "x", None, value, False, None)


@pytest.mark.parametrize(
    "code", [b"#!lua name=mine\nx", b"#!LUA  name=mine", b'#!lua name="mine"\n', b"#!js engine=v8\tname=mine \r\nx"]
)
def test_the_name_of_a_library(code: bytes) -> None:
    assert library_name(code) == "mine"


@pytest.mark.parametrize(
    "code", [b"", b"return 1", b"#!lua\nname=mine", b"\n#!lua name=mine", b"#!lua name=", b"#!lua name=a-b"]
)
def test_no_name(code: bytes) -> None:
    with pytest.raises(DataError, match="name=mylib"):
        library_name(code)


def test_what_servers_say_that_do_not_know_it() -> None:
    assert is_unknown_script(NoScriptError("NOSCRIPT No matching script. Please use EVAL."))
    assert is_unknown_script(NoScriptError("NOSCRIPT No matching script."))
    assert is_unknown_function(ResponseError("ERR Function not found"))


def test_what_a_script_says_itself() -> None:
    """It was executed then, and must not be again."""
    assert not is_unknown_script(NoScriptError("NOSCRIPT of mine"))
    assert not is_unknown_function(ResponseError("ERR Function not found in my table"))
