"""The classes of the namespaces, each imported when it is first asked for.

An import statement takes a microsecond or two even if its module is loaded; asking here takes a twentieth of that.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .bf import BFCommands
    from .cf import CFCommands
    from .cms import CMSCommands
    from .json import JSONCommands
    from .search import SearchCommands
    from .tdigest import TDigestCommands
    from .timeseries import TimeSeriesCommands
    from .topk import TopKCommands
    from .vset import VSetCommands


@cache
def bf() -> type[BFCommands[Any]]:
    """Return the class behind ``bf()``."""
    from .bf import BFCommands

    return BFCommands


@cache
def cf() -> type[CFCommands[Any]]:
    """Return the class behind ``cf()``."""
    from .cf import CFCommands

    return CFCommands


@cache
def cms() -> type[CMSCommands[Any]]:
    """Return the class behind ``cms()``."""
    from .cms import CMSCommands

    return CMSCommands


@cache
def json() -> type[JSONCommands[Any]]:
    """Return the class behind ``json()``."""
    from .json import JSONCommands

    return JSONCommands


@cache
def search() -> type[SearchCommands[Any]]:
    """Return the class behind ``ft()``."""
    from .search import SearchCommands

    return SearchCommands


@cache
def tdigest() -> type[TDigestCommands[Any]]:
    """Return the class behind ``tdigest()``."""
    from .tdigest import TDigestCommands

    return TDigestCommands


@cache
def timeseries() -> type[TimeSeriesCommands[Any]]:
    """Return the class behind ``ts()``."""
    from .timeseries import TimeSeriesCommands

    return TimeSeriesCommands


@cache
def topk() -> type[TopKCommands[Any]]:
    """Return the class behind ``topk()``."""
    from .topk import TopKCommands

    return TopKCommands


@cache
def vset() -> type[VSetCommands[Any]]:
    """Return the class behind ``vset()``."""
    from .vset import VSetCommands

    return VSetCommands
