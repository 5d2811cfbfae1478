"""What the cells send, and what has to come back.

Everything is precomputed, so that a cell measures clients and not the making of test data. Every caller writes values
that no other caller writes, and no value twice in a row: a reply that went astray cannot pass for the right one.
"""

from __future__ import annotations

import re
import socket
from functools import cache
from typing import NamedTuple

KEY = b"bench:one"
VALUE = b"v" * 32
BIG_KEY = b"bench:big"
LIST_KEY = b"bench:list"
HASH_KEY = b"bench:hash"
PIPELINE_PAIRS = 50
"""A pipeline is this many SETs and then as many GETs."""
TRANSACTION_PAIRS = 5
"""And a transaction, this many."""
CHANNEL = b"bench:channel"
SCAN_DB = 9
SCAN_KEYS = 100_000
"""So many keys are in that database, and nothing else."""
GENERATIONS = 8
"""So many different values are written to a key before the first one comes again."""


class Exchange(NamedTuple):
    """One request as it goes out, and how many bytes its RESP2 reply has."""

    request: bytes
    size: int


def encode(*args: bytes) -> bytes:
    """Return the RESP encoding of one command."""
    return b"*%d\r\n" % len(args) + b"".join(b"$%d\r\n%b\r\n" % (len(arg), arg) for arg in args)


def _bulk_size(value: bytes) -> int:
    return len(b"$%d\r\n%b\r\n" % (len(value), value))


def _array_size(values: list[bytes]) -> int:
    return len(b"*%d\r\n" % len(values)) + sum(map(_bulk_size, values))


@cache
def big_value() -> bytes:
    """Return 1 MiB in which no two blocks are alike."""
    return b"".join(b"%015d\n" % index for index in range(1 << 16))


@cache
def list_values() -> list[bytes]:
    """Return the 1000 items of the list, 32 bytes each."""
    return [b"item:%027d" % index for index in range(1000)]


@cache
def hash_values() -> dict[bytes, bytes]:
    """Return the 1000 fields of the hash with their values of 32 bytes."""
    return {b"field:%d" % index: b"value:%026d" % index for index in range(1000)}


def _flat_hash() -> list[bytes]:
    return [part for pair in hash_values().items() for part in pair]


def caller_key(caller: int) -> bytes:
    """Return the key that only this caller uses."""
    return b"bench:caller:%d" % caller


def caller_values(caller: int) -> list[bytes]:
    """Return the values of 32 bytes that only this caller writes, in their order."""
    return [b"%015d:%016d" % (caller, generation) for generation in range(GENERATIONS)]


@cache
def pipeline_pairs() -> list[list[tuple[bytes, bytes]]]:
    """Return the keys and values of each generation of the pipeline."""
    return [
        [(b"bench:pipe:%d" % index, b"%015d:%016d" % (index, generation)) for index in range(PIPELINE_PAIRS)]
        for generation in range(GENERATIONS)
    ]


@cache
def scan_keys() -> set[bytes]:
    """Return the keys that a scan has to find."""
    return {b"bench:scan:%06d" % index for index in range(SCAN_KEYS)}


def caller_exchanges(caller: int) -> list[Exchange]:
    """Return what one of many callers sends: a SET and a GET of each generation."""
    key = caller_key(caller)
    found = []
    for value in caller_values(caller):
        found.append(Exchange(encode(b"SET", key, value), len(b"+OK\r\n")))
        found.append(Exchange(encode(b"GET", key), _bulk_size(value)))
    return found


def exchange(workload: str) -> Exchange:
    """Return the one exchange that a single caller repeats.

    Args:
        workload: ``get1``, ``pipe100``, ``tx10``, ``get1m``, ``lrange1000`` or ``hgetall1000``.
    """
    match workload:
        case "get1":
            return Exchange(encode(b"GET", KEY), _bulk_size(VALUE))
        case "get1m":
            return Exchange(encode(b"GET", BIG_KEY), _bulk_size(big_value()))
        case "lrange1000":
            return Exchange(encode(b"LRANGE", LIST_KEY, b"0", b"-1"), _array_size(list_values()))
        case "hgetall1000":
            return Exchange(encode(b"HGETALL", HASH_KEY), _array_size(_flat_hash()))
        case "pipe100":
            return _set_and_get(pipeline_pairs()[0])
        case "tx10":
            pairs = pipeline_pairs()[0][:TRANSACTION_PAIRS]
            plain = _set_and_get(pairs)
            queued = b"+OK\r\n" + b"+QUEUED\r\n" * (2 * len(pairs)) + b"*%d\r\n" % (2 * len(pairs))
            return Exchange(encode(b"MULTI") + plain.request + encode(b"EXEC"), len(queued) + plain.size)
    raise ValueError(f"no single caller in workload {workload!r}")


def _set_and_get(pairs: list[tuple[bytes, bytes]]) -> Exchange:
    request = b"".join(encode(b"SET", key, value) for key, value in pairs)
    request += b"".join(encode(b"GET", key) for key, _ in pairs)
    return Exchange(request, sum(len(b"+OK\r\n") + _bulk_size(value) for _, value in pairs))


def seed(port: int) -> None:
    """Write what the reading workloads read.

    Args:
        port: Where the server listens on 127.0.0.1.
    """
    commands = [
        (b"FLUSHALL",),
        (b"SET", KEY, VALUE),
        (b"SET", BIG_KEY, big_value()),
        (b"RPUSH", LIST_KEY, *list_values()),
        (b"HSET", HASH_KEY, *_flat_hash()),
        (b"SELECT", b"%d" % SCAN_DB),
        (b"MSET", *(part for key in sorted(scan_keys()) for part in (key, b"1"))),
    ]
    expected = b"+OK\r\n+OK\r\n+OK\r\n:1000\r\n:1000\r\n+OK\r\n+OK\r\n"
    received = _ask(port, commands)
    if received != expected:
        raise RuntimeError(f"the server answered {received!r} to the test data")


def write_one(port: int, value: bytes) -> None:
    """Write the value that ``get1`` reads, by a connection that no client knows of."""
    _ask(port, [(b"SET", KEY, value)])


def gets_so_far(port: int) -> int:
    """Return how often the server was asked by GET."""
    found = re.search(rb"cmdstat_get:calls=(\d+)", _ask(port, [(b"INFO", b"commandstats")]))
    return int(found[1]) if found else 0


def _ask(port: int, commands: list[tuple[bytes, ...]]) -> bytes:
    """Return all replies; the server closes the connection after them."""
    with socket.create_connection(("127.0.0.1", port)) as sock:
        sock.sendall(b"".join(encode(*command) for command in [*commands, (b"QUIT",)]))
        received = b""
        while data := sock.recv(65536):
            received += data
    return received.removesuffix(b"+OK\r\n")
