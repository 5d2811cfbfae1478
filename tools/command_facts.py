"""Read what others know about commands, and write tools/command_facts.json, from which commands_doc.py takes it.

    SANSREDIS_SERVERS=folder python tools/command_facts.py

Needs the packages redis and coredis, and servers in a folder as read_metadata.py does. For each command: the methods
of redis-py and of coredis that send it; since when it is deprecated in Redis and in Valkey, and what replaces it. And
all methods of redis-py, with their parameters.
"""

from __future__ import annotations

import ast
import json
import os
import sys
from collections import defaultdict
from collections.abc import Iterator
from importlib.metadata import version
from importlib.util import find_spec
from inspect import Parameter, signature
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from sansredis.core.commands.facts import CONTAINERS, NAMES  # noqa: E402
from tools.read_metadata import Server, paired, run  # noqa: E402

TARGET = ROOT / "tools" / "command_facts.json"

REDIS_PY = {
    "commands/core.py": "",
    "commands/cluster.py": "",
    "commands/sentinel.py": "",
    "commands/json/commands.py": "json().",
    "commands/search/commands.py": "ft().",
    "commands/timeseries/commands.py": "ts().",
    "commands/vectorset/commands.py": "vset().",
}
"""The files of redis-py that have commands, and what stands before their methods."""

BLOOM = {
    "BFCommands": "bf().",
    "CFCommands": "cf().",
    "CMSCommands": "cms().",
    "TOPKCommands": "topk().",
    "TDigestCommands": "tdigest().",
}
COREDIS = {
    "Json": "json.",
    "Search": "search.",
    "Autocomplete": "autocomplete.",
    "TimeSeries": "timeseries.",
    "BloomFilter": "bf.",
    "CuckooFilter": "cf.",
    "CountMinSketch": "cms.",
    "TopK": "topk.",
    "TDigest": "tdigest.",
}
"""Classes whose methods have something before them."""


FURTHER = {
    "redis-py": {
        "DEBUG": "debug_object",
        "DECR": "decr",
        "MONITOR": "monitor()",
        "MULTI": "pipeline()",
        "EXEC": "pipeline().execute",
        "OBJECT ENCODING": "object",
        "OBJECT FREQ": "object",
        "OBJECT IDLETIME": "object",
        "OBJECT REFCOUNT": "object",
    },
    "coredis": {
        "BITFIELD": "bitfield()",
        "BITFIELD_RO": "bitfield_ro()",
        "DEBUG": "debug_object",
        "MULTI": "pipeline()",
        "EXEC": "pipeline()",
        "WATCH": "pipeline().watch",
        "UNWATCH": "pipeline().watch",
        "SUBSCRIBE": "pubsub().subscribe",
        "UNSUBSCRIBE": "pubsub().unsubscribe",
        "PSUBSCRIBE": "pubsub().psubscribe",
        "PUNSUBSCRIBE": "pubsub().punsubscribe",
    },
}
"""What cannot be read: their methods name these commands otherwise, or do more than send them."""


def package(name: str) -> Path:
    """The folder of an installed package."""
    spec = find_spec(name)
    assert spec is not None and spec.origin is not None, f"install {name}"
    return Path(spec.origin).parent


def functions(path: Path) -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    """Every public method of a file, with its class."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        for part in node.body if isinstance(node, ast.ClassDef) else ():
            if isinstance(part, (ast.FunctionDef, ast.AsyncFunctionDef)) and not part.name.startswith("_"):
                yield getattr(node, "name", ""), part


def constants(path: Path) -> dict[str, str]:
    """The strings that have names in a file."""
    return {
        target.id: node.value.value
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def heads(node: ast.AST) -> Iterator[list[ast.expr]]:
    """What may begin with a command's name: the arguments of calls of methods, and lists."""
    for part in ast.walk(node):
        if (
            isinstance(part, ast.Call)
            and isinstance(part.func, ast.Attribute)
            and isinstance(part.func.value, ast.Name)
        ):
            yield part.args
        elif isinstance(part, (ast.Assign, ast.AnnAssign)) and isinstance(part.value, ast.List):
            yield part.value.elts


def commands_in(node: ast.AST, names: dict[str, str]) -> Iterator[str]:
    """The commands that redis-py's method names."""
    for parts in heads(node):
        words = []
        for part in parts[:2]:
            if isinstance(part, ast.Name) and part.id in names:
                words.append(names[part.id])
            elif isinstance(part, ast.Constant) and isinstance(part.value, str):
                words.append(part.value)
            else:
                break
        for name in (" ".join(words), *words[:1]):
            if name.upper() == name and name.encode() in NAMES:
                yield name
                break


