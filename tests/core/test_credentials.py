"""Credentials of providers: what they may be, how long they are good, when others are asked for, and what then."""

from __future__ import annotations

import copy
import functools
import pickle
from math import inf
from typing import Any

import pytest

from sansredis.core.credentials import (
    Credentials,
    CredentialsState,
    Login,
    UsernamePasswordCredentialProvider,
    asker,
    read_credentials,
)
from sansredis.core.errors import ConnectionError, CredentialsError, DataError
from sansredis.core.options import OptionError, Options
from sansredis.core.retry import Attempts, Retry

from .connecting import QUIET, said
from .test_options import kept

SECRET = "-".join(["hush", "hush"])


class Asynchronous:
    async def get_credentials_async(self) -> tuple[str]:
        return (SECRET,)


class Both(Asynchronous):
    def get_credentials(self) -> tuple[str, str]:
        return "me", SECRET


class Callable:
    async def __call__(self) -> tuple[str]:
        return (SECRET,)


def plain() -> tuple[str]:
    return (SECRET,)


async def asynchronous() -> tuple[str]:
    return (SECRET,)


class TestCredentials:
    def test_what_is_empty_is_none(self) -> None:
        for given in (Credentials(), Credentials("", ""), Credentials(None, None)):
            assert (given.username, given.password, given.expires_in, given.auth) == (None, None, None, None)

    @pytest.mark.parametrize(
        ("given", "auth"),
        [
            (Credentials("me", "pass"), (b"AUTH", "me", "pass")),
            (Credentials("me"), (b"AUTH", "me", b"")),
            (Credentials(None, "pass"), (b"AUTH", "pass")),
            (Credentials("default", "pass"), (b"AUTH", "pass")),
        ],
    )
    def test_the_command_that_logs_in(self, given: Credentials, auth: Any) -> None:
        assert given.auth == auth

    def test_nothing_is_shown_pickled_or_changed(self) -> None:
        given = Credentials("the-user", SECRET, expires_in=60)
        assert repr(given) == str(given) == "Credentials(<REDACTED>, expires_in=60)"
        assert repr(Credentials("the-user", SECRET)) == "Credentials(<REDACTED>)"
        for copying in (pickle.dumps, copy.copy, copy.deepcopy):
            with pytest.raises(TypeError, match="cannot be pickled or copied"):
                copying(given)
        with pytest.raises(AttributeError, match="make others"):
            given.password = "other"
        provider = UsernamePasswordCredentialProvider("the-user", SECRET)
        assert repr(provider) == "UsernamePasswordCredentialProvider(<REDACTED>)"
        assert provider.get_credentials().auth == (b"AUTH", "the-user", SECRET)

    @pytest.mark.parametrize("wrong", [{"username": b"me"}, {"password": SECRET.encode()}, {"password": 1}])
    def test_of_another_type(self, wrong: Any) -> None:
        with pytest.raises(DataError, match="must be a str or None, not a value of type") as raised:
            Credentials(**wrong)
        assert SECRET not in str(raised.value)

    @pytest.mark.parametrize("lifetime", [0, -1, True, "60", inf, float("nan")])
    def test_lifetimes_are_seconds_above_0(self, lifetime: Any) -> None:
        with pytest.raises(DataError, match="expires_in must be a number of seconds above 0"):
            Credentials("me", SECRET, expires_in=lifetime)

    def test_what_makes_a_difference_to_the_server(self) -> None:
        given = Credentials("me", "pass", expires_in=5)
        assert given.same_as(Credentials("me", "pass"))
        assert not given.same_as(Credentials("me", "word"))
        assert not given.same_as(Credentials("you", "pass"))


class TestWhatProvidersGive:
    @pytest.mark.parametrize(
        ("found", "meant"),
        [
            (("me", "pass"), ("me", "pass")),
            (("pass",), (None, "pass")),
            (("",), (None, None)),
            (Credentials("me", "pass"), ("me", "pass")),
        ],
    )
    def test_right(self, found: Any, meant: Any) -> None:
        given = read_credentials(found)
        assert (given.username, given.password) == meant

    @pytest.mark.parametrize(
        ("found", "shown"),
        [
            (None, "a value of type NoneType"),
            (SECRET, "a value of type str"),
            ([SECRET], "a value of type list"),
            ((), r"a tuple of \(\)"),
            ((None, SECRET), r"a tuple of \(NoneType, str\)"),
            ((SECRET.encode(),), r"a tuple of \(bytes\)"),
            ((SECRET, SECRET, SECRET), r"a tuple of \(str, str, str\)"),
        ],
    )
    def test_wrong_and_never_quoted(self, found: Any, shown: str) -> None:
        with pytest.raises(CredentialsError, match=f"the credential provider gave {shown}: it has to return") as raised:
            read_credentials(found)
        assert SECRET not in str(raised.value)

    def test_such_an_error_is_of_the_connection_and_final(self) -> None:
        error = CredentialsError("none")
        assert isinstance(error, ConnectionError)
        assert not error.maybe_executed
        assert Attempts(Retry(), [(b"GET", "k")]).pause(error, 0.5) is None


