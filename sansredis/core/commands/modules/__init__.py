"""The methods of clients that give a namespace of commands; `namespace` says how to add one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..command import CommandGroup, S

if TYPE_CHECKING:
    from .bf import BFCommands
    from .cf import CFCommands
    from .cms import CMSCommands
    from .tdigest import TDigestCommands
    from .topk import TopKCommands


class ModuleCommands(CommandGroup[S]):
    """Namespaces of commands. Each is imported when it is first asked for."""

    __slots__ = ()

    def bf(self) -> BFCommands[S]:
        """Return the commands on Bloom filters, ``BF.*``: was this added before?.

        The server needs the module for probabilistic data (bf; part of Redis Stack and of Redis 8).

        See https://redis.io/docs/latest/develop/data-types/probabilistic/bloom-filter/
        """
        from .bf import BFCommands

        return BFCommands(self)

    def cf(self) -> CFCommands[S]:
        """Return the commands on cuckoo filters, ``CF.*``: is this there, and how often?.

        The server needs the module for probabilistic data (bf; part of Redis Stack and of Redis 8).

        See https://redis.io/docs/latest/develop/data-types/probabilistic/cuckoo-filter/
        """
        from .cf import CFCommands

        return CFCommands(self)

    def cms(self) -> CMSCommands[S]:
        """Return the commands on count-min sketches, ``CMS.*``: about how often something was seen.

        The server needs the module for probabilistic data (bf; part of Redis Stack and of Redis 8).

        See https://redis.io/docs/latest/develop/data-types/probabilistic/count-min-sketch/
        """
        from .cms import CMSCommands

        return CMSCommands(self)

    def tdigest(self) -> TDigestCommands[S]:
        """Return the commands on t-digests, ``TDIGEST.*``: quantiles of many numbers.

        The server needs the module for probabilistic data (bf; part of Redis Stack and of Redis 8).

        See https://redis.io/docs/latest/develop/data-types/probabilistic/t-digest/
        """
        from .tdigest import TDigestCommands

        return TDigestCommands(self)

    def topk(self) -> TopKCommands[S]:
        """Return the commands on top-k lists, ``TOPK.*``: what was seen most often?.

        The server needs the module for probabilistic data (bf; part of Redis Stack and of Redis 8).

        See https://redis.io/docs/latest/develop/data-types/probabilistic/top-k/
        """
        from .topk import TopKCommands

        return TopKCommands(self)
