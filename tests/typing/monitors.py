"""What monitors give, in both kinds of faces."""

from __future__ import annotations

from typing import assert_type

from sansredis import awaiting, blocking
from sansredis.core.monitor import MonitoredCommand


def watch(r: blocking.Redis[str]) -> None:
    with r.monitor() as monitor:
        assert_type(monitor.next_command(), MonitoredCommand)
        for command in monitor:
            assert_type(command, MonitoredCommand)
            assert_type(command["args"], list[bytes])
        for command in monitor.listen():
            assert_type(command["time"], float)


async def watch_later(r: awaiting.Redis[bytes]) -> None:
    async with r.monitor() as monitor:
        assert_type(await monitor.next_command(timeout=1), MonitoredCommand)
        async for command in monitor:
            assert_type(command["db"], int)
        async for command in monitor.listen():
            assert_type(command["command"], str)
