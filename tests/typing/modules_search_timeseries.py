"""Searching and time series: what their methods return on each kind of client, and what is refused."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import Any, assert_type

from sansredis.blocking import Pipeline
from sansredis.core.commands.modules.timeseries import TimeSeriesInfo
from sansredis.core.errors import ResponseError
from sansredis.faces import AsyncCommands, BlockingCommands
from sansredis.search import (
    AggregateRequest,
    AggregateResult,
    Correction,
    Document,
    NumericField,
    ProfileInformation,
    Query,
    SearchResult,
    Suggestion,
    TextField,
    reducers,
)


def search(r: BlockingCommands[str], b: BlockingCommands[bytes]) -> None:
    index = r.ft("idx")
    assert_type(index.create_index([TextField("t"), NumericField("n")]), bool)
    assert_type(index.search("hi"), SearchResult[str])
    found = b.ft().search(Query("hi").with_scores(), {"vector": b"\x00"})
    assert_type(found, SearchResult[bytes])
    assert_type(found.docs[0], Document[bytes])
    assert_type(found.docs[0].id, bytes)
    assert_type(found.docs[0].title, bytes | None)
    assert_type(found.docs[0]["title"], bytes | None)
    assert_type(found.docs[0].raw, dict[str, bytes])
    assert_type(found.docs[0].score, float | None)


def aggregate(r: BlockingCommands[str], b: BlockingCommands[bytes]) -> None:
    request = AggregateRequest("*").group_by("@t", reducers.count().alias("c")).sort_by("@c")
    result = r.ft().aggregate(request)
    assert_type(result, AggregateResult[str])
    assert_type(result.rows[0]["c"], str | bytes | list[str | None] | None)
    assert_type(b.ft().aggregate(request).rows[0]["c"], bytes | list[bytes | None] | None)
    while result.cursor:
        result = r.ft().aggregate(result.cursor)
    assert_type(r.ft().profile(request), tuple[AggregateResult[str], ProfileInformation])
    assert_type(r.ft().profile(Query("hi")), tuple[SearchResult[str], ProfileInformation])


def words(r: BlockingCommands[str]) -> None:
    assert_type(r.ft().spellcheck("hi"), dict[str, list[Correction[str]]])
    assert_type(r.ft().spellcheck("hi")["hi"][0]["score"], float)
    assert_type(r.ft().sugadd("s", Suggestion("hi")), int)
    assert_type(r.ft().sugget("s", "h"), list[Suggestion[str]])
    assert_type(r.ft().tagvals("t"), set[str])


def refused(r: BlockingCommands[str]) -> None:
    r.ft().search(7)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    r.ft().aggregate("*")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    r.ft().create_index(["t"])  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]


def timeseries(r: BlockingCommands[str], labels: dict[str, int]) -> None:
    assert_type(r.ts().create("t", labels=labels), bool)
    assert_type(r.ts().madd([("t", "*", 1.5)]), list[int | ResponseError])
    assert_type(r.ts().get("t"), tuple[int, float] | None)
    assert_type(r.ts().range("t", "-", "+"), list[tuple[int, float]])
    assert_type(r.ts().mget(["a=1"]), dict[str, tuple[dict[str, str | None], tuple[int, float] | None]])
    assert_type(r.ts().mrange("-", "+", ["a=1"]), dict[str, tuple[dict[str, str | None], list[tuple[int, float]]]])
    assert_type(r.ts().info("t"), TimeSeriesInfo[str])
    assert_type(r.ts().info("t").rules, dict[str, tuple[int, str, int]])
    assert_type(r.ts().queryindex(["a=1"]), set[str])


async def later(r: AsyncCommands[bytes]) -> None:
    _ = assert_type(r.ft().search("hi"), Coroutine[Any, Any, SearchResult[bytes]])
    assert_type(await r.ft().load_document("k"), Document[bytes])
    assert_type(await r.ts().get("t"), tuple[int, float] | None)


def queued(pipe: Pipeline[str]) -> None:
    assert_type(pipe.ft("idx").search("hi").ts().get("t").get("k"), Pipeline[str])
