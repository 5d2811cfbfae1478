"""The groups of commands that a program imports when it first uses one. Here they are for type checkers and for tools.

To add a group to these, name it here and run ``python tools/make_faces.py``.
"""

from __future__ import annotations

from .acl import AclCommands
from .arrays import ArrayCommands
from .bitmaps import BitmapCommands
from .clients import ClientCommands
from .cluster_nodes import ClusterNodeCommands
from .cluster_slots import ClusterSlotCommands
from .command import S
from .connection import ConnectionCommands
from .functions import FunctionCommands
from .geo import GeoCommands
from .geo_radius import GeoRadiusCommands
from .geo_search import GeoSearchCommands
from .hashes_expiry import HashExpiryCommands
from .hyperloglog import HyperLogLogCommands
from .introspection import IntrospectionCommands
from .keys_sort import SortCommands
from .lcs import LCSCommands
from .lists_blocking import BlockingListCommands
from .logs import LogCommands
from .replication import ReplicationCommands
from .sentinels import SentinelCommands
from .server import ServerCommands
from .server_modules import ServerModuleCommands
from .sorted_sets_algebra import SortedSetAlgebraCommands
from .sorted_sets_pop import SortedSetPopCommands
from .streams import StreamCommands
from .streams_groups import StreamGroupCommands
from .streams_pending import PendingCommands


class FurtherCommands(
    BitmapCommands[S],
    LCSCommands[S],
    SortCommands[S],
    HashExpiryCommands[S],
    BlockingListCommands[S],
    SortedSetAlgebraCommands[S],
    SortedSetPopCommands[S],
    StreamCommands[S],
    StreamGroupCommands[S],
    PendingCommands[S],
    GeoCommands[S],
    GeoSearchCommands[S],
    GeoRadiusCommands[S],
    HyperLogLogCommands[S],
    ArrayCommands[S],
    FunctionCommands[S],
    ConnectionCommands[S],
    ClientCommands[S],
    ServerCommands[S],
    IntrospectionCommands[S],
    AclCommands[S],
    LogCommands[S],
    ServerModuleCommands[S],
    ReplicationCommands[S],
    ClusterNodeCommands[S],
    ClusterSlotCommands[S],
    SentinelCommands[S],
):
    """The commands of these groups. While the program runs, the class of that name in `stand_ins` is in its place."""

    __slots__ = ()
