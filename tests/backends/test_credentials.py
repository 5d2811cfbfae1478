"""Credential providers: who is asked when, what live connections do when others come, and what if there are none."""

from __future__ import annotations

import threading
from typing import Any, NamedTuple

import pytest

from sansredis.core.credentials import Credentials, UsernamePasswordCredentialProvider

from ..fakes.server import FakeServer
from .kit import ABANDONED, Kit

# In pieces: a traceback shows lines of source, and these are none of ours.
FIRST, SECOND, WRONG = "-".join(["hush", "one"]), "-".join(["hush", "two"]), "-".join(["hush", "not"])
USER = "someone"


class Vault:
    """A provider that counts how often it was asked. It gives what it was told, or raises it."""

    def __init__(self, password: str = FIRST, lifetime: float | None = None) -> None:
        self.asked = 0
        self.lifetime = lifetime
        self.gives: Any = password

    def get_credentials(self) -> Any:
        self.asked += 1
        if isinstance(self.gives, Exception):
            raise self.gives
        return Credentials(USER, self.gives, expires_in=self.lifetime) if isinstance(self.gives, str) else self.gives


class UserPass(NamedTuple):
    """What coredis's providers give."""

    username: str
    password: str


class SlowVault(Vault):
    """One that can be awaited, and has to be where that is possible. It waits for leave to answer."""

    def __init__(self, kit: Kit, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.kit = kit
        self.began = threading.Event()
        self.leave = threading.Event()

    def get_credentials(self) -> Any:
        found = super().get_credentials()
        self.began.set()
        if self.kit.name == "gevent":
            import gevent

            while not self.leave.is_set():
                gevent.sleep(0.001)
        else:
            assert self.leave.wait(30)
        return found

    async def get_credentials_async(self) -> Any:
        found = super().get_credentials()
        self.began.set()
        while not self.leave.is_set():
            await self.kit.sleep(0.001)
        return found


@pytest.fixture
def guarded(fake: FakeServer) -> FakeServer:
    """A server that knows one user."""
    fake.users = {USER.encode(): {FIRST.encode()}}
    return fake


def logins(server: FakeServer) -> list[tuple[int, bytes]]:
    """On which connection somebody logged in with which password, in this order."""
    found = []
    for number, args in list(server.log):
        if args[0] == b"AUTH":
            found.append((number, args[-1]))
        elif args[0] == b"HELLO" and b"AUTH" in args:
            found.append((number, args[args.index(b"AUTH") + 2]))
    return found


def rotate(server: FakeServer, vault: Vault, password: str = SECOND) -> None:
    """From now on there is another password, and no other."""
    server.users = {USER.encode(): {password.encode()}}
    vault.gives = password


# Who is asked


@pytest.mark.parametrize("protocol", [2, 3])
@pytest.mark.parametrize(
    "provider",
    [
        lambda: (USER, FIRST),
        lambda: Credentials(USER, FIRST),
        Vault(),
        UsernamePasswordCredentialProvider(USER, FIRST),
    ],
)
async def test_what_gives_credentials(kit: Kit, guarded: FakeServer, provider: Any, protocol: int) -> None:
    r = kit.redis(**guarded.address, credential_provider=provider, protocol=protocol)
    assert await kit.do(r.set("k", "v"))
    assert logins(guarded) == [(0, FIRST.encode())]


async def test_a_password_alone(kit: Kit, fake: FakeServer) -> None:
    fake.users = {b"default": {FIRST.encode()}}
    r = kit.redis(**fake.address, credential_provider=lambda: (FIRST,))
    assert await kit.do(r.ping())


async def test_asynchronous_ones(kit: Kit, guarded: FakeServer) -> None:
    async def give() -> tuple[str, str]:
        await kit.sleep(0)
        return USER, FIRST

    class LikeCoredis:
        async def get_credentials(self) -> UserPass:
            return UserPass(*await give())

    if kit.blocking:
        for make in (kit.door.Redis, kit.door.ConnectionPool):
            for provider in (give, LikeCoredis()):
                with pytest.raises(kit.door.DataError, match="credential_provider is asynchronous"):
                    make(credential_provider=provider)
        r = kit.redis(**guarded.address, credential_provider=lambda: give())
        with pytest.raises(kit.door.CredentialsError, match="gave something to be awaited, a coroutine"):
            await kit.do(r.ping())
    else:
        for provider in (give, lambda: give(), LikeCoredis()):
            r = kit.redis(**guarded.address, credential_provider=provider)
            assert await kit.do(r.ping())


async def test_who_connects_at_the_same_time_shares_one_answer(kit: Kit, guarded: FakeServer) -> None:
    vault = SlowVault(kit)
    pool = kit.pool(**guarded.address, credential_provider=vault, max_connections=5, socket_timeout=20)
    leases = [kit.spawn(lambda: kit.do(pool.acquire())) for _ in range(5)]
    await kit.until(lambda: pool.stats()["connecting"] == 5)
    vault.leave.set()
    for lease in leases:
        pool.release(await lease.result())
    assert vault.asked == 1
    assert pool.stats()["created"] == 5


async def test_many_who_need_them_at_once_ask_once(kit: Kit, guarded: FakeServer) -> None:
    """Also where threads come between two steps of each other."""
    for _ in range(20):
        vault = Vault(lifetime=3600)
        r = kit.redis(**guarded.address, credential_provider=vault, max_connections=4, socket_timeout=20)
        await kit.repeat(4, lambda _, r=r: kit.do(r.ping()))
        assert vault.asked == 1
        await kit.close(r)


@pytest.mark.parametrize(("lifetime", "times"), [(None, 2), (3600, 1)])
async def test_later_connections_ask_again_unless_a_lifetime_is_known(
    kit: Kit, guarded: FakeServer, lifetime: float | None, times: int
) -> None:
    vault = Vault(lifetime=lifetime)
    pool = kit.pool(**guarded.address, credential_provider=vault)
    first = await kit.do(pool.acquire())
    second = await kit.do(pool.acquire())
    pool.release(first)
    pool.release(second)
    assert (vault.asked, guarded.opened) == (times, 2)
    async with kit.lease(pool) as connection:
        assert await kit.do(connection.ping())
    assert vault.asked == times
    assert len(logins(guarded)) == 2


# Others come


async def test_an_idle_connection_logs_in_again_before_it_is_used(kit: Kit, guarded: FakeServer) -> None:
    vault = Vault()
    r = kit.redis(**guarded.address, credential_provider=vault)
    await kit.do(r.ping())
    rotate(guarded, vault)
    r.connection_pool.reauthenticate()
    assert vault.asked == 1, "it only notes it"
    for _ in range(3):
        await kit.do(r.incr("k"))
    assert vault.asked == 2
    assert logins(guarded) == [(0, FIRST.encode()), (0, SECOND.encode())]
    assert guarded.opened == 1
    assert guarded.data[b"k"] == b"3"


async def test_every_idle_connection_does_so(kit: Kit, guarded: FakeServer) -> None:
    vault = Vault(lifetime=3600)
    pool = kit.pool(**guarded.address, credential_provider=vault)
    held = [await kit.do(pool.acquire()) for _ in range(3)]
    for connection in held:
        pool.release(connection)
    rotate(guarded, vault)
    pool.reauthenticate()
    held = [await kit.do(pool.acquire()) for _ in range(3)]
    for connection in held:
        pool.release(connection)
    assert sorted(logins(guarded)[3:]) == [(number, SECOND.encode()) for number in range(3)]
    assert vault.asked == 2


async def test_nothing_that_rides_is_disturbed(kit: Kit, guarded: FakeServer) -> None:
    """Callers go on while the password changes under them, again and again."""
    vault = Vault()
    r = kit.redis(**guarded.address, credential_provider=vault, max_connections=4, socket_timeout=30)
    await kit.do(r.ping())
    passwords = [f"hush-{number}" for number in range(5)]
    guarded.users = {USER.encode(): {FIRST.encode(), *(p.encode() for p in passwords)}}

    async def caller(number: int) -> None:
        for turn in range(30):
            if number == 0 and turn % 6 == 0:
                vault.gives = passwords[turn // 6]
                r.connection_pool.reauthenticate()
            text = f"{number}.{turn}".encode()
            assert await kit.do(r.echo(text)) == text

    await kit.repeat(8, caller)
    stats = r.connection_pool.stats()
    assert (stats["lost"], stats["closed"]) == (0, 0)
    assert {password for _, password in logins(guarded)} >= {passwords[-1].encode()}


async def test_between_the_commands_of_others(kit: Kit, guarded: FakeServer) -> None:
    """AUTH waits in line with what is owed: nobody is kept from sending after it."""
    if kit.name == "threads":
        return  # threads do not share
    vault = Vault()
    r = kit.redis(**guarded.address, credential_provider=vault, socket_timeout=30)
    await kit.do(r.ping())
    rotate(guarded, vault)
    event = threading.Event()
    rule = guarded.on("ECHO", hold=event, times=1)
    first = kit.spawn(lambda: kit.do(r.echo("1")))
    await kit.until(rule.fired.is_set)
    r.connection_pool.reauthenticate()
    others = [kit.spawn(lambda text=text: kit.do(r.echo(text))) for text in ("2", "3", "4")]
    await kit.until(lambda: r.connection_pool.stats()["owed"] >= 4)
    event.set()
    assert [await handle.result() for handle in (first, *others)] == [b"1", b"2", b"3", b"4"]
    commands = [args[0] for _, args in guarded.log if args[0] in (b"ECHO", b"AUTH")]
    assert commands[0] == b"ECHO"
    assert commands.count(b"AUTH") == 1
    assert guarded.opened == 1


async def test_who_holds_a_connection_logs_in_by_his_next_command(kit: Kit, guarded: FakeServer) -> None:
    vault = Vault()
    pool = kit.pool(**guarded.address, credential_provider=vault)
    async with kit.lease(pool) as connection:
        await kit.do(connection.ping())
        rotate(guarded, vault)
        pool.reauthenticate()
        await kit.do(connection.execute_command("MULTI"))
        assert logins(guarded)[1:] == [(0, SECOND.encode())]
        rotate(guarded, vault, FIRST)
        pool.reauthenticate()
        await kit.do(connection.incr("k"))
        assert await kit.do(connection.execute_command("EXEC")) == [1], "AUTH would have been queued"
        assert len(logins(guarded)) == 2
        await kit.do(connection.ping())
        assert len(logins(guarded)) == 3


async def test_the_same_again_say_nothing(kit: Kit, guarded: FakeServer) -> None:
    vault = Vault()
    pool = kit.pool(**guarded.address, credential_provider=vault)
    first = await kit.do(pool.acquire())
    pool.release(await kit.do(pool.acquire()))
    pool.release(first)
    async with kit.lease(pool), kit.lease(pool):
        pass
    assert vault.asked == 2
    assert len(logins(guarded)) == 2


async def test_another_password_for_a_new_connection_reaches_the_old_ones(kit: Kit, guarded: FakeServer) -> None:
    vault = Vault()
    pool = kit.pool(**guarded.address, credential_provider=vault)
    first = await kit.do(pool.acquire())
    rotate(guarded, vault)
    pool.release(await kit.do(pool.acquire()))
    pool.release(first)
    async with kit.lease(pool), kit.lease(pool):
        pass
    assert logins(guarded) == [(0, FIRST.encode()), (1, SECOND.encode()), (0, SECOND.encode())]


async def test_nothing_to_log_in_with_is_a_new_connection(kit: Kit, guarded: FakeServer) -> None:
    vault = Vault()
    r = kit.redis(**guarded.address, credential_provider=vault)
    await kit.do(r.ping())
    guarded.users = None
    vault.gives = ("",)
    r.connection_pool.reauthenticate()
    await kit.do(r.ping())
    assert len(logins(guarded)) == 1
    assert guarded.opened == 2


# Subscribers


async def message_of(kit: Kit, subscriber: Any, admin: Any, channel: str, text: str) -> Any:
    """Publish until the subscriber gets it."""
    while True:
        await kit.do(admin.publish(channel, text))
        message = await kit.do(subscriber.get_message(ignore_subscribe_messages=True, timeout=0.05))
        if message is not None and message["data"] == text.encode():
            return message


@pytest.mark.parametrize("protocol", [2, 3])
async def test_a_subscriber_logs_in_among_his_requests_or_gets_another_connection(kit: Kit, protocol: int) -> None:
    """Under RESP3 nothing is missed. Under RESP2 there is a gap, when the credentials' time is over."""
    admin = kit.redis()
    user, channel = kit.key("user"), kit.key("channel")
    await kit.do(admin.acl_setuser(user, enabled=True, passwords=["+one", "+two"], channels=["*"], commands=["+@all"]))
    vault = Vault(lifetime=None if protocol == 3 else 1.5)
    vault.gives = Credentials(user, "one", expires_in=vault.lifetime)
    r = kit.redis(credential_provider=vault, protocol=protocol)
    subscriber = r.pubsub()
    try:
        await kit.do(subscriber.subscribe(channel))
        await message_of(kit, subscriber, admin, channel, "first")
        vault.gives = Credentials(user, "two", expires_in=3600)
        connection = subscriber._ear.connection
        before = connection.login
        if protocol == 3:
            r.connection_pool.reauthenticate()
            while connection.login is before:
                await message_of(kit, subscriber, admin, channel, "more")
            assert subscriber._ear.connection is connection
        else:
            while subscriber._ear.connection in (connection, None):
                await kit.do(subscriber.get_message(timeout=0.05))
        assert subscriber._ear.connection.login.credentials.password == "two"
        await message_of(kit, subscriber, admin, channel, "last")
        assert vault.asked == 2
    finally:
        await kit.close(subscriber)
        await kit.do(admin.acl_deluser(user))


async def test_a_subscriber_without_any_that_are_good_says_so(kit: Kit, guarded: FakeServer) -> None:
    vault = Vault(lifetime=0.5)
    admin = kit.redis()
    user, channel = kit.key("user"), kit.key("channel")
    await kit.do(admin.acl_setuser(user, enabled=True, passwords=["+one"], channels=["*"], commands=["+@all"]))
    vault.gives = Credentials(user, "one", expires_in=0.5)
    subscriber = kit.redis(credential_provider=vault).pubsub()
    try:
        await kit.do(subscriber.subscribe(channel))
        vault.gives = OSError("no")
        while "credential provider" not in (subscriber.trouble or ""):
            await kit.do(subscriber.get_message(timeout=0.05))
        vault.gives = Credentials(user, "one", expires_in=3600)
        await message_of(kit, subscriber, admin, channel, "again")
        assert subscriber.trouble is None
    finally:
        await kit.close(subscriber)
        await kit.do(admin.acl_deluser(user))


# What the server refuses


async def test_what_was_known_before_and_is_refused_is_asked_for_once_more(kit: Kit, guarded: FakeServer) -> None:
    vault = Vault(lifetime=3600)
    pool = kit.pool(**guarded.address, credential_provider=vault)
    first = await kit.do(pool.acquire())
    rotate(guarded, vault)
    second = await kit.do(pool.acquire())
    assert [password for _, password in logins(guarded)] == [FIRST.encode(), FIRST.encode(), SECOND.encode()]
    assert vault.asked == 2
    pool.release(first)
    pool.release(second)


@pytest.mark.parametrize("lifetime", [None, 3600])
async def test_what_was_asked_for_just_now_is_not(kit: Kit, guarded: FakeServer, lifetime: float | None) -> None:
    vault = Vault(WRONG, lifetime)
    r = kit.redis(**guarded.address, credential_provider=vault)
    for times in (1, 2):
        with pytest.raises(kit.door.AuthenticationError, match="WRONGPASS") as raised:
            await kit.do(r.ping())
        assert WRONG not in str(raised.value)
        assert vault.asked == times
        assert len(logins(guarded)) == times
    vault.gives = FIRST
    assert await kit.do(r.ping())


async def test_the_same_once_more_is_not_tried_again(kit: Kit, guarded: FakeServer) -> None:
    vault = Vault(lifetime=3600)
    pool = kit.pool(**guarded.address, credential_provider=vault)
    first = await kit.do(pool.acquire())
    guarded.users = {}
    with pytest.raises(kit.door.AuthenticationError, match="WRONGPASS"):
        await kit.do(pool.acquire())
    assert vault.asked == 2
    assert len(logins(guarded)) == 2
    assert await kit.do(first.ping()), "whoever is in stays in"
    pool.release(first)


async def test_live_connections_that_are_refused_go_on_as_they_were(kit: Kit, guarded: FakeServer) -> None:
    vault = Vault(lifetime=3600)
    r = kit.redis(**guarded.address, credential_provider=vault)
    await kit.do(r.ping())
    vault.gives = WRONG
    r.connection_pool.reauthenticate()
    for _ in range(5):
        assert await kit.do(r.incr("k"))
    assert logins(guarded) == [(0, FIRST.encode()), (0, WRONG.encode())], "not before a pause is over"
    assert guarded.opened == 1


# What the provider does not give


@pytest.mark.parametrize("gives", [None, [FIRST], (USER, None), 1.5])
async def test_what_is_no_credentials(kit: Kit, guarded: FakeServer, gives: Any) -> None:
    vault = Vault()
    vault.gives = gives
    r = kit.redis(**guarded.address, credential_provider=vault)
    with pytest.raises(kit.door.CredentialsError, match="the credential provider gave a ") as raised:
        await kit.do(r.ping())
    assert FIRST not in str(raised.value)
    assert guarded.opened == 0


async def test_a_provider_that_fails(kit: Kit, guarded: FakeServer) -> None:
    vault = Vault()
    vault.gives = KeyError(FIRST)
    r = kit.redis(**guarded.address, credential_provider=vault)
    with pytest.raises(kit.door.CredentialsError, match=r"the credential provider failed with KeyError$") as raised:
        await kit.do(r.ping())
    assert raised.value.__cause__ is vault.gives
    with pytest.raises(kit.door.CredentialsError, match=r"is asked again in 0\.\d+ s$") as raised:
        await kit.do(r.ping())
    assert raised.value.__cause__ is None
    assert vault.asked == 1
    stats = r.connection_pool.stats()
    assert (stats["connecting"], stats["used"], stats["waiting"], stats["failed"]) == (0, 0, 0, 2)
    vault.gives = FIRST
    await kit.until(lambda: r.connection_pool.lane().credentials.state.pause(r.connection_pool.runtime.now()) == 0)
    assert await kit.do(r.ping())


async def test_who_waited_for_its_answer_fails_with_it(kit: Kit, guarded: FakeServer) -> None:
    class Failing(SlowVault):
        def get_credentials(self) -> Any:
            super().get_credentials()
            raise OSError(FIRST)

        async def get_credentials_async(self) -> Any:
            await super().get_credentials_async()
            raise OSError(FIRST)

    vault = Failing(kit)
    pool = kit.pool(**guarded.address, credential_provider=vault, socket_timeout=20)
    leases = [kit.spawn(lambda: kit.do(pool.acquire())) for _ in range(4)]
    await kit.until(lambda: pool.stats()["connecting"] == 4)
    vault.leave.set()
    for lease in leases:
        with pytest.raises(kit.door.CredentialsError, match="failed with OSError"):
            await lease.result()
    assert vault.asked == 1


async def test_while_it_fails_the_old_ones_serve(kit: Kit, guarded: FakeServer) -> None:
    vault = Vault(lifetime=3600)
    pool = kit.pool(**guarded.address, credential_provider=vault)
    first = await kit.do(pool.acquire())
    vault.gives = OSError("no")
    pool.reauthenticate()
    for _ in range(3):
        assert await kit.do(first.ping())
    assert vault.asked == 2
    second = await kit.do(pool.acquire())
    assert await kit.do(second.ping())
    assert vault.asked == 2
    pool.release(first)
    pool.release(second)


async def test_those_without_a_lifetime_serve_new_connections_then(kit: Kit, guarded: FakeServer) -> None:
    vault = Vault()
    pool = kit.pool(**guarded.address, credential_provider=vault)
    first = await kit.do(pool.acquire())
    vault.gives = OSError("no")
    second = await kit.do(pool.acquire())
    assert await kit.do(second.ping())
    assert (vault.asked, len(logins(guarded))) == (2, 2)
    pool.release(first)
    pool.release(second)


async def test_without_any_that_are_good_connections_are_closed(kit: Kit, guarded: FakeServer) -> None:
    vault = Vault(lifetime=0.3)
    r = kit.redis(**guarded.address, credential_provider=vault)
    await kit.do(r.ping())
    vault.gives = OSError("no")
    state = r.connection_pool.lane().credentials.state
    await kit.until(lambda: state.spent(r.connection_pool.runtime.now()))
    with pytest.raises(kit.door.CredentialsError, match="the credential provider failed with OSError"):
        await kit.do(r.incr("k"))
    assert guarded.executed["INCR"] == 0
    stats = r.connection_pool.stats()
    assert (stats["free"], stats["closed_retired"]) == (0, 1)
    vault.gives = FIRST
    r.connection_pool.reauthenticate()
    assert await kit.do(r.incr("k")) == 1


async def test_credentials_whose_time_is_over_are_replaced_on_the_same_connection(
    kit: Kit, guarded: FakeServer
) -> None:
    vault = Vault(lifetime=0.3)
    r = kit.redis(**guarded.address, credential_provider=vault)
    await kit.do(r.ping())
    state = r.connection_pool.lane().credentials.state
    await kit.until(lambda: state.spent(r.connection_pool.runtime.now()))
    vault.lifetime = 3600
    rotate(guarded, vault)
    assert await kit.do(r.incr("k")) == 1
    assert logins(guarded) == [(0, FIRST.encode()), (0, SECOND.encode())]


async def test_credentials_that_are_over_at_once_serve_once(kit: Kit, guarded: FakeServer) -> None:
    """Each call asks, logs in and is done: there is no end to wait for."""
    vault = Vault(lifetime=1e-9)
    r = kit.redis(**guarded.address, credential_provider=vault)
    for number in range(1, 6):
        assert await kit.do(r.incr("k")) == number
    async with kit.lease(r.connection_pool) as connection:
        assert await kit.do(connection.incr("k")) == 6
    assert vault.asked <= 20


# Cancelled, and out of time


async def test_a_provider_that_others_can_interrupt_has_the_time_of_the_call(kit: Kit, guarded: FakeServer) -> None:
    if kit.name == "threads":
        return  # nobody can interrupt it there
    vault = SlowVault(kit)
    r = kit.redis(**guarded.address, credential_provider=vault, socket_timeout=20)
    with pytest.raises(kit.door.TimeoutError, match="the credential provider did not answer in time"):
        await kit.do(r.with_timeout(0.05).ping())
    kit.at_rest(r.connection_pool)
    vault.leave.set()
    assert await kit.do(r.ping())


async def test_who_gives_up_takes_nothing_from_the_others(kit: Kit, guarded: FakeServer) -> None:
    if not kit.can_cancel:
        return  # threads cannot be cancelled
    vault = SlowVault(kit)
    pool = kit.pool(**guarded.address, credential_provider=vault, socket_timeout=20)
    asking = kit.spawn(lambda: kit.do(pool.acquire()))
    await kit.until(vault.began.is_set)
    others = [kit.spawn(lambda: kit.do(pool.acquire())) for _ in range(3)]
    await kit.until(lambda: pool.stats()["connecting"] == 4)
    asking.cancel()
    assert await asking.result() is ABANDONED
    await kit.until(lambda: vault.asked == 2)
    others[0].cancel()
    assert await others[0].result() is ABANDONED
    vault.leave.set()
    for other in others[1:]:
        pool.release(await other.result())
    assert vault.asked <= 3


@pytest.mark.interrupts
async def test_given_up_at_every_point(kit: Kit, guarded: FakeServer) -> None:
    """Connecting, renewing and logging in again: no slot is lost, and the next call works."""

    class Waiting(Vault):
        async def get_credentials_async(self) -> Any:
            await kit.sleep(0)
            return self.get_credentials()

    vault = Waiting()

    async def play() -> Any:
        r = kit.redis(**guarded.address, credential_provider=vault, socket_timeout=20)
        try:
            await kit.do(r.ping())
            r.connection_pool.reauthenticate()
            return await kit.do(r.ping())
        finally:
            pools.append(r)

    pools: list[Any] = []
    step = 7 if kit.name == "threads" else 1
    for point in range(1, 5000, step):
        outcome = await kit.cancel_at(point, play)
        for r in pools:
            assert await kit.do(r.ping())
            await kit.rest(r.connection_pool)
            await kit.close(r)
        pools.clear()
        if outcome is not ABANDONED:
            assert outcome is True
            return
    raise AssertionError("there was no end of the points")


# Who shares what


async def test_clients_of_one_pool_share_its_credentials(kit: Kit, guarded: FakeServer) -> None:
    vault = Vault(lifetime=3600)
    pool = kit.pool(**guarded.address, credential_provider=vault)
    for _ in range(3):
        assert await kit.do(kit.redis(connection_pool=pool).ping())
    assert vault.asked == 1
    with pytest.raises(kit.door.DataError, match="credential_provider: options of connections belong to the pool"):
        kit.redis(connection_pool=pool, credential_provider=vault)


async def test_without_a_provider_nothing_is_different(kit: Kit, fake: FakeServer) -> None:
    r = kit.redis(**fake.address)
    await kit.do(r.ping())
    lane = r.connection_pool.lane()
    assert type(lane).__name__ == "Lane"
    r.connection_pool.reauthenticate()
    assert await kit.do(r.ping())
    assert not logins(fake)
