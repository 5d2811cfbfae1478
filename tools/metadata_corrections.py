"""What the servers' own flags do not say, or say wrongly, about executing a command again.

A command that is marked as safe to be executed again is sent a second time when its reply was lost. So it must leave
everything as it is, and a second answer must be as good as the first. The flag ``readonly`` says that for keys only.
"""

from __future__ import annotations

# They look at the server, not at keys, and so have neither of the flags ``readonly`` and ``write``.
OBSERVING = frozenset(
    """
    ACL CAT|ACL DRYRUN|ACL GENPASS|ACL GETUSER|ACL LIST|ACL USERS|ACL WHOAMI
    CLIENT GETNAME|CLIENT GETREDIR|CLIENT ID|CLIENT INFO|CLIENT LIST|CLIENT TRACKINGINFO
    CLUSTER COUNT-FAILURE-REPORTS|CLUSTER COUNTKEYSINSLOT|CLUSTER GETKEYSINSLOT|CLUSTER GETSLOTMIGRATIONS
    CLUSTER INFO|CLUSTER KEYSLOT|CLUSTER LINKS|CLUSTER MYID|CLUSTER MYSHARDID|CLUSTER NODES|CLUSTER REPLICAS
    CLUSTER SHARDS|CLUSTER SLAVES|CLUSTER SLOT-STATS|CLUSTER SLOTS
    COMMAND|COMMAND COUNT|COMMAND DOCS|COMMAND GETKEYS|COMMAND GETKEYSANDFLAGS|COMMAND INFO|COMMAND LIST
    COMMANDLOG GET|COMMANDLOG LEN|CONFIG GET|ECHO|FUNCTION DUMP|FUNCTION LIST|FUNCTION STATS|HOTKEYS GET|INFO|LASTSAVE
    LATENCY DOCTOR|LATENCY GRAPH|LATENCY HISTOGRAM|LATENCY HISTORY|LATENCY LATEST
    MEMORY DOCTOR|MEMORY MALLOC-STATS|MEMORY STATS|MODULE LIST|PING
    PUBSUB CHANNELS|PUBSUB NUMPAT|PUBSUB NUMSUB|PUBSUB SHARDCHANNELS|PUBSUB SHARDNUMSUB
    ROLE|SCRIPT EXISTS|SCRIPT SHOW
    SENTINEL CKQUORUM|SENTINEL GET-MASTER-ADDR-BY-NAME|SENTINEL GET-PRIMARY-ADDR-BY-NAME|SENTINEL INFO-CACHE
    SENTINEL MASTER|SENTINEL MASTERS|SENTINEL MYID|SENTINEL PENDING-SCRIPTS|SENTINEL PRIMARIES|SENTINEL PRIMARY
    SENTINEL REPLICAS|SENTINEL SENTINELS|SENTINEL SLAVES
    SLOWLOG GET|SLOWLOG LEN|TIME
    """.strip()
    .replace("\n    ", "|")
    .split("|")
)

# Flagged ``readonly`` by a server, and yet they change something, or a second answer differs from the first.
CHANGING = frozenset(
    [
        *("FT.ALIASADD", "FT.ALIASDEL", "FT.ALIASUPDATE", "FT._ALIASADDIFNX", "FT._ALIASDELIFX"),  # the aliases
        *("FT.DICTADD", "FT.DICTDEL"),  # the dictionary
        "FT.CONFIG",  # FT.CONFIG SET
        "FT.CURSOR",  # each READ moves the cursor on
        *("BF.DEBUG", "CF.COMPACT", "CF.DEBUG"),  # for debugging, or rewrites the filter
        *("PSYNC", "SYNC"),  # the connection becomes a replica's
    ]
)

# FT.DEBUG, and what the nodes of a time series cluster say to each other.
CHANGING_PREFIXES = ("FT.DEBUG", "TIMESERIES.")

# Not commands: what a server does when it takes an HTTP request for one.
NOT_COMMANDS = frozenset({"HOST:", "POST"})

# PFCOUNT is flagged ``readonly`` although it may store the count that it computed: a second one gives the same.
# EVAL_RO, EVALSHA_RO and FCALL_RO are flagged ``readonly``, and the server refuses any change that they try.
# XREAD and FT.AGGREGATE are safe or not by their arguments: sansredis/core/commands/metadata.py looks at them.


def may_repeat(name: str, flags: set[str]) -> bool:
    """Whether the command leaves everything as it is, and a second answer is as good as the first."""
    if name in CHANGING or name.startswith(CHANGING_PREFIXES) or "write" in flags:
        return False
    return "readonly" in flags or name in OBSERVING or name.endswith(" HELP")
