"""The examples of those guide pages that need a module are run here, on servers that have it."""

from __future__ import annotations

import ast
import asyncio
import inspect
from contextlib import ExitStack
from pathlib import Path
from types import CodeType
from typing import Any

import pytest

from sansredis.demo.server import Server
from tests.backends.guides import PAGES, Block, Fitted, blocks_of, check, comments_of
from tests.server.hand import Hand

MODULES = {"modules": ("ReJSON", "bf"), "search": ("search",), "timeseries": ("timeseries",)}
"""The modules that each of these pages needs."""

GUIDES = [
    pytest.param(page, id=page.stem, marks=pytest.mark.needs_module(*MODULES[page.stem]))
    for page in PAGES
    if page.stem in MODULES
]


class Speaking(Fitted):
    """Puts in the protocol too."""

    protocol: int

    def visit_Call(self, node: ast.Call) -> ast.expr:
        if ast.unparse(node.func) == "Redis":
            node.keywords.append(ast.keyword("protocol", ast.Constant(self.protocol)))
        return super().visit_Call(node)


def compiled(block: Block, page: Path, port: int, protocol: int) -> CodeType:
    """A block, with the door that it names."""
    expected = comments_of(block.text)
    fitted = Speaking("asyncio" if "from sansredis.asyncio import" in block.text else "threads", port, expected)
    fitted.protocol = protocol
    tree = ast.fix_missing_locations(fitted.visit(ast.parse(block.text)))
    assert not expected, f"{page.name}:{block.line}: what is expected stands at no expression: {expected}"
    ast.increment_lineno(tree, block.line)
    code: CodeType = compile(tree, str(page), "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    return code


@pytest.mark.parametrize("protocol", [2, 3])
@pytest.mark.parametrize("page", GUIDES)
def test_page(page: Path, protocol: int, server: Server, hand: Hand) -> None:
    with ExitStack() as stack:

        def made(client: Any) -> Any:
            return client if hasattr(client, "aclose") else stack.enter_context(client)

        namespace: dict[str, Any] = {"__name__": page.stem, "_check": check, "_made": made}
        for block in blocks_of(page):
            code = compiled(block, page, server.port, protocol)
            if code.co_flags & inspect.CO_COROUTINE:
                # It makes a client of its own, and leaves that of the other blocks alone.
                asyncio.run(eval(code, dict(namespace)))
            else:
                exec(code, namespace)
