"""Arrays."""

from __future__ import annotations

from functools import partial

from sansredis.core.commands.arrays import ArrayAggregateOperations, ArrayPredicateType
from tests.server import case as cases
from tests.server.case import Case, Is, r

case = partial(cases.case, redis="8.8")

ABC = "ARMSET a 0 x 5 y 9 z"

CASES: list[Case] = [
    case(r.arcount("a"), 3, ABC),
    case(r.ardel("a", 0, 7), 1, ABC),
    case(r.ardelrange("a", (0, 5)), 2, ABC),
    case(r.arget("a", 5), b"y", ABC),
    case(r.arget("a", 6), None, ABC),
    case(r.argetrange("a", 4, 6), [None, b"y", None], ABC),
    case(r.argrep("a", "-", "+", [(ArrayPredicateType.EXACT, "y")]), [5], ABC),
    case(r.argrep("a", 0, 9, [(ArrayPredicateType.GLOB, "Y*")], nocase=True, withvalues=True), [(5, b"y")], ABC),
    case(r.arinfo("a"), Is(dict), ABC),
    case(r.arinsert("a", "x", "y"), 1),
    case(r.arlastitems("a", 2), [b"y", b"z"], "ARINSERT a x y z"),
    case(r.arlastitems("a", 2, rev=True), [b"z", b"y"], "ARINSERT a x y z"),
    case(r.arlen("a"), 10, ABC),
    case(r.armget("a", 0, 1), [b"x", None], ABC),
    case(r.armset("a", {0: "new", 1: "y"}), 1, ABC),
    case(r.arnext("a"), 2, "ARINSERT a x y"),
    case(r.arop("a", 0, 9, ArrayAggregateOperations.USED), 3, ABC),
    case(r.arop("a", 0, 9, ArrayAggregateOperations.MATCH, "x"), 1, ABC),
    case(r.arop("a", 0, 9, ArrayAggregateOperations.SUM), b"3", "ARMSET a 0 1 5 2"),
    case(r.arring("a", 2, "x", "y", "z"), 0),
    case(r.arscan("a", 0, 9), [(0, b"x"), (5, b"y"), (9, b"z")], ABC),
    case(r.arscan("a", 0, 9, limit=1), [(0, b"x")], ABC),
    case(r.arseek("a", 7), 1, ABC),
    case(r.arset("a", 8, "p", "q"), 1, ABC),
]
