"""Scripts and libraries: a server that does not know them gets them, and nothing runs twice."""

from __future__ import annotations

from typing import Any

import pytest

from ..fakes.server import FakeServer
from .kit import Kit

ADD = "return redis.call('INCRBY', KEYS[1], ARGV[1])"


def library(kit: Kit, extra: str = "") -> tuple[str, str]:
    """The source of a library, and the prefix of its functions: each test has its own."""
    name = kit.key("lib").replace(":", "_").replace("-", "_")
    return (
        f"#!lua name={name}\n"
        f"redis.register_function('{name}_add', function(k, a) return redis.call('INCRBY', k[1], a[1]) end)\n"
        f"redis.register_function{{function_name='{name}_get', flags={{'no-writes'}},"
        f" callback=function(k, a) return redis.call('GET', k[1]) end}}\n{extra}",
        name,
    )


# Scripts


async def test_a_script_is_called_like_a_function(kit: Kit) -> None:
    r = kit.redis(decode_responses=True)
    key = kit.key()
    add = r.register_script(ADD)
    assert await kit.do(add(keys=[key], args=[3])) == 3
    assert await kit.do(add([key], [4])) == 7
    assert await kit.do(r.script_exists(add.sha)) == [True]
    join = r.register_script("return KEYS[1] .. ARGV[1]")
    assert await kit.do(join(keys=("a",), args=(n for n in "ä"))) == "aä"
    assert await kit.do(r.register_script(b"return 'x'", reply=len)()) == 1
    assert repr(add).endswith(f"Script {add.sha}>")


async def test_a_server_that_forgot_it_gets_it_again(kit: Kit) -> None:
    r = kit.redis()
    key = kit.key()
    add = r.register_script(ADD)
    for total in (1, 2, 3):
        await kit.do(r.script_flush())
        assert await kit.do(add([key], [1])) == total
    assert await kit.do(add([key], [1], client=kit.redis())) == 4
    async with kit.lease(r.connection_pool) as connection:
        await kit.do(connection.script_flush())
        assert await kit.do(add([key], [1], client=connection)) == 5
        assert await kit.do(add([key], [1], client=connection)) == 6


async def test_in_pipelines_and_transactions(kit: Kit) -> None:
    r = kit.redis()
    add = r.register_script(ADD, reply=str)
    for transaction in (True, False):
        key = kit.key()
        await kit.do(r.script_flush())
        pipe = r.pipeline(transaction=transaction).set(key, 10)
        assert add([key], [1], client=pipe) is pipe
        add([key], [2], client=pipe)
        assert await kit.do(pipe.get(key).execute()) == [True, "11", "13", b"13"]


async def test_on_a_connection_that_watches(kit: Kit) -> None:
    r = kit.redis()
    key, other = kit.key(), kit.key()
    add = r.register_script(ADD)
    async with kit.entered(r.pipeline()) as pipe:
        watched = await kit.do(pipe.watch(key))
        assert await kit.do(add([other], [1], client=pipe)) == 1
        assert await kit.do(add([other], [1], client=watched)) == 2
        pipe.multi()
        assert add([key], [5], client=pipe) is pipe
        assert await kit.do(pipe.execute()) == [5]


async def test_an_error_of_its_own_is_no_reason_to_run_it_again(kit: Kit) -> None:
    r = kit.redis()
    key = kit.key()
    script = r.register_script("redis.call('INCR', KEYS[1]) return redis.error_reply('NOSCRIPT of mine')")
    with pytest.raises(kit.door.NoScriptError, match="of mine"):
        await kit.do(script([key]))
    assert await kit.do(r.get(key)) == b"1"
    with pytest.raises(kit.door.ResponseError, match="compil"):
        await kit.do(r.register_script("not Lua")())


async def test_read_only(kit: Kit) -> None:
    r = kit.redis()
    key = kit.key()
    read = r.register_script("return redis.call('GET', KEYS[1])", read_only=True)
    await kit.do(r.set(key, "x"))
    assert await kit.do(read([key])) == b"x"
    assert await kit.do(read([key])) == b"x"
    assert await kit.do(read([key], client=r.pipeline()).execute()) == [b"x"]
    with pytest.raises(kit.door.ResponseError, match=r"(?i)write"):
        await kit.do(r.register_script(ADD, read_only=True)([key], [1]))


async def test_one_string_for_keys(kit: Kit) -> None:
    r = kit.redis()
    with pytest.raises(kit.door.DataError, match="put it in a list"):
        await kit.do(r.register_script(ADD)(keys="key"))
    assert r.connection_pool.stats()["created"] == 0


