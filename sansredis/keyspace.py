"""Keyspace notifications on top of publish/subscribe."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sansredis.core.commands.command import Command, KeyT, S
from sansredis.core.errors import DataError, PubSubError
from sansredis.core.keyspace import KeyEvent, key_pattern, tells
from sansredis.core.pubsub import Kind
from sansredis.core.pubsub_messages import Handler, Subscription
from sansredis.pubsub import PubSubFlow

EventHandler = Callable[[KeyEvent[Any]], object]
_SETTING = "notify-keyspace-events"


class KeyspaceFlow(PubSubFlow[S]):
    """A subscriber who can also ask for what happens to keys, and be run by a worker."""

    async def _subscribe_keys(
        self, keys: tuple[KeyT, ...], db: int | str | None, handler: EventHandler | None, check: bool
    ) -> None:
        await self._notify_me(b"keyspace", keys, db, handler, check)

    async def _subscribe_events(
        self, events: tuple[KeyT, ...], db: int | str | None, handler: EventHandler | None, check: bool
    ) -> None:
        await self._notify_me(b"keyevent", events, db, handler, check)

    async def _notify_me(
        self, prefix: bytes, names: tuple[KeyT, ...], db: int | str | None, handler: EventHandler | None, check: bool
    ) -> None:
        if not names:
            raise DataError('there is no name; "*" is for all')
        where = self._pool.options.db if db is None else db
        patterns = [key_pattern(prefix, where, self._encoded(name)) for name in names]
        if check:
            await self._check_setting(prefix)
        called = None if handler is None else _reading(handler)
        await self._subscribe(Kind.PATTERN, tuple(Subscription(pattern, called) for pattern in patterns), {})

    async def _check_setting(self, prefix: bytes) -> None:
        reply = await self._client._execute(Command[Any](b"CONFIG", b"GET", _SETTING, decode=False))
        pairs = reply if isinstance(reply, dict) else dict(zip(reply[::2], reply[1::2], strict=True))
        setting = pairs.get(_SETTING.encode(), b"").decode()
        if not tells(setting, prefix):
            wanted = "KA" if prefix == b"keyspace" else "EA"
            raise PubSubError(
                f"the server does not tell what happens to keys: its {_SETTING} is {setting!r}; "
                f"set it to {wanted!r}, or what you need of that, with CONFIG SET"
            )

    def _check_handlers(self) -> None:
        """A worker has nobody to give a message to but its handler."""
        for names in (self.channels, self.patterns, self.shard_channels):
            for name, handler in names.items():
                if handler is None:
                    raise PubSubError(f"a worker needs a handler for each subscription, and {name!r} has none")


def _reading(handler: EventHandler) -> Handler:
    def call(message: Any) -> Any:
        event = KeyEvent.of(message)
        return None if event is None else handler(event)

    return call
