"""Pipelines, as the face shows them."""

from __future__ import annotations

from typing import Any

from sansredis.core.commands.command import S
from sansredis.faces import PipelineCommands
from sansredis.pipeline import PipelineFlow

from .entered import Entered


class Pipeline(PipelineFlow[S], PipelineCommands[S], Entered):
    """Commands that are queued and sent together. `PipelineFlow` says more."""

    async def execute(self, raise_on_error: bool = True) -> list[Any]:
        """Send what is queued, and give the results in order. The pipeline is empty afterwards.

        Args:
            raise_on_error: raise the first error among the results (after all of them are in) instead of leaving each
                in its place.

        Returns:
            A list with the value of each command, as the client's own method would return it, or its error.

        Raises:
            DataError: an argument cannot be sent; nothing was.
            ResponseError: the server refused a command, named in the message, and *raise_on_error* is set.
            ConnectionError, TimeoutError: as of a single command; ``maybe_executed`` holds for the pipeline as a
                whole. The deadline is one for all of it.
        """
        return await self._execute(raise_on_error)
