"""Which replies may be kept, and where keys are: held against the servers' own tables."""

from __future__ import annotations

import pytest

from sansredis.core.commands.cacheable import CACHEABLE, REASONS, changed_keys, is_cacheable, reason
from sansredis.core.commands.facts import NAMES, READ_ONLY, metadata
from sansredis.core.commands.key_places import find_keys


def facts(name: bytes) -> tuple[frozenset[str], bool]:
    info = metadata(name.split())
    assert info is not None
    return info.flags, bool(info.key_specs or info.first_key or "movablekeys" in info.flags)


@pytest.mark.parametrize("name", sorted(CACHEABLE), ids=bytes.decode)
def test_what_is_kept_only_reads_and_has_keys(name: bytes) -> None:
    flags, has_keys = facts(name)
    assert "readonly" in flags and "blocking" not in flags and has_keys
    assert name in READ_ONLY
    assert reason(name) is None


def test_every_command_that_reads_keys_is_decided() -> None:
    for name in NAMES:
        flags, has_keys = facts(name)
        if "readonly" in flags and has_keys:
            assert (name in CACHEABLE) != (reason(name) is not None), name


def test_reasons_are_given_for_commands_that_there_are() -> None:
    assert REASONS.keys() <= NAMES
    assert not REASONS.keys() & CACHEABLE
    assert reason(b"SET") is reason(b"PING") is None
    assert reason(b"TS.GET") == "it is not known that the module tells the server of every change"


def test_spellings() -> None:
    assert is_cacheable((b"GET", "k")) and is_cacheable(("get", "k")) and is_cacheable((bytearray(b"Get"), "k"))
    assert not is_cacheable(("OBJECT", "FREQ", "k"))
    assert not is_cacheable(())


@pytest.mark.parametrize(
    ("command", "keys"),
    [
        ("GET k", ["k"]),
        ("MGET a b", ["a", "b"]),
        ("MSET a 1 b 2", ["a", "b"]),
        ("ZUNION 2 a b WITHSCORES", ["a", "b"]),
        ("XREAD COUNT 1 STREAMS a b 0 0", ["a", "b"]),
        ("BLPOP a b 0", ["a", "b"]),
        ("EVAL s 2 a b c", ["a", "b"]),
        ("EVAL s 0", []),
        ("GEORADIUS k 1 1 1 m STORE d", ["k", "d"]),
        ("GEORADIUS k 1 1 1 m", ["k"]),
        ("OBJECT FREQ k", ["k"]),
        ("PING", []),
        ("JSON.GET k $", ["k"]),
        ("COPY a a", ["a", "a"]),
        ("SPUBLISH c m", []),
        # Not known
        ("STRALGO LCS KEYS a b", None),
        ("SORT k", None),
        ("MIGRATE h 1 k 0 5", None),
        ("NOPE x", None),
        ("ZUNION", None),
        ("ZUNION x a", None),
        ("ZUNION 5 a", None),
        ("GET", None),
    ],
)
def test_keys(command: str, keys: list[str] | None) -> None:
    assert find_keys(command.split()) == keys


def test_a_number_of_keys_in_any_type() -> None:
    for number in (1, "1", b"1", bytearray(b"1"), memoryview(b"1")):
        assert find_keys((b"ZUNION", number, b"k")) == [b"k"]


@pytest.mark.parametrize(
    ("command", "keys"),
    [
        ("", []),
        ("GET k", []),
        ("PING", []),
        ("CONFIG SET a b", []),
        ("SET k v", ["k"]),
        ("RENAME a b", ["a", "b"]),
        ("EVAL s 1 k", ["k"]),
        ("FLUSHALL", None),
        ("SWAPDB 0 1", None),
        ("SORT k STORE d", None),
        ("JSON.MSET a $ 1 b $ 2", None),
        ("NOPE x", None),
    ],
)
def test_what_a_command_may_change(command: str, keys: list[str] | None) -> None:
    assert changed_keys(command.split()) == keys
