"""The groups in `further`, and their methods. Written by tools/make_faces.py."""

from __future__ import annotations

from collections.abc import Callable


def _bitmaps() -> type:
    from .bitmaps import BitmapCommands

    return BitmapCommands


def _lcs() -> type:
    from .lcs import LCSCommands

    return LCSCommands


def _keys_sort() -> type:
    from .keys_sort import SortCommands

    return SortCommands


def _hashes_expiry() -> type:
    from .hashes_expiry import HashExpiryCommands

    return HashExpiryCommands


def _lists_blocking() -> type:
    from .lists_blocking import BlockingListCommands

    return BlockingListCommands


def _sorted_sets_algebra() -> type:
    from .sorted_sets_algebra import SortedSetAlgebraCommands

    return SortedSetAlgebraCommands


def _sorted_sets_pop() -> type:
    from .sorted_sets_pop import SortedSetPopCommands

    return SortedSetPopCommands


def _streams() -> type:
    from .streams import StreamCommands

    return StreamCommands


def _streams_groups() -> type:
    from .streams_groups import StreamGroupCommands

    return StreamGroupCommands


def _streams_pending() -> type:
    from .streams_pending import PendingCommands

    return PendingCommands


def _geo() -> type:
    from .geo import GeoCommands

    return GeoCommands


def _geo_search() -> type:
    from .geo_search import GeoSearchCommands

    return GeoSearchCommands


def _geo_radius() -> type:
    from .geo_radius import GeoRadiusCommands

    return GeoRadiusCommands


def _hyperloglog() -> type:
    from .hyperloglog import HyperLogLogCommands

    return HyperLogLogCommands


def _arrays() -> type:
    from .arrays import ArrayCommands

    return ArrayCommands


def _functions() -> type:
    from .functions import FunctionCommands

    return FunctionCommands


def _connection() -> type:
    from .connection import ConnectionCommands

    return ConnectionCommands


def _clients() -> type:
    from .clients import ClientCommands

    return ClientCommands


def _server() -> type:
    from .server import ServerCommands

    return ServerCommands


def _introspection() -> type:
    from .introspection import IntrospectionCommands

    return IntrospectionCommands


def _acl() -> type:
    from .acl import AclCommands

    return AclCommands


def _logs() -> type:
    from .logs import LogCommands

    return LogCommands


def _server_modules() -> type:
    from .server_modules import ServerModuleCommands

    return ServerModuleCommands


def _replication() -> type:
    from .replication import ReplicationCommands

    return ReplicationCommands


def _cluster_nodes() -> type:
    from .cluster_nodes import ClusterNodeCommands

    return ClusterNodeCommands


def _cluster_slots() -> type:
    from .cluster_slots import ClusterSlotCommands

    return ClusterSlotCommands


def _sentinels() -> type:
    from .sentinels import SentinelCommands

    return SentinelCommands


GROUPS: dict[Callable[[], type], str] = {
    _bitmaps: """
        bitcount bitfield bitfield_ro bitop bitpos getbit setbit
    """,
    _lcs: """
        lcs
    """,
    _keys_sort: """
        sort sort_ro
    """,
    _hashes_expiry: """
        hexpire hexpireat hexpiretime hgetex hpersist hpexpire hpexpireat hpexpiretime hpttl hsetex httl
    """,
    _lists_blocking: """
        blmove blmovem blmpop blpop brpop brpoplpush
    """,
    _sorted_sets_algebra: """
        zdiff zdiffstore zinter zintercard zinterstore zunion zunionstore
    """,
    _sorted_sets_pop: """
        bzmpop bzpopmax bzpopmin zmpop zpopmax zpopmin
    """,
    _streams: """
        xadd xcfgset xdel xdelex xinfo_stream xlen xrange xread xrevrange xsetid xtrim
    """,
    _streams_groups: """
        xack xackdel xgroup_create xgroup_createconsumer xgroup_delconsumer xgroup_destroy xgroup_setid xinfo_consumers
        xinfo_groups xreadgroup
    """,
    _streams_pending: """
        xautoclaim xclaim xnack xpending xpending_range
    """,
    _geo: """
        geoadd geodist geohash geopos
    """,
    _geo_search: """
        geosearch geosearchstore
    """,
    _geo_radius: """
        georadius georadiusbymember
    """,
    _hyperloglog: """
        pfadd pfcount pfmerge
    """,
    _arrays: """
        arcount ardel ardelrange arget argetrange argrep arinfo arinsert arlastitems arlen armget armset arnext arop
        arring arscan arseek arset
    """,
    _functions: """
        fcall fcall_ro function_delete function_dump function_flush function_kill function_list function_load
        function_restore function_stats
    """,
    _connection: """
        asking auth echo hello ping quit readonly readwrite reset select
    """,
    _clients: """
        client_caching client_capa client_getname client_getredir client_id client_import_source client_info client_kill
        client_kill_filter client_list client_no_evict client_no_touch client_pause client_reply client_setinfo
        client_setname client_tracking client_tracking_off client_tracking_on client_trackinginfo client_unblock
        client_unpause
    """,
    _server: """
        bgrewriteaof bgsave config_get config_resetstat config_rewrite config_set dbsize debug_object debug_sleep
        flushall flushdb info lastsave lolwut role save shutdown swapdb time wait waitaof
    """,
    _introspection: """
        command command_count command_docs command_getkeys command_getkeysandflags command_info command_list
        memory_doctor memory_malloc_stats memory_purge memory_stats memory_usage object
    """,
    _acl: """
        acl_cat acl_deluser acl_dryrun acl_genpass acl_getuser acl_help acl_list acl_load acl_log acl_log_reset acl_save
        acl_setuser acl_users acl_whoami
    """,
    _logs: """
        commandlog_get commandlog_len commandlog_reset hotkeys_get hotkeys_reset hotkeys_start hotkeys_stop
        latency_doctor latency_graph latency_histogram latency_history latency_latest latency_reset slowlog_get
        slowlog_len slowlog_reset
    """,
    _server_modules: """
        module_list module_load module_loadex module_unload
    """,
    _replication: """
        failover replicaof slaveof
    """,
    _cluster_nodes: """
        cluster_bumpepoch cluster_count_failure_report cluster_failover cluster_forget cluster_info cluster_links
        cluster_meet cluster_myid cluster_myshardid cluster_nodes cluster_replicas cluster_replicate cluster_reset
        cluster_save_config cluster_set_config_epoch cluster_shards
    """,
    _cluster_slots: """
        cluster_addslots cluster_addslotsrange cluster_cancelslotmigrations cluster_countkeysinslot cluster_delslots
        cluster_delslotsrange cluster_flushslot cluster_flushslots cluster_get_keys_in_slot cluster_getslotmigrations
        cluster_keyslot cluster_migrateslots cluster_migration_cancel cluster_migration_import cluster_migration_status
        cluster_setslot cluster_setslot_stable cluster_slot_stats cluster_slots clusterscan
    """,
    _sentinels: """
        sentinel_ckquorum sentinel_config_get sentinel_config_set sentinel_debug sentinel_failover sentinel_flushconfig
        sentinel_get_master_addr_by_name sentinel_info_cache sentinel_master sentinel_masters sentinel_monitor
        sentinel_myid sentinel_pending_scripts sentinel_remove sentinel_replicas sentinel_reset sentinel_sentinels
        sentinel_set sentinel_simulate_failure sentinel_slaves
    """,
}
"""The names of a group's methods, separated by white space, by what imports the group."""
