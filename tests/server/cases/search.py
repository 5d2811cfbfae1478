"""Searching. Documents are written after the index exists, so that they are in it when the command is answered."""

from __future__ import annotations

from functools import partial
from operator import eq
from struct import pack
from typing import Any

import pytest

from sansredis.core.errors import DataError, ResponseError
from sansredis.search import (
    AggregateRequest,
    AggregateResult,
    Desc,
    Document,
    GeoField,
    GeoFilter,
    GeoShapeField,
    IndexDefinition,
    IndexType,
    NumericField,
    NumericFilter,
    ProfileInformation,
    Query,
    SearchResult,
    Suggestion,
    TagField,
    TextField,
    VectorField,
    reducers,
)
from sansredis.search import querystring as q
from tests.server import case as cases
from tests.server.case import Is, Raises, Text, r
from tests.server.cases.scenarios import World, scenario

case = partial(cases.case, module="search")

V1, V2 = pack("<2f", 1, 0), pack("<2f", 0, 1e30)
SAME_V1, SAME_V2 = (Is(bytes, partial(eq, vector)) for vector in (V1, V2))
"""What stays bytes for clients that decode, too."""

INDEX = (
    "FT.CREATE idx PREFIX 1 d: SCORE_FIELD sc PAYLOAD_FIELD pl SCHEMA title TEXT SORTABLE tag TAG n NUMERIC SORTABLE "
    "g GEO v VECTOR FLAT 6 TYPE FLOAT32 DIM 2 DISTANCE_METRIC L2"
)
DOCS = (
    INDEX,
    ("HSET", "d:1", "title", "hello world", "tag", "a,b", "n", 1, "g", "7.5,51", "pl", "P", "sc", 0.5, "v", V1),
    ("HSET", "d:2", "title", "hello", "tag", "c", "n", 2, "v", V2),
    ("HSET", "d:3", "title", "good bye", "tag", "a", "n", 3),
)
SOME = (INDEX, "HSET d:1 title one n 1", "HSET d:2 title two n 2", "HSET d:3 title three n 3")
JSON = ("FT.CREATE idx ON JSON SCHEMA $.a AS a TEXT $.n AS n NUMERIC", ("JSON.SET", "j", "$", '{"a":"hi","n":null}'))


def found(total: int, *docs: Document[bytes]) -> SearchResult[bytes]:
    """What a search returns."""
    return SearchResult(total, [*docs], [])


def doc(key: bytes, score: float | None = None, payload: bytes | None = None, **fields: Any) -> Document[bytes]:
    """A document without fields that stay bytes."""
    return Document(key, fields, {}, score, payload)


def rows(total: int, *rows: dict[str, Any]) -> AggregateResult[bytes]:
    """What an aggregation returns, without a cursor."""
    return AggregateResult(total, [*rows], None, [])


def only(*keys: bytes) -> SearchResult[bytes]:
    """What a search without content returns."""
    return found(len(keys), *map(doc, keys))


EVERY_FIELD = [
    TextField("t", 2.0, True, "dm:en", True, sortable=True, index_missing=True, index_empty=True, as_name="x"),
    TextField("u", sortable=True, no_index=True),
    TagField("tag", ";", True, True, sortable=True),
    NumericField("n", sortable=True),
    GeoField("g"),
    GeoShapeField("s", GeoShapeField.FLAT),
    VectorField("v", "HNSW", {"TYPE": "FLOAT32", "DIM": 2, "DISTANCE_METRIC": "COSINE"}),
]
EVERY_OPTION = {
    "no_term_offsets": True,
    "no_field_flags": True,
    "stopwords": ["the"],
    "definition": IndexDefinition(["d:"], "@n>0", "lang", "german", "sc", 0.5, "pl", IndexType.HASH),
    "max_text_fields": True,
    "temporary": 600,
    "no_highlight": True,
    "no_term_frequencies": True,
    "skip_initial_scan": True,
}
LISTED = {"FT._LIST": [b"idx"]}

