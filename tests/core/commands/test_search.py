"""The commands on search indexes: their arguments, and the values made of replies."""

from __future__ import annotations

import copy
import pickle
from math import isnan
from typing import Any

import pytest

from sansredis.core.commands import Commands
from sansredis.core.commands.command import Command
from sansredis.core.commands.modules.search import SearchCommands
from sansredis.core.commands.modules.search_documents import SearchDocumentCommands
from sansredis.core.commands.modules.search_words import SearchWordsCommands
from sansredis.core.errors import DataError, ResponseError
from sansredis.search import (
    AggregateRequest,
    AggregateResult,
    Cursor,
    Document,
    IndexDefinition,
    NumericField,
    ProfileInformation,
    Query,
    SearchResult,
    Suggestion,
    TextField,
    reducers,
)
from tests.core.commands.reading import check_reading, methods

ft: SearchCommands[bytes] = Commands[bytes]().ft("i")
T = ("t", b"TEXT", b"WEIGHT", 1.0)
END = (b"DIALECT", 2, b"LIMIT", 0, 10)
PARAMS = (b"PARAMS", 4, "a", 1, "v", b"\xff")
VALUES = {"a": 1, "v": b"\xff"}
CURSOR = Cursor(7, 50)
COUNTED = AggregateRequest("hi").group_by("@a", reducers.count())
COUNTED_ARGS = ("hi", b"DIALECT", 2, b"GROUPBY", 1, "@a", b"REDUCE", "COUNT", 0)

