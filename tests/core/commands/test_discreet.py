"""No error repeats a secret that was sent, and no command shows one."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from typing import Any

import pytest

from sansredis.core.commands import Command, Commands
from sansredis.core.commands.discreet import WITHHELD, discreet, secrets
from sansredis.core.errors import ExecAbortError, ResponseError
from sansredis.core.options import Options
from sansredis.core.transaction import results

SECRET = "Sesame 1\r\n(grün)"
BUILT: dict[tuple[str, str], Callable[[Commands[bytes]], Command[Any]]] = {
    ("auth", "password"): lambda c: c.auth(SECRET, "me"),
    ("hello", "password"): lambda c: c.hello(3, "me", SECRET),
    ("migrate", "auth"): lambda c: c.migrate("h", 1, "k", 0, 100, auth=SECRET),
    ("acl_setuser", "passwords"): lambda c: c.acl_setuser("me", passwords=["+other", "-" + SECRET]),
    ("acl_setuser", "hashed_passwords"): lambda c: c.acl_setuser("me", hashed_passwords="+" + SECRET),
    ("config_set", "value"): lambda c: c.config_set("requirepass", SECRET),
    ("sentinel_set", "value"): lambda c: c.sentinel_set("main", "auth-pass", SECRET),
}
"""The methods that take a secret, by their name and the parameter's."""

GIVEN: list[tuple[object, ...]] = [
    ("auth", SECRET),
    (b"AUTH", "me", SECRET.encode()),
    ("hello", 3, "auth", "me", bytearray(SECRET.encode()), "SETNAME", "x"),
    ("migrate", "h", 1, "k", 0, 100, "auth2", "me", SECRET),
    ("acl", "setuser", "me", "on", ">" + SECRET),
    ("acl", "setuser", "me", "<" + SECRET),
    ("Config", "Set", "maxmemory", 1, "masterauth", SECRET),
    ("config", "set", "tls-key-file-pass", SECRET),
    ("sentinel", "set", "main", "auth-pass", SECRET),
    ("sentinel", "config", "set", "sentinel-pass", SECRET),
    ("AUTH " + SECRET,),
]


QUOTED = [SECRET, SECRET.replace("\r\n", "  "), SECRET.upper(), SECRET.replace("ü", "\ufffd")]
"""How servers may repeat it."""


def leaks(text: str) -> bool:
    """Whether a piece of the secret is in it, in whatever case."""
    return re.search(r"sesame|grün|gr\\xfcn", text, re.I) is not None


@pytest.mark.parametrize("args", [*GIVEN, *(build(Commands()).args for build in BUILT.values())])
@pytest.mark.parametrize(
    "said",
    [
        "ERR Error in ACL SETUSER modifier '>{}': Syntax error",
        "ERR invalid password {}",
        "WRONGPASS {}",
        "ERR unknown command '{}'",
        "ERR unknown command `FOO`, with args beginning with: `{}`, ",
    ],
)
@pytest.mark.parametrize(
    "quoted", [SECRET, SECRET.replace("\r\n", "  "), SECRET.upper(), SECRET.replace("ü", "\ufffd")]
)
def test_what_a_server_repeats_is_not_shown(args: tuple[Any, ...], said: str, quoted: str) -> None:
    error = ResponseError(said.format(quoted))
    with pytest.raises(ResponseError) as raised:
        Command(*args).read(error, None)
    assert not leaks(str(raised.value) + repr(raised.value))
    assert raised.value.code == said.split()[0]
    aborted = ExecAbortError("EXECABORT Transaction discarded because of previous errors.")
    with pytest.raises(ExecAbortError) as refused:
        results([("GET", "k"), args], [b"OK", b"QUEUED", ResponseError(said.format(quoted)), aborted])
    assert not leaks(str(refused.value) + repr(refused.value) + repr(refused.value.reasons))


@pytest.mark.parametrize("args", GIVEN)
def test_a_command_shows_its_name_only(args: tuple[Any, ...]) -> None:
    assert not leaks(repr(Command(*args)))


@pytest.mark.parametrize(
    ("args", "text", "shown"),
    [
        (("GET", "k"), "WRONGTYPE of k", "WRONGTYPE of k"),
        (("AUTH", "x"), "ERR no", "ERR no"),
        (("AUTH", "a b"), "WRONGPASS a b", f"WRONGPASS ({WITHHELD})"),
        (("AUTH", "a b"), "WRONGPASS a  B", f"WRONGPASS ({WITHHELD})"),
        (("AUTH", "ü"), "WRONGPASS \ufffd", f"WRONGPASS ({WITHHELD})"),
        (("AUTH", "ü"), "WRONGPASS no", "WRONGPASS no"),
        (("AUTH", 12), "WRONGPASS 12", f"WRONGPASS ({WITHHELD})"),
        (("CONFIG GET", "requirepass"), "ERR unknown command 'CONFIG GET'", "ERR unknown command 'CONFIG GET'"),
        (("CONFIG", "SET", "maxmemory", "lots"), "ERR lots", "ERR lots"),
        (("ACL", "SETUSER", "me", "~lots"), "ERR ~lots", "ERR ~lots"),
        (("FOO", "x"), "ERR unknown command 'FOO', with args beginning with: 'x' ", "ERR unknown command 'FOO'"),
        ((), "ERR nothing", "ERR nothing"),
    ],
)
def test_what_is_shown_of_a_message(args: tuple[Any, ...], text: str, shown: str) -> None:
    assert discreet(text, args) == shown


def test_every_parameter_that_takes_a_secret_is_known_here() -> None:
    """A new method whose parameter is called like a secret has to be entered above."""
    found = set()
    for name, method in inspect.getmembers(Commands, inspect.isfunction):
        for parameter in inspect.signature(method).parameters:
            if re.search("passw|auth$|secret|token$", parameter) and not name.startswith("_"):
                found.add((name, parameter))
    found -= {("acl_setuser", "reset_passwords")}
    assert found <= BUILT.keys()
    for (name, parameter), build in BUILT.items():
        assert parameter in inspect.signature(getattr(Commands, name)).parameters
        assert list(secrets(build(Commands()).args)), name


def test_options_with_the_name_of_a_secret_are_secret() -> None:
    for name, row in Options.ROWS.items():
        if re.search("password|credential|secret|_pass$", name):
            assert row.secret, f"the option {name} must be declared with secret=True"
