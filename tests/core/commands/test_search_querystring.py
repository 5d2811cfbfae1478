"""Texts of queries that are put together from parts."""

from __future__ import annotations

import pytest

from sansredis.core.errors import DataError
from sansredis.search import Query
from sansredis.search import querystring as q

TEXTS: list[tuple[object, str]] = [
    (q.intersect("hello"), "hello"),
    (q.intersect("hello", "world"), "(hello world)"),
    (q.intersect(title="hello"), "@title:hello"),
    (q.intersect(title=["hello", "world"]), "@title:(hello world)"),
    (q.union("a", n=7), "(a|@n:7)"),
    (q.union(title=["hello", "world"]), "@title:(hello|world)"),
    (q.union(q.intersect("a", "b"), "c"), "((a b)|c)"),
    (q.intersect(tag=[q.tags("a"), q.tags("b")]), "(@tag:{a} @tag:{b})"),
    (q.intersect(tag=q.tags("a", "b c")), "@tag:{a|b c}"),
    (q.intersect(n=[q.between(1, 2.5), 7]), "(@n:[1 2.5] @n:7)"),
    (q.between(1, 2, False, False), "[(1 (2]"),
    (q.equal(7), "[7 7]"),
    (q.lt(7), "[-inf (7]"),
    (q.le(7), "[-inf 7]"),
    (q.gt(7), "[(7 +inf]"),
    (q.ge(7), "[7 +inf]"),
    (q.geo(51, 7.5, 3), "[7.5 51 3 km]"),
    (q.geo(51, 7.5, 3, "mi"), "[7.5 51 3 mi]"),
    (q.disjunct("a"), "-a"),
    (q.disjunct("a", "b"), "-(a b)"),
    (q.disjunct_union("a", n=q.lt(7)), "-(a|@n:[-inf (7])"),
    (q.optional("a", "b"), "~(a b)"),
    (q.querystring("a", n=q.gt(7)), "(a @n:[(7 +inf])"),
    (q.escape("a-b c@d.e"), r"a\-b\ c\@d\.e"),
    (q.escape("grün_7"), "grün_7"),
]


@pytest.mark.parametrize(("made", "text"), TEXTS)
def test_text(made: object, text: str) -> None:
    assert str(made) == text


def test_a_query_takes_it() -> None:
    assert Query(q.querystring("a", "b")).query_string() == "(a b)"


def test_nothing_is_no_query() -> None:
    for make in (q.intersect, q.union, q.disjunct, q.disjunct_union, q.optional, q.querystring):
        with pytest.raises(DataError, match="at least one part"):
            make()
    with pytest.raises(DataError, match="at least one tag"):
        q.tags()
