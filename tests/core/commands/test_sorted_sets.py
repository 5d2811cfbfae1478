"""The commands on sorted sets: members, ranges, and several sorted sets together."""

from __future__ import annotations

from math import inf
from typing import Any

import pytest

from sansredis.core.commands.command import Command
from sansredis.core.commands.sorted_sets import SortedSetCommands
from sansredis.core.commands.sorted_sets_algebra import SortedSetAlgebraCommands
from sansredis.core.commands.sorted_sets_pop import SortedSetPopCommands
from sansredis.core.commands.sorted_sets_range import SortedSetRangeCommands
from sansredis.core.errors import DataError
from tests.core.commands.reading import check_reading, methods, names

r: SortedSetCommands[bytes] = SortedSetCommands()
popping: SortedSetPopCommands[bytes] = SortedSetPopCommands()
ranges: SortedSetRangeCommands[bytes] = SortedSetRangeCommands()
algebra: SortedSetAlgebraCommands[bytes] = SortedSetAlgebraCommands()

ENCODINGS: list[tuple[Command[Any], tuple[Any, ...]]] = [
    (popping.bzmpop(1.5, 2, ["z", "y"], min=True), (b"BZMPOP", 1.5, 2, "z", "y", b"MIN")),
    (popping.bzmpop(None, 1, ["z"], max=True, count=3), (b"BZMPOP", 0, 1, "z", b"MAX", b"COUNT", 3)),
    (popping.bzpopmax("z"), (b"BZPOPMAX", "z", 0)),
    (popping.bzpopmin(["z", "y"], 1.5), (b"BZPOPMIN", "z", "y", 1.5)),
    (popping.bzpopmin("z", None), (b"BZPOPMIN", "z", 0)),
    (r.zadd("z", {"a": 1, "b": 2.5}), (b"ZADD", "z", 1, "a", 2.5, "b")),
    (r.zadd("z", {1: "inf"}), (b"ZADD", "z", "inf", 1)),
    (r.zadd("z", {"a": 1}, nx=True, ch=True), (b"ZADD", "z", b"NX", b"CH", 1, "a")),
    (r.zadd("z", {"a": 1}, xx=True, gt=True), (b"ZADD", "z", b"XX", b"GT", 1, "a")),
    (r.zadd("z", {"a": 1}, lt=True, incr=True), (b"ZADD", "z", b"LT", b"INCR", 1, "a")),
    (r.zcard("z"), (b"ZCARD", "z")),
    (r.zincrby("z", 1.5, "a"), (b"ZINCRBY", "z", 1.5, "a")),
    (popping.zmpop(2, ["z", "y"], max=True), (b"ZMPOP", 2, "z", "y", b"MAX")),
    (popping.zmpop(1, ["z"], min=True, max=None, count=None), (b"ZMPOP", 1, "z", b"MIN")),
    (popping.zmpop(1, ["z"], min=True, count=2), (b"ZMPOP", 1, "z", b"MIN", b"COUNT", 2)),
    (r.zmscore("z", ["a", 1]), (b"ZMSCORE", "z", "a", 1)),
    (popping.zpopmax("z"), (b"ZPOPMAX", "z")),
    (popping.zpopmax("z", 2), (b"ZPOPMAX", "z", 2)),
    (popping.zpopmin("z"), (b"ZPOPMIN", "z")),
    (popping.zpopmin("z", 0), (b"ZPOPMIN", "z", 0)),
    (r.zrandmember("z"), (b"ZRANDMEMBER", "z")),
    (r.zrandmember("z", -2), (b"ZRANDMEMBER", "z", -2)),
    (r.zrandmember("z", 2, True), (b"ZRANDMEMBER", "z", 2, b"WITHSCORES")),
    (r.zrank("z", "a"), (b"ZRANK", "z", "a")),
    (r.zrank("z", "a", True), (b"ZRANK", "z", "a", b"WITHSCORE")),
    (r.zrem("z", "a", 1), (b"ZREM", "z", "a", 1)),
    (r.zrevrank("z", "a"), (b"ZREVRANK", "z", "a")),
    (r.zrevrank("z", "a", True, int), (b"ZREVRANK", "z", "a", b"WITHSCORE")),
    (r.zscan("z"), (b"ZSCAN", "z", 0)),
    (r.zscan("z", 7, "a*", 50), (b"ZSCAN", "z", 7, b"MATCH", "a*", b"COUNT", 50)),
    (r.zscore("z", "a"), (b"ZSCORE", "z", "a")),
    (ranges.zcount("z", "-inf", 2.5), (b"ZCOUNT", "z", "-inf", 2.5)),
    (ranges.zlexcount("z", "-", "[b"), (b"ZLEXCOUNT", "z", "-", "[b")),
    (ranges.zrange("z", 0, -1), (b"ZRANGE", "z", 0, -1)),
    (ranges.zrange("z", 0, -1, True, withscores=True), (b"ZRANGE", "z", 0, -1, b"REV", b"WITHSCORES")),
    (
        ranges.zrange("z", "(1", "+inf", withscores=True, byscore=True, offset=0, num=-1),
        (b"ZRANGE", "z", "(1", "+inf", b"BYSCORE", b"LIMIT", 0, -1, b"WITHSCORES"),
    ),
    (
        ranges.zrange("z", "+", "-", desc=True, bylex=True, offset=1, num=2),
        (b"ZRANGE", "z", "+", "-", b"BYLEX", b"REV", b"LIMIT", 1, 2),
    ),
    (ranges.zrangebylex("z", "-", "+"), (b"ZRANGEBYLEX", "z", "-", "+")),
    (ranges.zrangebylex("z", "-", "+", 1, 2), (b"ZRANGEBYLEX", "z", "-", "+", b"LIMIT", 1, 2)),
    (ranges.zrangebyscore("z", 1, 2), (b"ZRANGEBYSCORE", "z", 1, 2)),
    (
        ranges.zrangebyscore("z", 1, 2, 3, 4, withscores=True),
        (b"ZRANGEBYSCORE", "z", 1, 2, b"LIMIT", 3, 4, b"WITHSCORES"),
    ),
    (ranges.zrangestore("d", "z", 0, -1), (b"ZRANGESTORE", "d", "z", 0, -1)),
    (
        ranges.zrangestore("d", "z", 9, 1, byscore=True, desc=True, offset=1, num=2),
        (b"ZRANGESTORE", "d", "z", 9, 1, b"BYSCORE", b"REV", b"LIMIT", 1, 2),
    ),
    (ranges.zrangestore("d", "z", "-", "+", bylex=True), (b"ZRANGESTORE", "d", "z", "-", "+", b"BYLEX")),
    (ranges.zremrangebylex("z", "-", "[b"), (b"ZREMRANGEBYLEX", "z", "-", "[b")),
    (ranges.zremrangebyrank("z", 0, 1), (b"ZREMRANGEBYRANK", "z", 0, 1)),
    (ranges.zremrangebyscore("z", 1, "(2"), (b"ZREMRANGEBYSCORE", "z", 1, "(2")),
    (ranges.zrevrange("z", 0, 1), (b"ZREVRANGE", "z", 0, 1)),
    (ranges.zrevrange("z", 0, 1, True), (b"ZREVRANGE", "z", 0, 1, b"WITHSCORES")),
    (ranges.zrevrangebylex("z", "+", "-", 1, 2), (b"ZREVRANGEBYLEX", "z", "+", "-", b"LIMIT", 1, 2)),
    (ranges.zrevrangebyscore("z", 2, 1), (b"ZREVRANGEBYSCORE", "z", 2, 1)),
    (
        ranges.zrevrangebyscore("z", 2, 1, 3, 4, withscores=True),
        (b"ZREVRANGEBYSCORE", "z", 2, 1, b"LIMIT", 3, 4, b"WITHSCORES"),
    ),
    (algebra.zdiff("z"), (b"ZDIFF", 1, "z")),
    (algebra.zdiff(["z", "y"], True), (b"ZDIFF", 2, "z", "y", b"WITHSCORES")),
    (algebra.zdiffstore("d", ["z", "y"]), (b"ZDIFFSTORE", "d", 2, "z", "y")),
    (algebra.zinter(["z", "y"]), (b"ZINTER", 2, "z", "y")),
    (
        algebra.zinter({"z": 2, "y": 0.5}, "min", withscores=True),
        (b"ZINTER", 2, "z", "y", b"WEIGHTS", 2, 0.5, b"AGGREGATE", "min", b"WITHSCORES"),
    ),
    (algebra.zintercard(2, ["z", "y"]), (b"ZINTERCARD", 2, "z", "y", b"LIMIT", 0)),
    (algebra.zintercard(1, ["z"], 5), (b"ZINTERCARD", 1, "z", b"LIMIT", 5)),
    (algebra.zinterstore("d", ["z"], "SUM"), (b"ZINTERSTORE", "d", 1, "z", b"AGGREGATE", "SUM")),
    (algebra.zunion(["z"], "max"), (b"ZUNION", 1, "z", b"AGGREGATE", "max")),
    (algebra.zunion({"z": 2}, withscores=True), (b"ZUNION", 1, "z", b"WEIGHTS", 2, b"WITHSCORES")),
    (
        algebra.zunionstore("d", {"z": 2, "y": 3}, "COUNT"),
        (b"ZUNIONSTORE", "d", 2, "z", "y", b"WEIGHTS", 2, 3, b"AGGREGATE", "COUNT"),
    ),
]