ENCODINGS: list[tuple[Command[Any], tuple[Any, ...]]] = [
    (ft.create_index(TextField("t")), (b"FT.CREATE", "i", b"SCHEMA", *T)),
    (
        ft.create_index(
            [TextField("t"), NumericField("n")],
            no_term_offsets=True,
            no_field_flags=True,
            stopwords=["the", "a"],
            definition=IndexDefinition("d:"),
            max_text_fields=True,
            temporary=60,
            no_highlight=True,
            no_term_frequencies=True,
            skip_initial_scan=True,
        ),
        (
            *(b"FT.CREATE", "i", b"PREFIX", 1, "d:", b"SCORE", 1.0, b"MAXTEXTFIELDS", b"TEMPORARY", 60),
            *(b"NOOFFSETS", b"NOHL", b"NOFIELDS", b"NOFREQS", b"SKIPINITIALSCAN", b"STOPWORDS", 2, "the", "a"),
            *(b"SCHEMA", *T, "n", b"NUMERIC"),
        ),
    ),
    (ft.create_index(TextField("t"), stopwords=[]), (b"FT.CREATE", "i", b"STOPWORDS", 0, b"SCHEMA", *T)),
    (ft.alter_schema_add(TextField("t")), (b"FT.ALTER", "i", b"SCHEMA", b"ADD", *T)),
    (ft.alter_schema_add([NumericField("n")]), (b"FT.ALTER", "i", b"SCHEMA", b"ADD", "n", b"NUMERIC")),
    (ft.dropindex(), (b"FT.DROPINDEX", "i")),
    (ft.dropindex(delete_documents=True), (b"FT.DROPINDEX", "i", b"DD")),
    (ft.info(), (b"FT.INFO", "i")),
    (ft.list_indexes(), (b"FT._LIST",)),
    (ft.load_document("d:1"), (b"HGETALL", "d:1")),
    (ft.add_document("d:1", t="hi", n=2), (b"FT.ADD", "i", "d:1", 1.0, b"FIELDS", "t", "hi", "n", 2)),
    (
        ft.add_document("d:1", True, 0.5, "p", language="german", partial=True, no_create=True, t="hi"),
        (
            *(b"FT.ADD", "i", "d:1", 0.5, b"NOSAVE", b"PAYLOAD", "p", b"REPLACE", b"PARTIAL", b"NOCREATE"),
            *(b"LANGUAGE", "german", b"FIELDS", "t", "hi"),
        ),
    ),
    (ft.delete_document("d:1"), (b"FT.DEL", "i", "d:1")),
    (ft.delete_document("d:1", delete_actual_document=True), (b"FT.DEL", "i", "d:1", b"DD")),
    (ft.get("d:1", b"d:2"), (b"FT.MGET", "i", "d:1", b"d:2")),
    (ft.search("hi"), (b"FT.SEARCH", "i", "hi", *END)),
    (ft.search(Query("hi").verbatim(), VALUES), (b"FT.SEARCH", "i", "hi", b"VERBATIM", *END, *PARAMS)),
    (ft.aggregate(COUNTED), (b"FT.AGGREGATE", "i", *COUNTED_ARGS)),
    (ft.aggregate(COUNTED, VALUES), (b"FT.AGGREGATE", "i", *COUNTED_ARGS, *PARAMS)),
    (ft.aggregate(CURSOR), (b"FT.CURSOR", b"READ", "i", 7, b"COUNT", 50)),
    (ft.cursor_del(CURSOR), (b"FT.CURSOR", b"DEL", "i", 7)),
    (ft.cursor_del(8), (b"FT.CURSOR", b"DEL", "i", 8)),
    (ft.explain("hi"), (b"FT.EXPLAIN", "i", "hi", *END)),
    (ft.explain_cli(Query("hi"), VALUES), (b"FT.EXPLAINCLI", "i", "hi", *END, *PARAMS)),
    (ft.profile(Query("hi"), query_params=VALUES), (b"FT.PROFILE", "i", b"SEARCH", b"QUERY", "hi", *END, *PARAMS)),
    (
        ft.profile(COUNTED, limited=True),
        (b"FT.PROFILE", "i", b"AGGREGATE", b"LIMITED", b"QUERY", *COUNTED_ARGS),
    ),
    (ft.aliasadd("x"), (b"FT.ALIASADD", "x", "i")),
    (ft.aliasupdate("x"), (b"FT.ALIASUPDATE", "x", "i")),
    (ft.aliasdel("x"), (b"FT.ALIASDEL", "x")),
    (ft.tagvals("t"), (b"FT.TAGVALS", "i", "t")),
    (ft.spellcheck("helo"), (b"FT.SPELLCHECK", "i", "helo")),
    (
        ft.spellcheck("helo", 2, "in", "out"),
        (b"FT.SPELLCHECK", "i", "helo", b"DISTANCE", 2, b"TERMS", b"INCLUDE", "in", b"TERMS", b"EXCLUDE", "out"),
    ),
    (ft.dict_add("d", "a", "b"), (b"FT.DICTADD", "d", "a", "b")),
    (ft.dict_del("d", "a"), (b"FT.DICTDEL", "d", "a")),
    (ft.dict_dump("d"), (b"FT.DICTDUMP", "d")),
    (ft.synupdate("g", False, "a", "b"), (b"FT.SYNUPDATE", "i", "g", "a", "b")),
    (ft.synupdate("g", True, "a"), (b"FT.SYNUPDATE", "i", "g", b"SKIPINITIALSCAN", "a")),
    (ft.syndump(), (b"FT.SYNDUMP", "i")),
    (ft.config_get("TIMEOUT"), (b"FT.CONFIG", b"GET", "TIMEOUT")),
    (ft.config_set("TIMEOUT", 5), (b"FT.CONFIG", b"SET", "TIMEOUT", 5)),
    (ft.sugadd("s", Suggestion("hello")), (b"FT.SUGADD", "s", "hello", 1.0)),
    (
        ft.sugadd("s", Suggestion(b"hello", 2.5, b"p"), increment=True),
        (b"FT.SUGADD", "s", b"hello", 2.5, b"INCR", b"PAYLOAD", b"p"),
    ),
    (ft.suglen("s"), (b"FT.SUGLEN", "s")),
    (ft.sugdel("s", "hello"), (b"FT.SUGDEL", "s", "hello")),
    (ft.sugget("s", "he"), (b"FT.SUGGET", "s", "he", b"MAX", 10)),
    (
        ft.sugget("s", "he", True, 5, True, True),
        (b"FT.SUGGET", "s", "he", b"MAX", 5, b"FUZZY", b"WITHSCORES", b"WITHPAYLOADS"),
    ),
]

RENAMED = {
    "create": "create_index",
    "alter": "alter_schema_add",
    "_list": "list_indexes",
    "explaincli": "explain_cli",
    "dictadd": "dict_add",
    "dictdel": "dict_del",
    "dictdump": "dict_dump",
    "add": "add_document",
    "del": "delete_document",
    "mget": "get",
}

