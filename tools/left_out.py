"""The commands that have no method, and why.

docs/commands.md shows the reasons. Tests fail for a command that has neither a method nor a reason here: of those in
the metadata table (tests/core), and of those that a real server lists (tests/server).
"""

from __future__ import annotations

_HELP = "text for people at a terminal; `execute_command` returns it"
_REPLICATION = "what replicas say to their masters; no replies follow it, but a stream of another kind"
_NODES = "what the server's own nodes say to each other"
_OLD_SEARCH = "documents are hashes or JSON, with commands of their own"
_DEBUG = "for the development of the server; `execute_command` sends it"

WITHOUT_METHOD: dict[str, str] = {
    "SYNC": _REPLICATION,
    "PSYNC": _REPLICATION,
    "REPLCONF": _REPLICATION,
    "CLUSTER SYNCSLOTS": _NODES,
    "RESTORE-ASKING": "what MIGRATE sends to another node",
    "TRIMSLOTS": "what a node tells its replicas after slots were moved",
    "SENTINEL IS-MASTER-DOWN-BY-ADDR": "what sentinels ask each other",
    "SENTINEL IS-PRIMARY-DOWN-BY-ADDR": "what sentinels ask each other",
    "SENTINEL GET-PRIMARY-ADDR-BY-NAME": "another name, in Valkey only, of SENTINEL GET-MASTER-ADDR-BY-NAME",
    "SENTINEL PRIMARY": "another name, in Valkey only, of SENTINEL MASTER",
    "SENTINEL PRIMARIES": "another name, in Valkey only, of SENTINEL MASTERS",
    "CLUSTER SLAVES": "the older name of CLUSTER REPLICAS, which every server since Redis 5.0 has",
    "STRALGO": "only in Redis 6; LCS took its place",
    "PFDEBUG": _DEBUG,
    "PFSELFTEST": _DEBUG,
    "XIDMPRECORD": "what a master tells its replicas about duplicates",
    "GEORADIUS_RO": "GEOSEARCH only reads, too",
    "GEORADIUSBYMEMBER_RO": "GEOSEARCH only reads, too",
    "CF.COMPACT": "not documented; the filter does so by itself",
    "FT.SAFEADD": _OLD_SEARCH,
    "FT.GET": _OLD_SEARCH,
    "FT.DROP": "FT.DROPINDEX took its place",
    "FT.SYNADD": "FT.SYNUPDATE took its place",
    "BF.DEBUG": _DEBUG,
    "CF.DEBUG": _DEBUG,
    "FT.DEBUG": _DEBUG,
}
"""Why a command has no method."""

PREFIXES: dict[str, str] = {
    "FT.DEBUG ": _DEBUG,
    "FT._": "not documented: the command of that name, but no error where nothing is to do; `execute_command` sends it",
    "_FT.": _NODES,
    "TIMESERIES.": _NODES,
    "SEARCH.": _NODES,
}
"""Why commands that begin so have no method."""

OTHERWISE: dict[str, str] = {
    "MONITOR": "monitor()",
    "MULTI": "pipeline()",
    "EXEC": "pipeline().execute",
    "DISCARD": "pipeline().reset",
    "WATCH": "pipeline().watch",
    "UNWATCH": "pipeline().unwatch",
    "SUBSCRIBE": "pubsub().subscribe",
    "UNSUBSCRIBE": "pubsub().unsubscribe",
    "PSUBSCRIBE": "pubsub().psubscribe",
    "PUNSUBSCRIBE": "pubsub().punsubscribe",
    "SSUBSCRIBE": "pubsub().ssubscribe",
    "SUNSUBSCRIBE": "pubsub().sunsubscribe",
    "OBJECT ENCODING": "object",
    "OBJECT FREQ": "object",
    "OBJECT IDLETIME": "object",
    "OBJECT REFCOUNT": "object",
}
"""What sends the commands that no builder names: it is more than a command, or has the sub-command as an argument."""


def reason(command: str) -> str | None:
    """Why there is no method for *command*; None if there should be one."""
    if command.endswith(" HELP"):
        return _HELP
    found = WITHOUT_METHOD.get(command)
    return found or next((why for prefix, why in PREFIXES.items() if command.startswith(prefix)), None)


_HELPER = "a helper of redis-py's own code"
_NEWER = "newer than the servers that sansredis is tested with; `execute_command` sends it"
_INSIDE = "of redis-py's insides"

