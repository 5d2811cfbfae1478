"""Fields, index definitions, queries, aggregations and reducers: the arguments that they make."""

from __future__ import annotations

from typing import Any

import pytest

from sansredis.core.errors import DataError
from sansredis.search import (
    FIELDNAME,
    AggregateRequest,
    Asc,
    Cursor,
    Desc,
    Field,
    GeoField,
    GeoFilter,
    GeoShapeField,
    IndexDefinition,
    IndexType,
    NumericField,
    NumericFilter,
    Query,
    Reducer,
    TagField,
    TextField,
    VectorField,
    reducers,
)

ALL = {"sortable": True, "no_index": True, "as_name": "x"}
VECTOR = {"TYPE": "FLOAT32", "DIM": 4, "DISTANCE_METRIC": "L2"}
VECTOR_ARGS = (6, "TYPE", "FLOAT32", "DIM", 4, "DISTANCE_METRIC", "L2")

FIELDS: list[tuple[Field, tuple[Any, ...]]] = [
    (TextField("t"), ("t", b"TEXT", b"WEIGHT", 1.0)),
    (
        TextField("t", 2.5, True, "dm:en", True, index_missing=True, index_empty=True, sortable=True, as_name="x"),
        (
            *("t", b"AS", "x", b"TEXT", b"WEIGHT", 2.5, b"NOSTEM", b"PHONETIC", "dm:en", b"WITHSUFFIXTRIE"),
            *(b"INDEXMISSING", b"INDEXEMPTY", b"SORTABLE"),
        ),
    ),
    (TagField("t"), ("t", b"TAG", b"SEPARATOR", ",")),
    (
        TagField("t", ";", True, True, **ALL),
        ("t", b"AS", "x", b"TAG", b"SEPARATOR", ";", b"CASESENSITIVE", b"WITHSUFFIXTRIE", b"SORTABLE", b"NOINDEX"),
    ),
    (NumericField("n"), ("n", b"NUMERIC")),
    (NumericField("$.n", **ALL), ("$.n", b"AS", "x", b"NUMERIC", b"SORTABLE", b"NOINDEX")),
    (GeoField("g", index_missing=True), ("g", b"GEO", b"INDEXMISSING")),
    (GeoShapeField("s"), ("s", b"GEOSHAPE")),
    (GeoShapeField("s", GeoShapeField.FLAT, as_name="x"), ("s", b"AS", "x", b"GEOSHAPE", "FLAT")),
    (VectorField("v", "FLAT", VECTOR), ("v", b"VECTOR", "FLAT", *VECTOR_ARGS)),
    (VectorField("v", "hnsw", VECTOR, as_name="x"), ("v", b"AS", "x", b"VECTOR", "hnsw", *VECTOR_ARGS)),
]

DEFINITIONS: list[tuple[IndexDefinition, tuple[Any, ...]]] = [
    (IndexDefinition(), (b"SCORE", 1.0)),
    (IndexDefinition("d:", score=None), (b"PREFIX", 1, "d:")),
    (
        IndexDefinition(["d:", "e:"], "@n>1", "lang", "german", "sc", 0.5, "pl", IndexType.JSON),
        (
            *(b"ON", "JSON", b"PREFIX", 2, "d:", "e:", b"FILTER", "@n>1", b"LANGUAGE_FIELD", "lang"),
            *(b"LANGUAGE", "german", b"SCORE_FIELD", "sc", b"SCORE", 0.5, b"PAYLOAD_FIELD", "pl"),
        ),
    ),
]

END = (b"DIALECT", 2, b"LIMIT", 0, 10)

