"""How a TCP connection is made, in every runtime: the name's addresses race, as `core/addresses.py` decides.

A backend supplies three things only: the look-up of a name, the class of its sockets, and waiting until one of several
can be written to. Whatever comes out of a wait, a cancellation, a kill or a signal, every socket that was opened and
did not win is closed at once.
"""

from __future__ import annotations

import os
import socket
from _socket import getaddrinfo as native_getaddrinfo  # its like in `socket` may be a patched one, which waits
from collections.abc import Awaitable, Callable, Collection, Sequence
from functools import partial
from math import inf
from typing import Any, Protocol, TypeVar

from sansredis.backends.sockets import inherited, tune
from sansredis.core.addresses import AddressInfo, Race, in_turns, shown_address
from sansredis.core.options import Options
from sansredis.runtime import Runtime, Unreached, UnreachedInTime, Waiter

T = TypeVar("T")
_NUMERIC = socket.AI_NUMERICHOST | socket.AI_NUMERICSERV


class Network(Protocol):
    """What a backend supplies."""

    def now(self) -> float:
        """The runtime's clock."""
        ...

    async def look_up(self, host: str, port: int, deadline: float | None) -> Sequence[Any]:
        """Return what `getaddrinfo` says of an ASCII name, for stream sockets.

        Raises:
            OSError, UnicodeError: what it says is no.
            TimeoutError: (the built-in one) the deadline came first.
        """
        ...

    def socket_class(self) -> Callable[[int, int, int], Any]:
        """What makes a socket."""
        ...

    async def first_writable(self, sockets: Sequence[Any], until: float | None) -> Collection[Any]:
        """Wait until some of the sockets can be written to, or have failed. Returns them; none: the time came first."""
        ...


async def dial(network: Network, options: Options, deadline: float | None, finish: Callable[[Any], Awaitable[T]]) -> T:
    """Connect to the server's host and port.

    Args:
        network: the backend.
        options: where to, and how the sockets are to be.
        deadline: when to give up.
        finish: makes the stream of the connected socket, a non-blocking one, which is closed if that fails.

    Returns:
        What *finish* returned.

    Raises:
        Unreached: the name has no address that could be reached; the message says why, of each.
        UnreachedInTime: the deadline came first.
    """
    process, began = os.getpid(), network.now()
    if deadline is not None and began >= deadline:
        raise TimeoutError
    found = in_turns(await _addresses(network, options, deadline, began))
    names = [shown_address(address) for address in found]
    race = Race(names, options.happy_eyeballs_delay, network.now(), deadline)
    attempts: dict[Any, int] = {}
    try:
        winner = await _winner(network, options, deadline, race, found, attempts)
        for sock in attempts:
            if sock is not winner:
                sock.close()
        if os.getpid() != process:
            raise inherited()
        # Nothing may come between this and the end: where signals interrupt, nobody else knows of the socket.
        return await finish(winner)
    except BaseException:
        for sock in attempts:
            sock.close()
        raise


async def _addresses(network: Network, options: Options, deadline: float | None, began: float) -> Sequence[AddressInfo]:
    """Find the addresses of the host."""
    host, port = options.host, options.port
    try:
        name = host if host.isascii() else host.encode("idna").decode("ascii")
        found = _numeric(name, port) or await network.look_up(name, port, deadline)
    except TimeoutError:
        seconds = network.now() - began
        raise UnreachedInTime(f"the look-up of the name had no answer in {seconds:.2f} s") from None
    except (OSError, UnicodeError) as error:
        raise Unreached(f"the name cannot be looked up: {error}") from error
    if not found:
        raise Unreached("the name has no address")
    return found


def _numeric(host: str, port: int) -> Sequence[Any] | None:
    """What an address in figures stands for, or None if the host is no such thing. Asks nobody, and does not wait."""
    try:
        # As bytes, a host needs no codec: to look for one takes the import lock, which the child of a fork may find
        # held by a thread that it does not have.
        return native_getaddrinfo(host.encode(), port, 0, socket.SOCK_STREAM, 0, _NUMERIC)
    except OSError:
        return None


async def _winner(
    network: Network,
    options: Options,
    deadline: float | None,
    race: Race,
    found: Sequence[AddressInfo],
    attempts: dict[Any, int],
) -> Any:
    """Try the addresses, and return the socket that was connected first. All of them are in *attempts*."""
    last: OSError | None = None
    while True:
        now = network.now()
        number = race.begin(now)
        if number is not None:
            try:
                if _begin(network, options, found[number], number, attempts):
                    return next(reversed(attempts))
            except OSError as error:
                # Its frames have the sockets, and would have them until the collector comes.
                last = error.with_traceback(None)
                race.failed(number, str(error))
            continue
        if race.lost:
            raise Unreached(race.account(now, options.location)) from last
        if deadline is not None and now >= deadline:
            raise UnreachedInTime(race.account(now, options.location)) from last
        until = min(race.due, inf if deadline is None else deadline)
        for sock in await network.first_writable(list(attempts), None if until == inf else until):
            fault = sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
            if not fault:
                return sock
            last = OSError(fault, os.strerror(fault))
            sock.close()
            race.failed(attempts.pop(sock), str(last))


def _begin(network: Network, options: Options, address: AddressInfo, number: int, attempts: dict[Any, int]) -> bool:
    """Begin to connect to an address. Returns whether that is done already. Raises OSError if it cannot be."""
    family, kind, protocol, _, where = address
    # Made and entered in one step of the interpreter, between whose halves no signal's handler can raise.
    attempts.update(zip(map(network.socket_class(), (family,), (kind,), (protocol,)), (number,), strict=True))
    sock = next(reversed(attempts))
    try:
        sock.setblocking(False)
        tune(sock, options)
        sock.connect(where)
    except (BlockingIOError, InterruptedError):
        return _is_connected(sock)
    except OSError:
        sock.close()
        del attempts[sock]
        raise
    return True


def _is_connected(sock: Any) -> bool:
    """Whether a connection has been made already. On the same machine it has, and there is nothing to wait for."""
    try:
        sock.getpeername()
    except OSError:
        return False
    return True


async def watched(
    runtime: Runtime,
    watch: Callable[[Any, Callable[[], None]], Callable[[], object]],
    sockets: Sequence[Any],
    until: float | None,
) -> Collection[Any]:
    """Do what `Network.first_writable` does, where there is a loop that watches sockets.

    Args:
        runtime: the runtime.
        watch: has a function called when a socket can be written to, and returns what ends that.
        sockets: those to watch.
        until: when to give up, or None.
    """
    waiter = Waiter()
    runtime.ready(waiter)
    found: dict[Any, None] = {}

    def note(sock: Any) -> None:
        found[sock] = None
        runtime.unpark(waiter)

    ends: list[Callable[[], object]] = []
    try:
        ends += [watch(sock, partial(note, sock)) for sock in sockets]
        await runtime.park_until(waiter, until)
    finally:
        for end in ends:
            end()
    return found
