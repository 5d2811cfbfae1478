"""Write docs/commands.md: every command, and who has which method for it.

    python tools/commands_doc.py           writes the page
    python tools/commands_doc.py --check   says whether it is up to date, and fails if not

It is made of the metadata table, of the methods as they stand in the source, of tools/command_facts.json (see
command_facts.py), and of the reasons in left_out.py.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from sansredis.core.commands.facts import CONTAINERS, NAMES, CommandInfo, metadata  # noqa: E402
from sansredis.threads import Redis  # noqa: E402
from tools.command_methods import methods  # noqa: E402
from tools.left_out import OTHERWISE, reason  # noqa: E402
from tools.redis_py import differing, without  # noqa: E402

TARGET = ROOT / "docs" / "commands.md"
FACTS = ROOT / "tools" / "command_facts.json"

MODULES = {"ReJSON": "JSON", "search": "Search", "bf": "Probabilistic data", "timeseries": "Time series"}
"""Groups of modules' commands, and what they are called here."""

HEAD = """\
<!-- Written by tools/commands_doc.py: edit tools/left_out.py or the methods, then run that. -->

# Commands

Every command that Redis 5 to 8.6, Redis Stack and Valkey 8 to 9.1 list, with the methods that send it. Methods are
those of clients, pipelines and leased connections alike; their names, parameters and values are redis-py's, and
[coming-from.md](coming-from.md) says where they differ. `execute_command` sends any command, also those without a
method. What redis-py {redis} and coredis {coredis} have stands beside ours.

"Redis" and "Valkey" name the first version that has the command; Valkey began with all that Redis 7.2 had.
Where a server does not know a command, the error says which versions do.
"""

PARAMETERS = """
## Methods whose parameters differ from redis-py's

All others have the same ones, in the same order, with the same defaults; positional ones may be called otherwise. What
redis-py takes as `**kwargs` beside them and hands through to its own parser is not taken.

| Method | |
|---|---|
"""


@cache
def facts() -> dict[str, Any]:
    """What command_facts.py found."""
    found: dict[str, Any] = json.loads(FACTS.read_text(encoding="utf-8"))
    return found


@cache
def senders() -> dict[str, list[str]]:
    """Each command, with our methods that send it."""
    found: dict[str, list[str]] = defaultdict(list)
    for method, commands in methods().items():
        for command in commands:
            found[command].append(method)
    for command, method in OTHERWISE.items():
        if hasattr(Redis, method.split("()")[0]):
            found[command] = [method]
    return found


def listed() -> list[CommandInfo]:
    """Every command of the table; a container only if it does something by itself."""
    infos = [metadata([name]) for name in sorted(NAMES)]
    return [info for info in infos if info and (info.name not in CONTAINERS or info.name.decode() in senders())]


def missing() -> list[str]:
    """The commands that have neither a method nor a reason."""
    names = (info.name.decode() for info in listed())
    return [name for name in names if name not in senders() and not reason(name)]


def code(names: list[str]) -> str:
    """Names as code."""
    return ", ".join(f"`{name}`" for name in names)


def remarks(info: CommandInfo) -> Iterator[str]:
    """What else there is to say about a command."""
    name = info.name.decode()
    since: dict[str, list[str]] = facts()["commands"].get(name, {}).get("deprecated", {})
    if since:
        when = " and ".join(f"{server} {version}" for server, (version, _) in sorted(since.items()))
        instead = next((text for _, text in since.values() if text), "")
        yield f"deprecated since {when}" + (f": {instead}" if instead else "")
    if name not in senders():
        yield f"left out: {reason(name)}"


def row(info: CommandInfo) -> str:
    """The line for one command."""
    name = info.name.decode()
    peers = facts()["commands"].get(name, {})
    since = (info.since or "-", info.since_valkey or "-") if info.group not in MODULES else ("module", "module")
    cells = (
        name,
        code(senders().get(name, [])),
        code(peers.get("redis-py", [])),
        code(peers.get("coredis", [])),
        *since,
        "; ".join(remarks(info)),
    )
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"


def groups() -> Iterator[str]:
    """A table for each group."""
    by_group: dict[str, list[CommandInfo]] = defaultdict(list)
    for info in listed():
        by_group[info.group].append(info)
    for group in sorted(by_group, key=lambda name: (name in MODULES, name)):
        yield f"\n## {MODULES.get(group, (group or 'other').capitalize().replace('-', ' '))}\n\n"
        yield "| Command | sansredis | redis-py | coredis | Redis | Valkey | |\n|---|---|---|---|---|---|---|\n"
        yield from map(row, by_group[group])


def newer() -> Iterator[str]:
    """The commands that we have and no server of the table has."""
    known = {info.name.decode() for info in listed()}
    found = sorted((command, code(names)) for command, names in senders().items() if command not in known)
    yield "\n## Newer than these servers\n\n| Command | sansredis |\n|---|---|\n"
    yield from (f"| {command} | {names} |\n" for command, names in found)


def of_redis_py() -> Iterator[str]:
    """The methods of redis-py that we do not have."""
    yield "\n## Methods of redis-py that sansredis does not have\n\n| redis-py | |\n|---|---|\n"
    yield from (f"| `{method}` | {why} |\n" for method, why in without(facts()["methods of redis-py"]))


def changed() -> Iterator[str]:
    """The methods whose parameters are not redis-py's."""
    yield PARAMETERS
    yield from (f"| `{method}` | {how} |\n" for method, how in differing(facts()["methods of redis-py"]))


def page() -> str:
    """The whole page."""
    return "".join((HEAD.format(**facts()["versions"]), *groups(), *newer(), *of_redis_py(), *changed()))


def main() -> int:
    """Write or check the page, and return the exit status."""
    parser = argparse.ArgumentParser(description="Write docs/commands.md.")
    parser.add_argument("--check", action="store_true", help="write nothing; fail if the page is out of date")
    check = parser.parse_args().check
    if names := missing():
        print(f"neither a method nor a reason in tools/left_out.py: {', '.join(names)}", file=sys.stderr)
        return 1
    text = page()
    if not check:
        TARGET.write_text(text, encoding="utf-8")
    elif not TARGET.is_file() or TARGET.read_text(encoding="utf-8") != text:
        print(f"{TARGET.relative_to(ROOT)} is out of date: run python tools/commands_doc.py", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
