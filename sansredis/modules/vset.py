"""The namespace `vset`, as each kind of client offers it. Written by tools/make_faces.py.

While the program runs all three are one class; their types differ, and stand in ``vset.pyi``.
"""

from __future__ import annotations

from sansredis.core.commands.modules.vset import VSetCommands

BlockingVSetCommands = AsyncVSetCommands = PipelineVSetCommands = VSetCommands