READINGS: list[tuple[Command[Any], Any, list[Any]]] = [
    (ft.create_index(TextField("t")), True, [b"OK"]),
    (ft.aliasadd("x"), True, [b"OK"]),
    (ft.cursor_del(7), True, [b"OK"]),
    (ft.list_indexes(), {b"i"}, [[b"i"], {b"i"}]),
    (ft.explain("hi"), b"UNION {\n}\n", [b"UNION {\n}\n"]),
    (ft.explain_cli("hi"), [b"UNION {", b"}"], [[b"UNION {", b"}"]]),
    (ft.tagvals("t"), {b"a", b"b"}, [[b"a", b"b"], {b"a", b"b"}]),
    (ft.dict_dump("d"), {b"a"}, [[b"a"], {b"a"}]),
    (ft.syndump(), {b"boy": [b"g", b"h"]}, [[b"boy", [b"g", b"h"]], {b"boy": [b"g", b"h"]}]),
    (
        ft.spellcheck("helo wrld"),
        {b"helo": [{"score": 0.5, "suggestion": b"hello"}], b"wrld": []},
        [
            [[b"TERM", b"helo", [[b"0.5", b"hello"]]], [b"TERM", b"wrld", []]],
            {b"results": {b"helo": [{b"hello": 0.5}], b"wrld": []}},
        ],
    ),
    (ft.spellcheck("hello"), {}, [[], {b"results": {}}]),
]


@pytest.mark.parametrize(("command", "args"), ENCODINGS)
def test_encoding(command: Command[Any], args: tuple[Any, ...]) -> None:
    assert command.args == args


def test_every_method_is_here() -> None:
    found = set()
    for command, _ in ENCODINGS:
        name, *rest = (word.decode().lower() for word in command.args[:2] if isinstance(word, bytes))
        name = "_".join([name.removeprefix("ft."), *rest])
        found.add({"hgetall": "load_document", "cursor_read": "aggregate"}.get(name, RENAMED.get(name, name)))
    assert found == methods(SearchCommands) | methods(SearchDocumentCommands) | methods(SearchWordsCommands)


@pytest.mark.parametrize(("command", "value", "raws"), READINGS)
def test_reading(command: Command[Any], value: Any, raws: list[Any]) -> None:
    check_reading(command, value, *raws)


def both(command: Command[Any], raws: list[Any]) -> tuple[list[Any], list[Any]]:
    """What a command makes of each reply for a client that returns bytes, and for one that decodes."""
    return [command.read(raw, None) for raw in raws], [command.read(raw, bytes.decode) for raw in raws]


VECTOR = b"\x00\x00\x80\xff"
FOUND = [
    [2, b"d:1", [b"t", b"hello", b"n", None, b"v", VECTOR], b"d:2", [b"t", b"hello you"]],
    {
        b"attributes": [],
        b"total_results": 2,
        b"results": [
            {b"id": b"d:1", b"extra_attributes": {b"t": b"hello", b"n": None, b"v": VECTOR}, b"values": []},
            {b"id": b"d:2", b"extra_attributes": {b"t": b"hello you"}, b"values": []},
        ],
        b"warning": [],
    },
]


def test_documents() -> None:
    as_bytes, as_text = both(ft.search(Query("hi").raw_fields("v")), FOUND)
    first: Document[bytes] = Document(b"d:1", {"t": b"hello", "n": None}, {"v": VECTOR})
    assert as_bytes == [SearchResult(2, [first, Document(b"d:2", {"t": b"hello you"}, {})], [])] * 2
    text: Document[str] = Document("d:1", {"t": "hello", "n": None}, {"v": VECTOR})
    assert as_text == [SearchResult(2, [text, Document("d:2", {"t": "hello you"}, {})], [])] * 2


def test_a_client_that_does_not_decode_needs_no_raw_fields() -> None:
    for raw in FOUND:
        assert ft.search("hi").read(raw, None).docs[0].fields == {"t": b"hello", "n": None, "v": VECTOR}


def test_a_field_that_is_no_text_is_named_with_the_remedy() -> None:
    for raw in FOUND:
        with pytest.raises(UnicodeDecodeError, match=r"field 'v' is no text .* raw_fields"):
            ft.search("hi").read(raw, bytes.decode)


