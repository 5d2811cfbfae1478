"""Whose replica the server is, and who takes over."""

from __future__ import annotations

from ..errors import DataError
from .command import Command, CommandGroup, EncodableT, S
from .replies import ok


class ReplicationCommands(CommandGroup[S]):
    """The commands that change a server's part in replication. ROLE, WAIT and WAITAOF are with the server's."""

    __slots__ = ()

    def failover(
        self,
        host: str | None = None,
        port: int | None = None,
        timeout: int | None = None,
        force: bool = False,
        abort: bool = False,
    ) -> Command[bool]:
        """Begin to hand the master's part over to a replica (Redis 6.2); always True. `role` shows when it has ended.

        Args:
            host: to this replica; to any by default.
            port: its port.
            timeout: give up after so many milliseconds.
            force: hand over at that time even if the replica has not received everything; needs all three.
            abort: end a handing over that has begun, in place of beginning one.

        Raises:
            DataError: the arguments contradict each other.

        See https://redis.io/commands/failover/
        """
        if (host is None) is not (port is None):
            raise DataError("FAILOVER: give host and port together")
        if force and (host is None or timeout is None):
            raise DataError("FAILOVER: force=True needs host, port and timeout")
        if abort and (host is not None or timeout is not None):
            raise DataError("FAILOVER: abort=True goes with nothing else")
        args: list[EncodableT] = []
        if host is not None and port is not None:
            args += b"TO", host, port
        args += [word for word, given in ((b"FORCE", force), (b"ABORT", abort)) if given]
        if timeout is not None:
            args += b"TIMEOUT", timeout
        return self._run(Command(b"FAILOVER", *args, reply=ok))

    def replicaof(self, *args: EncodableT) -> Command[S]:
        """Make the server a replica of another (Redis 5.0); returns ``OK``.

        Args:
            args: the master's host and port; ``"NO", "ONE"`` to make it a master.

        See https://redis.io/commands/replicaof/
        """
        return self._run(Command(b"REPLICAOF", *args))

    def slaveof(self, host: str | None = None, port: int | None = None) -> Command[bool]:
        """Make the server a replica of another, or a master if none is given; always True.

        Deprecated since Redis 5.0: use `replicaof`.

        Args:
            host: the master's host.
            port: its port.

        Raises:
            DataError: one is given without the other.

        See https://redis.io/commands/slaveof/
        """
        if (host is None) is not (port is None):
            raise DataError("SLAVEOF: give host and port together, or neither")
        if host is None or port is None:
            return self._run(Command(b"SLAVEOF", b"NO", b"ONE", reply=ok))
        return self._run(Command(b"SLAVEOF", host, port, reply=ok))
