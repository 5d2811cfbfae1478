"""The namespaces for Bloom and cuckoo filters, count-min sketches, top-k lists and t-digests."""

from __future__ import annotations

import math
from typing import Any

import pytest

from sansredis.core.commands import Command, Commands
from sansredis.core.commands.modules.bf import BFInfo
from sansredis.core.commands.modules.cf import CFInfo
from sansredis.core.commands.modules.cms import CMSInfo
from sansredis.core.commands.modules.tdigest import TDigestInfo
from sansredis.core.commands.modules.topk import TopKInfo
from sansredis.core.errors import DataError, ResponseError
from tests.core.commands.reading import check_reading, exact

r: Commands[bytes] = Commands()
bf, cf, cms, topk, td = r.bf(), r.cf(), r.cms(), r.topk(), r.tdigest()

ENCODINGS: list[tuple[Command[Any], tuple[Any, ...]]] = [
    (bf.create("k", 0.01, 100), (b"BF.RESERVE", "k", 0.01, 100)),
    (bf.create("k", 0.01, 100, 4), (b"BF.RESERVE", "k", 0.01, 100, b"EXPANSION", 4)),
    (bf.create("k", 0.01, 100, noScale=True), (b"BF.RESERVE", "k", 0.01, 100, b"NONSCALING")),
    (bf.reserve("k", 0.01, 100, 4), (b"BF.RESERVE", "k", 0.01, 100, b"EXPANSION", 4)),
    (bf.add("k", 1), (b"BF.ADD", "k", 1)),
    (bf.madd("k", "a", b"b"), (b"BF.MADD", "k", "a", b"b")),
    (bf.insert("k", ["a", "b"]), (b"BF.INSERT", "k", b"ITEMS", "a", "b")),
    (bf.insert("k", "ab"), (b"BF.INSERT", "k", b"ITEMS", "ab")),
    (
        bf.insert("k", ["a"], 10, 0.1, expansion=4),
        (b"BF.INSERT", "k", b"CAPACITY", 10, b"ERROR", 0.1, b"EXPANSION", 4, b"ITEMS", "a"),
    ),
    (
        bf.insert("k", ["a"], noCreate=True, noScale=True),
        (b"BF.INSERT", "k", b"NONSCALING", b"NOCREATE", b"ITEMS", "a"),
    ),
    (bf.exists("k", "a"), (b"BF.EXISTS", "k", "a")),
    (bf.mexists("k", "a", "b"), (b"BF.MEXISTS", "k", "a", "b")),
    (bf.scandump("k", 0), (b"BF.SCANDUMP", "k", 0)),
    (bf.loadchunk("k", 1, b"\xff"), (b"BF.LOADCHUNK", "k", 1, b"\xff")),
    (bf.info("k"), (b"BF.INFO", "k")),
    (bf.card("k"), (b"BF.CARD", "k")),
    (cf.create("k", 100), (b"CF.RESERVE", "k", 100)),
    (
        cf.create("k", 100, 2, 4, 10),
        (b"CF.RESERVE", "k", 100, b"EXPANSION", 2, b"BUCKETSIZE", 4, b"MAXITERATIONS", 10),
    ),
    (cf.reserve("k", 100, bucket_size=4), (b"CF.RESERVE", "k", 100, b"BUCKETSIZE", 4)),
    (cf.add("k", "a"), (b"CF.ADD", "k", "a")),
    (cf.addnx("k", "a"), (b"CF.ADDNX", "k", "a")),
    (cf.insert("k", ["a"], 10), (b"CF.INSERT", "k", b"CAPACITY", 10, b"ITEMS", "a")),
    (cf.insertnx("k", "a", nocreate=True), (b"CF.INSERTNX", "k", b"NOCREATE", b"ITEMS", "a")),
    (cf.exists("k", "a"), (b"CF.EXISTS", "k", "a")),
    (cf.mexists("k", "a"), (b"CF.MEXISTS", "k", "a")),
    (cf.delete("k", "a"), (b"CF.DEL", "k", "a")),
    (cf.count("k", "a"), (b"CF.COUNT", "k", "a")),
    (cf.scandump("k", 3), (b"CF.SCANDUMP", "k", 3)),
    (cf.loadchunk("k", 3, b"\xff"), (b"CF.LOADCHUNK", "k", 3, b"\xff")),
    (cf.info("k"), (b"CF.INFO", "k")),
    (cms.initbydim("k", 10, 5), (b"CMS.INITBYDIM", "k", 10, 5)),
    (cms.initbyprob("k", 0.1, 0.2), (b"CMS.INITBYPROB", "k", 0.1, 0.2)),
    (cms.incrby("k", ["a", 1], [5, 6]), (b"CMS.INCRBY", "k", "a", 5, 1, 6)),
    (cms.query("k", "a"), (b"CMS.QUERY", "k", "a")),
    (cms.merge("d", 2, ["a", "b"]), (b"CMS.MERGE", "d", 2, "a", "b")),
    (cms.merge("d", 1, "a", [3]), (b"CMS.MERGE", "d", 1, "a", b"WEIGHTS", 3)),
    (cms.info("k"), (b"CMS.INFO", "k")),
    (topk.reserve("k", 3), (b"TOPK.RESERVE", "k", 3)),
    (topk.reserve("k", 3, 8, 7, 0.9), (b"TOPK.RESERVE", "k", 3, 8, 7, 0.9)),
    (topk.add("k", "a", "b"), (b"TOPK.ADD", "k", "a", "b")),
    (topk.incrby("k", ["a"], [5]), (b"TOPK.INCRBY", "k", "a", 5)),
    (topk.query("k", "a"), (b"TOPK.QUERY", "k", "a")),
    (topk.count("k", "a"), (b"TOPK.COUNT", "k", "a")),
    (topk.list("k"), (b"TOPK.LIST", "k")),
    (topk.list("k", withcount=True), (b"TOPK.LIST", "k", b"WITHCOUNT")),
    (topk.info("k"), (b"TOPK.INFO", "k")),
    (td.create("k"), (b"TDIGEST.CREATE", "k", b"COMPRESSION", 100)),
    (td.create("k", 500), (b"TDIGEST.CREATE", "k", b"COMPRESSION", 500)),
    (td.reset("k"), (b"TDIGEST.RESET", "k")),
    (td.add("k", [1, 2.5]), (b"TDIGEST.ADD", "k", 1, 2.5)),
    (td.merge("d", 2, "a", "b"), (b"TDIGEST.MERGE", "d", 2, "a", "b")),
    (
        td.merge("d", 1, "a", compression=200, override=True),
        (b"TDIGEST.MERGE", "d", 1, "a", b"COMPRESSION", 200, b"OVERRIDE"),
    ),
    (td.min("k"), (b"TDIGEST.MIN", "k")),
    (td.max("k"), (b"TDIGEST.MAX", "k")),
    (td.quantile("k", 0.5, 1), (b"TDIGEST.QUANTILE", "k", 0.5, 1)),
    (td.cdf("k", 3, 4), (b"TDIGEST.CDF", "k", 3, 4)),
    (td.info("k"), (b"TDIGEST.INFO", "k")),
    (td.trimmed_mean("k", 0.1, 0.9), (b"TDIGEST.TRIMMED_MEAN", "k", 0.1, 0.9)),
    (td.rank("k", 1, 2), (b"TDIGEST.RANK", "k", 1, 2)),
    (td.revrank("k", 1), (b"TDIGEST.REVRANK", "k", 1)),
    (td.byrank("k", 0, 1), (b"TDIGEST.BYRANK", "k", 0, 1)),
    (td.byrevrank("k", 0), (b"TDIGEST.BYREVRANK", "k", 0)),
]


