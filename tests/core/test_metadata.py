"""What may be sent twice, what needs a connection for itself, and for how long a server may let it wait."""

from __future__ import annotations

import math

import pytest

from sansredis.core.commands import Commands
from sansredis.core.commands.facts import BLOCKING, CONTAINERS, NAMES
from sansredis.core.commands.metadata import (
    READ_ONLY,
    KeySpec,
    block_time,
    command_name,
    is_read_only,
    metadata,
    needs_lease,
)


class TestMetadata:
    def test_facts_of_a_plain_command(self):
        info = metadata((b"GET", "key"))
        assert info is not None
        assert info.name == b"GET"
        assert info.arity == 2
        assert info.flags == {"readonly", "fast"}
        assert (info.first_key, info.last_key, info.step) == (1, 1, 1)
        assert (info.group, info.since, info.since_valkey) == ("string", "1.0.0", "1.0.0")
        assert info.key_specs == (KeySpec(frozenset({"RO"}), ("index", 1), ("range", 0, 1, 0)),)

    def test_keys_after_a_keyword_and_keys_that_are_counted(self):
        stream = metadata(["XREAD"])
        assert stream is not None
        assert stream.key_specs[0].begin == ("keyword", "STREAMS", 1)
        assert stream.key_specs[0].find == ("range", -1, 1, 2)
        script = metadata(["EVAL"])
        assert script is not None
        assert script.key_specs[0].find == ("keynum", 0, 1, 1)
        sort = metadata(["SORT"])
        assert sort is not None
        assert sort.key_specs[-1].begin == ("unknown",)

    @pytest.mark.parametrize(
        "spelling",
        [
            (b"CONFIG", b"GET"),
            ("config", "get", "*"),
            ("config get", "*"),
            (bytearray(b"Config"), memoryview(b"Get")),
            [b"CONFIG GET"],
        ],
    )
    def test_any_spelling(self, spelling):
        info = metadata(spelling)
        assert info is not None
        assert info.name == command_name(spelling) == b"CONFIG GET"

    def test_commands_of_one_family_only(self):
        delifeq, digest = metadata(["DELIFEQ"]), metadata(["DIGEST"])
        assert delifeq is not None
        assert digest is not None
        assert (delifeq.since, delifeq.since_valkey) == ("", "9.0.0")
        assert (digest.since, digest.since_valkey) == ("8.4.0", "")

    def test_a_sub_command_that_is_not_known_has_the_facts_of_its_container(self):
        info = metadata(["CLIENT", "FROM-THE-FUTURE"])
        assert info is not None
        assert info.name == b"CLIENT"

    @pytest.mark.parametrize("args", [(), ("NO.SUCH", "x"), (1,), ("",)])
    def test_unknown(self, args):
        assert metadata(args) is None

    def test_every_line_can_be_read(self):
        for name in NAMES:
            info = metadata([name])
            assert info is not None
            assert info.name == name
            assert ("blocking" in info.flags) is (name in BLOCKING)


class TestIsReadOnly:
    @pytest.mark.parametrize(
        "args",
        [
            (b"GET", "k"),
            ("get", "k"),
            (bytearray(b"GET"), "k"),
            (b"PING",),
            (b"CONFIG", b"GET", "*"),
            ("config get", "*"),
            (b"COMMAND",),
            (b"PFCOUNT", "k"),
            (b"EVAL_RO", "return 1", 0),
            (b"OBJECT", b"ENCODING", "k"),
            (b"OBJECT", b"HELP"),
            (b"XREAD", b"COUNT", 1, b"STREAMS", "s", "0"),
            (b"FT.AGGREGATE", "index", "*"),
            Commands().json().get("k", "$.a").args,
            Commands().bf().exists("k", "a").args,
            Commands().tdigest().quantile("k", 0.5).args,
        ],
    )
    def test_may_be_executed_again(self, args):
        assert is_read_only(args) is True

    @pytest.mark.parametrize(
        "args",
        [
            (b"SET", "k", "v"),
            (b"INCR", "k"),
            (b"GETEX", "k"),
            (b"EVAL", "return 1", 0),
            (b"PUBLISH", "c", "m"),
            (b"SPOP", "k"),
            (b"CONFIG", b"SET", "a", "b"),
            (b"CONFIG",),
            (b"MEMORY", b"PURGE"),
            (b"ACL", b"LOG"),
            (b"WAIT", 1, 0),
            (b"BLPOP", "k", 0),
            (b"XREADGROUP", b"GROUP", "g", "c", b"STREAMS", "s", ">"),
            (b"XREAD", b"STREAMS", "s", "$"),
            (b"XREAD", b"BLOCK", 0, b"STREAMS", "s", "0"),
            (b"FT.AGGREGATE", "index", "*", b"WITHCURSOR"),
            Commands().json().numincrby("k", "$.a", 1).args,
            Commands().bf().add("k", "a").args,
            Commands().cms().incrby("k", ["a"], [1]).args,
            (b"FT.CURSOR", b"READ", "index", 1),
            (b"FT.DICTADD", "d", "word"),
            (b"FT.ALIASADD", "a", "index"),
            (b"NO.SUCH", "k"),
            (),
        ],
    )
    def test_may_not(self, args):
        assert is_read_only(args) is False

    def test_nothing_that_writes_or_blocks_is_in_the_table(self):
        for name in READ_ONLY - {b"XREAD"}:
            info = metadata([name])
            assert info is not None
            assert not info.flags & {"write", "blocking"}, name

    def test_no_container_stands_for_its_sub_commands(self):
        assert CONTAINERS & READ_ONLY == {b"COMMAND"}


