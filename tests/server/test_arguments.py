"""Arguments are data: every byte is sent and comes back as it was, wherever it stands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

ODD = [
    b"",
    bytes(range(256)),
    b"\r\n",
    b"a\r\nb",
    b"\r\n*1\r\n$8\r\nFLUSHALL\r\n",
    b"$-1\r\n",
    b"\0",
    b"\xff\xfe",
    "grüße, 世界".encode(),
]


@pytest.fixture(params=[2, pytest.param(3, marks=pytest.mark.since(redis="6.0"))], ids=["resp2", "resp3"])
def client(request: pytest.FixtureRequest, connect: Callable[..., Any]) -> Any:
    return connect(protocol=request.param)


@pytest.mark.parametrize("odd", ODD)
def test_everywhere(client: Any, odd: bytes) -> None:
    client.set("sentinel", "stays")
    assert client.set(odd, odd) is True
    assert client.get(odd) == odd
    assert client.echo(odd) == odd
    assert odd in client.keys()
    assert odd in client.scan(count=1000)[1]
    assert client.delete(odd) == 1
    assert client.hset(odd, odd, odd) == 1
    assert client.hgetall(odd) == {odd: odd}
    client.delete(odd)
    assert client.rpush(odd, odd, odd) == 2
    assert client.lrange(odd, 0, -1) == [odd, odd]
    client.delete(odd)
    assert client.sadd(odd, odd) == 1
    assert client.smembers(odd) == {odd}
    client.delete(odd)
    assert client.zadd(odd, {odd: 1}) == 1
    assert client.zrange(odd, 0, -1, withscores=True) == [(odd, 1.0)]
    assert client.get("sentinel") == b"stays"


def test_all_at_once(client: Any) -> None:
    values = {odd: odd for odd in ODD}
    assert client.mset(values) is True
    assert client.mget(list(values)) == list(values)
    assert set(client.keys()) == set(values)


def test_types_of_arguments(client: Any) -> None:
    for value, read in (
        ("grüße", "grüße".encode()),
        (bytearray(b"ab"), b"ab"),
        (memoryview(b"xaby")[1:3], b"ab"),
        (-(2**63), b"-9223372036854775808"),
        (0.1, b"0.1"),
        (1e300, b"1e+300"),
        (float("inf"), b"inf"),
    ):
        client.set("k", value)
        assert client.get("k") == read


def test_text_that_is_none(connect: Callable[..., Any]) -> None:
    client = connect(decode_responses=True)
    client.set("k", b"\xff")
    with pytest.raises(UnicodeDecodeError):
        client.get("k")
    assert client.set("k", "fine") is True
    assert client.get("k") == "fine"
    lenient = connect(decode_responses=True, encoding_errors="surrogateescape")
    client.set("k", b"\xff")
    assert lenient.get("k") == "\udcff"
    lenient.set("k", "\udcfe")
    assert connect().get("k") == b"\xfe"


def test_other_encoding(connect: Callable[..., Any]) -> None:
    client = connect(encoding="latin-1", decode_responses=True)
    client.set("ü", "ÿ")
    assert client.get("ü") == "ÿ"
    assert connect().get(b"\xfc") == b"\xff"


@pytest.mark.since(redis="7.0")
def test_moments(client: Any) -> None:
    moment = datetime(2100, 1, 1, 0, 0, 0, 123456, tzinfo=UTC)
    client.set("k", "v", pxat=moment)
    assert client.pexpiretime("k") == 4_102_444_800_123
    client.expireat("k", moment)
    assert client.pexpiretime("k") == 4_102_444_800_000