QUERIES: list[tuple[Query, tuple[Any, ...]]] = [
    (Query("hi"), ("hi", *END)),
    (Query("hi").paging(5, 7).dialect(3), ("hi", b"DIALECT", 3, b"LIMIT", 5, 7)),
    (Query("hi").no_content().verbatim().no_stopwords(), ("hi", b"NOCONTENT", b"VERBATIM", b"NOSTOPWORDS", *END)),
    (Query("hi").with_scores().with_payloads().in_order(), ("hi", b"WITHSCORES", b"WITHPAYLOADS", b"INORDER", *END)),
    (
        Query("hi").add_filter(NumericFilter("n", 1, 2)).add_filter(GeoFilter("g", 7.5, 51, 3)),
        ("hi", "FILTER", "n", 1, 2, "GEOFILTER", "g", 7.5, 51, 3, "km", *END),
    ),
    (
        Query("hi").add_filter(NumericFilter("n", NumericFilter.NEG_INF, 2.5, True, True)),
        ("hi", "FILTER", "n", "(-inf", "(2.5", *END),
    ),
    (Query("hi").add_filter(GeoFilter("g", 7, 51, 3, GeoFilter.MILES)), ("hi", "GEOFILTER", "g", 7, 51, 3, "mi", *END)),
    (
        Query("hi").limit_ids("a", b"b").limit_fields("t").slop(0).timeout(100),
        ("hi", b"INKEYS", 2, "a", b"b", b"INFIELDS", 1, "t", b"SLOP", 0, b"TIMEOUT", 100, *END),
    ),
    (
        Query("hi").scorer("BM25").language("german").expander("SBE").sort_by("n", asc=False),
        ("hi", b"SCORER", "BM25", b"LANGUAGE", "german", b"EXPANDER", "SBE", b"SORTBY", "n", b"DESC", *END),
    ),
    (Query("hi").sort_by("n").sort_by("m"), ("hi", b"SORTBY", "m", b"ASC", *END)),
    (
        Query("hi").return_fields("a", "b").return_field("$.c", "c"),
        ("hi", b"DIALECT", 2, b"RETURN", 5, "a", "b", "$.c", b"AS", "c", b"LIMIT", 0, 10),
    ),
    (Query("hi").summarize().highlight(None), ("hi", b"DIALECT", 2, b"SUMMARIZE", b"HIGHLIGHT", b"LIMIT", 0, 10)),
    (
        Query("hi").summarize(["a", "b"], 5, 2, "|").highlight("a", ("<", ">")),
        (
            *("hi", b"DIALECT", 2, b"SUMMARIZE", b"FIELDS", 2, "a", "b", b"FRAGS", 2, b"LEN", 5, b"SEPARATOR", "|"),
            *(b"HIGHLIGHT", b"FIELDS", 1, "a", b"TAGS", "<", ">", b"LIMIT", 0, 10),
        ),
    ),
]

D2 = (b"DIALECT", 2)

REQUESTS: list[tuple[AggregateRequest, tuple[Any, ...]]] = [
    (AggregateRequest(), ("*", *D2)),
    (AggregateRequest("hi").load("@a", "@b").dialect(3), ("hi", b"LOAD", 2, "@a", "@b", b"DIALECT", 3)),
    (AggregateRequest("hi").load(), ("hi", b"LOAD", b"*", *D2)),
    (
        AggregateRequest("hi").verbatim().scorer("BM25").add_scores().load("@a"),
        ("hi", b"VERBATIM", b"SCORER", "BM25", b"ADDSCORES", b"LOAD", 1, "@a", *D2),
    ),
    (AggregateRequest().cursor(), ("*", b"WITHCURSOR", *D2)),
    (AggregateRequest().cursor(10, 1.5), ("*", b"WITHCURSOR", b"COUNT", 10, b"MAXIDLE", 1500, *D2)),
    (
        AggregateRequest().group_by("@a", reducers.count()).group_by([], reducers.sum("@b").alias("total")),
        (
            *("*", *D2, b"GROUPBY", 1, "@a", b"REDUCE", "COUNT", 0),
            *(b"GROUPBY", 0, b"REDUCE", "SUM", 1, "@b", b"AS", "total"),
        ),
    ),
    (
        AggregateRequest().apply(x="@a * 2", y="@x + 1").filter("@y > 3").filter(["@x > 1", "@x < 9"]).limit(0, 5),
        (
            *("*", *D2, b"APPLY", "@a * 2", b"AS", "x", b"APPLY", "@x + 1", b"AS", "y"),
            *(b"FILTER", "@y > 3", b"FILTER", "@x > 1", b"FILTER", "@x < 9", b"LIMIT", 0, 5),
        ),
    ),
    (
        AggregateRequest().sort_by("@a", Asc("@b"), Desc("@c"), max=10).sort_by("@d"),
        ("*", *D2, b"SORTBY", 5, "@a", "@b", b"ASC", "@c", b"DESC", b"MAX", 10, b"SORTBY", 1, "@d"),
    ),
]