PAIRS = [(b"a", 1.0), (b"b", 2.5), (b"c", inf)]
FLAT = [b"a", b"1", b"b", b"2.5", b"c", b"inf"]
NESTED = [[b"a", 1.0], [b"b", 2.5], [b"c", inf]]

READINGS: list[tuple[Command[Any], Any, list[Any]]] = [
    *[
        (command, PAIRS, [FLAT, NESTED])
        for command in (
            popping.zpopmin("z", 3),
            popping.zpopmax("z", 3),
            r.zrandmember("z", 3, True),
            ranges.zrange("z", 0, -1, withscores=True),
            ranges.zrangebyscore("z", 0, 9, withscores=True),
            ranges.zrevrange("z", 0, -1, True),
            ranges.zrevrangebyscore("z", 9, 0, withscores=True),
            algebra.zdiff("z", True),
            algebra.zinter("z", withscores=True),
            algebra.zunion("z", withscores=True),
        )
    ],
    *[
        (
            command,
            [(b"a", 1), (b"b", 1700000000000000000)],
            [[b"a", b"1", b"b", b"1.7e+18"], [[b"a", 1.0], [b"b", 1.7e18]]],
        )
        for command in (
            ranges.zrange("z", 0, -1, withscores=True, score_cast_func=int),
            ranges.zrangebyscore("z", 0, 9, withscores=True, score_cast_func=int),
            ranges.zrevrange("z", 0, -1, True, int),
            ranges.zrevrangebyscore("z", 9, 0, withscores=True, score_cast_func=int),
            algebra.zunion("z", withscores=True, score_cast_func=int),
        )
    ],
    *[
        (command, [b"a", b"b"], [[b"a", b"b"]])
        for command in (
            r.zrandmember("z", 2),
            ranges.zrange("z", 0, -1),
            ranges.zrangebylex("z", "-", "+"),
            algebra.zdiff("z"),
            algebra.zinter("z"),
            algebra.zunion("z"),
        )
    ],
    (ranges.zrange("z", 0, -1, withscores=True), [], [[]]),
    (popping.bzmpop(1, 1, ["z"], min=True), (b"z", [(b"a", 1.5)]), [[b"z", [[b"a", b"1.5"]]], [b"z", [[b"a", 1.5]]]]),
    (popping.bzmpop(1, 1, ["z"], min=True), None, [None]),
    (popping.bzpopmax("z"), (b"z", b"a", 1.5), [[b"z", b"a", b"1.5"], [b"z", b"a", 1.5]]),
    (popping.bzpopmin("z"), None, [None]),
    (r.zadd("z", {"a": 1}), 1, [1]),
    (r.zadd("z", {"a": 1}, incr=True), 2.0, [b"2", 2.0]),
    (r.zadd("z", {"a": 1}, incr=True), None, [None]),
    (r.zincrby("z", 1, "a"), 2.0, [b"2", 2.0]),
    (popping.zmpop(1, ["z"], max=True), (b"z", [(b"a", 1.5)]), [[b"z", [[b"a", b"1.5"]]], [b"z", [[b"a", 1.5]]]]),
    (popping.zmpop(1, ["z"], max=True), None, [None]),
    (r.zmscore("z", ["a", "b"]), [1.0, None], [[b"1", None], [1.0, None]]),
    (popping.zpopmin("z"), [(b"a", 1.0)], [[b"a", b"1"], [b"a", 1.0]]),
    (popping.zpopmax("z"), [], [[]]),
    (r.zrandmember("z"), None, [None]),
    (r.zrank("z", "a"), 0, [0]),
    (r.zrank("z", "a"), None, [None]),
    (r.zrank("z", "a", True), (0, 1.5), [[0, b"1.5"], [0, 1.5]]),
    (r.zrank("z", "a", True), None, [None]),
    (r.zrevrank("z", "a", True, str), (2, "1.0"), [[2, b"1"], [2, 1.0]]),
    (r.zrevrank("z", "a"), 2, [2]),
    (r.zscan("z"), (7, PAIRS), [[b"7", FLAT], [b"7", NESTED]]),
    (r.zscan("z", score_cast_func=int), (0, [(b"a", 1)]), [[b"0", [b"a", b"1"]]]),
    (r.zscore("z", "a"), -inf, [b"-inf", -inf]),
    (r.zscore("z", "a"), None, [None]),
]


