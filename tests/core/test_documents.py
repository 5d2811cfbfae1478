"""The documents lead somewhere: each link between them has an end, and each guide page can be found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
LINK = re.compile(r"\]\(([^)#\s]*)(?:#([^)\s]+))?\)")


def links(page: Path) -> Iterator[tuple[Path, str]]:
    """The files that a page refers to, and the headings in them."""
    for match in LINK.finditer(page.read_text(encoding="utf-8")):
        if "://" not in match[1]:
            yield (page.parent / match[1]).resolve() if match[1] else page, match[2] or ""


def headings(page: Path) -> set[str]:
    """The headings, as links name them."""
    found = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in found}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links(page: Path) -> None:
    for target, heading in links(page):
        assert target.exists(), target
        assert not heading or heading in headings(target), f"{target.name} has no heading {heading}"


def test_the_first_page_of_the_guide_leads_to_all_others() -> None:
    guide = ROOT / "docs" / "guide"
    first = guide / "first-steps.md"
    missing = {page.name for page in guide.glob("*.md")} - {target.name for target, _ in links(first)} - {first.name}
    assert missing == set()
