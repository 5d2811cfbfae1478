"""The types of sansredis.faces, written by tools/make_faces.py from sansredis/core/commands."""

import builtins
from collections.abc import Callable, Collection, Coroutine, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Generic, Literal, Self, overload
from .core.commands.arguments import KeysT
from .core.commands.arguments_collections import F, ValuesT
from .core.commands.arguments_streams import RefPolicyT, StreamIdT
from .core.commands.arrays import (
    ArrayAggregateOperations,
    ArrayPredicateCombinator,
    ArrayPredicateType,
    NumberOperationT,
    TextOperationT,
)
from .core.commands.bitmaps import BitFieldOperation, BitfieldOffsetT
from .core.commands.clients import TrackingInfo
from .core.commands.command import AbsExpiryT, Command, EncodableT, ExpiryT, K, KeyT, S, T
from .core.commands.connection import ServerHello
from .core.commands.functions import FunctionLibrary, FunctionStats
from .core.commands.hashes_expiry import HashDataPersistOptions
from .core.commands.lcs import LCSMatches
from .core.commands.logs import CommandlogT
from .core.commands.modules.json_values import Decodes, Encodes
from .core.commands.replies_acl import AclLogEntry, AclUser
from .core.commands.replies_cluster import ClusterLink, ClusterNode, ClusterShard, SlotNodes
from .core.commands.replies_geo import Place, Point
from .core.commands.replies_introspection import CommandDetails, CommandDocs
from .core.commands.replies_logs import HotkeysReport, LatencyEvent, LatencyHistogram, SlowlogEntry
from .core.commands.replies_sentinels import SentinelState
from .core.commands.replies_server import InfoValue, MasterRole, ReplicaRole, SentinelRole
from .core.commands.replies_streams import ClaimedEntry, Entry, PendingEntry, PendingSummary, StreamDetails, StreamInfo
from .core.commands.server_modules import ModuleInfo
from .core.commands.strings import DataPersistOptions
from .modules.bf import AsyncBFCommands, BlockingBFCommands, PipelineBFCommands
from .modules.cf import AsyncCFCommands, BlockingCFCommands, PipelineCFCommands
from .modules.cms import AsyncCMSCommands, BlockingCMSCommands, PipelineCMSCommands
from .modules.json import AsyncJSONCommands, BlockingJSONCommands, PipelineJSONCommands
from .modules.search import AsyncSearchCommands, BlockingSearchCommands, PipelineSearchCommands
from .modules.tdigest import AsyncTDigestCommands, BlockingTDigestCommands, PipelineTDigestCommands
from .modules.timeseries import AsyncTimeSeriesCommands, BlockingTimeSeriesCommands, PipelineTimeSeriesCommands
from .modules.topk import AsyncTopKCommands, BlockingTopKCommands, PipelineTopKCommands
from .modules.vset import AsyncVSetCommands, BlockingVSetCommands, PipelineVSetCommands