def test_a_field_in_an_encoding_of_its_own() -> None:
    raw = [1, b"d:1", [b"t", b"gr\xfcn", b"u", "grün".encode()]]
    query = Query("hi").return_field("t", encoding="latin-1").return_field("u")
    assert ft.search(query).read(raw, bytes.decode).docs[0].fields == {"t": "grün", "u": "grün"}
    assert ft.search(query).read(raw, None).docs[0].fields == {"t": b"gr\xfcn", "u": "grün".encode()}


def test_a_query_that_is_changed_later_leaves_the_command_alone() -> None:
    query = Query("hi").raw_fields("v")
    command = ft.search(query)
    query.field_encodings.clear()
    assert command.read(FOUND[0], bytes.decode).docs[0].raw == {"v": VECTOR}


def test_scores_and_payloads() -> None:
    raws = [
        [2, b"d:1", b"1.5", b"p", [b"t", b"hello"], b"d:2", b"1", None, None],
        {
            b"total_results": 2,
            b"results": [
                {b"id": b"d:1", b"score": 1.5, b"payload": b"p", b"extra_attributes": {b"t": b"hello"}},
                {b"id": b"d:2", b"score": 1.0, b"payload": None},
            ],
            b"warning": [],
        },
    ]
    as_bytes, as_text = both(ft.search(Query("hi").with_scores().with_payloads()), raws)
    first, second = Document(b"d:1", {"t": b"hello"}, {}, 1.5, b"p"), Document(b"d:2", {}, {}, 1.0, None)
    assert as_bytes == [SearchResult(2, [first, second], [])] * 2
    one, two = Document("d:1", {"t": "hello"}, {}, 1.5, "p"), Document("d:2", {}, {}, 1.0, None)
    assert as_text == [SearchResult(2, [one, two], [])] * 2


def test_keys_only() -> None:
    raws = [[9, b"d:1", b"d:2"], {b"total_results": 9, b"results": [{b"id": b"d:1"}, {b"id": b"d:2"}], b"warning": []}]
    as_bytes, as_text = both(ft.search(Query("hi").no_content()), raws)
    assert as_bytes == [SearchResult(9, [Document(b"d:1", {}, {}), Document(b"d:2", {}, {})], [])] * 2
    assert as_text == [SearchResult(9, [Document("d:1", {}, {}), Document("d:2", {}, {})], [])] * 2


def test_warnings() -> None:
    raw = {b"total_results": 0, b"results": [], b"warning": [b"Timeout limit was reached"]}
    assert ft.search("hi").read(raw, None) == SearchResult(0, [], ["Timeout limit was reached"])
    assert ft.aggregate(COUNTED).read(raw, None) == AggregateResult(0, [], None, ["Timeout limit was reached"])


def test_a_whole_json_document() -> None:
    raw = [1, b"j", [b"$", b'{"a":1}']]
    assert ft.search("hi").read(raw, bytes.decode).docs == [Document("j", {"json": '{"a":1}'}, {})]


def test_an_error_is_raised() -> None:
    with pytest.raises(ResponseError, match="no such index"):
        ft.search("hi").read(ResponseError("i: no such index"), None)


@pytest.mark.parametrize("key", ["d:1", b"d:1"])
def test_load_document(key: str | bytes) -> None:
    raws = [[b"t", b"hello", b"v", VECTOR], {b"t": b"hello", b"v": VECTOR}]
    as_bytes, as_text = both(ft.load_document(key, {"v": None}), raws)
    assert as_bytes == [Document(b"d:1", {"t": b"hello"}, {"v": VECTOR})] * 2
    assert as_text == [Document("d:1", {"t": "hello"}, {"v": VECTOR})] * 2


def test_documents_by_their_keys() -> None:
    as_bytes, as_text = both(ft.get("d:1", b"d:2", "x"), [[[b"t", b"hello"], [], None]])
    assert as_bytes == [[Document(b"d:1", {"t": b"hello"}, {}), Document(b"d:2", {}, {}), None]]
    assert as_text == [[Document("d:1", {"t": "hello"}, {}), Document("d:2", {}, {}), None]]
    assert ft.add_document("d:1", t="x").read(b"OK", None) is True


DOC = Document("d:1", {"title": "hello", "n": None}, {"v": VECTOR}, 1.5)


