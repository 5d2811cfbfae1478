"""One Redis client for threads, gevent, asyncio and trio.

Import the client from the module that is called as your runtime is::

    from sansredis.threads import Redis
    from sansredis.gevent import Redis
    from sansredis.asyncio import Redis
    from sansredis.trio import Redis

This module itself imports nothing, so that each program loads only the one that it uses.
"""

__version__ = "0.1.0"