def redis_py() -> Iterator[tuple[str, str]]:
    """Each command with a method of redis-py that sends it."""
    base = package("redis")
    for file, prefix in REDIS_PY.items():
        names = constants(base / file)
        for owner, method in functions(base / file):
            guesses = {method.name.replace("_", " ").upper(), method.name.upper()}
            own = {guess for guess in guesses if guess.encode() in NAMES - CONTAINERS and not prefix}
            # The words of options are names of commands, too.
            found = own or set(commands_in(method, names)) - {"GET", "MEMORY HELP", "PERSIST"}
            if owner.startswith(("Async", "BitField")):
                continue
            yield from ((command, prefix + method.name) for command in found)
    names = constants(base / "commands/bf/commands.py")
    for owner, method in functions(base / "commands/bf/commands.py"):
        for command in set(commands_in(method, names)):
            yield command, BLOOM[owner] + method.name
    for owner, method in functions(base / "client.py"):
        if owner in ("PubSub", "Pipeline"):
            if method.name.upper().encode() in NAMES:
                yield method.name.upper(), f"{owner.lower()}().{method.name}"


def kinds_of_redis_py() -> Iterator[tuple[str, type]]:
    """The classes of redis-py that people call, and what stands before their methods."""
    from redis import ConnectionPool, Redis
    from redis.client import Monitor, Pipeline, PubSub
    from redis.commands.core import Script
    from redis.lock import Lock

    client = Redis()
    yield "", Redis
    for space in ("json", "ft", "ts", "vset", "bf", "cf", "cms", "topk", "tdigest"):
        yield f"{space}().", type(getattr(client, space)())
    yield from (("pipeline().", Pipeline), ("pubsub().", PubSub), ("lock().", Lock), ("monitor().", Monitor))
    yield from (("register_script().", Script), ("connection_pool.", ConnectionPool))


def methods_of_redis_py() -> Iterator[tuple[str, str]]:
    """Every public method of these classes, and its parameters as text."""
    from redis import Redis

    for prefix, kind in kinds_of_redis_py():
        own = set(dir(kind)) - set(dir(Redis)) | {name for part in kind.__mro__[:-1] for name in vars(part)}
        # What a pipeline has of the client's is the client's.
        names = vars(kind) if prefix == "pipeline()." else dir(kind) if kind is Redis else own
        for name in names:
            if not name.startswith("_") and callable(getattr(kind, name)):
                yield prefix + name, parameters(getattr(kind, name))


def parameters(method: Any) -> str:
    """The parameters of a method: ``name, ex=None, *names, **kwargs``."""
    marks = {Parameter.VAR_POSITIONAL: "*", Parameter.VAR_KEYWORD: "**"}
    found = []
    for each in signature(method).parameters.values():
        default = "" if each.default is Parameter.empty else f"={each.default!r}"
        found.append(marks.get(each.kind, "") + each.name + ("=..." if default.startswith("=<") else default))
    return ", ".join(found[1:] if found and found[0] in ("self", "cls") else found)


def coredis() -> Iterator[tuple[str, str]]:
    """Each command with the method of coredis that sends it."""
    from coredis.commands.constants import CommandName

    base = package("coredis")
    for path in sorted((*base.glob("commands/*.py"), *base.glob("modules/*.py"))):
        for owner, method in functions(path):
            for decorator in method.decorator_list:
                if isinstance(decorator, ast.Call) and decorator.args:
                    _, _, member = ast.unparse(decorator.args[0]).partition("CommandName.")
                    if member.isidentifier():
                        command = CommandName[member].value.decode()
                        yield command, COREDIS.get(owner, "") + method.name


def deprecated(servers: list[Server]) -> Iterator[tuple[str, str, str, str]]:
    """Each command that a server calls deprecated: the server's name, since when, and what replaces it."""

    def read(docs: dict[str, dict[str, Any]], server: str) -> Iterator[tuple[str, str, str, str]]:
        for name, doc in docs.items():
            if "deprecated_since" in doc:
                yield name.replace("|", " ").upper(), server, doc["deprecated_since"], doc.get("replaced_by", "")
            subs = paired(doc.get("subcommands", []))
            yield from read({name: paired(sub) for name, sub in subs.items()}, server)

    for server in servers:
        yield from read(server.docs, server.name)


def main() -> None:
    """Ask everybody, and write the file."""
    folder = os.environ.get("SANSREDIS_SERVERS")
    if not folder:
        raise SystemExit("set SANSREDIS_SERVERS to the folder of servers")
    programs = sorted(Path(folder).expanduser().glob("*/server"))
    servers = [run(program, sentinel=sentinel) for program in programs for sentinel in (True, False)]
    servers.sort(key=lambda server: server.rank)
    facts: dict[str, dict[str, Any]] = defaultdict(dict)
    for peer, found in (("redis-py", redis_py()), ("coredis", coredis())):
        for command, method in sorted({*found, *FURTHER[peer].items()}):
            if command.encode() in NAMES:
                facts[command].setdefault(peer, []).append(method)
    for command, server, since, instead in deprecated(servers):
        if command.encode() in NAMES:
            facts[command].setdefault("deprecated", {})[server] = [since, instead]
    methods = dict(methods_of_redis_py())
    versions = {name: version(name) for name in ("redis", "coredis")}
    text = json.dumps(
        {"versions": versions, "commands": facts, "methods of redis-py": methods}, indent=1, sort_keys=True
    )
    TARGET.write_text(text + "\n", encoding="utf-8")
    print(f"{len(facts)} commands")


if __name__ == "__main__":
    main()