@pytest.mark.parametrize(("command", "args"), ENCODINGS)
def test_encoding(command: Command[Any], args: tuple[Any, ...]) -> None:
    assert command.args == args


@pytest.mark.parametrize(("command", "value", "raws"), READINGS)
def test_reading(command: Command[Any], value: Any, raws: list[Any]) -> None:
    check_reading(command, value, *raws)


def test_every_method_is_here() -> None:
    groups = (SortedSetCommands, SortedSetPopCommands, SortedSetRangeCommands, SortedSetAlgebraCommands)
    assert names(command for command, _ in ENCODINGS) == set().union(*map(methods, groups))


@pytest.mark.parametrize("given", [("nx", "xx"), ("nx", "gt"), ("nx", "lt"), ("gt", "lt")])
def test_conditions_that_contradict_each_other(given: tuple[str, str]) -> None:
    with pytest.raises(DataError, match=" and ".join(given)):
        r.zadd("z", {"a": 1}, **dict.fromkeys(given, True))  # type: ignore[call-overload]


def test_zadd_needs_a_member_and_incr_only_one() -> None:
    with pytest.raises(DataError, match="at least one member"):
        r.zadd("z", {})
    with pytest.raises(DataError, match="incr takes one member and its score; got 2"):
        r.zadd("z", {"a": 1, "b": 2}, incr=True)