INDEXES = [
    case(r.ft().create_index(TextField("t")), True, then=LISTED),
    case(r.ft().create_index(EVERY_FIELD, **EVERY_OPTION), True, then=LISTED),
    case(r.ft().create_index(TextField("t"), stopwords=[]), True, then=LISTED),
    case(r.ft("idx").create_index(TextField("t")), Raises(ResponseError, "already exists"), INDEX),
    case(
        r.ft().create_index(TextField("$.a", as_name="a"), definition=IndexDefinition(index_type=IndexType.JSON)),
        True,
        then=LISTED,
    ),
    case(r.ft().create_index([]), Raises(DataError, "at least one field")),
    case(r.ft().alter_schema_add(TagField("more")), True, INDEX),
    case(r.ft("x").alter_schema_add([NumericField("n")]), Raises(ResponseError)),
    case(r.ft().dropindex(), True, *DOCS, then={"FT._LIST": [], "EXISTS d:1": 1}),
    case(r.ft().dropindex(delete_documents=True), True, *DOCS, then={"FT._LIST": [], "EXISTS d:1": 0}),
    case(r.ft("x").dropindex(), Raises(ResponseError)),
    case(
        r.ft().info(),
        Is(
            dict,
            lambda info: (
                (info["index_name"], info["num_docs"], info["percent_indexed"]) == ("idx", 3, 1.0)
                and info["index_definition"]["prefixes"] == ["d:"]
                and info["attributes"][0]
                == {"identifier": "title", "attribute": "title", "type": "TEXT", "WEIGHT": 1.0, "flags": ["SORTABLE"]}
                and type(info["inverted_sz_mb"]) is float
                and type(info["gc_stats"]["bytes_collected"]) is float
                and info["Index Errors"]["last indexing error"] == "N/A"
                and info["field statistics"][0]["identifier"] == "title"
            ),
        ),
        *DOCS,
    ),
    case(r.ft("x").info(), Raises(ResponseError)),
    case(r.ft().list_indexes(), {b"idx"}, INDEX),
    case(r.ft().aliasadd("x"), True, *DOCS, then={"FT.SEARCH x bye NOCONTENT": [1, b"d:3"]}),
    case(r.ft().aliasadd("x"), Raises(ResponseError, "already exists"), INDEX, "FT.ALIASADD x idx"),
    case(r.ft().aliasupdate("x"), True, INDEX, "FT.CREATE other SCHEMA t TEXT", "FT.ALIASADD x other"),
    case(r.ft().aliasdel("x"), True, INDEX, "FT.ALIASADD x idx"),
    case(r.ft().aliasdel("x"), Raises(ResponseError, "does not exist"), INDEX),
]

VECTOR_QUERY = Query("*=>[KNN 2 @v $q AS dist]").sort_by("dist").return_field("dist").return_field("v", "vec", False)
NEAR = Document(b"d:1", {"dist": b"0"}, {"vec": SAME_V1})