class TestNeedsLease:
    @pytest.mark.parametrize(
        "args",
        [
            (b"BLPOP", "k", 0),
            ("blpop", "k", 0),
            (b"BZMPOP", 0, 1, "k", b"MIN"),
            (b"XREAD", b"BLOCK", 0, b"STREAMS", "s", "$"),
            (b"XREAD", "block", 0, "streams", "s", "$"),
            (b"XREADGROUP", b"GROUP", "g", "c", b"BLOCK", 0, b"STREAMS", "s", ">"),
            (b"BLMOVEM", "a", "b", b"LEFT", b"RIGHT", 0),
            (b"MULTI",),
            (b"EXEC",),
            (b"WATCH", "k"),
            (b"SUBSCRIBE", "c"),
            (b"MONITOR",),
            (b"SELECT", 1),
            (b"AUTH", "p"),
            (b"HELLO", 3),
            (b"WAIT", 1, 0),
            (b"CLIENT", b"REPLY", b"OFF"),
            (b"CLIENT", b"SETNAME", "n"),
            (b"CLIENT", b"FROM-THE-FUTURE"),
            ("client reply", "off"),
            (b"SCRIPT", b"DEBUG", b"YES"),
            (b"CLUSTER", b"SYNCSLOTS"),
        ],
    )
    def test_has_a_connection_for_itself(self, args):
        assert needs_lease(args) is True

    @pytest.mark.parametrize(
        "args",
        [
            (b"GET", "k"),
            ("get", "k"),
            (bytearray(b"SET"), "k", "v"),
            (b"XREAD", b"COUNT", 1, b"STREAMS", "block", "0"),
            (b"XREADGROUP", b"GROUP", "block", "c", b"COUNT", 1, b"NOACK", b"STREAMS", "s", ">"),
            (b"XREAD",),
            (b"CLIENT", b"LIST"),
            (b"CLIENT",),
            (b"SCRIPT", b"EXISTS", "x"),
            (b"CLUSTER", b"INFO"),
            (b"PUBLISH", "c", "m"),
            (b"NO.SUCH",),
            (),
        ],
    )
    def test_shares(self, args):
        assert needs_lease(args) is False

    def test_every_command_that_may_block_is_known_with_its_timeout(self):
        arguments = (b"1000", b"1000", b"1000", b"1000", b"1000")
        for name in BLOCKING - {b"XREAD", b"XREADGROUP"}:
            assert needs_lease((name, *arguments)), name
            assert block_time((name, *arguments)) in (1, 1000), name


class TestBlockTime:
    @pytest.mark.parametrize(
        ("args", "seconds"),
        [
            ((b"BLPOP", "a", "b", 7), 7),
            (("blpop", "a", "7.5"), 7.5),
            ((b"BRPOP", "a", b"0"), math.inf),
            ((b"BLMOVE", "a", "b", b"LEFT", b"RIGHT", 2), 2),
            ((b"BRPOPLPUSH", "a", "b", 2), 2),
            ((b"BLMOVEM", "a", "b", b"LEFT", b"RIGHT", 2, b"COUNT", 5), 2),
            ((b"BLMPOP", 3, 1, "a", b"LEFT"), 3),
            ((b"BZMPOP", 3, 1, "a", b"MIN"), 3),
            ((b"BZPOPMIN", "a", 1), 1),
            ((b"BZPOPMAX", "a", 1), 1),
            ((b"XREAD", b"BLOCK", 1500, b"STREAMS", "s", "$"), 1.5),
            ((b"XREAD", b"COUNT", 2, b"BLOCK", 0, b"STREAMS", "s", "$"), math.inf),
            ((b"XREADGROUP", b"GROUP", "block", "c", b"CLAIM", 1, b"BLOCK", 250, b"STREAMS", "s", ">"), 0.25),
            ((b"WAIT", 1, 500), 0.5),
            ((b"WAITAOF", 1, 0, 500), 0.5),
            ((b"MIGRATE", "h", 1, "k", 0, 3000), 3),
            ((b"MIGRATE", "h", 1, "k", 0, 0), 1),
            ((b"XREAD", b"STREAMS", "block", "0"), None),
            ((b"XREAD", b"COUNT", b"BLOCK"), None),
            ((b"GET", "k"), None),
            ((b"BLPOP", "k", "soon"), None),
            ((b"BLPOP", "k", -1), None),
            ((b"WAIT",), None),
        ],
    )
    def test_seconds(self, args, seconds):
        assert block_time(args) == seconds
