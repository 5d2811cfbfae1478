"""Bloom and cuckoo filters, count-min sketches, top-k lists and t-digests."""

from __future__ import annotations

import math
from functools import partial

from sansredis.core.commands.modules.bf import BFInfo
from sansredis.core.commands.modules.cf import CFInfo
from sansredis.core.commands.modules.cms import CMSInfo
from sansredis.core.commands.modules.tdigest import TDigestInfo
from sansredis.core.commands.modules.topk import TopKInfo
from sansredis.core.errors import ResponseError
from tests.server import case as cases
from tests.server.case import Is, Raises, r

case = partial(cases.case, module="bf")

DIGEST = ("TDIGEST.CREATE t", "TDIGEST.ADD t 1 2 3 4 5.5")
TOP = ("TOPK.RESERVE k 2", "TOPK.INCRBY k a 5 b 3")

BLOOM = [
    case(r.bf().create("b", 0.01, 100), True, then={"BF.INFO b CAPACITY": [100], "BF.INFO b EXPANSION": [2]}),
    case(r.bf().create("b", 0.01, 100, 4), True, then={"BF.INFO b EXPANSION": [4]}),
    case(r.bf().create("b", 0.01, 100, noScale=True), True, then={"BF.INFO b EXPANSION": [None]}),
    case(r.bf().create("b", 0.01, 100), Raises(ResponseError, "exists"), "BF.ADD b x"),
    case(r.bf().reserve("b", 0.01, 100), True, then={"BF.INFO b CAPACITY": [100]}),
    case(r.bf().add("b", "x"), True, then={"BF.EXISTS b x": 1}),
    case(r.bf().add("b", "x"), False, "BF.ADD b x"),
    case(r.bf().madd("b", "x", "y", 3), [False, True, True], "BF.ADD b x", then={"BF.EXISTS b 3": 1}),
    case(r.bf().madd("b", 1, 2, 3, 4), Raises(ResponseError, "(at item 2"), "BF.RESERVE b 0.01 2 NONSCALING"),
    case(
        r.bf().insert("b", ["x", "y"], 100, 0.1, expansion=3),
        [True, True],
        then={"BF.INFO b CAPACITY": [100], "BF.INFO b EXPANSION": [3]},
    ),
    case(r.bf().insert("b", "x", noCreate=True, noScale=True), [False], "BF.ADD b x"),
    case(r.bf().insert("b", "x", noCreate=True), Raises(ResponseError, "not found")),
    case(r.bf().exists("b", "x"), True, "BF.ADD b x"),
    case(r.bf().exists("b", "x"), False),
    case(r.bf().mexists("b", "x", "y"), [True, False], "BF.ADD b x"),
    case(r.bf().info("b"), BFInfo(100, 240, 1, 1, 2), "BF.RESERVE b 0.01 100", "BF.ADD b x"),
    case(r.bf().info("b"), BFInfo(100, 216, 1, 0, None), "BF.RESERVE b 0.01 100 NONSCALING"),
    case(r.bf().info("b"), Raises(ResponseError, "not found")),
    case(r.bf().card("b"), 2, "BF.MADD b x y x"),
    case(r.bf().card("b"), 0),
]

CUCKOO = [
    case(r.cf().create("c", 1000), True, then={"CF.COUNT c x": 0}),
    case(r.cf().create("c", 1000, 2, 4, 10), True, then={"CF.COUNT c x": 0}),
    case(r.cf().reserve("c", 1000), True, then={"CF.COUNT c x": 0}),
    case(r.cf().add("c", "x"), True, "CF.ADD c x", then={"CF.COUNT c x": 2}),
    case(r.cf().addnx("c", "x"), False, "CF.ADD c x", then={"CF.COUNT c x": 1}),
    case(r.cf().insert("c", ["x", "y"], 100), [True, True], then={"CF.EXISTS c y": 1}),
    case(r.cf().insert("c", ["x"], nocreate=True), Raises(ResponseError, "not found")),
    case(
        r.cf().insert("c", list("abcdefgh")),
        [True, False, True, False, False, False, False, False],
        "CF.RESERVE c 2 BUCKETSIZE 1 MAXITERATIONS 1 EXPANSION 0",
    ),
    case(r.cf().insertnx("c", ["x", "y"], nocreate=True), [0, 1], "CF.ADD c x"),
    case(r.cf().exists("c", "x"), True, "CF.ADD c x"),
    case(r.cf().mexists("c", "x", "y"), [True, False], "CF.ADD c x"),
    case(r.cf().delete("c", "x"), True, "CF.ADD c x", then={"CF.EXISTS c x": 0}),
    case(r.cf().delete("c", "y"), False, "CF.ADD c x"),
    case(r.cf().count("c", "x"), 2, "CF.ADD c x", "CF.ADD c x"),
    case(
        r.cf().info("c"),
        CFInfo(1080, 512, 1, 1, 1, 2, 1, 20),
        "CF.RESERVE c 1000",
        "CF.ADD c x",
        "CF.ADD c y",
        "CF.DEL c x",
    ),
]