SEARCHING = [
    case(r.ft().search("bye"), found(1, doc(b"d:3", title=b"good bye", tag=b"a", n=b"3")), *DOCS),
    case(
        r.ft().search(Query("hello").sort_by("n").raw_fields("v").limit_ids("d:2")),
        found(1, Document(b"d:2", {"title": b"hello", "tag": b"c", "n": b"2"}, {"v": SAME_V2})),
        *DOCS,
    ),
    case(r.ft().search("nothing"), found(0), *DOCS),
    case(r.ft("x").search("hello"), Raises(ResponseError, "no such index"), *DOCS),
    case(r.ft().search(Query("hello").no_content().sort_by("n", asc=False)), only(b"d:2", b"d:1"), *DOCS),
    case(
        r.ft().search(Query("hello").paging(1, 1).sort_by("n").return_fields("title", "n")),
        found(2, doc(b"d:2", title=b"hello", n=b"2")),
        *DOCS,
    ),
    case(
        r.ft().search(Query("hello").with_scores().with_payloads().no_content().scorer("DOCSCORE")),
        found(2, doc(b"d:2", 1.0), doc(b"d:1", 0.5, b"P")),
        *DOCS,
    ),
    case(
        r.ft().search(Query("hello").with_scores().return_field("title", "t").scorer("DOCSCORE").limit_fields("title")),
        found(2, doc(b"d:2", 1.0, t=b"hello"), doc(b"d:1", 0.5, t=b"hello world")),
        *DOCS,
    ),
    case(
        r.ft().search(
            Query("world").summarize("title", 2, 1, "|").highlight("title", ("<", ">")).return_fields("title")
        ),
        found(1, doc(b"d:1", title=b"<world>|")),
        *DOCS,
    ),
    case(
        r.ft().search(
            Query("hello world").slop(0).in_order().verbatim().no_stopwords().language("english").no_content()
        ),
        only(b"d:1"),
        *DOCS,
    ),
    case(
        r.ft().search(Query("hello").timeout(10_000).expander("SBE").no_content().limit_ids("d:1")), only(b"d:1"), *DOCS
    ),
    case(r.ft().search(Query("*").add_filter(NumericFilter("n", 2, "+inf", True)).no_content()), only(b"d:3"), *DOCS),
    case(r.ft().search(Query("*").add_filter(GeoFilter("g", 7.6, 51, 50)).no_content()), only(b"d:1"), *DOCS),
    case(r.ft().search("@n:[$a $a]", {"a": 3}), found(1, doc(b"d:3", title=b"good bye", tag=b"a", n=b"3")), *DOCS),
    case(
        r.ft().search(VECTOR_QUERY.paging(0, 1), {"q": V1}),
        found(2, NEAR),
        *DOCS,
    ),
    case(r.ft().search("hi"), found(1, doc(b"j", json=b'{"a":"hi","n":null}')), *JSON),
    case(r.ft().search(Query("hi").return_fields("a", "n")), found(1, doc(b"j", a=b"hi", n=None)), *JSON),
    *(
        case(r.ft().search(Query(str(text)).no_content().sort_by("n")), only(*keys), *DOCS)
        for text, keys in (
            (q.intersect(title="hello", n=q.ge(2)), (b"d:2",)),
            (q.union("bye", n=q.equal(1)), (b"d:1", b"d:3")),
            (q.intersect(tag=q.tags("a", "c")), (b"d:1", b"d:2", b"d:3")),
            (q.intersect(tag=[q.tags("a"), q.tags("b")]), (b"d:1",)),
            (q.disjunct("hello", n=q.between(1, 2, inclusive_max=False)), (b"d:2", b"d:3")),
            (q.disjunct_union("world", n=q.gt(2)), (b"d:2",)),
            (q.optional("hello", n=q.le(7)), (b"d:1", b"d:2", b"d:3")),
            (q.intersect(g=q.geo(51, 7.6, 50), n=q.lt(2)), (b"d:1",)),
            (q.intersect(q.escape("good-bye")), ()),
        )
    ),
    case(r.ft().search(7), Raises(DataError, "not int")),
    case(
        r.ft().load_document("d:1", {"v": None}),
        Document(b"d:1", {"title": b"x"}, {"v": SAME_V2}),
        ("HSET", "d:1", "title", "x", "v", V2),
    ),
    case(r.ft().load_document("d:1"), doc(b"d:1")),
    case(r.ft().add_document("d:1", title="x", n=1), True, INDEX, then={"HGET d:1 title": b"x"}),
    case(
        r.ft().add_document("d:3", payload="p", score=0.5, partial=True, language="english", title="new"),
        True,
        *DOCS,
        then={"HMGET d:3 title n": [b"new", b"3"]},
    ),
    case(r.ft().add_document("d:3", title="x"), Raises(ResponseError, "already exists"), *DOCS),
    case(r.ft().delete_document("d:1", True), 1, *DOCS, then={"EXISTS d:1": 0}),
    case(r.ft().delete_document("d:9"), 0, *DOCS),
    case(r.ft().get("d:3", "d:9"), [doc(b"d:3", title=b"good bye", tag=b"a", n=b"3"), None], *DOCS),
    case(r.ft().explain("hello | world"), Text("UNION {"), *DOCS),
    case(r.ft().explain("@n:[$a $a]", {"a": 3}), Text("3.000000"), *DOCS),
    case(r.ft().explain_cli(Query("@n:[3 3]").dialect(1)), [b"NUMERIC {3.000000 <= @n <= 3.000000}", b""], *DOCS),
    case(
        r.ft().profile(Query("hello | bye -world").return_fields("n").sort_by("n")),
        (
            found(3, *(doc(b"d:%d" % n, n=b"%d" % n) for n in (1, 2, 3))),
            Is(
                ProfileInformation,
                lambda profile: (
                    type(profile.info["Total profile time"]) is float
                    and profile.info["Iterators profile"][0]["Child iterators"][0]["Counter"] > 0
                    and profile.info["Result processors profile"][0]["Type"] == "Index"
                    and profile.info["Warning"] == "None"
                ),
            ),
        ),
        *DOCS,
    ),
    case(
        r.ft().profile(AggregateRequest("bye").load("@n"), limited=True),
        (rows(1, {"n": b"3"}), Is(ProfileInformation, lambda profile: profile.info["Iterators profile"] != [])),
        *DOCS,
    ),
]

