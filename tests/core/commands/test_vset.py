"""Vector sets."""

from __future__ import annotations

from typing import Any

import pytest

from sansredis.core.commands.command import Command
from sansredis.core.commands.modules import ModuleCommands
from sansredis.core.commands.modules.vset import QuantizationOptions, VSetCommands
from sansredis.core.errors import DataError
from tests.core.commands.reading import check_reading, exact, methods, names

r: VSetCommands[bytes] = ModuleCommands[bytes]().vset()

ENCODINGS: list[tuple[Command[Any], tuple[Any, ...]]] = [
    (r.vadd("v", [1, 2.5], "a"), (b"VADD", "v", b"VALUES", 2, 1, 2.5, "a")),
    (
        r.vadd("v", (1,), b"a", 3, True, QuantizationOptions.BIN, 100, {"year": 1980}, 8),
        (
            *(b"VADD", "v", b"REDUCE", 3, b"VALUES", 1, 1, b"a"),
            *(b"CAS", "BIN", b"EF", 100, b"SETATTR", '{"year": 1980}', b"M", 8),
        ),
    ),
    (r.vadd("v", b"\0\0\x80?", "a"), (b"VADD", "v", b"FP32", b"\0\0\x80?", "a")),
    (r.vadd("v", [1], "a", attributes='{"a": 1}'), (b"VADD", "v", b"VALUES", 1, 1, "a", b"SETATTR", '{"a": 1}')),
    (r.vcard("v"), (b"VCARD", "v")),
    (r.vdim("v"), (b"VDIM", "v")),
    (r.vemb("v", "a"), (b"VEMB", "v", "a")),
    (r.vemb("v", "a", raw=True), (b"VEMB", "v", "a", b"RAW")),
    (r.vgetattr("v", "a"), (b"VGETATTR", "v", "a")),
    (r.vinfo("v"), (b"VINFO", "v")),
    (r.vismember("v", "a"), (b"VISMEMBER", "v", "a")),
    (r.vlinks("v", "a"), (b"VLINKS", "v", "a")),
    (r.vlinks("v", "a", with_scores=True), (b"VLINKS", "v", "a", b"WITHSCORES")),
    (r.vrandmember("v"), (b"VRANDMEMBER", "v")),
    (r.vrandmember("v", -3), (b"VRANDMEMBER", "v", -3)),
    (r.vrange("v", "-", "+"), (b"VRANGE", "v", "-", "+")),
    (r.vrange("v", "[a", "(c", 5), (b"VRANGE", "v", "[a", "(c", 5)),
    (r.vrem("v", "a"), (b"VREM", "v", "a")),
    (r.vsetattr("v", "a", {}), (b"VSETATTR", "v", "a", "{}")),
    (r.vsetattr("v", "a"), (b"VSETATTR", "v", "a", "")),
    (r.vsim("v", "a"), (b"VSIM", "v", b"ELE", "a")),
    (r.vsim("v", b"\0\0\x80?"), (b"VSIM", "v", b"FP32", b"\0\0\x80?")),
    (
        r.vsim("v", [1, 2], True, True, 0, 5, ".year > 1980", 7, True, True, 0),
        (
            *(b"VSIM", "v", b"VALUES", 2, 1, 2, b"WITHSCORES", b"WITHATTRIBS", b"COUNT", 0, b"EPSILON", 0, b"EF", 5),
            *(b"FILTER", ".year > 1980", b"FILTER-EF", 7, b"TRUTH", b"NOTHREAD"),
        ),
    ),
]

