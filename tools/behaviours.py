"""Fills the column of tests in docs/behaviours.md from the marks in tests/, and holds what documents say of tests.

A test says which behaviour it shows by ``@pytest.mark.behaviour("pyredis 7")``: the heading of a table and the number
of a row. A behaviour that no test shows has to say why: it differs on purpose, or comes later.

    python tools/behaviours.py            # writes the column
    python tools/behaviours.py --check    # fails where a document is not up to date, or names a test that is not there
"""

from __future__ import annotations

import ast
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "behaviours.md"
DOCUMENTS = (ROOT / "README.md", ROOT / "CHANGELOG.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md")))

ROW = re.compile(r"\| (?P<number>\d+) \| (?P<what>.*?) \| (?P<ours>.*?) \| (?P<tests>.*) \|")
TEST = re.compile(r"(tests/[\w/]+\.py)((?:::\w+)*)")
NONE = "–"
REASONS = ("differs", "later")


def tests_in(path: Path) -> set[str]:
    """The names of a file's tests, and of its classes, as documents give them."""
    nodes = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.ClassDef)]
    inside = {f"{node.name}::{each.name}" for node in nodes for each in node.body if isinstance(each, ast.FunctionDef)}
    return inside | {node.name for node in nodes} | {function.name for function in functions(path)}


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test"):
            yield node


def marks_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[str]:
    for decorator in function.decorator_list:
        if isinstance(decorator, ast.Call) and ast.unparse(decorator.func) == "pytest.mark.behaviour":
            yield from (ast.literal_eval(argument) for argument in decorator.args)


def marked() -> dict[str, list[str]]:
    """The tests that show each behaviour, by its name."""
    tests = defaultdict(list)
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for function in functions(path):
            for name in marks_of(function):
                tests[name].append(f"`{path.relative_to(ROOT).as_posix()}::{function.name}`")
    return tests


def filled(page: str, tests: dict[str, list[str]]) -> tuple[str, list[str]]:
    """The page with its column of tests, and what is wrong with it."""
    client, lines, rows, wrong = "", [], set(), []
    for line in page.splitlines():
        row = ROW.fullmatch(line)
        if line.startswith("## "):
            client = line[3:]
        if row is not None:
            name = f"{client} {row['number']}"
            rows.add(name)
            # What is written by hand stays where no test has the mark: tests of options show several rows at once.
            shown = "<br>".join(tests[name]) if name in tests else row["tests"]
            if shown == NONE and not row["ours"].startswith(REASONS):
                wrong.append(f"{name} has neither a test nor a reason: '{row['ours']}'")
            line = f"| {row['number']} | {row['what']} | {row['ours']} | {shown} |"
        lines.append(line)
    wrong += [f"{', '.join(tests[name])} is marked {name!r}, which is no row" for name in tests if name not in rows]
    return "\n".join(lines) + "\n", wrong


def missing() -> Iterator[str]:
    """Say which tests are named in documents and are not there."""
    for document in DOCUMENTS:
        for file, test in TEST.findall(document.read_text(encoding="utf-8")):
            path = ROOT / file
            if not path.is_file() or (test and test.removeprefix("::") not in tests_in(path)):
                yield f"{document.relative_to(ROOT)} names {file}{test}, which is not there"


def main() -> int:
    page = PAGE.read_text(encoding="utf-8")
    new, wrong = filled(page, marked())
    if "--check" not in sys.argv[1:]:
        PAGE.write_text(new, encoding="utf-8")
    elif new != page:
        wrong.append(f"{PAGE.relative_to(ROOT)} is not up to date: run python tools/behaviours.py")
    wrong += missing()
    print("\n".join(wrong) or f"{PAGE.relative_to(ROOT)}: fine")
    return len(wrong) > 0


if __name__ == "__main__":
    sys.exit(main())
