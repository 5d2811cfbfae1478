"""JSON documents, with JSONPaths and with legacy paths."""

from __future__ import annotations

from functools import partial

from sansredis.core.errors import ResponseError, WrongTypeError
from tests.server import case as cases
from tests.server.case import Is, Raises, r

case = partial(cases.case, module="ReJSON")

TEXT = '{"a":1,"b":[1,2,"x",null],"c":{"a":2.5,"d":"h\\u00e9"},"n":null,"t":true,"s":"str","o":{}}'
DOCUMENT = ("JSON.SET", "k", "$", TEXT)
VALUE = {"a": 1, "b": [1, 2, "x", None], "c": {"a": 2.5, "d": "hé"}, "n": None, "t": True, "s": "str", "o": {}}
OF_A = "JSON.GET k .a"
OF_B = "JSON.GET k .b"

NO_PATH = Raises(ResponseError, "does not exist")
NO_KEY = Raises(ResponseError, "key that doesn't exist")

READING = [
    case(r.json().get("k"), VALUE, DOCUMENT),
    case(r.json().get("k", "$"), [VALUE], DOCUMENT),
    case(r.json().get("k", "$..a"), [1, 2.5], DOCUMENT),
    case(r.json().get("k", ".c.d", no_escape=True), "hé", DOCUMENT),
    case(r.json().get("k", ".n"), None, DOCUMENT),
    case(r.json().get("k", "$.a", "$.c.a"), {"$.a": [1], "$.c.a": [2.5]}, DOCUMENT),
    case(r.json().get("k", ".a", ".s"), {".a": 1, ".s": "str"}, DOCUMENT),
    case(r.json().get("k", "$.zz"), [], DOCUMENT),
    case(r.json().get("k", ".zz"), NO_PATH, DOCUMENT),
    case(r.json().get("none"), None),
    case(r.json().mget(["k", "none"], "$..a"), [[1, 2.5], None], DOCUMENT),
    case(r.json().mget(["k", "none"], ".a"), [1, None], DOCUMENT),
    case(r.json().type("k"), ["object"], DOCUMENT),
    case(r.json().type("k", ".b"), ["array"], DOCUMENT),
    case(r.json().type("k", ".zz"), None, DOCUMENT),
    case(r.json().type("k", "$.b"), [["array"]], DOCUMENT),
    case(r.json().type("k", "$..a"), [["integer", "number"]], DOCUMENT),
    case(r.json().type("k", "$.zz"), [[]], DOCUMENT),
    case(r.json().type("none", "$"), None),
    case(r.json().type("none"), None),
    case(
        r.json().resp("k"),
        [
            *("{", "a", 1, "b", ["[", 1, 2, "x", None], "c", ["{", "a", "2.5", "d", "hé"], "n", None),
            *("t", "true", "s", "str", "o", ["{"]),
        ],
        DOCUMENT,
    ),
    case(r.json().resp("k", "$.c"), [["{", "a", "2.5", "d", "hé"]], DOCUMENT),
    case(r.json().resp("k", "."), "2", "JSON.SET k $ 2.0"),
    case(r.json().resp("k", "."), ["[", "-0.001", "1e+300", "100000000000000000"], "JSON.SET k $ [-1e-3,1e300,1e17]"),
    case(r.json().resp("none"), None),
    case(r.json().objkeys("k", ".c"), ["a", "d"], DOCUMENT),
    case(r.json().objkeys("k", "$.*"), [None, None, ["a", "d"], None, None, None, []], DOCUMENT),
    case(r.json().objkeys("none"), None),
    case(r.json().objlen("k"), 7, DOCUMENT),
    case(r.json().objlen("k", "$.*"), [None, None, 2, None, None, None, 0], DOCUMENT),
    case(r.json().objlen("k", ".b"), Raises(WrongTypeError), DOCUMENT),
    case(r.json().objlen("none"), None),
    case(r.json().strlen("k", ".s"), 3, DOCUMENT),
    case(r.json().strlen("k", "$.c.*"), [None, 2], "JSON.SET k $ " + '{"c":{"a":1,"d":"he"}}'),
    case(r.json().strlen("k"), 4, 'JSON.SET k $ "abé"'),
    case(r.json().debug("MEMORY", "k", ".a"), Is(int, lambda value: value > 0), DOCUMENT),
    case(r.json().debug("MEMORY", "none", "$"), []),
    case(r.json().debug("HELP"), Is(list, lambda lines: all(isinstance(line, str) for line in lines))),
]

