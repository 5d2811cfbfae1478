"""The types of sansredis.modules.bf, written by tools/make_faces.py."""

from collections.abc import Coroutine
from typing import Any, Generic
from ..core.commands.arguments_collections import ValuesT
from ..core.commands.command import EncodableT, KeyT, S
from ..core.commands.modules.bf import BFInfo
from ..core.commands.modules.namespace import P

class BlockingBFCommands(Generic[S]):
    def create(
        self,
        key: KeyT,
        errorRate: float,
        capacity: int,
        expansion: int | None = None,
        noScale: bool | None = None,
    ) -> bool: ...
    def reserve(
        self,
        key: KeyT,
        errorRate: float,
        capacity: int,
        expansion: int | None = None,
        noScale: bool | None = None,
    ) -> bool: ...
    def add(self, key: KeyT, item: EncodableT) -> bool: ...
    def madd(self, key: KeyT, *items: EncodableT) -> list[bool]: ...
    def insert(
        self,
        key: KeyT,
        items: ValuesT,
        capacity: int | None = None,
        error: float | None = None,
        noCreate: bool | None = None,
        expansion: int | None = None,
        noScale: bool | None = None,
    ) -> list[bool]: ...
    def exists(self, key: KeyT, item: EncodableT) -> bool: ...
    def mexists(self, key: KeyT, *items: EncodableT) -> list[bool]: ...
    def scandump(self, key: KeyT, iter: int) -> tuple[int, bytes]: ...
    def loadchunk(self, key: KeyT, iter: int, data: bytes) -> bool: ...
    def info(self, key: KeyT) -> BFInfo: ...
    def card(self, key: KeyT) -> int: ...

class AsyncBFCommands(Generic[S]):
    def create(
        self,
        key: KeyT,
        errorRate: float,
        capacity: int,
        expansion: int | None = None,
        noScale: bool | None = None,
    ) -> Coroutine[Any, Any, bool]: ...
    def reserve(
        self,
        key: KeyT,
        errorRate: float,
        capacity: int,
        expansion: int | None = None,
        noScale: bool | None = None,
    ) -> Coroutine[Any, Any, bool]: ...
    def add(self, key: KeyT, item: EncodableT) -> Coroutine[Any, Any, bool]: ...
    def madd(self, key: KeyT, *items: EncodableT) -> Coroutine[Any, Any, list[bool]]: ...
    def insert(
        self,
        key: KeyT,
        items: ValuesT,
        capacity: int | None = None,
        error: float | None = None,
        noCreate: bool | None = None,
        expansion: int | None = None,
        noScale: bool | None = None,
    ) -> Coroutine[Any, Any, list[bool]]: ...
    def exists(self, key: KeyT, item: EncodableT) -> Coroutine[Any, Any, bool]: ...
    def mexists(self, key: KeyT, *items: EncodableT) -> Coroutine[Any, Any, list[bool]]: ...
    def scandump(self, key: KeyT, iter: int) -> Coroutine[Any, Any, tuple[int, bytes]]: ...
    def loadchunk(self, key: KeyT, iter: int, data: bytes) -> Coroutine[Any, Any, bool]: ...
    def info(self, key: KeyT) -> Coroutine[Any, Any, BFInfo]: ...
    def card(self, key: KeyT) -> Coroutine[Any, Any, int]: ...

class PipelineBFCommands(Generic[P]):
    def create(
        self,
        key: KeyT,
        errorRate: float,
        capacity: int,
        expansion: int | None = None,
        noScale: bool | None = None,
    ) -> P: ...
    def reserve(
        self,
        key: KeyT,
        errorRate: float,
        capacity: int,
        expansion: int | None = None,
        noScale: bool | None = None,
    ) -> P: ...
    def add(self, key: KeyT, item: EncodableT) -> P: ...
    def madd(self, key: KeyT, *items: EncodableT) -> P: ...
    def insert(
        self,
        key: KeyT,
        items: ValuesT,
        capacity: int | None = None,
        error: float | None = None,
        noCreate: bool | None = None,
        expansion: int | None = None,
        noScale: bool | None = None,
    ) -> P: ...
    def exists(self, key: KeyT, item: EncodableT) -> P: ...
    def mexists(self, key: KeyT, *items: EncodableT) -> P: ...
    def scandump(self, key: KeyT, iter: int) -> P: ...
    def loadchunk(self, key: KeyT, iter: int, data: bytes) -> P: ...
    def info(self, key: KeyT) -> P: ...
    def card(self, key: KeyT) -> P: ...