async def test_a_lost_reply(kit: Kit, fake: FakeServer) -> None:
    r = kit.redis(**fake.address)
    fake.on("EVALSHA", reply=b"", close=True)
    with pytest.raises(kit.door.MaybeExecutedError):
        await kit.do(r.register_script(ADD)(["k"], [1]))
    assert fake.executed["EVALSHA"] == 1
    fake.on("EVALSHA_RO", reply=b"", close=True, times=1)
    fake.on("EVALSHA_RO", reply=b"-NOSCRIPT No matching script.\r\n", skip=1)
    fake.on("EVAL_RO", reply=b":5\r\n")
    assert await kit.do(r.register_script("return 5", read_only=True)()) == 5


async def test_one_deadline_for_all_of_it(kit: Kit, fake: FakeServer) -> None:
    r = kit.redis(**fake.address, socket_timeout=0.5)
    fake.on("EVALSHA", reply=b"-NOSCRIPT No matching script.\r\n")
    fake.on("EVAL", swallow=True)
    with pytest.raises(kit.door.TimeoutError):
        await kit.do(r.register_script(ADD)(["k"], [1]))
    assert fake.executed["EVAL"] == 1


# Libraries


async def test_a_library_is_loaded_when_it_is_missing(kit: Kit) -> None:
    r = kit.redis(decode_responses=True)
    code, name = library(kit)
    functions = r.register_library(code)
    key = kit.key()
    assert functions.name == name
    assert name in repr(functions)
    assert await kit.do(functions.call(f"{name}_add", [key], [3])) == 3
    assert await kit.do(functions.call_ro(f"{name}_get", [key])) == "3"
    assert await kit.do(functions.call_ro(f"{name}_get", keys=[key], reply=int)) == 3
    assert await kit.do(functions.delete()) is True
    # As after a failover to a server that never had it.
    assert await kit.do(functions.call_ro(f"{name}_get", [key])) == "3"
    assert await kit.do(functions.delete()) is True
    async with kit.lease(r.connection_pool) as connection:
        assert await kit.do(functions.call(f"{name}_add", [key], [1], client=connection)) == 4
    assert await kit.do(functions.call(f"{name}_add", [key], [1], client=r.pipeline()).execute()) == [5]
    assert await kit.do(functions.delete()) is True


async def test_load_replaces(kit: Kit) -> None:
    r = kit.redis()
    code, name = library(kit)
    old = r.register_library(code)
    assert await kit.do(old.load()) == name
    assert await kit.do(old.load()) == name
    with pytest.raises(kit.door.ResponseError, match="already exists"):
        await kit.do(old.load(replace=False))
    new = r.register_library(code + f"redis.register_function('{name}_new', function() return 1 end)")
    assert await kit.do(new.call(f"{name}_new")) == 1
    with pytest.raises(kit.door.ResponseError, match="Function not found"):
        await kit.do(new.call(f"{name}_none"))
    assert await kit.do(new.delete()) is True
    with pytest.raises(kit.door.ResponseError, match="not found"):
        await kit.do(new.delete())


async def test_wrong_libraries(kit: Kit) -> None:
    r = kit.redis()
    with pytest.raises(kit.door.DataError, match="name=mylib"):
        r.register_library("return 1")
    code, name = library(kit)
    with pytest.raises(kit.door.ResponseError):
        await kit.do(r.register_library(code + "not Lua").call(f"{name}_add", ["k"], [1]))


async def test_a_function_whose_reply_is_lost(kit: Kit, fake: FakeServer) -> None:
    r = kit.redis(**fake.address)
    fake.on("FCALL", reply=b"", close=True)
    fake.on("FCALL", reply=b"-ERR Function not found\r\n", times=1)
    fake.on("FUNCTION", reply=b"$4\r\nmine\r\n")
    with pytest.raises(kit.door.MaybeExecutedError):
        await kit.do(r.register_library("#!lua name=mine").call("f"))
    assert (fake.executed["FCALL"], fake.executed["FUNCTION"]) == (2, 1)


@pytest.mark.interrupts
async def test_given_up_in_the_middle(kit: Kit) -> None:
    """Between the two requests nothing is held."""
    r = kit.redis(max_connections=1)
    key = kit.key()
    add = r.register_script(ADD)

    async def call() -> Any:
        return await kit.do(add([key], [1]))

    for point in range(1, 5000):
        await kit.do(r.script_flush())
        outcome = await kit.cancel_at(point, call)
        await kit.rest(r.connection_pool)
        if isinstance(outcome, int):
            return
    raise AssertionError("the call never came through")
