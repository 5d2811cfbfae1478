"""What makes scans of this face's class. `sansredis.features_scans` has the methods; ``scans.pyi`` their types."""

from __future__ import annotations

from types import ModuleType

from sansredis import features_scans
from sansredis.core.commands.command import S


class Scans(features_scans.Scans[S]):
    """Whole collections, element by element."""

    def _scanning(self) -> ModuleType:
        from . import scanning

        return scanning
