"""The server's users and what they may do: ACL and its sub-commands (Redis 6.0)."""

from __future__ import annotations

from collections.abc import Iterable

from ..errors import DataError
from .arguments import listed
from .command import Command, CommandGroup, EncodableT, KeyT, S
from .replies import ok, string, strings
from .replies_acl import AclLogEntry, AclUser, acl_log, acl_user


def _joined(*parts: KeyT) -> KeyT:
    """One argument of several parts: str if all are, else bytes."""
    if all(isinstance(part, str) for part in parts):
        return "".join(map(str, parts))
    return b"".join(part.encode() if isinstance(part, str) else bytes(part) for part in parts)


def _begins(value: KeyT, sign: str) -> bool:
    return value.startswith(sign) if isinstance(value, str) else bytes(value[: len(sign)]) == sign.encode()


def _signed(what: str, value: KeyT, plus: str, minus: str, *, keep: bool = False) -> KeyT:
    """*value* with its sign, ``+`` or ``-``, replaced by what the server wants (or kept, if that begins with it).

    Raises:
        DataError: it has no sign. The value is not named: it may be a secret.
    """
    for sign, wanted in (("+", plus), ("-", minus)):
        if _begins(value, sign):
            if keep and _begins(value, wanted):
                return value
            return _joined(wanted, value[1:])
    raise DataError(f"ACL SETUSER: each of {what} must begin with + (to give or add it) or - (to take it away)")


def _key_pattern(key: KeyT) -> KeyT:
    return key if _begins(key, "~") or _begins(key, "%") else _joined("~", key)


def _one(value: KeyT | Iterable[KeyT] | None) -> list[KeyT]:
    return [] if value is None else listed(value)


