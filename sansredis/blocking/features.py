"""What a client offers beside commands, made of this face's classes: the modules that have them.

Each is imported when it is asked for: importing a door stays cheap. `sansredis.features` has all the rest, for both
faces; the types stand in ``features.pyi``, which ``tools/make_faces.py`` writes.
"""

from __future__ import annotations

from types import ModuleType

from sansredis import features
from sansredis.core.commands.command import S

from .scans import Scans


class Features(Scans[S], features.Features[S]):
    """What a client has and a single connection has not."""

    def _locks(self) -> ModuleType:
        from . import locks

        return locks

    def _monitor(self) -> ModuleType:
        from . import monitor

        return monitor

    def _pipeline(self) -> ModuleType:
        from . import pipeline

        return pipeline

    def _pubsub(self) -> ModuleType:
        from . import pubsub

        return pubsub

    def _scripts(self) -> ModuleType:
        from . import scripts

        return scripts

    def _streams(self) -> ModuleType:
        from . import streams

        return streams
