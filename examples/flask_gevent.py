"""Flask under gunicorn's gevent workers, of which each serves a thousand requests at a time in one thread.

gunicorn --worker-class gevent --workers 2 examples.flask_gevent:app
"""

import os

from flask import Flask

from sansredis.gevent import Redis, RedisError

app = Flask(__name__)
# One client for the whole program. It connects with the first call; after a fork each worker has its own connections.
r = Redis.from_url(os.environ.get("REDIS_URL", "redis://localhost"), decode_responses=True)


@app.get("/visit/<name>")
def visit(name):
    return f"{name} {r.incr(f'visits:{name}')}"


@app.get("/echo/<text>")
def echo(text):
    return r.echo(text)


@app.get("/job/<queue>")
def job(queue):
    # Waits on a connection of its own, which nobody else notices.
    found = r.blpop(f"jobs:{queue}", timeout=0.1)
    return f"{queue} {found[1] if found else 'nothing'}"


@app.get("/health")
def health():
    return {"pid": os.getpid(), **r.connection_pool.stats()}


@app.errorhandler(RedisError)
def unavailable(error):
    return f"no redis: {type(error).__name__}", 503
