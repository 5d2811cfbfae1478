"""What can be entered, left and closed."""

from __future__ import annotations

from types import TracebackType
from typing import Self


class Entered:
    """What can be entered and left. Leaving never waits."""

    def _leave(self) -> None:
        raise NotImplementedError

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._leave()


class Closed(Entered):
    """What can be closed, too."""

    async def aclose(self) -> None:
        """Close it, and its connections. Those who wait or use one get an error. Never waits; may be repeated.

        A client closes its pool only if it made it.
        """
        self._leave()
