"""The namespace for JSON documents."""

from __future__ import annotations

from decimal import Decimal
from json import JSONDecoder, JSONEncoder
from typing import Any

import pytest

from sansredis.core.commands import Command, Commands
from sansredis.core.errors import DataError
from tests.core.commands.reading import exact

r: Commands[bytes] = Commands()
j = r.json()

ENCODINGS: list[tuple[Command[Any], tuple[Any, ...]]] = [
    (j.get("k"), (b"JSON.GET", "k", ".")),
    (j.get("k", "$.a", b".b"), (b"JSON.GET", "k", "$.a", b".b")),
    (j.get("k", "$", no_escape=True), (b"JSON.GET", "k", b"NOESCAPE", "$")),
    (j.mget(["a", "b"], "$"), (b"JSON.MGET", "a", "b", "$")),
    (j.mget("a", "$"), (b"JSON.MGET", "a", "$")),
    (j.set("k", "$", {"a": [1, 2.5, None, True]}), (b"JSON.SET", "k", "$", b'{"a":[1,2.5,null,true]}')),
    (j.set("k", "$", "ä"), (b"JSON.SET", "k", "$", b'"\\u00e4"')),
    (j.set("k", "$", 1, nx=True), (b"JSON.SET", "k", "$", b"1", b"NX")),
    (j.set("k", "$", 1, xx=True, fpha="fp16"), (b"JSON.SET", "k", "$", b"1", b"XX", b"FPHA", "FP16")),
    (
        j.set("k", "$", {b"a": [{b"b": 1}], "c": (2,)}, decode_keys=True),
        (b"JSON.SET", "k", "$", b'{"a":[{"b":1}],"c":[2]}'),
    ),
    (j.mset([("a", "$", 1), ("b", "$.c", "x")]), (b"JSON.MSET", "a", "$", b"1", "b", "$.c", b'"x"')),
    (j.merge("k", "$", {"a": None}), (b"JSON.MERGE", "k", "$", b'{"a":null}')),
    (j.merge("k", "$", {b"a": 1}, decode_keys=True), (b"JSON.MERGE", "k", "$", b'{"a":1}')),
    (j.delete("k"), (b"JSON.DEL", "k", ".")),
    (j.forget("k", "$.a"), (b"JSON.FORGET", "k", "$.a")),
    (j.clear("k", "$.a"), (b"JSON.CLEAR", "k", "$.a")),
    (j.type("k"), (b"JSON.TYPE", "k", ".")),
    (j.resp("k", "$.a"), (b"JSON.RESP", "k", "$.a")),
    (j.objkeys("k"), (b"JSON.OBJKEYS", "k", ".")),
    (j.objlen("k"), (b"JSON.OBJLEN", "k", ".")),
    (j.numincrby("k", "$.a", 1), (b"JSON.NUMINCRBY", "k", "$.a", b"1")),
    (j.nummultby("k", "$.a", 1.5), (b"JSON.NUMMULTBY", "k", "$.a", b"1.5")),
    (j.nummultby("k", ".", 2), (b"JSON.NUMMULTBY", "k", "$", b"2")),
    (j.nummultby("k", ".a.b", 2), (b"JSON.NUMMULTBY", "k", "$.a.b", b"2")),
    (j.nummultby("k", "a", 2), (b"JSON.NUMMULTBY", "k", "$.a", b"2")),
    (j.nummultby("k", b"..a", 2), (b"JSON.NUMMULTBY", "k", "$..a", b"2")),
    (j.nummultby("k", b"$..a", 2), (b"JSON.NUMMULTBY", "k", b"$..a", b"2")),
    (j.numpowby("k", "$.a", 2), (b"JSON.NUMPOWBY", "k", "$.a", b"2")),
    (j.strlen("k"), (b"JSON.STRLEN", "k")),
    (j.strlen("k", "$.a"), (b"JSON.STRLEN", "k", "$.a")),
    (j.strappend("k", 'x"y'), (b"JSON.STRAPPEND", "k", ".", b'"x\\"y"')),
    (j.toggle("k", "$.a"), (b"JSON.TOGGLE", "k", "$.a")),
    (j.debug("MEMORY", "k"), (b"JSON.DEBUG", "MEMORY", "k", ".")),
    (j.debug("memory", "k", "$.a"), (b"JSON.DEBUG", "MEMORY", "k", "$.a")),
    (j.debug("help"), (b"JSON.DEBUG", "HELP")),
    (j.arrappend("k", "$.a", 1, "x"), (b"JSON.ARRAPPEND", "k", "$.a", b"1", b'"x"')),
    (j.arrindex("k", "$.a", "x"), (b"JSON.ARRINDEX", "k", "$.a", b'"x"')),
    (j.arrindex("k", "$.a", 1, 2, -1), (b"JSON.ARRINDEX", "k", "$.a", b"1", 2, -1)),
    (j.arrinsert("k", "$.a", 0, 1, [2]), (b"JSON.ARRINSERT", "k", "$.a", 0, b"1", b"[2]")),
    (j.arrlen("k"), (b"JSON.ARRLEN", "k", ".")),
    (j.arrpop("k"), (b"JSON.ARRPOP", "k", ".", -1)),
    (j.arrpop("k", "$.a", 0), (b"JSON.ARRPOP", "k", "$.a", 0)),
    (j.arrtrim("k", "$.a", 0, 3), (b"JSON.ARRTRIM", "k", "$.a", 0, 3)),
]


@pytest.mark.parametrize(("command", "args"), ENCODINGS)
def test_encoding(command, args):
    assert exact(command.args) == exact(args)


