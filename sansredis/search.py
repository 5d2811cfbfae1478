"""Fields, queries, aggregations and results for searching: what goes with ``client.ft("index")``."""

from __future__ import annotations

from sansredis.core.commands.modules import search_querystring as querystring
from sansredis.core.commands.modules import search_reducers as reducers
from sansredis.core.commands.modules.search_aggregation import (
    FIELDNAME,
    AggregateRequest,
    Asc,
    Cursor,
    Desc,
    Reducer,
    SortDirection,
)
from sansredis.core.commands.modules.search_fields import (
    Field,
    GeoField,
    GeoShapeField,
    IndexDefinition,
    IndexType,
    NumericField,
    TagField,
    TextField,
    VectorField,
)
from sansredis.core.commands.modules.search_query import Filter, GeoFilter, NumericFilter, ParamsT, Query
from sansredis.core.commands.modules.search_results import (
    AggregateResult,
    Cell,
    Correction,
    Document,
    ProfileInformation,
    SearchResult,
    Suggestion,
)

__all__ = [
    "Field",
    "TextField",
    "TagField",
    "NumericField",
    "GeoField",
    "GeoShapeField",
    "VectorField",
    "IndexDefinition",
    "IndexType",
    "Query",
    "ParamsT",
    "querystring",
    "Filter",
    "NumericFilter",
    "GeoFilter",
    "AggregateRequest",
    "Asc",
    "Desc",
    "SortDirection",
    "Reducer",
    "reducers",
    "FIELDNAME",
    "Cursor",
    "SearchResult",
    "Document",
    "AggregateResult",
    "Cell",
    "ProfileInformation",
    "Suggestion",
    "Correction",
]
