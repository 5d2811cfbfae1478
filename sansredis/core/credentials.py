"""Credentials that somebody gives when they are needed, and takes back when their time is over.

The law: **no command is sent in the name of credentials whose time is over, and as long as they are good nobody has to
suffer because others are not to be had.**

* What a provider gave with a lifetime serves every new connection until its time is nearly over; what it gave without
  one serves the connections that were being opened just then, and the next one asks again. Whoever needs credentials
  while somebody asks for them waits for that answer: there is one question at a time.
* They are renewed when about three quarters of their lifetime have passed, at random a little earlier, so that many
  processes do not ask at once. From then on every connection that has the old ones gives the new ones with AUTH before
  its next command. If the same come again, nothing has to be said to anybody.
* If new ones are not to be had, or the server refuses them, the old ones are used until their time is over, and it is
  tried again after pauses, of a tenth of the time that is left. Then connections are closed, and calls fail.
* What the server refuses to a new connection is asked for once more, unless it was asked for just now.

Nothing happens in the background: who uses the pool, and finds that something is due, sees to it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from math import inf
from typing import Any, NoReturn, Protocol

from sansredis.core.errors import CredentialsError, DataError

RENEWED_AFTER = 0.8
"""The part of a lifetime after which credentials are renewed, at the latest."""

_JITTER = 0.1
_FIRST_PAUSE = 0.1
_LONGEST_PAUSE = 30.0
# Where there is nothing to go on with.
_LONGEST_FAILING = 1.0
_PART_OF_REST = 0.1
_COROUTINE = 0x80  # inspect.CO_COROUTINE; importing inspect is not free


class Credentials:
    """What somebody logs in with. It is never shown, and cannot be pickled.

    Args:
        username: the ACL user; None, or an empty one, is the server's default user.
        password: the password or token; None, or an empty one, is none.
        expires_in: for how many seconds from now they are good; None is for as long as the server takes them.

    Raises:
        DataError: one of them is of another type, or *expires_in* is not above 0.
    """

    __slots__ = ("expires_in", "password", "username")

    username: str | None
    password: str | None
    expires_in: float | None

    def __init__(
        self, username: str | None = None, password: str | None = None, *, expires_in: float | None = None
    ) -> None:
        for name, value in (("username", username), ("password", password)):
            if value is not None and not isinstance(value, str):
                raise DataError(f"{name} must be a str or None, not a value of type {type(value).__name__}")
        if expires_in is not None and not _is_lifetime(expires_in):
            raise DataError(f"expires_in must be a number of seconds above 0, or None, not {expires_in!r}")
        object.__setattr__(self, "username", username or None)
        object.__setattr__(self, "password", password or None)
        object.__setattr__(self, "expires_in", None if expires_in is None else float(expires_in))

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"{name}: credentials cannot be changed; make others")

    def same_as(self, other: Credentials) -> bool:
        """Whether the server would see no difference."""
        return (self.username, self.password) == (other.username, other.password)

    @property
    def auth(self) -> tuple[Any, ...] | None:
        """The command that logs in with them; None if there is nothing to be said."""
        if self.password is not None and self.username in (None, "default"):
            # Servers without users know no other form.
            return b"AUTH", self.password
        return None if self.username is None else (b"AUTH", self.username, self.password or b"")

    def __repr__(self) -> str:
        lasting = "" if self.expires_in is None else f", expires_in={self.expires_in:g}"
        return f"Credentials(<REDACTED>{lasting})"

    def __reduce__(self) -> NoReturn:
        raise TypeError("credentials cannot be pickled or copied: they would leave the process")


def _is_lifetime(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < inf


Given = Credentials | tuple[str] | tuple[str, str]
"""What a provider gives: `Credentials`, or as redis-py's do, ``(username, password)`` or ``(password,)``."""


class CredentialProvider(Protocol):
    """Who gives credentials without waiting long: `get_credentials` runs in the thread or loop of who connects."""

    def get_credentials(self) -> Given:
        """Return the credentials to connect with now."""
        ...


class AsyncCredentialProvider(Protocol):
    """Who gives credentials in asyncio or trio, and may wait for them."""

    async def get_credentials_async(self) -> Given:
        """Return the credentials to connect with now."""
        ...


