"""Each reply shape and each overload of a command has an example in tests/typing, for both faces.

Type checkers judge the examples; here is only counted whether one was forgotten. Shapes are compared as text, with S
for str or bytes and T for any name.
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[2]
FACES = [ROOT / "sansredis" / "faces.pyi", *sorted((ROOT / "sansredis" / "modules").glob("*.pyi"))]
AWAITED = re.compile(r"Coroutine\[Any, Any, (.*)\]")


class Signature(NamedTuple):
    """A method, or one of its overloads."""

    method: str
    shape: str
    awaited: bool
    overload: bool


class Example(NamedTuple):
    """A call in tests/typing, and what it is said to return."""

    call: str
    shape: str
    awaited: bool


def shape(annotation: ast.expr) -> str:
    """What is written, without quotes and module names."""
    return re.sub(r"builtins\.|[\"']", "", ast.unparse(annotation))


def signatures(face: str) -> Iterator[Signature]:
    for path in FACES:
        for kind in ast.parse(path.read_text(encoding="utf-8")).body:
            if not isinstance(kind, ast.ClassDef) or not kind.name.startswith(face):
                continue
            for method in kind.body:
                if isinstance(method, ast.FunctionDef) and not method.name.startswith("_"):
                    assert method.returns is not None
                    returned = shape(method.returns)
                    coroutine = AWAITED.fullmatch(returned)
                    overload = any("overload" in ast.unparse(each) for each in method.decorator_list)
                    inner = coroutine[1] if coroutine else returned
                    yield Signature(method.name, inner, coroutine is not None, overload)


def examples() -> dict[str, list[Example]]:
    found = defaultdict(list)
    for path in sorted((ROOT / "tests" / "typing").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or ast.unparse(node.func) != "assert_type":
                continue
            call, returned = node.args[0], shape(node.args[1])
            awaited, coroutine = isinstance(call, ast.Await), AWAITED.fullmatch(returned)
            call = call.value if isinstance(call, ast.Await) else call
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute):
                inner = coroutine[1] if coroutine else returned
                example = Example(ast.unparse(call), inner, awaited or coroutine is not None)
                found[call.func.attr].append(example)
    return found


EXAMPLES = examples()


def calls(signature: Signature) -> set[str]:
    """The different calls that show a signature."""
    pattern = re.sub(r"\bS\b", "(str|bytes)", re.escape(signature.shape))
    pattern = re.sub(r"\bT\b", r"\\w+", pattern)
    return {
        example.call
        for example in EXAMPLES[signature.method]
        if example.awaited == signature.awaited and re.fullmatch(pattern, example.shape)
    }


@pytest.mark.parametrize("face", ["Blocking", "Async"])
def test_every_reply_shape_has_an_example(face: str) -> None:
    shown: dict[str, bool] = defaultdict(bool)
    for signature in signatures(face):
        shown[signature.shape] |= bool(calls(signature))
    assert len(shown) > 100
    assert [returned for returned, found in shown.items() if not found] == []


@pytest.mark.parametrize("face", ["Blocking", "Async"])
def test_every_overload_has_an_example(face: str) -> None:
    overloads: dict[Signature, int] = defaultdict(int)
    for signature in signatures(face):
        if signature.overload:
            overloads[signature] += 1
    assert len(overloads) > 50
    missing = [(each.method, each.shape) for each, count in overloads.items() if len(calls(each)) < count]
    assert missing == []
