"""Keyspace notifications: the channels they come by, and what they say."""

from __future__ import annotations

from typing import Any

import pytest

from sansredis.core.errors import DataError
from sansredis.core.keyspace import KeyEvent, key_pattern, tells


def message(channel: Any, data: Any, kind: Any = "pmessage") -> Any:
    return {"type": kind, "pattern": "p", "channel": channel, "data": data}


@pytest.mark.parametrize(
    ("channel", "data", "event"),
    [
        ("__keyspace@0__:user:1", "set", KeyEvent("set", "user:1", 0)),
        ("__keyevent@12__:expired", "user:1", KeyEvent("expired", "user:1", 12)),
        (b"__keyspace@0__:\xff", b"set", KeyEvent("set", b"\xff", 0)),
        (b"__keyevent@3__:del", b"a:__:b", KeyEvent("del", b"a:__:b", 3)),
        ("__keyspace@0__:", "set", KeyEvent("set", "", 0)),
    ],
)
def test_an_event_is_read(channel: Any, data: Any, event: KeyEvent[Any]) -> None:
    assert KeyEvent.of(message(channel, data)) == event
    assert KeyEvent.of(message(channel, data, "message")) == event


@pytest.mark.parametrize(
    ("channel", "data"),
    [("news", "set"), (b"news", b"set"), ("__keyspace@*__:k", 1), (None, "x"), ("__keyspace@x__:k", "set")],
)
def test_other_messages_are_none(channel: Any, data: Any) -> None:
    assert KeyEvent.of(message(channel, data)) is None


def test_patterns_of_channels() -> None:
    assert key_pattern(b"keyspace", 3, b"user:*") == b"__keyspace@3__:user:*"
    assert key_pattern(b"keyevent", "*", b"expired") == b"__keyevent@*__:expired"


@pytest.mark.parametrize("db", [-1, "0", True, None, 1.0])
def test_a_wrong_database(db: Any) -> None:
    with pytest.raises(DataError, match="db must be"):
        key_pattern(b"keyspace", db, b"k")


@pytest.mark.parametrize(
    ("setting", "space", "event"),
    [("", False, False), ("K", False, False), ("KA", True, False), ("Ex", False, True), ("g$KE", True, True)],
)
def test_what_a_setting_tells(setting: str, space: bool, event: bool) -> None:
    assert tells(setting, b"keyspace") is space
    assert tells(setting, b"keyevent") is event
