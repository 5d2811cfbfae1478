"""The server's clients: CLIENT and its sub-commands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Literal, TypedDict

from ..errors import DataError
from .command import Command, CommandGroup, EncodableT, KeyT, S
from .replies import flag, named, ok, string, strings
from .replies_server import client_info, client_list

_TYPES = ("normal", "master", "slave", "replica", "pubsub")


class TrackingInfo(TypedDict):
    """What `ClientCommands.client_trackinginfo` returns."""

    flags: list[str]
    """Such as ``on``, ``off``, ``bcast``, ``optin``, ``noloop``, ``broken_redirect``."""

    redirect: int
    """The id of the client that is told; 0 for this one, -1 if tracking is off."""

    prefixes: list[str]
    """The prefixes that are tracked in broadcasting mode."""


def _tracking_info(raw: Any) -> TrackingInfo:
    reply = named(raw)
    return {
        "flags": strings(reply["flags"]),
        "redirect": reply["redirect"],
        "prefixes": strings(reply["prefixes"]),
    }


def _name_or_none(raw: Any) -> str | None:
    return string(raw) if raw else None


def _client_type(command: str, name: str) -> str:
    if name.lower() not in _TYPES:
        raise DataError(f"{command}: _type must be one of {', '.join(_TYPES)}; got {name!r}")
    return name


class ClientCommands(CommandGroup[S]):
    """The commands of CLIENT. Those that change "this connection" change one connection of a pool, no other."""

    __slots__ = ()

    def client_caching(self, mode: Literal["YES", "NO"]) -> Command[S]:
        """Say whether the next command's keys are tracked, in the modes OPTIN and OPTOUT (Redis 6.0); returns ``OK``.

        See https://redis.io/commands/client-caching/
        """
        return self._run(Command(b"CLIENT", b"CACHING", mode))

    def client_capa(self, *capabilities: str) -> Command[S]:
        """Tell the server what this client can do, such as ``redirect`` (Valkey 8.0); returns ``OK``.

        See https://valkey.io/commands/client-capa/
        """
        return self._run(Command(b"CLIENT", b"CAPA", *capabilities))

    def client_getname(self) -> Command[str | None]:
        """Return the name of this connection, or None.

        See https://redis.io/commands/client-getname/
        """
        return self._run(Command(b"CLIENT", b"GETNAME", reply=_name_or_none))

    def client_getredir(self) -> Command[int]:
        """Return the id of the client that is told of this one's tracked keys (Redis 6.0); 0 for itself, -1 for none.

        See https://redis.io/commands/client-getredir/
        """
        return self._run(Command(b"CLIENT", b"GETREDIR"))

    def client_id(self) -> Command[int]:
        """Return the id of this connection.

        See https://redis.io/commands/client-id/
        """
        return self._run(Command(b"CLIENT", b"ID"))

    def client_import_source(self, mode: Literal["ON", "OFF"]) -> Command[S]:
        """Mark this connection as one that imports data (Valkey 8.1); returns ``OK``.

        See https://valkey.io/commands/client-import-source/
        """
        return self._run(Command(b"CLIENT", b"IMPORT-SOURCE", mode))

    def client_info(self) -> Command[dict[str, str | int]]:
        """Return what the server knows about this connection (Redis 6.2).

        See https://redis.io/commands/client-info/
        """
        return self._run(Command(b"CLIENT", b"INFO", reply=client_info))

    def client_kill(self, address: str) -> Command[bool]:
        """Close the connection that comes from *address*, as ``host:port``; always True.

        Raises:
            ResponseError: there is none.

        See https://redis.io/commands/client-kill/
        """
        return self._run(Command(b"CLIENT", b"KILL", address, reply=ok))

    def client_kill_filter(
        self,
        _id: int | str | None = None,
        _type: str | None = None,
        addr: str | None = None,
        skipme: bool | None = None,
        laddr: str | None = None,
        user: str | None = None,
        maxage: int | None = None,
    ) -> Command[int]:
        """Close all connections that meet every condition; return how many.

        Args:
            _id: the connection's id.
            _type: normal, master, replica or pubsub.
            addr: where it comes from, as ``host:port``.
            skipme: whether this connection is left out, which is the default.
            laddr: the server's address that it is connected to (Redis 6.2).
            user: the user it is authenticated as (Redis 6.0).
            maxage: at least so many seconds old (Redis 7.4).

        Raises:
            DataError: no condition is given, or an unknown type.

        See https://redis.io/commands/client-kill/
        """
        args: list[EncodableT] = []
        if _type is not None:
            args += b"TYPE", _client_type("CLIENT KILL", _type)
        if skipme is not None:
            args += b"SKIPME", b"YES" if skipme else b"NO"
        conditions = ((b"ID", _id), (b"ADDR", addr), (b"LADDR", laddr), (b"USER", user), (b"MAXAGE", maxage))
        for word, value in conditions:
            if value is not None:
                args += word, value
        if not args:
            raise DataError("CLIENT KILL: give at least one condition")
        return self._run(Command(b"CLIENT", b"KILL", *args))

    def client_list(self, _type: str | None = None, client_id: Iterable[int] = ()) -> Command[list[dict[str, str]]]:
        """Return what the server knows about its clients.

        Args:
            _type: only those of this type: normal, master, replica or pubsub (Redis 5.0).
            client_id: only those with these ids (Redis 6.2).

        Raises:
            DataError: an unknown type.

        See https://redis.io/commands/client-list/
        """
        args: list[EncodableT] = []
        if _type is not None:
            args += b"TYPE", _client_type("CLIENT LIST", _type)
        ids = list(client_id)
        if ids:
            args += b"ID", *ids
        return self._run(Command(b"CLIENT", b"LIST", *args, reply=client_list))

    def client_no_evict(self, mode: Literal["ON", "OFF"]) -> Command[S]:
        """Say whether the server may not close this connection for want of memory (Redis 7.0); returns ``OK``.

        See https://redis.io/commands/client-no-evict/
        """
        return self._run(Command(b"CLIENT", b"NO-EVICT", mode))

    def client_no_touch(self, mode: Literal["ON", "OFF"]) -> Command[S]:
        """Say whether this connection's commands leave the age and use of keys alone (Redis 7.2); returns ``OK``.

        See https://redis.io/commands/client-no-touch/
        """
        return self._run(Command(b"CLIENT", b"NO-TOUCH", mode))

    def client_pause(self, timeout: int, all: bool = True) -> Command[bool]:
        """Let all clients' commands wait; always True.

        Args:
            timeout: for so many milliseconds.
            all: all commands; False for those that write only (Redis 6.2).

        See https://redis.io/commands/client-pause/
        """
        mode = () if all else (b"WRITE",)
        return self._run(Command(b"CLIENT", b"PAUSE", timeout, *mode, reply=ok))

    def client_reply(self, reply: Literal["ON", "OFF", "SKIP"]) -> Command[S]:
        """Say whether the server replies to this connection; with ON it returns ``OK``, else nothing comes.

        Raises:
            DataError: *reply* is none of ON, OFF, SKIP.

        See https://redis.io/commands/client-reply/
        """
        if reply not in ("ON", "OFF", "SKIP"):
            raise DataError(f"CLIENT REPLY: reply must be ON, OFF or SKIP; got {reply!r}")
        return self._run(Command(b"CLIENT", b"REPLY", reply))

    def client_setinfo(self, attr: str, value: str) -> Command[bool]:
        """Tell the server a fact about this client, ``LIB-NAME`` or ``LIB-VER`` (Redis 7.2); always True.

        See https://redis.io/commands/client-setinfo/
        """
        return self._run(Command(b"CLIENT", b"SETINFO", attr, value, reply=ok))

    def client_setname(self, name: str) -> Command[bool]:
        """Give this connection a name; always True. The option *client_name* names all connections of a client.

        See https://redis.io/commands/client-setname/
        """
        return self._run(Command(b"CLIENT", b"SETNAME", name, reply=ok))

    def client_tracking(
        self,
        on: bool = True,
        clientid: int | None = None,
        prefix: Sequence[KeyT] = (),
        bcast: bool = False,
        optin: bool = False,
        optout: bool = False,
        noloop: bool = False,
    ) -> Command[S]:
        """Switch the tracking of keys for this connection on or off (Redis 6.0); returns ``OK``.

        Args:
            on: whether to track.
            clientid: tell the client with this id, in place of this connection.
            prefix: in broadcasting mode, only keys that begin with one of these.
            bcast: broadcasting mode: tell of all keys, whether they were read here or not.
            optin: track only what is read after CLIENT CACHING YES.
            optout: do not track what is read after CLIENT CACHING NO.
            noloop: do not tell of changes that this connection made.

        Raises:
            DataError: prefixes are given without *bcast*.

        See https://redis.io/commands/client-tracking/
        """
        if prefix and not bcast:
            raise DataError("CLIENT TRACKING: prefix needs bcast=True")
        args: list[EncodableT] = [b"ON" if on else b"OFF"]
        if clientid is not None:
            args += b"REDIRECT", clientid
        for each in prefix:
            args += b"PREFIX", each
        options = ((b"BCAST", bcast), (b"OPTIN", optin), (b"OPTOUT", optout), (b"NOLOOP", noloop))
        args += [word for word, given in options if given]
        return self._run(Command(b"CLIENT", b"TRACKING", *args))

    def client_tracking_off(
        self,
        clientid: int | None = None,
        prefix: Sequence[KeyT] = (),
        bcast: bool = False,
        optin: bool = False,
        optout: bool = False,
        noloop: bool = False,
    ) -> Command[S]:
        """Switch the tracking of keys off, as `client_tracking` does with ``on=False`` (Redis 6.0).

        See https://redis.io/commands/client-tracking/
        """
        return self.client_tracking(False, clientid, prefix, bcast, optin, optout, noloop)

    def client_tracking_on(
        self,
        clientid: int | None = None,
        prefix: Sequence[KeyT] = (),
        bcast: bool = False,
        optin: bool = False,
        optout: bool = False,
        noloop: bool = False,
    ) -> Command[S]:
        """Switch the tracking of keys on, as `client_tracking` does (Redis 6.0).

        See https://redis.io/commands/client-tracking/
        """
        return self.client_tracking(True, clientid, prefix, bcast, optin, optout, noloop)

    def client_trackinginfo(self) -> Command[TrackingInfo]:
        """Return how this connection's keys are tracked (Redis 6.2).

        See https://redis.io/commands/client-trackinginfo/
        """
        return self._run(Command(b"CLIENT", b"TRACKINGINFO", reply=_tracking_info))

    def client_unblock(self, client_id: int, error: bool = False) -> Command[bool]:
        """End the waiting of a client in a blocking command; return whether it was in one.

        Args:
            client_id: the client's id.
            error: let its command fail, in place of running into its timeout.

        See https://redis.io/commands/client-unblock/
        """
        how = (b"ERROR",) if error else ()
        return self._run(Command(b"CLIENT", b"UNBLOCK", client_id, *how, reply=flag))

    def client_unpause(self) -> Command[S]:
        """End what `client_pause` began (Redis 6.2); returns ``OK``.

        See https://redis.io/commands/client-unpause/
        """
        return self._run(Command(b"CLIENT", b"UNPAUSE"))
