"""Runs the examples of a guide page on one runtime.

The blocks of a page are one program for each runtime, in order, in one namespace. A block says after "python" where it
runs: ``blocking`` (threads and gevent), ``awaiting`` (asyncio and trio, with `await` anywhere), or the name of one
runtime; ``no-run`` is only compiled. Clients that are not told where to connect use the tests' server, and port
1080 is a SOCKS5 proxy's. In a line ``expression  # -> text`` the text has to be the value's repr.
"""

from __future__ import annotations

import ast
import inspect
import io
import re
import tokenize
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..fakes.socks import SocksProxy
from .kit.base import Kit

PAGES = sorted((Path(__file__).parents[2] / "docs" / "guide").glob("*.md"))
BLOCK = re.compile(r"^```python([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FACES = {"blocking": ("threads", "gevent"), "awaiting": ("asyncio", "trio"), "no-run": ()}
RUNS_ON = FACES | {name: (name,) for names in FACES.values() for name in names}
WHERE = {"host", "port", "unix_socket_path", "connection_pool"}
SOCKS_PORT = 1080
TOP_LEVEL_AWAIT = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT


@dataclass(frozen=True)
class Block:
    """An example: where it runs, its text, and the line of the page on which that begins."""

    label: str
    text: str
    line: int


def blocks_of(page: Path) -> Iterator[Block]:
    """The examples of a page."""
    text = page.read_text(encoding="utf-8")
    for match in BLOCK.finditer(text):
        line = text.count("\n", 0, match.start(2))
        label = match[1].strip()
        assert label in RUNS_ON, f"{page.name}:{line}: a python block is one of {sorted(RUNS_ON)}, not {label!r}"
        yield Block(label, match[2], line)


def comments_of(text: str) -> dict[int, str]:
    """What stands after ``# ->``, by line."""
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    return {t.start[0]: t.string[4:].strip() for t in tokens if t.type == tokenize.COMMENT and t.string[:4] == "# ->"}


class Fitted(ast.NodeTransformer):
    """Puts in the door and the server's address, and the checks that comments ask for."""

    def __init__(self, door: str, port: int, proxy: int, expected: dict[int, str]) -> None:
        self.door = door
        self.port = port
        self.proxy = proxy
        self.expected = expected

    def visit_ImportFrom(self, node: ast.ImportFrom) -> ast.ImportFrom:
        if node.module in {f"sansredis.{name}" for names in FACES.values() for name in names}:
            node.module = f"sansredis.{self.door}"
        return node

    def visit_Constant(self, node: ast.Constant) -> ast.Constant:
        if node.value == SOCKS_PORT:
            node.value = self.proxy
        elif isinstance(node.value, str) and "localhost:6379" in node.value:
            node.value = node.value.replace("localhost:6379", f"127.0.0.1:{self.port}")
        return node

    def visit_Call(self, node: ast.Call) -> ast.expr:
        self.generic_visit(node)
        name = ast.unparse(node.func)
        if name not in ("Redis", "Redis.from_url", "ConnectionPool", "ConnectionPool.from_url"):
            return node
        if not (node.args or WHERE & {keyword.arg for keyword in node.keywords}):
            node.keywords += ast.parse(f"f(host='127.0.0.1', port={self.port})", mode="eval").body.keywords  # type: ignore[attr-defined]
        return ast.Call(ast.Name("_made", ast.Load()), [node], [])

    def visit_Expr(self, node: ast.Expr) -> ast.Expr:
        expected = self.expected.pop(node.end_lineno or 0, None)
        self.generic_visit(node)
        if expected is not None:
            node.value = ast.Call(ast.Name("_check", ast.Load()), [node.value, ast.Constant(expected)], [])
        return node


def check(value: object, expected: str) -> None:
    assert repr(value) == expected, f"the page says {expected}, and it is {value!r}"


async def run_page(page: Path, kit: Kit, door: str) -> None:
    """Run the examples of a page."""
    with SocksProxy() if str(SOCKS_PORT) in page.read_text(encoding="utf-8") else nullcontext() as proxy:
        await run_blocks(page, kit, door, proxy.port if proxy is not None else 0)
        assert proxy is None or proxy.asked or door == "gevent"


async def run_blocks(page: Path, kit: Kit, door: str, proxy: int) -> None:

    def made(thing: Any) -> Any:
        return kit.adopt(thing) if hasattr(thing, "connection_pool") else kit.adopt_pool(thing)

    namespace: dict[str, Any] = {"__name__": page.stem, "_check": check, "_made": made}
    for block in blocks_of(page):
        flags = TOP_LEVEL_AWAIT if block.label in ("awaiting", "asyncio", "trio", "no-run") else 0
        expected = comments_of(block.text)
        tree = Fitted(door, kit.server.port, proxy, expected).visit(ast.parse(block.text))
        assert not expected, f"{page.name}:{block.line}: what is expected stands at no expression: {expected}"
        ast.increment_lineno(ast.fix_missing_locations(tree), block.line)
        code = compile(tree, str(page), "exec", flags=flags)
        if door in RUNS_ON[block.label]:
            outcome = eval(code, namespace)
            if inspect.iscoroutine(outcome):
                await outcome
