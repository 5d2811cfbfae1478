"""Locks and semaphores on a server: the scripts that decide, and what they are asked.

Who takes part names himself by a token that he chose before he asked. So every request may be made a second time when
its reply was lost: who asks for what he has already is told that he has it. Only a script compares tokens, and only the
server's clock counts.

A lock is kept as redis-py keeps it: the key holds the token, and expires. Both may be used on one lock.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha1
from typing import Literal, NamedTuple, Protocol, TypeAlias

from .commands.command import Command, EncodableT, KeyT
from .errors import DataError

How: TypeAlias = Literal["add", "set", "raise"]
"""What becomes of the time left: *add* to it, *set* it, or *raise* it if there is less."""


class Script:
    """A script, and the name by which servers that have seen it know it."""

    def __init__(self, body: str) -> None:
        self.body = body
        self.sha = sha1(body.encode(), usedforsecurity=False).hexdigest()


class Request(NamedTuple):
    """A call of a script."""

    script: Script
    keys: tuple[KeyT, ...]
    args: tuple[EncodableT, ...]

    def by_name(self) -> Command[int]:
        """The command for a server that has seen the script."""
        return Command(b"EVALSHA", self.script.sha, len(self.keys), *self.keys, *self.args)

    def by_body(self) -> Command[int]:
        """The command for any server, which then has seen it."""
        return Command(b"EVAL", self.script.body, len(self.keys), *self.keys, *self.args)


class Rules(Protocol):
    """What a lock and a semaphore have in common: how to ask for it.

    Attributes:
        queues: whether one who waits has a place in a queue, which he has to give up if he waits no longer.
    """

    queues: bool

    def acquire(self, token: str | bytes, sleep: float) -> Request:
        """Ask for it. The reply is 0: somebody else has it; or above: the caller has it.

        Who has not got it will ask again after about *sleep* seconds; 0: he will not.
        """
        ...

    def release(self, token: str | bytes) -> Request:
        """Let go of it. The reply is 1, or 0 if the caller did not have it."""
        ...

    def extend(self, token: str | bytes, milliseconds: int, how: How) -> Request:
        """Change the time left. The reply is 1, or 0 if the caller does not have it."""
        ...

    def state(self, token: str | bytes) -> Request:
        """Ask who has it. The reply is 2: the caller has; 1: others do, and nobody could get it; 0: it is to be had."""
        ...


LOCK_ACQUIRE = Script("""\
local held = redis.call('GET', KEYS[1])
if held and held ~= ARGV[1] then return 0 end
if ARGV[2] == '' then
  redis.call('SET', KEYS[1], ARGV[1])
else
  redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
end
return KEYS[2] and redis.call('INCR', KEYS[2]) or 1
""")

LOCK_RELEASE = Script("""\
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1])
""")

LOCK_EXTEND = Script("""\
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
local left, time = redis.call('PTTL', KEYS[1]), tonumber(ARGV[2])
if ARGV[3] == 'add' and left > 0 then time = time + left end
if ARGV[3] ~= 'raise' or (left >= 0 and left < time) then
  redis.call('PEXPIRE', KEYS[1], string.format('%.0f', time))
end
return 1
""")

LOCK_STATE = Script("""\
local held = redis.call('GET', KEYS[1])
return held and (held == ARGV[1] and 2 or 1) or 0
""")

# Who holds a place stands in KEYS[1] with the time at which that ends; who waits for one in KEYS[2], with the time at
# which he came, and in KEYS[3], with the time until which he has to ask again. Times are the server's.
_BEGIN = """\
if redis.replicate_commands then redis.replicate_commands() end
local time = redis.call('TIME')
local micro = time[1] * 1000000 + time[2]
local now = math.floor(micro / 1000)
local function number(value) return string.format('%.0f', value) end
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', number(now))
local function keep()
  local last = redis.call('ZREVRANGE', KEYS[1], 0, 0, 'WITHSCORES')[2]
  if last == 'inf' then redis.call('PERSIST', KEYS[1])
  elseif last then redis.call('PEXPIREAT', KEYS[1], number(tonumber(last) + 1)) end
end
"""

SEMAPHORE_ACQUIRE = Script(
    _BEGIN
    + """\
local token, limit, lasts, patience = ARGV[1], tonumber(ARGV[2]), ARGV[3], tonumber(ARGV[4])
for _, gone in ipairs(redis.call('ZRANGEBYSCORE', KEYS[3], '-inf', number(now))) do
  redis.call('ZREM', KEYS[2], gone)
  redis.call('ZREM', KEYS[3], gone)
end
local has = redis.call('ZSCORE', KEYS[1], token)
if not has then
  redis.call('ZADD', KEYS[2], 'NX', number(micro), token)
  local free = limit - redis.call('ZCARD', KEYS[1])
  if redis.call('ZRANK', KEYS[2], token) >= free then
    if patience == 0 then
      redis.call('ZREM', KEYS[2], token)
      redis.call('ZREM', KEYS[3], token)
      return 0
    end
    redis.call('ZADD', KEYS[3], number(now + patience), token)
    redis.call('PEXPIRE', KEYS[2], ARGV[4])
    redis.call('PEXPIRE', KEYS[3], ARGV[4])
    return 0
  end
end
redis.call('ZREM', KEYS[2], token)
redis.call('ZREM', KEYS[3], token)
redis.call('ZADD', KEYS[1], lasts == '' and 'inf' or number(now + lasts), token)
keep()
return 1
"""
)

SEMAPHORE_RELEASE = Script(
    _BEGIN
    + """\
