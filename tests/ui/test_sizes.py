"""Every screen in windows of every size from 30x8 on, also when the window changes while it is open."""

import pytest
from rich.cells import cell_len
from textual.app import App
from textual.color import Color
from textual.pilot import Pilot

from drawn import lines_of, runs_of, strips_of
from stage import app_on, selected, settled
from tour import STAGES, STOPS, UNLIKE, go

SIZES = ((30, 8), (30, 10), (40, 12), (59, 17), (60, 18), (99, 21), (100, 22), (159, 26), (160, 26))
LESS_SIZES = SIZES[::2]
WITH_MORE_FORMS = ("agenda", "detail", "rooms", "mine with a clash", "people", "now")
TOO_SMALL = ((29, 20), (80, 7), (1, 1))
WITHOUT_ROWS = (
    *("one room", "room's detail", "nothing found", "no stars", "help"),
    *("picker", "code", "note", "own entry", "saving a filter"),
)
GROUNDS_OF_CURSORS = ("cursor", "block-cursor")


def has_cursor(app: App[None]) -> bool:
    """Whether a row is drawn as the one under the cursor."""
    grounds = {Color.parse(app.theme_variables[name]).rich_color.triplet for name in GROUNDS_OF_CURSORS}
    return any(run.style.bgcolor and run.style.bgcolor.triplet in grounds for run in runs_of(app))


def complaints(app: App[None], name: str) -> list[str]:
    """What is wrong with the screen as it is drawn."""
    width, height = app.size
    strips, lines = strips_of(app), lines_of(app)
    found = []
    if len(lines) != height or {cell_len(line) for line in lines} | {one.cell_length for one in strips} != {
        width
    }:
        found.append("lines that are not as wide as the window")
    if not (name in WITHOUT_ROWS or name.startswith("empty") or has_cursor(app)):
        found.append("no cursor")
    if not any(way in line for way in ("esc", "help") for line in lines):
        found.append("no way back")
    for widget in app.screen.walk_children():
        region = widget.region
        if widget.display and region and not 0 <= region.x <= region.right <= width:
            found.append(f"{widget!r} beyond the edge")
    return [f"{name} at {width}x{height}: {what}" for what in found]


async def resized(pilot: Pilot[None], size: tuple[int, int]) -> None:
    await pilot.resize_terminal(*size)
    await pilot.pause()


@pytest.mark.parametrize("name", UNLIKE)
async def test_a_screen_is_sane_at_every_size_that_its_window_gets(name: str) -> None:
    app = STAGES[STOPS[name].stage]()
    found = []
    async with app.run_test(size=(120, 35)) as pilot:
        await go(pilot, STOPS[name])
        for size in SIZES if name in WITH_MORE_FORMS else LESS_SIZES:
            await resized(pilot, size)
            found += complaints(app, name)
    assert found == []


@pytest.mark.parametrize("size", SIZES)
async def test_a_window_that_small_shows_where_i_am_from_the_start(size: tuple[int, int]) -> None:
    app = app_on(now="12:20")
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        assert complaints(app, "agenda") == []
        assert any(selected(app)[:6] in line for line in lines_of(app))


async def test_where_nothing_has_room_a_sentence_says_so_and_all_is_there_again_after() -> None:
    app = app_on(now="12:20")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        for size in TOO_SMALL:
            await resized(pilot, size)
            assert " ".join("".join(lines_of(app)).split()).startswith("P"), size
        await resized(pilot, (80, 24))
        await settled(pilot)
        assert complaints(app, "agenda") == []
        assert any(selected(app)[:20] in line for line in lines_of(app))


async def test_a_detail_whose_pane_goes_leaves_the_keys_to_the_list() -> None:
    app = app_on(now="12:20")
    async with app.run_test(size=(120, 35)) as pilot:
        await settled(pilot)
        await pilot.press("enter")
        before = selected(app)
        await resized(pilot, (40, 12))
        await settled(pilot)
        await pilot.press("j")
        assert selected(app) != before


@pytest.mark.parametrize("width", [30, 40])
async def test_the_line_of_keys_names_the_way_back_from_the_detail_first(width: int) -> None:
    app = app_on(now="12:20")
    async with app.run_test(size=(width, 20)) as pilot:
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert "esc" in lines_of(app)[-1]
