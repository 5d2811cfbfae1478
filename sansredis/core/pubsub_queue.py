"""What has arrived for a subscriber who has not fetched it yet: a queue with a limit, and a policy for when it is full.

The law: **what was dropped is counted, and told where it is missing**. Only what others published counts for the limit
and may be dropped; what the subscriber himself caused (confirmations, pongs, errors) is kept in its place among it.
"""

from __future__ import annotations

from collections import deque
from typing import Any, Final, Literal, TypeAlias, get_args

from sansredis.core.errors import DataError, SlowConsumerError
from sansredis.core.pubsub_messages import Arrived, Gap, Handler

Policy: TypeAlias = Literal["block", "drop_oldest", "drop_newest", "error"]
POLICIES: Final[tuple[str, ...]] = get_args(Policy)
_FULL: Final = "the queue was full"


class _Dropped:
    """Stands in the queue where messages are missing."""

    __slots__ = ("count", "since", "until")

    def __init__(self, now: float) -> None:
        self.count = 0
        self.since = self.until = now

    def one_more(self, now: float) -> None:
        self.count += 1
        self.until = now


class MessageQueue:
    """The queue.

    Args:
        limit: how many published messages it holds.
        policy: what is done when it is full. ``block``: nothing, except that `full` says so, and whoever fills it has
            to stop (so it may hold what one read has brought beyond the limit). ``drop_oldest`` and ``drop_newest``
            drop, and tell it by a `Gap`. ``error`` drops the newest, and tells it by a `SlowConsumerError`.

    Raises:
        DataError: the limit is no whole number above 0, or there is no such policy.
    """

    __slots__ = ("limit", "policy", "published", "_items", "_oldest", "_newest")

    def __init__(self, limit: int, policy: Policy) -> None:
        if type(limit) is not int or limit < 1:
            raise DataError(f"queue_size must be a whole number above 0, not {limit!r}")
        if policy not in POLICIES:
            raise DataError(f"when_full must be one of {', '.join(POLICIES)}, not {policy!r}")
        self.limit = limit
        self.policy = policy
        self.published = 0
        self._items: deque[Any] = deque()
        self._oldest: _Dropped | None = None
        self._newest: _Dropped | None = None

    @property
    def full(self) -> bool:
        """Whether no more should be read for now."""
        return self.published >= self.limit

    @property
    def blocks(self) -> bool:
        """Whether it is for the server to wait, instead of messages being dropped."""
        return self.policy == "block"

    def __len__(self) -> int:
        return len(self._items) + (self._oldest is not None)

    def publish(self, message: list[Any], handler: Handler | None, now: float) -> None:
        """Enter what was published, or drop something, as the policy says."""
        if self.published >= self.limit and self.policy != "block":
            if self.policy != "drop_oldest":
                self._drop_newest(now)
                return
            self._drop_oldest(now)
        self._newest = None
        self.published += 1
        self._items.append(message if handler is None else Arrived(message, handler))

    def put(self, item: Any) -> None:
        """Enter something that is never dropped."""
        self._items.append(item)

    def _drop_oldest(self, now: float) -> None:
        # Nearly always the very first.
        del self._items[next(i for i, item in enumerate(self._items) if _was_published(item))]
        self.published -= 1
        if self._oldest is None:
            self._oldest = _Dropped(now)
        self._oldest.one_more(now)

    def _drop_newest(self, now: float) -> None:
        if self._newest is None:
            self._newest = _Dropped(now)
            self._items.append(self._newest)
        self._newest.one_more(now)

    def take(self) -> Any:
        """Take the next thing out.

        Returns:
            What was published, as the server sent it, or an `Arrived`; a `Gap` (its `since` on the clock that *now* was
            of); an error to be raised; or None.
        """
        if self._oldest is not None:
            dropped, self._oldest = self._oldest, None
            return _told(dropped)
        if not self._items:
            return None
        item = self._items.popleft()
        if _was_published(item):
            self.published -= 1
        elif type(item) is _Dropped:
            if item is self._newest:
                self._newest = None
            if self.policy == "error":
                count = f"{item.count} message{'s' if item.count > 1 else ''}"
                return SlowConsumerError(f"{count} dropped: {self.limit} were waiting to be fetched already")
            return _told(item)
        return item

    def take_plain(self) -> list[Any] | None:
        """Take the next thing out if it was published and has no handler; else leave it, and give None."""
        if self._oldest is not None or not self._items or not isinstance(self._items[0], list):
            return None
        self.published -= 1
        message: list[Any] = self._items.popleft()
        return message


def _told(dropped: _Dropped) -> Gap:
    return Gap(dropped.since, dropped.until - dropped.since, dropped.count, _FULL)


def _was_published(item: Any) -> bool:
    return isinstance(item, list) or (type(item) is Arrived and item.handler is not None)