REFUSED = [
    (lambda: j.set("k", "$", {1, 2}), r"JSON.SET: no JSON can be made of this set: .*; change it, or give json\(enc"),
    (lambda: j.set("k", "$", float("nan")), "JSON.SET: no JSON can be made of this float: Out of range"),
    (lambda: j.set("k", "$", 1, True, True), "JSON.SET: give only one of nx, xx"),
    (lambda: j.set("k", "$", 1, fpha="F8"), "fpha is one of BF16, FP16, FP32, FP64; got 'F8'"),
    (lambda: j.mset([]), "JSON.MSET: give at least one key"),
    (lambda: j.mget([], "$"), "JSON.MGET: give at least one key"),
    (lambda: j.merge("k", "$", {b"a": 1}), "JSON.MERGE: no JSON can be made of this dict: keys must be str"),
    (lambda: j.numincrby("k", "$", float("inf")), "JSON.NUMINCRBY: no JSON"),
    (lambda: j.arrappend("k", "$"), "JSON.ARRAPPEND: give at least one value"),
    (lambda: j.arrinsert("k", "$", 0), "JSON.ARRINSERT: give at least one value"),
    (lambda: j.arrindex("k", "$", 1, stop=2), "stop needs start; got start=None, stop=2"),
    (lambda: j.debug("MEMORY"), "JSON.DEBUG: give HELP, or MEMORY and a key; got 'MEMORY' and key=None"),
    (lambda: j.debug("FIELDS", "k"), "got 'FIELDS' and key='k'"),
]


@pytest.mark.parametrize(("call", "words"), REFUSED)
def test_what_is_wrong_is_refused_before_it_is_sent(call, words):
    with pytest.raises(DataError, match=words):
        call()


def test_a_value_within_itself_is_refused():
    endless: list[Any] = []
    endless.append(endless)
    with pytest.raises(DataError, match="Circular reference"):
        j.set("k", "$", endless)


# The command, its value, and the replies that mean it: one, or those of RESP2 and of RESP3.
READINGS: list[tuple[Command[Any], Any, *tuple[Any, ...]]] = [
    (j.get("k"), {"a": [1, None]}, b'{"a":[1,null]}'),
    (j.get("k"), "\xe4", b'"\xc3\xa4"'),
    (j.get("k"), None, None),
    (j.mget(["a", "b"], "$"), [[1], None], [b"[1]", None]),
    (j.set("k", "$", 1), True, b"OK"),
    (j.set("k", "$", 1, xx=True), None, None),
    (j.mset([("k", "$", 1)]), True, b"OK"),
    (j.merge("k", "$.a.b", 1), None, None),
    (j.arrpop("k"), {"a": 1}, b'{"a":1}'),
    (j.arrpop("k"), None, None),
    (j.arrpop("k", "$..a"), [1, None], [b"1", None]),
    (j.type("k", "$.a"), [["array"]], [b"array"], [[b"array"]]),
    (j.type("k", b"$..a"), [["array", "null"]], [b"array", b"null"], [[b"array", b"null"]]),
    (j.type("k", "$.zz"), [[]], [], [[]]),
    (j.type("k", "$"), None, None, [None]),
    (j.type("k"), ["array"], b"array", [b"array"]),
    (j.type("k", memoryview(b".a")), ["array"], b"array", [b"array"]),
    (j.type("k", ".zz"), None, None, [None]),
    (j.objkeys("k"), ["a", "b"], [b"a", b"b"]),
    (j.objkeys("k", "$..a"), [["a"], None], [[b"a"], None]),
    (j.objkeys("k"), None, None),
    (j.numincrby("k", "$.a", 1), [2, None, 2.0], b"[2,null,2.0]", [2, None, 2.0]),
    (j.numincrby("k", ".a", 1), [2], b"[2]", [2]),
    (j.toggle("k", ".a"), True, b"true"),
    (j.toggle("k", ".a"), False, b"false"),
    (j.toggle("k", "$.a"), [1, None], [1, None]),
    (j.resp("k"), ["{", "a", ["[", 1, "2.5", "true", None]], [b"{", b"a", [b"[", 1, 2.5, b"true", None]]),
    (j.resp("k"), "2", b"2", 2.0),
    (j.debug("HELP"), ["MEMORY"], [b"MEMORY"]),
    (j.debug("MEMORY", "k"), 24, 24),
]


@pytest.mark.parametrize(("command", "value", "raws"), [(command, value, raws) for command, value, *raws in READINGS])
def test_reading_is_the_same_for_clients_that_decode_and_for_those_that_do_not(command, value, raws):
    for raw in raws:
        assert exact(command.read(raw, None)) == exact(value)
        assert exact(command.read(raw, lambda data: data.decode("latin-1"))) == exact(value)


@pytest.mark.parametrize(
    ("number", "text"), [(2.0, "2"), (-2.5, "-2.5"), (0.001, "0.001"), (1e17, "100000000000000000"), (1e300, "1e+300")]
)
def test_numbers_of_json_resp_are_written_as_the_server_writes_them_in_resp2(number, text):
    assert j.resp("k").read(number, None) == text


class Tagged(JSONEncoder):
    def default(self, o: object) -> object:
        return {"decimal": str(o)}


def test_an_encoder_and_a_decoder_of_ones_own():
    mine = r.json(encoder=Tagged(), decoder=JSONDecoder(parse_float=Decimal))
    assert mine.set("k", "$", Decimal("1.5")).args[-1] == b'{"decimal": "1.5"}'
    assert mine.get("k").read(b"1.50", None) == Decimal("1.50")


def test_json_is_utf8_whatever_the_encoding_of_the_client_is():
    mine = r.json(encoder=JSONEncoder(ensure_ascii=False))
    assert mine.set("k", "$", "ä").args[-1] == b'"\xc3\xa4"'
    with pytest.raises(DataError, match="surrogates not allowed"):
        mine.set("k", "$", "\ud800")
