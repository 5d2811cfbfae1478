"""Starlette under hypercorn, on trio.

hypercorn --worker-class trio --workers 2 examples.starlette_trio:app
"""

import os
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.routing import Route

from sansredis.trio import Redis, RedisError

# One client for the whole program. It connects with the first call.
r = Redis.from_url(os.environ.get("REDIS_URL", "redis://localhost"), decode_responses=True)


@asynccontextmanager
async def lifespan(app):
    yield
    await r.aclose()


async def visit(request):
    name = request.path_params["name"]
    return PlainTextResponse(f"{name} {await r.incr(f'visits:{name}')}")


async def echo(request):
    return PlainTextResponse(await r.echo(request.path_params["text"]))


async def job(request):
    # Waits on a connection of its own, which nobody else notices.
    queue = request.path_params["queue"]
    found = await r.blpop(f"jobs:{queue}", timeout=0.1)
    return PlainTextResponse(f"{queue} {found[1] if found else 'nothing'}")


async def health(request):
    return JSONResponse({"pid": os.getpid(), **r.connection_pool.stats()})


async def unavailable(request, error):
    return PlainTextResponse(f"no redis: {type(error).__name__}", 503)


app = Starlette(
    routes=[
        Route("/visit/{name}", visit),
        Route("/echo/{text}", echo),
        Route("/job/{queue}", job),
        Route("/health", health),
    ],
    exception_handlers={RedisError: unavailable},
    lifespan=lifespan,
)
