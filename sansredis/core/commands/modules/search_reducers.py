"""What FT.AGGREGATE can compute of the rows of a group. Fields are written with ``@``.

See https://redis.io/docs/latest/develop/ai/search-and-query/advanced-concepts/aggregations/
"""

from __future__ import annotations

from .search_aggregation import Asc, Desc, Reducer, SortDirection


def count() -> Reducer:
    """How many rows there are."""
    return Reducer("COUNT")


def sum(field: str) -> Reducer:  # noqa: A001 - redis-py's name, as those that follow
    """The sum of a field."""
    return Reducer("SUM", (field,), field)


def min(field: str) -> Reducer:  # noqa: A001
    """The smallest value of a field."""
    return Reducer("MIN", (field,), field)


def max(field: str) -> Reducer:  # noqa: A001
    """The largest value of a field."""
    return Reducer("MAX", (field,), field)


def avg(field: str) -> Reducer:
    """The average of a field."""
    return Reducer("AVG", (field,), field)


def tolist(field: str) -> Reducer:
    """All different values of a field, as a list."""
    return Reducer("TOLIST", (field,), field)


def count_distinct(field: str) -> Reducer:
    """How many different values a field has."""
    return Reducer("COUNT_DISTINCT", (field,), field)


def count_distinctish(field: str) -> Reducer:
    """About how many different values a field has; an estimate, but fast."""
    return Reducer("COUNT_DISTINCTISH", (field,), field)


def quantile(field: str, pct: float) -> Reducer:
    """The value below which a share *pct* of the values is, from 0 to 1: the median for 0.5."""
    return Reducer("QUANTILE", (field, pct), field)


def stddev(field: str) -> Reducer:
    """The standard deviation of a field."""
    return Reducer("STDDEV", (field,), field)


def first_value(field: str, by: SortDirection | type[Asc] | type[Desc] | None = None) -> Reducer:
    """The first value of a field.

    Args:
        field: the field.
        by: in this order, ``Asc("@other")``; or ``Asc`` or ``Desc`` for the field's own; any by default.
    """
    if by is None:
        return Reducer("FIRST_VALUE", (field,), field)
    order = by if isinstance(by, SortDirection) else by(field)
    return Reducer("FIRST_VALUE", (field, b"BY", *order.args()), field)


def random_sample(field: str, size: int) -> Reducer:
    """So many values of a field at random, as a list."""
    return Reducer("RANDOM_SAMPLE", (field, size), field)
