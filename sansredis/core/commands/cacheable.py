"""Which replies may be kept until one of the command's keys changes, and why the others may not.

The law: **a reply may be kept if it says something about its keys and nothing else**: asked again while they have not
changed, the server would give the same. And the server has to notice, for each command that can change it.
`CACHEABLE` names those of which that is known; `REASONS` says of every other command that reads keys why it is not
among them. A test holds the two against the servers' own tables, so that a new command is in neither unnoticed.
"""

from __future__ import annotations

from .facts import Args, command_name, metadata
from .key_places import find_keys

CACHEABLE = frozenset(
    b"GET MGET GETRANGE SUBSTR STRLEN LCS DIGEST GETBIT BITCOUNT BITPOS BITFIELD_RO "
    b"EXISTS TYPE EXPIRETIME PEXPIRETIME "
    b"HGET HMGET HGETALL HKEYS HVALS HLEN HEXISTS HSTRLEN HEXPIRETIME HPEXPIRETIME "
    b"LINDEX LLEN LPOS LRANGE "
    b"SCARD SISMEMBER SMISMEMBER SMEMBERS SDIFF SINTER SINTERCARD SUNION "
    b"ZCARD ZCOUNT ZLEXCOUNT ZSCORE ZMSCORE ZRANK ZREVRANK ZRANGE ZRANGEBYLEX ZRANGEBYSCORE ZREVRANGE ZREVRANGEBYLEX "
    b"ZREVRANGEBYSCORE ZDIFF ZINTER ZINTERCARD ZUNION "
    b"GEODIST GEOHASH GEOPOS GEOSEARCH GEORADIUS_RO GEORADIUSBYMEMBER_RO "
    b"XLEN XRANGE XREVRANGE "
    b"JSON.ARRINDEX JSON.ARRLEN JSON.GET JSON.OBJKEYS JSON.OBJLEN JSON.STRLEN JSON.TYPE "
    b"VCARD VDIM VISMEMBER VGETATTR".split()
)
"""Commands whose replies may be kept, by their name in the tables."""

_TIME = "the reply changes with time"
_RANDOM = "the reply is a random choice"
_CURSOR = "a cursor is meant for one walk"
_ELSEWHERE = "it also reads keys that are not among its arguments"
_SERVER = "it tells how the server stores or uses the key, which changes without the key"
_COPY = "it reads a value to be restored elsewhere, once"
_SCRIPT = "only its author knows what it reads"
_MODULE = "it is not known that the module tells the server of every change"

REASONS: dict[bytes, str] = {
    **dict.fromkeys(b"TTL PTTL HTTL HPTTL XPENDING".split(), _TIME),
    **dict.fromkeys((b"XINFO CONSUMERS", b"XINFO GROUPS", b"XINFO STREAM"), _TIME),
    **dict.fromkeys(b"SRANDMEMBER HRANDFIELD ZRANDMEMBER VRANDMEMBER".split(), _RANDOM),
    **dict.fromkeys(b"HSCAN SSCAN ZSCAN CLUSTERSCAN BF.SCANDUMP CF.SCANDUMP".split(), _CURSOR),
    b"SORT_RO": _ELSEWHERE,
    **dict.fromkeys((b"OBJECT ENCODING", b"OBJECT FREQ", b"OBJECT IDLETIME", b"OBJECT REFCOUNT"), _SERVER),
    **dict.fromkeys((b"MEMORY USAGE", b"JSON.DEBUG", b"VINFO"), _SERVER),
    b"DUMP": _COPY,
    b"STRALGO": "only Redis 6 has it; LCS is kept",
    b"JSON.MGET": "the module names the first of its keys only, so that nobody tells of changes of the others",
    b"TOUCH": "it is asked for what it does",
    b"PFCOUNT": "it may write: the server caches the count in the key",
    b"XREAD": "it is asked for what is new",
    **dict.fromkeys(b"EVAL_RO EVALSHA_RO FCALL_RO".split(), _SCRIPT),
    **dict.fromkeys(b"VSIM VLINKS VEMB VRANGE".split(), "it is approximate, and may be different each time"),
}
"""Why the replies of other commands that read keys are not kept. Of modules' commands see `reason`."""


# Modules say of these that they have one key.
_UNDERSTATED = frozenset((b"JSON.MSET", b"TS.MADD"))


def reason(name: bytes) -> str | None:
    """Why replies to a command are not kept.

    Args:
        name: as in the tables, such as ``b"OBJECT FREQ"``.

    Returns:
        The reason; None if they are kept, or if the command is none that only reads keys.
    """
    if name in CACHEABLE:
        return None
    if b"." in name:
        return REASONS.get(name, _MODULE)
    return REASONS.get(name)


def is_cacheable(args: Args) -> bool:
    """Whether the reply to a command may be kept.

    Args:
        args: the whole command, in any spelling.
    """
    return command_name(args) in CACHEABLE


def changed_keys(args: Args) -> list[object] | None:
    """Find the keys that a command may change.

    Args:
        args: the whole command, in any spelling.

    Returns:
        They; an empty list if it changes nothing; None if it may change any.
    """
    if not args:
        return []  # refused before it is sent
    info = metadata(args)
    if command_name(args) in _UNDERSTATED:
        return None
    if info is not None and ("readonly" in info.flags or ("write" not in info.flags and not _has_keys(args))):
        return []
    keys = find_keys(args)
    return keys or None


def _has_keys(args: Args) -> bool:
    return find_keys(args) != []