WRITING = [
    case(r.json().set("k", "$", VALUE), True, then={"JSON.GET k .c.d": '"hé"'.encode(), OF_B: b'[1,2,"x",null]'}),
    case(r.json().set("k", ".a", [True]), True, DOCUMENT, then={OF_A: b"[true]"}),
    case(r.json().set("k", "$.a", 2, nx=True), None, DOCUMENT, then={OF_A: b"1"}),
    case(r.json().set("k", "$.zz", 2, xx=True), None, DOCUMENT),
    case(r.json().set("k", "$", {b"a": 1}, decode_keys=True), True, then={OF_A: b"1"}),
    case(r.json().set("none", "$.a", 1), Raises(ResponseError, "at the root")),
    case(r.json().mset([("x", "$", 1), ("k", "$.a", "y")]), True, DOCUMENT, then={"JSON.GET x": b"1", OF_A: b'"y"'}),
    case(r.json().merge("k", "$.c", {"a": None, "x": 1}), True, DOCUMENT, then={"JSON.OBJKEYS k .c": [b"d", b"x"]}),
    case(r.json().merge("k", "$.zz.y", 1), None, DOCUMENT),
    case(r.json().delete("k", "$..a"), 2, DOCUMENT, then={"JSON.OBJKEYS k .c": [b"d"]}),
    case(r.json().delete("k"), 1, DOCUMENT, then={"EXISTS k": 0}),
    case(r.json().delete("none"), 0),
    case(r.json().forget("k", "$.a"), 1, DOCUMENT),
    case(r.json().clear("k", ".b"), 1, DOCUMENT, then={OF_B: b"[]"}),
    case(r.json().clear("none"), NO_KEY),
    case(r.json().numincrby("k", "$..a", 1), [2, 3.5], DOCUMENT, then={OF_A: b"2"}),
    case(r.json().numincrby("k", "$.*", 1), [2, None, None, None, None, None, None], DOCUMENT),
    case(r.json().numincrby("k", ".a", 1), [2], DOCUMENT),
    case(r.json().numincrby("k", ".a", 1.5), [2.5], DOCUMENT),
    case(r.json().numincrby("k", "$.zz", 1), [], DOCUMENT),
    case(r.json().numincrby("k", ".zz", 1), [], DOCUMENT),
    case(r.json().numincrby("k", ".s", 1), [None], DOCUMENT),
    case(r.json().numincrby("k", ".", 1), [None], DOCUMENT),
    case(r.json().numincrby("k", "..a", 1), [2, 3.5], DOCUMENT),
    case(r.json().numincrby("k", "a", 1), [2], DOCUMENT, then={OF_A: b"2"}),
    case(r.json().numincrby("k", "b[0]", 1), [2], DOCUMENT),
    case(r.json().numincrby("k", "[1]", 1), [3], "JSON.SET k $ [1,2]"),
    case(r.json().numincrby("none", ".a", 1), NO_KEY),
    case(r.json().nummultby("k", "$.a", 2), [2], DOCUMENT),
    case(r.json().nummultby("k", ".c.a", 2), [5.0], DOCUMENT),
    case(r.json().numpowby("k", "$.c.a", 2), [6.25], DOCUMENT),
    case(r.json().strappend("k", 'é"', "$.s"), [6], DOCUMENT, then={"JSON.GET k .s": '"stré\\""'.encode()}),
    case(r.json().strappend("k", "q", ".s"), 4, DOCUMENT),
    case(r.json().strappend("k", "q", "$.*"), [None, None, None, None, None, 4, None], DOCUMENT),
    case(r.json().toggle("k", ".t"), False, DOCUMENT),
    case(r.json().toggle("k", "$.*"), [None, None, None, None, 0, None, None], DOCUMENT),
]

ARRAYS = [
    case(r.json().arrappend("k", ".b", 3, {"y": 1}), 6, DOCUMENT, then={OF_B: b'[1,2,"x",null,3,{"y":1}]'}),
    case(r.json().arrappend("k", "$.*", 3), [None, 5, None, None, None, None, None], DOCUMENT),
    case(r.json().arrappend("k", ".zz", 3), NO_PATH, DOCUMENT),
    case(r.json().arrappend("none", "$", 3), NO_KEY),
    case(r.json().arrindex("k", ".b", "x"), 2, DOCUMENT),
    case(r.json().arrindex("k", ".b", 7), -1, DOCUMENT),
    case(r.json().arrindex("k", "$.*", None), [None, 3, None, None, None, None, None], DOCUMENT),
    case(r.json().arrindex("k", "$.b", 1, 1, 3), [-1], DOCUMENT),
    case(r.json().arrinsert("k", "$.b", 1, "y", 0), [6], DOCUMENT, then={OF_B: b'[1,"y",0,2,"x",null]'}),
    case(r.json().arrinsert("k", ".b", -1, 5), 5, DOCUMENT, then={OF_B: b'[1,2,"x",5,null]'}),
    case(r.json().arrlen("k", ".b"), 4, DOCUMENT),
    case(r.json().arrlen("k", "$.*"), [None, 4, None, None, None, None, None], DOCUMENT),
    case(r.json().arrlen("none"), None),
    case(r.json().arrlen("k"), NO_PATH, DOCUMENT),
    case(r.json().arrpop("k", ".b", 2), "x", DOCUMENT, then={OF_B: b"[1,2,null]"}),
    case(r.json().arrpop("k", "$.*"), [None] * 7, DOCUMENT, then={OF_B: b'[1,2,"x"]'}),
    case(r.json().arrpop("k", "$.b", 0), [1], DOCUMENT),
    case(r.json().arrpop("k"), {"y": 1}, 'JSON.SET k $ [1,{"y":1}]'),
    case(r.json().arrpop("k"), None, "JSON.SET k $ []"),
    case(r.json().arrtrim("k", ".b", 1, 2), 2, DOCUMENT, then={OF_B: b'[2,"x"]'}),
    case(r.json().arrtrim("k", "$.b", 9, 9), [0], DOCUMENT),
]

CASES = [*READING, *WRITING, *ARRAYS]