def test_a_documents_fields() -> None:
    assert (DOC["title"], DOC.title, DOC["n"], DOC.n) == ("hello", "hello", None, None)
    assert (DOC.id, DOC.score, DOC.payload) == ("d:1", 1.5, None)
    with pytest.raises(KeyError, match="has no field 'x'"):
        DOC["x"]
    with pytest.raises(AttributeError, match="has no field 'x'"):
        _ = DOC.x
    with pytest.raises(AttributeError, match=r"it is in \.raw"):
        _ = DOC.v
    with pytest.raises(KeyError, match=r"it is in \.raw"):
        DOC["v"]


def test_documents_can_be_copied() -> None:
    assert copy.deepcopy(DOC) == DOC
    assert pickle.loads(pickle.dumps(DOC)) == DOC
    with pytest.raises(AttributeError):
        _ = Document.__new__(Document).fields


ROWS = [
    [2, [b"a", b"x", b"list", [b"1", b"2"], b"v", VECTOR], [b"a", None]],
    {
        b"total_results": 2,
        b"results": [
            {b"extra_attributes": {b"a": b"x", b"list": [b"1", b"2"], b"v": VECTOR}, b"values": []},
            {b"extra_attributes": {b"a": None}, b"values": []},
        ],
        b"warning": [],
    },
]
AS_BYTES = [{"a": b"x", "list": [b"1", b"2"], "v": VECTOR}, {"a": None}]
AS_TEXT = [{"a": "x", "list": ["1", "2"], "v": VECTOR}, {"a": None}]


def test_rows() -> None:
    as_bytes, as_text = both(ft.aggregate(AggregateRequest().load("@v").raw_fields("v")), ROWS)
    assert as_bytes == [AggregateResult(2, AS_BYTES, None, [])] * 2
    assert as_text == [AggregateResult(2, AS_TEXT, None, [])] * 2


def test_a_row_that_is_no_text() -> None:
    with pytest.raises(UnicodeDecodeError, match="field 'v' is no text"):
        ft.aggregate(AggregateRequest().load("@v")).read(ROWS[0], bytes.decode)


def test_a_cursor_keeps_what_stays_bytes() -> None:
    request = AggregateRequest().load("@v").raw_fields("v").cursor(2)
    for rows in ROWS:
        result = ft.aggregate(request).read([rows, 7], bytes.decode)
        assert result == AggregateResult(2, AS_TEXT, Cursor(7), [])
        assert result.cursor is not None
        result.cursor.count = 5
        rest = ft.aggregate(result.cursor)
        assert rest.args == (b"FT.CURSOR", b"READ", "i", 7, b"COUNT", 5)
        assert rest.read([rows, 0], bytes.decode) == AggregateResult(2, AS_TEXT, Cursor(0, 5), [])


def test_suggestions() -> None:
    assert ft.sugget("s", "he").read(None, None) == []
    assert ft.sugget("s", "he").read([b"help", b"hello"], None) == [Suggestion(b"help"), Suggestion(b"hello")]
    raw = ["help", "1.5", None, "hello", "0.5", "p"]
    both_facts = ft.sugget("s", "he", with_scores=True, with_payloads=True)
    assert both_facts.reply is not None
    assert both_facts.reply(raw) == [Suggestion("help", 1.5), Suggestion("hello", 0.5, "p")]
    assert ft.sugget("s", "he", with_payloads=True).read([b"a", b"p"], bytes.decode) == [Suggestion("a", 1.0, "p")]
    assert ft.sugget("s", "he", with_scores=True).read([b"a", 0.5], bytes.decode) == [Suggestion("a", 0.5)]


def test_settings() -> None:
    command = ft.config_get("*")
    for raw in ([[b"TIMEOUT", b"500"], [b"EXTLOAD", None]], {b"TIMEOUT": b"500", b"EXTLOAD": None}):
        assert command.read(raw, None) == command.read(raw, bytes.decode) == {"TIMEOUT": "500", "EXTLOAD": None}