SKETCHES = [
    case(r.cms().initbydim("c", 10, 5), True, then={"CMS.INFO c": [b"width", 10, b"depth", 5, b"count", 0]}),
    case(r.cms().initbydim("c", 10, 5), Raises(ResponseError, "exists"), "CMS.INITBYDIM c 10 5"),
    case(r.cms().initbyprob("c", 0.01, 0.5), True, then={"CMS.INFO c": [b"width", 200, b"depth", 1, b"count", 0]}),
    case(r.cms().incrby("c", ["a", "b"], [5, 2]), [5, 2], "CMS.INITBYDIM c 1000 5"),
    case(r.cms().incrby("c", ["a"], [5]), Raises(ResponseError, "not exist")),
    case(r.cms().query("c", "a", "b", "x"), [5, 2, 0], "CMS.INITBYDIM c 1000 5", "CMS.INCRBY c a 5 b 2"),
    case(
        r.cms().merge("d", 2, ["c", "e"], [1, 10]),
        True,
        *("CMS.INITBYDIM c 1000 5", "CMS.INITBYDIM d 1000 5", "CMS.INITBYDIM e 1000 5"),
        *("CMS.INCRBY c a 5 b 2", "CMS.INCRBY e a 1"),
        then={"CMS.QUERY d a b": [15, 2]},
    ),
    case(r.cms().info("c"), CMSInfo(1000, 5, 7), "CMS.INITBYDIM c 1000 5", "CMS.INCRBY c a 5 b 2"),
]

LISTS = [
    case(r.topk().reserve("k", 3), True, then={"TOPK.LIST k": []}),
    case(r.topk().reserve("k", 3, 20, 4, 0.5), True, then={"TOPK.LIST k": []}),
    case(r.topk().add("k", "x", "y"), [None, None], "TOPK.RESERVE k 3", then={"TOPK.QUERY k x": [1]}),
    case(r.topk().incrby("k", ["c"], [9]), [b"b"], *TOP, then={"TOPK.LIST k": [b"c", b"a"]}),
    case(r.topk().query("k", "a", "x"), [True, False], *TOP),
    case(r.topk().count("k", "a", "x"), [5, 0], *TOP),
    case(r.topk().list("k"), [b"a", b"b"], *TOP),
    case(r.topk().list("k", withcount=True), [b"a", 5, b"b", 3], *TOP),
    case(r.topk().info("k"), TopKInfo(2, 8, 7, 0.9), *TOP),
]

DIGESTS = [
    case(r.tdigest().create("t"), True, then={"TDIGEST.RANK t 1": [-2]}),
    case(r.tdigest().create("t", 500), True, then={"TDIGEST.RANK t 1": [-2]}),
    case(r.tdigest().reset("t"), True, *DIGEST, then={"TDIGEST.MIN t": b"nan"}),
    case(r.tdigest().add("t", [1, 2.5]), True, "TDIGEST.CREATE t", then={"TDIGEST.MAX t": b"2.5"}),
    case(r.tdigest().add("t", [1]), Raises(ResponseError, "not exist")),
    case(r.tdigest().merge("d", 2, "t", "t"), True, *DIGEST, then={"TDIGEST.RANK d 10": [10]}),
    case(
        r.tdigest().merge("t", 1, "t", compression=200, override=True),
        True,
        *DIGEST,
        then={"TDIGEST.RANK t 10": [5]},
    ),
    case(r.tdigest().min("t"), 1.0, *DIGEST),
    case(r.tdigest().min("t"), Is(float, lambda value: value != value), "TDIGEST.CREATE t"),
    case(r.tdigest().max("t"), 5.5, *DIGEST),
    case(r.tdigest().quantile("t", 0, 0.5, 1), [1.0, 3.0, 5.5], *DIGEST),
    case(r.tdigest().cdf("t", 1, 2, 10), [0.1, 0.3, 1.0], *DIGEST),
    case(r.tdigest().info("t"), TDigestInfo(100, 610, 0, 5, 0, 5, 5, 0, 9768), *DIGEST),
    case(r.tdigest().trimmed_mean("t", 0.1, 0.9), 3.1, *DIGEST),
    case(r.tdigest().rank("t", 0, 2, 10), [-1, 1, 5], *DIGEST),
    case(r.tdigest().revrank("t", 0, 2, 10), [5, 3, -1], *DIGEST),
    case(r.tdigest().byrank("t", 0, 1, 100), [1.0, 2.0, math.inf], *DIGEST),
    case(r.tdigest().byrevrank("t", 0, 1, 100), [5.5, 4.0, -math.inf], *DIGEST),
]

CASES = [*BLOOM, *CUCKOO, *SKETCHES, *LISTS, *DIGESTS]
