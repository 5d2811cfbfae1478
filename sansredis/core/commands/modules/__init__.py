"""The methods of clients that give a namespace of commands; `namespace` says how to add one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..command import CommandGroup, KeyT, S
from . import classes

if TYPE_CHECKING:
    from .bf import BFCommands
    from .cf import CFCommands
    from .cms import CMSCommands
    from .json import JSONCommands
    from .json_values import Decodes, Encodes
    from .search import SearchCommands
    from .tdigest import TDigestCommands
    from .timeseries import TimeSeriesCommands
    from .topk import TopKCommands
    from .vset import VSetCommands


class ModuleCommands(CommandGroup[S]):
    """Namespaces of commands. Each is imported when it is first asked for."""

    __slots__ = ()

    def bf(self) -> BFCommands[S]:
        """Return the commands on Bloom filters, ``BF.*``: was this added before?

        The server needs the module for probabilistic data (bf; part of Redis Stack and of Redis 8).

        See https://redis.io/docs/latest/develop/data-types/probabilistic/bloom-filter/
        """
        return classes.bf()(self)

    def cf(self) -> CFCommands[S]:
        """Return the commands on cuckoo filters, ``CF.*``: is this there, and how often?

        The server needs the module for probabilistic data (bf; part of Redis Stack and of Redis 8).

        See https://redis.io/docs/latest/develop/data-types/probabilistic/cuckoo-filter/
        """
        return classes.cf()(self)

    def cms(self) -> CMSCommands[S]:
        """Return the commands on count-min sketches, ``CMS.*``: about how often something was seen.

        The server needs the module for probabilistic data (bf; part of Redis Stack and of Redis 8).

        See https://redis.io/docs/latest/develop/data-types/probabilistic/count-min-sketch/
        """
        return classes.cms()(self)

    def ft(self, index_name: KeyT = "idx") -> SearchCommands[S]:
        """Return the commands on an index, ``FT.*``: searching hashes and JSON documents.

        Fields, queries and the like are in `sansredis.search`. The server needs the module search (part of Redis Stack
        and of Redis 8).

        Args:
            index_name: the index, or an alias of one.

        See https://redis.io/docs/latest/develop/ai/search-and-query/
        """
        return classes.search()(self, index_name)

    def json(self, encoder: Encodes | None = None, decoder: Decodes | None = None) -> JSONCommands[S]:
        """Return the commands on JSON documents, ``JSON.*``.

        The server needs the module for JSON (ReJSON; part of Redis Stack and of Redis 8).

        Args:
            encoder: makes JSON of values; has ``encode(value)``, as `json.JSONEncoder` has. One of these without.
            decoder: makes values of JSON; has ``decode(text)``, as `json.JSONDecoder` has. One of these without. What
                it returns is returned, whatever the types say.

        See https://redis.io/docs/latest/develop/data-types/json/
        """
        return classes.json()(self, encoder, decoder)

    def tdigest(self) -> TDigestCommands[S]:
        """Return the commands on t-digests, ``TDIGEST.*``: quantiles of many numbers.

        The server needs the module for probabilistic data (bf; part of Redis Stack and of Redis 8).

        See https://redis.io/docs/latest/develop/data-types/probabilistic/t-digest/
        """
        return classes.tdigest()(self)

    def topk(self) -> TopKCommands[S]:
        """Return the commands on top-k lists, ``TOPK.*``: what was seen most often?

        The server needs the module for probabilistic data (bf; part of Redis Stack and of Redis 8).

        See https://redis.io/docs/latest/develop/data-types/probabilistic/top-k/
        """
        return classes.topk()(self)

    def ts(self) -> TimeSeriesCommands[S]:
        """Return the commands on time series, ``TS.*``: samples by time, with labels.

        The server needs the module timeseries (part of Redis Stack and of Redis 8).

        See https://redis.io/docs/latest/develop/data-types/timeseries/
        """
        return classes.timeseries()(self)

    def vset(self) -> VSetCommands[S]:
        """Return the commands on vector sets: elements with vectors, found by how similar these are.

        Redis has them since 8.0, as the module vectorset.

        See https://redis.io/docs/latest/develop/data-types/vector-sets/
        """
        return classes.vset()(self)
