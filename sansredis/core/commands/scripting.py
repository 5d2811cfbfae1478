"""Scripts in Lua that the server runs, all at once or not at all as far as other clients can see.

A script's keys are named apart from its other arguments, so that a cluster knows where to send it. What it returns
comes back in the shapes that the server makes of Lua's values: true is 1, false and nil are None, fractions are cut
off, and a table is a list that ends before its first nil. A script that calls ``redis.setresp(3)`` may return more
under RESP3: this is the one reply that may differ between the two protocols. Every string in it, however deep, is
decoded where the client decodes; return binary data to a client that does not.

None of the commands that may write is sent a second time when its reply was lost. Scripts known by name are in
`functions`.
"""

from __future__ import annotations

from typing import Any, Literal

from ..errors import DataError
from .command import Command, CommandGroup, EncodableT, KeyT, S
from .replies import flag, ok, string


def keys_and_rest(command: str, numkeys: int, keys_and_args: tuple[EncodableT, ...]) -> list[EncodableT]:
    """The number of keys, the keys, and the other arguments.

    Raises:
        DataError: there cannot be so many keys.
    """
    if not 0 <= numkeys <= len(keys_and_args):
        raise DataError(f"{command}: numkeys is {numkeys!r}, but {len(keys_and_args)} keys and arguments are given")
    return [numkeys, *keys_and_args]


def _flags(raw: Any) -> list[bool]:
    return [flag(item) for item in raw]


class ScriptingCommands(CommandGroup[S]):
    """The commands of EVAL and SCRIPT."""

    __slots__ = ()

    def eval(self, script: KeyT, numkeys: int, *keys_and_args: EncodableT) -> Command[Any]:
        """Run a script.

        Args:
            script: its source; the server keeps it, and `evalsha` finds it by its digest.
            numkeys: how many keys there are.
            keys_and_args: the keys, ``KEYS`` in the script, and then the other arguments, ``ARGV``.

        Returns:
            What the script returns.

        Raises:
            DataError: there are fewer than *numkeys* keys.
            ResponseError: the script is not valid, or failed; what it had written until then stays.

        See https://redis.io/commands/eval/
        """
        return self._run(Command(b"EVAL", script, *keys_and_rest("EVAL", numkeys, keys_and_args)))

    def eval_ro(self, script: KeyT, numkeys: int, *keys_and_args: EncodableT) -> Command[Any]:
        """Run a script that only reads, also on a replica (Redis 7.0); else as `eval`.

        Raises:
            DataError: there are fewer than *numkeys* keys.
            ResponseError: the script is not valid, failed, or tried to write.

        See https://redis.io/commands/eval_ro/
        """
        return self._run(Command(b"EVAL_RO", script, *keys_and_rest("EVAL_RO", numkeys, keys_and_args)))

    def evalsha(self, sha: KeyT, numkeys: int, *keys_and_args: EncodableT) -> Command[Any]:
        """Run a script that the server has.

        Args:
            sha: the SHA-1 digest of its source, as `script_load` returns it.
            numkeys: how many keys there are.
            keys_and_args: the keys and then the other arguments, as for `eval`.

        Returns:
            What the script returns.

        Raises:
            DataError: there are fewer than *numkeys* keys.
            NoScriptError: the server does not have it.
            ResponseError: the script failed.

        See https://redis.io/commands/evalsha/
        """
        return self._run(Command(b"EVALSHA", sha, *keys_and_rest("EVALSHA", numkeys, keys_and_args)))

    def evalsha_ro(self, sha: KeyT, numkeys: int, *keys_and_args: EncodableT) -> Command[Any]:
        """Run a script that the server has and that only reads (Redis 7.0); else as `evalsha`.

        Raises:
            DataError: there are fewer than *numkeys* keys.
            NoScriptError: the server does not have it.
            ResponseError: the script failed, or tried to write.

        See https://redis.io/commands/evalsha_ro/
        """
        return self._run(Command(b"EVALSHA_RO", sha, *keys_and_rest("EVALSHA_RO", numkeys, keys_and_args)))

    def script_debug(self, mode: Literal["YES", "SYNC", "NO"]) -> Command[bool]:
        """Make the next `eval` of this connection a session of the server's debugger. Always True.

        A pool does not lend this connection a second time.

        Args:
            mode: ``YES`` in a copy of the server, ``SYNC`` in the server itself, ``NO`` not at all.

        See https://redis.io/commands/script-debug/
        """
        return self._run(Command(b"SCRIPT", b"DEBUG", mode, reply=ok))

    def script_exists(self, *args: KeyT) -> Command[list[bool]]:
        """Return for each digest whether the server has that script.

        See https://redis.io/commands/script-exists/
        """
        return self._run(Command(b"SCRIPT", b"EXISTS", *args, reply=_flags))

    def script_flush(self, sync_type: Literal["SYNC", "ASYNC"] | None = None) -> Command[bool]:
        """Forget all scripts. Always True.

        Args:
            sync_type: free the memory at once or in the background, by default as the server is configured
                (Redis 6.2).

        See https://redis.io/commands/script-flush/
        """
        options = () if sync_type is None else (sync_type,)
        return self._run(Command(b"SCRIPT", b"FLUSH", *options, reply=ok))

    def script_kill(self) -> Command[bool]:
        """End the script that is running. Always True.

        Raises:
            ResponseError: none is running (its message begins with NOTBUSY), or it has written (UNKILLABLE).

        See https://redis.io/commands/script-kill/
        """
        return self._run(Command(b"SCRIPT", b"KILL", reply=ok))

    def script_load(self, script: KeyT) -> Command[str]:
        """Give the server a script without running it; return its digest for `evalsha`.

        See https://redis.io/commands/script-load/
        """
        return self._run(Command(b"SCRIPT", b"LOAD", script, reply=string))

    def script_show(self, sha: KeyT) -> Command[S]:
        """Return the source of a script that the server has (Valkey 8.0).

        Raises:
            NoScriptError: it does not have it.

        See https://valkey.io/commands/script-show/
        """
        return self._run(Command(b"SCRIPT", b"SHOW", sha))
