"""Hashes, and the times to live of their fields."""

from __future__ import annotations

from sansredis.core.commands.hashes_expiry import HashDataPersistOptions
from sansredis.core.errors import ResponseError, WrongTypeError
from tests.server.case import AnyOf, Case, InAnyOrder, Raises, between, case, r
from tests.server.cases.strings import FAR

AB = "HSET h a 1 b 2"

HASHES: list[Case] = [
    case(r.hset("h", "a", 1), 1, then={"HGET h a": b"1"}),
    case(r.hset("h", "a", 1), 0, AB),
    case(r.hset("h", mapping={"b": 2, "c": 1.5, b"d": b"x"}), 3, AB.replace("b 2", "a 2"), then={"HGET h c": b"1.5"}),
    case(r.hset("h", "a", 1, mapping={"b": 2}, items=["c", 3]), 3, then={"HMGET h a b c": [b"1", b"2", b"3"]}),
    case(r.hset("h", "a", 1), Raises(WrongTypeError), "SET h v"),
    case(r.hsetnx("h", "a", 1), 1),
    case(r.hsetnx("h", "a", 9), 0, AB, then={"HGET h a": b"1"}),
    case(r.hmset("h", {"a": 1, "b": 2}), True, then={"HMGET h a b": [b"1", b"2"]}),
    case(r.hget("h", "a"), b"1", AB),
    case(r.hget("h", "x"), None, AB),
    case(r.hmget("h", "a", "x"), [b"1", None], AB),
    case(r.hmget("h", ["a", "b"]), [b"1", b"2"], AB),
    case(r.hmget("h", [1, 2]), [b"x", None], "HSET h 1 x"),
    case(r.hgetall("h"), {b"a": b"1", b"b": b"2"}, AB),
    case(r.hgetall("h"), {}),
    case(r.hkeys("h"), InAnyOrder(b"a", b"b"), AB),
    case(r.hvals("h"), InAnyOrder(b"1", b"2"), AB),
    case(r.hvals("h"), []),
    case(r.hlen("h"), 2, AB),
    case(r.hstrlen("h", "a"), 3, "HSET h a abc"),
    case(r.hexists("h", "a"), True, AB),
    case(r.hexists("h", "x"), False, AB),
    case(r.hdel("h", "a", "x"), 1, AB, then={"HKEYS h": [b"b"]}),
    case(r.hgetdel("h", "a", "x"), [b"1", None], AB, redis="8.0", valkey="9.1", then={"HKEYS h": [b"b"]}),
    case(r.hincrby("h", "a"), 2, AB),
    case(r.hincrby("h", "a", -3), -2, AB),
    case(r.hincrby("h", "a"), Raises(ResponseError, "not an integer"), "HSET h a x"),
    case(r.hincrbyfloat("h", "a", 0.5), 1.5, AB),
    case(r.hincrbyfloat("h", "a"), 2.0, AB),
    case(r.hrandfield("h"), AnyOf(b"a", b"b"), AB, redis="6.2"),
    case(r.hrandfield("h"), None, redis="6.2"),
    case(r.hrandfield("h", 5), InAnyOrder(b"a", b"b"), AB, redis="6.2"),
    case(r.hrandfield("h", -3), [b"a", b"a", b"a"], "HSET h a 1", redis="6.2"),
    case(r.hrandfield("h", 5, withvalues=True), InAnyOrder((b"a", b"1"), (b"b", b"2")), AB, redis="6.2"),
    case(r.hrandfield("h", -2, withvalues=True), [(b"a", b"1"), (b"a", b"1")], "HSET h a 1", redis="6.2"),
    case(r.hrandfield("h", 5, withvalues=True), [], redis="6.2"),
    case(r.hscan("h"), (0, {b"a": b"1", b"b": b"2"}), AB),
    case(r.hscan("h", match="a*", count=100), (0, {b"a": b"1"}), AB),
    case(r.hscan("h", no_values=True), (0, InAnyOrder(b"a", b"b")), AB, redis="7.4", valkey="8.0"),
    case(r.hscan("h"), (0, {})),
]