READINGS: list[tuple[Command[Any], Any, list[Any]]] = [
    (r.vadd("v", [1], "a"), True, [1, True]),
    (r.vemb("v", "a"), [1.5, 2.0], [[b"1.5", b"2"], [1.5, 2.0]]),
    (r.vemb("v", "a"), None, [None]),
    (r.vgetattr("v", "a"), None, [None]),
    (r.vismember("v", "a"), False, [0, False]),
    (r.vlinks("v", "a"), [[], [b"b"]], [[[], [b"b"]]]),
    (
        r.vlinks("v", "a", with_scores=True),
        [{}, {b"b": 0.5}],
        [[[], [b"b", b"0.5"]], [{}, {b"b": 0.5}]],
    ),
    (r.vlinks("v", "a", with_scores=True), None, [None]),
    (r.vinfo("v"), None, [None]),
    (
        r.vinfo("v"),
        {"quant-type": "f32", "size": 3},
        [[b"quant-type", b"f32", b"size", 3], {b"quant-type": b"f32", b"size": 3}],
    ),
    (r.vrem("v", "a"), True, [1, True]),
    (r.vsetattr("v", "a"), True, [1, True]),
    (r.vsim("v", "a"), [b"a", b"b"], [[b"a", b"b"]]),
    (r.vsim("v", "a", with_scores=True), {b"a": 1.0}, [[b"a", b"1"], {b"a": 1.0}]),
    (r.vsim("v", "a", with_scores=True), {}, [[]]),
]

SEVERAL = b'{"year": 1980, "tags": ["x", null]}'
PARSED = {"year": 1980, "tags": ["x", None]}


@pytest.mark.parametrize(("command", "args"), ENCODINGS)
def test_encoding(command: Command[Any], args: tuple[Any, ...]) -> None:
    assert command.args == args


@pytest.mark.parametrize(("command", "value", "raws"), READINGS)
def test_reading(command: Command[Any], value: Any, raws: list[Any]) -> None:
    check_reading(command, value, *raws)


def test_every_method_is_here() -> None:
    assert names(command for command, _ in ENCODINGS) == methods(VSetCommands)


@pytest.mark.parametrize(
    ("raw", "value"),
    [(SEVERAL, PARSED), (b"{}", {}), (b"7", 7), (b"no JSON", "no JSON"), (b"\xff", "�")],
)
def test_attributes_are_json_or_text(raw: bytes, value: Any) -> None:
    assert exact(r.vgetattr("v", "a").read(raw, None)) == exact(value)


@pytest.mark.parametrize("raw", [[b"a", SEVERAL, b"b", None], {b"a": SEVERAL, b"b": None}])
def test_elements_with_attributes(raw: Any) -> None:
    command = r.vsim("v", "a", with_attribs=True)
    assert command.read(raw, None) == {b"a": PARSED, b"b": None}
    assert command.read(raw, bytes.decode) == {"a": PARSED, "b": None}


@pytest.mark.parametrize("raw", [[b"a", b"1", SEVERAL, b"b", b"0.5", None], {b"a": [1.0, SEVERAL], b"b": [0.5, None]}])
def test_elements_with_both(raw: Any) -> None:
    command = r.vsim("v", "a", True, True)
    a, b = {"score": 1.0, "attributes": PARSED}, {"score": 0.5, "attributes": None}
    assert command.read(raw, None) == {b"a": a, b"b": b}
    assert command.read(raw, bytes.decode) == {"a": a, "b": b}


def test_a_raw_vector_stays_bytes() -> None:
    command = r.vemb("v", "a", raw=True)
    for raw in ([b"int8", b"\xff", b"3.5", b"0.5"], [b"int8", b"\xff", 3.5, 0.5]):
        assert command.read(raw, bytes.decode) == {"quantization": "int8", "raw": b"\xff", "l2": 3.5, "range": 0.5}
    assert command.read([b"f32", b"\xff", b"3.5"], None) == {"quantization": "f32", "raw": b"\xff", "l2": 3.5}
    assert command.read(None, None) is None


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: r.vadd("v", [], "a"), "VADD: the vector is empty"),
        (lambda: r.vsim("v", b""), "VSIM: the vector is empty"),
        (lambda: r.vadd("v", [1], "a", attributes={"a": b"x"}), "VADD: attributes must be .* bytes is not JSON"),
        (lambda: r.vsetattr("v", "a", {"a": float("nan")}), "VSETATTR: attributes must be"),
    ],
)
def test_refused(call: Any, message: str) -> None:
    with pytest.raises(DataError, match=message):
        call()
