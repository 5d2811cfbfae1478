"""Scans, as pure logic: which command comes next, and what its reply holds."""

from __future__ import annotations

from sansredis.core.scanning import fields, keys, members, scores


def test_a_scan_asks_on_with_the_cursor_it_was_given_until_that_is_0() -> None:
    scan = keys("user:*", 100, "hash")
    assert scan.ask().args == (b"SCAN", 0, b"MATCH", "user:*", b"COUNT", 100, b"TYPE", "hash")
    assert scan.take([b"17", [b"a", b"b"]]) == [b"a", b"b"]
    assert scan.ask().args == (b"SCAN", 17, b"MATCH", "user:*", b"COUNT", 100, b"TYPE", "hash")
    assert scan.take(["5", []]) == []
    assert not scan.over
    assert scan.take(["0", ["c"]]) == ["c"]
    assert scan.over


def test_a_page_that_never_came_is_asked_for_again() -> None:
    scan = members("s", None, None)
    scan.take([b"9", [b"a"]])
    assert scan.ask().args == scan.ask().args == (b"SSCAN", "s", 9)


def test_a_hash_gives_pairs_or_its_fields_only() -> None:
    scan = fields("h", b"a*", 5, None)
    assert scan.ask().args == (b"HSCAN", "h", 0, b"MATCH", b"a*", b"COUNT", 5)
    assert scan.take([b"0", [b"a", b"1", b"b", b"2"]]) == [(b"a", b"1"), (b"b", b"2")]
    scan = fields("h", None, None, True)
    assert scan.ask().args == (b"HSCAN", "h", 0, b"NOVALUES")
    assert scan.take([b"0", [b"a", b"b"]]) == [b"a", b"b"]


def test_a_sorted_set_gives_scores_as_asked_for() -> None:
    assert scores("z", None, None, float).take([b"0", [b"a", b"1.5"]]) == [(b"a", 1.5)]
    assert scores("z", None, None, int).take([b"0", [b"a", b"2"]]) == [(b"a", 2)]
    assert scores("z", None, None, int).ask().args == (b"ZSCAN", "z", 0)


def test_elements_are_a_list_whatever_the_reply_was() -> None:
    assert members("s", None, None).take([b"0", (b"a",)]) == [b"a"]
