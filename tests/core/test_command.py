"""What every command shares: how it is held, how its reply is read, and the helpers that build and read the others."""

from __future__ import annotations

import ast
import inspect
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sansredis.core import commands
from sansredis.core.commands import Command, CommandGroup, Commands, replies
from sansredis.core.commands import arguments as arg
from sansredis.core.commands.command import decoded
from sansredis.core.errors import DataError, ResponseError, WrongTypeError
from sansredis.core.resp_types import Members, Pairs, Push, VerbatimString
from sansredis.faces import AsyncCommands, BlockingCommands, PipelineCommands


def text(raw: bytes) -> str:
    return raw.decode("utf-8")


SOURCES = sorted(Path(commands.__file__).parent.rglob("*.py"))


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_no_command_is_built_by_way_of_an_alias(source: Path) -> None:
    # Command[Any](...) takes ten times as long as Command(...), and type checkers need no help here.
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Subscript):
            assert ast.unparse(node.func.value) != "Command", (
                f"{source.name}:{node.lineno}: {ast.unparse(node.func)}(...)"
            )


class TestCommand:
    def test_holds_what_it_was_made_of(self):
        command = Command(b"GET", "key", reply=len, decode=False)
        assert command.args == (b"GET", "key")
        assert command.reply is len
        assert command.decode is False

    def test_reads_a_reply_as_it_is(self):
        raw = [b"a"]
        assert Command(b"X").read(raw, None) is raw

    def test_decodes_before_it_reads(self):
        seen = []
        Command(b"X", reply=seen.append).read([b"a"], text)
        assert seen == [["a"]]

    def test_does_not_decode_what_is_never_text(self):
        assert Command(b"DUMP", "key", decode=False).read(b"\xff", text) == b"\xff"

    def test_raises_an_error_reply(self):
        with pytest.raises(WrongTypeError, match="wrong kind"):
            Command(b"GET", "key", reply=len).read(WrongTypeError("WRONGTYPE wrong kind"), text)

    @pytest.mark.parametrize(
        ("args", "text", "said"),
        [
            (
                (b"COMMANDLOG", b"GET", 1),
                "ERR unknown command 'COMMANDLOG', with args beginning with: 'GET' ",
                "ERR unknown command 'COMMANDLOG' (COMMANDLOG GET: since Valkey 8.1.0)",
            ),
            (
                (b"CLUSTER", b"SHARDS"),
                "ERR Unknown subcommand or wrong number of arguments for 'SHARDS'.",
                "ERR Unknown subcommand or wrong number of arguments for 'SHARDS'."
                " (CLUSTER SHARDS: since Redis 7.0.0, Valkey 7.0.0)",
            ),
            (
                (b"JSON.GET", "k"),
                "ERR unknown command 'JSON.GET'",
                "ERR unknown command 'JSON.GET' (JSON.GET: needs the module ReJSON)",
            ),
            (
                (b"STRALGO",),
                "ERR unknown command 'STRALGO'",
                "ERR unknown command 'STRALGO' (STRALGO: no present version has it)",
            ),
            (
                ("CONFIG GET", "a"),
                "ERR unknown command 'CONFIG GET'",
                "ERR unknown command 'CONFIG GET' (CONFIG GET: each word is an argument of its own)",
            ),
            ((b"NONSENSE",), "ERR unknown command 'NONSENSE'", "ERR unknown command 'NONSENSE'"),
            ((b"CLUSTER", b"NO"), "ERR unknown subcommand 'NO'", "ERR unknown subcommand 'NO'"),
            ((b"GET", b"k"), "ERR syntax error", "ERR syntax error"),
        ],
    )
    def test_says_where_there_is_what_the_server_lacks(self, args, text, said):
        error = ResponseError(text)
        with pytest.raises(ResponseError) as caught:
            Command(*args).read(error, None)
        assert caught.value is error
        assert str(error) == said
        assert error.code == "ERR"

    def test_leaves_errors_inside_a_reply_in_their_places(self):
        error = ResponseError("ERR no")
        assert Command(b"EXEC").read([b"a", error], text) == ["a", error]

    def test_text_that_is_none_is_an_error(self):
        with pytest.raises(UnicodeDecodeError):
            Command(b"GET", "key").read(b"\xff", text)

    @pytest.mark.parametrize(
        ("args", "shown"),
        [
            ((b"AUTH", "secret"), "<Command AUTH with 1 arguments>"),
            (("GET", "k"), "<Command GET with 1 arguments>"),
            ((), "<Command  with 0 arguments>"),
        ],
    )
    def test_repr_shows_no_argument(self, args, shown):
        assert repr(Command(*args)) == shown

    def test_the_bare_builder_returns_the_command(self):
        command = Command(b"PING")
        assert CommandGroup()._run(command) is command


class TestDecoded:
    @pytest.mark.parametrize(
        ("raw", "value"),
        [
            (b"a", "a"),
            (VerbatimString(b"a"), "a"),
            (None, None),
            (1, 1),
            (1.5, 1.5),
            ([b"a", [b"b", 1], None], ["a", ["b", 1], None]),
            ({b"k": [b"v"], 1: b"w"}, {"k": ["v"], 1: "w"}),
            ({b"a", 1}, {"a", 1}),
            ((b"a", 1), ("a", 1)),
            (Push([b"message", b"c"]), Push(["message", "c"])),
            (Pairs([([b"k"], b"v")]), Pairs([(["k"], "v")])),
            (Members([[b"m"]]), Members([["m"]])),
        ],
    )
    def test_every_shape(self, raw, value):
        found = decoded(raw, text)
        assert found == value
        assert type(found) is type(value)

    def test_the_reply_itself_is_not_changed(self):
        raw = [b"a", {b"k": b"v"}]
        decoded(raw, text)
        assert raw == [b"a", {b"k": b"v"}]


