"""Strings, numbers, and the longest common subsequence."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sansredis.core.commands.strings import DataPersistOptions
from sansredis.core.errors import ResponseError, WrongTypeError
from tests.server.case import Case, Raises, between, case, r

FAR = 4_102_444_800
"""The Unix time at which 2100 begins."""

DIGEST = b"2d06800538d394c2"
"""The digest of the empty string."""

EMPTY = ("SET", "k", "")
LCS = ("SET a ohmytext", "SET b mynewtext")

SETTING: list[Case] = [
    case(r.set("k", "v"), True, then={"GET k": b"v"}),
    case(r.set("k", "v"), True, "SET k old EX 100", then={"GET k": b"v", "TTL k": -1}),
    case(r.set("k", 1.5), True, then={"GET k": b"1.5"}),
    case(r.set("k", "v", ex=100), True, then={"TTL k": between(99, 100)}),
    case(r.set("k", "v", ex=timedelta(minutes=1)), True, then={"TTL k": between(59, 60)}),
    case(r.set("k", "v", px=90_000), True, then={"TTL k": between(89, 90)}),
    case(r.set("k", "v", nx=True), True, then={"GET k": b"v"}),
    case(r.set("k", "v", nx=True), None, "SET k old", then={"GET k": b"old"}),
    case(r.set("k", "v", xx=True), None, then={"EXISTS k": 0}),
    case(r.set("k", "v", xx=True), True, "SET k old", then={"GET k": b"v"}),
    case(r.set("k", "v", keepttl=True), True, "SET k old EX 100", redis="6.0", then={"TTL k": between(99, 100)}),
    case(r.set("k", "v", get=True), None, redis="6.2", then={"GET k": b"v"}),
    case(r.set("k", "v", get=True), b"old", "SET k old", redis="6.2", then={"GET k": b"v"}),
    case(r.set("k", "v", get=True), Raises(WrongTypeError), "RPUSH k a", redis="6.2"),
    case(r.set("k", "v", nx=True, get=True), b"old", "SET k old", redis="7.0", then={"GET k": b"old"}),
    case(r.set("k", "v", exat=FAR), True, redis="7.0", then={"EXPIRETIME k": FAR}),
    case(r.set("k", "v", exat=datetime.fromtimestamp(FAR, UTC)), True, redis="7.0", then={"EXPIRETIME k": FAR}),
    case(r.set("k", "v", pxat=FAR * 1000 + 1), True, redis="7.0", then={"PEXPIRETIME k": FAR * 1000 + 1}),
    case(r.set("k", "v", ifeq="old"), True, "SET k old", redis="8.4", valkey="8.1", then={"GET k": b"v"}),
    case(r.set("k", "v", ifeq="x"), None, "SET k old", redis="8.4", valkey="8.1", then={"GET k": b"old"}),
    case(r.set("k", "v", ifeq="x", get=True), b"old", "SET k old", redis="8.4", valkey="8.1", then={"GET k": b"old"}),
    case(r.set("k", "v", ifne="x"), True, "SET k old", redis="8.4", then={"GET k": b"v"}),
    case(r.set("k", "v", ifne="old"), None, "SET k old", redis="8.4", then={"GET k": b"old"}),
    case(r.set("k", "v", ifdeq=DIGEST), True, EMPTY, redis="8.4", then={"GET k": b"v"}),
    case(r.set("k", "v", ifdne=DIGEST), None, EMPTY, redis="8.4", then={"GET k": b""}),
    case(r.setex("k", 100, "v"), True, then={"GET k": b"v", "TTL k": between(99, 100)}),
    case(r.psetex("k", 90_000, "v"), True, then={"GET k": b"v", "TTL k": between(89, 90)}),
    case(r.setnx("k", "v"), True, then={"GET k": b"v"}),
    case(r.setnx("k", "v"), False, "SET k old", then={"GET k": b"old"}),
    case(r.getset("k", "v"), None, then={"GET k": b"v"}),
    case(r.getset("k", "v"), b"old", "SET k old", then={"GET k": b"v"}),
]

STRINGS: list[Case] = [
    case(r.get("k"), None),
    case(r.get("k"), b"v", "SET k v"),
    case(r.get("k"), b"", EMPTY),
    case(r.get("k"), Raises(WrongTypeError), "RPUSH k a"),
    case(r.append("k", "bc"), 3, "SET k a", then={"GET k": b"abc"}),
    case(r.delex("k"), 1, "SET k v", redis="8.4", then={"EXISTS k": 0}),
    case(r.delex("k", ifeq="v"), 1, "SET k v", redis="8.4", then={"EXISTS k": 0}),
    case(r.delex("k", ifeq="x"), 0, "SET k v", redis="8.4", then={"EXISTS k": 1}),
    case(r.delex("k", ifne="x"), 1, "SET k v", redis="8.4"),
    case(r.delex("k", ifdeq=DIGEST), 1, EMPTY, redis="8.4"),
    case(r.delex("k", ifdne=DIGEST), 0, EMPTY, redis="8.4"),
    case(r.delifeq("k", "v"), 1, "SET k v", valkey="9.0", then={"EXISTS k": 0}),
    case(r.delifeq("k", "x"), 0, "SET k v", valkey="9.0", then={"EXISTS k": 1}),
    case(r.digest("k"), DIGEST, EMPTY, redis="8.4"),
    case(r.digest("k"), None, redis="8.4"),
    case(r.getdel("k"), b"v", "SET k v", redis="6.2", then={"EXISTS k": 0}),
    case(r.getdel("k"), None, redis="6.2"),
    case(r.getex("k"), b"v", "SET k v EX 100", redis="6.2", then={"TTL k": between(99, 100)}),
    case(r.getex("k", ex=100), b"v", "SET k v", redis="6.2", then={"TTL k": between(99, 100)}),
    case(r.getex("k", px=90_000), b"v", "SET k v", redis="6.2", then={"TTL k": between(89, 90)}),
    case(r.getex("k", exat=FAR), b"v", "SET k v", redis="7.0", then={"EXPIRETIME k": FAR}),
    case(r.getex("k", pxat=FAR * 1000), b"v", "SET k v", redis="7.0", then={"EXPIRETIME k": FAR}),
    case(r.getex("k", persist=True), b"v", "SET k v EX 100", redis="6.2", then={"TTL k": -1}),
    case(r.getex("k", ex=100), None, redis="6.2"),
    case(r.getrange("k", 1, -2), b"bc", "SET k abcd"),
    case(r.getrange("k", 0, -1), b""),
    case(r.substr("k", 1), b"bcd", "SET k abcd"),
    case(r.substr("k", 1, 2), b"bc", "SET k abcd"),
    case(r.mget("a", "x", "l", "b"), [b"1", None, None, b"2"], "MSET a 1 b 2", "RPUSH l v"),
    case(r.mget(["a", "b"]), [b"1", b"2"], "MSET a 1 b 2"),
    case(r.mset({"a": 1, b"b": "2"}), True, then={"MGET a b": [b"1", b"2"]}),
    case(r.msetnx({"a": 1, "b": 2}), True, then={"MGET a b": [b"1", b"2"]}),
    case(r.msetnx({"a": 1, "b": 2}), False, "SET b x", then={"MGET a b": [None, b"x"]}),
    case(r.msetex({"a": 1, "b": 2}, ex=100), 1, redis="8.4", valkey="9.1", then={"TTL b": between(99, 100)}),
    case(r.msetex({"a": 1, "b": 2}, px=90_000), 1, redis="8.4", valkey="9.1", then={"TTL b": between(89, 90)}),
    case(r.msetex({"a": 1}, exat=FAR), 1, redis="8.4", valkey="9.1", then={"EXPIRETIME a": FAR}),
    case(r.msetex({"a": 1}, pxat=FAR * 1000), 1, redis="8.4", valkey="9.1", then={"EXPIRETIME a": FAR}),
    case(r.msetex({"a": 1}, keepttl=True), 1, "SET a x EX 100", redis="8.4", valkey="9.1", then={"GET a": b"1"}),
    case(r.msetex({"a": 1, "b": 2}, DataPersistOptions.NX), 0, "SET a x", redis="8.4", valkey="9.1"),
    case(r.msetex({"a": 1, "b": 2}, DataPersistOptions.XX), 0, "SET a x", redis="8.4", valkey="9.1"),
    case(r.setrange("k", 2, "x"), 4, "SET k abcd", then={"GET k": b"abxd"}),
    case(r.setrange("k", 2, "x"), 3, then={"GET k": b"\0\0x"}),
    case(r.strlen("k"), 4, "SET k abcd"),
    case(r.strlen("k"), 0),
]

COUNTERS: list[Case] = [
    case(r.incr("k"), 1),
    case(r.incr("k", 5), 12, "SET k 7"),
    case(r.incr("k"), Raises(ResponseError, "not an integer"), "SET k v"),
    case(r.incr("k"), Raises(ResponseError, "overflow"), f"SET k {2**63 - 1}"),
    case(r.incrby("k", -5), 2, "SET k 7"),
    case(r.decr("k"), -1),
    case(r.decr("k", 5), 2, "SET k 7"),
    case(r.decrby("k", 5), 2, "SET k 7"),
    case(r.incrbyfloat("k", 0.5), 1.5, "SET k 1"),
    case(r.incrbyfloat("k", 2), 3.0, "SET k 1"),
    case(r.increx("k"), (6, 1), "SET k 5", redis="8.8", then={"GET k": b"6"}),
    case(r.increx("k", byint=10, ubound=8, saturate=True), (8, 3), "SET k 5", redis="8.8"),
    case(r.increx("k", byfloat=0.5, ex=100, enx=True), (5.5, 0.5), "SET k 5", redis="8.8"),
]

SUBSEQUENCES: list[Case] = [
    case(r.lcs("a", "b"), b"mytext", *LCS, redis="7.0"),
    case(r.lcs("a", "x"), b"", *LCS, redis="7.0"),
    case(r.lcs("a", "b", len=True), 6, *LCS, redis="7.0"),
    case(
        r.lcs("a", "b", idx=True),
        {"matches": [((4, 7), (5, 8)), ((2, 3), (0, 1))], "len": 6},
        *LCS,
        redis="7.0",
    ),
    case(
        r.lcs("a", "b", idx=True, minmatchlen=4, withmatchlen=True),
        {"matches": [((4, 7), (5, 8), 4)], "len": 6},
        *LCS,
        redis="7.0",
    ),
]

CASES = SETTING + STRINGS + COUNTERS + SUBSEQUENCES
