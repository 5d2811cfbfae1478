"""Bloom and cuckoo filters, count-min sketches, top-k lists and t-digests."""

from __future__ import annotations

from functools import partial

from sansredis.core.commands.modules.cms import CMSInfo
from sansredis.core.errors import ResponseError
from tests.server import case as cases
from tests.server.case import Raises, r

case = partial(cases.case, module="bf")

CASES = [
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
