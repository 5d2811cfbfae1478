"""The types of sansredis.awaiting.features, written by tools/make_faces.py."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar, overload
from ..awaiting.locks import Lock, Semaphore
from ..awaiting.monitor import Monitor
from ..awaiting.pipeline import Pipeline
from ..awaiting.pubsub import PubSub
from ..awaiting.scans import Scans
from ..awaiting.scripts import Library, Script
from ..awaiting.streams import StreamConsumer, StreamReader
from ..client import Client
from ..core.commands.arguments_streams import StreamIdT
from ..core.commands.command import KeyT, S, T
from ..core.pubsub_messages import GapMessage
from ..core.pubsub_queue import Policy

_L = TypeVar("_L", bound=Lock)

class Features(Scans[S], Client[S]):
    @overload
    def lock(
        self,
        name: KeyT,
        timeout: float | None = None,
        sleep: float = 0.1,
        blocking: bool = True,
        blocking_timeout: float | None = None,
        lock_class: None = None,
        thread_local: bool = True,
        raise_on_release_error: bool = True,
        *,
        auto_renew: bool = False,
        on_lost: Callable[[], object] | None = None,
        fencing: bool = False,
    ) -> Lock: ...
    @overload
    def lock(
        self,
        name: KeyT,
        timeout: float | None = None,
        sleep: float = 0.1,
        blocking: bool = True,
        blocking_timeout: float | None = None,
        *,
        lock_class: type[_L],
        thread_local: bool = True,
        raise_on_release_error: bool = True,
        auto_renew: bool = False,
        on_lost: Callable[[], object] | None = None,
        fencing: bool = False,
    ) -> _L: ...
    def semaphore(
        self,
        name: KeyT,
        limit: int,
        timeout: float | None = None,
        sleep: float = 0.1,
        blocking: bool = True,
        blocking_timeout: float | None = None,
        thread_local: bool = True,
        raise_on_release_error: bool = True,
        *,
        auto_renew: bool = False,
        on_lost: Callable[[], object] | None = None,
    ) -> Semaphore: ...
    def stream_reader(
        self,
        streams: KeyT | Iterable[KeyT] | Mapping[KeyT, StreamIdT],
        start: StreamIdT = "0",
        *,
        prefetch: int = 100,
        timeout: float | None = None,
    ) -> StreamReader[S]: ...
    def stream_consumer(
        self,
        streams: KeyT | Iterable[KeyT],
        group: KeyT,
        consumer: KeyT,
        *,
        start: StreamIdT = "0",
        auto_ack: bool = True,
        ack_batch: int = 1,
        claim_idle: float | None = None,
        prefetch: int = 10,
        timeout: float | None = None,
    ) -> StreamConsumer[S]: ...
    def pubsub(
        self,
        *,
        ignore_subscribe_messages: bool = False,
        gaps: bool = True,
        gap_handler: Callable[[GapMessage], object] | None = None,
        queue_size: int = 1000,
        when_full: Policy = "block",
        health_check_interval: float | None = 15.0,
    ) -> PubSub[S]: ...
    def monitor(self) -> Monitor: ...
    @overload
    def register_script(self, script: KeyT, *, read_only: bool = ..., reply: None = ...) -> Script[Any]: ...
    @overload
    def register_script(self, script: KeyT, *, read_only: bool = ..., reply: Callable[[Any], T]) -> Script[T]: ...
    def register_library(self, code: KeyT) -> Library: ...
    def pipeline(self, transaction: bool = True, shard_hint: None = None) -> Pipeline[S]: ...