class BlockingCommands(Generic[S]):
    def _run(self, command: Command[T]) -> Any: ...
    def append(self, key: KeyT, value: EncodableT) -> int: ...
    def delex(
        self,
        name: KeyT,
        ifeq: KeyT | None = None,
        ifne: KeyT | None = None,
        ifdeq: KeyT | None = None,
        ifdne: KeyT | None = None,
    ) -> int: ...
    def delifeq(self, name: KeyT, value: EncodableT) -> int: ...
    def digest(self, name: KeyT) -> S | None: ...
    def get(self, name: KeyT) -> S | None: ...
    def getdel(self, name: KeyT) -> S | None: ...
    def getex(
        self,
        name: KeyT,
        ex: ExpiryT | None = None,
        px: ExpiryT | None = None,
        exat: AbsExpiryT | None = None,
        pxat: AbsExpiryT | None = None,
        persist: bool = False,
    ) -> S | None: ...
    def getrange(self, key: KeyT, start: int, end: int) -> S: ...
    def mget(self, keys: KeysT, *args: KeyT) -> list[S | None]: ...
    def mset(self, mapping: Mapping[K, EncodableT]) -> bool: ...
    def msetex(
        self,
        mapping: Mapping[K, EncodableT],
        data_persist_option: DataPersistOptions | None = None,
        ex: ExpiryT | None = None,
        px: ExpiryT | None = None,
        exat: AbsExpiryT | None = None,
        pxat: AbsExpiryT | None = None,
        keepttl: bool = False,
    ) -> int: ...
    def msetnx(self, mapping: Mapping[K, EncodableT]) -> bool: ...
    def setrange(self, name: KeyT, offset: int, value: EncodableT) -> int: ...
    def strlen(self, name: KeyT) -> int: ...
    def substr(self, name: KeyT, start: int, end: int = -1) -> S: ...
    def getset(self, name: KeyT, value: EncodableT) -> S | None: ...
    def psetex(self, name: KeyT, time_ms: ExpiryT, value: EncodableT) -> bool: ...
    @overload
    def set(
        self,
        name: KeyT,
        value: EncodableT,
        ex: ExpiryT | None = None,
        px: ExpiryT | None = None,
        nx: bool = False,
        xx: bool = False,
        keepttl: bool = False,
        get: Literal[False] = False,
        exat: AbsExpiryT | None = None,
        pxat: AbsExpiryT | None = None,
        ifeq: KeyT | None = None,
        ifne: KeyT | None = None,
        ifdeq: KeyT | None = None,
        ifdne: KeyT | None = None,
    ) -> bool | None: ...
    @overload
    def set(
        self,
        name: KeyT,
        value: EncodableT,
        ex: ExpiryT | None = None,
        px: ExpiryT | None = None,
        nx: bool = False,
        xx: bool = False,
        keepttl: bool = False,
        *,
        get: Literal[True],
        exat: AbsExpiryT | None = None,
        pxat: AbsExpiryT | None = None,
        ifeq: KeyT | None = None,
        ifne: KeyT | None = None,
        ifdeq: KeyT | None = None,
        ifdne: KeyT | None = None,
    ) -> S | None: ...
    def setex(self, name: KeyT, time: ExpiryT, value: EncodableT) -> bool: ...
    def setnx(self, name: KeyT, value: EncodableT) -> bool: ...
    def decr(self, name: KeyT, amount: int = 1) -> int: ...
    def decrby(self, name: KeyT, amount: int = 1) -> int: ...
    def incr(self, name: KeyT, amount: int = 1) -> int: ...
    def incrby(self, name: KeyT, amount: int = 1) -> int: ...
    def incrbyfloat(self, name: KeyT, amount: float = 1.0) -> float: ...
    @overload
    def increx(
        self,
        name: KeyT,
        *,
        byfloat: None = None,
        byint: EncodableT | None = None,
        lbound: EncodableT | None = None,
        ubound: EncodableT | None = None,
        saturate: bool = False,
        ex: ExpiryT | None = None,
        px: ExpiryT | None = None,
        exat: AbsExpiryT | None = None,
        pxat: AbsExpiryT | None = None,
        persist: bool = False,
        enx: bool = False,
    ) -> tuple[int, int]: ...
    @overload
    def increx(
        self,
        name: KeyT,
        *,
        byfloat: EncodableT,
        byint: None = None,
        lbound: EncodableT | None = None,
        ubound: EncodableT | None = None,
        saturate: bool = False,
        ex: ExpiryT | None = None,
        px: ExpiryT | None = None,
        exat: AbsExpiryT | None = None,
        pxat: AbsExpiryT | None = None,
        persist: bool = False,
        enx: bool = False,
    ) -> tuple[float, float]: ...
    def copy(
        self,
        source: KeyT,
        destination: KeyT,
        destination_db: int | None = None,
        replace: bool = False,
    ) -> bool: ...
    def delete(self, *names: KeyT) -> int: ...
    def dump(self, name: KeyT) -> bytes | None: ...
    def exists(self, *names: KeyT) -> int: ...
    def keys(self, pattern: KeyT = "*") -> list[S]: ...
    def migrate(
        self,
        host: KeyT,
        port: int,
        keys: KeysT,
        destination_db: int,
        timeout: int,
        copy: bool = False,
        replace: bool = False,
        auth: KeyT | None = None,
    ) -> S: ...
    def move(self, name: KeyT, db: int) -> bool: ...
    def randomkey(self) -> S | None: ...
    def rename(self, src: KeyT, dst: KeyT) -> bool: ...
    def renamenx(self, src: KeyT, dst: KeyT) -> bool: ...
    def restore(
        self,
        name: KeyT,
        ttl: ExpiryT,
        value: EncodableT,
        replace: bool = False,
        absttl: bool = False,
        idletime: int | None = None,
        frequency: int | None = None,
    ) -> S: ...
    def scan(
        self,
        cursor: int = 0,
        match: KeyT | None = None,
        count: int | None = None,
        _type: KeyT | None = None,
    ) -> tuple[int, list[S]]: ...
    def touch(self, *args: KeyT) -> int: ...
    def type(self, name: KeyT) -> S: ...
    def unlink(self, *names: KeyT) -> int: ...
    def expire(
        self,
        name: KeyT,
        time: ExpiryT,
        nx: bool = False,
        xx: bool = False,
        gt: bool = False,
        lt: bool = False,
    ) -> bool: ...
    def expireat(
        self,
        name: KeyT,
        when: AbsExpiryT,
        nx: bool = False,
        xx: bool = False,
        gt: bool = False,
        lt: bool = False,
    ) -> bool: ...
    def expiretime(self, key: KeyT) -> int: ...
    def persist(self, name: KeyT) -> bool: ...
    def pexpire(
        self,
        name: KeyT,
        time: ExpiryT,
        nx: bool = False,
        xx: bool = False,
        gt: bool = False,
        lt: bool = False,
    ) -> bool: ...
    def pexpireat(
        self,
        name: KeyT,
        when: AbsExpiryT,
        nx: bool = False,
        xx: bool = False,
        gt: bool = False,
        lt: bool = False,
    ) -> bool: ...
    def pexpiretime(self, key: KeyT) -> int: ...
    def pttl(self, name: KeyT) -> int: ...
    def ttl(self, name: KeyT) -> int: ...
    def hdel(self, name: KeyT, *keys: EncodableT) -> int: ...
    def hexists(self, name: KeyT, key: EncodableT) -> bool: ...
    def hget(self, name: KeyT, key: EncodableT) -> S | None: ...
    def hgetall(self, name: KeyT) -> dict[S, S]: ...
    def hgetdel(self, name: KeyT, *keys: EncodableT) -> list[S | None]: ...
    def hincrby(self, name: KeyT, key: EncodableT, amount: int = 1) -> int: ...
    def hincrbyfloat(self, name: KeyT, key: EncodableT, amount: float = 1.0) -> float: ...
    def hkeys(self, name: KeyT) -> list[S]: ...
    def hlen(self, name: KeyT) -> int: ...
    def hmget(self, name: KeyT, keys: ValuesT, *args: EncodableT) -> list[S | None]: ...
    def hmset(self, name: KeyT, mapping: Mapping[F, EncodableT]) -> bool: ...
    @overload
    def hrandfield(self, key: KeyT, count: None = None, withvalues: Literal[False] = False) -> S | None: ...
    @overload
    def hrandfield(self, key: KeyT, count: int, withvalues: Literal[False] = False) -> list[S]: ...
    @overload
    def hrandfield(self, key: KeyT, count: int, withvalues: Literal[True]) -> list[tuple[S, S]]: ...
    @overload
    def hscan(
        self,
        name: KeyT,
        cursor: int = 0,
        match: KeyT | None = None,
        count: int | None = None,
        no_values: Literal[False] | None = None,
    ) -> tuple[int, dict[S, S]]: ...
    @overload
    def hscan(
        self,
        name: KeyT,
        cursor: int = 0,
        match: KeyT | None = None,
        count: int | None = None,
        *,
        no_values: Literal[True],
    ) -> tuple[int, list[S]]: ...
    def hset(
        self,
        name: KeyT,
        key: EncodableT | None = None,
        value: EncodableT | None = None,
        mapping: Mapping[F, EncodableT] | None = None,
        items: Sequence[EncodableT] | None = None,
    ) -> int: ...
    def hsetnx(self, name: KeyT, key: EncodableT, value: EncodableT) -> int: ...
    def hstrlen(self, name: KeyT, key: EncodableT) -> int: ...
    def hvals(self, name: KeyT) -> list[S]: ...
    def lindex(self, name: KeyT, index: int) -> S | None: ...
    def linsert(self, name: KeyT, where: str, refvalue: EncodableT, value: EncodableT) -> int: ...
    def llen(self, name: KeyT) -> int: ...
    def lmove(self, first_list: KeyT, second_list: KeyT, src: str = "LEFT", dest: str = "RIGHT") -> S | None: ...
    def lmovem(
        self,
        first_list: KeyT,
        second_list: KeyT,
        src: str = "LEFT",
        dest: str = "RIGHT",
        count: int | None = None,
        mode: Literal["COUNT", "EXACTLY"] | None = None,
        ordering: Literal["OBO", "BULK"] | None = None,
    ) -> list[S] | None: ...
    def lmpop(self, num_keys: int, *args: KeyT, direction: str, count: int | None = 1) -> tuple[S, list[S]] | None: ...
    @overload
    def lpop(self, name: KeyT, count: None = None) -> S | None: ...
    @overload
    def lpop(self, name: KeyT, count: int) -> list[S] | None: ...
    @overload
    def lpos(
        self,
        name: KeyT,
        value: EncodableT,
        rank: int | None = None,
        count: None = None,
        maxlen: int | None = None,
    ) -> int | None: ...
    @overload
    def lpos(
        self,
        name: KeyT,
        value: EncodableT,
        rank: int | None = None,
        *,
        count: int,
        maxlen: int | None = None,
    ) -> list[int]: ...
    def lpush(self, name: KeyT, *values: EncodableT) -> int: ...
    def lpushx(self, name: KeyT, *values: EncodableT) -> int: ...
    def lrange(self, name: KeyT, start: int, end: int) -> list[S]: ...
    def lrem(self, name: KeyT, count: int, value: EncodableT) -> int: ...
    def lset(self, name: KeyT, index: int, value: EncodableT) -> bool: ...
    def ltrim(self, name: KeyT, start: int, end: int) -> bool: ...
    @overload
    def rpop(self, name: KeyT, count: None = None) -> S | None: ...
    @overload
    def rpop(self, name: KeyT, count: int) -> list[S] | None: ...
    def rpoplpush(self, src: KeyT, dst: KeyT) -> S | None: ...
    def rpush(self, name: KeyT, *values: EncodableT) -> int: ...
    def rpushx(self, name: KeyT, *values: EncodableT) -> int: ...
    def sadd(self, name: KeyT, *values: EncodableT) -> int: ...
    def scard(self, name: KeyT) -> int: ...
    def sdiff(self, keys: KeysT, *args: KeyT) -> builtins.set[S]: ...
    def sdiffcard(self, numkeys: int, keys: Collection[KeyT], limit: int = 0) -> int: ...
    def sdiffstore(self, dest: KeyT, keys: KeysT, *args: KeyT) -> int: ...
    def sinter(self, keys: KeysT, *args: KeyT) -> builtins.set[S]: ...
    def sintercard(self, numkeys: int, keys: Collection[KeyT], limit: int = 0) -> int: ...
    def sinterstore(self, dest: KeyT, keys: KeysT, *args: KeyT) -> int: ...
    def sismember(self, name: KeyT, value: EncodableT) -> int: ...
    def smembers(self, name: KeyT) -> builtins.set[S]: ...
    def smismember(self, name: KeyT, values: ValuesT, *args: EncodableT) -> list[int]: ...
    def smove(self, src: KeyT, dst: KeyT, value: EncodableT) -> bool: ...
    @overload
    def spop(self, name: KeyT, count: None = None) -> S | None: ...
    @overload
    def spop(self, name: KeyT, count: int) -> builtins.set[S]: ...
    @overload
    def srandmember(self, name: KeyT, number: None = None) -> S | None: ...
    @overload
    def srandmember(self, name: KeyT, number: int) -> list[S]: ...
    def srem(self, name: KeyT, *values: EncodableT) -> int: ...
    def sscan(
        self,
        name: KeyT,
        cursor: int = 0,
        match: KeyT | None = None,
        count: int | None = None,
    ) -> tuple[int, list[S]]: ...
    def sunion(self, keys: KeysT, *args: KeyT) -> builtins.set[S]: ...
    def sunioncard(self, numkeys: int, keys: Collection[KeyT], limit: int = 0, approx: bool = False) -> int: ...
    def sunionstore(self, dest: KeyT, keys: KeysT, *args: KeyT) -> int: ...
    @overload
    def zadd(
        self,
        name: KeyT,
        mapping: Mapping[F, EncodableT],
        nx: bool = False,
        xx: bool = False,
        ch: bool = False,
        incr: Literal[False] = False,
        gt: bool = False,
        lt: bool = False,
    ) -> int: ...
    @overload
    def zadd(
        self,
        name: KeyT,
        mapping: Mapping[F, EncodableT],
        nx: bool = False,
        xx: bool = False,
        ch: bool = False,
        *,
        incr: Literal[True],
        gt: bool = False,
        lt: bool = False,
    ) -> float | None: ...
    def zcard(self, name: KeyT) -> int: ...
    def zincrby(self, name: KeyT, amount: float, value: EncodableT) -> float: ...
    def zmscore(self, key: KeyT, members: Collection[EncodableT]) -> list[float | None]: ...
    @overload
    def zrandmember(self, key: KeyT, count: None = None, withscores: Literal[False] = False) -> S | None: ...
    @overload
    def zrandmember(self, key: KeyT, count: int, withscores: Literal[False] = False) -> list[S]: ...
    @overload
    def zrandmember(self, key: KeyT, count: int, withscores: Literal[True]) -> list[tuple[S, float]]: ...
    @overload
    def zrank(
        self,
        name: KeyT,
        value: EncodableT,
        withscore: Literal[False] = False,
        score_cast_func: Callable[[float], Any] = float,
    ) -> int | None: ...
    @overload
    def zrank(self, name: KeyT, value: EncodableT, withscore: Literal[True]) -> tuple[int, float] | None: ...
    @overload
    def zrank(
        self,
        name: KeyT,
        value: EncodableT,
        withscore: Literal[True],
        score_cast_func: Callable[[float], T],
    ) -> tuple[int, T] | None: ...
    def zrem(self, name: KeyT, *values: EncodableT) -> int: ...
    @overload
    def zrevrank(
        self,
        name: KeyT,
        value: EncodableT,
        withscore: Literal[False] = False,
        score_cast_func: Callable[[float], Any] = float,
    ) -> int | None: ...
    @overload
    def zrevrank(self, name: KeyT, value: EncodableT, withscore: Literal[True]) -> tuple[int, float] | None: ...
    @overload
    def zrevrank(
        self,
        name: KeyT,
        value: EncodableT,
        withscore: Literal[True],
        score_cast_func: Callable[[float], T],
    ) -> tuple[int, T] | None: ...
    @overload
    def zscan(
        self,
        name: KeyT,
        cursor: int = 0,
        match: KeyT | None = None,
        count: int | None = None,
        score_cast_func: builtins.type[float] = float,
    ) -> tuple[int, list[tuple[S, float]]]: ...
    @overload
    def zscan(
        self,
        name: KeyT,
        cursor: int = 0,
        match: KeyT | None = None,
        count: int | None = None,
        *,
        score_cast_func: Callable[[float], T],
    ) -> tuple[int, list[tuple[S, T]]]: ...
    def zscore(self, name: KeyT, value: EncodableT) -> float | None: ...
    def zcount(self, name: KeyT, min: EncodableT, max: EncodableT) -> int: ...
    def zlexcount(self, name: KeyT, min: EncodableT, max: EncodableT) -> int: ...
    @overload
    def zrange(
        self,
        name: KeyT,
        start: EncodableT,
        end: EncodableT,
        desc: bool = False,
        withscores: Literal[False] = False,
        score_cast_func: Callable[[float], Any] = float,
        byscore: bool = False,
        bylex: bool = False,
        offset: int | None = None,
        num: int | None = None,
    ) -> list[S]: ...
    @overload
    def zrange(
        self,
        name: KeyT,
        start: EncodableT,
        end: EncodableT,
        desc: bool = False,
        *,
        withscores: Literal[True],
        byscore: bool = False,
        bylex: bool = False,
        offset: int | None = None,
        num: int | None = None,
    ) -> list[tuple[S, float]]: ...
    @overload
    def zrange(
        self,
        name: KeyT,
        start: EncodableT,
        end: EncodableT,
        desc: bool = False,
        *,
        withscores: Literal[True],
        score_cast_func: Callable[[float], T],
        byscore: bool = False,
        bylex: bool = False,
        offset: int | None = None,
        num: int | None = None,
    ) -> list[tuple[S, T]]: ...
    def zrangebylex(
        self,
        name: KeyT,
        min: EncodableT,
        max: EncodableT,
        start: int | None = None,
        num: int | None = None,
    ) -> list[S]: ...
    @overload
    def zrangebyscore(
        self,
        name: KeyT,
        min: EncodableT,
        max: EncodableT,
        start: int | None = None,
        num: int | None = None,
        withscores: Literal[False] = False,
        score_cast_func: Callable[[float], Any] = float,
    ) -> list[S]: ...
    @overload
    def zrangebyscore(
        self,
        name: KeyT,
        min: EncodableT,
        max: EncodableT,
        start: int | None = None,
        num: int | None = None,
        *,
        withscores: Literal[True],
    ) -> list[tuple[S, float]]: ...
    @overload
    def zrangebyscore(
        self,
        name: KeyT,
        min: EncodableT,
        max: EncodableT,
        start: int | None = None,
        num: int | None = None,
        *,
        withscores: Literal[True],
        score_cast_func: Callable[[float], T],
    ) -> list[tuple[S, T]]: ...
    def zrangestore(
        self,
        dest: KeyT,
        name: KeyT,
        start: EncodableT,
        end: EncodableT,
        byscore: bool = False,
        bylex: bool = False,
        desc: bool = False,
        offset: int | None = None,
        num: int | None = None,
    ) -> int: ...
    def zremrangebylex(self, name: KeyT, min: EncodableT, max: EncodableT) -> int: ...
    def zremrangebyrank(self, name: KeyT, min: int, max: int) -> int: ...
    def zremrangebyscore(self, name: KeyT, min: EncodableT, max: EncodableT) -> int: ...
    @overload
    def zrevrange(
        self,
        name: KeyT,
        start: int,
        end: int,
        withscores: Literal[False] = False,
        score_cast_func: Callable[[float], Any] = float,
    ) -> list[S]: ...
    @overload
    def zrevrange(self, name: KeyT, start: int, end: int, withscores: Literal[True]) -> list[tuple[S, float]]: ...
    @overload
    def zrevrange(
        self,
        name: KeyT,
        start: int,
        end: int,
        withscores: Literal[True],
        score_cast_func: Callable[[float], T],
    ) -> list[tuple[S, T]]: ...
    def zrevrangebylex(
        self,
        name: KeyT,
        max: EncodableT,
        min: EncodableT,
        start: int | None = None,
        num: int | None = None,
    ) -> list[S]: ...
    @overload
    def zrevrangebyscore(
        self,
        name: KeyT,
        max: EncodableT,
        min: EncodableT,
        start: int | None = None,
        num: int | None = None,
        withscores: Literal[False] = False,
        score_cast_func: Callable[[float], Any] = float,
    ) -> list[S]: ...
    @overload
    def zrevrangebyscore(
        self,
        name: KeyT,
        max: EncodableT,
        min: EncodableT,
        start: int | None = None,
        num: int | None = None,
        *,
        withscores: Literal[True],
    ) -> list[tuple[S, float]]: ...
    @overload
    def zrevrangebyscore(
        self,
        name: KeyT,
        max: EncodableT,
        min: EncodableT,
        start: int | None = None,
        num: int | None = None,
        *,
        withscores: Literal[True],
        score_cast_func: Callable[[float], T],
    ) -> list[tuple[S, T]]: ...
    def eval(self, script: KeyT, numkeys: int, *keys_and_args: EncodableT) -> Any: ...
    def eval_ro(self, script: KeyT, numkeys: int, *keys_and_args: EncodableT) -> Any: ...
    def evalsha(self, sha: KeyT, numkeys: int, *keys_and_args: EncodableT) -> Any: ...
    def evalsha_ro(self, sha: KeyT, numkeys: int, *keys_and_args: EncodableT) -> Any: ...
    def script_debug(self, mode: Literal["YES", "SYNC", "NO"]) -> bool: ...
    def script_exists(self, *args: KeyT) -> list[bool]: ...
    def script_flush(self, sync_type: Literal["SYNC", "ASYNC"] | None = None) -> bool: ...
    def script_kill(self) -> bool: ...
    def script_load(self, script: KeyT) -> str: ...
    def script_show(self, sha: KeyT) -> S: ...
    def publish(self, channel: KeyT, message: EncodableT) -> int: ...
    def pubsub_channels(self, pattern: KeyT = "*") -> list[S]: ...
    def pubsub_numpat(self) -> int: ...
    def pubsub_numsub(self, *args: KeyT) -> list[tuple[S, int]]: ...
    def pubsub_shardchannels(self, pattern: KeyT = "*") -> list[S]: ...
    def pubsub_shardnumsub(self, *args: KeyT) -> list[tuple[S, int]]: ...
    def spublish(self, shard_channel: KeyT, message: EncodableT) -> int: ...
    def bf(self) -> BlockingBFCommands[S]: ...
    def cf(self) -> BlockingCFCommands[S]: ...
    def cms(self) -> BlockingCMSCommands[S]: ...
    def ft(self, index_name: KeyT = "idx") -> BlockingSearchCommands[S]: ...
    def json(self, encoder: Encodes | None = None, decoder: Decodes | None = None) -> BlockingJSONCommands[S]: ...
    def tdigest(self) -> BlockingTDigestCommands[S]: ...
    def topk(self) -> BlockingTopKCommands[S]: ...
    def ts(self) -> BlockingTimeSeriesCommands[S]: ...
    def vset(self) -> BlockingVSetCommands[S]: ...
    def bitcount(self, key: KeyT, start: int | None = None, end: int | None = None, mode: str | None = None) -> int: ...
    def bitfield(self, key: KeyT, default_overflow: str | None = None) -> BitFieldOperation[list[int | None]]: ...
    def bitfield_ro(
        self,
        key: KeyT,
        encoding: str,
        offset: BitfieldOffsetT,
        items: Sequence[tuple[str, BitfieldOffsetT]] | None = None,
    ) -> list[int]: ...
    def bitop(self, operation: str, dest: KeyT, *keys: KeyT) -> int: ...
    def bitpos(
        self,
        key: KeyT,
        bit: int,
        start: int | None = None,
        end: int | None = None,
        mode: str | None = None,
    ) -> int: ...
    def getbit(self, name: KeyT, offset: int) -> int: ...
    def setbit(self, name: KeyT, offset: int, value: int) -> int: ...
    @overload
    def lcs(
        self,
        key1: KeyT,
        key2: KeyT,
        len: Literal[False] = False,
        idx: Literal[False] = False,
        minmatchlen: int = 0,
        withmatchlen: bool = False,
    ) -> S: ...
    @overload
    def lcs(
        self,
        key1: KeyT,
        key2: KeyT,
        len: Literal[True],
        idx: Literal[False] = False,
        minmatchlen: int = 0,
        withmatchlen: bool = False,
    ) -> int: ...
    @overload
    def lcs(
        self,
        key1: KeyT,
        key2: KeyT,
        len: Literal[False] = False,
        *,
        idx: Literal[True],
        minmatchlen: int = 0,
        withmatchlen: bool = False,
    ) -> LCSMatches: ...
    @overload
    def sort(
        self,
        name: KeyT,
        start: int | None = None,
        num: int | None = None,
        by: KeyT | None = None,
        get: None = None,
        desc: bool = False,
        alpha: bool = False,
        store: None = None,
        groups: Literal[False] = False,
    ) -> list[S]: ...
    @overload
    def sort(
        self,
        name: KeyT,
        start: int | None = None,
        num: int | None = None,
        by: KeyT | None = None,
        *,
        get: KeyT | Sequence[KeyT],
        desc: bool = False,
        alpha: bool = False,
        store: None = None,
        groups: Literal[False] = False,
    ) -> list[S | None]: ...
    @overload
    def sort(
        self,
        name: KeyT,
        start: int | None = None,
        num: int | None = None,
        by: KeyT | None = None,
        *,
        get: Sequence[KeyT],
        desc: bool = False,
        alpha: bool = False,
        store: None = None,
        groups: Literal[True],
    ) -> list[tuple[S | None, ...]]: ...
    @overload
    def sort(
        self,
        name: KeyT,
        start: int | None = None,
        num: int | None = None,
        by: KeyT | None = None,
        get: KeyT | Sequence[KeyT] | None = None,
        desc: bool = False,
        alpha: bool = False,
        *,
        store: KeyT,
        groups: Literal[False] = False,
    ) -> int: ...
    @overload
    def sort_ro(
        self,
        key: KeyT,
        start: int | None = None,
        num: int | None = None,
        by: KeyT | None = None,
        get: None = None,
        desc: bool = False,
        alpha: bool = False,
    ) -> list[S]: ...
    @overload
    def sort_ro(
        self,
        key: KeyT,
        start: int | None = None,
        num: int | None = None,
        by: KeyT | None = None,
        *,
        get: KeyT | Sequence[KeyT],
        desc: bool = False,
        alpha: bool = False,
    ) -> list[S | None]: ...
    def hexpire(
        self,
        name: KeyT,
        seconds: ExpiryT,
        *fields: EncodableT,
        nx: bool = False,
        xx: bool = False,
        gt: bool = False,
        lt: bool = False,
    ) -> list[int]: ...
    def hexpireat(
        self,
        name: KeyT,
        unix_time_seconds: AbsExpiryT,
        *fields: EncodableT,
        nx: bool = False,
        xx: bool = False,
        gt: bool = False,
        lt: bool = False,
    ) -> list[int]: ...
    def hexpiretime(self, key: KeyT, *fields: EncodableT) -> list[int]: ...
    def hgetex(
        self,
        name: KeyT,
        *keys: EncodableT,
        ex: ExpiryT | None = None,
        px: ExpiryT | None = None,
        exat: AbsExpiryT | None = None,
        pxat: AbsExpiryT | None = None,
        persist: bool = False,
    ) -> list[S | None]: ...
    def hpersist(self, name: KeyT, *fields: EncodableT) -> list[int]: ...
    def hpexpire(
        self,
        name: KeyT,
        milliseconds: ExpiryT,
        *fields: EncodableT,
        nx: bool = False,
        xx: bool = False,
        gt: bool = False,
        lt: bool = False,
    ) -> list[int]: ...
    def hpexpireat(
        self,
        name: KeyT,
        unix_time_milliseconds: AbsExpiryT,
        *fields: EncodableT,
        nx: bool = False,
        xx: bool = False,
        gt: bool = False,
        lt: bool = False,
    ) -> list[int]: ...
    def hpexpiretime(self, key: KeyT, *fields: EncodableT) -> list[int]: ...
    def hpttl(self, key: KeyT, *fields: EncodableT) -> list[int]: ...
    def hsetex(
        self,
        name: KeyT,
        key: EncodableT | None = None,
        value: EncodableT | None = None,
        mapping: Mapping[F, EncodableT] | None = None,
        items: Sequence[EncodableT] | None = None,
        ex: ExpiryT | None = None,
        px: ExpiryT | None = None,
        exat: AbsExpiryT | None = None,
        pxat: AbsExpiryT | None = None,
        data_persist_option: HashDataPersistOptions | None = None,
        keepttl: bool = False,
    ) -> int: ...
    def httl(self, key: KeyT, *fields: EncodableT) -> list[int]: ...
    def blmove(
        self,
        first_list: KeyT,
        second_list: KeyT,
        timeout: float | None,
        src: str = "LEFT",
        dest: str = "RIGHT",
    ) -> S | None: ...
    def blmovem(
        self,
        first_list: KeyT,
        second_list: KeyT,
        timeout: float | None,
        src: str = "LEFT",
        dest: str = "RIGHT",
        count: int | None = None,
        mode: Literal["COUNT", "EXACTLY"] | None = None,
        ordering: Literal["OBO", "BULK"] | None = None,
    ) -> list[S] | None: ...
    def blmpop(
        self,
        timeout: float | None,
        numkeys: int,
        *args: KeyT,
        direction: str,
        count: int | None = 1,
    ) -> tuple[S, list[S]] | None: ...
    def blpop(self, keys: KeysT, timeout: float | None = 0) -> tuple[S, S] | None: ...
    def brpop(self, keys: KeysT, timeout: float | None = 0) -> tuple[S, S] | None: ...
    def brpoplpush(self, src: KeyT, dst: KeyT, timeout: float | None = 0) -> S | None: ...
    @overload
    def zdiff(self, keys: KeysT, withscores: Literal[False] = False) -> list[S]: ...
    @overload
    def zdiff(self, keys: KeysT, withscores: Literal[True]) -> list[tuple[S, float]]: ...
    def zdiffstore(self, dest: KeyT, keys: KeysT) -> int: ...
    @overload
    def zinter(
        self,
        keys: KeysT | Mapping[K, float],
        aggregate: str | None = None,
        withscores: Literal[False] = False,
    ) -> list[S]: ...
    @overload
    def zinter(
        self,
        keys: KeysT | Mapping[K, float],
        aggregate: str | None = None,
        *,
        withscores: Literal[True],
    ) -> list[tuple[S, float]]: ...
    def zintercard(self, numkeys: int, keys: Collection[KeyT], limit: int = 0) -> int: ...
    def zinterstore(self, dest: KeyT, keys: KeysT | Mapping[K, float], aggregate: str | None = None) -> int: ...
    @overload
    def zunion(
        self,
        keys: KeysT | Mapping[K, float],
        aggregate: str | None = None,
        withscores: Literal[False] = False,
        score_cast_func: Callable[[float], Any] = float,
    ) -> list[S]: ...
    @overload
    def zunion(
        self,
        keys: KeysT | Mapping[K, float],
        aggregate: str | None = None,
        *,
        withscores: Literal[True],
    ) -> list[tuple[S, float]]: ...
    @overload
    def zunion(
        self,
        keys: KeysT | Mapping[K, float],
        aggregate: str | None = None,
        *,
        withscores: Literal[True],
        score_cast_func: Callable[[float], T],
    ) -> list[tuple[S, T]]: ...
    def zunionstore(self, dest: KeyT, keys: KeysT | Mapping[K, float], aggregate: str | None = None) -> int: ...
    def bzmpop(
        self,
        timeout: float | None,
        numkeys: int,
        keys: Collection[KeyT],
        min: bool | None = False,
        max: bool | None = False,
        count: int | None = 1,
    ) -> tuple[S, list[tuple[S, float]]] | None: ...
    def bzpopmax(self, keys: KeysT, timeout: float | None = 0) -> tuple[S, S, float] | None: ...
    def bzpopmin(self, keys: KeysT, timeout: float | None = 0) -> tuple[S, S, float] | None: ...
    def zmpop(
        self,
        num_keys: int,
        keys: Collection[KeyT],
        min: bool | None = False,
        max: bool | None = False,
        count: int | None = 1,
    ) -> tuple[S, list[tuple[S, float]]] | None: ...
    def zpopmax(self, name: KeyT, count: int | None = None) -> list[tuple[S, float]]: ...
    def zpopmin(self, name: KeyT, count: int | None = None) -> list[tuple[S, float]]: ...
    @overload
    def xadd(
        self,
        name: KeyT,
        fields: Mapping[F, EncodableT],
        id: StreamIdT = "*",
        maxlen: int | None = None,
        approximate: bool = True,
        nomkstream: Literal[False] = False,
        minid: StreamIdT | None = None,
        limit: int | None = None,
        ref_policy: RefPolicyT | None = None,
        idmpauto: EncodableT | None = None,
        idmp: tuple[EncodableT, EncodableT] | None = None,
    ) -> S: ...
    @overload
    def xadd(
        self,
        name: KeyT,
        fields: Mapping[F, EncodableT],
        id: StreamIdT = "*",
        maxlen: int | None = None,
        approximate: bool = True,
        *,
        nomkstream: Literal[True],
        minid: StreamIdT | None = None,
        limit: int | None = None,
        ref_policy: RefPolicyT | None = None,
        idmpauto: EncodableT | None = None,
        idmp: tuple[EncodableT, EncodableT] | None = None,
    ) -> S | None: ...
    def xcfgset(self, name: KeyT, idmp_duration: int | None = None, idmp_maxsize: int | None = None) -> S: ...
    def xdel(self, name: KeyT, *ids: StreamIdT) -> int: ...
    def xdelex(self, name: KeyT, *ids: StreamIdT, ref_policy: RefPolicyT = "KEEPREF") -> list[int]: ...
    @overload
    def xinfo_stream(self, name: KeyT, full: Literal[False] = False) -> StreamInfo[S]: ...
    @overload
    def xinfo_stream(self, name: KeyT, full: Literal[True]) -> StreamDetails[S]: ...
    def xlen(self, name: KeyT) -> int: ...
    def xrange(
        self,
        name: KeyT,
        min: StreamIdT = "-",
        max: StreamIdT = "+",
        count: int | None = None,
    ) -> list[Entry[S]]: ...
    def xread(
        self,
        streams: Mapping[K, StreamIdT],
        count: int | None = None,
        block: int | None = None,
        max_count: int | None = None,
        max_size: int | None = None,
    ) -> dict[S, list[Entry[S]]]: ...
    def xrevrange(
        self,
        name: KeyT,
        max: StreamIdT = "+",
        min: StreamIdT = "-",
        count: int | None = None,
    ) -> list[Entry[S]]: ...
    def xsetid(
        self,
        name: KeyT,
        last_id: StreamIdT,
        entries_added: int | None = None,
        max_deleted_id: StreamIdT | None = None,
    ) -> bool: ...
    def xtrim(
        self,
        name: KeyT,
        maxlen: int | None = None,
        approximate: bool = True,
        minid: StreamIdT | None = None,
        limit: int | None = None,
        ref_policy: RefPolicyT | None = None,
    ) -> int: ...
    def xack(self, name: KeyT, groupname: KeyT, *ids: StreamIdT) -> int: ...
    def xackdel(
        self,
        name: KeyT,
        groupname: KeyT,
        *ids: StreamIdT,
        ref_policy: RefPolicyT = "KEEPREF",
    ) -> list[int]: ...
    def xgroup_create(
        self,
        name: KeyT,
        groupname: KeyT,
        id: StreamIdT = "$",
        mkstream: bool = False,
        entries_read: int | None = None,
    ) -> bool: ...
    def xgroup_createconsumer(self, name: KeyT, groupname: KeyT, consumername: KeyT) -> int: ...
    def xgroup_delconsumer(self, name: KeyT, groupname: KeyT, consumername: KeyT) -> int: ...
    def xgroup_destroy(self, name: KeyT, groupname: KeyT) -> bool: ...
    def xgroup_setid(self, name: KeyT, groupname: KeyT, id: StreamIdT, entries_read: int | None = None) -> bool: ...
    def xinfo_consumers(self, name: KeyT, groupname: KeyT) -> list[dict[str, S | int]]: ...
    def xinfo_groups(self, name: KeyT) -> list[dict[str, S | int | None]]: ...
    @overload
    def xreadgroup(
        self,
        groupname: KeyT,
        consumername: KeyT,
        streams: Mapping[K, StreamIdT],
        count: int | None = None,
        block: int | None = None,
        noack: bool = False,
        claim_min_idle_time: None = None,
        max_count: int | None = None,
        max_size: int | None = None,
    ) -> dict[S, list[Entry[S]]]: ...
    @overload
    def xreadgroup(
        self,
        groupname: KeyT,
        consumername: KeyT,
        streams: Mapping[K, StreamIdT],
        count: int | None = None,
        block: int | None = None,
        noack: bool = False,
        *,
        claim_min_idle_time: int,
        max_count: int | None = None,
        max_size: int | None = None,
    ) -> dict[S, list[ClaimedEntry[S]]]: ...
    @overload
    def xautoclaim(
        self,
        name: KeyT,
        groupname: KeyT,
        consumername: KeyT,
        min_idle_time: int,
        start_id: StreamIdT = "0-0",
        count: int | None = None,
        justid: Literal[False] = False,
    ) -> tuple[S, list[Entry[S]], list[S]]: ...
    @overload
    def xautoclaim(
        self,
        name: KeyT,
        groupname: KeyT,
        consumername: KeyT,
        min_idle_time: int,
        start_id: StreamIdT = "0-0",
        count: int | None = None,
        *,
        justid: Literal[True],
    ) -> list[S]: ...
    @overload
    def xclaim(
        self,
        name: KeyT,
        groupname: KeyT,
        consumername: KeyT,
        min_idle_time: int,
        message_ids: Sequence[StreamIdT],
        idle: int | None = None,
        time: int | None = None,
        retrycount: int | None = None,
        force: bool = False,
        justid: Literal[False] = False,
    ) -> list[Entry[S]]: ...
    @overload
    def xclaim(
        self,
        name: KeyT,
        groupname: KeyT,
        consumername: KeyT,
        min_idle_time: int,
        message_ids: Sequence[StreamIdT],
        idle: int | None = None,
        time: int | None = None,
        retrycount: int | None = None,
        force: bool = False,
        *,
        justid: Literal[True],
    ) -> list[S]: ...
    def xnack(
        self,
        name: KeyT,
        groupname: KeyT,
        mode: Literal["SILENT", "FAIL", "FATAL"],
        *ids: StreamIdT,
        retrycount: int | None = None,
        force: bool = False,
    ) -> int: ...
    def xpending(self, name: KeyT, groupname: KeyT) -> PendingSummary[S]: ...
    def xpending_range(
        self,
        name: KeyT,
        groupname: KeyT,
        min: StreamIdT,
        max: StreamIdT,
        count: int,
        consumername: KeyT | None = None,
        idle: int | None = None,
    ) -> list[PendingEntry[S]]: ...
    def geoadd(
        self,
        name: KeyT,
        values: Sequence[EncodableT],
        nx: bool = False,
        xx: bool = False,
        ch: bool = False,
    ) -> int: ...
    def geodist(self, name: KeyT, place1: EncodableT, place2: EncodableT, unit: str | None = None) -> float | None: ...
    def geohash(self, name: KeyT, *values: EncodableT) -> list[str | None]: ...
    def geopos(self, name: KeyT, *values: EncodableT) -> list[Point | None]: ...
    @overload
    def geosearch(
        self,
        name: KeyT,
        member: EncodableT | None = None,
        longitude: float | None = None,
        latitude: float | None = None,
        unit: str = "m",
        radius: float | None = None,
        width: float | None = None,
        height: float | None = None,
        sort: str | None = None,
        count: int | None = None,
        any: bool = False,
        withcoord: Literal[False] = False,
        withdist: Literal[False] = False,
        withhash: Literal[False] = False,
        polygon: Sequence[Point] | None = None,
    ) -> list[S]: ...
    @overload
    def geosearch(
        self,
        name: KeyT,
        member: EncodableT | None = None,
        longitude: float | None = None,
        latitude: float | None = None,
        unit: str = "m",
        radius: float | None = None,
        width: float | None = None,
        height: float | None = None,
        sort: str | None = None,
        count: int | None = None,
        any: bool = False,
        withcoord: Literal[False] = False,
        *,
        withdist: Literal[True],
        withhash: Literal[False] = False,
        polygon: Sequence[Point] | None = None,
    ) -> list[tuple[S, float]]: ...
    @overload
    def geosearch(
        self,
        name: KeyT,
        member: EncodableT | None = None,
        longitude: float | None = None,
        latitude: float | None = None,
        unit: str = "m",
        radius: float | None = None,
        width: float | None = None,
        height: float | None = None,
        sort: str | None = None,
        count: int | None = None,
        any: bool = False,
        *,
        withcoord: Literal[True],
        withdist: Literal[False] = False,
        withhash: Literal[False] = False,
        polygon: Sequence[Point] | None = None,
    ) -> list[tuple[S, Point]]: ...
    @overload
    def geosearch(
        self,
        name: KeyT,
        member: EncodableT | None = None,
        longitude: float | None = None,
        latitude: float | None = None,
        unit: str = "m",
        radius: float | None = None,
        width: float | None = None,
        height: float | None = None,
        sort: str | None = None,
        count: int | None = None,
        any: bool = False,
        withcoord: Literal[False] = False,
        withdist: Literal[False] = False,
        *,
        withhash: Literal[True],
        polygon: Sequence[Point] | None = None,
    ) -> list[tuple[S, int]]: ...
    @overload
    def geosearch(
        self,
        name: KeyT,
        member: EncodableT | None = None,
        longitude: float | None = None,
        latitude: float | None = None,
        unit: str = "m",
        radius: float | None = None,
        width: float | None = None,
        height: float | None = None,
        sort: str | None = None,
        count: int | None = None,
        any: bool = False,
        *,
        withcoord: Literal[True],
        withdist: Literal[True],
        withhash: Literal[False] = False,
        polygon: Sequence[Point] | None = None,
    ) -> list[tuple[S, float, Point]]: ...
    @overload
    def geosearch(
        self,
        name: KeyT,
        member: EncodableT | None = None,
        longitude: float | None = None,
        latitude: float | None = None,
        unit: str = "m",
        radius: float | None = None,
        width: float | None = None,
        height: float | None = None,
        sort: str | None = None,
        count: int | None = None,
        any: bool = False,
        withcoord: Literal[False] = False,
        *,
        withdist: Literal[True],
        withhash: Literal[True],
        polygon: Sequence[Point] | None = None,
    ) -> list[tuple[S, float, int]]: ...
    @overload
    def geosearch(
        self,
        name: KeyT,
        member: EncodableT | None = None,
        longitude: float | None = None,
        latitude: float | None = None,
        unit: str = "m",
        radius: float | None = None,
        width: float | None = None,
        height: float | None = None,
        sort: str | None = None,
        count: int | None = None,
        any: bool = False,
        *,
        withcoord: Literal[True],
        withdist: Literal[False] = False,
        withhash: Literal[True],
        polygon: Sequence[Point] | None = None,
    ) -> list[tuple[S, int, Point]]: ...
    @overload
    def geosearch(
        self,
        name: KeyT,
        member: EncodableT | None = None,
        longitude: float | None = None,
        latitude: float | None = None,
        unit: str = "m",
        radius: float | None = None,
        width: float | None = None,
        height: float | None = None,
        sort: str | None = None,
        count: int | None = None,
        any: bool = False,
        *,
        withcoord: Literal[True],
        withdist: Literal[True],
        withhash: Literal[True],
        polygon: Sequence[Point] | None = None,
    ) -> list[tuple[S, float, int, Point]]: ...
    def geosearchstore(
        self,
        dest: KeyT,
        name: KeyT,
        member: EncodableT | None = None,
        longitude: float | None = None,
        latitude: float | None = None,
        unit: str = "m",
        radius: float | None = None,
        width: float | None = None,
        height: float | None = None,
        sort: str | None = None,
        count: int | None = None,
        any: bool = False,
        storedist: bool = False,
        polygon: Sequence[Point] | None = None,
    ) -> int: ...
    @overload
    def georadius(
        self,
        name: KeyT,
        longitude: float,
        latitude: float,
        radius: float,
        unit: str | None = None,
        withdist: Literal[False] = False,
        withcoord: Literal[False] = False,
        withhash: Literal[False] = False,
        count: int | None = None,
        sort: str | None = None,
        store: None = None,
        store_dist: None = None,
        any: bool = False,
    ) -> list[S]: ...
    @overload
    def georadius(
        self,
        name: KeyT,
        longitude: float,
        latitude: float,
        radius: float,
        unit: str | None = None,
        withdist: Literal[False] = False,
        withcoord: Literal[False] = False,
        withhash: Literal[False] = False,
        count: int | None = None,
        sort: str | None = None,
        *,
        store: KeyT,
        store_dist: None = None,
        any: bool = False,
    ) -> int: ...
    @overload
    def georadius(
        self,
        name: KeyT,
        longitude: float,
        latitude: float,
        radius: float,
        unit: str | None = None,
        withdist: Literal[False] = False,
        withcoord: Literal[False] = False,
        withhash: Literal[False] = False,
        count: int | None = None,
        sort: str | None = None,
        store: None = None,
        *,
        store_dist: KeyT,
        any: bool = False,
    ) -> int: ...
    @overload
    def georadius(
        self,
        name: KeyT,
        longitude: float,
        latitude: float,
        radius: float,
        unit: str | None = None,
        *,
        withdist: Literal[True],
        withcoord: bool = False,
        withhash: bool = False,
        count: int | None = None,
        sort: str | None = None,
        store: None = None,
        store_dist: None = None,
        any: bool = False,
    ) -> list[Place[S]]: ...
    @overload
    def georadius(
        self,
        name: KeyT,
        longitude: float,
        latitude: float,
        radius: float,
        unit: str | None = None,
        withdist: Literal[False] = False,
        *,
        withcoord: Literal[True],
        withhash: bool = False,
        count: int | None = None,
        sort: str | None = None,
        store: None = None,
        store_dist: None = None,
        any: bool = False,
    ) -> list[Place[S]]: ...
    @overload
    def georadius(
        self,
        name: KeyT,
        longitude: float,
        latitude: float,
        radius: float,
        unit: str | None = None,
        withdist: Literal[False] = False,
        withcoord: Literal[False] = False,
        *,
        withhash: Literal[True],
        count: int | None = None,
        sort: str | None = None,
        store: None = None,
        store_dist: None = None,
        any: bool = False,
    ) -> list[Place[S]]: ...
    @overload
    def georadiusbymember(
        self,
        name: KeyT,
        member: EncodableT,
        radius: float,
        unit: str | None = None,
        withdist: Literal[False] = False,
        withcoord: Literal[False] = False,
        withhash: Literal[False] = False,
        count: int | None = None,
        sort: str | None = None,
        store: None = None,
        store_dist: None = None,
        any: bool = False,
    ) -> list[S]: ...
    @overload
    def georadiusbymember(
        self,
        name: KeyT,
        member: EncodableT,
        radius: float,
        unit: str | None = None,
        withdist: Literal[False] = False,
        withcoord: Literal[False] = False,
        withhash: Literal[False] = False,
        count: int | None = None,
        sort: str | None = None,
        *,
        store: KeyT,
        store_dist: None = None,
        any: bool = False,
    ) -> int: ...
    @overload
    def georadiusbymember(
        self,
        name: KeyT,
        member: EncodableT,
        radius: float,
        unit: str | None = None,
        withdist: Literal[False] = False,
        withcoord: Literal[False] = False,
        withhash: Literal[False] = False,
        count: int | None = None,
        sort: str | None = None,
        store: None = None,
        *,
        store_dist: KeyT,
        any: bool = False,
    ) -> int: ...
    @overload
    def georadiusbymember(
        self,
        name: KeyT,
        member: EncodableT,
        radius: float,
        unit: str | None = None,
        *,
        withdist: Literal[True],
        withcoord: bool = False,
        withhash: bool = False,
        count: int | None = None,
        sort: str | None = None,
        store: None = None,
        store_dist: None = None,
        any: bool = False,
    ) -> list[Place[S]]: ...
    @overload
    def georadiusbymember(
        self,
        name: KeyT,
        member: EncodableT,
        radius: float,
        unit: str | None = None,
        withdist: Literal[False] = False,
        *,
        withcoord: Literal[True],
        withhash: bool = False,
        count: int | None = None,
        sort: str | None = None,
        store: None = None,
        store_dist: None = None,
        any: bool = False,
    ) -> list[Place[S]]: ...
    @overload
    def georadiusbymember(
        self,
        name: KeyT,
        member: EncodableT,
        radius: float,
        unit: str | None = None,
        withdist: Literal[False] = False,
        withcoord: Literal[False] = False,
        *,
        withhash: Literal[True],
        count: int | None = None,
        sort: str | None = None,
        store: None = None,
        store_dist: None = None,
        any: bool = False,
    ) -> list[Place[S]]: ...
    def pfadd(self, name: KeyT, *values: EncodableT) -> int: ...
    def pfcount(self, *sources: KeyT) -> int: ...
    def pfmerge(self, dest: KeyT, *sources: KeyT) -> bool: ...
    def arcount(self, name: KeyT) -> int: ...
    def ardel(self, name: KeyT, *indices: int) -> int: ...
    def ardelrange(self, name: KeyT, *ranges: tuple[int, int]) -> int: ...
    def arget(self, name: KeyT, index: int) -> S | None: ...
    def argetrange(self, name: KeyT, start: int, end: int) -> list[S | None]: ...
    @overload
    def argrep(
        self,
        name: KeyT,
        start: int | str,
        end: int | str,
        predicates: Sequence[tuple[ArrayPredicateType, EncodableT]],
        combinator: ArrayPredicateCombinator | None = None,
        limit: int | None = None,
        withvalues: Literal[False] = False,
        nocase: bool = False,
    ) -> list[int]: ...
    @overload
    def argrep(
        self,
        name: KeyT,
        start: int | str,
        end: int | str,
        predicates: Sequence[tuple[ArrayPredicateType, EncodableT]],
        combinator: ArrayPredicateCombinator | None = None,
        limit: int | None = None,
        *,
        withvalues: Literal[True],
        nocase: bool = False,
    ) -> list[tuple[int, S]]: ...
    def arinfo(self, name: KeyT, full: bool = False) -> dict[str, InfoValue]: ...
    def arinsert(self, name: KeyT, *values: EncodableT) -> int: ...
    def arlastitems(self, name: KeyT, count: int, rev: bool = False) -> list[S | None]: ...
    def arlen(self, name: KeyT) -> int: ...
    def armget(self, name: KeyT, *indices: int) -> list[S | None]: ...
    def armset(self, name: KeyT, mapping: Mapping[int, EncodableT]) -> int: ...
    def arnext(self, name: KeyT) -> int | None: ...
    @overload
    def arop(self, name: KeyT, start: int, end: int, operation: TextOperationT, value: None = None) -> S | None: ...
    @overload
    def arop(self, name: KeyT, start: int, end: int, operation: NumberOperationT, value: None = None) -> int | None: ...
    @overload
    def arop(
        self,
        name: KeyT,
        start: int,
        end: int,
        operation: Literal[ArrayAggregateOperations.MATCH],
        value: EncodableT,
    ) -> int | None: ...
    def arring(self, name: KeyT, size: int, *values: EncodableT) -> int: ...
    def arscan(self, name: KeyT, start: int, end: int, limit: int | None = None) -> list[tuple[int, S]]: ...
    def arseek(self, name: KeyT, index: int) -> int: ...
    def arset(self, name: KeyT, index: int, *values: EncodableT) -> int: ...
    def fcall(self, function: KeyT, numkeys: int, *keys_and_args: EncodableT) -> Any: ...
    def fcall_ro(self, function: KeyT, numkeys: int, *keys_and_args: EncodableT) -> Any: ...
    def function_delete(self, library: KeyT) -> bool: ...
    def function_dump(self) -> bytes: ...
    def function_flush(self, mode: Literal["SYNC", "ASYNC"] = "SYNC") -> bool: ...
    def function_kill(self) -> S: ...
    def function_list(self, library: KeyT | None = "*", withcode: bool = False) -> list[FunctionLibrary[S]]: ...
    def function_load(self, code: KeyT, replace: bool = False) -> S: ...
    def function_restore(
        self,
        payload: bytes,
        policy: Literal["APPEND", "FLUSH", "REPLACE"] | None = "APPEND",
    ) -> bool: ...
    def function_stats(self) -> FunctionStats[S]: ...
    def asking(self) -> bool: ...
    def auth(self, password: str, username: str | None = None) -> bool: ...
    def echo(self, value: EncodableT) -> S: ...
    def hello(
        self,
        protover: Literal[2, 3] | None = None,
        username: str | None = None,
        password: str | None = None,
        setname: str | None = None,
    ) -> ServerHello: ...
    def ping(self) -> bool: ...
    def quit(self) -> bool: ...
    def readonly(self) -> bool: ...
    def readwrite(self) -> bool: ...
    def reset(self) -> str: ...
    def select(self, index: int) -> bool: ...
    def client_caching(self, mode: Literal["YES", "NO"]) -> S: ...
    def client_capa(self, *capabilities: str) -> S: ...
    def client_getname(self) -> str | None: ...
    def client_getredir(self) -> int: ...
    def client_id(self) -> int: ...
    def client_import_source(self, mode: Literal["ON", "OFF"]) -> S: ...
    def client_info(self) -> dict[str, str | int]: ...
    def client_kill(self, address: str) -> bool: ...
    def client_kill_filter(
        self,
        _id: int | str | None = None,
        _type: str | None = None,
        addr: str | None = None,
        skipme: bool | None = None,
        laddr: str | None = None,
        user: str | None = None,
        maxage: int | None = None,
    ) -> int: ...
    def client_list(self, _type: str | None = None, client_id: Iterable[int] = ()) -> list[dict[str, str]]: ...
    def client_no_evict(self, mode: Literal["ON", "OFF"]) -> S: ...
    def client_no_touch(self, mode: Literal["ON", "OFF"]) -> S: ...
    def client_pause(self, timeout: int, all: bool = True) -> bool: ...
    def client_reply(self, reply: Literal["ON", "OFF", "SKIP"]) -> S: ...
    def client_setinfo(self, attr: str, value: str) -> bool: ...
    def client_setname(self, name: str) -> bool: ...
    def client_tracking(
        self,
        on: bool = True,
        clientid: int | None = None,
        prefix: Sequence[KeyT] = (),
        bcast: bool = False,
        optin: bool = False,
        optout: bool = False,
        noloop: bool = False,
    ) -> S: ...
    def client_tracking_off(
        self,
        clientid: int | None = None,
        prefix: Sequence[KeyT] = (),
        bcast: bool = False,
        optin: bool = False,
        optout: bool = False,
        noloop: bool = False,
    ) -> S: ...
    def client_tracking_on(
        self,
        clientid: int | None = None,
        prefix: Sequence[KeyT] = (),
        bcast: bool = False,
        optin: bool = False,
        optout: bool = False,
        noloop: bool = False,
    ) -> S: ...
    def client_trackinginfo(self) -> TrackingInfo: ...
    def client_unblock(self, client_id: int, error: bool = False) -> bool: ...
    def client_unpause(self) -> S: ...
    def bgrewriteaof(self) -> S: ...
    def bgsave(self, schedule: bool = True) -> S: ...
    def config_get(self, pattern: KeyT = "*", *args: KeyT) -> dict[str, str]: ...
    def config_resetstat(self) -> bool: ...
    def config_rewrite(self) -> S: ...
    def config_set(self, name: KeyT, value: EncodableT, *args: EncodableT) -> bool: ...
    def dbsize(self) -> int: ...
    def debug_object(self, key: KeyT) -> dict[str, str | int]: ...
    def debug_sleep(self, seconds: float) -> bool: ...
    def flushall(self, asynchronous: bool = False) -> bool: ...
    def flushdb(self, asynchronous: bool = False) -> bool: ...
    def info(self, section: str | None = None, *args: str) -> dict[str, InfoValue]: ...
    def lastsave(self) -> datetime: ...
    def lolwut(self, *version_numbers: EncodableT) -> S: ...
    def role(self) -> MasterRole | ReplicaRole | SentinelRole: ...
    def save(self) -> bool: ...
    def shutdown(
        self,
        save: bool = False,
        nosave: bool = False,
        now: bool = False,
        force: bool = False,
        abort: bool = False,
    ) -> bool | None: ...
    def swapdb(self, first: int, second: int) -> bool: ...
    def time(self) -> tuple[int, int]: ...
    def wait(self, num_replicas: int, timeout: int) -> int: ...
    def waitaof(self, num_local: int, num_replicas: int, timeout: int) -> tuple[int, int]: ...
    def command(self) -> dict[str, CommandDetails]: ...
    def command_count(self) -> int: ...
    def command_docs(self, *args: str) -> dict[str, CommandDocs]: ...
    def command_getkeys(self, *args: EncodableT) -> list[S]: ...
    def command_getkeysandflags(self, *args: EncodableT) -> list[tuple[S, builtins.set[str]]]: ...
    def command_info(self, *args: str) -> dict[str, CommandDetails]: ...
    def command_list(
        self,
        module: str | None = None,
        category: str | None = None,
        pattern: str | None = None,
    ) -> list[S]: ...
    def memory_doctor(self) -> S: ...
    def memory_malloc_stats(self) -> S: ...
    def memory_purge(self) -> bool: ...
    def memory_stats(self) -> dict[str, InfoValue]: ...
    def memory_usage(self, key: KeyT, samples: int | None = None) -> int | None: ...
    @overload
    def object(self, infotype: Literal["ENCODING", "encoding"], key: KeyT) -> S | None: ...
    @overload
    def object(
        self,
        infotype: Literal["FREQ", "freq", "IDLETIME", "idletime", "REFCOUNT", "refcount"],
        key: KeyT,
    ) -> int | None: ...
    def acl_cat(self, category: str | None = None) -> list[str]: ...
    def acl_deluser(self, *username: str) -> int: ...
    def acl_dryrun(self, username: str, *args: EncodableT) -> S: ...
    def acl_genpass(self, bits: int | None = None) -> str: ...
    def acl_getuser(self, username: str) -> AclUser | None: ...
    def acl_help(self) -> list[str]: ...
    def acl_list(self) -> list[str]: ...
    def acl_load(self) -> bool: ...
    def acl_log(self, count: int | None = None) -> list[AclLogEntry]: ...
    def acl_log_reset(self) -> bool: ...
    def acl_save(self) -> bool: ...
    def acl_setuser(
        self,
        username: str,
        enabled: bool = False,
        nopass: bool = False,
        passwords: KeyT | Iterable[KeyT] | None = None,
        hashed_passwords: KeyT | Iterable[KeyT] | None = None,
        categories: Iterable[KeyT] | None = None,
        commands: Iterable[KeyT] | None = None,
        keys: Iterable[KeyT] | None = None,
        channels: Iterable[KeyT] | None = None,
        selectors: Iterable[tuple[KeyT, KeyT]] | None = None,
        reset: bool = False,
        reset_keys: bool = False,
        reset_channels: bool = False,
        reset_passwords: bool = False,
    ) -> bool: ...
    def acl_users(self) -> list[str]: ...
    def acl_whoami(self) -> str: ...
    def commandlog_get(self, count: int, type: CommandlogT) -> list[SlowlogEntry]: ...
    def commandlog_len(self, type: CommandlogT) -> int: ...
    def commandlog_reset(self, type: CommandlogT) -> bool: ...
    def hotkeys_get(self) -> list[HotkeysReport[S]] | None: ...
    def hotkeys_reset(self) -> S: ...
    def hotkeys_start(
        self,
        metrics: Sequence[Literal["CPU", "NET"]],
        count: int | None = None,
        duration: int | None = None,
        sample_ratio: int | None = None,
        slots: Sequence[int] | None = None,
    ) -> S: ...
    def hotkeys_stop(self) -> S | None: ...
    def latency_doctor(self) -> S: ...
    def latency_graph(self, event: str) -> S: ...
    def latency_histogram(self, *args: str) -> dict[str, LatencyHistogram]: ...
    def latency_history(self, event: str) -> list[tuple[int, int]]: ...
    def latency_latest(self) -> list[LatencyEvent]: ...
    def latency_reset(self, *events: str) -> int: ...
    def slowlog_get(self, num: int | None = None) -> list[SlowlogEntry]: ...
    def slowlog_len(self) -> int: ...
    def slowlog_reset(self) -> bool: ...
    def module_list(self) -> list[ModuleInfo]: ...
    def module_load(self, path: str, *args: EncodableT) -> bool: ...
    def module_loadex(
        self,
        path: str,
        options: Sequence[EncodableT] | None = None,
        args: Sequence[EncodableT] | None = None,
    ) -> S: ...
    def module_unload(self, name: str) -> bool: ...
    def failover(
        self,
        host: str | None = None,
        port: int | None = None,
        timeout: int | None = None,
        force: bool = False,
        abort: bool = False,
    ) -> bool: ...
    def replicaof(self, *args: EncodableT) -> S: ...
    def slaveof(self, host: str | None = None, port: int | None = None) -> bool: ...
    def cluster_bumpepoch(self) -> S: ...
    def cluster_count_failure_report(self, node_id: str) -> int: ...
    def cluster_failover(self, option: Literal["FORCE", "TAKEOVER"] | None = None) -> bool: ...
    def cluster_forget(self, node_id: str) -> bool: ...
    def cluster_info(self) -> dict[str, str]: ...
    def cluster_links(self) -> list[ClusterLink]: ...
    def cluster_meet(self, host: str, port: int) -> bool: ...
    def cluster_myid(self) -> S: ...
    def cluster_myshardid(self) -> S: ...
    def cluster_nodes(self) -> dict[str, ClusterNode]: ...
    def cluster_replicas(self, node_id: str) -> dict[str, ClusterNode]: ...
    def cluster_replicate(self, node_id: str) -> bool: ...
    def cluster_reset(self, soft: bool = True) -> bool: ...
    def cluster_save_config(self) -> bool: ...
    def cluster_set_config_epoch(self, epoch: int) -> bool: ...
    def cluster_shards(self) -> list[ClusterShard]: ...
    def cluster_addslots(self, *slots: int) -> bool: ...
    def cluster_addslotsrange(self, *slots: int) -> bool: ...
    def cluster_cancelslotmigrations(self) -> bool: ...
    def cluster_countkeysinslot(self, slot_id: int) -> int: ...
    def cluster_delslots(self, *slots: int) -> bool: ...
    def cluster_delslotsrange(self, *slots: int) -> bool: ...
    def cluster_flushslot(self, slot_id: int, asynchronous: bool | None = None) -> bool: ...
    def cluster_flushslots(self) -> S: ...
    def cluster_get_keys_in_slot(self, slot: int, num_keys: int) -> list[S]: ...
    def cluster_getslotmigrations(self) -> list[dict[str, InfoValue]]: ...
    def cluster_keyslot(self, key: KeyT) -> int: ...
    def cluster_migrateslots(self, ranges: Iterable[tuple[int, int]], node_id: str) -> bool: ...
    def cluster_migration_cancel(self, task_id: str | None = None) -> int: ...
    def cluster_migration_import(self, ranges: Iterable[tuple[int, int]]) -> S: ...
    def cluster_migration_status(self, task_id: str | None = None) -> list[dict[str, InfoValue]]: ...
    def cluster_setslot(self, node_id: str, slot_id: int, state: str) -> bool: ...
    def cluster_setslot_stable(self, slot_id: int) -> bool: ...
    def cluster_slot_stats(
        self,
        start_slot: int | None = None,
        end_slot: int | None = None,
        orderby: str | None = None,
        limit: int | None = None,
        order: Literal["ASC", "DESC"] | None = None,
    ) -> dict[int, dict[str, int]]: ...
    def cluster_slots(self) -> dict[tuple[int, int], SlotNodes]: ...
    def clusterscan(
        self,
        cursor: str = "0",
        match: KeyT | None = None,
        count: int | None = None,
        type: str | None = None,
        slot: int | None = None,
    ) -> tuple[str, list[S]]: ...
    def sentinel_ckquorum(self, new_master_name: str) -> bool: ...
    def sentinel_config_get(self, pattern: str = "*", *args: str) -> dict[str, str]: ...
    def sentinel_config_set(self, name: str, value: EncodableT, *args: EncodableT) -> bool: ...
    def sentinel_debug(self) -> dict[str, str]: ...
    def sentinel_failover(self, new_master_name: str) -> bool: ...
    def sentinel_flushconfig(self) -> bool: ...
    def sentinel_get_master_addr_by_name(self, service_name: str) -> tuple[str, int] | None: ...
    def sentinel_info_cache(self, *names: str) -> dict[str, list[tuple[int, dict[str, InfoValue] | None]]]: ...
    def sentinel_master(self, service_name: str) -> SentinelState: ...
    def sentinel_masters(self) -> dict[str, SentinelState]: ...
    def sentinel_monitor(self, name: str, ip: str, port: int, quorum: int) -> bool: ...
    def sentinel_myid(self) -> str: ...
    def sentinel_pending_scripts(self) -> list[dict[str, int | str | list[str]]]: ...
    def sentinel_remove(self, name: str) -> bool: ...
    def sentinel_replicas(self, service_name: str) -> list[SentinelState]: ...
    def sentinel_reset(self, pattern: str) -> int: ...
    def sentinel_sentinels(self, service_name: str) -> list[SentinelState]: ...
    def sentinel_set(self, name: str, option: str, value: EncodableT) -> bool: ...
    def sentinel_simulate_failure(self, *when: Literal["crash-after-election", "crash-after-promotion"]) -> bool: ...
    def sentinel_slaves(self, service_name: str) -> list[SentinelState]: ...