Provider = CredentialProvider | AsyncCredentialProvider | Callable[[], Given] | Callable[[], Awaitable[Given]]
"""What the option `credential_provider` takes."""


class UsernamePasswordCredentialProvider:
    """Credentials that stay as they are, as redis-py has them. The options `username` and `password` do the same.

    Args:
        username: the ACL user; None is the server's default user.
        password: the password; None is none.
    """

    def __init__(self, username: str | None = None, password: str | None = None) -> None:
        self._credentials = Credentials(username, password)

    def get_credentials(self) -> Credentials:
        """Return them."""
        return self._credentials

    def __repr__(self) -> str:
        return f"{type(self).__name__}(<REDACTED>)"


def asker(provider: Any, awaits: bool) -> Callable[[], object]:
    """Find what to call for credentials.

    Args:
        provider: the option's value.
        awaits: whether the runtime can wait for what it returns.

    Raises:
        DataError: it can only be asked where it can be waited for, and that is not here.
    """
    names = ("get_credentials_async", "get_credentials") if awaits else ("get_credentials",)
    for name in names:
        method: Callable[[], object] | None = getattr(provider, name, None)
        if method is not None:
            break
    else:
        method = provider if callable(provider) else None
    if method is None or (not awaits and _is_asynchronous(method)):
        raise DataError(
            "credential_provider is asynchronous, and threads and gevent have nothing to await it with: give it a "
            "plain get_credentials(), or use sansredis.asyncio or sansredis.trio"
        )
    return method


def _is_asynchronous(method: Any) -> bool:
    """Whether calling it makes a coroutine, as far as can be told without calling it."""
    method = getattr(method, "func", method)  # of a functools.partial
    if not hasattr(method, "__code__") and not hasattr(method, "__func__"):
        method = type(method).__call__
    code = getattr(method, "__code__", None)
    return code is not None and bool(code.co_flags & _COROUTINE)


def read_credentials(found: object) -> Credentials:
    """Check what a provider gave.

    Args:
        found: `Credentials`, ``(username, password)`` or ``(password,)``.

    Raises:
        CredentialsError: it is something else. The message says of what type, and nothing more.
    """
    if isinstance(found, Credentials):
        return found
    what = f"a value of type {type(found).__name__}"
    if isinstance(found, tuple):
        if len(found) in (1, 2) and all(isinstance(part, str) for part in found):
            return Credentials(*found) if len(found) == 2 else Credentials(None, found[0])
        what = f"a tuple of ({', '.join(type(part).__name__ for part in found)})"
    raise CredentialsError(
        f"the credential provider gave {what}: it has to return Credentials, (username, password) or (password,)"
    )


class Login:
    """Credentials as a provider gave them, at one time. Each connection has one of these, and is behind if it is old.

    Attributes:
        credentials: they.
        expires: when their time is over; infinity is never.
        renew_at: when to ask for others.
        fetched: when they came last.
        refused: whether the server has refused them.
    """

    __slots__ = ("credentials", "expires", "fetched", "refused", "renew_at")

    def __init__(self, credentials: Credentials) -> None:
        self.credentials = credentials
        self.expires = self.renew_at = inf
        self.fetched = -inf
        self.refused = False

    def enter(self, credentials: Credentials, began: float, now: float, chance: float) -> None:
        """Note when they were given, and for how long. Their time is counted from when they were asked for."""
        self.fetched = now
        lifetime = credentials.expires_in
        self.expires = inf if lifetime is None else began + lifetime
        self.renew_at = inf if lifetime is None else began + lifetime * RENEWED_AFTER * (1.0 - _JITTER * chance)

    def __repr__(self) -> str:
        return f"<Login {'refused' if self.refused else 'good'} until {self.expires:.3f}>"