NO_ERRORS = [b"indexing failures", 0, b"last indexing error", b"N/A", b"last indexing error key", b"7"]
INFO_RESP2 = [
    *(b"index_name", b"1e3", b"index_options", [b"NOFREQS"]),
    *(b"index_definition", [b"key_type", b"HASH", b"prefixes", [b"d:"], b"filter", b"1", b"default_score", b"0.5"]),
    b"attributes",
    [
        [b"identifier", b"t", b"attribute", b"8", b"type", b"TEXT", b"WEIGHT", b"2", b"SORTABLE", b"NOSTEM"],
        [b"identifier", b"v", b"attribute", b"v", b"type", b"VECTOR", b"dim", 4],
    ],
    *(b"num_docs", 3, b"of the future", b"a word", b"list of the future", [b"a", b"1", b"2"]),
    *(b"percent_indexed", b"1", b"gc_stats", [b"average_cycle_time_ms", b"nan"]),
    *(b"Index Errors", NO_ERRORS, b"stopwords_list", [b"the"]),
    *(b"field statistics", [[b"identifier", b"t", b"Index Errors", NO_ERRORS]]),
]
ERRORS = {b"indexing failures": 0, b"last indexing error": b"N/A", b"last indexing error key": b"7"}
INFO_RESP3 = {
    b"index_name": b"1e3",
    b"index_options": [b"NOFREQS"],
    b"index_definition": {b"key_type": b"HASH", b"prefixes": [b"d:"], b"filter": b"1", b"default_score": 0.5},
    b"attributes": [
        {
            b"identifier": b"t",
            b"attribute": b"8",
            b"type": b"TEXT",
            b"WEIGHT": 2.0,
            b"flags": [b"SORTABLE", b"NOSTEM"],
        },
        {b"identifier": b"v", b"attribute": b"v", b"type": b"VECTOR", b"dim": 4, b"flags": []},
    ],
    b"num_docs": 3,
    b"of the future": b"a word",
    b"list of the future": [b"a", b"1", b"2"],
    b"percent_indexed": 1.0,
    b"gc_stats": {b"average_cycle_time_ms": float("nan")},
    b"Index Errors": ERRORS,
    b"stopwords_list": [b"the"],
    b"field statistics": [{b"identifier": b"t", b"Index Errors": ERRORS}],
}
NO_ERROR = {"indexing failures": 0, "last indexing error": "N/A", "last indexing error key": "7"}
INFO = {
    "index_name": "1e3",
    "index_options": ["NOFREQS"],
    "index_definition": {"key_type": "HASH", "prefixes": ["d:"], "filter": "1", "default_score": 0.5},
    "attributes": [
        {"identifier": "t", "attribute": "8", "type": "TEXT", "WEIGHT": 2.0, "flags": ["SORTABLE", "NOSTEM"]},
        {"identifier": "v", "attribute": "v", "type": "VECTOR", "dim": 4, "flags": []},
    ],
    "num_docs": 3,
    "of the future": "a word",
    "list of the future": ["a", 1.0, 2.0],
    "percent_indexed": 1.0,
    "Index Errors": NO_ERROR,
    "stopwords_list": ["the"],
    "field statistics": [{"identifier": "t", "Index Errors": NO_ERROR}],
}


def test_info() -> None:
    for raw in (INFO_RESP2, INFO_RESP3):
        for text in (None, bytes.decode):
            info = ft.info().read(raw, text)
            cycles = info.pop("gc_stats")
            assert isinstance(cycles, dict)
            assert isnan(cycles["average_cycle_time_ms"])  # type: ignore[arg-type]
            assert info == INFO


TERM_RESP2 = [b"Type", b"TEXT", b"Term", b"42", b"Time", b"0.5", b"Counter", 2]
PROFILE_RESP2 = [
    [b"Total profile time", b"0.5"],
    [b"Warning"],
    [
        b"Iterators profile",
        [b"Type", b"UNION", b"Child iterators", TERM_RESP2, [b"Type", b"NOT", b"Child iterator", TERM_RESP2]],
    ],
    [b"Result processors profile", [b"Type", b"Index", b"Time", b"0"], [b"Type", b"Loader", b"Time", b"0"]],
]
TERM_RESP3 = {b"Type": b"TEXT", b"Term": b"42", b"Time": 0.5, b"Counter": 2}
PROFILE_RESP3 = {
    b"Total profile time": 0.5,
    b"Warning": b"None",
    b"Iterators profile": [
        {b"Type": b"UNION", b"Child iterators": [TERM_RESP3, {b"Type": b"NOT", b"Child iterator": TERM_RESP3}]}
    ],
    b"Result processors profile": [{b"Type": b"Index", b"Time": 0.0}, {b"Type": b"Loader", b"Time": 0.0}],
}
TERM = {"Type": "TEXT", "Term": "42", "Time": 0.5, "Counter": 2}
PROFILE = ProfileInformation(
    {
        "Total profile time": 0.5,
        "Warning": "None",
        "Iterators profile": [{"Type": "UNION", "Child iterators": [TERM, {"Type": "NOT", "Child iterator": TERM}]}],
        "Result processors profile": [{"Type": "Index", "Time": 0.0}, {"Type": "Loader", "Time": 0.0}],
    }
)


