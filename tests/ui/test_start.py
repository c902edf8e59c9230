"""What the app starts with, and what waits until somebody asks for it."""

import subprocess
import sys
from pathlib import Path

import pytest
from textual.app import App

from scale_tui.ui.screens.main import MainScreen
from screenshot import take_screenshot
from stage import app_on, settled

PROGRAM = """
import asyncio, sys
from stage import app_on, settled

async def start():
    app = app_on(now="12:20")
    async with app.run_test(size=(120, 35)) as pilot:
        await settled(pilot)
        await pilot.press("j", "space", "3")
        await settled(pilot)
        print(*sorted(sys.modules))

asyncio.run(start())
"""
WAITING = {
    "scale_tui.ui.widgets.search_words",
    "scale_tui.ui.widgets.rooms_guide",
    "scale_tui.ui.widgets.session_peek",
    "scale_tui.ui.guide_painting",
    "scale_tui.ui.views.rooms",
    "scale_tui.ui.screens.help",
    "scale_tui.ui.palette",
}


def test_what_few_starts_need_is_not_loaded_by_all() -> None:
    loaded = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env={"PYTHONPATH": ":".join(sys.path), "SCALE_TUI_HOME": str(Path(__file__).parent / "nowhere")},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert "scale_tui.ui.widgets.session_list" in loaded
    assert set(loaded) & WAITING == set()


@pytest.mark.parametrize("size", [(40, 20), (80, 24), (120, 35), (200, 50)])
async def test_the_first_that_is_painted_has_rows(
    size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    had_rows = []
    display = App._display  # noqa: SLF001

    def displayed(app: App[None], screen: MainScreen, update: object) -> None:
        if update is not None:
            had_rows.append(bool(screen.rows))
        display(app, screen, update)  # type: ignore[arg-type]

    monkeypatch.setattr(App, "_display", displayed)
    app = app_on(now="12:20")
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        assert "Alibaba HPN" in take_screenshot(app).text
    assert had_rows
    assert all(had_rows)


async def test_a_window_without_room_for_rows_says_so() -> None:
    app = app_on(now="12:20")
    async with app.run_test(size=(28, 7)) as pilot:
        await settled(pilot)
        assert "make this window larger" in " ".join(take_screenshot(app).text.split())
        await pilot.resize_terminal(80, 24)
        await settled(pilot)
        assert "Alibaba HPN" in take_screenshot(app).text


async def test_a_filter_from_elsewhere_is_shown_in_the_line_to_search_in() -> None:
    app = app_on(now="12:20")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("s")
        await settled(pilot)
        assert "/ is:star" in take_screenshot(app).text
        await pilot.press("slash", "x")
        await settled(pilot)
        assert "/ is:starx" in take_screenshot(app).text
