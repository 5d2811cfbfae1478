"""The table of what is measured: workloads, clients, and which client does which workload in which runtime."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

RUNTIMES = ("threads", "gevent", "asyncio", "uvloop", "trio")
ASYNC_RUNTIMES = ("asyncio", "uvloop", "trio")


class Workload(NamedTuple):
    """What is done, how many do it, and what is counted.

    ``awake``: whether the cores are kept from sleeping by processes of the lowest priority. That takes the time a
    virtual machine needs to wake a core out of the figures; it also costs memory bandwidth, so 1 MiB goes without.
    """

    name: str
    title: str
    unit: str = "calls/s"
    callers: int = 1
    awake: bool = True
    more_is_better: bool = True
    runtimes: tuple[str, ...] = RUNTIMES

    def callers_in(self, runtime: str) -> int:
        """How many callers there are in a runtime: 64 mean 16 for threads, as many as anybody would use."""
        return 16 if runtime == "threads" and self.callers == 64 else self.callers


GREEN = RUNTIMES[1:]
TYPED_CALLS = {
    "get": "get(key)",
    "set": "set(key, value, ex=10, nx=True)",
    "hset": "hset(key, mapping=three fields)",
    "zadd": "zadd(key, two members)",
    "xadd": "xadd(key, three fields, id=id)",
    "json": "json().get(key)",
}
WORKLOADS = {
    workload.name: workload
    for workload in (
        Workload("get1", "GET of 32 bytes, one caller"),
        Workload("conc64", "GET and SET of 32 bytes, 64 callers (threads: 16) of one client", callers=64),
        Workload("conc512", "GET and SET of 32 bytes, 512 callers of one client", callers=512, runtimes=GREEN),
        Workload("pipe100", "pipeline of 50 SET and 50 GET", unit="commands/s"),
        Workload("tx10", "transaction of 5 SET and 5 GET", unit="commands/s"),
        Workload("get1m", "GET of 1 MiB", awake=False),
        Workload("lrange1000", "LRANGE of 1000 items of 32 bytes"),
        Workload("hgetall1000", "HGETALL of 1000 fields with values of 32 bytes"),
        Workload("publish1", "a message published and delivered to 1 subscriber", unit="messages/s"),
        Workload("publish100", "a message published and delivered to 100 subscribers", unit="messages/s", callers=100),
        Workload("scan", "scan_iter() over 100,000 keys, 10 a page", unit="keys/s"),
        Workload("scan1000", "scan_iter(count=1000) over 100,000 keys", unit="keys/s"),
        Workload("cached", "GET of 32 bytes from the client's cache, one caller"),
        *(
            Workload(f"typed-{name}", f"{call} beyond execute_command", "us", more_is_better=False)
            for name, call in TYPED_CALLS.items()
        ),
        Workload("import", "importing it in a fresh process", unit="ms", more_is_better=False),
        Workload("memory", "memory of one connected, idle client", unit="KiB", more_is_better=False),
        Workload("owed64", "GET and SET, 64 replies owed on one connection", callers=64, runtimes=GREEN),
        Workload("owed4096", "GET and SET, 4096 replies owed on one connection", callers=4096, runtimes=GREEN),
        Workload("idle0", "GET, one caller, nobody else"),
        Workload("idle1000", "GET, one caller, while 1000 others have a connection and do nothing", callers=1000),
        Workload("waiters10", "lease, GET, release: 10 callers and one connection", callers=10),
        Workload("waiters1000", "lease, GET, release: 1000 callers and one connection", callers=1000, runtimes=GREEN),
    )
}
PUBLISH = ("publish1", "publish100")
SCAN = ("scan", "scan1000")
TYPED = tuple(name for name in WORKLOADS if name.startswith("typed-"))
MANY = ("conc64", "conc512", "owed64", "owed4096")
LARGE = ("lrange1000", "hgetall1000")
SCALING = ("owed64", "owed4096", "idle0", "idle1000", "waiters10", "waiters1000")
PLAIN = tuple(name for name in WORKLOADS if name not in SCALING)


class Client(NamedTuple):
    """A client in one of its variants.

    Args:
        name: As it is printed.
        module: Of ``benchmarks.clients``; empty for the floors.
        variant: What the module or the process does differently.
        package: The distribution whose version is reported.
        runtimes: Where it runs.
        workloads: What it is asked to do.
        imports: The statement whose time is measured in the workload ``import``, by runtime, or for all of them.
        lacks: Of the workloads, those that it has nothing for in some of its runtimes, and these.
    """

    name: str
    module: str
    variant: str
    package: str
    runtimes: tuple[str, ...]
    workloads: tuple[str, ...]
    imports: dict[str, str] | str = ""
    lacks: Mapping[str, tuple[str, ...]] = MappingProxyType({})

    def does(self, workload: str, runtime: str) -> bool:
        """Whether it has a cell there."""
        here = runtime in self.runtimes and workload in self.workloads
        return here and runtime not in self.lacks.get(workload, ())

    def import_in(self, runtime: str) -> str:
        """Return the import statement for a runtime."""
        return self.imports if isinstance(self.imports, str) else self.imports[runtime]


FLOOR = "floor"
OURS = "sansredis"
BARE_IMPORTS = {
    "threads": "import socket, threading, collections",
    "gevent": "import gevent, gevent.socket, collections",
    "asyncio": "import asyncio",
    "uvloop": "import asyncio, uvloop",
    "trio": "import trio",
}
DOORS = {
    "threads": "import sansredis.threads",
    "gevent": "import sansredis.gevent",
    "asyncio": "import sansredis.asyncio",
    "uvloop": "import uvloop, sansredis.asyncio",
    "trio": "import sansredis.trio",
}
REDIS_IMPORTS = {"threads": "import redis"} | dict.fromkeys(("asyncio", "uvloop"), "import redis.asyncio")
REDIS_IMPORTS["uvloop"] = "import uvloop, redis.asyncio"
GLIDE_IMPORTS = {"threads": "import glide_sync", "asyncio": "import glide", "uvloop": "import uvloop, glide"}
GLIDE_IMPORTS["trio"] = "import trio, glide"
COREDIS_IMPORTS = {"asyncio": "import coredis", "uvloop": "import uvloop, coredis", "trio": "import trio, coredis"}
PATCHED = "from gevent import monkey; monkey.patch_all(); import "
REDIS_IMPORTS["gevent"] = PATCHED + "redis"
PYREDIS_IMPORTS = {"threads": "import pyredis", "gevent": PATCHED + "pyredis"}

NOT_TRIO = ("threads", "gevent", "asyncio", "uvloop")
PEERS = tuple(name for name in PLAIN if name not in TYPED)
SPEED = tuple(name for name in PEERS if name not in ("import", "memory"))
UNCACHED = tuple(name for name in PEERS if name != "cached")
FLOORED = ("get1", "pipe100", "tx10", "get1m", *LARGE)
"""The workloads of a single caller that bare sockets do as well."""
NO_CACHE = {"cached": ("asyncio", "uvloop")}
"""redis.asyncio has none."""
CLIENTS = {
    client.name: client
    for client in (
        Client(OURS, "sansredis", "", "sansredis", RUNTIMES, tuple(WORKLOADS), DOORS),
        Client("redis-py+hiredis", "redis_py", "hiredis", "redis", NOT_TRIO, PEERS, REDIS_IMPORTS, NO_CACHE),
        Client("redis-py pure", "redis_py", "pure", "redis", NOT_TRIO, SPEED, lacks=NO_CACHE),
        Client("redis-py single", "redis_py", "single", "redis", NOT_TRIO, ("get1",)),
        Client("coredis", "coredis", "", "coredis", ASYNC_RUNTIMES, PEERS, COREDIS_IMPORTS),
        Client("glide", "glide", "", "valkey-glide", ("threads", *ASYNC_RUNTIMES), PEERS, GLIDE_IMPORTS),
        Client("pyredis", "pyredis", "", "python-redis", ("threads", "gevent"), UNCACHED, PYREDIS_IMPORTS),
    )
}
WAYS_OF_ONE = {
    "threads": ("recv", "recv_into"),
    "gevent": ("watcher", "socket"),
    "asyncio": ("protocol", "buffered"),
    "uvloop": ("protocol", "buffered"),
    "trio": ("plain", "stream"),
}
WAYS_OF_MANY = ("shared", "conns", "callers")


class Cell(NamedTuple):
    """One figure of the table: a workload done by a client in a runtime.

    The client ``floor/WAY`` means bare sockets.
    """

    runtime: str
    workload: str
    client: str

    @property
    def is_floor(self) -> bool:
        """Whether these are bare sockets."""
        return self.client.startswith(FLOOR)

    @property
    def is_ours(self) -> bool:
        """Whether this is sansredis."""
        return self.client == OURS


def floor_ways(runtime: str, workload: str) -> tuple[str, ...]:
    """Return the ways of the floor that are tried; none where a floor would mean nothing."""
    if workload.startswith("owed"):
        return ("callers",)
    if workload in MANY:
        return WAYS_OF_MANY
    if workload == "import":
        return ("alone",)
    return WAYS_OF_ONE[runtime] if workload in FLOORED else ()


def table(
    runtimes: Iterable[str] = RUNTIMES, workloads: Iterable[str] = PLAIN, clients: Iterable[str] | None = None
) -> Iterator[Cell]:
    """Return the cells in the order in which one round runs them.

    Args:
        runtimes: Which runtimes.
        workloads: Which workloads.
        clients: Which clients; ``floor`` stands for all floors. None means all.
    """
    chosen = {FLOOR, *CLIENTS} if clients is None else set(clients)
    for name in workloads:
        for runtime in runtimes:
            if runtime not in WORKLOADS[name].runtimes:
                continue
            if FLOOR in chosen:
                for way in floor_ways(runtime, name):
                    yield Cell(runtime, name, f"{FLOOR}/{way}")
            for client in CLIENTS.values():
                if client.name in chosen and client.does(name, runtime):
                    yield Cell(runtime, name, client.name)
