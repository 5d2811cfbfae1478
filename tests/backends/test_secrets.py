"""Nothing secret appears in what is shown: reprs, logs, warnings, errors with their tracebacks, statistics, SETINFO."""

from __future__ import annotations

import copy
import gc
import logging
import pickle
import threading
import traceback
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sansredis.core.credentials import Credentials

from ..fakes.server import FakeServer
from .kit import Kit

# In pieces: a traceback shows lines of source, and these are none of ours.
SECRET = "-".join(["hush", "hush"])
USER = "-".join(["nobody", "known"])


class Heard(logging.Handler):
    """Everything that anybody logs, as text with its traceback."""

    def __init__(self) -> None:
        super().__init__(logging.NOTSET)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(logging.Formatter("%(name)s %(message)s").format(record) + repr(record.args))


@pytest.fixture
def heard() -> Iterator[Heard]:
    handler, root = Heard(), logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.NOTSET)
    yield handler
    root.removeHandler(handler)
    root.setLevel(level)


def told(error: BaseException) -> str:
    """All that an error says: its traceback with the notes and with what it was raised in the handling of."""
    texts = []
    seen: BaseException | None = error
    while seen is not None:
        texts += [str(seen), repr(seen), *getattr(seen, "__notes__", [])]
        seen = seen.__cause__ or seen.__context__
    return "\n".join([*texts, *traceback.format_exception(error)])


def shown(thing: Any, depth: int = 6, seen: set[int] | None = None) -> Iterator[str]:
    """The repr of an object of ours, and of those it refers to, whatever a debugger or a logger might be given."""
    seen = set() if seen is None else seen
    if id(thing) in seen or not depth:
        return
    seen.add(id(thing))
    if type(thing).__module__.startswith("sansredis"):
        yield repr(thing)
        yield str(thing)
        for held in gc.get_referents(thing):
            yield from shown(held, depth - 1, seen)
    elif isinstance(thing, (list, tuple, set, frozenset)):
        for held in tuple(thing):
            yield from shown(held, depth - 1, seen)
    elif isinstance(thing, dict):
        for held in tuple(thing.values()):
            yield from shown(held, depth - 1, seen)


def check(*texts: str) -> None:
    for text in texts:
        assert SECRET not in text, text.replace(SECRET, "(the password)")
        assert USER not in text, text.replace(USER, "(the user)")


async def error_of(kit: Kit, call: Callable[[], Any]) -> BaseException:
    with pytest.raises(kit.door.RedisError) as raised:
        await kit.do(call())
    return raised.value


FAULTS: dict[str, tuple[str, dict[str, Any]]] = {
    "refused": ("HELLO", {"reply": b"-WRONGPASS invalid username-password pair or user is disabled.\r\n"}),
    "repeated": ("HELLO", {"reply": f"-NOPERM I do not like {SECRET}\r\n".encode()}),
    "a reply of another kind": ("HELLO", {"reply": f"+{SECRET}\r\n".encode()}),
    "garbage": ("HELLO", {"reply": f"{SECRET}\r\n".encode()}),
    "closed": ("HELLO", {"close": True, "swallow": True}),
    "silent": ("HELLO", {"silence": True}),
    "garbage later": ("ECHO", {"reply": f"{SECRET}\r\n".encode()}),
    "closed later": ("ECHO", {"close": True, "swallow": True}),
    "silent later": ("ECHO", {"silence": True}),
}


@pytest.mark.parametrize("fault", FAULTS)
async def test_whatever_goes_wrong(kit: Kit, fake: FakeServer, heard: Heard, fault: str) -> None:
    command, rule = FAULTS[fault]
    fake.on(command, **rule)
    r = kit.redis(**fake.address, password=SECRET, username=USER, retries=0, socket_timeout=0.3, max_connections=2)
    error = await error_of(kit, lambda: r.echo("x"))
    check(told(error), *shown(r), repr(r.connection_pool.stats()), *heard.lines)
    fake.drop()


class Vault:
    """A provider that shows what it has, as a dataclass would."""

    def __init__(self, gives: Any) -> None:
        self.gives = gives

    def __repr__(self) -> str:
        return f"Vault({SECRET})"

    def get_credentials(self) -> Any:
        return self.gives


