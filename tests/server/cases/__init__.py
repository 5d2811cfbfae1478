"""The table of cases: every command method of these groups at least once; `test_complete` holds it to that."""

from __future__ import annotations

from tests.server.case import Case
from tests.server.cases import (
    administration,
    arrays,
    bitmaps,
    connections,
    geo,
    hashes,
    json,
    keys,
    lists,
    nodes,  # noqa: F401  (its scenarios are entered when it is imported)
    probabilistic,
    scripts,
    search,
    servers,
    sets,
    sorted_sets,
    streams,
    strings,
    timeseries,
    vectors,
)
from tests.server.cases import (
    data_scenarios as data_scenarios,
)
from tests.server.cases import (
    module_scenarios as module_scenarios,
)

CASES: dict[str, list[Case]] = {
    "strings": strings.CASES,
    "bitmaps": bitmaps.CASES,
    "keys": keys.CASES,
    "hashes": hashes.CASES,
    "lists": lists.CASES,
    "sets": sets.CASES,
    "sorted_sets": sorted_sets.CASES,
    "streams": streams.CASES,
    "geo": geo.CASES,
    "arrays": arrays.CASES,
    "scripts": scripts.CASES,
    "connections": connections.CASES,
    "servers": servers.CASES,
    "administration": administration.CASES,
    "json": json.CASES,
    "probabilistic": probabilistic.CASES,
    "timeseries": timeseries.CASES,
    "search": search.CASES,
    "vectors": vectors.CASES,
}
"""The cases of each group."""