@pytest.mark.parametrize(("command", "args"), ENCODINGS)
def test_encoding(command, args):
    assert exact(command.args) == exact(args)


REFUSED = [
    (lambda: bf.create("k", 0.1, 10, 2, True), "BF.RESERVE: a filter that does not scale"),
    (lambda: bf.madd("k"), "BF.MADD: give at least one item"),
    (lambda: bf.insert("k", []), "BF.INSERT: give at least one item"),
    (lambda: bf.insert("k", "a", 10, noCreate=True), "BF.INSERT: noCreate is for a filter that exists"),
    (lambda: bf.insert("k", "a", error=0.1, noCreate=True), "BF.INSERT: noCreate is for a filter that exists"),
    (lambda: bf.insert("k", "a", expansion=2, noScale=True), "BF.INSERT: a filter that does not scale"),
    (lambda: bf.mexists("k"), "BF.MEXISTS: give"),
    (lambda: cf.insert("k", []), "CF.INSERT: give"),
    (lambda: cf.insertnx("k", "a", 10, True), "CF.INSERTNX: nocreate is for a filter that exists"),
    (lambda: cf.mexists("k"), "CF.MEXISTS: give"),
    (lambda: cms.incrby("k", ["a"], [1, 2]), "CMS.INCRBY: .* got 1 items and 2 increments"),
    (lambda: cms.incrby("k", [], []), "CMS.INCRBY: give at least one item"),
    (lambda: cms.incrby("k", "ab", [1, 2]), "CMS.INCRBY: items must be a list .* single str"),
    (lambda: cms.query("k"), "CMS.QUERY: give"),
    (lambda: cms.merge("d", 2, ["a"]), "numKeys is 2, but there are 1 srcKeys"),
    (lambda: cms.merge("d", 0, []), "CMS.MERGE: give at least one key"),
    (lambda: cms.merge("d", 1, ["a"], [1, 2]), "got 2 weights for 1 keys"),
    (lambda: topk.reserve("k", 3, 8), "TOPK.RESERVE: .* width=8, depth=None, decay=None"),
    (lambda: topk.add("k"), "TOPK.ADD: give"),
    (lambda: topk.query("k"), "TOPK.QUERY: give"),
    (lambda: topk.count("k"), "TOPK.COUNT: give"),
    (lambda: td.add("k", []), "TDIGEST.ADD: give at least one number"),
    (lambda: td.merge("d", 0), "TDIGEST.MERGE: give at least one key"),
    (lambda: td.merge("d", 1, "a", "b"), "num_keys is 1, but there are 2 keys"),
]