def test_zmscore_needs_a_member() -> None:
    with pytest.raises(DataError, match="ZMSCORE: give at least one member"):
        r.zmscore("z", [])


def test_scores_need_a_count() -> None:
    with pytest.raises(DataError, match="withscores needs a count"):
        r.zrandmember("z", withscores=True)  # type: ignore[call-overload]


@pytest.mark.parametrize("method", [popping.zmpop, lambda *args, **ends: popping.bzmpop(1, *args, **ends)])
def test_one_end_to_pop_from(method: Any) -> None:
    with pytest.raises(DataError, match="give one of min, max"):
        method(1, ["z"])
    with pytest.raises(DataError, match="only one of min, max; got min and max"):
        method(1, ["z"], min=True, max=True)
    with pytest.raises(DataError, match="number of keys is given as 2, but there are 1"):
        method(2, ["z"], min=True)


@pytest.mark.parametrize("method", [ranges.zrange, lambda *args, **given: ranges.zrangestore("d", *args, **given)])
@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"byscore": True, "bylex": True}, "byscore and bylex"),
        ({"byscore": True, "offset": 0}, "give both offset and num"),
        ({"bylex": True, "num": 1}, "give both offset and num"),
        ({"offset": 0, "num": 1}, "need byscore or bylex"),
    ],
)
def test_options_of_a_range_that_contradict_each_other(method: Any, given: dict[str, Any], message: str) -> None:
    with pytest.raises(DataError, match=message):
        method("z", 0, -1, **given)


def test_members_in_lexical_order_have_no_scores_to_show() -> None:
    with pytest.raises(DataError, match="bylex and withscores"):
        ranges.zrange("z", "-", "+", bylex=True, withscores=True)


@pytest.mark.parametrize(
    "method", [ranges.zrangebylex, ranges.zrangebyscore, ranges.zrevrangebylex, ranges.zrevrangebyscore]
)
@pytest.mark.parametrize("given", [{"start": 0}, {"num": 1}])
def test_half_a_limit(method: Any, given: dict[str, int]) -> None:
    with pytest.raises(DataError, match="give both start and num"):
        method("z", 0, 1, **given)


@pytest.mark.parametrize(
    "method",
    [
        algebra.zdiff,
        algebra.zinter,
        algebra.zunion,
        lambda keys: algebra.zdiffstore("d", keys),
        lambda keys: algebra.zinterstore("d", keys),
        lambda keys: algebra.zunionstore("d", keys),
    ],
)
def test_nothing_without_a_key(method: Any) -> None:
    with pytest.raises(DataError, match="at least one key"):
        method([])


def test_an_unknown_aggregate_is_named() -> None:
    with pytest.raises(DataError, match="SUM, MIN, MAX, COUNT; got 'avg'"):
        algebra.zunion(["z"], "avg")


def test_zintercard_checks_the_number_of_keys() -> None:
    with pytest.raises(DataError, match="ZINTERCARD: the number of keys"):
        algebra.zintercard(1, ["z", "y"])