class TestCommands:
    @pytest.mark.parametrize("face", [Commands, BlockingCommands, AsyncCommands, PipelineCommands])
    def test_all_faces_are_the_same_methods(self, face):
        assert face().get("k").args == (b"GET", "k")
        assert face.get is Commands.get

    def test_every_method_says_what_it_does(self):
        for name, method in inspect.getmembers(Commands, inspect.isfunction):
            assert name.startswith("_") or method.__doc__, name

    def test_objects_of_them_hold_nothing(self):
        assert not hasattr(Commands(), "__dict__")


class TestArguments:
    def test_keys_in_every_form(self):
        assert arg.listed("a") == arg.listed(["a"]) == ["a"]
        assert arg.listed("a", ("b",)) == arg.listed(("a", "b")) == arg.listed(iter("ab")) == ["a", "b"]
        assert arg.listed(b"ab") == [b"ab"]
        assert arg.listed(bytearray(b"ab")) == [bytearray(b"ab")]

    def test_no_key(self):
        with pytest.raises(DataError, match="MGET: give at least one key"):
            arg.listed_keys("MGET", [])

    def test_mapping(self):
        assert arg.flattened("MSET", {"a": 1, "b": 2}) == ["a", 1, "b", 2]
        with pytest.raises(DataError, match="MSET: give at least one key"):
            arg.flattened("MSET", {})

    def test_times(self):
        span = timedelta(seconds=2, milliseconds=3, microseconds=999)
        assert (arg.seconds(7), arg.seconds(span)) == (7, 2)
        assert (arg.milliseconds(7), arg.milliseconds(span)) == (7, 2003)
        when = datetime(2033, 5, 18, 3, 33, 20, 1999, tzinfo=UTC)
        assert (arg.unix_seconds(7), arg.unix_seconds(when)) == (7, 2_000_000_000)
        assert (arg.unix_milliseconds(7), arg.unix_milliseconds(when)) == (7, 2_000_000_000_001)

    def test_a_naive_moment_is_local_time(self):
        assert arg.unix_seconds(datetime.fromtimestamp(1_000_000_000)) == 1_000_000_000

    def test_milliseconds_are_not_rounded(self):
        for milliseconds in range(0, 1000, 7):
            when = datetime(2026, 1, 1, microsecond=milliseconds * 1000, tzinfo=UTC)
            assert arg.unix_milliseconds(when) % 1000 == milliseconds

    def test_one_of(self):
        arg.one_of("SET", {"nx": False, "xx": True, "ex": None})
        with pytest.raises(DataError, match=r"SET: give only one of nx, xx, ex; got nx and ex"):
            arg.one_of("SET", {"nx": True, "xx": False, "ex": 0})
        with pytest.raises(DataError, match=r"X: give one of a, b"):
            arg.one_of("X", {"a": None, "b": False}, required=True)

    def test_expiry(self):
        assert arg.expiry("X") == ()
        assert arg.expiry("X", ex=timedelta(minutes=1)) == (b"EX", 60)
        assert arg.expiry("X", px=timedelta(seconds=1)) == (b"PX", 1000)
        assert arg.expiry("X", exat=5) == (b"EXAT", 5)
        assert arg.expiry("X", pxat=5) == (b"PXAT", 5)
        assert arg.expiry("X", other="persist", given=True) == (b"PERSIST",)

    def test_only_one_expiry(self):
        with pytest.raises(DataError, match=r"X: give only one of ex, px, exat, pxat, keepttl; got ex and pxat"):
            arg.expiry("X", ex=1, pxat=1, other="keepttl")
        with pytest.raises(DataError, match=r"X: give only one of ex, px, exat, pxat, keepttl; got px and keepttl"):
            arg.expiry("X", px=1, other="keepttl", given=True)


class TestReplies:
    def test_status(self):
        assert [replies.ok(raw) for raw in (b"OK", "OK", VerbatimString(b"OK"), b"QUEUED", None)] == [
            *(True, True, True),
            *(False, False),
        ]
        assert [replies.optional_ok(raw) for raw in (b"OK", "OK", None)] == [True, True, None]

    def test_flags(self):
        assert [replies.flag(raw) for raw in (1, 0, True, False)] == [True, False, True, False]

    def test_numbers(self):
        assert [replies.number(raw) for raw in (b"1.5", "1.5", 1.5, 2, b"inf")] == [1.5, 1.5, 1.5, 2.0, float("inf")]
        assert type(replies.number(2)) is float

    def test_strings(self):
        assert replies.string(b"a\xff") == "a\ufffd"
        assert replies.strings([b"a", "b"]) == ["a", "b"]

    def test_members(self):
        assert replies.members({b"a"}) == replies.members([b"a"]) == {b"a"}

    @pytest.mark.parametrize(
        "raw",
        [
            {b"a": 1, b"b": 2},
            [b"a", 1, b"b", 2],
            [[b"a", 1], [b"b", 2]],
            Pairs([(b"a", 1), (b"b", 2)]),
        ],
    )
    def test_pairs_in_every_shape(self, raw):
        assert replies.pairs(raw) == [(b"a", 1), (b"b", 2)]
        assert replies.mapping(raw) == {b"a": 1, b"b": 2}
        assert replies.scored(raw) == [(b"a", 1.0), (b"b", 2.0)]
        assert replies.named(raw) == {"a": 1, "b": 2}

    def test_no_pairs(self):
        assert replies.pairs([]) == []
        assert replies.mapping([]) == replies.mapping({}) == replies.mapping(None) == {}

    def test_scores_as_strings(self):
        assert replies.scored([b"a", b"1.5"]) == [(b"a", 1.5)]
