"""Vector sets."""

from __future__ import annotations

from functools import partial

from sansredis.core.commands.modules.vset import QuantizationOptions
from sansredis.core.errors import ResponseError, WrongTypeError
from tests.server import case as cases
from tests.server.case import AnyOf, Case, InAnyOrder, Is, Raises, r

case = partial(cases.case, module="vectorset")

A, B = "VADD v VALUES 2 1 0 a NOQUANT SETATTR", "VADD v VALUES 2 0 1 b NOQUANT"
AB = ((*A.split(), '{"year": 1980}'), B)
NEAR = Is(float, lambda score: 0.45 < score < 0.55)
YEAR = Is(dict, lambda attributes: attributes == {"year": 1980})
"""What is read out of JSON is str for all clients."""

CASES: list[Case] = [
    case(r.vset().vadd("v", [1, 2.5], "a"), True, then={"VCARD v": 1}),
    case(r.vset().vadd("v", [1, 2.5], "a"), False, "VADD v VALUES 2 1 1 a"),
    case(r.vset().vadd("v", b"\0\0\x80?\0\0\0@", "a"), True, then={"VDIM v": 2}),
    case(
        r.vset().vadd("v", [1, 2, 3], "a", 2, True, QuantizationOptions.BIN, 100, {"x": [1]}, 8),
        True,
        then={"VDIM v": 2, "VGETATTR v a": b'{"x": [1]}'},
    ),
    case(r.vset().vadd("v", [1, 2, 3], "c", quantization=QuantizationOptions.NOQUANT), Raises(ResponseError), *AB),
    case(r.vset().vadd("v", [1], "a"), Raises(WrongTypeError), "SET v x"),
    case(r.vset().vcard("v"), 2, *AB),
    case(r.vset().vcard("v"), 0),
    case(r.vset().vdim("v"), 2, *AB),
    case(r.vset().vdim("v"), Raises(ResponseError, "does not exist")),
    case(r.vset().vemb("v", "a"), [1.0, 0.0], *AB),
    case(r.vset().vemb("v", "x"), None, *AB),
    case(
        r.vset().vemb("v", "a", raw=True),
        Is(dict, lambda found: found == {"quantization": "f32", "raw": b"\0\0\x80?\0\0\0\0", "l2": 1.0}),
        *AB,
    ),
    case(
        r.vset().vemb("v", "a", raw=True),
        Is(dict, lambda found: found["quantization"] == "int8" and type(found["range"]) is float),
        "VADD v VALUES 2 1 0 a",
    ),
    case(r.vset().vgetattr("v", "a"), YEAR, *AB),
    case(r.vset().vgetattr("v", "b"), None, *AB),
    case(
        r.vset().vinfo("v"),
        Is(dict, lambda found: (found["quant-type"], found["vector-dim"], found["size"]) == ("f32", 2, 2)),
        *AB,
    ),
    case(r.vset().vinfo("v"), None),
    case(r.vset().vismember("v", "a"), True, *AB),
    case(r.vset().vismember("v", "x"), False, *AB),
    case(r.vset().vlinks("v", "a"), Is(list, lambda layers: layers[-1] in ([b"b"], ["b"])), *AB),
    case(
        r.vset().vlinks("v", "a", with_scores=True),
        Is(list, lambda layers: [NEAR.accepts(score) for score in layers[-1].values()] == [True]),
        *AB,
    ),
    case(r.vset().vlinks("v", "x"), None, *AB),
    case(r.vset().vlinks("v", "x", with_scores=True), None, *AB),
    case(r.vset().vrandmember("v"), AnyOf(b"a", b"b"), *AB),
    case(r.vset().vrandmember("v"), None),
    case(r.vset().vrandmember("v", 5), InAnyOrder(b"a", b"b"), *AB),
    case(r.vset().vrandmember("v", -2), [b"a", b"a"], "VADD v VALUES 1 1 a"),
    case(r.vset().vrange("v", "-", "+"), [b"a", b"b"], *AB, redis="8.4"),
    case(r.vset().vrange("v", "(a", "[c", 1), [b"b"], *AB, redis="8.4"),
    case(r.vset().vrem("v", "a"), True, *AB, then={"VCARD v": 1}),
    case(r.vset().vrem("v", "x"), False, *AB),
    case(r.vset().vsetattr("v", "b", {"year": 1980}), True, *AB, then={"VGETATTR v b": b'{"year": 1980}'}),
    case(r.vset().vsetattr("v", "a"), True, *AB, then={"VGETATTR v a": None}),
    case(r.vset().vsetattr("v", "x", "{}"), False, *AB),
    case(r.vset().vsim("v", "a"), [b"a", b"b"], *AB),
    case(r.vset().vsim("v", [0, 1], count=1), [b"b"], *AB),
    case(r.vset().vsim("v", b"\0\0\0\0\0\0\x80?", count=1), [b"b"], *AB),
    case(r.vset().vsim("v", "x"), Raises(ResponseError, "not found"), *AB),
    case(r.vset().vsim("none", "a"), []),
    case(r.vset().vsim("none", "a", with_scores=True), {}),
    case(r.vset().vsim("v", "a", with_scores=True), {b"a": 1.0, b"b": NEAR}, *AB),
    case(r.vset().vsim("v", "a", with_attribs=True), {b"a": YEAR, b"b": None}, *AB, redis="8.2"),
    case(
        r.vset().vsim("v", "a", with_scores=True, with_attribs=True),
        {b"a": {"score": 1.0, "attributes": YEAR}, b"b": {"score": NEAR, "attributes": None}},
        *AB,
        redis="8.2",
    ),
    case(r.vset().vsim("v", "a", filter=".year > 1979", filter_ef=10, ef=10, truth=True, no_thread=True), [b"a"], *AB),
    case(r.vset().vsim("v", "a", epsilon=0.2), [b"a"], *AB),
]
