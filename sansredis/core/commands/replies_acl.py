"""Readers of what the server says about its users: ACL GETUSER, ACL LOG."""

from __future__ import annotations

from typing import Any, TypedDict

from .replies import named, string, strings
from .replies_server import client_info


class _User(TypedDict):
    flags: list[str]
    enabled: bool
    passwords: list[str]
    commands: list[str]
    categories: list[str]
    keys: list[str]


class AclUser(_User, total=False):
    """What `AclCommands.acl_getuser` returns."""

    channels: list[str]
    """The patterns of channels (Redis 6.2)."""

    selectors: list[dict[str, str]]
    """Further sets of rules, each with ``commands``, ``keys`` and ``channels`` (Redis 7.0)."""

    databases: list[str]
    """``alldbs``, or the databases (Valkey 9.1)."""


AclLogEntry = TypedDict(
    "AclLogEntry",
    {
        "count": int,
        "reason": str,
        "context": str,
        "object": str,
        "username": str,
        "age-seconds": float,
        "client-info": dict[str, str | int],
        "entry-id": int,
        "timestamp-created": int,
        "timestamp-last-updated": int,
    },
    total=False,
)
"""What `AclCommands.acl_log` says about a refusal; the last three since Redis 7.2."""


def _patterns(raw: Any) -> list[str]:
    """Patterns: a list before Redis 7.0, and one line with blanks since."""
    return strings(raw) if isinstance(raw, list) else string(raw).split()


def acl_user(raw: Any) -> AclUser | None:
    """The map of ACL GETUSER; None if there is no such user."""
    if raw is None:
        return None
    reply = named(raw)
    rules = string(reply["commands"]).split()
    flags = sorted(strings(reply["flags"]))
    user: AclUser = {
        "flags": flags,
        "enabled": "on" in flags,
        "passwords": strings(reply["passwords"]),
        "commands": [rule for rule in rules if "@" not in rule],
        "categories": [rule for rule in rules if "@" in rule],
        "keys": _patterns(reply["keys"]),
    }
    if "channels" in reply:
        user["channels"] = _patterns(reply["channels"])
    if "selectors" in reply:
        user["selectors"] = [{k: string(v) for k, v in named(each).items()} for each in reply["selectors"]]
    if "databases" in reply:
        user["databases"] = _patterns(reply["databases"])
    return user


def _log_value(name: str, value: Any) -> Any:
    if name == "client-info":
        return client_info(value)
    if name == "age-seconds":
        return float(value)
    return value if isinstance(value, int) else string(value)


def _log_entry(raw: Any) -> AclLogEntry:
    found: Any = {name: _log_value(name, value) for name, value in named(raw).items()}
    entry: AclLogEntry = found
    return entry


def acl_log(raw: Any) -> list[AclLogEntry]:
    """The list of ACL LOG."""
    return [_log_entry(entry) for entry in raw]
