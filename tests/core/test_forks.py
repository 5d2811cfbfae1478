"""What is imported within functions is imported before a fork."""

from __future__ import annotations

import ast
import subprocess
import sys

from sansredis.core.commands._further import GROUPS
from sansredis.forks import LATER, OF_BACKENDS, OF_FACES, WITH_LOGGING

from .test_arrows import MODULES, imports_of

# Of what is not a client.
OTHERS = ("sansredis.demo", "sansredis.__main__", "sansredis.core.commands._further")


def imports_within_functions(module: str) -> set[str]:
    tree = ast.parse(MODULES[module].read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    return set().union(*(imports_of(module, function) for function in functions))


def test_all_of_it() -> None:
    found = set().union(*(imports_within_functions(name) for name in MODULES if not name.startswith(OTHERS)))
    faces = {f"sansredis.{face}.{part}" for face in ("awaiting", "blocking") for part in OF_FACES}
    backends = {f"sansredis.backends.made.{name}" for name in OF_BACKENDS}
    assert found == {*LATER, *faces, *backends, WITH_LOGGING}, (
        "sansredis/forks.py has to name what is imported within functions"
    )


def test_groups_of_commands() -> None:
    assert {group().__module__ for group in GROUPS} == {
        f"sansredis.core.commands.{module.rpartition('.')[2]}"
        for module in imports_within_functions("sansredis.core.commands._further")
    }


def test_nothing_of_the_other_face() -> None:
    code = """
import sys
from sansredis import threads
from sansredis.forks import finish_imports
finish_imports()
assert "logging" not in sys.modules
assert {"sansredis.blocking.pubsub", "sansredis.tls.pumped", "encodings.idna"} <= sys.modules.keys()
assert "sansredis.awaiting" not in sys.modules
assert "sansredis.backends.made.threads" in sys.modules and "sansredis.backends.made.trio" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", code], check=True)