def test_profiles() -> None:
    searched = [FOUND[0], PROFILE_RESP2], {**FOUND[1], b"profile": PROFILE_RESP3}
    for raw in searched:
        result, profile = ft.profile(Query("hi").raw_fields("v")).read(raw, bytes.decode)
        assert (result.total, result.docs[0].id, profile) == (2, "d:1", PROFILE)
    for raw in ([ROWS[0], PROFILE_RESP2], {**ROWS[1], b"profile": PROFILE_RESP3}):
        rows, profile = ft.profile(AggregateRequest().raw_fields("v")).read(raw, bytes.decode)
        assert (rows.rows, profile) == (AS_TEXT, PROFILE)


def test_a_warning_in_a_profile() -> None:
    _, profile = ft.profile(Query("hi")).read([[0], [[b"Warning", b"Timeout"]]], None)
    assert profile == ProfileInformation({"Warning": "Timeout"})


SHARD_RESP2 = [
    *(b"Total profile time", b"0.5", b"Warning", [b"None"]),
    *(b"Iterators profile", [b"Type", b"UNION", b"Child iterators", [TERM_RESP2, TERM_RESP2]]),
    *(b"Result processors profile", [[b"Type", b"Index", b"Results processed", 2]]),
]
SHARD_RESP3 = {
    b"Total profile time": 0.5,
    b"Warning": b"None",
    b"Iterators profile": {b"Type": b"UNION", b"Child iterators": [TERM_RESP3, TERM_RESP3]},
    b"Result processors profile": [{b"Type": b"Index", b"Results processed": 2}],
}
SHARD = {
    "Total profile time": 0.5,
    "Warning": "None",
    "Iterators profile": [{"Type": "UNION", "Child iterators": [TERM, TERM]}],
    "Result processors profile": [{"Type": "Index", "Results processed": 2}],
}


def test_profiles_of_redis_8() -> None:
    expected = ProfileInformation({"Shards": [SHARD, SHARD], "Coordinator": {}})
    for raw in (
        [FOUND[0], [b"Shards", [SHARD_RESP2, SHARD_RESP2], b"Coordinator", []]],
        {b"Results": FOUND[1], b"Profile": {b"Shards": [SHARD_RESP3, SHARD_RESP3], b"Coordinator": {}}},
    ):
        result, profile = ft.profile(Query("hi")).read(raw, None)
        assert (result.total, profile) == (2, expected)


def test_what_cannot_be_searched() -> None:
    for method in (ft.search, ft.explain, ft.explain_cli):
        with pytest.raises(DataError, match="takes a str or a Query, not int"):
            method(7)  # type: ignore[operator]
    with pytest.raises(DataError, match="not str"):
        ft.aggregate("*")  # type: ignore[arg-type]
    with pytest.raises(DataError, match="profile takes"):
        ft.profile("hi")  # type: ignore[call-overload]
    with pytest.raises(DataError, match="without a cursor"):
        ft.profile(AggregateRequest().cursor())
    with pytest.raises(DataError, match="a cursor takes no query_params"):
        ft.aggregate(Cursor(7), {"a": 1})


def test_what_is_of_a_wrong_kind() -> None:
    with pytest.raises(DataError, match=r"FT\.CREATE: a field is a TextField, .* not str"):
        ft.create_index(["t"])  # type: ignore[list-item]
    with pytest.raises(DataError, match="a list of words, not a single str"):
        ft.create_index(TextField("t"), stopwords="the")


def test_what_needs_more() -> None:
    with pytest.raises(DataError, match="limit_ids: give at least one key"):
        Query("hi").limit_ids()
    with pytest.raises(DataError, match="limit_fields: give at least one field"):
        Query("hi").limit_fields()
    with pytest.raises(DataError, match=r"FT\.CREATE: give at least one field"):
        ft.create_index([])
    with pytest.raises(DataError, match=r"FT\.ALTER: give at least one field"):
        ft.alter_schema_add([])
    with pytest.raises(DataError, match="at least one term"):
        ft.synupdate("g")
