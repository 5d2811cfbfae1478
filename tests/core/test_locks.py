"""What a lock and a semaphore ask the server, as pure logic. What the scripts answer: tests/backends/test_locks.py."""

from __future__ import annotations

import pytest

from sansredis.core.errors import DataError, LockError, LockNotOwnedError, RedisError
from sansredis.core.locks import LOCK_ACQUIRE, LockRules, SemaphoreRules, beside, milliseconds, pause


def test_a_script_is_called_by_name_or_sent() -> None:
    request = LockRules("l", 1.5, False).acquire("me", 0.1)
    assert request.by_name().args == (b"EVALSHA", LOCK_ACQUIRE.sha, 1, "l", "me", 1500)
    assert request.by_body().args == (b"EVAL", LOCK_ACQUIRE.body, 1, "l", "me", 1500)
    assert len(LOCK_ACQUIRE.sha) == 40


def test_a_lock_asks_for_its_key_and_for_the_one_beside_it_only_to_number_an_acquisition() -> None:
    rules = LockRules("l", None, True)
    assert rules.acquire("me", 0).keys == ("l", "{l}:fence")
    assert rules.acquire("me", 0).args == ("me", "")
    assert rules.release("me")[1:] == (("l",), ("me",))
    assert rules.extend("me", 5, "add")[1:] == (("l",), ("me", 5, "add"))
    assert rules.state("me")[1:] == (("l",), ("me",))


def test_who_waits_for_a_semaphore_is_kept_in_mind_for_longer_than_he_sleeps() -> None:
    rules = SemaphoreRules(
        "s",
        3,
        10,
    )
    assert rules.acquire("me", 2.0)[1:] == (("s", "{s}:queue", "{s}:alive"), ("me", 3, 10_000, 7000))
    assert rules.acquire("me", 0).args == ("me", 3, 10_000, 0)
    assert rules.release("me").args == ("me",)
    assert rules.extend("me", 5, "set").args == ("me", 5, "set")
    assert rules.state("me").args == ("me", 3)


@pytest.mark.parametrize(
    "name, key",
    [
        ("a", "{a}:x"),
        ("a{b}c", "a{b}c:x"),
        ("a{b", "{a{b}:x"),
        (b"\xff", b"{\xff}:x"),
        (bytearray(b"a"), b"{a}:x"),
        ("é", "{é}:x"),
    ],
)
def test_a_key_beside_another_has_the_same_hash_tag(name: bytes | str, key: bytes | str) -> None:
    assert beside(name, "x") == key


@pytest.mark.parametrize("name", ["a}b", "a{}b", b"}"])
def test_where_no_hash_tag_is_possible_it_says_so(name: bytes | str) -> None:
    with pytest.raises(DataError, match="leave out the }"):
        beside(name, "x")


@pytest.mark.parametrize("seconds", [0, -1, 0.0001, float("nan"), float("inf"), True, "1"])
def test_a_time_has_to_be_one(seconds: float) -> None:
    with pytest.raises(DataError, match="timeout="):
        milliseconds("timeout", seconds)


@pytest.mark.parametrize("limit", [0, -1, 1.5, True])
def test_a_limit_is_a_whole_number(limit: int) -> None:
    with pytest.raises(DataError, match="limit="):
        SemaphoreRules("s", limit, None)


def test_a_lock_has_a_name() -> None:
    with pytest.raises(DataError, match="name"):
        LockRules("", None, False)


def test_a_pause_is_a_little_longer_than_asked_for_but_not_longer_than_there_is_time() -> None:
    assert pause(0.4, 10, None, lambda: 0.0) == 10.4
    assert pause(0.4, 10, None, lambda: 1.0) == 10.5
    assert pause(0.4, 10, 10.2, lambda: 1.0) == 10.2


def test_the_errors_of_locks_are_those_that_redis_py_has() -> None:
    error = LockNotOwnedError("gone", "l")
    assert isinstance(error, LockError) and isinstance(error, RedisError) and isinstance(error, ValueError)
    assert (str(error), error.lock_name) == ("gone", "l")
