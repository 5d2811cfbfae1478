"""Every type of RESP3, as real servers send them when they are asked to by DEBUG PROTOCOL."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pytest

from sansredis.core.resp_types import VerbatimString
from tests.server.case import AnyOf, matches

pytestmark = pytest.mark.since(redis="6.0")

VALUES = {
    "string": b"Hello World",
    "integer": 12345,
    "double": AnyOf(3.141, 3.14159265359),  # before Redis 7.0 with more digits
    "null": None,
    "array": [0, 1, 2],
    "set": {0, 1, 2},
    "map": {0: False, 1: True, 2: False},
    "attrib": b"Some real reply following the attribute",
    "true": True,
    "false": False,
    "bignum": 1234567999999999999999999999999999999,
}

RESP2 = {
    "double": AnyOf(b"3.141", b"3.1415926535900001"),
    "set": [0, 1, 2],
    "map": [0, 0, 1, 1, 2, 0],
    "true": 1,
    "false": 0,
    "bignum": b"1234567999999999999999999999999999999",
}
"""What it sends instead to those who speak RESP2."""


@pytest.mark.parametrize("name", VALUES)
def test_resp3(name: str, connect: Callable[..., Any]) -> None:
    assert matches(VALUES[name], connect(protocol=3).execute_command("DEBUG", "PROTOCOL", name))


@pytest.mark.parametrize("name", RESP2)
def test_resp2(name: str, connect: Callable[..., Any]) -> None:
    assert matches(RESP2[name], connect(protocol=2).execute_command("DEBUG", "PROTOCOL", name))


def test_verbatim_string(connect: Callable[..., Any]) -> None:
    value = connect(protocol=3).execute_command("DEBUG", "PROTOCOL", "verbatim")
    assert type(value) is VerbatimString
    assert (value, value.format) == (b"This is a verbatim\nstring", "txt")
    text = connect(protocol=3, decode_responses=True).execute_command("DEBUG", "PROTOCOL", "verbatim")
    assert matches("This is a verbatim\nstring", text)


@pytest.mark.since(redis="7.0")
def test_push_between_replies(connect: Callable[..., Any]) -> None:
    client = connect(protocol=3)
    assert client.execute_command("DEBUG", "PROTOCOL", "push") == b"Some real reply following the push reply"
    assert client.ping() is True


def test_doubles_without_end(connect: Callable[..., Any]) -> None:
    for protocol in (2, 3):
        client = connect(protocol=protocol)
        client.zadd("z", {"most": math.inf, "least": -math.inf})
        assert client.zrange("z", 0, -1, withscores=True) == [(b"least", -math.inf), (b"most", math.inf)]
