"""Addresses of a schedule are written out, every letter of them, and followed by nobody but the attendee."""

from pathlib import Path

import pytest

import scale_tui
from builders import agenda, session
from screenshot import take_screenshot
from stage import app_on

LONG = f"https://example.org/{'path/' * 30}end?of=it"


@pytest.mark.parametrize("size", [(60, 40), (120, 35)])
async def test_an_address_is_shown_in_full(size: tuple[int, int]) -> None:
    app = app_on(agenda(session("12:15", title="A talk", url=LONG)), now="12:00")
    async with app.run_test(size=size) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        shot = take_screenshot(app)
        pieces = [line.split()[-1] for line in shot.lines if line.strip() and line.split()[-1] in LONG]
        assert "".join(pieces) == LONG
        assert "\x1b]8" not in shot.text


def test_nothing_in_the_program_opens_an_address() -> None:
    package = Path(scale_tui.__file__).parent
    opening = ("webbrowser", "xdg-open", "open_url", "\\x1b]8;", "[link=")
    sources = [path.read_text("utf-8") for path in package.rglob("*.py")]
    assert sources
    assert [word for word in opening if any(word in source for source in sources)] == []
