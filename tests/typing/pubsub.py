"""What subscribers give: messages that can be told apart, of bytes or str."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_type

from sansredis import asyncio, awaiting, blocking, gevent, threads, trio
from sansredis.awaiting.pubsub import Listening
from sansredis.awaiting.pubsub import PubSub as AsyncPubSub
from sansredis.blocking.pubsub import PubSub, Worker
from sansredis.pubsub import Gap, GapMessage, KeyEvent, Message, Published, Subscription


def made(one: threads.Redis[str], two: gevent.Redis[bytes], three: asyncio.Redis[str], four: trio.Redis[bytes]) -> None:
    assert_type(one.pubsub(), PubSub[str])
    assert_type(two.pubsub(ignore_subscribe_messages=True), PubSub[bytes])
    assert_type(three.pubsub(when_full="drop_oldest", queue_size=5), AsyncPubSub[str])
    assert_type(four.pubsub(gaps=False, health_check_interval=None), AsyncPubSub[bytes])
    one.pubsub(when_full="wait")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def told_apart(message: Message[str]) -> None:
    assert_type(message["data"], str | int | Gap)
    assert_type(message["channel"], str | None)
    if message["type"] == "message":
        assert_type(message, Published[str])
        assert_type(message["data"], str)
    elif message["type"] == "pmessage":
        assert_type(message["pattern"], str)
    elif message["type"] == "subscribe":
        assert_type(message["data"], int)
    elif message["type"] == "gap":
        assert_type(message["data"], Gap)
    assert_type(KeyEvent.of(message), KeyEvent[str] | None)


def handled(message: Published[bytes]) -> None: ...
def gone(message: GapMessage) -> None: ...


def fetched(r: blocking.Redis[bytes]) -> None:
    with r.pubsub(gap_handler=gone) as p:
        assert_type(p, PubSub[bytes])
        p.subscribe("a", b"b", ["c", Subscription("d", handled)], e=handled)
        assert_type(p.get_message(timeout=None), Message[bytes] | None)
        assert_type(p.listen(), Iterator[Message[bytes]])
        for message in p:
            assert_type(message, Message[bytes])
        assert_type(p.run_in_thread(), Worker)
        assert_type(p.ping(), bool)
        assert_type(p.subscribed, bool)
        p.subscribe(1)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


async def fetched_by_tasks(r: awaiting.Redis[str]) -> None:
    async with r.pubsub() as p:
        assert_type(p, AsyncPubSub[str])
        assert_type(await p.get_message(), Message[str] | None)
        assert_type(p.listen(), Listening[str])
        async for message in p:
            assert_type(message, Message[str])
        assert_type(await p.ping(), bool)
        await p.run()
