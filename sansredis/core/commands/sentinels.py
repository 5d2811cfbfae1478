"""The sentinels that watch over masters, as commands to one of them: SENTINEL and its sub-commands.

These are for a client of a sentinel, not of the servers that it watches.
"""

from __future__ import annotations

from typing import Literal

from ..errors import DataError
from .command import Command, CommandGroup, EncodableT, S
from .replies import ok, string
from .replies_sentinels import (
    SentinelState,
    info_cache,
    optional_address,
    pending_scripts,
    sentinel_masters,
    sentinel_state,
    sentinel_states,
    usable,
)
from .replies_server import InfoValue, words


class SentinelCommands(CommandGroup[S]):
    """The commands of SENTINEL."""

    __slots__ = ()

    def sentinel_ckquorum(self, new_master_name: str) -> Command[bool]:
        """Return True if there are enough sentinels to replace a master.

        Raises:
            ResponseError: there are not (NOQUORUM), or no such master.

        See https://redis.io/docs/latest/operate/oss_and_stack/management/sentinel/
        """
        return self._run(Command(b"SENTINEL", b"CKQUORUM", new_master_name, reply=usable))

    def sentinel_config_get(self, pattern: str = "*", *args: str) -> Command[dict[str, str]]:
        """Return settings of all sentinels whose names match (Redis 6.2; more than one pattern: 7.2).

        See https://redis.io/docs/latest/operate/oss_and_stack/management/sentinel/
        """
        return self._run(Command(b"SENTINEL", b"CONFIG", b"GET", pattern, *args, reply=words))

    def sentinel_config_set(self, name: str, value: EncodableT, *args: EncodableT) -> Command[bool]:
        """Change settings of this sentinel; always True (Redis 6.2).

        Args:
            name: the setting.
            value: its new value.
            args: more names and values, in turn (Redis 7.2).

        See https://redis.io/docs/latest/operate/oss_and_stack/management/sentinel/
        """
        return self._run(Command(b"SENTINEL", b"CONFIG", b"SET", name, value, *args, reply=ok))

    def sentinel_debug(self) -> Command[dict[str, str]]:
        """Return the times that this sentinel goes by, in milliseconds (Redis 7.0).

        See https://redis.io/docs/latest/operate/oss_and_stack/management/sentinel/
        """
        return self._run(Command(b"SENTINEL", b"DEBUG", reply=words))

    def sentinel_failover(self, new_master_name: str) -> Command[bool]:
        """Replace a master now, without asking other sentinels; always True, before it is done.

        See https://redis.io/docs/latest/operate/oss_and_stack/management/sentinel/
        """
        return self._run(Command(b"SENTINEL", b"FAILOVER", new_master_name, reply=ok))

    def sentinel_flushconfig(self) -> Command[bool]:
        """Write this sentinel's configuration file anew; always True.

        See https://redis.io/docs/latest/operate/oss_and_stack/management/sentinel/
        """
        return self._run(Command(b"SENTINEL", b"FLUSHCONFIG", reply=ok))

    def sentinel_get_master_addr_by_name(self, service_name: str) -> Command[tuple[str, int] | None]:
        """Return the host and port of a master, or None if this sentinel does not watch it.

        Deprecated by Valkey since 8.0 for its name; its new name is unknown to Redis.

        See https://redis.io/docs/latest/operate/oss_and_stack/management/sentinel/
        """
        return self._run(Command(b"SENTINEL", b"GET-MASTER-ADDR-BY-NAME", service_name, reply=optional_address))

    def sentinel_info_cache(self, *names: str) -> Command[dict[str, list[tuple[int, dict[str, InfoValue] | None]]]]:
        """Return what INFO last said on masters and their replicas.

        Args:
            names: the masters.

        Returns:
            By name, for the master and each replica the age in milliseconds, and INFO, None if it was never asked.

        See https://redis.io/docs/latest/operate/oss_and_stack/management/sentinel/
        """
        return self._run(Command(b"SENTINEL", b"INFO-CACHE", *names, reply=info_cache))

    def sentinel_master(self, service_name: str) -> Command[SentinelState]:
        """Return what this sentinel knows of a master.

        Deprecated by Valkey since 8.0 for its name; its new name is unknown to Redis.

        Raises:
            ResponseError: it does not watch that one.

        See https://redis.io/docs/latest/operate/oss_and_stack/management/sentinel/
        """
        return self._run(Command(b"SENTINEL", b"MASTER", service_name, reply=sentinel_state))

    def sentinel_masters(self) -> Command[dict[str, SentinelState]]:
        """Return what this sentinel knows of the masters it watches, by name.

        Deprecated by Valkey since 8.0 for its name; its new name is unknown to Redis.

        See https://redis.io/docs/latest/operate/oss_and_stack/management/sentinel/
        """
        return self._run(Command(b"SENTINEL", b"MASTERS", reply=sentinel_masters))

    def sentinel_monitor(self, name: str, ip: str, port: int, quorum: int) -> Command[bool]:
        """Begin to watch a master; always True.

        Args:
            name: what to call it.
            ip: its address.
            port: its port.
            quorum: so many sentinels must agree that it is down.

        See https://redis.io/docs/latest/operate/oss_and_stack/management/sentinel/
        """
        return self._run(Command(b"SENTINEL", b"MONITOR", name, ip, port, quorum, reply=ok))

    def sentinel_myid(self) -> Command[str]:
        """Return this sentinel's id (Redis 6.2).

        See https://redis.io/docs/latest/operate/oss_and_stack/management/sentinel/
        """
        return self._run(Command(b"SENTINEL", b"MYID", reply=string))

    def sentinel_pending_scripts(self) -> Command[list[dict[str, int | str | list[str]]]]:
        """Return the scripts that this sentinel runs or is to run.

        See https://redis.io/docs/latest/operate/oss_and_stack/management/sentinel/
        """
        return self._run(Command(b"SENTINEL", b"PENDING-SCRIPTS", reply=pending_scripts))

    def sentinel_remove(self, name: str) -> Command[bool]:
        """Watch a master no longer; always True.

        See https://redis.io/docs/latest/operate/oss_and_stack/management/sentinel/
        """
        return self._run(Command(b"SENTINEL", b"REMOVE", name, reply=ok))

    def sentinel_replicas(self, service_name: str) -> Command[list[SentinelState]]:
        """Return what this sentinel knows of a master's replicas (Redis 5.0).

        See https://redis.io/docs/latest/operate/oss_and_stack/management/sentinel/
        """
        return self._run(Command(b"SENTINEL", b"REPLICAS", service_name, reply=sentinel_states))

    def sentinel_reset(self, pattern: str) -> Command[int]:
        """Forget what is known of the masters whose names match, and find it out anew; return how many these are.

        See https://redis.io/docs/latest/operate/oss_and_stack/management/sentinel/
        """
        return self._run(Command(b"SENTINEL", b"RESET", pattern))

    def sentinel_sentinels(self, service_name: str) -> Command[list[SentinelState]]:
        """Return what this sentinel knows of the others that watch a master.

        See https://redis.io/docs/latest/operate/oss_and_stack/management/sentinel/
        """
        return self._run(Command(b"SENTINEL", b"SENTINELS", service_name, reply=sentinel_states))

    def sentinel_set(self, name: str, option: str, value: EncodableT) -> Command[bool]:
        """Change how a master is watched; always True.

        See https://redis.io/docs/latest/operate/oss_and_stack/management/sentinel/
        """
        return self._run(Command(b"SENTINEL", b"SET", name, option, value, reply=ok))

    def sentinel_simulate_failure(
        self, *when: Literal["crash-after-election", "crash-after-promotion"]
    ) -> Command[bool]:
        """Let this sentinel crash at certain points of the next failover, for tests; always True.

        Raises:
            DataError: none is given.

        See https://redis.io/docs/latest/operate/oss_and_stack/management/sentinel/
        """
        if not when:
            raise DataError("SENTINEL SIMULATE-FAILURE: give crash-after-election, crash-after-promotion or both")
        return self._run(Command(b"SENTINEL", b"SIMULATE-FAILURE", *when, reply=ok))

    def sentinel_slaves(self, service_name: str) -> Command[list[SentinelState]]:
        """Return what this sentinel knows of a master's replicas. Deprecated since Redis 5.0: use `sentinel_replicas`.

        See https://redis.io/docs/latest/operate/oss_and_stack/management/sentinel/
        """
        return self._run(Command(b"SENTINEL", b"SLAVES", service_name, reply=sentinel_states))
