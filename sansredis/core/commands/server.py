"""The server: its state, its configuration, its data as a whole, and its replicas."""

from __future__ import annotations

from datetime import datetime

from ..errors import DataError
from .arguments import one_of
from .command import Command, CommandGroup, EncodableT, KeyT, LastCommand, S
from .replies import ok, optional_ok
from .replies_server import (
    InfoValue,
    MasterRole,
    ReplicaRole,
    SentinelRole,
    debug_object,
    info,
    moment,
    role,
    two_integers,
    words,
)


class ServerCommands(CommandGroup[S]):
    """The commands on the server as a whole."""

    __slots__ = ()

    def bgrewriteaof(self) -> Command[S]:
        """Begin to rewrite the append-only file; returns what the server says about it.

        See https://redis.io/commands/bgrewriteaof/
        """
        return self._run(Command(b"BGREWRITEAOF"))

    def bgsave(self, schedule: bool = True) -> Command[S]:
        """Begin to save the data to disk in the background; returns what the server says about it.

        Args:
            schedule: if the append-only file is being rewritten, save after that; else that is an error.

        See https://redis.io/commands/bgsave/
        """
        return self._run(Command(b"BGSAVE", *((b"SCHEDULE",) if schedule else ())))

    def config_get(self, pattern: KeyT = "*", *args: KeyT) -> Command[dict[str, str]]:
        """Return the settings whose names match.

        Args:
            pattern: a glob pattern.
            args: more patterns (Redis 7.0).

        See https://redis.io/commands/config-get/
        """
        return self._run(Command(b"CONFIG", b"GET", pattern, *args, reply=words))

    def config_resetstat(self) -> Command[bool]:
        """Set the statistics of `info` to zero; always True.

        See https://redis.io/commands/config-resetstat/
        """
        return self._run(Command(b"CONFIG", b"RESETSTAT", reply=ok))

    def config_rewrite(self) -> Command[S]:
        """Write the present settings to the configuration file; returns ``OK``.

        See https://redis.io/commands/config-rewrite/
        """
        return self._run(Command(b"CONFIG", b"REWRITE"))

    def config_set(self, name: KeyT, value: EncodableT, *args: EncodableT) -> Command[bool]:
        """Change settings while the server runs; always True.

        Args:
            name: the setting.
            value: its new value.
            args: more names and values, in turn (Redis 7.0).

        Raises:
            DataError: the last of *args* is a name without a value.

        See https://redis.io/commands/config-set/
        """
        if len(args) % 2:
            raise DataError(f"CONFIG SET: give a value for the last name too; got {len(args)} more arguments")
        return self._run(Command(b"CONFIG", b"SET", name, value, *args, reply=ok))

    def dbsize(self) -> Command[int]:
        """Return how many keys the database has.

        See https://redis.io/commands/dbsize/
        """
        return self._run(Command(b"DBSIZE"))

    def debug_object(self, key: KeyT) -> Command[dict[str, str | int]]:
        """Return how the value of *key* is stored. Servers allow this only if they are configured to.

        See https://redis.io/commands/debug/
        """
        return self._run(Command(b"DEBUG", b"OBJECT", key, reply=debug_object))

    def debug_sleep(self, seconds: float) -> Command[bool]:
        """Let the server do nothing for a while, for nobody; always True. Only if it is configured to allow DEBUG.

        See https://redis.io/commands/debug/
        """
        return self._run(Command(b"DEBUG", b"SLEEP", seconds, reply=ok))

    def flushall(self, asynchronous: bool = False) -> Command[bool]:
        """Delete all keys of all databases; always True.

        Args:
            asynchronous: free their memory in the background.

        See https://redis.io/commands/flushall/
        """
        return self._run(Command(b"FLUSHALL", *((b"ASYNC",) if asynchronous else ()), reply=ok))

    def flushdb(self, asynchronous: bool = False) -> Command[bool]:
        """Delete all keys of this database; always True.

        Args:
            asynchronous: free their memory in the background.

        See https://redis.io/commands/flushdb/
        """
        return self._run(Command(b"FLUSHDB", *((b"ASYNC",) if asynchronous else ()), reply=ok))

    def info(self, section: str | None = None, *args: str) -> Command[dict[str, InfoValue]]:
        """Return facts and figures about the server.

        Args:
            section: only this part, such as ``memory``; ``all`` or ``everything`` for more than the usual ones.
            args: more parts (Redis 7.0).

        Returns:
            Numbers as numbers, lists such as ``a=1,b=2`` as dicts, and everything else as str.

        See https://redis.io/commands/info/
        """
        sections = () if section is None else (section,)
        return self._run(Command(b"INFO", *sections, *args, reply=info))

    def lastsave(self) -> Command[datetime]:
        """Return when the data was last saved to disk, as a naive `datetime` in local time.

        See https://redis.io/commands/lastsave/
        """
        return self._run(Command(b"LASTSAVE", reply=moment))

    def lolwut(self, *version_numbers: EncodableT) -> Command[S]:
        """Return a piece of computer art and the server's version.

        Args:
            version_numbers: the art of this version, and arguments for it (Redis 6.0).

        See https://redis.io/commands/lolwut/
        """
        version = (b"VERSION", *version_numbers) if version_numbers else ()
        return self._run(Command(b"LOLWUT", *version))

    def role(self) -> Command[MasterRole | ReplicaRole | SentinelRole]:
        """Return whether the server is a master, a replica (``slave``) or a sentinel, and of whom.

        See https://redis.io/commands/role/
        """
        return self._run(Command(b"ROLE", reply=role))

    def save(self) -> Command[bool]:
        """Save the data to disk now, while nobody is served; always True.

        See https://redis.io/commands/save/
        """
        return self._run(Command(b"SAVE", reply=ok))

    def shutdown(
        self, save: bool = False, nosave: bool = False, now: bool = False, force: bool = False, abort: bool = False
    ) -> Command[bool | None]:
        """End the server.

        It may first wait for its replicas, for up to its setting shutdown-timeout: *socket_timeout* holds meanwhile.

        Args:
            save: save the data before, even if the server is not configured to.
            nosave: do not save it, even if the server is configured to.
            now: do not wait for replicas (Redis 7.0).
            force: end even if saving fails (Redis 7.0).
            abort: end a shutdown that waits, in place of beginning one (Redis 7.0).

        Returns:
            None: the server closed the connection, as it should. True if *abort* was given. In a pipeline the end of
            the connection is an error.

        Raises:
            DataError: the arguments contradict each other.
            ResponseError: the server goes on, since it could not save, or there was nothing to abort.

        See https://redis.io/commands/shutdown/
        """
        one_of("SHUTDOWN", {"save": save, "nosave": nosave})
        if abort and (save or nosave or now or force):
            raise DataError("SHUTDOWN: abort=True goes with nothing else")
        options = ((b"SAVE", save), (b"NOSAVE", nosave), (b"NOW", now), (b"FORCE", force), (b"ABORT", abort))
        args = [word for word, given in options if given]
        kind: type[Command[bool | None]] = Command if abort else LastCommand
        return self._run(kind(b"SHUTDOWN", *args, reply=optional_ok))

    def swapdb(self, first: int, second: int) -> Command[bool]:
        """Exchange two databases; always True.

        See https://redis.io/commands/swapdb/
        """
        return self._run(Command(b"SWAPDB", first, second, reply=ok))

    def time(self) -> Command[tuple[int, int]]:
        """Return the server's time: Unix time in whole seconds, and the microseconds of the present second.

        See https://redis.io/commands/time/
        """
        return self._run(Command(b"TIME", reply=two_integers))

    def wait(self, num_replicas: int, timeout: int) -> Command[int]:
        """Wait until replicas have received what this connection wrote; return how many have.

        It speaks of one connection, so it makes sense only on the connection (or in the pipeline) that wrote.

        Args:
            num_replicas: how many to wait for.
            timeout: for so many milliseconds; 0 for ever.

        See https://redis.io/commands/wait/
        """
        return self._run(Command(b"WAIT", num_replicas, timeout))

    def waitaof(self, num_local: int, num_replicas: int, timeout: int) -> Command[tuple[int, int]]:
        """Wait until what this connection wrote is in append-only files (Redis 7.2).

        It speaks of one connection, so it makes sense only on the connection (or in the pipeline) that wrote.

        Args:
            num_local: 1 to wait for this server's own, 0 not to.
            num_replicas: how many replicas to wait for.
            timeout: for so many milliseconds; 0 for ever.

        Returns:
            1 or 0 for this server, and the number of replicas.

        See https://redis.io/commands/waitaof/
        """
        return self._run(Command(b"WAITAOF", num_local, num_replicas, timeout, reply=two_integers))
