"""The namespace `tdigest`, as each kind of client offers it. Written by tools/make_faces.py.

While the program runs all three are one class; their types differ, and stand in ``tdigest.pyi``.
"""

from __future__ import annotations

from sansredis.core.commands.modules.tdigest import TDigestCommands

BlockingTDigestCommands = AsyncTDigestCommands = PipelineTDigestCommands = TDigestCommands