@pytest.mark.parametrize(("call", "words"), REFUSED)
def test_what_is_wrong_is_refused_before_it_is_sent(call, words):
    with pytest.raises(DataError, match=words):
        call()


READINGS = [
    (bf.create("k", 0.1, 10), True, b"OK"),
    (bf.add("k", "a"), True, 1, True),
    (bf.madd("k", "a", "b"), [True, False], [1, 0], [True, False]),
    (bf.mexists("k", "a", "b"), [True, False], [1, 0], [True, False]),
    (bf.scandump("k", 0), (1, b"\xff"), [1, b"\xff"]),
    (bf.scandump("k", 1), (0, b""), [0, b""], [0, None]),
    (cf.insert("k", "a"), [True, False], [1, -1], [True, False]),
    (cf.insertnx("k", "a"), [1, 0, -1], [1, 0, -1]),
    (cf.delete("k", "a"), False, 0, False),
    (topk.add("k", "a"), [None, b"x"], [None, b"x"]),
    (topk.query("k", "a"), [True], [1], [True]),
    (topk.list("k", True), [b"a", 3], [b"a", 3]),
    (td.min("k"), 1.5, b"1.5", 1.5),
    (td.quantile("k", 0, 1), [1.0, math.inf], [b"1", b"inf"], [1.0, math.inf]),
    (td.rank("k", 0), [-1], [-1]),
]


@pytest.mark.parametrize(("command", "value", "raws"), [(command, value, raws) for command, value, *raws in READINGS])
def test_reading(command, value, raws):
    check_reading(command, value, *raws)


INFOS: list[tuple[Command[Any], Any, dict[bytes, Any]]] = [
    (
        bf.info("k"),
        BFInfo(100, 240, 1, 2, None),
        {
            b"Capacity": 100,
            b"Size": 240,
            b"Number of filters": 1,
            b"Number of items inserted": 2,
            b"Expansion rate": None,
        },
    ),
    (
        cf.info("k"),
        CFInfo(1080, 512, 1, 5, 4, 2, 3, 20),
        {
            b"Size": 1080,
            b"Number of buckets": 512,
            b"Number of filters": 1,
            b"Number of items inserted": 5,
            b"Number of items deleted": 4,
            b"Bucket size": 2,
            b"Expansion rate": 3,
            b"Max iterations": 20,
        },
    ),
    (cms.info("k"), CMSInfo(10, 5, 7), {b"width": 10, b"depth": 5, b"count": 7}),
    (topk.info("k"), TopKInfo(3, 8, 7, 0.9), {b"k": 3, b"width": 8, b"depth": 7, b"decay": b"0.9"}),
    (
        td.info("k"),
        TDigestInfo(100, 610, 5, 1, 6, 2, 8, 3, 9768),
        {
            b"Compression": 100,
            b"Capacity": 610,
            b"Merged nodes": 5,
            b"Unmerged nodes": 1,
            b"Merged weight": 6,
            b"Unmerged weight": 2,
            b"Observations": 8,
            b"Total compressions": 3,
            b"Memory usage": 9768,
        },
    ),
]


@pytest.mark.parametrize(("command", "info", "facts"), INFOS)
def test_infos_of_both_protocols(command, info, facts):
    check_reading(command, info, facts, [part for pair in facts.items() for part in pair])


def test_a_filter_that_was_full_says_how_many_items_it_took():
    raw = [1, 0, ResponseError("ERR non scaling filter is full")]
    with pytest.raises(ResponseError, match=r"filter is full \(at item 2, counted from 0; those before it are in"):
        bf.madd("k", "a", "b", "c", "d").read(raw, None)


def test_dumps_are_bytes_for_everybody():
    assert bf.scandump("k", 0).read([1, b"\xff"], bytes.decode) == (1, b"\xff")
    assert cf.scandump("k", 0).read([1, b"\xff"], bytes.decode) == (1, b"\xff")
