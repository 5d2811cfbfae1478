"""The demo: each runtime in turn does the work, loses its connections in the middle, and is audited."""

from __future__ import annotations

import secrets
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table

from sansredis import threads
from sansredis.core.errors import RedisError
from sansredis.demo.runtimes import RUNTIMES, Runtime
from sansredis.demo.server import Server
from sansredis.demo.workload import COMMANDS_PER_TURN, Books, Caller, audit, clear


@dataclass
class Plan:
    """What is asked of each runtime."""

    url: str
    workers: int
    connections: int
    commands: int

    @property
    def turns(self) -> int:
        """How many turns each worker makes, so that all of them come to about `commands`."""
        return max(2, self.commands // (self.workers * COMMANDS_PER_TURN))

    @property
    def total(self) -> int:
        """The commands that all workers send."""
        return self.turns * self.workers * COMMANDS_PER_TURN


@dataclass
class Outcome:
    """How one runtime did."""

    runtime: str
    limit: int
    seconds: float = 0.0
    stats: dict[str, int] = field(default_factory=dict)
    killed: int = 0
    not_killed: RedisError | None = None
    books: Books = field(default_factory=Books)

    def broken_promises(self) -> list[str]:
        """What should not have happened, in words."""
        books, used = self.books, self.stats["most_used"]
        complaints = {
            "wrong replies": books.wrong_replies,
            "failed reads": books.failed_reads,
            "acknowledged writes that are lost": books.lost_writes,
            "writes executed again, or although reported as not executed": books.repeated_writes,
            f"connections more than the limit of {self.limit}": max(0, used - self.limit),
        }
        return [f"{self.runtime}: {count} {what}" for what, count in complaints.items() if count]


@contextmanager
def until_interrupted() -> Iterator[Callable[[], bool]]:
    """Give a function that says whether to go on: until Ctrl-C. A second Ctrl-C is a KeyboardInterrupt as ever.

    An exception in the middle of everything would do as well, but then there would be no table of what was done.
    """
    interrupted = False

    def interrupt(number: int, frame: object) -> None:
        nonlocal interrupted
        interrupted = True
        signal.signal(signal.SIGINT, before)

    before = signal.signal(signal.SIGINT, interrupt)
    try:
        yield lambda: not interrupted
    finally:
        signal.signal(signal.SIGINT, before)


async def kill_connections(runtime: Runtime, plan: Plan, name: str, outcome: Outcome) -> None:
    """Have the server kill the connections that carry a name, and no others."""
    killer = runtime.client(plan.url, max_connections=1, decode_responses=True)
    try:
        for row in await runtime.call(killer.client_list()):
            if row["name"] == name:
                command = ("CLIENT", "KILL", "ID", row["id"])
                outcome.killed += await runtime.call(killer.execute_command(*command))
    except RedisError as error:
        outcome.not_killed = error
    finally:
        await runtime.call(getattr(killer, runtime.close)())


def run_one(runtime: Runtime, plan: Plan, referee: Any, report: Callable[[int], bool]) -> Outcome:
    """Run the work in one runtime and audit it.

    Args:
        runtime: where to run it.
        plan: what to do.
        referee: a blocking client, for the audit.
        report: called now and then with the number of commands that were done; False ends the work.
    """
    outcome = Outcome(runtime.name, plan.connections)
    name = f"sansredis-demo-{secrets.token_hex(6)}"
    callers: list[Caller] = []

    async def program() -> None:
        client = runtime.client(plan.url, max_connections=plan.connections, client_name=name, decode_responses=True)
        callers.extend(
            Caller(client, runtime.call, f"{name}:{number}", plan.turns, report) for number in range(plan.workers)
        )
        callers[0].halfway = lambda: kill_connections(runtime, plan, name, outcome)
        start = time.perf_counter()
        await runtime.together(caller.run() for caller in callers)
        outcome.seconds = time.perf_counter() - start
        outcome.stats = client.connection_pool.stats()
        await runtime.call(getattr(client, runtime.close)())

    try:
        runtime.start(program)
    except BaseException:
        for caller in callers:
            clear(caller, referee)
        raise
    for caller in callers:
        outcome.books.add(audit(caller, referee))
    return outcome


def describe(referee: Any) -> str:
    """Name the server, having made sure that it can be written to."""
    probe = f"sansredis-demo-{secrets.token_hex(6)}"
    referee.set(probe, probe)
    referee.delete(probe)
    info = referee.info("server")
    return f"Valkey {info['valkey_version']}" if "valkey_version" in info else f"Redis {info['redis_version']}"


def table_of(outcomes: list[Outcome]) -> Table:
    """Make the table of all runtimes; it fits into 80 columns."""
    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False)
    table.add_column("runtime")
    for title in (
        "commands", "per\nsecond", "connec-\ntions", "most\nwaiting", "writes\nin doubt", "failed\nreads",
        "wrong\nreplies", "lost,\ntwice",
    ):  # fmt: skip
        table.add_column(title, justify="right")
    for outcome in outcomes:
        books, stats = outcome.books, outcome.stats
        numbers = (
            books.commands, round(books.commands / outcome.seconds), stats["most_used"], stats["most_waiting"],
            books.in_doubt, books.failed_reads, books.wrong_replies, books.lost_writes + books.repeated_writes,
        )  # fmt: skip
        table.add_row(outcome.runtime, *(f"{number:,}" for number in numbers))
    return table