class TestWhomToAsk:
    @pytest.mark.parametrize(
        "provider", [plain, Both(), UsernamePasswordCredentialProvider(password=SECRET), lambda: 1]
    )
    @pytest.mark.parametrize("awaits", [False, True])
    def test_plain_ones_anywhere(self, provider: Any, awaits: bool) -> None:
        assert callable(asker(provider, awaits))
        assert kept("credential_provider", provider) is provider

    def test_what_can_be_awaited_comes_first_where_it_can(self) -> None:
        provider = Both()
        assert asker(provider, True) == provider.get_credentials_async
        assert asker(provider, False) == provider.get_credentials

    @pytest.mark.parametrize(
        "provider", [asynchronous, Asynchronous(), Callable(), Callable().__call__, functools.partial(asynchronous)]
    )
    def test_asynchronous_ones_need_something_to_await_them(self, provider: Any) -> None:
        assert callable(asker(provider, True))
        with pytest.raises(DataError, match="credential_provider is asynchronous, and threads and gevent"):
            asker(provider, False)

    def test_what_calls_what_is_no_python_is_taken_as_it_is(self) -> None:
        assert asker(dict, False) is dict
        assert asker(functools.partial(plain), False)() == (SECRET,)


class TestTheOption:
    @pytest.mark.parametrize("wrong", [SECRET, ("me", SECRET), 1, Both, Credentials("me", SECRET)])
    def test_what_gives_nothing_is_refused(self, wrong: Any) -> None:
        with pytest.raises(OptionError, match="credential_provider must be an object with get_credentials") as raised:
            Options(credential_provider=wrong)
        assert SECRET not in str(raised.value)

    @pytest.mark.parametrize("beside", [{"username": "me"}, {"password": SECRET}])
    def test_it_excludes_what_it_stands_for(self, beside: Any) -> None:
        with pytest.raises(OptionError, match="credential_provider and username or password exclude each other"):
            Options(credential_provider=plain, **beside)
        with pytest.raises(OptionError, match="leave those out, of the URL, too"):
            Options.from_url(f"redis://:{SECRET}@h", credential_provider=plain)
        assert Options.from_url("redis://h", credential_provider=plain, password="").credential_provider is plain

    def test_no_url_can_give_one(self) -> None:
        with pytest.raises(OptionError, match="credential_provider cannot be given in a URL"):
            Options.from_url("redis://h?credential_provider=x")

    def test_it_is_not_shown(self) -> None:
        class Shows:
            def get_credentials(self) -> tuple[str]:
                return (SECRET,)

            def __repr__(self) -> str:
                return SECRET

        assert repr(Options(credential_provider=Shows())) == "Options(credential_provider=<REDACTED>)"
        assert len({Options(credential_provider=plain), Options(credential_provider=asynchronous)}) == 2


def lasting(seconds: float | None, password: str = "first") -> Credentials:
    return Credentials("me", password, expires_in=seconds)


def state_with(given: Credentials, now: float = 100.0, chance: float = 0.0) -> tuple[CredentialsState, Login]:
    state = CredentialsState()
    return state, state.given(given, now, now, chance)


class TestForNewConnections:
    def test_at_first_there_are_none(self) -> None:
        state = CredentialsState()
        assert state.for_new(100, 100) is None
        assert (state.next_time, state.due(100), state.spent(100), state.pause(100)) == (inf, False, False, 0)
        assert not state.behind(None)
        assert repr(state) == "<CredentialsState None failures=0>"

    def test_those_with_a_lifetime_serve_until_it_is_over(self) -> None:
        state, login = state_with(lasting(60))
        assert state.for_new(159.9, 159) is login
        assert state.for_new(160, 159) is None
        assert state.spent(160)
        assert not state.spent(159.9)
        assert repr(state) == "<CredentialsState <Login good until 160.000> failures=0>"

    def test_those_without_one_serve_whoever_was_connecting_just_then(self) -> None:
        state, login = state_with(lasting(None))
        assert state.for_new(100.5, 99.5) is login
        assert state.for_new(100.5, 100.4) is None
        assert not state.spent(1e9)
        assert state.next_time == inf

    def test_those_without_one_serve_on_while_the_provider_is_not_asked(self) -> None:
        state, login = state_with(lasting(None))
        state.failed(200, 0.0, "no")
        assert state.for_new(200.05, 200) is login
        assert state.for_new(200.2, 200.2) is None

    def test_what_was_refused_serves_nobody_until_it_is_accepted(self) -> None:
        state, login = state_with(lasting(60))
        state.refused(login, 101, 0.0, live=False)
        assert state.for_new(101, 100) is None
        assert not state.due(101)
        assert state.given(lasting(60), 102, 102, 0.0) is login
        assert state.for_new(102, 100) is None
        assert repr(login) == "<Login refused until 162.000>"
        state.accepted(login)
        assert state.for_new(102, 100) is login

    def test_a_provider_that_failed_is_left_alone_for_a_while(self) -> None:
        state = CredentialsState()
        pauses = []
        for failures in range(1, 7):
            state.failed(100, 0.0, "the reason")
            pauses.append(state.pause(100))
            assert state.failures == failures
        assert pauses == pytest.approx([0.1, 0.2, 0.4, 0.8, 1.0, 1.0])
        assert state.pause(101) == 0
        state.failed(100, 1.0, "the reason")
        assert state.pause(100) == pytest.approx(0.5)
        assert (state.broken, state.answers) == ("the reason", 7)
        state.given(lasting(None), 102, 102, 0.0)
        assert (state.broken, state.answers, state.failures, state.pause(102)) == ("", 8, 0, 0)


