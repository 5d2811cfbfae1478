"""Run the tests of tests/server against each server in a folder, and write the table docs/servers.md.

The folder is named by the environment variable SANSREDIS_SERVERS, and has a folder for each server, with the server in
it as an executable file called "server"::

    SANSREDIS_SERVERS=~/servers tox -e matrix
    SANSREDIS_SERVERS=~/servers tox -e matrix -- redis-7.0 valkey-8.1

With names of servers only those are tested, and nothing is written. The exit status is 1 if any test failed.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

from sansredis.demo.find import ENVIRONMENT_VARIABLE as SERVER
from sansredis.demo.server import Server, ServerError

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "docs" / "servers.md"
FOLDER = "SANSREDIS_SERVERS"
NOT_APPLICABLE = "not applicable: "

HEAD = """# Servers

The tests of `tests/server`, run against each of these servers by `tox -e matrix`. Not applicable are tests of what a
server of that version does not have; each such test names the first version or the command that it needs.

| server | version | passed | failed | not applicable | date |
|---|---|---|---|---|---|
"""


@dataclass
class Row:
    """The results of one server."""

    name: str
    version: str
    passed: int = 0
    failed: int = 0
    not_applicable: set[str] = field(default_factory=set)
    day: date = field(default_factory=date.today)

    def __str__(self) -> str:
        counts = f"{self.passed} | {self.failed} | {len(self.not_applicable)}"
        return f"| {self.name} | {self.version} | {counts} | {self.day.isoformat()} |"


def servers(names: list[str]) -> list[Path]:
    """The servers in the folder, or those of them that have one of the names."""
    folder = os.environ.get(FOLDER)
    if not folder:
        sys.exit(f"set {FOLDER} to a folder that has NAME/server for each server to test")
    found = {path.parent.name: path for path in sorted(Path(folder).expanduser().glob("*/server"))}
    if not found:
        sys.exit(f"{FOLDER}={folder}: there is no file NAME/server in that folder")
    if unknown := set(names) - found.keys():
        sys.exit(f"{FOLDER}={folder} has no {', '.join(sorted(unknown))}; it has {', '.join(found)}")
    return [path for name, path in found.items() if not names or name in names]


def version_of(executable: Path) -> str:
    """What the server says that it is."""
    with Server(str(executable)) as server:
        info = server.command("INFO", "server").decode()
    for kind in ("Valkey", "Redis"):
        if match := re.search(rf"^{kind.lower()}_version:(\S+)", info, re.MULTILINE):
            return f"{kind} {match[1]}"
    raise ServerError(f"{executable} does not say in INFO which version it is")


def tested(executable: Path) -> Row:
    """Run the tests against one server, and count."""
    row = Row(executable.parent.name, version_of(executable))
    print(f"== {row.name}: {row.version}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.xml")
        command = [sys.executable, "-m", "pytest", "tests/server", "-q", f"--junit-xml={report}"]
        ran = subprocess.run(command, cwd=ROOT, env={**os.environ, SERVER: str(executable)})
        if ran.returncode not in (0, 1):
            sys.exit(f"pytest ended with exit status {ran.returncode}: see above")
        cases = ElementTree.parse(report).getroot().iter("testcase")
    for case in cases:
        skipped = case.find("skipped")
        if skipped is None:
            failed = case.find("failure") is not None or case.find("error") is not None
            row.failed += failed
            row.passed += not failed
        elif skipped.get("message", "").startswith(NOT_APPLICABLE):
            row.not_applicable.add(case.get("name", ""))
        else:
            row.failed += 1  # a test is never skipped for another reason
            print(f"skipped without a reason that counts: {case.get('name')}: {skipped.get('message')}")
    return row


def never_run(rows: list[Row]) -> str:
    """Name the methods whose cases applied to none of the servers at all."""
    seen: dict[str, bool] = {}
    nowhere = set.intersection(*(row.not_applicable for row in rows))
    for name in set.union(*(row.not_applicable for row in rows)):
        if match := re.match(r"test_first_case_through_each_door\[([\w.]+)-", name):
            seen[match[1]] = seen.get(match[1], True) and name in nowhere
    methods = sorted(method for method, never in seen.items() if never)
    return f"\nToo new for all of these servers, and so never run: {', '.join(methods) or 'nothing'}.\n"


def main() -> int:
    """Test all servers; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help="servers of the folder; without any, all of them")
    names = parser.parse_args().names
    rows = [tested(executable) for executable in servers(names)]
    table = HEAD + "".join(f"{row}\n" for row in rows) + never_run(rows)
    print(table)
    if not names:
        TABLE.write_text(table, encoding="utf-8")
    return 1 if any(row.failed for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