GROUPS = (
    AggregateRequest("*")
    .group_by(
        "@tag",
        reducers.count().alias("c"),
        reducers.tolist("@n").alias("all"),
        reducers.sum("@n").alias("sum"),
        reducers.avg("@n").alias("avg"),
        reducers.min("@n").alias("min"),
        reducers.max("@n").alias("max"),
        reducers.first_value("@title", Desc("@n")).alias("first"),
    )
    .sort_by("@tag", max=10)
)
TAGGED = ("HSET d:1 tag a n 1 title one", "HSET d:2 tag b n 2 title two", "HSET d:3 tag a n 4 title four")
ALL_OF_ONE = AggregateRequest("*").group_by(
    [],
    reducers.count_distinct("@tag").alias("distinct"),
    reducers.count_distinctish("@tag").alias("about"),
    reducers.quantile("@n", 0.5).alias("median"),
    reducers.stddev("@n").alias("stddev"),
    reducers.random_sample("@tag", 1).alias("sample"),
)

AGGREGATING = [
    case(
        r.ft().aggregate(GROUPS),
        rows(
            2,
            {
                "tag": b"a",
                "c": b"2",
                "all": Is(list, lambda n: sorted(n) in ([b"1", b"4"], ["1", "4"])),
                "sum": b"5",
                "avg": b"2.5",
                "min": b"1",
                "max": b"4",
                "first": b"four",
            },
            {
                "tag": b"b",
                "c": b"1",
                "all": [b"2"],
                "sum": b"2",
                "avg": b"2",
                "min": b"2",
                "max": b"2",
                "first": b"two",
            },
        ),
        INDEX,
        *TAGGED,
    ),
    case(
        r.ft().aggregate(ALL_OF_ONE),
        rows(1, {"distinct": b"2", "about": Text(), "median": b"2", "stddev": Text("1.527"), "sample": Is(list, bool)}),
        INDEX,
        *TAGGED,
    ),
    case(
        r.ft().aggregate(AggregateRequest("*").group_by("@g", reducers.count().alias("c"))),
        rows(1, {"g": None, "c": b"3"}),
        INDEX,
        *TAGGED,
    ),
    case(
        r.ft().aggregate(
            AggregateRequest("one | two")
            .verbatim()
            .load("@title")
            .apply(double="@n * 2", upper="upper(@title)")
            .filter("@double > 2")
            .sort_by(Desc("@n"))
            .limit(0, 1)
        ),
        AggregateResult(Is(int), [{"n": b"2", "title": b"two", "double": b"4", "upper": b"TWO"}], None, []),  # type: ignore[arg-type]
        *SOME,
    ),
    case(
        r.ft().aggregate(AggregateRequest("one").load().add_scores().scorer("DOCSCORE").dialect(2)),
        rows(1, {"__score": b"1", "title": b"one", "n": b"1"}),
        *SOME,
    ),
    case(
        r.ft().aggregate(AggregateRequest("@n:[$a $a]").load("@title", "@v").raw_fields("v"), {"a": 2}),
        rows(1, {"title": b"hello", "v": SAME_V2}),
        *DOCS,
    ),
    case(r.ft("x").aggregate(AggregateRequest()), Raises(ResponseError)),
]

SUGGESTIONS = ("FT.SUGADD s hello 1 PAYLOAD p", "FT.SUGADD s help 2")
DICTIONARY = ("FT.DICTDEL d word other",)