EXPIRY: list[Case] = [
    case(
        r.hexpire("h", 100, "a", "x"),
        [1, -2],
        AB,
        redis="7.4",
        valkey="9.0",
        then={"HTTL h FIELDS 1 a": [between(99, 100)]},
    ),
    case(r.hexpire("h", 100, "a", nx=True), [1], AB, redis="7.4", valkey="9.0"),
    case(r.hexpire("h", 100, "a", xx=True), [0], AB, redis="7.4", valkey="9.0"),
    case(r.hexpire("h", 100, "a", gt=True), [1], AB, "HEXPIRE h 10 FIELDS 1 a", redis="7.4", valkey="9.0"),
    case(r.hexpire("h", 100, "a", lt=True), [0], AB, "HEXPIRE h 10 FIELDS 1 a", redis="7.4", valkey="9.0"),
    case(r.hexpire("h", 0, "a"), [2], AB, redis="7.4", valkey="9.0", then={"HKEYS h": [b"b"]}),
    case(r.hexpireat("h", FAR, "a"), [1], AB, redis="7.4", valkey="9.0", then={"HEXPIRETIME h FIELDS 1 a": [FAR]}),
    case(r.hexpireat("h", FAR, "a", gt=True), [0], AB, f"HEXPIREAT h {FAR + 1} FIELDS 1 a", redis="7.4", valkey="9.0"),
    case(
        r.hexpiretime("h", "a", "b", "x"), [FAR, -1, -2], AB, f"HEXPIREAT h {FAR} FIELDS 1 a", redis="7.4", valkey="9.0"
    ),
    case(r.hpersist("h", "a", "b", "x"), [1, -1, -2], AB, "HEXPIRE h 10 FIELDS 1 a", redis="7.4", valkey="9.0"),
    case(
        r.hpexpire("h", 90_000, "a"), [1], AB, redis="7.4", valkey="9.0", then={"HTTL h FIELDS 1 a": [between(89, 90)]}
    ),
    case(r.hpexpire("h", 90_000, "a", xx=True), [0], AB, redis="7.4", valkey="9.0"),
    case(
        r.hpexpireat("h", FAR * 1000, "a"), [1], AB, redis="7.4", valkey="9.0", then={"HEXPIRETIME h FIELDS 1 a": [FAR]}
    ),
    case(r.hpexpireat("h", FAR * 1000, "a", nx=True), [1], AB, redis="7.4", valkey="9.0"),
    case(
        r.hpexpiretime("h", "a", "b"), [FAR * 1000, -1], AB, f"HEXPIREAT h {FAR} FIELDS 1 a", redis="7.4", valkey="9.0"
    ),
    case(
        r.hpttl("h", "a", "b"), [between(9_000, 10_000), -1], AB, "HEXPIRE h 10 FIELDS 1 a", redis="7.4", valkey="9.0"
    ),
    case(
        r.httl("h", "a", "b", "x"), [between(9, 10), -1, -2], AB, "HEXPIRE h 10 FIELDS 1 a", redis="7.4", valkey="9.0"
    ),
    case(r.hgetex("h", "a", "x"), [b"1", None], AB, redis="8.0", valkey="9.0"),
    case(
        r.hgetex("h", "a", ex=100),
        [b"1"],
        AB,
        redis="8.0",
        valkey="9.0",
        then={"HTTL h FIELDS 1 a": [between(99, 100)]},
    ),
    case(
        r.hgetex("h", "a", px=90_000),
        [b"1"],
        AB,
        redis="8.0",
        valkey="9.0",
        then={"HTTL h FIELDS 1 a": [between(89, 90)]},
    ),
    case(r.hgetex("h", "a", exat=FAR), [b"1"], AB, redis="8.0", valkey="9.0", then={"HEXPIRETIME h FIELDS 1 a": [FAR]}),
    case(
        r.hgetex("h", "a", pxat=FAR * 1000),
        [b"1"],
        AB,
        redis="8.0",
        valkey="9.0",
        then={"HEXPIRETIME h FIELDS 1 a": [FAR]},
    ),
    case(r.hgetex("h", "a", persist=True), [b"1"], AB, "HEXPIRE h 10 FIELDS 1 a", redis="8.0", valkey="9.0"),
    case(r.hsetex("h", "a", 9, ex=100), 1, redis="8.0", valkey="9.0", then={"HTTL h FIELDS 1 a": [between(99, 100)]}),
    case(r.hsetex("h", mapping={"a": 1, "b": 2}, px=90_000), 1, redis="8.0", valkey="9.0", then={"HLEN h": 2}),
    case(
        r.hsetex("h", items=["a", 1], exat=FAR), 1, redis="8.0", valkey="9.0", then={"HEXPIRETIME h FIELDS 1 a": [FAR]}
    ),
    case(
        r.hsetex("h", "a", 1, pxat=FAR * 1000), 1, redis="8.0", valkey="9.0", then={"HEXPIRETIME h FIELDS 1 a": [FAR]}
    ),
    case(
        r.hsetex("h", "a", 9, keepttl=True),
        1,
        AB,
        "HEXPIRE h 10 FIELDS 1 a",
        redis="8.0",
        valkey="9.0",
        then={"HTTL h FIELDS 1 a": [between(9, 10)]},
    ),
    case(r.hsetex("h", "a", 9, data_persist_option=HashDataPersistOptions.FNX), 0, AB, redis="8.0", valkey="9.0"),
    case(r.hsetex("h", "a", 9, data_persist_option=HashDataPersistOptions.FXX), 1, AB, redis="8.0", valkey="9.0"),
]

CASES = HASHES + EXPIRY
