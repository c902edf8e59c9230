"""What the README and the handbook point to is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "SECURITY.md", *sorted((ROOT / "docs").glob("*.md"))]
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)


def prose(page: Path) -> str:
    """A page without its blocks of code."""
    return re.sub(r"```.*?```", "", page.read_text("utf-8"), flags=re.DOTALL)


def anchors(page: Path) -> set[str]:
    """What a heading is called in an address, as GitHub does it."""
    found = set()
    for heading in _HEADING.findall(prose(page)):
        text = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", heading).lower()
        found.add(re.sub(r"[^\w\- ]", "", text).strip().replace(" ", "-"))
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    for link in _LINK.findall(prose(page)):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


def test_every_page_is_in_the_index_of_the_handbook_and_most_in_the_readme() -> None:
    index = set(_LINK.findall(prose(ROOT / "docs/README.md")))
    readme = set(_LINK.findall(prose(ROOT / "README.md")))
    for page in (ROOT / "docs").glob("*.md"):
        assert page.name == "README.md" or page.name in index
        assert page.name == "README.md" or f"docs/{page.name}" in readme


def test_no_picture_is_without_words_and_none_is_left_over() -> None:
    shown = set()
    for page in PAGES:
        for words, link in re.findall(r"!\[([^]]*)\]\(([^)\s]+)\)", page.read_text("utf-8")):
            assert len(words) > 10, link
            shown.add((page.parent / link).resolve())
    lying = {path for path in (ROOT / "docs/pictures").iterdir() if path.suffix in {".png", ".gif"}}
    assert shown == lying