REDIS_PY_WITHOUT: dict[str, str] = {
    "client": "a client is not tied to one connection: `connection_pool.connection()` leases one",
    "cluster": "each sub-command has a method: `cluster_info()`",
    "sentinel": "each sub-command has a method: `sentinel_masters()`",
    "debug_segfault": "redis-py refuses to send it; `execute_command` does",
    "memory_help": "redis-py refuses to send it; `execute_command` does",
    "sync": WITHOUT_METHOD["SYNC"],
    "psync": WITHOUT_METHOD["PSYNC"],
    "stralgo": "`lcs`",
    "from_pool": "`Redis(connection_pool=pool)`",
    "get_cache": "what caches is asked itself",
    "get_connection_kwargs": "`client.options`",
    "get_encoder": _INSIDE,
    "get_retry": "`client.options.retries`",
    "set_retry": "the option `retries`",
    "load_external_module": "subclass the client",
    "parse_response": _INSIDE,
    "set_response_callback": "`Command(..., reply=...)`",
    "watch": "`pipeline().watch`, since a client has many connections",
    "unwatch": "`pipeline().unwatch`",
    "digest_local": "not a command: xxh3 of a value",
    "keyspace_notifications": "`pubsub().subscribe_keys`",
    "ft().add_document_hash": "hashes are indexed by themselves",
    "ft().BatchIndexer": "a pipeline",
    "ft().batch_indexer": "a pipeline",
    "ft().get_params_args": _HELPER,
    "json().jsonget": "`json().get`",
    "json().jsonmget": "`json().mget`",
    "json().jsonset": "`json().set`",
    "json().set_file": "read the file and use `json().set`",
    "json().set_path": "read the files and use `json().set`",
    "vset().execute_command": "`execute_command` of the client",
    "pipeline().load_scripts": "scripts are loaded where they are missing",
    "pipeline().pipeline_execute_command": "`pipeline().execute_command`",
    "pubsub().execute_command": "`subscribe` and its kin; other commands are for the client",
    "pubsub().get_sharded_message": "`get_message` gives these messages, too",
    "pubsub().reset": "`close`",
    "connection_pool.get_connection": "`connection_pool.acquire`",
    "connection_pool.get_connection_count": "`connection_pool.stats()`",
    "connection_pool.make_connection": "the pool makes them",
    "connection_pool.reset": "`connection_pool.disconnect`; a fork needs nothing",
}
"""Why a method of redis-py is missing, and what to use."""

REDIS_PY_PREFIXES: dict[str, str] = {
    "connection_pool.": _INSIDE,
    "lock().": _INSIDE,
    "pipeline().": _INSIDE,
    "pubsub().": _INSIDE,
    "register_script().": _INSIDE,
    "himport_": _NEWER,
    "ft().hybrid_": _NEWER,
    "ft().aliaslist": _NEWER,
    "ts().nr": _NEWER,
    "ts().querylabels": _NEWER,
    "ts().read": _NEWER,
}
"""Why methods of redis-py whose names begin so are missing."""

_CLUSTERS = "of a cluster's client"

REDIS_PY_PARAMETERS: dict[str, str] = {
    "ft().delete_document(conn)": "redis-py does not use it",
    "pubsub().run_in_thread(pubsub)": "it is the subscriber whose method it is",
    "pubsub().run_in_thread(sharded_pubsub)": _CLUSTERS,
    "pubsub().ssubscribe(target_node)": _CLUSTERS,
    "pubsub().sunsubscribe(target_node)": _CLUSTERS,
    "sentinel_get_master_addr_by_name(return_responses)": "of a client of several sentinels",
    "sentinel_master(return_responses)": "of a client of several sentinels",
    "sentinel_sentinels(return_responses)": "of a client of several sentinels",
    "ts().mrange(exclude_empty)": _NEWER,
    "ts().mrevrange(exclude_empty)": _NEWER,
}
"""Why a parameter of a method of redis-py is missing."""


def redis_py_reason(method: str) -> str | None:
    """Why we have no method of the name of redis-py's *method*; None if there should be one."""
    if "().append_" in method:
        return _HELPER
    if method.endswith("().pipeline"):
        return "`pipeline()` has every namespace: `pipeline().json()`"
    found = REDIS_PY_WITHOUT.get(method)
    return found or next((why for begin, why in REDIS_PY_PREFIXES.items() if method.startswith(begin)), None)


def parameter_reason(method: str, parameter: str) -> str | None:
    """Why our *method* does not have a *parameter* of redis-py's; None if it should have."""
    return REDIS_PY_PARAMETERS.get(f"{method}({parameter})")