def print_report(console: Console, outcomes: list[Outcome]) -> list[str]:
    """Print the table and what is to be said about it; return the broken promises."""

    def say(text: str, style: str = "") -> None:
        console.print(text, style=style, markup=False, highlight=False)

    console.print(table_of(outcomes))
    killed = ", ".join(f"{outcome.killed} of {outcome.runtime}" for outcome in outcomes)
    say(f"Connections killed by the server in the middle: {killed}.")
    for outcome in outcomes:
        if outcome.not_killed is not None:
            say(f"{outcome.runtime}: the server would not kill the connections: {outcome.not_killed}")
        if outcome.books.not_executed:
            say(f"{outcome.runtime}: {outcome.books.not_executed} writes were reported as not executed, and were not")
    broken = [complaint for outcome in outcomes for complaint in outcome.broken_promises()]
    for complaint in broken:
        say(f"BROKEN PROMISE: {complaint}", "bold red")
    for error in [error for outcome in outcomes for error in outcome.books.errors][:3] if broken else ():
        say(f"an error seen: {type(error).__name__}: {error}")
    if not broken:
        say(
            "Every reply went to its caller, every read succeeded, and every acknowledged write is there, once. Writes "
            "in doubt had been sent when their connection was killed: each was reported as maybe executed, and not "
            "sent a second time."
        )
    return broken


def run(url: str | None, workers: int, connections: int, commands: int) -> int:
    """Run the demo and print what happened.

    Args:
        url: the server to use; only keys with a random prefix of ours are written, and deleted in the end. None starts
            a server for the demo.
        workers: how many threads, greenlets or tasks share the client.
        connections: the limit of the client's pool.
        commands: about how many commands each runtime sends.

    Returns:
        The exit status: 0, 1 if any promise was broken, or 130 after Ctrl-C.

    Raises:
        ServerNotFoundError: if no URL was given, and there is no server to start.
        ServerError: if the server that was found does not start.
        RedisError: if the server of the URL cannot be used.
    """
    console = Console()
    with ExitStack() as stack:
        plan = Plan(url or stack.enter_context(Server()).url, workers, connections, commands)
        referee = stack.enter_context(threads.Redis.from_url(plan.url, max_connections=1, decode_responses=True))
        server = describe(referee)
        console.print(f"{server}. {workers} callers share {connections} connections, which are killed once half-way.")
        go_on = stack.enter_context(until_interrupted())
        outcomes = []
        columns = (TextColumn("{task.description:8}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*columns, console=console) as bars:
            for runtime in RUNTIMES:
                task = bars.add_task(runtime.name, total=plan.total)

                def report(done: int, task: TaskID = task) -> bool:
                    bars.advance(task, done)
                    return go_on()

                outcomes.append(run_one(runtime, plan, referee, report))
                if not go_on():
                    break
        if not go_on():
            console.print("Interrupted; this is what was done until then:")
        broken = print_report(console, outcomes)
        return 1 if broken else 0 if go_on() else 130
