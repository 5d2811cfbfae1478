"""What the tests of faults ask again and again."""

from __future__ import annotations

from typing import Any

import pytest

from ..backends.kit import Kit


async def failure(kit: Kit, call: Any) -> Any:
    """Return the error that a call ends with."""
    with pytest.raises(kit.door.RedisError) as raised:
        await kit.do(call())
    return raised.value


async def serves(kit: Kit, r: Any, callers: int = 8) -> None:
    """Check that the pool comes to rest, and that the client serves several callers, each with his own reply."""
    await kit.rest(r.connection_pool)

    async def caller(number: int) -> None:
        for turn in range(3):
            text = f"after {number}.{turn}".encode()
            assert await kit.do(r.echo(text)) == text

    await kit.repeat(callers, caller)
    await kit.rest(r.connection_pool)