REDUCERS: list[tuple[Reducer, tuple[Any, ...]]] = [
    (reducers.count(), ("COUNT", 0)),
    (reducers.sum("@a"), ("SUM", 1, "@a")),
    (reducers.min("@a"), ("MIN", 1, "@a")),
    (reducers.max("@a"), ("MAX", 1, "@a")),
    (reducers.avg("@a").alias(FIELDNAME), ("AVG", 1, "@a", b"AS", "a")),
    (reducers.tolist("@a"), ("TOLIST", 1, "@a")),
    (reducers.count_distinct("@a"), ("COUNT_DISTINCT", 1, "@a")),
    (reducers.count_distinctish("@a"), ("COUNT_DISTINCTISH", 1, "@a")),
    (reducers.quantile("@a", 0.5), ("QUANTILE", 2, "@a", 0.5)),
    (reducers.stddev("@a"), ("STDDEV", 1, "@a")),
    (reducers.first_value("@a"), ("FIRST_VALUE", 1, "@a")),
    (reducers.first_value("@a", Asc("@b")), ("FIRST_VALUE", 4, "@a", b"BY", "@b", b"ASC")),
    (reducers.first_value("@a", Desc), ("FIRST_VALUE", 4, "@a", b"BY", "@a", b"DESC")),
    (reducers.random_sample("@a", 3), ("RANDOM_SAMPLE", 2, "@a", 3)),
]


@pytest.mark.parametrize(("field", "args"), FIELDS)
def test_field(field: Field, args: tuple[Any, ...]) -> None:
    assert tuple(field.redis_args()) == args


@pytest.mark.parametrize(("definition", "args"), DEFINITIONS)
def test_definition(definition: IndexDefinition, args: tuple[Any, ...]) -> None:
    assert tuple(definition.args) == args


@pytest.mark.parametrize(("query", "args"), QUERIES)
def test_query(query: Query, args: tuple[Any, ...]) -> None:
    assert tuple(query.get_args()) == args
    assert tuple(query.get_args()) == args, "reading the arguments changes nothing"
    assert query.query_string() == "hi"


@pytest.mark.parametrize(("request_", "args"), REQUESTS)
def test_request(request_: AggregateRequest, args: tuple[Any, ...]) -> None:
    assert tuple(request_.build_args()) == args
    assert request_.has_cursor == (b"WITHCURSOR" in args)


@pytest.mark.parametrize(("reducer", "args"), REDUCERS)
def test_reducer(reducer: Reducer, args: tuple[Any, ...]) -> None:
    assert tuple(reducer.build_args()) == (b"REDUCE", *args)


def test_cursor() -> None:
    assert Cursor(7).build_args() == [7]
    assert Cursor(7, 100).build_args() == [7, b"COUNT", 100]
    assert Cursor(7)
    assert not Cursor(0)


def test_how_fields_are_decoded() -> None:
    query = Query("hi").return_field("a").return_field("b", encoding="latin-1").return_field("$.v", "v", False)
    assert query.raw_fields("w").field_encodings == {"b": "latin-1", "v": None, "w": None}
    assert AggregateRequest().raw_fields("v", "w").field_encodings == {"v": None, "w": None}


def test_a_field_that_serves_nothing() -> None:
    with pytest.raises(DataError, match="'t': no_index needs sortable"):
        TextField("t", no_index=True)


def test_what_does_not_exist() -> None:
    with pytest.raises(DataError, match=r"phonetic_matcher is one of dm:en, .*got 'dm:la'"):
        TextField("t", phonetic_matcher="dm:la")
    with pytest.raises(DataError, match=r"algorithm is one of FLAT, .*got 'TREE'"):
        VectorField("v", "TREE", VECTOR)
    with pytest.raises(DataError, match="not str"):
        Query("hi").add_filter("@n:[1 2]")  # type: ignore[arg-type]


def test_a_reducer_without_a_field_has_no_name_to_take() -> None:
    with pytest.raises(DataError, match="COUNT is about no field"):
        reducers.count().alias(FIELDNAME)


@pytest.mark.parametrize(
    ("thing", "shown"),
    [
        (TextField("t"), "<TextField 't'>"),
        (IndexDefinition("d:"), "<IndexDefinition with 5 arguments>"),
        (Query("hi").verbatim(), "<Query 'hi'>"),
        (NumericFilter("n", 1, 2), "<NumericFilter of 'n'>"),
        (AggregateRequest("hi").load(), "<AggregateRequest 'hi'>"),
        (reducers.sum("@n"), "<Reducer SUM of '@n'>"),
        (Cursor(7), "Cursor(cid=7, count=0)"),
    ],
)
def test_repr(thing: object, shown: str) -> None:
    assert repr(thing) == shown
