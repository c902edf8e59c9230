"""The programme guide under the mouse, and how it is drawn."""

from collections.abc import Iterator

import pytest
from rich.cells import cell_len
from textual import events

from builders import agenda, at, many_rooms, session, three_rooms
from scale_tui.domain.agenda import Session
from scale_tui.ui.app import ScaleTuiApp
from scale_tui.ui.glyphs import ASCII
from scale_tui.ui.views import View
from scale_tui.ui.widgets import rooms_guide
from screenshot import Screenshot, take_screenshot
from stage import app_on, main_screen, selected, settled

WIDE = (120, 35)


def line_of(shot: Screenshot, text: str) -> int:
    return next(number for number, line in enumerate(shot.lines) if text in line and number > 3)


def hours_shown(app: ScaleTuiApp) -> str:
    return next(line for line in take_screenshot(app).lines if " rooms " in line)


async def test_a_click_selects_a_double_click_opens_and_free_time_is_nothing() -> None:
    app = app_on(three_rooms(), now="10:05")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("2", "g")
        await pilot.pause()
        shot = take_screenshot(app)
        line = line_of(shot, "Epsilon")
        column = shot.lines[line].index("Epsilon")
        await pilot.click(offset=(column, line))
        assert selected(app) == "Epsilon"
        await pilot.click(offset=(column - 4, line))
        assert selected(app) == "Epsilon"
        await pilot.click(offset=(2, line_of(shot, "Alpha")))
        assert selected(app) == "Gamma"
        await pilot.click(offset=(column, line), times=2)
        await settled(pilot)
        assert main_screen(app).is_reading


async def test_a_click_on_the_hours_is_none_on_a_session() -> None:
    app = app_on(many_rooms(40), now="14:20")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "G")
        await pilot.pause()
        before = selected(app)
        hours = line_of(take_screenshot(app), " rooms ")
        await pilot.click(offset=(2, hours))
        await pilot.click(offset=(30, hours))
        assert selected(app) == before


async def test_the_cursor_is_always_in_sight() -> None:
    app = app_on(many_rooms(40), now="14:20")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "g")
        guide = main_screen(app).guide
        for key in (*["right"] * 8, *["j"] * 42, "end", *["k"] * 42, "home"):
            await pilot.press(key)
            await pilot.pause()
            offset = guide.cursor_offset()
            assert offset is not None, key
            assert take_screenshot(app).cells[offset.y][offset.x] in "█‹", key


async def test_the_wheel_scrolls_rooms_and_with_shift_time() -> None:
    app = app_on(many_rooms(40), now="14:20")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "g")
        await pilot.pause()
        before = take_screenshot(app)
        for shift in (False, True):
            guide = main_screen(app).guide
            guide.post_message(events.MouseScrollDown(guide, 30, 5, 0, 1, 0, shift, False, False))
            await pilot.pause()
        after = take_screenshot(app)
        assert "▌H.9 " in before.text
        assert not any(line.startswith("▌H.9 ") for line in after.lines)
        assert hours_shown(app) != next(line for line in before.lines if " rooms " in line)
        assert selected(app) == "From zero to databases"


async def test_the_ribbon_leads_to_another_time_in_the_same_room() -> None:
    app = app_on(many_rooms(), now="14:20")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("2", "g")
        await pilot.click(offset=(12, 3))
        chosen = main_screen(app).session
        assert chosen is not None
        assert chosen.room == "H.9"
        assert chosen.start < at("11:00")
        assert main_screen(app).outlook.view is View.ROOMS


SIZES = ((30, 8), (40, 20), (60, 18), (80, 24), (120, 35), (200, 50), (121, 10))


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("rooms", [5, 40])
async def test_every_line_is_exactly_as_wide_as_the_guide(size: tuple[int, int], rooms: int) -> None:
    app = app_on(many_rooms(rooms), now="14:20", stars=("0-7", "1-8"))
    async with app.run_test(size=size) as pilot:
        await pilot.press("2")
        await pilot.pause()
        guide = main_screen(app).guide
        for key in ("minus", "right", "down", "plus", "plus", "G", "end", "g", "home"):
            await pilot.press(key)
            await pilot.pause()
            for y in range(guide.size.height):
                strip = guide.render_line(y)
                assert strip.cell_length == guide.scrollable_content_region.width
                assert sum(cell_len(segment.text) for segment in strip) == strip.cell_length


async def test_a_terminal_without_unicode_gets_ascii_only() -> None:
    plain = agenda(*(one for one in many_rooms(9).sessions if one.title.isascii() and not one.speakers))
    for size in ((40, 20), WIDE):
        app = app_on(plain, now="14:20", glyphs=ASCII, stars=("lightning",))
        async with app.run_test(size=size) as pilot:
            await pilot.press("2")
            await pilot.pause()
            assert take_screenshot(app).text.isascii()


async def test_markup_in_titles_and_rooms_is_shown_as_it_is() -> None:
    odd = agenda(
        session("10:00", 60, "[bold]Loud[/bold] [@click=app.quit]x", room="[red]A"),
        session("10:00", 60, "Other", room="B"),
    )
    for size in ((40, 20), WIDE):
        app = app_on(odd, now="10:05")
        async with app.run_test(size=size) as pilot:
            await pilot.press("2")
            await pilot.pause()
            text = take_screenshot(app).text
            assert "[bold]Loud[/bold" in text
            assert "[red]A" in text


def crowd(rooms: int, talks: int) -> Iterator[Session]:
    for room in range(rooms):
        for talk in range(talks):
            minute = 8 * 60 + talk * 10
            yield session(
                f"{minute // 60:02}:{minute % 60:02}", 10, f"T{talk}", room=f"R{room}", id=f"{room}-{talk}"
            )


@pytest.mark.parametrize("size", [WIDE, (40, 20)], ids=str)
async def test_a_key_paints_as_few_lines_among_ten_thousand_sessions_as_among_forty(
    size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    painted: list[int] = []
    paint = rooms_guide.paint_rooms_line

    def counted(*args):  # type: ignore[no-untyped-def]
        painted.append(args[4])
        return paint(*args)

    monkeypatch.setattr(rooms_guide, "paint_rooms_line", counted)
    for rooms, talks in ((10, 4), (115, 90)):
        app = app_on(agenda(*crowd(rooms, talks)), now="08:05")
        async with app.run_test(size=size) as pilot:
            await pilot.press("2", "g", "j")
            await pilot.pause()
            lines_a_lane = 2 if (rooms, size) == (10, WIDE) else 1
            for _ in range(3):
                painted.clear()
                await pilot.press("j")
                await pilot.pause()
                assert 1 <= len(painted) <= 2 * lines_a_lane