class AsyncCommands(Generic[S]):
    def _run(self, command: Command[T]) -> Any: ...
    def append(self, key: KeyT, value: EncodableT) -> Coroutine[Any, Any, int]: ...
    def delex(
        self,
        name: KeyT,
        ifeq: KeyT | None = None,
        ifne: KeyT | None = None,
        ifdeq: KeyT | None = None,
        ifdne: KeyT | None = None,
    ) -> Coroutine[Any, Any, int]: ...
    def delifeq(self, name: KeyT, value: EncodableT) -> Coroutine[Any, Any, int]: ...
    def digest(self, name: KeyT) -> Coroutine[Any, Any, S | None]: ...
    def get(self, name: KeyT) -> Coroutine[Any, Any, S | None]: ...
    def getdel(self, name: KeyT) -> Coroutine[Any, Any, S | None]: ...
    def getex(
        self,
        name: KeyT,
        ex: ExpiryT | None = None,
        px: ExpiryT | None = None,
        exat: AbsExpiryT | None = None,
        pxat: AbsExpiryT | None = None,
        persist: bool = False,
    ) -> Coroutine[Any, Any, S | None]: ...
    def getrange(self, key: KeyT, start: int, end: int) -> Coroutine[Any, Any, S]: ...
    def mget(self, keys: KeysT, *args: KeyT) -> Coroutine[Any, Any, list[S | None]]: ...
    def mset(self, mapping: Mapping[K, EncodableT]) -> Coroutine[Any, Any, bool]: ...
    def msetex(
        self,
        mapping: Mapping[K, EncodableT],
        data_persist_option: DataPersistOptions | None = None,
        ex: ExpiryT | None = None,
        px: ExpiryT | None = None,
        exat: AbsExpiryT | None = None,
        pxat: AbsExpiryT | None = None,
        keepttl: bool = False,
    ) -> Coroutine[Any, Any, int]: ...
    def msetnx(self, mapping: Mapping[K, EncodableT]) -> Coroutine[Any, Any, bool]: ...
    def setrange(self, name: KeyT, offset: int, value: EncodableT) -> Coroutine[Any, Any, int]: ...
    def strlen(self, name: KeyT) -> Coroutine[Any, Any, int]: ...
    def substr(self, name: KeyT, start: int, end: int = -1) -> Coroutine[Any, Any, S]: ...
    def getset(self, name: KeyT, value: EncodableT) -> Coroutine[Any, Any, S | None]: ...
    def psetex(self, name: KeyT, time_ms: ExpiryT, value: EncodableT) -> Coroutine[Any, Any, bool]: ...
    @overload
    def set(
        self,
        name: KeyT,
        value: EncodableT,
        ex: ExpiryT | None = None,
        px: ExpiryT | None = None,
        nx: bool = False,
        xx: bool = False,
        keepttl: bool = False,
        get: Literal[False] = False,
        exat: AbsExpiryT | None = None,
        pxat: AbsExpiryT | None = None,
        ifeq: KeyT | None = None,
        ifne: KeyT | None = None,
        ifdeq: KeyT | None = None,
        ifdne: KeyT | None = None,
    ) -> Coroutine[Any, Any, bool | None]: ...
    @overload
    def set(
        self,
        name: KeyT,
        value: EncodableT,
        ex: ExpiryT | None = None,
        px: ExpiryT | None = None,
        nx: bool = False,
        xx: bool = False,
        keepttl: bool = False,
        *,
        get: Literal[True],
        exat: AbsExpiryT | None = None,
        pxat: AbsExpiryT | None = None,
        ifeq: KeyT | None = None,
        ifne: KeyT | None = None,
        ifdeq: KeyT | None = None,
        ifdne: KeyT | None = None,
    ) -> Coroutine[Any, Any, S | None]: ...
    def setex(self, name: KeyT, time: ExpiryT, value: EncodableT) -> Coroutine[Any, Any, bool]: ...
    def setnx(self, name: KeyT, value: EncodableT) -> Coroutine[Any, Any, bool]: ...
    def decr(self, name: KeyT, amount: int = 1) -> Coroutine[Any, Any, int]: ...
    def decrby(self, name: KeyT, amount: int = 1) -> Coroutine[Any, Any, int]: ...
    def incr(self, name: KeyT, amount: int = 1) -> Coroutine[Any, Any, int]: ...
    def incrby(self, name: KeyT, amount: int = 1) -> Coroutine[Any, Any, int]: ...
    def incrbyfloat(self, name: KeyT, amount: float = 1.0) -> Coroutine[Any, Any, float]: ...
    @overload
    def increx(
        self,
        name: KeyT,
        *,
        byfloat: None = None,
        byint: EncodableT | None = None,
        lbound: EncodableT | None = None,
        ubound: EncodableT | None = None,
        saturate: bool = False,
        ex: ExpiryT | None = None,
        px: ExpiryT | None = None,
        exat: AbsExpiryT | None = None,
        pxat: AbsExpiryT | None = None,
        persist: bool = False,
        enx: bool = False,
    ) -> Coroutine[Any, Any, tuple[int, int]]: ...
    @overload
    def increx(
        self,
        name: KeyT,
        *,
        byfloat: EncodableT,
        byint: None = None,
        lbound: EncodableT | None = None,
        ubound: EncodableT | None = None,
        saturate: bool = False,
        ex: ExpiryT | None = None,
        px: ExpiryT | None = None,
        exat: AbsExpiryT | None = None,
        pxat: AbsExpiryT | None = None,
        persist: bool = False,
        enx: bool = False,
    ) -> Coroutine[Any, Any, tuple[float, float]]: ...
    def copy(
        self,
        source: KeyT,
        destination: KeyT,
        destination_db: int | None = None,
        replace: bool = False,
    ) -> Coroutine[Any, Any, bool]: ...
    def delete(self, *names: KeyT) -> Coroutine[Any, Any, int]: ...
    def dump(self, name: KeyT) -> Coroutine[Any, Any, bytes | None]: ...
    def exists(self, *names: KeyT) -> Coroutine[Any, Any, int]: ...
    def keys(self, pattern: KeyT = "*") -> Coroutine[Any, Any, list[S]]: ...
    def migrate(
        self,
        host: KeyT,
        port: int,
        keys: KeysT,
        destination_db: int,
        timeout: int,
        copy: bool = False,
        replace: bool = False,
        auth: KeyT | None = None,
    ) -> Coroutine[Any, Any, S]: ...
    def move(self, name: KeyT, db: int) -> Coroutine[Any, Any, bool]: ...
    def randomkey(self) -> Coroutine[Any, Any, S | None]: ...
    def rename(self, src: KeyT, dst: KeyT) -> Coroutine[Any, Any, bool]: ...
    def renamenx(self, src: KeyT, dst: KeyT) -> Coroutine[Any, Any, bool]: ...
    def restore(
        self,
        name: KeyT,
        ttl: ExpiryT,
        value: EncodableT,
        replace: bool = False,
        absttl: bool = False,
        idletime: int | None = None,
        frequency: int | None = None,
    ) -> Coroutine[Any, Any, S]: ...
    def scan(
        self,
        cursor: int = 0,
        match: KeyT | None = None,
        count: int | None = None,
        _type: KeyT | None = None,
    ) -> Coroutine[Any, Any, tuple[int, list[S]]]: ...
    def touch(self, *args: KeyT) -> Coroutine[Any, Any, int]: ...
    def type(self, name: KeyT) -> Coroutine[Any, Any, S]: ...
    def unlink(self, *names: KeyT) -> Coroutine[Any, Any, int]: ...
    def expire(
        self,
        name: KeyT,
        time: ExpiryT,
        nx: bool = False,
        xx: bool = False,
        gt: bool = False,
        lt: bool = False,
    ) -> Coroutine[Any, Any, bool]: ...
    def expireat(
        self,
        name: KeyT,
        when: AbsExpiryT,
        nx: bool = False,
        xx: bool = False,
        gt: bool = False,
        lt: bool = False,
    ) -> Coroutine[Any, Any, bool]: ...
    def expiretime(self, key: KeyT) -> Coroutine[Any, Any, int]: ...
    def persist(self, name: KeyT) -> Coroutine[Any, Any, bool]: ...
    def pexpire(
        self,
        name: KeyT,
        time: ExpiryT,
        nx: bool = False,
        xx: bool = False,
        gt: bool = False,
        lt: bool = False,
    ) -> Coroutine[Any, Any, bool]: ...
    def pexpireat(
        self,
        name: KeyT,
        when: AbsExpiryT,
        nx: bool = False,
        xx: bool = False,
        gt: bool = False,
        lt: bool = False,
    ) -> Coroutine[Any, Any, bool]: ...
    def pexpiretime(self, key: KeyT) -> Coroutine[Any, Any, int]: ...
    def pttl(self, name: KeyT) -> Coroutine[Any, Any, int]: ...
    def ttl(self, name: KeyT) -> Coroutine[Any, Any, int]: ...
    def hdel(self, name: KeyT, *keys: EncodableT) -> Coroutine[Any, Any, int]: ...
    def hexists(self, name: KeyT, key: EncodableT) -> Coroutine[Any, Any, bool]: ...
    def hget(self, name: KeyT, key: EncodableT) -> Coroutine[Any, Any, S | None]: ...
    def hgetall(self, name: KeyT) -> Coroutine[Any, Any, dict[S, S]]: ...
    def hgetdel(self, name: KeyT, *keys: EncodableT) -> Coroutine[Any, Any, list[S | None]]: ...
    def hincrby(self, name: KeyT, key: EncodableT, amount: int = 1) -> Coroutine[Any, Any, int]: ...
    def hincrbyfloat(self, name: KeyT, key: EncodableT, amount: float = 1.0) -> Coroutine[Any, Any, float]: ...
    def hkeys(self, name: KeyT) -> Coroutine[Any, Any, list[S]]: ...
    def hlen(self, name: KeyT) -> Coroutine[Any, Any, int]: ...
    def hmget(self, name: KeyT, keys: ValuesT, *args: EncodableT) -> Coroutine[Any, Any, list[S | None]]: ...
    def hmset(self, name: KeyT, mapping: Mapping[F, EncodableT]) -> Coroutine[Any, Any, bool]: ...
    @overload
    def hrandfield(
        self,
        key: KeyT,
        count: None = None,
        withvalues: Literal[False] = False,
    ) -> Coroutine[Any, Any, S | None]: ...
    @overload
    def hrandfield(self, key: KeyT, count: int, withvalues: Literal[False] = False) -> Coroutine[Any, Any, list[S]]: ...
    @overload
    def hrandfield(
        self,
        key: KeyT,
        count: int,
        withvalues: Literal[True],
    ) -> Coroutine[Any, Any, list[tuple[S, S]]]: ...
    @overload
    def hscan(
        self,
        name: KeyT,
        cursor: int = 0,
        match: KeyT | None = None,
        count: int | None = None,
        no_values: Literal[False] | None = None,
    ) -> Coroutine[Any, Any, tuple[int, dict[S, S]]]: ...
    @overload
    def hscan(
        self,
        name: KeyT,
        cursor: int = 0,
        match: KeyT | None = None,
        count: int | None = None,
        *,
        no_values: Literal[True],
    ) -> Coroutine[Any, Any, tuple[int, list[S]]]: ...
    def hset(
        self,
        name: KeyT,
        key: EncodableT | None = None,
        value: EncodableT | None = None,
        mapping: Mapping[F, EncodableT] | None = None,
        items: Sequence[EncodableT] | None = None,
    ) -> Coroutine[Any, Any, int]: ...
    def hsetnx(self, name: KeyT, key: EncodableT, value: EncodableT) -> Coroutine[Any, Any, int]: ...
    def hstrlen(self, name: KeyT, key: EncodableT) -> Coroutine[Any, Any, int]: ...
    def hvals(self, name: KeyT) -> Coroutine[Any, Any, list[S]]: ...
    def lindex(self, name: KeyT, index: int) -> Coroutine[Any, Any, S | None]: ...
    def linsert(self, name: KeyT, where: str, refvalue: EncodableT, value: EncodableT) -> Coroutine[Any, Any, int]: ...
    def llen(self, name: KeyT) -> Coroutine[Any, Any, int]: ...
    def lmove(
        self,
        first_list: KeyT,
        second_list: KeyT,
        src: str = "LEFT",
        dest: str = "RIGHT",
    ) -> Coroutine[Any, Any, S | None]: ...
    def lmovem(
        self,
        first_list: KeyT,
        second_list: KeyT,
        src: str = "LEFT",
        dest: str = "RIGHT",
        count: int | None = None,
        mode: Literal["COUNT", "EXACTLY"] | None = None,
        ordering: Literal["OBO", "BULK"] | None = None,
    ) -> Coroutine[Any, Any, list[S] | None]: ...
    def lmpop(
        self,
        num_keys: int,
        *args: KeyT,
        direction: str,
        count: int | None = 1,
    ) -> Coroutine[Any, Any, tuple[S, list[S]] | None]: ...
    @overload
    def lpop(self, name: KeyT, count: None = None) -> Coroutine[Any, Any, S | None]: ...
    @overload
    def lpop(self, name: KeyT, count: int) -> Coroutine[Any, Any, list[S] | None]: ...
    @overload
    def lpos(
        self,
        name: KeyT,
        value: EncodableT,
        rank: int | None = None,
        count: None = None,
        maxlen: int | None = None,
    ) -> Coroutine[Any, Any, int | None]: ...
    @overload
    def lpos(
        self,
        name: KeyT,
        value: EncodableT,
        rank: int | None = None,
        *,
        count: int,
        maxlen: int | None = None,
    ) -> Coroutine[Any, Any, list[int]]: ...
    def lpush(self, name: KeyT, *values: EncodableT) -> Coroutine[Any, Any, int]: ...
    def lpushx(self, name: KeyT, *values: EncodableT) -> Coroutine[Any, Any, int]: ...
    def lrange(self, name: KeyT, start: int, end: int) -> Coroutine[Any, Any, list[S]]: ...
    def lrem(self, name: KeyT, count: int, value: EncodableT) -> Coroutine[Any, Any, int]: ...
    def lset(self, name: KeyT, index: int, value: EncodableT) -> Coroutine[Any, Any, bool]: ...
    def ltrim(self, name: KeyT, start: int, end: int) -> Coroutine[Any, Any, bool]: ...
    @overload
    def rpop(self, name: KeyT, count: None = None) -> Coroutine[Any, Any, S | None]: ...
    @overload
    def rpop(self, name: KeyT, count: int) -> Coroutine[Any, Any, list[S] | None]: ...
    def rpoplpush(self, src: KeyT, dst: KeyT) -> Coroutine[Any, Any, S | None]: ...
    def rpush(self, name: KeyT, *values: EncodableT) -> Coroutine[Any, Any, int]: ...
    def rpushx(self, name: KeyT, *values: EncodableT) -> Coroutine[Any, Any, int]: ...
    def sadd(self, name: KeyT, *values: EncodableT) -> Coroutine[Any, Any, int]: ...
    def scard(self, name: KeyT) -> Coroutine[Any, Any, int]: ...
    def sdiff(self, keys: KeysT, *args: KeyT) -> Coroutine[Any, Any, builtins.set[S]]: ...
    def sdiffcard(self, numkeys: int, keys: Collection[KeyT], limit: int = 0) -> Coroutine[Any, Any, int]: ...
    def sdiffstore(self, dest: KeyT, keys: KeysT, *args: KeyT) -> Coroutine[Any, Any, int]: ...
    def sinter(self, keys: KeysT, *args: KeyT) -> Coroutine[Any, Any, builtins.set[S]]: ...
    def sintercard(self, numkeys: int, keys: Collection[KeyT], limit: int = 0) -> Coroutine[Any, Any, int]: ...
    def sinterstore(self, dest: KeyT, keys: KeysT, *args: KeyT) -> Coroutine[Any, Any, int]: ...
    def sismember(self, name: KeyT, value: EncodableT) -> Coroutine[Any, Any, int]: ...
    def smembers(self, name: KeyT) -> Coroutine[Any, Any, builtins.set[S]]: ...
    def smismember(self, name: KeyT, values: ValuesT, *args: EncodableT) -> Coroutine[Any, Any, list[int]]: ...
    def smove(self, src: KeyT, dst: KeyT, value: EncodableT) -> Coroutine[Any, Any, bool]: ...
    @overload
    def spop(self, name: KeyT, count: None = None) -> Coroutine[Any, Any, S | None]: ...
    @overload
    def spop(self, name: KeyT, count: int) -> Coroutine[Any, Any, builtins.set[S]]: ...
    @overload
    def srandmember(self, name: KeyT, number: None = None) -> Coroutine[Any, Any, S | None]: ...
    @overload
    def srandmember(self, name: KeyT, number: int) -> Coroutine[Any, Any, list[S]]: ...
    def srem(self, name: KeyT, *values: EncodableT) -> Coroutine[Any, Any, int]: ...
    def sscan(
        self,
        name: KeyT,
        cursor: int = 0,
        match: KeyT | None = None,
        count: int | None = None,
    ) -> Coroutine[Any, Any, tuple[int, list[S]]]: ...
    def sunion(self, keys: KeysT, *args: KeyT) -> Coroutine[Any, Any, builtins.set[S]]: ...
    def sunioncard(
        self,
        numkeys: int,
        keys: Collection[KeyT],
        limit: int = 0,
        approx: bool = False,
    ) -> Coroutine[Any, Any, int]: ...
    def sunionstore(self, dest: KeyT, keys: KeysT, *args: KeyT) -> Coroutine[Any, Any, int]: ...
    @overload
    def zadd(
        self,
        name: KeyT,
        mapping: Mapping[F, EncodableT],
        nx: bool = False,
        xx: bool = False,
        ch: bool = False,
        incr: Literal[False] = False,
        gt: bool = False,
        lt: bool = False,
    ) -> Coroutine[Any, Any, int]: ...
    @overload
    def zadd(
        self,
        name: KeyT,
        mapping: Mapping[F, EncodableT],
        nx: bool = False,
        xx: bool = False,
        ch: bool = False,
        *,
        incr: Literal[True],
        gt: bool = False,
        lt: bool = False,
    ) -> Coroutine[Any, Any, float | None]: ...
    def zcard(self, name: KeyT) -> Coroutine[Any, Any, int]: ...
    def zincrby(self, name: KeyT, amount: float, value: EncodableT) -> Coroutine[Any, Any, float]: ...
    def zmscore(self, key: KeyT, members: Collection[EncodableT]) -> Coroutine[Any, Any, list[float | None]]: ...
    @overload
    def zrandmember(
        self,
        key: KeyT,
        count: None = None,
        withscores: Literal[False] = False,
    ) -> Coroutine[Any, Any, S | None]: ...
    @overload
    def zrandmember(
        self,
        key: KeyT,
        count: int,
        withscores: Literal[False] = False,
    ) -> Coroutine[Any, Any, list[S]]: ...
    @overload
    def zrandmember(
        self,
        key: KeyT,
        count: int,
        withscores: Literal[True],
    ) -> Coroutine[Any, Any, list[tuple[S, float]]]: ...
    @overload
    def zrank(
        self,
        name: KeyT,
        value: EncodableT,
        withscore: Literal[False] = False,
        score_cast_func: Callable[[float], Any] = float,
    ) -> Coroutine[Any, Any, int | None]: ...
    @overload
    def zrank(
        self,
        name: KeyT,
        value: EncodableT,
        withscore: Literal[True],
    ) -> Coroutine[Any, Any, tuple[int, float] | None]: ...
    @overload
    def zrank(
        self,
        name: KeyT,
        value: EncodableT,
        withscore: Literal[True],
        score_cast_func: Callable[[float], T],
    ) -> Coroutine[Any, Any, tuple[int, T] | None]: ...
    def zrem(self, name: KeyT, *values: EncodableT) -> Coroutine[Any, Any, int]: ...
    @overload
    def zrevrank(
        self,
        name: KeyT,
        value: EncodableT,
        withscore: Literal[False] = False,
        score_cast_func: Callable[[float], Any] = float,
    ) -> Coroutine[Any, Any, int | None]: ...
    @overload
    def zrevrank(
        self,
        name: KeyT,
        value: EncodableT,
        withscore: Literal[True],
    ) -> Coroutine[Any, Any, tuple[int, float] | None]: ...
    @overload
    def zrevrank(
        self,
        name: KeyT,
        value: EncodableT,
        withscore: Literal[True],
        score_cast_func: Callable[[float], T],
    ) -> Coroutine[Any, Any, tuple[int, T] | None]: ...
    @overload
    def zscan(
        self,
        name: KeyT,
        cursor: int = 0,
        match: KeyT | None = None,
        count: int | None = None,
        score_cast_func: builtins.type[float] = float,
    ) -> Coroutine[Any, Any, tuple[int, list[tuple[S, float]]]]: ...
    @overload
    def zscan(
        self,
        name: KeyT,
        cursor: int = 0,
        match: KeyT | None = None,
        count: int | None = None,
        *,
        score_cast_func: Callable[[float], T],
    ) -> Coroutine[Any, Any, tuple[int, list[tuple[S, T]]]]: ...
    def zscore(self, name: KeyT, value: EncodableT) -> Coroutine[Any, Any, float | None]: ...
    def zcount(self, name: KeyT, min: EncodableT, max: EncodableT) -> Coroutine[Any, Any, int]: ...
    def zlexcount(self, name: KeyT, min: EncodableT, max: EncodableT) -> Coroutine[Any, Any, int]: ...
    @overload
    def zrange(
        self,
        name: KeyT,
        start: EncodableT,
        end: EncodableT,
        desc: bool = False,
        withscores: Literal[False] = False,
        score_cast_func: Callable[[float], Any] = float,
        byscore: bool = False,
        bylex: bool = False,
        offset: int | None = None,
        num: int | None = None,
    ) -> Coroutine[Any, Any, list[S]]: ...
    @overload
    def zrange(
        self,
        name: KeyT,
        start: EncodableT,
        end: EncodableT,
        desc: bool = False,
        *,
        withscores: Literal[True],
        byscore: bool = False,
        bylex: bool = False,
        offset: int | None = None,
        num: int | None = None,
    ) -> Coroutine[Any, Any, list[tuple[S, float]]]: ...
    @overload
    def zrange(
        self,
        name: KeyT,
        start: EncodableT,
        end: EncodableT,
        desc: bool = False,
        *,
        withscores: Literal[True],
        score_cast_func: Callable[[float], T],
        byscore: bool = False,
        bylex: bool = False,
        offset: int | None = None,
        num: int | None = None,
    ) -> Coroutine[Any, Any, list[tuple[S, T]]]: ...
    def zrangebylex(
        self,
        name: KeyT,
        min: EncodableT,
        max: EncodableT,
        start: int | None = None,
        num: int | None = None,
    ) -> Coroutine[Any, Any, list[S]]: ...
    @overload
    def zrangebyscore(
        self,
        name: KeyT,
        min: EncodableT,
        max: EncodableT,
        start: int | None = None,
        num: int | None = None,
        withscores: Literal[False] = False,
        score_cast_func: Callable[[float], Any] = float,
    ) -> Coroutine[Any, Any, list[S]]: ...
    @overload
    def zrangebyscore(
        self,
        name: KeyT,
        min: EncodableT,
        max: EncodableT,
        start: int | None = None,
        num: int | None = None,
        *,
        withscores: Literal[True],
    ) -> Coroutine[Any, Any, list[tuple[S, float]]]: ...
    @overload
    def zrangebyscore(
        self,
        name: KeyT,
        min: EncodableT,
        max: EncodableT,
        start: int | None = None,
        num: int | None = None,
        *,
        withscores: Literal[True],
        score_cast_func: Callable[[float], T],
    ) -> Coroutine[Any, Any, list[tuple[S, T]]]: ...
    def zrangestore(
        self,
        dest: KeyT,
        name: KeyT,
        start: EncodableT,
        end: EncodableT,
        byscore: bool = False,
        bylex: bool = False,
        desc: bool = False,
        offset: int | None = None,
        num: int | None = None,
    ) -> Coroutine[Any, Any, int]: ...
    def zremrangebylex(self, name: KeyT, min: EncodableT, max: EncodableT) -> Coroutine[Any, Any, int]: ...
    def zremrangebyrank(self, name: KeyT, min: int, max: int) -> Coroutine[Any, Any, int]: ...
    def zremrangebyscore(self, name: KeyT, min: EncodableT, max: EncodableT) -> Coroutine[Any, Any, int]: ...
    @overload
    def zrevrange(
        self,
        name: KeyT,
        start: int,
        end: int,
        withscores: Literal[False] = False,
        score_cast_func: Callable[[float], Any] = float,
    ) -> Coroutine[Any, Any, list[S]]: ...
    @overload
    def zrevrange(
        self,
        name: KeyT,
        start: int,
        end: int,
        withscores: Literal[True],
    ) -> Coroutine[Any, Any, list[tuple[S, float]]]: ...
    @overload
    def zrevrange(
        self,
        name: KeyT,
        start: int,
        end: int,
        withscores: Literal[True],
        score_cast_func: Callable[[float], T],
    ) -> Coroutine[Any, Any, list[tuple[S, T]]]: ...
    def zrevrangebylex(
        self,
        name: KeyT,
        max: EncodableT,
        min: EncodableT,
        start: int | None = None,
        num: int | None = None,
    ) -> Coroutine[Any, Any, list[S]]: ...
    @overload
    def zrevrangebyscore(
        self,
        name: KeyT,
        max: EncodableT,
        min: EncodableT,
        start: int | None = None,
        num: int | None = None,
        withscores: Literal[False] = False,
        score_cast_func: Callable[[float], Any] = float,
    ) -> Coroutine[Any, Any, list[S]]: ...
    @overload
    def zrevrangebyscore(
        self,
        name: KeyT,
        max: EncodableT,
        min: EncodableT,
        start: int | None = None,
        num: int | None = None,
        *,
        withscores: Literal[True],
    ) -> Coroutine[Any, Any, list[tuple[S, float]]]: ...
    @overload
    def zrevrangebyscore(
        self,
        name: KeyT,
        max: EncodableT,
        min: EncodableT,
        start: int | None = None,
        num: int | None = None,
        *,
        withscores: Literal[True],
        score_cast_func: Callable[[float], T],
    ) -> Coroutine[Any, Any, list[tuple[S, T]]]: ...
    def eval(self, script: KeyT, numkeys: int, *keys_and_args: EncodableT) -> Coroutine[Any, Any, Any]: ...
    def eval_ro(self, script: KeyT, numkeys: int, *keys_and_args: EncodableT) -> Coroutine[Any, Any, Any]: ...
    def evalsha(self, sha: KeyT, numkeys: int, *keys_and_args: EncodableT) -> Coroutine[Any, Any, Any]: ...
    def evalsha_ro(self, sha: KeyT, numkeys: int, *keys_and_args: EncodableT) -> Coroutine[Any, Any, Any]: ...
    def script_debug(self, mode: Literal["YES", "SYNC", "NO"]) -> Coroutine[Any, Any, bool]: ...
    def script_exists(self, *args: KeyT) -> Coroutine[Any, Any, list[bool]]: ...
    def script_flush(self, sync_type: Literal["SYNC", "ASYNC"] | None = None) -> Coroutine[Any, Any, bool]: ...
    def script_kill(self) -> Coroutine[Any, Any, bool]: ...
    def script_load(self, script: KeyT) -> Coroutine[Any, Any, str]: ...
    def script_show(self, sha: KeyT) -> Coroutine[Any, Any, S]: ...
    def publish(self, channel: KeyT, message: EncodableT) -> Coroutine[Any, Any, int]: ...
    def pubsub_channels(self, pattern: KeyT = "*") -> Coroutine[Any, Any, list[S]]: ...
    def pubsub_numpat(self) -> Coroutine[Any, Any, int]: ...
    def pubsub_numsub(self, *args: KeyT) -> Coroutine[Any, Any, list[tuple[S, int]]]: ...
    def pubsub_shardchannels(self, pattern: KeyT = "*") -> Coroutine[Any, Any, list[S]]: ...
    def pubsub_shardnumsub(self, *args: KeyT) -> Coroutine[Any, Any, list[tuple[S, int]]]: ...
    def spublish(self, shard_channel: KeyT, message: EncodableT) -> Coroutine[Any, Any, int]: ...
    def bf(self) -> AsyncBFCommands[S]: ...
    def cf(self) -> AsyncCFCommands[S]: ...
    def cms(self) -> AsyncCMSCommands[S]: ...
    def ft(self, index_name: KeyT = "idx") -> AsyncSearchCommands[S]: ...
    def json(self, encoder: Encodes | None = None, decoder: Decodes | None = None) -> AsyncJSONCommands[S]: ...
    def tdigest(self) -> AsyncTDigestCommands[S]: ...
    def topk(self) -> AsyncTopKCommands[S]: ...
    def ts(self) -> AsyncTimeSeriesCommands[S]: ...
    def vset(self) -> AsyncVSetCommands[S]: ...
    def bitcount(
        self,
        key: KeyT,
        start: int | None = None,
        end: int | None = None,
        mode: str | None = None,
    ) -> Coroutine[Any, Any, int]: ...
    def bitfield(
        self,
        key: KeyT,
        default_overflow: str | None = None,
    ) -> BitFieldOperation[Coroutine[Any, Any, list[int | None]]]: ...
    def bitfield_ro(
        self,
        key: KeyT,
        encoding: str,
        offset: BitfieldOffsetT,
        items: Sequence[tuple[str, BitfieldOffsetT]] | None = None,
    ) -> Coroutine[Any, Any, list[int]]: ...
    def bitop(self, operation: str, dest: KeyT, *keys: KeyT) -> Coroutine[Any, Any, int]: ...
    def bitpos(
        self,
        key: KeyT,
        bit: int,
        start: int | None = None,
        end: int | None = None,
        mode: str | None = None,
    ) -> Coroutine[Any, Any, int]: ...
    def getbit(self, name: KeyT, offset: int) -> Coroutine[Any, Any, int]: ...
    def setbit(self, name: KeyT, offset: int, value: int) -> Coroutine[Any, Any, int]: ...
    @overload
    def lcs(
        self,
        key1: KeyT,
        key2: KeyT,
        len: Literal[False] = False,
        idx: Literal[False] = False,
        minmatchlen: int = 0,
        withmatchlen: bool = False,
    ) -> Coroutine[Any, Any, S]: ...
    @overload
    def lcs(
        self,
        key1: KeyT,
        key2: KeyT,
        len: Literal[True],
        idx: Literal[False] = False,
        minmatchlen: int = 0,
        withmatchlen: bool = False,
    ) -> Coroutine[Any, Any, int]: ...
    @overload
    def lcs(
        self,
        key1: KeyT,
        key2: KeyT,
        len: Literal[False] = False,
        *,
        idx: Literal[True],
        minmatchlen: int = 0,
        withmatchlen: bool = False,
    ) -> Coroutine[Any, Any, LCSMatches]: ...
    @overload
    def sort(
        self,
        name: KeyT,
        start: int | None = None,
        num: int | None = None,
        by: KeyT | None = None,
        get: None = None,
        desc: bool = False,
        alpha: bool = False,
        store: None = None,
        groups: Literal[False] = False,
    ) -> Coroutine[Any, Any, list[S]]: ...
    @overload
    def sort(
        self,
        name: KeyT,
        start: int | None = None,
        num: int | None = None,
        by: KeyT | None = None,
        *,
        get: KeyT | Sequence[KeyT],
        desc: bool = False,
        alpha: bool = False,
        store: None = None,
        groups: Literal[False] = False,
    ) -> Coroutine[Any, Any, list[S | None]]: ...
    @overload
    def sort(
        self,
        name: KeyT,
        start: int | None = None,
        num: int | None = None,
        by: KeyT | None = None,
        *,
        get: Sequence[KeyT],
        desc: bool = False,
        alpha: bool = False,
        store: None = None,
        groups: Literal[True],
    ) -> Coroutine[Any, Any, list[tuple[S | None, ...]]]: ...
    @overload
    def sort(
        self,
        name: KeyT,
        start: int | None = None,
        num: int | None = None,
        by: KeyT | None = None,
        get: KeyT | Sequence[KeyT] | None = None,
        desc: bool = False,
        alpha: bool = False,
        *,
        store: KeyT,
        groups: Literal[False] = False,
    ) -> Coroutine[Any, Any, int]: ...
    @overload
    def sort_ro(
        self,
        key: KeyT,
        start: int | None = None,
        num: int | None = None,
        by: KeyT | None = None,
        get: None = None,
        desc: bool = False,
        alpha: bool = False,
    ) -> Coroutine[Any, Any, list[S]]: ...
    @overload
    def sort_ro(
        self,
        key: KeyT,
        start: int | None = None,
        num: int | None = None,
        by: KeyT | None = None,
        *,
        get: KeyT | Sequence[KeyT],
        desc: bool = False,
        alpha: bool = False,
    ) -> Coroutine[Any, Any, list[S | None]]: ...
    def hexpire(
        self,
        name: KeyT,
        seconds: ExpiryT,
        *fields: EncodableT,
        nx: bool = False,
        xx: bool = False,
        gt: bool = False,
        lt: bool = False,
    ) -> Coroutine[Any, Any, list[int]]: ...
    def hexpireat(
        self,
        name: KeyT,
        unix_time_seconds: AbsExpiryT,
        *fields: EncodableT,
        nx: bool = False,
        xx: bool = False,
        gt: bool = False,
        lt: bool = False,
    ) -> Coroutine[Any, Any, list[int]]: ...
    def hexpiretime(self, key: KeyT, *fields: EncodableT) -> Coroutine[Any, Any, list[int]]: ...
    def hgetex(
        self,
        name: KeyT,
        *keys: EncodableT,
        ex: ExpiryT | None = None,
        px: ExpiryT | None = None,
        exat: AbsExpiryT | None = None,
        pxat: AbsExpiryT | None = None,
        persist: bool = False,
    ) -> Coroutine[Any, Any, list[S | None]]: ...
    def hpersist(self, name: KeyT, *fields: EncodableT) -> Coroutine[Any, Any, list[int]]: ...
    def hpexpire(
        self,
        name: KeyT,
        milliseconds: ExpiryT,
        *fields: EncodableT,
        nx: bool = False,
        xx: bool = False,
        gt: bool = False,
        lt: bool = False,
    ) -> Coroutine[Any, Any, list[int]]: ...
    def hpexpireat(
        self,
        name: KeyT,
        unix_time_milliseconds: AbsExpiryT,
        *fields: EncodableT,
        nx: bool = False,
        xx: bool = False,
        gt: bool = False,
        lt: bool = False,
    ) -> Coroutine[Any, Any, list[int]]: ...
    def hpexpiretime(self, key: KeyT, *fields: EncodableT) -> Coroutine[Any, Any, list[int]]: ...
    def hpttl(self, key: KeyT, *fields: EncodableT) -> Coroutine[Any, Any, list[int]]: ...
    def hsetex(
        self,
        name: KeyT,
        key: EncodableT | None = None,
        value: EncodableT | None = None,
        mapping: Mapping[F, EncodableT] | None = None,
        items: Sequence[EncodableT] | None = None,
        ex: ExpiryT | None = None,
        px: ExpiryT | None = None,
        exat: AbsExpiryT | None = None,
        pxat: AbsExpiryT | None = None,
        data_persist_option: HashDataPersistOptions | None = None,
        keepttl: bool = False,
    ) -> Coroutine[Any, Any, int]: ...
    def httl(self, key: KeyT, *fields: EncodableT) -> Coroutine[Any, Any, list[int]]: ...
    def blmove(
        self,
        first_list: KeyT,
        second_list: KeyT,
        timeout: float | None,
        src: str = "LEFT",
        dest: str = "RIGHT",
    ) -> Coroutine[Any, Any, S | None]: ...
    def blmovem(
        self,
        first_list: KeyT,
        second_list: KeyT,
        timeout: float | None,
        src: str = "LEFT",
        dest: str = "RIGHT",
        count: int | None = None,
        mode: Literal["COUNT", "EXACTLY"] | None = None,
        ordering: Literal["OBO", "BULK"] | None = None,
    ) -> Coroutine[Any, Any, list[S] | None]: ...
    def blmpop(
        self,
        timeout: float | None,
        numkeys: int,
        *args: KeyT,
        direction: str,
        count: int | None = 1,
    ) -> Coroutine[Any, Any, tuple[S, list[S]] | None]: ...
    def blpop(self, keys: KeysT, timeout: float | None = 0) -> Coroutine[Any, Any, tuple[S, S] | None]: ...
    def brpop(self, keys: KeysT, timeout: float | None = 0) -> Coroutine[Any, Any, tuple[S, S] | None]: ...
    def brpoplpush(self, src: KeyT, dst: KeyT, timeout: float | None = 0) -> Coroutine[Any, Any, S | None]: ...
    @overload
    def zdiff(self, keys: KeysT, withscores: Literal[False] = False) -> Coroutine[Any, Any, list[S]]: ...
    @overload
    def zdiff(self, keys: KeysT, withscores: Literal[True]) -> Coroutine[Any, Any, list[tuple[S, float]]]: ...
    def zdiffstore(self, dest: KeyT, keys: KeysT) -> Coroutine[Any, Any, int]: ...
    @overload
    def zinter(
        self,
        keys: KeysT | Mapping[K, float],
        aggregate: str | None = None,
        withscores: Literal[False] = False,
    ) -> Coroutine[Any, Any, list[S]]: ...
    @overload
    def zinter(
        self,
        keys: KeysT | Mapping[K, float],
        aggregate: str | None = None,
        *,
        withscores: Literal[True],
    ) -> Coroutine[Any, Any, list[tuple[S, float]]]: ...
    def zintercard(self, numkeys: int, keys: Collection[KeyT], limit: int = 0) -> Coroutine[Any, Any, int]: ...
    def zinterstore(
        self,
        dest: KeyT,
        keys: KeysT | Mapping[K, float],
        aggregate: str | None = None,
    ) -> Coroutine[Any, Any, int]: ...
    @overload
    def zunion(
        self,
        keys: KeysT | Mapping[K, float],
        aggregate: str | None = None,
        withscores: Literal[False] = False,
        score_cast_func: Callable[[float], Any] = float,
    ) -> Coroutine[Any, Any, list[S]]: ...
    @overload
    def zunion(
        self,
        keys: KeysT | Mapping[K, float],
        aggregate: str | None = None,
        *,
        withscores: Literal[True],
    ) -> Coroutine[Any, Any, list[tuple[S, float]]]: ...
    @overload
    def zunion(
        self,
        keys: KeysT | Mapping[K, float],
        aggregate: str | None = None,
        *,
        withscores: Literal[True],
        score_cast_func: Callable[[float], T],
    ) -> Coroutine[Any, Any, list[tuple[S, T]]]: ...
    def zunionstore(
        self,
        dest: KeyT,
        keys: KeysT | Mapping[K, float],
        aggregate: str | None = None,
    ) -> Coroutine[Any, Any, int]: ...
    def bzmpop(
        self,
        timeout: float | None,
        numkeys: int,
        keys: Collection[KeyT],
        min: bool | None = False,
        max: bool | None = False,
        count: int | None = 1,
    ) -> Coroutine[Any, Any, tuple[S, list[tuple[S, float]]] | None]: ...
    def bzpopmax(self, keys: KeysT, timeout: float | None = 0) -> Coroutine[Any, Any, tuple[S, S, float] | None]: ...
    def bzpopmin(self, keys: KeysT, timeout: float | None = 0) -> Coroutine[Any, Any, tuple[S, S, float] | None]: ...
    def zmpop(
        self,
        num_keys: int,
        keys: Collection[KeyT],
        min: bool | None = False,
        max: bool | None = False,
        count: int | None = 1,
    ) -> Coroutine[Any, Any, tuple[S, list[tuple[S, float]]] | None]: ...
    def zpopmax(self, name: KeyT, count: int | None = None) -> Coroutine[Any, Any, list[tuple[S, float]]]: ...
    def zpopmin(self, name: KeyT, count: int | None = None) -> Coroutine[Any, Any, list[tuple[S, float]]]: ...
    @overload
    def xadd(
        self,
        name: KeyT,
        fields: Mapping[F, EncodableT],
        id: StreamIdT = "*",
        maxlen: int | None = None,
        approximate: bool = True,
        nomkstream: Literal[False] = False,
        minid: StreamIdT | None = None,
        limit: int | None = None,
        ref_policy: RefPolicyT | None = None,
        idmpauto: EncodableT | None = None,
        idmp: tuple[EncodableT, EncodableT] | None = None,
    ) -> Coroutine[Any, Any, S]: ...
    @overload
    def xadd(
        self,
        name: KeyT,
        fields: Mapping[F, EncodableT],
        id: StreamIdT = "*",
        maxlen: int | None = None,
        approximate: bool = True,
        *,
        nomkstream: Literal[True],
        minid: StreamIdT | None = None,
        limit: int | None = None,
        ref_policy: RefPolicyT | None = None,
        idmpauto: EncodableT | None = None,
        idmp: tuple[EncodableT, EncodableT] | None = None,
    ) -> Coroutine[Any, Any, S | None]: ...
    def xcfgset(
        self,
        name: KeyT,
        idmp_duration: int | None = None,
        idmp_maxsize: int | None = None,
    ) -> Coroutine[Any, Any, S]: ...
    def xdel(self, name: KeyT, *ids: StreamIdT) -> Coroutine[Any, Any, int]: ...
    def xdelex(
        self,
        name: KeyT,
        *ids: StreamIdT,
        ref_policy: RefPolicyT = "KEEPREF",
    ) -> Coroutine[Any, Any, list[int]]: ...
    @overload
    def xinfo_stream(self, name: KeyT, full: Literal[False] = False) -> Coroutine[Any, Any, StreamInfo[S]]: ...
    @overload
    def xinfo_stream(self, name: KeyT, full: Literal[True]) -> Coroutine[Any, Any, StreamDetails[S]]: ...
    def xlen(self, name: KeyT) -> Coroutine[Any, Any, int]: ...
    def xrange(
        self,
        name: KeyT,
        min: StreamIdT = "-",
        max: StreamIdT = "+",
        count: int | None = None,
    ) -> Coroutine[Any, Any, list[Entry[S]]]: ...
    def xread(
        self,
        streams: Mapping[K, StreamIdT],
        count: int | None = None,
        block: int | None = None,
        max_count: int | None = None,
        max_size: int | None = None,
    ) -> Coroutine[Any, Any, dict[S, list[Entry[S]]]]: ...
    def xrevrange(
        self,
        name: KeyT,
        max: StreamIdT = "+",
        min: StreamIdT = "-",
        count: int | None = None,
    ) -> Coroutine[Any, Any, list[Entry[S]]]: ...
    def xsetid(
        self,
        name: KeyT,
        last_id: StreamIdT,
        entries_added: int | None = None,
        max_deleted_id: StreamIdT | None = None,
    ) -> Coroutine[Any, Any, bool]: ...
    def xtrim(
        self,
        name: KeyT,
        maxlen: int | None = None,
        approximate: bool = True,
        minid: StreamIdT | None = None,
        limit: int | None = None,
        ref_policy: RefPolicyT | None = None,
    ) -> Coroutine[Any, Any, int]: ...
    def xack(self, name: KeyT, groupname: KeyT, *ids: StreamIdT) -> Coroutine[Any, Any, int]: ...
    def xackdel(
        self,
        name: KeyT,
        groupname: KeyT,
        *ids: StreamIdT,
        ref_policy: RefPolicyT = "KEEPREF",
    ) -> Coroutine[Any, Any, list[int]]: ...
    def xgroup_create(
        self,
        name: KeyT,
        groupname: KeyT,
        id: StreamIdT = "$",
        mkstream: bool = False,
        entries_read: int | None = None,
    ) -> Coroutine[Any, Any, bool]: ...
    def xgroup_createconsumer(self, name: KeyT, groupname: KeyT, consumername: KeyT) -> Coroutine[Any, Any, int]: ...
    def xgroup_delconsumer(self, name: KeyT, groupname: KeyT, consumername: KeyT) -> Coroutine[Any, Any, int]: ...
    def xgroup_destroy(self, name: KeyT, groupname: KeyT) -> Coroutine[Any, Any, bool]: ...
    def xgroup_setid(
        self,
        name: KeyT,
        groupname: KeyT,
        id: StreamIdT,
        entries_read: int | None = None,
    ) -> Coroutine[Any, Any, bool]: ...
    def xinfo_consumers(self, name: KeyT, groupname: KeyT) -> Coroutine[Any, Any, list[dict[str, S | int]]]: ...
    def xinfo_groups(self, name: KeyT) -> Coroutine[Any, Any, list[dict[str, S | int | None]]]: ...
    @overload
    def xreadgroup(
        self,
        groupname: KeyT,
        consumername: KeyT,
        streams: Mapping[K, StreamIdT],
        count: int | None = None,
        block: int | None = None,
        noack: bool = False,
        claim_min_idle_time: None = None,
        max_count: int | None = None,
        max_size: int | None = None,
    ) -> Coroutine[Any, Any, dict[S, list[Entry[S]]]]: ...
    @overload
    def xreadgroup(
        self,
        groupname: KeyT,
        consumername: KeyT,
        streams: Mapping[K, StreamIdT],
        count: int | None = None,
        block: int | None = None,
        noack: bool = False,
        *,
        claim_min_idle_time: int,
        max_count: int | None = None,
        max_size: int | None = None,
    ) -> Coroutine[Any, Any, dict[S, list[ClaimedEntry[S]]]]: ...
    @overload
    def xautoclaim(
        self,
        name: KeyT,
        groupname: KeyT,
        consumername: KeyT,
        min_idle_time: int,
        start_id: StreamIdT = "0-0",
        count: int | None = None,
        justid: Literal[False] = False,
    ) -> Coroutine[Any, Any, tuple[S, list[Entry[S]], list[S]]]: ...
    @overload
    def xautoclaim(
        self,
        name: KeyT,
        groupname: KeyT,
        consumername: KeyT,
        min_idle_time: int,
        start_id: StreamIdT = "0-0",
        count: int | None = None,
        *,
        justid: Literal[True],
    ) -> Coroutine[Any, Any, list[S]]: ...
    @overload
    def xclaim(
        self,
        name: KeyT,
        groupname: KeyT,
        consumername: KeyT,
        min_idle_time: int,
        message_ids: Sequence[StreamIdT],
        idle: int | None = None,
        time: int | None = None,
        retrycount: int | None = None,
        force: bool = False,
        justid: Literal[False] = False,
    ) -> Coroutine[Any, Any, list[Entry[S]]]: ...
    @overload
    def xclaim(
        self,
        name: KeyT,
        groupname: KeyT,
        consumername: KeyT,
        min_idle_time: int,
        message_ids: Sequence[StreamIdT],
        idle: int | None = None,
        time: int | None = None,
        retrycount: int | None = None,
        force: bool = False,
        *,
        justid: Literal[True],
    ) -> Coroutine[Any, Any, list[S]]: ...
    def xnack(
        self,
        name: KeyT,
        groupname: KeyT,
        mode: Literal["SILENT", "FAIL", "FATAL"],
        *ids: StreamIdT,
        retrycount: int | None = None,
        force: bool = False,
    ) -> Coroutine[Any, Any, int]: ...
    def xpending(self, name: KeyT, groupname: KeyT) -> Coroutine[Any, Any, PendingSummary[S]]: ...
    def xpending_range(
        self,
        name: KeyT,
        groupname: KeyT,
        min: StreamIdT,
        max: StreamIdT,
        count: int,
        consumername: KeyT | None = None,
        idle: int | None = None,
    ) -> Coroutine[Any, Any, list[PendingEntry[S]]]: ...
    def geoadd(
        self,
        name: KeyT,
        values: Sequence[EncodableT],
        nx: bool = False,
        xx: bool = False,
        ch: bool = False,
    ) -> Coroutine[Any, Any, int]: ...
    def geodist(
        self,
        name: KeyT,
        place1: EncodableT,
        place2: EncodableT,
        unit: str | None = None,
    ) -> Coroutine[Any, Any, float | None]: ...
    def geohash(self, name: KeyT, *values: EncodableT) -> Coroutine[Any, Any, list[str | None]]: ...
    def geopos(self, name: KeyT, *values: EncodableT) -> Coroutine[Any, Any, list[Point | None]]: ...
    @overload
    def geosearch(
        self,
        name: KeyT,
        member: EncodableT | None = None,
        longitude: float | None = None,
        latitude: float | None = None,
        unit: str = "m",
        radius: float | None = None,
        width: float | None = None,
        height: float | None = None,
        sort: str | None = None,
        count: int | None = None,
        any: bool = False,
        withcoord: Literal[False] = False,
        withdist: Literal[False] = False,
        withhash: Literal[False] = False,
        polygon: Sequence[Point] | None = None,
    ) -> Coroutine[Any, Any, list[S]]: ...
    @overload
    def geosearch(
        self,
        name: KeyT,
        member: EncodableT | None = None,
        longitude: float | None = None,
        latitude: float | None = None,
        unit: str = "m",
        radius: float | None = None,
        width: float | None = None,
        height: float | None = None,
        sort: str | None = None,
        count: int | None = None,
        any: bool = False,
        withcoord: Literal[False] = False,
        *,
        withdist: Literal[True],
        withhash: Literal[False] = False,
        polygon: Sequence[Point] | None = None,
    ) -> Coroutine[Any, Any, list[tuple[S, float]]]: ...
    @overload
    def geosearch(
        self,
        name: KeyT,
        member: EncodableT | None = None,
        longitude: float | None = None,
        latitude: float | None = None,
        unit: str = "m",
        radius: float | None = None,
        width: float | None = None,
        height: float | None = None,
        sort: str | None = None,
        count: int | None = None,
        any: bool = False,
        *,
        withcoord: Literal[True],
        withdist: Literal[False] = False,
        withhash: Literal[False] = False,
        polygon: Sequence[Point] | None = None,
    ) -> Coroutine[Any, Any, list[tuple[S, Point]]]: ...
    @overload
    def geosearch(
        self,
        name: KeyT,
        member: EncodableT | None = None,
        longitude: float | None = None,
        latitude: float | None = None,
        unit: str = "m",
        radius: float | None = None,
        width: float | None = None,
        height: float | None = None,
        sort: str | None = None,
        count: int | None = None,
        any: bool = False,
        withcoord: Literal[False] = False,
        withdist: Literal[False] = False,
        *,
        withhash: Literal[True],
        polygon: Sequence[Point] | None = None,
    ) -> Coroutine[Any, Any, list[tuple[S, int]]]: ...
    @overload
    def geosearch(
        self,
        name: KeyT,
        member: EncodableT | None = None,
        longitude: float | None = None,
        latitude: float | None = None,
        unit: str = "m",
        radius: float | None = None,
        width: float | None = None,
        height: float | None = None,
        sort: str | None = None,
        count: int | None = None,
        any: bool = False,
        *,
        withcoord: Literal[True],
        withdist: Literal[True],
        withhash: Literal[False] = False,
        polygon: Sequence[Point] | None = None,
    ) -> Coroutine[Any, Any, list[tuple[S, float, Point]]]: ...
    @overload
    def geosearch(
        self,
        name: KeyT,
        member: EncodableT | None = None,
        longitude: float | None = None,
        latitude: float | None = None,
        unit: str = "m",
        radius: float | None = None,
        width: float | None = None,
        height: float | None = None,
        sort: str | None = None,
        count: int | None = None,
        any: bool = False,
        withcoord: Literal[False] = False,
        *,
        withdist: Literal[True],
        withhash: Literal[True],
        polygon: Sequence[Point] | None = None,
    ) -> Coroutine[Any, Any, list[tuple[S, float, int]]]: ...
    @overload
    def geosearch(
        self,
        name: KeyT,
        member: EncodableT | None = None,
        longitude: float | None = None,
        latitude: float | None = None,
        unit: str = "m",
        radius: float | None = None,
        width: float | None = None,
        height: float | None = None,
        sort: str | None = None,
        count: int | None = None,
        any: bool = False,
        *,
        withcoord: Literal[True],
        withdist: Literal[False] = False,
        withhash: Literal[True],
        polygon: Sequence[Point] | None = None,
    ) -> Coroutine[Any, Any, list[tuple[S, int, Point]]]: ...
    @overload
    def geosearch(
        self,
        name: KeyT,
        member: EncodableT | None = None,
        longitude: float | None = None,
        latitude: float | None = None,
        unit: str = "m",
        radius: float | None = None,
        width: float | None = None,
        height: float | None = None,
        sort: str | None = None,
        count: int | None = None,
        any: bool = False,
        *,
        withcoord: Literal[True],
        withdist: Literal[True],
        withhash: Literal[True],
        polygon: Sequence[Point] | None = None,
    ) -> Coroutine[Any, Any, list[tuple[S, float, int, Point]]]: ...
    def geosearchstore(
        self,
        dest: KeyT,
        name: KeyT,
        member: EncodableT | None = None,
        longitude: float | None = None,
        latitude: float | None = None,
        unit: str = "m",
        radius: float | None = None,
        width: float | None = None,
        height: float | None = None,
        sort: str | None = None,
        count: int | None = None,
        any: bool = False,
        storedist: bool = False,
        polygon: Sequence[Point] | None = None,
    ) -> Coroutine[Any, Any, int]: ...
    @overload
    def georadius(
        self,
        name: KeyT,
        longitude: float,
        latitude: float,
        radius: float,
        unit: str | None = None,
        withdist: Literal[False] = False,
        withcoord: Literal[False] = False,
        withhash: Literal[False] = False,
        count: int | None = None,
        sort: str | None = None,
        store: None = None,
        store_dist: None = None,
        any: bool = False,
    ) -> Coroutine[Any, Any, list[S]]: ...
    @overload
    def georadius(
        self,
        name: KeyT,
        longitude: float,
        latitude: float,
        radius: float,
        unit: str | None = None,
        withdist: Literal[False] = False,
        withcoord: Literal[False] = False,
        withhash: Literal[False] = False,
        count: int | None = None,
        sort: str | None = None,
        *,
        store: KeyT,
        store_dist: None = None,
        any: bool = False,
    ) -> Coroutine[Any, Any, int]: ...
    @overload
    def georadius(
        self,
        name: KeyT,
        longitude: float,
        latitude: float,
        radius: float,
        unit: str | None = None,
        withdist: Literal[False] = False,
        withcoord: Literal[False] = False,
        withhash: Literal[False] = False,
        count: int | None = None,
        sort: str | None = None,
        store: None = None,
        *,
        store_dist: KeyT,
        any: bool = False,
    ) -> Coroutine[Any, Any, int]: ...
    @overload
    def georadius(
        self,
        name: KeyT,
        longitude: float,
        latitude: float,
        radius: float,
        unit: str | None = None,
        *,
        withdist: Literal[True],
        withcoord: bool = False,
        withhash: bool = False,
        count: int | None = None,
        sort: str | None = None,
        store: None = None,
        store_dist: None = None,
        any: bool = False,
    ) -> Coroutine[Any, Any, list[Place[S]]]: ...
    @overload
    def georadius(
        self,
        name: KeyT,
        longitude: float,
        latitude: float,
        radius: float,
        unit: str | None = None,
        withdist: Literal[False] = False,
        *,
        withcoord: Literal[True],
        withhash: bool = False,
        count: int | None = None,
        sort: str | None = None,
        store: None = None,
        store_dist: None = None,
        any: bool = False,
    ) -> Coroutine[Any, Any, list[Place[S]]]: ...
    @overload
    def georadius(
        self,
        name: KeyT,
        longitude: float,
        latitude: float,
        radius: float,
        unit: str | None = None,
        withdist: Literal[False] = False,
        withcoord: Literal[False] = False,
        *,
        withhash: Literal[True],
        count: int | None = None,
        sort: str | None = None,
        store: None = None,
        store_dist: None = None,
        any: bool = False,
    ) -> Coroutine[Any, Any, list[Place[S]]]: ...
    @overload
    def georadiusbymember(
        self,
        name: KeyT,
        member: EncodableT,
        radius: float,
        unit: str | None = None,
        withdist: Literal[False] = False,
        withcoord: Literal[False] = False,
        withhash: Literal[False] = False,
        count: int | None = None,
        sort: str | None = None,
        store: None = None,
        store_dist: None = None,
        any: bool = False,
    ) -> Coroutine[Any, Any, list[S]]: ...
    @overload
    def georadiusbymember(
        self,
        name: KeyT,
        member: EncodableT,
        radius: float,
        unit: str | None = None,
        withdist: Literal[False] = False,
        withcoord: Literal[False] = False,
        withhash: Literal[False] = False,
        count: int | None = None,
        sort: str | None = None,
        *,
        store: KeyT,
        store_dist: None = None,
        any: bool = False,
    ) -> Coroutine[Any, Any, int]: ...
    @overload
    def georadiusbymember(
        self,
        name: KeyT,
        member: EncodableT,
        radius: float,
        unit: str | None = None,
        withdist: Literal[False] = False,
        withcoord: Literal[False] = False,
        withhash: Literal[False] = False,
        count: int | None = None,
        sort: str | None = None,
        store: None = None,
        *,
        store_dist: KeyT,
        any: bool = False,
    ) -> Coroutine[Any, Any, int]: ...
    @overload
    def georadiusbymember(
        self,
        name: KeyT,
        member: EncodableT,
        radius: float,
        unit: str | None = None,
        *,
        withdist: Literal[True],
        withcoord: bool = False,
        withhash: bool = False,
        count: int | None = None,
        sort: str | None = None,
        store: None = None,
        store_dist: None = None,
        any: bool = False,
    ) -> Coroutine[Any, Any, list[Place[S]]]: ...
    @overload
    def georadiusbymember(
        self,
        name: KeyT,
        member: EncodableT,
        radius: float,
        unit: str | None = None,
        withdist: Literal[False] = False,
        *,
        withcoord: Literal[True],
        withhash: bool = False,
        count: int | None = None,
        sort: str | None = None,
        store: None = None,
        store_dist: None = None,
        any: bool = False,
    ) -> Coroutine[Any, Any, list[Place[S]]]: ...
    @overload
    def georadiusbymember(
        self,
        name: KeyT,
        member: EncodableT,
        radius: float,
        unit: str | None = None,
        withdist: Literal[False] = False,
        withcoord: Literal[False] = False,
        *,
        withhash: Literal[True],
        count: int | None = None,
        sort: str | None = None,
        store: None = None,
        store_dist: None = None,
        any: bool = False,
    ) -> Coroutine[Any, Any, list[Place[S]]]: ...
    def pfadd(self, name: KeyT, *values: EncodableT) -> Coroutine[Any, Any, int]: ...
    def pfcount(self, *sources: KeyT) -> Coroutine[Any, Any, int]: ...
    def pfmerge(self, dest: KeyT, *sources: KeyT) -> Coroutine[Any, Any, bool]: ...
    def arcount(self, name: KeyT) -> Coroutine[Any, Any, int]: ...
    def ardel(self, name: KeyT, *indices: int) -> Coroutine[Any, Any, int]: ...
    def ardelrange(self, name: KeyT, *ranges: tuple[int, int]) -> Coroutine[Any, Any, int]: ...
    def arget(self, name: KeyT, index: int) -> Coroutine[Any, Any, S | None]: ...
    def argetrange(self, name: KeyT, start: int, end: int) -> Coroutine[Any, Any, list[S | None]]: ...
    @overload
    def argrep(
        self,
        name: KeyT,
        start: int | str,
        end: int | str,
        predicates: Sequence[tuple[ArrayPredicateType, EncodableT]],
        combinator: ArrayPredicateCombinator | None = None,
        limit: int | None = None,
        withvalues: Literal[False] = False,
        nocase: bool = False,
    ) -> Coroutine[Any, Any, list[int]]: ...
    @overload
    def argrep(
        self,
        name: KeyT,
        start: int | str,
        end: int | str,
        predicates: Sequence[tuple[ArrayPredicateType, EncodableT]],
        combinator: ArrayPredicateCombinator | None = None,
        limit: int | None = None,
        *,
        withvalues: Literal[True],
        nocase: bool = False,
    ) -> Coroutine[Any, Any, list[tuple[int, S]]]: ...
    def arinfo(self, name: KeyT, full: bool = False) -> Coroutine[Any, Any, dict[str, InfoValue]]: ...
    def arinsert(self, name: KeyT, *values: EncodableT) -> Coroutine[Any, Any, int]: ...
    def arlastitems(self, name: KeyT, count: int, rev: bool = False) -> Coroutine[Any, Any, list[S | None]]: ...
    def arlen(self, name: KeyT) -> Coroutine[Any, Any, int]: ...
    def armget(self, name: KeyT, *indices: int) -> Coroutine[Any, Any, list[S | None]]: ...
    def armset(self, name: KeyT, mapping: Mapping[int, EncodableT]) -> Coroutine[Any, Any, int]: ...
    def arnext(self, name: KeyT) -> Coroutine[Any, Any, int | None]: ...
    @overload
    def arop(
        self,
        name: KeyT,
        start: int,
        end: int,
        operation: TextOperationT,
        value: None = None,
    ) -> Coroutine[Any, Any, S | None]: ...
    @overload
    def arop(
        self,
        name: KeyT,
        start: int,
        end: int,
        operation: NumberOperationT,
        value: None = None,
    ) -> Coroutine[Any, Any, int | None]: ...
    @overload
    def arop(
        self,
        name: KeyT,
        start: int,
        end: int,
        operation: Literal[ArrayAggregateOperations.MATCH],
        value: EncodableT,
    ) -> Coroutine[Any, Any, int | None]: ...
    def arring(self, name: KeyT, size: int, *values: EncodableT) -> Coroutine[Any, Any, int]: ...
    def arscan(
        self,
        name: KeyT,
        start: int,
        end: int,
        limit: int | None = None,
    ) -> Coroutine[Any, Any, list[tuple[int, S]]]: ...
    def arseek(self, name: KeyT, index: int) -> Coroutine[Any, Any, int]: ...
    def arset(self, name: KeyT, index: int, *values: EncodableT) -> Coroutine[Any, Any, int]: ...
    def fcall(self, function: KeyT, numkeys: int, *keys_and_args: EncodableT) -> Coroutine[Any, Any, Any]: ...
    def fcall_ro(self, function: KeyT, numkeys: int, *keys_and_args: EncodableT) -> Coroutine[Any, Any, Any]: ...
    def function_delete(self, library: KeyT) -> Coroutine[Any, Any, bool]: ...
    def function_dump(self) -> Coroutine[Any, Any, bytes]: ...
    def function_flush(self, mode: Literal["SYNC", "ASYNC"] = "SYNC") -> Coroutine[Any, Any, bool]: ...
    def function_kill(self) -> Coroutine[Any, Any, S]: ...
    def function_list(
        self,
        library: KeyT | None = "*",
        withcode: bool = False,
    ) -> Coroutine[Any, Any, list[FunctionLibrary[S]]]: ...
    def function_load(self, code: KeyT, replace: bool = False) -> Coroutine[Any, Any, S]: ...
    def function_restore(
        self,
        payload: bytes,
        policy: Literal["APPEND", "FLUSH", "REPLACE"] | None = "APPEND",
    ) -> Coroutine[Any, Any, bool]: ...
    def function_stats(self) -> Coroutine[Any, Any, FunctionStats[S]]: ...
    def asking(self) -> Coroutine[Any, Any, bool]: ...
    def auth(self, password: str, username: str | None = None) -> Coroutine[Any, Any, bool]: ...
    def echo(self, value: EncodableT) -> Coroutine[Any, Any, S]: ...
    def hello(
        self,
        protover: Literal[2, 3] | None = None,
        username: str | None = None,
        password: str | None = None,
        setname: str | None = None,
    ) -> Coroutine[Any, Any, ServerHello]: ...
    def ping(self) -> Coroutine[Any, Any, bool]: ...
    def quit(self) -> Coroutine[Any, Any, bool]: ...
    def readonly(self) -> Coroutine[Any, Any, bool]: ...
    def readwrite(self) -> Coroutine[Any, Any, bool]: ...
    def reset(self) -> Coroutine[Any, Any, str]: ...
    def select(self, index: int) -> Coroutine[Any, Any, bool]: ...
    def client_caching(self, mode: Literal["YES", "NO"]) -> Coroutine[Any, Any, S]: ...
    def client_capa(self, *capabilities: str) -> Coroutine[Any, Any, S]: ...
    def client_getname(self) -> Coroutine[Any, Any, str | None]: ...
    def client_getredir(self) -> Coroutine[Any, Any, int]: ...
    def client_id(self) -> Coroutine[Any, Any, int]: ...
    def client_import_source(self, mode: Literal["ON", "OFF"]) -> Coroutine[Any, Any, S]: ...
    def client_info(self) -> Coroutine[Any, Any, dict[str, str | int]]: ...
    def client_kill(self, address: str) -> Coroutine[Any, Any, bool]: ...
    def client_kill_filter(
        self,
        _id: int | str | None = None,
        _type: str | None = None,
        addr: str | None = None,
        skipme: bool | None = None,
        laddr: str | None = None,
        user: str | None = None,
        maxage: int | None = None,
    ) -> Coroutine[Any, Any, int]: ...
    def client_list(
        self,
        _type: str | None = None,
        client_id: Iterable[int] = (),
    ) -> Coroutine[Any, Any, list[dict[str, str]]]: ...
    def client_no_evict(self, mode: Literal["ON", "OFF"]) -> Coroutine[Any, Any, S]: ...
    def client_no_touch(self, mode: Literal["ON", "OFF"]) -> Coroutine[Any, Any, S]: ...
    def client_pause(self, timeout: int, all: bool = True) -> Coroutine[Any, Any, bool]: ...
    def client_reply(self, reply: Literal["ON", "OFF", "SKIP"]) -> Coroutine[Any, Any, S]: ...
    def client_setinfo(self, attr: str, value: str) -> Coroutine[Any, Any, bool]: ...
    def client_setname(self, name: str) -> Coroutine[Any, Any, bool]: ...
    def client_tracking(
        self,
        on: bool = True,
        clientid: int | None = None,
        prefix: Sequence[KeyT] = (),
        bcast: bool = False,
        optin: bool = False,
        optout: bool = False,
        noloop: bool = False,
    ) -> Coroutine[Any, Any, S]: ...
    def client_tracking_off(
        self,
        clientid: int | None = None,
        prefix: Sequence[KeyT] = (),
        bcast: bool = False,
        optin: bool = False,
        optout: bool = False,
        noloop: bool = False,
    ) -> Coroutine[Any, Any, S]: ...
    def client_tracking_on(
        self,
        clientid: int | None = None,
        prefix: Sequence[KeyT] = (),
        bcast: bool = False,
        optin: bool = False,
        optout: bool = False,
        noloop: bool = False,
    ) -> Coroutine[Any, Any, S]: ...
    def client_trackinginfo(self) -> Coroutine[Any, Any, TrackingInfo]: ...
    def client_unblock(self, client_id: int, error: bool = False) -> Coroutine[Any, Any, bool]: ...
    def client_unpause(self) -> Coroutine[Any, Any, S]: ...
    def bgrewriteaof(self) -> Coroutine[Any, Any, S]: ...
    def bgsave(self, schedule: bool = True) -> Coroutine[Any, Any, S]: ...
    def config_get(self, pattern: KeyT = "*", *args: KeyT) -> Coroutine[Any, Any, dict[str, str]]: ...
    def config_resetstat(self) -> Coroutine[Any, Any, bool]: ...
    def config_rewrite(self) -> Coroutine[Any, Any, S]: ...
    def config_set(self, name: KeyT, value: EncodableT, *args: EncodableT) -> Coroutine[Any, Any, bool]: ...
    def dbsize(self) -> Coroutine[Any, Any, int]: ...
    def debug_object(self, key: KeyT) -> Coroutine[Any, Any, dict[str, str | int]]: ...
    def debug_sleep(self, seconds: float) -> Coroutine[Any, Any, bool]: ...
    def flushall(self, asynchronous: bool = False) -> Coroutine[Any, Any, bool]: ...
    def flushdb(self, asynchronous: bool = False) -> Coroutine[Any, Any, bool]: ...
    def info(self, section: str | None = None, *args: str) -> Coroutine[Any, Any, dict[str, InfoValue]]: ...
    def lastsave(self) -> Coroutine[Any, Any, datetime]: ...
    def lolwut(self, *version_numbers: EncodableT) -> Coroutine[Any, Any, S]: ...
    def role(self) -> Coroutine[Any, Any, MasterRole | ReplicaRole | SentinelRole]: ...
    def save(self) -> Coroutine[Any, Any, bool]: ...
    def shutdown(
        self,
        save: bool = False,
        nosave: bool = False,
        now: bool = False,
        force: bool = False,
        abort: bool = False,
    ) -> Coroutine[Any, Any, bool | None]: ...
    def swapdb(self, first: int, second: int) -> Coroutine[Any, Any, bool]: ...
    def time(self) -> Coroutine[Any, Any, tuple[int, int]]: ...
    def wait(self, num_replicas: int, timeout: int) -> Coroutine[Any, Any, int]: ...
    def waitaof(self, num_local: int, num_replicas: int, timeout: int) -> Coroutine[Any, Any, tuple[int, int]]: ...
    def command(self) -> Coroutine[Any, Any, dict[str, CommandDetails]]: ...
    def command_count(self) -> Coroutine[Any, Any, int]: ...
    def command_docs(self, *args: str) -> Coroutine[Any, Any, dict[str, CommandDocs]]: ...
    def command_getkeys(self, *args: EncodableT) -> Coroutine[Any, Any, list[S]]: ...
    def command_getkeysandflags(self, *args: EncodableT) -> Coroutine[Any, Any, list[tuple[S, builtins.set[str]]]]: ...
    def command_info(self, *args: str) -> Coroutine[Any, Any, dict[str, CommandDetails]]: ...
    def command_list(
        self,
        module: str | None = None,
        category: str | None = None,
        pattern: str | None = None,
    ) -> Coroutine[Any, Any, list[S]]: ...
    def memory_doctor(self) -> Coroutine[Any, Any, S]: ...
    def memory_malloc_stats(self) -> Coroutine[Any, Any, S]: ...
    def memory_purge(self) -> Coroutine[Any, Any, bool]: ...
    def memory_stats(self) -> Coroutine[Any, Any, dict[str, InfoValue]]: ...
    def memory_usage(self, key: KeyT, samples: int | None = None) -> Coroutine[Any, Any, int | None]: ...
    @overload
    def object(self, infotype: Literal["ENCODING", "encoding"], key: KeyT) -> Coroutine[Any, Any, S | None]: ...
    @overload
    def object(
        self,
        infotype: Literal["FREQ", "freq", "IDLETIME", "idletime", "REFCOUNT", "refcount"],
        key: KeyT,
    ) -> Coroutine[Any, Any, int | None]: ...
    def acl_cat(self, category: str | None = None) -> Coroutine[Any, Any, list[str]]: ...
    def acl_deluser(self, *username: str) -> Coroutine[Any, Any, int]: ...
    def acl_dryrun(self, username: str, *args: EncodableT) -> Coroutine[Any, Any, S]: ...
    def acl_genpass(self, bits: int | None = None) -> Coroutine[Any, Any, str]: ...
    def acl_getuser(self, username: str) -> Coroutine[Any, Any, AclUser | None]: ...
    def acl_help(self) -> Coroutine[Any, Any, list[str]]: ...
    def acl_list(self) -> Coroutine[Any, Any, list[str]]: ...
    def acl_load(self) -> Coroutine[Any, Any, bool]: ...
    def acl_log(self, count: int | None = None) -> Coroutine[Any, Any, list[AclLogEntry]]: ...
    def acl_log_reset(self) -> Coroutine[Any, Any, bool]: ...
    def acl_save(self) -> Coroutine[Any, Any, bool]: ...
    def acl_setuser(
        self,
        username: str,
        enabled: bool = False,
        nopass: bool = False,
        passwords: KeyT | Iterable[KeyT] | None = None,
        hashed_passwords: KeyT | Iterable[KeyT] | None = None,
        categories: Iterable[KeyT] | None = None,
        commands: Iterable[KeyT] | None = None,
        keys: Iterable[KeyT] | None = None,
        channels: Iterable[KeyT] | None = None,
        selectors: Iterable[tuple[KeyT, KeyT]] | None = None,
        reset: bool = False,
        reset_keys: bool = False,
        reset_channels: bool = False,
        reset_passwords: bool = False,
    ) -> Coroutine[Any, Any, bool]: ...
    def acl_users(self) -> Coroutine[Any, Any, list[str]]: ...
    def acl_whoami(self) -> Coroutine[Any, Any, str]: ...
    def commandlog_get(self, count: int, type: CommandlogT) -> Coroutine[Any, Any, list[SlowlogEntry]]: ...
    def commandlog_len(self, type: CommandlogT) -> Coroutine[Any, Any, int]: ...
    def commandlog_reset(self, type: CommandlogT) -> Coroutine[Any, Any, bool]: ...
    def hotkeys_get(self) -> Coroutine[Any, Any, list[HotkeysReport[S]] | None]: ...
    def hotkeys_reset(self) -> Coroutine[Any, Any, S]: ...
    def hotkeys_start(
        self,
        metrics: Sequence[Literal["CPU", "NET"]],
        count: int | None = None,
        duration: int | None = None,
        sample_ratio: int | None = None,
        slots: Sequence[int] | None = None,
    ) -> Coroutine[Any, Any, S]: ...
    def hotkeys_stop(self) -> Coroutine[Any, Any, S | None]: ...
    def latency_doctor(self) -> Coroutine[Any, Any, S]: ...
    def latency_graph(self, event: str) -> Coroutine[Any, Any, S]: ...
    def latency_histogram(self, *args: str) -> Coroutine[Any, Any, dict[str, LatencyHistogram]]: ...
    def latency_history(self, event: str) -> Coroutine[Any, Any, list[tuple[int, int]]]: ...
    def latency_latest(self) -> Coroutine[Any, Any, list[LatencyEvent]]: ...
    def latency_reset(self, *events: str) -> Coroutine[Any, Any, int]: ...
    def slowlog_get(self, num: int | None = None) -> Coroutine[Any, Any, list[SlowlogEntry]]: ...
    def slowlog_len(self) -> Coroutine[Any, Any, int]: ...
    def slowlog_reset(self) -> Coroutine[Any, Any, bool]: ...
    def module_list(self) -> Coroutine[Any, Any, list[ModuleInfo]]: ...
    def module_load(self, path: str, *args: EncodableT) -> Coroutine[Any, Any, bool]: ...
    def module_loadex(
        self,
        path: str,
        options: Sequence[EncodableT] | None = None,
        args: Sequence[EncodableT] | None = None,
    ) -> Coroutine[Any, Any, S]: ...
    def module_unload(self, name: str) -> Coroutine[Any, Any, bool]: ...
    def failover(
        self,
        host: str | None = None,
        port: int | None = None,
        timeout: int | None = None,
        force: bool = False,
        abort: bool = False,
    ) -> Coroutine[Any, Any, bool]: ...
    def replicaof(self, *args: EncodableT) -> Coroutine[Any, Any, S]: ...
    def slaveof(self, host: str | None = None, port: int | None = None) -> Coroutine[Any, Any, bool]: ...
    def cluster_bumpepoch(self) -> Coroutine[Any, Any, S]: ...
    def cluster_count_failure_report(self, node_id: str) -> Coroutine[Any, Any, int]: ...
    def cluster_failover(self, option: Literal["FORCE", "TAKEOVER"] | None = None) -> Coroutine[Any, Any, bool]: ...
    def cluster_forget(self, node_id: str) -> Coroutine[Any, Any, bool]: ...
    def cluster_info(self) -> Coroutine[Any, Any, dict[str, str]]: ...
    def cluster_links(self) -> Coroutine[Any, Any, list[ClusterLink]]: ...
    def cluster_meet(self, host: str, port: int) -> Coroutine[Any, Any, bool]: ...
    def cluster_myid(self) -> Coroutine[Any, Any, S]: ...
    def cluster_myshardid(self) -> Coroutine[Any, Any, S]: ...
    def cluster_nodes(self) -> Coroutine[Any, Any, dict[str, ClusterNode]]: ...
    def cluster_replicas(self, node_id: str) -> Coroutine[Any, Any, dict[str, ClusterNode]]: ...
    def cluster_replicate(self, node_id: str) -> Coroutine[Any, Any, bool]: ...
    def cluster_reset(self, soft: bool = True) -> Coroutine[Any, Any, bool]: ...
    def cluster_save_config(self) -> Coroutine[Any, Any, bool]: ...
    def cluster_set_config_epoch(self, epoch: int) -> Coroutine[Any, Any, bool]: ...
    def cluster_shards(self) -> Coroutine[Any, Any, list[ClusterShard]]: ...
    def cluster_addslots(self, *slots: int) -> Coroutine[Any, Any, bool]: ...
    def cluster_addslotsrange(self, *slots: int) -> Coroutine[Any, Any, bool]: ...
    def cluster_cancelslotmigrations(self) -> Coroutine[Any, Any, bool]: ...
    def cluster_countkeysinslot(self, slot_id: int) -> Coroutine[Any, Any, int]: ...
    def cluster_delslots(self, *slots: int) -> Coroutine[Any, Any, bool]: ...
    def cluster_delslotsrange(self, *slots: int) -> Coroutine[Any, Any, bool]: ...
    def cluster_flushslot(self, slot_id: int, asynchronous: bool | None = None) -> Coroutine[Any, Any, bool]: ...
    def cluster_flushslots(self) -> Coroutine[Any, Any, S]: ...
    def cluster_get_keys_in_slot(self, slot: int, num_keys: int) -> Coroutine[Any, Any, list[S]]: ...
    def cluster_getslotmigrations(self) -> Coroutine[Any, Any, list[dict[str, InfoValue]]]: ...
    def cluster_keyslot(self, key: KeyT) -> Coroutine[Any, Any, int]: ...
    def cluster_migrateslots(self, ranges: Iterable[tuple[int, int]], node_id: str) -> Coroutine[Any, Any, bool]: ...
    def cluster_migration_cancel(self, task_id: str | None = None) -> Coroutine[Any, Any, int]: ...
    def cluster_migration_import(self, ranges: Iterable[tuple[int, int]]) -> Coroutine[Any, Any, S]: ...
    def cluster_migration_status(
        self,
        task_id: str | None = None,
    ) -> Coroutine[Any, Any, list[dict[str, InfoValue]]]: ...
    def cluster_setslot(self, node_id: str, slot_id: int, state: str) -> Coroutine[Any, Any, bool]: ...
    def cluster_setslot_stable(self, slot_id: int) -> Coroutine[Any, Any, bool]: ...
    def cluster_slot_stats(
        self,
        start_slot: int | None = None,
        end_slot: int | None = None,
        orderby: str | None = None,
        limit: int | None = None,
        order: Literal["ASC", "DESC"] | None = None,
    ) -> Coroutine[Any, Any, dict[int, dict[str, int]]]: ...
    def cluster_slots(self) -> Coroutine[Any, Any, dict[tuple[int, int], SlotNodes]]: ...
    def clusterscan(
        self,
        cursor: str = "0",
        match: KeyT | None = None,
        count: int | None = None,
        type: str | None = None,
        slot: int | None = None,
    ) -> Coroutine[Any, Any, tuple[str, list[S]]]: ...
    def sentinel_ckquorum(self, new_master_name: str) -> Coroutine[Any, Any, bool]: ...
    def sentinel_config_get(self, pattern: str = "*", *args: str) -> Coroutine[Any, Any, dict[str, str]]: ...
    def sentinel_config_set(self, name: str, value: EncodableT, *args: EncodableT) -> Coroutine[Any, Any, bool]: ...
    def sentinel_debug(self) -> Coroutine[Any, Any, dict[str, str]]: ...
    def sentinel_failover(self, new_master_name: str) -> Coroutine[Any, Any, bool]: ...
    def sentinel_flushconfig(self) -> Coroutine[Any, Any, bool]: ...
    def sentinel_get_master_addr_by_name(self, service_name: str) -> Coroutine[Any, Any, tuple[str, int] | None]: ...
    def sentinel_info_cache(
        self,
        *names: str,
    ) -> Coroutine[Any, Any, dict[str, list[tuple[int, dict[str, InfoValue] | None]]]]: ...
    def sentinel_master(self, service_name: str) -> Coroutine[Any, Any, SentinelState]: ...
    def sentinel_masters(self) -> Coroutine[Any, Any, dict[str, SentinelState]]: ...
    def sentinel_monitor(self, name: str, ip: str, port: int, quorum: int) -> Coroutine[Any, Any, bool]: ...
    def sentinel_myid(self) -> Coroutine[Any, Any, str]: ...
    def sentinel_pending_scripts(self) -> Coroutine[Any, Any, list[dict[str, int | str | list[str]]]]: ...
    def sentinel_remove(self, name: str) -> Coroutine[Any, Any, bool]: ...
    def sentinel_replicas(self, service_name: str) -> Coroutine[Any, Any, list[SentinelState]]: ...
    def sentinel_reset(self, pattern: str) -> Coroutine[Any, Any, int]: ...
    def sentinel_sentinels(self, service_name: str) -> Coroutine[Any, Any, list[SentinelState]]: ...
    def sentinel_set(self, name: str, option: str, value: EncodableT) -> Coroutine[Any, Any, bool]: ...
    def sentinel_simulate_failure(
        self,
        *when: Literal["crash-after-election", "crash-after-promotion"],
    ) -> Coroutine[Any, Any, bool]: ...
    def sentinel_slaves(self, service_name: str) -> Coroutine[Any, Any, list[SentinelState]]: ...

