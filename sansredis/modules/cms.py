"""The namespace `cms`, as each kind of client offers it. Written by tools/make_faces.py.

While the program runs all three are one class; their types differ, and stand in ``cms.pyi``.
"""

from __future__ import annotations

from sansredis.core.commands.modules.cms import CMSCommands

BlockingCMSCommands = AsyncCMSCommands = PipelineCMSCommands = CMSCommands