@pytest.mark.parametrize("fault", FAULTS)
async def test_whatever_goes_wrong_with_what_a_provider_gave(
    kit: Kit, fake: FakeServer, heard: Heard, fault: str
) -> None:
    command, rule = FAULTS[fault]
    fake.on(command, **rule)
    vault = Vault(Credentials(USER, SECRET, expires_in=60))
    r = kit.redis(**fake.address, credential_provider=vault, retries=0, socket_timeout=0.3, max_connections=2)
    error = await error_of(kit, lambda: r.echo("x"))
    check(told(error), *shown(r), repr(r.connection_pool.stats()), *heard.lines)
    fake.drop()


@pytest.mark.parametrize(
    "gives", [SECRET, (SECRET, SECRET, SECRET), (USER, SECRET.encode()), [USER, SECRET], {USER: SECRET}, Vault(None)]
)
async def test_what_a_provider_should_not_have_given(kit: Kit, fake: FakeServer, heard: Heard, gives: Any) -> None:
    r = kit.redis(**fake.address, credential_provider=Vault(gives))
    for _ in range(2):
        check(told(await error_of(kit, r.ping)), *shown(r), repr(r.connection_pool.stats()), *heard.lines)


@pytest.mark.parametrize(
    "rule",
    [
        {"reply": f"-WRONGPASS {SECRET} of {USER}\r\n".encode()},
        {"reply": f"+{SECRET}\r\n".encode()},
        {"reply": f"{SECRET}\r\n".encode()},
        {"close": True, "swallow": True},
        {"silence": True},
    ],
    ids=str,
)
async def test_whatever_goes_wrong_when_a_connection_logs_in_again(
    kit: Kit, fake: FakeServer, heard: Heard, rule: dict[str, Any]
) -> None:
    r = kit.redis(**fake.address, credential_provider=Vault((USER, SECRET)), protocol=3, retries=0, socket_timeout=0.5)
    subscriber = r.pubsub()
    check(*shown(subscriber))
    await kit.do(r.ping())
    fake.on("AUTH", **rule)
    r.connection_pool.reauthenticate()
    try:
        await kit.do(r.ping())
    except kit.door.RedisError as error:
        check(told(error))
    check(*shown(r), repr(r.connection_pool.stats()), *heard.lines)
    await kit.close(subscriber)
    fake.drop()


async def test_a_full_pool_and_one_that_is_closed(kit: Kit, fake: FakeServer, heard: Heard) -> None:
    r = kit.redis(**fake.address, password=SECRET, username=USER, max_connections=1, pool_timeout=0.05)
    async with kit.lease(r.connection_pool) as connection:
        full = await error_of(kit, lambda: r.connection_pool.acquire())
        check(told(full), *shown(connection), *shown(r))
    things = [r.pipeline(), r.pubsub(), r.lock("x"), r.monitor(), r.json(), r.register_script("return 1")]
    for thing in things:
        check(*shown(thing))
    await kit.close(r)
    check(told(await error_of(kit, r.ping)), *shown(r), *heard.lines)


async def test_nobody_can_connect(kit: Kit, heard: Heard) -> None:
    r = kit.redis(host="127.0.0.1", port=1, password=SECRET, username=USER, retries=1)
    check(told(await error_of(kit, r.ping)), *heard.lines)


async def test_the_server_is_told_the_password_with_hello_only(kit: Kit, fake: FakeServer) -> None:
    for protocol in (2, 3):
        r = kit.redis(**fake.address, password=SECRET, username=USER, protocol=protocol, client_name="me")
        await kit.do(r.ping())
    assert any(args[0] == b"HELLO" and SECRET.encode() in args for _, args in fake.log)
    assert any(args[0] == b"AUTH" and SECRET.encode() in args for _, args in fake.log)
    for _, args in fake.log:
        if args[0] not in (b"HELLO", b"AUTH"):
            check(*(arg.decode() for arg in args))