class TestLiveConnections:
    def test_renewed_before_the_end_at_random_a_little_earlier(self) -> None:
        for chance, when in ((0.0, 180.0), (1.0, 172.0)):
            state, _ = state_with(lasting(100), 100, chance)
            assert state.next_time == pytest.approx(when)
            assert not state.due(when - 0.1)
            assert state.due(when + 0.1)

    def test_the_lifetime_counts_from_the_question(self) -> None:
        state = CredentialsState()
        login = state.given(lasting(100), 100, 130, 0.0)
        assert (login.expires, login.fetched) == (200, 130)

    def test_others_put_every_connection_behind(self) -> None:
        state, first = state_with(lasting(100))
        assert not state.behind(first)
        assert state.behind(None)
        second = state.given(lasting(100, "second"), 180, 180, 0.0)
        assert second is not first
        assert state.behind(first)
        assert not state.behind(second)

    def test_the_same_again_put_nobody_behind(self) -> None:
        state, first = state_with(lasting(100))
        assert state.given(lasting(50), 180, 180, 0.0) is first
        assert first.expires == 230
        assert not state.behind(first)

    def test_unless_that_was_asked_for(self) -> None:
        state, first = state_with(lasting(None))
        state.want()
        assert state.due(100)
        assert state.next_time == -inf
        second = state.given(lasting(None), 100, 100, 0.0)
        assert state.behind(first)
        assert not state.behind(second)
        assert not state.due(100)

    def test_a_failure_leaves_the_old_ones_and_waits_for_a_tenth_of_what_is_left(self) -> None:
        state, first = state_with(lasting(100))
        state.failed(180, 0.0, "no")
        assert not state.behind(first)
        assert not state.due(181.9)
        assert state.due(182.1)
        assert state.next_time == pytest.approx(182)
        for _ in range(20):
            state.failed(190, 0.0, "no")
        assert state.next_time == pytest.approx(191), "however often that was"
        state.failed(199.95, 0.0, "no")
        assert state.next_time == pytest.approx(200)
        assert state.spent(200)

    def test_the_longest_pause(self) -> None:
        state, _ = state_with(lasting(None))
        for _ in range(100):
            state.failed(100, 0.0, "no")
        state.want()
        assert state.due(100)
        state.failed(100, 0.0, "no")
        assert state.next_time == pytest.approx(130)
        state, _ = state_with(lasting(10_000))
        state.failed(8100, 0.0, "no")
        assert state.next_time == pytest.approx(8130)

    def test_refused_on_a_live_connection(self) -> None:
        state, first = state_with(lasting(100))
        second = state.given(lasting(100, "second"), 180, 180, 0.0)
        state.refused(second, 181, 0.0, live=True)
        assert not state.behind(first), "they go on as they are"
        assert not state.due(190)
        assert state.due(192)
        third = state.given(lasting(100, "second"), 192, 192, 0.0)
        assert third is not second, "the server may know them by now"
        assert state.behind(first)

    def test_which_logins_may_go_on(self) -> None:
        state, first = state_with(lasting(100))
        assert state.stands(first, 100)
        assert not state.stands(None, 100)
        second = state.given(lasting(100, "second"), 180, 180, 0.0)
        assert state.stands(second, 180)
        assert not state.stands(first, 180), "it has to log in anew"
        state.refused(second, 181, 0.0, live=True)
        assert state.stands(first, 199.9)
        assert not state.stands(first, 200)
        assert not CredentialsState().stands(first, 100)

    def test_refused_when_others_are_there_already(self) -> None:
        state, first = state_with(lasting(100))
        second = state.given(lasting(100, "second"), 180, 180, 0.0)
        state.refused(first, 181, 0.0, live=True)
        assert not second.refused
        assert not state.due(181)


def test_the_handshake_says_what_it_was_told() -> None:
    from sansredis.core.connection import ConnectionState

    for protocol, command in ((3, [b"HELLO", b"3", b"AUTH", b"me", b"pass"]), (2, [b"AUTH", b"me", b"pass"])):
        state = ConnectionState(Options(protocol=protocol, **QUIET))
        state.log_in_as("me", "pass")
        assert said(state.greet())[0] == command