redis.call('ZREM', KEYS[2], ARGV[1])
redis.call('ZREM', KEYS[3], ARGV[1])
return redis.call('ZREM', KEYS[1], ARGV[1])
"""
)

SEMAPHORE_EXTEND = Script(
    _BEGIN
    + """\
local ends, time = redis.call('ZSCORE', KEYS[1], ARGV[1]), tonumber(ARGV[2])
if not ends then return 0 end
if ARGV[3] == 'add' and ends ~= 'inf' then time = time + tonumber(ends) else time = time + now end
if ARGV[3] ~= 'raise' or (ends ~= 'inf' and tonumber(ends) < time) then
  redis.call('ZADD', KEYS[1], number(time), ARGV[1])
  keep()
end
return 1
"""
)

SEMAPHORE_STATE = Script(
    _BEGIN
    + """\
if redis.call('ZSCORE', KEYS[1], ARGV[1]) then return 2 end
return redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[2]) and 1 or 0
"""
)


class LockRules:
    """How to ask for a lock.

    Args:
        name: its key.
        timeout: seconds after which it expires; None: never.
        fencing: whether to count how often it was acquired, in a key beside it.

    Raises:
        DataError: an argument is wrong.
    """

    def __init__(self, name: KeyT, timeout: float | None, fencing: bool) -> None:
        self._keys: tuple[KeyT, ...] = (_named(name),)
        self._key = self._keys
        self.queues = False
        if fencing:
            self._keys = name, beside(name, "fence")
        self._lasts = lasting("timeout", timeout)

    def acquire(self, token: str | bytes, sleep: float) -> Request:
        return Request(LOCK_ACQUIRE, self._keys, (token, self._lasts))

    def release(self, token: str | bytes) -> Request:
        return Request(LOCK_RELEASE, self._key, (token,))

    def extend(self, token: str | bytes, milliseconds: int, how: How) -> Request:
        return Request(LOCK_EXTEND, self._key, (token, milliseconds, how))

    def state(self, token: str | bytes) -> Request:
        return Request(LOCK_STATE, self._key, (token,))


class SemaphoreRules:
    """How to ask for a place of a semaphore.

    Args:
        name: its key. What it needs beside that are keys with the same hash tag.
        limit: how many may have a place at once.
        timeout: seconds after which a place is taken back; None: never.

    Raises:
        DataError: an argument is wrong.
    """

    def __init__(self, name: KeyT, limit: int, timeout: float | None) -> None:
        if type(limit) is not int or limit < 1:
            raise DataError(f"limit={limit!r}: how many may have a place at once has to be a whole number above 0")
        self._keys = _named(name), beside(name, "queue"), beside(name, "alive")
        self.queues = True
        self._limit = limit
        self._lasts = lasting("timeout", timeout)

    def acquire(self, token: str | bytes, sleep: float) -> Request:
        # He is allowed a late question or two, and a slow answer.
        patience = int(3000 * sleep + 1000) if sleep else 0
        return Request(SEMAPHORE_ACQUIRE, self._keys, (token, self._limit, self._lasts, patience))

    def release(self, token: str | bytes) -> Request:
        return Request(SEMAPHORE_RELEASE, self._keys, (token,))

    def extend(self, token: str | bytes, milliseconds: int, how: How) -> Request:
        return Request(SEMAPHORE_EXTEND, self._keys, (token, milliseconds, how))

    def state(self, token: str | bytes) -> Request:
        return Request(SEMAPHORE_STATE, self._keys, (token, self._limit))


def lasting(name: str, seconds: float | None) -> int | str:
    """A time in milliseconds for a script; empty for None.

    Raises:
        DataError: it is no number, or shorter than a millisecond.
    """
    return "" if seconds is None else milliseconds(name, seconds)


def milliseconds(name: str, seconds: float) -> int:
    """A time in whole milliseconds.

    Raises:
        DataError: it is no number, or shorter than a millisecond.
    """
    if isinstance(seconds, bool) or not isinstance(seconds, (int, float)) or not 0.001 <= seconds < 1e12:
        raise DataError(f"{name}={seconds!r}: seconds have to be a number of at least 0.001")
    return int(seconds * 1000)


def pause(sleep: float, now: float, stop: float | None, chance: Callable[[], float]) -> float:
    """When to ask again: after *sleep* seconds and up to a quarter more, so that callers do not come in step.

    Args:
        sleep: seconds.
        now: the time.
        stop: when to ask for the last time; None: never.
        chance: gives a number from 0 to 1.
    """
    until = now + sleep * (1 + chance() / 4)
    return until if stop is None else min(until, stop)


def beside(name: KeyT, what: str) -> KeyT:
    """The key that stands beside another one: in a cluster, always on the same node.

    Raises:
        DataError: there is no such key.
    """
    text = name if isinstance(name, str) else bytes(name).decode("latin-1")
    begin = text.find("{")
    if begin < 0 or text.find("}", begin) <= begin + 1:
        if "}" in text:
            raise DataError(f"name={name!r}: no key beside it could be on the same node of a cluster; leave out the }}")
        text = f"{{{text}}}"
    text = f"{text}:{what}"
    return text if isinstance(name, str) else text.encode("latin-1")


def _named(name: KeyT) -> KeyT:
    if not name:
        raise DataError(f"name={name!r}: it has to have a name")
    return name
