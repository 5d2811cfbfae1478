"""The examples under real web servers, with more visitors than the pool has connections, while redis is restarted.

No answer is wrong, none is missing, no worker hangs or is replaced, and every pool is at rest in the end.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from sansredis.demo.server import Server

from .load import LONGEST, Load, health
from .serving import serving

GUNICORN = ("gunicorn", "--bind", "fd://{fd}", "--workers", "2", "--timeout", "30", "--graceful-timeout", "10")
GTHREAD = (*GUNICORN, "--worker-class", "gthread", "--threads", "12")
GEVENT = (*GUNICORN, "--worker-class", "gevent")
PRELOADED = ("--preload", "tests.frameworks.preloaded:app")

SERVERS = {
    "gunicorn gevent, door gevent": ((*GEVENT, "examples.flask_gevent:app"), 2, ""),
    "gunicorn gevent, door threads": ((*GEVENT, "examples.flask_threads:app"), 2, ""),
    "gunicorn gthread, door threads": ((*GTHREAD, "examples.flask_threads:app"), 2, ""),
    "gunicorn gthread, preloaded": ((*GTHREAD, *PRELOADED), 2, "flask_threads"),
    "gunicorn gevent, preloaded": ((*GEVENT, *PRELOADED), 2, "flask_threads"),
    "uvicorn, door asyncio": (("uvicorn", "--fd", "{fd}", "examples.starlette_asyncio:app"), 1, ""),
    "hypercorn trio, door trio": (
        ("hypercorn", "--worker-class", "trio", "--bind", "fd://{fd}", "examples.starlette_trio:app"),
        1,
        "",
    ),
}
LIMIT = 3
VISITORS = 24
RESTARTS = int(os.environ.get("SANSREDIS_RESTARTS", "3"))


@pytest.fixture
def redis() -> Iterator[Server]:
    with Server() as server:
        yield server


@pytest.mark.timeout(900)
@pytest.mark.parametrize("name", SERVERS)
def test_more_visitors_than_connections_while_redis_is_restarted(name: str, redis: Server) -> None:
    command, workers, example = SERVERS[name]
    url = f"{redis.url}?max_connections={LIMIT}"
    with serving(*command, REDIS_URL=url, EXAMPLE=example) as web:
        before = health(web.port, workers)
        try:
            with Load(web.port, VISITORS) as load:
                load.until(200, 200)
                for _ in range(RESTARTS):
                    redis.kill()
                    load.until(503, 20)
                    redis.restart()
                    load.until(200, 200)
        except BaseException:
            print(web.said())
            raise
        after = health(web.port, workers)
        said = web.said()
    assert not load.wrong, (len(load.wrong), load.wrong[:3], said[-3000:])
    assert load.longest < LONGEST
    assert after.keys() == before.keys(), "a worker was replaced"
    for pool in after.values():
        assert pool["used"] == pool["waiting"] == pool["connecting"] == 0, pool
        assert pool["free"] <= pool["limit"] == LIMIT
    for trouble in ("Traceback", "WORKER TIMEOUT", "was sent SIG", "never awaited", "unclosed"):
        assert trouble not in said, said[-3000:]
    print(
        f"\n{name}: {load.answered[200]} right answers, {load.answered[503]} times 503, 0 wrong; "
        f"longest {load.longest:.2f} s; {sum(load.answered.values()) / load.lasted:.0f} requests/s"
    )
