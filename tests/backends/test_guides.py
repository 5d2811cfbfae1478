"""Every example of the guide pages does what the page says, on each runtime."""

from __future__ import annotations

from pathlib import Path

import pytest

from .guides import PAGES, run_page
from .kit.base import Kit


@pytest.mark.parametrize("page", PAGES, ids=[page.stem for page in PAGES])
async def test_page(kit: Kit, runtime: str, page: Path) -> None:
    door = "asyncio" if runtime == "uvloop" else runtime
    await run_page(page, kit, door)