WORDS = [
    case(r.ft().tagvals("tag"), {b"a", b"b", b"c"}, *DOCS),
    case(
        r.ft().spellcheck("helo wxyz"),
        {b"helo": [{"score": Is(float, bool), "suggestion": b"hello"}], b"wxyz": []},
        *DOCS,
    ),
    case(r.ft().spellcheck("hello"), {}, *DOCS),
    case(
        r.ft().spellcheck("wrds", distance=2, include="d"),
        {b"wrds": [{"score": 0.0, "suggestion": b"word"}]},
        *DOCS,
        "FT.DICTADD d word",
        undo=DICTIONARY,
    ),
    case(r.ft().spellcheck("wrds", exclude="d"), {b"wrds": []}, INDEX, "FT.DICTADD d word", undo=DICTIONARY),
    case(r.ft().dict_add("d", "word", "other"), 2, then={"FT.DICTDUMP d": [b"other", b"word"]}, undo=DICTIONARY),
    case(r.ft().dict_del("d", "word", "x"), 1, "FT.DICTADD d word other", undo=DICTIONARY),
    case(r.ft().dict_dump("d"), {b"word", b"other"}, "FT.DICTADD d word other", undo=DICTIONARY),
    case(
        r.ft().synupdate("g", False, "hello", "hi"),
        True,
        *DOCS,
        then={"FT.SYNDUMP idx": Is(list, lambda found: len(found) == 4)},
    ),
    case(r.ft().synupdate("g", True, "hello"), True, *DOCS, then={"FT.SYNDUMP idx": [b"hello", [b"g"]]}),
    case(
        r.ft().syndump(),
        {b"hello": [b"g", b"h"], b"hi": [b"g"]},
        *(INDEX, "FT.SYNUPDATE idx g hello hi", "FT.SYNUPDATE idx h hello"),
    ),
    case(r.ft().config_get("TIMEOUT"), {"TIMEOUT": "500"}),
    case(r.ft().config_get("EXTLOAD"), {"EXTLOAD": None}),
    case(
        r.ft().config_set("TIMEOUT", 700),
        True,
        then={"FT.CONFIG GET TIMEOUT": [[b"TIMEOUT", b"700"]]},
        undo=("FT.CONFIG SET TIMEOUT 500",),
    ),
    case(r.ft().config_set("NOPE", 1), Raises(ResponseError, "Invalid option")),
    case(r.ft().sugadd("s", Suggestion("hello")), 1, then={"FT.SUGLEN s": 1}),
    case(
        r.ft().sugadd("s", Suggestion("hello", 2.5, "x"), increment=True),
        2,
        *SUGGESTIONS,
        then={"FT.SUGGET s hello WITHPAYLOADS": [b"hello", b"x"]},
    ),
    case(r.ft().suglen("s"), 2, *SUGGESTIONS),
    case(r.ft().suglen("s"), 0),
    case(r.ft().sugdel("s", "hello"), 1, *SUGGESTIONS, then={"FT.SUGLEN s": 1}),
    case(r.ft().sugdel("s", "x"), 0, *SUGGESTIONS),
    case(r.ft().sugget("s", "he"), [Suggestion(b"help"), Suggestion(b"hello")], *SUGGESTIONS),
    case(
        r.ft().sugget("s", "he", with_scores=True, with_payloads=True),
        [Suggestion(b"help", Is(float, bool)), Suggestion(b"hello", Is(float, bool), b"p")],  # type: ignore[arg-type]
        *SUGGESTIONS,
    ),
    case(r.ft().sugget("s", "xelp", fuzzy=True, num=1), [Suggestion(b"help")], *SUGGESTIONS),
    case(r.ft().sugget("x", "he"), []),
]

CASES = INDEXES + SEARCHING + AGGREGATING + WORDS


@scenario("ft.aggregate", "ft.cursor_del", module="search")
def rows_in_parts(world: World) -> None:
    world.hand.run(*SOME)
    index = world.connect().ft()
    request = AggregateRequest("*").load("@title").sort_by("@n").cursor(count=2, max_idle=10)
    first = index.aggregate(request)
    assert [row["n"] for row in first.rows] == [world.text(b"1"), world.text(b"2")]
    assert first.cursor
    rest = index.aggregate(first.cursor)
    assert [row["n"] for row in rest.rows] == [world.text(b"3")]
    assert not rest.cursor
    assert rest.cursor.cid == 0

    open_again = index.aggregate(request).cursor
    assert index.cursor_del(open_again) is True
    with pytest.raises(ResponseError, match="Cursor not found"):
        index.aggregate(open_again)


@scenario("ft.search", module="search")
def searched_in_a_transaction(world: World) -> None:
    world.hand.run(*DOCS)
    query = Query("@n:[2 2]").return_field("title").return_field("v", decode_field=False)
    with world.connect().pipeline(transaction=True) as pipe:
        pipe.hset("d:4", "title", "new").ft().search(query).ft("nothing").search("hello").get("k")
        added, found, refused, missing = pipe.execute(raise_on_error=False)
    assert (added, missing) == (1, None)
    [document] = found.docs
    assert document.id == world.text(b"d:2")
    assert document.fields == {"title": world.text(b"hello")}
    assert document.raw == {"v": V2}
    assert isinstance(refused, ResponseError)