class CredentialsState:
    """The credentials of one lane.

    Attributes:
        login: the newest ones; None if there were none yet.
        asking: who asks for others now, or None.
        answers: how many questions had an answer, good or bad.
        failures: how often in a row others were not to be had, or were refused.
        broken: why the last question had no good answer, in words that hold no secret; empty if it had one.
    """

    __slots__ = ("answers", "asking", "broken", "failures", "login", "_again_at", "_wanted")

    def __init__(self) -> None:
        self.login: Login | None = None
        self.asking: object = None
        self.answers = 0
        self.failures = 0
        self.broken = ""
        self._again_at = -inf
        self._wanted = False

    # What is to be done

    def due(self, now: float) -> bool:
        """Whether others should be asked for."""
        login = self.login
        return login is not None and now >= self._again_at and (self._wanted or now >= login.renew_at)

    def spent(self, now: float) -> bool:
        """Whether there were credentials, and their time is over: nothing may be sent in their name."""
        return self.login is not None and now >= self.login.expires

    @property
    def next_time(self) -> float:
        """When the credentials of the connections that there are have to be looked at; infinity is never."""
        login = self.login
        if login is None:
            return inf
        return min(login.expires, max(self._again_at, -inf if self._wanted else login.renew_at))

    def for_new(self, now: float, since: float) -> Login | None:
        """Find credentials for a connection that began to be opened at *since*. None: they have to be asked for."""
        login = self.login
        if login is None or login.refused or now >= login.expires:
            return None
        lasts = login.expires != inf
        return login if lasts or login.fetched >= since or now < self._again_at else None

    def pause(self, now: float) -> float:
        """For how many seconds nobody asks, as the last question had no good answer and there is nothing to go on with.

        Who has to go on with something does not call this.
        """
        return max(0.0, self._again_at - now) if self.broken else 0.0

    def behind(self, login: Login | None) -> bool:
        """Whether a connection with this login has to give the newest one."""
        return login is not self.login and self.login is not None and not self.login.refused

    def stands(self, login: Login | None, now: float) -> bool:
        """Whether a connection with this login may go on with it. Of the newest `next_time` says when that ends."""
        newest = self.login
        if login is newest or login is None or newest is None:
            return login is newest
        return newest.refused and now < login.expires

    # What has happened

    def want(self) -> None:
        """Have others asked for, and given by every connection before it is used again."""
        self._wanted = True
        self._again_at = -inf

    def given(self, credentials: Credentials, began: float, now: float, chance: float) -> Login:
        """Credentials came.

        Args:
            credentials: they.
            began: when they were asked for.
            now: the time.
            chance: a number from 0 to 1, at random.

        Returns:
            The login to be used from now on: the same as before if the server would see no difference.
        """
        login = self.login
        if login is None or self._wanted or not login.credentials.same_as(credentials):
            login = Login(credentials)
        login.enter(credentials, began, now, chance)
        self.login, self.answers, self.failures, self.broken, self._wanted, self._again_at = (
            login, self.answers + 1, 0, "", False, -inf,
        )  # fmt: skip
        return login

    def failed(self, now: float, chance: float, why: str) -> None:
        """None came: nobody asks again before a pause is over.

        Args:
            now: the time.
            chance: a number from 0 to 1, at random: it shortens the pause by up to a half.
            why: what happened, in words that hold no secret.
        """
        self.answers += 1
        self.broken = why
        self._put_off(now, chance)

    def accepted(self, login: Login) -> None:
        """The server took these from a new connection."""
        login.refused = False

    def refused(self, login: Login, now: float, chance: float, live: bool) -> None:
        """The server has refused these.

        Args:
            login: they.
            now: the time.
            chance: as for `failed`.
            live: whether on a connection that has others, which it took. It keeps them then, and others are asked for
                after a pause.
        """
        login.refused = True
        if live and login is self.login:
            self._wanted = True
            self._put_off(now, chance)

    def _put_off(self, now: float, chance: float) -> None:
        self.failures += 1
        left = 0.0 if self.login is None else self.login.expires - now
        if 0 < left < inf:
            # Again and again until then, however often that is.
            pause = min(max(left * _PART_OF_REST, _FIRST_PAUSE), _LONGEST_PAUSE)
        else:
            longest = _LONGEST_PAUSE if left > 0 else _LONGEST_FAILING
            pause = min(_FIRST_PAUSE * 2.0 ** min(self.failures - 1, 60), longest)
        self._again_at = now + pause * (1.0 - chance / 2)

    def __repr__(self) -> str:
        return f"<CredentialsState {self.login!r} failures={self.failures}>"
