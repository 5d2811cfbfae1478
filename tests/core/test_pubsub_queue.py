"""The queue of a subscriber: its limit, its policies, and what is told of what was dropped."""

from __future__ import annotations

from typing import Any

import pytest

from sansredis.core.errors import DataError, SlowConsumerError
from sansredis.core.pubsub_messages import Arrived, Gap, gap_message, read_message
from sansredis.core.pubsub_queue import POLICIES, MessageQueue


def message(number: int) -> list[Any]:
    return [b"message", b"c", b"%d" % number]


def confirmation() -> Arrived:
    return Arrived([b"subscribe", b"c", 1])


def everything(queue: MessageQueue) -> list[Any]:
    taken = []
    while (item := queue.take()) is not None:
        if isinstance(item, Arrived):
            item = item.raw
        if isinstance(item, list):
            taken.append(int(item[2]) if item[0] == b"message" else "confirmed")
        else:
            taken.append(item)
    assert len(queue) == 0
    assert queue.published == 0
    return taken


def filled(policy: Any, count: int) -> MessageQueue:
    queue = MessageQueue(3, policy)
    for number in range(count):
        queue.publish(message(number), None, 10.0 + number)
    return queue


@pytest.mark.parametrize("policy", POLICIES)
def test_nothing_is_dropped_up_to_the_limit(policy: Any) -> None:
    queue = filled(policy, 3)
    assert queue.full
    assert len(queue) == 3
    assert everything(queue) == [0, 1, 2]
    assert not queue.full


def test_block_leaves_it_to_the_reader_to_stop() -> None:
    queue = filled("block", 5)
    assert queue.full
    assert queue.blocks
    assert everything(queue) == [0, 1, 2, 3, 4]


def test_drop_oldest_tells_before_what_is_left() -> None:
    queue = filled("drop_oldest", 5)
    assert not queue.blocks
    assert len(queue) == 4
    assert everything(queue) == [Gap(13.0, 1.0, 2, "the queue was full"), 2, 3, 4]


def test_drop_newest_tells_where_it_is_missing() -> None:
    queue = filled("drop_newest", 5)
    assert queue.take() == message(0)
    queue.publish(message(5), None, 20.0)
    queue.publish(message(6), None, 21.0)
    assert everything(queue) == [
        1,
        2,
        Gap(13.0, 1.0, 2, "the queue was full"),
        5,
        Gap(21.0, 0.0, 1, "the queue was full"),
    ]


def test_a_gap_that_was_told_is_another_one_then() -> None:
    queue = MessageQueue(1, "drop_newest")
    queue.publish(message(0), None, 0)
    queue.put(confirmation())
    queue.publish(message(1), None, 1)
    assert everything(queue) == [0, "confirmed", Gap(1, 0, 1, "the queue was full")]
    queue.publish(message(2), None, 2)
    queue.publish(message(3), None, 3)
    assert everything(queue) == [2, Gap(3, 0, 1, "the queue was full")]


@pytest.mark.parametrize(("extra", "words"), [(1, "1 message dropped"), (2, "2 messages dropped")])
def test_error_tells_by_an_error(extra: int, words: str) -> None:
    *rest, error = everything(filled("error", 3 + extra))
    assert rest == [0, 1, 2]
    assert isinstance(error, SlowConsumerError)
    assert str(error) == f"{words}: 3 were waiting to be fetched already"


def test_what_the_subscriber_caused_is_never_dropped() -> None:
    queue = MessageQueue(1, "drop_oldest")
    error = RuntimeError()
    queue.put(error)
    queue.put(confirmation())
    for number in range(3):
        queue.publish(message(number), None, number)
    assert everything(queue) == [Gap(1, 1, 2, "the queue was full"), error, "confirmed", 2]


def test_what_is_plain_is_taken_alone() -> None:
    queue = MessageQueue(2, "drop_oldest")
    assert queue.take_plain() is None
    queue.publish(message(0), None, 0)
    queue.publish(message(1), print, 0)
    assert queue.take_plain() == message(0)
    assert queue.take_plain() is None
    assert queue.take() == Arrived(message(1), print)
    queue.put(confirmation())
    for number in range(3):
        queue.publish(message(number), None, 0)
    assert queue.take_plain() is None
    assert isinstance(queue.take(), Gap)
    assert queue.take_plain() is None
    assert queue.take() == confirmation()
    assert queue.take_plain() == message(1)
    assert everything(queue) == [2]


@pytest.mark.parametrize("limit", [0, -1, 1.5, True, None])
def test_a_wrong_limit(limit: Any) -> None:
    with pytest.raises(DataError, match="queue_size must be a whole number above 0"):
        MessageQueue(limit, "block")


def test_a_wrong_policy() -> None:
    with pytest.raises(DataError, match="when_full must be one of block, drop_oldest, drop_newest, error, not 'wait'"):
        MessageQueue(1, "wait")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ([b"message", b"c", b"d"], ("message", None, "c", "d")),
        ([b"smessage", b"c", b"d"], ("smessage", None, "c", "d")),
        ([b"pmessage", b"p*", b"pc", b"d"], ("pmessage", "p*", "pc", "d")),
        ([b"subscribe", b"c", 2], ("subscribe", None, "c", 2)),
        ([b"punsubscribe", b"p*", 0], ("punsubscribe", None, "p*", 0)),
        ([b"pong", b""], ("pong", None, None, "")),
    ],
)
def test_messages_have_the_shape_that_people_know(raw: list[Any], expected: tuple[Any, ...]) -> None:
    names = ("type", "pattern", "channel", "data")
    assert read_message(raw, bytes.decode) == dict(zip(names, expected, strict=True))
    raws = (expected[0], *(value.encode() if isinstance(value, str) else value for value in expected[1:]))
    assert read_message(raw, None) == dict(zip(names, raws, strict=True))


def test_what_is_no_text_is_an_error_of_who_fetches_it() -> None:
    with pytest.raises(UnicodeDecodeError):
        read_message([b"message", b"c", b"\xff"], bytes.decode)


def test_a_gap_is_a_message() -> None:
    gap = Gap(1.0, 2.0, None, "lost")
    assert gap_message(gap) == {"type": "gap", "pattern": None, "channel": None, "data": gap}
