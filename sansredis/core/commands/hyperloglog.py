"""HyperLogLogs: about how many different elements there were, within 1 %, in 12 kB at most."""

from __future__ import annotations

from .command import Command, CommandGroup, EncodableT, KeyT, S
from .replies import ok


class HyperLogLogCommands(CommandGroup[S]):
    """The commands on HyperLogLogs."""

    __slots__ = ()

    def pfadd(self, name: KeyT, *values: EncodableT) -> Command[int]:
        """Count elements; return 1 if what `pfcount` returns may have changed, else 0.

        See https://redis.io/commands/pfadd/
        """
        return self._run(Command(b"PFADD", name, *values))

    def pfcount(self, *sources: KeyT) -> Command[int]:
        """Return about how many different elements were counted in all *sources* together.

        See https://redis.io/commands/pfcount/
        """
        return self._run(Command(b"PFCOUNT", *sources))

    def pfmerge(self, dest: KeyT, *sources: KeyT) -> Command[bool]:
        """Put the counts of all *sources* together in *dest*, with what it has. Always True.

        See https://redis.io/commands/pfmerge/
        """
        return self._run(Command(b"PFMERGE", dest, *sources, reply=ok))