class AclCommands(CommandGroup[S]):
    """The commands of ACL."""

    __slots__ = ()

    def acl_cat(self, category: str | None = None) -> Command[list[str]]:
        """Return the categories of commands, or the commands of one *category* (Redis 6.0).

        See https://redis.io/commands/acl-cat/
        """
        return self._run(Command(b"ACL", b"CAT", *(() if category is None else (category,)), reply=strings))

    def acl_deluser(self, *username: str) -> Command[int]:
        """Delete users and close their connections (Redis 6.0); return how many there were.

        See https://redis.io/commands/acl-deluser/
        """
        return self._run(Command(b"ACL", b"DELUSER", *username))

    def acl_dryrun(self, username: str, *args: EncodableT) -> Command[S]:
        """Say whether a user may run a command, without running it (Redis 7.0).

        Args:
            username: the user.
            args: the whole command.

        Returns:
            ``OK``, or what the user lacks, in words.

        See https://redis.io/commands/acl-dryrun/
        """
        return self._run(Command(b"ACL", b"DRYRUN", username, *args))

    def acl_genpass(self, bits: int | None = None) -> Command[str]:
        """Return a random password, in hexadecimal digits (Redis 6.0).

        Args:
            bits: its strength, from 1 to 4096; 256 by default.

        Raises:
            DataError: so many bits are not possible.

        See https://redis.io/commands/acl-genpass/
        """
        if bits is not None and not 0 < bits <= 4096:
            raise DataError(f"ACL GENPASS: bits must be from 1 to 4096; got {bits!r}")
        return self._run(Command(b"ACL", b"GENPASS", *(() if bits is None else (bits,)), reply=string))

    def acl_getuser(self, username: str) -> Command[AclUser | None]:
        """Return the rules of a user, or None if there is no such user (Redis 6.0).

        See https://redis.io/commands/acl-getuser/
        """
        return self._run(Command(b"ACL", b"GETUSER", username, reply=acl_user))

    def acl_help(self) -> Command[list[str]]:
        """Return the server's own help for ACL, in lines (Redis 6.0).

        See https://redis.io/commands/acl-help/
        """
        return self._run(Command(b"ACL", b"HELP", reply=strings))

    def acl_list(self) -> Command[list[str]]:
        """Return all users with their rules, each as a line of an ACL file (Redis 6.0).

        See https://redis.io/commands/acl-list/
        """
        return self._run(Command(b"ACL", b"LIST", reply=strings))

    def acl_load(self) -> Command[bool]:
        """Read the users from the server's ACL file (Redis 6.0); always True.

        See https://redis.io/commands/acl-load/
        """
        return self._run(Command(b"ACL", b"LOAD", reply=ok))

    def acl_log(self, count: int | None = None) -> Command[list[AclLogEntry]]:
        """Return the latest logins and commands that were refused (Redis 6.0).

        Args:
            count: at most so many; 10 by default.

        See https://redis.io/commands/acl-log/
        """
        return self._run(Command(b"ACL", b"LOG", *(() if count is None else (count,)), reply=acl_log))

    def acl_log_reset(self) -> Command[bool]:
        """Empty the log that `acl_log` returns (Redis 6.0); always True.

        See https://redis.io/commands/acl-log/
        """
        return self._run(Command(b"ACL", b"LOG", b"RESET", reply=ok))

    def acl_save(self) -> Command[bool]:
        """Write the users to the server's ACL file (Redis 6.0); always True.

        See https://redis.io/commands/acl-save/
        """
        return self._run(Command(b"ACL", b"SAVE", reply=ok))

    def acl_setuser(
        self,
        username: str,
        enabled: bool = False,
        nopass: bool = False,
        passwords: KeyT | Iterable[KeyT] | None = None,
        hashed_passwords: KeyT | Iterable[KeyT] | None = None,
        categories: Iterable[KeyT] | None = None,
        commands: Iterable[KeyT] | None = None,
        keys: Iterable[KeyT] | None = None,
        channels: Iterable[KeyT] | None = None,
        selectors: Iterable[tuple[KeyT, KeyT]] | None = None,
        reset: bool = False,
        reset_keys: bool = False,
        reset_channels: bool = False,
        reset_passwords: bool = False,
    ) -> Command[bool]:
        """Make a user, or change one (Redis 6.0); always True. Resets come before everything else.

        Args:
            username: the user.
            enabled: whether he may log in. (Said each time: False, the default, switches a user off.)
            nopass: let any password do.
            passwords: each with ``+`` before it to add it, or ``-`` to remove it.
            hashed_passwords: the same with their SHA-256 in hexadecimal digits.
            categories: each with ``+`` or ``-`` before it, such as ``+@read`` or ``+read``.
            commands: each with ``+`` or ``-`` before it, such as ``+get`` or ``-config|set``.
            keys: patterns of keys; also with ``%R~`` or ``%W~`` before them (Redis 7.0).
            channels: patterns of channels (Redis 6.2).
            selectors: pairs of a command with its sign and a pattern of keys: a further set of rules (Redis 7.0).
            reset: take away everything first.
            reset_keys: take away all patterns of keys.
            reset_channels: take away all patterns of channels.
            reset_passwords: take away all passwords, and *nopass*.

        Raises:
            DataError: a sign is missing, or passwords are given beside *nopass*.

        See https://redis.io/commands/acl-setuser/
        """
        if nopass and (passwords or hashed_passwords):
            raise DataError("ACL SETUSER: give passwords or nopass=True, not both")
        resets = ((b"reset", reset), (b"resetkeys", reset_keys), (b"resetchannels", reset_channels))
        rules: list[EncodableT] = [word for word, given in (*resets, (b"resetpass", reset_passwords)) if given]
        rules.append(b"on" if enabled else b"off")
        rules += [_signed("passwords", each, ">", "<") for each in _one(passwords)]
        rules += [_signed("hashed_passwords", each, "#", "!") for each in _one(hashed_passwords)]
        if nopass:
            rules.append(b"nopass")
        rules += [_signed("categories", each, "+@", "-@", keep=True) for each in categories or ()]
        rules += [_signed("commands", each, "+", "-") for each in commands or ()]
        rules += map(_key_pattern, keys or ())
        rules += [_joined("&", each) for each in channels or ()]
        for command, key in selectors or ():
            rules.append(_joined("(", _signed("selectors", command, "+", "-"), " ", _key_pattern(key), ")"))
        return self._run(Command(b"ACL", b"SETUSER", username, *rules, reply=ok))

    def acl_users(self) -> Command[list[str]]:
        """Return the names of all users (Redis 6.0).

        See https://redis.io/commands/acl-users/
        """
        return self._run(Command(b"ACL", b"USERS", reply=strings))

    def acl_whoami(self) -> Command[str]:
        """Return the name of the user whom the connections are authenticated as (Redis 6.0).

        See https://redis.io/commands/acl-whoami/
        """
        return self._run(Command(b"ACL", b"WHOAMI", reply=string))