@pytest.mark.parametrize(
    "call",
    [
        lambda r: r.execute_command("AUTH " + SECRET),
        lambda r: r.execute_command("AUHT", USER, SECRET),
        lambda r: r.auth(SECRET, USER),
        lambda r: r.acl_setuser("unmade", passwords="-" + SECRET),
        lambda r: r.acl_setuser("unmade", hashed_passwords="+" + SECRET),
        lambda r: r.hello(3, USER, SECRET),
    ],
)
async def test_commands_with_secrets_that_a_server_refuses(
    kit: Kit, heard: Heard, call: Callable[[Any], Awaitable[Any]]
) -> None:
    """A real server, which quotes some of it."""
    r = kit.redis()
    check(told(await error_of(kit, lambda: call(r))), *heard.lines)
    for transaction in (False, True):
        pipe = r.pipeline(transaction=transaction)
        check(repr(call(pipe)), repr(pipe), repr(pipe.command_stack))
        with pytest.raises(kit.door.RedisError) as raised:
            await kit.do(pipe.execute())
        check(told(raised.value))
        pipe = r.pipeline(transaction=transaction)
        call(pipe)
        try:
            values = await kit.do(pipe.execute(raise_on_error=False))
        except kit.door.RedisError as error:
            check(told(error))
        else:
            check(repr(values))


@pytest.mark.parametrize(
    "url",
    [
        f"redis://{USER}:{SECRET}@localhost:no",
        f"redis://{USER}:{SECRET}@localhost/no",
        f"redis://{USER}:{SECRET}@[::1",
        f"redis://{USER}:{SECRET}/@localhost",
        f"redis://localhost?password={SECRET}&passwort=1",
        f"redis://localhost?password={SECRET}&password={SECRET}",
        f"redi://{USER}:{SECRET}@localhost",
        f"redis://{USER}:{SECRET}%@localhost",
        f"{USER}:{SECRET}@localhost",
        f"rediss://{USER}:{SECRET}@localhost?ssl_password={SECRET}&ssl_pasword={SECRET}",
        f"rediss://{USER}:{SECRET}@localhost?ssl_password={SECRET}&ssl_cert_reqs=no",
    ],
)
async def test_a_url_that_is_wrong(kit: Kit, url: str) -> None:
    for make in (kit.door.Redis.from_url, kit.door.ConnectionPool.from_url):
        with pytest.raises(kit.door.DataError) as raised:
            make(url)
        check(told(raised.value))


async def test_a_url_that_is_right(kit: Kit) -> None:
    r = kit.adopt(kit.door.Redis.from_url(f"redis://{USER}:{SECRET}@localhost:6379/0?client_name=me"))
    assert r.options.password == SECRET
    check(*shown(r), *shown(r.connection_pool))


async def test_wrong_options_beside_a_secret(kit: Kit) -> None:
    for wrong in ({"port": "no"}, {"username": 5}, {"pasword": SECRET}, {"db": -1}, {"password": SECRET.encode()}):
        with pytest.raises(kit.door.DataError) as raised:
            kit.door.Redis(**{"password": SECRET, "username": USER, **wrong})
        check(told(raised.value))


async def test_the_password_of_a_private_key(kit: Kit, fake: FakeServer, heard: Heard, tmp_path: Path) -> None:
    """One that does not fit, a key that is none, and a file that is not there."""
    nonsense = tmp_path / "key.pem"
    nonsense.write_text("-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n")
    for file in (nonsense, tmp_path / "nowhere.pem"):
        options = {"ssl": True, "ssl_certfile": str(file), "ssl_keyfile": str(file), "ssl_password": SECRET}
        with pytest.raises(kit.door.RedisError) as raised:
            r = kit.redis(**fake.address, **options, password=SECRET, username=USER, retries=0)
            check(*shown(r))
            await kit.do(r.ping())
        check(told(raised.value), *heard.lines)


async def test_clients_and_pools_are_not_copied_or_pickled(kit: Kit, fake: FakeServer) -> None:
    """With them the password would be, and the connections would be two clients'."""
    r = kit.redis(**fake.address, password=SECRET, username=USER)
    await kit.do(r.ping())
    for thing in (r, r.connection_pool, r.with_timeout(5)):
        for attempt in (copy.copy, copy.deepcopy, pickle.dumps):
            with pytest.raises(TypeError) as raised:
                attempt(thing)
            check(told(raised.value))


async def test_names_of_threads_and_tasks(kit: Kit, fake: FakeServer) -> None:
    r = kit.redis(**fake.address, password=SECRET, username=USER)
    held = fake.on("ECHO", delay=0.05)
    handle = kit.spawn(lambda: kit.do(r.echo("x")))
    await kit.until(held.fired.is_set)
    names = [thread.name for thread in threading.enumerate()]
    if kit.name in ("asyncio", "uvloop"):
        import asyncio

        names += [f"{task.get_name()} {task!r}" for task in asyncio.all_tasks()]
    check(*names)
    assert await handle.result() == b"x"