class PipelineCommands(Generic[S]):
    def _run(self, command: Command[T]) -> Any: ...
    def append(self, key: KeyT, value: EncodableT) -> Self: ...
    def delex(
        self,
        name: KeyT,
        ifeq: KeyT | None = None,
        ifne: KeyT | None = None,
        ifdeq: KeyT | None = None,
        ifdne: KeyT | None = None,
    ) -> Self: ...
    def delifeq(self, name: KeyT, value: EncodableT) -> Self: ...
    def digest(self, name: KeyT) -> Self: ...
    def get(self, name: KeyT) -> Self: ...
    def getdel(self, name: KeyT) -> Self: ...
    def getex(
        self,
        name: KeyT,
        ex: ExpiryT | None = None,
        px: ExpiryT | None = None,
        exat: AbsExpiryT | None = None,
        pxat: AbsExpiryT | None = None,
        persist: bool = False,
    ) -> Self: ...
    def getrange(self, key: KeyT, start: int, end: int) -> Self: ...
    def mget(self, keys: KeysT, *args: KeyT) -> Self: ...
    def mset(self, mapping: Mapping[K, EncodableT]) -> Self: ...
    def msetex(
        self,
        mapping: Mapping[K, EncodableT],
        data_persist_option: DataPersistOptions | None = None,
        ex: ExpiryT | None = None,
        px: ExpiryT | None = None,
        exat: AbsExpiryT | None = None,
        pxat: AbsExpiryT | None = None,
        keepttl: bool = False,
    ) -> Self: ...
    def msetnx(self, mapping: Mapping[K, EncodableT]) -> Self: ...
    def setrange(self, name: KeyT, offset: int, value: EncodableT) -> Self: ...
    def strlen(self, name: KeyT) -> Self: ...
    def substr(self, name: KeyT, start: int, end: int = -1) -> Self: ...
    def getset(self, name: KeyT, value: EncodableT) -> Self: ...
    def psetex(self, name: KeyT, time_ms: ExpiryT, value: EncodableT) -> Self: ...
    def set(
        self,
        name: KeyT,
        value: EncodableT,
        ex: ExpiryT | None = None,
        px: ExpiryT | None = None,
        nx: bool = False,
        xx: bool = False,
        keepttl: bool = False,
        get: bool = False,
        exat: AbsExpiryT | None = None,
        pxat: AbsExpiryT | None = None,
        ifeq: KeyT | None = None,
        ifne: KeyT | None = None,
        ifdeq: KeyT | None = None,
        ifdne: KeyT | None = None,
    ) -> Self: ...
    def setex(self, name: KeyT, time: ExpiryT, value: EncodableT) -> Self: ...
    def setnx(self, name: KeyT, value: EncodableT) -> Self: ...
    def decr(self, name: KeyT, amount: int = 1) -> Self: ...
    def decrby(self, name: KeyT, amount: int = 1) -> Self: ...
    def incr(self, name: KeyT, amount: int = 1) -> Self: ...
    def incrby(self, name: KeyT, amount: int = 1) -> Self: ...
    def incrbyfloat(self, name: KeyT, amount: float = 1.0) -> Self: ...
    def increx(
        self,
        name: KeyT,
        *,
        byfloat: EncodableT | None = None,
        byint: EncodableT | None = None,
        lbound: EncodableT | None = None,
        ubound: EncodableT | None = None,
        saturate: bool = False,
        ex: ExpiryT | None = None,
        px: ExpiryT | None = None,
        exat: AbsExpiryT | None = None,
        pxat: AbsExpiryT | None = None,
        persist: bool = False,
        enx: bool = False,
    ) -> Self: ...
    def copy(
        self,
        source: KeyT,
        destination: KeyT,
        destination_db: int | None = None,
        replace: bool = False,
    ) -> Self: ...
    def delete(self, *names: KeyT) -> Self: ...
    def dump(self, name: KeyT) -> Self: ...
    def exists(self, *names: KeyT) -> Self: ...
    def keys(self, pattern: KeyT = "*") -> Self: ...
    def migrate(
        self,
        host: KeyT,
        port: int,
        keys: KeysT,
        destination_db: int,
        timeout: int,
        copy: bool = False,
        replace: bool = False,
        auth: KeyT | None = None,
    ) -> Self: ...
    def move(self, name: KeyT, db: int) -> Self: ...
    def randomkey(self) -> Self: ...
    def rename(self, src: KeyT, dst: KeyT) -> Self: ...
    def renamenx(self, src: KeyT, dst: KeyT) -> Self: ...
    def restore(
        self,
        name: KeyT,
        ttl: ExpiryT,
        value: EncodableT,
        replace: bool = False,
        absttl: bool = False,
        idletime: int | None = None,
        frequency: int | None = None,
    ) -> Self: ...
    def scan(
        self,
        cursor: int = 0,
        match: KeyT | None = None,
        count: int | None = None,
        _type: KeyT | None = None,
    ) -> Self: ...
    def touch(self, *args: KeyT) -> Self: ...
    def type(self, name: KeyT) -> Self: ...
    def unlink(self, *names: KeyT) -> Self: ...
    def expire(
        self,
        name: KeyT,
        time: ExpiryT,
        nx: bool = False,
        xx: bool = False,
        gt: bool = False,
        lt: bool = False,
    ) -> Self: ...
    def expireat(
        self,
        name: KeyT,
        when: AbsExpiryT,
        nx: bool = False,
        xx: bool = False,
        gt: bool = False,
        lt: bool = False,
    ) -> Self: ...
    def expiretime(self, key: KeyT) -> Self: ...
    def persist(self, name: KeyT) -> Self: ...
    def pexpire(
        self,
        name: KeyT,
        time: ExpiryT,
        nx: bool = False,
        xx: bool = False,
        gt: bool = False,
        lt: bool = False,
    ) -> Self: ...
    def pexpireat(
        self,
        name: KeyT,
        when: AbsExpiryT,
        nx: bool = False,
        xx: bool = False,
        gt: bool = False,
        lt: bool = False,
    ) -> Self: ...
    def pexpiretime(self, key: KeyT) -> Self: ...
    def pttl(self, name: KeyT) -> Self: ...
    def ttl(self, name: KeyT) -> Self: ...
    def hdel(self, name: KeyT, *keys: EncodableT) -> Self: ...
    def hexists(self, name: KeyT, key: EncodableT) -> Self: ...
    def hget(self, name: KeyT, key: EncodableT) -> Self: ...
    def hgetall(self, name: KeyT) -> Self: ...
    def hgetdel(self, name: KeyT, *keys: EncodableT) -> Self: ...
    def hincrby(self, name: KeyT, key: EncodableT, amount: int = 1) -> Self: ...
    def hincrbyfloat(self, name: KeyT, key: EncodableT, amount: float = 1.0) -> Self: ...
    def hkeys(self, name: KeyT) -> Self: ...
    def hlen(self, name: KeyT) -> Self: ...
    def hmget(self, name: KeyT, keys: ValuesT, *args: EncodableT) -> Self: ...
    def hmset(self, name: KeyT, mapping: Mapping[F, EncodableT]) -> Self: ...
    def hrandfield(self, key: KeyT, count: int | None = None, withvalues: bool = False) -> Self: ...
    def hscan(
        self,
        name: KeyT,
        cursor: int = 0,
        match: KeyT | None = None,
        count: int | None = None,
        no_values: bool | None = None,
    ) -> Self: ...
    def hset(
        self,
        name: KeyT,
        key: EncodableT | None = None,
        value: EncodableT | None = None,
        mapping: Mapping[F, EncodableT] | None = None,
        items: Sequence[EncodableT] | None = None,
    ) -> Self: ...
    def hsetnx(self, name: KeyT, key: EncodableT, value: EncodableT) -> Self: ...
    def hstrlen(self, name: KeyT, key: EncodableT) -> Self: ...
    def hvals(self, name: KeyT) -> Self: ...
    def lindex(self, name: KeyT, index: int) -> Self: ...
    def linsert(self, name: KeyT, where: str, refvalue: EncodableT, value: EncodableT) -> Self: ...
    def llen(self, name: KeyT) -> Self: ...
    def lmove(self, first_list: KeyT, second_list: KeyT, src: str = "LEFT", dest: str = "RIGHT") -> Self: ...
    def lmovem(
        self,
        first_list: KeyT,
        second_list: KeyT,
        src: str = "LEFT",
        dest: str = "RIGHT",
        count: int | None = None,
        mode: Literal["COUNT", "EXACTLY"] | None = None,
        ordering: Literal["OBO", "BULK"] | None = None,
    ) -> Self: ...
    def lmpop(self, num_keys: int, *args: KeyT, direction: str, count: int | None = 1) -> Self: ...
    def lpop(self, name: KeyT, count: int | None = None) -> Self: ...
    def lpos(
        self,
        name: KeyT,
        value: EncodableT,
        rank: int | None = None,
        count: int | None = None,
        maxlen: int | None = None,
    ) -> Self: ...
    def lpush(self, name: KeyT, *values: EncodableT) -> Self: ...
    def lpushx(self, name: KeyT, *values: EncodableT) -> Self: ...
    def lrange(self, name: KeyT, start: int, end: int) -> Self: ...
    def lrem(self, name: KeyT, count: int, value: EncodableT) -> Self: ...
    def lset(self, name: KeyT, index: int, value: EncodableT) -> Self: ...
    def ltrim(self, name: KeyT, start: int, end: int) -> Self: ...
    def rpop(self, name: KeyT, count: int | None = None) -> Self: ...
    def rpoplpush(self, src: KeyT, dst: KeyT) -> Self: ...
    def rpush(self, name: KeyT, *values: EncodableT) -> Self: ...
    def rpushx(self, name: KeyT, *values: EncodableT) -> Self: ...
    def sadd(self, name: KeyT, *values: EncodableT) -> Self: ...
    def scard(self, name: KeyT) -> Self: ...
    def sdiff(self, keys: KeysT, *args: KeyT) -> Self: ...
    def sdiffcard(self, numkeys: int, keys: Collection[KeyT], limit: int = 0) -> Self: ...
    def sdiffstore(self, dest: KeyT, keys: KeysT, *args: KeyT) -> Self: ...
    def sinter(self, keys: KeysT, *args: KeyT) -> Self: ...
    def sintercard(self, numkeys: int, keys: Collection[KeyT], limit: int = 0) -> Self: ...
    def sinterstore(self, dest: KeyT, keys: KeysT, *args: KeyT) -> Self: ...
    def sismember(self, name: KeyT, value: EncodableT) -> Self: ...
    def smembers(self, name: KeyT) -> Self: ...
    def smismember(self, name: KeyT, values: ValuesT, *args: EncodableT) -> Self: ...
    def smove(self, src: KeyT, dst: KeyT, value: EncodableT) -> Self: ...
    def spop(self, name: KeyT, count: int | None = None) -> Self: ...
    def srandmember(self, name: KeyT, number: int | None = None) -> Self: ...
    def srem(self, name: KeyT, *values: EncodableT) -> Self: ...
    def sscan(self, name: KeyT, cursor: int = 0, match: KeyT | None = None, count: int | None = None) -> Self: ...
    def sunion(self, keys: KeysT, *args: KeyT) -> Self: ...
    def sunioncard(self, numkeys: int, keys: Collection[KeyT], limit: int = 0, approx: bool = False) -> Self: ...
    def sunionstore(self, dest: KeyT, keys: KeysT, *args: KeyT) -> Self: ...
    def zadd(
        self,
        name: KeyT,
        mapping: Mapping[F, EncodableT],
        nx: bool = False,
        xx: bool = False,
        ch: bool = False,
        incr: bool = False,
        gt: bool = False,
        lt: bool = False,
    ) -> Self: ...
    def zcard(self, name: KeyT) -> Self: ...
    def zincrby(self, name: KeyT, amount: float, value: EncodableT) -> Self: ...
    def zmscore(self, key: KeyT, members: Collection[EncodableT]) -> Self: ...
    def zrandmember(self, key: KeyT, count: int | None = None, withscores: bool = False) -> Self: ...
    def zrank(
        self,
        name: KeyT,
        value: EncodableT,
        withscore: bool = False,
        score_cast_func: Callable[[float], Any] = float,
    ) -> Self: ...
    def zrem(self, name: KeyT, *values: EncodableT) -> Self: ...
    def zrevrank(
        self,
        name: KeyT,
        value: EncodableT,
        withscore: bool = False,
        score_cast_func: Callable[[float], Any] = float,
    ) -> Self: ...
    def zscan(
        self,
        name: KeyT,
        cursor: int = 0,
        match: KeyT | None = None,
        count: int | None = None,
        score_cast_func: Callable[[float], Any] = float,
    ) -> Self: ...
    def zscore(self, name: KeyT, value: EncodableT) -> Self: ...
    def zcount(self, name: KeyT, min: EncodableT, max: EncodableT) -> Self: ...
    def zlexcount(self, name: KeyT, min: EncodableT, max: EncodableT) -> Self: ...
    def zrange(
        self,
        name: KeyT,
        start: EncodableT,
        end: EncodableT,
        desc: bool = False,
        withscores: bool = False,
        score_cast_func: Callable[[float], Any] = float,
        byscore: bool = False,
        bylex: bool = False,
        offset: int | None = None,
        num: int | None = None,
    ) -> Self: ...
    def zrangebylex(
        self,
        name: KeyT,
        min: EncodableT,
        max: EncodableT,
        start: int | None = None,
        num: int | None = None,
    ) -> Self: ...
    def zrangebyscore(
        self,
        name: KeyT,
        min: EncodableT,
        max: EncodableT,
        start: int | None = None,
        num: int | None = None,
        withscores: bool = False,
        score_cast_func: Callable[[float], Any] = float,
    ) -> Self: ...
    def zrangestore(
        self,
        dest: KeyT,
        name: KeyT,
        start: EncodableT,
        end: EncodableT,
        byscore: bool = False,
        bylex: bool = False,
        desc: bool = False,
        offset: int | None = None,
        num: int | None = None,
    ) -> Self: ...
    def zremrangebylex(self, name: KeyT, min: EncodableT, max: EncodableT) -> Self: ...
    def zremrangebyrank(self, name: KeyT, min: int, max: int) -> Self: ...
    def zremrangebyscore(self, name: KeyT, min: EncodableT, max: EncodableT) -> Self: ...
    def zrevrange(
        self,
        name: KeyT,
        start: int,
        end: int,
        withscores: bool = False,
        score_cast_func: Callable[[float], Any] = float,
    ) -> Self: ...
    def zrevrangebylex(
        self,
        name: KeyT,
        max: EncodableT,
        min: EncodableT,
        start: int | None = None,
        num: int | None = None,
    ) -> Self: ...
    def zrevrangebyscore(
        self,
        name: KeyT,
        max: EncodableT,
        min: EncodableT,
        start: int | None = None,
        num: int | None = None,
        withscores: bool = False,
        score_cast_func: Callable[[float], Any] = float,
    ) -> Self: ...
    def eval(self, script: KeyT, numkeys: int, *keys_and_args: EncodableT) -> Self: ...
    def eval_ro(self, script: KeyT, numkeys: int, *keys_and_args: EncodableT) -> Self: ...
    def evalsha(self, sha: KeyT, numkeys: int, *keys_and_args: EncodableT) -> Self: ...
    def evalsha_ro(self, sha: KeyT, numkeys: int, *keys_and_args: EncodableT) -> Self: ...
    def script_debug(self, mode: Literal["YES", "SYNC", "NO"]) -> Self: ...
    def script_exists(self, *args: KeyT) -> Self: ...
    def script_flush(self, sync_type: Literal["SYNC", "ASYNC"] | None = None) -> Self: ...
    def script_kill(self) -> Self: ...
    def script_load(self, script: KeyT) -> Self: ...
    def script_show(self, sha: KeyT) -> Self: ...
    def publish(self, channel: KeyT, message: EncodableT) -> Self: ...
    def pubsub_channels(self, pattern: KeyT = "*") -> Self: ...
    def pubsub_numpat(self) -> Self: ...
    def pubsub_numsub(self, *args: KeyT) -> Self: ...
    def pubsub_shardchannels(self, pattern: KeyT = "*") -> Self: ...
    def pubsub_shardnumsub(self, *args: KeyT) -> Self: ...
    def spublish(self, shard_channel: KeyT, message: EncodableT) -> Self: ...
    def bf(self) -> PipelineBFCommands[Self]: ...
    def cf(self) -> PipelineCFCommands[Self]: ...
    def cms(self) -> PipelineCMSCommands[Self]: ...
    def ft(self, index_name: KeyT = "idx") -> PipelineSearchCommands[Self]: ...
    def json(self, encoder: Encodes | None = None, decoder: Decodes | None = None) -> PipelineJSONCommands[Self]: ...
    def tdigest(self) -> PipelineTDigestCommands[Self]: ...
    def topk(self) -> PipelineTopKCommands[Self]: ...
    def ts(self) -> PipelineTimeSeriesCommands[Self]: ...
    def vset(self) -> PipelineVSetCommands[Self]: ...
    def bitcount(
        self,
        key: KeyT,
        start: int | None = None,
        end: int | None = None,
        mode: str | None = None,
    ) -> Self: ...
    def bitfield(self, key: KeyT, default_overflow: str | None = None) -> BitFieldOperation[Self]: ...
    def bitfield_ro(
        self,
        key: KeyT,
        encoding: str,
        offset: BitfieldOffsetT,
        items: Sequence[tuple[str, BitfieldOffsetT]] | None = None,
    ) -> Self: ...
    def bitop(self, operation: str, dest: KeyT, *keys: KeyT) -> Self: ...
    def bitpos(
        self,
        key: KeyT,
        bit: int,
        start: int | None = None,
        end: int | None = None,
        mode: str | None = None,
    ) -> Self: ...
    def getbit(self, name: KeyT, offset: int) -> Self: ...
    def setbit(self, name: KeyT, offset: int, value: int) -> Self: ...
    def lcs(
        self,
        key1: KeyT,
        key2: KeyT,
        len: bool = False,
        idx: bool = False,
        minmatchlen: int = 0,
        withmatchlen: bool = False,
    ) -> Self: ...
    def sort(
        self,
        name: KeyT,
        start: int | None = None,
        num: int | None = None,
        by: KeyT | None = None,
        get: KeyT | Sequence[KeyT] | None = None,
        desc: bool = False,
        alpha: bool = False,
        store: KeyT | None = None,
        groups: bool = False,
    ) -> Self: ...
    def sort_ro(
        self,
        key: KeyT,
        start: int | None = None,
        num: int | None = None,
        by: KeyT | None = None,
        get: KeyT | Sequence[KeyT] | None = None,
        desc: bool = False,
        alpha: bool = False,
    ) -> Self: ...
    def hexpire(
        self,
        name: KeyT,
        seconds: ExpiryT,
        *fields: EncodableT,
        nx: bool = False,
        xx: bool = False,
        gt: bool = False,
        lt: bool = False,
    ) -> Self: ...
    def hexpireat(
        self,
        name: KeyT,
        unix_time_seconds: AbsExpiryT,
        *fields: EncodableT,
        nx: bool = False,
        xx: bool = False,
        gt: bool = False,
        lt: bool = False,
    ) -> Self: ...
    def hexpiretime(self, key: KeyT, *fields: EncodableT) -> Self: ...
    def hgetex(
        self,
        name: KeyT,
        *keys: EncodableT,
        ex: ExpiryT | None = None,
        px: ExpiryT | None = None,
        exat: AbsExpiryT | None = None,
        pxat: AbsExpiryT | None = None,
        persist: bool = False,
    ) -> Self: ...
    def hpersist(self, name: KeyT, *fields: EncodableT) -> Self: ...
    def hpexpire(
        self,
        name: KeyT,
        milliseconds: ExpiryT,
        *fields: EncodableT,
        nx: bool = False,
        xx: bool = False,
        gt: bool = False,
        lt: bool = False,
    ) -> Self: ...
    def hpexpireat(
        self,
        name: KeyT,
        unix_time_milliseconds: AbsExpiryT,
        *fields: EncodableT,
        nx: bool = False,
        xx: bool = False,
        gt: bool = False,
        lt: bool = False,
    ) -> Self: ...
    def hpexpiretime(self, key: KeyT, *fields: EncodableT) -> Self: ...
    def hpttl(self, key: KeyT, *fields: EncodableT) -> Self: ...
    def hsetex(
        self,
        name: KeyT,
        key: EncodableT | None = None,
        value: EncodableT | None = None,
        mapping: Mapping[F, EncodableT] | None = None,
        items: Sequence[EncodableT] | None = None,
        ex: ExpiryT | None = None,
        px: ExpiryT | None = None,
        exat: AbsExpiryT | None = None,
        pxat: AbsExpiryT | None = None,
        data_persist_option: HashDataPersistOptions | None = None,
        keepttl: bool = False,
    ) -> Self: ...
    def httl(self, key: KeyT, *fields: EncodableT) -> Self: ...
    def blmove(
        self,
        first_list: KeyT,
        second_list: KeyT,
        timeout: float | None,
        src: str = "LEFT",
        dest: str = "RIGHT",
    ) -> Self: ...
    def blmovem(
        self,
        first_list: KeyT,
        second_list: KeyT,
        timeout: float | None,
        src: str = "LEFT",
        dest: str = "RIGHT",
        count: int | None = None,
        mode: Literal["COUNT", "EXACTLY"] | None = None,
        ordering: Literal["OBO", "BULK"] | None = None,
    ) -> Self: ...
    def blmpop(
        self,
        timeout: float | None,
        numkeys: int,
        *args: KeyT,
        direction: str,
        count: int | None = 1,
    ) -> Self: ...
    def blpop(self, keys: KeysT, timeout: float | None = 0) -> Self: ...
    def brpop(self, keys: KeysT, timeout: float | None = 0) -> Self: ...
    def brpoplpush(self, src: KeyT, dst: KeyT, timeout: float | None = 0) -> Self: ...
    def zdiff(self, keys: KeysT, withscores: bool = False) -> Self: ...
    def zdiffstore(self, dest: KeyT, keys: KeysT) -> Self: ...
    def zinter(
        self,
        keys: KeysT | Mapping[K, float],
        aggregate: str | None = None,
        withscores: bool = False,
    ) -> Self: ...
    def zintercard(self, numkeys: int, keys: Collection[KeyT], limit: int = 0) -> Self: ...
    def zinterstore(self, dest: KeyT, keys: KeysT | Mapping[K, float], aggregate: str | None = None) -> Self: ...
    def zunion(
        self,
        keys: KeysT | Mapping[K, float],
        aggregate: str | None = None,
        withscores: bool = False,
        score_cast_func: Callable[[float], Any] = float,
    ) -> Self: ...
    def zunionstore(self, dest: KeyT, keys: KeysT | Mapping[K, float], aggregate: str | None = None) -> Self: ...
    def bzmpop(
        self,
        timeout: float | None,
        numkeys: int,
        keys: Collection[KeyT],
        min: bool | None = False,
        max: bool | None = False,
        count: int | None = 1,
    ) -> Self: ...
    def bzpopmax(self, keys: KeysT, timeout: float | None = 0) -> Self: ...
    def bzpopmin(self, keys: KeysT, timeout: float | None = 0) -> Self: ...
    def zmpop(
        self,
        num_keys: int,
        keys: Collection[KeyT],
        min: bool | None = False,
        max: bool | None = False,
        count: int | None = 1,
    ) -> Self: ...
    def zpopmax(self, name: KeyT, count: int | None = None) -> Self: ...
    def zpopmin(self, name: KeyT, count: int | None = None) -> Self: ...
    def xadd(
        self,
        name: KeyT,
        fields: Mapping[F, EncodableT],
        id: StreamIdT = "*",
        maxlen: int | None = None,
        approximate: bool = True,
        nomkstream: bool = False,
        minid: StreamIdT | None = None,
        limit: int | None = None,
        ref_policy: RefPolicyT | None = None,
        idmpauto: EncodableT | None = None,
        idmp: tuple[EncodableT, EncodableT] | None = None,
    ) -> Self: ...
    def xcfgset(self, name: KeyT, idmp_duration: int | None = None, idmp_maxsize: int | None = None) -> Self: ...
    def xdel(self, name: KeyT, *ids: StreamIdT) -> Self: ...
    def xdelex(self, name: KeyT, *ids: StreamIdT, ref_policy: RefPolicyT = "KEEPREF") -> Self: ...
    def xinfo_stream(self, name: KeyT, full: bool = False) -> Self: ...
    def xlen(self, name: KeyT) -> Self: ...
    def xrange(self, name: KeyT, min: StreamIdT = "-", max: StreamIdT = "+", count: int | None = None) -> Self: ...
    def xread(
        self,
        streams: Mapping[K, StreamIdT],
        count: int | None = None,
        block: int | None = None,
        max_count: int | None = None,
        max_size: int | None = None,
    ) -> Self: ...
    def xrevrange(self, name: KeyT, max: StreamIdT = "+", min: StreamIdT = "-", count: int | None = None) -> Self: ...
    def xsetid(
        self,
        name: KeyT,
        last_id: StreamIdT,
        entries_added: int | None = None,
        max_deleted_id: StreamIdT | None = None,
    ) -> Self: ...
    def xtrim(
        self,
        name: KeyT,
        maxlen: int | None = None,
        approximate: bool = True,
        minid: StreamIdT | None = None,
        limit: int | None = None,
        ref_policy: RefPolicyT | None = None,
    ) -> Self: ...
    def xack(self, name: KeyT, groupname: KeyT, *ids: StreamIdT) -> Self: ...
    def xackdel(self, name: KeyT, groupname: KeyT, *ids: StreamIdT, ref_policy: RefPolicyT = "KEEPREF") -> Self: ...
    def xgroup_create(
        self,
        name: KeyT,
        groupname: KeyT,
        id: StreamIdT = "$",
        mkstream: bool = False,
        entries_read: int | None = None,
    ) -> Self: ...
    def xgroup_createconsumer(self, name: KeyT, groupname: KeyT, consumername: KeyT) -> Self: ...
    def xgroup_delconsumer(self, name: KeyT, groupname: KeyT, consumername: KeyT) -> Self: ...
    def xgroup_destroy(self, name: KeyT, groupname: KeyT) -> Self: ...
    def xgroup_setid(self, name: KeyT, groupname: KeyT, id: StreamIdT, entries_read: int | None = None) -> Self: ...
    def xinfo_consumers(self, name: KeyT, groupname: KeyT) -> Self: ...
    def xinfo_groups(self, name: KeyT) -> Self: ...
    def xreadgroup(
        self,
        groupname: KeyT,
        consumername: KeyT,
        streams: Mapping[K, StreamIdT],
        count: int | None = None,
        block: int | None = None,
        noack: bool = False,
        claim_min_idle_time: int | None = None,
        max_count: int | None = None,
        max_size: int | None = None,
    ) -> Self: ...
    def xautoclaim(
        self,
        name: KeyT,
        groupname: KeyT,
        consumername: KeyT,
        min_idle_time: int,
        start_id: StreamIdT = "0-0",
        count: int | None = None,
        justid: bool = False,
    ) -> Self: ...
    def xclaim(
        self,
        name: KeyT,
        groupname: KeyT,
        consumername: KeyT,
        min_idle_time: int,
        message_ids: Sequence[StreamIdT],
        idle: int | None = None,
        time: int | None = None,
        retrycount: int | None = None,
        force: bool = False,
        justid: bool = False,
    ) -> Self: ...
    def xnack(
        self,
        name: KeyT,
        groupname: KeyT,
        mode: Literal["SILENT", "FAIL", "FATAL"],
        *ids: StreamIdT,
        retrycount: int | None = None,
        force: bool = False,
    ) -> Self: ...
    def xpending(self, name: KeyT, groupname: KeyT) -> Self: ...
    def xpending_range(
        self,
        name: KeyT,
        groupname: KeyT,
        min: StreamIdT,
        max: StreamIdT,
        count: int,
        consumername: KeyT | None = None,
        idle: int | None = None,
    ) -> Self: ...
    def geoadd(
        self,
        name: KeyT,
        values: Sequence[EncodableT],
        nx: bool = False,
        xx: bool = False,
        ch: bool = False,
    ) -> Self: ...
    def geodist(self, name: KeyT, place1: EncodableT, place2: EncodableT, unit: str | None = None) -> Self: ...
    def geohash(self, name: KeyT, *values: EncodableT) -> Self: ...
    def geopos(self, name: KeyT, *values: EncodableT) -> Self: ...
    def geosearch(
        self,
        name: KeyT,
        member: EncodableT | None = None,
        longitude: float | None = None,
        latitude: float | None = None,
        unit: str = "m",
        radius: float | None = None,
        width: float | None = None,
        height: float | None = None,
        sort: str | None = None,
        count: int | None = None,
        any: bool = False,
        withcoord: bool = False,
        withdist: bool = False,
        withhash: bool = False,
        polygon: Sequence[Point] | None = None,
    ) -> Self: ...
    def geosearchstore(
        self,
        dest: KeyT,
        name: KeyT,
        member: EncodableT | None = None,
        longitude: float | None = None,
        latitude: float | None = None,
        unit: str = "m",
        radius: float | None = None,
        width: float | None = None,
        height: float | None = None,
        sort: str | None = None,
        count: int | None = None,
        any: bool = False,
        storedist: bool = False,
        polygon: Sequence[Point] | None = None,
    ) -> Self: ...
    def georadius(
        self,
        name: KeyT,
        longitude: float,
        latitude: float,
        radius: float,
        unit: str | None = None,
        withdist: bool = False,
        withcoord: bool = False,
        withhash: bool = False,
        count: int | None = None,
        sort: str | None = None,
        store: KeyT | None = None,
        store_dist: KeyT | None = None,
        any: bool = False,
    ) -> Self: ...
    def georadiusbymember(
        self,
        name: KeyT,
        member: EncodableT,
        radius: float,
        unit: str | None = None,
        withdist: bool = False,
        withcoord: bool = False,
        withhash: bool = False,
        count: int | None = None,
        sort: str | None = None,
        store: KeyT | None = None,
        store_dist: KeyT | None = None,
        any: bool = False,
    ) -> Self: ...
    def pfadd(self, name: KeyT, *values: EncodableT) -> Self: ...
    def pfcount(self, *sources: KeyT) -> Self: ...
    def pfmerge(self, dest: KeyT, *sources: KeyT) -> Self: ...
    def arcount(self, name: KeyT) -> Self: ...
    def ardel(self, name: KeyT, *indices: int) -> Self: ...
    def ardelrange(self, name: KeyT, *ranges: tuple[int, int]) -> Self: ...
    def arget(self, name: KeyT, index: int) -> Self: ...
    def argetrange(self, name: KeyT, start: int, end: int) -> Self: ...
    def argrep(
        self,
        name: KeyT,
        start: int | str,
        end: int | str,
        predicates: Sequence[tuple[ArrayPredicateType, EncodableT]],
        combinator: ArrayPredicateCombinator | None = None,
        limit: int | None = None,
        withvalues: bool = False,
        nocase: bool = False,
    ) -> Self: ...
    def arinfo(self, name: KeyT, full: bool = False) -> Self: ...
    def arinsert(self, name: KeyT, *values: EncodableT) -> Self: ...
    def arlastitems(self, name: KeyT, count: int, rev: bool = False) -> Self: ...
    def arlen(self, name: KeyT) -> Self: ...
    def armget(self, name: KeyT, *indices: int) -> Self: ...
    def armset(self, name: KeyT, mapping: Mapping[int, EncodableT]) -> Self: ...
    def arnext(self, name: KeyT) -> Self: ...
    def arop(
        self,
        name: KeyT,
        start: int,
        end: int,
        operation: ArrayAggregateOperations,
        value: EncodableT | None = None,
    ) -> Self: ...
    def arring(self, name: KeyT, size: int, *values: EncodableT) -> Self: ...
    def arscan(self, name: KeyT, start: int, end: int, limit: int | None = None) -> Self: ...
    def arseek(self, name: KeyT, index: int) -> Self: ...
    def arset(self, name: KeyT, index: int, *values: EncodableT) -> Self: ...
    def fcall(self, function: KeyT, numkeys: int, *keys_and_args: EncodableT) -> Self: ...
    def fcall_ro(self, function: KeyT, numkeys: int, *keys_and_args: EncodableT) -> Self: ...
    def function_delete(self, library: KeyT) -> Self: ...
    def function_dump(self) -> Self: ...
    def function_flush(self, mode: Literal["SYNC", "ASYNC"] = "SYNC") -> Self: ...
    def function_kill(self) -> Self: ...
    def function_list(self, library: KeyT | None = "*", withcode: bool = False) -> Self: ...
    def function_load(self, code: KeyT, replace: bool = False) -> Self: ...
    def function_restore(
        self,
        payload: bytes,
        policy: Literal["APPEND", "FLUSH", "REPLACE"] | None = "APPEND",
    ) -> Self: ...
    def function_stats(self) -> Self: ...
    def asking(self) -> Self: ...
    def auth(self, password: str, username: str | None = None) -> Self: ...
    def echo(self, value: EncodableT) -> Self: ...
    def hello(
        self,
        protover: Literal[2, 3] | None = None,
        username: str | None = None,
        password: str | None = None,
        setname: str | None = None,
    ) -> Self: ...
    def ping(self) -> Self: ...
    def quit(self) -> Self: ...
    def readonly(self) -> Self: ...
    def readwrite(self) -> Self: ...
    def reset(self) -> Self: ...
    def select(self, index: int) -> Self: ...
    def client_caching(self, mode: Literal["YES", "NO"]) -> Self: ...
    def client_capa(self, *capabilities: str) -> Self: ...
    def client_getname(self) -> Self: ...
    def client_getredir(self) -> Self: ...
    def client_id(self) -> Self: ...
    def client_import_source(self, mode: Literal["ON", "OFF"]) -> Self: ...
    def client_info(self) -> Self: ...
    def client_kill(self, address: str) -> Self: ...
    def client_kill_filter(
        self,
        _id: int | str | None = None,
        _type: str | None = None,
        addr: str | None = None,
        skipme: bool | None = None,
        laddr: str | None = None,
        user: str | None = None,
        maxage: int | None = None,
    ) -> Self: ...
    def client_list(self, _type: str | None = None, client_id: Iterable[int] = ()) -> Self: ...
    def client_no_evict(self, mode: Literal["ON", "OFF"]) -> Self: ...
    def client_no_touch(self, mode: Literal["ON", "OFF"]) -> Self: ...
    def client_pause(self, timeout: int, all: bool = True) -> Self: ...
    def client_reply(self, reply: Literal["ON", "OFF", "SKIP"]) -> Self: ...
    def client_setinfo(self, attr: str, value: str) -> Self: ...
    def client_setname(self, name: str) -> Self: ...
    def client_tracking(
        self,
        on: bool = True,
        clientid: int | None = None,
        prefix: Sequence[KeyT] = (),
        bcast: bool = False,
        optin: bool = False,
        optout: bool = False,
        noloop: bool = False,
    ) -> Self: ...
    def client_tracking_off(
        self,
        clientid: int | None = None,
        prefix: Sequence[KeyT] = (),
        bcast: bool = False,
        optin: bool = False,
        optout: bool = False,
        noloop: bool = False,
    ) -> Self: ...
    def client_tracking_on(
        self,
        clientid: int | None = None,
        prefix: Sequence[KeyT] = (),
        bcast: bool = False,
        optin: bool = False,
        optout: bool = False,
        noloop: bool = False,
    ) -> Self: ...
    def client_trackinginfo(self) -> Self: ...
    def client_unblock(self, client_id: int, error: bool = False) -> Self: ...
    def client_unpause(self) -> Self: ...
    def bgrewriteaof(self) -> Self: ...
    def bgsave(self, schedule: bool = True) -> Self: ...
    def config_get(self, pattern: KeyT = "*", *args: KeyT) -> Self: ...
    def config_resetstat(self) -> Self: ...
    def config_rewrite(self) -> Self: ...
    def config_set(self, name: KeyT, value: EncodableT, *args: EncodableT) -> Self: ...
    def dbsize(self) -> Self: ...
    def debug_object(self, key: KeyT) -> Self: ...
    def debug_sleep(self, seconds: float) -> Self: ...
    def flushall(self, asynchronous: bool = False) -> Self: ...
    def flushdb(self, asynchronous: bool = False) -> Self: ...
    def info(self, section: str | None = None, *args: str) -> Self: ...
    def lastsave(self) -> Self: ...
    def lolwut(self, *version_numbers: EncodableT) -> Self: ...
    def role(self) -> Self: ...
    def save(self) -> Self: ...
    def shutdown(
        self,
        save: bool = False,
        nosave: bool = False,
        now: bool = False,
        force: bool = False,
        abort: bool = False,
    ) -> Self: ...
    def swapdb(self, first: int, second: int) -> Self: ...
    def time(self) -> Self: ...
    def wait(self, num_replicas: int, timeout: int) -> Self: ...
    def waitaof(self, num_local: int, num_replicas: int, timeout: int) -> Self: ...
    def command(self) -> Self: ...
    def command_count(self) -> Self: ...
    def command_docs(self, *args: str) -> Self: ...
    def command_getkeys(self, *args: EncodableT) -> Self: ...
    def command_getkeysandflags(self, *args: EncodableT) -> Self: ...
    def command_info(self, *args: str) -> Self: ...
    def command_list(
        self,
        module: str | None = None,
        category: str | None = None,
        pattern: str | None = None,
    ) -> Self: ...
    def memory_doctor(self) -> Self: ...
    def memory_malloc_stats(self) -> Self: ...
    def memory_purge(self) -> Self: ...
    def memory_stats(self) -> Self: ...
    def memory_usage(self, key: KeyT, samples: int | None = None) -> Self: ...
    def object(self, infotype: str, key: KeyT) -> Self: ...
    def acl_cat(self, category: str | None = None) -> Self: ...
    def acl_deluser(self, *username: str) -> Self: ...
    def acl_dryrun(self, username: str, *args: EncodableT) -> Self: ...
    def acl_genpass(self, bits: int | None = None) -> Self: ...
    def acl_getuser(self, username: str) -> Self: ...
    def acl_help(self) -> Self: ...
    def acl_list(self) -> Self: ...
    def acl_load(self) -> Self: ...
    def acl_log(self, count: int | None = None) -> Self: ...
    def acl_log_reset(self) -> Self: ...
    def acl_save(self) -> Self: ...
    def acl_setuser(
        self,
        username: str,
        enabled: bool = False,
        nopass: bool = False,
        passwords: KeyT | Iterable[KeyT] | None = None,
        hashed_passwords: KeyT | Iterable[KeyT] | None = None,
        categories: Iterable[KeyT] | None = None,
        commands: Iterable[KeyT] | None = None,
        keys: Iterable[KeyT] | None = None,
        channels: Iterable[KeyT] | None = None,
        selectors: Iterable[tuple[KeyT, KeyT]] | None = None,
        reset: bool = False,
        reset_keys: bool = False,
        reset_channels: bool = False,
        reset_passwords: bool = False,
    ) -> Self: ...
    def acl_users(self) -> Self: ...
    def acl_whoami(self) -> Self: ...
    def commandlog_get(self, count: int, type: CommandlogT) -> Self: ...
    def commandlog_len(self, type: CommandlogT) -> Self: ...
    def commandlog_reset(self, type: CommandlogT) -> Self: ...
    def hotkeys_get(self) -> Self: ...
    def hotkeys_reset(self) -> Self: ...
    def hotkeys_start(
        self,
        metrics: Sequence[Literal["CPU", "NET"]],
        count: int | None = None,
        duration: int | None = None,
        sample_ratio: int | None = None,
        slots: Sequence[int] | None = None,
    ) -> Self: ...
    def hotkeys_stop(self) -> Self: ...
    def latency_doctor(self) -> Self: ...
    def latency_graph(self, event: str) -> Self: ...
    def latency_histogram(self, *args: str) -> Self: ...
    def latency_history(self, event: str) -> Self: ...
    def latency_latest(self) -> Self: ...
    def latency_reset(self, *events: str) -> Self: ...
    def slowlog_get(self, num: int | None = None) -> Self: ...
    def slowlog_len(self) -> Self: ...
    def slowlog_reset(self) -> Self: ...
    def module_list(self) -> Self: ...
    def module_load(self, path: str, *args: EncodableT) -> Self: ...
    def module_loadex(
        self,
        path: str,
        options: Sequence[EncodableT] | None = None,
        args: Sequence[EncodableT] | None = None,
    ) -> Self: ...
    def module_unload(self, name: str) -> Self: ...
    def failover(
        self,
        host: str | None = None,
        port: int | None = None,
        timeout: int | None = None,
        force: bool = False,
        abort: bool = False,
    ) -> Self: ...
    def replicaof(self, *args: EncodableT) -> Self: ...
    def slaveof(self, host: str | None = None, port: int | None = None) -> Self: ...
    def cluster_bumpepoch(self) -> Self: ...
    def cluster_count_failure_report(self, node_id: str) -> Self: ...
    def cluster_failover(self, option: Literal["FORCE", "TAKEOVER"] | None = None) -> Self: ...
    def cluster_forget(self, node_id: str) -> Self: ...
    def cluster_info(self) -> Self: ...
    def cluster_links(self) -> Self: ...
    def cluster_meet(self, host: str, port: int) -> Self: ...
    def cluster_myid(self) -> Self: ...
    def cluster_myshardid(self) -> Self: ...
    def cluster_nodes(self) -> Self: ...
    def cluster_replicas(self, node_id: str) -> Self: ...
    def cluster_replicate(self, node_id: str) -> Self: ...
    def cluster_reset(self, soft: bool = True) -> Self: ...
    def cluster_save_config(self) -> Self: ...
    def cluster_set_config_epoch(self, epoch: int) -> Self: ...
    def cluster_shards(self) -> Self: ...
    def cluster_addslots(self, *slots: int) -> Self: ...
    def cluster_addslotsrange(self, *slots: int) -> Self: ...
    def cluster_cancelslotmigrations(self) -> Self: ...
    def cluster_countkeysinslot(self, slot_id: int) -> Self: ...
    def cluster_delslots(self, *slots: int) -> Self: ...
    def cluster_delslotsrange(self, *slots: int) -> Self: ...
    def cluster_flushslot(self, slot_id: int, asynchronous: bool | None = None) -> Self: ...
    def cluster_flushslots(self) -> Self: ...
    def cluster_get_keys_in_slot(self, slot: int, num_keys: int) -> Self: ...
    def cluster_getslotmigrations(self) -> Self: ...
    def cluster_keyslot(self, key: KeyT) -> Self: ...
    def cluster_migrateslots(self, ranges: Iterable[tuple[int, int]], node_id: str) -> Self: ...
    def cluster_migration_cancel(self, task_id: str | None = None) -> Self: ...
    def cluster_migration_import(self, ranges: Iterable[tuple[int, int]]) -> Self: ...
    def cluster_migration_status(self, task_id: str | None = None) -> Self: ...
    def cluster_setslot(self, node_id: str, slot_id: int, state: str) -> Self: ...
    def cluster_setslot_stable(self, slot_id: int) -> Self: ...
    def cluster_slot_stats(
        self,
        start_slot: int | None = None,
        end_slot: int | None = None,
        orderby: str | None = None,
        limit: int | None = None,
        order: Literal["ASC", "DESC"] | None = None,
    ) -> Self: ...
    def cluster_slots(self) -> Self: ...
    def clusterscan(
        self,
        cursor: str = "0",
        match: KeyT | None = None,
        count: int | None = None,
        type: str | None = None,
        slot: int | None = None,
    ) -> Self: ...
    def sentinel_ckquorum(self, new_master_name: str) -> Self: ...
    def sentinel_config_get(self, pattern: str = "*", *args: str) -> Self: ...
    def sentinel_config_set(self, name: str, value: EncodableT, *args: EncodableT) -> Self: ...
    def sentinel_debug(self) -> Self: ...
    def sentinel_failover(self, new_master_name: str) -> Self: ...
    def sentinel_flushconfig(self) -> Self: ...
    def sentinel_get_master_addr_by_name(self, service_name: str) -> Self: ...
    def sentinel_info_cache(self, *names: str) -> Self: ...
    def sentinel_master(self, service_name: str) -> Self: ...
    def sentinel_masters(self) -> Self: ...
    def sentinel_monitor(self, name: str, ip: str, port: int, quorum: int) -> Self: ...
    def sentinel_myid(self) -> Self: ...
    def sentinel_pending_scripts(self) -> Self: ...
    def sentinel_remove(self, name: str) -> Self: ...
    def sentinel_replicas(self, service_name: str) -> Self: ...
    def sentinel_reset(self, pattern: str) -> Self: ...
    def sentinel_sentinels(self, service_name: str) -> Self: ...
    def sentinel_set(self, name: str, option: str, value: EncodableT) -> Self: ...
    def sentinel_simulate_failure(self, *when: Literal["crash-after-election", "crash-after-promotion"]) -> Self: ...
    def sentinel_slaves(self, service_name: str) -> Self: ...
