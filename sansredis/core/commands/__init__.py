"""Every Redis command as a method that builds a `Command`; one module per group of commands."""

from __future__ import annotations

from .acl import AclCommands
from .arrays import ArrayCommands
from .bitmaps import BitmapCommands
from .clients import ClientCommands
from .cluster_nodes import ClusterNodeCommands
from .cluster_slots import ClusterSlotCommands
from .command import Command, CommandGroup, S
from .connection import ConnectionCommands
from .counters import CounterCommands
from .functions import FunctionCommands
from .geo import GeoCommands
from .geo_radius import GeoRadiusCommands
from .geo_search import GeoSearchCommands
from .hashes import HashCommands
from .hashes_expiry import HashExpiryCommands
from .hyperloglog import HyperLogLogCommands
from .introspection import IntrospectionCommands
from .keys import KeyCommands
from .keys_expiry import KeyExpiryCommands
from .keys_sort import SortCommands
from .lcs import LCSCommands
from .lists import ListCommands
from .lists_blocking import BlockingListCommands
from .logs import LogCommands
from .modules import ModuleCommands
from .publishing import PublishingCommands
from .replication import ReplicationCommands
from .scripting import ScriptingCommands
from .sentinels import SentinelCommands
from .server import ServerCommands
from .server_modules import ServerModuleCommands
from .sets import SetCommands
from .sorted_sets import SortedSetCommands
from .sorted_sets_algebra import SortedSetAlgebraCommands
from .sorted_sets_pop import SortedSetPopCommands
from .sorted_sets_range import SortedSetRangeCommands
from .streams import StreamCommands
from .streams_groups import StreamGroupCommands
from .streams_pending import PendingCommands
from .strings import StringCommands
from .strings_set import SettingCommands


class Commands(
    StringCommands[S],
    SettingCommands[S],
    CounterCommands[S],
    LCSCommands[S],
    BitmapCommands[S],
    KeyCommands[S],
    KeyExpiryCommands[S],
    SortCommands[S],
    HashCommands[S],
    HashExpiryCommands[S],
    ListCommands[S],
    BlockingListCommands[S],
    SetCommands[S],
    SortedSetCommands[S],
    SortedSetAlgebraCommands[S],
    SortedSetPopCommands[S],
    SortedSetRangeCommands[S],
    StreamCommands[S],
    StreamGroupCommands[S],
    PendingCommands[S],
    GeoCommands[S],
    GeoSearchCommands[S],
    GeoRadiusCommands[S],
    HyperLogLogCommands[S],
    ArrayCommands[S],
    ScriptingCommands[S],
    FunctionCommands[S],
    PublishingCommands[S],
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
    ModuleCommands[S],
):
    """All commands, on one object."""

    __slots__ = ()


__all__ = ["Command", "CommandGroup", "Commands"]
