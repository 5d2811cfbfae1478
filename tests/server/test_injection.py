"""Nothing that an argument holds can end it, begin another command, or be taken for one: whatever comes from outside.

The encoder alone is held to this by tests/core/test_encode.py; here a real server is asked what it understood.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sansredis.core.errors import AuthenticationError, DataError, ResponseError
from tests.server.hand import Hand

PIECES = [
    b"\r\n",
    b"\n",
    b"\r",
    b"\0",
    b"*1\r\n$8\r\nFLUSHALL\r\n",
    b"\r\n*3\r\n$3\r\nSET\r\n$6\r\nmarker\r\n$4\r\ngone\r\n",
    b"SET marker gone\r\n",
    b"$-1\r\n",
    b"$5\r\n",
    b"*0\r\n",
    b' "',
    b"'",
    b"\\",
    b"EXEC\r\n",
    b"\xff",
]
hostile = st.lists(st.sampled_from(PIECES) | st.binary(max_size=8), max_size=6).map(b"".join)
# As bytes, as text of the same bytes, or as a view; and long enough now and then to go out as a segment of its own.
arguments = st.one_of(
    hostile,
    hostile.map(bytearray),
    hostile.map(memoryview),
    hostile.map(lambda raw: raw.decode("latin-1")),
    hostile.map(lambda raw: raw * 3000),
)


def raw(argument: Any) -> bytes:
    """The bytes that the server is to have."""
    return argument.encode() if isinstance(argument, str) else bytes(argument)


@pytest.mark.parametrize("protocol", [2, pytest.param(3, marks=pytest.mark.since(redis="6.0"))])
def test_hostile_arguments(connect: Callable[..., Any], hand: Hand, protocol: int) -> None:
    client = connect(protocol=protocol, max_connections=1)
    client.ping()  # so that the handshake is not counted below
    hand.run("SET marker stays")

    @settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck), derandomize=True)
    @given(st.lists(arguments, min_size=1, max_size=8), hostile)
    def attack(given: list[Any], name: bytes) -> None:
        before = executed(hand)
        with client.pipeline(transaction=False) as pipe:
            for argument in given:
                pipe.echo(argument)
            assert pipe.execute() == [raw(argument) for argument in given]
        assert client.echo(given[0]) == raw(given[0])
        assert executed(hand) - before == len(given) + 2  # with the question itself
        with client.pipeline() as pipe:
            pipe.rpush(b"list", *given).lrange(b"list", 0, -1).delete(b"list")
            assert pipe.execute()[1] == [raw(argument) for argument in given]
        # As a command's name, too, it is one word, which the server does not know.
        with pytest.raises(ResponseError):
            client.execute_command(b"no" + name, *given)
        assert hand.run("GET marker") == [b"stays"]
        assert hand.run("DBSIZE") == [1]

    attack()
    assert client.connection_pool.stats()["created"] == 1


def executed(hand: Hand) -> int:
    """How many commands the server has executed."""
    info = hand.run("INFO stats")[0].decode()
    return int(info.partition("total_commands_processed:")[2].split("\r\n")[0])


@pytest.mark.parametrize("text", ["a\r\nFLUSHALL", "a\nb", "a b", "a\0"])
@pytest.mark.parametrize("option", ["client_name", "lib_name", "lib_version"])
def test_options_that_servers_take_as_words(connect: Callable[..., Any], option: str, text: str) -> None:
    with pytest.raises(DataError, match=f"^{option} must be printable ASCII"):
        connect(**{option: text})


@pytest.mark.since(redis="6.0")
def test_user_and_password_are_arguments_like_others(connect: Callable[..., Any], hand: Hand) -> None:
    hand.run("SET marker stays")
    with pytest.raises(AuthenticationError):
        connect(username="a\r\nFLUSHALL\r\n", password="b").ping()
    # A user without a password takes any.
    assert connect(username="default", password="x\r\n*1\r\n$8\r\nFLUSHALL\r\n").ping()
    assert hand.run("GET marker") == [b"stays"]
